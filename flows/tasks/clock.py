"""The only reader of the clock. Everything else gets its moment as an argument, so a tender can be rehearsed."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from flows.tasks._atomic import write_atomic
from schemas.errors import PermanentError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
"""Legal time in the Netherlands (Wet van 16 juli 1958 houdende regeling van de tijd): every term is read in it."""


class Clock(Protocol):
    """Anything that can say what moment it is."""

    def now(self) -> datetime:
        """Return the present moment, timezone-aware, in UTC."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)


class RehearsalClock:
    """A clock that stands still at the moment written in a small file, until somebody moves it.

    The file is read again at every call, so a running flow sees a step of the rehearsal at once. It reads
    ``{"nu": "2025-03-05T09:00:00+01:00"}``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def now(self) -> datetime:
        """Return the rehearsed moment in UTC.

        Raises :class:`PermanentError` when the file is missing, unreadable or holds a time without a zone: falling
        back to the real clock would mix a rehearsal with reality.
        """
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
            moment = datetime.fromisoformat(content["nu"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise PermanentError(
                f"De oefenklok '{self.path.name}' is niet te lezen. Zet de oefentijd opnieuw, of verwijder de oefening."
            ) from error
        return _aware(moment)


def set_rehearsal(path: Path, moment: datetime) -> None:
    """Set the rehearsal clock in ``path`` to ``moment`` (timezone-aware; written as Amsterdam wall-clock time)."""
    local = _aware(moment).astimezone(AMSTERDAM)
    write_atomic(path, (json.dumps({"nu": local.isoformat()}) + "\n").encode())


def today(moment: datetime) -> date:
    """Return the Amsterdam calendar day of ``moment``: the day a Dutch term is counted in."""
    return _aware(moment).astimezone(AMSTERDAM).date()


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise PermanentError(f"Tijdstip zonder tijdzone: {moment.isoformat()}. Schrijf bijvoorbeeld +01:00 erachter.")
    return moment.astimezone(UTC)
