"""What holds for each view, whatever it draws."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from gallery import ABOVE_ZERO, GALLERY, NUMBERS, changed, full_redraw, pixels, values_of

from claimlab.errors import KitError
from claimlab.html import escape
from claimlab.views import Mark, style
from claimlab.views.painter import Painter

KINDS = pytest.mark.parametrize("kind", GALLERY)
NUMERIC = pytest.mark.parametrize("kind", NUMBERS)
_PAINTED = [kind for kind, (view, _frame) in GALLERY.items() if not view.has_scenes]
PAINTED = pytest.mark.parametrize("kind", _PAINTED)
PAINTED_NUMBERS = pytest.mark.parametrize("kind", [kind for kind in _PAINTED if kind in NUMBERS])


def picture(view, frame):
    """What a view makes of a frame, to be compared: marks, or a painted picture."""
    return view.scene(frame)["marks"] if view.has_scenes else view(frame).png


@PAINTED
def test_picture_is_twice_the_size_it_is_shown_at_and_not_empty(kind):
    view, frame = GALLERY[kind]
    figure = view(frame)
    picture = pixels(figure.png)
    width, height = map(int, re.search(r'<img width="(\d+)" height="(\d+)"', figure.html).groups())
    assert picture.shape[:2] == (2 * height, 2 * width)
    assert (picture.min(axis=-1) < 200).mean() > 0.005


@PAINTED
def test_html_has_title_alternative_source_words_and_figures(kind):
    view, frame = GALLERY[kind]
    figure = view.with_options(
        title="Trade <fell> & fell", tables=("trade/bilateral_annual",), note="A note."
    )(frame)
    page = figure.html
    assert page.startswith("<figure") and page.endswith("</figure>")
    assert "Trade &lt;fell&gt; &amp; fell" in page and "<fell>" not in page
    assert f'alt="{escape(view.words(frame))}"' in page
    assert "Source: " in page and "A note." in page
    assert "In words:" in page and page.count("<th scope=") >= 1
    assert "<details" in page
    light, dark = re.findall(r'<img [^>]*class="claimlab-(light|dark)" style="([^"]*)"', page)
    assert light[0] == "light" and "display:none" not in light[1], "seen where styles are dropped"
    assert dark[0] == "dark" and "display:none" in dark[1]


@KINDS
def test_words_are_short_and_hold_a_figure(kind):
    view, frame = GALLERY[kind]
    words = view.words(frame)
    assert re.search(r"\d", words) and words.endswith(".")
    assert len(words) < 400 and len(words.split()) <= 65
    assert "nan" not in words.lower()
    assert words in repr(view(frame))


@KINDS
def test_the_message_is_computed_given_or_made_from_the_frame(kind):
    view, frame = GALLERY[kind]
    assert len(view(frame).title) > 3
    assert view.with_options(title="Fixed")(frame).title == "Fixed"
    assert view.with_options(title="From -3 in 2008-2014")(frame).title == "From −3 in 2008-2014"
    assert view.with_options(title=lambda f: f"{len(f)} rows")(frame).title == f"{len(frame)} rows"


@KINDS
def test_one_row_is_drawn(kind):
    view, frame = GALLERY[kind]
    figure = view(frame.head(1))
    assert picture(view, frame.head(1)) and "no figure" not in figure.words.lower()


@NUMERIC
def test_negative_values_are_drawn(kind):
    view, _frame = GALLERY[kind]
    if kind in ABOVE_ZERO:
        with pytest.raises(KitError, match=ABOVE_ZERO[kind]):
            view(changed(kind, -1.0))
        return
    assert "−" in view(changed(kind, -1.0)).words
    assert picture(view, changed(kind, -1.0)) != picture(view, changed(kind, 1.0))


@NUMERIC
def test_a_missing_value_is_no_number(kind):
    view, frame = GALLERY[kind]
    frame = frame.copy()
    for column in values_of(kind):
        frame[column] = frame[column].astype(float)
        frame.loc[frame.index[0], column] = np.nan
    assert "nan" not in view(frame).words.lower()
    assert picture(view, frame)


@NUMERIC
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_nothing_but_missing_values_is_one_sentence(kind, value):
    view, frame = GALLERY[kind]
    empty = frame.assign(**{column: value for column in values_of(kind)})
    if value is np.nan:
        with pytest.raises(KitError, match="nothing to draw|no row has"):
            view(empty)
    else:
        with pytest.raises(KitError):
            view(empty)


@NUMERIC
def test_no_rows_a_wrong_column_or_no_frame_is_one_sentence(kind):
    view, frame = GALLERY[kind]
    for wrong in (
        frame.head(0),
        frame.rename(columns={c: f"{c}_x" for c in values_of(kind)}),
        frame.to_dict(),
        7,
    ):
        with pytest.raises(KitError) as caught:
            view(wrong)
        assert "\n" not in str(caught.value)


@NUMERIC
def test_text_in_a_column_of_numbers_is_one_sentence(kind):
    view, frame = GALLERY[kind]
    with pytest.raises(KitError, match="needs numbers"):
        view(frame.assign(**{column: "many" for column in values_of(kind)}))


@PAINTED
def test_moving_artists_on_a_kept_background_equal_a_full_redraw(kind):
    view, frame = GALLERY[kind]
    painter = Painter(view, frame, scale=2)
    painter.paint(changed(kind, 0.93))
    painter.paint(frame)
    for factor in (0.97, 1.0):
        other = changed(kind, factor)
        assert np.array_equal(pixels(painter.paint(other)), full_redraw(view, other))


@PAINTED_NUMBERS
def test_background_is_redrawn_only_when_limits_change(kind):
    view, frame = GALLERY[kind]
    painter = view.painter(frame)
    painter.paint(frame)
    painter.paint(changed(kind, 0.999))
    assert painter.backgrounds == 1
    painter.paint(changed(kind, 100.0))
    assert painter.backgrounds == 2


@PAINTED
def test_a_slider_s_picture_is_close_to_the_sharp_one(kind):
    view, frame = GALLERY[kind]
    exact = Painter(view, frame, scale=2)
    small = pixels(view.painter(frame).paint(frame))
    sharp = pixels(exact.paint(frame))
    halved = sharp.reshape(small.shape[0], 2, small.shape[1], 2, 3).mean(axis=(1, 3))
    assert np.abs(halved - small).mean() < 6


@PAINTED
def test_a_guess_and_a_ghost_are_seen_and_leave_nothing_behind(kind):
    view, frame = GALLERY[kind]
    painter = view.painter(frame)
    bare = painter.paint(frame)
    kinds = {"value": 3.0, "line": (2.0, 4.0), "curve": {2005: 3.0, 2010: 9.0}, "choice": "nobody"}
    for mark in (Mark(k, v) for k, v in kinds.items()):
        drawn = painter.paint(frame, guess=mark) != bare
        assert drawn == (mark.kind in view.guesses and mark.kind != "choice"), mark
        words = painter.words(frame, mark)
        assert ("not drawn here" in words) == (mark.kind not in view.guesses)
    before = changed(kind, 0.5)
    assert (painter.paint(frame, ghost=before) != bare) == (kind not in ("map", "tiles", "strip"))
    assert painter.paint(frame) == bare


@PAINTED
def test_marks_that_become_the_ghost_look_like_marks_drawn_anew(kind):
    view, frame = GALLERY[kind]
    painter, steps = view.painter(frame), [changed(kind, factor) for factor in (0.98, 0.96, 0.94)]
    painter.paint(frame)
    for step in steps:  # a hand moves on, and the ghost stays
        assert painter.paint(step, ghost=frame) == view.painter(frame).paint(step, ghost=frame)
    last = steps[-1]  # the hand has rested, and moves again
    assert painter.paint(frame, ghost=last) == view.painter(frame).paint(frame, ghost=last)


@PAINTED
@pytest.mark.parametrize("scale", [1, 2, 3])
def test_dark_pictures_are_dark_and_scales_are_kept(kind, scale):
    view, frame = GALLERY[kind]
    painter = view.painter(frame, scale=scale)
    light, dark = pixels(painter.paint(frame)), pixels(painter.paint(frame, dark=True))
    assert light.shape == dark.shape and light.shape[1] == scale * painter.width
    assert np.median(light) > 200 > 60 > np.median(dark)


@PAINTED
def test_no_type_is_smaller_than_a_projector_needs(kind, monkeypatch):
    from claimlab.views import text

    sizes = []
    outline = text._outline
    monkeypatch.setattr(
        text, "_outline", lambda t, size, bold: sizes.append(size) or outline(t, size, bold)
    )
    view, frame = GALLERY[kind]
    view.painter(frame).paint(frame, guess=Mark("value", 3.0))
    assert sizes and min(sizes) >= 14


@PAINTED_NUMBERS
def test_a_moved_axis_is_said(kind):
    view, frame = GALLERY[kind]
    painter = view.painter(frame)
    painter.paint(frame)
    assert not painter.axis_note
    painter.paint(changed(kind, 40.0))
    assert kind in ("map", "dots") or painter.axis_note.startswith("The axis now runs from")
    painter.paint(changed(kind, 40.0))
    assert not painter.axis_note


@pytest.mark.parametrize("theme", [style.LIGHT, style.DARK])
def test_colours_stand_out_from_the_paper_and_from_each_other_in_grey(theme):
    def light(tone):
        parts = [int(tone[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    def contrast(a, b):
        low, high = sorted((light(a), light(b)))
        return (high + 0.05) / (low + 0.05)

    for tone in (theme.ink, theme.muted, theme.guess, *theme.series):
        assert contrast(tone, theme.paper) >= 4.5, "text, and the paper's text on a tile"
    assert theme.guess not in theme.series


def test_a_picture_has_one_to_three_dots_a_pixel():
    view, frame = GALLERY["forest"]
    for scale in (0.5, 4):
        with pytest.raises(KitError, match="1 to 3"):
            view.painter(frame, scale=scale)


@PAINTED
def test_a_student_s_own_figures_keep_their_look(kind):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    GALLERY[kind][0](GALLERY[kind][1]).png  # noqa: B018
    assert dict(mpl.rcParams) == before


def test_long_tables_are_cut_and_say_so():
    from claimlab.views.figure import table_html

    page = table_html(pd.DataFrame({"n": range(1000)}), "Many")
    assert "the first 300 of 1000 rows" in page and page.count("<tr>") == 301


def test_values_in_the_table_are_escaped():
    from claimlab.views import Bars

    page = Bars("name", "n")(pd.DataFrame({"name": ["<script>alert(1)</script>"], "n": [1.0]})).html
    assert "<script>" not in page


@PAINTED
def test_a_narrow_picture_keeps_its_type_inside(kind, monkeypatch):
    """Two pictures beside each other: every text ends before the edge."""
    from claimlab.views import stage, text

    view, frame = GALLERY[kind]
    written = []

    def spy(holder, places, texts, size=style.FONT, bold=False, colour="", ha=0.0, halo=False):
        shares = np.broadcast_to(ha, len(texts))
        for (x, _y), words, share in zip(places, texts, shares, strict=True):
            wide = max(text.text_width(line, size, bold) for line in text.lines_of(words))
            written.append((x - share * wide, x + (1 - share) * wide, words))
        return []

    for module in (stage, text):
        monkeypatch.setattr(module, "write_all", spy)
    painter = view.painter(frame, width=480)
    painter.paint(frame, guess=Mark("value", 3.0))
    assert pixels(painter.paint(frame)).shape[1] == 480
    assert written and not [w for w in written if w[0] < -2 or w[1] > 482], "beyond the edge"
