"""The role-play of lesson 12: its umpire, its console, and what its pages promise."""

import json
import re

import numpy as np
import pytest

from borderlab import load
from borderlab.lessons.lesson12 import console
from borderlab.lessons.lesson12.game import (
    ASKED,
    Signed,
    prize_table,
    say_yes,
    umpired,
    worlds_in_view,
    worlds_of,
)
from borderlab.lessons.lesson12.numbers import drawn, levers, rigging, views, worlds
from borderlab.models.policy import LEVERS, simulate
from claimlab.authoring.companions import companions
from claimlab.data import lessons_dir
from claimlab.errors import KitError
from claimlab.lessons.words import picture_words

KIT = lessons_dir() / "instructor" / "role-play"
TEAMS = load("policy/briefs")["team"].unique().tolist()
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(KIT.glob("*.md"))}


def test_the_umpire_takes_a_table_as_it_is_typed():
    package = dict.fromkeys(LEVERS, 0.5)
    result = umpired(Signed(package, True, ["breach", "border_objects"], ["colombia"], seed=352))
    assert len(result["scores"]) == 7 and result["outcomes"]["signed"].item() == 1
    assert "352" in repr(console.umpire_says(package, seed=352))
    assert "did not sign" in repr(console.umpire_says(package, signed=False))


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (Signed({"openning": 0.5}), "did you mean 'opening'"),
        (Signed({"opening": 0.5}), "Say how far 'relief'"),
        (Signed(dict.fromkeys(LEVERS, 5)), "between 0 and 1"),
        (Signed(dict.fromkeys(LEVERS, "much")), "number between 0 and 1"),
        (Signed("x"), "six levers with their numbers"),
        (Signed(signed="perhaps"), "signed = True"),
        (Signed(signed=None), "signed = True"),
        (Signed(cards=["border_objects"] * 3), "once only"),
        (Signed(dict.fromkeys(LEVERS, 0)), "Nothing is offered"),
        (Signed(broken=["armed_groups"]), "There is no team"),
        (Signed(cards="breach"), "lists"),
        (Signed(cards=["breech"]), "did you mean 'breach'"),
        (Signed(broken=["press"]), "There is no team"),
        (Signed(seed=3.5), "three throws"),
        (Signed(seed=42), "three throws"),
        (Signed(seed=709), "three throws"),
        (Signed(seed=True), "three throws"),
        (Signed(seed=-352), "three throws"),
        (Signed(seed="352"), "three throws"),
    ],
)
def test_a_slip_at_the_table_is_a_sentence(table, says):
    with pytest.raises(KitError, match=says):
        umpired(table)


@pytest.mark.parametrize(("word", "signed"), [("no", 0), ("No ", 0), ("yes", 1), ("sí", 1), (False, 0)])  # fmt: skip
def test_the_word_on_the_sheet_is_the_answer_of_caracas(word, signed):
    """Once "no" signed."""
    assert umpired(Signed(signed=word))["outcomes"]["signed"].item() == signed


def test_the_dots_are_the_world_of_the_card():
    table = Signed(seed=352)
    frame = worlds_of(table, "approval_percent")
    end = umpired(table)["outcomes"]["approval_percent"].item()
    assert frame["came"].iloc[-1] == pytest.approx(end)


def test_scripted_teams_answer_by_the_sign_of_their_points():
    answers = say_yes(levers().loc["C"].to_dict())
    assert (answers["says_yes"] == (answers["mean_score"] > 0)).all()
    shown = console.teams_say()
    assert shown.title.startswith(f"{answers['says_yes'].sum()} of {len(TEAMS)} teams say yes")


def test_all_teams_can_gain_without_relief():
    """The package that a reader who plays alone can find."""
    package = {"opening": 1, "engagement": 1, "conditionality": 0.8, "offers": 1, "permits": 0.3}
    assert say_yes(package | {"relief": 0})["mean_score"].min() > 2.5
    nobody = console.teams_say(dict.fromkeys(LEVERS, 0) | {"opening": 0.15})
    assert nobody.frame["mean_score"].abs().max() < 2.5


