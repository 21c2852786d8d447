"""The server that the command starts, where a hub or a computer room would put it: behind a prefix, without a
browser, on a kit that nobody may write to."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import nbformat
import pytest
from jupyter_core.paths import jupyter_path

ROOT = Path(__file__).parents[1]
PREFIX = "/user/ana/"


def bound_by_permissions() -> list[str]:
    """What a command begins with, so that files which may not be written are not written by root either."""
    if os.geteuid():
        return []
    if not shutil.which("setpriv"):
        pytest.skip(
            "root writes to read-only files; 'setpriv' (util-linux) would keep it from that"
        )
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


@pytest.fixture(scope="module")
def read_only_kit(tmp_path_factory):
    """Helpers, lessons and data as an operator installs them: readable, and written by nobody."""
    kit = tmp_path_factory.mktemp("kit")
    for folder in ("helpers", "lessons", "data"):
        shutil.copytree(ROOT / folder, kit / folder, ignore=shutil.ignore_patterns("__pycache__"))
    everything = [kit, *kit.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield kit
    for path in everything:
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.fixture(scope="module")
def opened(read_only_kit, tmp_path_factory):
    """``borderlab open 01 --no-browser`` behind a prefix: the workspace, and the address that it prints."""
    if sys.platform == "win32":
        pytest.skip("a folder on Windows has no permission bits")
    home = tmp_path_factory.mktemp("home")
    (home / "config").mkdir()
    told = {"ServerApp": {"base_url": PREFIX}}
    (home / "config" / "jupyter_server_config.json").write_text(json.dumps(told))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_PATH": os.pathsep.join(jupyter_path()),
        "PATH": str(Path(sys.executable).parent),  # no browser lies there
        "PYTHONPATH": str(read_only_kit / "helpers"),
    }
    command = [*bound_by_permissions(), sys.executable, "-m", "borderlab.cli", "open", "01"]
    command[0] = shutil.which(command[0])
    server = subprocess.Popen(
        [*command, "--no-browser", "--workspace", str(home / "work"), "--port", port],
        env=environment,
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = ""
    while "http://" not in said and (line := server.stdout.readline()):
        said += line
    yield home / "work", re.search(r"http://\S+", said)
    server.terminate()
    server.communicate(timeout=60)


def read(address: str):
    """What lies at the address; it is printed a moment before the server listens."""
    for _try in range(50):
        try:
            return urllib.request.urlopen(address, timeout=60)
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.2)
    raise AssertionError(f"nobody listens at {address}")


def test_the_kit_of_this_test_really_is_read_only(read_only_kit):
    script = "open('data/new.csv', 'w')"
    done = subprocess.run([*bound_by_permissions(), sys.executable, "-c", script], cwd=read_only_kit, capture_output=True)  # fmt: skip
    assert b"PermissionError" in done.stderr


def test_the_address_that_is_printed_opens_the_lesson_behind_the_prefix(opened):
    _folder, address = opened
    assert address, "no address was printed"
    parts = urllib.parse.urlsplit(address[0])
    assert parts.path.startswith(f"{PREFIX}doc/tree/01-")
    page = read(address[0]).read().decode()
    assert f'"baseUrl": "{PREFIX}"' in page
    # Who opens the prefix alone comes to the same lesson.
    home = f"{parts.scheme}://{parts.netloc}{PREFIX}?{parts.query}"
    assert read(home).url.partition("?")[0] == address[0].partition("?")[0]


def test_the_lessons_are_copied_writable_although_the_kit_is_not(opened):
    folder, _address = opened
    lessons = sorted(folder.glob("[0-9]*.ipynb"))
    assert len(lessons) > 10
    assert all(path.stat().st_mode & 0o200 for path in lessons)


def test_a_lesson_runs_on_a_read_only_kit(opened, read_only_kit):
    """Every cell of lesson 01, in a kernel that may not write to the kit."""
    folder, _address = opened
    code = (
        "import nbformat, sys; from nbclient import NotebookClient\n"
        "notebook = nbformat.read(sys.argv[1], 4)\n"
        "notebook.cells.append(nbformat.v4.new_code_cell('check(\"E01.2\", 1)'))\n"
        "NotebookClient(notebook, timeout=120, kernel_name='python3').execute()\n"
        "nbformat.write(notebook, sys.argv[1])"
    )
    (lesson,) = folder.glob("01-*.ipynb")
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(read_only_kit / "helpers"), os.environ["PYTHONPATH"]]),
        "BORDERLAB_WORKSPACE": str(folder),
    }
    command = [*bound_by_permissions(), sys.executable, "-c", code, str(lesson)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    cells = [cell for cell in nbformat.read(lesson, 4).cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in cells)
    outputs = json.dumps([cell.outputs for cell in cells])
    assert str(read_only_kit) not in outputs, "no warning names a file of the kit"
    assert (folder / ".borderlab" / "progress.sqlite").is_file(), "what she tried is kept"
