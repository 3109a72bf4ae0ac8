"""How the room tells of a session in one line: as listed, its draft, its round of corrections."""

from datetime import date

from flows.rules.dialogue.reports import open_corrections
from flows.rules.dialogue.sessions import session_title
from flows.rules.wording import at_time, count, plain_date
from schemas.dialogue import DialogueSession


def listed(row: DialogueSession) -> str:
    """The session as it stands in the list, with what is missing."""
    if row.cancelled_on is not None:
        return f"{session_title(row)}: {row.subject}, afgelast op {plain_date(row.cancelled_on)}."
    without = "" if row.agenda else " Er is nog geen agenda: stap 8 maakt een voorstel."
    return f"{session_title(row)}: {row.subject}, {at_time(row.starts_at)}.{without}"


def open_actions(row: DialogueSession, today: date) -> tuple[str, ...]:
    """What a report asks of somebody and is not done yet, with by when."""
    return tuple(
        f"{session_title(row)}, punt {point.number}: {point.action} ({point.action_owner}, voor "
        f"{plain_date(point.action_due)}{', te laat' if point.action_due < today else ''})."
        for point in row.points
        if point.action and point.action_due and point.action_done is None
    )


def drafted(row: DialogueSession, number: int) -> str:
    """To how many the draft of the report goes, and until when they may correct it."""
    if not number or row.corrections_until is None:
        return f"{session_title(row)}: niemand van de aanwezigen heeft een adres; er is geen concept verstuurd."
    readers = count(number, "aanwezige", "aanwezigen")
    return f"{session_title(row)}: {readers}, correcties tot en met {plain_date(row.corrections_until)}."


def corrected(row: DialogueSession) -> str:
    """How many corrections came in and what was decided about them."""
    taken = sum(one.taken is True for one in row.corrections)
    refused = sum(one.taken is False for one in row.corrections)
    return (
        f"{session_title(row)}: {count(len(row.corrections), 'correctie', 'correcties')}, {taken} overgenomen, "
        f"{refused} niet overgenomen, {len(open_corrections(row))} zonder beslissing."
    )
