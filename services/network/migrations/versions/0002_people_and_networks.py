"""people and networks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import shared.columns

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')


def upgrade() -> None:
    # networks
    with op.batch_alter_table('network', schema=None) as batch_op:
        batch_op.add_column(sa.Column('themes', JSON, nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(sa.Column('regions', JSON, nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(sa.Column('parent_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_network_parent_id'), ['parent_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_network_parent_id_network'), 'network', ['parent_id'], ['id'])
        batch_op.drop_column('relations')
    with op.batch_alter_table('network', schema=None) as batch_op:
        batch_op.alter_column('themes', server_default=None)
        batch_op.alter_column('regions', server_default=None)

    op.create_table('relation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('type', sa.String(length=40), nullable=False),
    sa.Column('to_slug', sa.String(length=100), nullable=False),
    sa.Column('to_name', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_relation_network_id_network')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_relation')),
    sa.UniqueConstraint('network_id', 'type', 'to_slug', name=op.f('uq_relation_network_id_type_to_slug'))
    )
    with op.batch_alter_table('relation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_relation_to_slug'), ['to_slug'], unique=False)


def downgrade() -> None:
    # networks
    with op.batch_alter_table('relation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_relation_to_slug'))

    op.drop_table('relation')
    with op.batch_alter_table('network', schema=None) as batch_op:
        batch_op.add_column(sa.Column('relations', JSON, nullable=False, server_default=sa.text("'[]'")))
        batch_op.drop_constraint(batch_op.f('fk_network_parent_id_network'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_network_parent_id'))
        batch_op.drop_column('settled_at')
        batch_op.drop_column('parent_id')
        batch_op.drop_column('regions')
        batch_op.drop_column('themes')
    with op.batch_alter_table('network', schema=None) as batch_op:
        batch_op.alter_column('relations', server_default=None)
