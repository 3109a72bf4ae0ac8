"""The forms that go out come back with the same rows, and the same list twice changes nothing."""

import io
import json
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from flows.cli import main
from flows.exchange import consultation, questions
from flows.exchange.forms import consultation_form, questions_for, word_form
from flows.exchange.region import load
from flows.exchange.rehearsal import Rehearsal
from flows.exchange.reports import report
from schemas.clarification import Question
from schemas.consultation import ConsultationGroup, ConsultationInput, ConsultationRound, Scope
from schemas.tender import Tender
from tests.exchange.forms import typed

POINTS = ("Paragraaf 3.10 klopt niet met 4-2.", "=HYPERLINK is ook tekst.", "Zorg & Co <BV> zegt:\n'{{ 7*7 }}'")


@pytest.fixture(scope="module")
def round_() -> ConsultationRound:
    return load("mij-ov").consultations[0]


@pytest.fixture(scope="module")
def groups() -> dict[str, ConsultationGroup]:
    return {row.code: row for row in load("mij-ov").groups}


def filled(data: bytes, chapter: str = "3.10") -> bytes:
    """The form as a person sends it back: a name once, three points at different questions."""
    book = load_workbook(io.BytesIO(data))
    sheet = book["Uw inbreng"]
    place = {cell.value: index for index, cell in enumerate(sheet[1], start=1)}
    sheet.cell(2, place["Naam"]).value = "Cliëntenraad De Brug"
    for row, text in zip((2, 3, 20), POINTS, strict=True):
        sheet.cell(row, place["Inbreng"]).value = text
        sheet.cell(row, place["Inbreng"]).data_type = "s"
        sheet.cell(row, place["Hoofdstuk"]).value = chapter
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_form_of_a_group_is_ready_to_use(
    tender: Tender, groups: dict[str, ConsultationGroup], round_: ConsultationRound
) -> None:
    data = consultation_form(tender, groups["adviesraad"], round_.questions, municipality="Epe")
    sheet = load_workbook(io.BytesIO(data))["Uw inbreng"]
    place = {cell.value: cell.coordinate[:-1] for cell in sheet[1]}
    assert sheet.freeze_panes == "A2" and sheet.print_title_rows == "$1:$1" and sheet.page_setup.fitToHeight == 0
    assert {sheet[f"{place[name]}2"].number_format for name in ("Pagina", "Hoofdstuk", "Consultatievraag")} == {"@"}
    chosen = {str(rule.sqref).split(":")[0][:1] for rule in sheet.data_validations.dataValidation}
    assert {place["Gemeente"], place["Consultatievraag"], place["Mag met naam"]} <= chosen
    assert (sheet[f"{place['Soort afzender']}2"].value, sheet[f"{place['Gemeente']}2"].value) == ("adviesraad", "Epe")


