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
    # members: whether a network has ended; those that went on as another one are known
    life = op.create_table('network_life',
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('is_over', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('network_id', name=op.f('pk_network_life'))
    )
    with op.batch_alter_table('network_life', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_network_life_is_over'), ['is_over'], unique=False)
    gone_on = sa.table('succession', sa.column('network_id', sa.Uuid()), sa.column('version', sa.Integer()))
    op.execute(life.insert().from_select(
        ['network_id', 'is_over', 'version'], sa.select(gone_on.c.network_id, sa.true(), gone_on.c.version)
    ))
    # sessions: what was called off and takes place after all
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('was_off', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.alter_column('was_off', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.drop_column('was_off')
    op.drop_table('network_life')
    with op.batch_alter_table('date_poll', schema=None) as batch_op:
        batch_op.drop_column('words')
    with op.batch_alter_table('agenda_point', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_point_changed_by'))
        batch_op.drop_column('changed_by')
