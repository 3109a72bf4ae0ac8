"""The final check of any document (.docx, .pdf, .xlsx): what is known of its tender, what is said, and how.

Every document goes through the same checks before it becomes final (:mod:`flows.papers.final_documents`).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.exchange.slips import load_slips
from flows.rules.anonymity import Kind, Search
from flows.rules.calendar import FreeDays
from flows.rules.final_check import CHECKS, Known, examine
from flows.tasks import document_facts, pdf
from flows.workplace import Workplace
from schemas.errors import InputFault, InputRefusedError, PermanentError
from schemas.final_check import CheckReport, DocumentFacts
from schemas.provider import Provider
from schemas.record import TenderRecord

HIDES_ASKERS = frozenset(
    {"nota_van_inlichtingen", "change_index", "response_note", "innovation_agenda", "rectification"}
)
"""Published, and made of what others asked or said: nothing in them may point at anybody."""

PUBLISHED = frozenset({"requirements", "admission_guide", "product_cards", "rates", "notice"})
"""Published, in our own words: no provider of the register may stand in them."""

ABOUT_OTHERS = HIDES_ASKERS | {"session_report", "plan_change", "planning", "reply_letter", "council_package"}
"""Documents of which the references point to other documents."""

OF_THE_REGISTER = frozenset({Kind.NAME.value, Kind.PERSON.value, Kind.ADDRESS.value, Kind.NUMBER.value})
"""What counts in a document in our own words: mail addresses and telephone numbers in it are ours."""

_NO_PDF_BESIDE = frozenset({".pdf", ".xlsx", ".xlsm"})
_REGION_PARTS = re.compile(r"[/,&()]|\sen\s|\s[-–]\s")
_NOT_KEPT = datetime(2000, 1, 1, tzinfo=UTC)
"""The moment in a PDF that is only made to be looked at."""


def search_of(record: TenderRecord) -> Search:
    """The search for the providers of a tender; what is our own tells nothing of who asked."""
    tender = record.tender
    ours = (tender.mailbox.address, tender.contact_phone, tender.contact_name, tender.organisation, tender.platform)
    people = (row.signatory_name for row in tender.municipalities)
    mail = (row.access_email for row in tender.municipalities)
    willing = (row.name for row in record.contributors if row.may_name)
    return Search(record.providers, regional=tender.municipality_names, ours=(*ours, *people, *mail, *willing))


def known_of(record: TenderRecord, work: Workplace) -> Known:
    """What the record says of every document of its tender."""
    tender = record.tender
    later = (day for lot in tender.lots for day in lot.later_starts.values())
    region = (part.strip() for part in _REGION_PARTS.split(tender.region))
    makes_pdf = work.settings.pdf and pdf.available() is not None
    return Known(
        organisation=tender.organisation,
        places=(*tender.municipality_names, *(part for part in region if part)),
        municipalities=len(tender.municipalities),
        lots=len(tender.lots),
        closes_at=tender.applications_close_at,
        starts_on=frozenset({tender.contract_start, *(lot.start_date for lot in tender.lots), *later}),
        old_contract_end=tender.old_contract_end,
        calendar=FreeDays(extra=tuple(day for period in record.free_periods for day in period.days)),
        fonts_here=document_facts.fonts_here() if makes_pdf else None,
        fonts_matter=not tender.rehearsal,
        slips=load_slips(work.root / "sjablonen"),
    )


def check_file(
    path: Path,
    *,
    work: Workplace | None = None,
    tender_id: str = "",
    public: bool = False,
    pdf_path: Path | None = None,
) -> CheckReport:
    """Check one .docx, .pdf or .xlsx as it stands; of a Word file the PDF beside it (or ``pdf_path``) gives the pages.

    Without a PDF one is made to look at, where LibreOffice is. With ``tender_id`` the facts of that tender are compared
    as well; ``public`` looks for providers as in a published document. Raises :class:`InputRefusedError` when the file
    cannot be read.
    """
    facts = _facts(path, pdf_path)
    if not (work and tender_id):
        slips = load_slips(work.root / "sjablonen" if work else None)
        return examine(facts, Known(slips=slips))
    with work.database.read() as uow:
        record = uow.load(tender_id)
    sha = hashlib.sha256(path.read_bytes()).hexdigest()
    row = next((one for one in record.documents if one.sha256 == sha), None)
    kind, personal = (row.kind, bool(row.subject)) if row else ("", False)
    known = known_of(record, work)
    shown = public or kind in HIDES_ASKERS | PUBLISHED
    return examine(
        facts,
        replace(
            known,
            theirs=tuple(_words_of_others(record)),
            about_others=kind in ABOUT_OTHERS,
            starts_on=frozenset() if personal else known.starts_on,
            askers=search_of(record) if shown else None,
            betraying=OF_THE_REGISTER if kind in PUBLISHED else frozenset(),
        ),
    )


def _words_of_others(record: TenderRecord) -> Iterator[str]:
    for provider in record.providers:
        yield from _names(provider)
    yield from (row.text for row in record.inputs)
    yield from (row.text for row in record.questions)


def _names(provider: Provider) -> Iterable[str]:
    return (provider.name, provider.contact_name, provider.signatory_name, provider.street)


def _facts(path: Path, pdf_path: Path | None) -> DocumentFacts:
    beside = pdf_path or path.with_suffix(".pdf")
    is_word = path.suffix.lower() not in _NO_PDF_BESIDE
    try:
        data = path.read_bytes()
        printed = beside.read_bytes() if is_word and (pdf_path or beside.is_file()) else None
    except (OSError, ValueError) as error:
        raise _refused(path, "Het bestand is niet te lezen.", "Controleer de naam en de map.") from error
    try:
        facts = document_facts.read(data, path.name, pdf=printed)
    except PermanentError as error:
        raise _refused(path, str(error)) from error
    makes_pages = facts.form == "word" and printed is None and pdf.available() is not None
    return _with_pages(facts, data, path.name) if makes_pages else facts


def _with_pages(facts: DocumentFacts, data: bytes, name: str) -> DocumentFacts:
    """The same facts with the pages of a PDF that is only made to look at; without them when there comes none."""
    try:
        made = pdf.convert({name: data}, moment=_NOT_KEPT)[name]
        seen = document_facts.read(data, name, pdf=made)
    except PermanentError:
        return facts
    assert seen.pdf is not None, "it was read with a PDF"
    return seen.model_copy(update={"pdf": seen.pdf.model_copy(update={"kept": False})})


def _refused(path: Path, problem: str, remedy: str = "") -> InputRefusedError:
    return InputRefusedError([InputFault(file=path.name, problem=problem, remedy=remedy)])


def as_text(report: CheckReport) -> str:
    """The report for people: what blocks first."""
    lines = [f"Eindcontrole van {report.file}", ""]
    for heading, rows in (("Blokkeert", report.blocking), ("Let op", report.warnings)):
        if rows:
            lines += [f"{heading} ({len(rows)}):", *(f"- {row.sentence}" for row in rows), ""]
    if not report.findings:
        lines.append("Geen opmerkingen.")
    return "\n".join(lines).rstrip() + "\n"


def as_data(report: CheckReport) -> dict[str, Any]:
    """The report for programs, with Dutch names."""
    return {
        "bestand": report.file,
        "definitief_mogelijk": not report.blocking,
        "blokkeert": len(report.blocking),
        "let_op": len(report.warnings),
        "bevindingen": [
            {
                "code": row.code,
                "controle": CHECKS[row.code].title,
                "soort": "blokkeert" if row.blocks else "let op",
                "plaats": str(row.place),
                "pagina": row.place.page or None,
                "kop": row.place.heading or None,
                "blad": row.place.sheet or None,
                "cel": row.place.cell or None,
                "tabel": row.place.table or None,
                "rij": row.place.row or None,
                "probleem": row.problem,
                "doen": row.remedy,
            }
            for row in report.findings
        ],
    }
