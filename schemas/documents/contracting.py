"""Framework agreement in three parts with its annexes, and the bridging agreement (domain B.8, D.10, D.11)."""

from typing import ClassVar

from schemas.documents.base import Adres, Contact, Wijziging, WordDocument
from schemas.documents.letters import PerceelGemeente
from schemas.documents.preparation import Drempel, Tariefregel
from schemas.values import Noun


class Ondertekenaar(Noun):
    partij: str
    naam: str
    functie: str
    mandaat: str


class Bijlage(Noun):
    letter: str
    titel: str
    versie: str
    kenmerk: str


class FrameworkAgreementDocument(WordDocument):
    """Part 1 per provider, part 2 regional, part 3 the same for all. ``concept`` prints the draft for publication."""

    template: ClassVar[str] = "framework_agreement"
    title: ClassVar[str] = "Raamovereenkomst jeugdhulp"

    concept: bool
    contractnummer: str
    gemeenten: str
    aanbieder: Adres
    aanbieder_rechtsvorm: str
    percelen: tuple[PerceelGemeente, ...]
    ingangsdatum: str
    einddatum: str
    looptijd: str
    verlenging: str
    drempels: tuple[Drempel, ...]
    wijzigingen: tuple[Wijziging, ...]
    bijlagen: tuple[Bijlage, ...]
    ondertekenaars: tuple[Ondertekenaar, ...]
    contact: Contact


class LotsAnnex(WordDocument):
    template: ClassVar[str] = "annex_lots"
    title: ClassVar[str] = "Bijlage A – Percelen en gemeenten"

    contractnummer: str
    aanbieder: Adres
    percelen: tuple[PerceelGemeente, ...]


class RatesAnnex(WordDocument):
    template: ClassVar[str] = "annex_rates"
    title: ClassVar[str] = "Bijlage B – Producten en tarieven"

    contractnummer: str
    aanbieder: Adres
    prijspeil: str
    regels: tuple[Tariefregel, ...]


class Toegang(Noun):
    gemeente: str
    naam: str
    email: str


class ContactsAnnex(WordDocument):
    template: ClassVar[str] = "annex_contacts"
    title: ClassVar[str] = "Bijlage E – Contactpersonen"

    contractnummer: str
    aanbieder: Adres
    aanbieder_email: str
    aanbieder_telefoon: str
    tekenbevoegde: str
    tekenbevoegde_functie: str
    contact: Contact
    toegangen: tuple[Toegang, ...]


class PrivacyAnnex(WordDocument):
    template: ClassVar[str] = "annex_privacy"
    title: ClassVar[str] = "Bijlage F – Privacy"

    gemeenten: str
    contact: Contact


class BridgingAgreementDocument(WordDocument):
    template: ClassVar[str] = "bridging_agreement"
    title: ClassVar[str] = "Overbruggingsovereenkomst"

    gemeenten: str
    aanbieder: Adres
    aanleiding: str
    clienten: str
    peildatum: str
    ingangsdatum: str
    einddatum: str
    einddatum_uitleg: str
    ondertekenaars: tuple[Ondertekenaar, ...]
    contact: Contact
