"""Measure and break text for a picture, in the font that ships with the drawing library."""

import re
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

FONT = "DejaVu Sans"
"""Comes with matplotlib, so a picture has the same letters on every machine."""


def wrap(words: str, room: float) -> tuple[str, ...]:
    """Break text into lines of at most ``room`` em; a word that is longer than a line is broken inside."""
    lines, line, used = [], "", 0.0
    for word in re.findall(r"\S+\s*", words):
        if line and used + em_width(word.rstrip()) > room:
            lines.append(line.rstrip())
            line, used = "", 0.0
        for letter in word:
            if used + em_width(letter) > room and not letter.isspace():
                lines.append(line)
                line, used = "", 0.0
            line, used = line + letter, used + em_width(letter)
    return (*lines, line.rstrip())


def em_width(words: str) -> float:
    """Width of the words as a multiple of the type size."""
    return sum(_letter_width(letter) for letter in words)


@lru_cache(maxsize=1024)
def _letter_width(letter: str) -> float:
    """Width of one letter as a share of the type size, measured in the font that draws it."""
    # Between two letters, because the library measures ink and a space has none.
    return (_ink(f"n{letter}n") - _ink("nn")) / 100


def _ink(words: str) -> float:
    width, _, _ = text_to_path.get_text_width_height_descent(words, FontProperties(family=FONT, size=100), False)
    return float(width)
