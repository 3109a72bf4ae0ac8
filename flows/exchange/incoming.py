"""What kind of file was handed over: a list in a sheet or a Word table, a filled form, or a letter."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import PurePath

from flows.exchange.reading import Reading
from flows.tasks.documents_in import FormReading, read_form
from flows.tasks.excel import Manner
from schemas.errors import InputFault, InputRefusedError
from schemas.sheets import Column

LETTERS = (".pdf", ".eml", ".txt", ".msg", ".doc", ".docm", ".rtf", ".odt", ".pages")
"""Kinds of file that hold no list; those of them that cannot be read are refused with how to save them."""


class Kind(StrEnum):
    EXCEL = "Excel"
    CSV = "CSV"
    JSON = "JSON"
    TABLE = "Word-tabel"
    FORM = "Word-formulier"
    LETTER = "brief"


_LISTS = {".csv": Kind.CSV, ".tsv": Kind.CSV, ".json": Kind.JSON}


class Incoming:
    """A file that was opened: ``reading`` of a list, ``form`` of a form, neither of a letter."""

    def __init__(self, kind: Kind, reading: Reading | None = None, form: FormReading | None = None) -> None:
        self.kind, self.reading, self.form = kind, reading, form


def open_incoming(
    data: bytes, file_name: str, columns: Sequence[Column], manner: Manner, essential: str, *, forms: bool
) -> Incoming:
    """Open a file and find out what it is; a Word table is a list when it has the column ``essential``.

    ``forms``: whether there are Word forms for this list, so that a question as heading means one.

    Raises InputRefusedError for a file that cannot be opened, and for a sheet or CSV without known headings.
    """
    extension = PurePath(file_name).suffix.casefold()
    if extension in LETTERS:
        return Incoming(Kind.LETTER)
    if extension != ".docx":
        kind = _LISTS.get(extension, Kind.EXCEL)
        return Incoming(kind, Reading(data, file_name, columns, None, manner))
    form = read_form(data, file_name) if forms else None
    if form is not None and form.own:
        return Incoming(Kind.FORM, form=form)
    try:
        reading = Reading(data, file_name, columns, None, manner)
        if essential in reading.present:
            return Incoming(Kind.TABLE, reading)
    except InputRefusedError:
        if form is None:
            return Incoming(Kind.LETTER)
    return Incoming(Kind.FORM, form=form) if form is not None else Incoming(Kind.LETTER)


def is_a_letter(file_name: str) -> InputRefusedError:
    """The refusal of a letter where a list was asked for."""
    problem = "dit is een brief of mail zonder lijst; daar staan geen rijen in."
    remedy = "Maak er conceptrijen van, bevestig die, of zet de punten in het formulier."
    return InputRefusedError([InputFault(file=file_name, problem=problem, remedy=remedy)])
