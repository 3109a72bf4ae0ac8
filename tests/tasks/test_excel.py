import io
import random
import time
import zipfile
from datetime import UTC, date, datetime
from datetime import time as clock
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from flows.tasks.excel import read_table, recognise_sheets, write_table
from schemas.errors import InputRefusedError, PermanentError
from schemas.sheets import Column, Sheet

NAAM = Column(name="Naam", synonyms=("Aanbieder", "Organisatie"), required=True)
GEMEENTE = Column(name="Gemeente", kind="keuze", choices=("Apeldoorn", "Zutphen", "Epe"))
DATUM = Column(name="Ontvangen op", kind="datum")
MOMENT = Column(name="Tijdstip", kind="datumtijd")
TARIEF = Column(name="Tarief", kind="getal")
JA_NEE = Column(name="Wijziging", kind="ja_nee")
PARAGRAAF = Column(name="Paragraaf")
COLUMNS = (NAAM, GEMEENTE, DATUM, MOMENT, TARIEF, JA_NEE, PARAGRAAF)
AWKWARD = [
    "Zorg & Co <BV>",
    "'t Hofje",
    "{{ 7*7 }} B.V.",
    "x" * 120,
    "=1+1",
    "+31",
    "-",
    "@a",
    "#N/A",
    " spatie ",
    "007",
]


def workbook(*rows: list[object], sheet: str = "Blad1") -> bytes:
    book = Workbook()
    book.active.title = sheet  # type: ignore[union-attr]
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def faults(data: bytes, *columns: Column, name: str = "lijst.xlsx") -> list[str]:
    with pytest.raises(InputRefusedError) as refused:
        read_table(data, name, columns or COLUMNS)
    return [str(fault) for fault in refused.value.faults]


def test_headings_are_found_below_a_title_and_matched_loosely() -> None:
    data = workbook(
        ["Aanbiedersregister 2025"], [], [None, "  AANBIEDER ", "Géméénte", "ontvangenop", "Tarrief", "Eigen"]
    )
    book = load_workbook(io.BytesIO(data))
    book.active.merge_cells("A1:F1")  # type: ignore[union-attr]
    book.active.append([None, "Zorg & Co <BV>", "zutphen", date(2025, 3, 5), 12.5, "van ons"])  # type: ignore[union-attr]
    table = read_table(saved(book), "lijst.xlsx", COLUMNS)
    row = table.rows[0]
    assert row.number == 4
    assert row.text("Naam") == "Zorg & Co <BV>"
    assert row.text("Gemeente") == "Zutphen"
    assert row.day("Ontvangen op") == date(2025, 3, 5)
    assert row.number_in("Tarief") == Decimal("12.5")
    assert row.flag("Wijziging") is None
    assert row.extra == {"Eigen": "van ons"}
    assert table.recognised["AANBIEDER"] == "Naam"
    assert "De kolom 'Tarrief' is gelezen als 'Tarief'." in table.notes
    assert any("'Eigen'" in note for note in table.notes)


def test_an_exact_heading_wins_from_an_alike_one() -> None:
    table = read_table(workbook(["Namen", "Naam"], ["fout", "goed"]), "lijst.xlsx", [NAAM])
    assert table.rows[0].text("Naam") == "goed"


def test_all_faults_come_back_at_once() -> None:
    data = workbook(
        ["Naam", "Gemeente", "Ontvangen op", "Tarief", "Wijziging"],
        ["", "Apeldorn", "31-2-2025", "veel", "misschien"],
        ["Goed", "Epe", "5-3-2025", "1.250,50", "ja"],
        [None, None, None, None, None],
        ["Ook goed", "Utrecht"],
    )
    found = faults(data)
    assert found[0] == "lijst.xlsx, blad 'Blad1', rij 2, kolom 'Naam': de cel is leeg. Vul de cel of verwijder de rij."
    assert "Bedoelt u Apeldoorn?" in found[1]
    assert "'31-2-2025' is geen datum" in found[2]
    assert "'veel' is geen getal" in found[3]
    assert "'misschien' is geen ja of nee" in found[4]
    assert "rij 5, kolom 'Gemeente'" in found[5]
    assert len(found) == 6


def test_missing_and_double_columns_are_named() -> None:
    found = faults(workbook(["Gemeente", "Tarief", "Tarief"], ["Epe", 1, 2]))
    assert any("kolom 'Naam' ontbreekt" in fault for fault in found)
    assert any("'Tarief' staat er twee keer" in fault for fault in found)


