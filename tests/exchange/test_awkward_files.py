"""``inkoop inbreng lees`` and ``inkoop vragen lees``: every file gets one answer, and no row goes without a word."""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.cli import main
from flows.exchange.reports import report
from tests.awkward import BROKEN_STYLES, DAY, TWO_DECIMALS, book, error, formula, line, merged, number, packed, sheet
from tests.documents import paragraph, run, table, word_file

HEADINGS = ("Bronnummer", "Ronde", "Ontvangen op", "Organisatie", "Document", "Paragraaf", "Vraag")
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)


def asked(name: str, paragraaf: str = "3.10", vraag: str = "") -> tuple[str, ...]:
    return (name, "1", "01-02-2025 10:00", "Zorg BV", "Leidraad", paragraaf, vraag or f"Vraag {name}?")


def questions_in(data: bytes, folder: Path, name: str = "vragen.xlsx") -> dict[str, Any]:
    (folder / name).write_bytes(data)
    return report(folder / name, "vragen")


def numbers(found: dict[str, Any]) -> list[str]:
    return [row["Bronnummer"] for row in found["rijen"]]


def told_of(found: dict[str, Any]) -> set[int]:
    """Every row number that the answer says anything about."""
    said = {row["rij"] for row in found["rijen"]} | {fault["rij"] for fault in found["fouten"] if fault["rij"]}
    texts = [*found["opmerkingen"], *(fault["probleem"] for fault in found["fouten"]), *found["redenen"]]
    for text in texts:
        for listed in re.findall(r"[Rr](?:ij(?:en)?|egel) ((?:\d+(?: t/m \d+)?(?:, )?)+)", text):
            for first, last in re.findall(r"(\d+)(?: t/m (\d+))?", listed):
                said |= set(range(int(first), int(last or first) + 1))
    return said


# One answer, whatever the file is


