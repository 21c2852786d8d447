"""The text of a lesson as a page has it."""

from __future__ import annotations

import re

import pytest

from claimlab.authoring import edition
from claimlab.authoring.build import course_sources, quoted_facts
from claimlab.site.prose import prose


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_formula_is_set_and_no_mark_is_left(language):
    sources = course_sources(language)
    for source in sources:
        for cell in edition.notebook(source, sources, quoted_facts(source, sources)).cells:
            if cell.cell_type != "markdown":
                continue
            html = prose(cell.source, {}, lambda claim: f"ledger.html#{claim}")
            bare = re.sub(r"<(pre|code|math)\b.*?</\1>", "", html, flags=re.S)
            assert "\\" not in bare, (source.path.name, cell.id)
            assert cell.source.count("$$") / 2 == html.count('display="block"'), (
                source.path.name,
                cell.id,
            )
            assert not re.search(r"\[C\d\d?\](?!</a>)", bare)


def test_money_is_no_formula():
    assert "$6bn" in prose(edition.protect_dollars("It was $6bn, then $7bn."), {})


def test_links_lead_to_pages():
    assert 'href="x.html"' in prose("[next](x.ipynb)", {"x.ipynb": "x.html"})
