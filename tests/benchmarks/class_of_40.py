#!/usr/bin/env python
"""A class of 40 that answers every card of every lesson, graded in one command.

    python tests/benchmarks/class_of_40.py [--people 40]

Says how long the handing in and the grading took, and whether every sheet has its points.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[1] / "classroom")]

from whole_sheets import hand_in  # noqa: E402

from claimlab.lessons import lesson_ids  # noqa: E402


def main() -> int:
    """Hand in, grade, check; the exit code says whether every sheet has its points."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=40)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory() as own:
        start = time.perf_counter()
        files = list(hand_in(Path(own, "sheets"), Path(own, "desk"), people, lesson_ids()))
        handed = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "claimlab.cli", "grade", f"{own}/sheets", "-o", f"{own}/out"],
            check=False,
        )
        graded = time.perf_counter()
        with Path(own, "out", "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
            book = list(csv.DictReader(file))[1:]
        points = [row[f"Lesson {lesson_id}"] for row in book for lesson_id in lesson_ids()]
        whole = done.returncode == 0 and len(points) == len(files) and all(points)
    print(
        f"{len(files)} sheets handed in in {handed - start:.1f} s, graded in {graded - handed:.1f} s; "
        f"{'every sheet has its points' if whole else 'NOT every sheet has its points'}"
    )
    return int(not whole)


if __name__ == "__main__":
    sys.exit(main())
