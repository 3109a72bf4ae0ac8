"""Reading a finished document: what a reader sees, what a reader does not see, and where it stands."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from pypdf import PdfWriter
from pypdf.annotations import Text
from reportlab.pdfgen import canvas

from flows.tasks import document_facts, pdf, word
from schemas.errors import PermanentError
from schemas.final_check import WHITE, DocumentFacts, Place
from tests.documents import NUMBERING, R, W, paragraph, run, table, word_file

TEMPLATES = Path(__file__).resolve().parents[2] / "tender_templates" / "word"
MOMENT = datetime(2025, 6, 2, 8, 0, tzinfo=UTC)


def read(*body: str, **parts: str) -> DocumentFacts:
    return document_facts.read(
        word_file(*body, parts={name.replace("__", "/") + ".xml": text for name, text in parts.items()}), "stuk.docx"
    )


def texts(facts: DocumentFacts) -> list[str]:
    return [one.text for one in facts.paragraphs]


def test_headings_have_the_number_that_word_gives_them() -> None:
    facts = read(
        *(paragraph("Begin", style="Kop1"), paragraph("Tekst."), paragraph("Onder", style="Kop2")),
        *(paragraph("Los", style="KopLos"), paragraph("Eind", style="Kop1"), paragraph("Onder eind", style="Kop2")),
    )
    assert [(one.level, one.number) for one in facts.paragraphs] == [
        *((1, "1"), (0, ""), (2, "1.1"), (1, ""), (1, "2"), (2, "2.1")),
    ]
    assert facts.paragraphs[1].place == Place(heading="1 Begin", paragraph=1)
    assert facts.paragraphs[-1].shown == "2.1 Onder eind"


def test_lists_count_letters_bullets_and_start_again_where_they_must() -> None:
    def item(text: str, list_id: int, level: int = 0) -> str:
        return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')

    facts = read(item("a", 2), item("punt", 2, 1), item("b", 2), item("opnieuw", 3), item("verder", 3), item("c", 2))
    assert [(one.number, one.depth) for one in facts.paragraphs] == [
        *(("Artikel A", 0), ("", 1), ("Artikel B", 0), ("Artikel A", 0), ("Artikel B", 0), ("Artikel C", 0)),
    ]


def test_an_own_outline_level_makes_a_heading_and_the_ninth_makes_text() -> None:
    facts = read(
        paragraph("Kop", properties='<w:outlineLvl w:val="2"/>'),
        paragraph("Tekst", style="KopLos", properties='<w:outlineLvl w:val="9"/>'),
    )
    assert [one.level for one in facts.paragraphs] == [3, 0]


def test_a_table_is_read_by_its_columns() -> None:
    facts = read(table(["Post", "2024", "2025"], ["Totaal", "9"], spans=[2, 1]))
    assert facts.tables[0].rows == (("Post", "2024", "2025"), ("Totaal", "", "9"))
    last = facts.paragraphs[-1]
    assert (last.text, last.table, last.row, last.column) == ("9", 1, 2, 3)
    assert str(last.place) == "tabel 1, rij 2"


def test_a_table_in_a_table_and_a_row_in_a_content_control_are_read() -> None:
    inner = table(["binnen"])
    rows = (
        f"<w:tr><w:tc>{paragraph('buiten')}{inner}</w:tc></w:tr>"
        f"<w:sdt><w:sdtContent><w:tr><w:tc>{paragraph('keuze')}</w:tc></w:tr></w:sdtContent></w:sdt>"
    )
    facts = read(f"<w:tbl>{rows}</w:tbl>")
    assert texts(facts) == ["buiten", "binnen", "keuze"]
    assert [one.rows for one in facts.tables] == [(("buiten",), ("keuze",)), (("binnen",),)]


def test_the_text_is_what_a_reader_reads() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('in een kader')}</w:txbxContent></w:pict></w:r>"
    facts = read(
        paragraph("Regel", inside="<w:r><w:tab/><w:t>een</w:t><w:br/><w:t>t</w:t><w:noBreakHyphen/><w:t>w</w:t></w:r>"),
        paragraph("Link naar ", inside=f"<w:hyperlink>{run('wetten')}</w:hyperlink>"),
        paragraph("voor", inside=box),
        word__header1=f"<w:hdr {W}>{paragraph('kop')}</w:hdr>",
        word__footnotes=f"<w:footnotes {W}><w:footnote>{paragraph('noot')}</w:footnote></w:footnotes>",
    )
    assert texts(facts) == ["Regel\teen\nt-w", "Link naar wetten", "voor", "in een kader", "kop", "noot"]
    assert [one.place.part for one in facts.paragraphs[-2:]] == ["koptekst", "voetnoot"]


def test_tracked_changes_are_found_and_deleted_text_is_not_read() -> None:
    facts = read(
        paragraph(
            "De tekst ",
            inside=f'<w:ins w:author="A. Jansen">{run("nieuw")}</w:ins>'
            f'<w:del w:author="B. Bos"><w:r><w:delText>oud</w:delText></w:r></w:del>',
        ),
        paragraph("Vet", properties='<w:rPr><w:rPrChange w:author="C. Cor"/></w:rPr>'),
    )
    assert texts(facts) == ["De tekst nieuw", "Vet"]
    assert [(one.kind, one.text, one.author) for one in facts.changes] == [
        *(("ingevoegd", "nieuw", "A. Jansen"), ("verwijderd", "oud", "B. Bos"), ("opgemaakt", "", "C. Cor")),
    ]
    assert facts.changes[0].place.paragraph == 1


def test_a_deleted_row_has_its_place() -> None:
    line = f'<w:tr><w:trPr><w:del w:author="A"/></w:trPr><w:tc>{paragraph("weg")}</w:tc></w:tr>'
    (trace,) = read(f"<w:tbl>{line}</w:tbl>").changes
    assert (trace.place.table, trace.place.row) == (1, 1)


def test_comments_have_their_text_and_place() -> None:
    facts = read(
        paragraph("Kop", style="Kop1"),
        paragraph("Zin.", inside='<w:r><w:commentReference w:id="4"/></w:r>'),
        word__comments=f'<w:comments {W}><w:comment w:id="4" w:author="A. Jansen">{paragraph("Klopt dit?")}'
        "</w:comment></w:comments>",
    )
    (comment,) = facts.comments
    assert (comment.text, comment.author, str(comment.place)) == ("Klopt dit?", "A. Jansen", "onder '1 Kop', alinea 1")


def test_marked_and_hidden_text_is_found_in_one_piece_per_paragraph() -> None:
    yellow, none = '<w:highlight w:val="yellow"/>', '<w:highlight w:val="none"/>'
    facts = read(
        paragraph("a", inside=run("nog ", yellow) + run("doen", yellow) + run(" gewoon", none)),
        paragraph("b", inside=run("gevuld", '<w:shd w:val="clear" w:fill="FFFF00"/>')),
        paragraph("c", inside=run("wit", '<w:shd w:val="clear" w:fill="FFFFFF"/>')),
        paragraph("d", inside=run("geheim", "<w:vanish/>") + run("zichtbaar", '<w:vanish w:val="0"/>')),
    )
    assert [one.text for one in facts.highlights] == ["nog doen", "gevuld"]
    assert [one.text for one in facts.hidden] == ["geheim"]


def test_fields_and_bookmarks_are_read() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF _Ref1 </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>4.2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    facts = read(
        paragraph("Zie ", inside=field + f'<w:fldSimple w:instr=" PAGE ">{run("3")}</w:fldSimple>'),
        paragraph("Kop", inside='<w:bookmarkStart w:id="0" w:name="_Ref9"/>'),
    )
    assert [(one.code, one.shown) for one in facts.fields] == [("REF _Ref1", "4.2"), ("PAGE", "3")]
    assert facts.bookmarks == {"_Ref9"}
    assert texts(facts)[0] == "Zie 4.23"


def test_only_fonts_of_text_count() -> None:
    own = '<w:rFonts w:ascii="Verdana" w:hAnsi="Verdana"/>'
    assert read(paragraph("", inside=run("tekst", own))).fonts == {"Verdana"}
    assert read(paragraph("gewoon", inside=run("", own))).fonts == {"Arial"}
    assert read(paragraph("gewoon")).fonts == {"Arial"}
    assert read(paragraph("")).fonts == frozenset()


def test_theme_fonts_and_the_font_table_are_read() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:fontScheme>'
        '<a:majorFont><a:latin typeface="Cambria"/></a:majorFont><a:minorFont><a:latin typeface="Aptos"/></a:minorFont>'
        "</a:fontScheme></a:theme>"
    )
    facts = read(
        paragraph("", inside=run("tekst", '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>')),
        word__theme__theme1=theme,
        word__fontTable=f'<w:fonts {W} {R}><w:font w:name="Aptos"><w:altName w:val="Carlito, Arial"/></w:font>'
        '<w:font w:name="Huis"><w:embedRegular r:id="rId1"/></w:font></w:fonts>',
    )
    assert facts.fonts == {"Aptos"}
    assert facts.other_names == {"Aptos": ("Carlito", "Arial")} and facts.embedded_fonts == {"Huis"}


def test_pictures_say_whether_they_are_there_and_what_they_show() -> None:
    shape = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    art = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'

    def picture(told: str, blip: str) -> str:
        return (
            f'<w:r><w:drawing><wp:inline {shape}><wp:docPr id="1" name="p"{told}/><a:blip {art} {blip}/>'
            "</wp:inline></w:drawing></w:r>"
        )

    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="image" Target="media/kaart.png"/>'
        '<Relationship Id="rId2" Type="image" Target="media/weg.png"/></Relationships>'
    )
    body = paragraph(
        "",
        inside=picture(' descr="De regio"', 'r:embed="rId1"')
        + picture("", 'r:embed="rId2"')
        + picture("", 'r:link="rId1"'),
    )
    data = word_file(body, parts={"word/_rels/document.xml.rels": relations, "word/media/kaart.png": "x"})
    facts = document_facts.read(data, "stuk.docx")
    assert [(one.description, one.present) for one in facts.pictures] == [("De regio", True), ("", False), ("", False)]


def test_properties_page_language_and_size() -> None:
    letter = '<w:sectPr><w:pgSz w:w="15840" w:h="12240"/></w:sectPr>'
    app = '<Properties xmlns="x"><Company>Gemeente</Company><Manager>A. Jansen</Manager></Properties>'
    data = word_file(paragraph("x"), title="Titel", author="Iemand", section=letter, parts={"docProps/app.xml": app})
    facts = document_facts.read(data, "stuk.docx")
    told = facts.properties
    assert (told.title, told.author, told.last_author, told.language) == ("Titel", "Iemand", "Iemand", "nl-NL")
    assert (told.company, told.manager) == ("Gemeente", "A. Jansen")
    assert facts.page_sizes == ((216, 279),) and facts.language == "nl-NL" and facts.size == len(data)


def test_an_empty_american_document_is_seen_for_what_it_is() -> None:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    facts = document_facts.read(buffer.getvalue(), "leeg.docx")
    assert facts.page_sizes == ((216, 279),) and facts.properties.author == "python-docx"
    assert facts.language == "en-US"


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.docx")), ids=lambda path: path.stem)
def test_it_reads_the_same_words_as_the_hand_that_writes(template: Path) -> None:
    data = template.read_bytes()
    facts = document_facts.read(data, template.name)
    mine = sorted("".join(one.text.split()) for one in facts.paragraphs if one.text.strip())
    theirs = word.text(data)
    assert mine and all(line in "".join(theirs.split()) for line in mine)
    assert not facts.changes and not facts.comments and not facts.hidden


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 half",
        word_file("<w:p><w:r>"),
        word_file("x", parts={"[Content_Types].xml": "<Types/>"}),
        word_file("x", parts={"word/document.xml": f"<w:document {W}/>"}),
        word_file("x", parts={"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        word_file(paragraph("x"), parts={"word/numbering.xml": NUMBERING[:200]}),
    ],
)
def test_what_is_no_word_file_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(PermanentError, match=r"stuk\.docx"):
        document_facts.read(data, "stuk.docx")


def test_a_damaged_pdf_is_refused() -> None:
    with pytest.raises(PermanentError, match=r"PDF 'stuk\.docx'"):
        document_facts.read(word_file(paragraph("x")), "stuk.docx", pdf=b"%PDF-1.7 half")


def test_the_fonts_of_this_machine_are_names_or_unknown() -> None:
    fonts = document_facts.fonts_here()
    assert fonts is None or (fonts and all(name.strip() == name and name for name in fonts))


@pytest.mark.libreoffice
def test_the_pdf_gives_the_page_of_every_paragraph() -> None:
    breaks = '<w:r><w:br w:type="page"/></w:r>'
    data = word_file(
        paragraph("Inhoud: het tweede hoofdstuk"),
        paragraph("De eerste bladzijde begint hier", inside=breaks),
        paragraph("Het tweede hoofdstuk", style="Kop1"),
        table(["Een cel op de tweede bladzijde"]),
        paragraph("kort"),
        paragraph("", inside=breaks),
        paragraph("De derde bladzijde is de laatste"),
    )
    made = pdf.convert({"x": data}, moment=MOMENT)["x"]
    facts = document_facts.read(data, "stuk.docx", pdf=made)
    pages = {one.text.strip(): one.place.page for one in facts.paragraphs if one.text.strip()}
    assert pages == {
        "Inhoud: het tweede hoofdstuk": 1,
        "De eerste bladzijde begint hier": 1,
        "Het tweede hoofdstuk": 2,
        "Een cel op de tweede bladzijde": 2,
        "kort": 2,
        "De derde bladzijde is de laatste": 3,
    }
    assert facts.pdf is not None
    assert (facts.pdf.pages, facts.pdf.tagged, facts.pdf.properties.language) == (3, True, "nl-NL")
    assert set(facts.pdf.page_sizes) == {(210, 297)} and facts.pdf.fonts and not facts.pdf.loose_fonts


# Text that nobody sees


def test_text_hidden_by_a_style_is_hidden_and_white_text_only_on_white() -> None:
    style = f"""<w:styles {W}><w:style w:type="paragraph" w:styleId="Intern"><w:name w:val="Intern"/>
