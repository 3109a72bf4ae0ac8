import shutil
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, make_url

from schemas.journal import JournalEntry
from schemas.record import TenderRecord
from storage import UnitOfWork, open_database
from storage.tables import JOURNAL, METADATA, RECORD_TABLES


def test_the_columns_of_a_table_are_the_fields_of_its_noun() -> None:
    for kept in RECORD_TABLES.values():
        assert list(kept.table.columns.keys()) == list(kept.noun.model_fields), kept.table.name
    assert list(JOURNAL.columns.keys()) == list(JournalEntry.model_fields)
    assert len(METADATA.tables) == len(RECORD_TABLES) + 1


def test_every_collection_of_the_record_has_a_table_and_a_repository_of_that_noun() -> None:
    collections = {name for name in TenderRecord.model_fields if name != "tender"} | {"tenders"}
    assert set(RECORD_TABLES) == collections
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        uow = UnitOfWork(connection)
        for name, kept in RECORD_TABLES.items():
            assert getattr(uow, name)._noun is kept.noun
            if name != "tenders":
                assert TenderRecord.model_fields[name].annotation == tuple[kept.noun, ...]
    engine.dispose()


def test_a_column_may_be_empty_only_when_its_field_may() -> None:
    optional = {
        f"{kept.table.name}.{column.name}"
        for kept in RECORD_TABLES.values()
        for column in kept.table.columns
        if column.nullable
    }
    assert {"questions.answer", "questions.change", "providers.no_mail_from", "stages.closed_on"} <= optional
    assert not {"questions.text", "providers.name", "messages.attachments", "tenders.rehearsal"} & optional


def test_the_migrated_database_is_the_one_the_tables_describe(database_url: str) -> None:
    engine = create_engine(make_url(database_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_migrating_again_changes_nothing_and_says_nothing(database_url: str, capfd: object) -> None:
    database = open_database(database_url)
    database.migrate()
    database.migrate()
    database.close()
    assert capfd.readouterr() == ("", "")  # type: ignore[attr-defined]


def test_a_migration_works_from_a_folder_with_a_percent_sign(tmp_path: Path) -> None:
    folder = tmp_path / "100% zorg & co"
    database = open_database(f"sqlite:///{folder / 'inkoop.db'}")
    database.migrate()
    with database.read() as uow:
        assert uow.tenders.find_everywhere() == ()
    database.close()
    assert (folder / "inkoop.db").stat().st_mode & 0o077 == 0
    shutil.rmtree(folder)
