"""Notice and nota van inlichtingen with its change index (domain D.5, D.6; users 3.1).

No class here has a field for who asked: what cannot be held cannot be published.
"""

from typing import ClassVar

from schemas.documents.base import Contact, Wijziging, WordDocument
from schemas.documents.preparation import Stap
from schemas.values import Noun


class Veld(Noun):
    naam: str
    waarde: str


class Stuk(Noun):
    """A document of the frozen set."""

    titel: str
    versie: str
    bestand: str
    sha256: str


class Notice(WordDocument):
    template: ClassVar[str] = "notice"
    title: ClassVar[str] = "Aankondiging"

    velden: tuple[Veld, ...]
    stukken: tuple[Stuk, ...]
    contact: Contact


class VraagAntwoord(Noun):
    nr: str
    perceel: str
    vindplaats: str
    vraag: str
    antwoord: str
    wijziging: str


class Nota(WordDocument):
    template: ClassVar[str] = "nota_van_inlichtingen"
    title: ClassVar[str] = "Nota van inlichtingen"

    nummer: str
    periode: str
    stukken: tuple[str, ...]
    reeks: str
    vragen: tuple[VraagAntwoord, ...]
    wijzigingen: tuple[Wijziging, ...]
    mededelingen: tuple[str, ...]
    stappen: tuple[Stap, ...]
    contact: Contact


class ChangeIndex(WordDocument):
    template: ClassVar[str] = "change_index"
    title: ClassVar[str] = "Index van wijzigingen"

    wijzigingen: tuple[Wijziging, ...]
