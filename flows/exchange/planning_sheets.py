"""The extra sheets of planning.xlsx: council calendar, free days, recess, colleagues. All are optional.

Each function reads one sheet and collects its faults in the :class:`Reading`; the ids are made from what the row says,
so that the same row is the same record every time.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from flows.exchange.planning_checks import check_year
from flows.exchange.reading import ALL, Reading, fold, suggestion
from flows.rules.calendar import legal_free_days
from flows.rules.wording import count, listing, long_date, plain_date
from schemas.planning import Body, BodyMeeting, Colleague, FreePeriod
from schemas.provider import checked_address
from schemas.sheets import Column, Row
from schemas.tender import Tender
from schemas.terms import FreeDayKind

MEETINGS, FREE_DAYS, RECESS, COLLEAGUES = "Raadskalender", "Vrije dagen", "Reces", "Collega's"

NAMES = {
    MEETINGS: (MEETINGS, "Vergaderkalender", "Vergaderingen", "Collegekalender"),
    FREE_DAYS: (FREE_DAYS, "Feestdagen", "Vrije dag"),
    RECESS: (RECESS, "Recessen", "Vakanties"),
    COLLEAGUES: (COLLEAGUES, "Team", "Contactpersonen"),
}
"""Other names under which people keep these sheets."""

COLUMNS = {
    MEETINGS: (
        Column(name="Gemeente", synonyms=("Gemeenten",)),
        Column(
            name="Orgaan",
            synonyms=("Beslisser", "Bestuursorgaan"),
            required=True,
            kind="keuze",
            choices=tuple(body.value for body in Body),
        ),
        Column(name="Datum", synonyms=("Vergaderdatum", "Vergadering"), required=True, kind="datum"),
        Column(
            name="Aanleveren uiterlijk",
            synonyms=("Aanleveren", "Aanleverdatum", "Stukken uiterlijk", "Uiterlijk aanleveren"),
            kind="datum",
        ),
    ),
    FREE_DAYS: (
        Column(name="Datum", synonyms=("Van", "Dag"), required=True, kind="datum"),
        Column(name="T/m", synonyms=("Tot en met", "Einddatum"), kind="datum"),
        Column(name="Naam", synonyms=("Omschrijving",), required=True),
        Column(name="Soort", kind="keuze", choices=("brugdag", "eigen", "gelijkgesteld", "feestdag", "reces")),
        Column(name="Geldt voor", synonyms=("Gemeente", "Gemeenten")),
        Column(name="Bron"),
    ),
    RECESS: (
        Column(name="Van", synonyms=("Datum", "Begindatum", "Eerste dag"), required=True, kind="datum"),
        Column(name="T/m", synonyms=("Tot en met", "Einddatum", "Laatste dag"), required=True, kind="datum"),
        Column(name="Naam", synonyms=("Reces", "Omschrijving"), required=True),
        Column(name="Gemeente", synonyms=("Gemeenten", "Geldt voor")),
        Column(name="Bron"),
    ),
    COLLEAGUES: (
        Column(name="Naam", required=True),
        Column(name="Taken", synonyms=("Taak", "Rol", "Rollen", "Door wie", "Functie")),
        Column(name="E-mail", synonyms=("E-mailadres", "Mail", "Mailadres"), required=True),
        Column(name="Vervanger", synonyms=("Vervangen door", "Waarnemer")),
        Column(name="Afwezig van", synonyms=("Afwezig vanaf",), kind="datum"),
        Column(name="Afwezig t/m", synonyms=("Afwezig tot en met",), kind="datum"),
    ),
}
"""Geldt voor and Gemeente hold one, several (with commas) or 'alle'. Taken are names from the column Door wie."""


def slug(text: str) -> str:
    """A text as part of an id: lower case, its letters and digits to the letter, a hyphen for anything else."""
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", text).casefold()).strip("-") or "zonder-naam"


def free_period_id(kind: FreeDayKind, first: date, name: str, applies_to: str | None) -> str:
    """``vrij/2026-05-15/brugdag``, ``reces/2026-07-04/zomerreces/epe``."""
    parts = ("reces" if kind is FreeDayKind.RECESS else "vrij", first.isoformat(), slug(name))
    return "/".join((*parts, slug(applies_to)) if applies_to else parts)


def meeting_id(municipality: str, body: Body, held_on: date) -> str:
    """``vergadering/epe/college/2026-05-12``."""
    return f"vergadering/{slug(municipality)}/{slug(body)}/{held_on.isoformat()}"


def colleague_id(name: str) -> str:
    """``collega/j-de-vries``."""
    return f"collega/{slug(name)}"


def meetings(reading: Reading, tender: Tender, notes: list[str]) -> tuple[BodyMeeting, ...]:
    """The sheet Raadskalender, in order of day. A PFO without a municipality is held for all of them."""
    seen: dict[object, int] = {}
    found: list[BodyMeeting] = []
    for row in reading.rows:
        held_on, deliver_by, kind = row.day("Datum"), row.day("Aanleveren uiterlijk"), row.text("Orgaan")
        towns = reading.municipalities(row, "Gemeente", tender)
        if not row.text("Gemeente") and kind == Body.PFO:
            towns = tender.municipality_names
        elif not row.text("Gemeente"):
            reading.fault(row, "Gemeente", "de cel is leeg.", "Vul de gemeente in, of 'alle'.")
        check_year(reading, row, "Datum", held_on, tender)
        check_year(reading, row, "Aanleveren uiterlijk", deliver_by, tender)
        if held_on and deliver_by and deliver_by > held_on:
            problem = f"{plain_date(deliver_by)} ligt na de vergadering van {plain_date(held_on)}."
            reading.fault(row, "Aanleveren uiterlijk", problem, "Vul een dag voor de vergadering in.")
        if held_on is None or not kind:
            continue
        if held_on.weekday() > 4:
            notes.append(f"Blad '{MEETINGS}', rij {row.number}: {long_date(held_on)} is geen werkdag. Klopt de datum?")
        for town in towns:
            key = meeting_id(town, Body(kind), held_on)
            reading.twice(row, "Datum", key, seen, f"{kind} {town} op {plain_date(held_on)}")
            if reading.sound(row):
                found.append(
                    BodyMeeting(
                        id=key,
                        tender_id=tender.id,
                        municipality=town,
                        body=Body(kind),
                        held_on=held_on,
                        deliver_by=deliver_by,
                    )
                )
    return tuple(sorted(found, key=lambda meeting: (meeting.held_on, meeting.municipality, meeting.body)))


def free_days(reading: Reading, tender: Tender, notes: list[str]) -> tuple[FreePeriod, ...]:
    """The sheet Vrije dagen. National holidays are known already: a row that lists one says nothing new."""
    holidays = 0
    rows = []
    for row in reading.rows:
        first, kind = row.day("Datum"), FreeDayKind(row.text("Soort") or FreeDayKind.OWN)
        if first and row.day("T/m") in (None, first) and (not row.text("Soort") or kind is FreeDayKind.HOLIDAY):
            if _national_holiday(first):
                holidays += 1
                continue
            if kind is FreeDayKind.HOLIDAY:
                problem = f"{plain_date(first)} is in de wet geen feestdag."
                reading.fault(row, "Soort", problem, "Kies 'eigen' als u die dag vrij bent, of verbeter de datum.")
        elif kind is FreeDayKind.HOLIDAY:
            reading.fault(row, "Soort", "een feestdag duurt een dag.", "Haal 'T/m' weg, of kies 'eigen'.")
        if kind is FreeDayKind.EQUATED and not row.text("Bron"):
            reading.fault(row, "Bron", "de cel is leeg.", "Vul het besluit in dat deze dag gelijkstelt.")
        rows.append((row, kind, "Datum", "Geldt voor"))
    if holidays:
        known = count(holidays, "landelijke feestdag is", "landelijke feestdagen zijn")
        notes.append(f"Blad '{FREE_DAYS}': {known} al bekend en niet nog eens opgeslagen.")
    return _periods(reading, rows, tender)


def recesses(reading: Reading, tender: Tender) -> tuple[FreePeriod, ...]:
    """The sheet Reces."""
    return _periods(reading, [(row, FreeDayKind.RECESS, "Van", "Gemeente") for row in reading.rows], tender)


def _national_holiday(day: date) -> bool:
    return any(free.day == day and free.kind is FreeDayKind.HOLIDAY for free in legal_free_days(day.year))


def _periods(
    reading: Reading, rows: Sequence[tuple[Row, FreeDayKind, str, str]], tender: Tender
) -> tuple[FreePeriod, ...]:
    """One period per row and municipality, in order of day.

    A period may stand there once per day, each row up to the same last day: that is one period.
    """
    seen: dict[object, int] = {}
    ends: dict[tuple[object, ...], set[date]] = {}
    found = []
    for row, kind, start, where in sorted(rows, key=lambda entry: entry[0].day(entry[2]) or date.max):
        first, last = row.day(start), row.day("T/m") or row.day(start)
        check_year(reading, row, start, first, tender)
        check_year(reading, row, "T/m", row.day("T/m"), tender)
        everywhere = not row.text(where).strip() or fold(row.text(where)) in ALL
        towns: tuple[str | None, ...] = (None,) if everywhere else reading.municipalities(row, where, tender)
        if first is None or last is None:
            continue
        if last < first:
            problem = f"{plain_date(last)} ligt voor {plain_date(first)}."
            reading.fault(row, "T/m", problem, f"Vul een dag in op of na '{start}'.")
        for town in towns:
            name, source = row.text("Naam"), row.text("Bron")
            same = ends.setdefault((name, kind, source, town), set())
            key = free_period_id(kind, first, name, town)
            if last in same and key not in seen:
                continue
            same.add(last)
            reading.twice(row, start, key, seen, f"'{name}' op {plain_date(first)}{f' in {town}' if town else ''}")
            if reading.sound(row):
                period = FreePeriod(
                    id=key,
                    tender_id=tender.id,
                    first=first,
                    last=last,
                    name=name,
                    kind=kind,
                    source=source,
                    applies_to=town,
                )
                found.append(period)
    return tuple(sorted(found, key=lambda period: (period.first, period.last, period.id)))


def colleagues(reading: Reading, tender: Tender, owners: Sequence[str], notes: list[str]) -> tuple[Colleague, ...]:
    """The sheet Collega's in the order of the file. ``owners`` are the names in the column Door wie."""
    names = {fold(row.text("Naam")): row.text("Naam") for row in reading.rows if row.text("Naam")}
    seen: dict[object, int] = {}
    found = []
    for row in reading.rows:
        name, email, deputy = row.text("Naam"), row.text("E-mail").strip(), row.text("Vervanger").strip()
        reading.twice(row, "Naam", name and (fold(name) or slug(name)), seen, f"'{name}'")
        _check_email(reading, row, email)
        if deputy and fold(deputy) not in names:
            hint = suggestion(deputy, names.values())
            problem = f"'{deputy}' staat niet in de kolom 'Naam' van dit blad."
            reading.fault(row, "Vervanger", problem, f"{hint}Kies een naam uit dit blad, of voeg een rij toe.")
        elif deputy and fold(deputy) == fold(name):
            reading.fault(row, "Vervanger", "iemand kan zichzelf niet vervangen.", "Kies een andere collega.")
        _check_absence(reading, row, tender)
        if reading.sound(row):
            colleague = Colleague(
                id=colleague_id(name),
                tender_id=tender.id,
                name=name,
                email=email,
                roles=_roles(row.text("Taken"), owners),
                deputy=names[fold(deputy)] if deputy else None,
                away_from=row.day("Afwezig van"),
                away_until=row.day("Afwezig t/m"),
            )
            found.append(colleague)
    notes.extend(_who_is_missing(found, owners))
    return tuple(found)


