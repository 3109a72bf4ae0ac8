"""Sheets of paper: A4, standing or lying, with the house's header and footer."""

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from tender_templates.drawing.package import blank_document

WIDTH = 16.0
"""Centimetres of text on a standing A4 page with margins of 2.5 cm."""

WIDE = 24.7
"""Centimetres of text on a lying A4 page."""

_SHORT_SIDE, _LONG_SIDE, _MARGIN = 21.0, 29.7, 2.5


def new_document(title: str, *, wide: bool = False) -> Document:
    """Start a document: A4, header with organisation and kenmerk, footer with page numbers; lying down if ``wide``.

    ``title`` becomes the document property that screen readers announce. The first page has no header because
    :func:`title_block`, :func:`title_page` or :func:`letter_head` says the same there.
    """
    document = blank_document(title)
    section = document.sections[0]
    _shape(section, landscape=wide)
    section.different_first_page_header_footer = True
    _running_lines(section)
    return document


def landscape(document: Document) -> None:
    """Continue on lying pages (for wide tables, up to :data:`WIDE` cm)."""
    _new_section(document, landscape=True)


def portrait(document: Document) -> None:
    """Continue on standing pages again."""
    _new_section(document, landscape=False)


def _new_section(document: Document, *, landscape: bool) -> None:
    # Word keeps a section's end in the last paragraph. A tag or a table cannot carry it, so those get a sliver of 1 pt.
    last = document.element.body[-2]
    if last.tag != qn("w:p") or "{%" in "".join(last.itertext()):
        document.add_paragraph(style="Sectie-einde")
    carrier = document.paragraphs[-1]
    section = document.add_section(WD_SECTION.NEW_PAGE)
    added = document.paragraphs[-1]._p
    carrier._p.get_or_add_pPr().append(added.xpath("./w:pPr/w:sectPr")[0])
    document.element.body.remove(added)
    section.different_first_page_header_footer = False
    _shape(section, landscape=landscape)
    _running_lines(section)


def _shape(section: Section, *, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (
        (Cm(_LONG_SIDE), Cm(_SHORT_SIDE)) if landscape else (Cm(_SHORT_SIDE), Cm(_LONG_SIDE))
    )
    section.left_margin = section.right_margin = Cm(_MARGIN)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.3)
    section.header_distance = section.footer_distance = Cm(1.2)


def _running_lines(section: Section) -> None:
    width = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    section.header.is_linked_to_previous = False
    header = section.header.paragraphs[0]
    header.style = "Header"
    header.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    header.add_run("{{ kop.organisatie }}\t{{ kop.kenmerk }}")
    footers = [section.footer]
    if section.different_first_page_header_footer:
        section.first_page_header.is_linked_to_previous = False
        section.first_page_header.paragraphs[0].style = "Sectie-einde"
        footers.append(section.first_page_footer)
    for footer in footers:
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.style = "Footer"
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.add_run("{{ kop.kenmerk }} · versie {{ kop.versie }} · pagina ")
        _field(line, "PAGE")
        line.add_run(" van ")
        _field(line, "NUMPAGES")


def _field(paragraph: Paragraph, code: str) -> None:
    """Add a field that Word and LibreOffice compute; ``1`` is only what shows before they do."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif kind == "shown":
            run.text = text
        else:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run._r.append(instruction)
