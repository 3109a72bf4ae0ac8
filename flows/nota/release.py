"""A nota on its way out: numbered, checked to the last byte, published for everybody at one moment.

The order makes it safe to stop anywhere and start again: numbers are frozen before anything is made with them, files
are searched before they count, and only then does the round say that it is published and do messages wait.
"""

from collections.abc import Mapping, Sequence

from flows.desk import Desk, Outcome, blocked
from flows.nota import files as nota_files
from flows.nota import review as nota_review
from flows.nota.questions import late_obstacle, says_nothing, undecided_late
from flows.papers.final_documents import Rendered, check_all
from flows.papers.procedure_documents import obstacles_to_publish, proposed_changes, publish_changes
from flows.papers.production import Order, produce, with_pdf
from flows.post import Letter, queue, to_provider
from flows.rules.drafting.publication import change_index, nota
from flows.rules.nota.life import moved, name_of, not_publishable, reached
from flows.rules.nota.questions import numbered
from flows.rules.versions import DRAFT, FINAL
from flows.rules.wording import count, plain_date
from flows.tasks import word
from schemas.clarification import NotaRound, ProposedChange, Question, QuestionStatus
from schemas.document import Document
from schemas.documents import Nota, WordDocument
from schemas.errors import InputFault, InputRefusedError, PermanentError
from schemas.record import TenderRecord

FOLDER = nota_files.FOLDER
INDIVIDUAL = "individuele-antwoorden"
_SHOWN = 10


def round_of(desk: Desk, number: int) -> NotaRound:
    """The round of that number; InputRefusedError naming the rounds there are."""
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


def rows_of(desk: Desk, round_: NotaRound) -> tuple[Question, ...]:
    """The questions of a nota with their numbers. Once the numbers are frozen nothing is added any more."""
    used = max((row.number or 0 for row in desk.record.questions), default=0)
    rows = numbered(desk.record.questions, round_.number, used)
    frozen = tuple(row for row in rows if reached(row, QuestionStatus.FINAL))
    return frozen if frozen or round_.published_on is not None else rows


def draft(desk: Desk, round_: NotaRound) -> Outcome:
    """The nota as it would be now, the list of what a person is to look at, and what still stands in the way."""
    rows = rows_of(desk, round_)
    content = _content(desk, _with_coming_changes(desk, rows), round_, rows, DRAFT)
    (document,) = produce(desk, [_order(content, DRAFT)])
    nota_files.write_internal(desk, round_, content)
    nota_files.show_standing(desk, round_)
    found = nota_review.reviews(desk, round_, rows)
    listed = nota_review.write_review_list(desk, round_, found)
    lines = [
        f"{row.finding.place} bevat '{row.finding.mark}' ({row.finding.kind.value})."
        for row in found
        if row.finding.betrays
    ][:_SHOWN]
    if listed:
        lines.append(f"Af te tekenen: uitvoer/{nota_review.INTERNAL}/{listed}.")
    return _told(
        document,
        rows,
        (*lines, *not_publishable(rows, desk.record.questions), *says_nothing(rows)),
        "laat de nota nakijken en maak haar daarna definitief.",
    )


def obstacles(desk: Desk, round_: NotaRound, rows: Sequence[Question]) -> list[str]:
    """Everything that keeps this nota from being published, in Dutch."""
    if round_.published_on is not None:
        return []
    record = desk.record
    found = []
    earlier = next((row for row in record.rounds if row.number < round_.number and row.published_on is None), None)
    if earlier is not None:
        found.append(f"Nota {earlier.number} is nog niet definitief. De nummers lopen door; maak die eerst.")
    if not round_.rolling and desk.now <= round_.questions_close_at:
        found.append("De termijn voor vragen loopt nog. Wacht tot die voorbij is.")
    late = undecided_late(desk, round_)
    if late:
        found.append(late_obstacle(late))
    found += [
        f"{name_of(row)} heeft nog geen antwoord. Vul het antwoord in vragen.xlsx in."
        for row in record.questions
        if row.round == round_.number and row.answer is None and row.duplicate_of is None
    ][:_SHOWN]
    found += not_publishable(rows, record.questions)
    found += _references(rows, record.questions)
    found += nota_review.obstacles(desk, round_, rows)
    found += obstacles_to_publish(desk, _changes(rows))
    return found


def _references(rows: Sequence[Question], questions: Sequence[Question]) -> list[str]:
    """Doubles and rectifications that point at nothing a reader can find."""
    published = {row.number for row in questions if row.number is not None and row.status is QuestionStatus.PUBLISHED}
    readable = {row.source_number for row in (*questions, *rows) if row.number is not None}
    found = [
        f"{name_of(row)} verwijst naar vraag {row.duplicate_of}, en die staat in geen nota. Geef een eigen antwoord."
        for row in rows
        if row.duplicate_of is not None and row.duplicate_of not in readable and not row.answer
    ]
    found += [
        f"{name_of(row)} rectificeert vraag {row.corrects}, en die is niet gepubliceerd. Verbeter het nummer."
        for row in rows
        if row.corrects is not None and row.corrects not in published
    ]
    return found


