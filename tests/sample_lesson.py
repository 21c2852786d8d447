"""A lesson of one exercise of each kind, for the tests of the classroom engine."""

from __future__ import annotations

from claimlab.lessons.declare import Exercise, Lesson, Mistake, Option, Question

SHARE = Exercise(
    "E97.1",
    "number",
    "Colombia's share of the peak, in per cent",
    right=lambda: 100 * 6 / 7.2,
    unit="per cent",
    mistakes=(
        Mistake("other-share", lambda: 100 * 1.2 / 7.2, "That is the other country's share."),
        Mistake("inverted", lambda: 100 * 7.2 / 6, "You divided the whole by the part."),
    ),
    hints=("What is the whole?", "Divide the part by the whole."),
    why="The share has the whole below the line: `part / whole`.",
)
PEAK = Exercise(
    "E97.2",
    "number",
    "Year and total of the peak",
    right=lambda: (2008, 7200.0, True),
    unit="US$ millions",
    parts=("year", "total", "holds"),
    mistakes=(
        Mistake("exports-only", lambda: (None, 6000.0, None), "The total counts both directions."),
        Mistake("wrong-year", lambda: (2007, None, None), "Look at the row of the largest total."),
    ),
    hints=("Add both directions.", "Use idxmax."),
)
CHOICE = Exercise(
    "E97.5",
    "choice",
    "When did it close to vehicles?",
    right=lambda: "2015",
    options={"2009": "In July 2009", "2015": "In August 2015", "2019": "In February 2019"},
    mistakes=(Mistake("break", lambda: "2019", "That is the break in relations."),),
    hints=("Look at the events.", "Look at the mode."),
)
LABELS = Exercise(
    "E97.6",
    "labels",
    "Label three sentences",
    right=lambda: {"S01": "figure", "S02": "causal", "S03": "normative"},
    items={"S01": "It peaked.", "S02": "Politics killed it.", "S03": "He is <b>wrong</b>."},
    options={"figure": "a figure", "causal": "a cause", "normative": "a judgement"},
    mistakes=(
        Mistake("cause-as-fact", lambda: {"S02": "figure"}, "Three words can hold a cause."),
    ),
    hints=("Ask what could refute it.", "Look for a missing world."),
)
ORDER = Exercise(
    "E97.7",
    "order",
    "Put the loop together",
    right=lambda: ["init", "loop", "solve", "norm"],
    blocks={
        "init": "w = 1",
        "loop": "for _ in range(99):",
        "solve": "    w = f(w)",
        "norm": "    w = w / sum(w)",
        "stop": "return",
        "raw": "    w = w",
    },
    mistakes=(
        Mistake("no-anchor", lambda: {"raw"}, "Wages need an anchor."),
        Mistake(
            "norm-first",
            lambda: ["init", "loop", "norm", "solve"],
            "Normalise what has been solved.",
        ),
    ),
    hints=("What comes first?", "What is inside the loop?"),
)
_CARD = {
    "outcome": "exports of Colombia",
    "period": "2008-2014",
    "counterfactual": "trade had there been no closure",
}
CARD = Exercise(
    "E97.8",
    "card",
    "Rewrite the claim",
    schema={
        "type": "object",
        "required": ["outcome", "period", "counterfactual"],
        "additionalProperties": False,
        "properties": {
            "outcome": {
                "type": "string",
                "title": "Outcome",
                "minLength": 5,
                "not": {"pattern": "should"},
            },
            "period": {"type": "string", "title": "Period", "pattern": r"\d{4}"},
            "counterfactual": {"type": "string", "title": "Counterfactual", "minLength": 8},
        },
        "examples": [_CARD],
    },
    mistakes=(
        Mistake("no-counterfactual", lambda: _CARD | {"counterfactual": ""}, "Than what?"),
        Mistake(
            "normative", lambda: _CARD | {"outcome": "what he should do"}, "That cannot be tested."
        ),
    ),
    hints=("Name the world without it.", "Give years."),
)
ALL = (SHARE, PEAK, CHOICE, LABELS, ORDER, CARD)


def _question(number: int, lesson: str = "97") -> Question:
    options = (
        Option("red", "Because it is warm.", right=True),
        Option("<i>blue</i>", "Because it is cold."),
        Option("grey", "Because it is dull."),
    )
    return Question(f"Q{lesson}.{number}", f"Which colour is number {number}?", options)


LESSONS = {
    "96": Lesson("96", quiz=tuple(_question(n, "96") for n in (1, 2, 3))),
    "97": Lesson("97", exercises=ALL, quiz=tuple(map(_question, (1, 2, 3)))),
}
