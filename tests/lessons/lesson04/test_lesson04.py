"""Lesson 04 against Drezner's article, TIES and the game's own best replies."""

import numpy as np
import pytest
from given import starts_unreached_and_is_reached

from borderlab import load
from borderlab.lessons.lesson04 import pictures
from borderlab.lessons.lesson04.counts import (
    WAYS,
    gave_way,
    machine,
    settled_or_not,
    threatened,
    whole_cases,
)
from borderlab.lessons.lesson04.numbers import BELIEF, difference
from borderlab.models.games import ENDS, sanctions_game, threat_threshold
from borderlab.models.shares import compare_shares
from claimlab.judging.judge import judge
from claimlab.lessons import exercise, lesson, prediction
from claimlab.lessons.words import picture_words
from claimlab.views.guess import Mark

LESSON = lesson("04")
DREZNER, TIES = load("sanctions/drezner_2003"), load("sanctions/ties_counts")


def known(rows):
    """TIES rows whose end is known, counted by the two codes: (strict, broad, cases)."""
    rows = rows[rows["outcome"] != "unknown"]
    cases = rows["cases_count"]
    return (
        int(cases[rows["is_success_strict"]].sum()),
        int(cases[rows["is_success_broad"]].sum()),
        int(cases.sum()),
    )


# The counts --------------------------------------------------------------------------------------


def test_drezners_table_has_its_own_denominators():
    found = threatened(DREZNER, TIES, "drezner")
    assert found["never_carried_out"] == (40, 71) and found["imposed"] == (5, 15)
    assert LESSON.facts()["threats"] == 86
    assert LESSON.facts()["all_percent"] == pytest.approx(100 * 40 / 86)


def test_drezners_difference_is_not_significant_by_any_of_three_tests():
    by = difference("drezner")
    found = [round(p, 3) for p in (by.p_chi2, by.p_yates, by.p_fisher)]
    assert found == [0.105, 0.181, 0.155] and min(found) > 0.05
    assert exercise("E04.4").right() == "chance"


def test_ties_shares_are_counts_over_counts():
    bare, both = (
        known(TIES[TIES["stage"] == stage]) for stage in ("threat_only", "threat_then_imposed")
    )
    strict, broad = threatened(DREZNER, TIES, "ties"), threatened(DREZNER, TIES, "ties_settled")
    assert strict == {"never_carried_out": bare[::2], "imposed": both[::2]}
    assert broad == {"never_carried_out": bare[1:], "imposed": both[1:]}
    percents = [round(one.percent, 1) for one in (*strict.values(), *broad.values())]
    assert percents == [43.0, 33.4, 56.0, 56.7]
    assert round(compare_shares((bare[0], both[0]), (bare[2], both[2])).p_fisher, 3) == 0.007


def test_unknown_ends_below_the_line_are_all_of_them():
    found = gave_way(TIES, TIES["stage"].unique(), unknown=True)
    assert found.cases == 1412 and found.gave_way == known(TIES)[0]
    assert LESSON.facts()["ties_unknown"] == 388


def test_the_lead_is_gone_under_one_way_only():
    leads = {}
    for way in WAYS:
        unseen, imposed = threatened(DREZNER, TIES, way).values()
        leads[way] = unseen.percent - imposed.percent
    assert leads.pop("ties_settled") < 0 and min(leads.values()) > 9


def test_sanctions_to_destabilise_a_government():
    facts = LESSON.facts()
    imposed = TIES[TIES["stage"] != "threat_only"]
    aimed, other = (known(imposed[imposed["goal"] == g]) for g in ("regime_change", "other"))
    assert (aimed[0], aimed[2], other[0], other[2]) == (19, 40, 157, 500)
    assert facts["aimed_wholly"] == 13 and facts["aimed_unknown"] == 45
    assert facts["aimed_percent"] == 47.5 and round(facts["other_percent"], 1) == 31.4
    found = compare_shares((aimed[0], other[0]), (aimed[2], other[2]))
    assert round(found.p_fisher, 3) == 0.052
    assert prediction("P04.3").truth() == 47.5


def test_pape_accepts_four_per_cent_and_not_five():
    facts = LESSON.facts()
    assert (facts["pape_worked"], facts["hse_worked"], facts["pape_force"]) == (5, 40, 18)
    assert round(100 * facts["pape_worked"] / facts["hse_cases"], 1) == 4.3


def test_the_kits_own_list_holds_one_threat_up_to_the_column():
    acts = load("sanctions/timeline")
    seen = acts[acts["date"] <= "2022-09-15"]
    threats = seen.query("action == 'threat'")
    assert threats["date"].dt.strftime("%Y-%m-%d").tolist() == ["2017-07-17"]
    facts = LESSON.facts()
    imposed = int((seen["action"] == "impose").sum())
    assert (facts["acts"], facts["acts_imposed"], facts["acts_threats"]) == (len(seen), imposed, 1)


