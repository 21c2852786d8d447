"""What the documents promise: commands that are really used, a lesson table that is true, links that lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import borderlab
from borderlab import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [
    "README.md",
    "CHANGELOG.md",
    "helpers/README.md",
    ".github/CONTRIBUTING.md",
    "helpers/hub/README.md",
]
SOURCES = [
    path
    for path in sorted((ROOT / "lessons" / "source" / "en").glob("[0-9]*.md"))
    if "\ndraft: true\n" not in path.read_text(encoding="utf-8")
]


def test_ci_and_the_contributing_guide_use_the_test_command_of_the_readme():
    (command,) = re.findall(r"^python3 -m venv .*\[test\].*$", README, re.MULTILINE)
    for name in (".ci/run", ".github/CONTRIBUTING.md"):
        assert f"\n{command}" in (ROOT / name).read_text(encoding="utf-8"), name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_the_lesson_table_is_true(path):
    front = yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1])
    minutes = " / ".join(str(front["minutes"][way]) for way in ("class_50", "class_75", "alone"))
    assert (
        f"| {front['lesson']} | {front['title']} | {front['question']} | {minutes} | ready |"
        in README
    )


def test_the_lesson_table_promises_no_lesson_that_is_not_there():
    assert len(re.findall(r"\| ready \|", README)) == len(SOURCES)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_to_files(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text) if "://" not in link]
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


def test_the_page_on_the_house_names_files_that_are_there():
    page = (ROOT / "helpers" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:claimlab|borderlab)/[\w/]+\.\w+)`", page)
    assert len(named) > 8
    assert [place for place in named if not (ROOT / "helpers" / place).is_file()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_that_are_named_exist(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:\.venv/bin/)?borderlab (\w+)", text))
    assert named <= set(cli.main.commands)


def test_the_version_is_the_same_everywhere():
    version = borderlab.__version__
    assert f'\nversion = "{version}"\n' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version {version}" in README.replace("\n", " ")
    assert f'"version": "{version}"' in (ROOT / "data" / "datapackage.head.json").read_text("utf-8")


def test_the_changelog_begins_with_what_is_not_released_and_knows_this_version():
    said = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first, *released = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", said, re.M)
    assert first == ("Unreleased", "")
    assert released[0][0] == borderlab.__version__ and all(day for _version, day in released)
    parts = set(re.findall(r"^### (.+)$", said, re.M))
    assert parts <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def workflow(name: str) -> dict:
    return yaml.safe_load((ROOT / ".github" / "workflows" / f"{name}.yml").read_text("utf-8"))


def test_every_python_that_is_promised_is_tested():
    matrix = workflow("test")["jobs"]["test"]["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert {one["python"] for one in matrix["include"]} == {"3.11", "3.14"}
    said = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'requires-python = ">={matrix["python"][0]}"' in said


def test_a_release_is_kept_and_published_nowhere():
    steps = workflow("release")["jobs"]["build"]["steps"]
    used = {step["uses"].partition("@")[0] for step in steps if "uses" in step}
    assert used == {"actions/checkout", "actions/setup-python", "actions/upload-artifact"}
    said = " ".join(step.get("run", "") for step in steps)
    assert "hatchling build -t sdist -t wheel" in said and "lessons/*.ipynb" in said
    assert not re.search(r"twine|publish|upload(?!-artifact)", said)


@pytest.mark.parametrize("command", [["format", "--check"], ["check"]], ids=" ".join)
def test_style(command):
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "--no-cache", "--quiet", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]
