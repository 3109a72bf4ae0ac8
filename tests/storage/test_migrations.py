"""A database of an earlier version of the program: what was in it is still there after the step up."""

from collections.abc import Iterator
from datetime import date

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text

from storage import open_database
from storage.migrating import configuration
from tests.storage.examples import TENDER, tender

MILESTONE = {
    "id": "M-1",
    "tender_id": TENDER,
    "version": 3,
    "number": 1,
    "title": "Besluit & zo",
    "owners": '["colleges"]',
    "printed": "mei 2026",
    "precision": "maand",
    "first": "2026-05-01",
    "last": "2026-05-31",
    "moments": "[]",
    "sub_steps": "[]",
    "hard": False,
}
MESSAGE = {
    "id": "nota/A-1",
    "tender_id": TENDER,
    "version": 1,
    "batch": "nota",
    "kind": "nota",
    "recipient": "A-1",
    "to_name": "Zorg & Co",
    "to_address": "a@voorbeeld.example",
    "subject": "Nota",
    "text": "Beste",
    "attachments": "[]",
    "queued_at": "2026-05-04 10:00:00",
    "state": "verzonden",
    "attempts": 1,
    "detail": "",
}


@pytest.fixture
def old_url(empty_url: str) -> Iterator[str]:
    """A database as revision 0001 left it, with a tender, a milestone and a message."""
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        command.upgrade(configuration(connection), "0001")
        with_tender(connection)
        for table, row in (("milestones", MILESTONE), ("messages", MESSAGE)):
            names, values = ", ".join(f'"{name}"' for name in row), ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)
    engine.dispose()
    yield empty_url


def with_tender(connection: Connection) -> None:
    from storage.tables import RECORD_TABLES

    table, noun = RECORD_TABLES["tenders"].table, tender()
    values = {name: getattr(noun, name) for name in type(noun).model_fields}
    connection.execute(table.insert(), [values])


def test_a_plan_of_the_first_version_keeps_its_steps_and_gets_the_new_fields(old_url: str) -> None:
    database = open_database(old_url)
    database.migrate()
    with database.read() as uow:
        (step,) = uow.milestones.find(TENDER)
        (message,) = uow.messages.find(TENDER)
    assert (step.title, step.version, step.first, step.after, step.buffer, step.remark) == (
        "Besluit & zo",
        3,
        date(2026, 5, 1),
        (),
        0,
        "",
    )
    assert (message.to_name, message.internal, message.covered_by) == ("Zorg & Co", False, "")
    with database.unit_of_work() as uow:
        uow.milestones.save(step.model_copy(update={"title": "Besluit"}))
    database.close()


def test_every_step_up_has_one_before_it() -> None:
    from alembic.script import ScriptDirectory

    config: Config = configuration(None)
    revisions = list(ScriptDirectory.from_config(config).walk_revisions())
    assert [row.revision for row in reversed(revisions)] == [f"{number:04}" for number in range(1, len(revisions) + 1)]
