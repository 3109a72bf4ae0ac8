"""The watch: every deadline that follows from the record, with its date, its owner and why that day."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from flows.rules.calendar import FreeDays
from flows.rules.planning.watch import board_of
from flows.rules.procedures import OPEN_HOUSE_SCREENING_FIRST as PROCEDURE
from flows.rules.wording import local_day
from schemas.planning import (
    Board,
    Body,
    BodyMeeting,
    DeadlineLine,
    LineStatus,
    Precision,
    StepKind,
    WatchedDeadline,
)
from schemas.values import Stage
from tests.builders import DAY, admission, agreement, milestone, nota_round, session, session_point
from tests.rules.cases import CLOSES, CLOSING_DAY, REFERENCE, START, record, remedy

LONG_AGO, AFTERWARDS = date(2024, 12, 1), date(2026, 8, 1)


def board(day: date | datetime = DAY, **parts: object) -> Board:
    """The board in the morning of a day, or at a moment."""
    now = day if isinstance(day, datetime) else datetime.combine(day, time(7), UTC)
    return board_of(record(**parts), PROCEDURE, FreeDays(), now)


def line(key: str, day: date | datetime = DAY, **parts: object) -> DeadlineLine:
    (found,) = [row for row in board(day, **parts).lines if row.key == key]
    return found


def everything() -> dict[str, object]:
    return {
        "milestones": (milestone(1, date(2025, 5, 1)),),
        "rounds": (nota_round(1), nota_round(2)),
        "remedies": (remedy("E06").model_copy(update={"due_explanation": "10 werkdagen na verzending."}),),
        "sessions": (session(1), session(2)),
        "admissions": (admission(), admission(2)),
    }


def test_the_board_of_an_empty_tender_knows_its_closing_and_its_start() -> None:
    found = board(LONG_AGO, rounds=())
    assert [(row.key, row.due) for row in found.lines] == [("aanmelding-sluit", CLOSING_DAY), ("ingang", START)]
    assert found.hard_date == START


def test_every_line_explains_itself_and_has_a_key_of_its_own() -> None:
    lines = board(**everything()).lines
    assert len({row.key for row in lines}) == len(lines) == 11
    for row in lines:
        assert row.title and row.owner and row.why.endswith(".")
    assert {row.stage for row in lines if row.stage} == {
        Stage.NOTA_VAN_INLICHTINGEN,
        Stage.SCREENING,
        Stage.DIALOGUE,
        Stage.AWARD,
        Stage.EXECUTION,
    }


def test_a_key_does_not_move_with_its_date() -> None:
    """Calendar items keep their identity by the key."""
    moved = nota_round(1).model_copy(update={"publish_on": date(2025, 3, 3)})
    assert line("nota-1", rounds=(nota_round(1),)).due != line("nota-1", rounds=(moved,)).due


def test_the_nota_says_what_was_promised_and_the_last_day_before_closing() -> None:
    why = line("nota-1", rounds=(nota_round(1),)).why
    assert why.startswith("Toegezegd voor 10 februari 2025. Uiterlijk: 10 kalenderdagen vóór")
    assert "18 maart 2025" in why


@pytest.mark.parametrize(
    ("today", "published_on", "status"),
    [
        (date(2025, 2, 3), None, LineStatus.LATER),
        (date(2025, 2, 10), None, LineStatus.THIS_WEEK),
        (date(2025, 2, 11), None, LineStatus.LATE),
        (date(2025, 2, 11), date(2025, 2, 10), LineStatus.DONE),
    ],
)
def test_a_nota_is_late_until_it_is_published(today: date, published_on: date | None, status: LineStatus) -> None:
    assert line("nota-1", today, rounds=(nota_round(1, published_on),)).status is status


@pytest.mark.parametrize("key", ["vragen-1", "aanmelding-sluit", "aanvulling-2025-03-31", "bezwaar-2025-06-02"])
def test_a_term_of_others_is_over_the_day_after_and_never_late(key: str) -> None:
    due = line(key, **everything()).due
    assert line(key, due, **everything()).status is LineStatus.THIS_WEEK
    assert line(key, due + timedelta(days=1), **everything()).status is LineStatus.DONE


@pytest.mark.parametrize(
    ("key", "moment"), [("vragen-1", nota_round(1).questions_close_at), ("aanmelding-sluit", CLOSES)]
)
def test_a_term_of_others_closes_at_its_hour(key: str, moment: datetime) -> None:
    found = line(key, moment, **everything())
    assert (found.due, found.at, found.status) == (local_day(moment), time(12), LineStatus.THIS_WEEK)
    assert line(key, moment + timedelta(minutes=1), **everything()).status is LineStatus.DONE


def test_the_board_works_the_plan_out_with_the_meetings_and_numbers_what_moved() -> None:
    asked = milestone(
        4, date(2025, 12, 1), kind=StepKind.DECISION, body=Body.COLLEGE, precision=Precision.MONTH, deliver_before=5
    )
    meeting = BodyMeeting(
        id="Berg-1", tender_id=REFERENCE, municipality="Berg", body=Body.COLLEGE, held_on=date(2025, 11, 20)
    )
    told = WatchedDeadline(
        id="aanmelding-sluit",
        tender_id=REFERENCE,
        title="Aanmelding sluit",
        due=CLOSING_DAY - timedelta(days=3),
        at=time(12),
        status=LineStatus.LATER,
        sequence=2,
    )
    found = board(LONG_AGO, milestones=(asked,), meetings=(meeting,), watched=(told,))
    assert found.schedule is not None
    (timing,) = found.schedule.timings
    assert (timing.meetings, timing.latest) == (("Berg-1",), date(2025, 11, 20))
    assert {row.key: row.sequence for row in found.lines if row.sequence} == {"aanmelding-sluit": 3}


def test_every_owner_of_a_line_is_a_name_of_its_own() -> None:
    for row in board(**everything()).lines:
        assert row.owners
        assert row.owner == " en ".join(row.owners)


def test_a_session_without_its_report_is_late_the_day_after() -> None:
    day = local_day(session().starts_at)
    assert line("dialoog-1", day + timedelta(days=1), sessions=(session(),)).status is LineStatus.LATE
    reported = session(reported_on=day + timedelta(days=1))
    assert line("dialoog-1", day + timedelta(days=1), sessions=(reported,)).status is LineStatus.DONE
    assert "Gemeentehuis Berg" in line("dialoog-1", sessions=(session(),)).why


def test_a_session_that_was_called_off_is_no_line_and_neither_are_its_actions() -> None:
    off = session(cancelled_on=DAY, points=(session_point(action="Doen", action_owner="Team", action_due=DAY),))
    assert not [row.key for row in board(sessions=(off,)).lines if row.key.startswith(("dialoog", "actie"))]


def test_what_was_agreed_at_a_session_is_a_line_of_who_does_it() -> None:
    due = DAY + timedelta(days=20)
    points = (
        session_point(1, action="Schema maken", action_owner="Jurist", action_due=due),
        session_point(2, action="Ooit doen", action_owner="Jurist"),
        session_point(3),
    )
    found = board(sessions=(session(2, points=points, reported_on=DAY),))
    (row,) = [row for row in found.lines if row.key.startswith("actie")]
    assert (row.key, row.title, row.due, row.owners) == ("actie-2-1", "Schema maken", due, ("Jurist",))
    assert "dialoogsessie 2, punt 1" in row.why
    done = tuple(one.model_copy(update={"action_done": DAY}) for one in points)
    (row,) = [row for row in board(sessions=(session(2, points=done),)).lines if row.key.startswith("actie")]
    assert row.status is LineStatus.DONE


def test_the_last_day_for_corrections_is_a_line_until_the_report_is_out() -> None:
    until = DAY + timedelta(days=5)
    waiting = session(corrections_until=until)
    assert (line("correcties-1", sessions=(waiting,)).due, line("correcties-1", sessions=(waiting,)).kind) == (
        until,
        "termijn",
    )
    out = waiting.model_copy(update={"reported_on": DAY})
    assert line("correcties-1", sessions=(out,)).status is LineStatus.DONE


def test_providers_with_the_same_day_share_one_line_and_no_name_stands_in_it() -> None:
    assert line("bezwaar-2025-06-02", **everything()).title == "Bezwaartermijn loopt af (2 besluiten)"
    assert line("bezwaar-2025-06-02", admissions=(admission(),)).title == "Bezwaartermijn loopt af (1 besluit)"
    assert "Zorg & Co" not in " ".join(f"{one.title} {one.why}" for one in board(**everything()).lines)


def test_remedies_with_another_day_have_a_line_of_their_own() -> None:
    later = remedy("E06").model_copy(update={"id": "H-2", "sent_on": date(2025, 4, 3), "due_on": date(2025, 4, 17)})
    lines = board(remedies=(remedy("E06"), later)).lines
    assert [(row.key, row.due) for row in lines if row.key.startswith("aanvulling")] == [
        ("aanvulling-2025-04-03", date(2025, 4, 17)),
        ("aanvulling-2025-03-31", date(2025, 4, 11)),
    ]


def test_the_start_is_missed_and_not_just_late_when_nothing_is_in_execution() -> None:
    assert line("ingang", AFTERWARDS).status is LineStatus.MISSED
    running = agreement(in_execution_on=START)
    assert line("ingang", AFTERWARDS, agreements=(running,)).status is LineStatus.DONE


def test_a_plan_with_a_hard_step_does_not_get_the_start_twice() -> None:
    hard = milestone(9, START, hard=True)
    assert [row.key for row in board(milestones=(hard,)).lines if row.due == START] == ["stap-9"]


def test_what_is_late_stands_before_what_is_to_come() -> None:
    statuses = [row.status for row in board(**everything()).lines]
    assert statuses == sorted(statuses, key=tuple(LineStatus).index)
    assert statuses[0] is LineStatus.LATE
