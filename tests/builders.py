"""Nouns for tests, one short call each. They belong to the small tender of tests/rules/cases.py and add to it.

Every builder takes only what a test is about; the rest is plain. ``**changed`` replaces any field afterwards.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, settings

from schemas.award import AdmissionDecision, AdmissionKind
from schemas.clarification import NotaRound, ProposedChange, Question, QuestionStatus
from schemas.consultation import (
    ConsultationGroup,
    ConsultationInput,
    Decision,
    Disposition,
    Outcome,
    Promise,
    Scope,
    Subject,
)
from schemas.contract import AgreementLot, BridgingAgreement, FrameworkAgreement
from schemas.dialogue import AgendaItem, DialogueSession, Participant, SessionPoint
from schemas.document import Document
from schemas.message import Message, MessageState
from schemas.planning import Milestone, Precision
from schemas.screening import Finding, FindingOutcome
from schemas.tender import FunctionMixRow, InnovationItem, Product, StageRecord
from schemas.values import Stage
from tests.rules.cases import CLOSES, REFERENCE, SHA, START
from tests.storage.examples import AWKWARD_NAMES as STORED_NAMES
from tests.templates.examples import AWKWARD_NAMES as PRINTED_NAMES

DAY = date(2025, 4, 14)
"""A Monday after the closing day."""
CALM = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For properties over whole nouns: a busy machine makes them slow, and slow is not wrong."""
MOMENT = datetime(2025, 1, 20, 9, 0, tzinfo=UTC)

NAMES = tuple(
    dict.fromkeys(
        (
            *PRINTED_NAMES,
            *STORED_NAMES,
            "=1+1",
            "+31 Zorg",
            "-Min B.V.",
            "@home jeugdhulp",
            '=HYPERLINK("http://x.example";"klik")',
            "{% raw %} Zorg {% endraw %}",
            "{# opmerking #} Jeugd",
            "{{ aanbieder.naam }}",
            "{%p if waar %}",
            "${ZORG} en $(whoami)",
            "%s %d %(naam)s",
            "{0} {naam}",
            "<w:p>Alinea</w:p>",
            "]]> Jeugd &amp; Co &lt;BV&gt;",
            "<!-- stil -->",
            "&nbsp;&#38;",
            "Sint-Jan “De Brug” ‘Noord’ «Zuid»",
            "O'Neill's Kinder\u2011 en Jeugdpraktijk",
            "C:\\Zorg\\nieuw\\temp",
            "Zorg | Tafel || Rij",
            "Zorg; Jeugd, en Co.",
            "a/b/c ../../etc/passwd",
            "NULL",
            "None",
            "0",
            "1e5",
            "007",
            "TRUE",
            "Ÿ Żółć Ğüneş Çağ Đorđe",
            "İstanbul ıI ß ﬁ",
            "مؤسسة رعاية الشباب",
            "Zorg \u202etpircs\u202c Noord",
            "👨‍👩‍👧‍👦 Gezinszorg 🇳🇱",
            "株式会社こども",
            "Zorg\u00a0vast\u2009dun\u200bnul",
            "*vet* _schuin_ `code` # kop",
            "__init__",
            "Ægir & Ødegård – jeugd… ± ½",
        )
    )
)
"""Names that are hard on software: markup, templates, formulas, other scripts, white space, the longest one."""


def stage(which: Stage, opened_on: date = DAY, closed_on: date | None = None) -> StageRecord:
    return StageRecord(id=which.value, tender_id=REFERENCE, stage=which, opened_on=opened_on, closed_on=closed_on)


def closed(*stages: Stage) -> tuple[StageRecord, ...]:
    return tuple(stage(which, closed_on=DAY) for which in stages)


def milestone(number: int = 1, /, day: date = START, **changed: object) -> Milestone:
    return Milestone(
        id=f"{REFERENCE}/stap-{number}",
        tender_id=REFERENCE,
        number=number,
        title=f"Stap {number}",
        owners=("Projectteam inkoop",),
        printed=f"{day.day}-{day.month}-{day.year}",
        precision=Precision.DAY,
        first=day,
        last=day,
    ).model_copy(update=changed)


def group(code: str = "aanbieder", **changed: object) -> ConsultationGroup:
    return ConsultationGroup(
        sequence=1,
        id=f"G-{code}",
        tender_id=REFERENCE,
        code=code,
        name=f"Groep {code}",
        channel="een vragenlijst",
        invited=8,
        responded=1,
    ).model_copy(update=changed)


