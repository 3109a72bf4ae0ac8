"""The tender: the region's one procurement, its lots, municipalities, stages, products and requirements."""

from datetime import date
from decimal import Decimal

from pydantic import Field, model_validator

from schemas.values import Moment, Noun, PositiveInt, Record, Stage


class Municipality(Noun):
    """A buying municipality, with what its letters and decisions need."""

    name: str
    signatory_name: str
    signatory_role: str
    mandate: str
    access_team: str
    access_email: str
    advisory_board: str


class Threshold(Noun):
    """An entry or exit rule that a municipality switches on (drempel, S1-P12)."""

    code: str
    text: str
    municipalities: tuple[str, ...]
    parameter: str | None = None
    value: str | None = None


class Lot(Noun):
    """A lot (perceel) with its start date; municipalities may start later."""

    number: PositiveInt
    name: str
    description: str
    product_groups: tuple[str, ...]
    start_date: date
    later_starts: dict[str, date] = Field(default_factory=dict)

    def starts_on(self, municipality: str) -> date:
        """The first day of the contract for this lot in this municipality."""
        return self.later_starts.get(municipality, self.start_date)


class Mailbox(Noun):
    """The functional mailbox: sender and reply-to of everything that leaves."""

    name: str
    address: str


class Tender(Record):
    """One tender. ``id`` is its reference (kenmerk) as users see it, for example ``MIJOV-J26``.

    ``contract_start`` is the hard date everything is worked back from, ``old_contract_end`` the day before it.
    ``rehearsal`` marks a tender that is played, not held: its mail may never leave by SMTP.
    """

    title: str
    region: str
    organisation: str
    procedure: str
    municipalities: tuple[Municipality, ...]
    lots: tuple[Lot, ...]
    thresholds: tuple[Threshold, ...] = ()
    mailbox: Mailbox
    contact_name: str
    contact_phone: str
    platform: str
    contract_start: date
    old_contract_end: date
    agreement_years: PositiveInt
    extension_years: int = 0
    applications_close_at: Moment
    applications_open_on: date
    lead_email: str
    rehearsal: bool = False

    @model_validator(mode="after")
    def _contracts_join(self) -> "Tender":
        if self.old_contract_end >= self.contract_start:
            raise ValueError("het oude contract loopt door na de ingangsdatum")
        return self

    @property
    def reference(self) -> str:
        return self.id

    def municipality(self, name: str) -> Municipality:
        """The municipality of that name; KeyError when it does not take part."""
        for municipality in self.municipalities:
            if municipality.name == name:
                return municipality
        raise KeyError(name)

    @property
    def municipality_names(self) -> tuple[str, ...]:
        """In the one order that every document uses."""
        return tuple(municipality.name for municipality in self.municipalities)


class StageRecord(Record):
    """A stage of this tender: when it opened and when it closed. A stage without a row has not opened yet."""

    stage: Stage
    opened_on: date
    closed_on: date | None = None


class Requirement(Record):
    """One line of the programma van eisen; ``criterion`` links it to the screening check that tests it."""

    number: str
    chapter: str
    text: str
    kind: str
    evidence: str | None = None
    criterion: str | None = None


class FunctionMixRow(Noun):
    level: str
    share: int = Field(ge=0, le=100)


class Product(Record):
    """A product card with its rate. ``rate`` equals the sum of ``build_up`` (Besluit Jeugdwet art. 2.3, a-d)."""

    code: str = Field(pattern=r"^(4[0-9]|50)[A-Z0-9]{3}$")
    name: str
    lot: PositiveInt
    unit: str
    goal: str
    target_group: str
    activities: tuple[str, ...]
    quality: tuple[str, ...]
    function_mix: tuple[FunctionMixRow, ...]
    group_size: str | None
    duration: str
    transport: bool
    rate: Decimal
    build_up: dict[str, Decimal]

    @model_validator(mode="after")
    def _adds_up(self) -> "Product":
        total = sum(self.build_up.values(), Decimal(0))
        if total != self.rate:
            raise ValueError(f"tarief {self.rate} is niet de som van de opbouw ({total})")
        if sum(row.share for row in self.function_mix) != 100:
            raise ValueError("de functiemix telt niet op tot 100%")
        return self


class Publication(Record):
    """A publication on the platform: the frozen set of document ids with the sha256 of each, and the notice data."""

    kind: str
    published_on: date
    channel: str
    notice: dict[str, str]
    frozen: dict[str, str]
    announced: int = 0


class InnovationItem(Record):
    """An item of the innovation agenda (S0-P01, S0-P02). ``askers`` counts distinct providers, never names them."""

    number: PositiveInt
    name: str
    reasons: tuple[str, ...]
    printed_quarter: str
    status: str
    theme: str | None = None
    askers: int | None = None
    askers_printed: int | None = None
