"""Reminders, the weekly overview and the mail about a missed deadline: what leaves without anybody filling in a form.

Opened by:    every working day at 07.30; Friday for the overview; the automation of a missed deadline
Needs:        the record with its planning and colleagues; for providers a package that left with its code
Leaves:       at most one mail per person per day, sent through the one door; what each told stands in the journal
Next:         a step is ticked off, or the provider answers
Legal basis:  equal treatment: a reminder goes to every provider that has not answered, in the same words (abbb)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from flows.desk import Desk, Outcome
from flows.post import Letter, queue, to_provider
from flows.rules.planning.watch import board_of
from flows.rules.reminders.colleagues import LEAD, TEAM, answers_for, due_today, is_away, lead_reader
from flows.rules.reminders.providers import Answers, Asked, ProviderReminder, due_to_providers, unknown_answers
from flows.rules.reminders.texts import digest_values, missed_values, provider_values, reminder_values
from flows.rules.wording import count, plain_date
from flows.sending import deliver_internal, package
from schemas.journal import Event
from schemas.message import MessageState
from schemas.planning import Board, LineStatus
from schemas.record import TenderRecord
from storage import outbox

REMINDER = "herinnering"
DIGEST = "weekoverzicht"
MISSED = "termijn-gemist"
TOLD = "reminder.told"
"""The journal event that remembers what one reminder told: the message's id, and a token per line (rules/reminders)."""

SIGNED_FOLDER = "getekend"
"""Drop folder with what came back signed; a file name begins with the contract number."""

_LEFT = {MessageState.SENT, MessageState.IN_DOUBT}


def todays_reminders(desk: Desk) -> Outcome:
    """Remind colleagues of what is due, and providers who have not answered; once a day, however often it is called.

    What could not leave on an earlier day is told again today, in today's words.
    """
    free = desk.calendar.free_reason(desk.today)
    if free:
        return Outcome(headline="Niets te doen", lines=(f"Vandaag is geen werkdag ({free}).",))
    _withdraw_older(desk)
    told = _told(desk)
    _queue_colleagues(desk, told)
    remarks = _queue_providers(desk, told)
    return _delivered(desk, _of_today(desk), "herinnering", "herinneringen", remarks)


def weekly_digest(desk: Desk) -> Outcome:
    """The overview of the week, to the lead and to the colleagues of the team; once per week of the calendar (ISO)."""
    batch = _digest_batch(desk)
    if not _known(desk, batch):
        values = digest_values(_board(desk, desk.now), desk.record.promises, desk.now)
        if values is None:
            return Outcome(headline="Niets te doen", lines=("Er zijn geen termijnen, toezeggingen of opmerkingen.",))
        people = {address.casefold(): (recipient, name, address) for recipient, name, address in _readers(desk)}
        letters = [
            _internal(recipient, name, address, {"aanhef": f"Beste {name}", **values})
            for recipient, name, address in people.values()
        ]
        queue(desk, batch, "weekoverzicht", letters, events=[desk.event("digest.queued", batch=batch)])
    return _delivered(desk, [batch], "weekoverzicht", "weekoverzichten")


def tell_missed(desk: Desk, key: str) -> Outcome:
    """Mail the lead that a deadline was missed; once per deadline and date, however often it is called.

    A day ends at midnight, and the run that finds a whole day missed comes in its last minute: that counts as passed.
    """
    board = _board(desk, desk.now + timedelta(minutes=1))
    line = next((row for row in board.lines if row.key == key), None)
    if line is None or line.status not in (LineStatus.LATE, LineStatus.MISSED):
        why = "bestaat niet meer" if line is None else f"is niet te laat ({line.status.value})"
        return Outcome(headline="Niets te doen", lines=(f"Termijn '{key}' {why}.",))
    batch = _missed_batch(key, line.due)
    if not _known(desk, batch):
        recipient, name, address, _ = lead_reader(desk.record.colleagues, _lead(desk), desk.today)
        letter = _internal(recipient, name, address, missed_values(line, board, name, board.today))
        event = desk.event("missed.told", key=key, due=line.due.isoformat(), message=f"{batch}/{recipient}")
        queue(desk, batch, "termijn-gemist", [letter], events=[event])
    return _delivered(desk, [batch], "bericht", "berichten")


