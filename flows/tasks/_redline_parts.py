"""The inside of a Word file as redlining sees it: parts, blocks, text, and what makes two elements the same."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from flows.tasks._packages import pack, unpack
from flows.tasks._redline_diff import Item, words
from flows.tasks._template import reading_parts
from schemas.errors import InputFault, InputRefusedError, PermanentError

BODY = "word/document.xml"
PARAGRAPH, TABLE, ROW, CELL, RUN = (qn(f"w:{tag}") for tag in ("p", "tbl", "tr", "tc", "r"))
BOX = qn("w:txbxContent")
CONTROL, CONTENT = qn("w:sdt"), qn("w:sdtContent")
CHANGES = tuple(
    qn(f"w:{name}Change")
    for name in ("rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "tblPrEx", "tblGrid", "numbering")
)
MARKS = tuple(qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"))
STILL = frozenset(
    qn(f"w:{name}")
    for name in (
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    )
)
"""What marks a place and prints nothing."""
SILENT = frozenset({qn("w:proofErr"), qn("w:lastRenderedPageBreak")})
"""What Word notes for itself."""

_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): "\xad"}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNREAD = frozenset(
    {qn(f"w:{name}") for name in ("del", "moveFrom", "instrText", "txbxContent", "pPr", "rPr")} | {FALLBACK}
)
_UNREAD_BEFORE = _UNREAD - {qn("w:del"), qn("w:moveFrom")} | {
    qn(f"w:{name}") for name in ("ins", "moveTo", "delInstrText")
}
_HOLDS_TEXT = frozenset(qn(f"w:{name}") for name in ("t", "delText", "instrText", "delInstrText"))


class Package:
    """A Word file, opened: its entries, and the parts that a reader reads as trees."""

    def __init__(self, data: bytes, name: str = "het document") -> None:
        self.entries = unpack(data, name)
        try:
            self.roots: dict[str, Any] = {part: parse_xml(self.entries[part]) for part in reading_parts(self.entries)}
            self.body: Any = self.roots[BODY].find(qn("w:body"))
        except (KeyError, SyntaxError) as error:
            raise PermanentError(f"'{name}' is geen leesbaar Word-bestand. Sla het opnieuw op.") from error

    def packed(self) -> bytes:
        """The file with its trees written back."""
        return pack(self.entries | {part: serialize_part_xml(root) for part, root in self.roots.items()})


def settled(data: bytes, name: str) -> Package:
    """Open a file without tracked changes; with open ones it has no one text, and InputRefusedError says so."""
    package = Package(data, name)
    marks = (*MARKS, *CHANGES)
    if any(next(root.iter(*marks), None) is not None for root in package.roots.values()):
        raise refused(
            f"{name} heeft bijgehouden wijzigingen die nog open staan.",
            "Accepteer of weiger ze in Word (tabblad Controleren) en sla het document op.",
        )
    return package


def refused(problem: str, remedy: str) -> InputRefusedError:
    return InputRefusedError([InputFault(problem=problem, remedy=remedy)])


def blocks_of(container: Any) -> list[Any]:
    """The paragraphs, tables and other blocks in a body, cell, header or footer, without what prints nothing."""
    skipped = (qn("w:sectPr"), qn("w:tcPr"))
    return [child for child in container if child.tag not in STILL | SILENT and child.tag not in skipped]


def rows_of(table: Any) -> list[Any]:
    return [child for child in table if child.tag == ROW]


def cells_of(row: Any) -> list[Any]:
    return [child for child in row if child.tag == CELL]


def text(element: Any, *, before: bool = False) -> str:
    """What a reader reads in a paragraph; field codes are left out, and what is marked as deleted.

    ``before`` is the same of a redline's old version: without what is marked as inserted.
    """
    return "".join(_signs(element, _UNREAD_BEFORE if before else _UNREAD))


def _signs(element: Any, unread: frozenset[str]) -> Iterator[str]:
    if element.tag in _HOLDS_TEXT:
        yield element.text or ""
    elif element.tag in _SIGNS:
        yield _SIGNS[element.tag]
    else:
        for child in element:
            if child.tag not in unread:
                yield from _signs(child, unread)


def box_text(element: Any, *, before: bool = False) -> str:
    """What stands in the text boxes of a paragraph, a line for each of their paragraphs."""
    lines = (
        text(one, before=before)
        for box in _boxes(element, _UNREAD_BEFORE if before else _UNREAD)
        for one in box.iter(PARAGRAPH)
    )
    return "\n".join(line for line in lines if line.strip())


def _boxes(element: Any, unread: frozenset[str]) -> Iterator[Any]:
    for child in element:
        if child.tag == BOX:
            yield child
        elif child.tag not in unread:
            yield from _boxes(child, unread)


def cell_text(cell: Any, *, before: bool = False) -> str:
    """The text of a cell on one line, as ``word.text`` writes it: paragraphs divided by `` / ``."""
    lines = (text(one, before=before) for one in cell.iter(PARAGRAPH))
    return " / ".join(line for line in lines if line.strip())


def row_text(row: Any, *, before: bool = False) -> str:
    """The text of a table row on one line: cells divided by `` | ``."""
    return " | ".join(cell_text(cell, before=before) for cell in cells_of(row))


def canonical(element: Any) -> str:
    """The same for two elements that print the same: no white space between tags, no notes of Word for itself."""
    written: list[str] = []
    _write(element, written)
    return "".join(written)


def _write(element: Any, written: list[str]) -> None:
    written.append(f"<{element.tag}")
    written.extend(f" {name}={value!r}" for name, value in sorted(element.attrib.items()) if "rsid" not in name)
    written.append(">")
    if element.tag in _HOLDS_TEXT:
        written.append(element.text or "")
    for child in element:
        if child.tag not in SILENT:
            _write(child, written)
    written.append("</>")


def item(element: Any, label: str) -> Item:
    """An element to find again in the other version."""
    kind = element.tag
    if kind == ROW:
        kind += "".join(f" {cell.tcPr.grid_span if cell.tcPr is not None else 1}" for cell in cells_of(element))
    parts = element.iter(PARAGRAPH) if element.tag != PARAGRAPH else [element]
    said = " ".join(map(text, parts)).casefold()
    return Item(kind, canonical(element), label, Counter(one for one in words(said) if one[0].isalnum()))
