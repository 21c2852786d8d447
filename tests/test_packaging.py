"""A built wheel is the whole kit: it works in an empty environment, far from the checkout."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command, cwd):
    # Without the path of the tests, so that nothing of the checkout is found.
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONPATH", "BORDERLAB_WORKSPACE")
    }
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The source archive made from the checkout, and the wheel made from the unpacked archive."""
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=ROOT)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(folder / "unpacked", filter="data")
    (source,) = (folder / "unpacked").iterdir()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    (wheel,) = folder.glob("*.whl")
    return source, wheel


def test_the_wheel_carries_helpers_lessons_and_data(built):
    names = set(zipfile.ZipFile(built[1]).namelist())
    for folder, pattern in (
        ("data", "**/*"),
        ("lessons", "**/*.ipynb"),
        ("lessons", "source/**/*.md"),
    ):
        files = [
            path
            for path in (ROOT / folder).glob(pattern)
            if path.is_file() and not path.name.startswith(".")
        ]
        assert files
        assert {f"borderlab/_share/{path.relative_to(ROOT).as_posix()}" for path in files} <= names
    code = [
        path
        for house in ("borderlab", "claimlab")
        for path in (ROOT / "helpers" / house).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    ]
    assert {path.relative_to(ROOT / "helpers").as_posix() for path in code} <= names
    assert (
        "borderlab/_share/lessons/instructor/01-the-rise-and-fall-of-a-border-economy.ipynb"
        in names
    )
    assert not [name for name in names if name.startswith("tests") or "__pycache__" in name]


def test_the_source_archive_carries_the_tests(built):
    source = built[0]
    assert (source / "constraints.txt").is_file()
    assert (source / "tests" / "test_packaging.py").is_file()
    assert not list(source.glob(".venv"))


def environment(wheel, folder):
    """An environment with the wheel in it; other libraries are borrowed from the running one, so nothing is fetched."""
    venv.create(folder / "env", with_pip=True)
    bin_folder = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    python = bin_folder / Path(sys.executable).name
    run(python, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", wheel, cwd=folder)
    libraries = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder
    ).strip()
    # A path in a .pth file is searched last, and the .pth files that lie there (an editable kit) are not read.
    Path(libraries, "borrowed.pth").write_text(
        "\n".join({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    )
    return folder, python, bin_folder


@pytest.fixture(scope="module")
def elsewhere(built, tmp_path_factory):
    folder, python, bin_folder = environment(built[1], tmp_path_factory.mktemp("elsewhere"))
    return folder, python, bin_folder / "borderlab"


def test_the_installed_kit_is_not_the_checkout(elsewhere):
    folder, python, _command = elsewhere
    home = run(python, "-c", "import borderlab; print(borderlab.__file__)", cwd=folder).strip()
    assert Path(home).is_relative_to(folder)


def test_the_installed_kit_loads_its_tables(elsewhere):
    folder, python, command = elsewhere
    assert "tables are as published" in run(command, "data", "verify", cwd=folder)
    rows = run(
        python,
        "-c",
        "from borderlab import load; print(len(load('trade/bilateral_annual')))",
        cwd=folder,
    )
    assert int(rows) > 50


def test_the_installed_kit_makes_a_workspace_and_knows_the_solutions(elsewhere):
    folder, python, _command = elsewhere
    code = (
        "from pathlib import Path; from claimlab.workspace import prepare; from claimlab.data import lessons_dir\n"
        "prepare(Path('ws')); print(len(list(Path('ws').glob('0*.ipynb'))), (lessons_dir() / 'instructor').is_dir())"
    )
    count, has_solutions = run(python, "-c", code, cwd=folder).split()
    assert int(count) >= 2
    assert has_solutions == "True"


def test_a_lesson_runs_on_the_installed_kit(elsewhere):
    folder, python, _command = elsewhere
    code = (
        "import nbformat; from nbclient import NotebookClient; from claimlab.data import lessons_dir\n"
        "path = sorted(lessons_dir().glob('01-*.ipynb'))[0]\n"
        "NotebookClient(nbformat.read(path, 4), timeout=120, kernel_name='python3').execute(); print('ran')"
    )
    assert run(python, "-c", code, cwd=folder) == "ran\n"


# The engine alone -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def engine(built, tmp_path_factory):
    """The engine's own wheel, built beside the course and installed where no course is."""
    folder = tmp_path_factory.mktemp("engine")
    home = built[0] / "helpers"
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=home)
    (wheel,) = folder.glob("claimlab-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if name.startswith("borderlab")]
    return environment(wheel, folder)


def test_the_engine_alone_says_that_no_course_is_here(engine):
    folder, _python, bin_folder = engine
    done = subprocess.run([bin_folder / "claimlab", "data", "list"], cwd=folder, capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 1 and "No course is here" in done.stderr


def test_a_course_that_the_engine_writes_builds_lints_and_passes_its_tests(engine):
    folder, python, bin_folder = engine
    before = {path for path in (folder / "env").rglob("*") if "__pycache__" not in path.parts}
    command, course = bin_folder / "claimlab", folder / "months"
    run(command, "new-course", course, "--title", "Months", cwd=folder)
    for step in (["data", "seal"], ["build"], ["new", "02-more"], ["build"]):
        run(command, *step, cwd=course)
    assert "Nothing to mend" in run(command, "lint", cwd=course)
    assert " passed" in run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=course)
    after = {path for path in (folder / "env").rglob("*") if "__pycache__" not in path.parts}
    assert after == before, "nothing is written among installed packages"
    # Its own wheel is a course like any other, and nothing is written into it.
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=course)
    (wheel,) = folder.glob("months-*.whl")
    run(python, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", wheel, cwd=folder)
    assert "2 tables are as published" in run(bin_folder / "months", "data", "verify", cwd=folder).replace("2 of 2", "2")  # fmt: skip
    done = subprocess.run([bin_folder / "months", "new", "03-more"], cwd=folder, capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 1 and "is installed" in done.stderr
