"""sessions."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')


def upgrade() -> None:
    # calendars: what a calendar program must be told of a session
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('first_starts_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('revised_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('was_starts_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('cancel_reason', sa.String(), nullable=False, server_default=''))
    op.execute(
        "UPDATE session SET first_starts_at = starts_at, revised_at = COALESCE("
        "(SELECT planned_at FROM series WHERE series.id = session.series_id), starts_at)"
    )
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.alter_column('first_starts_at', existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.alter_column('revised_at', existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.alter_column('cancel_reason', server_default=None)

    # calendars: secret addresses of feeds
    op.create_table('calendar_feed',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('network_id', sa.Uuid(), nullable=True),
    sa.Column('is_neutral', sa.Boolean(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_feed')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_calendar_feed_token_hash'))
    )
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_feed_person_id'), ['person_id'], unique=False)

    # date polls
    op.create_table('date_poll',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('regions', JSON, nullable=False),
    sa.Column('required', JSON, nullable=False),
    sa.Column('answer_until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_by', sa.Uuid(), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('remind_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('completed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('series_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_date_poll'))
    )
    with op.batch_alter_table('date_poll', schema=None) as batch_op:
        batch_op.create_index('ix_date_poll_network_id_opened_at', ['network_id', 'opened_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_date_poll_series_id'), ['series_id'], unique=False)
        batch_op.create_index('ix_date_poll_status_answer_until', ['status', 'answer_until'], unique=False)
    op.create_table('date_poll_date',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('date_poll_id', sa.Uuid(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=True),
    sa.Column('measures', JSON, nullable=False),
    sa.ForeignKeyConstraint(['date_poll_id'], ['date_poll.id'], name=op.f('fk_date_poll_date_date_poll_id_date_poll')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_date_poll_date'))
    )
    with op.batch_alter_table('date_poll_date', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_date_poll_date_date_poll_id'), ['date_poll_id'], unique=False)
    op.create_table('availability_answer',
    sa.Column('date_poll_date_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('date_poll_id', sa.Uuid(), nullable=False),
    sa.Column('availability', sa.String(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(
        ['date_poll_date_id'], ['date_poll_date.id'],
        name=op.f('fk_availability_answer_date_poll_date_id_date_poll_date')
    ),
    sa.PrimaryKeyConstraint('date_poll_date_id', 'person_id', name=op.f('pk_availability_answer'))
    )
    with op.batch_alter_table('availability_answer', schema=None) as batch_op:
        batch_op.create_index(
            'ix_availability_answer_date_poll_id_person_id', ['date_poll_id', 'person_id'], unique=False
        )
        batch_op.create_index('ix_availability_answer_person_id', ['person_id'], unique=False)

    # planning: other rhythms than months, whose school holidays count, and a network's own table of soft blocks
    with op.batch_alter_table('series', schema=None) as batch_op:
        batch_op.add_column(sa.Column('every_weeks', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('day', sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column('regions', JSON, nullable=False, server_default=sa.text("'[\"NORTH\", \"CENTRAL\", \"SOUTH\"]'"))
        )
        batch_op.alter_column('every_months', existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column('nth', existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column('weekday', existing_type=sa.Integer(), nullable=True)
    with op.batch_alter_table('series', schema=None) as batch_op:
        batch_op.alter_column('regions', server_default=None)
    op.create_table('network_block',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('regions', JSON, nullable=False),
    sa.Column('perspectives', JSON, nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_network_block'))
    )
    with op.batch_alter_table('network_block', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_network_block_network_id'), ['network_id'], unique=False)


def downgrade() -> None:
    op.drop_table('network_block')
    op.execute("DELETE FROM session WHERE series_id IN (SELECT id FROM series WHERE nth IS NULL OR every_months IS NULL)")
    op.execute("DELETE FROM series WHERE nth IS NULL OR every_months IS NULL")
    with op.batch_alter_table('series', schema=None) as batch_op:
        batch_op.alter_column('weekday', existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column('nth', existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column('every_months', existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column('regions')
        batch_op.drop_column('day')
        batch_op.drop_column('every_weeks')
    op.drop_table('availability_answer')
    op.drop_table('date_poll_date')
    op.drop_table('date_poll')
    op.drop_table('calendar_feed')
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.drop_column('cancel_reason')
        batch_op.drop_column('was_starts_at')
        batch_op.drop_column('revised_at')
        batch_op.drop_column('first_starts_at')
