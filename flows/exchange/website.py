"""The page that leads a person through everything a tender made; plain HTML, works from disk, prints well."""

from collections import Counter
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from jinja2 import Environment, StrictUndefined

from flows.rules.consultation import honest_sentence
from flows.rules.wording import count, plain_date
from schemas.award import AdmissionKind
from schemas.message import MessageState
from schemas.record import TenderRecord

FOLDERS = {
    "00-planning": "Planning",
    "01-strategie": "Strategie en consultatie",
    "02-procedure": "Stukken van de procedure",
    "03-publicatie": "Publicatie",
    "04-nota": "Nota's van inlichtingen",
    "05-toetsing": "Toetsing",
    "06-dialoog": "Dialoog",
    "07-besluiten": "Besluiten",
    "08-overeenkomsten": "Overeenkomsten",
    "09-implementatie": "Implementatie",
    "10-uitvoering": "Uitvoering",
}


@cache
def _environment() -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def summary(record: TenderRecord) -> tuple[str, ...]:
    """What was made, in a handful of Dutch sentences straight from the counts."""
    admitted = sum(row.kind is AdmissionKind.ADMITTED for row in record.admissions)
    sent = sum(row.state is MessageState.SENT for row in record.messages)
    with_pdf = sum(row.pdf_sha256 is not None for row in record.documents)
    return (
        f"{count(len(record.milestones), 'stap', 'stappen')} in de planning, harde datum "
        f"{plain_date(record.tender.contract_start)}.",
        honest_sentence(record.inputs),
        f"{count(len(record.questions), 'vraag', 'vragen')} in {count(len(record.rounds), 'nota', 'nota’s')}, "
        f"{count(len(record.changes), 'wijziging', 'wijzigingen')} in de index.",
        f"{count(len(record.applications), 'aanmelding', 'aanmeldingen')}: {admitted} toegelaten, "
        f"{len(record.admissions) - admitted} afgewezen.",
        f"{count(len(record.agreements), 'raamovereenkomst', 'raamovereenkomsten')} en "
        f"{count(len(record.bridgings), 'overbruggingsovereenkomst', 'overbruggingsovereenkomsten')}.",
        f"{count(len(record.documents), 'document', 'documenten')} (waarvan {with_pdf} ook als PDF) in uitvoer, "
        f"{count(sent, 'bericht', 'berichten')} in post-uit.",
    )


def index_page(record: TenderRecord, events: int) -> str:
    """The page as HTML. Links are relative to the work folder; the newest version of a document comes first."""
    template = files("tender_templates").joinpath("pages", "index.html").read_text(encoding="utf-8")
    parts = []
    for folder, title in FOLDERS.items():
        rows = [row for row in record.documents if row.folder.split("/")[0] == folder]
        rows.sort(key=lambda row: (row.folder, row.title, row.subject, -row.sequence))
        parts.append(
            {
                "title": title,
                "folder": folder,
                "documents": [
                    {
                        "title": row.title,
                        "about": _about(record, row.subject),
                        "number": row.number,
                        "status": row.status,
                        "word": quote(f"uitvoer/{row.folder}/{row.file_name}"),
                        "pdf": quote(f"uitvoer/{row.folder}/{row.pdf_name}") if row.pdf_sha256 else "",
                    }
                    for row in rows
                ],
            }
        )
    kinds = Counter(row.kind for row in record.messages if row.state is MessageState.SENT)
    return (
        _environment()
        .from_string(template)
        .render(
            tender=record.tender,
            summary=summary(record),
            parts=parts,
            kinds=sorted(kinds.items()),
            events=events,
            stages=[
                (row.stage.label, plain_date(row.opened_on), plain_date(row.closed_on) if row.closed_on else "")
                for row in sorted(record.stages, key=lambda row: (row.opened_on, row.id))
            ],
        )
    )


def _about(record: TenderRecord, subject: str) -> str:
    """For whom a document is: the provider's name for a provider, the subject itself otherwise."""
    names = {row.id: row.name for row in record.providers}
    return names.get(subject, subject)
