"""The documents of the procedure: requirements, admission guide, product cards, rates."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from flows.rules.drafting.common import change_rows, contact, head, promised, threshold_rows
from flows.rules.wording import at_time, count, euro, listing, local_day, plain_date
from schemas.clarification import NotaRound
from schemas.documents import AdmissionGuide, ProductCards, RatesDocument, RequirementsDocument
from schemas.documents.preparation import (
    Eis,
    Functie,
    Hoofdstuk,
    Perceel,
    Productkaart,
    Stap,
    Tariefregel,
    Toelatingseis,
)
from schemas.procedure import Procedure
from schemas.record import TenderRecord
from schemas.screening import Criterion
from schemas.tender import Product, Tender
from schemas.terms import Term, Unit

PARTICIPATION_GROUNDS = (
    "Elke groep van aanbieders is vertegenwoordigd: solistisch, klein, middelgroot en groot.",
    "Elk perceel is vertegenwoordigd door ten minste één aanbieder die zich voor dat perceel heeft aangemeld.",
    "Willen meer aanbieders meedoen dan er stoelen zijn, dan loot de regio per groep. De loting wordt vastgelegd.",
    "Meedoen of niet meedoen telt niet mee bij het besluit over toelating.",
)


def term_words(term: Term) -> str:
    """``10 werkdagen``: how documents write the length of a term."""
    unit = term.unit.value
    singular = {"kalenderdagen": "kalenderdag", "werkdagen": "werkdag", "weken": "week", "maanden": "maand"}
    return count(term.amount, singular.get(unit, unit), unit) if term.unit is not Unit.HOURS else f"{term.amount} uur"


def requirements(record: TenderRecord, today: date, status: str) -> RequirementsDocument:
    chapters = tuple(
        Hoofdstuk(
            titel=title,
            eisen=tuple(
                Eis(nummer=row.number, tekst=row.text, soort=row.kind, bewijs=row.evidence or "geen") for row in rows
            ),
        )
        for title, rows in groupby(record.requirements, key=lambda row: row.chapter)
    )
    return RequirementsDocument(
        kop=head(record.tender, today, status),
        inleiding=(
            "Dit programma van eisen hoort bij de toelatingsprocedure voor jeugdhulp van de gemeenten "
            f"{listing(record.tender.municipality_names)}. U voldoet aan een eis of u voldoet niet; "
            "wij vergelijken aanbieders niet met elkaar."
        ),
        hoofdstukken=chapters,
        aantal_eisen=len(record.requirements),
        wijzigingen=change_rows(record.changes, RequirementsDocument.title),
        toezeggingen=promised(record, RequirementsDocument),
    )


def agreement_terms(tender: Tender) -> tuple[str, str, str]:
    """End date, length and extension of the agreement in words."""
    end = agreement_end(tender)
    extension = (
        f"De gemeenten kunnen de overeenkomst verlengen met samen ten hoogste {tender.extension_years} jaar."
        if tender.extension_years
        else "De overeenkomst wordt niet verlengd."
    )
    return plain_date(end), f"{tender.agreement_years} jaar", extension


def agreement_end(tender: Tender) -> date:
    """The last day of the agreement: the day before the start date some years later."""
    start = tender.contract_start
    return date.fromordinal(start.replace(year=start.year + tender.agreement_years).toordinal() - 1)


def admission_guide(
    record: TenderRecord, procedure: Procedure, criteria: Iterable[Criterion], today: date, status: str
) -> AdmissionGuide:
    tender = record.tender
    end, _, extension = agreement_terms(tender)
    last_round = record.rounds[-1] if record.rounds else None
    return AdmissionGuide(
        kop=head(tender, today, status),
        gemeenten=listing(tender.municipality_names),
        ingangsdatum=plain_date(tender.contract_start),
        einddatum=end,
        verlenging=extension,
        platform=tender.platform,
        sluiting=at_time(tender.applications_close_at),
        sluiting_uitleg="Om 12.00.00 uur bent u op tijd; daarna niet meer. De klok van het platform telt.",
        vragen_tot=at_time(last_round.questions_close_at) if last_round else "",
        herstel_termijn=term_words(procedure.terms["remedy"]),
        bezwaar_termijn=term_words(procedure.terms["objection"]),
        max_sessies=str(procedure.max_sessions) if procedure.max_sessions else "",
        deelname_gronden=PARTICIPATION_GROUNDS,
        percelen=tuple(
            Perceel(
                nummer=str(lot.number),
                naam=lot.name,
                omschrijving=lot.description,
                productgroepen=", ".join(lot.product_groups),
                ingangsdatum=plain_date(lot.start_date),
            )
            for lot in tender.lots
        ),
        stappen=procedure_steps(record),
        eisen=tuple(_criterion(row) for row in criteria),
        drempels=threshold_rows(tender),
        contact=contact(tender),
        wijzigingen=change_rows(record.changes, AdmissionGuide.title),
        toezeggingen=promised(record, AdmissionGuide),
    )


def procedure_steps(record: TenderRecord, after: date | None = None) -> tuple[Stap, ...]:
    """The dates a provider needs, in time order; with ``after`` only those that are still to come on that day."""
    tender = record.tender
    steps = [step for row in record.rounds for step in _round_steps(row)]
    steps.append(
        (
            tender.applications_open_on,
            "Aanmelden vanaf",
            plain_date(tender.applications_open_on),
            f"Via {tender.platform}.",
        )
    )
    closes = tender.applications_close_at
    steps.append((local_day(closes), "Aanmelding sluit", at_time(closes), "Met alle bewijsstukken."))
    steps.append(
        (
            tender.contract_start,
            "Overeenkomst gaat in",
            plain_date(tender.contract_start),
            f"De oude overeenkomsten eindigen op {plain_date(tender.old_contract_end)}.",
        )
    )
    return tuple(
        Stap(stap=title, datum=shown, toelichting=note)
        for day, title, shown, note in sorted(steps, key=lambda step: step[0])
        if after is None or day > after
    )


def _round_steps(row: NotaRound) -> tuple[tuple[date, str, str, str], ...]:
    closes = row.questions_close_at
    asked = "Uiterste moment. Stel uw vraag met document en paragraaf."
    return (
        (local_day(closes), f"Vragen voor nota van inlichtingen {row.number}", at_time(closes), asked),
        (
            row.publish_on,
            f"Nota van inlichtingen {row.number}",
            plain_date(row.publish_on),
            "Voor alle aanbieders op hetzelfde moment.",
        ),
    )


def _criterion(row: Criterion) -> Toelatingseis:
    return Toelatingseis(
        code=row.code,
        titel=row.title,
        eis=row.requirement,
        bewijs=row.evidence.replace("-", " "),
        ouderdom=f"{row.max_age_months} maanden" if row.max_age_months else "niet van toepassing",
        herstel="ja, één keer" if row.remediable else "nee",
    )


def lot_name(tender: Tender, number: int) -> str:
    return next((f"{lot.number}. {lot.name}" for lot in tender.lots if lot.number == number), str(number))


def product_cards(record: TenderRecord, today: date, status: str) -> ProductCards:
    return ProductCards(
        kop=head(record.tender, today, status),
        producten=tuple(
            Productkaart(
                code=row.code,
                naam=row.name,
                perceel=lot_name(record.tender, row.lot),
                eenheid=row.unit,
                doel=row.goal,
                doelgroep=row.target_group,
                activiteiten=row.activities,
                kwaliteitseisen=row.quality,
                functiemix=tuple(Functie(niveau=mix.level, aandeel=f"{mix.share}%") for mix in row.function_mix),
                groepsgrootte=row.group_size or "niet van toepassing",
                duur=row.duration,
                vervoer="ja" if row.transport else "nee",
                tarief=f"{euro(row.rate)} per {row.unit}",
            )
            for row in record.products
        ),
        wijzigingen=change_rows(record.changes, ProductCards.title),
        toezeggingen=promised(record, ProductCards),
    )


def price_level(tender: Tender) -> str:
    """The year in whose prices the rates are set: that of the start of the agreement."""
    return f"{tender.contract_start.year}, exclusief indexering over latere jaren"


def rate_rows(tender: Tender, products: Iterable[Product]) -> tuple[Tariefregel, ...]:
    """One row per product; the four elements of Besluit Jeugdwet art. 2.3 add up to the rate."""
    return tuple(
        Tariefregel(
            code=row.code,
            naam=row.name,
            perceel=lot_name(tender, row.lot),
            eenheid=row.unit,
            beroepskrachten=euro(row.build_up["kosten_beroepskrachten"]),
            clientgebonden=euro(row.build_up["clientgebonden_overig"]),
            overhead=euro(row.build_up["overhead"]),
            indexering=euro(row.build_up["indexering"]),
            tarief=euro(row.rate),
        )
        for row in products
    )


def rates(record: TenderRecord, today: date, status: str) -> RatesDocument:
    return RatesDocument(
        kop=head(record.tender, today, status),
        prijspeil=price_level(record.tender),
        regels=rate_rows(record.tender, record.products),
        wijzigingen=change_rows(record.changes, RatesDocument.title),
        toezeggingen=promised(record, RatesDocument),
    )
