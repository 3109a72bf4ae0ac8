"""What somebody should look at once more before people are invited to a session."""

from datetime import UTC, date, datetime, timedelta

import pytest

from flows.rules.calendar import FreeDays
from flows.rules.dialogue.cautions import cautions
from schemas.dialogue import DialogueSession, Participant
from schemas.terms import FreeDay, FreeDayKind
from tests import builders as a

NOW = datetime(2025, 5, 6, 10, 0, tzinfo=UTC)
TUESDAY = datetime(2025, 5, 13, 11, 30, tzinfo=UTC)
CALENDAR = FreeDays()


def at(starts: datetime, number: int = 1, /, **changed: object) -> DialogueSession:
    usual = {"starts_at": starts, "ends_at": starts + timedelta(hours=3), "location": f"Zaal {number}"}
    return a.session(number, **{**usual, "participants": (), **changed})


def seat(name: str = "Zorg & Co <BV>", provider_id: str | None = "ZA-001", **changed: object) -> Participant:
    return Participant(
        organisation=name, provider_id=provider_id, role="zorgaanbieder", ground="Loting", email="info@zorg.example"
    ).model_copy(update=changed)


def test_an_ordinary_plan_needs_no_second_look() -> None:
    weekly = [at(TUESDAY + timedelta(weeks=n), n + 1, participants=(seat(),), location="Zaal 1") for n in range(3)]
    assert cautions(weekly, CALENDAR, NOW) == ()


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2025, 5, 17), "is op een vrije dag: zaterdag 17 mei 2025. Controleer"),
        (date(2025, 5, 29), "is op een vrije dag: donderdag 29 mei 2025 (Hemelvaartsdag). Controleer"),
        (date(2025, 5, 30), "is op een vrije dag: vrijdag 30 mei 2025 (brugdag). Controleer"),
    ],
)
def test_a_session_on_a_day_that_nobody_works(day: date, says: str) -> None:
    own = FreeDays(extra=(FreeDay(day=date(2025, 5, 30), name="brugdag", kind=FreeDayKind.BRIDGE, source="ons"),))
    row = at(datetime.combine(day, TUESDAY.timetz()))
    (found,) = cautions([row], own, NOW)
    assert found.startswith("Let op: dialoogsessie 1 ") and says in found


def test_the_day_is_the_dutch_day() -> None:
    """Half past midnight on Saturday is still Friday in Greenwich."""
    assert len(cautions([at(datetime(2025, 5, 16, 22, 30, tzinfo=UTC))], CALENDAR, NOW)) == 1


def test_a_day_that_is_over_while_nobody_was_invited_is_a_typing_error() -> None:
    past = at(NOW - timedelta(days=20))
    (found,) = cautions([past], CALENDAR, NOW)
    assert found == "Let op: dialoogsessie 1 was op 16 april 2025, maar niemand is uitgenodigd. Controleer de datum."
    told = past.model_copy(update={"invited_on": date(2025, 4, 1)})
    written = past.model_copy(update={"points": (a.session_point(),)})
    assert cautions([told, written], CALENDAR, NOW) == ()


@pytest.mark.parametrize(("hours", "clash"), [(-3, False), (-2, True), (0, True), (2, True), (3, False)])
def test_one_room_holds_one_session_at_a_time(hours: int, clash: bool) -> None:
    other = at(TUESDAY + timedelta(hours=hours), 2, location="zaal  1")
    found = cautions([at(TUESDAY), other], CALENDAR, NOW)
    says = "Let op: dialoogsessie 1 en dialoogsessie 2 zijn tegelijk in 'Zaal 1'."
    assert [row.startswith(says) for row in found] == [True] * clash


def test_nobody_sits_at_two_tables_at_once_but_who_called_off_does_not_sit() -> None:
    first, second = at(TUESDAY, participants=(seat(),)), at(TUESDAY, 2, participants=(seat(), seat("'t Hof", "ZA-2")))
    (found,) = cautions([second, first], CALENDAR, NOW)[:1]
    assert (
        found == "Let op: Zorg & Co <BV> zit tegelijk bij dialoogsessie 1 en dialoogsessie 2. Komt daar iemand anders?"
    )
    away = first.model_copy(update={"participants": (seat(attended=False),)})
    off = first.model_copy(update={"cancelled_on": date(2025, 5, 6)})
    assert not [
        row for rows in ([away, second], [off, second]) for row in cautions(rows, CALENDAR, NOW) if "tegelijk" in row
    ]


def test_two_seats_with_one_address_are_two_messages_in_one_box() -> None:
    row = at(TUESDAY, participants=(seat(), seat("Dochter", "ZA-002", email="INFO@zorg.example")))
    assert cautions([row], CALENDAR, NOW) == (
        "Let op: bij dialoogsessie 1 hebben Zorg & Co <BV> en Dochter één adres (info@zorg.example). "
        "Elk krijgt een eigen mail.",
    )
