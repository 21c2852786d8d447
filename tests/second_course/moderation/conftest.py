"""Every test and every kernel that one starts: the course is found, nobody has to press, and work goes to a folder of its own."""

import os
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
os.environ.update(
    CLAIMLAB_moderation=str(HERE / "course.toml"),
    MODERATION_FRONT_END="0",
    MODERATION_WORKSPACE=tempfile.mkdtemp(prefix="moderation-"),
    PYTHONPATH=os.pathsep.join(filter(None, (str(HERE), os.environ.get("PYTHONPATH")))),
)


def pytest_runtest_setup(item):
    """The notebook with the solutions must be right, the student's is not attempted yet."""
    os.environ.pop("MODERATION_EXPECT", None)
    if item.path.suffix == ".ipynb":
        is_worked = item.path.parent.name == "instructor"
        os.environ["MODERATION_EXPECT"] = "right" if is_worked else "not-attempted"
