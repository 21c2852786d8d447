"""The rules of the house (helpers/README.md): who may import whom, what is documented, what is committed."""

import ast
import doctest
import inspect
import json
import re
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

import borderlab
import claimlab

ROOT = Path(__file__).parents[1]
HELPERS = ROOT / "helpers"
HOUSES = ("claimlab", "borderlab")
MODULES = sorted(path for house in HOUSES for path in (HELPERS / house).rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "lessons").rglob("*.ipynb"))

ANYWHERE = {"course", "days", "errors", "files", "html", "i18n", "settings"}
ENGINE = {  # a part may always import itself; "" is the package's own face
    "": {"course"},
    "course": set(),
    "days": set(),
    "errors": {"i18n"},
    "files": set(),
    "html": {"i18n"},
    "i18n": {"course", "settings"},
    "settings": {"course", "files"},
    "data": ANYWHERE,
    "views": ANYWHERE | {"data"},
    "lessons": ANYWHERE | {"data", "views"},
    "judging": ANYWHERE | {"lessons", "views"},
    "sheets": ANYWHERE | {"data", "lessons"},
    "teaching": ANYWHERE | {"", "data", "judging", "lessons", "sheets", "views"},
    "classroom": ANYWHERE | {"data", "judging", "lessons", "sheets", "teaching", "views"},
    "authoring": ANYWHERE | {"data", "judging", "lessons"},
    "lectern": ANYWHERE
    | {"authoring", "classroom", "data", "judging", "lessons", "site", "teaching", "views"},
    "site": ANYWHERE | {"authoring", "data", "judging", "lessons", "teaching", "views"},
    "workspace": ANYWHERE | {"data", "teaching"},
    "doctor": ANYWHERE | {"data"},
    "hub": ANYWHERE | {"data", "workspace"},
    "cli": ANYWHERE
    | {"authoring", "classroom", "data", "doctor", "hub", "lectern", "site", "workspace"},
}
# The parts of the engine stand before a slash. No part of the engine knows the course.
GROUND = {f"claimlab/{one}" for one in ANYWHERE}
SHOWN = {"claimlab/", "claimlab/data", "claimlab/lessons", "claimlab/teaching", "claimlab/views"}
COURSE = {
    "": {"claimlab/"},
    "models": GROUND | {"claimlab/data"},
    "cover": GROUND | {"claimlab/data", "claimlab/views", "models", "outlines"},
    "maps": GROUND | {"claimlab/data", "claimlab/views", "outlines"},
    "outlines": GROUND | {"claimlab/data", "claimlab/views"},
    "replications": GROUND | {"claimlab/data", "models"},
    "lessons": GROUND | {"claimlab/lessons"},
    "rooms": GROUND | SHOWN | {"cover", "lessons", "maps", "models", "outlines", "replications"},
    "cli": GROUND | {"", "claimlab/cli", "claimlab/data", "claimlab/lessons", "replications"},
}
MAY_IMPORT = {
    **{f"claimlab/{here}": {f"claimlab/{one}" for one in may} for here, may in ENGINE.items()},
    **{
        f"borderlab/{here}": {one if "/" in one else f"borderlab/{one}" for one in may}
        for here, may in COURSE.items()
    },
}
TOP_LEVEL = {
    ".ci", ".gitattributes", ".github", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "CITATION.cff", "LICENSE", "README.md",
    "constraints.txt", "data", "helpers", "lessons", "pyproject.toml", "tests",
}  # fmt: skip


def dotted(path):
    return ".".join(path.relative_to(HELPERS).with_suffix("").parts).removesuffix(".__init__")


def part(module):
    """``claimlab.views.lines`` belongs to ``claimlab/views``, ``borderlab`` to ``borderlab/``, a lesson's room to ``borderlab/rooms``."""
    house, inner = (module.split(".") + [""])[:2]
    if re.match(r"borderlab\.lessons\.lesson\d\d", module):
        inner = "rooms"
    return f"{house}/{inner}"


def imported(path):
    """The full names of everything of ours that a module imports, anywhere in its code."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] in HOUSES)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            house, _dot, inner = node.module.partition(".")
            if house in HOUSES and not inner:  # a part, or a public name that lives in a part
                for alias in node.names:
                    home = claimlab._HOMES.get(alias.name, alias.name)
                    known = f"{house}/{home.split('.')[0]}" in MAY_IMPORT
                    yield f"{house}.{home}" if known else house
            elif house in HOUSES:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def committed():
    """Every file that git keeps, or would keep."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(
        path for path in map(ROOT.joinpath, set(listed.stdout.splitlines())) if path.is_file()
    )


def text_files():
    for path in committed():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_arrows_point_one_way(path):
    here = part(dotted(path))
    assert here in MAY_IMPORT, f"a new part: say above what '{here}' may import"
    strangers = {name for name in imported(path) if part(name) not in MAY_IMPORT[here] | {here}}
    assert strangers == set(), f"'{here}' may not import these"


def test_no_two_parts_import_each_other():
    used = {here: set() for here in MAY_IMPORT}
    for path in MODULES:
        used[part(dotted(path))] |= {part(name) for name in imported(path)}
    both = {(a, b) for a in used for b in used[a] if a < b and a in used.get(b, ())}
    assert both == set()


def page_of(house):
    """What ``helpers/README.md`` says of one house."""
    page = (HELPERS / "README.md").read_text(encoding="utf-8")
    return re.split(rf"^## .*`{house}`.*$", page, flags=re.M)[1].partition("\n## ")[0]


