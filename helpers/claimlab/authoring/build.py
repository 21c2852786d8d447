"""Write the notebooks of all lessons, or say which of them are stale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimlab.authoring import edition, facts
from claimlab.authoring.companions import companions
from claimlab.authoring.source import Source, read, source_paths
from claimlab.data import lessons_dir, load
from claimlab.errors import KitError, nearest
from claimlab.i18n import ENGLISH
from claimlab.lessons.words import recorded

__all__ = ["Built", "build", "course_sources", "quoted_facts"]


@dataclass(frozen=True)
class Built:
    """What became of one file: "written", "fresh", "stale" or "orphan" (it has no source)."""

    path: Path
    state: str


def build(
    check: bool = False,
    language: str = "en",
    lessons: Iterable[str] | None = None,
    out: Path | None = None,
    progress: Callable[[Iterable], Iterable] = iter,
) -> list[Built]:
    """Build the student and instructor notebooks from the lesson sources.

    First the facts of each lesson are computed and kept as ``lessons/facts/NN.json``, where a
    change of data shows as a change of numbers; a check reads them. The same sources and facts
    give the same bytes. Only files that change are written.

    Parameters
    ----------
    check : bool
        Write nothing; a notebook that differs from its source is reported as "stale".
    language : str
        Folder of the sources. Another language than English is built into a folder of its own.
    lessons : iterable of str, optional
        Lesson ids such as ``["00", "start"]``; all when it is left out.
    out : path, optional
        Where the notebooks lie; by default the kit's ``lessons`` folder.
    progress : callable, optional
        Wraps the lessons that are gone through, to show how far the work has come.

    Raises
    ------
    KitError
        with file and line, when a source is not sound.

    >>> build(language="xx")
    Traceback (most recent call last):
    claimlab.errors.KitError: There are no lesson sources for the language 'xx'.
    """
    own = _own(language)
    course = _with_english(own, language)
    root = Path(out or lessons_dir())
    root = root if language == ENGLISH else root / language
    notebooks, results = {}, []
    for source in progress(_chosen(own, lessons)):
        if not check and not source.is_start:
            results += [Built(path, "written") for path in facts.keep(source.lesson)]
        notebooks |= _editions(source, course, root)
    notebooks |= _shelf(course, root)
    if lessons is None:
        home = lessons_dir() if language == ENGLISH else lessons_dir() / language
        notebooks |= companions(home, root)
    results += [_settle(path, text, check) for path, text in notebooks.items()]
    return (
        results
        if lessons is not None
        else results + [Built(path, "orphan") for path in _orphans(root, notebooks)]
    )


def _own(language: str) -> list[Source]:
    own = [read(path) for path in source_paths(language)]
    if not own:
        raise KitError(f"There are no lesson sources for the language '{language}'.")
    return own


def course_sources(language: str) -> Sequence[Source]:
    """All sources of the course in a language, in order; what is not translated stands there in English.

    >>> course_sources("en")[0].lesson
    '00'
    """
    return _with_english(_own(language), language)


def quoted_facts(source: Source, course: Sequence[Source]) -> dict[str, object]:
    """What ``{{ name }}`` stands for in a source."""
    return _start_facts(course) if source.is_start else recorded(source.lesson)["facts"]


def _with_english(own: Sequence[Source], language: str) -> Sequence[Source]:
    """The whole course, to which pages link: a lesson that is not translated stands there in English."""
    if language == ENGLISH:
        return own
    numbers = {source.lesson for source in own}
    english = [read(path) for path in source_paths(ENGLISH)]
    return sorted(
        [*own, *(source for source in english if source.lesson not in numbers)],
        key=lambda source: source.lesson,
    )


def _chosen(course: Sequence[Source], lessons: Iterable[str] | None) -> Sequence[Source]:
    if lessons is None:
        return course
    known = {source.lesson: source for source in course}
    wanted = list(lessons)
    for lesson in wanted:
        if lesson not in known:
            raise KitError(
                f"There is no source for the lesson '{lesson}': {nearest(lesson, known)}"
            )
    return [known[lesson] for lesson in wanted]


def _editions(source: Source, course: Sequence[Source], root: Path) -> Iterator[tuple[Path, str]]:
    import nbformat

    quoted = quoted_facts(source, course)
    # The start page holds nothing for instructors only.
    for instructor in (False,) if source.is_start else (False, True):
        made = edition.notebook(source, course, quoted, instructor)
        yield (
            root / ("instructor" if instructor else "") / source.notebook,
            nbformat.writes(made) + "\n",
        )


def _shelf(course: Sequence[Source], root: Path) -> Iterator[tuple[Path, str]]:
    """Both editions of the notebook for the curious, which every lesson may fill."""
    import nbformat

    for folder in ("", "instructor"):
        if made := edition.curious(
            course, lambda lesson_id: recorded(lesson_id)["facts"], instructor=bool(folder)
        ):
            yield root / folder / edition.CURIOUS_NOTEBOOK, nbformat.writes(made) + "\n"


def _start_facts(course: Sequence[Source]) -> dict[str, object]:
    return {
        "claims_count": len(load("article/claims")),
        "lessons_count": sum(not source.is_start for source in course),
        "lesson_table": edition.lesson_table(course),
    }


def _settle(path: Path, text: str, check: bool) -> Built:
    content = text.encode()
    if path.is_file() and path.read_bytes() == content:
        return Built(path, "fresh")
    if check:
        return Built(path, "stale")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return Built(path, "written")


def _orphans(root: Path, notebooks: Iterable[Path]) -> list[Path]:
    found = [*root.glob("*.ipynb"), *(root / "instructor").glob("*.ipynb")]
    return sorted(set(found) - set(notebooks))
