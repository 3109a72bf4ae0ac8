"""Adoption: which bodies must decide, who has not agreed yet, and what that means for the plan (S1-P01, P06, P09)."""

from collections.abc import Iterable
from datetime import date, datetime, time

from flows.rules.calendar import FreeDays
from flows.rules.planning.scheduling.bodies import Bodies, Sitting
from flows.rules.procedures import PROCEDURES
from flows.rules.what_if import effect
from flows.rules.wording import AMSTERDAM, count, listing, plain_date
from schemas.consultation import Decision, Subject
from schemas.planning import Body, Milestone, StepKind
from schemas.procedure import DECIDERS, Decider
from schemas.record import TenderRecord
from schemas.tender import Tender
from schemas.values import Noun, Stage
from schemas.what_if import PlanChange, PlanQuestion

AGREED, AGREED_WITH_CHANGE, REFUSED, DEFERRED = "akkoord", "akkoord met wijziging", "niet akkoord", "aangehouden"
POSITIVE, NEGATIVE, VIEW = "positief advies", "negatief advies", "zienswijze"
OUTCOMES = (AGREED, AGREED_WITH_CHANGE, REFUSED, DEFERRED, POSITIVE, NEGATIVE, VIEW)
"""The closed list. Only the first two let the tender go on."""

_DECISIONS = (AGREED, AGREED_WITH_CHANGE, REFUSED, DEFERRED)
_STAGES = {Subject.AGREEMENT: Stage.AWARD}
_WHAT = {
    Subject.DRAFT_STRATEGY: "de vrijgave van de concept-inkoopstrategie",
    Subject.STRATEGY: "de inkoopstrategie",
    Subject.AGREEMENT: "de inkoopovereenkomst",
    Subject.DISCUSSION: "de bespreking",
    Subject.ADVICE: "het advies",
    Subject.JOINING: "de deelname",
}
_BODIES = {Decider.PFO: Body.PFO, Decider.COLLEGE: Body.COLLEGE, Decider.COUNCIL: Body.COUNCIL}
_NAMED_AT_MOST = 3


def outcomes_for(subject: Subject, decider: Decider) -> tuple[str, ...]:
    """What this body can say about this subject: who advises does not decide, and a council may give its view."""
    if subject is Subject.ADVICE or decider is Decider.ADVISORY_BOARD:
        return (POSITIVE, NEGATIVE, VIEW)
    return (*_DECISIONS, VIEW) if decider is Decider.COUNCIL else _DECISIONS


def decider_of(body: str, subject: Subject | None = None) -> Decider | None:
    """Which kind of body a name stands for: 'College van B&W', 'Gemeenteraad', 'PFO Zorgregio', 'Wmo-adviesraad'.

    Advisory boards have names of their own ('MAR'); who advises and is no college or PFO is one.
    """
    folded = body.casefold().strip()
    if "pfo" in folded or "portefeuillehouder" in folded:
        return Decider.PFO
    if "college" in folded or "b&w" in folded or "burgemeester en wethouders" in folded:
        return Decider.COLLEGE
    if subject is Subject.ADVICE and folded:
        return Decider.ADVISORY_BOARD
    if "gemeenteraad" in folded or folded.removeprefix("de ").split()[:1] == ["raad"]:
        return Decider.COUNCIL
    return Decider.ADVISORY_BOARD if "raad" in folded or folded == "mar" else None


def agrees(decision: Decision | None) -> bool:
    """Whether this decision lets the tender go on; with a change asked for it does, and the change is on record."""
    return decision is not None and decision.outcome in (AGREED, AGREED_WITH_CHANGE)


class Standing(Noun):
    """Where one body stands on a subject: its last decision, or none yet. The PFO has no municipality ("")."""

    decider: Decider
    municipality: str
    decision: Decision | None

    @property
    def name(self) -> str:
        return self.decider.of(self.municipality)

    @property
    def agreed(self) -> bool:
        return agrees(self.decision)


def deciders(tender: Tender, subject: Subject) -> tuple[Decider, ...]:
    """The bodies that must decide on a subject, as the procedure of this tender says."""
    procedure = PROCEDURES.get(tender.procedure)
    return procedure.who_decides(subject) if procedure else DECIDERS[subject]


def standings(record: TenderRecord, subject: Subject, asked: Iterable[Decider] | None = None) -> tuple[Standing, ...]:
    """Every body that must decide on a subject (or those in ``asked``), in the fixed order of municipalities."""
    found = []
    for decider in deciders(record.tender, subject) if asked is None else tuple(asked):
        for municipality in ("",) if decider is Decider.PFO else record.tender.municipality_names:
            mine = [
                row
                for row in record.decisions
                if row.subject is subject
                and decider_of(row.body, subject) is decider
                and (decider is Decider.PFO or row.municipality == municipality)
            ]
            last = max(mine, key=lambda row: (row.decided_on, row.id), default=None)
            found.append(Standing(decider=decider, municipality=municipality, decision=last))
    return tuple(found)


