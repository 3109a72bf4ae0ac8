"""From what a cell holds to what its column means. Every function gives a value, or a Dutch fault with its remedy."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from flows.tasks._dates import MONTH_NAMES, read_day
from schemas.sheets import CellValue, Column

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_HOUR = re.compile(r"^(.*?)[ T,]+(?:om )?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?: ?(?:uur|u\.?))?$", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:om )?(\d{1,2})(?:[:.u](\d{2})(?:[:.](\d{2}))?(?: ?(?:uur|u\.?))?| ?(?:uur|u\.?))", re.IGNORECASE
)
_SERIALS = range(36526, 73051)
"""How Excel counts the days of 2000 up to and including 2099."""
_DAY_SECONDS = 86_400
_YES = {"ja", "j", "x", "yes", "y", "true", "waar", "1"}
_NO = {"nee", "n", "no", "false", "onwaar", "0"}


class Raw(NamedTuple):
    """A cell as the file gives it: its value, whether that is a formula or an error value, and its number format."""

    value: object
    is_formula: bool = False
    is_error: bool = False
    number_format: str = "General"

    @property
    def empty(self) -> bool:
        return self.value is None or (isinstance(self.value, str) and not visible(self.value))


class CellFault(Exception):  # noqa: N818 - a finding about one cell, collected into InputFault by the caller
    """One cell that cannot be read: what is wrong, and what to do now."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__(f"{problem} {remedy}")


def visible(text: str) -> bool:
    """Whether anything of a text can be seen: not only blanks, and not only signs without width."""
    return any(not sign.isspace() and unicodedata.category(sign) != "Cf" for sign in text)


@lru_cache(maxsize=50_000)
def loose(text: str) -> str:
    """Fold a heading or a choice for comparison: no capitals, accents, blanks or punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if character.isalnum())


def convert(raw: Raw, column: Column, *, reference: bool = False) -> tuple[CellValue, str]:
    """Read a filled cell as its column's kind. Returns the value and a note for the user ("" when there is nothing).

    ``reference``: the column holds numbers of questions or sections, in which a date or a time is never meant. Raises
    :class:`CellFault` when the cell holds something else.
    """
    if raw.is_error:
        raise CellFault(f"de cel geeft de Excel-fout {raw.value}.", "Herstel de cel of maak hem leeg.")
    if reference and isinstance(raw.value, date | time | timedelta):
        raise _no_reference(raw)
    if column.kind == "tekst":
        return as_text(raw) if not raw.is_formula else (as_text(raw)[0], _about_formula(str(raw.value)))
    if raw.is_formula:
        raise CellFault("in de cel staat een formule.", "Kopieer de kolom en plak hem als waarden.")
    if column.kind == "getoond":
        return as_shown(raw), ""
    if column.kind == "tijd":
        return _clock(raw), ""
    if column.kind == "datum":
        return _day(raw), ""
    if column.kind == "datumtijd":
        return _moment(raw), ""
    if column.kind == "getal":
        return _number(raw)
    if column.kind == "ja_nee":
        return _flag(raw), ""
    return _choice(as_text(raw)[0], column.choices), ""


def _no_reference(raw: Raw) -> CellFault:
    """Excel makes a day of '4-2' and a clock of '3:10', and keeps nothing of what was typed."""
    value = raw.value
    if isinstance(value, datetime | date):
        made, meant = f"de datum {value:%d-%m-%Y}", f"{value.day}-{value.month}"
    else:
        meant = f"{value:%H:%M}" if isinstance(value, time) else str(value)
        made = f"de tijd {meant}"
    remedy = f"Geef de cel de opmaak Tekst en typ opnieuw wat er stond, bijvoorbeeld {meant}, of typ er een ' voor."
    return CellFault(f"hier hoort een nummer; Excel heeft er {made} van gemaakt.", remedy)


_LONGEST_LINK = 2_000
_SHOWN_LINK = re.compile(r"""=HYPERLINK\(.*[;,]\s*"((?:[^"]|"")*)"\s*\)\s*""", re.IGNORECASE | re.DOTALL)


def _about_formula(formula: str) -> str:
    """A formula is a text like any other: what it gives is the work of a program we do not run."""
    shown = _SHOWN_LINK.fullmatch(formula) if len(formula) <= _LONGEST_LINK else None
    if shown:
        link = shown[1].replace('""', '"')
        return f"hier staat een koppeling; Excel toont '{link}'. Gelezen is de tekst van de formule."
    return "hier staat een formule. Gelezen is de tekst van de formule, niet de uitkomst."


def as_text(raw: Raw) -> tuple[str, str]:
    """Return a cell as text, to the letter, with a note when Excel had already made something else of it."""
    value = raw.value
    if isinstance(value, str):
        # Excel stores the CR of a line break typed elsewhere as the literal _x000D_.
        return value.replace("_x000D_\n", "\n").replace("_x000D_", "\n").replace("\r\n", "\n"), ""
    if isinstance(value, bool):
        return ("ja" if value else "nee"), ""
    if isinstance(value, datetime):
        text = value.strftime("%d-%m-%Y" if value.time() == time(0) else "%d-%m-%Y %H:%M")
        return (
            text,
            f"is een datum en is gelezen als '{text}'. Stond er '4-2'? Maak de kolom Tekst en typ opnieuw.",
        )
    if isinstance(value, int | float):
        shown = re.fullmatch(r"(0+)(?:\.(0+))?", _bare_format(raw.number_format))
        if shown and shown[2]:
            # The number of decimals was chosen, so this is what a person reads.
            return f"{value:0{len(shown[0])}.{len(shown[2])}f}", ""
        if isinstance(value, int):
            return (str(value).zfill(len(shown[1])) if shown else str(value)), ""
        text = _plain(value)
        if not isfinite(value):
            return text, "hier staat een getal dat te groot is om te lezen."
        return (
            text,
            f"staat als getal en is gelezen als '{text}'; was het '{text}0'? Maak de kolom Tekst en typ opnieuw.",
        )
    return ("" if value is None else str(value)), ""


