"""toezeggingen.xlsx: who sees to it, by when, and how it was kept; never what was promised."""

from datetime import date

import pytest

from flows.exchange import promises
from flows.exchange.promises import COLUMNS
from schemas.consultation import Promise
from tests.builders import NAMES, promise
from tests.exchange.forms import faults_of, places, typed

TODAY = date(2025, 3, 3)
KNOWN = tuple(promise(number).model_copy(update={"due_on": date(2025, 6, 30)}) for number in (1, 2, 14))


def read(*rows: dict[str, str], known: tuple[Promise, ...] = KNOWN) -> tuple[Promise, ...]:
    return promises.read(typed(COLUMNS, *rows), "toezeggingen.xlsx", known, today=TODAY)


def test_the_list_reads_back_to_the_same_promises() -> None:
    kept = KNOWN[1].model_copy(update={"done_on": TODAY, "done_note": "Staat in eis E-3.2.", "text": "=1+1 & <b>"})
    known = (KNOWN[0], kept, KNOWN[2])
    assert promises.read(promises.write(known), "toezeggingen.xlsx", known, today=TODAY) == known
    assert promises.write(known) == promises.write(known)


def test_a_colleague_fills_in_who_when_and_how() -> None:
    (row,) = read(
        {"Nr": "T-014", "Eigenaar": "Jurist", "Uiterlijk": "1-4-2025", "Klaar op": "3-3-2025"}
        | {"Wat is ermee gedaan": "Staat in artikel 4."}
    )
    assert (row.owner, row.due_on, row.done_on, row.done_note) == (
        "Jurist",
        date(2025, 4, 1),
        TODAY,
        "Staat in artikel 4.",
    )
    assert (row.text, row.place, row.input_id) == (KNOWN[2].text, KNOWN[2].place, KNOWN[2].input_id)


def test_an_empty_cell_takes_nothing_away() -> None:
    kept = KNOWN[0].model_copy(update={"done_on": date(2025, 2, 3), "done_note": "Klaar."})
    assert read({"Nr": "T-001", "Toezegging": "iets heel anders"}, known=(kept,)) == (kept,)


def test_all_faults_at_once() -> None:
    faults = faults_of(
        read,
        {"Nr": "T-001", "Klaar op": "3-3-2025"},
        {"Nr": "T-001"},
        {"Nr": "T-099"},
        {"Nr": "T-002", "Klaar op": "4-3-2025", "Wat is ermee gedaan": "Klaar."},
        {"Nr": "T-014", "Wat is ermee gedaan": "Klaar."},
    )
    assert places(faults) == [
        (2, "Wat is ermee gedaan"),
        (3, "Nr"),
        (4, "Nr"),
        (5, "Klaar op"),
        (6, "Klaar op"),
    ]


@pytest.mark.parametrize("name", [name for name in NAMES if name.strip() == name])
def test_any_owner_arrives_to_the_letter(name: str) -> None:
    known = (KNOWN[0].model_copy(update={"owner": name}),)
    (row,) = promises.read(promises.write(known), "toezeggingen.xlsx", known, today=TODAY)
    assert row.owner == name
