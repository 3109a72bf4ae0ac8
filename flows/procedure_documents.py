"""The set of procedure documents, and the changes that make new versions of it."""

from collections.abc import Iterable

from flows.desk import Desk
from flows.production import Order, produce
from flows.rules.changes import applied_products, applied_requirements, propose, unplaced
from flows.rules.drafting import preparation as draft
from flows.rules.drafting.contracting import draft_agreement
from flows.rules.versions import DRAFT, FINAL, next_number
from schemas.clarification import DocumentChange, ProposedChange
from schemas.document import Document
from schemas.documents import WordDocument

FOLDER = "02-procedure"
TITLES = {
    "requirements": "Programma van eisen",
    "admission_guide": "Aanmeldingsdocument",
    "draft_agreement": "Concept-inkoopovereenkomst",
    "product_cards": "Productkaarten",
    "rates": "Tarieven",
}
FILE_NAMES = {"draft_agreement": "Concept overeenkomst"}


def orders(desk: Desk, status: str) -> list[Order]:
    """The five documents with every decided change worked in. The agreement stays a draft until contracting."""
    record, today = desk.record, desk.today
    changed = record.model_copy(
        update={
            "requirements": applied_requirements(record.requirements, record.changes),
            "products": applied_products(record.products, record.changes),
        }
    )
    contents: dict[str, WordDocument] = {
        "requirements": draft.requirements(changed, today, status),
        "admission_guide": draft.admission_guide(changed, desk.procedure, desk.region.criteria, today, status),
        "draft_agreement": draft_agreement(changed, today, DRAFT),
        "product_cards": draft.product_cards(changed, today, status),
        "rates": draft.rates(changed, today, status),
    }
    return [
        Order(kind, content, FOLDER, content.kop.status, (FILE_NAMES.get(kind, TITLES[kind]),), title=TITLES[kind])
        for kind, content in contents.items()
    ]


def proposed_changes(desk: Desk, items: Iterable[tuple[ProposedChange, str]]) -> tuple[DocumentChange, ...]:
    """The rows that these changes would add to the index, numbered on; the same origin never twice."""
    versions = {}
    for kind, title in TITLES.items():
        latest = desk.record.latest(kind)
        if latest is not None:
            versions[title] = (latest.number, next_number(latest, latest.status))
    return propose(desk.record, tuple(items), desk.today, versions)


def misplaced_changes(desk: Desk, items: Iterable[tuple[ProposedChange, str]]) -> tuple[DocumentChange, ...]:
    """Changes of a requirement or product whose old text does not stand there, also after earlier changes."""
    record = desk.record
    requirements = applied_requirements(record.requirements, record.changes)
    products = applied_products(record.products, record.changes)
    return unplaced(requirements, products, proposed_changes(desk, items))


def record_changes(desk: Desk, items: Iterable[tuple[ProposedChange, str]]) -> int:
    """Put decided changes in the index. Returns how many are new."""
    rows = proposed_changes(desk, items)
    if rows:
        with desk.write() as uow:
            uow.changes.add_all(rows)
            uow.journal.append(desk.event("changes.recorded", count=len(rows)))
    return len(rows)


def new_versions(desk: Desk) -> tuple[Document, ...]:
    """Make the next version of every procedure document that a change touched."""
    touched = {row.document for row in desk.record.changes}
    return produce(desk, [order for order in orders(desk, FINAL) if order.title in touched])
