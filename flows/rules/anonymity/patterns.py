"""What gives an asker away without any register: addresses, numbers, and turns of phrase that point at one provider."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from flows.rules.anonymity.common import MAIL_HOUSES, PUBLIC_SITES
from flows.rules.anonymity.finding import Kind, Level
from flows.rules.anonymity.folding import latin
from flows.rules.anonymity.hints import hint_hits
from flows.rules.anonymity.looking import Look, anywhere, exactly, found_in

_AT = r"(?:\s?@\s?|\s?[\[({<]\s?(?:at|apenstaart(?:je)?)\s?[\])}>]\s?|\sapenstaart(?:je)?\s)"
_DOT = r"(?:\.|\s\.\s|\s?[\[({<]\s?(?:dot|punt)\s?[\])}>]\s?|\s(?:punt|dot)\s)"
_LABEL = r"[\w-]+(?:(?<=-)\n[\w-]+)?"
"""A part of a domain, which a program may have broken off at the end of a line."""
_TOP = (
    r"(?:nl|com|org|net|eu|be|nu|info|care|zorg|health|coach|online|site|biz|family|center|foundation|academy|example|"
    r"frl|amsterdam)"
)
MAIL = (
    anywhere(
        rf"[\w.+-]+{_AT}{_LABEL}(?:{_DOT}{_LABEL})+",
        "@",
        "at]",
        "at)",
        "at}",
        "at>",
        "[ at",
        "( at",
        "{ at",
        "< at",
        "apenstaart",
    ),
    anywhere(rf"[\w.+-]+\sat\s{_LABEL}(?:{_DOT}{_LABEL})*?{_DOT}{_TOP}\b", " at ", "\nat "),
    anywhere(r"(?:\w ){2,}@(?: [\w.-])+", "@"),
)
ACCOUNT = anywhere(r"(?<![\w.])[\w.+-]*@[a-z][\w-]{2,}", "@")
SITE = anywhere(
    rf"(?<![\w@.-])(?:(?:https?://|www\.)(?:[\w-]+\.)+[a-z]{{2,}}|(?:[\w-]+\.)+{_TOP}|www\s[\w-]+\s[a-z]{{2,}}|"
    rf"[\w-]{{3,}}\s(?:punt|dot)\s{_TOP}|[\w-]{{3,}}\s\.\s?nl)\b",
    *(".", "www", "punt", "dot"),
)
_SEPARATED = r"[\s.,\-/()–—_·•*|]{0,3}"
DIGITS = re.compile(rf"\+?\d(?:{_SEPARATED}\d)+")
_GROUP = re.compile(r"\d+")
_HOUR = r"(?:[01]?\d|2[0-3])[.:][0-5]\d"
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}([-./])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([-./])\d{1,2}\2\d{1,2})(?!\d)"
    rf"|(?<![\d.]){_HOUR}\s?(?:-|–|tot)\s?{_HOUR}(?![\d.])|(?<![\d.]){_HOUR}(?=\s?uur)"
)
"""Days and hours: their digits are no number of anybody."""
_REGISTERS = (
    r"(?:kvk|k\.\s?v\.\s?k\b|kamer van koophandel|handelsregister|inschrijfnummer|agb|a\.g\.b\b|vestigingsnummer|"
    r"rsin|btw|big|skj|bsn)"
)
_KNOWN_BY = ("kvk", "v.", "koophandel", "handelsreg", "nummer", "agb", "a.g", "rsin", "btw", "big", "skj", "bsn")
_EIGHT = r"\d(?:[ .,\-/–·]{0,3}\d){7,11}"
NUMBERS = (
    anywhere(r"\b[A-Z]{2}\d{2}[\s.]?(?:[A-Z]{4})(?:[\s.]?\d){10}\b"),  # IBAN
    anywhere(r"\bNL[\s.]?\d(?:[\s.]?\d){8}[\s.]?B[\s.]?\d[\s.]?\d\b", "nl"),  # VAT
    anywhere(rf"\b{_REGISTERS}[\w\s.:()#/-]{{0,24}}?({_EIGHT})(?!\d)", *_KNOWN_BY),
    anywhere(rf"(?<!\d)({_EIGHT})\s?\(?{_REGISTERS}\b", *_KNOWN_BY),
)
LONG_NUMBER = exactly(
    r"(?<![\d.,])(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))\d{8}(?![\d]|[.,]\d)"
    r"|(?<![\d.,])\d\d([ .-])\d\d\1\d\d\1\d\d(?![\d]|[.,]\d)"
)
PHONE = (
    anywhere(
        r"\b(?:tel|telefoon|telefoonnummer|mobiel|gsm|fax|bel|bellen)\b[\s.:(]{0,3}(\d(?:[ .\-/()–—]{0,3}\d){5,})",
        *("tel", "mobiel", "gsm", "fax", "bel"),
    ),
    anywhere(r"(?<![\w,])(0\d(?:, ?\d\d){4})(?![,\d])"),
    anywhere(rf"(?<!\w)(O6(?:{_SEPARATED}\d){{8}})(?!\d)", "o6"),
)
_SPOKEN = r"(?:nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w+tien|\w+tig)"
SPOKEN_PHONE = anywhere(rf"\bnul[\s-]+(?:{_SPOKEN}[\s-]+){{3,}}{_SPOKEN}\b", "nul")
SERVICE_PHONE = exactly(r"(?<!\d)0[89]00[\s-]?\d{4}(?!\d)")
_WORDS = r"(?!(?:en|in|op|of|is|de|te|er|na|tm|eu|kb|mb|gb|km|kg|ml|mg|cm|ha|om|we|je|ze|al|nu|af|cq|ca|bv|nr|m2)\b)"
POSTCODE = anywhere(rf"\b[1-9]\d{{3}}[\s-]{{0,2}}{_WORDS}(?!S[ADS]\b)[A-Z]{{2}}\b")
_STREETS = ("straat", "laan", "plein", "kade", "gracht", "singel", "dreef", "plantsoen", "boulevard", "steeg", "allee")
STREET = (
    anywhere(rf"\b[\w'’-]{{2,}}(?:{'|'.join(_STREETS)})\s\d{{1,4}}\s?[a-z]?\b", *_STREETS),
    exactly(r"\b[A-Z][\w'’-]+(?:weg|dijk|pad|hof|markt|ring|park|wal|baan|brink|gaarde|hoek)\s\d{1,4}\s?[a-zA-Z]?\b"),
    exactly(r"\b(?:Laan|Weg|Plein|Hof|Park)\s(?:van|der|den|de|het|op|ten|ter)(?:\s\w+){1,3}?\s\d{1,4}\b"),
    anywhere(r"\bpostbus\s?\d[\d ]*\d\b", "postbus"),
)
_DIGIT = re.compile(r"\d")


class Hit(NamedTuple):
    """A pattern that was found, at its place in the plain text."""

    kind: Kind
    level: Level
    start: int
    end: int


def pattern_hits(text: str, *, minding: bool = True) -> Iterator[Hit]:
    """Everything in a plain text that looks like an address, a number or a turn of phrase that points at somebody.

    Without ``minding`` only what betrays.
    """
    text = latin(text)
    small = text.lower()
    for kind, level, looks in (*_WORDED, *(_NUMBERED if _DIGIT.search(text) else ())):
        for found in found_in(text, small, looks if minding or level is Level.BETRAYS else ()):
            if kind is not Kind.SITE or not _everybodys(found[0]):
                yield Hit(kind, level, *found.span(1 if level is Level.BETRAYS and found.lastindex else 0))
    for kind, start, end in hint_hits(text, small) if minding else ():
        yield Hit(kind, Level.MIND, start, end)
    for number in numbers_in(text):
        # "0,5 1,0 2,5" are amounts; with commas only what PHONE has is a telephone.
        if _is_phone(number.digits) and "," not in text[number.start : number.end]:
            yield Hit(Kind.PHONE, Level.BETRAYS, number.start, number.end)


_WORDED: tuple[tuple[Kind, Level, tuple[Look, ...]], ...] = (
    (Kind.MAIL, Level.BETRAYS, MAIL),
    (Kind.MAIL, Level.MIND, (ACCOUNT,)),
    (Kind.SITE, Level.MIND, (SITE,)),
    (Kind.PHONE, Level.BETRAYS, (SPOKEN_PHONE,)),
)
_NUMBERED: tuple[tuple[Kind, Level, tuple[Look, ...]], ...] = (
    (Kind.NUMBER, Level.BETRAYS, NUMBERS),
    (Kind.NUMBER, Level.MIND, (LONG_NUMBER,)),
    (Kind.PHONE, Level.BETRAYS, PHONE),
    (Kind.PHONE, Level.MIND, (SERVICE_PHONE,)),
    (Kind.ADDRESS, Level.MIND, (POSTCODE, *STREET)),
)
"""``BETRAYS`` blocks; where a pattern has a part of its own, that part is what was found."""


def domain_of(site: str) -> str:
    """``zonnehoek.nl`` of an address of a page or of mail."""
    bare = re.sub(r"^https?://", "", site.strip().casefold()).rpartition("@")[2]
    return bare.removeprefix("www.").rstrip("./")


def _everybodys(site: str) -> bool:
    domain = domain_of(site)
    return any(domain == known or domain.endswith(f".{known}") for known in PUBLIC_SITES | MAIL_HOUSES)


class Number(NamedTuple):
    """Digits that stand together, whatever stands between them; a Dutch country code is written as 0."""

    digits: str
    start: int
    end: int


@lru_cache(maxsize=2)
def numbers_in(text: str) -> tuple[Number, ...]:
    """Every stretch of whole groups of digits, dates left out: "055-580 12 07" gives 0555801207, and 055, 580 …"""
    return tuple(_numbers(text)) if _DIGIT.search(text) else ()


def _numbers(text: str) -> Iterator[Number]:
    for run in DIGITS.finditer(_DATE.sub(lambda date: "·" * len(date[0]), text)):
        groups = [
            (found[0], run.start() + found.start(), run.start() + found.end()) for found in _GROUP.finditer(run[0])
        ]
        for first in range(len(groups)):
            abroad = first == 0 and run[0].startswith("+")
            for last, digits in enumerate(accumulate(group[0] for group in groups[first : first + 12]), start=first):
                if len(digits) > 16:
                    break
                yield Number(_national(digits, abroad), groups[first][1] - abroad, groups[last][2])


def _national(digits: str, abroad: bool) -> str:
    if abroad and digits.startswith("31"):
        return "0" + digits[2:].removeprefix("0")
    if digits.startswith("0031"):
        return "0" + digits[4:].removeprefix("0")
    return f"+{digits}" if abroad else digits


def _is_phone(digits: str) -> bool:
    if digits.startswith("+"):
        return 9 <= len(digits) <= 15
    return len(digits) == 10 and digits[0] == "0" and digits[1] != "0"
