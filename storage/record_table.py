"""Declaring the table of a record noun in one readable line: its columns are the noun's fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from schemas.values import Noun, Record
from storage.columns import column_for

R = TypeVar("R", bound=Record)

# Names of constraints are fixed here, so that a migration and the metadata agree on both databases.
METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


@dataclass(frozen=True)
class RecordTable(Generic[R]):
    """A noun, its table, and the fields its rows are ordered by (the id comes last by itself)."""

    noun: type[R]
    table: Table
    order: tuple[str, ...]


def columns_of(noun: type[Noun]) -> list[Column[Any]]:
    """A column per field, in the order of the noun."""
    return [column_for(name, field) for name, field in noun.model_fields.items()]


def record_table(
    name: str,
    noun: type[R],
    *,
    order: Sequence[str] = (),
    unique: Sequence[tuple[str, ...]] = (),
    references: Mapping[str, str] | None = None,
) -> RecordTable[R]:
    """The table of records that belong to a tender; the key is (tender_id, id).

    ``unique`` holds what else can exist only once within a tender, ``references`` maps a field to the table of the same
    tender whose id it holds; such a field is indexed.
    """
    links = dict(references or {})
    table = Table(
        name,
        METADATA,
        *columns_of(noun),
        PrimaryKeyConstraint("tender_id", "id"),
        ForeignKeyConstraint(["tender_id"], ["tenders.id"]),
        *(UniqueConstraint("tender_id", *fields) for fields in unique),
        *(
            ForeignKeyConstraint(["tender_id", field], [f"{target}.tender_id", f"{target}.id"])
            for field, target in links.items()
        ),
        *(Index(None, "tender_id", field) for field in links),
    )
    return RecordTable(noun, table, (*order, "id"))


def root_table(name: str, noun: type[R]) -> RecordTable[R]:
    """The table of the tenders themselves: the id alone is the key, and a tender is its own tender."""
    own_tender = CheckConstraint("tender_id = id", name="own_tender")
    table = Table(name, METADATA, *columns_of(noun), PrimaryKeyConstraint("id"), own_tender)
    return RecordTable(noun, table, ("id",))
