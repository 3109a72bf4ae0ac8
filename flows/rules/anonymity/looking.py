"""Patterns that are tried only on a text in which they could be: a few thousand questions are searched in seconds."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Look(NamedTuple):
    """A pattern, and the pieces of text of which at least one is in everything it finds (small letters)."""

    pattern: re.Pattern[str]
    needs: tuple[str, ...] = ()


def anywhere(pattern: str, *needs: str) -> Look:
    """A pattern in which capitals do not count."""
    return Look(re.compile(pattern, re.IGNORECASE), needs)


def exactly(pattern: str, *needs: str) -> Look:
    return Look(re.compile(pattern), needs)


def found_in(text: str, small: str, looks: Iterable[Look]) -> Iterator[re.Match[str]]:
    """Everything these find; ``small`` is the text in small letters."""
    for pattern, needs in looks:
        if not needs or any(piece in small for piece in needs):
            yield from pattern.finditer(text)
