"""What holds for each view, whatever it draws."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from gallery import ABOVE_ZERO, GALLERY, NUMBERS, changed, values_of

from claimlab.errors import KitError

KINDS = pytest.mark.parametrize("kind", GALLERY)
NUMERIC = pytest.mark.parametrize("kind", NUMBERS)


def picture(view, frame):
    """What a view makes of a frame, to be compared."""
    return view.scene(frame)["marks"]


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


def test_long_tables_are_cut_and_say_so():
    from claimlab.views.figure import table_html

    page = table_html(pd.DataFrame({"n": range(1000)}), "Many")
    assert "the first 300 of 1000 rows" in page and page.count("<tr>") == 301


def test_values_in_the_table_are_escaped():
    from claimlab.views import Bars

    page = Bars("name", "n")(pd.DataFrame({"name": ["<script>alert(1)</script>"], "n": [1.0]})).html
    assert "<script>" not in page
