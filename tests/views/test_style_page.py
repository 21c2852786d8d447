"""The style page's code runs, on the kit's own tables; `python test_style_page.py FOLDER` keeps its pictures."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from claimlab import views
from claimlab.views.figure import Figure

PAGE = Path(views.__file__).with_name("STYLE.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"### ([^\n]+)\n.*?```python\n(.*?)```", PAGE, flags=re.DOTALL)


def figures() -> dict[str, Figure]:
    """The figure of each example; a later block may use what an earlier one has made."""
    made, names = {}, {}
    for heading, code in BLOCKS:
        exec(compile(code, f"STYLE.md: {heading}", "exec"), names)
        made[heading] = names.pop("figure")
    return made


@pytest.fixture(scope="module")
def shown() -> dict[str, Figure]:
    return figures()


def test_every_example_has_title_words_source_and_two_themes(shown):
    assert len(shown) == PAGE.count("```python") >= 8
    for heading, figure in shown.items():
        assert len(figure.title.split()) >= 3, heading
        assert "Source: " in figure.view.source() and figure.words.endswith(".")
        assert figure.card() != figure.card(dark=True), heading


def test_the_page_shows_every_new_view():
    for name in ("Lines", "Bars", "Dots", "Strip", "Tiles", "Fan", "Map", "Ranges"):
        assert f"{name}(" in PAGE


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for heading, figure in figures().items():
        for theme in ("light", "dark"):
            name = re.sub(r"\W+", "-", heading.lower())
            (folder / f"{name}-{theme}.png").write_bytes(figure.card(dark=theme == "dark"))
        print(figure, end="\n\n")
