"""A claim's card as a page holds it: the pen, a record, bets, what is on record, and the pen again.

Each face is that of the notebook's own card, pressed once for every answer that it can be given. What is read
at the end is kept part by part: which of them follows from what a reader did is found by comparing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claimlab.i18n import _
from claimlab.lessons.bets import CERTAIN, all_bets, bets_on, calibration, points, record_roles
from claimlab.lessons.pens import MARKS, Pen, pen_words
from claimlab.site.cards import face_of, gap, pens_said
from claimlab.site.running import fresh_workspace
from claimlab.teaching.calibration import calibration as show_calibration
from claimlab.teaching.card import Face
from claimlab.teaching.judge import judge
from claimlab.teaching.ledger import pen_said
from claimlab.views.calibration import Calibration

__all__ = ["calibrated", "judged", "known_bets"]

_REASON = f"{gap('because')} a b"  # three words, which the card takes for a reason
_GAPS = {pen_said(Pen("", "word", gap("word"))): "pen", _REASON: "because"}


def judged(claim_id: str) -> dict[str, Any]:
    """A claim to be judged: every face of its card, and each part of the record by what it follows from.

    Returns
    -------
    dict
        ``mark``, ``choose``, ``bet``, ``read`` (with the pen again) and ``done`` are faces; ``choose`` is None where the
        kit has no three records, ``bet`` where it has no bet. A part of ``parts`` is a text, or what
        it is by the reader's answer: ``{"by": "because" | "record" | "B07a", "of": {answer: text}}``.
    """
    roles = record_roles(claim_id)
    bets = [one.id for one in bets_on(claim_id)]
    usual = {"because": "1", "record": next(iter(roles), ""), **dict.fromkeys(bets, "even")}
    answers = {"because": ("", "1"), "record": tuple(roles), **dict.fromkeys(bets, tuple(CERTAIN))}
    faces, parts = _through(claim_id, usual)
    by: list[Any] = list(parts)
    for name, all_ in answers.items():
        found = {one: _through(claim_id, {**usual, name: one})[1] for one in all_}
        for i in range(len(parts)):
            if len({told[i] for told in found.values()}) > 1:
                by[i] = {"by": name, "of": {one: told[i] for one, told in found.items()}}
    return {
        "verb": "judge", "id": claim_id, "roles": roles, "bets": bets, "mark": faces["mark"], "choose": faces.get("choose"),
        "bet": faces.get("bet"), "read": faces["read"], "done": faces["done"], "parts": by,
    }  # fmt: skip


def known_bets() -> dict[str, Any]:
    """What a page knows of all bets: on which claim, whether it came; how sure one can be, and what that pays."""
    return {
        "bets": {one.id: {"claim": one.claim, "came": one.came} for one in all_bets().values()},
        "certain": CERTAIN,
        "pays": {said: [points(said, False), points(said, True)] for said in CERTAIN.values()},
        "pens": pens_said(),
        "marks": {mark: pen_words(mark) for mark in MARKS},
    }


def calibrated() -> dict[str, Any]:
    """The card of how sure a reader was: before any bet, its heads, and for each level and number of bets the band."""
    all_ = list(all_bets())
    levels = {said: [calibration({one: said for one in all_[:n]}) for n in range(1, len(all_) + 1)] for said in CERTAIN.values()}  # fmt: skip
    bands = {
        said: [[round(row.at[0, end], 1) for end in ("low_percent", "high_percent")] for row in rows]
        for said, rows in levels.items()
    }  # fmt: skip
    with fresh_workspace():
        ask = face_of(show_calibration())
    heads = list(Calibration().table(calibration({all_[0]: 50})))
    done = face_of(Face("result", _("How sure were you?"), state="done"))
    return {"verb": "calibration", "ask": ask, "done": done, "bands": bands, "heads": heads}


def _through(claim_id: str, answers: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """The faces that a reader of these answers meets, by step, and the parts of the last one."""
    with fresh_workspace():
        card = judge(claim_id)
        faces = {"mark": face_of(card)}
        pen = {
            "mark": "word",
            "word": gap("word"),
            "because": _REASON if answers["because"] else "",
        }
        for _n in range(1 if answers["because"] else 2):  # without a reason the card asks once
            card.press("mark", pen)
        if answers["record"]:
            faces["choose"] = face_of(card, _GAPS)
            card.press("choose", {"record": answers["record"]})
        if bets := {one.id: answers[one.id] for one in bets_on(claim_id)}:
            faces["bet"] = face_of(card, _GAPS)
            card.press("bet", bets)
        faces["done"] = {**face_of(card), "body": ""}
        parts = [face_of(Face("note", "", [one]), _GAPS)["body"] if one else "" for one in card.face.body]  # fmt: skip
        card.press("again", {})
        return {**faces, "read": {**face_of(card), "body": ""}}, parts
