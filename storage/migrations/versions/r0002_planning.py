"""The planning as a graph: its calendar, its meetings, its people, and what was told about each deadline.

Revision ID: 0002
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MILESTONE_COLUMNS: tuple[sa.Column[Any], ...] = (
    sa.Column("at", sa.Time()),
    sa.Column("after", sa.Text(), nullable=False, server_default="[]"),
    sa.Column("duration", sa.Integer()),
    sa.Column("buffer", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("kind", sa.String(), nullable=False, server_default="vast"),
    sa.Column("body", sa.String()),
    sa.Column("deliver_before", sa.Integer()),
    sa.Column("mark", sa.String()),
    sa.Column("remark", sa.String(), nullable=False, server_default=""),
)
MESSAGE_COLUMNS: tuple[sa.Column[Any], ...] = (
    sa.Column("internal", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("covered_by", sa.String(), nullable=False, server_default=""),
)


def upgrade() -> None:
    _add("milestones", MILESTONE_COLUMNS)
    with op.batch_alter_table("milestones") as table:
        table.alter_column("first", existing_type=sa.Date(), nullable=True)
    _add("messages", MESSAGE_COLUMNS)
    _table(
        "free_periods",
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("applies_to", sa.String()),
    )
    _table(
        "meetings",
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("deliver_by", sa.Date()),
    )
    _table(
        "colleagues",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("deputy", sa.String()),
        sa.Column("away_from", sa.Date()),
        sa.Column("away_until", sa.Date()),
        sa.UniqueConstraint("tender_id", "name", name=op.f("uq_colleagues_tender_id_name")),
    )
    _table(
        "watched",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("at", sa.Time()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("missed_on", sa.Date()),
    )


def _add(name: str, columns: tuple[sa.Column[Any], ...]) -> None:
    """Add columns; the default is only for the rows that are there, the program itself always gives a value."""
    with op.batch_alter_table(name) as table:
        for column in columns:
            table.add_column(column)
    with op.batch_alter_table(name) as table:
        for column in columns:
            if column.server_default is not None:
                table.alter_column(column.name, server_default=None, existing_type=column.type, existing_nullable=False)


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
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
