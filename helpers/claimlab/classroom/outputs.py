"""Where results go: one folder that is new, whole or not there at all, so that nothing can be overwritten."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from claimlab.errors import KitError
from claimlab.i18n import _

__all__ = ["Outputs", "fresh_folder"]

_HIDDEN = ".grading-"
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


class Outputs:
    """Collects the files in a hidden folder beside the final one, and puts all in place at once.

    Parameters
    ----------
    folder : Path
        From :func:`fresh_folder`; taken only when everything is written. Afterwards `folder` says
        where the results are, and `left` what a run that was stopped left beside them.

    >>> place = Path(tempfile.mkdtemp(), "grades")
    >>> with Outputs(place) as out:
    ...     out.write("gradebook.csv", "Student")
    >>> [file.name for file in place.iterdir()]
    ['gradebook.csv']
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.left: list[Path] = []

    def __enter__(self) -> Outputs:
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            self.left = sorted(self.folder.parent.glob(f"{_HIDDEN}*"))
            # Only its owner can look into a folder made this way.
            self._hidden = Path(tempfile.mkdtemp(dir=self.folder.parent, prefix=_HIDDEN))
        except OSError as error:
            raise self._refused(error) from None
        return self

    def __exit__(self, kind, error, trace) -> None:
        try:
            if kind is None:
                self._put_in_place()
        except OSError as refused:
            raise self._refused(refused) from None
        finally:
            shutil.rmtree(self._hidden, ignore_errors=True)

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
