"""A plan worked out in both directions, by hand and against a slow and plain calculation of the same."""

from collections.abc import Sequence
from datetime import date, timedelta
from importlib import resources

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.calendar import FreeDays
from flows.rules.planning.board import read_plan
from flows.rules.planning.schedule import graph_faults, schedule
from schemas.planning import (
    Body,
    BodyMeeting,
    Link,
    Milestone,
    PlannedStep,
    Precision,
    Schedule,
    StepKind,
    Timing,
)
from schemas.terms import FreeDay, FreeDayKind
from tests.builders import CALM

DUTCH = FreeDays()
TODAY = date(2026, 6, 1)
"""A Monday; June 2026 has no free days but its weekends."""
HARD = date(2026, 6, 29)
"""A Monday, so the last working day before it is Friday 26 June."""


def june(day: int) -> date:
    return date(2026, 6, day)


def step(number: int, /, *after: int | tuple[int, int], day: date | None = None, **changed: object) -> Milestone:
    """A step without a date, or on one day, after other steps (``(number, lag)`` for a lag)."""
    links = [Link(number=link) if isinstance(link, int) else Link(number=link[0], lag=link[1]) for link in after]
    values: dict[str, object] = {
        "id": f"stap-{number}",
        "tender_id": "T",
        "number": number,
        "title": f"Stap {number}",
        "owners": (),
        "printed": "" if day is None else day.isoformat(),
        "precision": Precision.NONE if day is None else Precision.DAY,
        "first": day,
        "last": day,
        "after": tuple(links),
        **changed,
    }
    return Milestone.model_validate(values)


def decision(number: int, /, *after: int | tuple[int, int], **changed: object) -> Milestone:
    return step(number, *after, kind=StepKind.DECISION, **{"body": Body.COLLEGE, **changed})


def meeting(municipality: str, day: int, by: int | None = None, body: Body = Body.COLLEGE) -> BodyMeeting:
    return BodyMeeting(
        id=f"{municipality}-{day}",
        tender_id="T",
        municipality=municipality,
        body=body,
        held_on=june(day),
        deliver_by=june(by) if by else None,
    )


def worked_out(
    *steps: Milestone,
    hard: date = HARD,
    today: date = TODAY,
    calendar: FreeDays = DUTCH,
    meetings: Sequence[BodyMeeting] = (),
) -> Schedule:
    return schedule(steps, hard, today, calendar, meetings)


def timing(found: Schedule, number: int) -> Timing:
    row = found.of(number)
    assert row is not None
    return row


def days(found: Schedule) -> dict[int, tuple[int, int, int, int, int]]:
    """Days of June: earliest begin and finish, latest begin and finish; and the slack."""
    return {
        row.number: (row.earliest_start.day, row.earliest.day, row.latest_start.day, row.latest.day, row.slack)
        for row in found.timings
    }


DIAMOND = (step(1, duration=5), step(2, 1, duration=3), step(3, 1, duration=6), step(4, 2, 3, duration=2))


def test_a_diamond_waits_for_its_longest_side() -> None:
    found = worked_out(*DIAMOND)
    assert days(found) == {1: (1, 5, 10, 16, 7), 2: (8, 10, 22, 24, 10), 3: (8, 15, 17, 24, 7), 4: (16, 17, 25, 26, 7)}
    assert (found.critical_path, found.slack) == ((1, 3, 4), 7)
    assert [row.number for row in found.timings if row.critical] == [1, 3, 4]


def test_the_order_in_which_steps_are_handed_over_does_not_matter() -> None:
    assert worked_out(*reversed(DIAMOND)) == worked_out(*DIAMOND)


@pytest.mark.parametrize(
    ("lag", "buffer", "earliest", "latest"),
    [
        (0, 0, (8, 10), 23),
        (2, 0, (10, 12), 19),
        (0, 3, (11, 15), 18),
        (2, 3, (15, 17), 16),
        (-2, 0, (4, 8), 25),
        (-3, 3, (8, 10), 23),
    ],
)
def test_lag_and_buffer_are_kept_free_between_two_steps(
    lag: int, buffer: int, earliest: tuple[int, int], latest: int
) -> None:
    found = worked_out(step(1, duration=5, buffer=buffer), step(2, (1, lag), duration=3))
    assert days(found)[2][:4] == (*earliest, 24, 26)
    assert timing(found, 1).latest == june(latest)


