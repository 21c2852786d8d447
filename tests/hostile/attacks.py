"""Files that somebody could hand in to break the grading, to change a grade, or to reach the instructor's machine.

Each attack puts files into a folder of sheets. `says` is a part of the reason under which every file must
be listed; an attack without it does no harm and counts as an ordinary sheet.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from answer_sheets import answer, sealed, sheet, write

ATTACKS: dict[str, Attack] = {}
FILE = "lesson-01.mallory.answers.json"
SCRIPT = "<script>window.hacked=1;alert(1)</script>"
IMAGE = '<img src=x onerror="window.hacked=1;alert(1)">'


@dataclass(frozen=True)
class Attack:
    make: Callable[[Path], object]
    says: str = ""


def attack(says: str = ""):
    def add(make: Callable[[Path], object]) -> Callable[[Path], object]:
        ATTACKS[make.__name__] = Attack(make, says)
        return make

    return add


def forged(**changed: object) -> dict[str, object]:
    """Mallory's sheet, with whatever is changed sealed again."""
    return sheet("01", "Mallory", **changed)


def with_answer(value: object, **members: object) -> dict[str, object]:
    return forged(answers={"E01.2": answer("E01.2", 1) | {"value": value} | members})


def raw(folder: Path, content: bytes | str, file: str = FILE) -> None:
    (folder / file).write_bytes(content.encode() if isinstance(content, str) else content)


def text_with(old: str, new: str, **changed: object) -> str:
    """The JSON text of a sheet in which one piece is exchanged, for what Python's encoder would never write."""
    text = json.dumps(forged(**changed))
    assert old in text
    return text.replace(old, new, 1)


def with_number(digits: str) -> str:
    return text_with('"attempts": 1', f'"attempts": {digits}')


# Numbers and sizes ---------------------------------------------------------------------------------


@attack("more than 40 digits")
def integer_of_a_million_digits(folder):
    raw(folder, with_number("9" * 900_000))


@attack("more than 40 digits")
def integer_at_pythons_own_limit(folder):
    raw(folder, with_number("9" * 4300))


@attack("not finite")
def float_beyond_every_range(folder):
    raw(folder, with_number("1e999999"))


@attack("stored verdict differs")
def largest_float_as_an_answer(folder):
    write(folder, with_answer(1.7976931348623157e308, verdict="right"), FILE)


@attack("not finite")
def nan(folder):
    raw(folder, with_number("NaN"))


@attack("not finite")
def infinity(folder):
    raw(folder, with_number("-Infinity"))


@attack("answers/E01.2/attempts (minimum)")
def negative_attempts(folder):
    write(folder, with_answer(1, attempts=-5), FILE)


@attack("answers/E01.2/attempts (type)")
def attempts_that_are_true(folder):
    write(folder, with_answer(1, attempts=True), FILE)


@attack("larger than any answer sheet")
def huge_file(folder):
    raw(folder, text_with("Mallory", "M" * 30_000_000))


@attack("larger than any answer sheet")
def sparse_file_of_a_terabyte(folder):
    with (folder / FILE).open("wb") as file:
        file.truncate(2**40)


@attack("name (maxLength)")
def very_long_name(folder):
    write(folder, forged(name="M" * 100_000), FILE)


@attack("answers/E01.2/value (maxLength)")
def very_long_value(folder):
    write(folder, with_answer("x" * 500_000), FILE)


@attack("more values than")
def very_many_values(folder):
    raw(folder, json.dumps(with_answer([[0] * 4000 for _row in range(80)])))


@attack("answers (maxProperties)")
def very_many_answers(folder):
    write(folder, forged(answers={f"E01.{n}": answer("E01.2", 1) for n in range(1, 99)}), FILE)


@attack("levels deep")
def deep_nesting(folder):
    raw(folder, "[" * 400_000 + "]" * 400_000)


@attack("levels deep")
def deep_nesting_inside_a_sheet(folder):
    raw(folder, text_with('"hints": 0', '"hints": ' + '{"a":' * 5000 + "0" + "}" * 5000))


