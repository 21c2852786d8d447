"""Bets: each outcome is computed anew from the record that is named, and no side does better by always saying yes."""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd
import pytest

from borderlab.models.accounting import total_trade
from claimlab.course import course
from claimlab.data import load, tables
from claimlab.i18n import languages, speaking
from claimlab.lessons import home_of, lesson_ids, recorded_claims
from claimlab.lessons.bets import CERTAIN, all_bets, bets_on, calibration, choices, placed, points
from claimlab.lessons.judged import source_words
from claimlab.lessons.words import recorded
from claimlab.teaching.claims import claims, entry

ROWS = load("article/bets").fillna("").set_index("bet_id")
CLOCK = pd.Timestamp(course().clock)


def day(text):
    return pd.Timestamp(text)


def says(column, words, came=True):
    """The record's own words hold these, and so the statement is so (or is not)."""
    return lambda rows: came if re.search(words, rows[column].item(), re.I) else None


def exports(year):
    rows = load("trade/bilateral_annual").query(
        "year == @year and exporter_iso3 == 'COL' and importer_iso3 == 'VEN' and reporter_iso3 == 'COL'"
    )
    return rows["trade_usd_millions"].iloc[-1]


def both_ways(year):
    """Colombia's own books, both directions, US$ billions."""
    return total_trade(load("trade/bilateral_annual"))[year] / 1000


def half_year_share(rows):
    """Early in 2014: the sales through Cúcuta's customs beside all of the same months."""
    whole = load("trade/border_trade").query(
        "scope == 'all' and flow == 'col_exports_to_ven' and period_start == '2014-01' and period_end == '2014-06'"
    )
    return rows["value_usd_millions"].item() / whole["value_usd_millions"].item()


def to_the_bridge(rows):
    assert len(rows) == 1
    return recorded("00")["facts"]["to_bridge_km"]


# What the record makes of each statement: a function of the rows that the bet names.
DECIDES = {
    "B03a": lambda r: r["value"].item() == 6,
    "B05a": lambda r: to_the_bridge(r) > 30,
    "B32a": lambda r: round(r["length_km"].item(), -2) == 2200,
    "B32b": lambda r: r["length_km"].item() > 2000,
    "B07a": lambda r: r["value"].item() == 7.2,
    "B07b": lambda r: len(r) == 4 and sum(round(x, 1) == 7.2 for x in (*r["value"], both_ways(2008))) >= 3,
    "B11a": lambda r: r["imports_usd_millions"].iloc[1] < r["imports_usd_millions"].iloc[0],
    "B11b": lambda r: r["imports_usd_millions"].iloc[1] < r["imports_usd_millions"].iloc[0] / 2,
    "B14a": lambda r: r["mode"].item() == "all" and r["date"].item() == day("2019-02-22"),
    "B14b": lambda r: r["date"].min() >= day("2019-01-01"),
    "B06a": lambda r: r["value_usd_millions"].item() / exports(2009) > 0.4,
    "B06b": lambda r: half_year_share(r) >= 0.5,
    "B61a": lambda r: r["date"].item().year == 2018 and "repeal" in r["summary"].item(),
    "B61b": lambda r: r["date"].item() == day("2022-03-28") and "tax" in r["summary"].item(),
    "B62b": lambda r: float(re.search(r"grow by (\d+)", r["says"].item())[1]) < 5,
    "B62c": lambda r: float(re.search(r"grew by ([\d.]+)", r["says"].item())[1]) > 0,
    "B59a": says("says", r"before he took office they agree to keep up the pressure"),
    "B59b": says("says", r"must not come by sanctions on the people", False),
    "B60a": says("says", r"did not fall in the four years"),
    "B60b": says("says", r"calls the diplomatic siege a success", False),
    "B29a": lambda r: round(len(r), -1) == 60,
    "B29b": lambda r: r["iso3"].nunique() >= 60,
    "B31a": lambda r: len(r) < 20,
    "B31b": lambda r: len(r) < 10,
    "B27a": says("says", r"very few hours"),
    "B27b": says("says", r"rules out consular relations", False),
    "B37a": lambda r: r["value"].item() < 2_000_000,
    "B37b": lambda r: r["persons"].item() < 2_000_000,
    "B40c": lambda r: share(r, "in favour") > share(r, "against"),
    "B40d": lambda r: share(r, "agree") > 50,
    "B45a": lambda r: abs(r["date"].item() - CLOCK).days < 7 and "urgent" in r["event"].item(),
    "B45b": lambda r: r["date"].item() <= CLOCK,
    "B53a": lambda r: False if "never started" in r["what"].item() else None,
    "B53b": lambda r: r["flow_mmcf_per_day"].item() == 0 and "by Colombia" in r["what"].item(),
    "B56a": lambda r: (r["date"].item() - load("policy/acts").set_index("act_id").loc["ACT_DEMAND", "date"]).days <= 2,
    "B56b": lambda r: False if "Nobody" in r["own_words"].item() else None,
    "B17a": says("says", r"authoritarian regime"),
    "B17b": lambda r: r["polity"].item() <= -6,
    "B30b": says("says", r"does not doubt that Venezuelans vote freely"),
    "B30c": says("says", r"rejected the process", False),
    "B24a": lambda r: r["share_percent"].item() >= 200 / 3,
    "B69d": lambda r: share(r, "no") < 50,
    "B22a": lambda r: r["date"].item() <= day("2023-01-31"),
    "B22b": lambda r: r["date"].item() <= day("2022-09-30"),
    "B23a": lambda r: False if "about a year later" in r["note"].item() else None,
    "B23b": lambda r: r["date"].item() > day("2020-01-31"),
}  # fmt: skip


