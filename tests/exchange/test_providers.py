"""aanbieders.xlsx: names to the letter, numbers with their zeros, ids that are never used again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.exchange import providers
from flows.exchange.providers import COLUMNS
from flows.exchange.rehearsal import Rehearsal
from schemas.tender import Tender
from tests.exchange.forms import faults_of, places, typed

PROVIDER = {
    "Naam": "Zorg & Co <BV>",
    "KvK-nummer": "01234567",
    "Straat en huisnummer": "Vlierkade 1",
    "Postcode": "7325 XD",
    "Plaats": "Apeldoorn",
    "Contactpersoon": "M. Bult",
    "E-mail (Aan)": "info@zorg.example",
    "Percelen": "1, 2",
    "Gemeenten": "Epe, Apeldoorn",
}


def test_an_id_is_made_when_there_is_none_and_never_used_again(tender: Tender) -> None:
    other = PROVIDER | {"Naam": "B", "KvK-nummer": "99999999"}
    named = PROVIDER | {"Naam": "C", "KvK-nummer": "88888888", "Aanbieder-id": "ZA-007"}
    read = providers.read(typed(COLUMNS, PROVIDER, other, named), "aanbieders.xlsx", tender)
    assert [(row.id, row.number) for row in read] == [("ZA-008", 8), ("ZA-009", 9), ("ZA-007", 7)]
    assert read[0].municipalities == ("Apeldoorn", "Epe")
    # The same file again, now sorted: the KvK number says who is who. A newcomer gets a new number.
    new = PROVIDER | {"Naam": "D", "KvK-nummer": "77777777"}
    again = providers.read(typed(COLUMNS, new, other, PROVIDER), "aanbieders.xlsx", tender, existing=read)
    assert [row.id for row in again] == ["ZA-010", "ZA-009", "ZA-008"]


@pytest.mark.parametrize(
    ("change", "place", "hint"),
    [
        ({"KvK-nummer": "1234567"}, "KvK-nummer", "Bedoelt u 01234567?"),
        ({"KvK-nummer": "NL123"}, "KvK-nummer", "acht cijfers"),
        ({"Vestigingsnummer": "12"}, "Vestigingsnummer", "twaalf cijfers"),
        ({"AGB-code": "12"}, "AGB-code", "acht cijfers"),
        ({"E-mail (Aan)": "info@zorg"}, "E-mail (Aan)", "Verbeter"),
        ({"E-mail 2 (kopie)": "geen"}, "E-mail 2 (kopie)", "Verbeter"),
        ({"Percelen": "1, 9"}, "Percelen", "Kies uit: 1, 2, 3, 4, 5, 6"),
        ({"Gemeenten": "Epe, Lochum"}, "Gemeenten", "Bedoelt u Lochem?"),
        ({"Naam": ""}, "Naam", "Vul de cel"),
        ({"Naam": "x" * 201}, "Naam", "200"),
        ({"Cliënten nu": "-1"}, "Cliënten nu", "0 of hoger"),
        ({"Nr": "1,5"}, "Nr", "heel getal"),
        ({"Niet mailen vanaf": "straks"}, "Niet mailen vanaf", "05-03-2025"),
    ],
)
def test_each_fault_with_its_place(tender: Tender, change: dict[str, str], place: str, hint: str) -> None:
    other = PROVIDER | {"Naam": "B", "KvK-nummer": "99999999"}
    faults = faults_of(providers.read, typed(COLUMNS, other, PROVIDER | change), "aanbieders.xlsx", tender)
    assert places(faults) == [(3, place)]
    assert hint in faults[0].remedy


def test_all_faults_of_all_rows_at_once(tender: Tender) -> None:
    data = typed(
        COLUMNS,
        PROVIDER | {"Aanbieder-id": "ZA-001", "E-mail (Aan)": "fout", "Percelen": "7", "Niet mailen vanaf": "x"},
        PROVIDER | {"Aanbieder-id": "ZA-001"},
        PROVIDER | {"KvK-nummer": "1", "Gemeenten": "Utrecht", "E-mail (Aan)": "ook fout"},
    )
    faults = faults_of(providers.read, data, "aanbieders.xlsx", tender)
    assert set(places(faults)) == {
        (2, "E-mail (Aan)"),
        (2, "Percelen"),
        (2, "Niet mailen vanaf"),
        (3, "Aanbieder-id"),
        (3, "Nr"),
        (3, "KvK-nummer"),
        (4, "KvK-nummer"),
        (4, "Gemeenten"),
        (4, "E-mail (Aan)"),
    }


def test_lists_as_people_write_them(tender: Tender) -> None:
    def read(lots: str, places: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
        data = typed(COLUMNS, PROVIDER | {"Percelen": lots, "Gemeenten": places})
        (row,) = providers.read(data, "aanbieders.xlsx", tender)
        return row.lots, row.municipalities

    assert read("alle", "Alle") == ((1, 2, 3, 4, 5, 6), tender.municipality_names)
    assert read("Verblijf en wonen", "Zutphen; Epe") == ((3,), ("Epe", "Zutphen"))
    assert read("Perceel 2 en 1", "Brummen, Epe en Voorst") == ((1, 2), ("Brummen", "Epe", "Voorst"))
    assert read("1. Begeleiding\n4", "EPE") == ((1, 4), ("Epe",))


def test_grouped_numbers_lose_their_grouping_only(tender: Tender) -> None:
    data = typed(COLUMNS, PROVIDER | {"KvK-nummer": "0123 4567", "Vestigingsnummer": "0000.9900.0138"})
    (row,) = providers.read(data, "aanbieders.xlsx", tender)
    assert (row.kvk, row.establishment) == ("01234567", "000099000138")


def test_remarks_name_look_alikes_and_shared_addresses(mij_ov: Rehearsal) -> None:
    assert len(providers.remarks(mij_ov.providers)) == 1  # De Linde Jeugdhulp B.V. and Jeugdhulp De Linde
    shared = mij_ov.providers[0].model_copy(update={"id": "ZA-099", "name": "Heel anders"})
    remarks = providers.remarks((*mij_ov.providers, shared))
    assert len(remarks) == 2 and "ZA-001 en ZA-099" in remarks[1]


@settings(deadline=None, max_examples=25)
@given(name=st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=200).filter(str.strip))
def test_a_name_survives_to_the_letter(mij_ov: Rehearsal, name: str) -> None:
    row = mij_ov.providers[4].model_copy(update={"name": name, "street": name})
    assert providers.read(providers.write([row]), "aanbieders.xlsx", mij_ov.tender) == (row,)
