"""Screening: applications and their evidence against the published criteria. Meets or does not meet; never a score.

Opened by:    a closed nota van inlichtingen and a closed application period
Needs:        aanmeldingen.xlsx and a folder per provider with PDF evidence in invoer/aanmeldingen
Leaves:       a finding per criterion, remedy requests (Word, PDF, message), an outcome per application
Next:         dialogue or award, as the procedure says
Legal basis:  no comparison or ranking (domain B.1 fact 2); one chance to complete (aanmeldingsdocument, chapter 4)
"""

from collections import Counter
from pathlib import Path
from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.desk import RUN_NAME, Desk, Outcome, RoomInput, visit
from flows.exchange import applications
from flows.papers.production import Order, in_batches, produce, with_pdf
from flows.post import queue, to_provider
from flows.rules.drafting.letters import remedy_letter
from flows.rules.screening import judge, latest_findings, status_after, to_remedy
from flows.rules.terms import reckon
from flows.rules.versions import FINAL
from flows.rules.wording import count, local_day, long_date
from flows.tasks import evidence as reader
from schemas.screening import Application, ApplicationStatus, Evidence, RemedyRequest
from schemas.values import Stage

OPEN_STATES = {ApplicationStatus.SUBMITTED, ApplicationStatus.REMEDY_REQUESTED}


class ScreeningInput(RoomInput):
    stap: Literal[
        "1. Aanmeldingen inlezen",
        "2. Toetsen en aanvulverzoeken klaarzetten",
        "3. Aanvullingen inlezen en opnieuw toetsen",
        "4. Fase sluiten",
    ] = Field(..., title="Wat wilt u doen?", description="Toetsen kan opnieuw; een bevinding verandert alleen mee.")


@flow(name="Aanmeldingen toetsen", flow_run_name=RUN_NAME)
def screening(invoer: ScreeningInput) -> State[Any]:
    """Leest aanmeldingen en bewijsstukken en toetst elke eis. Zet aanvulverzoeken klaar, verstuurt niets."""
    return visit(Stage.SCREENING, invoer, STEPS, invoer.stap)


def read_applications(desk: Desk) -> Outcome:
    name, data = desk.drop_file("aanmeldingen")
    rows = applications.read(data, name, desk.tender, desk.record.providers, existing=desk.record.applications)
    with desk.write() as uow:
        counted = uow.applications.put_all(rows)
        if counted["new"] or counted["changed"]:
            uow.journal.append(desk.event("applications.read", new=counted["new"], changed=counted["changed"]))
    files, missing = _read_evidence(desk, attempt=1)
    return Outcome(
        headline=f"{count(len(desk.record.applications), 'aanmelding', 'aanmeldingen')}",
        lines=(
            f"{count(files, 'bewijsstuk', 'bewijsstukken')} gelezen.",
            *(f"{name}: nog geen map met bewijsstukken in invoer/aanmeldingen." for name in missing),
        ),
        next_step="toets de aanmeldingen.",
    )


def _read_evidence(desk: Desk, attempt: int) -> tuple[int, list[str]]:
    """Read every PDF in the folders ``invoer/aanmeldingen/<provider>/[aanvulling]`` and keep it in the archive."""
    known = {(row.application_id, row.kind, row.attempt) for row in desk.record.evidence}
    unread: list[str] = []
    found: list[tuple[Application, Path]] = []
    missing = []
    for application in desk.record.applications:
        folder = desk.work.drop("aanmeldingen") / application.provider_id
        if attempt > 1:
            folder = folder / "aanvulling"
        elif not folder.is_dir():
            missing.append(desk.record.provider(application.provider_id).name)
        if folder.is_dir():
            papers = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
            found.extend((application, path) for path in papers if path.suffix.lower() == ".pdf")
            unread.extend(f"{folder.name}/{path.name}" for path in papers if path.suffix.lower() != ".pdf")

    def batch_of(batch: list[tuple[Application, Path]]) -> None:
        rows = [
            _read(desk, application, path, attempt)
            for application, path in batch
            if (application.id, path.stem.lower(), attempt) not in known
        ]
        if rows:
            with desk.write() as uow:
                uow.evidence.add_all(rows)
                uow.journal.append(desk.event("evidence.read", count=len(rows), attempt=attempt))

    desk.notes.extend(f"{name} is geen PDF en is niet gelezen. Vraag om een PDF." for name in unread)
    in_batches(desk, "Bewijsstukken lezen", found, batch_of)  # type: ignore[arg-type]
    return len(found), missing


