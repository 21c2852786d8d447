"""Is this machine ready for the lessons? One finding a line, and what to do where it is not."""

from __future__ import annotations

import platform
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryFile

from claimlab.course import course, variable
from claimlab.i18n import _

__all__ = ["Finding", "examine"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: `state` is ``"ok"``, ``"note"`` (works, but could be better) or ``"problem"``."""

    what: str
    state: str
    says: str


def _python(_workspace: Path) -> Finding:
    return Finding("Python", "ok", f"{platform.python_version()}, {sys.executable}")


def _package(name: str) -> Finding:
    try:
        return Finding(name, "ok", version(name))
    except PackageNotFoundError:
        says = _("Not installed: run '{python} -m pip install {name}'.").format(
            python=sys.executable, name=name
        )
        return Finding(name, "problem", says)


def _jupyterlab(_workspace: Path) -> Finding:
    return _package("jupyterlab")


def _matplotlib(_workspace: Path) -> Finding:
    return _package("matplotlib")


def _widgets(_workspace: Path) -> Finding:
    from jupyter_core.paths import jupyter_path

    found = _package("ipywidgets")
    extension = Path("@jupyter-widgets", "jupyterlab-manager", "package.json")
    if found.state == "ok" and not any(
        (Path(folder) / extension).exists() for folder in jupyter_path("labextensions")
    ):
        says = _(
            "JupyterLab's part is missing, so widgets would not show: run '{python} -m pip install --force-reinstall jupyterlab_widgets'."
        )
        return Finding("ipywidgets", "problem", says.format(python=sys.executable))
    return found


def _browser(_workspace: Path) -> Finding:
    what = _("Browser")
    try:
        webbrowser.get()
    except webbrowser.Error:
        return Finding(
            what,
            "note",
            _("None was found: the command prints an address that you can open in any browser."),
        )
    return Finding(what, "ok", _("found"))


def _write_access(workspace: Path) -> Finding:
    what = _("Workspace")
    there = next(
        (folder for folder in (workspace, *workspace.parents) if folder.exists()), workspace
    )
    try:
        with TemporaryFile(dir=there) as probe:
            probe.write(bytes(1_000_000))  # about what the lessons take
    except OSError as error:
        says = _(
            "'{folder}' cannot be written to ({reason}): choose another folder with --workspace."
        )
        return Finding(what, "problem", says.format(folder=there, reason=error.strerror))
    return Finding(what, "ok", str(workspace))


def _data(_workspace: Path) -> Finding:
    from claimlab.data import tables, verify

    what, bad = _("Data"), []
    for name in tables():
        if says := verify(name):
            bad.append(says)
    if bad:
        return Finding(what, "problem", " ".join(bad))
    return Finding(what, "ok", _("{count} tables, all as published").format(count=len(tables())))


def _port(_workspace: Path) -> Finding:
    what = _("Port")
    try:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
    except OSError:
        return Finding(
            what,
            "problem",
            _(
                "No port can be opened on this machine, so JupyterLab cannot start: ask whoever looks after it."
            ),
        )
    return Finding(what, "ok", _("a free one was found"))


def _bytecode(_workspace: Path) -> Finding:
    what = _("Start-up speed")
    import ipywidgets

    package = Path(ipywidgets.__file__).parent
    if sys.dont_write_bytecode:
        says = _(
            "PYTHONDONTWRITEBYTECODE is set, so Python may compile libraries anew at every start: remove it, or run '{command}' once."
        )
    elif not (package / "__pycache__").is_dir():
        says = _(
            "The libraries are not compiled yet, so the next start is slow: run '{command}' once."
        )
    else:
        return Finding(what, "ok", _("the libraries are compiled"))
    return Finding(
        what, "note", says.format(command=f"{sys.executable} -m compileall -q {package.parent}")
    )


def _display(_workspace: Path) -> Finding:
    what = _("Notebook settings")
    if variable("front_end") == "0":
        return Finding(
            what,
            "note",
            _(
                "{name}=0 is set, so widgets do not wait for you: remove it to work with them."
            ).format(name=course().variable("front_end")),
        )
    return Finding(what, "ok", _("as they should be"))


_LOOKS: tuple[Callable[[Path], Finding], ...] = (
    _python, _jupyterlab, _widgets, _matplotlib, _browser, _write_access, _data, _port, _bytecode, _display,
)  # fmt: skip


def examine(workspace: Path) -> Iterator[Finding]:
    """Look at everything that the lessons need, one finding after the other.

    >>> from tempfile import mkdtemp
    >>> {finding.state for finding in examine(Path(mkdtemp()))} <= {"ok", "note", "problem"}
    True
    """
    for look in _LOOKS:
        yield look(workspace)
