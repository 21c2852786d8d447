"""The command says what it does, what went wrong in one sentence, and leaves with a true exit code."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from borderlab import __version__
from claimlab import cli, data, workspace
from claimlab.authoring import build, catalogue, lint, seal
from claimlab.errors import KitError
from claimlab.lessons import prediction
from claimlab.teaching.predicting.codes import encode


def run(*arguments):
    return CliRunner().invoke(cli.main, list(arguments))


@pytest.fixture
def served(monkeypatch):
    """What would be served; JupyterLab itself stays out."""
    calls = []
    monkeypatch.setattr(
        workspace,
        "serve",
        lambda folder, notebook, **options: calls.append((folder, notebook, options)),
    )
    return calls


def test_every_command_has_help():
    names = [[name] for name in cli.main.commands] + [["data", name] for name in cli.data.commands]
    assert len(names) > 10
    for name in names:
        result = run(*name, "--help")
        assert result.exit_code == 0
        assert re.search(r"^  \w[^\n]+\.", result.output, re.MULTILINE), (
            f"{name} does not say what it does"
        )


def test_version():
    assert __version__ in run("--version").output


@pytest.mark.parametrize("arguments", [[], ["open"]])
def test_without_a_command_the_lessons_open(served, tmp_path, arguments):
    result = run(*arguments, "--workspace", str(tmp_path / "ws"), "--no-browser", "--port", "9000")
    assert result.exit_code == 0, result.output
    ((folder, notebook, options),) = served
    assert folder == tmp_path / "ws"
    assert notebook.startswith("00-")
    assert (options["browser"], options["port"]) == (False, 9000)


def test_the_workspace_is_the_one_of_the_environment(served, monkeypatch, tmp_path):
    monkeypatch.setenv("BORDERLAB_WORKSPACE", str(tmp_path / "named"))
    run()
    assert served[0][0] == tmp_path / "named"


def test_one_lesson(served, tmp_path):
    run("open", "1", "--workspace", str(tmp_path))
    assert served[0][1].startswith("01-")


@pytest.mark.parametrize(("language", "home"), [("en", ""), ("es", "es/")])
def test_one_lesson_with_its_solutions(served, tmp_path, language, home):
    told = run("open", "0", "--instructor", "--language", language, "--workspace", str(tmp_path))
    assert told.exit_code == 0, told.output
    assert served[0][1].startswith(f"{home}instructor/00-")
    assert (tmp_path / served[0][1]).is_file()


def test_an_unknown_lesson(served, tmp_path):
    result = run("open", "77", "--workspace", str(tmp_path))
    assert (result.exit_code, served) == (1, [])
    assert "no lesson '77'" in result.output


def test_news_is_announced_before_jupyterlab_starts(served, monkeypatch, tmp_path):
    monkeypatch.setattr(workspace, "prepare", lambda *_: ["A new version is beside yours."])
    assert "A new version is beside yours." in run("--workspace", str(tmp_path)).output


def test_a_mistake_is_one_sentence_on_stderr_and_no_traceback(monkeypatch):
    def prepare(*_arguments):
        raise KitError("The disk is full.")

    monkeypatch.setattr(workspace, "prepare", prepare)
    result = run()
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "Error: The disk is full.\n")


def test_data_list_and_verify():
    listed = run("data", "list")
    assert [line.split()[0] for line in listed.output.splitlines()] == data.tables()
    verified = run("data", "verify")
    assert verified.exit_code == 0
    assert f"{len(data.tables())} of {len(data.tables())}" in verified.output


def test_data_verify_fails_on_one_bad_table(monkeypatch):
    monkeypatch.setattr(
        data, "verify", lambda name: "It is damaged." if name == data.tables()[0] else ""
    )
    result = run("data", "verify")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (1, "It is damaged.")


def test_data_describe():
    result = run("data", "describe", "trade/bilateral_annual")
    assert "Known limits" in result.output
    assert "trade_usd_millions (number, US$ millions, current prices)" in result.output
    unknown = run("data", "describe", "trade/bilateral")
    assert unknown.exit_code == 1
    assert re.search("did you mean .*'trade/bilateral_annual'", unknown.stderr)


@pytest.mark.parametrize(
    ("changed", "says"), [([], "Nothing had changed."), (["trade/x"], "trade/x")]
)
def test_data_seal(monkeypatch, changed, says):
    monkeypatch.setattr(seal, "seal", lambda: changed)
    assert run("data", "seal").output.strip() == says


@pytest.mark.parametrize("command", ["seal", "verify"])
def test_data_seal_and_verify_ask_for_gaps(monkeypatch, command):
    monkeypatch.setattr(seal, "faults", lambda: ["The entry 'trade/x.resource.json' has gaps."])
    result = run("data", command)
    assert (result.exit_code, result.stderr) == (1, "The entry 'trade/x.resource.json' has gaps.\n")
    assert "Nothing had changed" not in result.output


def test_translate_names_what_is_lacking_and_what_it_took_out(monkeypatch):
    gathered = catalogue.Gathered(Path("es.po"), 3, ("One bridge.",), ("Un puente viejo.",))
    monkeypatch.setattr(catalogue, "update", lambda language: [gathered])
    assert run("translate", "es").output.splitlines() == [
        "es.po: 3 sentences, 1 still in English.",
        "  still in English: One bridge.",
        "  taken out, since no English says it any more: Un puente viejo.",
    ]


def test_data_new_says_what_is_wrong(tmp_path):
    result = run("data", "new", str(tmp_path / "x.csv"))
    assert result.exit_code == 1 and "put a CSV file into data/THEME/" in result.stderr


@pytest.mark.parametrize(
    ("states", "code"), [(["fresh"], 0), (["fresh", "stale"], 1), (["orphan"], 1)]
)
def test_build_check_fails_on_anything_that_is_not_fresh(monkeypatch, states, code):
    results = [SimpleNamespace(path=f"{state}.ipynb", state=state) for state in states]
    monkeypatch.setattr(build, "build", lambda **_: results)
    result = run("build", "--check")
    assert result.exit_code == code
    assert ("stale.ipynb" in result.output) == ("stale" in states)


def test_build_names_what_it_wrote(monkeypatch):
    monkeypatch.setattr(
        build, "build", lambda **_: [SimpleNamespace(path="01.ipynb", state="written")]
    )
    result = run("build", "--language", "en")
    assert (result.exit_code, result.output) == (0, "written: 01.ipynb\n")


@pytest.mark.parametrize(("findings", "code"), [([], 0), (["01.md:3 limits: missing"], 1)])
def test_lint(monkeypatch, findings, code):
    monkeypatch.setattr(
        lint, "lint", lambda paths: findings if paths[0].name.startswith("01") else []
    )
    monkeypatch.setattr(lint, "untranslated", lambda in_full: ["es: all"] if in_full else ["es: 2"])
    result = run("lint")
    assert result.exit_code == code
    assert result.output.splitlines()[:-2] == findings
    assert result.output.splitlines()[-1] == "es: 2"
    assert run("lint", "--untranslated").output.splitlines()[-1] == "es: all"
    assert run("lint", "02").exit_code == 0
    assert "no source of these lessons: 77" in run("lint", "77").stderr


def test_building_without_the_library_that_authors_need(monkeypatch):
    monkeypatch.setitem(sys.modules, "jupytext", None)
    result = run("build")
    assert result.exit_code == 1
    assert "[authoring]" in result.stderr


def test_grade(tmp_path):
    (tmp_path / "sheets").mkdir()
    (tmp_path / "sheets" / "lesson-01.x.answers.json").write_text("{")
    result = run("grade", str(tmp_path / "sheets"), "-o", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / "gradebook.csv").is_file()
    assert "1" in result.output


def test_grade_what_is_not_there(tmp_path):
    result = run("grade", str(tmp_path / "nowhere"))
    assert result.exit_code == 1
    assert "nowhere" in result.stderr


def test_pool(tmp_path):
    code = encode(prediction("P01.1"), 40)
    codes = tmp_path / "codes.txt"
    codes.write_bytes(f"Ana: {code}!\nhello\n".encode() + b"\xff\n")
    result = run("pool", str(codes))
    assert result.exit_code == 0, result.output
    assert prediction("P01.1").asks in result.output
    assert "figures say" not in result.output
    assert "figures say" in run("pool", "--reveal", str(codes)).output


def test_pool_without_a_file(tmp_path):
    result = run("pool", str(tmp_path / "nowhere"))
    assert result.exit_code != 0
    assert "Traceback" not in result.output


@pytest.mark.parametrize("broken", [False, True])
def test_doctor(monkeypatch, tmp_path, broken):
    monkeypatch.setattr(data, "verify", lambda name: "It is damaged." if broken else "")
    result = run("doctor", "--workspace", str(tmp_path))
    assert result.exit_code == int(broken)
    assert re.search(r"^(ok|to do) +Data: ", result.output, re.MULTILINE)
    assert result.output.splitlines()[-1] == ("To put right: 1." if broken else "Ready.")


def start(folder, *arguments):
    """The real command with the real JupyterLab; gives the process and the address that it prints."""
    command = [
        sys.executable,
        "-m",
        "claimlab.cli",
        "open",
        "--no-browser",
        "--workspace",
        str(folder),
        *arguments,
    ]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    lines = []
    for line in process.stdout:
        lines.append(line)
        if found := re.search(r"(http\S+?)(/(?:lab|doc)\S*)\?token=(\w+)", line):
            return process, *found.groups()
    raise AssertionError("no address was printed: " + "".join(lines))


def fetch(address, token):
    """The page, once the server answers."""
    for _attempt in range(100):
        try:
            return urlopen(f"{address}?token={token}", timeout=10).read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


def test_jupyterlab_starts_offline_on_the_lesson_although_home_is_closed_and_the_port_taken(
    tmp_path, monkeypatch
):
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(
        "HOME", os.path.join(os.devnull, "home")
    )  # nobody can write there, not even root
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process, host, page, token = start(tmp_path, "00", "--port", str(port))
        try:
            assert not host.endswith(f":{port}")
            assert re.fullmatch(r"/doc/tree/00-[\w-]+\.ipynb", page)
            html = fetch(host + page, token)
            assert (
                '"@jupyterlab/apputils-extension:announcements"'
                in html.split("disabledExtensions", 1)[1][:200]
            )
            assert '"news": {"disabled": true}' in html
            assert '"notifications":[]' in fetch(host + "/lab/api/update", token).replace(
                " ", ""
            ) or "null" in fetch(host + "/lab/api/update", token)
        finally:
            process.terminate()
            process.communicate(timeout=30)
