"""The numbers of lesson 11, computed once: what answers, facts, claims and pictures share."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

import pandas as pd

from borderlab.models.standards import clear_falls, exit_year, overlapping, passes, spread
from claimlab.lessons.tables import by_id, clock_day, table

__all__ = [
    "ASKED", "CUTS", "FIRST", "HALF", "INDICES", "LAST", "NOT_FREE_HOUSE", "NO_MACHINE", "TWO", "agreement",
    "bounds", "boxes", "called_democracy", "case_numbers", "cited", "counter", "counts_of_2017", "deciding",
    "exits", "falls", "finding", "free_by", "latin", "leader", "leads", "overlaps_in", "parted", "passed", "pressed", "reached", "rivals", "rules", "runs",
    "scaled", "sources", "spread_without", "statement", "verdict_by", "worth",
]  # fmt: skip

TWO = ("VEN", "COL")
FIRST, LAST = 1998, clock_day().year - 1  # the last whole year before the column
INDICES = ("electoral", "clean", "lexical", "polity")
ASKED = ("turnout", "conceded", "stayed_away", "kept_out")  # what a rule may ask of a vote
HALF = 50  # per cent of the register
CUTS = range(5, 100, 5)  # per cent of the scale of an index
NOT_FREE_HOUSE, NO_MACHINE = ("Freedom House",), ("SVMDI",)
_OFFICES = {"P": "president", "A": "parliament", "R": "referendum"}  # by a letter of the id
_MEASURES = {"electoral": "electoral democracy", "clean": "clean elections"}
_EDITIONS = {"electoral": "v13", "clean": "v15"}
_SCALES = {"lexical": (0, 6), "polity": (-10, 10)}
# The rule of data_sets that is a cut on a table of the kit: table, cut, whether above it.
_RULES = {"V-Dem": ("electoral", 0.5, True), "Polity": ("polity", 6, False), "Lexical Index": ("lexical", 4, False)}  # fmt: skip


@lru_cache(maxsize=None)
def bounds(iso3: str, edition: str = "v13", last: int = LAST) -> pd.DataFrame:
    """Electoral democracy of V-Dem by year from 1998: `value`, `low` and `high` (0 to 1).

    >>> bounds("VEN").loc[2021].tolist()
    [0.218, 0.197, 0.236]
    """
    rows = table("democracy/vdem").query(
        "measure == 'electoral democracy' and edition == @edition and iso3 == @iso3 and year <= @last"
    )
    return rows.set_index("year")[["value", "low", "high"]].astype(float)


def worth(index: str, iso3: str, last: int = LAST) -> pd.Series:
    """An index by year in its own units: V-Dem's 0 to 1, levels 0 to 6 or Polity's −10 to 10.

    >>> worth("polity", "VEN")[[2012, 2013]].tolist()
    [-3.0, 4.0]
    """
    if index in _MEASURES:
        rows = table("democracy/vdem")
        is_it = rows["measure"] == _MEASURES[index]
        rows, column = rows[is_it & (rows["edition"] == _EDITIONS[index])], "value"
    else:
        rows, column = table(f"democracy/{index}"), {"polity": "polity", "lexical": "level"}[index]
    own = rows[(rows["iso3"] == iso3) & rows["year"].between(FIRST, last)]
    return own.set_index("year")[column].astype(float)


def scaled(index: str, values: pd.Series | pd.DataFrame) -> pd.Series | pd.DataFrame:
    """Values in per cent of the scale of their index.

    >>> scaled("polity", worth("polity", "VEN"))[2013].item()
    70.0
    """
    low, high = _SCALES.get(index, (0, 1))
    return (100 * (values - low) / (high - low)).round(1)


# Data sets that sort countries ---------------------------------------------------------------------


@lru_cache(maxsize=None)
def called_democracy(data_set: str, iso3: str) -> pd.Series:
    """Whether a data set calls a country a democracy, by year from 1998.

    >>> called_democracy("BMR", "VEN")[[2004, 2005]].tolist()
    [True, False]
    """
    if data_set in _RULES:
        index, cut, above = _RULES[data_set]
        return passes(worth(index, iso3), cut, above)
    runs = table("democracy/spells").query("data_set == @data_set and iso3 == @iso3")
    years = {
        year: run.is_democracy
        for run in runs.itertuples()
        for year in range(max(run.from_year, FIRST), run.to_year + 1)
    }
    return pd.Series(years, dtype=bool)


def runs(data_set: str, iso3: str) -> list[tuple[int, int, bool]]:
    """Unbroken years in which a data set says the same of a country: first, last, and whether a democracy.

    >>> runs("Bjørnskov-Rode", "VEN")
    [(1998, 1999, True), (2000, 2000, False), (2001, 2015, True), (2016, 2020, False)]
    """
    said = called_democracy(data_set, iso3).sort_index()
    years = said.index.to_series()
    groups = ((said != said.shift()) | (years.diff() != 1)).cumsum()
    return [
        (int(own.index[0]), int(own.index[-1]), bool(own.iloc[0]))
        for _, own in said.groupby(groups)
    ]


@lru_cache(maxsize=None)
def exits() -> pd.Series:
    """For each data set the year from which it never again calls Venezuela a democracy, earliest first; NaN if it never did.

    >>> exits()["Lexical Index"].item()
    2008.0
    """
    names = table("democracy/data_sets")["data_set"]
    years = {name: exit_year(called_democracy(name, "VEN")) for name in names}
    return pd.Series(years, dtype=float).sort_values(kind="stable")


def spread_without(*left_out: str) -> int:
    """Years from the first data set that drops Venezuela for good to the last, without some of them.

    >>> spread_without(), spread_without("Freedom House")
    (19, 16)
    """
    return spread(int(year) for year in exits().drop(list(left_out)).dropna())


def verdict_by(iso3: str, year: int) -> tuple[int, int]:
    """How many data sets call a country a democracy in a year, and how many say anything of it.

    >>> verdict_by("VEN", 2018), verdict_by("COL", 2018)
    ((0, 11), (10, 11))
    """
    said = [called_democracy(name, iso3).get(year) for name in table("democracy/data_sets")["data_set"]]  # fmt: skip
    known = [one for one in said if one is not None]
    return sum(map(bool, known)), len(known)


# Rules over an index -------------------------------------------------------------------------------


@lru_cache(maxsize=None)
def rules() -> pd.DataFrame:
    """Every rule of the garden: an index and a cut, and what becomes of both countries up to the column.

    Columns: `measure`, `cut` (per cent of the scale), `exit` (year from which Venezuela never again
    passes), `colombia_fails` (years), `both_fail` (in the last year of the index), `answers` (the
    same number where two cuts of an index judge both countries alike in every year: one rule).

    >>> rules().query("measure == 'lexical' and cut == 50")["exit"].tolist()
    [2018.0]
    """
    rows = []
    for index in INDICES:
        own, other = (scaled(index, worth(index, iso3)) for iso3 in TWO)
        for cut in CUTS:
            passed = {"VEN": passes(own, cut), "COL": passes(other, cut)}
            fails = not passed["VEN"].iloc[-1] and not passed["COL"].iloc[-1]
            had_it = bool(passed["VEN"].loc[FIRST])
            out = exit_year(passed["VEN"]) if had_it else None
            told = (index, *passed["VEN"], *passed["COL"])
            rows.append((index, cut, out, int((~passed["COL"]).sum()), fails, told))
    frame = pd.DataFrame(
        rows, columns=["measure", "cut", "exit", "colombia_fails", "both_fail", "answers"]
    )
    return frame.assign(answers=pd.factorize(frame["answers"])[0])


def reached(task: str) -> pd.DataFrame:
    """The rules that reach a task: `latest`, `earliest` or `both` (both fail at the end).

    >>> reached("latest")["measure"].unique().tolist()
    ['lexical']
    """
    found = rules()
    if task == "both":
        return found[found["both_fail"]]
    fair = found[found["colombia_fails"] == 0] if task == "latest" else found
    goal = fair["exit"].max() if task == "latest" else fair["exit"].min()
    return fair[fair["exit"] == goal]


# Neighbours, ranks and single values ---------------------------------------------------------------


def latin(year: int, edition: str = "v13") -> pd.DataFrame:
    """Electoral democracy of 19 Latin American states in a year: `value`, `low`, `high`.

    >>> len(latin(2013))
    19
    """
    rows = table("democracy/vdem").query(
        "measure == 'electoral democracy' and edition == @edition and year == @year"
    )
    return rows.set_index("iso3")[["value", "low", "high"]].astype(float)


@lru_cache(maxsize=None)
def agreement(year: int, method: str = "spearman", without: tuple[str, ...] = ()) -> float:
    """How far V-Dem's electoral democracy and Polity rank 19 states alike in a year, −1 to 1; some may be left out.

    >>> round(agreement(2013), 2), round(agreement(2013, without=("NIC",)), 2)
    (0.65, 0.78)
    """
    polity = table("democracy/polity").query("year == @year").set_index("iso3")["polity"]
    both = pd.concat([latin(year)["value"], polity.astype(float)], axis=1).drop([*without])
    both = both.rank() if method == "spearman" else both
    return float(both.iloc[:, 0].corr(both.iloc[:, 1]))


def cited(measure: str, iso3: str) -> pd.Series:
    """Single cited values of one measure for one country, by year.

    >>> cited("freedom score", "VEN")[2021].item()
    14.0
    """
    rows = table("democracy/cited_values").query("measure == @measure and iso3 == @iso3")
    return rows.set_index("year")["value"].astype(float)


def pressed() -> pd.DataFrame:
    """World rank of the press by edition: a column a country; a low rank is a free press."""
    return table("democracy/press_ranks").pivot(index="edition_year", columns="iso3", values="rank")


def leads(last: int = LAST + 1, first: int = 0) -> tuple[int, int]:
    """In how many editions of the press ranking Venezuela stood above Colombia, of how many.

    >>> leads(2014), leads(first=2015)
    ((12, 12), (0, 8))
    """
    rows = pressed().loc[first:last]
    return int((rows["VEN"] < rows["COL"]).sum()), len(rows)


def overlaps_in(year: int, edition: str = "v13") -> list[str]:
    """Latin American states whose interval shares a value with Venezuela's."""
    return overlapping(latin(year, edition), "VEN")


