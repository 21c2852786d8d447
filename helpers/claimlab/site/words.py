"""What a page says by itself, in the language that is set."""

from __future__ import annotations

from claimlab.i18n import _
from claimlab.teaching.card import state_word
from claimlab.teaching.frontend import sentences

__all__ = ["page_says"]


def page_says() -> dict[str, object]:
    """The sentences of `site.js`; those that a card of the notebook says too are the same."""
    return sentences() | {
        "byHand": _("This one is judged in the notebook. Do it on paper or in your own program, then compare."),
        "check": _("Check"),
        "chooseFirst": _("Choose an answer first."),
        "chooseOne": _("Choose one of the answers first."),
        "chooseStatus": _("Choose a status first."),
        "closed": _("The solution opens after two different answers of your own; wrong ones count. Still to go: {n}."),
        "compare": _("Set yours beside this one: what differs, and why?"),
        "counted": _("Claims judged: {n} ({parts}). The figures of this kit agree with {same} of them."),
        "didMine": _("I did mine"),
        "doneOf": _("{done} of {all} done"),
        "drawToo": _("Draw the line through {points} too."),
        "firstTable": _("The figures of the first setting: those of all others stand in the notebook."),
        "forgetAll": _("Forget every guess, answer and verdict that this browser keeps for the course?"),
        "furthest": _("You were furthest off in {point}: you drew {drawn}, it was {truth}."),
        "giveReason": _("Give your reason in a sentence, or press again to leave it empty."),
        "held": _("This page holds {held} of {all} settings; the notebook has all of them."),
        "hint": _("Hint {n} of {count}"),
        "hinted": _("Hint {n}: {text}"),
        "iSay": _("I say: {verdict}."),
        "inNotebook": _("As the notebook asks it"),
        "judgeFirst": _("Judge a claim: your verdicts come together here."),
        "keepsAll": _("In the notebook this picture keeps what you try; here everything that can be tried is kept from the start."),
        "keptAs": _("{given} is kept as {kept}: the answer goes from {low} to {high} in steps of {step}."),
        "lineAbove": _("Your line lies above the true one on the whole."),
        "lineBelow": _("Your line lies below the true one on the whole."),
        "lineLevel": _("On the whole your line is neither too high nor too low."),
        "lineRight": _("Your line is right to the step at every point."),
        "lowAbove": _("The low end is above the high end."),
        "moveFirst": _("Move the slider or type a number first."),
        "myReason": _("My reason: {reason}"),
        "pressAgain": _("Press Commit again to keep it like this, or change it."),
        "resting": _("These controls move in the notebook."),
        "solution": _("Solution"),
        "states": {one: state_word(one) for one in ("open", "tried", "right", "given", "done")},
        "stillToSet": _("Still to set: {keys}."),
        "theySay": _("The figures of this kit say: {status}."),
        "wholeSentence": _("Say it in a whole sentence of your own first: at least five words. Then a model answer opens."),
    }  # fmt: skip
