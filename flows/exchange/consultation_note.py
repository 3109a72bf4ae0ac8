"""The response note as a workbook, and the list of points that may say the same (users 3.2)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from flows.rules.consultation import Likeness, shown_name
from flows.tasks.excel import write_table
from schemas.documents import ResponseNote
from schemas.record import TenderRecord
from schemas.sheets import CellValue, Column, Sheet

POINTS, RESPONSE, OUTCOMES, PROMISES, ALIKE = "Punten", "Respons", "Uitkomsten", "Toezeggingen", "Mogelijk dubbel"


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name=name, kind="getoond") for name in names)


_POINTS = _columns(
    *("Nr", "Groep", "Gemeente", "Van", "Reikwijdte", "Thema", "Vindplaats"),
    *("Inbreng", "Reactie", "Uitkomst", "Waar"),
)
_RESPONSE = _columns("Ronde", "Groep", "Hoe gevraagd", "Uitgenodigd", "Gereageerd", "Punten")
_OUTCOMES = _columns("Uitkomst", "Aantal")
_PROMISES = _columns("Nr", "Toezegging", "Waar komt het terug", "Wie zorgt ervoor", "Uiterlijk", "Stand")
_ALIKE = _columns("Punt", "Van", "Inbreng", "Lijkt op", "Van (eerder)", "Inbreng (eerder)", "Gelijkenis")


def write(note: ResponseNote, *, moment: datetime) -> bytes:
    """Everything that stands in the note, with nothing more in it: fit to publish.

    The points come first, one row each; the response shows zeros; ``moment`` is when the workbook was made.
    """
    sheets = (
        Sheet(name=POINTS, columns=_POINTS, rows=tuple(_points(note))),
        Sheet(name=RESPONSE, columns=_RESPONSE, rows=tuple(_response(note))),
        Sheet(
            name=OUTCOMES,
            columns=_OUTCOMES,
            rows=tuple({"Uitkomst": row.naam, "Aantal": str(row.aantal)} for row in note.uitkomsten),
        ),
        Sheet(name=PROMISES, columns=_PROMISES, rows=tuple(_promises(note))),
    )
    return write_table(sheets, title=note.title, author=note.kop.organisatie, moment=moment)


def _points(note: ResponseNote) -> Iterable[dict[str, CellValue]]:
    for part in note.delen:
        for row in part.punten:
            yield {
                "Nr": row.nr,
                "Groep": part.groep,
                "Gemeente": part.gemeente,
                "Van": row.naam,
                "Reikwijdte": row.reikwijdte,
                "Thema": row.thema,
                "Vindplaats": row.vindplaats,
                "Inbreng": row.inbreng,
                "Reactie": row.reactie,
                "Uitkomst": row.uitkomst,
                "Waar": row.waar,
            }


def _response(note: ResponseNote) -> Iterable[dict[str, CellValue]]:
    several = len(note.rondes) > 1
    told = [(row.titel, group) for row in note.rondes if several for group in row.groepen]
    told += [("Alle rondes samen" if several else "", group) for group in note.groepen]
    for title, group in told:
        yield {
            "Ronde": title,
            "Groep": group.naam,
            "Hoe gevraagd": group.kanaal,
            "Uitgenodigd": group.uitgenodigd,
            "Gereageerd": group.gereageerd,
            "Punten": group.punten,
        }


def _promises(note: ResponseNote) -> Iterable[dict[str, CellValue]]:
    for row in note.toezeggingen:
        yield {
            "Nr": row.nr,
            "Toezegging": row.inbreng,
            "Waar komt het terug": row.waar,
            "Wie zorgt ervoor": row.eigenaar,
            "Uiterlijk": row.uiterlijk,
            "Stand": row.stand,
        }


def write_alike(record: TenderRecord, found: Sequence[Likeness]) -> bytes:
    """The suggestions for our own people, who decide: the later point may get 'Zelfde als' in inbreng.xlsx."""
    points = {row.id: row for row in record.inputs}
    rows: tuple[dict[str, CellValue], ...] = tuple(
        {
            "Punt": row.also,
            "Van": shown_name(record, points[row.also]),
            "Inbreng": points[row.also].text,
            "Lijkt op": row.first,
            "Van (eerder)": shown_name(record, points[row.first]),
            "Inbreng (eerder)": points[row.first].text,
            "Gelijkenis": f"{row.score} van 100",
        }
        for row in found
    )
    return write_table(
        [Sheet(name=ALIKE, columns=_ALIKE, rows=rows)],
        title="Punten die op elkaar lijken",
        author=record.tender.organisation,
    )
