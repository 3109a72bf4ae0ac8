import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.tasks.word import faults, placeholders, render, text
from schemas.errors import InputRefusedError, PermanentError

MOMENT = datetime(2025, 3, 5, 8, 30, tzinfo=UTC)
AWKWARD = [
    "Zorg & Co <BV>",
    "'t Hofje",
    '"De Brug"',
    "{{ 7*7 }} B.V.",
    "{% if x %}",
    "{_{ a }_}",
    "{# niets #}",
    "x" * 120,
    "A</w:t></w:r></w:p><w:p>INGEVOEGD ARTIKEL 9",
    "<18 jaar",
    "&amp; &lt;",
    "Müller–Ğöç 東京 🙂",
    " spatie ",
    "100% zorg",
    "\\1 \\g<0>",
    "a\tb",
    "regel 1\nregel 2",
]


def blank(language: str = "nl-NL", width: int = 210) -> Document:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(297)
    fonts = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts.find(qn("w:lang")).set(qn("w:val"), language)
    return document


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def template(*paragraphs: str, change: Callable[[Document], None] | None = None) -> bytes:
    document = blank()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if change:
        change(document)
    return saved(document)


def filled(source: bytes, **context: object) -> bytes:
    return render(
        source,
        context,
        title="Brief & meer",
        author="Zorgregio <X>",
        subject="Jeugdhulp",
        reference="MIJOV-J26-0147",
        moment=MOMENT,
        template_name="brief.docx",
    )


def everywhere() -> bytes:
    """A template with the name in a paragraph, a loop of rows, a header and a footer."""
    document = blank()
    document.sections[0].header.paragraphs[0].text = "Kop {{ aanbieder.naam }}"
    document.sections[0].footer.paragraphs[0].text = "Voet {{ aanbieder.naam }}"
    document.add_paragraph("Aan {{ aanbieder.naam }}.")
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).text = "{%tr for p in percelen %}"
    table.cell(1, 0).text, table.cell(1, 1).text = "{{ p.naam }}", "{{ p.tarief }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    return saved(document)


@pytest.mark.parametrize("name", AWKWARD)
def test_a_name_arrives_to_the_letter_everywhere(name: str) -> None:
    document = filled(everywhere(), aanbieder={"naam": name}, percelen=[{"naam": name, "tarief": "€ 1,50"}])
    assert text(document).split("\n") == (f"Kop {name}\nAan {name}.\n{name} | € 1,50\nVoet {name}").split("\n")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1))
def test_any_text_arrives_to_the_letter(name: str) -> None:
    document = filled(everywhere(), aanbieder={"naam": name}, percelen=[])
    assert text(document) == f"Kop {name}\nAan {name}.\nVoet {name}"


def test_control_characters_go_and_line_breaks_stay_single() -> None:
    document = filled(template("[{{ naam }}]"), naam="a\x00\x07\x1b\ufffe\r\nb\rc\x0bd")
    assert text(document) == "[a\nb\nc\nd]"


def test_data_is_never_read_as_a_template_in_a_second_pass() -> None:
    once = filled(template("{{ naam }}"), naam="{{ 7*7 }} {{ cycler.__init__ }}")
    assert text(once) == "{{ 7*7 }} {{ cycler.__init__ }}"


def test_the_same_arguments_give_the_same_bytes_in_another_process() -> None:
    first = filled(everywhere(), aanbieder={"naam": "a"}, percelen=[])
    time.sleep(2.1)  # zip times have steps of two seconds
    assert filled(everywhere(), aanbieder={"naam": "a"}, percelen=[]) == first
    script = (
        "import sys, tests.tasks.test_word as t\n"
        "sys.stdout.buffer.write(t.filled(t.everywhere(), aanbieder={'naam': 'a'}, percelen=[]))"
    )
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env={"PYTHONHASHSEED": "7"})
    assert other.stdout == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_are_ours_and_unescaped() -> None:
    def sign(document: Document) -> None:
        document.core_properties.author = "Jan de Lawyer"
        document.core_properties.comments = "intern"
        document.core_properties.keywords = "{{ 7*7 }}"

    document = filled(template("tekst", change=sign))
    properties = docx.Document(io.BytesIO(document)).core_properties
    assert (properties.title, properties.author, properties.subject) == ("Brief & meer", "Zorgregio <X>", "Jeugdhulp")
    assert (properties.language, properties.revision, properties.identifier) == ("nl-NL", 1, "MIJOV-J26-0147")
    assert properties.created == properties.modified == MOMENT
    assert properties.comments == properties.keywords == ""
    assert b"Jan de Lawyer" not in zipfile.ZipFile(io.BytesIO(document)).read("docProps/core.xml")


