"""The command: opens the lessons, and everything an author or an instructor runs.

A course has it under its own name (``borderlab``); ``claimlab`` is the same for the course of the working folder.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from claimlab.course import CourseError, course, installed, use
from claimlab.errors import KitError
from claimlab.i18n import _

__all__ = ["in_language", "main", "progress"]

_FOLDER = click.Path(path_type=Path)
_A_SCREEN = 20  # sentences that a translator reads at once; lint --untranslated lists all


class _Commands(click.Group):
    """Opens the lessons when no command is named, and says a mistake in one sentence."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "--version")):
            args = ["open", *args]
        return super().parse_args(context, args)

    def invoke(self, context: click.Context):
        try:
            if (name := Path(sys.argv[0]).stem) in installed():  # the course whose command this is
                use(name)
            return super().invoke(context)
        except (KitError, CourseError) as error:
            raise click.ClickException(str(error)) from None


def progress(label: str) -> Callable[..., Iterator]:
    """A wrapper for what a loop goes through, which shows on a terminal how far it has come."""

    def show(items: Iterable, length: int | None = None) -> Iterator:
        with click.progressbar(
            items, length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            yield from bar

    return show


def _at_work() -> None:
    """Say in one sentence when there is no course to write in: nothing is written among installed packages."""
    if course().is_installed:
        raise KitError(
            f"The course '{course().name}' is installed, and nothing is written there: go into the folder of its sources."
        )


def _workspace(folder: Path | None) -> Path:
    from claimlab.settings import workspace_dir

    return (folder or workspace_dir()).expanduser().absolute()


def _say_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"{course().name}, version {course().version}")
        context.exit()


@click.group(cls=_Commands)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Say the version and stop.",
)
def main() -> None:
    """Open the lessons of a course, and write, check and grade them.

    Without a command, the lessons open in your workspace.
    """


def _speak(context: click.Context, _option: click.Parameter, chosen: str | None) -> str:
    """From here on the command speaks the language that was named."""
    from claimlab.i18n import speaking
    from claimlab.workspace import spoken_in

    if chosen:
        context.with_resource(speaking(spoken_in(Path(), chosen)))
    return chosen or ""


def in_language(command: Callable) -> Callable:
    """Give a command the option ``--language``, in which it speaks."""
    says = "Speak this language, such as es."
    return click.option("--language", callback=_speak, metavar="CODE", help=says)(command)


_in_workspace = click.option(
    "--workspace",
    type=_FOLDER,
    help="Your folder for the lessons.  [default: one of the course's name in your home folder]",
)


@main.command("open")
@click.argument("lesson", required=False)
@_in_workspace
@in_language
@click.option(
    "--instructor", is_flag=True, help="Also copy the notebooks with solutions and notes."
)
@click.option(
    "--rehearse", is_flag=True, help="Use a workspace of its own, so that trying spoils nothing."
)
@click.option("--no-browser", is_flag=True, help="Print the address and open no browser.")
@click.option(
    "--port",
    default=8888,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="The first port to try.",
)
def open_(
    lesson: str | None,
    workspace: Path | None,
    instructor: bool,
    rehearse: bool,
    no_browser: bool,
    port: int,
    language: str,
) -> None:
    """Open JupyterLab on your copy of the lessons, or of one LESSON such as 01.

    Your edited notebooks are never overwritten: a new version is put beside them. The language is
    kept in your workspace until you name another one.
    """
    from claimlab.workspace import find_lesson, first_notebook, prepare, serve

    folder = _workspace(workspace)
    if rehearse:
        from claimlab.classroom.rehearsal import rehearsal_folder

        folder = rehearsal_folder(folder)
    for news in prepare(folder, instructor, language):
        click.echo(news)
    notebook = find_lesson(folder, lesson, instructor) if lesson else first_notebook(folder)
    if not lesson:
        look = _("To look first without Jupyter, or on a telephone: {command} site pages")
        click.echo(look.format(command=course().name))
    serve(folder, notebook, browser=not no_browser, port=port, say=click.echo)


@main.command()
@_in_workspace
@click.option("--rehearse", is_flag=True, help="Reset the workspace of rehearsals.")
@click.confirmation_option(prompt="Put your log, notebooks and answer sheets into a backup?")
def reset(workspace: Path | None, rehearse: bool) -> None:
    """Begin anew: log, notebooks and answer sheets are put into a backup, and nothing is deleted."""
    from claimlab.classroom import rehearsal

    folder = _workspace(workspace)
    backup = rehearsal.reset(rehearsal.rehearsal_folder(folder) if rehearse else folder)
    click.echo(_("All of it is in {backup}").format(backup=backup))


