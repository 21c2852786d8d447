from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from claimlab.i18n import speaking
from claimlab.lessons import lesson, lesson_ids
from claimlab.teaching.judge import judge
from claimlab.teaching.progress import asked_deeper, progress, standing
from claimlab.teaching.store import Record, store


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("BORDERLAB_WORKSPACE", str(tmp_path))
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def everything(lesson_id):
    """Records of the whole core: what stands behind a deeper door is never missing."""
    declared, deeper = lesson(lesson_id), asked_deeper(lesson_id)
    everywhere = [
        *(Record.now("prediction", p.id, {"guess": 1, "mark": 1}) for p in declared.predictions),
        *(Record.now("goal", g.id, {}) for g in declared.goals),
        *(Record.now("attempt", e.id, 1, "right") for e in declared.exercises if not e.optional),
        *(Record.now("judgement", c, {"because": ""}) for c in standing(lesson_id, []).to_judge),
        *(Record.now("quiz", q.id, 0, "right") for q in declared.quiz),
    ]
    return [record for record in everywhere if record.item not in deeper]


@pytest.mark.parametrize("lesson_id", lesson_ids())
def test_a_lesson_goes_from_not_begun_to_done(lesson_id):
    records = everything(lesson_id)
    assert standing(lesson_id, []).state == "not begun"
    for count in range(1, len(records)):
        assert standing(lesson_id, records[:count]).state == "in progress"
    assert standing(lesson_id, records).state == "done" and standing(lesson_id, records).open == []


def test_a_toy_that_was_played_is_counted_and_never_missing():
    begun = Record.now("toy", "letters", {"deal": 0, "moves": ["wait"], "won": False})
    emptied = Record.now("toy", "letters", {"deal": 0, "moves": [], "won": False})
    assert standing("04", [begun]).played == ["letters"]
    assert standing("04", [begun]).state == "in progress"
    assert "toys played 1 of 1" in standing("04", [begun]).counts()
    assert standing("04", [emptied]).state == "not begun" and standing("02", [begun]).played == []
    assert "toys played 0 of 1" in standing("04", everything("04")).counts()
    assert standing("04", everything("04")).state == "done", "nobody has to play"


def test_what_is_open_follows_the_order_of_the_lesson():
    records = everything("01")
    assert standing("01", []).open[0] == "commit prediction P01.2"
    deeper = asked_deeper("01")
    first = next(e.id for e in lesson("01").exercises if not e.optional and e.id not in deeper)
    assert standing("01", [r for r in records if r.item != first]).open == [f"solve {first}"]
    wrong = [r for r in records if r.item != first] + [Record.now("attempt", first, 1, "wrong")]
    assert (
        standing("01", wrong).open == [f"solve {first}"]
        and first in standing("01", wrong).attempted
    )


def test_a_second_vote_and_another_lessons_work_count_for_nothing_else():
    records = [
        Record.now("prediction", "P01.2/2", {"guess": 1, "mark": 1}),
        Record.now("attempt", "E00.1", 1, "right"),
    ]
    stand = standing("01", records)
    assert (stand.predicted, stand.attempted) == (["P01.2"], [])


def test_quiz_counts_right_answers():
    stand = standing(
        "01", [Record.now("quiz", "Q01.1", 0, "right"), Record.now("quiz", "Q01.2", 0, "wrong")]
    )
    assert (stand.answered, stand.answered_right) == (["Q01.1", "Q01.2"], ["Q01.1"])
    assert "quiz 1 of 3 right" in stand.counts()


def test_a_question_that_was_missed_stays_open_until_it_is_answered_right():
    asked = [q.id for q in lesson("01").quiz]
    core = [r for r in everything("01") if r.kind != "quiz"]
    missed = [Record.now("quiz", item, 1, "wrong") for item in asked]
    stand = standing("01", core + missed)
    assert stand.state == "in progress" and "quiz 0 of 3 right" in stand.counts()
    assert stand.open_in_short == ["answer quiz question 1, 2, 3 again"]
    again = [Record.now("quiz", item, 0, "right") for item in asked]
    assert standing("01", core + missed + again).state == "done"
    later = [Record.now("quiz", asked[0], 1, "wrong")]
    assert standing("01", core + missed + again + later).state == "done"


