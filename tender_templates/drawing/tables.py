"""Tables: real header rows that repeat, fixed widths, and template rows that leave nothing behind."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell, _Row

from tender_templates.drawing.package import BLUE, PALE
from tender_templates.drawing.text import write


@dataclass(frozen=True)
class Column:
    """A column: its heading, what a cell holds, and its width in cm.

    ``text`` is one paragraph or several; a paragraph that starts with ``"* "`` is a bullet, and one that holds a tag
    (``"{%p for reden in o.redenen %}"``) disappears when the template is filled in. ``right`` aligns amounts, ``small``
    is for long codes.
    """

    heading: str
    text: str | Sequence[str]
    width: float
    right: bool = False
    small: bool = False


def table(
    document: Document, columns: Sequence[Column], loop: str, *, empty: str = "", whole_rows: bool = True
) -> None:
    """Add a table with one row per element of ``loop`` (``"r in regels"``).

    The header row is repeated on every page. ``empty`` is the sentence that stands in the table when there are no
    elements. A row stays whole on one page as long as it fits on one, unless ``whole_rows`` is False: long rows may
    then break, so that they leave no hole at the end of a page.
    """
    rows = _start_table(document, columns)
    _tag_row(rows, f"for {loop}")
    _fill_row(rows.add(whole=whole_rows), columns)
    if empty:
        _tag_row(rows, "else")
        write(rows.add_merged().paragraphs[0], empty)
    _tag_row(rows, "endfor")
    space(document)


def facts(
    document: Document, pairs: Sequence[tuple[str, str]], *, headings: tuple[str, str], first: float = 4.5
) -> None:
    """Add a two-column table of fixed labels and their values; ``first`` is the width of the labels in cm."""
    columns = (Column(headings[0], "", first), Column(headings[1], "", _text_width(document) - first))
    rows = _start_table(document, columns)
    for label, value in pairs:
        row = rows.add()
        write(row.cells[0].paragraphs[0], f"**{label}**")
        write(row.cells[1].paragraphs[0], value)
    space(document)


def signature_table(document: Document, loop: str = "o in ondertekenaars") -> None:
    """Add the block to sign in: one row per ``Ondertekenaar`` (partij, naam, functie, mandaat).

    It stays whole, with the article above it; only when it is longer than a page does it break, and then between rows.
    The mandate is a long sentence; in small letters over a wide column nine parties fit on one page.
    """
    name = loop.split()[0]
    mandate = f"{{{{ {name}.mandaat }}}}"
    represented = (
        f"**{{{{ {name}.partij }}}}**",
        f"{{{{ {name}.naam }}}}{{% if {name}.functie %}}, {{{{ {name}.functie }}}}{{% endif %}}",
        f"{{%p if {name}.mandaat %}}",
        mandate,
        "{%p endif %}",
    )
    columns = (
        Column("Partij en wie voor haar tekent", represented, 9.2),
        Column("Plaats en datum", ("Plaats:", "Datum:"), 3.0),
        Column("Handtekening", "", 3.8),
    )
    rows = _start_table(document, columns)
    _tag_row(rows, f"for {loop}")
    row = rows.add()
    row.height = Cm(1.6)
    _fill_row(row, columns)
    _tag_row(rows, "endfor")
    row.cells[0].paragraphs[represented.index(mandate)].style = "Tabelklein"
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.space_after = Pt(0)
    space(document)


def title_strip(document: Document) -> None:
    """Add the small table with kenmerk, version, status and date under a title, as wide as the text."""
    columns = [
        Column(label, f"{{{{ kop.{label.lower()} }}}}", _text_width(document) * share)
        for label, share in (("Kenmerk", 0.34), ("Versie", 0.14), ("Status", 0.22), ("Datum", 0.30))
    ]
    rows = _start_table(document, columns)
    row = rows.add()
    _fill_row(row, columns)
    for cell in row.cells:
        _shade(cell, PALE)
    space(document)


def changes_table(
    document: Document, loop: str = "w in wijzigingen", *, empty: str = "", whole_rows: bool = True
) -> None:
    """Add the index of changes: every field of ``Wijziging``, fitted to the width of the page. See :func:`table`."""
    name, unit = loop.split()[0], _text_width(document) / 16
    columns = (
        Column("Nr", f"{{{{ {name}.nr }}}}", 1.1 * unit),
        Column(
            "Document en vindplaats",
            (
                f"**{{{{ {name}.document }}}}**",
                f"{{{{ {name}.vindplaats }}}}",
                f"versie {{{{ {name}.van }}}} → {{{{ {name}.naar }}}}",
            ),
            2.9 * unit,
            small=True,
        ),
        Column("Was", f"{{{{ {name}.oud }}}}", 3.5 * unit),
        Column("Wordt", f"{{{{ {name}.nieuw }}}}", 4.4 * unit),
        Column(
            "Reden en aanleiding",
            (
                f"{{{{ {name}.reden }}}}",
                f"Aanleiding: {{{{ {name}.aanleiding }}}} ({{{{ {name}.datum }}}})",
            ),
            4.1 * unit,
        ),
    )
    table(document, columns, loop, empty=empty, whole_rows=whole_rows)


def promises_table(document: Document) -> None:
    """Add the promises of the consultation for this document, fitted to the width of the page."""
    unit = _text_width(document) / 16
    columns = (
        Column("Nr", "{{ toezegging.nr }}", 1.5 * unit),
        Column("Wat ons is gevraagd", "{{ toezegging.inbreng }}", 4.5 * unit),
        Column("Wat wij hebben toegezegd", "{{ toezegging.reactie }}", 4.5 * unit),
        Column("Wie zorgt ervoor", "{{ toezegging.eigenaar }}", 3.3 * unit),
        Column("Uiterlijk", "{{ toezegging.uiterlijk }}", 2.2 * unit),
    )
    table(document, columns, "toezegging in toezeggingen")


def _text_width(document: Document) -> float:
    section = document.sections[-1]
    return float((section.page_width - section.left_margin - section.right_margin) / Cm(1))  # type: ignore[operator]


class _Rows:
    """The rows of one table under construction, with fixed column widths."""

    def __init__(self, document: Document, widths: Sequence[float]) -> None:
        self.widths = [Cm(width) for width in widths]
        self.table = document.add_table(rows=0, cols=len(widths))
        self.table.style = "Huistabel"
        self.table.autofit = False
        self.table.alignment = WD_TABLE_ALIGNMENT.LEFT
        for column, width in zip(self.table.columns, self.widths, strict=True):
            column.width = width

    def add(self, *, header: bool = False, whole: bool = True) -> _Row:
        row: _Row = self.table.add_row()
        properties = row._tr.get_or_add_trPr()
        unbroken = OxmlElement("w:cantSplit")
        if not whole:
            unbroken.set(qn("w:val"), "0")
        properties.append(unbroken)
        if header:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, width in zip(row.cells, self.widths, strict=True):
            cell.width = width
            cell.paragraphs[0].style = "Tabelkop" if header else "Tabeltekst"
        return row

    def add_merged(self) -> _Cell:
        cells: tuple[_Cell, ...] = self.add().cells
        if len(cells) == 1:
            return cells[0]
        merged: _Cell = cells[0].merge(cells[-1])
        for paragraph in merged.paragraphs[1:]:
            merged._tc.remove(paragraph._p)
        return merged


def _start_table(document: Document, columns: Sequence[Column]) -> _Rows:
    rows = _Rows(document, [column.width for column in columns])
    header = rows.add(header=True)
    for cell, column in zip(header.cells, columns, strict=True):
        _shade(cell, BLUE)
        cell.paragraphs[0].add_run(column.heading)
        if column.right:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return rows


def _tag_row(rows: _Rows, tag: str) -> None:
    paragraph = rows.add_merged().paragraphs[0]
    paragraph.style = "Sjabloonregel"
    paragraph.add_run(f"{{%tr {tag} %}}")


def _fill_row(row: _Row, columns: Sequence[Column]) -> None:
    for cell, column in zip(row.cells, columns, strict=True):
        texts = [column.text] if isinstance(column.text, str) else column.text
        for index, text in enumerate(texts):
            paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
            paragraph.style = _cell_style(text, column)
            write(paragraph, text.removeprefix("* "))
            if column.right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _cell_style(text: str, column: Column) -> str:
    if "{%p" in text:
        return "Sjabloonregel"
    if text.startswith("* "):
        return "Tabelopsomming"
    return "Tabelklein" if column.small else "Tabeltekst"


def _shade(cell: _Cell, fill: str) -> None:
    """Colour a cell; borders of the same colour close the hairlines that renderers leave between neighbours."""
    borders = OxmlElement("w:tcBorders")
    for side in ("left", "right"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", fill)):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    cell._tc.get_or_add_tcPr().append(borders)
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def space(document: Document) -> None:
    """Keep a table apart from what follows (Word glues neighbouring tables together)."""
    document.add_paragraph(style="Tabelruimte")
