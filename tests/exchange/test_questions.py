"""vragen.xlsx: ids by order of receipt that never change, askers that are never guessed, changes that are whole."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.exchange import questions
from flows.exchange.questions import COLUMNS
from flows.exchange.rehearsal import Rehearsal
from schemas.clarification import ProposedChange, Question, QuestionStatus
from tests.exchange.forms import faults_of, places, typed

QUESTION = {
    "Bronnummer": "TN-1",
    "Ronde": "1",
    "Ontvangen op": "10-01-2025 15:47",
    "Aanbieder-id": "ZA-002",
    "Document": "Productkaarten",
    "Versie": "1.0",
    "Paragraaf": "3.10",
    "Vraag": "Geldt dit ook voor ons?",
}
CHANGE = {
    "Antwoord": "Ja.",
    "Wijziging": "ja",
    "Wijziging waar": "par. 3.10",
    "Oude tekst": "oud",
    "Nieuwe tekst": "nieuw",
    "Reden wijziging": "duidelijker",
}


def read(mij_ov: Rehearsal, *rows: dict[str, str], existing: tuple[Question, ...] = ()) -> tuple[Question, ...]:
    return questions.read(typed(COLUMNS, *rows), "vragen.xlsx", mij_ov.tender, mij_ov.providers, existing)


def refused(mij_ov: Rehearsal, *rows: dict[str, str], existing: tuple[Question, ...] = ()) -> Any:
    data = typed(COLUMNS, *rows)
    return faults_of(questions.read, data, "vragen.xlsx", mij_ov.tender, mij_ov.providers, existing)


def test_a_question_as_it_comes_from_the_platform(mij_ov: Rehearsal) -> None:
    (row,) = read(mij_ov, QUESTION)
    assert (row.id, row.source, row.lot, row.section) == ("V-001", "TenderNed", "alle", "3.10")
    assert (row.received_at.hour, row.received_at.minute) == (14, 47)  # UTC
    assert row.status is QuestionStatus.NEW


def test_ids_follow_receipt_and_stay(mij_ov: Rehearsal) -> None:
    late = QUESTION | {"Bronnummer": "TN-2", "Ontvangen op": "11-01-2025 09:00"}
    early = QUESTION | {"Bronnummer": "TN-9", "Ontvangen op": "09-01-2025 09:00"}
    first = read(mij_ov, late, QUESTION)
    assert [(row.id, row.source_number) for row in first] == [("V-001", "TN-1"), ("V-002", "TN-2")]
    again = read(mij_ov, early, late | {"Antwoord": "Ja."}, QUESTION, existing=first)
    assert [(row.id, row.source_number) for row in again] == [("V-001", "TN-1"), ("V-002", "TN-2"), ("V-003", "TN-9")]
    assert again[1].status is QuestionStatus.DRAFT


def test_an_asker_by_name_to_the_letter(mij_ov: Rehearsal) -> None:
    by_name = {key: value for key, value in QUESTION.items() if key != "Aanbieder-id"}
    (row,) = read(mij_ov, by_name | {"Organisatie": "{{ 7*7 }} B.V."})
    assert row.provider_id == "ZA-003"
    (fault,) = refused(mij_ov, by_name | {"Organisatie": "Zorg en Co BV"})
    assert (fault.row, fault.column) == (2, "Organisatie")
    assert "Bedoelt u Zorg & Co <BV>?" in fault.remedy
    (fault,) = refused(mij_ov, by_name)
    assert fault.column == "Organisatie"


def test_a_quotation_has_a_place_of_its_own(mij_ov: Rehearsal) -> None:
    (row,) = read(mij_ov, QUESTION | {"Citaat": "elke nacht"})
    assert (row.quote, row.text) == ("elke nacht", "Geldt dit ook voor ons?")
    again = questions.read(questions.write([row], mij_ov.providers), "vragen.xlsx", mij_ov.tender, mij_ov.providers)
    assert again == (row,)


@pytest.mark.parametrize(
    ("change", "place", "problem"),
    [
        ({"Aanbieder-id": "ZA-200"}, "Aanbieder-id", "staat niet in het register"),
        ({"Organisatie": "De Linde"}, "Organisatie", "'t Hofje"),
        ({"Bronnummer": ""}, "Bronnummer", "leeg"),
        ({"Ronde": "0"}, "Ronde", "'0'"),
        ({"Ontvangen op": "gisteren"}, "Ontvangen op", "gisteren"),
        (CHANGE | {"Wijziging": "nee"}, "Wijziging", "hier staat nee"),
        (CHANGE | {"Wijziging waar": ""}, "Wijziging waar", "vindplaats"),
        (CHANGE | {"Reden wijziging": ""}, "Reden wijziging", "reden"),
        (CHANGE | {"Oude tekst": "", "Nieuwe tekst": ""}, "Nieuwe tekst", "tekst van de wijziging"),
        (CHANGE | {"Antwoord": ""}, "Antwoord", "geen antwoord"),
        ({"Individueel": "ja"}, "Motivering", "alleen naar de vrager"),
        ({"Zelfde als vraag": "TN-2"}, "Zelfde als vraag", "zichzelf"),
        ({"Zelfde als vraag": "TN-77"}, "Zelfde als vraag", "bestaat niet"),
    ],
)
def test_each_fault_with_its_place(mij_ov: Rehearsal, change: dict[str, str], place: str, problem: str) -> None:
    faults = refused(mij_ov, QUESTION, QUESTION | {"Bronnummer": "TN-2"} | change)
    assert places(faults) == [(3, place)]
    assert problem in faults[0].problem


def test_a_double_points_at_a_question_with_a_public_answer(mij_ov: Rehearsal) -> None:
    double = QUESTION | {"Bronnummer": "TN-2", "Zelfde als vraag": "TN-1"}
    third = QUESTION | {"Bronnummer": "TN-3", "Zelfde als vraag": "TN-2"}
    (fault,) = refused(mij_ov, QUESTION, double, third)
    assert (fault.row, "Verwijs meteen naar TN-1." in fault.remedy) == (4, True)
    secret = QUESTION | {"Individueel": "ja", "Motivering": "vertrouwelijk"}
    (fault,) = refused(mij_ov, secret, double)
    assert "in geen nota" in fault.problem
    # An internal id or a public number means the same question.
    kept = tuple(row.model_copy(update={"number": 12}) for row in read(mij_ov, QUESTION))
    for reference in ("V-001", "12"):
        rows = read(mij_ov, QUESTION, double | {"Zelfde als vraag": reference}, existing=kept)
        assert rows[1].duplicate_of == "TN-1"


def test_what_was_published_stays_as_it_was(mij_ov: Rehearsal) -> None:
    row = QUESTION | {"Antwoord": "Ja."}
    kept = tuple(
        one.model_copy(update={"number": 4, "status": QuestionStatus.PUBLISHED, "version": 2})
        for one in read(mij_ov, row)
    )
    assert read(mij_ov, row, existing=kept) == kept
    faults = refused(mij_ov, row | {"Antwoord": "Nee.", "Vraag": "Anders?"}, existing=kept)
    assert set(places(faults)) == {(2, "Antwoord"), (2, "Vraag")}
    assert "vraag 4 is al gepubliceerd" in faults[0].problem


def test_faults_of_unreadable_and_of_readable_cells_come_together(mij_ov: Rehearsal) -> None:
    faults = refused(
        mij_ov,
        QUESTION | {"Ontvangen op": "ooit"},
        QUESTION | {"Bronnummer": "TN-2", "Ronde": "twee", "Individueel": "ja"},
        QUESTION | {"Bronnummer": "TN-3", "Ronde": "0", "Aanbieder-id": "ZA-999"},
    )
    assert places(faults) == [
        (2, "Ontvangen op"),
        (3, "Motivering"),
        (3, "Ronde"),
        (4, "Aanbieder-id"),
        (4, "Ronde"),
    ]


TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=50).filter(str.strip)


@settings(deadline=None, max_examples=25)
@given(text=TEXT, old=TEXT | st.just(""), new=TEXT, theme=TEXT | st.just(""))
def test_round_trip(mij_ov: Rehearsal, text: str, old: str, new: str, theme: str) -> None:
    change = ProposedChange(document="Tarieven", place="par. 1", old_text=old, new_text=new, reason=text)
    row = mij_ov.questions[0].model_copy(
        update={"id": "V-001", "text": text, "theme": theme, "answer": text, "change": change}
    )
    data = questions.write([row], mij_ov.providers)
    assert questions.read(data, "vragen.xlsx", mij_ov.tender, mij_ov.providers) == (row,)
