"""A claim of the text on its card: the reader's pen, a record, a bet, what is on record, and the pen again."""

from __future__ import annotations

from collections.abc import Iterable

from claimlab.errors import KitError, nearest
from claimlab.html import details
from claimlab.i18n import _
from claimlab.judging.kinds import key_of
from claimlab.lessons.bets import (
    BET,
    CERTAIN,
    CHOICE,
    NONE,
    Choice,
    bets_on,
    certain_words,
    placed,
    points,
    record_roles,
    three_on,
)
from claimlab.lessons.pens import MARKS, Pen, pen_event, pen_words, pens
from claimlab.teaching.card import Button, Card, Face
from claimlab.teaching.claims import Entry, claims, entry, judgements
from claimlab.teaching.forms import field
from claimlab.teaching.ledger import (
    evidence_lines,
    folded,
    listed,
    pen_said,
    record_line,
    record_lines,
    status_meaning,
    title_of,
)
from claimlab.teaching.store import store
from claimlab.views.words import signed

__all__ = ["judge"]

_LONGEST_REASON = 2000
_FEWEST_WORDS = 3


def judge(
    claim_id: str,
    mark: object = ...,
    because: object = "",
    word: object = "",
    bets: Iterable[str] = (),
) -> Card:
    """A claim of the text to be judged: mark it, weigh a record, bet, read the record, mark it again.

    The mark is always the reader's own: no mark is right or wrong, and neither marks nor bets bring points
    for a grade. A claim has a record to choose and bets only where the kit holds them.

    Parameters
    ----------
    claim_id : str
        ``"C14"``.
    mark : str
        ``"sign"``, ``"word"``, ``"open"``, ``"strike"`` or ``"wish"``, or the words for it in the language
        that is set, for a judgement without a mouse; it opens the record. Left out or ``...``, the card asks.
    because : str
        The reason, in a sentence or two.
    word : str
        With ``"word"``: what the claim should say instead.
    bets : sequence of str
        How sure you are of each bet on the claim: ``"surely"``, ``"likely"``, ``"even"``, ``"hardly"`` or
        ``"surely_not"``. Bets that are not given are passed over.

    Raises
    ------
    KitError
        when there is no such claim, mark or bet; the message names the nearest ones.

    >>> judge("C14", "strik")
    Traceback (most recent call last):
    claimlab.errors.KitError: A claim cannot be marked 'strik': did you mean 'strike'? For example: ...
    """
    claim = str(claim_id).strip().upper()
    if claim not in claims():
        near = nearest(claim, claims())
        raise KitError(_("The ledger has no claim '{x}': {near}").format(x=claim_id, near=near))
    steps = _Steps(claim)
    if mark is not ... and str(mark or "").strip(" .…"):
        steps.by_call(_mark_of(claim, mark), because, word, list(bets))
    return Card(steps.face, {name: getattr(steps, name) for name in ("mark", "choose", "bet", "again", "keep")})  # fmt: skip


def _mark_of(claim: str, said: object) -> str:
    found = key_of(said, {mark: pen_words(mark) for mark in MARKS})
    if found in MARKS:
        return found
    example = f'judge("{claim}", "{MARKS[0]}", because="{_("one sentence")}")'
    raise KitError(
        _("A claim cannot be marked '{x}': {near} For example: {line}").format(
            x=said, near=nearest(str(said), MARKS), line=example
        )
    )


def _clean(text: object, longest: int = _LONGEST_REASON) -> str:
    said = "" if text is ... else str(text or "").strip()[:longest]
    return said if said.strip(" .…") else ""


