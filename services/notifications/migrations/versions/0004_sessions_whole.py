"""Who comes, the agenda of a session, the day itself, minutes and actions."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')


def upgrade() -> None:
    # invitations: what went back to as people know it is no news
    with op.batch_alter_table('told_session', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('said', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default='')
        )
    with op.batch_alter_table('told_session', schema=None) as batch_op:
        batch_op.alter_column('said', server_default=None)
    # answers
    op.create_table('answer_link',
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('about_id', sa.Uuid(), nullable=False),
    sa.Column('minted_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_answer_link'))
    )
    with op.batch_alter_table('answer_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_link_minted_at'), ['minted_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_link_person_id'), ['person_id'], unique=False)
    op.create_table('calendar_reply',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('stamped_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('person_id', 'session_id', name=op.f('pk_calendar_reply'))
    )
    with op.batch_alter_table('calendar_reply', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_reply_stamped_at'), ['stamped_at'], unique=False)
    # invitations
    op.create_table('newcomer',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('person_id', 'network_id', name=op.f('pk_newcomer'))
    )
    with op.batch_alter_table('newcomer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_newcomer_due_at'), ['due_at'], unique=False)
    # a call that may still be taken back is told from others; which those are is not known, so all wait for their time
    op.execute("UPDATE session_call SET kind = 'new' WHERE kind = 'session-invited'")
    op.execute("UPDATE session_call SET kind = 'changed' WHERE kind = 'session-called-off'")
    # reminders
    with op.batch_alter_table('subscription', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reminder', sa.String(length=10), nullable=True))
    op.create_table('session_reminder',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('takes_place', sa.Boolean(), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('week_for', sa.DateTime(timezone=True), nullable=True),
    sa.Column('day_for', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('session_id', name=op.f('pk_session_reminder'))
    )
    with op.batch_alter_table('session_reminder', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_reminder_starts_at'), ['starts_at'], unique=False)
    op.execute(
        "INSERT INTO session_reminder (session_id, network_id, starts_at, takes_place, told_at, version)"
        " SELECT session_id, network_id, starts_at, is_confirmed, '2020-01-01 00:00:00+00:00', version FROM gathering"
    )


def downgrade() -> None:
    op.drop_table('session_reminder')
    op.execute("UPDATE session_call SET kind = 'session-invited' WHERE kind = 'new'")
    op.execute("UPDATE session_call SET kind = 'session-called-off' WHERE kind = 'changed'")
    op.drop_table('newcomer')
    op.drop_table('calendar_reply')
    op.drop_table('answer_link')
    with op.batch_alter_table('subscription', schema=None) as batch_op:
        batch_op.drop_column('reminder')
    with op.batch_alter_table('told_session', schema=None) as batch_op:
        batch_op.drop_column('said')
