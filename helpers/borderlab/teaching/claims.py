"""The claims of the column: what the figures say of each, and what the student says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from borderlab.data import load
from borderlab.errors import KitError
from borderlab.i18n import _, language
from borderlab.lessons import lesson as find_lesson
from borderlab.lessons import lesson_ids
from borderlab.teaching.store import Record, store

__all__ = ["Entry", "STATUSES", "TYPES", "claims", "computed", "entries", "entry", "verdicts"]

STATUSES = ("supported", "contradicted", "depends on definition", "not testable", "still open")
TYPES = {"F": "figure or fact", "K": "cause", "N": "label or value", "P": "forecast"}


@dataclass(frozen=True)
class Entry:
    """One claim with the verdict of the figures and, where there is one, the student's."""

    claim_id: str
    text: str
    types: tuple[str, ...]
    lessons: tuple[str, ...]
    sources: str
    note: str
    verdict: str = ""
    because: str = ""
    why: str = ""  # why the kit gives its status

    @property
    def status(self) -> str:
        """What the figures of the kit say; computed when it is first asked for."""
        return computed(self.claim_id)[0]

    @property
    def evidence(self) -> Mapping[str, object]:
        """The figures behind the status."""
        return computed(self.claim_id)[1]

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


def computed(claim_id: str) -> tuple[str, Mapping[str, object]]:
    """Status and evidence from the claim's test function; the table's status where it has none."""
    return _computed(claim_id, language())


@lru_cache(maxsize=None)
def _computed(claim_id: str, spoken: str) -> tuple[str, Mapping[str, object]]:
    # Evidence is labelled in words, so that each language has its own.
    claim = claims()[claim_id]
    if not claim["test_function"]:
        return claim["status"], {}
    match = re.fullmatch(r"lesson(\d\d)\.claim_c(\d\d)", claim["test_function"])
    tests = find_lesson(match[1]).claims if match and match[1] in lesson_ids() else {}
    if claim_id not in tests:  # its lesson is not built yet
        return "still open", {}
    try:
        return tests[claim_id]()
    except KitError as problem:
        return "still open", {_("The figures cannot be read"): str(problem)}


def _why(claim_id: str) -> str:
    """The kit's reason for its status, in the words of the lesson that tests the claim."""
    for lesson_id in lesson_ids():
        if test := find_lesson(lesson_id).claims.get(claim_id):
            return getattr(test, "because", "")
    return ""


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


def entry(claim_id: str, verdict: dict[str, str]) -> Entry:
    """One row of the ledger: the claim, what the kit computes for it, and the student's own verdict."""
    claim = claims()[claim_id]
    types, lessons = (
        tuple(part.strip() for part in claim[column].split(";")) for column in ("type", "lesson")
    )
    return Entry(
        claim_id, claim["text_short"], types, lessons, claim["sources"], claim["note"],
        str(verdict.get("status", "")), str(verdict.get("because", "")), _why(claim_id),
    )  # fmt: skip


def entries(lesson: str = "", type: str = "", status: str = "") -> list[Entry]:
    """The claims that pass the filters; nothing is computed before a status is asked for.

    A filter by status finds opened claims only: it would give the others away.
    """
    said = verdicts()
    wanted = [
        c
        for c in claims().values()
        if lesson in ("", *c["lesson"].split(";")) and type in ("", *c["type"].split(";"))
    ]
    found = (entry(claim["claim_id"], said.get(claim["claim_id"], {})) for claim in wanted)
    return [one for one in found if not status or (one.is_open and one.status == status)]