@attack("no JSON")
def quotation_marks_without_end(folder):
    raw(folder, '"' + '\\"' * 400_000)


@attack("no answer sheet of this kit")
def two_thousand_tiny_files(folder):
    for n in range(2000):
        raw(folder, "{}", f"lesson-01.{n:04}.answers.json")


# Encodings and damage ------------------------------------------------------------------------------


@attack()
def byte_order_mark(folder):
    raw(folder, b"\xef\xbb\xbf" + json.dumps(forged()).encode())


@attack("no text in UTF-8")
def invalid_utf8(folder):
    raw(folder, json.dumps(forged()).encode().replace(b"Mallory", b"Mall\xff\xfery"))


@attack("no text in UTF-8")
def utf16(folder):
    raw(folder, json.dumps(forged()).encode("utf-16"))


@attack("half characters")
def lone_surrogate_in_the_name(folder):
    write_ascii(folder, forged(name="Mallory \ud800"))


@attack("half characters")
def lone_surrogate_in_an_answer(folder):
    write_ascii(folder, with_answer("\udfff"))


def write_ascii(folder: Path, answers: dict[str, object]) -> None:
    raw(folder, json.dumps(answers))


@attack("no JSON")
def truncated(folder):
    raw(folder, json.dumps(forged())[:-200])


@attack("empty")
def empty(folder):
    raw(folder, "")


@attack("no JSON")
def null_bytes(folder):
    raw(folder, b"\0" * 5000)


@attack("no JSON")
def two_documents_in_one_file(folder):
    raw(folder, json.dumps(forged()) * 2)


@attack("no answer sheet of this kit")
def list_instead_of_object(folder):
    raw(folder, json.dumps([forged()]))


@attack("stands twice")
def duplicate_keys(folder):
    raw(folder, text_with('"name": "Mallory"', '"name": "Mallory", "name": "Ana"'))


@attack("stands twice")
def duplicate_keys_deep_inside(folder):
    raw(folder, text_with('"attempts": 1', '"attempts": 1, "attempts": 2'))


# Packed files --------------------------------------------------------------------------------------


def zip_bomb_bytes() -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("../../lesson-01.ana.answers.json", b"\0" * 50_000_000)
    return inner.getvalue()


@attack("does not end in .answers.json")
def zip_bomb(folder):
    raw(folder, zip_bomb_bytes(), "lesson-01.mallory.answers.json.zip")


@attack("no text in UTF-8")
def zip_bomb_named_as_a_sheet(folder):
    raw(folder, zip_bomb_bytes())


@attack("no text in UTF-8")
def gzip_bomb_named_as_a_sheet(folder):
    raw(folder, gzip.compress(json.dumps(forged()).encode() + b" " * 50_000_000))


# What is no file -----------------------------------------------------------------------------------


@attack("a link")
def link_to_the_password_file(folder):
    (folder / FILE).symlink_to("/etc/passwd")


@attack("a link")
def link_to_another_students_sheet(folder):
    (folder / FILE).symlink_to(next(folder.glob("*ana*")))


@attack("a link")
def link_to_itself(folder):
    (folder / FILE).symlink_to(folder / FILE)


@attack("a link")
def link_to_a_folder_outside(folder):
    (folder / "more").symlink_to(folder.parent, target_is_directory=True)


@attack("a pipe")
def pipe(folder):
    os.mkfifo(folder / FILE)


@attack("a device")
def socket_file(folder):
    here = os.getcwd()
    os.chdir(folder)  # a socket's path may not be long
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(FILE)
    finally:
        os.chdir(here)


@attack("a folder")
def folder_named_as_a_sheet(folder):
    (folder / FILE).mkdir()
    write(folder / FILE, forged(name="Ana", answers={}))


# Paths in names ------------------------------------------------------------------------------------


@attack("signs that names do not have")
def path_upwards_in_the_name(folder):
    write(folder, forged(name="../../../../tmp/owned"), FILE)


