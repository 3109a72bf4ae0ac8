"""inbreng.xlsx: one outcome per point, with a place; 'meegenomen' alone is refused."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.exchange import consultation
from flows.exchange.consultation import COLUMNS
from flows.rules.consultation import UNSORTED
from schemas.consultation import ConsultationGroup, ConsultationInput, Disposition, Outcome, Scope
from schemas.tender import Tender
from tests.exchange.forms import faults_of, places, typed

POINT = {
    "Nr": "IN-001",
    "Soort afzender": "gemeenteraad",
    "Gemeente": "Epe",
    "Reikwijdte": "integraal",
    "Thema": "Kwaliteit",
    "Inbreng": "Let op de kwaliteit.",
}
ANSWER = {"Reactie": "Dat doen we.", "Uitkomst": "Gaat mee naar", "Waar verwerkt": "PvE", "Toezegging aan": "Werkgroep"}


def test_an_open_point_is_no_fault(tender: Tender) -> None:
    (row,) = consultation.read(typed(COLUMNS, POINT), "inbreng.xlsx", tender)
    assert row.disposition is None
    assert (row.id, row.sequence, row.scope) == ("IN-001", 1, Scope.INTEGRAL)


@pytest.mark.parametrize(
    ("change", "place", "problem", "remedy"),
    [
        ({"Gemeente": "Eppe"}, "Gemeente", "Eppe", "Bedoelt u Epe?"),
        ({"Gemeente": ""}, "Gemeente", "niet ingevuld", "Kies de gemeente"),
        ({"Soort afzender": "gemeenteraat"}, "Soort afzender", "gemeenteraat", "Bedoelt u gemeenteraad?"),
        ({"Reikwijdte": "alles"}, "Reikwijdte", "alles", "integraal"),
        (ANSWER | {"Uitkomst": "Meegenomen"}, "Uitkomst", "waar het punt is gebleven", "Niet overgenomen"),
        (ANSWER | {"Uitkomst": "meegenomen in PvE"}, "Uitkomst", "waar het punt is gebleven", "Gaat mee naar"),
        (ANSWER | {"Uitkomst": "misschien"}, "Uitkomst", "misschien", "Beantwoord"),
        (ANSWER | {"Uitkomst": ""}, "Uitkomst", "leeg", "Kies uit"),
        (ANSWER | {"Reactie": ""}, "Reactie", "leeg", "waarom"),
        (ANSWER | {"Waar verwerkt": ""}, "Waar verwerkt", "waar het punt terechtkomt", "document"),
        (ANSWER | {"Toezegging aan": ""}, "Toezegging aan", "eigenaar", "wie"),
        (ANSWER | {"Uitkomst": "overgenomen in tekst", "Waar verwerkt": ""}, "Waar verwerkt", "terechtkomt", "plaats"),
        ({"Inbreng": ""}, "Inbreng", "leeg", "Vul"),
    ],
)
def test_each_fault_with_its_place(
    tender: Tender, change: dict[str, str], place: str, problem: str, remedy: str
) -> None:
    faults = faults_of(consultation.read, typed(COLUMNS, POINT, POINT | {"Nr": "2"} | change), "inbreng.xlsx", tender)
    assert places(faults) == [(3, place)]
    assert problem in faults[0].problem and remedy in faults[0].remedy
    assert (faults[0].file, faults[0].sheet) == ("inbreng.xlsx", "Blad1")


def test_all_faults_of_all_rows_at_once(tender: Tender) -> None:
    data = typed(
        COLUMNS,
        POINT | {"Gemeente": "Eppe", "Thema": ""},
        POINT | {"Nr": "2"} | ANSWER | {"Uitkomst": "meegenomen", "Reactie": ""},
        POINT | {"Nr": "2"},
    )
    faults = faults_of(consultation.read, data, "inbreng.xlsx", tender)
    assert places(faults) == [(2, "Gemeente"), (3, "Uitkomst"), (3, "Reactie"), (4, "Nr")]


def test_missing_columns_are_named(tender: Tender) -> None:
    data = typed(COLUMNS, POINT, without=["Inbreng", "Soort afzender"])
    faults = faults_of(consultation.read, data, "inbreng.xlsx", tender)
    assert [fault.problem for fault in faults] == [
        "kolom 'Soort afzender' ontbreekt.",
        "kolom 'Inbreng' ontbreekt.",
    ]


def test_a_point_without_a_theme_is_read_and_waits_to_be_sorted(tender: Tender) -> None:
    """Of the 186 points of the region's own strategy 61 have no theme: boards write letters, no tables."""
    data = typed(COLUMNS, POINT, POINT | {"Nr": "2", "Thema": " "})
    found = consultation.read_all(data, "inbreng.xlsx", tender)
    assert [row.theme for row in found.inputs] == ["Kwaliteit", UNSORTED]
    assert any("1 punt heeft geen thema" in note for note in found.notes)
    sorted_one = found.inputs[1].model_copy(update={"theme": "Wachttijd"})
    again = consultation.read(data, "inbreng.xlsx", tender, existing=(found.inputs[0], sorted_one))
    assert again[1] == sorted_one, "an empty cell takes no theme away"
    bare = consultation.read(typed(COLUMNS, POINT, without=["Thema"]), "inbreng.xlsx", tender)
    assert bare[0].theme == UNSORTED


