"""The marks of a register in a text: as they are, and misspelt. What was found in a text is remembered.

A question is read as a row, in the trial of its nota, as a paragraph in the final check and when it is final; and the
marks of three hundred providers are the same all that time. So both are kept: see :func:`marks_of_register`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from flows.rules.anonymity.finding import Kind, Level
from flows.rules.anonymity.folding import Folded, spelled
from flows.rules.anonymity.patterns import numbers_in, pattern_hits
from flows.rules.anonymity.register import Mark, Weight, marks_of, name_marks, numbers_of, person_marks, places_of
from flows.rules.anonymity.weighing import Found, weighed
from schemas.provider import Provider

QUESTION = 5000
"""Characters up to which a text is a question, an answer, a paragraph; a longer one is a file."""

_QUESTIONS, _FILES = 40_000, 64
_WORDS = 100_000
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+")
_WITH_AREA = 9
"""Digits from which a telephone number says where it is; without its area it may be any number."""


@lru_cache(maxsize=2)
def marks_of_register(
    providers: tuple[Provider, ...],
    also: tuple[str, ...],
    people: tuple[str, ...],
    numbers: tuple[str, ...],
    regional: tuple[str, ...],
) -> "Marks":
    """The marks of these providers, made once: every search of one act looks for the same people."""
    places = places_of((*(row.city for row in providers), *regional))
    marks = [mark for row in providers for mark in marks_of(row, places)]
    marks += [mark for name in also for mark in name_marks(name, places)]
    marks += [mark for name in people for mark in person_marks(name)]
    known = dict.fromkeys(numbers, Kind.NUMBER)
    known |= dict(pair for row in providers for pair in numbers_of(row))
    return Marks(marks, known)


class Marks:
    """All that is looked for, and what of it was found in every text so far."""

    def __init__(self, marks: Sequence[Mark], numbers: dict[str, Kind]) -> None:
        self._heads, self._fronts, self._backs = _Beginnings(), _Beginnings(), _Beginnings(backwards=True)
        for mark in dict.fromkeys(marks):
            self._heads.add(mark.letters, mark)
            if mark.loose:
                front, back = _ends(mark.letters)
                self._fronts.add(front, mark)
                self._backs.add(back[::-1], mark)
        self._numbers = numbers
        self._of_question = lru_cache(maxsize=_QUESTIONS)(self._all)
        self._of_file = lru_cache(maxsize=_FILES)(self._all)

    def found(self, text: str) -> tuple[Found, ...]:
        """Everything in a plain text that could tell who asked; a text that comes back is not searched again."""
        return self._of_question(text) if len(text) <= QUESTION else self._of_file(text)

    def betraying(self, text: str) -> tuple[Found, ...]:
        """As :meth:`found`, without what is only to be looked at: for whole files, in which nobody can sign for it."""
        return self._of_file(text, minding=False)

    def _all(self, text: str, *, minding: bool = True) -> tuple[Found, ...]:
        folded = Folded(text)
        found = [Found(*hit) for hit in pattern_hits(text, minding=minding)]
        found += self._marks(folded)
        if (read := spelled(text)) != text:
            found += self._marks(Folded(read))
        found += _elsewhere(list(self._misspelt(folded)), found)
        found += self._of_number(text)
        return tuple(row for row in found if minding or row.level is Level.BETRAYS)

    def _of_number(self, text: str) -> Iterator[Found]:
        for number in numbers_in(text):
            kind = self._numbers.get(number.digits)
            if kind is Kind.PHONE and len(number.digits) < _WITH_AREA:
                if not _AMOUNT.fullmatch(text, number.start, number.end):
                    yield Found(kind, Level.MIND, number.start, number.end)
            elif kind is not None:
                yield Found(kind, Level.BETRAYS, number.start, number.end)

    def _marks(self, text: Folded) -> Iterator[Found]:
        letters = text.compact
        for place, first in self._heads.places(text.texts, text.stops):
            for mark in self._heads.at(letters, place):
                end = place + len(mark.letters)
                last = text.ends.get(end)
                if last is None and letters[end : end + 1] == "s":  # of De Lindes groep
                    last = text.ends.get(end + 1)
                if last is not None and letters.startswith(mark.letters, place):
                    yield from weighed(text, mark, first, last)

    def _misspelt(self, text: Folded) -> Iterator[Found]:
        """One letter changed, lost, added or swapped leaves one half of the name whole (pigeonhole).

        Of a long name two may be wrong; they are found unless they stand in its first and its last third.
        """
        letters = text.compact
        for place, first in self._fronts.places(text.texts, text.stops):
            for mark in self._fronts.at(letters, place):
                if letters.startswith(_ends(mark.letters)[0], place):
                    for end in _near(place + len(mark.letters)):
                        if (last := text.ends.get(end)) is not None:
                            yield from _unlike(text, mark, first, last, letters[place:end])
        backwards, size = letters[::-1], len(letters)
        for end, last in self._backs.places(text.texts, text.stops[1:]):
            for mark in self._backs.at(backwards, size - end):
                if letters.endswith(_ends(mark.letters)[1], 0, end):
                    for place in _near(end - len(mark.letters)):
                        if (start := text.begins.get(place)) is not None:
                            yield from _unlike(text, mark, start, last, letters[place:end])


class _Beginnings:
    """Marks by how they begin, so that at each place of a text only those are tried that can stand there."""

    LONGEST = 6

    def __init__(self, *, backwards: bool = False) -> None:
        self._by_size: dict[int, dict[str, list[Mark]]] = {}
        self._openings: set[str] = set()
        self._words = _Words(self._open, backwards)

    def add(self, beginning: str, mark: Mark) -> None:
        key = beginning[: self.LONGEST]
        self._openings.update(key[:size] for size in range(1, len(key) + 1))
        self._by_size.setdefault(len(key), {}).setdefault(key, []).append(mark)

    def _open(self, word: str) -> bool:
        """Whether a mark may begin with this word: the word goes on as some mark does, or has a short one in it."""
        return word[: self.LONGEST] in self._openings or any(
            word[:size] in marks for size, marks in self._by_size.items()
        )

    def places(self, words: Sequence[str], stops: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The words with which any may begin, each with its stop: nearly everywhere none can."""
        may = self._words
        return ((stops[index], index) for index, word in enumerate(words) if may[word])

    def at(self, letters: str, place: int) -> Iterator[Mark]:
        for size, marks in self._by_size.items():
            found = marks.get(letters[place : place + size])
            if found is not None:
                yield from found


