"""Workbooks as other programs write them: a few lines of XML each, so that every oddity is exactly the one meant."""

import io
import zipfile
from collections.abc import Mapping, Sequence

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"

STYLES = f"""<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="0.00"/></numFmts>
<fonts><font/></fonts><fills><fill><patternFill patternType="none"/></fill></fills><borders><border/></borders>
<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="14"/></cellXfs></styleSheet>"""
TWO_DECIMALS, DAY = 1, 2
"""The formats in STYLES, by their place."""

BROKEN_STYLES = STYLES.replace('<patternFill patternType="none"/>', "")
"""Excel reads it; openpyxl does not."""


def number(value: object, style: int = 0) -> str:
    """A cell with a number; REF is where it stands."""
    return f'<c r="REF" s="{style}"><v>{value}</v></c>'


def formula(text: str, value: str = "") -> str:
    return f'<c r="REF" t="str"><f>{text}</f><v>{value}</v></c>' if value else f'<c r="REF"><f>{text}</f></c>'


def error(value: str) -> str:
    return f'<c r="REF" t="e"><v>{value}</v></c>'


def line(row: int, *cells: str, attributes: str = "") -> str:
    """A row; a cell is text, or XML with REF in it. An empty text is no cell."""
    made = []
    for place, cell in enumerate(cells):
        where = f"{chr(ord('A') + place)}{row}"
        if cell.startswith("<c "):
            made.append(cell.replace("REF", where))
        elif cell:
            made.append(f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{cell}</t></is></c>')
    return f'<row r="{row}" {attributes}>{"".join(made)}</row>'


def sheet(*lines: str, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{"".join(lines)}</sheetData>{after}</worksheet>'


def merged(*places: str) -> str:
    return f"<mergeCells>{''.join(f'<mergeCell ref={chr(34)}{place}{chr(34)}/>' for place in places)}</mergeCells>"


def book(
    *sheets: str, styles: str = STYLES, states: Sequence[str] = (), strict: bool = False, extra: Mapping[str, str] = {}
) -> bytes:
    """A workbook of these sheets (Blad1 and on); ``strict`` writes it as "Strict Open XML"."""
    shown = [*states, *("visible" for _ in sheets)]
    listed = "".join(
        f'<sheet name="Blad{place}" sheetId="{place}" state="{shown[place - 1]}" r:id="rId{place}"/>'
        for place in range(1, len(sheets) + 1)
    )
    related = [("worksheet", f"worksheets/sheet{place}.xml") for place in range(1, len(sheets) + 1)]
    related += [("styles", "styles.xml")] if styles else []
    types = "".join(f'<Override PartName="/xl/{part}" ContentType="{_KINDS}.{kind}+xml"/>' for kind, part in related)
    entries = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_KINDS}.sheet.main+xml"/>{types}</Types>'
        ),
        "_rels/.rels": _related([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _related(related),
        **{f"xl/worksheets/sheet{place}.xml": text for place, text in enumerate(sheets, start=1)},
        **({"xl/styles.xml": styles} if styles else {}),
        **extra,
    }
    if strict:
        entries = {name: _as_strict(text) for name, text in entries.items()}
    return packed({name: text.encode() for name, text in entries.items()})


def packed(entries: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return buffer.getvalue()


def _related(pairs: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{place}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(pairs, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _as_strict(text: str) -> str:
    text = text.replace(_MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    return text.replace(_RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
