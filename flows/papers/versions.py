"""The next version of a document with decided changes in its text, and the redline that shows exactly those changes.

Nothing is written before it has been checked: accepting the redline gives the new version, rejecting it the old one,
and its differences are the rows of the index of changes, no more and no fewer.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.desk import Desk
from flows.papers.final_documents import Rendered, check_all, refuse_blocking
from flows.papers.production import Order, content_hash, materialise, with_pdf
from flows.rules.changes.redline import check
from flows.rules.changes.texts import Refusal, worked_in
from flows.rules.versions import FINAL, next_number
from flows.tasks import files, pdf, redline, word
from schemas.clarification import DocumentChange
from schemas.document import Document
from schemas.errors import InputFault, InputRefusedError

REDLINE = "redline"
"""The kind of a redline's row; its subject is the kind of the document it is of."""
_LIST_IT = "Neem elke wijziging op in de index, met plaats, oude en nieuwe tekst, en geen andere."


@dataclass(frozen=True)
class Version:
    """A version to be kept with its redline; ``data`` holds the files that are not in the archive yet.

    ``final`` is what the final check looks at, for a version that is new and becomes final.
    """

    row: Document
    redline: Document | None
    data: tuple[bytes, ...] = ()
    final: Rendered | None = None


def apply_to_document(data: bytes, changes: Iterable[DocumentChange], title: str = "") -> bytes:
    """A Word document with these changes in its text, at the places they name, in order of their numbers.

    Raises :class:`InputRefusedError` with every change that cannot be worked in: its place is not there, or its old
    text does not stand there to the letter.
    """
    done, lost = _worked_in(data, changes)
    if lost:
        raise InputRefusedError(fault_of(one, title) for one in lost)
    return done


def _worked_in(data: bytes, changes: Iterable[DocumentChange]) -> tuple[bytes, tuple[Refusal, ...]]:
    """The document with what could be worked in, and what could not.

    A change may name what an earlier one added (artikel 4.6), which has that number only on paper: so at a change that
    finds no place the document is made as far as it is, read again, and that change tried once more.
    """
    waiting = sorted(changes, key=lambda row: row.sequence)
    lost: list[Refusal] = []
    while waiting:
        edits, refused = worked_in(redline.passages(data), waiting)
        if refused and refused[0].change is not waiting[0]:
            waiting, ready = _split_at(waiting, refused[0].change)
            edits, _ = worked_in(redline.passages(data), ready)
        elif refused:
            lost.append(refused[0])
            del waiting[0]
            continue
        else:
            waiting = []
        data = redline.edited(data, edits) if edits else data
    return data, tuple(lost)


def _split_at(rows: list[DocumentChange], row: DocumentChange) -> tuple[list[DocumentChange], list[DocumentChange]]:
    """The rows from this one on, and those before it."""
    place = rows.index(row)
    return rows[place:], rows[:place]


def fault_of(refusal: Refusal, title: str = "") -> InputFault:
    change = refusal.change
    return InputFault(
        file=title or change.document,
        problem=f"{change.label} ({change.origin}): {refusal.why}",
        remedy="Verbeter de plaats of de tekst van deze wijziging.",
    )


def refused_in(desk: Desk, order: Order, changes: Sequence[DocumentChange]) -> tuple[Refusal, ...]:
    """The changes that cannot be worked into this document, judged on its text as it would be printed now."""
    return _worked_in(_printed(desk, order, ""), changes)[1]


def planned(
    desk: Desk, order: Order, in_the_text: Sequence[DocumentChange], listed: Sequence[DocumentChange]
) -> Version:
    """The next version of a document, checked and not yet kept; the latest one when its content is still the same.

    ``in_the_text`` are all changes to work into the printed text (those of the record are in the order's content
    already), ``listed`` are the rows of the index of this document. Raises :class:`InputRefusedError` when a change
    cannot be worked in, when the final check stops the version, or when the differences from the latest version are not
    the rows that lead to the new one.
    """
    previous = desk.record.latest(order.kind, order.subject)
    digest = content_hash(desk.work.template(order.content.template), order.content)
    if previous is not None and previous.content_sha256 == digest:
        return Version(previous, desk.record.latest(REDLINE, order.kind))
    number = next_number(previous, order.status)
    data = apply_to_document(_printed(desk, order, number), in_the_text, order.title)
    row = _row(desk, order, previous, number, digest, data)
    final = _final(order, row, data)
    refuse_blocking(desk, [final] if final else [])
    if previous is None:
        return Version(row, None, (data,), final)
    old = desk.work.archive.get(previous.sha256)
    marked, found = redline.compared(old, data, author=desk.tender.organisation, moment=desk.now)
    rows = [one for one in listed if one.to_version == number]
    wrong = check(rows, (one for one in found if not one.administrative))
    if wrong:
        raise InputRefusedError(InputFault(file=order.title, problem=one, remedy=_LIST_IT) for one in wrong)
    return Version(row, _redline_row(desk, order, previous, row, marked), (data, marked), final)


