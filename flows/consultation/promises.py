"""Keeping promises: the list on paper, ticking one off, reading the list back."""

from flows.desk import Desk, Outcome
from flows.exchange import promises as sheet
from flows.rules.consultation import due_for, promise_groups, promises
from flows.rules.wording import count, plain_date
from flows.tasks import files
from schemas.errors import InputFault, InputRefusedError
from storage import UnitOfWork

FOLDER = "01-strategie"
LIST = "toezeggingen.xlsx"


def keep_up(desk: Desk, uow: UnitOfWork) -> None:
    """Let the promises follow from the answers; what was written about a promise stays."""
    record, calendar = desk.record, desk.calendar
    kept = uow.promises.find(desk.tender_id)
    wanted = promises(uow.inputs.find(desk.tender_id), kept, lambda place: due_for(record, place, calendar))
    uow.promises.replace_all(desk.tender_id, wanted)


def write_list(desk: Desk) -> None:
    """The list of promises as a workbook that can be handed back; nothing while there are none."""
    if desk.record.promises:
        data = sheet.write(desk.record.promises, author=desk.tender.organisation)
        files.write_once(desk.work.output / FOLDER / LIST, data)


def tick_off(desk: Desk, number: str, note: str) -> Outcome:
    """A promise was kept, with one sentence about how; kept once, it stays kept on its day."""
    promise = next((row for row in desk.record.promises if row.id == number.strip().upper()), None)
    faults = []
    if promise is None:
        waiting = [row.id for row in desk.record.promises if row.done_on is None]
        shown = ", ".join(waiting[:10]) + (" …" if len(waiting) > 10 else "")
        faults.append(
            InputFault(
                column="Toezegging",
                problem=f"toezegging '{number}' bestaat niet.",
                remedy=f"Kies een van deze nummers: {shown}." if waiting else "Er staan geen toezeggingen open.",
            )
        )
    if not note.strip("- "):
        problem = "er staat niet wat ermee is gedaan."
        faults.append(InputFault(column="Notitie", problem=problem, remedy="Schrijf op waar het is terechtgekomen."))
    if promise is None or faults:
        raise InputRefusedError(faults)
    if promise.done_on is None:
        with desk.write() as uow:
            uow.promises.save(promise.model_copy(update={"done_on": desk.today, "done_note": note.strip()}))
            uow.journal.append(desk.event("promise.kept", promise=promise.id))
    write_list(desk)
    return _standing(desk, f"{promise.id} is afgemeld", (f"{promise.id}: {promise.text}",))


def read_list(desk: Desk) -> Outcome:
    """Read toezeggingen.xlsx: owners, days, and what was kept."""
    name, data = desk.drop_file("toezeggingen")
    rows = sheet.read(data, name, desk.record.promises, today=desk.today)
    with desk.write() as uow:
        counted = uow.promises.put_all(rows)
        if counted["changed"]:
            uow.journal.append(desk.event("promises.read", changed=counted["changed"]))
    write_list(desk)
    changed = f"{count(counted['changed'], 'toezegging', 'toezeggingen')} gewijzigd, {counted['same']} gelijk gebleven."
    return _standing(desk, "Toezeggingen ingelezen", (changed,))


def _standing(desk: Desk, headline: str, lines: tuple[str, ...]) -> Outcome:
    waiting = [row for row in desk.record.promises if row.done_on is None]
    late = [row for row in promise_groups(desk.record) if row.still_open and row.due < desk.today]
    return Outcome(
        headline=headline,
        lines=(
            *lines,
            f"{count(len(waiting), 'toezegging', 'toezeggingen')} van {len(desk.record.promises)} nog open.",
            *(
                f"Te laat sinds {plain_date(row.due)}: {row.place} ({row.owner}), {_numbers(row.still_open)}."
                for row in late
            ),
        ),
        next_step="meld de andere toezeggingen ook af als zij klaar zijn." if waiting else "",
    )


def _numbers(ids: tuple[str, ...]) -> str:
    return ", ".join(ids)
