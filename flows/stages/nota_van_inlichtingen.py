"""Nota van inlichtingen: questions in, one answer each, numbers that run on, an asker nobody can see.

Opened by:    a closed publication
Needs:        vragen.xlsx in invoer/vragen (asker in the file, never in the nota)
Leaves:       a nota per round (Word, PDF), the change index, new versions of changed documents, a message per provider
Next:         screening
Legal basis:  own promise in the aanmeldingsdocument (10 days before closing); Aw 2012 art. 2.54 does not apply
"""

from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.desk import Desk, Outcome, RoomInput, blocked, visit
from flows.exchange import questions as sheet
from flows.post import queue, to_provider
from flows.procedure_documents import misplaced_changes, new_versions, proposed_changes, record_changes
from flows.production import Order, produce, with_pdf
from flows.rules.drafting.publication import change_index, nota
from flows.rules.questions import numbered, published, revealing
from flows.rules.versions import DRAFT, FINAL
from flows.rules.wording import count, plain_date
from schemas.clarification import NotaRound, ProposedChange, Question
from schemas.document import Document
from schemas.errors import InputFault, InputRefusedError
from schemas.record import TenderRecord
from schemas.values import Stage


class NotaInput(RoomInput):
    stap: Literal[
        "1. Vragen en antwoorden inlezen",
        "2. Nota in concept maken",
        "3. Nota definitief maken",
        "4. Fase sluiten",
    ] = Field(..., title="Wat wilt u doen?", description="Definitief lukt pas als elke vraag een antwoord heeft.")
    ronde: int = Field(..., title="Nummer van de nota", description="1 voor de eerste nota, 2 voor de tweede.", ge=1)


@flow(name="Nota van inlichtingen maken", flow_run_name="{invoer.traject} · nota {invoer.ronde} · {invoer.stap}")
def nota_van_inlichtingen(invoer: NotaInput) -> State[Any]:
    """Leest vragen en antwoorden in en maakt de nota, zonder namen van vragenstellers. Verstuurt niets."""
    number = invoer.ronde
    steps = {
        "1. Vragen en antwoorden inlezen": lambda desk: read_questions(desk, number),
        "2. Nota in concept maken": lambda desk: draft_nota(desk, number),
        "3. Nota definitief maken": lambda desk: publish_nota(desk, number),
        "4. Fase sluiten": close,
    }
    return visit(Stage.NOTA_VAN_INLICHTINGEN, invoer, steps, invoer.stap)


def read_questions(desk: Desk, number: int) -> Outcome:
    name, data = desk.drop_file("vragen")
    rows = sheet.read(data, name, desk.tender, desk.record.providers, desk.record.questions)
    with desk.write() as uow:
        counted = uow.questions.put_all(rows)
        if counted["new"] or counted["changed"]:
            uow.journal.append(desk.event("questions.read", new=counted["new"], changed=counted["changed"]))
    mine = [row for row in desk.record.questions if row.round == number]
    waiting = [row for row in mine if row.answer is None and row.duplicate_of is None]
    return Outcome(
        headline=f"{count(len(mine), 'vraag', 'vragen')}, {len(waiting)} open",
        lines=(f"{counted['new']} nieuw, {counted['changed']} gewijzigd, {counted['same']} gelijk gebleven.",),
        next_step="beantwoord de open vragen in het bestand." if waiting else "maak de nota in concept.",
    )


def _round(desk: Desk, number: int) -> NotaRound:
    found = next((row for row in desk.record.rounds if row.number == number), None)
    if found is None:
        known = ", ".join(str(row.number) for row in desk.record.rounds)
        fault = InputFault(
            column="Nummer van de nota",
            problem=f"nota {number} staat niet in het traject.",
            remedy=f"Kies uit: {known}.",
        )
        raise InputRefusedError([fault])
    return found


def _to_publish(desk: Desk, round_: NotaRound) -> tuple[Question, ...]:
    used = max((row.number or 0 for row in desk.record.questions), default=0)
    return numbered(desk.record.questions, round_.number, used)


def draft_nota(desk: Desk, number: int) -> Outcome:
    round_ = _round(desk, number)
    rows = _to_publish(desk, round_)
    coming = proposed_changes(desk, _changes(rows))
    shown = desk.record.model_copy(update={"changes": (*desk.record.changes, *coming)})
    document = _made(desk, shown, round_, rows, DRAFT)
    return _told(document, rows, "laat de nota nakijken en maak haar daarna definitief.")


