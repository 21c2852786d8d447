"""The claims ledger: what the column says, what the kit's figures say of it, and what the student says."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable
from pathlib import Path

from borderlab.errors import KitError, nearest
from borderlab.i18n import _
from borderlab.teaching.claims import STATUSES, TYPES, Entry, claims, entries, entry
from borderlab.teaching.frontend import WIDGET_STYLE, card, has_front_end, show_html
from borderlab.teaching.store import store
from borderlab.views.words import number

__all__ = ["Ledger", "LedgerPage", "ledger"]

_SIGNS = dict(zip(STATUSES, "✔✘◐∅○", strict=True))
_LONGEST_REASON = 2000


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return number(value) if isinstance(value, float) else str(value)


def _evidence_lines(row: Entry) -> list[str]:
    lines = [f"{what}: {_value(value)}" for what, value in row.evidence.items()]
    lines += [row.note] if row.note else []
    lines += [_("Sources: {sources}").format(sources=row.sources)] if row.sources else []
    return lines + ([_("Your reason: {reason}").format(reason=row.because)] if row.because else [])


def _status_html(status: str) -> str:
    return (
        f"<span aria-hidden='true'>{_SIGNS[status]}</span> {html.escape(_(status))}"
        if status
        else ""
    )


def _row_html(row: Entry, is_open: bool) -> str:
    lines = "".join(f"<li>{html.escape(line)}</li>" for line in _evidence_lines(row))
    opened = f"<details{' open' if is_open else ''}><summary>{html.escape(row.text)}</summary><ul>{lines}</ul></details>"
    cells = [
        opened if lines else html.escape(row.text),
        html.escape(", ".join(_(TYPES[key]) for key in row.types)),
        html.escape(", ".join(row.lessons)),
        _status_html(row.status),
        _status_html(row.verdict) or html.escape(_("not judged")),
    ]
    return (
        f"<tr><th scope='row'>{html.escape(row.claim_id)}</th>"
        + "".join(f"<td>{cell}</td>" for cell in cells)
        + "</tr>"
    )


def _table_html(rows: list[Entry], is_open: bool = False) -> str:
    heads = (
        _("Claim"),
        _("What the column says"),
        _("Type"),
        _("Lesson"),
        _("The figures say"),
        _("You say"),
    )
    head = "".join(f"<th scope='col'>{html.escape(text)}</th>" for text in heads)
    caption = _("{n} claims, {judged} judged by you. Open a row to see the evidence.").format(
        n=len(rows), judged=sum(bool(e.verdict) for e in rows)
    )
    return (
        "<style>.borderlab-ledger{border-collapse:collapse;max-width:100%}.borderlab-ledger caption{text-align:left;padding:4px 0}"
        ".borderlab-ledger th,.borderlab-ledger td{text-align:left!important;vertical-align:top;white-space:normal;padding:4px 8px;"
        "border-bottom:1px solid var(--jp-border-color2,#c8c8c8)}.borderlab-ledger summary{cursor:pointer}</style>"
        f"<table class='borderlab-ledger'><caption>{html.escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(_row_html(row, is_open) for row in rows)}</tbody></table>"
    )


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


def _cell(text: str) -> str:
    # A spreadsheet runs a cell that begins like a formula.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


class LedgerPage:
    """The ledger as a notebook shows it; `entries` are its rows under the filters it was opened with."""

    def __init__(self, chosen: dict[str, str]):
        self._chosen = chosen
        self.entries = entries(**chosen)

    def to_csv(self, path: str | Path) -> Path:
        """Write the rows as a table for a spreadsheet (UTF-8); ``KitError`` when that cannot be done."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(
            ["claim_id", "claim", "type", "lesson", "status", "your_verdict", "because", "evidence"]
        )
        for e in self.entries:
            cells = (
                e.claim_id,
                e.text,
                ";".join(e.types),
                ";".join(e.lessons),
                e.status,
                e.verdict,
                e.because,
                "; ".join(_evidence_lines(e)),
            )
            writer.writerow([_cell(cell) for cell in cells])
        return _write(path, out.getvalue())

    def to_html(self, path: str | Path) -> Path:
        """Write the rows, opened, as one page that can be printed; ``KitError`` when that cannot be done."""
        title = html.escape(_("Across the Bridge: the ledger of claims"))
        style = "body{font:14px/1.4 sans-serif;margin:2em;color:#111;background:#fff}@media print{tr{break-inside:avoid}}"
        page = f"<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>{title}</title><style>{style}</style></head>"
        return _write(
            path,
            f"{page}<body><h1>{title}</h1>{_table_html(self.entries, is_open=True)}</body></html>\n",
        )

    def __repr__(self) -> str:
        rows = [
            f"{e.claim_id}  {e.status:<22}{_('you: {verdict}').format(verdict=e.verdict) if e.verdict else '':<28}{e.text}"
            for e in self.entries
        ]
        return "\n".join(rows)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        plain = {"text/plain": repr(self), "text/html": _table_html(self.entries)}
        return {**self._widget()._repr_mimebundle_(), **plain} if has_front_end() else plain

    def _widget(self):
        """Three drop-down filters over the table."""
        import ipywidgets as widgets

        choices = {
            "lesson": (
                _("Lesson"),
                [
                    (name, name)
                    for name in sorted(
                        {n for c in claims().values() for n in c["lesson"].split(";")}
                    )
                ],
            ),
            "type": (_("Type"), [(_(text), key) for key, text in TYPES.items()]),
            "status": (_("The figures say"), [(_(status), status) for status in STATUSES]),
        }
        menus = {
            name: widgets.Dropdown(
                options=[(_("all"), ""), *options],
                value=self._chosen[name],
                description=label,
                style={"description_width": "initial"},
            )
            for name, (label, options) in choices.items()
        }
        table = widgets.HTML(_table_html(self.entries))

        def show(change: object) -> None:
            self.entries = entries(**{name: menu.value for name, menu in menus.items()})
            table.value = _table_html(self.entries)

        for menu in menus.values():
            menu.observe(show, "value")
        page = widgets.VBox(
            [
                widgets.HBox(list(menus.values()), layout={"flex_flow": "row wrap"}),
                table,
                widgets.HTML(WIDGET_STYLE, layout={"display": "none"}),
            ]
        )
        return page.add_class("borderlab")


