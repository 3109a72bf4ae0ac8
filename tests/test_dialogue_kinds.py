"""Meetings of other regions by the same room: provider meetings, development tables and pressure cookers.

The facts are of two regions: two meetings for providers before the nota and a development table per segment (S4-P03,
S4-P13), and pressure cookers in April, May and June for the region's own people (S2-P05).
"""

import email
import email.policy
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from flows.dialogue.mail import INVITATIONS
from flows.exchange import dialogue as sheet
from flows.rules.planning.watch import board_of
from flows.tasks import word
from schemas.dialogue import DialogueSession, Participant, SessionKind
from schemas.message import MessageState
from schemas.planning import LineStatus
from tests import builders as a
from tests.dialogue_world import OPEN, PARENT, Appointment, World, ground, played, point, reported, seat, session

SEGMENTS = ("Jeugdhulp hoogcomplex - weinig voorkomend", "Wonen", "Dagbehandeling & dagverblijf")
FORMS = {SessionKind.PROVIDERS: "Aanbiedersbijeenkomst", SessionKind.DEVELOPMENT: "Ontwikkeltafel"}
START = "2025-04-16T10:00"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    place = World(tmp_path)
    place.fill()
    yield place
    place.close()


def providers(*ids: str) -> list[Participant]:
    return [seat(played().provider(one)) for one in ids or ("ZA-001", "ZA-002")]


def colleague(name: str, role: str, ground: str) -> Participant:
    address = f"{name.casefold()}@gemeente.example"
    return Participant(organisation=name, provider_id=None, role=role, ground=ground, email=address)


def report(world: World, rows: dict[int, DialogueSession], number: int, drafted: str, final: str) -> None:
    """A session that was held, with its draft and its round of corrections, up to the report that left."""
    for when, step, package in ((drafted, 5, "-concept"), (final, 3, "")):
        assert not world.read(when, *rows.values(), grounds=GROUNDS).refused
        outcome = world.step(when, step)
        assert not outcome.refused, outcome
        assert "Verzonden" in world.send(when, f"dialoog-verslag{package}-{number}").headline


GROUNDS = (
    ground(OPEN),
    ground("Iedereen met aanbod in het segment", kind=SessionKind.DEVELOPMENT),
    ground("Kernteam of werkgroep", kind=SessionKind.PRESSURE_COOKER),
    ground("Vaste plaats voor cliëntvertegenwoordiging"),
)


def test_two_meetings_and_a_table_per_segment_beside_the_dialogue_sessions(world: World) -> None:
    table = [row.model_copy(update={"ground": "Iedereen met aanbod in het segment"}) for row in providers()]
    rows = {number: session(number, f"2025-06-{number:02d}T13:30", providers()) for number in (3, 4, 5, 6)}
    rows |= {
        number: session(number, f"2025-05-{day}T09:30", providers(), kind=SessionKind.PROVIDERS)
        for number, day in ((7, "06"), (8, "20"))
    }
    rows |= {
        10 + nr: session(
            10 + nr,
            f"2025-05-{26 + nr}T09:30",
            (*table, PARENT),
            kind=SessionKind.DEVELOPMENT,
            subject=f"Segment {nr}: {name}",
        )
        for nr, name in enumerate(SEGMENTS, start=1)
    }
    assert not world.read(START, *rows.values(), grounds=GROUNDS).refused, (
        "four dialogue sessions is the limit, not nine"
    )
    assert not world.step(START, 2).refused
    for number in (7, 8, 11, 12, 13):
        letters = world.messages(f"dialoog-uitnodiging-{number}")
        letters = tuple(row for row in letters if row.kind == f"dialoog-uitnodiging-{number}")
        assert len(letters) == (2 if number < 10 else 3)
        for row in letters:
            appointment = Appointment(row.calendar)
            assert (appointment.method, appointment.attendees) == ("REQUEST", [f"mailto:{row.to_address}"])
            assert appointment.summary.startswith(f"{FORMS[rows[number].kind]} {number}: {rows[number].subject}")
    world.send(START, INVITATIONS)

    # S4-P04: many questions remain after the two meetings; they come to the next table by themselves.
    desk = world.desk("2025-05-21T10:00")
    with desk.write() as uow:
        waiting = a.question(1, theme="Verhouding segmenten", answer=None)
        uow.questions.add(waiting.model_copy(update={"tender_id": desk.tender_id}))
    rows[14] = session(14, "2025-06-12T09:30", table, kind=SessionKind.DEVELOPMENT, agenda=())
    assert not world.read("2025-05-21T10:00", *rows.values(), grounds=GROUNDS).refused
    world.step("2025-05-21T10:00", 8)
    form = (world.folder / "uitvoer/06-dialoog/MIJOV-J26_Sessies-formulier.xlsx").read_bytes()
    proposed = sheet.read_file(form, "x.xlsx", played().tender, played().providers).sessions[-1]
    assert proposed.number == 14
    assert "1 vraag heeft nog geen antwoord. Het gaat over: Verhouding segmenten." in [
        row.note for row in proposed.agenda
    ]

    rows[11] = reported(rows[11])
    rows[14] = proposed
    report(world, rows, 11, "2025-05-28T10:00", "2025-06-10T10:00")
    out = [row for row in world.record.messages if row.kind == "dialoog-verslag-11"]
    assert {row.recipient for row in out} == {*(row.id for row in played().providers), "deelnemer-ouder@gezin.example"}
    assert {row.state for row in out} == {MessageState.SENT}


