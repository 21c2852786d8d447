"""My verdict on a part of the column: gathered when asked, printed with reasons, only what was judged."""

from __future__ import annotations

import pytest

from borderlab import judge, verdict
from claimlab.errors import KitError
from claimlab.teaching import progress
from claimlab.teaching.claims import entry
from claimlab.teaching.ledger import evidence_lines


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("BORDERLAB_WORKSPACE", str(tmp_path))
    return tmp_path


def test_before_a_claim_is_judged_the_card_says_how_to_begin(desk):
    card = verdict("00")
    assert card.face.state == "open" and 'judge("C19")' in repr(card)
    assert not list(desk.glob("*.html"))


def test_the_example_is_a_claim_that_this_lesson_asks_to_judge(desk):
    assert 'judge("C07")' in repr(verdict("01"))  # the first on its page


def test_a_claim_of_another_lesson_is_gathered_where_it_is_asked(monkeypatch):
    monkeypatch.setattr(progress, "_asked", lambda lesson_id: {"C17": False})
    judge("C17", "open", because="no index here")
    assert "C17" in repr(verdict("00"))


def test_what_was_judged_after_the_card_was_drawn_is_gathered_at_a_press(desk):
    card = verdict("00")
    judge("C05", "sign", because="it is <b>near</b>")
    card.press("again")
    assert card.face.state == "done"
    assert "it is <b>near</b>" in repr(card) and "The figures of this kit say" in repr(card)
    page = (desk / "verdict-00.html").read_text(encoding="utf-8")
    assert "it is &lt;b&gt;near" in page and "C05" in page and "C03" not in page


def test_a_lesson_holds_its_own_claims_and_the_course_holds_all(desk):
    judge("C05", "sign", because="near")
    judge("C08", "strike", because="other books")
    assert "C08" not in repr(verdict("00"))
    assert "C05" in repr(verdict()) and "C08" in repr(verdict())
    assert "Claims judged: 2 (1 signed, 1 struck)." in repr(verdict())
    assert (desk / "verdict.html").is_file()


def test_no_verdict_is_scored_and_the_page_has_all_the_evidence(desk):
    judge("C57", "sign", because="a mission found it")
    card = verdict("11")
    assert "agree with" not in repr(card)
    found = evidence_lines(entry("C57"))
    page = (desk / "verdict-11.html").read_text(encoding="utf-8")
    assert page.count("<li>") == len(found) > 8
    assert "<li>" not in card.html, (
        "the card of the claim shows it: here it would stand a second time"
    )


def test_a_folder_that_cannot_be_written_costs_the_page_only(desk, monkeypatch):
    judge("C05", "sign", because="near")
    monkeypatch.setattr("claimlab.teaching.verdict.write_whole", _refuse)
    assert "cannot be written to" in repr(verdict("00")) and "C05" in repr(verdict("00"))


def _refuse(*_arguments):
    raise OSError("read-only")


def test_no_such_lesson():
    with pytest.raises(KitError, match="There is no lesson '77'"):
        verdict("77")
