"""The claims ledger: what the text says, what the student says, and, after that, what the figures say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from claimlab.course import course
from claimlab.data import data_dir
from claimlab.errors import KitError, nearest
from claimlab.html import Markup, code_marks, details, document, join, table, tag
from claimlab.i18n import ENGLISH, _, language, set_numbers
from claimlab.judging.kinds import key_of
from claimlab.lessons import home_of
from claimlab.lessons.pens import Pen, pen_words
from claimlab.lessons.verdicts import STATUSES, Verdict
from claimlab.sheets.cells import csv_text
from claimlab.teaching.card import Button, Card, Face
from claimlab.teaching.claims import TYPES, Entry, claims, entries
from claimlab.teaching.forms import field
from claimlab.views.stage import day_text
from claimlab.views.words import number, true_minus

__all__ = [
    "LedgerPage",
    "evidence_lines",
    "folded",
    "ledger",
    "listed",
    "pen_said",
    "page_html",
    "record_line",
    "record_lines",
    "speaker",
    "status_meaning",
    "status_words",
    "title_of",
]

_SIGNS = dict(zip(STATUSES, "✔✘◐∅◌○", strict=True))
_FIRST_LINES = 3  # of the evidence, in sight
_DAY = r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?"  # or a month


def status_words(status: str) -> str:
    """A status in the reader's language."""
    return {
        "supported": _("supported"),
        "contradicted": _("contradicted"),
        "depends on definition": _("depends on definition"),
        "not testable": _("not testable"),
        "no record can decide it": _("no record can decide it"),
        "not found": _("not found"),
    }[status]


def status_meaning(status: str) -> str:
    """A status with the question of the rule that it answers."""
    meaning = {
        "supported": _("the evidence fits the sentence as it is printed"),
        "contradicted": _("the evidence does not fit it"),
        "depends on definition": _("one fair reading or source makes it true, another makes it false"),
        "not testable": _("it is a wish or advice, which no record could show"),
        "no record can decide it": _("it says something about the world, but no record could exist that shows it"),
        "not found": _("a record could decide it, and a search found none that does"),
    }[status]  # fmt: skip
    return f"{status_words(status)}: {meaning}"


def pen_said(pen: Pen | None) -> str:
    """The reader's mark in words, with the word that was changed; "" for none."""
    if pen is None:
        return ""
    said = pen_words(pen.mark)
    return _("{mark}: “{word}”").format(mark=said, word=pen.word) if pen.word else said


def _type_words(key: str) -> str:
    return {
        "F": _("figure or fact"),
        "K": _("cause"),
        "N": _("label"),
        "P": _("forecast"),
        "W": _("wish or advice"),
    }[key]


def speaker(row: Entry) -> str:
    """Who says a sentence of the text: it asserts, reports, quotes or implies."""
    said = {
        "asserts": _("{who}"),
        "reports": _("reported of {who}"),
        "quotes": _("quoted from {who}"),
        "implied": _("{who}"),
    }[row.mode]
    return said.format(who=row.who_says)


def title_of(row: Entry) -> str:
    """The name of a claim and its speaker.

    >>> from claimlab.teaching.claims import entry
    >>> title_of(entry("C22"))
    'Claim C22, reported of Petro and Maduro'
    """
    return _("Claim {id}, {speaker}").format(id=row.claim_id, speaker=speaker(row))


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    counted = isinstance(value, int) and abs(value) >= 10_000  # below it an integer may be a year
    if counted or isinstance(value, float):
        return number(value)
    days = str(value).split(", ")
    if all(re.fullmatch(_DAY, day) for day in days):
        return ", ".join(map(day_text, days))
    return true_minus(set_numbers(str(value)))


def _ruling_lines(verdict: Verdict) -> list[str]:
    """What the rule made of the sources, shelf by shelf."""
    said = {
        "recorded": _("That it was said is on record."),
        "told": _("Only the author heard it: that it was said is taken as reported."),
        "not found": _("A record of these words was sought and not found."),
        "": "",
    }[verdict.said]
    so = _("Whether it was so: {status}.").format(status=status_words(verdict.so)) if verdict.so else ""  # fmt: skip
    shelves = [
        (_("Fits it: {sources}"), verdict.fits),
        (_("Goes against it: {sources}"), verdict.against),
        (_("Says it for its own side, which decides nothing: {sources}"), _few(verdict.parties)),
        (_("Names a cause without a comparison: {sources}"), verdict.uncompared),
        (_("Printed after the text, so not counted: {sources}"), verdict.later),
    ]
    lines = [text.format(sources="; ".join(names)) for text, names in shelves if names]
    return [*filter(None, (said, so)), *lines]


def _few(names: list[str]) -> list[str]:
    """The first of those who decide nothing; the records of the claim name them all."""
    more = len(names) - _FIRST_LINES
    return list(names) if more < 2 else [*names[:_FIRST_LINES], _("and {n} more").format(n=more)]


