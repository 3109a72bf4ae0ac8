"""Made-up evidence: the reader of evidence finds in it what was put in, and every fault as a real one."""

from datetime import UTC, date, datetime
from typing import get_args

import pytest

from flows.exchange.evidence_files import EvidenceFault, FaultKind, evidence_pdfs
from flows.exchange.rehearsal import Rehearsal, evidence_files
from flows.rules.wording import local_day
from flows.tasks.evidence import read
from schemas.evidence import EvidenceReading
from schemas.provider import Provider
from schemas.screening import Application


@pytest.fixture(scope="module")
def provider(mij_ov: Rehearsal) -> Provider:
    return mij_ov.provider("ZA-002")


@pytest.fixture(scope="module")
def application(provider: Provider) -> Application:
    return Application(
        id="AM-002",
        tender_id=provider.tender_id,
        provider_id=provider.id,
        submitted_at=datetime(2025, 3, 20, 10, 0, tzinfo=UTC),
        lots=provider.lots,
        municipalities=provider.municipalities,
    )


def with_fault(mij_ov: Rehearsal, application: Application, evidence: str, kind: FaultKind) -> dict[str, bytes]:
    provider = mij_ov.provider(application.provider_id)
    fault = EvidenceFault(evidence=evidence, kind=kind, remedy="op_tijd")
    return evidence_pdfs(provider, application, [fault], mij_ov.region.criteria, 1)


def finding(mij_ov: Rehearsal, application: Application, evidence: str, kind: FaultKind) -> EvidenceReading:
    return read(with_fault(mij_ov, application, evidence, kind)[f"{evidence}.pdf"])


def test_faultless_evidence_reads_as_it_should(mij_ov: Rehearsal, provider: Provider, application: Application) -> None:
    files = evidence_pdfs(provider, application, [], mij_ov.region.criteria, 1)
    assert set(files) == {f"{row.evidence}.pdf" for row in mij_ov.region.criteria}
    handed_in = local_day(application.submitted_at)
    for name, data in files.items():
        found = read(data)
        assert found.readable, name
        assert found.kvk_numbers == (provider.kvk,), name
        assert provider.name in found.names, name
        assert found.issue_date is not None and date(2025, 1, 1) < found.issue_date <= handed_in, name
    assert read(files["akkoordverklaring.pdf"]).nota_number == 2
    closing = local_day(mij_ov.tender.applications_close_at)
    for name in ("verzekering.pdf", "kwaliteitskeurmerk.pdf"):
        until = read(files[name]).valid_until
        assert until is not None and until > closing


@pytest.mark.parametrize(
    ("kind", "problem"),
    [("kapot", "kapot"), ("scan_zonder_tekst", "geen_tekst"), ("wachtwoord", "wachtwoord"), ("leeg", "leeg")],
)
def test_unreadable_evidence(mij_ov: Rehearsal, application: Application, kind: FaultKind, problem: str) -> None:
    for evidence in dict.fromkeys(row.evidence for row in mij_ov.region.criteria):
        assert finding(mij_ov, application, evidence, kind).problem == problem, evidence


def test_missing_evidence_is_not_there(mij_ov: Rehearsal, application: Application) -> None:
    files = with_fault(mij_ov, application, "gva", "ontbreekt")
    assert "gva.pdf" not in files and len(files) == 11


@pytest.mark.parametrize(("evidence", "months"), [("kvk-uittreksel", 6), ("gva", 24), ("ubo", 6)])
def test_too_old_is_older_than_the_criterion_allows(
    mij_ov: Rehearsal, application: Application, evidence: str, months: int
) -> None:
    issued = finding(mij_ov, application, evidence, "te_oud").issue_date
    assert issued is not None
    age = local_day(mij_ov.tender.applications_close_at) - issued
    assert age.days > months * 31


def test_expired_other_number_and_wrong_nota(mij_ov: Rehearsal, provider: Provider, application: Application) -> None:
    until = finding(mij_ov, application, "verzekering", "verlopen").valid_until
    assert until is not None and until < date(2025, 3, 1)
    (other,) = finding(mij_ov, application, "kvk-uittreksel", "ander_kvk").kvk_numbers
    assert other != provider.kvk
    assert finding(mij_ov, application, "akkoordverklaring", "verkeerd_nummer_nota").nota_number == 1


def test_the_second_attempt_has_only_what_was_mended_in_time(mij_ov: Rehearsal) -> None:
    handed_in = {row.id: row for row in mij_ov.applications}
    mended = {id: set(evidence_files(mij_ov, row, attempt=2)) for id, row in handed_in.items()}
    assert mended["AM-030"] == {"ubo.pdf", "belastingdienst.pdf"}
    assert mended["AM-037"] == {"ubo.pdf"}  # the personeelsopgave stays locked
    assert mended["AM-023"] == set()  # too late
    assert mended["AM-001"] == set()  # nothing to mend
    again = evidence_files(mij_ov, handed_in["AM-030"], attempt=2)["ubo.pdf"]
    issued = read(again).issue_date
    assert issued is not None and issued > date(2025, 1, 1)


@pytest.mark.parametrize("kind", list(get_args(FaultKind)))
def test_the_same_evidence_has_the_same_bytes(mij_ov: Rehearsal, application: Application, kind: FaultKind) -> None:
    first, second = (with_fault(mij_ov, application, "verzekering", kind) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", ["Zorg & Co <BV>", "{{ 7*7 }} B.V.", "Łęczyca Žižkov ΑΩ Jeugdhulp", "é" * 120])
def test_a_name_survives_to_the_letter(
    mij_ov: Rehearsal, provider: Provider, application: Application, name: str
) -> None:
    called = provider.model_copy(update={"name": name})
    files = evidence_pdfs(called, application, [], mij_ov.region.criteria, 1)
    assert read(files["kvk-uittreksel.pdf"]).names == (name,)


def test_nobody_agrees_to_a_nota_that_is_not_there_yet(mij_ov: Rehearsal) -> None:
    early = next(row for row in mij_ov.applications if row.provider_id == "ZA-001")
    signed = read(evidence_files(mij_ov, early, attempt=1)["akkoordverklaring.pdf"]).issue_date
    assert signed == mij_ov.region.rounds[-1].publish_on > local_day(early.submitted_at)
