"""The bare package under every template: styles, numbering, settings and fonts as the house wants them.

python-docx's own blank document is US Letter, English and carries some hundred styles nobody asked for; here its parts
are replaced by ours. What the parts mean is ECMA-376 part 1 (WordprocessingML).
"""

import io
import zipfile
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

FONT = "Calibri"
FALLBACK_FONT = "Carlito"
"""Has the widths of Calibri, so that page numbers stay the same where Calibri is absent."""

BLUE = "1F3A5F"
TEAL = "1F7A80"
PALE = "E9F1F2"
GREY = "55606B"
LINE = "B8C4CC"

LANGUAGE = "nl-NL"
AUTHOR = "Inkoopstraat"

ARTICLES, HEADINGS, BULLETS, NUMBERS, CELL_BULLETS = 1, 2, 3, 4, 5
"""Numbering ids; a numbering and its abstract numbering share the id."""

_DRAWN_ON = datetime(2026, 1, 1)  # noqa: DTZ001 - a document property without a zone; fixed so that bytes repeat
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_UNWANTED = (RT.CUSTOM_XML, RT.THEME, "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects")
_UNWANTED_IN_PACKAGE = (RT.THUMBNAIL, RT.EXTENDED_PROPERTIES)


def blank_document(title: str) -> Document:
    """Return an empty document with the house's styles, numbering, language and properties; ``title`` for readers."""
    document = docx.Document()
    _drop_relations(document.part, _UNWANTED)
    _drop_relations(document.part.package, _UNWANTED_IN_PACKAGE)
    _replace_children(document.styles.element, _styles())
    _replace_children(document.part.numbering_part.element, _numbering())
    _replace_children(document.settings.element, _settings())
    font_table = document.part.part_related_by(RT.FONT_TABLE)
    font_table._blob = _font_table().encode("utf-8")  # python-docx keeps this part as bytes and offers no setter
    _set_properties(document, title)
    return document


def to_bytes(document: Document) -> bytes:
    """Return the .docx file; the same drawing always gives the same bytes."""
    saved = io.BytesIO()
    document.save(saved)
    result = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on Windows and Linux
            target.writestr(entry, source.read(name))
    return result.getvalue()


def _set_properties(document: Document, title: str) -> None:
    properties = document.core_properties
    properties.title = title
    properties.author = AUTHOR
    properties.last_modified_by = AUTHOR
    properties.language = LANGUAGE
    properties.comments = ""
    properties.keywords = ""
    properties.subject = ""
    properties.created = _DRAWN_ON
    properties.modified = _DRAWN_ON
    properties.revision = 1


def _drop_relations(owner: Any, types: tuple[str, ...]) -> None:
    for key in [key for key, relation in owner.rels.items() if relation.reltype in types]:
        del owner.rels[key]


def _replace_children(element: Any, xml: str) -> None:
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(xml)):
        element.append(child)


def _settings() -> str:
    return (
        f"<w:settings {nsdecls('w')}>"
        '<w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="709"/>'
        "<w:autoHyphenation/>"
        '<w:consecutiveHyphenLimit w:val="2"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{LANGUAGE}"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    )


def _font_table() -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:fonts {nsdecls("w")}><w:font w:name="{FONT}"><w:altName w:val="{FALLBACK_FONT}"/>'
        '<w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _level(level: int, form: str, text: str, indent: int, hanging: int, *, style: str = "", run: str = "") -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{indent}"/></w:tabs>'
        f'<w:ind w:left="{indent}" w:hanging="{hanging}"/></w:pPr><w:rPr>{run}</w:rPr></w:lvl>'
    )


