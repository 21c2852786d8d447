"""A made-up lesson that breaks no rule; the tests change one thing in it at a time."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from claimlab import lessons
from claimlab.authoring import build, facts, lint_form, lint_prose, lint_words, source
from claimlab.lessons.declare import Exercise, Lesson, Mistake, Option, Prediction, Question

GOOD = """---
lesson: "41"
title: Counting lorries
question: How many lorries crossed?
minutes: {class_50: 50, class_75: null, alone: 90}
after: ["40"]
objectives:
  - Count lorries on both banks
kernelspec: {name: python3, display_name: Python 3}
---

# Counting lorries

+++ {"id": "41-hook"}

In {{ peak_year }} goods worth ${{ peak_bn:.1f }}bn crossed, says the column [C07]. The model is $x_1 = 2$.

```{code-cell} ipython3
from borderlab import check, cite, glossary, hint, judge, ledger, load
from borderlab import predict, progress, quiz, reveal
from borderlab import show, show_source, solution, submit, verdict
```

+++ {"id": "41-plate"}

One dot is one lorry.

```{code-cell} ipython3
show("plate_41")
```

## Look

+++ {"id": "41-look"}

FILLER

```{code-cell} ipython3
predict("P41.1")
```

+++ {"id": "41-note", "tags": ["instructor"]}

**4 minutes.** Wait for the slowest pair.

```{code-cell} ipython3
secret = "for instructors"
```

+++ {"id": "41-reveal"}

![Two banks of a river, joined by one bridge](bridge.png)

```{code-cell} ipython3
from borderlab import Slider, explore
from claimlab.views import Lines

reveal("P41.1", 42)
explore(dict, Lines("year", "n", title="Lorries fell"), year=Slider("Year", 1, 9, 1))
```

## Exercise 1: how many?

+++ {"id": "41-ex1"}

On 15 September 2022 the bank counted lorries. How many per cent fewer than {{ fall_percent:.0f }} per cent?

```{code-cell} ipython3
:id: E41.1
lorries = 6 * 7  ### ...
check("E41.1", lorries)
```

## Draw it yourself

+++ {"id": "41-draw"}

Draw the lorries of each year.

```{code-cell} ipython3
import seaborn as sns
```

```{code-cell} ipython3
:id: E41.8
ax = sns.barplot(x=[2008], y=[42])  ### ...
check("E41.8", ax)
```

## Deeper: boats

+++ {"id": "41-boats"}

Boats cross too. Two minutes.

Nobody counts them.

```{code-cell} ipython3
boats = 0
```

## Verdict

+++ {"id": "41-judge"}

You are the judge.

```{code-cell} ipython3
judge("C" + "07")
verdict("41")
```

## Quiz

+++ {"id": "41-quiz"}

Three questions.

```{code-cell} ipython3
quiz("Q41")
```

## Limits

+++ {"id": "41-limits"}

- One bank.
- One year.
- No boats.
""".replace("FILLER", " ".join(["Lorries cross the bridge at dawn."] * 130))

START = """---
lesson: start
title: Begin here
question: Where do I begin?
---

+++ {"id": "start-lessons"}

The column makes {{ claims_count }} claims.

{{ lesson_table }}
"""

LESSON = Lesson(
    "41",
    facts=lambda: {
        "peak_year": 2008,
        "peak_bn": 7.257,
        "fall_percent": -12.4,
        "words": "US$ millions",
        "nothing": float("nan"),
    },
    exercises=(
        Exercise(
            "E41.1", "number", "How many?", right=lambda: 42, hints=("Count.", "Count both banks."),
            mistakes=(Mistake("six", lambda: 6, "One bank."), Mistake("boats", lambda: 7, "Boats.")),
        ),
        Exercise("E41.8", "chart", "Draw.", right=lambda: None, hints=("Draw.", "Say the unit.")),
    ),
    predictions=(Prediction("P41.1", "number", "How many?", truth=lambda: 42),),
    quiz=(Question("Q41.1", "Who?", (Option("We", "We do.", True, "we"), Option("No", "No."))),),
)  # fmt: skip
WORDS = {
    "E41.1": {"asks": "How many?"},
    "C07": {"evidence": {"peak": "Lorries"}},
    "pictures": {"plate-41": {"title": "One dot is one lorry"}},
}


@pytest.fixture
def good() -> str:
    """The text of the sound lesson."""
    return GOOD


@pytest.fixture
def halves() -> SimpleNamespace:
    """What the sound lesson declares, and what it says."""
    return SimpleNamespace(lesson=LESSON, words=WORDS)


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write a text as a lesson source and return its path; the registry knows lesson 41 only."""
    monkeypatch.setattr(lessons, "lesson", lambda lesson_id: LESSON)
    plates = {"plate_41": SimpleNamespace(goal="", reveals="")}
    monkeypatch.setattr(lessons, "pictures", lambda lesson_id: plates)
    kept = {
        "facts": LESSON.facts(),
        "exercises": {"E41.1": {"wrong": {"six": 6, "boats": 7}}},
        "claims": {"C07": {"status": "supported", "evidence": {"peak": 42}}},
    }
    for reader in (build, lint_prose, lint_words, source):
        monkeypatch.setattr(reader, "recorded", lambda lesson_id: kept)
    monkeypatch.setattr(lessons, "exercise", lambda name: {e.id: e for e in LESSON.exercises}[name])
    monkeypatch.setattr(lint_form, "terms", lambda language: {})
    for rules in (lint_prose, lint_form, lint_words):
        monkeypatch.setattr(rules, "words", lambda lesson_id, language: WORDS)
    monkeypatch.setattr(facts, "keep", lambda lesson_id: [])

    def write(text: str, name: str = "41-counting-lorries.md") -> Path:
        path = tmp_path / "source" / "en" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def kit(write, tmp_path, monkeypatch):
    """A small kit: the sound lesson, one that follows it, and a start page. Returns its lessons folder."""
    from claimlab.authoring import source

    write(GOOD)
    write(
        GOOD.replace("41", "42").replace("Counting lorries", "Counting boats"),
        "42-counting-boats.md",
    )
    write(START, "start.md")
    monkeypatch.setattr(source, "lessons_dir", lambda: tmp_path)
    monkeypatch.setattr(build, "lessons_dir", lambda: tmp_path)
    monkeypatch.setattr(build, "load", lambda name: range(73))
    return tmp_path
