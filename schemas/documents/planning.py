"""Planning of the tender (table; users 3.3)."""

from typing import ClassVar

from schemas.documents.base import PromisedDocument
from schemas.values import Noun


class PlanningRegel(Noun):
    nr: str
    stap: str
    door: str
    datum: str
    uiterste: str
    speling: str
    toelichting: str


class PlanningTable(PromisedDocument):
    """The plan; its promises are those that no other document lists, each with its place before it."""

    template: ClassVar[str] = "planning"
    title: ClassVar[str] = "Planning"

    harde_datum: str
    harde_datum_reden: str
    regels: tuple[PlanningRegel, ...]
    aandachtspunten: tuple[str, ...]
