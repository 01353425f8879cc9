"""What the first review of people and networks still asked for."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')


def upgrade() -> None:
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.add_column(sa.Column('contribution', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('expertise', JSON, nullable=True))
    op.create_table('report',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('about_id', sa.Uuid(), nullable=False),
    sa.Column('within_id', sa.Uuid(), nullable=True),
    sa.Column('membership_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('reported_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('outcome', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True),
    sa.Column('answered_by', sa.Uuid(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['answered_by'], ['person.id'], name=op.f('fk_report_answered_by_person')),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_report_membership_id_membership')),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_report_network_id_network')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report'))
    )
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.create_index('ix_report_network_id_answered_at', ['network_id', 'answered_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_answered_at'), ['answered_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_answered_by'), ['answered_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_membership_id'), ['membership_id'], unique=False)
    op.create_table('reporter',
    sa.Column('report_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reporter_person_id_person')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_reporter_report_id_report')),
    sa.PrimaryKeyConstraint('report_id', name=op.f('pk_reporter'))
    )
    with op.batch_alter_table('reporter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reporter_person_id'), ['person_id'], unique=False)
    op.create_table('restriction',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('decided_by', sa.Uuid(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('appeal', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('appealed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('answered_by', sa.Uuid(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by'], ['person.id'], name=op.f('fk_restriction_answered_by_person')),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_restriction_decided_by_person')),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_restriction_membership_id_membership')),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_restriction_network_id_network')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_restriction'))
    )
    with op.batch_alter_table('restriction', schema=None) as batch_op:
        batch_op.create_index('ix_restriction_network_id_decided_at', ['network_id', 'decided_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_restriction_answered_by'), ['answered_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_restriction_decided_by'), ['decided_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_restriction_membership_id'), ['membership_id'], unique=False)


def downgrade() -> None:
    op.drop_table('restriction')
    op.drop_table('reporter')
    op.drop_table('report')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_column('expertise')
        batch_op.drop_column('contribution')
