"""The planning: taking it over from a file, and the board."""

from datetime import UTC, date, datetime, time, timedelta
from importlib import resources

import pytest
import yaml

from flows.rules.calendar import FreeDays
from flows.rules.planning.board import board, deadline, read_plan, status_of
from schemas.errors import InputRefusedError
from schemas.planning import (
    Body,
    LineStatus,
    Link,
    Mark,
    Milestone,
    PlannedStep,
    Precision,
    StepKind,
    WatchedDeadline,
)
from schemas.values import Stage

DUTCH = FreeDays()
TENDER = "MIJOV-J26"
HARD = date(2026, 1, 1)
TODAY = date(2024, 6, 3)
NOW = datetime(2024, 6, 3, 7, 0, tzinfo=UTC)
WEDNESDAY = datetime(2025, 6, 18, 7, 0, tzinfo=UTC)
NAMES = ("Zorg & Co <BV>", "'t Hofje", "{{ 7*7 }} B.V.", "N" * 120)


def shipped() -> tuple[Milestone, ...]:
    text = resources.files("tender_templates").joinpath("regions/mij-ov/planning.yaml").read_text(encoding="utf-8")
    return read_plan(TENDER, [PlannedStep.model_validate(row) for row in yaml.safe_load(text)["stappen"]])


def plan(*printed: str, hard_last: bool = False, stages: dict[int, Stage] | None = None) -> tuple[Milestone, ...]:
    steps = [
        PlannedStep(
            number=number,
            title=f"Stap {number}",
            owners=("Projectteam",),
            printed=text,
            stage=(stages or {}).get(number),
            hard=hard_last and number == len(printed),
        )
        for number, text in enumerate(printed, start=1)
    ]
    return read_plan(TENDER, steps)


def test_reading_a_plan_names_every_fault_at_once() -> None:
    steps = [
        PlannedStep(number=1, title="a", owners=(), printed="ooit eens"),
        PlannedStep(number=1, title="b", owners=(), printed="31 april 2026"),
    ]
    with pytest.raises(InputRefusedError) as refused:
        read_plan(TENDER, steps, file="planning.xlsx")
    assert len(refused.value.faults) == 3
    assert all(fault.file == "planning.xlsx" and fault.remedy for fault in refused.value.faults)


@pytest.mark.parametrize("name", NAMES)
def test_a_title_survives_to_the_letter(name: str) -> None:
    (step,) = read_plan(TENDER, [PlannedStep(number=1, title=name, owners=(name,), printed="juni 2026")])
    assert step.title == name
    line = board(TENDER, NOW, [step], None).lines[0]
    assert (line.title, line.owner, line.owners) == (name, name, (name,))


def test_the_nine_shipped_steps_are_read_as_printed() -> None:
    steps = shipped()
    assert [step.number for step in steps] == list(range(1, 10))
    assert steps[2].moments == (date(2024, 9, 26), date(2024, 10, 24))
    assert (steps[5].first, steps[5].last) == (date(2024, 12, 1), date(2025, 7, 31))
    assert (steps[8].first, steps[8].last, steps[8].hard) == (HARD, None, True)
    assert steps[4].printed == "Juli/dec. 2024"


@pytest.mark.parametrize(
    ("due", "done", "hard", "status"),
    [
        (date(2025, 6, 17), None, False, LineStatus.LATE),
        (date(2025, 6, 17), None, True, LineStatus.MISSED),
        (date(2025, 6, 17), date(2025, 6, 17), True, LineStatus.DONE),
        (date(2025, 6, 18), None, False, LineStatus.THIS_WEEK),
        (date(2025, 6, 22), None, False, LineStatus.THIS_WEEK),
        (date(2025, 6, 23), None, False, LineStatus.LATER),
        (date(2025, 6, 23), date(2025, 6, 20), False, LineStatus.LATER),
    ],
)
def test_status_as_of_a_wednesday(due: date, done: date | None, hard: bool, status: LineStatus) -> None:
    assert status_of(due, WEDNESDAY, done_on=done, hard=hard) is status


@pytest.mark.parametrize(
    ("minute", "hard", "status"),
    [
        (-1, False, LineStatus.THIS_WEEK),
        (0, False, LineStatus.THIS_WEEK),
        (1, False, LineStatus.LATE),
        (1, True, LineStatus.MISSED),
    ],
)
def test_a_deadline_with_a_clock_time_is_late_once_that_time_has_passed(
    minute: int, hard: bool, status: LineStatus
) -> None:
    """Noon in the Netherlands is 10:00 UTC in summer and 11:00 UTC in winter."""
    for noon in (datetime(2025, 6, 18, 10, 0, tzinfo=UTC), datetime(2025, 1, 15, 11, 0, tzinfo=UTC)):
        now = noon + timedelta(minutes=minute)
        assert status_of(noon.date(), now, at=time(12), hard=hard) is status


def test_the_day_changes_at_midnight_in_the_netherlands() -> None:
    due = date(2025, 6, 18)
    assert status_of(due, datetime(2025, 6, 18, 21, 59, tzinfo=UTC)) is LineStatus.THIS_WEEK
    assert status_of(due, datetime(2025, 6, 18, 22, 0, tzinfo=UTC)) is LineStatus.LATE


