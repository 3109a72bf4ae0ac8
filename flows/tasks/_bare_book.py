"""An .xlsx without its finery: only sheets, their texts and their number formats.

Other programs write styles, names, links and properties that the reading library refuses, though Excel opens the file
without a word. The rows in it are sound, so the file is read once more without all that.
"""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from flows.tasks._safe_xml import local, parse

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_KINDS = frozenset({"worksheet", "styles", "sharedStrings"})
_BOOK = "xl/workbook.xml"


def bare(entries: Mapping[str, bytes]) -> dict[str, bytes]:
    """The package again with nothing but its worksheets, shared texts and number formats.

    Raises KeyError or ValueError (also as lxml's SyntaxError) when there is no book in it.
    """
    book = _book_part(entries)
    root = parse(entries[book])
    related = {key: (kind, place) for key, kind, place in _related(entries, book) if kind in _KINDS}
    sheets = [
        (str(sheet.get("name", "")), str(sheet.get("state", "visible")), key)
        for sheet in root.iter(f"{{{_MAIN}}}sheet")
        if (key := str(sheet.get(f"{{{_RELATIONS}}}id", ""))) in related
        and related[key][0] == "worksheet"
        and related[key][1] in entries
    ]
    if not sheets:
        raise KeyError("a book without a sheet")
    texts = next((place for kind, place in related.values() if kind == "sharedStrings" and place in entries), None)
    styles = next((place for kind, place in related.values() if kind == "styles" and place in entries), None)
    kept = {f"xl/{number}.xml": entries[related[key][1]] for number, (_, _, key) in enumerate(sheets, start=1)}
    formats = _formats(entries[styles]) if styles else None
    kept |= {"xl/styles.xml": formats} if formats else {}
    kept |= {"xl/sharedStrings.xml": entries[texts]} if texts else {}
    properties = root.find(f"{{{_MAIN}}}workbookPr")
    since_1904 = properties is not None and properties.get("date1904", "0") in ("1", "true")
    return {**_frame(sheets, kept, since_1904=since_1904), **kept}


def _book_part(entries: Mapping[str, bytes]) -> str:
    for relation in parse(entries["_rels/.rels"]) if "_rels/.rels" in entries else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    return _BOOK


def _related(entries: Mapping[str, bytes], book: str) -> Iterator[tuple[str, str, str]]:
    folder, name = posixpath.split(book)
    for relation in parse(entries[f"{folder}/_rels/{name}.rels"]):
        target = str(relation.get("Target", ""))
        place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        yield str(relation.get("Id", "")), str(relation.get("Type", "")).rpartition("/")[2], place


def _formats(styles: bytes) -> bytes | None:
    """The number formats, without which a day is a number; None when not even those can be read."""
    try:
        root = parse(styles)
    except SyntaxError:
        return None
    own = "".join(
        f"<numFmt numFmtId={quoteattr(row.get('numFmtId', ''))} formatCode={quoteattr(row.get('formatCode', ''))}/>"
        for row in root.iter(f"{{{_MAIN}}}numFmt")
        if row.get("numFmtId", "").isdigit()
    )
    cells = root.find(f"{{{_MAIN}}}cellXfs")
    used = [_number(row) for row in cells if local(row) == "xf"] if cells is not None else [0]
    listed = "".join(f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0"/>' for number in used or [0])
    return (
        f'<styleSheet xmlns="{_MAIN}">{f"<numFmts>{own}</numFmts>" if own else ""}<fonts><font/></fonts>'
        '<fills><fill><patternFill patternType="none"/></fill></fills><borders><border/></borders>'
        '<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f"<cellXfs>{listed}</cellXfs></styleSheet>"
    ).encode()


def _number(row: Any) -> int:
    given = str(row.get("numFmtId", "0"))
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0


def _frame(sheets: list[tuple[str, str, str]], kept: Mapping[str, bytes], *, since_1904: bool) -> dict[str, bytes]:
    """The parts that say what the others are."""
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" state={quoteattr(state)} r:id="rId{number}"/>'
        for number, (name, state, _) in enumerate(sheets, start=1)
    )
    kinds = {
        place: "worksheet" if place.removeprefix("xl/").removesuffix(".xml").isdigit() else place[3:-4]
        for place in kept
    }
    relations = "".join(
        f'<Relationship Id="rId{place[3:-4]}" Type="{_RELATIONS}/{kind}" Target="{place[3:]}"/>'
        for place, kind in kinds.items()
    )
    types = "".join(
        f'<Override PartName="/{place}" ContentType="{_OFFICE}.{kind}+xml"/>' for place, kind in kinds.items()
    )
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/{_BOOK}" ContentType="{_OFFICE}.sheet.main+xml"/>{types}</Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Type="{_RELATIONS}/officeDocument" Target="{_BOOK}"/></Relationships>'
        ).encode(),
        _BOOK: (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><workbookPr date1904="{int(since_1904)}"/>'
            f"<sheets>{listed}</sheets></workbook>"
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
        ).encode(),
    }
