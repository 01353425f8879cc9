"""sessions."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # calendars: what a calendar program must be told of a session
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('first_starts_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('revised_at', sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE session SET first_starts_at = starts_at, revised_at = COALESCE("
        "(SELECT planned_at FROM series WHERE series.id = session.series_id), starts_at)"
    )
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.alter_column('first_starts_at', existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.alter_column('revised_at', existing_type=sa.DateTime(timezone=True), nullable=False)

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


def downgrade() -> None:
    op.drop_table('calendar_feed')
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.drop_column('revised_at')
        batch_op.drop_column('first_starts_at')
