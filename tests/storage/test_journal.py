import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from schemas.journal import Event, JournalEntry
from storage import Database
from storage.journal import Journal
from tests.storage.examples import TENDER, tender

START = datetime(2026, 5, 4, 9, 30, 0, 1, tzinfo=UTC)


def event(number: int, tender_id: str = TENDER) -> Event:
    return Event(
        tender_id=tender_id,
        name="letters_sent",
        at=START + timedelta(minutes=number),
        actor="J. d'Été",
        data={"z": number, "a": "A-001", "leeg": None},
    )


@pytest.fixture
def entries(database: Database) -> tuple[JournalEntry, ...]:
    with database.unit_of_work() as uow:
        uow.tenders.add_all([tender(), tender("ANDER-2")])
        uow.journal.append(event(0, "ANDER-2"))
        return tuple(uow.journal.append(event(number)) for number in range(1, 6))


def test_entries_are_numbered_per_tender_and_each_follows_the_one_before(
    database: Database, entries: tuple[JournalEntry, ...]
) -> None:
    with database.read() as uow:
        kept = uow.journal.entries(TENDER)
        assert uow.journal.verify(TENDER) == uow.journal.verify("ANDER-2") == uow.journal.verify("X") == []
    assert kept == entries
    assert [entry.sequence for entry in kept] == [1, 2, 3, 4, 5]
    assert [entry.previous for entry in kept] == ["0" * 64, *(entry.sha256 for entry in kept[:-1])]


def test_the_hash_is_the_same_on_every_database_and_for_ever(entries: tuple[JournalEntry, ...]) -> None:
    written = (
        '{"actor":"J. d\'Été","at":"2026-05-04T09:31:00.000001+00:00","data":{"a":"A-001","leeg":null,"z":1},'
        '"name":"letters_sent","previous":"' + "0" * 64 + '","sequence":1,"tender_id":"PROEF-J26"}'
    )
    assert entries[0].sha256 == hashlib.sha256(written.encode()).hexdigest()


def test_an_event_of_an_unknown_tender_is_refused(database: Database) -> None:
    with pytest.raises(DBAPIError), database.unit_of_work() as uow:
        uow.journal.append(event(1, "WEG"))


COLUMNS = "tender_id, name, at, actor, data, sequence, previous, sha256"
COPY = f"INTO journal ({COLUMNS}) SELECT {COLUMNS} FROM journal WHERE sequence = 2"
WAYS = [
    "UPDATE journal SET actor = 'iemand anders' WHERE sequence = 2",
    "UPDATE journal SET sequence = 9 WHERE sequence = 5",
    "DELETE FROM journal WHERE sequence = 5",
    f"INSERT {COPY} ON CONFLICT (tender_id, sequence) DO UPDATE SET actor = 'iemand anders'",
    f"INSERT {COPY.replace('data, sequence, previous, sha256 FROM', 'data, 9, previous, sha256 FROM')}",
]
ONLY_ON = {
    "sqlite": [f"INSERT OR REPLACE {COPY}", "UPDATE OR REPLACE journal SET sequence = 3 WHERE sequence = 2"],
    "postgresql": ["TRUNCATE journal", "TRUNCATE tenders CASCADE"],
}


@pytest.mark.usefixtures("entries")
def test_no_sql_changes_the_journal(database: Database, database_url: str) -> None:
    engine = create_engine(database_url)
    refusal = r"the journal (is append-only|takes the next entry only)"
    for way in WAYS + ONLY_ON[engine.dialect.name]:
        with pytest.raises(DBAPIError, match=refusal), engine.begin() as raw:
            raw.exec_driver_sql(way)
    engine.dispose()
    with database.read() as uow:
        assert uow.journal.verify(TENDER) == []
        assert len(uow.journal.entries(TENDER)) == 5