@attack("signs that names do not have")
def absolute_path_in_the_name(folder):
    write(folder, forged(name="/etc/cron.d/owned"), FILE)


@attack("signs that names do not have")
def windows_path_in_the_name(folder):
    write(folder, forged(name="C:\\Windows\\owned"), FILE)


@attack()
def windows_device_as_name(folder):
    write(folder, forged(name="CON"), FILE)


@attack("characters that do not show")
def null_and_line_breaks_in_the_name(folder):
    write(folder, forged(name="Mal\0lory\r\nSet-Cookie: a"), FILE)


@attack("characters that do not show")
def name_that_turns_the_direction_of_reading(folder):
    write(folder, forged(name="Mallory\u202egnp.exe"), FILE)


@attack("names no student")
def name_that_does_not_show(folder):
    write(folder, forged(name="\u200b\u2060 \u202e"), FILE)


@attack("unusual name")
def path_and_formula_in_the_file_name(folder):
    write(folder, forged(), "=cmd|'..%2f..%2fowned'!A0 .answers.json")


@attack("unusual name")
def line_break_and_markup_in_the_file_name(folder):
    write(folder, forged(), "a\n<img src=x onerror=alert(1)>\u202e.answers.json")


@attack("unusual name")
def file_name_that_is_no_utf8(folder):
    with open(os.fsencode(folder) + b"/mallory-\xff\xfe.answers.json", "wb") as file:
        file.write(json.dumps(forged()).encode())


@attack()
def longest_file_name(folder):
    write(folder, forged(), "m" * 230 + ".answers.json")


# Markup and formulas -------------------------------------------------------------------------------


@attack("markup")
def script_in_the_name(folder):
    write(folder, forged(name=f"Mallory {SCRIPT}"), FILE)


@attack("markup")
def script_in_an_answer(folder):
    write(
        folder,
        forged(answers={e: answer(e, f"</td></table>{SCRIPT}{IMAGE}") for e in ("E01.1", "E01.2")}),
        FILE,
    )


@attack("markup")
def script_in_a_judgement(folder):
    write(
        folder,
        forged(judgements={"C07": {"status": "supported", "because": f"\"'>{SCRIPT}"}}),
        FILE,
    )


@attack("markup")
def script_in_an_explanation(folder):
    made = forged()
    for said in made["replies"].values():
        said["text"] = IMAGE + "</style></title><!--"
    write(folder, sealed(made), FILE)


@attack("signs that names do not have")
def formula_in_the_name(folder):
    write(folder, forged(name='=HYPERLINK("http://example.org","click")'), FILE)


@attack("signs that names do not have")
def formula_behind_a_semicolon(folder):
    write(folder, forged(name="Mallory;=1+1"), FILE)


@attack("signs that names do not have")
def formula_of_another_sign(folder):
    write(folder, forged(name="@SUM(1)"), FILE)


@attack("takes for an instruction")
def name_that_sets_the_points_of_a_lesson(folder):
    write(folder, forged(name="    Points Possible"), FILE)


# Lies ----------------------------------------------------------------------------------------------


@attack("stored verdict differs")
def forged_verdicts(folder):
    made = forged(
        answers={
            e: answer(e, 1) | {"verdict": "right", "codes": ["right"]} for e in ("E01.1", "E01.2")
        }
    )
    write(folder, made, FILE)


@attack("checksum does not match")
def changed_without_a_new_checksum(folder):
    made = forged(answers={})
    made["answers"] = forged()["answers"]
    write(folder, made, FILE)


@attack("checksum does not match")
def made_up_checksum(folder):
    write(folder, forged() | {"checksum": "sha256:" + "0" * 64}, FILE)


@attack("checksum (pattern)")
def checksum_of_another_kind(folder):
    write(folder, forged() | {"checksum": "md5:0"}, FILE)


@attack("Not part of lesson 01")
def unknown_and_foreign_exercises(folder):
    made = forged()
    extra = {item: made["answers"]["E01.2"] for item in ("E00.1", "E01.99", "E77.1")}
    write(folder, sealed(made | {"answers": made["answers"] | extra}), FILE)


