"""The student's folder: lessons are copied there and opened there, and edited work is never overwritten."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

from claimlab.course import NAMED, course
from claimlab.data import lessons_dir
from claimlab.errors import KitError, nearest
from claimlab.files import write_whole
from claimlab.i18n import ENGLISH, _, languages
from claimlab.settings import keep_setting, setting

# A hub tells the server that it starts, and all that runs in it, where it is reached.
_HUB = "JUPYTERHUB_SERVICE_URL"

__all__ = ["find_lesson", "first_notebook", "home_of", "prepare", "serve", "spoken_in"]

_RECORD = "copied.json"
_START = "start-here.ipynb"


def _digest(content: bytes) -> str:
    """Of what a person can write in a notebook: opening, running or saving one changes other things in its file."""
    try:
        cells = [
            (cell["cell_type"], "".join(cell["source"])) for cell in json.loads(content)["cells"]
        ]
    except (ValueError, KeyError, TypeError):  # no notebook any more: every byte counts
        return hashlib.sha256(content).hexdigest()
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _reason(folder: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return _(
            "The disk that holds '{folder}' is full: free some space and start again; your work there is as it was."
        ).format(folder=folder)
    return _(
        "The folder '{folder}' cannot be written to ({reason}): choose another one with --workspace."
    ).format(folder=folder, reason=error.strerror or type(error).__name__)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)


def _recorded(folder: Path) -> dict[str, str]:
    """From file name to the hash of what the kit last put there; empty when that is not known."""
    try:
        record = json.loads((folder / course().private / _RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def home_of(language: str) -> str:
    """Where the notebooks of a language lie, in the kit and in a workspace: ``""`` or ``"es/"``.

    >>> home_of("en"), home_of("es")
    ('', 'es/')
    """
    return "" if language == ENGLISH else f"{language}/"


def _notebooks(instructor: bool, language: str) -> Iterator[tuple[str, Path]]:
    """Name in the workspace, and file in the kit, of every notebook to copy.

    A lesson that is not translated stands in English among the others.
    """
    home = home_of(language)
    for folder in ["", "instructor/"] if instructor else [""]:
        translated = sorted((lessons_dir() / home / folder).glob("*.ipynb"))
        numbers = {path.name[:2] for path in translated}
        english = (lessons_dir() / folder).glob("*.ipynb")
        for source in [*translated, *sorted(p for p in english if p.name[:2] not in numbers)]:
            yield home + folder + source.name, source


def _beside(folder: Path, name: str, record: dict[str, str], content: bytes) -> str:
    """A name for a new version that takes nobody's place."""
    stem, today = name.removesuffix(".ipynb"), date.today().isoformat()
    for count in range(1, 1000):
        candidate = f"{stem} (update {today}{f', {count}' if count > 1 else ''}).ipynb"
        there = folder / candidate
        if not there.exists() or _digest(there.read_bytes()) in (
            record.get(candidate),
            _digest(content),
        ):
            return candidate
    raise KitError(
        _(
            "There are too many updates of '{name}' in your workspace: delete those you do not need."
        ).format(name=name)
    )


def _place(folder: Path, name: str, content: bytes, record: dict[str, str]) -> str:
    """Bring one notebook up to date; the sentence to announce, or ''."""
    new, path, known = _digest(content), folder / name, record.get(name)
    record[name] = new
    if not path.exists():
        _write(path, content)
        return ""
    now = _digest(path.read_bytes())
    if new in (now, known):  # up to date, or edited since the kit put this same version there
        return ""
    if now == known:
        _write(path, content)
        return _("'{name}' was updated; you had not changed it.").format(name=name)
    beside = _beside(folder, name, record, content)
    _write(folder / beside, content)
    record[beside] = new
    return _(
        "'{name}' has a new version: it is beside yours as '{beside}'. Your own copy was not touched."
    ).format(name=name, beside=beside)


