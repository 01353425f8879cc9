"""people and networks."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

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
    op.create_table('erasure_report',
    sa.Column('erasure_id', sa.Uuid(), nullable=False),
    sa.Column('what', sa.String(length=20), nullable=False),
    sa.Column('noted_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('erasure_id', 'what', name=op.f('pk_erasure_report'))
    )


def downgrade() -> None:
    # privacy: erasure
    op.drop_table('erasure_report')
    op.drop_table('erasure')
    op.drop_table('tombstone')

    # audit
    op.drop_table('audit_entry')
    op.drop_table('audit_person')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("DROP FUNCTION audit_stays()")
