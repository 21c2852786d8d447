"""The ``borderlab`` command: the engine's, the papers that this course makes again, and its cover."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

import borderlab
from claimlab.cli import in_language, main, progress
from claimlab.data import lessons_dir
from claimlab.files import write_whole
from claimlab.i18n import _
from claimlab.lessons import pictures

__all__ = ["main"]


@main.command()
@click.argument("name", required=False)
@click.option(
    "--csv", "file", type=click.Path(path_type=Path), help="Also write every number into this file."
)
@in_language
def replicate(name: str | None, file: Path | None, language: str) -> None:
    """Print numbers of published papers beside the kit's own, and why they differ where they do.

    Of each paper, how many are met at their printed precision; of one paper NAME, such as drezner, every number.
    """
    import pandas as pd

    from borderlab import replications

    papers = replications.papers()
    chosen = progress(_("Computing"))([name] if name else list(papers.index))
    frames = {one: replications.replicate(one) for one in chosen}
    for one, rows in frames.items():
        click.echo("\n".join(_printed_and_ours(one, papers.loc[one], rows, whole=bool(name))))
    if file:
        frame = pd.concat(frames.values())
        write_whole(file, frame.to_csv(index=False, lineterminator="\n").encode("utf-8"))
        click.echo(_("All of it is in {path}").format(path=file))


@main.command()
def cover() -> None:
    """Draw the cover of README anew, for a light and a dark page."""
    for path, drawn in covers().items():
        write_whole(path, drawn.encode("utf-8"))
        click.echo(path)


def covers() -> dict[Path, str]:
    """The cover in two themes, by the file that README shows."""
    figure = pictures("00")["cover"]()
    folder = lessons_dir().parent / ".github"
    return {
        folder / f"cover-{('light', 'dark')[dark]}.svg": figure.poster(dark)
        for dark in (False, True)
    }


def _printed_and_ours(name: str, paper, rows, whole: bool) -> Iterator[str]:
    """What the command says of one paper: every number, or only those that differ."""
    met = _("{paper} [{name}]: {met} of {count} printed numbers met.")
    yield met.format(paper=paper["paper"], name=name, met=rows["met"].sum(), count=len(rows))
    yield f"  {paper['how']}"
    if isinstance(paper["left_out"], str):
        yield f"  {paper['left_out']}"
    for row in (rows if whole else rows[~rows["met"]]).itertuples():
        digits = max(row.printed_digits, 0)
        line = _("{quantity}: printed {printed}, ours {ours}.").format(
            quantity=row.quantity,
            printed=f"{row.printed:.{digits}f}",
            ours=f"{row.ours:.{digits}f}",
        )
        yield f"  - {line}" if row.met else f"  - {line} {row.why}"


if __name__ == "__main__":
    main(prog_name=borderlab.__name__)