def _numbering() -> str:
    accent = f'<w:color w:val="{TEAL}"/>'
    lists = {
        ARTICLES: (
            _level(0, "decimal", "Artikel %1", 1247, 1247, style="Artikel"),
            _level(1, "decimal", "%1.%2", 680, 680, style="Lid"),
            _level(2, "lowerLetter", "%3.", 1134, 454, style="Onderdeel"),
        ),
        HEADINGS: (
            _level(0, "decimal", "%1", 680, 680, style="Heading1"),
            _level(1, "decimal", "%1.%2", 680, 680, style="Heading2"),
            _level(2, "decimal", "%1.%2.%3", 794, 794, style="Heading3"),
        ),
        BULLETS: (
            _level(0, "bullet", "•", 397, 284, style="ListBullet", run=accent),
            _level(1, "bullet", "–", 794, 284, style="ListBullet2", run=accent),
        ),
        NUMBERS: (_level(0, "decimal", "%1.", 397, 397, style="ListNumber", run=accent),),
        CELL_BULLETS: (_level(0, "bullet", "•", 198, 198, style="Tabelopsomming", run=accent),),
    }
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:nsid w:val="0A1B2C{key:02d}"/>'
        f"<w:multiLevelType w:val='multilevel'/>{''.join(levels)}</w:abstractNum>"
        for key, levels in lists.items()
    )
    numbers = "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in lists)
    return f"<w:numbering {nsdecls('w')}>{abstract}{numbers}</w:numbering>"


def _num(key: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'


def _space(before: int, after: int, line: int | None = None) -> str:
    height = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


def _look(size: float | None = None, colour: str = "", *, bold: bool | None = None, italic: bool = False) -> str:
    """Character properties in the order the schema prescribes; ``size`` in points."""
    weight = "" if bold is None else ("<w:b/>" if bold else '<w:b w:val="0"/>')
    slant = "<w:i/>" if italic else ""
    tint = f'<w:color w:val="{colour}"/>' if colour else ""
    height = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    return weight + slant + tint + height


def _style(key: str, name: str, ppr: str = "", rpr: str = "", *, based: str = "Normal", following: str = "") -> str:
    after = f'<w:next w:val="{following}"/>' if following else ""
    own = "" if key in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>'
        f"{after}<w:qFormat/><w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


_BUILT_IN = {"Title", "Subtitle", "Header", "Footer", "ListBullet", "ListBullet2", "ListNumber"} | {
    f"Heading{level}" for level in (1, 2, 3)
}
"""Styles that Word knows by name; all others must say that they are our own."""

_KEEP = "<w:keepNext/><w:keepLines/>"
_NO_HYPHENS = "<w:suppressAutoHyphens/>"
_HYPHENS = '<w:suppressAutoHyphens w:val="0"/>'
_NO_NUMBER = '<w:numPr><w:numId w:val="0"/></w:numPr>'


def _styles() -> str:
    return f"<w:styles {nsdecls('w')}>{_defaults()}{_text_styles()}{_list_styles()}{_block_styles()}</w:styles>"


def _defaults() -> str:
    fonts = " ".join(f'w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "cs", "eastAsia"))
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>{_look(10.5)}"
        f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="{LANGUAGE}"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_space(0, 120, 269)}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr><w:widowControl/>{_NO_HYPHENS}</w:pPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:rPr><w:color w:val="{TEAL}"/></w:rPr></w:style>' + _table_style()
    )


def _table_style() -> str:
    inner = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    outer = f'w:val="single" w:sz="6" w:space="0" w:color="{BLUE}"'
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="Huistabel"><w:name w:val="Huistabel"/>'
        '<w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders><w:top {outer}/><w:bottom {outer}/><w:insideH {inner}/></w:tblBorders>"
        '<w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
        '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr>'
        f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{BLUE}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _text_styles() -> str:
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="6" w:color="{TEAL}"/></w:pBdr>'
    box = (
        f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{PALE}"/>'
        f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{TEAL}"/>'
        f'<w:bottom w:val="single" w:sz="4" w:space="4" w:color="{PALE}"/>'
        f'<w:right w:val="single" w:sz="4" w:space="6" w:color="{PALE}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/>'
    )
    return "".join(
        (
            _style("Title", "Title", f"{_KEEP}{_NO_HYPHENS}{_space(240, 60, 240)}", _look(24, BLUE, bold=True)),
            _style("Subtitle", "Subtitle", f"{_KEEP}{_NO_HYPHENS}{_space(0, 240)}", _look(13, TEAL)),
            _style(
                "Heading1",
                "heading 1",
                f'{_KEEP}{_num(HEADINGS)}{_space(360, 120, 240)}<w:outlineLvl w:val="0"/>',
                _look(15, BLUE, bold=True),
                following="Normal",
            ),
            _style(
                "Heading2",
                "heading 2",
                f'{_KEEP}{_num(HEADINGS, 1)}{_space(240, 80, 240)}<w:outlineLvl w:val="1"/>',
                _look(12.5, TEAL, bold=True),
                following="Normal",
            ),
            _style(
                "Heading3",
                "heading 3",
                f'{_KEEP}{_num(HEADINGS, 2)}{_space(180, 60, 240)}<w:outlineLvl w:val="2"/>',
                _look(11, BLUE, bold=True),
                following="Normal",
            ),
            *(
                _style(
                    f"Kopzondernummer{level}",
                    f"Kop zonder nummer {level}",
                    f'{_NO_NUMBER}<w:ind w:left="0" w:firstLine="0"/>',
                    based=f"Heading{level}",
                    following="Normal",
                )
                for level in (1, 2, 3)
            ),
            _style("Inleiding", "Inleiding", _space(120, 180), _look(11.5, GREY)),
            _style("Kader", "Kader", f'<w:keepLines/>{box}{_space(180, 200)}<w:ind w:left="227" w:right="142"/>'),
            _style("Organisatie", "Organisatie", f"{_KEEP}{_space(0, 0)}", _look(15, BLUE, bold=True)),
            _style("Regio", "Regio", f"{rule}{_space(0, 240)}", _look(10.5, GREY)),
            _style("Sjabloonregel", "Sjabloonregel", _space(0, 0), _look(8, "8A97A3")),
            _style(
                "Tabelruimte", "Tabelruimte", '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'
            ),
            _style(
                "Sectieeinde", "Sectie-einde", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
            ),
        )
    )


