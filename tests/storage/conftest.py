"""The database of a test: a fresh one per test, on SQLite and on a real PostgreSQL."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pgserver
import pytest
from sqlalchemy import create_engine, make_url

from storage import Database, open_database

_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server that holds the migrated database ``sjabloon``."""
    server = pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    # No test pulls the plug, so nothing is gained by waiting for the disk.
    _execute(url.render_as_string(False), "ALTER SYSTEM SET fsync = off")
    _execute(url.render_as_string(False), "SELECT pg_reload_conf()")
    _execute(url.render_as_string(False), 'CREATE DATABASE "sjabloon"')
    _migrated(url.set(database="sjabloon").render_as_string(False))
    yield url.render_as_string(False)
    server.cleanup()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "sjabloon.db"
    _migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated, empty database of its own."""
    if request.param == "sqlite":
        path = tmp_path / "inkoop.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgresql_server")
    name = f"proef_{next(_numbers)}"
    _execute(server, f'CREATE DATABASE "{name}" TEMPLATE "sjabloon"')
    # Left where it is: dropping it takes longer than the test, and the server is thrown away as a whole.
    yield make_url(server).set(database=name).render_as_string(False)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'leeg.db'}"
    server = request.getfixturevalue("postgresql_server")
    name = f"leeg_{next(_numbers)}"
    _execute(server, f'CREATE DATABASE "{name}"')
    return make_url(server).set(database=name).render_as_string(False)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, opened."""
    database = open_database(database_url)
    yield database
    database.close()


def _migrated(url: str) -> None:
    database = open_database(url)
    database.migrate()
    database.close()


def _execute(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
