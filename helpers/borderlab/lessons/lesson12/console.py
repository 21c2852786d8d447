"""What the role-play's umpire shows: cards, fans, the prize, and the kit on paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from borderlab.lessons.lesson12 import game
from borderlab.lessons.lesson12.game import Signed
from borderlab.lessons.lesson12.numbers import view_names
from claimlab.data import lessons_dir
from claimlab.errors import KitError
from claimlab.files import write_whole
from claimlab.html import Markup, tag
from claimlab.i18n import ENGLISH, _, language
from claimlab.lessons.words import picture_words
from claimlab.teaching.card import Card, said_card
from claimlab.teaching.showing import table_card, worded
from claimlab.views import Bars, Fan, Forest
from claimlab.views.words import number

__all__ = [
    "in_every_view", "print_kit", "prize", "several_tables", "teams_say", "umpire_fan", "umpire_says",
]  # fmt: skip

TABLES = ("policy/parameters", "policy/worldview_priors", "policy/briefs", "policy/shocks")
# In the order of use.
_PAGES = (
    "README",
    "rules",
    "sheet-*",
    "brief-*",
    "script-*",
    "cards",
    "debrief",
    "memo-rubric",
    "solo",
)


def _worded(said: Mapping, **quotes: object) -> dict[str, object]:
    """Title, words and tables of a picture, as a view takes them."""
    return worded(said, *TABLES, title=said["title"].format(**quotes))


def teams_say(package=None):
    """What scripted teams answer to a package: the points of each if Caracas signs."""
    said = picture_words("12", "teams-say")
    found = game.say_yes(Signed(package or {}).checked().package)
    least, yes = number(found["mean_score"].min().round(1)), found["says_yes"].sum()
    words = _worded(said, n=yes, all=len(found), least=least)
    frame = found.assign(
        name=found["team"].map(said["teams"]), mean_score=found["mean_score"].round(2)
    )
    return Bars("name", "mean_score", horizontal=True, height=300, **words)(frame)


def _world(result: Mapping) -> str:
    """The worldview from which the world was drawn."""
    return view_names()[result["world"]["worldview"].iloc[0]]


def _points(result: Mapping) -> list[tuple[str, str]]:
    """The score of each team and of the table, with the two decimals to which teams add up by hand."""
    said, teams = picture_words("12", "umpire"), picture_words("12", "teams-say")["teams"]
    scores = [
        (said["score"].format(team=teams[row.team]), row.score)
        for row in result["scores"].itertuples()
    ]
    scores.append((said["joint"], result["joint"]["score"].iloc[0]))
    return [(what, number(round(score, 2), 4)) for what, score in scores]


def umpire_says(package=None, signed=True, cards=(), broken=(), seed=111) -> Card:
    """The umpire's card: the world that was drawn, what came in it, what the briefs count, and the scores."""
    said = picture_words("12", "umpire")
    result = game.umpired(Signed(package or {}, signed, cards, broken, seed))
    outcomes, words = result["outcomes"].iloc[0], picture_words("12", "outcomes")
    shown = ("trade_usd_billions", "violence", "stock_millions")
    rows = [(words[key], "", number(outcomes[key]), "") for key in shown]
    rows += [
        (
            said["counted"][row.term],
            number(row.no_change),
            number(row.came),
            number(row.came - row.no_change),
        )
        for row in result["counted"].itertuples()
    ]
    rows += [(what, "0", points, "") for what, points in _points(result)]
    view, answer = _world(result), said["signed" if outcomes["signed"] else "unsigned"]
    return table_card(said["title"].format(view=view, seed=seed, answer=answer), said["heads"], rows)  # fmt: skip


def umpire_fan(
    package=None, signed=True, cards=(), broken=(), seed=111, outcome="approval_percent"
):
    """What could have come of the signed package, and what came in the world that was drawn."""
    said = picture_words("12", "umpire-fan")
    frame = game.worlds_of(Signed(package or {}, signed, cards, broken, seed), outcome)
    words = _worded(said, last=number(frame["came"].iloc[-1]))
    words |= {"name": said["middle"], "y_label": picture_words("12", "outcomes")[outcome]}
    bands = [("p10", "p90", said["wide"]), ("p25", "p75", said["half"])]
    return Fan("year", "p50", bands=bands, recorded="came", **words)(frame)


