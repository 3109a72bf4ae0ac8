"""Calendar files as two mail programs read them: what one library writes, another must understand as well."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from flows.tasks.calendar_files import agenda, cancel, meeting, sent, stable_uid
from schemas.dialogue import AgendaItem, DialogueSession, SessionKind
from schemas.planning import Body, BodyMeeting, DeadlineLine, LineStatus
from schemas.tender import Mailbox
from schemas.values import Stage
from tests.builders import CALM

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
STAMP = datetime(2025, 3, 1, 9, 0, tzinfo=AMSTERDAM)
EPOCH = datetime(1998, 1, 1, tzinfo=UTC)
NAMES = ("Zorg & Co <BV>", "'t Hofje", '"De Boom"; x, y: z^', "{{ 7*7 }} B.V.", "Ü" * 120, "C:\\Nieuw\\nieuw\\map\\")
SUBJECTS = (*NAMES, "Twee\nregels", "👩‍👧 en 🧒🏽")
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


def line_at(clock: time | None) -> DeadlineLine:
    return line("aanmelding-sluit", date(2025, 4, 20), title="Aanmelding sluit").model_copy(update={"at": clock})


def published(lines: list[DeadlineLine], sessions: list[DialogueSession] | None = None, **fields: Any) -> str:
    given_ = {"tender_id": "MIJOV-J26", "organizer": DELIVERY["organizer"], "stamp": STAMP, **fields}
    return agenda(lines, sessions or [], **given_)


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


def test_times_are_in_utc_and_need_no_zone() -> None:
    text = meeting(session(), **DELIVERY)
    assert "DTSTART:20250408T113000Z" in text
    assert "DTEND:20250408T143000Z" in text
    assert "DTSTAMP:20250301T080000Z" in text
    assert "TZID" not in text and "VTIMEZONE" not in text


@CALM
@given(minutes=st.integers(0, 39 * 525_600))
@example(minutes=int((datetime(2025, 10, 26, 0, 30, tzinfo=UTC) - EPOCH).total_seconds()) // 60)
@example(minutes=int((datetime(2025, 10, 26, 1, 30, tzinfo=UTC) - EPOCH).total_seconds()) // 60)
def test_every_program_sees_the_same_moment(minutes: int) -> None:
    begin = EPOCH + timedelta(minutes=minutes)
    row = session(starts_at=begin, ends_at=begin + timedelta(hours=1))
    text = meeting(row, **DELIVERY)
    found = sent(text)
    assert (found.starts_at, found.ends_at) == (row.starts_at, row.ends_at)
    event = vobject.readOne(text).vevent
    assert (event.dtstart.value, event.dtend.value) == (row.starts_at, row.ends_at)


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
def test_what_was_sent_can_be_read_back(name: str) -> None:
    row = session(sequence=3, location=name)
    for write, off in ((meeting, False), (cancel, True)):
        found = sent(write(row, **DELIVERY))
        assert (found.cancelled, found.sequence, found.location) == (off, 3, name)
        assert (found.starts_at, found.ends_at, found.stamp) == (row.starts_at, row.ends_at, STAMP)
    with pytest.raises(ValueError, match="geen uitnodiging"):
        sent(published([], [row]))


def test_an_appointment_is_named_after_its_kind_and_says_how_to_get_there() -> None:
    row = session(kind=SessionKind.PROVIDERS, access="Lift; ringleiding", number=5)
    _, (event,) = read(meeting(row, **DELIVERY))
    assert event["SUMMARY"] == "Aanbiedersbijeenkomst 5: Samenwerking (MIJOV-J26)"
    assert event["DESCRIPTION"] == "Agenda:\n1. Overleg\n\nLift; ringleiding"


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


Seen = list[tuple[str, int, date, date, str]]
"""Of every item: identity, sequence, begin, end and title."""


def seen_by_icalendar(text: str) -> Seen:
    return [
        (str(row["UID"]), row["SEQUENCE"], row.decoded("DTSTART"), row.decoded("DTEND"), str(row["SUMMARY"]))
        for row in Calendar.from_ical(text).walk("VEVENT")
    ]


def seen_by_vobject(text: str) -> Seen:
    calendar = vobject.readOne(text)
    calendar.validate(raiseException=True)
    return [
        (row.uid.value, int(row.sequence.value), row.dtstart.value, row.dtend.value, row.summary.value)
        for row in calendar.contents.get("vevent", [])
    ]


def test_deadlines_are_whole_days_that_leave_the_calendar_free() -> None:
    text = published([line("nota-1", date(2025, 3, 18))])
    calendar, (event,) = read(text)
    assert calendar["METHOD"] == "PUBLISH"
    assert "DTSTART;VALUE=DATE:20250318" in text
    assert "DTEND;VALUE=DATE:20250319" in text
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["X-MICROSOFT-CDO-BUSYSTATUS"] == "FREE"
    assert event["DESCRIPTION"] == "Stand van 1 maart 2025. Tien dagen ervoor.\nDoor: Team"
    assert event["ORGANIZER"] == "mailto:inkoop@zorgregio.example"


def test_the_calendar_has_a_name_and_may_be_asked_for_again() -> None:
    calendar, _ = read(published([], reference="MIJOV 2026"))
    assert (calendar["NAME"], calendar["X-WR-CALNAME"]) == ("Termijnen MIJOV 2026",) * 2
    assert calendar.decoded("REFRESH-INTERVAL") == timedelta(hours=12)
    assert read(published([]))[0]["X-WR-CALNAME"] == "Termijnen MIJOV-J26"


def test_nobody_is_invited_to_a_published_calendar() -> None:
    assert "ATTENDEE" not in published([line("a", date(2025, 4, 1))], [session()])
    assert "ATTENDEE" in meeting(session(), **DELIVERY)


def test_the_clock_of_a_deadline_stands_first_in_its_title() -> None:
    _, (event,) = read(published([line_at(time(12, 0))]))
    assert event["SUMMARY"] == "12.00 uur: Aanmelding sluit"
    assert event.decoded("DTSTART") == date(2025, 4, 20)
    _, (event,) = read(published([line_at(time(9, 5))]))
    assert event["SUMMARY"] == "09.05 uur: Aanmelding sluit"
    _, (event,) = read(published([line_at(time(0, 0))]))
    assert event["SUMMARY"] == "00.00 uur: Aanmelding sluit"
    _, (event,) = read(published([line_at(None)]))
    assert event["SUMMARY"] == "Aanmelding sluit"


@pytest.mark.parametrize("due", [date(2025, 4, 20), date(2025, 4, 1), date(2025, 10, 28), date(2028, 3, 2)])
def test_an_alarm_rings_five_days_before_at_nine(due: date) -> None:
    """Also when the clock changes in between: the day is not a moment, so neither is the distance to it."""
    text = published([line("a", due)])
    _, (event,) = read(text)
    (alarm,) = event.walk("VALARM")
    rings = datetime.combine(due, time()) + alarm.decoded("TRIGGER")
    assert rings == datetime.combine(due - timedelta(days=5), time(9))
    assert (alarm["ACTION"], alarm["DESCRIPTION"]) == ("DISPLAY", event["SUMMARY"])
    assert vobject.readOne(text).vevent.valarm.trigger.value == alarm.decoded("TRIGGER")


def test_an_alarm_that_would_have_rung_before_today_is_left_out() -> None:
    due, nine = date(2025, 3, 6), datetime(2025, 3, 1, 9, 0, tzinfo=AMSTERDAM)
    assert "BEGIN:VALARM" not in published([line("a", due)], stamp=nine)
    assert "BEGIN:VALARM" in published([line("a", due)], stamp=nine - timedelta(minutes=1))


def test_a_deadline_that_moves_stays_the_same_item_and_what_is_done_is_left_out() -> None:
    lines = [line("b", date(2025, 5, 1)), line("a", date(2025, 4, 1)), line("c", date(2025, 3, 1), LineStatus.DONE)]
    before = seen_by_icalendar(published(lines))
    assert [row[2] for row in before] == [date(2025, 4, 1), date(2025, 5, 1)]
    lines[0] = line("b", date(2025, 6, 1), title="Anders").model_copy(update={"sequence": 4})
    after = seen_by_icalendar(published(lines))
    assert [row[0] for row in after] == [row[0] for row in before]
    assert [row[1] for row in after] == [0, 4]
    assert after[1][2:] == (date(2025, 6, 1), date(2025, 6, 2), "Anders")


def test_what_is_late_stays_in_the_calendar() -> None:
    lines = [line("a", date(2025, 2, 3), LineStatus.LATE), line("b", date(2025, 1, 1), LineStatus.MISSED)]
    assert len(seen_by_icalendar(published(lines))) == 2


@pytest.mark.parametrize(
    "day",
    [
        date(2025, 1, 15), date(2025, 7, 15), date(2025, 3, 29), date(2025, 3, 30),
        date(2025, 10, 25), date(2025, 10, 26), date(2028, 2, 29),
    ],
)  # fmt: skip
def test_noon_is_noon_in_summer_and_winter(day: date) -> None:
    noon = datetime.combine(day, time(12), tzinfo=AMSTERDAM)
    text = published([], [session(starts_at=noon, ends_at=noon + timedelta(hours=2))])
    assert f"DTSTART:{noon.astimezone(UTC):%Y%m%dT%H%M%S}Z" in text
    assert f"DTEND:{noon.astimezone(UTC) + timedelta(hours=2):%Y%m%dT%H%M%S}Z" in text
    assert [row[2] for row in seen_by_vobject(text)] == [noon]


def test_a_session_is_busy_time_in_the_calendar_of_the_tender() -> None:
    text = published([], [session()], reference="MIJOV-J26")
    _, (event,) = read(text)
    _, (invitation,) = read(meeting(session(), **DELIVERY))
    assert (event["TRANSP"], event["LOCATION"]) == ("OPAQUE", "Zaal 1; Laan 12, Apeldoorn")
    assert event["UID"] == invitation["UID"]
    assert event["SUMMARY"] == invitation["SUMMARY"]
    with pytest.raises(ValueError, match="eindigt niet na het begin"):
        published([], [session(ends_at=session().starts_at)])


def test_a_session_that_was_called_off_is_gone() -> None:
    kept, gone = session(), session(id="x", number=2, cancelled_on=date(2025, 3, 1))
    assert [row[0] for row in seen_by_icalendar(published([], [kept, gone]))] == [stable_uid("MIJOV-J26", kept.id)]


def test_a_session_takes_the_place_of_its_own_line() -> None:
    lines = [line("dialoog-1", date(2025, 4, 8)), line("dialoog-2", date(2025, 5, 8))]
    assert len(seen_by_icalendar(published(lines, [session()]))) == 2
    assert len(seen_by_icalendar(published(lines))) == 2
    assert {row[0] for row in seen_by_icalendar(published(lines, [session()]))} == {
        stable_uid("MIJOV-J26", "dialoog-2"), stable_uid("MIJOV-J26", session().id),
    }  # fmt: skip


def test_a_meeting_of_a_body_says_when_the_papers_are_due() -> None:
    row = BodyMeeting(
        id="college-epe-1", tender_id="T", municipality="Epe", body=Body.COLLEGE, held_on=date(2028, 2, 29),
        deliver_by=date(2028, 2, 15),
    )  # fmt: skip
    text = published([], meetings=[row, row.model_copy(update={"id": "college-epe-2", "deliver_by": None})])
    _, (event, without) = read(text)
    assert event["SUMMARY"] == "Vergadering college Epe"
    assert event["DESCRIPTION"] == "Stukken aanleveren uiterlijk 15 februari 2028."
    assert "DESCRIPTION" not in without
    assert "DTSTART;VALUE=DATE:20280229\r\nDTEND;VALUE=DATE:20280301" in text
    assert event["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize("name", SUBJECTS)
def test_two_readers_see_the_same_calendar(name: str) -> None:
    lines = [line("a", date(2028, 2, 29), title=name), line("b", date(2025, 12, 31), title=name)]
    text = published(lines, [session(subject=name, location=name)], reference=name)
    seen = seen_by_icalendar(text)
    assert seen == seen_by_vobject(text)
    assert [row[2:] for row in seen[:2]] == [
        (date(2025, 12, 31), date(2026, 1, 1), name),
        (date(2028, 2, 29), date(2028, 3, 1), name),
    ]
    assert vobject.readOne(text).vevent_list[2].location.value == name
    assert vobject.readOne(text).contents["x-wr-calname"][0].value == f"Termijnen {name}"


TITLES = st.text(
    st.one_of(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), st.sampled_from("\n\t\\;,:\"nN^'&<")),
    min_size=1,
    max_size=200,
)


@CALM
@given(title=TITLES, due=st.dates(date(2000, 1, 2), date(2090, 1, 1)), sequence=st.integers(0, 99))
def test_every_title_comes_back_to_the_letter(title: str, due: date, sequence: int) -> None:
    text = published([line("a", due, title=title).model_copy(update={"sequence": sequence})])
    uid = stable_uid("MIJOV-J26", "a")
    expected = [(uid, sequence, due, due + timedelta(days=1), title)]
    assert seen_by_icalendar(text) == expected
    assert seen_by_vobject(text) == expected
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(part.encode()) <= 75 for part in text.split("\r\n"))


@CALM
@given(title=st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=80))
def test_no_title_can_write_a_line_of_its_own(title: str) -> None:
    hostile = f"{title}\rATTENDEE:mailto:all@b.example\x0b\u2028{title}"
    text = published([line("a", date(2025, 4, 1), title=hostile)])
    assert len(text.splitlines()) == len(text.split("\r\n")) - 1
    assert not any(part.startswith("ATTENDEE") for part in text.splitlines())
    assert len(seen_by_vobject(text)) == len(seen_by_icalendar(text)) == 1


def test_no_two_deadlines_share_an_identity() -> None:
    assert len({stable_uid(*pair) for pair in (("T", "1"), ("T1", ""), ("", "T1"), ("T", "2"), ("U", "1"))}) == 5


def test_the_same_input_gives_the_same_text() -> None:
    lines = [line("b", date(2025, 5, 1)), line("a", date(2025, 5, 1))]
    sessions = [session(), session(id="x", number=2)]
    assert published(lines, sessions) == published(lines[::-1], sessions[::-1], stamp=STAMP.astimezone(UTC))
    assert meeting(session(), **DELIVERY) == meeting(session(), **{**DELIVERY, "stamp": STAMP.astimezone(UTC)})
