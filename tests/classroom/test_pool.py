from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlab.classroom import finding
from claimlab.classroom import pool as module
from claimlab.classroom.pool import Tally
from claimlab.errors import KitError
from claimlab.lessons.declare import Prediction
from claimlab.teaching.predicting import codes
from claimlab.teaching.predicting.codes import encode

NUMBER = Prediction("P01.1", "number", "How much?", lambda: 70, unit="per cent", step=5)
BAND = Prediction("P01.2", "interval", "Between what?", lambda: 70, unit="per cent")
CHOICE = Prediction(
    "P01.3", "choice", "Which <b>?", lambda: "b", options={"a": "Size", "b": "Share"}
)
CURVE = Prediction(
    "P01.4",
    "curve",
    "Draw it",
    lambda: [1, 2, 6, 2, 1],
    unit="US$ billions",
    high=8,
    points=(2000, 2004, 2008, 2012, 2016),
)
OPEN = Prediction("P01.5", "number", "What next?")
KNOWN = {asked.id: asked for asked in (NUMBER, BAND, CHOICE, CURVE, OPEN)}


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    def find(prediction_id):
        if prediction_id not in KNOWN:
            raise KitError("unknown")
        return KNOWN[prediction_id]

    monkeypatch.setattr(codes, "prediction", find)
    monkeypatch.setattr(module, "prediction", find)
    monkeypatch.setattr(finding, "prediction", find)
    finding._length.cache_clear()
    yield
    finding._length.cache_clear()


def class_of(asked, *guesses, vote=1):
    return [encode(asked, guess, vote, mark) for mark, guess in enumerate(guesses)]


def pool(lines):
    return module.pool("\n".join(lines))


def pool_report(lines, reveal=True):
    return module.pool_report("\n".join(lines), reveal)


def test_votes_are_counted_and_errors_measured():
    tally = pool(class_of(NUMBER, 40, 40, 80, 100) + class_of(NUMBER, 60, 70, vote=2)).tallies[
        "P01.1"
    ]
    assert (tally.n(), tally.n(2)) == (4, 2)
    counts = tally.distribution()
    assert list(counts) == [
        "0 to 5",
        "10 to 15",
        "20 to 25",
        "30 to 35",
        "40 to 45",
        "50 to 55",
        "60 to 65",
        "70 to 75",
        "80 to 85",
        "90 to 95",
        "100",
    ]
    assert (counts["40 to 45"], counts["80 to 85"], counts["100"], sum(counts.values())) == (
        2,
        1,
        1,
        4,
    )
    assert tally.calibration() == {"median_error": -10, "median_absolute_error": 30}
    assert tally.calibration(2) == {"median_error": -5, "median_absolute_error": 5}


@given(
    st.floats(-1000, 1000),
    st.sampled_from([0.01, 0.25, 1, 5, 100]),
    st.integers(1, 3000),
    st.data(),
)
def test_every_number_falls_into_one_class(low, step, steps, data):
    asked = Prediction("P01.1", "number", "?", low=low, high=low + steps * step, step=step)
    guesses = data.draw(st.lists(st.integers(0, steps).map(lambda n: low + n * step), max_size=5))
    counts = Tally(asked, {1: guesses, 2: []}).distribution()
    assert sum(counts.values()) == len(guesses) and len(counts) <= 11


def test_bands_are_scored_by_the_share_that_holds_the_truth():
    tally = pool(class_of(BAND, (60, 70), (70, 80), (0, 10), (0, 100))).tallies["P01.2"]
    assert tally.calibration() == {"share_holding_truth": 0.75}
    assert sum(tally.distribution().values()) == 4


def test_choices_and_curves():
    pooled = pool(
        class_of(CHOICE, "a", "b", "b") + class_of(CURVE, [1, 2, 6, 2, 1], [1, 2, 2, 2, 3])
    )
    assert pooled.tallies["P01.3"].distribution() == {"Size": 1, "Share": 2}
    assert pooled.tallies["P01.3"].calibration() == {"share_right": pytest.approx(2 / 3)}
    assert pooled.tallies["P01.4"].distribution()["2008"] == 4
    assert pooled.tallies["P01.4"].calibration() == {"median_absolute_error": 0}


def test_an_answer_not_known_yet_has_no_calibration():
    assert pool(class_of(OPEN, 3)).tallies["P01.5"].calibration() == {}
    assert pool([]).tallies == {}


def test_damaged_codes_and_double_pastes_are_named_and_talk_is_passed_over():
    first, second = class_of(NUMBER, 40, 40)
    damaged = first[:-1] + ("0" if first[-1] != "0" else "1")
    again = first.lower().replace("-", " ")
    pooled = pool(["\ufeff" + first, "", "good morning", second, again, damaged, "  \n"])
    assert pooled.tallies["P01.1"].votes[1] == [40, 40]
    assert pooled.skipped == (
        "Line 5 repeats line 1.",
        f"Line 6: The code '{damaged}' is damaged: ask for it again.",
    )


