"""A rehearsal that is killed again and again, or kept in PostgreSQL, ends exactly as one that was left alone."""

import random
import signal
import time
from pathlib import Path

import pgserver
import pytest

from tests.stories.playing import Ended, play, start

KILLS = 6


@pytest.mark.story
def test_killed_at_random_moments_ends_as_undisturbed(undisturbed: Ended, tmp_path: Path) -> None:
    """SIGKILL at moments drawn from the seconds an undisturbed rehearsal takes; the same record, journal and bytes."""
    chance = random.Random(20260101)
    killed = 0
    for _ in range(KILLS):
        process = start(tmp_path)
        time.sleep(chance.uniform(6.0, 16.0))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.communicate()
    assert killed, "every rehearsal had ended before it could be killed"
    play(tmp_path)
    disturbed = Ended(tmp_path)
    assert disturbed.record == undisturbed.record
    assert disturbed.journal == undisturbed.journal
    assert disturbed.everything == undisturbed.everything


@pytest.mark.story
def test_playing_again_changes_nothing(undisturbed: Ended) -> None:
    before = (undisturbed.everything, undisturbed.record, undisturbed.journal)
    output = play(undisturbed.folder)
    again = Ended(undisturbed.folder)
    assert (again.everything, again.record, again.journal) == before
    assert "er is niets gewijzigd" in output


@pytest.mark.story
def test_the_tender_ends_the_same_on_postgresql(undisturbed: Ended, tmp_path: Path) -> None:
    """A real PostgreSQL: one setting, and nothing else is different."""
    server = pgserver.get_server(tmp_path / "server")
    try:
        address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        folder = tmp_path / "werkmap"
        play(folder, settings={"INKOOP_DATABASE_URL": address})
        ended = Ended(folder, database=address)
        assert not (folder / "inkoop.db").exists()
        assert ended.record == undisturbed.record
        assert ended.journal == undisturbed.journal
        assert ended.everything == undisturbed.everything
    finally:
        server.cleanup()