def test_the_threat_of_2017_was_resisted_and_carried_out():
    said = str(pictures.one_threat())
    days = [said.index(day) for day in ("2017-07-17", "2017-07-31", "2017-08-24")]
    assert days == sorted(days) and "strong and swift economic actions" in said
    machine = picture_words("04", "a-hundred-threats")
    assert machine["ends"]["imposed_fails"] in machine["note"] and "Venezuela" in machine["note"]


# The game ----------------------------------------------------------------------------------------


def test_the_worked_step_is_in_the_region_of_its_formula():
    r, m, c = 0.25, 2, 1
    assert r < (m - 1) / m and threat_threshold(r, c, m) == pytest.approx(c * (1 - r) / r) == 3
    costs = pictures.who_yields().frame.pivot(index="pain", columns="way", values="cost")
    cheapest = costs.eq(costs.min(axis="columns"), axis="index")
    hold, late, at_once = (cheapest.index[cheapest[way]].tolist() for way in ("hold out", "give way after the sanction", "give way at once"))  # fmt: skip
    assert (hold, late, at_once) == ([0, 1], [1, 2, 3], [3, 4])


def test_the_exercises_have_the_answers_of_the_formulas():
    assert exercise("E04.1").right() == pytest.approx((0.5, 1.5))
    assert exercise("E04.2").right() == pytest.approx((5 / 8, 2 / 3))
    assert exercise("E04.3").right() == pytest.approx((2 / 3, 3 / 11))
    joint = dict((m.code, m.value()) for m in exercise("E04.2").mistakes)["of-all-threats"]
    assert joint[1] == pytest.approx(0.25)  # joint, not conditional


def test_a_threshold_upside_down_is_not_right():
    c, m, r = 1, 3, BELIEF
    assert judge(exercise("E04.1"), (c / (m - 1), c * r / (1 - r))).code == "upside-down"
    assert judge(exercise("E04.1"), (c / (m - 1), c)).code == "cost-alone"


def test_exercise_2_by_a_line_of_targets_that_look_up_nothing():
    k = (np.arange(40_000) + 0.5) / 10_000
    resist = BELIEF * np.minimum(k + 1, 3 * k)
    at_once, later = resist > 1, k + 1 < 3 * k
    assert exercise("E04.2").right() == pytest.approx(
        (at_once.mean(), later[~at_once].mean()), abs=1e-3
    )


def test_more_credible_threats_work_more_and_are_seen_to_fail_more():
    facts = LESSON.facts()
    assert facts["threat_credible_percent"] > facts["threat_doubtful_percent"]
    assert facts["imposed_credible_percent"] < facts["imposed_doubtful_percent"]
    assert prediction("P04.2").truth() == pytest.approx([50, 25, 0, 0])
    filed = pictures.file_line().frame.groupby("line")["percent"]
    assert sorted(filed.apply(lambda p: p.is_monotonic_decreasing)) == [False, True]


def test_quiz_a_certain_threat_leaves_no_success_after_it():
    assert sanctions_game(r0=1 - 1e-9).imposed_works == 0


def test_quiz_rivalry_never_helps_concessions():
    for r0 in np.arange(0.05, 0.96, 0.05):
        works = [sanctions_game(r0=r0, eps_T=e).threat_works for e in (0, 0.5, 1, 2)]
        assert (np.diff(works) <= 1e-12).all()


def test_a_hundred_cases_are_a_hundred():
    for meant in range(5, 96, 5):
        for c in np.arange(0.5, 3.01, 0.25):
            frame = machine(meant, c)
            assert frame["threats_count"].sum() == 100 and (frame["threats_count"] >= 0).all()
            shares = sanctions_game(c=c, r0=meant / 100).ends
            exact = np.array([100 * shares[end] for end in reversed(ENDS)])
            assert np.abs(frame["threats_count"] - exact).max() < 1
    assert sum(whole_cases(dict.fromkeys("abc", 1 / 3)).values()) == 100


# The pictures and their goals --------------------------------------------------------------------


def test_the_archive_shows_every_way_of_counting_and_the_one_that_takes_the_lead_away():
    shown = pictures.archive()
    assert list(picture_words("04", "archive")["ways"]) == list(WAYS)
    percents = shown.frame["percent"].to_numpy().reshape(len(WAYS), 2)
    leads = dict(zip(WAYS, percents[:, 0] > percents[:, 1], strict=True))
    assert [name for name, is_ahead in leads.items() if not is_ahead] == ["ties_settled"]
    assert "4 of 5 ways" in shown.title and "40 of 71" in shown.words and "5 of 15" in shown.words


