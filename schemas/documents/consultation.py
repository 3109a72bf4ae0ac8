"""Reactienota, terugkoppelbrief and collegevoorstel: what became of what people said (domain D.2, D.14; users 3.2)."""

from typing import ClassVar

from schemas.documents.base import Contact, WordDocument
from schemas.values import Noun


class GesteldeVraag(Noun):
    """A question of a round; ``aan`` says to whom it was put, empty when to everyone."""

    tekst: str
    aan: str


class Groep(Noun):
    naam: str
    kanaal: str
    uitgenodigd: str
    gereageerd: str
    punten: str


class Ronde(Noun):
    """A round: its questions, and who answered. ``titel`` is empty when there is only one."""

    titel: str
    periode: str
    stuk: str
    vragen: tuple[GesteldeVraag, ...]
    groepen: tuple[Groep, ...]


class Telling(Noun):
    naam: str
    aantal: int


class GroepSamenvatting(Noun):
    """What one group talked about, what it led to, and how many points each municipality brought in, in fixed order."""

    naam: str
    zin: str
    themas: tuple[Telling, ...]
    gemeenten: str


class Punt(Noun):
    """One point. ``naam`` is a person only with permission, else a body or group; ``vindplaats`` is in our own text."""

    nr: str
    naam: str
    reikwijdte: str
    vindplaats: str
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
    inbreng: str
    waar: str
    eigenaar: str
    uiterlijk: str
    stand: str


class ResponseNote(WordDocument):
    template: ClassVar[str] = "response_note"
    title: ClassVar[str] = "Reactienota consultatie inkoopstrategie"

    rondes: tuple[Ronde, ...]
    groepen: tuple[Groep, ...]
    geen_reactie: tuple[str, ...]
    totaal: int
    conclusie: str
    uitkomsten: tuple[Telling, ...]
    samenvatting: tuple[GroepSamenvatting, ...]
    delen: tuple[Deel, ...]
    toezeggingen: tuple[Toezegging, ...]


class BriefPunt(Noun):
    """One point in a letter. ``kopje`` says whether we do it ('Dit doen we'), ``gevolg`` what changes and where."""

    nr: str
    inbreng: str
    kopje: str
    reactie: str
    gevolg: str


class ReplyLetter(WordDocument):
    """To one contributor: your points, our reaction, what changed. ``gewoon`` asks for plain words and no table."""

    template: ClassVar[str] = "reply_letter"
    title: ClassVar[str] = "Terugkoppelbrief"

    naam: str
    aanhef: str
    gewoon: bool
    over: str
    samen: str
    punten: tuple[BriefPunt, ...]
    vervolg: str
    contact: Contact


class CouncilPackage(WordDocument):
    """The proposal to one body of one municipality. ``beslist`` False: the body is informed and does not decide."""

    template: ClassVar[str] = "council_package"
    title: ClassVar[str] = "Collegevoorstel"

    soort: str
    orgaan: str
    gemeente: str
    beslist: bool
    onderwerp: str
    vergadering: str
    aanleveren: str
    voorstel: tuple[str, ...]
    aanleiding: str
    argumenten: tuple[str, ...]
    kanttekeningen: tuple[str, ...]
    financieel: str
    communicatie: str
    conclusie: str
    punten: tuple[Punt, ...]
    bijlagen: tuple[str, ...]
    ondertekenaar: str
    functie: str
    contact: Contact
