"""Terms and free days: how long, from when, on whose authority, and what came out of the count."""

from datetime import date, time
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.values import Moment, Noun, PositiveInt


class Unit(StrEnum):
    """What a term is counted in."""

    CALENDAR_DAYS = "kalenderdagen"
    WORKING_DAYS = "werkdagen"
    WEEKS = "weken"
    MONTHS = "maanden"
    YEARS = "jaren"
    HOURS = "uren"


class Direction(StrEnum):
    """Forward from an event, or counted back from a moment (Algemene termijnenwet art. 1 lid 2)."""

    FORWARD = "vooruit"
    BACK = "terug"


class Basis(StrEnum):
    """On whose authority the term runs. Only statutory and EU terms are lengthened by law."""

    STATUTORY = "wettelijk"
    EU = "eu"
    SELF_BINDING = "zelfbindend"
    DECIDED = "besloten"

    @property
    def set_by_law(self) -> bool:
        """Whether a law, and not the tender's own documents, decides what happens on a free day."""
        return self in (Basis.STATUTORY, Basis.EU)


class Roll(StrEnum):
    """Our own rule for a term that ends on a free day."""

    NONE = "geen"
    NEXT_WORKING_DAY = "volgende_werkdag"
    PREVIOUS_WORKING_DAY = "vorige_werkdag"
    AS_THE_ACT = "zoals de Algemene termijnenwet"
    """Our own documents declare articles 1 to 4 of the act applicable to a term that no law sets."""


class FreeDayKind(StrEnum):
    """Why a day is free. Which kinds count differs per question: see flows.rules.calendar.Reading."""

    HOLIDAY = "feestdag"
    EQUATED = "gelijkgesteld"
    BRIDGE = "brugdag"
    RECESS = "reces"
    OWN = "eigen"


class FreeDay(Noun):
    """A day that is not an ordinary weekday. ``applies_to`` None means everywhere, else one municipality or body."""

    day: date
    name: str
    kind: FreeDayKind
    source: str
    applies_to: str | None = None


_DAYS_IN = {
    Unit.HOURS: 1 / 24,
    Unit.CALENDAR_DAYS: 1.0,
    Unit.WORKING_DAYS: 1.5,
    Unit.WEEKS: 7.0,
    Unit.MONTHS: 31.0,
    Unit.YEARS: 366.0,
}
_LONGEST_TERM_IN_DAYS = 100 * 366


class Term(Noun):
    """A term as it is set: amount, unit, direction, basis and source (law and article, or our own document).

    ``roll`` is our own rule on a free day; it comes on top of what the law does and can never shorten it. ``None``
    means no own rule; AS_THE_ACT adds nothing to a statutory term, which follows the act already. ``time_of_day`` is
    the clock in the Netherlands: the closing time, and for a term in hours the time at which counting starts.
    ``valid_from`` is the first day on which a law sets the term.
    Raises a validation error (Dutch) for a combination that would break the law or have no meaning.
    """

    amount: PositiveInt
    unit: Unit
    direction: Direction
    basis: Basis
    roll: Roll | None = None
    time_of_day: time | None = None
    source: Annotated[str, Field(min_length=1)]
    valid_from: date | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.amount * _DAYS_IN[self.unit] > _LONGEST_TERM_IN_DAYS:
            raise ValueError("Deze termijn is langer dan 100 jaar. Controleer het aantal.")
        if self.time_of_day is not None and self.time_of_day.tzinfo is not None:
            raise ValueError("Geef het tijdstip als gewone kloktijd in Nederland, zonder tijdzone.")
        if self.unit is Unit.HOURS and self.time_of_day is None:
            raise ValueError("Een termijn in uren heeft een tijdstip nodig. Vul in vanaf hoe laat wordt geteld.")
        if self.direction is Direction.BACK and self.roll is Roll.NEXT_WORKING_DAY:
            raise ValueError("Een teruggerekende termijn schuift naar de werkdag ervoor, nooit naar de werkdag erna.")
        if self.basis is Basis.EU and self.roll is Roll.AS_THE_ACT:
            raise ValueError(
                "Een Europese termijn volgt verordening 1182/71, niet de Algemene termijnenwet. Haal de rol weg."
            )
        forward_by_law = self.direction is Direction.FORWARD and self.basis.set_by_law
        if forward_by_law and self.roll is Roll.PREVIOUS_WORKING_DAY:
            raise ValueError("Een termijn uit de wet mag niet korter worden. Kies een andere regel voor vrije dagen.")
        return self


class TermResult(Noun):
    """A reckoned date that explains itself.

    ``raw_date`` is the plain count, ``date`` what it became, ``path`` the rules that were applied in order,
    ``explanation`` one Dutch sentence, ``warnings`` Dutch sentences about what a person should still look at.
    ``moment`` is set when the term has a time of day (UTC).
    """

    anchor: date
    term: Term
    raw_date: date
    date: date
    moment: Moment | None = None
    path: tuple[str, ...]
    explanation: str
    warnings: tuple[str, ...] = ()
