"""Letters from outside: Word, PDF and mail, read whole, with what was left out named."""

import base64
import io
import subprocess
from email.message import EmailMessage
from pathlib import Path

import pytest
from pypdf import PdfWriter

from flows.tasks.documents_in import Passage, Writing, read_form, read_writing
from schemas.errors import InputRefusedError
from tests.documents import R, W, paragraph, run, table, word_file

BULLET = '<w:numPr><w:numId w:val="3"/></w:numPr>'


def texts(found: Writing) -> list[str]:
    return [row.text for row in found.passages]


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(InputRefusedError) as refused:
        read_writing(data, name)
    (fault,) = refused.value.faults
    assert fault.remedy
    return fault.problem


# Word


def test_what_a_reader_sees_is_read_in_order() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("artikel 3.10")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    control = f"<w:sdt><w:sdtContent>{paragraph('In een vak.')}</w:sdtContent></w:sdt>"
    hint = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph('Klik hier.')}</w:sdtContent></w:sdt>"
    found = read_writing(
        word_file(
            paragraph("Kop", style="Kop1"),
            paragraph("Zie ", inside=field),
            paragraph("Een punt", properties=BULLET),
            control,
            hint,
            table(("Punt", "Waarom"), ("Meer tijd", "Het is krap.")),
            paragraph("", inside="<w:hyperlink>" + run("een koppeling") + "</w:hyperlink>"),
        ),
        "brief.docx",
    )
    assert texts(found) == [
        "Kop",
        "Zie artikel 3.10",
        "Een punt",
        "In een vak.",
        "Punt | Waarom",
        "Meer tijd | Het is krap.",
        "een koppeling",
    ]
    assert [row.bullet for row in found.passages][:3] == [False, False, True] and found.passages[0].heading


def test_moved_and_deleted_text_is_left_out_and_a_deleted_end_joins() -> None:
    moved = "<w:moveFrom>" + run("weg") + "</w:moveFrom><w:moveTo>" + run("hier") + "</w:moveTo>"
    joined = paragraph("Eerste ", properties='<w:rPr><w:del w:id="1"/></w:rPr>') + paragraph("helft.")
    found = read_writing(word_file(paragraph("Nu ", inside=moved), joined), "brief.docx")
    assert texts(found) == ["Nu hier", "Eerste helft."]
    assert any("verwijderd of verplaatst" in note for note in found.notes)


def test_text_boxes_are_read_once_and_notes_and_remarks_are_named() -> None:
    box = f"<w:txbxContent>{paragraph('In het tekstvak.')}</w:txbxContent>"
    twice = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    marks = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>'
    home = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "word/footnotes.xml": (
            f'<w:footnotes {W} {R}><w:footnote w:id="2">{paragraph("Een voetnoot.")}</w:footnote></w:footnotes>'
        ),
        "word/comments.xml": f'<w:comments {W}><w:comment w:id="0">{paragraph("Streng.")}</w:comment></w:comments>',
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="a" Type="{home}/footnotes" Target="footnotes.xml"/>'
            f'<Relationship Id="b" Type="{home}/comments" Target="comments.xml"/></Relationships>'
        ),
    }
    found = read_writing(word_file(paragraph("Tekst.", inside=twice + marks), parts=parts), "brief.docx")
    assert texts(found) == ["Tekst.", "In het tekstvak.", "Een voetnoot."]
    assert any("Streng." in note for note in found.notes)


# Mail


def mail(*attachments: tuple[str, bytes]) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "Cliëntenraad <raad@voorbeeld.nl>", "Reactie é"
    message.set_content("Meer tijd graag.")
    message.add_alternative("<p>Meer tijd graag.</p>", subtype="html")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def test_a_mail_with_what_came_with_it() -> None:
    message = mail(
        ("brief é.docx", word_file(paragraph("Uit de brief."))), ("logo.png", b"\x89PNG"), ("kapot.pdf", b"x")
    )
    found = read_writing(message.as_bytes(), "mail.eml")
    assert texts(found) == ["Meer tijd graag.", "Uit de brief."]
    assert found.passages[1].place == "bijlage brief é.docx, alinea 1"
    told = " ".join(found.notes)
    assert "Reactie é" in told and "logo.png" in told and "kapot.pdf" in told and "Cliëntenraad" in told


