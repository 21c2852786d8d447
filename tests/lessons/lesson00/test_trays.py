"""Five sentences in four trays: none is refused, each has its word, and the kit's hand is its key."""

from borderlab import load
from borderlab.lessons.lesson00.numbers import FIVE, TRAYS, kits_tray
from claimlab import lessons
from claimlab.lessons.toys import Game, replay


def test_the_kits_hand_fills_every_tray_and_is_the_key_of_the_table():
    assert {kits_tray(key) for key in FIVE} == set(TRAYS)
    kinds = load("article/sentences").set_index("sentence_id")["key_type"]
    assert kinds["S02"] == "causal" and kits_tray("killed") == "why"


def test_it_is_done_when_no_tray_is_empty_and_nothing_is_wrong():
    toy = lessons.toy("trays")
    moves = [step for key in FIVE for step in (kits_tray(key), f"{key}_0")]
    state, kept = replay(toy, Game(0, tuple(moves)))
    assert len(kept) == len(moves) and toy.won(state) == {"alike": 5, "of": 5}
    other = ["wish" if step == "why" else step for step in moves]
    state, _kept = replay(toy, Game(0, tuple(other)))
    assert toy.won(state) is None, "one tray is empty"
    state, _kept = replay(toy, Game(0, (*other, "back_important", "why", "important_1")))
    assert toy.won(state) == {"alike": 3, "of": 5}


def test_each_word_stands_in_its_sentence():
    toy = lessons.toy("trays")
    for key in FIVE:
        for word in toy.said["words_of"][key]:
            assert word.casefold() in toy.said["sentences"][key].casefold(), (key, word)