def publish(desk: Desk, round_: NotaRound, rows: tuple[Question, ...]) -> Outcome:
    """Freeze the numbers, make nota, index and new versions, search all of it, publish, and queue the messages."""
    if round_.published_on is not None:
        return _again(desk, round_, rows)
    round_ = _closed_now(desk, round_)
    trial = _content(desk, _with_coming_changes(desk, rows), round_, rows, FINAL)
    files = {"nota.docx": _rendered(desk, trial), "vragen.xlsx": nota_files.public_workbook(desk, trial)}
    found = nota_review.in_files(desk, files, _bare(desk, round_))
    if found:
        return blocked(
            [f"{row.place} bevat '{row.mark}' ({row.kind.value}). Er is niets gepubliceerd." for row in found]
        )
    _check_before(desk, trial, files["nota.docx"], _with_coming_changes(desk, rows))
    rows = _freeze_numbers(desk, rows)
    changed = publish_changes(desk, _changes(rows))
    content = _content(desk, desk.record, round_, rows, FINAL)
    (document,) = with_pdf(desk, produce(desk, [_order(content, FINAL)]))
    _search(desk, round_, (document, *(row for row in changed if row.kind == "change_index")))
    name = nota_files.write_public(desk, content, document.number)
    _freeze(desk, round_, rows, document)
    nota_files.write_internal(desk, round_, content)
    nota_files.show_standing(desk, round_)
    _tell(desk, round_, document, changed)
    return _told(
        document,
        rows,
        (f"Ook als Excel: {name}.", *says_nothing(rows)),
        f"publiceer eerst op {desk.tender.platform}; start daarna 11-verzenden met 'nota-{round_.number}'.",
    )


def _again(desk: Desk, round_: NotaRound, rows: tuple[Question, ...]) -> Outcome:
    """A nota that is out stays as it is; only what was interrupted after it is done: its PDF, its messages."""
    (document,) = with_pdf(desk, [row for row in desk.record.documents if row.id == round_.document_id])
    _tell(desk, round_, document, publish_changes(desk, _changes(rows)))
    return _told(document, rows, (), f"start 11-verzenden met 'nota-{round_.number}'.")


def _closed_now(desk: Desk, round_: NotaRound) -> NotaRound:
    """A rolling round takes questions until its nota is made."""
    if round_.rolling and round_.published_on is None and desk.now < round_.questions_close_at:
        return round_.model_copy(update={"questions_close_at": desk.now})
    return round_


def _content(desk: Desk, record: TenderRecord, round_: NotaRound, rows: tuple[Question, ...], status: str) -> Nota:
    return nota(record, round_, rows, desk.region.announcements(round_.number), desk.today, status)


def _with_coming_changes(desk: Desk, rows: Sequence[Question]) -> TenderRecord:
    coming = proposed_changes(desk, _changes(rows))
    return desk.record.model_copy(update={"changes": (*desk.record.changes, *coming)})


def _changes(rows: Sequence[Question]) -> list[tuple[ProposedChange, str]]:
    return [(row.change, f"vraag {row.number}") for row in rows if row.change]


def _order(content: Nota, status: str) -> Order:
    title = f"Nota van inlichtingen {content.nummer}"
    return Order("nota_van_inlichtingen", content, FOLDER, status, (title,), subject=content.nummer, title=title)


def _rendered(desk: Desk, content: WordDocument) -> bytes:
    """The Word file as it would be, without keeping it."""
    return word.render(
        desk.work.template(content.template),
        content.model_dump(mode="json"),
        title=content.title,
        author=desk.tender.organisation,
        subject=desk.tender.title,
        reference=desk.tender.reference,
        moment=desk.now,
    )


def _check_before(desk: Desk, content: Nota, data: bytes, record: TenderRecord) -> None:
    """The final check, before numbers are frozen that could then not be mended any more. Its remarks come later."""
    index = change_index(record, desk.today, FINAL)
    title = _order(content, FINAL).title
    rows = [
        Rendered("nota_van_inlichtingen", content.nummer, title, content, data, FOLDER, "nota.docx"),
        Rendered("change_index", "", index.title, index, _rendered(desk, index), FOLDER, "index.docx"),
    ]
    notes = list(desk.notes)
    check_all(desk, rows)
    desk.notes[:] = notes


def _bare(desk: Desk, round_: NotaRound) -> Mapping[str, bytes]:
    """The same files without a question, an answer, a change or an announcement: only our own words."""
    record = desk.record.model_copy(update={"announcements": (), "changes": ()})
    content = nota(record, round_, (), (), desk.today, FINAL)
    return {"leeg.docx": _rendered(desk, content), "leeg.xlsx": nota_files.public_workbook(desk, None)}