@pytest.mark.parametrize(
    "text",
    ["5-3-2025", "05/03/2025", "2025-03-05", "5 maart 2025", "wo 5 mrt 2025", "woensdag 5 maart 2025", "5.3.2025"],
)
def test_dates_as_people_write_them(text: str) -> None:
    table = read_table(workbook(["Naam", "Ontvangen op"], ["a", text]), "lijst.xlsx", COLUMNS)
    assert table.rows[0].day("Ontvangen op") == date(2025, 3, 5)


@pytest.mark.parametrize("text", ["5-3-25", "3 maart", "Q3 2025", "29-2-2025", "2025", 45721])
def test_a_date_is_never_guessed(text: object) -> None:
    assert "is geen datum" in faults(workbook(["Naam", "Ontvangen op"], ["a", text]))[0]


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        (datetime(2025, 3, 5, 12, 0), datetime(2025, 3, 5, 11, 0, tzinfo=UTC)),  # noqa: DTZ001
        ("5-7-2025 12.00 uur", datetime(2025, 7, 5, 10, 0, tzinfo=UTC)),
        ("5 juli 2025 om 12:00", datetime(2025, 7, 5, 10, 0, tzinfo=UTC)),
        ("2025-07-05T12:00:30+02:00", datetime(2025, 7, 5, 10, 0, 30, tzinfo=UTC)),
        ("5-7-2025", datetime(2025, 7, 4, 22, 0, tzinfo=UTC)),
    ],
)
def test_moments_are_amsterdam_time(cell: object, moment: datetime) -> None:
    table = read_table(workbook(["Naam", "Tijdstip"], ["a", cell]), "lijst.xlsx", COLUMNS)
    assert table.rows[0].moment("Tijdstip") == moment


def test_an_hour_that_does_not_exist_is_refused() -> None:
    assert "bestaat niet" in faults(workbook(["Naam", "Tijdstip"], ["a", "30-3-2025 02:30"]))[0]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("€ 1.250,50", "1250.50"),
        ("12,5", "12.5"),
        ("12.55", "12.55"),
        ("1.250", "1250"),
        (0.1 + 0.2, "0.3"),
        (7, "7"),
        ("-3", "-3"),
    ],
)
def test_numbers_as_people_write_them(cell: object, number: str) -> None:
    table = read_table(workbook(["Naam", "Tarief"], ["a", cell]), "lijst.xlsx", COLUMNS)
    assert table.rows[0].number_in("Tarief") == Decimal(number)


def test_what_excel_made_of_a_text_is_noted_and_undone_where_the_format_tells() -> None:
    book = load_workbook(io.BytesIO(workbook(["Naam", "Paragraaf"])))
    sheet = book.worksheets[0]
    cells = [
        (3.1, "General", "3.1"),
        (3.1, "0.00", "3.10"),
        (1234567, "00000000", "01234567"),
        (datetime(2025, 2, 4), "dd-mm-yy", "04-02-2025"),  # noqa: DTZ001
    ]
    for number, (value, number_format, _) in enumerate(cells, start=2):
        sheet.cell(number, 1).value = "a"
        sheet.cell(number, 2).value = value
        sheet.cell(number, 2).number_format = number_format
    table = read_table(saved(book), "lijst.xlsx", COLUMNS)
    assert [row.text("Paragraaf") for row in table.rows] == [text for _, _, text in cells]
    assert any(
        "Rij 2, kolom 'Paragraaf': staat als getal" in note and "was het '3.10'?" in note for note in table.notes
    )
    assert not any("Rij 3" in note for note in table.notes)
    assert any("Rij 5, kolom 'Paragraaf': is een datum" in note for note in table.notes)
    assert not any("Rij 4" in note for note in table.notes)


def test_a_formula_is_text_in_a_text_column_and_a_fault_elsewhere() -> None:
    formula = '=HYPERLINK("http://kwaad.example","klik")'
    table = read_table(workbook(["Naam"], [formula]), "lijst.xlsx", [NAAM])
    assert table.rows[0].text("Naam") == formula
    assert "staat een formule" in faults(workbook(["Naam", "Tarief"], ["a", "=1+1"]))[0]