def falls(edition: str = "v13", last: int = LAST) -> list[int]:
    """Years in which Venezuela's whole interval lies below that of the year before."""
    return clear_falls(bounds("VEN", edition, last))


def parted() -> dict[str, int]:
    """The first year in which V-Dem puts Venezuela below Colombia, and in which their intervals no longer meet.

    >>> parted()
    {'below': 2001, 'apart': 2007}
    """
    own, other = bounds("VEN"), bounds("COL")
    first = {"below": own["value"] < other["value"], "apart": own["high"] < other["low"]}
    return {key: int(is_so.idxmax()) for key, is_so in first.items()}


# Votes ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=None)
def boxes(iso3: str) -> pd.DataFrame:
    """The national votes of a country by one rule, in order.

    Columns: `vote_id`, `year`, `office` (president, parliament or referendum), `turnout_percent`
    (the lowest that the authority gave), `conceded`, `stayed_away`, `kept_out` (a candidate barred by
    the state, or killed or kidnapped), `barred` (the first of these), `decides` (whether a loser
    could concede).

    >>> found = boxes("VEN")
    >>> len(found), int(found["conceded"].sum()), int(found["stayed_away"].sum())
    (14, 4, 4)
    """
    rows = table("democracy/votes").query("iso3 == @iso3 and is_box")
    kinds = rows.groupby("vote_id", sort=False)["kind"].agg(set)
    results = rows[rows["kind"] == "result"].groupby("vote_id")["turnout_percent"].min()
    frame = rows.drop_duplicates("vote_id").set_index("vote_id")[["date", "office", "decides"]]
    return frame.assign(
        year=frame["date"].str[:4].astype(int),
        office=[_OFFICES[vote_id[5]] for vote_id in frame.index],
        turnout_percent=results.astype(float),
        conceded=kinds.map(lambda found: "concedes" in found),
        stayed_away=kinds.map(lambda found: "boycott" in found),
        kept_out=kinds.map(lambda found: bool({"barred", "candidate killed or held"} & found)),
        barred=kinds.map(lambda found: "barred" in found),
    ).reset_index()


