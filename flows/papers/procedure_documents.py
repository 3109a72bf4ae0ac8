"""The set of procedure documents, and the changes that make new versions of it.

Changes go out by one way, :func:`publish_changes`: the index of changes, the changed versions and their redlines, made
together and checked against each other. No changed version exists without its rows in the index.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from flows.desk import Desk
from flows.papers.production import Order, produce
from flows.papers.versions import Version, fault_of, kept, planned, refused_in, with_pdfs
from flows.rules.changes.index import (
    PRODUCT_CARDS,
    REQUIREMENTS,
    applied_products,
    applied_requirements,
    propose,
    unplaced,
)
from flows.rules.changes.redline import check
from flows.rules.changes.texts import Refusal
from flows.rules.drafting import preparation as draft
from flows.rules.drafting.contracting import draft_agreement
from flows.rules.drafting.publication import change_index
from flows.rules.versions import DRAFT, FINAL, next_number
from flows.tasks import redline
from schemas.clarification import DocumentChange, ProposedChange
from schemas.document import Document
from schemas.documents import WordDocument
from schemas.errors import InputFault, InputRefusedError
from schemas.record import TenderRecord

FOLDER = "02-procedure"
TITLES = {
    "requirements": REQUIREMENTS,
    "admission_guide": "Aanmeldingsdocument",
    "draft_agreement": "Concept-inkoopovereenkomst",
    "product_cards": PRODUCT_CARDS,
    "rates": "Tarieven",
}
FILE_NAMES = {"draft_agreement": "Concept overeenkomst"}
_IN_THE_RECORD = frozenset({REQUIREMENTS, PRODUCT_CARDS})
"""Documents whose texts stand in the record; of the others a change is worked into the document itself."""
_NOT_THERE = "de oude tekst staat niet op deze plaats. Neem die letterlijk over."

Items = Sequence[tuple[ProposedChange, str]]
"""Decided changes, each with its origin ("vraag 12", "dialoogsessie 2, punt 1")."""


def orders(desk: Desk, status: str) -> list[Order]:
    """The five documents with every decided change worked in. The agreement stays a draft until contracting."""
    return _orders(desk, desk.record, status)


def _orders(desk: Desk, record: TenderRecord, status: str) -> list[Order]:
    today = desk.today
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


def proposed_changes(desk: Desk, items: Items) -> tuple[DocumentChange, ...]:
    """The rows that these changes would add to the index, numbered on; the same origin never twice."""
    versions = {}
    for kind, title in TITLES.items():
        latest = desk.record.latest(kind)
        if latest is not None:
            status = DRAFT if kind == "draft_agreement" else FINAL
            versions[title] = (latest.number, next_number(latest, status))
    return propose(desk.record, tuple(items), desk.today, versions)


def misplaced_changes(desk: Desk, items: Items) -> tuple[DocumentChange, ...]:
    """Changes whose old text does not stand at their place, also after earlier changes."""
    return tuple(row.change for row in _misplaced(desk, proposed_changes(desk, items)))


def obstacles_to_publish(desk: Desk, items: Items) -> tuple[str, ...]:
    """Everything that keeps these changes from going out, in Dutch; nothing is written."""
    fresh = proposed_changes(desk, items)
    try:
        _planned(desk, fresh)
    except InputRefusedError as refused:
        return tuple(str(fault) for fault in refused.faults)
    return ()


def record_changes(desk: Desk, items: Items) -> int:
    """Put decided changes in the index. Returns how many are new."""
    rows = proposed_changes(desk, items)
    if rows:
        with desk.write() as uow:
            uow.changes.add_all(rows)
            uow.journal.append(desk.event("changes.recorded", count=len(rows)))
    return len(rows)


def publish_changes(desk: Desk, items: Items) -> tuple[Document, ...]:
    """Record changes and make everything that tells of them: the index of changes, the new versions, the redlines.

    Returned in that order, each with its PDF; the index also without any change. All of it is checked before anything
    is written: :class:`InputRefusedError` names every change that cannot be worked in and every difference that is not
    listed.
    """
    coming = _planned(desk, proposed_changes(desk, items))
    record_changes(desk, items)
    content = change_index(desk.record, desk.today, FINAL)
    order = Order("change_index", content, FOLDER, FINAL, ("Index van wijzigingen",))
    return with_pdfs(desk, (*produce(desk, [order]), *kept(desk, coming)))


def index_disagreements(desk: Desk) -> tuple[str, ...]:
    """What keeps the set from being published: versions and index that do not agree, one Dutch sentence each.

    Looked at is every step between two versions that the index says something about, and every step away from a
    version that was published; before that, a draft may change without a word.
    """
    published = {name for row in desk.record.publications for name in row.frozen}
    found: list[str] = []
    for kind, title in TITLES.items():
        versions = sorted((row for row in desk.record.documents if row.kind == kind), key=lambda row: row.sequence)
        rows = [row for row in desk.record.changes if row.document == title]
        out = False
        for old, new in pairwise(versions):
            out = out or old.id in published
            listed = [row for row in rows if row.to_version == new.number]
            if listed or out:
                archive = desk.work.archive
                found += check(listed, redline.differences(archive.get(old.sha256), archive.get(new.sha256)))
        numbers = {row.number for row in versions}
        found += [
            f"{row.label} staat in de index, maar versie {row.to_version} van {title} is er nog niet."
            for row in rows
            if row.to_version not in numbers
        ]
    return tuple(found)


def _planned(desk: Desk, fresh: Sequence[DocumentChange]) -> tuple[Version, ...]:
    """The versions that the index with these rows added leads to, all checked."""
    misplaced = _misplaced(desk, fresh)
    if misplaced:
        raise InputRefusedError(fault_of(row) for row in misplaced)
    changes = (*desk.record.changes, *fresh)
    coming = _touched(desk, changes)
    _check_words(desk, coming)
    faults: list[InputFault] = []
    made: list[Version] = []
    for order in coming:
        listed = [row for row in changes if row.document == order.title]
        try:
            made.append(planned(desk, order, () if order.title in _IN_THE_RECORD else listed, listed))
        except InputRefusedError as refused:
            faults += refused.faults
    if faults:
        raise InputRefusedError(faults)
    return tuple(made)


def _touched(desk: Desk, changes: Sequence[DocumentChange]) -> list[Order]:
    named = {row.document for row in changes}
    record = desk.record.model_copy(update={"changes": tuple(changes)})
    return [order for order in _orders(desk, record, FINAL) if order.title in named] if named else []


def _misplaced(desk: Desk, fresh: Sequence[DocumentChange]) -> tuple[Refusal, ...]:
    """The new rows that cannot be worked in, each judged on the text after the changes before it."""
    if not fresh:
        return ()
    record = desk.record
    requirements = applied_requirements(record.requirements, record.changes)
    products = applied_products(record.products, record.changes)
    found = [Refusal(row, _NOT_THERE) for row in unplaced(requirements, products, fresh)]
    changes = (*record.changes, *fresh)
    named = {row.document for row in fresh} - _IN_THE_RECORD
    new = {row.id for row in fresh}
    for order in _touched(desk, changes) if named else ():
        if order.title in named:
            mine = [row for row in changes if row.document == order.title]
            found += [one for one in refused_in(desk, order, mine) if one.change.id in new]
    return tuple(sorted(found, key=lambda one: one.change.sequence))


def _check_words(desk: Desk, coming: Iterable[Order]) -> None:
    """No new text brings in a word that the regime forbids."""
    words = desk.procedure.vocabulary
    faults = [
        InputFault(
            file=order.title,
            problem=f"het woord '{forbidden}' hoort niet bij {desk.procedure.name}.",
            remedy=f"Gebruik '{words.decision}' of '{words.application}'.",
        )
        for order in coming
        for forbidden in words.wrong_words(order.content.own_words())
    ]
    if faults:
        raise InputRefusedError(faults)
