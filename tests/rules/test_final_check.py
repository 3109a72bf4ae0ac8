"""Every check with what it must find and what it must leave alone."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.anonymity import Search
from flows.rules.final_check import CHECKS, Known, check, examine
from flows.rules.final_check.amounts import read
from schemas.final_check import (
    WHITE,
    CheckReport,
    DocumentFacts,
    Field,
    Paragraph,
    PdfFacts,
    Picture,
    Place,
    Properties,
    SlipList,
    Trace,
)
from tests.documents import A4, ORGANISATION, SOUND, facts
from tests.rules import cases

KNOWN = Known(
    organisation=ORGANISATION,
    places=("Apeldoorn", "Voorst", "Epe", "Midden-IJssel", "Oost-Veluwe"),
    municipalities=8,
    lots=3,
    closes_at=datetime(2025, 3, 28, 11, 0, tzinfo=UTC),
    starts_on=frozenset({date(2026, 1, 1), date(2026, 7, 1)}),
    old_contract_end=date(2025, 12, 31),
    theirs=("Zorg & Co <BV>", "{{ 7*7 }} B.V.", "XX Zorg", "Maak de <tarieven> eerder bekend; zie bijlage 9."),
    askers=Search((cases.provider(1, name="Wilgenhof Jeugd B.V."),), ours=("inkoop@proef.example", "055 580 0000")),
    fonts_here=frozenset({"Arial", "Carlito"}),
    slips=SlipList(
        words={"geleidt": "geleid", "zojn": "zijn"},
        phrases={"beperken tot minimaal": "beperken tot maximaal"},
        ordinary=frozenset({"voorts"}),
    ),
)
STRANGER = Known(slips=KNOWN.slips)
"""What is known of a file of which nothing is known."""


def looked_at(text: str, known: Known = KNOWN, **others: object) -> CheckReport:
    return examine(facts(text, **others), known)


def codes(text: str, known: Known = KNOWN, **others: object) -> set[str]:
    return {row.code for row in looked_at(text, known, **others).findings}


WRONG: dict[str, tuple[str, ...]] = {
    "invulveld": (
        "De naam is [nog in te vullen].",
        "Bedrag: [NOG AANVULLEN]",
        "Geachte {{ aanbieder.naam }},",
        "{% if concept %}",
        "Dit is [[naam]].",
        "Beste «Aanhef»,",
        "Tussen <Naam Contractant> en ons.",
        "<postcode><adres>",
        "Geachte <de heer/mevrouw>",
        "De datum is [datum].",
        "Bedrag: [€ …]",
        "Klik of tik om tekst in te voeren.",
    ),
    "nog-invullen": (
        "Het bedrag is € XX.",
        "Op xx-xx-2026 beslist de raad.",
        "In 20XX is dat anders.",
        "Tarief: XXX",
        "Kosten: PM",
        "Wie tekent dit??",
        "Lorem ipsum dolor sit amet.",
        "TODO: nakijken",
    ),
    "nog-te-bepalen": (
        "Datum: n.t.b.",
        "Het aantal is nader te bepalen.",
        "De locatie is nog niet bekend.",
        "De prijs is € ……… per uur.",
    ),
    "nog-concept": ("CONCEPT", "Nota, versie 0.3", "| Versie | Status |\n| 1.0 | concept |"),
    "dag-klopt-niet": (
        "De sessie is op maandag 28 maart 2025.",
        "Dat gebeurt op 31 juni 2025.",
        "De sessie is op ma 24-11-2026.",
        "Tot di. 25 november 2026.",
    ),
    "vrije-dag": (
        "Reacties ontvangen wij graag vóór zondag 22 november 2026.",
        "De inschrijftermijn eindigt op 26 december 2026.",
        "De informatiebijeenkomst is op zondag 22 november 2026.",
        "| Stap | Datum |\n| Gunning | zaterdag 28 november 2026 |",
        "De aanmelding sluit op 1 januari 2027.",
        "Reageer uiterlijk zondag 9 maart 2025.",
        "U kunt vragen stellen tot en met 25-12-2025.",
        "Vragen stellen kan tot en met 5 mei 2026, 12.00 uur.",
        "| Stap | Datum |\n| Vragen voor nota 2 | zondag 16 februari 2025, 12.00 uur |",
        "De inschrijving sluit op 27 april 2026.",
    ),
    "verwijzing-bestaat-niet": (
        "Zie bijlage 3.",
        "# 1 Inleiding\nZie paragraaf 4.2.\n# 2 Doelen\nTekst.",
        "@Artikel 1@ Begin\nVolgens artikel 9 mag dat.",
        "# @Artikel 1@ Begin\n@1.1@ Iets.\n@1.2@ Nog iets.\nLet op artikel 1.7 hierover.",
        "# 1 Inleiding\nDat staat in hoofdstuk 12 van dit document.",
        "Kijk naar tabel 4.",
        "# Bijlage 1 Begrippen\nTekst.\n# Bijlage 2 Cijfers\nZie bijlagen 1 tot en met 3.",
        "# @Artikel A@ Kop\nLees artikel C van deze overeenkomst.",
        "| Onderwerp | Uitleg |\n| Tarief | Zie bijlage 7. |",
    ),
    "verwijzing-fout": ("Zie Fout! Verwijzingsbron niet gevonden.", "Zie Error! Reference source not found."),
    "verwijzing-andere-titel": (
        "In bijlage 1 staan de tarieven.\n# Bijlage 1 Begrippen\nTekst.\n# Bijlage 2 Tarieven per product\nTekst.",
        "Zie paragraaf 1.2 (Planning).\n# 1 Begin\n## 1.1 Planning\nTekst.\n## 1.2 Budget\nTekst.",
    ),
    "kopnummers": (
        "# 1 Een\nTekst.\n# 2 Twee\nTekst.\n# 4 Vier\nTekst.",
        "# 1 Een\n## 1.1 A\nTekst.\n## 1.3 C\nTekst.",
        "# 1 Een\nTekst.\n# 1 Weer een\nTekst.",
    ),
    "kopniveaus": ("# Een\n### Drie\nTekst.",),
    "bijlagenummers": (
        "# Bijlage 1 A\nTekst.\n# Bijlage 3 C\nTekst.",
        "# Bijlage A\nTekst.\n# Bijlage A\nTekst.",
        "| Bijlage | Titel |\n| A | Een |\n| C | Drie |",
    ),
    "lege-kop": ("# Een\n# Twee\nTekst.", "# Een\nTekst.\n## Twee", "# \nTekst."),
    "lege-tabel": ("| Risico | Maatregel |\n|  |  |\n|  |  |",),
    "aantal-klopt-niet": (
        "Er zijn 3 stromen van geld:\n- het ene\n- het andere\nDaarna verder.",
        "Wij hebben twee doelen:\n- een\n- twee\n- drie",
    ),
    "totaal-klopt-niet": (
        "| Post | Q1 | Q2 | Totaal |\n| A | 10 | 20 | 40 |\n| B | 5 | 5 | 10 |",
        "| Post | Bedrag |\n| A | 1.234,56 |\n| B |  |\n| C | 2.000,00 |\n| Totaal | 3.334,56 |",
        "| Perceel | Jeugdigen |\n| A | 1.000 |\n| B | 761 |\n| Totaal | 2.284 |",
        "| Jaar | Bedrag |\n| A | € 13.000,00 |\n| B | € 912,12 |\n| Totaal | € 16.723,54 |",
        "| Groep | Aantal |\n| A | 5 |\n| B | 75 |\n| Totaal | 79 |",
        "| Deel | Aandeel |\n| A | 40% |\n| B | 50% |\n| Totaal | 100% |",
        "| Post | 2024 | 2025 | Totaal |\n| A | € 10,00 | € 20,00 | € 40,00 |",
    ),
    "percentage-klopt-niet": ("Daarvan zijn 2 van de 12 aanbieders (20%) klein.",),
    "twee-waarden": (
        "De overeenkomst heeft een looptijd van vier jaar.\nDe overeenkomst loopt 36 maanden.",
        "Het plafond is € 1.250.000,00.\nHet budgetplafond bedraagt € 1,4 miljoen.",
        "De inschrijving sluit op 17 december 2026.\nInschrijvingen moeten uiterlijk 18 december 2026 zijn ingediend.",
        "U kunt vragen stellen tot 24 november 2026.\nVragen kunt u stellen tot en met 25 november 2026.",
        "| Onderwerp | Afspraak |\n| Looptijd | 4 jaar |\n\nDe contractduur: de overeenkomst geldt drie jaar.",
        "Er zijn ruim 300 gecontracteerde aanbieders.\nDe regio telt 250 aanbieders.",
        "De acht gemeenten werken samen.\nAlle negen gemeenten tekenen.",
    ),
    "andere-sluiting": (
        "U kunt zich aanmelden tot vrijdag 4 april 2025.",
        "De aanmelding sluit op 28 maart 2025 om 14.00 uur.",
        "| Stap | Datum |\n| Aanmelding sluit | 4-4-2025 |",
    ),
    "andere-ingangsdatum": (
        "De overeenkomst gaat in op 1 februari 2026.",
        "De oude overeenkomsten eindigen op 30 november 2025.",
    ),
    "taalfout": (
        "De hulp wordt geleidt door een professional.",
        "Zij zojn er.",
        "Wij beperken tot minimaal 1 keer per jaar.",
    ),
    "dubbel-woord": ("Dit is van de de gemeente.", "Wij tekenen de overeenkomst overeenkomst."),
    "naam-lijkt-op": ("De regio Middel-IJssel doet mee.", "Ook Apeldorn doet mee."),
    "vraag-in-tabel": (
        "| Risico | Maatregel |\n| Te laat | Moeten we dat opnemen? |",
        "| Risico | Beheersing |\n| Financiële kaders? | Overleg. |",
    ),
    "vrager-zichtbaar": ("Wilgenhof Jeugd vroeg hiernaar.", "Mail naar info@zorg.example."),
}
FINE: dict[str, tuple[str, ...]] = {
    "invulveld": (
        "Geachte Zorg & Co <BV>,",
        "Aan: {{ 7*7 }} B.V.",
        "Mail <inkoop@proef.example>.",
        "Oefenen < 1 uur & > 10 minuten.",
        "Als bedoeld in [1] en [2].",
    ),
    "nog-invullen": ("De XX-groep en XXL bestaan.", "Deskundige PM-er", "Aan XX Zorg", "Waarom? Daarom."),
    "nog-te-bepalen": (
        "De raad bepaalt het aantal voor 1 juni.",
        "Tekenen: ……………… Datum: ………………",
    ),
    "nog-concept": (
        "Dit staat in de conceptovereenkomst.",
        "Het concept is besproken.",
        "Nota, versie 1.0",
        "Concept-inkoopovereenkomst, versie 0.2",
    ),
    "dag-klopt-niet": (
        "De sessie is op vrijdag 28 maart 2025.",
        "Op 29 februari 2028 is dat anders.",
        "Nummer 12-34-5678.",
    ),
    "vrije-dag": (
        "De wet gaat naar verwachting uiterlijk in op 1 januari 2026.",
        "| Gemeente | Loopt |\n| Epe | Uiterlijk tot 31-12-2028 |",
        "| Stap | Datum |\n| Einde oude contracten | 27 december 2026 |",
        "De sessie duurde langer dan die van zondag 22 november 2026 in de krant.",
        "Reageer uiterlijk maandag 10 maart 2025.",
        "De overeenkomst loopt tot en met zondag 30 december 2029.",
        "De einddatum is uiterlijk zondag 30 december 2029.",
        "Wij zijn dicht op zondag 9 maart 2025.",
        "De kamers zijn uiterlijk op 1 januari 2026 klaar.",
    ),
    "verwijzing-bestaat-niet": (
        "Volgens artikel 2.12 Jeugdwet is dat zo.",
        "Zie artikel 4.1.6 van de Jeugdwet.",
        "Dat staat in artikel 1, lid 4, van de Wet Bibob.",
        "De Algemene termijnenwet, art. 3, geldt.",
        "Zie bijlage A van de overeenkomst.",
        "Zie het aanmeldingsdocument, hoofdstuk 4.",
        "In het programma van eisen leest u dit in hoofdstuk 4.",
        "Artikel 6:162 geldt.",
        "# 1 Een\nTekst.\n## 1.1 Onder\nZie paragraaf 1.1 en hoofdstuk 1.",
        "# @Artikel 7@ Tarieven\n@7.1@ Een lid.\nZie artikel 7.1.",
        "# @Artikel 7@ Tarieven\nEen lid.\nZie artikel 7.1.",
        "# Bijlage 1 Begrippen\nTekst.\n# Bijlage 2 Cijfers\nZie bijlagen 1 en 2.",
        "| Bijlage | Titel |\n| A | Percelen |\n| B | Tarieven |\n\nZie bijlage B.",
        "Bijlagen: 2\nZie bijlage 2.",
        "# Bijlagen\n- 1. Overzicht\n- 2. Formulier\nZie bijlage 2.",
        "Tabel 1: Aantallen\nZie tabel 1.",
        "| Onderwerp | Vindplaats |\n| Tarief | hoofdstuk 9 |",
        "| Vraag | Antwoord |\n| Klopt paragraaf 9.9? | Zie artikel 44. |",
        "Maak de <tarieven> eerder bekend; zie bijlage 9.",
        "Dit hoofdstuk en deze bijlage gaan daarover.",
    ),
    "verwijzing-fout": ("Fout! Dat is het goede antwoord niet.",),
    "verwijzing-andere-titel": (
        "In bijlage 1 staan de begrippen.\n# Bijlage 1 Begrippen\nTekst.\n# Bijlage 2 Tarieven\nTekst.",
        "Bijlage 1 bevat een overzicht.\n# Bijlage 1 Begrippen\nTekst.\n# Bijlage 2 Tarieven\nTekst.",
    ),
    "kopnummers": (
        "# 1 Een\n## 1.1 A\nTekst.\n## 1.2 B\nTekst.\n# 2 Twee\nTekst.",
        "# @1@ Een\nTekst.\n# @3@ Drie\nTekst.",
    ),
    "kopniveaus": ("# Een\n## Twee\nTekst.\n# Drie\nTekst.",),
    "bijlagenummers": ("# Bijlage 1 A\nTekst.\n# Bijlage 2 B\nTekst.", "# Bijlage F Privacy\nTekst."),
    "lege-kop": ("# Een\n## Twee\nTekst.", "# Een\n| a | b |\n| 1 | 2 |"),
    "lege-tabel": ("| Partij | Handtekening |\n| Gemeente Epe |  |", "| Een regel |"),
    "aantal-klopt-niet": (
        "Er zijn drie punten:\n- een\n- twee\n- drie\nVerder.",
        "Binnen twee weken doet u dit:\n- een",
    ),
    "totaal-klopt-niet": (
        "| Post | Q1 | Q2 | Totaal |\n| A | 10 | 20 | 30 |\n| B | 5 | 5 | 10 |",
        "| Naam | Leeftijd | Kinderen | Totaal |\n| A | 40 | 2 | 7 |\n| B | 41 | 3 | 9 |",
        "| Perceel | Jeugdigen |\n| A | 1.000 |\n| B | 761 |\n| Totaal | 1.761 |",
        "| Groep | Euro |\n| A | 98.673.000 |\n| B | 331 |\n| Totaal | 98.673.332 |",
        "| Deel | Aandeel |\n| A | 33% |\n| B | 33% |\n| C | 33% |\n| Totaal | 100% |",
        "| A | 1 |\n| Subtotaal | 1 |\n| B | 2 |\n| C | 3 |\n| Subtotaal | 5 |\n| Totaal | 6 |",
        "| Perceel | Tarief |\n| A | € 86,40 |\n| B | € 50,00 |\n| Totaal | n.v.t. |",
        "| Naam | Plaats |\n| A | Epe |\n| Totaal | Twee |",
        "| Post | 2024 | 2025 | Totaal |\n| A | € 10,00 | € 20,00 | € 30,00 |",
    ),
    "percentage-klopt-niet": ("Daarvan zijn 2 van de 12 aanbieders (17%) klein.",),
    "twee-waarden": (
        "De overeenkomst heeft een looptijd van vier jaar, met een optie tot verlenging van een jaar.",
        "Het plafond voor perceel 1 is € 100.000.\nHet plafond voor perceel 2 is € 200.000.",
        "Vragen voor nota 1 kunt u stellen tot 24 maart 2026.\nVragen voor nota 2 kunt u stellen tot 8 april 2026.",
        "De acht gemeenten en alle acht gemeenten.\nDe vijf gemeenten en de vijf gemeenten.",
        "De huidige overeenkomst loopt drie jaar.\nDe overeenkomst loopt vier jaar.",
        "Er zijn ruim 300 aanbieders.\nDaarvan reageerden 46 aanbieders.",
        "Er zijn 300 aanbieders.\nTen minste 250 aanbieders tekenen.",
        "De acht gemeenten werken samen.\nAlle 8 gemeenten tekenen.",
    ),
    "andere-sluiting": (
        "U kunt zich aanmelden tot vrijdag 28 maart 2025, 12.00 uur.",
        "Aanmelden kan vanaf 3 maart 2025.",
        "Een volgende aanmelding sluit op 1 mei 2026.",
        "| Stap | Was | Wordt |\n| Aanmelding sluit | 4-4-2025 | 28 maart 2025 |",
        "| Stap | Datum | Uiterste datum |\n| Aanmelding sluit | 28-3-2025 | 31 december 2025 |",
    ),
    "andere-ingangsdatum": (
        "De overeenkomst gaat in op 1 januari 2026.",
        "De overeenkomst begint in Dal op 1 juli 2026.",
        "Deze regeling gaat in op 1 februari 2026.",
        "De oude overeenkomsten eindigen op 31 december 2025.",
    ),
    "taalfout": ("De hulp wordt geleid door een professional.",),
    "dubbel-woord": ("Wanneer meldt u u aan?", "Ik zei dat dat zo was.", "De naam is Bora Bora."),
    "naam-lijkt-op": ("Midden-IJssel, Apeldoornse en Voorst.", "Voorts geldt dit.", "APELDOORN"),
    "vraag-in-tabel": ("| Vraag | Maatregel |\n| Wat dan? | Overleg. |", "| Onderwerp | Wie |\n| Hoe verder? | Wij |"),
    "vrager-zichtbaar": ("Mail naar inkoop@proef.example of bel 055 580 0000.",),
}


def sound(**changed: object) -> DocumentFacts:
    return facts("# Een\nTekst.", **changed)


TRACE = Trace("tekst", Place(heading="1 Inleiding"), "A. Jansen", "ingevoegd")
PDF = PdfFacts(
    pages=2,
    size=30_000,
    properties=Properties(title="Stuk", author=ORGANISATION, language="nl-NL"),
    tagged=True,
    fonts=frozenset({"Arial-BoldMT", "ArialMT"}),
    loose_fonts=frozenset(),
    page_sizes=(A4, A4),
)
WRONG_FILES: dict[str, tuple[DocumentFacts, ...]] = {
    "wijzigingen-open": (sound(changes=(TRACE,)),),
    "opmerkingen-open": (sound(comments=(TRACE,)),),
    "verborgen-tekst": (sound(hidden=(TRACE,)),),
    "sjabloon": (sound(properties=SOUND.model_copy(update={"template": "Aanbesteding Regio Zuid 2019.dotx"})),),
    "gemarkeerd": (sound(highlights=(TRACE,)),),
    "verwijzing-fout": (sound(fields=(Field("REF _Ref1 \\h", "2.1", Place()),), bookmarks=frozenset({"_Ref2"})),),
    "auteur": (
        sound(properties=SOUND.model_copy(update={"author": ""})),
        sound(properties=SOUND.model_copy(update={"last_author": "A. Jansen"})),
        sound(properties=SOUND.model_copy(update={"manager": "A. Jansen"})),
        sound(pdf=PDF.model_copy(update={"properties": Properties(title="Stuk", author="python-docx", language="nl")})),
    ),
    "titel": (
        sound(properties=SOUND.model_copy(update={"title": ""})),
        sound(properties=SOUND.model_copy(update={"title": "Document1"})),
        sound(pdf=PDF.model_copy(update={"properties": Properties(author=ORGANISATION, language="nl-NL")})),
    ),
    "taal": (
        sound(language="en-US"),
        sound(language=""),
        sound(pdf=PDF.model_copy(update={"properties": Properties(title="Stuk", author=ORGANISATION)})),
    ),
    "geen-a4": (sound(page_sizes=((216, 279),)), sound(page_sizes=(A4, (210, 210)))),
    "lettertype": (
        sound(fonts=frozenset({"Verdana"})),
        sound(fonts=frozenset({"Calibri"}), pdf=PDF),
        sound(pdf=PDF.model_copy(update={"loose_fonts": frozenset({"ArialMT"})})),
    ),
    "te-groot": (sound(size=7 * 1024 * 1024), sound(pdf=PDF.model_copy(update={"size": 7 * 1024 * 1024}))),
    "afbeelding": (sound(pictures=(Picture("", True, Place()),)), sound(pictures=(Picture("Kaart", False, Place()),))),
}
FINE_FILES = (
    sound(),
    sound(fields=(Field("REF _Ref1 \\h", "2.1", Place()), Field("PAGE", "1", Place())), bookmarks=frozenset({"_Ref1"})),
    sound(fonts=frozenset({"Calibri", "Arial", "Symbol", "Wingdings"})),
    sound(fonts=frozenset({"Huisletter"}), other_names={"Huisletter": ("Arial",)}),
    sound(fonts=frozenset({"Huisletter"}), embedded_fonts=frozenset({"Huisletter"})),
    sound(fonts=frozenset({"Arial"}), pdf=PDF),
    sound(pictures=(Picture("Kaart van de regio", True, Place()),)),
    sound(page_sizes=((210, 297), (210, 296))),
    sound(properties=SOUND.model_copy(update={"template": "Normal.dotm"})),
)


def test_every_check_has_something_to_find_and_something_to_leave_alone() -> None:
    assert set(CHECKS) == WRONG.keys() | WRONG_FILES.keys()
    assert WRONG.keys() == FINE.keys()


def test_a_code_is_registered_once_and_has_a_title() -> None:
    with pytest.raises(ValueError, match="twice"):
        check("totaal-klopt-niet", "Weer", blocks=False)(lambda paper: ())
    assert all(one.code == code and one.title and one.look.__doc__ for code, one in CHECKS.items())
    assert all(code == code.casefold() and " " not in code for code in CHECKS)


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in WRONG.items() for text in texts])
def test_it_is_found(code: str, text: str) -> None:
    report = looked_at(text)
    found = [row for row in report.findings if row.code == code]
    assert found, report.findings
    assert {row.blocks for row in found} == {CHECKS[code].blocks}
    assert all(row.problem.endswith((".", "?")) or "'" in row.problem for row in found)
    assert all(row.remedy.endswith((".", "?")) for row in found)


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in FINE.items() for text in texts])
def test_it_is_left_alone(code: str, text: str) -> None:
    assert [row.sentence for row in looked_at(text).findings if row.code == code] == []


@pytest.mark.parametrize("text", [text for texts in FINE.values() for text in texts])
def test_nothing_that_is_fine_blocks(text: str) -> None:
    assert [row.sentence for row in looked_at(text).blocking] == []


@pytest.mark.parametrize(("code", "file"), [(code, file) for code, files in WRONG_FILES.items() for file in files])
def test_it_is_found_in_the_file(code: str, file: DocumentFacts) -> None:
    found = [row for row in examine(file, KNOWN).findings if row.code == code]
    assert found and {row.blocks for row in found} == {CHECKS[code].blocks}


@pytest.mark.parametrize("file", FINE_FILES)
def test_a_sound_file_has_no_remarks(file: DocumentFacts) -> None:
    assert examine(file, KNOWN).findings == ()


def test_what_must_block_blocks() -> None:
    """The list of the issue: the rest warns."""
    blocking = {code for code, one in CHECKS.items() if one.blocks}
    assert blocking == {
        *("wijzigingen-open", "opmerkingen-open", "verborgen-tekst", "invulveld", "nog-invullen", "gemarkeerd"),
        *("verwijzing-bestaat-niet", "verwijzing-fout", "vrager-zichtbaar", "lettertype", "te-groot", "auteur"),
        *("titel", "taal", "geen-a4", "andere-sluiting", "andere-ingangsdatum", "dag-klopt-niet"),
    }


FORM = {
    "geen-a4": sound(page_sizes=((216, 279),)),
    "titel": sound(properties=SOUND.model_copy(update={"title": ""})),
    "taal": sound(language="en-US"),
    "auteur": sound(properties=SOUND.model_copy(update={"author": "Jan de Vries"})),
}


@pytest.mark.parametrize("known", [STRANGER, Known(organisation=ORGANISATION, handed_over=True)])
@pytest.mark.parametrize("code", FORM)
def test_the_form_of_what_somebody_else_made_stops_nothing(code: str, known: Known) -> None:
    report = examine(FORM[code], known)
    assert [row.code for row in report.warnings] == [code] and report.blocking == ()


@pytest.mark.parametrize("author", ["Regio Zorgdal", "Gemeente Epe", "Stichting Jan de Vries", "Inkoop Jeugd"])
def test_an_organisation_is_not_taken_for_a_person(author: str) -> None:
    assert examine(sound(properties=SOUND.model_copy(update={"author": author})), STRANGER).findings == ()


def test_white_text_is_a_remark_and_hidden_text_blocks() -> None:
    white = examine(sound(hidden=(TRACE._replace(kind=WHITE),)), KNOWN)
    assert [row.code for row in white.warnings] == ["verborgen-tekst"] and white.blocking == ()


def test_a_merge_field_that_shows_a_name_is_still_a_merge_field() -> None:
    file = sound(fields=(Field("MERGEFIELD Naam", "Jansen", Place(heading="1 Een")),))
    (row,) = examine(file, KNOWN).findings
    assert row.code == "invulveld" and row.blocks and "Jansen" in row.problem


def test_fonts_that_every_reader_has_may_stay_out_of_a_pdf() -> None:
    def found(font: str) -> list[bool]:
        pdf = PDF.model_copy(update={"loose_fonts": frozenset({font}), "kept": False})
        return [row.blocks for row in examine(sound(form="pdf", fonts=frozenset(), pdf=pdf), KNOWN).findings]

    assert (found("Helvetica"), found("Verdana")) == ([False], [True])


def test_in_a_pdf_every_numbered_line_can_be_referred_to() -> None:
    text = "4 Planning\nZie hoofdstuk 4.\nZie hoofdstuk 5."
    (row,) = looked_at(text, form="pdf").findings
    assert "hoofdstuk 5" in row.problem


def test_a_workbook_has_no_language_and_tells_of_other_documents() -> None:
    assert codes("Zie bijlage 9.", form="sheets", language="") == set()
    assert codes("Zie bijlage 9.", language="") == {"verwijzing-bestaat-niet", "taal"}


def test_a_formula_that_lost_its_cell_is_found_with_its_place() -> None:
    cell = Paragraph("#VERW!", Place(sheet="Tarieven", cell="B12"))
    (row,) = examine(sound(form="sheets", paragraphs=(cell,)), KNOWN).findings
    assert row.blocks and row.sentence.startswith("blad 'Tarieven', cel B12: ")


def test_a_finding_says_where_it_is() -> None:
    (row,) = looked_at("# 2 Tarieven\n| Post | Bedrag |\n| A | € 1,00 |\n| B | € 2,00 |\n| Totaal | € 9,00 |").findings
    assert row.sentence.startswith("onder '2 Tarieven', tabel 1, rij 4: Het totaal in de kolom 'Bedrag' is € 9,00,")
    assert "€ 3,00" in row.sentence
    assert str(Place(page=3, heading="2 Tarieven", paragraph=2)) == "pagina 3, onder '2 Tarieven', alinea 2"
    assert str(Place(part="koptekst")) == "koptekst" and str(Place()) == ""


def test_the_same_remark_about_a_repeated_header_is_made_once() -> None:
    header = facts("").model_copy(update={"paragraphs": tuple(_in_header() for _ in range(3))})
    assert len(examine(header, KNOWN).findings) == 1


def _in_header() -> Paragraph:
    return Paragraph("[naam]", Place(part="koptekst"))


def test_a_document_about_other_documents_may_refer_to_them() -> None:
    other = Known(about_others=True)
    assert "verwijzing-bestaat-niet" not in codes("Paragraaf 9.9 is aangepast.", other)
    assert "verwijzing-bestaat-niet" in codes("Paragraaf 9.9 is aangepast.", STRANGER)


def test_without_a_record_nothing_is_compared_with_it() -> None:
    text = "U kunt zich aanmelden tot vrijdag 4 april 2025.\nWilgenhof Jeugd vroeg hiernaar.\nOok Apeldorn doet mee."
    assert codes(text, STRANGER, properties=SOUND, fonts=frozenset({"Verdana"})) == set()


def test_without_a_record_two_closings_are_two_values() -> None:
    text = "U kunt zich aanmelden tot 28 maart 2025.\nDe aanmelding sluit op 4 april 2025."
    assert codes(text, STRANGER) == {"twee-waarden"}
    (row,) = looked_at(text, STRANGER).findings
    assert "28 maart 2025" in row.problem and "4 april 2025" in row.problem


def test_in_a_rehearsal_a_missing_font_is_a_remark() -> None:
    rehearsal = Known(organisation=ORGANISATION, fonts_here=frozenset(), fonts_matter=False)
    report = examine(sound(fonts=frozenset({"Verdana"})), rehearsal)
    assert [row.code for row in report.warnings] == ["lettertype"] and report.blocking == ()


def test_procedure_documents_may_name_our_own_mail_and_not_a_provider() -> None:
    own_words = Known(askers=KNOWN.askers, betraying=frozenset({"naam"}))
    assert "vrager-zichtbaar" not in codes("Bel 06 12345678.", own_words)
    assert "vrager-zichtbaar" in codes("Wilgenhof Jeugd deed dit.", own_words)


def test_the_words_of_others_are_not_judged() -> None:
    text = "De {{ 7*7 }} B.V. heeft XX Zorg gevraagd."
    assert codes(text) == set()
    assert {"invulveld", "nog-invullen"} <= codes(text, STRANGER)


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("€ 1.234,50", "1234.50", "€"),
        ("€ 12.-", None, ""),
        ("€ 12,-", "12", "€"),
        ("-€ 5", "-5", "€"),
        ("€ -5,00", "-5.00", "€"),
        ("2.284", "2284", ""),
        ("12,5%", "12.5", "%"),
        ("17 procent", "17", "%"),
        ("98 673 331", "98673331", ""),
        ("2.284*", "2284", ""),
        ("1.2", None, ""),
        ("ca. 12", None, ""),
        ("12 van 30", None, ""),
        ("", None, ""),
    ],
)
def test_a_number_is_read_as_it_is_printed(text: str, value: str | None, kind: str) -> None:
    found = read(text)
    if value is None:
        assert found is None
    else:
        assert found is not None and (found.value, found.kind) == (Decimal(value), kind)


def euros(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"€ {whole:,}".replace(",", ".") + f",{rest:02d}"


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=12), st.integers(-(10**6), 10**6))
def test_a_total_is_right_or_it_is_reported(cents: list[int], off: int) -> None:
    total = sum(cents) + off
    if total < 0:
        return
    rows = "".join(f"| rij | {euros(one)} |\n" for one in cents)
    found = codes(f"| Post | Bedrag |\n{rows}| Totaal | {euros(total)} |")
    # A cent may be printed rounding; a total of zero may also be read as the sum of nothing.
    assert ("totaal-klopt-niet" in found) == (abs(off) > 1)


@given(st.lists(st.integers(0, 5000), min_size=2, max_size=12), st.integers(-50, 50))
def test_counts_add_up_to_the_one(counts: list[int], off: int) -> None:
    if sum(counts) + off < 0:
        return
    rows = "".join(f"| rij | {one} |\n" for one in counts)
    found = codes(f"| Groep | Aantal |\n{rows}| Totaal | {sum(counts) + off} |")
    assert ("totaal-klopt-niet" in found) == (off != 0)


@given(
    st.integers(1, 12),
    st.integers(1, 30),
    st.sampled_from(
        [
            ("Zie hoofdstuk {}.", "# {} Kop\nTekst."),
            ("Lees ook artikel {} hierover.", "# @Artikel {}@ Kop\nTekst."),
            ("In bijlage {} leest u meer.", "# Bijlage {} Kop\nTekst."),
            ("Tabel {} laat dit zien.", "Tabel {}: Kop"),
        ]
    ),
)
def test_a_reference_is_dead_when_its_number_is_not_there(amount: int, number: int, forms: tuple[str, str]) -> None:
    asked, made = forms
    text = "\n".join([asked.format(number), *(made.format(one) for one in range(1, amount + 1))])
    assert ("verwijzing-bestaat-niet" in codes(text)) == (number > amount)


@given(st.text(max_size=200))
def test_no_text_makes_a_check_fall_over(text: str) -> None:
    def row(of: Callable[[str], str]) -> str:
        return of(text.replace("\n", " "))

    for form in ("{}", "# {}", "| {} | Totaal |\n| Totaal | {} |"):
        looked_at(row(lambda words, form=form: form.replace("{}", words.strip())))  # type: ignore[misc]
