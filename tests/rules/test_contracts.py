"""Contracts: numbers that stay, lots with their own start date, and no client without help."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.contracts import agreement_lots, contract_number, needs_bridging
from schemas.award import AdmissionDecision, AdmissionKind
from schemas.screening import ApplicationStatus
from tests.rules.cases import CLOSING_DAY, REFERENCE, START, application, provider, record, tender


def test_a_contract_number_is_readable() -> None:
    assert contract_number(tender(), provider(1)) == "PROEF-J26-RO-001"


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_two_providers_never_share_a_contract_number(one: int, other: int) -> None:
    same = contract_number(tender(), provider(one)) == contract_number(tender(), provider(other))
    assert same == (one == other)


def test_lots_follow_the_order_of_the_tender_with_a_later_start_where_it_is_later() -> None:
    wanted = provider(lots=(2, 1), municipalities=("Dal", "Berg", "Elders"))
    assert [(row.lot, row.municipality, row.start_date) for row in agreement_lots(tender(), wanted)] == [
        (1, "Berg", START),
        (1, "Dal", START),
        (2, "Berg", START),
        (2, "Dal", date(2026, 7, 1)),
    ]


def admission(kind: AdmissionKind) -> AdmissionDecision:
    return AdmissionDecision(
        id="D-A-001",
        tender_id=REFERENCE,
        application_id="A-001",
        provider_id="ZA-001",
        kind=kind,
        reasons=("omdat",),
        lots=(1,),
        municipalities=("Berg",),
        decided_on=CLOSING_DAY,
        objection_until=CLOSING_DAY,
        objection_explanation="20 dagen",
        document_id="d",
    )


NOW = provider(contracted_now=True, clients_now=3)


@pytest.mark.parametrize(
    ("applications", "words"),
    [
        ((), "heeft zich niet aangemeld"),
        ((application(status=ApplicationStatus.LATE),), "kwam te laat binnen"),
        ((application(status=ApplicationStatus.FAILED),), "is niet toegelaten"),
    ],
)
def test_a_contracted_provider_with_clients_and_no_admission_gets_a_bridge(
    applications: tuple[object, ...], words: str
) -> None:
    admissions = (admission(AdmissionKind.REFUSED),) if applications else ()
    found = needs_bridging(record(providers=(NOW,), applications=applications, admissions=admissions))
    assert [row for row, _ in found] == [NOW]
    assert words in found[0][1]
    assert "3 jeugdigen" in found[0][1]


def test_nobody_else_gets_a_bridge() -> None:
    assert needs_bridging(record(providers=(NOW,), admissions=(admission(AdmissionKind.ADMITTED),))) == ()
    for other in (provider(contracted_now=False, clients_now=3), provider(contracted_now=True, clients_now=0)):
        assert needs_bridging(record(providers=(other,), applications=())) == ()


def test_one_client_is_one_client() -> None:
    (found,) = needs_bridging(record(providers=(provider(contracted_now=True, clients_now=1),), applications=()))
    assert "1 jeugdige." in found[1]
