"""The shipped rehearsal: nothing gets lost between its YAML, the files for the drop folders and the nouns."""

from collections import Counter
from datetime import date

import pytest

from flows.exchange import (
    applications,
    consultation,
    decisions,
    dialogue,
    planning,
    promises,
    providers,
    questions,
    rehearsal,
)
from flows.exchange.rehearsal import Rehearsal
from flows.rules.consultation import promises as promises_of
from flows.rules.dialogue.seats import draw
from flows.scenes import AT_THE_START, PROCEDURE_DOCUMENTS
from schemas.consultation import Outcome, Subject
from schemas.planning import Precision


def test_counts_of_the_shipped_tender(mij_ov: Rehearsal) -> None:
    assert Counter(row.group == "zorgaanbieder" for row in mij_ov.inputs) == {False: 133, True: 53}
    assert len(mij_ov.questions) == 36
    assert len(mij_ov.applications) == 60
    assert len(mij_ov.providers) == 64
    assert len(mij_ov.sessions) == 4
    assert len(mij_ov.region.steps) == 9
    assert len(mij_ov.decisions) == 24


def test_every_point_has_one_answer_with_a_place(mij_ov: Rehearsal) -> None:
    answers = [row.disposition for row in mij_ov.inputs]
    assert None not in answers
    assert all(answer.place for answer in answers if answer and answer.outcome is Outcome.CARRIED)


def test_planning_file_reads_back_to_nine_milestones(mij_ov: Rehearsal) -> None:
    file = planning.read(rehearsal.planning_file(mij_ov), "planning.xlsx", mij_ov.tender, today=date(2024, 6, 1))
    assert set(file.free_periods or ()) == set(mij_ov.region.free_periods)
    assert set(file.colleagues or ()) == set(mij_ov.region.colleagues)
    read = file.milestones
    assert [row.number for row in read] == list(range(1, 10))
    assert read[2].precision is Precision.MOMENTS
    assert read[8].hard and read[8].last is None and read[8].first == mij_ov.tender.contract_start


@pytest.mark.parametrize("with_answers", [True, False])
def test_consultation_file_reads_back_to_the_same_points(mij_ov: Rehearsal, with_answers: bool) -> None:
    data = rehearsal.consultation_file(mij_ov, with_answers)
    read = consultation.read(data, "inbreng.xlsx", mij_ov.tender, groups=mij_ov.region.groups)
    expected = (
        mij_ov.inputs if with_answers else tuple(r.model_copy(update={"disposition": None}) for r in mij_ov.inputs)
    )
    assert read == expected


def test_answers_added_later_belong_to_the_points_that_were_kept(mij_ov: Rehearsal) -> None:
    bare = consultation.read(rehearsal.consultation_file(mij_ov, False), "inbreng.xlsx", mij_ov.tender)
    again = consultation.read(rehearsal.consultation_file(mij_ov, True), "inbreng.xlsx", mij_ov.tender, existing=bare)
    assert [(row.id, row.sequence) for row in again] == [(row.id, row.sequence) for row in bare]
    assert all(row.disposition for row in again)


def test_decisions_come_in_as_the_colleges_decide(mij_ov: Rehearsal) -> None:
    day = date(2024, 11, 12)
    data = rehearsal.decisions_file(mij_ov, Subject.STRATEGY, until=day)
    read = decisions.read(data, "besluiten.xlsx", mij_ov.tender, today=day)
    assert [row.municipality for row in read] == ["Heerde", "Epe", "Hattem"]
    everyone = rehearsal.decisions_file(mij_ov, Subject.AGREEMENT, until=date(2025, 12, 31))
    read = decisions.read(everyone, "besluiten.xlsx", mij_ov.tender, today=date(2025, 12, 31))
    assert {row.municipality for row in read} == set(mij_ov.tender.municipality_names)
    assert {row.outcome for row in read} == {"akkoord"}


