"""Verdicts: every declared answer gets its own, every object gets one."""

from __future__ import annotations

import itertools
import json
import math
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimlab.judging.judge import Verdict, judge
from claimlab.judging.plain import MAX_CHARACTERS, MAX_VALUES, blank, plain
from claimlab.judging.quantity import Unreadable, quantity

QUICK = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def code(ex, answer) -> str:
    verdict = judge(ex, answer)
    assert verdict.ok == (verdict.code == "right"), verdict
    return verdict.code


# Objects that misbehave --------------------------------------------------------------------------


class Hostile:
    """Everything that can be asked of it raises."""

    def _raise(self, *args):
        raise RuntimeError("no")

    __eq__ = __repr__ = __str__ = __float__ = __int__ = __iter__ = __len__ = __bool__ = __hash__ = (
        __index__
    ) = __getitem__ = _raise


class Veiled(Hostile):
    """Not even its class can be asked for."""

    __class__ = property(Hostile._raise)


class Liar:
    """Says that it is a list."""

    __class__ = list


class BadFloat(float):
    def __float__(self):
        raise ValueError

    __add__ = __eq__ = __repr__ = __str__ = __hash__ = __float__


class BadInt(int):
    def __float__(self):
        raise ValueError

    __add__ = __eq__ = __repr__ = __str__ = __hash__ = __int__ = __abs__ = __float__


class BadText(str):
    def __getitem__(self, i):
        raise ValueError

    __eq__ = __repr__ = __str__ = strip = __hash__ = __getitem__


class EndlessList(list):
    def __iter__(self):
        return itertools.count()


class EndlessDict(dict):
    def items(self):
        return ((i, i) for i in itertools.count())


class BadName(type):
    @property
    def __name__(cls):
        raise RuntimeError


class Nameless(metaclass=BadName):
    pass


def _recursive() -> list:
    loop: list = []
    loop.append(loop)
    return loop


def _wide_and_deep() -> list:
    nest: object = 1
    for _ in range(30):
        nest = [nest] * 30
    return nest


