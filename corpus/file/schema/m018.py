"""Migration 18: what is derived from the texts (lineage, quotes, mentions), and the words and sizes of edits."""

from __future__ import annotations

from sqlite_utils import Database

EDIT_COLUMNS = (
    "ALTER TABLE versions ADD COLUMN title TEXT",
    "ALTER TABLE versions ADD COLUMN text TEXT",
    "ALTER TABLE versions ADD COLUMN captured_at TEXT",
    "ALTER TABLE versions ADD COLUMN cosmetic INTEGER CHECK (cosmetic IN (0, 1))",
    "ALTER TABLE events ADD COLUMN words_in INTEGER",
    "ALTER TABLE events ADD COLUMN words_out INTEGER",
    """ALTER TABLE events ADD COLUMN
    correction TEXT CHECK (correction IN ('ralat', 'koreksi', 'hak_jawab', 'pencabutan'))""",
    "UPDATE versions SET captured_at = (SELECT fetched_at FROM captures WHERE captures.id = versions.capture_id)",
)

CORRECTION_TABLES = (
    # notice: the article's page says that it was corrected; article: it is itself the correction of another one.
    """CREATE TABLE corrections (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    form TEXT NOT NULL CHECK (form IN ('notice', 'article')),
    kind TEXT NOT NULL CHECK (kind IN ('ralat', 'koreksi', 'hak_jawab', 'pencabutan')),
    since TEXT NOT NULL,
    rule TEXT NOT NULL,
    other_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
    PRIMARY KEY (article_id, form, kind),
    CHECK (other_id IS NULL OR form = 'article' AND other_id <> article_id)
) STRICT""",
    "CREATE INDEX corrections_kind ON corrections(kind, article_id)",
    "CREATE INDEX corrections_other ON corrections(other_id) WHERE other_id IS NOT NULL",
    # Fingerprints of the headlines that such an article names, and keys of the addresses: those of the corrected one.
    """CREATE TABLE correction_names (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    PRIMARY KEY (article_id, name)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX correction_names_name ON correction_names(name)",
)

_ENTER_ANEW = """DELETE FROM article_changes WHERE article_id = {id};
  INSERT INTO article_changes (article_id) VALUES ({id});"""
_ENTER_COPIES = """DELETE FROM article_changes
    WHERE article_id IN (SELECT copy_id FROM copies WHERE origin_id = old.id);
  INSERT INTO article_changes (article_id) SELECT copy_id FROM copies WHERE origin_id = old.id;"""
_FACTS = ("outlet", "published_ts", "published_day", "credit", "reprint_of_title", "reprint_of_url", "dateline")

DERIVED_UPTO = (
    """CREATE TABLE derived (
    name TEXT PRIMARY KEY,
    rules_version TEXT NOT NULL,
    upto INTEGER NOT NULL
) STRICT""",
    # What an origin is chosen by has changed; no grade rests on it.
    f"""CREATE TRIGGER article_facts_au AFTER UPDATE OF {", ".join(_FACTS)} ON articles
    WHEN ({", ".join(f"old.{name}" for name in _FACTS)}) IS NOT ({", ".join(f"new.{name}" for name in _FACTS)}) BEGIN
  {_ENTER_ANEW.format(id="old.id")} END""",
)

LINEAGE_TABLES = (
    """CREATE TABLE copies (
    copy_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    origin_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    share REAL NOT NULL CHECK (share BETWEEN 0 AND 1),
    lag_s INTEGER,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    confidence TEXT NOT NULL,
    PRIMARY KEY (copy_id, origin_id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX copies_origin ON copies(origin_id)",
    # An article without a row is a story of its own.
    """CREATE TABLE stories (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    story_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    CHECK (story_id <> article_id)
) STRICT""",
    "CREATE INDEX stories_story ON stories(story_id)",
    # Before its copies lose their rows with it.
    f"CREATE TRIGGER copies_bd BEFORE DELETE ON articles BEGIN {_ENTER_COPIES} END",
    # A row for each different text, by the article that comes first among those that have it.
    """CREATE TABLE prints (
    rank INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL UNIQUE REFERENCES articles(id) ON DELETE CASCADE,
    claim INTEGER NOT NULL,
    class_key INTEGER NOT NULL,
    hashes BLOB NOT NULL
) STRICT""",
    "CREATE INDEX prints_class ON prints(class_key)",
    """CREATE TABLE shingles (
    hash INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    PRIMARY KEY (hash, rank)
) STRICT, WITHOUT ROWID""",
    # Wording of many stories. `upto`: the last rank that was looked at for it.
    "CREATE TABLE common_shingles (hash INTEGER PRIMARY KEY, upto INTEGER NOT NULL) STRICT",
    # Articles that name another outlet of the corpus as their source.
    """CREATE TABLE named_sources (
    class_key INTEGER NOT NULL,
    outlet TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    PRIMARY KEY (class_key, outlet, article_id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX named_sources_article ON named_sources(article_id)",
    # What went: the next time lineage is settled, its shingles go, and what rested on it is looked at again.
    """CREATE TABLE lineage_gone (
    id INTEGER PRIMARY KEY,
    class_key INTEGER NOT NULL,
    rank INTEGER,
    hashes BLOB
) STRICT""",
    """CREATE TRIGGER prints_ad AFTER DELETE ON prints WHEN EXISTS (SELECT 1 FROM shingles) BEGIN
  INSERT INTO lineage_gone (class_key, rank, hashes) VALUES (old.class_key, old.rank, old.hashes); END""",
    """CREATE TRIGGER named_sources_ad AFTER DELETE ON named_sources BEGIN
  INSERT INTO lineage_gone (class_key) VALUES (old.class_key); END""",
)

QUOTE_TABLES = (
    """CREATE TABLE quotes (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('direct', 'indirect')),
    text TEXT NOT NULL,
    speaker TEXT,
    role TEXT,
    speaker_start INTEGER,
    speaker_end INTEGER,
    rule TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    CHECK ("end" > start)
) STRICT""",
    "CREATE INDEX quotes_article ON quotes(article_id)",
    "CREATE INDEX quotes_speaker ON quotes(speaker, article_id) WHERE speaker IS NOT NULL",
    """CREATE VIRTUAL TABLE "quotes_fts" USING FTS5 (
    "text",
    tokenize='unicode61 remove_diacritics 2',
    content="quotes"
)""",
    """CREATE TRIGGER quotes_ai AFTER INSERT ON quotes BEGIN
  INSERT INTO quotes_fts (rowid, text) VALUES (new.id, new.text); END""",
    """CREATE TRIGGER quotes_ad AFTER DELETE ON quotes BEGIN
  INSERT INTO quotes_fts (quotes_fts, rowid, text) VALUES ('delete', old.id, old.text); END""",
    """CREATE TRIGGER quotes_au AFTER UPDATE OF id, text ON quotes BEGIN
  INSERT INTO quotes_fts (quotes_fts, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO quotes_fts (rowid, text) VALUES (new.id, new.text); END""",
)

MENTION_TABLES = (
    """CREATE TABLE mentions (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'body')),
    name TEXT NOT NULL,
    role TEXT,
    text_sha256 TEXT NOT NULL,
    CHECK ("end" > start)
) STRICT""",
    "CREATE INDEX mentions_article ON mentions(article_id)",
    "CREATE INDEX mentions_name ON mentions(name, article_id)",
)

WITH_THE_TEXT = (
    f"""CREATE TRIGGER derived_au AFTER UPDATE OF title, text ON articles
    WHEN old.title <> new.title OR old.text <> new.text BEGIN
  {_ENTER_COPIES}
  DELETE FROM quotes WHERE article_id = old.id;
  DELETE FROM mentions WHERE article_id = old.id;
  DELETE FROM copies WHERE copy_id = old.id;
  DELETE FROM stories WHERE article_id = old.id;
  DELETE FROM prints WHERE article_id = old.id;
  DELETE FROM named_sources WHERE article_id = old.id; END""",  # noqa: S608 - names are ours
)

# Exact copies of an earlier article elsewhere are folded under it before lineage is derived for the first time.
_EARLIER = "o.text_sha256 = a.text_sha256 AND o.id < a.id"
COPIES_UNTIL_DERIVED = (
    f"""INSERT INTO stories (article_id, story_id)
    SELECT a.id, (SELECT min(o.id) FROM articles o WHERE {_EARLIER})
    FROM reprints CROSS JOIN articles a ON a.id = reprints.article_id
    WHERE EXISTS (SELECT 1 FROM articles o WHERE {_EARLIER} AND o.outlet <> a.outlet)""",  # noqa: S608
    *(f"DROP TRIGGER {trigger}" for trigger in ("reprints_ai", "reprints_au", "reprints_ad")),
    "DROP TABLE reprints",
)

LABELS_OF_STORIES = (
    # NULL in the labels of an older corpus: of the article, too.
    "ALTER TABLE labels ADD COLUMN scope TEXT CHECK (scope IN ('article', 'story'))",
)


def m018_derived_from_texts(db: Database) -> None:
    """Add lineage, quotes and mentions, and the words and sizes of edits: empty until they are derived."""
    tables = (*LINEAGE_TABLES, *QUOTE_TABLES, *MENTION_TABLES, *CORRECTION_TABLES)
    for statement in (*EDIT_COLUMNS, *DERIVED_UPTO, *tables, *WITH_THE_TEXT):
        db.conn.execute(statement)
    for statement in (*COPIES_UNTIL_DERIVED, *LABELS_OF_STORIES):
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 18")
