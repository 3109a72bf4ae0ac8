"""The planning: reading printed dates, a careful reader's remarks, working back, the board."""

from datetime import date, timedelta
from importlib import resources

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.rules.calendar import FreeDays
from flows.rules.planning import board, deadline, findings, latest_dates, parse_period, read_plan, status_of
from schemas.errors import InputRefusedError
from schemas.planning import LineStatus, Milestone, PlanFinding, PlannedStep, Precision
from schemas.terms import FreeDay, FreeDayKind
from schemas.values import Stage

DUTCH = FreeDays()
TENDER = "MIJOV-J26"
HARD = date(2026, 1, 1)
TODAY = date(2024, 6, 3)
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
NEXT_STEPS = ("Kies", "Controleer", "Spreek af", "Leg vast", "Vul", "Bedoelt", "Haal", "Ga")
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


def remarks(
    steps: tuple[Milestone, ...], hard: date | None = None, calendar: FreeDays = DUTCH, today: date = date(2020, 1, 1)
) -> list[tuple[str, str, tuple[int, ...]]]:
    found = findings(steps, hard, calendar, today)
    return [(row.code, row.severity, row.milestones) for row in found if row.code != "maand-als-datum"]


def sentence(steps: tuple[Milestone, ...], code: str, calendar: FreeDays = DUTCH) -> str:
    found = findings(steps, None, calendar, date(2020, 1, 1))
    return next(row.sentence for row in found if row.code == code)


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("20 Juni 2024", "dag", "2024-06-20", "2024-06-20"),
        ("1 jan. 2026", "dag", "2026-01-01", "2026-01-01"),
        ("1-1-2026", "dag", "2026-01-01", "2026-01-01"),
        ("2026-01-01", "dag", "2026-01-01", "2026-01-01"),
        ("donderdag 1 januari 2026", "dag", "2026-01-01", "2026-01-01"),
        ("1-11-2025 t/m 1-12-2025", "dag", "2025-11-01", "2025-12-01"),
        ("1 t/m 15 juni 2026", "dag", "2026-06-01", "2026-06-15"),
        ("Aug./sept. 2024", "maand", "2024-08-01", "2024-09-30"),
        ("Okt./nov./dec. 2024", "maand", "2024-10-01", "2024-12-31"),
        ("Juli/dec. 2024", "maand", "2024-07-01", "2024-12-31"),
        ("Dec. 2024 - juli 2025", "maand", "2024-12-01", "2025-07-31"),
        ("Dec./jan. 2025", "maand", "2024-12-01", "2025-01-31"),
        ("Juli - dec. 2025", "maand", "2025-07-01", "2025-12-31"),
        ("Januari 2021 – februari 2022", "maand", "2021-01-01", "2022-02-28"),
        ("feb. 2028", "maand", "2028-02-01", "2028-02-29"),
        ("Q3 2025", "kwartaal", "2025-07-01", "2025-09-30"),
        ("K3 2026", "kwartaal", "2026-07-01", "2026-09-30"),
        ("4e kwartaal 2026", "kwartaal", "2026-10-01", "2026-12-31"),
        ("Q2 en Q3 2025", "kwartaal", "2025-04-01", "2025-09-30"),
    ],
)
def test_a_printed_date_is_read(text: str, precision: str, first: str, last: str) -> None:
    assert parse_period(text) == (Precision(precision), date.fromisoformat(first), date.fromisoformat(last), ())


@pytest.mark.parametrize("text", ["26 Sept./24 okt. 2024", "26 september 2024 en 24 oktober 2024"])
def test_two_days_are_moments_and_not_a_period(text: str) -> None:
    days = (date(2024, 9, 26), date(2024, 10, 24))
    assert parse_period(text) == (Precision.MOMENTS, *days, days)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("medio 2026", "niet als datum te lezen"),
        ("", "niet als datum te lezen"),
        ("2026", "niet als datum te lezen"),
        ("juli", "ontbreekt een jaartal"),
        ("31 juni 2024", "31-6-2024"),
        ("dec. 2025 - juli 2025", "eindigt voor het begint"),
        ("1-1-26", "vier cijfers"),
        ("januari 2204", "jaartal"),
        ("maandag 6 januari 2026", "is een dinsdag"),
        ("5 mei 2026 en 5 mei 2026", "twee keer dezelfde dag"),
        ("5 mei, 6 mei - 7 mei 2026", "niet eenduidig"),
        *[(name, "niet als datum te lezen") for name in NAMES],
    ],
)
def test_an_unreadable_date_says_why(text: str, words: str) -> None:
    fault = parse_period(text)
    assert isinstance(fault, str)
    assert words in fault
    assert text in fault


@given(day=st.dates(date(2000, 1, 1), date(2100, 12, 31)))
@settings(max_examples=30, deadline=None)
def test_every_day_is_read_back_however_it_is_written(day: date) -> None:
    name = MONTHS[day.month - 1]
    for text in (f"{day.day}-{day.month}-{day.year}", f"{day.day} {name} {day.year}", day.isoformat()):
        assert parse_period(text) == (Precision.DAY, day, day, ())


