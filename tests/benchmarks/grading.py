#!/usr/bin/env python
"""How long a whole course takes to grade, and how much memory: the bar is 60 seconds and 500 MB on two cores.

    python tests/benchmarks/grading.py [--students 1000] [--lessons 12] [--keep FOLDER]

Lessons that are not built yet are imitated by those that are: modules in a folder of their own, which the
registry of exercises finds like any other. Every student hands in a sheet for every lesson, with right
answers, common mistakes and wrong ones. The grading runs in a process of its own, which is what is measured.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

from borderlab import lessons

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1] / "classroom"), str(HERE.parent)]

SECONDS, MEGABYTES = 60, 500
MODULE = "from grading import imitation\nLESSON = imitation({of!r}, {id!r})\n"
VARIANTS = 12
FIRST = "Ana Luis María José Rosa Juan Elena Carlos Inés Pedro".split()


def imitation(of: str, lesson_id: str):
    """The declarations of one lesson under the ids of another."""
    declared = lessons.lesson(of)

    def renamed(items):
        return tuple(
            dataclasses.replace(item, id=f"{item.id[0]}{lesson_id}{item.id[3:]}") for item in items
        )

    shelves = {
        shelf: renamed(getattr(declared, shelf)) for shelf in ("exercises", "predictions", "quiz")
    }
    return dataclasses.replace(declared, id=lesson_id, **shelves)


def imitate(folder: Path, count: int) -> list[str]:
    """Modules for the lessons that are missing; returns the ids of `count` lessons."""
    real = lessons.lesson_ids()
    wanted = [f"{n:02}" for n in range(count)]
    for n, lesson_id in enumerate(wanted):
        if lesson_id not in real:
            (folder / f"lesson{lesson_id}.py").write_text(
                MODULE.format(of=real[n % len(real)], id=lesson_id)
            )
    find(folder)
    return wanted


def find(folder: Path) -> None:
    """Let the registry look into a further folder."""
    lessons.__path__.append(str(folder))
    lessons.lesson_ids.cache_clear()


def hand_in(folder: Path, students: int, lessons: list[str]) -> float:
    """Write every sheet; returns the mean size in bytes."""
    from answer_sheets import right_answers, sealed, sheet, write

    from borderlab.judging.judge import plain

    dice, size = random.Random(2022), 0
    made = {}
    for lesson_id in lessons:
        right = right_answers(lesson_id)
        wrong = {
            e.id: [-1, *(plain(mistake.value()) for mistake in e.mistakes)]
            for e in lessons.lesson(lesson_id).exercises
        }
        values = [
            {i: v if dice.random() < 0.7 else dice.choice(wrong[i]) for i, v in right.items()}
            for _variant in range(VARIANTS)
        ]
        made[lesson_id] = [sheet(lesson_id, "", one) for one in values]
    with click.progressbar(range(students), label="Handing in") as bar:
        for n in bar:
            name = f"{FIRST[n % len(FIRST)]} Student {n:04}"
            for lesson_id in lessons:
                path = write(folder, sealed(dice.choice(made[lesson_id]) | {"name": name}))
                size += path.stat().st_size
    return size / (students * len(lessons))


def grade_here(modules: Path, sheets: Path, output: Path) -> None:
    """What the measured process does."""
    from borderlab.classroom.grade import grade

    def bar(files):
        with click.progressbar(files, label="Grading") as shown:
            yield from shown

    find(modules)
    print(grade(sheets, output, progress=bar))


def main() -> int:
    """Write the sheets, grade them, print the figures; the exit code says whether the bar was met."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--lessons", type=int, default=12)
    parser.add_argument("--keep", type=Path, help="folder for the sheets and the results")
    parser.add_argument("--grade", type=Path, nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.grade:
        grade_here(*asked.grade)
        return 0
    with tempfile.TemporaryDirectory() as own:
        root = asked.keep or Path(own)
        modules, sheets, output = (
            root / name for name in ("modules", "sheets", "results/gradebook.csv")
        )
        modules.mkdir(parents=True)
        sheets.mkdir()
        lessons = imitate(modules, asked.lessons)
        size = hand_in(sheets, asked.students, lessons)
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, str(HERE), "--grade", str(modules), str(sheets), str(output)],
            check=True,
        )
        seconds = time.perf_counter() - start
        megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (
            1024 * (1024 if sys.platform == "darwin" else 1)
        )
    count = asked.students * asked.lessons
    print(
        f"{count:,} sheets of {size / 1024:.1f} kB: {seconds:.1f} s (bar {SECONDS}), {1000 * seconds / count:.2f} ms a sheet, peak {megabytes:.0f} MB (bar {MEGABYTES})"
    )
    return int(seconds > SECONDS or megabytes > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
