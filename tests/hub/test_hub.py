"""A real JupyterHub on this machine, with the settings that the kit ships: `pytest tests/hub -n0`."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.parse
from pathlib import Path

import psutil
import pytest

sys.path.insert(0, str(Path(__file__).parent))

pytest.importorskip("jupyterhub", reason="JupyterHub is not installed: pip install '.[hub]'")
from thirty import PREFIX, Hub, Student, code_of, find_proxy

from claimlab.data import lessons_dir
from claimlab.hub import links

if not find_proxy():
    pytest.skip("no proxy: npm install -g configurable-http-proxy", allow_module_level=True)

ROOT = Path(__file__).parents[2]
LESSON = "02-closing-a-border-in-a-model.ipynb"
AT_A_TIME, STUDENTS = 4, 6


@pytest.fixture(scope="module")
def loop():
    made = asyncio.new_event_loop()
    asyncio.set_event_loop(made)
    yield made.run_until_complete
    made.close()


@pytest.fixture(scope="module")
def hub(loop):
    # What the tests close (network, front end) is open for the servers of this hub, on this machine alone.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT / "helpers"))
        made = Hub(BORDERLAB_GATES="open")
        loop(made.__aenter__())
    family = made.processes()
    yield made
    family += made.processes()
    loop(made.__aexit__())
    assert not [one for one in family if one.is_running()], (
        "a hub that stops leaves nothing running"
    )


@pytest.fixture(scope="module")
def class_of(hub, loop):
    """Everybody has a server; the most that were starting at once."""

    async def start():
        students = [Student(hub, f"student{number}") for number in range(STUDENTS)]
        everybody, most = asyncio.gather(*(one.start() for one in students)), 0
        while not everybody.done():
            most = max(most, await hub.pending())
            await asyncio.sleep(0.1)
        await everybody
        return students, most

    return loop(start())


@pytest.fixture(scope="module")
def student(class_of):
    return class_of[0][0]


def test_more_than_four_starts_at_a_time_are_told_to_come_again_and_do(class_of):
    students, most = class_of
    assert sum(one.refused for one in students) >= STUDENTS - AT_A_TIME
    assert 1 < most <= AT_A_TIME
    assert all(one.at == f"{PREFIX}user/{one.name}/" for one in students)


def test_a_server_opens_the_first_lesson_behind_the_prefix(hub, loop, student):
    code, _headers, page = loop(hub.ask("GET", student.at))
    assert code == 200 and f'"baseUrl": "{student.at}"' in page.decode()
    home = hub.folder / "homes" / student.name / "borderlab"
    assert {path.name for path in lessons_dir().glob("*.ipynb")} == {path.name for path in home.glob("*.ipynb")}  # fmt: skip
    code, _headers, _page = loop(hub.ask("GET", f"{student.at}doc/tree/{LESSON}"))
    assert code == 200


def test_what_borderlab_open_sets_holds_on_a_hub_too(hub, loop, student):
    _code, _headers, kernels = loop(hub.ask("GET", f"{student.at}api/kernelspecs"))
    assert "claimlab.teaching.kindly" in kernels.decode()
    widgets = f"{student.at}lab/api/settings/@jupyter-widgets/jupyterlab-manager:plugin"
    said = json.loads(loop(hub.ask("GET", widgets))[2])
    assert said["schema"]["properties"]["saveState"]["default"] is True
    page = loop(hub.ask("GET", f"{student.at}lab"))[2].decode()
    assert '"news": {"disabled": true}' in page


def test_cells_run_and_a_slider_answers(loop, student):
    async def work():
        await student.open(LESSON)
        for source in code_of(LESSON)[:3]:
            await student.run(source)
        await student.run('from borderlab import show\nshow("closed_bridge")')
        values = list(student.stages.values())[-1]["values"]
        moved = [await student.slide({**values, "cut_percent": cut}) for cut in (5.0, 50.0)]
        await student.leave()
        return moved

    assert all(seconds > 0 for seconds in loop(work()))


def test_a_link_brings_the_lecturers_lessons_and_opens_one(hub, loop, student, tmp_path):
    course = tmp_path / "my-lessons"
    (course / "lessons").mkdir(parents=True)
    shutil.copy(lessons_dir() / LESSON, course / "lessons" / LESSON)
    who = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.org"]
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "mine"]):
        subprocess.run(["git", *who, *command], cwd=course, check=True)
    link = links(hub.url + PREFIX, "https://example.org/my-lessons.git")[LESSON]
    path = urllib.parse.urlsplit(link)
    assert (
        path.path == f"{PREFIX}hub/user-redirect/git-pull"
    )  # the hub puts the student's name there
    code, _headers, page = loop(hub.ask("GET", f"{student.at}git-pull?{path.query}"))
    told = dict(urllib.parse.parse_qsl(path.query))
    assert code == 200 and told["urlpath"] in page.decode()
    # The page then asks for the update; here the repository lies on this machine.
    asked = {"repo": f"file://{course}", "branch": told["branch"], "targetpath": told["targetPath"]}
    _code, _headers, said = loop(hub.ask("GET", f"{student.at}git-pull/api?{urllib.parse.urlencode(asked)}"))  # fmt: skip
    assert '"finished"' in said.decode()
    code, _headers, _page = loop(hub.ask("GET", f"{student.at}api/contents/{told['urlpath'].removeprefix('doc/tree/')}?content=0"))  # fmt: skip
    assert code == 200


def test_a_second_start_in_a_terminal_of_the_hub_says_where_the_lessons_lie(hub, student):
    servers = [one for one in hub.processes() if re.search(r"borderlab\s+open", " ".join(one.cmdline()))]  # fmt: skip
    told = next(one.environ() for one in servers if one.environ()["JUPYTERHUB_USER"] == student.name)  # fmt: skip
    done = subprocess.run([shutil.which("borderlab", path=told["PATH"]), "open", "01"], env=told, capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 1
    assert f"open already, and the lessons lie in '{told['HOME']}{os.sep}borderlab'" in done.stderr
    assert "Traceback" not in done.stderr
    assert psutil.Process(next(one.pid for one in servers)).is_running()