@lru_cache
def hostile() -> dict[str, bytes]:
    sound = book(sheet(line(1, *HEADINGS), line(2, *asked("1"))))
    word = word_file(table(HEADINGS, asked("1")))
    lots = packed({"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": bytes(120 * 1024 * 1024)})
    doctype = sheet(line(1, *HEADINGS)).replace("<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)
    return {
        "leeg.xlsx": b"",
        "leeg.csv": b"",
        "leeg.docx": b"",
        "leeg.pdf": b"",
        "leeg.eml": b"",
        "alleen-bom.csv": b"\xef\xbb\xbf",
        "afgekapt.xlsx": sound[:-40],
        "afgekapt.docx": word[:600],
        "word-als-excel.xlsx": word,
        "excel-als-word.docx": sound,
        "excel-als-csv.csv": sound,
        "tekst-als-excel.xlsx": b"Vraag\nHoe?",
        "tekst-als-word.docx": b"Vraag\nHoe?",
        "tekst-als-pdf.pdf": b"Vraag",
        "oud.xls": OLD_OFFICE,
        "wachtwoord.xlsx": OLD_OFFICE,
        "wachtwoord.docx": OLD_OFFICE,
        "oud.doc": OLD_OFFICE,
        "bericht.msg": OLD_OFFICE,
        "boek.xlsb": sound,
        "boek.ods": b"PK\x03\x04",
        "geen-soort": b"Vraag\nHoe?",
        "plaatje.png": b"\x89PNG\r\n\x1a\n",
        "nullen.csv": bytes(5000),
        "ruis.csv": bytes(range(256)) * 20,
        "ruis.eml": bytes(range(256)) * 20,
        "ruis.txt": bytes(range(256)),
        "bom.xlsx": lots,
        "entiteiten.xlsx": book(doctype),
        "zonder-blad.xlsx": book(sheet(), extra={"xl/worksheets/sheet1.xml": "geen xml"}),
        "kapotte-cel.xlsx": book(sheet(line(1, *HEADINGS), line(2, '<c r="REF" t="n"><v>abc</v></c>'))),
        "verre-kolom.xlsx": book(sheet(line(1, *HEADINGS), line(2, '<c r="ZZZZ2"><v>1</v></c>'))),
        "dubbele-rij.xlsx": book(sheet(line(1, *HEADINGS), line(2, *asked("1")), line(2, *asked("2")))),
        "geen-koppen.xlsx": book(sheet(line(1, "a", "b"), line(2, "1", "2"))),
        "leeg-blad.xlsx": book(sheet()),
        "macro.docx": word_file(table(HEADINGS), parts={"word/vbaProject.bin": "x"}),
        "elders.docx": word_file("<w:altChunk/>"),
        "leeg-document.docx": word_file(),
        "diep.docx": word_file("<w:p>" * 3000 + "</w:p>" * 3000),
        "breed.docx": word_file('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="x"/></w:tcPr></w:tc></w:tr></w:tbl>'),
        "kop.pdf": b"%PDF-1.4\n%%EOF",
        "mail.eml": b"From: \xff\nContent-Type: multipart/mixed; boundary=x\n\n--y\n\nhoi",
    }


@pytest.mark.parametrize("kind", ["vragen", "inbreng"])
@pytest.mark.parametrize("name", sorted(hostile()))
def test_every_hostile_file_is_refused_with_a_reason(
    kind: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / name
    place.write_bytes(hostile()[name])
    assert main([kind, "lees", str(place), "--json"]) == 2
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert said.out.count("\n") == 1 and said.err == ""
    assert found["bestand"] == name
    assert found["redenen"] or found["fouten"]


@pytest.mark.parametrize("kind", ["vragen", "inbreng"])
def test_what_is_no_file_is_refused(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "map.xlsx").mkdir()
    for name in ("bestaat-niet.xlsx", "map.xlsx"):
        assert main([kind, "lees", str(tmp_path / name), "--json"]) == 2
        assert json.loads(capsys.readouterr().out)["redenen"]


def test_people_get_the_same_in_dutch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "vragen.csv"
    place.write_text(";".join(HEADINGS) + "\n" + ";".join(asked("1")) + "\n;1;;;;;\n", encoding="utf-8")
    assert main(["vragen", "lees", str(place)]) == 2
    told = capsys.readouterr().out
    assert "Herkende kolommen" in told and "rij 3, kolom 'Vraag'" in told and "Verbeter ze" in told


# Awkward workbooks


AWKWARD = {
    "verkeerde omvang": book(
        sheet(line(1, *HEADINGS), line(2, *asked("1")), line(3, *asked("2")), before='<dimension ref="A1"/>')
    ),
    "zonder opmaak": book(sheet(line(1, *HEADINGS), line(2, *asked("1")), line(3, *asked("2"))), styles=""),
    "opmaak van een ander programma": book(
        sheet(line(1, *HEADINGS), line(2, *asked("1")), line(3, *asked("2"))), styles=BROKEN_STYLES
    ),
    "strict": book(sheet(line(1, *HEADINGS), line(2, *asked("1")), line(3, *asked("2"))), strict=True),
    "verborgen blad": book(
        sheet(line(1, *HEADINGS), line(2, *asked("1")), line(3, *asked("2"))), states=("veryHidden",)
    ),
    "verborgen rij en kolom": book(
        sheet(
            line(1, *HEADINGS),
            line(2, *asked("1"), attributes='hidden="1"'),
            line(3, *asked("2")),
            before='<cols><col min="7" max="7" hidden="1"/></cols>',
        )
    ),
    "titel, lege rij, totaal, koppen nog eens": book(
        sheet(
            line(1, "Vragen aanbesteding jeugdhulp"),
            line(2, "Uitdraai van 1 februari"),
            line(4, *HEADINGS),
            line(5, *asked("1")),
            line(6, *HEADINGS),
            line(8, *asked("2")),
            line(9, "Totaal", "2"),
        )
    ),
    "koppen over twee regels": book(
        sheet(
            line(1, "Bron-", "Ronde", "Ontvangen", *HEADINGS[3:]),
            line(2, "nummer", "", "op"),
            line(3, *asked("1")),
            line(4, *asked("2")),
        )
    ),
    "koppen met groepen erboven": book(
        sheet(
            line(1, *HEADINGS[:4], "Vindplaats", "", "Vraag"),
            line(2, "", "", "", "", "Document", "Paragraaf"),
            line(3, *asked("1")),
            line(4, *asked("2")),
            after=merged("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:G2"),
        )
    ),
    "koppen met een regel uitleg eronder": book(
        sheet(
            line(1, *HEADINGS),
            line(2, "", "", "", "", "", "", "(volledige tekst)"),
            line(3, *asked("1")),
            line(4, *asked("2")),
            after=merged(*(f"{letter}1:{letter}2" for letter in "ABCDEF")),
        )
    ),
    "samengevoegde cellen": book(
        sheet(
            line(1, *HEADINGS),
            line(2, *asked("1")),
            line(3, "2", "1", "01-02-2025 10:00", "", "", "4.1", "Vraag 2?"),
            after=merged("D2:D3", "E2:E3"),
        )
    ),
    "Engelse koppen": book(
        sheet(
            line(1, "No.", "Round", "Received", "Organisation", "Document", "Section", "Question"),
            line(2, *asked("1")),
            line(3, *asked("2")),
        )
    ),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_every_row_of_an_awkward_workbook_comes_in(name: str, tmp_path: Path) -> None:
    found = questions_in(AWKWARD[name], tmp_path)
    assert (found["redenen"], found["fouten"]) == ([], [])
    assert numbers(found) == ["1", "2"]
    assert [row["Vraag"] for row in found["rijen"]] == ["Vraag 1?", "Vraag 2?"]
    assert {row["Organisatie"] for row in found["rijen"]} == {"Zorg BV"}


def test_lines_that_are_no_row_are_named(tmp_path: Path) -> None:
    found = questions_in(AWKWARD["titel, lege rij, totaal, koppen nog eens"], tmp_path)
    assert told_of(found) == {1, 2, 5, 6, 8, 9}


def test_what_was_hidden_is_said(tmp_path: Path) -> None:
    told = " ".join(questions_in(AWKWARD["verborgen rij en kolom"], tmp_path)["opmerkingen"])
    assert "Verborgen rijen zijn ook gelezen: 2" in told and "'Vraag'" in told
    assert "is verborgen en is toch gelezen" in str(questions_in(AWKWARD["verborgen blad"], tmp_path)["opmerkingen"])


def test_a_reference_is_never_turned_into_a_number_or_a_day(tmp_path: Path) -> None:
    cells = ("3.10", "4-2", number(3.1, TWO_DECIMALS), number(3.1), number(45692, DAY))
    rows = [line(place, *asked(str(place), cell)) for place, cell in enumerate(cells, start=2)]
    found = questions_in(book(sheet(line(1, *HEADINGS), *rows)), tmp_path)
    assert [row["Paragraaf"] for row in found["rijen"]] == ["3.10", "4-2", "3.10", "3.1", None]
    assert [(fault["rij"], fault["kolom"]) for fault in found["fouten"]] == [(6, "Paragraaf")]
    assert "4-2" in found["fouten"][0]["wat_te_doen"]
    assert any("Rij 5" in note and "3.10" in note for note in found["opmerkingen"])


def test_formulas_are_text_and_error_values_faults(tmp_path: Path) -> None:
    cells = (formula("A2&amp;1", "11"), formula("SUM(1)"), formula('HYPERLINK("http://x","Klik")', "Klik"))
    rows = [line(place, *asked(str(place), "1", cell)) for place, cell in enumerate((*cells, error("#N/A")), start=2)]
    found = questions_in(book(sheet(line(1, *HEADINGS), *rows)), tmp_path)
    assert [row["Vraag"] for row in found["rijen"]] == ["=A2&1", "=SUM(1)", '=HYPERLINK("http://x","Klik")', None]
    assert [(fault["rij"], "#N/A" in fault["probleem"]) for fault in found["fouten"]] == [(5, True)]
    assert {2, 3, 4} <= told_of(found) and any("Klik" in note for note in found["opmerkingen"])


def test_a_second_list_is_a_fault_with_its_rows(tmp_path: Path) -> None:
    first, second = (sheet(line(1, *HEADINGS), *rows) for rows in ([line(2, *asked("1"))], [line(7, *asked("9"))]))
    found = questions_in(book(first, sheet(line(1, "Naam"), line(3, "Jan")), second), tmp_path)
    assert [(fault["blad"], "rij 7" in fault["probleem"]) for fault in found["fouten"]] == [("Blad3", True)]
    assert any("Blad2" in note and "rij 1, 3" in note for note in found["opmerkingen"])


@pytest.mark.parametrize(
    "lines",
    [
        [line(3, *asked("2")), line(2, *asked("1"))],
        [line(2, *asked("1")), line(2, *asked("2"))],
        ['<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>9</v></c></row>'],
        ['<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>9</v></c></row>'],
    ],
)
def test_what_the_library_would_leave_out_is_refused_with_its_row(lines: list[str], tmp_path: Path) -> None:
    found = questions_in(book(sheet(line(1, *HEADINGS), *lines)), tmp_path)
    assert [fault["rij"] for fault in found["fouten"]] == [2] and found["redenen"]


def test_unknown_and_double_columns(tmp_path: Path) -> None:
    found = questions_in(
        book(sheet(line(1, *HEADINGS, "Kleur", "Kleur"), line(2, *asked("1"), "rood", "blauw"))), tmp_path
    )
    assert found["niet_herkend"] == ["Kleur (kolom H)", "Kleur (kolom I)"]
    assert found["rijen"][0]["overige_kolommen"] == {"Kleur (kolom H)": "rood", "Kleur (kolom I)": "blauw"}
    found = questions_in(book(sheet(line(1, *HEADINGS, "Vraag"), line(2, *asked("1"), "Toch anders?"))), tmp_path)
    assert [fault["kolom"] for fault in found["fouten"]] == ["Vraag"]
    assert "Toch anders?" in str(found["rijen"])
    found = questions_in(book(sheet(line(1, *HEADINGS[:-1]), line(2, *asked("1")[:-1]))), tmp_path)
    assert "kolom 'Vraag' ontbreekt" in found["fouten"][0]["probleem"] and found["aantal"] == 1


def test_a_list_without_rows_says_so(tmp_path: Path) -> None:
    found = questions_in(book(sheet(line(1, *HEADINGS))), tmp_path)
    assert found["aantal"] == 0 and "geen enkele rij" in found["opmerkingen"][-1]


def test_a_mapping_file_beside_the_list(tmp_path: Path) -> None:
    (tmp_path / "kolommen.yaml").write_text("vragen:\n  Wat wilt u weten: Vraag\n  Kleur:\n", encoding="utf-8")
    data = book(sheet(line(1, *HEADINGS[:-1], "Wat wilt u weten", "Kleur"), line(2, *asked("1"), "rood")))
    found = questions_in(data, tmp_path)
    assert found["herkend"]["Wat wilt u weten"] == "Vraag" and numbers(found) == ["1"]
    (tmp_path / "kolommen.yaml").write_text("vragen:\n  Kleur: Kleurtje\n", encoding="utf-8")
    assert "Kleurtje" in questions_in(data, tmp_path)["redenen"][0]


# CSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("stated", [True, False])
def test_separator_and_letters_of_a_csv_are_recognised(
    encoding: str, separator: str, stated: bool, tmp_path: Path
) -> None:
    rows = [asked("1", "3.10", f'"Één{separator} twee\nen drie?"'), ("",) * 7, asked("2", "4-2")]
    lines = [separator.join(row) for row in (HEADINGS, *rows)]
    text = "\r\n".join([f"sep={separator}", *lines] if stated else lines)
    found = questions_in(text.encode(encoding), tmp_path, "vragen.csv")
    assert (found["redenen"], found["fouten"]) == ([], [])
    assert [row["Vraag"] for row in found["rijen"]] == [f"Één{separator} twee\nen drie?", "Vraag 2?"]
    assert [row["Paragraaf"] for row in found["rijen"]] == ["3.10", "4-2"]
    assert [row["rij"] for row in found["rijen"]] == [2 + stated, 4 + stated]


def test_rows_in_a_loose_quote_are_refused_with_the_line(tmp_path: Path) -> None:
    lines = [";".join(HEADINGS), ";".join(asked("1", "3", '"Hoe?')), ";".join(asked("2")), ";".join(asked("3"))]
    found = questions_in("\n".join(lines).encode(), tmp_path, "vragen.csv")
    assert found["redenen"] and [fault["rij"] for fault in found["fouten"]] == [2]


def test_letters_that_were_guessed_are_said(tmp_path: Path) -> None:
    lines = [";".join(HEADINGS).encode(), ";".join(asked("1", "3", "Één?")).encode("cp1252")]
    lines.append(";".join(asked("2", "3", "Één?")).encode())
    told = " ".join(questions_in(b"\n".join(lines), tmp_path, "vragen.csv")["opmerkingen"])
    assert "Windows-1252" in told and "regel 3" in told


def test_a_row_too_long_or_too_short_is_a_fault(tmp_path: Path) -> None:
    text = "\n".join([";".join(HEADINGS), "1;1;01-02-2025 10:00;Z;L", ";".join((*asked("2"), "rest"))])
    found = questions_in(text.encode(), tmp_path, "vragen.csv")
    assert [(fault["rij"], fault["kolom"]) for fault in found["fouten"]] == [(2, "Vraag"), (3, "(kolom H)")]
    assert "rest" in str(found["rijen"])


# No row goes without a word


CELLS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)


@settings(max_examples=120, deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=7), max_size=12), empty=st.sets(st.integers(2, 14)))
def test_no_row_is_lost(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], empty: set[int]) -> None:
    places = [place for place in range(2, 40) if place not in empty][: len(rows)]
    lines = [line(place, *map(_as_xml, cells)) for place, cells in zip(places, rows, strict=True)]
    found = questions_in(book(sheet(line(1, *HEADINGS), *lines)), tmp_path_factory.mktemp("rijen"))
    filled = {place for place, cells in zip(places, rows, strict=True) if any(map(_seen, cells))}
    assert filled <= told_of(found)


