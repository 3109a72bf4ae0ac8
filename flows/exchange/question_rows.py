"""From the rows of a list to questions: each row checked, all faults together; what was published stays as it was."""

from collections.abc import Sequence

from flows.exchange.askers import Askers
from flows.exchange.change_columns import CHANGE_COLUMNS, has_change, read_change
from flows.exchange.reading import Reading, fold, key, number_in, suggestion, text_or_none
from schemas.clarification import ProposedChange, Question, QuestionStatus
from schemas.sheets import Row
from schemas.tender import Tender

DEFAULT_SOURCE = "platform"
ALL_LOTS = "alle"

_STATUSES = {fold(status.value): status for status in QuestionStatus}
_STATUSES |= {fold(name): QuestionStatus.NEW for name in ("onbeantwoord", "ingediend", "open", "ontvangen")}
_STATUSES |= {fold(name): QuestionStatus.ASSIGNED for name in ("toegewezen", "in behandeling")}
_STATUSES |= {fold(name): QuestionStatus.DRAFT for name in ("beantwoord", "conceptantwoord")}

_COLUMN_OF = {
    "source": "Bron",
    "lot": "Perceel",
    "document_version": "Versie",
    "section": "Paragraaf",
    "page": "Pagina",
    "quote": "Citaat",
    "theme": "Thema",
    "background": "Achtergrond",
    "answer": "Antwoord",
    "individual": "Individueel",
    "motivation": "Motivering",
    "duplicate_of": "Zelfde als vraag",
    "corrects": "Rectificatie op",
    "late": "Te laat",
    "assigned_to": "Toegewezen aan",
    "drafted_by": "Opgesteld door",
    "content_by": "Akkoord inhoud door",
    "legal_by": "Akkoord jurist door",
}
"""Fields a list may say nothing of: when it has not their column, what was kept stays."""

_PUBLISHED = {
    "round": "Ronde",
    "lot": "Perceel",
    "document": "Document",
    "document_version": "Versie",
    "section": "Paragraaf",
    "page": "Pagina",
    "quote": "Citaat",
    "text": "Vraag",
    "answer": "Antwoord",
    "individual": "Individueel",
    "duplicate_of": "Zelfde als vraag",
    "corrects": "Rectificatie op",
    "change": "Wijziging",
}


class Sources:
    """The source numbers in the file and as kept, and what each row says it repeats."""

    def __init__(self, rows: Sequence[Row], existing: Sequence[Question]) -> None:
        self.rows = {source_number(row): row for row in rows if source_number(row)}
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
            if key(row.text("Zelfde als vraag"))
        }

    def resolve(self, reference: str) -> str:
        """The source number that is meant by a source number, an internal id or a public number."""
        plain = key(reference)
        return plain if plain in self.known else self._aliases.get(plain, plain)


def source_number(row: Row) -> str:
    return key(row.text("Bronnummer"))