def disposition(outcome: Outcome, **changed: object) -> Disposition:
    return Disposition(
        outcome=outcome, response="Wij hebben dit bekeken.", place="hoofdstuk 3", owner="Werkgroep Jeugd"
    ).model_copy(update=changed)


def point(sequence: int = 1, /, outcome: Outcome | None = None, **changed: object) -> ConsultationInput:
    return ConsultationInput(
        id=f"I-{sequence:03d}",
        tender_id=REFERENCE,
        sequence=sequence,
        group="aanbieder",
        municipality=None,
        scope=Scope.YOUTH,
        theme="Tarieven",
        text=f"Punt {sequence}.",
        disposition=None if outcome is None else disposition(outcome),
    ).model_copy(update=changed)


def promise(number: int = 1, /) -> Promise:
    return Promise(
        id=f"T-{number:03d}",
        tender_id=REFERENCE,
        input_id=f"I-{number:03d}",
        text=f"Punt {number}.",
        place="Programma van eisen",
        owner="Werkgroep Jeugd",
    )


def decision(municipality: str, subject: Subject = Subject.STRATEGY, outcome: str = "akkoord") -> Decision:
    return Decision(
        id=f"B-{municipality}-{subject.name}",
        tender_id=REFERENCE,
        subject=subject,
        body="college",
        municipality=municipality,
        decided_on=DAY,
        outcome=outcome,
        mandate="",
    )


def product(code: str = "45A04", **changed: object) -> Product:
    parts = {
        "kosten_beroepskrachten": Decimal("61.20"),
        "clientgebonden_overig": Decimal("4.15"),
        "overhead": Decimal("17.80"),
        "indexering": Decimal("3.25"),
    }
    return Product(
        id=code,
        tender_id=REFERENCE,
        code=code,
        name="Begeleiding individueel",
        lot=1,
        unit="uur",
        goal="De jeugdige doet zo veel mogelijk zelf mee.",
        target_group="Jeugdigen tot 18 jaar.",
        activities=("Gesprekken thuis.", "Oefenen in het gezin."),
        quality=("Een geregistreerde professional heeft de regie.",),
        function_mix=(FunctionMixRow(level="mbo", share=40), FunctionMixRow(level="hbo", share=60)),
        group_size=None,
        duration="ten hoogste 12 maanden",
        transport=False,
        rate=Decimal("86.40"),
        build_up=parts,
    ).model_copy(update=changed)


def document(kind: str, status: str = "definitief", number: str = "1.0", **changed: object) -> Document:
    return Document(
        id=f"{kind}/v{number}",
        tender_id=REFERENCE,
        kind=kind,
        subject="",
        number=number,
        sequence=1,
        status=status,
        title=kind.replace("_", " ").capitalize(),
        file_name=f"{REFERENCE}_{kind}_v{number}.docx",
        folder="02-procedure",
        content_sha256=SHA,
        sha256=SHA,
        size=1,
        made_on=DAY,
    ).model_copy(update=changed)


def nota_round(number: int = 1, /, published_on: date | None = None) -> NotaRound:
    return NotaRound(
        id=f"N-{number}",
        tender_id=REFERENCE,
        number=number,
        questions_close_at=CLOSES - timedelta(days=60 - 10 * number),
        publish_on=date(2025, 1 + number, 10),
        published_on=published_on,
    )


def question(number: int = 1, /, **changed: object) -> Question:
    """The question that came in as number ``number``; answered, and not yet numbered for the public."""
    return Question(
        id=f"V-{number:03d}",
        tender_id=REFERENCE,
        source_number=f"TN-{number}",
        source="TenderNed",
        round=1,
        received_at=MOMENT + timedelta(hours=number),
        provider_id="ZA-001",
        lot="alle",
        document="Programma van eisen",
        document_version="1.0",
        section=f"E-{number}.1",
        theme="Personeel",
        text=f"Hoe werkt {number}?",
        answer=f"Zo werkt {number}.",
        status=QuestionStatus.DRAFT,
    ).model_copy(update=changed)


def proposed(place: str = "E-4.8", **changed: object) -> ProposedChange:
    return ProposedChange(
        document="Programma van eisen",
        place=place,
        old_text="binnen zes maanden",
        new_text="binnen twaalf maanden",
        reason="De termijn was te kort.",
    ).model_copy(update=changed)