def share(polls, answer):
    return polls.set_index("answer")["share_percent"][answer]


def record(bet_id):
    row = ROWS.loc[bet_id]
    found = load(row["record_table"])
    return found.query(row["record_where"], engine="python")


@pytest.mark.parametrize("bet_id", ROWS.index)
def test_the_record_exists_and_says_what_the_bet_says(bet_id):
    assert ROWS.loc[bet_id, "record_table"] in tables()
    rows = record(bet_id)
    assert len(rows), "the rows that decide are in the kit"
    assert DECIDES[bet_id](rows) in (True, False), "the record was worded anew: read it again"
    assert bool(DECIDES[bet_id](rows)) == (ROWS.loc[bet_id, "came"] == "yes")


def test_every_bet_is_computed_and_stands_on_a_claim():
    assert set(DECIDES) == set(ROWS.index)
    for bet_id, row in ROWS.iterrows():
        assert row["claim_id"] in claims() and bet_id[1:3] == row["claim_id"][1:]


@pytest.mark.parametrize("bet_id", ROWS.index)
def test_a_statement_can_be_read_alone_and_says_no_negation(bet_id):
    for column in ("statement", "statement_es"):
        text = ROWS.loc[bet_id, column]
        assert len(text.split()) <= 20 and text.endswith(".")
        assert not re.search(r"\b(not|never|nobody|without a|no|nunca|nadie)\b", text.casefold()), text  # fmt: skip


def test_what_has_a_body_has_no_bet_and_a_wish_has_none():
    bodies = r"\b(dead|death|died|kill(?!ed means)|murder|prison|prisoner|tortur|victim|hung(?:er|ry)|child|refugee camp|muert|pres[oa]s|víctima|hambre|niñ)"
    for bet_id, row in ROWS.iterrows():
        assert not re.search(bodies, f"{row['statement']} {row['statement_es']}".casefold()), bet_id
        assert claims()[row["claim_id"]]["type"] != "W"
        assert home_of(row["claim_id"]) != "08" and row["claim_id"] not in ("C41", "C57")


def test_a_claim_that_depends_has_a_bet_for_each_reading_and_these_end_apart():
    for claim in set(ROWS["claim_id"]):
        own = bets_on(claim)
        if entry(claim).status == "depends on definition":
            assert len({one.reading for one in own}) == len(own) >= 2, claim
            assert len({one.came for one in own}) == 2, claim


@pytest.mark.parametrize("number", lesson_ids())
def test_the_bets_of_a_lesson_end_both_ways(number):
    own = [one for one in all_bets().values() if home_of(one.claim) == number]
    assert not own or {one.came for one in own} == {True, False}


