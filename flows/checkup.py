"""Is everything there, sound and unchanged? Used by ``inkoop controleer`` and at the end of a rehearsal."""

from collections.abc import Iterator

from rapidfuzz import process

from flows.rules.wording import count
from flows.sending import eml_path
from flows.tasks import pdf, word
from flows.workplace import Workplace
from schemas import documents
from schemas.message import MessageState
from schemas.record import TenderRecord


def findings(work: Workplace) -> list[str]:
    """Everything that is not as it should be, each as a Dutch sentence with the next step; empty when all is well."""
    return [*_templates(work), *_archive(work), *_tenders(work)]


def remarks(work: Workplace) -> list[str]:
    """What is missing on this machine but stops nothing."""
    return [pdf.how_to_get_it()] if work.settings.pdf and pdf.available() is None else []


def _templates(work: Workplace) -> Iterator[str]:
    for kind in documents.ALL:
        template = work.template(kind.template)
        yield from (str(fault) for fault in word.faults(template, f"{kind.template}.docx"))
        known = kind.placeholders()
        for name in sorted(word.placeholders(template) - known):
            near = process.extractOne(name, sorted(known))
            yield f"{kind.template}.docx: het veld '{name}' bestaat niet. Bedoelt u '{near[0]}'?"


def _archive(work: Workplace) -> Iterator[str]:
    broken = work.archive.verify()
    if broken:
        number = count(len(broken), "bestand", "bestanden")
        yield f"Gewijzigd in het archief: {number}. Zet een back-up terug."


def _tenders(work: Workplace) -> Iterator[str]:
    with work.database.read() as uow:
        for tender in uow.tenders.find_everywhere():
            wrong = uow.journal.verify(tender.id)
            if wrong:
                yield f"{tender.id}: het logboek klopt niet vanaf regel {wrong[0]}. Zet een back-up terug."
            yield from _missing(work, uow.load(tender.id))


def _missing(work: Workplace, record: TenderRecord) -> Iterator[str]:
    """Documents and messages that stand in the record but not in the folders."""
    for row in record.documents:
        names = [row.file_name, *([row.pdf_name] if row.pdf_sha256 else [])]
        for name in names:
            if not (work.output / row.folder / name).is_file():
                yield f"uitvoer/{row.folder}/{name} is weg. Start de stap die het maakte opnieuw."
    if work.settings.mailroute == "eml":
        for message in record.messages:
            sent = message.state is MessageState.SENT
            if sent and not (work.outgoing_mail / eml_path(message)).is_file():
                yield f"post-uit/{eml_path(message)} is weg. Vraag na of het bericht is verstuurd."
