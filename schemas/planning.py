"""The planning of a tender: its steps as printed and as read, what is wrong with them, and the board of deadlines."""

from datetime import date
from enum import StrEnum
from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator

from schemas.values import Noun, PositiveInt, Record, Stage


class Precision(StrEnum):
    """How exactly a date was printed. A month is read as its first to its last day, and always said as a month."""

    DAY = "dag"
    MONTH = "maand"
    QUARTER = "kwartaal"
    MOMENTS = "momenten"


class PlannedStep(Noun):
    """One step as a team hands it over (planning.yaml): the date is still the text they wrote.

    ``open_ended`` marks a step that starts on its date and has no end, such as the contract in execution.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    number: PositiveInt = Field(alias="nr")
    title: str = Field(alias="stap", min_length=1)
    owners: tuple[str, ...] = Field(alias="door")
    printed: str = Field(alias="datum")
    sub_steps: tuple[str, ...] = Field(default=(), alias="onderdelen")
    stage: Stage | None = Field(default=None, alias="fase")
    hard: bool = Field(default=False, alias="hard")
    open_ended: bool = Field(default=False, alias="zonder_einde")
    done_on: date | None = Field(default=None, alias="klaar_op")


class Milestone(Record):
    """A step of the planning. ``printed`` is the date as the source prints it; the other dates are how it was read.

    ``last`` None: the step starts on ``first`` and has no end. ``moments`` holds loose days (precision ``momenten``),
    never a period. ``hard`` marks the date that cannot move, such as the start of the contract.
    """

    number: PositiveInt
    title: str
    owners: tuple[str, ...]
    printed: str
    precision: Precision
    first: date
    last: date | None
    moments: tuple[date, ...] = ()
    sub_steps: tuple[str, ...] = ()
    stage: Stage | None = None
    hard: bool = False
    done_on: date | None = None

    @model_validator(mode="after")
    def _reads_as_printed(self) -> Self:
        if self.last is not None and self.last < self.first:
            raise ValueError(f"stap {self.number} eindigt voor hij begint")
        if bool(self.moments) is not (self.precision is Precision.MOMENTS):
            raise ValueError(f"stap {self.number}: losse dagen horen bij de precisie 'momenten'")
        if self.moments and (self.moments[0], self.moments[-1]) != (self.first, self.last):
            raise ValueError(f"stap {self.number}: de losse dagen staan niet op volgorde")
        return self

    @property
    def end(self) -> date:
        """The last day of the step; its first day when it has no end."""
        return self.last or self.first


class PlanFinding(Noun):
    """Something a careful reader would say about the planning, as one Dutch sentence with the next step in it."""

    code: str
    severity: Literal["let op", "fout"]
    milestones: tuple[PositiveInt, ...]
    sentence: str


class LatestDate(Noun):
    """The latest day on which a step can be finished to make the hard date. ``raw_date`` is before free days."""

    number: PositiveInt
    raw_date: date
    date: date
    why: str


class LineStatus(StrEnum):
    """Where a deadline stands today. ``MISSED`` is a hard date that passed: it cannot be made up for."""

    LATE = "te laat"
    MISSED = "gemist"
    THIS_WEEK = "deze week"
    LATER = "later"
    DONE = "klaar"


class DeadlineLine(Noun):
    """One deadline on the board. ``key`` is stable while the date moves (calendar items keep their identity by it)."""

    key: str
    title: str
    due: date
    owner: str
    status: LineStatus
    why: str
    kind: str
    stage: Stage | None = None


class Board(Noun):
    """The planning as of ``today``: the lines in order of urgency, the steps, the findings and the hard date."""

    tender_id: str
    today: date
    lines: tuple[DeadlineLine, ...]
    milestones: tuple[Milestone, ...]
    findings: tuple[PlanFinding, ...]
    hard_date: date | None
