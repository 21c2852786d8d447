"""Printed and ours: the numbers of eight papers, each met at its printed precision or with a reason."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from borderlab import load, replications
from claimlab.cli import main
from claimlab.errors import KitError

# Met, of all: 45 and 34 coefficients, no number of a failed replication, three of Drezner's five...
MET = {
    "log_of_gravity": (45, 45),
    "trade_guide": (34, 34),  # ten estimates, a dozen seconds
    "anova": (0, 5),
    "basque": (5, 5),
    "drezner": (3, 5),
    "granovetter": (5, 5),
    "power_laws": (232, 232),
    "ishigami": (6, 6),
}
QUICK = [name for name in MET if name != "trade_guide"]


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return {name: replications.replicate(name) for name in MET}


@pytest.mark.parametrize("name", MET)
def test_as_many_numbers_are_met_as_were(frames, name):
    rows = frames[name]
    assert (rows["met"].sum(), len(rows)) == MET[name]
    assert rows[["printed", "ours"]].notna().all(axis=None)
    assert not rows["quantity"].duplicated().any()


@pytest.mark.parametrize("name", MET)
def test_what_differs_has_a_reason_and_what_agrees_has_none(frames, name):
    rows = frames[name]
    assert (rows["why"].fillna("").str.strip().str.endswith(".") == ~rows["met"]).all()


def test_the_declared_papers_are_those_of_the_table(frames):
    assert set(MET) == set(load("replications/papers")["replication_id"]) == set(replications.MADE)
    printed = load("replications/printed").groupby("replication_id")["quantity"].agg(set)
    for name, quantities in printed.items():  # nothing printed is passed over
        assert quantities == set(frames[name]["quantity"])


def test_what_was_made_before_is_said_and_nothing_else_is():
    recorded = set(replications.papers().query("made == 'recorded'").index)
    assert recorded == {"log_of_gravity", "basque", "power_laws"}
    rows = load("replications/printed")
    assert set(rows.loc[rows["recorded"].notna(), "replication_id"]) == {"basque"}


@pytest.mark.parametrize("digits", [-1, 0, 1, 4])
def test_met_is_half_of_the_last_printed_digit(monkeypatch, digits):
    step = 10.0**-digits
    off = np.array([0, 0.49, -0.49, 0.51, -0.51, 1])
    rows = pd.DataFrame({"quantity": "x", "printed": 7 * step, "ours": (7 + off) * step})
    monkeypatch.setitem(
        replications.MADE, "basque", lambda: rows.assign(printed_digits=digits, why=None)
    )
    met = replications.replicate("basque")["met"]
    assert met.tolist() == [True, True, True, False, False, False]


def test_the_shares_of_the_test_function_are_those_of_its_formula(frames):
    """Ishigami and Homma (1990): the variances of sin x + a sin(y)^2 + b z^4 sin x can be written down."""
    a, b, pi = 7, 0.1, np.pi
    first = np.array([0.5 * (1 + b * pi**4 / 5) ** 2, a**2 / 8, 0])
    both = 8 * b**2 * pi**8 / 225
    everything = first.sum() + both
    shares = [*first, first[0] + both, first[1], both] / everything
    assert frames["ishigami"]["printed"].to_numpy() == pytest.approx(shares, abs=5e-5)


def test_published_exponents_with_the_published_cut_off_all_come_out(frames):
    fits = load("security/power_law_published")
    assert len(fits) == 116 and (fits["printed_exponent"] == fits["our_exponent"]).all()
    same = fits["printed_cutoff_deaths"] == fits["our_cutoff_deaths"]
    assert (~same).sum() == 0
    assert (fits["our_exponent"] == fits["our_exponent_own_cutoff"]).equals(same)
    arauca = fits.query("unit == 'Arauca' and period == '1989-2018'").iloc[0]
    assert (arauca["printed_exponent"], arauca["printed_cutoff_deaths"]) == (2.603, 7)


def test_a_lesson_counts_all_papers_that_it_rests_on():
    found = {lesson: tuple(replications.replicated(lesson).values()) for lesson in ("03", "08")}
    assert found == {"03": (5, 10), "08": (232, 232)}


def test_an_unknown_paper_is_one_sentence():
    with pytest.raises(KitError, match="did you mean 'drezner'"):
        replications.replicate("drezer")


def test_the_command_says_what_differs_and_writes_everything(monkeypatch, tmp_path):
    monkeypatch.setattr(replications, "MADE", {name: replications.MADE[name] for name in QUICK})
    found = CliRunner().invoke(main, ["replicate", "--csv", str(tmp_path / "all.csv")])
    assert found.exit_code == 0, found.output
    assert "Drezner 2003 [drezner]: 3 of 5 printed numbers met." in found.output
    assert found.output.count("  - ") == sum(n - met for met, n in (MET[q] for q in QUICK))
    written = pd.read_csv(tmp_path / "all.csv")
    assert len(written) == sum(MET[name][1] for name in QUICK)
    assert list(written) == "paper quantity printed printed_digits ours met why".split()


def test_the_command_shows_every_number_of_one_paper():
    found = CliRunner().invoke(main, ["replicate", "granovetter"])
    assert "people who act just before the jump: printed 6, ours 6." in found.output
    assert found.output.count("  - ") == 5
