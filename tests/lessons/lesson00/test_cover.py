"""The cover: its sizes are true, it fits every width, and README shows what the course draws today."""

import re
from pathlib import Path

import pytest

from borderlab.cli import covers
from borderlab.cover import crossings
from claimlab.lessons import pictures

ROOT = Path(__file__).parents[3]


def cover():
    return pictures("00")["cover"]()


@pytest.mark.parametrize("path", covers(), ids=lambda path: path.name)
def test_the_files_of_readme_are_as_they_are_drawn_today(path):
    assert path.read_text(encoding="utf-8") == covers()[path], "run `borderlab cover`"
    assert path.relative_to(ROOT).as_posix() in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [360, 700, 720, 760])
def test_arrows_are_as_thick_as_the_trade_and_crowds_as_many_as_the_people(width):
    amounts, marks = crossings(), cover().scene(width)["marks"]
    thick = {}
    for mark in marks:
        if mark["i"].startswith("arrow:"):
            first, last = mark["p"][1], mark["p"][-1]  # the two corners of the shaft's tail
            thick[mark["i"].partition(":")[2]] = last - first
    ratio = thick["sold_2019"] / thick["sold_2008"]
    assert ratio == pytest.approx(amounts["sold_2019"] / amounts["sold_2008"], abs=0.01)
    for way in ("to_colombia", "to_venezuela"):
        dots = sum(mark["k"] == "point" and mark["i"].startswith(way) for mark in marks)
        assert dots == pytest.approx(amounts[way] / 25_000, abs=0.5)


@pytest.mark.parametrize("width", [360, 700, 720, 760])
def test_nothing_leaves_the_sheet_and_no_text_lies_on_another(width):
    from claimlab.views.room import box_of_text

    drawn = cover().scene(width)
    boxes = [box_of_text(mark) for mark in drawn["marks"] if mark["k"] == "text"]
    for i, one in enumerate(boxes):
        assert one.left >= 0 and one.right <= drawn["w"] and one.bottom <= drawn["h"]
        for other in boxes[i + 1 :]:
            is_apart = one.right <= other.left or other.right <= one.left
            assert is_apart or one.bottom <= other.top or other.bottom <= one.top


def test_what_readme_says_of_it_are_its_numbers():
    amounts = crossings()
    (said,) = re.findall(
        r'cover-light\.svg" alt="([^"]+)"', (ROOT / "README.md").read_text("utf-8")
    )
    in_words = [f"${amounts[f'sold_{year}'] / 1e3:.1f}bn" for year in (2008, 2019)]
    in_words += [f"{amounts[way] / 1e6:.1f} million" for way in ("to_colombia", "to_venezuela")]
    assert all(one in said for one in in_words)
    assert all(one in cover().words for one in in_words)
