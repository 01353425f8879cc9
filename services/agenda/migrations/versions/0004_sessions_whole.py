"""Who comes, the agenda of a session, the day itself, minutes and actions."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')
ASKED_FOR = timedelta(days=31)
DRAFTED_WITHIN = timedelta(days=7)
MOMENT = sa.DateTime(timezone=True)
SESSION = sa.table(
    'session', sa.column('id', sa.Uuid()), sa.column('network_id', sa.Uuid()), sa.column('ends_at', MOMENT),
    sa.column('status', sa.String()),
)
MINUTES = sa.table(
    'minutes', sa.column('session_id', sa.Uuid()), sa.column('id', sa.Uuid()), sa.column('network_id', sa.Uuid()),
    sa.column('status', sa.String()), sa.column('due_on', sa.Date()), sa.column('established_way', sa.String()),
    sa.column('version', sa.Integer()), sa.column('announced', sa.Integer()),
)


def upgrade() -> None:
    # sessions: their kind, for whom they are, where to join online, and whether one was changed apart from its series
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('type', sa.String(), nullable=False, server_default='REGULAR'))
        batch_op.add_column(sa.Column('perspective', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('link', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('for_session_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('stands_apart', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('moved_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_session_for_session_id'), ['for_session_id'], unique=False)
    op.execute("UPDATE session SET moved_at = revised_at WHERE was_starts_at IS NOT NULL")
    op.execute("UPDATE session SET stands_apart = (sequence > 0) WHERE status <> 'CANCELLED'")
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.alter_column('type', server_default=None)
        batch_op.alter_column('link', server_default=None)
        batch_op.alter_column('stands_apart', server_default=None)
    op.create_table('session_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('series_id', sa.Uuid(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('before', JSON, nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_change'))
    )
    with op.batch_alter_table('session_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_change_made_at'), ['made_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_session_change_network_id'), ['network_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_session_change_series_id'), ['series_id'], unique=False)
    op.create_table('template_point',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('series_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['series_id'], ['series.id'], name=op.f('fk_template_point_series_id_series')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_template_point'))
    )
    with op.batch_alter_table('template_point', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_template_point_series_id'), ['series_id'], unique=False)
    op.create_table('session_document',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('url', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('added_by', sa.Uuid(), nullable=True),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_session_document_session_id_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_document'))
    )
    with op.batch_alter_table('session_document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_document_added_by'), ['added_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_session_document_session_id'), ['session_id'], unique=False)
    with op.batch_alter_table('agenda_point', schema=None) as batch_op:
        batch_op.add_column(sa.Column('from_template', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('agenda_point', schema=None) as batch_op:
        batch_op.alter_column('from_template', server_default=None)
    # minutes and actions
    op.create_table('minutes',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('remind_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('shared_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('shared_version', sa.Integer(), nullable=True),
    sa.Column('comments_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('established_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('established_way', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('announced', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_minutes_session_id_session')),
    sa.PrimaryKeyConstraint('session_id', name=op.f('pk_minutes')),
    sa.UniqueConstraint('id', name=op.f('uq_minutes_id'))
    )
    with op.batch_alter_table('minutes', schema=None) as batch_op:
        batch_op.create_index('ix_minutes_network_id', ['network_id'], unique=False)
        batch_op.create_index('ix_minutes_remind_at', ['remind_at'], unique=False)
        batch_op.create_index('ix_minutes_status_comments_until', ['status', 'comments_until'], unique=False)
    op.create_table('minutes_part',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('agenda_point_id', sa.Uuid(), nullable=True),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['minutes.session_id'], name=op.f('fk_minutes_part_session_id_minutes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_part'))
    )
    with op.batch_alter_table('minutes_part', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_minutes_part_session_id'), ['session_id'], unique=False)
    op.create_table('minutes_version',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('parts', JSON, nullable=False),
    sa.Column('written_by', sa.Uuid(), nullable=True),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(
        ['session_id'], ['minutes.session_id'], name=op.f('fk_minutes_version_session_id_minutes')
    ),
    sa.PrimaryKeyConstraint('session_id', 'number', name=op.f('pk_minutes_version'))
    )
    op.create_table('minutes_comment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('agenda_point_id', sa.Uuid(), nullable=True),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('is_objection', sa.Boolean(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('is_adopted', sa.Boolean(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(
        ['session_id'], ['minutes.session_id'], name=op.f('fk_minutes_comment_session_id_minutes')
    ),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_comment'))
    )
    with op.batch_alter_table('minutes_comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_minutes_comment_session_id'), ['session_id'], unique=False)
    op.create_table('minutes_addendum',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('added_by', sa.Uuid(), nullable=True),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(
        ['session_id'], ['minutes.session_id'], name=op.f('fk_minutes_addendum_session_id_minutes')
    ),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_addendum'))
    )
    with op.batch_alter_table('minutes_addendum', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_minutes_addendum_session_id'), ['session_id'], unique=False)
    op.create_table('action_point',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('agenda_point_id', sa.Uuid(), nullable=True),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=True),
    sa.Column('organisation', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('assigned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('remind_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['minutes.session_id'], name=op.f('fk_action_point_session_id_minutes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_point'))
    )
    with op.batch_alter_table('action_point', schema=None) as batch_op:
        batch_op.create_index('ix_action_point_network_id_status', ['network_id', 'status'], unique=False)
        batch_op.create_index('ix_action_point_owner_id', ['owner_id'], unique=False)
        batch_op.create_index('ix_action_point_remind_at', ['remind_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_point_session_id'), ['session_id'], unique=False)
    _ask_nobody_for_what_is_over()

    # agenda points: arranging, publishing, and what waits for a session
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('published_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('short_notice_reason', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('agenda_reminded_at', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.alter_column('short_notice_reason', server_default=None)
    with op.batch_alter_table('agenda_point', schema=None) as batch_op:
        batch_op.alter_column('session_id', existing_type=sa.Uuid(), nullable=True)
        batch_op.add_column(sa.Column('perspective', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('proposed_by', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('status', sa.String(), nullable=False, server_default='ACCEPTED'))
        batch_op.add_column(sa.Column('answer', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('question_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('placed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('reached_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('carried_from_id', sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            op.f('fk_agenda_point_question_id_question'), 'question', ['question_id'], ['id']
        )
        batch_op.create_foreign_key(
            op.f('fk_agenda_point_carried_from_id_session'), 'session', ['carried_from_id'], ['id']
        )
        batch_op.create_index('ix_agenda_point_network_id_status', ['network_id', 'status'], unique=False)
        batch_op.create_index(op.f('ix_agenda_point_proposed_by'), ['proposed_by'], unique=False)
    # What a session that was called off leaves goes on by the clock: who proposed it long ago gets no mail of that.
    op.execute("UPDATE agenda_point SET placed_at = proposed_at")
    op.execute(
        "UPDATE agenda_point SET proposed_by = owner_id WHERE session_id IN "
        "(SELECT id FROM session WHERE status <> 'CANCELLED')"
    )
    with op.batch_alter_table('agenda_point', schema=None) as batch_op:
        batch_op.alter_column('status', server_default=None)
        batch_op.alter_column('answer', server_default=None)

    # the day itself: how far a session is, who wants to speak, groups, what is parked, and notes
    op.create_table('session_day',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('agenda_point_id', sa.Uuid(), nullable=True),
    sa.Column('point_started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('check_in', sa.String(), nullable=True),
    sa.Column('check_in_words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_session_day_session_id_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_day')),
    sa.UniqueConstraint('session_id', name=op.f('uq_session_day_session_id'))
    )
    op.create_table('speaking_turn',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('perspective', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_speaking_turn_session_id_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_speaking_turn'))
    )
    with op.batch_alter_table('speaking_turn', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_speaking_turn_person_id'), ['person_id'], unique=False)
        batch_op.create_index('ix_speaking_turn_session_id', ['session_id'], unique=False)
    op.create_table('group_place',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('perspective', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_group_place_session_id_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_place'))
    )
    with op.batch_alter_table('group_place', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_group_place_person_id'), ['person_id'], unique=False)
        batch_op.create_index('ix_group_place_session_id', ['session_id'], unique=False)
    op.create_table('parked_line',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('parked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('agenda_point_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_parked_line_session_id_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parked_line'))
    )
    with op.batch_alter_table('parked_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_parked_line_session_id'), ['session_id'], unique=False)
    op.create_table('session_note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('agenda_point_id', sa.Uuid(), nullable=True),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_session_note_session_id_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_note'))
    )
    with op.batch_alter_table('session_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_note_session_id'), ['session_id'], unique=False)

    # who comes: answers, seats, needs, perspectives that were asked, attendance
    op.create_table('session_coming',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('kept', JSON, nullable=False),
    sa.Column('turns', sa.Integer(), nullable=False),
    sa.Column('alarm_for', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_session_coming_session_id_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_coming')),
    sa.UniqueConstraint('session_id', name=op.f('uq_session_coming_session_id'))
    )
    op.create_table('session_answer',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('companions', sa.Integer(), nullable=False),
    sa.Column('with_support_person', sa.Boolean(), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('is_waiting', sa.Boolean(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_session_answer_session_id_session')),
    sa.PrimaryKeyConstraint('session_id', 'person_id', name=op.f('pk_session_answer'))
    )
    with op.batch_alter_table('session_answer', schema=None) as batch_op:
        batch_op.create_index('ix_session_answer_person_id', ['person_id'], unique=False)
    op.create_table('access_needs',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('interpreter', sa.Boolean(), nullable=False),
    sa.Column('childcare', sa.Boolean(), nullable=False),
    sa.Column('step_free', sa.Boolean(), nullable=False),
    sa.Column('allowance', sa.Boolean(), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_access_needs_session_id_session')),
    sa.PrimaryKeyConstraint('session_id', 'person_id', name=op.f('pk_access_needs'))
    )
    with op.batch_alter_table('access_needs', schema=None) as batch_op:
        batch_op.create_index('ix_access_needs_person_id', ['person_id'], unique=False)
    op.create_table('perspective_ask',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('perspective', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_perspective_ask_session_id_session')),
    sa.PrimaryKeyConstraint('session_id', 'perspective', name=op.f('pk_perspective_ask'))
    )
    op.create_table('attendance',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('perspective', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('was_there', sa.Boolean(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_attendance_session_id_session')),
    sa.PrimaryKeyConstraint('session_id', 'person_id', name=op.f('pk_attendance'))
    )
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.create_index('ix_attendance_person_id', ['person_id'], unique=False)
    op.create_table('attendance_count',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('perspective', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('members', sa.Integer(), nullable=True),
    sa.Column('came', sa.Integer(), nullable=True),
    sa.Column('minimum', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_attendance_count_session_id_session')),
    sa.PrimaryKeyConstraint('session_id', 'perspective', name=op.f('pk_attendance_count'))
    )
    with op.batch_alter_table('attendance_count', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_count_network_id'), ['network_id'], unique=False)


def _ask_nobody_for_what_is_over() -> None:
    """Begin the minutes of sessions that were over before there were minutes, so that nobody is reminded of those."""
    bind, now = op.get_bind(), datetime.now(UTC)
    over = bind.execute(
        sa.select(SESSION.c.id, SESSION.c.network_id, SESSION.c.ends_at).where(
            SESSION.c.status != 'CANCELLED', SESSION.c.ends_at <= now, SESSION.c.ends_at > now - ASKED_FOR
        )
    ).all()
    for session in over:
        begun = {
            'session_id': session.id, 'id': uuid4(), 'network_id': session.network_id, 'status': 'DRAFT',
            'due_on': (session.ends_at + DRAFTED_WITHIN).date(), 'established_way': '', 'version': 0, 'announced': 0,
        }
        bind.execute(MINUTES.insert().values(begun))


def downgrade() -> None:
    for name in (
        'attendance_count', 'attendance', 'perspective_ask', 'access_needs', 'session_answer', 'session_coming'
    ):
        op.drop_table(name)
    for name in ('session_note', 'parked_line', 'group_place', 'speaking_turn', 'session_day'):
        op.drop_table(name)
    op.execute("DELETE FROM agenda_point WHERE session_id IS NULL")
    with op.batch_alter_table('agenda_point', schema=None) as batch_op:
        batch_op.drop_index(op.f('ix_agenda_point_proposed_by'))
        batch_op.drop_index('ix_agenda_point_network_id_status')
        batch_op.drop_constraint(op.f('fk_agenda_point_carried_from_id_session'), type_='foreignkey')
        batch_op.drop_constraint(op.f('fk_agenda_point_question_id_question'), type_='foreignkey')
        for name in (
            'carried_from_id', 'reached_at', 'changed_at', 'placed_at', 'question_id',
            'answered_at', 'answer', 'status', 'proposed_by', 'perspective',
        ):
            batch_op.drop_column(name)
        batch_op.alter_column('session_id', existing_type=sa.Uuid(), nullable=False)
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.drop_column('agenda_reminded_at')
        batch_op.drop_column('short_notice_reason')
        batch_op.drop_column('published_at')
    for name in (
        'action_point', 'minutes_addendum', 'minutes_comment', 'minutes_version', 'minutes_part', 'minutes'
    ):
        op.drop_table(name)
    with op.batch_alter_table('agenda_point', schema=None) as batch_op:
        batch_op.drop_column('from_template')
    op.drop_table('session_document')
    op.drop_table('template_point')
    op.drop_table('session_change')
    op.execute(
        "DELETE FROM agenda_point WHERE session_id IN (SELECT id FROM session WHERE perspective IS NOT NULL)"
    )
    op.execute("DELETE FROM session WHERE status = 'DRAFT' OR perspective IS NOT NULL")
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_session_for_session_id'))
        batch_op.drop_column('moved_at')
        batch_op.drop_column('stands_apart')
        batch_op.drop_column('for_session_id')
        batch_op.drop_column('link')
        batch_op.drop_column('perspective')
        batch_op.drop_column('type')
