"""Lesson 01, the rise and fall of a border economy: what it asks and what its prose quotes."""

from __future__ import annotations

import numpy as np

from borderlab.lessons.declare import Exercise, Lesson, Mistake, Option, Prediction, Question
from borderlab.lessons.tables import figure, table
from borderlab.i18n import _
from borderlab.models.border import EXPORTERS_BOOKS, IMPORTERS_BOOKS, import_shares, intensity, size_or_share, two_reporters
from borderlab.models.trade import percent_fall, phi, series, total_trade

COLOMBIAN, MIXED = "is_colombian_basis", "is_preferred"
BEFORE_CLOSURE, BEFORE_BREAK = 2014, 2017  # the last full years with a figure before August 2015 and February 2019
WINDOW = (2008, 2016)


def _exports(which: str = COLOMBIAN):
    return series(table("trade/bilateral_annual"), "COL", "VEN", which)


def _total(which: str = COLOMBIAN):
    return total_trade(table("trade/bilateral_annual"), which)


def _imports():
    rows = table("trade/imports_total").query("importer_iso3 == 'VEN'")
    return rows.set_index("year")["imports_usd_millions"]


def _parts(start: int = WINDOW[0], end: int = WINDOW[1]):
    return size_or_share(_exports(), _imports(), start, end).set_index("part")["share_of_change_percent"].iloc[:2]


def _size_percent(start: int = WINDOW[0], end: int = WINDOW[1]) -> float:
    return float(_parts(start, end).iloc[0])


def _size_in_levels() -> float:
    start, end = WINDOW
    x, m = _exports(), _imports()
    return float(100 * percent_fall(m[start], m[end]) / percent_fall(x[start], x[end]))


def _peak() -> tuple[int, float]:
    exports = _exports()
    return int(exports.idxmax()), float(exports.max())


def _trough() -> tuple[int, float]:
    exports = _exports()
    return int(exports.idxmin()), float(exports.min())


def _past_by(year: int, which: str = COLOMBIAN) -> float:
    """Per cent of the whole fall of exports that was past by the end of a year."""
    return float(100 * phi(_exports(which))[year])


def _past_in_logs(year: int) -> float:
    """The same share when the fall is measured in logarithms: per cent upon per cent, not dollars."""
    exports = np.log(_exports().dropna())
    return float(100 * phi(exports)[year])


def _intensity(year: int) -> tuple[float, float, int, int]:
    """Of Colombia's exports to Venezuela: intensity, the median of South American neighbours, place, number of flows."""
    flows = intensity(table("trade/gravity_panel"), year)
    ours = flows.query("exporter_iso3 == 'COL' and importer_iso3 == 'VEN'")["intensity"]
    return float(ours.iloc[0]), float(flows["intensity"].median()), int(ours.index[0]) + 1, len(flows)


def _vehicles(year: int) -> float:
    rows = table("trade/product_groups").query(
        "product_group == 'motor vehicles (units)' and period_start == @year", local_dict={"year": str(year)}
    )
    return float(rows["units_count"].iloc[0])


def _customs(start: str, end: str, flow: str = "col_exports_to_ven", scope: str = "cucuta_customs") -> float:
    rows = table("trade/border_trade").query(
        "scope == @scope and flow == @flow and period_start == @start and period_end == @end"
    )
    return float(rows["value_usd_millions"].dropna().iloc[0])


def _drop(from_value: float, to_value: float) -> float:
    return float(percent_fall(from_value, to_value))


def _closures():
    """The closures by the government of Nicolás Maduro that stopped vehicles, oldest first."""
    return (
        table("article/events")
        .query("kind == 'closure' and mode in ('vehicles', 'all') and actor.str.contains('Maduro')")["date"]
        .sort_values()
    )


# Facts -------------------------------------------------------------------------------------------


