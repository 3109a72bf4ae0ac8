"""One whole tender with at least one record of every kind, and names that are hard on software."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from schemas.award import AdmissionDecision, AdmissionKind
from schemas.clarification import Announcement, DocumentChange, NotaRound, ProposedChange, Question, QuestionStatus
from schemas.consultation import (
    ConsultationGroup,
    ConsultationInput,
    ConsultationRound,
    Contributor,
    Decision,
    Disposition,
    DraftInput,
    Outcome,
    Promise,
    RoundQuestion,
    Scope,
    Subject,
)
from schemas.contract import AgreementAnnex, AgreementLot, BridgingAgreement, FrameworkAgreement
from schemas.dialogue import AgendaItem, DialogueSession, Participant, SessionPoint
from schemas.document import Document
from schemas.message import Message, MessageAttachment, MessageState
from schemas.planning import (
    Body,
    BodyMeeting,
    Colleague,
    FreePeriod,
    LineStatus,
    Link,
    Mark,
    Milestone,
    Precision,
    StepKind,
    WatchedDeadline,
)
from schemas.provider import Provider
from schemas.record import TenderRecord
from schemas.screening import Application, Evidence, Finding, FindingOutcome, RemedyRequest
from schemas.tender import (
    FunctionMixRow,
    InnovationItem,
    Lot,
    Mailbox,
    Municipality,
    Product,
    Publication,
    Requirement,
    StageRecord,
    Tender,
    Threshold,
)
from schemas.terms import FreeDayKind
from schemas.values import Stage

TENDER = "PROEF-J26"
SHA = "ab" * 32
MOMENT = datetime(2026, 3, 29, 1, 59, 59, 999_999, tzinfo=UTC)
DAY = date(2026, 5, 4)
AWKWARD_NAMES = (
    "Zorg & Co <BV>",
    "'t Hofje",
    "{{ 7*7 }} B.V.",
    'Stichting "De Brug"; DROP TABLE providers;--',
    "Jeugdhulp Fryslân – ’t Loo %s :naam \\ €",
    "  spaties  ",
    "אבג 🧸 e\u0301",
    "regel 1\nregel 2\ttab",
    "x" * 120,
)


def provider(number: int, name: str, tender_id: str = TENDER) -> Provider:
    """A provider of that name."""
    return Provider(
        id=f"A-{number:03}",
        tender_id=tender_id,
        number=number,
        name=name,
        legal_form="B.V.",
        kvk=f"{number:08}",
        agb="00000001",
        street="Straat 1",
        postcode="7311 AB",
        city="'s-Graveland",
        contact_name="J. d'Été",
        email="info@voorbeeld.example",
        phone="+31 55 580 12 34",
        size="klein",
        signatory_name=name,
        signatory_role="bestuurder",
        lots=(1, 2),
        municipalities=("Ede", "Súdwest-Fryslân"),
        contracted_now=True,
        clients_now=3,
        no_mail_from=DAY,
    )


def tender(tender_id: str = TENDER) -> Tender:
    """The tender itself."""
    return Tender(
        id=tender_id,
        tender_id=tender_id,
        title="Jeugdhulp & <verblijf>",
        region="Regio 't Veld",
        organisation="Samen",
        procedure="open_house",
        municipalities=(
            Municipality(
                name="Ede",
                signatory_name="A. de Boer",
                signatory_role="wethouder",
                mandate="mandaat 3",
                access_team="Toegang",
                access_email="toegang@voorbeeld.example",
                advisory_board="Adviesraad",
            ),
        ),
        lots=(
            Lot(
                number=1,
                name="Ambulant",
                description="Zorg thuis",
                product_groups=("45", "41"),
                start_date=date(2027, 1, 1),
                later_starts={"Ede": date(2027, 7, 1), "Barneveld": date(2027, 4, 1)},
            ),
        ),
        thresholds=(Threshold(code="D1", text="Drempel", municipalities=("Ede",), parameter="omzet", value="10%"),),
        mailbox=Mailbox(name="Inkoop", address="inkoop@voorbeeld.example"),
        contact_name="Team",
        contact_phone="055",
        platform="TenderNed",
        contract_start=date(2027, 1, 1),
        old_contract_end=date(2026, 12, 31),
        agreement_years=4,
        applications_close_at=MOMENT,
        applications_open_on=DAY,
        lead_email="lead@voorbeeld.example",
        rehearsal=True,
    )


def whole_record(tender_id: str = TENDER) -> TenderRecord:
    """A record with every collection filled, each in the order that storage gives back."""
    providers = tuple(provider(number, name, tender_id) for number, name in enumerate(AWKWARD_NAMES, start=1))
    return TenderRecord(
        tender=tender(tender_id),
        **_opening(tender_id),
        **_clarification(tender_id),
        providers=providers,
        **_decision(tender_id),
    )


def _opening(tid: str) -> dict[str, object]:
    change = Disposition(outcome=Outcome.CARRIED, response="Ja", place="H 3", owner="beleid")
    return {
        "stages": (StageRecord(id="F-1", tender_id=tid, stage=Stage.STRATEGY, opened_on=DAY, closed_on=None),),
        "milestones": (
            Milestone(
                id="M-2",
                tender_id=tid,
                number=2,
                title="Start",
                owners=("regio", "colleges"),
                printed="mei 2026",
                precision=Precision.MONTH,
                first=date(2026, 5, 1),
                last=None,
                sub_steps=("a", "b"),
                stage=Stage.PUBLICATION,
                hard=True,
                at=time(17, 30),
                after=(Link(number=1, lag=-2),),
                duration=10,
                buffer=2,
                kind=StepKind.DECISION,
                body=Body.COUNCIL,
                deliver_before=10,
                mark=Mark.PUBLICATION,
                remark="na de zomer & zo",
            ),
            Milestone(
                id="M-10",
                tender_id=tid,
                number=10,
                title="Overleg",
                owners=(),
                printed="4 en 11 mei",
                precision=Precision.MOMENTS,
                first=DAY,
                last=date(2026, 5, 11),
                moments=(DAY, date(2026, 5, 11)),
            ),
        ),
        "free_periods": (
            FreePeriod(
                id="zomer",
                tender_id=tid,
                first=date(2026, 7, 4),
                last=date(2026, 8, 16),
                name="Zomerreces",
                kind=FreeDayKind.RECESS,
                source="raadskalender",
                applies_to="Epe",
            ),
        ),
        "meetings": (
            BodyMeeting(
                id="epe/college/1", tender_id=tid, municipality="Epe", body=Body.COLLEGE, held_on=DAY, deliver_by=DAY
            ),
        ),
        "colleagues": (
            Colleague(
                id="C-1",
                tender_id=tid,
                name="A. de Boer",
                email="a.deboer@voorbeeld.example",
                roles=("regio", "jurist"),
                deputy="B. Vos",
                away_from=DAY,
            ),
        ),
        "watched": (
            WatchedDeadline(
                id="stap-2",
                tender_id=tid,
                title="Start",
                due=DAY,
                at=time(12, 0),
                status=LineStatus.LATER,
                sequence=2,
                missed_on=None,
            ),
        ),
        "consultations": (
            ConsultationRound(
                id="ronde-1",
                tender_id=tid,
                number=1,
                title="Inspraak",
                opens_on=DAY,
                closes_on=DAY,
                document="Concept 0.9",
                questions=(RoundQuestion(code="1", text="Wat vindt u & waarom?", groups=("raad",)),),
            ),
        ),
        "contributors": (
            Contributor(
                id="raad/epe",
                tender_id=tid,
                group="raad",
                municipality="Epe",
                name="Raad Epe",
                may_name=True,
                email=None,
            ),
        ),
        "drafts": (
            DraftInput(
                id="brief/1",
                tender_id=tid,
                sequence=1,
                origin_sha256="a" * 64,
                origin_name="brief.docx",
                place="alinea 1",
                text="Punt",
                hidden=True,
            ),
        ),
        "groups": (
            ConsultationGroup(
                sequence=1,
                id="G-1",
                tender_id=tid,
                code="aanbieders",
                name="Aanbieders",
                channel="mail",
                invited=None,
                responded=0,
            ),
        ),
        "inputs": (
            ConsultationInput(
                id="I-1",
                tender_id=tid,
                sequence=1,
                group="aanbieders",
                municipality=None,
                scope=Scope.YOUTH,
                theme="tarief",
                text="Tekst met 'wijzigingen' & <tags>",
                disposition=change,
            ),
            ConsultationInput(
                id="I-2",
                tender_id=tid,
                sequence=2,
                group="aanbieders",
                municipality="Ede",
                scope=Scope.INTEGRAL,
                theme="",
                text="",
            ),
        ),
        "promises": (Promise(id="T-1", tender_id=tid, input_id="I-1", text="Komt terug", place="H 3", owner="beleid"),),
        "decisions": (
            Decision(
                id="B-1",
                tender_id=tid,
                subject=Subject.STRATEGY,
                body="college",
                municipality="Ede",
                decided_on=DAY,
                outcome="vastgesteld",
                mandate="",
            ),
        ),
        "requirements": (
            Requirement(id="E-9", tender_id=tid, number="2.9", chapter="2", text="Eis", kind="eis"),
            Requirement(
                id="E-10",
                tender_id=tid,
                number="2.10",
                chapter="2",
                text="Eis",
                kind="eis",
                evidence="VOG",
                criterion="C1",
            ),
        ),
        "products": (
            Product(
                id="P-1",
                tender_id=tid,
                code="45A04",
                name="Begeleiding",
                lot=1,
                unit="uur",
                goal="",
                target_group="",
                activities=("een", "twee"),
                quality=(),
                function_mix=(FunctionMixRow(level="hbo", share=100),),
                group_size=None,
                duration="",
                transport=False,
                rate=Decimal("98.10"),
                build_up={"loon": Decimal("90.00"), "a reiskosten": Decimal("8.10")},
            ),
        ),
        "documents": (
            Document(
                id="D-1",
                tender_id=tid,
                kind="strategy",
                subject="",
                number="0.1",
                sequence=1,
                status="concept",
                title="Strategie",
                file_name="strategie.docx",
                folder="01",
                content_sha256=SHA,
                sha256=SHA,
                size=2_147_483_647,
                made_on=DAY,
            ),
        ),
        "publications": (
            Publication(
                id="PUB-1",
                tender_id=tid,
                kind="aankondiging",
                published_on=DAY,
                channel="TenderNed",
                notice={"z": "1", "a": "2"},
                frozen={"D-1": SHA},
                announced=2,
            ),
        ),
        "innovation": (
            InnovationItem(
                id="N-1",
                tender_id=tid,
                number=1,
                name="Nieuw",
                reasons=("a",),
                printed_quarter="Q3 2026",
                status="open",
            ),
        ),
    }


def _clarification(tid: str) -> dict[str, object]:
    change = ProposedChange(document="Leidraad", place="art. 3", old_text="oud", new_text="nieuw", reason="vraag")
    question = Question(
        id="V-2",
        tender_id=tid,
        source_number="2",
        source="vragen.xlsx",
        round=1,
        received_at=MOMENT,
        provider_id="A-002",
        lot="1",
        document="Leidraad",
        document_version="1.0",
        section="3",
        theme="termijn",
        text="Wanneer?",
        answer="Op 4 mei",
        change=change,
        number=1,
        status=QuestionStatus.PUBLISHED,
    )
    second = {"id": "V-10", "source_number": "10", "number": None, "change": None, "status": QuestionStatus.NEW}
    return {
        "rounds": (
            NotaRound(
                id="R-1",
                tender_id=tid,
                number=1,
                questions_close_at=MOMENT,
                publish_on=DAY,
                first_number=1,
                last_number=1,
                published_on=DAY,
                document_id="D-1",
            ),
        ),
        "announcements": (
            Announcement(id="nota-1/1", tender_id=tid, round=1, sequence=1, subject="Plan", text="Dag & uur"),
        ),
        "questions": (question, question.model_copy(update=second)),
        "changes": (
            DocumentChange(
                id="W-1",
                tender_id=tid,
                sequence=1,
                document="Leidraad",
                from_version="1.0",
                to_version="1.1",
                place="art. 3",
                old_text="oud",
                new_text="nieuw",
                reason="vraag",
                origin="V-2",
                decided_on=DAY,
            ),
        ),
        "sessions": (
            DialogueSession(
                id="S-1",
                tender_id=tid,
                number=1,
                subject="Tarieven",
                starts_at=MOMENT,
                ends_at=MOMENT,
                location="Zaal 'B'",
                agenda=(AgendaItem(number=1, subject="Opening", note=""),),
                participants=(
                    Participant(
                        organisation="Zorg & Co <BV>",
                        provider_id="A-001",
                        role="r",
                        ground="g",
                        email=None,
                        attended=True,
                    ),
                ),
                points=(SessionPoint(number=1, subject="s", discussed="d", conclusion="c", change=change),),
            ),
        ),
    }


def _decision(tid: str) -> dict[str, object]:
    return {
        "applications": (
            Application(
                id="AM-1", tender_id=tid, provider_id="A-001", submitted_at=MOMENT, lots=(1,), municipalities=("Ede",)
            ),
        ),
        "evidence": (
            Evidence(
                id="BW-1",
                tender_id=tid,
                application_id="AM-1",
                kind="kvk",
                attempt=1,
                file_name="uittreksel & <1>.pdf",
                sha256=SHA,
                received_on=DAY,
                pages=2,
                kvk_numbers=("01234567",),
            ),
        ),
        "findings": (
            Finding(
                id="FI-1",
                tender_id=tid,
                application_id="AM-1",
                criterion="C1",
                attempt=1,
                outcome=FindingOutcome.REMEDY,
                reason="Te oud",
                checked_by="systeem",
                checked_on=DAY,
            ),
        ),
        "remedies": (
            RemedyRequest(
                id="H-1",
                tender_id=tid,
                application_id="AM-1",
                provider_id="A-001",
                criteria=("C1",),
                sent_on=DAY,
                due_on=DAY,
                due_explanation="Omdat",
                document_id="D-1",
            ),
        ),
        "admissions": (
            AdmissionDecision(
                id="BE-1",
                tender_id=tid,
                application_id="AM-1",
                provider_id="A-001",
                kind=AdmissionKind.ADMITTED,
                reasons=(),
                lots=(1,),
                municipalities=("Ede",),
                decided_on=DAY,
                objection_until=DAY,
                objection_explanation="Zes weken",
                document_id="D-1",
            ),
        ),
        "agreements": (
            FrameworkAgreement(
                id="O-1",
                tender_id=tid,
                provider_id="A-001",
                contract_number="2027-001",
                lots=(AgreementLot(lot=1, municipality="Ede", start_date=DAY),),
                start_date=DAY,
                end_date=DAY,
                document_id="D-1",
                sha256=SHA,
                annexes=(AgreementAnnex(letter="A", title="Tarief", document_id="D-1", number="1.0", sha256=SHA),),
                made_on=DAY,
            ),
        ),
        "bridgings": (
            BridgingAgreement(
                id="OV-1",
                tender_id=tid,
                provider_id="A-002",
                reason="cliënten",
                clients=4,
                start_date=DAY,
                end_date=DAY,
                end_explanation="Een jaar",
                document_id="D-1",
            ),
        ),
        "messages": (
            Message(
                id=f"{tid}/toelating/A-001",
                tender_id=tid,
                batch="toelating",
                kind="admission",
                recipient="A-001",
                to_name="Zorg & Co <BV>",
                to_address="info@voorbeeld.example",
                subject="Besluit",
                text="Geachte,\n\nJa.\n",
                attachments=(MessageAttachment(file_name="besluit.pdf", sha256=SHA, mime="application/pdf"),),
                calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
                queued_at=MOMENT,
                state=MessageState.QUEUED,
            ),
        ),
    }


def fill(uow: object, record: TenderRecord) -> TenderRecord:
    """Add everything, what is referred to first; gives back the record as storage should give it back."""
    first = ("tenders", "documents", "providers", "inputs", "applications")
    collections = {name: getattr(record, name) for name in TenderRecord.model_fields if name != "tender"}
    collections["tenders"] = (record.tender,)
    for name in sorted(collections, key=lambda name: first.index(name) if name in first else len(first)):
        collections[name] = getattr(uow, name).add_all(collections[name])
    (root,) = collections.pop("tenders")
    return TenderRecord(tender=root, **collections)
