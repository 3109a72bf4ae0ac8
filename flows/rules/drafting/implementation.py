"""Instruction for the access teams, overview per municipality, innovation agenda."""

from datetime import date

from flows.rules.drafting.common import contact, head, promised
from flows.rules.drafting.contracting import access_teams
from flows.rules.drafting.preparation import lot_name
from flows.rules.wording import plain_date
from schemas.documents import AccessInstruction, InnovationAgenda, ProviderOverview
from schemas.documents.implementation import AgendaItem, GecontracteerdeAanbieder, Overbrugging, ProductKort
from schemas.record import TenderRecord


def _bridged(record: TenderRecord, municipality: str | None = None) -> tuple[Overbrugging, ...]:
    rows = []
    for row in record.bridgings:
        provider = record.provider(row.provider_id)
        if municipality is None or municipality in provider.municipalities:
            rows.append(Overbrugging(aanbieder=provider.name, tot=plain_date(row.end_date)))
    return tuple(rows)


def access_instruction(record: TenderRecord, today: date) -> AccessInstruction:
    tender = record.tender
    return AccessInstruction(
        kop=head(tender, today, "definitief"),
        ingangsdatum=plain_date(tender.contract_start),
        producten=tuple(
            ProductKort(code=row.code, naam=row.name, perceel=lot_name(tender, row.lot), eenheid=row.unit)
            for row in record.products
        ),
        overbruggingen=_bridged(record),
        toegangen=access_teams(tender, tender.municipality_names),
        toezeggingen=promised(record, AccessInstruction),
        contact=contact(tender),
    )


def provider_overview(record: TenderRecord, municipality: str, today: date) -> ProviderOverview:
    """Who is contracted in one municipality, for which lots, from when (S1-P19)."""
    rows = []
    for agreement in record.agreements:
        lots = [row for row in agreement.lots if row.municipality == municipality]
        if not lots:
            continue
        provider = record.provider(agreement.provider_id)
        rows.append(
            GecontracteerdeAanbieder(
                naam=provider.name,
                plaats=provider.city,
                telefoon=provider.phone,
                percelen="; ".join(lot_name(record.tender, row.lot) for row in lots),
                ingangsdatum=plain_date(min(row.start_date for row in lots)),
            )
        )
    rows.sort(key=lambda row: row.naam.casefold())
    return ProviderOverview(
        kop=head(record.tender, today, "definitief"),
        gemeente=municipality,
        aantal=len(rows),
        aanbieders=tuple(rows),
        overbruggingen=_bridged(record, municipality),
        contact=contact(record.tender),
    )


def innovation_agenda(record: TenderRecord, today: date) -> InnovationAgenda:
    """The agenda is no fixed list; the number of askers is counted from the questions, never named (S0-P02)."""
    return InnovationAgenda(
        kop=head(record.tender, today, "definitief"),
        peildatum=plain_date(today),
        onderwerpen=tuple(
            AgendaItem(
                nr=str(row.number),
                naam=row.name,
                redenen=row.reasons,
                uitvoering=row.printed_quarter,
                status=row.status,
            )
            for row in record.innovation
        ),
        toezeggingen=promised(record, InnovationAgenda),
    )