def kept(desk: Desk, versions: Sequence[Version]) -> tuple[Document, ...]:
    """Keep what was planned, in one unit of work, and put the files in ``uitvoer``. Versions first, then redlines.

    What becomes final goes through the final check once more, which tells its remarks.
    """
    check_all(desk, [one.final for one in versions if one.final])
    for version in versions:
        for data in version.data:
            desk.work.archive.put(data)
    fresh = [row for one in versions if one.data for row in (one.row, one.redline) if row is not None]
    if fresh:
        with desk.write() as uow:
            uow.documents.add_all(fresh)
            kinds = ",".join(sorted({row.kind for row in fresh}))
            uow.journal.append(desk.event("documents.made", count=len(fresh), kinds=kinds))
    rows = [one.row for one in versions] + [one.redline for one in versions if one.redline is not None]
    known = {row.id: row for row in desk.record.documents}
    for row in rows:
        materialise(desk, known[row.id])
    return tuple(known[row.id] for row in rows)


def with_pdfs(desk: Desk, documents: Sequence[Document]) -> tuple[Document, ...]:
    """The same documents, each also as PDF where LibreOffice is present; a redline with its marks in colour.

    All go in one run of LibreOffice, because its start costs more than several documents.
    """
    waiting = [row for row in documents if row.pdf_sha256 is None]
    if waiting and desk.work.settings.pdf and pdf.available() is not None:
        sources = {row.sha256: desk.work.archive.get(row.sha256) for row in waiting}
        marked = {row.sha256 for row in waiting if row.kind == REDLINE}
        printed = {sha: redline.for_print(data) if sha in marked else data for sha, data in sources.items()}
        made = {sha: desk.work.archive.put(data) for sha, data in pdf.convert(printed, moment=desk.now).items()}
        with desk.write() as uow:
            for row in waiting:
                uow.documents.save(row.model_copy(update={"pdf_sha256": made[row.sha256]}))
    known = {row.id: row for row in desk.record.documents}
    return with_pdf(desk, [known[row.id] for row in documents])


def _printed(desk: Desk, order: Order, number: str) -> bytes:
    head = order.content.kop.model_copy(update={"versie": number})
    return word.render(
        desk.work.template(order.content.template),
        order.content.model_copy(update={"kop": head}).model_dump(mode="json"),
        title=order.title or order.content.title,
        author=desk.tender.organisation,
        subject=desk.tender.title,
        reference=desk.tender.reference,
        moment=desk.now,
    )


def _row(desk: Desk, order: Order, previous: Document | None, number: str, digest: str, data: bytes) -> Document:
    return Document(
        id=f"{order.kind}/v{number}",
        tender_id=desk.tender_id,
        kind=order.kind,
        subject=order.subject,
        number=number,
        sequence=previous.sequence + 1 if previous else 1,
        status=order.status,
        title=order.title or order.content.title,
        file_name=files.file_name(desk.tender.reference, *order.names, f"v{number}", ext="docx"),
        folder=order.folder,
        content_sha256=digest,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        made_on=desk.today,
    )


def _final(order: Order, row: Document, data: bytes) -> Rendered | None:
    if row.status != FINAL:
        return None
    return Rendered(row.kind, row.subject, row.title, order.content, data, row.folder, row.file_name)


def _redline_row(desk: Desk, order: Order, old: Document, new: Document, marked: bytes) -> Document:
    last = desk.record.latest(REDLINE, order.kind)
    span = f"v{old.number} v{new.number}"  # a blank becomes the hyphen in the file's name
    return Document(
        id=f"{REDLINE}/{order.kind}/v{new.number}",
        tender_id=desk.tender_id,
        kind=REDLINE,
        subject=order.kind,
        number=new.number,
        sequence=last.sequence + 1 if last else 1,
        status=new.status,
        title=f"{new.title}, verschillen met versie {old.number}",
        file_name=files.file_name(desk.tender.reference, *order.names, REDLINE, span, ext="docx"),
        folder=order.folder,
        content_sha256=hashlib.sha256(f"{old.sha256} {new.sha256}".encode()).hexdigest(),
        sha256=hashlib.sha256(marked).hexdigest(),
        size=len(marked),
        made_on=desk.today,
    )
