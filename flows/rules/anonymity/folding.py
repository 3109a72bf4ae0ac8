"""Texts as they are compared: whatever was done to hide or to vary a name, the same letters come out.

``plain`` takes out what cannot be seen and makes one sign of its look-alikes; :class:`Folded` makes words of it
without capitals, accents and look-alike letters of other scripts, and remembers where each stood.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

_LOOK_ALIKES = str.maketrans(
    {
        **dict(zip("аеорсухіјѕһԁԛԝвкмнтьӏ", "aeopcyxijshdqwbkmhtbl", strict=True)),
        **dict(zip("αβεζηικμνορτυχ", "abezhikmnoptyx", strict=True)),
        **{"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "ɑ": "a", "ɡ": "g"},
    }
)
"""Letters of other scripts that look like ours, after capitals were made small."""

_SPACES = {"\u00a0", "\u2007", "\u202f"}
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_RUN = re.compile(r"(?:[A-Za-z0-9]|[^\x00-\x7f])+")
"""What may hold a word: every other sign of ASCII is a boundary."""

JOINERS = frozenset({"en", "and", "und", "et"})
"""Words that stand for ``&``; a name is the same with and without them."""


def plain(text: str) -> str:
    """The text in one form (NFKC): full-width and circled signs are plain ones, invisible signs are gone."""
    if text.isascii():
        return text
    return _NOT_ASCII.sub(lambda sign: _plain_sign(sign[0]), unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=4096)
def _plain_sign(sign: str) -> str:
    if sign.isascii():
        return sign
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if sign in _SPACES or category == "Zs":
        return " "
    if category in ("Zl", "Zp"):
        return "\n"
    # Format signs (soft hyphen, zero width, direction), variation selectors and the combining joiner.
    if category == "Cf" or "\ufe00" <= sign <= "\ufe0f" or sign == "\u034f":
        return ""
    return sign


_LATIN = {
    code: ours
    for sign, letter in _LOOK_ALIKES.items()
    if len(letter) == 1
    for code, ours in ((sign, letter), (ord(chr(sign).upper()), letter.upper()))
}
"""The same for capitals too, one sign for one sign."""


def latin(text: str) -> str:
    """The text with look-alike letters of other scripts as ours; every sign stays in its place."""
    return text if text.isascii() else _NOT_ASCII.sub(lambda sign: _LATIN.get(ord(sign[0]), sign[0]), text)


_DIGIT_FOR_LETTER = re.compile(r"(?<=[^\W\d_])[013]|[013](?=[^\W\d_])")


def spelled(text: str) -> str:
    """The text with the digits that stand in for a letter as that letter ('Z0rg'); every sign stays in its place."""
    return _DIGIT_FOR_LETTER.sub(lambda sign: "oi_e"[int(sign[0])], text)


@lru_cache(maxsize=4096)
def _letters(sign: str) -> str:
    """The plain small letters and digits of one sign; nothing for anything else."""
    parts = unicodedata.normalize("NFKD", sign).casefold()
    kept = "".join(part for part in parts if not unicodedata.combining(part))
    return "".join(part for part in kept.translate(_LOOK_ALIKES) if part.isalnum())


class Word(NamedTuple):
    """A word as it is compared, and its place in the plain text."""

    text: str
    start: int
    end: int


def _words(text: str) -> list[Word]:
    """Every word with its place. Only a run of signs with one that is not ASCII is read sign by sign."""
    if text.isascii():
        return [Word(found[0].lower(), found.start(), found.end()) for found in _WORD.finditer(text)]
    return [
        Word(word.text, run.start() + word.start, run.start() + word.end)
        for run in _RUN.finditer(text)
        for word in _words_of_run(run[0])
    ]


@lru_cache(maxsize=16_384)
def _words_of_run(run: str) -> tuple[Word, ...]:
    return tuple(_by_sign(run))


def _by_sign(text: str) -> Iterator[Word]:
    letters, begin, kind = "", 0, ""
    for place, sign in enumerate(text):
        folded = _letters(sign)
        if not folded and unicodedata.combining(sign):
            continue
        this = "" if not folded else "1" if sign.isdecimal() else "A" if sign.isupper() else "a"
        if letters and (not this or (this == "1") != (kind == "1") or (this == "A" and kind == "a")):
            yield Word(letters, begin, place)
            letters = ""
        if this and not letters:
            begin = place
        letters += folded
        kind = this
    if letters:
        yield Word(letters, begin, len(text))


class Folded:
    """A plain text as one string of letters (``compact``), with where in it a word begins and ends.

    Words for ``&`` are left out. Blanks, hyphens, quotes and line breaks are only boundaries, so that a name is found
    whether it is written as one word or as three, or broken off at the end of a line.
    """

    def __init__(self, text: str) -> None:
        self.plain = text
        lines = [_texts_of(line) for line in text.split("\n")]
        self.texts = list(chain.from_iterable(lines))
        self._until = list(accumulate(map(len, lines)))
        self.stops = [0, *accumulate(map(len, self.texts))]
        self.begins = dict(zip(self.stops, range(len(self.texts)), strict=False))
        self.ends = dict(zip(self.stops[1:], range(len(self.texts)), strict=True))
        self.compact = "".join(self.texts)

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins in the plain text."""
        return [0, *(found.end() for found in re.finditer("\n", self.plain))]

    def word(self, index: int) -> Word:
        """The word of this number with its place; of a whole file only few are asked for."""
        line = bisect_right(self._until, index)
        begin = self._lines[line]
        end = self._lines[line + 1] if line + 1 < len(self._lines) else len(self.plain)
        inside = index - (self._until[line - 1] if line else 0)
        found = [word for word in _words(self.plain[begin:end]) if word.text not in JOINERS][inside]
        return Word(found.text, begin + found.start, begin + found.end)

    @property
    def words(self) -> tuple[Word, ...]:
        """All words with their places."""
        return tuple(word for word in _words(self.plain) if word.text not in JOINERS)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the words of these numbers stand in the plain text."""
        return self.word(first).start, self.word(last).end


@lru_cache(maxsize=16_384)
def _texts_of(line: str) -> tuple[str, ...]:
    found = [sign.lower() for sign in _WORD.findall(line)] if line.isascii() else [row.text for row in _words(line)]
    return tuple(word for word in found if word not in JOINERS)


def compact(text: str) -> str:
    """A name as it is looked for in :attr:`Folded.compact`."""
    return Folded(plain(text)).compact
