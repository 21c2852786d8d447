"""Nothing stands in the house that nobody uses, and no sentence stands where a translator does not look."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from pathlib import Path

import pytest

from claimlab.data import data_dir, lessons_dir
from claimlab.lessons import lesson_ids, pictures
from claimlab.lessons.verdicts import STATUSES
from claimlab.lessons.words import recorded, words

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "helpers"
MODULES = sorted(PACKAGE.rglob("*.py"))
ROOMS = sorted(PACKAGE.glob("borderlab/lessons/lesson*/*.py"))
OTHERS = [
    "tests/remake",
    "lessons/instructor/role-play",
    "helpers/claimlab/authoring/blank",
    "lessons/source",
    "data/article",
]

# Models that no lesson calls and tests lean on: by them another model, or a lesson's answer, is proved.
NO_LESSON_CALLS = {"mr_terms", "peace_feasible", "power_law_sample", "simulate_talks"}
ELSEWHERE = {  # click, Python, IPython, a test of completeness, and a view that waits for its lesson
    "CODES", "SmallMultiples", "__dir__", "__getattr__", "__version__", "describe_", "list_",
    "load_ipython_extension", "new_", "verify_",
}  # fmt: skip


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def made_at_the_top(path: Path):
    """What a module defines, but for what its decorators hand over to somebody else."""
    shown = {name for number in lesson_ids() for name in pictures(number)}  # the lint knows where
    for node in tree(path).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            called = [getattr(d, "func", d) for d in node.decorator_list]
            given = {getattr(d, "id", getattr(d, "attr", "")) for d in called}
            if node.name not in shown and not given & {
                "claim",
                "command",
                "exercise",
                "few",
                "goal",
                "prediction",
                "toy",
            }:
                yield node.name
        elif isinstance(node, ast.Assign):
            yield from (t.id for t in node.targets if isinstance(t, ast.Name) and t.id != "__all__")


@cache
def used() -> frozenset[str]:
    """Every name that code reads, every word of its strings, and every word of the sources."""
    found = set()
    for path in MODULES:
        strings = {text for _node, text, _calls in literals(path) if "\n" in text or " " in text}
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found.add(node.id)
            elif isinstance(node, ast.Attribute):
                found.add(node.attr)
        found |= {word for text in strings for word in re.findall(r"\w+", text)}
        if path == PACKAGE / "claimlab" / "__init__.py":  # the public names
            found |= set(re.findall(r'"(\w+)":', path.read_text(encoding="utf-8")))
    for folder in OTHERS:
        for path in (ROOT / folder).rglob("*.*"):
            if path.suffix in (".py", ".md", ".toml", ".txt", ".csv"):
                found |= set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    return frozenset(found)


def literals(path: Path):
    """(node, text, names of the calls around it) of every string that is no docstring."""
    parents = {child: node for node in ast.walk(tree(path)) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.JoinedStr):
            text = "".join(p.value if isinstance(p, ast.Constant) else "x" for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if isinstance(parents[node], (ast.Expr, ast.FormattedValue, ast.JoinedStr)):
                continue
            text = node.value
        else:
            continue
        calls, place = set(), node
        while not isinstance(place, ast.stmt):
            place = parents[place]
            if isinstance(place, ast.Call):
                calls.add(getattr(place.func, "id", getattr(place.func, "attr", "")))
        yield node, text.strip(), calls


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_what_is_made_is_used(path):
    kept = NO_LESSON_CALLS if path.parent.name == "models" else set()
    assert {one for one in made_at_the_top(path) if one not in used()} <= kept | ELSEWHERE


def test_a_model_that_a_lesson_calls_is_not_on_the_list_of_those_that_none_calls():
    assert {one for one in NO_LESSON_CALLS if one in used()} == set()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_choice_stands_in_a_choice(path):
    """`a if x else b if y else c` is read twice by everybody."""
    asked = [node for node in ast.walk(tree(path)) if isinstance(node, ast.IfExp)]
    nested = [
        n.lineno for n in asked if isinstance(n.body, ast.IfExp) or isinstance(n.orelse, ast.IfExp)
    ]
    assert nested == []


@pytest.mark.parametrize("number", lesson_ids())
def test_every_fact_is_quoted(number):
    said = "".join(
        path.read_text(encoding="utf-8") for path in (lessons_dir() / "source").glob(f"*/{number}*")
    )
    quoted = {fact.partition(":")[0].strip() for fact in re.findall(r"\{\{(.*?)\}\}", said, re.S)}
    assert set(recorded(number)["facts"]) - quoted == set()


@pytest.mark.parametrize("number", lesson_ids())
def test_every_word_of_a_picture_is_shown(number):
    room = "".join(p.read_text(encoding="utf-8") for p in ROOMS if f"lesson{number}" in p.parts)
    shared = "".join(
        p.read_text(encoding="utf-8")
        for p in (
            *PACKAGE.glob("*/lessons/*.py"),
            PACKAGE / "claimlab" / "teaching" / "picturing.py",
        )
    )
    declared = {name.replace("_", "-") for name in pictures(number)}
    for picture, said in words(number).get("pictures", {}).items():
        is_read = f'"{picture}")' in room and not all(isinstance(one, str) for one in said.values())
        if picture not in declared and not is_read:
            continue  # words by key, such as those of every number of a model
        unseen = {key for key in said if f'"{key}"' not in room + shared}
        assert unseen == set(), picture


# Sentences stand where a translator finds them ---------------------------------------------------

SENTENCE = re.compile(r"""['"({`]*[A-Z{'"].*\w.* \w.*[.:!?…]['")`]*""", re.S)
# For authors and for who types a command; and models, which know no reader.
IN_ENGLISH = re.compile(
    r"borderlab/(models/|cli\.py)|claimlab/(authoring/|(cli|course)\.py|lessons/(joining|judged|verdicts|words|declare)\.py|teaching/picturing\.py)"
)
SAMPLES = {"BLOCKS", "CARD", "SOUND"}  # lines of code, rules of a card, a sample answer


@pytest.mark.parametrize("path", [p for p in MODULES if not IN_ENGLISH.match(name(p))], ids=name)
def test_every_sentence_of_the_package_goes_through_one_door(path):
    samples = set(inside_samples(path)) if path in ROOMS else set()
    assert [
        text
        for node, text, calls in literals(path)
        if node not in samples and not calls & {"_", "execute"}
        and (SENTENCE.fullmatch(text) and len(re.findall(r"[A-Za-z]{2,}", text)) > 2
             or "KitError" in calls and " " in text)
    ] == []  # fmt: skip


def inside_samples(path: Path):
    """Nodes of sample answers and of lines of code to be put in order."""
    for node in tree(path).body:
        is_sample = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in SAMPLES
        asks = " ".join(map(ast.unparse, getattr(node, "decorator_list", ())))
        if is_sample or "kind='card'" in asks:
            yield from ast.walk(node)


@cache
def tables() -> str:
    files = sorted(data_dir().rglob("*.csv"))
    return json.dumps([*map(str, STATUSES)]) + "".join(p.read_text(encoding="utf-8") for p in files)


# Values and columns of tables that a student works with: like the tables in data/, in English.
LABELS = {
    "after, US$ bn", "before, US$ bn", "COL to ECU", "COL to PER", "COL to VEN", "change, per cent", "imposed at once", "no day found",
    "threat, then imposed", "yielded or settled",
}  # fmt: skip


@pytest.mark.parametrize("path", ROOMS, ids=name)
def test_no_english_stands_in_a_room(path):
    samples = set(inside_samples(path))
    code = re.compile(r"[{}\\|=<>;]|\dpx")
    assert [
        text
        for node, text, calls in literals(path)
        if len(re.findall(r"[^\W\d_]{2,}", text)) > 2 and " " in text
        and node not in samples and not calls & {"_", "query"}
        and not code.search(text) and text not in LABELS and text not in tables()
    ] == []  # fmt: skip
