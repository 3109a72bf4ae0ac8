"""The answer to a what-if: every date that moves with its reason, and what that means."""

from collections.abc import Mapping
from datetime import date, datetime

from flows.rules.what_if.consequences import (
    Scene,
    hard_date,
    little_time,
    new_breaks,
    new_findings,
    people_to_tell,
    strangers,
)
from flows.rules.what_if.dates import CLOSING, Dates, Item, items_of, said, with_clock
from schemas.what_if import Effect, LostMeeting, MovedDate, PlanQuestion

IN_THE_FILE = "staat zo in het nieuwe planningsbestand"


def compare(
    before: Dates, after: Dates, now: datetime, why: Mapping[str, str], *, otherwise: str
) -> tuple[MovedDate, ...]:
    """Every date that differs, earliest first, and a promised deadline before the step that is the same date.

    ``why`` gives the reason by key, ``otherwise`` that of the rest.
    """
    old, new = items_of(before, now), items_of(after, now)
    rows = [
        _moved(key, old.get(key), new.get(key), before, after, why.get(key, otherwise))
        for key in dict.fromkeys((*old, *new))
        if _differs(old.get(key), new.get(key))
    ]
    return tuple(sorted(rows, key=lambda row: (row.old_day or row.new_day or date.min, row.key.startswith("stap-"))))


def answer(
    scene: Scene,
    question: PlanQuestion | None,
    before: Dates,
    after: Dates,
    why: Mapping[str, str],
    lost: tuple[LostMeeting, ...],
    too_late: int,
) -> Effect:
    record = scene.record
    moved = compare(before, after, scene.at, why, otherwise=IN_THE_FILE)
    numbers = frozenset(int(row.key.removeprefix("stap-")) for row in moved if row.key.startswith("stap-"))
    found = new_findings(scene, before, after, numbers) if moved else ()
    owners = tuple(dict.fromkeys(owner for row in moved for owner in row.owners))
    known = {step.number: step for step in before.milestones}
    promised = {row.id: row for row in before.rounds}
    return Effect(
        question=question,
        moved=moved,
        milestones=tuple(step for step in after.milestones if known.get(step.number) != step),
        rounds=tuple(row for row in after.rounds if promised[row.id] != row),
        closes_at=after.closes_at if after.closes_at != before.closes_at else None,
        lost_meetings=lost,
        breaks=(*new_breaks(scene, before, after), *(row.sentence for row in found if row.severity == "fout")),
        remarks=(
            *little_time(scene, before, after),
            *(row.sentence for row in found if row.severity != "fout"),
        ),
        hard_date=hard_date(scene, before, after, too_late),
        owners=owners,
        people=tuple(person.name for person in people_to_tell(record, owners, scene.day)) if moved else (),
        strangers=strangers(record, owners),
        rectification=bool(record.publications) and any(row.public for row in moved),
    )


def _differs(old: Item | None, new: Item | None) -> bool:
    if old is None or new is None:
        return True
    at = (old.step.at if old.step else None, new.step.at if new.step else None)
    return old.span != new.span or at[0] != at[1]


def _moved(key: str, old: Item | None, new: Item | None, before: Dates, after: Dates, why: str) -> MovedDate:
    item = new or old
    assert item is not None
    return MovedDate(
        key=key,
        title=item.title,
        old=_printed(key, old, before) if old else "stond er niet in",
        new=_printed(key, new, after) if new else "vervalt",
        old_day=old.span.end if old else None,
        new_day=new.span.end if new else None,
        why=why,
        owners=item.owners,
        public=bool((old and old.public) or (new and new.public)),
    )


def _printed(key: str, item: Item, dates: Dates) -> str:
    if item.step is not None:
        return f"{item.step.printed} om {item.step.at:%H.%M} uur" if item.step.at else item.step.printed
    if key == CLOSING:
        return with_clock(dates.closes_at)
    if item.round is not None and key.startswith("vragen-"):
        return with_clock(item.round.questions_close_at)
    return said(item.span)
