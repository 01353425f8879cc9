"""What was still missing around mails of sessions."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "session_choice",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("level", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "about_id", name=op.f("pk_session_choice")),
    )
    with op.batch_alter_table("session_choice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_choice_about_id"), ["about_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_session_choice_chosen_at"), ["chosen_at"], unique=False)


def downgrade() -> None:
    op.drop_table("session_choice")
