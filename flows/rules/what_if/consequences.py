"""What a change of dates means: minimum terms that break, the hard date, whom to tell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flows.rules.calendar import FreeDays
from flows.rules.planning.findings import before_hard_date, findings
from flows.rules.planning.schedule import schedule
from flows.rules.reminders.colleagues import PROVIDERS, answers_for, lead_reader, stand_in
from flows.rules.terms import reckon
from flows.rules.what_if.dates import Dates
from flows.rules.wording import count, local_day, plain_date
from schemas.clarification import NotaRound
from schemas.planning import PlanFinding
from schemas.procedure import Procedure
from schemas.record import TenderRecord
from schemas.what_if import HardDate

LITTLE_TIME = 5
"""Working days between the last question and the nota below which somebody should look whether that is enough."""

# The hard date has its own place in the answer; what was late stays late; how a date is read is no news.
_NOT_NEWS = frozenset({"na-harde-datum", "te-laat", "losse-dagen", "maand-als-datum"})


@dataclass(frozen=True)
class Person:
    """Somebody to tell: ``recipient`` is a colleague's id, or that of a lead who is not in the list of colleagues."""

    recipient: str
    name: str
    address: str


@dataclass(frozen=True)
class Scene:
    """The tender in which dates move, ``at`` an instant; ``day`` is that day in the Netherlands."""

    record: TenderRecord
    procedure: Procedure
    calendar: FreeDays
    at: datetime

    @property
    def day(self) -> date:
        return local_day(self.at)


def new_findings(scene: Scene, before: Dates, after: Dates, moved: frozenset[int]) -> tuple[PlanFinding, ...]:
    """What a careful reader would say of the plan after the change and not before it."""
    old = _read(scene, before)
    known = {finding.sentence for finding in old}
    return tuple(
        finding
        for finding in _read(scene, after)
        if finding.code not in _NOT_NEWS
        and finding.sentence not in known
        and (_about_one_of(finding, moved) or not _was_said(finding, old))
    )


def _read(scene: Scene, dates: Dates) -> tuple[PlanFinding, ...]:
    return findings(
        dates.milestones,
        scene.record.tender.contract_start,
        scene.calendar,
        scene.day,
        meetings=scene.record.meetings,
        procedure=scene.procedure,
    )


def _about_one_of(finding: PlanFinding, moved: frozenset[int]) -> bool:
    """A remark about one step that moved is a new one when it names another day."""
    return len(finding.milestones) == 1 and finding.milestones[0] in moved


def _was_said(finding: PlanFinding, old: Iterable[PlanFinding]) -> bool:
    """The same remark about the same steps, or about more of them, in which only a date reads differently."""
    return any(row.code == finding.code and set(finding.milestones) <= set(row.milestones) for row in old)


def new_breaks(scene: Scene, before: Dates, after: Dates) -> tuple[str, ...]:
    """The minimum terms and orders of the promised deadlines that hold now and would not hold any more."""
    known = {key for key, _ in _broken(scene, before)}
    return tuple(sentence for key, sentence in _broken(scene, after) if key not in known)


def _broken(scene: Scene, dates: Dates) -> Iterator[tuple[str, str]]:
    tender, closing = scene.record.tender, local_day(dates.closes_at)
    term = scene.procedure.terms.get("nota_before_closing")
    before: date | None = None
    for row in sorted(dates.rounds, key=lambda one: one.number):
        asked, told = local_day(row.questions_close_at), row.published_on or row.publish_on
        name = f"nota van inlichtingen {row.number}"
        if told <= asked:
            yield (
                f"nota-{row.number}",
                f"De {name} komt dan op {plain_date(told)}, niet na de vragen ({plain_date(asked)}).",
            )
        if before is not None and asked <= before:
            yield (
                f"vragen-{row.number}",
                f"De vragen voor de {name} sluiten dan op {plain_date(asked)}, niet na de vorige nota "
                f"({plain_date(before)}).",
            )
        latest = reckon(closing, term, scene.calendar) if term else None
        if latest is not None and told > latest.date:
            yield (
                f"termijn-{row.number}",
                f"De {name} komt dan op {plain_date(told)}, en dat is te laat: uiterlijk {plain_date(latest.date)}. "
                f"{latest.explanation}",
            )
        before = told
    if closing < tender.applications_open_on:
        yield "openen", f"De aanmelding sluit dan voor zij opengaat op {plain_date(tender.applications_open_on)}."
    if closing >= tender.contract_start:
        yield "ingang", f"De aanmelding sluit dan pas na de harde datum {plain_date(tender.contract_start)}."
    for session in scene.record.sessions:
        held = local_day(session.starts_at)
        if held <= closing and session.reported_on is None and session.cancelled_on is None:
            yield (
                f"dialoog-{session.number}",
                f"Dialoogsessie {session.number} is op {plain_date(held)}, en dan is de aanmelding nog niet gesloten. "
                "Kies een andere dag voor de sessie.",
            )


