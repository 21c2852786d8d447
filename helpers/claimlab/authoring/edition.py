"""One lesson source, one edition: a notebook for students or for instructors; and one for the curious, of all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claimlab.authoring.doors import (
    CURIOUS,
    FOLDED,
    TAG,
    door_and_rest,
    door_of,
    goals_shown,
    sections,
)
from claimlab.authoring.frontmatter import fault
from claimlab.authoring.minutes import core_minutes
from claimlab.authoring.source import Cell, Source
from claimlab.course import course as course_served
from claimlab.errors import KitError
from claimlab.i18n import words_of
from claimlab.lessons.words import fill

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["CURIOUS_NOTEBOOK", "curious", "lesson_table", "notebook", "protect_dollars"]

CURIOUS_NOTEBOOK = f"{CURIOUS}.ipynb"

_CODE = r"```.*?```|`[^`\n]*`"
_MATH = r"\$\$.+?\$\$|(?<![\w\\])\$(?![\s\d])(?:[^$\n]|\n(?!\s*\n))*?(?<!\s)\$(?!\d)"
_DOLLAR = re.compile(rf"(?s)({_CODE}|{_MATH})|\\?\$")
_MONEY = r"<span>\$</span>"
_WAYS = ("class_50", "class_75", "alone")
_VERBS = ("predict", "reveal", "explore", "check", "quiz", "judge", "ledger", "verdict", "progress", "submit")  # fmt: skip


def protect_dollars(text: str) -> str:
    r"""Wrap the dollars that are money, so that JupyterLab does not read them as formulas.

    A formula opens with a dollar that neither a space nor a digit follows. A backslash alone is not
    enough: Markdown takes it away, and the formula renderer then sees a bare dollar.

    >>> print(protect_dollars("$6bn, $x_1$ and `$PATH`"))
    <span>\$</span>6bn, $x_1$ and `$PATH`
    """
    return _DOLLAR.sub(lambda match: match[1] or _MONEY, text)


def notebook(
    source: Source, course: Sequence[Source], facts: Mapping[str, object], instructor: bool = False
) -> NotebookNode:
    """The notebook of one edition, without outputs, valid for nbformat 4.5.

    Parameters
    ----------
    source : Source
    course : sequence of Source
        All sources of the language, in order; they give the links to other lessons.
    facts : mapping
        What ``{{ name }}`` stands for.
    instructor : bool
        With solutions in the place of stubs, and with the notes.
    """
    header = _header(source, course, instructor)
    cells = [
        _text_cell(f"{source.lesson}-header", fill(header, facts, source.language), ["header"])
    ]
    shown = source.instructor if instructor else source.student
    cells += _page_cell(source, "head")
    last, at_end = _last_question(source), _page_cell(source, "end")
    for cell, _heading, door in sections(shown):
        if at_end and cell.block == last:
            cells += at_end
            at_end = []
        if door != CURIOUS:
            cells += [*_asked(cell, source, door, instructor), *_cells(cell, source, facts, door)]
    cells += at_end
    if not source.is_start:
        cells.append(
            _text_cell(f"{source.lesson}-footer", _footer(source, course, instructor), ["footer"])
        )
    return _book(cells)


def curious(
    course: Sequence[Source], facts: Callable[[str], Mapping], instructor: bool = False
) -> NotebookNode | None:
    """The notebook *For the curious*: what stands under ``## For the curious: …`` in all lessons; None without any.

    Parameters
    ----------
    course : sequence of Source
        All sources of the language, in order.
    facts : callable
        Lesson id to what ``{{ name }}`` stands for in it.
    instructor : bool
        With solutions in the place of stubs, and with the notes.
    """
    shelf = [source for source in course if _curious_cells(source, instructor)]
    if not shelf:
        return None
    _ = words_of(shelf[0].language)
    says = _(
        "What did not fit into an evening. Nothing here is needed for the lessons: open what you like."
    )
    cells = [_text_cell("curious-header", f"# {_('For the curious')}\n\n{says}", ["header"])]
    for source in shelf:
        names = next(cell for cell in source.student if cell.kind == "code")
        cells += [
            _text_cell(f"{source.lesson}-curious", f"## {_link(source)}", ["section"]),
            _code_cell(replace(names, id=f"{source.lesson}-names"), source, []),
        ]
        for cell in _curious_cells(source, instructor):
            cells += _asked(cell, source, CURIOUS, instructor)
            cells += _cells(cell, source, facts(source.lesson), CURIOUS)
    return _book(cells)


def _curious_cells(source: Source, instructor: bool) -> list[Cell]:
    shown = source.instructor if instructor else source.student
    return [cell for cell, _heading, door in sections(shown) if door == CURIOUS]


def _on_the_shelf(text: str) -> str:
    """A text of the shelf one level lower, below the name of its lesson, and named by its question."""
    question = re.sub(r"^## [^:]+: (.)", lambda found: f"## {found[1].upper()}", text)
    return re.sub(r"^(#{2,5}) ", r"#\1 ", question, flags=re.M)


def _book(cells: list[NotebookNode]) -> NotebookNode:
    import nbformat

    made = nbformat.v4.new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
    )
    nbformat.validate(made)
    return made


def _last_question(source: Source) -> str:
    """The block in which a lesson asks the next one's question: what the reader holds stands before it."""
    found = (c.block for c in source.student for p in c.asked("predict") if p[1:3] > source.lesson)
    return next(found, "")


