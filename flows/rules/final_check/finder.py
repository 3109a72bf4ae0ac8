"""Searching a text for every pattern once: letters of one template share most of their sentences."""

import re
from functools import lru_cache
from typing import ClassVar

_REMEMBERED = 16_384
_OPENING = re.compile(r"[.!?:][\"')\]”’]*\s+|\n")

Matches = tuple[re.Match[str], ...]


class Finder:
    """A pattern to look for in every paragraph, or with ``rows`` in every paragraph and row of a table.

    ``small`` makes capitals the same as small letters; ``needs`` is a quick pattern that must be there as well.
    """

    every: ClassVar[dict[bool, list["Finder"]]] = {False: [], True: []}

    def __init__(self, pattern: str, *, small: bool = False, needs: str = "", rows: bool = False) -> None:
        self._pattern = re.compile(pattern, re.IGNORECASE if small else 0)
        self._needs = re.compile(needs, re.IGNORECASE) if needs else None
        Finder.every[rows].append(self)

    def matches(self, text: str) -> Matches:
        """Every match in a text."""
        if self._needs is not None and self._needs.search(text) is None:
            return ()
        return tuple(self._pattern.finditer(text))


@lru_cache(maxsize=_REMEMBERED)
def found_in(text: str, rows: bool = False) -> tuple[tuple[Finder, Matches], ...]:
    """What every finder finds in a text; nothing for most texts."""
    return tuple((finder, found) for finder in Finder.every[rows] if (found := finder.matches(text)))


def around(match: re.Match[str]) -> tuple[str, str]:
    """What stands before and after a match."""
    return match.string[: match.start()], match.string[match.end() :]


def sentence(match: re.Match[str]) -> str:
    """The sentence a match stands in."""
    before, after = around(match)
    start = max((opening.end() for opening in _OPENING.finditer(before)), default=0)
    ending = _OPENING.search(after)
    return before[start:] + match[0] + (after[: ending.start() + 1] if ending else after)
