"""What the review of people and networks asked for."""

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
    # people: names that were tried and are taken
    op.create_table('name_try',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('tried_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_name_try_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_name_try'))
    )
    with op.batch_alter_table('name_try', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_name_try_person_id'), ['person_id'], unique=False)

    # memberships: asked once a year whether one is 16 by now
    with op.batch_alter_table('parental_permission', schema=None) as batch_op:
        batch_op.add_column(sa.Column('own_asked_at', sa.DateTime(timezone=True), nullable=True))

    # memberships: who helped does so no more
    with op.batch_alter_table('support', schema=None) as batch_op:
        batch_op.add_column(sa.Column('lost_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column('supporter_id', existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    op.execute('DELETE FROM support WHERE supporter_id IS NULL')
    with op.batch_alter_table('support', schema=None) as batch_op:
        batch_op.alter_column('supporter_id', existing_type=sa.Uuid(), nullable=False)
        batch_op.drop_column('lost_at')
    with op.batch_alter_table('parental_permission', schema=None) as batch_op:
        batch_op.drop_column('own_asked_at')
    op.drop_table('name_try')
