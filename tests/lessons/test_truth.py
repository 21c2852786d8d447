"""Facts that were once wrong in the kit, and one rule for all verdicts: none of them comes back."""

from __future__ import annotations

import re

import pytest

from borderlab import load
from claimlab.data import data_dir, lessons_dir
from claimlab.lessons import home_of, lesson, lesson_ids
from claimlab.lessons.verdicts import STATUSES

SOURCES = sorted((lessons_dir() / "source" / "en").glob("[0-9]*"))
SAID = {path.name: path.read_text(encoding="utf-8") for path in SOURCES}


@pytest.fixture(scope="module")
def claims():
    return load("article/claims").set_index("claim_id")


# One rule for every verdict (data/article/verdict-rule.md)


@pytest.fixture(scope="module")
def rulings(claims):
    return {name: lesson(home_of(name)).claims[name].ruling()[0] for name in claims.index}


def statuses(rulings, names: str) -> set[str]:
    return {rulings[name].status for name in names.split()}


def test_the_rule_explains_every_status_and_no_other():
    rule = (data_dir() / "article" / "verdict-rule.md").read_text(encoding="utf-8")
    bold = set(re.findall(r"\*\*([a-z ]+)\*\*", rule))
    assert set(STATUSES) <= bold
    assert len(rule.split()) < 500


def test_every_claim_is_tested_in_one_lesson(claims):
    tested = [name for number in lesson_ids() for name in lesson(number).claims]
    assert sorted(tested) == list(claims.index)


def test_wishes_and_advice_get_one_status_and_nothing_else_does(claims, rulings):
    wishes = set(claims.index[claims["type"] == "W"])
    assert wishes == {"C26", "C33", "C47", "C72", "C73"}
    assert {name for name, found in rulings.items() if found.status == "not testable"} == wishes


def test_the_two_halves_of_one_number_get_one_status(rulings):
    assert rulings["C07"].status == rulings["C08"].status


def test_a_cause_is_decided_by_comparisons_only_whoever_is_blamed(claims, rulings):
    for name in claims.index[claims["type"] == "K"]:
        found = rulings[name]
        if found.status in ("supported", "contradicted", "depends on definition"):
            tests = lesson(home_of(name)).claims[name]
            assert tests.names or found.fits or found.against, name


def test_a_claim_that_depends_names_a_source_on_each_side(rulings):
    for name, found in rulings.items():
        if found.status == "depends on definition":
            assert found.fits and found.against, name


def test_what_was_told_to_the_columnist_alone_is_taken_as_reported(rulings):
    told = {name for name, found in rulings.items() if found.said == "told"}
    assert told == {"C26", "C27", "C28", "C47", "C67"}


def test_what_is_open_says_why_or_what_was_sought(rulings):
    for name, found in rulings.items():
        if found.status in ("not found", "no record can decide it"):
            assert len(lesson(home_of(name)).claims[name].missing) > 40, name


def test_the_column_is_not_scored_for_what_two_presidents_said(claims, rulings):
    assert set(claims.loc[["C22", "C23"], "who_says"]) == {"Petro and Maduro"}
    assert {rulings[name].said for name in ("C22", "C23")} == {"recorded"}


def test_the_printed_length_fits_one_published_figure_and_not_the_others(rulings):
    found = rulings["C32"]
    assert found.status == "depends on definition" and found.fits and found.against


def test_the_peak_is_seven_point_two_by_one_owner_only():
    found, evidence = lesson("01").claims["C07"].ruling()
    totals = [value for value in evidence.values() if isinstance(value, float)]
    assert sorted(totals) == [6.97, 7.2, 7.26, 7.29, 8.01]
    assert found.status == "depends on definition"


# Dates


def test_closures_before_2015_are_on_record():
    events = load("article/events")
    closures = events[events["kind"] == "closure"].set_index("date")
    assert "2009-11-02" in closures.index and "2014-08-11" in closures.index
    assert "Chávez" in closures.loc["2009-11-02", "actor"]


def test_nothing_says_that_the_bridges_stayed_open_in_2009():
    for name, text in SAID.items():
        assert "bridges stayed open" not in text, name


# Words


@pytest.mark.parametrize(
    "gone",
    [
        r"[Ll]ittle (?:that )?was left to (?:stop|kill)",
        r"what was left to kill",
        r"imports did not fall at all",
        r"measured alike",
        r"cut after one decimal",
        r"If Venezuela had not collapsed",
        r"Who gains when statistics vanish",
        r"(?<![\"“])\bbeaming\b(?![\"”])",
    ],
)
def test_a_sentence_that_was_wrong_or_took_a_side_is_gone(gone, claims):
    texts = {**SAID, "claims": "\n".join(claims["text_short"])}
    assert [name for name, text in texts.items() if re.search(gone, text)] == []


def test_no_source_takes_a_side_in_its_address():
    for name in (
        "article/contested",
        "article/events",
        "migration/r4v",
        "migration/abroad_by_owner",
    ):
        table = load(name)
        for column in [c for c in table.columns if c.endswith("url")]:
            assert not table[column].astype(str).str.contains("fleeing-from|elamerican").any(), name


def test_a_wording_says_who_speaks_and_bogota_has_more_than_one_government():
    wordings = load("article/wordings").set_index(["vocabulary", "fact_id"])["speaker"]
    assert "Santos" in wordings["bogota", "border_2015"]
    assert (
        "Duque" in wordings["bogota", "sanctions"] and "Duque" in wordings["bogota", "recognition"]
    )


# Numbers


def test_lesson_00_asks_for_the_verdicts_that_it_counts():
    text = SAID["00-reading-an-article-as-data.md"]
    core, deeper = text.split("## Deeper:", 1)
    assert re.findall(r'judge\("(C\d\d)"\)', core) == ["C19", "C05", "C33"]
    assert set(re.findall(r'judge\("(C\d\d)"\)', deeper)) == {"C03"}
