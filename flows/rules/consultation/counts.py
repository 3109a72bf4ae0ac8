"""Is everything answered, who was asked and how many answered, and what do the counts honestly say."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from flows.rules.consultation.voices import contributor_of
from flows.rules.wording import count
from schemas.consultation import ConsultationGroup, ConsultationInput, ConsultationRound, Disposition, Outcome
from schemas.record import TenderRecord
from schemas.values import Noun


def answered(inputs: Iterable[ConsultationInput]) -> tuple[ConsultationInput, ...]:
    """The same inputs, each with its answer.

    An input that says the same as another (``alike``, decided by a person) and has no answer of its own has the answer
    of that other. A reference to nothing, or one that runs in a circle, gives no answer: the input stays open.
    """
    rows = tuple(inputs)
    known = {row.id: row for row in rows}
    return tuple(
        row if row.disposition else row.model_copy(update={"disposition": _answer_of(row, known)}) for row in rows
    )


def _answer_of(row: ConsultationInput, known: Mapping[str, ConsultationInput]) -> Disposition | None:
    seen: set[str] = set()
    at: ConsultationInput | None = row
    while at is not None and at.disposition is None and at.id not in seen:
        seen.add(at.id)
        at = known.get(at.alike) if at.alike else None
    return at.disposition if at is not None else None


def open_inputs(inputs: Iterable[ConsultationInput]) -> tuple[ConsultationInput, ...]:
    """Inputs without their one outcome."""
    return tuple(row for row in answered(inputs) if row.disposition is None)


def outcome_counts(inputs: Iterable[ConsultationInput]) -> dict[Outcome, int]:
    """How often each outcome was given; outcomes that never occur count zero."""
    counted = Counter(row.disposition.outcome for row in answered(inputs) if row.disposition)
    return {outcome: counted[outcome] for outcome in Outcome}


def honest_sentence(inputs: Sequence[ConsultationInput]) -> str:
    """What the consultation led to, straight from the counts (users 3.2, point 6)."""
    counts = outcome_counts(inputs)
    return (
        f"De consultatie gaf {count(len(inputs), 'punt', 'punten')}. Dat leidde tot "
        f"{count(counts[Outcome.ADOPTED], 'wijziging', 'wijzigingen')} in de tekst van de inkoopstrategie en "
        f"{count(counts[Outcome.CARRIED], 'punt', 'punten')} voor de uitwerking. "
        f"{count(counts[Outcome.ANSWERED], 'punt is', 'punten zijn')} beantwoord, "
        f"{count(counts[Outcome.NOT_ADOPTED], 'punt is', 'punten zijn')} niet overgenomen en "
        f"{count(counts[Outcome.OTHER_TRACK], 'punt hoort', 'punten horen')} bij een ander traject."
    )


class Response(Noun):
    """What came back from one group in one round. ``invited`` None: an open invitation; ``asked`` False: not asked."""

    round: int
    group: ConsultationGroup
    asked: bool
    invited: int | None
    answered: int
    points: int


def rounds_of(record: TenderRecord) -> tuple[ConsultationRound | None, ...]:
    """The rounds in order; one without a description (None) when nothing is known of any."""
    return record.consultations or (None,)


def responses(record: TenderRecord, number: int | None = None) -> tuple[Response, ...]:
    """Per group, in the fixed order, who was invited and who answered; zero is an answer too (S1, annex 6).

    ``number`` is a round; None takes all rounds together, and there every group stands, also one that nobody asked. The
    region's own count of who answered is about all rounds together. When more contributors are known than were
    counted, the known ones count.
    """
    only = len(record.consultations) <= 1
    found = []
    for group in record.groups:
        rows = [row for row in record.inputs if row.group == group.code and number in (None, row.round)]
        known = len({contributor_of(record, row).id for row in rows})
        whole = number is None or only
        found.append(
            Response(
                round=number or 0,
                group=group,
                asked=number is None or bool(rows) or _asked(record, group, number),
                invited=group.invited,
                answered=max(group.responded, known) if whole else known,
                points=len(rows),
            )
        )
    return tuple(found)


def _asked(record: TenderRecord, group: ConsultationGroup, number: int) -> bool:
    questions = next((row.questions for row in record.consultations if row.number == number), ())
    return not questions or any(not row.groups or group.code in row.groups for row in questions)


def silent_groups(groups: Iterable[ConsultationGroup], inputs: Iterable[ConsultationInput] = ()) -> tuple[str, ...]:
    """One sentence per group that was asked and did not answer; silence is shown, never left out."""
    heard = {row.group for row in inputs}
    return tuple(
        f"{group.name}: wij kregen geen reactie via {group.channel}."
        for group in groups
        if group.responded == 0 and group.code not in heard
    )
