"""vragen.xlsx: the questions of providers, the answers and the changes they lead to (users 2.2).

The form holds who asked, because it is an internal one; nothing of that is ever published. The same list comes as a
sheet, a CSV or a table in Word, under our headings or those of the platform.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from flows.exchange.askers import Askers
from flows.exchange.change_columns import CHANGE_COLUMNS, change_cells
from flows.exchange.headings import QUESTION_SYNONYMS, with_synonyms
from flows.exchange.incoming import Kind, is_a_letter, open_incoming
from flows.exchange.question_rows import QuestionRows
from flows.exchange.reading import Reading, next_number, refuse, trailing_number
from flows.tasks.excel import Manner, write_table
from schemas.clarification import Question
from schemas.provider import Provider
from schemas.sheets import CellValue, Column, Sheet
from schemas.tender import Tender
from schemas.values import Noun

SHEET = "Vragen"

COLUMNS = with_synonyms(
    (
        Column(name="Vraagnr"),
        Column(name="Id"),
        Column(name="Bronnummer", required=True),
        Column(name="Bron"),
        Column(name="Ronde", required=True),
        Column(name="Ontvangen op", required=True, kind="datumtijd"),
        Column(name="Te laat", kind="ja_nee"),
        Column(name="Aanbieder-id"),
        Column(name="Organisatie"),
        Column(name="Perceel"),
        Column(name="Document", required=True),
        Column(name="Versie"),
        Column(name="Paragraaf"),
        Column(name="Pagina"),
        Column(name="Citaat"),
        Column(name="Thema"),
        Column(name="Vraag", required=True),
        Column(name="Achtergrond"),
        Column(name="Antwoord"),
        Column(name="Wijziging", synonyms=("Wijziging (ja/nee)",), kind="ja_nee"),
        *CHANGE_COLUMNS,
        Column(name="Zelfde als vraag"),
        Column(name="Rectificatie op"),
        Column(name="Individueel", kind="ja_nee"),
        Column(name="Motivering"),
        Column(name="Toegewezen aan"),
        Column(name="Opgesteld door"),
        Column(name="Akkoord inhoud door"),
        Column(name="Akkoord jurist door"),
        Column(name="Status"),
    ),
    QUESTION_SYNONYMS,
)
"""``Vraagnr`` and ``Id`` are ours: they are written for the reader and never read back from the file."""

REFERENCES = frozenset(
    {
        *("Vraagnr", "Id", "Bronnummer", "Ronde", "Aanbieder-id", "Perceel", "Versie", "Paragraaf", "Pagina"),
        *("Wijziging waar", "Zelfde als vraag", "Rectificatie op"),
    }
)
ESSENTIAL = "Vraag"


class QuestionFile(Noun):
    """What a file said: the questions, and Dutch sentences about how it was read."""

    questions: tuple[Question, ...]
    notes: tuple[str, ...] = ()


class Examined(NamedTuple):
    """A file that was read, with its faults still in ``reading``; a letter has no reading."""

    kind: Kind
    reading: Reading | None
    file: QuestionFile


def read(
    data: bytes,
    file_name: str,
    tender: Tender,
    providers: Sequence[Provider],
    existing: Sequence[Question] = (),
) -> tuple[Question, ...]:
    """The questions of :func:`read_all`, for who needs no more than those."""
    return read_all(data, file_name, tender, providers, existing).questions


def read_all(
    data: bytes,
    file_name: str,
    tender: Tender,
    providers: Sequence[Provider],
    existing: Sequence[Question] = (),
    mapping: Mapping[str, str | None] | None = None,
) -> QuestionFile:
    """The questions, in order of their internal id: ``V-001`` and on, given by order of receipt.

    ``existing`` are the questions as kept: a question with the same source number keeps its id and public number, and
    of a column the file does not have, the kept value stays. The status and the names of who approved are what the
    file claims; the rules say whether they count. ``mapping`` is a mapping file. Raises InputRefusedError with every
    fault: an asker that is not in the register, half a change, a double of something that is no question, an individual
    question without its motivation, any change to what was already published, and for a letter.
    """
    found = examine(data, file_name, tender=tender, providers=providers, existing=existing, mapping=mapping)
    if found.reading is None:
        raise is_a_letter(file_name)
    refuse([found.reading])
    return found.file


def examine(
    data: bytes,
    file_name: str,
    *,
    tender: Tender | None = None,
    providers: Sequence[Provider] = (),
    existing: Sequence[Question] = (),
    mapping: Mapping[str, str | None] | None = None,
) -> Examined:
    """Read a file without refusing it: the faults stay in the reading. Without a tender nobody knows who asked.

    Raises InputRefusedError for a file that cannot be opened.
    """
    missing = {column.name for column in COLUMNS if column.name != ESSENTIAL} if tender is None else set()
    manner = Manner(mapping=mapping or {}, references=REFERENCES, may_miss=frozenset(missing), whole=True)
    incoming = open_incoming(data, file_name, COLUMNS, manner, ESSENTIAL, forms=False)
    reading = incoming.reading
    if reading is None:
        return Examined(incoming.kind, None, QuestionFile(questions=()))
    rows = QuestionRows(reading, tender, Askers(providers) if tender else None, existing)
    questions = with_ids(rows.read(), existing)
    return Examined(
        incoming.kind, reading, QuestionFile(questions=questions, notes=(*reading.table.notes, *rows.notes))
    )


def with_ids(questions: Sequence[Question], existing: Sequence[Question]) -> tuple[Question, ...]:
    """The questions in order of id; those without one get the next ids by order of receipt."""
    first = next_number(number for row in existing if (number := trailing_number(row.id)))
    new = sorted((row for row in questions if not row.id), key=lambda row: (row.received_at, row.source_number))
    given = {row.source_number: f"V-{first + place:03d}" for place, row in enumerate(new)}
    named = (row.model_copy(update={"id": given.get(row.source_number, row.id)}) for row in questions)
    return tuple(sorted(named, key=lambda row: (trailing_number(row.id) or 0, row.id)))


def write(questions: Iterable[Question], providers: Iterable[Provider]) -> bytes:
    """The questions as a form that reads back to the same questions. KeyError for an asker not given."""
    names = {row.id: row.name for row in providers}
    return write_table(
        [Sheet(name=SHEET, columns=COLUMNS, rows=tuple(question_cells(row, names) for row in questions))]
    )


def question_cells(row: Question, names: Mapping[str, str]) -> dict[str, CellValue]:
    """All there is to tell of a question, by column. KeyError for an asker not in ``names`` (by id)."""
    cells: dict[str, CellValue] = {
        "Vraagnr": str(row.number) if row.number is not None else None,
        "Id": row.id,
        "Bronnummer": row.source_number,
        "Bron": row.source,
        "Ronde": str(row.round),
        "Ontvangen op": row.received_at,
        "Te laat": row.late,
        "Aanbieder-id": row.provider_id,
        "Organisatie": names[row.provider_id],
        "Perceel": row.lot,
        "Document": row.document,
        "Versie": row.document_version,
        "Paragraaf": row.section,
        "Pagina": row.page,
        "Citaat": row.quote,
        "Thema": row.theme,
        "Vraag": row.text,
        "Achtergrond": row.background,
        "Antwoord": row.answer,
        "Wijziging": row.change is not None,
        "Zelfde als vraag": row.duplicate_of,
        "Rectificatie op": str(row.corrects) if row.corrects is not None else None,
        "Individueel": row.individual,
        "Motivering": row.motivation,
        "Toegewezen aan": row.assigned_to,
        "Opgesteld door": row.drafted_by,
        "Akkoord inhoud door": row.content_by,
        "Akkoord jurist door": row.legal_by,
        "Status": row.status.value,
    }
    return cells | change_cells(row.change)
