"""Starting a lesson must not wait for libraries that the lesson does not use yet."""

import subprocess
import sys
import time

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


def seconds(code):
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def test_the_kit_starts_in_half_the_time_of_the_libraries_it_uses():
    pairs = [(seconds("import borderlab"), seconds("import pandas, seaborn")) for _ in range(3)]
    ours, theirs = (min(times) for times in zip(*pairs))
    assert ours <= theirs / 2, (
        f"import borderlab: {ours:.2f} s; import pandas, seaborn: {theirs:.2f} s"
    )


def test_importing_the_kit_or_its_command_loads_no_heavy_library():
    code = f"import sys, borderlab, borderlab.cli; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        ).stdout
        == "[]\n"
    )


def test_the_registry_of_exercises_and_the_command_line_help_load_no_pandas():
    code = "import sys; from borderlab import lessons; lessons.lesson_ids(); print('pandas' in sys.modules)"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        ).stdout
        == "False\n"
    )