def _page_cell(source: Source, where: str) -> list[NotebookNode]:
    """The page of claims at the head and at the end of a lesson that tests any: no author writes it."""
    import nbformat

    if not source.claims:
        return []
    call = f'column("{source.lesson}"{", end=True" if where == "end" else ""})'
    code = f"from {course_served().name} import column\n\n{call}"
    return [
        nbformat.v4.new_code_cell(
            code, id=f"{source.lesson}-column-{where}", metadata=_metadata(["column"])
        )
    ]


def _asked(cell: Cell, source: Source, door: str, instructor: bool) -> list[NotebookNode]:
    """What the class reads of an exercise, in sight of an instructor whose solution is folded."""
    if not (instructor and cell.exercise):
        return []
    (stub,) = (one.text for one in source.student if one.exercise == cell.exercise)
    tags = [*([TAG] if door else []), "asked"]
    return [_text_cell(f"{cell.id}-asked", f"```python\n{stub}\n```", tags)]


def _cells(
    cell: Cell, source: Source, facts: Mapping[str, object], door: str
) -> list[NotebookNode]:
    """The cell of the notebook, or two: a door is cut from what is folded behind it."""
    tags = [*cell.tags, TAG] if door and TAG not in cell.tags else [*cell.tags]
    if cell.kind == "code":
        return [_code_cell(cell, source, tags)]
    try:
        text = fill(cell.text, facts, source.language)
    except KitError as error:
        raise fault(source.path, cell.line, f"(block {cell.block}) {error}") from None
    if door_of(text):
        heading, rest = door_and_rest(_on_the_shelf(text) if door == CURIOUS else text)
        made = _text_cell(f"{cell.id}-door", heading, [*tags, "section"])
        made.metadata.update(FOLDED)
        return [made, *([_text_cell(cell.id, rest, tags)] if rest else [])]
    section = ["section"] if text.startswith("## ") else []
    text = _on_the_shelf(text) if door == CURIOUS else text
    text = _as_note(text, source) if "instructor" in cell.tags else text
    return [_text_cell(cell.id, text, [*tags, *section])]


def _code_cell(cell: Cell, source: Source, tags: list[str]) -> NotebookNode:
    import nbformat

    metadata = _metadata([*tags, *(verb for verb in _VERBS if verb in cell.names())])
    if {"solution", "instructor"} & {*tags}:
        metadata["jupyter"] = {"source_hidden": True, "outputs_hidden": True}
    if cell.exercise:
        metadata["exercise"] = cell.exercise
    if goals := goals_shown(cell, source.lesson):
        metadata["goals"] = goals
    # Of a folded cell JupyterLab shows the first line.
    head = f"# {words_of(source.language)('Solution')}\n" if "solution" in tags else ""
    return nbformat.v4.new_code_cell(head + cell.text, id=cell.id, metadata=metadata)


def _text_cell(cell_id: str, text: str, tags: list[str]) -> NotebookNode:
    import nbformat

    return nbformat.v4.new_markdown_cell(
        protect_dollars(text), id=cell_id, metadata=_metadata(tags)
    )


