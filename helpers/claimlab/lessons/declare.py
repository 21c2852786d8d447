"""How a lesson declares what it asks: a few decorators here, and what everybody else reads of it.

Numbers stand in Python, one function an exercise, so that a new vintage of the data moves right
and wrong answers together. Words stand in ``lessons/source/<language>/NN.toml`` under the same id;
:mod:`claimlab.lessons.joining` puts the two together. Who judges an answer, shows a widget or
grades a sheet reads the finished declarations and nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from claimlab.i18n import ENGLISH, speaking

if TYPE_CHECKING:
    import pandas as pd

    from claimlab.lessons.verdicts import Verdict

__all__ = [
    "Chart",
    "Claim",
    "Exercise",
    "Goal",
    "Lesson",
    "Mistake",
    "Option",
    "Prediction",
    "Question",
    "claim",
    "declared",
    "exercise",
    "goal",
    "lesson_of",
    "prediction",
    "question",
]

Value = Callable[[], object]

# What everybody reads ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that many people give, computed from the same data as the right one.

    Parameters
    ----------
    code : str
        Short name, unique in its exercise: ``"exports-only"``.
    value : callable
        Gives the wrong answer in the form of the right one; a part that is None matches anything.
    says : str
        One or two sentences: what was mixed up and what to look at next. Never the answer.
    """

    code: str
    value: Value
    says: str

    def __post_init__(self):
        object.__setattr__(self, "value", cache(self.value))


@dataclass(frozen=True)
class Exercise:
    """One task that ``check`` can judge.

    Parameters
    ----------
    id : str
        ``"E01.2"``: exercise 2 of lesson 01.
    kind : str
        ``"number"`` (or a tuple of numbers when `parts` names them), ``"choice"`` (one key of
        `options`), ``"labels"`` (from item to one of `options`), ``"order"`` (keys of `blocks`),
        ``"card"`` (a dictionary that fits `schema`), ``"chart"`` (a figure that shows what a
        :class:`Chart` says).
    asks : str
        The task in one sentence, as a report shows it.
    right : callable
        No arguments; the right answer. None for a card, which has no single answer.
    mistakes : tuple of Mistake
    hints : tuple of str
        From a nudge to nearly there; at least two.
    why : str
        Shown with the worked solution: why it is right.
    unit : str
        ``"per cent"``, ``"US$ millions"``, as a reader sees it.
    unit_key : str
        The unit in English, which tells an answer in another unit from a wrong one in every
        language; left out, the same as `unit`.
    rtol, atol : float, or a tuple with one for each part
        An answer counts as a value when it is within ``atol + rtol * |value|``.
    parts : tuple of str
        Names of the numbers in an answer that has several.
    options, blocks : mapping
        Key to text. In `blocks`, keys that the right order leaves out are distractors.
    items : mapping
        For labels: key to the text to be labelled.
    axes : mapping
        For a chart: axis (``"x"``, ``"y"``) to words, one of which its label must hold (the unit).
    schema : mapping
        A JSON Schema. A field with `enum` is a choice; its `options`, key to text, are the words for it.
    rubric : tuple of str
        Of a card: what earns three points, two, one and none, where the usual rubric does not fit.
    readings : tuple of Mistake
        Other answers that count as right, each with its own sentence.
    optional : bool
        A stretch task, not counted in a grade.
    elsewhere : tuple of Exercise
        Of a chart: the same with the names that its tables have in each other language.
    """

    id: str
    kind: str
    asks: str
    right: Value | None = None
    mistakes: tuple[Mistake, ...] = ()
    readings: tuple[Mistake, ...] = ()
    hints: tuple[str, ...] = ()
    why: str = ""
    unit: str = ""
    unit_key: str = ""
    rtol: float | tuple[float, ...] = 1e-3
    atol: float | tuple[float, ...] = 0.0
    parts: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    axes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    schema: Mapping[str, object] = field(default_factory=dict)
    rubric: tuple[str, ...] = ()
    optional: bool = False
    elsewhere: tuple[Exercise, ...] = field(default=(), repr=False)

    def __post_init__(self):
        object.__setattr__(self, "unit_key", self.unit_key or self.unit)
        if self.right:  # computed once, and kept on the exercise itself
            object.__setattr__(self, "right", cache(self.right))


@dataclass(frozen=True)
class Chart:
    """What a drawn figure must show: the right answer of an exercise of kind ``"chart"``.

    Parameters
    ----------
    table : DataFrame
        The rows to be shown, in the figure's own units. A missing value is a gap.
    x, y : str
        Its columns on the two axes.
    by : str
        The column that tells series apart; "" for one series.
    kinds : tuple of str
        What may show it: ``"line"``, ``"bar"``, ``"point"``; ``"box"`` with the aggregate
        ``"quartiles"``; ``"cell"`` of a heat map, whose rows are the series.
    aggregate : str
        How rows of the same x are drawn together: ``"sum"``, ``"mean"``, ``"quartiles"``; "" when none are.
    best : str
        Which end of `y` a title may call best: ``"high"`` or ``"low"``.
    fit : bool
        Whether each series has its line of least squares beside its points.
    """

    table: pd.DataFrame
    x: str
    y: str
    by: str = ""
    kinds: tuple[str, ...] = ("line",)
    aggregate: str = ""
    best: str = ""
    fit: bool = False


