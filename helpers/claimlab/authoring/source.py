"""Read a lesson source (jupytext MyST Markdown) into front matter and cells.

A block reaches from one ``+++ {"id": …}`` line to the next; its tags hold for every cell in it, so
that nothing of an instructor's block can slip into the student's notebook. A heading that stands
right above a ``+++`` line opens the block below it. An exercise stands as one cell, its solution
with marks; a student's stub is derived from it (``authoring/stub.py``).
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from claimlab.authoring.frontmatter import fault, read_front_matter
from claimlab.authoring.stub import MARK, stub_and_solution
from claimlab.data import lessons_dir
from claimlab.errors import KitError, nearest
from claimlab.i18n import ENGLISH
from claimlab.lessons.words import recorded

__all__ = [
    "START",
    "Cell",
    "Source",
    "parse",
    "read",
    "source_languages",
    "source_paths",
    "text_argument",
]

START = "start"
_TAGS = {"instructor", "deeper", "raises-exception"}
_TITLE = re.compile(r"(\A---\n.*?\n---\n\s*)# +(.+?)[ #]*\n", re.S)
_HEADING_ABOVE_BLOCK = re.compile(r"((?:^#{2,6} .+\n\s*)+)^(\+\+\+ .*\n)\n*", re.M)


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson: ``kind`` is "markdown" or "code", ``line`` is where it starts in the source.

    An exercise is two, one after the other: its stub is tagged "exercise", the other one "solution".
    """

    id: str
    kind: str
    text: str
    line: int
    block: str
    tags: tuple[str, ...] = ()
    exercise: str = ""

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """The name and the node of each call in a code cell, in the order of the code."""
        nodes = [node for node in ast.walk(self.tree()) if isinstance(node, ast.Call)]
        for node in sorted(nodes, key=lambda n: (n.lineno, n.col_offset)):
            yield getattr(node.func, "id", getattr(node.func, "attr", "")), node

    def asked(self, *names: str) -> Iterator[str]:
        """The first argument of each call of these names, where it is a text: an id or a name."""
        for name, call in self.calls():
            if name in names:
                yield text_argument(call)

    def names(self) -> set[str]:
        """The names that a code cell uses (those that it only imports are left out)."""
        return {node.id for node in ast.walk(self.tree()) if isinstance(node, ast.Name)}

    def tree(self) -> ast.Module:
        """The parsed code without shell and magic lines; an empty module when it is no Python."""
        if self.kind != "code":
            return ast.parse("")
        try:
            return ast.parse(re.sub(r"(?m)^[ \t]*[!%].*$", "", self.text))
        except SyntaxError:
            return ast.parse("")


def text_argument(call: ast.Call) -> str:
    """The first argument of a call when it is a text, else "" (an id, or the name of a picture)."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


@dataclass(frozen=True)
class Source:
    """A lesson as its author wrote it."""

    path: Path
    lesson: str
    title: str
    question: str
    cells: tuple[Cell, ...]
    minutes: Mapping[str, int | None]
    after: tuple[str, ...]
    objectives: tuple[str, ...]
    draft: bool = False
    terms: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_start(self) -> bool:
        """Whether this is the start page, which is no lesson."""
        return self.lesson == START

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that the lesson's room tests; none of a lesson whose facts are not built yet."""
        try:
            return tuple(recorded(self.lesson)["claims"])
        except KitError:
            return ()

    @property
    def notebook(self) -> str:
        """File name of the notebooks built from this source."""
        return "start-here.ipynb" if self.is_start else f"{self.path.stem}.ipynb"

    @property
    def language(self) -> str:
        """The language of the text, which is the name of the source's folder."""
        return self.path.parent.name

    @property
    def label(self) -> str:
        """How a link names the lesson: ``01 The rise and fall of a border economy``."""
        return f"{self.lesson} {self.title}"

    @property
    def student(self) -> tuple[Cell, ...]:
        """The cells that a student sees."""
        return tuple(c for c in self.cells if not {"solution", "instructor"} & set(c.tags))

    @property
    def instructor(self) -> tuple[Cell, ...]:
        """The cells that an instructor sees: with solutions in the place of stubs, and with the notes."""
        return tuple(c for c in self.cells if "exercise" not in c.tags)


