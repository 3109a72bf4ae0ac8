"""The planning of a tender: its steps as printed and as read, what is wrong with them, and the board of deadlines."""

from datetime import date, time, timedelta
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from schemas.terms import FreeDay, FreeDayKind
from schemas.values import Noun, PositiveInt, Record, Stage

NaturalInt = Annotated[int, Field(ge=0)]


class Precision(StrEnum):
    """How exactly a date was printed. A month is read as its first to its last day, and always said as a month.

    ``SEASON`` is any part of a year without sharp edges ('najaar 2024', 'begin 2019'); ``NONE`` no date at all.
    """

    DAY = "dag"
    MONTH = "maand"
    QUARTER = "kwartaal"
    SEASON = "jaargetijde"
    YEAR = "jaar"
    MOMENTS = "momenten"
    NONE = "geen datum"

    @property
    def vague(self) -> bool:
        """Whether the printed date is a stretch of time and not a day that somebody chose."""
        return self in (Precision.MONTH, Precision.QUARTER, Precision.SEASON, Precision.YEAR)


class StepKind(StrEnum):
    """How the date of a step comes about (planning.xlsx, column Soort)."""

    COUNTED_BACK = "terugtellen"
    FIXED = "vast"
    DECISION = "besluit"


class Body(StrEnum):
    """Who decides (planning.xlsx, columns Beslisser and Orgaan)."""

    PFO = "PFO"
    COLLEGE = "college"
    COUNCIL = "raad"


class Mark(StrEnum):
    """The moments of a procedure whose order is fixed by eForms and by our own guide (planning.xlsx, column Moment)."""

    DISPATCH = "aankondiging verzonden"
    PUBLICATION = "publicatie"
    QUESTIONS_CLOSE = "vragen sluiten"
    NOTA = "nota van inlichtingen"
    CLOSING = "aanmelding sluit"
    OPENING = "aanmeldingen openen"
    INVITATION = "uitnodiging verzonden"
    DECISION = "besluit"
    CONTRACT = "overeenkomst gesloten"
    RESULT_NOTICE = "resultaat aangekondigd"
    START = "ingang"


class Link(Noun):
    """This step begins after step ``number`` is done, ``lag`` working days later (below zero: it may overlap)."""

    number: PositiveInt
    lag: int = 0


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
    at: time | None = Field(default=None, alias="tijd")
    after: tuple[Link, ...] = Field(default=(), alias="na")
    duration: PositiveInt | None = Field(default=None, alias="duur")
    buffer: NaturalInt = Field(default=0, alias="buffer")
    kind: StepKind = Field(default=StepKind.FIXED, alias="soort")
    body: Body | None = Field(default=None, alias="beslisser")
    deliver_before: NaturalInt | None = Field(default=None, alias="aanlevertermijn")
    mark: Mark | None = Field(default=None, alias="moment")
    remark: str = Field(default="", alias="opmerking")


class Milestone(Record):
    """A step of the planning. ``printed`` is the date as the source prints it; the other dates are how it was read.

    ``first`` None: no date is known (precision NONE). ``last`` None: the step starts on ``first`` and has no end.
    ``moments`` holds loose days (precision ``momenten``), never a period. ``hard`` marks the date that cannot move,
    such as the start of the contract. ``at`` is the clock in the Netherlands on the last day; without it the whole day
    counts. ``after`` are the steps that must be done first; ``duration`` and ``buffer`` (kept free after the step) are
    in working days; ``deliver_before`` is the number of working days before a meeting of ``body`` at which its papers
    must be in, for a meeting that has no delivery date of its own.
    """

    number: PositiveInt
    title: str
    owners: tuple[str, ...]
    printed: str
    precision: Precision
    first: date | None
    last: date | None
    moments: tuple[date, ...] = ()
    sub_steps: tuple[str, ...] = ()
    stage: Stage | None = None
    hard: bool = False
    done_on: date | None = None
    at: time | None = None
    after: tuple[Link, ...] = ()
    duration: PositiveInt | None = None
    buffer: NaturalInt = 0
    kind: StepKind = StepKind.FIXED
    body: Body | None = None
    deliver_before: NaturalInt | None = None
    mark: Mark | None = None
    remark: str = ""

    @model_validator(mode="after")
    def _reads_as_printed(self) -> Self:
        if (self.first is None) is not (self.precision is Precision.NONE):
            raise ValueError(f"stap {self.number}: zonder datum hoort bij de precisie 'geen datum'")
        if self.last is not None and (self.first is None or self.last < self.first):
            raise ValueError(f"stap {self.number} eindigt voor hij begint")
        if bool(self.moments) is not (self.precision is Precision.MOMENTS):
            raise ValueError(f"stap {self.number}: losse dagen horen bij de precisie 'momenten'")
        if self.moments and (self.moments[0], self.moments[-1]) != (self.first, self.last):
            raise ValueError(f"stap {self.number}: de losse dagen staan niet op volgorde")
        return self

    @property
    def dated(self) -> bool:
        """Whether any date of the step is known; only then it has a begin and an end."""
        return self.first is not None

    @property
    def begin(self) -> date:
        """The first day of the step. Only for a step that is ``dated``."""
        assert self.first is not None, f"step {self.number} has no date"
        return self.first

    @property
    def end(self) -> date:
        """The last day of the step; its first day when it has no end. Only for a step that is ``dated``."""
        return self.last or self.begin


