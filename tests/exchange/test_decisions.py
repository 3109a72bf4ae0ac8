"""besluiten.xlsx: one decision per municipality and subject, on a day that has come."""

from datetime import date

from flows.exchange import decisions
from flows.exchange.decisions import COLUMNS
from schemas.consultation import Subject
from schemas.tender import Tender
from tests.exchange.forms import faults_of, places, typed

DECISION = {
    "Gemeente": "Epe",
    "Orgaan": "College van B&W",
    "Besluit over": "Vaststellen inkoopstrategie",
    "Datum besluit": "dinsdag 5 november 2024",
    "Uitkomst": "Akkoord",
    "Mandaat": "Gemeentewet artikel 160",
}
TODAY = date(2024, 11, 6)


def test_a_decision_as_people_type_it(tender: Tender) -> None:
    (row,) = decisions.read(typed(COLUMNS, DECISION), "besluiten.xlsx", tender, today=TODAY)
    assert (row.subject, row.municipality, row.decided_on) == (Subject.STRATEGY, "Epe", date(2024, 11, 5))
    assert row.outcome == "akkoord"
    assert decisions.read(decisions.write([row], tender), "besluiten.xlsx", tender, today=TODAY) == (row,)


def test_all_faults_at_once(tender: Tender) -> None:
    data = typed(
        COLUMNS,
        DECISION,
        DECISION,
        DECISION | {"Gemeente": "Zutfen", "Datum besluit": "7-11-2024"},
        DECISION | {"Gemeente": "Voorst", "Datum besluit": "30-2-2024", "Uitkomst": "ja", "Mandaat": ""},
        DECISION | {"Gemeente": "Hattem", "Besluit over": "iets"},
    )
    faults = faults_of(decisions.read, data, "besluiten.xlsx", tender, today=TODAY)
    assert places(faults) == [
        (3, "Besluit over"),
        (4, "Gemeente"),
        (4, "Datum besluit"),
        (5, "Datum besluit"),
        (5, "Uitkomst"),
        (5, "Mandaat"),
        (6, "Besluit over"),
    ]
    assert "Bedoelt u Zutphen?" in faults[1].remedy
    assert "rij 2" in faults[0].problem


def test_the_same_decision_stays_the_same_record(tender: Tender) -> None:
    (row,) = decisions.read(typed(COLUMNS, DECISION), "besluiten.xlsx", tender, today=TODAY)
    kept = row.model_copy(update={"version": 4, "outcome": "aangehouden"})
    (again,) = decisions.read(typed(COLUMNS, DECISION), "besluiten.xlsx", tender, today=TODAY, existing=[kept])
    assert (again.id, again.version, again.outcome) == (kept.id, 4, "akkoord")


def test_an_empty_form_reads_as_no_decisions(tender: Tender) -> None:
    assert decisions.read(decisions.write([], tender), "besluiten.xlsx", tender, today=TODAY) == ()