class QuestionRows:
    """Reads the rows of one list. Without ``askers`` nobody knows who asked, and only the cells are checked."""

    def __init__(
        self, reading: Reading, tender: Tender | None, askers: Askers | None, existing: Sequence[Question]
    ) -> None:
        self._reading, self._tender, self._askers = reading, tender, askers
        self._kept = {row.source_number: row for row in existing}
        self._sources = Sources(reading.rows, existing)
        self._seen: dict[object, int] = {}
        self.notes: list[str] = []

    def read(self) -> list[Question]:
        """The questions in the order of the file, new ones without an id; faults go to the reading."""
        found = [question for row in self._reading.rows if (question := self._question(row))]
        self._check_doubles()
        return found

    def _question(self, row: Row) -> Question | None:
        reading, number = self._reading, source_number(row)
        reading.twice(row, "Bronnummer", number, self._seen, f"bronnummer {number}")
        if number.startswith("="):
            remedy = "Kopieer de kolom in Excel en plak hem als waarden."
            reading.fault(row, "Bronnummer", "hier staat een formule in plaats van een nummer.", remedy)
        provider_id = self._askers.of(reading, row) if self._askers else ""
        change = self._change(row)
        individual, motivation = bool(row.flag("Individueel")), text_or_none(row, "Motivering")
        if individual and motivation is None:
            problem = "waarom het antwoord alleen naar de vrager gaat, is niet ingevuld."
            reading.fault(row, "Motivering", problem, "Schrijf de reden op, of vul bij 'Individueel' nee in.")
        round_number, corrects = self._round(row), self._corrects(row)
        status = self._status(row)
        if not reading.sound(row) or self._tender is None:
            return None
        before = self._kept.get(number)
        values: dict[str, object] = {
            "source": row.text("Bron") or self._tender.platform or DEFAULT_SOURCE,
            "lot": row.text("Perceel") or ALL_LOTS,
            "document_version": key(row.text("Versie")),
            "section": row.text("Paragraaf"),
            "page": row.text("Pagina"),
            "quote": row.text("Citaat"),
            "theme": row.text("Thema"),
            "background": row.text("Achtergrond"),
            "answer": text_or_none(row, "Antwoord"),
            "individual": individual,
            "motivation": motivation,
            "duplicate_of": self._sources.double_of.get(number),
            "corrects": corrects,
            "late": bool(row.flag("Te laat")),
            "change": change,
        }
        values |= {field: row.text(_COLUMN_OF[field]).strip() or None for field in _NAMES}
        question = reading.noun(
            row,
            Question,
            {},
            id=before.id if before else "",
            tender_id=self._tender.id,
            version=before.version if before else 0,
            source_number=number,
            round=round_number,
            received_at=row.moment("Ontvangen op"),
            provider_id=provider_id,
            document=row.text("Document"),
            text=row.text("Vraag"),
            number=before.number if before else None,
            status=status,
            **(values | self._unsaid(before)),
        )
        return self._unchanged(row, question, before)

    def _unsaid(self, before: Question | None) -> dict[str, object]:
        """Of a column that is not there the list says nothing: what was kept stays."""
        if before is None:
            return {}
        present = self._reading.present
        fields = [field for field, column in _COLUMN_OF.items() if column not in present]
        if not present & {"Wijziging", *(column.name for column in CHANGE_COLUMNS)}:
            fields.append("change")
        return {field: getattr(before, field) for field in fields}

    def _round(self, row: Row) -> int | None:
        cell = key(row.text("Ronde"))
        number = number_in(cell)
        if cell and not number:
            self._reading.fault(row, "Ronde", f"'{cell}' is geen ronde.", "Vul een heel getal in, 1 of hoger.")
        return number

    def _corrects(self, row: Row) -> int | None:
        """The public number of the published answer that this entry rectifies."""
        cell = key(row.text("Rectificatie op"))
        number = number_in(cell)
        if cell and not number:
            problem = f"'{cell}' is geen nummer van een gepubliceerde vraag."
            self._reading.fault(row, "Rectificatie op", problem, "Vul het nummer uit de nota in, of maak de cel leeg.")
        return number

    def _status(self, row: Row) -> QuestionStatus:
        """What the file says, or what follows from the answer; whether an approval counts is for the rules to say."""
        cell = row.text("Status")
        status = _STATUSES.get(fold(cell))
        if status is not None:
            return status
        if cell.strip():
            known = ", ".join(status.value for status in QuestionStatus)
            self.notes.append(f"Rij {row.number}: de status '{cell}' kennen we niet en is niet gebruikt. Wel: {known}.")
        if row.text("Antwoord"):
            return QuestionStatus.DRAFT
        return QuestionStatus.ASSIGNED if row.text("Toegewezen aan").strip() else QuestionStatus.NEW

    def _unchanged(self, row: Row, question: Question | None, before: Question | None) -> Question | None:
        """A published question stays as it was published; a new insight goes into the next nota."""
        if question is None or before is None or before.status is not QuestionStatus.PUBLISHED:
            return question
        for field, column in _PUBLISHED.items():
            # An empty cell takes nothing back: the list of the platform has no answers.
            if row.values[column] is not None and getattr(question, field) != getattr(before, field):
                remedy = "Zet de cel terug. Een aanvulling komt als nieuwe vraag in de volgende nota."
                problem = f"vraag {before.number or before.id} is al gepubliceerd en verandert niet meer."
                self._reading.fault(row, column, problem, remedy)
        kept = {field: getattr(before, field) for field in (*_PUBLISHED, *_NAMES, "status", "motivation", "late")}
        return question.model_copy(update=kept)

    def _change(self, row: Row) -> ProposedChange | None:
        """The change a question leads to: all of it, or nothing."""
        wanted, filled = row.flag("Wijziging"), has_change(row)
        if wanted is False and filled:
            problem = "hier staat nee, maar er is wel een wijziging ingevuld."
            remedy = "Vul ja in, of maak de kolommen van de wijziging leeg."
            self._reading.fault(row, "Wijziging", problem, remedy)
        if not filled and not wanted:
            return None
        if not row.text("Antwoord") and not row.text("Zelfde als vraag"):
            self._reading.fault(row, "Antwoord", "er is een wijziging, maar geen antwoord.", "Schrijf het antwoord.")
        return read_change(self._reading, row, document=row.text("Document"))

    def _check_doubles(self) -> None:
        """A double points straight at a question with a public answer, so that its asker finds it in one step."""
        sources = self._sources
        for number, row in sources.rows.items():
            original = sources.double_of.get(number)
            if original is None or not key(row.text("Zelfde als vraag")):
                continue
            column, remedy = "Zelfde als vraag", "Vul het bronnummer van de andere vraag in, of maak de cel leeg."
            if original == number:
                self._reading.fault(row, column, "een vraag kan niet naar zichzelf verwijzen.", remedy)
            elif original not in sources.known:
                if self._tender is not None:
                    hint = suggestion(original, sources.known)
                    self._reading.fault(row, column, f"vraag '{original}' bestaat niet.", f"{hint}{remedy}")
            elif original in sources.double_of:
                further = sources.double_of[original]
                problem = f"vraag {original} verwijst zelf naar vraag {further}."
                self._reading.fault(row, column, problem, f"Verwijs meteen naar {further}.")
            elif original in sources.individual:
                problem = f"vraag {original} wordt alleen aan de vrager beantwoord en staat in geen nota."
                self._reading.fault(row, column, problem, "Geef deze vraag een eigen antwoord.")


_NAMES = ("assigned_to", "drafted_by", "content_by", "legal_by")
