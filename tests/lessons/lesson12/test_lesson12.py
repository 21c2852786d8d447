"""Lesson 12: its numbers by hand and by brute force, its goals, its even hand, its role-play."""

import itertools
import re

import numpy as np
import pandas as pd
import pytest

from borderlab import load
from borderlab.lessons.lesson12 import doors, pictures
from borderlab.lessons.lesson12.answers import cells_won
from borderlab.lessons.lesson12.numbers import (
    FREE,
    ON_OFFER,
    RIVAL,
    all_conditions,
    asking_more,
    concession,
    contour,
    eight_views,
    five_views,
    levers,
    modes,
    rigging,
    searched,
    turns,
    turns_by_seed,
    twelve,
    views,
    worlds,
)
from borderlab.models.no_rigging import versus
from borderlab.models.policy import BETTER, simulate
from borderlab.models.sensitivity import sobol
from claimlab.data import lessons_dir
from claimlab.judging.judge import judge
from claimlab.lessons import exercise, goal, lesson, prediction
from claimlab.lessons.words import picture_words
from claimlab.views import Mark
from claimlab.views.shades import FILLS, shades

LESSON = lesson("12")
FACTS = LESSON.facts()
SOURCE = (lessons_dir() / "source" / "en" / "12-the-border-table.md").read_text(encoding="utf-8")
KIT_TEXT = "".join(
    path.read_text(encoding="utf-8")
    for path in (lessons_dir() / "instructor" / "role-play").glob("*.md")
)


# What the prose leans on -------------------------------------------------------------------------


def test_conditions_cost_deals_and_leave_the_same_haven():
    assert FACTS["b_signed"] == pytest.approx(87, abs=0.5)
    assert 100 * worlds("agnostic", "ABC").final["signed"][:, 2].mean() == pytest.approx(
        51, abs=0.5
    )
    assert FACTS["b_haven"] == pytest.approx(FACTS["c_haven"], abs=0.001)


def test_another_outcome_is_another_majority():
    assert (FACTS["c_haven_views"], FACTS["c_violence_views"]) == (6, 1)
    assert prediction("P12.2").truth() == 1
    clear = eight_views().query("outcome in ['haven', 'violence']")
    gap = (clear["better"] - clear["worse"]).abs()
    assert (gap > 4 * clear["standard_error"]).all()  # no view is counted by luck


def test_no_view_has_its_haven_from_another_and_each_names_a_source():
    """Once 0.8 stood in all eight, Caracas's own included."""
    haven = pd.DataFrame({view: priors.loc["haven_0"] for view, priors in views().items()}).T
    assert haven.duplicated().sum() <= 2  # readings may agree
    assert (haven["high"] > haven["low"]).all()
    assert haven.loc["caracas", "mode"] == 0 and haven["mode"].idxmin() == "caracas"
    own = load("policy/worldview_priors").query("parameter == 'haven_0'").set_index("worldview")
    assert set(own.index) == set(views()) - {"agnostic"}
    assert own["basis"].isin(["figure", "reading"]).all() and (own["source"].str.len() > 40).all()
    wide = own["high"] - own["low"]
    assert wide[own["basis"] == "reading"].min() >= 0.3  # no figure: a wide range
    card = repr(pictures.haven_beliefs())
    assert all(text in card for text in own["source"])


def test_a_published_share_is_a_ceiling_and_no_floor():
    """Presence alone is no haven; once two views began at a share, and the common one passed them all."""
    strength = load("security/eln_strength").set_index("estimate_id")
    armed = strength.loc["E09", "fighters_high_persons"]
    share = strength.loc["E09", "fighters_in_venezuela_persons"] / armed
    haven = pd.DataFrame({view: priors.loc["haven_0"] for view, priors in views().items()}).T
    assert haven["high"].max() == pytest.approx(share, abs=0.005)
    assert share > max(0.46, strength["share_in_venezuela_percent"].max() / 100)
    counted = haven.loc[["pressure_works", "opposition"]]
    assert counted["mode"].tolist() == [0.44, 0.46] and (counted["low"] < counted["mode"]).all()
    least = strength.loc["E10", "fighters_in_venezuela_persons"] / armed
    assert counted["low"].to_numpy() == pytest.approx(least, abs=0.005)


