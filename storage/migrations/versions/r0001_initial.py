"""All tables, and the triggers that keep the journal append-only.

Types are those of the database, not of this program: a migration must stay what it was when it ran.
There is no way back: a step back would throw records away, so a restore of the backup is the only road.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# BEFORE INSERT as well: INSERT OR REPLACE would otherwise take the place of an entry without a DELETE.
SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER journal_next_entry BEFORE INSERT ON journal
    WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM journal WHERE tender_id = NEW.tender_id)
    BEGIN SELECT RAISE(ABORT, 'the journal takes the next entry only'); END
    """,
)
POSTGRESQL_TRIGGERS = (
    """
    CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$
    """,
    """
    CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal
    FOR EACH ROW EXECUTE FUNCTION journal_refuse()
    """,
    """
    CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()
    """,
    """
    CREATE FUNCTION journal_next() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM journal WHERE tender_id = NEW.tender_id) THEN
            RAISE EXCEPTION 'the journal takes the next entry only';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER journal_next_entry BEFORE INSERT ON journal
    FOR EACH ROW EXECUTE FUNCTION journal_next()
    """,
)


def upgrade() -> None:
    op.create_table(
        "tenders",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("procedure", sa.String(), nullable=False),
        sa.Column("municipalities", sa.Text(), nullable=False),
        sa.Column("lots", sa.Text(), nullable=False),
        sa.Column("thresholds", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_phone", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("contract_start", sa.Date(), nullable=False),
        sa.Column("old_contract_end", sa.Date(), nullable=False),
        sa.Column("agreement_years", sa.Integer(), nullable=False),
        sa.Column("extension_years", sa.Integer(), nullable=False),
        sa.Column("applications_close_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applications_open_on", sa.Date(), nullable=False),
        sa.Column("lead_email", sa.String(), nullable=False),
        sa.Column("rehearsal", sa.Boolean(), nullable=False),
        sa.CheckConstraint("tender_id = id", name=op.f("ck_tenders_own_tender")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenders")),
    )
    op.create_table(
        "consultation_groups",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=True),
        sa.Column("responded", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_consultation_groups_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_consultation_groups")),
        sa.UniqueConstraint("tender_id", "code", name=op.f("uq_consultation_groups_tender_id_code")),
    )
    op.create_table(
        "consultation_inputs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=True),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("disposition", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_consultation_inputs_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_consultation_inputs")),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("mandate", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_decisions_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_decisions")),
        sa.UniqueConstraint(
            "tender_id", "subject", "municipality", name=op.f("uq_decisions_tender_id_subject_municipality")
        ),
    )
    op.create_table(
        "dialogue_sessions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("participants", sa.Text(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_dialogue_sessions_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_dialogue_sessions")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_dialogue_sessions_tender_id_number")),
    )
    op.create_table(
        "document_changes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("from_version", sa.String(), nullable=False),
        sa.Column("to_version", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("old_text", sa.String(), nullable=False),
        sa.Column("new_text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_document_changes_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_document_changes")),
        sa.UniqueConstraint("tender_id", "sequence", name=op.f("uq_document_changes_tender_id_sequence")),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pdf_sha256", sa.String(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_documents_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_documents")),
        sa.UniqueConstraint(
            "tender_id", "kind", "subject", "sequence", name=op.f("uq_documents_tender_id_kind_subject_sequence")
        ),
    )
    op.create_table(
        "innovation_items",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("printed_quarter", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=True),
        sa.Column("askers", sa.Integer(), nullable=True),
        sa.Column("askers_printed", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_innovation_items_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_innovation_items")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_innovation_items_tender_id_number")),
    )
    op.create_table(
        "journal",
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_journal_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "sequence", name=op.f("pk_journal")),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("to_name", sa.String(), nullable=False),
        sa.Column("to_address", sa.String(), nullable=False),
        sa.Column("copy_to", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("calendar", sa.String(), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_messages_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_messages")),
    )
    op.create_table(
        "milestones",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("owners", sa.Text(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("precision", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("moments", sa.Text(), nullable=False),
        sa.Column("sub_steps", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("hard", sa.Boolean(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_milestones_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_milestones")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_milestones_tender_id_number")),
    )
    op.create_table(
        "products",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("target_group", sa.String(), nullable=False),
        sa.Column("activities", sa.Text(), nullable=False),
        sa.Column("quality", sa.Text(), nullable=False),
        sa.Column("function_mix", sa.Text(), nullable=False),
        sa.Column("group_size", sa.String(), nullable=True),
        sa.Column("duration", sa.String(), nullable=False),
        sa.Column("transport", sa.Boolean(), nullable=False),
        sa.Column("rate", sa.String(), nullable=False),
        sa.Column("build_up", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_products_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_products")),
        sa.UniqueConstraint("tender_id", "code", name=op.f("uq_products_tender_id_code")),
    )
    op.create_table(
        "providers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("legal_form", sa.String(), nullable=False),
        sa.Column("kvk", sa.String(), nullable=False),
        sa.Column("establishment", sa.String(), nullable=True),
        sa.Column("agb", sa.String(), nullable=True),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("salutation", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("email_copy", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("size", sa.String(), nullable=False),
        sa.Column("staff_with_stay", sa.Integer(), nullable=False),
        sa.Column("staff_without_stay", sa.Integer(), nullable=False),
        sa.Column("signatory_name", sa.String(), nullable=False),
        sa.Column("signatory_role", sa.String(), nullable=False),
        sa.Column("lots", sa.Text(), nullable=False),
        sa.Column("municipalities", sa.Text(), nullable=False),
        sa.Column("contracted_now", sa.Boolean(), nullable=False),
        sa.Column("clients_now", sa.Integer(), nullable=False),
        sa.Column("no_mail_from", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_providers_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_providers")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_providers_tender_id_number")),
    )
    op.create_table(
        "publications",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("frozen", sa.Text(), nullable=False),
        sa.Column("announced", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_publications_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_publications")),
        sa.UniqueConstraint(
            "tender_id",
            "kind",
            "published_on",
            "channel",
            name=op.f("uq_publications_tender_id_kind_published_on_channel"),
        ),
    )
    op.create_table(
        "requirements",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("chapter", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=True),
        sa.Column("criterion", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_requirements_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_requirements")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_requirements_tender_id_number")),
    )
    op.create_table(
        "stages",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_stages_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_stages")),
        sa.UniqueConstraint("tender_id", "stage", name=op.f("uq_stages_tender_id_stage")),
    )
    op.create_table(
        "applications",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lots", sa.Text(), nullable=False),
        sa.Column("municipalities", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tender_id", "provider_id"],
            ["providers.tender_id", "providers.id"],
            name=op.f("fk_applications_tender_id_provider_id"),
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_applications_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_applications")),
    )
    op.create_index(
        op.f("ix_applications_tender_id_provider_id"), "applications", ["tender_id", "provider_id"], unique=False
    )
    op.create_table(
        "bridging_agreements",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("clients", sa.Integer(), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("end_date", sa.Date(), nullable=False),
        sa.Column("end_explanation", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tender_id", "document_id"],
            ["documents.tender_id", "documents.id"],
            name=op.f("fk_bridging_agreements_tender_id_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "provider_id"],
            ["providers.tender_id", "providers.id"],
            name=op.f("fk_bridging_agreements_tender_id_provider_id"),
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_bridging_agreements_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_bridging_agreements")),
        sa.UniqueConstraint(
            "tender_id",
            "provider_id",
            "start_date",
            name=op.f("uq_bridging_agreements_tender_id_provider_id_start_date"),
        ),
    )
    op.create_index(
        op.f("ix_bridging_agreements_tender_id_document_id"),
        "bridging_agreements",
        ["tender_id", "document_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_bridging_agreements_tender_id_provider_id"),
        "bridging_agreements",
        ["tender_id", "provider_id"],
        unique=False,
    )
    op.create_table(
        "framework_agreements",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("contract_number", sa.String(), nullable=False),
        sa.Column("lots", sa.Text(), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("end_date", sa.Date(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("annexes", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("in_execution_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tender_id", "document_id"],
            ["documents.tender_id", "documents.id"],
            name=op.f("fk_framework_agreements_tender_id_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "provider_id"],
            ["providers.tender_id", "providers.id"],
            name=op.f("fk_framework_agreements_tender_id_provider_id"),
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_framework_agreements_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_framework_agreements")),
        sa.UniqueConstraint(
            "tender_id", "contract_number", name=op.f("uq_framework_agreements_tender_id_contract_number")
        ),
    )
    op.create_index(
        op.f("ix_framework_agreements_tender_id_document_id"),
        "framework_agreements",
        ["tender_id", "document_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_framework_agreements_tender_id_provider_id"),
        "framework_agreements",
        ["tender_id", "provider_id"],
        unique=False,
    )
    op.create_table(
        "nota_rounds",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("questions_close_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("publish_on", sa.Date(), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=True),
        sa.Column("last_number", sa.Integer(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("document_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tender_id", "document_id"],
            ["documents.tender_id", "documents.id"],
            name=op.f("fk_nota_rounds_tender_id_document_id"),
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_nota_rounds_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_nota_rounds")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_nota_rounds_tender_id_number")),
    )
    op.create_index(
        op.f("ix_nota_rounds_tender_id_document_id"), "nota_rounds", ["tender_id", "document_id"], unique=False
    )
    op.create_table(
        "promises",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("input_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tender_id", "input_id"],
            ["consultation_inputs.tender_id", "consultation_inputs.id"],
            name=op.f("fk_promises_tender_id_input_id"),
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_promises_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_promises")),
    )
    op.create_index(op.f("ix_promises_tender_id_input_id"), "promises", ["tender_id", "input_id"], unique=False)
    op.create_table(
        "questions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source_number", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("lot", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("document_version", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("individual", sa.Boolean(), nullable=False),
        sa.Column("motivation", sa.String(), nullable=True),
        sa.Column("duplicate_of", sa.String(), nullable=True),
        sa.Column("change", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tender_id", "provider_id"],
            ["providers.tender_id", "providers.id"],
            name=op.f("fk_questions_tender_id_provider_id"),
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_questions_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_questions")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_questions_tender_id_number")),
        sa.UniqueConstraint(
            "tender_id", "source_number", "round", name=op.f("uq_questions_tender_id_source_number_round")
        ),
    )
    op.create_index(op.f("ix_questions_tender_id_provider_id"), "questions", ["tender_id", "provider_id"], unique=False)
    op.create_table(
        "admission_decisions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("lots", sa.Text(), nullable=False),
        sa.Column("municipalities", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("objection_until", sa.Date(), nullable=False),
        sa.Column("objection_explanation", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tender_id", "application_id"],
            ["applications.tender_id", "applications.id"],
            name=op.f("fk_admission_decisions_tender_id_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "document_id"],
            ["documents.tender_id", "documents.id"],
            name=op.f("fk_admission_decisions_tender_id_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "provider_id"],
            ["providers.tender_id", "providers.id"],
            name=op.f("fk_admission_decisions_tender_id_provider_id"),
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_admission_decisions_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_admission_decisions")),
        sa.UniqueConstraint(
            "tender_id", "application_id", "kind", name=op.f("uq_admission_decisions_tender_id_application_id_kind")
        ),
    )
    op.create_index(
        op.f("ix_admission_decisions_tender_id_application_id"),
        "admission_decisions",
        ["tender_id", "application_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_admission_decisions_tender_id_document_id"),
        "admission_decisions",
        ["tender_id", "document_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_admission_decisions_tender_id_provider_id"),
        "admission_decisions",
        ["tender_id", "provider_id"],
        unique=False,
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("issue_date", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("kvk_numbers", sa.Text(), nullable=False),
        sa.Column("nota_number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tender_id", "application_id"],
            ["applications.tender_id", "applications.id"],
            name=op.f("fk_evidence_tender_id_application_id"),
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_evidence_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_evidence")),
        sa.UniqueConstraint(
            "tender_id",
            "application_id",
            "kind",
            "attempt",
            name=op.f("uq_evidence_tender_id_application_id_kind_attempt"),
        ),
    )
    op.create_index(
        op.f("ix_evidence_tender_id_application_id"), "evidence", ["tender_id", "application_id"], unique=False
    )
    op.create_table(
        "findings",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tender_id", "application_id"],
            ["applications.tender_id", "applications.id"],
            name=op.f("fk_findings_tender_id_application_id"),
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_findings_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_findings")),
        sa.UniqueConstraint(
            "tender_id",
            "application_id",
            "criterion",
            "attempt",
            name=op.f("uq_findings_tender_id_application_id_criterion_attempt"),
        ),
    )
    op.create_index(
        op.f("ix_findings_tender_id_application_id"), "findings", ["tender_id", "application_id"], unique=False
    )
    op.create_table(
        "remedy_requests",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tender_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_explanation", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tender_id", "application_id"],
            ["applications.tender_id", "applications.id"],
            name=op.f("fk_remedy_requests_tender_id_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "document_id"],
            ["documents.tender_id", "documents.id"],
            name=op.f("fk_remedy_requests_tender_id_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "provider_id"],
            ["providers.tender_id", "providers.id"],
            name=op.f("fk_remedy_requests_tender_id_provider_id"),
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tenders.id"], name=op.f("fk_remedy_requests_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "id", name=op.f("pk_remedy_requests")),
        sa.UniqueConstraint("tender_id", "application_id", name=op.f("uq_remedy_requests_tender_id_application_id")),
    )
    op.create_index(
        op.f("ix_remedy_requests_tender_id_application_id"),
        "remedy_requests",
        ["tender_id", "application_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_remedy_requests_tender_id_document_id"), "remedy_requests", ["tender_id", "document_id"], unique=False
    )
    op.create_index(
        op.f("ix_remedy_requests_tender_id_provider_id"), "remedy_requests", ["tender_id", "provider_id"], unique=False
    )

    triggers = SQLITE_TRIGGERS if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_TRIGGERS
    for trigger in triggers:
        op.execute(trigger)
