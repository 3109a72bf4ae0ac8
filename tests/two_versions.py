"""Documents of the procedure on paper, in as many versions as a test asks for, without a work folder."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from flows.papers.versions import apply_to_document
from flows.rules.drafting import preparation
from flows.rules.drafting.common import change_rows
from flows.rules.drafting.contracting import draft_agreement
from flows.rules.procedures import OPEN_HOUSE_SCREENING_FIRST as PROCEDURE
from flows.tasks import word
from schemas.clarification import DocumentChange
from schemas.documents import WordDocument
from schemas.record import TenderRecord
from schemas.tender import Threshold
from tests import builders as a
from tests.rules import cases

TODAY = date(2025, 6, 2)
MOMENT = datetime(2025, 6, 2, 8, 0, tzinfo=UTC)
AGREEMENT = "Concept-inkoopovereenkomst"
TEMPLATES = Path(__file__).resolve().parent.parent / "tender_templates" / "word"


def record(**parts: object) -> TenderRecord:
    """The small tender with requirements, a product and thresholds of its own."""
    tender = cases.tender().model_copy(
        update={
            "organisation": "Inkoopbureau Berg, Dal & Veld",
            "thresholds": (
                Threshold(code="D1", text="Ten minste 10 jeugdigen per jaar.", municipalities=("Berg", "Dal")),
                Threshold(code="D2", text="Ten hoogste 4 locaties per aanbieder.", municipalities=("Veld",)),
            ),
        }
    )
    whole: dict[str, object] = {
        "tender": tender,
        "requirements": (
            cases.requirement("E-1.1", "Nieuw personeel heeft binnen zes maanden een VOG. Dat geldt altijd."),
            cases.requirement("E-1.10", "Een geregistreerde professional heeft binnen zes maanden de regie."),
            cases.requirement("E-2.1", "U begint de overdracht twee weken voor het einde van de hulp."),
        ),
        "products": (a.product(), a.product("45MC1", name="Medicatiecontrole")),
    }
    return cases.record(**{**whole, **parts})


def contents(of: TenderRecord) -> dict[str, WordDocument]:
    """The five documents of the procedure by their titles."""
    return {
        "Programma van eisen": preparation.requirements(of, TODAY, "definitief"),
        "Aanmeldingsdocument": preparation.admission_guide(of, PROCEDURE, (cases.criterion(),), TODAY, "definitief"),
        AGREEMENT: draft_agreement(of, TODAY, "concept"),
        "Productkaarten": preparation.product_cards(of, TODAY, "definitief"),
        "Tarieven": preparation.rates(of, TODAY, "definitief"),
    }


def printed(content: WordDocument, number: str = "1.0", day: str = "2 juni 2025") -> bytes:
    """A version on paper, with its number and date in the title block and the footers."""
    head = content.kop.model_copy(update={"versie": number, "datum": day})
    return word.render(
        (TEMPLATES / f"{content.template}.docx").read_bytes(),
        content.model_copy(update={"kop": head}).model_dump(mode="json"),
        title=content.title,
        author=content.kop.organisatie,
        subject=content.kop.traject,
        reference=content.kop.kenmerk,
        moment=MOMENT,
    )


def next_version(title: str, changes: Iterable[DocumentChange], of: TenderRecord | None = None) -> bytes:
    """Version 1.1 of a document with these changes in its text and in its own index of changes."""
    rows = tuple(changes)
    known = (of or record()).model_copy(update={"changes": rows})
    fresh = contents(known)[title]
    shown = change_rows(rows, title)
    if hasattr(fresh, "wijzigingen"):
        assert fresh.wijzigingen == shown
    data = printed(fresh, "1.1", "3 juli 2025")
    return apply_to_document(data, [row for row in rows if row.document == title])
