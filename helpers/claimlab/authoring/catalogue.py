"""The sentences of engine and course in another language: gathered from the code, kept as gettext catalogues.

Each package has its own, named after it. That of the engine is written where both stand side by side.
"""

from __future__ import annotations

import ast
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from claimlab.course import FILE, course
from claimlab.errors import KitError
from claimlab.files import write_whole

__all__ = ["Gathered", "gather", "missing", "packages", "sentences", "update", "written"]

_ENGINE = Path(__file__).parents[1]
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_HEADER = "Sentences of the package. Written by the command translate; put the translations here."


@dataclass(frozen=True)
class Gathered:
    """What became of a catalogue: how many sentences it has, which it still lacks, and translations without a place."""

    path: Path
    count: int
    missing: tuple[str, ...]
    dropped: tuple[str, ...] = ()


def gather(package: Path = _ENGINE) -> dict[str, list[str]]:
    """Every sentence that a package puts through ``_``, and the course's title, with the files in which it stands.

    They are read from the syntax tree, where a sentence within an f-string is one like any other.

    >>> "Right" in gather()
    True
    """
    found: dict[str, list[str]] = {}
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        for sentence in sentences(path.read_text(encoding="utf-8")):
            files = found.setdefault(sentence, [])
            files += [name] if name not in files else []
    if package == course().folder:
        found[course().title] = [FILE]
    return found


def packages() -> tuple[Path, ...]:
    """The packages whose sentences are translated here: the course, and the engine when it stands beside it."""
    own = course().folder
    return (_ENGINE, own) if _ENGINE.parent == own.parent else (own,)


def sentences(code: str) -> list[str]:
    r"""What a module puts through ``_``, in the order of its lines.

    >>> sentences("f\"{_('Next:')} {_(f)}\" + _('One ' 'two')")
    ['Next:', 'One two']
    """
    calls = [
        node
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
    ]
    said = [argument for call in sorted(calls, key=_line) for argument in call.args[:1]]
    return [one.value for one in said if isinstance(one, ast.Constant) and one.value]


def _line(node: ast.Call) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _place(language: str, package: Path) -> Path:
    return package / "locale" / language / "LC_MESSAGES" / f"{package.name}.po"


def _read(language: str, package: Path):
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    path = _place(language, package)
    if not path.is_file():
        return Catalog(locale=language, header_comment=f"# {_HEADER}", domain=package.name)
    with path.open("rb") as stream:
        return read_po(stream, locale=language, domain=package.name)


def written(language: str, package: Path = _ENGINE) -> dict[str, str]:
    """From each sentence that a language says to how it says it."""
    return {str(m.id): str(m.string) for m in _read(language, package) if m.id and m.string}


def missing(language: str) -> list[str]:
    """Sentences of the packages that a language does not say yet."""
    return [
        sentence
        for package in packages()
        for said in [written(language, package)]
        for sentence in gather(package)
        if sentence not in said
    ]


def update(language: str) -> list[Gathered]:
    """Bring the catalogues up to date with the code, keep their translations, and compile them.

    Raises
    ------
    KitError
        when the language is not written as two small letters.
    """
    if not (len(language) == 2 and language.isalpha() and language.islower()):
        raise KitError("A language is two small letters, such as es.")
    return [_update(language, package) for package in packages()]


def _update(language: str, package: Path) -> Gathered:
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import write_po

    known = written(language, package)
    new = Catalog(locale=language, header_comment=f"# {_HEADER}", domain=package.name)
    gathered = gather(package)
    for sentence, files in gathered.items():
        # Files without lines: else every edit above a sentence would be a change of the catalogue.
        new.add(sentence, known.get(sentence) or "", locations=[(name, 0) for name in files])
    stream = io.BytesIO()
    write_po(stream, new, width=100, sort_by_file=True, include_lineno=False, omit_header=False)
    text = b"\n".join(
        line
        for line in stream.getvalue().split(b"\n")
        if not line.startswith((b'"POT-Creation', b'"PO-Revision', b'"Last-Translator'))
    )
    path = _place(language, package)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)
    compiled, said = io.BytesIO(), _read(language, package)
    said.creation_date = said.revision_date = _NO_DAY  # else each run would be a change
    write_mo(compiled, said)
    write_whole(path.with_suffix(".mo"), compiled.getvalue())
    lacking = tuple(sentence for sentence in gathered if not known.get(sentence))
    dropped = tuple(said for sentence, said in known.items() if sentence not in gathered)
    return Gathered(path, len(gathered), lacking, dropped)