def publish_nota(desk: Desk, number: int) -> Outcome:
    """Freeze the numbers, record the changes, make nota, index and new versions, and queue the messages."""
    round_ = _round(desk, number)
    rows = _to_publish(desk, round_)
    obstacles = _not_publishable(desk, round_, rows)
    if obstacles:
        return blocked(obstacles)
    record_changes(desk, _changes(rows))
    document = _made(desk, desk.record, round_, rows, FINAL)
    order = Order(
        "change_index", change_index(desk.record, desk.today, FINAL), "02-procedure", FINAL, ("Index van wijzigingen",)
    )
    changed = (*with_pdf(desk, produce(desk, [order])), *new_versions(desk))
    if round_.published_on is None:
        _freeze(desk, round_, rows, document)
    values = {"nummer": str(number), "datum": plain_date(desk.today), "stukken": _titles(changed)}
    letters = [to_provider(row, values, [document, *changed[:1]]) for row in desk.record.providers]
    queue(desk, f"nota-{number}", "nota", letters)
    return _told(document, rows, f"publiceer op {desk.tender.platform}; start daarna 11-verzenden met 'nota-{number}'.")


def _not_publishable(desk: Desk, round_: NotaRound, rows: tuple[Question, ...]) -> list[str]:
    obstacles = [
        f"Vraag {row.source_number} heeft nog geen antwoord. Vul het antwoord in vragen.xlsx in."
        for row in desk.record.questions
        if row.round == round_.number and row.answer is None and row.duplicate_of is None
    ]
    obstacles += [
        f"Vraag {row.source_number} of haar antwoord bevat '{mark}'. Haal weg wat de vragensteller verraadt."
        for row in rows
        for mark in revealing(_printed(row), desk.record.providers)
    ]
    told = "\n".join(desk.region.announcements(round_.number))
    obstacles += [
        f"Een mededeling bevat '{mark}'. Haal weg wat een aanbieder verraadt."
        for mark in revealing(told, desk.record.providers)
    ]
    obstacles += [
        f"{change.label}: de oude tekst staat niet in {change.document}, {change.place}. Neem die letterlijk over."
        for change in misplaced_changes(desk, _changes(rows))
    ]
    if desk.now <= round_.questions_close_at:
        obstacles.append("De termijn voor vragen loopt nog. Wacht tot die voorbij is.")
    return obstacles


def _printed(row: Question) -> str:
    """Everything of a question that the nota and the change index print."""
    change = row.change
    texts = (change.place, change.old_text, change.new_text, change.reason) if change else ()
    return "\n".join((row.text, row.answer or "", row.section, *texts))


def _changes(rows: tuple[Question, ...]) -> list[tuple[ProposedChange, str]]:
    return [(row.change, f"vraag {row.number}") for row in rows if row.change]


def _made(desk: Desk, record: TenderRecord, round_: NotaRound, rows: tuple[Question, ...], status: str) -> Document:
    content = nota(record, round_, rows, desk.region.announcements(round_.number), desk.today, status)
    order = Order(
        "nota_van_inlichtingen",
        content,
        "04-nota",
        status,
        (f"Nota van inlichtingen {round_.number}",),
        subject=str(round_.number),
        title=f"Nota van inlichtingen {round_.number}",
    )
    made = produce(desk, [order])
    (document,) = with_pdf(desk, made) if status == FINAL else made
    return document


def _freeze(desk: Desk, round_: NotaRound, rows: tuple[Question, ...], document: Document) -> None:
    with desk.write() as uow:
        for row in published(rows):
            uow.questions.save(row)
        uow.rounds.save(
            round_.model_copy(
                update={
                    "published_on": desk.today,
                    "document_id": document.id,
                    "first_number": rows[0].number if rows else None,
                    "last_number": rows[-1].number if rows else None,
                }
            )
        )
        uow.journal.append(desk.event("nota.published", number=round_.number, questions=len(rows)))


def _titles(documents: tuple[Document, ...]) -> str:
    return "\n".join(f"- {row.title}, versie {row.number}" for row in documents)


def _told(document: Document, rows: tuple[Question, ...], next_step: str) -> Outcome:
    span = f"vraag {rows[0].number} tot en met {rows[-1].number}" if rows else "geen vragen"
    return Outcome(
        headline=f"{document.title.split()[0]} {document.subject} versie {document.number}",
        lines=(f"{document.file_name}: {span}.",),
        next_step=next_step,
    )


def close(desk: Desk) -> Outcome:
    return desk.close_stage()