Point = namedtuple("Point", "x y")
ODD = [
    Hostile(),
    [Hostile()],
    {"a": Hostile()},
    Liar(),
    BadFloat(83.3),
    BadInt(3),
    BadText("83.3"),
    EndlessList([1, 2]),
    EndlessDict(a=1),
    Nameless(),
    Nameless,
    _recursive(),
    _wide_and_deep(),
    {(1, 2): 3, None: 4, 5.5: 6, Point(1, 2): 7},
    itertools.count(),
    (x for x in itertools.count()),
    map(str, []),
    range(10**12),
    range(3),
    {}.keys(),
    {1: 2}.values(),
    object(),
    type,
    len,
    print,
    "".join,
    lambda: 1,
    math,
    Ellipsis,
    NotImplemented,
    b"83",
    bytearray(b"1"),
    memoryview(b"1"),
    1j,
    complex(1, 0),
    10**400,
    -(10**400),
    float("nan"),
    float("inf"),
    Decimal("83.3"),
    Decimal("sNaN"),
    Decimal("1e999999"),
    Fraction(5, 6),
    True,
    False,
    date(2008, 1, 1),
    np.nan,
    np.float32(83.3),
    np.float64(83.3),
    np.longdouble(83.3),
    np.int8(5),
    np.bool_(True),
    np.str_("83.3"),
    np.array(83.3),
    np.array([83.3]),
    np.array([[83.3]]),
    np.array([]),
    np.zeros((0, 3)),
    np.zeros((50, 50, 50)),
    np.array([None, Hostile], dtype=object),
    np.array(["2008-01-01"], dtype="M8[D]"),
    np.ma.masked,
    np.ma.array([1.0], mask=[True]),
    np.array([(1, 2.0)], dtype="i4,f8"),
    np.datetime64("2008"),
    np.random.default_rng(0),
    pd.NA,
    pd.NaT,
    pd.Timestamp("2008"),
    pd.Period("2008"),
    pd.Interval(0, 1),
    pd.Series([83.3]),
    pd.Series(dtype=float),
    pd.Series([pd.NA, 1], dtype="Int64"),
    pd.Series([1, 2], index=pd.MultiIndex.from_tuples([(1, "a"), (2, "b")])),
    pd.DataFrame(),
    pd.DataFrame({"a": [1]}),
    pd.DataFrame(np.zeros((3000, 3))),
    pd.DataFrame([[1, 2]], columns=["a", "a"]),
    pd.Categorical(["a"]),
    pd.Index([1]),
    pd.date_range("2008", periods=2),
    pd.DataFrame({"a": [1]}).groupby("a"),
    pd,
    OrderedDict(a=1),
    defaultdict(list, a=[1]),
    Counter("aab"),
    deque([1, 2]),
    Point(1, 2),
    {1, 2},
    frozenset({"a"}),
    {frozenset({1})},
    "\ud800",
    "\x00",
    "9" * 100_000,
    "1e999999",
    "a" * 100_000,
    ["a" * 3000] * 30,
    [0] * 100_000,
    {str(i): i for i in range(9999)},
    "٣",
    "½",
    "１２",
    {"unreadable": "x"},
    {"unreadable": ["x"]},
    {"not_finite": "nan"},
    {"not_finite": 3},
    {"not_finite": "zebra"},
    {"unordered": 3},
    {"unordered": [1]},
    {"index": 1, "values": 2},
    {"index": [], "values": []},
    {"index": [1], "values": [1, 2]},
    {"index": [1, 2], "values": [3]},
    {"columns": [1], "index": [1], "data": 3},
    {"columns": [], "index": [], "data": [[1]]},
    {"columns": ["a"], "index": [0], "data": [[]]},
    "[" * 3000,
    "[" * 900 + "]" * 900,
    '{"outcome": ' * 300 + "1" + "}" * 300,
    "1" * 3999,
    '{"outcome": NaN, "period": 1e999}',
    '{"outcome": [[[[[[[[[1]]]]]]]]]}',
    {"rows": 1, "unreadable": "DataFrame"},
    [[1], [1, 2]],
    [{}],
    [{}, {"a": 1}],
    {"a": {"b": 1}, "c": {}},
    {"a": [], "b": [1]},
    [[]],
    [[], [1]],
]


def _odd(n: int) -> object:
    return ODD[n]  # by number, because hypothesis prints what it draws from


atoms = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.complex_numbers(),
    st.binary(max_size=5),
    st.decimals(),
    st.fractions(),
    st.dates(),
    st.integers(0, len(ODD) - 1).map(_odd),
    st.sampled_from(
        ["83.3 %", "S01", "figure", "init", "loop", "2015", "norm", "raw", "US$ 7.2bn"]
    ),
)
keys = st.one_of(
    st.text(max_size=5),
    st.integers(),
    st.sampled_from(
        [
            "S01",
            "S02",
            "year",
            "total",
            "outcome",
            "index",
            "values",
            "columns",
            "data",
            "unordered",
        ]
    ),
)
anything = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.dictionaries(keys, inner, max_size=4),
        st.tuples(inner, inner),
    ),
    max_leaves=12,
)


@given(anything)
@QUICK
def test_every_value_has_a_plain_form(x):
    value = plain(x)
    assert len(json.dumps(value, allow_nan=False)) <= MAX_CHARACTERS
    assert plain(value) == value
    assert plain(json.loads(json.dumps(value))) == value


@given(anything)
@QUICK
def test_every_value_gets_a_verdict_and_the_grader_gives_the_same(sample, x):
    for ex in sample.ALL:
        verdict = judge(ex, x)
        assert (
            isinstance(verdict, Verdict)
            and verdict.message
            and verdict.ok == (verdict.code == "right")
        )
        assert judge(ex, plain(x)) == verdict


