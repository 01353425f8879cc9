"""What the walk through people, networks and sessions still asked for."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # sessions: who last said an agenda point in other words
    with op.batch_alter_table('agenda_point', schema=None) as batch_op:
        batch_op.add_column(sa.Column('changed_by', sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f('ix_agenda_point_changed_by'), ['changed_by'], unique=False)
    # sessions: own words at a date poll
    with op.batch_alter_table('date_poll', schema=None) as batch_op:
        batch_op.add_column(sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
    with op.batch_alter_table('date_poll', schema=None) as batch_op:
        batch_op.alter_column('words', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('date_poll', schema=None) as batch_op:
        batch_op.drop_column('words')
    with op.batch_alter_table('agenda_point', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_point_changed_by'))
        batch_op.drop_column('changed_by')