<w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Ook"><w:name w:val="Ook"/>
<w:basedOn w:val="Intern"/></w:style></w:styles>"""
    white = '<w:color w:val="FFFFFF"/>'
    facts = read(
        *(paragraph("intern", style="Intern"), paragraph("ook intern", style="Ook"), paragraph("gewoon")),
        paragraph(inside=run("toch zichtbaar", '<w:vanish w:val="0"/>'), style="Intern"),
        paragraph(inside=run("wit", white)),
        paragraph(inside=run("wit op zwart", white), properties='<w:shd w:val="clear" w:fill="000000"/>'),
        f"<w:tbl><w:tr><w:tc>{paragraph(inside=run('kop van een tabel', white))}</w:tc></w:tr></w:tbl>",
        word__styles=style,
    )
    assert [(one.text, one.kind) for one in facts.hidden] == [("intern", ""), ("ook intern", ""), ("wit", WHITE)]


def test_a_yellow_cell_is_marked_and_a_pale_one_is_lay_out() -> None:
    def cell(text: str, fill: str) -> str:
        shade = f'<w:tcPr><w:shd w:val="clear" w:fill="{fill}"/></w:tcPr>'
        return f"<w:tc>{shade}{paragraph(text)}</w:tc>"

    facts = read(f"<w:tbl><w:tr>{cell('nog doen', 'FFFF00')}{cell('kop', 'FFF2CC')}</w:tr></w:tbl>")
    assert [(one.text, one.place.table) for one in facts.highlights] == [("nog doen", 1)]


def test_the_template_of_a_document_is_told() -> None:
    app = "<Properties><Template>Regio Zuid.dotx</Template></Properties>"
    assert read(paragraph("a"), docProps__app=app).properties.template == "Regio Zuid.dotx"


# A workbook


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tarieven"
    for row in (["Tarieven 2027"], [], ["Post", "Bedrag", "Deel"], ["A", 1234.5, 0.25], ["B", 2000, 0.75]):
        sheet.append(row)
    sheet.append(["Totaal", 3234.5, 1])
    for row in range(4, 7):
        sheet.cell(row, 2).number_format = "€ #,##0.00"
        sheet.cell(row, 3).number_format = "0%"
    sheet["A9"], sheet["B9"] = "Stap", "Datum"
    sheet["A10"], sheet["B10"] = "Sluiting", date(2026, 11, 24)
    sheet["A12"], sheet["A12"].fill = "nog doen", PatternFill("solid", fgColor="FFFF00")
    sheet["A12"].comment = Comment("Klopt dit?", "Jan")
    sheet.row_dimensions[5].hidden = True
    choices, secret = book.create_sheet("Keuzes"), book.create_sheet("Geheim")
    choices["A1"], secret["A1"] = "ja", "intern"
    choices.sheet_state = secret.sheet_state = "hidden"
    sheet.add_data_validation(DataValidation(type="list", formula1="Keuzes!$A$1:$A$2", sqref="D4"))
    book.properties.creator = "Regio"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_workbook_is_read_by_its_cells_as_a_dutch_reader_sees_them() -> None:
    facts = document_facts.read(workbook(), "lijst.xlsx")
    assert facts.form == "sheets" and facts.properties.author == "Regio"
    assert facts.tables[0].rows == (
        *(("Post", "Bedrag", "Deel"), ("A", "€ 1.234,50", "25%"), ("B", "€ 2.000,00", "75%")),
        ("Totaal", "€ 3.234,50", "100%"),
    )
    assert facts.tables[1].rows == (("Stap", "Datum"), ("Sluiting", "24-11-2026"))
    assert facts.paragraphs[0].text == "Tarieven 2027" and not facts.paragraphs[0].table
    amount = next(one for one in facts.paragraphs if one.text == "€ 2.000,00")
    assert str(amount.place) == "blad 'Tarieven', cel B5" and (amount.table, amount.row, amount.column) == (1, 3, 2)


def test_what_is_marked_remarked_or_hidden_in_a_workbook_has_its_cell() -> None:
    facts = document_facts.read(workbook(), "lijst.xlsx")
    assert [(one.text, one.place.cell) for one in facts.highlights] == [("nog doen", "A12")]
    assert [(one.text, one.place.cell) for one in facts.comments] == [("Klopt dit?", "A12")]
    hidden = [(one.text, str(one.place)) for one in facts.hidden]
    assert hidden == [("B | € 2.000,00 | 75%", "blad 'Tarieven', cel A5"), ("blad Geheim", "blad 'Geheim'")]


# A PDF by itself


def printed(*lines: str, author: str = "Regio") -> bytes:
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, invariant=True)
    page.setAuthor(author)
    for number, line in enumerate(lines):
        for column, text in enumerate(line.split("|")):
            page.drawString(50 + 200 * column, 800 - 20 * number, text)
    page.showPage()
    page.save()
    return buffer.getvalue()


def test_a_pdf_by_itself_has_pages_tables_and_fonts() -> None:
    data = printed("4 Planning", "Zie bijlage 3.", "Post|Bedrag", "A|€ 1,00", "B|€ 2,00", "Totaal|€ 4,00")
    facts = document_facts.read(data, "stuk.pdf")
    assert facts.form == "pdf" and facts.pdf is not None and facts.kept_pdf is None
    assert facts.pdf.loose_fonts == {"Helvetica"} and facts.properties.author == "Regio"
    assert [(one.text, one.place.page) for one in facts.paragraphs][:2] == [("4 Planning", 1), ("Zie bijlage 3.", 1)]
    assert facts.tables[0].rows == (("Post", "Bedrag"), ("A", "€ 1,00"), ("B", "€ 2,00"), ("Totaal", "€ 4,00"))


def test_a_table_that_began_on_an_earlier_page_is_not_added_up() -> None:
    assert document_facts.read(printed("A|€ 1,00", "B|€ 2,00", "Totaal|€ 4,00"), "stuk.pdf").tables == ()


def test_a_note_on_a_page_is_a_comment() -> None:
    writer = PdfWriter(io.BytesIO(printed("Een regel")))
    writer.add_annotation(0, Text(text="Klopt dit?", rect=(50, 50, 90, 90)))
    buffer = io.BytesIO()
    writer.write(buffer)
    (found,) = document_facts.read(buffer.getvalue(), "stuk.pdf").comments
    assert (found.text, found.place) == ("Klopt dit?", Place(page=1))


def locked() -> bytes:
    writer = PdfWriter(io.BytesIO(printed("Een regel")))
    writer.encrypt("geheim")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (101 * 1024 * 1024))
    return buffer.getvalue()


def loose_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("iets.txt", "tekst")
    return buffer.getvalue()


UNREADABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "leeg.docx": (lambda: b"", "is leeg"),
    "tekst.docx": (lambda: b"hallo", "is geen Word-bestand, PDF of Excel-bestand"),
    "oud.doc": (lambda: bytes.fromhex("d0cf11e0a1b11ae1"), "wachtwoord"),
    "half.pdf": (lambda: printed("Een regel")[:400], "is niet te lezen"),
    "scan.pdf": (lambda: printed(), "is een scan"),
    "slot.pdf": (locked, "heeft een wachtwoord"),
    "half.xlsx": (lambda: workbook()[:1500], "beschadigd"),
    "bom.docx": (bomb, "veel te groot"),
    "zip.docx": (loose_zip, "geen leesbaar"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_says_so_and_what_to_do(name: str) -> None:
    make, words = UNREADABLE[name]
    with pytest.raises(PermanentError, match=words) as refused:
        document_facts.read(make(), name)
    assert name in str(refused.value) and str(refused.value).endswith(".")


@given(st.sampled_from(["docx", "xlsx", "pdf"]), st.lists(st.tuples(st.integers(0), st.integers(0, 255)), max_size=30))
@settings(max_examples=60, deadline=None)
def test_no_damage_makes_the_hand_fall_over(kind: str, damage: list[tuple[int, int]]) -> None:
    data = bytearray(DAMAGED[kind])
    for at, value in damage:
        data[at % len(data)] = value
    try:
        document_facts.read(bytes(data), f"stuk.{kind}")
    except PermanentError as refused:
        assert str(refused)


DAMAGED = {"docx": word_file(paragraph("Een regel")), "xlsx": workbook(), "pdf": printed("Een regel")}
