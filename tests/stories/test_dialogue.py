"""The story of a dialogue: four sessions beside a provider meeting, one called off, one moved, all told alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.dialogue.mail import CHANGES, INVITATIONS
from flows.rules.planning.watch import board_of
from flows.stages.dialogue import read_sessions
from flows.tasks import word
from schemas.dialogue import Correction, DialogueSession, SessionKind
from schemas.document import Document
from schemas.message import MessageState
from schemas.planning import LineStatus
from tests.dialogue_world import PARENT, Appointment, World, played, point, reported, seat, session

pytestmark = pytest.mark.story

TABLE = ("ZA-001", "ZA-002", "ZA-003", "ZA-005")
OTHERS = ("ZA-006", "ZA-007", "ZA-008")
PARENT_KEY = "deelnemer-ouder@gezin.example"


class Story:
    """The list of sessions as the team keeps it, and what happens with it."""

    def __init__(self, world: World) -> None:
        self.world = world
        first, others = ([seat(played().provider(one)) for one in ids] for ids in (TABLE, OTHERS))
        self.rows = {
            1: session(1, "2025-05-06T13:30", (*first, PARENT)),
            2: session(2, "2025-05-20T13:30", others),
            3: session(3, "2025-06-03T13:30", first),
            4: session(4, "2025-06-17T13:30", others),
            5: session(5, "2025-05-08T09:30", (*first, *others), kind=SessionKind.PROVIDERS),
        }

    def change(self, number: int, **changed: object) -> None:
        self.rows[number] = self.rows[number].model_copy(update=changed)

    def read(self, when: str) -> tuple[str, ...]:
        """Hand the list over; the sentences with which it is refused, or nothing."""
        outcome = self.world.read(when, *self.rows.values())
        return outcome.lines if outcome.refused else ()

    def tell(self, when: str, *packages: str) -> None:
        assert self.read(when) == ()
        outcome = self.world.step(when, 2)
        assert not outcome.refused, outcome
        for name in packages:
            assert "Verzonden" in self.world.send(when, name).headline

    def held(self, number: int, drafted: str, final: str, **report: object) -> None:
        """A session with its round of corrections, up to the report that everybody has."""
        corrected = report.pop("corrected", None)
        self.rows[number] = reported(self.rows[number], *report.get("points", (point(),)))  # type: ignore[misc]
        assert self.read(drafted) == ()
        assert not self.world.step(drafted, 5).refused
        self.world.send(drafted, f"dialoog-verslag-concept-{number}")
        if corrected is not None:
            self.rows[number] = corrected(self.rows[number])  # type: ignore[operator]
        assert self.read(final) == ()
        outcome = self.world.step(final, 3)
        assert not outcome.refused, outcome
        assert "Verzonden" in self.world.send(final, f"dialoog-verslag-{number}").headline


def shipped_change() -> DialogueSession:
    """The shipped session whose report changes the requirements."""
    return next(
        row
        for row in played().sessions
        if any(one.change and one.change.document == "Programma van eisen" for one in row.points)
    )


def corrected(row: DialogueSession) -> DialogueSession:
    """One correction taken, with the point changed; one refused, with its reason."""
    first, *rest = row.points
    taken = Correction(number=1, by=row.participants[1].organisation, point=1, text="Er is ook gelachen.", taken=True)
    refused = Correction(
        number=2, by="A. Ouder", point=2, text="Iedereen was het eens.", taken=False, reaction="Dat was niet zo."
    )
    better = first.model_copy(update={"discussed": "Er is gesproken en gelachen."})
    return row.model_copy(update={"points": (better, *rest), "corrections": (taken, refused)})


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder: Path = tmp_path_factory.mktemp("dialoog")
    world = World(folder)
    world.fill(documents=True)
    story = Story(world)
    story.tell("2025-04-17T10:00", INVITATIONS)

    # Session 2 moves to another day and room.
    begin = story.rows[2].starts_at.replace(day=22)
    ends = begin.replace(hour=begin.hour + 2)
    story.change(2, starts_at=begin, ends_at=ends, location="Zaal 9, Voorbeeldlaan 1, Epe")
    story.tell("2025-04-24T10:00", CHANGES)

    numbered = enumerate(shipped_change().points, start=1)
    points = tuple(one.model_copy(update={"number": number}) for number, one in numbered)
    story.held(1, "2025-05-07T10:00", "2025-05-15T10:00", points=points, corrected=corrected)
    story.held(5, "2025-05-09T10:00", "2025-05-19T10:00")

    # Session 3 is called off. Its replacement cannot come before that: there may be four.
    story.rows[6] = session(6, "2025-06-24T13:30", story.rows[3].participants)
    (sentence,) = story.read("2025-05-21T09:00")
    assert "ten hoogste 4 dialoogsessies; dit worden er 5" in sentence
    story.change(3, cancelled_because="De zaal is niet beschikbaar.")
    story.tell("2025-05-21T10:00", CHANGES, INVITATIONS)

    story.held(2, "2025-05-23T10:00", "2025-06-03T10:00")
    story.held(4, "2025-06-18T10:00", "2025-06-26T10:00")
    story.held(6, "2025-06-25T10:00", "2025-07-03T10:00")
    assert story.world.step("2025-07-03T12:00", 4).headline == "Fase dialoog dicht"
    yield story
    world.close()


def paper(told: Story, row: Document) -> str:
    return word.text((told.world.folder / "uitvoer" / row.folder / row.file_name).read_bytes())


def test_four_dialogue_sessions_were_held_and_one_was_replaced(told: Story) -> None:
    rows = told.world.record.sessions
    held = [row.number for row in rows if row.kind is SessionKind.DIALOGUE and row.cancelled_on is None]
    assert held == [1, 2, 4, 6]
    assert [row.number for row in rows if row.cancelled_on] == [3]
    assert all(row.reported_on for row in rows if row.cancelled_on is None)


def test_every_appointment_is_one_that_two_mail_programs_read_alike(told: Story) -> None:
    rows = [row for row in told.world.messages() if row.calendar]
    assert len(rows) == 5 + 3 + 4 + 3 + 7 + 3 + 4 + 4
    per_person: dict[tuple[str, str], list[Appointment]] = {}
    for row in rows:
        appointment = Appointment(row.calendar)
        assert appointment.attendees == [f"mailto:{row.to_address}"]
        assert appointment.organizer == f"mailto:{played().tender.mailbox.address}"
        assert appointment.rsvp == ["TRUE"]
        per_person.setdefault((appointment.uid, row.recipient), []).append(appointment)
    assert len({uid for uid, _ in per_person}) == 6, "one appointment per session, whatever happens to it"
    for history in per_person.values():
        assert [row.sequence for row in history] == sorted({row.sequence for row in history})


def test_the_moved_session_stands_once_in_every_calendar_on_its_new_day(told: Story) -> None:
    first = {row.recipient: row for row in told.world.messages("dialoog-uitnodiging-2")}
    moved = {row.recipient: row for row in told.world.messages("dialoog-wijziging-2-1")}
    assert set(first) == set(moved) == set(OTHERS)
    for one, row in moved.items():
        before, after = Appointment(first[one].calendar), Appointment(row.calendar)
        assert (before.uid, before.sequence, after.sequence) == (after.uid, 0, 1)
        assert (before.starts.day, after.starts.day) == (20, 22)
        assert "Gewijzigd: dialoogsessie 2 is op donderdag 22 mei 2025" in row.subject


def test_the_session_that_was_called_off_is_gone_from_every_calendar_and_says_why(told: Story) -> None:
    rows = told.world.messages("dialoog-afzegging")
    assert {row.recipient for row in rows} == set(TABLE)
    for row in rows:
        assert (Appointment(row.calendar).method, Appointment(row.calendar).sequence) == ("CANCEL", 1)
        assert "De reden: De zaal is niet beschikbaar." in row.text
    assert {row.recipient for row in told.world.messages("dialoog-uitnodiging-6")} == set(TABLE)


def test_drafts_went_to_who_was_there_and_reports_to_all_providers_alike(told: Story) -> None:
    record, everybody = told.world.record, {row.id for row in played().providers}
    for number in (1, 2, 4, 5, 6):
        there = {row.provider_id or PARENT_KEY for row in told.rows[number].participants}
        drafts = [row for row in record.messages if row.kind == f"dialoog-verslag-concept-{number}"]
        assert {row.recipient for row in drafts} == there
        reports = [row for row in record.messages if row.kind == f"dialoog-verslag-{number}"]
        assert {row.recipient for row in reports} - {PARENT_KEY} == everybody
        assert (PARENT_KEY in {row.recipient for row in reports}) is (number == 1)
        assert len({(row.attachments, row.queued_at, row.subject) for row in reports}) == 1, "all alike"
        assert len(reports[0].attachments) == 2
    assert {row.state for row in record.messages} == {MessageState.SENT}


def test_the_report_shows_what_became_of_the_corrections_and_hides_who_spoke(told: Story) -> None:
    versions = [row for row in told.world.record.documents if (row.kind, row.subject) == ("session_report", "1")]
    assert [(row.number, row.status) for row in versions] == [("0.1", "concept"), ("1.0", "definitief")]
    draft, final = (paper(told, row) for row in versions)
    assert "Mail uw correctie tot en met woensdag 14 mei 2025" in draft
    assert "gesproken en gelachen" in final and "gesproken en gelachen" not in draft
    assert "1 | punt 1 | overgenomen | De tekst is aangepast." in final
    assert "2 | punt 2 | niet overgenomen | Dat was niet zo." in final
    assert "A. Ouder" not in final and "Er is ook gelachen" not in final
    assert "(naam niet vermeld) | ouder" in final
    for one in TABLE:
        assert played().provider(one).name in final
    _, _, discussed = final.partition("Wat is er besproken?")
    assert not [row.name for row in played().providers if len(row.name) > 6 and row.name in discussed]


def test_what_was_decided_stands_in_the_index_and_in_the_next_version(told: Story) -> None:
    record = told.world.record
    wanted = [one.change for one in shipped_change().points if one.change]
    assert [row.new_text for row in record.changes] == [row.new_text for row in wanted]
    assert {row.origin for row in record.changes} <= {f"dialoogsessie 1, punt {number}" for number in range(1, 9)}
    index = record.latest("change_index")
    assert index is not None
    assert all(row.new_text in paper(told, index) for row in wanted)
    requirements = record.latest("requirements")
    assert requirements is not None and requirements.number != "1.0"
    assert all(row.new_text in paper(told, requirements) for row in wanted if row.document == "Programma van eisen")


def test_what_was_agreed_to_be_done_stands_on_the_board(told: Story) -> None:
    desk = told.world.desk("2025-07-03T13:00")
    lines = {row.key: row for row in board_of(desk.record, desk.procedure, desk.calendar, desk.now).lines}
    actions = {one.number: one for one in told.rows[1].points if one.action_due}
    assert actions
    for number, one in actions.items():
        line = lines[f"actie-1-{number}"]
        assert (line.due, line.owners, line.title) == (one.action_due, (one.action_owner,), one.action)
    assert "dialoog-3" not in lines, "what was called off is no deadline"
    assert {lines[f"dialoog-{number}"].status for number in (1, 2, 4, 5, 6)} == {LineStatus.DONE}
    assert lines["dialoog-5"].title == "Aanbiedersbijeenkomst 5: Onderwerp 5"


def test_the_same_list_once_more_changes_nothing(told: Story) -> None:
    before, journal = told.world.record, len(told.world.journal)
    assert not read_sessions(told.world.desk("2025-07-03T11:00", "sessies.xlsx")).refused
    assert told.world.record == before
    assert len(told.world.journal) == journal