@attack("Not part of lesson 01")
def unknown_predictions_questions_and_claims(folder):
    made = forged()
    for part, item in (("predictions", "P00.1"), ("quiz", "Q00.1"), ("judgements", "C99")):
        made[part][item] = next(iter(made[part].values()))
    write(folder, sealed(made), FILE)


@attack("no lesson 77")
def foreign_lesson(folder):
    write(folder, forged(lesson="77"), FILE)


@attack("form of version 99")
def unknown_schema_version(folder):
    write(folder, forged(schema_version=99), FILE)


@attack("form of version")
def schema_version_of_the_wrong_kind(folder):
    write(folder, forged(schema_version=[1, {"a": SCRIPT}]), FILE)


@attack("time on the sheet")
def time_in_the_far_future(folder):
    write(folder, forged(submitted_at="9999-12-31T23:59:59+00:00"), FILE)


@attack("time on the sheet")
def time_that_does_not_exist(folder):
    write(folder, forged(submitted_at="2026-99-99T99:99:99Z"), FILE)


@attack("other tables")
def other_version_of_the_tables(folder):
    write(folder, forged(data_version="0123456789ab"), FILE)


@attack("answers (pattern)")
def names_of_pythons_and_javascripts_own(folder):
    write(
        folder,
        forged(answers={"__proto__": answer("E01.2", 1), "__class__": answer("E01.2", 1)}),
        FILE,
    )


@attack("stored verdict differs")
def objects_as_answers(folder):
    value = {
        "__class__": "os.system",
        "__reduce__": ["os.system", ["touch /tmp/owned"]],
        "$ref": "file:///etc/passwd",
        "constructor": None,
    }
    write(folder, with_answer(value, verdict="right"), FILE)


@attack("(additionalProperties)")
def members_that_no_sheet_has(folder):
    write(folder, forged(points=1000, grade="A"), FILE)


@attack("(type)")
def parts_of_the_wrong_kind(folder):
    write(folder, forged(answers=[["E01.2", 1]]), FILE)


@attack("does not fit the question")
def guesses_that_fit_no_question(folder):
    made = forged()
    for said in made["predictions"].values():
        said["votes"] = [{"vote": 1, "value": SCRIPT[:60], "at": "2026-03-02T14:00:00Z"}]
    write(folder, sealed(made), FILE)


@attack()
def option_that_a_question_does_not_have(folder):
    made = forged()
    for said in made["quiz"].values():
        said["value"] = 10**12
    write(folder, sealed(made), FILE)


@attack("Other answers under the same name")
def two_sheets_of_one_student(folder):
    write(folder, forged(), "lesson-01.mallory.answers.json")
    write(folder, forged(answers={}), "lesson-01.mallory.answers (1).json")


@attack("Other answers under the same name")
def one_student_in_two_cases_and_normal_forms(folder):
    write(folder, forged(name="Zoë Ñuñez"), "a.answers.json")
    write(folder, forged(name="ZOE\u0308  N\u0303UN\u0303EZ", answers={}), "b.answers.json")


# Names that pass for another's ----------------------------------------------------------------------


@attack("looks like 'Ana Pérez'")
def name_in_letters_of_another_alphabet(folder):
    write(folder, forged(name="Аnа Реrеz".replace("n", "n")), FILE)


@attack("looks like 'Ana Pérez'")
def name_with_a_digit_for_a_letter(folder):
    write(folder, forged(name="Ana Per3z"), FILE)


@attack("mixes two alphabets")
def name_of_nobody_in_two_alphabets(folder):
    write(folder, forged(name="Mаllory"), FILE)


@attack("characters that do not show")
def name_with_fillers_that_are_letters(folder):
    write(folder, forged(name="Mal\u3164lory\u2800\ufe0f"), FILE)


