"""The rows of planning.xlsx as planned steps: our own form, or a team's own table with the same columns."""

import re
from collections.abc import Mapping
from datetime import date, time

from flows.exchange.planning_checks import BadLinks, check_links, check_period, parse_links
from flows.exchange.planning_form import BUFFER, COLUMNS, DELIVERY, DONE, DURATION, OPEN
from flows.exchange.planning_sheets import parts
from flows.exchange.reading import Reading, fold
from flows.rules.planning.periods import parse_period
from flows.rules.wording import plain_date
from schemas.planning import Body, Link, Mark, Milestone, PlannedStep, Precision, StepKind
from schemas.sheets import Row
from schemas.tender import Tender
from schemas.values import Stage

_STAGES = {fold(name): stage for stage in Stage for name in (stage.value, stage.label)}
_YES = {"ja", "j", "x", "yes", "y", "true", "waar", "1"}
_NO = {"", "nee", "n", "no", "false", "onwaar", "0"}
_DONE = {DONE, "gereed", "afgerond", "afgehandeld", "voltooid", "done", "100"}
_NOT_DONE = {"", OPEN, "loopt", "bezig", "gepland", "gestart", "onderhanden", "nognietbegonnen", "nietgestart", "todo"}
_DAY_AND_CLOCK = re.compile(r"(\d{2}-\d{2}-\d{4}) (\d{2}):(\d{2})")


