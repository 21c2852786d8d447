"""Lesson 00 against the numbers of its design, and the article's tables against the lesson."""

import re

import pytest

from borderlab import load
from borderlab.judging.judge import judge
from borderlab.lessons import exercise, lesson, lesson_ids, prediction
from borderlab.models.agreement import agreement_table

EXPECTED = {
    "E00.1": (83.3, {"other-share": 16.7, "upside-down": 120, "exports-over-imports": 500}, 0.833),
    "E00.2": (36.8, {"others-only": 58.1, "counted-twice": 26.9, "upside-down": 272}, 0.368),
    "E00.4": (
        0.613,
        {
            "raw-agreement": 0.8125,
            "chance-agreement": 0.5156,
            "chance-set-to-half": 0.625,
            "other-table": 0.25,
        },
        None,
    ),
}


@pytest.mark.parametrize("exercise_id", EXPECTED)
def test_numbers_typed_by_hand_get_the_verdict_they_should(exercise_id):
    right, wrong, as_ratio = EXPECTED[exercise_id]
    task = exercise(exercise_id)
    assert judge(task, right).code == "right"
    assert {code: judge(task, value).code for code, value in wrong.items()} == {
        code: code for code in wrong
    }
    assert as_ratio is None or judge(task, as_ratio).code == "unit"


@pytest.mark.parametrize("answer", [83, 83.3, 83.4, "83 %"])
def test_a_share_of_rounded_amounts_may_be_a_whole_number(answer):
    assert judge(exercise("E00.1"), answer).ok and not judge(exercise("E00.1"), 84).ok


def test_the_exact_counts_are_right_too_and_are_told_afterwards():
    exact = 100 * 2_477_588 / 6_805_209
    verdict = judge(exercise("E00.2"), exact)
    assert verdict.ok and f"{exact:.1f} per cent" in verdict.message


def test_miles_and_the_error_of_the_printed_ones():
    task = exercise("E00.3")
    assert judge(task, (1367, 2.4)).ok
    wrong = {
        "multiplied": (3540, 2.4),
        "nautical": (1188, 18),
        "difference": (1367, 33),
        "wrong-base": (1367, 2.36),
    }
    assert {code: judge(task, answer).code for code, answer in wrong.items()} == {
        code: code for code in wrong
    }
    assert judge(task, (1367, 2.41)).ok and judge(task, (1367, -2.41)).code == "wrong"


CARD = {
    "outcome": "lorries that crossed the bridge",
    "unit": "lorries a month",
    "place": "Cúcuta",
    "period": "2014 to 2016",
    "counterfactual": "the lorries there would have been with open bridges",
    "disconfirming_evidence": "the same fall at a crossing that stayed open",
}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "right"),
        ({"counterfactual": ""}, "no-counterfactual"),
        ({"outcome": "Petro should reopen the border"}, "normative"),
        ({"counterfactual": "the trade was killed by politics"}, "no-comparison"),
        ({"period": "lately"}, "no-period"),
        ({"unit": ""}, "wrong"),
    ],
)
def test_a_claim_card_is_told_what_it_lacks(change, code):
    assert judge(exercise("E00.5"), {**CARD, **change}).code == code


def test_the_key_holds_three_figures_three_causes_two_judgements_and_two_forecasts():
    key = list(exercise("E00.6").right().values())
    assert [key.count(kind) for kind in ("figure", "causal", "normative", "forecast")] == [
        3,
        3,
        2,
        2,
    ]


def test_the_two_readers_of_the_kit_agree_on_no_cause():
    sentences = load("article/sentences")
    table = agreement_table(
        sentences["reading_a"], sentences["reading_b"], list(exercise("E00.6").options)
    )
    assert prediction("P00.2").truth() == table.trace() == 4
    causes = sentences[sentences["key_type"] == "causal"]
    assert len(causes) == 3 and (causes["reading_a"] != causes["reading_b"]).all()


