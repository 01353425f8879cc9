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
    sa.Column('address', sa.String(length=254), nullable=False),
    sa.Column('address_hash', sa.LargeBinary(), nullable=False),
    sa.Column('old_address', sa.String(length=254), nullable=False),
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
    sa.Column('address', sa.String(length=254), nullable=True),
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


def downgrade() -> None:
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
