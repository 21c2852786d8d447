"""Lesson 00, reading an article as data: what it asks and what its prose quotes."""

from __future__ import annotations

from functools import lru_cache

from borderlab.lessons.declare import Exercise, Lesson, Mistake, Option, Prediction, Question
from borderlab.lessons.tables import figure, table
from borderlab.i18n import _
from borderlab.models.agreement import agreement_table, kappa, kappa_from_table, observed_and_expected
from borderlab.models.geometry import distance_km, divider_length_km

KM_PER_MILE, KM_PER_NAUTICAL_MILE = 1.609344, 1.852
CODERS = [[40, 10], [5, 25]]  # two coders, 80 sentences: "causal" first, "not causal" second
SHORT_RULER_KM, LONG_RULER_KM = 2, 200
TYPES = {
    "figure": _("figure: a table could show it"),
    "causal": _("causal: it says that one thing led to another"),
    "normative": _("normative: it judges"),
    "forecast": _("forecast: it is about what comes after"),
}
SPEAKERS = {
    "column": _("the column"),
    "caracas": _("the government in Caracas"),
    "bogota": _("the government in Bogotá"),
    "united_nations": _("a United Nations report"),
}


def _contested(quantity: str):
    rows = table("article/contested").set_index("contested_id")
    return rows.loc[rows["quantity"] == quantity, "value"]


def _event(event_id: str):
    return table("article/events").set_index("event_id").loc[event_id]


def _day(event_id: str):
    return _event(event_id)["date"]


def _peak() -> tuple[float, float]:
    """Colombia's exports and the trade in both directions, as printed."""
    return figure("trade_peak_colombian_exports"), figure("trade_peak")


def _people() -> tuple[float, float]:
    """Those in Colombia and all who left, as printed."""
    return figure("in_colombia_millions"), figure("left_venezuela_millions")


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole


def _key() -> dict[str, str]:
    return table("article/sentences").set_index("sentence_id")["key_type"].to_dict()


def _readings():
    """The table of counts of the kit's two other readers."""
    sentences = table("article/sentences")
    return agreement_table(sentences["reading_a"], sentences["reading_b"], list(TYPES))


def _agreed() -> int:
    return int(_readings().trace())


def _exact_share_hosted() -> float:
    here, all_hosts = _contested("Venezuelans in Colombia"), _contested("Refugees and migrants from Venezuela")
    return float(_percent(here["in_colombia_new_count"], all_hosts["left_venezuela_august"]))


def _miles() -> float:
    return figure("border_length_km") / KM_PER_MILE


def _excess_miles() -> float:
    return figure("border_length_miles") - _miles()


def _rounding_error() -> float:
    """Per cent by which the printed miles are too many, of the exact ones."""
    return _percent(_excess_miles(), _miles())


def _kappa_if_chance_were_half() -> float:
    return kappa(observed_and_expected(CODERS)[0], 0.5)


def _border_length(ruler_km: float) -> float:
    line = table("maps/border_line").set_index("map_scale").loc["10m", "geometry"]
    return divider_length_km(line["coordinates"], ruler_km)[0]


def _to_bridge_km() -> float:
    city = table("maps/cities").set_index("city").loc["Cúcuta"]
    bridge = table("maps/crossings").set_index("crossing_id").loc["simon_bolivar"]
    return distance_km(*((place["longitude_deg"], place["latitude_deg"]) for place in (city, bridge)))


# Facts -------------------------------------------------------------------------------------------


def facts() -> dict[str, object]:
    """The numbers that the lesson's prose quotes."""
    lengths = _contested("Length of the border")
    return {
        "claims_count": len(table("article/claims")),
        "column_peak_bn": figure("trade_peak"),
        "column_exports_bn": figure("trade_peak_colombian_exports"),
        "column_year": int(figure("peak_year")),
        "left_millions": figure("left_venezuela_millions"),
        "in_colombia_millions": figure("in_colombia_millions"),
        "border_length_km": figure("border_length_km"),
        "border_length_miles": figure("border_length_miles"),
        "shortest_published_km": lengths.min(),
        "longest_published_km": lengths.max(),
        "km_per_mile": KM_PER_MILE,
        "short_ruler_km": SHORT_RULER_KM,
        "long_ruler_km": LONG_RULER_KM,
        "readers_kappa": kappa_from_table(_readings()),
        "readers_observed": observed_and_expected(_readings())[0],
        "readers_expected": observed_and_expected(_readings())[1],
        "coders_observed_percent": 100 * observed_and_expected(CODERS)[0],
        "coders_items": sum(map(sum, CODERS)),
        "to_bridge_km": _to_bridge_km(),
        "forecasts_count": len(table("article/forecasts")),
    }


