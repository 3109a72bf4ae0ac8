"""Small values that every noun uses: the frozen base classes, stages, regimes, identifiers."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints


class Noun(BaseModel):
    """A frozen value. Text is kept to the letter: no stripping, no case folding."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Record(Noun):
    """A noun that storage keeps: a readable id that is never reused, its tender, and a version column.

    ``version`` is 0 until saved; each save of a changed record adds one, and a save that started from an older
    version is refused (:class:`schemas.errors.StaleRecordError`).
    """

    id: str
    tender_id: str
    version: int = 0


class Stage(StrEnum):
    """The ten stages of a tender. Their order is not here: it belongs to the procedure."""

    STRATEGY = "strategie"
    PREPARATION = "voorbereiding"
    PUBLICATION = "publicatie"
    NOTA_VAN_INLICHTINGEN = "nota-van-inlichtingen"
    SCREENING = "screening"
    DIALOGUE = "dialoog"
    AWARD = "besluit"
    CONTRACTING = "overeenkomsten"
    IMPLEMENTATION = "implementatie"
    EXECUTION = "uitvoering"

    @property
    def label(self) -> str:
        """Dutch name as a user sees it."""
        return self.value.replace("-", " ").capitalize()


class Regime(StrEnum):
    """The legal regime of a procedure; it decides order, terms and vocabulary (domain B.1-B.3)."""

    OPEN_HOUSE = "open_house"
    SEMI_OPEN_HOUSE = "semi_open_house"
    SAS = "sas"
    DIALOGUE_BASED = "dialooggericht"
    ADMINISTRATIVE = "bestuurlijk_aanbesteden"


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("tijdstip zonder tijdzone")
    return value.astimezone(UTC)


Moment = Annotated[datetime, AfterValidator(_aware)]
"""A timezone-aware instant, held in UTC; naive times are refused."""

KvkNumber = Annotated[str, StringConstraints(pattern=r"^\d{8}$")]
"""Eight digits, leading zero kept (Handelsregister; no check digit exists)."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
PositiveInt = Annotated[int, Field(ge=1)]
