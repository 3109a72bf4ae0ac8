"""What to talk about at a session: what was promised for it, what is open, and what most providers ask about.

A proposal only: the team changes it in sessies.xlsx. It never shows who asked, and a theme of a single asker stays out.
"""

import re
from collections.abc import Iterator

from flows.rules.dialogue.sessions import PURPOSES, session_name
from flows.rules.nota.questions import askers_per_theme
from flows.rules.wording import count, listing, local_day, plain_date
from schemas.consultation import Promise
from schemas.dialogue import AgendaItem, DialogueSession, SessionKind
from schemas.record import TenderRecord

THEMES = 3
"""How many of the themes most asked about are proposed."""
FEWEST_ASKERS = 2

_NAMES = {
    SessionKind.DIALOGUE: ("dialoogsessie", "dialoogtafel"),
    SessionKind.PROVIDERS: ("aanbiedersbijeenkomst", "bijeenkomst voor aanbieders"),
    SessionKind.DEVELOPMENT: ("ontwikkeltafel",),
    SessionKind.PRESSURE_COOKER: ("pressure cooker", "pressure-cooker"),
}


def agenda_proposal(record: TenderRecord, session: DialogueSession) -> tuple[AgendaItem, ...]:
    """The agenda of a session from the record: open promises for it by theme, open questions, themes, actions."""
    items = [("Opening en doel", PURPOSES[session.kind])]
    promised = list(_promised(record, session))
    items += promised
    items += _open_questions(record)
    items += _asked_most(record, {subject for subject, _ in promised})
    items += _actions(record, session)
    items.append(("Rondvraag", ""))
    return tuple(
        AgendaItem(number=number, subject=subject, note=note) for number, (subject, note) in enumerate(items, start=1)
    )


def meant_for(place: str, session: DialogueSession) -> bool:
    """Whether a place ("Dialoogsessie 2, onderwerp overdracht") means this session.

    A place that names the kind without a number is meant for every session of the kind.
    """
    names = "|".join(map(re.escape, _NAMES[session.kind]))
    found = re.findall(rf"(?:{names})\w*\s*(?:nr\.?|nummer)?\s*(\d*)", place.casefold())
    return any(number in ("", str(session.number)) for number in found)


def open_promises(record: TenderRecord, session: DialogueSession) -> tuple[Promise, ...]:
    """The promises that were to be kept at this session and are not marked as kept yet."""
    return tuple(row for row in record.promises if row.done_on is None and meant_for(row.place, session))


def _promised(record: TenderRecord, session: DialogueSession) -> Iterator[tuple[str, str]]:
    inputs = {row.id: row for row in record.inputs}
    by_theme: dict[str, list[str]] = {}
    for promise in open_promises(record, session):
        source = inputs.get(promise.input_id)
        theme = source.theme if source else "Toezegging"
        by_theme.setdefault(theme, []).append((source.summary if source else "") or promise.text)
    for theme, texts in by_theme.items():
        yield theme, f"Toegezegd in de consultatie: {' / '.join(dict.fromkeys(texts))}"


def _open_questions(record: TenderRecord) -> Iterator[tuple[str, str]]:
    waiting = [row for row in record.questions if not (row.answer or row.individual or row.duplicate_of)]
    if waiting:
        themes = listing(sorted({row.theme for row in waiting}))
        number = count(len(waiting), "vraag heeft", "vragen hebben")
        yield "Vragen die nog open staan", f"{number} nog geen antwoord. Het gaat over: {themes}."


def _asked_most(record: TenderRecord, known: set[str]) -> Iterator[tuple[str, str]]:
    asked = askers_per_theme(row for row in record.questions if not row.individual)
    many = [(theme, askers) for theme, askers in asked.items() if askers >= FEWEST_ASKERS and theme not in known]
    for theme, askers in sorted(many, key=lambda pair: (-pair[1], pair[0]))[:THEMES]:
        yield theme, f"Vragen van {askers} verschillende aanbieders."


def _actions(record: TenderRecord, session: DialogueSession) -> Iterator[tuple[str, str]]:
    """What earlier sessions left to be done by the day of this one, unless it was done."""
    day = local_day(session.starts_at)
    rows = [
        f"{point.action} ({session_name(earlier)}, {point.action_owner}, voor {plain_date(point.action_due)})"
        for earlier in record.sessions
        if earlier.starts_at < session.starts_at and earlier.cancelled_on is None
        for point in earlier.points
        if point.action and point.action_due and point.action_due <= day and point.action_done is None
    ]
    if rows:
        yield "Acties uit eerdere sessies", "\n".join(rows)
