"""The outbox: the moves a message can make, and no others. The caller journals each move in the same unit of work.

``QUEUED -> CLAIMED -> IN_DOUBT -> SENT``, each committed before the next step is taken in the world. ``IN_DOUBT`` is
committed just before the final dot of a mail: after a crash there nobody can know whether it left, so it stays in doubt
until a person decides (``mark_sent`` or ``requeue``). A message that was only claimed has certainly not left.
"""

from collections.abc import Collection
from datetime import datetime

from schemas.errors import StaleRecordError
from schemas.message import Message, MessageState
from storage.unit_of_work import UnitOfWork


def claim(uow: UnitOfWork, tender_id: str, batch: str, now: datetime, limit: int | None = None) -> tuple[Message, ...]:
    """Take the queued messages of a package (at most ``limit``, oldest first) that were due by ``now``."""
    queued = uow.messages.find(tender_id, batch=batch, state=MessageState.QUEUED)
    due = [message for message in queued if message.queued_at <= now][:limit]
    return uow.messages.save_all(message.model_copy(update={"state": MessageState.CLAIMED}) for message in due)


def mark_in_doubt(uow: UnitOfWork, message: Message) -> Message:
    """Just before the final dot: from here on only the server's answer or a person says whether it left."""
    return _move(uow, message, {MessageState.CLAIMED}, MessageState.IN_DOUBT, attempts=message.attempts + 1)


def mark_sent(uow: UnitOfWork, message: Message, now: datetime, detail: str = "") -> Message:
    """The server accepted it, or a person found that it had arrived."""
    return _move(uow, message, {MessageState.IN_DOUBT}, MessageState.SENT, sent_at=now, detail=detail)


def mark_failed(uow: UnitOfWork, message: Message, detail: str) -> Message:
    """It was refused for good and certainly did not arrive; ``detail`` says why (Dutch)."""
    return _move(uow, message, {MessageState.CLAIMED, MessageState.IN_DOUBT}, MessageState.FAILED, detail=detail)


def requeue(uow: UnitOfWork, message: Message, detail: str = "") -> Message:
    """It certainly did not arrive and may be tried again: refused for now, or put right by a person."""
    allowed = {MessageState.CLAIMED, MessageState.IN_DOUBT, MessageState.FAILED}
    return _move(uow, message, allowed, MessageState.QUEUED, detail=detail)


def recover(uow: UnitOfWork, tender_id: str | None = None) -> tuple[Message, ...]:
    """After a crash: what was only claimed goes back into the queue; gives back those messages.

    Call it while holding the lock of the sender, with the tender when that lock is per tender. What is in doubt stays
    in doubt.
    """
    claimed = (
        uow.messages.find_everywhere(state=MessageState.CLAIMED)
        if tender_id is None
        else uow.messages.find(tender_id, state=MessageState.CLAIMED)
    )
    return uow.messages.save_all(message.model_copy(update={"state": MessageState.QUEUED}) for message in claimed)


def _move(
    uow: UnitOfWork, message: Message, allowed: Collection[MessageState], state: MessageState, **changes: object
) -> Message:
    # The version check of save() makes the state we look at here the state that storage holds.
    if message.state not in allowed:
        raise StaleRecordError(
            f"Bericht '{message.id}' is '{message.state.value}' en kan niet naar '{state.value}'. "
            "Haal de nieuwste stand op."
        )
    return uow.messages.save(message.model_copy(update={"state": state, **changes}))
