"""The reader's pen: the last mark counts, and a damaged line of the log is passed over."""

from types import SimpleNamespace as Line

import pytest

from claimlab.errors import KitError
from claimlab.lessons.pens import LONGEST_WORD, MARKS, Pen, pen_event, pen_words, pens


def line(value, kind="pen", item="C11"):
    return Line(kind=kind, item=item, value=value)


@pytest.mark.parametrize("mark", MARKS)
def test_what_is_written_is_read(mark):
    pen = Pen("C11", mark, *(("helped kill", "killed") if mark == "word" else ()))
    kind, item, value = pen_event(pen)
    assert pens([line(value, kind, item)]) == {"C11": pen}
    assert pen_words(mark)
    assert pen.is_signed == (mark in ("sign", "word"))


def test_the_last_mark_counts():
    kept = [line({"mark": "sign"}), line({"mark": "strike"}, item="C12"), line({"mark": "open"})]
    assert pens(kept) == {"C11": Pen("C11", "open"), "C12": Pen("C12", "strike")}


@pytest.mark.parametrize("value", [None, "sign", [], {}, {"mark": "burn"}, {"mark": ["sign"]}])
def test_a_damaged_line_is_passed_over(value):
    assert pens([line({"mark": "sign"}), line(value)]) == {"C11": Pen("C11", "sign")}


def test_other_events_are_no_marks():
    assert pens([line({"mark": "sign"}, kind="judgement")]) == {}


def test_a_word_stands_with_its_mark_alone_and_within_bounds():
    assert pens([line({"mark": "open", "word": "x"})])["C11"].word == ""
    assert pens([line({"mark": "word", "word": 3})])["C11"].word == ""
    assert len(pen_event(Pen("C11", "word", "x" * 999))[2]["word"]) == LONGEST_WORD


def test_an_unknown_mark_is_named_with_the_nearest():
    with pytest.raises(KitError, match="'singn'.*'sign'"):
        pen_event(Pen("C11", "singn"))
