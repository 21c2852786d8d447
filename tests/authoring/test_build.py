"""Source to notebooks: facts, editions, links, and the same bytes each time."""

from __future__ import annotations

import datetime
import json
from types import SimpleNamespace

import nbformat
import numpy as np
import pandas as pd
import pytest

from claimlab import data, lessons
from claimlab.authoring.build import build
from claimlab.authoring.edition import protect_dollars
from claimlab.errors import KitError
from claimlab.lessons.words import fill

NAME = "41-counting-lorries.ipynb"


def cells(path):
    return {cell["id"]: cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]}


def text(path):
    return "\n".join("".join(cell["source"]) for cell in cells(path).values())


@pytest.mark.parametrize(
    ("written", "filled"),
    [
        ("{{ year }}", "2008"),
        ("{{year}}", "2008"),
        ("**{{ total:.1f }}**", "**7.3**"),
        ("| {{ total:,.2f }} | {{ big:,d }} |", "| 7.26 | 12,345 |"),
        ("{{ drop:.1f }} per cent", "\N{MINUS SIGN}3.5 per cent"),
        ("{{ name }}", "Cúcuta-Ureña"),
        ("{{ day:%d %B %Y }}", "15 September 2022"),
        ("{{ count }}", "7"),
        ("no facts, {one} brace", "no facts, {one} brace"),
    ],
)
def test_facts_are_filled_in(written, filled):
    facts = {
        "year": 2008,
        "total": 7.257,
        "big": 12345,
        "drop": np.float32(-3.5),
        "name": "Cúcuta-Ureña",
    }
    assert (
        fill(written, {**facts, "day": datetime.date(2022, 9, 15), "count": np.int64(7)}) == filled
    )


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("{{ peak_yaer }}", "no fact 'peak_yaer': did you mean 'peak_year'"),
        ("{{ total }}", "give it a format"),
        ("{{ total:.1q }}", "does not fit"),
        ("{{ name:.1f }}", "does not fit"),
        ("{{ none }}", "has no value"),
        ("{{ nan:.1f }}", "has no value"),
        ("{{ gap:.1f }}", "has no value"),
        ("{{ single }}", "give it a format"),
        (r"$\frac{{a}+1}{b}}$", None),
        ("{{ 1 + 1 }}", "is no fact"),
    ],
)
def test_a_fact_that_cannot_be_filled_is_an_error(written, says):
    facts = {
        "peak_year": 2008,
        "total": 7.257,
        "name": "x",
        "none": None,
        "nan": float("nan"),
        "gap": pd.NA,
        "single": np.float32(2.5),
    }
    with pytest.raises(KitError, match=says):
        fill(written, facts)


@pytest.mark.parametrize(
    ("written", "protected"),
    [
        ("from $6bn to $1bn", "from @6bn to @1bn"),
        ("US$ millions and US$ billions", "US@ millions and US@ billions"),
        (r"escaped \$6bn, US\$x and \$y", "escaped @6bn, US@x and @y"),
        ("$6bn, of which $s_1$ is a share", "@6bn, of which $s_1$ is a share"),
        (r"$$\ln\frac{X_1}{X_0}$$ costs $5", r"$$\ln\frac{X_1}{X_0}$$ costs @5"),
        ("`$PATH` and `$HOME`", "`$PATH` and `$HOME`"),
        ("```\n$x $y\n```", "```\n$x $y\n```"),
        ("a formula $a +\nb$ over two lines", "a formula $a +\nb$ over two lines"),
        ("$x in one paragraph\n\nand y$ in another", "@x in one paragraph\n\nand y@ in another"),
    ],
)
def test_money_is_not_read_as_a_formula(written, protected):
    assert protect_dollars(written) == protected.replace("@", r"<span>\$</span>")


def test_builds_are_valid_bare_and_the_same_each_time(kit):
    first = {result.path: result.path.read_bytes() for result in build(out=kit / "one")}
    second = {result.path: result.path.read_bytes() for result in build(out=kit / "two")}
    assert len(first) == 5
    assert list(first.values()) == list(second.values())
    for path in first:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
        assert set(notebook.metadata) == {"kernelspec", "language_info"}
        assert notebook.metadata.language_info == {"name": "python"}
        assert all(
            c.outputs == [] and c.execution_count is None
            for c in notebook.cells
            if c.cell_type == "code"
        )
        assert str(kit) not in path.read_text(encoding="utf-8")


def test_student_edition_has_stubs_and_nothing_for_instructors(kit):
    build()
    student = text(kit / NAME)
    assert "lorries = ..." in student
    assert (
        "6 * 7" not in student
        and "slowest pair" not in student
        and "for instructors" not in student
    )
    assert cells(kit / NAME)["E41-1"]["metadata"] == {
        "exercise": "E41.1",
        "tags": ["exercise", "check"],
    }


