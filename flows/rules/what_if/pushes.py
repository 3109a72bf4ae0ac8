"""What has to wait when a date moves: linked steps, the printed order, promised deadlines, meetings of bodies.

Only what must move is moved, and only as far as it must: days that were free between two dates are used up first, and
what overlapped may go on overlapping as much. Nothing is ever pulled to an earlier day.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from flows.rules.calendar import FreeDays
from flows.rules.planning.scheduling.bodies import Bodies, Sitting, Sittings
from flows.rules.terms import amount, reckon
from flows.rules.what_if.dates import CLOSING, Item, Span, ended_later, moved_by, pushed_by, said
from flows.rules.what_if.decisions import Rounds, decided_on, next_round, planned_round
from flows.rules.wording import count, plain_date
from schemas.planning import Mark
from schemas.procedure import Procedure
from schemas.terms import Term
from schemas.values import Stage

_OUTSIDE = frozenset({Stage.PUBLICATION, Stage.NOTA_VAN_INLICHTINGEN, Stage.SCREENING})
"""Stages in which a period of the plan holds the deadlines that providers were promised."""

_SAME = {Mark.QUESTIONS_CLOSE: "vragen-", Mark.NOTA: "nota-", Mark.CLOSING: CLOSING}
"""A step with this mark is the same date as the promised deadline on that day."""


@dataclass(frozen=True)
class Edge:
    """``later`` waits for ``earlier``. ``kind`` says how; ``gap`` are working days between, ``kept`` of the buffer."""

    earlier: str
    later: str
    kind: str
    gap: int = 0
    kept: int = 0


@dataclass
class Moves:
    """The dates as they move. ``spans`` holds what moved so far, ``why`` the reason of each, ``refused`` what cannot.

    ``day`` is today. ``rounds`` are the meetings of a decision before and after, by key; ``too_late`` is by how many
    working days the hard step would have to wait.
    """

    items: Mapping[str, Item]
    calendar: FreeDays
    day: date
    bodies: Bodies
    procedure: Procedure
    spans: dict[str, Span] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    rounds: dict[str, tuple[Mapping[str, Sitting], Rounds]] = field(default_factory=dict)
    too_late: int = 0

    def span(self, key: str) -> Span:
        """Where something lies now."""
        return self.spans.get(key, self.items[key].span)

    def sittings(self, item: Item) -> Sittings | None:
        """The meetings that can decide on an item; None when it is no decision of a body with a known calendar."""
        return self.bodies.sittings(item.step) if item.step is not None else None

    def start(self, key: str) -> date:
        """The working day on which something was to begin: a single printed day with a duration is its last day."""
        item = self.items[key]
        if item.step is not None and item.step.duration and item.span.begin == item.span.end:
            return self.calendar.add_working_days(self.calendar.on_or_before(item.span.end), 1 - item.step.duration)
        return self.calendar.on_or_after(item.span.begin)

    def delay(self, key: str) -> int:
        """By how many working days the end of something moved; below zero to an earlier day."""
        return self.calendar.working_days_between(self.items[key].span.end, self.span(key).end)

    def put(self, key: str, span: Span, why: str) -> None:
        """Move something; a month that becomes days begins and ends on working days."""
        step = self.items[key].step
        if step is not None and step.precision.vague:
            begin = self.calendar.on_or_after(span.begin)
            span = Span(begin, max(begin, self.calendar.on_or_before(span.end)))
        self.spans[key] = span
        self.why[key] = why


def spread(moves: Moves, key: str) -> None:
    """Let everything wait that must wait for ``key``, which has been put on its new day already."""
    edges: dict[str, list[Edge]] = defaultdict(list)
    for edge in _edges(moves):
        edges[edge.earlier].append(edge)
    waiting = deque([key])
    rounds_left = 20 * (len(moves.items) + 1)
    while waiting and rounds_left:
        rounds_left -= 1
        for edge in edges[waiting.popleft()]:
            if _follow(moves, edge) and edge.later not in waiting:
                waiting.append(edge.later)
    if waiting:
        moves.refused["kring"] = (
            "Stappen in de planning wachten op elkaar, dus deze wijziging houdt niet op. Haal een van de verwijzingen "
            "in de kolom 'Na stap' weg."
        )


def follow_marks(moves: Moves, key: str) -> None:
    """Put the promised deadlines that are the same date as step ``key`` on its new day."""
    for edge in _in_step_with(moves.items[key], moves.items):
        if edge.kind == "zelfde" and edge.earlier == key:
            _follow(moves, edge)


def ready_day(moves: Moves, item: Item) -> date:
    """The first working day on which a step can begin for the steps it names as its predecessors."""
    links = (edge for edge in _links([item], moves.items))
    return max((_ready(moves, edge) for edge in links), default=date.min)


def _edges(moves: Moves) -> Iterator[Edge]:
    steps = [item for item in moves.items.values() if item.step is not None]
    if any(item.step.after for item in steps if item.step):
        yield from _links(steps, moves.items)
    else:
        yield from _printed_order(steps)
    yield from _promises(moves)
    for item in steps:
        yield from _in_step_with(item, moves.items)


def _links(steps: Iterable[Item], items: Mapping[str, Item]) -> Iterator[Edge]:
    for item in steps:
        assert item.step is not None
        for link in item.step.after:
            earlier = items.get(f"stap-{link.number}")
            if earlier is not None and earlier.step is not None and earlier is not item:
                yield Edge(earlier.key, item.key, "na", link.lag, earlier.step.buffer)


def _printed_order(steps: list[Item]) -> Iterator[Edge]:
    """A later number waits for an earlier one, unless the plan itself lets it begin first.

    Steps of the execution are numbered without order: they run side by side.
    """
    listed = [item for item in steps if item.step and (item.hard or item.step.stage is not Stage.EXECUTION)]
    for index, item in enumerate(listed):
        assert item.step is not None
        for later in listed[index + 1 :]:
            if later.span.begin >= item.span.begin:
                yield Edge(item.key, later.key, "volgorde", kept=item.step.buffer)


def _promises(moves: Moves) -> Iterator[Edge]:
    """Questions, then their nota, then the next questions; and the last nota well before the closing."""
    numbers = sorted(item.round.number for item in moves.items.values() if item.round and item.key.startswith("nota-"))
    for place, number in enumerate(numbers):
        yield Edge(f"vragen-{number}", f"nota-{number}", "beantwoorden")
        if place + 1 < len(numbers):
            yield Edge(f"nota-{number}", f"vragen-{numbers[place + 1]}", "vragenronde")
        yield Edge(f"nota-{number}", CLOSING, "termijn")


def _in_step_with(item: Item, items: Mapping[str, Item]) -> Iterator[Edge]:
    """The promised deadlines that are the same date as a step, or that lie within its period."""
    step = item.step
    assert step is not None
    same = _SAME.get(step.mark) if step.mark else None
    for deadline in items.values():
        if deadline.step is not None:
            continue
        day = deadline.span.end
        if same and deadline.key.startswith(same) and day == item.span.end:
            yield Edge(item.key, deadline.key, "zelfde")
            yield Edge(deadline.key, item.key, "zelfde")
        elif step.stage in _OUTSIDE and not step.mark and item.span.begin < day <= item.span.end:
            yield Edge(item.key, deadline.key, "binnen")
            yield Edge(deadline.key, item.key, "tot en met")


def _follow(moves: Moves, edge: Edge) -> bool:
    """Move ``edge.later`` if it has to; returns whether it moved. What cannot move is noted."""
    later = moves.items[edge.later]
    if later.settled:
        return False
    found = _RULES[edge.kind](moves, edge)
    if found is None:
        return False
    span, why = found
    if later.hard:
        return False
    current = moves.span(edge.later)
    if edge.kind != "zelfde":
        span = _latest(current, span)
    if span == current:
        return False
    if later.past:
        earlier = moves.items[edge.earlier]
        moves.refused[edge.later] = (
            f"{later.title}: {said(later.span)} is voorbij en kan niet meer schuiven. Daarom kan {earlier.name} niet "
            "zo schuiven. Meld af wat klaar is, of kies minder werkdagen."
        )
        return False
    moves.put(edge.later, span, why)
    return True


def _latest(one: Span, other: Span) -> Span:
    """The later of two places for the same thing."""
    if one.moments or other.moments:
        return max(one, other, key=lambda span: (span.end, span.begin))
    return Span(max(one.begin, other.begin), max(one.end, other.end))


Found = tuple[Span, str] | None


def _waits(moves: Moves, edge: Edge) -> Found:
    """Finish to start: the later one begins on the working day after the earlier one, plus what lies between."""
    earlier, later = moves.items[edge.earlier], moves.items[edge.later]
    delay = moves.delay(edge.earlier)
    if delay <= 0:
        return None
    why = _waits_why(moves, edge)
    sittings = moves.sittings(later)
    planned = planned_round(sittings, later.span) if sittings is not None else {}
    if sittings is not None and planned:
        return _decides(moves, edge, sittings, planned, why)
    kept = edge.gap if later.hard else edge.gap + edge.kept
    free = moves.calendar.working_days_between(earlier.span.end, moves.start(edge.later)) - 1 - kept
    push = delay - max(0, free)
    if push <= 0:
        return None
    if later.hard:
        moves.too_late = max(moves.too_late, push)
    if later.span.begin < moves.day <= later.span.end:
        why += "; deze stap is al begonnen, dus alleen het einde schuift"
    span = pushed_by(later.span, push, moves.calendar, moves.day)
    if sittings is not None:
        return next_meeting(moves, later, dict.fromkeys(sittings, span.end), _ready(moves, edge), span.end), why
    return span, why


def _waits_why(moves: Moves, edge: Edge) -> str:
    earlier = moves.items[edge.earlier]
    done = plain_date(moves.span(edge.earlier).end)
    if edge.kind == "beantwoorden":
        return f"de nota komt na de vragen, en die sluiten pas op {done}"
    if edge.kind == "vragenronde":
        return f"deze vragen gaan over {earlier.name}, en die komt pas op {done}"
    if edge.kind == "volgorde" and moves.start(edge.later) <= earlier.span.end:
        why = f"loopt in de planning deels gelijk met {earlier.name}, en die is pas op {done} klaar"
    else:
        why = f"begint na {earlier.name}, en die is pas op {done} klaar"
    if edge.gap > 0:
        why += f", met {count(edge.gap, 'werkdag', 'werkdagen')} ertussen"
    if edge.kept:
        why += f", met {count(edge.kept, 'werkdag', 'werkdagen')} buffer"
    return why


def _ready(moves: Moves, edge: Edge) -> date:
    """The first working day on which the later one can begin: for a decision, when its papers can be in."""
    done = moves.calendar.on_or_before(moves.span(edge.earlier).end)
    return moves.calendar.on_or_after(moves.calendar.add_working_days(done, 1 + edge.gap + edge.kept))


def _decides(moves: Moves, edge: Edge, sittings: Sittings, planned: Mapping[str, Sitting], why: str) -> Found:
    """The papers of a decision must be in: a meeting whose delivery day comes too soon is lost."""
    later, start = moves.items[edge.later], _ready(moves, edge)
    known: Rounds = moves.rounds[edge.later][1] if edge.later in moves.rounds else planned
    wanted = {
        municipality: row.held if row is not None else later.span.end
        for municipality, row in known.items()
        if row is None or row.start < start
    }
    if not wanted:
        return None
    rounds: Rounds = {**known, **next_round(sittings, wanted, start)}
    moves.rounds[edge.later] = (planned, rounds)
    fallback = moves.calendar.add_working_days(later.span.end, moves.delay(edge.earlier))
    return decided_on(later.span, rounds, fallback), f"{why}; voor de vergadering zijn de stukken dan te laat"


def next_meeting(moves: Moves, item: Item, wanted: Mapping[str, date], start: date, fallback: date) -> Span:
    """Where a decision lands when each municipality decides at its first meeting on or after the day it wanted."""
    sittings = moves.sittings(item)
    assert sittings is not None, "only a decision has meetings"
    planned = planned_round(sittings, item.span)
    rounds = next_round(sittings, wanted, start)
    moves.rounds[item.key] = (planned, rounds)
    return decided_on(item.span, rounds, fallback) if rounds else Span(fallback, fallback)


def _before_closing(moves: Moves, edge: Edge) -> Found:
    """The nota comes so many days before the closing as the guide promises; else the closing moves on."""
    term = moves.procedure.terms.get("nota_before_closing")
    told = moves.span(edge.earlier).end
    closing = moves.span(edge.later).end
    if term is None or moves.items[edge.earlier].span.end > _latest_nota(moves, edge.later, term):
        return None
    needed = closing
    while reckon(needed, term, moves.calendar).date < told:
        needed = moves.calendar.next_working_day(needed)
    if needed == closing:
        return None
    why = (
        f"{moves.items[edge.earlier].name} komt pas op {plain_date(told)}, en de aanmelding sluit ten minste "
        f"{amount(term)} daarna ({term.source})"
    )
    return Span(needed, needed), why


def _latest_nota(moves: Moves, closing: str, term: Term) -> date:
    return reckon(moves.items[closing].span.end, term, moves.calendar).date


def _same_day(moves: Moves, edge: Edge) -> Found:
    end, later = moves.span(edge.earlier).end, moves.span(edge.later)
    if later.end == end:
        return None
    span = ended_later(later, end)
    return Span(min(span.begin, end), end, span.moments), f"is dezelfde datum als {moves.items[edge.earlier].name}"


def _within(moves: Moves, edge: Edge) -> Found:
    """A promised deadline cannot come before the period it lies in has begun."""
    old, new = moves.items[edge.earlier].span, moves.span(edge.earlier)
    later = moves.items[edge.later]
    if new.begin <= later.span.end:
        return None
    push = moves.calendar.working_days_between(old.begin, new.begin)
    name = moves.items[edge.earlier].name
    why = f"valt in {name}, die pas op {plain_date(new.begin)} begint"
    return moved_by(later.span, push, moves.calendar, moves.day), why


def _holds(moves: Moves, edge: Edge) -> Found:
    """A period lasts until the promised deadlines in it are over."""
    end, later = moves.span(edge.earlier).end, moves.span(edge.later)
    if end <= later.end:
        return None
    return Span(later.begin, end), f"in deze stap valt {moves.items[edge.earlier].name}, pas op {plain_date(end)}"


_RULES = {
    "na": _waits,
    "volgorde": _waits,
    "beantwoorden": _waits,
    "vragenronde": _waits,
    "termijn": _before_closing,
    "zelfde": _same_day,
    "binnen": _within,
    "tot en met": _holds,
}