def test_numbers_are_made_after_the_highest_and_kept_after_that(tender: Tender) -> None:
    bare = POINT | {"Nr": ""}
    rows = (bare, bare | {"Inbreng": "Anders."}, POINT | {"Nr": "S1-IN-007"})
    first = consultation.read(typed(COLUMNS, *rows), "inbreng.xlsx", tender)
    assert [(row.id, row.sequence) for row in first] == [("IN-008", 8), ("IN-009", 9), ("S1-IN-007", 7)]
    # The same file again, with a new point above: what is known keeps its number.
    again = consultation.read(
        typed(COLUMNS, bare | {"Inbreng": "Nieuw."}, *rows), "inbreng.xlsx", tender, existing=first
    )
    assert [row.id for row in again] == ["IN-010", "IN-008", "IN-009", "S1-IN-007"]


def test_senders_of_the_tender_itself_count(tender: Tender) -> None:
    group = ConsultationGroup(
        sequence=1,
        id="k",
        tender_id=tender.id,
        code="klankbord",
        name="Klankbord jeugd",
        channel="gesprek",
        invited=1,
        responded=1,
    )
    data = typed(COLUMNS, POINT | {"Soort afzender": "Klankbord Jeugd", "Gemeente": ""})
    assert consultation.read(data, "inbreng.xlsx", tender, groups=[group])[0].group == "klankbord"
    assert places(faults_of(consultation.read, data, "inbreng.xlsx", tender)) == [(2, "Soort afzender")]


TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(str.strip)


@settings(deadline=None, max_examples=25)
@given(text=TEXT, response=TEXT, place=TEXT, outcome=st.sampled_from(Outcome))
def test_round_trip(tender: Tender, text: str, response: str, place: str, outcome: Outcome) -> None:
    answer = Disposition(outcome=outcome, response=response, place=place, owner="Team & Co <BV>")
    row = ConsultationInput(
        id="IN-001",
        tender_id=tender.id,
        sequence=1,
        group="zorgaanbieder",
        municipality=None,
        scope=Scope.YOUTH,
        theme="=Thema",
        text=text,
        disposition=answer,
    )
    assert consultation.read(consultation.write([row], tender), "inbreng.xlsx", tender) == (row,)


def test_a_heading_between_the_points_is_named_and_not_read_as_a_point() -> None:
    rows = [
        {"groep": "gemeenteraad", "gemeente": "Epe", "scope": "jeugdhulp", "thema": "Prijs", "tekst": "De raad zegt:"},
        {"groep": "gemeenteraad", "gemeente": "Epe", "scope": "jeugdhulp", "thema": "Prijs", "tekst": "Houd het laag."},
    ]
    marked = [{**row, "is_kop": number == 0} for number, row in enumerate(rows)]
    found = consultation.examine(json.dumps(marked).encode("utf-8"), "punten.json", tender=None)
    assert [row.text for row in found.file.inputs] == ["Houd het laag."]
    assert any("tussenkop: rij 2" in note for note in found.file.notes)
