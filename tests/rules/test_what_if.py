"""What if: every date that moves and why, what breaks, what is lost, and what never moves."""

from datetime import UTC, date, datetime, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.exchange.region import load
from flows.rules.calendar import FreeDays
from flows.rules.planning.periods import parse_period
from flows.rules.procedures import OPEN_HOUSE_SCREENING_FIRST as PROCEDURE
from flows.rules.what_if import effect, in_words, key_of, reread_effect
from flows.workplace import TEMPLATES
from schemas.clarification import NotaRound
from schemas.planning import Body, BodyMeeting, Colleague, Link, Mark, Milestone, Precision, StepKind
from schemas.record import TenderRecord
from schemas.values import Stage
from schemas.what_if import Effect, PlanChange, PlanQuestion
from tests.builders import CALM, milestone
from tests.rules import cases

CALENDAR = FreeDays()
NOW = datetime(2025, 9, 1, 8, 0, tzinfo=UTC)
"""A Monday. The plan below runs from September 2025 to the hard date, 1 January 2026."""


def moment(day: date) -> datetime:
    return datetime.combine(day, time(10, 0), UTC)


def step(number: int, first: date, last: date | None = None, **changed: object) -> Milestone:
    """A dated step; ``last`` makes it a period."""
    return milestone(number, first, last=last or first, **changed)


def linked() -> tuple[Milestone, ...]:
    """Five steps in a chain: writing, a check, a decision of colleges, publication, and the hard date."""
    return (
        step(1, date(2025, 9, 8), date(2025, 9, 19), owners=("Schrijver",)),
        step(2, date(2025, 9, 22), date(2025, 9, 26), owners=("Jurist",), after=(Link(number=1),)),
        step(
            3,
            date(2025, 10, 7),
            owners=("Colleges",),
            after=(Link(number=2),),
            kind=StepKind.DECISION,
            body=Body.COLLEGE,
            deliver_before=5,
        ),
        step(4, date(2025, 10, 20), date(2025, 10, 24), after=(Link(number=3, lag=5),), buffer=2),
        step(5, cases.START, hard=True, stage=Stage.EXECUTION),
    )


def meeting(municipality: str, held_on: date, deliver_by: date | None = None) -> BodyMeeting:
    return BodyMeeting(
        id=f"{municipality}/{held_on.isoformat()}",
        tender_id=cases.REFERENCE,
        municipality=municipality,
        body=Body.COLLEGE,
        held_on=held_on,
        deliver_by=deliver_by,
    )


MEETINGS = tuple(
    meeting(municipality, day)
    for municipality in ("Berg", "Dal")
    for day in (date(2025, 10, 7), date(2025, 10, 21), date(2025, 11, 4))
)


def plan(*steps: Milestone, **parts: object) -> TenderRecord:
    """A tender with only a plan; nothing published, no questions asked."""
    whole: dict[str, object] = {"rounds": (), "publications": (), "applications": ()}
    return cases.record(**{**whole, "milestones": steps, **parts})


def ask(record: TenderRecord, target: str, change: str = "schuiven", days: int = 5, *, now: datetime = NOW) -> Effect:
    question = PlanQuestion(target=target, change=PlanChange(change), days=days)
    return effect(record, question, PROCEDURE, CALENDAR, now)


def moved(found: Effect) -> dict[str, tuple[str, str]]:
    assert found.refused == ()
    return {row.key: (row.old, row.new) for row in found.moved}


def mij_ov() -> TenderRecord:
    region = load(TEMPLATES / "regions" / "mij-ov")
    printed = (
        (1, "20 Juni 2024", Stage.STRATEGY),
        (2, "Aug./sept. 2024", Stage.STRATEGY),
        (3, "26 Sept./24 okt. 2024", Stage.STRATEGY),
        (4, "Okt./nov./dec. 2024", Stage.STRATEGY),
        (5, "Juli/dec. 2024", Stage.PREPARATION),
        (6, "Dec. 2024 - juli 2025", Stage.PUBLICATION),
        (7, "Juli 2025", Stage.AWARD),
        (8, "Juli - dec. 2025", Stage.IMPLEMENTATION),
        (9, "1 jan. 2026", Stage.EXECUTION),
    )
    return TenderRecord(
        tender=region.tender,
        milestones=tuple(read(number, text, stage, region.tender.id) for number, text, stage in printed),
        rounds=region.rounds,
    )