@attack("names no student")
def name_of_fillers_alone(folder):
    write(folder, forged(name="\u3164\u115f\u2800\ufe0f\U000e0041"), FILE)


@attack("names no student")
def name_without_a_letter(folder):
    write(folder, forged(name="…—·"), FILE)


# Ids and parts that belong elsewhere ----------------------------------------------------------------


@attack("answers (pattern)")
def id_with_a_line_break_behind_it(folder):
    write(folder, forged(answers={"E01.2\n": answer("E01.2", 1)}), FILE)


@attack("lesson (pattern)")
def lesson_with_a_line_break_behind_it(folder):
    write(folder, forged(lesson="01\n"), FILE)


@attack("Not part of lesson 01")
def forecasts_of_another_lesson(folder):
    write(folder, forged(forecasts={"F1": 99, "F2": 1}), FILE)


@attack("Not part of lesson 01")
def goals_and_replies_of_another_lesson(folder):
    made = forged(goals={"G00.1": {"value": {"share": 1}, "at": "2026-03-02T14:00:00Z"}})
    made["replies"]["G00.1"] = {"text": "hello", "at": "2026-03-02T14:00:00Z"}
    write(folder, sealed(made), FILE)


@attack("goals/G01.1/value/text (maxLength)")
def goal_as_long_as_a_book(folder):
    goal = {"value": {"text": "x" * 90_000}, "at": "2026-03-02T14:00:00Z"}
    write(folder, forged(goals={"G01.1": goal}), FILE)


# What a person should look at -----------------------------------------------------------------------


@attack("keys struck at random")
def card_of_nonsense(folder):
    made = forged(
        judgements={"C07": {"status": "supported", "because": "asdkjh qwlkejh zxcmnb sdfkjh wer"}}
    )
    made["judgements"] = {next(iter(forged()["judgements"])): made["judgements"]["C07"]}
    write(folder, sealed(made), FILE)


@attack("worked solution was opened")
def every_solution_seen(folder):
    made = forged()
    for said in made["answers"].values():
        said["solution_seen"] = True
    write(folder, sealed(made), FILE)


@attack("attempts at")
def a_million_attempts(folder):
    write(folder, with_answer(1, attempts=1_000_000), FILE)


@attack("files of this lesson were handed in")
def flood_of_one_sheet(folder):
    for n in range(60):
        write(folder, forged(), f"lesson-01.mallory.{n:03}.answers.json")


def timed(made: dict[str, object]) -> dict[str, object]:
    """The sheet with a time of its own at every answer, as a lesson that was worked through has."""
    for n, said in enumerate(made["answers"].values()):
        said["at"] = f"2026-03-02T14:{n:02}:07.{137 * n % 1000:03}+00:00"
    return sealed(made)


@attack("times are the same")
def a_sheet_copied_between_two(folder):
    for name in ("Mallory", "Trudy"):
        write(folder, timed(forged(name=name)), f"lesson-01.{name.lower()}.answers.json")


@attack("same unusual wrong answers")
def wrong_answers_copied_between_two(folder):
    wrong = {"E01.2": answer("E01.2", 123.456), "E01.3": answer("E01.3", 77.1234)}
    for name in ("Mallory", "Trudy"):
        write(folder, forged(name=name, answers=wrong), f"lesson-01.{name.lower()}.answers.json")


@attack("The same words as in")
def words_copied_between_two(folder):
    for name in ("Mallory", "Trudy"):
        made = forged(name=name)
        made["replies"]["P01.1"]["text"] = (
            "The exports had fallen long before anybody closed a bridge."
        )
        write(folder, sealed(made), f"lesson-01.{name.lower()}.answers.json")


# Goals that nobody reached ----------------------------------------------------------------------------

NOT_REACHED = "do not reach the goal"


def with_goal(value: object, goal: str = "G01.1") -> dict[str, object]:
    said = {goal: {"value": value, "at": "2026-03-02T14:00:00Z"}}
    return sheet(goal[1:3], "Mallory", goals=said)


