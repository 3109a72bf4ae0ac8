"""Whom to remind of what today: 10, 5 and 1 working days before a deadline, and once when it is too late (users 4.4).

A deadline has its owners as the planning names them (column Door wie). Who answers for such a name stands in the list
of colleagues; for whoever is away the deputy gets the mail, and what nobody answers for lands with the lead.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from flows.rules.calendar import FreeDays
from schemas.planning import Colleague, DeadlineLine, LineStatus
from schemas.values import Noun

MOMENTS = {"T-10": -10, "T-5": -5, "T-1": -1, "T+1": 1}
"""Working days from the deadline, in order of time. The readings of Reading.OFFICE: bridge days are no office days."""

TEAM = "Projectteam inkoop"
PROVIDERS = "Aanbieders"
"""The owner of a term in which providers act. The team hears of it the day before, because its own work starts there;
nobody else does, and nobody is told that it is late: it is over by itself."""

LEAD = "projectleider"
"""Recipient and place in the memory of the lead, when the lead is not in the list of colleagues."""


class Item(Noun):
    """One deadline in somebody's reminder.

    ``moment`` is a key of MOMENTS. ``told_for`` are the ids of the people (or LEAD) whom this tells, also when a deputy
    reads it. ``instead_of`` are names of absent colleagues whom the reader replaces, ``unreachable`` names of absent
    colleagues without a deputy who is there, ``unknown`` owners that no colleague answers for.
    """

    line: DeadlineLine
    moment: str
    told_for: tuple[str, ...]
    instead_of: tuple[str, ...] = ()
    unreachable: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def tokens(self) -> tuple[str, ...]:
        """What this item tells, in words that a memory can keep: one per person it is meant for."""
        return tuple(token(self.moment, self.line.due, self.line.key, whom) for whom in self.told_for)


class Reminder(Noun):
    """The one mail of today to one address, with everything in it. ``recipient`` is a colleague's id or LEAD."""

    recipient: str
    name: str
    address: str
    items: tuple[Item, ...]


def token(moment: str, due: date, key: str, whom: str) -> str:
    """One thing that was told to one person; another date of the same deadline is another thing."""
    return f"{moment}|{due.isoformat()}|{key}|{whom}"


def due_today(
    lines: Iterable[DeadlineLine],
    colleagues: Sequence[Colleague],
    calendar: FreeDays,
    today: date,
    lead: tuple[str, str],
    *,
    told: Collection[str] | None = None,
) -> tuple[Reminder, ...]:
    """The reminders of ``today``, one per address, in the order of the list of colleagues with the lead last.

    Nothing on a free day, and nothing for a line that is done. Without ``told`` a deadline is in it only on the exact
    day of a moment. With ``told`` (the tokens of what was told before) it is also in it when the last moment that
    passed was not told yet, because nobody ran the reminders that day or the plan changed. ``lead`` is name and
    address.
    """
    if not calendar.is_working_day(today):
        return ()
    people = _People(colleagues, lead, today)
    found: dict[str, dict[str, Item]] = {}
    for line in lines:
        moment = moment_of(line, calendar, today, caught_up=told is not None)
        if moment is None:
            continue
        for address, item in people.told_of(line, moment):
            if told is not None and item.tokens[0] in told:
                continue
            items = found.setdefault(address, {})
            items[line.key] = _merged(items[line.key], item) if line.key in items else item
    return tuple(
        Reminder(recipient=recipient, name=name, address=address, items=tuple(found[key].values()))
        for key, (recipient, name, address) in people.addresses.items()
        if key in found
    )


def moment_of(line: DeadlineLine, calendar: FreeDays, today: date, *, caught_up: bool = False) -> str | None:
    """The moment of a deadline that falls on ``today``; with ``caught_up`` the last one up to and including today."""
    if line.status is LineStatus.DONE:
        return None
    names = ("T-1",) if of_providers(line) else tuple(MOMENTS)
    return last_moment(line.due, names, calendar, today, caught_up=caught_up)


def last_moment(
    due: date, names: Iterable[str], calendar: FreeDays, today: date, *, caught_up: bool = False
) -> str | None:
    """As :func:`moment_of`, for a date and the moments that count for it, in order of time."""
    passed = None
    for name in names:
        day = calendar.add_working_days(due, MOMENTS[name])
        if day == today or (caught_up and day < today):
            passed = name
    return passed


def of_providers(line: DeadlineLine) -> bool:
    """Whether the line is a term in which providers act, and not we."""
    return line.kind == "termijn" and [_fold(owner) for owner in owners_of(line)] == [_fold(PROVIDERS)]


def owners_of(line: DeadlineLine) -> tuple[str, ...]:
    """The names in the column Door wie, each apart."""
    return line.owners or ((line.owner,) if line.owner.strip() else ())


