"""The text of a lesson as HTML: Markdown, with formulas as MathML, which needs no script."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from claimlab.errors import KitError
from claimlab.html import Markup
from claimlab.i18n import _

__all__ = ["prose"]

_FORMULA = re.compile(
    r"(?s)(```.*?```|`[^`\n]*`)|\$\$(.+?)\$\$|(?<![\\\w])\$(?![\s\d])((?:[^$\n]|\n(?!\s*\n))*?)(?<!\s)\$(?!\d)"
)
_MONEY = r"<span>\$</span>"
_CLAIM = re.compile(r"\[(C\d\d?)\](?!\()")


def prose(text: str, links: Mapping[str, str], claim: Callable[[str], str] | None = None) -> Markup:
    """A cell of text as HTML.

    Parameters
    ----------
    text : str
        Markdown as a notebook has it: formulas between dollars, money between marks of its own.
    links : mapping
        From a link of the notebook (``"01-….ipynb"``) to the page that stands for it.
    claim : callable
        From the number of a claim to the address of its entry; left out, claims are no links.

    >>> prose("A share $x_1$ of <span>\\\\$</span>6bn.", {})
    Markup('<p>A share <math ...</math> of $6bn.</p>\\n')
    """
    try:
        from latex2mathml.converter import convert
        from markdown_it import MarkdownIt
    except ImportError:
        install = "pip install -c constraints.txt -e '.[authoring]'"
        text = _("To write pages, install the authoring tools: {command}")
        raise KitError(text.format(command=install)) from None

    kept: list[str] = []

    def keep(html: str) -> str:
        kept.append(html)
        return f"\N{OBJECT REPLACEMENT CHARACTER}{len(kept) - 1}\N{OBJECT REPLACEMENT CHARACTER}"

    def formula(match: re.Match) -> str:
        if match[1]:
            return match[1]
        inside, is_block = (match[2], True) if match[2] else (match[3], False)
        set_ = convert(inside.strip(), display="block" if is_block else "inline")
        # One that is wider than a telephone is scrolled, by keyboard too.
        return keep(set_.replace("<math ", '<math tabindex="0" ', 1) if is_block else set_)

    text = text.replace(_MONEY, "&#36;")
    text = _FORMULA.sub(formula, text)
    if claim:
        text = _CLAIM.sub(lambda match: f"[\\[{match[1]}\\]]({claim(match[1])})", text)
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    html = re.sub(r'href="([^"]+\.ipynb)"', lambda m: f'href="{links.get(m[1], m[1])}"', html)
    html = re.sub(
        "\N{OBJECT REPLACEMENT CHARACTER}(\\d+)\N{OBJECT REPLACEMENT CHARACTER}",
        lambda m: kept[int(m[1])],
        html,
    )
    html = html.replace("<th></th>", "<td></td>")  # what heads nothing
    return Markup(html.replace("<table>", '<div class="st-wide" tabindex="0" role="group"><table>').replace("</table>", "</table></div>"))  # fmt: skip
