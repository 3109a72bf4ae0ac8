"""The hand that reads a finished document for the final check: a Word file with its PDF, a PDF alone, or a workbook.

Nothing is judged here. What a reader sees comes out as text with its place; what a reader does not see (changes,
comments, hidden text, properties) comes out as facts of its own.
"""

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from flows.tasks._document_pages import read_pages
from flows.tasks._document_sheets import read_sheets
from flows.tasks._document_styles import VAL, Counting, StyleSheet, W, is_on, lists_of, parse, style_sheet
from flows.tasks._document_walk import TEXT_BOX, Walk
from flows.tasks._packages import unpack
from flows.tasks._pdf_facts import Pages, pdf_facts
from flows.tasks._template import reading_parts
from schemas.errors import PermanentError
from schemas.final_check import WHITE, DocumentFacts, PdfFacts, Picture, Place, Properties, Trace

BODY = "word/document.xml"
_PARTS = {"header": "koptekst", "footer": "voettekst", "footnotes": "voetnoot", "endnotes": "eindnoot"}
_CHANGES = {
    **{f"{W}{kind}": "ingevoegd" for kind in ("ins", "moveTo", "cellIns")},
    **{f"{W}{kind}": "verwijderd" for kind in ("del", "moveFrom", "cellDel")},
    **{f"{W}{kind}Change": "opgemaakt" for kind in ("rPr", "pPr", "tblPr", "tcPr", "trPr", "sectPr", "tblGrid")},
}
_NO_COLOUR = {"none", "white"}
_MARKER_FILLS = {"FFFF00", "FFFF99", "FFFF66", "FFFFCC", "FFF200", "FFF2CC", "00FF00", "00FFFF", "FF00FF"}
"""Backgrounds of a piece of text that people use as a marker pen."""

_VIVID = {"FFFF00", "FFF200", "00FF00", "00FFFF", "FF00FF"}
"""Of a whole paragraph or cell only these: pale ones are lay-out."""

_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_TWIPS_PER_MM = 1440 / 25.4
_FONT_LIST = ("fc-list", ":", "family")


def read(document: bytes, name: str, *, pdf: bytes | None = None) -> DocumentFacts:
    """Read a document: a .docx with its PDF for the pages and the fonts that were really used, a .pdf, or an .xlsx.

    What is in the file decides, not its name. Raises :class:`PermanentError` when it cannot be read.
    """
    if document[:1024].find(b"%PDF-") >= 0:
        return read_pages(document, name)
    _refuse_other_kinds(document, name)
    entries = unpack(document, name)
    if any(part.startswith("xl/") for part in entries):
        try:
            return read_sheets(document, name, _properties(entries))
        except (SyntaxError, ValueError) as error:
            raise PermanentError(f"'{name}' is beschadigd. Open het in Excel en sla het opnieuw op.") from error
    return _read_word(document, name, entries, pdf)


def _refuse_other_kinds(document: bytes, name: str) -> None:
    if not document.strip():
        raise PermanentError(f"'{name}' is leeg. Kies een ander bestand.")
    if document.startswith(_OLD_OFFICE):
        raise PermanentError(
            f"'{name}' heeft een wachtwoord of is van een oude Office. Sla het zonder wachtwoord op als .docx of .xlsx."
        )
    if not document.startswith(b"PK"):
        raise PermanentError(
            f"'{name}' is geen Word-bestand, PDF of Excel-bestand. Sla het op als .docx, .pdf of .xlsx."
        )


def _read_word(document: bytes, name: str, entries: dict[str, bytes], pdf: bytes | None) -> DocumentFacts:
    try:
        roots = {part: parse(entries[part]) for part in reading_parts(entries)}
        sheet = style_sheet(entries.get("word/styles.xml", b""), entries.get("word/theme/theme1.xml", b""))
        told, texts = pdf_facts(pdf, name) if pdf is not None else (None, ())
        # "word/document.xml" is what every program writes, but the format leaves the name free.
        body = BODY if BODY in roots else next(part for part in roots if _part(part) == "")
        walk = Walk(sheet, Counting(lists_of(entries.get("word/numbering.xml", b""))), Pages(texts))
        walk.read(_body_of(roots[body]))
        for part, root in roots.items():
            if part != body:
                walk.read(root, part=_part(part))
        return _facts(document, name, entries, roots, body, sheet, walk, told)
    except (SyntaxError, LookupError, ValueError, StopIteration, TypeError, RecursionError) as error:
        raise PermanentError(
            f"'{name}' is geen leesbaar Word-bestand. Open het in Word en sla het opnieuw op."
        ) from error


