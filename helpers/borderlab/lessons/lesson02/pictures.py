"""The pictures of lesson 02: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

from borderlab import Choice, Slider, explore, load
from borderlab.lessons.lesson02.bridge import close_the_bridge, diverted_trade
from borderlab.lessons.lesson02.estimates import log_or_not, pair_breaks, published_distance
from borderlab.lessons.lesson02.trust import BREAKS, trust_checks
from borderlab.lessons.words import picture_words
from borderlab.models.equilibrium import square
from borderlab.views import Bars, Forest

__all__ = [
    "closed_bridge",
    "closed_bridge_of_norte",
    "log_or_ppml",
    "printed_elasticities",
    "steps_of_2012",
    "trade_diverted",
    "trusted_parts",
]

BASE, RESULTS = "trade/ge_base", "trade/log_of_gravity_results"


def _elasticities(said, **rest) -> Forest:
    def title(found):
        by = found.set_index("estimator")["elasticity"]
        ols, ppml = (by.loc[[name]].iloc[-1] for name in ("OLS", "PPML"))
        return said["title"].format(ratio=ols / ppml)

    return Forest(
        label="label",
        value="elasticity",
        low="low",
        high="high",
        x_range=(-1.6, 0),
        x_label=said["x"],
        title=title,
        **rest,
    )


def printed_elasticities():
    """The distance elasticities of a published table, by OLS and by PPML."""
    said = picture_words("02", "elasticities")
    found = published_distance(load(RESULTS))
    label = found["estimator"] + ", " + found["sample"].map(said["samples"])
    return _elasticities(said, reference=None, tables=(RESULTS,))(found.assign(label=label))


def log_or_ppml():
    """Made-up trade whose distance effect is known, estimated in both ways."""
    said = picture_words("02", "elasticities")

    def estimates(uneven_noise=1.5, zeros_percent=20.0):
        found = log_or_not(uneven_noise, zeros_percent)
        return found.assign(label=found["estimator"].map(said["estimators"]))

    return explore(
        estimates,
        _elasticities(said, reference=-0.8, note=said["note"]),
        uneven_noise=Slider(said["controls"]["uneven_noise"], 0.0, 2.0, 0.1),
        zeros_percent=Slider(said["controls"]["zeros_percent"], 0, 45, 5),
    )


def _income(said) -> Bars:
    def title(found):
        region, measure, change = found.loc[0, ["region", "measure", "change_percent"]]
        change = -change + 0.0 if measure == "lost_sales" else change
        return said["titles"][measure].format(region=region, change=change).replace("-", "−")

    return Bars(
        x="region",
        y="change_percent",
        horizontal=True,
        y_range=(-10, 2),
        title=title,
        y_label=said["y"],
        tables=(BASE,),
        note=said["note"],
    )


def _in_words(found, regions):
    return found.assign(region=found["region"].replace(regions))


def closed_bridge():
    """What every region loses when the trade between the two countries is stopped."""
    said = picture_words("02", "closed-bridge")
    base = load(BASE)

    def closed(cut_percent=95.0, theta=4.0, adjusts="everything"):
        return close_the_bridge(base, "2006", cut_percent, theta, adjusts)

    adjusts = {said["adjusts"][what]: what for what in ("everything", "nothing")}
    return explore(
        closed,
        _income(said),
        cut_percent=Slider(said["controls"]["cut_percent"], 0.0, 99.0, 1.0),
        theta=Slider(said["controls"]["theta"], 2.0, 10.0, 0.5),
        adjusts=Choice(said["controls"]["adjusts"], adjusts),
    )


def closed_bridge_of_norte():
    """The same closure with a row for Norte de Santander, under two assumptions."""
    said = picture_words("02", "closed-bridge")
    base = load(BASE)

    def closed(cut_percent=95.0, norte_share_percent=50.0, norte_size_percent=1.6):
        found = close_the_bridge(
            base,
            "2006_norte",
            cut_percent,
            norte_share_percent=norte_share_percent,
            norte_size_percent=norte_size_percent,
        )
        return _in_words(found, said["regions"])

    return explore(
        closed,
        _income(said),
        cut_percent=Slider(said["controls"]["cut_percent"], 0.0, 99.0, 1.0),
        norte_share_percent=Slider(said["controls"]["norte_share_percent"], 0.0, 75.0, 5.0),
        norte_size_percent=Slider(said["controls"]["norte_size_percent"], 1.6, 4.0, 0.1),
    )


def trade_diverted():
    """The change of every third country's trade with the two neighbours."""
    said = picture_words("02", "trade-diverted")
    base = load(BASE)

    def more_or_less(change):
        if change == 0:
            return said["as_before"]
        return said["more" if change > 0 else "less"].format(change=abs(change))

    def title(moved):
        means = moved.groupby("flow")["change_percent"].mean().round(1)
        by_key = {key: more_or_less(means[name]) for key, name in said["flows"].items()}
        return said["title"].format(**by_key)

    def diverted(cut_percent=95.0, theta=4.0):
        moved = diverted_trade(base, "2006", cut_percent, theta)
        return moved.assign(flow=moved["flow"].map(said["flows"]))

    bars = Bars(
        x="partner",
        y="change_percent",
        by="flow",
        y_range=(-6, 6),
        title=title,
        y_label=said["y"],
        tables=(BASE,),
        note=said["note"],
    )
    return explore(
        diverted,
        bars,
        cut_percent=Slider(said["controls"]["cut_percent"], 0.0, 99.0, 1.0),
        theta=Slider(said["controls"]["theta"], 2.0, 10.0, 0.5),
    )


def trusted_parts():
    """Six statements about the solver, and which of them fail when a part is taken out."""
    said = picture_words("02", "trusted-parts")
    flows = square(load(BASE), "2006")

    def checked(broken="nothing"):
        found = trust_checks(flows, broken=broken)
        return found.assign(
            statement=found["statement"].map(said["statements"]),
            verdict=found["holds"].map({True: said["holds"], False: said["fails"]}),
        )

    lamps = Bars(
        x="statement",
        y="digits_that_agree",
        by="verdict",
        horizontal=True,
        y_range=(0, 16),
        title=lambda found: said["title"].format(holds=found["holds"].sum(), all=len(found)),
        y_label=said["y"],
        tables=(BASE,),
    )
    parts = {said["parts"][part]: part for part in BREAKS}
    return explore(checked, lamps, broken=Choice(said["controls"]["broken"], parts))


def steps_of_2012():
    """How far each neighbour's sales to its neighbour moved from 2012 on, largest falls first."""
    said = picture_words("02", "steps-of-2012")
    panel = "trade/gravity_panel"
    view = Forest(
        label="flow",
        value="change_percent",
        low="low",
        high="high",
        title=said["title"],
        x_label=said["x"],
        tables=(panel,),
    )
    return view(pair_breaks(load(panel)).head(8))