def _metadata(tags: list[str]) -> dict:
    return {"tags": tags} if tags else {}


def _as_note(text: str, source: Source) -> str:
    """A note folded behind its name, so that the notebook can stand on a wall."""
    _ = words_of(source.language)
    named = re.match(r"\*\*([^*\n]+?)[.:]?\*\*", text)
    name = f"{_('Instructor:')} {named[1]}" if named else _("Instructor: a note")
    return _folded(name, text)


def _folded(name: str, text: str) -> str:
    """Markdown that opens at a press, in JupyterLab and where a notebook is only shown."""
    return f"<details><summary><b>{name}</b></summary>\n\n{text}\n\n</details>"


def _header(source: Source, course: Sequence[Source], instructor: bool = False) -> str:
    _ = words_of(source.language)
    parts = [f"# {source.title}", f"**{source.question}**"]
    if instructor:
        parts.append(
            _(
                "For instructors. Notes and solutions are folded, so that this notebook can be projected: "
                "a click on the name of a note opens it, a click on a bar with three dots shows a solution, and a button what the check says of it."
            )
        )
    licence = _(
        "Text: CC BY 4.0. Code: BSD 3-Clause. Data: each table's own licence, shown by `cite`."
    )
    if source.is_start:
        return "\n\n".join([*parts, f"*{licence}*"])
    takes = _("The core takes about {core} minutes alone.").format(core=core_minutes(source))
    if TAG in {door for *__, door in sections(source.student)}:
        folded = _(
            "Parts called *Deeper* are folded: the button under the heading opens one, now or another day."
        )
        takes = f"{takes} {folded}"
    objectives = "\n".join(f"- {text}" for text in source.objectives)
    after = _("After this lesson you can:")
    about = "\n\n".join([after, objectives, _facts_box(source, course), f"*{licence}*"])
    name = _("What you learn here, how long a class takes, and what to do before")
    return "\n\n".join([*parts, takes, _folded(name, about)])


def _facts_box(source: Source, course: Sequence[Source]) -> str:
    """A table with a heading for each column, which a screen reader can announce."""
    _ = words_of(source.language)
    titles = {other.lesson: _link(other) for other in course}
    columns = {
        _("Minutes (estimated)"): _(
            "short class: {class_50}; long class: {class_75}; alone: {alone}"
        ).format(**_minutes(source)),
        _("Claims of the text"): ", ".join(source.claims),
        _("Do before"): "; ".join(titles.get(name, name) for name in source.after) or _("nothing"),
    }
    return "\n".join(
        f"| {' | '.join(row)} |" for row in (columns, ["---"] * len(columns), columns.values())
    )


def _minutes(source: Source) -> dict[str, object]:
    return {name: "–" if value is None else value for name, value in source.minutes.items()}


def _link(source: Source) -> str:
    return f"[{source.label}]({source.notebook})"


def _footer(source: Source, course: Sequence[Source], instructor: bool) -> str:
    _ = words_of(source.language)
    lessons = [other for other in course if not other.is_start]
    following = [_link(other) for other in lessons if other.lesson > source.lesson][:1]
    parts = [f"**{_('Next:')}** {link}" for link in following]
    if _curious_cells(source, instructor):
        parts.append(f"[{_('For the curious')}]({CURIOUS_NOTEBOOK})")
    # The start page has one edition only; it lies beside the student's notebooks.
    parts += [
        f"[{_('Start page')}]({'../' if instructor else ''}{other.notebook})"
        for other in course
        if other.is_start
    ]
    return "---\n\n" + " · ".join(parts)


def lesson_table(course: Sequence[Source]) -> str:
    """The lessons with their questions and minutes, as a Markdown table with links."""
    lessons = [source for source in course if not source.is_start]
    if not lessons:
        return ""
    _ = words_of(lessons[0].language)
    rows = [
        (_("Lesson"), _("Question"), _("Short class"), _("Long class"), _("Alone")),
        ("---", "---", "--:", "--:", "--:"),
        *((_link(s), s.question, *(str(_minutes(s)[way]) for way in _WAYS)) for s in lessons),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