def test_instructor_edition_has_solutions_in_place_and_marked_notes(kit):
    build()
    student, instructor = cells(kit / NAME), cells(kit / "instructor" / NAME)
    assert (
        "".join(instructor["41-note"]["source"])
        == "<details><summary><b>Instructor: 4 minutes</b></summary>\n\n**4 minutes.** Wait for the slowest pair.\n\n</details>"
    )
    solved = instructor.pop("E41-1")
    assert solved["metadata"] == {
        "exercise": "E41.1",
        "jupyter": {"source_hidden": True, "outputs_hidden": True},
        "tags": ["solution", "check"],
    }
    assert "".join(solved["source"]).startswith("# Solution\nlorries = 6 * 7")
    asked = "".join(instructor.pop("E41-1-asked")["source"])
    assert asked == f"```python\n{''.join(student['E41-1']['source'])}\n```"
    del instructor["41-note"], instructor["41-note-2"], student["E41-1"]
    del instructor["E41-8"], instructor["E41-8-asked"], student["E41-8"]
    assert list(instructor) == list(student)
    own = ("41-footer", "41-header")
    assert {k: c for k, c in instructor.items() if k not in own} == {
        k: c for k, c in student.items() if k not in own
    }


@pytest.mark.parametrize("lesson_id", lessons.lesson_ids())
def test_the_instructor_edition_shows_no_answer_until_it_is_asked(lesson_id):
    """What stands in sight in it is what a student reads; notes and solutions are folded, and what they give."""
    home = data.lessons_dir()
    (student,), (own,) = (
        sorted(folder.glob(f"{lesson_id}-*.ipynb")) for folder in (home, home / "instructor")
    )
    read = {"".join(cell["source"]) for cell in cells(student).values()}
    folded = 0
    for name, cell in cells(own).items():
        tags, source = cell["metadata"].get("tags", []), "".join(cell["source"])
        if {"solution", "instructor"} & {*tags} and cell["cell_type"] == "code":
            assert cell["metadata"]["jupyter"] == {"source_hidden": True, "outputs_hidden": True}
            # Of a folded cell JupyterLab shows the first line.
            assert "solution" not in tags or source.startswith("# Solution\n")
        elif "instructor" in tags:
            assert source.startswith("<details><summary>") and source.endswith("</details>")
        elif "asked" in tags:
            assert source.removeprefix("```python\n").removesuffix("\n```") in read
        else:
            assert source in read or name.endswith(("-header", "-footer"))
            continue
        folded += 1
    assert folded > 3


def test_header_comes_from_the_front_matter(kit):
    build()
    header = "".join(cells(kit / NAME)["41-header"]["source"])
    assert header.startswith("# Counting lorries\n\n**How many lorries crossed?**")
    top, _details, folded = header.partition("<details>")
    assert "alone." in top and "Count lorries" not in top and folded.endswith("</details>")
    assert "- Count lorries on both banks" in folded
    assert "Minutes (estimated)" in header and "short class: 50; long class: –; alone: 90" in header
    assert "C07" in header and "| 40 |" in header and "CC BY 4.0" in header
    assert text(kit / NAME).count("\n# ") == 0
    assert "[41 Counting lorries](41-counting-lorries.ipynb)" not in header
    # A lesson that exists is linked.
    (kit / "source/en/42-counting-boats.md").write_text(
        (kit / "source/en/42-counting-boats.md").read_text().replace('["40"]', '["41"]'),
        encoding="utf-8",
    )
    build()
    assert "[41 Counting lorries](41-counting-lorries.ipynb)" in "".join(
        cells(kit / "42-counting-boats.ipynb")["42-header"]["source"]
    )


def test_what_stands_behind_a_door_is_folded_and_tagged(kit):
    build()
    for path in (kit / NAME, kit / "instructor" / NAME):
        made = cells(path)
        door = made["41-boats-door"]
        assert "".join(door["source"]) == "## Deeper: boats\n\nBoats cross too. Two minutes."
        assert door["metadata"] == {
            "tags": ["deeper", "section"],
            "jp-MarkdownHeadingCollapsed": True,
        }
        assert "".join(made["41-boats"]["source"]) == "Nobody counts them."
        deeper = [
            name for name, cell in made.items() if "deeper" in cell["metadata"].get("tags", [])
        ]
        assert deeper == ["41-boats-door", "41-boats", "41-boats-2"]
        # 845 words, a prediction, two exercises, a claim and the quiz; nothing of what stands behind the door.
        assert "The core takes about 23 minutes" in "".join(made["41-header"]["source"])


