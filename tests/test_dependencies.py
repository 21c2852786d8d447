"""What is imported is declared, and what is declared is used: in the base, for authors, for tests."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
HELPERS = ROOT / "helpers"
# Declared for what they do without being imported.
TOOLS = {"hatchling", "nbval", "pytest-xdist", "ruff"}


def named(requirement: str) -> str:
    """``"PyYAML>=6"`` and ``"pyyaml"`` are one name."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


def declared(requirements: Iterable[str]) -> set[str]:
    return {named(one) for one in requirements} - {"borderlab"}


ENGINE = tomllib.loads((ROOT / "helpers" / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["project"]["optional-dependencies"]
BASE = declared(PROJECT["project"]["dependencies"])
AUTHORING, TEST = declared(EXTRAS["authoring"]), declared(EXTRAS["test"])
HUB = declared(EXTRAS["hub"])
GROUPS = {named(one) for group in PROJECT["dependency-groups"].values() for one in group}


def modules_of(code: str) -> set[str]:
    """Top-level modules that some code imports, or skips a test without."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "importorskip":
            found.add(node.args[0].value)
    return {name.partition(".")[0] for name in found}


def distributions(modules: set[str]) -> set[str]:
    homes = packages_distributions()
    foreign = modules - set(sys.stdlib_module_names) - {"borderlab", "claimlab"}
    return {named(home) for module in foreign for home in homes.get(module, [module])}


def imported(paths: Iterable[Path]) -> set[str]:
    return distributions(set().union(*(modules_of(p.read_text("utf-8")) for p in paths)))


def in_lessons() -> set[str]:
    said = "".join(p.read_text("utf-8") for p in (ROOT / "lessons" / "source").rglob("*.md"))
    return distributions(set(re.findall(r"^(?:import|from) (\w+)", said, re.M)))


AUTHORS = {
    path for part in ("authoring", "site") for path in (HELPERS / "claimlab" / part).rglob("*.py")
}
BY_BASE = imported(set(HELPERS.rglob("*.py")) - AUTHORS)
BY_AUTHORS = imported(AUTHORS)
TESTS = set((ROOT / "tests").rglob("*.py"))
OWN = {named(path.stem) for path in TESTS} | {
    named(p.parent.name) for p in TESTS if p.stem == "__init__"
}


def test_the_base_declares_what_helpers_and_lessons_import_and_nothing_else():
    # What a hub brings is imported where a hub started the command, and nowhere else.
    assert BY_BASE - HUB | in_lessons() == BASE


def test_the_engine_alone_declares_what_it_imports_as_the_whole_does():
    engine = set((HELPERS / "claimlab").rglob("*.py"))
    assert declared(ENGINE["dependencies"]) == imported(engine - AUTHORS) - HUB
    assert set(ENGINE["dependencies"]) <= set(PROJECT["project"]["dependencies"])
    for extra in ("authoring", "hub"):
        assert ENGINE["optional-dependencies"][extra] == EXTRAS[extra]
    assert ENGINE["version"] == PROJECT["project"]["version"]


def test_authors_need_what_their_extra_declares_and_nothing_else():
    assert BY_AUTHORS - BASE == AUTHORING


def test_a_hub_needs_what_its_extra_declares_and_a_test_uses_all_of_it():
    assert imported([HELPERS / "claimlab" / "workspace.py", *TESTS]) >= HUB


def test_tests_import_what_is_declared_and_the_extra_declares_what_is_used():
    used = imported(TESTS) - OWN
    assert used <= BASE | AUTHORING | TEST | HUB | GROUPS
    assert TEST - used == TOOLS


@pytest.mark.parametrize("line", re.findall(r'^  "\w[^"]*[<>=][^"]*".*$', (ROOT / "pyproject.toml").read_text("utf-8"), re.M))  # fmt: skip
def test_every_dependency_has_a_reason(line):
    assert re.search(r'", +# \w.{4,}$', line)