@pytest.mark.parametrize("house", HOUSES)
def test_the_page_draws_the_same_arrows(house):
    """A table for each house, a row for each part; the ground is said once, and the face is the package's name."""
    drawn = {}
    for row in re.findall(r"^\| (`.*?) \|(.*?)\|$", page_of(house), re.M):
        for here in re.findall(r"`([\w/]+)`", row[0]):
            drawn[here] = {one for one in re.findall(r"`([\w/]+)`", row[1])}
    may = {
        (here.split("/")[1] or house): {
            one.removeprefix(f"{house}/") or house for one in names - GROUND
        }
        for here, names in MAY_IMPORT.items()
        if here.startswith(f"{house}/") and here not in GROUND
    }
    assert drawn == may


@pytest.mark.parametrize("house", HOUSES)
def test_the_page_names_every_folder_and_module_of_the_house(house):
    page, home = page_of(house), HELPERS / house
    folders = {p.name for p in home.iterdir() if p.is_dir() and p.name != "__pycache__"}
    modules = {p.name for p in home.glob("*.py")} - {"__init__.py"}
    assert {name for name in folders if f"{name}/" not in page} == set()
    assert {name for name in modules if name not in page} == set()


def test_the_engine_names_no_course():
    """No file of the engine holds the name of this one, a country, a person or its day."""
    known = re.compile(
        r"borderlab|Across the Bridge|\bColombia|Venezuela|Caracas|Bogot|Petro\b|Maduro"
    )
    found = {}
    for path in sorted((HELPERS / "claimlab").rglob("*")):
        if path.suffix in (".py", ".js", ".css", ".json", ".toml", ".txt", ".po"):
            text = path.read_text(encoding="utf-8")
            if path.suffix == ".py":  # an example in a docstring may show this course
                tree = ast.parse(text)
                for node in ast.walk(tree):
                    if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and (
                        said := ast.get_docstring(node, clean=False)
                    ):
                        text = text.replace(said, "")
            if match := known.search(text):
                found[path.name] = match[0]
    assert found == {}


SHOW = {"console", "contested", "doors", "pictures", "signature", "toys"}


@pytest.mark.parametrize(
    "path",
    [
        p
        for p in MODULES
        if part(dotted(p)) in ("borderlab/lessons", "borderlab/rooms", "claimlab/lessons")
        and p.stem not in SHOW
    ],
    ids=dotted,
)
def test_numbers_of_a_lesson_know_no_picture(path):
    strangers = {
        name for name in imported(path) if part(name) in ("claimlab/teaching", "claimlab/views")
    }
    assert strangers == set()


@pytest.mark.parametrize(
    "path", [p for p in MODULES if not re.search(r"__init__|lesson\d\d", p.as_posix())], ids=dotted
)
def test_what_is_public_is_listed_exists_and_is_documented(path):
    module = import_module(dotted(path))
    assert inspect.getdoc(module), "a module says what it is for"
    for name in module.__all__:
        thing = getattr(module, name)
        if inspect.isfunction(thing) or inspect.isclass(thing):
            assert inspect.getdoc(thing), f"{name} has no docstring"


def public_functions():
    """What lessons import: the names of the face, and the models."""
    homes = {
        f"claimlab.{home}": {name for name, where in claimlab._HOMES.items() if where == home}
        for home in claimlab._HOMES.values()
    }
    homes |= {
        dotted(path): None for path in MODULES if dotted(path).startswith("borderlab.models.")
    } | {"claimlab.data": None}
    for home, names in sorted(homes.items()):
        module = import_module(home)
        for name in sorted(names or module.__all__):
            if inspect.isfunction(getattr(module, name)):
                yield f"{home}.{name}", getattr(module, name)


def test_every_public_function_shows_an_example():
    parser = doctest.DocTestParser()
    assert [
        name
        for name, function in public_functions()
        if not parser.get_examples(inspect.getdoc(function) or "")
    ] == []


def test_the_public_face():
    assert set(borderlab.__all__) == set(claimlab._HOMES)
    for name in borderlab.__all__:
        assert callable(getattr(borderlab, name))


@pytest.mark.parametrize(
    "path", NOTEBOOKS, ids=lambda path: path.relative_to(ROOT / "lessons").as_posix()
)
def test_notebooks_are_stored_without_a_trace_of_their_running(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert set(notebook["metadata"]) <= {"kernelspec", "language_info", "borderlab"}
    for cell in notebook["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
        assert "execution" not in cell["metadata"]


def test_the_top_level_is_tidy():
    assert {path.relative_to(ROOT).parts[0] for path in committed()} <= TOP_LEVEL


def test_no_lock_file_is_committed():
    locks = re.compile(
        r"(uv|poetry|pdm|conda-lock|package-lock|yarn|pnpm-lock|Pipfile)\.?(lock|json|yml|yaml)|pylock.*\.toml"
    )
    assert [path for path in committed() if locks.fullmatch(path.name)] == []


def test_nothing_names_a_machine_or_a_registry():
    traces = re.compile(
        r"/(?:home|Users|root|work)/\w|/tmp/\w|[A-Z]:\\\\?Users|pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org"
    )
    made_up = {
        Path(__file__),
        ROOT / "tests" / "hostile" / "attacks.py",
    }  # attacks name places that they must not reach
    found = {
        str(path.relative_to(ROOT)): match[0]
        for path, text in text_files()
        if path not in made_up and (match := traces.search(text))
    }
    assert found == {}


def test_constraints_pin_everything_and_hold_no_address():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert len(pins) > 100
    assert [
        line for line in pins if not re.fullmatch(r"[a-z0-9.-]+==[\w.+!]+( ; [^:/]+)?", line)
    ] == []
