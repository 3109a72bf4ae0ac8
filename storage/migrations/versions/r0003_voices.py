"""Who said what and who answered it: rounds and contributors, the life of a question, meetings that move.

Revision ID: 0003
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.migration_steps import add_columns, create_record_table

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _text(name: str, default: str = "") -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False, server_default=default)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


INPUT_COLUMNS = (
    sa.Column("round", sa.Integer(), nullable=False, server_default="1"),
    sa.Column("contributor", sa.String()),
    _text("question"),
    sa.Column("received_on", sa.Date()),
    _text("via"),
    _text("page"),
    _text("chapter"),
    _text("quote"),
    _text("summary"),
    sa.Column("alike", sa.String()),
    sa.Column("origin_sha256", sa.String()),
    _text("origin_name"),
)
QUESTION_COLUMNS = (
    _text("background"),
    _text("page"),
    _text("quote"),
    sa.Column("assigned_to", sa.String()),
    sa.Column("drafted_by", sa.String()),
    sa.Column("content_by", sa.String()),
    sa.Column("legal_by", sa.String()),
    _flag("late"),
    sa.Column("corrects", sa.Integer()),
)
SESSION_COLUMNS = (
    _text("kind", "dialoogtafel"),
    _text("access"),
    sa.Column("cancelled_on", sa.Date()),
    _text("cancelled_because"),
    sa.Column("draft_sent_on", sa.Date()),
    sa.Column("corrections_until", sa.Date()),
    sa.Column("corrections", sa.Text(), nullable=False, server_default="[]"),
)


def upgrade() -> None:
    create_record_table(
        "consultation_rounds",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_consultation_rounds_tender_id_number")),
    )
    create_record_table(
        "contributors",
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("municipality", sa.String()),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("may_name", sa.Boolean(), nullable=False),
        sa.Column("greeting", sa.String(), nullable=False),
        sa.Column("email", sa.String()),
    )
    create_record_table(
        "draft_inputs",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("origin_sha256", sa.String(), nullable=False),
        sa.Column("origin_name", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
    )
    create_record_table(
        "announcements",
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("lots", sa.String(), nullable=False),
    )
    add_columns("consultation_inputs", INPUT_COLUMNS)
    add_columns("promises", (sa.Column("due_on", sa.Date()), _text("done_note")))
    add_columns("decisions", (_text("document"), _text("note")))
    with op.batch_alter_table("decisions") as table:
        table.drop_constraint("uq_decisions_tender_id_subject_municipality", type_="unique")
        table.create_unique_constraint(
            "uq_decisions_tender_id_subject_municipality_body", ["tender_id", "subject", "municipality", "body"]
        )
    add_columns("questions", QUESTION_COLUMNS)
    op.execute("UPDATE questions SET status = 'concept' WHERE status = 'beantwoord'")
    add_columns("nota_rounds", (_flag("rolling"),))
    add_columns("dialogue_sessions", SESSION_COLUMNS)
