"""Lines of running text, as a PDF or a mail gives them, put together into the paragraphs and bullets they came from."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_SIGN = re.compile(r"^\s*(?:[•‣●▪■◦○·–—*\uf0b7\uf0a7-]\s+|o\s+(?=[A-Z0-9]))(?=\S)")
_NUMBER = re.compile(r"^\s*\(?(?:\d{1,3}|[a-z])[.)]\s+(?=\S)")
_WRAPPED = 0.7
_NARROWEST, _WIDEST = 45, 130
"""How many characters a line may have that was broken to fit; a longer one was typed as a paragraph."""


class Line(NamedTuple):
    place: str
    text: str


class Passage(NamedTuple):
    """A paragraph or bullet, where it stands, and whether its author had hidden it."""

    place: str
    text: str
    bullet: bool = False
    hidden: bool = False
    heading: bool = False


def starts_bullet(text: str) -> bool:
    """Whether a line begins with a sign or a number of a list."""
    return bool(_SIGN.match(text) or _NUMBER.match(text))


def without_sign(text: str) -> str:
    """A line without the sign before it; a number stays, because it may belong to the sentence."""
    return _SIGN.sub("", text).strip()


def passages(lines: Iterable[Line]) -> Iterator[Passage]:
    """Put together what was broken to fit the width; an empty line, a bullet and a short line end a paragraph."""
    kept = [line._replace(text=line.text.rstrip()) for line in lines]
    width = max((len(line.text) for line in kept if len(line.text) <= _WIDEST), default=0)
    broken = max(_NARROWEST, round(_WRAPPED * width))
    open_place, open_text, bullet = "", "", False
    goes_on = False
    for line in kept:
        is_bullet = starts_bullet(line.text)
        if open_text and (not line.text.strip() or is_bullet or not goes_on):
            yield Passage(open_place, open_text, bullet)
            open_text = ""
        if not line.text.strip():
            continue
        text = line.text.strip()
        if open_text:
            open_text += text if open_text.endswith("-") else f" {text}"
        else:
            open_place, open_text, bullet = (
                line.place,
                without_sign(text),
                is_bullet,
            )
        goes_on = broken <= len(line.text) <= _WIDEST
    if open_text:
        yield Passage(open_place, open_text, bullet)
