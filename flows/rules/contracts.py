"""Contracts: their numbers, the lots they are for, and who needs a bridge so that no client loses help."""

from flows.rules.wording import count
from schemas.award import AdmissionKind
from schemas.contract import AgreementLot
from schemas.provider import Provider
from schemas.record import TenderRecord
from schemas.screening import ApplicationStatus
from schemas.tender import Tender


def contract_number(tender: Tender, provider: Provider) -> str:
    """``MIJOV-J26-RO-001``: the number follows from tender and register, so making it twice gives the same one."""
    return f"{tender.reference}-RO-{provider.number:03d}"


def agreement_lots(tender: Tender, provider: Provider) -> tuple[AgreementLot, ...]:
    """Each lot of the provider in each of its municipalities with its own start date, in the tender's order."""
    return tuple(
        AgreementLot(lot=lot.number, municipality=name, start_date=lot.starts_on(name))
        for lot in tender.lots
        if lot.number in provider.lots
        for name in tender.municipality_names
        if name in provider.municipalities
    )


def needs_bridging(record: TenderRecord) -> tuple[tuple[Provider, str], ...]:
    """Providers with clients under the old contract and no admission, each with the reason, in the register's order.

    Their clients keep their help (Jeugdwet art. 2.3, duty of care; S1 risk R1). Counts, never persons.
    """
    admitted = {row.provider_id for row in record.admissions if row.kind is AdmissionKind.ADMITTED}
    return tuple(
        (row, _reason(record, row))
        for row in record.providers
        if row.contracted_now and row.clients_now > 0 and row.id not in admitted
    )


def _reason(record: TenderRecord, provider: Provider) -> str:
    clients = count(provider.clients_now, "jeugdige", "jeugdigen")
    states = {row.status for row in record.applications if row.provider_id == provider.id}
    if not states:
        why = "De aanbieder heeft zich niet aangemeld voor de nieuwe overeenkomst."
    elif states == {ApplicationStatus.LATE}:
        why = "De aanmelding van de aanbieder voor de nieuwe overeenkomst kwam te laat binnen."
    else:
        why = "De aanbieder is niet toegelaten tot de nieuwe overeenkomst."
    return f"De aanbieder geeft onder de oude overeenkomst hulp aan {clients}. {why}"
