"""The pictures of lesson 11: a table, how it is shown, and the controls that move it.

No prisoner and no victim is a mark here; what is drawn are votes, indices and ranks.
"""

from __future__ import annotations

import pandas as pd

from borderlab.lessons.lesson11 import numbers as n
from borderlab.lessons.lesson11.signature import Boxes
from claimlab.lessons.tables import table
from claimlab.lessons.words import picture_words
from claimlab.teaching.picturing import picture
from claimlab.teaching.showing import table_card
from claimlab.views import Bars, Forest, Lines
from claimlab.views.stage import day_text

VOTES, SETS, SPELLS = "democracy/votes", "democracy/data_sets", "democracy/spells"
GARDEN = VDEM, LEXICAL, POLITY = "democracy/vdem", "democracy/lexical", "democracy/polity"
HALF = 50  # per cent of the register
MARKS = {  # of a box, and the kinds of row that put it there
    "conceded": ("concedes",), "stayed_away": ("boycott",), "kept_out": ("barred", "candidate killed or held"),
}  # fmt: skip
SEATED = (  # voters of each side, one who ran a table, one in exile; as day and start of the role
    ("2013-04-14", "a poll worker"), ("2018-05", "a woman of a poor"), ("2018-05-20", "a woman of 65"),
    ("2018-05-20", "a woman of 47"), ("2022-06", "a man of 57"), ("2022-07", "a former student"),
)  # fmt: skip
# Caracas's case, and the opposition's: rows of votes ("vote:source"), of findings, or a sentence with numbers ("=name").
CASES = {
    "losers": (("V2007R:Hugo", "V2012P:Henrique", "V2015A:Nicolás", "V2021G:Jorge"), ("V2015A:Supreme", "V2016R:CNE", "V2018P:Henri")),
    "count": (("V2004R:The Carter", "V2012P:Jimmy", "V2013P:The Carter"), ("V2017A:Smartmatic", "V2013P:Henrique")),
    "stand": (("V2005A:José", "V2018P:Nicolás", "V2018P:Jorge", "V2018P:All", "V2021G:The electoral"),
              ("V2018P:Constituent", "V2018P:Europa", "V2021G:Candidates", "V2021G:Supreme")),
    "indices": (("=leads", "=boycott"), ("=none", "=votes", "=last")),
    "prison": (("P03", "R04"), ("P01", "P02", "P04")),
    "courts": (("R03", "R06"), ("R01", "R05", "=courts")),
    "colombia": (("K05", "K01", "K02", "K07", "C2002A:Courts", "C2022A:OAS"), ("=compared", "C2022P2:Registraduría")),
    "measure": (("=owners",), ("=apart",)),
}  # fmt: skip
# Of these only what comes before the first semicolon is a camp's own; the rest stands under both.
DOUBTED = ("V2012P:Henrique", "V2018P:Jorge", "P03", "P01")


def _passes(box: pd.Series, rule: str) -> bool | None:
    """Whether a vote is free by a rule; None where the rule does not reach it."""
    reaches = {"turnout": pd.notna(box["turnout_percent"]), "conceded": box["decides"] or box["conceded"]}  # fmt: skip
    says = {"turnout": box["turnout_percent"] > HALF, "conceded": box["conceded"]}
    return bool(says.get(rule, not box.get(rule, False))) if reaches.get(rule, True) else None


def _box_told(said, box: pd.Series, is_lifted: bool) -> str:
    """Turnout, and what happened; with the covers lifted, who said so."""
    known = pd.notna(box["turnout_percent"])
    parts = [said["told"]["turnout" if known else "missing"].format(percent=box["turnout_percent"])]
    for mark, kinds in MARKS.items():
        if box[mark]:
            form = said["told"][f"{mark}_by" if is_lifted else mark]
            parts.append(form.format(who="; ".join(n.sources(box["vote_id"], *kinds))))
    if is_lifted and known:
        parts.insert(1, said["told"]["by"].format(who=n.counter(box["vote_id"])))
    if is_lifted and box["vote_id"] == "V2017A":
        counts, names = n.counts_of_2017(), picture_words("11", "five-counts")["counts"]
        parts += [
            said["told"]["count"].format(who=names[key], millions=counts[key]) for key in names
        ]
    return " ".join(parts)


def _rows(said, iso3: str, rule: str, is_lifted: bool) -> pd.DataFrame:
    """The boxes of one country as the picture takes them."""
    rows, rivals, offices = n.boxes(iso3), n.rivals(iso3), said["offices"]
    state = {True: "passes", False: "fails", None: "silent"}
    return rows.assign(
        country=said["names" if is_lifted else "covers"][iso3],
        name=[f"{box['year']}, {offices[box['office']]}" for _, box in rows.iterrows()],
        told=[_box_told(said, box, is_lifted) for _, box in rows.iterrows()],
        state=["own" if rule == "own" else state[_passes(box, rule)] for _, box in rows.iterrows()],
        rival_percent=rows.index.map(rivals).astype(float),
        rival_told=[
            said["told"]["rival_by" if is_lifted else "rival"].format(
                percent=rivals[place], who=said["rivals"][vote]
            )
            if place in rivals
            else ""
            for place, vote in rows["vote_id"].items()
        ],
    )