def read(number: int, text: str, stage: Stage, tender_id: str) -> Milestone:
    period = parse_period(text)
    assert not isinstance(period, str)
    hard = number == 9
    return milestone(
        number,
        id=f"{tender_id}/stap-{number}",
        tender_id=tender_id,
        printed=text,
        precision=period.precision,
        first=period.first,
        last=None if hard else period.last,
        moments=period.moments,
        stage=stage,
        hard=hard,
    )


EARLY = datetime(2024, 6, 3, 8, 0, tzinfo=UTC)


# A plan with links


def test_a_shift_takes_along_what_is_linked_and_no_more() -> None:
    found = ask(plan(*linked()), "1", days=5)
    assert moved(found) == {
        "stap-1": ("8-9-2025", "15 september 2025 t/m 26 september 2025"),
        "stap-2": ("22-9-2025", "29 september 2025 t/m 3 oktober 2025"),
    }
    assert [row.why for row in found.moved] == [
        "schuift 5 werkdagen naar later",
        "begint na stap 1, en die is pas op 26 september 2025 klaar",
    ]


def test_free_days_lag_and_buffer_are_reckoned_with() -> None:
    found = ask(plan(*linked()), "3", days=4)
    # Step 4 had two working days to spare: 5 days lag after 7 October is 15 October, and it began on the 20th.
    assert moved(found)["stap-4"] == ("20-10-2025", "21 oktober 2025 t/m 27 oktober 2025")
    assert found.moved[-1].why == "begint na stap 3, en die is pas op 13 oktober 2025 klaar, met 5 werkdagen ertussen"


def test_a_step_that_takes_longer_keeps_its_begin_and_its_own_duration_grows() -> None:
    first, *rest = linked()
    record = plan(first.model_copy(update={"duration": 10}), *rest)
    found = ask(record, "1", "langer", 3)
    assert moved(found)["stap-1"] == ("8-9-2025", "8 september 2025 t/m 24 september 2025")
    assert found.milestones[0].duration == 13
    assert found.milestones[0].precision is Precision.DAY
    assert moved(found)["stap-2"][1] == "25 september 2025 t/m 1 oktober 2025"


def test_a_missed_step_is_done_a_day_later() -> None:
    found = ask(plan(*linked()), "2", "missen", 1)
    assert moved(found) == {"stap-2": ("22-9-2025", "22 september 2025 t/m 29 september 2025")}
    assert found.moved[0].why == "is niet klaar op 26 september 2025"


def test_an_earlier_step_pulls_nothing_along() -> None:
    assert list(moved(ask(plan(*linked()), "4", days=-2))) == ["stap-4"]


def test_a_step_that_is_done_does_not_move_and_is_not_asked_about() -> None:
    first, second, *rest = linked()
    record = plan(first, second.model_copy(update={"done_on": date(2025, 8, 29)}), *rest)
    assert list(moved(ask(record, "1", days=20))) == ["stap-1"]
    assert "klaar sinds 29 augustus 2025" in ask(record, "2").refused[0]


def test_a_step_with_one_day_and_a_duration_begins_earlier_than_it_is_printed() -> None:
    steps = (
        step(1, date(2025, 9, 12)),
        step(2, date(2025, 9, 26), after=(Link(number=1),), duration=5),
    )
    assert list(moved(ask(plan(*steps), "1", days=5))) == ["stap-1"]
    assert moved(ask(plan(*steps), "1", days=7))["stap-2"] == ("26-9-2025", "30 september 2025")


