"""The database: opening it, bringing it up to date, and the one place where anything is committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from re import sub

from filelock import FileLock, Timeout
from sqlalchemy import Engine, text

from schemas.errors import TransientError
from storage.engines import lock_key, make_engine, read_only
from storage.failures import told_in_dutch
from storage.unit_of_work import UnitOfWork


def open_database(url: str, wait_seconds: int = 30) -> "Database":
    """The database at a URL: ``sqlite:///map/bestand.db`` or ``postgresql://…``.

    Nothing is connected yet; call :meth:`Database.migrate` before the first use. ``wait_seconds`` is how long a unit of
    work waits for its turn. InputRefusedError (Dutch) for another kind of URL.
    """
    with told_in_dutch():
        return Database(make_engine(url, wait_seconds))


class Database:
    """One database with all tenders. When the world fails, TransientError or PermanentError (Dutch) is raised."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = read_only(engine)

    def migrate(self) -> None:
        """Bring the tables up to date. Safe to call at every start, and by several programs at once."""
        # Imported here: only this needs Alembic, and every command of the program imports this module.
        from storage.migrating import upgrade

        with told_in_dutch(), self._engine.begin() as connection:
            upgrade(connection)

    @contextmanager
    def unit_of_work(self) -> Iterator[UnitOfWork]:
        """Read and write as one: committed at the end, and nothing at all after any exception.

        It is alone while it lasts, so keep it short and never open a second one inside it.
        """
        with told_in_dutch(), self._engine.begin() as connection:
            yield UnitOfWork(connection)

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """Read as of one moment, without waiting for anybody. Writing is refused by the database."""
        with told_in_dutch(), self._reader.begin() as connection:
            yield UnitOfWork(connection)

    @contextmanager
    def exclusive(self, name: str, *, wait: bool = True) -> Iterator[None]:
        """Hold the lock of that name: one holder over all programs that use this database.

        Not to be taken twice by one holder. The lock falls open when its program dies. With ``wait=False`` a lock that
        is held elsewhere raises TransientError (Dutch) at once.
        """
        hold = self._file_lock if self._engine.dialect.name == "sqlite" else self._advisory_lock
        with hold(name, wait):
            yield

    def close(self) -> None:
        """Close the connections that wait for reuse."""
        self._engine.dispose()

    @contextmanager
    def _file_lock(self, name: str, wait: bool) -> Iterator[None]:
        database = Path(str(self._engine.url.database))
        readable = sub(r"[^A-Za-z0-9-]", "_", name)[:80]
        lock = FileLock(database.with_name(f"{database.name}.{readable}-{lock_key(name) & 0xFFFFFFFF:08x}.lock"))
        try:
            lock.acquire(blocking=wait)
        except Timeout as error:
            raise _held(name) from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _advisory_lock(self, name: str, wait: bool) -> Iterator[None]:
        # A connection of its own, outside any transaction: the lock lives as long as the connection does.
        engine = self._reader.execution_options(isolation_level="AUTOCOMMIT", postgresql_readonly=False)
        key = {"key": lock_key(f"inkoop: {name}")}
        with told_in_dutch(), engine.connect() as connection:
            if wait:
                connection.execute(text("SELECT pg_advisory_lock(:key)"), key)
            elif not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), key):
                raise _held(name)
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)


def _held(name: str) -> TransientError:
    return TransientError(
        f"'{name}' is al bezig in een ander venster of op een andere computer. "
        "Wacht tot dat klaar is en probeer het opnieuw."
    )