def test_the_speakers_cannot_be_told_from_the_order():
    assert sorted(exercise("E00.7").items.values()) == list(exercise("E00.7").items.values())


def test_the_speakers_are_of_equal_length_and_told_apart_by_words():
    wordings = load("article/wordings")
    words = wordings["wording"].str.split().str.len()
    assert (
        words.between(12, 18).all()
        and words.groupby(wordings["vocabulary"]).mean().pipe(lambda m: m.max() - m.min()) < 4
    )
    assert all(
        word in exercise("E00.7").why
        for word in wordings.query("fact_id == 'border_2015'")["telling_words"].str.split(";").sum()
    )


def test_a_long_ruler_loses_about_a_quarter_of_the_border():
    assert 20 < prediction("P00.3").truth() < 27


# The article's tables


@pytest.fixture(scope="module")
def claims():
    return load("article/claims").set_index("claim_id")


def test_there_are_73_claims_in_order(claims):
    assert list(claims.index) == [f"C{n:02d}" for n in range(1, 74)]
    assert (claims["text_short"] != claims["text_short_es"]).all()


def test_quotations_of_the_column_stay_short(claims):
    texts = [*claims["text_short"], *load("article/sentences")["text"]]
    for quotation in (q for text in texts for q in re.findall(r'"([^"]+)"', text)):
        assert len(quotation.split()) < 15, quotation


def test_each_test_function_exists_and_gives_the_status_of_the_table(claims):
    for claim_id, row in claims[claims["test_function"].notna()].iterrows():
        number = row["test_function"][6:8]
        if number not in lesson_ids():
            continue
        status, evidence = lesson(number).claims[claim_id]()
        assert evidence and isinstance(evidence, dict)
        assert status == row["status"], claim_id


def test_a_lesson_tests_the_claims_that_the_table_gives_it(claims):
    for lesson_id in lesson_ids():
        mine = claims["test_function"].str.startswith(f"lesson{lesson_id}.", na=False)
        assert set(lesson(lesson_id).claims) == set(claims.index[mine])


@pytest.mark.parametrize("table", ["events", "figures", "contested", "sentences"])
def test_every_claim_that_is_named_exists(table, claims):
    named = load(f"article/{table}")["claim_id"].dropna().str.split(";").explode()
    assert set(named) <= set(claims.index)


def test_a_contested_quantity_has_several_owners_and_one_unit():
    contested = load("article/contested")
    by_quantity = contested.groupby("quantity")
    assert (by_quantity["unit"].nunique() == 1).all()
    several = by_quantity["owner"].nunique() > 1
    assert (
        several.sum() >= 9
        and (contested["owner"].str.len() > 2).all()
        and contested["interest"].notna().all()
    )


def test_the_lengths_that_others_publish_are_those_of_the_map_table():
    published = load("maps/border_lengths").query("basis == 'published'")["length_km"]
    assert set(load("article/contested").query("claim_id == 'C32'")["value"]) <= set(published)


def test_growth_in_2022_is_contested_twelve_fold():
    growth = load("article/contested").query("claim_id == 'C62'")["value"]
    assert growth.max() / growth.min() > 12


def test_events_are_in_order_and_only_a_day_that_was_seen_is_a_day():
    events = load("article/events")
    assert events["date"].is_monotonic_increasing
    assert (events.loc[events["date_precision"] != "day", "date"].dt.day == 1).all()
    assert events["event_id"].str[-4:].astype(int).equals(events["date"].dt.year.astype("int64"))


def test_the_forecasts_are_decided_after_the_column():
    column = load("article/events").set_index("event_id").loc["EV_COLUMN_2022", "date"]
    assert (load("article/forecasts")["resolves_on"] > column).all()


def test_each_telling_word_is_in_its_wording():
    for row in load("article/wordings").itertuples():
        assert all(
            word.casefold() in row.wording.casefold() for word in row.telling_words.split(";")
        ), row.wording