def test_steps_that_wait_for_each_other_are_no_endless_story() -> None:
    saturday = date(2025, 9, 13)
    record = plan(
        step(1, saturday, after=(Link(number=2),)),
        step(2, saturday, after=(Link(number=1),)),
    )
    found = ask(record, "1", days=1)
    assert found.refused and "wachten op elkaar" in found.refused[0]


# Meetings


def test_the_lost_meeting_is_named_with_the_next_one() -> None:
    found = ask(plan(*linked(), meetings=MEETINGS), "2", days=3)
    assert moved(found)["stap-3"] == ("7-10-2025", "21 oktober 2025")
    assert [row.sentence for row in found.lost_meetings] == [
        f"het college van {name} van 7 oktober 2025 is niet meer haalbaar; de volgende is 21 oktober 2025 "
        "(stukken uiterlijk 14 oktober 2025)."
        for name in ("Berg", "Dal")
    ]


def test_each_municipality_has_its_own_delivery_day() -> None:
    late = meeting("Dal", date(2025, 10, 7), deliver_by=date(2025, 10, 6))
    meetings = (*(row for row in MEETINGS if row.municipality == "Berg"), late)
    found = ask(plan(*linked(), meetings=meetings), "2", days=3)
    assert [row.municipality for row in found.lost_meetings] == ["Berg"]
    assert moved(found)["stap-3"][1] == "7 oktober 2025 t/m 21 oktober 2025"


def test_papers_that_are_still_in_time_lose_nothing() -> None:
    found = ask(plan(*linked(), meetings=MEETINGS), "2", days=2)
    assert list(moved(found)) == ["stap-2"]
    assert found.lost_meetings == ()


def test_a_missed_decision_goes_to_the_next_meeting_however_few_days() -> None:
    found = ask(plan(*linked(), meetings=MEETINGS), "3", "missen", 1)
    assert moved(found)["stap-3"][1] == "21 oktober 2025"
    assert {row.was_on for row in found.lost_meetings} == {date(2025, 10, 7)}


def test_without_a_later_meeting_the_answer_says_what_is_missing() -> None:
    found = ask(plan(*linked(), meetings=MEETINGS[:1]), "3", days=3)
    assert found.lost_meetings[0].next_on is None
    assert "Vul de raadskalender aan" in found.lost_meetings[0].sentence
    assert moved(found)["stap-3"][1] == "10 oktober 2025"


def test_an_earlier_decision_is_taken_at_an_earlier_meeting_or_stays() -> None:
    record = plan(*linked(), meetings=(*MEETINGS, meeting("Berg", date(2025, 10, 2), date(2025, 9, 29))))
    found = ask(record, "3", days=-4)
    assert moved(found)["stap-3"][1] == "2 oktober 2025 t/m 7 oktober 2025"
    assert found.lost_meetings == ()
    assert ask(plan(*linked(), meetings=MEETINGS), "3", days=-4).moved == ()


# The printed plan of the region


def test_the_printed_order_keeps_overlap_and_says_why() -> None:
    found = ask(mij_ov(), "6", "langer", 20, now=EARLY)
    assert {key: new for key, (_, new) in moved(found).items()} == {
        "stap-6": "2 december 2024 t/m 28 augustus 2025",
        "stap-7": "29 juli 2025 t/m 28 augustus 2025",
        "stap-8": "29 juli 2025 t/m 29 januari 2026",
    }
    assert found.moved[1].why == "loopt in de planning deels gelijk met stap 6, en die is pas op 28 augustus 2025 klaar"


def test_a_step_that_runs_beside_an_earlier_number_does_not_wait_for_it() -> None:
    found = ask(mij_ov(), "4", days=10, now=EARLY)
    assert "stap-5" not in moved(found)
    assert list(moved(found)) == ["stap-4", "stap-6", "stap-7", "stap-8"]


