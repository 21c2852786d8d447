"""Own sentences: no run of eight words of the printed column stands in the kit.

The column is not shipped; ``column_runs.sha1`` holds hashes of its runs, and says how to split words.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINES = Path(__file__).with_name("column_runs.sha1").read_text(encoding="utf-8").splitlines()
RUNS = {line for line in LINES if line and not line.startswith("#")}
READ = {".csv", ".ipynb", ".json", ".js", ".md", ".po", ".py", ".toml", ".txt"}
TEXTS = [
    *sorted(ROOT.glob("*.md")),
    *(
        path
        for folder in ("lessons", "data", "helpers", ".github")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in READ and path.name != "datapackage.json" and ".ipynb_" not in str(path)
    ),
]


def runs(text: str) -> dict[str, str]:
    """Hash to run, for all runs of eight words."""
    words = [word.strip(".,") for word in re.findall(r"[\w$'’.-]+", text.lower())]
    words = [word for word in words if word]
    eights = (" ".join(words[n : n + 8]) for n in range(len(words) - 7))
    return {hashlib.sha1(run.encode()).hexdigest()[:16]: run for run in eights}


@pytest.mark.parametrize("folder", ["lessons", "data", "helpers", ".github", "."])
def test_no_sentence_of_the_column_is_copied(folder):
    found = []
    for path in TEXTS:
        place = path.relative_to(ROOT).parts
        if folder == (place[0] if len(place) > 1 else "."):
            said = runs(path.read_text(encoding="utf-8"))
            found += [f"{path.name}: {said[run]}" for run in RUNS & set(said)]
    assert found == []


def test_the_hashes_are_those_of_runs():
    assert len(RUNS) > 700
    assert all(re.fullmatch(r"[0-9a-f]{16}", run) for run in RUNS)
    assert list(runs("One, two three. four five six seven eight")) == [
        hashlib.sha1(b"one two three four five six seven eight").hexdigest()[:16]
    ]