def test_hidden_rows_are_read_and_reported() -> None:
    book = load_workbook(io.BytesIO(workbook(["Naam"], ["een"], ["twee"])))
    book.worksheets[0].row_dimensions[3].hidden = True
    table = read_table(saved(book), "lijst.xlsx", [NAAM])
    assert [row.text("Naam") for row in table.rows] == ["een", "twee"]
    assert table.notes == ("Verborgen rijen zijn ook gelezen: 3.",)


def test_a_wrong_dimension_does_not_hide_rows() -> None:
    data = workbook(["Naam"], *[[f"vraag {number}"] for number in range(40)])
    lying = rewritten(data, "xl/worksheets/sheet1.xml", b'<dimension ref="A1:A41"/>', b'<dimension ref="A1"/>')
    assert len(read_table(lying, "lijst.xlsx", [NAAM]).rows) == 40


def rewritten(data: bytes, entry: str, old: bytes, new: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == entry:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return buffer.getvalue()


def test_a_far_away_cell_is_kept_and_costs_little() -> None:
    book = load_workbook(io.BytesIO(workbook(["Naam"], ["een"])))
    book.worksheets[0].cell(1_048_576, 1).value = "ver"
    book.worksheets[0].cell(2, 16_384).value = "breed"
    began = time.process_time()
    table = read_table(saved(book), "lijst.xlsx", [NAAM])
    assert time.process_time() - began < 10
    assert [row.number for row in table.rows] == [2, 1_048_576]
    assert table.rows[0].extra == {"(kolom XFD)": "breed"}


def test_an_impossible_row_number_ends() -> None:
    data = rewritten(workbook(["Naam"], ["een"]), "xl/worksheets/sheet1.xml", b'<row r="2"', b'<row r="99999999999"')
    assert "rijen" in faults(data, NAAM)[0]


def test_the_sheet_with_most_headings_is_taken_or_the_one_asked_for() -> None:
    book = load_workbook(io.BytesIO(workbook(["Naam", "Tarief"], ["a", 1], sheet="Uitleg")))
    second = book.create_sheet("Aanbieders")
    second.append(["Naam", "Tarief", "Gemeente"])
    second.append(["b", 2, "Epe"])
    assert read_table(saved(book), "lijst.xlsx", COLUMNS).sheet == "Aanbieders"
    assert read_table(saved(book), "lijst.xlsx", COLUMNS, sheet="uitleg").rows[0].text("Naam") == "a"
    with pytest.raises(InputRefusedError, match="blad 'Raad' ontbreekt"):
        read_table(saved(book), "lijst.xlsx", COLUMNS, sheet="Raad")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252"])
def test_csv_with_semicolons(encoding: str) -> None:
    text = 'Naam;Gemeente;Tarief\r\n"Coöperatie ""Zorg"" & Co; BV";Epe;12,50\r\n\r\n=1+1;;\r\n'
    table = read_table(text.encode(encoding), "lijst.CSV", COLUMNS)
    assert table.rows[0].text("Naam") == 'Coöperatie "Zorg" & Co; BV'
    assert table.rows[0].number_in("Tarief") == Decimal("12.50")
    assert (table.rows[1].number, table.rows[1].text("Naam")) == (4, "=1+1")


def test_an_unclosed_quote_does_not_swallow_rows() -> None:
    assert "aanhalingstekens" in faults(b'Naam;Tarief\r\n"Zorg;1\r\nAnder;2\r\n', name="lijst.csv")[0]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "lijst.xls"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "lijst.xlsx"),
        (b"", "lijst.xlsx"),
        (b"PK\x03\x04 onzin", "lijst.xlsx"),
        (b"<html>", "lijst.xlsx"),
        (b"x", "lijst.ods"),
    ],
)
def test_what_cannot_be_read_is_refused_with_how_to_save_again(data: bytes, name: str) -> None:
    assert "Opslaan als" in faults(data, name=name)[0]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * (101 * 1024 * 1024))
    assert "te groot" in faults(buffer.getvalue())[0]


