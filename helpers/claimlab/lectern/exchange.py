"""Quizzes and lesson pages for learning platforms: a Common Cartridge 1.1 with QTI 1.2.1, and Moodle XML.

The cartridge holds the quizzes and a page a lesson; Canvas takes it whole (Settings, Import course content), and Moodle
restores it. The Moodle file holds the quizzes for the question bank.

Sources: 1EdTech, *Common Cartridge Profile 1.1* and *QTI 1.2.1*; Moodle documentation, *Moodle XML format*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from claimlab import lessons
from claimlab.course import course
from claimlab.html import code_marks, tag
from claimlab.i18n import _
from claimlab.lectern.book import Book
from claimlab.lectern.paper import paper
from claimlab.lessons.declare import Question

__all__ = ["cartridge", "lesson_page", "moodle_xml"]

_CP = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_ASSESSMENT = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"


def _xml(root: ET.Element) -> str:
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _add(into: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(into, name, attributes)
    made.text = text or None
    return made


# Common Cartridge ---------------------------------------------------------------------------------


def cartridge(books: Iterable[Book]) -> dict[str, str]:
    """The files of a cartridge by their path in it; packed as a ZIP it is an ``.imscc``.

    >>> from claimlab.lectern.book import book
    >>> sorted(cartridge([book("01")]))
    ['imsmanifest.xml', 'pages/01.html', 'quiz/01.xml']
    """
    books = list(books)
    files = {"imsmanifest.xml": _manifest(books)}
    for one in books:
        files[f"pages/{one.lesson}.html"] = lesson_page(one)
        if lessons.lesson(one.lesson).quiz:
            files[f"quiz/{one.lesson}.xml"] = _assessment(one)
    return files


def _manifest(books: list[Book]) -> str:
    root = ET.Element("manifest", {"xmlns": _CP, "identifier": f"{course().name}-cartridge"})
    about = _add(root, "metadata")
    _add(about, "schema", "IMS Common Cartridge")
    _add(about, "schemaversion", "1.1.0")
    lom = _add(about, "lom", xmlns=_LOM)
    _add(_add(_add(lom, "general"), "title"), "string", course().title, language=books[0].language)
    tree = _add(_add(root, "organizations"), "organization", identifier="course", structure="rooted-hierarchy")  # fmt: skip
    top = _add(tree, "item", identifier="lessons")
    things = _add(root, "resources")
    for one in books:
        folder = _add(top, "item", identifier=f"lesson-{one.lesson}")
        _add(folder, "title", f"{one.lesson} · {one.title}")
        things_in = [("page", one.title, f"pages/{one.lesson}.html", "webcontent")]
        if lessons.lesson(one.lesson).quiz:
            things_in.append(("quiz", _quiz_title(one), f"quiz/{one.lesson}.xml", _ASSESSMENT))
        for kind, name, path, type_ in things_in:
            ident = f"{kind}-{one.lesson}"
            item = _add(folder, "item", identifier=f"show-{ident}", identifierref=ident)
            _add(item, "title", name)
            where = {"href": path} if type_ == "webcontent" else {}
            _add(_add(things, "resource", identifier=ident, type=type_, **where), "file", href=path)
    return _xml(root)


def _quiz_title(one: Book) -> str:
    return _("Quiz {lesson}: {title}").format(lesson=one.lesson, title=one.title)


def _metadata(into: ET.Element, fields: Mapping[str, str]) -> None:
    held = _add(into, "qtimetadata")
    for label, entry in fields.items():
        field = _add(held, "qtimetadatafield")
        _add(field, "fieldlabel", label)
        _add(field, "fieldentry", entry)


def _words(into: ET.Element, text: str) -> None:
    _add(_add(into, "material"), "mattext", str(code_marks(text)), texttype="text/html")


def _assessment(one: Book) -> str:
    root = ET.Element("questestinterop", {"xmlns": _QTI})
    test = _add(root, "assessment", ident=f"Q{one.lesson}", title=_quiz_title(one))
    _metadata(test, {"cc_profile": "cc.exam.v0p1", "qmd_assessmenttype": "Examination",
                     "qmd_scoretype": "Percentage", "qmd_feedbackpermitted": "Yes"})  # fmt: skip
    section = _add(test, "section", ident=f"Q{one.lesson}-questions")
    for question in lessons.lesson(one.lesson).quiz:
        _item(section, question)
    return _xml(root)


def _item(section: ET.Element, question: Question) -> None:
    item = _add(section, "item", ident=question.id, title=question.id)
    _metadata(_add(item, "itemmetadata"), {"cc_profile": "cc.multiple_choice.v0p1"})
    shown = _add(item, "presentation")
    _words(shown, question.asks)
    choice = _add(
        _add(shown, "response_lid", ident="answer", rcardinality="Single"), "render_choice"
    )
    for option in question.options:
        _words(_add(choice, "response_label", ident=option.key), option.text)
    rules = _add(item, "resprocessing")
    _add(_add(rules, "outcomes"), "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")  # fmt: skip
    for option in question.options:
        rule = _add(rules, "respcondition", **{"continue": "Yes"})
        _add(_add(rule, "conditionvar"), "varequal", option.key, respident="answer")
        if option.right:
            _add(rule, "setvar", "100", action="Set", varname="SCORE")
        _add(rule, "displayfeedback", feedbacktype="Response", linkrefid=f"{option.key}-why")
    for option in question.options:
        _words(
            _add(_add(item, "itemfeedback", ident=f"{option.key}-why"), "flow_mat"), option.reason
        )


def lesson_page(one: Book) -> str:
    """The page of a lesson on a platform: what it asks, what one can do after it, how to open it and hand it in.

    >>> from claimlab.lectern.book import book
    >>> "borderlab open 01" in lesson_page(book("01"))
    True
    """
    name = course().name
    steps = [
        _("Open it with `{name} open {lesson}`, and run its cells from top to bottom.").format(name=name, lesson=one.lesson),
        _("At the end, `submit(\"{lesson}\")` writes one file. Hand that file in here.").format(lesson=one.lesson),
    ]  # fmt: skip
    before = [_("Do before: {lessons}").format(lessons=", ".join(one.after))] if one.after else []
    minutes = _("The core takes about {core} minutes alone.").format(core=one.minutes["core"])
    return paper(
        f"{one.lesson} · {one.title}",
        tag("p", tag("strong", one.question)),
        tag("p", _("After this lesson you can:")),
        tag("ul", *(tag("li", text) for text in one.objectives)),
        *(tag("p", text) for text in [*before, minutes]),
        tag("ol", *(tag("li", code_marks(text)) for text in steps)),
    )


# Moodle -------------------------------------------------------------------------------------------


def moodle_xml(books: Iterable[Book]) -> str:
    """The quizzes for Moodle's question bank, a category a lesson, each option with its reason."""
    root = ET.Element("quiz")
    for one in (book for book in books if lessons.lesson(book.lesson).quiz):
        category = _add(root, "question", type="category")
        where = f"$course$/top/{course().title}/{one.lesson} {one.title.replace('/', '//')}"
        _add(_add(category, "category"), "text", where)
        for question in lessons.lesson(one.lesson).quiz:
            _multichoice(root, question)
    return _xml(root)


def _multichoice(root: ET.Element, question: Question) -> None:
    made = _add(root, "question", type="multichoice")
    _add(_add(made, "name"), "text", question.id)
    _add(
        _add(made, "questiontext", format="html"), "text", str(tag("p", code_marks(question.asks)))
    )
    plain = {"defaultgrade": "1", "penalty": "0.3333333", "hidden": "0", "single": "true",
             "shuffleanswers": "true", "answernumbering": "abc"}  # fmt: skip
    for name, value in plain.items():
        _add(made, name, value)
    for option in question.options:
        answer = _add(made, "answer", fraction="100" if option.right else "0", format="html")
        _add(answer, "text", str(tag("p", code_marks(option.text))))
        _add(
            _add(answer, "feedback", format="html"),
            "text",
            str(tag("p", code_marks(option.reason))),
        )