def facts() -> dict[str, object]:
    """The numbers that the lesson's prose quotes."""
    peak_year, peak = _peak()
    mirror = two_reporters(table("trade/bilateral_annual")).set_index("year")
    ours, median, _place, _pairs = _intensity(2008)
    mixed = _exports(MIXED)
    shares = import_shares(table("trade/gravity_panel"), "VEN", ["COL", "CHN", "BRA"], [2008, 2012])
    return {
        "colombia_share_2008": shares.loc["COL", 2008],
        "colombia_share_2012": shares.loc["COL", 2012],
        "china_share_2008": shares.loc["CHN", 2008],
        "china_share_2012": shares.loc["CHN", 2012],
        "brazil_share_2008": shares.loc["BRA", 2008],
        "brazil_share_2012": shares.loc["BRA", 2012],
        "left_after_100_percent": 100 * float(np.exp(-1)),
        "column_peak_bn": figure("trade_peak"),
        "column_exports_bn": figure("trade_peak_colombian_exports"),
        "peak_year": peak_year,
        "peak_exports_bn": peak / 1000,
        "exports_before_closure_bn": _exports()[BEFORE_CLOSURE] / 1000,
        "mixed_before_closure_bn": mixed[BEFORE_CLOSURE] / 1000,
        "year_before_closure": BEFORE_CLOSURE,
        "mirror_exporter_m": mirror.loc[2012, "exporter_usd_millions"],
        "mirror_importer_m": mirror.loc[2012, "importer_usd_millions"],
        "mirror_ratio": mirror.loc[2012, "ratio"],
        "total_importers_bn": float(_total(IMPORTERS_BOOKS)[2008]) / 1000,
        "total_exporters_bn": float(_total(EXPORTERS_BOOKS)[2008]) / 1000,
        "cucuta_before_m": _customs("2015-01", "2015-08"),
        "cucuta_after_m": _customs("2015-09", "2016-09"),
        "cars_share_2007": float(
            table("trade/product_groups").query("product_group == 'motor vehicles'")["share_percent"].iloc[0]
        ),
        "intensity_2008": ours,
        "intensity_median": median,
        "past_in_dollars_percent": _past_by(BEFORE_CLOSURE),
        "past_in_logs_percent": _past_in_logs(BEFORE_CLOSURE),
        "late_market_percent": _size_percent(BEFORE_CLOSURE, _trough()[0]),
        "informal_2020_bn": _customs("2020-01", "2020-12", flow="total_trade", scope="informal_estimate") / 1000,
        "legal_2020_m": float(table("trade/bilateral_totals").query("year == 2020")["trade_usd_millions"].max()),
    }


# Exercises ---------------------------------------------------------------------------------------

E1 = Exercise(
    id="E01.1",
    kind="number",
    asks=_("Peak year of the trade and its total in both directions, as Colombia reported it"),
    parts=(_("year"), _("total")),
    unit=_("US$ millions"),
    rtol=(0.0, 0.01),
    atol=(0.4, 0.0),
    right=lambda: (int(_total().idxmax()), float(_total().max())),
    mistakes=(
        Mistake(
            "exports-only",
            lambda: (None, _peak()[1]),
            _("That is Colombia's exports alone. The column's figure counts both directions: add what Colombia bought."),
        ),
        Mistake(
            "importers",
            lambda: (None, float(_total(IMPORTERS_BOOKS)[2008])),
            _(
                "You took each flow from the country that received it, so two customs services are mixed. Keep to Colombia's books for both."
            ),
        ),
        Mistake(
            "exporters",
            lambda: (None, float(_total(EXPORTERS_BOOKS)[2008])),
            _(
                "You took each flow from the country that sent it, so two customs services are mixed. Keep to Colombia's books for both."
            ),
        ),
    ),
    hints=(
        _("`total` is a Series: one number for each year. The peak is its largest value, and the year that belongs to it."),
        _(
            "`.idxmax()` gives the year of the largest value and `.max()` the value itself: year first, with a comma between them."
        ),
    ),
    why=_(
        "Both flows come from one customs service, so they are measured alike. The column's $7.2bn is this figure cut after one decimal."
    ),
)

