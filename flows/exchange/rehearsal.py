"""A rehearsal: the input people would hand over during the tender, as the very files they would put in the folders.

The files are made from the YAML of a region by the same formats that read them back.
"""

from datetime import date

from flows.exchange import applications, consultation, decisions, dialogue, planning, promises, providers, questions
from flows.exchange.evidence_files import EvidenceFault, evidence_pdfs
from flows.exchange.rehearsed import Rehearsal, load
from flows.rules.consultation import promises as promises_of
from flows.rules.planning.board import read_plan
from schemas.clarification import QuestionStatus
from schemas.consultation import Subject
from schemas.dialogue import DialogueSession, SessionPoint
from schemas.screening import Application

__all__ = [
    "EvidenceFault",
    "Rehearsal",
    "applications_file",
    "consultation_file",
    "decisions_file",
    "evidence_files",
    "evidence_pdfs",
    "load",
    "planning_file",
    "promises_file",
    "providers_file",
    "questions_file",
    "seats_file",
    "sessions_file",
]


def planning_file(rehearsal: Rehearsal) -> bytes:
    """planning.xlsx as the team hands it over at the start."""
    region = rehearsal.region
    return planning.write(
        read_plan(rehearsal.tender.id, region.steps),
        free_periods=region.free_periods,
        colleagues=region.colleagues,
        tender=rehearsal.tender,
    )


def consultation_file(rehearsal: Rehearsal, with_answers: bool) -> bytes:
    """inbreng.xlsx: all points as received, or with the reaction and outcome of each."""
    rows = (row if with_answers else row.model_copy(update={"disposition": None}) for row in rehearsal.inputs)
    return consultation.write(rows, rehearsal.tender, groups=rehearsal.region.groups)


def promises_file(rehearsal: Rehearsal, kept_on: date, note: str, *places: str) -> bytes:
    """toezeggingen.xlsx: what was promised for these places is kept, each with the same ``note``."""
    rows = [row for row in promises_of(rehearsal.inputs) if row.place in places]
    return promises.write(row.model_copy(update={"done_on": kept_on, "done_note": note}) for row in rows)


def decisions_file(rehearsal: Rehearsal, subject: Subject, until: date) -> bytes:
    """besluiten.xlsx: what the colleges had decided on one subject by the end of that day, oldest first."""
    rows = [row for row in rehearsal.decisions if row.subject is subject and row.decided_on <= until]
    return decisions.write(sorted(rows, key=lambda row: row.decided_on), rehearsal.tender)


def providers_file(rehearsal: Rehearsal) -> bytes:
    """aanbieders.xlsx: the whole register, also those who will not apply."""
    return providers.write(rehearsal.providers)


def questions_file(rehearsal: Rehearsal, round_number: int, with_answers: bool) -> bytes:
    """vragen.xlsx of one round: as the platform gives them, or with answers, changes and doubles filled in."""
    unanswered = dict.fromkeys(("answer", "change", "duplicate_of", "drafted_by", "content_by", "legal_by"))
    bare = {**unanswered, "status": QuestionStatus.NEW}
    rows = [
        row if with_answers else row.model_copy(update=bare) for row in rehearsal.questions if row.round == round_number
    ]
    return questions.write(rows, rehearsal.providers)


def applications_file(rehearsal: Rehearsal) -> bytes:
    """aanmeldingen.xlsx in order of receipt."""
    return applications.write(rehearsal.applications, rehearsal.providers)


def seats_file(rehearsal: Rehearsal) -> bytes:
    """sessies.xlsx before the lots are drawn: who asked for which session on which published grounds."""
    plan = rehearsal.seats
    rows = []
    for row in map(_not_held, rehearsal.sessions):
        fixed = tuple(seat for seat in row.participants if seat.provider_id is None)
        rows.append(row.model_copy(update={"participants": fixed}))
    return dialogue.write(rows, plan.grounds, plan.applicants, plan.seeds)


def sessions_file(
    rehearsal: Rehearsal, number: int, with_report: bool, *, draft: bool = False, on: date = date.min
) -> bytes:
    """sessies.xlsx as it stands at session ``number``: one file that grows.

    It has all sessions with agenda and participants, the reports of the sessions before ``number``, and of this one
    when ``with_report`` is set; with ``draft`` as it was before the corrections. An action
    that was due before the day ``on`` was done on its last day.
    """
    held = number if with_report else number - 1
    rows = [_acted(row, on) if row.number <= held else _not_held(row) for row in rehearsal.sessions]
    if draft:
        update = {"points": rehearsal.drafted[number], "corrections": ()}
        rows = [row.model_copy(update=update) if row.number == number else row for row in rows]
    return dialogue.write(rows, rehearsal.seats.grounds)


def _acted(session: DialogueSession, on: date) -> DialogueSession:
    points = (
        point.model_copy(update={"action_done": point.action_due}) if _was_due(point, on) else point
        for point in session.points
    )
    return session.model_copy(update={"points": tuple(points)})


def _was_due(point: SessionPoint, on: date) -> bool:
    return point.action_due is not None and point.action_due < on


def _not_held(session: DialogueSession) -> DialogueSession:
    waiting = tuple(seat.model_copy(update={"attended": None}) for seat in session.participants)
    return session.model_copy(update={"participants": waiting, "points": (), "corrections": ()})


def evidence_files(rehearsal: Rehearsal, application: Application, attempt: int) -> dict[str, bytes]:
    """The evidence of one application by file name, agreeing to the last nota there is (see :func:`evidence_pdfs`)."""
    last = max(rehearsal.region.rounds, key=lambda row: row.number)
    return evidence_pdfs(
        rehearsal.provider(application.provider_id),
        application,
        rehearsal.faults[application.id],
        rehearsal.region.criteria,
        attempt,
        nota_number=last.number,
        signed_from=last.publish_on,
    )
