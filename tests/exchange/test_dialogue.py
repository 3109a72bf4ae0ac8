"""sessies.xlsx: sheets that belong together, and seats that stand on published grounds only."""

from datetime import date

import pytest

from flows.exchange import dialogue
from flows.exchange.dialogue import COLUMNS, SessionsFile
from flows.exchange.rehearsal import Rehearsal
from flows.tasks.excel import read_table
from schemas.dialogue import DialogueSession, SessionKind
from schemas.errors import InputFault
from schemas.sheets import Column
from tests.exchange.forms import faults_of, workbook

SESSION = {
    "Sessie": "1",
    "Onderwerp": "Overeenkomst",
    "Begin": "08-04-2025 13:30",
    "Einde": "08-04-2025 16:30",
    "Locatie": "Zaal 1",
}
ITEM = {"Sessie": "1", "Nr": "1", "Onderwerp": "Looptijd"}
GROUND = {"Grond": "Loting", "Bekendgemaakt op": "01-04-2025", "Bekendgemaakt in": "platform"}
SEAT = {"Sessie": "1", "Organisatie": "'t Hofje", "Aanbieder-id": "ZA-002", "Rol": "zorgaanbieder", "Grond": "Loting"}
POINT = {"Sessie": "1", "Nr": "1", "Onderwerp": "Looptijd", "Besproken": "Veel.", "Conclusie": "Goed."}
ASKING = {k: v for k, v in SEAT.items() if k != "Grond"} | {"Gronden": "Loting"}
SAID = {"Sessie": "1", "Nr": "1", "Van": "'t Hofje", "Punt": "1", "Correctie": "Er mist iets."}


def form(**sheets: list[dict[str, str]]) -> bytes:
    whole = {"Sessies": [SESSION], "Gronden": [GROUND], "Agenda": [ITEM], "Deelnemers": [SEAT], "Verslag": [POINT]}
    rows = whole | sheets
    return workbook({name: (COLUMNS[name], rows[name]) for name in rows})


def read(mij_ov: Rehearsal, data: bytes) -> tuple[DialogueSession, ...]:
    return dialogue.read(data, "sessies.xlsx", mij_ov.tender, mij_ov.providers)


def whole(mij_ov: Rehearsal, data: bytes) -> SessionsFile:
    return dialogue.read_file(data, "sessies.xlsx", mij_ov.tender, mij_ov.providers)


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
        ("Verslag", 2, "Actie voor"),
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


def test_a_row_is_bare_what_we_know_of_a_session_is_not_in_the_file(mij_ov: Rehearsal) -> None:
    (row,) = read(mij_ov, form())
    assert (row.version, row.sequence, row.invited_on, row.reported_on) == (0, 0, None, None)
    assert row.kind is SessionKind.DIALOGUE
    (row,) = read(mij_ov, form(Sessies=[SESSION | {"Soort": "ontwikkeltafel", "Afgelast omdat": "Te weinig animo"}]))
    assert (row.kind, row.cancelled_because, row.cancelled_on) == (SessionKind.DEVELOPMENT, "Te weinig animo", None)


@pytest.mark.parametrize(
    ("grounds", "seat", "place"),
    [
        ([GROUND], {"Grond": ""}, ("Deelnemers", 2, "Grond")),
        ([GROUND], {"Grond": "Wij kennen ze goed"}, ("Deelnemers", 2, "Grond")),
        ([GROUND | {"Sessie": "2"}], {}, ("Deelnemers", 2, "Grond")),
        ([GROUND | {"Soort": "ontwikkeltafel"}], {}, ("Deelnemers", 2, "Grond")),
        ([GROUND | {"Bekendgemaakt op": ""}], {}, ("Gronden", 2, "Bekendgemaakt op")),
        ([GROUND | {"Bekendgemaakt in": ""}], {}, ("Gronden", 2, "Bekendgemaakt in")),
        ([GROUND | {"Bekendgemaakt op": "09-04-2025"}], {}, ("Deelnemers", 2, "Grond")),
        ([GROUND, GROUND | {"Grond": "loting "}], {}, ("Gronden", 3, "Grond")),
    ],
)
def test_a_seat_stands_on_a_ground_that_was_published_before(
    mij_ov: Rehearsal, grounds: list[dict[str, str]], seat: dict[str, str], place: tuple[str, int, str]
) -> None:
    sessions = [SESSION, SESSION | {"Sessie": "2"}]
    assert place in where(refused(mij_ov, form(Sessies=sessions, Gronden=grounds, Deelnemers=[SEAT | seat])))


def test_without_the_sheet_of_grounds_nobody_has_one(mij_ov: Rehearsal) -> None:
    sheets = {"Sessies": [SESSION], "Agenda": [ITEM], "Deelnemers": [SEAT], "Verslag": []}
    data = workbook({name: (COLUMNS[name], rows) for name, rows in sheets.items()})
    (fault,) = refused(mij_ov, data)
    assert (fault.sheet, fault.column) == ("Deelnemers", "Grond")
    assert "geen bekendgemaakte grond" in fault.problem


def test_a_ground_of_tomorrow_is_not_published_yet(mij_ov: Rehearsal) -> None:
    where_ = ("sessies.xlsx", mij_ov.tender, mij_ov.providers)
    assert dialogue.read_file(form(), *where_, today=date(2025, 4, 1)).grounds[0].published_on == date(2025, 4, 1)
    (fault,) = faults_of(dialogue.read_file, form(), *where_, date(2025, 3, 31))
    assert (fault.sheet, fault.column) == ("Gronden", "Bekendgemaakt op")


