import numpy as np
import pandas as pd
import pytest

from borderlab import load
from borderlab.errors import KitError
from borderlab.models.statuses import (
    STATUSES,
    compartments,
    exit_profile,
    fit_compartments,
    protection_counts,
)

START = {"irregular": 400.0, "in_process": 300.0, "regular": 100.0}
TRUTH = pd.DataFrame(
    {
        "until_year": [1.0, 9.0],
        "arrivals_persons": [250.0, 60.0],
        "register_rate": [1.2, 0.0],
        "approve_rate": 0.8,
        "exit_rate": 0.15,
    }
)
SPLIT = [f"{status}_persons" for status in STATUSES]


def seen(years, columns=SPLIT) -> pd.DataFrame:
    long = compartments(START, TRUTH, years).melt("year", columns, "status", "persons")
    return long.assign(status=long["status"].str.removesuffix("_persons"))


def test_the_system_is_solved_as_small_steps_solve_it():
    (irregular, waiting, regular), left, step = START.values(), 0.0, 1e-4
    for k in range(20_000):
        arrivals, register, approve, leave = (
            (250.0, 1.2, 0.8, 0.15) if k * step < 1 else (60.0, 0.0, 0.8, 0.15)
        )
        registered, approved = step * register * irregular, step * approve * waiting
        left += step * leave * (irregular + waiting + regular)
        irregular += step * (arrivals - leave * irregular) - registered
        waiting += registered - approved - step * leave * waiting
        regular += approved - step * leave * regular
    exact = compartments(START, TRUTH, [2.0]).iloc[0]
    assert exact[[*SPLIT, "exits_persons"]].to_numpy() == pytest.approx(
        [irregular, waiting, regular, left], rel=3e-4
    )


def test_the_total_needs_no_statuses_and_nobody_is_lost():
    years = np.linspace(0, 4, 9)
    path = compartments(START, TRUTH, years)
    F, x, M = 250.0, 0.15, sum(START.values())
    early = years <= 1
    assert path["total_persons"][early].to_numpy() == pytest.approx(
        F / x + (M - F / x) * np.exp(-x * years[early])
    )
    arrived = np.where(early, 250 * years, 250 + 60 * (years - 1))
    assert (path["total_persons"] + path["exits_persons"]).to_numpy() == pytest.approx(M + arrived)
    assert (path[SPLIT] >= 0).all(axis=None) and path.loc[0, SPLIT].tolist() == list(START.values())


def test_no_rates_no_change():
    still = pd.DataFrame(
        [
            {
                "until_year": 1.0,
                "arrivals_persons": 0.0,
                "register_rate": 0.0,
                "approve_rate": 0.0,
                "exit_rate": 0.0,
            }
        ]
    )
    assert (compartments(START, still, [0.0, 3.0])[SPLIT].nunique() == 1).all()


def test_what_lapses_is_irregular_again():
    row = {
        "until_year": 9.0,
        "arrivals_persons": 0.0,
        "register_rate": 0.0,
        "approve_rate": 0.0,
        "exit_rate": 0.0,
        "lapse_rate": np.log(2),
    }
    after = compartments(
        {"irregular": 0, "in_process": 0, "regular": 8}, pd.DataFrame([row]), [1.0]
    ).iloc[0]
    assert after[SPLIT].tolist() == pytest.approx([4, 0, 4])


def test_the_fit_finds_what_made_the_counts():
    phases, fit = fit_compartments(START, seen([0.5, 1.0, 1.5, 2.5]), 0.15, 1.0, 1.0)
    assert phases["arrivals_persons"].tolist() == pytest.approx([250, 60], rel=1e-6)
    assert phases["register_rate"].tolist() == pytest.approx([1.2, 0], abs=1e-6)
    assert phases["approve_rate"].iloc[0] == pytest.approx(0.8, rel=1e-6)
    assert fit["miss_percent"].abs().max() < 1e-6


def test_totals_alone_do_not_choose_an_exit_rate():
    totals = pd.DataFrame({"year": [1.0, 3.0], "status": "total"})
    totals["persons"] = compartments(START, TRUTH, totals["year"])["total_persons"]
    counts = pd.concat([totals, totals])
    found = exit_profile(
        START, counts, [0.12, 0.15, 0.3], until_year=1.0, registration_until_year=1.0
    )
    assert found["rms_miss_percent"].max() < 1e-4
    assert found["arrivals_before_persons"].diff().min() > 15


def test_the_statute_of_2021():
    start, observed = protection_counts(load("migration/colombia_stock"), load("migration/permits"))
    assert start == {"irregular": 537_257, "in_process": 1_182_154, "regular": 758_177}
    assert sum(start.values()) == 2_477_588 and observed["status"].value_counts().to_dict() == {
        "total": 4,
        "in_process": 2,
        "regular": 2,
    }
    when = {"until_year": 290 / 365.25, "registration_until_year": 410 / 365.25}
    profile = exit_profile(start, observed, [0.0, 0.03, 0.10, 0.173], **when)
    assert profile["arrivals_after_persons"].is_monotonic_increasing
    assert (profile["rms_miss_percent"] < 6).all() and profile["rms_miss_percent"].idxmin() == 1
    phases, fit = fit_compartments(start, observed, 0.03, **when)
    last = compartments(start, phases, [observed["year"].max()]).iloc[0]
    printed = (
        load("migration/colombia_stock")
        .set_index("count_date")
        .loc["2024-02-29", "irregular_persons"]
    )
    assert last["irregular_persons"] == pytest.approx(printed, rel=0.1), (
        "the one count that the fit did not see"
    )


@pytest.mark.parametrize(
    "bad",
    [
        dict(start={**START, "regular": -1}),
        dict(years=[-1.0]),
        dict(phases=TRUTH.assign(exit_rate=-0.1)),
    ],
)
def test_numbers_below_zero_are_refused(bad):
    with pytest.raises(KitError):
        compartments(**{"start": START, "phases": TRUTH, "years": [1.0], **bad})


def test_fewer_counts_than_unknowns_are_refused():
    with pytest.raises(KitError, match="at least four"):
        fit_compartments(START, seen([1.0]), 0.1, 1.0, 1.0)


def test_a_day_without_a_register_is_refused():
    with pytest.raises(KitError, match="not printed whole"):
        protection_counts(load("migration/colombia_stock"), load("migration/permits"), "2022-01-17")
