"""What is due: every deadline that follows from the record, each with the sentence that explains its date."""

from collections.abc import Iterator
from datetime import datetime, time

from flows.rules.calendar import FreeDays
from flows.rules.consultation import promise_groups
from flows.rules.dialogue.sessions import session_name, session_title
from flows.rules.planning.board import board, deadline
from flows.rules.terms import reckon
from flows.rules.wording import AMSTERDAM, at_time, count, local_day, plain_date
from schemas.planning import Board, DeadlineLine
from schemas.procedure import Procedure
from schemas.record import TenderRecord
from schemas.values import Stage

TEAM = ("Projectteam inkoop",)
PROVIDERS = ("Aanbieders",)


LOOKS_AT = (
    "milestones",
    "free_periods",
    "meetings",
    "watched",
    "rounds",
    "remedies",
    "sessions",
    "admissions",
    "agreements",
    "promises",
)
"""The collections of the record from which a board follows; the others may be left out."""


def board_of(record: TenderRecord, procedure: Procedure, calendar: FreeDays, now: datetime) -> Board:
    """The board of one tender: the steps of the plan and the terms that run, with what is done marked as done."""
    tender = record.tender
    return board(
        tender.id,
        now,
        record.milestones,
        tender.contract_start,
        calendar,
        _terms(record, procedure, calendar, now),
        meetings=record.meetings,
        watched=record.watched,
        procedure=procedure,
    )


def _terms(record: TenderRecord, procedure: Procedure, calendar: FreeDays, now: datetime) -> Iterator[DeadlineLine]:
    tender = record.tender
    closing = local_day(tender.applications_close_at)
    for round_ in record.rounds:
        asked = local_day(round_.questions_close_at)
        yield deadline(
            f"vragen-{round_.number}",
            f"Vragen voor nota {round_.number} sluiten",
            asked,
            now=now,
            owners=PROVIDERS,
            why=f"Staat in het aanmeldingsdocument: {at_time(round_.questions_close_at)}.",
            stage=Stage.NOTA_VAN_INLICHTINGEN,
            done_on=asked if now > round_.questions_close_at else None,
            at=_clock(round_.questions_close_at),
        )
        latest = reckon(closing, procedure.terms["nota_before_closing"], calendar)
        yield deadline(
            f"nota-{round_.number}",
            f"Nota van inlichtingen {round_.number} publiceren",
            round_.publish_on,
            now=now,
            owners=TEAM,
            why=f"Toegezegd voor {plain_date(round_.publish_on)}. Uiterlijk: {latest.explanation}",
            stage=Stage.NOTA_VAN_INLICHTINGEN,
            done_on=round_.published_on,
        )
    yield deadline(
        "aanmelding-sluit",
        "Aanmelding sluit",
        closing,
        now=now,
        owners=PROVIDERS,
        why=f"Staat in het aanmeldingsdocument: {at_time(tender.applications_close_at)}.",
        stage=Stage.SCREENING,
        done_on=closing if now > tender.applications_close_at else None,
        at=_clock(tender.applications_close_at),
    )
    yield from _running(record, now)
    yield from _promised(record, now)
    yield from _start(record, now)


def _running(record: TenderRecord, now: datetime) -> Iterator[DeadlineLine]:
    """Terms that run because of what we did: remedies, sessions, objections. One line per day, not per provider."""
    today = local_day(now)
    for due in sorted({row.due_on for row in record.remedies}):
        rows = [row for row in record.remedies if row.due_on == due]
        yield deadline(
            f"aanvulling-{rows[0].sent_on.isoformat()}",
            f"Aanvullingen binnen ({len(rows)})",
            due,
            now=now,
            owners=PROVIDERS,
            why=rows[0].due_explanation,
            stage=Stage.SCREENING,
            done_on=due if today > due else None,
        )
    yield from session_lines(record, now)
    for until in sorted({row.objection_until for row in record.admissions}):
        rows_ = [row for row in record.admissions if row.objection_until == until]
        yield deadline(
            f"bezwaar-{rows_[0].decided_on.isoformat()}",
            f"Bezwaartermijn loopt af ({count(len(rows_), 'besluit', 'besluiten')})",
            until,
            now=now,
            owners=TEAM,
            why=rows_[0].objection_explanation,
            stage=Stage.AWARD,
            done_on=until if today > until else None,
        )


def session_lines(record: TenderRecord, now: datetime) -> Iterator[DeadlineLine]:
    """The sessions that go on, the last day for corrections of a draft report, and what was agreed to be done."""
    for session in record.sessions:
        if session.cancelled_on is not None:
            continue
        yield deadline(
            f"dialoog-{session.number}",
            f"{session_title(session)}: {session.subject}",
            local_day(session.starts_at),
            now=now,
            owners=TEAM,
            why=f"Afgesproken: {at_time(session.starts_at)}, {session.location}.",
            kind="bijeenkomst",
            stage=Stage.DIALOGUE,
            done_on=session.reported_on,
        )
        if session.corrections_until is not None:
            yield deadline(
                f"correcties-{session.number}",
                f"Correcties op het verslag van {session_name(session)} binnen",
                session.corrections_until,
                now=now,
                owners=TEAM,
                why=f"Zo staat het in het conceptverslag: tot en met {plain_date(session.corrections_until)}.",
                stage=Stage.DIALOGUE,
                done_on=session.reported_on,
            )
        for point in session.points:
            if point.action and point.action_due:
                yield deadline(
                    f"actie-{session.number}-{point.number}",
                    point.action,
                    point.action_due,
                    now=now,
                    owners=(point.action_owner,) if point.action_owner else TEAM,
                    why=f"Afgesproken in {session_name(session)}, punt {point.number}.",
                    kind="actie",
                    stage=Stage.DIALOGUE,
                    done_on=point.action_done,
                )


def _promised(record: TenderRecord, now: datetime) -> Iterator[DeadlineLine]:
    """What was promised in the response note: one line per place and owner, whatever was ticked off."""
    for group in promise_groups(record):
        waiting, every = len(group.still_open), len(group.all_of_them)
        left = f"{waiting} van {every} open" if waiting else "alles klaar"
        yield deadline(
            group.key,
            f"Toezeggingen voor {group.place} ({left})",
            group.due,
            now=now,
            owners=(group.owner,),
            why=f"Toegezegd in de reactienota: {', '.join(group.still_open or group.all_of_them)}.",
            kind="toezegging",
            done_on=group.done_on,
        )


def _start(record: TenderRecord, now: datetime) -> Iterator[DeadlineLine]:
    """The start of the agreements, unless the plan has it as its own hard step."""
    if any(step.hard for step in record.milestones):
        return
    yield deadline(
        "ingang",
        "Nieuwe overeenkomsten gaan in",
        record.tender.contract_start,
        now=now,
        owners=("Gemeenten",),
        why=f"De oude overeenkomsten eindigen op {plain_date(record.tender.old_contract_end)}.",
        kind="harde datum",
        stage=Stage.EXECUTION,
        done_on=record.tender.contract_start if any(row.in_execution_on for row in record.agreements) else None,
        hard=True,
    )


def _clock(moment: datetime) -> time:
    """What Dutch clocks show at that moment."""
    return moment.astimezone(AMSTERDAM).time()
