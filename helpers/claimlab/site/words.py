"""What a page says by itself, in the language that is set."""

from __future__ import annotations

from claimlab.i18n import _
from claimlab.teaching.card import state_word
from claimlab.teaching.frontend import sentences

__all__ = ["around", "page_says"]


def page_says() -> dict[str, object]:
    """The sentences of `site.js`; those that a card of the notebook says too are the same."""
    return sentences() | {
        "byHand": _("This one is judged in the notebook. Do it on paper or in your own program, then compare."),
        "again": _("Begin again"),
        "alwaysSure": _("Always sure of the same sides: {sure}. Never sure: {never}."),
        "betsPaid": _("Your bets paid {own}."),
        "check": _("Check"),
        "chooseFirst": _("Choose an answer first."),
        "chooseMark": _("Choose a mark first."),
        "chooseOne": _("Choose one of the answers first."),
        "chooseRecord": _("Choose one of the three first."),
        "closed": _("The solution opens after two different answers of your own; wrong ones count. Still to go: {n}."),
        "compare": _("Set yours beside this one: what differs, and why?"),
        "counted": _("Claims judged: {n} ({parts})."),
        "didMine": _("I did mine"),
        "doneBefore": _("The task is done: what you do now is free play."),
        "doneOf": _("{done} of {all} done"),
        "drawToo": _("Draw the line through {points} too."),
        "firstTable": _("The figures of the first setting: those of all others stand in the notebook."),
        "forgetAll": _("Forget every guess, answer and verdict that this browser keeps for the course?"),
        "furthest": _("You were furthest off in {point}: you drew {drawn}, it was {truth}."),
        "giveReason": _("Say why in a few words more, or press again to go on as it stands."),
        "held": _("In the notebook this picture moves in finer steps."),
        "hint": _("Hint {n} of {count}"),
        "hinted": _("Hint {n}: {text}"),
        "goalElsewhere": _("Its task can be done in the notebook, where a picture has all its settings and keeps them one by one."),
        "inNotebook": _("As the notebook asks it"),
        "judgeFirst": _("Judge a claim: your verdicts come together here."),
        "keepsAll": _("In the notebook this picture keeps what you try; here everything that can be tried is kept from the start."),
        "keptAs": _("{given} is kept as {kept}: the answer goes from {low} to {high} in steps of {step}."),
        "lineAbove": _("Your line lies above the true one on the whole."),
        "lineBelow": _("Your line lies below the true one on the whole."),
        "lineLevel": _("On the whole your line is neither too high nor too low."),
        "lineNear": _("Well drawn: your line runs near the true one."),
        "lineRight": _("Your line is right to the step at every point."),
        "lowAbove": _("The low end is above the high end."),
        "moveFirst": _("Move the slider or type a number first."),
        "myPen": _("My pen: {mark}."),
        "myReason": _("My reason: {reason}"),
        "noMark": _("no mark"),
        "pressAgain": _("Press Commit again to keep it like this, or change it."),
        "resting": _("These controls move in the notebook."),
        "sayHowSure": _("Say how sure you are of each statement first; even is an honest answer."),
        "solution": _("Solution"),
        "states": {one: state_word(one) for one in ("open", "tried", "right", "given", "done")},
        "stillToSet": _("Still to set: {keys}."),
        "undo": _("Undo"),
        "wholeSentence": _("Say it in a whole sentence of your own first: at least five words, not only those of the question. Then a model answer opens."),
        "writeWord": _("Write the word that you would print instead."),
    }  # fmt: skip


def around() -> dict[str, str]:
    """The sentences of the templates: what stands around a lesson."""
    return {
        "allKept": _("What you guess, answer and judge is kept in this browser alone, and the answers lie in the pages for whoever looks."),
        "claim": _("Claim"),
        "closed": _("closed"),
        "closedClaim": _("Closed until you judge it."),
        "course": _("Course"),
        "data": _("Data"),
        "found": _("Found: {n}."),
        "forget": _("Forget what this browser keeps"),
        "glossary": _("Glossary"),
        "handIn": _('Handing in: nothing leaves this page. In the notebook, <code>submit("{lesson}")</code> writes the answer sheet that you hand in.'),
        "kit": _("The figures say"),
        "ledger": _("Ledger"),
        "ledgerOpens": _("What the figures say of a claim opens when you have judged it, in the lesson that is named."),
        "lesson": _("Lesson"),
        "lessons": _("The lessons"),
        "lessonId": _("Lesson {id}"),
        "lookFor": _("Words to look for, in the whole course"),
        "needsNothing": _("This page needs no Python. Your guesses and answers are kept in this browser alone, and the answers lie in the page for whoever looks."),
        "graded": _("Nothing is graded here: what is handed in comes from the notebooks, which <code>{command}</code> opens."),
        "noScript": _("This page moves by its own script, which your browser keeps from running. The text can be read all the same."),
        "notGraded": _("Nothing is graded here: what you hand in comes from the notebook, which you open with <code>{command} open {lesson}</code>."),
        "nothing": _("Nothing was found."),
        "result": _("Result"),
        "search": _("Search"),
        "skip": _("Skip to the text"),
        "speaker": _("Who says it"),
        "tables": _("Every figure of the course comes from one of these tables. Each is a file of text that a spreadsheet opens."),
        "take": _("Take this table along"),
        "text": _("What the text says"),
        "theme": _("Light or dark"),
        "unkept": _("Your browser keeps nothing for this page: what you do here is gone when you close it."),
        "you": _("You say"),
    }  # fmt: skip
