"""Review lesson sources against the rules of the house, before a student does.

The rules stand in ``lint_prose``, ``lint_code``, ``lint_form`` and ``lint_words``; here they are run and their
findings gathered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from claimlab import lessons
from claimlab.authoring import lint_code, lint_form, lint_prose, lint_words
from claimlab.authoring.catalogue import missing
from claimlab.authoring.source import read, source_paths
from claimlab.data import lessons_dir
from claimlab.errors import KitError
from claimlab.i18n import ENGLISH, languages

__all__ = ["Finding", "lint", "untranslated"]

_ANY_PAGE = {**lint_prose.ANY_PAGE, **lint_code.ANY_PAGE}
_LESSONS = {**lint_prose.LESSONS, **lint_code.LESSONS, **lint_form.LESSONS, **lint_words.LESSONS}


@dataclass(frozen=True)
class Finding:
    """One thing to put right: where (file, line, block), which rule, and what to do."""

    path: Path
    block_id: str
    rule: str
    message: str
    line: int = 0

    def __str__(self) -> str:
        place = f" ({self.block_id})" if self.block_id else ""
        return f"{self.path}:{self.line}{place} {self.rule}: {self.message}"


def lint(paths: Iterable[Path | str] | None = None) -> list[Finding]:
    """Review lesson sources; an empty list means that all is well.

    Parameters
    ----------
    paths : iterable of path, optional
        Files, or folders of files; all sources of the kit when it is left out.

    >>> lint([])
    []
    """
    roots = [lessons_dir() / "source"] if paths is None else [Path(path) for path in paths]
    files = [
        file for root in roots for file in (sorted(root.rglob("*.md")) if root.is_dir() else [root])
    ]
    return [finding for file in files for finding in _review(file)]


def _review(path: Path) -> list[Finding]:
    try:
        source = read(path)
        if not source.is_start:
            lessons.lesson(source.lesson)
    except KitError as error:
        return [Finding(path, "", "source", str(error))]
    rules = _ANY_PAGE if source.is_start else {**_ANY_PAGE, **_LESSONS}
    return [
        Finding(path, cell.block if cell else "", rule, message, cell.line if cell else 1)
        for rule, find in rules.items()
        for cell, message in find(source)
    ]


def untranslated(in_full: bool = False) -> list[str]:
    """What each other language still says in English, in one line a language; no fault, but to be known.

    Parameters
    ----------
    in_full : bool
        The sentences of the package and the lessons themselves, one a line.
    """
    said = []
    for language in languages():
        if language == ENGLISH:
            continue
        own = {path.name[:2] for path in source_paths(language)}
        left = [path.stem for path in source_paths(ENGLISH) if path.name[:2] not in own]
        lacking = missing(language)
        if in_full:
            said += [f"{language}: {one}" for one in [*lacking, *left]]
        elif lacking or left:
            said.append(
                f"{language}: still in English are {len(lacking)} sentences of the package and"
                f" {len(left)} lessons; --untranslated lists them."
            )
    return said
