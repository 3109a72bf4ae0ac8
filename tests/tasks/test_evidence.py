import io
import random
from datetime import date

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject, StreamObject
from reportlab.pdfgen.canvas import Canvas

from flows.tasks.evidence import read
from schemas.evidence import EvidenceReading

EXTRACT = """Kamer van Koophandel
Uittreksel Handelsregister
KvK-nummer 01234567
Vestigingsnummer 000012345678
RSIN 123456789
Statutaire naam: Zorg & Co <BV>
Handelsnaam 't Hofje
AGB-code: 22220001
Datum afgifte: 5 maart 2025
Geboren op 01-02-1980. Gestart per 2019-05-06.
Geldig tot en met 31 december 2025"""


def pdf(*pages: str, password: str | None = None, owner: str | None = None) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=1)
    for page in pages:
        for number, line in enumerate(page.split("\n")):
            canvas.drawString(50, 800 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    if password is None and owner is None:
        return buffer.getvalue()
    writer = PdfWriter(clone_from=PdfReader(buffer))
    writer.encrypt(password or "", owner, algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def test_an_extract_of_the_trade_register() -> None:
    reading = read(pdf("Voorblad", EXTRACT))
    assert reading.readable
    assert reading.problem is None
    assert reading.pages == 2
    assert reading.kvk_numbers == ("01234567",)
    assert reading.dates == (date(2025, 3, 5), date(1980, 2, 1), date(2019, 5, 6), date(2025, 12, 31))
    assert reading.issue_date == date(2025, 3, 5)
    assert reading.valid_until == date(2025, 12, 31)
    assert reading.names == ("Zorg & Co <BV>", "'t Hofje")
    assert reading.nota_number is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Ingeschreven bij de Kamer van Koophandel onder nummer 12345678.", ("12345678",)),
        ("KvK: 1234 5678", ("12345678",)),
        ("K.v.K. 12.34.56.78", ("12345678",)),
        ("KvK-nummers 12345678, 23456789 en 34567890", ("12345678", "23456789", "34567890")),
        ("KvK-nummer\n12345678 (zie KvK 12345678)", ("12345678",)),
        ("Telefoon 12345678", ()),
        ("KvK AGB-code 12345678", ()),
        ("KvK 123456789012", ()),
        ("KvK 05 03 2025", ()),
        ("KvK 05-03-2025", ()),
    ],
)
def test_only_trade_register_numbers(text: str, numbers: tuple[str, ...]) -> None:
    assert read(pdf(text)).kvk_numbers == numbers


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Datum afgifte: woensdag 5 maart 2025", date(2025, 3, 5)),
        ("Afgiftedatum 05/03/2025", date(2025, 3, 5)),
        ("Brief d.d. 1-1-2020. Datum van afgifte 05.03.2025", date(2025, 3, 5)),
        ("Verklaring d.d. 5 mrt. 2025", date(2025, 3, 5)),
        ("Datum afgifte: 30 februari 2025. Afgiftedatum: 1 maart 2025", date(2025, 3, 1)),
        ("Datum afgifte: 5-3-25", None),
        ("Vergadering van 5 maart 2025", None),
    ],
)
def test_day_of_issue(text: str, day: date | None) -> None:
    assert read(pdf(text)).issue_date == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Geldig t/m 1 mei 2025", date(2025, 5, 1)),
        ("Geldig tot 1 mei 2025", date(2025, 4, 30)),
        ("Vervaldatum: 01-05-2025", date(2025, 4, 30)),
        ("geldig tot nader order", None),
    ],
)
def test_last_day_of_validity(text: str, day: date | None) -> None:
    assert read(pdf(text)).valid_until == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Akkoord met nota van inlichtingen 1 en Nota van Inlichtingen nr. 2", 2),
        ("de 3e nota van inlichtingen", 3),
        ("Nota van inlichtingen 2-3-2025", None),
        ("Nota van inlichtingen 2025", None),
    ],
)
def test_nota_number(text: str, number: int | None) -> None:
    assert read(pdf(text)).nota_number == number


@pytest.mark.parametrize("data", [b"", b"  \n", b"<html>KvK 12345678</html>", b"PK\x03\x04", b"%PDF-1.7", b"\x00" * 99])
def test_what_is_no_pdf_is_never_read(data: bytes) -> None:
    reading = read(data)
    assert not reading.readable
    assert reading.problem == ("leeg" if not data.strip() else "kapot")
    assert reading.text == ""


def test_passwords() -> None:
    assert read(pdf(EXTRACT, password="geheim")).problem == "wachtwoord"
    locked_against_changes = read(pdf(EXTRACT, owner="geheim"))
    assert locked_against_changes.readable
    assert locked_against_changes.kvk_numbers == ("01234567",)


def test_a_scan_and_an_empty_page_differ() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.rect(10, 10, 200, 200, fill=1)
    canvas.save()
    scan = read(buffer.getvalue())
    assert (scan.problem, scan.pages) == ("geen_tekst", 1)
    writer, empty = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(empty)
    assert read(empty.getvalue()).problem == "leeg"


def test_a_file_that_grows_without_end_is_refused() -> None:
    writer, buffer = PdfWriter(), io.BytesIO()
    page = writer.add_blank_page(595, 842)
    stream = DecodedStreamObject()
    stream.set_data(b"BT (x) Tj ET\n" * 7_000_000)
    packed: StreamObject = stream.flate_encode()
    page[NameObject("/Contents")] = writer._add_object(packed)
    writer.write(buffer)
    assert len(buffer.getvalue()) < 500_000
    assert read(buffer.getvalue()).problem == "kapot"


@pytest.mark.parametrize("seed", range(3))
def test_damaged_files_get_an_answer(seed: int) -> None:
    chance = random.Random(seed)
    originals = [pdf(EXTRACT, EXTRACT), pdf(EXTRACT, owner="x"), pdf("kort")]
    seen = set()
    for _ in range(300):
        data = bytearray(chance.choice(originals))
        for _ in range(chance.randint(1, 12)):
            place = chance.randrange(len(data))
            change = chance.randrange(4)
            if change == 0:
                data[place] = chance.randrange(256)
            elif change == 1:
                del data[place : place + chance.randint(1, 200)]
            elif change == 2:
                data[place:place] = chance.choice([b"<<", b"/", b" 0 R", b"]", b"-1", b"99999999", b"null", b"/Kids"])
            else:
                data[place] = ord(chance.choice("0123456789"))
        reading = read(bytes(data))
        assert isinstance(reading, EvidenceReading)
        assert reading.readable == (reading.problem is None)
        reading.text.encode("utf-8")
        seen.add(reading.problem)
    assert {None, "kapot"} <= seen
