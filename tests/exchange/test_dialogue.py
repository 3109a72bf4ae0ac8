"""sessies.xlsx: four sheets that belong together, and an appointment that stays the same one."""

from datetime import timedelta

from flows.exchange import dialogue
from flows.exchange.dialogue import COLUMNS
from flows.exchange.rehearsal import Rehearsal
from schemas.dialogue import DialogueSession
from schemas.errors import InputFault
from tests.exchange.forms import faults_of, workbook

SESSION = {
    "Sessie": "1",
    "Onderwerp": "Overeenkomst",
    "Begin": "08-04-2025 13:30",
    "Einde": "08-04-2025 16:30",
    "Locatie": "Zaal 1",
}
ITEM = {"Sessie": "1", "Nr": "1", "Onderwerp": "Looptijd"}
SEAT = {"Sessie": "1", "Organisatie": "'t Hofje", "Aanbieder-id": "ZA-002", "Rol": "zorgaanbieder", "Grond": "Loting"}
POINT = {"Sessie": "1", "Nr": "1", "Onderwerp": "Looptijd", "Besproken": "Veel.", "Conclusie": "Goed."}


def form(**sheets: list[dict[str, str]]) -> bytes:
    rows = {"Sessies": [SESSION], "Agenda": [ITEM], "Deelnemers": [SEAT], "Verslag": [POINT]} | sheets
    return workbook({name: (COLUMNS[name], rows[name]) for name in rows})


def read(mij_ov: Rehearsal, data: bytes, *existing: DialogueSession) -> tuple[DialogueSession, ...]:
    return dialogue.read(data, "sessies.xlsx", mij_ov.tender, mij_ov.providers, existing)


def refused(mij_ov: Rehearsal, data: bytes) -> tuple[InputFault, ...]:
    return faults_of(dialogue.read, data, "sessies.xlsx", mij_ov.tender, mij_ov.providers)


def where(faults: tuple[InputFault, ...]) -> list[tuple[str, int | None, str]]:
    return [(fault.sheet, fault.row, fault.column) for fault in faults]


def test_a_session_as_people_type_it(mij_ov: Rehearsal) -> None:
    (row,) = read(mij_ov, form())
    assert row.id == "dialoog-1"
    assert (row.starts_at.hour, row.starts_at.minute) == (11, 30)  # summer time, in UTC
    assert row.participants[0].email == mij_ov.provider("ZA-002").email
    assert row.points[0].change is None and row.points[0].action is None


def test_faults_of_all_sheets_come_together(mij_ov: Rehearsal) -> None:
    data = form(
        Sessies=[SESSION, SESSION, SESSION | {"Sessie": "2", "Einde": "08-04-2025 10:00"}],
        Agenda=[ITEM, ITEM, ITEM | {"Sessie": "7"}, ITEM | {"Nr": "een"}],
        Deelnemers=[
            SEAT,
            SEAT,
            SEAT | {"Aanbieder-id": "ZA-003", "Grond": ""},
            SEAT | {"Aanbieder-id": "ZA-300"},
            SEAT | {"Aanbieder-id": "", "Organisatie": "Adviesraad", "E-mail": "fout"},
        ],
        Verslag=[
            POINT | {"Actie": "Doen"},
            POINT | {"Nr": "2", "Actie voor": "06-05-2025"},
            POINT | {"Nr": "3", "Nieuwe tekst": "nieuw"},
        ],
    )
    assert where(refused(mij_ov, data)) == [
        ("Sessies", 3, "Sessie"),
        ("Sessies", 4, "Einde"),
        ("Agenda", 3, "Nr"),
        ("Agenda", 4, "Sessie"),
        ("Agenda", 5, "Nr"),
        ("Deelnemers", 3, "Aanbieder-id"),
        ("Deelnemers", 4, "Grond"),
        ("Deelnemers", 4, "Organisatie"),
        ("Deelnemers", 5, "Aanbieder-id"),
        ("Deelnemers", 6, "E-mail"),
        ("Verslag", 2, "Actie wie"),
        ("Verslag", 3, "Actie"),
        ("Verslag", 4, "Wijziging document"),
        ("Verslag", 4, "Wijziging waar"),
        ("Verslag", 4, "Reden wijziging"),
    ]


def test_missing_sheets_are_all_named(mij_ov: Rehearsal) -> None:
    data = workbook({"Sessies": (COLUMNS["Sessies"], [SESSION]), "Agenda": (COLUMNS["Agenda"], [ITEM])})
    assert [fault.problem for fault in refused(mij_ov, data)] == [
        "het blad 'Deelnemers' ontbreekt.",
        "het blad 'Verslag' ontbreekt.",
    ]


def test_no_excel_at_all_is_said_once(mij_ov: Rehearsal) -> None:
    assert len(refused(mij_ov, b"geen Excel")) == 1


def test_a_moved_session_is_the_same_appointment_with_a_higher_sequence(mij_ov: Rehearsal) -> None:
    (first,) = read(mij_ov, form())
    kept = first.model_copy(update={"version": 2, "invited_on": first.starts_at.date() - timedelta(days=14)})
    assert read(mij_ov, form(), kept) == (kept,)
    (moved,) = read(mij_ov, form(Sessies=[SESSION | {"Locatie": "Zaal 2"}]), kept)
    assert (moved.id, moved.sequence, moved.invited_on) == (kept.id, 1, kept.invited_on)
    assert read(mij_ov, form(Sessies=[SESSION | {"Locatie": "Zaal 2"}]), moved) == (moved,)


def test_round_trip_of_a_report_with_actions_and_changes(mij_ov: Rehearsal) -> None:
    data = dialogue.write(mij_ov.sessions)
    assert read(mij_ov, data) == mij_ov.sessions
    assert any(point.change for session in mij_ov.sessions for point in session.points)
    assert any(point.action_due for session in mij_ov.sessions for point in session.points)