def _facts(
    document: bytes,
    name: str,
    entries: Mapping[str, bytes],
    roots: Mapping[str, Any],
    body: str,
    sheet: StyleSheet,
    walk: Walk,
    told: PdfFacts | None,
) -> DocumentFacts:
    whole = tuple(roots.values())
    fonts = _font_table(entries.get("word/fontTable.xml", b""))
    return DocumentFacts(
        file=name,
        size=len(document),
        paragraphs=tuple(walk.paragraphs),
        tables=tuple(walk.tables),
        changes=tuple(trace for root in whole for trace in _changes(root, walk)),
        comments=tuple(_comments(entries, roots[body], walk)),
        highlights=tuple(trace for root in whole for trace in _highlights(root, walk)),
        hidden=tuple(trace for root in whole for trace in _hidden(root, walk, sheet)),
        fields=tuple(walk.fields),
        bookmarks=frozenset(str(mark.get(f"{W}name")) for root in whole for mark in root.iter(f"{W}bookmarkStart")),
        fonts=frozenset(walk.fonts),
        other_names={font: names for font, (names, _) in fonts.items() if names},
        embedded_fonts=frozenset(font for font, (_, inside) in fonts.items() if inside),
        pictures=tuple(_pictures(entries, roots, walk)),
        properties=_properties(entries),
        language=sheet.language,
        page_sizes=tuple(_page_sizes(roots[body])),
        pdf=told,
    )


