"""The page of claims: what it holds, who may see what, and what is kept of a press."""

from __future__ import annotations

import json
import re

import pytest

from claimlab.errors import KitError
from claimlab.i18n import speaking
from claimlab.lessons import home_of, lesson_ids
from claimlab.lessons.bets import bets_on
from claimlab.teaching.claims import claims, ruling
from claimlab.teaching.column import column, page_of
from claimlab.teaching.store import Record, store

MOST_WORDS = 12


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("BORDERLAB_WORKSPACE", str(tmp_path))
    return tmp_path


def one(page, claim):
    return next(row for row in page["claims"] if row["id"] == claim)


@pytest.mark.parametrize("spoken", ["en", "es"])
def test_every_claim_stands_once_in_few_words_of_our_own(spoken):
    with speaking(spoken):
        page = page_of()
    assert sorted(row["id"] for row in page["claims"]) == sorted(claims())
    assert [row["id"] for row in page["claims"] if len(row["text"].split()) > MOST_WORDS] == []
    assert len({row["text"] for row in page["claims"]}) == 73 and len(page["acts"]) == 5
    assert not re.search(r"\{\w+\}", page["source"])


def test_acts_stand_together_and_not_in_the_order_of_the_column():
    page = page_of()
    acts = [row["act"] for row in page["claims"]]
    assert [act for n, act in enumerate(acts) if n == 0 or acts[n - 1] != act] == page["acts"]
    assert [row["id"] for row in page["claims"]] != sorted(claims())


@pytest.mark.parametrize("lesson", lesson_ids())
def test_a_lesson_lights_the_claims_of_its_room(lesson):
    page = page_of(lesson)
    assert {r["id"] for r in page["claims"] if r["isLit"]} == {
        claim for claim in claims() if home_of(claim) == lesson
    }
    assert all(row["isMet"] == row["isLit"] for row in page["claims"])


def test_a_claim_is_met_with_its_lesson_or_its_mark():
    done = [Record.now("attempt", "E04.1", 1, "right"), Record.now("pen", "C11", {"mark": "open"})]
    page = page_of(records=done)
    assert {row["id"] for row in page["claims"] if row["isMet"]} == {"C11"} | {
        claim for claim in claims() if home_of(claim) == "04"
    }
    assert page["start"] == "" and page_of()["start"] == "C11"


def test_records_turn_over_after_the_pen_and_no_status_stands_on_the_page():
    marked = page_of(records=[Record.now("pen", "C42", {"mark": "sign"})])
    assert len(one(marked, "C42")["records"]) == one(marked, "C42")["recordsCount"] > 0
    assert one(marked, "C44")["records"] == [] and one(marked, "C44")["recordsCount"] > 0
    assert one(page_of(has_all=True), "C44")["records"]
    statuses = {ruling(claim)[0].status for claim in ("C14", "C42", "C60")}
    assert not statuses & set(json.dumps(page_of()).split('"'))


def test_one_sentence_is_ringed_and_a_second_press_takes_the_ring_off():
    page = column("12")
    for claim in ("C24", "C69"):
        page.ring(claim)
    page.ring("C99")
    page.ring({})
    assert [row["id"] for row in page.page()["claims"] if row["isRinged"]] == ["C69"]
    assert repr(page).count("ringed") == 1
    page.ring("C69")
    assert not any(row["isRinged"] for row in page.page()["claims"])
    assert one(page_of(), "C69")["mark"] == "", "a ring is no mark"


def test_what_is_pressed_is_kept_and_what_no_pen_can_do_is_not():
    page = column("01")
    page.mark("C11", "word", "wounded", "killed")
    page.mark("C11", "burn")
    page.mark("C99", "sign")
    page.mark(["C11"], {})
    assert [(r.item, r.value) for r in store().records("pen")] == [
        ("C11", {"mark": "word", "word": "wounded", "of": "killed"})
    ]
    assert "Politics killed this trade. (signed, a word changed: killed → wounded)" in repr(page)


def test_a_mark_begins_no_lesson():
    column().mark("C11", "sign")
    assert [record.lesson for record in store().records()] == [""]


def test_the_last_page_is_kept_with_what_was_struck_at_its_foot(desk):
    page = column("13", end=True)
    page.mark("C53", "strike")
    page.mark("C11", "word", "<b>wounded", "killed")
    page.keep()
    kept = (desk / "my-page.html").read_text(encoding="utf-8")
    assert page.page()["kept"].startswith("Kept as my-page.html")
    assert kept.index("Struck:") < kept.index("That pipeline only carried")
    assert "<s>killed</s> <ins>&lt;b&gt;wounded</ins>" in kept
    assert kept.count("<li>") == 73 and 'lang="en"' in kept


def test_bets_stand_as_ink_behind_their_claim():
    first, second = bets_on("C14")[:2]
    done = [Record.now("bet", first.id, 95 if first.came else 5), Record.now("bet", second.id, 50)]
    page = page_of(records=[*done, Record.now("bet", "B99z", 95)])
    assert one(page, "C14")["bets"] == ["won", "even"] and one(page, "C15")["bets"] == []
    lost = page_of(records=[Record.now("bet", first.id, 5 if first.came else 95)])
    assert one(lost, "C14")["bets"] == ["lost"]


def test_an_unknown_lesson_is_named_with_the_nearest():
    with pytest.raises(KitError, match="no lesson '2x'"):
        column("2x")
