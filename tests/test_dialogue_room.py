"""The room of the dialogue: nothing is read twice, the lots stand for ever, and what was reported stays."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from flows.dialogue.mail import INVITATIONS
from flows.exchange import dialogue as sheet
from flows.exchange import rehearsal
from flows.rules.consultation import promises
from flows.rules.dialogue.seats import Applicant
from flows.rules.transitions import GUARDS
from schemas.dialogue import DialogueSession, SessionKind
from schemas.errors import InputRefusedError
from tests.dialogue_world import (
    CHANGED,
    CLIENTS,
    DRAFTED,
    FIRST,
    GROUNDS,
    HELD,
    PARENT,
    REPORTED,
    START,
    World,
    ground,
    played,
    point,
    reported,
    seat,
    session,
    some,
)

LATER = "2025-06-02T10:00"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work folder where the dialogue is about to begin; each test has a copy of its own."""
    folder: Path = tmp_path_factory.mktemp("gevuld")
    place = World(folder)
    place.fill()
    place.close()
    return folder


@pytest.fixture
def world(filled: Path, tmp_path: Path) -> Iterator[World]:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    place = World(tmp_path)
    yield place
    place.close()


def invited(world: World, *rows: DialogueSession) -> None:
    world.read(START, *rows)
    world.step(START, 2)
    assert world.send(START, INVITATIONS).headline.startswith("Verzonden")


# Reading the list


def test_the_same_file_twice_changes_nothing_and_tells_nothing(world: World) -> None:
    invited(world, FIRST)
    before, journal = world.record, len(world.journal)
    world.read(CHANGED, FIRST)
    assert world.step(CHANGED, 2).headline == "Iedereen weet het al"
    assert world.record == before
    assert len(world.journal) == journal


def test_invitations_asked_for_again_before_they_left_stay_the_same_messages(world: World) -> None:
    world.read(START, FIRST)
    world.step(START, 2)
    first = world.messages()
    world.step(CHANGED, 2)
    assert world.messages() == first


def test_what_is_not_in_the_file_stays_as_it_was(world: World) -> None:
    second = session(2, "2025-05-20T13:30", map(seat, some()), kind=SessionKind.PROVIDERS)
    world.read(START, FIRST, second)
    world.read(CHANGED, second.model_copy(update={"location": "Zaal 9"}))
    assert [(row.number, row.sequence) for row in world.record.sessions] == [(1, 0), (2, 1)]


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_kept(world: World) -> None:
    invited(world, FIRST)
    before = world.record
    five = [session(number, "2025-05-20T13:30") for number in range(2, 6)]
    past = FIRST.model_copy(update={"starts_at": FIRST.starts_at.replace(month=4, day=15), "points": (point(),)})
    outcome = world.read(CHANGED, past, *five)
    assert outcome.refused
    words = ("naar het verleden", "heeft al een verslag", "ten hoogste 4")
    assert all(word in line for word, line in zip(words, outcome.lines, strict=True))
    assert world.record == before


def test_a_weekend_and_a_room_that_is_taken_are_said_before_people_hear(world: World) -> None:
    other = session(2, "2025-05-10T13:30", kind=SessionKind.DEVELOPMENT, location="Zaal 1, Voorbeeldlaan 1, Epe")
    moved = FIRST.model_copy(update={"starts_at": other.starts_at, "ends_at": other.ends_at})
    said = [
        "Let op: dialoogsessie 1 is op een vrije dag: zaterdag 10 mei 2025. Controleer of dat kan.",
        "Let op: ontwikkeltafel 2 is op een vrije dag: zaterdag 10 mei 2025. Controleer of dat kan.",
        "Let op: dialoogsessie 1 en ontwikkeltafel 2 zijn tegelijk in 'Zaal 1, Voorbeeldlaan 1, Epe'. "
        "Kies voor een van de twee een andere zaal of tijd.",
    ]
    assert [line for line in world.read(START, moved, other).lines if line.startswith("Let op")] == said
    assert [line for line in world.step(START, 2).lines if line.startswith("Let op")] == said


# Lots


def asking(number: int, *ids: str) -> tuple[Applicant, ...]:
    rows = (seat(played().provider(one), ground="") for one in ids)
    return tuple(
        Applicant(session=number, provider_id=row.provider_id or "", seat=row, grounds=("Loting",)) for row in rows
    )