@lru_cache(maxsize=None)
def counter(vote_id: str) -> str:
    """Who gave the turnout that is drawn: the source of the lowest that the authority gave.

    >>> counter("C2010P2")
    'Registraduría with 99.54 per cent counted, as printed by Nueva Tribuna'
    """
    rows = table("democracy/votes").query("vote_id == @vote_id and kind == 'result'")
    return rows.loc[rows["turnout_percent"].astype(float).idxmin(), "source"]


@lru_cache(maxsize=None)
def sources(vote_id: str, *kinds: str) -> list[str]:
    """Who said what on a vote, of some kinds of row: source and sentence.

    >>> sources("C2018R", "boycott")
    ['Álvaro Uribe, leader of the party in office: Calls for staying away (student paper Plaza Capital)']
    """
    rows = table("democracy/votes").query("vote_id == @vote_id and kind in @kinds")
    return [f"{row.source}: {row.says.rstrip('.')}" for row in rows.itertuples()]


def deciding(iso3: str) -> tuple[int, int]:
    """In how many of the deciding votes a loser conceded, of how many.

    >>> deciding("VEN"), deciding("COL")
    ((3, 9), (9, 10))
    """
    votes = boxes(iso3)
    votes = votes[votes["decides"]]
    return int(votes["conceded"].sum()), len(votes)


def free_by(iso3: str, asked: Sequence[str]) -> list[bool | None]:
    """Whether each vote passes all that is asked of it, in order; None where the rule does not reach it.

    A rule reaches a vote if its turnout is known, and, for a loser who conceded, if it decides who rules.
    """
    votes = boxes(iso3)
    reached = {"turnout": votes["turnout_percent"].notna(), "conceded": votes["decides"]}
    held = {"turnout": votes["turnout_percent"] > HALF, "conceded": votes["conceded"]}
    none_of = pd.Series(True, index=votes.index)
    known, holds = none_of.copy(), none_of.copy()
    for one in asked:
        known &= reached.get(one, none_of)
        holds &= held[one] if one in held else ~votes[one]
    return [bool(holds[i]) if known[i] else None for i in votes.index]