def test_providers_file_keeps_every_name_to_the_letter(mij_ov: Rehearsal) -> None:
    read = providers.read(rehearsal.providers_file(mij_ov), "aanbieders.xlsx", mij_ov.tender)
    assert read == mij_ov.providers
    names = {row.name for row in read}
    assert {"Zorg & Co <BV>", "'t Hofje", "{{ 7*7 }} B.V.", "=Plus Jeugdzorg"} <= names
    assert max(map(len, names)) >= 120


def test_questions_of_two_rounds_number_on(mij_ov: Rehearsal) -> None:
    first = questions.read(
        rehearsal.questions_file(mij_ov, 1, with_answers=False), "vragen.xlsx", mij_ov.tender, mij_ov.providers
    )
    assert [row.id for row in first] == [f"V-{number:03d}" for number in range(1, 23)]
    assert [row.received_at for row in first] == sorted(row.received_at for row in first)
    assert not any(row.answer or row.change or row.duplicate_of for row in first)
    answered = questions.read(
        rehearsal.questions_file(mij_ov, 1, with_answers=True), "vragen.xlsx", mij_ov.tender, mij_ov.providers, first
    )
    second = questions.read(
        rehearsal.questions_file(mij_ov, 2, with_answers=True), "vragen.xlsx", mij_ov.tender, mij_ov.providers, answered
    )
    assert answered + second == mij_ov.questions
    assert second[0].id == "V-023"


def test_applications_file_reads_back(mij_ov: Rehearsal) -> None:
    read = applications.read(rehearsal.applications_file(mij_ov), "aanmeldingen.xlsx", mij_ov.tender, mij_ov.providers)
    assert read == mij_ov.applications
    late = [row.provider_id for row in read if row.submitted_at > mij_ov.tender.applications_close_at]
    assert late == ["ZA-046"]


def test_sessions_file_grows_with_each_report(mij_ov: Rehearsal) -> None:
    def read(number: int, with_report: bool) -> list[bool]:
        data = rehearsal.sessions_file(mij_ov, number, with_report)
        rows = dialogue.read(data, "sessies.xlsx", mij_ov.tender, mij_ov.providers)
        assert len(rows) == 4
        return [bool(row.points) for row in rows]

    assert read(1, False) == [False] * 4
    assert read(2, False) == [True, False, False, False]
    assert read(2, True) == [True, True, False, False]
    data = rehearsal.sessions_file(mij_ov, 4, True)
    assert dialogue.read(data, "sessies.xlsx", mij_ov.tender, mij_ov.providers) == mij_ov.sessions


def test_an_action_is_ticked_off_once_its_day_has_passed(mij_ov: Rehearsal) -> None:
    def done(on: date) -> list[date | None]:
        data = rehearsal.sessions_file(mij_ov, 4, True, on=on)
        rows = dialogue.read(data, "sessies.xlsx", mij_ov.tender, mij_ov.providers)
        return [point.action_done for row in rows for point in row.points if point.action]

    assert done(date(2025, 5, 27)) == [None] * 9
    assert [day for day in done(date(2025, 6, 4)) if day] == [date(2025, 6, 3), date(2025, 5, 27), date(2025, 5, 27)]
    assert None not in done(date(2025, 9, 24))


def test_what_was_promised_for_a_place_is_kept_and_for_another_is_not_named(mij_ov: Rehearsal) -> None:
    day, known = date(2025, 12, 30), promises_of(mij_ov.inputs)
    data = rehearsal.promises_file(mij_ov, day, "Klaar voor de start.", "Regionale monitor")
    read = promises.read(data, "toezeggingen.xlsx", known, today=day)
    assert len(read) == 9
    assert {(row.place, row.done_on, row.done_note) for row in read} == {
        ("Regionale monitor", day, "Klaar voor de start.")
    }
    places = {place for places in (PROCEDURE_DOCUMENTS, AT_THE_START) for place in places}
    assert {row.place for row in known} == places | {f"Dialoogsessie {number}" for number in range(1, 5)}


