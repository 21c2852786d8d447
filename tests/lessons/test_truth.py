"""Facts that were once wrong in the kit, and one rule for all verdicts: none of them comes back."""

from __future__ import annotations

import re

import pytest

from borderlab import load
from borderlab.data import data_dir, lessons_dir
from borderlab.lessons import lesson
from borderlab.teaching.claims import STATUSES

SOURCES = sorted((lessons_dir() / "source" / "en").glob("[0-9]*"))
SAID = {path.name: path.read_text(encoding="utf-8") for path in SOURCES}


@pytest.fixture(scope="module")
def claims():
    return load("article/claims").set_index("claim_id")


# One rule for every verdict (data/article/verdict-rule.md)


def test_the_rule_explains_every_status_and_no_other():
    rule = (data_dir() / "article" / "verdict-rule.md").read_text(encoding="utf-8")
    bold = re.findall(r"\*\*([a-z ]+)\*\*", rule)
    assert set(STATUSES) <= set(bold)
    assert len(rule.split()) < 450


def test_a_claim_is_testable_unless_the_rule_says_that_nothing_could_show_it(claims):
    assert (claims["testable"] == (claims["status"] != "not testable")).all()


def test_labels_get_one_status_whichever_camp_they_are_aimed_at(claims):
    labels = ["C01", "C13", "C17", "C18"]  # despot, populist, dictator, conservative
    assert set(claims.loc[labels, "status"]) == {"depends on definition"}


def test_recommendations_and_rankings_get_one_status(claims):
    assert set(claims.loc[["C26", "C33", "C47", "C73"], "status"]) == {"not testable"}


def test_a_cause_without_a_comparison_is_still_open_whoever_is_blamed(claims):
    causes = ["C04", "C12", "C35", "C38", "C39", "C44", "C63", "C70"]  # Chávez, Maduro, Petro, oil
    assert set(claims.loc[causes, "status"]) == {"still open"}


def test_the_printed_length_fits_one_published_figure_and_not_the_others():
    status, evidence = lesson("00").claims["C32"]()
    assert status == "depends on definition"
    rounded = [round(value, -2) for value in list(evidence.values())[:4]]
    assert rounded[0] == rounded[1] and rounded[0] not in rounded[2:]


def test_a_table_says_the_status_that_its_function_gives(claims):
    for claim_id, row in claims.dropna(subset="test_function").iterrows():
        assert lesson(row["test_function"][6:8]).claims[claim_id]()[0] == row["status"], claim_id


def test_a_claim_without_a_test_function_says_why(claims):
    assert claims.loc[claims["test_function"].isna(), "note"].str.len().min() > 40


def test_a_preference_has_no_test_function(claims):
    assert claims.loc[claims["status"] == "not testable", "test_function"].isna().all()


def test_what_is_still_open_in_the_first_lessons_says_what_is_missing(claims):
    built = [c for c in claims.index if claims.loc[c, "lesson"][:2] in ("00", "01", "02")]
    still = claims.loc[built].query("status == 'still open'")
    assert still["note"].notna().all()


def test_the_peak_is_seven_point_two_by_one_owner_only():
    status, evidence = lesson("01").claims["C07"]()
    totals = [value for value in evidence.values() if isinstance(value, float)]
    assert sorted(totals) == [6.97, 7.2, 7.26, 7.29, 8.01]
    assert status == "depends on definition"


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
    assert re.findall(r'judge\("(C\d\d)"\)', core) == ["C05", "C17"]
    assert set(re.findall(r'judge\("(C\d\d)"\)', deeper)) == {"C32", "C03", "C49"}
    named = set(re.findall(r"\[(C\d\d)\]", text))
    front = re.search(r"^claims: \[(.*)\]$", text, re.M)[1].split(", ")
    assert set(front) <= named
