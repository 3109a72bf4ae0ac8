"""Walks through the text of a Word file in reading order, and writes down what stands where."""

from collections.abc import Iterator
from typing import Any

from flows.tasks._document_styles import VAL, Counting, Style, StyleSheet, W, fonts_of
from flows.tasks._pdf_facts import Pages
from schemas.final_check import Field, Paragraph, Place, Table

TEXT_BOX = f"{W}txbxContent"
_P, _R, _T, _TBL, _TR, _TC = (f"{W}{name}" for name in ("p", "r", "t", "tbl", "tr", "tc"))
_P_PR, _R_PR, _P_STYLE = f"{W}pPr", f"{W}rPr", f"{W}pStyle"
_FIELD, _CODE, _SIMPLE = f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_UNREAD = {f"{W}del", f"{W}moveFrom", f"{W}delText", TEXT_BOX, _P_PR, _R_PR, _FALLBACK}
_BODY_TEXT = 9
_NO_STYLE = Style("", 0, "", 0, ())


class _OpenField:
    """A field that began and has not ended: its code comes first, then what it shows."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.code: list[str] = []
        self.shown: list[str] = []
        self.in_code = True


class Walk:
    """Reads the parts of one document, the text itself first; what it found is in its lists."""

    def __init__(self, sheet: StyleSheet, counting: Counting, pages: Pages) -> None:
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self.fields: list[Field] = []
        self.fonts: set[str] = set()
        self.places: dict[Any, Place] = {}
        self._sheet, self._counting, self._pages = sheet, counting, pages
        self._heading, self._count, self._part = "", 0, ""
        self._row_now = (0, 0)
        self._open: list[_OpenField] = []

    def read(self, root: Any, part: str = "") -> None:
        """Read one part; ``part`` is "" for the text itself."""
        self._heading, self._count, self._part = "", 0, part
        self._boxes = next(root.iter(TEXT_BOX), None) is not None
        self._blocks(root, 0, 0, 0)
        self._open.clear()

    def _blocks(self, element: Any, table: int, row: int, column: int) -> list[str]:
        """Read everything at block level; returns the texts of its paragraphs."""
        texts: list[str] = []
        for child in element:
            tag = child.tag
            if tag == _P:
                texts.append(self._paragraph(child, table, row, column))
            elif tag == _TBL:
                self._table(child)
            elif tag not in _UNREAD and isinstance(tag, str) and len(child):
                texts += self._blocks(child, table, row, column)
        return texts

    def _table(self, element: Any) -> None:
        self.tables.append(Table((), self._place(0)))
        number, rows = len(self.tables), []
        for row, line in enumerate(_inside(element, _TR), start=1):
            rows.append(self._row(line, number, row))
        self.tables[number - 1] = Table(tuple(rows), self.tables[number - 1].place._replace(table=number))

    def _row(self, element: Any, table: int, row: int) -> tuple[str, ...]:
        cells: list[str] = []
        properties = _first(element, f"{W}trPr")
        before = properties.find(f"{W}gridBefore") if properties is not None else None
        cells += [""] * (int(before.get(VAL, "0")) if before is not None else 0)
        for cell in _inside(element, _TC):
            layout = _first(cell, f"{W}tcPr")
            span = layout.find(f"{W}gridSpan") if layout is not None else None
            texts = self._blocks(cell, table, row, len(cells) + 1)
            cells.append("\n".join(text for text in texts if text))
            cells += [""] * (int(span.get(VAL, "1")) - 1 if span is not None else 0)
        return tuple(cells)

    def _place(self, page: int, table: int = 0, row: int = 0) -> Place:
        return Place(page, self._heading, self._count, table, row, self._part)

    def _paragraph(self, element: Any, table: int, row: int, column: int) -> str:
        style, level, list_id, depth = self._meaning(_first(element, _P_PR))
        pieces: list[str] = []
        self._row_now = (table, row)
        plain = self._runs(element, pieces)
        text = "".join(pieces)
        number = self._counting.next(list_id, depth) if list_id else ""
        page = self._pages.of(text) if self._pages and not self._part else 0
        if level and not table and not self._part:
            self._heading, self._count = " ".join(f"{number} {text}".split()), 0
        elif not table and text.strip():
            self._count += 1
        place = self._place(page, table, row)
        self.places[element] = place
        self.paragraphs.append(
            Paragraph(text, place, style.name, level, number, depth if list_id else -1, table, row, column)
        )
        if plain and text.strip():
            self.fonts.update(style.fonts or self._sheet.bases)
        if self._boxes:
            for box in element.iter(TEXT_BOX):
                # Word keeps the same box twice, once for older versions; a box in a box comes with the outer one.
                if next(box.iterancestors(_FALLBACK, TEXT_BOX), None) is None:
                    self._blocks(box, table, row, column)
        return text

    def _meaning(self, properties: Any) -> tuple[Style, int, str, int]:
        """Style, heading level, list and level in it, of the paragraph itself or else of its style."""
        if properties is None:
            return self._of_style(self._sheet.default)
        if len(properties) == 1 and properties[0].tag == _P_STYLE:
            return self._of_style(properties[0].get(VAL))
        given = {child.tag: child for child in properties}
        named, outline, own = given.get(_P_STYLE), given.get(f"{W}outlineLvl"), given.get(f"{W}numPr")
        style, level, list_id, depth = self._of_style(named.get(VAL) if named is not None else self._sheet.default)
        if outline is not None:
            level = (int(outline.get(VAL, "9")) + 1) % (_BODY_TEXT + 1)
        if own is not None:
            in_list, at = own.find(f"{W}numId"), own.find(f"{W}ilvl")
            list_id = str(in_list.get(VAL)) if in_list is not None else list_id
            depth = int(at.get(VAL, "0")) if at is not None else depth
        return style, level, "" if list_id == "0" else list_id, depth

    def _of_style(self, style_id: str) -> tuple[Style, int, str, int]:
        style = self._sheet.styles.get(style_id, _NO_STYLE)
        return style, style.level, style.list_id, style.depth

    def _runs(self, element: Any, pieces: list[str]) -> bool:
        """Collect the text of a paragraph; returns whether some of it has the font of the paragraph's style."""
        plain = False
        for child in element:
            tag = child.tag
            if tag == _R:
                before = len(pieces)
                self._run(child, pieces)
                if len(pieces) > before:
                    plain = self._font(child) or plain
            elif tag == _SIMPLE:
                inner: list[str] = []
                plain = self._runs(child, inner) or plain
                self.fields.append(
                    Field(str(child.get(f"{W}instr", "")).strip(), "".join(inner), self._place(0, *self._row_now))
                )
                pieces += inner
            elif tag not in _UNREAD and isinstance(tag, str):
                plain = self._runs(child, pieces) or plain
        return plain

    def _run(self, element: Any, pieces: list[str]) -> None:
        for child in element:
            tag = child.tag
            if tag == _T:
                self._add(child.text or "", pieces)
            elif tag in _SIGNS:
                self._add(_SIGNS[tag], pieces)
            elif tag == _CODE:
                if self._open:
                    self._open[-1].code.append(child.text or "")
            elif tag == _FIELD:
                self._field(str(child.get(f"{W}fldCharType")))
            elif tag not in _UNREAD and isinstance(tag, str) and len(child):
                self._run(child, pieces)

    def _add(self, text: str, pieces: list[str]) -> None:
        if text:
            pieces.append(text)
        for field in self._open:
            if not field.in_code:
                field.shown.append(text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._open.append(_OpenField(self._place(0, *self._row_now)))
        elif kind == "separate" and self._open:
            self._open[-1].in_code = False
        elif kind == "end" and self._open:
            field = self._open.pop()
            self.fields.append(Field("".join(field.code).strip(), "".join(field.shown), field.place))

    def _font(self, run: Any) -> bool:
        """Note the font of a run; returns whether it has none of its own."""
        properties = _first(run, _R_PR)
        if properties is None:
            return True
        fonts = fonts_of(properties.find(f"{W}rFonts"), self._sheet.theme)
        if not fonts:
            named = properties.find(f"{W}rStyle")
            fonts = self._sheet.styles.get(str(named.get(VAL)), _NO_STYLE).fonts if named is not None else ()
        self.fonts.update(fonts)
        return not fonts


def _first(element: Any, wanted: str) -> Any:
    """The properties of a paragraph, run, row or cell: always its first child, when it has any."""
    for child in element:
        return child if child.tag == wanted else None
    return None


def _inside(element: Any, wanted: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also when a content control or a change stands around them."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag not in (_TBL, _TR, _TC, *_UNREAD) and isinstance(child.tag, str) and len(child):
            yield from _inside(child, wanted)