def test_who_asks_for_a_seat_is_in_the_register_and_names_published_grounds(mij_ov: Rehearsal) -> None:
    grounds = [GROUND | {"Plaatsen": "2"}, GROUND | {"Grond": "Perceel 1; jeugd"}]
    asking = ASKING | {"Gronden": " Loting ;\nLoting"}
    file = whole(mij_ov, form(Gronden=grounds, Aangemeld=[asking], Sessies=[SESSION | {"Lotnummer": "99"}]))
    (row,) = file.applicants
    assert (row.provider_id, row.grounds, row.seat.email) == ("ZA-002", ("Loting",), mij_ov.provider("ZA-002").email)
    assert (file.grounds[0].seats, dict(file.seeds)) == (2, {1: 99})
    wrong = [
        ASKING | {"Aanbieder-id": ""},
        ASKING | {"Gronden": "Loting; Vriendjes", "Aanbieder-id": "ZA-002"},
        ASKING | {"Gronden": "Loting"},
    ]
    sessions = [SESSION | {"Lotnummer": "2147483647"}]
    assert where(refused(mij_ov, form(Gronden=grounds, Aangemeld=wrong, Sessies=sessions))) == [
        ("Sessies", 2, "Lotnummer"),
        ("Aangemeld", 2, "Aanbieder-id"),
        ("Aangemeld", 3, "Gronden"),
        ("Aangemeld", 4, "Aanbieder-id"),
    ]


def test_a_correction_that_is_refused_has_its_reason(mij_ov: Rehearsal) -> None:
    (row,) = read(mij_ov, form(Correcties=[SAID, SAID | {"Nr": "2", "Punt": "", "Overnemen": "ja"}]))
    assert [(one.by, one.point, one.taken) for one in row.corrections] == [
        ("'t Hofje", 1, None),
        ("'t Hofje", None, True),
    ]
    wrong = [SAID | {"Overnemen": "nee"}, SAID, SAID | {"Nr": "2", "Van": ""}, SAID | {"Nr": "3", "Sessie": "8"}]
    assert where(refused(mij_ov, form(Correcties=wrong))) == [
        ("Correcties", 2, "Reactie"),
        ("Correcties", 3, "Nr"),
        ("Correcties", 4, "Van"),
        ("Correcties", 5, "Sessie"),
    ]


def test_two_people_at_one_address_are_one_message_too_many(mij_ov: Rehearsal) -> None:
    parent = {"Sessie": "1", "Organisatie": "A. Ouder", "Rol": "ouder", "Grond": "Loting", "E-mail": "A@gezin.example"}
    other = parent | {"Organisatie": "B. Ouder", "E-mail": "a@GEZIN.example"}
    assert where(refused(mij_ov, form(Deelnemers=[parent, other]))) == [("Deelnemers", 3, "E-mail")]
    assert len(read(mij_ov, form(Deelnemers=[parent, other | {"E-mail": ""}]))[0].participants) == 2


def test_an_action_has_a_day_and_is_not_done_before_that_day_came(mij_ov: Rehearsal) -> None:
    action = POINT | {"Actie": "Lijst maken", "Actie wie": "Team", "Actie voor": "20-05-2025"}
    done = form(Verslag=[action | {"Actie klaar op": "12-05-2025"}])
    (row,) = read(mij_ov, done)
    assert (row.points[0].action_due, row.points[0].action_done) == (date(2025, 5, 20), date(2025, 5, 12))
    again = dialogue.write([row], whole(mij_ov, done).grounds)
    assert read(mij_ov, again) == (row,)
    late = faults_of(dialogue.read_file, done, "x.xlsx", mij_ov.tender, mij_ov.providers, date(2025, 5, 11))
    assert where(late) == [("Verslag", 2, "Actie klaar op")]
    assert where(refused(mij_ov, form(Verslag=[POINT | {"Actie klaar op": "12-05-2025"}]))) == [("Verslag", 2, "Actie")]


def test_round_trip_of_grounds_applicants_and_lots(mij_ov: Rehearsal) -> None:
    plan = mij_ov.seats
    data = dialogue.write(mij_ov.sessions, plan.grounds, plan.applicants, plan.seeds, plan.draws)
    file = whole(mij_ov, data)
    assert file.sessions == mij_ov.sessions
    assert (file.grounds, file.applicants, dict(file.seeds)) == (plan.grounds, plan.applicants, plan.seeds)
    lot = read_table(data, "x.xlsx", [Column(name=name) for name in ("Sessie", "Grond", "Uitkomst")], "Loting")
    assert sum(row.text("Uitkomst") == "plaats" for row in lot.rows) == sum(len(row.seated) for row in plan.draws)


def test_round_trip_of_a_report_with_actions_and_changes(mij_ov: Rehearsal) -> None:
    data = dialogue.write(mij_ov.sessions, mij_ov.seats.grounds)
    assert read(mij_ov, data) == mij_ov.sessions
    assert any(point.change for session in mij_ov.sessions for point in session.points)
    assert {row.taken for session in mij_ov.sessions for row in session.corrections} == {True, False}
    assert any(point.action_due for session in mij_ov.sessions for point in session.points)