# Exercises ---------------------------------------------------------------------------------------

E1 = Exercise(
    id="E00.1",
    kind="number",
    asks=_("Colombia's share of the peak trade as the column prints it, in per cent"),
    unit=_("per cent"),
    atol=0.35,  # the printed amounts have one or two digits: a whole number will do
    right=lambda: _percent(*_peak()),
    mistakes=(
        Mistake(
            "other-share",
            lambda: 100 - _percent(*_peak()),
            _("That is Venezuela's share. Which of the two flows is asked for?"),
        ),
        Mistake(
            "upside-down",
            lambda: _percent(*reversed(_peak())),
            _("You divided the whole by the part. A share of a whole is never above one hundred per cent."),
        ),
        Mistake(
            "exports-over-imports",
            lambda: _percent(_peak()[0], _peak()[1] - _peak()[0]),
            _("That is exports over imports, one part over the other part. A share is a part over the whole."),
        ),
    ),
    hints=(
        _("A share has a part above and the whole below. What is the whole here?"),
        _("The whole is the trade in both directions; the part is what Colombia sold. Then turn the ratio into per cent."),
    ),
    why=_(
        "A share is the part over the whole, and the whole is the trade in both directions. Naming the denominator"
        " (the number below the line) is half of the answer."
    ),
)

E2 = Exercise(
    id="E00.2",
    kind="number",
    asks=_("Share of the people who left Venezuela that Colombia hosts, in per cent"),
    unit=_("per cent"),
    atol=0.4,  # the column's rounded figures and the exact counts both fall inside
    right=lambda: _percent(*_people()),
    mistakes=(
        Mistake(
            "others-only",
            lambda: _percent(_people()[0], _people()[1] - _people()[0]),
            _("You removed Colombia from the denominator: that compares Colombia with all other hosts together."),
        ),
        Mistake(
            "counted-twice",
            lambda: _percent(_people()[0], sum(_people())),
            _("You added Colombia to a total that already holds it, so it is counted twice."),
        ),
        Mistake(
            "upside-down",
            lambda: _percent(*reversed(_people())),
            _("That is upside down: the whole stands above the part."),
        ),
    ),
    hints=(
        _("Does the number of people who left already include those who are in Colombia?"),
        _("It does, so it is the whole as it stands. Part over whole, times one hundred."),
    ),
    why=_(
        "Those in Colombia are among those who left, so the printed total is the denominator as it stands. From the counts"
        " before rounding the share is {exact:.1f} per cent, so rounding moved it by {moved:.1f} points. Adding Colombia to the"
        " total once more moves it by {twice:.1f} points: the choice of the whole matters far more."
    ).format(
        exact=_exact_share_hosted(),
        moved=abs(_percent(*_people()) - _exact_share_hosted()),
        twice=_percent(*_people()) - _percent(_people()[0], sum(_people())),
    ),
)

E3 = Exercise(
    id="E00.3",
    kind="number",
    asks=_("The printed kilometres in miles, and by how many per cent the printed number of miles is too high"),
    parts=(_("miles"), _("per cent too high")),
    optional=True,
    rtol=(1.3e-3, 0.0),
    atol=(0.2, 0.045),  # apart from the same difference in per cent of the printed miles
    right=lambda: (_miles(), _rounding_error()),
    mistakes=(
        Mistake(
            "multiplied",
            lambda: (figure("border_length_km") * KM_PER_MILE, None),
            _("You multiplied. A mile is longer than a kilometre, so the same road has fewer of them."),
        ),
        Mistake(
            "nautical",
            lambda: (figure("border_length_km") / KM_PER_NAUTICAL_MILE, None),
            _("Those are nautical miles, which ships use. On land a mile is shorter."),
        ),
        Mistake(
            "difference",
            lambda: (_miles(), _excess_miles()),
            _("The miles are right. The second number is the difference in miles; set it in relation to the exact length."),
        ),
        Mistake(
            "wrong-base",
            lambda: (_miles(), _percent(_excess_miles(), figure("border_length_miles"))),
            _(
                "The miles are right. You divided the difference by the printed miles: what is the exact length it is set against?"
            ),
        ),
    ),
    hints=(
        _("How many kilometres are in a mile? Should the number of miles be larger or smaller than the number of kilometres?"),
        _(
            "Divide by the kilometres in a mile. The second number is the printed miles over the exact miles, less one, in per cent."
        ),
    ),
    why=_(
        "The kilometres are rounded to hundreds and the miles were rounded again, so the two do not quite describe one length."
    ),
)

