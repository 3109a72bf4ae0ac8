"""Which step must come before which, and what a careful reader says when the dates do not follow (domain F 9 and 11).

A plan is a list: a step comes after the steps with a lower number, unless it names the steps it waits for (``after``).
Steps of the execution run side by side: an agenda of improvements is numbered, and needs no order. A month or a quarter
is a stretch of time: only what is wrong on every day of it is called wrong.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flows.rules.calendar import FreeDays
from flows.rules.terms import add_months
from flows.rules.wording import count, plain_date
from schemas.planning import Link, Milestone, PlanFinding, Precision
from schemas.values import Stage

_TYPO_DAYS = 183
"""A step that begins more than half a year too early is a typing error in the year rather than an overlap."""

_UNIT_MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.SEASON: 3, Precision.YEAR: 12}
# The stage that must be wholly decided, the stages that wait for it, and why.
_GATES = (
    (
        Stage.STRATEGY,
        (Stage.PUBLICATION, Stage.NOTA_VAN_INLICHTINGEN, Stage.SCREENING, Stage.DIALOGUE),
        "Ga pas naar buiten als het laatste orgaan over de strategie heeft besloten.",
    ),
    (
        Stage.AWARD,
        (Stage.CONTRACTING, Stage.EXECUTION),
        "Sluit pas overeenkomsten als het laatste orgaan heeft besloten.",
    ),
)


def named(step: Milestone) -> str:
    """``stap 4 (Okt./nov./dec. 2024)``: how a finding points at a step."""
    return f"stap {step.number} ({step.printed})" if step.printed.strip() else f"stap {step.number}"


def latest_begin(step: Milestone) -> date:
    """The last day on which a dated step can begin as it is printed: 'juli/dec. 2024' begins in July."""
    if not step.precision.vague:
        return step.begin
    months = _UNIT_MONTHS[step.precision]
    first = step.begin if step.precision is Precision.SEASON else _unit_start(step.begin, months)
    return min(step.end, add_months(first, months) - timedelta(days=1))


def earliest_end(step: Milestone) -> date:
    """The first day on which a dated step can be done as it is printed: 'Q2 en Q3 2025' is done in the third."""
    if not step.precision.vague:
        return step.end
    months = _UNIT_MONTHS[step.precision]
    if step.precision is Precision.SEASON:
        return max(step.begin, add_months(step.end + timedelta(days=1), -months))
    return max(step.begin, _unit_start(step.end, months))


def _unit_start(day: date, months: int) -> date:
    """The first day of the month, quarter or year in which ``day`` falls."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _begin_known(step: Milestone) -> bool:
    """'tot 2027' says when the step ends, not when it begins."""
    return not (step.precision.vague and step.first == step.last)


def _in_list(step: Milestone) -> bool:
    """Whether the number of a step says something about its place in time."""
    return not step.after and (step.hard or step.stage is not Stage.EXECUTION)


def out_of_order(steps: Sequence[Milestone]) -> Iterator[PlanFinding]:
    """Steps in the list that begin before a step above them begins. ``steps`` are dated and in order of number."""
    before: Milestone | None = None
    for step in steps:
        if not _in_list(step) or step.done_on:
            continue
        if before is not None and before.begin > latest_begin(step):
            yield _earlier_than(step, before)
        if _begin_known(step) and (before is None or step.begin >= before.begin):
            before = step


def _earlier_than(step: Milestone, other: Milestone) -> PlanFinding:
    wholly = step.end < other.begin
    if wholly:
        said = f"{named(step)} is al voorbij voordat {named(other)} begint. Controleer de volgorde en het jaartal."
    else:
        said = (
            f"{named(step)} begint eerder dan {named(other)}. Spreek af wat u met stap {step.number} doet als stap "
            f"{other.number} anders uitvalt."
        )
    return PlanFinding(
        code="volgorde" if wholly else "overlap",
        severity="fout" if wholly else "let op",
        milestones=(other.number, step.number),
        sentence=_sentence(said),
    )


def too_early(steps: Sequence[Milestone], calendar: FreeDays) -> Iterator[PlanFinding]:
    """Steps that begin before a step they wait for is done: one finding per step, about what ends last."""
    by_number = {step.number: step for step in steps}
    for step in steps:
        if step.done_on:
            continue
        waiting = []
        for link in step.after:
            other = by_number.get(link.number)
            if other is None or other.number == step.number or other.done_on:
                continue
            limit = calendar.add_working_days(other.end, link.lag)
            if step.begin < limit:
                certain = latest_begin(step) < calendar.add_working_days(earliest_end(other), link.lag)
                waiting.append((certain, limit, other.number, link))
        if waiting:
            certain, _, number, link = max(waiting, key=lambda row: row[:3])
            yield _waits(step, by_number[number], link, certain=certain)


def _waits(step: Milestone, other: Milestone, link: Link, *, certain: bool) -> PlanFinding:
    margin = f" en daarna volgen nog {count(link.lag, 'werkdag', 'werkdagen')}" if link.lag > 0 else ""
    if certain:
        advice = f"Verplaats stap {step.number}, of haal de koppeling met stap {other.number} weg."
    else:
        advice = f"Spreek af wat u met stap {step.number} doet als stap {other.number} anders uitvalt."
    return PlanFinding(
        code="volgorde" if certain else "overlap",
        severity="fout" if certain else "let op",
        milestones=(other.number, step.number),
        sentence=_sentence(
            f"{named(step)} begint op {plain_date(step.begin)}, maar {named(other)} is pas klaar op "
            f"{plain_date(other.end)}{margin}. {advice}"
        ),
    )