@main.command()
@click.argument("lesson")
@click.option("--class-size", type=click.IntRange(1, 2000), help="How many people the class has.")
@click.option(
    "--room",
    metavar="ADDRESS",
    help="Let phones in the room vote: the address of this machine at which they reach it, such as 192.168.1.20.",
)
@click.option("--no-browser", is_flag=True, help="Print the addresses and open no browser.")
@click.option(
    "--port",
    default=8890,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="The first port to try.",
)
@in_language
def stage(
    lesson: str,
    class_size: int | None,
    room: str | None,
    no_browser: bool,
    port: int,
    language: str,
) -> None:
    """Open the stage of one LESSON such as 01: what the class predicts, on the wall.

    Two windows: yours, with notes, truths and a box for the codes of a chat, and the wall's, which you put on
    the projector. Nobody but you reaches them, and nothing is kept when the stage closes.
    """
    from claimlab.lectern.server import serve_stage

    serve_stage(lesson, class_size or 0, room or "", not no_browser, port, say=click.echo)


@main.command()
@click.argument("out", type=_FOLDER)
@click.option("--lessons", default="", help='Only these lessons, such as "01 03".  [default: all]')
@click.option(
    "--weights",
    default="",
    help='What counts, for the syllabus: "exercises 60, quiz 15, reading 25".',
)
@click.option("--link", default="", help="Where the class opens the lessons, for the letter.")
@in_language
def pack(out: Path, lessons: str, weights: str, link: str, language: str) -> None:
    """Write all that you project, print and import into a new folder OUT, without a network.

    A deck a lesson, which plays in any browser; handouts and cards to print and cut; one answer key; minute plans;
    term plans; a letter to the class; a syllabus; a Common Cartridge and a Moodle file with quizzes and lesson pages.
    """
    from claimlab.lectern.pack import pack as write_pack

    chosen = [one.zfill(2) for one in lessons.replace(",", " ").split()]
    click.echo(write_pack(out, chosen, weights, link, progress(_("Packing"))))


@main.command()
@click.argument("hub", metavar="ADDRESS")
@click.option("--repo", default="", help="A repository with lessons of your own, for nbgitpuller.")
@click.option("--branch", default="main", show_default=True, help="Its branch or tag.")
@click.option("--folder", default="lessons", show_default=True, help="Where the lessons lie in it.")
@in_language
def links(hub: str, repo: str, branch: str, folder: str, language: str) -> None:
    """Print a link to each lesson on the JupyterHub at ADDRESS, such as https://hub.example.org.

    With --repo the link first brings your own lessons up to date in the student's folder, and loses no edited work.
    """
    from claimlab.hub import links as links_of

    for name, link in links_of(hub, repo, branch, folder, language or "en").items():
        click.echo(f"{name}\n  {link}")


@main.command()
@_in_workspace
@in_language
def doctor(workspace: Path | None, language: str) -> None:
    """Say whether this machine is ready for the lessons, and what to do where it is not."""
    from claimlab.doctor import examine

    signs = {"ok": _("ok"), "note": _("note"), "problem": _("to do")}
    problems = 0
    for finding in examine(_workspace(workspace)):
        problems += finding.state == "problem"
        click.echo(f"{signs[finding.state]:<6} {finding.what}: {finding.says}")
    click.echo(_("Ready.") if not problems else _("To put right: {count}.").format(count=problems))
    sys.exit(min(problems, 1))


@main.group()
def data() -> None:
    """List, check and describe the tables of the kit."""


@data.command("list")
def list_() -> None:
    """Name every table, with its title."""
    from claimlab.data import describe, tables

    width = max(map(len, tables()))
    for name in tables():
        click.echo(f"{name:<{width}}  {describe(name)['title']}")


@data.command("verify")
def verify_() -> None:
    """Check every table against the catalogue (hash, columns, types), and the catalogue against the entries."""
    from claimlab.authoring.seal import faults
    from claimlab.data import tables, verify

    bad = [says for name in progress(_("Checking"))(tables()) if (says := verify(name))]
    unsealed = faults()
    for says in unsealed + bad:
        click.echo(says, err=True)
    click.echo(
        _("{good} of {count} tables are as published.").format(
            good=len(tables()) - len(bad), count=len(tables())
        )
    )
    sys.exit(int(bool(unsealed + bad)))


