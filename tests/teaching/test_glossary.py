"""The glossary: one plain sentence a term, found in any case, listed whole, or the nearest named."""

from __future__ import annotations

import pytest

from borderlab import glossary
from claimlab.errors import KitError
from claimlab.i18n import speaking
from claimlab.lessons import terms as terms_of


@pytest.fixture
def course(tmp_path, monkeypatch):
    for language, name, terms in (
        (
            "en",
            "01-a",
            "PPML: Fits <b>trade</b> as it stands, zeros and all.\n  log point: A small share.",
        ),
        ("en", "02-b", "ppml twice: Never.\n  PPML: Another sentence."),
        ("en", "03-c", "[not, terms]"),
        ("es", "01-a", "PPML: Ajusta el comercio tal cual, con ceros."),
    ):
        path = tmp_path / "source" / language / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\nlesson: x\nterms:\n  {terms}\n---\n\n# A\n", encoding="utf-8")
    (tmp_path / "source" / "en" / "04-d.md").write_text("---\nterms: {a: : b\n---\n")
    (tmp_path / "source" / "en" / "05-e.md").write_text("no front matter")
    monkeypatch.setattr(terms_of, "lessons_dir", lambda: tmp_path)
    terms_of._terms.cache_clear()
    yield
    terms_of._terms.cache_clear()


@pytest.mark.parametrize("asked", ["PPML", "ppml", "  Ppml "])
def test_a_term_is_found_in_any_case(course, asked):
    assert repr(glossary(asked)) == (
        "Note: PPML\nFits <b>trade</b> as it stands, zeros and all.\nFirst used in lesson 01."
    )
    assert "&lt;b&gt;" in glossary(asked).html


def test_hyphens_and_spaces_do_not_matter(course):
    assert "A small share." in repr(glossary("Log-Point"))


@pytest.mark.parametrize("nothing", [(), ("",), (None,), (...,)])
def test_without_a_term_all_are_listed(course, nothing):
    said = repr(glossary(*nothing))
    assert said.splitlines()[1:] == [
        "log point: A small share. (01)",
        "PPML: Fits <b>trade</b> as it stands, zeros and all. (01)",
        "ppml twice: Never. (02)",
    ]


@pytest.mark.parametrize("asked", ["PPLM", 7, ["PPML"], "zzz"])
def test_an_unknown_term_names_the_nearest(course, asked):
    with pytest.raises(KitError, match="glossary has no term"):
        glossary(asked)
    with pytest.raises(KitError, match="did you mean 'ppml'"):
        glossary("PPLM")


def test_another_language_says_its_own_sentence_and_english_where_it_lacks_one(course):
    with speaking("es"):
        assert "con ceros" in repr(glossary("PPML"))
        assert "Never." in repr(glossary("ppml twice"))


def test_the_kits_own_terms_are_there():
    assert "below the line" in repr(glossary("denominator"))