def test_a_team_can_count_its_points_from_the_card():
    """A cancelled opening costs nothing: once guards were paid for at a border that stayed closed."""
    table = {"cards": ["breach", "victims_object"], "broken": ["colombia"], "seed": 352}
    for signed in (True, False):
        result = umpired(Signed(dict.fromkeys(LEVERS, 0.7), signed, **table))
        counted = result["counted"].set_index("term")
        change = counted["came"] - counted["no_change"]
        assert (change["opening"] == 0) == (not signed)
        briefs = load("policy/briefs")
        points = (briefs["weight"] * briefs["term"].map(change)).groupby(briefs["team"]).sum()
        points["victims"] -= 1
        points["colombia"] -= 3 * signed
        scores = result["scores"].set_index("team")["score"]
        assert scores.to_dict() == pytest.approx(points.to_dict())


def test_the_prize_pays_for_honest_intervals():
    final = simulate(levers(), drawn("agnostic")).final
    honest = [
        tuple(np.quantile(final[outcome][:, "ABCD".index(package)], (0.1, 0.9)))
        for package, outcome in ASKED
    ]
    wide = [(0.1, 3), (0, 100), (0.1, 3), (0, 100)]
    board = prize_table({"honest": honest, "wide": wide})
    assert board["team"].tolist() == ["honest", "wide"] and board["score"].iloc[0] < 1.3
    assert "honest" in repr(console.prize({"honest": honest, "wide": wide}))


@pytest.mark.parametrize("forecasts", [{"x": [(0, 1)]}, {"x": "wide"}, {"x": [(1, 0)] * 4}, {}])
def test_a_forecast_that_is_none_is_refused(forecasts):
    with pytest.raises(KitError):
        prize_table(forecasts)


# The console -------------------------------------------------------------------------------------


def test_the_same_package_in_every_view(workspace):
    found = worlds_in_view(Signed(), "violence")
    assert found["worldview"].tolist() == list(views()) and (found["low"] < found["high"]).all()
    means = simulate(levers().loc[["C"]], drawn("agnostic"), 1).final["violence"].mean()
    assert found["mean"].iloc[0] == pytest.approx(means, abs=1e-3)
    assert "No view" in console.in_every_view().words
    with pytest.raises(KitError, match="not an outcome"):
        worlds_in_view(Signed(), "stock_millions")


def test_tables_stand_side_by_side():
    """With every change that a brief counts: once the teams of a second table could not add up."""
    half = dict.fromkeys(LEVERS, 0.5)
    card = repr(console.several_tables({"Ana": {"package": half}, "Luis": {"signed": False}}))
    assert "Caracas signed; yes; no" in card
    alone = [console.umpire_says(half), console.umpire_says(signed=False)]
    counted = picture_words("12", "umpire")["counted"]
    for term in load("policy/briefs")["term"].unique():
        changes = [
            re.search(rf"^.*{re.escape(counted[term])}; [^;]+; [^;]+; ([^;\n]+)", repr(one), re.M)[
                1
            ]
            for one in alone
        ]
        assert f"{counted[term]}; {changes[0]}; {changes[1]}" in card, term
    for team in picture_words("12", "teams-say")["teams"].values():
        assert f"Score of {team}" in card
    with pytest.raises(KitError, match="'Ana' takes package"):
        console.several_tables({"Ana": {"levers": half}})


def test_the_kit_is_printed_whole_and_private_pages_stand_alone(tmp_path):
    card = console.print_kit(tmp_path / "kit.html")
    html = (tmp_path / "kit.html").read_text(encoding="utf-8")
    assert "17 parts" in repr(card) and html.count("<section>") == 17
    assert (
        "Brief: Venezuela" in html
        and "Script: armed groups" in html
        and "anchor-link" not in html
        and "code-cell" not in html
    )
    assert "http" not in html  # nothing is fetched when it is opened
    with pytest.raises(KitError, match="cannot be written"):
        console.print_kit(tmp_path / "nowhere" / "deep" / "kit.html")


def test_the_console_is_what_its_source_says():
    ((path, text),) = companions(lessons_dir(), lessons_dir()).items()
    assert path.read_text(encoding="utf-8") == text
    cells = json.loads(text)["cells"]
    assert all(cell.get("outputs", []) == [] for cell in cells)
    called = " ".join("".join(cell["source"]) for cell in cells)
    for name in console.__all__:
        assert f"{name}(" in called, name


# The pages ---------------------------------------------------------------------------------------


