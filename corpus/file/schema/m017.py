"""Migration 17: dateline and place in the full-text index, columns of their own; datelines' words; the event's day."""

from __future__ import annotations

from sqlite_utils import Database

_NEW = 'new."title", new."text", new."dateline", new."place"'
_OLD = 'old."title", old."text", old."dateline", old."place"'
_ENTER = f'INSERT INTO "articles_fts" (rowid, "title", "text", "dateline", "place") VALUES (new.rowid, {_NEW});'  # noqa: S608 - names are ours
_LEAVE = f"""INSERT INTO "articles_fts" ("articles_fts", rowid, "title", "text", "dateline", "place")
    VALUES ('delete', old.rowid, {_OLD});"""  # noqa: S608 - names are ours

# Usually a megabyte of words is written at a time, and merged with others again and again.
SETTING = "INSERT INTO articles_fts (articles_fts, rank) VALUES (?, ?)"
MUCH_AT_A_TIME = (("hashsize", 64 << 20), ("automerge", 0))
AS_USUAL = (("hashsize", 1 << 20), ("automerge", 4))

REPLACED = (
    'DROP TRIGGER "articles_ai"',
    'DROP TRIGGER "articles_ad"',
    'DROP TRIGGER "articles_au"',
    'DROP TABLE "articles_fts"',
    # External content named in double quotes: so sqlite-utils and Datasette find it by themselves.
    """CREATE VIRTUAL TABLE "articles_fts" USING FTS5 (
    "title", "text", "dateline", "place",
    tokenize='unicode61 remove_diacritics 2',
    content="articles"
)""",
    f"""CREATE TRIGGER "articles_ai" AFTER INSERT ON "articles" BEGIN
  {_ENTER}
END""",
    f"""CREATE TRIGGER "articles_ad" AFTER DELETE ON "articles" BEGIN
  {_LEAVE}
END""",
    f"""CREATE TRIGGER "articles_au" AFTER UPDATE OF "id", "title", "text", "dateline", "place" ON "articles"
    WHEN (old."id", {_OLD}) IS NOT (new."id", {_NEW}) BEGIN
  {_LEAVE}
  {_ENTER}
END""",
    "DROP TRIGGER forms_due_au",
    """CREATE TRIGGER forms_due_au AFTER UPDATE OF title, text, dateline, place ON articles
    WHEN (old.title, old.text, old.dateline, old.place) IS NOT (new.title, new.text, new.dateline, new.place) BEGIN
  INSERT INTO forms_due (article_id, change) SELECT new.id, 'changed'
    WHERE NOT EXISTS (SELECT 1 FROM forms_due WHERE article_id = new.id);
END""",
    "DROP INDEX articles_facts",
    """CREATE INDEX articles_facts ON articles(id, outlet, published_day, words, text_sha256, place, credit, authors,
    dateline, event_day)""",
    "CREATE INDEX articles_event ON articles(event_day)",
    """CREATE TABLE place_words (
    term TEXT PRIMARY KEY,
    articles INTEGER NOT NULL
) STRICT, WITHOUT ROWID""",
)

FILLED = (
    "INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')",
    "INSERT INTO articles_fts (articles_fts) VALUES ('optimize')",
    """CREATE VIRTUAL TABLE temp.m017 USING fts5(dateline, place, content='',
    tokenize='unicode61 remove_diacritics 2')""",
    "CREATE VIRTUAL TABLE temp.m017_words USING fts5vocab(temp, m017, col)",
    # The words of the articles that are due are entered when they are: corpus.vocabulary.word_index.
    """INSERT INTO temp.m017 (rowid, dateline, place) SELECT id, dateline, place
    FROM articles a INDEXED BY articles_facts WHERE coalesce(dateline, place) IS NOT NULL
    AND id NOT IN (SELECT article_id FROM forms_due)""",
    "INSERT INTO place_words (term, articles) SELECT term, sum(doc) FROM temp.m017_words GROUP BY term",
    "DROP TABLE temp.m017_words",
    "DROP TABLE temp.m017",
)


def m017_places_in_the_index(db: Database) -> None:
    """Index dateline and place beside title and text, list datelines' words, and make the event's day searchable."""
    for statement in REPLACED:
        db.conn.execute(statement)
    if db.conn.execute("SELECT 1 FROM articles LIMIT 1").fetchone():
        db.conn.executemany(SETTING, MUCH_AT_A_TIME)
        for statement in FILLED:
            db.conn.execute(statement)
        db.conn.executemany(SETTING, AS_USUAL)
    db.conn.execute("PRAGMA user_version = 17")
