"""Nobody may read from a text, or from a file, who asked: however the name was written."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.exchange.rehearsal import load
from flows.rules.anonymity import Kind, Level, Search, findings, metadata_findings
from schemas.provider import Provider
from tests.builders import CALM, NAMES
from tests.rules.cases import provider
from tests.rules.revealing_texts import BY_HINT, BY_PATTERN, ONLY_LOOKS_LIKE_IT

HAZELMUIS = provider(
    1,
    name="Stichting Hazelmuis & Co Jeugdhulp",
    contact_name="mevrouw A.B. van den Ovenbult",
    signatory_name="Klaas Zandloper",
    street="Vlierbeskade 38a",
    postcode="7325 XD",
    city="Deventer",
    email="inkoop@hazelmuis-jeugd.example",
    email_copy="a.ovenbult@gmail.com",
    phone="055 580 1207",
    kvk="90014801",
    agb="73730001",
    establishment="000099000138",
)
ZO = provider(2, name="Zo", contact_name="J. Post", signatory_name="J. Post", street="Weg 9", phone="06-12345678",
              email="info@zo.example", postcode="1234 AB", city="Berg", kvk="00000025")  # fmt: skip
LINDE = provider(
    3,
    name="De Linde B.V.",
    contact_name="M. Bakker",
    signatory_name="M. Bakker",
    kvk="00000033",
    street="Dorpsstraat 5",
    postcode="8000 ZZ",
    email="info@delinde.example",
    phone="038 1234567",
)
REGISTER = (HAZELMUIS, ZO, LINDE)
SEARCH = Search(
    REGISTER,
    regional=("Berg", "Dal", "Veld"),
    ours=("inkoop@proef.example", "055 580 0000", "P. Roef", "Proefregio"),
)


def found(text: str) -> dict[str, Level]:
    return {row.mark: row.level for row in SEARCH.findings([("de vraag", text)])}


def levels(text: str) -> set[Level]:
    return set(found(text).values())


BETRAYING = (
    "Wij van Hazelmuis & Co Jeugdhulp vragen dit.",
    "Wij van Hazelmuis en Co Jeugdhulp vragen dit.",
    "wij van hazelmuis&co jeugdhulp vragen dit",
    "HAZELMUIS + CO JEUGDHULP",
    "Stichting Hazelmuis & Co. Jeugdhulp",
    "Hazelmuis &\nCo Jeugdhulp",
    "Hazel-\nmuis & Co Jeugdhulp",
    "“Hazelmuis & Co” Jeugdhulp",
    "H a z e l m u i s & Co Jeugdhulp",
    "Haz\u00adel\u200bmuis & Co Jeugdhulp",
    "H\u0430zelmuis & C\u043e J\u0435ugdhulp",
    "Ｈａｚｅｌｍｕｉｓ　＆　Ｃｏ　Ｊｅｕｇｄｈｕｌｐ",
    "Házelmuïs & Co Jeugdhulp",
    "Hazelmius & Co Jeugdhulp",
    "Hazelmuis & Co Jeugdhup",
    "Vraag het A.B. van den Ovenbult.",
    "Vraag het mevrouw Ovenbult.",
    "van den Ovenbult, A.B.",
    "Onze bestuurder Klaas Zandloper",
    "Ons pand aan de Vlierbeskade 38a",
    "Vlierbeskade\n38 a",
    "vlierbeskd 38a",
    "post naar 7325XD",
    "mail inkoop@hazelmuis-jeugd.example",
    "mail inkoop (at) hazelmuis-jeugd (punt) example",
    "mail naar iemand@elders.nl",
    "zie www.hazelmuis-jeugd.example/nieuws",
    "bel 055 580 1207",
    "bel (055) 580-12-07",
    "bel +31 (0)55 580 12 07",
    "bel 0031555801207",
    "bel 055.580.12.07",
    "bel 06 12 34 56 78",
    "bel ٠٦-١٢٣٤٥٦٧٨",
    "KvK 90014801",
    "KvK-nummer: 9001.4801",
    "ons nummer 90 01 48 01",
    "AGB-code 73 730001",
    "vestiging 0000 9900 0138",
    "btw NL123456789B01",
    "NL 1234.56.789.B.01",
    "rekening NL91 ABNA 0417 1643 00",
    "Zo vraagt dit: wij van Zo willen dit weten.",
    "De locatie De Linde is te klein.",
    "Onze groep in Linde B.V. is te klein.",
    "Bel J. Post.",
    "Dorpsstr. 5",
)


@pytest.mark.parametrize("text", BETRAYING)
def test_what_betrays_an_asker_blocks(text: str) -> None:
    assert Level.BETRAYS in levels(text), found(text)


MIND = (
    "Hazelmuis vraagt zich af of dit kan.",
    "de cliënten van hazelmuis",
    "Wij zitten in Deventer.",
    "Wij zitten aan de Vlierbeskade.",
    "Wij zijn de enige aanbieder met deze groep.",
    "Onze locatie in Veld is te klein.",
    "Namens Stichting Voorbeeld vragen wij dit.",
    "Met vriendelijke groet,",
    "Vraag het mevrouw De Wit.",
    "zie www.eenofander.nl",
    "onder de linde",
    "De Bakker",
    "Zo werkt het niet. Hoe dan wel?",
    "Wat doet HCJ hiermee?",
    "1015 CJ",
)


@pytest.mark.parametrize("text", MIND)
def test_what_might_betray_an_asker_is_looked_at(text: str) -> None:
    assert levels(text) == {Level.MIND}, found(text)


INNOCENT = (
    "",
    "Geldt eis E-4.8 ook voor onderaannemers?",
    "Het bedrag is € 98.673.332,00 en de termijn 20 kalenderdagen.",
    "Van 2025-03-28 tot 1-1-2026, paragraaf 3.10, bladzijde 27, artikel 4.2.",
    "Voor 12-05-2026 12.00 uur, of 01-01-2026 10 dagen later.",
    "Kan de SHA 9f86d081884c7d65 kloppen?",
    "De groep heeft 6 tot 8 plaatsen; 24 uur per dag, 7 dagen per week.",
    "Dat gaat zo niet.",
    "De bakker en de post op de weg.",
    "Jeugdhulp en co-ouderschap in Berg en Dal.",
    "Stuur dit naar inkoop@proef.example of bel 055 580 0000.",
    "Zie tenderned.nl, www.overheid.nl en de AVG.",
    "E-mail en post gaan via het platform.",
    "Een co-behandelaar mag ook.",
    "Productcode 45A04, 1 uur; 41C03 x 12.",
    "De tarieven van 2027 (€ 1.234,56 per uur).",
    "Aantal: 12.345.678 euro",
    "vlierbes",
)


@pytest.mark.parametrize("text", INNOCENT)
def test_an_ordinary_question_gives_nobody_away(text: str) -> None:
    assert found(text) == {}


NOBODY = Search(())


@pytest.mark.parametrize("text", BY_PATTERN)
def test_an_address_or_a_number_needs_no_register(text: str) -> None:
    assert any(row.betrays for row in NOBODY.findings([("", text)]))


@pytest.mark.parametrize("text", BY_HINT)
def test_a_turn_of_phrase_that_points_at_somebody_is_looked_at(text: str) -> None:
    assert {row.level for row in NOBODY.findings([("", text)])} == {Level.MIND}


@pytest.mark.parametrize("text", ONLY_LOOKS_LIKE_IT)
def test_what_everybody_writes_needs_nobody_to_look(text: str) -> None:
    assert NOBODY.findings([("", text)]) == ()


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Wat doet H.C.J. hiermee?", "H.C.J"),
        ("Wat betekent dit voor Hzelmuus & Co Jeugdhulp?", "Hzelmuus & Co Jeugdhulp"),
        ("de hazelmu1s", "hazelmu1s"),
        ("de Lindes groep", "Lindes"),
        ("bel 580 1207", "580 1207"),
        ("nummer 9001, 4801", "9001, 4801"),
        ("in deventer zitten wij", "deventer"),
    ],
)
def test_more_ways_to_write_who_asks(text: str, mark: str) -> None:
    assert mark in found(text), found(text)


def test_a_name_next_to_a_letter_is_that_name_and_no_misspelling() -> None:
    assert set(found("Vraag 3 Hazelmuis & Co Jeugdhulp B dan")) == {"Hazelmuis & Co Jeugdhulp"}


def test_who_asks_may_be_known_from_the_list_alone() -> None:
    search = Search((), also=("Het Kraaiennest",), people=("mevrouw T. Kraai",), numbers=("90014801",))
    texts = ("Kan Het Kraaiennest dit?", "Vraag T. Kraai.", "Zie 90.01.48.01")
    assert [row.kind for text in texts for row in search.findings([("", text)]) if row.betrays] == [
        Kind.NAME,
        Kind.PERSON,
        Kind.NUMBER,
    ]


def test_the_neighbours_are_somebody_else() -> None:
    assert levels("Vlierbeskade 39a") == {Level.MIND}
    assert found("postcode 7325 XE") == {"7325 XE": Level.MIND}


def test_a_finding_says_what_and_where_and_each_thing_once() -> None:
    rows = findings([("a", "Bel 055 580 1207, nog eens: 055 580 1207."), ("b", "7325 XD")], REGISTER)
    assert [(row.kind, row.mark, row.place) for row in rows] == [
        (Kind.PHONE, "055 580 1207", "a"),
        (Kind.ADDRESS, "7325 XD", "b"),
    ]


def test_other_names_can_be_looked_for_as_well() -> None:
    text = "Op locatie Het Kraaiennest werkt dit niet."
    assert found(text) == {}
    (row,) = findings([("", text)], REGISTER, also=("Het Kraaiennest",))
    assert (row.mark, row.level) == ("Het Kraaiennest", Level.BETRAYS)


def test_our_own_words_betray_nobody_unless_it_is_somebody_else_who_stands_there() -> None:
    text = "Bel P. Roef op 055 580 0000 of M. Bakker op 038 1234567."
    assert set(found(text)) == {"M. Bakker", "038 1234567"}


DISGUISES = {
    "capitals": str.upper,
    "small": str.lower,
    "spaced": lambda name: " ".join(name),
    "broken": lambda name: name[: len(name) // 2] + "\n" + name[len(name) // 2 :],
    "hyphenated": lambda name: name[: len(name) // 2] + "-\n" + name[len(name) // 2 :],
    "zero width": lambda name: "\u200b".join(name),
    "soft hyphens": lambda name: "\u00ad".join(name),
    "full width": lambda name: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name),
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "homoglyphs": lambda name: name.translate(str.maketrans("aeopcxyi", "аеорсхуі")),
    "quoted": lambda name: f"‘{name}’",
    "and": lambda name: name.replace("&", "en"),
    "no legal form": lambda name: re.sub(r"\s*(B\.V\.|<BV>|Stichting|i\.o\.|U\.A\.|C\.V\.)\s*", " ", name).strip(),
}


@pytest.fixture(scope="module")
def region() -> tuple[tuple[Provider, ...], Search]:
    whole = load("mij-ov")
    return whole.providers, Search(whole.providers, regional=whole.tender.municipality_names)


@pytest.mark.parametrize("disguise", DISGUISES)
def test_every_name_of_the_region_is_seen_through_every_disguise(
    disguise: str, region: tuple[tuple[Provider, ...], Search]
) -> None:
    rows, search = region
    texts = [(row.name, f"Dit vragen wij, {DISGUISES[disguise](row.name)}, aan u.") for row in rows]
    seen = {row.place for row in search.findings(texts)}
    assert {row.name for row in rows} - seen == set()


def test_one_wrong_letter_hides_no_name_of_the_region(region: tuple[tuple[Provider, ...], Search]) -> None:
    rows, search = region
    long = [row.name for row in rows if sum(sign.isalpha() for sign in row.name) >= 9]
    assert len(long) > 50
    others = []
    for name in long:
        place = next(i for i in range(len(name) // 2, len(name)) if name[i].isalpha())
        others += [name[:place] + name[place + 1 :], name[:place] + "q" + name[place + 1 :]]
    assert [name for name in others if not search.findings([("", f"wij van {name} vragen dit")])] == []


def test_the_numbers_and_addresses_of_the_region_are_seen(region: tuple[tuple[Provider, ...], Search]) -> None:
    rows, search = region
    for row in rows:
        for mark in (row.kvk, " ".join(row.kvk), row.agb or row.kvk, row.phone, row.postcode, row.email, row.street):
            assert any(one.betrays for one in search.findings([("", f"Het gaat om {mark}, zie daar.")])), mark


def test_the_questions_of_the_region_give_nobody_away(region: tuple[tuple[Provider, ...], Search]) -> None:
    texts = [(row.id, f"{row.text}\n{row.answer}") for row in load("mij-ov").questions if not row.individual]
    assert len(texts) > 30
    assert region[1].findings(texts) == ()


@pytest.mark.parametrize("name", [name for name in NAMES if sum(sign.isalpha() for sign in name) > 3])
def test_every_awkward_name_is_found(name: str) -> None:
    assert findings([("", f"Wij, {name}, vragen dit.")], (provider(name=name),))


@CALM
@given(st.text(max_size=80), st.sampled_from(NAMES))
def test_any_text_can_be_searched_and_marks_are_what_stands_there(text: str, name: str) -> None:
    rows = findings([("hier", f"{text} {name}")], (provider(name=name), provider(2)))
    assert len(set(rows)) == len(rows)
    assert {row.place for row in rows} <= {"hier"}


def test_a_file_tells_who_made_it_and_what_was_left_in_it() -> None:
    parts = {
        "docProps/core.xml": "<dc:creator>A. Ovenbult</dc:creator><cp:lastModifiedBy>Wij &amp; Co</cp:lastModifiedBy>",
        "docProps/custom.xml": "<Properties/>",
        "word/comments.xml": "<w:comments/>",
        "word/document.xml": '<w:p w:rsidR="00A1"><w:ins w:author="x"/><w:rPr><w:vanish/></w:rPr></w:p>',
        "docProps/app.xml": "<Company>Hazelmuis</Company>",
        "eigenschappen": "/Author=Jan\n/Title=Nota",
    }
    marks = {row.mark for row in metadata_findings(parts, "Wij & Co")}
    assert {
        "maker 'A. Ovenbult'",
        "maker 'Jan'",
        "opmerkingen",
        "verborgen tekst",
        "eigen documenteigenschappen",
    } < marks
    assert not any("Wij" in mark for mark in marks)
    assert len(marks) == 8


def test_the_sittings_of_the_template_say_nothing_and_a_new_one_does() -> None:
    template, other = '<w:p w:rsidR="00A1B2C3"/>', '<w:p w:rsidR="00A1B2C3"/><w:p w:rsidRPr="00FF00FF"/>'
    assert metadata_findings({"word/document.xml": template}, "Regio", [template]) == ()
    (row,) = metadata_findings({"word/document.xml": other}, "Regio", [template])
    assert "rsid" in row.mark


def test_a_clean_file_tells_nothing() -> None:
    parts = {
        "docProps/core.xml": "<dc:creator>Regio</dc:creator><cp:lastModifiedBy>Regio</cp:lastModifiedBy>",
        "word/document.xml": "<w:p><w:r><w:t>Inserteren</w:t></w:r><w:instrText>PAGE</w:instrText></w:p>",
        "XMP": "<dc:creator><rdf:Seq><rdf:li>Regio</rdf:li></rdf:Seq></dc:creator>",
        "eigenschappen": "/Author=Regio",
    }
    assert metadata_findings(parts, "Regio") == ()
