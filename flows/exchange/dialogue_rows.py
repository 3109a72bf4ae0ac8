"""One row of sessies.xlsx at a time: a point of the agenda, of the report, or a correction of the draft report."""

from datetime import date

from flows.exchange.change_columns import has_change, read_change
from flows.exchange.reading import Reading, text_or_none
from schemas.dialogue import AgendaItem, Correction, SessionPoint
from schemas.sheets import Row


def agenda_item(reading: Reading, row: Row) -> AgendaItem | None:
    """The agenda item of a row, or None with its faults added."""
    if not reading.sound(row):
        return None
    number = reading.whole(row, "Nr")
    return reading.noun(row, AgendaItem, {}, number=number, subject=row.text("Onderwerp"), note=row.text("Toelichting"))


def report_point(reading: Reading, row: Row, *, today: date) -> SessionPoint | None:
    """The point of the report in a row; an action has somebody who does it and a day, a change is whole."""
    action, owner = text_or_none(row, "Actie"), text_or_none(row, "Actie wie")
    due, done = row.day("Actie voor"), reading.not_after(row, "Actie klaar op", today)
    if action and not owner:
        reading.fault(row, "Actie wie", "wie de actie doet, is niet ingevuld.", "Vul een naam of team in.")
    if action and not due:
        reading.fault(row, "Actie voor", "de datum van de actie ontbreekt.", "Vul in wanneer de actie klaar moet zijn.")
    if not action and (owner or due or done):
        reading.fault(
            row, "Actie", "er is een naam of datum, maar geen actie.", "Schrijf de actie, of maak de cellen leeg."
        )
    change = read_change(reading, row) if has_change(row) else None
    if not reading.sound(row):
        return None
    return reading.noun(
        row,
        SessionPoint,
        {},
        number=reading.whole(row, "Nr"),
        subject=row.text("Onderwerp"),
        discussed=row.text("Besproken"),
        conclusion=row.text("Conclusie"),
        action=action,
        action_owner=owner,
        action_due=due,
        action_done=done,
        change=change,
    )


def correction(reading: Reading, row: Row) -> Correction | None:
    """The correction in a row. One that is not taken over says why; one without a decision yet may wait."""
    taken, point = row.flag("Overnemen"), reading.whole(row, "Punt")
    if taken is False and not row.text("Reactie"):
        reading.fault(row, "Reactie", "de reden om dit niet over te nemen ontbreekt.", "Schrijf waarom niet.")
    if not reading.sound(row):
        return None
    return reading.noun(
        row,
        Correction,
        {},
        number=reading.whole(row, "Nr"),
        by=row.text("Van"),
        point=point,
        text=row.text("Correctie"),
        taken=taken,
        reaction=row.text("Reactie"),
    )
