"""The hand that makes a Word form: questions as headings, an empty answer area under each, fields filled in before.

Every field, answer area and explanation is a content control with a tag, by which the form is read back.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from flows.tasks._packages import pack

FIELD, ANSWER, HINT = "inkoop-veld:", "inkoop-antwoord:", "inkoop-uitleg:"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


class FormField(NamedTuple):
    """A field above the questions: its name, what is filled in before, what may be chosen, and how we ask for it."""

    name: str
    value: str = ""
    choices: tuple[str, ...] = ()
    asked: str = ""


class FormQuestion(NamedTuple):
    """A question: the code by which the answer is known, the heading, and a word of explanation."""

    code: str
    heading: str
    hint: str = ""


def write_form(
    title: str,
    intro: Sequence[str],
    fields: Sequence[FormField],
    questions: Sequence[FormQuestion],
    *,
    author: str = "",
    moment: datetime = _UNDATED,
) -> bytes:
    """A .docx on A4; the same arguments give the same bytes. ``moment`` is the date shown as created."""
    made = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return pack(
        {
            "[Content_Types].xml": _TYPES.encode(),
            "_rels/.rels": _PACKAGE_RELATIONS.encode(),
            "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS.encode(),
            "word/styles.xml": _STYLES.encode(),
            "docProps/core.xml": _properties(title, author, made).encode(),
            "word/document.xml": _document(title, intro, fields, questions).encode(),
        }
    )


def _document(title: str, intro: Sequence[str], fields: Sequence[FormField], questions: Sequence[FormQuestion]) -> str:
    number = 0
    body = [_locked("titel", _paragraph(title, "Title"), number := number + 1)]
    body += [_locked("uitleg", _paragraph(text), number := number + 1) for text in intro]
    for field in fields:
        body.append(_locked("label", _paragraph(field.asked or field.name, "Toelichting"), number := number + 1))
        body.append(_field(field, number := number + 1))
    for question in questions:
        body.append(_paragraph(question.heading, "Heading1"))
        if question.hint:
            body.append(_locked("uitleg", _paragraph(question.hint, "Toelichting"), number := number + 1))
        body.append(_answer(question, number := number + 1))
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708"'
        ' w:gutter="0"/>'
        "</w:sectPr>"
    )
    return f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{"".join(body)}{page}</w:body></w:document>'


def _paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    runs = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(line) for line in text.split("\n"))
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{runs}</w:t></w:r></w:p>'


def _hint(text: str) -> str:
    return f'<w:p><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>'


def _control(name: str, tag: str, number: int, kind: str, content: str) -> str:
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(name)}/><w:tag w:val={quoteattr(tag)}/>"
        f'<w:id w:val="{number}"/>{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
    )


def _locked(name: str, content: str, number: int) -> str:
    """Explanation of ours: it cannot be typed in, so that no answer ends up in it."""
    return _control(name, f"{HINT}{name}", number, '<w:lock w:val="sdtContentLocked"/>', content)


def _field(field: FormField, number: int) -> str:
    if field.choices:
        items = "".join(
            f"<w:listItem w:displayText={quoteattr(choice)} w:value={quoteattr(choice)}/>" for choice in field.choices
        )
        kind = f'<w:lock w:val="sdtLocked"/>{_shows_hint(field.value)}<w:dropDownList>{items}</w:dropDownList>'
    else:
        kind = f'<w:lock w:val="sdtLocked"/>{_shows_hint(field.value)}<w:text/>'
    empty = f"Kies: {' of '.join(field.choices)}." if field.choices else "Typ hier."
    content = _paragraph(field.value) if field.value else _hint(empty)
    return _control(field.name, f"{FIELD}{field.name}", number, kind, content)


def _answer(question: FormQuestion, number: int) -> str:
    kind = '<w:lock w:val="sdtLocked"/><w:showingPlcHdr/><w:richText/>'
    return _control("Uw antwoord", f"{ANSWER}{question.code}", number, kind, _hint("Typ hier uw antwoord."))


def _shows_hint(value: str) -> str:
    return "" if value else "<w:showingPlcHdr/>"


def _properties(title: str, author: str, made: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f'<dc:language>nl-NL</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified></cp:coreProperties>'
    )


_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_OFFICE}.styles+xml"/>'
    '<Override PartName="/docProps/core.xml"'
    ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_PACKAGE_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
_DOCUMENT_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/></Relationships>'
)


def _style(kind: str, name: str, shown: str, properties: str) -> str:
    default = ' w:default="1"' if name == "Normal" else ""
    return f'<w:style w:type="{kind}"{default} w:styleId="{name}"><w:name w:val="{shown}"/>{properties}</w:style>'


_GREY = '<w:rPr><w:color w:val="595959"/></w:rPr>'
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/><w:lang w:val="nl-NL"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults>"
    + _style("paragraph", "Normal", "Normal", "")
    + _style("paragraph", "Title", "Title", '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>')
    + _style(
        "paragraph",
        "Heading1",
        "heading 1",
        '<w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="360"/><w:outlineLvl w:val="0"/></w:pPr>'
        '<w:rPr><w:b/><w:sz w:val="26"/></w:rPr>',
    )
    + _style("paragraph", "Toelichting", "Toelichting", f'<w:next w:val="Normal"/>{_GREY}')
    + _style("character", "PlaceholderText", "Placeholder Text", _GREY)
    + "</w:styles>"
)
