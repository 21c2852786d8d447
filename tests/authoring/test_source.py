"""Reading a lesson source: what it gives, and a clear sentence for each thing that can be wrong."""

from __future__ import annotations

import pytest

from claimlab.authoring.source import read
from claimlab.errors import KitError


def test_cells_keep_their_order_ids_and_lines(write, good):
    source = read(write(good))
    assert [c.id for c in source.cells] == [
        *(
            "41-hook",
            "41-hook-2",
            "41-plate",
            "41-plate-2",
            "41-look",
            "41-look-2",
            "41-note",
            "41-note-2",
            "41-reveal",
            "41-reveal-2",
        ),
        *("41-ex1", "E41-1", "E41-1", "41-draw", "41-draw-2", "E41-8", "E41-8"),
        *("41-boats", "41-boats-2", "41-judge", "41-judge-2", "41-quiz", "41-quiz-2", "41-limits"),
    ]
    lines = good.splitlines()
    for cell in source.cells:
        shown = lines[cell.line - 1]
        assert (
            shown.startswith("```{code-cell}")
            if cell.kind == "code"
            else (cell.text.startswith(shown) or shown.startswith("+++"))
        )


def test_heading_above_a_block_opens_that_block(write, good):
    cells = {c.id: c for c in read(write(good)).cells}
    assert cells["41-look"].text.startswith("## Look\n\nLorries")
    # The exercise follows an instructor-free block, the reveal an instructor's: neither loses its heading.
    moved = good.replace(
        '+++ {"id": "41-reveal"}', '## After\n\n### Below\n\n+++ {"id": "41-reveal"}'
    )
    assert {c.id: c for c in read(write(moved)).cells}["41-reveal"].text.startswith(
        "## After\n\n### Below\n\n!["
    )


def test_front_matter_is_kept(write, good):
    source = read(write(good))
    assert (source.lesson, source.minutes["class_75"], source.language) == ("41", None, "en")
    assert source.notebook == "41-counting-lorries.ipynb"


def test_students_cells_leave_out_solutions_and_the_whole_instructor_block(write, good):
    texts = "\n".join(c.text for c in read(write(good)).student)
    assert "lorries = ..." in texts
    assert "6 * 7" not in texts and "slowest pair" not in texts and "for instructors" not in texts


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("---\nlesson", "lesson", "line 1: the file must start with front matter"),
        ("title: Counting lorries", "title: [Counting", "not YAML"),
        ('lesson: "41"', "lesson: 41", "'lesson' must be a text"),
        ('lesson: "41"', 'lesson: "40"', "open the file name"),
        ("question: How many lorries crossed?", "question:", "has no 'question'"),
        ("after: [", "terms: [bank]\nafter: [", "'terms' must be"),
        ("alone: 90", "alone: 90, core: 25", "must give class_50, class_75, alone"),
        ("question:", "quesion:", "unknown field 'quesion': did you mean 'question'"),
        (
            "minutes: {class_50: 50, class_75: null, alone: 90}",
            "minutes: {class_50: 50}",
            "must give class_50, class_75, alone",
        ),
        ("alone: 90", "alone: null", "minutes for 'alone'"),
        ("class_50: 50", "class_50: -5", "minutes for 'class_50'"),
        ('after: ["40"]', "after: [40]", "'after' must be a list"),
        (
            "# Counting lorries\n",
            "# Counting boats\n",
            "line 12: the heading 'Counting boats' differs",
        ),
        ('+++ {"id": "41-hook"}\n', "\n", "line 16: this cell has no block id"),
        ('+++ {"id": "41-look"}', "+++", "no block id"),
        ('{"id": "41-look"}', '{"id": "41-look"', "could not be read"),
        (
            '{"id": "41-look"}',
            '{"id": "41-look", "tags": "instructor"}',
            "line 32: write a block as",
        ),
        ('{"id": "41-look"}', '{"id": 41}', "line 32: write a block as"),
        (":id: E41.1", ":tags: [deeper\n:id: E41.1", "could not be read"),
        (":id: E41.1", ":tags: deeper\n:id: E41.1", "not of type 'array'"),
        ('"41-look"', '"41-hook"', "the id '41-hook' is used twice"),
        ('"41-look"', '"41-header"', "the id '41-header' is used twice"),
        ('"41-look"', '"41 look"', "the id '41 look' may hold"),
        (":id: E41.1", ":tag: [deeper]\n:id: E41.1", "unknown option 'tag'"),
        (
            ":id: E41.1",
            ":tags: [depeer]\n:id: E41.1",
            "unknown tag 'depeer': did you mean 'deeper'",
        ),
        (
            "```{code-cell} ipython3\n:id: E41.1",
            "- then\n\n  ```{code-cell} ipython3\n  :id: E41.1",
            "is not read as one",
        ),
        ("**4 minutes.**", "## Four minutes\n\n", "heading in an instructor's block"),
        (":id: E41.1\n", "", "line 68: a mark (###) stands in exercises only"),
        (
            ':id: E41.1\nlorries = 6 * 7  ### ...\ncheck("E41.1"',
            ':id: E40.1\nlorries = 6 * 7  ### ...\ncheck("E40.1"',
            "an exercise has an id such as E41.1",
        ),
        (
            ':id: E41.8\nax = sns.barplot(x=[2008], y=[42])  ### ...\ncheck("E41.8"',
            ':id: E41.1\nax = 1  ### ...\ncheck("E41.1"',
            "the id 'E41-1' is used twice",
        ),
        ("6 * 7  ### ...", "6 * 7", "line 70: no line of E41.1 is marked as a student's"),
        ("6 * 7  ### ...", "6\nx = 7 ### ...", "line 71: a mark has two spaces before it"),
        ("6 * 7  ### ...", "6 * 7  ###...", "line 70: a mark has two spaces before it"),
        ("lorries = 6 * 7  ### ...", "### ... ### 42\nlorries = 6 * 7", "line 70: a mark has"),
        (
            "lorries = 6 * 7  ###",
            "day = 1\nprint(lorries = 6)  ###",
            "line 71: '### ...' keeps what",
        ),
        (
            'check("E41.1", lorries)',
            "lorries",
            'line 70: a student\'s E41.1 lacks its line check("E41.1"',
        ),
        ("6 * 7  ### ...", "6 * 7  ### ..." + "\nlorries += 1" * 10, "more than 10 lines"),
    ],
)
def test_what_is_wrong_is_said_with_the_file_and_the_place(write, good, old, new, says):
    assert old in good
    with pytest.raises(KitError) as error:
        read(write(good.replace(old, new, 1)))
    assert says in str(error.value)
    assert str(error.value).startswith("en/41-counting-lorries.md")


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(write, good):
    path = write(good)
    plain = read(path)
    path.write_bytes(b"\xef\xbb\xbf" + good.replace("\n", "\r\n").encode())
    assert read(path) == plain


def test_a_file_that_is_no_text_is_said_so(write, good):
    path = write(good)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KitError, match="UTF-8"):
        read(path)
