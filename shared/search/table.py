"""Where documents stand: one table, and beside it what each database looks words up in.

SQLite has an FTS5 table that triggers keep equal to the words of the documents; PostgreSQL a GIN index over them. Its
function says what it costs to read the words of a row, so that the planner asks the index and never reads every row.

FTS5 puts everything together that begins with some letters before it gives the first of it, unless it keeps a list of that
beginning. So it keeps those of a mark with 2, 4, 5 and 6 letters: what people type most, and where most words begin alike.
"""

from sqlalchemy import DDL, BigInteger, Column, Integer, MetaData, String, Table, UniqueConstraint, Uuid, event

from shared.columns import UTCDateTime

ON_SQLITE = (
    """CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_document', content_rowid='number',
    tokenize="ascii tokenchars '=+%@#_'", detail='none', columnsize=0, prefix='3 5 6 7')""",
    """CREATE TRIGGER search_words_added AFTER INSERT ON search_document BEGIN
    INSERT INTO search_words(rowid, words) VALUES (new.number, new.words); END""",
    """CREATE TRIGGER search_words_removed AFTER DELETE ON search_document BEGIN
    INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.number, old.words); END""",
    """CREATE TRIGGER search_words_changed AFTER UPDATE OF words ON search_document BEGIN
    INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.number, old.words);
    INSERT INTO search_words(rowid, words) VALUES (new.number, new.words); END""",
)
ON_POSTGRES = (
    """CREATE OR REPLACE FUNCTION search_words(words text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    COST 100000 AS $$ BEGIN RETURN array_to_tsvector(string_to_array(words, ' ')); END $$""",
    "CREATE INDEX search_words_found ON search_document USING gin (search_words(words)) WITH (fastupdate = off)",
    "ALTER TABLE search_document SET (toast_tuple_target = 256)",
)


def search_table(metadata: MetaData) -> Table:
    """The table of what can be found in one service."""
    if "search_document" in metadata.tables:
        return metadata.tables["search_document"]
    table = Table(
        "search_document",
        metadata,
        Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
        Column("kind", String(40), nullable=False),
        Column("id", Uuid, nullable=False),
        Column("network_id", Uuid, nullable=False),
        Column("audience", String(10), nullable=False),
        Column("title", String, nullable=False),
        Column("text", String, nullable=False),
        Column("words", String, nullable=False),
        Column("indexed_at", UTCDateTime, nullable=False),
        UniqueConstraint("kind", "id", "network_id"),
        info={"row": "Something that can be found: its words, and who may find it"},
    )
    for engine, statements in (("sqlite", ON_SQLITE), ("postgresql", ON_POSTGRES)):
        for statement in statements:
            ddl = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]  # SQLAlchemy left its types open
            event.listen(table, "after_create", ddl.execute_if(dialect=engine))
    return table


DOCUMENT = search_table(MetaData())
"""The same table, for statements of any service."""
