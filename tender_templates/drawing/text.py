"""Paragraphs, headings, articles and lists, and the conditions and loops around them."""

from collections.abc import Iterator
from contextlib import contextmanager

from docx.document import Document
from docx.table import _Cell
from docx.text.paragraph import Paragraph


def para(
    document: Document | _Cell, text: str, style: str = "Normal", *, keep_next: bool = False, new_page: bool = False
) -> Paragraph:
    """Add a paragraph; ``**…**`` is bold. ``keep_next`` holds it on the page of what follows (a table, a list)."""
    paragraph = document.add_paragraph(style=style)
    write(paragraph, text)
    if keep_next:
        paragraph.paragraph_format.keep_with_next = True
    if new_page:
        paragraph.paragraph_format.page_break_before = True
    return paragraph


def write(paragraph: Paragraph, text: str) -> None:
    """Add ``text`` to a paragraph; what stands between double asterisks becomes bold."""
    for index, part in enumerate(text.split("**")):
        if part:
            paragraph.add_run(part, "Strong" if index % 2 else None)


def heading(
    document: Document, text: str, level: int = 1, *, numbered: bool = True, new_page: bool = False
) -> Paragraph:
    """Add a heading of level 1-3, numbered 1 / 1.1 / 1.1.1 by Word itself unless ``numbered`` is False."""
    style = f"Heading {level}" if numbered else f"Kop zonder nummer {level}"
    return para(document, text, style, new_page=new_page)


def letter_heading(document: Document, text: str) -> Paragraph:
    """Add a small heading in a letter; it ranks as level 1, so that a screen reader finds no gap in the outline."""
    return para(document, text, "Briefkop")


def article(document: Document, title: str) -> Paragraph:
    """Add an article heading; Word numbers it 'Artikel 1', 'Artikel 2' … through the whole document."""
    return para(document, title, "Artikel")


def clause(document: Document, text: str, *, keep_next: bool = False) -> Paragraph:
    """Add a numbered member of the article ('1.1', '1.2' …)."""
    return para(document, text, "Lid", keep_next=keep_next)


def item(document: Document, text: str) -> Paragraph:
    """Add a lettered part of the clause ('a.', 'b.' …)."""
    return para(document, text, "Onderdeel")


def bullets(document: Document, *texts: str) -> None:
    """Add a bulleted list of fixed texts."""
    for text in texts:
        para(document, text, "List Bullet")


def bullets_from(document: Document, loop: str, text: str = "{{ punt }}", *, style: str = "List Bullet") -> None:
    """Add a bulleted list from data: ``bullets_from(document, "punt in aandachtspunten")``."""
    with each(document, loop):
        para(document, text, style)


def notice_box(document: Document, text: str) -> Paragraph:
    """Add a paragraph with a coloured edge for what a reader must not miss."""
    return para(document, text, "Kader")


def _tag(document: Document | _Cell, tag: str) -> None:
    document.add_paragraph(f"{{%p {tag} %}}", style="Sjabloonregel")


@contextmanager
def when(document: Document | _Cell, condition: str) -> Iterator[None]:
    """Print what is drawn inside only if ``condition`` holds: ``with when(document, "wijzigingen"):``."""
    _tag(document, f"if {condition}")
    yield
    _tag(document, "endif")


def otherwise(document: Document | _Cell) -> None:
    """Inside :func:`when`: what follows is for the opposite case. Inside :func:`each`: for an empty list."""
    _tag(document, "else")


@contextmanager
def each(document: Document | _Cell, loop: str) -> Iterator[None]:
    """Repeat what is drawn inside: ``with each(document, "deel in delen"):``."""
    _tag(document, f"for {loop}")
    yield
    _tag(document, "endfor")