E4 = Exercise(
    id="E00.4",
    kind="number",
    asks=_("Cohen's kappa for two coders with the table [[40, 10], [5, 25]]"),
    optional=True,
    atol=0.005,
    rtol=0.0,
    right=lambda: kappa_from_table(CODERS),
    mistakes=(
        Mistake(
            "raw-agreement",
            lambda: observed_and_expected(CODERS)[0],
            _("That is raw agreement: the share of items labelled alike. How much of it would chance have given?"),
        ),
        Mistake(
            "chance-agreement",
            lambda: observed_and_expected(CODERS)[1],
            _("That is chance agreement: what two coders who draw lots would reach. Kappa sets the rest in relation to it."),
        ),
        Mistake(
            "difference",
            lambda: observed_and_expected(CODERS)[0] - observed_and_expected(CODERS)[1],
            _("That is the agreement beyond chance. Divide it by the most that could lie beyond chance."),
        ),
        Mistake(
            "chance-set-to-half",
            _kappa_if_chance_were_half,
            _("You took one half for chance. That holds only where a coder uses both labels equally often: add up the rows."),
        ),
        Mistake(
            "other-table",
            lambda: kappa_from_table(_readings()),
            _("That is the kappa of the kit's two readers. The table of the two coders is called `coders`."),
        ),
    ),
    hints=(
        _("Observed agreement is the diagonal over all. Chance agreement multiplies the two coders' shares of each label."),
        _("Put both into the formula by hand, or give `coders` to `kappa_from_table`, as the cell above does for the readers."),
    ),
    why=_(
        "The coders agree on {alike} of {all} sentences. By lot, with each label used as often as they use it, they would agree"
        " on about {by_lot:.0f}. Kappa says how much of the rest they reached."
    ).format(
        alike=CODERS[0][0] + CODERS[1][1],
        all=sum(map(sum, CODERS)),
        by_lot=observed_and_expected(CODERS)[1] * sum(map(sum, CODERS)),
    ),
)


def _card_field(title: str, description: str, **rules: object) -> dict[str, object]:
    return {"type": "string", "title": title, "description": description, **rules}


_NO_SHOULD = {"not": {"pattern": r"(?i)\b(should|ought|must|deserves?|wrong to|right to)\b"}}
CARD = {
    "type": "object",
    "properties": {
        "outcome": _card_field(_("Outcome"), _("What would be measured?"), minLength=5, maxLength=300, **_NO_SHOULD),
        "unit": _card_field(_("Unit"), _("In which unit?"), minLength=2, maxLength=100),
        "place": _card_field(_("Place"), _("Where, or between whom?"), minLength=3, maxLength=200),
        "period": _card_field(_("Period"), _("From which year to which year?"), pattern=r"(?s)\b(1[89]|20)\d\d\b", maxLength=100),
        "counterfactual": _card_field(
            _("Counterfactual"),
            _("Compared with what? Describe the world without the cause."),
            minLength=15,
            maxLength=400,
            pattern=r"(?i)\b(if|had|without|instead|unless|would|otherwise|compared)\b",
        ),
        "disconfirming_evidence": _card_field(
            _("Evidence against"), _("What would you see if the claim were false?"), minLength=15, maxLength=400
        ),
    },
    "required": ["outcome", "unit", "place", "period", "counterfactual", "disconfirming_evidence"],
    "additionalProperties": False,
}
EXAMPLE_CARD = {
    "outcome": "goods that Colombia sold to Venezuela",
    "unit": "US dollars a year, current prices",
    "place": "Colombia and Venezuela, all crossings and ports",
    "period": "2008 to 2019",
    "counterfactual": "the exports there would have been if the two governments had stayed on good terms",
    "disconfirming_evidence": "exports of neutral countries to Venezuela fell by just as much in the same years",
}