def open_decisions(steps: Sequence[Milestone]) -> Iterator[PlanFinding]:
    """Steps that go outside, or conclude agreements, while the last decision they rest on may still be to come."""
    for gate, waiting, advice in _GATES:
        deciding = [step for step in steps if step.stage is gate and not step.done_on]
        following = [step for step in steps if step.stage in waiting and not step.done_on]
        if not deciding or not following:
            continue
        decision = max(deciding, key=lambda step: (step.end, step.number))
        next_step = min(following, key=lambda step: (step.begin, step.number))
        if any(link.number == decision.number for link in next_step.after):
            continue
        if decision.begin <= next_step.begin <= decision.end and decision.number < next_step.number:
            yield PlanFinding(
                code="besluit-loopt-nog",
                severity="let op",
                milestones=(decision.number, next_step.number),
                sentence=_sentence(
                    f"{named(next_step)} kan beginnen voordat het laatste besluit van {named(decision)} er is. {advice}"
                ),
            )


@dataclass(frozen=True)
class _Span:
    """A step as plain numbers, because in a plan with an error every pair of steps is compared."""

    number: int
    begin: int
    end: int
    in_list: bool
    after: frozenset[int]

    def clashes(self, other: "_Span") -> bool:
        """Whether the two are wholly in the wrong order, or one begins at least half a year too early."""
        if self.comes_before(other):
            return self.begin > min(other.end, other.begin + _TYPO_DAYS)
        return other.comes_before(self) and other.begin > min(self.end, self.begin + _TYPO_DAYS)

    def comes_before(self, other: "_Span") -> bool:
        listed = self.in_list and other.in_list and self.number < other.number
        return listed or self.number in other.after


def _span(step: Milestone, begin: date, end: date) -> _Span:
    links = frozenset(link.number for link in step.after)
    return _Span(step.number, begin.toordinal(), end.toordinal(), _in_list(step), links)


def year_typos(steps: Sequence[Milestone]) -> Iterator[PlanFinding]:
    """A step that does not fit its neighbours, and fits at once with one year more or less.

    ``steps`` are dated and in order of number. The first number in a finding is the step that is doubted.
    """
    by_number = {step.number: step for step in steps if _begin_known(step)}
    spans = {number: _span(step, step.begin, step.end) for number, step in by_number.items()}
    clashing = _clashing(list(spans.values()))
    while doubted := [number for number, others in clashing.items() if others and not by_number[number].done_on]:
        most = max(len(clashing[number]) for number in doubted)
        worst = sorted((number for number in doubted if len(clashing[number]) == most), reverse=True)
        fitting = ((number, _fit(by_number[number], clashing[number], spans)) for number in worst)
        number, fit = next((found for found in fitting if found[1]), (worst[0], None))
        if fit is not None:
            other, begin, end = fit
            yield _mistyped(by_number[number], by_number[other], begin, end)
        del spans[number], clashing[number]
        for left in clashing.values():
            left.discard(number)


def _fit(step: Milestone, others: set[int], spans: Mapping[int, _Span]) -> tuple[int, date, date] | None:
    """The nearest step that clashes, and the begin and end with which ``step`` clashes with none; None if none do."""
    span = spans[step.number]
    nearest = min(others, key=lambda number: (abs(number - step.number), number))
    whole = any(span.end < spans[number].begin or spans[number].end < span.begin for number in others)
    for begin, end in _other_years(step, whole=whole):
        moved = _span(step, begin, end)
        rest = (other for number, other in spans.items() if number != step.number)
        if _near(moved, spans[nearest]) and not any(moved.clashes(other) for other in rest):
            return nearest, begin, end
    return None


def _clashing(spans: Sequence[_Span]) -> dict[int, set[int]]:
    """Per step the steps it clashes with. Pairs are compared only for a step that lies before something above it."""
    found: dict[int, set[int]] = defaultdict(set)
    listed = [span for span in spans if span.in_list]
    highest = 0
    for index, late in enumerate(listed):
        limit = min(late.end, late.begin + _TYPO_DAYS)
        if highest > limit:
            for early in listed[:index]:
                if early.begin > limit:
                    found[late.number].add(early.number)
                    found[early.number].add(late.number)
        highest = max(highest, late.begin)
    by_number = {span.number: span for span in spans}
    for late in spans:
        for number in late.after - {late.number}:
            if number in by_number and late.clashes(by_number[number]):
                found[late.number].add(number)
                found[number].add(late.number)
    return found


def _near(moved: _Span, other: _Span) -> bool:
    return max(moved.begin - other.end, other.begin - moved.end) <= _TYPO_DAYS


def _other_years(step: Milestone, *, whole: bool) -> Iterator[tuple[date, date]]:
    """The step with the year of its begin or its end changed by one; within one year, only the ``whole`` step."""
    for years in (1, -1):
        first, last = add_months(step.begin, 12 * years), add_months(step.end, 12 * years)
        if not step.moments and step.begin.year != step.end.year:
            if first <= step.end and years == 1:
                yield first, step.end
            if step.begin <= last and years == -1:
                yield step.begin, last
        elif whole:
            yield first, last


def _mistyped(step: Milestone, other: Milestone, begin: date, end: date) -> PlanFinding:
    was, becomes = (step.begin, begin) if begin != step.begin else (step.end, end)
    return PlanFinding(
        code="jaartal",
        severity="fout",
        milestones=(step.number, other.number),
        sentence=_sentence(
            f"{named(step)} past niet bij {named(other)}, maar met het jaar {becomes.year} in plaats van {was.year} "
            "wel. Controleer het jaartal."
        ),
    )


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
