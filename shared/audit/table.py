"""Where it is written: entries, which the database refuses to change, and beside them whose reference is whose.

An entry names a person by a random reference only. Whoever is erased loses the row that says whose it was; the entries stay
as they are, so the chain over them holds.
"""

from sqlalchemy import DDL, BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Uuid, event

from shared.columns import UTCDateTime

ON_SQLITE = (
    """CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry BEGIN
    SELECT RAISE(ABORT, 'what is in the audit log is never changed'); END""",
    """CREATE TRIGGER audit_entry_remains BEFORE DELETE ON audit_entry BEGIN
    SELECT RAISE(ABORT, 'nothing leaves the audit log'); END""",
    """CREATE TRIGGER audit_person_stays BEFORE UPDATE ON audit_person BEGIN
    SELECT RAISE(ABORT, 'a reference in the audit log never becomes somebody else'); END""",
)
ON_POSTGRES = (
    """CREATE OR REPLACE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'what is in the audit log is never changed' USING ERRCODE = 'restrict_violation'; END $$""",
    """CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()""",
    """CREATE TRIGGER audit_person_stays BEFORE UPDATE ON audit_person
    FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()""",
)


def audit_entry_table(metadata: MetaData) -> Table:
    """The table of what was done: one row per act, numbered from 1 without a gap, each sealed over the one before it."""
    if "audit_entry" in metadata.tables:
        return metadata.tables["audit_entry"]
    audit_person_table(metadata)
    table = Table(
        "audit_entry",
        metadata,
        Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
        Column("at", UTCDateTime, nullable=False),
        Column("by", String(10), nullable=False),
        Column("by_reference", Uuid),
        Column("verb", String(40), nullable=False),
        Column("kind", String(40), nullable=False),
        Column("subject", Uuid),
        Column("network_id", Uuid),
        Column("reason", String(40)),
        Column("seal", LargeBinary(32), nullable=False),
        Index("ix_audit_entry_network_id", "network_id", "number"),
        Index("ix_audit_entry_by_reference", "by_reference"),
        Index("ix_audit_entry_subject", "subject"),
    )
    for engine, statements in (("sqlite", ON_SQLITE), ("postgresql", ON_POSTGRES)):
        for statement in statements:
            ddl = DDL(statement)  # type: ignore[no-untyped-call]  # SQLAlchemy left its types open
            event.listen(table, "after_create", ddl.execute_if(dialect=engine))
    return table


def audit_person_table(metadata: MetaData) -> Table:
    """The table of whose reference is whose; without a row it is nobody's."""
    if "audit_person" in metadata.tables:
        return metadata.tables["audit_person"]
    return Table(
        "audit_person",
        metadata,
        Column("reference", Uuid, primary_key=True),
        Column("person_id", Uuid, nullable=False, unique=True),
    )


HERE = MetaData()
ENTRY = audit_entry_table(HERE)
"""The same tables, for statements of any service."""
PERSON = audit_person_table(HERE)
