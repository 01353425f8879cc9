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


def upgrade() -> None:
    # members
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('roles', JSON, nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(sa.Column('coordinates', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE member SET roles = '[\"COORDINATOR\"]', coordinates = TRUE WHERE role = 'COORDINATOR'")
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.alter_column('roles', server_default=None)
        batch_op.alter_column('coordinates', server_default=None)
        batch_op.drop_column('role')

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
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('role', sa.String(), nullable=False, server_default='MEMBER'))
    op.execute("UPDATE member SET role = 'COORDINATOR' WHERE coordinates")
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.alter_column('role', server_default=None)
        batch_op.drop_column('coordinates')
        batch_op.drop_column('roles')
