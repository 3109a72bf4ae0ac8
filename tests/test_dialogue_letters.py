"""What the room of the dialogue sends: who hears what about a session, and the report with its round of corrections."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.dialogue.mail import CHANGES, INVITATIONS
from schemas.dialogue import Correction, DialogueSession
from tests.dialogue_world import (
    CHANGED,
    DRAFTED,
    FIRST,
    HELD,
    OPEN,
    PARENT,
    REPORTED,
    START,
    Appointment,
    World,
    played,
    point,
    reported,
    seat,
    session,
    some,
)


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


# Messages


def test_an_invitation_is_personal_and_everybody_gets_the_right_paper(world: World) -> None:
    invited(world, FIRST)
    rows = {row.recipient: row for row in world.messages()}
    assert set(rows) == {"ZA-001", "ZA-002", "deelnemer-ouder@gezin.example"}
    plain = rows["deelnemer-ouder@gezin.example"]
    assert plain.text.startswith("Beste ouder, beste jongere,")
    assert "Bel " in plain.text and "Schrijven." in plain.text and "Komen." in plain.text
    assert [one.file_name for one in plain.attachments] == [
        "MIJOV-J26_Uitnodiging-dialoogsessie-1-in-gewone-taal_v1.0.docx"
    ]
    provider = rows["ZA-001"]
    assert f"Waarom u: {OPEN}" in provider.text and "1. Overdracht" in provider.text
    assert "De zaal is op de begane grond." in provider.text
    assert [one.file_name for one in provider.attachments] == ["MIJOV-J26_Agenda-dialoogsessie-1_v1.0.docx"]
    addresses = {row.to_address for row in rows.values()}
    for row in rows.values():
        assert not [one for one in addresses - {row.to_address} if one in f"{row.text}{row.calendar}{row.subject}"]
        appointment = Appointment(row.calendar)
        assert (appointment.method, appointment.sequence, appointment.rsvp) == ("REQUEST", 0, ["TRUE"])
        assert appointment.attendees == [f"mailto:{row.to_address}"]
        assert appointment.organizer == f"mailto:{played().tender.mailbox.address}"
        assert appointment.summary == "Dialoogsessie 1: Onderwerp 1 (MIJOV-J26)"


def test_a_moved_session_is_the_same_appointment_in_every_calendar(world: World) -> None:
    invited(world, FIRST)
    third = seat(played().provider("ZA-003"))
    moved = FIRST.model_copy(update={"location": "Zaal 9, Epe", "participants": (*FIRST.participants, third)})
    world.read(CHANGED, moved)
    world.step(CHANGED, 2)
    first = {row.recipient: row for row in world.messages("dialoog-uitnodiging-1")}
    second = {row.recipient: row for row in world.messages("dialoog-wijziging-1-1")}
    assert set(second) == {"ZA-001", "ZA-002", "deelnemer-ouder@gezin.example"}
    assert set(first) - set(second) == {"ZA-003"}
    assert {row.batch for row in second.values()} == {CHANGES}
    for recipient, row in second.items():
        before, after = Appointment(first[recipient].calendar), Appointment(row.calendar)
        assert (before.uid, before.sequence, after.sequence) == (after.uid, 0, 1)
        assert (after.method, after.location) == ("REQUEST", "Zaal 9, Epe")
        assert "Eerder schreven wij u: dinsdag 6 mei 2025, 13.30 uur tot 15.30 uur, Zaal 1" in row.text
        assert "Waar: Zaal 9, Epe" in row.text
    assert Appointment(first["ZA-003"].calendar).sequence == 1
    assert world.send(CHANGED, CHANGES).headline == "Verzonden 3/3"
    assert world.send(CHANGED, INVITATIONS).headline == "Verzonden 4/4"
    world.step(CHANGED, 2)
    assert len(world.messages()) == 7


def test_called_off_before_anybody_heard_nobody_hears_anything(world: World) -> None:
    world.read(START, FIRST)
    world.step(START, 2)
    assert len(world.messages()) == 3
    world.read(CHANGED, FIRST.model_copy(update={"cancelled_because": "De spreker is ziek."}))
    assert world.step(CHANGED, 2).headline == "Iedereen weet het al"
    assert world.messages() == ()
    assert [row.data["count"] for row in world.journal if row.name == "messages.withdrawn"] == [3]


def test_called_off_says_why_and_leaves_every_calendar(world: World) -> None:
    invited(world, FIRST)
    off = FIRST.model_copy(update={"cancelled_because": "De spreker is ziek."})
    world.read(CHANGED, off)
    assert "dialoog-wijzigingen" in world.step(CHANGED, 2).next_step
    rows = world.messages("dialoog-afzegging-1-1")
    assert len(rows) == 3
    for row in rows:
        appointment = Appointment(row.calendar)
        assert (appointment.method, appointment.sequence) == ("CANCEL", 1)
        assert "De reden: De spreker is ziek." in row.text
    world.read("2025-04-25T10:00", off)
    world.step("2025-04-25T10:00", 2)
    assert len(world.messages()) == 6


def test_who_calls_off_gets_a_cancellation_and_the_others_hear_nothing(world: World) -> None:
    invited(world, FIRST)
    first, *rest = FIRST.participants
    world.read(
        CHANGED, FIRST.model_copy(update={"participants": (first.model_copy(update={"attended": False}), *rest)})
    )
    world.step(CHANGED, 2)
    (row,) = world.messages("dialoog-afzegging")
    assert (row.recipient, row.kind) == ("ZA-001", "dialoog-afzegging-1-1")
    assert "U hebt zich afgemeld." in row.text
    world.send(CHANGED, CHANGES)
    world.read("2025-04-25T10:00", FIRST)
    world.step("2025-04-25T10:00", 2)
    (again,) = world.messages("dialoog-wijziging")
    assert (again.recipient, Appointment(again.calendar).sequence) == ("ZA-001", 2)


def test_names_and_places_that_are_hard_on_software(world: World) -> None:
    hard = tuple(row for row in played().providers if not row.name.replace(" ", "").isalpha())[:12]
    row = session(1, HELD, map(seat, hard), location="Zaal 'A'; Laan 1,\nEpe & Co", access="Lift & \u201chelling\u201d")
    invited(world, row)
    world.step(START, 2)
    texts = {one.recipient: one for one in world.messages()}
    for provider in hard:
        assert provider.name in texts[provider.id].text
        Appointment(texts[provider.id].calendar)
    assert world.step(CHANGED, 2).headline == "Iedereen weet het al"


def test_without_an_agenda_or_with_a_name_in_it_nobody_is_invited(world: World) -> None:
    name = played().provider("ZA-001").name
    item = FIRST.agenda[0]
    world.read(START, FIRST.model_copy(update={"agenda": ()}))
    assert "stap 8" in world.step(START, 2).lines[0]
    named = FIRST.model_copy(update={"agenda": (item.model_copy(update={"note": f"Zoals {name} vroeg."}),)})
    world.read(START, named)
    outcome = world.step(START, 2)
    assert outcome.refused and "te herleiden" in outcome.lines[0]
    assert world.messages() == ()


def test_who_has_no_address_is_named_and_gets_the_paper(world: World) -> None:
    world.read(START, session(1, HELD, (PARENT.model_copy(update={"email": None}),)))
    outcome = world.step(START, 2)
    assert any("A. Ouder heeft geen e-mailadres" in line for line in outcome.lines)
    assert [row.kind for row in world.record.documents] == ["session_invitation"]


def test_a_session_that_is_not_ready_keeps_back_only_itself(world: World) -> None:
    second = session(2, "2025-05-20T13:30", map(seat, some("ZA-003")))
    invited(world, FIRST, second)
    off = FIRST.model_copy(update={"cancelled_because": "De spreker is ziek."})
    moved = second.model_copy(update={"agenda": (), "location": "Zaal 9"})
    third = session(3, "2025-05-21T13:30", map(seat, some("ZA-004")))
    world.read(CHANGED, off, moved, third)
    outcome = world.step(CHANGED, 2)
    assert outcome.headline == "4 berichten klaar" and not outcome.refused
    assert any(line.startswith("Dialoogsessie 2 heeft nog geen agenda.") for line in outcome.lines)
    assert len(world.messages("dialoog-afzegging-1")) == 3 and len(world.messages("dialoog-uitnodiging-3")) == 1
    assert not world.messages("dialoog-wijziging-2")
    world.read(CHANGED, moved.model_copy(update={"agenda": second.agenda}))
    assert world.step(CHANGED, 2).headline == "5 berichten klaar"
    assert len(world.messages("dialoog-wijziging-2")) == 1


def test_parents_and_youth_read_a_change_and_a_cancellation_in_plain_words(world: World) -> None:
    invited(world, FIRST)
    world.read(CHANGED, FIRST.model_copy(update={"location": "Zaal 9, Epe"}))
    world.step(CHANGED, 2)
    rows = {row.recipient: row for row in world.messages("dialoog-wijziging")}
    parent = rows["deelnemer-ouder@gezin.example"]
    assert parent.text.startswith("Beste ouder, beste jongere,") and "Waar: Zaal 9, Epe" in parent.text
    assert "Zaal 1, Voorbeeldlaan 1, Epe" in parent.text and "U mag iemand meenemen" in parent.text
    assert not rows["ZA-001"].text.startswith("Beste ouder")
    world.send(CHANGED, CHANGES)
    world.read(CHANGED, FIRST.model_copy(update={"location": "Zaal 9, Epe", "participants": FIRST.participants[1:2]}))
    world.step(CHANGED, 2)
    gone = {row.recipient: row for row in world.messages("dialoog-afzegging")}
    assert set(gone) == {"ZA-001", "deelnemer-ouder@gezin.example"}
    plain = gone["deelnemer-ouder@gezin.example"]
    assert plain.text.startswith("Beste ouder, beste jongere,") and "De bijeenkomst zelf gaat wel door." in plain.text
    assert Appointment(plain.calendar).method == "CANCEL"
    assert "Uw afspraak voor dialoogsessie 1" in gone["ZA-001"].text


# Reports


def held(world: World, *points: object) -> DialogueSession:
    invited(world, FIRST)
    row = reported(FIRST, *points)  # type: ignore[arg-type]
    world.read(DRAFTED, row)
    return row


def drafted(world: World) -> DialogueSession:
    row = held(world, point(1), point(2))
    outcome = world.step(DRAFTED, 5)
    assert outcome.lines[0] == "Dialoogsessie 1: 3 aanwezigen, correcties tot en met 14 mei 2025."
    world.send(DRAFTED, "dialoog-verslag-concept-1")
    return row


def correction(number: int = 1, **changed: object) -> Correction:
    return Correction(number=number, by="A. Ouder", point=1, text="Er mist iets.").model_copy(update=changed)


def test_the_draft_goes_to_who_was_there_and_only_to_them(world: World) -> None:
    absent = (FIRST.participants[0].model_copy(update={"attended": False}), *FIRST.participants[1:])
    invited(world, FIRST)
    world.read(DRAFTED, reported(FIRST.model_copy(update={"participants": absent})))
    world.step(DRAFTED, 5)
    rows = world.messages("dialoog-verslag-concept")
    assert {row.recipient for row in rows} == {"ZA-002", "deelnemer-ouder@gezin.example"}
    assert all("woensdag 14 mei 2025" in row.text for row in rows)
    (document,) = [row for row in world.record.documents if row.kind == "session_report"]
    assert (document.status, document.number) == ("concept", "0.1")


def test_a_draft_that_still_waits_is_made_again_and_one_that_left_is_not(world: World) -> None:
    row = held(world)
    world.step(DRAFTED, 5)
    world.read("2025-05-08T10:00", row.model_copy(update={"points": (point(discussed="Anders."),)}))
    world.step("2025-05-08T10:00", 5)
    rows = world.messages("dialoog-verslag-concept")
    assert all("donderdag 15 mei 2025" in one.text for one in rows) and len(rows) == 3
    assert world.record.latest("session_report", "1").number == "0.2"  # type: ignore[union-attr]
    world.send("2025-05-08T11:00", "dialoog-verslag-concept-1")
    assert world.step("2025-05-09T10:00", 5).refused


def test_without_attendance_or_with_a_name_in_it_no_draft_leaves(world: World) -> None:
    invited(world, FIRST)
    world.read(DRAFTED, FIRST.model_copy(update={"points": (point(),)}))
    assert "vul bij 'Aanwezig'" in world.step(DRAFTED, 5).lines[0]
    world.read(DRAFTED, reported(FIRST, point(discussed=f"{played().provider('ZA-001').name} vroeg ernaar.")))
    assert "te herleiden" in world.step(DRAFTED, 5).lines[0]
    assert not world.messages("dialoog-verslag")


@pytest.mark.parametrize(
    ("when", "rows", "says"),
    [
        ("2025-05-14T23:00", (), "nog tot en met 14 mei 2025"),
        (REPORTED, (correction(),), "nog geen beslissing over correctie 1"),
        (REPORTED, (correction(taken=True),), "maar punt 1 is niet gewijzigd"),
    ],
)
def test_the_report_waits_for_the_round_of_corrections(
    world: World, when: str, rows: tuple[Correction, ...], says: str
) -> None:
    row = drafted(world)
    world.read(when, row.model_copy(update={"corrections": rows}))
    outcome = world.step(when, 3)
    assert outcome.refused and len(outcome.lines) == 1 and says in outcome.lines[0]
    assert any(says in line for line in world.step(when, 6).lines)
    assert not world.messages("dialoog-verslag-1")


def test_a_draft_that_never_left_keeps_the_report_back(world: World) -> None:
    held(world)
    world.step(DRAFTED, 5)
    assert "3 berichten zijn nog niet weg" in world.step(REPORTED, 3).lines[0]


def test_a_correction_is_decided_with_the_point_changed_or_a_reason(world: World) -> None:
    row = drafted(world)
    taken = correction(taken=True)
    refused = correction(2, point=None, text="Korter.", taken=False, reaction="Dan mist er wat.")
    whole = row.model_copy(update={"corrections": (taken, refused)})
    better = whole.model_copy(update={"points": (point(1, discussed="Met wat er miste."), point(2))})
    assert world.read(REPORTED, better).refused is False
    lines = world.step(REPORTED, 6).lines
    assert lines == ("Dialoogsessie 1: 2 correcties, 1 overgenomen, 1 niet overgenomen, 0 zonder beslissing.",)
    lost = better.model_copy(update={"corrections": (taken,)})
    assert "correctie 2 stond er eerder wel" in world.read(REPORTED, lost).lines[0]