LOT = (ground("Loting", seats=2), ground(CLIENTS))
ASKED = asking(1, "ZA-001", "ZA-002", "ZA-003", "ZA-004")
EMPTY = session(1, HELD, (PARENT,))


def test_the_lots_are_drawn_once_and_stand_in_the_journal(world: World) -> None:
    name = world.hand_over(sheet.write([EMPTY], LOT, ASKED, {1: 482917}), "aanmeldingen.xlsx")
    outcome = world.step(START, 7, name)
    (entry,) = [row for row in world.journal if row.name == "session.drawn"]
    assert {key: entry.data[key] for key in ("number", "ground", "seats", "seed")} == {
        "number": 1,
        "ground": "Loting",
        "seats": 2,
        "seed": 482917,
    }
    order = str(entry.data["order"]).split()
    assert sorted(order) == ["ZA-001", "ZA-002", "ZA-003", "ZA-004"]
    assert f"Sessie 1, Loting: {order[0]} en {order[1]}." in outcome.lines
    world.step(CHANGED, 7, name)
    assert len([row for row in world.journal if row.name == "session.drawn"]) == 1
    filled = (world.folder / "uitvoer/06-dialoog/MIJOV-J26_Sessies-na-loting.xlsx").read_bytes()
    assert not world.read(CHANGED, data=filled).refused
    (row,) = world.record.sessions
    assert {one.provider_id for one in row.participants} == {None, *order[:2]}


@pytest.mark.parametrize(
    ("applicants", "seeds", "says"),
    [
        (ASKED, {1: 1}, "er is al geloot met lotnummer 482917"),
        ((*ASKED, *asking(1, "ZA-005")), {1: 482917}, "ZA-005 vroeg om een plaats na de verdeling"),
    ],
)
def test_what_was_drawn_stays_drawn(
    world: World, applicants: tuple[Applicant, ...], seeds: dict[int, int], says: str
) -> None:
    world.step(START, 7, world.hand_over(sheet.write([EMPTY], LOT, ASKED, {1: 482917})))
    before = len(world.journal)
    with pytest.raises(InputRefusedError, match=says):
        world.step(CHANGED, 7, world.hand_over(sheet.write([EMPTY], LOT, applicants, seeds)))
    assert len(world.journal) == before


@pytest.mark.parametrize(
    ("applicants", "seeds", "when", "says"),
    [
        ((), {}, START, "'Aangemeld' is leeg"),
        (ASKED, {}, START, "er is geen lotnummer"),
        (ASKED, {1: 5}, DRAFTED, "is al begonnen"),
    ],
)
def test_no_lot_without_applicants_a_number_and_time(
    world: World, applicants: tuple[Applicant, ...], seeds: dict[int, int], when: str, says: str
) -> None:
    with pytest.raises(InputRefusedError, match=says):
        world.step(when, 7, world.hand_over(sheet.write([EMPTY], LOT, applicants, seeds)))


def test_the_seats_follow_the_lots(world: World) -> None:
    world.step(START, 7, world.hand_over(sheet.write([EMPTY], LOT, ASKED, {1: 482917})))
    order = str(next(row for row in world.journal if row.name == "session.drawn").data["order"]).split()
    drawn = [seat(played().provider(one), ground="Loting") for one in order]
    jumped = EMPTY.model_copy(update={"participants": (drawn[0], drawn[2])})
    assert "ging voor in de loting" in world.read(START, jumped, grounds=LOT).lines[0]
    gone = drawn[1].model_copy(update={"attended": False})
    assert not world.read(
        START, EMPTY.model_copy(update={"participants": (drawn[0], gone, drawn[2])}), grounds=LOT
    ).refused


def test_without_drawing_nobody_takes_a_contested_seat(world: World) -> None:
    first = EMPTY.model_copy(update={"participants": (seat(played().provider("ZA-001"), ground="Loting"),)})
    outcome = world.read(START, data=sheet.write([first], LOT, ASKED))
    assert outcome.refused and "Laat eerst loten" in outcome.lines[0]


# The form


