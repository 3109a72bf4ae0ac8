"""A redline gives both versions back, exactly: by our own accepting and rejecting, and as LibreOffice reads it."""

import difflib
import io
import subprocess
import zipfile
from collections import Counter
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from flows.rules.changes.redline import check
from flows.tasks import redline
from flows.tasks._office import find_soffice
from flows.tasks._packages import pack, unpack
from flows.tasks._redline_diff import EQUAL, Item, aligned, blocks, matches, readable, words
from flows.tasks._redline_parts import RUN, Package, canonical
from schemas.errors import InputRefusedError, PermanentError
from schemas.redline import Edit, EditKind
from tests.random_changes import Changes
from tests.two_versions import AGREEMENT, contents, next_version, printed, record

MOMENT = datetime(2025, 3, 17, 9, 0, tzinfo=UTC)
AUTHOR = "Inkoopbureau Berg, Dal & Veld"
SEEDS = range(50)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
VML = "urn:schemas-microsoft-com:vml"
NAMES = {"text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0"}

BASE = printed(contents(record())[AGREEMENT])
EMPTY = unpack(BASE, "leeg")


def marked(old: bytes, new: bytes) -> bytes:
    return redline.compared(old, new, author=AUTHOR, moment=MOMENT).docx


def normal(data: bytes) -> dict[str, str]:
    """Everything a reader can see, properties included; only how text is divided over runs does not count."""
    package = Package(data)
    for root in package.roots.values():
        for run in list(root.iter(RUN)):
            content = [one for one in run if one.tag != qn("w:rPr")]
            place = run
            for one in content[1:]:
                part = deepcopy(run)
                for old in [old for old in part if old.tag != qn("w:rPr")]:
                    part.remove(old)
                part.append(one)
                place.addnext(part)
                place = part
        for run in list(root.iter(RUN)):
            _join(run)
    return {part: canonical(root) for part, root in package.roots.items()}


def _join(run: Any) -> None:
    words_in_it = run.find(qn("w:t"))
    if words_in_it is None:
        return
    words_in_it.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    before = run.getprevious()
    if not words_in_it.text:
        run.getparent().remove(run)
    elif before is not None and before.tag == RUN and before.find(qn("w:t")) is not None and look(before) == look(run):
        words_in_it.text = before.find(qn("w:t")).text + words_in_it.text
        before.getparent().remove(before)


def look(run: Any) -> str:
    found = run.find(qn("w:rPr"))
    return "" if found is None else canonical(found)


def assert_gives_both(old: bytes, new: bytes) -> bytes:
    return assert_exact(old, new).docx


def assert_exact(old: bytes, new: bytes) -> redline.Redline:
    whole = redline.compared(old, new, author=AUTHOR, moment=MOMENT)
    made = whole.docx
    for given_back, version in ((redline.accept_all(made), new), (redline.reject_all(made), old)):
        assert redline.text_of(given_back) == redline.text_of(version)
        assert redline.same(given_back, version)
        assert normal(given_back) == normal(version)
    return whole


# The framework agreement: fifty pairs of versions


@pytest.mark.parametrize("seed", SEEDS)
def test_accepting_rejecting_and_the_index_agree_exactly(seed: int) -> None:
    """Every second pair starts from a version that was changed before."""
    earlier = Changes(redline.passages(BASE), seed + 1000, amount=5).rows if seed % 2 else []
    old = next_version(AGREEMENT, earlier) if earlier else BASE
    changes = Changes(redline.passages(old), seed, first=len(earlier) + 1)
    new = next_version(AGREEMENT, [*earlier, *changes.rows])
    made = assert_exact(old, new)
    found = tuple(one for one in made.differences if not one.administrative)
    assert Counter((one.old_text, one.new_text) for one in found) == Counter(changes.expected)
    assert check(changes.rows, found) == ()
    for place in range(len(changes.rows)):
        assert check(changes.rows[:place] + changes.rows[place + 1 :], found) != (), "a row was left out and not missed"
    for place in range(len(found)):
        assert check(changes.rows, found[:place] + found[place + 1 :]) != (), "a difference was left out and not missed"