@lru_cache(maxsize=1)
def fonts_here() -> frozenset[str] | None:
    """The names of the fonts on this machine, or None when it cannot tell."""
    program = shutil.which(_FONT_LIST[0])
    if program is None:
        return None
    try:
        told = subprocess.run([program, *_FONT_LIST[1:]], capture_output=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    lines = told.stdout.decode("utf-8", errors="replace").splitlines()
    return frozenset(name.strip().replace("\\-", "-") for line in lines for name in line.split(",") if name.strip())


def _body_of(root: Any) -> Any:
    body = root.find(f"{W}body")
    if body is None:
        raise SyntaxError("a document without a body")
    return body


def _part(name: str) -> str:
    """How a reader calls a part of the document; "" for the text itself."""
    file = name.rsplit("/", 1)[-1]
    return next((words for start, words in _PARTS.items() if file.startswith(start)), "")


def _own_text(element: Any) -> str:
    tags = (f"{W}t", f"{W}delText")
    return "".join(node.text or "" for node in element.iter(*tags))


def _near(element: Any, walk: Walk) -> Place:
    """The place of the paragraph an element stands in; of the first paragraph inside it when it holds paragraphs."""
    for ancestor in (element, *element.iterancestors()):
        if ancestor in walk.places:
            return walk.places[ancestor]
        if ancestor.tag in (f"{W}tr", f"{W}tbl", f"{W}body"):
            inner = (walk.places[one] for one in ancestor.iter(f"{W}p") if one in walk.places)
            return next(inner, Place())
    return Place()


def _changes(root: Any, walk: Walk) -> Iterator[Trace]:
    for change in root.iter(*_CHANGES):
        author = str(change.get(f"{W}author", ""))
        yield Trace(_own_text(change), _near(change, walk), author, _CHANGES[change.tag])


def _comments(entries: Mapping[str, bytes], body: Any, walk: Walk) -> Iterator[Trace]:
    if "word/comments.xml" not in entries:
        return
    anchors = {str(one.get(f"{W}id")): one for one in body.iter(f"{W}commentReference", f"{W}commentRangeStart")}
    for comment in parse(entries["word/comments.xml"]).iter(f"{W}comment"):
        anchor = anchors.get(str(comment.get(f"{W}id")))
        place = _near(anchor, walk) if anchor is not None else Place()
        yield Trace(_own_text(comment), place, str(comment.get(f"{W}author", "")))


def _joined(marked: Iterable[tuple[Any, str, str]], walk: Walk) -> Iterator[Trace]:
    """One trace per paragraph of all its marked pieces: Word cuts a text into pieces wherever it likes."""
    pieces: dict[Any, list[tuple[str, str]]] = {}
    for run, text, kind in marked:
        paragraph = next((one for one in run.iterancestors(f"{W}p")), None)
        if text.strip() and paragraph is not None:
            pieces.setdefault(paragraph, []).append((text, kind))
    for paragraph, found in pieces.items():
        yield Trace("".join(text for text, _ in found), walk.places.get(paragraph, Place()), kind=found[0][1])


def _highlights(root: Any, walk: Walk) -> Iterator[Trace]:
    def marked() -> Iterator[tuple[Any, str, str]]:
        for mark in root.iter(f"{W}highlight", f"{W}shd"):
            around = mark.getparent().getparent()
            colour = str(mark.get(VAL if mark.tag == f"{W}highlight" else f"{W}fill", "")).strip()
            if around is None:
                continue
            if around.tag == f"{W}r" and (
                colour not in _NO_COLOUR if mark.tag == f"{W}highlight" else colour.upper() in _MARKER_FILLS
            ):
                yield around, _run_text(around), colour
            elif around.tag in (f"{W}p", f"{W}tc") and mark.tag == f"{W}shd" and colour.upper() in _VIVID:
                yield from ((run, _run_text(run), colour) for run in around.iter(f"{W}r"))

    return _joined(marked(), walk)


def _hidden(root: Any, walk: Walk, sheet: StyleSheet) -> Iterator[Trace]:
    """Text that is hidden by itself, by its style or by that of its paragraph; and white text on a white page."""
    styles = {name for name, style in sheet.styles.items() if style.hidden}

    def marked() -> Iterator[tuple[Any, str, str]]:
        for run in root.iter(f"{W}r"):
            properties = run.find(f"{W}rPr")
            own = properties.find(f"{W}vanish") if properties is not None else None
            if is_on(own) or (own is None and styles and not styles.isdisjoint(_styles_of(run))):
                yield run, _run_text(run), ""
            elif properties is not None and _is_white(run, properties):
                yield run, _run_text(run), WHITE

    return _joined(marked(), walk)


def _styles_of(run: Any) -> Iterator[str]:
    for path in (f"{W}rPr/{W}rStyle", f"../{W}pPr/{W}pStyle"):
        named = run.find(path) if not path.startswith("..") else run.getparent().find(path[3:])
        if named is not None:
            yield str(named.get(VAL))


def _is_white(run: Any, properties: Any) -> bool:
    """White in running text without a background of its own; in tables and boxes white letters stand on a colour."""
    colour = properties.find(f"{W}color")
    if colour is None or str(colour.get(VAL)).upper() != "FFFFFF" or properties.find(f"{W}shd") is not None:
        return False
    around = {ancestor.tag for ancestor in run.iterancestors()}
    paragraph = next(run.iterancestors(f"{W}p"), None)
    shaded = (
        paragraph is None
        or paragraph.find(f"{W}pPr/{W}shd") is not None
        or paragraph.find(f"{W}pPr/{W}pStyle") is not None
    )
    return not shaded and not around & {f"{W}tbl", TEXT_BOX} and properties.find(f"{W}highlight") is None


def _run_text(run: Any) -> str:
    return "".join(node.text or "" for node in run.iter(f"{W}t"))


def _font_table(table: bytes) -> dict[str, tuple[tuple[str, ...], bool]]:
    """Per font the other names Word knows for it, and whether it is in the file."""
    if not table:
        return {}
    found = {}
    for font in parse(table).iter(f"{W}font"):
        other = font.find(f"{W}altName")
        names = str(other.get(f"{W}val") or "").split(",") if other is not None else []
        inside = any(str(part.tag).startswith(f"{W}embed") for part in font)
        found[str(font.get(f"{W}name"))] = (tuple(name.strip() for name in names if name.strip()), inside)
    return found


def _pictures(entries: Mapping[str, bytes], roots: Mapping[str, Any], walk: Walk) -> Iterator[Picture]:
    for part, root in roots.items():
        targets: dict[str, bool] | None = None
        for frame in root.iter("{*}inline", "{*}anchor"):
            told = frame.find("{*}docPr")
            pictures = list(frame.iter("{*}blip"))
            if not pictures or told is None or any(one.get("val") == "1" for one in told.iter("{*}decorative")):
                continue
            if targets is None:
                targets = _targets(entries, part)
            embedded = [str(value) for one in pictures for key, value in one.items() if key.endswith("}embed")]
            present = bool(embedded) and all(targets.get(one, False) for one in embedded)
            yield Picture(str(told.get("descr") or ""), present, _near(frame, walk))


def _targets(entries: Mapping[str, bytes], part: str) -> dict[str, bool]:
    """Per relation of a part whether what it points to is in the package."""
    folder, _, file = part.rpartition("/")
    relations = entries.get(f"{folder}/_rels/{file}.rels")
    found = {}
    for one in parse(relations) if relations else ():
        target = str(one.get("Target", ""))
        inside = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        found[str(one.get("Id"))] = one.get("TargetMode") != "External" and bool(entries.get(inside))
    return found


def _properties(entries: Mapping[str, bytes]) -> Properties:
    core = _texts(entries.get("docProps/core.xml", b""))
    other = _texts(entries.get("docProps/app.xml", b""))
    return Properties(
        title=core.get("title", ""),
        author=core.get("creator", ""),
        last_author=core.get("lastModifiedBy", ""),
        language=core.get("language", ""),
        company=other.get("Company", ""),
        manager=other.get("Manager", ""),
        template=other.get("Template", ""),
    )


def _texts(part: bytes) -> dict[str, str]:
    if not part:
        return {}
    return {re.sub(r"\{[^}]*\}", "", str(node.tag)): (node.text or "").strip() for node in parse(part)}


def _page_sizes(body: Any) -> Iterator[tuple[int, int]]:
    for size in body.iter(f"{W}pgSz"):
        sides = sorted((int(size.get(f"{W}w", "0")), int(size.get(f"{W}h", "0"))))
        yield round(sides[0] / _TWIPS_PER_MM), round(sides[1] / _TWIPS_PER_MM)