@given(text=st.text(alphabet="0123456789 -/.,qQkjanfebmrtmeiokt&en", max_size=24))
@settings(max_examples=30, deadline=None)
def test_any_text_gives_a_period_in_order_or_a_sentence(text: str) -> None:
    read = parse_period(text)
    if isinstance(read, str):
        assert read.endswith(".")
    else:
        assert read.first <= read.last
        assert list(read.moments) == sorted(set(read.moments))


def test_reading_a_plan_names_every_fault_at_once() -> None:
    steps = [
        PlannedStep(number=1, title="a", owners=(), printed="medio 2026"),
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
    assert board(TENDER, TODAY, [step], None).lines[0].title == name


def test_the_nine_shipped_steps_are_read_as_printed() -> None:
    steps = shipped()
    assert [step.number for step in steps] == list(range(1, 10))
    assert steps[2].moments == (date(2024, 9, 26), date(2024, 10, 24))
    assert (steps[5].first, steps[5].last) == (date(2024, 12, 1), date(2025, 7, 31))
    assert (steps[8].first, steps[8].last, steps[8].hard) == (HARD, None, True)
    assert steps[4].printed == "Juli/dec. 2024"


def test_the_nine_shipped_steps_get_what_a_careful_reader_says_and_no_more() -> None:
    found = findings(shipped(), HARD, DUTCH, TODAY)
    assert [(row.code, row.severity, row.milestones) for row in found] == [
        ("overlap", "let op", (4, 5)),
        ("besluit-loopt-nog", "let op", (4, 6)),
        ("geen-speling", "let op", (8, 9)),
        ("maand-als-datum", "let op", (2, 4, 5, 6, 7, 8)),
        ("losse-dagen", "let op", (3,)),
    ]


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
    ],
)
def test_a_step_on_a_free_day_is_pointed_out(printed: str, code: str) -> None:
    assert remarks(plan(printed)) == [(code, "let op", (1,))]


def test_a_sunday_after_an_equated_friday_proposes_days_nobody_has_off() -> None:
    said = sentence(plan("1-6-2025"), "weekend")
    assert "woensdag 28 mei 2025 of maandag 2 juni 2025" in said


@pytest.mark.parametrize(
    ("kind", "code"), [(FreeDayKind.BRIDGE, "brugdag"), (FreeDayKind.RECESS, "reces"), (FreeDayKind.OWN, "vrije-dag")]
)
def test_days_the_team_adds_are_pointed_out_with_their_place(kind: FreeDayKind, code: str) -> None:
    day = FreeDay(day=date(2026, 7, 21), name="zomer", kind=kind, source="griffie", applies_to="Hattem")
    calendar = FreeDays((day,))
    assert remarks(plan("21 juli 2026"), calendar=calendar) == [(code, "let op", (1,))]
    assert "Hattem" in sentence(plan("21 juli 2026"), code, calendar)


def test_months_in_order_give_no_remark_about_order() -> None:
    assert remarks(plan("jan. 2025", "jan./febr. 2025", "febr. 2025", "Q2 2025")) == []


def test_a_step_wholly_before_its_predecessor_is_a_fault() -> None:
    assert remarks(plan("juni 2025", "april 2025")) == [("volgorde", "fout", (1, 2))]


@pytest.mark.parametrize(
    ("printed", "step", "year"),
    [
        (("5 november 2021", "Januari 2021 – februari 2022", "maart 2022"), 2, "2022"),
        (("okt. 2025", "nov. 2025", "13 januari 2025", "febr. 2026"), 3, "2026"),
        (("okt. 2025", "nov. 2026", "dec. 2025", "febr. 2026"), 2, "2025"),
    ],
)
def test_a_mistyped_year_is_named_once(printed: tuple[str, ...], step: int, year: str) -> None:
    steps = plan(*printed)
    assert [(code, severity, numbers[0]) for code, severity, numbers in remarks(steps)] == [("jaartal", "fout", step)]
    assert f"met het jaar {year} in plaats van" in sentence(steps, "jaartal")


def test_long_preparation_beside_a_decision_is_no_mistyped_year() -> None:
    assert remarks(plan("okt./dec. 2024", "jan./dec. 2024")) == [("overlap", "let op", (1, 2))]


def test_a_publication_waits_for_the_last_decision() -> None:
    stages = {1: Stage.STRATEGY, 2: Stage.PUBLICATION}
    assert remarks(plan("okt./dec. 2024", "dec. 2024", stages=stages)) == [("besluit-loopt-nog", "let op", (1, 2))]
    assert remarks(plan("okt./dec. 2024", "jan. 2025", stages=stages)) == []


def test_a_step_that_ends_on_the_hard_date_is_a_fault() -> None:
    steps = plan("juni 2025", "1 december 2025 t/m 1 januari 2026", "1 jan. 2026", hard_last=True)
    assert ("na-harde-datum", "fout", (2,)) in remarks(steps, HARD)


