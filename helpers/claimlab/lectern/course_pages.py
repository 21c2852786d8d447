"""Pages about the course as a whole: minutes of every class as a line of time, terms, a letter, a syllabus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from claimlab.course import course
from claimlab.html import Markup, code_marks, join, tag
from claimlab.i18n import _
from claimlab.lectern.book import Book, book, markdown
from claimlab.lectern.paper import paper
from claimlab.lectern.plans import Step, as_written, plan_of

__all__ = ["INSTALL", "letter", "minute_plans", "syllabus", "term_plan"]

# What a person types once, in the folder of the kit; README says the same.
INSTALL = {
    "Linux, macOS": "python3 -m venv .venv && .venv/bin/python -m pip install -c constraints.txt -e . && .venv/bin/{name}",
    "Windows": "py -m venv .venv && .venv\\Scripts\\python -m pip install -c constraints.txt -e . && .venv\\Scripts\\{name}",
}


# Minutes ------------------------------------------------------------------------------------------


def minute_plans(books: Sequence[Book]) -> str:
    """Every class as a line of time, with what else its first note says."""
    return paper(_("Minute plans"), *map(_planned, books))


def _planned(one: Book) -> Markup:
    heading = tag("h2", f"{one.lesson} · {one.title}")
    plan = plan_of(one)
    if plan is None:
        notes = [markdown(note) for note in one.notes[:1]]
        return tag("section", heading, *notes, class_="page")
    others = [
        markdown(part)
        for part in as_written(next(n for n in one.notes if "Plan " in n))
        if not part.startswith(("**Plan ", "**For ", "**Para "))
    ]
    return tag(
        "section", heading, tag("p", one.question),
        *_clock(plan.minutes, plan.steps, plan.spare),
        *([tag("h3", _("For {minutes} minutes, add").format(minutes=plan.more_minutes)), _rows(plan.more, plan.minutes - plan.spare)] if plan.more else []),
        *others, class_="page",
    )  # fmt: skip


def _clock(minutes: int, steps: Sequence[Step], spare: int) -> Iterator[Markup]:
    yield tag("h3", _("{minutes} minutes").format(minutes=minutes))
    blocks = [tag("div", str(step.minutes), style=f"--minutes:{step.minutes}") for step in steps]
    if spare > 0:
        blocks.append(tag("div", str(spare), style=f"--minutes:{spare}", class_="spare"))
    yield tag("div", *blocks, class_="clock", aria_hidden="true")
    yield _rows(steps, 0)
    if spare > 0:
        yield tag("p", tag("small", _("Spare minutes: {n}").format(n=spare)))


def _rows(steps: Sequence[Step], begins: int) -> Markup:
    rows = []
    for step in steps:
        when = f"{begins}–{begins + step.minutes}"
        rows.append(tag("tr", tag("th", when, scope="row"), tag("td", str(step.minutes)), tag("td", _inline(step.words))))  # fmt: skip
        begins += step.minutes
    heads = [_("From, to"), _("Minutes"), _("What")]
    head = tag("thead", tag("tr", *(tag("th", one, scope="col") for one in heads)))
    return tag("table", head, tag("tbody", *rows))


def _inline(text: str) -> Markup:
    """One line of Markdown without its paragraph."""
    return Markup(markdown(text).strip().removeprefix("<p>").removesuffix("</p>"))


# Terms --------------------------------------------------------------------------------------------


def _terms(books: Sequence[Book]) -> list[list[list[str]]]:
    return [*course().terms] or [[[one.lesson] for one in books]]


def term_plan(books: Sequence[Book]) -> str:
    """The ways to fit the course into a term."""
    known = {one.lesson: one for one in books}
    parts = []
    for meetings in _terms(books):
        n = len(meetings)
        heading = _("One meeting of 75 minutes") if n == 1 else _("{n} meetings of 75 minutes").format(n=n)  # fmt: skip
        parts.append(tag("section", tag("h2", heading), _meetings(meetings, known), class_="page"))
    return paper(_("Term plans"), *parts)


def _meetings(meetings: Sequence[Sequence[str]], known: Mapping[str, Book]) -> Markup:
    heads = [_("Meeting"), _("In class"), _("Question"), _("At home before")]
    seen: list[str] = []
    rows = []
    for place, (lesson, *home) in enumerate(meetings, 1):
        one = known.get(lesson) or book(lesson)
        again = _(" (second meeting)") if lesson in seen else ""
        seen.append(lesson)
        before = "; ".join(f"{n} {(known.get(n) or book(n)).title}" for n in home)
        cells = [f"{one.lesson} {one.title}{again}", one.question, before or "–"]
        rows.append(
            tag("tr", tag("th", str(place), scope="row"), *(tag("td", cell) for cell in cells))
        )
    head = tag("thead", tag("tr", *(tag("th", one, scope="col") for one in heads)))
    return tag("table", head, tag("tbody", *rows))


# To the class -------------------------------------------------------------------------------------


def letter(link: str = "") -> str:
    """What a class is told before the first meeting: a link to open, or what to install.

    >>> "open in your browser" in letter("https://hub.example/lessons")
    True
    """
    name = course().name
    if link:
        how = [
            tag("p", _("There is nothing to install. The lessons open in your browser:")),
            tag("p", tag("a", link, href=link)),
            tag("p", _("Open the link once before our first meeting, and run the first cells of lesson 00.")),
        ]  # fmt: skip
    else:
        rows = [join([tag("p", system), tag("pre", tag("code", command.format(name=name)))]) for system, command in INSTALL.items()]  # fmt: skip
        how = [
            tag("p", _("Please install this before our first meeting. It needs a good connection once, and none afterwards.")),
            tag("ol", tag("li", _("Install Python 3.11 or newer.")), tag("li", _("Unpack the folder that you were sent, and open a terminal in it.")),
                tag("li", _("Type this one line:"), *rows)),
            tag("p", code_marks(_("If a page with the lessons opens, you are ready. If not, type `{command}`: it says what to do.").format(command=f".venv/bin/{name} doctor"))),
        ]  # fmt: skip
    return paper(
        _("Before our first meeting"),
        tag("p", _("Dear class,")),
        tag("p", _("in this course, {title}, we test a text on real figures. You guess first, look then, and judge each claim yourself.").format(title=course().title)),
        *how,
        tag("p", _("What you guess and write stays on your own machine until you hand it in. A guess is never marked.")),
        tag("p", _opt_out()),
        tag("p", _("If anything does not work, bring the machine as it is: two can work at one.")),
    )  # fmt: skip


def _opt_out() -> str:
    return _(
        "Some lessons are about violence, hunger, prison or votes. Whoever would rather not do one says so, gives no reason, and loses nothing."
    )


def syllabus(books: Sequence[Book], weights: Mapping[str, float]) -> str:
    """The course for students: what it is about, the meetings, what counts.

    Parameters
    ----------
    books : sequence of Book
    weights : mapping
        What counts, by part, as ``grade --weights`` takes it.
    """
    known = {one.lesson: one for one in books}
    words = _counted()
    whole = sum(weights.values()) or 1
    rows = [
        tag("tr", tag("th", words.get(part, part), scope="row"), tag("td", f"{100 * weight / whole:.0f}"))
        for part, weight in weights.items()
    ]  # fmt: skip
    heads = tag("thead", tag("tr", tag("th", _("Part"), scope="col"), tag("th", _("Of 100"), scope="col")))  # fmt: skip
    skills = [tag("li", text) for one in books for text in one.objectives[:1]]
    return paper(
        course().title,
        tag("h2", _("What you will be able to do")),
        tag("ul", *skills),
        tag("h2", _("Meetings")),
        _meetings(_terms(books)[0], known),
        tag("h2", _("What counts")),
        tag("table", heads, tag("tbody", *rows)),
        tag("p", _("A mark is a share of what was set, the same for everybody. Guesses are never marked, and neither is an opinion: reasons are.")),
        tag("p", _opt_out()),
        tag("p", _("You may work with others and with tools. What you hand in must be yours: you can be asked to explain it.")),
    )  # fmt: skip


def _counted() -> dict[str, str]:
    return {
        "exercises": _("Exercises, checked by the lesson itself"),
        "quiz": _("Quiz questions, your first answers"),
        "reading": _("Answers in words that are read and marked"),
        "replies": _("Answers in words that are given"),
        "goals": _("Goals reached in pictures"),
        "predictions": _("Guesses made, whatever they say"),
        "judgements": _("Claims judged with a reason"),
    }