class _Words(dict[str, bool]):
    """Whether a mark may begin (or, backwards, end) with a word; worked out once for every word."""

    def __init__(self, may_open: Callable[[str], bool], backwards: bool) -> None:
        super().__init__()
        self._may_open, self._backwards = may_open, backwards

    def __missing__(self, word: str) -> bool:
        if len(self) >= _WORDS:
            self.clear()
        self[word] = found = self._may_open(word[::-1] if self._backwards else word)
        return found


_LONG = 12
"""Letters from which a name may have two letters wrong."""


def _ends(letters: str) -> tuple[str, str]:
    """The two ends of a name of which one is whole in a misspelling: halves, and of a long name its outer thirds."""
    size = len(letters) // (3 if len(letters) >= _LONG else 2)
    return letters[:size], letters[-size:] if len(letters) >= _LONG else letters[size:]


def _elsewhere(misspelt: Sequence[Found], exact: Sequence[Found]) -> list[Found]:
    """Without the misspellings that are but a name as it is, with a letter of its neighbour."""
    if not misspelt:
        return []
    betrayed = {place for row in exact if row.level is Level.BETRAYS for place in range(row.start, row.end)}
    minded = {place for row in exact if row.level is Level.MIND for place in range(row.start, row.end)} | betrayed
    return [
        row
        for row in misspelt
        if (betrayed if row.level is Level.BETRAYS else minded).isdisjoint(range(row.start, row.end))
    ]


def _near(place: int) -> range:
    return range(place - 2, place + 3)


def _unlike(text: Folded, mark: Mark, first: int, last: int, letters: str) -> Iterator[Found]:
    wrong = 2 if len(mark.letters) >= _LONG else 1
    if letters == mark.letters or first > last:
        return
    distance = OSA.distance(letters, mark.letters, score_cutoff=wrong)
    if distance > wrong:
        return
    start, end = text.span(first, last)
    if mark.kind is Kind.ADDRESS and _digits(letters) != _digits(mark.letters):
        return  # the neighbours at number 14 are somebody else
    sure = mark.weight is Weight.SURE and len(mark.letters) >= 10 and distance == 1
    yield Found(mark.kind, Level.BETRAYS if sure else Level.MIND, start, end)


def _digits(letters: str) -> str:
    return "".join(sign for sign in letters if sign.isdecimal())