def test_damaged_files_get_an_answer() -> None:
    good = write_table([Sheet(name="A", columns=COLUMNS, rows=({"Naam": "a", "Gemeente": "Epe"},))])
    chance = random.Random(20250305)
    for _ in range(300):
        entries = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            entries[chance.randrange(len(entries))] = chance.randrange(256)
        try:
            read_table(bytes(entries), "lijst.xlsx", COLUMNS)
        except InputRefusedError as refused:
            assert refused.faults


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_damaged_xml_in_a_sound_package_gets_an_answer() -> None:
    good = write_table([Sheet(name="A", columns=COLUMNS, rows=({"Naam": "a", "Gemeente": "Epe"},))])
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    chance = random.Random(3)
    for _ in range(300):
        name = chance.choice(sorted(parts))
        content = bytearray(parts[name])
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.choice(b'<>"/=0a9 ')
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for part, original in parts.items():
                package.writestr(part, bytes(content) if part == name else original)
        try:
            read_table(buffer.getvalue(), "lijst.xlsx", COLUMNS)
        except InputRefusedError as refused:
            assert refused.faults


def test_written_sheets_come_back_to_the_letter() -> None:
    rows = tuple({"Naam": name, "Paragraaf": name} for name in AWKWARD)
    data = write_table([Sheet(name="Aanbieders", columns=COLUMNS, rows=rows)])
    table = read_table(data, "lijst.xlsx", COLUMNS)
    assert [row.text("Naam") for row in table.rows] == AWKWARD
    assert table.notes == ()
    cells = load_workbook(io.BytesIO(data)).worksheets[0]["A"][1:]
    assert {cell.data_type for cell in cells} == {"s"}


PRINTABLE = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1)


@settings(max_examples=40, deadline=None)
@given(
    # A cell with only signs that nobody sees (a soft hyphen) is empty.
    naam=PRINTABLE.filter(
        lambda text: (
            any(sign.isprintable() and not sign.isspace() for sign in text)
            and "_x" not in text
            and "x005F_" not in text
        )
    ),
    gemeente=st.sampled_from([*GEMEENTE.choices, None]),
    dag=st.dates(date(1990, 1, 1), date(2090, 1, 1)) | st.none(),
    moment=st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    tarief=st.decimals(-9_999_999, 9_999_999, places=2) | st.none(),
    wijziging=st.booleans() | st.none(),
)
def test_every_value_survives_a_round_trip(
    naam: str, gemeente: str | None, dag: date | None, moment: datetime, tarief: Decimal | None, wijziging: bool | None
) -> None:
    moment = moment.replace(microsecond=0, month=6, day=1)  # in October an hour of the wall clock comes twice
    given_row = {
        "Naam": naam,
        "Gemeente": gemeente,
        "Ontvangen op": dag,
        "Tijdstip": moment,
        "Tarief": tarief,
        "Wijziging": wijziging,
        "Paragraaf": None,
    }
    data = write_table([Sheet(name="A", columns=COLUMNS, rows=(given_row,))])
    assert read_table(data, "a.xlsx", COLUMNS).rows[0].values == given_row


def test_the_same_sheets_give_the_same_bytes() -> None:
    sheets = [Sheet(name="Aanbieders", columns=COLUMNS, rows=({"Naam": "a"},))]
    first = write_table(sheets, title="Register", author="Zorgregio", moment=datetime(2025, 3, 5, tzinfo=UTC))
    time.sleep(1.1)  # the properties and a zip entry hold whole seconds
    assert write_table(sheets, title="Register", author="Zorgregio", moment=datetime(2025, 3, 5, tzinfo=UTC)) == first
    properties = load_workbook(io.BytesIO(first)).properties
    assert (properties.title, properties.creator) == ("Register", "Zorgregio")
    assert properties.modified == datetime(2025, 3, 5)  # noqa: DTZ001


def test_a_written_sheet_is_ready_to_use() -> None:
    data = write_table([Sheet(name="Aan/bieders", columns=COLUMNS, rows=({"Naam": "a"},))])
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    assert sheet.title == "Aan-bieders"
    assert sheet["A1"].font.b
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G2"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.column_dimensions["G"].number_format == "@"
    validations = {str(item.sqref): item for item in sheet.data_validations.dataValidation}
    gemeente = validations["B2:B202"]
    assert gemeente.formula1 == "'Keuzes'!$A$1:$A$3"
    assert gemeente.showErrorMessage
    assert [row[0] for row in book["Keuzes"].iter_rows(values_only=True, max_col=1)] == ["Apeldoorn", "Zutphen", "Epe"]
    assert book["Keuzes"].sheet_state == "hidden"


def test_text_is_never_cut_without_a_word() -> None:
    with pytest.raises(PermanentError, match="40000 tekens"):
        write_table([Sheet(name="A", columns=(NAAM,), rows=({"Naam": "x" * 40_000},))])


