"""The corpus's tables: one migration function a change, applied in order by sqlite_utils.migrations.

docs/corpus.md tells what each column holds; tests hold that page to this file. `PRAGMA user_version` is
the number of migrations a file has seen, so that an older program refuses a newer corpus.
"""

from __future__ import annotations

from sqlite_utils import Database

from corpus.file.schema_1 import migrations as migrations  # with all that stand below
from corpus.file.schema_9 import REPRINTS

SCHEMA_VERSION = 9
"""How many migrations there are: the first in corpus/file/schema_1.py, the others below."""

METHODS = """
CREATE TABLE samples (
    id INTEGER PRIMARY KEY,
    topic_id INTEGER REFERENCES topics(id),
    drawn_at TEXT NOT NULL,
    seed INTEGER NOT NULL,
    strata TEXT NOT NULL,
    size INTEGER NOT NULL
) STRICT;

CREATE TABLE sample_articles (
    sample_id INTEGER NOT NULL REFERENCES samples(id),
    position INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article_ids(id),
    stratum TEXT NOT NULL,
    stratum_size INTEGER NOT NULL,
    PRIMARY KEY (sample_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE labels (
    article_id INTEGER NOT NULL REFERENCES article_ids(id),
    topic TEXT NOT NULL,
    coder TEXT NOT NULL,
    label TEXT NOT NULL CHECK (label IN ('yes', 'no', 'unsure')),
    note TEXT,
    labelled_at TEXT NOT NULL,
    PRIMARY KEY (article_id, topic, coder)
) STRICT, WITHOUT ROWID;

CREATE TABLE tombstones (
    key_sha256 TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    removed_at TEXT NOT NULL
) STRICT;

CREATE TABLE validators (
    url TEXT PRIMARY KEY,
    etag TEXT,
    last_modified TEXT,
    run_id INTEGER NOT NULL REFERENCES runs(id)
) STRICT;

ALTER TABLE captures ADD COLUMN robots_tag TEXT;
ALTER TABLE articles ADD COLUMN usage_terms TEXT;
"""


@migrations()
def m002_methods_and_removal(db: Database) -> None:
    """Samples and labels for a paper's methods, tombstones of removed articles, what pages say of their use."""
    for statement in METHODS.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 2")


TEXT_FIELDS = """
ALTER TABLE articles ADD COLUMN form TEXT NOT NULL DEFAULT 'article'
    CHECK (form IN ('article', 'live', 'video', 'photos'));
ALTER TABLE articles ADD COLUMN edition TEXT;
ALTER TABLE articles ADD COLUMN contributors TEXT NOT NULL DEFAULT '[]';
ALTER TABLE articles ADD COLUMN initials TEXT;
ALTER TABLE articles ADD COLUMN reprint_of_outlet TEXT;
ALTER TABLE articles ADD COLUMN reprint_of_title TEXT;
ALTER TABLE articles ADD COLUMN reprint_of_url TEXT;
ALTER TABLE articles ADD COLUMN date_confidence TEXT
    CHECK (date_confidence IN ('confirmed', 'single', 'disputed'));
ALTER TABLE articles ADD COLUMN date_note TEXT;
ALTER TABLE articles ADD COLUMN event_day TEXT;
ALTER TABLE articles ADD COLUMN event_printed TEXT;
ALTER TABLE articles ADD COLUMN language_note TEXT;
ALTER TABLE removed_lines ADD COLUMN at INTEGER;
ALTER TABLE removed_lines ADD COLUMN behind INTEGER;
"""


@migrations()
def m003_text_fields(db: Database) -> None:
    """Who else is named, what is reprinted, how sure the day is, the event's day; where each cut stood."""
    for statement in TEXT_FIELDS.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 3")


ASKING = (
    """CREATE TABLE forms (
    stem TEXT NOT NULL,
    term TEXT NOT NULL,
    df INTEGER NOT NULL,
    PRIMARY KEY (stem, term)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE forms_due (
    article_id INTEGER PRIMARY KEY,
    change TEXT NOT NULL CHECK (change IN ('new', 'changed', 'removed'))
) STRICT""",
    """CREATE TABLE watches (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    added_at TEXT NOT NULL,
    seen_run_id INTEGER NOT NULL
) STRICT""",
    # Whatever way an article comes, changes or goes, its words are due (corpus.vocabulary.word_index). No
    # OR IGNORE: in a trigger the conflict clause of the statement that fired it holds instead.
    """CREATE TRIGGER forms_due_ai AFTER INSERT ON articles BEGIN
  DELETE FROM forms_due WHERE article_id = new.id;
  INSERT INTO forms_due (article_id, change) VALUES (new.id, 'new');
END""",
    """CREATE TRIGGER forms_due_au AFTER UPDATE OF title, text ON articles
    WHEN old.title <> new.title OR old.text <> new.text BEGIN
  INSERT INTO forms_due (article_id, change) SELECT new.id, 'changed'
    WHERE NOT EXISTS (SELECT 1 FROM forms_due WHERE article_id = new.id);
END""",
    """CREATE TRIGGER forms_due_ad AFTER DELETE ON articles BEGIN
  DELETE FROM forms_due WHERE article_id = old.id;
  INSERT INTO forms_due (article_id, change) VALUES (old.id, 'removed');
END""",
    "INSERT INTO forms_due (article_id, change) SELECT id, 'new' FROM articles",
)


