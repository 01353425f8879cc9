"""The beginnings of words that SQLite keeps a list of: with four, five and six letters too."""

from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

WORDS = """CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_document', content_rowid='number',
    tokenize="ascii tokenchars '=+%@#_'", detail='none', columnsize=0, prefix='{prefix}')"""


def upgrade() -> None:
    # what stands in the index stays as it is: words of before hold one entry more than is written now
    _keep_beginnings("3 5 6 7")


def downgrade() -> None:
    _keep_beginnings("3")


def _keep_beginnings(prefix: str) -> None:
    connection = op.get_bind()
    if connection.dialect.name != 'sqlite':
        return
    connection.exec_driver_sql("DROP TABLE search_words")
    connection.exec_driver_sql(WORDS.format(prefix=prefix))
    connection.exec_driver_sql("INSERT INTO search_words(search_words) VALUES ('rebuild')")
