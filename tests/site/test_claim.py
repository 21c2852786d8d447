"""A claim's card on a page: put together from its parts, it says what the notebook's card says."""

from __future__ import annotations

import json
import re

import pytest

from claimlab.lessons.bets import CERTAIN, all_bets, bets_on, calibration, points, three_on
from claimlab.lessons.pens import Pen
from claimlab.site.cards import face_of
from claimlab.site.claim import calibrated, judged, known_bets
from claimlab.teaching.judge import judge
from claimlab.teaching.ledger import pen_said


def put_together(record, answers, words):
    """The body that a page shows at last."""
    parts = [one if isinstance(one, str) else one["of"][answers[one["by"]]] for one in record["parts"]]  # fmt: skip
    return re.sub(r"⟦(\w+)⟧", lambda found: words[found[1]], "".join(parts))


@pytest.mark.parametrize("claim", ["C14", "C29", "C07", "C60", "C73"])
def test_what_is_read_is_what_the_notebook_shows(claim, workspace):
    record = judged(claim)
    json.dumps(record)
    bets = dict(zip((one.id for one in bets_on(claim)), ("surely", "hardly", "likely"), strict=False))  # fmt: skip
    last = str(len(three_on(claim)) or "")
    card = judge(claim)
    card.press("mark", {"mark": "strike", "because": "Whose figures are they"})
    card.press("choose", {"record": last})
    card.press("bet", bets)
    answers = {"because": "1", "record": last, **bets}
    words = {"pen": pen_said(Pen(claim, "strike")), "because": "Whose figures are they"}
    assert put_together(record, answers, words) == face_of(card)["body"]
    assert "⟦" not in face_of(card)["body"]


def test_each_answer_is_told_apart(workspace):
    record = judged("C29")
    by = {one["by"]: one["of"] for one in record["parts"] if not isinstance(one, str)}
    assert set(by) == {"because", "record", *record["bets"]}
    assert set(by["record"]) == {"1", "2", "3", "none"} == set(record["roles"])
    for one in record["bets"]:
        assert set(by[one]) == set(CERTAIN) and len(set(by[one].values())) == len(CERTAIN)


def test_before_the_record_opens_no_face_tells_what_it_says(workspace):
    record = judged("C29")
    early = json.dumps([record["mark"], record["choose"], record["bet"]], ensure_ascii=False)
    for one in record["parts"][1:]:
        for text in [one] if isinstance(one, str) else one["of"].values():
            plain = re.sub(r"<[^>]*>", "", text)
            assert not (len(plain) > 60 and plain in early)


def test_a_page_pays_a_bet_as_the_notebook_does(workspace):
    told, made = known_bets(), calibrated()
    assert {one.id for one in all_bets().values()} == set(told["bets"])
    for name, bet in told["bets"].items():
        for said in CERTAIN.values():
            assert told["pays"][said][bet["came"]] == points(said, all_bets()[name].came)
    some = list(all_bets())[:7]
    band = calibration(dict.fromkeys(some, 75)).iloc[0]
    assert made["bands"][75][6] == [round(band.low_percent, 1), round(band.high_percent, 1)]
    assert len(made["heads"]) == 3 + len(made["bands"][75][6])
