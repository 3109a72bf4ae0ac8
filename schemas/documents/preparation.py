"""The documents of the procedure: requirements, admission guide, product cards, rates (domain D.3, D.12, D.4)."""

from typing import ClassVar

from schemas.documents.base import Contact, PromisedDocument, Wijziging
from schemas.values import Noun


class Eis(Noun):
    nummer: str
    tekst: str
    soort: str
    bewijs: str


class Hoofdstuk(Noun):
    titel: str
    eisen: tuple[Eis, ...]


class RequirementsDocument(PromisedDocument):
    template: ClassVar[str] = "requirements"
    title: ClassVar[str] = "Programma van eisen"

    inleiding: str
    hoofdstukken: tuple[Hoofdstuk, ...]
    aantal_eisen: int
    wijzigingen: tuple[Wijziging, ...]


class Perceel(Noun):
    nummer: str
    naam: str
    omschrijving: str
    productgroepen: str
    ingangsdatum: str


class Stap(Noun):
    stap: str
    datum: str
    toelichting: str


class Toelatingseis(Noun):
    code: str
    titel: str
    eis: str
    bewijs: str
    ouderdom: str
    herstel: str


class Drempel(Noun):
    tekst: str
    gemeenten: str


class AdmissionGuide(PromisedDocument):
    template: ClassVar[str] = "admission_guide"
    title: ClassVar[str] = "Aanmeldingsdocument"

    gemeenten: str
    ingangsdatum: str
    einddatum: str
    verlenging: str
    platform: str
    sluiting: str
    sluiting_uitleg: str
    vragen_tot: str
    herstel_termijn: str
    bezwaar_termijn: str
    max_sessies: str
    deelname_gronden: tuple[str, ...]
    percelen: tuple[Perceel, ...]
    stappen: tuple[Stap, ...]
    eisen: tuple[Toelatingseis, ...]
    drempels: tuple[Drempel, ...]
    contact: Contact
    wijzigingen: tuple[Wijziging, ...]


class Functie(Noun):
    niveau: str
    aandeel: str


class Productkaart(Noun):
    code: str
    naam: str
    perceel: str
    eenheid: str
    doel: str
    doelgroep: str
    activiteiten: tuple[str, ...]
    kwaliteitseisen: tuple[str, ...]
    functiemix: tuple[Functie, ...]
    groepsgrootte: str
    duur: str
    vervoer: str
    tarief: str


class ProductCards(PromisedDocument):
    template: ClassVar[str] = "product_cards"
    title: ClassVar[str] = "Productkaarten"

    producten: tuple[Productkaart, ...]
    wijzigingen: tuple[Wijziging, ...]


class Tariefregel(Noun):
    code: str
    naam: str
    perceel: str
    eenheid: str
    beroepskrachten: str
    clientgebonden: str
    overhead: str
    indexering: str
    tarief: str


class RatesDocument(PromisedDocument):
    template: ClassVar[str] = "rates"
    title: ClassVar[str] = "Tarieven"

    prijspeil: str
    regels: tuple[Tariefregel, ...]
    wijzigingen: tuple[Wijziging, ...]