def test_a_goal_is_named_by_its_task():
    (open_,) = [line for line in standing("08", []).open_in_short if "goal" in line]
    assert open_.startswith("reach the goal “") and "G08" not in open_
    for lesson_id in lesson_ids():
        lines = standing(lesson_id, []).open
        assert not [line for line in lines if re.search(r"\b[GQ]\d\d", line)]


def test_the_next_step_is_in_the_lesson_at_hand(monkeypatch):
    def first_line():
        return repr(progress()).splitlines()[0]

    store().add("attempt", "E00.1", 1, "right")
    assert first_line().startswith("Next: lesson 00, ")
    store().add("attempt", "E07.1", 1, "right")
    store().add("quiz", "Q01.1", 0, "wrong")  # asked again at the end of lesson 07
    store().add("prediction", "F00", {"F1": 10})
    assert first_line().startswith("Next: lesson 07, ")
    monkeypatch.setenv("JPY_SESSION_NAME", "course/es/03-oil.ipynb")
    assert first_line().startswith("Next: lesson 03, ")
    monkeypatch.setenv("JPY_SESSION_NAME", "start.ipynb")
    assert first_line().startswith("Next: lesson 07, ")
    for record in everything("07"):
        store().add(record.kind, record.item, record.value, record.verdict)
    assert first_line().startswith("Next: lesson 08, ")
    for lesson_id in lesson_ids():
        for record in everything(lesson_id) if lesson_id != "02" else ():
            store().add(record.kind, record.item, record.value, record.verdict)
    assert first_line().startswith("Next: lesson 02, ")


def test_the_map_leads_to_the_edition_that_is_spoken(desk):
    with speaking("es"):
        page = progress()._repr_mimebundle_()["text/html"]
        assert "Lección 00: Leer un artículo como datos" in page and "/es/00-reading" in page
        (desk / "es").mkdir()
        (desk / "es/00-mia.ipynb").write_text("{}")
        assert 'href="es/00-mia.ipynb"' in progress()._repr_mimebundle_()["text/html"]


def test_a_lesson_is_called_by_its_heading(desk):
    cell = {"cell_type": "markdown", "source": ["# What did it do?\n", "\n", "**A question**"]}
    (desk / "00-what-did-it-do.ipynb").write_text(json.dumps({"cells": [cell]}))
    assert "Lesson 00: What did it do? (" in repr(progress())


def test_the_map_says_what_to_do_next_and_links_to_the_notebook(desk):
    (desk / "01-the-rise <and> fall.ipynb").write_text("{}")
    (desk / "00-reading.ipynb").write_text("{}")
    shown = progress()
    assert repr(shown).startswith("Next: lesson 00, ")
    page = shown._repr_mimebundle_()["text/html"]
    assert (
        'href="00-reading.ipynb"' in page and 'href="01-the-rise%20%3Cand%3E%20fall.ipynb"' in page
    )
    assert "The rise &lt;and&gt; fall" in page and "not begun" in page
    for record in everything("00"):
        store().add(record.kind, record.item, record.value, record.verdict)
    shown = progress()
    assert repr(shown).startswith("Next: lesson 01, commit prediction P01.2")
    assert (
        "Lesson 00: Reading (finished)" in repr(shown)
        and "Reading</a> (finished; " in shown._repr_mimebundle_()["text/html"]
    )


def test_links_lead_from_a_folder_below(desk, monkeypatch):
    (desk / "01-trade.ipynb").write_text("{}")
    (desk / "instructor").mkdir()
    monkeypatch.chdir(desk / "instructor")
    assert (
        f'href="{Path(os.pardir, "01-trade.ipynb").as_posix()}"'
        in progress()._repr_mimebundle_()["text/html"]
    )


def test_the_map_says_that_nothing_is_sent(desk):
    assert f"kept on this computer only, in {store().path}. Nothing is sent anywhere." in repr(
        progress()
    )


def test_looking_at_the_map_writes_nothing(desk):
    progress()
    assert list(desk.iterdir()) == []


def test_a_verdict_in_the_ledger_moves_the_map():
    judge("C14", "strike", because="The decree is of 2015.")
    assert standing("01").judged == ["C14"] and standing("01").state == "in progress"


def test_when_everything_is_done_it_says_so():
    for lesson_id in lesson_ids():
        for record in everything(lesson_id):
            store().add(record.kind, record.item, record.value, record.verdict)
    assert repr(progress()).startswith("Everything is done")