def open_bodies(record: TenderRecord, subject: Subject) -> tuple[str, ...]:
    """Municipalities of which not every body that must decide has agreed, in the fixed order."""
    waiting = {row.municipality for row in standings(record, subject) if not row.agreed}
    return tuple(name for name in ("", *record.tender.municipality_names) if name in waiting)


def adoption_obstacles(record: TenderRecord, subject: Subject, today: date) -> tuple[str, ...]:
    """A sentence for every body that has not agreed: what it said, when it meets next, and what that does to the plan.

    Empty when every body that must decide has agreed.
    """
    calendar = FreeDays(extra=tuple(day for period in record.free_periods for day in period.days))
    bodies = Bodies(record.meetings, calendar)
    return tuple(
        " ".join(part for part in (_stand(row, subject), *_ahead(record, row, subject, bodies, today)) if part)
        for row in standings(record, subject)
        if not row.agreed
    )


def _stand(row: Standing, subject: Subject) -> str:
    who = _capital(row.name)
    if row.decision is None:
        return f"{who} heeft nog niet besloten over {_WHAT[subject]}."
    when, why = plain_date(row.decision.decided_on), _quoted(row.decision.note)
    if row.decision.outcome == REFUSED:
        return (
            f"{who} is niet akkoord met {_WHAT[subject]} ({when}){why}. Zonder dit besluit kan niemand verder: pas "
            "de tekst aan en leg hem opnieuw voor, of besluit samen dat deze gemeente niet meedoet."
        )
    if row.decision.outcome == DEFERRED:
        return f"{who} hield het besluit over {_WHAT[subject]} aan op {when}{why}."
    return f"{who} gaf op {when} '{row.decision.outcome}'{why}; dat is nog geen besluit over {_WHAT[subject]}."


def _quoted(note: str) -> str:
    return f": '{note.strip().rstrip('.')}'" if note.strip() else ""


def _ahead(record: TenderRecord, row: Standing, subject: Subject, bodies: Bodies, today: date) -> tuple[str, ...]:
    """When the body meets next, and what that does to the plan."""
    step = deciding_step(record, subject)
    meeting = next_meeting(
        bodies,
        row.decider,
        row.municipality,
        today,
        after=row.decision.decided_on if row.decision else None,
        deliver_before=step.deliver_before if step else None,
    )
    if meeting is None:
        return ("In de Raadskalender staat geen volgende vergadering van dit orgaan; vul haar in planning.xlsx in.",)
    papers = f" (stukken uiterlijk {plain_date(meeting.papers)})" if meeting.papers >= today else ""
    said = f"De eerstvolgende vergadering is op {plain_date(meeting.held)}{papers}."
    return said, _shift(record, step, meeting, bodies.calendar, today)


def next_meeting(
    bodies: Bodies,
    decider: Decider,
    municipality: str,
    today: date,
    *,
    after: date | None = None,
    deliver_before: int | None = None,
) -> Sitting | None:
    """The first meeting of a body from today on, outside its recess and after the decision it took before.

    ``deliver_before`` is the number of working days for the papers where a meeting has no delivery day of its own.
    """
    if decider not in _BODIES:
        return None
    known = bodies.of(_BODIES[decider], deliver_before)
    mine = known.get(municipality) or known.get("") or ()
    return next((row for row in mine if row.held >= today and (after is None or row.held > after)), None)


def deciding_step(record: TenderRecord, subject: Subject) -> Milestone | None:
    """The step of the plan in which the bodies decide: a step of kind 'besluit' first, else the last of its stage."""
    stage = _STAGES.get(subject, Stage.STRATEGY)
    steps = [row for row in record.milestones if row.stage is stage and row.dated and not row.hard]
    decisions = [row for row in steps if row.kind is StepKind.DECISION]
    found = decisions or steps
    return (found[0] if subject is Subject.DRAFT_STRATEGY else found[-1]) if found else None


