"""The claims of the text: what the figures say of each, and what the student says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from claimlab.data import load
from claimlab.errors import KitError
from claimlab.i18n import _, language
from claimlab.lessons import home_of
from claimlab.lessons import lesson as find_lesson
from claimlab.lessons.declare import Claim
from claimlab.lessons.judged import source_words
from claimlab.lessons.pens import Pen, pens
from claimlab.lessons.tables import records
from claimlab.lessons.verdicts import STATUSES, Verdict
from claimlab.teaching.store import Record, store

__all__ = ["Entry", "STATUSES", "TYPES", "claims", "entries", "entry", "judgements", "ruling"]

TYPES = ("F", "K", "N", "P", "W")  # figure or fact, cause, label, forecast, wish or advice


@dataclass(frozen=True)
class Entry:
    """One claim with the verdict of the figures, and with the reader's pen and reason where there are any."""

    claim_id: str
    text: str
    who_says: str
    mode: str  # asserts, reports, quotes, implied
    type: str  # a key of TYPES
    lesson: str  # the lesson that tests it
    pen: Pen | None = None
    because: str = ""
    is_judged: bool = False  # the reader took it through its card, to the record

    @property
    def status(self) -> str:
        """What the figures of the kit say; computed when it is first asked for."""
        return self.ruling.status

    @property
    def ruling(self) -> Verdict:
        """The status with the sources behind it."""
        return ruling(self.claim_id)[0]

    @property
    def evidence(self) -> Mapping[str, object]:
        """The figures behind the status."""
        return ruling(self.claim_id)[1]

    @property
    def words(self) -> Claim:
        """The claim as its lesson declares it: why the status, a note, sources, what is missing."""
        return find_lesson(self.lesson).claims[self.claim_id]

    @property
    def records(self) -> list[dict]:
        """Dated statements on the claim, with their sources: rows of ``article/records``."""
        return _records(language()).get(self.claim_id, [])

    @property
    def is_open(self) -> bool:
        """Whether the kit's status may be seen: once the reader has judged the claim."""
        return self.is_judged or store().setting("GATES") == "open"


def claims() -> dict[str, dict]:
    """The rows of the table of claims by id, in the language that is set."""
    return _claims(language())


@lru_cache(maxsize=None)
def _claims(spoken: str) -> dict[str, dict]:
    rows = load("article/claims").astype(object)
    return {row["claim_id"]: row for row in rows.where(rows.notna(), "").to_dict("records")}


@lru_cache(maxsize=None)
def _records(spoken: str) -> dict[str, list[dict]]:
    rows = records().astype(object)
    rows = rows.where(rows.notna(), "")
    return {claim: found.to_dict("records") for claim, found in rows.groupby("claim_id")}


def ruling(claim_id: str) -> tuple[Verdict, Mapping[str, object]]:
    """The verdict of the figures and the evidence behind it, from the lesson that tests the claim."""
    return _ruling(claim_id, language())


@lru_cache(maxsize=None)
def _ruling(claim_id: str, spoken: str) -> tuple[Verdict, Mapping[str, object]]:
    # Evidence is labelled in words, so that each language has its own.
    test = find_lesson(home_of(claim_id)).claims[claim_id]
    try:
        found, evidence = test.ruling()
        return found.named(source_words()), evidence
    except KitError as problem:
        return Verdict("not found"), {_("The figures cannot be read"): str(problem)}


def judgements(records: Iterable[Record] | None = None) -> dict[str, str]:
    """The claims that the reader has judged, each with the last reason given: ``{"C14": "Vehicles or people?"}``.

    A judgement says that the record was opened, and why; the mark on the claim is the pen's. One of
    an older workspace, which named a status, counts as well.
    """
    log = store().records() if records is None else records
    return {
        r.item: r.value["because"]
        for r in log
        if r.kind == "judgement"
        and isinstance(r.value, dict)
        and isinstance(r.value.get("because"), str)
    }


def entry(
    claim_id: str, pen: Pen | None = None, because: str = "", is_judged: bool = False
) -> Entry:
    """One row of the ledger: the claim as printed, and what the reader made of it."""
    claim = claims()[claim_id]
    return Entry(
        claim_id, claim["text_short"], claim["who_says"], claim["mode"], claim["type"],
        home_of(claim_id), pen, because, is_judged,
    )  # fmt: skip


def entries(lesson: str = "", type: str = "", status: str = "") -> list[Entry]:
    """The claims that pass the filters; nothing is computed before a status is asked for.

    A filter by status finds opened claims only: it would give the others away.
    """
    log = store().records()
    marks, said = pens(log), judgements(log)
    found = [entry(one, marks.get(one), said.get(one, ""), one in said) for one in claims()]
    return [
        one
        for one in found
        if lesson in ("", one.lesson)
        and type in ("", one.type)
        and (not status or (one.is_open and one.status == status))
    ]