def _one_of(value: object, known: tuple[str, ...], complain: Callable[[str], str]) -> str:
    if str(value) not in known:
        raise KitError(complain(nearest(str(value), filter(None, known))))
    return str(value)


class Ledger:
    """``ledger()`` shows the claims; ``ledger.judge("C14", …)`` records the student's verdict."""

    def __call__(
        self, lesson: str | None = None, type: str | None = None, status: str | None = None
    ) -> LedgerPage:
        """The claims of the column, filtered by lesson (``"01"``), type (``"F"``) and status.

        Raises
        ------
        KitError
            when a filter names nothing that the ledger holds.

        >>> len(ledger().entries)
        73
        >>> ledger(lesson="01", type="F").entries[-1].claim_id
        'C14'
        """
        lessons = tuple(sorted({n for c in claims().values() for n in c["lesson"].split(";")}))
        asked = "" if lesson in (None, "") else str(lesson).zfill(2)
        chosen = {
            "lesson": _one_of(
                asked,
                ("", *lessons),
                lambda near: _("The ledger has no lesson '{x}': {near}").format(
                    x=lesson, near=near
                ),
            ),
            "type": _one_of(
                type or "",
                ("", *TYPES),
                lambda near: _("The ledger has no type '{x}': {near}").format(x=type, near=near),
            ),
            "status": _one_of(
                status or "",
                ("", *STATUSES),
                lambda near: _("The ledger has no status '{x}': {near}").format(
                    x=status, near=near
                ),
            ),
        }
        return LedgerPage(chosen)

    def judge(self, claim_id: str, status: str, because: str = ""):
        """Record a verdict on a claim; the latest one counts, earlier ones are kept.

        Parameters
        ----------
        claim_id : str
            ``"C14"``.
        status : str
            One of ``STATUSES``.
        because : str
            The reason, in a sentence or two.

        Raises
        ------
        KitError
            when there is no such claim or status; the message names the nearest ones.

        >>> ledger.judge("C14", "contradictd")
        Traceback (most recent call last):
        borderlab.errors.KitError: A claim cannot be judged 'contradictd': did you mean 'contradicted'? For example: ...
        """
        claim = str(claim_id).strip().upper()
        claim = _one_of(
            claim,
            tuple(claims()),
            lambda near: _("The ledger has no claim '{x}': {near}").format(x=claim_id, near=near),
        )
        if status is ... or not str(status or "").strip(" .…"):
            return _not_judged(claim)
        verdict = " ".join(str(status).lower().split())
        verdict = _one_of(
            verdict,
            STATUSES,
            lambda near: _("A claim cannot be judged '{x}': {near} {example}").format(
                x=status, near=near, example=_example(claim)
            ),
        )
        reason = "" if because is ... else str(because or "").strip(" .…\n")[:_LONGEST_REASON]
        store().add("judgement", claim, {"status": verdict, "because": reason})
        return _judged(entry(claim, {"status": verdict, "because": reason}))


def _line(claim_id: str) -> str:
    """A whole line that can be copied and changed."""
    return f'ledger.judge("{claim_id}", "{STATUSES[0]}", because="{_("one sentence")}")'


def _example(claim_id: str) -> str:
    return _("For example: {line}").format(line=_line(claim_id))


def _not_judged(claim_id: str):
    words = _("{claim} is not judged yet: write one of {statuses}.").format(
        claim=claim_id, statuses=", ".join(f'"{s}"' for s in STATUSES)
    )
    body = f"<p style='margin:4px 0'>{html.escape(words)}</p><code>{html.escape(_line(claim_id))}</code>"
    return show_html(
        card("ask", claims()[claim_id]["text_short"], body), f"{words} {_example(claim_id)}"
    )


def _judged(row: Entry):
    same = row.status == row.verdict
    words = _("{claim}: you say {verdict}; the figures of this kit say {status}.").format(
        claim=row.claim_id, verdict=_(row.verdict), status=_("the same") if same else _(row.status)
    )
    advice = (
        ""
        if row.because
        else _('Add because="…" with your reason: a verdict without one cannot be discussed.')
    )
    lines = "".join(
        f"<p style='margin:4px 0'>{html.escape(line)}</p>"
        for line in (words, advice, store().warning)
        if line
    )
    return show_html(card("note", row.text, lines), " ".join(filter(None, (words, advice))))


ledger = Ledger()
