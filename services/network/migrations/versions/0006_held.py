"""What was still missing of people, networks and sessions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')


def upgrade() -> None:
    # networks: how often the overview comes to who chose nothing; what is there already stays weekly
    with op.batch_alter_table('network', schema=None) as batch_op:
        batch_op.add_column(sa.Column('digest_cadence', sa.String(length=20), nullable=False, server_default='WEEKLY'))
    with op.batch_alter_table('network', schema=None) as batch_op:
        batch_op.alter_column('digest_cadence', server_default=None)
    # finding: who is away stands in no list, and is found no more until they are back
    op.execute(
        "DELETE FROM search_document WHERE kind = 'person' AND EXISTS (SELECT 1 FROM membership WHERE "
        "membership.person_id = search_document.id AND membership.network_id = search_document.network_id "
        "AND membership.status = 'PAUSED')"
    )
    # erasure: by which names others may have written about somebody, sealed, until every service has answered
    with op.batch_alter_table('erasure_request', schema=None) as batch_op:
        batch_op.add_column(sa.Column('traces', sa.LargeBinary(), nullable=True))
    # the desk: which passes for a change were used
    op.create_table('used_pass',
    sa.Column('jti', sa.Uuid(), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('jti', name=op.f('pk_used_pass'))
    )
    # memberships: the other perspectives somebody may speak from; who takes part already has one
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.add_column(sa.Column('also', JSON, nullable=False, server_default=sa.text("'[]'")))
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.alter_column('also', server_default=None)
    # erasure: which names others saw before, sealed, so that these go out of their texts too
    op.create_table('earlier_name',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('is_pseudonym', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_earlier_name_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_earlier_name'))
    )
    with op.batch_alter_table('earlier_name', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_earlier_name_person_id'), ['person_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('earlier_name', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_earlier_name_person_id'))
    op.drop_table('earlier_name')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_column('also')
    op.drop_table('used_pass')
    with op.batch_alter_table('erasure_request', schema=None) as batch_op:
        batch_op.drop_column('traces')
    with op.batch_alter_table('network', schema=None) as batch_op:
        batch_op.drop_column('digest_cadence')