def rows(page, heading):
    """The cells of the table whose first head is `heading`."""
    lines = PAGES[page].splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {heading} |"))
    table = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in line.strip("|").split("|")])
    return [table[0], *table[2:]]


def test_the_minutes_of_two_lessons_add_up_to_75_each():
    table = rows("README", "lesson 1")[1:]
    for column in (1, 4):
        minutes = [int(row[column]) for row in table if row[column].isdigit()]
        assert sum(minutes) == 75, column
    debrief = [int(row[0]) for row in rows("debrief", "minutes")[1:]]
    assert sum(debrief) == 25


def test_ninety_minutes_add_up():
    said = re.search(r"^(Forecasts \d.*)\. That makes (\d+)\.$", PAGES["README"], re.M)
    parts = [int(part.split()[-1]) for part in said[1].split(", ")]
    assert len(parts) == 8 and sum(parts) == int(said[2]) == 90
    assert "for writing there are five in round 3, three in round 4" in PAGES["README"]
    read, sign, answers = 2, 2, 6
    assert 5 + read + answers / 3 + 2 * 0.5 + sign <= parts[3]
    assert len(TEAMS) * 0.5 + 3 + 1 / 3 + read + sign <= parts[5]


def players():
    """Students at a table, and how many of them sit in each team and on the press bench."""
    table = rows("README", "students at a table")
    return {int(row[0]): [int(n) if n.isdigit() else 0 for n in row[1:]] for row in table[1:]}


def test_the_players_of_a_table_add_up():
    assert all(sum(teams) == total for total, teams in players().items())
    heads = rows("README", "students at a table")[0][1:]
    assert len(heads) == len(TEAMS) + 1 and heads[-1] == "Press"


@pytest.mark.parametrize("students", range(8, 21))
def test_every_number_from_8_to_20_finds_a_seat(students):
    """The rule of the page: the row below, then one more from left to right where the next row has more."""
    table = players()
    below = max(n for n in table if n <= students)
    teams, above = list(table[below]), table.get(below + 4, table[below])
    for place, more in enumerate(above):
        if sum(teams) < students and more > teams[place]:
            teams[place] += 1
    assert sum(teams) == students and min(teams[:-1]) >= 1


def test_what_the_rules_give_to_a_round_fits_its_minutes():
    """With time to change places: once lesson 1 took 79 minutes of its 75."""
    lesson = rows("README", "lesson 1")[1:]
    minutes = {row[place].split(":")[0]: float(row[place + 1]) for row in lesson[:-1] for place in (0, 3) if row[place]}  # fmt: skip
    said = {row[0][0]: row[1] for row in rows("rules", "round")[1:]}
    answers = len(rows("sheet-table", "| Colombia to victims")[0])
    assert "one minute each" in said["1"] and all(
        team in said["1"] for team in ("victims", "Colombia")
    )
    assert len(TEAMS) * (1 + 1 / 3) <= minutes["round 1"]
    assert "three times three minutes" in said["2"] and 3 * 3 + 2 <= minutes["round 2"]
    assert re.search("seven minutes.*20 seconds each.*half a minute each", said["3"])
    read, sign = 2, 2
    assert 7 + read + (answers - 1) / 3 + 2 * 0.5 + sign <= minutes["round 3"]
    assert re.search("half a minute.*Five minutes.*victims may answer, 20 seconds", said["4"])
    assert len(TEAMS) * 0.5 + 5 + 1 / 3 + read + sign <= minutes["round 4"]


def test_every_lever_has_somebody_who_decides_it():
    decided = {row[0]: row[3] for row in rows("rules", "lever | 0 is")[1:]}
    assert set(decided) == set(LEVERS) and all(len(who) > 5 for who in decided.values())
    assert "Colombia" not in decided["relief"]