def answers_for(colleague: Colleague, owner: str) -> bool:
    """Whether this colleague is that owner, by name or by role; capitals and spaces do not count."""
    return _fold(owner) in {_fold(name) for name in (colleague.name, *colleague.roles)}


def is_away(colleague: Colleague, today: date) -> bool:
    """Whether somebody is away today, first and last day included. Without a last day: until somebody fills it in."""
    if colleague.away_from is None and colleague.away_until is None:
        return False
    begun = colleague.away_from is None or colleague.away_from <= today
    return begun and (colleague.away_until is None or today <= colleague.away_until)


def stand_in(colleague: Colleague, colleagues: Iterable[Colleague], today: date) -> Colleague | None:
    """Who reads the mail of this colleague today: himself, or the first deputy of deputies who is there.

    None when nobody is: no deputy is named, the name is unknown, or the deputies lead back to somebody who is away.
    """
    by_name = {_fold(row.name): row for row in colleagues}
    seen: set[str] = set()
    reader: Colleague | None = colleague
    while reader is not None and is_away(reader, today):
        if reader.id in seen:
            return None
        seen.add(reader.id)
        reader = by_name.get(_fold(reader.deputy or ""))
    return reader


def lead_reader(
    colleagues: Sequence[Colleague], lead: tuple[str, str], today: date
) -> tuple[str, str, str, tuple[str, ...]]:
    """Who reads what is meant for the lead: recipient, name, address, and whom that person replaces.

    A lead who is away and has no deputy who is there gets it all the same: mail to the lead is never lost.
    """
    row = next((one for one in colleagues if _same_address(one.email, lead[1])), None)
    if row is None:
        return LEAD, lead[0], lead[1], ()
    reader = stand_in(row, colleagues, today) or row
    return reader.id, reader.name, reader.email, () if reader.id == row.id else (row.name,)


class _People:
    """Who answers for an owner today, and at which address."""

    def __init__(self, colleagues: Sequence[Colleague], lead: tuple[str, str], today: date) -> None:
        self.readers = {row.id: stand_in(row, colleagues, today) for row in colleagues}
        self.answering: dict[str, list[Colleague]] = {}
        for row in colleagues:
            for owner in {_fold(name) for name in (row.name, *row.roles)}:
                self.answering.setdefault(owner, []).append(row)
        self.lead = lead_reader(colleagues, lead, today)
        self.addresses: dict[str, tuple[str, str, str]] = {}
        rows = [(row.id, row.name, row.email) for row in colleagues]
        for recipient, name, address in (*rows, self.lead[:3]):
            # Two people with one mailbox get one mail.
            self.addresses.setdefault(address.casefold(), (recipient, name, address))

    def told_of(self, line: DeadlineLine, moment: str) -> Iterator[tuple[str, Item]]:
        """Address and item for everybody who must hear of this line."""
        if of_providers(line):
            for colleague in self._who(TEAM):
                yield self._to(colleague, line, moment)
            return
        owners = owners_of(line)
        if not owners:
            yield self._to_lead(line, moment)
        for owner in owners:
            answering = self._who(owner)
            for colleague in answering:
                yield self._to(colleague, line, moment)
            if not answering:
                yield self._to_lead(line, moment, unknown=(owner,))

    def _who(self, owner: str) -> list[Colleague]:
        return self.answering.get(_fold(owner), [])

    def _to(self, colleague: Colleague, line: DeadlineLine, moment: str) -> tuple[str, Item]:
        reader = self.readers[colleague.id]
        if reader is None:
            return self._to_lead(line, moment, told_for=colleague.id, unreachable=(colleague.name,))
        instead_of = () if reader.id == colleague.id else (colleague.name,)
        item = Item(line=line, moment=moment, told_for=(colleague.id,), instead_of=instead_of)
        return reader.email.casefold(), item

    def _to_lead(
        self,
        line: DeadlineLine,
        moment: str,
        *,
        told_for: str = LEAD,
        unreachable: tuple[str, ...] = (),
        unknown: tuple[str, ...] = (),
    ) -> tuple[str, Item]:
        _, _, address, instead_of = self.lead
        item = Item(
            line=line,
            moment=moment,
            told_for=(told_for,),
            instead_of=instead_of,
            unreachable=unreachable,
            unknown=unknown,
        )
        return address.casefold(), item


def _merged(first: Item, second: Item) -> Item:
    """Two reasons to tell somebody of one deadline are still one item."""
    both = {
        name: tuple(dict.fromkeys((*getattr(first, name), *getattr(second, name))))
        for name in ("told_for", "instead_of", "unreachable", "unknown")
    }
    return first.model_copy(update=both)


def _fold(text: str) -> str:
    return "".join(text.casefold().split())


def _same_address(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