def _as_xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _seen(text: str) -> bool:
    return bool(re.search(r"\w", text))


# Word


def test_a_word_table_with_tracked_changes_and_hidden_text(tmp_path: Path) -> None:
    inside = (
        '<w:ins w:id="1">' + run("nieuw ") + '</w:ins><w:del w:id="2"><w:r><w:delText>oud</w:delText></w:r></w:del>'
    )
    cell = paragraph("Hoe ", inside=inside + run("gaat het?") + run("geheim", "<w:vanish/>"))
    body = table(HEADINGS, asked("1", "3.10", "HIER"), asked("2", "3.10", "weg")).replace(paragraph("HIER"), cell)
    gone = body.rindex("<w:tr>")
    body = body[:gone] + '<w:tr><w:trPr><w:del w:id="9"/></w:trPr>' + body[gone + len("<w:tr>") :]
    found = questions_in(word_file(body), tmp_path, "vragen.docx")
    assert [row["Vraag"] for row in found["rijen"]] == ["Hoe nieuw gaat het?[verborgen: geheim]"]
    told = " ".join(found["opmerkingen"])
    assert "verwijderde rijen weggelaten" in told and "verborgen tekst" in told


def test_a_table_that_goes_on_is_one_list(tmp_path: Path) -> None:
    again = word_file(table(HEADINGS, asked("1")), paragraph("volgende bladzijde"), table(HEADINGS, asked("2")))
    found = questions_in(again, tmp_path, "vragen.docx")
    assert [(row["rij"], row["Bronnummer"]) for row in found["rijen"]] == [(2, "1"), (4, "2")]
    assert "volgende bladzijde" in str(found["opmerkingen"]) and 3 in told_of(found)
    found = questions_in(word_file(table(HEADINGS, asked("1")), table(asked("2"), asked("3"))), tmp_path, "b.docx")
    assert numbers(found) == ["1", "2", "3"]


