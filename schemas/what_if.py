"""What if: one change to the plan, and everything that follows from it. Nothing here has been saved."""

from datetime import date
from enum import StrEnum

from schemas.clarification import NotaRound
from schemas.planning import Body, Milestone
from schemas.values import Moment, Noun


class PlanChange(StrEnum):
    """What happens to the step: it moves as a whole, it takes longer, or it is not done on its date."""

    SHIFT = "schuiven"
    STRETCH = "langer"
    MISS = "missen"


class PlanQuestion(Noun):
    """'What if this step moves five working days?'

    ``target`` is the number of a step as text, or the key of a deadline of the procedure ('vragen-1', 'nota-1',
    'aanmelding-sluit'). ``days`` are working days; below zero only to move something to an earlier day.
    """

    target: str
    change: PlanChange
    days: int


class MovedDate(Noun):
    """One date that moves: as it was said and as it will be said, with the reason as a Dutch clause.

    ``old_day`` and ``new_day`` are the last days; None when the step was not there or will not be there any more.
    ``public``: providers were told this date, or will be.
    """

    key: str
    title: str
    old: str
    new: str
    old_day: date | None
    new_day: date | None
    why: str
    owners: tuple[str, ...] = ()
    public: bool = False


class LostMeeting(Noun):
    """A meeting at which a body can no longer decide. ``next_on`` None: the calendar has no later one."""

    municipality: str
    body: Body
    was_on: date
    next_on: date | None
    sentence: str


class HardDate(Noun):
    """Whether the hard date is made. ``room`` is the number of working days between the last step and that date.

    Below zero the date is not made. ``slack`` is what the critical path leaves, as the schedule counts it; None when
    nothing can be counted.
    """

    day: date
    room_before: int | None
    room_after: int | None
    slack_before: int | None = None
    slack_after: int | None = None
    sentence: str

    @property
    def made(self) -> bool:
        """Whether every step is done before the hard date after the change."""
        return self.room_after is None or self.room_after >= 0


class Effect(Noun):
    """Everything a change leads to. ``refused`` says in Dutch why it cannot be done; then nothing else counts.

    ``milestones``, ``rounds`` and ``closes_at`` hold only what changes, ready to be saved. ``breaks`` are the minimum
    terms and orders that hold now and would not hold any more, ``remarks`` what a careful reader would add.
    ``owners`` are the owners of what moves, ``people`` the colleagues to tell, ``strangers`` the owners nobody is
    known for. ``question`` is None when a planning file was read again.
    """

    question: PlanQuestion | None
    refused: tuple[str, ...] = ()
    moved: tuple[MovedDate, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    rounds: tuple[NotaRound, ...] = ()
    closes_at: Moment | None = None
    lost_meetings: tuple[LostMeeting, ...] = ()
    breaks: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    hard_date: HardDate | None = None
    owners: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    rectification: bool = False

    @property
    def public(self) -> tuple[MovedDate, ...]:
        """The moved dates that providers were told, or will be; a step that is a promised deadline counts once."""
        rows = [row for row in self.moved if row.public]
        promised = {(row.old_day, row.new_day) for row in rows if not row.key.startswith("stap-")}
        return tuple(
            row for row in rows if not row.key.startswith("stap-") or (row.old_day, row.new_day) not in promised
        )
