"""Writing a file so that a full disk or a stopped program never leaves half of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

__all__ = ["write_whole"]


def write_whole(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Put a whole file in its place, or leave what was there.

    Parameters
    ----------
    path : Path
        In a folder that exists.
    content : bytes
    mode : int
        Who may read it; ``0o600`` for what concerns one person only.

    Raises
    ------
    OSError
        when the disk refuses; the old file is untouched and no temporary one stays behind.

    >>> place = Path(tempfile.mkdtemp(), "note.txt")
    >>> write_whole(place, b"all of it")
    >>> place.read_bytes(), [file.name for file in place.parent.iterdir()]
    (b'all of it', ['note.txt'])
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
