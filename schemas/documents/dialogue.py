"""Report of a dialogue session, published to all providers alike (domain D.7)."""

from typing import ClassVar

from schemas.documents.base import Wijziging, WordDocument
from schemas.values import Noun


class Aanwezige(Noun):
    organisatie: str
    rol: str
    grond: str


class Gesprekspunt(Noun):
    nr: str
    onderwerp: str
    besproken: str
    conclusie: str
    actie: str


class SessionReport(WordDocument):
    template: ClassVar[str] = "session_report"
    title: ClassVar[str] = "Verslag dialoogsessie"

    nummer: str
    onderwerp: str
    wanneer: str
    locatie: str
    stukken: tuple[str, ...]
    aanwezigen: tuple[Aanwezige, ...]
    punten: tuple[Gesprekspunt, ...]
    wijzigingen: tuple[Wijziging, ...]