class _Steps:
    """Where the card of one claim is; what was done is in the log, what is being done is here."""

    def __init__(self, claim: str):
        self.claim = claim
        self.is_marked = False  # on this card, so that what follows may be asked
        self.is_again = False
        self.because = ""
        self.was_asked = False  # for a reason; once is enough

    # What is on record of this reader:

    @property
    def is_judged(self) -> bool:
        return self.claim in judgements()

    @property
    def pen(self) -> Pen | None:
        return pens(store().records("pen", self.claim)).get(self.claim)

    @property
    def chosen(self) -> str:
        found = store().records(CHOICE, self.claim)
        return str(found[0].value) if found else ""

    @property
    def row(self) -> Entry:
        said = judgements()
        return entry(self.claim, self.pen, said.get(self.claim, ""), self.is_judged)

    def _step(self) -> str:
        """What is to be done now: ``"mark"``, ``"choose"``, ``"bet"`` or ``"read"``."""
        if self.is_judged:
            return "read"
        if not self.is_marked:
            return "mark"
        if not self.chosen and three_on(self.claim):
            return "choose"
        made = placed(store().records(BET))
        return "bet" if any(one.id not in made for one in bets_on(self.claim)) else "read"

    def _go_on(self) -> None:
        """Once nothing is left to ask, the record opens."""
        if self._step() == "read" and not self.is_judged:
            store().add("judgement", self.claim, {"because": self.because})

    # What a button does:

    def mark(self, values) -> str | None:
        """The pen for the first time, with a reason."""
        if values.get("mark") not in MARKS:
            return _("Choose a mark first.")
        if values["mark"] == "word" and not _clean(values.get("word")):
            return _("Write the word that you would print instead.")
        self.because = _clean(values.get("because"))
        if len(self.because.split()) < _FEWEST_WORDS and not self.was_asked:
            self.was_asked = True
            return _("Say why in a few words more, or press again to go on as it stands.")
        self._write(values)
        self.is_marked = True
        self._go_on()
        return None

    def choose(self, values) -> str | None:
        """The record that would change the reader's mind."""
        roles = record_roles(self.claim)
        if values.get("record") not in roles:
            return _("Choose one of them first.")
        store().once(CHOICE, self.claim, roles[values["record"]])
        self._go_on()
        return None

    def bet(self, values) -> str | None:
        """How sure the reader is of each statement."""
        said = {one.id: values.get(one.id) for one in bets_on(self.claim)}
        if not all(key in CERTAIN for key in said.values()):
            return _("Say how sure you are of each statement first; even is an honest answer.")
        for item, key in said.items():
            store().once(BET, item, CERTAIN[key])
        self._go_on()
        return None

    def again(self, values) -> None:
        """Take up the pen again."""
        self.is_again = True

    def keep(self, values) -> str | None:
        """The pen again, after the record."""
        if values.get("mark") not in MARKS:
            return _("Choose a mark first.")
        if values["mark"] == "word" and not _clean(values.get("word")):
            return _("Write the word that you would print instead.")
        self._write(values)
        reason = _clean(values.get("because"))
        if reason != judgements()[self.claim]:
            store().add("judgement", self.claim, {"because": reason})
        self.is_again = False
        return None

    def by_call(self, mark: str, because: object, word: object, bets: list[str]) -> None:
        """All of it at once, without a mouse: what is not given is passed over."""
        said = [key_of(one, {key: certain_words(key) for key in CERTAIN}) for one in bets]
        if wrong := [one for one, key in zip(bets, said, strict=True) if key not in CERTAIN]:
            raise KitError(
                _("A bet is not called '{x}': {near}").format(
                    x=wrong[0], near=nearest(str(wrong[0]), CERTAIN)
                )
            )
        if mark == "word" and not _clean(word):
            raise KitError(_('Say the word that you would print instead: word="…".'))
        for one, key in zip(bets_on(self.claim), said, strict=False):
            if not self.is_judged:  # afterwards the record is known
                store().once(BET, one.id, CERTAIN[key])
        self._write({"mark": mark, "word": word})
        store().add("judgement", self.claim, {"because": _clean(because)})

    def _write(self, values) -> None:
        pen = Pen(self.claim, values["mark"], _clean(values.get("word")))
        if values["mark"] != "word":
            pen = Pen(self.claim, values["mark"])
        if pen != self.pen:
            store().add(*pen_event(pen))

    # What the card shows:

    def face(self) -> Face:
        """The card of this moment."""
        step = self._step()
        if step == "read" and not self.is_judged:  # its last bet was made on another card
            step = "mark"
        if step == "read":
            return self._read()
        row, heading = self.row, title_of(self.row)
        if step == "mark":
            left = three_on(self.claim) or bets_on(self.claim)
            label = _("Go on") if left else _("Open the record")
            about = _("The pen is yours: no mark is wrong, and none is counted.")
            return Face("ask", heading, [row.text, about], self._pen_fields(),
                        [Button("mark", label, main=True)], state="open")  # fmt: skip
        yours = _("Your pen: {mark}.").format(mark=pen_said(self.pen))
        if step == "choose":
            asks = _("Which of these records would change your mind, if any could?")
            options = {str(n): record_line(one.row, asks=one.asks) for n, one in enumerate(three_on(self.claim), 1)}  # fmt: skip
            options[NONE] = _("None of these would")
            about = _("What each of them says, you read when the record opens.")
            return Face("ask", heading, [row.text, yours, about], [field("radio", "record", asks, options=options)],
                        [Button("choose", _("Go on"), main=True)], state="open")  # fmt: skip
        words = {key: certain_words(key) for key in CERTAIN}
        fields = [
            field("radio", one.id, one.statement, options=words, inline=True)
            for one in bets_on(self.claim)
        ]
        asks = _("A dated record decides this. How sure are you that it is so? A bet brings no marks.")  # fmt: skip
        return Face("ask", heading, [row.text, yours, asks], fields,
                    [Button("bet", _("Bet, and open the record"), main=True)], state="open")  # fmt: skip

    def _pen_fields(self, now: str = "") -> list[dict]:
        pen, said = self.pen, judgements().get(self.claim, self.because)
        marks = {
            "sign": _("I sign it as it stands"),
            "word": _("I sign it with a word changed"),
            "open": _("I leave it open"),
            "strike": _("I strike it"),
            "wish": _("It is a wish: nothing to check"),
        }
        return [
            field("radio", "mark", now or _("Your pen"), options=marks, value=pen and pen.mark),
            field("text", "word", _("The word that you would print instead, if you change one"), rows=1, value=pen.word if pen else ""),
            field("text", "because", _("Because (one sentence: which years, whose figures, which meaning?)"), value=said),
        ]  # fmt: skip

    def _weighed(self, decisive: Choice) -> str:
        """What is to be said of the choice, once the records are open: what agrees with a mark cannot change it."""
        stands = {
            "supports": _("You chose the record that can decide most here. It speaks for the claim, so it could change only a mind that had struck it."),
            "against": _("You chose the record that can decide most here. It speaks against the claim, so it could change only a mind that had signed it."),
            "defines": _("You chose the record that can decide most here. It turns on what the words of the claim mean."),
        }  # fmt: skip
        says = {
            "decides": stands[decisive.row["supports"]],
            NONE: _("You said that none of the three would change your mind."),
            "repeats": _("The record that you chose says again what was said before: the same voice or source twice is one witness."),
            "own_side": _("The record that you chose speaks for its own side, so that it decides nothing."),
            "beside": _("The record that you chose is beside the point: true or not, the claim stays where it was."),
        }  # fmt: skip
        return says.get(self.chosen, "")

    def _read(self) -> Face:
        row = self.row
        yours = _("Your pen: {mark}.").format(mark=pen_said(row.pen)) if row.pen else ""
        kit = _("The figures of this kit say: {status}.").format(status=status_meaning(row.status))
        reason = _("Your reason: {reason}").format(reason=row.because) if row.because else ""
        advice = "" if row.because else _("You gave no reason: a mark without one cannot be discussed.")  # fmt: skip
        body = [row.text, yours, reason, advice, self._choice_read(), *self._bets_read(), kit,
                folded(evidence_lines(row)), _on_record(row), _("Would you still mark it so? Your pen stays until you take it up again.")]  # fmt: skip
        if not self.is_again:
            again = Button("again", _("Take up the pen again"), main=not row.pen)
            return Face("result", title_of(row), body, [], [again], [store().warning], state="done")
        fields = self._pen_fields(_("Your pen, now that you have read it"))
        return Face("result", title_of(row), body, fields, [Button("keep", _("Keep this"), main=True)],
                    [store().warning], state="done")  # fmt: skip

    def _choice_read(self) -> str:
        found = next((one for one in three_on(self.claim) if one.role == "decides"), None)
        if not self.chosen or not found:
            return ""
        said = [_("The one that can decide most: {record}").format(record=record_line(found.row, with_side=False))]  # fmt: skip
        if mine := next(
            (one for one in three_on(self.claim) if one.role == self.chosen != found.role), None
        ):
            said = [_("Yours: {record}").format(record=record_line(mine.row, with_side=False)), *said]  # fmt: skip
        return " ".join([self._weighed(found), *said])

    def _bets_read(self) -> list[str]:
        """Each bet beside its record, under the reading that it stands for."""
        made = placed(store().records(BET))
        keys = {per_cent: key for key, per_cent in CERTAIN.items()}
        lines = []
        for one in bets_on(self.claim):
            so = _("It is so.") if one.came else _("It is not so.")
            yours = ""
            if one.id in made:
                pays = signed(round(points(made[one.id], one.came)))
                yours = _("You said: {certain}. In the game of bets that is {points}.").format(certain=certain_words(keys[made[one.id]]), points=pays)  # fmt: skip
            told = _("Read as “{reading}”: {statement} {so} {record}").format(reading=one.reading, statement=one.statement, so=so, record=one.record)  # fmt: skip
            lines.append(f"{told} {yours}".strip())
        return lines


def _on_record(row: Entry):
    """The records of a claim, one click away."""
    lines = record_lines(row)
    if not lines:
        return ""
    heading = _("On record: {n} dated statements").format(n=len(lines))
    inside, words = listed(lines)
    return details(heading, inside), f"{heading}\n{words}"
