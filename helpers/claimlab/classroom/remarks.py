"""What a person should look at: signs in a sheet, or between two sheets, that may mean something or nothing.

No remark is a verdict, none changes a point, and each says what was seen and not what was done.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from claimlab import lessons
from claimlab.classroom.mark import Marked
from claimlab.i18n import _
from claimlab.sheets.names import identity, look

__all__ = ["between_sheets", "in_a_sheet", "is_nonsense", "look_alikes"]

_MANY_ATTEMPTS, _MANY_SOLUTIONS = 200, 3
_SHARED_TIMES, _SHARED_ANSWERS, _LONG_TEXT, _MOST_ALIKE = 3, 2, 40, 20
_VOWELS = set("aeiouyáéíóúàèìòùäëïöüâêîôûãõåæø")


def in_a_sheet(result: Marked) -> list[str]:
    """What one sheet shows by itself."""
    return [
        sentence
        for sentence in (_solutions(result), _attempts(result), _nonsense(result))
        if sentence
    ]


def _solutions(result: Marked) -> str:
    seen = sorted(i for i in result.solutions if result.codes.get(i) == "right")
    right = [i for i, code in result.codes.items() if code == "right"]
    if len(seen) < _MANY_SOLUTIONS or 2 * len(seen) < len(right):
        return ""
    return _(
        "The worked solution was opened for {n} of {of} right answers ({ids}): the kit allows that, and cannot tell what came first."
    ).format(n=len(seen), of=len(right), ids=", ".join(seen))


def _attempts(result: Marked) -> str:
    item, most = max(result.attempts.items(), key=lambda pair: pair[1], default=("", 0))
    if most <= _MANY_ATTEMPTS:
        return ""
    return _("{n} attempts at {id}, as the sheet has it.").format(n=most, id=item)


def _nonsense(result: Marked) -> str:
    odd = [text.item for text in result.texts.values() if is_nonsense(text.whole)]
    if not odd:
        return ""
    return _("What is written at {ids} reads like keys struck at random: please read it.").format(
        ids=", ".join(odd)
    )


def is_nonsense(text: str) -> bool:
    """Whether a text reads like keys struck at random; short ones and other scripts have the benefit of the doubt.

    >>> is_nonsense("sdfkjh wkjehrkjwh sdkjfhskdjfh"), is_nonsense("bla bla bla bla bla bla bla")
    (True, True)
    >>> is_nonsense("Las exportaciones cayeron antes del cierre de 2015."), is_nonsense("ok")
    (False, False)
    """
    words = re.findall(r"[^\W\d_]+", text.casefold())
    letters = "".join(words)
    if len(letters) < 12 or 2 * sum("a" <= c <= "ÿ" or c < "\u0250" for c in letters) < len(
        letters
    ):
        return False
    vowels = sum(c in _VOWELS for c in letters) / len(letters)
    return (
        not 0.2 <= vowels <= 0.7
        or len(set(letters)) <= 5
        or max(map(len, words)) > 28
        or (len(words) >= 6 and len(set(words)) * 3 <= len(words))
    )


def between_sheets(
    results: Mapping[Hashable, Sequence[Marked]],
) -> Iterator[tuple[Marked, str]]:
    """What two people's sheets of one lesson share that seldom comes about twice.

    Parameters
    ----------
    results : mapping
        A person to the sheets handed in as theirs, all of one lesson.
    """
    whose = [(person, result) for person, sheets in results.items() for result in sheets]
    for place, others in _partners(_pairs(whose, lambda r: r.times)).items():
        result = whose[place][1]
        same = {
            o: len(signs) for o, signs in others.items() if _is_copied(signs, whose[o][1], result)
        }
        if same:
            says = _("{n} of {of} times are the same, to the last digit, as in {files}.")
            yield (
                result,
                says.format(n=max(same.values()), of=len(result.times), files=_files(whose, same)),
            )
    for place, others in _partners(_pairs(whose, _unusual)).items():
        same = {o: signs for o, signs in others.items() if len(signs) >= _SHARED_ANSWERS}
        if same:
            says = _("The same unusual wrong answers as in {files}: {ids}.")
            yield whose[place][1], says.format(files=_files(whose, same), ids=_ids(same))
    for place, same in _partners(_pairs(whose, _long_texts)).items():
        says = _("The same words as in {files}: {ids}.")
        yield whose[place][1], says.format(files=_files(whose, same), ids=_ids(same))


def _partners(pairs: Mapping[tuple[int, int], list]) -> dict[int, dict[int, list]]:
    """Each sheet's partners: a sheet has one remark however many they are, or a list of them would bury the rest."""
    found: dict[int, dict[int, list]] = defaultdict(dict)
    for (a, b), signs in pairs.items():
        found[a][b] = found[b][a] = signs
    return found