class FreePeriod(Record):
    """Free days that a team or a decree adds: a bridge day, a recess, an own day, a newly equated day.

    ``applies_to`` None means everywhere, else one municipality. ``source`` says who decided it.
    """

    first: date
    last: date
    name: str
    kind: FreeDayKind
    source: str
    applies_to: str | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"'{self.name}' eindigt voor het begint")
        return self

    @property
    def days(self) -> tuple[FreeDay, ...]:
        """Every day of the period as a free day."""
        length = (self.last - self.first).days + 1
        return tuple(
            FreeDay(
                day=self.first + timedelta(days=offset),
                name=self.name,
                kind=self.kind,
                source=self.source,
                applies_to=self.applies_to,
            )
            for offset in range(length)
        )


class BodyMeeting(Record):
    """A meeting at which a body of one municipality can decide (sheet Raadskalender).

    ``deliver_by`` is the last day on which the papers may come in; None when only the step's own term says so.
    """

    municipality: str
    body: Body
    held_on: date
    deliver_by: date | None = None


class Colleague(Record):
    """Somebody of the team: which owners of the planning (column Door wie) this person is, and who stands in.

    ``deputy`` is the name of another colleague, who gets the mail from ``away_from`` up to and including
    ``away_until``; an absence without an end lasts until somebody fills it in.
    """

    name: str
    email: str
    roles: tuple[str, ...]
    deputy: str | None = None
    away_from: date | None = None
    away_until: date | None = None


class PlanFinding(Noun):
    """Something a careful reader would say about the planning, as one Dutch sentence with the next step in it."""

    code: str
    severity: Literal["let op", "fout"]
    milestones: tuple[PositiveInt, ...]
    sentence: str


class Timing(Noun):
    """One step worked out in both directions: forward from today and back from the hard date.

    ``earliest`` and ``latest`` are the days on which the step can first and must last be finished, both working days;
    ``raw_latest`` is the latest day before free days. ``slack`` is the working days between them (below zero: too
    late). ``meetings`` are the ids of the meetings on which ``latest`` of a decision rests. ``why`` is the Dutch
    sentence behind ``latest``.
    """

    number: PositiveInt
    earliest_start: date
    earliest: date
    latest_start: date
    latest: date
    raw_latest: date
    slack: int
    critical: bool
    meetings: tuple[str, ...] = ()
    why: str


class Schedule(Noun):
    """All steps that must be done before the hard date, in order of number.

    ``critical_path`` are the steps, in order, of which a day's delay delays the whole; ``slack`` is theirs.
    """

    hard_date: date
    today: date
    timings: tuple[Timing, ...]
    critical_path: tuple[PositiveInt, ...]
    slack: int | None

    def of(self, number: int) -> Timing | None:
        """The timing of that step; None for a step that does not stand before the hard date, or is done."""
        return next((row for row in self.timings if row.number == number), None)


class LineStatus(StrEnum):
    """Where a deadline stands today. ``MISSED`` is a hard date that passed: it cannot be made up for."""

    LATE = "te laat"
    MISSED = "gemist"
    THIS_WEEK = "deze week"
    LATER = "later"
    DONE = "klaar"


class DeadlineLine(Noun):
    """One deadline on the board. ``key`` is stable while the date moves (calendar items keep their identity by it).

    ``at`` is the clock in the Netherlands; without it the whole day counts. ``owners`` are the separate names that
    ``owner`` says as one text. ``sequence`` is how often the deadline was moved since it was first told to people.
    """

    key: str
    title: str
    due: date
    owner: str
    status: LineStatus
    why: str
    kind: str
    stage: Stage | None = None
    at: time | None = None
    owners: tuple[str, ...] = ()
    sequence: NaturalInt = 0


class WatchedDeadline(Record):
    """What the outside world was last told of a deadline: in calendars, as a scheduled run, by mail.

    The id is the key of the deadline. ``sequence`` counts how often it moved, ``missed_on`` is the day on which its
    being missed was reported (None: not, or not since it moved).
    """

    title: str
    due: date
    at: time | None = None
    status: LineStatus
    sequence: NaturalInt = 0
    missed_on: date | None = None


class Board(Noun):
    """The planning as of ``today``: the lines in order of urgency, the steps, the findings and the hard date."""

    tender_id: str
    today: date
    lines: tuple[DeadlineLine, ...]
    milestones: tuple[Milestone, ...]
    findings: tuple[PlanFinding, ...]
    hard_date: date | None
    schedule: Schedule | None = None
