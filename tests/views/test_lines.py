"""Lines: what the words say, gaps, bases, labels and second carriers."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from gallery import TRADE, pixels

from claimlab.errors import KitError
from claimlab.views import Lines, style
from claimlab.views.painter import _fade


def drawn(view, frame):
    """The artists of a frame on a stage, and the stage."""
    from matplotlib.figure import Figure

    data = view.read(frame)
    layout = view.layout(data)
    with style.context():
        figure = Figure(figsize=(style.WIDTH / style.DPI, layout.height / style.DPI), dpi=style.DPI)
        stage = view.stage(figure, layout)
        return view.moving(stage, layout, data), stage


def one(years, values):
    return pd.DataFrame({"year": years, "value": values})


def test_words_name_start_end_peak_trough_and_largest_change():
    words = Lines("year", "value", y_label="US$ millions").words(
        one([2006, 2007, 2008, 2009, 2010], [2700, 5210, 6092, 4050, 1423])
    )
    assert words == (
        "From 2,700 in 2006 to 1,423 in 2010 (US$ millions); highest 6,092 in 2008, lowest 1,423 in 2010. "
        "Largest change: −2,627 from 2009 to 2010."
    )


def test_words_follow_the_data():
    frame = one([2000, 2001, 2002], [1, 9, 3])
    assert "highest 9 in 2001" in Lines("year", "value").words(frame)
    assert "to 3 in 2002" in Lines("year", "value").words(frame.assign(value=[1, 2, 3]))


def test_missing_years_are_gaps_in_words_and_in_the_line():
    frame = one([2000, 2001, 2004, 2005, 2006], [1, 2, 3, 4, 5])
    assert "No figure for 2002 to 2003." in Lines("year", "value").words(frame)
    (line, *_markers), _stage = drawn(Lines("year", "value"), frame)
    gap = np.flatnonzero(np.isnan(line.get_ydata()))
    assert len(gap) == 1 and 2001 < line.get_xdata()[gap[0]] < 2004


def test_a_row_without_a_value_is_the_same_gap_as_a_missing_row():
    view, years = Lines("year", "value"), [2000, 2001, 2002, 2003, 2004]
    assert view.words(one(years, [1, 2, None, 4, 5])) == view.words(
        one([2000, 2001, 2003, 2004], [1, 2, 4, 5])
    )


def test_an_irregular_series_has_no_gaps():
    view = Lines("year", "value")
    (line, *_rest), _stage = drawn(view, one([2, 5, 10, 20, 50, 100, 200], [7, 6, 5, 4, 3, 2, 1]))
    assert np.isfinite(line.get_ydata()).all()


def test_a_number_is_never_taken_for_a_year():
    ruler = pd.DataFrame({"ruler_km": [2.0, 20, 200], "length_km": [2093.0, 1834.5, 1606]})
    view = Lines("ruler_km", "length_km", x_label="Ruler, km", y_label="Length, km")
    assert view.words(ruler).startswith(
        "Length, km: 2,093 where Ruler, km is 2, and 1,606 where it is 200."
    )
    swapped = Lines("length_km", "ruler_km").words(ruler)
    assert "200 where length_km is 1,606" in swapped and "in 1606" not in swapped
    declared = Lines("t", "v", places="year").words(
        pd.DataFrame({"t": [1834, 1835], "v": [1.0, 2]})
    )
    assert "in 1834" in declared


def test_a_point_between_two_gaps_is_seen():
    frame = one([2000, 2001, 2002, 2005, 2008, 2009, 2010], [1, 1, 1, 9, 1, 1, 1])
    (_line, markers, *_rest), _stage = drawn(Lines("year", "value"), frame)
    assert 9 in markers.get_ydata()


def test_dates_are_places_and_read_as_months():
    frame = pd.DataFrame(
        {"month": pd.date_range("2015-06-01", periods=6, freq="MS"), "value": [1, 2, 3, 9, 5, 4]}
    )
    assert "9 in Sep 2015" in Lines("month", "value").words(frame)


def test_two_figures_for_one_place_are_refused():
    with pytest.raises(KitError, match="two figures for year 2008"):
        Lines("year", "value")(one([2008, 2008], [1, 2]))


def test_series_differ_without_colour():
    frame = pd.concat([one([2000, 2001], [k, k + 1]).assign(by=f"line {k}") for k in range(24)])
    artists, _stage = drawn(Lines("year", "value", by="by"), frame)
    looks = {
        (line.get_marker(), str(dots))
        for line in artists
        if hasattr(line, "get_marker")
        for dots in [line.get_linestyle()]
    }
    markers = [
        a.get_marker()
        for a in artists
        if getattr(a, "get_marker", lambda: "None")() not in ("None", "", None)
    ]
    assert len(set(markers[:8])) == 8 and len(looks) >= 9


def test_first_lines_have_their_own_colour_dash_and_marker():
    looks = [
        (style.colour(i), str(style.DASHES[i]), style.MARKERS[i], style.HATCHES[i])
        for i in range(6)
    ]
    for carrier in zip(*looks):
        assert len(set(carrier)) == 6


def test_names_at_the_line_ends_do_not_overlap():
    frame = pd.concat(
        [one([2000, 2001], [5, 5 + k / 100]).assign(by=f"line {k}") for k in range(7)]
    )
    artists, stage = drawn(Lines("year", "value", by="by"), frame)
    boxes = sorted(
        (a.get_window_extent() for a in artists if type(a).__name__ == "PathPatch"),
        key=lambda b: b.y0,
    )
    assert len(boxes) == 7
    assert all(upper.y0 > lower.y1 for lower, upper in zip(boxes, boxes[1:]))
    assert all(box.x1 <= style.WIDTH for box in boxes)


def test_event_labels_stand_above_the_plot_and_apart():
    view = Lines(
        "year",
        "value",
        bands=[(2014, 2015, "A first long label"), (2015, 2016, "A second long label")],
        marks=[(2016, "A third one")],
    )
    _artists, stage = drawn(view, one(range(2010, 2020), range(10)))
    labels = [
        p
        for p in stage.figure.artists
        if type(p).__name__ == "PathPatch"
        and p.get_window_extent().y0 > stage.get_window_extent().y1
    ]
    boxes = [p.get_window_extent() for p in labels]
    assert len(boxes) == 3
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_events_outside_the_years_shown_are_left_out():
    inside = Lines("year", "value", bands=[(2012, 2013, "Seen")])
    outside = Lines("year", "value", bands=[(2012, 2013, "Seen"), (1990, 1995, "Not seen")])
    frame = one(range(2010, 2020), range(10))
    assert inside(frame).png == outside(frame).png


def test_a_second_basis_breaks_the_line_and_is_said():
    frame = one([2000, 2001, 2002, 2003], [4, 3, 2, 1]).assign(basis=["fob", "fob", "cif", "cif"])
    view = Lines("year", "value", basis="basis")
    artists, _stage = drawn(view, frame)
    assert np.isnan(artists[0].get_ydata()).sum() == 1
    assert [a.get_markerfacecolor() for a in artists[1:3]] == [style.colour(0), style.LIGHT.paper]
    assert "basis of the figures changes: fob and cif" in view.words(frame)


def test_highlight_makes_the_others_faint():
    frame = TRADE
    plain, strong = (
        pixels(Lines("year", "value", by="flow", highlight=h)(frame).png)
        for h in ("", "COL to VEN")
    )
    assert not np.array_equal(plain, strong)


def test_a_faint_line_has_a_faint_leader():
    frame = pd.concat(
        [one([2000, 2001], [5, 5 + k / 100]).assign(by=f"line {k}") for k in range(4)]
    )
    for faint in ({"faint": ("line 1",)}, {"highlight": "line 0"}):
        view = Lines("year", "value", by="by", y_range=(0, 10), **faint)
        artists, _stage = drawn(view, frame)
        leaders = {
            a.get_color() for a in artists if type(a).__name__ == "Line2D" and a.get_lw() == 0.8
        }
        assert style.LIGHT.faint in leaders and style.colour(1) not in leaders


def test_gaps_come_first_and_no_line_is_hidden():
    names = [f"Exports of country {k} to its neighbour" for k in range(8)]
    years = [2000, 2001, 2002, 2003, 2006, 2007]
    frame = pd.concat([one(years, [1.0, 2, 9, 4, 5, 6]).assign(by=name) for name in names])
    words = Lines("year", "value", by="by", y_label="US$ millions").words(frame)
    assert words.startswith("Every line has gaps. 8 lines (US$ millions): ")
    assert all(name in words for name in names) and "also shown" in words
    two = Lines("year", "value", by="by").words(frame[frame["by"].isin(names[:2])])
    assert "via 9 in 2002" in two and two.startswith(f"With gaps: {names[0]} and {names[1]}.")


def test_a_line_without_a_figure_is_named():
    frame = pd.concat(
        [
            one([2000, 2001], [1, 2]).assign(by="Colombia"),
            one([2000, 2001], [None] * 2).assign(by="Venezuela"),
        ]
    )
    figure = Lines("year", "value", by="by")(frame)
    assert figure.words.startswith("No figure at all for Venezuela.") and figure.png


def test_fixed_limits_stay():
    view = Lines("year", "value", y_range=(0, 10_000))
    for top in (10, 9000):
        assert view.layout(view.read(one([2000, 2001], [1, top]))).limits == (0, 10_000)


def test_table_has_a_column_for_each_line():
    table = Lines("year", "value", by="flow", x_label="Year").table(TRADE)
    assert list(table.columns) == ["Year", "COL to VEN", "VEN to COL"] and len(table) == 20


def test_the_marks_of_the_frame_before_stay_within_the_axes():
    view = Lines("year", "value", y_range=(0, 10))
    artists, _stage = drawn(view, pd.DataFrame({"year": [2000, 2001], "value": [1.0, 2.0]}))
    kept = _fade(artists)
    assert kept and all(
        artist.get_clip_on() for artist in kept if hasattr(artist, "get_markersize")
    )


def test_a_name_far_from_the_end_of_its_line_hangs_on_dots():
    frame = pd.DataFrame(
        {
            "year": [2000, 2001, 2000, 2020],
            "value": [1.0, 2.0, 3.0, 9.0],
            "line": ["short", "short", "long", "long"],
        }
    )
    artists, _stage = drawn(Lines("year", "value", by="line"), frame)
    leaders = [a for a in artists if getattr(a, "get_zorder", int)() == 9]
    assert [line.is_dashed() for line in leaders] == [True, False]  # the other name was moved


def test_axes_named_where_told_and_a_point_with_its_guides(monkeypatch):
    frame = pd.DataFrame(
        {"x": [3.0, 0.0, 3.0, 6.0], "y": [2.0, 0.0, 2.0, 1.0], "line": ["yours", *["all"] * 3]}
    )
    view = Lines("x", "y", by="line", places="number", y_range=(0, 4), x_ticks=(0, 6), y_ticks=(0, 4))  # fmt: skip
    named = []
    monkeypatch.setattr(
        "claimlab.views.lines.name_x", lambda axes, marks, names: named.extend(names)
    )
    monkeypatch.setattr(
        "claimlab.views.stage.name_y", lambda axes, marks, names: named.extend(names)
    )
    plain, _stage = drawn(view, frame)
    assert sorted(named) == ["0", "0", "4", "6"]
    guided, _stage = drawn(dataclasses.replace(view, guided=("yours",)), frame)
    extra = [line for line in guided if getattr(line, "get_ls", str)() == ":"]
    ways = [[list(line.get_xdata()), list(line.get_ydata())] for line in extra]
    assert len(guided) == len(plain) + 3
    assert [[3, 3], [0, 2]] in ways, "down to the axis below"
