"""What the styles and lists of a Word file mean: which paragraph is a heading, and which number stands before it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
DECIMALS = {"decimal", "decimalZero"}
_HEADING = re.compile(r"(?:heading|kop) (\d)$", re.IGNORECASE)
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_OFF = frozenset({"0", "false", "off"})
_NO_LIST = "0"
_FIRST_LEVEL = 0
_BODY_TEXT = 9

# Without a document type definition nothing can be fetched and nothing can grow.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def parse(xml: bytes) -> Any:
    """Parse a part of the package. Raises ``SyntaxError`` when it is not well-formed or brings its own definitions."""
    root = etree.fromstring(xml, _PARSER)
    if root.getroottree().docinfo.doctype:
        raise SyntaxError("a Word part has no document type of its own")
    return root


class Style(NamedTuple):
    """A style with what it inherits: outline level 1-9 (0 is text), list and level in it, fonts, hidden or not."""

    name: str
    level: int
    list_id: str
    depth: int
    fonts: tuple[str, ...]
    hidden: bool = False


class Level(NamedTuple):
    start: int
    form: str
    text: str


class Lists(NamedTuple):
    """``levels`` per list and level; ``family`` says which lists count together, ``restarts`` where one starts anew."""

    levels: dict[tuple[str, int], Level]
    family: dict[str, str]
    restarts: dict[tuple[str, int], int]


class StyleSheet(NamedTuple):
    """``bases`` are the fonts without any style; ``theme`` says what ``minorHAnsi`` and the like stand for."""

    styles: dict[str, Style]
    default: str
    language: str
    bases: tuple[str, ...]
    theme: dict[str, str]


# Thousands of letters come from one template: these parts are the same in each of them.
@lru_cache(maxsize=64)
def style_sheet(styles: bytes, theme: bytes) -> StyleSheet:
    """Read the styles. Empty bytes stand for a part that is not there."""
    themed = _theme(theme)
    if not styles:
        return StyleSheet({}, "", "", (), themed)
    root = parse(styles)
    found = {str(style.get(f"{W}styleId")): style for style in root.iter(f"{W}style")}
    normal = next((name for name, one in found.items() if _is_default(one)), "")
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    made = {name: _style(_chain(found, name), themed) for name in found}
    return StyleSheet(made, normal, _language(defaults, found.get(normal)), _fonts(defaults, themed), themed)


def _is_default(style: Any) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")


def _chain(styles: dict[str, Any], name: str) -> list[Any]:
    """A style and what it is based on, the nearest first."""
    chain: list[Any] = []
    while name in styles and styles[name] not in chain:
        chain.append(styles[name])
        based = styles[name].find(f"{W}basedOn")
        name = str(based.get(VAL)) if based is not None else ""
    return chain


def _style(chain: list[Any], theme: dict[str, str]) -> Style:
    name = chain[0].find(f"{W}name")
    title = str(name.get(VAL)) if name is not None else ""
    heading = _HEADING.match(title)
    level = _first(chain, f"{W}pPr/{W}outlineLvl", _BODY_TEXT)
    if level == _BODY_TEXT and heading:
        level = int(heading[1]) - 1
    lists = next((node for one in chain if (node := one.find(f"{W}pPr/{W}numPr/{W}numId")) is not None), None)
    list_id = str(lists.get(VAL)) if lists is not None else ""
    depth = _first(chain, f"{W}pPr/{W}numPr/{W}ilvl", _FIRST_LEVEL)
    fonts = next((found for one in chain if (found := _fonts(one.find(f"{W}rPr"), theme))), ())
    vanish = next((node for one in chain if (node := one.find(f"{W}rPr/{W}vanish")) is not None), None)
    list_id = "" if list_id == _NO_LIST else list_id
    return Style(title, 0 if level >= _BODY_TEXT else level + 1, list_id, depth, fonts, is_on(vanish))


def is_on(node: Any) -> bool:
    """Whether a property that is only there or not (``w:vanish``) is there, and not switched off."""
    return node is not None and str(node.get(VAL, "1")) not in _OFF


def _first(chain: list[Any], path: str, otherwise: int) -> int:
    return next((_number(node) for one in chain if (node := one.find(path)) is not None), otherwise)


def _number(node: Any, otherwise: int = 0) -> int:
    value = str(node.get(VAL)) if node is not None else ""
    return int(value) if value.isdecimal() else otherwise


def _fonts(properties: Any, theme: dict[str, str]) -> tuple[str, ...]:
    node = properties.find(f"{W}rFonts") if properties is not None else None
    return fonts_of(node, theme)


def fonts_of(node: Any, theme: dict[str, str]) -> tuple[str, ...]:
    """The fonts that a ``w:rFonts`` gives to Latin text; a theme font goes before a named one."""
    if node is None:
        return ()
    found = []
    for kind in ("ascii", "hAnsi"):
        name = theme.get(str(node.get(f"{W}{kind}Theme", ""))) or node.get(f"{W}{kind}")
        if name:
            found.append(str(name))
    return tuple(dict.fromkeys(found))


def _language(defaults: Any, normal: Any) -> str:
    for properties in (normal.find(f"{W}rPr") if normal is not None else None, defaults):
        node = properties.find(f"{W}lang") if properties is not None else None
        if node is not None and node.get(VAL):
            return str(node.get(VAL))
    return ""


def _theme(theme: bytes) -> dict[str, str]:
    if not theme:
        return {}
    named: dict[str, str] = {}
    for family in ("major", "minor"):
        latin = parse(theme).find(f".//{{*}}{family}Font/{{*}}latin")
        if latin is not None and latin.get("typeface"):
            named |= {f"{family}{script}": str(latin.get("typeface")) for script in ("HAnsi", "Ascii", "Bidi")}
    return named


@lru_cache(maxsize=64)
def lists_of(numbering: bytes) -> Lists:
    """Read the lists. Empty bytes stand for a file without lists."""
    levels: dict[tuple[str, int], Level] = {}
    family: dict[str, str] = {}
    restarts: dict[tuple[str, int], int] = {}
    if not numbering:
        return Lists(levels, family, restarts)
    root = parse(numbering)
    kinds = {str(kind.get(f"{W}abstractNumId")): kind for kind in root.iter(f"{W}abstractNum")}
    for one in root.iter(f"{W}num"):
        list_id, kind = str(one.get(f"{W}numId")), one.find(f"{W}abstractNumId")
        family[list_id] = str(kind.get(VAL)) if kind is not None else ""
        levels |= dict(_levels(list_id, kinds.get(family[list_id])))
        for override in one.iter(f"{W}lvlOverride"):
            depth = int(override.get(f"{W}ilvl", "0"))
            levels |= dict(_levels(list_id, override))
            if (start := override.find(f"{W}startOverride")) is not None:
                restarts[list_id, depth] = _number(start, 1)
    return Lists(levels, family, restarts)


def _levels(list_id: str, home: Any) -> Iterator[tuple[tuple[str, int], Level]]:
    for level in home.findall(f"{W}lvl") if home is not None else ():
        form, text = level.find(f"{W}numFmt"), level.find(f"{W}lvlText")
        yield (
            (list_id, int(level.get(f"{W}ilvl", "0"))),
            Level(
                _number(level.find(f"{W}start"), 1),
                str(form.get(VAL)) if form is not None else "decimal",
                str(text.get(VAL) or "") if text is not None else "",
            ),
        )


class Counting:
    """The numbers of the lists of one document, handed out in reading order."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, list_id: str, depth: int) -> str:
        """The number of the next paragraph of this list and level, as printed; "" for a bullet."""
        level = self._lists.levels.get((list_id, depth))
        if level is None:
            return ""
        counts = self._counts.setdefault(self._lists.family[list_id], {})
        restart = self._lists.restarts.get((list_id, depth))
        if restart is not None and (list_id, depth) not in self._begun:
            counts[depth] = restart
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self._begun.add((list_id, depth))
        for deeper in [known for known in counts if known > depth]:
            del counts[deeper]
        if level.form in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda found: self._shown(list_id, int(found[1]) - 1, counts), level.text).strip()

    def _shown(self, list_id: str, depth: int, counts: dict[int, int]) -> str:
        level = self._lists.levels.get((list_id, depth), Level(1, "decimal", ""))
        return _written(counts.get(depth, level.start), level.form)


def _written(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = ""
        for value, sign in (*_ROMAN, *_ROMAN_SMALL):
            roman += sign * (number // value)
            number %= value
        return roman.upper() if form == "upperRoman" else roman
    return str(number)