E5 = Exercise(
    id="E00.5",
    kind="card",
    asks=_("A claim card that makes one causal sentence of the column testable"),
    schema={**CARD, "examples": [EXAMPLE_CARD]},
    mistakes=(
        Mistake(
            "no-counterfactual",
            lambda: {name: text for name, text in EXAMPLE_CARD.items() if name != "counterfactual"},
            _("Compared with what? A cause makes a difference to a world without it: describe that world."),
        ),
        Mistake(
            "normative",
            lambda: {**EXAMPLE_CARD, "outcome": "Colombia should sell more to Venezuela"},
            _("What should be cannot be tested. Find the factual part: what would be measured?"),
        ),
        Mistake(
            "no-comparison",
            lambda: {**EXAMPLE_CARD, "counterfactual": "The trade died in those years."},
            _("That tells the outcome again. A counterfactual says what there would have been if the cause had been absent."),
        ),
        Mistake(
            "no-period",
            lambda: {**EXAMPLE_CARD, "period": "in recent times"},
            _("From which year to which year? Without a period nobody can look it up."),
        ),
    ),
    hints=(
        _("Begin with the outcome: name a column that a table could have, and its unit."),
        _("For the counterfactual, finish this sentence: if the cause had been absent, there would have been …"),
        _("For the last field, argue for somebody who disagrees: what would they show you?"),
    ),
    why=_("A claim that no evidence could speak against says nothing. The card makes you name that evidence before you look."),
)

E6 = Exercise(
    id="E00.6",
    kind="labels",
    asks=_("Label ten sentences of the column as figure, causal, normative or forecast"),
    options=TYPES,
    items=table("article/sentences").set_index("sentence_id")["text"].to_dict(),
    right=_key,
    optional=True,  # the key is a judgement
    mistakes=(
        Mistake(
            "verdict-for-cause",
            lambda: {"S02": "normative", "S10": "normative"},
            _('"Killed" and "failed" sound like verdicts. What do both sentences claim about a world that did not happen?'),
        ),
        Mistake(
            "label-as-figure",
            lambda: {"S04": "figure"},
            _(
                "This label has a checkable part: an index can place a government in a class. The word itself does something"
                " else: what does it ask of the reader?"
            ),
        ),
        Mistake(
            "condition-as-cause",
            lambda: {"S07": "causal"},
            _('A cause is in it, but look at the tense: when could anybody check a sentence with "if" and "risks"?'),
        ),
    ),
    hints=(
        _("Ask of each sentence: what would I look up? A number, a comparison with another world, nothing, or a later date?"),
        _("Three are figures, three causal, two normative, two forecasts."),
    ),
    why=_(
        "Other readings can be defended, and two of them stand beside the key in the table. What matters is that you "
        "can name your reason."
    ),
)


@lru_cache(maxsize=None)
def _speeches():
    """Eight wordings of two facts in an order that does not give the speaker away."""
    rows = table("article/wordings").query("fact_id in ['border_2015', 'departures']").sort_values("wording")
    return rows.assign(item=[f"W{n}" for n in range(1, len(rows) + 1)]).set_index("item")


def _telling_words() -> str:
    """The words that tell each speaker of the eight sentences."""
    by_speaker = _speeches().groupby("vocabulary")["telling_words"].agg(";".join)
    return "; ".join(f"{who}: {by_speaker[key].replace(';', ', ')}" for key, who in SPEAKERS.items())


def _speaker_swapped(one: str, other: str) -> dict[str, str]:
    swap = {one: other, other: one}
    return {item: swap[who] for item, who in _speeches()["vocabulary"].items() if who in swap}


E7 = Exercise(
    id="E00.7",
    kind="labels",
    asks=_("Guess who speaks in eight sentences about two facts; all were written for this kit, none is a quotation"),
    options=SPEAKERS,
    items=_speeches()["wording"].to_dict(),
    right=lambda: _speeches()["vocabulary"].to_dict(),
    optional=True,
    mistakes=(
        Mistake(
            "two-governments",
            lambda: _speaker_swapped("caracas", "bogota"),
            _("You swapped the two governments. Who closed the border, and who received the people who left?"),
        ),
        Mistake(
            "column-and-caracas",
            lambda: _speaker_swapped("column", "caracas"),
            _("You swapped the column and Caracas. Whom does each sentence hold responsible?"),
        ),
    ),
    hints=(
        _("Look at the verbs before the nouns. Who acts, who is acted upon, and in which sentences does nobody act?"),
        _("Passive verbs without an actor are the habit of one speaker; family words that of another."),
    ),
    why=_(
        "The nouns can be borrowed. The verbs say who acted and who bore it, and a speaker rarely gives those away."
        " Telling words: {words}."
    ).format(words=_telling_words()),
)

