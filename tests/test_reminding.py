"""The reminders as they leave: once, to one person, through the one door, in files and on a real mail server."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from flows.desk import NEWEST, Desk, Outcome
from flows.rules.calendar import FreeDays
from flows.rules.wording import AMSTERDAM, local_day
from flows.sending import deliver_internal, package
from flows.settings import Settings
from flows.watching.reminding import TOLD, tell_missed, todays_reminders, told_of_missed, weekly_digest
from flows.workplace import Workplace
from schemas.errors import PermanentError, TransientError
from schemas.message import Message, MessageState
from schemas.planning import Colleague, LineStatus, WatchedDeadline
from schemas.screening import ApplicationStatus
from schemas.values import Record
from tests.builders import document, message, milestone, point, promise
from tests.rules.cases import REFERENCE, application, provider, remedy, tender
from tests.tasks.test_mail import Inbox, server

ROOT = Path(__file__).resolve().parent.parent
TEAM, GROUP = "Projectteam inkoop", "Werkgroep Jeugd"
AWKWARD = "Zorg & Co <BV> {{ 7*7 }} 't Hofje"
FRIDAY = date(2025, 9, 19)
"""The day on which the first step of the plan is due."""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workplace]:
    monkeypatch.setenv("INKOOP_MAP", str(tmp_path))
    place = Workplace(Settings())
    yield place
    place.close()


def colleague(name: str, *roles: str, **changed: object) -> Colleague:
    address = f"{name.split()[0].lower()}@proef.example"
    row = Colleague(id=f"C-{name.split()[0].lower()}", tender_id=REFERENCE, name=name, email=address, roles=roles)
    return row.model_copy(update=changed)


TWO = (colleague("Anna Aarden", TEAM), colleague("Bo Berg", GROUP))


def fill(place: Workplace, **parts: Iterable[Record]) -> None:
    """The tender of the cases, its applications long closed, with these collections."""
    with place.database.unit_of_work() as uow:
        uow.tenders.put_all([tender()])
        for name, rows in parts.items():
            getattr(uow, name).put_all(rows)


def at(place: Workplace, day: date, clock: time = time(7, 30)) -> Desk:
    now = datetime.combine(day, clock, AMSTERDAM)
    return Desk(work=place, tender_id=REFERENCE, actor="Test", file_name=NEWEST, now=now)


def by_smtp(monkeypatch: pytest.MonkeyPatch, port: int) -> Workplace:
    """The same work folder, with a mail server."""
    for name, value in (("MAILROUTE", "smtp"), ("SMTP_HOST", "127.0.0.1"), ("SMTP_POORT", str(port))):
        monkeypatch.setenv(f"INKOOP_{name}", value)
    monkeypatch.setenv("INKOOP_SMTP_STARTTLS", "false")
    return Workplace(Settings())


def outbox(place: Workplace) -> tuple[Message, ...]:
    return at(place, FRIDAY).record.messages


def mails(place: Workplace) -> list[EmailMessage]:
    files = sorted(place.outgoing_mail.rglob("*.eml"))
    return [message_from_bytes(path.read_bytes(), policy=default) for path in files]


def body(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def tokens(place: Workplace) -> Counter[str]:
    with place.database.read() as uow:
        entries = uow.journal.entries(REFERENCE)
    return Counter(one for row in entries if row.name == TOLD for one in str(row.data["tokens"]).split("\n"))


# Colleagues


def test_two_months_of_run_days_tell_each_moment_once_in_one_mail_per_person_per_day(work: Workplace) -> None:
    steps = [
        milestone(number, date(2025, 9, 1) + timedelta(days=5 * number), owners=(TEAM, GROUP)[number % 2 :][:1])
        for number in range(1, 13)
    ]
    fill(work, milestones=steps, colleagues=TWO)
    calendar = FreeDays()
    days = [date(2025, 8, 18) + timedelta(days=offset) for offset in range(75)]
    for day in days:
        outcome = todays_reminders(at(work, day))
        sent = [row for row in outbox(work) if local_day(row.queued_at) == day]
        assert not sent or calendar.is_working_day(day)
        assert len({row.to_address for row in sent}) == len(sent)
        word = "herinnering" if len(sent) == 1 else "herinneringen"
        assert outcome.headline == (f"{len(sent)} {word} verzonden" if sent else "Niets te doen")
    assert {row.state for row in outbox(work)} == {MessageState.SENT}
    assert len(mails(work)) == len(outbox(work))
    expected = {
        f"{moment}|{step.end}|stap-{step.number}|{who}"
        for step in steps
        for who, owner in (("C-anna", TEAM), ("C-bo", GROUP))
        if owner in step.owners
        for moment, offset in (("T-10", -10), ("T-5", -5), ("T-1", -1), ("T+1", 1))
        if days[0] <= calendar.add_working_days(step.end, offset) <= days[-1]
    }
    assert tokens(work) == Counter(expected)


def test_a_mail_has_its_headers_its_words_and_one_recipient(work: Workplace) -> None:
    step = milestone(1, FRIDAY, title=AWKWARD, owners=(GROUP,))
    absent = colleague("Bo Berg", GROUP, away_from=FRIDAY - timedelta(days=3), deputy=AWKWARD)
    fill(work, milestones=[step], colleagues=[absent, colleague(AWKWARD, id="C-x", email="x@proef.example")])
    assert todays_reminders(at(work, FRIDAY - timedelta(days=1))).headline == "1 herinnering verzonden"
    (mail,) = mails(work)
    assert [(one.display_name, one.addr_spec) for one in mail["To"].addresses] == [(AWKWARD, "x@proef.example")]
    assert (mail["Cc"], mail["Bcc"], mail["Auto-Submitted"]) == (None, None, "auto-generated")
    assert mail["Subject"].startswith(f"[{REFERENCE}] Uiterlijk 19 september 2025: {AWKWARD}")
    assert len(mail["Subject"]) <= 90
    text = body(mail)
    assert f"Beste {AWKWARD}," in text
    assert f"- Stap 1: {AWKWARD}. Morgen: vrijdag 19 september 2025. Klaar? Meld stap 1 af." in text
    assert "U krijgt dit omdat u Bo Berg vervangt." in text
    assert "'Stap afmelden'" in text and "bij Status" in text
    assert "Zorg &amp; Co &lt;BV&gt; {{ 7*7 }}" in body(mail, "html")


def test_the_lead_gets_what_nobody_answers_for(work: Workplace) -> None:
    fill(work, milestones=[milestone(1, FRIDAY, owners=("Colleges van B&W",))], colleagues=TWO)
    todays_reminders(at(work, FRIDAY - timedelta(days=1)))
    (mail,) = mails(work)
    assert mail["To"].addresses[0].addr_spec == "lead@proef.example"
    assert "geen collega bekend is voor: Colleges van B&W." in body(mail)


def test_what_is_done_is_no_mail_and_a_day_off_neither(work: Workplace) -> None:
    fill(work, milestones=[milestone(1, FRIDAY, done_on=FRIDAY - timedelta(days=9))], colleagues=TWO)
    assert todays_reminders(at(work, FRIDAY - timedelta(days=1))).headline == "Niets te doen"
    outcome = todays_reminders(at(work, FRIDAY + timedelta(days=1)))
    assert outcome.headline == "Niets te doen" and "zaterdag" in outcome.text
    assert outbox(work) == ()


def test_again_on_the_same_day_nothing_more_leaves_also_when_something_new_is_due(work: Workplace) -> None:
    fill(work, milestones=[milestone(1, FRIDAY)], colleagues=TWO)
    thursday = FRIDAY - timedelta(days=1)
    assert todays_reminders(at(work, thursday)).headline == "1 herinnering verzonden"
    before = {path: path.stat().st_mtime_ns for path in work.outgoing_mail.rglob("*.eml")}
    fill(work, milestones=[milestone(2, FRIDAY, owners=(TEAM, GROUP))])
    assert todays_reminders(at(work, thursday, time(16))).headline == "Niets te doen"
    assert {path: path.stat().st_mtime_ns for path in work.outgoing_mail.rglob("*.eml")} == before
    assert todays_reminders(at(work, FRIDAY)).headline == "2 herinneringen verzonden"
    assert ["Stap 2" in body(mail) and "Stap 1" not in body(mail) for mail in mails(work)] == [False, True, True]


def test_a_moment_on_a_day_on_which_nothing_ran_is_told_on_the_next(work: Workplace) -> None:
    fill(work, milestones=[milestone(1, FRIDAY)], colleagues=TWO)
    todays_reminders(at(work, FRIDAY + timedelta(days=10)))
    assert "Te laat: de datum was vrijdag 19 september 2025." in body(mails(work)[0])
    assert todays_reminders(at(work, FRIDAY + timedelta(days=11))).headline == "Niets te doen"


# The mail server


def test_on_a_mail_server_everybody_gets_one_message_of_his_own(
    work: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(work, milestones=[milestone(1, FRIDAY, owners=(TEAM, GROUP, "Gemeenten"))], colleagues=TWO)
    inbox = Inbox()
    with server(inbox) as route:
        place = by_smtp(monkeypatch, route.port)
        for clock in (time(7, 30), time(9)):
            todays_reminders(at(place, FRIDAY - timedelta(days=1), clock))
    assert sorted(to for to, _ in inbox.received) == [
        ["anna@proef.example"],
        ["bo@proef.example"],
        ["lead@proef.example"],
    ]
    assert all(b"Auto-Submitted: auto-generated" in raw for _, raw in inbox.received)


def test_what_could_not_leave_is_told_the_next_day_in_the_words_of_that_day(
    work: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(work, milestones=[milestone(1, FRIDAY)], colleagues=TWO)
    with pytest.raises(TransientError):
        todays_reminders(at(by_smtp(monkeypatch, 9), FRIDAY - timedelta(days=1)))
    inbox = Inbox()
    with server(inbox) as route:
        place = by_smtp(monkeypatch, route.port)
        assert todays_reminders(at(place, FRIDAY)).headline == "1 herinnering verzonden"
        assert todays_reminders(at(place, FRIDAY + timedelta(days=3))).headline == "1 herinnering verzonden"
    texts = [body(message_from_bytes(raw, policy=default)) for _, raw in inbox.received]
    assert ["Vandaag: " in text for text in texts] == [True, False]
    assert [row.state for row in outbox(work)] == [MessageState.FAILED, MessageState.SENT, MessageState.SENT]


def test_a_refused_address_is_named_and_only_that_person_is_told_again(
    work: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [TWO[0], colleague("Bo Berg", GROUP, email="weiger@proef.example")]
    fill(work, milestones=[milestone(1, FRIDAY, owners=(TEAM, GROUP))], colleagues=people)
    inbox = Inbox(rcpt="550 onbekend")
    with server(inbox) as route:
        place = by_smtp(monkeypatch, route.port)
        outcome = todays_reminders(at(place, FRIDAY - timedelta(days=1)))
        assert outcome.headline == "Deels verzonden 1/2" and outcome.refused
        assert "Bo Berg: mislukt." in outcome.text
        fill(work, colleagues=[TWO[1].model_copy(update={"version": 1})])
        todays_reminders(at(place, FRIDAY))
    assert [to for to, _ in inbox.received] == [["anna@proef.example"], ["bo@proef.example"]]


KILLED = """
import sys
from datetime import datetime
from flows.desk import NEWEST, Desk
from flows.watching.reminding import todays_reminders
from flows.settings import Settings
from flows.workplace import Workplace

