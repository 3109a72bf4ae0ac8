"""The note as a workbook says exactly what the document says, one row per point; the region's 186 points both ways."""

import io
from collections import Counter
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from flows.exchange import consultation_note
from flows.exchange.rehearsed import load
from flows.rules.consultation import Shown, answered, look_alikes, points_of, promises
from flows.rules.drafting.consultation import reply_letter, response_note
from schemas.documents import ReplyLetter, ResponseNote
from schemas.record import TenderRecord
from tests.builders import point
from tests.golden.papers import TODAY
from tests.golden.papers import record as small
from tests.rules import cases

MOMENT = datetime(2024, 10, 25, 12, 0, tzinfo=UTC)
Row = dict[str, str]


@pytest.fixture(scope="module")
def region() -> TenderRecord:
    """The region's consultation as it was handed over: 186 points of councils, boards and providers."""
    played = load("mij-ov")
    return TenderRecord(
        tender=played.tender,
        groups=played.region.groups,
        consultations=played.region.consultations,
        inputs=played.inputs,
        promises=promises(played.inputs),
    )


@pytest.fixture(scope="module")
def note(region: TenderRecord) -> ResponseNote:
    return response_note(region, TODAY, "definitief")


def sheet(data: bytes, name: str) -> list[Row]:
    rows = list(load_workbook(io.BytesIO(data))[name].iter_rows(values_only=True))
    return [dict(zip(map(str, rows[0]), (str(cell or "") for cell in row), strict=True)) for row in rows[1:]]


def test_the_186_points_come_out_of_the_note_one_for_one(region: TenderRecord, note: ResponseNote) -> None:
    printed = [row for part in note.delen for row in part.punten]
    assert len(region.inputs) == len(printed) == note.totaal == 186
    assert {row.nr: row.inbreng for row in printed} == {row.id: row.text for row in region.inputs}
    assert {row.nr: row.reactie for row in printed} == {
        row.id: row.disposition.response for row in region.inputs if row.disposition
    }


def test_per_group_and_municipality_nothing_is_lost_or_added(region: TenderRecord, note: ResponseNote) -> None:
    names = {group.code: group.name for group in region.groups}
    came_in = Counter((names[row.group], row.municipality or "Alle gemeenten") for row in region.inputs)
    went_out = Counter((part.groep, part.gemeente) for part in note.delen for _ in part.punten)
    assert came_in == went_out
    assert sum(came_in.values()) == 186
    assert {row.naam: row.punten for row in note.groepen} == {
        name: str(sum(number for (group, _), number in came_in.items() if group == name)) for name in names.values()
    }


def test_the_municipalities_stand_in_one_order_for_every_group(region: TenderRecord, note: ResponseNote) -> None:
    order = [*region.tender.municipality_names, "Alle gemeenten"]
    for name in {part.groep for part in note.delen}:
        mine = list(dict.fromkeys(part.gemeente for part in note.delen if part.groep == name))
        assert mine == sorted(mine, key=order.index)


def letters_of(record: TenderRecord) -> list[ReplyLetter]:
    whole = record.model_copy(update={"inputs": answered(record.inputs)})
    shown = Shown(whole)
    return [reply_letter(whole, who, rows, shown, TODAY, "definitief") for who, rows in points_of(whole)]


def test_the_186_points_come_out_of_the_letters_one_for_one(region: TenderRecord) -> None:
    letters = letters_of(region)
    assert len(letters) == 17, "eight councils, eight boards, the providers"
    points = [(row.nr, row.inbreng, row.reactie) for letter in letters for row in letter.punten]
    assert sorted(points) == sorted(
        (row.id, row.text, row.disposition.response) for row in region.inputs if row.disposition
    )
    assert len({letter.naam for letter in letters}) == 17
    by_name = {letter.naam: len(letter.punten) for letter in letters}
    assert (by_name["Gemeenteraad Apeldoorn"], by_name["MAR Brummen"], by_name["Zorgaanbieders"]) == (16, 9, 53)


def test_the_workbook_has_the_same_points_as_the_document(note: ResponseNote) -> None:
    data = consultation_note.write(note, moment=MOMENT)
    rows = sheet(data, "Punten")
    printed = [(part, row) for part in note.delen for row in part.punten]
    assert [(row["Nr"], row["Groep"], row["Gemeente"], row["Inbreng"], row["Reactie"]) for row in rows] == [
        (row.nr, part.groep, part.gemeente, row.inbreng, row.reactie) for part, row in printed
    ]
    assert len(sheet(data, "Toezeggingen")) == len(note.toezeggingen) == 126
    assert sum(int(row["Aantal"]) for row in sheet(data, "Uitkomsten")) == 186
    assert data == consultation_note.write(note, moment=MOMENT)


def test_silence_is_in_the_workbook_as_a_zero(note: ResponseNote) -> None:
    rows = {row["Groep"]: row for row in sheet(consultation_note.write(note, moment=MOMENT), "Respons")}
    assert (rows["Inwoners"]["Gereageerd"], rows["Inwoners"]["Punten"]) == ("0", "0")
    assert rows["Inwoners"]["Uitgenodigd"] == "open uitnodiging"


def test_the_workbook_names_nobody_that_the_note_does_not_name() -> None:
    data = consultation_note.write(response_note(small(), TODAY, "definitief"), moment=MOMENT)
    cells = str([sheet(data, name) for name in ("Punten", "Respons", "Toezeggingen")])
    assert "Jeugdigen & ouders" in cells
    for mark in ("Aäf", "Hoff", "AF-1", "aaf@thuis.example"):
        assert mark not in cells


def test_what_may_be_double_is_listed_with_both_texts() -> None:
    same = "Zorg dat de zorg doorloopt bij de overgang naar het nieuwe contract."
    of = cases.record(inputs=(point(1, text=same), point(2, text="Iets anders."), point(3, text=same)))
    (row,) = sheet(consultation_note.write_alike(of, look_alikes(of.inputs)), "Mogelijk dubbel")
    assert (row["Punt"], row["Lijkt op"], row["Gelijkenis"]) == ("I-003", "I-001", "100 van 100")
    assert row["Inbreng"] == row["Inbreng (eerder)"] == same