def test_the_buffer_of_the_last_step_is_kept_free_before_the_hard_date() -> None:
    found = worked_out(step(1, duration=2), step(2, 1, duration=2, buffer=5))
    assert (timing(found, 2).latest, timing(found, 1).latest) == (june(19), june(17))
    assert "de dag voor de harde datum 29 juni 2026, met 5 werkdagen buffer" in timing(found, 2).why


def test_a_lag_of_the_hard_step_itself_is_kept_free_before_it() -> None:
    hard = step(3, (2, 4), day=HARD, hard=True)
    found = worked_out(step(1), step(2, 1), hard)
    assert [row.number for row in found.timings] == [1, 2]
    assert timing(found, 2).latest == june(22)


def test_a_step_without_links_floats_between_today_and_the_hard_date() -> None:
    found = worked_out(*DIAMOND, step(5, day=june(10), kind=StepKind.COUNTED_BACK, duration=2))
    assert days(found)[5] == (1, 2, 25, 26, 18)


def test_a_step_nobody_waits_for_and_that_has_no_date_is_left_out() -> None:
    assert worked_out(*DIAMOND, step(5)).of(5) is None


def test_a_step_without_a_date_that_another_waits_for_takes_a_day() -> None:
    assert days(worked_out(step(1), step(2, 1)))[1] == (1, 1, 25, 25, 18)


def test_the_printed_length_is_kept_when_there_is_no_duration() -> None:
    month = step(1, day=june(3), last=june(12), kind=StepKind.COUNTED_BACK)
    found = worked_out(month, step(2, 1))
    # 3 to 12 June are eight working days.
    assert days(found)[1] == (1, 10, 16, 25, 11)


@pytest.mark.parametrize(
    ("hard", "latest", "moved"),
    [
        (date(2026, 6, 28), june(26), "zaterdag 27 juni 2026 is geen werkdag, daarom de werkdag ervoor"),
        (date(2026, 5, 26), date(2026, 5, 22), "maandag 25 mei 2026 is geen werkdag, daarom de werkdag ervoor"),
        (date(2026, 6, 27), june(26), ""),
    ],
)
def test_a_latest_day_on_a_free_day_moves_to_the_working_day_before(hard: date, latest: date, moved: str) -> None:
    for steps in ((step(1, day=hard - timedelta(days=9)),), (step(1), step(2, 1))):
        row = worked_out(*steps, hard=hard, today=date(2026, 5, 4)).timings[-1]
        assert (row.latest, row.raw_latest) == (latest, hard - timedelta(days=1))
        assert moved in row.why
        assert bool(moved) is ("geen werkdag" in row.why)


def test_what_waits_for_a_step_that_is_done_can_begin_and_its_lag_still_counts() -> None:
    done = step(1, duration=5, buffer=4, done_on=date(2026, 5, 29))
    found = worked_out(done, step(2, 1, duration=2), step(3, (1, 3)))
    assert found.of(1) is None
    assert (timing(found, 2).earliest_start, timing(found, 3).earliest_start) == (june(1), june(4))


def test_a_step_that_is_done_later_is_not_done_yet() -> None:
    assert worked_out(step(1, done_on=june(2)), step(2, 1)).of(1) is not None
    assert worked_out(step(1, done_on=june(1)), step(2, 1)).of(1) is None


def test_an_overdue_step_is_finished_today_at_the_earliest() -> None:
    found = worked_out(step(1, day=date(2026, 5, 15), duration=10), step(2, 1, duration=2))
    assert days(found)[1][1] == 1
    assert days(found)[2][:2] == (2, 3)


def test_a_step_that_should_have_begun_counts_as_begun() -> None:
    """Printed 18 May to 5 June, eleven of its fourteen working days are behind us."""
    busy = step(1, day=date(2026, 5, 18), last=june(5))
    found = worked_out(busy, step(2, 1))
    assert (timing(found, 1).earliest, timing(found, 2).earliest) == (june(5), june(8))