def test_the_form_proposes_an_agenda_and_keeps_the_published_grounds(world: World) -> None:
    rehearsed = played()
    carried = [row for row in rehearsed.inputs if row.disposition and row.disposition.place == "Dialoogsessie 2"]
    desk = world.desk(START)
    with desk.write() as uow:
        uow.inputs.add_all(carried)
        uow.promises.add_all(promises(carried))
        uow.questions.add_all(rehearsed.questions)
    bare = session(2, "2025-05-20T13:30", map(seat, some()), agenda=())
    outcome = world.read(START, FIRST, bare)
    assert "stap 8 maakt een voorstel" in outcome.lines[1]
    world.step(START, 8)
    data = (world.folder / "uitvoer/06-dialoog/MIJOV-J26_Sessies-formulier.xlsx").read_bytes()
    file = sheet.read_file(data, "x.xlsx", rehearsed.tender, rehearsed.providers)
    assert file.grounds == GROUNDS
    assert file.sessions[0].agenda == FIRST.agenda
    subjects = [item.subject for item in file.sessions[1].agenda]
    assert {row.theme for row in carried} <= set(subjects)
    assert subjects[0] == "Opening en doel" and len(subjects) > len({row.theme for row in carried}) + 2
    assert not world.read(START, data=data).refused
    assert not world.step(START, 2).refused, "nothing in the proposal betrays who asked"


# Closing


def test_the_stage_closes_when_all_that_was_held_is_reported(world: World) -> None:
    second = session(2, "2025-05-20T13:30", map(seat, some()))
    world.read(START, FIRST, second)
    world.read(START, FIRST, second.model_copy(update={"cancelled_because": "Geen animo"}))
    guard = GUARDS["every_session_reported"]
    desk = world.desk(REPORTED)
    assert guard(world.record, desk.today) == "Nog geen verslag van dialoogsessie 1."
    with desk.write() as uow:
        uow.sessions.save(world.record.sessions[0].model_copy(update={"reported_on": desk.today}))
    assert guard(world.record, desk.today) is None


def test_the_shipped_form_plays_by_name(world: World) -> None:
    """The seats that the rehearsal hands over are those that the room draws."""
    world.step("2025-04-16T09:00", 7, world.hand_over(rehearsal.seats_file(played())))
    assert not world.read("2025-04-17T09:00", data=rehearsal.sessions_file(played(), 1, with_report=False)).refused
    drawn = [row for row in world.journal if row.name == "session.drawn"]
    assert len(drawn) == len(played().seats.draws)


def test_an_action_that_is_due_later_is_ticked_off_when_the_stage_is_closed(world: World) -> None:
    invited(world, FIRST)
    due = point(action="De regio maakt een overzicht", action_owner="Projectteam", action_due=date(2025, 6, 2))
    row = reported(FIRST, due)
    world.read(DRAFTED, row)
    world.step(DRAFTED, 5)
    world.send(DRAFTED, "dialoog-verslag-concept-1")
    assert not world.step(REPORTED, 3).refused
    world.send(REPORTED, "dialoog-verslag-1")
    assert not world.step(REPORTED, 4).refused
    done = due.model_copy(update={"action_done": date(2025, 6, 1)})
    finished = sheet.write([row.model_copy(update={"points": (done,)})], GROUNDS)
    assert world.step(LATER, 1, world.hand_over(finished)).refused, "the stage is closed"
    assert world.record.sessions[0].points[0].action_done is None
    outcome = world.step(LATER, 9, world.hand_over(sheet.write([row], GROUNDS)))
    assert outcome.lines == ("Dialoogsessie 1, punt 1: De regio maakt een overzicht (Projectteam, voor 2 juni 2025).",)
    assert world.step(LATER, 9, world.hand_over(finished)).headline == "0 acties nog open"
    assert world.record.sessions[0].points[0].action_done == date(2025, 6, 1)
    before = len(world.journal)
    world.step(LATER, 9)
    assert len(world.journal) == before


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"points": (point(conclusion="Anders."),)}, "meer gewijzigd dan 'Actie klaar op'"),
        ({"agenda": ()}, "meer gewijzigd dan 'Actie klaar op'"),
        ({"number": 2}, "is niet bekend"),
    ],
)
def test_ticking_off_takes_nothing_else_from_the_list(world: World, changed: dict[str, object], says: str) -> None:
    row = reported(FIRST)
    invited(world, FIRST)
    world.read(DRAFTED, row)
    before = world.record
    outcome = world.step(LATER, 9, world.hand_over(sheet.write([row.model_copy(update=changed)], GROUNDS)))
    assert outcome.refused and says in outcome.lines[0]
    assert world.record == before
