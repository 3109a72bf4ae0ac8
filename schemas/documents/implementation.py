"""Instruction for the access teams, overview per municipality, innovation agenda (domain D.16-D.18)."""

from typing import ClassVar

from schemas.documents.base import Contact, PromisedDocument, WordDocument
from schemas.documents.contracting import Toegang
from schemas.values import Noun


class ProductKort(Noun):
    code: str
    naam: str
    perceel: str
    eenheid: str


class Overbrugging(Noun):
    aanbieder: str
    tot: str


class AccessInstruction(PromisedDocument):
    template: ClassVar[str] = "access_instruction"
    title: ClassVar[str] = "Instructie voor de Toegangen"
    promised_as: ClassVar[tuple[str, ...]] = ("Instructie Toegangen",)

    ingangsdatum: str
    producten: tuple[ProductKort, ...]
    overbruggingen: tuple[Overbrugging, ...]
    toegangen: tuple[Toegang, ...]
    contact: Contact


class GecontracteerdeAanbieder(Noun):
    naam: str
    plaats: str
    telefoon: str
    percelen: str
    ingangsdatum: str


class ProviderOverview(WordDocument):
    template: ClassVar[str] = "provider_overview"
    title: ClassVar[str] = "Gecontracteerde aanbieders"

    gemeente: str
    aantal: int
    aanbieders: tuple[GecontracteerdeAanbieder, ...]
    overbruggingen: tuple[Overbrugging, ...]
    contact: Contact


class AgendaItem(Noun):
    nr: str
    naam: str
    redenen: tuple[str, ...]
    uitvoering: str
    status: str


class InnovationAgenda(PromisedDocument):
    template: ClassVar[str] = "innovation_agenda"
    title: ClassVar[str] = "Innovatieagenda jeugdhulp"
    promised_as: ClassVar[tuple[str, ...]] = ("Innovatieagenda",)

    peildatum: str
    onderwerpen: tuple[AgendaItem, ...]
