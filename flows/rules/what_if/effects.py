"""What if a step moves, takes longer or is missed? Everything that follows, worked out and nothing saved.

A date that has passed never moves, nor does what is done, nor the hard date: then the answer says by how much it is
not made. The same comparison serves a planning file that is read again (:func:`reread_effect`).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from flows.rules.calendar import FreeDays
from flows.rules.planning.findings import findings
from flows.rules.planning.scheduling.bodies import Bodies
from flows.rules.what_if.answer import IN_THE_FILE, answer
from flows.rules.what_if.consequences import Scene, passed_sentence
from flows.rules.what_if.dates import Dates, Item, Span, ended_later, items_of, moved_by, said, spans_applied
from flows.rules.what_if.decisions import decided_on, lost_meetings, next_round, planned_round
from flows.rules.what_if.pushes import Moves, follow_marks, next_meeting, ready_day, spread
from flows.rules.wording import count, plain_date
from schemas.planning import Milestone
from schemas.procedure import Procedure
from schemas.record import TenderRecord
from schemas.what_if import Effect, LostMeeting, PlanChange, PlanQuestion

MOST_DAYS = 1000
"""Working days in one question: about four years. More is a slip of the hand."""


def effect(
    record: TenderRecord, question: PlanQuestion, procedure: Procedure, calendar: FreeDays, now: datetime
) -> Effect:
    """Everything that follows from the change, or in ``refused`` every reason why it cannot be done."""
    scene = Scene(record, procedure, calendar, now)
    before = Dates.of(record)
    question = question.model_copy(update={"target": key_of(question.target)})
    moves = _moves(scene, before)
    refused = _not_possible(record, question, moves.items)
    if refused:
        return Effect(question=question, refused=(refused,))
    item = moves.items[question.target]
    span = _asked_for(moves, item, question)
    refused = _in_the_past(item, span, scene.day)
    if refused:
        return Effect(question=question, refused=(refused,))
    if span != item.span:
        moves.put(item.key, span, _asked_why(item, question, begun=_begun(item, question, scene.day)))
        spread(moves, item.key)
    if moves.refused:
        return Effect(question=question, refused=tuple(moves.refused.values()))
    after = spans_applied(before, moves.spans)
    if item.step is not None and item.key in moves.spans and question.change is PlanChange.STRETCH:
        after = _longer(after, item.step.number, question.days)
    return answer(scene, question, before, after, moves.why, _lost_on_the_way(moves), moves.too_late)


def reread_effect(
    record: TenderRecord,
    new_milestones: Iterable[Milestone],
    procedure: Procedure,
    calendar: FreeDays,
    now: datetime,
) -> Effect:
    """What changes when a planning file replaces the plan: the same answer as :func:`effect`, without a question.

    Refused when a date that has passed would move while its step is not done, in the record or in the file, or when
    the hard date would move. A year that is a plain typing error may always be corrected. A step with a mark takes the
    promised deadline of that day along.
    """
    scene = Scene(record, procedure, calendar, now)
    before = Dates.of(record)
    given = tuple(sorted(new_milestones, key=lambda step: step.number))
    moves = _moves(scene, before)
    refused = tuple(_rewritten(scene, moves, given))
    if refused:
        return Effect(question=None, refused=refused)
    for step in given:
        key = f"stap-{step.number}"
        if key in moves.items and step.dated and not step.done_on:
            moves.put(key, Span(step.begin, step.end, step.moments), IN_THE_FILE)
            follow_marks(moves, key)
    if moves.refused:
        return Effect(question=None, refused=tuple(moves.refused.values()))
    promised = {key: span for key, span in moves.spans.items() if moves.items[key].step is None}
    after = spans_applied(Dates(given, before.rounds, before.closes_at), promised)
    return answer(scene, None, before, after, moves.why, tuple(_lost_in_the_file(scene, before, after)), 0)


def key_of(target: str) -> str:
    """The key of what somebody typed: '6', 'stap 6' and 'Stap-6' are step 6; 'Nota 1' is nota-1."""
    plain = "-".join(target.casefold().replace("-", " ").split())
    return f"stap-{int(plain)}" if plain.isascii() and plain.isdigit() else plain


def in_words(question: PlanQuestion, title: str, *, asked: bool = True) -> str:
    """The question as a sentence ('Wat als 'Stap 6: Open House' 5 werkdagen langer duurt?'), or what was decided."""
    days = count(abs(question.days), "werkdag", "werkdagen")
    if question.change is PlanChange.SHIFT:
        said_as = f"{days} {'later' if question.days >= 0 else 'eerder'} valt", f"schuift {days} naar {_way(question)}"
    elif question.change is PlanChange.STRETCH:
        said_as = f"{days} langer duurt", f"duurt {days} langer"
    else:
        said_as = f"niet op tijd klaar is en {days} later komt", f"is niet op tijd klaar en komt {days} later"
    return f"Wat als '{title}' {said_as[0]}?" if asked else f"'{title}' {said_as[1]}."


def _way(question: PlanQuestion) -> str:
    return "later" if question.days >= 0 else "voren"


def _moves(scene: Scene, dates: Dates) -> Moves:
    return Moves(
        items=items_of(dates, scene.at),
        calendar=scene.calendar,
        day=scene.day,
        bodies=Bodies(scene.record.meetings, scene.calendar),
        procedure=scene.procedure,
    )


def _not_possible(record: TenderRecord, question: PlanQuestion, items: Mapping[str, Item]) -> str | None:
    """Why this cannot be asked at all; None when it can."""
    item = items.get(question.target)
    if item is None:
        return _unknown(record, question.target, items)
    name = item.title
    if abs(question.days) > MOST_DAYS:
        return f"Kies ten hoogste {MOST_DAYS} werkdagen; u koos er {abs(question.days)}."
    if question.days < 0 and question.change is not PlanChange.SHIFT:
        return f"Bij '{question.change.value}' hoort een aantal werkdagen van 0 of meer; u koos {question.days}."
    if item.settled:
        return f"{name}: {item.settled[0].lower()}{item.settled[1:]}. Daar schuift niets meer aan."
    if item.hard:
        return (
            f"{name} is de harde datum, en die schuift niet. Vraag wat er gebeurt als een eerdere stap schuift, of "
            "bereid een overbrugging voor."
        )
    promised = _promised(record, item)
    if item.past and (promised or question.change is not PlanChange.MISS):
        return passed_sentence(name, said(item.span), promised=promised)
    if question.change is PlanChange.STRETCH and item.step is not None:
        if item.span.moments:
            return f"{name} bestaat uit losse dagen en kan niet langer duren. Kies 'schuiven'."
        if item.step.last is None:
            return f"{name} heeft geen einde en kan niet langer duren. Kies 'schuiven'."
    return None


def _promised(record: TenderRecord, item: Item) -> bool:
    """Whether providers count on this date: the deadlines of the procedure, and what was published."""
    return item.step is None or (item.public and bool(record.publications))


def _unknown(record: TenderRecord, target: str, items: Mapping[str, Item]) -> str:
    undated = [f"stap-{step.number}" for step in record.milestones if not step.dated]
    if target in undated:
        return f"{target.replace('-', ' ').capitalize()} heeft geen datum. Vul eerst een datum in planning.xlsx in."
    steps = [str(item.step.number) for item in items.values() if item.step is not None]
    others = ", ".join(f"'{key}'" for key, item in items.items() if item.step is None)
    numbers = f"het nummer van een stap ({', '.join(steps)}) of " if steps else ""
    return f"'{target}' staat niet in de planning. Kies {numbers}een van deze termijnen: {others}."


def _asked_for(moves: Moves, item: Item, question: PlanQuestion) -> Span:
    """Where the change itself puts the step; a decision lands on a meeting of its body."""
    days, calendar, today = question.days, moves.calendar, moves.day
    if days == 0:
        return item.span
    if item.past:
        span = ended_later(item.span, calendar.add_working_days(today, days))
    elif question.change is PlanChange.SHIFT:
        span = moved_by(item.span, days, calendar, today)
    else:
        span = ended_later(item.span, calendar.add_working_days(calendar.on_or_before(item.span.end), days))
    sittings = moves.sittings(item)
    if sittings is None:
        return span
    planned = planned_round(sittings, item.span)
    wanted = {
        municipality: calendar.add_working_days(today if item.past else planned[municipality].held, days)
        if municipality in planned
        else span.end
        for municipality in (planned or sittings)
    }
    start = calendar.next_working_day(today)
    if days > 0:
        return next_meeting(moves, item, wanted, start, span.end)
    # Not later than now, and not before the papers are ready.
    start = max(start, ready_day(moves, item))
    sooner = next_round(sittings, wanted, start)
    rounds = {name: row if (row := sooner[name]) and row.held < old.held else old for name, old in planned.items()}
    moves.rounds[item.key] = (planned, rounds)
    return decided_on(item.span, rounds, span.end) if rounds else item.span


def _asked_why(item: Item, question: PlanQuestion, *, begun: bool) -> str:
    days = count(abs(question.days), "werkdag", "werkdagen")
    if question.change is PlanChange.SHIFT:
        why = f"schuift {days} naar {_way(question)}"
    elif question.change is PlanChange.STRETCH:
        why = f"duurt {days} langer"
    else:
        why = f"is niet klaar op {plain_date(item.span.end)}"
    if begun:
        why += "; de stap is al begonnen, dus alleen het einde schuift"
    if item.step is not None and item.step.body is not None:
        why += "; een besluit valt op een vergadering"
    return why


def _begun(item: Item, question: PlanQuestion, today: date) -> bool:
    """Whether a step that should move as a whole has begun, so that only its end can move."""
    span = item.span
    return question.change is PlanChange.SHIFT and span.begin != span.end and span.begin < today


def _in_the_past(item: Item, span: Span, today: date) -> str | None:
    """Why the new dates cannot be: what has not been yet cannot be put on a day that has."""
    new_begin = span.begin < today and span.begin != item.span.begin
    if span.end < today or new_begin:
        day = span.end if span.end < today else span.begin
        return f"{item.title} komt dan op {plain_date(day)}, en die dag is al voorbij. Kies minder werkdagen."
    return None


def _longer(dates: Dates, number: int, days: int) -> Dates:
    """A step with a duration of its own now takes longer."""
    milestones = tuple(
        step.model_copy(update={"duration": step.duration + days}) if step.number == number and step.duration else step
        for step in dates.milestones
    )
    return Dates(milestones, dates.rounds, dates.closes_at)


def _rewritten(scene: Scene, moves: Moves, given: Iterable[Milestone]) -> Iterable[str]:
    """Why this file cannot be the plan: it moves a date that has passed, or the hard date."""
    new = {f"stap-{step.number}": step for step in given}
    doubted = _year_typos(scene)
    for key, item in moves.items.items():
        step = new.get(key)
        if item.step is None or item.settled or step is None or step.done_on or not step.dated:
            continue
        if Span(step.begin, step.end, step.moments) == item.span:
            continue
        if item.hard and step.hard and step.begin != scene.record.tender.contract_start:
            yield (
                f"{item.title} is de harde datum {plain_date(item.span.begin)}, en die schuift niet. Zet de oude datum "
                "terug in planning.xlsx."
            )
        elif item.past and not item.hard and item.step.number not in doubted:
            yield passed_sentence(item.title, said(item.span), promised=_promised(scene.record, item))


def _year_typos(scene: Scene) -> frozenset[int]:
    """The steps whose year is a plain typing error: those dates were never meant."""
    record = scene.record
    found = findings(record.milestones, record.tender.contract_start, scene.calendar, scene.day)
    return frozenset(number for row in found if row.code == "jaartal" for number in row.milestones[:1])


def _lost_on_the_way(moves: Moves) -> tuple[LostMeeting, ...]:
    return tuple(
        meeting
        for key, (planned, rounds) in moves.rounds.items()
        if (step := moves.items[key].step) is not None
        for meeting in lost_meetings(step, planned, rounds)
    )


def _lost_in_the_file(scene: Scene, before: Dates, after: Dates) -> Iterable[LostMeeting]:
    """The meetings that the old plan rested on and the new one does not."""
    bodies = Bodies(scene.record.meetings, scene.calendar)
    new = {step.number: step for step in after.milestones if step.dated}
    for step in before.milestones:
        sittings, later = bodies.sittings(step), new.get(step.number)
        if sittings is None or later is None or not step.dated or step.done_on:
            continue
        planned = planned_round(sittings, Span(step.begin, step.end, step.moments))
        rounds = planned_round(sittings, Span(later.begin, later.end, later.moments))
        others = next_round(sittings, dict.fromkeys(planned, later.begin), date.min)
        yield from lost_meetings(step, planned, {name: rounds.get(name) or others[name] for name in planned})
