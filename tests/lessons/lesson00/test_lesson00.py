"""Lesson 00 against the numbers of its design, and the article's tables against the lesson."""

import re

import pytest

from borderlab import load
from borderlab.lessons.lesson00.numbers import not_found
from claimlab.data import lessons_dir
from claimlab.judging.judge import judge
from claimlab.lessons import exercise, home_of, lesson, prediction
from claimlab.teaching.forms import fields_of

EXPECTED = {
    "E00.1": (83.3, {"other-share": 16.7, "upside-down": 120, "exports-over-imports": 500}, 0.833),
    "E00.2": (36.8, {"others-only": 58.1, "counted-twice": 26.9, "upside-down": 272}, 0.368),
    "E00.4": (
        0.613,
        {
            "raw-agreement": 0.8125,
            "chance-agreement": 0.5156,
            "chance-set-to-half": 0.625,
        },
        None,
    ),
}


@pytest.fixture(scope="module")
def claims():
    return load("article/claims").set_index("claim_id")


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


PHRASES = {"outcome": "sales", "counterfactual": "friends", "disconfirming_evidence": "neighbours"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "right"),
        ({"outcome": "ought"}, "no-outcome"),
        ({"counterfactual": "again"}, "no-second-world"),
        ({"disconfirming_evidence": "nothing"}, "no-evidence-against"),
        ({"counterfactual": ""}, "wrong"),
    ],
)
def test_three_phrases_are_told_what_they_lack(change, code):
    assert judge(exercise("E00.11"), {**PHRASES, **change}).code == code


def test_the_key_holds_three_figures_three_causes_two_judgements_and_two_forecasts():
    key = list(exercise("E00.6").right().values())
    assert [key.count(kind) for kind in ("figure", "causal", "normative", "forecast")] == [
        3,
        3,
        2,
        2,
    ]


def test_a_sentence_that_names_its_aim_can_be_looked_up():
    assert load("article/claims").set_index("claim_id").loc["C60", "type"] == "F"
    assert prediction("P00.1").truth() == "figure"


def test_no_sentence_gives_the_two_presidents_forecast_to_the_column():
    sentences = load("article/sentences").set_index("claim_id")
    assert sentences.loc["C22", "text"].startswith("Petro and Maduro said")
    text = (lessons_dir() / "source/en/00-reading-an-article-as-data.md").read_text("utf-8")
    assert not re.search(r"column (expects|forecasts?|predicts?)", text)


# Sources and records


def test_five_voices_and_none_of_them_shows_that_it_is_so(claims):
    task = exercise("E00.9")
    key = task.right()
    assert "so" not in key.values() and len(set(key.values())) == len(key) == 5
    assert set(task.options) == {*key.values(), "so"}
    who = claims.loc[list(key), "who_says"].to_dict()
    assert "unnamed" in who["C47"] and who["C26"] == "Rodrigo Pardo"
    assert judge(task, {**key, "C25": "so"}).code == "print-is-proof"
    assert judge(task, {**key, "C26": "alone"}).code == "wrong"


RECORD = {
    "claim": "C67",
    "date": "2022-09-12",
    "clock": "until",
    "source": "The embassy, in El Tiempo",
    "quotation": "fourteen words at most",
    "address": "El Tiempo, 12 September 2022, page 3",
}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "right"),
        ({"date": "2022-09-15"}, "right"),
        ({"date": "2022-09-16", "clock": "later"}, "right"),
        ({"date": "2022-09-16"}, "other-clock"),
        ({"date": "2022-09-15", "clock": "later"}, "other-clock"),
        ({"date": "2031-01-01"}, "other-clock"),
        ({"date": "1998-12-31", "clock": "later"}, "other-clock"),
        ({"date": "2022-02-30"}, "no-day"),
        ({"date": "2022-9-1"}, "no-day"),
        ({"date": "12 September 2022"}, "no-day"),
        ({"claim": "C07"}, "has-a-record"),
        ({"claim": "C99"}, "has-a-record"),
        ({"claim": "the embassy"}, "no-number"),
        ({"quotation": "word " * 14}, "right"),
        ({"quotation": "word " * 15}, "too-long"),
        ({"clock": "perhaps"}, "wrong"),
    ],
)
def test_a_record_is_told_what_it_lacks(change, code):
    assert judge(exercise("E00.10"), {**RECORD, **change}).code == code


@pytest.mark.parametrize("field", RECORD)
def test_a_missing_field_of_a_record_is_named(field):
    task = exercise("E00.10")
    verdict = judge(task, {**RECORD, field: ""})
    title = task.schema["properties"][field]["title"]
    assert verdict.code == "wrong" and verdict.message.startswith(f"'{title}' is still blank")


def test_a_record_can_be_brought_for_what_is_not_found_in_any_lesson(claims):
    missing = {
        name for name in claims.index if lesson(home_of(name)).claims[name].ruling()[0].status == "not found"
    }  # fmt: skip
    assert set(not_found()) == missing and {"C05", "C25", "C67"} <= missing


def test_the_form_of_a_record_offers_its_clock_in_words():
    clock = {one["name"]: one for one in fields_of(exercise("E00.10"))}["clock"]
    assert clock["kind"] == "select" and [key for key, _text in clock["options"]] == [
        "until",
        "later",
    ]
    assert "15 September 2022" in clock["options"][0][1]


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


def test_there_are_73_claims_in_order(claims):
    assert list(claims.index) == [f"C{n:02d}" for n in range(1, 74)]
    assert (claims["text_short"] != claims["text_short_es"]).all()


def test_quotations_of_the_column_stay_short(claims):
    texts = [*claims["text_short"], *load("article/sentences")["text"]]
    for quotation in (q for text in texts for q in re.findall(r'"([^"]+)"', text)):
        assert len(quotation.split()) < 15, quotation


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
