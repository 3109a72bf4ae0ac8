"""One small tender on paper: the data of every Word document, made by the real drafting functions from a fixed record.

Dates stand still and names are awkward on purpose. What is printed is kept as text in this folder.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from flows.rules.award import refusal_grounds
from flows.rules.calendar import FreeDays
from flows.rules.changes.index import PRODUCT_CARDS, applied_products, applied_requirements
from flows.rules.consultation import Shown, points_of, promises
from flows.rules.contracts import agreement_lots, contract_number, needs_bridging
from flows.rules.drafting import (
    adoption,
    consultation,
    contracting,
    dialogue,
    implementation,
    letters,
    plan_change,
    planning,
    preparation,
)
from flows.rules.drafting import publication as public
from flows.rules.planning.scheduling.bodies import Sitting
from flows.rules.planning.watch import board_of
from flows.rules.procedures import OPEN_HOUSE_SCREENING_FIRST as PROCEDURE
from flows.rules.screening import latest_findings
from flows.rules.terms import reckon
from flows.tasks import word
from schemas.clarification import QuestionStatus
from schemas.consultation import ConsultationRound, Contributor, Outcome, RoundQuestion, Scope
from schemas.contract import AgreementAnnex
from schemas.dialogue import AgendaItem, Correction, Participant, SessionKind
from schemas.documents import WordDocument
from schemas.procedure import Decider
from schemas.provider import Provider
from schemas.record import TenderRecord
from schemas.screening import ApplicationStatus, FindingOutcome
from schemas.tender import FunctionMixRow, Requirement, Tender, Threshold
from schemas.terms import TermResult
from tests import builders as a
from tests.golden.moved import moved_effect, moved_record
from tests.rules import cases

TODAY = date(2025, 6, 2)
MOMENT = datetime(2025, 6, 2, 8, 0, tzinfo=UTC)
TEMPLATES = Path(__file__).resolve().parent.parent.parent / "tender_templates" / "word"
CALENDAR = FreeDays()

CRITERIA = (
    cases.criterion(
        "E03",
        title="Uittreksel uit het Handelsregister",
        requirement="U staat in het Handelsregister. Het uittreksel is niet ouder dan zes maanden.",
        evidence="uittreksel-handelsregister",
        max_age_months=6,
    ),
    cases.criterion(
        "E05",
        title="Gedragsverklaring aanbesteden",
        requirement="U hebt een gedragsverklaring aanbesteden of een VOG voor rechtspersonen.",
        evidence="gva",
        max_age_months=24,
    ),
    cases.criterion(
        "E35",
        title="Akkoord met de overeenkomst",
        requirement="U gaat zonder voorbehoud akkoord met de overeenkomst.",
        evidence="akkoordverklaring",
        remediable=False,
    ),
)
BY_CODE = {row.code: row for row in CRITERIA}


def tender() -> Tender:
    lots = cases.tender().lots
    named = (
        (lots[0], "Begeleiding", "Hulp thuis en in de buurt.", ("45", "41")),
        (lots[1], "Wonen & verblijf", "Hulp met verblijf.", ("44",)),
        (lots[2], "Behandeling", "Behandeling en specialistische GGZ.", ("50",)),
    )
    return cases.tender().model_copy(
        update={
            "title": "Inkoop jeugdhulp 2026",
            "region": "Jeugdregio Berg, Dal & Veld",
            "organisation": "Inkoopbureau Berg, Dal & Veld",
            "extension_years": 2,
            "lots": tuple(
                lot.model_copy(update={"name": name, "description": text, "product_groups": groups})
                for lot, name, text, groups in named
            ),
            "thresholds": (
                Threshold(code="D1", text="Ten minste 10 jeugdigen per jaar.", municipalities=("Berg", "Dal")),
                Threshold(code="D2", text="Ten hoogste 4 locaties per aanbieder.", municipalities=("Veld",)),
            ),
        }
    )


def providers() -> tuple[Provider, ...]:
    first = cases.provider(1, salutation="mevrouw", contact_name="Aäf van 't Hoff", contracted_now=True, clients_now=12)
    second = cases.provider(
        2, name="{{ 7*7 }} B.V.", kvk="00000025", lots=(1, 3), municipalities=("Dal", "Veld"), contracted_now=True
    )
    third = cases.provider(
        3, name="'t Hofje", kvk="00000033", legal_form="stichting", municipalities=("Berg",), contracted_now=True
    )
    return (
        first,
        second.model_copy(update={"clients_now": 1, "contact_name": "", "salutation": ""}),
        third.model_copy(update={"clients_now": 7, "street": 'Laan "De <Brug>" 2'}),
    )


def requirements() -> tuple[Requirement, ...]:
    rows = (
        ("E-1.1", "1. Personeel", "Nieuw personeel heeft binnen zes maanden een geldige VOG.", None, "E05"),
        (
            "E-1.2",
            "1. Personeel",
            "Een geregistreerde professional heeft de regie.",
            "overzicht van registraties",
            None,
        ),
        ("E-2.1", "2. Samenwerking", "U begint de overdracht twee weken voor het einde van de hulp.", None, None),
    )
    return tuple(
        cases.requirement(number, text).model_copy(update={"chapter": title, "evidence": proof, "criterion": code})
        for number, title, text, proof, code in rows
    )


def record() -> TenderRecord:
    """The tender near its end, so that every document has something in it. Three providers: in, out, silent."""
    base = cases.record(tender=tender(), providers=providers())
    accepted = cases.application(1, status=ApplicationStatus.COMPLETE)
    refused = cases.application(2, status=ApplicationStatus.FAILED)
    whole = base.model_copy(
        update={
            "applications": (accepted, refused),
            "milestones": (
                a.milestone(1, date(2024, 11, 29), title="Strategie vaststellen", owners=("Colleges",)),
                a.milestone(2, date(2025, 3, 28), title="Aanmelding sluit"),
                a.milestone(3, cases.START, title="Overeenkomsten gaan in", hard=True),
            ),
            "groups": (
                a.group("raad", name="Gemeenteraden", channel="een brief en een bijeenkomst", invited=3),
                a.group("aanbieder", name="Zorgaanbieders", invited=None, responded=2),
                a.group("jeugd", name="Jeugdigen & ouders", channel="een oproep", invited=40, responded=0),
                a.group("inwoner", name="Inwoners", channel="de website", invited=None, responded=0),
            ),
            "consultations": rounds(),
            "contributors": contributors(),
            "inputs": points(),
            "promises": promises(points(), due=lambda place: date(2025, 6, 30)),
            "requirements": requirements(),
            "products": (
                a.product(),
                a.product(
                    "44B12",
                    name="Gezinshuis & verblijf",
                    lot=2,
                    unit="etmaal",
                    group_size="ten hoogste 6 jeugdigen",
                    function_mix=(FunctionMixRow(level="hbo", share=100),),
                    transport=True,
                    rate=Decimal("1234.80"),
                    build_up={
                        "kosten_beroepskrachten": Decimal("1001.10"),
                        "clientgebonden_overig": Decimal("80.50"),
                        "overhead": Decimal("120.20"),
                        "indexering": Decimal("33.00"),
                    },
                ),
            ),
            "rounds": (a.nota_round(1, date(2025, 2, 10)), a.nota_round(2, date(2025, 3, 17))),
            "questions": questions(),
            "changes": (
                cases.change(1, "binnen zes maanden", "binnen drie maanden"),
                cases.change(2, "", "Bij spoed geldt één week.", place="E-2.1").model_copy(
                    update={"origin": "dialoogsessie 1, punt 1"}
                ),
                cases.change(3, "Oefenen in het gezin.", "Oefenen in het gezin en op school.", PRODUCT_CARDS, "45A04"),
            ),
            "documents": (a.document("requirements", number="1.1", title="Programma van eisen"),),
            "sessions": sessions(),
            "findings": findings(),
            "admissions": (a.admission(1, lots=(1, 2), municipalities=("Berg", "Dal")),),
            "innovation": (a.innovation(), a.innovation(2, name="Buurtgezin & logeren", status="gestart")),
        }
    )
    bridged = needs_bridging(whole)
    lots = agreement_lots(whole.tender, whole.providers[0])
    return whole.model_copy(
        update={
            "agreements": (a.agreement(1, lots=lots),),
            "bridgings": tuple(a.bridging(row.number, clients=row.clients_now) for row, _ in bridged),
        }
    )


def rounds() -> tuple[ConsultationRound, ...]:
    asked = (("1", "Herkent u de doelen?", ()), ("2", "Wat mist u?", ("raad", "jeugd")))
    return (
        ConsultationRound(
            id="consultatie-1",
            tender_id=cases.REFERENCE,
            number=1,
            title="Inspraak",
            opens_on=date(2024, 8, 1),
            closes_on=date(2024, 9, 30),
            document="de concept-inkoopstrategie",
            questions=tuple(RoundQuestion(code=code, text=text, groups=groups) for code, text, groups in asked),
        ),
    )


def contributors() -> tuple[Contributor, ...]:
    made = {"tender_id": cases.REFERENCE, "municipality": "Veld", "greeting": "Beste Aäf"}
    return (Contributor(id="AF-1", group="jeugd", name="Aäf van 't Hoff", email="aaf@thuis.example", **made),)


def sessions() -> tuple[Any, ...]:
    """One that was held, with corrections, and one to come."""
    parent = Participant(
        organisation="A. Ouder & zoon", provider_id=None, role="ouder", ground="Vaste plaats", email=None, attended=True
    )
    there = a.session().participants[0].model_copy(update={"attended": True})
    points = (
        a.session_point(1, change=a.proposed("E-2.1", old_text="", new_text="Bij spoed geldt één week.")),
        a.session_point(
            2,
            subject="Wachttijden",
            action="De regio maakt een overzicht",
            action_owner="Projectteam inkoop",
            action_due=date(2025, 7, 1),
        ),
    )
    corrections = (
        Correction(number=1, by="A. Ouder & zoon", point=2, text="Er mist iets.", taken=True, reaction=""),
        Correction(
            number=2, by="Zorg & Co <BV>", point=None, text="Korter.", taken=False, reaction="Dan <mist> er wat."
        ),
    )
    held = a.session(participants=(there, parent), points=points, corrections=corrections)
    coming = a.session(
        2,
        kind=SessionKind.PROVIDERS,
        access="De zaal is op de begane grond & heeft een lift.",
        agenda=(AgendaItem(number=1, subject="Tarieven < 2026", note="Vragen van 3 verschillende aanbieders."),),
        participants=(parent,),
    )
    return held, coming


def points() -> tuple[Any, ...]:
    return (
        a.point(1, Outcome.ADOPTED, group="raad", municipality="Dal", text="Let op de reistijd & de wachttijd."),
        a.point(2, Outcome.NOT_ADOPTED, group="raad", municipality="Berg", theme="Financieel kader"),
        a.point(
            3,
            scope=Scope.INTEGRAL,
            text="Maak de <tarieven> eerder bekend.",
            disposition=a.disposition(Outcome.CARRIED, place="Programma van eisen, hoofdstuk 1"),
        ),
        a.point(4, Outcome.ANSWERED, theme="Kwaliteit"),
        a.point(5, Outcome.OTHER_TRACK, theme="Kwaliteit"),
        a.point(6, Outcome.CARRIED, group="jeugd", municipality="Veld", contributor="AF-1", text="Wacht niet zo lang."),
        a.point(
            7, Outcome.NOT_ADOPTED, group="jeugd", municipality="Veld", contributor="AF-1", page="11", quote="tijdig"
        ),
    )


def questions() -> tuple[Any, ...]:
    seen = {"status": QuestionStatus.PUBLISHED}
    return (
        a.question(
            1, **seen, number=1, section="E-1.1", change=a.proposed("E-1.1"), text="Waarom zes maanden & niet drie?"
        ),
        a.question(2, **seen, number=2, section="E-1.1", answer=None, duplicate_of="TN-1"),
        a.question(
            3,
            **seen,
            number=3,
            document="Productkaarten",
            section="45A04",
            lot="1",
            text="Mag oefenen < 1 uur & op school?",
            change=a.proposed("45A04", document="Productkaarten"),
        ),
        a.question(4, individual=True, text="Alleen voor ons."),
    )


def findings() -> tuple[Any, ...]:
    too_old = "Het stuk is van 3 februari 2023. Dat is langer dan 24 maanden voor de sluiting."
    return (
        a.finding("E03"),
        a.finding("E05", FindingOutcome.REMEDY, reason=too_old),
        a.finding("E05", attempt=2, id="A-001/E05/2", reason="Het stuk is van 7 april 2025."),
        a.finding("E35", reason="Het stuk is ondertekend."),
        *(
            a.finding(code, outcome, reason=reason, application_id="A-002", id=f"A-002/{code}/1")
            for code, outcome, reason in (
                ("E03", FindingOutcome.MEETS, "Het uittreksel is van 3 februari 2025."),
                ("E35", FindingOutcome.FAILS, "Het stuk 'akkoordverklaring' ontbreekt."),
            )
        ),
    )


def term(name: str, anchor: date) -> TermResult:
    return reckon(anchor, PROCEDURE.terms[name], CALENDAR)


def annexes() -> tuple[AgreementAnnex, ...]:
    titles = {
        "A": "Percelen en gemeenten",
        "B": "Producten en tarieven",
        "C": "Programma van eisen",
        "D": "Index van wijzigingen",
        "E": "Contactpersonen",
        "F": "Privacy",
    }
    return tuple(
        AgreementAnnex(letter=letter, title=title, document_id=f"{letter}/v1.0", number="1.0", sha256=cases.SHA)
        for letter, title in titles.items()
    )


def for_everyone(of: TenderRecord) -> dict[str, WordDocument]:
    """The documents that are the same for every provider, by the name of their golden text."""
    current = of.model_copy(
        update={
            "requirements": applied_requirements(of.requirements, of.changes),
            "products": applied_products(of.products, of.changes),
        }
    )
    board = board_of(of, PROCEDURE, CALENDAR, datetime(2024, 10, 1, 8, 0, tzinfo=UTC))
    numbered = tuple(row for row in of.questions if row.number is not None)
    made = (
        planning.planning_table(of, board, TODAY),
        consultation.response_note(of, TODAY, "definitief"),
        adoption.council_package(
            of,
            of.tender.municipalities[1],
            Decider.COLLEGE,
            Sitting("S-1", "Dal", date(2025, 6, 24), date(2025, 6, 10), date(2025, 6, 11)),
            (a.document("strategy", number="1.0", title="Inkoopstrategie"),),
            Shown(of),
            TODAY,
        ),
        preparation.requirements(current, TODAY, "definitief"),
        preparation.admission_guide(current, PROCEDURE, CRITERIA, TODAY, "definitief"),
        preparation.product_cards(current, TODAY, "definitief"),
        preparation.rates(current, TODAY, "definitief"),
        public.notice(of, public.notice_data(of.tender, PROCEDURE), of.documents, TODAY),
        public.nota(of, of.rounds[0], numbered, ("Lees de stukken op tijd.",), TODAY, "definitief"),
        public.change_index(of, TODAY, "definitief"),
        dialogue.session_report(of, of.sessions[0], of.documents, TODAY),
        dialogue.session_agenda(of, of.sessions[1], of.documents, TODAY),
        dialogue.session_invitation(of, of.sessions[1], TODAY),
        contracting.privacy_annex(of.tender, TODAY),
        implementation.access_instruction(of, TODAY),
        implementation.provider_overview(of, "Berg", TODAY),
        implementation.innovation_agenda(of, TODAY),
        plan_change.plan_change(moved_record(of), moved_effect(of), 2, 1, TODAY),
        plan_change.rectification_notice(moved_record(of), PROCEDURE, moved_effect(of), 1, TODAY),
    )
    concept = contracting.draft_agreement(current, TODAY, "concept")
    replies = {
        who.group: consultation.reply_letter(of, who, rows, Shown(of), TODAY, "definitief")
        for who, rows in points_of(of)
    }
    letters_ = {"reply_letter": replies["raad"], "reply_letter_plain": replies["jeugd"]}
    return {row.template: row for row in made} | {"framework_agreement_concept": concept} | letters_


def for_provider(of: TenderRecord, provider: Provider) -> dict[str, WordDocument]:
    """The documents that one provider gets, by the name of their golden text; each could be meant for any provider."""
    tender, number = of.tender, contract_number(of.tender, provider)
    refused = next(row for row in of.applications if row.status is ApplicationStatus.FAILED)
    grounds = refusal_grounds(of, refused, BY_CODE)
    lacking = [row for row in of.findings if row.outcome is FindingOutcome.REMEDY]
    mine = latest_findings(of, "A-001")
    objection, remedy = term("objection", TODAY), term("remedy", date(2025, 3, 31))
    no_remedy = "Nee. Bij deze eis is herstel volgens het aanmeldingsdocument niet mogelijk."
    reason = f"De aanbieder geeft onder de oude overeenkomst hulp aan {provider.clients_now} jeugdigen."
    end = term("bridging", tender.old_contract_end)
    made = (
        letters.remedy_letter(tender, provider, lacking, BY_CODE, remedy, date(2025, 3, 31)),
        letters.admission_letter(tender, provider, mine, BY_CODE, objection, TODAY),
        letters.refusal_letter(tender, provider, grounds, no_remedy, objection, TODAY),
        contracting.framework_agreement(of, provider, annexes(), number, TODAY),
        contracting.lots_annex(tender, provider, number, TODAY),
        contracting.rates_annex(of, provider, number, TODAY),
        contracting.contacts_annex(tender, provider, number, TODAY),
        contracting.bridging_agreement(tender, provider, reason, end, TODAY),
    )
    return {row.template: row for row in made}


def all_papers() -> Mapping[str, WordDocument]:
    of = record()
    return for_everyone(of) | for_provider(of, of.providers[0])


def printed(content: WordDocument) -> bytes:
    """The Word file, with a version number as it gets one when it is kept."""
    numbered = content.model_copy(update={"kop": content.kop.model_copy(update={"versie": "1.0"})})
    return word.render(
        (TEMPLATES / f"{content.template}.docx").read_bytes(),
        numbered.model_dump(mode="json"),
        title=content.title,
        author=content.kop.organisatie,
        subject=content.kop.traject,
        reference=content.kop.kenmerk,
        moment=MOMENT,
    )


def text_of(content: WordDocument) -> str:
    return word.text(printed(content))
