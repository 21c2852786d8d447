"""To say that something takes long, without paying for it each time that it does not."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

__all__ = ["Patience"]

_LOOKS, _RESTS_AFTER_S = 4, 10.0


class Patience:
    """Around a piece of work: calls `say` when it is not done after so many seconds.

    Starting a thread for each move of a slider costs more than many models. Here one looks on while
    there is work, and ends when there has been none for a while.

    >>> said = []
    >>> with Patience(0.02, lambda: said.append("long")):
    ...     time.sleep(0.1)
    >>> said
    ['long']
    """

    def __init__(self, seconds: float, say: Callable[[], None]):
        self._seconds, self._say = seconds, say
        self._due: float | None = None
        self._last = 0.0
        self._thread: threading.Thread | None = None
        self._saying = threading.Lock()  # what is said late would stand over what is done

    def __enter__(self) -> Patience:
        self._last = time.monotonic()
        self._due = self._last + self._seconds
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._look, daemon=True)
            self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        with self._saying:
            self._due = None

    def _look(self) -> None:
        while time.monotonic() < self._last + self._seconds + _RESTS_AFTER_S or self._due:
            time.sleep(self._seconds / _LOOKS)
            with self._saying:
                if self._due is not None and time.monotonic() > self._due:
                    self._due = None
                    self._say()
