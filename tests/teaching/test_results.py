"""What the last line of a cell shows in a kernel that somebody reads."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from claimlab.data import load
from claimlab.teaching.results import frame_html, show_plainly


@pytest.fixture
def shown():
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    show_plainly(shell)
    yield lambda value: shell.display_formatter.format(value)[0]
    InteractiveShell.clear_instance()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (100 * 5 / 12, "41.6667"),
        (np.float64(1 / 3), "0.333333"),
        ("contradicted", "contradicted"),
        ((np.float64(0.1), "a"), "(0.1, 'a')"),
        ({"share": 2 / 3}, "{'share': 0.666667}"),
        (7256.0, "7256.0"),
        (7256, "7256"),
    ],
)
def test_a_value_without_fifteen_decimals_and_a_text_without_quotes(shown, value, words):
    assert shown(value)["text/plain"] == words


def test_a_table_without_na_with_row_heads_and_its_size(shown):
    table = pd.DataFrame(
        {"year": [2008, 2009], "usd": pd.array([1, None], dtype="Int64"), "share": [1 / 3, np.nan]}
    )
    html = shown(table)["text/html"]
    assert "NA" not in html and "nan" not in html.casefold() and "0.333333<" in html
    assert "2 rows, 3 columns" in html and '<th scope="row">1</th>' in html and ">2008<" in html


def test_every_table_of_the_catalogue_can_be_shown():
    for name in ("trade/bilateral_annual", "maps/admin1", "article/claims", "article/forecasts"):
        html = frame_html(load(name))
        assert "&lt;NA&gt;" not in html and len(html) < 60_000 and "rows are shown" not in html


def test_odd_frames_can_be_shown():
    twice = pd.DataFrame([[1, 2.5]], columns=["a", "a"])
    deep = pd.DataFrame({("a", "b"): [1.0]}, index=pd.MultiIndex.from_tuples([("x", 1)]))
    for frame in (twice, deep, pd.DataFrame(), pd.Series([], dtype=float), twice.T):
        assert "<table" in frame_html(frame)
    assert ">a, b<" in frame_html(deep)
    assert "the first 12 are shown" in frame_html(pd.Series(range(50)))


def test_a_sentence_in_a_table_is_read_whole():
    said = (
        "A sentence of a source that is longer than eighty letters, so that it was once cut short."
    )
    assert len(said) > 80 and said in frame_html(pd.DataFrame({"says": [said]}))