def prize(forecasts=None) -> Card:
    """Who forecast best: intervals scored in thousands of worlds."""
    said = picture_words("12", "prize")
    example = {said["example"]: [(0.7, 1.35), (48, 59), (0.4, 1.0), (50, 68)]}
    found = game.prize_table(forecasts or example)
    rows = [
        (row.team, f"{row.score:.2f}", f"{100 * row.covered:.0f}") for row in found.itertuples()
    ]
    return table_card(said["title"].format(first=found["team"].iloc[0]), said["heads"], rows)


def in_every_view(package=None, signed=True, cards=(), outcome="violence"):
    """The same signed package in many worlds of each worldview: would another view have turned it?"""
    found = game.worlds_in_view(Signed(package or {}, signed, cards), outcome)
    least, most = (number(end) for end in (found["mean"].min(), found["mean"].max()))
    said, outcomes = picture_words("12", "in-every-view"), picture_words("12", "outcomes")
    words = _worded(said, outcome=outcomes[outcome], least=least, most=most)
    frame = found.assign(view=found["worldview"].map(view_names()))
    return Forest("view", "mean", "low", "high", reference=None, **words)(frame)


def several_tables(tables: Mapping[str, Mapping] | None = None) -> Card:
    """Parallel tables side by side: all that their teams need to count, and the scores of each."""
    said, counted = picture_words("12", "several-tables"), picture_words("12", "umpire")["counted"]
    tables = tables or {said["example"]: {}}
    columns = []
    for name, typed in tables.items():
        try:
            result = game.umpired(Signed(**typed))
        except TypeError:
            raise KitError(
                _("Table '{name}' takes package, signed, cards, broken and seed, and no more.").format(name=name)
            ) from None  # fmt: skip
        signed = said["yes" if result["outcomes"]["signed"].item() else "no"]
        changes = [
            (said["change"].format(what=counted[row.term]), number(row.came - row.no_change))
            for row in result["counted"].itertuples()
        ]
        columns.append(
            [(said["view"], _world(result)), (said["signed"], signed), *changes, *_points(result)]
        )
    rows = [(lines[0][0], *(shown for _what, shown in lines)) for lines in zip(*columns)]
    return table_card(said["title"], [said["what"], *tables], rows)


def print_kit(to: str = "role-play.html") -> Card:
    """Write the whole kit as one page for a printer: rules, briefs, cards, debrief, rubric, solo version.

    Raises
    ------
    KitError
        when the file cannot be written.
    """
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    said = picture_words("12", "print-kit")
    home = (
        lessons_dir() / ("" if language() == ENGLISH else language()) / "instructor" / "role-play"
    )
    if not home.is_dir():  # not translated yet
        home = lessons_dir() / "instructor" / "role-play"
    pages = [path for pattern in _PAGES for path in sorted(home.glob(f"{pattern}.md"))]
    bodies = [
        re.sub(r'<a class="anchor-link".*?</a>', "", markdown2html_mistune(path.read_text("utf-8")))
        for path in pages
    ]
    style = (
        "body{font:12pt/1.4 serif;max-width:17cm;margin:auto}section{break-after:page}"
        "table{border-collapse:collapse;margin:1em 0}td,th{border:1px solid #888;padding:3px 8px;"
        "text-align:left;vertical-align:top}tr{break-inside:avoid}td:empty{min-width:2.2cm;height:.9cm}"
        "table:has(td:empty){width:100%;break-inside:avoid}h2,p:has(+table),tbody tr:first-child{break-after:avoid}"
    )
    sections = [tag("section", Markup(body)) for body in bodies]
    head = [
        Markup('<meta charset="utf-8">'),
        tag("title", said["title"]),
        tag("style", Markup(style)),
    ]
    html = f"<!doctype html>{tag('html', *head, *sections, lang=language())}\n"
    path = Path(to).expanduser().absolute()
    try:
        write_whole(path, html.encode())
    except OSError as error:
        raise KitError(
            _("'{path}' cannot be written: {why}.").format(path=path.name, why=error.strerror)
        ) from None
    return said_card("note", said["title"], said["done"].format(pages=len(pages), name=path.name))