# Predictions -------------------------------------------------------------------------------------

PREDICTIONS = (
    Prediction(
        "P00.1",
        "choice",
        _('The column writes about the sanctions: "It failed." What kind of claim is that?'),
        options=TYPES,
        judge=_("the kit's key says"),
        truth=lambda: _key()["S10"],
        explain=_(
            "The kit files it under causal: to have failed is to have made no difference to a goal, compared with a world "
            "without the attempt. "
            "A figure (the government is still there) and a judgement (whose goal?) can both be defended."
        ),
    ),
    Prediction(
        "P00.2",
        "number",
        _(
            "Two careful readers, whose labels were written for this kit, sorted the same ten sentences. On how many "
            "do they agree?"
        ),
        unit=_("sentences"),
        low=0,
        high=10,
        step=1,
        judge=_("the table below shows"),
        truth=_agreed,
        explain=_(
            "They agree where a sentence holds a date or an amount, and part where one word carries a cause and a verdict "
            "at once. "
            "On the sentences that the key calls causal they never agree."
        ),
    ),
    Prediction(
        "P00.3",
        "number",
        _(
            "One line on one map, measured with a ruler of 2 km and again with a ruler of 200 km. By how many per "
            "cent is the second length shorter?"
        ),
        unit=_("per cent"),
        low=0,
        high=60,
        step=1,
        truth=lambda: 100 * (1 - _border_length(LONG_RULER_KM) / _border_length(SHORT_RULER_KM)),
        explain=_(
            "A long ruler cuts across every bend of the rivers that make the border. No length is the true one, so a length "
            "without its ruler is half a figure."
        ),
    ),
)

# Quiz --------------------------------------------------------------------------------------------

QUIZ = (
    Question(
        "Q00.1",
        _('The column writes of the countries that recognise Guaidó: "Only a handful still do." What kind of claim is it?'),
        (
            Option(_("A figure"), _("Countries can be counted; the count is given loosely."), right=True),
            Option(_("A causal claim"), _("It says how many, not why.")),
            Option(_("A normative claim"), _('"Only" colours it, but what it states can be counted.')),
        ),
    ),
    Question(
        "Q00.2",
        _('Which part of "Politics killed it" can nobody observe?'),
        (
            Option(_("The trade before"), _("Customs services wrote it down, in two books that differ.")),
            Option(_("The political acts"), _("Decrees and closures have dates.")),
            Option(
                _("The trade there would have been without the politics"),
                _("That world did not happen; it can only be estimated."),
                right=True,
            ),
        ),
    ),
    Question(
        "Q00.3",
        _("A forecaster says 50 per cent to every question. What will the Brier score (the mean squared miss) be?"),
        (
            Option("0", _("A score of 0 needs full confidence and no error.")),
            Option("0.25", _("Each miss is one half, squared. A forecaster who knows more gets less."), right=True),
            Option("0.5", _("One half is the miss; the score squares it.")),
        ),
    ),
)

# Claims ------------------------------------------------------------------------------------------


def claim_c03() -> tuple[str, dict[str, object]]:
    """Sixth-largest city: true by municipality, not on a list by metropolitan area."""
    printed = table("article/contested").set_index("contested_id")
    rank = printed.loc["city_rank_municipality", "value"]
    holds = rank == figure("city_rank")
    return "depends on definition" if holds else "contradicted", {
        _("Rank by municipality, census of 2018"): int(rank),
        _("By metropolitan area"): printed.loc["city_rank_metropolitan", "note"],
    }


def claim_c05() -> tuple[str, dict[str, object]]:
    """Half an hour away: the speed that half an hour would need, along the straight line."""
    speed = _to_bridge_km() / (figure("travel_time") / 60)
    return "supported" if 5 <= speed <= 50 else "contradicted", {
        _("From the centre of Cúcuta to the Simón Bolívar bridge in a straight line, km"): round(_to_bridge_km(), 1),
        _("Speed that half an hour would need along it, km an hour"): round(speed),
        _("What is assumed"): _("a pace between a brisk walk and town traffic will do; roads bend, and queues are not counted"),
    }


