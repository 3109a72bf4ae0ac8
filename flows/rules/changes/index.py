"""Changes of the procedure documents: numbered on, never made twice, and worked into the texts they change.

The record keeps requirements and products as first published; the current text is always that text with every decided
change worked in, in the order of their numbers. So a new version can be made from the record at any moment.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from schemas.clarification import DocumentChange, ProposedChange
from schemas.errors import InputFault, InputRefusedError
from schemas.record import TenderRecord
from schemas.tender import Product, Requirement

REQUIREMENTS = "Programma van eisen"
PRODUCT_CARDS = "Productkaarten"
DOCUMENT_TITLES = ("Aanmeldingsdocument", REQUIREMENTS, "Concept-inkoopovereenkomst", PRODUCT_CARDS, "Tarieven")
"""The documents that a question, a dialogue session or a decision can change."""
LAPSED = "Vervallen."


def propose(
    record: TenderRecord,
    items: Iterable[tuple[ProposedChange, str]],
    decided_on: date,
    versions: Mapping[str, tuple[str, str]],
) -> tuple[DocumentChange, ...]:
    """The new rows of the change index, numbered on from the last one.

    ``items`` pairs a change with its origin ("vraag 12", "dialoogsessie 2, punt 1"); an origin that is in the index
    already is passed over, so asking again makes nothing twice. ``versions`` tells per document title which version is
    changed and which version the change leads to. Raises InputRefusedError for documents that are not in it.
    """
    made = {row.origin for row in record.changes}
    fresh = [(change, origin) for change, origin in dict.fromkeys(items) if origin not in made]
    unknown = [(change.document, origin) for change, origin in fresh if change.document not in versions]
    if unknown:
        remedy = f"Kies uit: {', '.join(versions)}." if versions else "Maak eerst de stukken van de procedure."
        raise InputRefusedError(
            InputFault(problem=f"De wijziging uit {origin} noemt '{document}'; dat stuk is er niet.", remedy=remedy)
            for document, origin in unknown
        )
    last = max((row.sequence for row in record.changes), default=0)
    return tuple(
        DocumentChange(
            id=f"W-{sequence:03d}",
            tender_id=record.tender.id,
            sequence=sequence,
            document=change.document,
            from_version=versions[change.document][0],
            to_version=versions[change.document][1],
            place=change.place,
            old_text=change.old_text,
            new_text=change.new_text,
            reason=change.reason,
            origin=origin,
            decided_on=decided_on,
        )
        for sequence, (change, origin) in enumerate(fresh, start=last + 1)
    )


def applied(text: str, changes: Iterable[DocumentChange]) -> str:
    """``text`` with each old text replaced by the new one wherever it stands to the letter, in order of number.

    A change without an old text says nothing about where it belongs and leaves the text as it is.
    """
    for change in sorted(changes, key=lambda row: row.sequence):
        if change.old_text:
            text = text.replace(change.old_text, change.new_text)
    return text


def applied_requirements(
    requirements: Iterable[Requirement], changes: Iterable[DocumentChange]
) -> tuple[Requirement, ...]:
    """The requirements as they read now. A change names the number of its requirement as its place: ``E-4.8``.

    A change without an old text is added at the end of its requirement; a requirement without any text left has lapsed.
    """
    mine = sorted((row for row in changes if row.document == REQUIREMENTS), key=lambda row: row.sequence)
    return tuple(
        _applied_requirement(row, [change for change in mine if _names(change, row.number)]) for row in requirements
    )


def applied_products(products: Iterable[Product], changes: Iterable[DocumentChange]) -> tuple[Product, ...]:
    """The product cards as they read now. A change names the code of its product as its place: ``45MC1``.

    Only texts change this way; a rate is never text. A point that is taken away leaves no empty line.
    """
    mine = [row for row in changes if row.document == PRODUCT_CARDS]
    return tuple(_applied_product(row, [change for change in mine if _names(change, row.code)]) for row in products)


def unplaced(
    requirements: Iterable[Requirement], products: Iterable[Product], changes: Iterable[DocumentChange]
) -> tuple[DocumentChange, ...]:
    """The changes of requirements and product cards that change nothing: the place or the old text is not to be found.

    Each is judged on the text as it reads after the changes before it.
    """
    rules, cards, lost = tuple(requirements), tuple(products), []
    for change in sorted(changes, key=lambda row: row.sequence):
        if change.document not in (REQUIREMENTS, PRODUCT_CARDS):
            continue
        after = applied_requirements(rules, [change]), applied_products(cards, [change])
        if after == (rules, cards):
            lost.append(change)
        rules, cards = after
    return tuple(lost)


def _applied_requirement(requirement: Requirement, changes: list[DocumentChange]) -> Requirement:
    text = requirement.text
    for change in changes:
        text = applied(text, [change]) if change.old_text else f"{text} {change.new_text}"
    return requirement.model_copy(update={"text": text.strip() or LAPSED}) if changes else requirement


def _applied_product(product: Product, changes: list[DocumentChange]) -> Product:
    if not changes:
        return product
    return product.model_copy(
        update={
            "name": applied(product.name, changes),
            "goal": applied(product.goal, changes),
            "target_group": applied(product.target_group, changes),
            "activities": _applied_points(product.activities, changes),
            "quality": _applied_points(product.quality, changes),
            "group_size": None if product.group_size is None else applied(product.group_size, changes),
            "duration": applied(product.duration, changes),
        }
    )


def _applied_points(points: Iterable[str], changes: list[DocumentChange]) -> tuple[str, ...]:
    return tuple(text for point in points if (text := applied(point, changes)))


def _names(change: DocumentChange, mark: str) -> bool:
    """Whether the place of a change names this number or code as a word: ``45BA1`` in ``45BA1 en 45BA2``."""
    return mark in {word.strip(".,;:()") for word in change.place.split()}
