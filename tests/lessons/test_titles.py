"""No title says what its picture does not show: a reader finds each of its numbers among the marks."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from claimlab.lessons import lesson_ids, pictures
from claimlab.views.figure import Figure
from claimlab.views.scene import Scene

# What a reader works out from marks that are there, each in the one way that is named.
WORKED_OUT = {
    "cover": "how much shorter one arrow is than the other, and the sum of both crowds",
    "archive": "in how many pairs of rows the first lies farther right",
    "every_day": "two groups of tiles, each named by its great day: their sum",
    "where_would_you_go": "half of the gaps between the dots of each pair; the note says how",
}
NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?!\w)")
STILLS = [
    (number, name)
    for number in lesson_ids()
    for name, picture in pictures(number).items()
    if not picture.parameters
]


def numbers(text: str) -> list[str]:
    return NUMBER.findall(text)


def value(written: str) -> float:
    return float(written.replace(",", ""))


def written(scene: Scene) -> Iterator[str]:
    """Every text of a picture, but for its title, its source and the text alternative."""
    yield scene.get("sub", "")
    for mark in scene["marks"]:
        yield from (mark.get("t", ""), mark.get("n", ""), mark.get("v", ""))
    for _x, head, text, *_rest in scene.get("rule", {}).get("stops", []):
        yield from (head, text)


def alike(scene: Scene) -> Iterator[list[dict]]:
    """Marks that belong together: all of one shape, of one group, of one look, of one kind of key."""
    groups = defaultdict(list)
    for mark in scene["marks"]:
        if mark["k"] != "text":
            for how in ("s", "c", "key", "k"):
                same = mark["i"].rpartition(":")[0] if how == "key" else mark.get(how)
                groups[how, mark["k"], same].append(mark)
    yield from groups.values()


def carried(scene: Scene) -> Iterator[float]:
    """What marks say and what is read off them: their values, how many there are, what they sum up to."""
    yield from (value(one) for text in written(scene) for one in numbers(text))
    for marks in alike(scene):
        yield len(marks)
        yield len([mark for mark in marks if "n" in mark])
        yield sum(value(numbers(mark["v"])[0]) for mark in marks if numbers(mark.get("v", "")))


def says(written: str, found: float) -> bool:
    """Whether a number, as it is printed, is one that was found: a mark has three digits at least."""
    own = 0.5 * 10.0 ** -len(written.partition(".")[2])
    of_mark = 0.5 * 10.0 ** (math.floor(math.log10(found)) - 2) if found else 0.0
    return abs(found - value(written)) <= max(own, of_mark) * (1 + 1e-9)


def lacking(scene: Scene) -> list[str]:
    known = list(carried(scene))
    return [one for one in numbers(scene["title"]) if not any(says(one, found) for found in known)]


@pytest.mark.parametrize(("number", "name"), STILLS, ids=[name for _number, name in STILLS])
def test_each_number_of_a_title_stands_in_its_picture(number, name):
    shown = pictures(number)[name]()
    if isinstance(shown, Figure):  # a card has no title of this kind
        missing = lacking(shown.scene())
        assert bool(missing) == (name in WORKED_OUT), (shown.title, missing)


def test_a_number_that_no_mark_carries_is_found():
    import pandas as pd

    from claimlab.views import Bars

    frame = pd.DataFrame({"year": ["2008", "2014"], "sold": [6092.0, 1939.0]})
    for title, wanted in [
        ("From 6,092 in 2008 to 1,939", []), ("2 years, 8,031 in all", []), ("Down by 68 per cent", ["68"]),
        ("From 6,100 to 1.9", ["6,100", "1.9"]),
    ]:  # fmt: skip
        assert lacking(Bars("year", "sold", title=title).scene(frame)) == wanted
