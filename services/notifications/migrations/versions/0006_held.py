"""What was still missing of people, networks and sessions."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # subscriptions: how often the overview of a network comes to who chose nothing
    op.create_table('network_cadence',
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('cadence', sa.String(length=20), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('network_id', name=op.f('pk_network_cadence'))
    )
    # the desk: which passes for a change were used
    op.create_table('used_pass',
    sa.Column('jti', sa.Uuid(), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('jti', name=op.f('pk_used_pass'))
    )


def downgrade() -> None:
    op.drop_table('used_pass')
    op.drop_table('network_cadence')