E2 = Exercise(
    id="E01.2",
    kind="number",
    asks=_("Per cent by which Colombia's exports fell from peak to trough"),
    unit=_("per cent"),
    rtol=5e-4,
    right=lambda: _drop(_peak()[1], _trough()[1]),
    mistakes=(
        Mistake(
            "wrong-base",
            lambda: 100 * (_peak()[1] / _trough()[1] - 1),
            _("You divided by the trough, which gives more than the whole. A fall is relative to the height it started from."),
        ),
        Mistake(
            "log-points",
            lambda: 100 * float(np.log(_peak()[1] / _trough()[1])),
            _("These are log points. For a small change they are close to per cent; for a change this big they are not."),
        ),
        Mistake(
            "what-is-left",
            lambda: 100 * _trough()[1] / _peak()[1],
            _("That is how much was left at the trough. The question asks how much had gone."),
        ),
        Mistake(
            "swapped",
            lambda: _drop(_trough()[1], _peak()[1]),
            _("A fall below zero: you gave the trough first. `percent_fall` takes the peak, then the trough."),
        ),
        Mistake(
            "both-directions",
            lambda: _drop(float(_total().max()), _trough()[1]),
            _("Your peak counts both directions and your trough only Colombia's sales. Take both from the exports."),
        ),
        Mistake(
            "mixed-books",
            lambda: _drop(float(_exports(MIXED).max()), _trough()[1]),
            _("Your peak is Venezuela's figure and your trough is Colombia's. Take both from one country's books."),
        ),
    ),
    hints=(
        _("A fall in per cent is the difference over the starting value. Which of the two values is the start?"),
        _(
            "In pandas: `100 * (1 - exports.min() / exports.max())` reads from right to left: what is left, what has gone, in per cent."
        ),
    ),
    why=_("The base is the peak, because the fall began there."),
)

E3 = Exercise(
    id="E01.3",
    kind="number",
    asks=_(
        "Per cent of the whole fall of Colombia's exports, in dollars, that had happened before relations broke in February 2019"
    ),
    unit=_("per cent"),
    right=lambda: _past_by(BEFORE_BREAK),
    mistakes=(
        Mistake(
            "of-the-peak",
            lambda: _drop(_peak()[1], float(_exports()[BEFORE_BREAK])),
            _("That is the loss relative to the peak. The question asks for its share in the whole fall, from peak to trough."),
        ),
        Mistake(
            "other-event",
            lambda: _past_by(BEFORE_CLOSURE),
            _(
                "That is the share before the closure of 2015. The break in relations came later: take the last year with a figure before it."
            ),
        ),
        Mistake(
            "closure-year",
            lambda: _past_by(2015),
            _("That is the year of the closure, not of the break. Take the last year with a figure before February 2019."),
        ),
        Mistake(
            "mixed-books",
            lambda: _past_by(BEFORE_BREAK, MIXED),
            _("Your series changes from Venezuela's books to Colombia's on the way. Use one country's books throughout."),
        ),
        Mistake(
            "what-was-left",
            lambda: 100 - _past_by(BEFORE_BREAK),
            _("That is the part that came after. The question asks for the part before."),
        ),
    ),
    hints=(
        _("`path` holds the share for every year with a figure. Which is the last one before February 2019?"),
        _("2018 has no figure. `path[...]` with the year before it gives the share."),
    ),
    why=_(
        "Most of the fall, in dollars, had happened before any lorry was stopped at the bridge, and nearly all of it before the year that the column gives."
    ),
)

E4 = Exercise(
    id="E01.4",
    kind="number",
    asks=_("Per cent fall of exports from 2014 to 2015: across the break in the books, and within Colombia's books"),
    parts=(_("across the break"), _("within one book")),
    unit=_("per cent"),
    rtol=2e-3,
    optional=True,
    right=lambda: (_drop(*_exports(MIXED)[[2014, 2015]]), _drop(*_exports()[[2014, 2015]])),
    mistakes=(
        Mistake(
            "swapped",
            lambda: (_drop(*_exports()[[2014, 2015]]), _drop(*_exports(MIXED)[[2014, 2015]])),
            _("The two answers are in each other's place. Which series changes its reporter between the two years?"),
        ),
        Mistake(
            "same-twice",
            lambda: (_drop(*_exports(MIXED)[[2014, 2015]]), _drop(*_exports(MIXED)[[2014, 2015]])),
            _("Both answers come from the series with the break. The second one needs Colombia's own figure for 2014."),
        ),
    ),
    hints=(
        _("`series(trade, 'COL', 'VEN', 'is_preferred')` changes its reporter in 2015; with 'is_colombian_basis' it does not."),
        _("`percent_fall(before, after)` gives the fall in per cent."),
    ),
    why=_(
        "Importers mostly count freight and insurance, exporters do not, so the first series starts higher. Part of its fall is bookkeeping."
    ),
)

