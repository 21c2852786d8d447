"""A claim on its card: the pen is never wrong, a bet is made once, the record opens last, and the pen comes again."""

from __future__ import annotations

import pytest

from claimlab.errors import KitError
from claimlab.i18n import speaking
from claimlab.lessons.bets import CERTAIN, NONE, all_bets, bets_on, placed, record_roles, three_on
from claimlab.lessons.pens import MARKS, Pen, pens
from claimlab.teaching import claims as module
from claimlab.teaching.claims import claims, judgements
from claimlab.teaching.judge import judge
from claimlab.teaching.store import store

EXAMPLE = 'judge("C14", "sign", because="one sentence")'
REASON = "the decree is of 2015"


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("BORDERLAB_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("BORDERLAB_FRONT_END", "1")


def fields(card):
    return [one["name"] for one in card.description()["fields"]]


def mark(card, what="strike", **more):
    card.press("mark", {"mark": what, "because": REASON, **more})


def test_a_claim_with_all_of_it_goes_step_by_step():
    card = judge("C29")
    assert fields(card) == ["mark", "word", "because"]
    mark(card)
    assert fields(card) == ["record"] and not judgements()
    card.press("choose", {"record": "4"})
    assert fields(card) == ["record"] and "Choose one" in card.said
    deciding = [one.role for one in three_on("C29")].index("decides") + 1
    card.press("choose", {"record": str(deciding)})
    assert fields(card) == ["B29a", "B29b"] and "decide most" not in repr(card)
    card.press("bet", {"B29a": "likely"})
    assert "Say how sure you are" in card.said and not store().records("bet")
    card.press("bet", {"B29a": "likely", "B29b": "surely_not"})
    assert judgements() == {"C29": REASON}
    said = repr(card)
    assert "can decide most here" in said
    assert (
        "It is so. 57 names." in said
        and "In the game of bets that is +19." in said
        and "In the game of bets that is +25." in said
    )
    assert fields(card) == [] and "Would you still mark it so?" in said
    card.press("again", {})
    assert fields(card) == ["mark", "word", "because"], "the pen again, under what was read"
    card.press("keep", {"mark": "word", "word": "57", "because": "the list has 57 names"})
    assert pens(store().records())["C29"] == Pen("C29", "word", "57")
    assert judgements()["C29"] == "the list has 57 names" and fields(card) == []
    assert [one.kind for one in store().records()] == [
        "pen", "record", "bet", "bet", "judgement", "pen", "judgement",
    ]  # fmt: skip


def test_steps_that_the_kit_cannot_fill_are_left_out():
    wish = judge("C72")
    assert bets_on("C72") == three_on("C72") == []
    assert wish.description()["buttons"][0]["label"] == "Open the record"
    mark(wish, "wish")
    assert judgements() == {"C72": REASON}
    only_bets = judge("C11")
    mark(only_bets)
    assert fields(only_bets) == ["B11a", "B11b"]


@pytest.mark.parametrize("claim", ["C42", "C43", "C44", "C57", "C41", "C26", "C73"])
def test_what_has_a_body_and_what_is_a_wish_has_no_bet(claim):
    assert bets_on(claim) == []


def test_nothing_of_the_record_is_seen_before_it_opens():
    card = judge("C14")
    row = module.entry("C14")
    hidden = [
        f"figures of this kit say: {row.status}",
        *row.evidence,
        *(one.record for one in bets_on("C14")),
    ]
    for _step in range(2):
        assert not any(text in repr(card) + card.html for text in hidden)
        mark(card)
    card.press("bet", {one.id: "even" for one in bets_on("C14")})
    assert all(text in repr(card) for text in row.evidence)


def test_the_roles_of_the_three_records_are_not_in_the_page():
    for claim in claims():
        if three_on(claim):
            card = judge(claim)
            mark(card)
            sent = str(card.description()["fields"])
            assert not any(role in sent for role in ("decides", "repeats'", "own_side", "beside'"))


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_records_are_chosen_by_what_they_answer_and_never_by_what_they_say(language):
    with speaking(language):
        for claim in (one for one in claims() if three_on(one)):
            card = judge(claim)
            mark(card)
            asked = repr(card) + str(card.description())
            for one in three_on(claim):
                assert one.asks in asked and one.asks.endswith("?") and len(one.asks.split()) <= 14
                told = [one.row[key] for key in ("says", "says_es", "quotation")]
                assert not any(text and text in asked for text in told)
            for bet in bets_on(claim):
                assert bet.record not in asked


def test_none_of_the_three_may_be_chosen_and_is_not_called_wrong():
    card = judge("C60")
    mark(card)
    assert "None of these would" in card.html
    card.press("choose", {"record": NONE})
    assert store().records("record")[0].value == NONE
    card.press("bet", {one.id: "even" for one in bets_on("C60")})
    assert "none of the three would change your mind" in repr(card)
    assert "The one that can decide most: 7 Sep 2022" in repr(card) and "Yours:" not in repr(card)


def test_a_record_that_agrees_with_a_mark_is_not_praised_for_it():
    tells = {
        "supports": "only a mind that had struck it",
        "against": "a mind that had signed",
    }
    met = set()
    for claim in filter(three_on, claims()):
        kind = next(one.row["supports"] for one in three_on(claim) if one.role == "decides")
        if kind not in tells:
            continue
        met.add(kind)
        card = judge(claim)
        mark(card, "sign")
        deciding = next(n for n, role in record_roles(claim).items() if role == "decides")
        card.press("choose", {"record": deciding})
        if bets_on(claim):
            card.press("bet", {one.id: "even" for one in bets_on(claim)})
        assert tells[kind] in repr(card) and "can decide most here" in repr(card)
    assert met == set(tells)


def test_the_order_of_the_three_gives_nothing_away():
    places = [
        [one.role for one in three_on(claim)].index("decides")
        for claim in claims()
        if three_on(claim)
    ]
    assert set(places) == {0, 1, 2} and max(map(places.count, places)) <= len(places) * 0.6


def test_an_empty_reason_is_asked_for_once_and_then_kept_as_empty():
    card = judge("C72")
    card.press("mark", {"mark": "wish", "because": "ok"})
    assert "Say why" in card.said and not store().records()
    card.press("mark", {"mark": "wish", "because": ""})
    assert judgements() == {"C72": ""}
    assert "You gave no reason" in repr(judge("C14", "sign", because="…"))
    assert judgements()["C14"] == ""


def test_a_mark_must_be_chosen_and_a_changed_word_written():
    card = judge("C72")
    card.press("mark", {"mark": None, "because": REASON})
    card.press("mark", {"mark": "burn", "because": REASON})
    assert "Choose a mark" in card.said
    card.press("mark", {"mark": "word", "word": " … ", "because": REASON})
    assert "Write the word" in card.said and not store().records()
    with pytest.raises(KitError, match="word="):
        judge("C72", "word")
    card.press("mark", {"mark": "sign", "word": "left over", "because": REASON})
    assert pens(store().records())["C72"] == Pen("C72", "sign"), "a word belongs to its mark"


def test_a_mark_made_elsewhere_stands_on_the_card():
    store().add("pen", "C11", {"mark": "word", "word": "helped kill"})
    values = {one["name"]: one["value"] for one in judge("C11").description()["fields"]}
    assert values == {"mark": "word", "word": "helped kill", "because": ""}


def test_a_bet_counts_once_and_none_is_made_after_the_record():
    card, other = judge("C11"), judge("C11")
    mark(card)
    mark(other)
    card.press("bet", {"B11a": "surely", "B11b": "surely"})
    other.press("bet", {"B11a": "surely_not", "B11b": "surely_not"})
    assert placed(store().records()) == {"B11a": 95, "B11b": 95}
    judge("C07", "sign", because=REASON)
    judge("C07", "sign", because=REASON, bets=["surely", "surely"])
    assert "B07a" not in placed(store().records())


def test_a_judgement_without_a_mouse():
    said = judge("C14", "STRIKE", because=REASON, bets=("likely", "surely not (5 in 100)"))
    assert placed(store().records()) == {"B14a": 75, "B14b": 5}
    assert "Your pen: struck." in repr(said) and "In the game of bets that is +19." in repr(said)
    with pytest.raises(KitError, match="'sureley'.*'surely'"):
        judge("C11", "sign", bets=["sureley"])


@pytest.mark.parametrize(
    "claim, said, words",
    [("C99", "sign", "no claim 'C99'"), ("C14", "strik", "'strike'"), (None, "sign", "claim"), ("C14", 7, "'7'"),
     ("C14", "supported", "cannot be marked 'supported'")],
)  # fmt: skip
def test_a_wrong_claim_or_mark_gets_one_sentence(claim, said, words):
    with pytest.raises(KitError, match=words) as caught:
        judge(claim, said)
    assert (EXAMPLE in str(caught.value)) == (claim == "C14")
    assert store().records() == []


@pytest.mark.parametrize("blank", [..., None, "", "...", "…"])
def test_a_blank_mark_is_not_attempted(blank):
    card = judge("C14", blank, because=...)
    assert card.description()["state"] == "open" and store().records() == []


def test_foreign_records_are_no_judgements():
    for value in ("sign", {"status": "nonsense"}, None, [1], {"because": 3}):
        store().add("judgement", "C14", value)
    assert judgements() == {}


def test_every_claim_can_be_taken_through_its_card():
    for n, claim in enumerate(claims()):
        card = judge(claim)
        mark(card, MARKS[n % 5], word="some")
        if fields(card) == ["record"]:
            card.press("choose", {"record": str(1 + n % 3)})
        if fields(card) != ["mark", "word", "because"]:
            card.press("bet", {one.id: list(CERTAIN)[n % 5] for one in bets_on(claim)})
        assert card.description()["tone"] == "result" and "{" not in repr(card)
    assert set(judgements()) == set(claims()) and set(placed(store().records())) == set(all_bets())