TIJD = Column(name="Tijd", kind="tijd")
WANNEER = Column(name="Wanneer", kind="getoond")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (clock(12, 0), clock(12, 0)),
        (0.5, clock(12, 0)),
        (0.38194444444444442, clock(9, 10)),  # ten past nine, as Excel keeps it
        (0.99999999, None),  # rounds to the next day
        ("12:00", clock(12, 0)),
        ("12.00 uur", clock(12, 0)),
        ("om 9 uur", clock(9, 0)),
        ("17u30", clock(17, 30)),
        ("00:00", clock(0, 0)),
        ("24:00", None),
        ("12:60", None),
        (12, None),
        ("middag", None),
        (datetime(2025, 3, 5, 12, 0), None),  # noqa: DTZ001
    ],
)
def test_a_clock_as_people_write_it(cell: object, expected: clock | None) -> None:
    data = workbook(["Tijd"], [cell])
    if expected is None:
        assert "is geen tijd" in faults(data, TIJD)[0]
    else:
        assert read_table(data, "lijst.xlsx", [TIJD]).rows[0].clock("Tijd") == expected


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (date(2024, 8, 1), "mmm-yy", "augustus 2024"),
        (date(2024, 8, 1), "[$-413]mmmm\\ yyyy;@", "augustus 2024"),
        (date(2024, 8, 1), "yyyy", "01-08-2024"),
        (date(2024, 1, 1), "yyyy", "2024"),
        (date(2024, 8, 15), "mmm-yy", "15-08-2024"),  # a day was typed: to show a month would lose it
        (date(2024, 8, 1), '"dag" mmm yy', "augustus 2024"),
        (date(2024, 8, 1), "d-mmm", "01-08-2024"),
        (datetime(2024, 8, 1, 9, 30), "dd-mm-yyyy hh:mm", "01-08-2024 09:30"),  # noqa: DTZ001
        (clock(9, 30), "hh:mm", "09:30"),
        (0.5, "0%", "50%"),
        (1, "0%", "100%"),
        (3.5, "General", "3.5"),
        (True, "General", "ja"),
        ("aug. 2024", "@", "aug. 2024"),
    ],
)
def test_a_cell_is_read_as_the_sheet_shows_it(value: object, number_format: str, shown: str) -> None:
    book = load_workbook(io.BytesIO(workbook(["Wanneer"], [value])))
    book.worksheets[0]["A2"].number_format = number_format
    table = read_table(saved(book), "lijst.xlsx", [WANNEER])
    assert (table.rows[0].text("Wanneer"), table.notes) == (shown, ())


def test_a_count_of_days_is_no_date_and_the_user_hears_which_was_meant() -> None:
    assert "Bedoelt u 05-03-2025? Geef de cel de opmaak Datum." in faults(workbook(["Ontvangen op"], [45721]), DATUM)[0]


def test_clocks_formats_and_names_for_formulas_are_written() -> None:
    number = Column(name="Nr", kind="getal", cell_format="@")
    rows = ({"Nr": Decimal(1), "Tijd": clock(12, 0)}, {"Nr": Decimal(2)})
    sheet = Sheet(name="Vrije dagen", columns=(number, TIJD), rows=rows, named={"lijst": ("Nr", 2)})
    book = load_workbook(io.BytesIO(write_table([sheet])))
    cells = book["Vrije dagen"]
    assert (cells["A2"].value, cells["A2"].number_format, cells["A2"].data_type) == (1, "@", "n")
    assert (cells["B2"].value, cells["B2"].number_format) == (clock(12, 0), "hh:mm")
    assert book.defined_names["lijst"].attr_text == "'Vrije dagen'!$A$2:$A$3"


def test_sheets_are_recognised_before_one_is_read() -> None:
    book = load_workbook(io.BytesIO(workbook(["Titel"], ["Organisatie", "Tarief"], ["Zorg BV", 1], sheet="Lijst")))
    book.create_sheet("Leeg")
    book.create_sheet("Tekst").append(["Zomaar iets"])
    found = recognise_sheets(saved(book), "lijst.xlsx", COLUMNS, [TIJD])
    assert found == {"Lijst": ({"Organisatie": "Naam", "Tarief": "Tarief"}, {}), "Tekst": ({}, {})}