def test_the_rules_count_an_example_as_the_umpire_does():
    text = PAGES["rules"].split("**An example: border voices")[1]
    package = {name: float(re.search(rf"{name} ([\d.]+)", text)[1].rstrip(".")) for name in LEVERS}
    seed = int(re.search(r"seed (\d{3})", text)[1])
    result = umpired(Signed(package, True, re.findall(r"Card `(\w+)`", text), seed=seed))
    counted = picture_words("12", "umpire")["counted"]
    shown = result["counted"].set_index(result["counted"]["term"].map(counted))
    *lines, total = [[cell.strip("*").replace("−", "-") for cell in row] for row in rows("rules", "what is counted")[1:]]  # fmt: skip
    for what, times, change, points in lines:
        came = shown.loc[what, "came"] - shown.loc[what, "no_change"]
        assert float(change) == pytest.approx(came, abs=6e-4)
        assert float(points) == pytest.approx(float(times) * came, abs=6e-3)
    score = result["scores"].set_index("team").loc["border_voices", "score"]
    assert float(total[3]) == pytest.approx(sum(float(line[3]) for line in lines), abs=1e-9)
    assert float(total[3]) == pytest.approx(score, abs=5e-3) and len(lines) == 5


@pytest.mark.parametrize(("signed", "card"), [(True, "attack"), (False, "licence"), (True, "closure")])  # fmt: skip
def test_points_added_up_from_the_card_agree_to_what_the_rules_allow(signed, card):
    """A team has the changes as they are shown, and its own page of points."""
    allowed = float(re.search(r"differ from the umpire's by up to ([\d.]+)", PAGES["rules"])[1].rstrip("."))  # fmt: skip
    package = dict(zip(LEVERS, (0.9, 0.35, 0.77, 0.63, 0.45, 0.55), strict=True))
    for seed in (111, 151, 352, 646):
        shown = repr(console.umpire_says(package, signed, [card], [], seed)).replace("−", "-")
        counted = picture_words("12", "umpire")["counted"]
        changes = {t: float(re.search(rf"^{re.escape(w)};.*; (\S+)$", shown, re.M)[1]) for t, w in counted.items()}  # fmt: skip
        for team, name in picture_words("12", "teams-say")["teams"].items():
            brief = load("policy/briefs").query("team == @team")
            points = sum(row.weight * changes[row.term] for row in brief.itertuples())
            score = float(re.search(rf"^Score of {re.escape(name)}; 0; (\S+);", shown, re.M)[1])
            assert points == pytest.approx(score, abs=allowed), (seed, team)


SAID = {
    "trade": "trade_usd_billions", "approval": "approval_percent", "benefits": "benefit",
    "concessions": "concession", "income": "income_log",
}  # fmt: skip


@pytest.mark.parametrize("lever", LEVERS)
def test_the_rules_say_what_a_lever_moves_and_on_what_the_views_disagree(lever):
    """From nothing to all of it, in a signed package C and D: means of each view."""
    agreed, disputed = next(row[1:] for row in rows("rules", "lever | agreed") if row[0] == lever)
    said = {SAID.get(what, what): way for what, way in re.findall(r"(\w+) (up|down)", agreed)}
    open_ = {SAID.get(what, what) for what in re.findall(r"\w+", disputed)}
    moved = dict.fromkeys(simulate(levers(), drawn("agnostic")).final, ())
    for start in "CD":
        two = levers().loc[[start, start]].reset_index(drop=True)
        two[lever] = [0.15 if lever == "opening" else 0.0, 1.0]
        for view in views():
            for name, ends in simulate(two, drawn(view), 1).final.items():
                moved[name] += ((ends[:, 1] - ends[:, 0]).mean(),)
    for name in ("violence", "haven", "democracy", "peace", *SAID.values()):
        low, high = min(moved[name]), max(moved[name])
        if name in said:
            assert low >= -1e-9 and high > 0 if said[name] == "up" else high <= 1e-9 and low < 0, (
                name
            )
        else:
            assert (low < -0.01 and high > 0.01) == (name in open_), (name, low, high)


@pytest.mark.parametrize("team", TEAMS)
def test_a_brief_names_each_weight_of_its_team(team):
    """By the words under which the umpire's card shows what is counted, so that a team can add up."""
    counted = picture_words("12", "umpire")["counted"]
    lines = rows(f"brief-{team.replace('_', '-')}", "what is counted")[1:-1]
    said = {line[0]: float(line[2].replace("−", "-")) for line in lines}
    briefs = load("policy/briefs").query("team == @team")
    weights = {counted[row.term]: row.weight for row in briefs.itertuples()}
    assert {what: points for what, points in said.items() if what in counted.values()} == weights
    own = load("policy/shocks").query("kind == 'move' and team == @team and cost_points > 0")
    prices = [points for what, points in said.items() if what not in weights]
    assert prices == [*-own["cost_points"], -3]