def session(number: int = 1, /, **changed: object) -> DialogueSession:
    starts = datetime(2025, 5, 13, 7, 30, tzinfo=UTC)
    return DialogueSession(
        id=f"S-{number}",
        tender_id=REFERENCE,
        number=number,
        subject="Overdracht van jeugdigen",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        location="Gemeentehuis Berg",
        agenda=(AgendaItem(number=1, subject="Opening", note=""),),
        participants=(
            Participant(
                organisation="Zorg & Co <BV>",
                provider_id="ZA-001",
                role="bestuurder",
                ground="aanbieder met aanbod in perceel 2",
                email="info@zorg.example",
            ),
        ),
    ).model_copy(update=changed)


def session_point(number: int = 1, /, **changed: object) -> SessionPoint:
    return SessionPoint(
        number=number,
        subject="Warme overdracht",
        discussed="Aanbieders vragen om een vast moment voor de overdracht.",
        conclusion="De overdracht begint twee weken voor het einde van de hulp.",
    ).model_copy(update=changed)


def finding(code: str = "E06", outcome: FindingOutcome = FindingOutcome.MEETS, **changed: object) -> Finding:
    return Finding(
        id=f"A-001/{code}/1",
        tender_id=REFERENCE,
        application_id="A-001",
        criterion=code,
        attempt=1,
        outcome=outcome,
        reason="Het stuk is van 3 februari 2025 en is van deze aanbieder.",
        checked_by="Inkoopstraat",
        checked_on=date(2025, 3, 31),
    ).model_copy(update=changed)


def admission(number: int = 1, /, kind: AdmissionKind = AdmissionKind.ADMITTED, **changed: object) -> AdmissionDecision:
    return AdmissionDecision(
        id=f"D-A-{number:03d}",
        tender_id=REFERENCE,
        application_id=f"A-{number:03d}",
        provider_id=f"ZA-{number:03d}",
        kind=kind,
        reasons=("De aanmelding is op tijd en voldoet aan alle gestelde eisen.",),
        lots=(1,),
        municipalities=("Berg",),
        decided_on=date(2025, 6, 2),
        objection_until=date(2025, 6, 23),
        objection_explanation="20 kalenderdagen na verzending.",
        document_id="admission_letter/v1.0",
    ).model_copy(update=changed)


def agreement(number: int = 1, /, **changed: object) -> FrameworkAgreement:
    return FrameworkAgreement(
        id=f"{REFERENCE}-RO-{number:03d}",
        tender_id=REFERENCE,
        provider_id=f"ZA-{number:03d}",
        contract_number=f"{REFERENCE}-RO-{number:03d}",
        lots=(AgreementLot(lot=1, municipality="Berg", start_date=START),),
        start_date=START,
        end_date=date(2029, 12, 31),
        document_id="framework_agreement/v1.0",
        sha256=SHA,
        annexes=(),
        made_on=DAY,
    ).model_copy(update=changed)


def bridging(number: int = 1, /, **changed: object) -> BridgingAgreement:
    return BridgingAgreement(
        id=f"OB-ZA-{number:03d}",
        tender_id=REFERENCE,
        provider_id=f"ZA-{number:03d}",
        reason="De aanbieder heeft zich niet aangemeld.",
        clients=3,
        start_date=START,
        end_date=date(2026, 6, 30),
        end_explanation="Zes maanden.",
        document_id="bridging_agreement/v1.0",
    ).model_copy(update=changed)


def innovation(number: int = 1, /, **changed: object) -> InnovationItem:
    return InnovationItem(
        id=f"IN-{number}",
        tender_id=REFERENCE,
        number=number,
        name="Digitaal behandelen",
        reasons=("Reistijd en wachttijd worden korter.",),
        printed_quarter="eerste kwartaal 2027",
        status="in voorbereiding",
    ).model_copy(update=changed)


def message(batch: str, recipient: str = "ZA-001", state: MessageState = MessageState.SENT) -> Message:
    return Message(
        id=f"{batch}/{recipient}",
        tender_id=REFERENCE,
        batch=batch,
        kind=batch,
        recipient=recipient,
        to_name="J. Jansen",
        to_address="info@zorg.example",
        subject="Onderwerp",
        text="Tekst",
        queued_at=MOMENT,
        state=state,
    )
