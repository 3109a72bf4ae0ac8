"""planning.xlsx: dates as people write them, the sheets around it, and every mistake at once with its place."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from flows.exchange import planning, planning_sheets
from flows.exchange.planning import PlanningFile
from flows.exchange.planning_checks import circles
from flows.exchange.rehearsal import Rehearsal
from flows.rules.calendar import FreeDays
from flows.rules.planning.board import read_plan
from flows.rules.planning.schedule import schedule
from schemas.errors import InputFault
from schemas.planning import (
    Body,
    BodyMeeting,
    Colleague,
    FreePeriod,
    Link,
    Mark,
    Milestone,
    PlannedStep,
    Precision,
    StepKind,
)
from schemas.tender import Tender
from schemas.terms import FreeDayKind
from schemas.values import Stage
from tests.exchange.forms import faults_of, places, typed

TODAY = date(2024, 6, 1)
HEADINGS = ["Nr", "Stap", "Door wie", "Datum", "Na stap", "Tijd", "Harde datum"]


def step(number: str, when: str, **more: str) -> dict[str, str]:
    return {"Nr": number, "Stap": f"Stap {number}", "Door wie": "Projectteam", "Datum": when} | more


def book(**sheets: Sequence[Sequence[Any]]) -> Workbook:
    """A workbook with cells as Excel has them; a name is a sheet's name with ``_`` for a blank."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
    return workbook


