"""Documents to check: facts from a few lines of text, and whole Word files from a few lines of XML."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence

from schemas.final_check import DocumentFacts, Paragraph, Place, Properties, Table

ORGANISATION = "Proefregio"
SOUND = Properties(title="Inkoopstrategie", author=ORGANISATION, last_author=ORGANISATION, language="nl-NL")
A4 = (210, 297)


def facts(text: str, **others: object) -> DocumentFacts:
    """Facts of a sound document with this text.

    ``# Kop`` is a heading (``##`` of the second level), ``- punt`` an item of a list, ``| a | b |`` a row of a table;
    ``@Artikel 7@ Kop`` and ``@7.1@ tekst`` carry a number that Word counts. An empty line ends a table.
    """
    paragraphs: list[Paragraph] = []
    tables: list[Table] = []
    heading, rows = "", []
    for line in [*text.strip("\n").split("\n"), ""]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if rows:
            tables.append(Table(tuple(rows), Place(heading=heading, table=len(tables) + 1)))
            paragraphs += _cells(rows, heading, len(tables))
            rows = []
        if not line.strip():
            continue
        paragraph = _paragraph(line, heading)
        heading = paragraph.shown if paragraph.level else heading
        paragraphs.append(paragraph)
    given: dict[str, object] = {
        **{"file": "stuk.docx", "size": 20_000, "properties": SOUND, "language": "nl-NL", "page_sizes": (A4,)},
        **others,
    }
    return DocumentFacts.model_validate({"paragraphs": tuple(paragraphs), "tables": tuple(tables), **given})


def _cells(rows: Sequence[Sequence[str]], heading: str, table: int) -> Iterable[Paragraph]:
    for row, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells, start=1):
            place = Place(heading=heading, table=table, row=row)
            yield Paragraph(cell, place, "Tabeltekst", table=table, row=row, column=column)


def _paragraph(line: str, heading: str) -> Paragraph:
    level = len(line) - len(line.lstrip("#"))
    line = line.lstrip("# ") if level else line
    depth = 0 if line.startswith("- ") else -1
    line = line.removeprefix("- ")
    counted = re.match(r"@(?P<number>[^@]+)@ ?(?P<rest>.*)", line)
    number, text = (counted["number"], counted["rest"]) if counted else ("", line)
    shown = f"{number} {text}".strip()
    place = Place(heading=shown if level else heading, paragraph=0 if level else 1)
    return Paragraph(text, place, "heading" if level else "Normal", level, number, 0 if number else depth)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
STYLES = f"""<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>
<w:lang w:val="nl-NL"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="heading 2"/><w:basedOn w:val="Kop1"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="KopLos"><w:name w:val="kop los"/><w:basedOn w:val="Kop1"/>
<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style></w:styles>"""
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/>
<w:lvlText w:val="Artikel %1"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/>
<w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>
</w:num></w:numbering>"""
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>
<cp:lastModifiedBy>{author}</cp:lastModifiedBy><dc:language>nl-NL</dc:language></cp:coreProperties>"""


def _relations(*pairs: tuple[str, str]) -> str:
    home = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rows = (
        f'<Relationship Id="rId{number}" Type="{home}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, start=1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(rows)}</Relationships>'


def paragraph(text: str = "", *, style: str = "", inside: str = "", properties: str = "") -> str:
    """A paragraph of Word; ``inside`` is XML beside the text, ``properties`` goes into its properties."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{run}{inside}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: Sequence[str], spans: Sequence[int] = ()) -> str:
    """A table; ``spans`` gives how many columns each cell of the last row takes."""
    lines = []
    for row in rows:
        wide = spans if spans and row is rows[-1] else [1] * len(row)
        cells = (
            f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{paragraph(cell)}</w:tc>'
            for cell, span in zip(row, wide, strict=True)
        )
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def word_file(
    *body: str,
    title: str = "Stuk",
    author: str = ORGANISATION,
    section: str = SECTION,
    parts: dict[str, str] | None = None,
) -> bytes:
    """A small Word file with this in its body; ``parts`` adds or replaces other entries of the package."""
    entries = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_KINDS}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{_KINDS}.styles+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{_KINDS}.numbering+xml"/>'
            f'<Override PartName="/word/header1.xml" ContentType="{_KINDS}.header+xml"/>'
            f'<Override PartName="/word/footnotes.xml" ContentType="{_KINDS}.footnotes+xml"/>'
            "</Types>"
        ),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(("styles", "styles.xml"), ("numbering", "numbering.xml")),
        "word/document.xml": f"<w:document {W} {R}><w:body>{''.join(body)}{section}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "docProps/core.xml": CORE.format(title=title, author=author),
        **(parts or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return buffer.getvalue()
