"""What holds for each view, whatever it draws."""

from __future__ import annotations

import html
import re

import numpy as np
import pandas as pd
import pytest
from gallery import GALLERY, changed, full_redraw, pixels, values_of

from borderlab.errors import KitError
from borderlab.views.painter import Painter

KINDS = pytest.mark.parametrize("kind", GALLERY)


@KINDS
def test_picture_is_twice_the_size_it_is_shown_at_and_not_empty(kind):
    view, frame = GALLERY[kind]
    figure = view(frame)
    picture = pixels(figure.png)
    width, height = map(int, re.search(r'<img width="(\d+)" height="(\d+)"', figure.html).groups())
    assert picture.shape[:2] == (2 * height, 2 * width)
    assert (picture.min(axis=-1) < 200).mean() > 0.005


@KINDS
def test_html_has_title_alternative_source_words_and_figures(kind):
    view, frame = GALLERY[kind]
    figure = view.with_options(
        title="Trade <fell> & fell", tables=("trade/bilateral_annual",), note="A note."
    )(frame)
    page = figure.html
    assert page.startswith("<figure") and page.endswith("</figure>")
    assert "Trade &lt;fell&gt; &amp; fell" in page and "<fell>" not in page
    assert f'alt="{html.escape(view.words(frame))}"' in page
    assert "Source: " in page and "A note." in page
    assert "In words:" in page and page.count("<th scope=") >= 1
    assert "<details" in page and "#fff" in page


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
    assert figure.png and "no figure" not in figure.words.lower()


@KINDS
def test_negative_values_are_drawn(kind):
    view, _frame = GALLERY[kind]
    if kind == "log lines":
        with pytest.raises(KitError, match="above zero"):
            view(changed(kind, -1.0))
        return
    assert "−" in view(changed(kind, -1.0)).words
    assert view(changed(kind, -1.0)).png != view(changed(kind, 1.0)).png


@KINDS
def test_a_missing_value_is_no_number(kind):
    view, frame = GALLERY[kind]
    frame = frame.copy()
    for column in values_of(kind):
        frame[column] = frame[column].astype(float)
        frame.loc[frame.index[0], column] = np.nan
    assert "nan" not in view(frame).words.lower()
    assert view(frame).png


@KINDS
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


@KINDS
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


@KINDS
def test_text_in_a_column_of_numbers_is_one_sentence(kind):
    view, frame = GALLERY[kind]
    with pytest.raises(KitError, match="needs numbers"):
        view(frame.assign(**{column: "many" for column in values_of(kind)}))


@KINDS
def test_moving_artists_on_a_kept_background_equal_a_full_redraw(kind):
    view, frame = GALLERY[kind]
    painter = Painter(view, frame, scale=2)
    painter.paint(changed(kind, 0.93))
    painter.paint(frame)
    for factor in (0.97, 1.0):
        other = changed(kind, factor)
        assert np.array_equal(pixels(painter.paint(other)), full_redraw(view, other))


@KINDS
def test_background_is_redrawn_only_when_limits_change(kind):
    view, frame = GALLERY[kind]
    painter = view.painter(frame)
    painter.paint(frame)
    painter.paint(changed(kind, 0.999))
    assert painter.backgrounds == 1
    painter.paint(changed(kind, 100.0))
    assert painter.backgrounds == 2


@KINDS
def test_a_slider_s_picture_is_close_to_the_sharp_one(kind):
    view, frame = GALLERY[kind]
    exact = Painter(view, frame, scale=2)
    small = pixels(view.painter(frame).paint(frame))
    sharp = pixels(exact.paint(frame))
    halved = sharp.reshape(small.shape[0], 2, small.shape[1], 2, 3).mean(axis=(1, 3))
    assert np.abs(halved - small).mean() < 6


@KINDS
def test_a_student_s_own_figures_keep_their_look(kind):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    GALLERY[kind][0](GALLERY[kind][1]).png  # noqa: B018
    assert dict(mpl.rcParams) == before


def test_long_tables_are_cut_and_say_so():
    from borderlab.views.figure import table_html

    page = table_html(pd.DataFrame({"n": range(1000)}), "Many")
    assert "the first 300 of 1000 rows" in page and page.count("<tr>") == 301


def test_values_in_the_table_are_escaped():
    from borderlab.views import Bars

    page = Bars("name", "n")(pd.DataFrame({"name": ["<script>alert(1)</script>"], "n": [1.0]})).html
    assert "<script>" not in page
