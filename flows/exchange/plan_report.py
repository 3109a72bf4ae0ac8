"""A planning on its own, as the command ``inkoop planning`` tells it: the steps, their latest dates, what is odd."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from flows.exchange.plan_files import Plan, load_file, shipped
from flows.exchange.reading import suggestion
from flows.rules.planning.board import board
from flows.rules.wording import AMSTERDAM, count, plain_date
from schemas.errors import InputFault, InputRefusedError


def plan_named(name: str) -> Plan:
    """A shipped planning by its code, or the one in a YAML file. InputRefusedError when there is neither."""
    plans = shipped()
    if name in plans:
        return plans[name]
    if Path(name).is_file():
        return load_file(Path(name))
    remedy = f"{suggestion(name, plans)}Kies uit: {', '.join(plans)}, of geef een YAML-bestand."
    raise InputRefusedError([InputFault(problem=f"de planning '{name}' is er niet.", remedy=remedy)])


def report(plan: Plan, today: date | None = None) -> dict[str, Any]:
    """The planning as of ``today`` (the day its makers looked ahead from): steps, critical path and findings."""
    now = datetime.combine(today or plan.as_of, time(9), AMSTERDAM)
    found = board(plan.code, now, plan.milestones(plan.code), plan.hard_date, plan.calendar, meetings=plan.meetings)
    timings = {row.number: row for row in found.schedule.timings} if found.schedule else {}
    return {
        "planning": plan.code,
        "titel": plan.title,
        "regio": plan.region,
        "stand": found.today.isoformat(),
        "harde_datum": plan.hard_date.isoformat() if plan.hard_date else None,
        "speling": found.schedule.slack if found.schedule else None,
        "kritieke_pad": list(found.schedule.critical_path) if found.schedule else [],
        "stappen": [
            {
                "nr": step.number,
                "stap": step.title,
                "gedrukt": step.printed,
                "van": step.first.isoformat() if step.first else None,
                "tot": step.end.isoformat() if step.dated else None,
                "uiterlijk": timings[step.number].latest.isoformat() if step.number in timings else None,
                "waarom": timings[step.number].why if step.number in timings else None,
            }
            for step in found.milestones
        ],
        "bevindingen": [
            {"soort": row.code, "ernst": row.severity, "stappen": list(row.milestones), "zin": row.sentence}
            for row in found.findings
        ],
    }


def lines(told: dict[str, Any]) -> Iterator[str]:
    """The same for people, line by line."""
    yield f"{told['titel']} ({told['regio']}), stand {_day(told['stand'])}."
    if told["harde_datum"]:
        slack = "" if told["speling"] is None else f", speling {count(told['speling'], 'werkdag', 'werkdagen')}"
        yield f"Harde datum {_day(told['harde_datum'])}{slack}."
    for row in told["stappen"]:
        latest = f" | uiterlijk {_day(row['uiterlijk'])}" if row["uiterlijk"] else ""
        yield f"{row['nr']:>3}. {row['stap']} | {row['gedrukt']}{latest}"
    findings = told["bevindingen"]
    yield f"{count(len(findings), 'punt', 'punten')} om te bekijken." if findings else "Geen opmerkingen."
    for row in findings:
        yield f"- {row['zin']}"


def _day(text: str) -> str:
    return plain_date(date.fromisoformat(text))