@pytest.mark.parametrize(
    "stem",
    [stem for stem in PAGES if stem.startswith(("brief-", "script-")) and stem != "brief-press"],
)
def test_a_brief_speaks_with_its_own_sources_and_says_that_it_may_be_wrong(stem):
    text = PAGES[stem]
    quotes = re.findall(r"[\"“]([^\"”]+)[\"”]", text)
    assert quotes and all(len(quote.split()) < 16 for quote in quotes)
    assert re.search(r"may be wrong|wins is open", text)
    assert "**Red lines.**" in text or stem == "script-armed-groups"


def test_private_numbers_are_priors_of_a_worldview():
    own = load("policy/worldview_priors").set_index(["worldview", "parameter"])
    said = {
        "brief-colombia": [("engagement_first", "t_int", "0.10 and 0.35"), ("engagement_first", "d_k", "0.4 to 0.8")],
        "brief-venezuela": [("caracas", "b_s", "0.5 to 1.2"), ("caracas", "d_k", "0.5 to 0.9")],
        "brief-united-states": [("pressure_works", "t_pr", "0.1 to 0.3"), ("pressure_works", "f_s", "0.2 to 0.45")],
        "brief-border-voices": [("border_communities", "beta_b", "1.0 to 2.5")],
        "brief-opposition": [("opposition", "d_k", "0.05 to 0.3")],
    }  # fmt: skip
    for page, lines in said.items():
        for view, parameter, text in lines:
            low, high = (float(n) for n in re.findall(r"[\d.]*\d", text))
            assert text in PAGES[page]
            assert own.loc[(view, parameter), ["low", "high"]].tolist() == [low, high]


@pytest.mark.parametrize(
    ("page", "view"),
    [
        ("colombia", "engagement_first"),
        ("venezuela", "caracas"),
        ("united_states", "pressure_works"),
        ("opposition", "opposition"),
        ("border-voices", "border_communities"),
        ("victims", "agnostic"),
        ("migrants", "agnostic"),
    ],
)
def test_each_brief_has_the_haven_of_its_own_view(page, view):
    low, high = views()[view].loc["haven_0", ["low", "high"]]
    said = f"haven in 2022 lay between {low:g} and {high:g}"
    assert said in PAGES[f"brief-{page.replace('_', '-')}"]


def test_the_opposition_holds_its_own_numbers():
    own = load("policy/worldview_priors").query("worldview == 'opposition'").set_index("parameter")
    said = {"t_int": (-0.15, 0), "t_pr": (0.05, 0.25), "d_k": (0.05, 0.3)}
    for parameter, ends in said.items():
        assert own.loc[parameter, ["low", "high"]].tolist() == list(ends)
    text = PAGES["brief-opposition"]
    for words in ("from −0.15 to 0 units", "0.05 to 0.25 units", "0.05 to 0.3"):
        assert words in text


def test_a_sheet_holds_what_its_team_must_forecast():
    table = rows(
        "sheet-team", "lever, from 0 to 1 | A: border as in 2022, more permits, nothing offered"
    )
    for column, package in ((1, "A"), (2, "D")):
        written = {row[0]: float(row[column]) for row in table[1:]}
        assert written == levers().loc[package].to_dict()
    questions = [row[0] for row in rows("sheet-team", "question")[1:]]
    words = {"violence": "Violence", "approval_percent": "Approval"}
    for question, (package, outcome) in zip(questions, ASKED, strict=True):
        assert words[outcome] in question and f"package {package}" in question
    signed = [row[0] for row in rows("sheet-table", "lever, from 0 to 1 | written by")[1:]]
    assert [name for name in signed if name in LEVERS] == list(LEVERS)
    moves = load("policy/shocks").query("kind == 'move'")["shock_id"]
    assert set(moves) == set(re.findall(r"^\| `(\w+)`", PAGES["sheet-table"], re.M))


def test_the_debrief_shows_the_packages_that_no_sheet_holds():
    for column, package in ((1, "B"), (2, "C")):
        written = {
            row[0]: float(row[column])
            for row in rows("debrief", "lever | B: full and unconditional opening")[1:]
        }
        assert written == levers().loc[package].to_dict()


