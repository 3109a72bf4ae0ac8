"""Pairs with sections, pictures, links, text boxes, notes and tables that came, went and moved: marks and index agree.

That they agree is what ``compared`` proves before it gives anything back; the two versions are judged from outside.
"""

import io
import random
import struct
import zlib
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from openpyxl import load_workbook

from flows.papers.comparison import compare
from flows.tasks import redline
from flows.tasks._redline_differences import marked_texts
from flows.tasks._redline_parts import Package
from tests import tracked_changes as standard
from tests.tasks.test_redline_outside import STYLES, W, said, type_in, with_notes

MOMENT = datetime(2025, 3, 17, 9, 0, tzinfo=UTC)
KINDS = ("text", "text", "text", "picture", "link", "section", "box", "table", "note")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="{OFFICE}"'

Block = tuple[str, str, int]
"""A kind, its text, and what makes the rest of it."""


def block(rng: random.Random) -> Block:
    return rng.choice(KINDS), said(rng), rng.randrange(10**6)


def changed(blocks: list[Block], rng: random.Random) -> list[Block]:
    found = list(blocks)
    for _ in range(rng.randint(1, 6)):
        place, what = rng.randrange(len(found)), rng.randrange(4)
        if what == 0:
            found.insert(place, block(rng))
        elif what == 1 and len(found) > 1:
            found.pop(place)
        elif what == 2:
            found.insert(rng.randrange(len(found)), found.pop(place))
        else:
            kind, _, rest = found[place]
            found[place] = kind, said(rng), rest + rng.randrange(2)
    return found


def paper(blocks: list[Block], header: str = "") -> bytes:
    document, notes = docx.Document(), list[str]()
    for kind, text, rest in blocks:
        rng = random.Random(rest)
        if kind == "section":
            section = document.add_section(WD_SECTION.NEW_PAGE)
            if rest % 2:
                section.header.is_linked_to_previous = False
                section.header.paragraphs[0].text = text
            continue
        if kind == "table":
            for row in document.add_table(2, 2).rows:
                for cell in row.cells:
                    type_in(cell.paragraphs[0], said(rng), rng)
            continue
        paragraph = document.add_paragraph(style=rng.choice(STYLES))
        type_in(paragraph, text, rng)
        if kind == "note":
            notes.append(said(rng))
        add_to(paragraph, kind, rest, len(notes), rng)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    buffer = io.BytesIO()
    document.save(buffer)
    return with_notes(buffer.getvalue(), notes) if notes else buffer.getvalue()


def add_to(paragraph: Any, kind: str, rest: int, notes: int, rng: random.Random) -> None:
    """Put a picture, link, text box or note at the end of a paragraph."""
    if kind == "picture":
        paragraph.add_run().add_picture(io.BytesIO(picture(rest % 250)))
    elif kind == "link":
        number = paragraph.part.relate_to(f"https://x.example/{rest % 7}", f"{OFFICE}/hyperlink", is_external=True)
        run = f"<w:r><w:t>link {rest % 3}</w:t></w:r>"
        paragraph._p.append(parse_xml(f'<w:hyperlink {NAMESPACES} r:id="{number}">{run}</w:hyperlink>'))
    elif kind == "box":
        paragraph._p.append(parse_xml(box(said(rng))))
    elif kind == "note":
        run = paragraph.add_run()._r
        run.append(run.makeelement(f"{{{W}}}footnoteReference", {f"{{{W}}}id": str(notes)}))


def box(text: str) -> str:
    inner = f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    shape = f"<v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape>"
    return f"<w:r {NAMESPACES}><w:pict>{shape}</w:pict></w:r>"


def picture(colour: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes([0, colour, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("seed", range(15))
def test_marks_and_index_are_the_same_set_whatever_moves(seed: int) -> None:
    rng = random.Random(seed)
    blocks = [block(rng) for _ in range(rng.randint(2, 10))]
    old = paper(blocks, rng.choice(["", "Kop A"]))
    new = paper(changed(blocks, rng), rng.choice(["", "Kop A", "Kop B"]))
    made = redline.compared(old, new, author="Inkoop & Co", moment=MOMENT)
    assert Counter(marked_texts(Package(made.docx))) == Counter(
        (one.old_text, one.new_text) for one in made.differences
    )
    for accept, side in ((True, new), (False, old)):
        assert standard.lines(standard.resolved(made.docx, accept=accept)) == standard.lines(standard.parts(side))


def test_a_note_that_moved_with_its_text_went_and_came() -> None:
    first, other, last = ("note", "Eerste zin met een noot.", 5), ("text", "Iets anders.", 2), ("text", "Slot.", 4)
    made = redline.compared(paper([first, other, last]), paper([other, first, last]), author="I", moment=MOMENT)
    places = [(one.place, bool(one.old_text)) for one in made.differences]
    assert ("voetnoot 1", False) in places and ("voetnoot", True) in places


def test_a_text_too_long_for_a_cell_is_cut_and_points_to_the_redline() -> None:
    long = "Dit is een erg lange afspraak. " * 1200
    made = compare(paper([("text", "Kort.", 1)]), paper([("text", long, 1)]))
    assert made.differences[0].new_text == long
    (_, cells) = load_workbook(io.BytesIO(made.index)).active.iter_rows(values_only=True)
    assert len(str(cells[4])) == 32_767 and str(cells[4]).endswith("lees verder in de redline]")


def shown(number: int, words: str = "Kijk hier.") -> list[Block]:
    return [("text", "Begin.", 1), ("picture", words, number), ("text", "Slot.", 4)]


def linked(number: int) -> list[Block]:
    return [("text", "Begin.", 1), ("link", "Dien in via", number)]


def found(old: list[Block], new: list[Block]) -> list[tuple[str, str, str]]:
    made = redline.compared(paper(old), paper(new), author="I", moment=MOMENT)
    return [(one.place.rpartition(", ")[2], one.old_text, one.new_text) for one in made.differences]


def test_another_picture_or_address_is_a_row_of_its_own_beside_a_text_that_stays() -> None:
    assert found(shown(10), shown(10)) == []
    assert found(shown(10), shown(260)) == []  # the same picture, made again
    assert found(shown(10), shown(20)) == [
        ("afbeelding of link", "Afbeelding: Picture 1", "Afbeelding: Picture 1 (een andere versie)")
    ]
    assert found(linked(3), linked(6)) == [  # both say "link 0"
        ("afbeelding of link", "Link naar https://x.example/3", "Link naar https://x.example/6")
    ]


def test_a_picture_that_came_or_went_with_its_text_is_named_too() -> None:
    without = [("text", "Begin.", 1), ("text", "Slot.", 4)]
    came = [("", "Kijk hier."), ("", "Afbeelding: Picture 1")]
    assert sorted((old, new) for _, old, new in found(without, shown(10))) == sorted(came)
    assert sorted((new, old) for _, old, new in found(shown(10), without)) == sorted(came)