E5 = Exercise(
    id="E01.5",
    kind="number",
    asks=_("Per cent of the log fall of exports, 2008 to 2016, that is due to Venezuela buying less from everyone"),
    unit=_("per cent"),
    rtol=5e-3,
    right=_size_percent,
    mistakes=(
        Mistake(
            "reversed",
            lambda: float(_parts().iloc[1]),
            _("That is the other part: Colombia's shrinking share. The question asks for the size of the market."),
        ),
        Mistake(
            "levels",
            _size_in_levels,
            _("You compared two falls in per cent. Falls in per cent do not add up to the whole; falls in logarithms do."),
        ),
        Mistake(
            "other-window",
            lambda: _size_percent(2012, 2016),
            _("You started in 2012. The window begins at the peak, and the answer depends on it."),
        ),
    ),
    hints=(
        _("Exports are a share times a market. Which of the two does 'buying less from everyone' describe?"),
        _("Divide the log change of Venezuela's total imports by the log change of Colombia's exports to it."),
    ),
    why=_("Logarithms turn the product share times market into a sum, so the two parts add up exactly."),
)

E6 = Exercise(
    id="E01.6",
    kind="number",
    asks=_("Per cent by which the number of vehicles sold to Venezuela fell from 2007 to 2008"),
    unit=_("per cent"),
    right=lambda: _drop(_vehicles(2007), _vehicles(2008)),
    mistakes=(
        Mistake(
            "wrong-base",
            lambda: 100 * (_vehicles(2007) / _vehicles(2008) - 1),
            _("You divided by the later year. A fall is relative to the value it starts from."),
        ),
        Mistake(
            "what-is-left",
            lambda: 100 * _vehicles(2008) / _vehicles(2007),
            _("That is how much was left in 2008. The question asks how much had gone."),
        ),
        Mistake(
            "difference",
            lambda: _vehicles(2007) - _vehicles(2008),
            _("That is the number of vehicles lost. Set it against the number sold in 2007."),
        ),
    ),
    hints=(
        _("The column `units_count` holds the two numbers; look for the rows named 'motor vehicles (units)'."),
        _("The same ratio as in Exercise 2, with vehicles in place of dollars."),
    ),
    why=_("In the peak year of the trade the cars had already left it: a quota of the government in Caracas came first."),
)

# Predictions -------------------------------------------------------------------------------------

CURVE = (1996, 2004, 2008, 2014, 2019)  # years with a Colombian figure


PREDICTIONS = (
    Prediction(
        id="P01.1",
        kind="number",
        asks=_(
            "What share of the fall in dollars, from peak to trough, had happened before the border closed to vehicles in August 2015?"
        ),
        unit=_("per cent"),
        low=0,
        high=100,
        step=5,
        truth=lambda: _past_by(BEFORE_CLOSURE),
        explain=_(
            "Exports fell in 2009 and 2010, when the government of Hugo Chávez froze purchases, recovered in part, and slid again as "
            "Venezuela ran short of dollars. By the time the bridge closed to lorries, little was left to stop."
        ),
    ),
    Prediction(
        id="P01.2",
        kind="curve",
        asks=_("Draw Colombia's exports to Venezuela, in US$ billions"),
        unit=_("US$ billions"),
        low=0,
        high=8,
        step=0.25,
        points=CURVE,
        truth=lambda: (_exports()[list(CURVE)] / 1000).round(2).tolist(),
        explain=_(
            "The line climbs slowly, nearly quadruples in four years as oil money reaches Venezuela's buyers, and falls in two steps with a "
            "pause between them. It is easy to draw one cliff at the closure; the figures show a staircase, and the closure is near its foot."
        ),
    ),
    Prediction(
        id="P01.3",
        kind="choice",
        asks=_("Between 2008 and 2012, which did more to shrink Colombia's exports to Venezuela?"),
        options={
            "size": _("Venezuela bought less from everyone"),
            "share": _("Venezuela bought less from Colombia in particular"),
            "both": _("Both, about equally"),
        },
        truth=lambda: "share" if _size_percent(2008, 2012) < 25 else "both" if _size_percent(2008, 2012) < 75 else "size",
        explain=_(
            "From 2008 to 2012 Venezuela's imports as a whole did not fall at all, so the loss is one of share. From 2012 to 2016 it is the "
            "other way round: imports collapsed and Colombia's share of them slipped a little. The verdict depends on the window."
        ),
    ),
)

