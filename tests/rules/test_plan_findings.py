"""What a careful reader says about a planning: everything, once, with the next step, and nothing that is not so."""

import time
from datetime import date, timedelta
from importlib import resources
from itertools import pairwise
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.rules.calendar import FreeDays
from flows.rules.planning.board import read_plan
from flows.rules.planning.findings import findings
from flows.rules.planning.periods import parse_period
from flows.rules.procedures import OPEN_HOUSE_SCREENING_FIRST as OPEN_HOUSE
from schemas.planning import Body, BodyMeeting, Link, Mark, Milestone, PlanFinding, PlannedStep, Precision, StepKind
from schemas.terms import FreeDay, FreeDayKind
from schemas.values import Stage

DUTCH = FreeDays()
TENDER = "MIJOV-J26"
HARD = date(2026, 1, 1)
LONG_AGO = date(2020, 1, 1)
NEXT_STEPS = (
    *("Kies", "Controleer", "Spreek af", "Leg vast", "Vul", "Bedoelt", "Haal", "Ga pas", "Laat", "Verplaats"),
    *("Plan", "Sluit", "plan de"),
)
Remark = tuple[str, str, tuple[int, ...]]


def shipped() -> tuple[Milestone, ...]:
    text = resources.files("tender_templates").joinpath("regions/mij-ov/planning.yaml").read_text(encoding="utf-8")
    return read_plan(TENDER, [PlannedStep.model_validate(row) for row in yaml.safe_load(text)["stappen"]])


def step(number: int, printed: str, *, open_ended: bool = False, **fields: Any) -> Milestone:
    period = parse_period(printed)
    assert not isinstance(period, str), period
    return Milestone(
        id=f"stap-{number}",
        tender_id=TENDER,
        number=number,
        title=f"Stap {number}",
        owners=("Projectteam",),
        printed=printed,
        precision=period.precision,
        first=period.first,
        last=None if open_ended else period.last,
        moments=period.moments,
        **fields,
    )


def plan(*printed: str, hard_last: bool = False, stages: dict[int, Stage] | None = None) -> tuple[Milestone, ...]:
    return tuple(
        step(number, text, stage=(stages or {}).get(number), hard=hard_last and number == len(printed))
        for number, text in enumerate(printed, start=1)
    )


def remarks(
    steps: tuple[Milestone, ...],
    hard: date | None = None,
    calendar: FreeDays = DUTCH,
    today: date = LONG_AGO,
    **extra: Any,
) -> list[Remark]:
    """Everything but the remark that a month is no day, which most of these plans would get."""
    found = findings(steps, hard, calendar, today, **extra)
    return [(row.code, row.severity, row.milestones) for row in found if row.code != "maand-als-datum"]


def sentence(
    steps: tuple[Milestone, ...],
    code: str,
    calendar: FreeDays = DUTCH,
    today: date = LONG_AGO,
    hard: date | None = None,
    **extra: Any,
) -> str:
    found = findings(steps, hard, calendar, today, **extra)
    return next(row.sentence for row in found if row.code == code)


def free(day: date, kind: FreeDayKind, place: str | None = None, name: str = "zomer") -> FreeDay:
    return FreeDay(day=day, name=name, kind=kind, source="griffie", applies_to=place)


def meeting(town: str, held_on: date, deliver_by: date | None = None, body: Body = Body.COLLEGE) -> BodyMeeting:
    key = f"{town}/{body}/{held_on}"
    return BodyMeeting(id=key, tender_id=TENDER, municipality=town, body=body, held_on=held_on, deliver_by=deliver_by)


# --- the nine steps of the region ----------------------------------------------------------------------------------


