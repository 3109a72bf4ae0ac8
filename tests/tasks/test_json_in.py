"""A list of records in JSON is read as a sheet: every record a row, every value as it was written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.tasks.excel import read_table
from schemas.errors import InputRefusedError
from schemas.sheets import Column

COLUMNS = (Column(name="Nr"), Column(name="Inbreng", synonyms=("Tekst",), required=True), Column(name="Kop"))


def read(value: object) -> list[tuple[int, dict[str, object]]]:
    data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode("utf-8")
    return [(row.number, dict(row.values)) for row in read_table(data, "punten.json", COLUMNS).rows]


def refused(data: bytes) -> str:
    with pytest.raises(InputRefusedError) as error:
        read(data)
    return "\n".join(map(str, error.value.faults))


def test_each_record_is_a_row_and_a_missing_field_an_empty_cell() -> None:
    rows = read([{"nr": "3.10", "tekst": "Zorg & Co <BV>"}, {"tekst": "'t Hofje", "kop": True}, {"tekst": "=1+1"}])
    assert [number for number, _ in rows] == [2, 3, 4]
    assert [row["Inbreng"] for _, row in rows] == ["Zorg & Co <BV>", "'t Hofje", "=1+1"]
    assert [row["Nr"] for _, row in rows] == ["3.10", None, None]
    assert rows[1][1]["Kop"] == "ja"


def test_a_number_stays_as_it_was_written() -> None:
    assert read(b'[{"nr": 3.10, "tekst": "a"}, {"nr": 1e3, "tekst": "b"}]')[0][1]["Nr"] == "3.10"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"tekst": "een"}', "geen lijst van records"),
        (b"[]", "geen lijst van records"),
        (b'["een", "twee"]', "geen lijst van records"),
        (b'[{"tekst": "een"},\n{"tekst" "twee"}]', "regel 2"),
        (b'[{"tekst": "een", "tekst": "twee"}]', "twee keer"),
        (b'[{"tekst": ["een"]}]', "rij 2"),
        (b"[" * 100_000, "klopt de JSON niet|te diep"),
        (b"", "leeg"),
    ],
)
def test_what_is_no_list_of_records_is_refused_in_dutch(data: bytes, said: str) -> None:
    found = refused(data)
    assert any(one in found for one in said.split("|")), found


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1), min_size=1))
def test_no_record_is_lost_and_no_letter_changes(texts: list[str]) -> None:
    assert [row["Inbreng"] for _, row in read([{"tekst": text} for text in texts])] == texts