# Quiz --------------------------------------------------------------------------------------------

QUIZ = (
    Question(
        "Q01.1",
        _("Exports are a share times a market. In which measure do the two effects add up exactly to the change in exports?"),
        (
            Option(_("Logarithms"), _("The logarithm of a product is a sum, so nothing is left over."), right=True),
            Option(
                _("US dollars"),
                _("In dollars a third term appears: share and market shrink together."),
            ),
            Option(_("Per cent"), _("Falls in per cent cannot be added: two falls of one half are not a fall of the whole.")),
        ),
    ),
    Question(
        "Q01.2",
        _(
            "The column dates the closing of the border to 2019. When had the bridges at Cúcuta been closed to vehicles before that?"
        ),
        (
            Option(_("In August 2009, with the freeze in trade"), _("In 2009 purchases were frozen; the bridges stayed open.")),
            Option(
                _("In August 2015"), _("Vehicles were stopped then; people on foot were let across again in 2016."), right=True
            ),
            Option(_("Never"), _("The events table has a closure to vehicles years before the break in relations.")),
        ),
    ),
    Question(
        "Q01.3",
        _(
            "Colombia books far more imports from Venezuela than Venezuela books exports to Colombia. What can explain such a gap?"
        ),
        (
            Option(
                _("Freight and insurance in the importer's figure"),
                _("True, and it adds about a tenth to a value, not a factor of ten."),
            ),
            Option(
                _("Goods that leave unrecorded and arrive recorded"),
                _("True: smuggling out, or a service that stopped reporting."),
            ),
            Option(
                _("Invoices that state another value or origin"), _("True: with a controlled exchange rate it pays to misstate.")
            ),
            Option(_("Any of these"), _("A mirror gap names no culprit; it says only that two books disagree."), right=True),
        ),
    ),
)

# Claims ------------------------------------------------------------------------------------------


def claim_c04() -> tuple[str, dict[str, object]]:
    """For a century Cúcuta lived on its ties to Venezuela: no long local series exists in the kit."""
    return "still open", {_("Series of Cúcuta's income or customs receipts over a century"): _("none in the kit")}


def claim_c06() -> tuple[str, dict[str, object]]:
    """Cúcuta as the conduit: its customs office's share of the exports, in the periods that exist."""
    share_2014 = 100 * _customs("2014-01", "2014-06") / _customs("2014-01", "2014-06", scope="all")
    offices = [_customs("2024-01", "2024-12", scope=f"{office}_customs") for office in ("cucuta", "maicao", "cartagena")]
    return "depends on definition", {
        _("Exports through Cúcuta customs, January to July 2009, US$ millions"): _customs("2009-01", "2009-07"),
        _("Share of exports through Cúcuta customs, January to June 2014, per cent"): round(share_2014, 1),
        _("Cúcuta's share of three offices in 2024, per cent"): round(100 * offices[0] / sum(offices), 1),
    }


def claim_c07() -> tuple[str, dict[str, object]]:
    """Peak of $7.2bn in 2008: year and total on Colombia's books, with the other two counts beside it."""
    year, total = int(_total().idxmax()), float(_total().max())
    holds = year == figure("peak_year") and abs(total / 1000 - figure("trade_peak")) < 0.1
    return "supported" if holds else "contradicted", {
        _("Peak year in Colombia's books"): year,
        _("Total in Colombia's books, US$ millions"): round(total),
        _("Total by importers' books, US$ millions"): round(_total(IMPORTERS_BOOKS)[year]),
        _("Total by exporters' books, US$ millions"): round(_total(EXPORTERS_BOOKS)[year]),
    }


