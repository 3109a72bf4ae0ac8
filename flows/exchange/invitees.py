"""genodigden.xlsx: whom we ask for a view, with the address to ask it at and whether the name may be printed."""

from collections.abc import Iterable, Sequence

from flows.exchange.reading import (
    Reading,
    fold,
    next_number,
    refuse,
    suggestion,
    text_or_none,
    trailing_number,
    with_choices,
)
from flows.tasks.excel import write_table
from schemas.consultation import ConsultationGroup, Contributor
from schemas.provider import checked_address
from schemas.sheets import CellValue, Column, Row, Sheet
from schemas.tender import Tender

SHEET = "Genodigden"
COLUMNS = (
    Column(name="Soort afzender", synonyms=("Groep", "Van", "Afzender"), required=True),
    Column(name="Gemeente"),
    Column(name="Naam", synonyms=("Organisatie", "Wie"), required=True),
    Column(name="E-mail", synonyms=("E-mailadres", "Mail", "Adres")),
    Column(name="Aanhef"),
    Column(name="Mag met naam?", synonyms=("Mag met naam", "Naam noemen"), kind="ja_nee"),
)


def read(
    data: bytes,
    file_name: str,
    tender: Tender,
    *,
    groups: Sequence[ConsultationGroup],
    existing: Sequence[Contributor] = (),
) -> tuple[Contributor, ...]:
    """The people and bodies in the order of the file. The same name in the same group and municipality is one.

    Without a word about it a name may not be printed. Raises InputRefusedError with every fault: an unknown group or
    municipality, an address that is none, somebody who stands there twice.
    """
    reading = Reading(data, file_name, with_choices(COLUMNS, Gemeente=tender.municipality_names))
    known = {fold(name): group.code for group in groups for name in (group.code, group.name)}
    kept = {_who(row.group, row.municipality, row.name): row for row in existing}
    taken = {number for row in existing if (number := trailing_number(row.id))}
    seen: dict[object, int] = {}
    found: list[Contributor] = []
    for line in reading.rows:
        row = _contributor(reading, line, tender, known, kept, seen)
        if row is not None and not row.id:
            taken.add(next_number(taken))
            row = row.model_copy(update={"id": f"IB-{max(taken):03d}"})
        if row is not None:
            found.append(row)
    refuse([reading])
    return tuple(found)


Who = tuple[str, str, str]


def _who(group: str, municipality: str | None, name: str) -> Who:
    return group, municipality or "", fold(name)


def _contributor(
    reading: Reading,
    row: Row,
    tender: Tender,
    known: dict[str, str],
    kept: dict[Who, Contributor],
    seen: dict[object, int],
) -> Contributor | None:
    cell, name = row.text("Soort afzender"), row.text("Naam")
    group = known.get(fold(cell))
    if group is None and cell:
        codes = dict.fromkeys(known.values())
        remedy = f"{suggestion(cell, codes)}Kies uit: {', '.join(codes)}."
        reading.fault(row, "Soort afzender", f"'{cell}' is geen groep van deze consultatie.", remedy)
    email = row.text("E-mail").strip()
    if email:
        try:
            email = checked_address(email)
        except ValueError as error:
            reading.fault(row, "E-mail", f"{error}.", "Verbeter het adres.")
    municipality = text_or_none(row, "Gemeente")
    who = _who(group or "", municipality, name)
    reading.twice(row, "Naam", who if name else None, seen, f"'{name}'")
    if group is None or not reading.sound(row):
        return None
    old = kept.get(who)
    return Contributor(
        id=old.id if old else "",
        tender_id=tender.id,
        version=old.version if old else 0,
        group=group,
        municipality=municipality,
        name=name,
        may_name=bool(row.flag("Mag met naam?")),
        greeting=row.text("Aanhef").strip().rstrip(",") or "Geachte heer, mevrouw",
        email=email or None,
    )


def write(contributors: Iterable[Contributor], tender: Tender, *, groups: Sequence[ConsultationGroup] = ()) -> bytes:
    """The people and bodies as a form that reads back to the same; without anybody an empty form."""
    choices = {"Gemeente": tender.municipality_names, "Soort_afzender": [group.code for group in groups]}
    columns = with_choices(COLUMNS, **{name: values for name, values in choices.items() if values})
    return write_table([Sheet(name=SHEET, columns=columns, rows=tuple(_cells(row) for row in contributors))])


def _cells(row: Contributor) -> dict[str, CellValue]:
    return {
        "Soort afzender": row.group,
        "Gemeente": row.municipality,
        "Naam": row.name,
        "E-mail": row.email,
        "Aanhef": row.greeting,
        "Mag met naam?": row.may_name,
    }
