"""Which providers to remind today: only those who have not answered, at T-5 and T-1 (users 4.4).

Never a provider of whom we cannot know whether he answered: then the lead hears why nobody was reminded.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from enum import StrEnum

from flows.rules.calendar import FreeDays
from flows.rules.reminders.colleagues import last_moment, token
from flows.rules.reminders.covering import REMINDERS_PER_CODE, covered, sent_with_code
from flows.rules.terms import local_moment
from flows.rules.wording import local_day, plain_date
from schemas.planning import Mark
from schemas.procedure import Procedure
from schemas.record import TenderRecord
from schemas.screening import ApplicationStatus
from schemas.values import Noun

MOMENTS = ("T-5", "T-1")


class Asked(StrEnum):
    """What a provider was asked; the value is the end of the name of the mail text."""

    REMEDY = "aanvulling"
    APPLICATION = "aanmelding"
    SIGNATURE = "ondertekening"


class Answers(Noun):
    """Which providers answered, as far as the drop folders show; None means that nobody keeps it there.

    ``applied`` and ``signed`` count only when they name somebody; ``completed`` are the providers whose papers after a
    remedy request came in but were not read yet.
    """

    applied: frozenset[str] | None = None
    completed: frozenset[str] = frozenset()
    signed: frozenset[str] | None = None


class ProviderReminder(Noun):
    """The one mail of today to one provider. ``covered_by`` is the package whose code approved it."""

    provider_id: str
    asked: Asked
    key: str
    due: date
    at: datetime | None
    moment: str
    covered_by: str
    first_sent_on: date

    @property
    def token(self) -> str:
        """What this tells, for the memory of what was told."""
        return token(self.moment, self.due, self.key, self.provider_id)


def due_to_providers(
    record: TenderRecord,
    procedure: Procedure,
    calendar: FreeDays,
    today: date,
    answers: Answers,
    *,
    told: Collection[str] | None = None,
    skip: Collection[str] = (),
) -> tuple[ProviderReminder, ...]:
    """The reminders of ``today``, at most one per provider; ``skip`` are providers who already got one today.

    Only to a provider to whom the first package left whole and with its code, on a later day than that mail, and never
    to one that may not be mailed any more. ``told`` works as in :func:`flows.rules.reminders.due_today`.
    """
    if not calendar.is_working_day(today):
        return ()
    silent = {row.id for row in record.providers if row.no_mail_from and row.no_mail_from <= today}
    done, found = {*silent, *skip}, []
    for wanted in _asked(record, procedure, answers):
        if wanted.provider_id in done:
            continue
        reminder = _due(wanted, record, calendar, today, caught_up=told is not None)
        if reminder is not None and (told is None or reminder.token not in told):
            done.add(reminder.provider_id)
            found.append(reminder)
    return tuple(sorted(found, key=lambda row: (tuple(Asked).index(row.asked), row.provider_id)))


def unknown_answers(record: TenderRecord, calendar: FreeDays, today: date, answers: Answers) -> tuple[str, ...]:
    """What the lead must hear: providers were asked, it is nearly time, and we do not know who answered."""
    sentences = []
    closing = local_day(record.tender.applications_close_at)
    if _near(closing, calendar, today) and not _applied(record, answers) and _was_sent(record, "aankondiging"):
        sentences.append(
            f"Aanmelden kan tot en met {plain_date(closing)}, maar er is nog geen aanmelding bekend. Daarom kreeg geen "
            "aanbieder een herinnering. Zet de aanmeldingen in invoer/aanmeldingen, met een map per aanbieder."
        )
    signing = _signing_day(record)
    if signing and _near(signing, calendar, today) and not answers.signed and _was_sent(record, "overeenkomsten"):
        sentences.append(
            f"De overeenkomsten moeten op {plain_date(signing)} getekend zijn, maar er is nog geen getekende "
            "overeenkomst bekend. Daarom kreeg geen aanbieder een herinnering. Zet wat terugkomt in invoer/getekend; "
            "begin de bestandsnaam met het contractnummer."
        )
    return tuple(sentences)


class _Wanted(Noun):
    """Something a provider was asked and did not answer."""

    provider_id: str
    asked: Asked
    key: str
    due: date
    at: datetime | None = None
    batch: str


def _asked(record: TenderRecord, procedure: Procedure, answers: Answers) -> Iterator[_Wanted]:
    yield from _remedies(record, procedure, answers)
    yield from _applications(record, answers)
    yield from _signatures(record, answers)


def _remedies(record: TenderRecord, procedure: Procedure, answers: Answers) -> Iterator[_Wanted]:
    """Asked to complete an application, and no paper came in since."""
    waiting = {row.id for row in record.applications if row.status is ApplicationStatus.REMEDY_REQUESTED}
    received = {row.application_id for row in record.evidence if row.attempt > 1}
    term = procedure.terms.get("remedy")
    clock = term.time_of_day if term else None
    for row in record.remedies:
        if row.application_id in waiting - received and row.provider_id not in answers.completed:
            yield _Wanted(
                provider_id=row.provider_id,
                asked=Asked.REMEDY,
                key=row.id,
                due=row.due_on,
                at=_moment(row.due_on, clock),
                batch="aanvulverzoeken",
            )


def _applications(record: TenderRecord, answers: Answers) -> Iterator[_Wanted]:
    """Invited, and no application is known; nothing at all when no application of anybody is known."""
    applied = _applied(record, answers)
    closes = record.tender.applications_close_at
    for row in record.providers if applied else ():
        if row.id not in applied:
            yield _Wanted(
                provider_id=row.id,
                asked=Asked.APPLICATION,
                key="aanmelding-sluit",
                due=local_day(closes),
                at=closes,
                batch="aankondiging",
            )


def _signatures(record: TenderRecord, answers: Answers) -> Iterator[_Wanted]:
    """Sent an agreement, and it did not come back signed; nothing when nobody keeps what comes back."""
    due = _signing_day(record)
    if due is None or not answers.signed:
        return
    for row in record.agreements:
        if row.in_execution_on is None and row.provider_id not in answers.signed:
            yield _Wanted(
                provider_id=row.provider_id, asked=Asked.SIGNATURE, key=row.id, due=due, batch="overeenkomsten"
            )


def _due(
    wanted: _Wanted, record: TenderRecord, calendar: FreeDays, today: date, *, caught_up: bool
) -> ProviderReminder | None:
    if today > wanted.due:
        return None
    moment = last_moment(wanted.due, MOMENTS, calendar, today, caught_up=caught_up)
    first = sent_with_code(record.messages, wanted.batch, wanted.provider_id)
    if moment is None or first is None or first >= _day_of(moment, wanted.due, calendar):
        return None
    if len(covered(record.messages, wanted.batch, wanted.provider_id)) >= REMINDERS_PER_CODE:
        return None
    return ProviderReminder(
        provider_id=wanted.provider_id,
        asked=wanted.asked,
        key=wanted.key,
        due=wanted.due,
        at=wanted.at,
        moment=moment,
        covered_by=wanted.batch,
        first_sent_on=first,
    )


def _day_of(moment: str, due: date, calendar: FreeDays) -> date:
    return calendar.add_working_days(due, int(moment.removeprefix("T")))


def _applied(record: TenderRecord, answers: Answers) -> frozenset[str]:
    return frozenset(row.provider_id for row in record.applications) | (answers.applied or frozenset())


def _signing_day(record: TenderRecord) -> date | None:
    """The step of the planning on which the agreements are concluded, when the planning has it and it is not done."""
    step = next((row for row in record.milestones if row.mark is Mark.CONTRACT and row.dated), None)
    return step.end if step is not None and step.done_on is None else None


def _near(due: date, calendar: FreeDays, today: date) -> bool:
    return _day_of(MOMENTS[0], due, calendar) <= today <= due


def _was_sent(record: TenderRecord, batch: str) -> bool:
    return any(sent_with_code(record.messages, batch, row.id) is not None for row in record.providers)


def _moment(day: date, clock: time | None) -> datetime | None:
    return None if clock is None else local_moment(day, clock)