def test_neither_the_column_nor_a_camp_is_favoured():
    decided = ROWS[ROWS["favours"] != "neither"]
    assert 0.4 <= (decided["favours"] == "column").mean() <= 0.6
    assert 0.4 <= (ROWS["came"] == "yes").mean() <= 0.6
    helped, hurt = Counter(ROWS["helps"]), Counter(ROWS["hurts"])
    for camp in {*helped, *hurt} - {""}:
        share = helped[camp] / (helped[camp] + hurt[camp])
        assert 0.4 <= share <= 0.6, (camp, helped[camp], hurt[camp])


def total(said):
    """What all bets pay to somebody who says so many per cent of each."""
    return sum(points(said(row), row["came"] == "yes") for _id, row in ROWS.iterrows())


@pytest.mark.parametrize("sure", [95, 75])
def test_trust_and_doubt_lose(sure):
    assert total(lambda _row: sure) < 0 and total(lambda _row: 100 - sure) < 0
    assert total(lambda _row: 50) == 0


@pytest.mark.parametrize("sure", [95, 75])
@pytest.mark.parametrize("camp", sorted({*ROWS["helps"]} - {""}))
def test_who_bets_as_a_camp_would_wish_loses(camp, sure):
    def said(row):
        wishes = {row["helps"]: row["came"] == "yes", row["hurts"]: row["came"] != "yes"}
        if camp not in wishes:
            return 50
        return sure if wishes[camp] else 100 - sure

    assert total(said) < 0


def test_the_score_is_proper():
    for truth in (0.05, 0.25, 0.5, 0.75, 0.95):
        mean = {
            said: truth * points(said, True) + (1 - truth) * points(said, False)
            for said in range(101)
        }
        assert max(mean, key=mean.get) == round(100 * truth)
    assert sorted(CERTAIN.values()) == [5, 25, 50, 75, 95]


def test_the_three_records_are_three_of_the_kit_and_one_decides():
    rows = load("article/choices")
    for claim in set(rows["claim_id"]):
        found = choices(claim)
        roles = [one.role for one in found]
        assert roles[0] == "decides" and roles.count("decides") == 1 and len(found) == 3
        texts = {one.row["says"] for one in found}
        assert len(texts) == 3, "three different records"
    assert set(rows["record_source"]) <= set(source_words())


def test_what_is_said_of_the_three_records_agrees_with_the_verdict():
    """None is called decisive that the verdict sets aside, none is set aside that decides."""
    claims_as_built = {name: said for _l, all_of in recorded_claims() for name, said in all_of.items()}  # fmt: skip
    for claim in set(load("article/choices")["claim_id"]):
        said = claims_as_built[claim]
        assert said["status"] in ("supported", "contradicted", "depends on definition")
        best, *others = ((one.role, one.row["source"]) for one in choices(claim))
        assert best[1] not in said.get("parties", ()), claim
        one_side = next((said[side] for side in ("fits", "against") if best[1] in said.get(side, ())), [])  # fmt: skip
        for role, source in others:
            deciding = {*said.get("fits", ()), *said.get("against", ())}
            assert source not in deciding or role == "repeats" and source in one_side, (claim, source)  # fmt: skip


def test_every_bet_speaks_every_language():
    for spoken in languages():
        with speaking(spoken):
            told = [(one.statement, one.reading, one.record) for one in all_bets().values()]
        assert all(all(parts) for parts in told) and len(set(told)) == len(told)
        if spoken != "en":
            with speaking("en"):
                english = {one.statement for one in all_bets().values()}
            assert not english & {statement for statement, _r, _s in told}


def test_calibration_counts_what_came_of_what_was_said():
    made = {bet: 75 if n % 2 else 5 for n, bet in enumerate(all_bets())}
    frame = calibration(made).set_index("said_percent")
    for said in (5, 75):
        own = [all_bets()[bet].came for bet, per_cent in made.items() if per_cent == said]
        assert frame.loc[said, ["bets_count", "came_count"]].tolist() == [len(own), sum(own)]
        assert frame.loc[said, "low_percent"] <= said <= frame.loc[said, "high_percent"]
    assert calibration({}).empty and placed([]) == {}