def test_the_draw_keeps_what_the_published_grounds_promise(mij_ov: Rehearsal) -> None:
    known = {row.id: row for row in mij_ov.providers}
    tables = [
        [known[seat.provider_id] for seat in session.participants if seat.provider_id] for session in mij_ov.sessions
    ]
    lots = [lot.number for lot in mij_ov.tender.lots]
    for table in tables:
        assert {row.size for row in table} == {"solistisch", "klein", "middel", "groot"}, "as the guide promises"
        assert all(any(lot in row.lots for row in table) for lot in lots)
    assert all(sum(lot in row.lots for row in table) >= 2 for table in tables[1:3] for lot in lots)
    assert sum(len(row.municipalities) >= 5 for row in tables[3]) >= 4
    assert sum(len(row.municipalities) <= 2 for row in tables[3]) >= 4
    seats = {(row.session, row.text): row.seats for row in mij_ov.seats.grounds}
    for session in mij_ov.sessions:
        for ground, taken in Counter(seat.ground for seat in session.participants).items():
            limit = seats[session.number, ground]
            assert limit is None or taken <= limit


def test_nobody_at_the_table_whose_application_will_fail(mij_ov: Rehearsal) -> None:
    refused = {"ZA-018", "ZA-023", "ZA-029", "ZA-037", "ZA-041", "ZA-046", "ZA-052"}
    seated = {seat.provider_id for session in mij_ov.sessions for seat in session.participants}
    assert not seated & refused
    assert len(seated) > 20


def test_the_same_rehearsal_gives_the_same_bytes(mij_ov: Rehearsal) -> None:
    again = rehearsal.load("mij-ov")
    assert again == mij_ov
    for make in (
        rehearsal.planning_file,
        rehearsal.providers_file,
        rehearsal.applications_file,
        lambda data: rehearsal.consultation_file(data, True),
        lambda data: rehearsal.questions_file(data, 2, True),
        lambda data: rehearsal.sessions_file(data, 1, True),
    ):
        assert make(again) == make(mij_ov)


def test_questions_are_asked_within_their_round(mij_ov: Rehearsal) -> None:
    closes = {row.number: row.questions_close_at for row in mij_ov.region.rounds}
    assert all(row.received_at <= closes[row.round] for row in mij_ov.questions)


def test_who_sat_before_only_gets_a_seat_that_is_left_over(mij_ov: Rehearsal) -> None:
    sat: set[str] = set()
    waiting = {row.session: row.newcomers_first for row in mij_ov.seats.grounds if row.seats}
    assert waiting == {1: False, 2: True, 3: True, 4: True}
    for session in mij_ov.sessions:
        for row in (one for one in mij_ov.seats.draws if one.session == session.number and waiting[one.session]):
            again = [place for place, one in enumerate(row.order) if one in sat]
            new = [place for place, one in enumerate(row.order) if one not in sat]
            assert row.seed is None or not again or not new or max(new) < min(again)
        sat |= {one for row in mij_ov.seats.draws if row.session == session.number for one in row.seated}


def test_the_seats_file_reads_back_and_gives_the_same_draw(mij_ov: Rehearsal) -> None:
    file = dialogue.read_file(rehearsal.seats_file(mij_ov), "sessies.xlsx", mij_ov.tender, mij_ov.providers)
    assert file.applicants == mij_ov.seats.applicants
    first = draw(file.sessions[0], file.grounds, file.applicants, file.seeds[1], ())
    assert first == tuple(row for row in mij_ov.seats.draws if row.session == 1)


def test_the_draft_differs_from_the_report_where_a_correction_was_taken(mij_ov: Rehearsal) -> None:
    for session in mij_ov.sessions:
        drafted = {point.number: point for point in mij_ov.drafted[session.number]}
        changed = {point.number for point in session.points if drafted[point.number] != point}
        assert changed == {row.point for row in session.corrections if row.taken}