def test_a_table_in_a_table_and_one_that_is_no_list(tmp_path: Path) -> None:
    inner = table(("a", "b"), ("c", "d"))
    body = table(HEADINGS, asked("1", "3", "HIER")).replace(paragraph("HIER"), paragraph("Zie:") + inner)
    found = questions_in(word_file(body, table(("Naam", "Tel"), ("Jan", "06"))), tmp_path, "vragen.docx")
    assert found["rijen"][0]["Vraag"] == "Zie:\na | b\nc | d"
    assert any("tabel 3" in note and "rij 1, 2" in note for note in found["opmerkingen"])


def test_headings_below_each_other_are_one_row_for_each_table(tmp_path: Path) -> None:
    tables = [table(*zip(HEADINGS, asked(name), strict=True)) + paragraph("") for name in ("1", "2")]
    found = questions_in(word_file(*tables), tmp_path, "vragen.docx")
    assert [(row["rij"], row["Bronnummer"], row["Vraag"]) for row in found["rijen"]] == [
        (2, "1", "Vraag 1?"),
        (3, "2", "Vraag 2?"),
    ]
    assert any("Rij 3 staat in tabel 2" in note for note in found["opmerkingen"])


def test_a_letter_in_word_gives_drafts_and_names_what_was_left_out(tmp_path: Path) -> None:
    body = ("Geachte college,", "De termijn is te kort.", "Met vriendelijke groet,", "Jan Jansen")
    (tmp_path / "brief.docx").write_bytes(word_file(*map(paragraph, body)))
    found = report(tmp_path / "brief.docx", "inbreng")
    assert [(row["Inbreng"], row["Status"]) for row in found["rijen"]] == [("De termijn is te kort.", "te controleren")]
    assert sum("Niet als punt gelezen" in note for note in found["opmerkingen"]) == 3
