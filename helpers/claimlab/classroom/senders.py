"""Who handed a file in, as the platform says it in the file's name: it knows, where a typed name only claims.

Canvas names a downloaded file ``lastfirst_late_USER_ATTACHMENT_name``; Moodle puts each person's files
into a folder ``Full Name_PARTICIPANT_assignsubmission_file``. Feedback that goes back under the same
beginning is given to the same person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from claimlab.i18n import _
from claimlab.sheets.names import one_line

__all__ = ["Sender", "how_to_return", "sender", "zip_name"]

_CANVAS = re.compile(
    r"(?P<name>[^_/.]{1,120})_(?P<late>LATE_)?(?P<user>\d{1,18})_(?P<attachment>\d{1,18})_.",
    re.IGNORECASE,
)
_MOODLE = re.compile(r"(?P<name>[^_/]{1,120})_(?P<user>\d{1,18})_assignsubmission_file(?:_|\Z)")


@dataclass(frozen=True)
class Sender:
    """Who handed a file in.

    Parameters
    ----------
    platform : str
        ``"Canvas"`` or ``"Moodle"``.
    number : str
        The platform's own number of the person: Canvas's user, Moodle's participant.
    name : str
        The name that the platform wrote, or ``""`` (Canvas runs it together).
    attachment : str
        Canvas's number of the file, by which it gives feedback back; it plays no part in who is who.
    is_late : bool
        Whether Canvas names the file as late; Moodle's names do not say.
    """

    platform: str
    number: str
    name: str = ""
    attachment: str = ""
    is_late: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """The same for all files of one person."""
        return self.platform, self.number


def sender(file: str) -> Sender | None:
    """Who handed a file in, from its path under the folder of sheets.

    Only the outermost part of the path is the platform's; what a student named stands behind it.

    >>> sender("perezana_LATE_7_55_lesson-01.ana.answers.json").key
    ('Canvas', '7')
    >>> sender("perezana_LATE_7_55_lesson-01.ana.answers.json").is_late
    True
    >>> sender("Ana Pérez_123_assignsubmission_file/lesson-01.ana.answers.json").name
    'Ana Pérez'
    >>> sender("lesson-01.perez_7_55_x.answers.json") is sender("lesson-01.ana.answers.json") is None
    True
    """
    parts = PurePosixPath(file).parts
    for depth, part in enumerate(parts[:2]):  # one folder around all of them is usual
        if found := _MOODLE.match(part):
            return Sender("Moodle", found["user"], one_line(found["name"]))
        if depth == len(parts) - 1 and (found := _CANVAS.match(part)):
            return Sender("Canvas", found["user"], "", found["attachment"], bool(found["late"]))
    return None


def zip_name(who: Sender, name: str, page: str) -> str:
    """Where a feedback page stands in the archive that the platform takes back.

    Both platforms go by the numbers; the name before them is for the eye.

    >>> zip_name(sender("perezana_7_55_lesson-01.answers.json"), "ana-perez", "feedback.html")
    'ana-perez_7_55_feedback.html'
    >>> zip_name(sender("Ana Ruiz_12_assignsubmission_file_/x.answers.json"), "ana-ruiz", "feedback.html")
    'ana-ruiz_12_assignfeedback_file/feedback.html'
    """
    if who.platform == "Canvas":
        # Canvas takes the first two runs of digits between underscores for its numbers.
        return f"{'student-' * name.isdigit()}{name}_{who.number}_{who.attachment}_{page}"
    return f"{name}_{who.number}_assignfeedback_file/{page}"


def how_to_return(senders: Iterable[Sender]) -> list[str]:
    """A sentence for each platform on where its archive goes."""
    ways = {
        "Canvas": _(
            "Canvas: Gradebook, the assignment's menu, Re-Upload Submissions: feedback-canvas.zip."
        ),
        "Moodle": _(
            "Moodle: the assignment, Upload multiple feedback files in a zip: feedback-moodle.zip."
        ),
    }
    return [ways[platform] for platform in sorted({who.platform for who in senders})]
