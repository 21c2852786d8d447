"""The oil gap under every choice an author could make, and three tests that both camps can ask for."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from borderlab.lessons.lesson03.numbers import crude_of
from borderlab.models.specifications import spec_curve
from borderlab.models.synthetic import (
    PlaceboTest,
    SyntheticControl,
    leave_one_out,
    placebo_test,
    synth,
)
from claimlab.lessons.tables import table

POOLS = {
    "latin_america": ("latin_america", "both"),
    "opec": ("opec", "both"),
    "all": ("latin_america", "opec", "both", "other_exporter"),
    "without_colombia": ("latin_america", "opec", "both", "other_exporter"),
}
CHOICES = {
    "donors": list(POOLS),
    "first": list(range(2000, 2011)),
    "scale": ["level", "index"],
    "source": ["ei_2024", "bp_2021", "eia"],
    "start": [2017, 2018],
}
# What passes a test, in per cent: of mean output, and twice of the estimate itself.
MOST = {"fit": 5.0, "false_date": 25.0, "one_country": 25.0}
# What the parade can be set to, for an event before anything was imposed.
FALSE_DATES = {
    "donors": ["all", "opec", "latin_america"],
    "first": list(range(2000, 2007)),
    "start": list(range(2010, 2017)),
}
_EARLIER = 3  # the false date lies so many years before the real one
# Names in the table that holds every specification.
_NAMES = {"first": "first_year", "start": "start_year"}
_COLUMNS = {"estimate": "estimate_kbd"} | {name: f"{name}_percent" for name in MOST}
_YEARS = range(2000, 2020)
_TWIN = [f"twin_{year}_kbd" for year in _YEARS]


@lru_cache(maxsize=None)
def _world() -> pd.DataFrame:
    return table("sanctions/oil_annual").pivot(index="year", columns="iso3", values="crude_kbd")


@lru_cache(maxsize=None)
def _donors(pool: str) -> list[str]:
    rows = table("sanctions/oil_annual").drop_duplicates("iso3").set_index("iso3")["pool"]
    names = rows.index[rows.isin(POOLS[pool])]
    return [name for name in names if not (pool == "without_colombia" and name == "COL")]


def panel(donors="all", first=2000, last=2019, source="ei_2024", scale="level", start=2018):
    """Years by countries, thousand barrels a day; as an index, at Venezuela's mean before `start`."""
    data = _world().loc[first:last, ["VEN", *_donors(donors)]]
    data = data.assign(VEN=crude_of(source).loc[first:last])
    if scale == "index":
        before = data[data.index < start].mean()
        data = data / before * before["VEN"]
    return data


@lru_cache(maxsize=None)
def specification(
    donors: str = "all",
    first: int = 2000,
    scale: str = "level",
    source: str = "ei_2024",
    start: int = 2018,
) -> dict[str, float]:
    """The oil gap of 2018 and 2019 under one set of choices, with what the three tests measure.

    Parameters
    ----------
    donors : key of POOLS
    first : int
        Year in which the window opens.
    scale : "level" or "index"
        Barrels, or each country as an index.
    source : str
        Whose figures for Venezuela.
    start : int
        First year that counts as under sanctions.

    Returns
    -------
    dict
        `estimate` (thousand barrels a day) and, in per cent, `fit` (typical miss before, of mean
        output), `false_date` (the gap found at a date three years early, of the estimate) and
        `one_country` (the largest move when one donor is dropped, of the estimate).

    >>> round(specification()["estimate"])
    -919
    """
    data, found, estimate = _fitted(donors, first, scale, source, start)
    early = synth(data[data.index < start], "VEN", start - _EARLIER).mean_gap
    without = leave_one_out(data, "VEN", start).loc[2018:].mean()
    return {
        "estimate": estimate,
        "fit": 100 * found.pre_rmspe / float(data.loc[data.index < start, "VEN"].mean()),
        "false_date": 100 * abs(early / estimate),
        "one_country": 100 * float(np.abs(without / estimate - 1).max()),
    }


@lru_cache(maxsize=None)
def _fitted(donors, first, scale, source, start) -> tuple[pd.DataFrame, SyntheticControl, float]:
    data = panel(donors, first, 2019, source, scale, start)
    found = synth(data, "VEN", start)
    return data, found, float(found.path["gap"].loc[2018:].mean())


