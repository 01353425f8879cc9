"""What was still missing of people, networks and sessions."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')


def upgrade() -> None:
    # the desk: which passes for a change were used
    op.create_table('used_pass',
    sa.Column('jti', sa.Uuid(), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('jti', name=op.f('pk_used_pass'))
    )
    # sessions: without whom the sessions of a date poll cannot be, and whose yes counts as coming
    for name in ('needed_person', 'standing_yes'):
        op.create_table(name,
        sa.Column('date_poll_id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(['date_poll_id'], ['date_poll.id'], name=op.f(f'fk_{name}_date_poll_id_date_poll')),
        sa.PrimaryKeyConstraint('date_poll_id', 'person_id', name=op.f(f'pk_{name}'))
        )
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f'ix_{name}_person_id'), ['person_id'], unique=False)
    # sessions: what people said of a whole series, for what is confirmed in it later
    op.create_table('series_answer',
    sa.Column('series_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('companions', sa.Integer(), nullable=False),
    sa.Column('with_support_person', sa.Boolean(), nullable=False),
    sa.Column('with_needs', sa.Boolean(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['series_id'], ['series.id'], name=op.f('fk_series_answer_series_id_series')),
    sa.PrimaryKeyConstraint('series_id', 'person_id', name=op.f('pk_series_answer'))
    )
    with op.batch_alter_table('series_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_series_answer_person_id'), ['person_id'], unique=False)
    # sessions: how many days before each its reminder leaves, where that was chosen
    op.create_table('reminder_moment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('days_before', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_reminder_moment_session_id_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder_moment')),
    sa.UniqueConstraint('session_id', name=op.f('uq_reminder_moment_session_id'))
    )
    # texts: everybody who wrote along, in place of who last did so at an agenda point
    op.create_table('text_writer',
    sa.Column('about_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('about_id', 'person_id', name=op.f('pk_text_writer'))
    )
    with op.batch_alter_table('text_writer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_text_writer_person_id'), ['person_id'], unique=False)
    op.execute(
        'INSERT INTO text_writer (about_id, person_id) '
        'SELECT id, changed_by FROM agenda_point WHERE changed_by IS NOT NULL'
    )
    # what a series starts with was written by who owns it there since, where nobody changed it
    op.execute(
        'INSERT INTO text_writer (about_id, person_id) '
        'SELECT DISTINCT session.series_id, agenda_point.owner_id '
        'FROM agenda_point JOIN session ON session.id = agenda_point.session_id '
        'WHERE agenda_point.from_template AND agenda_point.version = 1 '
        'AND agenda_point.owner_id IS NOT NULL AND session.series_id IS NOT NULL'
    )
    with op.batch_alter_table('agenda_point', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_point_changed_by'))
        batch_op.drop_column('changed_by')
    # perspectives: the others that somebody may speak from, and from which they spoke in what is counted by perspective
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('also', JSON, nullable=False, server_default=sa.text("'[]'")))
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.alter_column('also', server_default=None)
    with op.batch_alter_table('availability_answer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('perspective', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
    op.execute(
        "UPDATE availability_answer SET perspective = COALESCE((SELECT MIN(member.perspective) FROM member "
        'JOIN date_poll ON date_poll.network_id = member.network_id '
        "WHERE date_poll.id = availability_answer.date_poll_id AND member.person_id = availability_answer.person_id), '')"
    )
    with op.batch_alter_table('availability_answer', schema=None) as batch_op:
        batch_op.alter_column('perspective', server_default=None)
    with op.batch_alter_table('agenda_point', schema=None) as batch_op:
        batch_op.add_column(sa.Column('owner_perspective', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    op.execute(
        'UPDATE agenda_point SET owner_perspective = (SELECT MIN(member.perspective) FROM member '
        'WHERE member.network_id = agenda_point.network_id AND member.person_id = agenda_point.owner_id) '
        "WHERE session_id IN (SELECT id FROM session WHERE status = 'HELD')"
    )
    # sessions: where to join online what the dates of a poll become, and of what kind it is
    with op.batch_alter_table('date_poll', schema=None) as batch_op:
        batch_op.add_column(sa.Column('link', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('type', sa.String(), nullable=False, server_default='REGULAR'))
    with op.batch_alter_table('date_poll', schema=None) as batch_op:
        batch_op.alter_column('link', server_default=None)
        batch_op.alter_column('type', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('date_poll', schema=None) as batch_op:
        batch_op.drop_column('type')
        batch_op.drop_column('link')
    with op.batch_alter_table('agenda_point', schema=None) as batch_op:
        batch_op.drop_column('owner_perspective')
    with op.batch_alter_table('availability_answer', schema=None) as batch_op:
        batch_op.drop_column('perspective')
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.drop_column('also')
    with op.batch_alter_table('agenda_point', schema=None) as batch_op:
        batch_op.add_column(sa.Column('changed_by', sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f('ix_agenda_point_changed_by'), ['changed_by'], unique=False)
    op.execute(
        'UPDATE agenda_point SET changed_by = '
        '(SELECT person_id FROM text_writer WHERE about_id = agenda_point.id ORDER BY person_id LIMIT 1)'
    )
    op.drop_table('text_writer')
    op.drop_table('reminder_moment')
    op.drop_table('series_answer')
    op.drop_table('standing_yes')
    op.drop_table('needed_person')
    op.drop_table('used_pass')
