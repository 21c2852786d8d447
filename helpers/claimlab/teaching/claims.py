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
from claimlab.lessons.tables import records
from claimlab.lessons.verdicts import STATUSES, Verdict
from claimlab.teaching.store import Record, store

__all__ = ["Entry", "STATUSES", "TYPES", "claims", "entries", "entry", "ruling", "verdicts"]

TYPES = ("F", "K", "N", "P", "W")  # figure or fact, cause, label, forecast, wish or advice


@dataclass(frozen=True)
class Entry:
    """One claim with the verdict of the figures and, where there is one, the student's."""

    claim_id: str
    text: str
    who_says: str
    mode: str  # asserts, reports, quotes, implied
    type: str  # a key of TYPES
    lesson: str  # the lesson that tests it
    verdict: str = ""
    because: str = ""

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
        """Whether the kit's status may be seen: after the student's own verdict."""
        return bool(self.verdict) or store().setting("GATES") == "open"


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


def verdicts(records: Iterable[Record] | None = None) -> dict[str, dict[str, str]]:
    """The student's latest verdict on each claim: ``{"C14": {"status": …, "because": …}}``."""
    judged = [
        r for r in (store().records() if records is None else records) if r.kind == "judgement"
    ]
    return {
        r.item: r.value
        for r in judged
        if isinstance(r.value, dict) and r.value.get("status") in STATUSES
    }


def entry(claim_id: str, verdict: Mapping[str, str] | None = None) -> Entry:
    """One row of the ledger: the claim as printed, and the student's own verdict on it."""
    claim, said = claims()[claim_id], verdict or {}
    return Entry(
        claim_id, claim["text_short"], claim["who_says"], claim["mode"], claim["type"],
        home_of(claim_id), str(said.get("status", "")), str(said.get("because", "")),
    )  # fmt: skip


def entries(lesson: str = "", type: str = "", status: str = "") -> list[Entry]:
    """The claims that pass the filters; nothing is computed before a status is asked for.

    A filter by status finds opened claims only: it would give the others away.
    """
    said = verdicts()
    found = [entry(claim_id, said.get(claim_id)) for claim_id in claims()]
    return [
        one
        for one in found
        if lesson in ("", one.lesson)
        and type in ("", one.type)
        and (not status or (one.is_open and one.status == status))
    ]