@pytest.mark.parametrize("procedure", [None, OPEN_HOUSE], ids=["no procedure", "open house"])
def test_the_nine_shipped_steps_get_what_a_careful_reader_says_and_no_more(procedure: Any) -> None:
    found = findings(shipped(), HARD, DUTCH, date(2024, 6, 3), procedure=procedure)
    assert [(row.code, row.severity, row.milestones) for row in found] == [
        ("overlap", "let op", (4, 5)),
        ("besluit-loopt-nog", "let op", (4, 6)),
        ("geen-speling", "let op", (8, 9)),
        ("maand-als-datum", "let op", (2, 4, 5, 6, 7, 8)),
        ("losse-dagen", "let op", (3,)),
    ]


# --- days ----------------------------------------------------------------------------------------------------------


def test_a_hard_date_on_new_years_day_is_no_fault_and_a_publication_is() -> None:
    steps = plan("20 november 2025", "1-1-2026", hard_last=True)
    assert ("feestdag", "let op", (2,)) not in remarks(steps, HARD)
    publication = plan("20 november 2025", "1-1-2026")
    assert remarks(publication) == [("feestdag", "let op", (2,))]
    assert "woensdag 31 december 2025 of maandag 5 januari 2026" in sentence(publication, "feestdag")


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("1-6-2025", "weekend"),
        ("1-11-2025 t/m 1-12-2025", "weekend"),
        ("30 mei 2025", "gelijkgestelde-dag"),
        ("18 april 2025", "gelijkgestelde-dag"),
        ("5 mei 2026", "feestdag"),
        ("5 mei 2024", "feestdag"),
    ],
)
def test_a_step_on_a_free_day_is_pointed_out(printed: str, code: str) -> None:
    assert remarks(plan(printed)) == [(code, "let op", (1,))]


def test_a_sunday_after_an_equated_friday_proposes_days_nobody_has_off() -> None:
    assert "woensdag 28 mei 2025 of maandag 2 juni 2025" in sentence(plan("1-6-2025"), "weekend")


def test_a_day_that_has_passed_is_not_proposed() -> None:
    said = sentence(plan("1-6-2025"), "weekend", today=date(2025, 5, 30))
    assert said.endswith("Kies een werkdag: maandag 2 juni 2025.")
    assert remarks(plan("1-6-2025 t/m 1-7-2025"), today=date(2025, 6, 2)) == []


def test_a_start_moves_on_and_an_end_moves_back() -> None:
    steps = plan("1-11-2025 t/m 30-11-2025")
    said = [row.sentence for row in findings(steps, None, DUTCH, LONG_AGO)]
    assert [row.split(". ")[1] for row in said] == [
        "Laat de stap beginnen op maandag 3 november 2025.",
        "Laat de stap eindigen op vrijdag 28 november 2025.",
    ]
    opened = (step(1, "1-11-2025", open_ended=True),)
    assert sentence(opened, "weekend").endswith("Laat de stap beginnen op maandag 3 november 2025.")


def test_an_equated_day_is_an_ordinary_working_day_except_for_a_term_of_law() -> None:
    said = sentence(plan("15 mei 2026"), "gelijkgestelde-dag")
    assert "Voor ons is het een gewone werkdag, maar een termijn uit de wet eindigt er niet op" in said


@pytest.mark.parametrize(
    ("kind", "code"), [(FreeDayKind.BRIDGE, "brugdag"), (FreeDayKind.RECESS, "reces"), (FreeDayKind.OWN, "vrije-dag")]
)
def test_days_the_team_adds_are_pointed_out_with_their_place(kind: FreeDayKind, code: str) -> None:
    calendar = FreeDays((free(date(2026, 7, 21), kind, "Hattem"),))
    assert remarks(plan("21 juli 2026"), calendar=calendar) == [(code, "let op", (1,))]
    assert "Hattem" in sentence(plan("21 juli 2026"), code, calendar)


