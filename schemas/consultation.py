"""Consultation: who was asked, what each said, the one outcome of each input, promises, and the bodies' decisions."""

from datetime import date
from enum import StrEnum

from pydantic import model_validator

from schemas.values import Noun, PositiveInt, Record, Sha256


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


class RoundQuestion(Noun):
    """A question that was put to everyone (``groups`` empty) or to some groups, by their codes."""

    code: str
    text: str
    groups: tuple[str, ...] = ()


class ConsultationRound(Record):
    """A time in which people are asked: from when until when, about which document, with which questions."""

    number: PositiveInt
    title: str
    opens_on: date
    closes_on: date
    document: str = ""
    questions: tuple[RoundQuestion, ...] = ()


class ConsultationGroup(Record):
    """A group that was asked; zero answers is a fact that is shown (S1, annex 6). ``invited`` None: open invitation."""

    sequence: int
    code: str
    name: str
    channel: str
    invited: int | None
    responded: int


class Contributor(Record):
    """A person or body that said something, and gets an answer. The name is printed only when ``may_name`` says so."""

    group: str
    municipality: str | None
    name: str
    may_name: bool = False
    greeting: str = "Geachte heer, mevrouw"
    email: str | None = None


class ConsultationInput(Record):
    """One point somebody made, to the letter. ``disposition`` None means: still open, so the stage cannot close.

    ``contributor`` is the id of who said it, ``question`` the code of the question it answers, ``page``, ``chapter``
    and ``quote`` where in our text it points. ``summary`` is written by a person, never by the program. ``alike`` is
    the id of the point that says the same, as a person decided. ``origin_sha256`` is the letter it came from.
    """

    sequence: int
    group: str
    municipality: str | None
    scope: Scope
    theme: str
    text: str
    disposition: Disposition | None = None
    round: PositiveInt = 1
    contributor: str | None = None
    question: str = ""
    received_on: date | None = None
    via: str = ""
    page: str = ""
    chapter: str = ""
    quote: str = ""
    summary: str = ""
    alike: str | None = None
    origin_sha256: Sha256 | None = None
    origin_name: str = ""


class DraftState(StrEnum):
    TO_CHECK = "te controleren"
    TAKEN = "overgenomen"
    DROPPED = "vervallen"


class DraftInput(Record):
    """A passage of a letter that may be a point; a person decides. The letter itself stays in the archive.

    ``place`` says where in the letter it stands, ``hidden`` that its author had hidden it.
    """

    sequence: int
    origin_sha256: Sha256
    origin_name: str
    place: str
    text: str
    hidden: bool = False
    state: DraftState = DraftState.TO_CHECK


class Promise(Record):
    """A point that travels on (toezegging): what, to which document or session, who sees to it, done when."""

    input_id: str
    text: str
    place: str
    owner: str
    done_on: date | None = None
    due_on: date | None = None
    done_note: str = ""


class Subject(StrEnum):
    """What a body decides about."""

    DRAFT_STRATEGY = "vrijgave concept-inkoopstrategie"
    STRATEGY = "vaststellen inkoopstrategie"
    AGREEMENT = "vaststellen inkoopovereenkomst"
    DISCUSSION = "bespreking portefeuillehouders"
    ADVICE = "advies over de inkoopstrategie"
    JOINING = "deelname aan de inkoop"


class Decision(Record):
    """A decision of one body about one subject, each with its own date and mandate (S1-P06, S1-P09)."""

    subject: Subject
    body: str
    municipality: str
    decided_on: date
    outcome: str
    mandate: str
    document: str = ""
    note: str = ""