def saved(workbook: Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


PLAN = [["Nr", "Stap", "Door wie", "Datum"], [1, "Begin", "Projectteam", "1 juli 2024"]]


def read(data: bytes, tender: Tender, **more: Any) -> PlanningFile:
    return planning.read(data, "planning.xlsx", tender, today=TODAY, **more)


def refused(data: bytes, tender: Tender) -> tuple[InputFault, ...]:
    return faults_of(planning.read, data, "planning.xlsx", tender, today=TODAY)


def test_all_mistakes_come_back_at_once(tender: Tender) -> None:
    data = typed(
        planning.COLUMNS,
        step("1", "20 juni 2024"),
        step("1", "ooit"),
        step("3", "juni 2004"),
        step("vier", "sept. 2024", Fase="Strategei"),
        step("5", "1 maart 2025", **{"Werkelijk gereed": "02-06-2024"}),
        {"Nr": "6", "Door wie": "Projectteam", "Datum": "juli 2024"},
        step("7", "juli 2124"),
        step("8", ""),
    )
    faults = refused(data, tender)
    assert places(faults) == [
        (3, "Nr"),
        (3, "Datum"),
        (4, "Datum"),
        (5, "Nr"),
        (5, "Fase"),
        (6, "Werkelijk gereed"),
        (7, "Stap"),
        (8, "Datum"),
        (9, "Datum"),
    ]
    assert "verleden" in faults[2].problem
    assert "Bedoelt u Strategie?" in faults[4].remedy


@pytest.mark.parametrize(
    ("when", "today", "refused"),
    [
        ("aug. 2021", date(2024, 6, 1), True),  # three years ago and not done: a typing error
        ("aug. 2022", date(2024, 6, 1), False),
        ("aug. 2020", date(2022, 6, 1), True),  # before any tender of this contract can have begun
        ("juli 2024", date(2026, 1, 5), False),  # late is not a typing error
        ("aug. 2041", date(2024, 6, 1), False),
        ("aug. 2042", date(2024, 6, 1), True),  # longer after the start than any contract runs
    ],
)
def test_a_year_beyond_reason(tender: Tender, when: str, today: date, refused: bool) -> None:
    data = typed(planning.COLUMNS, step("1", when))
    if refused:
        assert places(faults_of(planning.read, data, "planning.xlsx", tender, today=today)) == [(2, "Datum")]
    else:
        assert planning.read(data, "planning.xlsx", tender, today=today).milestones[0].printed == when


def test_headings_and_cells_as_people_make_them(tender: Tender) -> None:
    columns = [column.model_copy(update={"name": other}) for column, other in _renamed()]
    data = typed(
        columns,
        {
            "nummer": "1",
            "Vervolgstappen": "Besluit",
            "Wie": "Colleges en raden, met advies; Zorgaanbieders",
            "Data": "Okt./nov./dec. 2024",
            "Onderdelen": "Een\nTwee",
            "fase": "voorbereiding",
        },
    )
    file = read(data, tender)
    (found,) = file.milestones
    assert found.owners == ("Colleges en raden, met advies", "Zorgaanbieders")
    assert found.sub_steps == ("Een", "Twee")
    assert found.stage is Stage.PREPARATION
    assert (found.first, found.last) == (date(2024, 10, 1), date(2024, 12, 31))
    assert (file.free_periods, file.meetings, file.colleagues) == (None, None, None)
    assert planning.describe(file)[0] == "1 stap."
    assert "kolom 'Vervolgstappen' gelezen als 'Stap'" in planning.describe(file)[1]


def _renamed() -> list[tuple[Any, str]]:
    names = ("nummer", "Vervolgstappen", "Wie", "Data", "Onderdelen", "fase")
    return list(zip(planning.COLUMNS, names, strict=False))


def test_an_old_file_that_says_by_whom_under_beslisser_still_reads(tender: Tender) -> None:
    data = saved(book(Planning=[["Nr", "Stap", "Beslisser", "Datum"], [1, "Besluit", "Colleges van B&W", "okt. 2024"]]))
    (found,) = read(data, tender).milestones
    assert (found.owners, found.body) == (("Colleges van B&W",), None)


def test_a_step_stays_done_and_stays_the_same_record(mij_ov: Rehearsal) -> None:
    kept = read_plan(mij_ov.tender.id, mij_ov.region.steps)
    done = [row.model_copy(update={"done_on": date(2024, 6, 20), "version": 3}) for row in kept]
    again = planning.read(planning.write(kept), "planning.xlsx", mij_ov.tender, today=date(2024, 7, 1), existing=done)
    assert again.milestones == tuple(done)
    assert "Stap 1 was al klaar op 20 juni 2024 en blijft klaar." in again.notes


def test_every_column_of_the_form(tender: Tender) -> None:
    rows = [
        ["Id", "Fase", "Stap", "Door wie", "Duur (werkdagen)", "Na stap", "Harde datum", "Soort", "Beslisser"],
        [1, "Strategie", "Schrijven", "Team", 10, None, None, "terugtellen", None],
        [2, "Strategie", "Besluit", "Colleges", None, "1+2w", None, "besluit", "college"],
        [3, "Uitvoering", "Ingang", "Gemeenten", None, "1; 2-1d", date(2026, 1, 1), "vast", None],
    ]
    more = [
        ["Aanlevertermijn", "Buffer", "Status", "Werkelijk gereed", "Opmerking", "Tijd", "Moment", "Zonder einde"],
        [None, None, "gereed", date(2024, 5, 28), "=1+1", None, None, None],
        [15, 5, "loopt", None, None, None, "besluit", None],
        [None, None, None, None, None, time(12, 0), "ingang", "ja"],
    ]
    file = read(saved(book(Blad1=[first + second for first, second in zip(rows, more, strict=True)])), tender)
    writing, decision, start = file.milestones
    assert (writing.duration, writing.kind, writing.precision) == (10, StepKind.COUNTED_BACK, Precision.NONE)
    assert (writing.done_on, writing.remark) == (date(2024, 5, 28), "=1+1")
    assert decision.after == (Link(number=1, lag=10),)
    assert (decision.body, decision.deliver_before, decision.buffer) == (Body.COLLEGE, 15, 5)
    assert (decision.kind, decision.mark, decision.printed) == (StepKind.DECISION, Mark.DECISION, "")
    assert start.after == (Link(number=1), Link(number=2, lag=-1))
    assert (start.hard, start.first, start.last, start.at) == (True, date(2026, 1, 1), None, time(12, 0))
    assert "Stap 2: de status 'loopt' telt als 'open'." in file.notes


def test_cells_as_excel_has_them(tender: Tender) -> None:
    workbook = book(
        Blad1=[
            ["Planning jeugdhulp"],
            [],
            HEADINGS,
            [1, "Echte datum", "Team", date(2024, 7, 3), None, None, "x"],
            [2, "Als maand getoond", "Team", date(2024, 8, 1), 1, None, None],
            [3, "Met tijd", "Team", datetime(2024, 9, 3, 9, 30), None, None, None],  # noqa: DTZ001
            [4, "Tijd als tekst", "Team", "4 sept. 2024", "stap 2 + 3 werkdagen", "12.00 uur", "nee"],
            [5, "Tijd als getal", "Team", "nader te bepalen", "3,4", 0.5, None],
            [6, "Jaar", "Team", 2025, "7-1", None, None],
            [7, "Periode", "Team", "Juli/dec. 2024", None, None, None],
        ]
    )
    sheet = workbook.worksheets[0]
    sheet.merge_cells("A1:F1")
    sheet["D5"].number_format = "[$-413]mmm\\-yy;@"
    sheet.row_dimensions[6].hidden = True
    file = read(saved(workbook), tender)
    day, month, with_clock, text, number, year, _ = file.milestones
    assert (day.first, day.last, day.precision, day.hard) == (date(2024, 7, 3), date(2024, 7, 3), Precision.DAY, True)
    assert (month.printed, month.precision, month.after) == ("augustus 2024", Precision.MONTH, (Link(number=1),))
    assert (with_clock.first, with_clock.at) == (date(2024, 9, 3), time(9, 30))
    assert (text.at, text.after, text.hard) == (time(12, 0), (Link(number=2, lag=3),), False)
    assert (number.at, number.after, number.dated) == (time(12, 0), (Link(number=3), Link(number=4)), False)
    assert (year.precision, year.after) == (Precision.YEAR, (Link(number=7, lag=-1),))
    assert file.notes == ("Verborgen rijen zijn ook gelezen: 6.",)


@pytest.mark.parametrize(
    ("cell", "problem", "remedy"),
    [
        (date(2025, 1, 3), "hier staat een datum, 3 januari 2025", "typ opnieuw: 3-1d"),
        (3.5, "hier staat het getal 3,5", "typ opnieuw"),
        ("3-5", "kan twee dingen betekenen", "schrijf dan 3; 4; 5. Bedoelt u 5 werkdagen eerder, schrijf dan 3-5d"),
        ("na de zomer", "'na de zomer' is geen stap", "3; 5+2d; 7-1d"),
        ("3+2 maanden", "is geen stap", "3; 5+2d"),
        ("1; 99", "stap 99 staat niet in de planning", "Verbeter het nummer"),
        ("2", "niet op zichzelf wachten", "haal het weg"),
        ("1; 1+2d", "stap 1 staat er twee keer", "haal het weg"),
        ("=A1", "een formule", "plak hem als waarden"),
    ],
)
def test_a_link_that_cannot_be_followed(tender: Tender, cell: object, problem: str, remedy: str) -> None:
    data = saved(
        book(
            Planning=[
                ["Nr", "Stap", "Door wie", "Datum", "Na stap"],
                [1, "Een", "Team", "juli 2024", None],
                [2, "Twee", "Team", "aug. 2024", cell],
                [3, "Drie", "Team", "aug. 2024", None],
            ]
        )
    )
    (fault,) = refused(data, tender)
    assert (fault.sheet, fault.row, fault.column) == ("Planning", 3, "Na stap")
    assert problem in fault.problem
    assert remedy in fault.remedy


def test_every_circle_is_told_once(tender: Tender) -> None:
    links = {1: "3", 2: "1", 3: "2", 4: "5", 5: "4", 6: "5", 7: ""}
    data = typed(planning.COLUMNS, *(step(str(n), "juli 2024", **{"Na stap": after}) for n, after in links.items()))
    faults = refused(data, tender)
    assert places(faults) == [(2, "Na stap"), (5, "Na stap")]
    assert "deze 3 stappen wachten op elkaar: 1 na 3, 3 na 2, 2 na 1." in faults[0].problem
    assert "4 na 5, 5 na 4" in faults[1].problem


@given(st.dictionaries(st.integers(1, 12), st.sets(st.integers(1, 12), max_size=4), min_size=1))
def test_no_circle_is_missed_and_none_invented(given_links: dict[int, set[int]]) -> None:
    after = {number: {other for other in others if other in given_links} for number, others in given_links.items()}
    found = circles(after)
    for circle in found:
        assert all(other in after[number] for number, other in zip(circle, (*circle[1:], circle[0]), strict=True))
    left = {number for number in after if not any(number in circle for circle in found)}
    done: set[int] = set()
    while free := {number for number in left - done if after[number] & left <= done}:
        done |= free
    assert done == left


def test_computed_columns_are_not_for_changing(mij_ov: Rehearsal) -> None:
    kept = read_plan(mij_ov.tender.id, mij_ov.region.steps)
    workbook = load_workbook(io.BytesIO(planning.write(kept)))
    sheet = workbook["Planning"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Einddatum")
    sheet.cell(3, column).value = date(2024, 10, 15)
    (fault,) = faults_of(planning.read, saved(workbook), "p.xlsx", mij_ov.tender, today=TODAY, existing=kept)
    assert (fault.row, fault.column) == (3, "Einddatum")
    assert "Zet de nieuwe datum in 'Datum'" in fault.remedy
    # Who changes Datum itself leaves the computed columns behind; that is how it should be.
    sheet.cell(3, 4).value = "aug. - 15 okt. 2024"
    changed = planning.read(saved(workbook), "p.xlsx", mij_ov.tender, today=TODAY, existing=kept)
    assert changed.milestones[1].last == date(2024, 10, 15)


def test_first_and_last_day_count_where_there_is_no_datum(tender: Tender) -> None:
    heading = ["Nr", "Stap", "Door wie", "Begindatum", "Einddatum"]
    (found,) = read(saved(book(P=[heading, [1, "A", "Team", date(2024, 7, 1), date(2024, 7, 12)]])), tender).milestones
    assert (found.first, found.last) == (date(2024, 7, 1), date(2024, 7, 12))


def test_a_status_and_a_day_that_contradict_each_other(tender: Tender) -> None:
    done = {"Werkelijk gereed": "28-05-2024"}
    data = typed(
        planning.COLUMNS,
        step("1", "juli 2024", Status="klaar"),
        step("2", "juli 2024", Status="open", **done),
        step("3", "juli 2024", Status="vervallen"),
        step("4", "juli 2024", Status="afgerond", **done),
    )
    faults = refused(data, tender)
    assert places(faults) == [(2, "Werkelijk gereed"), (3, "Status"), (4, "Status")]
    assert "verwijder dan de rij" in faults[2].remedy


CALENDAR = ["Gemeente", "Orgaan", "Datum", "Aanleveren uiterlijk"]
FREE = ["Datum", "T/m", "Naam", "Soort", "Geldt voor", "Bron"]
RECESS = ["Van", "T/m", "Naam", "Gemeente", "Bron"]
PEOPLE = ["Naam", "Taken", "E-mail", "Vervanger", "Afwezig van", "Afwezig t/m"]


def test_the_sheets_around_the_planning(tender: Tender) -> None:
    workbook = book(
        Planning=PLAN,
        Raadskalender=[
            CALENDAR,
            ["Epe", "college", date(2026, 5, 12), date(2026, 4, 28)],
            ["Epe, Heerde", "raad", "28 mei 2026", None],
            [None, "PFO", date(2026, 6, 4), None],
        ],
        Vrije_dagen=[
            FREE,
            [date(2026, 5, 15), None, "Brugdag na Hemelvaart", "brugdag", "alle", "directie"],
            [date(2026, 12, 24), date(2026, 12, 31), "Gesloten", None, "Epe; Heerde", None],
            [date(2026, 4, 27), None, "Koningsdag", "feestdag", None, None],
            [date(2026, 4, 6), None, "Pasen", None, None, None],
        ],
        Reces=[RECESS, [date(2026, 7, 4), date(2026, 8, 16), "Zomerreces", "Epe", "griffie"]],
        Collegas=[
            PEOPLE,
            ["J. de Vries", "Projectteam", "jdv@voorbeeld.nl", "A. Bos", date(2026, 5, 1), None],
            ["A. Bos", "Werkgroep Jeugd", "bos@voorbeeld.nl", None, None, None],
        ],
        Toelichting=[["Dit is een toelichting."]],
    )
    file = read(saved(workbook), tender)
    assert [row.id for row in file.meetings or ()][:3] == [
        "vergadering/epe/college/2026-05-12",
        "vergadering/epe/raad/2026-05-28",
        "vergadering/heerde/raad/2026-05-28",
    ]
    assert {row.municipality for row in file.meetings or () if row.body is Body.PFO} == set(tender.municipality_names)
    assert [(row.id, row.kind) for row in file.free_periods or ()] == [
        ("vrij/2026-05-15/brugdag-na-hemelvaart", FreeDayKind.BRIDGE),
        ("reces/2026-07-04/zomerreces/epe", FreeDayKind.RECESS),
        ("vrij/2026-12-24/gesloten/epe", FreeDayKind.OWN),
        ("vrij/2026-12-24/gesloten/heerde", FreeDayKind.OWN),
    ]
    first, second = file.colleagues or ()
    assert (first.id, first.deputy, first.roles) == ("collega/j-de-vries", "A. Bos", ("Projectteam",))
    assert second.away_from is None
    told = planning.describe(file)
    assert told[0] == (
        f"1 stap, 3 vrije dagen of periodes, 1 reces, {3 + len(tender.municipality_names)} vergaderingen, 2 collega's."
    )
    assert "Blad 'Vrije dagen': 2 landelijke feestdagen zijn al bekend en niet nog eens opgeslagen." in told
    assert "Blad 'Collega's': taak 'Werkgroep Jeugd' van A. Bos komt in geen stap voor." in told
    assert "Blad 'Toelichting' is niet gelezen." in told


def test_all_faults_of_all_sheets_at_once(tender: Tender) -> None:
    workbook = book(
        Planning=[*PLAN, [1, "Dubbel", "Team", "morgen"]],
        Raadskalender=[
            CALENDAR,
            ["Eppe", "college", date(2026, 5, 12), None],
            ["Epe", "gemeenteraad", date(2026, 5, 13), None],
            ["Epe", "raad", date(2062, 5, 13), None],
            ["Epe", "raad", date(2026, 6, 11), date(2026, 6, 12)],
            ["Epe", "raad", date(2026, 6, 18), None],
            ["epe", "raad", date(2026, 6, 18), date(2026, 6, 1)],
            [None, "raad", date(2026, 6, 19), None],
        ],
        Vrije_dagen=[
            FREE,
            [date(2026, 5, 15), date(2026, 5, 14), "Brugdag", "brugdag", None, None],
            [date(2026, 5, 18), None, "Dag", "feestdag", None, None],
            [date(2029, 5, 11), None, "Dag na Hemelvaart", "gelijkgesteld", None, None],
            [date(2026, 6, 1), None, "Dubbel", None, None, None],
            [date(2026, 6, 1), None, "Dubbel", None, "alle", "bron"],
            [46173, None, "Getal", None, None, None],
        ],
        Reces=[["Van", "Naam"], [date(2026, 7, 4), "Zomer"]],
        Collegas=[
            PEOPLE,
            ["J. de Vries", "Projectteam", "jdv@voorbeeld", "A. Boss", None, None],
            ["A. Bos", "Projectteam", "bos@voorbeeld.nl", "A. Bos", date(2026, 5, 2), date(2026, 5, 1)],
            ["A. Bos", None, "bos2@voorbeeld.nl", None, None, date(2026, 5, 1)],
        ],
    )
    faults = refused(saved(workbook), tender)
    found: dict[str, list[tuple[int | None, str]]] = {}
    for fault in faults:
        found.setdefault(fault.sheet, []).append((fault.row, fault.column))
    assert found == {
        "Planning": [(3, "Nr"), (3, "Datum")],
        "Raadskalender": [
            (2, "Gemeente"),
            (3, "Orgaan"),
            (4, "Datum"),
            (5, "Aanleveren uiterlijk"),
            (7, "Datum"),
            (8, "Gemeente"),
        ],
        "Vrije dagen": [(2, "T/m"), (3, "Soort"), (4, "Bron"), (6, "Datum"), (7, "Datum")],
        "Reces": [(1, "")],
        "Collegas": [
            (2, "E-mail"),
            (2, "Vervanger"),
            (3, "Vervanger"),
            (3, "Afwezig t/m"),
            (4, "Naam"),
            (4, "Afwezig van"),
        ],
    }
    said = "\n".join(str(fault) for fault in faults)
    assert "Bedoelt u Epe?" in said
    assert "Bedoelt u A. Bos?" in said
    assert "Bedoelt u 31-05-2026? Geef de cel de opmaak Datum." in said


def test_a_sheet_that_is_absent_says_nothing_and_an_empty_one_says_none(tender: Tender) -> None:
    kept = free("Zomer", date(2026, 7, 4), date(2026, 8, 1), FreeDayKind.RECESS)
    bridge = free("Brugdag", date(2026, 5, 15), date(2026, 5, 15), FreeDayKind.BRIDGE)
    empty = read(saved(book(Planning=PLAN, Vrije_dagen=[FREE], Collegas=[PEOPLE])), tender, free_periods=[kept, bridge])
    assert (empty.colleagues, empty.meetings) == ((), None)
    assert empty.free_periods == (kept,)
    only_recess = read(saved(book(Planning=PLAN, Reces=[RECESS])), tender, free_periods=[kept, bridge])
    assert only_recess.free_periods == (bridge,)
    nothing = read(saved(book(Planning=PLAN, Reces=[])), tender, free_periods=[kept, bridge])
    assert nothing.free_periods is None


def test_a_file_without_a_planning(tender: Tender) -> None:
    (fault,) = refused(saved(book(Raadskalender=[CALENDAR, ["Epe", "raad", date(2026, 5, 12), None]])), tender)
    assert "Nr, Stap, Door wie, Datum" in fault.remedy


def test_the_extra_sheets_never_pass_for_the_planning(tender: Tender) -> None:
    people = [[*PEOPLE, "Datum", "Status", "Opmerking", "Fase"], ["A. Bos", "X", "bos@voorbeeld.nl"]]
    assert len(read(saved(book(Collegas=people, Planning=PLAN)), tender).milestones) == 1


# Writing


def free(name: str, first: date, last: date, kind: FreeDayKind, town: str | None = None) -> FreePeriod:
    return FreePeriod(
        id=planning_sheets.free_period_id(kind, first, name, town),
        tender_id="T",
        first=first,
        last=last,
        name=name,
        kind=kind,
        source="besluit 12",
        applies_to=town,
    )


def tender_of(real: Tender) -> Tender:
    return real.model_copy(update={"id": "T"})


def test_a_written_form_has_real_dates_and_no_formula(mij_ov: Rehearsal) -> None:
    tender = mij_ov.tender
    steps = [row.model_copy(update={"at": time(12, 0)}) for row in read_plan(tender.id, mij_ov.region.steps)]
    steps[0] = steps[0].model_copy(update={"title": "=1+1", "remark": "@SOM(1)", "after": (Link(number=3, lag=-1),)})
    worked_out = schedule(steps, tender.contract_start, TODAY, FreeDays())
    data = planning.write(steps, schedule=worked_out, tender=tender)
    assert data == planning.write(steps, schedule=worked_out, tender=tender)
    workbook = load_workbook(io.BytesIO(data))
    sheet = workbook["Planning"]
    at = {str(cell.value): cell.column_letter for cell in sheet[1]}
    for name in ("Begindatum", "Einddatum", "Uiterste datum", "Vroegst gereed"):
        cell = sheet[f"{at[name]}2"]
        assert cell.is_date, name
        assert (cell.number_format, cell.data_type) == ("dd-mm-yyyy", "d"), name
    assert sheet[f"{at['Begindatum']}2"].value == datetime(2024, 6, 20)  # noqa: DTZ001
    timing = worked_out.of(1)
    assert timing is not None
    assert sheet[f"{at['Speling']}2"].value == timing.slack
    assert (sheet[f"{at['Tijd']}2"].value, sheet[f"{at['Tijd']}2"].number_format) == (time(12, 0), "hh:mm")
    for name, text in {"Stap": "=1+1", "Opmerking": "@SOM(1)", "Na stap": "3-1d"}.items():
        assert (sheet[f"{at[name]}2"].value, sheet[f"{at[name]}2"].data_type) == (text, "s")
    assert (sheet[f"{at['Nr']}2"].value, sheet.column_dimensions[at["Nr"]].number_format) == (1, "@")
    assert sheet.column_dimensions[at["Na stap"]].number_format == "@"
    assert (sheet.freeze_panes, sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("A2", "landscape", 9)
    assert sheet.auto_filter.ref.endswith(str(len(steps) + 1))
    lists = {str(item.sqref)[0]: item.formula1 for item in sheet.data_validations.dataValidation}
    assert {at[name] for name in ("Fase", "Soort", "Beslisser", "Moment", "Status", "Harde datum")} <= lists.keys()
    assert workbook.sheetnames == ["Planning", "Raadskalender", "Vrije dagen", "Reces", "Collega's", "Keuzes"]
    assert {str(item.sqref)[0] for item in workbook["Raadskalender"].data_validations.dataValidation} == {"A", "B"}
    cells = (cell for one in workbook.worksheets for row in one.iter_rows() for cell in row)
    assert not any(cell.data_type == "f" for cell in cells)


def excel_workday(start: date, days: int, holidays: set[date]) -> date:
    """WERKDAG as Excel documents it: day by day, skipping Saturdays, Sundays and the listed days."""
    step_by, left = (1 if days > 0 else -1), abs(days)
    while left:
        start += timedelta(days=step_by)
        if start.isoweekday() < 6 and start not in holidays:
            left -= 1
    return start


def test_excel_counts_as_we_do_with_the_list_in_the_file(tender: Tender) -> None:
    periods = [
        free("Brugdag", date(2026, 5, 15), date(2026, 5, 15), FreeDayKind.BRIDGE),
        free("Gesloten", date(2026, 12, 24), date(2027, 1, 3), FreeDayKind.OWN),
        free("Kermis", date(2026, 6, 1), date(2026, 6, 2), FreeDayKind.OWN, "Epe"),
        free("Nieuw besluit", date(2026, 6, 3), date(2026, 6, 3), FreeDayKind.EQUATED),
        free("Zomerreces", date(2026, 7, 4), date(2026, 8, 16), FreeDayKind.RECESS),
    ]
    data = planning.write([], free_periods=periods, tender=tender)
    workbook = load_workbook(io.BytesIO(data))
    sheet_name, _, cells = workbook.defined_names["feestdagen"].attr_text.partition("!")
    assert sheet_name == "'Vrije dagen'"
    listed = [row[0].value for row in workbook["Vrije dagen"][cells.replace("$", "")]]
    assert all(isinstance(value, datetime) for value in listed)
    assert listed == sorted(listed)
    holidays = {value.date() for value in listed}
    ours = FreeDays(extra=tuple(day for period in periods for day in period.days))
    for offset in range(365):
        day = date(2026, 1, 1) + timedelta(days=offset)
        for amount in (-20, -10, -5, -1, 1, 5, 10, 20):
            if date(2025, 12, 31) < day + timedelta(days=2 * amount) < date(2027, 12, 31):
                assert excel_workday(day, amount, holidays) == ours.add_working_days(day, amount), (day, amount)
    # The worked case of a bridge day after Ascension: ten working days before Monday 18 May.
    assert excel_workday(date(2026, 5, 18), -10, holidays) == date(2026, 4, 29)


TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=30).filter(str.strip)
NAMES = st.sampled_from(
    ["PFO", "Zorg & Co <BV>", "=Team", "Raad, college", "'t Hofje", "{{ 7*7 }} B.V.", "A; B", "x" * 120]
)
PRINTED = st.sampled_from(["K3 2026", "20 juni 2026", "26 sept./24 okt. 2026", "n.t.b.", "juli - dec. 2026", ""])
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@st.composite
def plans(draw: st.DrawFn) -> tuple[Milestone, ...]:
    numbers = sorted(draw(st.sets(st.integers(1, 300), min_size=1, max_size=6)))
    steps = []
    for place, number in enumerate(numbers):
        earlier = draw(st.sets(st.sampled_from(numbers[:place]))) if place else set()
        printed = draw(PRINTED)
        undated = not printed or printed == "n.t.b."
        steps.append(
            PlannedStep(
                number=number,
                title=draw(TEXTS),
                owners=tuple(draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))),
                printed=printed,
                sub_steps=tuple(draw(st.lists(NAMES, max_size=2, unique=True))),
                stage=draw(st.none() | st.sampled_from(Stage)),
                hard=draw(st.booleans()),
                open_ended=not undated and "/" not in printed and draw(st.booleans()),
                done_on=draw(st.none() | st.dates(date(2025, 1, 1), date(2026, 1, 1))),
                at=draw(st.none() | st.times().map(lambda clock: clock.replace(microsecond=0))),
                after=tuple(Link(number=one, lag=draw(st.integers(-20, 20))) for one in sorted(earlier)),
                duration=draw(st.integers(1, 400)) if undated else draw(st.none() | st.integers(1, 400)),
                buffer=draw(st.integers(0, 30)),
                kind=draw(st.sampled_from(StepKind)),
                body=draw(st.none() | st.sampled_from(Body)),
                deliver_before=draw(st.none() | st.integers(0, 60)),
                mark=draw(st.none() | st.sampled_from(Mark)),
                remark=draw(st.just("") | TEXTS),
            )
        )
    return read_plan("T", steps)


