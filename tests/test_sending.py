"""The one door out: a rehearsal first, a code and a count, one message per recipient on a real mail server."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from flows import stage_door
from flows.desk import NEWEST, Desk
from flows.exchange import rehearsal
from flows.post import Letter, queue, to_provider
from flows.sending import code_of, deliver_internal, package
from flows.settings import Settings
from flows.workplace import Workplace
from schemas.errors import PermanentError
from schemas.message import Message, MessageState
from tests.tasks.test_mail import Inbox, server

REFERENCE, PACKAGE = "MIJOV-J26", "aankondiging"
WHO = {"traject": REFERENCE, "bestand": NEWEST, "uw_naam": "Test"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work folder with the tender and three messages that wait; made once, each test has a copy of its own."""
    folder = tmp_path_factory.mktemp("gevuld")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("INKOOP_MAP", str(folder))
        place = Workplace(Settings())
        register = rehearsal.providers_file(rehearsal.load("mij-ov"))
        (place.drop("aanbieders") / "aanbieders.xlsx").write_bytes(register)
        assert step("planning", 1)[0] and step("publicatie", 1)[0]
        desk = Desk(work=place, tender_id=REFERENCE, actor="Test", file_name=NEWEST, now=place.clock.now())
        values = {"sluiting": "vrijdag", "vragen_tot": "donderdag", "ingang": "1 januari 2026"}
        queue(desk, PACKAGE, "aankondiging", [to_provider(row, values) for row in desk.record.providers[:3]])
        place.close()
    return folder