@pytest.mark.parametrize(
    ("changed", "earliest"),
    [
        ({}, (10, 10)),
        ({"kind": StepKind.COUNTED_BACK}, (1, 1)),
        ({"precision": Precision.MONTH}, (1, 1)),
        ({"duration": 3}, (8, 10)),
        ({"last": june(12)}, (10, 12)),
        ({"last": None}, (10, 10)),
    ],
)
def test_only_a_chosen_day_of_a_fixed_step_is_waited_for(changed: dict[str, object], earliest: tuple[int, int]) -> None:
    fixed = step(1, day=june(10), **changed)
    for steps in ((fixed,), (fixed, step(2, 1))):
        assert days(worked_out(*steps))[1][:2] == earliest


def test_a_hard_date_that_cannot_be_made_has_negative_slack_and_says_so() -> None:
    found = worked_out(*DIAMOND, hard=june(15))
    assert (found.slack, timing(found, 4).earliest, timing(found, 4).latest) == (-3, june(17), june(12))
    assert timing(found, 4).why.endswith("op zijn vroegst is dat woensdag 17 juni 2026, 3 werkdagen te laat.")


def test_a_hard_date_in_the_past_is_worked_out_all_the_same() -> None:
    for steps in (DIAMOND, (step(1, day=june(1)), step(2, day=june(3)))):
        found = worked_out(*steps, hard=date(2026, 5, 20))
        assert found.slack is not None
        assert found.slack < 0


def test_a_plan_without_steps_has_no_slack() -> None:
    for steps in ((), (step(1, day=HARD, hard=True),), (step(1),), (step(1, day=june(1), done_on=TODAY),)):
        found = worked_out(*steps)
        assert (found.timings, found.critical_path, found.slack) == ((), (), None)


# --- links that cannot be followed


def test_unknown_numbers_and_circles_are_named_and_left_out() -> None:
    steps = (step(1, 1), step(2, 9), step(3, 4), step(4, 5, 1), step(5, 3, 2), step(6, 5))
    assert graph_faults(steps) == (
        "Stap 2 komt na stap 9, maar stap 9 staat niet in de planning. Verbeter het nummer.",
        "Stap 1 wacht op zichzelf. Haal die verwijzing weg.",
        "Stap 3, 4 en 5 wachten op elkaar, dus geen van die stappen kan beginnen. Haal een van de verwijzingen weg.",
    )
    found = worked_out(*steps)
    assert {row.number: row.earliest.day for row in found.timings} == {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 3}


def test_a_sound_plan_has_no_faults() -> None:
    assert graph_faults(DIAMOND) == ()
    assert graph_faults(()) == ()


def test_a_long_chain_is_no_problem() -> None:
    chain = [step(1), *(step(number, number - 1) for number in range(2, 3001))]
    found = schedule(chain, date(2038, 1, 1), TODAY, DUTCH)
    assert len(found.critical_path) == 3000
    assert timing(found, 3000).earliest == DUTCH.add_working_days(TODAY, 2999)


@given(
    links=st.lists(st.tuples(st.integers(1, 8), st.integers(1, 10), st.integers(-5, 5)), max_size=30),
)
@CALM
def test_any_links_at_all_give_days_for_every_step(links: list[tuple[int, int, int]]) -> None:
    steps = [
        step(number, *((other, lag) for mine, other, lag in links if mine == number), day=june(number))
        for number in range(1, 9)
    ]
    found = worked_out(*steps)
    assert [row.number for row in found.timings] == list(range(1, 9))
    assert len(graph_faults(steps)) <= len(links)
    # What is said to be wrong is all that is wrong.
    sound = {(mine, other) for mine, other, _ in links if other < mine}
    if all((mine, other) in sound for mine, other, _ in links):
        assert graph_faults(steps) == ()


# --- decisions


PAPERS, AFTER = step(1, duration=5), step(3, 2, duration=3)
BERG = tuple(meeting("Berg", day, by) for day, by in ((9, 4), (16, 11), (23, 18), (30, 25)))
DAL = (meeting("Dal", 11), meeting("Dal", 25))


