"""How heavy a mark is at its place: the way it is written there decides whether it betrays anybody."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from flows.rules.anonymity.common import words
from flows.rules.anonymity.finding import Kind, Level
from flows.rules.anonymity.folding import Folded
from flows.rules.anonymity.register import Mark, Weight

_ADDRESSING = words("mevrouw mevr mw heer dhr meneer drs dr mr collega bestuurder directeur contactpersoon")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_QUOTES = "\"'“”‘’„«»"
_SKIPPED = frozenset(f" \t([-–•*{_QUOTES}")
"""What may stand between the end of a sentence and the first word of the next."""


class Found(NamedTuple):
    """Something that could tell who asked, at its place in the plain text."""

    kind: Kind
    level: Level
    start: int
    end: int


def weighed(text: Folded, mark: Mark, first: int, last: int) -> Iterator[Found]:
    """The mark at this place, as heavy as the way it is written makes it; nothing when it is an ordinary word there."""
    start, end = text.span(first, last)
    level = _level(text, mark, first, start, end)
    if level is not None:
        yield Found(mark.kind, level, start, end)


def _level(text: Folded, mark: Mark, first: int, start: int, end: int) -> Level | None:
    written = text.plain[start:end]
    capital = any(sign.isupper() for sign in written)
    if mark.weight is Weight.CASED:
        return _of_short(text, mark, written, start)
    if mark.kind is Kind.PERSON and mark.weight is not Weight.SURE and _addressed(text, first):
        return Level.BETRAYS
    if mark.weight is Weight.SURE:
        # "E. Mail" is no e-mail: a name of a person in one word has its capitals.
        one_word = mark.kind is Kind.PERSON and len(mark.letters) < 8 and written.isalpha()
        return Level.BETRAYS if not one_word or sum(sign.isupper() for sign in written) > 1 else None
    if mark.weight is Weight.CAPITAL:
        inside = capital and (not _opens(text.plain, start) or _quoted(text.plain, start, end))
        return Level.BETRAYS if inside else Level.MIND
    if mark.weight is Weight.EVEN:
        return Level.MIND
    return Level.MIND if capital else None


def _of_short(text: Folded, mark: Mark, written: str, start: int) -> Level | None:
    """Two or three letters, or initials: only written exactly so, and as a word of its own."""
    if mark.kind is Kind.PART:
        return Level.MIND if written.isupper() and len(written) < 3 * len(mark.letters) else None
    if _core(written) != _core(mark.shown):
        return None
    if written.islower() or (_opens(text.plain, start) and not written.isupper()):
        return Level.MIND
    return Level.BETRAYS


def _core(name: str) -> str:
    """A short name without the signs around it."""
    return _EDGES.sub("", name)


def _addressed(text: Folded, first: int) -> bool:
    """Whether a title or an initial stands before the word: 'mevrouw Post', 'J. Bakker'."""
    if first == 0:
        return False
    before = text.word(first - 1)
    between = text.plain[before.end : text.word(first).start]
    initial = len(before.text) == 1 and text.plain[before.start : before.end].isupper() and between.startswith(".")
    return initial or (before.text in _ADDRESSING and between.strip(". ") == "")


def _opens(text: str, start: int) -> bool:
    """Whether a sentence opens here: a capital says nothing then."""
    before = start
    while before and text[before - 1] in _SKIPPED:
        before -= 1
    return before == 0 or text[before - 1] in ".!?:\n"


def _quoted(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1] in _QUOTES and text[end : end + 1] in tuple(_QUOTES)
