"""A picture with its title above and its source below, as one PNG to pass on."""

from __future__ import annotations

import io
from typing import Any

import numpy as np

from claimlab.views import style
from claimlab.views.text import lines_of, wrap, write

__all__ = ["framed"]

_SCALE, _TITLE = 2, 20


def framed(png: bytes, title: str, source: str, dark: bool = False) -> bytes:
    """The picture (at two dots a pixel) between its title and its source."""
    from PIL import Image

    title, source = wrap(title, 58), wrap(source, 98)
    over = round(18 + 1.2 * _TITLE * len(lines_of(title)))
    under = round(18 + 1.2 * style.SMALL * len(lines_of(source))) if source else 8
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    height = over + picture.height // _SCALE + under
    whole = _texts(title, source, height, over, under, dark)
    whole.paste(picture, (0, over * _SCALE))
    stream = io.BytesIO()
    whole.save(stream, "png")
    return stream.getvalue()


def _texts(title: str, source: str, height: int, over: int, under: int, dark: bool) -> Any:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from PIL import Image

    with style.context(dark) as theme:
        size = (style.width() / style.DPI, height / style.DPI)
        canvas = FigureCanvasAgg(Figure(figsize=size, dpi=style.DPI * _SCALE))
        canvas.figure.patch.set_facecolor(theme.paper)
        write(canvas.figure, 8, height - 4 - over / 2, title, _TITLE, bold=True)
        write(canvas.figure, 8, under / 2, source, style.SMALL, colour=theme.muted)
        canvas.draw()
    return Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
