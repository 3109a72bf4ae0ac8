"""The same tender on a real PostgreSQL: one setting, the same end."""

from pathlib import Path

import pgserver
import pytest

from tests.stories.playing import Ended, play


@pytest.mark.story
def test_the_tender_ends_the_same_on_postgresql(undisturbed: Ended, tmp_path: Path) -> None:
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