def _search(desk: Desk, round_: NotaRound, documents: Sequence[Document]) -> None:
    """Search what was made, PDF and all. PermanentError when it tells who asked: nothing counts as published then."""
    archive = desk.work.archive
    files = {row.file_name: archive.get(row.sha256) for row in documents}
    files |= {row.pdf_name: archive.get(row.pdf_sha256) for row in documents if row.pdf_sha256}
    found = nota_review.in_files(desk, files, _bare(desk, round_))
    if found:
        told = "; ".join(f"{row.place} bevat '{row.mark}' ({row.kind.value})" for row in found[:_SHOWN])
        raise PermanentError(f"Er is niets gepubliceerd: {told}. Controleer het sjabloon en de instellingen.")


def _freeze_numbers(desk: Desk, rows: tuple[Question, ...]) -> tuple[Question, ...]:
    final = tuple(row if row.status is QuestionStatus.FINAL else _made_final(row, desk.actor) for row in rows)
    with desk.write() as uow:
        saved = uow.questions.save_all(final)
        if saved != rows:
            uow.journal.append(desk.event("questions.numbered", count=len(saved)))
    return saved


def _made_final(row: Question, who: str) -> Question:
    """A double goes with the question it repeats, whose approval is its own."""
    if row.duplicate_of is not None and not reached(row, QuestionStatus.LEGAL_APPROVED):
        return row.model_copy(update={"status": QuestionStatus.FINAL})
    return moved(row, QuestionStatus.FINAL, who)


def _freeze(desk: Desk, round_: NotaRound, rows: tuple[Question, ...], document: Document) -> None:
    with desk.write() as uow:
        uow.questions.save_all(moved(row, QuestionStatus.PUBLISHED, desk.actor) for row in rows)
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


def _tell(desk: Desk, round_: NotaRound, document: Document, changed: Sequence[Document]) -> None:
    """One package for everybody, so that all hear it at the same moment."""
    values = {
        "nummer": str(round_.number),
        "datum": plain_date(round_.published_on or desk.today),
        "stukken": _titles(changed),
    }
    letters = [to_provider(row, values, [document, *changed[:1]]) for row in desk.record.providers]
    queue(desk, f"nota-{round_.number}", "nota", letters)


def _titles(documents: Sequence[Document]) -> str:
    return "\n".join(f"- {row.title}, versie {row.number}" for row in documents)


def answer_individually(desk: Desk, round_: NotaRound) -> Outcome:
    """Put the individual answers of a round in the outbox, each for its asker alone; they are in no nota."""
    mine = [row for row in desk.record.questions if row.round == round_.number and row.individual]
    waiting = [row for row in mine if row.status is not QuestionStatus.PUBLISHED]
    wrong = [*not_publishable(waiting)]
    wrong += [
        f"{name_of(row)} wijzigt een stuk. Dan moet iedereen het antwoord krijgen: vul bij 'Individueel' nee in."
        for row in waiting
        if row.change is not None
    ]
    if wrong:
        return blocked(wrong)
    for row in mine:
        queue(desk, INDIVIDUAL, "individueel-antwoord", [_letter(desk, row)], kind=f"individueel-{row.id}")
    if waiting:
        with desk.write() as uow:
            final = uow.questions.save_all(
                row if row.status is QuestionStatus.FINAL else moved(row, QuestionStatus.FINAL, desk.actor)
                for row in waiting
            )
            uow.questions.save_all(moved(row, QuestionStatus.PUBLISHED, desk.actor) for row in final)
            uow.journal.append(desk.event("questions.answered_individually", round=round_.number, count=len(waiting)))
    nota_files.show_standing(desk, round_)
    return Outcome(
        headline=f"{count(len(mine), 'individueel antwoord', 'individuele antwoorden')}",
        lines=tuple(f"{name_of(row)}: staat klaar voor de vrager." for row in mine),
        next_step=f"start 11-verzenden met pakket '{INDIVIDUAL}'." if mine else "er zijn geen individuele vragen.",
    )


def _letter(desk: Desk, row: Question) -> Letter:
    values = {"nummer": row.source_number, "vraag": row.text, "antwoord": row.answer or ""}
    return to_provider(desk.record.provider(row.provider_id), values)


def _told(document: Document, rows: Sequence[Question], lines: Sequence[str], next_step: str) -> Outcome:
    span = f"vraag {rows[0].number} tot en met {rows[-1].number}" if rows else "geen vragen"
    return Outcome(
        headline=f"{document.title.split()[0]} {document.subject} versie {document.number}",
        lines=(f"{document.file_name}: {span}.", *lines),
        next_step=next_step,
    )