@pytest.mark.parametrize("n", range(len(ODD) + 2))
def test_odd_objects_get_a_verdict(sample, n):
    x = [*ODD, Veiled(), [Veiled()]][n]
    value = plain(x)
    assert len(json.dumps(value, allow_nan=False)) <= MAX_CHARACTERS and plain(value) == value
    for ex in sample.ALL:
        assert judge(ex, x) == judge(ex, value)


def test_an_answer_of_many_values_is_kept_whole_up_to_a_bound():
    full = [0] * (MAX_VALUES - 1)  # the list is a value too
    assert plain(full) == full and plain([*full, 0]) == {"unreadable": "list"}
    array = np.zeros(MAX_VALUES + 1)
    assert plain(array) == {"unreadable": "ndarray", "rows": MAX_VALUES + 1}
    assert MAX_VALUES == 4096


def test_a_generator_is_not_used_up():
    numbers = iter([1, 2, 3])
    assert plain(numbers) == {"unreadable": "list_iterator"}
    assert list(numbers) == [1, 2, 3]


@pytest.mark.parametrize(
    "x",
    [
        None,
        ...,
        "",
        "  ",
        [],
        (),
        {},
        (..., None),
        {"a": "", "b": [None]},
        set(),
        pd.Series(dtype=float),
        pd.DataFrame(),
    ],
)
def test_blanks_are_not_attempts(sample, x):
    assert blank(plain(x))
    assert {code(ex, x) for ex in sample.ALL} == {"not-attempted"}


@pytest.mark.parametrize("x", [0, 0.0, False, "0", [0], float("nan")])
def test_zero_is_not_blank(x):
    assert not blank(plain(x))


# Numbers -----------------------------------------------------------------------------------------

RIGHT = 100 * 6 / 7.2
FORMS = [
    RIGHT,
    83.33,
    np.float64(RIGHT),
    np.float32(RIGHT),
    np.array(RIGHT),
    np.array([RIGHT]),
    pd.Series([RIGHT], index=[2008]),
    pd.DataFrame({"x": [RIGHT]}),
    [RIGHT],
    (RIGHT,),
    Fraction(500, 6),
    Decimal("83.33"),
    "83.33",
    "83.33 %",
    "83.33 per cent",
    " about 83.33%. ",
    BadFloat(RIGHT),
    BadText("83.33"),
    pd.Series([83.33], dtype="Float64").iloc[0],
]


@pytest.mark.parametrize("answer", FORMS, ids=range(len(FORMS)))
def test_the_right_number_in_many_forms(sample, answer):
    assert judge(sample.SHARE, answer).ok


@pytest.mark.parametrize("factor", [100, 0.01, 1e3, 1e-3, 1e6, 1e-6, 1e9, 1e-9])
def test_another_scale_is_a_matter_of_unit(sample, factor):
    verdict = judge(sample.SHARE, RIGHT * factor)
    assert verdict.code == "unit" and "per cent" in verdict.message


def test_the_ratio_is_named_as_such(sample):
    assert judge(sample.SHARE, 0.8333).message == "The ratio is right; the task asks for per cent."


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (16.67, "other-share"),
        ("120%", "inverted"),
        (50, "wrong"),
        (-RIGHT, "wrong"),
        (83, "right"),
        (80, "wrong"),
        (83.5, "wrong"),
        (17, "other-share"),
        (0.83, "unit"),
        (True, "kind"),
        ("many", "kind"),
        ("83,3", "right"),
        (np.ones((2, 2)), "kind"),
        (float("nan"), "kind"),
        (np.inf, "kind"),
        (len, "kind"),
        ([1, 2], "kind"),
        ({"a": 1}, "kind"),
        ("50 or 60", "kind"),
        (pd.NA, "kind"),
        ({RIGHT}, "kind"),
    ],
)
def test_wrong_numbers_get_their_codes(sample, answer, expected):
    assert code(sample.SHARE, answer) == expected


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (-RIGHT, "sign"),
        (50, '`hint("E97.1")`'),
        (float("nan"), "not a number"),
        (len, "()"),
        (map(str, []), "list("),
        ([1, 2], "list of 2"),
        ({1, 2}, "no order"),
        (pd.DataFrame(np.zeros((3000, 3))), "3000 rows"),
    ],
)
def test_the_sentence_names_what_is_the_matter(sample, answer, words):
    assert words in judge(sample.SHARE, answer).message


