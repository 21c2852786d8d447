"""What lesson 00 asks: right answers, the mistakes that many make, predictions, quiz."""

from __future__ import annotations

from borderlab.lessons.lesson00 import numbers
from borderlab.models.agreement import kappa, kappa_from_table, observed_and_expected
from claimlab.lessons.declare import Chart, exercise, goal, prediction
from claimlab.lessons.tables import by_id, figure

KM_PER_NAUTICAL_MILE = 1.852
CLOSE_KM = 15  # to the atlas's length, with a ruler that moves in steps of 5 km


@exercise("E00.1", atol=0.35)  # the printed amounts have one or two digits: a whole number will do
def share_of_the_peak():
    part, whole = figure("trade_peak_colombian_exports"), figure("trade_peak")
    yield numbers.percent(part, whole)
    yield "other-share", 100 - numbers.percent(part, whole)
    yield "upside-down", numbers.percent(whole, part)
    yield "exports-over-imports", numbers.percent(part, whole - part)


@exercise("E00.2", atol=0.4)  # the rounded figures and the exact counts both fall inside
def share_hosted():
    part, whole = figure("in_colombia_millions"), figure("left_venezuela_millions")
    yield numbers.percent(part, whole)
    yield "others-only", numbers.percent(part, whole - part)
    yield "counted-twice", numbers.percent(part, whole + part)
    yield "upside-down", numbers.percent(whole, part)


# The tolerance sets the right per cent apart from the same difference in per cent of the printed miles.
@exercise("E00.3", optional=True, rtol=(1.3e-3, 0.0), atol=(0.2, 0.045))
def length_in_miles():
    km, printed = figure("border_length_km"), figure("border_length_miles")
    yield numbers.miles(), numbers.rounding_error()
    yield "multiplied", (km * numbers.KM_PER_MILE, None)
    yield "nautical", (km / KM_PER_NAUTICAL_MILE, None)
    yield "difference", (numbers.miles(), printed - numbers.miles())
    yield "wrong-base", (numbers.miles(), numbers.percent(printed - numbers.miles(), printed))


@exercise("E00.4", optional=True, atol=0.005, rtol=0.0)
def kappa_of_two_coders():
    observed, expected = observed_and_expected(numbers.CODERS)
    yield kappa_from_table(numbers.CODERS)
    yield "raw-agreement", observed
    yield "chance-agreement", expected
    yield "difference", observed - expected
    yield "chance-set-to-half", kappa(observed, 0.5)


# Rules of a claim card; words of both languages of the kit, because a card may be written in either.
CARD = {
    "properties": {
        "outcome": {
            "minLength": 5,
            "maxLength": 300,
            "not": {
                "pattern": r"(?i)\b(should|ought|must|deserves?|wrong to|right to|deber[íi]an?|merecen?)\b"
            },
        },
        "unit": {"minLength": 2, "maxLength": 100},
        "place": {"minLength": 3, "maxLength": 200},
        "period": {"pattern": r"(?s)\b(1[89]|20)\d\d\b", "maxLength": 100},
        "counterfactual": {
            "minLength": 15,
            "maxLength": 400,
            "pattern": r"(?i)\b(if|had|without|instead|unless|would|otherwise|compared"
            r"|si|sin|hubieran?|habrían?|en lugar de|comparado)\b",
        },
        "disconfirming_evidence": {"minLength": 15, "maxLength": 400},
    }
}
SOUND = {
    "outcome": "goods sold to Venezuela",
    "unit": "US dollars a year",
    "place": "Colombia and Venezuela",
    "period": "2008 to 2019",
    "counterfactual": "the exports there would have been without the break",
    "disconfirming_evidence": "exports of neutral countries fell by as much",
}


@exercise("E00.5", kind="card", schema=CARD, optional=True)
def claim_card():
    yield None
    yield "no-counterfactual", {k: v for k, v in SOUND.items() if k != "counterfactual"}
    yield "normative", SOUND | {"outcome": "Colombia should sell more to Venezuela"}
    yield "no-comparison", SOUND | {"counterfactual": "The trade died in those years."}
    yield "no-period", SOUND | {"period": "in recent times"}


def sentences() -> dict[str, str]:
    """The ten sentences to be labelled."""
    return by_id("article/sentences")["text"].to_dict()


# Three phrases of a claim card: those that would not do are ruled out.
PHRASES = {
    "outcome": {"sales": True, "quarrel": False, "ought": False},
    "counterfactual": {"friends": True, "before": False, "again": False},
    "disconfirming_evidence": {"neighbours": True, "dates": False, "nothing": False},
}
PHRASED = {
    "properties": {
        field: {"enum": list(known), "not": {"enum": [one for one in known if not known[one]]}}
        for field, known in PHRASES.items()
    },
    "examples": [{field: next(iter(known)) for field, known in PHRASES.items()}],
}