def as_shown(raw: Raw) -> str:
    """Return a cell of any kind as the sheet shows it; a day that is shown as a month is that month."""
    value, shown = raw.value, _bare_format(raw.number_format)
    if isinstance(value, datetime) and value.time() == time(0) and value.day == 1 and not set("dhs") & set(shown):
        if "m" in shown:
            return f"{MONTH_NAMES[value.month - 1]} {value.year}"
        if "y" in shown and value.month == 1:
            return str(value.year)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in shown:
        return f"{_plain(float(value) * 100)}%"
    return as_text(raw)[0]


def _bare_format(number_format: str) -> str:
    """The letters of a number format that say what is shown: no locale, colours, quoted or escaped text."""
    first = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.|_.', "", number_format).split(";")[0].casefold()
    return "" if first == "general" else first


def _plain(value: float) -> str:
    """Write a float as Excel shows it: 15 significant digits, no exponent."""
    return f"{Decimal(f'{value:.15g}'):f}"


def _day(raw: Raw) -> date:
    value = raw.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = read_day(value) if isinstance(value, str) else None
    if isinstance(value, int) and value in _SERIALS:
        meant = date(1899, 12, 30) + timedelta(days=value)
        raise CellFault(f"'{value}' is geen datum.", f"Bedoelt u {meant:%d-%m-%Y}? Geef de cel de opmaak Datum.")
    if found is None:
        raise CellFault(f"'{as_text(raw)[0]}' is geen datum.", "Schrijf de datum als 05-03-2025.")
    return found


def _clock(raw: Raw) -> time:
    """Read a clock: a time, the part of a day that Excel keeps for one, or a text ('12:00', '12.00 uur', '9 uur')."""
    value = raw.value
    seconds: float | None = None
    if isinstance(value, float):
        seconds = value * _DAY_SECONDS
    elif isinstance(value, time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1_000_000
    elif isinstance(value, str) and (match := _CLOCK.fullmatch(value.strip())):
        hours, minutes, rest = (int(part or 0) for part in match.groups())
        seconds = hours * 3600 + minutes * 60 + rest if minutes < 60 and rest < 60 else None
    # Excel keeps a time as a fraction of a day: round away what the fraction cannot hold.
    if seconds is not None and 0 <= round(seconds) < _DAY_SECONDS:
        whole = round(seconds)
        return time(whole // 3600, whole // 60 % 60, whole % 60)
    raise CellFault(f"'{as_text(raw)[0]}' is geen tijd.", "Schrijf de tijd als 12:00.")


def _moment(raw: Raw) -> datetime:
    """Read wall-clock time in Amsterdam and return it in UTC; an hour the clock skips in March is refused."""
    value = raw.value
    local: datetime | None = None
    if isinstance(value, datetime):
        # Excel keeps a time as a fraction of a day: round away what the fraction cannot hold.
        local = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    elif isinstance(value, date):
        local = datetime.combine(value, time(0))
    elif isinstance(value, str):
        local = _read_moment(value.strip())
    if local is None:
        raise CellFault(f"'{as_text(raw)[0]}' is geen datum met tijd.", "Schrijf het tijdstip als 05-03-2025 12:00.")
    if local.tzinfo is not None:
        return local.astimezone(UTC)
    moment = local.replace(tzinfo=_AMSTERDAM).astimezone(UTC)
    if moment.astimezone(_AMSTERDAM).replace(tzinfo=None) != local:
        raise CellFault(
            f"{local:%d-%m-%Y %H:%M} bestaat niet: dan gaat de klok een uur vooruit.", "Kies een andere tijd."
        )
    return moment


def _read_moment(text: str) -> datetime | None:
    if day := read_day(text):
        return datetime.combine(day, time(0))
    try:
        if (match := _HOUR.fullmatch(text)) and (day := read_day(match[1])):
            return datetime.combine(day, time(int(match[2]), int(match[3]), int(match[4] or 0)))
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _number(raw: Raw) -> tuple[Decimal, str]:
    value = raw.value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value), ""
    if isinstance(value, float) and isfinite(value):
        return Decimal(_plain(value)), ""
    text = re.sub(r"[\s€]", "", value) if isinstance(value, str) else ""
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", text):
        read = Decimal(text.replace(".", "").replace(",", "."))
        note = "" if "," in text else f"'{text}' is gelezen als {read:f}: de punt scheidt duizendtallen."
        return read, note
    if re.fullmatch(r"-?\d+([.,]\d+)?", text):
        return Decimal(text.replace(",", ".")), ""
    raise CellFault(f"'{as_text(raw)[0]}' is geen getal.", "Schrijf alleen cijfers, bijvoorbeeld 1250,50.")


def _flag(raw: Raw) -> bool:
    if isinstance(raw.value, bool):
        return raw.value
    text = as_text(raw)[0]
    if loose(text) in _YES:
        return True
    if loose(text) in _NO:
        return False
    raise CellFault(f"'{text}' is geen ja of nee.", "Vul ja of nee in.")


def _choice(text: str, choices: Sequence[str]) -> str:
    for choice in choices:
        if loose(choice) == loose(text):
            return choice
    nearest = process.extractOne(text, choices, scorer=fuzz.WRatio, processor=loose, score_cutoff=60)
    hint = f"Bedoelt u {nearest[0]}? " if nearest else ""
    allowed = ", ".join(choices)
    raise CellFault(f"'{text}' is geen bekende keuze.", f"{hint}Kies uit: {allowed}.")
