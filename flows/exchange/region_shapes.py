"""The YAML files of a region as they lie on disk: field names are the Dutch words a colleague types."""

from decimal import Decimal

from pydantic import Field, field_validator

from flows.exchange.yaml_files import Day, LocalMoment
from schemas.planning import PlannedStep
from schemas.provider import checked_address
from schemas.terms import FreeDayKind
from schemas.values import Noun, PositiveInt


class Postbus(Noun):
    naam: str
    adres: str

    @field_validator("adres")
    @classmethod
    def _address(cls, value: str) -> str:
        return checked_address(value)


class Contactpersoon(Noun):
    naam: str
    telefoon: str


class Vragenronde(Noun):
    nummer: PositiveInt
    vragen_tot: LocalMoment
    publicatie_op: Day
    mededelingen: tuple[str, ...] = ()


class Traject(Noun):
    """tender.yaml"""

    kenmerk: str = Field(pattern=r"^[A-Z0-9][A-Z0-9\-]{0,29}$")
    titel: str
    regio: str
    organisatie: str
    procedure: str
    postbus: Postbus
    contact: Contactpersoon
    projectleider_email: str
    platform: str
    ingangsdatum: Day
    einde_oude_contract: Day
    looptijd_jaren: PositiveInt
    verlenging_jaren: int = Field(default=0, ge=0)
    aanmelden_vanaf: Day
    aanmelden_tot: LocalMoment
    vragenrondes: tuple[Vragenronde, ...]
    teksten: dict[str, str] = Field(default_factory=dict)

    @field_validator("projectleider_email")
    @classmethod
    def _address(cls, value: str) -> str:
        return checked_address(value)


class Gemeente(Noun):
    """A line of gemeenten.yaml. The three days of decisions are only there in a tender that is rehearsed."""

    naam: str
    ondertekenaar_naam: str
    ondertekenaar_functie: str
    mandaat: str
    toegang: str
    toegang_email: str
    adviesraad: str
    vrijgave_concept_op: Day | None = None
    strategie_besluit_op: Day | None = None
    overeenkomst_besluit_op: Day | None = None

    @field_validator("toegang_email")
    @classmethod
    def _address(cls, value: str) -> str:
        return checked_address(value)


class Perceel(Noun):
    nummer: PositiveInt
    naam: str
    omschrijving: str
    productgroepen: tuple[str, ...]
    ingangsdatum: dict[str, Day]


class Drempelsoort(Noun):
    code: str
    tekst: str
    parameter: str | None = None


class Drempelregel(Noun):
    """``percelen`` empty: all lots."""

    code: str
    actief: bool
    percelen: tuple[PositiveInt, ...] = ()
    waarde: str | None = None
    toelichting: str


class Drempels(Noun):
    gemeente: str
    regels: tuple[Drempelregel, ...]


class Percelen(Noun):
    """percelen.yaml"""

    percelen: tuple[Perceel, ...] = Field(min_length=1)
    drempelsoorten: tuple[Drempelsoort, ...] = ()
    drempels: tuple[Drempels, ...] = ()


class Functie(Noun):
    niveau: str
    aandeel: int = Field(ge=0, le=100)


class Productblad(Noun):
    """A product in producten.yaml. The group size is the highest number of children, or nothing."""

    code: str
    naam: str
    perceel: PositiveInt
    eenheid: str
    productcategorie: str
    doel: str
    doelgroep: str
    activiteiten: tuple[str, ...]
    kwaliteitseisen: tuple[str, ...]
    functiemix: tuple[Functie, ...]
    groepsgrootte: PositiveInt | None
    duur: str
    vervoer: bool
    tarief: Decimal
    opbouw: dict[str, Decimal]


class Eis(Noun):
    nummer: str
    tekst: str
    soort: str
    bewijs: str | None = None
    criterium: str | None = None


class Eisenhoofdstuk(Noun):
    nummer: PositiveInt
    titel: str
    eisen: tuple[Eis, ...]


class Toelatingseis(Noun):
    code: str
    titel: str
    eis: str
    bewijsstuk: str
    verplicht: bool
    maximale_leeftijd_maanden: PositiveInt | None
    herstelbaar: bool
    bron: str


class Innovatie(Noun):
    nummer: PositiveInt
    naam: str
    redenen: tuple[str, ...]
    aanbieders_nota: int | None = Field(default=None, ge=0)
    thema_nota: str | None = None
    uitvoering: str
    status: str
    bron_zekerheid: str | None = None


class Groep(Noun):
    code: str
    naam: str
    kanaal: str
    uitgenodigd: int | None = Field(ge=0)
    gereageerd: int = Field(ge=0)


class Rondevraag(Noun):
    """A question that only some groups got; without ``groepen`` everyone got it."""

    tekst: str
    groepen: tuple[str, ...] = ()


class Consultatieronde(Noun):
    """A round of the consultation. Without questions of its own it asked the questions of the whole consultation."""

    nummer: PositiveInt
    titel: str
    van: Day
    tot: Day
    stuk: str = ""
    vragen: tuple[Rondevraag, ...] = ()


class Groepen(Noun):
    """consultatie/groepen.yaml"""

    vragen: tuple[str, ...]
    rondes: tuple[Consultatieronde, ...] = ()
    groepen: tuple[Groep, ...]


class VrijeDagen(Noun):
    """``tot`` left out: one day. ``geldt_voor`` left out: everywhere."""

    van: Day
    tot: Day | None = None
    naam: str
    soort: FreeDayKind
    bron: str
    geldt_voor: str | None = None


class Collega(Noun):
    """Somebody of the team, with the names from ``door`` that this person answers to."""

    naam: str
    email: str
    taken: tuple[str, ...]
    vervanger: str | None = None

    @field_validator("email")
    @classmethod
    def _address(cls, value: str) -> str:
        return checked_address(value)


class Planning(Noun):
    """planning.yaml"""

    vrije_dagen: tuple[VrijeDagen, ...] = ()
    collegas: tuple[Collega, ...] = ()
    stappen: tuple[PlannedStep, ...]