@lru_cache(maxsize=None)
def path_of(**picked) -> pd.DataFrame:
    """Venezuela and its twin by year under one set of choices: `actual`, `synthetic`, thousand barrels a day.

    >>> path_of(donors="all", first=2000, scale="level", source="ei_2024", start=2018).shape
    (20, 2)
    """
    twin = _twins()[tuple(picked[name] for name in CHOICES)][picked["first"] - _YEARS[0] :]
    actual = _actual(picked["source"]).loc[picked["first"] :]
    return pd.DataFrame({"actual": actual, "synthetic": twin})


def tests_of(found: dict[str, float]) -> dict[str, bool]:
    """Which of the three tests a specification passes."""
    return {name: bool(found[name] <= most) for name, most in MOST.items()}


@lru_cache(maxsize=1)
def curve() -> pd.DataFrame:
    """Every specification, from the largest loss to the smallest: its choices and its `estimate`."""
    return _table()[[*CHOICES, "estimate"]]


def computed() -> pd.DataFrame:
    """The table ``sanctions/oil_twins`` computed anew (some seconds): a row for each specification.

    It holds the choices, what :func:`specification` gives and the twin's output by year.
    """
    every = spec_curve(lambda **picked: _fitted(**picked)[2], **CHOICES)[list(CHOICES)]
    rows = []
    for picked in every.to_dict("records"):
        twin = _fitted(**picked)[1].path["synthetic"]
        found = {_COLUMNS[name]: value for name, value in specification(**picked).items()}
        rows.append(picked | found | {f"twin_{year}_kbd": kbd for year, kbd in twin.items()})
    made = pd.DataFrame(rows).rename(columns=_NAMES)
    return made[[*(_NAMES.get(c, c) for c in CHOICES), *_COLUMNS.values(), *_TWIN]].round(3)


@lru_cache(maxsize=1)
def _table() -> pd.DataFrame:
    back = {column: name for name, column in (_NAMES | _COLUMNS).items()}
    return table("sanctions/oil_twins").rename(columns=back)


@lru_cache(maxsize=1)
def _twins() -> dict[tuple, np.ndarray]:
    keys = _table()[list(CHOICES)].itertuples(index=False, name=None)
    return dict(zip(keys, _table()[_TWIN].to_numpy(float), strict=True))


@lru_cache(maxsize=None)
def _actual(source: str) -> pd.Series:
    return crude_of(source).loc[_YEARS[0] : _YEARS[-1]]


def in_barrels(found: dict[str, float]) -> dict[str, float]:
    """What the tests measure, with the two moves in per cent of one effect for all: the median one.

    Measured against its own estimate, a small effect passes less easily than a large one.
    """
    scale = abs(found["estimate"]) / typical_effect()
    return found | {name: scale * found[name] for name in ("false_date", "one_country")}


def typical_effect() -> float:
    """The median loss of all specifications, thousand barrels a day."""
    return -float(curve()["estimate"].median())


@lru_cache(maxsize=None)
def passing(in_one_unit: bool = False) -> pd.DataFrame:
    """The rows of :func:`curve` that pass all three tests.

    Parameters
    ----------
    in_one_unit : bool
        Whether the two tests of moves have one limit in barrels for all, as :func:`in_barrels` says.
    """
    found = _table()[["estimate", *MOST]].to_dict("records")
    measured = map(in_barrels, found) if in_one_unit else found
    return curve()[[all(tests_of(one).values()) for one in measured]]


@lru_cache(maxsize=None)
def parade(donors: str = "all", first: int = 2000, start: int = 2018) -> PlaceboTest:
    """Every country in the role of Venezuela; before 2017 the study ends before any sanction came.

    >>> parade().p_value == 1 / 28
    True
    """
    return placebo_test(panel(donors, first, 2016 if start < 2017 else 2019), "VEN", start)


def false_dates() -> pd.DataFrame:
    """Venezuela's `rank` in every parade for an event that never was (some seconds)."""

    def rank(**picked) -> float:
        return float(parade(**picked).table.loc["VEN", "rank"])

    return spec_curve(rank, **FALSE_DATES).rename(columns={"estimate": "rank"})
