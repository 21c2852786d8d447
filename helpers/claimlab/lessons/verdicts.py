"""One rule for every claim: who asserts it, what sources say and when, and how exactly it is printed.

``data/article/verdict-rule.md`` says the rule in words; this is the rule. It knows no claim and no
lesson: two claims with like findings get like verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from claimlab.errors import KitError

__all__ = ["STATUSES", "Finding", "Verdict", "combine", "fits_printed", "printed_step", "verdict"]

STATUSES = (
    "supported",
    "contradicted",
    "depends on definition",
    "not testable",
    "no record can decide it",
    "not found",
)
_SHELVES = ("fits", "against", "later", "parties", "uncompared")
# A sentence of several parts is as good as its worst part.
_WORST_FIRST = ("contradicted", "not found", "no record can decide it", "depends on definition", "not testable", "supported")  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """What one source says of one claim.

    Parameters
    ----------
    source : str
        Who says or counted it, or a key for which a lesson has words.
    fits : bool or None
        Whether the claim as printed is true by this source; None when it only says what a word means.
    published : str
        Day, month or year (ISO) at which it could be read; empty for a table that holds nothing
        later than the clock.
    party : bool
        It is said by a side of the quarrel, for its own side.
    compares : bool
        Of a cause: it compares with what would have been without the cause.
    """

    source: str
    fits: bool | None
    published: str = ""
    party: bool = False
    compares: bool = False


@dataclass(frozen=True)
class Verdict:
    """A status, and what it came from.

    Attributes
    ----------
    status : str
        One of :data:`STATUSES`.
    fits, against : tuple of str
        The sources that decided, by what they say.
    later, parties, uncompared : tuple of str
        Sources that decided nothing: printed after the clock, speaking for their own side, or
        naming a cause without a comparison.
    said : str
        Of a report: ``"recorded"``, ``"told"`` (only the writer heard it) or ``"not found"``.
    so : str
        Of a report with a record: the status of what was said, by all that is known since.
    """

    status: str
    fits: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    uncompared: tuple[str, ...] = ()
    said: str = ""
    so: str = ""

    def named(self, names: Mapping[str, str]) -> Verdict:
        """The same with words in place of the keys of its sources."""
        return replace(
            self, **{n: tuple(names.get(s, s) for s in getattr(self, n)) for n in _SHELVES}
        )


def printed_step(as_printed: str) -> float:
    """The unit of the last digit that is printed: half of it either way is still the same number.

    >>> printed_step("$7.2bn"), printed_step("2,200km"), printed_step("$6bn"), printed_step("60")
    (0.1, 100.0, 1.0, 10.0)

    A year is read to the year.
    """
    found = re.search(r"\d[\d,]*(?:\.(\d+))?", as_printed)
    if not found:
        return 1.0
    if found[1]:
        return 10.0 ** -len(found[1])
    digits = found[0].replace(",", "")
    zeros = len(digits) - len(digits.rstrip("0"))
    return (
        1.0
        if 1800 <= int(digits) < 2100 and len(digits) == 4 and "," not in found[0]
        else 10.0**zeros
    )


def fits_printed(value: float, printed: float, as_printed: str) -> bool:
    """Whether a value, rounded as the sentence is printed, is the printed number.

    >>> fits_printed(7.2468, 7.2, "$7.2bn"), fits_printed(7.29, 7.2, "$7.2bn")
    (True, False)
    """
    step = printed_step(as_printed)
    # Twelve digits, so that 6.85 is 6.85 and not 6.8499999999999996.
    return abs(round(value - printed, 12)) <= step / 2 * (1 + 1e-9)


def verdict(
    findings: Iterable[Finding] = (),
    *,
    clock: pd.Timestamp,
    cause: bool = False,
    wish: bool = False,
    decidable: bool = True,
    said: str | Iterable[Finding] | None = None,
) -> Verdict:
    """The status of one claim.

    Parameters
    ----------
    findings : iterable of Finding
        What sources say of it.
    clock : Timestamp
        The last day that counts: what was printed later, the writer could not know.
    cause : bool
        The claim names a cause: only a finding with a comparison decides.
    wish : bool
        It is a preference, a ranking or advice: no record could show it.
    decidable : bool
        False when no record can exist that decides it.
    said : None, ``"told"`` or findings
        None: the writer asserts it. Findings: the records of its being said; a record decides the
        report. ``"told"``: only the writer heard it, so that it was said is taken as reported, and
        the status is that of what it says.

    Raises
    ------
    KitError
        when a day cannot be read.

    >>> day = pd.Timestamp("2022-09-15")
    >>> verdict([Finding("seller", True), Finding("buyer", False)], clock=day).status
    'depends on definition'
    >>> verdict([Finding("bank", True, "2023-02")], clock=day).later
    ('bank',)
    >>> verdict([Finding("order of days", True)], clock=day, cause=True, decidable=False).status
    'no record can decide it'
    >>> verdict(clock=day, wish=True, said="told").status
    'not testable'
    """
    if said is not None and said != "told":
        record, findings = verdict(said, clock=clock), list(findings)
        recorded = record.status if record.status == "not found" else "recorded"
        later = verdict(findings, clock=pd.Timestamp.max, wish=wish, decidable=decidable)
        return replace(record, said=recorded, so=later.status if findings or wish else "")
    told = said or ""
    if wish:
        return Verdict("not testable", said=told)
    shelves: dict[str, list[str]] = {name: [] for name in _SHELVES}
    for one in findings:
        if one.fits is None:
            continue
        shelves[_shelf(one, clock, cause)].append(one.source)
    kept = {name: tuple(dict.fromkeys(sources)) for name, sources in shelves.items()}
    if kept["fits"] and kept["against"]:
        status = "depends on definition"
    elif kept["fits"] or kept["against"]:
        status = "supported" if kept["fits"] else "contradicted"
    else:
        status = "not found" if decidable else "no record can decide it"
    return Verdict(status, said=told, **kept)


def _shelf(one: Finding, clock: pd.Timestamp, cause: bool) -> str:
    if one.published and _first_day(one.published) > clock:
        return "later"
    if one.party:
        return "parties"
    if cause and not one.compares:
        return "uncompared"
    return "fits" if one.fits else "against"


def _first_day(published: str) -> pd.Timestamp:
    """A month or a year counts from its first day."""
    try:
        return pd.Timestamp(published)
    except ValueError:
        raise KitError(f"'{published}' is no day: write 2022, 2022-09 or 2022-09-15.") from None


def combine(parts: Mapping[str, Verdict]) -> Verdict:
    """A sentence of several parts: supported only if every part is, else as its worst part.

    >>> both = combine({"words": Verdict("supported", fits=("a",)), "motive": Verdict("not found")})
    >>> both.status, both.fits
    ('not found', ('a',))
    """
    if not parts:
        raise KitError("A sentence needs at least one part: give each a verdict.")
    found = list(parts.values())
    status = min((one.status for one in found), key=_WORST_FIRST.index)
    joined = {
        n: tuple(dict.fromkeys(s for one in found for s in getattr(one, n))) for n in _SHELVES
    }
    return Verdict(status, said=next((one.said for one in found if one.said), ""), **joined)
