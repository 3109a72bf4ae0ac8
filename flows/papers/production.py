"""Making documents: same content, same version; other content, a new version; killed half-way, go on where it stopped.

Batches have fixed boundaries, so that an act that was killed and started again writes exactly what an undisturbed act
writes. A file is in the archive before its row exists, and gets its readable name after its row exists.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from prefect import task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext

from flows.desk import Desk, artifact_key
from flows.papers.final_documents import Rendered, check_all
from flows.rules.transitions import PROCEDURE_DOCUMENTS
from flows.rules.versions import DRAFT, FINAL, next_number
from flows.tasks import files, pdf, word
from schemas.document import Document
from schemas.documents import WordDocument
from schemas.errors import InputFault, InputRefusedError

BATCH = 25
PDF_BATCH = 100
"""Larger, because every start of LibreOffice costs seconds."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Order:
    """A document to be made: what it is, for whom (``subject``, "" for everyone), its data, where it goes.

    ``names`` are the readable parts of the file name after the tender's reference.
    """

    kind: str
    content: WordDocument
    folder: str
    status: str
    names: tuple[str, ...]
    subject: str = ""
    title: str = ""


def in_batches(
    desk: Desk, title: str, items: Sequence[Item], work: Callable[[Sequence[Item]], None], size: int = BATCH
) -> None:
    """Do ``work`` on ``size`` items at a time; in a flow run each batch is a task and the progress is shown."""
    batches = [items[start : start + size] for start in range(0, len(items), size)]
    if FlowRunContext.get() is None:
        for batch in batches:
            work(batch)
        return
    key = artifact_key(desk.tender_id, "voortgang")
    progress = create_progress_artifact(0.0, key=key, description=f"{title}: 0 van {len(items)}")
    done = 0
    for batch in batches:
        done += len(batch)
        _as_task(f"{title} ({done} van {len(items)})", lambda batch=batch: work(batch))  # type: ignore[misc]
        update_progress_artifact(progress, 100.0 * done / len(items), description=f"{title}: {done} van {len(items)}")  # type: ignore[arg-type]


def _as_task(title: str, work: Callable[[], None]) -> None:
    # No cache: whether work is needed is decided by the record, never by Prefect's memory of earlier inputs.
    named = task(name=title.split(" (")[0], task_run_name=title, cache_policy=NO_CACHE, persist_result=False)
    named(work)()


def produce(desk: Desk, orders: Iterable[Order]) -> tuple[Document, ...]:
    """Make what was ordered, in that order, and put it in ``uitvoer``. Unchanged content keeps its version.

    Raises :class:`InputRefusedError` when a word stands in a document that the regime forbids, or when the final check
    stops a document that becomes final, naming every place; nothing is made then.
    """
    wanted = list(orders)
    _check_words(desk, wanted)
    latest = {(row.kind, row.subject): row for row in sorted(desk.record.documents, key=lambda row: row.sequence)}
    _check_status(wanted, latest)
    templates = {order.content.template: desk.work.template(order.content.template) for order in wanted}
    _check_published(desk, wanted, templates, latest)
    rendered = _checked(desk, wanted, templates, latest)
    made: list[Document] = []

    def batch_of(batch: Sequence[Order]) -> None:
        rows = [_made(desk, order, templates[order.content.template], latest, rendered) for order in batch]
        new = [row for row in rows if row.version == 0]
        if new:
            with desk.write() as uow:
                uow.documents.add_all(new)
                kinds = ",".join(sorted({row.kind for row in new}))
                uow.journal.append(desk.event("documents.made", count=len(new), kinds=kinds))
        for row in rows:
            materialise(desk, row)
        made.extend(rows)

    in_batches(desk, "Documenten maken", wanted, batch_of)
    keys = [(row.kind, row.subject, row.sequence) for row in made]
    kept = {(row.kind, row.subject, row.sequence): row for row in desk.record.documents}
    return tuple(kept[key] for key in keys)


def _check_status(orders: Iterable[Order], latest: dict[tuple[str, str], Document]) -> None:
    """A final document never becomes a draft again."""
    faults = [
        InputFault(
            file=previous.title,
            problem=f"versie {previous.number} is al definitief; er komt geen nieuw concept.",
            remedy="Kies de stap 'definitief': een gewijzigde tekst wordt dan een nieuwe versie.",
        )
        for order in orders
        if (previous := latest.get((order.kind, order.subject))) and previous.status == FINAL and order.status == DRAFT
    ]
    if faults:
        raise InputRefusedError(faults)


def _check_published(
    desk: Desk, orders: Iterable[Order], templates: Mapping[str, bytes], latest: Mapping[tuple[str, str], Document]
) -> None:
    """A document of the procedure that is published changes with an index of changes, or not at all."""
    published = {name.partition("/")[0] for row in desk.record.publications for name in row.frozen}
    faults = [
        InputFault(
            file=previous.title,
            problem="dit stuk is gepubliceerd; zonder index van wijzigingen komt er geen nieuwe versie.",
            remedy="Voer de wijziging door met een nota, een dialoogverslag of de lijst met wijzigingen.",
        )
        for order in orders
        if order.kind in PROCEDURE_DOCUMENTS and order.kind in published
        if (previous := latest.get((order.kind, order.subject)))
        and previous.content_sha256 != content_hash(templates[order.content.template], order.content)
    ]
    if faults:
        raise InputRefusedError(faults)


