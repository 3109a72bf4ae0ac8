"""What MS Project exports to Excel: its headings, its way with lengths, dates and links, and its summary tasks."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook

from flows.exchange import planning
from flows.exchange.planning import PlanningFile
from flows.exchange.project_texts import (
    Length,
    Order,
    Predecessor,
    Stamp,
    read_length,
    read_predecessors,
    read_stamp,
)
from schemas.errors import InputFault
from schemas.planning import Link, Precision
from schemas.tender import Tender
from schemas.values import Stage
from tests.exchange.forms import faults_of

TODAY = date(2025, 1, 15)
DUTCH = ["Id", "Actief", "Taakmodus", "Taaknaam", "Duur", "Begindatum", "Einddatum", "Voorafgaande taken"]
ENGLISH = ["ID", "Task_Mode", "Task Name", "Duration", "Start_Date", "Finish_Date", "Predecessors", "Resource Names"]


def export(*rows: Sequence[Any], sheet: str = "Taak_Tabel1") -> bytes:
    workbook = Workbook()
    active = workbook.worksheets[0]
    active.title = sheet
    for row in rows:
        active.append(list(row))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def read(data: bytes, tender: Tender, **more: Any) -> PlanningFile:
    return planning.read(data, "project.xlsx", tender, today=TODAY, **more)


def refused(data: bytes, tender: Tender) -> tuple[InputFault, ...]:
    return faults_of(planning.read, data, "project.xlsx", tender, today=TODAY)


def moment(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - as Excel keeps it


def task(number: int, name: str, *cells: Any, length: str = "1 dag", when: str = "ma 6-1-25") -> list[Any]:
    return [number, "Ja", "Automatisch", name, length, when, when, *cells]


def test_a_dutch_export(tender: Tender) -> None:
    data = export(
        [*DUTCH, "Resourcenamen", "% voltooid", "Notities"],
        [1, "Ja", "Automatisch", "Voorbereiding", "16 dagen", "ma 6-1-25", "ma 27-1-25", None, None, 0.5, None],
        [2, "Ja", "Auto", "   Eisen schrijven", "5 dagen", "ma 6-1-25", "vr 10-1-25", None, "Jurist[50%];Team", 1, "x"],
        [3, "Ja", "Auto", "   Contract", "2 wkn?", "maandag 13 januari 2025 8:00", "vr 24-1-25", "2", None, 0, None],
        [4, "Ja", "Hand", "   Klaar", "0 dagen", "ma 27-1-25 12:00", "ma 27-1-25 12:00", "2;3EB+1 dag", None, 0, None],
        [5, "Ja", "Automatisch", "Publiceren", "1 mnd", "2025-02-03", "28 februari 2025", "1", "Inkoop", 0, None],
        [6, "Nee", "Automatisch", "Vervalt", "1 dag", "ma 3-2-25", "ma 3-2-25", None, None, 0, None],
    )  # fmt: skip
    file = read(data, tender)
    assert [step.number for step in file.milestones] == [2, 3, 4, 5]
    write, contract, done, publish = file.milestones
    assert (write.title, write.owners, write.remark) == ("Eisen schrijven", ("Jurist", "Team"), "x")
    assert (write.first, write.last, write.duration) == (date(2025, 1, 6), date(2025, 1, 10), 5)
    assert (write.done_on, write.stage, write.precision) == (date(2025, 1, 10), Stage.PREPARATION, Precision.DAY)
    assert (contract.first, contract.last, contract.duration) == (date(2025, 1, 13), date(2025, 1, 24), 10)
    assert (contract.after, contract.done_on, contract.at) == ((Link(number=2),), None, None)
    assert (done.duration, done.at, done.first) == (None, time(12, 0), date(2025, 1, 27))
    assert done.after == (Link(number=2), Link(number=3, lag=1))
    assert (publish.duration, publish.owners, publish.last) == (20, ("Inkoop",), date(2025, 2, 28))
    assert publish.after == (Link(number=2), Link(number=3), Link(number=4))
    told = planning.describe(file)
    assert "Dit is een export van MS Project." in told
    assert "1 samenvattingstaak is geen stap, de taken eronder wel: 1." in told
    assert "Niet actief in MS Project en daarom niet gelezen: 6." in told
    assert "De duur is in MS Project een schatting (vraagteken) bij taak 3." in told


def test_an_english_export_with_real_dates_and_an_outline(tender: Tender) -> None:
    data = export(
        [*ENGLISH, "Percent_Complete", "Outline Level"],
        [1, "Auto", "Preparation", "10 days", moment(2025, 1, 6, 8), moment(2025, 1, 17, 17), None, None, 50, 1],
        [2, "Auto", "Write", "5 days", moment(2025, 1, 6, 8), moment(2025, 1, 10, 17), None, "Ann,Bob[50%]", 100, 2],
        [3, "Auto", "Check", "1w", moment(2025, 1, 13, 8), moment(2025, 1, 17, 17), "2FS+0 days", "Ann", 1, 2],
        [4, "Auto", "Publish", "3 days?", "Mon 1/20/25", "Wed 1/22/25", "1,3FS+2 days", None, 0, 1],
    )
    write, check, publish = read(data, tender).milestones
    assert (write.first, write.last, write.at) == (date(2025, 1, 6), date(2025, 1, 10), None)
    assert (write.owners, write.done_on, check.done_on) == (("Ann", "Bob"), date(2025, 1, 10), None)
    assert check.after == (Link(number=2),)
    assert (publish.first, publish.duration) == (date(2025, 1, 20), 3)
    assert publish.after == (Link(number=2), Link(number=3, lag=2))


def test_links_of_other_kinds_keep_their_effect_and_are_told(tender: Tender) -> None:
    data = export(
        DUTCH,
        task(1, "Tien dagen", None, length="10 dagen"),
        task(2, "Samen beginnen", "1BB+2 dagen", length="4 dagen"),
        task(3, "Samen eindigen", "1EE", length="3 dagen"),
        task(4, "Eindigt als de ander begint", "1BE", length="2 dagen"),
        task(5, "Halverwege", "1EB+50%"),
        task(6, "Moment", "1BB", length="0 dagen"),
    )
    file = read(data, tender)
    after = {step.number: step.after for step in file.milestones if step.after}
    assert after == {
        2: (Link(number=1, lag=-8),),  # begins two days after the begin of ten days: eight before their end
        3: (Link(number=1, lag=-3),),
        4: (Link(number=1, lag=-12),),
        5: (Link(number=1, lag=5),),
        6: (Link(number=1, lag=-10),),
    }
    told = [note for note in file.notes if note.startswith("Let op, taak")]
    assert len(told) == 4
    assert "begin-begin met taak 1 is gelezen als '1-8d'" in told[0]
    assert "Verandert de duur, pas dan 'Na stap' aan" in told[0]


def test_links_of_summaries_pass_to_the_tasks_below(tender: Tender) -> None:
    data = export(
        [*DUTCH, "WBS"],
        task(1, "Los", None, "1"),
        task(2, "Fase", "1EB+1 dag", "2"),
        task(3, "Deel", None, "2.1"),
        task(4, "Onder deel", None, "2.1.1"),
        task(5, "Naast deel", "1EB+3 dagen;4", "2.2"),
        task(6, "Na de fase", "2", "3"),
    )
    file = read(data, tender)
    assert {step.number: step.after for step in file.milestones} == {
        1: (),
        4: (Link(number=1, lag=1),),
        5: (Link(number=1, lag=3), Link(number=4)),
        6: (Link(number=4), Link(number=5)),
    }


def test_all_faults_of_an_export(tender: Tender) -> None:
    data = export(
        [*DUTCH, "% voltooid"],
        task(1, "Een", "99", 0),
        task(2, "Twee", "2", 0, length="lang"),
        task(3, "Drie", "na twee", 0, when="di 6-1-25"),
        task(4, "Vier", "C:\\plan.mpp\\3", "100%", when="ma 3-2-25"),
        task(5, "Vijf", "6", 0),
        task(6, "Zes", "5", 0),
        task(6, "Zes", None, 0),
        task(8, "Acht", "1EB+2 kwartalen", 0, when="5-1-2005"),
        task(9, "Negen", date(2025, 1, 3), 0),
    )
    found = [(fault.row, fault.column) for fault in refused(data, tender)]
    assert sorted(found, key=str) == sorted(
        [
            (2, "Voorafgaande taken"),
            (3, "Duur"),
            (3, "Voorafgaande taken"),
            (4, "Voorafgaande taken"),
            (4, "Begindatum"),
            (4, "Einddatum"),
            (5, "Voorafgaande taken"),
            (5, "Einddatum"),
            (6, "Voorafgaande taken"),
            (8, "Id"),
            (9, "Voorafgaande taken"),
            (9, "Begindatum"),
            (10, "Voorafgaande taken"),
        ],
        key=str,
    )


def test_a_summary_takes_no_other_kind_of_link(tender: Tender) -> None:
    data = export([*DUTCH, "WBS"], task(1, "Fase", None, "1"), task(2, "In", None, "1.1"), task(3, "Na", "1BB", "2"))
    (fault,) = refused(data, tender)
    assert (fault.row, fault.column) == (4, "Voorafgaande taken")
    assert "Koppel in MS Project de taken zelf" in fault.remedy


def test_without_ids_the_order_is_the_number(tender: Tender) -> None:
    data = export(
        ["Taaknaam", "Begindatum", "Voorafgaande taken"], ["Een", "ma 6-1-25", None], ["Twee", "di 7-1-25", "1"]
    )
    file = read(data, tender)
    assert [(step.number, step.after) for step in file.milestones] == [(1, ()), (2, (Link(number=1),))]
    assert any("genummerd op volgorde" in note for note in file.notes)


def test_a_task_without_dates_has_none(tender: Tender) -> None:
    (step,) = read(export(["ID", "Task Name", "Start", "Finish"], [1, "Later", "NA", None]), tender).milestones
    assert (step.dated, step.printed) == (False, "geen datum")


def test_what_was_done_stays_done_and_keeps_its_record(tender: Tender) -> None:
    data = export(DUTCH, task(1, "Een", None))
    (step,) = read(data, tender).milestones
    kept = step.model_copy(update={"done_on": date(2025, 1, 7), "version": 4})
    assert read(data, tender, existing=[kept]).milestones == (kept,)


def test_a_team_that_names_its_column_taaknaam_is_no_export(tender: Tender) -> None:
    data = export(["Id", "Taaknaam", "Door wie", "Duur", "Datum"], [1, "Een", "Team", 5, "jan. 2025"])
    (step,) = read(data, tender).milestones
    assert (step.owners, step.precision) == (("Team",), Precision.MONTH)


def test_an_american_export_is_read_by_what_all_its_dates_allow(tender: Tender) -> None:
    rows = [[1, "A", "1/6/2025", "1/6/2025"], [2, "B", "1/20/2025", "1/20/2025"]]
    first, _ = read(export(["ID", "Task Name", "Start", "Finish"], *rows), tender).milestones
    assert first.first == date(2025, 1, 6)
    (fault, *_) = refused(export(["ID", "Task Name", "Start", "Finish"], rows[0]), tender)
    assert "kan 6 januari 2025 of 1 juni 2025 zijn" in fault.problem


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("10 dagen", Length(10)),
        ("10d", Length(10)),
        ("1 dag", Length(1)),
        ("2 wkn", Length(10)),
        ("1 mnd", Length(20)),
        ("0 dagen", Length(0)),
        ("3 days?", Length(3, estimated=True)),
        ("2,5 dagen", Length(3, rounded=True)),
        ("40 uur", Length(5)),
        ("4 hrs", Length(1, rounded=True)),
        ("7 ed", Length(5, elapsed=True)),
        ("2 eweken", Length(10, elapsed=True)),
        ("7 vd", Length(5, elapsed=True)),
        ("12", Length(12)),
        ("lang", None),
        ("3 kwartalen", None),
        ("-2 dagen", None),
    ],
)
def test_lengths(text: str, length: Length | None) -> None:
    assert read_length(text) == length


BOTH: tuple[Order, ...] = ("dag-maand", "maand-dag")


@pytest.mark.parametrize(
    ("text", "orders", "stamps"),
    [
        ("ma 6-1-25", BOTH[:1], {Stamp(date(2025, 1, 6))}),
        ("di 6-1-25", BOTH[:1], set()),
        ("maandag 6 januari 2025 8:00", BOTH[:1], {Stamp(date(2025, 1, 6), time(8))}),
        ("6 mrt. 25", BOTH[:1], {Stamp(date(2025, 3, 6))}),
        ("Mon 1/6/25", BOTH, {Stamp(date(2025, 1, 6))}),
        ("Sun 1/6/25", BOTH, {Stamp(date(2025, 6, 1))}),
        ("1/6/25", BOTH, {Stamp(date(2025, 1, 6)), Stamp(date(2025, 6, 1))}),
        ("January 6, 2025 5:30 PM", BOTH, {Stamp(date(2025, 1, 6), time(17, 30))}),
        ("06-01-2025 12:00", BOTH, {Stamp(date(2025, 1, 6), time(12))}),
        ("2025-01-06", BOTH[:1], {Stamp(date(2025, 1, 6))}),
        ("31-2-25", BOTH[:1], set()),
        ("6-1-1925", BOTH[:1], set()),
        ("januari 2025", BOTH[:1], set()),
    ],
)
def test_dates(text: str, orders: Sequence[Order], stamps: set[Stamp]) -> None:
    assert read_stamp(text, orders) == stamps


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3", [Predecessor(3, "FS", 1, "")]),
        ("3;5EB+2 dagen", [Predecessor(3, "FS", 1, ""), Predecessor(5, "FS", 1, "2 dagen")]),
        ("3;7BB", [Predecessor(3, "FS", 1, ""), Predecessor(7, "SS", 1, "")]),
        ("3,5FS-1 day", [Predecessor(3, "FS", 1, ""), Predecessor(5, "FS", -1, "1 day")]),
        ("3EB+2,5 dagen;4", [Predecessor(3, "FS", 1, "2,5 dagen"), Predecessor(4, "FS", 1, "")]),
        ("12EE+50%", [Predecessor(12, "FF", 1, "50%")]),
        ("3 ; 4", [Predecessor(3, "FS", 1, ""), Predecessor(4, "FS", 1, "")]),
        ("", []),
        ("na 3", None),
        ("3XY", None),
        ("03-01-2025", None),
    ],
)  # fmt: skip
def test_predecessors(text: str, found: list[Predecessor] | None) -> None:
    assert read_predecessors(text) == found
