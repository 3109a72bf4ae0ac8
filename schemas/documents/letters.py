"""Letters to one provider: remedy request, admission, refusal (domain D.8, D.9)."""

from typing import ClassVar

from schemas.documents.base import Adres, Contact, WordDocument
from schemas.values import Noun


class HerstelPunt(Noun):
    code: str
    eis: str
    gevonden: str
    nodig: str


class RemedyLetter(WordDocument):
    template: ClassVar[str] = "remedy_request"
    title: ClassVar[str] = "Verzoek om aanvulling"

    aan: Adres
    punten: tuple[HerstelPunt, ...]
    uiterste_datum: str
    uitleg_datum: str
    contact: Contact


class PerceelGemeente(Noun):
    perceel: str
    gemeente: str
    ingangsdatum: str


class Toets(Noun):
    code: str
    eis: str
    uitkomst: str
    reden: str


class AdmissionLetter(WordDocument):
    template: ClassVar[str] = "admission_letter"
    title: ClassVar[str] = "Besluit tot toelating"

    aan: Adres
    percelen: tuple[PerceelGemeente, ...]
    toetsen: tuple[Toets, ...]
    bezwaar_tot: str
    bezwaar_uitleg: str
    vervolg: str
    ondertekenaar: str
    functie: str
    contact: Contact


class RefusalLetter(WordDocument):
    template: ClassVar[str] = "refusal_letter"
    title: ClassVar[str] = "Besluit tot afwijzing"

    aan: Adres
    gronden: tuple[Toets, ...]
    herstel: str
    bezwaar_tot: str
    bezwaar_uitleg: str
    opnieuw: str
    ondertekenaar: str
    functie: str
    contact: Contact
