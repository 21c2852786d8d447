"""Redraw only what moves: a kept background, moving artists on top, one small PNG.

A full redraw of a figure costs most of its time in ticks, labels and grid lines, which stay the
same while a slider moves. They are drawn once for each layout and copied back.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from borderlab.views import style
from borderlab.views.stage import clear
from borderlab.views.words import true_minus

if TYPE_CHECKING:
    import pandas as pd

    from borderlab.views.figure import View

__all__ = ["Painter"]


class Painter:
    """Paints frames of one view; made by `view.painter(frame)`.

    `backgrounds` counts how often a background was drawn: it grows only when limits or labels change.
    """

    def __init__(self, view: View, frame: pd.DataFrame, scale: int = 1):
        self.view, self.scale = view, scale
        self.width = style.WIDTH
        self.backgrounds = 0
        self._layout: Any = None
        self._kept: tuple = ()
        self._last: tuple = (None, None)
        self.height = view.layout(self._read(frame), None)[0]

    def _read(self, frame: pd.DataFrame) -> Any:
        """What the view read from the frame; title, words and picture ask in turn for the same one."""
        if self._last[0] is not frame:
            self._last = (frame, self.view.read(frame))
        return self._last[1]

    def title(self, frame: pd.DataFrame) -> str:
        """The message title of this frame."""
        title = self.view.title
        return true_minus(
            title(frame) if callable(title) else title or self.view.headline(self._read(frame))
        )

    def words(self, frame: pd.DataFrame) -> str:
        """The text alternative of this frame."""
        return self.view.tell(self._read(frame))

    def paint(self, frame: pd.DataFrame, overlay: tuple | None = None) -> bytes:
        """The picture of one frame as PNG; `overlay` is (xs, ys, label) of a line on top."""
        data = self._read(frame)
        layout = self.view.layout(data, overlay)
        self.height = layout[0]
        with style.context():
            canvas, stage, background = self._stage(layout)
            canvas.restore_region(background)
            artists = self.view.moving(stage, layout, data, overlay)
            for artist in sorted(artists, key=lambda a: a.get_zorder()):
                artist.axes.draw_artist(artist)
                artist.remove()
        return _png(canvas, small=self.scale == 1)

    def _stage(self, layout: Any) -> tuple:
        if layout != self._layout:
            self._kept, self._layout = self._draw(layout), layout
            self.backgrounds += 1
        return self._kept

    def _draw(self, layout: Any) -> tuple:
        canvas = (
            self._kept[0]
            if self._kept and self._layout[0] == layout[0]
            else self._canvas(layout[0])
        )
        clear(canvas.figure)
        stage = self.view.stage(canvas.figure, layout)
        canvas.draw()
        return canvas, stage, canvas.copy_from_bbox(canvas.figure.bbox)

    def _canvas(self, height: int) -> Any:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        return FigureCanvasAgg(
            Figure(figsize=(self.width / style.DPI, height / style.DPI), dpi=style.DPI * self.scale)
        )


def _png(canvas: Any, small: bool) -> bytes:
    """The canvas as PNG; `small` halves the time with 256 colours, each within a few steps of the true one."""
    from PIL import Image

    size = canvas.get_width_height(physical=True)
    picture = Image.frombuffer("RGBA", size, canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert(
        "RGB"
    )
    if small:
        picture = picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    stream = io.BytesIO()
    picture.save(stream, "png", compress_level=1)
    return stream.getvalue()