def _shift(record: TenderRecord, step: Milestone | None, meeting: Sitting, calendar: FreeDays, today: date) -> str:
    """What a decision at that meeting does to the plan; nothing to say without a plan."""
    procedure = PROCEDURES.get(record.tender.procedure)
    if step is None or procedure is None or step.done_on is not None:
        return ""
    if meeting.held <= step.end:
        return f"Dat past in stap {step.number} van de planning (tot en met {plain_date(step.end)})."
    days = calendar.working_days_between(max(step.end, today), meeting.held)
    question = PlanQuestion(target=str(step.number), change=PlanChange.MISS, days=days)
    now = datetime.combine(today, time(12), AMSTERDAM)
    after = effect(record, question, procedure, calendar, now)
    late = calendar.working_days_between(step.end, meeting.held)
    said = f"Dat is {count(late, 'werkdag', 'werkdagen')} na stap {step.number} van de planning"
    if after.refused:
        return f"{said}, en dat past niet: {' '.join(after.refused)}"
    moved = [row for row in after.moved if row.key != f"stap-{step.number}"]
    if not moved:
        return f"{said}; daardoor schuift geen andere stap."
    named = [f"'{row.title}' naar {row.new}" for row in moved[:_NAMED_AT_MOST]]
    more = len(moved) - len(named)
    rest = [count(more, "andere datum", "andere datums")] if more else []
    verb = "schuift" if len(moved) == 1 else "schuiven"
    hard = f" {after.hard_date.sentence}" if after.hard_date else ""
    return f"{said}; daarmee {verb} {listing([*named, *rest])}.{hard}"


def remarks(record: TenderRecord, subject: Subject) -> tuple[str, ...]:
    """What stands in nobody's way, and what a careful reader says all the same: changes asked for, advice, versions."""
    rows = [row for row in standings(record, subject) if row.decision is not None]
    found = [
        f"{_capital(row.name)} gaf akkoord met een wijziging{_quoted(row.decision.note)}. Verwerk haar en laat de "
        "andere organen weten wat er verandert."
        for row in rows
        if row.decision is not None and row.decision.outcome == AGREED_WITH_CHANGE
    ]
    versions = dict.fromkeys(row.decision.document for row in rows if row.decision and row.decision.document)
    if len(versions) > 1:
        found.append(f"Niet iedereen besloot over hetzelfde stuk: {listing(versions)}. Kijk of dat klopt.")
    if subject is Subject.STRATEGY:
        found.extend(_discussion(record))
        found.extend(_advice(record))
    return tuple(found)


def _discussion(record: TenderRecord) -> Iterable[str]:
    """The portfolio meeting decides nothing, but colleges look at what it said (S1-P01, S1-P06)."""
    for row in standings(record, Subject.DISCUSSION):
        if row.decision is not None and row.decision.outcome != AGREED:
            yield (
                f"{_capital(row.name)} besprak de strategie op {plain_date(row.decision.decided_on)} met als uitkomst "
                f"'{row.decision.outcome}'{_quoted(row.decision.note)}. Laat de colleges weten wat u ermee doet."
            )


def _advice(record: TenderRecord) -> Iterable[str]:
    for row in standings(record, Subject.ADVICE):
        if row.decision is not None and row.decision.outcome != POSITIVE:
            yield (
                f"{_capital(row.name)} gaf op {plain_date(row.decision.decided_on)} '{row.decision.outcome}'"
                f"{_quoted(row.decision.note)}. Leg in het collegevoorstel uit wat u ermee doet."
            )


def joining_obstacles(record: TenderRecord, joined: Tender, today: date) -> tuple[str, ...]:
    """What keeps the municipalities that are new in ``joined`` from taking part (late joiner, S2-P04).

    A municipality may join until the publication, with a decision of its own and start dates of its own. After it the
    assignment would change in essence. The strategy does not change for whoever joins late.
    """
    new = [name for name in joined.municipality_names if name not in record.tender.municipality_names]
    found = []
    published = min((row.published_on for row in record.publications), default=None)
    for name in new:
        if published is not None:
            found.append(
                f"{name} kan niet meer meedoen: de stukken zijn op {plain_date(published)} bekendgemaakt, en daarna "
                "verandert niet meer voor welke gemeenten wij inkopen. Meedoen kan bij een volgende inkoop."
            )
            continue
        mine = [row for row in record.decisions if row.subject is Subject.JOINING and row.municipality == name]
        if not agrees(max(mine, key=lambda row: row.decided_on, default=None)):
            found.append(
                f"{name} heeft nog geen eigen besluit over '{Subject.JOINING.value}'. Zet het in besluiten.xlsx en "
                "lees het in."
            )
        early = [lot for lot in joined.lots if lot.starts_on(name) <= today]
        found.extend(
            f"De ingangsdatum van {name} in perceel {lot.number} ({plain_date(lot.starts_on(name))}) is al voorbij. "
            "Kies in percelen.yaml een latere datum."
            for lot in early
        )
    return tuple(found)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