def decided(*meetings: BodyMeeting, today: date = TODAY, calendar: FreeDays = DUTCH, **changed: object) -> Schedule:
    asked = decision(2, 1, **{"deliver_before": 3, **changed})
    return worked_out(PAPERS, asked, AFTER, today=today, calendar=calendar, meetings=meetings)


def test_every_municipality_must_have_decided_and_the_first_delivery_day_counts() -> None:
    """Step 3 begins on 24 June at the latest, so Berg decides on the 23rd and Dal on the 11th, papers on the 8th.

    The papers are ready on 5 June: too late for Berg on the 9th, in time for Berg on the 16th and Dal on the 11th.
    """
    found = decided(*BERG, *DAL)
    row = timing(found, 2)
    assert days(found) == {1: (1, 5, 2, 8, 1), 2: (8, 16, 9, 23, 0), 3: (17, 19, 24, 26, 5)}
    assert sorted(row.meetings) == ["Berg-23", "Dal-11"]
    assert (found.slack, found.critical_path) == (0, (2,))
    assert row.why == (
        "Stap 2 moet uiterlijk dinsdag 23 juni 2026 klaar zijn: het college van Dal vergadert voor het laatst op "
        "donderdag 11 juni 2026, stukken uiterlijk maandag 8 juni 2026; dan kan stap 3 op tijd verder."
    )


def test_the_order_of_the_meetings_does_not_matter() -> None:
    assert decided(*reversed((*BERG, *DAL))) == decided(*BERG, *DAL)


def test_municipalities_with_the_same_last_meeting_are_named_together() -> None:
    why = timing(decided(meeting("Dal", 16, 10), meeting("Berg", 16, 10), meeting("Veld", 18, 12)), 2).why
    assert "de colleges van Berg en Dal vergaderen voor het laatst op dinsdag 16 juni 2026" in why


def test_papers_that_are_late_for_the_last_meeting_make_the_slack_negative() -> None:
    """A week later Dal's meeting of 11 June is lost; the one of 25 June is two working days past the limit."""
    found = decided(*BERG, *DAL, today=june(8))
    assert days(found)[1] == (8, 12, 2, 8, -4)
    assert days(found)[2] == (15, 25, 9, 23, -2)
    assert days(found)[3] == (26, 30, 24, 26, -2)
    assert "dan kan stap 3 op tijd verder; het college van Dal haalt dat niet meer; " in timing(found, 2).why
    assert "op zijn vroegst is dat donderdag 25 juni 2026, 2 werkdagen te laat" in timing(found, 2).why


def test_without_a_meeting_left_the_plan_is_too_late_and_says_so() -> None:
    found = decided(meeting("Dal", 25), meeting("Berg", 16, 10))
    assert timing(found, 2).slack < 0
    assert timing(found, 2).meetings == ("Berg-16",)
    said = "het college van Dal heeft tot en met dinsdag 23 juni 2026 geen vergadering meer waarop dit kan"
    assert said in timing(found, 2).why


def test_a_calendar_that_has_run_out_is_too_late_as_well() -> None:
    found = decided(meeting("Dal", 3), today=june(8))
    assert timing(found, 2).slack < 0
    assert timing(found, 2).earliest > june(23)
    assert timing(found, 3).slack < 0


def recess(first: int, last: int, place: str | None) -> FreeDays:
    return FreeDays(
        tuple(
            FreeDay(day=june(day), name="zomerreces", kind=FreeDayKind.RECESS, source="griffie", applies_to=place)
            for day in range(first, last + 1)
        )
    )


def test_a_meeting_in_recess_does_not_count_and_the_days_stay_working_days() -> None:
    meetings = (meeting("Dal", 9, 5), meeting("Dal", 18, 12))
    free = decided(*meetings)
    assert timing(free, 2).meetings == ("Dal-18",)
    for place in ("Dal", None):
        found = decided(*meetings, calendar=recess(15, 26, place))
        assert timing(found, 2).meetings == ("Dal-9",)
        assert days(found)[3][2:4] == days(free)[3][2:4] == (24, 26)
    assert decided(*meetings, calendar=recess(15, 26, "Berg")) == free


