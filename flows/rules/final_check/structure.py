"""Headings, annexes, lists and tables: numbers that jump, and what is empty."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from flows.rules.final_check.paper import Paper, quoted
from flows.rules.final_check.registry import Hit, check
from schemas.final_check import Paragraph, Place

_TYPED = re.compile(r"(?P<number>\d+(?:\.\d+)*)\.?[\s\u00a0]+\S")
_ANNEX = re.compile(r"(?:Bijlage|BIJLAGE|Annex)\s+(?P<number>\d{1,2}|[A-Z])(?![\w-])(?=\s*(?:$|[:.–—(|-]|\s))")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMBERS = {
    **{"twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10},
    **{"elf": 11, "twaalf": 12},
}
_COUNTED = re.compile(
    rf"\b(?P<count>{'|'.join(_NUMBERS)}|[2-9]|1[0-2])\s+(?:[a-z]+(?:e|ke|ige)\s+)?(?P<what>stromen|geldstromen|thema's|thema’s|"
    r"beleidsthema's|beleidsthema’s|delen|onderdelen|punten|uitgangspunten|voorwaarden|doelen|doelstellingen|gronden|redenen|"
    r"kosten|kostprijselementen|elementen|pijlers|principes|speerpunten|ambities|opgaven|documenten|stukken|criteria)\b"
    r"[^.:;]{0,60}:\s*$"
)


def _numbered_headings(paper: Paper) -> list[tuple[Paragraph, tuple[int, ...]]]:
    """The headings with a number of digits, typed by hand. What Word counts itself does not jump."""
    found = []
    for paragraph, text in zip(paper.facts.paragraphs, paper.own, strict=True):
        number = _TYPED.match(text.strip()) if paragraph.level and not paragraph.number else None
        if number:
            found.append((paragraph, tuple(int(part) for part in number["number"].split("."))))
    return found


@check("kopnummers", "Hoofdstukken en paragrafen die doortellen", blocks=False)
def heading_numbers(paper: Paper) -> Iterator[Hit]:
    """Typed numbers that skip one or come twice; then references and the table of contents are wrong."""
    for (_, before), (paragraph, now) in pairwise(_numbered_headings(paper)):
        shared = before[: len(now)]
        follows = (
            now == (*before, 1) or now == (*shared[:-1], shared[-1] + 1) or (len(now) > len(before) and now[-1] == 1)
        )
        if not follows or len(now) > len(before) + 1:
            shown, last = (".".join(map(str, number)) for number in (now, before))
            yield Hit(
                paragraph.place,
                f"Na {last} komt {shown}.",
                "Nummer de koppen opnieuw, en loop de verwijzingen na.",
            )


@check("kopniveaus", "Koppen die een niveau overslaan", blocks=False)
def heading_levels(paper: Paper) -> Iterator[Hit]:
    """A screen reader announces a heading of the third level under one of the first as a gap (users 3.5)."""
    headings = [one for one in paper.facts.paragraphs if one.level and one.text.strip() and not one.place.part]
    for before, now in pairwise(headings):
        if now.level > before.level + 1:
            yield Hit(
                now.place,
                f"De kop {quoted(now.text)} is van niveau {now.level}, de kop ervoor van niveau {before.level}.",
                f"Maak er een kop van niveau {before.level + 1} van.",
            )


@check("bijlagenummers", "Bijlagen die doortellen", blocks=False)
def annex_numbers(paper: Paper) -> Iterator[Hit]:
    """Annexes of which one is missing or comes twice, as headings and in a table of annexes."""
    titles = [
        (one, match["number"])
        for one, text in zip(paper.facts.paragraphs, paper.own, strict=True)
        if one.level and (match := _ANNEX.match(one.number or text.strip()))
    ]
    yield from _gaps([(one.place, number) for one, number in titles])
    for table in paper.facts.tables:
        if table.rows and table.rows[0] and table.rows[0][0].strip().casefold() == "bijlage":
            firsts = [(row, cells[0].strip()) for row, cells in enumerate(table.rows[1:], start=2) if cells]
            numbers = [(paper.row_place(table, row), text.removeprefix("Bijlage ").strip(" .")) for row, text in firsts]
            yield from _gaps([(place, number) for place, number in numbers if _rank(number)])


def _rank(number: str) -> int:
    if number.isdecimal():
        return int(number)
    return _LETTERS.index(number) + 1 if len(number) == 1 and number in _LETTERS else 0


def _gaps(annexes: Sequence[tuple[Place, str]]) -> Iterator[Hit]:
    remedy = "Nummer de bijlagen opnieuw, en loop de verwijzingen na."
    seen: set[str] = set()
    for place, number in annexes:
        if number in seen:
            yield Hit(place, f"Bijlage {number} staat er twee keer.", remedy)
        seen.add(number)
    if len(annexes) < 2:
        return  # one annex of a set is a document by itself
    order = sorted({_rank(number): (place, number) for place, number in reversed(annexes)}.items())
    for (rank, (_, before)), (following, (place, number)) in pairwise(order):
        if following > rank + 1:
            yield Hit(place, f"Na bijlage {before} komt bijlage {number}.", remedy)


@check("lege-kop", "Koppen met niets eronder", blocks=False)
def empty_headings(paper: Paper) -> Iterator[Hit]:
    """A heading without words, or one that is followed at once by another of the same or a higher level."""
    waiting: Paragraph | None = None
    pictured = {picture.place for picture in paper.facts.pictures}
    for one in paper.facts.paragraphs:
        if one.place.part:
            break
        if one.level and not one.text.strip() and not one.table:
            if one.place not in pictured:
                yield Hit(one.place, "Er is een kop zonder tekst.", "Verwijder de lege kop, of geef hem een tekst.")
        elif one.level:
            if waiting is not None and one.level <= waiting.level:
                yield _nothing_under(waiting)
            waiting = one
        elif one.text.strip() or one.table or one.place in pictured:
            waiting = None
    if waiting is not None:
        yield _nothing_under(waiting)


def _nothing_under(heading: Paragraph) -> Hit:
    return Hit(
        heading.place, f"Onder de kop {quoted(heading.shown)} staat niets.", "Vul de tekst aan of verwijder de kop."
    )


@check("lege-tabel", "Tabellen zonder inhoud", blocks=False)
def empty_tables(paper: Paper) -> Iterator[Hit]:
    """A table of which nothing is filled in under its first row (domain F 22)."""
    for table in paper.facts.tables:
        filled = [row for row in table.rows if any(cell.strip() for cell in row)]
        if len(table.rows) > 1 and len(filled) <= 1 and any(len(row) > 1 for row in table.rows):
            yield Hit(paper.row_place(table, 1), "Deze tabel is leeg.", "Vul de tabel, of verwijder haar.")


@check("aantal-klopt-niet", "Een aantal en de lijst eronder", blocks=False)
def counted_lists(paper: Paper) -> Iterator[Hit]:
    """'Er zijn drie stromen:' above a list of two (domain F 20)."""
    paragraphs = [one for one in paper.facts.paragraphs if not one.place.part]
    for index, one in enumerate(paragraphs):
        said = _COUNTED.search(one.text) if one.text.rstrip().endswith(":") else None
        if said is None:
            continue
        items = 0
        for item in paragraphs[index + 1 :]:
            if not item.text.strip() and not item.table:
                continue
            if item.depth < 0 or item.depth < paragraphs[index + 1].depth or item.level:
                break
            items += item.depth == paragraphs[index + 1].depth
        wanted = _NUMBERS.get(said["count"]) or int(said["count"])
        if items and items != wanted:
            yield Hit(
                one.place,
                f"Er staat {quoted(said['count'] + ' ' + said['what'])}, en daaronder staan er {items}.",
                "Verbeter het aantal of vul de lijst aan.",
            )
