"""The planning as a graph: its calendar, its meetings, its people, and what was told about each deadline.

Revision ID: 0002
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.migration_steps import add_columns, create_record_table

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
    add_columns("milestones", MILESTONE_COLUMNS)
    with op.batch_alter_table("milestones") as table:
        table.alter_column("first", existing_type=sa.Date(), nullable=True)
    add_columns("messages", MESSAGE_COLUMNS)
    create_record_table(
        "free_periods",
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("applies_to", sa.String()),
    )
    create_record_table(
        "meetings",
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("deliver_by", sa.Date()),
    )
    create_record_table(
        "colleagues",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("deputy", sa.String()),
        sa.Column("away_from", sa.Date()),
        sa.Column("away_until", sa.Date()),
        sa.UniqueConstraint("tender_id", "name", name=op.f("uq_colleagues_tender_id_name")),
    )
    create_record_table(
        "watched",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("at", sa.Time()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("missed_on", sa.Date()),
    )