def test_it_gives_what_docxtpl_gives_for_harmless_data() -> None:
    context = {
        "aanbieder": {"naam": "Zorggroep"},
        "percelen": [{"naam": "A", "tarief": "1"}, {"naam": "B", "tarief": "2"}],
    }
    theirs = DocxTemplate(io.BytesIO(everywhere()))
    theirs.render(context)
    buffer = io.BytesIO()
    theirs.save(buffer)
    assert text(filled(everywhere(), **context)) == text(buffer.getvalue())


def test_a_missing_field_is_named_also_where_it_would_not_be_reached() -> None:
    source = template(
        "{% if concept %}{{ datum }}{% endif %}{{ aanbieder.kvk }}{% for p in percelen %}{{ p.naam }}{% endfor %}"
    )
    with pytest.raises(PermanentError) as missing:
        filled(source, concept=False, aanbieder={"naam": "a"}, percelen=[{"naam": "x"}, {"nam": "y"}])
    assert str(missing.value) == (
        "Sjabloon 'brief.docx': veld 'aanbieder.kvk', 'datum', 'percelen.naam' ontbreekt in de gegevens."
    )


def test_a_field_that_no_check_could_foresee_is_still_an_error() -> None:
    source = template("{% for a, b in paren %}{{ a.naam }}{% endfor %}")
    with pytest.raises(PermanentError, match="'naam' ontbreekt"):
        filled(source, paren=[[{"nam": "x"}, 1]])


@pytest.mark.parametrize(
    ("context", "problem"),
    [
        ({"a": None}, "veld 'a' is niet ingevuld"),
        ({"a": {"b": [{"c": "x"}, {"c": None}]}}, r"veld 'a\.b\[2\]\.c' is niet ingevuld"),
        ({"a": Decimal("1.5")}, "veld 'a' is een Decimal"),
        ({"a": MOMENT.date()}, "veld 'a' is een date"),
        ({"a": 1.5}, "veld 'a' is een float"),
        ({"a": object()}, "veld 'a' is een object"),
    ],
)
def test_only_plain_data_is_taken(context: dict[str, object], problem: str) -> None:
    with pytest.raises(PermanentError, match=rf"brief\.docx.*{problem}"):
        filled(template("{{ a }}"), **context)


@pytest.mark.parametrize("value", [True, False, ["x"], {"x": "y"}])
def test_what_python_would_print_its_own_way_is_refused(value: object) -> None:
    with pytest.raises(PermanentError, match=r"brief\.docx"):
        filled(template("{{ a }}"), a=value)


@pytest.mark.parametrize(
    "tag",
    [
        '{{ cycler.__init__.__globals__.os.popen("id").read() }}',
        '{{ "".__class__.__mro__[1].__subclasses__() }}',
        "{{ a.__class__ }}",
        '{{ "%s"|format(a) }}',
        '{{ a|attr("__class__") }}',
        '{{ "a" * 100000000 }}',
        "{{ 2 ** 99999999 }}",
        "{{ range(99999999) }}",
        "{{ a.upper() }}",
        "{{ a.center(999999999) }}",
        "{{ a|safe }}",
        "{{ a|default('') }}",
        "{% if b is defined %}x{% endif %}",
        "{% include '/etc/passwd' %}",
        "{{ a + 1 }}",
        "{{ namespace(x=1) }}",
    ],
)
def test_a_template_only_reads_its_fields(tag: str) -> None:
    with pytest.raises((PermanentError, InputRefusedError)):
        filled(template(tag), a="tekst")


def test_a_field_named_after_a_method_prints_the_field() -> None:
    assert text(filled(template("{{ x.items }} {{ x['keys'] }}"), x={"items": "drie", "keys": "vier"})) == "drie vier"


def test_a_condition_on_an_ampersand_works() -> None:
    assert text(filled(template("{% if a == 'A & B' %}ja{% else %}nee{% endif %}"), a="A & B")) == "ja"


def test_tags_that_word_split_over_runs_are_read() -> None:
    def split(document: Document) -> None:
        paragraph = document.add_paragraph()
        for piece in ("{", "{ aanbie", "der.na", "am }", "}!"):
            paragraph.add_run(piece).bold = piece == "der.na"

    source = template(change=split)
    assert placeholders(source) == {"aanbieder", "aanbieder.naam"}
    assert text(filled(source, aanbieder={"naam": "Zorg & Co"})) == "Zorg & Co!"


