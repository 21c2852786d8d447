"""Names of people and of files: cleaned, compared, and made into file names that nobody can steer."""

from __future__ import annotations

import hashlib
import re
import unicodedata

__all__ = [
    "LONGEST_NAME", "file_name", "identity", "is_sheet_name", "look", "odd_letters", "one_line",
    "person_name", "slug", "without_accents",
]  # fmt: skip

LONGEST_NAME = 120

# Letters to Unicode, and yet nothing to see: fillers of Hangul and the empty Braille cell look like a space ...
_BLANK = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")
# ... and joiners, marks of direction and selectors of a variant take no room at all.
_NO_WIDTH = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
# Browsers and Canvas put " (1)" or "-1" behind the stem of a file that is handed in again.
_SHEET = re.compile(r"\.answers(?: ?\(\d{1,3}\)|-\d{1,3})?\.json\Z", re.IGNORECASE)
# Letters of other scripts, and signs, by the Latin letter that they pass for (after casefold).
_PASSES_FOR = {
    "a": "аα@4", "b": "вьβ8", "c": "сϲς", "d": "ԁ", "e": "еεё3", "g": "ԍɡ", "h": "һнη", "i": "іıιї", "j": "јϳ",
    "k": "кκ", "l": "ӏ1|ℓ", "m": "мμ", "n": "пո", "o": "оοо0օ", "p": "рρ", "q": "ԛ", "r": "гᴦ", "s": "ѕ5ʂ",
    "t": "тτ", "u": "υս", "v": "νѵ", "w": "ԝω", "x": "хχ", "y": "уγү", "z": "ᴢζ2",
}  # fmt: skip
_LOOK = str.maketrans({sign: letter for letter, signs in _PASSES_FOR.items() for sign in signs})
_SCRIPT = re.compile(r"[A-Z]+")


def one_line(text: object, longest: int = LONGEST_NAME) -> str:
    """A text on one line without characters that do not show, such as those that turn the direction of reading.

    >>> one_line("A\\u200bna\\u202e\\n \\u3164 Pérez")
    'Ana Pérez'
    """
    shown = _BLANK.sub(" ", _NO_WIDTH.sub("", str(text)[: 10 * longest]))
    if not shown.isprintable():
        shown = "".join(c if c.isprintable() else " " for c in shown)
    return " ".join(unicodedata.normalize("NFC", shown).split())[:longest].strip()


def person_name(name: object) -> str:
    """A name on one line; empty when it holds no letter and no digit.

    >>> person_name(" María \\n Ruiz"), person_name("…"), person_name(None)
    ('María Ruiz', '', '')
    """
    text = one_line("" if name in (..., None) else name)
    return text if any(c.isalnum() for c in text) else ""


def identity(name: str, longest: int = LONGEST_NAME) -> str:
    """What makes two names the same person's, or two texts the same words: case, composition of accents and spaces do not tell them apart.

    >>> identity("ANA  PÉREZ") == identity("Ana Pe\\u0301rez")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", one_line(name, longest)).casefold().split())


def without_accents(name: str, longest: int = LONGEST_NAME) -> str:
    """The identity of a name without its accents.

    >>> without_accents("José Ñ")
    'jose n'
    """
    parts = unicodedata.normalize("NFD", identity(name, longest))
    return "".join(c for c in parts if not unicodedata.combining(c))


def look(name: str) -> str:
    """What a name looks like at a glance: two names of equal look and other letters need a person's eye.

    >>> look("Ana") == look("\\u0410n\\u0430"), look("Ana Pe1ez") == look("ana pelez"), look("Ana") == look("Eva")
    (True, True, False)
    """
    return re.sub(r"[\W_]+", "", without_accents(name).translate(_LOOK))


def odd_letters(name: str) -> bool:
    """Whether one word of a name mixes letters of several scripts.

    >>> odd_letters("An\\u0430"), odd_letters("Ana 李"), odd_letters("O’Neill-Ñuñez")
    (True, False, False)
    """
    return any(len(_scripts(word)) > 1 for word in name.split())


def _scripts(word: str) -> set[str]:
    letters = (unicodedata.name(c, "") for c in word if c.isalpha())
    found = {match[0] for name in letters if (match := _SCRIPT.match(name))}
    # Chinese, Japanese and Korean words mix their scripts, and "MODIFIER LETTER APOSTROPHE" has none.
    return found - {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "MODIFIER", "MASCULINE", "FEMININE"}


def is_sheet_name(name: str) -> bool:
    """Whether a file name is that of an answer sheet.

    >>> [is_sheet_name(n) for n in ("lesson-02.ana.answers.json", "lesson-02.ana.answers-1.json", "answers.json.zip")]
    [True, True, False]
    """
    return bool(_SHEET.search(name))


def slug(name: str) -> str:
    """The letters of a name for a file name: small Latin letters, digits and hyphens, at most 40; may be empty.

    >>> slug("../../María de los Ángeles"), slug("李")
    ('maria-de-los-angeles', '')
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-")


def file_name(lesson_id: str, name: str, unique: bool = False) -> str:
    """The file of a person's sheet: one for all spellings of one name; the true name stands inside.

    >>> file_name("02", "María de los Ángeles"), file_name("02", "../x")
    ('lesson-02.maria-de-los-angeles.answers.json', 'lesson-02.x.answers.json')
    >>> file_name("02", "ANA  pérez", unique=True) == file_name("02", "Ana Pérez", unique=True)
    True
    """
    letters = slug(identity(name))
    mark = hashlib.sha256(identity(name).encode("utf-8", "replace")).hexdigest()[:6]
    parts = [letters or "student", *([mark] if unique or not letters else [])]
    return f"lesson-{lesson_id}.{'-'.join(parts)}.answers.json"