def test_a_list_that_is_not_what_the_marks_change_is_refused() -> None:
    new = next_version(AGREEMENT, Changes(redline.passages(BASE), 6).rows)
    made = redline.compared(BASE, new, author=AUTHOR, moment=MOMENT)
    redline.prove(made, BASE, new)
    for place, one in enumerate(made.differences):
        others = made.differences[:place] + made.differences[place + 1 :]
        for listed in (others, (*others, one, one), (*others, one.model_copy(update={"new_text": "iets anders"}))):
            with pytest.raises(PermanentError, match="lijst van verschillen"):
                redline.prove(made._replace(differences=listed), BASE, new)
    with pytest.raises(PermanentError, match="niet precies terug"):
        redline.prove(made, new, new)


def test_the_same_versions_give_the_same_bytes() -> None:
    new = next_version(AGREEMENT, Changes(redline.passages(BASE), 1).rows)
    assert marked(BASE, new) == marked(BASE, new)


def test_marks_have_a_number_of_their_own_and_name_the_organisation() -> None:
    new = next_version(AGREEMENT, Changes(redline.passages(BASE), 2).rows)
    package = Package(marked(BASE, new))
    marks = [one for root in package.roots.values() for one in root.iter() if one.get(qn("w:author")) is not None]
    assert len(marks) > 20
    numbers = Counter(one.get(qn("w:id")) for root in package.roots.values() for one in root.iter() if one in marks)
    assert set(numbers.values()) == {1}
    assert {one.get(qn("w:author")) for one in marks} == {AUTHOR}
    assert {one.get(qn("w:date")) for one in marks} == {"2025-03-17T09:00:00Z"}
    assert docx.Document(io.BytesIO(package.packed())).paragraphs


def test_the_version_in_the_footer_is_marked_too_and_is_no_difference() -> None:
    new = printed(contents(record())[AGREEMENT], "1.1", "3 juli 2025")
    made = assert_gives_both(BASE, new)
    footers = [root for part, root in Package(made).roots.items() if "footer" in part]
    assert any("1.0" in "".join(one.itertext()) for root in footers for one in root.iter(qn("w:del")))
    assert redline.differences(BASE, new) == ()


@pytest.mark.parametrize("title", contents(record()))
def test_equal_versions_have_nothing_marked(title: str) -> None:
    data = printed(contents(record())[title])
    made = assert_gives_both(data, data)
    assert not any(one.get(qn("w:author")) for root in Package(made).roots.values() for one in root.iter())


# Any document


def paper(body: str) -> bytes:
    """A small document with this body, with the house's styles and numbering."""
    start = EMPTY["word/document.xml"].decode()
    end = start[start.rindex("<w:sectPr") : start.rindex("</w:body>")]
    head = start[: start.index("<w:body>") + len("<w:body>")]
    return pack(EMPTY | {"word/document.xml": f"{head}{body}{end}</w:body></w:document>".encode()})


