"""Migration 1: the corpus's first tables, full-text index and views."""

from __future__ import annotations

from sqlite_utils import Database

TABLES = """
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE outlets (
    slug TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    site TEXT NOT NULL,
    affiliation TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('shipped', 'user', 'host'))
) STRICT;

CREATE TABLE topics (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    toml TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    clock TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'interrupted', 'died')),
    exit_code INTEGER,
    topic_id INTEGER REFERENCES topics(id),
    options TEXT NOT NULL,
    versions TEXT NOT NULL
) STRICT;

CREATE TABLE captures (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    requested_url TEXT,
    outlet TEXT NOT NULL REFERENCES outlets(slug),
    status INTEGER NOT NULL,
    content_type TEXT,
    fetched_at TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    archive TEXT NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    frontier_id INTEGER NOT NULL REFERENCES frontier(id),
    UNIQUE (archive, offset)
) STRICT;

CREATE TABLE article_ids (
    key TEXT PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE
) STRICT;

CREATE TABLE aliases (
    key TEXT PRIMARY KEY,
    article_key TEXT NOT NULL
) STRICT;

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    outlet TEXT NOT NULL REFERENCES outlets(slug),
    key TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    canonical_url TEXT,
    title TEXT NOT NULL,
    lead TEXT,
    text TEXT NOT NULL,
    authors TEXT NOT NULL DEFAULT '[]',
    editor TEXT,
    dateline TEXT,
    place TEXT,
    credit TEXT,
    section TEXT,
    tags TEXT NOT NULL DEFAULT '[]',
    published_at TEXT,
    published_ts INTEGER,
    published_day TEXT,
    published_precision TEXT CHECK (published_precision IN ('minute', 'day')),
    published_printed TEXT,
    modified_at TEXT,
    date_conflict TEXT,
    language TEXT,
    words INTEGER NOT NULL,
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
    incomplete_reason TEXT,
    text_sha256 TEXT NOT NULL,
    extractor TEXT NOT NULL,
    rules_version TEXT NOT NULL
) STRICT;

CREATE TABLE article_captures (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    capture_id INTEGER NOT NULL REFERENCES captures(id),
    PRIMARY KEY (article_id, part)
) STRICT;

CREATE TABLE versions (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    content_sha256 TEXT NOT NULL,
    capture_id INTEGER NOT NULL REFERENCES captures(id),
    PRIMARY KEY (article_id, seq)
) STRICT;

CREATE TABLE origins (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (article_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE removed_lines (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE misdated (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    published_day TEXT
) STRICT;

CREATE TABLE grades (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    topic_id INTEGER NOT NULL REFERENCES topics(id),
    grade INTEGER NOT NULL CHECK (grade BETWEEN 0 AND 3),
    PRIMARY KEY (article_id, topic_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE matches (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    topic_id INTEGER NOT NULL REFERENCES topics(id),
    phrase TEXT NOT NULL,
    field TEXT NOT NULL CHECK (field IN ('title', 'lead', 'body')),
    PRIMARY KEY (article_id, topic_id, phrase, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE frontier (
    id INTEGER PRIMARY KEY,
    outlet TEXT NOT NULL REFERENCES outlets(slug),
    kind TEXT NOT NULL CHECK (kind IN ('listing', 'article', 'part')),
    way TEXT NOT NULL,
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT,
    request TEXT NOT NULL DEFAULT '{}',
    priority INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN
        ('pending', 'leased', 'done', 'stored', 'duplicate', 'rejected', 'failed')),
    reason TEXT,
    article_key TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    waiting INTEGER NOT NULL DEFAULT 0,
    lease_until INTEGER,
    parent_id INTEGER REFERENCES frontier(id),
    topic_id INTEGER REFERENCES topics(id),
    run_id INTEGER NOT NULL REFERENCES runs(id),
    settled_run_id INTEGER REFERENCES runs(id),
    UNIQUE (kind, key),
    CHECK ((state IN ('rejected', 'failed')) = (reason IS NOT NULL)),
    CHECK (kind <> 'article' OR state <> 'done')
) STRICT;

CREATE TABLE run_outcomes (
    run_id INTEGER NOT NULL REFERENCES runs(id),
    frontier_id INTEGER NOT NULL REFERENCES frontier(id),
    outcome TEXT NOT NULL CHECK (outcome IN ('pending', 'stored', 'duplicate', 'rejected', 'failed')),
    reason TEXT,
    PRIMARY KEY (run_id, frontier_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    outlet TEXT NOT NULL REFERENCES outlets(slug),
    way TEXT NOT NULL,
    url TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('answered', 'failed', 'refused')),
    reason TEXT,
    links INTEGER NOT NULL DEFAULT 0,
    new INTEGER NOT NULL DEFAULT 0,
    known INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX captures_frontier ON captures(frontier_id);
CREATE INDEX articles_text ON articles(text_sha256);
CREATE INDEX articles_day ON articles(published_day);
CREATE INDEX article_captures_capture ON article_captures(capture_id);
CREATE INDEX removed_lines_article ON removed_lines(article_id);
CREATE INDEX frontier_next ON frontier(outlet, state, priority DESC, id);
CREATE INDEX frontier_parent ON frontier(parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX ledger_run ON ledger(run_id, outlet);

CREATE VIEW coverage AS
SELECT articles.id, outlets.name AS outlet, outlets.kind, outlets.affiliation, articles.published_day AS day,
    topics.name AS topic, grades.grade,
    (SELECT group_concat(DISTINCT phrase) FROM matches
        WHERE matches.article_id = articles.id AND matches.topic_id = grades.topic_id) AS phrases,
    articles.title, articles.url AS address
FROM articles
JOIN outlets ON outlets.slug = articles.outlet
LEFT JOIN grades ON grades.article_id = articles.id
LEFT JOIN topics ON topics.id = grades.topic_id;
"""

FULL_TEXT = (
    # External content named in double quotes: so sqlite-utils and Datasette find it by themselves.
    """CREATE VIRTUAL TABLE "articles_fts" USING FTS5 (
    "title", "text",
    tokenize='unicode61 remove_diacritics 2',
    content="articles"
)""",
    """CREATE TRIGGER "articles_ai" AFTER INSERT ON "articles" BEGIN
  INSERT INTO "articles_fts" (rowid, "title", "text") VALUES (new.rowid, new."title", new."text");
END""",
    """CREATE TRIGGER "articles_ad" AFTER DELETE ON "articles" BEGIN
  INSERT INTO "articles_fts" ("articles_fts", rowid, "title", "text")
    VALUES ('delete', old.rowid, old."title", old."text");
END""",
    """CREATE TRIGGER "articles_au" AFTER UPDATE ON "articles" BEGIN
  INSERT INTO "articles_fts" ("articles_fts", rowid, "title", "text")
    VALUES ('delete', old.rowid, old."title", old."text");
  INSERT INTO "articles_fts" (rowid, "title", "text") VALUES (new.rowid, new."title", new."text");
END""",
)


def m001_first_tables(db: Database) -> None:
    """Create the first schema. It runs in one transaction: a kill leaves either nothing or all of it."""
    for statement in (*TABLES.split(";\n"), *FULL_TEXT):
        if statement.strip():
            db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version = 1")
