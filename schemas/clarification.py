"""Nota van inlichtingen: questions, rounds, and the changes that answers, sessions and decisions lead to."""

from datetime import date
from enum import StrEnum

from schemas.values import Moment, Noun, PositiveInt, Record


class QuestionStatus(StrEnum):
    """The life of a question, in order. The two approvals are given by two people, neither of whom drafted it."""

    NEW = "nieuw"
    ASSIGNED = "verdeeld"
    DRAFT = "concept"
    CONTENT_APPROVED = "akkoord inhoud"
    LEGAL_APPROVED = "akkoord jurist"
    FINAL = "definitief"
    PUBLISHED = "gepubliceerd"


class ProposedChange(Noun):
    """A change of a document that a question, dialogue point or decision asks for; texts as in the document."""

    document: str
    place: str
    old_text: str
    new_text: str
    reason: str


class Question(Record):
    """A question of a provider. ``provider_id`` is for counting and replying only and is never published (D.5).

    ``id`` is internal (order of receipt); ``number`` is the public number, given at publication, running on over
    rounds and never changed. An individual question is answered to its asker alone and leaves no gap in the numbers.
    ``background`` and ``motivation`` are the asker's own words to us and are never published. ``late``: it came after
    the round closed. ``corrects`` is the public number of the published answer that this entry rectifies. The names
    of who drafted and approved are those of our own people.
    """

    source_number: str
    source: str
    round: PositiveInt
    received_at: Moment
    provider_id: str
    lot: str
    document: str
    document_version: str
    section: str
    theme: str
    text: str
    answer: str | None = None
    individual: bool = False
    motivation: str | None = None
    duplicate_of: str | None = None
    change: ProposedChange | None = None
    number: int | None = None
    status: QuestionStatus = QuestionStatus.NEW
    background: str = ""
    page: str = ""
    quote: str = ""
    assigned_to: str | None = None
    drafted_by: str | None = None
    content_by: str | None = None
    legal_by: str | None = None
    late: bool = False
    corrects: int | None = None


class Announcement(Record):
    """What we tell everybody in a nota without being asked (mededeling)."""

    round: PositiveInt
    sequence: PositiveInt
    subject: str
    text: str
    lots: str = "alle"


class NotaRound(Record):
    """A round of questions with its own deadlines; ``published_on`` freezes numbers and text.

    ``rolling``: a round after the last planned one, in which questions go on being answered (S4-P04).
    """

    number: PositiveInt
    questions_close_at: Moment
    publish_on: date
    first_number: int | None = None
    last_number: int | None = None
    published_on: date | None = None
    document_id: str | None = None
    rolling: bool = False


class DocumentChange(Record):
    """A row of the change index (was-wordt-lijst): which document, where, old, new, why, because of what."""

    sequence: PositiveInt
    document: str
    from_version: str
    to_version: str
    place: str
    old_text: str
    new_text: str
    reason: str
    origin: str
    decided_on: date

    @property
    def label(self) -> str:
        """The number as documents print it."""
        return f"W-{self.sequence}"
