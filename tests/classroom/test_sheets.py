"""A sheet that the kit writes is read; anything else is refused with its reason, and reading never raises."""

import json

import pytest
from answer_sheets import sealed, sheet, write
from hypothesis import given, settings
from hypothesis import strategies as st

from claimlab.classroom.mark import mark
from claimlab.judging.judge import judge, plain
from claimlab.lessons import lesson, lesson_ids
from claimlab.sheets.form import MAX_VALUES, Unparsable, encoded, parsed
from claimlab.sheets.names import identity, is_sheet_name, one_line
from claimlab.sheets.read import MAX_BYTES, Rejection, Sheet, read_sheet
from claimlab.teaching.store import store
from claimlab.teaching.submit import submit

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=20,
)


@pytest.mark.parametrize("lesson_id", lesson_ids())
def test_what_submit_writes_is_read_without_a_remark(lesson_id):
    for asked in lesson(lesson_id).exercises:
        for value in [0, *([plain(asked.right())] if asked.right else [])]:
            store().add("attempt", asked.id, value, judge(asked, value).code)
    read = read_sheet(submit(lesson_id, name="Zoë O’Neill-Ñuñez").path)
    assert isinstance(read, Sheet), read
    assert (read.name, read.lesson, read.remarks) == ("Zoë O’Neill-Ñuñez", lesson_id, ())
    assert set(read.answers) == {asked.id for asked in lesson(lesson_id).exercises}


def test_the_maker_of_these_tests_builds_sheets_as_submit_does():
    written = json.loads(submit("01", name="Ana").path.read_text(encoding="utf-8"))
    assert list(written) == list(sheet("01", "Ana"))


def test_a_sheet_that_canvas_or_a_browser_renamed_is_one():
    stems = (
        "perez_12_345_lesson-02.ana.answers.json",
        "lesson-02.ana.answers-1.json",
        "lesson-02.ana.answers (2).JSON",
    )
    assert all(map(is_sheet_name, stems))
    others = (
        "answers.json",
        "lesson-02.ana.answers.json.zip",
        "x.answers-99999.json",
        "x.answers.json\n",
    )
    assert not any(map(is_sheet_name, others))


def test_a_file_of_as_many_values_as_a_sheet_may_hold_is_read_and_no_more():
    """Counted by brackets and commas, before anything is parsed; those in a text are none."""
    most = "[" + "0," * (MAX_VALUES - 1) + '",,,[{"]'
    assert len(parsed(most)) == MAX_VALUES
    with pytest.raises(Unparsable, match=f"over {MAX_VALUES}"):
        parsed("[0," + most[1:])
    assert MAX_VALUES == 30_000


def test_what_no_reader_takes_is_not_written():
    with pytest.raises(ValueError):
        encoded({"value": float("nan")})


def test_the_largest_file_that_is_read_is_one_that_fits(tmp_path):
    text = json.dumps(sheet("01", "Ana"))
    path = tmp_path / "a.answers.json"
    path.write_text(text + " " * (MAX_BYTES - len(text)))
    assert isinstance(read_sheet(path), Sheet)
    path.write_text(text + " " * (MAX_BYTES - len(text) + 1))
    assert "larger" in read_sheet(path).reason


def test_a_file_that_has_gone_is_a_rejection(tmp_path):
    assert "cannot be read" in read_sheet(tmp_path / "gone.answers.json").reason


@given(JSON)
@settings(max_examples=100, deadline=None)
def test_any_json_gives_a_rejection(tmp_path_factory, document):
    path = tmp_path_factory.mktemp("any") / "any.answers.json"
    path.write_text(json.dumps(document))
    assert isinstance(read_sheet(path), Rejection)


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_a_rejection(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "any.answers.json"
    path.write_bytes(content)
    assert isinstance(read_sheet(path), Rejection)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_any_change_in_the_form_is_refused_or_harmless(tmp_path_factory, data):
    made = sheet("01", "Ana")
    part = data.draw(st.sampled_from(sorted(made)))
    made[part] = data.draw(JSON)
    path = tmp_path_factory.mktemp("any") / "any.answers.json"
    try:
        path.write_text(json.dumps(sealed(made)))
    except ValueError:  # NaN has no checksum
        path.write_text(json.dumps(made))
    assert isinstance(read_sheet(path), Rejection | Sheet)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_a_cleaned_name_shows_and_stays_the_same(name):
    clean = one_line(name)
    assert clean == "".join(c for c in clean if c.isprintable())
    assert one_line(clean) == clean
    assert identity(clean) == identity(name)


def test_the_shown_name_is_under_the_folder_and_short(tmp_path):
    path = write(tmp_path, sheet("01", "Ana"))
    assert (
        read_sheet(path, "Ana_1_assignsubmission_file_/a.answers.json").file
        == "Ana_1_assignsubmission_file_/a.answers.json"
    )
    assert read_sheet(path).file == path.name


def test_a_sheet_from_before_the_pen_is_read_and_counts_as_much(tmp_path):
    """It names a status; one of today says how many bets were made. What was marked stands in neither."""
    claim = next(iter(lesson("01").claims))
    told = {"old": {"status": "supported", "because": "so"}, "new": {"bets": 2, "because": "so"}}
    for name, said in told.items():
        (tmp_path / name).mkdir()
        found = read_sheet(write(tmp_path / name, sheet("01", "Ana", judgements={claim: said})))
        assert mark(found)[0].judgements == {claim}
