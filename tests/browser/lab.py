"""Drive JupyterLab as a person does: a server of its own on a free port, a notebook in Chromium, all cells run.

The server has its own settings, data and runtime folders, so that nobody's own JupyterLab is touched.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CONNECTED = "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.connectionStatus === 'connected'"
ALL_NUMBERED = """() => {
  const prompts = [...document.querySelectorAll('.jp-Notebook .jp-CodeCell .jp-InputPrompt')].map(e => e.textContent.trim());
  return prompts.length && prompts.every(text => /^\\[\\d+\\]:?$/.test(text));
}"""


def find_browser() -> str | None:
    """The system's Chromium or Chrome, or the one BORDERLAB_CHROMIUM names."""
    told = os.environ.get("BORDERLAB_CHROMIUM")
    return told or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def launch(playwright, **options):
    """A browser window of the system's Chromium; nothing is downloaded."""
    return playwright.chromium.launch(executable_path=find_browser(), args=FLAGS, **options)


@contextmanager
def window():
    """A launched browser; the test is skipped, with the reason, where there is none."""
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install '.[test]'"
    )
    if not find_browser():
        pytest.skip("no Chromium or Chrome found: install one, or name it in BORDERLAB_CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


def write_notebook(path: Path, *cells: str) -> Path:
    """A notebook of code cells."""
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {
        "name": "python3",
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
    }
    nbformat.write(notebook, path)
    return path


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Lab:
    """``with Lab(folder) as lab: lab.open(page, "one.ipynb")``: a JupyterLab server over a folder."""

    def __init__(self, root: Path, theme: str = "JupyterLab Light", **environment: str):
        self.root, self.theme, self.environment = Path(root), theme, environment
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Lab:
        self._own = Path(tempfile.mkdtemp(prefix="lab"))
        settings = self._own / "config/lab/user-settings/@jupyterlab/apputils-extension"
        settings.mkdir(parents=True)
        (settings / "notification.jupyterlab-settings").write_text(
            '{"fetchNews": "false", "checkForUpdates": false}'
        )
        (settings / "themes.jupyterlab-settings").write_text(f'{{"theme": "{self.theme}"}}')
        own = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "run",
            "IPYTHONDIR": "ipython",
        }
        ours = str(Path(__file__).parents[2] / "helpers/claimlab/jupyter")
        self._log = (self._own / "server.log").open("w")
        self._server = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root"),
                *(
                    "--ServerApp.ip=127.0.0.1",
                    f"--ServerApp.port={self.port}",
                    "--ServerApp.port_retries=0",
                ),
                *(
                    "--IdentityProvider.token=",
                    f"--ServerApp.root_dir={self.root}",
                    "--LabApp.expose_app_in_browser=True",
                ),
            ],
            env={
                **{k: v for k, v in os.environ.items() if not k.startswith("BORDERLAB_")},
                "BORDERLAB_WORKSPACE": str(self._own / "workspace"),
                **{name: str(self._own / folder) for name, folder in own.items()},
                "JUPYTER_CONFIG_PATH": ours,
                "JUPYTER_PATH": ours,
                **self.environment,
            },
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self._wait()
        return self

    def _wait(self, seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/api/status", timeout=2).close()
                return
            except (urllib.error.URLError, OSError):
                if time.monotonic() > end or self._server.poll() is not None:
                    self.__exit__()
                    raise RuntimeError("JupyterLab did not start:\n" + self._text()) from None
                time.sleep(0.2)

    def _text(self) -> str:
        return (self._own / "server.log").read_text()[-3000:] if self._own.exists() else ""

    def __exit__(self, *_error) -> None:
        self._server.terminate()
        try:
            self._server.wait(20)
        except subprocess.TimeoutExpired:
            self._server.kill()
        self._log.close()

    def open(self, page, name: str) -> None:
        """Open a notebook and wait for its cells."""
        page.goto(f"{self.url}/doc/tree/{name}?reset")
        page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=90_000)

    def run_all(self, page, timeout_ms: int = 120_000) -> None:
        """Run > Run All Cells from the menu; returns when every code cell has its number."""
        # Before the kernel is connected, JupyterLab would ask for one and the run would stop there.
        page.wait_for_function(CONNECTED, timeout=timeout_ms)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()
        page.wait_for_function(ALL_NUMBERED, timeout=timeout_ms)