def source_languages() -> list[str]:
    """The languages in which there are lesson sources, English first.

    >>> source_languages()[0]
    'en'
    """
    folders = {path.parent.name for path in (lessons_dir() / "source").glob("*/*.md")}
    return sorted(folders, key=lambda language: (language != ENGLISH, language))


def source_paths(language: str = "en") -> list[Path]:
    """The sources of one language, in the order of the course, the start page last.

    >>> [path.suffix for path in source_paths("xx")]
    []
    """
    return sorted((lessons_dir() / "source" / language).glob("*.md"))


def read(path: Path) -> Source:
    """Read one lesson source; ``KitError`` with file and line when something in it is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise KitError(
            f"The lesson source {path.name} cannot be read: it must be a UTF-8 text file."
        ) from None
    return parse(text, path)


def parse(text: str, path: Path) -> Source:
    """Turn the text of a lesson source into its structure.

    Raises
    ------
    KitError
        with file and line: broken front matter, a cell without an id, an id used twice, an unknown
        tag, or an exercise from whose marks no stub can be derived.

    >>> text = '''---
    ... lesson: start
    ... title: Start here
    ... question: Where do I begin?
    ... ---
    ... +++ {"id": "start-welcome"}
    ... Welcome.
    ... '''
    >>> parse(text, Path("en/start.md")).cells[0].id
    'start-welcome'
    """
    front = read_front_matter(text, path)
    text = _HEADING_ABOVE_BLOCK.sub(_heading_into_block, _without_title(text, front["title"], path))
    cells = tuple(_cells(text, path))
    _check_ids(cells, path, front["lesson"])
    return Source(path=path, cells=cells, **front)


def _without_title(text: str, title: str, path: Path) -> str:
    """The text without its H1, which the builder writes from the front matter."""
    heading = _TITLE.match(text)
    if heading and heading[2] != title:
        line = heading[1].count("\n") + 1
        raise fault(
            path,
            line,
            f"the heading '{heading[2]}' differs from the title in the front matter, '{title}'.",
        )
    return _TITLE.sub(r"\1\n", text)


def _heading_into_block(match: re.Match) -> str:
    """The same lines with the heading below the ``+++`` line; as many as before, so that line numbers stay."""
    swapped = f"{match[2]}\n{match[1].strip()}\n"
    return swapped + "\n" * (match[0].count("\n") - swapped.count("\n"))


def _raw_cells(text: str, path: Path) -> list[tuple[str, str, int, dict, dict]]:
    """(kind, text, 1-based line, block metadata, cell options) of each cell, as jupytext reads them."""
    try:
        from jupytext import myst
        from nbformat.validator import NotebookValidationError
    except ImportError:
        install = "pip install -c constraints.txt -e '.[authoring]'"
        raise KitError(f"To build lessons, install the authoring tools: {install}.") from None
    try:
        tokens = [
            token for token in myst.get_parser().parse(text) if token.type == "myst_block_break"
        ]
        breaks = [(token.map[0], myst.read_cell_metadata(token, 0)) for token in tokens]
        _check_blocks(breaks, path)
        notebook = myst.myst_to_notebook(text, add_source_map=True)
    except (myst.MystMetadataParsingError, NotebookValidationError) as error:
        raise KitError(f"{path.parent.name}/{path.name}: {str(error).splitlines()[0]}") from None
    found = []
    for cell, start in zip(notebook.cells, notebook.metadata["source_map"], strict=True):
        # jupytext forgets the metadata of a block that opens with code, so it is looked up by line.
        block = next((meta for line, meta in reversed(breaks) if line < start), {})
        options = dict(cell.metadata) if cell.cell_type == "code" else {}
        line = start if cell.cell_type == "code" else _first_text_line(text, start)
        found.append((cell.cell_type, cell.source, line, block, options))
    return found


def _check_blocks(breaks: list[tuple[int, dict]], path: Path) -> None:
    seen = set()
    for line, block in breaks:
        if (
            not isinstance(block, dict)
            or not isinstance(block.get("id", ""), str)
            or not isinstance(block.get("tags", []), list)
        ):
            raise fault(
                path,
                line + 1,
                'write a block as +++ {"id": "01-hook", "tags": ["instructor"]}; the tags may be left out.',
            )
        if "id" in block and block["id"] in seen:
            raise fault(
                path, line + 1, f"the id '{block['id']}' is used twice: give each block its own."
            )
        seen.add(block.get("id"))


def _first_text_line(text: str, start: int) -> int:
    lines = text.splitlines()
    return next(n + 1 for n in range(start, len(lines)) if lines[n].strip())


def _cells(text: str, path: Path) -> Iterator[Cell]:
    count: Counter[str] = Counter()
    for kind, body, line, block, options in _raw_cells(text, path):
        _check_cell(kind, body, block, options, path, line)
        tags = tuple(dict.fromkeys([*block.get("tags", ()), *options.get("tags", ())]))
        exercise = str(options.get("id", ""))
        if not exercise:
            count[block["id"]] += 1
        running = block["id"] if count[block["id"]] < 2 else f"{block['id']}-{count[block['id']]}"
        cell_id = (exercise or running).replace(".", "-")
        cell = Cell(cell_id, kind, body, line, block["id"], tags, exercise)
        if not exercise:
            yield cell
            continue
        first = line + 1 + len(options)  # the fence, then one line an option
        derived = stub_and_solution(body, exercise, path, first)
        for tag, code in zip(("exercise", "solution"), derived, strict=True):
            yield replace(cell, text=code, tags=(*tags, tag))


def _check_cell(kind: str, body: str, block: dict, options: dict, path: Path, line: int) -> None:
    if "id" not in block:
        raise fault(
            path,
            line,
            'this cell has no block id: write a line such as +++ {"id": "01-hook"} above it.',
        )
    for name in [*block, *options]:
        if name not in ("id", "tags"):
            raise fault(path, line, f"unknown option '{name}': {nearest(name, ['id', 'tags'])}")
    for tag in [*block.get("tags", ()), *options.get("tags", ())]:
        if tag not in _TAGS:
            raise fault(path, line, f"unknown tag '{tag}': {nearest(tag, _TAGS)}")
    if kind == "raw":
        raise fault(path, line, "raw cells are not part of a lesson: use text or a code cell.")
    if (
        kind == "markdown"
        and "instructor" in block.get("tags", ())
        and re.search(r"^#{1,6} ", body, re.M)
    ):
        raise fault(
            path,
            line,
            "a heading in an instructor's block would be missing for students: put a +++ line above it.",
        )
    if kind == "code" and "id" not in options and MARK in body:
        raise fault(
            path,
            line,
            f"a mark ({MARK}) stands in exercises only: give the cell an id, such as ':id: E01.2'.",
        )
    # What jupytext does not take for a cell would be printed to students, solutions included.
    if kind == "markdown" and re.search(r"\{code-cell\}|^\+\+\+", body, re.M):
        raise fault(
            path,
            line,
            "a code cell or a +++ line here is not read as one: start it at the beginning of a line.",
        )


def _check_ids(cells: tuple[Cell, ...], path: Path, lesson: str) -> None:
    seen = {f"{lesson}-header", f"{lesson}-footer"}
    for cell in cells:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", cell.id):
            raise fault(
                path,
                cell.line,
                f"the id '{cell.id}' may hold letters, digits, '-' and '_' only, at most 64.",
            )
        if cell.exercise and not re.fullmatch(rf"E{lesson}\.\d+", cell.exercise):
            raise fault(path, cell.line, f"an exercise has an id such as E{lesson}.1.")
        if cell.id in seen and "solution" not in cell.tags:
            raise fault(
                path,
                cell.line,
                f"the id '{cell.id}' is used twice: give each block and exercise its own.",
            )
        seen.add(cell.id)
