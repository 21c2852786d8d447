"""Make the shipped typeface anew: `python typeface.py SourceSans3[wght].ttf` (pip install fonttools brotli).

Two weights of Source Sans 3 (Adobe, SIL Open Font Licence), cut down to the letters of the kit's
languages and the signs of its pictures. "Source" is a reserved name, so the cut bears another.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

NAME = "Scene Sans"
FOLDER = Path(__file__).parents[2] / "helpers/claimlab/views/typeface"
SIGNS = "–—‘’“”„…•·†×÷−±≈≠≤≥→←↑↓½¼¾€£‰°²³₂ΔΣαβδεθλμπρσφ○●■□★☆ıŒœŠšŽžŸ¿¡\u00a0\u2009\u202f"
WEIGHTS = (400, 600)
_LETTERS = [chr(code) for code in [*range(0x20, 0x7F), *range(0xA1, 0x100)]]


def cut(source: Path, weight: int) -> TTFont:
    """One weight with the signs above, its tabular figures and its kerning."""
    font = instantiateVariableFont(TTFont(source), {"wght": weight})
    options = Options()
    options.layout_features = ["kern", "tnum", "liga", "mark", "locl"]
    options.hinting, options.name_IDs = False, ["*"]
    cutter = Subsetter(options)
    cutter.populate(text="".join(_LETTERS) + SIGNS)
    cutter.subset(font)
    for record in list(font["name"].names):
        if record.nameID in (1, 3, 4, 6, 16, 25):
            text = NAME.replace(" ", "") if record.nameID == 6 else NAME
            font["name"].setName(text, record.nameID, *_place(record))
        elif record.nameID not in (0, 2, 5, 13, 14):
            font["name"].removeNames(record.nameID)
    return font


def _place(record) -> tuple[int, int, int]:
    return record.platformID, record.platEncID, record.langID


def widths(font: TTFont) -> dict[str, int]:
    """How far each letter moves the pen, in thousandths of the size of the type."""
    em, cmap, metrics = font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"]
    return {chr(c): round(1000 * metrics[glyph][0] / em) for c, glyph in sorted(cmap.items())}


def main(source: Path) -> None:
    found = {}
    for weight in WEIGHTS:
        font = cut(source, weight)
        found[str(weight)] = widths(font)
        font.flavor = "woff2"
        font.save(FOLDER / f"scene-sans-{weight}.woff2")
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    (FOLDER / "widths.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
