"""The final check (eindcontrole, users 3.6): what is read from a document, and what is found in it."""

from typing import Literal, NamedTuple

from pydantic import Field as PydanticField

from schemas.values import Noun

WHITE = "wit"
"""The kind of hidden text that is only hidden because it is white."""


class Place(NamedTuple):
    """Where something stands, as a reader would look for it. 0 and "" mean: does not apply or not known.

    ``heading`` is the nearest heading above, with its number; ``paragraph`` counts from that heading; ``page`` is known
    only when the PDF was read as well. ``part`` names what lies outside the running text (``koptekst``, ``voetnoot``).
    In a workbook ``sheet`` and ``cell`` (``B14``) say it all.
    """

    page: int = 0
    heading: str = ""
    paragraph: int = 0
    table: int = 0
    row: int = 0
    part: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return f"blad '{self.sheet}', cel {self.cell}" if self.cell else f"blad '{self.sheet}'"
        words = [f"pagina {self.page}"] if self.page else []
        if self.part:
            words.append(self.part)
        if self.heading:
            words.append(f"onder '{self.heading}'")
        if self.table:
            words.append(f"tabel {self.table}, rij {self.row}" if self.row else f"tabel {self.table}")
        elif self.paragraph and not self.part:
            words.append(f"alinea {self.paragraph}")
        return ", ".join(words)


class Paragraph(NamedTuple):
    """A paragraph as a reader sees it: without deleted text and field codes. A heading has ``level`` 1 to 9.

    ``number`` is what Word puts before it (``Artikel 7``, ``7.1``, ``a.``), "" for a bullet or nothing; ``depth`` is
    its level in a list, -1 outside lists. ``table``, ``row`` and ``column`` count from 1 for text in a table.
    """

    text: str
    place: Place
    style: str = ""
    level: int = 0
    number: str = ""
    depth: int = -1
    table: int = 0
    row: int = 0
    column: int = 0

    @property
    def shown(self) -> str:
        """The text with its number, as it is printed."""
        return f"{self.number} {self.text}".strip()


class Table(NamedTuple):
    """The text of every cell, row by row; a merged cell has its text once."""

    rows: tuple[tuple[str, ...], ...]
    place: Place


class Trace(NamedTuple):
    """Something of the making that should not go out: a change, a comment, marked or hidden text."""

    text: str
    place: Place
    author: str = ""
    kind: str = ""


class Field(NamedTuple):
    """A Word field: its code (``REF _Ref123 \\h``) and the text it shows."""

    code: str
    shown: str
    place: Place


class Picture(NamedTuple):
    """A picture: its text for who cannot see it, and whether the picture itself is in the file."""

    description: str
    present: bool
    place: Place


class Properties(Noun):
    """The properties of a file that others can read."""

    title: str = ""
    author: str = ""
    last_author: str = ""
    language: str = ""
    company: str = ""
    manager: str = ""
    template: str = ""


class PdfFacts(Noun):
    """What is read from a PDF. ``fonts`` are the names in it, ``loose_fonts`` those that are not in the file.

    ``kept`` is False for a PDF that was only made to look at: only its pages and fonts say something.
    """

    pages: int
    size: int
    properties: Properties
    tagged: bool
    fonts: frozenset[str]
    loose_fonts: frozenset[str]
    page_sizes: tuple[tuple[int, int], ...]
    kept: bool = True


class DocumentFacts(Noun):
    """Everything the checks need of one document, as plain facts.

    ``fonts`` are the fonts its text uses, ``other_names`` per font what else it may be set in, ``embedded_fonts`` what
    the file brings along. Page sizes are in millimetres, the short side first; ``size`` is in bytes. Of a ``pdf``
    and of ``sheets`` (a workbook) less is known than of a ``word`` file: no headings, no fonts that should be used.
    """

    file: str
    size: int
    form: Literal["word", "pdf", "sheets"] = "word"
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...] = ()
    changes: tuple[Trace, ...] = ()
    comments: tuple[Trace, ...] = ()
    highlights: tuple[Trace, ...] = ()
    hidden: tuple[Trace, ...] = ()
    fields: tuple[Field, ...] = ()
    bookmarks: frozenset[str] = frozenset()
    fonts: frozenset[str] = frozenset()
    other_names: dict[str, tuple[str, ...]] = PydanticField(default_factory=dict)
    embedded_fonts: frozenset[str] = frozenset()
    pictures: tuple[Picture, ...] = ()
    properties: Properties = Properties()
    language: str = ""
    page_sizes: tuple[tuple[int, int], ...] = ()
    pdf: PdfFacts | None = None

    @property
    def kept_pdf(self) -> PdfFacts | None:
        """The PDF that goes out with the document."""
        return self.pdf if self.pdf and self.pdf.kept else None


class CheckFinding(Noun):
    """One remark of the final check. ``blocks``: the document may not become final with it.

    ``problem`` and ``remedy`` are Dutch sentences: what is wrong, and what to do.
    """

    code: str
    blocks: bool
    place: Place
    problem: str
    remedy: str

    @property
    def sentence(self) -> str:
        """Place, problem and remedy in one line."""
        where = str(self.place)
        return f"{where}: {self.problem} {self.remedy}" if where else f"{self.problem} {self.remedy}"


class CheckReport(Noun):
    """What the final check says of one file, in the order of the checks."""

    file: str
    findings: tuple[CheckFinding, ...]

    @property
    def blocking(self) -> tuple[CheckFinding, ...]:
        return tuple(row for row in self.findings if row.blocks)

    @property
    def warnings(self) -> tuple[CheckFinding, ...]:
        return tuple(row for row in self.findings if not row.blocks)


class SlipList(Noun):
    """The slips that the check knows, as kept in tender_templates/nakijken, each with what it should be.

    ``words`` are whole words in small letters, ``phrases`` stand word for word. ``ordinary`` are words that look like
    the name of a place and are none.
    """

    words: dict[str, str] = PydanticField(default_factory=dict)
    phrases: dict[str, str] = PydanticField(default_factory=dict)
    ordinary: frozenset[str] = frozenset()
