"""A voice: few words of print with role, day and source, and a computed result beside them."""

import pytest

from claimlab.data import load
from claimlab.errors import KitError
from claimlab.i18n import speaking
from claimlab.teaching import voice as module
from claimlab.teaching.voice import voice

ALL = load("article/voices").fillna("")


def html(one):
    return one._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize("row", ALL.to_dict("records"), ids=ALL["voice_id"])
@pytest.mark.parametrize("spoken", ["en", "es"])
def test_every_voice_says_its_words_role_and_source(row, spoken):
    with speaking(spoken):
        said = repr(voice(row["voice_id"]))
        own = row["quotation_es"] or row["quotation"]
    assert (own if spoken == "es" else row["english"]) in said
    assert row["role_es" if spoken == "es" else "role"][1:] in said and row["source"] in said


def test_the_words_of_the_page_stand_below_in_their_own_language():
    assert '<q lang="no">Norge har' in html(voice("V82"))
    assert "<q" not in html(voice("V79"))  # spoken in English
    assert "elluchador.info" in html(voice("V12")) and "href" not in html(voice("V13"))


def test_a_result_stands_beside_with_its_number_computed(monkeypatch):
    said = {"voices": {"V12": {"trough_m": "In {{ trough_year }} it was {{ trough_m:.0f }}m."}}}
    monkeypatch.setattr(module, "words", lambda lesson_id: said)
    monkeypatch.setattr(
        module, "recorded", lambda _lesson: {"facts": {"trough_year": 2019, "trough_m": 195.6}}
    )
    assert repr(voice("V12", beside="01.trough_m")).endswith("In 2019 it was 196m.")
    with pytest.raises(KitError, match="Lesson 01 says nothing of 'trough' beside V12: did you"):
        voice("V12", beside="01.trough")


def test_an_unknown_voice_is_named_with_the_nearest():
    with pytest.raises(KitError, match="no voice 'V2': did you mean"):
        voice("V2")
