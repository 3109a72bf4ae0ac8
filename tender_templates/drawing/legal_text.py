"""Legal text as data: parts, articles and clauses, how they are numbered, and how one refers to another.

A text names another article by its key, ``«opzegging»``, or by key and clause, ``«opzegging:2»``; the number is looked
up when the text is drawn, so that moving an article never leaves a wrong reference behind. Word itself numbers what is
printed; both follow the order of the data.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from tender_templates.drawing.style import para


@dataclass(frozen=True)
class Clause:
    """A numbered member (lid) of an article, with the lettered items under it."""

    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Insert:
    """The place in an article where a table from the tender's data stands."""

    name: str


@dataclass(frozen=True)
class Article:
    """An article: its key for references, its title, and its members in order. Plain text is a clause without items."""

    key: str
    title: str
    body: tuple[str | Clause | Insert, ...]

    def clauses(self) -> tuple[Clause, ...]:
        """Return the numbered members only."""
        return tuple(Clause(one) if isinstance(one, str) else one for one in self.body if not isinstance(one, Insert))


@dataclass(frozen=True)
class Numbering:
    """How a part counts: the word before the number, Word's number format, and the text in front of a clause.

    ``clause`` is Word's own pattern: ``%1`` is the article's number and ``%2`` that of the clause.
    """

    key: int
    word: str
    form: str
    clause: str

    def label(self, position: int) -> str:
        """Return the number that Word prints for the article on ``position``, counted from 1."""
        return chr(ord("A") + position - 1) if self.form == "upperLetter" else str(position)


SECTIONS = Numbering(11, "Onderdeel", "decimal", "%2.")
LETTERS = Numbering(12, "Artikel", "upperLetter", "%1.%2")
FIGURES = Numbering(13, "Artikel", "decimal", "%1.%2")


@dataclass(frozen=True)
class Part:
    """A part of an agreement: a heading, a sentence that says for whom it is, and its articles."""

    title: str
    introduction: str
    numbering: Numbering
    articles: tuple[Article, ...]


def dense(document: Document) -> None:
    """Set articles closer than the house style does for reports, so that an agreement stays within its pages."""
    for name, size, before, after in (("Artikel", 11.5, 10, 3), ("Lid", 10, 1.5, 2), ("Onderdeel", 10, 0, 1.5)):
        style = document.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.0


References = Mapping[str, str]


def references(parts: Sequence[Part]) -> dict[str, str]:
    """Return what a reference to each article and each clause reads like: ``artikel C`` or ``artikel 4, lid 2``."""
    found: dict[str, str] = {}
    for part in parts:
        for position, article in enumerate(part.articles, start=1):
            if article.key in found:
                raise ValueError(f"two articles share the key {article.key!r}")
            name = f"{part.numbering.word.lower()} {part.numbering.label(position)}"
            found[article.key] = name
            for number in range(1, len(article.clauses()) + 1):
                found[f"{article.key}:{number}"] = f"{name}, lid {number}"
    return found


def resolve(text: str, known: References) -> str:
    """Return ``text`` with every ``«key»`` replaced; an unknown key is a mistake in the text and raises KeyError."""
    return re.sub(r"«([^»]+)»", lambda match: known[match.group(1)], text)


def draw_part(
    document: Document,
    part: Part,
    known: References,
    inserts: Mapping[str, Callable[[Document], None]],
) -> None:
    """Draw the articles of ``part``; ``inserts`` draws the tables by name."""
    _define(document, part.numbering)
    for article in part.articles:
        _numbered(document, article.title, "Artikel", part.numbering, 0)
        for index, member in enumerate(article.body):
            if isinstance(member, Insert):
                inserts[member.name](document)
                continue
            clause = Clause(member) if isinstance(member, str) else member
            following = article.body[index + 1] if index + 1 < len(article.body) else None
            _clause(document, clause, part.numbering, known, before_table=isinstance(following, Insert))


def _clause(document: Document, clause: Clause, numbering: Numbering, known: References, *, before_table: bool) -> None:
    line = _numbered(document, resolve(clause.text, known), "Lid", numbering, 1)
    line.paragraph_format.keep_with_next = bool(clause.items) or before_table or None
    for position, item in enumerate(clause.items, start=1):
        line = _numbered(document, resolve(item, known), "Onderdeel", numbering, 2)
        # Neither the first nor the last item of a list stands alone on a page.
        line.paragraph_format.keep_with_next = position in (1, len(clause.items) - 1) or None


def _numbered(document: Document, text: str, style: str, numbering: Numbering, level: int) -> Paragraph:
    paragraph = para(document, text, style)
    properties = paragraph._p.get_or_add_pPr()
    marks = properties.get_or_add_numPr()
    marks.get_or_add_ilvl().val = level
    marks.get_or_add_numId().val = numbering.key
    return paragraph


def _define(document: Document, numbering: Numbering) -> None:
    """Add the numbering to the document's own. Word wants all abstract numberings before the first concrete one."""
    levels = (
        (numbering.form, f"{numbering.word} %1", 1474 if numbering.word == "Onderdeel" else 1247, None),
        ("decimal", numbering.clause, 680, 680),
        ("lowerLetter", "%3.", 1134, 454),
    )
    xml = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="tab"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{indent}"/></w:tabs>'
        f'<w:ind w:left="{indent}" w:hanging="{hanging or indent}"/></w:pPr></w:lvl>'
        for level, (form, text, indent, hanging) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{numbering.key}"><w:nsid w:val="0A1B2C{numbering.key:02d}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{xml}</w:abstractNum>'
    )
    root.find(qn("w:num")).addprevious(abstract)
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{numbering.key}"><w:abstractNumId w:val="{numbering.key}"/></w:num>')
    )
