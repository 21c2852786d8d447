"""The pictures of lesson 11: a table, how it is shown, and the controls that move it.

No prisoner and no victim is a mark here; what is drawn are votes, indices and ranks.
"""

from __future__ import annotations

from functools import partial

import pandas as pd

from borderlab.lessons.lesson11 import numbers as n
from borderlab.lessons.lesson11.signature import Boxes
from claimlab.html import tag
from claimlab.i18n import capital
from claimlab.lessons.tables import table
from claimlab.lessons.words import fill, picture_words, recorded
from claimlab.teaching.card import said_card
from claimlab.teaching.picturing import picture
from claimlab.teaching.showing import table_card
from claimlab.views import Bars, Forest, Lines, Spans
from claimlab.views.stage import day_text

VOTES, SETS, SPELLS = "democracy/votes", "democracy/data_sets", "democracy/spells"
GARDEN = VDEM, LEXICAL, POLITY = "democracy/vdem", "democracy/lexical", "democracy/polity"
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
IN_THE_CORE = "stand"  # a card of its own
_COLUMNS = "font-size:14px;display:flex;flex-wrap:wrap;gap:0 24px"
_CAMP = "flex:1 1 240px"
_STATEMENT = "border-top:1px solid var(--jp-border-color2,#c8c8c8);margin:0;padding:6px 0"
# Of these only what comes before the first semicolon is a camp's own; the rest stands under both.
DOUBTED = ("V2012P:Henrique", "V2018P:Jorge", "P03", "P01")


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


