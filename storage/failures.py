"""How a database fails, told to the user: for now (try again) or for good (do something first)."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from schemas.errors import PermanentError, TransientError

_BUSY = "De database is bezet met een andere handeling; er is niets opgeslagen. Wacht even en probeer het opnieuw."
_FULL = "De schijf van de database is vol; er is niets opgeslagen. Maak ruimte vrij en probeer het opnieuw."
_AWAY = (
    "De database is nu niet bereikbaar; het is niet zeker dat alles is opgeslagen. Probeer het over een minuut opnieuw."
)
_CLOSED = "De database kan niet worden geopend of geschreven. Controleer of de map bestaat en of u er mag schrijven."
_BROKEN = "Het databasebestand is beschadigd. Stop met werken en zet de laatste reservekopie terug."

_TRANSIENT = {"SQLITE_BUSY": _BUSY, "SQLITE_LOCKED": _BUSY, "SQLITE_FULL": _FULL, "55P03": _BUSY, "53100": _FULL}
_PERMANENT = {
    "SQLITE_CANTOPEN": _CLOSED,
    "SQLITE_IOERR": _CLOSED,
    "SQLITE_CORRUPT": _BROKEN,
    "SQLITE_NOTADB": _BROKEN,
    "XX001": _BROKEN,
    "XX002": _BROKEN,
}


@contextmanager
def told_in_dutch() -> Iterator[None]:
    """Turn the failures of the world into TransientError and PermanentError; anything else is a bug and passes."""
    try:
        yield
    except PoolTimeoutError as error:
        raise TransientError(_BUSY) from error
    except DBAPIError as error:
        code = _code(error)
        if code in _TRANSIENT:
            raise TransientError(_TRANSIENT[code]) from error
        if code in _PERMANENT:
            raise PermanentError(_PERMANENT[code]) from error
        if _is_away(error, code):
            raise TransientError(_AWAY) from error
        raise


def _code(error: DBAPIError) -> str:
    """SQLite's primary error name, or PostgreSQL's SQLSTATE; empty when there is none."""
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return "_".join(str(name).split("_")[:2])
    return str(getattr(error.orig, "sqlstate", None) or "")


def _is_away(error: DBAPIError, code: str) -> bool:
    refused_to_connect = type(error.orig).__name__ == "OperationalError" and not code
    return error.connection_invalidated or refused_to_connect or code.startswith(("08", "57P"))