def test_the_hard_date_never_moves_and_the_answer_counts_how_late_it_is() -> None:
    found = ask(mij_ov(), "7", "langer", 5, now=EARLY)
    assert "stap-9" not in moved(found)
    assert found.hard_date is not None and not found.hard_date.made
    assert found.hard_date.room_before == 0 and found.hard_date.room_after == -5
    assert "1 januari 2026 wordt niet gehaald: 5 werkdagen te laat" in found.hard_date.sentence
    assert "harde datum, en die schuift niet" in ask(mij_ov(), "9", now=EARLY).refused[0]


def test_a_missed_first_step_moves_alone() -> None:
    assert moved(ask(mij_ov(), "1", "missen", 1, now=EARLY)) == {"stap-1": ("20 Juni 2024", "21 juni 2024")}


def test_loose_days_move_as_days() -> None:
    found = ask(mij_ov(), "3", days=5, now=EARLY)
    assert moved(found)["stap-3"][1] == "3 oktober 2024 en 31 oktober 2024"
    assert found.milestones[0].precision is Precision.MOMENTS
    assert "losse dagen" in ask(mij_ov(), "3", "langer", 5, now=EARLY).refused[0]


def test_deadlines_wait_for_the_period_they_lie_in() -> None:
    found = ask(mij_ov(), "6", days=45, now=EARLY)
    new = {key: text for key, (_, text) in moved(found).items()}
    assert new["vragen-1"] == "31 maart 2025 om 12.00 uur"
    assert list(new)[:5] == ["vragen-1", "nota-1", "vragen-2", "nota-2", "aanmelding-sluit"]
    assert any("nota van inlichtingen 1 blijft dan 1 werkdag over (nu 11)" in row for row in found.remarks)


def test_a_period_lasts_until_its_deadlines_are_over() -> None:
    found = ask(mij_ov(), "aanmelding-sluit", days=100, now=EARLY)
    assert moved(found)["stap-6"][1] == "2 december 2024 t/m 21 augustus 2025"


# Promised deadlines


def with_rounds(**parts: object) -> TenderRecord:
    """Closing on 28 November at 12.00; notas on 3 and 18 November, questions before them."""
    closes = datetime(2025, 11, 28, 11, 0, tzinfo=UTC)
    rounds = tuple(
        NotaRound(
            id=f"N-{number}",
            tender_id=cases.REFERENCE,
            number=number,
            questions_close_at=datetime.combine(asked, time(10, 0), UTC),
            publish_on=told,
        )
        for number, asked, told in (
            (1, date(2025, 10, 20), date(2025, 11, 3)),
            (2, date(2025, 11, 10), date(2025, 11, 18)),
        )
    )
    tender = cases.tender(closes).model_copy(update={"applications_open_on": date(2025, 10, 1)})
    return plan(**{"tender": tender, "rounds": rounds, **parts})


def test_a_later_nota_takes_the_closing_along_as_far_as_the_promise_asks() -> None:
    found = ask(with_rounds(), "nota-2", days=2)
    assert moved(found) == {
        "nota-2": ("18 november 2025", "20 november 2025"),
        "aanmelding-sluit": ("28 november 2025 om 12.00 uur", "1 december 2025 om 12.00 uur"),
    }
    assert "ten minste 10 kalenderdagen daarna" in found.moved[1].why
    assert found.closes_at == datetime(2025, 12, 1, 11, 0, tzinfo=UTC)
    assert found.breaks == ()


def test_questions_push_their_nota_only_when_they_must() -> None:
    assert list(moved(ask(with_rounds(), "vragen-1", days=9))) == ["vragen-1"]
    found = ask(with_rounds(), "vragen-1", days=10)
    assert moved(found)["nota-1"] == ("3 november 2025", "4 november 2025")


def test_an_earlier_closing_breaks_the_promise_and_says_so() -> None:
    found = ask(with_rounds(), "aanmelding-sluit", days=-5)
    assert len(found.breaks) == 1
    assert "nota van inlichtingen 2 komt dan op 18 november 2025, en dat is te laat" in found.breaks[0]
    assert "10 kalenderdagen" in found.breaks[0]