@data.command("describe")
@click.argument("name")
def describe_(name: str) -> None:
    """Say what the table NAME holds: source, licence, limits, and every column with its unit."""
    from claimlab.data import cite, describe

    click.echo(repr(cite(name)))
    for column in describe(name)["schema"]["fields"]:
        unit = f", {column['unit']}" if column.get("unit") else ""
        click.echo(f"  {column['name']} ({column['type']}{unit}): {column['description']}")


@data.command("new")
@click.argument("path", type=_FOLDER, metavar="FILE")
def new_(path: Path) -> None:
    """Write the catalogue's entry of a new table FILE, such as data/trade/x.csv, with gaps to fill in."""
    _at_work()
    from claimlab.authoring.new_table import new_table

    click.echo(new_table(path))


@data.command()
def seal() -> None:
    """Build the catalogue from the entries beside the tables, after a change that you meant."""
    _at_work()
    from claimlab.authoring import seal as sealing

    changed, left = sealing.seal(), sealing.faults()
    if changed or not left:
        click.echo("\n".join(changed) if changed else _("Nothing had changed."))
    for says in left:
        click.echo(says, err=True)
    sys.exit(min(len(left), 1))


@main.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]...")
@click.option(
    "--check", is_flag=True, help="Write nothing; fail when a notebook is older than its source."
)
@in_language
def build(lessons: tuple[str, ...], check: bool, language: str) -> None:
    """Make the notebooks from lessons/source: of every lesson and language, or of those named."""
    _at_work()
    from claimlab.authoring import build as building
    from claimlab.authoring.source import source_languages, source_paths

    results = []
    for spoken in [language] if language else source_languages():
        own = {
            path.stem if path.stem == "start" else path.name[:2] for path in source_paths(spoken)
        }
        chosen = [one for one in lessons if one in own or spoken == "en"]
        if chosen or not lessons:
            made = building.build(
                check=check,
                language=spoken,
                lessons=chosen or None,
                progress=progress(_("Building")),
            )
            results += [result for result in made if result.state != "fresh"]
    for result in results:
        click.echo(f"{result.state}: {result.path}")
    if not results:
        click.echo(_("Every notebook is fresh."))
    sys.exit(int(check and bool(results)))


@main.command()
@click.argument("out", type=_FOLDER)
@click.option(
    "--watch", is_flag=True, help="Go on, and write a page anew when its source is saved."
)
@click.option(
    "--lesson", "lessons", multiple=True, help="Write the page of this lesson alone, such as 02."
)
@click.option(
    "--picture",
    default="",
    help="Write this picture alone, as a piece to paste into a page of your own.",
)
@in_language
def site(out: Path, watch: bool, lessons: tuple[str, ...], picture: str, language: str) -> None:
    """Write the course into the folder OUT as pages that move without an installation or a network."""
    from claimlab.site import make as making

    if picture:
        click.echo(making.make_picture(out, picture))
        return
    made = making.make(out, progress(_("Recording")), lessons or None)
    click.echo(
        _("Pages: {count}. Begin with {path}.").format(count=len(made), path=out / "index.html")
    )
    if watch:
        click.echo(_("Watching the sources; Ctrl+C ends it."))
        making.watch(out, click.echo)


@main.command()
@click.argument("slug")
def new(slug: str) -> None:
    """Write a new lesson, such as 13-the-price-of-a-crossing, that builds and passes every test."""
    _at_work()
    from claimlab.authoring.scaffold import new_lesson

    click.echo("\n".join(str(path) for path in new_lesson(slug)))


@main.command("new-course")
@click.argument("folder", type=_FOLDER)
@click.option("--title", default="", help="As readers see it.  [default: the folder's name]")
def new_course_(folder: Path, title: str) -> None:
    """Write a course on another text into a new FOLDER: its name becomes the package of the course."""
    from claimlab.authoring.scaffold import new_course

    written = new_course(folder.absolute(), title)
    click.echo("\n".join(str(path) for path in written))
    click.echo(
        f"Next, in {folder}: 'claimlab data seal', then 'claimlab build', then 'claimlab open 01'."
    )


