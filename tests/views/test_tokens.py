"""The colours and the type of every picture, judged from their one file by an outside library."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from coloraide import Color
from PIL import ImageFont

from claimlab.views import letters
from claimlab.views.tokens import (
    TYPEFACE,
    colour,
    css,
    font_face,
    look,
    part_of,
    seaborn_theme,
    tokens,
    type_of,
)

THEMES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
DATA = ("first", "second", "others", "guess")
# What simulated sight leaves between the colours of data; a just noticeable difference is about 2.
LEAST_DISTANCE = 28


@THEMES
def test_text_stands_out_from_the_paper_by_four_and_a_half_to_one(dark):
    for name in ("ink", "soft", "others-text", "first", "second", "accent", "guess"):
        assert Color(colour(name, dark)).contrast(colour("paper", dark)) >= 4.5, name
    for fill in (
        "ink",
        "soft",
        "first",
        "second",
        "accent",
    ):  # what is written on a fill has the paper's colour
        assert Color(colour("paper", dark)).contrast(colour(fill, dark)) >= 4.5, fill
    written = look("text", "onfill others num")["fill"]
    assert Color(colour(written, dark)).contrast(colour("others", dark)) >= 4.5
    for fill in (
        "others-tint",
        *(f"{one}-pale" for one in ("others", "first", "second", "accent")),
    ):
        assert Color(colour("ink", dark)).contrast(colour(fill, dark)) >= 4.5, fill


@THEMES
def test_lines_and_fills_stand_out_by_three_to_one(dark):
    for name in (*DATA, "accent", "axis"):
        assert Color(colour(name, dark)).contrast(colour("paper", dark)) >= 3, name


@THEMES
@pytest.mark.parametrize("sight", ["normal", "protan", "deutan", "tritan"])
def test_colours_of_data_are_far_apart_for_every_sight(dark, sight):
    def seen(name):
        shade = Color(colour(name, dark))
        return shade if sight == "normal" else shade.filter(sight)

    # The accent never stands beside a part of the course: `shades` sees to it.
    for one, other in [*combinations(DATA, 2), ("accent", "others"), ("accent", "guess")]:
        far = seen(one).delta_e(seen(other), method="76")
        assert far >= LEAST_DISTANCE, (one, other, round(far, 1))


@THEMES
def test_pale_and_solid_differ_in_grey_too(dark):
    for name in ("first", "second", "accent", "others", "ink"):
        solid, pale = (
            Color(colour(one, dark)).convert("lab")["l"] for one in (name, f"{name}-pale")
        )
        assert abs(solid - pale) >= 25, name


def test_every_look_has_its_colours_in_both_themes_and_one_for_forced_colours():
    shades = tokens()["colours"]
    assert all(len(forms) == 3 for forms in shades.values())
    sheet = css()
    used = set(re.findall(r"var\(--sc-([\w-]+)\)", sheet)) - {"font"}
    assert used <= set(shades)
    assert all(sheet.count(f"--sc-{name}:") >= 4 for name in shades), (
        "light, dark by two ways, forced"
    )
    assert "forced-colors:active" in sheet and "prefers-color-scheme" in sheet


def test_a_look_with_more_classes_wins_whatever_their_order():
    assert look("rect", "first pale") == look("rect", "pale first")
    assert look("rect", "first pale")["fill"] == "first-pale"
    assert look("point", "second hollow") | {"stroke-width": 0} == {
        "fill": "paper", "stroke": "second", "stroke-width": 0,
    }  # fmt: skip
    assert look("text", "others")["fill"] == "others-text", "grey of a line is too pale for text"
    assert type_of("huge first") == (44, 600) and type_of("unheard of") == (14, 400)


def test_no_type_is_smaller_than_a_projector_needs_but_the_source():
    sizes = {name: size for name, (size, _weight) in tokens()["type"].items()}
    assert sizes.pop("source") == 13 and min(sizes.values()) >= 14


@THEMES
def test_a_wall_has_the_paper_and_the_ink_of_its_pictures(dark):
    root = (
        (TYPEFACE.parents[1] / "frontend" / "lectern.css")
        .read_text("utf-8")
        .split(":root {")[1 + dark]
    )
    assert f"--paper: {colour('paper', dark)};" in root and f"--ink: {colour('ink', dark)};" in root
    assert f"--two: {colour('first', dark)};" in root


def test_the_parts_are_named_by_the_course_alone():
    assert part_of("Colombia") == "first" and part_of("Venezuelans in Colombia") == "second"
    assert not part_of("Peru") and not part_of("In Colombia")
    assert "olombia" not in (TYPEFACE.parent / "tokens.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("weight", [400, 600])
def test_widths_are_those_of_the_shipped_typeface(weight):
    looks = "" if weight == 400 else "strong"
    font = ImageFont.truetype(TYPEFACE / f"scene-sans-{weight}.woff2", 140)
    for words in ("Colombia", "−1,234.5 per cent", "¿Cuántos días? Táchira", "US$ 6.1 bn, 2008–14"):
        real = font.getlength(words) / 10
        assert letters.wide(words, looks) == pytest.approx(real, rel=0.03), words


def test_the_typeface_is_small_named_anew_and_brings_its_licence():
    files = list(TYPEFACE.glob("*.woff2"))
    assert len(files) == 2 and sum(file.stat().st_size for file in files) <= 40_000
    licence = (TYPEFACE / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence and "Reserved Font Name 'Source'" in licence
    for file in files:
        assert "Source" not in ImageFont.truetype(file, 12).getname()[0]
    assert font_face().count("@font-face") == 2


def test_seaborn_takes_the_look():
    import matplotlib

    with matplotlib.rc_context(seaborn_theme(dark=True)):
        assert matplotlib.rcParams["figure.facecolor"] == colour("paper", dark=True)