def test_an_absolute_tolerance_does_not_turn_small_answers_into_units(sample):
    from claimlab.lessons.declare import Exercise

    tiny = Exercise("E97.91", "number", "", right=lambda: 0.003, atol=0.005)
    assert (
        code(tiny, 1000.0) == "wrong" and code(tiny, 0.3) == "unit" and code(tiny, 0.004) == "right"
    )


@pytest.mark.parametrize(
    "answer",
    [
        (2008, 7200, True),
        [2008, "7.2bn", "yes"],
        {"total": 7200, "year": "2008", "holds": True},
        pd.Series({"total": 7200, "year": 2008, "holds": True}),
        pd.DataFrame([[2008, 7200, True]]),
    ],
)
def test_answers_in_several_parts(sample, answer):
    assert judge(sample.PEAK, answer).ok


@pytest.mark.parametrize(
    ("answer", "expected", "words"),
    [
        ((2008, 7.2, True), "unit", "US$ millions"),
        ((2007, 7200, True), "wrong-year", "row"),
        ((2008, 6000, True), "exports-only", "both"),
        ((2008, ..., True), "kind", "'total'"),
        ((2008, 1, True), "wrong", "year, holds"),
        ((2006, 7200, True), "wrong", "total, holds"),
        ((2010, 7200, True), "wrong", "total, holds"),
        (2008, "kind", "3 values"),
        ((2008, 7200), "kind", "3 values"),
        ((2008, 7200, 2), "kind", "True or False"),
    ],
)
def test_several_parts_get_their_codes(sample, answer, expected, words):
    verdict = judge(sample.PEAK, answer)
    assert (verdict.code, words in verdict.message) == (expected, True), verdict


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1,367", "", 1367),
        ("1,234,567.5", "", 1234567.5),
        ("1 367 km", "", 1367),
        ("1\u202f367", "", 1367),
        ("-41.9 %", "per cent", -41.9),
        ("\u221241.9", "", -41.9),
        ("83.3 %", "", 0.833),
        ("US$ 7.2bn", "US$", 7.2e9),
        ("US$7.2bn", "US$ billions", 7.2),
        ("7.2 billion dollars", "US$ millions", 7200),
        ("6.8m", "people", 6.8e6),
        ("2.5 million", "millions of people", 2.5),
        ("7.2e3", "", 7200),
        (".5", "", 0.5),
        ("~ 3.0", "", 3),
        ("1,367 miles.", "miles", 1367),
        ("60 km", "", 60),
        ("$-5", "", -5),
        ("41,9", "", 41.9),
        ("0,419", "", 0.419),
        ("1.367,5", "", 1367.5),
        ("1.234.567", "", 1234567),
        ("1 367,5", "", 1367.5),
        ("-41,9 %", "per cent", -41.9),
    ],
)
def test_numbers_in_texts(text, unit, value):
    assert quantity(text, unit) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "1.2.3",
        "3 to 4",
        "2008-2010",
        "none",
        "",
        "E01",
        "1 2",
        "1,367,00",
    ],
)
def test_texts_that_are_not_one_number(text):
    with pytest.raises(Unreadable):
        quantity(text)


@pytest.mark.parametrize(
    "text",
    ["0.36*100", "1 - share", "100*x", "x/2", "round(7.25)", "share = 1 - x", "2**x", "(3)*y"],
)
def test_a_formula_in_quotation_marks_is_asked_for_as_a_number(text):
    with pytest.raises(Unreadable, match="formula between quotation marks"):
        quantity(text)