def evidence_lines(row: Entry) -> list[str]:
    """What stands behind the kit's status: its reason, the sources, the figures, what is missing."""
    said = row.words
    parts = [
        said.because,
        *_ruling_lines(row.ruling),
        *(f"{what}: {_value(value)}" for what, value in row.evidence.items()),
        said.note,
        said.missing,
        _("Sources: {sources}").format(sources=said.sources) if said.sources else "",
    ]
    return [part for part in parts if part]


def record_lines(row: Entry) -> list[str]:
    """Dated statements on the claim, one a line, with source and day."""
    return [record_line(one) for one in row.records]


def record_line(record: Mapping, with_side: bool = True, asks: str = "") -> str:
    """One row of ``article/records`` in a line: day, source, on which side it stands, and what it says.

    With `asks`, the question that it answers stands in the place of both.
    What is not translated is quoted in its own words where there are any, and left out where not.
    """
    sides = {"supports": _("for"), "against": _("against"), "defines": _("on its meaning")}
    said = record["says"] if language() == ENGLISH else record.get(f"says_{language()}")
    said = said or (record["quotation"] and _("“{text}”").format(text=record["quotation"]))
    said = asks or said
    side = f" ({sides[record['supports']]})" if with_side and not asks else ""
    line = _("{day}, {source}{side}: {says}") if said else _("{day}, {source}{side}")
    return line.format(day=_day_said(record), source=record["source"], side=side, says=said)


def _day_said(record: Mapping) -> str:
    """The day of the statement, with the day of the page where it is another one."""
    said, printed = record["date"], record["published"]
    if said.startswith(printed) or printed.startswith(said):  # the same, one of them to the month
        return _value(max(said, printed, key=len))
    return _("{day} (printed {printed})").format(day=_value(said), printed=_value(printed))


def _signed(status: str) -> Markup:
    sign = tag("span", _SIGNS[status], " ", aria_hidden="true") if status else ""
    return join([sign, status_words(status)])


def _rows(found: list[Entry], is_open: bool):
    for row in found:
        yours = [_("Your reason: {reason}").format(reason=row.because)] if row.because else []
        if row.is_open:
            lines = [*evidence_lines(row), *record_lines(row), *yours]
            inside = listed(lines)[0]
            says: object = _signed(row.status)
        else:
            inside = tag(
                "p", _("Closed until you judge it: "), tag("code", f'judge("{row.claim_id}")')
            )
            says = _("closed")
        yield [
            row.claim_id,
            details(row.text, inside, is_open=is_open),
            speaker(row),
            _type_words(row.type),
            row.lesson,
            pen_said(row.pen),
            says,
        ]


def _table(found: list[Entry], is_open: bool = False) -> Markup:
    heads = [
        _("Claim"),
        _("What the text says"),
        _("Who says it"),
        _("Type"),
        _("Lesson"),
        _("You say"),
        _("The figures say"),
    ]
    judged = sum(row.is_judged for row in found)
    caption = _(
        "{n} claims, {judged} judged by you. What the figures say opens when you have judged a claim."
    ).format(n=len(found), judged=judged)
    return join(
        [
            tag("style", Markup(_STYLE)),
            table(heads, _rows(found, is_open), caption, row_heads=True, class_="claimlab-ledger"),
        ]
    )


def _rule() -> Markup:
    """The one rule by which the kit gives a status, one click away."""
    folder = data_dir() / "article"
    path = folder / f"verdict-rule.{language()}.md"
    path = path if path.is_file() else folder / "verdict-rule.md"
    try:
        parts = re.split(r"\n(?=\d\. |- )|\n\s*\n", path.read_text(encoding="utf-8"))
    except OSError:  # the ledger is worth more than its footnote
        return Markup("")
    said = (" ".join(part.split()).replace("*", "") for part in parts[1:])
    where = _("How a status is given: one rule for every claim ({path})").format(
        path=f"data/article/{path.name}"
    )
    return details(where, *(tag("p", part, style="margin:2px 0") for part in said if part))


_STYLE = (
    ".claimlab-ledger{border-collapse:collapse;max-width:100%}.claimlab-ledger caption{text-align:left;padding:4px 0}"
    ".claimlab-ledger th,.claimlab-ledger td{text-align:left!important;vertical-align:top;white-space:normal;padding:4px 8px;"
    "border-bottom:1px solid var(--jp-border-color2,#c8c8c8)}.claimlab-ledger summary{cursor:pointer}"
)


def page_html(title: str, *inside: object) -> str:
    """A page that stands alone and can be printed."""
    look = "body{font:15px/1.5 sans-serif;margin:2em auto;max-width:60em;padding:0 1em;color:#111;background:#fff}@media print{tr,article{break-inside:avoid}}"
    return document(title, [tag("style", Markup(look))], tag("main", tag("h1", title), *inside))


def _write(path: str | Path, text: str) -> Path:
    try:
        Path(path).write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise KitError(
            _("The ledger cannot be written to '{path}': {reason}.").format(
                path=path, reason=error.strerror
            )
        ) from None
    return Path(path)