@contextmanager
def tampering(url: str) -> Iterator[Connection]:
    """Somebody with the file and no triggers in the way; undone at the end."""
    engine = create_engine(url)
    with engine.connect() as raw:
        if engine.dialect.name == "sqlite":
            raw.exec_driver_sql("BEGIN")
            for trigger in ("journal_no_update", "journal_no_delete", "journal_next_entry"):
                raw.exec_driver_sql(f"DROP TRIGGER {trigger}")
        else:
            raw.exec_driver_sql("ALTER TABLE journal DISABLE TRIGGER USER")
        yield raw
        raw.rollback()
    engine.dispose()


CHANGES = [
    "name = 'letters_kept'",
    "at = '2026-05-04 09:33:00.000002'",
    "actor = 'iemand anders'",
    """data = '{"z":2,"a":"A-002","leeg":null}'""",
    "data = replace(data, ',', ', ')",
    "data = '{'",
    "data = '[]'",
    f"previous = '{'1' * 64}'",
    "previous = 'x'",
    f"sha256 = '{'2' * 64}'",
    "sequence = 77",
]
# Only SQLite takes these: it keeps what it is given, whatever the type of the column.
CHANGES_IN_SQLITE = [
    "at = 'onzin'",
    "at = x'00'",
    "at = 3",
    "at = replace(at, ' ', 'T')",
    "at = replace(at, '-04 ', '- 4 ')",
    "sequence = 'drie'",
]


@pytest.mark.usefixtures("entries")
def test_every_change_in_the_file_is_found(database_url: str) -> None:
    for number in (1, 3, 5):
        for change in CHANGES + (CHANGES_IN_SQLITE if database_url.startswith("sqlite") else []):
            with tampering(database_url) as raw:
                raw.exec_driver_sql(f"UPDATE journal SET {change} WHERE sequence = {number} AND tender_id = '{TENDER}'")
                assert number in Journal(raw).verify(TENDER), change


@pytest.mark.usefixtures("entries")
def test_only_the_entry_that_was_changed_is_named(database_url: str) -> None:
    with tampering(database_url) as raw:
        raw.exec_driver_sql(
            f"UPDATE journal SET actor = 'x', data = '{{' WHERE sequence = 3 AND tender_id = '{TENDER}'"
        )
        assert Journal(raw).verify(TENDER) == [3]


@pytest.mark.usefixtures("entries")
def test_a_missing_entry_is_found_by_number(database_url: str) -> None:
    with tampering(database_url) as raw:
        raw.exec_driver_sql("DELETE FROM journal WHERE sequence IN (2, 3)")
        assert Journal(raw).verify(TENDER) == [2, 4]


@pytest.mark.usefixtures("entries")
def test_an_entry_moved_to_another_tender_is_found_there(database_url: str) -> None:
    with tampering(database_url) as raw:
        raw.exec_driver_sql("UPDATE journal SET tender_id = 'ANDER-2', sequence = 2 WHERE sequence = 5")
        assert Journal(raw).verify("ANDER-2") == [2]


def test_a_chain_that_was_made_anew_is_found_with_an_entry_kept_elsewhere(
    database_url: str, entries: tuple[JournalEntry, ...]
) -> None:
    with tampering(database_url) as raw:
        raw.execute(text("DELETE FROM journal WHERE tender_id = :id"), {"id": TENDER})
        for number in range(1, 5):
            Journal(raw).append(event(number + 1))
        assert Journal(raw).verify(TENDER) == []
        assert Journal(raw).verify(TENDER, kept=entries[3]) == [4]
        assert Journal(raw).verify(TENDER, kept=entries[4]) == [5]


def test_appending_at_the_same_time_keeps_the_chain_whole(database: Database) -> None:
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())

    def append() -> None:
        for number in range(20):
            with database.unit_of_work() as uow:
                uow.journal.append(event(number))

    threads = [threading.Thread(target=append) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as uow:
        assert [entry.sequence for entry in uow.journal.entries(TENDER)] == list(range(1, 81))
        assert uow.journal.verify(TENDER) == []


def test_an_event_without_zone_is_refused(database: Database) -> None:
    naive = event(1).model_copy(update={"at": datetime(2026, 5, 4)})  # noqa: DTZ001
    with database.unit_of_work() as uow:
        uow.tenders.add(tender())
        with pytest.raises(ValidationError, match="tijdzone"):
            uow.journal.append(naive)
