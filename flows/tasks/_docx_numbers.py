"""The numbers that Word makes itself: they stand in no paragraph, and yet a reader sees them."""

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_MADE = frozenset({"decimal", "decimalZero", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"})


class Numbering:
    """The lists of one document. ``root`` is its part with lists, or None."""

    def __init__(self, root: Any) -> None:
        self._levels: dict[str, tuple[str, str, int]] = {}
        self._counts: dict[str, int] = {}
        self._styles: set[str] = set()
        self._known: dict[Any, str] = {}
        if root is None:
            return
        abstract = {}
        for item in root.iter(f"{_W}abstractNum"):
            level = next((one for one in item.iter(f"{_W}lvl") if one.get(f"{_W}ilvl") == "0"), None)
            abstract[item.get(f"{_W}abstractNumId", "")] = level
            self._styles.update(style.get(_VAL, "") for style in item.iter(f"{_W}pStyle"))
        for item in root.iter(f"{_W}num"):
            link = item.find(f"{_W}abstractNumId")
            level = abstract.get(link.get(_VAL, "")) if link is not None else None
            if level is not None:
                start = item.find(f"{_W}lvlOverride/{_W}startOverride")
                begin = start if start is not None else level.find(f"{_W}start")
                first = begin.get(_VAL, "1") if begin is not None else "1"
                self._levels[item.get(f"{_W}numId", "")] = (
                    _value(level.find(f"{_W}numFmt"), "decimal"),
                    _value(level.find(f"{_W}lvlText"), "%1."),
                    int(first) if first.isdigit() and len(first) < 7 else 1,
                )

    def in_list(self, style: str) -> bool:
        """Whether a paragraph of this style is part of a list."""
        return style in self._styles

    def made(self, paragraph: Any) -> str:
        """The number that Word shows before this paragraph, without the full stop; empty for a bullet.

        Paragraphs are asked for in their order; one that was asked for before keeps its number.
        """
        if paragraph not in self._known:
            self._known[paragraph] = self._next(paragraph)
        return self._known[paragraph]

    def _next(self, paragraph: Any) -> str:
        number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        level = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
        if number is None or (level is not None and level.get(_VAL) != "0"):
            return ""
        key = number.get(_VAL, "")
        if key not in self._levels:
            return ""
        kind, text, first = self._levels[key]
        count = self._counts[key] = self._counts.get(key, first - 1) + 1
        if kind not in _MADE:
            return ""
        return re.sub("%1", _shown(count, kind), text).strip().rstrip(".)")


def _value(element: Any, otherwise: str) -> str:
    return str(element.get(_VAL, otherwise)) if element is not None else otherwise


def _shown(count: int, kind: str) -> str:
    if kind.endswith("Letter"):
        sign = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return sign.upper() if kind == "upperLetter" else sign
    if kind.endswith("Roman"):
        sign = _roman(count)
        return sign.upper() if kind == "upperRoman" else sign
    return f"{count:02d}" if kind == "decimalZero" else str(count)


def _roman(count: int) -> str:
    signs = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
    text = ""
    for value, sign in (*signs, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        text += sign * (count // value)
        count %= value
    return text
