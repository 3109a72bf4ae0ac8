"""What was found in a file, before anything is done with it: as one JSON object, or in plain Dutch lines.

Behind ``inkoop inbreng lees`` and ``inkoop vragen lees``; no tender is needed to read a file.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from flows.exchange import consultation, letters, questions
from flows.exchange.headings import FILE, INPUTS, QUESTIONS, mapping_beside, read_mapping
from flows.exchange.json_lines import safe
from flows.exchange.reading import Reading
from flows.exchange.revealing import FOUND, IN_FILE, mark_rows
from flows.rules.wording import AMSTERDAM, count
from schemas.clarification import Question
from schemas.consultation import ConsultationInput
from schemas.errors import InputFault, InputRefusedError
from schemas.record import TenderRecord
from schemas.sheets import CellValue, Column, Row

_MOST_BYTES = 100 * 1024 * 1024
_SHOWN = 10


def report(path: Path, kind: str, *, mapping: Path | None = None, record: TenderRecord | None = None) -> dict[str, Any]:
    """What stands in the file at ``path``, a list of ``kind`` :data:`INPUTS` or :data:`QUESTIONS`.

    Keys: ``bestand``, ``soort``, ``blad``, ``herkend`` (heading -> column), ``niet_herkend``, ``rijen`` (each with its
    row number ``rij``), ``aantal``, ``fouten`` (rij, kolom, probleem, wat_te_doen), ``opmerkingen`` and ``redenen``
    (why the file as a whole is refused). Questions have in each row ``onthullend`` and besides
    ``onthullend_in_bestand``: what may tell who asks (soort, tekst, plaats, gewicht). ``mapping`` is a mapping file;
    else the one beside the file counts. With a ``record`` the file is checked against what is known of that tender.
    """
    found = _empty(path.name)
    try:
        data = _contents(path)
        mapped = _mapping(path, mapping, kind)
        if kind == INPUTS:
            _inputs(found, data, path.name, mapped, record)
        else:
            _questions(found, data, path.name, mapped, record)
    except InputRefusedError as refused:
        found["fouten"] = [_fault(fault) for fault in refused.faults if fault.row is not None or fault.column]
        found["redenen"] = [str(fault) for fault in refused.faults if fault.row is None and not fault.column]
        if not found["redenen"]:
            found["redenen"] = [str(fault) for fault in refused.faults]
    return found


def is_read(found: Mapping[str, Any]) -> bool:
    """Whether nothing stands in the way of reading the file in."""
    return not found["fouten"] and not found["redenen"]


def _empty(name: str) -> dict[str, Any]:
    return {
        "bestand": name,
        "soort": "",
        "blad": "",
        "herkend": {},
        "niet_herkend": [],
        "rijen": [],
        "aantal": 0,
        "fouten": [],
        "opmerkingen": [],
        "redenen": [],
    }


def _contents(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _refused(path.name, "het bestand is te groot.", "Splits het bestand.")
        return path.read_bytes()
    except OSError as error:
        raise _refused(path.name, "het bestand is niet te openen.", "Controleer de naam en de map.") from error


def _mapping(path: Path, given: Path | None, kind: str) -> Mapping[str, str | None]:
    if given is not None and not given.is_file():
        raise _refused(given.name, "het bestand is niet te openen.", "Controleer de naam en de map.")
    file = given or mapping_beside(path)
    columns: Sequence[Column] = consultation.COLUMNS if kind == INPUTS else questions.COLUMNS
    return read_mapping(file.parent, file.name, columns, kind) if file else {}


def _refused(name: str, problem: str, remedy: str) -> InputRefusedError:
    return InputRefusedError([InputFault(file=name, problem=problem, remedy=remedy)])


def _inputs(
    found: dict[str, Any], data: bytes, name: str, mapping: Mapping[str, str | None], record: TenderRecord | None
) -> None:
    read = consultation.examine(
        data,
        name,
        tender=record.tender if record else None,
        groups=record.groups if record else (),
        existing=record.inputs if record else (),
        contributors=record.contributors if record else (),
        questions=tuple(row for asked in record.consultations for row in asked.questions) if record else (),
        mapping=mapping,
    )
    found["soort"] = read.kind.value
    if read.reading is None:
        _letter(found, data, name, consultation.ESSENTIAL)
        return
    required = [column.name for column in consultation.COLUMNS if column.required]
    _list(found, read.reading, read.file.notes, mapping, required)
    if record is not None:
        found["opmerkingen"].append(_compared(read.file.inputs, record.inputs))


def _questions(
    found: dict[str, Any], data: bytes, name: str, mapping: Mapping[str, str | None], record: TenderRecord | None
) -> None:
    read = questions.examine(
        data,
        name,
        tender=record.tender if record else None,
        providers=record.providers if record else (),
        existing=record.questions if record else (),
        mapping=mapping,
    )
    found["soort"] = read.kind.value
    if read.reading is None:
        _letter(found, data, name, questions.ESSENTIAL)
    else:
        required = [column.name for column in questions.COLUMNS if column.required]
        _list(found, read.reading, read.file.notes, mapping, required)
        if record is not None:
            found["opmerkingen"].append(_compared(read.file.questions, record.questions))
    mark_rows(found, data, name, record)


def _list(
    found: dict[str, Any],
    reading: Reading,
    notes: Sequence[str],
    mapping: Mapping[str, str | None],
    required: Sequence[str],
) -> None:
    table = reading.table
    missing = [name for name in required if name not in reading.present]
    unused = [heading for heading in mapping if heading.strip() not in (*table.recognised, *reading.unknown)]
    told = list(dict.fromkeys(notes))
    if not table.rows:
        told.append("Onder de koppen staat geen enkele rij van de lijst.")
    if missing:
        told.append(f"Om dit bestand echt in te lezen, ontbreekt nog: {', '.join(missing)}.")
    if unused:
        told.append(f"In {FILE} maar niet in het bestand: {', '.join(unused)}.")
    found.update(
        blad=table.sheet,
        herkend=dict(table.recognised),
        niet_herkend=list(reading.unknown),
        rijen=[_row(row, reading.present) for row in table.rows],
        aantal=len(table.rows),
        fouten=[_fault(fault) for fault in sorted(reading.faults, key=lambda fault: fault.row or 0)],
        opmerkingen=told,
    )


def _row(row: Row, present: frozenset[str]) -> dict[str, Any]:
    cells: dict[str, Any] = {"rij": row.number}
    cells |= {name: _plain(value) for name, value in row.values.items() if name in present}
    if row.extra:
        cells["overige_kolommen"] = dict(row.extra)
    return cells


def _plain(value: CellValue) -> str | bool | None:
    if isinstance(value, datetime):
        return value.astimezone(AMSTERDAM).isoformat(timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else value


def _letter(found: dict[str, Any], data: bytes, name: str, column: str) -> None:
    """A letter has no rows yet: what may become one, for a person to confirm."""
    letter = letters.read(data, name)
    found.update(
        rijen=[
            {
                "rij": number,
                column: passage.text,
                "Plaats": passage.place,
                "Verborgen": passage.hidden,
                "Status": "te controleren",
            }
            for number, passage in enumerate(letter.rows, start=1)
        ],
        aantal=len(letter.rows),
        opmerkingen=[
            "Dit is een brief: elke rij is een concept, dat een mens bevestigt.",
            *letter.notes,
            *map(str, letter.skipped),
        ],
    )
    if not letter.rows:
        found["redenen"] = [f"{name}: er staat geen tekst in die een punt kan zijn. Bekijk het bestand zelf."]


def _fault(fault: InputFault) -> dict[str, Any]:
    told = {"rij": fault.row, "kolom": fault.column, "probleem": fault.problem, "wat_te_doen": fault.remedy}
    return told if not fault.sheet else {**told, "blad": fault.sheet}


def _compared(
    rows: Sequence[ConsultationInput] | Sequence[Question],
    kept: Sequence[ConsultationInput] | Sequence[Question],
) -> str:
    """What reading it in would do: how much is new, changed and the same."""
    before = {row.id: row for row in kept}
    new = sum(row.id not in before for row in rows)
    same = sum(before.get(row.id) == row for row in rows)
    return f"Inlezen geeft {new} nieuw, {len(rows) - new - same} gewijzigd en {same} gelijk."


def lines(found: Mapping[str, Any]) -> list[str]:
    """The same for people, in plain Dutch."""
    where = f", blad '{found['blad']}'" if found["blad"] else ""
    told = [f"{found['bestand']}: {found['soort'] or 'niet gelezen'}{where}."]
    if found["herkend"]:
        pairs = (f"'{was}'" if was == name else f"'{was}' als '{name}'" for was, name in found["herkend"].items())
        told.append(f"Herkende kolommen: {', '.join(pairs)}.")
    if found["niet_herkend"]:
        told.append(f"Niet herkend, wel bewaard: {', '.join(found['niet_herkend'])}.")
    told.append(f"{count(found['aantal'], 'rij', 'rijen')} gelezen.")
    told += [f"Let op: {note}" for note in found["opmerkingen"]]
    told += _revealed(found)
    told += [f"- {_place(fault)}{fault['probleem']} {fault['wat_te_doen']}" for fault in found["fouten"]]
    told += [f"- {reason}" for reason in found["redenen"]]
    if not is_read(found):
        wrong = count(len(found["fouten"]) or len(found["redenen"]), "fout", "fouten")
        told.append(f"Zo kan het bestand niet worden ingelezen: {wrong}. Verbeter ze en probeer opnieuw.")
    return [safe(" ".join(line.split())) for line in told]


def _revealed(found: Mapping[str, Any]) -> list[str]:
    """Where who asks can be read, in a few lines."""
    marks = [(f"Rij {row['rij']}, {mark['plaats']}", mark) for row in found["rijen"] for mark in row.get(FOUND, ())]
    marks += [(f"In het bestand ({mark['plaats']})", mark) for mark in found.get(IN_FILE, ())]
    told = [f"Let op: {place}: '{mark['tekst']}' ({mark['soort']}) kan de vrager verraden." for place, mark in marks]
    rest = len(told) - _SHOWN
    return [*told[:_SHOWN], f"Let op: nog {rest} zulke plaatsen; zie --json."] if rest > 0 else told


def _place(fault: Mapping[str, Any]) -> str:
    parts = [f"rij {fault['rij']}"] if fault["rij"] is not None else []
    parts += [f"kolom '{fault['kolom']}'"] if fault["kolom"] else []
    return f"{', '.join(parts)}: " if parts else ""


__all__ = ["INPUTS", "QUESTIONS", "is_read", "lines", "report"]