@picture(Boxes, tables=(VOTES,), says=lambda said: said)
def plate_11(said, rule="own", lifted=False):
    """A box a national vote, as high as the turnout that the authority gave; beside two, a rival's count."""
    both = {iso3: _rows(said, iso3, rule, lifted) for iso3 in n.TWO}
    quotes = {"title": "own" if rule == "own" else "rule"}
    for iso3, rows in both.items():
        states = rows["state"]
        quotes |= {f"{iso3}_who": rows["country"].iloc[0], f"{iso3}_all": len(rows), f"{iso3}_flags": rows["conceded"].sum()}  # fmt: skip
        quotes |= {f"{iso3}_passes": (states == "passes").sum(), f"{iso3}_reached": (states != "silent").sum()}  # fmt: skip
    return pd.concat(both.values(), ignore_index=True), quotes


@picture(Bars, "who", "millions", horizontal=True, part="Venezuela", tables=(VOTES,),
         accent=lambda frame: list(frame["who"].iloc[[0, -1]]))  # fmt: skip
def five_counts(said):
    """Five counts of one vote, each with its owner and its hour."""
    counts = n.counts_of_2017()
    frame = pd.DataFrame({"who": said["counts"].values(), "millions": [counts[k] for k in said["counts"]]})  # fmt: skip
    return frame, {"most": max(counts.values())}


@picture(Bars, "name", "years_after", horizontal=True, y_range=(0, 25), tables=(SPELLS, SETS, *GARDEN),
         reveals="P11.1", part="Venezuela", accent=lambda frame: tuple(frame["name"].iloc[[0, -1]]))  # fmt: skip
def who_dropped_when(said, without="none"):
    """In which year each data set stops calling Venezuela a democracy for good."""
    left = {"none": (), "house": n.NOT_FREE_HOUSE, "machine": n.NO_MACHINE}
    left |= {"both": left["house"] + left["machine"], "three": (*left["house"], *left["machine"], "Bjørnskov-Rode")}  # fmt: skip
    years = n.exits().drop(list(left[without])).dropna().astype(int)
    names = [f"{name}: {year}" for name, year in years.items()]
    frame = pd.DataFrame({"name": names, "years_after": (years - years.min()).to_numpy()})
    ends = {
        "first": years.index[0],
        "last": years.index[-1],
        "first_row": names[0],
        "last_row": names[-1],
    }
    return frame, {"years": n.spread_without(*left[without]), "all": len(years), **ends}


@picture(Lines, "year", "percent", by="index", y_range=(0, 100), tables=(VDEM, POLITY),
         reveals="P11.2", x_ticks=(2008, 2010, 2012, 2014, 2016, 2018))  # fmt: skip
def two_in_2013(said):
    """Two indices of one country, around the year in which they part."""
    parts = {key: n.scaled(key, n.worth(key, "VEN").loc[2008:2018]) for key in ("polity", "electoral")}  # fmt: skip
    rows = [
        (said["lines"][key], year, value) for key, one in parts.items() for year, value in one.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["index", "year", "percent"])


@picture(Lines, "year", "rank", by="country", tables=("democracy/press_ranks",), reveals="P11.3",
         bands=lambda said: ((2015, n.LAST + 1, said["band"]),))  # fmt: skip
def press_ranks(said):
    """The rank of the press of both countries, edition by edition up to the column."""
    ranks = n.pressed().rename(columns=said["names"]).rename_axis("year").reset_index()
    frame = ranks.melt("year", var_name="country", value_name="rank")
    before, after = n.leads(2014), n.leads(first=2015)
    return frame, {"above": before[0], "before": before[1], "later": after[0], "after": after[1]}


def _background(said):
    return tuple(name for key, name in said["lines"].items() if key not in n.TWO)


@picture(Lines, "year", "percent", by="line", y_range=(0, 100), faint=_background, tables=GARDEN,
         goal="G11.1", cut=(5, 95, 5), year=(n.FIRST, n.LAST), advanced=("whole",))  # fmt: skip
