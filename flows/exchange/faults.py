"""What pydantic refuses, said in Dutch for the person who filled in the file."""

from typing import Any

from pydantic_core import ErrorDetails

TRY_AGAIN = "Verbeter het en lees het bestand opnieuw in."

_EXPECTED = {
    "string_type": "tekst",
    "int_parsing": "een heel getal",
    "int_type": "een heel getal",
    "int_from_float": "een heel getal",
    "decimal_parsing": "een bedrag, bijvoorbeeld 73.20",
    "decimal_type": "een bedrag, bijvoorbeeld 73.20",
    "bool_parsing": "true of false",
    "bool_type": "true of false",
    "datetime_parsing": "een moment, bijvoorbeeld 2026-01-31 12:00",
    "datetime_from_date_parsing": "een moment, bijvoorbeeld 2026-01-31 12:00",
    "datetime_type": "een moment, bijvoorbeeld 2026-01-31 12:00",
    "date_type": "een datum, bijvoorbeeld 2026-01-31",
    "tuple_type": "een lijst, met een streepje voor elk onderdeel",
    "dict_type": "een groep gegevens, elk op een eigen regel",
    "model_type": "een groep gegevens, elk op een eigen regel",
    "model_attributes_type": "een groep gegevens, elk op een eigen regel",
}


def dutch(detail: ErrorDetails) -> tuple[str, str]:
    """Say one pydantic error in Dutch: the problem, and the remedy."""
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    shown = _shown(value)
    if kind == "missing":
        return "dit gegeven ontbreekt.", "Vul het in."
    if kind == "extra_forbidden":
        return "dit gegeven kennen we niet.", "Verbeter de naam of haal de regel weg."
    if kind == "value_error":
        return f"{str(context['error']).rstrip('.')}.", TRY_AGAIN
    if kind in _EXPECTED:
        return f"hier hoort {_EXPECTED[kind]}; er staat {shown}.", "Verbeter de waarde."
    if kind in ("enum", "literal_error"):
        allowed = str(context["expected"]).replace(" or ", " of ")
        return f"{shown} kan hier niet.", f"Kies uit {allowed}."
    if kind == "greater_than_equal":
        return f"{shown} is te laag.", f"Vul {context['ge']} of hoger in."
    if kind == "less_than_equal":
        return f"{shown} is te hoog.", f"Vul {context['le']} of lager in."
    if kind == "string_too_short":
        return "dit is leeg.", "Vul het in."
    if kind == "string_too_long":
        return "deze tekst is te lang.", f"Gebruik ten hoogste {context['max_length']} tekens."
    return f"de vorm van {shown} klopt niet.", "Verbeter de waarde."


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "niets"
    return f"'{value}'" if isinstance(value, str | int) else "iets anders"
