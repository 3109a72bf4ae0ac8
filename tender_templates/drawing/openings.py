"""How documents open and letters close: title block, title page, contents, letter head, signature."""

from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from tender_templates.drawing.tables import title_strip
from tender_templates.drawing.text import notice_box, para, when


def title_block(document: Document, title: str, subtitle: str = "{{ kop.traject }}") -> None:
    """Open a document on its first page: organisation, region, title, subtitle, and kenmerk with version."""
    para(document, "{{ kop.organisatie }}", "Organisatie")
    para(document, "{{ kop.regio }}", "Regio")
    para(document, title, "Title")
    para(document, subtitle, "Subtitle")
    title_strip(document)


def title_page(document: Document, title: str, subtitle: str = "{{ kop.traject }}") -> None:
    """Give a long document a page of its own; start what follows with ``new_page=True`` or :func:`contents`."""
    para(document, "{{ kop.organisatie }}", "Organisatie")
    para(document, "{{ kop.regio }}", "Regio")
    para(document, title, "Title").paragraph_format.space_before = Cm(6)
    para(document, subtitle, "Subtitle")
    title_strip(document)


def contents(document: Document, after: Paragraph) -> None:
    """Put a clickable list of the numbered chapters behind ``after``. Call it when everything has been drawn.

    It has no page numbers on purpose: a list with page numbers is stale until somebody updates it by hand in Word.
    Only for documents whose chapters are fixed.
    """
    anchor = after
    chapters = [one for one in document.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    for number, chapter in enumerate(chapters, start=1):
        name = f"hoofdstuk_{number}"
        _bookmark(chapter, number, name)
        line = document.add_paragraph(style="Inhoudsopgave")
        line._p.append(_link(name, f"{number}\t{chapter.text}"))
        anchor._p.addnext(line._p)
        anchor = line


def _bookmark(paragraph: Paragraph, number: int, name: str) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph.runs[0]._r.addprevious(start)
    paragraph.runs[-1]._r.addnext(end)


def _link(name: str, text: str) -> Any:
    link, run, properties, style = (OxmlElement(tag) for tag in ("w:hyperlink", "w:r", "w:rPr", "w:rStyle"))
    link.set(qn("w:anchor"), name)
    style.set(qn("w:val"), "Hyperlink")
    properties.append(style)
    run.append(properties)
    for index, part in enumerate(text.split("\t")):
        if index:
            run.append(OxmlElement("w:tab"))
        words = OxmlElement("w:t")
        words.text = part
        run.append(words)
    link.append(run)
    return link


def letter_head(document: Document, subject: str) -> None:
    """Open a letter: sender, address (``aan``), date, kenmerk, ``contact``, subject and salutation.

    ``aan.aanhef`` comes without its comma ('Geachte mevrouw De Vries'). The letter's first sentence names the tender.
    """
    _tighten(document)
    para(document, "{{ kop.organisatie }}", "Organisatie")
    para(document, "{{ kop.regio }}", "Regio")
    para(document, "{{ aan.naam }}", "Adresregel").paragraph_format.space_before = Cm(0.3)
    with when(document, "aan.contactpersoon"):
        para(document, "t.a.v. {{ aan.contactpersoon }}", "Adresregel")
    para(document, "{{ aan.straat }}", "Adresregel")
    para(document, "{{ aan.postcode }}  {{ aan.plaats }}", "Adresregel").paragraph_format.space_after = Cm(0.7)
    lines = (
        ("Datum", "{{ kop.datum }}"),
        ("Ons kenmerk", "{{ kop.kenmerk }} (versie {{ kop.versie }}, {{ kop.status }})"),
        ("Uw KvK-nummer", "{{ aan.kvk }}"),
        ("Contactpersoon", "{{ contact.naam }}, {{ contact.telefoon }}, {{ contact.email }}"),
        ("Onderwerp", f"**{subject}**"),
    )
    for label, value in lines:
        para(document, f"{label}\t{value}", "Gegevensregel")
    para(document, "{{ aan.aanhef }},", "Aanhef")


def _tighten(document: Document) -> None:
    """Set a letter closer than a report, so that a short one keeps its closing on the first page."""
    document.styles["Normal"].paragraph_format.line_spacing = 1.05
    document.styles["Aanhef"].paragraph_format.space_before = Pt(12)
    document.styles["Briefkop"].paragraph_format.space_before = Pt(8)
    section = document.sections[0]
    section.top_margin, section.bottom_margin = Cm(2.1), Cm(2.0)


def letter_close(document: Document) -> None:
    """End a letter that somebody signs: greeting, room for the signature, ``ondertekenaar`` and ``functie``.

    ``functie`` says for whom is signed; the closing itself does not say it a second time.
    """
    greeting = para(document, "Met vriendelijke groet,", "Ondertekening")
    greeting.paragraph_format.space_before, greeting.paragraph_format.space_after = Pt(10), Cm(1.3)
    para(document, "{{ ondertekenaar }}", "Ondertekening")
    last = para(document, "{{ functie }}", "Ondertekening")
    last.paragraph_format.keep_with_next = False


def contact_lines(document: Document, intro: str = "Hebt u vragen over dit document? Neem dan contact op.") -> None:
    """Tell whom to ask: the fields of ``contact``, in a box."""
    notice_box(
        document, f"{intro} {{{{ contact.naam }}}}, telefoon {{{{ contact.telefoon }}}}, {{{{ contact.email }}}}."
    )