def test_slack_of_a_week_before_the_hard_date_is_enough() -> None:
    tight = plan("19 december 2025", "1 jan. 2026", hard_last=True)
    # 22, 23, 24, 29, 30 and 31 December are working days.
    assert remarks(tight, HARD) == []
    tighter = plan("23 december 2025", "1 jan. 2026", hard_last=True)
    assert remarks(tighter, HARD) == [("geen-speling", "let op", (1, 2))]


def test_steps_that_should_be_ready_are_named_together_and_done_steps_are_silent() -> None:
    steps = plan("2 juni 2025", "zondag 15 juni 2025", "juli 2025")
    late = remarks(steps, today=date(2025, 6, 20))
    assert ("te-laat", "fout", (1, 2)) in late
    done = tuple(step.model_copy(update={"done_on": date(2025, 6, 16)}) for step in steps[:2])
    assert remarks((*done, steps[2]), today=date(2025, 6, 20)) == []


def test_every_remark_is_dutch_with_a_next_step() -> None:
    steps = plan("zondag 1 juni 2025", "april 2024", "26 sept. en 24 okt. 2025", "nov. 2025 - jan. 2026", "1 jan. 2026")
    found = findings((*shipped()[:4], *steps[4:]), HARD, DUTCH, date(2025, 6, 20))
    found += findings(steps, HARD, DUTCH, date(2025, 6, 20))
    assert len({row.code for row in found}) >= 6
    for row in found:
        assert row.sentence.endswith(".")
        assert any(verb in row.sentence for verb in NEXT_STEPS)


def test_latest_dates_of_the_shipped_plan_show_that_there_is_no_slack() -> None:
    latest = latest_dates(shipped(), HARD)
    assert sorted(latest) == list(range(1, 9))
    assert {number: row.raw_date.isoformat() for number, row in latest.items()} == {
        1: "2024-06-30",
        2: "2024-09-30",
        3: "2024-10-24",
        4: "2024-12-31",
        5: "2024-12-31",
        6: "2025-07-31",
        7: "2025-07-31",
        8: "2025-12-31",
    }
    assert latest[1].date == date(2024, 6, 28)
    assert "zondag 30 juni 2024 is geen werkdag" in latest[1].why


@given(
    lengths=st.lists(st.integers(1, 90), min_size=1, max_size=8), gap=st.integers(-40, 20), slack=st.integers(0, 200)
)
@settings(max_examples=20, deadline=None)
def test_latest_dates_keep_lengths_and_use_up_slack(lengths: list[int], gap: int, slack: int) -> None:
    steps, start = [], date(2025, 1, 6)
    for number, length in enumerate(lengths, start=1):
        end = start + timedelta(days=length - 1)
        steps.append(
            Milestone(
                id=str(number), tender_id=TENDER, number=number, title="x", owners=(), printed="x",
                precision=Precision.DAY, first=start, last=end,
            )
        )  # fmt: skip
        start = max(date(2025, 1, 6), end + timedelta(days=1 + gap))
    hard = max(step.end for step in steps) + timedelta(days=1 + slack)
    latest = latest_dates(steps, hard)
    for step in steps:
        row = latest[step.number]
        assert step.end + timedelta(days=slack) <= row.raw_date < hard
        assert row.date <= row.raw_date
        assert DUTCH.is_working_day(row.date)
        for later in steps[step.number :]:
            latest_start = latest[later.number].raw_date - (later.end - later.first)
            if step.end < later.first:
                assert row.raw_date < latest_start
            else:
                assert row.raw_date - latest_start <= step.end - later.first


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
    assert status_of(due, date(2025, 6, 18), done_on=done, hard=hard) is status


def test_the_board_shows_what_is_urgent_first() -> None:
    today = date(2024, 9, 24)
    steps = [step.model_copy(update={"done_on": date(2024, 6, 20)}) if step.number == 1 else step for step in shipped()]
    term = deadline("vragen-1", "Vragen sluiten", date(2024, 9, 20), today=today, why="Staat in de leidraad.")
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
    shown = board(TENDER, TODAY, shipped(), HARD)
    why = next(line.why for line in shown.lines if line.key == "stap-2")
    for words in ("'Aug./sept. 2024'", "de laatste dag daarvan is maandag 30 september 2024", "nog 85 werkdagen"):
        assert words in why


def test_a_loose_day_that_passed_is_no_deadline_and_the_last_one_stays_open() -> None:
    lines = {line.key: line for line in board(TENDER, date(2024, 11, 1), shipped(), HARD).lines}
    assert lines["stap-3-1"].status is LineStatus.DONE
    assert lines["stap-3-2"].status is LineStatus.LATE


def test_findings_are_values_that_can_be_kept() -> None:
    (finding,) = findings(plan("1-6-2025"), None, DUTCH, date(2020, 1, 1))
    assert PlanFinding.model_validate_json(finding.model_dump_json()) == finding
