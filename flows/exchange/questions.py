"""vragen.xlsx: the questions of providers, the answers and the changes they lead to (users 2.2).

The form holds who asked, because it is an internal one; nothing of that is ever published.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from flows.exchange.askers import Askers
from flows.exchange.change_columns import CHANGE_COLUMNS, change_cells, has_change, read_change
from flows.exchange.reading import Reading, next_number, refuse, suggestion, text_or_none, trailing_number
from flows.tasks.excel import write_table
from schemas.clarification import ProposedChange, Question, QuestionStatus
from schemas.provider import Provider
from schemas.sheets import CellValue, Column, Row, Sheet
from schemas.tender import Tender

SHEET = "Vragen"

COLUMNS = (
    Column(name="Vraagnr", synonyms=("Nr", "Vraagnummer")),
    Column(name="Id", synonyms=("Intern nummer",)),
    Column(name="Bronnummer", synonyms=("Nummer platform", "Volgnummer"), required=True),
    Column(name="Bron", synonyms=("Platform",)),
    Column(name="Ronde", synonyms=("NvI", "Ronde / NvI", "Fase"), required=True, kind="getal"),
    Column(name="Ontvangen op", synonyms=("Datum", "Gesteld op"), required=True, kind="datumtijd"),
    Column(name="Aanbieder-id"),
    Column(name="Organisatie", synonyms=("Aanbieder", "Gesteld door", "Vraagsteller")),
    Column(name="Perceel", synonyms=("Percelen", "Perceel / segment", "Segment")),
    Column(name="Document", synonyms=("Referentie", "Stuk"), required=True),
    Column(name="Versie", synonyms=("Documentversie",)),
    Column(name="Paragraaf", synonyms=("Artikel", "Paragraaf / artikel", "Paragraaf of artikel", "Vindplaats")),
    Column(name="Thema", synonyms=("Label", "Thema / label")),
    Column(name="Citaat"),
    Column(name="Vraag", synonyms=("Uw vraag", "Vraagtekst"), required=True),
    Column(name="Antwoord"),
    Column(name="Wijziging", synonyms=("Wijziging (ja/nee)",), kind="ja_nee"),
    *CHANGE_COLUMNS,
    Column(name="Zelfde als vraag", synonyms=("Dubbel van",)),
    Column(name="Individueel", synonyms=("Individuele vraag",), kind="ja_nee"),
    Column(name="Motivering", synonyms=("Motivering individueel",)),
    Column(name="Status"),
)
"""``Vraagnr``, ``Id`` and ``Status`` are ours: they are written for the reader and never read back from the file."""

_DEFAULT_SOURCE = "platform"


def read(
    data: bytes,
    file_name: str,
    tender: Tender,
    providers: Sequence[Provider],
    existing: Sequence[Question] = (),
) -> tuple[Question, ...]:
    """The questions, in order of their internal id: ``V-001`` and on, given by order of receipt.

    ``existing`` are the questions as kept: a question with the same source number keeps its id, public number and
    status. A quotation becomes the first line of the question. Raises InputRefusedError with every fault: an asker
    that is not in the register, half a change, a double of something that is no question, an individual question
    without its motivation, and any change to what was already published.
    """
    reading = Reading(data, file_name, COLUMNS)
    kept = {row.source_number: row for row in existing}
    sources = _Sources(reading.rows, existing)
    askers = Askers(providers)
    seen: dict[object, int] = {}
    found = [row for line in reading.rows if (row := _question(reading, line, tender, askers, sources, kept, seen))]
    _check_doubles(reading, sources)
    refuse([reading])
    return with_ids(found, existing)


class _Sources:
    """The source numbers in the file and as kept, and what each row says it repeats."""

    def __init__(self, rows: Sequence[Row], existing: Sequence[Question]) -> None:
        self.rows = {row.text("Bronnummer").strip(): row for row in rows}
        self.individual = {row.source_number for row in existing if row.individual}
        self.individual |= {number for number, row in self.rows.items() if row.flag("Individueel")}
        self.double_of = {row.source_number: row.duplicate_of for row in existing if row.duplicate_of}
        self.known = dict.fromkeys((*self.rows, *(row.source_number for row in existing)))
        # A colleague may point at a question by our own numbers as well.
        self._aliases = {row.id: row.source_number for row in existing}
        self._aliases |= {str(row.number): row.source_number for row in existing if row.number is not None}
        self.double_of |= {
            number: self.resolve(row.text("Zelfde als vraag"))
            for number, row in self.rows.items()
            if row.text("Zelfde als vraag").strip()
        }

    def resolve(self, reference: str) -> str:
        """The source number that is meant by a source number, an internal id or a public number."""
        plain = reference.strip()
        return plain if plain in self.known else self._aliases.get(plain, plain)


def _question(
    reading: Reading,
    row: Row,
    tender: Tender,
    askers: Askers,
    sources: _Sources,
    kept: dict[str, Question],
    seen: dict[object, int],
) -> Question | None:
    number = row.text("Bronnummer").strip()
    reading.twice(row, "Bronnummer", number, seen, f"bronnummer {number}")
    provider_id = askers.of(reading, row)
    change = _change(reading, row)
    individual = bool(row.flag("Individueel"))
    motivation = text_or_none(row, "Motivering")
    if individual and motivation is None:
        problem = "waarom het antwoord alleen naar de vrager gaat, is niet ingevuld."
        reading.fault(row, "Motivering", problem, "Schrijf de reden op, of vul bij 'Individueel' nee in.")
    round_ = reading.whole(row, "Ronde")
    if not reading.sound(row):
        return None
    before = kept.get(number)
    question = reading.noun(
        row,
        Question,
        {},
        id=before.id if before else "",
        tender_id=tender.id,
        version=before.version if before else 0,
        source_number=number,
        source=row.text("Bron") or tender.platform or _DEFAULT_SOURCE,
        round=round_,
        received_at=row.moment("Ontvangen op"),
        provider_id=provider_id,
        lot=row.text("Perceel") or "alle",
        document=row.text("Document"),
        document_version=row.text("Versie"),
        section=row.text("Paragraaf"),
        theme=row.text("Thema"),
        text=_with_quotation(row),
        answer=text_or_none(row, "Antwoord"),
        individual=individual,
        motivation=motivation,
        duplicate_of=sources.double_of.get(number),
        change=change,
        number=before.number if before else None,
        status=QuestionStatus.DRAFT if row.text("Antwoord") else QuestionStatus.NEW,
    )
    return _unchanged(reading, row, question, before)


def _with_quotation(row: Row) -> str:
    """The question as it is published: what is quoted stands above it."""
    quotation = row.text("Citaat").strip()
    return f"“{quotation}”\n{row.text('Vraag')}" if quotation else row.text("Vraag")


def _unchanged(reading: Reading, row: Row, question: Question | None, before: Question | None) -> Question | None:
    """A published question stays as it was published; a new insight goes into the next nota."""
    if question is None or before is None or before.status is not QuestionStatus.PUBLISHED:
        return question
    columns = {
        "round": "Ronde",
        "lot": "Perceel",
        "document": "Document",
        "document_version": "Versie",
        "section": "Paragraaf",
        "text": "Vraag",
        "answer": "Antwoord",
        "individual": "Individueel",
        "duplicate_of": "Zelfde als vraag",
        "change": "Wijziging",
    }
    for field, column in columns.items():
        if getattr(question, field) != getattr(before, field):
            remedy = "Zet de cel terug. Een aanvulling komt als nieuwe vraag in de volgende nota."
            problem = f"vraag {before.number or before.id} is al gepubliceerd en verandert niet meer."
            reading.fault(row, column, problem, remedy)
    return question.model_copy(update={"status": before.status})


def _change(reading: Reading, row: Row) -> ProposedChange | None:
    """The change a question leads to: all of it, or nothing."""
    wanted, filled = row.flag("Wijziging"), has_change(row)
    if wanted is False and filled:
        problem = "hier staat nee, maar er is wel een wijziging ingevuld."
        reading.fault(row, "Wijziging", problem, "Vul ja in, of maak de kolommen van de wijziging leeg.")
    if not filled and not wanted:
        return None
    if not row.text("Antwoord") and not row.text("Zelfde als vraag"):
        reading.fault(row, "Antwoord", "er is een wijziging, maar geen antwoord.", "Schrijf het antwoord.")
    return read_change(reading, row, document=row.text("Document"))


def _check_doubles(reading: Reading, sources: _Sources) -> None:
    """A double points straight at a question with a public answer, so that its asker finds it in one step."""
    for number, row in sources.rows.items():
        original = sources.double_of.get(number)
        if original is None or not row.text("Zelfde als vraag").strip():
            continue
        column, remedy = "Zelfde als vraag", "Vul het bronnummer van de andere vraag in, of maak de cel leeg."
        if original == number:
            reading.fault(row, column, "een vraag kan niet naar zichzelf verwijzen.", remedy)
        elif original not in sources.known:
            hint = suggestion(original, sources.known)
            reading.fault(row, column, f"vraag '{original}' bestaat niet.", f"{hint}{remedy}")
        elif original in sources.double_of:
            further = sources.double_of[original]
            problem = f"vraag {original} verwijst zelf naar vraag {further}."
            reading.fault(row, column, problem, f"Verwijs meteen naar {further}.")
        elif original in sources.individual:
            problem = f"vraag {original} wordt alleen aan de vrager beantwoord en staat in geen nota."
            reading.fault(row, column, problem, "Geef deze vraag een eigen antwoord.")


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
    return write_table([Sheet(name=SHEET, columns=COLUMNS, rows=tuple(_cells(row, names) for row in questions))])


def _cells(row: Question, names: dict[str, str]) -> dict[str, CellValue]:
    cells: dict[str, CellValue] = {
        "Vraagnr": str(row.number) if row.number is not None else None,
        "Id": row.id,
        "Bronnummer": row.source_number,
        "Bron": row.source,
        "Ronde": Decimal(row.round),
        "Ontvangen op": row.received_at,
        "Aanbieder-id": row.provider_id,
        "Organisatie": names[row.provider_id],
        "Perceel": row.lot,
        "Document": row.document,
        "Versie": row.document_version,
        "Paragraaf": row.section,
        "Thema": row.theme,
        "Vraag": row.text,
        "Antwoord": row.answer,
        "Wijziging": row.change is not None,
        "Zelfde als vraag": row.duplicate_of,
        "Individueel": row.individual,
        "Motivering": row.motivation,
        "Status": row.status.value,
    }
    return cells | change_cells(row.change)
