"""Moves that several migrations make. They never change: a migration must stay what it was when it ran."""

from typing import Any

import sqlalchemy as sa
from alembic import op


def add_columns(name: str, columns: tuple[sa.Column[Any], ...]) -> None:
    """Add columns; the default is only for the rows that are there, the program itself always gives a value."""
    with op.batch_alter_table(name) as table:
        for column in columns:
            table.add_column(column)
    with op.batch_alter_table(name) as table:
        for column in columns:
            if column.server_default is not None:
                table.alter_column(column.name, server_default=None, existing_type=column.type, existing_nullable=False)


def create_record_table(name: str, *parts: sa.schema.SchemaItem) -> None:
    """A table of records that belong to a tender."""
    op.create_table(
        name,
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *parts,
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f(f"fk_{name}_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f(f"pk_{name}")),
    )
