"""The pages of the whole course, written into a folder; what did not change is not computed again."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from claimlab.authoring.build import course_sources
from claimlab.authoring.doors import CURIOUS
from claimlab.authoring.source import Source
from claimlab.course import course, use
from claimlab.data import data_dir, describe, lessons_dir, tables
from claimlab.errors import KitError
from claimlab.files import write_whole
from claimlab.i18n import _, language
from claimlab.settings import workspace_dir

__all__ = ["make", "make_picture", "watch"]

_WORKERS = 4
_LOOK_S = 0.7  # between two looks at the files that are watched


def _unseen(items: Iterable, length: int | None = None) -> Iterable:
    """Go through the work without showing how far it has come."""
    return items


def make(
    out: Path, progress: Callable[..., Iterable] = _unseen, lessons: Sequence[str] | None = None
) -> list[Path]:
    """Write the site in the language that is set.

    Parameters
    ----------
    out : path
        A folder; pages of the site that are there are written anew, anything else is left alone.
    progress : callable, optional
        Wraps the lessons that are recorded, to show how far the work has come.
    lessons : sequence of str, optional
        Pages of these lessons alone are written, such as ``["02"]``, ``["start"]`` and ``["curious"]``.

    Returns
    -------
    list of paths
        The pages that were written.
    """
    from claimlab.site.pages import Site, page_name

    sources = list(course_sources(language()))
    chosen = [one for one in sources if lessons is None or one.lesson in lessons]
    records = dict(zip((one.lesson for one in chosen), _recorded(chosen, progress), strict=True))
    if (lessons is None or CURIOUS in lessons) and (shelf := _shelf(sources)):
        records[CURIOUS] = shelf
    site = Site(sources)
    pages = {page_name(one): site.lesson(records[one.lesson]) for one in chosen}
    if CURIOUS in records:
        pages[f"{CURIOUS}.html"] = site.lesson(records[CURIOUS])
    if lessons is None:
        pages |= dict(site.others())
        pages["search.html"] = site.search(list(records.values()))
        _hand_out_tables(out / "data")
    out.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        write_whole(out / name, text.encode())
    return [out / name for name in pages]


def make_picture(out: Path, name: str) -> Path:
    """Write one picture of a lesson as a piece of a page, to be opened or pasted into another page.

    Raises
    ------
    KitError
        when there is no such picture, or it is a card of words.
    """
    from claimlab import lessons
    from claimlab.site.lesson import record_shown
    from claimlab.site.pages import Site

    record = record_shown(lessons.picture(name)())
    text = Site(course_sources(language())).picture(name, record)
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{name}.html"
    write_whole(path, text.encode())
    return path


def _recorded(sources: Sequence[Source], progress: Callable[..., Iterable]) -> list[dict[str, Any]]:
    """The record of each lesson, from the cache or made in a process of its own."""
    stale = [one for one in sources if not _cached(one.lesson, [one]).is_file()]
    if stale:
        with _processes(min(_WORKERS, len(stale), os.cpu_count() or 1)) as pool:
            running = {pool.submit(_record, one.path): one for one in stale}
            for done in progress(as_completed(running), length=len(running)):
                if problem := done.exception():
                    pool.shutdown(cancel_futures=True)
                    text = _("Lesson {id} cannot be recorded: {problem}")
                    lesson = running[done].lesson
                    raise KitError(text.format(id=lesson, problem=problem)) from problem
    return [json.loads(_cached(one.lesson, [one]).read_text(encoding="utf-8")) for one in sources]


def _shelf(sources: Sequence[Source]) -> dict[str, Any] | None:
    """The record of what stands for the curious, from the cache or made in a process of its own."""
    kept = _cached(CURIOUS, sources)
    if not kept.is_file():
        with _processes(1) as pool:
            pool.submit(_record_shelf).result()
    return json.loads(kept.read_text(encoding="utf-8"))


def _record_shelf() -> None:
    from claimlab.site.lesson import record_curious

    _keep(_cached(CURIOUS, course_sources(language())), record_curious(language()))


def _processes(most: int) -> ProcessPoolExecutor:
    """New processes that serve this course in this language."""
    return ProcessPoolExecutor(
        most,
        mp_context=get_context("spawn"),
        initializer=_begin,
        initargs=(course().name, language()),
    )


def _begin(name: str, spoken: str) -> None:
    """A process that records serves the same course, in the same language, with nobody before it."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # its hints are for who draws a chart
    use(name)
    os.environ.update({course().variable("front_end"): "0", course().variable("language"): spoken})


def _record(path: Path) -> None:
    from claimlab.authoring.source import read
    from claimlab.site.lesson import record_lesson

    source = read(path)
    _keep(_cached(source.lesson, [source]), record_lesson(source))


def _keep(kept: Path, made: dict[str, Any] | None) -> None:
    """Put a record in the place of what was kept before of the same lesson."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob(f"{kept.stem.rpartition('-')[0]}-*.json"):
        old.unlink()
    write_whole(kept, json.dumps(made, ensure_ascii=False).encode())


def _cached(name: str, sources: Sequence[Source]) -> Path:
    """Where a record is kept: named by a hash of all that it is made from."""
    own = hashlib.sha256(_ground().encode())
    files = {path for source in sources for path in (source.path, *_words(source), *_facts(source))}
    for path in sorted(files):
        own.update(path.read_bytes())
    return _cache() / f"{language()}-{name}-{own.hexdigest()[:16]}.json"


def _cache() -> Path:
    return Path(
        os.environ.get(course().variable("recorded"))
        or workspace_dir() / course().private / "recorded"
    )


def _words(source: Source) -> Iterator[Path]:
    """The TOML files of a lesson in every language: what one lacks is said in English."""
    return (lessons_dir() / "source").glob(f"*/{source.lesson}.toml")


def _facts(source: Source) -> list[Path]:
    facts = lessons_dir() / "facts"
    # The start page counts claims and lists all lessons.
    return sorted(facts.glob("*.json" if source.is_start else f"{source.lesson}.json"))


@lru_cache(maxsize=1)
def _ground() -> str:
    """What every lesson is made from: both packages and the tables."""
    found = hashlib.sha256()
    for folder in (Path(__file__).parents[1], course().folder):
        for path in sorted(folder.rglob("*.py")) + sorted(folder.rglob("*.json")):
            if path.parent.name != "templates":
                found.update(path.read_bytes())
    found.update((data_dir() / "datapackage.json").read_bytes())
    return found.hexdigest()


def _hand_out_tables(folder: Path) -> None:
    for name in tables():
        path = Path(describe(name)["path"])
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(data_dir() / path, folder / path)


def watch(out: Path, say: Callable[[str], None], turns: int | None = None) -> None:
    """Write the page of a lesson anew whenever its source is saved, until somebody stops it.

    Each page is made by a process of its own, which reads every file afresh.
    """
    seen = _saved()
    while turns is None or (turns := turns - 1) >= 0:
        time.sleep(_LOOK_S)
        now = _saved()
        changed = sorted(
            {
                path.stem[:2] if path.stem[:2].isdigit() else path.stem
                for path in now
                if now[path] != seen.get(path)
            }
        )
        seen = now
        if changed:
            with _processes(1) as pool:
                for path in pool.submit(make, out, _unseen, changed).result():
                    say(str(path))


def _saved() -> dict[Path, int]:
    folder = lessons_dir() / "source" / language()
    return {path: path.stat().st_mtime_ns for path in folder.glob("*.*")}