WAYS = {
    "chat of Zoom": "10:42:07 From Ana Maria to Everyone: {a}",
    "full stop": "{a}.",
    "bullet": "• {a}",
    "number of a list": "1. {a}\n2) {b}",
    "name before": "Ana {a}",
    "name behind": "{a} (Ana)",
    "two on a line": "{a} {b}",
    "two with a comma": "{a}, {b}",
    "emoji": "🙂{a}👍",
    "quotation marks": "“{a}”",
    "back ticks": "`{a}`",
    "stars": "**{a}**",
    "in a sentence": "hi! mine is {a}, what is yours?",
    "small letters": "{lower}",
    "no hyphens": "{bare}",
    "spaces": "{spaced}",
    "long dashes": "{dashed}",
    "cut at the end of the line": "{cut}",
    "full width": "{wide}",
    "tab and semicolon": "Ana;\t{a};{b}",
    "markup": "<p>{a}</p>",
    "letters misread": "{misread}",
}


@pytest.mark.parametrize("way", WAYS)
def test_codes_are_found_however_they_arrive(way):
    a, b = class_of(CHOICE, "a", "b")
    head, tail = a[:10], a[10:]
    text = WAYS[way].format(
        a=a, b=b, lower=a.lower(), bare=a.replace("-", ""), spaced=a.replace("-", " "),
        dashed=a.replace("-", "–"), cut=f"{head}\n{tail}",
        wide="".join(chr(ord(c) + 0xFEE0) for c in a),
        misread=a.replace("0", "O").replace("1", "l"),
    )  # fmt: skip
    pooled = module.pool(text)
    assert pooled.tallies["P01.3"].n() == 1 + ("{b}" in WAYS[way]), pooled.skipped
    assert pooled.skipped == ()


def test_a_text_without_codes_has_none():
    text = "All will come at 11:15, see https://example.org/1112-abcd-0001 or call 111-2222. " * 50
    assert module.pool(text).tallies == {}


@given(st.lists(st.text(max_size=60), max_size=8), st.permutations(range(6)))
def test_no_paste_raises_and_no_vote_is_lost(junk, order):
    codes_ = class_of(NUMBER, 5, 15, 25) + class_of(CHOICE, "a", "b", "b")
    pooled = pool(junk + [codes_[place] for place in order] + junk)
    assert sum(tally.n() for tally in pooled.tallies.values()) == 6
    assert sorted(pooled.tallies["P01.1"].votes[1]) == [5, 15, 25]


def test_what_the_figures_say_stays_hidden_until_it_is_asked_for():
    lines = class_of(NUMBER, 40, 50)
    hidden, shown = pool_report(lines, reveal=False), pool_report(lines)
    assert "figures say" not in hidden and "off by" not in hidden and "--reveal" in hidden
    assert "The figures say 70 per cent." in shown


def test_more_votes_than_a_class_has_people_are_remarked():
    assert "made up" not in pool_report(class_of(NUMBER, *range(300)), reveal=False)
    assert "301 votes" in pool_report(class_of(NUMBER, *range(301)), reveal=False)


def test_dates_and_telephone_numbers_are_no_damaged_codes():
    text = "2022-09-15 10:02 Ana: call 555-123-4567 before 2026-03-02, or 1112-JUNK-JUNK"
    assert [line[-40:] for line in module.pool(text).skipped] == [
        "'1112-JUNK-JUNK' is damaged: ask for it again."[-40:]
    ]


def test_a_paste_of_endless_groups_looks_the_language_up_once(monkeypatch):
    asked = []
    monkeypatch.setattr("claimlab.i18n.setting", lambda *names: asked.append(names))
    assert module.pool("1-" * 1000).tallies == {}
    assert len(asked) < 5, "each look-up reads a file: 400,000 groups took minutes"


def test_a_line_without_end_is_read_in_part():
    class Endless:
        def read(self, size):
            return "x" * size

    text = module.read_bounded(Endless())
    assert len(text) < 2_000_000
    assert any("Only the first" in line for line in module.pool(text).skipped)


def test_the_report_says_it_in_plain_text():
    text = pool_report(
        class_of(BAND, (60, 80), (0, 10))
        + class_of(CHOICE, "a")
        + class_of(CHOICE, "b", vote=2)
        + ["1112-JUNK-JUNK"]
    )
    assert "50 per cent of the bands hold the truth; 80 per cent should." in text
    assert (
        "first votes: 1, second votes: 1" in text
        and "Vote 2: 100 per cent chose what the figures say." in text
    )
    assert "Skipped (1):" in text and "'1112-JUNK-JUNK'" in text
    assert pool_report([]) == "No class codes were found."


def test_a_distance_between_percentages_is_in_points():
    text = pool_report(class_of(NUMBER, 40, 50, 90))
    assert (
        "The typical guess is off by 20 percentage points; the middle one is 20 percentage points below the truth."
        in text
    )


def test_a_long_list_of_junk_is_cut():
    text = pool_report(f"1112-JUNK-{n:04}" for n in range(100))
    assert "... and 80 more." in text and len(text.splitlines()) < 30
