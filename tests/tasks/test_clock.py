from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows.tasks.clock import Clock, RehearsalClock, SystemClock, set_rehearsal, today
from schemas.errors import PermanentError


def test_the_system_clock_gives_utc() -> None:
    clock: Clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(0)


def test_a_rehearsal_stands_still_until_it_is_moved(tmp_path: Path) -> None:
    path = tmp_path / "klok.json"
    clock: Clock = RehearsalClock(path)
    set_rehearsal(path, datetime(2025, 3, 5, 8, tzinfo=UTC))
    assert path.read_text() == '{"nu": "2025-03-05T09:00:00+01:00"}\n'
    assert clock.now() == clock.now() == datetime(2025, 3, 5, 8, tzinfo=UTC)
    set_rehearsal(path, datetime(2025, 7, 5, 8, tzinfo=UTC))
    assert clock.now() == datetime(2025, 7, 5, 8, tzinfo=UTC)
    assert [file.name for file in tmp_path.iterdir()] == ["klok.json"]


@pytest.mark.parametrize(
    "content", ["", "{}", '{"nu": 3}', '{"nu": "gisteren"}', "[]", '{"nu": "2025-03-05T09:00:00"}']
)
def test_a_broken_rehearsal_never_falls_back_to_the_real_clock(tmp_path: Path, content: str) -> None:
    path = tmp_path / "klok.json"
    path.write_text(content)
    with pytest.raises(PermanentError):
        RehearsalClock(path).now()


def test_a_missing_rehearsal_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PermanentError, match="oefenklok"):
        RehearsalClock(tmp_path / "weg.json").now()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2025, 3, 5, 22, 59, tzinfo=UTC), date(2025, 3, 5)),
        (datetime(2025, 3, 5, 23, 0, tzinfo=UTC), date(2025, 3, 6)),
        (datetime(2025, 7, 5, 22, 0, tzinfo=UTC), date(2025, 7, 6)),
    ],
)
def test_today_is_the_day_in_amsterdam(moment: datetime, day: date) -> None:
    assert today(moment) == day


def test_a_moment_without_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PermanentError, match="tijdzone"):
        today(datetime(2025, 3, 5, 9))  # noqa: DTZ001
    with pytest.raises(PermanentError, match="tijdzone"):
        set_rehearsal(tmp_path / "klok.json", datetime(2025, 3, 5, 9))  # noqa: DTZ001
