"""The class report counts what the sheets hold; both kinds of page are accessible and carry no script."""

import re

import pytest
from answer_sheets import answer, guess, right_answers, sealed, sheet, write

from claimlab.classroom.feedback import feedback_page
from claimlab.classroom.gradebook import Book, settle
from claimlab.classroom.mark import mark
from claimlab.classroom.pages import meter, page, paragraph, table
from claimlab.classroom.pool import sentences
from claimlab.classroom.report import class_report, tallies
from claimlab.classroom.roster import Person, Roster
from claimlab.classroom.scores import Scale
from claimlab.data import load
from claimlab.html import Markup, escape
from claimlab.lessons import lesson
from claimlab.sheets.read import read_sheet


def graded(folder, *sheets):
    return [
        mark(read_sheet(write(folder, made, f"{n}.answers.json"))) for n, made in enumerate(sheets)
    ]


def report(folder, *sheets):
    return class_report(settle([result for result, _marks in graded(folder, *sheets)], []))


def row_of(page_text, item):
    return re.search(rf'<tr><th scope="row"><bdi>{re.escape(item)}.*?</tr>', page_text, re.DOTALL)[
        0
    ]


@pytest.fixture
def asked():
    """An exercise that asks for one number."""
    return next(
        e
        for e in lesson("01").exercises
        if len(e.mistakes) >= 2 and isinstance(right_answers("01").get(e.id), float)
    )


def test_success_and_the_commonest_mistake_with_its_own_sentence(tmp_path, asked):
    rare, common = asked.mistakes[0], asked.mistakes[1]
    answers = [rare.value(), common.value(), common.value(), right_answers("01")[asked.id]]
    text = report(
        tmp_path, *(sheet("01", f"S{n}", {asked.id: value}) for n, value in enumerate(answers))
    )
    row = row_of(text, asked.id)
    assert "1 of 4 (25%)" in row
    assert f"{common.code}: " in row and "2 of 4 (50%)" in row
    assert f"{rare.code}: " not in row


def test_a_mistake_that_was_put_right_on_the_way_is_seen(tmp_path, asked):
    code = asked.mistakes[0].code
    made = answer(asked.id, right_answers("01")[asked.id], codes=[code, "right"], attempts=2)
    row = row_of(report(tmp_path, sheet("01", "Ana", answers={asked.id: made})), asked.id)
    assert "1 of 1 (100%)" in row and f"{code}: " in row


def test_codes_that_are_no_mistakes_of_the_exercise_are_not_believed(tmp_path, asked):
    made = answer(asked.id, right_answers("01")[asked.id], codes=["made-up", "right"])
    assert "made-up" not in report(tmp_path, sheet("01", "Ana", answers={asked.id: made}))


def test_predictions_are_pooled_with_both_votes_and_calibration(tmp_path):
    asked = next(p for p in lesson("01").predictions if p.kind == "number")
    sheets = []
    for n in range(3):
        made = sheet("01", f"S{n}")
        made["predictions"][asked.id]["votes"] = [
            guess(asked),
            guess(asked, 2) | {"value": asked.high},
        ][: 1 + n % 2]
        sheets.append(sealed(made))
    results = [result for result, _marks in graded(tmp_path, *sheets)]
    tally = next(t for t in tallies(results) if t.asked.id == asked.id)
    assert tally.votes == {1: [asked.low] * 3, 2: [asked.high]}
    text = class_report(settle(results, []))
    assert "First vote (3)" in text and "Second vote (1)" in text
    assert len(sentences(tally)) >= 2
    assert all(str(escape(sentence)) in text for sentence in sentences(tally))


def test_quiz_claims_and_forecasts_are_counted(tmp_path):
    (question, *_rest), claim = lesson("01").quiz, next(iter(lesson("01").claims))
    wrong = next(i for i, o in enumerate(question.options) if not o.right)
    quiz = {question.id: {"value": wrong, "verdict": "right", "at": "2026-03-02T14:00:00Z"}}
    event = load("article/forecasts")["forecast_id"].iloc[0]
    text = report(
        tmp_path,
        sheet("01", "Ana", quiz=quiz, judgements={claim: {"bets": 2, "because": ""}}),
        sheet("00", "Ana", forecasts={event: 70, "F99": 1}),
    )
    assert "0 of 1 (0%)" in row_of(text, question.asks[:20].replace("'", "&#39;"))
    assert "70%" in row_of(text, f"{event}: ") and "F99" not in text
    assert row_of(text, claim).count("<bdi>1</bdi>") == 1


def test_only_sheets_that_count_are_in_the_report(tmp_path):
    text = report(tmp_path, sheet("01", "Ana"), sheet("01", "ana", {}), sheet("00", "Ana"))
    assert "No sheet of this lesson counts yet" in text
    assert "2 lines" in text


def test_who_handed_in_nothing_is_named(tmp_path):
    roster = Roster([Person("Pérez, Ana"), Person("Gómez, Luis")])
    results = [result for result, _marks in graded(tmp_path, sheet("01", "Ana Pérez"))]
    assert "On the roster, and without a sheet (1): Gómez, Luis." in class_report(
        settle(results, [], roster)
    )


def test_an_empty_class_has_a_report():
    assert "No sheet could be graded" in class_report(Book())


def test_feedback_shows_every_exercise_and_never_the_answer(tmp_path, asked):
    mistake = asked.mistakes[0]
    ((result, marks),) = graded(tmp_path, sheet("01", "Ana Pérez", {asked.id: mistake.value()}))
    given = {result.texts["P01.1"].key: (2.0, "Name a figure.")}
    text = feedback_page(result, marks, Scale(marks=given))
    assert all(f"<bdi>{e.id}" in text for e in lesson("01").exercises)
    assert "✘ not yet" in row_of(text, asked.id)
    assert text.count("○ no answer") == len(lesson("01").exercises) - 1
    assert "More than I thought." in text and "Name a figure." in text
    exact = right_answers("01")[asked.id]
    assert f"{exact:.6g}"[:5] not in row_of(text, asked.id)


def test_a_page_escapes_all_that_is_not_its_own_markup():
    text = page("<i>", [paragraph("<b>"), table("<u>", ["<s>"], [["<a>", meter(1, 2)]])])
    body = text[text.index("<body>") :]
    assert not re.search(r"<[biusa]>", body)
    assert '<meter min="0" max="2" value="1" aria-hidden="true">' in body


def test_joining_markup_with_text_gives_text():
    assert "<script>" not in paragraph(Markup("<p>") + "<script>")


@pytest.mark.parametrize(
    "made", [class_report(Book()), page("x", [table("c", ["a", "b"], [["1", "2"]])])]
)
def test_pages_are_accessible_and_locked(made):
    assert '<html lang="en">' in made and made.count("<h1>") == 1 and "<main>" in made
    assert "default-src 'none'" in made and "unsafe" not in made and "<script" not in made
    assert "@media print" in made
    assert 'name="viewport"' in made
    assert made.count("<table>") == made.count("<caption>")
    assert not re.search(r"<th(?! scope)[ >]", made)


def test_a_drawn_figure_is_said_by_its_title_and_axes():
    from claimlab.classroom.mark import _in_words

    panel = {"title": "It fell", "x_label": "", "y_label": "US$ billions"}
    assert _in_words({"chart": [panel]}) == "a figure: It fell; US$ billions"
    assert _in_words({"chart": []}) == _in_words({"chart": [1]}) == "a figure: –"
