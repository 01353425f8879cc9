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


def downgrade() -> None:
    op.drop_table('network_cadence')