def test_our_own_form_comes_back_with_the_same_rows(
    tender: Tender,
    groups: dict[str, ConsultationGroup],
    round_: ConsultationRound,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place = tmp_path / "formulier.xlsx"
    place.write_bytes(filled(consultation_form(tender, groups["adviesraad"], round_.questions, municipality="Epe")))
    assert main(["inbreng", "lees", str(place), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(row["rij"], row["Inbreng"]) for row in found["rijen"]] == list(zip((2, 3, 20), POINTS, strict=True))
    assert {(row["Soort afzender"], row["Gemeente"], row["Hoofdstuk"]) for row in found["rijen"]} == {
        ("adviesraad", "Epe", "3.10")
    }
    assert any("Niet ingevuld" in note and "4 t/m 19" in note for note in found["opmerkingen"])
    read = consultation.read_all(
        place.read_bytes(), place.name, tender, groups=tuple(groups.values()), questions=round_.questions
    )
    assert [row.text for row in read.inputs] == list(POINTS)
    assert [row.name for row in read.contributors] == ["Cliëntenraad De Brug"]
    assert len({row.contributor for row in read.inputs}) == 1 and read.inputs[0].contributor


def test_a_word_form_comes_back_with_a_row_for_each_paragraph(
    tender: Tender, groups: dict[str, ConsultationGroup], round_: ConsultationRound, tmp_path: Path
) -> None:
    document = docx.Document(io.BytesIO(word_form(tender, groups["gemeenteraad"], "Epe", round_.questions, round_)))
    codes = [*(row.code for row in questions_for(round_.questions, groups["gemeenteraad"])), "overig"]
    spots = [
        row for row in document.element.body.iter() if row.tag.endswith("}t") and row.text and "antwoord" in row.text
    ]
    spots = [row for row in spots if row.text.startswith("Typ hier")]
    assert len(spots) == len(codes)
    for spot, text in zip(spots, POINTS, strict=False):
        spot.text = text.replace("\n", " ")
        control = next(above for above in spot.iterancestors() if above.tag.endswith("}sdt"))
        for hint in [row for row in control.iter() if row.tag.endswith("}showingPlcHdr")]:
            hint.getparent().remove(hint)
    document.save(str(tmp_path / "formulier.docx"))
    found = report(tmp_path / "formulier.docx", "inbreng")
    assert (found["redenen"], found["fouten"]) == ([], [])
    assert [(row["Consultatievraag"], row["Inbreng"]) for row in found["rijen"]] == [
        (code, text.replace("\n", " ")) for code, text in zip(codes, POINTS, strict=False)
    ]
    assert {(row["Soort afzender"], row["Gemeente"]) for row in found["rijen"]} == {("gemeenteraad", "Epe")}


def test_an_answer_on_the_line_of_its_question_is_heard(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("Vraag 1: liever niet.", "Vraag 2. Waarom?", "Daarom.", "Vraag 3: Wanneer?"):
        document.add_paragraph(text)
    document.save(str(tmp_path / "antwoorden.docx"))
    found = report(tmp_path / "antwoorden.docx", "inbreng")
    assert [(row["Consultatievraag"], row["Inbreng"]) for row in found["rijen"]] == [
        ("1", "liever niet."),
        ("2", "Daarom."),
    ]
    assert sum("Gelezen als vraag" in note for note in found["opmerkingen"]) == 2


# Twice, and once with another word


def point(number: int) -> ConsultationInput:
    return ConsultationInput(
        id=f"IN-{number:03d}",
        tender_id="MIJOV-J26",
        sequence=number,
        group="inwoner",
        municipality=None,
        scope=Scope.YOUTH,
        theme="Tijd",
        text=f"Punt nummer {number} gaat over iets anders dan de rest: {'abcdefghij'[number % 10] * 12}.",
    )


@pytest.mark.parametrize("numbered", [True, False])
def test_a_list_of_points_twice_changes_nothing_and_one_other_word_one_point(tender: Tender, numbered: bool) -> None:
    kept = tuple(map(point, range(1, 9)))

    def rows(*texts: str) -> bytes:
        numbers = [row.id if numbered else "" for row in kept]
        lines = (f"{number};inwoner;Tijd;{text}" for number, text in zip(numbers, texts, strict=True))
        return "\n".join(("Nr;Soort afzender;Thema;Inbreng", *lines)).encode()

    texts = [row.text for row in kept]
    assert consultation.read(rows(*texts), "inbreng.csv", tender, existing=kept) == kept
    texts[3] = texts[3].replace("gaat over", "ging over")
    again = consultation.read(rows(*texts), "inbreng.csv", tender, existing=kept)
    assert [new.id for new, old in zip(again, kept, strict=True) if new != old] == [kept[3].id]


def test_a_list_of_questions_twice_changes_nothing_and_one_other_word_one_question(mij_ov: Rehearsal) -> None:
    rows = [
        {
            "Bronnummer": f"TN-{number}",
            "Ronde": "1",
            "Ontvangen op": "10-01-2025 15:47",
            "Aanbieder-id": "ZA-002",
            "Document": "Productkaarten",
            "Paragraaf": "3.10",
            "Vraag": f"Vraag {number}?",
        }
        for number in range(1, 6)
    ]

    def read(*existing: Question) -> tuple[Question, ...]:
        data = typed(questions.COLUMNS, *rows)
        return questions.read(data, "vragen.xlsx", mij_ov.tender, mij_ov.providers, existing)

    first = read()
    assert read(*first) == first
    rows[2]["Vraag"] = "Vraag 3, maar anders?"
    again = read(*first)
    assert [new.id for new, old in zip(again, first, strict=True) if new != old] == ["V-003"]
    assert (
        questions.read(questions.write(again, mij_ov.providers), "v.xlsx", mij_ov.tender, mij_ov.providers, again)
        == again
    )
