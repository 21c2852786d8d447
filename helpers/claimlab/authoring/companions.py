"""Notebooks for instructors that belong to no single place in the course, such as a game's console."""

from __future__ import annotations

from pathlib import Path

from claimlab.errors import KitError

__all__ = ["companions"]


def companions(home: Path, root: Path) -> dict[Path, str]:
    """The notebooks made from ``instructor/*/console.md``, by where they go.

    Parameters
    ----------
    home : Path
        Folder of the lessons of a language, which holds the sources.
    root : Path
        Folder into which notebooks go; the same, unless they are built elsewhere.

    Returns
    -------
    dict of Path to str
        The file below ``root / "instructor"``, named after the folder of its source, and the
        notebook as JSON: without outputs, and the same bytes for the same source.

    Raises
    ------
    KitError
        when a source cannot be read.

    >>> from claimlab.data import lessons_dir
    >>> [path.name for path in companions(lessons_dir(), Path())]
    ['role-play-console.ipynb']
    """
    return {
        root / "instructor" / f"{path.parent.name}-console.ipynb": _notebook(path)
        for path in sorted((home / "instructor").glob("*/console.md"))
    }


def _notebook(path: Path) -> str:
    import jupytext
    import nbformat

    try:
        read = jupytext.read(path, fmt="md:myst")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise KitError(
            f"{path.parent.name}/{path.name} cannot be read: {str(error).splitlines()[0]}"
        ) from None
    cells = []
    for place, cell in enumerate(read.cells):
        new = nbformat.v4.new_code_cell if cell.cell_type == "code" else nbformat.v4.new_markdown_cell  # fmt: skip
        cells.append(new(cell.source, id=f"{path.parent.name}-{place}", metadata={}))
    about = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    book = nbformat.v4.new_notebook(cells=cells, metadata=about)
    return nbformat.writes(book) + "\n"