def test_no_view_is_the_middle_of_the_others():
    haven = pd.DataFrame({view: priors.loc["haven_0"] for view, priors in views().items()}).T
    others = haven.drop(index="agnostic")
    low, mode, high = haven.loc["agnostic", ["low", "mode", "high"]]
    assert mode == pytest.approx(others["mode"].mean(), abs=0.005)
    assert (low, high) == (others["low"].min(), others["high"].max())


def test_without_a_haven_two_packages_leave_the_same():
    none = eight_views(haven=0.0).query("outcome == 'haven'")
    assert none["tie"].min() > 0.99 and FACTS["c_haven_views_none"] == 0
    assert FACTS["c_haven_views_quarter"] == FACTS["c_haven_views_full"] == FACTS["c_haven_views"]


def test_the_haven_can_be_moved_and_the_goal_is_about_beliefs(workspace):
    shown = pictures.eight_worldviews()
    havens = list(picture_words("12", "eight-worldviews")["options"]["haven"])
    shown.move(outcome=1, haven=havens.index("0"))
    assert "0 of 8" in shown.title and (shown.frame.query("part == 'tie'")["percent"] > 99).all()
    shown.move(outcome=4)  # trade, on which all agree: but not with their own haven
    assert not goal("G12.1").reached(shown.frame, **shown.params)


def test_a_count_that_is_given_as_one_number_is_the_same_under_every_seed():
    found = turns_by_seed("C", "B", "violence")
    assert len(found) == FACTS["turn_seeds"] >= 4 and set(found) == {FACTS["violence_turns"]}


def test_what_makes_each_package_win_as_the_text_says_it():
    assert "t_pr" in set(turns("A", "C", "democracy")["parameter"])
    assert "phi_o" in set(turns("C", "B", "violence")["parameter"])
    assert "t_int" in set(turns("C", "B", "haven")["parameter"])
    assert "a_ap" in set(turns("C", "B", "approval_percent")["parameter"])
    cells = [FACTS[f"{p}_approval_cells"] for p in "abc"]
    assert cells == [1, 3, 2] and FACTS["c_haven_cells"] == 3 and FACTS["b_haven_cells"] == 2


def test_every_package_that_colombia_can_choose_wins_somewhere_and_loses_somewhere():
    ranked = rigging("ABC")
    for package in FREE:
        shares = ranked[ranked["package"] == package]["best_alone"]
        assert shares.max() > 0.5 and shares.min() < 0.1, package


def test_with_package_d_b_is_best_nowhere_and_the_screen_names_washington(workspace):
    assert (
        cells_won("ABCD").get("B", 0) == 0 and FACTS["b_top_beside_d"] < 50 < FACTS["b_cells"] * 3
    )
    assert prediction("P12.3").truth() == 0
    shown = doors.with_washington()
    assert "Washington" in shown.title and "Washington" in repr(shown)


RANKINGS = (
    pictures.eight_worldviews, doors.how_it_ends, pictures.two_packages, doors.no_rigging_table
)  # fmt: skip


@pytest.mark.parametrize("picture", RANKINGS)
def test_no_default_ranking_holds_the_package_that_needs_washington(picture, workspace):
    shown = picture()
    frame = getattr(shown, "frame", None)
    texts = repr(shown) if frame is None else frame.to_string()
    assert not re.search(r"\bD\b", texts)


def test_the_search_finds_five_and_none():
    found = searched()
    assert (found["settings"], found["beat_c"], found["beat_c_surely"]) == (432, 3, 3)
    assert found["beat_b"] == 0


def test_the_line_of_the_plate_parts_the_views_as_their_own_draws_do():
    line = contour()
    haven = eight_views().query("outcome == 'haven'").set_index("worldview")
    for view, priors in views().items():
        cost, ties = priors.loc[["d_k", "t_int"], "mode"]
        is_above = ties > np.interp(cost, line["d_k"], line["t_int"])
        assert is_above == (haven.loc[view, "worse"] > haven.loc[view, "better"]), view
    assert "6 of the eight views" in pictures.plate_12().title


def test_most_numbers_are_assumptions_and_the_list_says_so():
    card = repr(doors.every_number())
    assert card.count("; assumption") == FACTS["assumed_count"]
    for row in load("policy/parameters").itertuples():
        assert row.unit in card and f"; {row.parameter}; " in card
        assert row.basis != "source" or row.source in card


