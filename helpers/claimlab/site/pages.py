"""Records as pages: each one file that asks for nothing, from a folder as from a server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from claimlab.authoring.doors import CURIOUS
from claimlab.authoring.edition import CURIOUS_NOTEBOOK
from claimlab.authoring.source import START, Source
from claimlab.course import course
from claimlab.data import cite, data_dir, describe, tables
from claimlab.html import Markup
from claimlab.i18n import _, language
from claimlab.lessons.terms import terms
from claimlab.site.claim import known_bets
from claimlab.site.judged import reading
from claimlab.site.judged import says as judge_says
from claimlab.site.pictures import packed
from claimlab.site.prose import prose
from claimlab.site.words import around, page_says
from claimlab.teaching.claims import entries
from claimlab.teaching.column import page_of
from claimlab.teaching.frontend import module, style
from claimlab.teaching.ledger import evidence_lines, record_lines, speaker, status_words
from claimlab.teaching.progress import standing
from claimlab.views.tokens import font_face

__all__ = ["Site"]

_START = "index.html"


class Site:
    """The pages of a course in one language.

    Parameters
    ----------
    sources : sequence of Source
        The lessons, in order, with the start page.
    """

    def __init__(self, sources: Sequence[Source]):
        self._sources = [one for one in sources if not one.is_start]
        shelf = f"{CURIOUS}.html"
        self._links = {one.notebook: page_name(one) for one in sources} | {CURIOUS_NOTEBOOK: shelf}
        self._hrefs = {one.lesson: page_name(one) for one in self._sources} | {CURIOUS: shelf}

    def lesson(self, record: Mapping[str, Any]) -> str:
        """The page of one lesson, or the cover, from its record."""
        blocks = [self._block(one, record) for one in record["blocks"]]
        head, sections = _sections(blocks)
        parts = [
            {"verb": p["verb"]}
            if p["verb"] in ("html", "submit")
            else {name: value for name, value in p.items() if name != "html"}
            for p in record["parts"]
        ]
        is_start = record["lesson"] == START
        parts += [{"verb": "progress"}] if is_start else []
        name = "cover.html" if is_start else "lesson.html"
        return _page(
            name, title=record["title"], lesson=record["lesson"], head=head, sections=sections, shown=self, parts=parts,
            payload=self._payload(parts), lessons=self._lessons() if is_start else (), script=_script(),
        )  # fmt: skip

    def picture(self, name: str, record: Mapping[str, Any]) -> str:
        """One picture as a piece of a page: opened by itself, or pasted into another one."""
        return _page(
            "picture.html", name=name, title=record["title"], words=record["words"], payload=self._payload([record]), script=_script(),
            styles=Markup(font_face() + style()),
        )  # fmt: skip

    def _payload(self, parts: Sequence[Mapping[str, Any]]) -> Markup:
        return Markup(json.dumps(packed({
            "course": course().name, "lang": language(), "says": page_says(), "parts": list(parts),
            **known_bets(), "column": self._column(parts),
            "judging": {"reading": reading(), "says": judge_says()},
        })))  # fmt: skip

    def _column(self, parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """The page of claims with all its records, where a page shows it: it stands once."""
        if not any(part["verb"] == "column" for part in parts):
            return {}
        links = {one.lesson: {"title": one.title, "href": page_name(one)} for one in self._sources}
        return {**page_of(has_all=True), "lessons": links}

    def _block(self, one: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
        if one["kind"] == "text":
            return {
                **one,
                "html": prose(one["text"], self._links, lambda claim: f"ledger.html#{claim}"),
            }
        if one["kind"] == "part":
            return {**one, "n": one["part"], "part": record["parts"][one["part"]]}
        return dict(one)

    def _lessons(self) -> list[dict[str, Any]]:
        """The lessons with everything that is asked in each, as the browser keeps it."""
        return [
            {"lesson": one.lesson, "title": one.title, "question": one.question, "href": page_name(one), "entries": json.dumps(items), "count": len(items)}
            for one in self._sources
            for items in [_items(one.lesson)]
        ]  # fmt: skip

    def rows(self, part: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Rows of the ledger, opened; the page closes those that its reader has not judged."""
        filters = {name: value for name, value in part.get("filters", {}).items() if value}
        return [
            {
                "id": row.claim_id, "text": row.text, "speaker": speaker(row), "lesson": row.lesson, "status": status_words(row.status),
                "href": self._hrefs.get(row.lesson, _START), "evidence": [*evidence_lines(row), *record_lines(row)],
            }
            for row in entries(**filters)
        ]  # fmt: skip

    def others(self) -> Iterator[tuple[str, str]]:
        """The pages beside the lessons: name and text."""
        ledger = [{"verb": "ledger"}]
        yield "ledger.html", _page("ledger.html", title=_("The ledger of claims"), rows=self.rows({}), payload=self._payload(ledger), script=_script())  # fmt: skip
        known = sorted(terms().values(), key=lambda one: one.name.casefold())
        yield "glossary.html", _page("glossary.html", title=_("Glossary"), terms=known, hrefs=self._hrefs, anchor=_anchor)  # fmt: skip
        yield "data.html", _page("data.html", title=_("The tables"), tables=[_table(name) for name in tables()])  # fmt: skip

    def search(self, records: Sequence[Mapping[str, Any]]) -> str:
        """The page that searches: what every page says, without its markup, lies in it."""
        found = list(self._found(records))
        return _page("search.html", title=_("Search"), index=Markup(json.dumps(packed(found))), script=Markup(module("search")))  # fmt: skip

    def _found(self, records: Sequence[Mapping[str, Any]]) -> Iterator[list[str]]:
        """Where it stands, what it is called, what it says."""
        for record in records:
            href = self._hrefs.get(record["lesson"], _START)
            for one in record["blocks"]:
                if one["kind"] == "text":
                    text = _plain(prose(one["text"], {}))
                    yield [f"{href}#{one['id']}", record["title"], text]
                elif one["kind"] == "part" and record["parts"][one["part"]]["verb"] == "picture":
                    part = record["parts"][one["part"]]
                    yield [href, record["title"], f"{part['title']}. {part['words']}"]
        for row in entries():
            yield [f"ledger.html#{row.claim_id}", row.claim_id, row.text]
        for one in terms().values():
            yield [f"glossary.html#{_anchor(one.name)}", one.name, one.gloss]
        for name in tables():
            told = describe(name)
            yield [f"data.html#{_anchor(name)}", name, str(told["title"])]