class LedgerPage(Card):
    """The ledger as a notebook shows it; `entries` are its rows under the filters it was opened with."""

    def __init__(self, chosen: dict[str, str]):
        self._chosen = chosen
        super().__init__(self._face, {"show": self._show})

    @property
    def entries(self) -> list[Entry]:
        """The claims under the filters of this moment."""
        return entries(**self._chosen)

    def _show(self, values) -> None:
        self._chosen = {name: str(values.get(name) or "") for name in self._chosen}

    def _face(self) -> Face:
        lessons = {name: name for name in _lessons()}
        types = {key: _type_words(key) for key in TYPES}
        statuses = {status: status_words(status) for status in STATUSES}
        fields = [
            field("select", name, label, options=options, value=self._chosen[name] or None, none=_("all"))
            for name, label, options in (
                ("lesson", _("Lesson"), lessons), ("type", _("Type"), types), ("status", _("The figures say"), statuses),
            )
        ]  # fmt: skip
        found = self.entries
        rows = join([_table(found), _rule()])
        return Face("note", _("The ledger of claims"), [], fields, [Button("show", _("Show these claims"))],
                    [(rows, "\n".join(map(_plain, found)))])  # fmt: skip

    def to_csv(self, path: str | Path) -> Path:
        """Write the rows as a table for a spreadsheet (UTF-8); ``KitError`` when that cannot be done."""
        heads = [
            "claim_id",
            "claim",
            "who_says",
            "type",
            "lesson",
            "your_pen",
            "because",
            "status",
            "evidence",
        ]
        rows = []
        for e in self.entries:
            opened = (e.status, "; ".join(evidence_lines(e))) if e.is_open else ("", "")
            parts = (speaker(e), e.type, e.lesson)
            rows.append((e.claim_id, e.text, *parts, pen_said(e.pen), e.because, *opened))
        return _write(path, csv_text(heads, rows))

    def to_html(self, path: str | Path) -> Path:
        """Write the rows, opened, as one page that can be printed; ``KitError`` when that cannot be done."""
        title = _("{title}: the ledger of claims").format(title=_(course().title))
        return _write(path, page_html(title, _table(self.entries, is_open=True), _rule()))

    @property
    def html(self) -> Markup:
        """The table alone, where nothing can be filtered."""
        return _table(self.entries)

    def __repr__(self) -> str:
        return "\n".join(map(_plain, self.entries))


def _plain(e: Entry) -> str:
    yours = _("you: {mark}").format(mark=pen_said(e.pen)) if e.pen else ""
    return f"{e.claim_id}  {status_words(e.status) if e.is_open else _('closed'):<22}{yours:<28}{e.text}"


def _lessons() -> list[str]:
    return sorted({home_of(claim_id) for claim_id in claims()})


def _one_of(value: object, known: tuple[str, ...], complain: Callable[[str], str]) -> str:
    if str(value) not in known:
        raise KitError(complain(nearest(str(value), filter(None, known))))
    return str(value)


def _status_of(said: object, complain: Callable[[str], str]) -> str:
    """The status that a reader names, in English or in the language that is set."""
    words = {status: status_words(status) for status in STATUSES}
    return key_of(said, words) or _one_of(said, tuple(words.values()), complain)


def ledger(
    lesson: str | None = None, type: str | None = None, status: str | None = None
) -> LedgerPage:
    """The claims of the text, filtered by lesson (``"01"``), type (``"F"``) and status.

    What the figures say of a claim stays closed until the student has judged it.

    Raises
    ------
    KitError
        when a filter names nothing that the ledger holds.

    >>> len(ledger().entries)
    73
    >>> ledger(lesson="01", type="F").entries[-1].claim_id
    'C14'
    """
    asked = "" if lesson in (None, "") else str(lesson).zfill(2)
    complaints = {
        "lesson": (asked, ("", *_lessons()), lambda near: _("The ledger has no lesson '{x}': {near}").format(x=lesson, near=near)),
        "type": (type or "", ("", *TYPES), lambda near: _("The ledger has no type '{x}': {near}").format(x=type, near=near)),
    }  # fmt: skip
    chosen = {name: _one_of(*asked) for name, asked in complaints.items()}
    lacking = _("The ledger has no status '{x}': {near}")
    found = _status_of(status, lambda near: lacking.format(x=status, near=near)) if status else ""
    return LedgerPage({**chosen, "status": found})


def listed(lines: list[str]):
    """Lines as a list, in HTML and in words; "" without any."""
    return (tag("ul", *(tag("li", code_marks(line)) for line in lines)), "\n".join(lines)) if lines else ""  # fmt: skip


def folded(lines: list[str]):
    """Evidence as a list: what decides first, the rest one click away; the words hold all of it."""
    first, rest = lines[:_FIRST_LINES], lines[_FIRST_LINES:]
    if len(rest) < 2:
        return listed(lines)
    heading = _("All the evidence: {n} more lines").format(n=len(rest))
    return join([listed(first)[0], details(heading, listed(rest)[0])]), "\n".join(lines)
