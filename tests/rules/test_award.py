"""Award: admitted or refused with reasons, per application, never compared."""

from datetime import date, timedelta
from itertools import permutations

import pytest

from flows.rules.award import Decided, decisions, refusal_grounds
from flows.rules.screening import judge
from schemas.award import AdmissionKind
from schemas.record import TenderRecord
from schemas.screening import Application, ApplicationStatus
from tests.rules.cases import CLOSES, application, criterion, paper, provider, record, remedy

CRITERIA = (criterion("E06"), criterion("E35", evidence="ander", remediable=False))
DECIDED_STATES = {
    ApplicationStatus.COMPLETE: AdmissionKind.ADMITTED,
    ApplicationStatus.FAILED: AdmissionKind.REFUSED,
    ApplicationStatus.LATE: AdmissionKind.REFUSED,
}


def whole(status: ApplicationStatus, **parts: object) -> TenderRecord:
    return record(applications=(application(status=status),), **parts)


def only(found: tuple[Decided, ...]) -> Decided:
    (row,) = found
    return row


@pytest.mark.parametrize("status", ApplicationStatus)
def test_admitted_is_who_is_complete_and_nobody_else(status: ApplicationStatus) -> None:
    assert [row.kind for row in decisions(whole(status), CRITERIA)] == [
        kind for state, kind in DECIDED_STATES.items() if state is status
    ]


def test_an_admission_says_why_and_has_no_grounds() -> None:
    found = only(decisions(whole(ApplicationStatus.COMPLETE), CRITERIA))
    assert found.reasons == ("De aanmelding is op tijd en voldoet aan alle gestelde eisen.",)
    assert (found.grounds, found.remedy) == ((), "")


def test_a_refusal_names_every_requirement_that_failed_with_what_was_found() -> None:
    before = whole(ApplicationStatus.FAILED, evidence=(paper(problem="kapot"),), remedies=(remedy("E06"),))
    first = judge(before, CRITERIA, before.applications[0], 1, date(2025, 3, 31))
    after = before.model_copy(update={"findings": first})
    second = judge(after, CRITERIA, before.applications[0], 2, date(2025, 4, 12))
    found = only(decisions(after.model_copy(update={"findings": (*first, *second)}), CRITERIA))
    assert [row.code for row in found.grounds] == ["E06", "E35"]
    assert found.grounds[0].eis == "De eis van E06."
    assert "beschadigd" in found.grounds[0].reden
    assert found.reasons[1].startswith("Criterium E35: Het stuk 'ander' ontbreekt.")
    assert found.remedy.startswith("Ja. Op 31 maart 2025 vroegen wij om een aanvulling voor: Criterium E06.")
    assert "11 april 2025" in found.remedy


def test_a_ground_that_could_not_be_mended_says_so() -> None:
    before = whole(ApplicationStatus.FAILED, evidence=(paper(),))
    findings = judge(before, CRITERIA, before.applications[0], 1, date(2025, 3, 31))
    found = only(decisions(before.model_copy(update={"findings": findings}), CRITERIA))
    assert [row.code for row in found.grounds] == ["E35"]
    assert found.remedy.startswith("Nee. Bij deze eis")


def late(received: timedelta) -> tuple[TenderRecord, Application]:
    late_one = application(submitted_at=CLOSES + received, status=ApplicationStatus.LATE)
    return record(applications=(late_one,)), late_one


def test_too_late_names_both_moments_to_the_second() -> None:
    before, late_one = late(timedelta(minutes=4, seconds=7))
    (ground,) = refusal_grounds(before, late_one, {})
    assert "vrijdag 28 maart 2025, 12.04.07 uur" in ground.reden
    assert "vrijdag 28 maart 2025, 12.00.00 uur" in ground.reden
    assert "12.00.00 uur" in ground.eis
    found = only(decisions(before, CRITERIA))
    assert found.reasons == (ground.reden,)
    assert found.remedy.startswith("Nee.")


def test_a_microsecond_too_late_can_be_read_in_the_letter() -> None:
    before, late_one = late(timedelta(microseconds=1))
    (ground,) = refusal_grounds(before, late_one, {})
    assert "12.00.00,000001 uur" in ground.reden
    assert "12.00.00,000000 uur" in ground.reden


def test_the_order_of_applications_changes_no_decision() -> None:
    rows = tuple(application(number, status=status) for number, status in enumerate(DECIDED_STATES, start=1))
    providers = tuple(provider(number) for number in (1, 2, 3))
    found = [
        {row.application.id: row for row in decisions(record(applications=order, providers=providers), CRITERIA)}
        for order in permutations(rows)
    ]
    assert all(one == found[0] for one in found)
    for number, row in enumerate(rows, start=1):
        alone = record(applications=(row,), providers=(provider(number),))
        assert only(decisions(alone, CRITERIA)) == found[0][row.id]


def test_a_decision_has_no_room_for_a_rank() -> None:
    assert set(Decided.model_fields) == {"application", "kind", "reasons", "grounds", "remedy"}