def page_name(source: Source) -> str:
    """The file of a lesson's page: that of its notebook, as a page; the start page is the first one."""
    return _START if source.is_start else f"{source.path.stem}.html"


def _anchor(name: str) -> str:
    return re.sub(r"\W+", "-", name.casefold()).strip("-")


def _plain(html: str) -> str:
    return " ".join(Markup(html).striptags().split())


def _items(lesson_id: str) -> list[list[str]]:
    """What the core of a lesson asks for, as the browser keeps it: nobody owes what stands behind a door."""
    asked = standing(lesson_id, [])
    return [
        *(["guess", item] for item in asked.to_predict),
        *(["goal", item] for item in asked.to_find),
        *(["answer", item] for item in asked.exercises if item not in asked.optional),
        *(["judgement", item] for item in asked.to_judge),
        *(["quiz", item] for item in asked.to_answer),
    ]


def _sections(blocks: Sequence[dict[str, Any]]) -> tuple[list, list]:
    """What stands above the first heading, and each section: a door is folded with all that is behind it."""
    head, sections = blocks[:1], []
    for one in blocks[1:]:
        is_heading = one["kind"] == "text" and one["text"].startswith("## ")
        if is_heading or not sections:
            sections.append(
                {
                    "door": one.get("isDoor", False),
                    "id": one.get("id", ""),
                    "blocks": [],
                    "heading": "",
                }
            )
            if one.get("isDoor"):
                heading, rest = re.match(r"\s*(<h2>.*?</h2>)(.*)", one["html"], re.S).groups()
                sections[-1]["heading"] = Markup(heading)
                one = {**one, "html": Markup(rest), "id": f"{one['id']}-text"}
        if one["kind"] == "text" and one["id"].endswith("-footer"):
            sections.append({"door": False, "id": one["id"], "blocks": [], "heading": ""})
        sections[-1]["blocks"].append(one)
    return head, sections


def _table(name: str) -> dict[str, Any]:
    """A table of the course, with what is to be known of it, and the file that is handed out."""
    told = describe(name)
    path = Path(told["path"])
    return {"name": name, "anchor": _anchor(name), "title": told["title"], "cited": Markup(cite(name)._repr_html_()), "path": path.as_posix(), "bytes": (data_dir() / path).stat().st_size}  # fmt: skip


@lru_cache(maxsize=1)
def _environment():
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("claimlab.site"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )  # fmt: skip
    made.globals.update(course=course())
    return made


def _page(template: str, **given: Any) -> str:
    footer = _("Text: CC BY 4.0. Code: BSD 3-Clause. Data: each table's own licence, under Data.")
    known = {
        "lang": language(),
        "say": around(),
        "course_title": _(course().title),
        "styles": _styles(),
        "footer": footer,
    }
    return _environment().get_template(template).render({**known, **given})  # fmt: skip


@lru_cache(maxsize=1)
def _styles() -> Markup:
    from claimlab.teaching.frontend import sheet

    return Markup(font_face() + style() + sheet("site"))


@lru_cache(maxsize=1)
def _script() -> Markup:
    """All modules that a page needs, as one."""
    text = module("site").replace("export async function start", "async function start")
    return Markup(text.replace("</script", "<\\/script"))
