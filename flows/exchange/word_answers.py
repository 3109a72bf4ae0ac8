"""The answers in a filled Word form as rows of the list of the consultation."""

from collections.abc import Sequence

from flows.exchange.reading import Reading, fold
from flows.tasks.documents_in import FormReading
from schemas.errors import InputFault
from schemas.sheets import CellValue, Column, Row, Table

_YES = frozenset({"ja", "j", "x", "☒", "✓"})
_FIELDS = ("Soort afzender", "Gemeente", "Naam", "Mag met naam", "Aanhef", "E-mail", "Reikwijdte", "Ronde")


def rows_of_form(form: FormReading, file_name: str, columns: Sequence[Column]) -> Reading:
    """One row for each paragraph of an answer, in order; who it is from stands in every row.

    A row number is the place in the form, which the notes say as well. Hidden text is no answer until a person has
    seen it, so it is a fault.
    """
    known = {fold(name): name for name in _FIELDS}
    given: dict[str, CellValue] = {
        known[fold(name)]: _value(known[fold(name)], text) for name, text in form.fields.items() if fold(name) in known
    }
    rows: list[Row] = []
    faults: list[InputFault] = []
    notes = list(form.notes)
    notes += [
        f"Niet gebruikt uit het formulier: {name}: '{text}'."
        for name, text in form.fields.items()
        if fold(name) not in known
    ]
    for number, answer in enumerate(form.answers, start=1):
        if answer.hidden:
            problem = f"{answer.place} is verborgen tekst: '{answer.text}'."
            faults.append(InputFault(file=file_name, row=number, column="Inbreng", problem=problem, remedy=_SHOW))
        filled = {**given, "Via": "formulier", "Consultatievraag": answer.question, "Inbreng": answer.text}
        rows.append(Row(number=number, values={**dict.fromkeys((row.name for row in columns), None), **filled}))
        notes.append(f"Rij {number} is {answer.place}, vraag {answer.question}.")
    if not rows:
        faults.append(
            InputFault(
                file=file_name, problem="het formulier is niet ingevuld.", remedy="Vraag om het ingevulde formulier."
            )
        )
    recognised = {name: name for name in (*given, "Via", "Consultatievraag", "Inbreng")}
    table = Table(file=file_name, sheet="", rows=tuple(rows), recognised=recognised, notes=tuple(notes))
    return Reading.of(table, faults)


_SHOW = "Maak de tekst in Word zichtbaar als hij meetelt, of haal hem weg."


def _value(name: str, text: str) -> CellValue:
    return fold(text) in _YES or text.strip() in _YES if name == "Mag met naam" else text
