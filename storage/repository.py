"""Nouns in, nouns out: the one way records are read and written."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Generic, Literal

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from schemas.errors import StaleRecordError
from storage.record_table import R, RecordTable

PutResult = Literal["new", "changed", "same"]
ReplaceResult = Literal["new", "changed", "same", "removed"]
Key = tuple[str, str]

# Well under the number of bound values that SQLite and PostgreSQL take in one statement.
_IDS_PER_QUERY = 500


class Repository(Generic[R]):
    """One collection of records. Everything it gives back carries the version that storage holds.

    A noun is checked as a whole before it is written (``model_copy`` does not check), so that what is stored can always
    be read back; a noun that is not valid raises pydantic's ValidationError and nothing is written.
    """

    def __init__(self, connection: Connection, kept: RecordTable[R]) -> None:
        self._connection = connection
        self._noun = kept.noun
        self._table = kept.table
        self._order = kept.order
        self.changed = False
        """Whether anything was written through this repository."""

    def add(self, noun: R) -> R:
        """Store a new record as version 1. IntegrityError when one like it exists already."""
        return self.add_all([noun])[0]

    def add_all(self, nouns: Iterable[R]) -> tuple[R, ...]:
        """Store new records as version 1, in one statement. IntegrityError when one like it exists already."""
        added = tuple(self._checked(noun, version=1) for noun in nouns)
        if added:
            self.changed = True
            self._connection.execute(insert(self._table), [_row(noun) for noun in added])
        return added

    def save(self, noun: R) -> R:
        """Store a changed record as the next version; a record that did not change stays as it is.

        Raises StaleRecordError (Dutch) when somebody else changed it since ``noun`` was read, or when it is not there.
        """
        return self.save_all([noun])[0]

    def save_all(self, nouns: Iterable[R]) -> tuple[R, ...]:
        """As :meth:`save`, for many records in few queries. When one of them is stale, none is written."""
        given = tuple(nouns)
        stored = self._stored(given)
        saved = []
        for noun in given:
            current = stored.get(_key(noun))
            if current is None or current.version != noun.version:
                raise StaleRecordError(
                    f"'{noun.id}' is intussen door iemand anders gewijzigd; er is niets opgeslagen. "
                    "Haal de nieuwste stand op en voer de wijziging opnieuw in."
                )
            saved.append(self._revised(noun, current))
        self._write([noun for noun in saved if noun.version != stored[_key(noun)].version])
        return tuple(saved)

    def put(self, noun: R) -> PutResult:
        """Store the record whatever is there: new, one revision when anything but the version differs, or nothing.

        For imports, where the newest list wins; a person's edit goes through :meth:`save`.
        """
        (result,) = self.put_all([noun])
        return result

    def put_all(self, nouns: Iterable[R]) -> Counter[PutResult]:
        """As :meth:`put`, for many records in few queries; counts how many were new, changed and the same."""
        given = tuple(nouns)
        stored = self._stored(given)
        self.add_all(noun for noun in given if _key(noun) not in stored)
        pairs = [(noun, stored[_key(noun)]) for noun in given if _key(noun) in stored]
        changed = [revised for noun, current in pairs if (revised := self._revised(noun, current)) is not current]
        self._write(changed)
        counts: Counter[PutResult] = Counter()
        counts["new"], counts["changed"] = len(given) - len(pairs), len(changed)
        counts["same"] = len(pairs) - len(changed)
        return +counts

    def replace_all(self, tender_id: str, nouns: Iterable[R]) -> "Counter[ReplaceResult]":
        """As :meth:`put_all`, and what is not in ``nouns`` is no longer in the collection.

        For lists of which a file is the whole truth; the journal keeps what was. ValueError for another tender's noun.
        """
        given = tuple(nouns)
        if any(noun.tender_id != tender_id for noun in given):
            raise ValueError(f"a {self._noun.__name__} of another tender than '{tender_id}'")
        kept = {noun.id for noun in given}
        gone = [noun for noun in self._read(self._query(tender_id)) if noun.id not in kept]
        if gone:
            self.changed = True
            table = self._table
            statement = delete(table).where(table.c.tender_id == tender_id, table.c.id == bindparam("of_id"))
            self._connection.execute(statement, [{"of_id": noun.id} for noun in gone])
        counts: Counter[ReplaceResult] = Counter({"removed": len(gone)})
        counts.update(self.put_all(given))
        return +counts

    def get(self, tender_id: str, id: str) -> R:
        """The record of that id; KeyError when there is none."""
        rows = self._read(self._query(tender_id).where(self._table.c.id == id))
        if not rows:
            raise KeyError(id)
        return rows[0]

    def find(self, tender_id: str, **equals: Any) -> tuple[R, ...]:
        """All records of a tender with these values (None: empty), in the fixed order of the collection."""
        return self._sorted(self._read(self._filtered(self._query(tender_id), equals)))

    def find_everywhere(self, **equals: Any) -> tuple[R, ...]:
        """As :meth:`find`, over all tenders in the order of their ids."""
        found = self._sorted(self._read(self._filtered(select(self._table), equals)))
        return tuple(sorted(found, key=lambda noun: _natural(noun.tender_id)))

    def _query(self, tender_id: str) -> Select[Any]:
        return select(self._table).where(self._table.c.tender_id == tender_id)

    def _filtered(self, query: Select[Any], equals: dict[str, Any]) -> Select[Any]:
        return query.where(*(self._table.c[name] == value for name, value in sorted(equals.items())))

    def _read(self, query: Select[Any]) -> list[R]:
        rows = self._connection.execute(query)
        names = tuple(rows.keys())
        return [self._noun.model_validate(dict(zip(names, row, strict=True))) for row in rows]

    def _sorted(self, nouns: Iterable[R]) -> tuple[R, ...]:
        # Here and not in SQL: databases sort text by their own locale, and "2.10" belongs after "2.9".
        return tuple(sorted(nouns, key=lambda noun: tuple(_natural(getattr(noun, name)) for name in self._order)))

    def _stored(self, nouns: Sequence[R]) -> dict[Key, R]:
        """What storage holds now of these records, kept still until the unit ends."""
        ids: dict[str, list[str]] = {}
        for noun in nouns:
            ids.setdefault(noun.tender_id, []).append(noun.id)
        if sum(len(set(per_tender)) for per_tender in ids.values()) != len(nouns):
            raise ValueError(f"the same {self._noun.__name__} was given twice in one call")
        stored: dict[Key, R] = {}
        for tender_id, wanted in ids.items():
            for start in range(0, len(wanted), _IDS_PER_QUERY):
                part = wanted[start : start + _IDS_PER_QUERY]
                rows = self._read(self._query(tender_id).where(self._table.c.id.in_(part)).with_for_update())
                stored.update((_key(noun), noun) for noun in rows)
        return stored

    def _checked(self, noun: R, version: int) -> R:
        return self._noun.model_validate(noun.model_dump(warnings=False) | {"version": version})

    def _revised(self, noun: R, current: R) -> R:
        """The next version when anything but the version differs, else ``current`` itself."""
        given = self._checked(noun, current.version)
        return current if given == current else self._checked(noun, current.version + 1)

    def _write(self, nouns: Sequence[R]) -> None:
        if not nouns:
            return
        self.changed = True
        table = self._table
        fields = [name for name in self._noun.model_fields if name not in {"id", "tender_id"}]
        statement = (
            update(table)
            .where(table.c.tender_id == bindparam("of_tender"), table.c.id == bindparam("of_id"))
            .values({name: bindparam(f"to_{name}") for name in fields})
        )
        rows = []
        for noun in nouns:
            values = _row(noun)
            row = {f"to_{name}": values[name] for name in fields}
            rows.append(row | {"of_tender": noun.tender_id, "of_id": noun.id})
        self._connection.execute(statement, rows)


def _key(noun: R) -> Key:
    return noun.tender_id, noun.id


def _row(noun: R) -> dict[str, Any]:
    """The values of the fields as they are: nouns in it stay nouns, the column types write them."""
    return {name: getattr(noun, name) for name in type(noun).model_fields}


def _natural(value: Any) -> tuple[Any, ...]:
    """A sort key that puts empty values last and numbers inside text in order of size."""
    if value is None:
        return (1,)
    if not isinstance(value, str):
        return (0, value)
    return (0, _in_parts(value), value)


@lru_cache(maxsize=100_000)
def _in_parts(value: str) -> tuple[str | int, ...]:
    # Cached: the same ids are sorted again each time a record is loaded.
    parts = re.split(r"([0-9]+)", value)
    return tuple((int(part) if index % 2 else part) for index, part in enumerate(parts))