def test_twelve_o_clock_stays_twelve_o_clock_over_the_change_of_the_clock() -> None:
    found = ask(with_rounds(), "vragen-1", days=6)
    (row,) = found.rounds
    # 12.00 uur on 20 October is 10.00 UTC; a week after the clock went back it is 11.00 UTC.
    assert row.questions_close_at == datetime(2025, 10, 28, 11, 0, tzinfo=UTC)
    assert moved(found)["vragen-1"] == ("20 oktober 2025 om 12.00 uur", "28 oktober 2025 om 12.00 uur")


def test_a_marked_step_and_its_deadline_are_one_date() -> None:
    closing = step(7, date(2025, 11, 28), mark=Mark.CLOSING, at=time(12, 0))
    record = with_rounds(milestones=(closing,))
    assert list(moved(ask(record, "7", days=3))) == ["aanmelding-sluit", "stap-7"]
    found = ask(record, "aanmelding-sluit", days=3)
    assert moved(found)["stap-7"] == ("28-11-2025 om 12.00 uur", "3 december 2025 om 12.00 uur")
    assert [row.key for row in found.public] == ["aanmelding-sluit"]


# What has passed


def test_a_date_that_has_passed_does_not_move() -> None:
    later = moment(date(2025, 10, 1))
    for change in ("schuiven", "langer"):
        found = ask(plan(*linked()), "1", change, now=later)
        assert found.moved == ()
        assert "8 september 2025 t/m 19 september 2025 is voorbij" in found.refused[0]


@pytest.mark.parametrize("change", list(PlanChange))
@pytest.mark.parametrize("target", ["vragen-1", "nota-1", "aanmelding-sluit"])
def test_a_promised_deadline_that_has_passed_never_moves(target: str, change: str) -> None:
    found = ask(with_rounds(), target, change, now=moment(date(2025, 12, 10)))
    assert "voorbij" in found.refused[0] and found.moved == ()


def test_twelve_o_clock_is_the_moment_it_has_passed() -> None:
    assert ask(with_rounds(), "vragen-1", now=datetime(2025, 10, 20, 10, 0, tzinfo=UTC)).refused == ()
    assert ask(with_rounds(), "vragen-1", now=datetime(2025, 10, 20, 10, 0, 1, tzinfo=UTC)).refused


def test_a_passed_deadline_does_not_move_by_moving_something_before_it() -> None:
    record = with_rounds()
    late_nota = record.rounds[0].model_copy(update={"publish_on": date(2025, 11, 11)})
    record = record.model_copy(update={"rounds": (late_nota, record.rounds[1])})
    found = ask(record, "nota-1", days=1, now=moment(date(2025, 11, 11)))
    assert found.moved == ()
    assert "Vragen voor nota 2 sluiten: 10 november 2025 is voorbij" in found.refused[0]


def test_what_was_missed_is_planned_again_from_today() -> None:
    found = ask(plan(*linked()[:2]), "1", "missen", 2, now=moment(date(2025, 9, 22)))
    assert moved(found)["stap-1"] == ("8-9-2025", "8 september 2025 t/m 24 september 2025")
    assert moved(found)["stap-2"][1] == "25 september 2025 t/m 1 oktober 2025"


def test_after_publication_a_missed_public_step_is_not_planned_again() -> None:
    opening = step(1, date(2025, 8, 20), mark=Mark.INVITATION)
    published = cases.record().publications
    assert moved(ask(plan(opening), "1", "missen", 1))["stap-1"][1] == "2 september 2025"
    assert ask(plan(opening, publications=published), "1", "missen", 1).refused


def test_nothing_is_put_on_a_day_that_has_passed() -> None:
    found = ask(plan(*linked()), "1", days=-10)
    assert "25 augustus 2025, en die dag is al voorbij" in found.refused[0]