def garden_of_cuts(said, index="electoral", cut=50, year=2013, whole=False):
    """An index, a cut and a year, the same for both countries; with whole intervals a year may stay open."""
    whole = whole and index == "electoral"
    rows = [(said["lines"]["cut"], end, float(cut)) for end in (n.FIRST, n.LAST)]
    quotes = {"title": "whole" if whole else "plain", "index": said["options"]["index"][index], "cut": cut, "year": year}  # fmt: skip
    for iso3 in n.TWO:
        own = n.bounds(iso3) if whole else n.worth(index, iso3).to_frame("value")
        own = n.scaled(index, own)
        surely, maybe = (n.passes(own.get(end, own["value"]), cut) for end in ("low", "high"))
        state = surely.map({True: "passes", False: "fails"}).where(surely | ~maybe, "open")
        quotes |= {iso3: said["says"][state.get(year, "ended")], f"{iso3}_all": len(state)}
        quotes |= {f"{iso3}_{kind}": (state == kind).sum() for kind in ("passes", "open")}
        for column, values in own.items():
            name = said["lines"][iso3 if column == "value" else f"{iso3}_{column}"]
            rows += [(name, at, value) for at, value in values.items()]
    rows.sort(key=lambda row: list(said["lines"].values()).index(row[0]))  # so that colours stay
    return pd.DataFrame(rows, columns=["line", "year", "percent"]), quotes


@picture()
def rules_that_reach(said):
    """Every rule of the garden that reaches a task, by index: the list that a lucky hand hides."""
    rows = []
    for task, words in said["tasks"].items():
        found = n.reached(task)
        parts = [
            f"{said['indices'][index]}: {', '.join(map(str, own['cut']))}"
            for index, own in found.groupby("measure", sort=False)
        ]
        rows.append((words, "; ".join(parts), found["answers"].nunique()))
    return table_card(
        said["title"].format(all=len(n.rules()), told=n.rules()["answers"].nunique()),
        said["heads"],
        rows,
        said["note"],
    )


def _sentence(said, key: str, doubt: bool = False) -> str:
    """One cell's sentence, or the doubt that its source adds, with source and day."""
    if key.startswith("="):
        return said["sentences"][key[1:]].format(**n.case_numbers())
    row = n.statement(*key.split(":", 1)) if ":" in key else n.finding(key)
    day = f", {day_text(str(row['published']))}" if pd.notna(row["published"]) else ""
    says = row["says"].rstrip(".")
    if key in DOUBTED:
        says = says.split("; ", 1)[doubt]
        says = says[0].upper() + says[1:]
    return f"{says} ({row['source']}{day})."


@picture()
def both_cases(said):
    """The strongest case of each camp, question by question; who speaks last takes turns."""
    rows = []
    for place, (question, sides) in enumerate(CASES.items()):
        told = [
            f"{camp}: {' '.join(_sentence(said, key) for key in keys)}"
            for camp, keys in zip(said["camps"], sides)
        ]
        rows.append((said["questions"][question], *(told[::-1] if place % 2 else told)))
    doubts = " ".join(_sentence(said, key, doubt=True) for key in DOUBTED)
    below = said["below"].format(doubts=doubts, **n.case_numbers())
    return table_card(said["title"], said["heads"], rows, said["note"], below=below)


@picture()
def at_the_tables(said):
    """Six people from print: voters of each side, one who ran a table, one in exile."""
    voices = table("article/voices")
    rows = []
    for day, start in SEATED:
        is_it = (voices["date"] == day) & voices["role"].str.startswith(start)
        row = voices[is_it].iloc[0]
        rows.append((day_text(row["date"]), row["role"], row["english"]))
    return table_card(said["title"], said["heads"], rows, said["note"])


@picture()
def who_measures(said):
    """Each data set: its owner, who pays, and where it draws the line."""
    shown = table(SETS)[["data_set", "owner", "paid_by", "rule", "rule_is"]]
    rows = shown.assign(rule_is=shown["rule_is"].map(said["is"])).itertuples(index=False)
    return table_card(said["title"], said["heads"], rows, said["note"])


@picture(Forest, "country", "value", "low", "high", reference=None, x_range=(0, 1), tables=(VDEM,),
         hollow="meets", goal="G11.2", accent=lambda said: said["states"]["VEN"], year=(n.FIRST, n.LAST))  # fmt: skip
def who_meets(said, year=n.LAST):
    """The intervals of Venezuela and of those that a reader may want to set beside it."""
    rows, met = n.latin(year), n.overlaps_in(year)
    frame = rows.loc[list(said["states"])].assign(country=said["states"].values())
    frame["meets"] = frame.index.isin(met)
    return frame.reset_index(drop=True), {"year": year, "met": len(met), "all": len(rows) - 1}


@picture(Lines, "year", "correlation", y_range=(0, 1), tables=(VDEM, POLITY))
def agreement_by_year(said):
    """How far two indices rank 19 states alike, year by year."""
    years = range(n.FIRST, 2019)
    frame = pd.DataFrame({"year": years, "correlation": [round(n.agreement(y), 3) for y in years]})
    return frame, {"low": frame["correlation"].min(), "high": frame["correlation"].max()}