@main.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]...")
@click.option(
    "--untranslated", is_flag=True, help="Also list the sentences that a language still lacks."
)
def lint(lessons: tuple[str, ...], untranslated: bool) -> None:
    """Hold the lessons, or those named, against the rules of the house."""
    from claimlab.authoring import lint as linting
    from claimlab.data import lessons_dir

    sources = [
        path
        for path in sorted((lessons_dir() / "source").rglob("*.md"))
        if not lessons or path.name[:2] in lessons or path.stem in lessons
    ]
    if lessons and not sources:
        raise KitError(
            _("There is no source of these lessons: {ids}.").format(ids=", ".join(lessons))
        )
    findings = [
        finding for source in progress(_("Reading"))(sources) for finding in linting.lint([source])
    ]
    for finding in findings:
        click.echo(finding)
    click.echo(
        _("Nothing to mend.")
        if not findings
        else _("To mend: {count}.").format(count=len(findings))
    )
    for line in linting.untranslated(in_full=untranslated):
        click.echo(line)
    sys.exit(min(len(findings), 1))


@main.command()
@click.argument("language", metavar="CODE")
def translate(language: str) -> None:
    """Gather the sentences of engine and course for translators of the language CODE, and compile what is there."""
    _at_work()
    from claimlab.authoring.catalogue import update

    for gathered in update(language):
        says = _("{path}: {count} sentences, {missing} still in English.")
        click.echo(
            says.format(path=gathered.path, count=gathered.count, missing=len(gathered.missing))
        )
        for sentence in gathered.missing[:_A_SCREEN]:
            click.echo(f"  still in English: {sentence}")
        for sentence in gathered.dropped[:_A_SCREEN]:
            click.echo(f"  taken out, since no English says it any more: {sentence}")


_roster = click.option(
    "--roster",
    type=_FOLDER,
    help="Your class list (CSV): who is who, who is missing, who is excused from what.",
)
_keep = click.option(
    "--keep",
    type=click.Choice(["ask", "latest", "best"]),
    default="ask",
    show_default=True,
    help="Which of several different sheets under one name counts; ask holds them all.",
)


@main.command()
@click.argument("folder", type=_FOLDER)
@click.option(
    "-o",
    "--output",
    type=_FOLDER,
    help="A new folder for all results.  [default: FOLDER-grades, beside FOLDER]",
)
@_roster
@click.option(
    "--weights", default="", help='Marks out of 100: "exercises 60, quiz 15, reading 25".'
)
@click.option(
    "--lessons",
    default="",
    help='The lessons that you set, "01 02 08".  [default: those handed in]',
)
@click.option(
    "--marks", type=_FOLDER, help="What the marking desk wrote, or an open-answers.csv filled in."
)
@_keep
@in_language
def grade(
    folder: Path,
    output: Path | None,
    roster: Path | None,
    weights: str,
    lessons: str,
    marks: Path | None,
    keep: str,
    language: str,
) -> None:
    """Grade the answer sheets in FOLDER; nothing that a student wrote is run, nothing is overwritten.

    Keep the names that Canvas or Moodle gave the files: they say who handed them in. In the new folder: the
    gradebook, a matrix by exercise, a page to read open answers by, a feedback page for each student (as an
    archive for the platform too), a report on the class, and problems.csv with what a person should look at.

    To import the gradebook, give the class list as Canvas or Moodle exports it. Canvas: Grades, Import.
    Moodle: Grades, Import, CSV file; map from 'SIS User ID' to 'ID number', or from 'SIS Login ID' to 'Email address'.
    """
    from claimlab.classroom.grade import grade as grade_sheets

    click.echo(
        grade_sheets(
            folder, output, progress(_("Grading")), roster, weights, marks, keep, asked=lessons
        )
    )


@main.command("mark")
@click.argument("folder", type=_FOLDER)
@_roster
@click.option(
    "--marks",
    type=_FOLDER,
    help="Where marks are kept.  [default: FOLDER-marks.csv, beside FOLDER]",
)
@_keep
@click.option("--no-browser", is_flag=True, help="Print the address and open no browser.")
@in_language
def mark_(
    folder: Path,
    roster: Path | None,
    marks: Path | None,
    keep: str,
    no_browser: bool,
    language: str,
) -> None:
    """Mark the open answers in FOLDER on one page, without names; every mark is saved as you set it.

    The page is served by this machine to itself alone. Give the file of marks to grade with --marks.
    """
    from claimlab.classroom.desk import serve_desk

    serve_desk(folder, roster, marks, keep, not no_browser, progress(_("Reading")), click.echo)


@main.command()
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"))
@click.option("--reveal", is_flag=True, help="Also say what the guesses are held against.")
@in_language
def pool(file, reveal: bool, language: str) -> None:
    """Show what a class predicted: class codes are found in any text in FILE ('-' reads what you paste)."""
    from claimlab.classroom.pool import pool_report, read_bounded

    click.echo(pool_report(read_bounded(file), reveal))


if __name__ == "__main__":
    main(prog_name="claimlab")