def little_time(scene: Scene, before: Dates, after: Dates) -> tuple[str, ...]:
    """The notas for which fewer working days are left after the questions than now, and too few."""
    known = {row.id: _time_to_answer(scene, row) for row in before.rounds}
    return tuple(
        f"Voor het antwoord op de vragen voor nota van inlichtingen {row.number} blijft dan "
        f"{count(left, 'werkdag', 'werkdagen')} over (nu {known[row.id]}). Controleer of dat genoeg is."
        for row in after.rounds
        if row.published_on is None and 0 < (left := _time_to_answer(scene, row)) < min(LITTLE_TIME, known[row.id])
    )


def _time_to_answer(scene: Scene, row: NotaRound) -> int:
    return scene.calendar.working_days_between(local_day(row.questions_close_at), row.publish_on)


def hard_date(scene: Scene, before: Dates, after: Dates, too_late: int) -> HardDate:
    """Whether the hard date is made, and what is left. ``too_late``: how long the hard step would have to wait."""
    day = scene.record.tender.contract_start
    was, room = _room(scene, before, day), _room(scene, after, day)
    if too_late:
        room = -too_late if room is None else min(room, -too_late)
    slack, left = _slack(scene, before, day), _slack(scene, after, day)
    return HardDate(
        day=day,
        room_before=was,
        room_after=room,
        slack_before=slack,
        slack_after=left,
        sentence=_hard_sentence(day, was, room) + _slack_sentence(slack, left, made=room is None or room >= 0),
    )


def _room(scene: Scene, dates: Dates, day: date) -> int | None:
    """The working days between the end of the last step and the hard date; below zero when a step comes after it."""
    ends = [step.end for step in before_hard_date(dates.milestones) if step.dated and not step.done_on]
    if not ends:
        return None
    last, eve = max(ends), day - timedelta(days=1)
    if last <= eve:
        return scene.calendar.working_days_between(last, eve)
    return min(-1, -scene.calendar.working_days_between(eve, last))


def _slack(scene: Scene, dates: Dates, day: date) -> int | None:
    return schedule(dates.milestones, day, scene.day, scene.calendar, scene.record.meetings).slack


def _hard_sentence(day: date, was: int | None, room: int | None) -> str:
    named = f"De harde datum {plain_date(day)}"
    if room is None:
        return f"{named} komt niet in gevaar: er is geen stap meer die ervoor klaar moet zijn."
    if room >= 0:
        days = count(room, "werkdag", "werkdagen") if room else "geen werkdag"
        now = "" if was in (None, room) else f" (nu {was})" if (was or 0) >= 0 else " (nu wordt hij niet gehaald)"
        return f"{named} wordt gehaald: er {'blijft' if room < 2 else 'blijven'} {days} over{now}."
    late = count(-room, "werkdag", "werkdagen")
    if was is not None and was < 0:
        return f"{named} werd al niet gehaald ({count(-was, 'werkdag', 'werkdagen')} te laat) en is dan {late} te laat."
    return (
        f"{named} wordt niet gehaald: {late} te laat. De harde datum schuift niet mee. Maak een stap korter, haal een "
        "stap naar voren of regel een overbrugging."
    )


def _slack_sentence(was: int | None, left: int | None, *, made: bool) -> str:
    """What the critical path adds to it; when the date is not made, that says enough."""
    if not made or left is None or left == was:
        return ""
    if left < 0:
        return f" Let op: volgens het kritieke pad komt u dan {count(-left, 'werkdag', 'werkdagen')} tekort."
    return f" De speling op het kritieke pad is dan {count(left, 'werkdag', 'werkdagen')} (nu {was})."


def people_to_tell(record: TenderRecord, owners: Sequence[str], today: date) -> tuple[Person, ...]:
    """Who answers for these owners, or who stands in, each once; and always the lead, as the last."""
    found: dict[str, Person] = {}
    for colleague in record.colleagues:
        if any(answers_for(colleague, owner) for owner in owners):
            reader = stand_in(colleague, record.colleagues, today)
            if reader is not None:
                found.setdefault(reader.email.casefold(), Person(reader.id, reader.name, reader.email))
    recipient, name, address, _ = lead_reader(record.colleagues, ("projectleider", record.tender.lead_email), today)
    found.setdefault(address.casefold(), Person(recipient, name, address))
    return tuple(found.values())


def strangers(record: TenderRecord, owners: Iterable[str]) -> tuple[str, ...]:
    """The owners for whom nobody in the list of colleagues answers."""
    return tuple(
        owner
        for owner in owners
        if owner != PROVIDERS and not any(answers_for(colleague, owner) for colleague in record.colleagues)
    )


def passed_sentence(title: str, when: str, *, promised: bool) -> str:
    """Why a date that has passed does not move, with the way on."""
    if promised:
        return (
            f"{title}: {when} is voorbij. Een termijn die voorbij is, kan niet meer schuiven. Aanbieders rekenen op "
            "wat er stond. Moet er toch iets veranderen, overleg dan eerst met uw jurist."
        )
    return (
        f"{title}: {when} is voorbij, en een datum die voorbij is, kan niet meer schuiven. Meld de stap af als zij "
        "klaar is. Is zij niet klaar, kies dan bij 'Wat als' voor 'missen': dan wordt zij opnieuw gepland."
    )