@migrations()
def m004_asking(db: Database) -> None:
    """The corpus's words by their roots, which articles' words are still to be counted, saved searches."""
    for statement in ASKING:
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 4")


@migrations()
def m005_outlets_articles(db: Database) -> None:
    """An outlet's articles by id: a search in one outlet needs no article's row."""
    db.conn.execute("CREATE INDEX articles_outlet ON articles(outlet)")
    db.conn.execute("PRAGMA user_version = 5")


@migrations()
def m006_passed_over(db: Database) -> None:
    """A later look at an article that didn't take the place of the one held, and why."""
    db.conn.execute("ALTER TABLE captures ADD COLUMN passed_over TEXT")
    db.conn.execute("PRAGMA user_version = 6")


SEARCH_INDEXES = (
    # An article's row holds its whole text: what a search filters, folds and counts by is read here instead.
    """CREATE INDEX articles_facts
    ON articles(id, outlet, published_day, words, text_sha256, place, credit, authors)""",
    "CREATE INDEX forms_term ON forms(term)",
    "CREATE INDEX grades_topic ON grades(topic_id, grade)",
    "CREATE INDEX misdated_day ON misdated(published_day)",
)


@migrations()
def m007_search_indexes(db: Database) -> None:
    """What a search asks of an article beside its words, without its text; the words by their beginning."""
    for statement in SEARCH_INDEXES:
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 7")


_WRITERS_COME = """INSERT INTO writers (name) SELECT DISTINCT value FROM json_each(new.authors)
    WHERE NOT EXISTS (SELECT 1 FROM writers WHERE name = value);
  INSERT INTO article_writers (writer_id, article_id)
    SELECT DISTINCT w.id, new.id FROM json_each(new.authors) CROSS JOIN writers w ON w.name = value;"""
_WRITERS_LEAVE = """DELETE FROM article_writers WHERE article_id = old.id
    AND writer_id IN (SELECT w.id FROM json_each(old.authors) CROSS JOIN writers w ON w.name = value);"""
_NAMES_GO = """DELETE FROM writers WHERE name IN (SELECT value FROM json_each(old.authors))
    AND NOT EXISTS (SELECT 1 FROM article_writers WHERE writer_id = writers.id);"""
WRITERS = (
    """CREATE TABLE writers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT""",
    # No reference to articles: each one that goes would be looked for in all of this table.
    """CREATE TABLE article_writers (
    writer_id INTEGER NOT NULL REFERENCES writers(id),
    article_id INTEGER NOT NULL,
    PRIMARY KEY (writer_id, article_id)
) STRICT, WITHOUT ROWID""",
    # Whatever way an article comes, changes or goes. A name that no article has any more goes with the last.
    f"CREATE TRIGGER writers_ai AFTER INSERT ON articles WHEN new.authors <> '[]' BEGIN {_WRITERS_COME} END",
    f"""CREATE TRIGGER writers_au AFTER UPDATE OF authors ON articles WHEN old.authors <> new.authors BEGIN
  {_WRITERS_LEAVE} {_WRITERS_COME} {_NAMES_GO} END""",
    f"""CREATE TRIGGER writers_ad AFTER DELETE ON articles WHEN old.authors <> '[]' BEGIN
  {_WRITERS_LEAVE} {_NAMES_GO} END""",
    """INSERT INTO writers (name)
    SELECT DISTINCT value FROM articles a INDEXED BY articles_facts CROSS JOIN json_each(a.authors)""",
    """INSERT INTO article_writers (writer_id, article_id) SELECT DISTINCT w.id, a.id
    FROM articles a INDEXED BY articles_facts CROSS JOIN json_each(a.authors) CROSS JOIN writers w ON w.name = value
    ORDER BY 1, 2""",
)


@migrations()
def m008_writers(db: Database) -> None:
    """Each writer's articles, so that one whom few or none have is not looked for among all."""
    for statement in WRITERS:
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 8")


@migrations()
def m009_reprints(db: Database) -> None:
    """Which articles are exact copies, so that a search for them looks at no other."""
    for statement in REPRINTS:
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 9")
