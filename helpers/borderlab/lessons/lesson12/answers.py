"""What lesson 12 asks: right answers, the mistakes that many make, predictions, goals, quiz."""

from __future__ import annotations

import numpy as np

from borderlab.lessons.lesson12 import numbers as n
from borderlab.models.policy_analysis import pareto
from claimlab.lessons.declare import Chart, exercise, goal, prediction, question

# A page of advice that can be marked for its form; words of both languages of the kit are understood.
_CLAIM = r"\bC(0[1-9]|[1-6]\d|7[0-3])\b"  # C01 to C73
_THREE = (
    rf"{_CLAIM}.*" + _CLAIM.replace("(", r"(?!\1)(") + ".*" + _CLAIM.replace("(", r"(?!\1|\2)(")
)
_LEVER = r"(?<![\d.,])(0|1|[01]?[.,]\d+)(?!\d)"
_END = r"(?!(19|20)\d\d\b)[-−+]?\d{0,6}[.,]?\d{1,6}"  # a year is no end of an interval
_UNIT = r"\s*(%|[^\W\d]{1,12}(\s[^\W\d]{1,12})?)?\s*"  # per cent
_BETWEEN = r"(\b(to|and|a|y|hasta)\b|[-–—]|\.\.+|…)\s*"
_TO = rf"(?<![\d.,-]){_END}{_UNIT}{_BETWEEN}(US)?\$?\s*{_END}"
_OPENED = r"[\[(][^\])]{0,80}(?<![\d.,-])"
_INTERVAL = rf"{_TO}|{_OPENED}{_END}\s*[,;]\s*{_END}\s*[\])]"  # 0.6 to 1.1, [0.6, 1.1]
_EVENT = (
    r"\b(if|when|unless|once|should|below|above|si|cuando|salvo)\b|\b(fewer|less|more|menos|más)\b"
)
MEMO = {
    "properties": {
        "criterion": {"minLength": 25, "maxLength": 300},
        "package": {"minLength": 20, "maxLength": 300, "pattern": _LEVER},
        "claims": {"pattern": rf"(?is)\A(?=.{{0,400}}\Z).*{_THREE}", "maxLength": 400},
        "number": {"pattern": rf"(?is){_INTERVAL}", "minLength": 30, "maxLength": 400},
        "assumptions": {"minLength": 25, "maxLength": 400},
        "dissent": {"minLength": 60, "maxLength": 600},
        "test": {
            "pattern": rf"(?is)\A(?=.*\b20\d\d\b).*({_EVENT})",
            "minLength": 50,
            "maxLength": 500,
        },
    },
}
SOUND = {
    "criterion": "Violence counts most; approval below 45 per cent would be too much to pay.",
    "package": "opening 0.8, permits 0.8, engagement 0.6, conditions 0.6, offers 0.6, no relief",
    "claims": "C47 (not testable), C71 (no record can decide it), C24 (supported)",
    "number": "With no view, violence after four years lies between 0.55 and 1.07 in 8 worlds of 10.",
    "assumptions": "What conditions cost Caracas, and what closer ties bring by themselves.",
    "dissent": "A reader in Caracas would say that conditions insult, so that nothing is signed at all.",
    "test": "If Invamer finds fewer than 40 per cent for the president by December 2022, I was wrong.",
}


@exercise("E12.1", atol=0.6)
def better_in_the_same_world():
    violence = n.worlds("agnostic", "ABC").final["violence"]
    b, c = violence[:, n.FREE.index("B")], violence[:, n.FREE.index("C")]
    rank = np.searchsorted(np.sort(b), c, side="right")
    yield 100 * float((c < b).mean())
    yield "unpaired", 100 * float(1 - rank.mean() / len(b))
    yield "more-is-better", 100 * float((c > b).mean())
    yield "ties-counted", 100 * float((c <= b).mean())


@exercise("E12.2")
def not_dominated():
    table = n.twelve()
    kept = table[table["is_kept"]]
    points = table[["haven", "trade_usd_billions"]]
    wrong_way = pareto(points, {"haven": 1, "trade_usd_billions": 1})
    yield len(kept), int(kept["haven"].idxmin())
    yield "larger-haven-is-better", (int(wrong_way.sum()), None)
    yield "the-dominated", (len(table) - len(kept), None)
    yield "largest-haven", (None, int(table["haven"].idxmax()))
    yield "most-trade", (None, int(kept["trade_usd_billions"].idxmax()))