def box_rows(said, iso3: str, asked=(), is_lifted: bool = True) -> pd.DataFrame:
    """The boxes of one country as the picture takes them, each by what is asked of a free vote."""
    rows, rivals, offices = n.boxes(iso3), n.rivals(iso3), said["offices"]
    states = {True: "passes", False: "fails", None: "silent"}
    found = [states[one] if asked else "own" for one in n.free_by(iso3, asked)]
    return rows.assign(
        country=said["names" if is_lifted else "covers"][iso3],
        name=[f"{box['year']}, {offices[box['office']]}" for _, box in rows.iterrows()],
        told=[_box_told(said, box, is_lifted) for _, box in rows.iterrows()],
        state=found,
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
def ballot_boxes(said, rule="conceded"):
    """A box a national vote, as high as the turnout that the authority gave, with the marks that the rule asks for."""
    quotes = {"title": rule}
    for iso3 in n.TWO:
        quotes[iso3], quotes[f"{iso3}_all"] = n.passed(iso3, (rule,))
    both = pd.concat([box_rows(said, iso3, (rule,)) for iso3 in n.TWO], ignore_index=True)
    unasked = {mark: False for mark in MARKS if mark != rule}
    if rule != "turnout":
        unasked["rival_percent"] = float("nan")
    return both.assign(**unasked), quotes


@picture(Bars, "who", "millions", horizontal=True, y_range=(0, 9), part="Venezuela", tables=(VOTES,),
         accent=lambda frame: list(frame["who"].iloc[:1]))  # fmt: skip
def five_counts(said):
    """Five counts of one vote, each with its owner and its hour."""
    counts = n.counts_of_2017()
    frame = pd.DataFrame({"who": said["counts"].values(), "millions": [counts[k] for k in said["counts"]]})  # fmt: skip
    return frame, {"most": max(counts.values()), "least": min(counts.values()), **said["counts"]}


@picture(Spans, "set", "from", "to", state="state", after="out", until=n.LAST + 1, says=lambda said: {"heads": said["heads"]},
         order=lambda said: tuple(said["states"].values()), tables=(SPELLS, SETS, *GARDEN),
         origin=lambda: int(n.exits().min()), reveals="P11.1", part="Venezuela")  # fmt: skip
def who_dropped_when(said, without="none"):
    """Year by year which data sets call Venezuela a democracy, and from when each never does again."""
    left = {"none": (), "house": n.NOT_FREE_HOUSE, "machine": n.NO_MACHINE}
    left |= {"both": left["house"] + left["machine"], "three": (*left["house"], *left["machine"], "Bjørnskov-Rode")}  # fmt: skip
    exits = n.exits().drop(list(left[without]))
    years = exits.dropna().astype(int)
    rows = [
        (said["sets"].get(name, name), first, last, said["states"]["in" if is_in else "out"],
         said["exit"].format(year=years[name]) if name in years else said["never"])
        for name in exits.index
        for first, last, is_in in n.runs(name, "VEN")
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["set", "from", "to", "state", "out"])
    ends = {"first": years.index[0], "last": years.index[-1]}
    return frame, {"years": n.spread_without(*left[without]), **ends}


@picture(Lines, "year", "percent", by="index", y_range=(0, 100), tables=(VDEM, POLITY), part="Venezuela",
         bands=lambda said: ((2012, 2013, said["band"]),), accent=lambda said: said["lines"]["polity"],
         reveals="P11.2", x_ticks=(2008, 2010, 2012, 2014, 2016, 2018))  # fmt: skip
def two_in_2013(said):
    """Two indices of one country, around the year in which they part."""
    parts = {key: n.scaled(key, n.worth(key, "VEN").loc[2008:2018]) for key in ("polity", "electoral")}  # fmt: skip
    rows = [
        (said["lines"][key], year, value) for key, one in parts.items() for year, value in one.items()
    ]  # fmt: skip
    moved = {key: abs(one[2013] - one[2012]) for key, one in parts.items()}
    names = {f"{key}_line": name for key, name in said["lines"].items()}
    return pd.DataFrame(rows, columns=["index", "year", "percent"]), {**moved, **names}


@picture(Lines, "year", "rank", by="country", tables=("democracy/press_ranks",), reveals="P11.3",
         y_range=(170, 60), y_ticks=(75, 100, 125, 150),
         bands=lambda said: ((2015, n.LAST + 1, said["band"]),))  # fmt: skip
def press_ranks(said):
    """The rank of the press of both countries, edition by edition up to the column."""
    ranks = n.pressed().rename(columns=said["names"]).rename_axis("year").reset_index()
    frame = ranks.melt("year", var_name="country", value_name="rank")
    before, after = n.leads(2014), n.leads(first=2015)
    return frame, {"above": before[0], "before": before[1], "later": after[0], "after": after[1]}


@picture(Lines, "year", "value", by="country", low="low", high="high", y_range=(0, 1), tables=(VDEM,), reveals="P11.4",
         marks=lambda said: [(n.parted()[key], said["marks"][key].format(**n.parted())) for key in said["marks"]])  # fmt: skip
def electoral_democracy(said):
    """Electoral democracy of both countries by year, up to the column."""
    both = {iso3: n.bounds(iso3) for iso3 in n.TWO}
    own = {iso3: one["value"] for iso3, one in both.items()}
    ends = {f"{iso3}_{end}": one.loc[year] for iso3, one in own.items() for end, year in (("first", n.FIRST), ("last", n.LAST))}  # fmt: skip
    return pd.concat([one.reset_index().assign(country=said["names"][iso3]) for iso3, one in both.items()]), ends  # fmt: skip


def _exit(said, frame):
    """The year in which Venezuela falls below the cut for good, beside its line."""
    at = frame.attrs["quotes"]["exit"]
    return [(f"{at}: {said['lines']['VEN']}", said["exit"].format(year=at))] if at else []


@picture(Lines, "year", "percent", by="line", low="low", high="high", y_range=(0, 100), tables=GARDEN,
         remarks=lambda said: partial(_exit, said), goal="G11.1", cut=(5, 95, 5), advanced=("whole",))  # fmt: skip
def garden_of_cuts(said, index="electoral", cut=50, whole=False):
    """An index and a cut, the same for both countries; with whole intervals a year may stay open."""
    has_intervals = index == "electoral"
    parts, quotes = [], {"index": said["options"]["index"][index], "cut": cut}
    for iso3 in n.TWO:
        own = n.bounds(iso3) if has_intervals else n.worth(index, iso3).to_frame("value")
        own = n.scaled(index, own)
        ends = [own[end if whole and has_intervals else "value"] for end in ("low", "high")]
        surely, maybe = (n.passes(one, cut) for one in ends)
        open_years = int((maybe & ~surely).sum())
        quotes |= {f"{iso3}_all": len(own), f"{iso3}_passes": surely.sum(), f"{iso3}_open": open_years}  # fmt: skip
        if iso3 == "VEN":
            dropped = n.exit_year(surely)
            title = "drops" if dropped else "stays"
            title = title if surely.any() else "never"
            quotes |= {"title": "whole" if whole and has_intervals else title, "exit": dropped}
        parts.append(own.rename(columns={"value": "percent"}).reset_index().assign(line=said["lines"][iso3]))  # fmt: skip
    edge = pd.DataFrame({"line": said["lines"]["cut"], "year": [n.FIRST, n.LAST], "percent": float(cut)})  # fmt: skip
    columns = ["line", "year", "percent", "low", "high"]
    return pd.concat([*parts, edge], ignore_index=True).reindex(columns=columns), quotes


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


def _statement(said, key: str) -> tuple[str, str, str]:
    """One statement of a camp: who says it, on which day, and what; and the doubt that its source adds."""
    if key.startswith("="):
        who, says = said["sentences"][key[1:]]
        return who, says.format(**n.case_numbers()), ""
    row = n.statement(*key.split(":", 1)) if ":" in key else n.finding(key)
    day = f", {day_text(str(row['published']))}" if pd.notna(row["published"]) else ""
    who = f"{row['source']}{day}"
    if ":" in key:
        who = said["on"].format(who=who, year=row["date"][:4])
    says, _cut, doubt = row["says"].rstrip(".").partition("; " if key in DOUBTED else "\n")
    return who, f"{says}.", doubt and f"{capital(doubt)} ({row['source']})."


def _cell(who: str, says: str, _doubt: str) -> list[object]:
    return [says, tag("br"), tag("small", who)]


def _case(question: str):
    """One question, a camp a column, below one another on a telephone; what weakens either side stands below."""
    said = picture_words("11", "both-cases")
    sides = [[_statement(said, key) for key in keys] for keys in CASES[question]]
    columns = [
        tag("div", tag("p", tag("strong", camp), style="margin:8px 0;font-size:16px"), *(tag("p", *_cell(*one), style=_STATEMENT) for one in side), style=_CAMP)
        for camp, side in zip(said["camps"], sides)
    ]  # fmt: skip
    doubts = [doubt for side in sides for _who, _says, doubt in side if doubt]
    weak = said["weak"].get(question, "").format(**n.case_numbers())
    below = " ".join(filter(None, [weak, *doubts]))
    words = [
        f"{camp}, {who}: {says}"
        for camp, side in zip(said["camps"], sides)
        for who, says, _d in side
    ]
    shown = tag("div", *columns, style=_COLUMNS)
    return (shown, "\n".join(words)), below and said["below"].format(weak=below)


@picture()
def who_could_stand(said):
    """The strongest case of each camp on candidates."""
    title = picture_words("11", "both-cases")["questions"][IN_THE_CORE]
    return said_card("note", title, *filter(None, _case(IN_THE_CORE)))


@picture()
def both_cases(said):
    """The questions that the core leaves out, one after the other."""
    parts = []
    for question in CASES:
        if question != IN_THE_CORE:
            head = said["questions"][question]
            parts += [(tag("h3", head, style="margin:16px 0 2px"), head), *filter(None, _case(question))]  # fmt: skip
    return said_card("note", said["title"], said["note"], *parts)


@picture()
def at_the_tables(said):
    """Six people from print: voters of each side, one who ran a table, one in exile."""
    voices = table("article/voices")
    rows = []
    for day, start in SEATED:
        is_it = (voices["date"] == day) & voices["role"].str.startswith(start)
        row = voices[is_it].iloc[0]
        rows.append((day_text(row["date"]), row["role"], row["english"]))
    return table_card(
        said["title"],
        said["heads"],
        rows,
        said["note"],
        below=fill(said["below"], recorded("11")["facts"]),
    )


@picture()
def who_measures(said):
    """Each data set: its owner, who pays, and where it draws the line."""
    shown = table(SETS)[["data_set", "owner", "paid_by", "rule", "rule_is"]]
    rows = shown.assign(rule_is=shown["rule_is"].map(said["is"])).itertuples(index=False)
    return table_card(said["title"], said["heads"], rows, said["note"])


def _meeting(said, frame):
    """What the shade through all rows is, and whose interval lies in it."""
    met = frame.loc[frame["meets"], "country"]
    return [(said["states"]["VEN"], said["band"]), *((one, said["meets"]) for one in met)]


@picture(Forest, "country", "value", "low", "high", reference=None, x_range=(0, 1), tables=(VDEM,), across=lambda said: said["states"]["VEN"],
         hollow="meets", goal="G11.2", remarks=lambda said: partial(_meeting, said), accent=lambda said: said["states"]["VEN"], year=(n.FIRST, n.LAST))  # fmt: skip
def who_meets(said, year=n.LAST):
    """The intervals of Venezuela and of those that a reader may want to set beside it."""
    rows, met = n.latin(year), n.overlaps_in(year)
    frame = rows.loc[list(said["states"])].assign(country=said["states"].values())
    frame["meets"] = frame.index.isin(met)
    frame = frame.sort_values("value", ascending=False)
    is_one = len(met) == 1 and met[0] in said["states"]
    quotes = {
        "title": "one" if is_one else "some",
        "year": year,
        "met": len(met),
        "all": len(rows) - 1,
    }
    return frame.reset_index(drop=True), quotes | {"who": said["states"][met[0]] if is_one else ""}


@picture(Lines, "year", "correlation", by="which", y_range=(0.5, 1), tables=(VDEM, POLITY),
         accent=lambda said: said["lines"]["all"],
         bands=lambda said: ((2007, 2016, said["band"]),))  # fmt: skip
def agreement_by_year(said):
    """How far two indices rank 19 states alike, year by year, and how far without Nicaragua."""
    years = range(n.FIRST, 2019)
    rows = [
        (said["lines"][key], year, round(n.agreement(year, without=without), 3))
        for key, without in (("all", ()), ("others", ("NIC",)))
        for year in years
    ]
    frame = pd.DataFrame(rows, columns=["which", "year", "correlation"])
    own = frame[frame["which"] == said["lines"]["all"]].set_index("year")["correlation"]
    worst = own.idxmin()
    without = frame[frame["which"] != said["lines"]["all"]].set_index("year")["correlation"]
    return frame, {"low": own[worst], "year": worst, "without": without[worst], **said["lines"]}