def test_every_worldview_says_whose_rendering_it_is():
    card = repr(doors.every_worldview())
    assert "our rendering" in card
    for row in load("policy/worldviews").itertuples():
        assert row.our_rendering_of in card and row.stands_on in card


# Exercises by other means ------------------------------------------------------------------------


def test_exercise_1_pairs_and_not_all_pairs():
    violence = worlds("agnostic", "ABC").final["violence"]
    pairs = sum(c < b for b, c in violence[:, 1:])
    assert exercise("E12.1").right() == pytest.approx(100 * pairs / len(violence))
    rng, told = np.random.default_rng(4), []
    for _ in range(20):  # one shuffle errs by a third of a point, and the check allows 0.6
        unpaired = 100 * (violence[:, 2] < rng.permutation(violence[:, 1])).mean()
        found = judge(exercise("E12.1"), unpaired)
        told.append(not found.ok and "same draws" in found.message)
    assert np.mean(told) > 0.7


def test_exercise_2_by_brute_force():
    table = twelve()
    kept = []
    for i, p in table.iterrows():
        beaten = any(
            q["haven"] <= p["haven"]
            and q["trade_usd_billions"] >= p["trade_usd_billions"]
            and (q["haven"] < p["haven"] or q["trade_usd_billions"] > p["trade_usd_billions"])
            for j, q in table.iterrows()
            if j != i
        )
        kept += [] if beaten else [i]
    least = table.loc[kept, "haven"].idxmin()
    assert len(table) == 12 and exercise("E12.2").right() == (len(kept), least)


def test_exercise_3_has_one_answer_whatever_the_seed():
    """The lead of the answer is larger than what one sample differs from another by."""
    leads = []
    for seed in range(5):
        found = sobol(levers().loc[["C"]], views()["agnostic"], "violence", base=4096, seed=seed)
        found = found.set_index("parameter").drop(index="acceptance")
        together = found["total"] - found["first"]
        (name, gap), (_, next_gap) = together.nlargest(2).items()
        assert name == "d_k" and found.loc["d_k", "first"] < 0.02
        assert found["total"].idxmax() == "drift_v" and together["drift_v"] < gap / 2
        leads.append(gap - next_gap)
    assert min(leads) > 3 * np.std(leads, ddof=1) > 0


def test_exercise_4_is_the_models_own_concession():
    right = exercise("E12.4").right()
    assert right == (pytest.approx(0.17632), 0)
    package, numbers = levers().loc[["C"]], pd.DataFrame([modes() | {"acceptance": 0.0}])
    assert simulate(package, numbers, signed=1).final["concession"][0, 0] == pytest.approx(right[0])
    nothing = numbers.assign(t_int=0.0)
    free = package.assign(conditionality=0.0)
    assert simulate(free, nothing, signed=1).final["concession"][0, 0] == 0
    assert concession(levers().loc["A"].to_dict(), modes()) > 0  # signed, if it ever were


def test_conditions_calm_in_one_view_and_not_in_another():
    change = asking_more().groupby("view")["change"]
    low, middle, high = (change.quantile(share) for share in (0.25, 0.5, 0.75))
    assert middle["Conditions work"] < -0.01 and middle["Engagement first"] > 0.03
    assert low["No view"] < -0.01 and high["No view"] > 0.05  # "conditions may calm or not"
    # "Every view holds worlds on both sides"
    assert all(change.apply(lambda own: (own < 0).mean() > 0.1 and (own > 0).mean() > 0.1))


