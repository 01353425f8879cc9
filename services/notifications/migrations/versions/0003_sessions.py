"""sessions."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # invitations
    op.create_table('session_call',
    sa.Column('set_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('set_id', 'kind', name=op.f('pk_session_call'))
    )
    with op.batch_alter_table('session_call', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_call_due_at'), ['due_at'], unique=False)
    op.create_table('told_session',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('set_id', sa.Uuid(), nullable=False),
    sa.Column('mail_id', sa.Uuid(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('is_off', sa.Boolean(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('person_id', 'session_id', name=op.f('pk_told_session'))
    )
    with op.batch_alter_table('told_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_told_session_set_id'), ['set_id'], unique=False)


def downgrade() -> None:
    op.drop_table('told_session')
    op.drop_table('session_call')
