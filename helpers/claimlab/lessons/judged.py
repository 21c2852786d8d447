"""How a lesson feeds the rule of verdicts: the row of a claim, the text's day, records on file."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from claimlab.course import course
from claimlab.errors import KitError
from claimlab.i18n import ENGLISH, speaking
from claimlab.lessons.tables import by_id, clock_day, records
from claimlab.lessons.verdicts import Finding, Verdict, combine, fits_printed, verdict

__all__ = ["TOLD", "Finding", "fits_figure", "judged", "on_record", "source_words"]

TOLD = "told"  # to the author alone
_SAYS = {"supports": True, "against": False, "defines": None}


def fits_figure(value: float, figure_id: str) -> bool:
    """Whether a value, rounded as the text prints it, is a number of the text.

    >>> fits_figure(7.2468, "trade_peak")
    True
    """
    row = by_id("article/figures").loc[figure_id]
    return fits_printed(value, float(row["value"]), row["as_printed"])


def on_record(
    claim_id: str, own: Container[str] = (), without: Container[str] = ()
) -> list[Finding]:
    """The records of ``article/records`` for a claim, as findings.

    Governments, oppositions and armed groups are sides of the quarrel, so that what they say for
    themselves decides nothing; `own` names the kinds of source that speak here of their own words
    or acts, or against their own interest. `without` names sources whose record is beside the point.
    """
    rows = records().query("claim_id == @claim_id")
    return [
        Finding(
            row["source"],
            _SAYS[row["supports"]],
            row["published"],
            party=row["source_kind"] not in own and row["source_kind"].startswith(course().sides),
        )
        for _, row in rows.iterrows()
        if row["source"] not in without
    ]


def source_words() -> dict[str, str]:
    """From each source of ``article/records`` to its name in the language that is set.

    >>> source_words()["Caracol"]
    'Caracol'
    """
    with speaking(ENGLISH):
        keys = records()["source"]
    return dict(zip(keys, records()["source"], strict=True))


def judged(
    claim_id: str,
    found: Iterable[Finding] | Mapping[str, Iterable[Finding]] = (),
    *,
    said: str | Iterable[Finding] | None = None,
    decidable: bool = True,
) -> Verdict:
    """The verdict on a claim of the register: its row says who asserts it and what kind it is.

    Parameters
    ----------
    claim_id : str
        ``"C07"``.
    found : findings, or findings by part
        A sentence of several parts is judged part by part.
    said, decidable
        As in :func:`claimlab.lessons.verdicts.verdict`; a report needs `said`, anything else has none.

    Raises
    ------
    KitError
        when the register has no such claim, or a report comes without `said`.

    >>> judged("C73").status
    'not testable'
    """
    rows = by_id("article/claims")
    if claim_id not in rows.index:
        raise KitError(f"The register has no claim {claim_id}: add its row to article/claims.")
    row = rows.loc[claim_id]
    if (row["mode"] in ("reports", "quotes")) != (said is not None):
        raise KitError(
            f"{claim_id} is a sentence that {row['mode']}: say so in the call of judged."
        )
    rule = {"clock": clock_day(), "cause": row["type"] == "K", "wish": row["type"] == "W"}
    if isinstance(found, Mapping):
        return combine(
            {n: verdict(f, **rule, said=said, decidable=decidable) for n, f in found.items()}
        )
    return verdict(found, **rule, said=said, decidable=decidable)
