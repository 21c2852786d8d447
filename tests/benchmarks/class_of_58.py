#!/usr/bin/env python
"""A class of 58 sheets as Canvas hands them over, some of them hostile, graded with a roster separated by semicolons.

    python tests/benchmarks/class_of_58.py [--keep FOLDER]

Says how long it took, checks what must hold whatever was handed in, and leaves every page to be looked at.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import tempfile
import time
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [
    str(HERE.parents[1]),
    *(str(HERE.parents[1] / part) for part in ("classroom", "hostile")),
]

from answer_sheets import answer, right_answers, sealed, sheet, write  # noqa: E402
from given import as_given  # noqa: E402

from claimlab import lessons  # noqa: E402
from claimlab.classroom.grade import grade  # noqa: E402
from claimlab.judging.judge import plain  # noqa: E402

FIRST = "Ana Luis María José Rosa Juan Elena Carlos Inés Pedro".split()
LAST = "Pérez Gómez Ruiz Díaz Rojas Vega Núñez".split()
SAID = [
    "Exports fell by two thirds before 2015; I had thought of the closure alone.",
    "The fall began in 2009, when the payments stopped, and not at the bridge.",
    "I was surprised that a third was left in 2014.",
    "The market shrank, so every seller lost; ours lost more than the others.",
]
SIZE = 58


def people() -> list[tuple[str, int]]:
    """Name and number of everybody on the roster, two of whom have one name."""
    names = [f"{FIRST[n % 10]} {LAST[n // 10]}" for n in range(SIZE + 4)]
    names[11] = names[1]
    return [(name, 1000 + n) for n, name in enumerate(names)]


def honest(student: str, dice: random.Random) -> dict[str, object]:
    """A sheet with right answers, common mistakes and wrong ones, at times of its own."""
    values = right_answers("01")
    for ex in lessons.lesson("01").exercises:
        wrong = [plain(as_given(ex, mistake.value())) for mistake in ex.mistakes]
        if wrong and dice.random() < 0.45:
            values[ex.id] = dice.choice(wrong)
    made = sheet("01", student, values)
    minute = 0.0
    for said in [*made["answers"].values(), *made["quiz"].values(), *made["replies"].values()]:
        minute += dice.uniform(0.5, 9)
        said["at"] = (
            f"2026-03-02T{14 + int(minute // 60)}:{int(minute % 60):02}:{dice.uniform(0, 59.9):06.3f}+00:00"
        )
    for said in made["answers"].values():
        said["attempts"], said["hints"] = dice.randint(1, 5), dice.randint(0, 2)
    for item, said in made["replies"].items():
        said["text"] = f"{dice.choice(SAID)} I, {student}, had {dice.randint(3, 90)} in mind."
    for n, said in enumerate(made["judgements"].values()):
        said["because"] = f"{dice.choice(SAID)} So says {student}." if n % 3 == 0 else ""
    return sealed(made)


def hand_in(folder: Path) -> dict[str, str]:
    """Write the sheets; returns what must be said about which file."""
    dice, said = random.Random(2022), {}
    sheets = {}
    for n, (name, number) in enumerate(people()[:SIZE]):
        last, first = name.split()[1].lower(), name.split()[0].lower()
        file = f"{last}{first}_{'LATE_' if n % 9 == 0 else ''}{number}_{50_000 + n}_lesson-01.answers.json"
        sheets[file] = honest(name, dice)
    files = list(sheets)

    def spoil(place: int, reason: str, **changed: object) -> None:
        sheets[files[place]] = sealed(sheets[files[place]] | changed)
        said[files[place]] = reason

    copied = sheets[files[20]]
    sheets[files[21]] = sealed(copied | {"name": people()[21][0]})
    said[files[21]] = "times are the same"
    spoil(22, "but the name in the sheet is", name=people()[60][0])  # somebody who is absent
    spoil(23, "but the name in the sheet is", name="Аnа Pérez")
    spoil(
        24,
        "markup",
        replies={"P01.1": {"text": "<script>alert(1)</script>" * 9, "at": "2026-03-02T14:00:00Z"}},
    )
    spoil(25, "signs that names do not have", name="x;=cmd|'/C calc'!A0;z")
    spoil(
        26,
        "worked solution was opened",
        answers={k: v | {"solution_seen": True} for k, v in sheet("01", "x")["answers"].items()},
    )
    spoil(
        27,
        "keys struck at random",
        replies={"P01.1": {"text": "lkjdf sdkfjh wekrjh sdfkjhsdf", "at": "2026-03-02T14:00:00Z"}},
    )
    spoil(28, "Not part of lesson 01", forecasts={"F1": 100})
    spoil(
        29, "stored verdict differs", answers={"E01.2": answer("E01.2", 1) | {"verdict": "right"}}
    )
    for file, made in sheets.items():
        write(folder, made, file)
    for place, content in ((30, b"{"), (31, b""), (32, b"[" * 500_000), (33, b"\xff\xfe" * 500)):
        (folder / files[place]).write_bytes(content)
        said[files[place]] = ""
    (folder / files[34]).write_text(
        (folder / files[34])
        .read_text(encoding="utf-8")
        .replace('"attempts": 1', '"attempts": NaN', 1),
        encoding="utf-8",
    )
    return said


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def main() -> int:
    """Hand in, grade, check; the exit code says whether everything held."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--keep", type=Path, help="folder for the sheets and the results")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as own:
        root = asked.keep or Path(own)
        sheets, roster, out = root / "sheets", root / "roster.csv", root / "grades"
        sheets.mkdir(parents=True)
        lines = ["Student;ID;SIS User ID;SIS Login ID;Section", "    Points Possible;;;;"]
        lines += [
            f"{name.split()[1]}, {name.split()[0]};{number};S{number};;A"
            for name, number in people()
        ]
        roster.write_text("\n".join(lines), encoding="utf-8-sig")
        said = hand_in(sheets)
        start = time.perf_counter()
        print(grade(sheets, out, roster=roster, weights="exercises 60, quiz 20, replies 20"))
        seconds = time.perf_counter() - start
        book, problems = rows(out / "gradebook.csv"), rows(out / "problems.csv")
        unsaid = {
            f: r
            for f, r in said.items()
            if not any(f == p["File"] and r in p["Reason"] for p in problems)
        }
        cells = [c for path in out.glob("*.csv") for row in rows(path) for c in row.values()]
        checks = {
            "a row for everybody on the roster, and nobody else": len(book) == 1 + len(people()),
            "the four absent, and the five unreadable, have no mark": sum(not r["Lesson 01"] for r in book) == 9,
            "two of one name have a row each": sum(r["Student"] == book[2]["Student"] and r["Lesson 01"] != "" for r in book) == 2,
            "all that had to be said is said": not unsaid,
            "no cell begins as a formula": not [c for c in cells if c.lstrip().startswith(tuple("=+-@"))],
            "a page and a returned page for each": len(list((out / "feedback").iterdir())) == len(zipfile.ZipFile(out / "feedback-canvas.zip").namelist()) == SIZE - 5,
        }  # fmt: skip
        for what, holds in checks.items():
            print(f"{'ok' if holds else 'NO'}  {what}")
        print(f"{len(problems)} remarks; unsaid: {unsaid}; {seconds:.1f} s for {SIZE} sheets")
    return int(not all(checks.values()))


if __name__ == "__main__":
    sys.exit(main())
