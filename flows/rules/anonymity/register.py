"""What of every provider in the register could be recognised: its names, people, address, numbers."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from flows.rules.anonymity.common import ABBREVIATIONS, GENERIC, MAIL_HOUSES, WORDS_AND_TOWNS
from flows.rules.anonymity.finding import Kind
from flows.rules.anonymity.folding import Folded, plain
from flows.rules.anonymity.patterns import domain_of
from schemas.provider import Provider


class Weight(Enum):
    """How much a mark says by itself.

    ``SURE``: it betrays wherever it stands. ``CAPITAL``: it betrays with a capital inside a sentence, and is looked at
    elsewhere. ``CASED``: short, so only when written exactly so. ``SOFT``: looked at when it has a capital. ``EVEN``:
    looked at, also without a capital.
    """

    SURE = "sure"
    CAPITAL = "capital"
    CASED = "cased"
    SOFT = "soft"
    EVEN = "even"


class Mark(NamedTuple):
    """One thing to look for. ``letters`` as in :attr:`Folded.compact`; ``shown`` as the register has it."""

    kind: Kind
    letters: str
    weight: Weight
    shown: str
    loose: bool = False
    """Also with one letter changed, lost, added or swapped."""


_LEGAL_FORMS = re.compile(
    r"(?<!\w)(?:v\.? ?o\.? ?f\.?|[bnce]\.? ?v\.?|u\.? ?a\.?|i\.? ?o\.?|e\.? ?[ao]\.?|stichting|vereniging|coöperatieve|"
    r"coöperatie|cooperatie|maatschap|eenmanszaak|holding|besloten vennootschap)(?!\w)",
    re.IGNORECASE,
)
_ARTICLES = frozenset({"de", "het", "t", "een", "der", "den", "van", "voor", "in", "op", "aan", "bij", "te", "met"})
_TITLES = re.compile(
    r"^(?:\s*(?:mevrouw|mevr\.?|mw\.?|dhr\.?|de heer|meneer|heer|drs\.?|dr\.?|mr\.?|ir\.?|ing\.?|prof\.?))+\s+",
    re.IGNORECASE,
)
_PREFIXES = frozenset(
    {"van", "von", "de", "den", "der", "het", "t", "te", "ten", "ter", "el", "al", "la", "le", "du", "in"}
)
_STREET = re.compile(r"^(?P<street>.*?\D)\s*(?P<number>\d.*)$")
_SHORT_STREETS = (("straat", "str"), ("laan", "ln"), ("plein", "pln"), ("weg", "wg"), ("kade", "kd"), ("dijk", "dk"))


def marks_of(provider: Provider, places: frozenset[str]) -> Iterator[Mark]:
    """Everything to look for of one provider. ``places`` are towns, folded: as part of a name they tell nothing."""
    yield from name_marks(provider.name, places)
    for person in dict.fromkeys((provider.contact_name, provider.signatory_name)):
        yield from person_marks(person)
    yield from _address(provider)
    for address in (provider.email, provider.email_copy or ""):
        yield from _domain(address, places)


def numbers_of(provider: Provider) -> Iterator[tuple[str, Kind]]:
    """The digits of every number of one provider; of a telephone number also the part without the area."""
    for number in (provider.kvk, provider.agb, provider.establishment):
        if number:
            yield number, Kind.NUMBER
    groups = re.findall(r"\d+", plain(provider.phone))
    digits = "".join(groups)
    if len(digits) >= 9:
        digits = digits.removeprefix("00").removeprefix("31") if digits.startswith(("0031", "31")) else digits
        yield digits if digits.startswith("0") else f"0{digits}", Kind.PHONE
        if len(local := "".join(groups[1:])) in (6, 7, 8):
            yield local, Kind.PHONE


def name_marks(name: str, places: frozenset[str]) -> Iterator[Mark]:
    """A name, its trade name without legal form, the words that are its own, and its initials."""
    whole = Folded(plain(name))
    trade_name = _LEGAL_FORMS.sub(" ", plain(name))
    trade = Folded(trade_name)
    own = [word for word in trade.words if word.text not in _ARTICLES]
    common = GENERIC | places
    telling = [word for word in own if word.text not in common and not word.text.isdecimal()]
    if whole.compact != trade.compact and (telling or len(own) > 1 or not trade.compact):
        yield _whole(whole.compact, name, sure=len(whole.words) > 1)
    if len(own) == 1 and len(trade.words) > 1:  # De Linde: with its article it is the whole name
        yield _whole(trade.compact, trade_name.strip(), sure=False, generic=not telling)
        yield _whole(own[0].text, trade.plain[own[0].start : own[0].end], sure=False, generic=not telling)
    elif trade.compact:
        numbered = any(word.text.isdecimal() for word in own)
        sure = len(own) > 2 if not telling else len(own) > 1
        yield _whole(trade.compact, trade_name.strip(), sure=sure, generic=not (telling or numbered))
    if len(own) > 1:
        long = [word for word in telling if len(word.text) >= 4]
        for word in long:
            even = len(long) == 1 and len(word.text) >= 7
            shown = trade.plain[word.start : word.end]
            yield Mark(Kind.PART, word.text, Weight.EVEN if even else Weight.SOFT, shown, loose=even)
    for words in (own, trade.words):
        initials = "".join(word.text[0] for word in words).upper()
        if len(initials) >= 3 and initials not in ABBREVIATIONS and initials.isalpha():
            yield Mark(Kind.PART, initials.lower(), Weight.CASED, initials)


def _whole(letters: str, shown: str, *, sure: bool, generic: bool = False) -> Mark:
    """A whole name: how sure it is depends on how long it is and whether its words are everybody's."""
    if len(letters) <= 3:
        return Mark(Kind.NAME, letters, Weight.CASED, shown)
    if generic:
        return Mark(Kind.NAME, letters, Weight.EVEN, shown)
    return Mark(Kind.NAME, letters, Weight.SURE if sure else Weight.CAPITAL, shown, loose=len(letters) >= 7)