def test_the_memo_takes_any_side():
    sound = exercise("E12.5").schema["examples"][0]
    for package in (
        "isolation: opening 0.15, all else at 0",
        "opening 1, engagement 1, conditions 0.1",
    ):
        assert judge(exercise("E12.5"), sound | {"package": package}).ok


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("number", "0.804 (0.58–1.05) in eight of ten worlds, no view"),
        ("number", "With no view violence lies in [0.55, 1.07]."),
        ("number", "Approval 53 (8 of 10 worlds: 48; 59), no view at all"),
        ("number", "With no view approval ends from 48 per cent to 59 per cent."),
        ("number", "Trade of US$ 0.8 to US$ 2.9 billions, with no view"),
        ("number", "Sin postura la violencia va de 0,55 a 1,07 en 8 mundos."),
        ("package", "apertura 0,8, permisos 0,8, lo demás nada"),
        ("claims", "C01, C73 and C47: not testable"),
        ("test", "Fewer than 40 per cent for the president (Invamer) by December 2022."),
    ],
)
def test_the_memo_takes_what_says_it_in_another_form(field, text):
    sound = exercise("E12.5").schema["examples"][0]
    assert judge(exercise("E12.5"), sound | {field: text}).ok


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("number", "Violence is 0.804 and the year is 2026, quite surely.", "a-point"),
        ("number", "Violence falls from 2022 to 2026, to 0.804 at last.", "a-point"),
        ("number", "Violence will be 0.8, 20 per cent lower than before", "a-point"),
        ("claims", "C98 C99 C95", "two-claims"),
        ("claims", "C47, C47 and C47 again", "two-claims"),
        ("package", "I recommend package C, the measured one.", "no-levers"),
        ("package", "Package C, as it was written in 2022.", "no-levers"),
        ("test", "We shall all see by December 2024 that this page was right.", "no-date"),
    ],
)
def test_the_memo_names_what_is_missing(field, text, code):
    sound = exercise("E12.5").schema["examples"][0]
    assert judge(exercise("E12.5"), sound | {field: text}).code == code


def test_three_views_drawn_as_the_task_says_it_are_right():
    import seaborn as sns

    ax = sns.boxplot(asking_more(), x="view", y="change")
    ax.set(title="Every view holds worlds on both sides", ylabel="Change of violence (2022 = 1)")
    found = judge(exercise("E12.6"), ax)
    ax.figure.clear()
    assert found.ok, found.message


# Pictures and goals ------------------------------------------------------------------------------


def test_goal_1_is_trade_and_not_where_it_begins(workspace):
    shown = pictures.eight_worldviews()
    assert not goal("G12.1").reached(shown.frame, **shown.params)
    reached = []
    for place in range(5):
        shown.move(outcome=place)
        if goal("G12.1").reached(shown.frame, **shown.params):
            reached.append(shown.params["outcome"])
    assert reached == ["trade_usd_billions"]
    shown.move(outcome=4)
    assert "Found" in shown.rest()


def squares(drawn, key):
    """How many squares of a field have the look of each part: what a shape covers and the next leaves of it."""
    marks = {mark["i"]: mark for mark in drawn["marks"]}
    *_corner, wide, high = marks[f"second:{key}"]["p"]
    covered = []
    for part in ("first", "tie"):
        x, y = np.array(marks[f"{part}:{key}"]["p"]).reshape(-1, 2).T
        ring = x @ np.roll(y, -1) - y @ np.roll(x, -1)
        covered.append(100 * abs(ring) / 2 / (wide * high))
    return np.diff([0, *covered, 100]), [marks[f"{part}:{key}"]["c"] for part in ("first", "tie", "second")]  # fmt: skip


@pytest.mark.parametrize("outcome", range(5))
@pytest.mark.parametrize("width", [380, 760])
def test_a_field_has_a_hundred_squares_and_the_title_counts_the_fields_ahead(
    workspace, outcome, width
):
    shown = pictures.eight_worldviews()
    shown.move(outcome=outcome)
    drawn, frame = shown.view.scene(shown.frame, width), shown.frame
    ahead = []
    for view, own in frame.groupby("view"):
        counts, looks = squares(drawn, view)
        assert counts == pytest.approx(counts.round(), abs=0.2), view
        assert looks == shades(list(own["name"]), (), FILLS, shown.view.looks)
        assert len(set(looks)) == 3
        assert np.abs(counts - own["percent"].to_numpy()).max() < 1.2, view
        ahead.append(counts[0] > counts[2])
    assert f"in {sum(ahead)} of {len(ahead)} " in shown.title
    names = [m for m in drawn["marks"] if m["i"].startswith("view:") and "soft" not in m["c"]]
    assert len({m["i"].split("~")[0] for m in names}) == sum(ahead)
    assert len(drawn["marks"]) < 100


def test_a_guess_of_views_is_held_against_what_it_was_about(workspace):
    shown = pictures.eight_worldviews()
    guess = Mark("value", 3)
    assert "too high by 2" in shown.view.words(shown.frame, guess)
    assert any(m["i"] == "guess-n" for m in shown.view.scene(shown.frame, guess=guess)["marks"])
    shown.move(outcome=1)
    assert "too" not in shown.view.words(shown.frame, guess).rpartition("Your guess")[2]
    assert not any(m["i"] == "guess-n" for m in shown.view.scene(shown.frame, guess=guess)["marks"])


