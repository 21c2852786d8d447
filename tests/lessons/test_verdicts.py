"""The rule of verdicts: like findings, like verdicts, whoever is blamed or praised."""

from __future__ import annotations

from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlab.errors import KitError
from claimlab.lessons.verdicts import (
    STATUSES,
    Finding,
    Verdict,
    combine,
    fits_printed,
    printed_step,
    verdict,
)

CLOCK = pd.Timestamp("2022-09-15")

findings = st.builds(
    Finding,
    source=st.sampled_from("abcdef"),
    fits=st.sampled_from([True, False, None]),
    published=st.sampled_from(["", "2019", "2022-09-15", "2022-09-16", "2023-01"]),
    party=st.booleans(),
    compares=st.booleans(),
)


@given(st.lists(findings, max_size=6), st.booleans(), st.booleans())
def test_a_verdict_is_a_status_and_hangs_on_no_order(found, cause, decidable):
    rule = {"clock": CLOCK, "cause": cause, "decidable": decidable}
    first = verdict(found, **rule)
    assert first.status in STATUSES
    for other in list(permutations(found))[:6]:
        assert verdict(other, **rule).status == first.status


@given(st.lists(findings, max_size=6), st.booleans())
def test_turning_every_finding_over_turns_the_verdict_over(found, cause):
    turned = [Finding(f.source, None if f.fits is None else not f.fits, f.published, f.party, f.compares) for f in found]  # fmt: skip
    mirror = {"supported": "contradicted", "contradicted": "supported"}
    one, other = (verdict(x, clock=CLOCK, cause=cause).status for x in (found, turned))
    assert other == mirror.get(one, one)


@given(st.lists(findings, max_size=5))
def test_what_came_after_the_clock_or_for_its_own_side_changes_no_status(found):
    plain = verdict(found, clock=CLOCK)
    noise = [Finding("late", True, "2022-09-16"), Finding("side", False, party=True), Finding("word", None)]  # fmt: skip
    assert verdict([*found, *noise], clock=CLOCK).status == plain.status


def test_each_status_can_be_reached():
    yes, no = Finding("a", True), Finding("b", False)
    assert [
        verdict([yes], clock=CLOCK).status,
        verdict([no], clock=CLOCK).status,
        verdict([yes, no], clock=CLOCK).status,
        verdict([yes], clock=CLOCK, wish=True).status,
        verdict(clock=CLOCK, decidable=False).status,
        verdict(clock=CLOCK).status,
    ] == list(STATUSES)


def test_a_cause_needs_a_comparison():
    order, compared = Finding("order", True), Finding("twin", False, compares=True)
    assert verdict([order], clock=CLOCK, cause=True).uncompared == ("order",)
    assert verdict([order, compared], clock=CLOCK, cause=True).status == "contradicted"


def test_a_report_with_a_record_is_judged_by_it_and_what_came_stands_beside():
    announced, came_not = Finding("tweet", True, "2022-09-09"), Finding("airline", False, "2022-11")
    found = verdict([came_not], clock=CLOCK, said=[announced])
    assert (found.status, found.said, found.so) == ("supported", "recorded", "contradicted")


def test_a_report_that_was_sought_in_vain_is_not_found():
    found = verdict([Finding("fact", True)], clock=CLOCK, said=[])
    assert (found.status, found.said, found.so) == ("not found", "not found", "supported")


def test_what_only_the_columnist_heard_is_judged_by_what_it_says():
    facts = [Finding("poll", True)]
    assert verdict(facts, clock=CLOCK, said="told").status == "supported"
    assert verdict(facts, clock=CLOCK, said="told", wish=True).status == "not testable"
    assert verdict(clock=CLOCK, said="told").said == "told"


@pytest.mark.parametrize(
    "printed, step",
    [("$7.2bn", 0.1), ("6.8m", 0.1), ("$6bn", 1), ("2,200km", 100), ("1,400 miles", 100), ("2008", 1), ("2010", 1), ("60 countries", 10), ("half an hour", 1)],
)  # fmt: skip
def test_the_last_printed_digit_is_the_precision(printed, step):
    assert printed_step(printed) == pytest.approx(step)


@given(st.floats(0.01, 1e4))
def test_a_value_fits_what_it_rounds_to(value):
    printed = f"{value:.1f}"
    assert fits_printed(value, float(printed), printed)
    assert not fits_printed(value + 0.2, float(printed), printed)


@given(st.lists(st.sampled_from(STATUSES), min_size=1, max_size=4))
def test_a_sentence_is_supported_only_if_every_part_is(statuses):
    whole = combine({str(n): Verdict(status) for n, status in enumerate(statuses)}).status
    assert whole in statuses
    assert (whole == "supported") == (set(statuses) == {"supported"})


def test_a_day_that_is_none_gets_a_sentence():
    with pytest.raises(KitError, match="is no day"):
        verdict([Finding("a", True, "in May")], clock=CLOCK)
    with pytest.raises(KitError, match="at least one part"):
        combine({})
