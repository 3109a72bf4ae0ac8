"""aanbieders.xlsx: the register of providers (users 2.1). A name stands in every document as it stands here."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from flows.exchange.reading import Reading, next_number, refuse, trailing_number
from flows.rules.wording import listing
from flows.tasks.excel import write_table
from schemas.provider import Provider
from schemas.sheets import CellValue, Column, Row, Sheet
from schemas.tender import Tender

SHEET = "Aanbieders"

COLUMNS = (
    Column(name="Nr", synonyms=("Nummer",), kind="getal"),
    Column(name="Aanbieder-id", synonyms=("Id", "Aanbiedernummer")),
    Column(name="Naam", synonyms=("Organisatie", "Aanbieder", "Naam aanbieder", "Bedrijfsnaam"), required=True),
    Column(name="Rechtsvorm"),
    Column(name="KvK-nummer", synonyms=("KvK", "KvK nr", "Kamer van Koophandel"), required=True),
    Column(name="Vestigingsnummer"),
    Column(name="AGB-code", synonyms=("AGB",)),
    Column(name="Straat en huisnummer", synonyms=("Straat", "Adres"), required=True),
    Column(name="Postcode", required=True),
    Column(name="Plaats", synonyms=("Woonplaats", "Vestigingsplaats"), required=True),
    Column(name="Contactpersoon", synonyms=("Contact", "Naam contactpersoon"), required=True),
    Column(name="Aanhef"),
    Column(name="E-mail (Aan)", synonyms=("E-mail", "E-mailadres", "Mailadres"), required=True),
    Column(name="E-mail 2 (kopie)", synonyms=("E-mail 2", "E-mail kopie", "Kopie aan")),
    Column(name="Telefoon", synonyms=("Telefoonnummer", "Tel")),
    Column(name="Omvang", synonyms=("Grootte", "Grootteklasse")),
    Column(name="Jeugdhulpverleners met verblijf", synonyms=("Hulpverleners met verblijf",), kind="getal"),
    Column(name="Jeugdhulpverleners zonder verblijf", synonyms=("Hulpverleners zonder verblijf",), kind="getal"),
    Column(name="Percelen", synonyms=("Perceel", "Segmenten", "Percelen/segmenten"), required=True),
    Column(name="Gemeenten", synonyms=("Gemeente",), required=True),
    Column(name="Nu gecontracteerd", synonyms=("Huidig contract",), kind="ja_nee"),
    Column(name="Cliënten nu", synonyms=("Aantal cliënten",), kind="getal"),
    Column(name="Tekenbevoegde naam", synonyms=("Tekenbevoegde", "Tekenbevoegde: naam")),
    Column(name="Tekenbevoegde functie", synonyms=("Functie tekenbevoegde", "Tekenbevoegde: functie")),
    Column(name="Niet mailen vanaf", kind="datum"),
)
"""Percelen and Gemeenten hold several in one cell, with commas between them, or 'alle'."""

_FIELDS = {
    "number": "Nr",
    "id": "Aanbieder-id",
    "name": "Naam",
    "kvk": "KvK-nummer",
    "establishment": "Vestigingsnummer",
    "agb": "AGB-code",
    "street": "Straat en huisnummer",
    "postcode": "Postcode",
    "city": "Plaats",
    "contact_name": "Contactpersoon",
    "email": "E-mail (Aan)",
    "email_copy": "E-mail 2 (kopie)",
}
_LIKENESS = 90


def read(data: bytes, file_name: str, tender: Tender, *, existing: Sequence[Provider] = ()) -> tuple[Provider, ...]:
    """The register in the order of the file. An empty id or number is made and never used again.

    ``existing`` is the register as kept: a provider with the same id, or without an id the same KvK number and
    establishment, stays the same record. Raises InputRefusedError with every fault.
    """
    reading = Reading(data, file_name, COLUMNS)
    register = _Register(reading.rows, existing)
    seen: dict[str, dict[object, int]] = defaultdict(dict)
    found = [row for line in reading.rows if (row := _provider(reading, line, tender, register, seen))]
    refuse([reading])
    return tuple(found)


class _Register:
    """Ids and numbers: those that are kept, those in the file, and the next free one."""

    def __init__(self, rows: Sequence[Row], existing: Sequence[Provider]) -> None:
        self._by_id = {row.id: row for row in existing}
        self._by_kvk = {(row.kvk, row.establishment): row for row in existing}
        self._numbers = {row.number for row in existing}
        self._own: dict[str, int] = {}
        for row in rows:
            reference, number = row.text("Aanbieder-id").strip(), row.number_in("Nr")
            if reference in self._by_id:
                continue
            own = int(number) if number is not None else trailing_number(reference)
            if own and own not in self._numbers:
                self._own.setdefault(reference or f"rij {row.number}", own)
                self._numbers.add(own)

    def kept(self, row: Row) -> Provider | None:
        reference = row.text("Aanbieder-id").strip()
        if reference:
            return self._by_id.get(reference)
        return self._by_kvk.get((digits(row.text("KvK-nummer")), digits(row.text("Vestigingsnummer")) or None))

    def new(self, row: Row) -> tuple[str, int]:
        reference = row.text("Aanbieder-id").strip()
        number = self._own.get(reference or f"rij {row.number}") or next_number(self._numbers)
        self._numbers.add(number)
        return reference or f"ZA-{number:03d}", number


def digits(text: str) -> str:
    """A number as people group it ('9971 4801', '9971.4801') without the grouping; anything else stays as it is."""
    plain = re.sub(r"[\s.]", "", text)
    return plain if plain.isdecimal() else text.strip()


def _provider(
    reading: Reading, row: Row, tender: Tender, register: _Register, seen: dict[str, dict[object, int]]
) -> Provider | None:
    kept = register.kept(row)
    reference, number = (kept.id, kept.number) if kept else register.new(row)
    kvk, establishment = digits(row.text("KvK-nummer")), digits(row.text("Vestigingsnummer"))
    _check_numbers(reading, row, kvk, establishment)
    reading.twice(row, "Aanbieder-id", reference, seen["id"], f"aanbieder {reference}")
    reading.whole(row, "Nr")
    reading.twice(row, "Nr", number, seen["number"], f"nummer {number}")
    key = (kvk, establishment) if kvk else None
    reading.twice(row, "KvK-nummer", key, seen["kvk"], f"KvK-nummer {kvk} met dezelfde vestiging")
    counts = {
        "staff_with_stay": reading.whole(row, "Jeugdhulpverleners met verblijf", minimum=0),
        "staff_without_stay": reading.whole(row, "Jeugdhulpverleners zonder verblijf", minimum=0),
        "clients_now": reading.whole(row, "Cliënten nu", minimum=0),
    }
    noun = reading.noun(
        row,
        Provider,
        _FIELDS,
        id=reference,
        tender_id=tender.id,
        version=kept.version if kept else 0,
        number=number,
        name=row.text("Naam"),
        legal_form=row.text("Rechtsvorm"),
        kvk=kvk,
        establishment=establishment or None,
        agb=digits(row.text("AGB-code")) or None,
        street=row.text("Straat en huisnummer"),
        postcode=row.text("Postcode"),
        city=row.text("Plaats"),
        contact_name=row.text("Contactpersoon"),
        salutation=row.text("Aanhef").strip(),
        email=row.text("E-mail (Aan)").strip(),
        email_copy=row.text("E-mail 2 (kopie)").strip() or None,
        phone=row.text("Telefoon"),
        size=row.text("Omvang"),
        signatory_name=row.text("Tekenbevoegde naam"),
        signatory_role=row.text("Tekenbevoegde functie"),
        lots=reading.lots(row, "Percelen", tender),
        municipalities=reading.municipalities(row, "Gemeenten", tender),
        contracted_now=bool(row.flag("Nu gecontracteerd")),
        no_mail_from=row.day("Niet mailen vanaf"),
        **{name: value or 0 for name, value in counts.items()},
    )
    return noun if reading.sound(row) else None


def _check_numbers(reading: Reading, row: Row, kvk: str, establishment: str) -> None:
    """KvK numbers have eight digits; a spreadsheet that takes one for an amount drops the zero in front."""
    if kvk and not re.fullmatch(r"\d{8}", kvk):
        hint = f"Bedoelt u {kvk.zfill(8)}? " if re.fullmatch(r"\d{6,7}", kvk) else ""
        remedy = f"{hint}Maak de kolom Tekst en vul acht cijfers in, met de nul vooraan."
        reading.fault(row, "KvK-nummer", f"'{kvk}' is geen KvK-nummer.", remedy)
    if establishment and not re.fullmatch(r"\d{12}", establishment):
        problem = f"'{establishment}' is geen vestigingsnummer."
        reading.fault(row, "Vestigingsnummer", problem, "Vul twaalf cijfers in, of maak de cel leeg.")
    agb = digits(row.text("AGB-code"))
    if agb and not re.fullmatch(r"\d{8}", agb):
        reading.fault(row, "AGB-code", f"'{agb}' is geen AGB-code.", "Vul acht cijfers in, of maak de cel leeg.")


def remarks(providers: Sequence[Provider]) -> tuple[str, ...]:
    """What a careful reader asks about a register, in Dutch: names that are nearly the same, one address twice."""
    found = []
    for index, first in enumerate(providers):
        for second in providers[index + 1 :]:
            if _alike(first.name, second.name):
                pair = f"'{first.name}' ({first.id}) en '{second.name}' ({second.id})"
                found.append(f"{pair} lijken op elkaar. Controleer of het twee aanbieders zijn.")
    by_address = defaultdict(list)
    for row in providers:
        by_address[row.email.casefold()].append(row.id)
    found.extend(
        f"{listing(ids)} hebben hetzelfde e-mailadres {address}. Controleer of dat klopt."
        for address, ids in by_address.items()
        if len(ids) > 1
    )
    return tuple(found)


def _alike(first: str, second: str) -> bool:
    """Whether two names differ in little more than legal form, capitals, blanks, punctuation or order of words."""
    one, other = _bare(first), _bare(second)
    whole = fuzz.ratio(one.replace(" ", ""), other.replace(" ", ""))
    return max(whole, fuzz.token_sort_ratio(one, other)) >= _LIKENESS


def _bare(name: str) -> str:
    words = re.sub(r"\b(b\.?v\.?|v\.?o\.?f\.?|stichting|i\.?o\.?)(?=\W|$)", " ", name.casefold())
    return " ".join(re.findall(r"\w+", words))


def write(providers: Iterable[Provider]) -> bytes:
    """The register as a form that reads back to the same providers."""
    rows = tuple(_cells(row) for row in providers)
    return write_table([Sheet(name=SHEET, columns=COLUMNS, rows=rows)])


def _cells(row: Provider) -> dict[str, CellValue]:
    return {
        "Nr": Decimal(row.number),
        "Aanbieder-id": row.id,
        "Naam": row.name,
        "Rechtsvorm": row.legal_form,
        "KvK-nummer": row.kvk,
        "Vestigingsnummer": row.establishment,
        "AGB-code": row.agb,
        "Straat en huisnummer": row.street,
        "Postcode": row.postcode,
        "Plaats": row.city,
        "Contactpersoon": row.contact_name,
        "Aanhef": row.salutation,
        "E-mail (Aan)": row.email,
        "E-mail 2 (kopie)": row.email_copy,
        "Telefoon": row.phone,
        "Omvang": row.size,
        "Jeugdhulpverleners met verblijf": Decimal(row.staff_with_stay),
        "Jeugdhulpverleners zonder verblijf": Decimal(row.staff_without_stay),
        "Percelen": ", ".join(str(lot) for lot in row.lots),
        "Gemeenten": ", ".join(row.municipalities),
        "Nu gecontracteerd": row.contracted_now,
        "Cliënten nu": Decimal(row.clients_now),
        "Tekenbevoegde naam": row.signatory_name,
        "Tekenbevoegde functie": row.signatory_role,
        "Niet mailen vanaf": row.no_mail_from,
    }