@pytest.mark.parametrize("width", [380, 760])
def test_deals_are_squares_beside_the_haven_that_is_left(width):
    shown = pictures.two_packages()
    view, frame = shown.view, shown.frame
    drawn = view.scene(frame, width, Mark("value", 64))
    marks = {mark["i"]: mark for mark in drawn["marks"]}
    for row in frame.itertuples():
        *_corner, wide, high = marks[f"worlds:{row.package}"]["p"]
        x, y = np.array(marks[f"signed:{row.package}"]["p"]).reshape(-1, 2).T
        covered = abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2 / (wide * high)
        assert 100 * covered == pytest.approx(round(row.signed), abs=0.2)
    b, c = (marks[f"haven:{name}"]["p"] for name in list(frame["package"])[1:])
    assert b[0] == pytest.approx(c[0], abs=1)  # the same haven, one above the other
    assert "guess" in marks and "too high by 13" in view.words(frame, Mark("value", 64))
    assert all(0 < m["p"][1] < drawn["h"] for m in drawn["marks"] if m["k"] == "text")


@pytest.mark.parametrize("outcome", range(2))
def test_every_condition_is_one_of_the_settings_that_surely_beat_c(workspace, outcome):
    shown = pictures.every_condition()
    shown.move(outcome=outcome)
    wide = shown.frame.pivot(index="view", columns="part", values="percent")
    assert wide.shape == (5, 3)
    lead = wide["first"] - wide["second"]
    assert lead.min() > 100 * 3 * all_conditions()["standard_error"].max()
    better = ("less violence", "a smaller haven")[outcome]
    assert better in shown.title and "all 5 views" in shown.title
    drawn = shown.view.scene(shown.frame)
    for view in wide.index:
        counts, _looks = squares(drawn, view)
        assert np.abs(counts - wide.loc[view, ["first", "tie", "second"]]).max() < 1.2
    same = versus(levers(), five_views(), "C", "C", 100, 1)
    assert (same["tie"] == 1).all()


@pytest.mark.parametrize(("mine", "outcome"), list(itertools.product(FREE, BETTER)))
def test_goal_3_has_an_end_for_every_choice(mine, outcome, workspace):
    """Whatever a student picks, either a number turns it, or saying that none does is right."""
    shown = pictures.change_my_mind()
    assert not goal("G12.3").reached(shown.frame, **shown.params)
    found = turns(mine, RIVAL[mine], outcome)
    places = {"mine": FREE.index(mine), "outcome": list(BETTER).index(outcome)}
    if found.empty:
        shown.move(**places, none=True)
        assert "no single number" in shown.rest()
        return
    shown.move(**places, none=True)
    assert not goal("G12.3").reached(shown.frame, **shown.params)
    assert "There is one" in shown.title
    shown.move(none=False, parameter=ON_OFFER.index(found["parameter"].iloc[0]))
    said = shown.rest()
    assert "is known to be" in said and "overtakes" in said and "{" not in said


def test_the_numbers_on_offer_hold_all_that_turn_something_and_some_that_turn_nothing():
    turning = set()
    for mine, outcome in itertools.product(FREE, BETTER):
        turning |= set(turns(mine, RIVAL[mine], outcome)["parameter"])
    assert turning < set(ON_OFFER) and len(ON_OFFER) - len(turning) >= 3
    assert len(ON_OFFER) <= 15  # a menu that can be read


def test_a_number_that_does_not_touch_an_outcome_is_said_to_be_idle(workspace):
    shown = pictures.change_my_mind()
    assert (
        shown.title
        == "Less violence comes more often without conditions (B), with the effect of a haven on violence low or high"
    )
    shown.move(parameter=ON_OFFER.index("a_x"))
    assert "does not touch" in shown.title