def test_a_step_that_has_begun_only_ends_later() -> None:
    found = ask(plan(*linked()), "1", days=5, now=moment(date(2025, 9, 10)))
    assert moved(found)["stap-1"][1] == "8 september 2025 t/m 26 september 2025"
    assert "alleen het einde schuift" in found.moved[0].why


# Refusals


@pytest.mark.parametrize(
    ("target", "change", "days", "says"),
    [
        ("17", "schuiven", 5, "staat niet in de planning. Kies het nummer van een stap (1, 2, 3, 4, 5)"),
        ("nota-3", "schuiven", 5, "'aanmelding-sluit'"),
        ("1", "langer", -1, "0 of meer"),
        ("1", "missen", -1, "0 of meer"),
        ("1", "schuiven", 1001, "ten hoogste 1000 werkdagen"),
        ("6", "schuiven", 1, "heeft geen datum"),
        ("7", "langer", 1, "heeft geen einde"),
    ],
)
def test_what_cannot_be_asked_is_said_with_the_way_on(target: str, change: str, days: int, says: str) -> None:
    undated = step(6, date(2025, 9, 8)).model_copy(
        update={"first": None, "last": None, "precision": Precision.NONE, "printed": "n.t.b."}
    )
    endless = step(7, date(2025, 9, 8)).model_copy(update={"last": None})
    extra = {"6": (undated,), "7": (endless,)}.get(target, ())
    found = ask(plan(*linked(), *extra), target, change, days)
    assert says in found.refused[0]
    assert found.moved == ()


@pytest.mark.parametrize(
    ("typed", "key"), [("6", "stap-6"), (" stap 6 ", "stap-6"), ("Stap-6", "stap-6"), ("Nota 1", "nota-1"), ("-", "")]
)
def test_a_target_may_be_typed_in_several_ways(typed: str, key: str) -> None:
    assert key_of(typed) == key


# Whom it concerns, and what it means


def colleague(name: str, *roles: str, **changed: object) -> Colleague:
    return Colleague(
        id=name.casefold(), tender_id=cases.REFERENCE, name=name, email=f"{name.casefold()}@proef.example", roles=roles
    ).model_copy(update=changed)


def test_owners_deputies_and_the_lead_are_told() -> None:
    people = (
        colleague("Ans", "Schrijver", deputy="Ben", away_from=date(2025, 8, 25)),
        colleague("Ben", "Vervanger"),
        colleague("Cor", "Jurist"),
        colleague("Dee", "Colleges"),
    )
    found = ask(plan(*linked(), colleagues=people), "1", days=5)
    assert found.people == ("Ben", "Cor", "projectleider")
    assert found.strangers == ()
    assert ask(plan(*linked()), "1").strangers == ("Schrijver", "Jurist")


def test_a_rectification_is_needed_only_after_publication_and_only_for_public_dates() -> None:
    published = cases.record().publications
    assert not ask(with_rounds(), "nota-2").rectification
    assert ask(with_rounds(publications=published), "nota-2").rectification
    assert not ask(plan(*linked(), publications=published), "1").rectification
    marked = step(1, date(2025, 10, 1), mark=Mark.PUBLICATION)
    assert ask(plan(marked, publications=published), "1").rectification
    inside = step(1, date(2025, 10, 1), mark=Mark.DECISION)
    assert not ask(plan(inside, publications=published), "1").rectification


def test_only_what_is_new_is_remarked() -> None:
    steps = (step(1, date(2025, 9, 13)), step(2, date(2025, 12, 29)), linked()[-1])
    found = ask(plan(*steps), "1", days=1)
    assert found.remarks == () and found.breaks == ()
    tight = ask(plan(step(1, date(2025, 12, 12)), linked()[-1]), "1", days=10)
    assert any("er is 1 werkdag speling" in row for row in tight.remarks)