def test_a_forwarded_mail_is_read_as_well() -> None:
    outer = mail()
    outer.add_attachment(mail())
    found = read_writing(outer.as_bytes(), "mail.eml")
    assert [row.place for row in found.passages] == ["alinea 1", "bijlage doorgestuurd bericht, alinea 1"]


def test_html_only_with_hidden_text_and_odd_letters() -> None:
    body = base64.b64encode(
        "<p>Één</p><ul><li>twee</li></ul><p style='display: none'>geheim</p><script>x</script>".encode()
    )
    head = b"From: a@b.nl\nContent-Type: text/html; charset=bestaat-niet\nContent-Transfer-Encoding: base64\n\n"
    found = read_writing(head + body, "mail.eml")
    assert [(row.text, row.bullet, row.hidden) for row in found.passages] == [
        ("Één", False, False),
        ("twee", True, False),
        ("geheim", False, True),
    ]


# PDF


@pytest.mark.libreoffice
def test_a_letter_as_pdf_gives_its_paragraphs_by_page_and_line(tmp_path: Path) -> None:
    long = "Wij vinden de termijn voor het indienen van een reactie te kort, omdat de raad maar zelden bijeenkomt. "
    (tmp_path / "brief.docx").write_bytes(word_file(paragraph(long * 2), paragraph("Een tweede punt.")))
    profile = f"-env:UserInstallation=file://{tmp_path}/profiel"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "brief.docx")], check=True, capture_output=True, timeout=120)
    found = read_writing((tmp_path / "brief.pdf").read_bytes(), "brief.pdf")
    assert texts(found) == [(long * 2).strip(), "Een tweede punt."]
    assert found.passages[0].place == "bladzijde 1, regel 1"


def test_a_scan_a_password_and_what_is_no_pdf_are_refused() -> None:
    def written(writer: PdfWriter) -> bytes:
        buffer = io.BytesIO()
        writer.write(buffer)
        return buffer.getvalue()

    scan, locked = PdfWriter(), PdfWriter()
    scan.add_blank_page(200, 200)
    locked.add_blank_page(200, 200)
    locked.encrypt("geheim", algorithm="RC4-128")
    assert "scan" in refusal(written(scan), "scan.pdf")
    assert "wachtwoord" in refusal(written(locked), "dicht.pdf")
    assert "geen PDF" in refusal(b"hallo", "brief.pdf")


@pytest.mark.parametrize("name", ["brief.msg", "brief.doc", "brief.odt", "brief.rtf", "brief.pages", "brief.zip"])
def test_other_files_are_refused_with_how_to_save_them(name: str) -> None:
    assert "kan niet worden gelezen" in refusal(b"x", name)


# Forms


def test_a_letter_is_no_form_and_a_form_of_others_is_one() -> None:
    assert read_form(word_file(paragraph("Beste,"), paragraph("Vraag het ons.")), "brief.docx") is None
    form = read_form(
        word_file(
            paragraph("Gemeente: Epe"),
            paragraph("Vraag 1. Bent u het eens?", style="Kop1"),
            paragraph("Ja."),
            paragraph("Overig", style="Kop1"),
            paragraph("Dank."),
        ),
        "formulier.docx",
    )
    assert form is not None and not form.own
    assert dict(form.fields) == {"Gemeente": "Epe"}
    assert [(row.question, row.text) for row in form.answers] == [("1", "Ja."), ("overig", "Dank.")]


def test_a_passage_knows_where_it_stands() -> None:
    (row,) = read_writing("Eén regel.\n".encode("utf-16"), "brief.txt").passages
    assert row == Passage("regel 1", "Eén regel.")