def test_a_pressure_cooker_of_our_own_people_stays_among_them_and_its_work_comes_back(world: World) -> None:
    team = [
        colleague("Kern", "kernteam", "Kernteam of werkgroep"),
        colleague("Beleid", "werkgroep", "Kernteam of werkgroep"),
        PARENT,
    ]
    days = {1: "2025-04-22T09:00", 2: "2025-05-20T09:00", 3: "2025-06-17T09:00"}
    rows = {n: session(n, day, team, kind=SessionKind.PRESSURE_COOKER) for n, day in days.items()}
    rows[2] = rows[2].model_copy(update={"agenda": ()})
    assert not world.read(START, rows[1], rows[3], grounds=GROUNDS).refused
    world.step(START, 2)
    world.send(START, INVITATIONS)
    letters = world.messages("dialoog-uitnodiging-1")
    assert {row.recipient for row in letters} == {
        "deelnemer-kern@gemeente.example", "deelnemer-beleid@gemeente.example", "deelnemer-ouder@gezin.example",
    }  # fmt: skip
    assert all("Pressure cooker 1: Onderwerp 1" in Appointment(row.calendar).summary for row in letters)
    assert not any("Alle aanbieders" in row.text for row in letters)

    work = point(action="Keuze bekostiging uitwerken", action_owner="Kernteam", action_due=date(2025, 5, 13))
    rows[1] = reported(rows[1], work)
    report(world, rows, 1, "2025-04-23T10:00", "2025-05-07T10:00")
    out = [row for row in world.record.messages if row.kind == "dialoog-verslag-1"]
    assert {row.recipient for row in out} == {row.recipient for row in letters}
    final = world.record.latest("session_report", "1")
    assert final is not None
    text = word.text((world.folder / "uitvoer" / final.folder / final.file_name).read_bytes())
    assert "Het verslag is voor de deelnemers." in text and "Alle aanbieders" not in text

    world.step("2025-05-07T11:00", 8)
    path = world.folder / "uitvoer/06-dialoog/MIJOV-J26_Sessies-formulier.xlsx"
    second = sheet.read_file(path.read_bytes(), "x.xlsx", played().tender, played().providers).sessions[1]
    assert "Keuze bekostiging uitwerken (pressure cooker 1, Kernteam, voor 13 mei 2025)" in [
        row.note for row in second.agenda
    ]
    done = work.model_copy(update={"action_done": date(2025, 5, 12)})
    rows[1] = rows[1].model_copy(update={"points": (done,)})
    assert not world.read("2025-05-12T10:00", *rows.values(), grounds=GROUNDS).refused, "also after the report"
    desk = world.desk("2025-05-12T10:00")
    lines = {row.key: row for row in board_of(desk.record, desk.procedure, desk.calendar, desk.now).lines}
    assert lines["actie-1-1"].status is LineStatus.DONE


def test_the_message_that_leaves_has_the_buttons_and_nobody_elses_address(world: World) -> None:
    row = session(1, "2025-05-06T13:30", (*providers(), PARENT))
    world.read(START, row)
    world.step(START, 2)
    world.send(START, INVITATIONS)
    paths = sorted(world.folder.glob("post-uit/dialoog-uitnodiging-1/*.eml"))
    assert len(paths) == 3
    addresses = {one.email for one in row.participants if one.email}
    for path in paths:
        raw = path.read_bytes()
        mail = email.message_from_bytes(raw, EmailMessage, policy=email.policy.SMTP)
        (to,) = mail["To"].addresses
        (choices,) = [part for part in mail.walk() if part.get_content_type() == "multipart/alternative"]
        kinds = [part.get_content_type() for part in choices.iter_parts()]
        assert kinds == ["text/plain", "text/html", "text/calendar"], "as an alternative Outlook shows its buttons"
        calendar = list(choices.iter_parts())[-1]
        assert (calendar.get_param("method"), calendar.get_param("charset")) == ("REQUEST", "utf-8")
        (attached,) = [part for part in mail.iter_attachments() if part.get_filename() == "afspraak.ics"]
        for text in (calendar.get_content(), attached.get_content().decode()):
            assert Appointment(text).attendees == [f"mailto:{to.addr_spec}"]
            assert "DTSTART:20250506T113000Z" in text
        shown = "".join(str(part.get_content()) for part in mail.walk() if not part.is_multipart()) + str(mail)
        assert not [one for one in addresses - {to.addr_spec} if one in shown]