def claim_c19() -> tuple[str, dict[str, object]]:
    """Petro took office in the month before the column."""
    office, column = _day("EV_PETRO_2022"), _day("EV_COLUMN_2022")
    holds = office.to_period("M") + 1 == column.to_period("M")
    return "supported" if holds else "contradicted", {_("Took office"): f"{office:%d %B %Y}", _("Column"): f"{column:%d %B %Y}"}


def claim_c21() -> tuple[str, dict[str, object]]:
    """A new ambassador was named and has arrived."""
    named, arrived = _day("EV_AMBASSADOR_NAMED_2022"), _day("EV_AMBASSADOR_ARRIVES_2022")
    holds = named <= arrived <= _day("EV_COLUMN_2022")
    return "supported" if holds else "contradicted", {
        _("Named"): f"{named:%d %B %Y}",
        _("Arrived in Caracas"): f"{arrived:%d %B %Y}",
    }


def _open_forecast(forecast_id: str) -> tuple[str, dict[str, object]]:
    """On the article clock a forecast is open until the day on which it is decided."""
    decided = table("article/forecasts").set_index("forecast_id").loc[forecast_id, "resolves_on"]
    return "still open", {
        _("The article clock stops on"): f"{_day('EV_COLUMN_2022'):%d %B %Y}",
        _("Decided on"): f"{decided:%d %B %Y}",
        _("Scored in"): _("lesson 12"),
    }


def claim_c22() -> tuple[str, dict[str, object]]:
    """The border reopens later in the month: a forecast."""
    return _open_forecast("F1")


def claim_c23() -> tuple[str, dict[str, object]]:
    """Flights resume later in the month: a forecast."""
    return _open_forecast("F2")


def _without_record(claim_id: str) -> tuple[str, dict[str, object]]:
    records = int(table("article/events")["claim_id"].str.contains(claim_id, na=False).sum())
    return "still open", {_("Dated records of it in the kit"): records}


def claim_c25() -> tuple[str, dict[str, object]]:
    """Cúcuta's newspaper greeted the news with hope: the kit holds no page of it."""
    return _without_record("C25")


def claim_c32() -> tuple[str, dict[str, object]]:
    """Length of the border: against the published lengths, and by the ruler."""
    printed, published = figure("border_length_km"), _contested("Length of the border")
    inside = published.min() <= printed <= published.max()
    return "depends on definition" if inside else "contradicted", {
        _("Printed, km"): int(printed),
        _("Published by others, km"): f"{published.min():.0f} – {published.max():.0f}",
        _("Measured on a map with a ruler of {ruler} km, km").format(ruler=SHORT_RULER_KM): round(_border_length(SHORT_RULER_KM)),
        _("Measured with a ruler of {ruler} km, km").format(ruler=LONG_RULER_KM): round(_border_length(LONG_RULER_KM)),
        _("Printed miles too long by, per cent"): round(_rounding_error(), 1),
    }


def claim_c49() -> tuple[str, dict[str, object]]:
    """Hurried to meet: the dates are facts, the adjectives are not."""
    arrived, received = _day("EV_AMBASSADOR_ARRIVES_2022"), _day("EV_AMBASSADOR_RECEIVED_2022")
    return "depends on definition", {
        _("Days from arrival to the meeting"): (received - arrived).days,
        _("What no date shows"): _("whether that is a rush, and whether anybody beamed"),
    }


def claim_c55() -> tuple[str, dict[str, object]]:
    """Called Guaidó a nobody: the words that were printed say something a little different."""
    return "depends on definition", {
        _("Printed in Spanish"): _event("EV_GUAIDO_REMARK_2022")["label_es"],
        _("Word for word"): _("Juan Guaidó does not exist, neither here nor in Venezuela"),
    }


def claim_c67() -> tuple[str, dict[str, object]]:
    """The ambassador says that he briefed the Americans: no record."""
    return _without_record("C67")


LESSON = Lesson(
    id="00",
    facts=facts,
    exercises=(E1, E2, E3, E4, E5, E6, E7),
    predictions=PREDICTIONS,
    quiz=QUIZ,
    claims={
        "C03": claim_c03,
        "C05": claim_c05,
        "C19": claim_c19,
        "C21": claim_c21,
        "C22": claim_c22,
        "C23": claim_c23,
        "C25": claim_c25,
        "C32": claim_c32,
        "C49": claim_c49,
        "C55": claim_c55,
        "C67": claim_c67,
    },
)
