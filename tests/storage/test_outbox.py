import threading
from datetime import timedelta

import pytest

from schemas.errors import StaleRecordError
from schemas.message import Message, MessageState
from storage import Database, UnitOfWork
from storage.outbox import claim, mark_failed, mark_in_doubt, mark_sent, recover, requeue
from tests.storage.examples import MOMENT, TENDER, tender, whole_record


def message(number: int, **changes: object) -> Message:
    values = {"id": f"{TENDER}/nota/A-{number:03}", "batch": "nota", "recipient": f"A-{number:03}", **changes}
    return whole_record().messages[0].model_copy(update=values)


@pytest.fixture
def queue(database: Database) -> Database:
    with database.unit_of_work() as uow:
        uow.tenders.add_all([tender(), tender("ANDER-2")])
        uow.messages.add_all(message(number) for number in range(1, 6))
        uow.messages.add(message(6, batch="toelating"))
        uow.messages.add(message(7, queued_at=MOMENT + timedelta(seconds=1)))
        uow.messages.add(message(1, tender_id="ANDER-2"))
    return database


def states(uow: UnitOfWork) -> dict[MessageState, int]:
    found = [row.state for row in uow.messages.find_everywhere()]
    return {state: found.count(state) for state in MessageState if state in found}


def test_a_message_goes_from_queue_to_sent_by_way_of_doubt(queue: Database) -> None:
    with queue.unit_of_work() as uow:
        (first,) = claim(uow, TENDER, "nota", MOMENT, limit=1)
    with queue.unit_of_work() as uow:
        doubt = mark_in_doubt(uow, first)
    with queue.unit_of_work() as uow:
        mark_sent(uow, doubt, MOMENT + timedelta(minutes=1), "250 ok")
    with queue.read() as uow:
        sent = uow.messages.get(TENDER, first.id)
    assert (sent.state, sent.attempts, sent.detail) == (MessageState.SENT, 1, "250 ok")
    assert sent.sent_at == MOMENT + timedelta(minutes=1)
    assert sent.version == 4


def test_only_the_package_of_this_tender_that_is_due_is_claimed(queue: Database) -> None:
    with queue.unit_of_work() as uow:
        claimed = claim(uow, TENDER, "nota", MOMENT)
        assert [row.id for row in claimed] == [f"{TENDER}/nota/A-{number:03}" for number in range(1, 6)]
        assert claim(uow, TENDER, "nota", MOMENT) == ()
        assert states(uow) == {MessageState.QUEUED: 3, MessageState.CLAIMED: 5}


def test_two_senders_never_claim_the_same_message(queue: Database) -> None:
    claimed: list[str] = []

    def take() -> None:
        for _ in range(5):
            with queue.unit_of_work() as uow:
                claimed.extend(row.id for row in claim(uow, TENDER, "nota", MOMENT, limit=1))

    threads = [threading.Thread(target=take) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == [f"{TENDER}/nota/A-{number:03}" for number in range(1, 6)]


def test_after_a_crash_the_claimed_are_queued_again_and_the_doubtful_wait_for_a_person(queue: Database) -> None:
    with queue.unit_of_work() as uow:
        claimed = claim(uow, TENDER, "nota", MOMENT)
        mark_in_doubt(uow, claimed[0])
        (other,) = claim(uow, "ANDER-2", "nota", MOMENT)
    with queue.unit_of_work() as uow:
        assert [row.id for row in recover(uow, TENDER)] == [row.id for row in claimed[1:]]
        assert uow.messages.get("ANDER-2", other.id).state is MessageState.CLAIMED
        assert [row.tender_id for row in recover(uow)] == ["ANDER-2"]
        assert states(uow) == {MessageState.QUEUED: 7, MessageState.IN_DOUBT: 1}


def test_a_refusal_ends_it_and_a_person_can_put_it_back(queue: Database) -> None:
    with queue.unit_of_work() as uow:
        first, second, *_ = claim(uow, TENDER, "nota", MOMENT)
        failed = mark_failed(uow, first, "Het adres bestaat niet.")
        waiting = requeue(uow, mark_in_doubt(uow, second), "De server vroeg om later terug te komen.")
        assert (failed.state, failed.detail) == (MessageState.FAILED, "Het adres bestaat niet.")
        assert (waiting.state, waiting.attempts) == (MessageState.QUEUED, 1)
        assert requeue(uow, failed).state is MessageState.QUEUED


@pytest.mark.parametrize("state", MessageState)
def test_no_other_move_exists(queue: Database, state: MessageState) -> None:
    allowed = {
        MessageState.QUEUED: set(),
        MessageState.CLAIMED: {"doubt", "failed", "requeue"},
        MessageState.IN_DOUBT: {"sent", "failed", "requeue"},
        MessageState.SENT: set(),
        MessageState.FAILED: {"requeue"},
    }[state]
    with queue.unit_of_work() as uow:
        start = uow.messages.add(message(50, state=state))
        moves = {
            "doubt": lambda: mark_in_doubt(uow, start),
            "sent": lambda: mark_sent(uow, start, MOMENT),
            "failed": lambda: mark_failed(uow, start, "weg"),
            "requeue": lambda: requeue(uow, start),
        }
        for name, move in moves.items():
            if name in allowed:
                continue
            with pytest.raises(StaleRecordError, match=f"is '{state.value}'"):
                move()
        assert uow.messages.get(TENDER, start.id) == start


def test_a_message_that_another_sender_moved_is_refused(queue: Database) -> None:
    with queue.unit_of_work() as uow:
        (first,) = claim(uow, TENDER, "nota", MOMENT, limit=1)
        recover(uow)
        with pytest.raises(StaleRecordError):
            mark_in_doubt(uow, first)