@dataclass(frozen=True)
class Prediction:
    """A guess that is committed before a result is shown.

    Parameters
    ----------
    id : str
        ``"P01.1"``.
    kind : str
        ``"number"``, ``"interval"`` (low and high of an 80% band), ``"choice"`` (one key of
        `options`) or ``"curve"`` (one number for each of `points`).
    asks : str
        The question in one sentence.
    truth : callable or None
        No arguments; the value that the prediction is set beside, in the same form (for an
        interval: the number that the band should hold). None while the answer is not known.
    explain : str
        The explanation that belongs to the result.
    judge : str
        Who gives the truth, with its verb: "the figures say", "the model says", "the kit's key says".
    unit, at : str
        Of a number: its unit, and the bar, row or group of the result's picture that it is about.
    low, high, step : float
        The range that can be guessed and its grain; a class code keeps this grain.
    options : mapping
        Key to text, for a choice.
    points : tuple
        Where a curve is drawn, for instance years.
    across : str
        Of a curve: what its points are, where they are no years; each of them is then a tick.
    known : mapping
        For a curve: the points that are given, with their values.
    question, model : str
        One specific question after the result, and an answer to it, shown after a real try.
    answers : tuple of str
        Other predictions that the result gives away: it stays closed until they are committed too.
    pooled : bool
        False for a guess about the dead: no class code, on no board, in no score, for no points.
    """

    id: str
    kind: str
    asks: str
    truth: Value | None = None
    explain: str = ""
    judge: str = "the figures say"
    unit: str = ""
    low: float = 0.0
    high: float = 100.0
    step: float = 1.0
    options: Mapping[str, str] = field(default_factory=dict)
    points: tuple[int, ...] = ()
    known: Mapping[int, float] = field(default_factory=dict)
    question: str = ""
    model: str = ""
    answers: tuple[str, ...] = ()
    at: str = ""
    across: str = ""
    pooled: bool = True


@dataclass(frozen=True)
class Option:
    """One answer that a quiz question offers, with the reason why it is right or wrong."""

    text: str
    reason: str
    right: bool = False
    key: str = ""


@dataclass(frozen=True)
class Question:
    """A quiz question with exactly one right option: ``Question("Q01.1", "…?", (Option(…), …))``."""

    id: str
    asks: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Goal:
    """What to find with the controls of a picture.

    Parameters
    ----------
    id : str
        ``"G01.1"``.
    reached : callable
        The picture's frame, and the values of the controls by name; gives None or False while the
        goal is not reached, then True or a dictionary of what `found` quotes.
    task : str
        Stands above the controls: what to find.
    found : str
        Shown when it is reached; ``{name}`` is a control's value or something that `reached` gave.
    question, model : str
        One specific question after it, and an answer to it, shown after a real try.
    """

    id: str
    reached: Callable[..., object]
    task: str
    found: str
    question: str = ""
    model: str = ""


@dataclass(frozen=True)
class Claim:
    """How one claim of the text is tested, and the words around its verdict.

    Parameters
    ----------
    verdict : callable
        No arguments; the verdict of the rule, and the evidence as ``{key: value}``.
    because : str
        Why the status is what it is.
    note, sources : str
        What else to know; whose figures these are.
    missing : str
        Of a claim that no record decides: why; of one that was not found: what was sought, where,
        and what would decide it.
    labels, names : mapping
        Words for the keys of the evidence, and for the sources of findings.
    """

    id: str
    verdict: Callable[[], tuple[Verdict, dict[str, object]]]
    because: str = ""
    note: str = ""
    sources: str = ""
    missing: str = ""
    labels: Mapping[str, object] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def ruling(self) -> tuple[Verdict, dict[str, object]]:
        """The verdict with its sources named, and the evidence in words."""
        with speaking(ENGLISH):  # names in tables are keys here: no verdict hangs on a language
            verdict, found = self.verdict()
        evidence = {}
        for key, value in found.items():
            said = self.labels.get(key, key)
            label, text = said if isinstance(said, list) else (said, "{value}")
            # Numbers stay numbers; a list in the words has a sentence for the value too.
            evidence[label] = value if text == "{value}" else text.format(value=value)
        return verdict.named(self.names), evidence


