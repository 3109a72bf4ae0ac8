"""A deadline passes while nobody looks: the run says so, the automation goes off, the lead has mail. Exactly once.

Nothing is pretended: the clock of the machine, the served stack, a mail server that takes what is handed to it.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import pytest

from flows.rules.wording import plain_date
from schemas.message import MessageState
from tests import plans
from tests.browser.chromium import eventually
from tests.browser.served import Served, started
from tests.tasks.test_mail import Inbox, server

pytestmark = pytest.mark.story

TITLE = "Concept naar 't college van Zorg & Co <BV>"
SHORTEST_WAIT = 45.0
"""Seconds from planning the deadline to its passing; longer on a machine where one run takes longer than a third."""


@dataclass(frozen=True)
class Missed:
    """What happened: the waiting run as it was planned, how it ended, and the letterbox of the lead."""

    served: Served
    planned: dict[str, Any]
    ended: dict[str, Any]
    inbox: Inbox
    day: str


@pytest.fixture(scope="module")
def missed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Missed]:
    folder, inbox = tmp_path_factory.mktemp("werkmap"), Inbox()
    with pytest.MonkeyPatch.context() as environment, server(inbox) as route:
        environment.setenv("INKOOP_MAILROUTE", "smtp")
        environment.setenv("INKOOP_SMTP_HOST", route.host)
        environment.setenv("INKOOP_SMTP_POORT", str(route.port))
        environment.setenv("INKOOP_SMTP_STARTTLS", "false")
        environment.setenv("INKOOP_PDF", "false")
        plans.open_tender(folder, plans.step(2, "Besluit van de raad", plans.now().date() + timedelta(days=40)))
        with started(folder) as served:
            begun = time.monotonic()
            first = served.run("00-planning", stap="3. Bord bijwerken")
            assert first["state"]["type"] == "COMPLETED", first["state"]
            wait = max(SHORTEST_WAIT, 3 * (time.monotonic() - begun))
            yield _let_it_pass(served, folder, inbox, wait)


def _let_it_pass(served: Served, folder: Path, inbox: Inbox, wait: float) -> Missed:
    """Plan the deadline that many seconds ahead, let the board find it, and touch nothing until its run has ended."""
    moment = plans.now().replace(microsecond=0) + timedelta(seconds=wait)
    plans.plan(folder, plans.step(1, TITLE, moment.date(), at=moment.time()))
    updated = served.run("00-planning", stap="3. Bord bijwerken")
    assert updated["state"]["type"] == "COMPLETED", updated["state"]
    assert plans.now() < moment, "the machine is too slow: the deadline passed while the board was updated"
    (planned,) = [run for run in served.scheduled("12-termijnen") if run["parameters"]["invoer"]["termijn"] == "stap-1"]
    assert inbox.received == []
    ended = served.ended(planned["id"])
    eventually("een mail bij de projectleider", lambda: inbox.received, 240.0)
    return Missed(served=served, planned=planned, ended=ended, inbox=inbox, day=plain_date(moment.date()))


def mail(inbox: Inbox) -> EmailMessage:
    ((_, raw),) = inbox.received
    return cast(EmailMessage, message_from_bytes(raw, policy=default))


def test_the_deadline_waited_among_the_upcoming_runs(missed: Missed) -> None:
    name = missed.planned["name"]
    assert name.startswith(f"MIJOV-J26 · {missed.day} ")
    assert "Concept naar 't college" in name
    assert name.endswith(" · Projectteam")


def test_its_run_says_that_it_was_missed_under_the_same_name(missed: Missed) -> None:
    assert (missed.ended["state"]["type"], missed.ended["state"]["name"]) == ("FAILED", "Gemist")
    assert missed.ended["name"] == missed.planned["name"]
    assert TITLE in missed.ended["state"]["message"]


def test_the_lead_and_nobody_else_has_the_mail(missed: Missed) -> None:
    lead = plans.record_in(missed.served.folder).tender.lead_email
    ((recipients, raw),) = missed.inbox.received
    assert recipients == [lead]
    subject = str(make_header(decode_header(message_from_bytes(raw)["Subject"])))
    assert subject.startswith("[MIJOV-J26] ")
    body = mail(missed.inbox).get_body(("plain",))
    assert body is not None
    assert TITLE in body.get_content()
    assert missed.day in body.get_content()


def test_the_automation_started_it_and_nobody_else(missed: Missed) -> None:
    runs = missed.served.ask(
        "/flow_runs/filter",
        {
            "deployments": {"name": {"any_": ["12-termijnen"]}},
            "flow_runs": {"state": {"type": {"not_any_": ["SCHEDULED"]}}},
        },
    )
    told = [run for run in runs if run["parameters"]["invoer"]["stap"] == "2. Gemiste termijn melden"]
    assert [(run["created_by"]["type"], run["created_by"]["display_value"]) for run in told] == [
        ("AUTOMATION", "Termijn gemist: mail de projectleider")
    ]
    assert missed.served.ended(told[0]["id"])["state"]["type"] == "COMPLETED"


def test_the_record_remembers_it(missed: Missed) -> None:
    folder = missed.served.folder
    record = plans.record_in(folder)
    (watched,) = [row for row in record.watched if row.id == "stap-1"]
    assert watched.missed_on is not None
    assert [(row.state, row.internal) for row in record.messages] == [(MessageState.SENT, True)]
    assert [row["key"] for row in plans.journal_in(folder, "deadline.missed")] == ["stap-1"]


def test_however_often_it_is_asked_again_there_is_one_mail(missed: Missed) -> None:
    served = missed.served
    assert served.run("12-termijnen", termijn="stap-1")["state"]["name"] == "Gemist"
    again = served.run("12-termijnen", termijn="stap-1", stap="2. Gemiste termijn melden")
    assert again["state"]["type"] == "COMPLETED"
    assert served.run("00-planning", stap="3. Bord bijwerken", traject="alle")["state"]["type"] == "COMPLETED"
    assert len(missed.inbox.received) == 1
    keys = [run["parameters"]["invoer"]["termijn"] for run in served.scheduled("12-termijnen")]
    assert keys == ["stap-2", "ingang"]