def test_the_guess_stands_at_the_row_that_was_asked_for():
    asked, shown = prediction("P04.1"), pictures.archive()
    assert shown.frame[["under", "name"]].iloc[0].str.cat(sep=": ") == asked.at
    assert shown.frame["percent"].iloc[0] == pytest.approx(asked.truth())
    assert "Your guess: 20" in shown.with_guess(Mark("value", 20.0, at=asked.at)).words


def test_goal_2_a_threat_that_works_and_is_never_seen_to(workspace):
    shown = pictures.a_hundred_threats()
    assert "88 of 100" in starts_unreached_and_is_reached(shown, "G04.2", meant=70)


def test_goal_2_can_be_reached_while_the_archive_alone_is_shown(workspace):
    shown = pictures.a_hundred_threats()
    shown.move(meant=70, archived=True)
    assert "not in the archive" in shown.words and "88" not in shown.words
    assert shown.rest().startswith("Found")


@pytest.mark.parametrize("meant", [5, 50, 70])
@pytest.mark.parametrize("archived", [False, True])
def test_every_threat_is_a_dot_and_the_folder_holds_those_that_were_imposed(
    workspace, meant, archived
):
    shown = pictures.a_hundred_threats()
    shown.move(meant=meant, archived=archived)
    drawn = {mark["i"]: mark for mark in shown.view.scene(shown.frame)["marks"]}
    dots = [mark["p"] for key, mark in drawn.items() if key.startswith("threat:")]
    assert len(dots) == 100
    folder = max(x for x in drawn["folder"]["p"][::2])
    filed = shown.frame.loc[shown.frame["is_imposed"], "drawn"]
    assert sum(x < folder for x, _y, _r in dots) == filed.sum()
    worked = [mark for mark in drawn.values() if mark["k"] == "point" and mark["c"] == "accent"]
    assert (
        f"{filed.sum()}" in shown.words
        and f"{shown.frame.set_index('end').loc['imposed_works', 'drawn']}" in shown.words
    )
    ends = shown.frame[shown.frame["works"] & (shown.frame["is_imposed"] | (not archived))]
    assert len(worked) == ends["drawn"].sum()


def test_the_plate_shows_fifteen_of_eighty_six():
    figure = pictures.plate_04()
    assert "86" in figure.title and "15" in figure.title
    assert "in no file of sanctions: 71" in figure.words


def test_owners_stand_beside_their_shares():
    figure = pictures.success_by_owner()
    assert "by who codes" in figure.title
    ends = figure.frame["percent"].agg(["min", "max"])
    assert ends.tolist() == pytest.approx([4.3, 47.5], abs=0.1)
    assert figure.frame.groupby("under", sort=False).size().tolist() == [4, 2]
    assert figure.frame["name"].iloc[-1].startswith("Pape, 1998")
    assert figure.frame["percent"].between(figure.frame["low"], figure.frame["high"]).all()


def test_every_setting_of_the_machine_has_a_picture(workspace):
    for m in (1.2, 6.0):
        for a in (0.0, 2.0):
            for v in (0.1, 2.0):
                for meant in (5, 50, 95):
                    for c in (0.5, 3.0):
                        frame = machine(meant, c, m, a, v)
                        assert frame["threats_count"].sum() == 100


# Draw it yourself --------------------------------------------------------------------------------


def test_the_drawing_has_both_ways_of_counting():
    assert settled_or_not(TIES)["cases_count"].tolist() == [484, 323, 217] * 2


# The claim ---------------------------------------------------------------------------------------


def test_the_sentence_is_decided_against_the_aim_that_it_names():
    found, evidence = LESSON.claims["C60"].ruling()
    assert found.status == "supported" and not found.against
    assert any("in office" in source for source in found.fits)
    assert not found.parties and all("2023" not in source for source in found.fits)
    texts = " ".join(map(str, (*evidence, *evidence.values())))
    for word in ("not reached", "no end yet", "Pape", "TIES", "Hufbauer", "without the sanctions"):
        assert word in texts
    assert 1 in evidence.values()


def test_the_attempt_and_the_orders_that_stand():
    for claim in ("C59", "C65"):
        assert LESSON.claims[claim].ruling()[0].status == "supported"


def test_easings_are_listed_in_full():
    evidence = LESSON.claims["C65"].ruling()[1]
    said = " ".join(map(str, evidence.values()))
    for day in ("2021-07-12", "2022-07-07", "2022-05-17", "2022-06-17", "2022-05", "2021-02-02"):
        assert day in said