def p(*runs: str, style: str = "Normal", mark: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{mark}</w:pPr>{"".join(runs)}</w:p>'


def r(text: str, look_like: str = "", tag: str = "t") -> str:
    props = f"<w:rPr>{look_like}</w:rPr>" if look_like else ""
    return f'<w:r>{props}<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    width = max(map(len, rows))
    grid = '<w:gridCol w:w="2000"/>' * width
    lines = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="Huistabel"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>'


SAID = st.one_of(
    st.lists(st.sampled_from(["een", "twee", "drie", "&", "<x>", "{{ 7*7 }}", "'t", "1.250,00", "–"]), max_size=7).map(
        " ".join
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="￾￿"), max_size=12),
)
STYLES = st.sampled_from(["Normal", "Lid", "Onderdeel", "Heading1", "ListBullet", "Artikel"])
LOOKS = st.sampled_from(["", "<w:b/>", '<w:i/><w:sz w:val="28"/>'])
RUNS = st.builds(r, SAID, LOOKS)
PARAGRAPHS = st.builds(lambda runs, style: p(*runs, style=style), st.lists(RUNS, max_size=3), STYLES)
CELLS = st.lists(PARAGRAPHS, min_size=1, max_size=3).map("".join)
TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.tuples(*[CELLS] * width), min_size=1, max_size=4).map(lambda rows: table(*rows) + p())
)
BODIES = st.lists(st.one_of(PARAGRAPHS, PARAGRAPHS, TABLES), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_two_documents_come_back_whole(data: st.DataObject) -> None:
    old = data.draw(BODIES)
    kept = data.draw(st.lists(st.sampled_from(old), max_size=8))
    new = data.draw(st.permutations([*kept, *data.draw(BODIES)]))
    assert_gives_both(paper("".join(old)), paper("".join(new)))


@given(st.lists(st.integers(0, 5), max_size=30), st.lists(st.integers(0, 5), max_size=30))
def test_blocks_cover_both_sides_and_equal_ones_are_equal(old: list[int], new: list[int]) -> None:
    found = blocks(old, new)
    assert [i for one in found for i in range(one.i1, one.i2)] == list(range(len(old)))
    assert [j for one in found for j in range(one.j1, one.j2)] == list(range(len(new)))
    assert all(old[one.i1 : one.i2] == new[one.j1 : one.j2] for one in found if one.tag == EQUAL)
    assert matches(old, old) == [(i, i) for i in range(len(old))]


@given(st.text())
def test_words_lose_no_sign(text: str) -> None:
    assert "".join(words(text)) == text


ITEMS = st.builds(
    lambda said, label: Item("p", said, label, Counter(said.split())),
    st.sampled_from(["een twee", "een twee drie", "vier", "", "vijf zes zeven"]),
    st.sampled_from(["", "4.1", "4.2"]),
)


@given(st.lists(ITEMS, max_size=8), st.lists(ITEMS, max_size=8))
def test_every_paragraph_stands_opposite_one_or_none(old: list[Item], new: list[Item]) -> None:
    rows = aligned(old, new)
    assert [i for i, _ in rows if i is not None] == list(range(len(old)))
    assert [j for _, j in rows if j is not None] == list(range(len(new)))
    assert (None, None) not in rows


# How it reads


def shown(old: str, new: str) -> str:
    """A sentence with its changes as a reader sees them: [gone] and {come}."""
    before, after = words(old), words(new)
    made = ""
    for one in readable(before, after):
        if one.tag == EQUAL:
            made += "".join(after[one.j1 : one.j2])
            continue
        gone, come = "".join(before[one.i1 : one.i2]), "".join(after[one.j1 : one.j2])
        made += (f"[{gone}]" if gone else "") + (f"{{{come}}}" if come else "")
    return made


@pytest.mark.parametrize(
    ("old", "new", "reads"),
    [
        ("binnen zes maanden een VOG", "binnen twaalf maanden een VOG", "binnen [zes]{twaalf} maanden een VOG"),
        ("De hulp stopt.", "De hulp stopt. Zij gaat door.", "De hulp stopt.{ Zij gaat door.}"),
        ("ten minste 1.250,00 euro", "ten minste 1.350,00 euro", "ten minste [1.250,00]{1.350,00} euro"),
        (
            "de regiebehandelaar beslist",
            "de gedragswetenschapper beslist",
            "de [regiebehandelaar]{gedragswetenschapper} beslist",
        ),
        ("a b c d", "w x y z", "[a b c d]{w x y z}"),
        (
            "Partijen kiezen samen een mediator in de regio.",
            "Niemand gaat naar een rechter buiten zijn land.",
            "[Partijen kiezen samen een mediator in de regio.]{Niemand gaat naar een rechter buiten zijn land.}",
        ),
    ],
)
def test_whole_words_change_and_no_crumbs_are_left(old: str, new: str, reads: str) -> None:
    assert shown(old, new) == reads


def test_text_keeps_the_look_of_the_side_it_comes_from() -> None:
    old, new = paper(p(r("een "), r("twee", "<w:b/>"))), paper(p(r("een "), r("drie", "<w:i/>")))
    made = Package(assert_gives_both(old, new))
    assert [one.tag for one in made.body.find(f".//{{{W}}}del").iter(qn("w:b"))] == [qn("w:b")]
    assert [one.tag for one in made.body.find(f".//{{{W}}}ins").iter(qn("w:i"))] == [qn("w:i")]


def test_another_look_alone_is_marked_as_such_and_is_no_difference_in_text() -> None:
    old = paper(p(r("een twee"), style="Normal") + p(r("slot")))
    new = paper(p(r("een twee", "<w:b/>"), style="Lid") + p(r("slot")))
    made = Package(assert_gives_both(old, new))
    assert list(made.body.iter(qn("w:rPrChange"))) and list(made.body.iter(qn("w:pPrChange")))
    assert not list(made.body.iter(qn("w:ins"), qn("w:del")))
    assert redline.differences(old, new) == ()


def test_a_table_that_comes_or_goes_is_one_row_by_row() -> None:
    with_table = paper(p(r("a")) + table((p(r("een")), p(r("twee"))), (p(r("drie")), p(r("vier")))) + p(r("z")))
    without_it = paper(p(r("a")) + p(r("z")))
    assert [one.old_text for one in redline.differences(with_table, without_it)] == ["een | twee", "drie | vier"]
    assert [one.new_text for one in redline.differences(without_it, with_table)] == ["een | twee", "drie | vier"]
    assert_gives_both(with_table, without_it)
    assert_gives_both(without_it, with_table)


def test_a_table_of_another_shape_gives_both_shapes_back() -> None:
    old = paper(table((p(r("een")), p(r("twee")))) + p())
    new = paper(table((p(r("een")), p(r("twee")), p(r("drie"))), (p(r("vier")), p(), p())) + p())
    assert_gives_both(old, new)


def box(*lines: str) -> str:
    """A text box as older versions of Word write it."""
    inner = "".join(p(r(line)) for line in lines)
    shape = f'<v:shape xmlns:v="{VML}"><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape>'
    return f"<w:r><w:pict>{shape}</w:pict></w:r>"


def test_a_text_box_is_a_difference_of_its_own() -> None:
    old = paper(p(r("zie de rand"), box("drie maanden", "en & twee")) + p(r("slot")))
    new = paper(p(r("zie de rand"), box("vier maanden", "en & twee")) + p(r("slot")))
    (one,) = assert_exact(old, new).differences
    assert (one.place, one.old_text, one.new_text) == (
        "zie de rand, tekstvak",
        "drie maanden\nen & twee",
        "vier maanden\nen & twee",
    )
    none = paper(p(r("zie de rand")) + p(r("slot")))
    assert [(one.old_text, one.new_text) for one in assert_exact(none, new).differences] == [
        ("", "vier maanden\nen & twee")
    ]
    gone = assert_exact(old, paper(p(r("slot"))))
    assert [one.old_text for one in gone.differences] == ["zie de rand", "drie maanden\nen & twee"]


def field(shown_number: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(shown_number)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_and_links_come_and_go_whole() -> None:
    link = f'<w:hyperlink w:anchor="h1">{r("hoofdstuk 1")}</w:hyperlink>'
    old, new = paper(p(r("zie "), link, r(" blz. "), field("1"))), paper(p(r("zie verder")))
    made = Package(assert_gives_both(old, new))
    deleted = list(made.body.iter(qn("w:delInstrText")))
    assert len(deleted) == 1 and deleted[0].getparent().getparent().tag == qn("w:del")
    assert_gives_both(new, old)


@pytest.mark.parametrize("word", ["ins", "del"])
@pytest.mark.parametrize("side", ["oude", "nieuwe"])
def test_a_version_with_open_changes_is_refused(word: str, side: str) -> None:
    tag = "t" if word == "ins" else "delText"
    open_one = paper(p(f'<w:{word} w:id="1" w:author="J" w:date="2025-01-01T00:00:00Z">{r("x", tag=tag)}</w:{word}>'))
    versions = (open_one, BASE) if side == "oude" else (BASE, open_one)
    with pytest.raises(InputRefusedError, match=f"de {side} versie heeft bijgehouden wijzigingen"):
        marked(*versions)
    with pytest.raises(InputRefusedError, match="bijgehouden wijzigingen"):
        redline.differences(*versions)


def test_a_redline_is_refused_as_a_version() -> None:
    new = next_version(AGREEMENT, Changes(redline.passages(BASE), 3).rows)
    with pytest.raises(InputRefusedError, match="nog open staan"):
        marked(BASE, marked(BASE, new))


def test_a_footer_that_no_section_uses_is_left_alone() -> None:
    made = marked(BASE, pack(EMPTY | other_footer()))
    assert not any(one.get(qn("w:author")) for root in Package(made).roots.values() for one in root.iter())


def other_footer() -> dict[str, bytes]:
    types = EMPTY["[Content_Types].xml"].decode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
    added = f'<Override PartName="/word/footer9.xml" ContentType="{kind}"/></Types>'
    footer = next(data for name, data in EMPTY.items() if name.startswith("word/footer"))
    return {"[Content_Types].xml": types.replace("</Types>", added).encode(), "word/footer9.xml": footer}


# Accepting and rejecting what Word itself writes


def change(tag: str, content: str, number: int = 1) -> str:
    return f'<w:{tag} w:id="{number}" w:author="J" w:date="2025-01-01T00:00:00Z">{content}</w:{tag}>'


def mark(tag: str) -> str:
    return f'<w:rPr><w:{tag} w:id="9" w:author="J" w:date="2025-01-01T00:00:00Z"/></w:rPr>'


def texts(data: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(data)).paragraphs]


WRITTEN_BY_WORD = {
    "a deleted paragraph mark joins two": (
        p(r("een"), mark=mark("del"), style="Lid") + p(r(" twee")),
        ["een twee"],
        ["een", " twee"],
    ),
    "an inserted mark splits one": (p(r("een"), mark=mark("ins")) + p(r(" twee")), ["een", " twee"], ["een twee"]),
    "a whole paragraph deleted": (
        p(r("a")) + p(change("del", r("weg", tag="delText")), mark=mark("del")) + p(r("z")),
        ["a", "z"],
        ["a", "weg", "z"],
    ),
    "a move": (
        p(change("moveFrom", r("mee "), 2), r("a"), change("moveTo", r(" mee"), 3)),
        ["a mee"],
        ["mee a"],
    ),
    "a deletion in an insertion": (
        p(r("a"), change("ins", r("b") + change("del", r("c", tag="delText"), 2) + r("d"))),
        ["abd"],
        ["a"],
    ),
    "three marks in a row": (
        p(r("een "), mark=mark("del")) + p(r("twee "), mark=mark("del")) + p(r("drie")),
        ["een twee drie"],
        ["een ", "twee ", "drie"],
    ),
}


@pytest.mark.parametrize("case", WRITTEN_BY_WORD)
def test_changes_as_word_writes_them(case: str) -> None:
    body, accepted, rejected = WRITTEN_BY_WORD[case]
    data = paper(body)
    assert texts(redline.accept_all(data)) == accepted
    assert texts(redline.reject_all(data)) == rejected
    for side in (redline.accept_all(data), redline.reject_all(data)):
        assert not any(one.get(qn("w:author")) for one in Package(side).body.iter())


def test_joined_paragraphs_take_the_look_of_the_last_one() -> None:
    data = paper(p(r("een"), mark=mark("del"), style="Lid") + p(r("twee"), style="Heading1"))
    assert [one.style.style_id for one in docx.Document(io.BytesIO(redline.accept_all(data))).paragraphs] == [
        "Heading1"
    ]


def test_rows_and_tables_go_and_formatting_comes_back() -> None:
    gone = '<w:trPr><w:del w:id="4" w:author="J" w:date="2025-01-01T00:00:00Z"/></w:trPr>'
    row = f"<w:tr>{gone}<w:tc>{p(r('x'))}</w:tc></w:tr>"
    body = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid>{row}</w:tbl>'
    was = change("pPrChange", '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>')
    data = paper(body + f'<w:p><w:pPr><w:pStyle w:val="Lid"/>{was}</w:pPr>{r("y")}</w:p>')
    accepted, rejected = (docx.Document(io.BytesIO(side(data))) for side in (redline.accept_all, redline.reject_all))
    assert (len(accepted.tables), len(rejected.tables)) == (0, 1)
    assert accepted.paragraphs[0].style.style_id == "Lid"
    assert rejected.paragraphs[0].style.style_id == "Heading1"


# Edits


def test_an_edit_keeps_the_look_of_words_that_stay() -> None:
    data = paper(p(r("Beroepskrachten:", "<w:b/>"), r(" loon en tijd.")))
    after = redline.edited(
        data, [Edit(kind=EditKind.REWRITE, at=0, texts=("Beroepskrachten: loon, tijd & <reis>\nen meer.",))]
    )
    (one,) = docx.Document(io.BytesIO(after)).paragraphs
    assert one.text == "Beroepskrachten: loon, tijd & <reis>\nen meer."
    assert [run.text for run in one.runs if run.bold] == ["Beroepskrachten:"]


def test_rows_and_paragraphs_are_added_in_order_and_look_like_their_neighbours() -> None:
    data = paper(table((p(r("a", "<w:b/>"), style="Tabeltekst"), p(r("b")))) + p(r("slot"), style="Lid"))
    edits = [
        Edit(kind=EditKind.ADD_ROW, at=1, like=0, texts=("c", "d")),
        Edit(kind=EditKind.ADD_ROW, at=1, like=0, texts=("e", "f")),
        Edit(kind=EditKind.ADD, at=2, like=2, texts=("een",)),
        Edit(kind=EditKind.ADD, at=2, like=2, texts=("twee",)),
        Edit(kind=EditKind.REMOVE_ROW, at=0),
        Edit(kind=EditKind.REMOVE, at=2),
    ]
    after = docx.Document(io.BytesIO(redline.edited(data, edits)))
    assert [[cell.text for cell in row.cells] for row in after.tables[0].rows] == [["c", "d"], ["e", "f"]]
    assert after.tables[0].cell(0, 0).paragraphs[0].runs[0].bold
    assert [(one.text, one.style.style_id) for one in after.paragraphs] == [("een", "Lid"), ("twee", "Lid")]


# What a PDF is made of


def test_for_print_shows_both_in_colour_and_has_no_marks() -> None:
    new = next_version(AGREEMENT, Changes(redline.passages(BASE), 4).rows)
    made = redline.for_print(marked(BASE, new))
    package = Package(made)
    assert not any(one.get(qn("w:author")) for root in package.roots.values() for one in root.iter())
    first, *_ = texts(made)
    assert first.startswith("In dit stuk ziet u de verschillen")
    lines = "\n".join(redline.text_of(made))
    for one in redline.differences(BASE, new):
        assert all(word in lines for text in (one.old_text, one.new_text) for word in text.split()[:1])
    colours = {one.get(qn("w:val")) for one in package.body.iter(qn("w:color"))}
    assert {"0B6B4A", "B3202A"} <= colours


def test_a_deleted_paragraph_does_not_count_on_in_print() -> None:
    lid = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    old = paper(
        p(r("een twee drie"), style="Lid", mark=lid) + p(r("vier vijf zes"), style="Lid", mark=lid) + p(r("slot"))
    )
    new = paper(p(r("vier vijf zes"), style="Lid", mark=lid) + p(r("slot")))
    gone, stays, _ = docx.Document(io.BytesIO(redline.for_print(marked(old, new)))).paragraphs[1:]
    assert gone.text == "een twee drie" and gone._p.pPr.numPr.numId.val == 0
    assert stays._p.pPr.numPr.numId.val == 1


# As LibreOffice reads it


def opened_by_libreoffice(folder: Path, data: bytes) -> list[str]:
    """The paragraphs that LibreOffice holds for the text; what is marked as deleted it keeps apart."""
    source = folder / "stuk.docx"
    source.write_bytes(data)
    soffice = find_soffice()
    assert soffice is not None
    command = [soffice, f"-env:UserInstallation={(folder / 'profiel').as_uri()}", "--headless", "--convert-to", "odt"]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=240)
    root = etree.fromstring(zipfile.ZipFile(folder / "stuk.odt").read("content.xml"))
    for apart in root.findall(".//text:tracked-changes", NAMES):
        apart.getparent().remove(apart)
    lines = root.iter(f"{{{NAMES['text']}}}p", f"{{{NAMES['text']}}}h")
    return [line for line in ("".join(one.itertext()).strip() for one in lines) if line]


@pytest.mark.libreoffice
def test_libreoffice_reads_the_new_text_and_of_the_way_back_the_old_one(tmp_path: Path) -> None:
    new = next_version(AGREEMENT, Changes(redline.passages(BASE), 5).rows)
    for old, other in ((BASE, new), (new, BASE)):
        read, wanted = (opened_by_libreoffice(tmp_path, data) for data in (marked(old, other), other))
        assert read == wanted, "\n".join(difflib.unified_diff(wanted, read, n=0, lineterm=""))