def test_the_line_of_each_view_is_what_its_numbers_say():
    mode = pd.DataFrame({view: priors["mode"] for view, priors in views().items()}).T
    common = mode.loc["agnostic"]
    signs = {
        "conditionality_works": {"d_k": -1},
        "engagement_first": {"t_int": 1, "d_k": 1},
        "pressure_works": {"t_pr": 1, "t_int": -1, "phi_o": 1},
        "nothing_moves": {"k_sec": -1},
        "caracas": {"b_s": 1, "t_int": 1, "t_pr": -1, "d_k": 1},
        "opposition": {"t_pr": 1, "t_int": -1, "d_k": -1},
        "border_communities": {"beta_b": 1, "phi_o": -1, "phi_r": 1},
    }
    for view, moved in signs.items():
        for name, sign in moved.items():
            assert np.sign(mode.loc[view, name] - common[name]) == sign, (view, name)
    assert abs(mode.loc["conditionality_works", "t_int"]) <= common["t_int"]
    assert (mode.loc["nothing_moves", ["t_int", "t_pr"]] == 0).all()
    assert (mode.loc[["pressure_works", "opposition"], "t_int"] < 0).all()
    assert mode["d_k"].idxmax() == "caracas" and mode.loc["caracas", "t_pr"] < 0
    card = repr(pictures.eight_lines())
    assert all(line in card for line in picture_words("12", "eight-lines")["lines"].values())


def test_a_package_has_one_colour_in_every_picture(workspace):
    found = {}
    for picture in (
        pictures.two_packages,
        pictures.eight_worldviews,
        pictures.change_my_mind,
    ):
        for name, look in picture().view.looks.items():
            letter = re.search(r"\(([A-D])\)|$", name)[1] or name
            assert found.setdefault(letter, look) == look, (picture.__name__, name)
    assert set("ABCD") < set(found)


def test_an_interval_for_the_page_is_what_the_worlds_give():
    card = repr(doors.how_it_ends())
    violence = worlds("agnostic", "ABC").final["violence"][:, FREE.index("C")]
    low, high = np.quantile(violence, (0.1, 0.9))
    assert f"{violence.mean():.3f} ({low:.3f} to {high:.3f})" in card
    assert len(card.splitlines()) == 2 + len(BETTER)


def test_morris_says_when_nothing_moves_an_outcome(workspace):
    shown = doors.what_drives_it()
    shown.move(package=FREE.index("A"), outcome=list(BETTER).index("democracy"))
    assert "Nothing moves" in shown.rest()
    shown.move(shares=True)
    assert "Nothing" in shown.words or "nothing to split" in shown.words


def test_sobol_on_request_is_a_share(workspace):
    shown = doors.what_drives_it()
    shown.move(shares=True)
    assert shown.frame["size"].between(0, 100).all()
    assert "variance, per cent" in shown.view.scene(shown.frame)["sub"]
    assert set(shown.frame["kind"]) == {"total", "first"}


# Claims ------------------------------------------------------------------------------------------


def test_the_verdicts_follow_the_written_rule():
    found = {
        name: LESSON.claims[name].ruling()[0].status
        for name in ("C24", "C47", "C69", "C70", "C71", "C73")
    }
    assert found == {
        "C24": "supported",
        "C47": "not testable",
        "C69": "not found",
        "C70": "not found",
        "C71": "no record can decide it",
        "C73": "not testable",
    }


def test_c24_rests_on_two_pollsters_before_the_column_and_shows_the_reopening():
    ruling, evidence = LESSON.claims["C24"].ruling()
    assert {name.split(",")[0] for name in ruling.fits} == {
        "Invamer",
        "Centro Nacional de Consultoría",
    }
    assert ruling.later == ("Chamber of Commerce of La Guajira",)
    assert sorted(evidence.values()) == [18, 27, 69, 73, 79]


def test_what_later_polls_say_is_shown_and_decides_nothing():
    later = {name: LESSON.claims[name].ruling()[0].later for name in ("C69", "C71")}
    assert any("Datexco" in name for name in later["C69"]) and len(later["C69"]) == 2
    assert len(later["C71"]) > 3
    assert not LESSON.claims["C69"].ruling()[0].fits


def test_reasons_that_single_voices_give_decide_no_cause():
    ruling, _ = LESSON.claims["C70"].ruling()
    assert ruling.uncompared and ruling.parties and not (ruling.fits or ruling.against)


def test_advice_that_somebody_reported_is_not_called_the_columns_own():
    """C47 is a former official's; the column's own advice is C73 alone."""
    claims = load("article/claims").set_index("claim_id")
    assert claims.loc["C47", "who_says"] != "the column" == claims.loc["C73", "who_says"]
    for text in (SOURCE, KIT_TEXT):
        assert "column ends with advice. Colombia" not in text
        assert not re.search(r"column's words? of praise|column would call B", text)
