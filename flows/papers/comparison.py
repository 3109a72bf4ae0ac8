"""Two versions of any Word document beside each other: a redline, and the index of what differs between them.

Behind ``inkoop vergelijk``; no tender is needed. Nothing is written before it is checked: accepting everything in the
redline gives the new version, rejecting everything the old one, and the rows of the index are what its marks change.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from flows.rules.wording import count
from flows.tasks import files, redline
from flows.tasks.excel import write_table
from schemas.errors import InputFault, InputRefusedError
from schemas.redline import Difference
from schemas.sheets import Column, Sheet

AUTHOR = "Inkoopstraat"
MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
"""Both versions decide what the redline says, and not the moment of comparing: the same files give the same bytes."""

_COLUMNS = (Column(name="Nr", kind="getal"), *(Column(name=name) for name in ("Vindplaats", "Soort", "Was", "Wordt")))
_LONGEST = 32_767
"""Characters in a cell of Excel."""
_CUT = " … [de tekst is te lang voor Excel; lees verder in de redline]"
_ADDED, _GONE, _CHANGED = "toegevoegd", "vervallen", "gewijzigd"


@dataclass(frozen=True)
class Compared:
    """A redline with its index; ``differences`` in reading order, headers, footers and notes included."""

    redline: bytes
    index: bytes
    differences: tuple[Difference, ...]


def compare(old: bytes, new: bytes, *, author: str = AUTHOR, moment: datetime = MOMENT) -> Compared:
    """Compare two Word files. Raises InputRefusedError or PermanentError for what is no settled, readable version."""
    made = redline.compared(old, new, author=author, moment=moment)
    rows = tuple(_in_a_cell(row) for row in _rows(made.differences))
    index = write_table([Sheet(name="Wijzigingen", columns=_COLUMNS, rows=rows)])
    return Compared(made.docx, index, made.differences)


def compare_files(old: Path, new: Path, folder: Path, *, author: str = AUTHOR) -> dict[str, Any]:
    """Compare two files and put ``<new>_redline.docx`` and ``<new>_wijzigingen.xlsx`` in ``folder``.

    Returns what ``--json`` prints: ``oud``, ``nieuw``, ``redline``, ``index`` and ``wijzigingen`` (nr, vindplaats,
    soort, was, wordt).
    """
    made = compare(_read(old), _read(new), author=author)
    names = (f"{new.stem}_redline.docx", f"{new.stem}_wijzigingen.xlsx")
    for name, data in zip(names, (made.redline, made.index), strict=True):
        files.write_once(folder / name, data)
    return {
        "oud": old.name,
        "nieuw": new.name,
        "redline": str(folder / names[0]),
        "index": str(folder / names[1]),
        "wijzigingen": [
            {name.lower(): _plain(value) for name, value in row.items()} for row in _rows(made.differences)
        ],
    }


def told(found: dict[str, Any]) -> list[str]:
    """The same for people."""
    number = count(len(found["wijzigingen"]), "wijziging", "wijzigingen")
    return [f"{number} in de tekst.", f"Redline: {found['redline']}", f"Index: {found['index']}"]


def _rows(found: tuple[Difference, ...]) -> list[dict[str, Any]]:
    return [
        {
            "Nr": Decimal(number),
            "Vindplaats": one.place,
            "Soort": _CHANGED if one.old_text and one.new_text else _GONE if one.old_text else _ADDED,
            "Was": one.old_text,
            "Wordt": one.new_text,
        }
        for number, one in enumerate(found, start=1)
    ]


def _in_a_cell(row: dict[str, Any]) -> dict[str, Any]:
    """A text that is too long for a cell is cut, and says where the rest stands."""
    return {
        name: value[: _LONGEST - len(_CUT)] + _CUT if isinstance(value, str) and len(value) > _LONGEST else value
        for name, value in row.items()
    }


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, Decimal) else value


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        fault = InputFault(
            file=path.name, problem="het bestand is niet te openen.", remedy="Controleer de naam en de map."
        )
        raise InputRefusedError([fault]) from error