def person_marks(name: str) -> Iterator[Mark]:
    """A person by the whole name in both orders, and by the surname."""
    bare = _TITLES.sub("", plain(name).strip())
    words = Folded(bare).words
    first = 0
    while first < len(words) - 1 and len(words[first].text) == 1:
        first += 1
    given = words[:first] or words[: 1 if len(words) > 1 and words[0].text not in _PREFIXES else 0]
    surname = words[len(given) :]
    core = [word for word in surname if word.text not in _PREFIXES and len(word.text) > 1]
    if not core:
        return
    letters = "".join(word.text for word in surname)
    front = "".join(word.text for word in given)
    if front:
        yield Mark(Kind.PERSON, front + letters, Weight.SURE, bare, loose=len(letters) >= 7)
        yield Mark(Kind.PERSON, letters + front, Weight.SURE, bare)
    if len(surname) > len(core) or len(core) > 1:
        yield Mark(Kind.PERSON, letters, Weight.CAPITAL, bare, loose=len(letters) >= 10)
    for word in (*core, *(word for word in given if len(word.text) >= 4)):
        if len(word.text) >= 4:
            even = len(word.text) >= 9
            yield Mark(Kind.PERSON, word.text, Weight.EVEN if even else Weight.SOFT, bare, loose=even)


def _address(provider: Provider) -> Iterator[Mark]:
    found = _STREET.match(plain(provider.street).strip())
    if found:
        shown = provider.street
        for street in _spellings(Folded(found["street"]).compact):
            yield Mark(
                Kind.ADDRESS, street + Folded(found["number"]).compact, Weight.SURE, shown, loose=len(street) >= 7
            )
            if len(street) >= 6:
                yield Mark(Kind.ADDRESS, street, Weight.SOFT, found["street"].strip())
    postcode = Folded(plain(provider.postcode)).compact
    if len(postcode) == 6:
        yield Mark(Kind.ADDRESS, postcode, Weight.SURE, provider.postcode)
    city = Folded(plain(provider.city)).compact
    if len(city) >= 2:
        even = len(city) >= 6 and city not in WORDS_AND_TOWNS
        yield Mark(Kind.PLACE, city, Weight.EVEN if even else Weight.SOFT, provider.city)


def _spellings(street: str) -> Iterator[str]:
    yield street
    for whole, short in _SHORT_STREETS:
        if street.endswith(whole):
            yield street.removesuffix(whole) + short


def _domain(address: str, places: frozenset[str]) -> Iterator[Mark]:
    domain = domain_of(address) if "@" in address else ""
    label = domain.rpartition(".")[0]
    letters = Folded(plain(label)).compact
    if not label or domain in MAIL_HOUSES:
        return
    yield Mark(Kind.SITE, Folded(plain(domain)).compact, Weight.SURE, domain)
    if len(letters) >= 5 and letters not in GENERIC | places:
        yield Mark(Kind.SITE, letters, Weight.EVEN if len(letters) >= 7 else Weight.SOFT, domain)


def places_of(names: Iterable[str]) -> frozenset[str]:
    """Towns, each as a name and by its words, as they are compared."""
    towns = [Folded(plain(name)) for name in names]
    return frozenset((*(town.compact for town in towns), *(word.text for town in towns for word in town.words)))