def test_only_meetings_of_the_body_that_decides_count() -> None:
    council = meeting("Dal", 16, 10, Body.COUNCIL)
    found = decided(council, meeting("Dal", 18, 12), body=Body.COUNCIL)
    assert timing(found, 2).meetings == ("Dal-16",)
    assert "de raad van Dal vergadert" in timing(found, 2).why


@pytest.mark.parametrize(
    ("deliver_by", "deliver_before", "papers"), [(8, 3, 8), (None, 3, 15), (None, None, 17), (None, 0, 17), (18, 3, 17)]
)
def test_the_delivery_day_of_the_meeting_goes_before_the_term_of_the_step(
    deliver_by: int | None, deliver_before: int | None, papers: int
) -> None:
    """A meeting on Thursday 18 June; papers that come in on the day itself must be ready the working day before."""
    found = decided(meeting("Dal", 18, deliver_by), deliver_before=deliver_before)
    assert timing(found, 1).latest == june(papers)


def test_a_decision_without_a_known_calendar_takes_its_time_for_papers() -> None:
    found = decided()
    assert days(found)[2] == (8, 10, 19, 23, 9)
    assert timing(found, 2).meetings == ()
    plain = worked_out(PAPERS, step(2, 1, body=Body.COLLEGE), AFTER, meetings=BERG)
    assert timing(plain, 2).meetings == ()


def test_papers_of_a_finished_step_were_delivered_in_time() -> None:
    """Today is past the delivery day of the 16th, but the papers were ready before it."""
    done = step(1, duration=5, done_on=june(9))
    found = worked_out(done, decision(2, 1), AFTER, today=june(15), meetings=BERG)
    assert timing(found, 2).earliest == june(16)
    found = worked_out(done, decision(2, 1), AFTER, today=june(17), meetings=BERG)
    assert timing(found, 2).earliest == june(23)


def test_a_decision_with_a_duration_begins_that_long_before_its_meeting() -> None:
    found = decided(*BERG, duration=8)
    assert (timing(found, 2).latest_start, timing(found, 2).earliest) == (june(12), june(23))


def test_a_decision_in_a_plan_without_links_uses_the_meetings_too() -> None:
    steps = (
        step(1, day=june(1), last=june(12), kind=StepKind.COUNTED_BACK, duration=None),
        decision(2, day=june(1), last=june(30), precision=Precision.MONTH, deliver_before=3),
        step(3, day=june(29), last=june(30), precision=Precision.MONTH),
        step(4, day=date(2026, 7, 6), hard=True),
    )
    found = worked_out(*steps, hard=date(2026, 7, 6), meetings=(*DAL, *BERG))
    # Step 3 may go on overlapping with the decision for two days, as printed.
    assert sorted(timing(found, 2).meetings) == ["Berg-30", "Dal-25"]
    assert timing(found, 1).latest == june(22)
    assert timing(found, 2).earliest == june(25)


# --- plans without links, against a slow and plain calculation


def shipped() -> tuple[Milestone, ...]:
    text = resources.files("tender_templates").joinpath("regions/mij-ov/planning.yaml").read_text(encoding="utf-8")
    return read_plan("T", [PlannedStep.model_validate(row) for row in yaml.safe_load(text)["stappen"]])


def test_the_shipped_plan_has_no_slack_from_its_third_step_on() -> None:
    found = schedule(shipped(), date(2026, 1, 1), date(2024, 6, 3), DUTCH)
    assert {row.number: row.raw_latest.isoformat() for row in found.timings} == {
        1: "2024-06-30",
        2: "2024-09-30",
        3: "2024-10-24",
        4: "2024-12-31",
        5: "2024-12-31",
        6: "2025-07-31",
        7: "2025-07-31",
        8: "2025-12-31",
    }
    assert timing(found, 1).latest == date(2024, 6, 28)
    assert timing(found, 1).why == (
        "Stap 1 moet uiterlijk vrijdag 28 juni 2024 klaar zijn: dan kan stap 5 op tijd verder; zondag 30 juni 2024 is "
        "geen werkdag, daarom de werkdag ervoor."
    )
    assert {row.number: row.slack for row in found.timings} == {1: 6, 2: 29, 3: 0, 4: 0, 5: 0, 6: 0, 7: 0, 8: 0}
    assert (found.critical_path, found.slack) == ((3, 4, 5, 6, 7, 8), 0)


