import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from schemas.errors import InputRefusedError, PermanentError, TransientError
from storage import Database, open_database
from tests.storage.examples import TENDER, fill, provider, tender, whole_record


def test_an_exception_leaves_nothing_of_the_unit(database: Database) -> None:
    with pytest.raises(KeyError), database.unit_of_work() as uow:
        fill(uow, whole_record())
        raise KeyError("een fout in het programma")
    with database.read() as uow:
        assert uow.tenders.find_everywhere() == ()


def test_reading_refuses_to_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"), database.read() as uow:
        uow.tenders.add(tender())
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())


def test_a_reader_sees_one_moment_and_does_not_wait_for_a_writer(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())
    with database.read() as reader:
        assert reader.providers.find(TENDER) == ()
        with database.unit_of_work() as uow:
            uow.providers.add(provider(1, "Zorg"))
            with database.read() as other:
                assert other.providers.find(TENDER) == ()
        assert reader.providers.find(TENDER) == ()
    with database.read() as reader:
        assert len(reader.providers.find(TENDER)) == 1


def test_a_second_writer_is_told_after_the_wait(database_url: str) -> None:
    database = open_database(database_url, wait_seconds=1)
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())
        started = time.monotonic()
        with pytest.raises(TransientError, match="bezet"), database.unit_of_work():
            pass
        assert 0.9 < time.monotonic() - started < 10
    with database.unit_of_work() as uow:
        assert len(uow.tenders.find_everywhere()) == 1
    database.close()


def test_a_full_disk_is_told_and_leaves_nothing_half_done(tmp_path: Path, sqlite_template: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "inkoop.db")
    database = open_database(f"sqlite:///{tmp_path / 'inkoop.db'}")
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())
    with pytest.raises(TransientError, match="schijf van de database is vol"), database.unit_of_work() as uow:
        connection = uow.journal._connection
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
        for number in range(1, 2_000):
            uow.providers.add(provider(number, "Zorg & Co <BV>"))
    with database.unit_of_work() as uow:
        uow.journal._connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        assert uow.providers.find(TENDER) == ()
        uow.providers.add(provider(1, "Zorg & Co <BV>"))
    database.close()


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "inkoop.db").write_bytes(b"dit is geen database" * 1_000)
    database = open_database(f"sqlite:///{tmp_path / 'inkoop.db'}")
    with pytest.raises(PermanentError, match="beschadigd"):
        database.migrate()
    database.close()


def test_a_server_that_is_away_is_told(tmp_path: Path) -> None:
    database = open_database(f"postgresql://inkoop:geheim@/inkoop?host={tmp_path}")
    with pytest.raises(TransientError, match="niet bereikbaar") as told, database.read():
        pass
    assert "geheim" not in str(told.value)
    database.close()


@pytest.mark.parametrize("url", ["", "inkoop.db", "sqlite://", "sqlite:///:memory:", "mysql://u:geheim@server/naam"])
def test_another_kind_of_url_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(InputRefusedError, match=r"sqlite:///map/bestand\.db") as told:
        open_database(url)
    assert "geheim" not in str(told.value)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "map").write_text("een bestand")
    with pytest.raises(PermanentError, match="map"):
        open_database(f"sqlite:///{tmp_path / 'map' / 'inkoop.db'}")


def test_an_error_never_shows_the_values(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())
        uow.providers.add(provider(1, "Geheime Zorg"))
    with pytest.raises(IntegrityError) as told, database.unit_of_work() as uow:
        uow.providers.add(provider(1, "Geheime Zorg"))
    assert "Geheime Zorg" not in str(told.value)


def test_sqlite_is_set_to_keep_its_word(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'inkoop.db'}")
    with database.read() as uow:
        found = {
            name: uow.journal._connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema")
        }
    database.close()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
        "trusted_schema": 0,
    }


def test_one_holder_at_a_time(database: Database) -> None:
    inside, most = 0, 0
    guard = threading.Lock()

    def work() -> None:
        nonlocal inside, most
        with database.exclusive("verzenden"):
            with guard:
                inside += 1
                most = max(most, inside)
            time.sleep(0.02)
            with guard:
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


@contextmanager
def _child(code: str, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    child = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True)
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        assert child.stdout is not None
        child.stdout.close()


_HOLDER = """
import sys, time
from storage import open_database
with open_database(sys.argv[1]).exclusive("verzenden / 1"):
    print("vast", flush=True)
    time.sleep(60)
"""


def test_a_lock_held_by_another_program_is_told_and_falls_open_when_that_dies(
    database: Database, database_url: str
) -> None:
    with _child(_HOLDER, database_url) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "vast\n"
        told = "'verzenden / 1' is al bezig"
        with pytest.raises(TransientError, match=told), database.exclusive("verzenden / 1", wait=False):
            pass
        with database.exclusive("verzenden _ 1", wait=False):
            pass
        os.kill(holder.pid, 9)
        holder.wait()
        with database.exclusive("verzenden / 1"):
            pass


def test_a_lock_is_free_again_after_an_exception(database: Database) -> None:
    with pytest.raises(KeyError), database.exclusive("verzenden", wait=False):
        raise KeyError
    with database.exclusive("verzenden", wait=False):
        pass


_WRITER = """
import sys
from datetime import UTC, datetime
from schemas.journal import Event
from storage import open_database
from tests.storage.examples import TENDER, provider
database = open_database(sys.argv[1])
start = int(sys.argv[2])
for number in range(start, start + 100_000, 3):
    with database.unit_of_work() as uow:
        for extra in range(3):
            uow.providers.add(provider(number + extra, "Zorg & Co <BV>"))
        now = datetime.now(UTC)
        uow.journal.append(Event(tender_id=TENDER, name="added", at=now, actor="x", data={"first": number}))
    print(number, flush=True)
"""


def test_a_kill_keeps_all_that_was_confirmed_and_nothing_half(database: Database, database_url: str) -> None:
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())
    for kill in range(1, 5):
        with _child(_WRITER, database_url, str(kill * 1_000_000)) as writer:
            assert writer.stdout is not None
            confirmed = [int(writer.stdout.readline()) for _ in range(kill)]
            time.sleep(kill * 0.0017)
            os.kill(writer.pid, 9)
            writer.wait()
            confirmed += [int(line) for line in writer.stdout.read().split("\n")[:-1]]
        with database.read() as uow:
            kept = {row.number for row in uow.providers.find(TENDER)}
            journalled = {int(entry.data["first"] or 0) for entry in uow.journal.entries(TENDER)}
            assert uow.journal.verify(TENDER) == []
        assert set(confirmed) <= journalled
        assert kept == {first + extra for first in journalled for extra in range(3)}


def test_opening_the_memory_is_quick() -> None:
    code = "import json, sys, storage; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"prefect", "alembic", "psycopg", "fastapi", "flows"} & set(json.loads(output))