@st.composite
def periods(draw: st.DrawFn) -> FreePeriod:
    first = draw(DAYS)
    kind = draw(st.sampled_from([FreeDayKind.BRIDGE, FreeDayKind.OWN, FreeDayKind.EQUATED, FreeDayKind.RECESS]))
    last = first + timedelta(days=draw(st.integers(0, 9)))
    return free(draw(TEXTS), first, last, kind, draw(st.sampled_from([None, "Epe", "Zutphen"])))


@st.composite
def meetings(draw: st.DrawFn) -> BodyMeeting:
    town, body, day = draw(st.sampled_from(["Epe", "Zutphen"])), draw(st.sampled_from(Body)), draw(DAYS)
    deliver_by = draw(st.none() | st.just(day - timedelta(days=14)))
    return BodyMeeting(
        id=planning_sheets.meeting_id(town, body, day),
        tender_id="T",
        municipality=town,
        body=body,
        held_on=day,
        deliver_by=deliver_by,
    )


@st.composite
def teams(draw: st.DrawFn) -> tuple[Colleague, ...]:
    names = draw(st.lists(TEXTS, max_size=3, unique_by=lambda name: planning_sheets.fold(name) or "-"))
    return tuple(
        Colleague(
            id=planning_sheets.colleague_id(name),
            tender_id="T",
            name=name,
            email=f"persoon{place}@voorbeeld.nl",
            roles=tuple(draw(st.lists(NAMES.filter(lambda role: "," not in role), max_size=2, unique=True))),
            deputy=names[place - 1] if place else None,
            away_from=draw(st.none() | st.just(date(2026, 5, 1))),
            away_until=None,
        )
        for place, name in enumerate(names)
    )


@settings(deadline=None, max_examples=20)
@given(
    plan=plans(),
    free_days=st.lists(periods(), max_size=4, unique_by=lambda row: row.id),
    held=st.lists(meetings(), max_size=4, unique_by=lambda row: row.id),
    team=teams(),
)
def test_round_trip(
    mij_ov: Rehearsal,
    plan: tuple[Milestone, ...],
    free_days: list[FreePeriod],
    held: list[BodyMeeting],
    team: tuple[Colleague, ...],
) -> None:
    tender = tender_of(mij_ov.tender)
    data = planning.write(plan, free_periods=free_days, meetings=held, colleagues=team, tender=tender)
    again = planning.read(data, "planning.xlsx", tender, today=date(2026, 1, 1))
    assert again.milestones == plan
    assert set(again.free_periods or ()) == set(free_days)
    assert set(again.meetings or ()) == set(held)
    assert again.colleagues == team


def test_what_the_region_ships_survives_the_form(mij_ov: Rehearsal) -> None:
    plan = read_plan(mij_ov.tender.id, mij_ov.region.steps)
    file = read(planning.write(plan), mij_ov.tender)
    assert file.milestones == plan
    assert (file.free_periods, file.meetings, file.colleagues) == (None, None, None)
