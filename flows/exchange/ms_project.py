"""What MS Project exports to Excel, in Dutch or English, as planned steps.

Summary tasks are no steps: their links pass to the tasks below them. Links other than finish-to-start are turned into
the finish-to-start link with the same effect, and every one of them is told to the user.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from flows.exchange.planning_checks import check_links, check_period, links_text
from flows.exchange.project_texts import Length, Order, Predecessor, Stamp, read_length, read_predecessors, read_stamp
from flows.exchange.reading import Reading, fold
from flows.rules.wording import count, listing, plain_date
from schemas.planning import Link, Milestone, PlannedStep, Precision
from schemas.sheets import Column, Row
from schemas.tender import Tender
from schemas.values import Stage

TASK, LENGTH, START, FINISH = "Taaknaam", "Duur", "Begindatum", "Einddatum"
BEFORE, PEOPLE, DONE = "Voorafgaande taken", "Resourcenamen", "% voltooid"

COLUMNS = (
    Column(name="Id", synonyms=("Nr", "Taak-id"), kind="getal"),
    Column(name=TASK, synonyms=("Task Name", "Naam", "Name", "Taak", "Task"), required=True),
    Column(name=LENGTH, synonyms=("Duration",), kind="getoond"),
    Column(name=START, synonyms=("Start", "Begin", "Start Date", "Startdatum"), kind="getoond"),
    Column(name=FINISH, synonyms=("Finish", "Einde", "Eind", "Finish Date", "End Date"), kind="getoond"),
    Column(name=BEFORE, synonyms=("Predecessors", "Voorgangers", "Voorafgaande taak"), kind="getoond"),
    Column(name=PEOPLE, synonyms=("Resource Names", "Resources", "Namen van resources"), kind="getoond"),
    Column(
        name=DONE,
        synonyms=("% Complete", "Percent Complete", "Percentage voltooid", "Voltooid", "% gereed"),
        kind="getoond",
    ),
    Column(name="Overzichtsniveau", synonyms=("Outline Level",), kind="getal"),
    Column(name="Overzichtsnummer", synonyms=("Outline Number", "WBS", "WBS-code"), kind="getoond"),
    Column(name="Samenvatting", synonyms=("Summary", "Samenvattingstaak"), kind="ja_nee"),
    Column(name="Actief", synonyms=("Active",), kind="ja_nee"),
    Column(name="Notities", synonyms=("Notes", "Opmerkingen")),
    Column(name="Taakmodus", synonyms=("Task Mode",), kind="getoond"),
)

_TASK_NAMES = frozenset(fold(name) for name in (TASK, *COLUMNS[1].synonyms))
_USUAL_CLOCKS = frozenset({time(0), time(8), time(9), time(17)})
"""When a working day begins and ends in MS Project: nobody chose these."""
_UNKNOWN = frozenset({"", "na", "nb", "nvt", "geen"})
_STAGES = {fold(name): stage for stage in Stage for name in (stage.value, stage.label)}


def is_export(ours: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    """Whether these headings are those of MS Project: a task name and its length or dates, and nothing of our own form.

    ``ours`` and ``theirs`` say which headings would be read as which column of either form.
    """
    named = any(column == TASK and fold(heading) in _TASK_NAMES for heading, column in theirs.items())
    own = {"Door wie", "Datum", "Beslisser", "Soort"} & set(ours.values())
    return named and bool({LENGTH, START, FINISH} & set(theirs.values())) and not own


@dataclass
class _Task:
    """One row of the export. ``below`` are the places of the tasks under a summary, at any depth."""

    row: Row
    number: int
    level: int
    active: bool
    length: Length | None
    above: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)

    @property
    def summary(self) -> bool:
        return bool(self.below)

    @property
    def days(self) -> int:
        """Its length for turning one kind of link into another; in our planning a moment takes its day."""
        return max(1, self.length.days) if self.length else 1


def steps(
    reading: Reading, tender: Tender, today: date, kept: Mapping[int, Milestone], notes: list[str]
) -> list[PlannedStep]:
    """The tasks as steps, by their Id in MS Project; faults go to ``reading``, what was decided to ``notes``.

    ``kept`` are the milestones as kept, by number: what was done stays done.
    """
    return _Export(reading, tender, today, kept, notes).steps()


class _Export:
    def __init__(
        self, reading: Reading, tender: Tender, today: date, kept: Mapping[int, Milestone], notes: list[str]
    ) -> None:
        self._reading, self._tender, self._today, self._kept, self._notes = reading, tender, today, kept, notes
        self._english = any(fold(heading) in {"taskname", "name", "task"} for heading in reading.table.recognised)
        self._orders = self._order_of_dates()
        # Without percent signs a column is in parts of one when nothing in it is higher than one.
        self._full = 1 if all(_amount(row.text(DONE)) <= 1 for row in reading.rows) else 100
        self._tasks = self._read_tasks()
        self._at: dict[int, int] = {}
        for place, task in enumerate(self._tasks):
            self._at.setdefault(task.number, place)

    def steps(self) -> list[PlannedStep]:
        self._tell()
        leaves = [task for task in self._tasks if task.active and not task.summary]
        found = [step for task in leaves if (step := self._step(task))]
        # Of a number that stands there twice, which is a fault, the links of the first are looked at.
        linked = [task for task in leaves if self._tasks[self._at[task.number]] is task]
        rows = {task.number: task.row for task in linked}
        links = {task.number: self._links(task) for task in linked}
        check_links(self._reading, rows, links, BEFORE, frozenset(rows))
        return [step.model_copy(update={"after": links[step.number]}) for step in found]

    def _order_of_dates(self) -> tuple[Order, ...]:
        """Whether '1/6/25' is 1 June or 6 January: what all dates of an English export allow. Dutch ones are clear."""
        both: tuple[Order, ...] = ("dag-maand", "maand-dag")
        if not self._english:
            return both[:1]
        texts = [row.text(column) for row in self._reading.rows for column in (START, FINISH)]
        texts = [text for text in texts if read_stamp(text, both)]
        return tuple(order for order in both if all(read_stamp(text, (order,)) for text in texts)) or both

    def _read_tasks(self) -> list[_Task]:
        rows = self._reading.rows
        numbered = "Id" in self._reading.table.recognised.values()
        if rows and not numbered:
            self._notes.append("Er is geen kolom 'Id': de taken zijn genummerd op volgorde, zoals MS Project dat doet.")
        seen: dict[object, int] = {}
        tasks = []
        for row in rows:
            number = self._reading.whole(row, "Id", minimum=0) if numbered else row.number - rows[0].number + 1
            if number is None:
                self._reading.fault(row, "Id", "de cel is leeg.", "Vul het nummer in of verwijder de rij.")
                continue
            self._reading.twice(row, "Id", number, seen, f"taak {number}")
            tasks.append(_Task(row, number, self._level(row), row.flag("Actief") is not False, self._length(row)))
        _nest(tasks)
        return tasks

    def _level(self, row: Row) -> int:
        if (level := row.number_in("Overzichtsniveau")) is not None:
            return int(level)
        if outline := row.text("Overzichtsnummer").strip():
            return outline.count(".")
        name = row.text(TASK)
        return len(name) - len(name.lstrip())

    def _length(self, row: Row) -> Length | None:
        cell = row.text(LENGTH)
        if fold(cell) in _UNKNOWN:
            return None
        length = read_length(cell)
        if length is None:
            self._reading.fault(
                row, LENGTH, f"'{cell.strip()}' is geen duur.", "Schrijf bijvoorbeeld 10 dagen of 2 wkn."
            )
        return length

    def _tell(self) -> None:
        """What the user should know of how the export was read."""
        leaves = [task for task in self._tasks if task.active and not task.summary]
        if summaries := [f"{task.number}" for task in self._tasks if task.summary]:
            kind = count(len(summaries), "samenvattingstaak is", "samenvattingstaken zijn")
            self._notes.append(f"{kind} geen stap, de taken eronder wel: {listing(summaries)}.")
        if idle := [f"{task.number}" for task in self._tasks if not task.active]:
            self._notes.append(f"Niet actief in MS Project en daarom niet gelezen: {listing(idle)}.")
        if guessed := [f"{task.number}" for task in leaves if task.length and task.length.estimated]:
            self._notes.append(f"De duur is in MS Project een schatting (vraagteken) bij taak {listing(guessed)}.")
        for task in leaves:
            if task.length and (task.length.elapsed or task.length.rounded):
                why = "telt ook weekenden" if task.length.elapsed else "is geen heel aantal werkdagen"
                read = count(task.length.days, "werkdag", "werkdagen")
                printed = task.row.text(LENGTH).strip()
                self._notes.append(f"Taak {task.number}: duur '{printed}' {why} en is gelezen als {read}.")

    def _step(self, task: _Task) -> PlannedStep | None:
        row, reading = task.row, self._reading
        start, finish = self._stamp(row, START), self._stamp(row, FINISH)
        printed = Precision.NONE.value
        if start or finish:
            printed = " t/m ".join(dict.fromkeys(plain_date(stamp.day) for stamp in (start, finish) if stamp))
        done_on = self._done_on(task, finish or start)
        column = START if row.text(START) else FINISH
        check_period(reading, row, column, printed, self._tender, self._today, done=done_on is not None)
        moment = task.length is not None and task.length.days == 0
        clock = finish.clock if finish and moment and finish.clock not in _USUAL_CLOCKS else None
        if not reading.sound(row):
            return None
        return reading.noun(
            row,
            PlannedStep,
            {"nr": "Id", "stap": TASK, "duur": LENGTH},
            number=task.number,
            title=row.text(TASK).strip(),
            owners=self._people(row.text(PEOPLE)),
            printed=printed,
            stage=next((stage for above in reversed(task.above) if (stage := self._stage(above))), None),
            done_on=done_on,
            at=clock,
            duration=task.length.days if task.length and task.length.days else None,
            remark=row.text("Notities"),
        )

    def _stamp(self, row: Row, column: str) -> Stamp | None:
        cell = row.text(column)
        if fold(cell) in _UNKNOWN:
            return None
        found = sorted(read_stamp(cell, self._orders))
        if len(found) > 1:
            meant = " of ".join(plain_date(stamp.day) for stamp in found)
            self._reading.fault(row, column, f"'{cell.strip()}' kan {meant} zijn.", "Schrijf de datum als 2025-01-31.")
        elif not found:
            problem = f"'{cell.strip()}' is geen datum, of de dag van de week klopt er niet bij."
            self._reading.fault(row, column, problem, "Schrijf de datum als 31-01-2025.")
        return found[0] if len(found) == 1 else None

    def _done_on(self, task: _Task, finish: Stamp | None) -> date | None:
        """A task of which all is done was done on its end date; what was done before stays done."""
        kept = self._kept[task.number].done_on if task.number in self._kept else None
        if not self._complete(task.row):
            return kept
        if finish is None:
            remedy = "Vul de dag in waarop de taak klaar was."
            self._reading.fault(task.row, FINISH, "de taak is klaar, maar de einddatum ontbreekt.", remedy)
        elif finish.day > self._today:
            problem = f"de taak is voor 100% klaar, maar {plain_date(finish.day)} ligt in de toekomst."
            self._reading.fault(task.row, FINISH, problem, "Vul in MS Project de werkelijke einddatum in.")
        return finish.day if finish else kept

    def _complete(self, row: Row) -> bool:
        cell = row.text(DONE).replace(" ", "")
        if cell.endswith("%"):
            return _amount(cell[:-1]) == 100
        return _amount(cell) == self._full

    def _people(self, cell: str) -> tuple[str, ...]:
        """Names without the share of their time: 'Jurist[50%]'. Commas divide them in an English export only."""
        divided = re.split("[;\n]" if ";" in cell or not self._english else ",", cell)
        names = (re.sub(r"\[[^\]]*\]\s*$", "", name).strip() for name in divided)
        return tuple(dict.fromkeys(name for name in names if name))

    def _stage(self, place: int) -> Stage | None:
        return _STAGES.get(fold(self._tasks[place].row.text(TASK)))

    def _links(self, task: _Task) -> tuple[Link, ...]:
        """The links of a task and of the summaries above it, one per step: the latest counts."""
        lags: dict[int, int] = {}
        for place in (*task.above, self._at[task.number]):
            source = self._tasks[place]
            for link in self._converted(source, task):
                lags[link.number] = max(link.lag, lags.get(link.number, link.lag))
        return tuple(Link(number=number, lag=lag) for number, lag in lags.items())

    def _converted(self, source: _Task, task: _Task) -> Iterator[Link]:
        cell = source.row.text(BEFORE)
        predecessors = read_predecessors(cell)
        if predecessors is None:
            remedy = "Schrijf de nummers met een puntkomma ertussen, bijvoorbeeld 3;5EB+2 dagen."
            self._reading.fault(source.row, BEFORE, f"'{cell.strip()}' is geen lijst van taken.", remedy)
            return
        for link in predecessors:
            other = self._tasks[self._at[link.number]] if link.number in self._at else None
            if other is None or other is source:
                yield Link(number=max(1, link.number))
                continue
            lag = self._lag(source, link, other)
            if link.kind != "FS" and (other.summary or source.summary):
                problem = f"'{cell.strip()}': met een samenvattingstaak kan hier alleen een koppeling einde-begin."
                self._reading.fault(source.row, BEFORE, problem, "Koppel in MS Project de taken zelf.")
            elif lag is not None:
                yield from self._finish_to_start(link, lag, other, task)

    def _finish_to_start(self, link: Predecessor, lag: int, other: _Task, task: _Task) -> Iterator[Link]:
        """The link with the same effect for tasks of these lengths. From a summary: from every task below it."""
        # Start-to-start means that the other's own length must not pass first, and finish-to-finish that ours may pass.
        shift = {"FS": 0, "SS": other.days, "FF": task.days, "SF": other.days + task.days}[link.kind]
        if shift:
            kinds = {"SS": "begin-begin", "FF": "einde-einde", "SF": "begin-einde"}
            same = links_text([Link(number=link.number, lag=lag - shift)])
            self._notes.append(
                f"Let op, taak {task.number}: de koppeling {kinds[link.kind]} met taak {link.number} is gelezen als "
                f"'{same}', wat bij deze duur hetzelfde is. Verandert de duur, pas dan 'Na stap' aan."
            )
        below = [self._tasks[place] for place in other.below] if other.summary else [other]
        for one in below:
            if one.active and not one.summary and one is not task:
                yield Link(number=one.number, lag=lag - shift)

    def _lag(self, source: _Task, link: Predecessor, other: _Task) -> int | None:
        """The lag in working days; None, with a fault, when it cannot be read."""
        if not link.lag:
            return 0
        if share := re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*%", link.lag):
            days = round(_amount(share[1]) * other.days / 100)
            self._notes.append(
                f"Taak {source.number}: '{link.lag}' van taak {link.number} is gelezen als {days} werkdagen."
            )
            return link.sign * days
        length = read_length(link.lag)
        if length is None:
            problem = f"'{link.lag}' is geen tijd tussen twee taken."
            self._reading.fault(source.row, BEFORE, problem, "Schrijf bijvoorbeeld 5EB+2 dagen.")
            return None
        if length.elapsed or length.rounded:
            read = count(length.days, "werkdag", "werkdagen")
            self._notes.append(f"Taak {source.number}: '{link.lag.strip()}' is gelezen als {read}.")
        return link.sign * length.days


def _nest(tasks: Sequence[_Task]) -> None:
    """Find what stands under what: a task belongs to the nearest task above it with a lower level."""
    open_tasks: list[int] = []
    for place, task in enumerate(tasks):
        while open_tasks and tasks[open_tasks[-1]].level >= task.level:
            open_tasks.pop()
        task.above = list(open_tasks)
        for above in open_tasks:
            tasks[above].below.append(place)
        open_tasks.append(place)


def _amount(text: str) -> float:
    found = re.fullmatch(r"\d+(?:[.,]\d+)?", text.strip())
    return float(found[0].replace(",", ".")) if found else 0.0
