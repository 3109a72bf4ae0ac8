"""Pieces that every document shares: title block, addressee, contact, changes, lots per municipality."""

from collections.abc import Iterable, Sequence
from datetime import date

from flows.rules.consultation import Shown, promises_made_for
from flows.rules.dialogue.agenda import meant_for
from flows.rules.wording import listing, plain_date, short_date
from schemas.clarification import DocumentChange
from schemas.consultation import Promise
from schemas.documents import (
    AccessInstruction,
    AdmissionGuide,
    Adres,
    Contact,
    InnovationAgenda,
    Kop,
    ProductCards,
    PromisedDocument,
    RatesDocument,
    RequirementsDocument,
    Toegezegd,
    Wijziging,
)
from schemas.documents.contracting import Ondertekenaar
from schemas.documents.letters import PerceelGemeente
from schemas.documents.preparation import Drempel
from schemas.provider import Provider
from schemas.record import TenderRecord
from schemas.tender import Tender

LISTING: tuple[type[PromisedDocument], ...] = (
    RequirementsDocument,
    AdmissionGuide,
    ProductCards,
    RatesDocument,
    AccessInstruction,
    InnovationAgenda,
)
"""The documents that list what was promised for them; the planning lists what is in none of them."""

SALUTATIONS = {"mevrouw": "mevrouw", "heer": "heer"}


def head(tender: Tender, today: date, status: str) -> Kop:
    """The title block. The version is filled in when the document gets its number."""
    return Kop(
        organisatie=tender.organisation,
        regio=listing(tender.municipality_names),
        traject=tender.title,
        kenmerk=tender.reference,
        versie="",
        status=status,
        datum=plain_date(today),
    )


def contact(tender: Tender) -> Contact:
    return Contact(naam=tender.contact_name, email=tender.mailbox.address, telefoon=tender.contact_phone)


def address(provider: Provider) -> Adres:
    """The provider as addressee or party; the name to the letter."""
    return Adres(
        naam=provider.name,
        kvk=provider.kvk,
        straat=provider.street,
        postcode=provider.postcode,
        plaats=provider.city,
        contactpersoon=provider.contact_name,
        aanhef=provider.greeting,
    )


def change_rows(changes: Iterable[DocumentChange], document: str | None = None) -> tuple[Wijziging, ...]:
    """Rows of the change index, of one document or of all."""
    return tuple(
        Wijziging(
            nr=change.label,
            document=change.document,
            van=change.from_version,
            naar=change.to_version,
            vindplaats=change.place,
            oud=change.old_text or "(nieuw)",
            nieuw=change.new_text or "(vervallen)",
            reden=change.reason,
            aanleiding=change.origin,
            datum=short_date(change.decided_on),
        )
        for change in changes
        if document is None or change.document == document
    )


def promised(record: TenderRecord, document: type[PromisedDocument]) -> tuple[Toegezegd, ...]:
    """What was promised in the consultation for this document, in order of number, with who sees to it by when.

    A promise stays on the list when it was kept: who made the point finds it back here. Printed as in the response
    note, so without what would give a person away.
    """
    return _promised(record, promises_made_for(record, document.title, *document.promised_as))


def promised_elsewhere(record: TenderRecord) -> tuple[Toegezegd, ...]:
    """What was promised for a place that has no list of its own: no document that prints one, and no known session.

    Each with that place before it, for the planning: 'Implementatieplan: …'.
    """
    names = [name for one in LISTING for name in (one.title, *one.promised_as)]
    listed = {row.id for row in promises_made_for(record, *names)}
    rows = [row for row in record.promises if row.id not in listed]
    loose = [row for row in rows if not any(meant_for(row.place, session) for session in record.sessions)]
    places = {row.id: row.place for row in loose}
    made = _promised(record, loose)
    return tuple(row.model_copy(update={"inbreng": f"{places[row.nr]}: {row.inbreng}"}) for row in made)


def _promised(record: TenderRecord, rows: Sequence[Promise]) -> tuple[Toegezegd, ...]:
    if not rows:
        return ()
    points, shown = {row.id: row for row in record.inputs}, Shown(record)
    return tuple(
        Toegezegd(
            nr=row.id,
            inbreng=shown.text(points[row.input_id]) if row.input_id in points else row.text,
            reactie=shown.response(points[row.input_id]) if row.input_id in points else "",
            eigenaar=row.owner,
            uiterlijk=plain_date(row.due_on) if row.due_on else "",
        )
        for row in rows
    )


def lot_rows(tender: Tender, lots: Iterable[int], municipalities: Iterable[str]) -> tuple[PerceelGemeente, ...]:
    """Each lot in each municipality with its start date, in the fixed order of municipalities."""
    wanted, places = set(lots), set(municipalities)
    return tuple(
        PerceelGemeente(
            perceel=f"{lot.number}. {lot.name}", gemeente=name, ingangsdatum=plain_date(lot.starts_on(name))
        )
        for lot in tender.lots
        if lot.number in wanted
        for name in tender.municipality_names
        if name in places
    )


def threshold_rows(tender: Tender) -> tuple[Drempel, ...]:
    return tuple(Drempel(tekst=row.text, gemeenten=", ".join(row.municipalities)) for row in tender.thresholds)


def signatories(tender: Tender, provider: Provider | None, municipalities: Iterable[str]) -> tuple[Ondertekenaar, ...]:
    """Who signs: every municipality that takes part, with its mandate, and the provider."""
    places = set(municipalities)
    buyers = [
        Ondertekenaar(
            partij=f"Gemeente {row.name}", naam=row.signatory_name, functie=row.signatory_role, mandaat=row.mandate
        )
        for row in tender.municipalities
        if row.name in places
    ]
    if provider is None:
        seller = Ondertekenaar(partij="Aanbieder", naam="", functie="", mandaat="")
    else:
        seller = Ondertekenaar(
            partij=provider.name, naam=provider.signatory_name, functie=provider.signatory_role, mandaat=""
        )
    return (*buyers, seller)
