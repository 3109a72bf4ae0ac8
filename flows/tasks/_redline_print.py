"""A redline as it is printed: the marks turned into colour and lines, so that a PDF needs no knowledge of them.

LibreOffice counts a numbered paragraph that has a deletion in it twice; with ordinary formatting its numbers are right.
"""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from flows.tasks._redline_parts import CHANGES, PARAGRAPH, ROW, RUN, Package, text
from flows.tasks._redline_resolve import show_all

_GREEN, _RED = "0B6B4A", "B3202A"
_LEGEND = (
    "In dit stuk ziet u de verschillen met de vorige versie. Nieuwe tekst is groen en onderstreept; vervallen tekst is "
    "rood en doorgestreept."
)
_BOX = "Kader"


def for_print(package: Package) -> None:
    """Turn every tracked change in colour: new text green and underlined, old text red and struck out."""
    for root in package.roots.values():
        for mark in root.iter(qn("w:ins"), qn("w:moveTo")):
            _paint(mark, _GREEN, "w:u", "single")
        for mark in root.iter(qn("w:del"), qn("w:moveFrom")):
            _paint(mark, _RED, "w:strike", "")
        for paragraph in list(root.iter(PARAGRAPH)):
            if _is_gone(paragraph):
                numbering = paragraph.get_or_add_pPr().get_or_add_numPr()
                for child in list(numbering):
                    numbering.remove(child)
                numbering.get_or_add_numId().val = 0
        for change in list(root.iter(*CHANGES)):
            change.getparent().remove(change)
        show_all(root)
    package.body.insert(0, _legend(package))


def _paint(mark: Any, colour: str, line: str, kind: str) -> None:
    for run in mark.iter(RUN):
        look = run.get_or_add_rPr()
        for tag in ("w:color", "w:u", "w:strike"):
            for old in look.findall(qn(tag)):
                look.remove(old)
        look.get_or_add_color().set(qn("w:val"), colour)
        if line == "w:u":
            look._add_u().set(qn("w:val"), kind)
        else:
            look._add_strike()


def _is_gone(paragraph: Any) -> bool:
    """Whether nothing but deleted text stands here; a number in front of it would count on."""
    deleted = next((True for one in paragraph.iter(qn("w:delText")) if one.text), False)
    row = next(paragraph.iterancestors(ROW), None)
    return deleted and row is None and not text(paragraph).strip()


def _legend(package: Package) -> Any:
    paragraph = OxmlElement("w:p")
    if f'w:styleId="{_BOX}"'.encode() in package.entries.get("word/styles.xml", b""):
        style = OxmlElement("w:pStyle")
        style.set(qn("w:val"), _BOX)
        paragraph.get_or_add_pPr().append(style)
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = _LEGEND
    run.append(words)
    paragraph.append(run)
    return paragraph