def prepare(folder: Path, instructor: bool = False, language: str = "") -> list[str]:
    """Make a workspace, or bring its lessons up to date without overwriting edited work.

    Parameters
    ----------
    folder : Path
        The workspace; made when it does not exist.
    instructor : bool
        Also copy the notebooks with solutions and notes.
    language : str
        Speak this language from now on; left out, the one that the workspace speaks already.

    Returns
    -------
    list of str
        One sentence for each notebook that was updated or got a new version beside it.

    Raises
    ------
    KitError
        when there is no such language, the folder cannot be written to or the disk is full; what is
        there stays as it was.

    >>> import tempfile
    >>> prepare(Path(tempfile.mkdtemp()))
    []
    """
    folder = Path(folder).expanduser().absolute()
    spoken = spoken_in(folder, language)
    record, news = _recorded(folder), []
    before = dict(record)
    try:
        (folder / course().private).mkdir(parents=True, exist_ok=True)
        if language:
            keep_setting("language", language, folder)
        for name, source in _notebooks(instructor, spoken):
            if sentence := _place(folder, name, source.read_bytes(), record):
                news.append(sentence)
        if record != before:
            _write(folder / course().private / _RECORD, json.dumps(record, indent=1).encode())
    except OSError as error:
        raise KitError(_reason(folder, error)) from None
    return news


def spoken_in(folder: Path, language: str = "") -> str:
    """The language named, else the one that a workspace speaks.

    >>> import tempfile
    >>> spoken_in(Path(tempfile.mkdtemp()), "xx")
    Traceback (most recent call last):
    claimlab.errors.KitError: The kit does not speak 'xx': the names are 'en', 'es'.
    """
    spoken = language or setting("language", folder) or ENGLISH
    if spoken in languages():
        return spoken
    if not language:  # a setting of a newer kit, or a slip in a file: lessons still open
        return ENGLISH
    raise KitError(
        _("The kit does not speak '{language}': {nearest}").format(
            language=language, nearest=nearest(language, languages())
        )
    )


def find_lesson(folder: Path, lesson: str, instructor: bool = False) -> str:
    """The notebook of one lesson, named by its number or by its file; the instructor's where asked for.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp()); _notebook = (folder / "01-trade.ipynb").touch()
    >>> find_lesson(folder, "1"), find_lesson(folder, "01-trade.ipynb")
    ('01-trade.ipynb', '01-trade.ipynb')
    >>> find_lesson(folder, "07")
    Traceback (most recent call last):
    claimlab.errors.KitError: There is no lesson '07' in your workspace: the names are '01-trade'.
    """
    home = home_of(spoken_in(folder)) + ("instructor/" if instructor else "")
    names = sorted(path.name for path in (folder / home).glob("*.ipynb"))
    wanted = lesson.zfill(2) if lesson.isdigit() else lesson.removesuffix(".ipynb")
    found = [
        n
        for n in names
        if n.removesuffix(".ipynb") == wanted or (wanted.isdigit() and n.startswith(f"{wanted}-"))
    ]
    if found:
        return home + min(
            found, key=len
        )  # an update beside the student's own copy has the longer name
    known = [name.removesuffix(".ipynb") for name in names]
    raise KitError(
        _("There is no lesson '{lesson}' in your workspace: {nearest}").format(
            lesson=lesson, nearest=nearest(wanted, known)
        )
    )


def first_notebook(folder: Path) -> str:
    """Where to begin: lesson 00 for a newcomer, the start page for whoever has been here; '' in an empty workspace."""
    from claimlab.teaching.store import Store

    home = home_of(spoken_in(folder))
    if (folder / home / _START).exists() and Store(folder).records():
        return home + _START
    return next((home + path.name for path in sorted((folder / home).glob("00-*.ipynb"))), "")


def _environment(folder: Path) -> dict[str, str]:
    """What JupyterLab and its kernels are told, so that the person's own Jupyter stays as it is."""
    from jupyter_core.paths import jupyter_config_dir, jupyter_data_dir

    # Keeps JupyterLab from asking whether to fetch news, lets it keep the state of widgets, and lets
    # kernels start with sentences in place of tracebacks.
    ours = str(Path(__file__).parent / "jupyter")
    told = {
        NAMED: str(course().file),
        course().variable("workspace"): str(folder),
        course().variable("language"): spoken_in(folder),
        "JUPYTER_CONFIG_PATH": os.pathsep.join(
            filter(None, (ours, os.environ.get("JUPYTER_CONFIG_PATH")))
        ),
        "JUPYTER_PATH": os.pathsep.join(filter(None, (ours, os.environ.get("JUPYTER_PATH")))),
        "JUPYTER_PREFER_ENV_PATH": "1",  # the kernel of this environment, whatever else is installed
    }
    homes = {
        "JUPYTER_CONFIG_DIR": jupyter_config_dir(),
        "JUPYTER_DATA_DIR": jupyter_data_dir(),
        "IPYTHONDIR": Path.home() / ".ipython",
    }
    for variable, home in homes.items():
        if variable not in os.environ and not _can_make(Path(home)):
            told[variable] = str(folder / course().private / variable.lower())
    return told