def test_what_is_for_the_curious_lies_in_one_notebook(kit):
    for path in sorted((kit / "source/en").glob("4*.md")):
        said = path.read_text().replace("## Deeper: boats", "## For the curious: boats")
        path.write_text(said.replace("Nobody counts them.", "#### Below\n\nNobody counts them."))
    assert "curious.ipynb" in {result.path.name for result in build(lessons=["42"])}
    build()
    for home in (kit, kit / "instructor"):
        made = cells(home / "curious.ipynb")
        assert [name for name in made if name.startswith("42")] == [
            "42-curious", "42-names", "42-boats-door", "42-boats", "42-boats-2",
        ]  # fmt: skip
        assert "".join(made["42-boats-door"]["source"]).startswith("### Boats\n\nBoats cross too.")
        assert "".join(made["42-boats"]["source"]) == "##### Below\n\nNobody counts them."
        assert "import check" in "".join(made["42-names"]["source"])
        lesson = cells(home / NAME)
        assert not [name for name in lesson if "boats" in name]
        assert "[For the curious](curious.ipynb)" in "".join(lesson["41-footer"]["source"])


def test_a_cell_names_the_goals_of_the_pictures_that_it_shows(kit, monkeypatch):
    shown = {
        "plate_41": SimpleNamespace(goal="G41.1", reveals=""),
        "boats": SimpleNamespace(goal="G41.2", reveals="P41.1"),
        "unseen": SimpleNamespace(goal="G41.3", reveals="P41.9"),
    }
    monkeypatch.setattr(lessons, "pictures", lambda lesson_id: shown)
    build()
    made = cells(kit / NAME)
    assert made["41-plate-2"]["metadata"]["goals"] == ["G41.1"]
    assert made["41-reveal-2"]["metadata"]["goals"] == ["G41.2"]


def test_links_lead_to_files_that_exist(kit):
    build()
    for path in [*kit.glob("*.ipynb"), *(kit / "instructor").glob("*.ipynb")]:
        links = [
            part.split(")")[0]
            for part in text(path).split("](")[1:]
            if ".ipynb" in part.split(")")[0]
        ]
        assert links
        for link in links:
            assert (path.parent / link).resolve().is_file()
    assert "**Next:** [42 Counting boats](42-counting-boats.ipynb)" in text(kit / NAME)


def test_start_page_lists_the_lessons_and_has_one_edition(kit):
    build()
    start = text(kit / "start-here.ipynb")
    assert "73 claims" in start
    assert (
        "| [41 Counting lorries](41-counting-lorries.ipynb) | How many lorries crossed? | 50 | – | 90 |"
        in start
    )
    assert not (kit / "instructor" / "start-here.ipynb").exists()


def test_facts_and_money_in_the_notebook(kit):
    build()
    hook = "".join(cells(kit / NAME)["41-hook"]["source"])
    assert (
        hook
        == r"In 2008 goods worth <span>\$</span>7.3bn crossed, says the column [C07]. The model is $x_1 = 2$."
    )


def test_check_reports_and_writes_nothing(kit):
    assert {r.state for r in build(check=True)} == {"stale"}
    assert not list(kit.glob("*.ipynb"))
    assert {r.state for r in build()} == {"written"}
    assert {r.state for r in build(check=True)} == {"fresh"}
    assert {r.state for r in build()} == {"fresh"}
    (kit / NAME).write_text("{}")
    (kit / "99-gone.ipynb").write_text("{}")
    changed = {r.path.name: r.state for r in build(check=True) if r.state != "fresh"}
    assert changed == {NAME: "stale", "99-gone.ipynb": "orphan"}
    assert (kit / NAME).read_text() == "{}"


def test_one_lesson_can_be_built_alone(kit):
    assert [r.path.name for r in build(lessons=["42"])] == ["42-counting-boats.ipynb"] * 2
    with pytest.raises(KitError, match="no source for the lesson '43'"):
        build(lessons=["43"])


def test_an_unknown_fact_names_the_file_the_line_and_the_block(kit):
    path = kit / "source/en/41-counting-lorries.md"
    path.write_text(
        path.read_text().replace("{{ peak_year }}", "{{ peak_yaer }}"), encoding="utf-8"
    )
    with pytest.raises(
        KitError,
        match=r"en/41-counting-lorries.md, line 16: \(block 41-hook\) there is no fact 'peak_yaer'",
    ):
        build()


def test_another_language_has_its_own_folder_and_shares_ids(kit):
    spanish = kit / "source/es/41-contar-camiones.md"
    spanish.parent.mkdir()
    spanish.write_text((kit / "source/en/41-counting-lorries.md").read_text(), encoding="utf-8")
    build()
    results = build(language="es")
    assert results[0].path == kit / "es" / "41-contar-camiones.ipynb"
    assert list(cells(results[0].path)) == list(cells(kit / NAME))