class StepRows:
    """The rows of our own form, or of a team's own table, as planned steps."""

    def __init__(
        self, reading: Reading, tender: Tender, today: date, kept: Mapping[int, Milestone], notes: list[str]
    ) -> None:
        self._reading, self._tender, self._today = reading, tender, today
        self._kept, self._notes = kept, notes
        self._names = {column.name for column in COLUMNS}

    def read(self) -> list[PlannedStep]:
        seen: dict[object, int] = {}
        rows: dict[int, Row] = {}
        links: dict[int, tuple[Link, ...]] = {}
        steps = []
        for line in self._reading.rows:
            row = self._complete(line)
            number = self._reading.whole(row, "Nr")
            self._reading.twice(row, "Nr", number, seen, f"nummer {number}")
            after = self._after(row)
            if number is not None and number not in rows:
                rows[number], links[number] = row, after
            if step := self._step(row, number, after):
                steps.append(step)
        check_links(self._reading, rows, links, "Na stap", frozenset(rows))
        return steps

    def _complete(self, row: Row) -> Row:
        """A row of a table that lacks some of our columns (the legacy form) gets them empty."""
        missing = dict.fromkeys(self._names - row.values.keys())
        return row.model_copy(update={"values": {**missing, **row.values}}) if missing else row

    def _after(self, row: Row) -> tuple[Link, ...]:
        links = parse_links(row.text("Na stap"))
        if isinstance(links, BadLinks):
            self._reading.fault(row, "Na stap", links.problem, links.remedy)
            return ()
        return tuple(links)

    def _step(self, row: Row, number: int | None, after: tuple[Link, ...]) -> PlannedStep | None:
        reading = self._reading
        numbers = {
            "duration": reading.whole(row, DURATION),
            "deliver_before": reading.whole(row, DELIVERY, minimum=0),
            "buffer": reading.whole(row, BUFFER, minimum=0) or 0,
        }
        kind = StepKind(row.text("Soort") or StepKind.FIXED)
        counted = bool(row.text("Na stap")) or row.values[DURATION] is not None or kind is StepKind.COUNTED_BACK
        done_on = self._done_on(row, number)
        printed, at, hard = self._when(row, counted=counted)
        if printed:
            check_period(reading, row, "Datum", printed, self._tender, self._today, done=done_on is not None)
        self._computed(row, number, printed)
        if not reading.sound(row):
            return None
        return reading.noun(
            row,
            PlannedStep,
            {"nr": "Nr", "stap": "Stap", "duur": DURATION, "buffer": BUFFER, "aanlevertermijn": DELIVERY},
            number=number,
            title=row.text("Stap"),
            owners=parts(row.text("Door wie")),
            printed=printed,
            sub_steps=parts(row.text("Deelstappen")),
            stage=_STAGES.get(fold(row.text("Fase"))),
            hard=hard,
            open_ended=bool(row.flag("Zonder einde")),
            done_on=done_on,
            at=at,
            after=after,
            kind=kind,
            body=Body(row.text("Beslisser")) if row.text("Beslisser") else None,
            mark=Mark(row.text("Moment")) if row.text("Moment") else None,
            remark=row.text("Opmerking"),
            **numbers,
        )

    def _when(self, row: Row, *, counted: bool) -> tuple[str, time | None, bool]:
        """The date as printed, the clock in it or beside it, and whether the date is hard."""
        printed, at = row.text("Datum"), row.clock("Tijd")
        hard, hard_date = self._hard(row)
        if not printed.strip():
            printed = _first_to_last(row.text("Begindatum"), row.text("Einddatum"))
        if match := _DAY_AND_CLOCK.fullmatch(printed.strip()):
            printed, clock = match[1], time(int(match[2]), int(match[3]))
            if at not in (None, clock):
                problem = f"'Datum' zegt {clock:%H:%M} en 'Tijd' {at:%H:%M}."
                self._reading.fault(row, "Tijd", problem, "Laat een van de twee staan.")
            at = clock
        if hard_date and not printed.strip():
            printed = plain_date(hard_date)
        elif hard_date and not isinstance(read := parse_period(printed), str) and read.first != hard_date:
            problem = f"hier staat {plain_date(hard_date)} en in 'Datum' '{printed.strip()}'."
            self._reading.fault(row, "Harde datum", problem, "Laat een van de twee staan, of schrijf hier ja.")
        if not printed.strip():
            if not counted:
                remedy = f"Vul de datum in, of '{DURATION}' en 'Na stap'. Is er nog niets bekend: 'nader te bepalen'."
                self._reading.fault(row, "Datum", "de cel is leeg.", remedy)
            printed = ""
        return printed, at, hard

    def _hard(self, row: Row) -> tuple[bool, date | None]:
        """Ja or nee; or the hard date itself, which is what the heading asks some people for."""
        cell = row.text("Harde datum")
        if fold(cell) in _YES | _NO:
            return fold(cell) in _YES, None
        read = parse_period(cell)
        if not isinstance(read, str) and read.precision is Precision.DAY and read.first == read.last:
            return True, read.first
        self._reading.fault(row, "Harde datum", f"'{cell.strip()}' is geen ja of nee.", "Vul ja of nee in.")
        return False, None

    def _done_on(self, row: Row, number: int | None) -> date | None:
        day, status = self._reading.not_after(row, "Werkelijk gereed", self._today), fold(row.text("Status"))
        kept = self._kept.get(number) if number is not None else None
        before = kept.done_on if kept else None
        if status in _DONE:
            if day is None and before is None and row.values["Werkelijk gereed"] is None:
                self._reading.fault(
                    row, "Werkelijk gereed", "de stap is klaar, maar de dag ontbreekt.", "Vul de dag in."
                )
        elif status not in _NOT_DONE:
            remedy = f"Vul '{OPEN}' of '{DONE}' in. Vervalt de stap, verwijder dan de rij."
            self._reading.fault(row, "Status", f"'{row.text('Status').strip()}' is geen bekende status.", remedy)
        elif status and day is not None:
            problem = f"de status is '{row.text('Status').strip()}', maar 'Werkelijk gereed' is ingevuld."
            self._reading.fault(row, "Status", problem, f"Vul '{DONE}' in, of maak 'Werkelijk gereed' leeg.")
        elif status and before is not None:
            self._notes.append(f"Stap {number} was al klaar op {plain_date(before)} en blijft klaar.")
        elif status not in ("", OPEN):
            self._notes.append(f"Stap {number}: de status '{row.text('Status').strip()}' telt als '{OPEN}'.")
        return day or before

    def _computed(self, row: Row, number: int | None, printed: str) -> None:
        """Somebody who changes the first or last day, and not Datum itself, would change nothing: say so."""
        kept = self._kept.get(number) if number is not None else None
        if kept is None or kept.printed.strip() != row.text("Datum").strip() or not row.text("Datum").strip():
            return
        for column, day in (("Begindatum", kept.first), ("Einddatum", kept.last)):
            read = parse_period(row.text(column).split(" ")[0]) if row.text(column) else None
            if isinstance(read, tuple) and read.first and (read.first, read.last) != (day, day):
                problem = f"hier staat {row.text(column)}, maar 'Datum' zegt '{printed.strip()}'."
                remedy = "Deze kolom wordt uitgerekend. Zet de nieuwe datum in 'Datum'."
                self._reading.fault(row, column, problem, remedy)


def _first_to_last(first: str, last: str) -> str:
    """What Begindatum and Einddatum say together, without the clock that a spreadsheet adds."""
    days = [re.sub(r" \d{2}:\d{2}$", "", day.strip()) for day in (first, last) if day.strip()]
    return " t/m ".join(dict.fromkeys(days))