def test_a_matrix_that_grows_keeps_its_width() -> None:
    def matrix(document: Document) -> None:
        table = document.add_table(rows=1, cols=4)
        table.cell(0, 0).text = "naam"
        table.cell(0, 1).text, table.cell(0, 3).text = "{%tc for g in gemeenten %}", "{%tc endfor %}"
        table.cell(0, 2).text = "{{ g }}"

    document = filled(template(change=matrix), gemeenten=["Epe", "Zutphen", "Voorst", "Lochem", "Brummen"])
    assert text(document) == "naam | Epe | Zutphen | Voorst | Lochem | Brummen"
    grid = docx.Document(io.BytesIO(document)).tables[0]._tbl.tblGrid
    assert len(grid.gridCol_lst) == 6


def test_placeholders_are_found_everywhere_and_traced_to_their_list() -> None:
    source = template(
        "{% for p in percelen|sort(attribute='naam') %}{{ loop.index }} {{ p.naam }}",
        "{% for t in p.tarieven if t.actief %}{{ t.bedrag }}{% endfor %}{% endfor %}",
        "{% set eerste = percelen|first %}{{ eerste.code }}{{ namen|join(', ') }}{{ kop['datum'] }}",
        change=lambda document: setattr(document.sections[0].footer.paragraphs[0], "text", "{{ kop.kenmerk }}"),
    )
    assert placeholders(source) == {
        "percelen",
        "percelen.naam",
        "percelen.code",
        "percelen.tarieven",
        "percelen.tarieven.actief",
        "percelen.tarieven.bedrag",
        "namen",
        "kop",
        "kop.datum",
        "kop.kenmerk",
    }


def track(document: Document) -> None:
    insertion = OxmlElement("w:ins")
    document.add_paragraph("oud")._p.append(insertion)


def link_a_picture(document: Document) -> None:
    document.part.relate_to("http://elders.example/logo.png", "http://x/relationships/image", is_external=True)


def in_a_row(document: Document) -> None:
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text, row.cells[1].text = "{%tr if a %}", "valt weg"


@pytest.mark.parametrize(
    ("paragraph", "change", "problem"),
    [
        ("{{ a", None, "niet goed geschreven"),
        ("{% p for x in a %}", None, "niet goed geschreven"),
        ("{{ a|datum }}", None, "niet goed geschreven"),
        ("valt weg {%p if a %}", None, "valt weg"),
        ("", in_a_row, "valt weg"),
        ("{{r a }}", None, "leeg blijven"),
        ("", track, "bijgehouden wijzigingen"),
        ("", link_a_picture, "haalt iets op"),
        ("", lambda document: document.add_comment(document.add_paragraph("x").add_run("y"), "let op"), "opmerkingen"),
    ],
)
def test_what_would_be_lost_or_stay_behind_is_refused(
    paragraph: str, change: Callable[[Document], None] | None, problem: str
) -> None:
    source = template(paragraph, change=change)
    found = faults(source, "brief.docx")
    assert [fault.file for fault in found] == ["brief.docx"] * len(found)
    assert any(problem in str(fault) for fault in found)
    with pytest.raises(InputRefusedError, match=r"brief\.docx"):
        filled(source, a="x")


def test_a4_and_dutch_are_demanded() -> None:
    problems = [fault.problem for fault in faults(saved(docx.Document()))]
    assert any("geen A4" in problem for problem in problems)
    assert any("niet Nederlands" in problem for problem in problems)
    assert faults(saved(blank())) == ()
    landscape = blank(width=297)
    landscape.sections[0].page_height = Mm(210)
    assert faults(saved(landscape)) == ()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html></html>", bytes.fromhex("d0cf11e0a1b11ae1")])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    assert "Word" in str(faults(data, "brief.docx")[0])


def test_another_office_file_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("[Content_Types].xml", '<Types xmlns="http://x"/>')
    assert "Word" in str(faults(buffer.getvalue(), "brief.docx")[0])


def test_reading_text_leaves_out_what_is_not_read() -> None:
    def odds(document: Document) -> None:
        paragraph = document.add_paragraph("Omzet ")
        for tag, inner, words in (("w:ins", "w:t", "2 miljoen"), ("w:del", "w:delText", "1 miljoen")):
            change, run, leaf = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
            leaf.text = words
            run.append(leaf)
            change.append(run)
            paragraph._p.append(change)
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text = "een\ntwee"
        table.cell(0, 1).add_table(1, 2).cell(0, 0).text = "diep"

    assert text(template(change=odds)) == "Omzet 2 miljoen\neen\ntwee |  / diep |  / "


def test_a_long_template_renders_fast() -> None:
    paragraphs = [
        f"Artikel {number}. " + "De aanbieder {{ aanbieder.naam }} levert jeugdhulp. " * 12 for number in range(250)
    ]
    source = template(*paragraphs)
    filled(source, aanbieder={"naam": "a"})
    began = time.process_time()
    for _ in range(5):
        filled(source, aanbieder={"naam": "Zorg & Co"})
    assert (time.process_time() - began) / 5 < 0.15
