"""planning.xlsx: dates as people write them, and every mistake at once with its place."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.exchange import planning
from flows.exchange.rehearsal import Rehearsal
from flows.rules.planning import read_plan
from schemas.planning import PlannedStep
from schemas.tender import Tender
from schemas.values import Stage
from tests.exchange.forms import faults_of, places, typed

TODAY = date(2024, 6, 1)


def step(number: str, when: str, **more: str) -> dict[str, str]:
    return {"Nr": number, "Stap": f"Stap {number}", "Door wie": "Projectteam", "Datum": when} | more


def test_all_mistakes_come_back_at_once(tender: Tender) -> None:
    data = typed(
        planning.COLUMNS,
        step("1", "20 juni 2024"),
        step("1", "ooit"),
        step("3", "juni 2004"),
        step("vier", "sept. 2024", Fase="Strategei"),
        step("5", "1 maart 2025", **{"Klaar op": "02-06-2024"}),
        {"Nr": "6", "Door wie": "Projectteam", "Datum": "juli 2024"},
    )
    faults = faults_of(planning.read, data, "planning.xlsx", tender, today=TODAY)
    assert places(faults) == [
        (3, "Nr"),
        (3, "Datum"),
        (4, "Datum"),
        (5, "Nr"),
        (5, "Fase"),
        (6, "Klaar op"),
        (7, "Stap"),
    ]
    assert "verleden" in faults[2].problem
    assert "Bedoelt u Strategie?" in faults[4].remedy


@pytest.mark.parametrize(
    ("when", "today", "refused"),
    [
        ("aug. 2021", date(2024, 6, 1), True),  # three years ago and not done: a typing error
        ("aug. 2022", date(2024, 6, 1), False),
        ("aug. 2020", date(2022, 6, 1), True),  # before any tender of this contract can have begun
        ("juli 2024", date(2026, 1, 5), False),  # late is not a typing error
    ],
)
def test_a_date_in_the_past_beyond_reason(tender: Tender, when: str, today: date, refused: bool) -> None:
    data = typed(planning.COLUMNS, step("1", when))
    if refused:
        assert places(faults_of(planning.read, data, "planning.xlsx", tender, today=today)) == [(2, "Datum")]
    else:
        assert planning.read(data, "planning.xlsx", tender, today=today)[0].printed == when


def test_headings_and_cells_as_people_make_them(tender: Tender) -> None:
    columns = [column.model_copy(update={"name": other}) for column, other in _renamed()]
    data = typed(
        columns,
        {
            "nummer": "1",
            "Vervolgstappen": "Besluit",
            "Wie": "Colleges en raden, met advies; Zorgaanbieders",
            "Data": "Okt./nov./dec. 2024",
            "Onderdelen": "Een\nTwee",
            "fase": "voorbereiding",
        },
    )
    (read,) = planning.read(data, "planning.xlsx", tender, today=TODAY)
    assert read.owners == ("Colleges en raden, met advies", "Zorgaanbieders")
    assert read.sub_steps == ("Een", "Twee")
    assert read.stage is Stage.PREPARATION
    assert (read.first, read.last) == (date(2024, 10, 1), date(2024, 12, 31))


def _renamed() -> list[tuple[object, str]]:
    names = ("nummer", "Vervolgstappen", "Wie", "Data", "Onderdelen", "fase")
    return list(zip(planning.COLUMNS, names, strict=False))


def test_a_step_stays_done_and_stays_the_same_record(mij_ov: Rehearsal) -> None:
    kept = read_plan(mij_ov.tender.id, mij_ov.region.steps)
    done = [row.model_copy(update={"done_on": date(2024, 6, 20), "version": 3}) for row in kept]
    again = planning.read(planning.write(kept), "planning.xlsx", mij_ov.tender, today=date(2024, 7, 1), existing=done)
    assert again == tuple(done)


@settings(deadline=None, max_examples=25)
@given(
    title=st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1).filter(str.strip),
    owners=st.lists(st.sampled_from(["PFO", "Zorg & Co <BV>", "=Team", "Raad, college"]), min_size=1, unique=True),
)
def test_round_trip(title: str, owners: list[str]) -> None:
    plan = read_plan("T", [PlannedStep(number=1, title=title, owners=tuple(owners), printed="K3 2026", hard=True)])
    assert planning.read(planning.write(plan), "planning.xlsx", _TENDER, today=date(2026, 1, 1)) == plan


_TENDER = Tender.model_construct(id="T", contract_start=date(2027, 1, 1))