def _read(desk: Desk, application: Application, path: Path, attempt: int) -> Evidence:
    data = path.read_bytes()
    reading = reader.read(data)
    kind = path.stem.lower()
    return Evidence(
        id=f"{application.id}/{kind}/{attempt}",
        tender_id=desk.tender_id,
        application_id=application.id,
        kind=kind,
        attempt=attempt,
        file_name=path.name,
        sha256=desk.work.archive.put(data),
        received_on=desk.today if attempt > 1 else local_day(application.submitted_at),
        pages=reading.pages,
        problem=reading.problem,
        issue_date=reading.issue_date,
        valid_until=reading.valid_until,
        kvk_numbers=reading.kvk_numbers,
        nota_number=reading.nota_number,
    )


def judge_first(desk: Desk) -> Outcome:
    """Judge every application, then ask once for what can be completed."""
    _judge(desk, attempt=1)
    _ask_remedies(desk)
    return _totals(desk, "start 11-verzenden met pakket 'aanvulverzoeken'.")


def judge_again(desk: Desk) -> Outcome:
    """Read what was added and judge again, after the remedy term or as soon as it came."""
    _read_evidence(desk, attempt=2)
    _judge(desk, attempt=2)
    return _totals(desk, "sluit de fase als elke aanmelding is getoetst.")


def _judge(desk: Desk, attempt: int) -> None:
    """Findings and status of each open application in one unit of work per application's batch."""
    status = ApplicationStatus.SUBMITTED if attempt == 1 else ApplicationStatus.REMEDY_REQUESTED
    waiting = [row for row in desk.record.applications if row.status is status]
    record, criteria = desk.record, desk.region.criteria

    def batch_of(batch: list[Application]) -> None:
        with desk.write() as uow:
            for application in batch:
                findings = judge(record, criteria, application, attempt, desk.today)
                uow.findings.put_all(findings)
                merged = {row.criterion: row for row in (*latest_findings(record, application.id), *findings)}
                after = status_after(application, tuple(merged.values()), record.tender)
                uow.applications.save(application.model_copy(update={"status": after}))
            uow.journal.append(desk.event("applications.judged", count=len(batch), attempt=attempt))

    in_batches(desk, "Aanmeldingen toetsen", waiting, batch_of)  # type: ignore[arg-type]


def _ask_remedies(desk: Desk) -> None:
    """One request per application: letter, row with the explained last day, message."""
    due = reckon(desk.today, desk.procedure.terms["remedy"], desk.calendar)
    criteria = {row.code: row for row in desk.region.criteria}
    asked = {row.application_id: row for row in desk.record.remedies}
    orders, wanted = [], []
    for application in desk.record.applications:
        if application.status is not ApplicationStatus.REMEDY_REQUESTED:
            continue
        provider = desk.record.provider(application.provider_id)
        findings = to_remedy(latest_findings(desk.record, application.id))
        content = remedy_letter(desk.tender, provider, findings, criteria, due, desk.today)
        names = ("Verzoek om aanvulling", provider.name)
        orders.append(Order("remedy_request", content, "05-toetsing/aanvulverzoeken", FINAL, names, provider.id))
        wanted.append((application, provider, tuple(row.criterion for row in findings)))
    documents = with_pdf(desk, produce(desk, orders))
    letters, rows = [], []
    for (application, provider, codes), document in zip(wanted, documents, strict=True):
        letters.append(to_provider(provider, {"uiterlijk": f"{long_date(due.date)}, 12.00 uur"}, [document]))
        rows.append(
            RemedyRequest(
                id=f"H-{application.id}",
                tender_id=desk.tender_id,
                application_id=application.id,
                provider_id=provider.id,
                criteria=codes,
                sent_on=desk.today,
                due_on=due.date,
                due_explanation=due.explanation,
                document_id=document.id,
            )
        )
    new = [row for row in rows if row.application_id not in asked]
    if new:
        with desk.write() as uow:
            uow.remedies.add_all(new)
            uow.journal.append(desk.event("remedies.requested", count=len(new)))
    if letters:
        queue(desk, "aanvulverzoeken", "aanvulverzoek", letters)


def _totals(desk: Desk, next_step: str) -> Outcome:
    counted = Counter(row.status for row in desk.record.applications)
    waiting = sum(counted[status] for status in OPEN_STATES)
    return Outcome(
        headline=f"{counted[ApplicationStatus.COMPLETE]} voldoen, {waiting} open",
        lines=tuple(f"{status.value}: {counted[status]}." for status in ApplicationStatus if counted[status]),
        next_step=next_step,
    )


def close(desk: Desk) -> Outcome:
    return desk.close_stage()


STEPS = {
    "1. Aanmeldingen inlezen": read_applications,
    "2. Toetsen en aanvulverzoeken klaarzetten": judge_first,
    "3. Aanvullingen inlezen en opnieuw toetsen": judge_again,
    "4. Fase sluiten": close,
}
