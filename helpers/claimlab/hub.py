"""Links that bring a class on a hub to a lesson."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from claimlab.data import lessons_dir
from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.workspace import home_of

__all__ = ["links"]


def links(
    hub: str, repo: str = "", branch: str = "main", folder: str = "lessons", language: str = "en"
) -> dict[str, str]:
    """The address of each lesson on a hub, from the notebook's name to what a student clicks.

    Parameters
    ----------
    hub : str
        The address of the hub, with its prefix where it has one: ``"https://hub.example.org"``.
    repo : str
        A repository with lessons of your own. The link then lets nbgitpuller bring them up to date first; without
        it, it opens the kit's lesson in the student's workspace.
    branch, folder : str
        Where in the repository the lessons lie.
    language : str
        Of the kit's lessons.

    Raises
    ------
    KitError
        when an address does not begin with ``http://`` or ``https://``.

    >>> links("https://hub.example.org/")["01-the-rise-and-fall-of-a-border-economy.ipynb"]
    'https://hub.example.org/hub/user-redirect/doc/tree/01-the-rise-and-fall-of-a-border-economy.ipynb'
    """
    for address in (hub, repo or hub):
        if not address.startswith(("http://", "https://")):
            says = _(
                "'{address}' is no address: write it in full, such as https://hub.example.org."
            )
            raise KitError(says.format(address=address))
    home = home_of(language)
    names = sorted(path.name for path in (lessons_dir() / home).glob("[0-9]*.ipynb"))
    to = f"{hub.rstrip('/')}/hub/user-redirect/"
    if not repo:
        return {name: f"{to}doc/tree/{quote(home + name)}" for name in names}
    copy = repo.rstrip("/").rpartition("/")[2].removesuffix(".git")
    inside = "/".join(filter(None, (copy, folder.strip("/"), home.strip("/"))))
    told = {"repo": repo, "branch": branch, "targetPath": copy}
    return {
        name: f"{to}git-pull?{urlencode({**told, 'urlpath': f'doc/tree/{inside}/{name}'}, quote_via=quote)}"
        for name in names
    }
