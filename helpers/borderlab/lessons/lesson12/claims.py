"""How lesson 12 tests its claims: which polls asked what, before the column and after it."""

from __future__ import annotations

from borderlab.lessons.lesson12.answers import c_before_b
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import TOLD, Finding, judged, on_record
from claimlab.lessons.tables import by_id

# What a poll on a leader's image or on Colombia's own future says of democracy in Venezuela is
# beside the point: one may dislike a president for many reasons, and fear for one's own country.
_NOT_ON_DEMOCRACY = ("Invamer (Caracol)", "YanHaas, La Gran Encuesta (El Colombiano)")


def _share(poll_id: str) -> float:
    return float(by_id("policy/polls").loc[poll_id, "share_percent"])


@claim("C24")
def many_welcome_normality():
    """Polls on the reopening count first; before the column only relations were asked about."""
    polls = by_id("policy/polls")
    pairs = {"invamer": ("relations_2022_08", "relations_against_2022_08"), "cnc": ("relations_cnc_2022_08", "relations_against_cnc_2022_08")}  # fmt: skip
    found = [
        Finding(name, _share(agree) > max(50, _share(against)), str(polls.loc[agree, "as_of"]))
        for name, (agree, against) in pairs.items()
    ]
    reopening = _share("reopening_guajira_2022_09")
    return judged("C24", [*found, Finding("guajira", reopening > 50, "2022-12")]), {
        "invamer": _share("relations_2022_08"),
        "against": _share("relations_against_2022_08"),
        "cnc": _share("relations_cnc_2022_08"),
        "against_cnc": _share("relations_against_cnc_2022_08"),
        "reopening": reopening,
    }


@claim("C69")
def many_care_about_democracy():
    return judged("C69", on_record("C69", without=_NOT_ON_DEMOCRACY)), {
        "maduro": _share("maduro_2019_02"),
        "guaido": _share("guaido_2019_02"),
        "risk": _share("risk_2022_03"),
        "fell": "54",
        "datexco": _share("recognise_not_2024_08"),
        "cifras": _share("recognise_not_2024_11"),
    }


@claim("C70")
def some_distrust_over_chavez():
    """Reasons that single voices give are no comparison with what would be without the embrace."""
    return judged("C70", on_record("C70")), {
        "disapprove": _share("disapproval_2022_08"),
        "voter": "fear",
        "cucuta": "vote",
        "other": "fades",
    }


@claim("C71")
def appeasement_would_cost_the_public():
    return judged("C71", on_record("C71"), decidable=False), {
        "first": _share("approval_2022_08"),
        "last": _share("approval_2024_08"),
        "relations": _share("relations_2022_11"),
        "man": _share("approval_2022_11"),
        "against": _share("relations_against_2024_11"),
        "image": _share("image_2024_11"),
    }


@claim("C73")
def tread_carefully():
    return judged("C73"), {"forecast": "C71"}


@claim("C47")
def measured_approach():
    return judged("C47", said=TOLD), {
        "who": "former",
        "views": c_before_b("haven"),
        "without": c_before_b("haven", 0.0),
    }
