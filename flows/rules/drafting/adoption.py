"""The proposal to the college or council of one municipality: same content, own names, own days (domain D.14)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from flows.rules.adoption import Standing, deciding_step, standings
from flows.rules.consultation import Shown, answered, honest_sentence, outcome_counts
from flows.rules.drafting.common import contact, head
from flows.rules.drafting.consultation import led_to, period_of, point
from flows.rules.planning.scheduling.bodies import Sitting
from flows.rules.versions import FINAL
from flows.rules.wording import count, listing, long_date, plain_date
from schemas.consultation import ConsultationInput, Decision, Outcome, Subject
from schemas.document import Document
from schemas.documents import CouncilPackage
from schemas.procedure import Decider
from schemas.record import TenderRecord
from schemas.tender import Municipality

KINDS = {(Decider.COLLEGE, True): "Collegevoorstel", (Decider.COUNCIL, True): "Raadsvoorstel"}
INFORMED = "Raadsinformatie"
_NOT_KNOWN = "Deze datum staat nog niet in de Raadskalender."
_MONEY = (
    "De financiële gevolgen staan in de inkoopstrategie, in het hoofdstuk over het financieel kader. Dit voorstel "
    "voegt daar niets aan toe. Over de tarieven besluit het college apart, bij de inkoopovereenkomst."
)
_NEWS = (
    "Iedereen die reageerde, krijgt een terugkoppelbrief met de eigen punten en ons antwoord. De reactienota kan "
    "openbaar worden: er staan alleen namen in van organen, en van wie dat goed vond."
)


def council_package(
    record: TenderRecord,
    municipality: Municipality,
    decider: Decider,
    meeting: Sitting | None,
    papers: Sequence[Document],
    shown: Shown,
    today: date,
    texts: Mapping[str, str] | None = None,
) -> CouncilPackage:
    """The proposal about the strategy to one body; a council that does not decide gets it to know.

    ``papers`` are the documents that go with it. ``texts`` may hold the region's own 'voorstel_financieel' and
    'voorstel_communicatie'.
    """
    whole = record.model_copy(update={"inputs": answered(record.inputs)})
    decides = decider in {row.decider for row in standings(record, Subject.STRATEGY)}
    mine = [row for row in whole.inputs if row.municipality == municipality.name]
    tender = record.tender
    return CouncilPackage(
        kop=head(tender, today, FINAL),
        soort=KINDS.get((decider, decides), INFORMED),
        orgaan=decider.of(municipality.name),
        gemeente=municipality.name,
        beslist=decides,
        onderwerp=f"Inkoopstrategie: {tender.title}",
        vergadering=long_date(meeting.held) if meeting else _NOT_KNOWN,
        aanleveren=long_date(meeting.papers) if meeting else _NOT_KNOWN,
        voorstel=tuple(_proposal(record, decider, decides, papers)),
        aanleiding=_occasion(whole),
        argumenten=tuple(_arguments(whole, mine, municipality.name)),
        kanttekeningen=tuple(_caveats(whole, mine, municipality)),
        financieel=(texts or {}).get("voorstel_financieel", _MONEY),
        communicatie=(texts or {}).get("voorstel_communicatie", _NEWS),
        conclusie=_own_points(mine, municipality.name),
        punten=tuple(point(whole, row, shown) for row in mine),
        bijlagen=tuple(f"{row.title}, versie {row.number}" for row in papers),
        ondertekenaar=municipality.signatory_name,
        functie=municipality.signatory_role,
        contact=contact(tender),
    )


def _proposal(record: TenderRecord, decider: Decider, decides: bool, papers: Sequence[Document]) -> Iterator[str]:
    strategy = next((row for row in papers if row.kind == "strategy"), None)
    named = f"De inkoopstrategie{f' (versie {strategy.number})' if strategy else ''} van {record.tender.title}"
    if not decides:
        yield f"Kennisnemen van: {named[0].lower()}{named[1:]}."
        yield "Kennisnemen van de reactienota, en van wat er met de inbreng van uw raad gebeurt."
        return
    yield f"{named} vaststellen."
    yield "De reactienota van de consultatie vaststellen."
    if decider is Decider.COLLEGE:
        councils = any(row.decider is Decider.COUNCIL for row in standings(record, Subject.STRATEGY))
        yield "De strategie daarna voorleggen aan de raad." if councils else "De raad hierover informeren."


def _occasion(record: TenderRecord) -> str:
    tender = record.tender
    asked = listing(row.name for row in record.groups)
    periods = listing(f"van {period_of(row)}" for row in record.consultations)
    heard = f" Wij vroegen {periods} om een reactie aan: {asked}." if periods and asked else ""
    return (
        f"De overeenkomsten voor jeugdhulp eindigen op {plain_date(tender.old_contract_end)}. "
        f"{count(len(tender.municipalities), 'gemeente', 'gemeenten')} van {tender.region} kopen daarom samen opnieuw "
        f"in, zodat de hulp vanaf {plain_date(tender.contract_start)} doorloopt.{heard}"
    )


def _arguments(record: TenderRecord, mine: Sequence[ConsultationInput], municipality: str) -> Iterator[str]:
    yield f"Elk punt uit de consultatie heeft een antwoord. {honest_sentence(record.inputs)}"
    if mine:
        yield f"De inbreng uit {municipality} is verwerkt. {led_to(mine)}"
    if record.promises:
        waiting = [row for row in record.promises if row.done_on is None]
        yield (
            f"Wat wij toezeggen, volgen wij: {count(len(record.promises), 'toezegging', 'toezeggingen')} met een "
            f"eigenaar en een datum, waarvan {len(waiting)} open."
        )
    for row in standings(record, Subject.DISCUSSION):
        if row.decision is not None:
            yield f"Het portefeuillehoudersoverleg besprak de strategie op {_said(row.decision)}."
    others = [row for row in standings(record, Subject.STRATEGY) if row.municipality != municipality]
    agreed = [_who(row) for row in others if row.agreed]
    if agreed:
        yield f"Andere organen gaven al akkoord: {listing(agreed)}."


def _who(row: Standing) -> str:
    assert row.decision is not None, "who agreed has decided"
    return f"{row.name} ({plain_date(row.decision.decided_on)})"


def _caveats(record: TenderRecord, mine: Sequence[ConsultationInput], municipality: Municipality) -> Iterator[str]:
    counts = outcome_counts(mine)
    left_out = counts[Outcome.NOT_ADOPTED]
    if left_out:
        yield (
            f"{count(left_out, 'punt', 'punten')} uit {municipality.name} nemen wij niet over. In de tabel staat per "
            "punt waarom."
        )
    for row in standings(record, Subject.ADVICE):
        if row.municipality == municipality.name:
            yield _advice(row)
    step = deciding_step(record, Subject.STRATEGY)
    last = f" Volgens de planning is dat uiterlijk {plain_date(step.end)}." if step else ""
    yield f"De strategie geldt pas als elk orgaan dat moet besluiten, akkoord is.{last}"


def _advice(row: Standing) -> str:
    if row.decision is None:
        return f"Van {row.name} is nog geen advies vastgelegd."
    return f"Advies van {row.name} van {_said(row.decision)}."


def _said(decision: Decision) -> str:
    """``20 september 2024: negatief advies, “te laat gevraagd”``."""
    note = f", “{decision.note.strip().rstrip('.')}”" if decision.note.strip() else ""
    return f"{plain_date(decision.decided_on)}: {decision.outcome}{note}"


def _own_points(mine: Sequence[ConsultationInput], municipality: str) -> str:
    if not mine:
        return f"Uit {municipality} kwamen geen punten die bij één gemeente horen."
    return f"Uit {municipality} kwamen deze punten. {led_to(mine)}"
