"""Letters become drafts that a person confirms: nothing is summed up, nothing goes without a word."""

import io

import pytest
from openpyxl import load_workbook

from flows.exchange import letters
from schemas.consultation import ConsultationInput, DraftInput, DraftState
from schemas.tender import Tender
from tests.documents import paragraph, run, word_file
from tests.exchange.forms import faults_of, places

LETTER = b"""Cli\xc3\xabntenraad Epe
Onderwerp: reactie

Geachte college,

De termijn is te kort. Wij vragen om twee weken meer.
- Meer budget
- Minder formulieren

Met vriendelijke groet,
J. Jansen
voorzitter
"""
SHA = "ab" * 32


@pytest.fixture
def waiting() -> tuple[DraftInput, ...]:
    return letters.drafts(letters.read(LETTER, "brief.txt"), "brief.txt", SHA, "MIJOV-J26")


def decided(tender: Tender, drafts: tuple[DraftInput, ...], *choices: dict[str, str]) -> bytes:
    """The form with what a person chose in each row."""
    book = load_workbook(io.BytesIO(letters.drafts_form(drafts, tender)))
    sheet = book[letters.SHEET]
    place = {cell.value: index for index, cell in enumerate(sheet[1], start=1)}
    for number, choice in enumerate(choices, start=2):
        for column, value in choice.items():
            sheet.cell(number, place[column]).value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


YES = {"Overnemen": "ja", "Soort afzender": "adviesraad", "Gemeente": "Epe", "Thema": "Tijd"}
NO = {"Overnemen": "nee"}


def test_points_are_kept_and_the_rest_is_named() -> None:
    found = letters.read(LETTER, "brief.txt")
    assert [row.text for row in found.rows] == [
        "De termijn is te kort. Wij vragen om twee weken meer.",
        "Meer budget",
        "Minder formulieren",
    ]
    assert [(row.text, row.why) for row in found.skipped] == [
        ("Cliëntenraad Epe", "briefhoofd"),
        ("Onderwerp: reactie", "briefhoofd"),
        ("Geachte college,", "aanhef"),
        ("Met vriendelijke groet,", "ondertekening"),
        ("J. Jansen", "ondertekening"),
        ("voorzitter", "ondertekening"),
    ]


def test_every_word_of_a_letter_is_a_draft_or_named() -> None:
    found = letters.read(LETTER, "brief.txt")
    said = " ".join((*(row.text for row in found.rows), *(row.text for row in found.skipped)))
    assert set(LETTER.decode().replace("-", "").split()) <= set(said.split())


def test_a_point_below_the_signature_is_no_signature() -> None:
    text = "Beste college,\nAkkoord.\nGroet,\nJan\nPS: de wachttijd moet echt korter, zo kan het niet langer.\n"
    found = letters.read(text.encode(), "brief.txt")
    assert "PS: de wachttijd moet echt korter, zo kan het niet langer." in [row.text for row in found.rows]


def test_hidden_text_is_marked_and_tracked_changes_are_followed() -> None:
    kept = '<w:ins w:id="1">' + run("wel") + '</w:ins><w:del w:id="2"><w:r><w:delText>niet</w:delText></w:r></w:del>'
    data = word_file(paragraph("Dit mag ", inside=kept), paragraph(inside=run("verborgen punt", "<w:vanish/>")))
    found = letters.read(data, "brief.docx")
    assert [(row.text, row.hidden) for row in found.rows] == [("Dit mag wel", False), ("verborgen punt", True)]
    assert any("verwijderd" in note for note in found.notes)


def test_the_same_letter_again_keeps_what_was_decided(waiting: tuple[DraftInput, ...]) -> None:
    taken = waiting[0].model_copy(update={"state": DraftState.TAKEN})
    again = letters.drafts(letters.read(LETTER, "brief.txt"), "brief.txt", SHA, "MIJOV-J26", (taken, *waiting[1:]))
    assert again == (taken, *waiting[1:])


def test_only_what_a_person_takes_over_is_a_point(tender: Tender, waiting: tuple[DraftInput, ...]) -> None:
    data = decided(tender, waiting, YES, NO)
    points, drafts = letters.read_drafts(data, "te-controleren.xlsx", tender, waiting)
    assert [(row.text, row.origin_name, row.origin_sha256, row.via) for row in points] == [
        (waiting[0].text, "brief.txt", SHA, "brief")
    ]
    assert [row.state for row in drafts] == [DraftState.TAKEN, DraftState.DROPPED, DraftState.TO_CHECK]
    assert len(load_workbook(io.BytesIO(letters.drafts_form(drafts, tender)))[letters.SHEET]["A"]) == 2


def test_the_same_form_twice_gives_the_same_points(tender: Tender, waiting: tuple[DraftInput, ...]) -> None:
    data = decided(tender, waiting, YES, YES)
    points, drafts = letters.read_drafts(data, "te-controleren.xlsx", tender, waiting)
    again, after = letters.read_drafts(data, "te-controleren.xlsx", tender, drafts, existing=points)
    assert (again, after) == (points, drafts)


def test_all_faults_at_once(tender: Tender, waiting: tuple[DraftInput, ...]) -> None:
    data = decided(tender, waiting, YES | {"Soort afzender": ""}, YES | {"Gemeente": "Eppe"}, {"Nr": "BR-weg-001"})
    faults = faults_of(letters.read_drafts, data, "te-controleren.xlsx", tender, waiting)
    assert places(faults) == [(2, "Soort afzender"), (3, "Gemeente"), (4, "Nr")]


def test_a_point_that_was_taken_over_stays(tender: Tender, waiting: tuple[DraftInput, ...]) -> None:
    points, drafts = letters.read_drafts(decided(tender, waiting, YES), "t.xlsx", tender, waiting)
    later: tuple[ConsultationInput, ...] = points
    faults = faults_of(letters.read_drafts, decided(tender, waiting, NO), "t.xlsx", tender, drafts, existing=later)
    assert places(faults) == [(2, "Overnemen")]