def test_a_sentence_has_a_place_in_both_rounds():
    """Once a text of round 4 had nowhere to stand, and nobody was named to write it."""
    assert rows("sheet-table", "| sentence, round 3 | changed in round 4")[1:] == [[f"{n}<br><br><br>", "", ""] for n in range(1, 7)]  # fmt: skip
    for page in ("rules", "sheet-table"):
        assert "Colombia holds the pen" in PAGES[page]


def test_the_console_names_what_an_instructor_types():
    for name in (*load("policy/shocks")["shock_id"], *TEAMS):
        assert f'`"{name}"`' in PAGES["console"], name


@pytest.mark.parametrize("team", TEAMS)
@pytest.mark.parametrize("heading", ["Your best argument.", "Your opponents"])
def test_each_case_and_each_answer_to_it_has_a_source(team, heading):
    """Once one side's case was reported, the others' asserted, and some opponents had no name."""
    text = PAGES[f"brief-{team.replace('_', '-')}"]
    paragraph = text.split(f"**{heading}")[1].split("\n\n")[0]
    assert re.search(r"\([^()]*[A-Z][^()]*20\d\d[^()]*\)", paragraph)


def test_the_rules_count_aims_and_prices_as_they_are():
    kinds = load("policy/briefs").groupby(["kind", "team"]).size()
    office = ["colombia", "venezuela", "united_states", "opposition"]
    for kind in ("aim", "power"):
        assert kinds[kind][office].tolist() == [1] * 4
    assert kinds["price"].reindex(office, fill_value=0).tolist() == [3, 2, 0, 0]
    for said in (
        "one stated aim",
        "Colombia pays three, Venezuela two, Washington and the opposition none",
    ):
        assert said in PAGES["README"]


def test_the_two_questions_stand_in_the_rules_in_the_briefs_and_on_the_sheet():
    for question, asker in (("people in prison and in exile?", "opposition"), ("keep their word?", "venezuela")):  # fmt: skip
        assert (
            question.replace("their", "your") in PAGES["rules"]
            and question in PAGES[f"brief-{asker}"]
        )
    assert "their word: Washington" in PAGES["sheet-table"]


@pytest.mark.parametrize("stem", [s for s in PAGES if s.startswith(("brief-", "script-"))])
def test_every_side_finds_its_best_argument(stem):
    assert re.search(
        r"\*\*(Your best argument|The best argument|The argument for talks)\.\*\*", PAGES[stem]
    )


def test_cards_are_those_of_the_table():
    named = set(re.findall(r"^\| `(\w+)` \|", PAGES["cards"], re.M))
    assert named == set(load("policy/shocks")["shock_id"])


def test_the_debrief_quotes_the_models_own_numbers():
    parameters = load("policy/parameters")
    assumed = int((parameters["basis"] == "assumption").sum())
    assert f"{assumed} of its {len(parameters)} numbers" in PAGES["debrief"]
    signed = 100 * worlds("agnostic", "BC").final["signed"].mean(axis=0)
    assert f"B in {signed[0]:.0f} worlds of 100, package C in {signed[1]:.0f}" in PAGES["debrief"]
    final = worlds("agnostic", "BC").final
    b, c = (final["concession"][final["signed"][:, i] == 1, i].mean() for i in (0, 1))
    assert f"concedes {b:.2f} units under package B and {c:.2f} under C" in PAGES["debrief"]
    best = rigging("ABC").query("package == 'A' and outcome == 'democracy'")["best_alone"] > 0.5
    assert f"on democracy in {best.sum()} views of {len(best)}" in PAGES["debrief"]


def test_no_page_takes_a_side_or_asks_for_a_victim():
    for stem, text in PAGES.items():
        assert not re.search(r"\b(regime|despot|thug|tyrant|usurper|terrorists?)\b", text, re.I), (
            stem
        )
    assert "Nobody plays an armed group, a victim or a migrant." in PAGES["README"]
    assert "Nobody plays a victim" in PAGES["brief-victims"]
    assert "Nobody plays a migrant" in PAGES["brief-migrants"]


def test_a_console_that_cannot_be_read_is_a_sentence(tmp_path):
    folder = tmp_path / "instructor" / "game"
    folder.mkdir(parents=True)
    (folder / "console.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KitError, match="game/console.md cannot be read"):
        companions(tmp_path, tmp_path)
