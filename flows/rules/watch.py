"""What is due: every deadline that follows from the record, each with the sentence that explains its date."""

from collections.abc import Iterator
from datetime import date

from flows.rules.calendar import FreeDays
from flows.rules.planning import board, deadline
from flows.rules.terms import reckon
from flows.rules.wording import at_time, count, local_day, plain_date
from schemas.planning import Board, DeadlineLine
from schemas.procedure import Procedure
from schemas.record import TenderRecord
from schemas.values import Stage

TEAM = "Projectteam inkoop"


def board_of(record: TenderRecord, procedure: Procedure, calendar: FreeDays, today: date) -> Board:
    """The board of one tender: the steps of the plan and the terms that run, with what is done marked as done."""
    tender = record.tender
    lines = tuple(_terms(record, procedure, calendar, today))
    return board(tender.id, today, record.milestones, tender.contract_start, calendar, lines)


def _terms(record: TenderRecord, procedure: Procedure, calendar: FreeDays, today: date) -> Iterator[DeadlineLine]:
    tender = record.tender
    closing = local_day(tender.applications_close_at)
    for round_ in record.rounds:
        asked = local_day(round_.questions_close_at)
        yield deadline(
            f"vragen-{round_.number}",
            f"Vragen voor nota {round_.number} sluiten",
            asked,
            today=today,
            owner="Aanbieders",
            why=f"Staat in het aanmeldingsdocument: {at_time(round_.questions_close_at)}.",
            stage=Stage.NOTA_VAN_INLICHTINGEN,
            done_on=asked if today > asked else None,
        )
        latest = reckon(closing, procedure.terms["nota_before_closing"], calendar)
        yield deadline(
            f"nota-{round_.number}",
            f"Nota van inlichtingen {round_.number} publiceren",
            round_.publish_on,
            today=today,
            owner=TEAM,
            why=f"Toegezegd voor {plain_date(round_.publish_on)}. Uiterlijk: {latest.explanation}",
            stage=Stage.NOTA_VAN_INLICHTINGEN,
            done_on=round_.published_on,
        )
    yield deadline(
        "aanmelding-sluit",
        "Aanmelding sluit",
        closing,
        today=today,
        owner="Aanbieders",
        why=f"Staat in het aanmeldingsdocument: {at_time(tender.applications_close_at)}.",
        stage=Stage.SCREENING,
        done_on=closing if today > closing else None,
    )
    yield from _running(record, today)
    yield from _start(record, today)


def _running(record: TenderRecord, today: date) -> Iterator[DeadlineLine]:
    """Terms that run because of what we did: remedies, sessions, objections. One line per day, not per provider."""
    for due in sorted({row.due_on for row in record.remedies}):
        rows = [row for row in record.remedies if row.due_on == due]
        yield deadline(
            f"aanvulling-{rows[0].sent_on.isoformat()}",
            f"Aanvullingen binnen ({len(rows)})",
            due,
            today=today,
            owner="Aanbieders",
            why=rows[0].due_explanation,
            stage=Stage.SCREENING,
            done_on=due if today > due else None,
        )
    for session in record.sessions:
        day = local_day(session.starts_at)
        yield deadline(
            f"dialoog-{session.number}",
            f"Dialoogsessie {session.number}: {session.subject}",
            day,
            today=today,
            owner=TEAM,
            why=f"Afgesproken: {at_time(session.starts_at)}, {session.location}.",
            kind="bijeenkomst",
            stage=Stage.DIALOGUE,
            done_on=session.reported_on,
        )
    for until in sorted({row.objection_until for row in record.admissions}):
        rows_ = [row for row in record.admissions if row.objection_until == until]
        yield deadline(
            f"bezwaar-{rows_[0].decided_on.isoformat()}",
            f"Bezwaartermijn loopt af ({count(len(rows_), 'besluit', 'besluiten')})",
            until,
            today=today,
            owner=TEAM,
            why=rows_[0].objection_explanation,
            stage=Stage.AWARD,
            done_on=until if today > until else None,
        )


def _start(record: TenderRecord, today: date) -> Iterator[DeadlineLine]:
    """The start of the agreements, unless the plan has it as its own hard step."""
    if any(step.hard for step in record.milestones):
        return
    yield deadline(
        "ingang",
        "Nieuwe overeenkomsten gaan in",
        record.tender.contract_start,
        today=today,
        owner="Gemeenten",
        why=f"De oude overeenkomsten eindigen op {plain_date(record.tender.old_contract_end)}.",
        kind="harde datum",
        stage=Stage.EXECUTION,
        done_on=record.tender.contract_start if any(row.in_execution_on for row in record.agreements) else None,
        hard=True,
    )
