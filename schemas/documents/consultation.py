"""Reactienota: every input with its one outcome (domain D.2, users 3.2)."""

from typing import ClassVar

from schemas.documents.base import WordDocument
from schemas.values import Noun


class Groep(Noun):
    naam: str
    kanaal: str
    uitgenodigd: str
    gereageerd: str
    punten: str


class Telling(Noun):
    naam: str
    aantal: int


class GroepSamenvatting(Noun):
    naam: str
    themas: tuple[Telling, ...]


class Punt(Noun):
    nr: str
    thema: str
    inbreng: str
    reactie: str
    uitkomst: str
    waar: str


class Deel(Noun):
    """All points of one group in one municipality, in the fixed order of municipalities."""

    groep: str
    gemeente: str
    reikwijdte: str
    punten: tuple[Punt, ...]


class Toezegging(Noun):
    nr: str
    punt: str
    waar: str
    eigenaar: str


class ResponseNote(WordDocument):
    template: ClassVar[str] = "response_note"
    title: ClassVar[str] = "Reactienota consultatie inkoopstrategie"

    vragen: tuple[str, ...]
    periode: str
    groepen: tuple[Groep, ...]
    geen_reactie: tuple[str, ...]
    totaal: int
    conclusie: str
    uitkomsten: tuple[Telling, ...]
    samenvatting: tuple[GroepSamenvatting, ...]
    delen: tuple[Deel, ...]
    toezeggingen: tuple[Toezegging, ...]
