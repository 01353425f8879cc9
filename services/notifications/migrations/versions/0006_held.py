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
    # reminders: how many days before a session its reminder leaves for who chose nothing themselves, and for which start it left
    op.create_table('reminder_moment',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('days_before', sa.Integer(), nullable=False),
    sa.Column('chosen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('session_id', name=op.f('pk_reminder_moment'))
    )
    with op.batch_alter_table('session_reminder', schema=None) as batch_op:
        batch_op.add_column(sa.Column('usual_for', sa.DateTime(timezone=True), nullable=True))
    # so far it left a day before, under the same name as for who chose a day: nobody gets it twice, and what waits still leaves
    op.execute('UPDATE session_reminder SET usual_for = day_for')
    op.execute(
        "UPDATE mail SET intent_key = replace(intent_key, 'DAY:2', 'USUAL:2'), period = replace(period, 'DAY:2', 'USUAL:2') "
        "WHERE kind = 'session-reminder' AND period LIKE 'DAY:%' AND NOT EXISTS ("
        'SELECT 1 FROM session_reminder JOIN subscription ON subscription.network_id = session_reminder.network_id '
        'WHERE session_reminder.session_id = mail.subject_id AND subscription.person_id = mail.person_id '
        'AND subscription.reminder IS NOT NULL) AND NOT EXISTS ('
        'SELECT 1 FROM session_reminder JOIN session_choice ON session_choice.network_id = session_reminder.network_id '
        'WHERE session_reminder.session_id = mail.subject_id AND session_choice.person_id = mail.person_id '
        "AND session_choice.level = 'FOLLOWED')"
    )
    # invitations: documents of which people must be told, in one mail with what happens to sessions
    op.create_table('document_call',
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('set_id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('mail_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('is_planned', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_document_call'))
    )
    with op.batch_alter_table('document_call', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_document_call_due_at'), ['due_at'], unique=False)
    # the desk: which passes for a change were used
    op.create_table('used_pass',
    sa.Column('jti', sa.Uuid(), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('jti', name=op.f('pk_used_pass'))
    )


def downgrade() -> None:
    op.drop_table('used_pass')
    op.drop_table('document_call')
    op.execute(
        "UPDATE mail SET intent_key = replace(intent_key, 'USUAL:2', 'DAY:2'), period = replace(period, 'USUAL:2', 'DAY:2') "
        "WHERE kind = 'session-reminder' AND period LIKE 'USUAL:%' AND NOT EXISTS (SELECT 1 FROM mail AS other "
        "WHERE other.intent_key = replace(mail.intent_key, 'USUAL:2', 'DAY:2'))"
    )
    op.execute('UPDATE session_reminder SET day_for = usual_for WHERE usual_for = starts_at')
    with op.batch_alter_table('session_reminder', schema=None) as batch_op:
        batch_op.drop_column('usual_for')
    op.drop_table('reminder_moment')
    op.drop_table('network_cadence')
