"""Screening: each criterion met and not met, every limit on both sides, and never a score."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.exchange.region import load
from flows.rules.screening import (
    RULES,
    Facts,
    Verdict,
    judge,
    latest_findings,
    status_after,
    to_remedy,
    verdict,
)
from flows.rules.screening import criterion as registered
from flows.rules.screening.criteria import last_account_year
from flows.rules.terms import add_months
from schemas.screening import (
    Application,
    ApplicationStatus,
    Criterion,
    Evidence,
    Finding,
    FindingOutcome,
    RemedyRequest,
)
from tests.rules.cases import (
    ANNOUNCED,
    CLOSES,
    CLOSING_DAY,
    KVK,
    OTHER_KVK,
    START,
    application,
    criterion,
    paper,
    provider,
    record,
    remedy,
    tender,
)

MEETS, FAILS, REMEDY = FindingOutcome.MEETS, FindingOutcome.FAILS, FindingOutcome.REMEDY
BY_HAND, NOT_APPLICABLE = FindingOutcome.BY_HAND, FindingOutcome.NOT_APPLICABLE
CHECKED = date(2025, 3, 31)
REGION = {row.code: row for row in load("mij-ov").criteria}
OF_OTHER = {"kvk_numbers": (OTHER_KVK,)}


def facts(wanted: Criterion, evidence: Evidence | None, **changed: object) -> Facts:
    known = {
        "criterion": wanted,
        "provider": provider(),
        "application": application(),
        "evidence": evidence,
        "reference_day": CLOSING_DAY,
        "contract_start": START,
        "nota_number": 2,
        "announced_on": ANNOUNCED,
    }
    return Facts.model_validate({**known, **changed})


def proof(code: str, **changed: object) -> Evidence:
    return paper(kind=REGION[code].evidence, **changed)


FAILING: dict[str, dict[str, object]] = {
    "E02": OF_OTHER,
    "E03": {"kvk_numbers": ()},
    "E04": {"issue_date": ANNOUNCED - timedelta(days=1)},
    "E05": {"issue_date": date(2023, 3, 27)},
    "E06": {"issue_date": date(2024, 9, 27)},
    "E07": {"problem": "kapot"},
    "E08": {"issue_date": date(2023, 12, 31)},
    "E11": {"issue_date": None},
    "E13": {"problem": "leeg", "pages": 0},
    "E16": {"problem": "wachtwoord", "pages": 0},
    "E17": {"valid_until": CLOSING_DAY - timedelta(days=1)},
    "E19": {"valid_until": CLOSING_DAY - timedelta(days=1)},
    "E28": {"valid_until": CLOSING_DAY - timedelta(days=1)},
    "E29": {"problem": "geen_tekst"},
    "E34": {"nota_number": 1},
    "E35": {"problem": "ontbreekt", "pages": 0},
}


@pytest.mark.parametrize("code", sorted(FAILING))
def test_a_criterion_is_met_by_a_good_paper_and_not_by_a_bad_one(code: str) -> None:
    good = verdict(facts(REGION[code], proof(code)))
    bad = verdict(facts(REGION[code], proof(code, **FAILING[code])))
    assert good.outcome is MEETS
    assert bad.outcome is FAILS
    for answer in (good, bad):
        assert "Nodig: " in answer.reason


def test_internal_supervision_is_asked_above_the_threshold_and_refuses_nobody() -> None:
    wanted = REGION["E14"]
    outcomes = [
        verdict(
            facts(wanted, proof("E14"), provider=provider(staff_with_stay=stay, staff_without_stay=without))
        ).outcome
        for stay, without in ((10, 25), (11, 0), (0, 26))
    ]
    assert outcomes == [NOT_APPLICABLE, BY_HAND, BY_HAND]
    large = provider(staff_with_stay=11)
    assert verdict(facts(wanted, None, provider=large)).outcome is BY_HAND
    strict = wanted.model_copy(update={"mandatory": True})
    assert verdict(facts(strict, None, provider=large)).outcome is FAILS
    assert verdict(facts(strict, proof("E14"), provider=large)).outcome is MEETS


def test_every_criterion_of_the_region_has_a_case_here() -> None:
    assert set(REGION) == {*FAILING, "E14"}


def test_every_code_of_the_checklist_has_one_rule_with_text_and_source() -> None:
    assert set(RULES) == {f"E{number:02d}" for number in range(1, 37)}
    assert all(row.text and row.source for row in RULES.values())
    assert len({row.text for row in RULES.values()}) == len(RULES)


def test_a_code_cannot_be_registered_twice_nor_without_a_text() -> None:
    def nameless(found: Facts) -> Verdict:
        return Verdict(outcome=MEETS, reason=found.criterion.code)

    with pytest.raises(ValueError, match="twice"):
        registered("E03", source="B-32")(nameless)
    with pytest.raises(ValueError, match="text"):
        registered("E99", source="B-32")(nameless)
    assert "E99" not in RULES


@pytest.mark.parametrize("code", [*sorted(set(RULES) - set(REGION)), "EIGEN-1"])
def test_a_code_without_its_own_function_is_judged_by_the_data_of_the_criterion(code: str) -> None:
    wanted = criterion(code, max_age_months=3)
    assert verdict(facts(wanted, paper(issue_date=date(2024, 12, 28)))).outcome is MEETS
    assert verdict(facts(wanted, paper(issue_date=date(2024, 12, 27)))).outcome is FAILS
    assert verdict(facts(wanted, paper(**OF_OTHER))).outcome is FAILS
    assert verdict(facts(wanted, paper(valid_until=CLOSING_DAY - timedelta(days=1)))).outcome is FAILS
    assert verdict(facts(wanted, None)).outcome is FAILS


@pytest.mark.parametrize(
    ("reference", "months", "oldest"),
    [
        (date(2025, 3, 28), 6, date(2024, 9, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2025, 2, 28), 12, date(2024, 2, 28)),
        (date(2024, 8, 31), 6, date(2024, 2, 29)),
        (date(2025, 3, 31), 1, date(2025, 2, 28)),
    ],
)
def test_the_age_limit_counts_the_day_itself(reference: date, months: int, oldest: date) -> None:
    wanted = criterion(max_age_months=months)
    on_limit = facts(wanted, paper(issue_date=oldest), reference_day=reference)
    before = facts(wanted, paper(issue_date=oldest - timedelta(days=1)), reference_day=reference)
    assert verdict(on_limit).outcome is MEETS
    assert verdict(before).outcome is FAILS


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.integers(1, 60), st.integers(-800, 800))
def test_the_age_rule_agrees_with_the_calendar(reference: date, months: int, days: int) -> None:
    issued = add_months(reference, -months) + timedelta(days=days)
    wanted = criterion(max_age_months=months)
    outcome = verdict(facts(wanted, paper(issue_date=issued), reference_day=reference)).outcome
    assert (outcome is MEETS) == (days >= 0)


def test_a_paper_is_valid_on_the_closing_day_itself_and_a_later_end_before_the_start_is_told() -> None:
    wanted = REGION["E19"]
    on_day = verdict(facts(wanted, proof("E19", valid_until=CLOSING_DAY)))
    last_day = verdict(facts(wanted, proof("E19", valid_until=START - timedelta(days=1))))
    from_start = verdict(facts(wanted, proof("E19", valid_until=START)))
    assert {on_day.outcome, last_day.outcome, from_start.outcome} == {MEETS}
    assert "verloopt voor de ingangsdatum" in on_day.reason
    assert "verloopt voor de ingangsdatum (1 januari 2026), op 31 december 2025" in last_day.reason
    assert "verloopt" not in from_start.reason


def test_a_conduct_certificate_that_turns_two_before_the_start_is_told() -> None:
    old, young = date(2023, 12, 31), date(2024, 1, 1)
    assert "verloopt" in verdict(facts(REGION["E05"], proof("E05", issue_date=old))).reason
    assert "verloopt" not in verdict(facts(REGION["E05"], proof("E05", issue_date=young))).reason


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        ("kapot", "beschadigd"),
        ("wachtwoord", "wachtwoord"),
        ("geen_tekst", "scan zonder tekst"),
        ("leeg", "leeg"),
        ("ontbreekt", "ontbreekt"),
        ("te groot", "niet te gebruiken (te groot)"),
    ],
)
def test_a_paper_that_cannot_be_read_is_not_met_and_says_why(problem: str, words: str) -> None:
    answer = verdict(facts(criterion(), paper(problem=problem)))
    assert answer.outcome is FAILS
    assert words in answer.reason


def test_a_paper_without_pages_is_empty() -> None:
    assert "is leeg" in verdict(facts(criterion(), paper(pages=0))).reason


def test_every_fault_of_a_paper_is_named_at_once() -> None:
    worst = proof("E03", issue_date=date(2020, 1, 1), valid_until=date(2021, 1, 1), **OF_OTHER)
    reason = verdict(facts(REGION["E03"], worst)).reason
    for words in (f"KvK-nummer {OTHER_KVK}", f"is van {KVK}", "1 januari 2020", "1 januari 2021", "28 september 2024"):
        assert words in reason


def test_the_own_number_among_several_is_enough() -> None:
    assert verdict(facts(REGION["E03"], proof("E03", kvk_numbers=(OTHER_KVK, KVK)))).outcome is MEETS


@pytest.mark.parametrize("code", ["E19", "E28"])
def test_the_number_of_an_insurer_or_auditor_is_told_and_refuses_nobody(code: str) -> None:
    answer = verdict(facts(REGION[code], proof(code, **OF_OTHER)))
    assert answer.outcome is MEETS
    assert f"Let op: het stuk noemt alleen KvK-nummer {OTHER_KVK}." in answer.reason


def test_a_date_after_receipt_is_told_and_refuses_nobody() -> None:
    answer = verdict(facts(criterion(), paper(issue_date=CLOSING_DAY + timedelta(days=1))))
    assert answer.outcome is MEETS
    assert "na de dag van ontvangst" in answer.reason


@pytest.mark.parametrize(
    ("last", "named", "met"), [(2, 2, True), (2, 3, False), (2, None, False), (0, None, True), (0, 1, False)]
)
def test_the_agreement_names_the_last_nota(last: int, named: int | None, met: bool) -> None:
    answer = verdict(facts(REGION["E34"], proof("E34", nota_number=named), nota_number=last))
    assert (answer.outcome is MEETS) == met


def test_without_a_known_announcement_the_date_of_the_declaration_is_not_asked() -> None:
    assert verdict(facts(REGION["E04"], proof("E04", issue_date=None), announced_on=None)).outcome is MEETS
    assert verdict(facts(REGION["E04"], proof("E04", issue_date=None))).outcome is FAILS
    assert verdict(facts(REGION["E04"], proof("E04", issue_date=ANNOUNCED))).outcome is MEETS


def test_the_last_account_is_due_on_31_may() -> None:
    assert [last_account_year(day) for day in (date(2025, 3, 28), date(2025, 5, 31), date(2025, 6, 1))] == [
        2023,
        2023,
        2024,
    ]


def test_who_works_alone_is_asked_for_his_own_certificate() -> None:
    alone = verdict(facts(REGION["E16"], proof("E16"), provider=provider(size="solistisch")))
    assert "28 maart 2022" in alone.reason


def test_what_is_not_mandatory_never_refuses() -> None:
    answer = verdict(facts(criterion(mandatory=False), None))
    assert answer.outcome is BY_HAND
    assert answer.reason.endswith("Dit is geen voorwaarde voor toelating.")


# From evidence to findings


def run(*criteria: Criterion, attempt: int = 1, checked: date = CHECKED, **parts: object) -> tuple[Finding, ...]:
    whole = record(**parts)
    return judge(whole, criteria, whole.applications[0], attempt, checked)


def test_a_finding_says_what_when_and_by_whom() -> None:
    (found,) = run(criterion("E06"), evidence=(paper(),))
    assert found.id == "B-A-001-E06-1"
    assert (found.outcome, found.checked_on, found.checked_by) == (MEETS, CHECKED, "automatische toets")


def test_not_met_can_be_completed_once() -> None:
    (first,) = run(criterion(), evidence=())
    assert first.outcome is REMEDY
    parts = {"findings": (first,), "remedies": (remedy("E06"),)}
    (mended,) = run(criterion(), attempt=2, evidence=(paper(2),), **parts)
    (again,) = run(criterion(), attempt=2, evidence=(paper(2, problem="kapot"),), **parts)
    assert (mended.outcome, again.outcome) == (MEETS, FAILS)
    assert mended.id == "B-A-001-E06-2"
    stranger = first.model_copy(update={"id": "B-A-002-E06-1", "application_id": "A-002", "outcome": MEETS})
    parts["findings"] = (stranger, first)
    assert run(criterion(), attempt=2, evidence=(paper(2),), **parts) == (mended,)


def test_what_cannot_be_remedied_fails_at_once() -> None:
    (found,) = run(criterion(remediable=False), evidence=(paper(**OF_OTHER),))
    assert found.outcome is FAILS


def test_a_shared_paper_that_cannot_be_read_is_asked_again_for_all_it_proves() -> None:
    strict, lenient = criterion("E35", remediable=False), criterion("E04")
    assert [row.outcome for row in run(strict, lenient, evidence=())] == [REMEDY, REMEDY]
    assert [row.outcome for row in run(strict, criterion("E04", evidence="ander"), evidence=())] == [FAILS, REMEDY]
    assert [row.outcome for row in run(strict, lenient, evidence=(paper(**OF_OTHER),))] == [FAILS, REMEDY]


def test_a_remedy_on_the_last_day_is_in_time_and_a_day_later_is_not() -> None:
    (first,) = run(criterion(), evidence=())
    parts = {"findings": (first,), "remedies": (remedy("E06", due_on=date(2025, 4, 11)),)}
    (on_day,) = run(criterion(), attempt=2, evidence=(paper(2, received_on=date(2025, 4, 11)),), **parts)
    (late,) = run(criterion(), attempt=2, evidence=(paper(2, received_on=date(2025, 4, 12)),), **parts)
    assert (on_day.outcome, late.outcome) == (MEETS, FAILS)
    assert "12 april 2025" in late.reason
    assert "11 april 2025" in late.reason


def test_nothing_is_failed_for_a_missing_remedy_before_its_last_day_is_over() -> None:
    (first,) = run(criterion(), evidence=())
    parts = {"findings": (first,), "remedies": (remedy("E06", due_on=date(2025, 4, 11)),), "evidence": ()}
    assert run(criterion(), attempt=2, checked=date(2025, 4, 11), **parts) == ()
    (failed,) = run(criterion(), attempt=2, checked=date(2025, 4, 12), **parts)
    assert failed.outcome is FAILS
    assert failed.reason.endswith("Er kwam geen aanvulling binnen uiterlijk op 11 april 2025.")


def test_the_second_attempt_leaves_alone_what_was_met() -> None:
    wanted = (criterion("E02"), criterion("E34"))
    first = run(*wanted, evidence=(paper(nota_number=1),))
    assert [row.outcome for row in first] == [MEETS, REMEDY]
    second = run(
        *wanted, attempt=2, evidence=(paper(nota_number=1), paper(2)), findings=first, remedies=(remedy("E34"),)
    )
    assert [(row.criterion, row.outcome) for row in second] == [("E34", MEETS)]


def test_the_first_attempt_can_be_judged_again_after_the_remedy_came_in() -> None:
    bad, good = paper(problem="leeg"), paper(2)
    assert run(criterion(), evidence=(bad,)) == run(criterion(), evidence=(bad, good))


def test_the_name_of_a_file_begins_with_the_name_of_the_paper() -> None:
    wanted = criterion(evidence="gva")
    assert run(wanted, evidence=(paper(kind="gva 2025"),))[0].outcome is MEETS
    assert run(wanted, evidence=(paper(kind="gvanieuw"),))[0].outcome is REMEDY
    both = (paper(kind="gva"), paper(kind="gva-oud", problem="kapot"))
    assert run(wanted, evidence=both)[0].outcome is MEETS


def test_the_closing_instant_is_on_time_and_one_microsecond_later_is_not() -> None:
    for zone in (UTC, ZoneInfo("America/New_York")):
        exact = application(submitted_at=CLOSES.astimezone(zone))
        late = application(submitted_at=(CLOSES + timedelta(microseconds=1)).astimezone(zone))
        assert len(run(criterion(), applications=(exact,), evidence=(paper(),))) == 1
        assert run(criterion(), applications=(late,), evidence=(paper(),)) == ()
        assert status_after(exact, (), tender()) is ApplicationStatus.SUBMITTED
        assert status_after(late, (), tender()) is ApplicationStatus.LATE


def test_the_reference_day_is_the_dutch_day_of_closing() -> None:
    midnight = datetime(2025, 3, 27, 23, 30, tzinfo=UTC)
    wanted = criterion(max_age_months=1)
    found = run(wanted, tender=tender(midnight), evidence=(paper(issue_date=date(2025, 2, 27)),))
    assert found[0].outcome is REMEDY


def test_the_status_follows_from_the_worst_finding() -> None:
    def finding(outcome: FindingOutcome) -> Finding:
        return run(criterion(), evidence=(paper(),))[0].model_copy(update={"outcome": outcome})

    def status(*outcomes: FindingOutcome) -> ApplicationStatus:
        return status_after(application(), [finding(outcome) for outcome in outcomes], tender())

    assert status(MEETS, NOT_APPLICABLE, BY_HAND) is ApplicationStatus.COMPLETE
    assert status(MEETS, REMEDY) is ApplicationStatus.REMEDY_REQUESTED
    assert status(REMEDY, FAILS, MEETS) is ApplicationStatus.FAILED
    assert [row.outcome for row in to_remedy([finding(REMEDY), finding(FAILS), finding(MEETS)])] == [REMEDY]


def test_the_latest_finding_per_criterion_counts() -> None:
    (first,) = run(criterion(), evidence=())
    second = first.model_copy(update={"id": "B-A-001-E06-2", "attempt": 2, "outcome": MEETS})
    other = first.model_copy(update={"id": "B-A-002-E06-1", "application_id": "A-002"})
    for order in ((first, second, other), (second, first, other)):
        assert latest_findings(record(findings=order), "A-001") == (second,)


# What must be so whatever is handed in

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31)) | st.none()
PAPERS = st.builds(
    paper,
    issue_date=DAYS,
    valid_until=DAYS,
    kvk_numbers=st.lists(st.sampled_from([KVK, OTHER_KVK]), unique=True).map(tuple),
    nota_number=st.integers(0, 4) | st.none(),
    pages=st.integers(0, 9),
    problem=st.sampled_from([None, "kapot", "wachtwoord", "geen_tekst", "leeg", "ontbreekt"]),
)
CRITERIA = st.sampled_from(sorted(REGION.values(), key=lambda row: row.code))
PROVIDERS = st.builds(provider, staff_with_stay=st.integers(0, 40), staff_without_stay=st.integers(0, 40))


@given(CRITERIA, PAPERS | st.none(), PROVIDERS)
def test_no_input_gives_a_score(wanted: Criterion, evidence: Evidence | None, who: object) -> None:
    answer = verdict(facts(wanted, evidence, provider=who))
    assert isinstance(answer.outcome, FindingOutcome)
    assert answer.reason.endswith(".")
    assert not re.search(r"score|punten|rang|beter dan|slechter dan", answer.reason)
    if wanted.mandatory:
        assert answer.outcome in (MEETS, FAILS)


def test_no_noun_of_the_screening_has_room_for_a_score() -> None:
    numbers = {
        name
        for noun in (Application, Finding, RemedyRequest, Verdict)
        for name, field in noun.model_fields.items()
        if field.annotation in (int, float)
    }
    assert numbers == {"attempt", "version"}
    assert {outcome.value for outcome in FindingOutcome} == {
        "voldoet",
        "voldoet niet",
        "aanvullen",
        "niet van toepassing",
        "met de hand te toetsen",
    }


@given(PAPERS, PAPERS)
def test_an_application_is_never_compared_with_another(mine: Evidence, other: Evidence) -> None:
    stranger = other.model_copy(update={"id": "A-002/stuk/1", "application_id": "A-002"})
    alone = run(criterion(), evidence=(mine,))
    together = run(
        criterion(),
        evidence=(stranger, mine),
        providers=(provider(), provider(2)),
        applications=(application(), application(2)),
    )
    assert alone == together
