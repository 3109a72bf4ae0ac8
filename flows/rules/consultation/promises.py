"""Promises (toezeggingen): every point that travels on is somebody's work, with a place and a day."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from flows.rules.calendar import FreeDays
from flows.rules.wording import count, local_day
from schemas.consultation import ConsultationInput, Outcome, Promise
from schemas.planning import Milestone
from schemas.record import TenderRecord
from schemas.values import Noun, Stage

_DOCUMENTS = ("programma van eisen", "aanmeldingsdocument", "productka", "productenboek", "tarie", "kostprijs")
_STAGES: tuple[tuple[Stage, tuple[str, ...]], ...] = (
    (Stage.IMPLEMENTATION, ("overbrugging", "implementatie", "instructie", "toegang")),
    (Stage.DIALOGUE, ("dialoog",)),
    (Stage.PREPARATION, (*_DOCUMENTS, "overeenkomst")),
)
"""In which stage a place gets its text. The first that fits counts: a bridging agreement is an agreement too."""

_LONG = 6


def promises(
    inputs: Iterable[ConsultationInput],
    existing: Sequence[Promise] = (),
    due: Callable[[str], date | None] | None = None,
) -> tuple[Promise, ...]:
    """Every carried point as a promise with a place, an owner and a day, in the order of the points.

    What was written about a promise stays: its day, and that it was kept. A promise that was kept stays on the list
    when its point gets another outcome. A point that only refers to another one is covered by that one's promise.
    """
    known = {row.id: row for row in existing}
    made = {}
    for row in sorted(inputs, key=lambda row: (row.sequence, row.id)):
        answer = row.disposition
        if answer is None or answer.outcome is not Outcome.CARRIED:
            continue
        key = f"T-{row.sequence:03d}"
        kept = known.get(key)
        made[key] = Promise(
            id=key,
            tender_id=row.tender_id,
            version=kept.version if kept else 0,
            input_id=row.id,
            text=row.summary or row.text,
            place=answer.place or "",
            owner=answer.owner or "",
            done_on=kept.done_on if kept else None,
            due_on=(kept.due_on if kept else None) or (due(answer.place or "") if due else None),
            done_note=kept.done_note if kept else "",
        )
    gone = (row for key, row in known.items() if key not in made and row.done_on is not None)
    return tuple(sorted((*made.values(), *gone), key=_order))


def _order(promise: Promise) -> tuple[int, str]:
    """T-999 comes before T-1000."""
    return len(promise.id), promise.id


def due_for(record: TenderRecord, place: str, calendar: FreeDays) -> date:
    """The day by which a promise must be kept when nobody chose another: a working day.

    A numbered dialogue session that has a day: that day. Else the end of the step of the plan that names the place, or
    of the stage that writes it. Else the last day before the agreements start.
    """
    folded = place.casefold()
    for session in record.sessions:
        if "dialoog" in folded and folded.split()[-1:] == [str(session.number)]:
            return local_day(session.starts_at)
    last = record.tender.contract_start - timedelta(days=1)
    stage = next((stage for stage, words in _STAGES if any(word in folded for word in words)), None)
    steps = [row for row in record.milestones if row.dated and not row.hard and row.stage is not Stage.STRATEGY]
    naming = [row for row in steps if _plans(row, folded)] or [row for row in steps if stage and row.stage is stage]
    return calendar.on_or_before(min([last, *(row.end for row in naming[:1])]))


def _plans(step: Milestone, place: str) -> bool:
    """Whether a step, or one of its parts, names the place: every long word of it."""
    wanted = [word for word in re.findall(r"\w+", place) if len(word) >= _LONG]
    return bool(wanted) and any(
        all(word in part.casefold() for word in wanted) for part in (step.title, *step.sub_steps)
    )


def promises_for(record: TenderRecord, place: str) -> tuple[Promise, ...]:
    """The open promises that a document or session must keep, in order: those whose place names it.

    ``place`` is a title such as 'Programma van eisen', 'Dialoogsessie 2', or only 'Dialoog' for every session.
    """
    return tuple(row for row in promises_made_for(record, place) if row.done_on is None)


def promises_made_for(record: TenderRecord, *places: str) -> tuple[Promise, ...]:
    """The promises for a document or session under any of its names, kept or not; see :func:`promises_for`."""
    wanted = [place.casefold().strip() for place in places]
    return tuple(row for row in record.promises if any(_names(row.place.casefold(), one) for one in wanted))


def _names(said: str, wanted: str) -> bool:
    """Whether ``said`` begins a word with ``wanted``: 'overeenkomst' is not in 'overbruggingsovereenkomst'."""
    at = said.find(wanted)
    while wanted and at >= 0:
        after = said[at + len(wanted) : at + len(wanted) + 1]
        if (at == 0 or not said[at - 1].isalnum()) and not (wanted[-1].isdigit() and after.isdigit()):
            return True
        at = said.find(wanted, at + 1)
    return False


def promises_waiting(record: TenderRecord, titles: Iterable[str]) -> tuple[str, ...]:
    """A sentence for every document in ``titles`` that still has promises to keep, for whoever writes it."""
    found = []
    for title in titles:
        waiting = promises_for(record, title)
        if waiting:
            named = ", ".join(row.id for row in waiting)
            found.append(
                f"{title}: nog {count(len(waiting), 'toezegging', 'toezeggingen')} uit de consultatie ({named}). Werk "
                "wat is toegezegd erin en meld het af bij '01-strategie'."
            )
    return tuple(found)


class PromiseGroup(Noun):
    """The promises of one owner for one place: a line on the board. ``key`` stays the same whatever is ticked off.

    ``due`` is the first day of those that are open; ``done_on`` the last day when none is.
    """

    key: str
    place: str
    owner: str
    due: date
    still_open: tuple[str, ...]
    all_of_them: tuple[str, ...]
    done_on: date | None


def promise_groups(record: TenderRecord) -> tuple[PromiseGroup, ...]:
    """The promises by place and owner, in the order of their first number."""
    grouped: dict[tuple[str, str], list[Promise]] = {}
    for row in sorted(record.promises, key=_order):
        grouped.setdefault((row.place, row.owner), []).append(row)
    return tuple(_group(rows, record.tender.contract_start) for rows in grouped.values())


def _group(rows: Sequence[Promise], latest: date) -> PromiseGroup:
    waiting = [row for row in rows if row.done_on is None]
    days: Mapping[str, date] = {row.id: row.due_on or latest for row in rows}
    return PromiseGroup(
        key=f"toezegging-{rows[0].id}",
        place=rows[0].place,
        owner=rows[0].owner,
        due=min(days[row.id] for row in waiting or rows),
        still_open=tuple(row.id for row in waiting),
        all_of_them=tuple(row.id for row in rows),
        done_on=None if waiting else max(row.done_on for row in rows if row.done_on),
    )
