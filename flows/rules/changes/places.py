"""Places in a document as people write them: ``art. 4.2``, ``artikel 4, lid 2, onder b``, ``E-4.8``, ``begrippen``."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from schemas.redline import ROW_MARK

_SHORT = (
    (re.compile(r"\bart(?:ikel)?\.?\s*(?=[\da-z])(?!ikel)"), "artikel "),
    (re.compile(r"(?:\bpar\.|§)\s*"), "paragraaf "),
    (re.compile(r"\bhf(?:d?st|dst)\.?\s*"), "hoofdstuk "),
)
_MARK = re.compile(
    r"\b(artikel|onderdeel|hoofdstuk|paragraaf|deel|bijlage|punt)\s+(\d+|[a-z](?![a-z]))((?:\.\d+)*)(?:\.?([a-z])\b)?"
    r"(?:,?\s*lid\s+(\d+))?(?:,?\s*(?:onder|sub|letter|onderdeel)\s+([a-z])\b)?"
)
_BARE = re.compile(r"(?:\d+|[a-z])(?:\.\d+)+")
_HINT = re.compile(
    r"(?:eerste|tweede|derde|vierde|laatste|zin|zinnen|volzin|alinea|tabel|titel|kop|regel|rij|bullet|begin|einde?|na|in"
    r"|de|het|van)"
)


class Place(NamedTuple):
    """What a place asks for: numbers with their word, codes and loose numbers (one of each group), and words."""

    marks: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    phrases: tuple[str, ...]


@lru_cache(maxsize=4096)
def read(place: str) -> Place:
    """Read a place. Words that only point inside it ("tweede zin") ask for nothing."""
    said = place.casefold().strip()
    for form, whole in _SHORT:
        said = form.sub(whole, said)
    marks = tuple(_mark(match) for match in _MARK.finditer(said))
    codes: list[tuple[str, ...]] = []
    phrases: list[str] = []
    for chunk in re.split(r"[,;]", _MARK.sub(",", said)):
        words = [word.strip(".:()'\"") for word in chunk.split()]
        found = tuple(word for word in words if any(sign.isdigit() for sign in word))
        if found:
            codes.append(found)
        elif not all(_HINT.fullmatch(word) for word in words):
            phrases.append(" ".join(words))
    return Place(marks, tuple(codes), tuple(phrases))


def _mark(match: re.Match[str]) -> str:
    word, first, inner, letter, member, item = match.groups()
    number = first + inner + "".join(f".{part}" for part in (member, letter or item) if part)
    if word in ("hoofdstuk", "paragraaf"):
        word = "paragraaf" if "." in number else "hoofdstuk"
    return f"{word} {number}"


def lies_at(names: Iterable[str], text: str, place: str) -> bool:
    """Whether a passage with these names (lower case) and this text lies at a place, or in the part it names."""
    asked, known = read(place), tuple(names)
    loose = [name for name in known if not name.startswith(ROW_MARK)]
    return (
        all(mark in known for mark in asked.marks)
        and all(any(_is_code(code, loose) for code in group) for group in asked.codes)
        and all(any(_holds(name, phrase) for name in (*known, text.casefold())) for phrase in asked.phrases)
    )


def _is_code(code: str, names: Iterable[str]) -> bool:
    if _BARE.fullmatch(code) and any(name.endswith(f" {code}") for name in names):
        return True
    return any(name == code or (name.startswith(code) and not _goes_on(name, len(code))) for name in names)


def _goes_on(name: str, end: int) -> bool:
    """Whether the word goes on behind ``end``: E-1.1 is not E-1.10, and not E-1.1.2 either."""
    rest = name[end:]
    return rest[:1].isalnum() or (rest[:1] in ".-" and rest[1:2].isalnum())


def _holds(name: str, phrase: str) -> bool:
    start = name.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        if not (start and name[start - 1].isalnum()) and not name[end : end + 1].isalnum():
            return True
        start = name.find(phrase, start + 1)
    return False
