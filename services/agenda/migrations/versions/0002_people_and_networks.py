"""people and networks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')


def upgrade() -> None:
    # members
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('roles', JSON, nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(sa.Column('coordinates', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE member SET roles = '[\"COORDINATOR\"]', coordinates = TRUE WHERE role = 'COORDINATOR'")
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.alter_column('roles', server_default=None)
        batch_op.alter_column('coordinates', server_default=None)
        batch_op.drop_column('role')

    # privacy: erasure
    op.create_table('tombstone',
    sa.Column('person_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('erased_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('person_hash', name=op.f('pk_tombstone'))
    )
    op.create_table('erasure',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('heard_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure'))
    )
    with op.batch_alter_table('series', schema=None) as batch_op:
        batch_op.alter_column('planned_by', existing_type=sa.Uuid(), nullable=True)



def downgrade() -> None:
    # privacy: erasure
    op.execute("UPDATE series SET planned_by = '00000000000000000000000000000000' WHERE planned_by IS NULL")
    with op.batch_alter_table('series', schema=None) as batch_op:
        batch_op.alter_column('planned_by', existing_type=sa.Uuid(), nullable=False)
    op.drop_table('erasure')
    op.drop_table('tombstone')

    # members
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('role', sa.String(), nullable=False, server_default='MEMBER'))
    op.execute("UPDATE member SET role = 'COORDINATOR' WHERE coordinates")
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.alter_column('role', server_default=None)
        batch_op.drop_column('coordinates')
        batch_op.drop_column('roles')
