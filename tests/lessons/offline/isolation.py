"""What every test and every kernel started by one finds: no network, no front end, a workspace of its own.

A plugin named in ``pyproject.toml``, and not a ``conftest.py``: it must also reach the notebooks and the
doctests, which lie in other folders than the tests.
"""

from __future__ import annotations

import os
import runpy
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest

_OFFLINE = Path(__file__).parent
_ROOT = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """The environment is the only thing that reaches the kernels which run the notebooks."""
    root = config.stash[_ROOT] = Path(tempfile.mkdtemp(prefix="borderlab-tests-"))
    os.environ.pop("BORDERLAB_SOLUTIONS", None)
    os.environ.update(
        BORDERLAB_FRONT_END="0",
        BORDERLAB_WORKSPACE=str(root / "workspace"),
        IPYTHONDIR=str(root / "ipython"),  # a person's own start-up files stay out
        JUPYTER_CONFIG_DIR=str(root / "jupyter"),
        JUPYTER_DATA_DIR=str(root / "jupyter-data"),
        JUPYTER_RUNTIME_DIR=str(root / "runtime"),
        JUPYTER_PREFER_ENV_PATH="1",
        PYTHONPATH=os.pathsep.join(filter(None, (str(_OFFLINE), os.environ.get("PYTHONPATH")))),
    )
    runpy.run_path(str(_OFFLINE / "sitecustomize.py"))


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[_ROOT], ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A workspace for each test; the cells of a notebook share theirs, as they share a kernel.

    A notebook is also told its language, and what its checks must say: see ``teaching.check``.
    """
    is_notebook = item.path.suffix == ".ipynb"
    for told in ("BORDERLAB_EXPECT", "BORDERLAB_LANGUAGE"):
        os.environ.pop(told, None)
    if is_notebook:
        folders = item.path.relative_to(item.config.rootpath).parts  # lessons/es/…: in Spanish
        if len(folders) > 2 and len(folders[1]) == 2:
            os.environ["BORDERLAB_LANGUAGE"] = folders[1]
        worked = item.path.parent.name == "instructor"
        os.environ["BORDERLAB_EXPECT"] = "right" if worked else "not-attempted"
    whose = str(item.path) if is_notebook else item.nodeid
    os.environ["BORDERLAB_WORKSPACE"] = str(
        item.config.stash[_ROOT] / sha256(whose.encode()).hexdigest()[:16]
    )
