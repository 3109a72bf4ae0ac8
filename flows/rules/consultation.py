"""Consultation: is everything answered, what do the counts honestly say, which promises travel on."""

from collections import Counter
from collections.abc import Iterable, Sequence

from flows.rules.wording import count
from schemas.consultation import ConsultationGroup, ConsultationInput, Outcome, Promise, Subject
from schemas.record import TenderRecord


def open_inputs(inputs: Iterable[ConsultationInput]) -> tuple[ConsultationInput, ...]:
    """Inputs without their one outcome."""
    return tuple(row for row in inputs if row.disposition is None)


def open_bodies(record: TenderRecord, subject: Subject) -> tuple[str, ...]:
    """Municipalities whose college has not (yet) agreed on the subject, in the fixed order."""
    agreed = {row.municipality for row in record.decisions if row.subject is subject and row.outcome == "akkoord"}
    return tuple(name for name in record.tender.municipality_names if name not in agreed)


def outcome_counts(inputs: Iterable[ConsultationInput]) -> dict[Outcome, int]:
    """How often each outcome was given; outcomes that never occur count zero."""
    counted = Counter(row.disposition.outcome for row in inputs if row.disposition)
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


def silent_groups(groups: Iterable[ConsultationGroup]) -> tuple[str, ...]:
    """One sentence per group that was asked and did not answer; silence is shown, never left out."""
    return tuple(
        f"{group.name}: wij kregen geen reactie via {group.channel}." for group in groups if group.responded == 0
    )


def promises(inputs: Iterable[ConsultationInput]) -> tuple[Promise, ...]:
    """Every carried point becomes a promise with a place and an owner (toezegging)."""
    return tuple(
        Promise(
            id=f"T-{row.sequence:03d}",
            tender_id=row.tender_id,
            input_id=row.id,
            text=row.text,
            place=row.disposition.place or "",
            owner=row.disposition.owner or "",
        )
        for row in inputs
        if row.disposition and row.disposition.outcome is Outcome.CARRIED
    )
