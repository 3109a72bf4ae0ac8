"""Sessions to come and sessions held, as the tests of their rules need them."""

from datetime import UTC, date, datetime, timedelta

from schemas.dialogue import Correction, DialogueSession, Participant
from tests import builders as a

NOW = datetime(2025, 5, 6, 10, 0, tzinfo=UTC)
TODAY = date(2025, 5, 6)
SOON, PAST = NOW + timedelta(days=7), NOW - timedelta(days=1)


def at(starts: datetime, number: int = 1, /, **changed: object) -> DialogueSession:
    return a.session(number, **{"starts_at": starts, "ends_at": starts + timedelta(hours=2), **changed})


def seat(name: str = "Zorg & Co <BV>", provider_id: str | None = "ZA-001", **changed: object) -> Participant:
    return Participant(
        organisation=name, provider_id=provider_id, role="zorgaanbieder", ground="Loting", email="info@zorg.example"
    ).model_copy(update=changed)


PARENT = seat("A. Ouder", None, role="ouder", email="Ouder@gezin.example")

HELD = at(PAST, participants=(seat(attended=True),))
CALLED_OFF = at(SOON, cancelled_because="Ziek", cancelled_on=TODAY)
DRAFTED = HELD.model_copy(update={"points": (a.session_point(),), "draft_sent_on": TODAY})
REPORTED = DRAFTED.model_copy(update={"reported_on": TODAY})
CORRECTION = Correction(number=1, by="Zorg & Co <BV>", point=1, text="Er mist iets.")
READY = DRAFTED.model_copy(update={"corrections_until": TODAY - timedelta(days=1)})
