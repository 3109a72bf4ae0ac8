"""One small tender, and papers to judge in it. It closes on 28 March 2025; the contract starts on 1 January 2026."""

from datetime import UTC, date, datetime, timedelta

from schemas.clarification import DocumentChange, NotaRound
from schemas.provider import Provider
from schemas.record import TenderRecord
from schemas.screening import Application, ApplicationStatus, Criterion, Evidence, RemedyRequest
from schemas.tender import Lot, Mailbox, Municipality, Publication, Requirement, Tender

REFERENCE = "PROEF-J26"
CLOSES = datetime(2025, 3, 28, 11, 0, tzinfo=UTC)
CLOSING_DAY = date(2025, 3, 28)
START = date(2026, 1, 1)
ANNOUNCED = date(2024, 12, 16)
KVK, OTHER_KVK = "00000017", "99000017"
SHA = "ab" * 32


def tender(closes: datetime = CLOSES) -> Tender:
    return Tender(
        id=REFERENCE,
        tender_id=REFERENCE,
        title="Inkoop jeugdhulp",
        region="Proefregio",
        organisation="Proefregio",
        procedure="open-house-screening-vooraf",
        municipalities=tuple(_municipality(name) for name in ("Berg", "Dal", "Veld")),
        lots=(_lot(1, {}), _lot(2, {"Dal": date(2026, 7, 1)}), _lot(3, {})),
        mailbox=Mailbox(name="Inkoop", address="inkoop@proef.example"),
        contact_name="P. Roef",
        contact_phone="055 580 0000",
        platform="TenderNed",
        contract_start=START,
        old_contract_end=START - timedelta(days=1),
        agreement_years=4,
        applications_open_on=date(2025, 3, 3),
        applications_close_at=closes,
        lead_email="lead@proef.example",
    )


def _municipality(name: str) -> Municipality:
    return Municipality(
        name=name,
        signatory_name="A. Wethouder",
        signatory_role="wethouder",
        mandate="besluit van het college",
        access_team=f"Toegang {name}",
        access_email="toegang@proef.example",
        advisory_board="Adviesraad",
    )


def _lot(number: int, later: dict[str, date]) -> Lot:
    return Lot(
        number=number,
        name=f"Perceel {number}",
        description="",
        product_groups=(),
        start_date=START,
        later_starts=later,
    )


def provider(number: int = 1, **changed: object) -> Provider:
    return Provider(
        id=f"ZA-{number:03d}",
        tender_id=REFERENCE,
        number=number,
        name="Zorg & Co <BV>",
        legal_form="B.V.",
        kvk=KVK,
        street="Straat 1",
        postcode="7311 AB",
        city="Berg",
        contact_name="J. Jansen",
        email="info@zorg.example",
        phone="055 580 0001",
        size="klein",
        signatory_name="J. Jansen",
        signatory_role="bestuurder",
        lots=(1, 2),
        municipalities=("Berg", "Dal"),
        contracted_now=False,
    ).model_copy(update=changed)


def application(
    number: int = 1,
    submitted_at: datetime = CLOSES - timedelta(days=1),
    status: ApplicationStatus = ApplicationStatus.SUBMITTED,
) -> Application:
    return Application(
        id=f"A-{number:03d}",
        tender_id=REFERENCE,
        provider_id=f"ZA-{number:03d}",
        submitted_at=submitted_at,
        lots=(1, 2),
        municipalities=("Berg", "Dal"),
        status=status,
    )


def criterion(code: str = "E06", **changed: object) -> Criterion:
    """A mandatory criterion that can be remedied, proved by the paper ``stuk``."""
    return Criterion(
        code=code,
        title=f"Criterium {code}",
        requirement=f"De eis van {code}.",
        evidence="stuk",
        mandatory=True,
        max_age_months=None,
        remediable=True,
        source="proef",
    ).model_copy(update=changed)


def paper(attempt: int = 1, kind: str = "stuk", **changed: object) -> Evidence:
    """A paper that meets everything: recent, of this provider, naming the second nota."""
    return Evidence(
        id=f"A-001/{kind}/{attempt}",
        tender_id=REFERENCE,
        application_id="A-001",
        kind=kind,
        attempt=attempt,
        file_name=f"{kind}.pdf",
        sha256=SHA,
        received_on=CLOSING_DAY if attempt == 1 else date(2025, 4, 8),
        pages=2,
        issue_date=date(2025, 2, 3),
        kvk_numbers=(KVK,),
        nota_number=2,
    ).model_copy(update=changed)


def remedy(*codes: str, due_on: date = date(2025, 4, 11)) -> RemedyRequest:
    return RemedyRequest(
        id="H-A-001",
        tender_id=REFERENCE,
        application_id="A-001",
        provider_id="ZA-001",
        criteria=codes,
        sent_on=date(2025, 3, 31),
        due_on=due_on,
        due_explanation="10 werkdagen",
        document_id="d",
    )


def record(**parts: object) -> TenderRecord:
    """One provider that applied in time, two published notas, one announcement; ``parts`` replaces or adds."""
    rounds = tuple(
        NotaRound(
            id=f"N-{number}",
            tender_id=REFERENCE,
            number=number,
            questions_close_at=CLOSES - timedelta(days=60 - number),
            publish_on=date(2025, 2 + number, 1),
            published_on=published_on,
        )
        for number, published_on in ((1, date(2025, 2, 10)), (2, date(2025, 3, 17)), (3, None))
    )
    announced = Publication(
        id="P-1",
        tender_id=REFERENCE,
        kind="aankondiging",
        published_on=ANNOUNCED,
        channel="TenderNed",
        notice={},
        frozen={},
    )
    whole: dict[str, object] = {
        "tender": tender(),
        "providers": (provider(),),
        "applications": (application(),),
        "rounds": rounds,
        "publications": (announced,),
    }
    return TenderRecord.model_validate({**whole, **parts})


def requirement(number: str, text: str) -> Requirement:
    return Requirement(id=number, tender_id=REFERENCE, number=number, chapter="1. A", text=text, kind="uitvoering")


def change(
    sequence: int, old: str, new: str, document: str = "Programma van eisen", place: str = "E-1.1"
) -> DocumentChange:
    return DocumentChange(
        id=f"W-{sequence:03d}",
        tender_id=REFERENCE,
        sequence=sequence,
        document=document,
        from_version="1.0",
        to_version="1.1",
        place=place,
        old_text=old,
        new_text=new,
        reason="omdat",
        origin=f"vraag {sequence}",
        decided_on=CLOSING_DAY,
    )
