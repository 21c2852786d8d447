#!/usr/bin/env python
"""What a lesson costs a fresh kernel: seconds for all its cells, beside a notebook that draws one line, and the memory it holds at its end.

    python tests/benchmarks/cold.py [--lessons 01 03] [--runs 2]

Each notebook runs in a kernel and a workspace of its own, as a student's and as an instructor's edition. The small notebook imports seaborn and
draws one line; it runs before each lesson, so that both meet the same machine. The fastest of the runs counts.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from claimlab.course import course
from claimlab.data import lessons_dir

LINE = (
    "import seaborn as sns",
    "sns.lineplot(x=[2008, 2012, 2019], y=[6.1, 2.6, 0.2])",
)
MEMORY = "import psutil; print(psutil.Process().memory_info().rss)"


def run(notebook) -> tuple[float, float]:
    """Seconds of all cells with the start of the kernel, and megabytes of the kernel after the last one."""
    notebook.cells.append(new_code_cell(MEMORY))
    with tempfile.TemporaryDirectory() as folder:
        notebook.cells.insert(0, new_code_cell(
            f"import os; os.environ[{course().variable('workspace')!r}] = {folder!r}; os.environ[{course().variable('front_end')!r}] = '0'"
        ))  # fmt: skip
        begun = time.perf_counter()
        NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()  # fmt: skip
        seconds = time.perf_counter() - begun
    return seconds, int(notebook.cells[-1].outputs[-1]["text"]) / 2**20


def fastest(make, runs: int) -> tuple[float, float]:
    """Of several runs, the one that took least."""
    return min(run(make()) for _run in range(runs))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lessons", nargs="*", default=[])
    parser.add_argument("--runs", type=int, default=2)
    asked = parser.parse_args()
    print("| lesson | one line, s | student, s | ratio | instructor, s | ratio | memory, MB |")
    print("| --- | --: | --: | --: | --: | --: | --: |", flush=True)
    ratios = []
    for path in sorted(lessons_dir().glob("[0-9][0-9]-*.ipynb")):
        if asked.lessons and path.name[:2] not in asked.lessons:
            continue
        base, _held = fastest(lambda: new_notebook(cells=[*map(new_code_cell, LINE)]), asked.runs)
        both = [path, path.parent / "instructor" / path.name]
        (own, held), (other, _more) = (
            fastest(lambda one=one: nbformat.read(one, as_version=4), asked.runs) for one in both
        )
        ratios += [own / base, other / base]
        print(f"| {path.name[:2]} | {base:.1f} | {own:.1f} | {own / base:.1f} | {other:.1f} | {other / base:.1f} | {held:.0f} |", flush=True)  # fmt: skip
    if ratios:
        print(f"\nMedian of the ratios {statistics.median(ratios):.2f}, largest {max(ratios):.1f}.")


if __name__ == "__main__":
    main()
