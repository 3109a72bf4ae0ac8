"""Reading a YAML file somebody filled in: values to the letter, and every fault with its line, in Dutch.

Plain YAML reads ``0551234567`` as a number in base eight and ``1.10`` as 1.1. Here every value is text until its
field says what it is, so a phone number, a version and an amount keep all their digits.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources.abc import Traversable
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, TypeAdapter, ValidationError

from flows.exchange.faults import dutch
from flows.rules.wording import AMSTERDAM
from schemas.errors import InputFault, InputRefusedError

Shape = TypeVar("Shape")
Model = TypeVar("Model", bound=BaseModel)
Place = tuple[str | int, ...]


def _iso_day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"'{value}' is geen datum. Schrijf bijvoorbeeld 2026-01-31.") from None


def _wall_clock(value: datetime) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=AMSTERDAM)


Day = Annotated[date, BeforeValidator(_iso_day)]
"""A day written as ``2026-01-31``."""

LocalMoment = Annotated[datetime, AfterValidator(_wall_clock)]
"""A moment written as Dutch clock time, ``2026-01-31 12:00``."""


# The loader in C reads ten times as fast; not every platform has it.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _TextLoader(_Loader):  # type: ignore[valid-type, misc]
    """Only ``null`` (or nothing) has a meaning of its own; everything else stays text."""

    yaml_implicit_resolvers = {  # noqa: RUF012  overrides the table of the library, which is a plain class attribute
        first: [("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"))] for first in ("~", "n", "N", "")
    }


@dataclass(frozen=True)
class YamlFile:
    """A file as it was read: its name for the user, its value, and the line of every place in it."""

    name: str
    value: Any
    lines: Mapping[Place, int]

    def fault(self, place: Place, problem: str, remedy: str) -> InputFault:
        """A fault at that place: the line of the nearest thing that is written down, and its dotted name."""
        known = place
        while known not in self.lines and known:
            known = known[:-1]
        return InputFault(
            problem=problem, remedy=remedy, file=self.name, row=self.lines.get(known, 1), column=dotted(place)
        )


def dotted(place: Place) -> str:
    """``regels[2].code``: how a place is written for the user; items count from 1."""
    text = ""
    for part in place:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read_yaml(folder: Traversable, name: str) -> YamlFile:
    """Read ``folder/name``. Raises InputRefusedError when it is absent, is no YAML or names one thing twice."""
    path = folder.joinpath(*name.split("/"))
    if not path.is_file():
        problem = "dit bestand ontbreekt."
        raise InputRefusedError([InputFault(problem=problem, remedy=f"Zet het in de map '{folder.name}'.", file=name)])
    try:
        loader = _TextLoader(path.read_bytes().decode("utf-8-sig"))
        root = loader.get_single_node()
        value = None if root is None else loader.construct_document(root)
    except UnicodeDecodeError:
        fault = InputFault(problem="de tekens zijn niet leesbaar.", remedy="Bewaar het bestand als UTF-8.", file=name)
        raise InputRefusedError([fault]) from None
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else None
        remedy = "Kijk naar het inspringen, de dubbele punt en de aanhalingstekens op deze regel en de regel ervoor."
        fault = InputFault(problem="de opbouw van het bestand klopt niet.", remedy=remedy, file=name, row=row)
        raise InputRefusedError([fault]) from None
    except yaml.YAMLError:
        remedy = "Haal vreemde tekens weg en bewaar het bestand als UTF-8."
        fault = InputFault(problem="er staan tekens in die niet kunnen.", remedy=remedy, file=name)
        raise InputRefusedError([fault]) from None
    lines: dict[Place, int] = {}
    doubles = tuple(_walk(root, (), lines)) if root is not None else ()
    file = YamlFile(name, value, lines)
    if doubles:
        remedy = "Laat er één staan."
        raise InputRefusedError(
            InputFault(problem="dit staat er twee keer.", remedy=remedy, file=name, row=row, column=dotted(place))
            for place, row in doubles
        )
    return file


def _walk(node: yaml.Node, place: Place, lines: dict[Place, int]) -> Iterator[tuple[Place, int]]:
    """Note the line of every place; yield the places that are named a second time (YAML itself drops the first)."""
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _walk(item, (*place, index), lines)
    elif isinstance(node, yaml.MappingNode):
        for key, item in node.value:
            inner = (*place, str(key.value))
            if inner in lines:
                yield inner, key.start_mark.line + 1
            lines[inner] = key.start_mark.line + 1
            yield from _walk(item, inner, lines)


def shaped(file: YamlFile, shape: type[Shape]) -> Shape:
    """The value of the file in that shape. Raises InputRefusedError with every fault, each with its line."""
    try:
        return TypeAdapter(shape).validate_python(file.value)
    except ValidationError as error:
        raise InputRefusedError(_faults(file, (), error)) from None


def read_shaped(folder: Traversable, name: str, shape: type[Shape]) -> tuple[YamlFile, Shape]:
    """Read a file and give it its shape. Raises InputRefusedError."""
    file = read_yaml(folder, name)
    return file, shaped(file, shape)


def built(
    file: YamlFile, place: Place, noun: type[Model], faults: list[InputFault], /, **fields: object
) -> Model | None:
    """The noun, or None with the faults added: what the noun itself refuses is reported at ``place``."""
    try:
        return noun.model_validate(fields)
    except ValidationError as error:
        faults.extend(_faults(file, place, error, own_names=False))
        return None


def _faults(file: YamlFile, place: Place, error: ValidationError, *, own_names: bool = True) -> Iterator[InputFault]:
    for detail in error.errors():
        problem, remedy = dutch(detail)
        # The fields of a noun have English names; the user knows only the names in the file.
        yield file.fault((*place, *detail["loc"]) if own_names else place, problem, remedy)
