"""Consultation: who was asked, what each said, the one outcome of each input, promises, and the bodies' decisions."""

from datetime import date
from enum import StrEnum

from pydantic import model_validator

from schemas.values import Noun, Record


class Scope(StrEnum):
    YOUTH = "jeugdhulp"
    INTEGRAL = "integraal"


class Outcome(StrEnum):
    """The closed list of what can happen with an input. "Meegenomen" without a place does not exist."""

    ADOPTED = "overgenomen_in_tekst"
    CARRIED = "gaat_mee_naar"
    NOT_ADOPTED = "niet_overgenomen"
    ANSWERED = "beantwoord"
    OTHER_TRACK = "ander_traject"

    @property
    def label(self) -> str:
        return {
            Outcome.ADOPTED: "Overgenomen in de tekst",
            Outcome.CARRIED: "Gaat mee naar",
            Outcome.NOT_ADOPTED: "Niet overgenomen",
            Outcome.ANSWERED: "Beantwoord",
            Outcome.OTHER_TRACK: "Hoort bij een ander traject",
        }[self]


class Disposition(Noun):
    """The one answer to one input. Where the text was changed or the point goes to, ``place`` is required."""

    outcome: Outcome
    response: str
    place: str | None = None
    owner: str | None = None

    @model_validator(mode="after")
    def _has_a_place(self) -> "Disposition":
        if not self.response.strip():
            raise ValueError("de reactie is leeg")
        if self.outcome in {Outcome.ADOPTED, Outcome.CARRIED, Outcome.OTHER_TRACK} and not self.place:
            raise ValueError(f"bij '{self.outcome.label}' hoort een vindplaats of traject")
        if self.outcome is Outcome.CARRIED and not self.owner:
            raise ValueError("een punt dat meegaat heeft een eigenaar nodig")
        return self


class ConsultationGroup(Record):
    """A group that was asked; zero answers is a fact that is shown (S1, annex 6). ``invited`` None: open invitation."""

    sequence: int
    code: str
    name: str
    channel: str
    invited: int | None
    responded: int


class ConsultationInput(Record):
    """One point somebody made. ``disposition`` None means: still open, so the stage cannot close."""

    sequence: int
    group: str
    municipality: str | None
    scope: Scope
    theme: str
    text: str
    disposition: Disposition | None = None


class Promise(Record):
    """A point that travels on (toezegging): what, to which document or session, who sees to it, done when."""

    input_id: str
    text: str
    place: str
    owner: str
    done_on: date | None = None


class Subject(StrEnum):
    """What a body decides about."""

    DRAFT_STRATEGY = "vrijgave concept-inkoopstrategie"
    STRATEGY = "vaststellen inkoopstrategie"
    AGREEMENT = "vaststellen inkoopovereenkomst"


class Decision(Record):
    """A decision of one body about one subject, each with its own date and mandate (S1-P06, S1-P09)."""

    subject: Subject
    body: str
    municipality: str
    decided_on: date
    outcome: str
    mandate: str
