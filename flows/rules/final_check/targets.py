"""What a document has that can be referred to: numbered headings, articles, annexes, tables, figures."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from flows.rules.final_check.paper import Paper, heading_of
from schemas.final_check import Paragraph

ANNEX, ARTICLE, CHAPTER, SECTION, TABLE, FIGURE, PART, DIVISION = (
    *("bijlage", "artikel", "hoofdstuk", "paragraaf", "tabel", "figuur", "onderdeel", "deel"),
)
_SINGULAR = {
    **{"bijlagen": ANNEX, "artikelen": ARTICLE, "art.": ARTICLE, "hoofdstukken": CHAPTER, "hfst.": CHAPTER},
    **{"paragrafen": SECTION, "par.": SECTION, "§": SECTION, "tabellen": TABLE, "figuren": FIGURE},
    **{"onderdelen": PART, "delen": DIVISION, "annex": ANNEX, "appendix": ANNEX},
}
KIND = (
    r"bijlagen?|annex|appendix|artikel(?:en)?|art\.|hoofdstuk(?:ken)?|hfst\.|paragra(?:af|fen)|par\.|§|"
    r"tabel(?:len)?|figu(?:ur|ren)|onderde(?:el|len)|de(?:el|len)"
)
NUMBER = r"(?:\d+(?:[.:]\d+)*[a-z]?|[A-Z]|[IVX]{2,5})(?![\w-])"
_LABEL = re.compile(rf"(?P<kind>(?i:{KIND}))\s*(?P<number>{NUMBER})\.?(?P<rest>.*)", re.DOTALL)
_TYPED_NUMBER = re.compile(r"(?P<number>\d+(?:\.\d+)*)\.?[\s\u00a0]+(?P<rest>\S.*)", re.DOTALL)
_AUTO_NUMBER = re.compile(rf"(?:(?P<kind>[^\W\d]+\.?)\s+)?(?P<number>{NUMBER})[.):]?$")
_LIST_ITEM = re.compile(rf"(?:(?i:bijlage|annex)\s+)?(?P<number>{NUMBER})(?:[.):\s–-]|$)")
_ENDS_A_SENTENCE = (".", ";", ":", "?", "!", ",")
_LONGEST_TITLE = 150
_LONGEST_ITEM = 60
_CONTENTS_STYLE = re.compile(
    r"toc \d|inhopg|inhoudsopgave|table of (?:contents|figures)|lijst met afbeeldingen", re.IGNORECASE
)


def kind_of(word: str) -> str:
    """``Bijlagen`` is a ``bijlage``."""
    small = word.casefold()
    return _SINGULAR.get(small, small)


@dataclass
class Targets:
    """Numbers per kind, each with its title ("" when it has none). ``paragraphs`` are numbered paragraphs (leden)."""

    known: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    headings: dict[str, str] = field(default_factory=dict)
    paragraphs: set[str] = field(default_factory=set)

    def add(self, kind: str, number: str, title: str = "") -> None:
        """Note a target; the first title stays."""
        of_kind = self.known[kind]
        of_kind[number] = of_kind.get(number) or title.strip(" \t.:–—-|")

    def has(self, kind: str, number: str) -> bool:
        """Whether there is something in this document that this reference can mean."""
        if number in self.known[kind]:
            return True
        if kind in (CHAPTER, SECTION):
            return number in self.headings or number in self.paragraphs or number in self.known[ARTICLE]
        if kind == ARTICLE:
            return self._has_article(number)
        return kind in (PART, DIVISION) and not self.known[kind]

    def _has_article(self, number: str) -> bool:
        if number in self.paragraphs or number in self.headings:
            return True
        article = number.split(".")[0]
        numbered = any(one.startswith(f"{article}.") for one in self.paragraphs)
        # An article whose parts have no number can still be cited by one.
        return "." in number and article in self.known[ARTICLE] and not numbered


# More than one check asks for the targets of the document at hand.
@lru_cache(maxsize=1)
def targets_of(paper: Paper) -> Targets:
    """Everything in this document that can be referred to."""
    found = Targets()
    in_annexes = False
    for paragraph, text in zip(paper.facts.paragraphs, paper.own, strict=True):
        if paragraph.place.part or _CONTENTS_STYLE.match(paragraph.style):
            continue
        if paragraph.level:
            in_annexes = text.strip().casefold().rstrip(":") in ("bijlagen", "lijst van bijlagen", "overzicht bijlagen")
        _automatic(found, paragraph, text)
        _typed(found, paragraph, text)
        if paper.facts.form == "pdf":
            _any_numbered(found, text)
        if in_annexes and not paragraph.level and not paragraph.table:
            _in_list(found, paragraph, text)
        for number, title in _announced(text):
            found.add(ANNEX, number, title)
    for number, title in _annex_rows(paper):
        found.add(ANNEX, number, title)
    return found


def _automatic(found: Targets, paragraph: Paragraph, text: str) -> None:
    """What Word counts: ``Artikel 7``, ``4.2`` before a heading, ``7.3`` before a paragraph."""
    label = _AUTO_NUMBER.match(paragraph.number) if paragraph.number else None
    if label is None:
        return
    kind, number = label["kind"], label["number"]
    if kind:
        found.add(kind_of(kind), number, text)
    if paragraph.level:
        found.headings[number] = text
    elif not kind:
        found.paragraphs.add(number)


def _typed(found: Targets, paragraph: Paragraph, text: str) -> None:
    """What was typed as a title: ``Bijlage 2: Tarieven``, ``4.2 Planning`` in a heading."""
    line = text.strip().split("\n")[0]
    is_title = len(line) <= _LONGEST_TITLE and not line.endswith(_ENDS_A_SENTENCE)
    label = _label(line)
    if label and (paragraph.level or is_title or paragraph.style.casefold() in ("caption", "bijschrift")):
        found.add(kind_of(label["kind"]), label["number"], label["rest"])
        if paragraph.level:
            found.headings[label["number"]] = label["rest"]
        return
    number = _TYPED_NUMBER.match(line) if line[:1].isdecimal() else None
    if number is None or paragraph.table:
        return
    if paragraph.level:
        found.headings[number["number"]] = number["rest"]
    elif paragraph.depth < 0 and "." in number["number"]:
        found.paragraphs.add(number["number"])
        if is_title:
            found.headings.setdefault(number["number"], number["rest"])


def _any_numbered(found: Targets, text: str) -> None:
    """In a PDF nothing says what is a heading: every line that begins with a number may be one."""
    number = _TYPED_NUMBER.match(text.strip())
    if number is not None:
        found.headings.setdefault(number["number"], number["rest"])


@lru_cache(maxsize=16_384)
def _label(line: str) -> re.Match[str] | None:
    return _LABEL.match(line)


def _in_list(found: Targets, paragraph: Paragraph, text: str) -> None:
    """An item of the list under the heading 'Bijlagen', numbered by Word or by hand."""
    item = _AUTO_NUMBER.match(paragraph.number) or _LIST_ITEM.match(text.strip())
    if item and not (text.rstrip().endswith(_ENDS_A_SENTENCE) and len(text) > _LONGEST_ITEM):
        found.add(ANNEX, item["number"], text)


_ANNOUNCED = re.compile(r"^\s*Bijlage(?:n|\(n\))?\s*[:\t]\s*(?P<list>.+)", re.DOTALL)
_COUNTED = re.compile(r"(?P<count>\d{1,2})(?:\s+stuks)?\s*$")
_ITEM = re.compile(
    rf"(?:^|[;,\n]\s*|\ben\s+)(?:bijlage\s+)?(?P<number>{NUMBER})[.):]?\s+(?P<title>[^;,\n]+)", re.IGNORECASE
)


def _announced(text: str) -> Iterator[tuple[str, str]]:
    """The line of a letter that says what goes with it: ``Bijlagen: 2`` or ``Bijlagen: 1. Overzicht; 2. Formulier``."""
    line = _ANNOUNCED.match(text) if "ijlage" in text[:20] else None
    if line is None:
        return
    counted = _COUNTED.fullmatch(line["list"].strip())
    if counted:
        yield from ((str(number), "") for number in range(1, int(counted["count"]) + 1))
    else:
        yield from ((item["number"], item["title"]) for item in _ITEM.finditer(line["list"]))


def _annex_rows(paper: Paper) -> Iterator[tuple[str, str]]:
    """The rows of a table with the annexes: its first column is headed 'Bijlage', or it stands under 'Bijlagen'."""
    for table in paper.facts.tables:
        first = heading_of(table, 0).strip().casefold()
        under = table.place.heading.casefold().rstrip(":").endswith("bijlagen")
        if first in ("bijlage", "bijlagen", "bijlage nr", "bijlagenr.") or (under and first in ("nr", "nr.", "letter")):
            for row in table.rows[1:]:
                item = _LIST_ITEM.match(row[0].strip()) if row else None
                if item:
                    yield item["number"], row[1] if len(row) > 1 else ""