def passed(iso3: str, asked: Sequence[str]) -> tuple[int, int]:
    """How many votes pass, of how many that the rule reaches.

    >>> passed("VEN", ("turnout",)), passed("COL", ("turnout",))
    ((10, 14), (6, 21))
    """
    found = free_by(iso3, asked)
    return found.count(True), len(found) - found.count(None)


def leader(asked: Sequence[str]) -> str:
    """The country of whose votes the larger share passes; "" where the shares are equal.

    >>> [leader(one) for one in (("turnout",), ("conceded",), ("turnout", "conceded"))]
    ['VEN', 'COL', '']
    """
    shares = {iso3: Fraction(*passed(iso3, asked)) for iso3 in TWO}
    return "" if len(set(shares.values())) == 1 else max(shares, key=shares.get)


def statement(vote_id: str, start: str) -> pd.Series:
    """One row of ``democracy/votes``: a vote, and how its source, or what it says, begins.

    >>> statement("V2007R", "Hugo")["says"]
    'Accepted the loss within hours and congratulated his adversaries.'
    """
    rows = table("democracy/votes").query("vote_id == @vote_id")
    return rows[rows["source"].str.startswith(start) | rows["says"].str.startswith(start)].iloc[0]


def finding(finding_id: str) -> pd.Series:
    """One row of ``democracy/findings``.

    >>> int(finding("K01")["persons"])
    6402
    """
    return by_id("democracy/findings").loc[finding_id]


def rivals(iso3: str) -> dict[int, float]:
    """Turnout by a rival's count, in per cent of the register, by the place of the vote in :func:`boxes`.

    A count of voters is set on the register that the authority's own figures imply. The vote of 2020
    is left out: its two counts have different bases.

    >>> {place: round(float(percent), 1) for place, percent in rivals("VEN").items()}
    {11: 12.7, 12: 32.3}
    """
    counted = _counts()
    official = counted["official"]
    share = statement("V2017A", "CNE")["turnout_percent"]
    printed = statement("V2018P", "Sources")["turnout_percent"]
    return {11: float(share) * counted["opposition"] / official, 12: float(printed)} if iso3 == "VEN" else {}  # fmt: skip


@lru_cache(maxsize=None)
def _counts() -> dict[str, float]:
    """Voters of 30 July 2017 by owner; the firm's is the most that its sentence allows."""
    rows = table("democracy/votes").query("vote_id == 'V2017A' and number.notna()")
    number = rows.set_index(rows["source"].str.split(" ").str[0])["number"].astype(float)
    return {
        "official": number["CNE"],
        "firm": number["CNE"] - number["Smartmatic,"],
        "papers": number["Papers"],
        "poll": number["Torino"],
        "opposition": number["MUD"],
    }


@lru_cache(maxsize=None)
def counts_of_2017() -> dict[str, float]:
    """The same in millions of voters.

    >>> counts_of_2017()["opposition"].item()
    2.48
    """
    return {who: round(count / 1e6, 2) for who, count in _counts().items()}


def case_numbers() -> dict[str, float]:
    """The numbers that the two cases quote, by name."""
    order = latin(LAST)["value"].sort_values()
    clean, law = worth("clean", "VEN"), cited("criminal justice", "VEN")
    protected = cited("protection score", "VEN") > cited("protection score", "COL")
    free, of = verdict_by("VEN", 2018)
    other_flags, other_decided = deciding("COL")
    above, later = leads(2014), leads(first=2015)
    own = bounds("VEN")["value"]
    return {
        "above": above[0], "editions": above[1], "later": later[0], "after": later[1],
        "protected_first": int(protected.index[protected].min()),
        "protected_last": int(protected.index[protected].max()),
        "after_boycott": int(exits().isin([2005, 2006]).sum()),
        "other_flags": other_flags, "other_decided": other_decided,
        "in_2018": free, "sets": of, "in_2013": verdict_by("VEN", 2013)[0],
        "colombia_2018": verdict_by("COL", 2018)[0],
        "clean_first": clean[FIRST], "clean_2018": clean[2018],
        "first_fall": int(own.index[own.diff() < 0].min()),
        "below": int(order.index.get_loc("VEN")), "states": len(order),
        "score": cited("freedom score", "VEN")[LAST], "score_colombia": cited("freedom score", "COL")[LAST],
        "justice": law.iloc[-1], "justice_colombia": cited("criminal justice", "COL").iloc[-1],
        "independence": cited("independent judiciary", "VEN")[LAST],
        "prosecuted": int(finding("K08")["persons"]), "court_count": int(finding("K01")["persons"]),
    }  # fmt: skip
