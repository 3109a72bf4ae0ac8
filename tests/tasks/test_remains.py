"""Everything that stands in a file comes out, also what no reader sees."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from flows.tasks import excel, remains
from flows.tasks._packages import pack, unpack
from schemas.errors import PermanentError
from schemas.sheets import Column, Sheet

NOTA = Path(__file__).resolve().parents[2] / "tender_templates" / "word" / "nota_van_inlichtingen.docx"


def planted(**parts: str) -> bytes:
    entries = unpack(NOTA.read_bytes(), "nota")
    for name, text in parts.items():
        place = name.replace("__", "/").replace("_xml", ".xml")
        entries[place] = text.encode()
    return pack(entries)


def whole(data: bytes) -> str:
    return "\n".join(text for _, text in remains.readable(data, "stuk"))


def test_text_that_was_split_over_runs_is_whole_again() -> None:
    data = planted(word__extra_xml="<w:p><w:r><w:t>Hazel</w:t></w:r><w:r><w:t>muis</w:t></w:r></w:p><w:p>Berg</w:p>")
    assert "Hazelmuis\nBerg" in whole(data)


@pytest.mark.parametrize(
    "parts",
    [
        {"docProps__custom_xml": "<vt:lpwstr>Hazel &amp; muis</vt:lpwstr>"},
        {"word__comments_xml": '<w:comment w:author="Hazel &amp; muis"/>'},
        {"word__settings2_xml": '<w:docVar w:val="Hazel &amp; muis"/>'},
        {"word__media__Hazel & muis.png": "x"},
        {"word__media__plaatje.bin": "\x00\x01Hazel & muis\x00"},
    ],
    ids=["properties", "comments", "attributes", "part names", "bytes"],
)
def test_what_no_reader_sees_comes_out(parts: dict[str, str]) -> None:
    assert "Hazel & muis" in whole(planted(**parts))


def test_the_pieces_of_a_package_are_as_they_stand() -> None:
    pieces = remains.pieces(planted(docProps__custom_xml="<a/>"), "stuk")
    assert pieces["docProps/custom.xml"] == "<a/>"
    assert "word/document.xml" in pieces


def test_a_workbook_gives_its_cells_and_its_maker() -> None:
    sheet = Sheet(name="Blad", columns=(Column(name="Vraag"),), rows=({"Vraag": "Hazel & muis"},))
    data = excel.write_table([sheet], author="Regio & Co", moment=datetime(2025, 1, 1, tzinfo=UTC))
    assert "Hazel & muis" in whole(data) and "Regio & Co" in whole(data)


def pdf(**metadata: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(50, 700, "Vraag van Hazelmuis")
    canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=io.BytesIO(buffer.getvalue()))
    writer.add_metadata({f"/{name}": value for name, value in metadata.items()})
    writer.add_attachment("Zandloper.txt", b"x")
    writer.add_outline_item(title="Ovenbult", page_number=0)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_gives_pages_properties_attachments_and_what_is_in_its_objects() -> None:
    data = pdf(Author="Klinkdeur", Keywords="Vuurdoorn")
    text = whole(data)
    for mark in ("Hazelmuis", "Klinkdeur", "Vuurdoorn", "Zandloper.txt", "Ovenbult"):
        assert mark in text, mark
    assert "/Author=Klinkdeur" in remains.pieces(data, "stuk")["eigenschappen"].splitlines()
    assert "bijlage:Zandloper.txt" in remains.pieces(data, "stuk")


@pytest.mark.parametrize("data", [b"", b"x", b"%PDF-1.7 en dan niets"])
def test_what_is_no_file_of_ours_is_refused_by_name(data: bytes) -> None:
    for look in (remains.pieces, remains.readable):
        with pytest.raises(PermanentError, match=r"stuk\.x"):
            look(data, "stuk.x")
