"""The words in which a lesson declares what it asks.

A declaration is data plus small functions without arguments that compute a value from the kit's
tables, so that a new vintage of the data moves right and wrong answers together. Who judges an
answer, shows a widget or grades a sheet reads these declarations and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from borderlab.i18n import _

__all__ = ["Chart", "Exercise", "Lesson", "Mistake", "Option", "Prediction", "Question"]

Value = Callable[[], object]


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that many people give, computed from the same data as the right one.

    Parameters
    ----------
    code : str
        Short name, unique in its exercise: ``"exports-only"``.
    value : callable
        No arguments; gives the wrong answer in the same form as the right one. In an exercise
        with several parts, a part that is None matches anything.
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
        ``"number"`` (a number, or a tuple of numbers when `parts` names them), ``"table"`` (rows
        and columns of numbers), ``"choice"`` (one key of `options`), ``"labels"`` (a dictionary
        from item to one of `options`), ``"order"`` (keys of `blocks` in the right order),
        ``"card"`` (a dictionary that fits `schema`), ``"text"`` (a short text that fits `schema`),
        ``"chart"`` (a figure that shows what a :class:`Chart` describes).
    asks : str
        The task in one sentence, as a report shows it.
    right : callable
        No arguments; the right answer. None for a card or a text, which have no single answer.
    mistakes : tuple of Mistake
    hints : tuple of str
        From a nudge to nearly there; at least two.
    why : str
        Shown with the worked solution: why it is right.
    unit : str
        ``"per cent"``, ``"US$ millions"``; used to tell an answer in another unit from a wrong one.
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
        A JSON Schema.
    optional : bool
        A stretch task, not counted in a grade.
    """

    id: str
    kind: str
    asks: str
    right: Value | None = None
    mistakes: tuple[Mistake, ...] = ()
    hints: tuple[str, ...] = ()
    why: str = ""
    unit: str = ""
    rtol: float | tuple[float, ...] = 1e-3
    atol: float | tuple[float, ...] = 0.0
    parts: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    axes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    schema: Mapping[str, object] = field(default_factory=dict)
    optional: bool = False

    def __post_init__(self):
        if self.right:  # computed once, and kept on the exercise itself
            object.__setattr__(self, "right", cache(self.right))


@dataclass(frozen=True)
class Chart:
    """What a drawn figure must show: the right answer of an exercise of kind ``"chart"``.

    Parameters
    ----------
    table : DataFrame, or a callable without arguments that gives one
        The rows to be shown, in the figure's own units. A missing value is a gap.
    x, y : str
        Its columns on the two axes.
    by : str
        The column that tells series apart; "" for one series.
    kinds : tuple of str
        What may show it: ``"line"``, ``"bar"``, ``"point"``.
    aggregate : str
        How rows of the same x are drawn together: ``"sum"``, ``"mean"``; "" when none are.
    """

    table: object
    x: str
    y: str
    by: str = ""
    kinds: tuple[str, ...] = ("line",)
    aggregate: str = ""


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
        The model explanation, shown after the student has written their own.
    judge : str
        Who gives the truth, with its verb: "the figures say", "the model says", "the kit's key says".
    unit : str
    low, high, step : float
        The range that can be guessed and its grain; a class code keeps this grain.
    options : mapping
        Key to text, for a choice.
    points : tuple
        Where a curve is drawn, for instance years.
    """

    id: str
    kind: str
    asks: str
    truth: Value | None = None
    explain: str = ""
    judge: str = _("the figures say")
    unit: str = ""
    low: float = 0.0
    high: float = 100.0
    step: float = 1.0
    options: Mapping[str, str] = field(default_factory=dict)
    points: tuple[int, ...] = ()


@dataclass(frozen=True)
class Option:
    """One answer that a quiz question offers, with the reason why it is right or wrong."""

    text: str
    reason: str
    right: bool = False


@dataclass(frozen=True)
class Question:
    """A quiz question with exactly one right option: ``Question("Q01.1", "…?", (Option(…), …))``."""

    id: str
    asks: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Lesson:
    """Everything that one lesson asks, and the facts that its prose quotes.

    Parameters
    ----------
    id : str
        Two digits: ``"01"``.
    facts : callable
        No arguments; a dictionary from name to value, from which the build fills ``{{ name }}``.
    exercises, predictions, quiz : tuples of declarations
    claims : mapping
        Claim id to a function without arguments that returns ``(status, evidence)``: a status of
        the ledger, and a dictionary from a short description to a number or a text.
    """

    id: str
    facts: Callable[[], dict[str, object]] = dict
    exercises: tuple[Exercise, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    quiz: tuple[Question, ...] = ()
    claims: Mapping[str, Callable[[], tuple[str, dict[str, object]]]] = field(default_factory=dict)