def test_what_was_wrong_before_is_no_news_when_it_is_still_wrong() -> None:
    steps = (step(1, date(2025, 9, 22)), step(2, date(2025, 9, 10)), linked()[-1])
    found = ask(plan(*steps), "2", days=1)
    assert moved(found)["stap-2"][1] == "11 september 2025"
    assert found.breaks == () and found.remarks == ()
    before = ask(plan(step(1, date(2025, 9, 8)), steps[1], linked()[-1]), "2", days=-2)
    assert before.breaks == () and before.remarks == ()
    worse = ask(plan(step(1, date(2025, 9, 8)), steps[1], linked()[-1]), "2", days=-3)
    assert len(worse.breaks) == 1 and "volgorde" in worse.breaks[0]


def test_a_minimum_of_the_plan_itself_that_breaks_is_told() -> None:
    steps = (
        step(1, date(2025, 10, 1), mark=Mark.DECISION, stage=Stage.AWARD),
        step(2, date(2025, 11, 3), mark=Mark.CONTRACT, stage=Stage.CONTRACTING),
    )
    assert ask(plan(*steps), "1", days=1).breaks == ()
    found = ask(plan(*steps), "1", days=10)
    assert len(found.breaks) == 1
    assert "eerst moet de termijn van 20 kalenderdagen voorbij zijn" in found.breaks[0]


def test_the_question_and_the_decision_read_as_sentences() -> None:
    question = PlanQuestion(target="stap-6", change=PlanChange.STRETCH, days=1)
    assert in_words(question, "Stap 6") == "Wat als 'Stap 6' 1 werkdag langer duurt?"
    assert in_words(question, "Stap 6", asked=False) == "'Stap 6' duurt 1 werkdag langer."


# A planning file that is read again


def reread(record: TenderRecord, *steps: Milestone, now: datetime = NOW) -> Effect:
    return reread_effect(record, steps, PROCEDURE, CALENDAR, now)


def test_the_same_file_again_moves_nothing() -> None:
    assert reread(plan(*linked()), *linked()).moved == ()


def test_a_new_date_in_the_file_is_told_as_a_moved_date() -> None:
    first, *rest = linked()
    found = reread(plan(*linked()), step(1, date(2025, 9, 8), date(2025, 9, 22), owners=("Schrijver",)), *rest)
    assert [row.key for row in found.moved] == ["stap-1"]
    assert found.moved[0].why == "staat zo in het nieuwe planningsbestand"
    assert first not in found.milestones


def test_a_passed_date_cannot_be_written_over() -> None:
    later = moment(date(2025, 10, 1))
    first, *rest = linked()
    again = step(1, date(2025, 10, 6), date(2025, 10, 10))
    assert "voorbij" in reread(plan(*linked()), again, *rest, now=later).refused[0]
    done = again.model_copy(update={"done_on": date(2025, 9, 30)})
    assert reread(plan(*linked()), done, *rest, now=later).refused == ()
    assert reread(plan(*linked()), first, *rest, now=later).refused == ()


def test_a_year_that_was_a_typing_error_may_be_corrected() -> None:
    wrong = step(2, date(2024, 9, 22), date(2024, 9, 26), printed="22-26 september 2024")
    first, right, *rest = (row.model_copy(update={"after": ()}) for row in linked())
    assert reread(plan(first, wrong, *rest), first, right, *rest).refused == ()


def test_the_hard_date_does_not_move_by_reading_a_file() -> None:
    *rest, hard = linked()
    found = reread(plan(*linked()), *rest, hard.model_copy(update={"first": date(2026, 2, 1), "last": None}))
    assert "harde datum 1 januari 2026, en die schuift niet" in found.refused[0]


def test_a_marked_step_in_the_file_takes_its_deadline_along() -> None:
    closing = step(7, date(2025, 11, 28), mark=Mark.CLOSING)
    record = with_rounds(milestones=(closing,), publications=cases.record().publications)
    found = reread(record, step(7, date(2025, 12, 3), mark=Mark.CLOSING))
    assert [row.key for row in found.moved] == ["aanmelding-sluit", "stap-7"]
    assert found.closes_at == datetime(2025, 12, 3, 11, 0, tzinfo=UTC)
    assert found.rectification