def test_a_day_in_the_recess_of_two_towns_is_said_once_and_no_recess_day_is_proposed() -> None:
    week = [date(2026, 7, 20) + timedelta(days=day) for day in range(5)]
    extra = [free(day, FreeDayKind.RECESS, "Epe") for day in week] + [free(week[1], FreeDayKind.RECESS, "Hattem")]
    calendar = FreeDays(tuple(extra))
    assert remarks(plan("21 juli 2026"), calendar=calendar) == [("reces", "let op", (1,))]
    said = sentence(plan("21 juli 2026"), "reces", calendar)
    assert "het reces van Epe en Hattem (zomer)" in said
    assert "vrijdag 17 juli 2026 of maandag 27 juli 2026" in said


def test_a_weekend_in_a_recess_is_a_weekend_and_a_day_we_work_is_nothing() -> None:
    saturday = date(2026, 7, 25)
    calendar = FreeDays((free(saturday, FreeDayKind.RECESS, "Epe"),))
    assert remarks(plan("25 juli 2026"), calendar=calendar) == [("weekend", "let op", (1,))]
    assert remarks(plan("25 juli 2026"), calendar=FreeDays(working=frozenset({saturday}))) == []


@given(day=st.dates(date(2025, 1, 1), date(2028, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_every_free_day_gets_one_remark_and_every_ordinary_day_none(day: date) -> None:
    found = remarks((step(1, day.isoformat()),))
    legal = DUTCH.on(day)
    assert len(found) == (1 if day.weekday() >= 5 or legal else 0)
    if found:
        # A proposal is a working day; the day itself is said first.
        said = findings((step(1, day.isoformat()),), None, DUTCH, LONG_AGO)[0].sentence
        assert f"{day.day} " in said


# --- order ---------------------------------------------------------------------------------------------------------


def test_months_in_order_give_no_remark_about_order() -> None:
    assert remarks(plan("jan. 2025", "jan./febr. 2025", "febr. 2025", "Q2 2025")) == []


def test_a_step_wholly_before_its_predecessor_is_a_fault() -> None:
    assert remarks(plan("juni 2025", "april 2025")) == [("volgorde", "fout", (1, 2))]


def test_long_preparation_beside_a_decision_is_no_mistyped_year() -> None:
    assert remarks(plan("okt./dec. 2024", "jan./dec. 2024")) == [("overlap", "let op", (1, 2))]


@pytest.mark.parametrize(
    "printed",
    [("maart 2025", "2025"), ("maart 2026", "tot 2027", "juni 2026"), ("mei 2026", "Q2 2026", "eind mei 2026")],
)
def test_a_year_or_quarter_that_holds_the_step_before_it_is_no_overlap(printed: tuple[str, ...]) -> None:
    assert remarks(plan(*printed)) == []


def test_steps_of_the_execution_run_side_by_side() -> None:
    quarters = ("Q1 2026", "Q4 2026", "Q2 2026", "Q1 2027")
    beside = dict.fromkeys((1, 2, 3, 4), Stage.EXECUTION)
    assert remarks(plan(*quarters, stages=beside)) == []
    assert remarks(plan(*quarters)) == [("volgorde", "fout", (2, 3))]


def test_a_publication_waits_for_the_last_decision() -> None:
    stages = {1: Stage.STRATEGY, 2: Stage.PUBLICATION}
    assert remarks(plan("okt./dec. 2024", "dec. 2024", stages=stages)) == [("besluit-loopt-nog", "let op", (1, 2))]
    assert remarks(plan("okt./dec. 2024", "jan. 2025", stages=stages)) == []


@pytest.mark.parametrize(
    ("first", "second", "lag", "expected"),
    [
        ("3 maart 2025", "4 maart 2025", 0, []),
        ("3 maart 2025", "3 maart 2025", 0, []),
        ("7 maart 2025", "3 maart 2025", 0, [("volgorde", "fout", (1, 2))]),
        ("7 maart 2025", "10 maart 2025", 2, [("volgorde", "fout", (1, 2))]),
        ("7 maart 2025", "11 maart 2025", 2, []),
        ("7 maart 2025", "5 maart 2025", -2, []),
        ("7 maart 2025", "4 maart 2025", -2, [("volgorde", "fout", (1, 2))]),
        ("Q2 en Q3 2025", "Q3 en Q4 2025", 0, [("overlap", "let op", (1, 2))]),
        ("Q2 en Q3 2025", "2 juni 2025", 0, [("volgorde", "fout", (1, 2))]),
        ("Q2 2025", "Q3 2025", 0, []),
        ("Q2 2025", "1 juli 2025 t/m 5 augustus 2025", 0, []),
    ],
)
def test_a_step_begins_when_the_step_it_waits_for_is_done(
    first: str, second: str, lag: int, expected: list[Remark]
) -> None:
    steps = (step(1, first), step(2, second, after=(Link(number=1, lag=lag),)))
    assert remarks(steps) == expected


def test_links_replace_the_order_of_the_numbers() -> None:
    steps = (step(1, "juni 2025"), step(2, "april 2025"), step(3, "mei 2025", after=(Link(number=2),)))
    assert remarks(steps) == [("volgorde", "fout", (1, 2))]
    linked = (steps[0].model_copy(update={"after": (Link(number=3),)}), *steps[1:])
    assert remarks(linked) == []


def test_a_link_to_a_step_that_is_done_undated_or_absent_says_nothing() -> None:
    waiting = step(3, "3 maart 2025", after=(Link(number=1), Link(number=2), Link(number=9), Link(number=3)))
    done = step(1, "7 april 2025", done_on=date(2025, 2, 3))
    assert remarks((done, step(2, "n.t.b."), waiting)) == [("geen-datum", "let op", (2,))]


# --- years ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "number", "year"),
    [
        (("5 november 2021", "Januari 2021 – februari 2022", "maart 2022"), 2, "2022"),
        (("Uiterlijk oktober 2021", "5 november 2021", "Januari 2021 - februari 2022"), 3, "2022"),
        (("okt. 2025", "nov. 2025", "13 januari 2025", "febr. 2026"), 3, "2026"),
        (("okt. 2025", "nov. 2026", "dec. 2025", "febr. 2026"), 2, "2025"),
    ],
)
def test_a_mistyped_year_is_named_once(printed: tuple[str, ...], number: int, year: str) -> None:
    steps = plan(*printed)
    assert [(code, severity, numbers[0]) for code, severity, numbers in remarks(steps)] == [("jaartal", "fout", number)]
    assert f"met het jaar {year} in plaats van" in sentence(steps, "jaartal")


def test_a_mistyped_year_is_seen_through_a_link_as_well() -> None:
    steps = (
        step(1, "3 november 2025"),
        step(4, "13 januari 2025", after=(Link(number=9),)),
        step(9, "8 december 2025", after=(Link(number=1),)),
        step(10, "9 februari 2026", after=(Link(number=4),)),
    )
    assert remarks(steps) == [("jaartal", "fout", (4, 9))]


@given(
    gaps=st.lists(st.integers(1, 40), min_size=3, max_size=12),
    chosen=st.integers(0, 1000),
    wrong=st.sampled_from((-1, 1)),
)
@settings(max_examples=40, deadline=None)
def test_in_a_plan_in_order_one_wrong_year_is_found_and_no_other(gaps: list[int], chosen: int, wrong: int) -> None:
    days = [date(2026, 3, 2)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    in_order = tuple(step(number, day.isoformat()) for number, day in enumerate(days, start=1))
    assert [row.code for row in findings(in_order, None, DUTCH, LONG_AGO) if row.severity == "fout"] == []
    number = chosen % len(days)
    # Beside fewer than two steps on that side it cannot be told which of the two is wrong.
    if (wrong < 0 and number < 2) or (wrong > 0 and number > len(days) - 3):
        return
    typed = list(days)
    typed[number] = days[number].replace(year=days[number].year + wrong)
    if (days[-1] - days[0]).days > 120:
        return
    steps = tuple(step(place, day.isoformat()) for place, day in enumerate(typed, start=1))
    faults = [row for row in findings(steps, None, DUTCH, LONG_AGO) if row.severity == "fout"]
    assert [(row.code, row.milestones[0]) for row in faults] == [("jaartal", number + 1)]


# --- time left -----------------------------------------------------------------------------------------------------


def test_a_step_that_ends_on_the_hard_date_is_a_fault_and_a_month_that_may_is_a_remark() -> None:
    steps = plan("juni 2025", "1 december 2025 t/m 1 januari 2026", "1 jan. 2026", hard_last=True)
    assert ("na-harde-datum", "fout", (2,)) in remarks(steps, HARD)
    month = plan("juni 2025", "januari 2026", "15 jan. 2026", hard_last=True)
    assert ("na-harde-datum", "let op", (2,)) in remarks(month, date(2026, 1, 15))


def test_slack_of_a_week_before_the_hard_date_is_enough() -> None:
    tight = plan("19 december 2025", "1 jan. 2026", hard_last=True)
    # 22, 23, 24, 29, 30 and 31 December are working days.
    assert remarks(tight, HARD) == []
    tighter = plan("23 december 2025", "1 jan. 2026", hard_last=True)
    assert remarks(tighter, HARD) == [("geen-speling", "let op", (1, 2))]


def test_a_plan_that_ends_with_its_publication_stops_too_soon() -> None:
    stages = {2: Stage.PUBLICATION}
    assert remarks(plan("6 jan. 2025", "3 feb. 2025", stages=stages), HARD) == [("planning-stopt", "let op", (2,))]
    assert remarks(plan("6 jan. 2025", "3 feb. 2025", "n.t.b.", stages=stages), HARD) == [
        ("geen-datum", "let op", (3,))
    ]
    assert remarks(plan("6 jan. 2025", "3 feb. 2025", stages=stages), date(2025, 3, 3)) == []
    assert remarks(plan("6 jan. 2025", "3 feb. 2025", stages=stages)) == []


def test_steps_that_should_be_ready_are_named_together_and_done_steps_are_silent() -> None:
    steps = plan("2 juni 2025", "zondag 15 juni 2025", "juli 2025")
    late = remarks(steps, today=date(2025, 6, 20))
    assert late == [("te-laat", "fout", (1, 2))]
    done = tuple(row.model_copy(update={"done_on": date(2025, 6, 16)}) for row in steps[:2])
    assert remarks((*done, steps[2]), today=date(2025, 6, 20)) == []


def test_the_decision_leaves_time_to_complete_an_application() -> None:
    closing = step(1, "3 maart 2025", mark=Mark.CLOSING)
    # Ten working days after 3 March is 17 March.
    for day, expected in (("17 maart 2025", [("te-weinig-tijd", "let op", (1, 2))]), ("18 maart 2025", [])):
        steps = (closing, step(2, day, mark=Mark.DECISION))
        assert remarks(steps, procedure=OPEN_HOUSE) == expected
        assert remarks(steps) == []


def test_what_the_procedure_forbids_is_among_the_findings() -> None:
    steps = (step(1, "3 maart 2025", mark=Mark.PUBLICATION), step(2, "3 maart 2025", mark=Mark.CLOSING))
    assert remarks(steps) == [("BT-131-BT-738", "fout", (1, 2))]


# --- readings ------------------------------------------------------------------------------------------------------


def test_what_is_no_day_is_said_once_with_every_day_it_was_read_as() -> None:
    steps = plan("Q2 en Q3 2025", "najaar 2025", "tot 2027")
    (found,) = findings(steps, None, DUTCH, LONG_AGO)
    assert (found.code, found.milestones) == ("maand-als-datum", (1, 2, 3))
    assert found.sentence == (
        "Bij stap 1, 2 en 3 staat een kwartaal, deel van een jaar of jaar, geen dag. Gerekend is met de eerste en de "
        "laatste dag: 'Q2 en Q3 2025' is 1 april 2025 tot en met 30 september 2025; 'najaar 2025' is 1 september 2025 "
        "tot en met 30 november 2025; 'tot 2027' is uiterlijk 31 december 2026. Vul een dag in zodra die bekend is."
    )


def test_steps_without_a_date_are_named_unless_they_are_counted_from_others() -> None:
    counted = step(3, "geen datum", after=(Link(number=1),), duration=5)
    back = step(4, "-", kind=StepKind.COUNTED_BACK)
    steps = (step(1, "3 maart 2025"), step(2, "voor publicatie van de inkoop"), counted, back)
    assert remarks(steps) == [("geen-datum", "let op", (2,))]
    assert "stap 2 (voor publicatie van de inkoop)" in sentence(steps, "geen-datum")


# --- bodies --------------------------------------------------------------------------------------------------------


def decision(printed: str, **fields: Any) -> tuple[Milestone, ...]:
    return (step(1, printed, kind=StepKind.DECISION, body=Body.COLLEGE, **fields),)


def test_a_decision_stands_on_a_day_the_body_meets() -> None:
    meetings = [
        meeting("Epe", date(2025, 7, 8)),
        meeting("Epe", date(2025, 7, 15)),
        meeting("Voorst", date(2025, 7, 1)),
    ]
    both = [*meetings, meeting("Voorst", date(2025, 7, 8))]
    assert remarks(decision("8 juli 2025"), HARD, meetings=both) == []
    assert remarks(decision("1 t/m 8 juli 2025"), HARD, meetings=meetings) == []
    assert remarks(decision("9 juli 2025"), HARD, meetings=both) == [
        ("orgaan-vergadert-niet", "let op", (1,)),
        ("geen-vergadering", "let op", (1,)),
    ]
    said = sentence(decision("9 juli 2025"), "orgaan-vergadert-niet", hard=HARD, meetings=both)
    assert said.startswith("Het college van Epe vergadert op 9 juli 2025 niet")
    assert "15 juli 2025 (Epe)" in said
    lost = sentence(decision("9 juli 2025"), "geen-vergadering", hard=HARD, meetings=both)
    assert lost.startswith("Het college van Voorst heeft vanaf 9 juli 2025 geen vergadering meer")


def test_a_meeting_whose_papers_had_to_be_in_is_gone() -> None:
    meetings = [meeting("Epe", date(2025, 7, 8), date(2025, 6, 24)), meeting("Epe", date(2025, 7, 15))]
    assert remarks(decision("8 juli 2025"), HARD, today=date(2025, 6, 24), meetings=meetings) == []
    assert remarks(decision("8 juli 2025"), HARD, today=date(2025, 6, 25), meetings=meetings) == [
        ("orgaan-vergadert-niet", "let op", (1,))
    ]


def test_only_meetings_of_the_body_itself_count_and_only_when_some_are_known() -> None:
    council = [meeting("Epe", date(2025, 7, 8), body=Body.COUNCIL)]
    assert remarks(decision("9 juli 2025"), HARD, meetings=council) == []
    assert remarks(decision("9 juli 2025"), HARD) == []
    done = decision("9 juli 2025", done_on=date(2025, 7, 9))
    assert remarks(done, HARD, meetings=[meeting("Epe", date(2025, 7, 8))]) == []
    undecided = (step(1, "9 juli 2025", body=Body.COLLEGE),)
    assert remarks(undecided, HARD, meetings=[meeting("Epe", date(2025, 7, 8))]) == []


# --- all of it -----------------------------------------------------------------------------------------------------


def test_every_remark_is_dutch_with_a_next_step() -> None:
    steps = plan("zondag 1 juni 2025", "april 2024", "26 sept. en 24 okt. 2025", "nov. 2025 - jan. 2026", "1 jan. 2026")
    found = findings((*shipped()[:4], *steps[4:]), HARD, DUTCH, date(2025, 6, 20))
    found += findings(steps, HARD, DUTCH, date(2025, 5, 20))
    found += findings(plan("n.t.b.", "3 maart 2025"), None, DUTCH, LONG_AGO)
    found += findings(decision("9 juli 2025"), HARD, DUTCH, LONG_AGO, meetings=[meeting("Epe", date(2025, 7, 8))])
    assert len({row.code for row in found}) >= 8
    for row in found:
        assert row.sentence.endswith(".")
        assert any(verb in row.sentence for verb in NEXT_STEPS), row.sentence


@given(
    first=st.lists(st.dates(date(2025, 1, 1), date(2027, 12, 31)), min_size=1, max_size=10),
    lengths=st.lists(st.integers(0, 200), min_size=10, max_size=10),
    links=st.lists(st.tuples(st.integers(1, 10), st.integers(-5, 5)), min_size=10, max_size=10),
)
@settings(max_examples=40, deadline=None)
def test_findings_do_not_depend_on_the_order_of_the_steps_and_point_at_steps(
    first: list[date], lengths: list[int], links: list[tuple[int, int]]
) -> None:
    steps = []
    for number, (day, length, (other, lag)) in enumerate(zip(first, lengths, links, strict=False), start=1):
        after = (Link(number=other, lag=lag),) if other % 3 == 0 else ()
        steps.append(step(number, f"{day} t/m {day + timedelta(days=length)}", after=after))
    found = findings(steps, HARD, DUTCH, date(2025, 6, 2), procedure=OPEN_HOUSE)
    assert found == findings(reversed(steps), HARD, DUTCH, date(2025, 6, 2), procedure=OPEN_HOUSE)
    numbers = {row.number for row in steps}
    assert all(set(row.milestones) <= numbers for row in found)
    assert len(set(found)) == len(found)


def long_plan(steps: int, *, wrong: bool) -> tuple[Milestone, ...]:
    start, made = date(2025, 1, 6), []
    for number in range(1, steps + 1):
        day = start + timedelta(days=3 * number)
        if wrong and number % 10 == 0:
            day -= timedelta(days=365)
        after = (Link(number=number - 1),) if number % 4 == 0 else ()
        end = day + timedelta(days=2)
        made.append(
            Milestone(
                id=f"stap-{number}", tender_id=TENDER, number=number, title="x", owners=("Team",), after=after,
                printed=f"{day} t/m {end}", precision=Precision.DAY, first=day, last=end,
            )
        )  # fmt: skip
    return tuple(made)


def seconds(steps: tuple[Milestone, ...]) -> float:
    findings(steps, None, DUTCH, LONG_AGO, procedure=OPEN_HOUSE)
    started = time.process_time()
    for _ in range(3):
        findings(steps, None, DUTCH, LONG_AGO, procedure=OPEN_HOUSE)
    return (time.process_time() - started) / 3


def test_a_plan_five_times_as_long_takes_about_five_times_as_long() -> None:
    # Ten times leaves room for a busy machine; comparing every pair of steps would take twenty-five times.
    ratios = [seconds(long_plan(2000, wrong=False)) / seconds(long_plan(400, wrong=False)) for _ in range(3)]
    assert min(ratios) < 10


def test_many_wrong_years_are_all_found() -> None:
    steps = long_plan(60, wrong=True)
    found = [row.milestones[0] for row in findings(steps, None, DUTCH, LONG_AGO) if row.code == "jaartal"]
    assert len(found) == 6
    assert all(earlier != later for earlier, later in pairwise(sorted(found)))


def test_findings_are_values_that_can_be_kept() -> None:
    (finding,) = findings(plan("1-6-2025"), None, DUTCH, LONG_AGO)
    assert PlanFinding.model_validate_json(finding.model_dump_json()) == finding