def _check_words(desk: Desk, orders: Iterable[Order]) -> None:
    words = desk.procedure.vocabulary
    faults = [
        InputFault(
            file=order.title or order.content.title,
            problem=f"het woord '{forbidden}' hoort niet bij {desk.procedure.name}.",
            remedy=f"Gebruik '{words.decision}' of '{words.application}'.",
        )
        for order in orders
        for forbidden in words.wrong_words(order.content.own_words())
    ]
    if faults:
        raise InputRefusedError(faults)


def content_hash(template: bytes, content: WordDocument) -> str:
    """Hash of template and data, without the version number and the date in the title block."""
    bare = content.model_copy(update={"kop": content.kop.model_copy(update={"versie": "", "datum": ""})})
    data = json.dumps(bare.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(hashlib.sha256(template).digest() + data.encode()).hexdigest()


def _checked(
    desk: Desk, orders: Iterable[Order], templates: Mapping[str, bytes], latest: Mapping[tuple[str, str], Document]
) -> dict[tuple[str, str], bytes]:
    """The files of all new documents that become final, after the final check of all of them together."""
    rows = []
    for order in orders:
        previous, template = latest.get((order.kind, order.subject)), templates[order.content.template]
        unchanged = previous is not None and previous.content_sha256 == content_hash(template, order.content)
        if order.status == FINAL and not unchanged:
            number = next_number(previous, order.status)
            rows.append(
                Rendered(
                    kind=order.kind,
                    subject=order.subject,
                    title=order.title or order.content.title,
                    content=order.content,
                    data=_rendered(desk, order, template, number),
                    folder=order.folder,
                    file_name=_file_name(desk, order, number),
                )
            )
    check_all(desk, rows)
    return {(row.kind, row.subject): row.data for row in rows}


def _rendered(desk: Desk, order: Order, template: bytes, number: str) -> bytes:
    head = order.content.kop.model_copy(update={"versie": number})
    return word.render(
        template,
        order.content.model_copy(update={"kop": head}).model_dump(mode="json"),
        title=order.title or order.content.title,
        author=desk.tender.organisation,
        subject=desk.tender.title,
        reference=desk.tender.reference,
        moment=desk.now,
    )


def _file_name(desk: Desk, order: Order, number: str) -> str:
    return files.file_name(desk.tender.reference, *order.names, f"v{number}", ext="docx")


def _made(
    desk: Desk,
    order: Order,
    template: bytes,
    latest: Mapping[tuple[str, str], Document],
    rendered: Mapping[tuple[str, str], bytes],
) -> Document:
    previous = latest.get((order.kind, order.subject))
    digest = content_hash(template, order.content)
    if previous is not None and previous.content_sha256 == digest:
        return previous
    number = next_number(previous, order.status)
    data = rendered.get((order.kind, order.subject)) or _rendered(desk, order, template, number)
    sequence = previous.sequence + 1 if previous else 1
    return Document(
        id="/".join(part for part in (order.kind, order.subject, f"v{number}") if part),
        tender_id=desk.tender_id,
        kind=order.kind,
        subject=order.subject,
        number=number,
        sequence=sequence,
        status=order.status,
        title=order.title or order.content.title,
        file_name=_file_name(desk, order, number),
        folder=order.folder,
        content_sha256=digest,
        sha256=desk.work.archive.put(data),
        size=len(data),
        made_on=desk.today,
    )


def materialise(desk: Desk, row: Document) -> None:
    """Put a document, and its PDF when there is one, under its readable name in ``uitvoer``."""
    folder = desk.work.output / row.folder
    files.write_once(folder / row.file_name, desk.work.archive.get(row.sha256))
    if row.pdf_sha256:
        files.write_once(folder / row.pdf_name, desk.work.archive.get(row.pdf_sha256))


def with_pdf(desk: Desk, documents: Iterable[Document]) -> tuple[Document, ...]:
    """The same documents, each also as PDF where LibreOffice is present; without it, one line says what is skipped."""
    rows = list(documents)
    if not desk.work.settings.pdf or pdf.available() is None:
        if rows and desk.work.settings.pdf:
            desk.notes.append(pdf.how_to_get_it())
        return tuple(rows)
    known = {row.sha256: row.pdf_sha256 for row in desk.record.documents if row.pdf_sha256}

    def batch_of(batch: Sequence[Document]) -> None:
        waiting = {row.sha256: desk.work.archive.get(row.sha256) for row in batch if row.sha256 not in known}
        for sha, data in pdf.convert(waiting, moment=desk.now).items():
            known[sha] = desk.work.archive.put(data)
        changed = [row for row in batch if row.pdf_sha256 is None]
        if changed:
            with desk.write() as uow:
                for row in changed:
                    uow.documents.save(row.model_copy(update={"pdf_sha256": known[row.sha256]}))
        for row in batch:
            materialise(desk, row.model_copy(update={"pdf_sha256": known[row.sha256]}))

    in_batches(desk, "PDF maken", rows, batch_of, PDF_BATCH)
    kept = {row.id: row for row in desk.record.documents}
    return tuple(kept[row.id] for row in rows)
