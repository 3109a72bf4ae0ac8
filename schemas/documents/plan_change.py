"""What changed in the planning: the report for the team, and the rectification for providers (domain B.5).

A rectification has no field for a name: it holds dates that everybody was told, and nothing else.
"""

from typing import ClassVar

from schemas.documents.base import WordDocument
from schemas.values import Noun


class Verschuiving(Noun):
    """One date that moved. ``nr`` is the number of the step, a dash for a deadline of the procedure."""

    nr: str
    stap: str
    was: str
    wordt: str
    waarom: str
    wie: str


class PlanChangeReport(WordDocument):
    template: ClassVar[str] = "plan_change"
    title: ClassVar[str] = "Wijziging van de planning"

    nummer: str
    wat: str
    harde_datum: str
    regels: tuple[Verschuiving, ...]
    vergaderingen: tuple[str, ...]
    termijnen: tuple[str, ...]
    aandachtspunten: tuple[str, ...]
    rectificatie: str
    vertellen: tuple[str, ...]


class GewijzigdeDatum(Noun):
    onderdeel: str
    was: str
    wordt: str


class RectificationNotice(WordDocument):
    template: ClassVar[str] = "rectification"
    title: ClassVar[str] = "Rectificatie"

    nummer: str
    procedure: str
    document: str
    platform: str
    regels: tuple[GewijzigdeDatum, ...]
    email: str
    telefoon: str