def told_of_missed(record: TenderRecord) -> frozenset[str]:
    """The keys of watched deadlines of which the mail about this date has left, or never can."""
    waiting = {MessageState.QUEUED, MessageState.CLAIMED}
    told = {row.batch for row in record.messages if row.state not in waiting}
    return frozenset(row.id for row in record.watched if _missed_batch(row.id, row.due) in told)


def _missed_batch(key: str, due: date) -> str:
    return f"{MISSED}-{key}-{due.isoformat()}"


def _queue_colleagues(desk: Desk, told: frozenset[str]) -> None:
    """Today's mails to colleagues, all in one unit of work; what turns up later in the day waits for tomorrow."""
    batch = f"{REMINDER}-{desk.today.isoformat()}"
    if _known(desk, batch):
        return
    reminders = due_today(
        _board(desk, desk.now).lines, desk.record.colleagues, desk.calendar, desk.today, _lead(desk), told=told
    )
    letters = [
        _internal(
            row.recipient,
            row.name,
            row.address,
            reminder_values(row, desk.calendar, desk.today, desk.tender.reference),
        )
        for row in reminders
    ]
    events = [
        _remembered(desk, f"{batch}/{row.recipient}", [token for item in row.items for token in item.tokens])
        for row in reminders
    ]
    queue(desk, batch, "herinnering", letters, events=events)


def _queue_providers(desk: Desk, told: frozenset[str]) -> tuple[str, ...]:
    """Today's mails to silent providers; gives back what the lead must know about those who got none."""
    answers = _answers(desk)
    had_one = {row.recipient for row in desk.record.messages if row.batch in _of_today(desk)}
    found = due_to_providers(desk.record, desk.procedure, desk.calendar, desk.today, answers, told=told, skip=had_one)
    due = [row for row in found if row.at is None or desk.now < row.at]
    batch, letters, events = _parcel(desk, Asked.REMEDY, due)
    queue(desk, batch, "herinnering-aanvulling", letters, events=events)
    batch, letters, events = _parcel(desk, Asked.APPLICATION, due)
    queue(desk, batch, "herinnering-aanmelding", letters, events=events)
    batch, letters, events = _parcel(desk, Asked.SIGNATURE, due)
    queue(desk, batch, "herinnering-ondertekening", letters, events=events)
    return unknown_answers(desk.record, desk.calendar, desk.today, answers)


def _parcel(desk: Desk, asked: Asked, due: Iterable[ProviderReminder]) -> tuple[str, list[Letter], list[Event]]:
    """Package, letters and events for those who did not answer one thing."""
    batch = f"{REMINDER}-{asked.value}-{desk.today.isoformat()}"
    rows = [row for row in due if row.asked is asked]
    letters = [
        replace(
            to_provider(desk.record.provider(row.provider_id), provider_values(row, desk.procedure.vocabulary)),
            covered_by=row.covered_by,
        )
        for row in rows
    ]
    return batch, letters, [_remembered(desk, f"{batch}/{row.provider_id}", [row.token]) for row in rows]


def _remembered(desk: Desk, message: str, tokens: Iterable[str]) -> Event:
    return desk.event(TOLD, message=message, tokens="\n".join(tokens))


def _told(desk: Desk) -> frozenset[str]:
    """What was told before, by mail that left or may have left; what never left was not told."""
    left = {row.id for row in desk.record.messages if row.state in _LEFT}
    with desk.work.database.read() as uow:
        entries = uow.journal.entries(desk.tender_id)
    return frozenset(
        token
        for entry in entries
        if entry.name == TOLD and entry.data["message"] in left
        for token in str(entry.data["tokens"]).split("\n")
    )


