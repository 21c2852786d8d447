"""Links to lessons on a hub; the page for whoever runs one says what its settings and its image do."""

from __future__ import annotations

import json
import re
import tomllib
import urllib.parse
from pathlib import Path

import pytest
import yaml
from traitlets.config import Config

from claimlab.data import lessons_dir
from claimlab.errors import KitError
from claimlab.hub import links

ROOT = Path(__file__).parents[1]
HUB = "https://hub.example.org"
PAGE = (ROOT / "helpers/hub" / "README.md").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "helpers/hub" / "Dockerfile").read_text(encoding="utf-8")
NAMES = sorted(path.name for path in lessons_dir().glob("[0-9]*.ipynb"))


def asked(link: str) -> tuple[str, dict[str, str]]:
    parts = urllib.parse.urlsplit(link)
    return parts.path, dict(urllib.parse.parse_qsl(parts.query, strict_parsing=True))


def test_every_lesson_has_a_link_into_the_students_own_server():
    found = links(f"{HUB}/school/")
    assert list(found) == NAMES
    assert all(link == f"{HUB}/school/hub/user-redirect/doc/tree/{name}" for name, link in found.items())  # fmt: skip


@pytest.mark.parametrize("repo", ["https://git.example.org/me/my-lessons", "https://git.example.org/me/my-lessons.git", "https://git.example.org/me/my-lessons/"])  # fmt: skip
def test_a_link_for_nbgitpuller_says_what_to_bring_and_what_to_open(repo):
    for name, link in links(HUB, repo, branch="autumn & winter").items():
        path, told = asked(link)
        assert path == "/hub/user-redirect/git-pull"
        assert told == {
            "repo": repo,
            "branch": "autumn & winter",
            "targetPath": "my-lessons",
            "urlpath": f"doc/tree/my-lessons/lessons/{name}",
        }


def test_lessons_at_the_top_of_a_repository_and_in_spanish():
    _path, told = asked(links(HUB, "https://git.example.org/x", folder="")[NAMES[0]])
    assert told["urlpath"] == f"doc/tree/x/{NAMES[0]}"
    spanish = links(HUB, "https://git.example.org/x", language="es")
    assert {name for name in spanish} == {path.name for path in (lessons_dir() / "es").glob("[0-9]*.ipynb")}  # fmt: skip
    assert all(asked(link)[1]["urlpath"] == f"doc/tree/x/lessons/es/{name}" for name, link in spanish.items())  # fmt: skip


@pytest.mark.parametrize("hub, repo", [("hub.example.org", ""), (HUB, "git@example.org:me/x.git"), ("", "")])  # fmt: skip
def test_what_is_no_address_is_answered_with_one(hub, repo):
    with pytest.raises(KitError, match="such as https://hub.example.org"):
        links(hub, repo)


# The page, the settings and the image agree -------------------------------------------------------


def settings() -> Config:
    config = Config()
    path = ROOT / "helpers/hub" / "jupyterhub_config.py"
    exec(compile(path.read_text("utf-8"), path, "exec"), {"get_config": lambda: config})
    return config


def test_image_page_and_settings_start_the_same_command_four_at_a_time():
    (block,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    chart, config = yaml.safe_load(block), settings()
    command = json.loads(re.search(r"^CMD (.*)$", DOCKERFILE, re.MULTILINE)[1])
    assert command == chart["singleuser"]["cmd"] == config.Spawner.cmd == ["borderlab", "open"]
    assert config.JupyterHub.concurrent_spawn_limit == chart["hub"]["concurrentSpawnLimit"] == 4


def test_the_page_shows_links_as_they_are_made():
    assert links(HUB)[NAMES[1]] in PAGE
    _path, told = asked(links(HUB, "https://git.example.org/me/my-lessons")[NAMES[1]])
    assert all(f"| `{part}` |" in PAGE for part in told)


def test_the_page_names_the_version_of_jupyterhub_that_the_pins_bring():
    (pinned,) = re.findall(r"^jupyterhub==(\S+)", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)  # fmt: skip
    assert f"JupyterHub {pinned}, as pinned" in PAGE


def test_the_image_gets_all_that_the_kit_is_installed_from():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    (extra,) = re.findall(r'-c /kit/constraints.txt "/kit\[(\w+)\]"', DOCKERFILE)
    assert extra in project["project"]["optional-dependencies"]
    needed = {
        "pyproject.toml",
        "constraints.txt",
        project["project"]["readme"],
        *project["project"]["license-files"],
        *(Path(one).parts[0] for one in wheel["packages"]),
        *wheel["force-include"],
    }
    lines = (ROOT / "helpers/hub" / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    let_in = {line.removeprefix("!") for line in lines if line.startswith("!")}
    assert "*" in lines and let_in == needed
    assert all((ROOT / name).exists() for name in needed)
