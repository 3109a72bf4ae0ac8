"""One line of a JSON-lines file, read strictly: what could mean two things is refused, in Dutch."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from flows.rules.wording import listing

_LONGEST_SHOWN = 60


class UnreadableLineError(ValueError):
    """A line that is no JSON object, or one that says nothing certain; carries the Dutch sentence for the user."""


def read_object(line: str) -> Mapping[str, object]:
    """One line as a JSON object; numbers with a point are exact (Decimal). Raises UnreadableLineError.

    No key may come twice, and NaN and the infinities of Python are no numbers.
    """
    if not line.strip():
        raise UnreadableLineError("De regel is leeg. Haal hem weg of vul een vraag in.")
    if not printable(line):
        raise UnreadableLineError("De regel is geen UTF-8. Sla het bestand op als UTF-8.")
    try:
        read = json.loads(line, object_pairs_hook=_once, parse_float=_decimal, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise UnreadableLineError(
            f"De regel is geen JSON: teken {error.colno} klopt niet. "
            'Schrijf een vraag als {"vanaf": "2026-04-13", "aantal": 20, …}.'
        ) from error
    except RecursionError as error:
        raise UnreadableLineError("De regel heeft te veel haakjes in elkaar. Schrijf er één vraag in.") from error
    except UnreadableLineError:
        raise
    except ValueError as error:  # Python reads no whole number of more than some thousands of digits
        raise UnreadableLineError("De regel bevat een getal dat te lang is. Controleer het aantal.") from error
    if not isinstance(read, dict):
        raise UnreadableLineError('De regel is geen vraag. Zet de gegevens tussen accolades: {"vanaf": …}.')
    return read


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) != len(pairs):
        names = [name for name, _ in pairs]
        twice = [name for name in read if names.count(name) > 1]
        raise UnreadableLineError(f"{listing(map(shown, twice))} staat er twee keer. Haal er een weg.")
    return read


def _decimal(word: str) -> Decimal:
    try:
        return Decimal(word)
    except InvalidOperation as error:
        raise UnreadableLineError(f"{_cut(word)} is te groot of te klein. Controleer het getal.") from error


def _no_number(word: str) -> NoReturn:
    raise UnreadableLineError(f"{word} is geen getal. Vul een heel getal van 1 of hoger in.")


def printable(text: str) -> bool:
    """Whether a text can be written as UTF-8: no half characters."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def shown(value: object) -> str:
    """A value as it was written, in one line, safe to print and no longer than a line."""
    if value is None or isinstance(value, bool):
        return {None: "niets", True: "true", False: "false"}[value]
    if isinstance(value, list | tuple | dict):
        return "een lijst" if not isinstance(value, dict) else "een groep gegevens"
    return f"'{_cut(value)}'" if isinstance(value, str) else _cut(str(value))


def _cut(text: str) -> str:
    return safe(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…")


def safe(text: str) -> str:
    """The text without what a screen would act on, or cannot write."""
    return "".join(character if character.isprintable() else "�" for character in text)