@pytest.fixture
def work(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    folder = tmp_path / "werkmap"
    shutil.copytree(filled, folder)
    monkeypatch.setenv("INKOOP_MAP", str(folder))
    return Workplace(Settings())


def step(room: str, number: int, **fields: object) -> tuple[bool, str, str]:
    return stage_door.run(room, number, {**WHO, **fields}, in_prefect=False)


def desk_on(place: Workplace) -> Desk:
    return Desk(work=place, tender_id=REFERENCE, actor="Test", file_name=NEWEST, now=place.clock.now())


def waiting(place: Workplace, name: str = PACKAGE) -> tuple[Message, ...]:
    return package(desk_on(place), name)[1]


def send(place: Workplace, **changed: object) -> tuple[bool, str, str]:
    fields = {"pakket": PACKAGE, "verzendcode": code_of(waiting(place)), "aantal": 3}
    return step("verzenden", 2, **{**fields, **changed})


def by_smtp(monkeypatch: pytest.MonkeyPatch, host: str, port: int) -> None:
    for name, value in (("MAILROUTE", "smtp"), ("SMTP_HOST", host), ("SMTP_POORT", str(port))):
        monkeypatch.setenv(f"INKOOP_{name}", value)
    monkeypatch.setenv("INKOOP_SMTP_STARTTLS", "false")


def test_a_rehearsal_shows_code_and_count_and_sends_nothing(work: Workplace) -> None:
    done, headline, text = step("verzenden", 1, pakket=PACKAGE)
    assert done and headline == "Proefrun: 3 ontvangers"
    assert code_of(waiting(work)) in text
    assert list(work.outgoing_mail.rglob("*.eml")) == []


@pytest.mark.parametrize("wrong", [{"verzendcode": "ZZZZ"}, {"aantal": 2}, {"pakket": "bestaat-niet"}])
def test_without_the_right_code_and_count_nothing_leaves(work: Workplace, wrong: dict[str, object]) -> None:
    done, headline, _ = send(work, **wrong)
    assert not done and headline.startswith("Nog niet")
    assert list(work.outgoing_mail.rglob("*.eml")) == []
    assert {row.state for row in waiting(work)} == {MessageState.QUEUED}


def test_a_changed_package_needs_a_new_code(work: Workplace) -> None:
    code = code_of(waiting(work))
    with work.database.unit_of_work() as uow:
        first = waiting(work)[0]
        uow.messages.save(first.model_copy(update={"subject": "Iets anders"}))
    assert not send(work, verzendcode=code)[0]


def test_files_once_however_often_it_is_started(work: Workplace) -> None:
    assert send(work)[1] == "Verzonden 3/3"
    files = {path: path.stat().st_mtime_ns for path in work.outgoing_mail.rglob("*.eml")}
    assert len(files) == 3
    assert send(work)[1] == "Verzonden 3/3"
    assert {path: path.stat().st_mtime_ns for path in work.outgoing_mail.rglob("*.eml")} == files


def test_by_smtp_each_recipient_gets_one_message_of_his_own(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = Inbox()
    with server(inbox) as route:
        by_smtp(monkeypatch, route.host, route.port)
        assert send(work)[1] == "Verzonden 3/3"
        assert send(work)[1] == "Verzonden 3/3"
    assert sorted(recipients for recipients, _ in inbox.received) == sorted(
        [address for address in (row.to_address, row.copy_to) if address] for row in waiting(work)
    )


def test_by_smtp_a_refused_recipient_is_named_and_the_rest_leaves(
    work: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = Inbox(data="550 onbekend")
    with server(inbox) as route:
        by_smtp(monkeypatch, route.host, route.port)
        done, headline, text = send(work)
    assert not done and headline == "Deels verzonden 0/3"
    assert {row.state for row in waiting(work)} == {MessageState.FAILED}
    assert waiting(work)[0].to_name in text


def test_by_smtp_without_a_server_nothing_is_lost(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    by_smtp(monkeypatch, "127.0.0.1", 9)
    done, _, _ = send(work)
    assert not done
    assert {row.state for row in waiting(work)} <= {MessageState.QUEUED, MessageState.CLAIMED}
    inbox = Inbox()
    with server(inbox) as route:
        by_smtp(monkeypatch, route.host, route.port)
        assert send(work)[1] == "Verzonden 3/3"


def test_a_rehearsed_tender_never_leaves_by_smtp(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    with work.database.unit_of_work() as uow:
        tender = uow.tenders.get(REFERENCE, REFERENCE)
        uow.tenders.save(tender.model_copy(update={"rehearsal": True}))
    inbox = Inbox()
    with server(inbox) as route:
        by_smtp(monkeypatch, route.host, route.port)
        done, _, text = send(work)
    assert not done and "oefentraject" in text
    assert inbox.received == []


# Without a form


def remind_the_first(place: Workplace) -> None:
    """A reminder to the first of the three, under the code of their package."""
    desk = desk_on(place)
    provider = desk.record.providers[0]
    values = {"voor_wanneer": "28 maart", "uiterlijk": "28 maart", "gevraagd_op": "3 maart", "aanmelding": "aanmelding"}
    letter = replace(to_provider(provider, values), covered_by=PACKAGE)
    queue(desk, "herinnering-1", "herinnering-aanmelding", [letter])


def test_a_package_for_providers_never_leaves_without_its_code(work: Workplace) -> None:
    with pytest.raises(PermanentError, match="zonder verzendcode"):
        deliver_internal(desk_on(work), PACKAGE)
    assert list(work.outgoing_mail.rglob("*.eml")) == []
    assert {row.state for row in waiting(work)} == {MessageState.QUEUED}


def test_a_reminder_leaves_once_and_only_after_its_package_left_with_the_code(
    work: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    remind_the_first(work)
    inbox = Inbox()
    with server(inbox) as route:
        by_smtp(monkeypatch, route.host, route.port)
        place = Workplace(Settings())
        with pytest.raises(PermanentError, match="niet met een verzendcode"):
            deliver_internal(desk_on(place), "herinnering-1")
        assert inbox.received == []
        assert send(place)[0]
        inbox.received.clear()
        assert deliver_internal(desk_on(place), "herinnering-1") == (1, 0)
        assert deliver_internal(desk_on(place), "herinnering-1") == (1, 0)
    (row,) = waiting(work, "herinnering-1")
    assert [to for to, _ in inbox.received] == [[one for one in (row.to_address, row.copy_to) if one]]
    assert row.state is MessageState.SENT


def test_a_reminder_to_another_address_does_not_leave(work: Workplace) -> None:
    remind_the_first(work)
    assert send(work)[0]
    with work.database.unit_of_work() as uow:
        row = waiting(work, "herinnering-1")[0]
        uow.messages.save(row.model_copy(update={"to_address": "iemand@elders.example"}))
    with pytest.raises(PermanentError, match="adres"):
        deliver_internal(desk_on(work), "herinnering-1")


def test_a_rehearsed_tender_never_leaves_by_smtp_without_a_form_either(
    work: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with work.database.unit_of_work() as uow:
        tender = uow.tenders.get(REFERENCE, REFERENCE)
        uow.tenders.save(tender.model_copy(update={"rehearsal": True}))
    desk = desk_on(work)
    lead = Letter(
        recipient="projectleider",
        to_name="Projectleider",
        to_address=tender.lead_email,
        values={"aanhef": "Beste", "samenvatting": "-", "stand": "-", "speling": "-", "overzicht": "-"},
        internal=True,
    )
    queue(desk, "weekoverzicht-1", "weekoverzicht", [lead])
    inbox = Inbox()
    with server(inbox) as route:
        by_smtp(monkeypatch, route.host, route.port)
        with pytest.raises(PermanentError, match="oefentraject"):
            deliver_internal(desk_on(Workplace(Settings())), "weekoverzicht-1")
    assert inbox.received == []
    assert deliver_internal(desk, "weekoverzicht-1") == (1, 0)
