"""Pairs of Word files made by another program, judged by a reading of the standard that shares nothing with ours."""

import io
import random
import zipfile
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

import docx
import pytest

from flows.papers.comparison import compare
from flows.tasks import redline
from tests import tracked_changes as standard
from tests.builders import NAMES
from tests.random_changes import Changes
from tests.two_versions import AGREEMENT, next_version, printed, record
from tests.two_versions import contents as documents

MOMENT = datetime(2025, 3, 17, 9, 0, tzinfo=UTC)
WORDS = [
    "de aanbieder",
    "levert",
    "1.250,00 euro",
    "niet",
    "&",
    "<x>",
    "a  b",
    "A\xa0B",
    "🙂",
    "tab\teen",
    "regel\neen",
]
STYLES = ["Normal", "Heading 1", "List Bullet", "List Number", "Quote"]
W = standard.W[1:-1]

Block = tuple[str, Any, int]
"""A style with a text, or "" with the rows of a table; and how its text is cut in runs."""


def said(rng: random.Random) -> str:
    return " ".join(rng.choice([*WORDS, *WORDS, rng.choice(NAMES)]) for _ in range(rng.randint(0, 8)))


def block(rng: random.Random) -> Block:
    if rng.random() < 0.8:
        return rng.choice(STYLES), said(rng), rng.randrange(10**6)
    width = rng.randint(1, 3)
    return "", [[said(rng) for _ in range(width)] for _ in range(rng.randint(1, 4))], rng.randrange(10**6)


def changed(blocks: list[Block], rng: random.Random) -> list[Block]:
    """Paragraphs, rows, cells and columns that came, went, moved, or read or look otherwise."""
    found = deepcopy(blocks)
    for _ in range(rng.randint(1, 7)):
        place, what = rng.randrange(len(found)), rng.randrange(6)
        style, content, cut = found[place]
        if what == 0:
            found.insert(place, block(rng))
        elif what == 1 and len(found) > 1:
            found.pop(place)
        elif what == 2:
            found.insert(rng.randrange(len(found)), found.pop(place))
        elif style:
            words = content.split(" ")
            words[place % len(words) : place % len(words) + rng.randrange(2)] = [said(rng)]
            found[place] = rng.choice([style, rng.choice(STYLES)]), " ".join(words), rng.choice([cut, cut + 1])
        elif what == 3:
            content.insert(rng.randrange(len(content)), [said(rng) for _ in content[0]])
        elif what == 4 and len(content) > 1:
            content.pop()
        else:
            content[rng.randrange(len(content))][0] = said(rng)
    return found


def paper(blocks: list[Block], header: str, notes: list[str]) -> bytes:
    """A file from python-docx's own template; every note stands behind a paragraph of its own."""
    document = docx.Document()
    for style, content, cut in blocks:
        rng = random.Random(cut)
        if style:
            type_in(document.add_paragraph(style=style), content, rng)
            continue
        table = document.add_table(len(content), len(content[0]))
        for row, texts in zip(table.rows, content, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                type_in(cell.paragraphs[0], text, rng)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    for number, _ in enumerate(notes, start=1):
        run = document.add_paragraph(f"Met noot {number}").add_run()
        run._r.append(run._r.makeelement(f"{{{W}}}footnoteReference", {f"{{{W}}}id": str(number)}))
    buffer = io.BytesIO()
    document.save(buffer)
    return with_notes(buffer.getvalue(), notes) if notes else buffer.getvalue()


def type_in(paragraph: Any, text: str, rng: random.Random) -> None:
    """Type a text in runs that end in the middle of words, some of them bold."""
    while text:
        size = rng.randint(1, 9)
        paragraph.add_run(text[:size]).bold = rng.random() < 0.3 or None
        text = text[size:]


def with_notes(data: bytes, notes: list[str]) -> bytes:
    listed = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(notes, start=1)
    )
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    fresh = {
        "[Content_Types].xml": (
            "</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{office}"/></Types>',
        ),
        "word/_rels/document.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rId900" Type="{relation}" Target="footnotes.xml"/></Relationships>',
        ),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            before, after = fresh.get(name, ("", ""))
            target.writestr(name, source.read(name).decode().replace(before, after) if before else source.read(name))
        target.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{W}">{listed}</w:footnotes>')
    return buffer.getvalue()


def assert_exact(old: bytes, new: bytes) -> bytes:
    made = redline.compared(old, new, author="Inkoop & Co", moment=MOMENT).docx
    assert standard.faults_of_form(made) == []
    for accept, side in ((True, new), (False, old)):
        found, wanted = standard.resolved(made, accept=accept), standard.parts(side)
        assert standard.lines(found) == standard.lines(wanted)
        assert standard.shape(found) == standard.shape(wanted)
        assert standard.looks(found) == standard.looks(wanted)
        own = (redline.accept_all if accept else redline.reject_all)(made)
        assert standard.lines(standard.parts(own)) == standard.lines(wanted)
    return made


@pytest.mark.parametrize("seed", range(30))
def test_any_pair_is_given_back_to_the_letter(seed: int) -> None:
    rng = random.Random(seed)
    blocks = [block(rng) for _ in range(rng.randint(1, 10))]
    notes = [f"Zie artikel 4 van de wet. {said(rng)}" for _ in range(rng.randrange(4))]
    after = [note + rng.choice(["", " & meer."]) for note in notes if rng.random() < 0.8]
    old = paper(blocks, rng.choice(["", "Kop A"]), notes)
    new = paper(changed(blocks, rng), rng.choice(["", "Kop A", "Kop B & <c>"]), after)
    assert_exact(old, new)
    made = compare(old, new)
    assert seed % 10 or compare(old, new) == made, "the same two files, and other bytes"


@pytest.mark.parametrize("seed", range(2))
def test_the_framework_agreement_is_given_back_to_the_letter(seed: int) -> None:
    old = printed(documents(record())[AGREEMENT])
    assert_exact(old, next_version(AGREEMENT, Changes(redline.passages(old), seed).rows))


def test_the_index_has_the_headers_and_notes_too() -> None:
    old = paper([("Normal", "De termijn is twaalf maanden.", 1)], "Kop A", ["Zie de Jeugdwet, artikel 2.11."])
    new = paper([("Normal", "De termijn is negen maanden.", 1)], "Kop B", ["Zie de Jeugdwet, artikel 2.12."])
    assert [(one.place, one.old_text, one.new_text) for one in compare(old, new).differences] == [
        ("De termijn is twaalf maanden.", "De termijn is twaalf maanden.", "De termijn is negen maanden."),
        ("voetnoot 1", "Zie de Jeugdwet, artikel 2.11.", "Zie de Jeugdwet, artikel 2.12."),
        ("koptekst", "Kop A", "Kop B"),
    ]
