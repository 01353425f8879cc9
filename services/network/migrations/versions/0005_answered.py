"""What the walk through people, networks and sessions still asked for."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # memberships: a limit that went along to the network that goes on
    with op.batch_alter_table('restriction', schema=None) as batch_op:
        batch_op.add_column(sa.Column('carried_from', sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f('ix_restriction_carried_from'), ['carried_from'], unique=False)
    # steering: organisations that bring knowledge in
    with op.batch_alter_table('partner', schema=None) as batch_op:
        batch_op.add_column(sa.Column('contributes_from', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('contributes_until', sa.DateTime(timezone=True), nullable=True))
    # memberships: a question to one fellow member, and its answer
    op.create_table('expert_question',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('asker_id', sa.Uuid(), nullable=False),
    sa.Column('asked_id', sa.Uuid(), nullable=True),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('status', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lapses_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('over_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['asked_id'], ['membership.id'], name=op.f('fk_expert_question_asked_id_membership')),
    sa.ForeignKeyConstraint(['asker_id'], ['membership.id'], name=op.f('fk_expert_question_asker_id_membership')),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_expert_question_network_id_network')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_expert_question'))
    )
    with op.batch_alter_table('expert_question', schema=None) as batch_op:
        batch_op.create_index('ix_expert_question_status_lapses_at', ['status', 'lapses_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_expert_question_asked_id'), ['asked_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_expert_question_asker_id'), ['asker_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_expert_question_over_at'), ['over_at'], unique=False)
    op.create_table('expert_answer',
    sa.Column('expert_question_id', sa.Uuid(), nullable=False),
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['expert_question_id'], ['expert_question.id'], name=op.f('fk_expert_answer_expert_question_id_expert_question')),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_expert_answer_membership_id_membership')),
    sa.PrimaryKeyConstraint('expert_question_id', name=op.f('pk_expert_answer'))
    )
    with op.batch_alter_table('expert_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_expert_answer_membership_id'), ['membership_id'], unique=False)
    # memberships: several people who wrote what was reported
    op.create_table('report_writer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('report_id', sa.Uuid(), nullable=False),
    sa.Column('membership_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_report_writer_membership_id_membership')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_writer_report_id_report')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_writer'))
    )
    with op.batch_alter_table('report_writer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_writer_membership_id'), ['membership_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_writer_report_id'), ['report_id'], unique=False)


def downgrade() -> None:
    op.drop_table('report_writer')
    op.drop_table('expert_answer')
    op.drop_table('expert_question')
    with op.batch_alter_table('partner', schema=None) as batch_op:
        batch_op.drop_column('contributes_until')
        batch_op.drop_column('contributes_from')
    with op.batch_alter_table('restriction', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_restriction_carried_from'))
        batch_op.drop_column('carried_from')