def _list_styles() -> str:
    tight = "<w:contextualSpacing/>"
    return "".join(
        (
            _style("ListBullet", "List Bullet", _num(BULLETS) + _space(0, 90)),
            _style("ListBullet2", "List Bullet 2", _num(BULLETS, 1) + _space(0, 60)),
            _style("ListNumber", "List Number", _num(NUMBERS) + _space(0, 90)),
            _style(
                "Artikel",
                "Artikel",
                f'{_KEEP}{_num(ARTICLES)}{_space(300, 80, 240)}<w:outlineLvl w:val="1"/>',
                _look(12, BLUE, bold=True),
                following="Lid",
            ),
            _style("Lid", "Lid", _num(ARTICLES, 1) + _space(0, 100)),
            _style("Onderdeel", "Onderdeel", _num(ARTICLES, 2) + _space(0, 60)),
            _style(
                "Inhoudsopgave",
                "Inhoudsopgave",
                '<w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs>'
                f'{_space(0, 60)}<w:ind w:left="567" w:hanging="567"/>{tight}',
            ),
        )
    )


def _block_styles() -> str:
    under = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{LINE}"/></w:pBdr>'
    over = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{LINE}"/></w:pBdr>'
    return "".join(
        (
            _style("Tabeltekst", "Tabeltekst", f"{_HYPHENS}{_space(0, 20, 247)}", _look(9.5)),
            _style("Tabelklein", "Tabelklein", "", _look(8), based="Tabeltekst"),
            _style(
                "Tabelkop", "Tabelkop", f"{_KEEP}{_NO_HYPHENS}", _look(9.5, "FFFFFF", bold=True), based="Tabeltekst"
            ),
            _style("Tabelopsomming", "Tabelopsomming", _num(CELL_BULLETS), based="Tabeltekst"),
            _style("Header", "header", under + _space(0, 0), _look(9, GREY)),
            _style("Footer", "footer", over + _space(0, 0), _look(9, GREY)),
            _style("Adresregel", "Adresregel", f"<w:keepNext/>{_space(0, 0)}"),
            _style(
                "Gegevensregel",
                "Gegevensregel",
                '<w:tabs><w:tab w:val="left" w:pos="2268"/></w:tabs>'
                f'{_space(0, 20)}<w:ind w:left="2268" w:hanging="2268"/>',
            ),
            _style("Aanhef", "Aanhef", f"<w:keepNext/>{_space(360, 160)}"),
            _style(
                "Briefkop",
                "Briefkop",
                f'{_space(200, 60, 240)}<w:outlineLvl w:val="0"/>',
                based="Kopzondernummer2",
                following="Normal",
            ),
            _style("Ondertekening", "Ondertekening", f"{_KEEP}{_space(0, 0)}"),
        )
    )
