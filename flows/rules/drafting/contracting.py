"""The framework agreement with its annexes, and the bridging agreement."""

from datetime import date

from flows.rules.drafting.common import (
    address,
    change_rows,
    contact,
    head,
    lot_rows,
    signatories,
    threshold_rows,
)
from flows.rules.drafting.preparation import agreement_terms, price_level, rate_rows
from flows.rules.wording import count, listing, plain_date
from schemas.contract import AgreementAnnex
from schemas.documents import (
    Adres,
    BridgingAgreementDocument,
    ChangeIndex,
    ContactsAnnex,
    FrameworkAgreementDocument,
    LotsAnnex,
    PrivacyAnnex,
    RatesAnnex,
    RequirementsDocument,
)
from schemas.documents.contracting import Bijlage, Toegang
from schemas.provider import Provider
from schemas.record import TenderRecord
from schemas.tender import Tender
from schemas.terms import TermResult

ANNEX_LETTERS = {
    "annex_lots": "A",
    "annex_rates": "B",
    "requirements": "C",
    "change_index": "D",
    "annex_contacts": "E",
    "annex_privacy": "F",
}
"""Which document is which annex; the letter stands in the titles of the annex templates as well."""

ANNEXES_OF_THE_DRAFT = tuple(
    Bijlage(letter=ANNEX_LETTERS[kind.template], titel=kind.title.split(" – ")[-1], versie="volgt", kenmerk="volgt")
    for kind in (LotsAnnex, RatesAnnex, RequirementsDocument, ChangeIndex, ContactsAnnex, PrivacyAnnex)
)

PARTY_OF_THE_DRAFT = Adres(
    naam="de aanbieder die in het besluit tot toelating staat",
    kvk="zoals in het handelsregister",
    straat="adres zoals in het besluit tot toelating",
    postcode="",
    plaats="",
    contactpersoon="de contactpersoon uit de aanmelding",
    aanhef="Geachte heer, mevrouw",
)


def draft_agreement(record: TenderRecord, today: date, status: str) -> FrameworkAgreementDocument:
    """The agreement as published: all lots and municipalities, no provider yet."""
    tender = record.tender
    lots = [lot.number for lot in tender.lots]
    return _agreement(record, None, lots, tender.municipality_names, (), "", today, status)


def framework_agreement(
    record: TenderRecord, provider: Provider, annexes: tuple[AgreementAnnex, ...], number: str, today: date
) -> FrameworkAgreementDocument:
    return _agreement(record, provider, provider.lots, provider.municipalities, annexes, number, today, "definitief")


def _agreement(
    record: TenderRecord,
    provider: Provider | None,
    lots: tuple[int, ...] | list[int],
    municipalities: tuple[str, ...],
    annexes: tuple[AgreementAnnex, ...],
    number: str,
    today: date,
    status: str,
) -> FrameworkAgreementDocument:
    tender = record.tender
    end, length, extension = agreement_terms(tender)
    return FrameworkAgreementDocument(
        kop=head(tender, today, status),
        concept=provider is None,
        contractnummer=number or "volgt bij de overeenkomst",
        gemeenten=listing(name for name in tender.municipality_names if name in municipalities),
        aanbieder=address(provider) if provider else PARTY_OF_THE_DRAFT,
        aanbieder_rechtsvorm=provider.legal_form if provider else "rechtsvorm zoals in het handelsregister",
        percelen=lot_rows(tender, lots, municipalities),
        ingangsdatum=plain_date(tender.contract_start),
        einddatum=end,
        looptijd=length,
        verlenging=extension,
        drempels=threshold_rows(tender),
        wijzigingen=change_rows(record.changes, "Concept-inkoopovereenkomst"),
        bijlagen=_annex_rows(annexes) if provider else ANNEXES_OF_THE_DRAFT,
        ondertekenaars=signatories(tender, provider, municipalities),
        contact=contact(tender),
    )


def _annex_rows(annexes: tuple[AgreementAnnex, ...]) -> tuple[Bijlage, ...]:
    return tuple(
        Bijlage(letter=row.letter, titel=row.title, versie=row.number, kenmerk=row.sha256[:12]) for row in annexes
    )


def lots_annex(tender: Tender, provider: Provider, number: str, today: date) -> LotsAnnex:
    return LotsAnnex(
        kop=head(tender, today, "definitief"),
        contractnummer=number,
        aanbieder=address(provider),
        percelen=lot_rows(tender, provider.lots, provider.municipalities),
    )


def rates_annex(record: TenderRecord, provider: Provider, number: str, today: date) -> RatesAnnex:
    return RatesAnnex(
        kop=head(record.tender, today, "definitief"),
        contractnummer=number,
        aanbieder=address(provider),
        prijspeil=price_level(record.tender),
        regels=rate_rows(record.tender, (row for row in record.products if row.lot in provider.lots)),
    )


def contacts_annex(tender: Tender, provider: Provider, number: str, today: date) -> ContactsAnnex:
    return ContactsAnnex(
        kop=head(tender, today, "definitief"),
        contractnummer=number,
        aanbieder=address(provider),
        aanbieder_email=provider.email,
        aanbieder_telefoon=provider.phone,
        tekenbevoegde=provider.signatory_name,
        tekenbevoegde_functie=provider.signatory_role,
        contact=contact(tender),
        toegangen=access_teams(tender, provider.municipalities),
    )


def access_teams(tender: Tender, municipalities: tuple[str, ...]) -> tuple[Toegang, ...]:
    return tuple(
        Toegang(gemeente=row.name, naam=row.access_team, email=row.access_email)
        for row in tender.municipalities
        if row.name in municipalities
    )


def privacy_annex(tender: Tender, today: date) -> PrivacyAnnex:
    return PrivacyAnnex(
        kop=head(tender, today, "definitief"),
        gemeenten=listing(tender.municipality_names),
        contact=contact(tender),
    )


def bridging_agreement(
    tender: Tender, provider: Provider, reason: str, end: TermResult, today: date
) -> BridgingAgreementDocument:
    """For existing clients only; counts, never persons (S1 risk R1)."""
    return BridgingAgreementDocument(
        kop=head(tender, today, "definitief"),
        gemeenten=listing(name for name in tender.municipality_names if name in provider.municipalities),
        aanbieder=address(provider),
        aanleiding=reason,
        clienten=count(provider.clients_now, "jeugdige", "jeugdigen"),
        peildatum=plain_date(today),
        ingangsdatum=plain_date(tender.contract_start),
        einddatum=plain_date(end.date),
        einddatum_uitleg=end.explanation,
        ondertekenaars=signatories(tender, provider, provider.municipalities),
        contact=contact(tender),
    )
