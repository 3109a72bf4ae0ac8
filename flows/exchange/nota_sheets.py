"""The spreadsheets around a nota: for publication, for ourselves, to paste back, to look at, to sign off."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from flows.exchange.change_columns import CHANGE_COLUMNS
from flows.exchange.questions import question_cells
from flows.exchange.reading import Reading, refuse
from flows.rules.anonymity import Finding
from flows.rules.nota.doubles import Suggestion
from flows.rules.nota.rounds import Standing
from flows.tasks.excel import write_table
from schemas.clarification import Question
from schemas.documents import Nota
from schemas.provider import Provider
from schemas.sheets import CellValue, Column, Sheet
from schemas.values import Noun

PUBLIC = "Voor publicatie"

_PUBLIC_COLUMNS = tuple(
    Column(name=name) for name in ("Nr", "Perceel", "Document en vindplaats", "Vraag", "Antwoord", "Wijziging")
)
_INTERNAL_COLUMNS = (
    Column(name="Vraagnr"),
    Column(name="Intern nummer"),
    Column(name="Bronnummer"),
    Column(name="Bron"),
    Column(name="Ronde", kind="getal"),
    Column(name="Ontvangen op", kind="datumtijd"),
    Column(name="Te laat"),
    Column(name="Aanbieder-id"),
    Column(name="Organisatie"),
    Column(name="Perceel"),
    Column(name="Document"),
    Column(name="Versie"),
    Column(name="Paragraaf"),
    Column(name="Pagina"),
    Column(name="Citaat"),
    Column(name="Thema"),
    Column(name="Vraag"),
    Column(name="Achtergrond"),
    Column(name="Antwoord"),
    *CHANGE_COLUMNS,
    Column(name="Zelfde als vraag"),
    Column(name="Rectificatie op"),
    Column(name="Individueel"),
    Column(name="Motivering"),
    Column(name="Toegewezen aan"),
    Column(name="Opgesteld door"),
    Column(name="Akkoord inhoud door"),
    Column(name="Akkoord jurist door"),
    Column(name="Status"),
)
_PASTE_COLUMNS = tuple(Column(name=name) for name in ("Bronnummer", "Vraagnr", "Tekst"))
_COUNT_COLUMNS = (Column(name="Wat"), Column(name="Aantal", kind="getal"))
_THEME_COLUMNS = (Column(name="Thema"), Column(name="Vragen", kind="getal"), Column(name="Vragers", kind="getal"))
_ALIKE_COLUMNS = (
    Column(name="Vraag"),
    Column(name="Tekst"),
    Column(name="Lijkt op"),
    Column(name="Tekst van die vraag"),
    Column(name="Gelijkenis", kind="getal"),
)
_LATE_COLUMNS = (Column(name="Vraag"), Column(name="Ontvangen op", kind="datumtijd"), Column(name="Tekst"))
REVIEW_COLUMNS = (
    Column(name="Intern nummer", required=True),
    Column(name="Plaats"),
    Column(name="Soort"),
    Column(name="Let op"),
    Column(name="Verraadt de vrager niet", kind="ja_nee"),
    Column(name="Niet wijzigen", required=True),
)


def public(nota: Nota | None, *, author: str = "") -> bytes:
    """The questions and answers as they are published, made of the nota itself; None: the form without rows."""
    rows = tuple(
        {
            "Nr": row.nr,
            "Perceel": row.perceel,
            "Document en vindplaats": row.vindplaats,
            "Vraag": row.vraag,
            "Antwoord": row.antwoord,
            "Wijziging": row.wijziging,
        }
        for row in (nota.vragen if nota else ())
    )
    title = f"Nota van inlichtingen {nota.nummer}" if nota else ""
    return write_table([Sheet(name=PUBLIC, columns=_PUBLIC_COLUMNS, rows=rows)], title=title, author=author)


def internal(nota: Nota, questions: Iterable[Question], providers: Iterable[Provider]) -> bytes:
    """All columns of every question of the round, and a second sheet as it is published. Never leaves the team."""
    names = {row.id: row.name for row in providers}
    own = Sheet(name="Intern", columns=_INTERNAL_COLUMNS, rows=tuple(_internal_cells(row, names) for row in questions))
    rows = tuple(
        dict(zip((column.name for column in _PUBLIC_COLUMNS), row.model_dump().values(), strict=True))
        for row in nota.vragen
    )
    return write_table([own, Sheet(name=PUBLIC, columns=_PUBLIC_COLUMNS, rows=rows)])


def _internal_cells(row: Question, names: Mapping[str, str]) -> dict[str, CellValue]:
    """As the form that is read back, but with a round to sort by, and without the column that asks for a change."""
    cells = question_cells(row, names)
    cells |= {"Intern nummer": cells.pop("Id"), "Ronde": Decimal(row.round)}
    del cells["Wijziging"]
    return cells


class Pasted(Noun):
    """The text to paste back under one question on the platform."""

    source_number: str
    number: str
    text: str


def pasted(questions: Iterable[Question], answers: Mapping[str, str]) -> tuple[Pasted, ...]:
    """The text per question of the platform, in order of its own number. ``answers`` are by internal id."""
    rows = [
        Pasted(
            source_number=row.source_number,
            number=str(row.number) if row.number is not None else "individueel",
            text=answers[row.id] if row.number is None else f"Vraag {row.number}\n{answers[row.id]}",
        )
        for row in questions
    ]
    return tuple(sorted(rows, key=lambda row: (_natural(row.source_number), row.number)))


def _natural(text: str) -> tuple[tuple[bool, int, str], ...]:
    parts = re.split(r"(\d+)", text)
    return tuple((part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)


def paste_sheet(rows: Iterable[Pasted]) -> bytes:
    cells = tuple({"Bronnummer": row.source_number, "Vraagnr": row.number, "Tekst": row.text} for row in rows)
    return write_table([Sheet(name="Terugplakken", columns=_PASTE_COLUMNS, rows=cells)])


def paste_text(rows: Iterable[Pasted]) -> bytes:
    """The same as plain text: the source number between lines, then what to paste."""
    return "\n".join(f"=== {row.source_number} ===\n{row.text}\n" for row in rows).encode("utf-8")


def standing_sheet(
    standing: Standing, questions: Sequence[Question], alike: Iterable[Suggestion], late: Iterable[Question]
) -> bytes:
    """How the round stands: counts, for whom it waits, themes with their askers, look-alikes, what came late."""
    counts: tuple[tuple[str, int], ...] = (
        ("Ontvangen", standing.received),
        ("Beantwoord", standing.answered),
        ("Akkoord van de jurist", standing.approved),
        ("Gepubliceerd", standing.published),
        ("Individueel", standing.individual),
        ("Dubbel", standing.doubles),
        ("Te laat ontvangen", standing.late),
        ("Dagen tot de nota", standing.days_left),
        *((f"Wacht op: {who}", number) for who, number in standing.waiting),
    )
    known = {row.id: row for row in questions}
    sheets = [
        Sheet(
            name="Stand",
            columns=_COUNT_COLUMNS,
            rows=tuple({"Wat": what, "Aantal": Decimal(number)} for what, number in counts),
        ),
        Sheet(
            name="Thema's",
            columns=_THEME_COLUMNS,
            rows=tuple(
                {"Thema": row.name, "Vragen": Decimal(row.questions), "Vragers": Decimal(row.askers)}
                for row in standing.themes
            ),
        ),
        Sheet(
            name="Mogelijk dubbel",
            columns=_ALIKE_COLUMNS,
            rows=tuple(
                {
                    "Vraag": known[row.question].source_number,
                    "Tekst": known[row.question].text,
                    "Lijkt op": known[row.other].source_number,
                    "Tekst van die vraag": known[row.other].text,
                    "Gelijkenis": Decimal(row.score),
                }
                for row in alike
            ),
        ),
        Sheet(
            name="Te laat",
            columns=_LATE_COLUMNS,
            rows=tuple(
                {"Vraag": row.source_number, "Ontvangen op": row.received_at, "Tekst": row.text} for row in late
            ),
        ),
    ]
    return write_table(sheets)


class Review(Noun):
    """Something in a question that a person is to look at. ``sign`` stands for the finding in exactly this text."""

    question: str
    finding: Finding
    sign: str


def review_sign(owner: str, finding: Finding, text: str) -> str:
    """Sixteen signs of what was looked at: a changed text, or another finding in it, is looked at anew."""
    whole = "\x00".join((owner, finding.kind, finding.mark, finding.place, text))
    return hashlib.sha256(whole.encode("utf-8")).hexdigest()[:16]


def review_sheet(reviews: Iterable[Review]) -> bytes:
    """The list on which a person says of each finding whether it gives the asker away."""
    rows = tuple(
        {
            "Intern nummer": row.question,
            "Plaats": row.finding.place,
            "Soort": row.finding.kind.value,
            "Let op": row.finding.mark,
            "Niet wijzigen": row.sign,
        }
        for row in reviews
    )
    return write_table([Sheet(name="Let op", columns=REVIEW_COLUMNS, rows=rows)])


def read_review(data: bytes, file_name: str) -> tuple[tuple[str, bool | None], ...]:
    """The signs with what the person said: true (gives nobody away), false (change the text), None (not looked at)."""
    reading = Reading(data, file_name, REVIEW_COLUMNS)
    refuse([reading])
    return tuple((row.text("Niet wijzigen").strip(), row.flag("Verraadt de vrager niet")) for row in reading.rows)