desk = Desk(
    work=Workplace(Settings()),
    tender_id=sys.argv[1],
    actor="Test",
    file_name=NEWEST,
    now=datetime.fromisoformat(sys.argv[2]),
)
todays_reminders(desk)
"""


class Deadly(Inbox):
    """Kills the program that mails, during its second message: before the text, or when the text has arrived."""

    def __init__(self, when: str) -> None:
        super().__init__()
        self.when, self.victim, self.seen = when, 0, 0

    def _kill(self, when: str) -> None:
        if self.victim and when == self.when:
            self.seen += 1
            if self.seen == 2:
                os.kill(self.victim, signal.SIGKILL)

    async def handle_RCPT(self, *given: Any) -> str:  # noqa: N802
        self._kill("rcpt")
        return await super().handle_RCPT(*given)

    async def handle_DATA(self, *given: Any) -> str:  # noqa: N802
        answer = await super().handle_DATA(*given)
        self._kill("data")
        return answer


@pytest.mark.parametrize(("when", "again"), [("rcpt", "2 herinneringen verzonden"), ("data", "Deels verzonden 1/2")])
def test_a_killed_run_sends_nothing_twice(
    work: Workplace, monkeypatch: pytest.MonkeyPatch, when: str, again: str
) -> None:
    fill(work, milestones=[milestone(1, FRIDAY, owners=(TEAM, GROUP, "Gemeenten"))], colleagues=TWO)
    inbox = Deadly(when)
    with server(inbox) as route:
        place = by_smtp(monkeypatch, route.port)
        desk = at(place, FRIDAY - timedelta(days=1))
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, REFERENCE, desk.now.isoformat()], cwd=ROOT, env=dict(os.environ)
        )
        inbox.victim = child.pid
        assert child.wait(timeout=120) == -signal.SIGKILL
        assert todays_reminders(desk).headline == again
        assert todays_reminders(at(place, FRIDAY - timedelta(days=1), time(12))).headline in {
            "Niets te doen",
            "Deels verzonden 0/1",
        }
    everybody = Counter({("anna@proef.example",): 1, ("bo@proef.example",): 1, ("lead@proef.example",): 1})
    assert Counter(tuple(to) for to, _ in inbox.received) == everybody


def test_a_rehearsed_tender_reminds_nobody_by_smtp(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(work, milestones=[milestone(1, FRIDAY)], colleagues=TWO)
    fill(work, tenders=[tender().model_copy(update={"rehearsal": True, "version": 1})])
    inbox = Inbox()
    with server(inbox) as route:
        place = by_smtp(monkeypatch, route.port)
        with pytest.raises(PermanentError, match="oefentraject"):
            todays_reminders(at(place, FRIDAY - timedelta(days=1)))
    assert inbox.received == []


# Providers


def asked_to_complete(place: Workplace, **changed: object) -> None:
    """Two providers that were asked on 31 March 2025 to complete by Friday 11 April; both mails left with a code."""
    moment = datetime(2025, 3, 31, 9, tzinfo=AMSTERDAM)
    fill(
        place,
        providers=[provider(1, name=AWKWARD), provider(2, email="twee@zorg.example", email_copy="kopie@zorg.example")],
        applications=[application(number, status=ApplicationStatus.REMEDY_REQUESTED) for number in (1, 2)],
        documents=[document("remedy_request", id="d")],
        remedies=[
            remedy("E06").model_copy(
                update={"id": f"H-A-00{number}", "application_id": f"A-00{number}", "provider_id": f"ZA-00{number}"}
            )
            for number in (1, 2)
        ],
        messages=[
            message("aanvulverzoeken", f"ZA-00{number}").model_copy(update={"sent_at": moment, **changed})
            for number in (1, 2)
        ],
    )


def test_silent_providers_get_two_reminders_in_the_words_of_the_procedure(work: Workplace) -> None:
    asked_to_complete(work)
    sent = [todays_reminders(at(work, date(2025, 4, day))).headline for day in range(1, 15)]
    assert Counter(sent) == {"Niets te doen": 12, "2 herinneringen verzonden": 2}
    mail = mails(work)[0]
    assert mail["Subject"] == f"[{REFERENCE}] Aanvullen t/m 11 april 2025, 12.00 uur: uw aanmelding"
    text = body(mail)
    assert f"U kunt de aanmelding van {AWKWARD} nog aanvullen tot en met vrijdag 11 april 2025, 12.00 uur" in text
    assert "brief van 31 maart 2025" in text
    assert [one["Cc"] for one in mails(work)] == [None, "kopie@zorg.example"] * 2
    reminders = [row for row in outbox(work) if row.covered_by]
    assert {(row.covered_by, row.internal, row.attachments) for row in reminders} == {("aanvulverzoeken", False, ())}


def test_who_answered_in_the_drop_folder_is_left_alone(work: Workplace) -> None:
    asked_to_complete(work)
    folder = work.drop("aanmeldingen") / "ZA-001" / "aanvulling"
    folder.mkdir(parents=True)
    (folder / ".~lock").touch()
    (folder / "vog.pdf").touch()
    assert todays_reminders(at(work, date(2025, 4, 4))).headline == "1 herinnering verzonden"
    assert [row.recipient for row in outbox(work) if row.covered_by] == ["ZA-002"]


def test_without_a_package_that_left_with_its_code_no_provider_is_reminded(work: Workplace) -> None:
    asked_to_complete(work, state=MessageState.QUEUED, sent_at=None)
    assert todays_reminders(at(work, date(2025, 4, 4))).headline == "Niets te doen"


def test_after_the_hour_of_closing_nobody_is_reminded_any_more(work: Workplace) -> None:
    asked_to_complete(work)
    assert todays_reminders(at(work, date(2025, 4, 11), time(12, 30))).headline == "Niets te doen"
    assert todays_reminders(at(work, date(2025, 4, 11), time(11, 30))).headline == "2 herinneringen verzonden"


def test_the_lead_hears_why_nobody_was_reminded_to_apply(work: Workplace) -> None:
    fill(
        work,
        providers=[provider(1)],
        messages=[
            message("aankondiging").model_copy(update={"sent_at": datetime(2025, 3, 3, 9, tzinfo=AMSTERDAM)}),
        ],
    )
    outcome = todays_reminders(at(work, date(2025, 3, 27)))
    assert "nog geen aanmelding bekend" in outcome.text
    assert [row for row in outbox(work) if row.covered_by] == []


# The door


def queued(place: Workplace, *rows: Message) -> None:
    fill(place, messages=rows)


def internal(recipient: str = "C-anna", address: str = "anna@proef.example", **changed: object) -> Message:
    row = message("herinnering-x", recipient, MessageState.QUEUED)
    return row.model_copy(update={"to_address": address, "internal": True, **changed})


def test_one_message_for_somebody_else_keeps_the_whole_package_inside(work: Workplace) -> None:
    fill(work, colleagues=TWO)
    queued(work, internal(), internal("ZA-001", "info@zorg.example"))
    with pytest.raises(PermanentError, match="niets verzonden"):
        deliver_internal(at(work, FRIDAY), "herinnering-x")
    assert mails(work) == []
    assert {row.state for row in outbox(work)} == {MessageState.QUEUED}


@pytest.mark.parametrize("name", ["bestaat-niet", "", NEWEST])
def test_only_a_package_that_is_named_leaves(work: Workplace, name: str) -> None:
    fill(work, colleagues=TWO)
    queued(work, internal())
    with pytest.raises(PermanentError, match="geen pakket"):
        deliver_internal(at(work, FRIDAY), name)


def test_a_package_counts_what_left_and_what_did_not(work: Workplace) -> None:
    fill(work, colleagues=TWO)
    doubtful = internal("C-bo", "bo@proef.example", state=MessageState.IN_DOUBT)
    queued(work, internal(), doubtful)
    assert deliver_internal(at(work, FRIDAY), "herinnering-x") == (1, 1)
    assert deliver_internal(at(work, FRIDAY), "herinnering-x") == (1, 1)
    assert [mail["To"].addresses[0].addr_spec for mail in mails(work)] == ["anna@proef.example"]


def test_a_reminder_is_never_the_newest_package_of_the_form(work: Workplace) -> None:
    queued(work, message("aankondiging", state=MessageState.QUEUED), internal())
    later = internal("C-bo", "bo@proef.example", queued_at=datetime(2026, 1, 1, tzinfo=AMSTERDAM))
    queued(work, later)
    assert package(at(work, FRIDAY), NEWEST)[0] == "aankondiging"


# The week and the miss


def twice(act: Callable[[Desk], Outcome], desk: Desk, later: Desk) -> tuple[str, str]:
    return act(desk).headline, act(later).headline


def test_the_overview_goes_once_a_week_to_the_lead_and_the_team_that_is_there(work: Workplace) -> None:
    away = colleague("Cas Cramer", TEAM, away_from=FRIDAY)
    fill(work, milestones=[milestone(1, FRIDAY, title=AWKWARD)], colleagues=[*TWO, away])
    fill(work, inputs=[point(1)], promises=[promise()])
    friday = at(work, FRIDAY, time(13))
    assert twice(weekly_digest, friday, at(work, FRIDAY + timedelta(days=2))) == (
        "2 weekoverzichten verzonden",
        "Niets te doen",
    )
    assert weekly_digest(at(work, FRIDAY + timedelta(days=3))).headline == "2 weekoverzichten verzonden"
    assert Counter(row.to_address for row in outbox(work)) == {"anna@proef.example": 2, "lead@proef.example": 2}
    text = body(mails(work)[0])
    assert f"- vrijdag 19 september 2025 | stap 1, {AWKWARD} | Projectteam inkoop" in text
    assert "Punt 1." in text and "1 januari 2026" in text
    assert "vrijdag 19 september 2025, 13.00 uur" in text


def test_a_missed_deadline_is_told_to_the_lead_once_per_date(work: Workplace) -> None:
    step = milestone(1, FRIDAY, title=AWKWARD)
    fill(work, milestones=[step], colleagues=TWO)
    assert tell_missed(at(work, FRIDAY), "stap-1").headline == "Niets te doen"
    assert tell_missed(at(work, FRIDAY), "stap-99").headline == "Niets te doen"
    monday = FRIDAY + timedelta(days=3)
    assert twice(lambda desk: tell_missed(desk, "stap-1"), at(work, monday), at(work, monday, time(9))) == (
        "1 bericht verzonden",
        "Niets te doen",
    )
    (mail,) = mails(work)
    assert mail["To"].addresses[0].addr_spec == "lead@proef.example"
    text = body(mail)
    assert f"Een termijn is niet gehaald: {AWKWARD}." in text
    assert "Wanneer: vrijdag 19 september 2025" in text and "Wie: Projectteam inkoop" in text
    fill(work, milestones=[milestone(1, monday, version=1)])
    assert tell_missed(at(work, monday + timedelta(days=1)), "stap-1").headline == "1 bericht verzonden"
    assert len(mails(work)) == 2


def test_the_last_minute_of_the_day_counts_as_passed(work: Workplace) -> None:
    fill(work, milestones=[milestone(1, FRIDAY)], colleagues=TWO)
    assert tell_missed(at(work, FRIDAY, time(23, 58)), "stap-1").headline == "Niets te doen"
    assert tell_missed(at(work, FRIDAY, time(23, 59)), "stap-1").headline == "1 bericht verzonden"


def test_a_miss_of_which_the_mail_waits_is_not_told_yet(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = WatchedDeadline(
        id="stap-1", tender_id=REFERENCE, title="Stap 1", due=FRIDAY, status=LineStatus.LATE, missed_on=FRIDAY
    )
    fill(work, milestones=[milestone(1, FRIDAY)], watched=[watched])
    monday = FRIDAY + timedelta(days=3)
    with pytest.raises(TransientError):
        tell_missed(at(by_smtp(monkeypatch, 9), monday), "stap-1")
    assert told_of_missed(at(work, monday).record) == frozenset()
    inbox = Inbox()
    with server(inbox) as route:
        assert tell_missed(at(by_smtp(monkeypatch, route.port), monday), "stap-1").headline == "1 bericht verzonden"
    assert told_of_missed(at(work, monday).record) == {"stap-1"}
    assert [to for to, _ in inbox.received] == [["lead@proef.example"]]