@dataclass(frozen=True)
class Lesson:
    """Everything that one lesson asks, and the facts that its prose quotes.

    Parameters
    ----------
    id : str
        Two digits: ``"01"``.
    facts : callable
        Gives a dictionary from name to value, from which the build fills ``{{ name }}``.
    exercises, predictions, quiz, goals : tuples of declarations
    claims : mapping
        Claim id to a :class:`Claim`.
    """

    id: str
    facts: Callable[[], dict[str, object]] = dict
    exercises: tuple[Exercise, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    quiz: tuple[Question, ...] = ()
    goals: tuple[Goal, ...] = ()
    claims: Mapping[str, Callable[[], tuple[str, dict[str, object]]]] = field(default_factory=dict)


# How a lesson declares it ------------------------------------------------------------------------


class Answers:
    """The right answer of an exercise and its mistakes, computed when first asked for.

    >>> answers = Answers(lambda: iter([69.6, ("wrong-base", 228.9)]))
    >>> answers.right, answers.wrong
    (69.6, {'wrong-base': 228.9})
    """

    def __init__(self, function: Callable[[], Iterable]):
        self._function = function

    @cached_property
    def _all(self) -> tuple[object, dict[str, object]]:
        right, *wrong = self._function()
        return right, dict(wrong)

    @property
    def right(self) -> object:
        return self._all[0]

    @property
    def wrong(self) -> dict[str, object]:
        return self._all[1]


@dataclass(frozen=True)
class Numbers:
    """The half of a declaration that stands in Python: what computes it, and its rules."""

    id: str
    function: Callable | None
    rules: Mapping[str, object]


@dataclass
class Declared:
    """The Python halves of one lesson, by kind and id, in the order in which they were written."""

    exercises: dict[str, Numbers] = field(default_factory=dict)
    predictions: dict[str, Numbers] = field(default_factory=dict)
    quiz: dict[str, Numbers] = field(default_factory=dict)
    goals: dict[str, Numbers] = field(default_factory=dict)
    claims: dict[str, Numbers] = field(default_factory=dict)
    pictures: dict[str, Callable] = field(default_factory=dict)  # of teaching/picturing.py
    toys: dict[str, type] = field(default_factory=dict)  # of lessons/toys.py


_declared: defaultdict[str, Declared] = defaultdict(Declared)


def declared(lesson_id: str) -> Declared:
    """The Python halves of a lesson whose modules have been imported."""
    return _declared[lesson_id]


def lesson_of(function: Callable) -> str:
    """The lesson in whose folder a function stands, which a declaration belongs to.

    >>> lesson_of(len)
    Traceback (most recent call last):
    ValueError: 'len' stands in no lesson's folder
    """
    match = re.search(r"lesson(\d\d)\b", function.__module__)
    if not match:
        raise ValueError(f"'{function.__name__}' stands in no lesson's folder")
    return match[1]


def _in_lesson(item_id: str, letter: str) -> Declared:
    match = re.fullmatch(rf"{letter}(\d\d)\.\d+", item_id)
    if not match:
        raise ValueError(f"'{item_id}' is no id: write {letter}01.2 for the second of lesson 01")
    return _declared[match[1]]


def exercise(exercise_id: str, kind: str = "number", **rules: object) -> Callable:
    """Declare an exercise: a generator that yields the right answer, then each named mistake.

    Parameters
    ----------
    exercise_id : str
        ``"E01.2"``.
    kind : str
        As in :class:`Exercise`. A card yields None in the place of a right answer.
    rules
        `rtol`, `atol`, `optional`; `readings`, codes that count as right too; `schema` of a card (a callable, when the
        kit's tables decide what it may hold); `blocks` of lines of code; `items`, a
        callable, when the kit's tables hold what is to be labelled. All else is words.

    >>> @exercise("E98.1", atol=0.4)
    ... def share():
    ...     yield 83.3
    ...     yield "other-share", 16.7
    >>> declared("98").exercises["E98.1"].rules["atol"]
    0.4
    """

    def keep(function: Callable[[], Iterator]) -> Callable:
        made = Numbers(exercise_id, function, {"kind": kind, **rules})
        _in_lesson(exercise_id, "E").exercises[exercise_id] = made
        return function

    return keep


def prediction(prediction_id: str, kind: str = "number", **rules: object) -> Callable:
    """Declare a prediction by the function that gives its truth.

    Parameters
    ----------
    prediction_id : str
        ``"P01.1"``.
    kind : str
        As in :class:`Prediction`.
    rules
        `low`, `high`, `step`; `points` of a curve and what is `known` of it (a mapping, or a callable
        that gives it); `answers`; `pooled`.
    """

    def keep(function: Value) -> Value:
        made = Numbers(prediction_id, function, {"kind": kind, **rules})
        _in_lesson(prediction_id, "P").predictions[prediction_id] = made
        return function

    return keep


def question(question_id: str, right: str) -> None:
    """Declare a quiz question by the key of its right option."""
    _in_lesson(question_id, "Q").quiz[question_id] = Numbers(question_id, None, {"right": right})


def goal(goal_id: str) -> Callable:
    """Declare a goal by the function that recognises it (see :class:`Goal`)."""

    def keep(function: Callable) -> Callable:
        _in_lesson(goal_id, "G").goals[goal_id] = Numbers(goal_id, function, {})
        return function

    return keep


def claim(claim_id: str) -> Callable:
    """Declare how a claim is tested: a function that gives ``(verdict, {key: value})``.

    The claim belongs to the lesson in whose folder the function stands.
    """

    def keep(function: Callable) -> Callable:
        declared(lesson_of(function)).claims[claim_id] = Numbers(claim_id, function, {})
        return function

    return keep