def _check_email(reading: Reading, row: Row, email: str) -> None:
    if not email:
        return
    try:
        checked_address(email)
    except ValueError as error:
        reading.fault(row, "E-mail", f"{error}.", "Verbeter het adres, bijvoorbeeld naam@gemeente.nl.")


def _check_absence(reading: Reading, row: Row, tender: Tender) -> None:
    away, back = row.day("Afwezig van"), row.day("Afwezig t/m")
    check_year(reading, row, "Afwezig van", away, tender)
    check_year(reading, row, "Afwezig t/m", back, tender)
    if back and not away:
        reading.fault(row, "Afwezig van", "de cel is leeg.", "Vul de eerste dag van de afwezigheid in.")
    elif away and back and back < away:
        problem = f"{plain_date(back)} ligt voor {plain_date(away)}."
        reading.fault(row, "Afwezig t/m", problem, "Vul een dag in op of na 'Afwezig van'.")


def parts(cell: str) -> tuple[str, ...]:
    """The lines of a cell; a cell of one line is divided at its semicolons. A comma belongs to the text."""
    pieces = cell.split("\n") if "\n" in cell else cell.split(";")
    return tuple(piece.strip() for piece in pieces if piece.strip())


def lines(texts: Iterable[str]) -> str:
    """Texts in one cell, such that :func:`parts` finds them again."""
    cell = "\n".join(texts)
    return f"{cell}\n" if ";" in cell and "\n" not in cell else cell


def _roles(cell: str, owners: Sequence[str]) -> tuple[str, ...]:
    """The names in the cell. A comma divides only when that gives names that stand in the planning."""
    known = {fold(owner) for owner in owners}
    found: list[str] = []
    for piece in parts(cell):
        halves = [half.strip() for half in piece.split(",")]
        whole = fold(piece) in known or any(fold(half) not in known for half in halves)
        found.extend([piece] if whole else halves)
    return tuple(dict.fromkeys(found))


def _who_is_missing(found: Sequence[Colleague], owners: Sequence[str]) -> list[str]:
    known = {fold(owner) for owner in owners}
    held = {fold(role) for row in found for role in (*row.roles, row.name)}
    notes = []
    for row in found:
        for role in row.roles:
            if fold(role) not in known:
                hint = suggestion(role, owners)
                notes.append(
                    f"Blad '{COLLEAGUES}': taak '{role}' van {row.name} komt in geen stap voor. {hint}".strip()
                )
    if alone := [f"'{owner}'" for owner in dict.fromkeys(owners) if fold(owner) not in held]:
        notes.append(
            f"Blad '{COLLEAGUES}': {listing(alone)} {'hoort' if len(alone) == 1 else 'horen'} bij geen collega."
        )
    return notes