def _answers(desk: Desk) -> Answers:
    """Who answered, as the drop folders show it before anything of it is read into the record."""
    home = desk.work.drop("aanmeldingen")
    ids = [row.id for row in desk.record.providers]
    back = [path.name for path in _files(home.parent / SIGNED_FOLDER)]
    return Answers(
        applied=frozenset(name for name in ids if (home / name).is_dir()),
        completed=frozenset(name for name in ids if _files(home / name / "aanvulling")),
        signed=frozenset(
            row.provider_id
            for row in desk.record.agreements
            if any(name.startswith(row.contract_number) for name in back)
        ),
    )


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$"))]


def _withdraw_older(desk: Desk) -> None:
    """What never left on an earlier day, or in an earlier week, is not sent any more: its words are about that day."""
    current = (*_of_today(desk), _digest_batch(desk))
    waiting = {MessageState.QUEUED, MessageState.CLAIMED}
    stale = {
        row.batch
        for row in desk.record.messages
        if row.batch.startswith((f"{REMINDER}-", f"{DIGEST}-")) and row.batch not in current and row.state in waiting
    }
    if not stale:
        return
    with desk.write() as uow:
        for batch in sorted(stale):
            outbox.claim(uow, desk.tender_id, batch, desk.now)
            for row in uow.messages.find(desk.tender_id, batch=batch, state=MessageState.CLAIMED):
                outbox.mark_failed(uow, row, f"Niet verzonden en vervallen op {plain_date(desk.today)}.")
            uow.journal.append(desk.event("messages.withdrawn", batch=batch))


def _delivered(desk: Desk, batches: Iterable[str], singular: str, plural: str, remarks: Sequence[str] = ()) -> Outcome:
    """Send what waits in these packages and say what came of it."""
    done, before, problems = 0, 0, []
    for batch in batches:
        rows = package(desk, batch)[1]
        sent = sum(row.state is MessageState.SENT for row in rows)
        before += sent
        if sent == len(rows):
            continue
        done += deliver_internal(desk, batch)[0] - sent
        left = [row for row in package(desk, batch)[1] if row.state is not MessageState.SENT]
        problems += [f"{row.to_name}: {row.state.value}. {row.detail}".strip() for row in left]
    lines = (*problems, *remarks)
    if problems:
        return Outcome(
            headline=f"Deels verzonden {done}/{done + len(problems)}",
            lines=lines,
            next_step="bekijk wat niet weg is; verzonden berichten gaan niet nog eens.",
            refused=True,
        )
    if not done:
        earlier = (f"Al verzonden: {count(before, singular, plural)}.",) if before else ()
        return Outcome(headline="Niets te doen", lines=(*earlier, *lines))
    return Outcome(headline=f"{count(done, singular, plural)} verzonden", lines=lines)


def _of_today(desk: Desk) -> tuple[str, ...]:
    """The packages of today, colleagues first."""
    day = desk.today.isoformat()
    return (f"{REMINDER}-{day}", *(f"{REMINDER}-{asked.value}-{day}" for asked in Asked))


def _digest_batch(desk: Desk) -> str:
    year, week, _ = desk.today.isocalendar()
    return f"{DIGEST}-{year}-w{week:02d}"


def _known(desk: Desk, batch: str) -> bool:
    return any(row.batch == batch for row in desk.record.messages)


def _internal(recipient: str, name: str, address: str, values: Mapping[str, str]) -> Letter:
    return Letter(recipient=recipient, to_name=name, to_address=address, values=values, internal=True)


def _lead(desk: Desk) -> tuple[str, str]:
    """Name and address of the lead; the tender knows the address only."""
    address = desk.tender.lead_email
    names = (row.name for row in desk.record.colleagues if row.email.casefold() == address.casefold())
    return next(names, LEAD), address


def _readers(desk: Desk) -> list[tuple[str, str, str]]:
    """Who reads the weekly overview: the lead, and whoever of the team is there."""
    people = desk.record.colleagues
    team = [row for row in people if answers_for(row, TEAM) and not is_away(row, desk.today)]
    return [lead_reader(people, _lead(desk), desk.today)[:3], *((row.id, row.name, row.email) for row in team)]


def _board(desk: Desk, now: datetime) -> Board:
    return board_of(desk.record, desk.procedure, desk.calendar, now)