@pytest.mark.parametrize("text", ["(" * 190 + "1", "1" + "+1" * 5000, "5(3)", "\x00 5", "7and 2"])
def test_no_text_is_too_odd_to_be_looked_at(text):
    try:
        assert isinstance(quantity(text), float)
    except Unreadable as refused:
        assert str(refused)


@pytest.mark.parametrize(
    ("text", "like", "value"),
    [
        ("1,367", 1.4, 1.367),
        ("1,367", 1400, 1367),
        ("1.367", 1400, 1367),
        ("1.367", 1.4, 1.367),
        ("1,367", 0, 1367),
    ],
)
def test_a_number_that_can_be_read_in_two_ways_is_read_as_the_task_means_it(text, like, value):
    assert quantity(text, like=like) == value


def test_infinity_is_a_number_that_a_mistake_can_be():
    from claimlab.lessons.declare import Exercise, Mistake

    never = Mistake("never", lambda: (None, math.inf), "Half never leave.")
    days = {"right": lambda: (702.0, 1352.0), "parts": ("dated", "all"), "atol": 0.5}
    ex = Exercise("E97.71", "number", "", **days, mistakes=(never,))
    for infinity in (math.inf, np.inf, np.float64("inf")):
        assert code(ex, (702, infinity)) == "never" and code(ex, (702, -infinity)) == "kind"
        assert "infinite" in judge(ex, (infinity, 1352)).message
        assert "infinity" in judge(ex, infinity).message and code(ex, infinity) == "kind"
    assert code(ex, (702, 1352)) == "right" and code(ex, (702, math.nan)) == "kind"
    endless = Exercise("E97.72", "number", "", right=lambda: math.inf)
    assert [code(endless, x) for x in (math.inf, 5, -math.inf)] == ["right", "wrong", "wrong"]


def test_a_list_in_the_place_of_a_number_is_named_by_its_part():
    from claimlab.lessons.declare import Exercise

    ex = Exercise("E97.73", "number", "", right=lambda: (5, 4), parts=("in the end", "pushed"))
    for path in ([0, 2, 4, 5], (0, 2, 4, 5), np.array([0, 2, 4, 5]), pd.Series([0, 2, 4, 5])):
        verdict = judge(ex, (path, 4))
        assert verdict.code == "kind"
        assert verdict.message.startswith("'in the end' is a list of 4 values")
    assert "list of 4 values" in judge(ex, [[0, 2, 4, 5]]).message


# Rounding ----------------------------------------------------------------------------------------


def test_a_rounded_answer_is_right_and_the_card_says_the_more_exact_figure(sample):
    for answer in (83, 83.3, "83 %", "83,3", np.float32(83.3), 83.333):
        verdict = judge(sample.SHARE, answer)
        assert verdict.code == "right"
    assert judge(sample.SHARE, 83).message.startswith("Right, rounded; more exactly: 83.333.")
    assert "rounded" not in judge(sample.SHARE, RIGHT).message


def test_what_two_figures_round_to_is_neither():
    from claimlab.lessons.declare import Exercise, Mistake

    near = Mistake("near", lambda: 83.1, "No.")
    ex = Exercise("E97.81", "number", "", unit="per cent", right=lambda: RIGHT, mistakes=(near,))
    assert code(ex, 83) == "wrong" and "one more digit" in judge(ex, 83).message
    assert code(ex, 83.1) == "near" and code(ex, 83.3) == "right"


def test_another_scale_is_known_where_the_digits_are_no_rounding(sample):
    assert code(sample.SHARE, 83.312) == "right" and code(sample.SHARE, 0.83312) == "unit"


def test_some_of_the_parts_are_not_all(sample):
    assert code(sample.PEAK, {"year": 2008, "total": 7200}) == "kind"


