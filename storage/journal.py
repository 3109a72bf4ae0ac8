"""The journal: append-only, each entry carries the hash of the one before it."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, insert, select, type_coerce
from sqlalchemy.types import NullType

from schemas.journal import Event, JournalEntry
from storage.tables import JOURNAL

FIRST_PREVIOUS = "0" * 64
"""The hash that the first entry of every tender follows."""

_SQLITE_MOMENT = "%Y-%m-%d %H:%M:%S.%f"
_DATA: TypeAdapter[dict[str, str | int | None]] = TypeAdapter(dict[str, str | int | None])


class Journal:
    """What happened to the tenders. Entries are numbered from 1 per tender and never change.

    The chain shows every change that does not recompute all later hashes; that last one shows only against an entry
    that was kept outside the database (printed or mailed), see :meth:`verify`.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, event: Event) -> JournalEntry:
        """Add the event as the next entry of its tender."""
        last = self._connection.execute(
            select(JOURNAL.c.sequence, JOURNAL.c.sha256)
            .where(JOURNAL.c.tender_id == event.tender_id)
            .order_by(JOURNAL.c.sequence.desc())
            .limit(1)
        ).first()
        sequence, previous = (last.sequence + 1, last.sha256) if last else (1, FIRST_PREVIOUS)
        facts = {name: getattr(event, name) for name in Event.model_fields}
        sha256 = _hash(Event.model_validate(facts), sequence, previous)
        entry = JournalEntry.model_validate(facts | {"sequence": sequence, "previous": previous, "sha256": sha256})
        self._connection.execute(insert(JOURNAL), {name: getattr(entry, name) for name in JournalEntry.model_fields})
        return entry

    def entries(self, tender_id: str) -> tuple[JournalEntry, ...]:
        """All entries of a tender, oldest first."""
        query = select(JOURNAL).where(JOURNAL.c.tender_id == tender_id).order_by(JOURNAL.c.sequence)
        return tuple(JournalEntry.model_validate(dict(row)) for row in self._connection.execute(query).mappings())

    def verify(self, tender_id: str, kept: JournalEntry | None = None) -> list[int]:
        """The numbers of the entries that are not what was appended; of a gap the first missing number. Empty: whole.

        ``kept`` is an entry that was kept outside the database: it must still stand in the journal to the letter.
        """
        broken = list(self._breaks(tender_id))
        if kept is not None and kept.sequence not in broken:
            sha256 = self._connection.scalar(
                select(JOURNAL.c.sha256).where(
                    JOURNAL.c.tender_id == kept.tender_id, JOURNAL.c.sequence == kept.sequence
                )
            )
            if sha256 != kept.sha256:
                broken.append(kept.sequence)
        return sorted(broken)

    def _breaks(self, tender_id: str) -> Iterator[int]:
        previous = FIRST_PREVIOUS
        expected = 1
        # As the database holds them: a tampered value may be one that the column types refuse to read.
        raw = [type_coerce(column, NullType()).label(column.name) for column in JOURNAL.c]
        query = select(*raw).where(JOURNAL.c.tender_id == tender_id).order_by(JOURNAL.c.sequence)
        for row in self._connection.execute(query).mappings():
            number = row["sequence"] if isinstance(row["sequence"], int) else expected
            if number != expected:
                yield expected
            entry = _decoded(row)
            if entry is None or entry.previous != previous or _hash(entry, number, entry.previous) != entry.sha256:
                yield number
            previous = row["sha256"]
            expected = number + 1


def _hash(event: Event, sequence: int, previous: str) -> str:
    """sha256 over the one way to write an entry down: sorted keys, no spaces, UTC to the microsecond."""
    facts = {
        "tender_id": event.tender_id,
        "name": event.name,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor,
        "data": event.data,
        "sequence": sequence,
        "previous": previous,
    }
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _decoded(row: RowMapping) -> JournalEntry | None:
    """The entry in a raw row, or None when it does not stand there exactly as an entry is written."""
    at = row["at"]
    try:
        if isinstance(at, str):
            at = datetime.strptime(at, _SQLITE_MOMENT).replace(tzinfo=UTC)
            if f"{at:{_SQLITE_MOMENT}}" != row["at"]:
                return None
        entry = JournalEntry.model_validate(dict(row) | {"at": at, "data": json.loads(row["data"])})
    except (TypeError, ValueError):
        return None
    return entry if _DATA.dump_json(entry.data).decode("utf-8") == row["data"] else None
