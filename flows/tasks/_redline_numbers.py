"""The numbers that Word prints in front of paragraphs: counted here as Word counts them (ECMA-376 part 1, 17.9)."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from docx.oxml import parse_xml
from docx.oxml.ns import qn

_PLACE = re.compile(r"%(\d)")
_LEVELS = 9
_VALUE = qn("w:val")
_STYLE, _OUTLINE, _LIST, _LEVEL = (
    "/".join(qn(step) for step in ("w:pPr", *path.split("/")))
    for path in ("w:pStyle", "w:outlineLvl", "w:numPr/w:numId", "w:numPr/w:ilvl")
)


class Number(NamedTuple):
    """``word`` stands before the number of the outermost level ("artikel", or ""); ``parts`` go from outer to inner."""

    word: str
    parts: tuple[str, ...]

    @property
    def depth(self) -> int:
        return len(self.parts) - 1


class _Level(NamedTuple):
    form: str
    pattern: str
    start: int


class Numbering:
    """Counts through one document. ``outline`` tells the heading level of a paragraph (0 is the highest), or None."""

    def __init__(self, entries: Mapping[str, bytes]) -> None:
        styles = parse_xml(entries["word/styles.xml"]) if "word/styles.xml" in entries else ()
        self._styles: dict[str, Any] = {str(one.get(qn("w:styleId"))): one for one in styles}
        self._default = next((key for key, one in self._styles.items() if _is_default(one)), "")
        listed = parse_xml(entries["word/numbering.xml"]) if "word/numbering.xml" in entries else ()
        abstract = {one.get(qn("w:abstractNumId")): one for one in listed if one.tag == qn("w:abstractNum")}
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        for one in listed:
            if one.tag == qn("w:num"):
                key = one.find(qn("w:abstractNumId")).get(qn("w:val"))
                self._lists[one.get(qn("w:numId"))] = (key, _forms_of(abstract.get(key)))
        self._counted: dict[str, list[int | None]] = {}
        self._known: dict[tuple[str, str], Any] = {}

    def style(self, paragraph: Any) -> str:
        """The id of a paragraph's style."""
        named = paragraph.find(_STYLE)
        return self._default if named is None else str(named.get(_VALUE))

    def outline(self, paragraph: Any) -> int | None:
        found = self._first(paragraph, _OUTLINE)
        level = None if found is None else int(found.get(_VALUE, "9"))
        return level if level is not None and level < _LEVELS else None

    def number(self, paragraph: Any) -> Number | None:
        """Count this paragraph, in reading order, and return its number; None without one, or with a bullet."""
        about = self._numbered_by(paragraph)
        if about is None:
            return None
        key, depth = about
        name, levels = self._lists[key]
        counts = self._counted.setdefault(name, [None] * _LEVELS)
        for level in range(depth + 1):
            start = levels[level].start if level in levels else 1
            before = counts[level]
            counts[level] = start if before is None else before + (level == depth)
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if depth not in levels or levels[depth].form in ("bullet", "none"):
            return None
        word = _PLACE.split(levels[0].pattern)[0].strip().casefold() if 0 in levels else ""
        parts = tuple(
            _written(counts[level] or 0, levels[level].form if level in levels else "decimal")
            for level in range(depth + 1)
        )
        return Number(word if word.isalpha() else "", parts)

    def _numbered_by(self, paragraph: Any) -> tuple[str, int] | None:
        key = self._first(paragraph, _LIST)
        if key is None or key.get(_VALUE) not in self._lists:
            return None
        level = self._first(paragraph, _LEVEL)
        return str(key.get(_VALUE)), 0 if level is None else int(level.get(_VALUE, "0"))

    def _first(self, paragraph: Any, path: str) -> Any:
        """A property of the paragraph itself, else of its style, else of the style that one is based on."""
        found = paragraph.find(path)
        return self._of_style(self.style(paragraph), path) if found is None else found

    def _of_style(self, key: str, path: str) -> Any:
        if (key, path) not in self._known:
            found, at, seen = None, key, set()
            while found is None and at in self._styles and at not in seen:
                seen.add(at)
                found = self._styles[at].find(path)
                based = self._styles[at].find(qn("w:basedOn"))
                at = "" if based is None else str(based.get(qn("w:val")))
            self._known[key, path] = found
        return self._known[key, path]


def _is_default(style: Any) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on")


def _forms_of(abstract: Any) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for one in () if abstract is None else abstract.iter(qn("w:lvl")):
        values = {name: one.find(qn(f"w:{name}")) for name in ("numFmt", "lvlText", "start")}
        texts = {name: "" if value is None else str(value.get(qn("w:val"), "")) for name, value in values.items()}
        start = int(texts["start"]) if texts["start"].isdigit() else 1
        found[int(one.get(qn("w:ilvl"), "0"))] = _Level(texts["numFmt"] or "decimal", texts["lvlText"], start)
    return found


def _written(number: int, form: str) -> str:
    if form in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return str(number)
