"""Starting a lesson must not wait for libraries that the lesson does not use yet."""

import subprocess
import sys

HEAVY = (
    "pandas",
    "numpy",
    "matplotlib",
    "seaborn",
    "ipywidgets",
    "pyfixest",
    "scipy",
    "jupyterlab",
    "IPython",
)


def test_the_kit_starts_with_few_modules_beside_the_libraries_it_uses():
    """Modules are counted in one process: what makes a start slow is how much is loaded, whatever the machine."""
    code = (
        "import sys; before = len(sys.modules)\n"
        "import borderlab, claimlab.cli; ours = len(sys.modules) - before\n"
        "import pandas, seaborn; print(ours, len(sys.modules) - before - ours)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    ours, theirs = map(int, done.stdout.split())
    assert ours * 5 <= theirs, f"the kit loads {ours} modules, pandas and seaborn {theirs} more"


def test_importing_the_kit_or_its_command_loads_no_heavy_library():
    code = f"import sys, borderlab, claimlab.cli; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        ).stdout
        == "[]\n"
    )


def test_the_registry_of_exercises_and_the_command_line_help_load_no_pandas():
    code = "import sys; from claimlab import lessons; lessons.lesson_ids(); print('pandas' in sys.modules)"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        ).stdout
        == "False\n"
    )