def test_what_several_mistakes_round_to_is_none_of_them():
    from claimlab.lessons.declare import Exercise, Mistake

    two = tuple(Mistake(name, lambda v=v: v, "No.") for name, v in (("one", 41.3), ("two", 40.8)))
    what = {"unit": "per cent", "right": lambda: RIGHT, "mistakes": two}
    ex = Exercise("E97.74", "number", "", **what)
    assert [code(ex, a) for a in (41, 41.3, 40.8)] == ["wrong", "one", "two"]
    assert [code(ex, a) for a in (0.41, 0.413, 0.408)] == ["wrong", "one", "two"]


def test_a_part_that_is_right_only_by_rounding_is_held_against_the_part_of_a_mistake():
    from claimlab.lessons.declare import Exercise, Mistake

    far = Mistake("far", lambda: (9.0, 0.32), "No.")
    ex = Exercise("E97.86", "number", "", right=lambda: (0.28, 0.315), mistakes=(far,))
    assert code(ex, (0.28, 0.32)) == "wrong" and code(ex, (0.28, 0.315)) == "right"
    same = Mistake("same", lambda: (9.0, 0.315), "No.")
    ex = Exercise("E97.87", "number", "", right=lambda: (0.28, 0.315), mistakes=(same,))
    assert code(ex, (0.28, 0.32)) == "right"


def test_a_last_zero_is_a_digit_and_one_digit_is_asked_for_by_part():
    from claimlab.lessons.declare import Exercise

    ex = Exercise("E97.88", "number", "", right=lambda: (0.785, 0.2976), parts=("one", "five"))
    assert code(ex, (0.78, 0.30)) == "right" and code(ex, (0.785, 0.2)) == "wrong"
    assert judge(ex, (0.8, 0.298)).message == "Right so far: give one more digit of one."


def test_a_mistake_at_the_scale_that_its_unit_invites_is_known():
    from claimlab.lessons.declare import Exercise, Mistake

    what = {"right": lambda: 89.67, "mistakes": (Mistake("left", lambda: 10.33, "What is left."),)}
    share = Exercise("E97.89", "number", "", unit="per cent", **what)
    verdict = judge(share, 0.103)
    assert verdict.code == "left"
    assert verdict.message == "What is left. And mind the scale: the task asks for per cent."
    assert code(share, 10330) == "wrong" and code(share, 0.897) == "unit"
    dollars = Exercise("E97.90", "number", "", unit="US$ millions", **what)
    assert code(dollars, 10330) == "left"


def test_years_and_counts_are_not_rounded():
    from claimlab.lessons.declare import Exercise

    year = Exercise("E97.82", "number", "", right=lambda: 2008)
    assert code(year, 2010) == "wrong" and code(year, 2008) == "right"
    kappa = Exercise("E97.83", "number", "", right=lambda: 0.5812)
    assert code(kappa, 0.58) == "right"
    assert code(kappa, 0.6) == "wrong" and "one more digit" in judge(kappa, 0.6).message


@pytest.mark.parametrize(
    ("right", "given", "expected"),
    [
        (False, True, "wrong"),
        (True, False, "wrong"),
        (False, "no", "right"),
        ("Cúcuta", "cúcuta ", "right"),
        ("Cúcuta", "Táchira", "wrong"),
        ("Cúcuta", "Arauca", "wrong"),
    ],
)
def test_a_part_that_is_no_number_is_the_same_or_it_is_not(right, given, expected):
    from claimlab.lessons.declare import Exercise

    ex = Exercise("E97.75", "number", "", right=lambda: (2008, right), parts=("year", "other"))
    assert code(ex, (2008, given)) == expected


def test_each_part_may_be_rounded():
    from claimlab.lessons.declare import Exercise

    pair = Exercise("E97.84", "number", "", right=lambda: (2008, 6092.4), parts=("year", "total"))
    assert code(pair, (2008, 6100)) == "right" and code(pair, (2010, 6092.4)) == "wrong"
    assert "year 2,008" not in judge(pair, (2008, 6100)).message


def test_a_decimal_comma_in_code_is_explained(sample):
    assert "write decimals with a point" in judge(sample.SHARE, (83, 3)).message