def test_a_file_that_loses_a_meeting_says_so() -> None:
    steps = list(linked())
    steps[2] = steps[2].model_copy(update={"first": date(2025, 10, 21), "last": date(2025, 10, 21)})
    found = reread(plan(*linked(), meetings=MEETINGS), *steps)
    assert {row.next_on for row in found.lost_meetings} == {date(2025, 10, 21)}
    assert len(found.lost_meetings) == 2


def test_a_step_that_disappears_or_is_new_is_told() -> None:
    first, *rest = linked()
    found = reread(plan(*linked()), *rest, step(9, date(2025, 10, 1)))
    assert {row.key: row.new for row in found.moved} == {"stap-1": "vervalt", "stap-9": "1-10-2025"}
    assert first.title in found.moved[0].title


# Properties


DAYS = st.dates(date(2025, 9, 2), date(2025, 12, 12)).filter(CALENDAR.is_working_day)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Milestone, ...]:
    """Up to eight steps on working days, some linked to an earlier one, some a decision."""
    number = draw(st.integers(1, 8))
    with_links = draw(st.booleans())
    steps = []
    for index in range(1, number + 1):
        first, last = sorted((draw(DAYS), draw(DAYS)))
        changed: dict[str, object] = {"buffer": draw(st.integers(0, 3))}
        if with_links and index > 1 and draw(st.booleans()):
            changed["after"] = (Link(number=draw(st.integers(1, index - 1)), lag=draw(st.integers(-3, 3))),)
        if draw(st.booleans()):
            changed |= {"kind": StepKind.DECISION, "body": Body.COLLEGE}
        steps.append(step(index, first, last, **changed))
    return tuple(steps)


@CALM
@given(plans(), st.sampled_from(list(PlanChange)), st.data())
def test_nothing_moves_by_no_days(steps: tuple[Milestone, ...], change: PlanChange, data: st.DataObject) -> None:
    target = str(data.draw(st.integers(1, len(steps))))
    found = ask(plan(*steps, meetings=MEETINGS), target, change, 0)
    assert found.moved == () and found.milestones == () and found.breaks == () and found.remarks == ()


@CALM
@given(DAYS, DAYS, st.integers(1, 30))
def test_there_and_back_again(one: date, other: date, days: int) -> None:
    first, last = sorted((one, other))
    there = ask(plan(step(1, first, last)), "1", days=days)
    back = ask(plan(*there.milestones), "1", days=-days)
    (again,) = back.milestones
    assert (again.begin, again.end) == (first, last)


@CALM
@given(plans(), st.integers(1, 15), st.data())
def test_what_follows_moves_later_or_not_and_stays_readable(
    steps: tuple[Milestone, ...], days: int, data: st.DataObject
) -> None:
    target = data.draw(st.integers(1, len(steps)))
    found = ask(plan(*steps, meetings=MEETINGS), str(target), days=days)
    old = {row.number: row for row in steps}
    assert found.refused == ()
    for row in found.milestones:
        before = old[row.number]
        assert row.begin >= before.begin and row.end >= before.end and row != before
        period = parse_period(row.printed)
        assert not isinstance(period, str)
        assert (period.first, period.last) == (row.first, row.last)
    assert all(row.why for row in found.moved)


@CALM
@given(plans(), st.data())
def test_more_days_never_move_less(steps: tuple[Milestone, ...], data: st.DataObject) -> None:
    target = str(data.draw(st.integers(1, len(steps))))
    ends = []
    for days in (1, 4, 9):
        found = ask(plan(*steps), target, days=days)
        after = {row.number: row.end for row in (*steps, *found.milestones)}
        ends.append(after)
    for fewer, more in pairwise(ends):
        assert all(fewer[number] <= more[number] for number in fewer)
