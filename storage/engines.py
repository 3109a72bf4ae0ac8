"""The two databases and what each needs to keep its word: SQLite in a file, PostgreSQL by URL.

On both a unit of work that writes is alone: it waits for its turn before it reads, so that nothing it decides on can
change under it. Readers never wait; they see one moment.
"""

import hashlib
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from schemas.errors import InputFault, InputRefusedError, PermanentError

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
)


def make_engine(url: str, wait_seconds: int) -> Engine:
    """The engine for a database URL; InputRefusedError (Dutch) when it is not one this product can use.

    The file of a SQLite database is made when it does not exist, readable by its owner only.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise _refused() from None
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return _sqlite(parsed, wait_seconds)
    if parsed.get_backend_name() == "postgresql":
        return _postgresql(parsed, wait_seconds)
    raise _refused()


def read_only(engine: Engine) -> Engine:
    """The same engine for reading: a write is refused by the database, and every query sees the same moment."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(inkoop_read_only=True)
    return engine.execution_options(inkoop_read_only=True, isolation_level="REPEATABLE READ", postgresql_readonly=True)


def lock_key(name: str) -> int:
    """The number by which PostgreSQL knows an advisory lock."""
    return int.from_bytes(hashlib.sha256(name.encode("utf-8")).digest()[:8], "big", signed=True)


def _refused() -> InputRefusedError:
    # Without the URL itself: it may hold a password.
    return InputRefusedError(
        [
            InputFault(
                problem="De verwijzing naar de database is niet bruikbaar.",
                remedy="Gebruik sqlite:///map/bestand.db of postgresql://gebruiker@server/naam.",
            )
        ]
    )


def _sqlite(url: URL, wait_seconds: int) -> Engine:
    path = Path(str(url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise PermanentError(
            f"De database '{path}' kan niet worden gemaakt of geopend ({error.strerror}). "
            "Controleer of de map bestaat en of u er mag schrijven."
        ) from error
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": wait_seconds})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # Python's own BEGIN comes too late (at the first write): without it we choose the moment ourselves.
        connection.isolation_level = None
        for pragma in (f"busy_timeout={wait_seconds * 1000}", *_PRAGMAS):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("inkoop_read_only", False)
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _postgresql(url: URL, wait_seconds: int) -> Engine:
    engine = create_engine(url.set(drivername="postgresql+psycopg"), hide_parameters=True, pool_pre_ping=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("inkoop_read_only", False):
            return
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{wait_seconds}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({lock_key('inkoop: unit of work')})")

    return engine