@attack(NOT_REACHED)
def goal_at_settings_that_miss_it(folder):
    write(folder, with_goal({"start": 2008, "count": "dollars", "basis": "is_preferred"}), FILE)


@attack(NOT_REACHED)
def goal_without_settings(folder):
    write(folder, with_goal({}), FILE)


@attack(NOT_REACHED)
def goal_of_nothing(folder):
    write(folder, with_goal(None), FILE)


@attack(NOT_REACHED)
def goal_that_says_it_is_true(folder):
    write(folder, with_goal(True), FILE)


@attack(NOT_REACHED)
def goal_at_a_year_that_no_slider_has(folder):
    write(folder, with_goal({"year": 10**30}, "G06.4"), FILE)


@attack(NOT_REACHED)
def goal_at_a_number_as_a_text(folder):
    write(folder, with_goal({"year": "2021"}, "G06.4"), FILE)


@attack(NOT_REACHED)
def goal_between_two_places_of_a_slider(folder):
    write(folder, with_goal({"year": 2021.5}, "G06.4"), FILE)


@attack(NOT_REACHED)
def goal_with_a_control_too_many(folder):
    write(folder, with_goal({"year": 2021, "is_reached": True}, "G06.4"), FILE)


@attack(NOT_REACHED)
def goal_whose_control_is_pythons_own(folder):
    write(folder, with_goal({"__class__": "Explore", "self": 1}, "G06.4"), FILE)


@attack(NOT_REACHED)
def goal_of_a_trail_with_its_last_step_alone(folder):
    write(folder, with_goal({"arrivals": 140, "leaving": 6.0}, "G06.2"), FILE)


@attack(NOT_REACHED)
def goal_of_a_trail_without_a_step(folder):
    write(folder, with_goal([], "G06.2"), FILE)


@attack(NOT_REACHED)
def goal_of_a_trail_with_a_step_that_is_none(folder):
    good = [{"arrivals": a, "leaving": x} for a, x in ((0, 1.0), (140, 6.0), (400, 15.0))]
    write(folder, with_goal([*good, {"arrivals": -1, "leaving": 6.0}], "G06.2"), FILE)


@attack(NOT_REACHED)
def goal_of_a_trail_of_four_thousand_steps(folder):
    step = {"arrivals": 600, "leaving": 0.0}
    write(folder, with_goal([step] * 4000, "G06.2"), FILE)


@attack("goals/G01.1/value (maxItems)")
def goal_of_more_steps_than_a_sheet_may_hold(folder):
    write(folder, with_goal([1] * 5000), FILE)


# Older forms, and what they could bring in --------------------------------------------------------------


def of_form_1(**changed: object) -> dict[str, object]:
    made = {k: v for k, v in forged().items() if k not in ("goals", "replies")}
    return sealed(made | {"schema_version": 1} | changed)


@attack("Written in form 1")
def older_form(folder):
    write(folder, of_form_1(), FILE)


@attack("checksum does not match")
def older_form_that_was_changed(folder):
    write(folder, of_form_1() | {"answers": {}}, FILE)


@attack("(additionalProperties)")
def older_form_with_members_of_no_form(folder):
    write(folder, of_form_1(points=1000), FILE)


@attack(NOT_REACHED)
def older_form_that_brings_goals(folder):
    goals = {"G01.1": {"value": {}, "at": "2026-03-02T14:00:00Z"}}
    write(folder, of_form_1(goals=goals), FILE)


@attack("predictions/P01.1 (type)")
def older_form_whose_guess_is_a_number(folder):
    write(folder, of_form_1(predictions={"P01.1": 7}), FILE)


@attack("replies/P01.1/text (type)")
def older_form_whose_explanation_is_an_object(folder):
    votes = [{"vote": 1, "value": 40, "at": "2026-03-02T14:00:00Z"}]
    said = {"P01.1": {"votes": votes, "explanation": {"toString": SCRIPT}}}
    write(folder, of_form_1(predictions=said), FILE)


@attack("form of version True")
def older_form_by_a_truth_value(folder):
    write(folder, of_form_1(schema_version=True), FILE)


