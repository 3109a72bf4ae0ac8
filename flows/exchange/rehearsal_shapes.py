"""The YAML files of a rehearsal as they lie on disk: what people would hand over during the tender."""

from typing import Literal

from pydantic import Field, model_validator

from flows.exchange.evidence_files import FaultKind
from flows.exchange.yaml_files import Day, LocalMoment
from schemas.consultation import Outcome, Scope
from schemas.values import Noun, PositiveInt


class Inbreng(Noun):
    id: str
    groep: str
    gemeente: str | None
    reikwijdte: Scope
    thema: str
    inbreng: str
    reactie: str
    uitkomst: Outcome
    waar: str | None
    toezegging_aan: str | None


class Aanbieder(Noun):
    nummer: PositiveInt
    id: str
    naam: str
    rechtsvorm: str
    kvk: str
    vestigingsnummer: str | None
    agb: str | None
    btw_id: str | None
    straat: str
    postcode: str
    plaats: str
    contactpersoon: str
    aanhef: str
    email: str
    email_kopie: str | None
    telefoon: str
    omvang: Literal["solistisch", "klein", "middel", "groot"]
    hulpverleners_met_verblijf: int = Field(ge=0)
    hulpverleners_zonder_verblijf: int = Field(ge=0)
    tekenbevoegde_naam: str
    tekenbevoegde_functie: str
    percelen: tuple[PositiveInt, ...]
    gemeenten: tuple[str, ...]
    huidig_contract: bool
    clienten_nu: int = Field(ge=0)
    meldt_zich_aan: bool

    def fields(self, tender_id: str) -> dict[str, object]:
        """The fields of the provider as the register has it."""
        return {
            "id": self.id,
            "tender_id": tender_id,
            "number": self.nummer,
            "name": self.naam,
            "legal_form": self.rechtsvorm,
            "kvk": self.kvk,
            "establishment": self.vestigingsnummer,
            "agb": self.agb,
            "street": self.straat,
            "postcode": self.postcode,
            "city": self.plaats,
            "contact_name": self.contactpersoon,
            "salutation": self.aanhef,
            "email": self.email,
            "email_copy": self.email_kopie,
            "phone": self.telefoon,
            "size": self.omvang,
            "staff_with_stay": self.hulpverleners_met_verblijf,
            "staff_without_stay": self.hulpverleners_zonder_verblijf,
            "signatory_name": self.tekenbevoegde_naam,
            "signatory_role": self.tekenbevoegde_functie,
            "lots": self.percelen,
            "municipalities": self.gemeenten,
            "contracted_now": self.huidig_contract,
            "clients_now": self.clienten_nu,
        }


class Afwijking(Noun):
    bewijsstuk: str
    soort: FaultKind
    herstel: Literal["op_tijd", "te_laat", "niet"]


class Aanmelding(Noun):
    aanbieder: PositiveInt
    ingediend_op: LocalMoment
    afwijkingen: tuple[Afwijking, ...]


class Wijziging(Noun):
    document: str
    vindplaats: str
    oude_tekst: str
    nieuwe_tekst: str
    reden: str


class Vraag(Noun):
    bronnummer: str
    ronde: PositiveInt
    ontvangen_op: LocalMoment
    aanbieder: PositiveInt
    perceel: str
    document: str
    versie: str
    paragraaf: str
    thema: str
    vraag: str
    antwoord: str | None
    wijziging: Wijziging | None
    dubbel_van: str | None
    individueel: bool
    motivering: str | None = None

    @model_validator(mode="after")
    def _motivated(self) -> "Vraag":
        if self.individueel and not self.motivering:
            raise ValueError("een individuele vraag heeft een motivering nodig")
        return self


class Agendapunt(Noun):
    nummer: PositiveInt
    onderwerp: str
    toelichting: str


class Actie(Noun):
    wat: str
    wie: str
    voor: Day


class Verslagpunt(Noun):
    """``besproken_concept`` is how the draft report had it, when a correction changed it."""

    nummer: PositiveInt
    onderwerp: str
    besproken: str
    besproken_concept: str | None = None
    conclusie: str
    actie: Actie | None
    wijziging: Wijziging | None


class Correctie(Noun):
    """What somebody at the table said about the draft; ``stoel`` counts the seats in order of the list."""

    stoel: PositiveInt
    punt: PositiveInt
    tekst: str
    overnemen: bool
    reactie: str


class Deelnamegrond(Noun):
    """A kind of ground; one per lot or size class stands for as many grounds, each with ``plaatsen`` seats."""

    grond: Literal["perceel", "grootteklasse", "vijf of meer gemeenten", "één of twee gemeenten"]
    plaatsen: PositiveInt


class Sessie(Noun):
    nummer: PositiveInt
    onderwerp: str
    datum: Day
    van: str = Field(pattern=r"^\d{2}:\d{2}$")
    tot: str = Field(pattern=r"^\d{2}:\d{2}$")
    locatie: str
    bereikbaarheid: str
    agenda: tuple[Agendapunt, ...]
    verslag: tuple[Verslagpunt, ...]
    correcties: tuple[Correctie, ...] = ()
    deelname_gronden: tuple[Deelnamegrond, ...]
    nieuwe_deelnemers_eerst: bool
    gronden_bekend_op: Day
    gronden_bekend_in: str
    lotnummer: PositiveInt
    clientvertegenwoordiging: tuple[str, ...]
