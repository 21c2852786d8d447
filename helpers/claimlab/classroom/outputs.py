"""Where results go: one folder that is new, whole or not there at all, so that nothing can be overwritten."""

from __future__ import annotations

import errno
import hashlib
import os
import platform
import re
import shutil
import signal
import tempfile
import threading
import zipfile
from collections.abc import Iterable
from itertools import count
from pathlib import Path

import psutil

from claimlab.errors import KitError
from claimlab.i18n import _

__all__ = ["Outputs", "fresh_folder"]

_HIDDEN = ".grading-"
_STOPS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
_SLACK_S = 5  # by which a system's own account of a start may differ from the last one
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # an archive of the same pages has the same bytes


def fresh_folder(sheets: Path, named: Path | None) -> Path:
    """The folder for the results: the one that was named, else the next free name beside the sheets.

    Raises
    ------
    KitError
        when the named place is taken, lies among the sheets, or is named like a file.
    """
    sheets = sheets.absolute()
    if named is None:
        base = Path(os.path.realpath(sheets))
        names = (f"{base.name}-grades{f'-{n}' if n > 1 else ''}" for n in range(1, 10_000))
        return next(p for name in names if not os.path.lexists(p := base.parent / name))
    folder = named.expanduser().absolute()
    if folder.suffix.lower() in (".csv", ".html", ".xlsx", ".zip"):
        raise KitError(
            _("'{path}' is named like a file: name a new folder for the results.").format(
                path=named
            )
        )
    if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(sheets)):
        raise KitError(
            _("'{path}' lies among the sheets: name a new folder outside '{sheets}'.").format(
                path=named, sheets=sheets
            )
        )
    if os.path.lexists(folder) and not _is_empty_folder(folder):
        raise KitError(
            _("'{path}' is there already, and nothing is overwritten: name a new folder.").format(
                path=named
            )
        )
    return folder


def _is_empty_folder(folder: Path) -> bool:
    try:
        return not folder.is_symlink() and folder.is_dir() and not any(folder.iterdir())
    except OSError:
        return False


def _stop(number: int, _frame) -> None:
    """Leave by way of an exception, so that a run puts its own away."""
    raise SystemExit(128 + number)


def _machine() -> str:
    """This machine, among those that may share a drive."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def _started(number: int) -> float:
    """When a process began, which tells two of one number apart; 0 when there is none."""
    try:
        return psutil.Process(number).create_time()
    except psutil.Error:
        return 0.0


def _is_abandoned(name: str) -> bool:
    """Whether the run that made a hidden folder is surely over."""
    made = re.fullmatch(
        r"(?P<machine>[0-9a-f]{8})-(?P<run>\d{1,9})-(?P<start>\d{1,12})-.+",
        name.removeprefix(_HIDDEN),
    )
    if not made or made["machine"] != _machine():
        return False
    return abs(_started(int(made["run"])) - int(made["start"])) > _SLACK_S


class Outputs:
    """Collects the files in a hidden folder beside the final one, and puts all in place at once.

    Parameters
    ----------
    folder : Path
        From :func:`fresh_folder`; taken only when everything is written. Afterwards `folder` says
        where the results are, `swept` what a run that was killed had left beside them, and `left` the
        folders of runs of which nobody here can know whether they still work.

    A run that is asked to stop (SIGTERM, a closed terminal) takes its own folder away.

    >>> place = Path(tempfile.mkdtemp(), "grades")
    >>> with Outputs(place) as out:
    ...     out.write("gradebook.csv", "Student")
    >>> [file.name for file in place.iterdir()]
    ['gradebook.csv']
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.left: list[Path] = []
        self.swept: list[Path] = []
        self._handlers: dict[int, object] = {}

    def __enter__(self) -> Outputs:
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            for folder in sorted(self.folder.parent.glob(f"{_HIDDEN}*")):
                if _is_abandoned(folder.name):
                    shutil.rmtree(folder, ignore_errors=True)
                (self.left if folder.exists() else self.swept).append(folder)
            # Only its owner can look into a folder made this way.
            name = f"{_HIDDEN}{_machine()}-{os.getpid()}-{_started(os.getpid()):.0f}-"
            self._hidden = Path(tempfile.mkdtemp(dir=self.folder.parent, prefix=name))
        except OSError as error:
            raise self._refused(error) from None
        if threading.current_thread() is threading.main_thread():
            self._handlers = {one: signal.signal(one, _stop) for one in _STOPS}
        return self

    def __exit__(self, kind, error, trace) -> None:
        try:
            if kind is None:
                self._put_in_place()
        except OSError as refused:
            raise self._refused(refused) from None
        finally:
            shutil.rmtree(self._hidden, ignore_errors=True)
            for one, handler in self._handlers.items():
                signal.signal(one, handler)

    def _put_in_place(self) -> None:
        """Give the folder its name, or the next one that is free: another run may have taken it meanwhile."""
        named, taken = self.folder, (errno.EEXIST, errno.ENOTEMPTY)
        for n in count(2):
            try:
                if self.folder.is_dir() and not self.folder.is_symlink():
                    self.folder.rmdir()  # an empty one that was made by hand; any other stays
                return os.rename(self._hidden, self.folder)
            except OSError as error:
                if error.errno not in taken:
                    raise
                self.folder = named.with_name(f"{named.name}-{n}")

    def write(self, name: str, text: str) -> None:
        """A new file of this name, ours alone, inside the folder."""
        path = self._hidden / name
        try:
            path.parent.mkdir(exist_ok=True)
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(text.encode("utf-8", "replace"))
        except OSError as error:
            raise self._refused(error) from None

    def move(self, old: str, new: str) -> None:
        """Give a file that was written its last name, in a folder of ours."""
        try:
            (self._hidden / new).parent.mkdir(exist_ok=True)
            os.rename(self._hidden / old, self._hidden / new)
        except OSError as error:
            raise self._refused(error) from None

    def remove(self, folder: str) -> None:
        """Take away a folder of this run."""
        shutil.rmtree(self._hidden / folder, ignore_errors=True)

    def archive(self, name: str, members: Iterable[tuple[str, str]]) -> None:
        """A ZIP file of files that were written: pairs of the name inside and the name here."""
        try:
            with zipfile.ZipFile(self._hidden / name, "x", zipfile.ZIP_DEFLATED) as file:
                for inside, here in members:
                    entry = zipfile.ZipInfo(inside, _LONG_AGO)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    file.writestr(entry, (self._hidden / here).read_bytes())
        except OSError as error:
            raise self._refused(error) from None

    def _refused(self, error: OSError) -> KitError:
        reason = error.strerror or type(error).__name__
        return KitError(
            _(
                "'{path}' cannot be written ({reason}): put that right, or name another folder with -o."
            ).format(path=self.folder, reason=reason)
        )