@exercise("E00.11", kind="card", schema=PHRASED)
def three_phrases():
    (sound,) = PHRASED["examples"]
    yield None
    yield "no-outcome", sound | {"outcome": "quarrel"}
    yield "no-second-world", sound | {"counterfactual": "before"}
    yield "no-evidence-against", sound | {"disconfirming_evidence": "dates"}


@exercise("E00.6", kind="labels", items=sentences, optional=True)  # the key is a judgement
def kinds_of_claims():
    yield numbers.key()
    yield "verdict-for-cause", {"S02": "normative", "S06": "normative"}
    yield "aim-overlooked", {"S10": "normative"}
    yield "label-as-figure", {"S04": "figure"}
    yield "condition-as-cause", {"S07": "causal"}


@exercise(
    "E00.7", kind="labels", items=lambda: numbers.speeches()["wording"].to_dict(), optional=True
)
def who_speaks():
    speakers = numbers.speeches()["vocabulary"].to_dict()

    def swapped(one, other):
        swap = {one: other, other: one}
        return {item: swap[who] for item, who in speakers.items() if who in swap}

    yield speakers
    yield "two-governments", swapped("caracas", "bogota")
    yield "column-and-caracas", swapped("column", "caracas")


@exercise("E00.9", kind="labels")
def what_a_source_allows():
    """From claim to what its reader may conclude."""
    yield {"C22": "public", "C25": "printed", "C26": "asked", "C47": "hidden", "C67": "alone"}
    yield "said-is-so", {"C22": "so"}
    yield "print-is-proof", {"C25": "so"}
    yield "name-is-proof", {"C26": "so"}
    yield "nobody-to-ask", {"C47": "asked"}
    yield "one-witness", {"C67": "public"}


_DAY = r"(19|20)\d\d-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|[12]\d))"
# The article's clock stops in the evening of 15 September 2022.
_UNTIL = r"^((19|20[01])\d|202[01])|^2022-(0[1-8]|09-(0\d|1[0-5]))"
_LATER = r"^20(2[3-9]|[3-9]\d)|^2022-(09-(1[6-9]|2\d|30)|1[0-2])"


def record_form() -> dict:
    """The JSON Schema of a record: for a claim that is not found, with a day that fits its clock."""

    def clock(says: str, ruled_out: str) -> dict:
        return {
            "if": {"properties": {"clock": {"const": says}}, "required": ["clock"]},
            "then": {"properties": {"date": {"not": {"pattern": ruled_out}}}},
        }

    return {
        "properties": {
            "claim": {"pattern": r"^C\d\d$", "not": {"not": {"enum": numbers.not_found()}}},
            "date": {"pattern": rf"^{_DAY}$"},
            "clock": {"enum": ["until", "later"]},
            "source": {"minLength": 3, "maxLength": 200},
            "quotation": {"minLength": 3, "maxLength": 200, "pattern": r"^(\S+\s+){0,13}\S+$"},
            "address": {"minLength": 8, "maxLength": 400},
        },
        "allOf": [clock("until", _LATER), clock("later", _UNTIL)],
        "examples": [numbers.nearest_record()],
    }


@exercise("E00.10", kind="card", schema=record_form, optional=True)
def bring_a_record():
    sound = numbers.nearest_record()
    yield None
    yield "no-number", sound | {"claim": "the newspaper"}
    yield "has-a-record", sound | {"claim": "C19"}
    yield "no-day", sound | {"date": "last summer"}
    yield "other-clock", sound | {"clock": "later"}
    yield "too-long", sound | {"quotation": 3 * f"{sound['quotation']} "}


@exercise("E00.8", kind="chart")
def draw_who_counts():
    counts = numbers.counts_of_people()
    seen = counts.drop("in_colombia_with_unseen")
    yield Chart(counts, "owner", "people_millions", kinds=("bar", "point"))
    yield "register-only", Chart(seen, "owner", "people_millions", kinds=("bar", "point"))


@goal("G00.1")
def the_atlas_of_1991(frame, ruler_km):
    length = float(frame["length_km"].iloc[0])
    return abs(length - numbers.ATLAS_KM) < CLOSE_KM and {"length": f"{length:,.0f}"}


@prediction("P00.1", kind="choice")
def it_failed():
    return numbers.key()["S10"]


@prediction("P00.3", low=0, high=60, step=1)
def shorter_by():
    return 100 * (
        1
        - numbers.border_length_km(numbers.LONG_RULER_KM)
        / numbers.border_length_km(numbers.SHORT_RULER_KM)
    )