def claim_c08() -> tuple[str, dict[str, object]]:
    """$6bn of it Colombian exports."""
    exports = _peak()[1]
    holds = abs(exports / 1000 - figure("trade_peak_colombian_exports")) < 0.25
    return "supported" if holds else "contradicted", {_("Colombia's exports in the peak year, US$ millions"): round(exports)}


def claim_c09() -> tuple[str, dict[str, object]]:
    """Mainly food, livestock, cars and clothing: no full breakdown for 2008, and cars had fallen by then."""
    return "still open", {
        _("Full breakdown by product for 2008"): _("none in the kit"),
        _("Fall in vehicles sold, 2007 to 2008, per cent"): round(_drop(_vehicles(2007), _vehicles(2008)), 1),
    }


def claim_c10() -> tuple[str, dict[str, object]]:
    """More talked about than practised: trade intensity among South American neighbours, before and after."""
    evidence = {}
    for year in (2008, 2012):
        ours, median, place, pairs = _intensity(year)
        evidence[_("Intensity of Colombia's exports to Venezuela, {year}").format(year=year)] = round(ours, 1)
        evidence[_("Its place among {pairs} flows between South American neighbours, {year}").format(pairs=pairs, year=year)] = (
            place
        )
        evidence[_("Their median, {year}").format(year=year)] = round(median, 1)
    return "depends on definition", evidence


def claim_c11() -> tuple[str, dict[str, object]]:
    """Politics killed it: the part of the fall that is a smaller market, in two windows that disagree."""
    early, late = _size_percent(2008, 2012), _size_percent(2012, 2016)
    decided = min(early, late) > 50 or max(early, late) < 50
    return "still open" if decided else "depends on definition", {
        _("Part of the fall due to a smaller market, 2008 to 2012, per cent"): round(early),
        _("Part of the fall due to a smaller market, 2012 to 2016, per cent"): round(late),
        _("What no figure shows"): _("the trade that would have been with other politics"),
    }


def claim_c12() -> tuple[str, dict[str, object]]:
    """Other suppliers were sought: shares of what the panel's countries sold to Venezuela."""
    shares = import_shares(table("trade/gravity_panel"), "VEN", ["COL", "CHN", "BRA", "ARG"], [2008, 2012])
    gained = shares[2012] > shares[2008]
    others = gained.drop("COL")
    evidence = {
        _("Share of {country} in sales to Venezuela, {year}, per cent").format(country=c, year=y): round(
            float(shares.loc[c, y]), 1
        )
        for c in shares.index
        for y in shares.columns
    }
    evidence[_("What no figure shows")] = _("why the buyers turned")
    return "contradicted" if gained[
        "COL"
    ] or not others.any() else "supported" if others.all() else "depends on definition", evidence


def claim_c14() -> tuple[str, dict[str, object]]:
    """The border was closed in 2019: every closure to vehicles in the events table, oldest first."""
    closures = _closures()
    return "contradicted" if closures.iloc[0].year < figure("closure_year") else "supported", {
        _("First closure to vehicles"): f"{closures.iloc[0]:%d %B %Y}",
        _("Later closures"): ", ".join(f"{date:%d %B %Y}" for date in closures.iloc[1:]) or _("none"),
        _("Exports through Cúcuta customs, September 2015 to September 2016, US$ millions"): _customs("2015-09", "2016-09"),
    }


LESSON = Lesson(
    id="01",
    facts=facts,
    exercises=(E1, E2, E3, E4, E5, E6),
    predictions=PREDICTIONS,
    quiz=QUIZ,
    claims={
        "C04": claim_c04,
        "C06": claim_c06,
        "C07": claim_c07,
        "C08": claim_c08,
        "C09": claim_c09,
        "C10": claim_c10,
        "C11": claim_c11,
        "C12": claim_c12,
        "C14": claim_c14,
    },
)