def test_buffer_and_duration_count_without_links_too() -> None:
    """Three working days lie free before Monday 29 June, and three between the steps; step 2 takes a working week."""
    steps = (
        step(1, day=june(3), kind=StepKind.COUNTED_BACK, buffer=3),
        step(2, day=june(12), kind=StepKind.COUNTED_BACK, buffer=3, duration=5),
    )
    found = worked_out(*steps)
    assert days(found) == {1: (1, 1, 11, 11, 8), 2: (5, 11, 17, 23, 8)}
    assert "met 3 werkdagen buffer" in timing(found, 1).why


def test_a_shipped_plan_that_is_not_kept_up_is_late_by_its_chain() -> None:
    found = schedule(shipped(), date(2026, 1, 1), date(2024, 11, 18), DUTCH)
    assert timing(found, 1).earliest == date(2024, 11, 18)
    assert found.critical_path == (1, 5, 6, 7, 8)


@st.composite
def printed_plans(draw: st.DrawFn) -> tuple[Milestone, ...]:
    steps = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        begin = date(2026, 6, 1) + timedelta(days=draw(st.integers(-60, 200)))
        end = begin + timedelta(days=draw(st.integers(0, 60)))
        kind = draw(st.sampled_from((StepKind.FIXED, StepKind.COUNTED_BACK)))
        steps.append(step(number, day=begin, last=end, kind=kind))
    return tuple(steps)


HARD_DATES = st.dates(date(2026, 5, 1), date(2027, 6, 1))


@given(steps=printed_plans(), hard=HARD_DATES)
@CALM
def test_without_links_it_is_what_comparing_every_pair_of_steps_gives(steps: tuple[Milestone, ...], hard: date) -> None:
    found = schedule(steps, hard, TODAY, DUTCH)
    limits: dict[int, date] = {}
    for index in reversed(range(len(steps))):
        mine, limit = steps[index], hard - timedelta(days=1)
        for later in steps[index + 1 :]:
            start = limits[later.number] - (later.end - later.begin)
            overlap = max(0, (mine.end - later.begin).days + 1)
            limit = min(limit, start + timedelta(days=overlap - 1))
        limits[mine.number] = limit
    finishes: dict[int, date] = {}
    for index, mine in enumerate(steps):
        fixed = mine.kind is StepKind.FIXED
        start = mine.begin if fixed else min(mine.begin, TODAY)
        for before in steps[:index]:
            overlap = max(0, (before.end - mine.begin).days + 1)
            start = max(start, finishes[before.number] + timedelta(days=1 - overlap))
        finishes[mine.number] = max(start + (mine.end - mine.begin), TODAY)
    for row in found.timings:
        assert (row.raw_latest, row.latest) == (limits[row.number], DUTCH.on_or_before(limits[row.number]))
        assert row.earliest == max(DUTCH.on_or_before(finishes[row.number]), row.earliest_start, TODAY)
        assert row.slack == DUTCH.working_days_between(row.earliest, row.latest)
    tightest = min((limits[number] - finishes[number]).days for number in limits)
    assert {number for number in limits if (limits[number] - finishes[number]).days == tightest} <= set(
        found.critical_path
    )


# --- what holds for every plan with links


@st.composite
def linked_plans(draw: st.DrawFn) -> tuple[Milestone, ...]:
    steps = [step(1, duration=draw(st.integers(1, 9)), buffer=draw(st.integers(0, 3)))]
    for number in range(2, draw(st.integers(2, 9)) + 1):
        others = draw(st.lists(st.integers(1, number - 1), unique=True, min_size=1, max_size=3))
        links = [(other, draw(st.integers(-3, 6))) for other in others]
        steps.append(step(number, *links, duration=draw(st.integers(1, 9)), buffer=draw(st.integers(0, 3))))
    return tuple(steps)


