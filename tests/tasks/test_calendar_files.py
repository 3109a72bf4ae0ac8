"""Calendar files as a mail program reads them."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from flows.tasks.calendar_files import cancel, deadlines, meeting, stable_uid
from schemas.dialogue import AgendaItem, DialogueSession
from schemas.planning import DeadlineLine, LineStatus
from schemas.tender import Mailbox
from schemas.values import Stage

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
STAMP = datetime(2025, 3, 1, 9, 0, tzinfo=AMSTERDAM)
NAMES = ("Zorg & Co <BV>", "'t Hofje", '"De Boom"; x, y: z^', "{{ 7*7 }} B.V.", "Ü" * 120, "C:\\nieuw\\map")
DELIVERY: dict[str, Any] = {
    "organizer": Mailbox(name="Inkoop Zorgregio", address="inkoop@zorgregio.example"),
    "attendee_name": "'t Hofje",
    "attendee_address": "info@hofje.example",
    "reference": "MIJOV-J26",
    "stamp": STAMP,
}


def session(**fields: Any) -> DialogueSession:
    whole: dict[str, Any] = {
        "id": "MIJOV-J26/dialoog-1",
        "tender_id": "MIJOV-J26",
        "number": 1,
        "subject": "Samenwerking",
        "starts_at": datetime(2025, 4, 8, 13, 30, tzinfo=AMSTERDAM),
        "ends_at": datetime(2025, 4, 8, 16, 30, tzinfo=AMSTERDAM),
        "location": "Zaal 1; Laan 12, Apeldoorn",
        "agenda": (AgendaItem(number=1, subject="Overleg", note=""),),
        **fields,
    }
    return DialogueSession(**whole)


def line(key: str, due: date, status: LineStatus = LineStatus.LATER, title: str = "Nota publiceren") -> DeadlineLine:
    return DeadlineLine(
        key=key, title=title, due=due, owner="Team", status=status, why="Tien dagen ervoor.", kind="termijn",
        stage=Stage.NOTA_VAN_INLICHTINGEN,
    )  # fmt: skip


def read(text: str) -> tuple[Calendar, list[Event]]:
    calendar = Calendar.from_ical(text)
    return calendar, list(calendar.walk("VEVENT"))


def test_an_invitation_asks_one_attendee_to_answer() -> None:
    calendar, (event,) = read(meeting(session(), **DELIVERY))
    assert (calendar["METHOD"], calendar["VERSION"], event["STATUS"]) == ("REQUEST", "2.0", "CONFIRMED")
    assert event["ORGANIZER"] == "mailto:inkoop@zorgregio.example"
    assert event["ATTENDEE"] == "mailto:info@hofje.example"
    parameters = event["ATTENDEE"].params
    assert (parameters["RSVP"], parameters["PARTSTAT"], parameters["CN"]) == ("TRUE", "NEEDS-ACTION", "'t Hofje")
    assert event["SUMMARY"] == "Dialoogsessie 1: Samenwerking (MIJOV-J26)"
    assert event["LOCATION"] == "Zaal 1; Laan 12, Apeldoorn"
    assert "1. Overleg" in event["DESCRIPTION"]


def test_times_are_written_in_utc_in_summer_and_winter() -> None:
    text = meeting(session(), **DELIVERY)
    assert "DTSTART:20250408T113000Z" in text
    assert "DTEND:20250408T143000Z" in text
    assert "DTSTAMP:20250301T080000Z" in text
    winter = session(starts_at=datetime(2025, 12, 8, 13, 30, tzinfo=AMSTERDAM),
                     ends_at=datetime(2025, 12, 8, 14, tzinfo=AMSTERDAM))  # fmt: skip
    assert "DTSTART:20251208T123000Z" in meeting(winter, **DELIVERY)


def test_lines_are_folded_and_end_as_the_standard_asks() -> None:
    text = meeting(session(subject="ë" * 300), **DELIVERY)
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(part.encode()) <= 75 for part in text.split("\r\n"))


def test_a_change_and_a_cancellation_are_the_same_appointment() -> None:
    _, (first,) = read(meeting(session(), **DELIVERY))
    _, (moved,) = read(meeting(session(sequence=1, location="Zaal 2"), **DELIVERY))
    calendar, (gone,) = read(cancel(session(sequence=2), **DELIVERY))
    assert first["UID"] == moved["UID"] == gone["UID"] == stable_uid("MIJOV-J26", "MIJOV-J26/dialoog-1")
    assert [event["SEQUENCE"] for event in (first, moved, gone)] == [0, 1, 2]
    assert (calendar["METHOD"], gone["STATUS"]) == ("CANCEL", "CANCELLED")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_survives_to_the_letter(name: str) -> None:
    _, (event,) = read(meeting(session(subject=name, location=name), **{**DELIVERY, "attendee_name": name}))
    assert event["ATTENDEE"].params["CN"] == name
    assert event["LOCATION"] == name
    assert event["SUMMARY"] == f"Dialoogsessie 1: {name} (MIJOV-J26)"


@pytest.mark.parametrize(
    "field",
    [
        {"attendee_address": "a@b.example\r\nATTENDEE:mailto:all@b.example"},
        {"attendee_name": "Hofje\nBCC"},
        {"attendee_name": ""},
    ],
)
def test_a_second_line_in_a_name_or_address_is_refused(field: dict[str, str]) -> None:
    delivery = {**DELIVERY, **field}
    if field == {"attendee_name": ""}:
        delivery["attendee_address"] = ""
    with pytest.raises(ValueError, match="regel"):
        meeting(session(), **delivery)


def test_a_time_without_a_zone_and_a_session_without_length_are_refused() -> None:
    with pytest.raises(ValueError, match="tijdzone"):
        meeting(session(), **{**DELIVERY, "stamp": datetime(2025, 3, 1, 9)})  # noqa: DTZ001
    with pytest.raises(ValueError, match="eindigt niet na het begin"):
        meeting(session(ends_at=session().starts_at), **DELIVERY)


def test_deadlines_are_whole_days_that_leave_the_calendar_free() -> None:
    text = deadlines([line("nota-1", date(2025, 3, 18))], tender_id="MIJOV-J26", stamp=STAMP)
    calendar, (event,) = read(text)
    assert calendar["METHOD"] == "PUBLISH"
    assert "DTSTART;VALUE=DATE:20250318" in text
    assert "DTEND;VALUE=DATE:20250319" in text
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["X-MICROSOFT-CDO-BUSYSTATUS"] == "FREE"
    assert event["DESCRIPTION"] == "Stand van 1 maart 2025. Tien dagen ervoor."
    assert "ATTENDEE" not in event


def test_a_deadline_that_moves_stays_the_same_item_and_what_is_done_is_left_out() -> None:
    lines = [line("b", date(2025, 5, 1)), line("a", date(2025, 4, 1)), line("c", date(2025, 3, 1), LineStatus.DONE)]
    _, events = read(deadlines(lines, tender_id="T", stamp=STAMP))
    assert [event.decoded("DTSTART") for event in events] == [date(2025, 4, 1), date(2025, 5, 1)]
    _, (moved,) = read(deadlines([line("b", date(2025, 6, 1), title="Anders")], tender_id="T", stamp=STAMP, sequence=4))
    assert moved["UID"] == events[1]["UID"]
    assert moved["SEQUENCE"] == 4


def test_no_two_deadlines_share_an_identity() -> None:
    assert len({stable_uid(*pair) for pair in (("T", "1"), ("T1", ""), ("", "T1"), ("T", "2"), ("U", "1"))}) == 5


def test_the_same_input_gives_the_same_text() -> None:
    lines = [line("b", date(2025, 5, 1)), line("a", date(2025, 5, 1))]
    assert deadlines(lines, tender_id="T", stamp=STAMP) == deadlines(lines[::-1], tender_id="T", stamp=STAMP)
    assert meeting(session(), **DELIVERY) == meeting(session(), **{**DELIVERY, "stamp": STAMP.astimezone(UTC)})