def test_every_number_of_every_lesson_may_be_rounded_unless_a_mistake_rounds_to_the_same():
    from claimlab.judging.numeric import rounds_to
    from claimlab.lessons import lesson, lesson_ids

    tried = 0
    for ex in (
        e for n in lesson_ids() for e in lesson(n).exercises if e.kind == "number" and not e.parts
    ):
        right = ex.right()
        for digits in (2, 3, 4):
            short = float(f"{right:.{digits}g}")
            others = [m.value() for m in ex.mistakes]
            mixed = any(rounds_to(short, plain(o), ex.unit) for o in others if np.isscalar(o))
            if rounds_to(short, plain(right), ex.unit) and not mixed:
                assert code(ex, short) in ("right", *(m.code for m in ex.mistakes)), (ex.id, short)
                tried += 1
    assert tried > 10


# Choice, labels, order ---------------------------------------------------------------------------


def test_right_numbers_in_another_order_are_named_unless_declared(sample):
    from claimlab.lessons.declare import Exercise, Mistake

    pair = {"right": lambda: (383.1, 128.2), "parts": ("Norte de Santander", "Táchira")}
    verdict = judge(Exercise("E97.93", "number", "", **pair), (128.2, 383.1))
    assert verdict.code == "wrong"
    assert (
        verdict.message
        == "These are the right numbers in another order: Norte de Santander, then Táchira."
    )
    swapped = Mistake("swapped", lambda: (128.2, 383.1), "The other way round.")
    assert (
        code(Exercise("E97.94", "number", "", **pair, mistakes=(swapped,)), (128.2, 383.1))
        == "swapped"
    )
    assert "order" not in judge(Exercise("E97.95", "number", "", **pair), (128.2, 128.2)).message


@pytest.mark.parametrize("answer", [0, 100, 80, 84])
def test_a_guess_is_not_taken_for_a_rounded_answer(sample, answer):
    assert "digit" not in judge(sample.SHARE, answer).message


def test_labels_that_are_a_judgement_get_no_verdict(sample):
    from dataclasses import replace

    opinion = replace(sample.LABELS, optional=True)
    off = {"S01": "normative", "S02": "causal", "S03": "normative"}
    assert (
        judge(opinion, off).message
        == "Your labels are stored. You agree with the key on 2 of 3; you differ on “It peaked”."
    )
    assert judge(opinion, {"S01": "figure"}).message == (
        "Items without a label: 2. Your labels are stored. You agree with the key on 1 of 1."
    )
    assert judge(opinion, off | {"S02": "figure"}).message.endswith(
        "“Politics killed it”: Three words can hold a cause."
    )


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("2015", "right"),
        (2015, "right"),
        (2015.0, "right"),
        ("in august  2015", "right"),
        (["2015"], "right"),
        ("2019", "break"),
        ("2009", "wrong"),
        ("2016", "kind"),
        (True, "kind"),
        ([1, 2], "kind"),
    ],
)
def test_choices(sample, answer, expected):
    assert code(sample.CHOICE, answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected", "words"),
    [
        ({"S01": "figure", "S02": "causal", "S03": "normative"}, "right", "right"),
        (pd.Series({"S01": "figure", "S02": "a cause", "S03": "NORMATIVE"}), "right", "right"),
        (["figure", "causal", "normative"], "right", "right"),
        (
            {"S01": "figure", "S02": "figure", "S03": "normative"},
            "cause-as-fact",
            "“Politics killed it”: Three words can",
        ),
        (
            {"S02": "figure"},
            "cause-as-fact",
            "Items without a label: 2. “Politics killed it”: Three words can",
        ),
        (
            {"S01": "normative", "S02": "causal", "S03": "normative"},
            "wrong",
            "Labels that agree with the key: 2 of 3. Look again at “It peaked”",
        ),
        (
            {"S01": "figure", "S02": None, "S03": ""},
            "kind",
            "Items without a label: 2. Labels that agree with the key: 1 of 1.",
        ),
        ({"S09": "figure"}, "kind", "'S09'"),
        ({"S01": "zebra"}, "kind", "not on offer"),
        (7, "kind", "dictionary"),
    ],
)
def test_labels(sample, answer, expected, words):
    verdict = judge(sample.LABELS, answer)
    assert (verdict.code, words in verdict.message) == (expected, True), verdict