@attack("form of version 0")
def form_before_the_first(folder):
    write(folder, of_form_1(schema_version=0), FILE)


@attack("no longer has is left out")
def status_of_an_older_rule(folder):
    said = {"C07": {"status": "still open", "because": "asd"}}
    write(folder, forged(judgements=said), FILE)


@attack("judgements/C07/status (enum)")
def status_of_no_rule(folder):
    write(folder, forged(judgements={"C07": {"status": "true", "because": ""}}), FILE)


# Digits, ids and names that only look right -------------------------------------------------------------


@attack("answers (pattern)")
def id_in_digits_of_full_width(folder):
    write(folder, forged(answers={"E01.２": answer("E01.2", 1)}), FILE)


@attack("lesson (pattern)")
def lesson_in_arabic_digits(folder):
    write(folder, forged(lesson="٠١"), FILE)


@attack("submitted_at (pattern)")
def time_in_another_zone(folder):
    write(folder, forged(submitted_at="2026-03-02T14:00:00+14:00"), FILE)


@attack("time on the sheet")
def time_before_the_text_was_printed(folder):
    write(folder, forged(submitted_at="2022-09-14T23:59:59Z"), FILE)


@attack("takes for an instruction")
def name_that_sets_points_in_letters_of_full_width(folder):
    write(folder, forged(name="Ｐｏｉｎｔｓ\u00a0 POSSIBLE"), FILE)


@attack("names no student")
def name_of_one_picture(folder):
    write(folder, forged(name="🙂🙂"), FILE)


@attack("signs that names do not have")
def name_that_closes_a_table(folder):
    write(folder, forged(name="Mallory</td></tr></table>"), FILE)


@attack("checksum (pattern)")
def checksum_in_capitals(folder):
    made = forged()
    write(folder, made | {"checksum": made["checksum"].upper()}, FILE)


@attack("belongs to the course 'borderlab'")
def mark_of_a_course_that_nearly_is_this(folder):
    write(folder, forged(format="borderlab -answers"), FILE)


@attack("no answer sheet of this kit")
def mark_that_is_an_object(folder):
    write(folder, forged(format={"const": "borderlab-answers"}), FILE)


@attack("does not end in .answers.json")
def program_behind_the_name_of_a_sheet(folder):
    write(folder, forged(), "lesson-01.mallory.answers.json.exe")


@attack("larger than any answer sheet")
def sheet_of_spaces(folder):
    raw(folder, json.dumps(forged()) + " " * 1_000_001)


@attack("no JSON")
def sheet_with_a_remark_in_it(folder):
    raw(folder, json.dumps(forged())[:-1] + "// points: 1000\n}")


@attack("no JSON")
def sheet_of_another_notation(folder):
    raw(folder, "format: borderlab-answers\nname: &a [*a]\n")


@attack("stored verdict differs")
def truth_value_for_a_number(folder):
    write(folder, with_answer(True, verdict="right"), FILE)


@attack("stored verdict differs")
def number_of_forty_digits(folder):
    write(folder, with_answer(10**39, verdict="right"), FILE)


@attack("stored verdict differs")
def smallest_number_there_is(folder):
    write(folder, with_answer(5e-324, verdict="right"), FILE)


@attack("stored verdict differs")
def answer_as_a_formula_in_words(folder):
    write(folder, with_answer("=1-0.3", verdict="right"), FILE)


@attack("stored verdict differs")
def all_numbers_at_once_as_an_answer(folder):
    write(folder, with_answer([n / 10 for n in range(1000)], verdict="right"), FILE)


@attack("does not fit the question")
def guess_upside_down(folder):
    made = forged()
    bands = [
        i for i, said in made["predictions"].items() if isinstance(said["votes"][0]["value"], list)
    ]
    item = bands[0] if bands else "P01.1"
    made["predictions"][item]["votes"][0]["value"] = [1e300, -1e300]
    write(folder, sealed(made), FILE)
