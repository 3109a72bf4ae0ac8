"""The response note: every input once, zeros shown, one order of municipalities."""

from collections import Counter
from datetime import date
from itertools import product

from flows.rules.consultation import honest_sentence, outcome_counts, silent_groups
from flows.rules.drafting.common import head
from schemas.consultation import ConsultationGroup, ConsultationInput, Scope
from schemas.documents import ResponseNote
from schemas.documents.consultation import Deel, Groep, GroepSamenvatting, Punt, Telling, Toezegging
from schemas.record import TenderRecord

SCOPES = {Scope.YOUTH: "Jeugdhulp", Scope.INTEGRAL: "Jeugdhulp en Wmo samen"}


def response_note(
    record: TenderRecord, questions: tuple[str, ...], period: str, today: date, status: str
) -> ResponseNote:
    """All inputs of the record with their outcome. Open inputs stand in a draft as "nog open"."""
    return ResponseNote(
        kop=head(record.tender, today, status),
        vragen=questions,
        periode=period,
        groepen=tuple(_group(group, record.inputs) for group in record.groups),
        geen_reactie=silent_groups(record.groups),
        totaal=len(record.inputs),
        conclusie=honest_sentence(record.inputs),
        uitkomsten=tuple(
            Telling(naam=outcome.label, aantal=number) for outcome, number in outcome_counts(record.inputs).items()
        ),
        samenvatting=tuple(_summary(group, record.inputs) for group in record.groups if _of(group, record.inputs)),
        delen=_parts(record),
        toezeggingen=tuple(
            Toezegging(nr=row.id, punt=row.text, waar=row.place, eigenaar=row.owner) for row in record.promises
        ),
    )


def _of(group: ConsultationGroup, inputs: tuple[ConsultationInput, ...]) -> list[ConsultationInput]:
    return [row for row in inputs if row.group == group.code]


def _group(group: ConsultationGroup, inputs: tuple[ConsultationInput, ...]) -> Groep:
    return Groep(
        naam=group.name,
        kanaal=group.channel,
        uitgenodigd="open uitnodiging" if group.invited is None else str(group.invited),
        gereageerd=str(group.responded),
        punten=str(len(_of(group, inputs))),
    )


def _summary(group: ConsultationGroup, inputs: tuple[ConsultationInput, ...]) -> GroepSamenvatting:
    counted = Counter(row.theme for row in _of(group, inputs))
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return GroepSamenvatting(naam=group.name, themas=tuple(Telling(naam=name, aantal=n) for name, n in ordered))


def _parts(record: TenderRecord) -> tuple[Deel, ...]:
    parts = []
    places: tuple[str | None, ...] = (*record.tender.municipality_names, None)
    for group in record.groups:
        mine = _of(group, record.inputs)
        for place, scope in product(places, Scope):
            rows = [row for row in mine if row.municipality == place and row.scope is scope]
            if rows:
                parts.append(
                    Deel(
                        groep=group.name,
                        gemeente=place or "Alle gemeenten",
                        reikwijdte=SCOPES[scope],
                        punten=tuple(_point(row) for row in rows),
                    )
                )
    return tuple(parts)


def _point(row: ConsultationInput) -> Punt:
    answer = row.disposition
    return Punt(
        nr=row.id,
        thema=row.theme,
        inbreng=row.text,
        reactie=answer.response if answer else "Nog open.",
        uitkomst=answer.outcome.label if answer else "Nog open",
        waar=(answer.place or "") if answer else "",
    )
