"""The columns in which a question or a session says what it changes in a document; the same in every form."""

from flows.exchange.reading import Reading
from schemas.clarification import ProposedChange
from schemas.sheets import CellValue, Column, Row

CHANGE_COLUMNS = (
    Column(name="Wijziging document"),
    Column(name="Wijziging waar", synonyms=("Wijziging: waar", "Vindplaats wijziging")),
    Column(name="Oude tekst", synonyms=("Wijziging oude tekst", "Wijziging: oude tekst", "Was")),
    Column(name="Nieuwe tekst", synonyms=("Wijziging nieuwe tekst", "Wijziging: nieuwe tekst", "Wordt")),
    Column(name="Reden wijziging", synonyms=("Wijziging reden", "Wijziging: reden")),
)

_NEEDED = (
    ("Wijziging document", "het document"),
    ("Wijziging waar", "de vindplaats"),
    ("Reden wijziging", "de reden"),
)


def has_change(row: Row) -> bool:
    """Whether anything of a change is filled in."""
    return any(row.text(column.name) for column in CHANGE_COLUMNS)


def read_change(reading: Reading, row: Row, document: str = "") -> ProposedChange | None:
    """The whole change of a row, or None with faults added for the parts that are missing.

    ``document`` is the one that is meant when the row names none. A text may be only added or only taken away, so the
    old or the new text may be empty, but not both.
    """
    named = {"Wijziging document": row.text("Wijziging document") or document}
    missing = [(column, what) for column, what in _NEEDED if not named.get(column, row.text(column))]
    for column, what in missing:
        reading.fault(row, column, f"{what} van de wijziging ontbreekt.", "Vul de cel in.")
    if not row.text("Oude tekst") and not row.text("Nieuwe tekst"):
        reading.fault(row, "Nieuwe tekst", "de tekst van de wijziging ontbreekt.", "Vul de oude en de nieuwe tekst in.")
        return None
    if missing:
        return None
    return ProposedChange(
        document=named["Wijziging document"],
        place=row.text("Wijziging waar"),
        old_text=row.text("Oude tekst"),
        new_text=row.text("Nieuwe tekst"),
        reason=row.text("Reden wijziging"),
    )


def change_cells(change: ProposedChange | None) -> dict[str, CellValue]:
    """The cells of a change; none of them without one."""
    if change is None:
        return {}
    texts = (change.document, change.place, change.old_text, change.new_text, change.reason)
    return {column.name: text for column, text in zip(CHANGE_COLUMNS, texts, strict=True)}