@given(steps=linked_plans(), hard=HARD_DATES)
@CALM
def test_earliest_and_latest_days_respect_every_link(steps: tuple[Milestone, ...], hard: date) -> None:
    found = schedule(steps, hard, TODAY, DUTCH)
    of = {row.number: row for row in found.timings}
    buffers = {one.number: one.buffer for one in steps}
    for one in steps:
        row = of[one.number]
        for link in one.after:
            before, gap = of[link.number], 1 + link.lag + buffers[link.number]
            assert row.earliest_start >= DUTCH.add_working_days(before.earliest, gap)
            assert before.latest <= DUTCH.add_working_days(row.latest_start, -gap)
        for start, finish in ((row.earliest_start, row.earliest), (row.latest_start, row.latest)):
            assert DUTCH.is_working_day(start)
            assert DUTCH.working_days_between(start, finish) + 1 == one.duration
        assert row.earliest_start >= TODAY
        assert DUTCH.add_working_days(row.latest, one.buffer) < hard
        assert row.slack == DUTCH.working_days_between(row.earliest, row.latest)
        assert row.critical is (row.number in found.critical_path) is (row.slack == found.slack)
        assert row.why.startswith(f"Stap {one.number} moet uiterlijk ")
        assert row.why.endswith(".")


@given(steps=linked_plans(), hard=HARD_DATES)
@CALM
def test_the_critical_path_reaches_the_hard_date_and_each_day_on_it_counts(
    steps: tuple[Milestone, ...], hard: date
) -> None:
    found = schedule(steps, hard, TODAY, DUTCH)
    assert found.slack == min(row.slack for row in found.timings)
    on_path = [one for one in steps if one.number in found.critical_path]
    last = DUTCH.on_or_before(hard - timedelta(days=1))
    assert any(DUTCH.add_working_days(timing(found, one.number).latest, one.buffer) == last for one in on_path)
    for one in on_path:
        longer = one.model_copy(update={"duration": (one.duration or 0) + 1})
        delayed = schedule([longer if other is one else other for other in steps], hard, TODAY, DUTCH)
        assert delayed.slack == found.slack - 1


@given(steps=st.one_of(linked_plans(), printed_plans()), hard=HARD_DATES, today=HARD_DATES)
@CALM
def test_a_later_hard_date_never_makes_a_latest_day_earlier_nor_a_later_today_an_earliest(
    steps: tuple[Milestone, ...], hard: date, today: date
) -> None:
    found = schedule(steps, hard, today, DUTCH)
    later = schedule(steps, hard + timedelta(days=1), today, DUTCH)
    tomorrow = schedule(steps, hard, today + timedelta(days=1), DUTCH)
    for row in found.timings:
        assert timing(later, row.number).latest >= row.latest
        assert timing(later, row.number).earliest == row.earliest
        assert timing(tomorrow, row.number).earliest >= row.earliest
        assert timing(tomorrow, row.number).latest == row.latest


@given(
    held=st.lists(st.tuples(st.sampled_from(("Berg", "Dal", "Veld")), st.integers(1, 30)), min_size=1, max_size=12),
    before=st.integers(0, 6),
    today=st.integers(1, 20),
    hard=st.integers(3, 30),
)
@CALM
def test_a_decision_has_slack_exactly_when_every_municipality_can_decide_in_time(
    held: list[tuple[str, int]], before: int, today: int, hard: int
) -> None:
    meetings = [meeting(place, day) for place, day in dict.fromkeys(held)]
    papers = step(1, duration=3)
    found = worked_out(
        papers, decision(2, 1, deliver_before=before), hard=june(hard), today=june(today), meetings=meetings
    )
    row, ready = timing(found, 2), timing(found, 1).earliest
    start = DUTCH.next_working_day(ready)
    in_time = {
        one.municipality
        for one in meetings
        if one.held_on < june(hard)
        and one.held_on >= june(today)
        and min(
            DUTCH.next_working_day(DUTCH.add_working_days(one.held_on, -before)), DUTCH.on_or_before(one.held_on)
        ) >= start
    }  # fmt: skip
    assert (row.slack >= 0) is (in_time == {place for place, _ in held})
    assert len(row.meetings) == len({place for place, day in held if june(day) < june(hard)})
