from __future__ import annotations

import csv
from html.parser import HTMLParser

import pytest

from claimlab.errors import KitError
from claimlab.lessons import home_of, lesson, lesson_ids
from claimlab.lessons.declare import Claim, Lesson
from claimlab.lessons.verdicts import STATUSES, Verdict
from claimlab.teaching import claims as module
from claimlab.teaching.claims import judgements
from claimlab.teaching.judge import judge
from claimlab.teaching.ledger import evidence_lines, folded, ledger
from claimlab.teaching.store import Store, store


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("BORDERLAB_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("BORDERLAB_FRONT_END", "1")


def test_the_ledger_holds_every_claim_with_a_status_it_knows():
    entries = ledger().entries
    assert [e.claim_id for e in entries] == [f"C{n:02d}" for n in range(1, 74)]
    assert {e.status for e in entries} <= set(STATUSES)


@pytest.mark.parametrize("number", lesson_ids())
def test_every_claim_gives_a_verdict_and_evidence_in_words(number):
    for claim_id, test in lesson(number).claims.items():
        found, evidence = test.ruling()
        assert found.status in STATUSES and test.because, claim_id
        assert all(isinstance(what, str) and what for what in evidence), claim_id
        assert all(isinstance(value, (str, int, float)) for value in evidence.values()), claim_id


def test_filters():
    entries = ledger(lesson="01", type="F").entries
    assert entries and all((e.lesson, e.type) == ("01", "F") for e in entries)
    assert ledger(status="supported").entries == [], "a filter does not give a closed status away"
    judge("C07", "sign", because="in Colombia's books")
    status = next(e.status for e in ledger().entries if e.claim_id == "C07")
    assert [e.claim_id for e in ledger(status=status).entries] == ["C07"]
    assert ledger(lesson=1).entries == ledger(lesson="01").entries
    assert ledger(lesson="01").entries[1].evidence


@pytest.mark.parametrize(
    "wrong, near",
    [({"lesson": 14}, "'13'"), ({"type": "X"}, "F"), ({"status": "suported"}, "supported")],
)
def test_a_filter_that_names_nothing_gets_the_nearest(wrong, near):
    with pytest.raises(KitError, match=near):
        ledger(**wrong)


def test_only_asked_for_claims_are_computed_and_only_once(monkeypatch):
    ran = []

    def claims(number):
        def test_of(claim_id):
            return Claim(claim_id, lambda: (ran.append(claim_id), (Verdict("supported"), {}))[1])

        return {c: test_of(c) for c in module.claims()}

    monkeypatch.setattr(module, "find_lesson", lambda number: Lesson(number, claims=claims(number)))
    module._ruling.cache_clear()
    shown = ledger(lesson="01")
    assert ran == [], "nothing is computed for a claim that stays closed"
    for _look in range(2):
        assert all(entry.status for entry in shown.entries)
    assert sorted(ran) == sorted(c for c in module.claims() if home_of(c) == "01")
    module._ruling.cache_clear()


def test_a_claim_whose_figures_cannot_be_read_is_not_found(monkeypatch):
    def fails():
        raise KitError("The table is missing.")

    test = Claim("C07", fails)
    monkeypatch.setattr(module, "find_lesson", lambda number: Lesson(number, claims={"C07": test}))
    module._ruling.cache_clear()
    assert module.ruling("C07") == (
        Verdict("not found"),
        {"The figures cannot be read": "The table is missing."},
    )
    module._ruling.cache_clear()


def test_a_card_names_the_speaker():
    assert "reported of Petro and Maduro" in repr(judge("C22"))
    assert "quoted from Benedetti" in repr(judge("C55"))
    assert "the column" in repr(judge("C07"))


def test_the_records_of_a_claim_open_after_the_verdict():
    assert "On record" not in repr(judge("C12"))
    assert "Hugo Chávez" in repr(judge("C12", "open", because="nobody looked"))


def test_a_judgement_is_kept_and_shown_beside_the_computed_status(tmp_path):
    said = judge("c14", " Strike ", because="<b>Decree</b> of 2015")
    assert "Your pen: struck." in repr(said) and "<b>" not in said.html
    judge("C14", "word", because="Vehicles or people?", word="to vehicles")
    assert len(Store(tmp_path).records("judgement")) == 2
    assert judgements() == {"C14": "Vehicles or people?"}
    (entry,) = (e for e in ledger(lesson="01").entries if e.claim_id == "C14")
    assert (entry.pen.mark, entry.pen.word) == ("word", "to vehicles")
    shown = ledger(lesson="01")._repr_mimebundle_()["text/html"]
    assert "Vehicles or people?" in shown and "signed, a word changed: “to vehicles”" in shown


def test_a_status_of_an_older_workspace_opens_its_claim():
    store().add("judgement", "C14", {"status": "contradicted", "because": "the decree"})
    (entry,) = (e for e in ledger(lesson="01").entries if e.claim_id == "C14")
    assert entry.is_open and entry.pen is None and entry.because == "the decree"
    assert "Take up the pen" in str(judge("C14").description()["buttons"])


def test_a_large_count_is_read_with_its_thousands_apart_and_a_year_is_not(monkeypatch):
    monkeypatch.setattr(
        module, "ruling", lambda _: (Verdict("supported"), {"people": 6_805_209, "year": 2017})
    )
    lines = evidence_lines(ledger(lesson="01").entries[0])
    assert "people: 6,805,209" in lines and "year: 2017" in lines


def test_a_negative_number_has_a_true_minus_whatever_its_type(monkeypatch):
    found = {"whole": -2, "part": -0.5, "span": "-0.62 to 0.72"}
    monkeypatch.setattr(module, "ruling", lambda _: (Verdict("supported"), found))
    lines = evidence_lines(ledger(lesson="01").entries[0])
    assert {"whole: −2", "part: −0.5", "span: −0.62 to 0.72"} <= set(lines)


def test_days_and_months_are_read_in_words_alone_or_in_a_row(monkeypatch):
    found = {"day": "2019-02-22", "months": "2018-08, 2019-01", "span": "2015-20", "year": 2017}
    monkeypatch.setattr(module, "ruling", lambda _: (Verdict("supported"), found))
    lines = evidence_lines(ledger(lesson="01").entries[0])
    assert {"day: 22 Feb 2019", "months: Aug 2018, Jan 2019", "span: 2015-20"} <= set(lines)


def test_three_lines_of_evidence_are_in_sight_and_the_rest_is_folded():
    lines = [f"line {n}, *stressed*" for n in range(9)]
    html, words = folded(lines)
    before, inside = html.split("<details")
    assert before.count("<li>") == 3 and inside.count("<li>") == 6 and "6 more lines" in inside
    assert "<em>stressed</em>" in before and words.split("\n") == lines
    assert "<details" not in folded(lines[:4])[0], "one line more is no door"


def test_an_unjudged_claim_stays_closed_everywhere(tmp_path, monkeypatch):
    row = module.entry("C14")
    shown = [
        repr(ledger(lesson="01")),
        ledger(lesson="01").html,
        ledger(lesson="01").to_html(tmp_path / "a").read_text("utf-8"),
        ledger(lesson="01").to_csv(tmp_path / "b").read_text("utf-8"),
    ]
    assert not any(key in text for text in shown for key in row.evidence)
    monkeypatch.setenv("BORDERLAB_GATES", "open")
    assert all(key in ledger(lesson="01").html for key in row.evidence), (
        "an instructor may open the gates"
    )


class Balance(HTMLParser):
    void = {"meta", "br", "img", "input"}

    def __init__(self):
        super().__init__()
        self.stack = []
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        if tag not in self.void:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag


def test_the_printed_page_is_whole_and_escaped(tmp_path):
    judge("C14", "strike", because="<script>alert(1)</script>")
    page = ledger(lesson="01").to_html(tmp_path / "ledger.html").read_text(encoding="utf-8")
    reader = Balance()
    reader.feed(page)
    assert reader.stack == [] and reader.seen.count("tr") == 1 + len(ledger(lesson="01").entries)
    assert "script" not in reader.seen and "&lt;script&gt;" in page and "http" not in page
    assert page.count("<details open>") > 1


def test_the_csv_reads_back_and_runs_nothing(tmp_path):
    judge("C14", "strike", because='=HYPERLINK("x","y"), "ñ"\nsecond line')
    rows = list(
        csv.DictReader(
            ledger().to_csv(tmp_path / "ledger.csv").open(encoding="utf-8-sig", newline="")
        )
    )
    assert len(rows) == 73
    (row,) = (r for r in rows if r["claim_id"] == "C14")
    assert (
        row["because"] == '\'=HYPERLINK("x","y"), "ñ" second line' and row["your_pen"] == "struck"
    )


def test_a_place_that_cannot_be_written_gets_one_sentence(tmp_path):
    for write in (ledger().to_csv, ledger().to_html):
        with pytest.raises(KitError, match="cannot be written"):
            write(tmp_path / "missing" / "ledger")


def test_the_menus_filter_the_table():
    page = ledger()
    assert page.description()["after"].count('<th scope="row">') == 73
    page.press("show", {"lesson": "01"})
    assert page.description()["after"].count('<th scope="row">') == len(page.entries) < 73


def test_without_a_front_end_the_table_is_plain(monkeypatch):
    monkeypatch.setenv("BORDERLAB_FRONT_END", "0")
    bundle = ledger(lesson="01")._repr_mimebundle_()
    assert sorted(bundle) == ["text/html", "text/plain"]
    assert "C14" in bundle["text/plain"]


def test_the_ledger_shows_the_rule_by_which_statuses_are_given(tmp_path):
    shown = ledger(lesson="00").face.after[0][0]
    assert "Do the findings that count agree?" in shown
    assert "*" not in shown and "data/article/verdict-rule.md" in shown
    page = ledger(lesson="00").to_html(tmp_path / "ledger.html").read_text(encoding="utf-8")
    assert "rounded as it is printed" in page