@exercise("E12.3", kind="choice")
def one_that_works_with_others():
    """The assumption with the largest gap between total and first-order index; chance is none."""
    found = n.shares_of_variance("C", "violence").drop(index="acceptance")
    keys = {"d_k": "conditions", "drift_v": "luck", "phi_d": "deals"}
    yield keys[(found["total"] - found["first"]).idxmax()]
    yield "luck", keys[found["total"].idxmax()]
    yield "chance", "chance"
    yield "deals", "deals"


@exercise("E12.4", rtol=2e-3)
def what_binds():
    package, numbers = n.levers().loc["C"].to_dict(), n.modes()
    nothing = numbers | {"t_int": 0.0}
    free = package | {"conditionality": 0.0}
    yield n.concession(package, numbers), n.concession(free, nothing)
    yield "conditions-only", (n.concession(package, nothing), None)
    yield "no-discount", (n.concession(package, numbers | {"delta": 1.0}), None)
    yield "self-enforcing", (None, n.concession(package | {"conditionality": 1.0}, nothing))
    yield "ties-kept", (None, n.concession(free, numbers))


@exercise("E12.5", kind="card", schema=MEMO, optional=True)
def memo():
    yield None
    yield "no-levers", SOUND | {"package": "I recommend package C, the measured one."}
    yield "two-claims", SOUND | {"claims": "C47 and C71"}
    yield "a-point", SOUND | {"number": "Violence will be 25 per cent lower than it was."}
    yield "no-dissent", SOUND | {"dissent": "Some disagree."}
    yield "no-date", SOUND | {"test": "I was wrong if the public turns away from the president soon."}  # fmt: skip


@exercise("E12.6", kind="chart")
def three_views_of_conditions():
    rows, how = n.asking_more(), {"kinds": ("box",), "aggregate": "quartiles"}
    yield Chart(rows, "view", "change", **how)
    yield "one-view", Chart(rows.query("view == 'No view'"), "view", "change", **how)
    yield "with-all", Chart(rows, "view", "with_all", **how)


@prediction("P12.1", low=0, high=100, step=1)
def signed_of_a_hundred():
    return 100 * float(n.worlds("agnostic", "BC").final["signed"][:, 1].mean())


@prediction("P12.2", low=0, high=8, step=1)
def views_in_which_conditions_calm():
    return int(c_before_b("violence"))


def c_before_b(outcome: str, haven: float | None = None) -> int:
    """In how many worldviews package C does better than B more often than worse."""
    rows = n.eight_views(haven=haven).query("outcome == @outcome")
    return int((rows["better"] > rows["worse"]).sum())


@prediction("P12.3", low=0, high=40, step=1)
def cells_of_b_beside_d():
    return cells_won("ABCD").get("B", 0)


def cells_won(packages: str) -> dict[str, int]:
    """In how many of the 40 cells (view x outcome) each package is best in most worlds."""
    ranked = n.rigging(packages).query("best_alone > 0.5")
    return ranked["package"].value_counts().to_dict()


@goal("G12.1")
def all_agree(frame, pair, haven, **_others):
    """B and C are compared as each view believes, and the same one of them is ahead in all."""
    if (pair, haven) != ("C-B", "believed"):
        return None
    lead = frame.pivot(index="view", columns="part", values="percent")
    ahead = lead["first"] > lead["second"]
    return bool(ahead.all() or (~ahead).all())


@goal("G12.3")
def turned_or_none(frame, outcome, mine, none, **_others):
    """A known number turns the comparison; or no number of the table does, and the student says so."""
    first, second = mine, n.RIVAL[mine]
    if none:
        is_none = n.turns(first, second, outcome).empty
        return {"what": frame["nothing"].iloc[0]} if is_none else None
    wide = frame.pivot(index="basis", columns="part", values="percent")
    lead, error = wide["first"] - wide["second"], 200 / np.sqrt(n.SCREEN)
    for end in ("low", "high"):
        if lead["before"] * lead[end] < 0 and abs(lead[end]) > error:
            return {"what": frame.set_index("basis")["known"][end].iloc[0]}
    return None


question("Q12.1", right="look")
question("Q12.2", right="noise")
question("Q12.3", right="price")
