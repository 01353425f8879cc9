"""people and networks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

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

    # members
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('roles', JSON, nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(sa.Column('coordinates', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE member SET roles = '[\"COORDINATOR\"]', coordinates = TRUE WHERE role = 'COORDINATOR'")
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.alter_column('roles', server_default=None)
        batch_op.alter_column('coordinates', server_default=None)
        batch_op.drop_column('role')

    op.create_table('succession',
    sa.Column('network_id', sa.Uuid(), nullable=False),
    sa.Column('successor_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('network_id', name=op.f('pk_succession'))
    )
    with op.batch_alter_table('succession', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_succession_successor_id'), ['successor_id'], unique=False)

    # privacy: erasure
    op.create_table('tombstone',
    sa.Column('person_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('erased_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('person_hash', name=op.f('pk_tombstone'))
    )
    op.create_table('erasure',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('heard_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure'))
    )
    with op.batch_alter_table('series', schema=None) as batch_op:
        batch_op.alter_column('planned_by', existing_type=sa.Uuid(), nullable=True)

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
    op.execute("UPDATE series SET planned_by = '00000000000000000000000000000000' WHERE planned_by IS NULL")
    with op.batch_alter_table('series', schema=None) as batch_op:
        batch_op.alter_column('planned_by', existing_type=sa.Uuid(), nullable=False)
    op.drop_table('erasure')
    op.drop_table('tombstone')

    # members
    op.drop_table('succession')
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('role', sa.String(), nullable=False, server_default='MEMBER'))
    op.execute("UPDATE member SET role = 'COORDINATOR' WHERE coordinates")
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.alter_column('role', server_default=None)
        batch_op.drop_column('coordinates')
        batch_op.drop_column('roles')

    # audit
    op.drop_table('audit_entry')
    op.drop_table('audit_person')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("DROP FUNCTION audit_stays()")
