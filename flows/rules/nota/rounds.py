"""Rounds of questions: what came late, the rolling rounds after the last planned one, and how a round stands."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from flows.rules.nota.life import reached
from flows.rules.wording import local_day
from schemas.clarification import NotaRound, Question, QuestionStatus
from schemas.values import Noun

UNDIVIDED = "nog verdelen"
CONTENT = "akkoord op de inhoud"
LEGAL = "akkoord jurist"


def is_late(question: Question, round_: NotaRound) -> bool:
    """Whether it came after its round was closed for questions. On the second is in time; a rolling round is open."""
    return not round_.rolling and question.received_at > round_.questions_close_at


def late_questions(questions: Iterable[Question], round_: NotaRound) -> tuple[Question, ...]:
    """The questions of a round that came too late for it and are in no nota yet."""
    return tuple(
        row
        for row in questions
        if row.round == round_.number and row.status is not QuestionStatus.PUBLISHED and is_late(row, round_)
    )


def next_round(rounds: Iterable[NotaRound], number: int) -> NotaRound | None:
    """The first round after this one whose nota is not out yet."""
    later = [row for row in rounds if row.number > number and row.published_on is None]
    return min(later, key=lambda row: row.number, default=None)


def postponed(questions: Iterable[Question], to: NotaRound) -> tuple[Question, ...]:
    """The questions in a later round; that they came late stays with them."""
    return tuple(row.model_copy(update={"round": to.number, "late": True}) for row in questions)


def round_of(before: Question | None, row: Question) -> int:
    """The round of an imported row: a question that was put off stays in the later round, whatever the list says."""
    if before is not None and (before.status is QuestionStatus.PUBLISHED or (before.late and before.round > row.round)):
        return before.round
    return row.round


def not_rolling_yet(rounds: Iterable[NotaRound], now: datetime) -> str | None:
    """Why no rolling round can be opened (S4-P04), in Dutch; None when it can."""
    rows = tuple(rounds)
    waiting = next((row for row in rows if row.rolling and row.published_on is None), None)
    if waiting is not None:
        return f"Nota {waiting.number} staat al open voor nieuwe vragen. Maak die eerst definitief."
    running = next((row for row in rows if now <= row.questions_close_at), None)
    if running is not None:
        return f"Vragen stellen voor nota {running.number} kan nog. Zet nieuwe vragen in die ronde."
    return None


def rolling_round(rounds: Iterable[NotaRound], tender_id: str, closes_at: datetime, publish_on: date) -> NotaRound:
    """The round after the last one, for the questions that go on coming in."""
    number = max((row.number for row in rounds), default=0) + 1
    return NotaRound(
        id=f"nota-{number}",
        tender_id=tender_id,
        number=number,
        questions_close_at=closes_at,
        publish_on=publish_on,
        rolling=True,
    )


class Theme(Noun):
    """How often a theme was asked about, and by how many different providers (S0-P02)."""

    name: str
    questions: int
    askers: int


class Standing(Noun):
    """How a round stands, for our own people: never published, and never who asked."""

    received: int
    answered: int
    approved: int
    published: int
    individual: int
    doubles: int
    late: int
    days_left: int
    waiting: tuple[tuple[str, int], ...]
    themes: tuple[Theme, ...]


def standing(questions: Iterable[Question], round_: NotaRound, today: date) -> Standing:
    """The counts of one round; ``days_left`` until the day of its nota, below zero when that has passed."""
    rows = [row for row in questions if row.round == round_.number]
    waiting = Counter(person for row in rows if (person := waits_for(row)))
    return Standing(
        received=len(rows),
        answered=sum(bool(row.answer) or row.duplicate_of is not None for row in rows),
        approved=sum(reached(row, QuestionStatus.LEGAL_APPROVED) for row in rows),
        published=sum(row.status is QuestionStatus.PUBLISHED for row in rows),
        individual=sum(row.individual for row in rows),
        doubles=sum(row.duplicate_of is not None for row in rows),
        late=sum(is_late(row, round_) or row.late for row in rows),
        days_left=(round_.publish_on - today).days,
        waiting=tuple(sorted(waiting.items(), key=lambda pair: (-pair[1], pair[0]))),
        themes=themes(rows),
    )


def waits_for(question: Question) -> str | None:
    """Who is to do something about a question now; None when nobody is."""
    if reached(question, QuestionStatus.LEGAL_APPROVED):
        return None
    if question.status is QuestionStatus.CONTENT_APPROVED:
        return LEGAL
    if question.status is QuestionStatus.DRAFT:
        return CONTENT
    return question.assigned_to or UNDIVIDED


def themes(questions: Iterable[Question]) -> tuple[Theme, ...]:
    """Each theme with its questions and its different askers, by name."""
    asked: dict[str, list[str]] = defaultdict(list)
    for row in questions:
        if row.corrects is None:  # we asked that one ourselves
            asked[row.theme].append(row.provider_id)
    return tuple(Theme(name=name, questions=len(ids), askers=len(set(ids))) for name, ids in sorted(asked.items()))


def open_questions(questions: Iterable[Question]) -> tuple[Question, ...]:
    """The questions that keep the stage open: in no nota, or when answered individually not sent to their asker."""
    return tuple(row for row in questions if row.status is not QuestionStatus.PUBLISHED)


def closing_day(round_: NotaRound) -> date:
    """The last day on which a question for this round could come in."""
    return local_day(round_.questions_close_at)