@pytest.mark.parametrize(
    ("answer", "expected", "words"),
    [
        (["init", "loop", "solve", "norm"], "right", "right"),
        (("w = 1", "for _ in range(99):", "w = f(w)", "norm"), "right", "right"),
        (["init", "loop", "norm", "solve"], "norm-first", "Normalise"),
        (["init", "raw"], "no-anchor", "anchor"),
        (["init", "solve", "loop", "norm"], "wrong", "line 2"),
        (["init", "loop", "solve", "stop"], "wrong", "belongs nowhere"),
        (["init", "loop", "norm"], "wrong", "line 3"),
        (["init", "loop"], "wrong", "not finished"),
        (["init", "zebra"], "kind", "Position 2"),
        (["init", "init"], "kind", "twice"),
        (["zebra"], "kind", "no block"),
        ({"init", "loop"}, "kind", "no order"),
        ("init", "kind", "list"),
    ],
)
def test_orders(sample, answer, expected, words):
    verdict = judge(sample.ORDER, answer)
    assert (verdict.code, words in verdict.message) == (expected, True), verdict


# Cards -------------------------------------------------------------------------------------------


def test_a_card_that_fits_is_right_as_dictionary_and_as_text(sample):
    card = sample.CARD.schema["examples"][0]
    assert judge(sample.CARD, card).ok and judge(sample.CARD, json.dumps(card)).ok


@pytest.mark.parametrize(
    ("changes", "expected", "words"),
    [
        ({"counterfactual": " "}, "no-counterfactual", "Than what"),
        ({"outcome": "they should trade"}, "normative", "tested"),
        ({"outcome": ""}, "wrong", "'Outcome' is still blank"),
        ({"outcome": "x"}, "wrong", "'Outcome' is too short"),
        ({"period": "long ago"}, "wrong", "'Period' is not in the form"),
        (
            {"period": "long ago", "outcome": ""},
            "wrong",
            "'Outcome' is still blank. After it, one more field needs a look.",
        ),
        (
            {"outcome": "", "period": ""},
            "wrong",
            "'Outcome' is still blank. After it, one more field needs a look.",
        ),
        (
            {"outcome": "", "period": "", "zebra": 1},
            "wrong",
            "'Outcome' is still blank. After it, 2 more fields need a look.",
        ),
        ({"period": 2008}, "wrong", "wrong kind"),
        ({"zebra": 1}, "wrong", "does not ask for"),
    ],
)
def test_cards(sample, changes, expected, words):
    verdict = judge(sample.CARD, sample.CARD.schema["examples"][0] | changes)
    assert (verdict.code, words in verdict.message) == (expected, True), verdict


def test_a_field_that_may_be_a_number_is_read_as_its_text():
    from claimlab.lessons.declare import Exercise

    part = {"type": ["string", "number"], "pattern": r"^\d{1,2}$"}
    card = Exercise("E99.9", "card", "A chance", schema={"properties": {"chance": part}})
    answers = (35, 35.0, " 35 ", 0.35, True, [35])
    assert [judge(card, {"chance": a}).ok for a in answers] == [True] * 3 + [False] * 3


def test_a_text_is_no_card(sample):
    assert code(sample.CARD, "no card") == "kind"


def test_right_answers_are_computed_once(sample):
    from claimlab.lessons.declare import Exercise

    calls = []
    ex = Exercise("E97.92", "number", "", right=lambda: calls.append(1) or 5.0)
    assert [code(ex, 5), code(ex, 6), code(ex, 5)] == ["right", "wrong", "right"] and len(
        calls
    ) == 1