def _can_make(folder: Path) -> bool:
    """Whether the folder can be written to, or made."""
    there = next((p for p in (folder, *folder.parents) if p.exists()), folder)
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _options(folder: Path, page: str, more: dict[str, object]) -> list[str]:
    options = {
        "ServerApp.root_dir": folder,
        "LabApp.default_url": page,
        "ServerApp.default_url": page,  # the one that a hub's server asks
        "MappingKernelManager.transport_encryption": "auto",  # a shared computer runs other people's programs
        "LabApp.workspaces_dir": folder
        / course().private
        / "tabs",  # another project's open tabs stay out
        # Offline by construction: no news, no look for a newer version, no catalogue of extensions.
        "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
        **more,
    }
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [f"--{name}={value}" for name, value in options.items()] + as_root


def serve(
    folder: Path,
    notebook: str = "",
    browser: bool = True,
    port: int = 8888,
    say: Callable[[str], object] = print,
) -> None:
    """Start JupyterLab in a workspace and stay until it is stopped.

    As the command that a hub starts (``c.Spawner.cmd``) it is that student's server: address, port, prefix and
    who may come in are the hub's.

    Parameters
    ----------
    folder : Path
        A workspace made by :func:`prepare`.
    notebook : str
        Opened first; its name in the workspace.
    browser : bool
        Open a browser; where none is found, the address that `say` gets is enough.
    port : int
        The first port to try; when it is taken, the next ones and some others are tried.
    say : callable
        Gets the sentences that a person should read.

    Raises
    ------
    KitError
        when JupyterLab is missing or no port is free; on a hub, when JupyterHub is missing, or the
        student's server is open already.
    """
    on_hub, token = _HUB in os.environ, secrets.token_hex(24)
    try:
        if on_hub:
            from jupyterhub.singleuser.extension import JupyterHubSingleUser as App
        else:
            from jupyterlab.labapp import LabApp as App
    except ImportError:
        says = _(
            "The package '{package}' is not installed in this environment: run '{python} -m pip install {package}'."
        )
        package = "jupyterhub" if on_hub else "jupyterlab"
        raise KitError(says.format(package=package, python=sys.executable)) from None
    folder = Path(folder).expanduser().absolute()
    os.environ.update(_environment(folder))
    # A lesson opens without the file browser, which at 200 per cent would leave a picture no room.
    page = "/doc/tree/" + quote(notebook) if notebook else "/lab"
    alone = {
        "ServerApp.port": port,
        "ServerApp.open_browser": browser,
        "Application.log_level": "ERROR",
        "IdentityProvider.token": token,  # ours, so that only we print the address
    }
    try:
        server = App.initialize_server(argv=_options(folder, page, {} if on_hub else alone))
    except SystemExit:
        says = (
            _("Your server on this hub is open already, and the lessons lie in '{folder}': open them from the list of files.")
            if on_hub
            else _("No free port was found near {port}: close another JupyterLab, or choose one with --port.")
        )  # fmt: skip
        raise KitError(says.format(folder=folder, port=port)) from None
    except OSError as error:
        raise KitError(_reason(folder, error)) from None
    say(_("Your workspace is {folder}").format(folder=folder))
    if not on_hub:  # a hub says where it is reached, and who may come in
        address = f"{server.connection_url.rstrip('/')}{page}?token={token}"
        say(
            _("If no page opens by itself, open this address in a browser: {address}").format(
                address=address
            )
        )
        say(_("Leave this window open while you work; Ctrl+C here stops JupyterLab."))
    server.start()