def _is_copied(times: list, one: Marked, other: Marked) -> bool:
    fewer = min(len(one.times), len(other.times))
    return len(times) >= _SHARED_TIMES and 2 * len(times) >= fewer


def _files(whose: list, others: Iterable[int], most: int = 2) -> str:
    names = [f"'{whose[other][1].file}'" for other in sorted(others)]
    rest = len(names) - most
    return ", ".join(names[:most]) + (_(" and {n} more").format(n=rest) if rest > 0 else "")


def _ids(others: Mapping[int, list]) -> str:
    return ", ".join(sorted({item for signs in others.values() for item, _what in signs}))


def _unusual(result: Marked) -> set[tuple[str, str]]:
    # A round number such as 0 or 50 comes to many minds.
    return {
        (item, given)
        for item, given in result.unusual.items()
        if len(re.sub(r"\D", "", given).strip("0")) >= 3
    }


def _long_texts(result: Marked) -> set[tuple[str, str]]:
    return {
        (text.item, plain)
        for text in result.texts.values()
        if len(plain := text.plain) >= _LONG_TEXT and plain not in _examples(text.item)
    }


def _examples(item: str) -> set[str]:
    """The kit's own examples of a card, which many may take over."""
    if not item.startswith("E"):
        return set()
    given = lessons.exercise(item).schema.get("examples", ())
    texts = (" ".join(map(str, g.values())) if isinstance(g, dict) else str(g) for g in given)
    return {identity(text) for text in texts}


def _pairs(whose: list, signs) -> dict[tuple[int, int], list]:
    """Signs that two sheets of different people share; what many share says nothing about two."""
    holders = defaultdict(list)
    for place, (_person, result) in enumerate(whose):
        for sign in signs(result):
            holders[sign].append(place)
    found = defaultdict(list)
    for sign, places in holders.items():
        if 2 <= len(places) <= _MOST_ALIKE:
            for a, b in combinations(places, 2):
                if whose[a][0] != whose[b][0]:
                    found[a, b].append(sign)
    return found


def look_alikes(names: Iterable[str]) -> dict[str, list[str]]:
    """Names that look like another of the list at a glance and are spelled with other letters.

    >>> look_alikes(["Ana Ruiz", "An\\u0430 Ruiz", "Eva"])
    {'Ana Ruiz': ['Anа Ruiz'], 'Anа Ruiz': ['Ana Ruiz']}
    """
    groups: dict[str, dict[str, str]] = {}
    for name in names:
        groups.setdefault(look(name), {}).setdefault(identity(name), name)
    return {
        name: [other for other in group.values() if other != name]
        for group in groups.values()
        if len(group) > 1
        for name in group.values()
    }


def flood(files: Sequence[Marked], most: int = 5) -> str:
    """A remark on many files of one person and lesson; empty when there are few."""
    if len(files) <= most:
        return ""
    times = Counter(r.file for r in files)
    return _("{n} files of this lesson were handed in under this name.").format(n=len(times))
