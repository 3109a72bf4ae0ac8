"""Letters about one application: remedy request, admission, refusal. No other provider is ever mentioned."""

from collections.abc import Iterable, Mapping
from datetime import date

from flows.rules.drafting.common import address, contact, head, lot_rows
from flows.rules.wording import long_date
from schemas.documents import AdmissionLetter, RefusalLetter, RemedyLetter
from schemas.documents.letters import HerstelPunt, Toets
from schemas.provider import Provider
from schemas.screening import Criterion, Finding
from schemas.tender import Tender
from schemas.terms import TermResult

SIGNATORY_ROLE = "projectleider inkoop jeugdhulp, namens de colleges van de deelnemende gemeenten"


def remedy_letter(
    tender: Tender,
    provider: Provider,
    findings: Iterable[Finding],
    criteria: Mapping[str, Criterion],
    due: TermResult,
    today: date,
) -> RemedyLetter:
    return RemedyLetter(
        kop=head(tender, today, "definitief"),
        aan=address(provider),
        punten=tuple(
            HerstelPunt(
                code=row.criterion,
                eis=criteria[row.criterion].requirement,
                gevonden=row.reason,
                nodig=f"Stuur een nieuw stuk '{_evidence_name(criteria[row.criterion])}' dat aan de eis voldoet.",
            )
            for row in findings
        ),
        uiterste_datum=f"{long_date(due.date)}, 12.00 uur",
        uitleg_datum=due.explanation,
        contact=contact(tender),
    )


def _evidence_name(criterion: Criterion) -> str:
    return criterion.evidence.replace("-", " ")


def _checks(findings: Iterable[Finding], criteria: Mapping[str, Criterion]) -> tuple[Toets, ...]:
    return tuple(
        Toets(
            code=row.criterion,
            eis=criteria[row.criterion].title,
            uitkomst=row.outcome.value,
            reden=row.reason,
        )
        for row in findings
    )


def admission_letter(
    tender: Tender,
    provider: Provider,
    findings: Iterable[Finding],
    criteria: Mapping[str, Criterion],
    objection: TermResult,
    today: date,
) -> AdmissionLetter:
    return AdmissionLetter(
        kop=head(tender, today, "definitief"),
        aan=address(provider),
        percelen=lot_rows(tender, provider.lots, provider.municipalities),
        toetsen=_checks(findings, criteria),
        bezwaar_tot=long_date(objection.date),
        bezwaar_uitleg=objection.explanation,
        vervolg=(
            "Na de bezwaartermijn en na het besluit van alle colleges ontvangt u de overeenkomst met haar bijlagen. "
            "U hoeft nu niets te doen."
        ),
        ondertekenaar=tender.contact_name,
        functie=SIGNATORY_ROLE,
        contact=contact(tender),
    )


def refusal_letter(
    tender: Tender,
    provider: Provider,
    grounds: tuple[Toets, ...],
    remedy: str,
    objection: TermResult,
    today: date,
) -> RefusalLetter:
    """``grounds``: the requirements that were not met, with what was found; ``remedy``: what chance there was."""
    return RefusalLetter(
        kop=head(tender, today, "definitief"),
        aan=address(provider),
        gronden=grounds,
        herstel=remedy,
        bezwaar_tot=long_date(objection.date),
        bezwaar_uitleg=objection.explanation,
        opnieuw="Bij het volgende moment van toetreding kunt u zich opnieuw aanmelden.",
        ondertekenaar=tender.contact_name,
        functie=SIGNATORY_ROLE,
        contact=contact(tender),
    )


def failed_checks(findings: Iterable[Finding], criteria: Mapping[str, Criterion]) -> tuple[Toets, ...]:
    """The failed findings as grounds of a refusal: the requirement in full, and what was found."""
    return tuple(
        Toets(
            code=row.criterion,
            eis=criteria[row.criterion].requirement,
            uitkomst=row.outcome.value,
            reden=row.reason,
        )
        for row in findings
    )
