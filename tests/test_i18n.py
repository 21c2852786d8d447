"""The language is a setting: who decides it, how numbers are set, and that no catalogue is stale."""

import re

import pytest

from claimlab.authoring.catalogue import _update, gather, missing, written
from claimlab.i18n import _, language, languages, set_numbers, speaking, words_of
from claimlab.lessons.words import words
from claimlab.settings import keep_setting
from claimlab.views.words import number

OTHERS = languages()[1:]


def test_the_machines_language_decides_nothing(monkeypatch):
    for variable in ("LANG", "LANGUAGE", "LC_ALL"):
        monkeypatch.setenv(variable, "es_CO.UTF-8")
    assert language() == "en" and _("Right") == "Right"


def test_what_a_language_lacks_is_said_in_english():
    assert words_of("xx")("Right, rounded.") == "Right, rounded."
    assert words_of(OTHERS[0])("A sentence that nobody wrote.") == "A sentence that nobody wrote."
    assert words("01", "xx") == words("01", "en")


def test_a_translated_lesson_says_in_english_what_its_file_lacks(tmp_path, monkeypatch):
    for chosen, said in {
        "en": 'plain = "one"\n[E01_1]\nasks = "How much?"\nwhy = "Because."\n',
        "xx": '[E01_1]\nasks = "¿Cuánto?"\nstray = "No."\n',
    }.items():
        (tmp_path / "source" / chosen).mkdir(parents=True)
        (tmp_path / "source" / chosen / "41.toml").write_text(said, encoding="utf-8")
    monkeypatch.setattr("claimlab.lessons.words.lessons_dir", lambda: tmp_path)
    assert words("41", "xx") == {"plain": "one", "E01_1": {"asks": "¿Cuánto?", "why": "Because."}}


def test_variable_before_workspace_before_english(workspace, monkeypatch):
    assert language() == "en"
    keep_setting("language", "es", workspace)
    assert language() == "es"
    monkeypatch.setenv("BORDERLAB_LANGUAGE", "en")
    assert language() == "en"
    with speaking("es"):
        assert language() == "es"
    assert language() == "en"


def test_a_setting_keeps_the_others(workspace):
    keep_setting("gates", "open", workspace)
    keep_setting("language", "es", workspace)
    assert (workspace / ".borderlab" / "settings.json").read_text().count(":") == 2


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("7.3", "7,3"),
        ("6,092 in 2008", "6092 in 2008"),
        ("12,500.5 and 1,234,567", "12\u202f500,5 and 1\u202f234\u202f567"),
        ("in 2008, 2009 and 2010.", "in 2008, 2009 and 2010."),
        ("3.", "3."),
    ],
)
def test_numbers_are_set_as_a_language_sets_them(english, spanish):
    assert set_numbers(english, "es") == spanish and set_numbers(english, "en") == english


def test_a_figure_speaks_the_language_too():
    with speaking("es"):
        assert number(12500.5, digits=6) == "12\u202f500,5"


@pytest.mark.parametrize("chosen", OTHERS)
def test_a_compiled_catalogue_says_what_its_text_says(chosen):
    speak = words_of(chosen)
    assert {sentence: speak(sentence) for sentence in written(chosen)} == written(chosen), (
        "run: borderlab translate"
    )


def test_a_sentence_within_an_f_string_is_gathered():
    assert {"Next:", "Start page", "Instructor:", "Columns"} <= set(gather())


def test_a_translation_whose_english_was_changed_is_named_before_it_goes(tmp_path):
    module = tmp_path / "bridge.py"
    module.write_text('_("One bridge.")\n', encoding="utf-8")
    assert _update("es", tmp_path).missing == ("One bridge.",)
    po = next(tmp_path.rglob("*.po"))
    po.write_text(
        po.read_text("utf-8").replace('bridge."\nmsgstr ""', 'bridge."\nmsgstr "Un puente."'),
        "utf-8",
    )
    assert _update("es", tmp_path).missing == _update("es", tmp_path).dropped == ()
    module.write_text('_("One long bridge.")\n', encoding="utf-8")
    gathered = _update("es", tmp_path)
    assert (gathered.missing, gathered.dropped) == (("One long bridge.",), ("Un puente.",))


@pytest.mark.parametrize("chosen", OTHERS)
def test_no_sentence_is_left_in_english(chosen):
    assert missing(chosen) == []


@pytest.mark.parametrize("chosen", OTHERS)
def test_a_translation_keeps_every_place_of_its_sentence(chosen):
    places = re.compile(r"\{\w*[^}]*\}|`[^`]*`")
    for sentence in gather():
        said = words_of(chosen)(sentence)
        assert sorted(places.findall(said)) == sorted(places.findall(sentence)), sentence
