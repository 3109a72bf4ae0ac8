"""What `inkoop vragen lees` says of who asks: per row and of the file; the file is read all the same."""

import io
from pathlib import Path
from typing import Any

import openpyxl
from docx import Document
from docx.oxml import parse_xml
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from flows.exchange.headings import QUESTIONS
from flows.exchange.rehearsal import Rehearsal
from flows.exchange.reports import is_read, lines, report
from schemas.record import TenderRecord

HEADINGS = ("Nr", "Organisatie", "Vraag", "Contactpersoon", "KvK")
ROWS = (
    (
        "1",
        "Stichting Hazelmuis & Co",
        "Geldt dit ook voor onze vestiging in Enschede?",
        "mevr. A. Ovenbult",
        "90014801",
    ),
    ("2", "De Brug", "Mag hazelmuis dit? Bel 06 - 1234 5678.", "", ""),
    ("3", "De Brug", "Vraag Ovenbult, of zie 90.01.48.01.", "", ""),
    ("4", "Zo", "Wat is de termijn?", "", ""),
)
_DELETED = (
    '<w:del xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1" w:author="K"><w:r>'
    "<w:delText>mail info@hofje.nl</w:delText></w:r></w:del>"
)


def word_file() -> bytes:
    document = Document()
    table = document.add_table(rows=0, cols=len(HEADINGS))
    for row in (HEADINGS, *ROWS):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.core_properties.author = "Jan van De Brug"
    document.add_paragraph()._p.append(parse_xml(_DELETED))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (HEADINGS, *ROWS):
        sheet.append(row)
    sheet["C5"].comment = Comment("Hazelmuis vraagt dit", "Ovenbult")
    book.defined_names["Hazelmuis"] = DefinedName("Hazelmuis", attr_text="Sheet!$A$1")
    book.properties.creator = "P. Zandloper"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(folder: Path, name: str, data: bytes, **more: Any) -> dict[str, Any]:
    (folder / name).write_bytes(data)
    return report(folder / name, QUESTIONS, **more)


def marks(found: dict[str, Any]) -> list[list[str]]:
    return [[told["tekst"] for told in row["onthullend"]] for row in found["rijen"]]


def test_every_row_says_what_tells_who_asks_and_the_list_is_read(tmp_path: Path) -> None:
    for name, data in (("vragen.docx", word_file()), ("vragen.xlsx", workbook())):
        found = read(tmp_path, name, data)
        assert is_read(found)
        assert marks(found) == [
            ["onze vestiging in Enschede"],
            ["hazelmuis", "06 - 1234 5678"],
            ["Ovenbult", "90.01.48.01"],
            [],
        ]
        told = found["rijen"][1]["onthullend"][1]
        assert told == {"soort": "telefoonnummer", "tekst": "06 - 1234 5678", "plaats": "Vraag", "gewicht": "verraadt"}


def test_what_the_file_hides_is_told_as_well(tmp_path: Path) -> None:
    word = {told["tekst"] for told in read(tmp_path, "v.docx", word_file())["onthullend_in_bestand"]}
    assert {"maker 'Jan van De Brug'", "De Brug", "bijgehouden wijzigingen", "info@hofje.nl"} <= word
    sheet = {told["tekst"] for told in read(tmp_path, "v.xlsx", workbook())["onthullend_in_bestand"]}
    assert {"maker 'P. Zandloper'", "opmerkingen", "Hazelmuis", "Ovenbult"} <= sheet


def test_a_plain_list_has_nothing_around_it(tmp_path: Path) -> None:
    data = b"Nr;Organisatie;Vraag\n1;De Brug;Hoe slaan wij een brug?\n"
    found = read(tmp_path, "vragen.csv", data)
    assert found["onthullend_in_bestand"] == []
    assert [told["gewicht"] for told in found["rijen"][0]["onthullend"]] == ["let op"], "an ordinary word only warns"


def test_with_a_tender_its_register_is_searched_too(tmp_path: Path, mij_ov: Rehearsal) -> None:
    record = TenderRecord(tender=mij_ov.tender, providers=mij_ov.providers)
    name = mij_ov.providers[6].name
    data = f"Nr;Vraag\n1;Kan {name} dit?\n".encode()
    found = read(tmp_path, "vragen.csv", data, record=record)
    assert "verraadt" in [told["gewicht"] for told in found["rijen"][0]["onthullend"]]
    assert marks(read(tmp_path, "vragen.csv", b"Nr;Vraag\n1;Is dat in Apeldoorn zo?\n", record=record)) == [[]]


def test_people_read_a_few_of_them(tmp_path: Path) -> None:
    told = lines(read(tmp_path, "vragen.docx", word_file()))
    assert "Let op: Rij 3, Vraag: '06 - 1234 5678' (telefoonnummer) kan de vrager verraden." in told
