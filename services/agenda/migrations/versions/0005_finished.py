"""What was still missing around sessions: personal answers to a poll, stories and their permission, keeping and letting go."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reminder_words',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_reminder_words_session_id_session')),
    sa.PrimaryKeyConstraint('session_id', name=op.f('pk_reminder_words'))
    )
    with op.batch_alter_table('session_coming', schema=None) as batch_op:
        batch_op.add_column(sa.Column('release_days', sa.Integer(), nullable=True))
    op.create_table('minutes_story',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('agenda_point_id', sa.Uuid(), nullable=True),
    sa.Column('teller_id', sa.Uuid(), nullable=True),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('content_note', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['session_id'], ['minutes.session_id'], name=op.f('fk_minutes_story_session_id_minutes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_story'))
    )
    with op.batch_alter_table('minutes_story', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_minutes_story_session_id'), ['session_id'], unique=False)
        batch_op.create_index('ix_minutes_story_teller_id', ['teller_id'], unique=False)
        batch_op.create_index('ix_minutes_story_status_asked_at', ['status', 'asked_at'], unique=False)
    op.create_table('own_calendar',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_own_calendar'))
    )
    with op.batch_alter_table('own_calendar', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_own_calendar_until_at'), ['until_at'], unique=False)
    op.create_table('busy_time',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('person_id', 'starts_at', name=op.f('pk_busy_time'))
    )
    with op.batch_alter_table('busy_time', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_busy_time_ends_at'), ['ends_at'], unique=False)
    op.create_table('writing_limit',
    sa.Column('restriction_id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('until_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('restriction_id', name=op.f('pk_writing_limit'))
    )
    with op.batch_alter_table('writing_limit', schema=None) as batch_op:
        batch_op.create_index('ix_writing_limit_person_id_network_id', ['person_id', 'network_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_writing_limit_until_at'), ['until_at'], unique=False)
    for table in ('question', 'agenda_point'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('content_note', sqlmodel.sql.sqltypes.AutoString(), nullable=True))


def downgrade() -> None:
    for table in ('agenda_point', 'question'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('content_note')
    op.drop_table('writing_limit')
    op.drop_table('busy_time')
    op.drop_table('own_calendar')
    op.drop_table('minutes_story')
    with op.batch_alter_table('session_coming', schema=None) as batch_op:
        batch_op.drop_column('release_days')
    op.drop_table('reminder_words')
