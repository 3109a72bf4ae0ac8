"""besluiten.xlsx: one decision per municipality and subject, on a day that has come."""

from datetime import date

import pytest

from flows.exchange import decisions
from flows.exchange.decisions import COLUMNS
from schemas.consultation import Decision, Subject
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


def read(*rows: dict[str, str], tender: Tender) -> tuple[Decision, ...]:
    return decisions.read(typed(COLUMNS, *rows), "besluiten.xlsx", tender, today=TODAY)


PFO = DECISION | {
    "Gemeente": "",
    "Orgaan": "PFO Zorgregio",
    "Besluit over": "bespreking portefeuillehouders",
    "Mandaat": "",
}
ADVICE = DECISION | {
    "Orgaan": "MAR",
    "Gemeente": "Brummen",
    "Besluit over": "advies over de inkoopstrategie",
    "Uitkomst": "negatief advies",
    "Mandaat": "",
    "Toelichting": "Te weinig zeggenschap voor & over jeugdigen <18 jaar.",
}
COUNCIL = DECISION | {"Orgaan": "Gemeenteraad", "Uitkomst": "Zienswijze", "Stuk": "Inkoopstrategie v1.0"}


def test_every_body_tells_its_own_outcome_once(tender: Tender) -> None:
    rows = read(PFO, ADVICE, DECISION, COUNCIL, tender=tender)
    assert [(row.body, row.municipality, row.outcome) for row in rows] == [
        ("PFO Zorgregio", "", "akkoord"),
        ("MAR", "Brummen", "negatief advies"),
        ("College van B&W", "Epe", "akkoord"),
        ("Gemeenteraad", "Epe", "zienswijze"),
    ]
    assert len({row.id for row in rows}) == 4
    assert rows[3].document == "Inkoopstrategie v1.0"
    assert rows[1].note == ADVICE["Toelichting"]
    assert decisions.read(decisions.write(rows, tender), "besluiten.xlsx", tender, today=TODAY) == rows


def test_a_college_and_a_council_of_one_municipality_are_two_decisions(tender: Tender) -> None:
    assert len(read(DECISION, DECISION | {"Orgaan": "Raad"}, tender=tender)) == 2
    faults = faults_of(read, DECISION, DECISION | {"Orgaan": "het college"}, tender=tender)
    assert places(faults) == [(3, "Besluit over")]


@pytest.mark.parametrize(
    ("row", "place", "says"),
    [
        (DECISION | {"Uitkomst": "positief advies"}, "Uitkomst", "past niet bij"),
        (DECISION | {"Uitkomst": "zienswijze"}, "Uitkomst", "past niet bij"),
        (ADVICE | {"Uitkomst": "akkoord"}, "Uitkomst", "past niet bij"),
        (DECISION | {"Uitkomst": "akkoord met wijziging"}, "Toelichting", "welke wijziging"),
        (DECISION | {"Uitkomst": "akkoord met wijziging", "Toelichting": "  "}, "Toelichting", "welke wijziging"),
        (DECISION | {"Orgaan": "De baas"}, "Orgaan", "geen bekend orgaan"),
        (DECISION | {"Gemeente": ""}, "Gemeente", "leeg"),
        (DECISION | {"Gemeente": "Lelystad"}, "Gemeente", "doet niet mee"),
        (DECISION | {"Mandaat": " "}, "Mandaat", "leeg"),
    ],
)
def test_what_a_body_cannot_say_is_refused_with_its_place(
    row: dict[str, str], place: str, says: str, tender: Tender
) -> None:
    (fault,) = faults_of(read, row, tender=tender)
    assert (fault.row, fault.column) == (2, place)
    assert says in fault.problem


def test_the_change_that_goes_with_an_agreement_is_kept(tender: Tender) -> None:
    (row,) = read(DECISION | {"Uitkomst": "akkoord met wijziging", "Toelichting": "Hoofdstuk 3."}, tender=tender)
    assert (row.outcome, row.note) == ("akkoord met wijziging", "Hoofdstuk 3.")


def test_a_municipality_that_does_not_take_part_yet_may_decide_to_join(tender: Tender) -> None:
    (row,) = read(DECISION | {"Gemeente": "Lelystad", "Besluit over": "deelname aan de inkoop"}, tender=tender)
    assert (row.subject, row.municipality) == (Subject.JOINING, "Lelystad")


def test_the_same_decision_stays_the_same_record(tender: Tender) -> None:
    (row,) = decisions.read(typed(COLUMNS, DECISION), "besluiten.xlsx", tender, today=TODAY)
    kept = row.model_copy(update={"version": 4, "outcome": "aangehouden"})
    (again,) = decisions.read(typed(COLUMNS, DECISION), "besluiten.xlsx", tender, today=TODAY, existing=[kept])
    assert (again.id, again.version, again.outcome) == (kept.id, 4, "akkoord")


def test_an_empty_form_reads_as_no_decisions(tender: Tender) -> None:
    assert decisions.read(decisions.write([], tender), "besluiten.xlsx", tender, today=TODAY) == ()
