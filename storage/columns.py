"""How the values of a noun lie in a database: one column type per kind of value."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo
from sqlalchemy import Boolean, Column, Date, DateTime, Dialect, Integer, String, Text, Time
from sqlalchemy.types import TypeDecorator, TypeEngine


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC and given back in UTC. SQLite drops the zone, so a naive time is refused at the door.

    Raises ValueError (wrapped by SQLAlchemy in StatementError) for a time without a zone.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class DecimalText(TypeDecorator[Decimal]):
    """Money as text: every database gives back exactly the digits that went in, trailing zeros too."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class EnumText(TypeDecorator[StrEnum]):
    """A member of a closed list, kept as its value. A value outside the list is refused both ways (ValueError)."""

    impl = String
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else self.members(value).value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], StrEnum | None]:
        # Not process_result_value: the library's way round that costs more than the reading itself.
        return lambda value: None if value is None else self.members(value)


class PydanticJson(TypeDecorator[Any]):
    """Anything nested (tuples, dicts, nouns in nouns) as compact JSON text, checked again when it is read.

    Fields stand in the order of the noun, keys of a dict in the order they were given: documents print that order.
    Text and not a JSON type, because a database's own JSON rewrites numbers and keys.
    """

    impl = Text
    cache_ok = True

    def __init__(self, annotation: Any) -> None:
        super().__init__()
        self.annotation = annotation

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        # Built at first use: opening the program must not wait for the adapters of every table.
        return TypeAdapter(self.annotation)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else self._adapter.dump_json(value).decode("utf-8")

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        # As with EnumText: a board of a hundred tenders reads eighty thousand of these.
        read = self._adapter.validator.validate_json
        return lambda value: None if value is None else read(value)


def column_for(name: str, field: FieldInfo) -> Column[Any]:
    """The column of one field of a noun: same name, its type by kind of value, nullable when None is allowed."""
    kind, nullable = _without_none(field.annotation)
    return Column(name, _column_type(kind), nullable=nullable)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    """The annotation without ``None`` and without ``Annotated``, and whether None was allowed."""
    if get_origin(annotation) is Annotated:
        return _without_none(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        members = get_args(annotation)
        kinds = [member for member in members if member is not NoneType]
        if len(kinds) == 1 and len(members) == 2:
            return _without_none(kinds[0])[0], True
        if len(kinds) < len(members):
            return Union[tuple(kinds)], True  # noqa: UP007  built from a list, so it cannot be written with |
    return annotation, False


_SCALARS: dict[Any, type[TypeEngine[Any]]] = {
    str: String,
    bool: Boolean,
    int: Integer,
    date: Date,
    time: Time,
    datetime: UtcDateTime,
    Decimal: DecimalText,
}


def _column_type(kind: Any) -> TypeEngine[Any]:
    if kind in _SCALARS:
        return _SCALARS[kind]()
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return EnumText(kind)
    return PydanticJson(kind)
