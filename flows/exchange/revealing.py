"""What in a list of questions that came in could tell who asks: in the words of each row, and in the file around them.

Everybody in the list is looked for in every row, under the names and numbers that the list itself gives, so that no
register is needed. A finding is a warning; the list is read all the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from flows.rules.anonymity import Finding, Kind, Search, metadata_findings, search_for
from flows.tasks import remains
from schemas.errors import PermanentError
from schemas.record import TenderRecord

FOUND = "onthullend"
IN_FILE = "onthullend_in_bestand"

_ASKER = "Organisatie"
_NOT_PRINTED = frozenset(
    {
        *("rij", "Vraagnr", "Id", "Bronnummer", "Bron", "Ronde", "Ontvangen op", "Te laat", "Aanbieder-id", _ASKER),
        *("Toegewezen aan", "Opgesteld door", "Akkoord inhoud door", "Akkoord jurist door", "Status", "Plaats"),
    }
)
_OF_ASKER = re.compile(
    r"organisatie|aanbieder|bedrijf|onderneming|inschrijver|leverancier|vrager|steller|afzender|indiener|contact|persoon"
    r"|\bnaam|mail|tel|mobiel|kvk|agb|adres|straat|plaats|locatie|vestiging|website",
    re.IGNORECASE,
)
_OF_PERSON = re.compile(r"contact|persoon|indiener|\bnaam$|steller|vrager|afzender|organisatie", re.IGNORECASE)
_PARTS = re.compile(r"[\n;,/|()<>]+|\s[-–]\s")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_BODY = re.compile(
    r"^(?:teksten in objecten$|word/document\.xml|xl/sharedStrings\.xml|xl/worksheets/.*\.xml|bladzijde \d+)$"
)
"""Where the rows stand, with who asked each."""
_DELETED = re.compile(r"<w:delText\b[^>]*>([^<]*)<")
_EVERY_FILE = re.compile(r"rsid|bijgevoegde gegevens|maker '(?:openpyxl|python-docx|docx4j)'")
"""What programs leave in every file, whoever made it."""
_NOISE = frozenset({Kind.NUMBER, Kind.ADDRESS, Kind.SITE, Kind.PHONE})
_DIGITS_OF_NUMBER = 7


class _Askers(NamedTuple):
    names: set[str]
    people: set[str]
    numbers: set[str]


def mark_rows(found: dict[str, Any], data: bytes, name: str, record: TenderRecord | None) -> None:
    """Add to a report (:mod:`flows.exchange.reports`) what gives askers away: per row, and of the file."""
    rows: list[dict[str, Any]] = found["rijen"]
    search = _search(rows, record)
    for row in rows:
        texts = [(column, text) for column, text in row.items() if column not in _NOT_PRINTED and isinstance(text, str)]
        row[FOUND] = [_told(finding) for finding in search.findings(texts)]
    found[IN_FILE] = [_told(finding) for finding in _around(data, name, search)]


def _search(rows: Iterable[Mapping[str, Any]], record: TenderRecord | None) -> Search:
    askers = _Askers(set(), set(), set())
    for row in rows:
        _add(askers, _ASKER, row.get(_ASKER))
        for heading, value in row.get("overige_kolommen", {}).items():
            if _OF_ASKER.search(heading):
                _add(askers, heading, value)
    if record is not None:
        return search_for(record.tender, record.providers, also=sorted(askers.names), people=sorted(askers.people),
                          numbers=askers.numbers)  # fmt: skip
    return Search((), also=sorted(askers.names), people=sorted(askers.people), numbers=askers.numbers)


def _add(askers: _Askers, heading: str, value: object) -> None:
    """What a cell says of an asker: '‘t Hofje, J. de Vries' is a name and, after the comma, perhaps a person."""
    if not isinstance(value, str):
        return
    askers.names.update(text for text in (value.strip(),) if _LETTERS.search(text))
    for place, part in enumerate(_PARTS.split(value)):
        digits = "".join(re.findall(r"\d", part))
        if len(digits) >= _DIGITS_OF_NUMBER:
            askers.numbers.add(digits)
        elif _LETTERS.search(part):
            askers.names.add(part.strip())
            if _OF_PERSON.search(heading) and (place or "organisatie" not in heading.lower()):
                askers.people.add(part.strip())


def _around(data: bytes, name: str, search: Search) -> Iterator[Finding]:
    """What the file tells besides its rows: who made it, comments, deleted and hidden text, names, alternative text."""
    try:
        pieces, texts = remains.pieces(data, name), remains.readable(data, name)
    except PermanentError:
        return  # a CSV or a message has nothing around its rows
    for finding in metadata_findings(pieces, author=""):
        if not _EVERY_FILE.search(finding.mark):
            yield finding
    deleted = ((f"{part} (verwijderd)", " ".join(_DELETED.findall(text))) for part, text in pieces.items())
    yield from search.findings(deleted)
    for finding in search.findings((part, text) for part, text in texts if not _BODY.match(part)):
        if finding.betrays or finding.kind not in _NOISE:
            yield finding


def _told(finding: Finding) -> dict[str, str]:
    return {
        "soort": finding.kind.value,
        "tekst": finding.mark,
        "plaats": finding.place,
        "gewicht": finding.level.value,
    }
