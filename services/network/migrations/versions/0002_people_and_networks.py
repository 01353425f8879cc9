"""people and networks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import shared.columns
from services.network.people.domain.avatars import any_avatar
from services.network.people.domain.names import folded
from services.network.people.domain.vault import VAULT

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')

FINDING = {
    'sqlite': (
        """CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_document', content_rowid='number',
        tokenize="ascii tokenchars '=+%@#_'", detail='none', columnsize=0, prefix='3')""",
        """CREATE TRIGGER search_words_added AFTER INSERT ON search_document BEGIN
        INSERT INTO search_words(rowid, words) VALUES (new.number, new.words); END""",
        """CREATE TRIGGER search_words_removed AFTER DELETE ON search_document BEGIN
        INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.number, old.words); END""",
        """CREATE TRIGGER search_words_changed AFTER UPDATE OF words ON search_document BEGIN
        INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.number, old.words);
        INSERT INTO search_words(rowid, words) VALUES (new.number, new.words); END""",
    ),
    'postgresql': (
        """CREATE FUNCTION search_words(words text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
        COST 100000 AS $$ BEGIN RETURN array_to_tsvector(string_to_array(words, ' ')); END $$""",
        "CREATE INDEX search_words_found ON search_document USING gin (search_words(words)) WITH (fastupdate = off)",
        "ALTER TABLE search_document SET (toast_tuple_target = 256)",
    ),
}


PERSON = sa.table('person', sa.column('id', sa.Uuid()), sa.column('email'), sa.column('sealed', sa.LargeBinary()),
                  sa.column('email_index', sa.LargeBinary()), sa.column('avatar', sa.String()),
                  sa.column('display_name', sa.String()), sa.column('name_key', sa.String()))


def _seal_addresses() -> None:
    people = op.get_bind().execute(sa.select(PERSON.c.id, PERSON.c.email, PERSON.c.display_name)).all()
    for person in people:
        values = {'sealed': VAULT.seal(person.email), 'email_index': VAULT.index(person.email),
                  'avatar': any_avatar(), 'name_key': folded(person.display_name)}
        op.get_bind().execute(PERSON.update().where(PERSON.c.id == person.id).values(values))


def _open_addresses() -> None:
    people = op.get_bind().execute(sa.select(PERSON.c.id, PERSON.c.sealed)).all()
    for person in people:
        op.get_bind().execute(PERSON.update().where(PERSON.c.id == person.id).values(email=VAULT.open(person.sealed)))

AUDIT = {
    'sqlite': (
        """CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry BEGIN
        SELECT RAISE(ABORT, 'what is in the audit log is never changed'); END""",
        """CREATE TRIGGER audit_entry_remains BEFORE DELETE ON audit_entry BEGIN
        SELECT RAISE(ABORT, 'nothing leaves the audit log'); END""",
        """CREATE TRIGGER audit_person_stays BEFORE UPDATE ON audit_person BEGIN
        SELECT RAISE(ABORT, 'a reference in the audit log never becomes somebody else'); END""",
    ),
    'postgresql': (
        """CREATE OR REPLACE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'what is in the audit log is never changed' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()""",
        """CREATE TRIGGER audit_person_stays BEFORE UPDATE ON audit_person
        FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()""",
    ),
}


def upgrade() -> None:
    # audit
    op.create_table('audit_person',
    sa.Column('reference', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('reference', name=op.f('pk_audit_person')),
    sa.UniqueConstraint('person_id', name=op.f('uq_audit_person_person_id'))
    )
    op.create_table('audit_entry',
    sa.Column('number', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.String(length=10), nullable=False),
    sa.Column('by_reference', sa.Uuid(), nullable=True),
    sa.Column('verb', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.Uuid(), nullable=True),
    sa.Column('network_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.String(length=40), nullable=True),
    sa.Column('seal', sa.LargeBinary(length=32), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_audit_entry'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index('ix_audit_entry_network_id', ['network_id', 'number'], unique=False)
        batch_op.create_index('ix_audit_entry_by_reference', ['by_reference'], unique=False)
        batch_op.create_index('ix_audit_entry_subject', ['subject'], unique=False)
    for statement in AUDIT[op.get_bind().dialect.name]:
        op.execute(statement)

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

    # carrying a network
    op.create_table('goal',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('from_network_id', sa.Uuid(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('measure', sa.String(), nullable=False),
    sa.Column('target', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('outcome', sa.String(length=20), nullable=True),
    sa.Column('lesson', sa.String(), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['from_network_id'], ['network.id'], name=op.f('fk_goal_from_network_id_network')),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_goal_network_id_network')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goal'))
    )
    with op.batch_alter_table('goal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_goal_from_network_id'), ['from_network_id'], unique=False)
        batch_op.create_index('ix_goal_network_id_outcome', ['network_id', 'outcome'], unique=False)
    op.create_table('organisation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('sort_name', shared.columns.SortKey(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('sort_name', name=op.f('uq_organisation_sort_name'))
    )
    op.create_table('partner',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('linking_person_id', sa.Uuid(), nullable=True),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['linking_person_id'], ['person.id'], name=op.f('fk_partner_linking_person_id_person')),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_partner_network_id_network')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_partner_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner')),
    sa.UniqueConstraint('network_id', 'organisation_id', name=op.f('uq_partner_network_id_organisation_id'))
    )
    with op.batch_alter_table('partner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_partner_linking_person_id'), ['linking_person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_partner_organisation_id'), ['organisation_id'], unique=False)

    # people: what somebody does for the whole platform
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('platform_roles', JSON, nullable=False, server_default=sa.text("'[]'")))
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.alter_column('platform_roles', server_default=None)

    # people: the vault, schuilnamen and the little drawings beside names
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sealed', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('email_index', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('is_pseudonym', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('pseudonym_changed_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('avatar', sa.String(length=20), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('name_key', sa.String(), nullable=False, server_default=''))
    _seal_addresses()
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_person_email'), type_='unique')
        batch_op.drop_column('email')
        batch_op.alter_column('is_pseudonym', server_default=None)
        batch_op.alter_column('avatar', server_default=None)
        batch_op.alter_column('name_key', server_default=None)
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.alter_column('sealed', new_column_name='email', existing_type=sa.LargeBinary(), nullable=True)
        batch_op.create_unique_constraint(batch_op.f('uq_person_email_index'), ['email_index'])
        batch_op.create_index(batch_op.f('ix_person_name_key'), ['name_key'], unique=False)
    # Whoever asked to sign in a moment ago asks again: these live for ten minutes, and their addresses stood open.
    op.execute("DELETE FROM sign_in")
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_column('address')
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.add_column(sa.Column('address', sa.LargeBinary(), nullable=True))

    # memberships
    op.create_table('membership_role',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('from_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('is_held', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_membership_role_membership_id_membership')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership_role'))
    )
    with op.batch_alter_table('membership_role', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membership_role_membership_id'), ['membership_id'], unique=False)
        batch_op.create_index('ix_membership_role_until_at', ['until_at'], unique=False, sqlite_where=sa.text('is_held'), postgresql_where=sa.text('is_held'))
    # A coordinator stays one; the role takes the id of the membership, which no other role has.
    op.execute("INSERT INTO membership_role (id, membership_id, role, from_at, is_held)"
               " SELECT id, id, role, since, TRUE FROM membership WHERE role = 'COORDINATOR' AND status = 'ACTIVE'")
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.add_column(sa.Column('paused_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('paused_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('returned_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('away_since', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('may_return_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column('status', existing_type=sa.String(length=20), type_=sa.String(length=40), existing_nullable=False)
        batch_op.create_index(batch_op.f('ix_membership_paused_until'), ['paused_until'], unique=False)
        batch_op.drop_column('role')

    op.create_table('removal',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('removed_by', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('appeal', sa.String(), nullable=True),
    sa.Column('appealed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.String(length=20), nullable=True),
    sa.Column('answer', sa.String(), nullable=True),
    sa.Column('answered_by', sa.Uuid(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['answered_by'], ['person.id'], name=op.f('fk_removal_answered_by_person')),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_removal_membership_id_membership')),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_removal_network_id_network')),
    sa.ForeignKeyConstraint(['removed_by'], ['person.id'], name=op.f('fk_removal_removed_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_removal'))
    )
    with op.batch_alter_table('removal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_removal_membership_id'), ['membership_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_removal_removed_by'), ['removed_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_removal_answered_by'), ['answered_by'], unique=False)
        batch_op.create_index('ix_removal_network_id_appealed_at', ['network_id', 'appealed_at'], unique=False)
    op.create_table('declared_interest',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('from_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_declared_interest_membership_id_membership')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_declared_interest'))
    )
    with op.batch_alter_table('declared_interest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_declared_interest_membership_id'), ['membership_id'], unique=False)
    op.create_table('mandate',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('task', sa.String(), nullable=False),
    sa.Column('appointed_by', sa.String(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_mandate_membership_id_membership')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mandate'))
    )
    with op.batch_alter_table('mandate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mandate_membership_id'), ['membership_id'], unique=False)

    # memberships: joining
    op.create_table('intake_question',
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('question', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_intake_question_network_id_network')),
    sa.PrimaryKeyConstraint('network_id', name=op.f('pk_intake_question'))
    )
    op.create_table('join_request',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('perspective', sa.String(length=40), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lapses_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('message', sa.String(), nullable=True),
    sa.Column('answered_by', sa.Uuid(), nullable=True),
    sa.Column('over_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by'], ['person.id'], name=op.f('fk_join_request_answered_by_person')),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_join_request_network_id_network')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_join_request_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_join_request'))
    )
    with op.batch_alter_table('join_request', schema=None) as batch_op:
        batch_op.create_index('ix_join_request_status_lapses_at', ['status', 'lapses_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_join_request_answered_by'), ['answered_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_join_request_over_at'), ['over_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_join_request_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_join_request_open', ['network_id', 'person_id'], unique=True, sqlite_where=sa.text("status = 'OPEN'"), postgresql_where=sa.text("status = 'OPEN'"))
    op.create_table('invitation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('address', sa.LargeBinary(), nullable=True),
    sa.Column('address_index', sa.LargeBinary(), nullable=True),
    sa.Column('name', sa.String(length=80), nullable=True),
    sa.Column('perspective', sa.String(length=40), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('invited_by', sa.Uuid(), nullable=True),
    sa.Column('invited_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('over_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('token_hash', sa.LargeBinary(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['invited_by'], ['person.id'], name=op.f('fk_invitation_invited_by_person')),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_invitation_network_id_network')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_invitation_token_hash'))
    )
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_address_index'), ['address_index'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_invited_by'), ['invited_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_over_at'), ['over_at'], unique=False)
        batch_op.create_index('ix_invitation_status_expires_at', ['status', 'expires_at'], unique=False)
        batch_op.create_index('uq_invitation_open', ['network_id', 'address_index'], unique=True, sqlite_where=sa.text("status = 'OPEN'"), postgresql_where=sa.text("status = 'OPEN'"))
    op.create_table('open_invitation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('perspective', sa.String(length=40), nullable=True),
    sa.Column('cap', sa.Integer(), nullable=False),
    sa.Column('joined', sa.Integer(), nullable=False),
    sa.Column('opened_by', sa.Uuid(), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_open_invitation_network_id_network')),
    sa.ForeignKeyConstraint(['opened_by'], ['person.id'], name=op.f('fk_open_invitation_opened_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_open_invitation')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_open_invitation_token_hash'))
    )
    with op.batch_alter_table('open_invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_open_invitation_network_id'), ['network_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_open_invitation_opened_by'), ['opened_by'], unique=False)

    # people: where somebody is signed in
    with op.batch_alter_table('auth_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('program', sa.String(length=20), nullable=False, server_default='OTHER'))
        batch_op.add_column(sa.Column('system', sa.String(length=20), nullable=False, server_default='OTHER'))
    with op.batch_alter_table('auth_session', schema=None) as batch_op:
        batch_op.alter_column('program', server_default=None)
        batch_op.alter_column('system', server_default=None)

    # people: a change of address
    op.create_table('email_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('address', sa.LargeBinary(), nullable=True),
    sa.Column('address_hash', sa.LargeBinary(), nullable=False),
    sa.Column('old_address', sa.LargeBinary(), nullable=False),
    sa.Column('is_silent', sa.Boolean(), nullable=False),
    sa.Column('requested_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('undo_until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(), nullable=True),
    sa.Column('stop_hash', sa.LargeBinary(), nullable=True),
    sa.Column('undo_hash', sa.LargeBinary(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_email_change_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_email_change')),
    sa.UniqueConstraint('stop_hash', name=op.f('uq_email_change_stop_hash')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_email_change_token_hash')),
    sa.UniqueConstraint('undo_hash', name=op.f('uq_email_change_undo_hash'))
    )
    with op.batch_alter_table('email_change', schema=None) as batch_op:
        batch_op.create_index('ix_email_change_address_hash_requested_at', ['address_hash', 'requested_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_email_change_person_id'), ['person_id'], unique=False)

    # people: passkeys
    op.create_table('passkey',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('credential_id', sa.LargeBinary(), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.Column('sign_count', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_passkey_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passkey')),
    sa.UniqueConstraint('credential_id', name=op.f('uq_passkey_credential_id'))
    )
    with op.batch_alter_table('passkey', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passkey_person_id'), ['person_id'], unique=False)
    op.create_table('passkey_challenge',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('challenge', sa.LargeBinary(), nullable=False),
    sa.Column('browser_hash', sa.LargeBinary(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_passkey_challenge_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passkey_challenge'))
    )
    with op.batch_alter_table('passkey_challenge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passkey_challenge_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_passkey_challenge_person_id'), ['person_id'], unique=False)

    # people: tokens for programs
    op.create_table('machine_token',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('may_write', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_machine_token_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_machine_token')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_machine_token_token_hash'))
    )
    with op.batch_alter_table('machine_token', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_machine_token_person_id'), ['person_id'], unique=False)

    # people: identities at other houses
    op.create_table('outside_identity',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('provider', sa.String(length=40), nullable=False),
    sa.Column('issuer', sa.String(length=255), nullable=False),
    sa.Column('subject', sa.String(length=255), nullable=False),
    sa.Column('linked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_outside_identity_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outside_identity')),
    sa.UniqueConstraint('issuer', 'subject', name=op.f('uq_outside_identity_issuer_subject'))
    )
    with op.batch_alter_table('outside_identity', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outside_identity_person_id'), ['person_id'], unique=False)
    op.create_table('outside_sign_in',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('state_hash', sa.LargeBinary(), nullable=False),
    sa.Column('browser_hash', sa.LargeBinary(), nullable=False),
    sa.Column('provider', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_outside_sign_in_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outside_sign_in')),
    sa.UniqueConstraint('state_hash', name=op.f('uq_outside_sign_in_state_hash'))
    )
    with op.batch_alter_table('outside_sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outside_sign_in_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_outside_sign_in_person_id'), ['person_id'], unique=False)

    # privacy: erasure
    op.create_table('tombstone',
    sa.Column('person_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('erased_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('person_hash', name=op.f('pk_tombstone'))
    )
    op.create_table('erasure_request',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('reference', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('address', sa.LargeBinary(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('reason', sa.String(length=20), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('requested_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deadline_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('listed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('asked', sa.Integer(), nullable=False),
    sa.Column('mailed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('completed_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure_request')),
    sa.UniqueConstraint('reference', name=op.f('uq_erasure_request_reference'))
    )
    with op.batch_alter_table('erasure_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_erasure_request_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_erasure_request_status'), ['status'], unique=False)
    op.create_table('erasure_answer',
    sa.Column('erasure_id', sa.Uuid(), nullable=False),
    sa.Column('service', sa.String(length=20), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['erasure_id'], ['erasure_request.id'], name=op.f('fk_erasure_answer_erasure_id_erasure_request')),
    sa.PrimaryKeyConstraint('erasure_id', 'service', name=op.f('pk_erasure_answer'))
    )

    # finding
    op.create_table('search_document',
    sa.Column('number', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('audience', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('indexed_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_search_document')),
    sa.UniqueConstraint('kind', 'id', 'network_id', name=op.f('uq_search_document_kind_id_network_id'))
    )
    for statement in FINDING[op.get_bind().dialect.name]:
        op.execute(statement)

    # privacy: taking data along, and permissions
    op.create_table('data_export',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(), nullable=True),
    sa.Column('requested_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_data_export_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_data_export')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_data_export_token_hash'))
    )
    with op.batch_alter_table('data_export', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_data_export_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_data_export_person_id'), ['person_id'], unique=False)
    op.create_table('privacy_permission',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('use', sa.String(length=20), nullable=False),
    sa.Column('text_version', sa.String(length=20), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_privacy_permission_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_privacy_permission'))
    )
    with op.batch_alter_table('privacy_permission', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_privacy_permission_person_id'), ['person_id'], unique=False)

    # privacy: accounts that nobody uses
    op.create_table('account_use',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('used_on', sa.Date(), nullable=False),
    sa.Column('warned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('warned_again_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_account_use_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_account_use'))
    )
    with op.batch_alter_table('account_use', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_account_use_used_on'), ['used_on'], unique=False)



    # memberships: under 16, and who helps
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('age_band', sa.String(length=20), nullable=True))
    op.create_table('parental_permission',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('address', sa.LargeBinary(), nullable=True),
    sa.Column('address_index', sa.LargeBinary(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('reference', sa.String(length=10), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('token_hash', sa.LargeBinary(), nullable=True),
    sa.Column('withdrawal_hash', sa.LargeBinary(), nullable=True),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('text_version', sa.String(length=20), nullable=True),
    sa.Column('own_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_parental_permission_membership_id_membership')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parental_permission')),
    sa.UniqueConstraint('membership_id', name=op.f('uq_parental_permission_membership_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_parental_permission_token_hash')),
    sa.UniqueConstraint('withdrawal_hash', name=op.f('uq_parental_permission_withdrawal_hash'))
    )
    with op.batch_alter_table('parental_permission', schema=None) as batch_op:
        batch_op.create_index('ix_parental_permission_status_expires_at', ['status', 'expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_parental_permission_address_index'), ['address_index'], unique=False)
    op.create_table('support',
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('supporter_id', sa.Uuid(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_support_membership_id_membership')),
    sa.ForeignKeyConstraint(['supporter_id'], ['membership.id'], name=op.f('fk_support_supporter_id_membership')),
    sa.PrimaryKeyConstraint('membership_id', name=op.f('pk_support'))
    )
    with op.batch_alter_table('support', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_support_supporter_id'), ['supporter_id'], unique=False)
    op.create_table('account_offer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('address', sa.LargeBinary(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('offered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('token_hash', sa.LargeBinary(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_account_offer_membership_id_membership')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_offer')),
    sa.UniqueConstraint('membership_id', name=op.f('uq_account_offer_membership_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_account_offer_token_hash'))
    )
    with op.batch_alter_table('account_offer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_account_offer_expires_at'), ['expires_at'], unique=False)
    op.create_table('link_break',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('raises_danger', sa.Boolean(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_by', sa.Uuid(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('opens_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by'], ['person.id'], name=op.f('fk_link_break_answered_by_person')),
    sa.ForeignKeyConstraint(['asked_by'], ['person.id'], name=op.f('fk_link_break_asked_by_person')),
    sa.ForeignKeyConstraint(['membership_id'], ['membership.id'], name=op.f('fk_link_break_membership_id_membership')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_link_break'))
    )
    with op.batch_alter_table('link_break', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_link_break_membership_id'), ['membership_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_link_break_asked_by'), ['asked_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_link_break_asked_at'), ['asked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_link_break_answered_by'), ['answered_by'], unique=False)

    # steering: a wish to go on as another network
    op.create_table('succession',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('successor_id', sa.Uuid(), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('declined_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_succession_network_id_network')),
    sa.ForeignKeyConstraint(['successor_id'], ['network.id'], name=op.f('fk_succession_successor_id_network')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_succession')),
    sa.UniqueConstraint('network_id', name=op.f('uq_succession_network_id'))
    )
    with op.batch_alter_table('succession', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_succession_successor_id'), ['successor_id'], unique=False)


def downgrade() -> None:
    op.drop_table('succession')
    op.drop_table('link_break')
    op.drop_table('account_offer')
    op.drop_table('support')
    op.drop_table('parental_permission')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('age_band')
    # privacy: accounts that nobody uses
    op.drop_table('account_use')

    # privacy: taking data along, and permissions
    op.drop_table('privacy_permission')
    op.drop_table('data_export')

    # finding
    op.execute("DROP TABLE IF EXISTS search_words" if op.get_bind().dialect.name == 'sqlite' else "DROP INDEX search_words_found")
    op.drop_table('search_document')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("DROP FUNCTION search_words(text)")

    # privacy: erasure
    op.drop_table('erasure_answer')
    op.drop_table('erasure_request')
    op.drop_table('tombstone')

    # people: signing in
    op.drop_table('outside_sign_in')
    op.drop_table('outside_identity')
    op.drop_table('machine_token')
    op.drop_table('passkey_challenge')
    op.drop_table('passkey')
    op.drop_table('email_change')
    with op.batch_alter_table('auth_session', schema=None) as batch_op:
        batch_op.drop_column('system')
        batch_op.drop_column('program')

    # memberships
    op.drop_table('open_invitation')
    op.drop_table('invitation')
    op.drop_table('join_request')
    op.drop_table('intake_question')
    op.drop_table('mandate')
    op.drop_table('declared_interest')
    op.drop_table('removal')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.add_column(sa.Column('role', sa.String(length=20), nullable=False, server_default='MEMBER'))
        batch_op.drop_index(batch_op.f('ix_membership_paused_until'))
        batch_op.alter_column('status', existing_type=sa.String(length=40), type_=sa.String(length=20), existing_nullable=False)
        batch_op.drop_column('may_return_until')
        batch_op.drop_column('away_since')
        batch_op.drop_column('returned_at')
        batch_op.drop_column('paused_until')
        batch_op.drop_column('paused_at')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.alter_column('role', server_default=None)
    with op.batch_alter_table('membership_role', schema=None) as batch_op:
        batch_op.drop_index('ix_membership_role_until_at')
        batch_op.drop_index(batch_op.f('ix_membership_role_membership_id'))
    op.drop_table('membership_role')

    # people: the vault, schuilnamen and the little drawings beside names
    op.execute("DELETE FROM sign_in")
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_column('address')
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.add_column(sa.Column('address', sa.String(length=254), nullable=True))
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_name_key'))
        batch_op.drop_constraint(batch_op.f('uq_person_email_index'), type_='unique')
        batch_op.alter_column('email', new_column_name='sealed', existing_type=sa.LargeBinary())
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('email', sa.String(length=254), nullable=True))
    _open_addresses()
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.alter_column('email', existing_type=sa.String(length=254), nullable=False)
        batch_op.create_unique_constraint(batch_op.f('uq_person_email'), ['email'])
        for column in ('sealed', 'email_index', 'is_pseudonym', 'pseudonym_changed_on', 'avatar', 'name_key'):
            batch_op.drop_column(column)

    # people: what somebody does for the whole platform
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('platform_roles')

    # carrying a network
    op.drop_table('partner')
    op.drop_table('organisation')
    op.drop_table('goal')

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

    # audit
    op.drop_table('audit_entry')
    op.drop_table('audit_person')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("DROP FUNCTION audit_stays()")
