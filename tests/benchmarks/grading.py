#!/usr/bin/env python
"""How long a whole course takes to grade, and how much memory: the bar is 60 seconds and 500 MB on two cores.

    python tests/benchmarks/grading.py [--sheets 12000] [--keep FOLDER]

Every student hands in a sheet for every lesson there is, with right answers, common mistakes and wrong ones. The grading runs in a process of its own, which is what is measured.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

from claimlab import lessons

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[1] / "classroom"), str(HERE.parent)]

SECONDS, MEGABYTES = 60, 500
VARIANTS = 12
FIRST = "Ana Luis María José Rosa Juan Elena Carlos Inés Pedro".split()


def hand_in(folder: Path, students: int, ids: list[str]) -> float:
    """Write every sheet; returns the mean size in bytes."""
    from answer_sheets import right_answers, sealed, sheet, write
    from given import as_given

    from claimlab.judging.judge import plain

    dice, size = random.Random(2022), 0
    made = {}
    for lesson_id in ids:
        right = right_answers(lesson_id)
        wrong = {
            e.id: [-1, *(plain(as_given(e, mistake.value())) for mistake in e.mistakes)]
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
            for lesson_id in ids:
                path = write(folder, sealed(dice.choice(made[lesson_id]) | {"name": name}))
                size += path.stat().st_size
    return size / (students * len(ids))


def grade_here(sheets: Path, output: Path) -> None:
    """What the measured process does."""
    from claimlab.classroom.grade import grade

    def bar(files):
        with click.progressbar(files, label="Grading") as shown:
            yield from shown

    print(grade(sheets, output, progress=bar))


def main() -> int:
    """Write the sheets, grade them, print the figures; the exit code says whether the bar was met."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sheets", type=int, default=12_000)
    parser.add_argument("--keep", type=Path, help="folder for the sheets and the results")
    parser.add_argument("--grade", type=Path, nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.grade:
        grade_here(*asked.grade)
        return 0
    with tempfile.TemporaryDirectory() as own:
        root = asked.keep or Path(own)
        sheets, output = root / "sheets", root / "results"
        sheets.mkdir(parents=True)
        ids = list(lessons.lesson_ids())
        students = -(-asked.sheets // len(ids))
        size = hand_in(sheets, students, ids)
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, str(HERE), "--grade", str(sheets), str(output)],
            check=True,
        )
        seconds = time.perf_counter() - start
        megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (
            1024 * (1024 if sys.platform == "darwin" else 1)
        )
    count = students * len(ids)
    print(
        f"{count:,} sheets of {size / 1024:.1f} kB: {seconds:.1f} s (bar {SECONDS}), {1000 * seconds / count:.2f} ms a sheet, peak {megabytes:.0f} MB (bar {MEGABYTES})"
    )
    return int(seconds > SECONDS or megabytes > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
