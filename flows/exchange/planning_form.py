"""planning.xlsx as a form: its columns, and writing it with real dates, drop-downs and a list of free days.

What is computed (first and last day, latest day, earliest day, slack) stands in columns of its own, to read only.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from flows.exchange import planning_sheets as extra
from flows.exchange.planning_checks import links_text
from flows.exchange.planning_sheets import lines
from flows.exchange.reading import with_choices
from flows.rules.calendar import legal_free_days
from flows.tasks.excel import write_table
from schemas.planning import Body, BodyMeeting, Colleague, FreePeriod, Mark, Milestone, Schedule, StepKind
from schemas.sheets import CellValue, Column, Sheet
from schemas.tender import Tender
from schemas.terms import FreeDayKind
from schemas.values import Stage

SHEET = "Planning"
OPEN, DONE = "open", "klaar"
"""What the column Status says; the day stands in Werkelijk gereed."""

FREE_DAYS_NAME = "feestdagen"
"""The name, in formulas, of the list of free days that count for the whole region: =WERKDAG(A1;-10;feestdagen)."""

DURATION, DELIVERY, BUFFER = "Duur (werkdagen)", "Aanlevertermijn (werkdagen)", "Buffer (werkdagen)"

COMPUTED = (
    Column(name="Begindatum", synonyms=("Begin", "Startdatum"), kind="getoond", cell_format="dd-mm-yyyy"),
    Column(name="Einddatum", synonyms=("Einde",), kind="getoond", cell_format="dd-mm-yyyy"),
    Column(name="Uiterste datum", kind="getoond", cell_format="dd-mm-yyyy"),
    Column(name="Vroegst gereed", kind="getoond", cell_format="dd-mm-yyyy"),
    Column(name="Speling", synonyms=("Speling (werkdagen)",), kind="getoond", cell_format="0"),
)
"""Written by the system. Begindatum and Einddatum are read only where Datum is empty."""

COLUMNS = (
    # Text as format, so that Excel never makes a date of what is typed below; our own numbers stay numbers.
    Column(name="Nr", synonyms=("Nummer", "Id", "Stapnummer"), kind="getal", required=True, cell_format="@"),
    Column(name="Stap", synonyms=("Vervolgstap", "Vervolgstappen", "Taaknaam", "Activiteit"), required=True),
    Column(name="Door wie", synonyms=("Wie", "Eigenaar", "Verantwoordelijke"), required=True),
    Column(name="Datum", synonyms=("Data", "Periode", "Wanneer"), kind="getoond"),
    Column(name="Deelstappen", synonyms=("Onderdelen", "Substappen")),
    Column(name="Fase", kind="keuze", choices=tuple(stage.label for stage in Stage)),
    Column(name="Tijd", synonyms=("Tijdstip", "Uur"), kind="tijd"),
    Column(name=DURATION, synonyms=("Duur", "Duur in werkdagen", "Werkdagen"), kind="getal"),
    Column(name="Na stap", synonyms=("Na", "Na stappen", "Voorganger", "Voorgangers"), kind="getoond"),
    Column(name="Harde datum", synonyms=("Hard",), kind="getoond"),
    Column(name="Soort", synonyms=("Soort datum",), kind="keuze", choices=tuple(kind.value for kind in StepKind)),
    Column(name="Beslisser", synonyms=("Orgaan",), kind="keuze", choices=tuple(body.value for body in Body)),
    Column(name=DELIVERY, synonyms=("Aanlevertermijn",), kind="getal"),
    Column(name=BUFFER, synonyms=("Buffer",), kind="getal"),
    Column(name="Moment", synonyms=("Mijlpaal",), kind="keuze", choices=tuple(mark.value for mark in Mark)),
    Column(name="Zonder einde", kind="ja_nee"),
    Column(name="Status"),
    Column(name="Werkelijk gereed", synonyms=("Klaar op", "Gereed op"), kind="datum"),
    Column(name="Opmerking", synonyms=("Opmerkingen", "Toelichting")),
    *COMPUTED,
)
"""Several owners or sub-steps stand in one cell, each on its own line or with a semicolon between them."""


def write(
    milestones: Iterable[Milestone],
    *,
    free_periods: Sequence[FreePeriod] = (),
    meetings: Sequence[BodyMeeting] = (),
    colleagues: Sequence[Colleague] = (),
    schedule: Schedule | None = None,
    tender: Tender | None = None,
) -> bytes:
    """The planning as a form that reads back to the same records.

    With ``tender`` every sheet is there, also an empty one: the file is then the whole truth. Without it only sheets
    that have rows are written. ``schedule`` fills the computed columns.
    """
    steps = tuple(milestones)
    whole = tender is not None
    sheets = [_planning(steps, schedule)]
    if whole or meetings:
        sheets.append(_meetings(meetings, tender))
    if whole or any(row.kind is not FreeDayKind.RECESS for row in free_periods):
        sheets.append(_free_days(free_periods, _years(steps, free_periods, meetings, schedule, tender)))
    if whole or any(row.kind is FreeDayKind.RECESS for row in free_periods):
        sheets.append(_recess(free_periods))
    if whole or colleagues:
        sheets.append(_colleagues(colleagues))
    return write_table(sheets)


def _planning(steps: Sequence[Milestone], schedule: Schedule | None) -> Sheet:
    timings = {row.number: row for row in schedule.timings} if schedule else {}
    rows = []
    for step in steps:
        row = _step(step)
        if timing := timings.get(step.number):
            row |= {
                "Uiterste datum": timing.latest,
                "Vroegst gereed": timing.earliest,
                "Speling": Decimal(timing.slack),
            }
        rows.append(row)
    # Computed cells are written as what they are; only reading takes them as shown.
    kinds = {"Harde datum": "ja_nee", "Speling": "getal"} | dict.fromkeys((c.name for c in COMPUTED[:-1]), "datum")
    columns = [column.model_copy(update={"kind": kinds.get(column.name, column.kind)}) for column in COLUMNS]
    return Sheet(name=SHEET, columns=with_choices(columns, Status=(OPEN, DONE)), rows=tuple(rows))


def _step(step: Milestone) -> dict[str, CellValue]:
    return {
        "Nr": Decimal(step.number),
        "Stap": step.title,
        "Door wie": lines(step.owners),
        "Datum": step.printed,
        "Deelstappen": lines(step.sub_steps),
        "Fase": step.stage.label if step.stage else None,
        "Tijd": step.at,
        DURATION: _number(step.duration),
        "Na stap": links_text(step.after),
        "Harde datum": step.hard,
        "Soort": step.kind.value,
        "Beslisser": step.body.value if step.body else None,
        DELIVERY: _number(step.deliver_before),
        BUFFER: _number(step.buffer or None),
        "Moment": step.mark.value if step.mark else None,
        "Zonder einde": step.dated and step.last is None,
        "Status": DONE if step.done_on else OPEN,
        "Werkelijk gereed": step.done_on,
        "Opmerking": step.remark or None,
        "Begindatum": step.first,
        "Einddatum": step.last,
    }


def _number(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def _meetings(meetings: Sequence[BodyMeeting], tender: Tender | None) -> Sheet:
    towns = tender.municipality_names if tender else tuple(sorted({row.municipality for row in meetings}))
    rows: tuple[dict[str, CellValue], ...] = tuple(
        {
            "Gemeente": row.municipality,
            "Orgaan": row.body.value,
            "Datum": row.held_on,
            "Aanleveren uiterlijk": row.deliver_by,
        }
        for row in meetings
    )
    columns = with_choices(extra.COLUMNS[extra.MEETINGS], Gemeente=(*towns, "alle"))
    return Sheet(name=extra.MEETINGS, columns=columns, rows=rows)


def _free_days(periods: Sequence[FreePeriod], years: Iterable[int]) -> Sheet:
    """Every free day in a row of its own, as WERKDAG needs them; first those that count for the whole region.

    The national holidays are among them: without these Excel counts Easter Monday as a working day.
    """
    shared = list(_holidays(years))
    others: list[dict[str, CellValue]] = []
    for period in periods:
        if period.kind is FreeDayKind.RECESS:
            continue
        # A day equated by decree lengthens terms set in a law; for WERKDAG it is an ordinary working day, as for us.
        counts = period.applies_to is None and period.kind is not FreeDayKind.EQUATED
        (shared if counts else others).extend(_days(period))
    shared.sort(key=_by_day)
    others.sort(key=_by_day)
    named = {FREE_DAYS_NAME: ("Datum", len(shared))} if shared else {}
    columns = extra.COLUMNS[extra.FREE_DAYS]
    return Sheet(name=extra.FREE_DAYS, columns=columns, rows=(*shared, *others), named=named)


def _by_day(row: dict[str, CellValue]) -> tuple[str, ...]:
    return tuple(str(row[name] or "") for name in ("Datum", "Naam", "Geldt voor", "T/m"))


def _holidays(years: Iterable[int]) -> Iterator[dict[str, CellValue]]:
    for year in years:
        for free in legal_free_days(year):
            if free.kind is FreeDayKind.HOLIDAY:
                yield _free_row(free.day, None, free.name, free.kind, None, free.source)


def _days(period: FreePeriod) -> Iterator[dict[str, CellValue]]:
    until = period.last if period.last > period.first else None
    for free in period.days:
        yield _free_row(free.day, until, period.name, period.kind, period.applies_to, period.source)


def _free_row(
    day: date, until: date | None, name: str, kind: FreeDayKind, town: str | None, source: str
) -> dict[str, CellValue]:
    return {
        "Datum": day,
        "T/m": until,
        "Naam": name,
        "Soort": kind.value,
        "Geldt voor": town or "alle",
        "Bron": source or None,
    }


def _years(
    steps: Sequence[Milestone],
    periods: Sequence[FreePeriod],
    meetings: Sequence[BodyMeeting],
    schedule: Schedule | None,
    tender: Tender | None,
) -> range:
    """The years of everything in the file, and the one after: terms run on."""
    days = [day for step in steps if step.dated for day in (step.begin, step.end)]
    days += [day for row in periods for day in (row.first, row.last)]
    days += [row.held_on for row in meetings]
    days += [schedule.hard_date] if schedule else []
    days += [tender.contract_start] if tender else []
    return range(min(days).year, max(days).year + 2) if days else range(0)


def _recess(periods: Sequence[FreePeriod]) -> Sheet:
    rows: tuple[dict[str, CellValue], ...] = tuple(
        {
            "Van": row.first,
            "T/m": row.last,
            "Naam": row.name,
            "Gemeente": row.applies_to or "alle",
            "Bron": row.source or None,
        }
        for row in periods
        if row.kind is FreeDayKind.RECESS
    )
    return Sheet(name=extra.RECESS, columns=extra.COLUMNS[extra.RECESS], rows=rows)


def _colleagues(colleagues: Sequence[Colleague]) -> Sheet:
    rows: tuple[dict[str, CellValue], ...] = tuple(
        {
            "Naam": row.name,
            "Taken": lines(row.roles) or None,
            "E-mail": row.email,
            "Vervanger": row.deputy,
            "Afwezig van": row.away_from,
            "Afwezig t/m": row.away_until,
        }
        for row in colleagues
    )
    return Sheet(name=extra.COLLEAGUES, columns=extra.COLUMNS[extra.COLLEAGUES], rows=rows)