def test_the_board_shows_what_is_urgent_first() -> None:
    today = datetime(2024, 9, 24, 7, 0, tzinfo=UTC)
    steps = [step.model_copy(update={"done_on": date(2024, 6, 20)}) if step.number == 1 else step for step in shipped()]
    term = deadline("vragen-1", "Vragen sluiten", date(2024, 9, 20), now=today, why="Staat in de leidraad.")
    shown = board(TENDER, today, steps, HARD, other_deadlines=[term])
    assert [(line.key, line.status.value) for line in shown.lines] == [
        ("vragen-1", "te laat"),
        ("stap-3-1", "deze week"),
        ("stap-2", "later"),
        ("stap-3-2", "later"),
        ("stap-4", "later"),
        ("stap-5", "later"),
        ("stap-6", "later"),
        ("stap-7", "later"),
        ("stap-8", "later"),
        ("stap-9", "later"),
        ("stap-1", "klaar"),
    ]
    assert shown == board(TENDER, today, reversed(steps), HARD, other_deadlines=[term])


def test_a_line_says_what_was_printed_and_how_it_was_read() -> None:
    shown = board(TENDER, NOW, shipped(), HARD)
    why = next(line.why for line in shown.lines if line.key == "stap-2")
    for words in ("'Aug./sept. 2024'", "de laatste dag daarvan is maandag 30 september 2024", "nog 85 werkdagen"):
        assert words in why


def test_a_loose_day_that_passed_is_no_deadline_and_the_last_one_stays_open() -> None:
    lines = {line.key: line for line in board(TENDER, datetime(2024, 11, 1, 7, 0, tzinfo=UTC), shipped(), HARD).lines}
    assert lines["stap-3-1"].status is LineStatus.DONE
    assert lines["stap-3-2"].status is LineStatus.LATE


def test_a_step_with_a_clock_time_says_so_and_keeps_it() -> None:
    (step,) = read_plan(TENDER, [PlannedStep(number=1, title="x", owners=(), printed="3 juni 2024", at=time(12))])
    line = board(TENDER, NOW, [step], None).lines[0]
    assert (line.at, line.status) == (time(12), LineStatus.THIS_WEEK)
    assert "maandag 3 juni 2024, 12.00 uur; dat is vandaag" in line.why
    assert board(TENDER, NOW + timedelta(hours=4), [step], None).lines[0].status is LineStatus.LATE


def test_only_the_last_loose_day_has_the_clock_time() -> None:
    step = PlannedStep(number=1, title="x", owners=(), printed="3 juni en 5 juni 2024", at=time(8))
    lines = board(TENDER, NOW, read_plan(TENDER, [step]), None).lines
    assert [(line.key, line.at) for line in lines] == [("stap-1-1", None), ("stap-1-2", time(8))]


def test_a_step_without_a_date_is_kept_and_gives_no_line() -> None:
    steps = read_plan(
        TENDER,
        [
            PlannedStep(number=1, title="x", owners=(), printed=" "),
            PlannedStep(number=2, title="y", owners=(), printed="juni 2024", after=(Link(number=1, lag=2),)),
        ],
    )
    shown = board(TENDER, NOW, steps, HARD)
    assert (steps[0].precision, steps[0].first, steps[0].last) == (Precision.NONE, None, None)
    assert [line.key for line in shown.lines] == ["stap-2"]
    assert shown.schedule is not None
    assert [timing.number for timing in shown.schedule.timings] == [1, 2]


def test_everything_a_team_fills_in_reaches_the_milestone() -> None:
    step = PlannedStep(
        number=2,
        title="Besluit",
        owners=("Griffie", "Bestuurssecretaris"),
        printed="juni 2024",
        at=time(17),
        after=(Link(number=1, lag=-3),),
        duration=4,
        buffer=5,
        kind=StepKind.DECISION,
        body=Body.COUNCIL,
        deliver_before=10,
        mark=Mark.DECISION,
        remark="Na het reces",
    )
    (read,) = read_plan(TENDER, [step])
    same = step.model_dump(exclude={"open_ended"})
    assert {name: read.model_dump()[name] for name in same} == same


def test_a_line_counts_how_often_it_moved_since_people_were_told() -> None:
    steps = plan("5 juni 2024", "6 juni 2024", "7 juni 2024", "10 juni 2024")
    told = [
        WatchedDeadline(
            id=f"stap-{number}", tender_id=TENDER, title=title, due=due, status=LineStatus.LATER, sequence=4
        )
        for number, title, due in (
            (1, "Stap 1", date(2024, 6, 5)),
            (2, "Stap 2", date(2024, 6, 5)),
            (3, "Oude naam", date(2024, 6, 7)),
        )
    ]
    lines = board(TENDER, NOW, steps, None, watched=told).lines
    assert {line.key: line.sequence for line in lines} == {"stap-1": 4, "stap-2": 5, "stap-3": 5, "stap-4": 0}


def test_a_board_without_a_hard_date_has_no_schedule() -> None:
    assert board(TENDER, NOW, shipped(), None).schedule is None
    worked_out = board(TENDER, NOW, shipped(), HARD).schedule
    assert worked_out is not None
    assert (worked_out.hard_date, worked_out.today, len(worked_out.timings)) == (HARD, TODAY, 8)


def test_an_open_ended_month_begins_on_its_first_day() -> None:
    step = PlannedStep(number=1, title="x", owners=(), printed="juli 2024", open_ended=True)
    line = board(TENDER, NOW, read_plan(TENDER, [step]), None).lines[0]
    assert "de eerste dag daarvan is maandag 1 juli 2024" in line.why


def test_a_deadline_missed_in_the_weekend_says_in_days_how_long_ago() -> None:
    saturday = plan("21-11-2026")
    (line,) = board(TENDER, datetime(2026, 11, 22, 9, tzinfo=UTC), saturday, None).lines
    assert "1 dag geleden" in line.why
    (line,) = board(TENDER, datetime(2026, 11, 24, 9, tzinfo=UTC), saturday, None).lines
    assert "2 werkdagen geleden" in line.why
