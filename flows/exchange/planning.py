"""planning.xlsx: the steps of the tender, with each date as the team writes it ('Aug./sept. 2024', 'K3 2026').

Read from our own form, from a team's own table with other headings, or from what MS Project exports to Excel; with the
extra sheets Raadskalender, Vrije dagen, Reces and Collega's when they are there (users 2.4).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from flows.exchange import ms_project
from flows.exchange import planning_sheets as extra
from flows.exchange.planning_form import COLUMNS, SHEET, write
from flows.exchange.planning_sheets import parts
from flows.exchange.planning_steps import StepRows
from flows.exchange.reading import Reading, fold, refuse
from flows.rules.planning.board import read_plan
from flows.rules.wording import count
from flows.tasks.excel import recognise_sheets
from schemas.errors import InputFault, InputRefusedError
from schemas.planning import BodyMeeting, Colleague, FreePeriod, Milestone, PlannedStep
from schemas.sheets import Column
from schemas.tender import Tender
from schemas.terms import FreeDayKind
from schemas.values import Noun

__all__ = ["COLUMNS", "SHEET", "PlanningFile", "describe", "parts", "read", "write"]

_OWN_SHEETS = frozenset({"keuzes"})

_LEGACY = tuple(
    column.model_copy(update={"synonyms": (*column.synonyms, "Beslisser")}) if column.name == "Door wie" else column
    for column in COLUMNS
    if column.name != "Beslisser"
)
"""Where nobody is named but under 'Beslisser', that column says by whom; so it was read before there was one."""


class PlanningFile(Noun):
    """What a file said. A collection is None when the file has no sheet for it, and empty when that sheet is.

    ``notes`` are Dutch sentences about how it was read (:func:`describe`).
    """

    milestones: tuple[Milestone, ...]
    free_periods: tuple[FreePeriod, ...] | None = None
    meetings: tuple[BodyMeeting, ...] | None = None
    colleagues: tuple[Colleague, ...] | None = None
    notes: tuple[str, ...] = ()


class _Chosen(NamedTuple):
    """The sheet of the planning and the form it has, and the extra sheets by the name we know them under."""

    sheet: str
    project: bool
    columns: Sequence[Column]
    extras: Mapping[str, str]
    unread: tuple[str, ...]


def read(
    data: bytes,
    file_name: str,
    tender: Tender,
    *,
    today: date,
    existing: Sequence[Milestone] = (),
    free_periods: Sequence[FreePeriod] = (),
) -> PlanningFile:
    """The steps of the planning as milestones, in order of number, and what the extra sheets say.

    ``existing`` are the milestones as kept: a step with the same number stays the same record, and stays done when the
    file does not say when. ``free_periods`` are the free days as kept: with only one of the sheets Vrije dagen and
    Reces in the file, those of the other stay. Raises InputRefusedError with every fault of all sheets.
    """
    chosen = _choose(data, file_name)
    readings = _Readings(data, file_name)
    kept = {row.number: row for row in existing}
    notes: list[str] = []
    steps: list[PlannedStep] = []
    if planning := readings.open(chosen.columns, chosen.sheet):
        if chosen.project:
            steps = ms_project.steps(planning, tender, today, kept, notes)
        else:
            steps = StepRows(planning, tender, today, kept, notes).read()
    owners = tuple(dict.fromkeys(owner for step in steps for owner in step.owners))
    found = {name: readings.open(extra.COLUMNS[name], sheet) for name, sheet in chosen.extras.items()}
    calendar, free, recess, people = (
        found.get(name) for name in (extra.MEETINGS, extra.FREE_DAYS, extra.RECESS, extra.COLLEAGUES)
    )
    meetings = extra.meetings(calendar, tender, notes) if calendar else None
    days = extra.free_days(free, tender, notes) if free else None
    recesses = extra.recesses(recess, tender) if recess else None
    colleagues = extra.colleagues(people, tender, owners, notes) if people else None
    readings.refuse()
    return PlanningFile(
        milestones=_milestones(tender, steps, kept, file_name),
        free_periods=_together(days, recesses, free_periods),
        meetings=meetings,
        colleagues=colleagues,
        notes=tuple(dict.fromkeys((*readings.recognised(chosen), *notes))),
    )


def describe(file: PlanningFile) -> tuple[str, ...]:
    """ "Dit heb ik herkend": how much of everything was read, and how, in Dutch."""
    counted = [count(len(file.milestones), "stap", "stappen")]
    if file.free_periods is not None:
        free = sum(row.kind is not FreeDayKind.RECESS for row in file.free_periods)
        counted.append(count(free, "vrije dag of periode", "vrije dagen of periodes"))
        counted.append(count(len(file.free_periods) - free, "reces", "recessen"))
    if file.meetings is not None:
        counted.append(count(len(file.meetings), "vergadering", "vergaderingen"))
    if file.colleagues is not None:
        counted.append(count(len(file.colleagues), "collega", "collega's"))
    return (f"{', '.join(counted)}.", *file.notes)


def _choose(data: bytes, file_name: str) -> _Chosen:
    """Which sheet is the planning: of those that are no extra sheet, the one in which most headings are known."""
    sheets = recognise_sheets(data, file_name, COLUMNS, ms_project.COLUMNS)
    known = {fold(name): kind for kind, names in extra.NAMES.items() for name in names}
    extras: dict[str, str] = {}
    for name in sheets:
        if (kind := known.get(fold(name))) and kind not in extras:
            extras[kind] = name
    rest = {name: forms for name, forms in sheets.items() if name not in extras.values()}
    scored = {
        name: (ms_project.is_export(ours, theirs), len(theirs if ms_project.is_export(ours, theirs) else ours))
        for name, (ours, theirs) in rest.items()
    }
    best = max(scored, key=lambda name: scored[name][1], default=None)
    if best is None or not scored[best][1]:
        names = ", ".join(column.name for column in COLUMNS if column.required)
        remedy = f"Zet boven de stappen een rij met deze koppen: {names}, Datum. Bewaar een CSV met puntkomma's."
        raise InputRefusedError(
            [InputFault(file=file_name, problem="er is geen blad met een planning.", remedy=remedy)]
        )
    project = scored[best][0]
    headings = rest[best][0].values()
    legacy = "Beslisser" in headings and "Door wie" not in headings
    columns = ms_project.COLUMNS if project else _LEGACY if legacy else COLUMNS
    unread = tuple(name for name in rest if name != best and fold(name) not in _OWN_SHEETS)
    return _Chosen(best, project, columns, extras, unread)


class _Readings:
    """The sheets of one file that are being read, and their faults together."""

    def __init__(self, data: bytes, file_name: str) -> None:
        self._data, self._file_name = data, file_name
        self._open: list[Reading] = []
        self._refused: list[InputFault] = []

    def open(self, columns: Sequence[Column], sheet: str) -> Reading | None:
        """None when not even the headings can be read; the other sheets are read all the same."""
        try:
            reading = Reading(self._data, self._file_name, columns, sheet)
        except InputRefusedError as refused:
            self._refused.extend(fault.model_copy(update={"sheet": fault.sheet or sheet}) for fault in refused.faults)
            return None
        self._open.append(reading)
        return reading

    def refuse(self) -> None:
        """Raise InputRefusedError with the faults of all sheets, in the order in which they were opened."""
        try:
            refuse(self._open)
        except InputRefusedError as refused:
            raise InputRefusedError((*refused.faults, *self._refused)) from None
        if self._refused:
            raise InputRefusedError(self._refused)

    def recognised(self, chosen: _Chosen) -> list[str]:
        notes = ["Dit is een export van MS Project."] if chosen.project else []
        for reading in self._open:
            table = reading.table
            place = f"Blad '{table.sheet}': " if reading is not self._open[0] else ""
            pairs = [f"kolom '{was}' gelezen als '{name}'" for was, name in table.recognised.items() if was != name]
            notes += [f"{place}{', '.join(pairs)}."] if pairs else []
            notes += [f"{place}{note}" for note in table.notes if "' is gelezen als '" not in note]
        return notes + [f"Blad '{name}' is niet gelezen." for name in chosen.unread]


def _milestones(
    tender: Tender, steps: Sequence[PlannedStep], kept: Mapping[int, Milestone], file_name: str
) -> tuple[Milestone, ...]:
    milestones = read_plan(tender.id, steps, file=file_name)
    return tuple(
        row.model_copy(update={"version": kept[row.number].version}) if row.number in kept else row
        for row in milestones
    )


def _together(
    days: tuple[FreePeriod, ...] | None, recesses: tuple[FreePeriod, ...] | None, kept: Sequence[FreePeriod]
) -> tuple[FreePeriod, ...] | None:
    """Both sheets are one collection: what a file says nothing about, stays as it was."""
    if days is None and recesses is None:
        return None
    if days is None:
        days = tuple(row for row in kept if row.kind is not FreeDayKind.RECESS)
    if recesses is None:
        recesses = tuple(row for row in kept if row.kind is FreeDayKind.RECESS)
    return tuple(sorted((*days, *recesses), key=lambda row: (row.first, row.last, row.id)))
