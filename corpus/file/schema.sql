-- The corpus's schema, version 19: what an empty corpus holds. docs/corpus.md explains each column.
-- Made from the migrations in corpus/file/schema by `make docs`; changes made here are lost.
-- A corpus has each migration by its name, which never changes:
--   m001_first_tables
--   m002_methods_and_removal
--   m003_text_fields
--   m004_asking
--   m005_outlets_articles
--   m006_passed_over
--   m007_search_indexes
--   m008_writers
--   m009_reprints
--   m010_growth_indexes
--   m011_checksums
--   m012_changes_in_order
--   m013_entries_of_listings
--   m014_refusals
--   m015_revisits_and_events
--   m016_page_words
--   m017_places_in_the_index
--   m018_derived_from_texts
--   m019_merged_corpora

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

CREATE INDEX runs_running ON runs(id) WHERE state = 'running';

CREATE INDEX runs_topic ON runs(topic_id, id);

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
    robots_tag TEXT,
    passed_over TEXT,
    UNIQUE (archive, offset)
) STRICT;

CREATE INDEX captures_frontier ON captures(frontier_id);

CREATE INDEX captures_run ON captures(run_id, outlet);

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
    rules_version TEXT NOT NULL,
    usage_terms TEXT,
    form TEXT NOT NULL DEFAULT 'article' CHECK (form IN ('article', 'live', 'video', 'photos')),
    edition TEXT,
    contributors TEXT NOT NULL DEFAULT '[]',
    initials TEXT,
    reprint_of_outlet TEXT,
    reprint_of_title TEXT,
    reprint_of_url TEXT,
    date_confidence TEXT CHECK (date_confidence IN ('confirmed', 'single', 'disputed')),
    date_note TEXT,
    event_day TEXT,
    event_printed TEXT,
    language_note TEXT
) STRICT;

CREATE INDEX articles_text ON articles(text_sha256);

CREATE INDEX articles_day ON articles(published_day);

CREATE INDEX articles_outlet ON articles(outlet);

CREATE INDEX articles_facts ON articles(id, outlet, published_day, words, text_sha256, place, credit, authors,
    dateline, event_day);

CREATE INDEX articles_event ON articles(event_day);

CREATE TRIGGER forms_due_ai AFTER INSERT ON articles BEGIN
  DELETE FROM forms_due WHERE article_id = new.id;
  INSERT INTO forms_due (article_id, change) VALUES (new.id, 'new');
END;

CREATE TRIGGER forms_due_ad AFTER DELETE ON articles BEGIN
  DELETE FROM forms_due WHERE article_id = old.id;
  INSERT INTO forms_due (article_id, change) VALUES (old.id, 'removed');
END;

CREATE TRIGGER writers_ai AFTER INSERT ON articles WHEN new.authors <> '[]' BEGIN INSERT INTO writers (name) SELECT DISTINCT value FROM json_each(new.authors)
    WHERE NOT EXISTS (SELECT 1 FROM writers WHERE name = value);
  INSERT INTO article_writers (writer_id, article_id)
    SELECT DISTINCT w.id, new.id FROM json_each(new.authors) CROSS JOIN writers w ON w.name = value; END;

CREATE TRIGGER writers_au AFTER UPDATE OF authors ON articles WHEN old.authors <> new.authors BEGIN
  DELETE FROM article_writers WHERE article_id = old.id
    AND writer_id IN (SELECT w.id FROM json_each(old.authors) CROSS JOIN writers w ON w.name = value); INSERT INTO writers (name) SELECT DISTINCT value FROM json_each(new.authors)
    WHERE NOT EXISTS (SELECT 1 FROM writers WHERE name = value);
  INSERT INTO article_writers (writer_id, article_id)
    SELECT DISTINCT w.id, new.id FROM json_each(new.authors) CROSS JOIN writers w ON w.name = value; DELETE FROM writers WHERE name IN (SELECT value FROM json_each(old.authors))
    AND NOT EXISTS (SELECT 1 FROM article_writers WHERE writer_id = writers.id); END;

CREATE TRIGGER writers_ad AFTER DELETE ON articles WHEN old.authors <> '[]' BEGIN
  DELETE FROM article_writers WHERE article_id = old.id
    AND writer_id IN (SELECT w.id FROM json_each(old.authors) CROSS JOIN writers w ON w.name = value); DELETE FROM writers WHERE name IN (SELECT value FROM json_each(old.authors))
    AND NOT EXISTS (SELECT 1 FROM article_writers WHERE writer_id = writers.id); END;

CREATE TRIGGER article_changes_ai AFTER INSERT ON articles BEGIN
  DELETE FROM article_changes WHERE article_id = new.id;
  INSERT INTO article_changes (article_id) VALUES (new.id); END;

CREATE TRIGGER article_changes_au AFTER UPDATE OF title, lead, text ON articles
    WHEN old.title <> new.title OR old.lead IS NOT new.lead OR old.text <> new.text BEGIN
  DELETE FROM grades WHERE article_id = old.id;
  DELETE FROM matches WHERE article_id = old.id;
  DELETE FROM article_changes WHERE article_id = old.id;
  INSERT INTO article_changes (article_id) VALUES (new.id); END;

CREATE TRIGGER article_changes_ad AFTER DELETE ON articles BEGIN
  DELETE FROM article_changes WHERE article_id = old.id; END;

CREATE TRIGGER "articles_ai" AFTER INSERT ON "articles" BEGIN
  INSERT INTO "articles_fts" (rowid, "title", "text", "dateline", "place") VALUES (new.rowid, new."title", new."text", new."dateline", new."place");
END;

CREATE TRIGGER "articles_ad" AFTER DELETE ON "articles" BEGIN
  INSERT INTO "articles_fts" ("articles_fts", rowid, "title", "text", "dateline", "place")
    VALUES ('delete', old.rowid, old."title", old."text", old."dateline", old."place");
END;

CREATE TRIGGER "articles_au" AFTER UPDATE OF "id", "title", "text", "dateline", "place" ON "articles"
    WHEN (old."id", old."title", old."text", old."dateline", old."place") IS NOT (new."id", new."title", new."text", new."dateline", new."place") BEGIN
  INSERT INTO "articles_fts" ("articles_fts", rowid, "title", "text", "dateline", "place")
    VALUES ('delete', old.rowid, old."title", old."text", old."dateline", old."place");
  INSERT INTO "articles_fts" (rowid, "title", "text", "dateline", "place") VALUES (new.rowid, new."title", new."text", new."dateline", new."place");
END;

CREATE TRIGGER forms_due_au AFTER UPDATE OF title, text, dateline, place ON articles
    WHEN (old.title, old.text, old.dateline, old.place) IS NOT (new.title, new.text, new.dateline, new.place) BEGIN
  INSERT INTO forms_due (article_id, change) SELECT new.id, 'changed'
    WHERE NOT EXISTS (SELECT 1 FROM forms_due WHERE article_id = new.id);
END;

CREATE TRIGGER article_facts_au AFTER UPDATE OF outlet, published_ts, published_day, credit, reprint_of_title, reprint_of_url, dateline ON articles
    WHEN (old.outlet, old.published_ts, old.published_day, old.credit, old.reprint_of_title, old.reprint_of_url, old.dateline) IS NOT (new.outlet, new.published_ts, new.published_day, new.credit, new.reprint_of_title, new.reprint_of_url, new.dateline) BEGIN
  DELETE FROM article_changes WHERE article_id = old.id;
  INSERT INTO article_changes (article_id) VALUES (old.id); END;

CREATE TRIGGER copies_bd BEFORE DELETE ON articles BEGIN DELETE FROM article_changes
    WHERE article_id IN (SELECT copy_id FROM copies WHERE origin_id = old.id);
  INSERT INTO article_changes (article_id) SELECT copy_id FROM copies WHERE origin_id = old.id; END;

CREATE TRIGGER derived_au AFTER UPDATE OF title, text ON articles
    WHEN old.title <> new.title OR old.text <> new.text BEGIN
  DELETE FROM article_changes
    WHERE article_id IN (SELECT copy_id FROM copies WHERE origin_id = old.id);
  INSERT INTO article_changes (article_id) SELECT copy_id FROM copies WHERE origin_id = old.id;
  DELETE FROM quotes WHERE article_id = old.id;
  DELETE FROM mentions WHERE article_id = old.id;
  DELETE FROM copies WHERE copy_id = old.id;
  DELETE FROM stories WHERE article_id = old.id;
  DELETE FROM prints WHERE article_id = old.id;
  DELETE FROM named_sources WHERE article_id = old.id; END;

CREATE TABLE article_captures (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    capture_id INTEGER NOT NULL REFERENCES captures(id),
    PRIMARY KEY (article_id, part)
) STRICT;

CREATE INDEX article_captures_capture ON article_captures(capture_id);

CREATE TABLE versions (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    content_sha256 TEXT NOT NULL,
    capture_id INTEGER NOT NULL REFERENCES captures(id),
    title TEXT,
    text TEXT,
    captured_at TEXT,
    cosmetic INTEGER CHECK (cosmetic IN (0, 1)),
    PRIMARY KEY (article_id, seq)
) STRICT;

CREATE INDEX versions_capture ON versions(capture_id);

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
    text TEXT NOT NULL,
    at INTEGER,
    behind INTEGER
) STRICT;

CREATE INDEX removed_lines_article ON removed_lines(article_id);

CREATE TABLE misdated (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    published_day TEXT
) STRICT;

CREATE INDEX misdated_day ON misdated(published_day);

CREATE TABLE grades (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    topic_id INTEGER NOT NULL REFERENCES topics(id),
    grade INTEGER NOT NULL CHECK (grade BETWEEN 0 AND 3),
    PRIMARY KEY (article_id, topic_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX grades_topic ON grades(topic_id, grade);

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
    state TEXT NOT NULL CHECK (state IN ('pending', 'leased', 'done', 'stored', 'duplicate', 'rejected', 'failed')),
    reason TEXT,
    article_key TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    waiting INTEGER NOT NULL DEFAULT 0,
    lease_until INTEGER,
    parent_id INTEGER REFERENCES frontier(id),
    topic_id INTEGER REFERENCES topics(id),
    run_id INTEGER NOT NULL REFERENCES runs(id),
    settled_run_id INTEGER REFERENCES runs(id),
    retry_at INTEGER,
    refusals INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, key),
    CHECK ((state IN ('rejected', 'failed')) = (reason IS NOT NULL)),
    CHECK (kind <> 'article' OR state <> 'done')
) STRICT;

CREATE INDEX frontier_parent ON frontier(parent_id) WHERE parent_id IS NOT NULL;

CREATE INDEX frontier_next ON frontier(outlet, kind, state, waiting, priority DESC, id);

CREATE INDEX frontier_article ON frontier(article_key) WHERE article_key IS NOT NULL;

CREATE INDEX frontier_leased ON frontier(id) WHERE state = 'leased';

CREATE INDEX frontier_open_listings ON frontier(run_id, outlet, way)
    WHERE kind = 'listing' AND state IN ('pending', 'leased');

CREATE INDEX frontier_returned ON frontier(id) WHERE state = 'rejected' AND reason = 'removed';

CREATE INDEX frontier_retry ON frontier(outlet, retry_at) WHERE retry_at IS NOT NULL;

CREATE INDEX frontier_given_up ON frontier(outlet, reason)
    WHERE retry_at IS NULL AND refusals > 0 AND state IN ('rejected', 'failed');

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
    known INTEGER NOT NULL DEFAULT 0,
    entries INTEGER,
    came INTEGER,
    taken INTEGER,
    outside INTEGER,
    off_topic INTEGER,
    other_host INTEGER,
    unknown_form INTEGER,
    unreadable INTEGER,
    stated INTEGER CHECK (CASE WHEN entries IS NULL THEN coalesce(taken, outside, off_topic, other_host, unknown_form, unreadable) IS NULL ELSE (entries = taken + known + outside + off_topic + other_host + unknown_form + unreadable) IS TRUE END)
) STRICT;

CREATE INDEX ledger_run ON ledger(run_id, outlet);

CREATE INDEX ledger_address ON ledger(outlet, way, url, run_id);

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
    scope TEXT CHECK (scope IN ('article', 'story')),
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

CREATE TABLE forms (
    stem TEXT NOT NULL,
    term TEXT NOT NULL,
    df INTEGER NOT NULL,
    PRIMARY KEY (stem, term)
) STRICT, WITHOUT ROWID;

CREATE INDEX forms_term ON forms(term);

CREATE TABLE forms_due (
    article_id INTEGER PRIMARY KEY,
    change TEXT NOT NULL CHECK (change IN ('new', 'changed', 'removed'))
) STRICT;

CREATE TABLE watches (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    added_at TEXT NOT NULL,
    seen_run_id INTEGER NOT NULL
) STRICT;

CREATE TABLE writers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE article_writers (
    writer_id INTEGER NOT NULL REFERENCES writers(id),
    article_id INTEGER NOT NULL,
    PRIMARY KEY (writer_id, article_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE table_sums (
    name TEXT PRIMARY KEY,
    rows INTEGER NOT NULL,
    sum INTEGER NOT NULL
) STRICT;

CREATE TABLE article_sums (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    row_sha256 TEXT NOT NULL,
    details INTEGER NOT NULL,
    versions INTEGER NOT NULL
) STRICT;

CREATE TABLE damaged (
    article_id INTEGER PRIMARY KEY REFERENCES article_ids(id),
    reason TEXT NOT NULL,
    noted_at TEXT NOT NULL
) STRICT;

CREATE TABLE article_changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL UNIQUE
) STRICT;

CREATE TABLE graded_upto (
    topic_id INTEGER PRIMARY KEY REFERENCES topics(id),
    seq INTEGER NOT NULL
) STRICT;

CREATE TABLE listing_examples (
    id INTEGER PRIMARY KEY,
    ledger_id INTEGER NOT NULL REFERENCES ledger(id),
    outcome TEXT NOT NULL CHECK (outcome IN ('outside', 'off_topic', 'other_host', 'unknown_form', 'unreadable')),
    url TEXT NOT NULL
) STRICT;

CREATE INDEX listing_examples_ledger ON listing_examples(ledger_id);

CREATE TABLE looks (
    id INTEGER PRIMARY KEY,
    article_key TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    at TEXT NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('same', 'changed', 'gone', 'moved', 'refused', 'unseen')),
    capture_id INTEGER REFERENCES captures(id)
) STRICT;

CREATE INDEX looks_article ON looks(article_key, id);

CREATE INDEX looks_run ON looks(run_id);

CREATE INDEX looks_capture ON looks(capture_id) WHERE capture_id IS NOT NULL;

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    article_key TEXT NOT NULL,
    day TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('changed', 'headline', 'corrected', 'gone', 'back')),
    from_capture INTEGER REFERENCES captures(id),
    to_capture INTEGER REFERENCES captures(id),
    words_in INTEGER,
    words_out INTEGER,
    correction TEXT CHECK (correction IN ('ralat', 'koreksi', 'hak_jawab', 'pencabutan'))
) STRICT;

CREATE INDEX events_article ON events(article_key, id);

CREATE INDEX events_kind ON events(kind, day);

CREATE INDEX events_from ON events(from_capture) WHERE from_capture IS NOT NULL;

CREATE INDEX events_to ON events(to_capture) WHERE to_capture IS NOT NULL;

CREATE TABLE looks_due (
    article_key TEXT PRIMARY KEY,
    outlet TEXT NOT NULL REFERENCES outlets(slug),
    due_at INTEGER NOT NULL,
    step INTEGER NOT NULL
) STRICT;

CREATE INDEX looks_due_outlet ON looks_due(outlet, due_at);

CREATE TABLE page_words (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    part INTEGER NOT NULL CHECK (part >= 0),
    seen INTEGER NOT NULL,
    kept INTEGER NOT NULL CHECK (kept >= 0),
    fields INTEGER NOT NULL CHECK (fields >= 0),
    cut INTEGER NOT NULL CHECK (cut >= 0),
    outside INTEGER NOT NULL CHECK (outside >= 0),
    unexplained INTEGER NOT NULL CHECK (unexplained >= 0),
    added INTEGER NOT NULL CHECK (added >= 0),
    PRIMARY KEY (article_id, part),
    CHECK (seen = kept + fields + cut + outside + unexplained)
) STRICT, WITHOUT ROWID;

CREATE TABLE outside (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    part INTEGER NOT NULL CHECK (part >= 0),
    position INTEGER NOT NULL CHECK (position >= 0),
    reason TEXT NOT NULL,
    words INTEGER NOT NULL CHECK (words >= 0),
    text TEXT,
    CHECK (text IS NULL OR reason IN ('standfirst', 'other_article', 'unexplained') AND length(text) <= 2000)
) STRICT;

CREATE INDEX outside_article ON outside(article_id);

CREATE TABLE images (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= -1),
    url TEXT NOT NULL,
    caption TEXT,
    credit TEXT,
    alt TEXT
) STRICT;

CREATE INDEX images_article ON images(article_id);

CREATE VIRTUAL TABLE "articles_fts" USING FTS5 (
    "title", "text", "dateline", "place",
    tokenize='unicode61 remove_diacritics 2',
    content="articles"
);

CREATE TABLE place_words (
    term TEXT PRIMARY KEY,
    articles INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE derived (
    name TEXT PRIMARY KEY,
    rules_version TEXT NOT NULL,
    upto INTEGER NOT NULL
) STRICT;

CREATE TABLE copies (
    copy_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    origin_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    share REAL NOT NULL CHECK (share BETWEEN 0 AND 1),
    lag_s INTEGER,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    confidence TEXT NOT NULL,
    PRIMARY KEY (copy_id, origin_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX copies_origin ON copies(origin_id);

CREATE TABLE stories (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    story_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    CHECK (story_id <> article_id)
) STRICT;

CREATE INDEX stories_story ON stories(story_id);

CREATE TABLE prints (
    rank INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL UNIQUE REFERENCES articles(id) ON DELETE CASCADE,
    claim INTEGER NOT NULL,
    class_key INTEGER NOT NULL,
    hashes BLOB NOT NULL
) STRICT;

CREATE INDEX prints_class ON prints(class_key);

CREATE TRIGGER prints_ad AFTER DELETE ON prints WHEN EXISTS (SELECT 1 FROM shingles) BEGIN
  INSERT INTO lineage_gone (class_key, rank, hashes) VALUES (old.class_key, old.rank, old.hashes); END;

CREATE TABLE shingles (
    hash INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    PRIMARY KEY (hash, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE common_shingles (
    hash INTEGER PRIMARY KEY,
    upto INTEGER NOT NULL
) STRICT;

CREATE TABLE named_sources (
    class_key INTEGER NOT NULL,
    outlet TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    PRIMARY KEY (class_key, outlet, article_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX named_sources_article ON named_sources(article_id);

CREATE TRIGGER named_sources_ad AFTER DELETE ON named_sources BEGIN
  INSERT INTO lineage_gone (class_key) VALUES (old.class_key); END;

CREATE TABLE lineage_gone (
    id INTEGER PRIMARY KEY,
    class_key INTEGER NOT NULL,
    rank INTEGER,
    hashes BLOB
) STRICT;

CREATE TABLE quotes (
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
) STRICT;

CREATE INDEX quotes_article ON quotes(article_id);

CREATE INDEX quotes_speaker ON quotes(speaker, article_id) WHERE speaker IS NOT NULL;

CREATE TRIGGER quotes_ai AFTER INSERT ON quotes BEGIN
  INSERT INTO quotes_fts (rowid, text) VALUES (new.id, new.text); END;

CREATE TRIGGER quotes_ad AFTER DELETE ON quotes BEGIN
  INSERT INTO quotes_fts (quotes_fts, rowid, text) VALUES ('delete', old.id, old.text); END;

CREATE TRIGGER quotes_au AFTER UPDATE OF id, text ON quotes BEGIN
  INSERT INTO quotes_fts (quotes_fts, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO quotes_fts (rowid, text) VALUES (new.id, new.text); END;

CREATE VIRTUAL TABLE "quotes_fts" USING FTS5 (
    "text",
    tokenize='unicode61 remove_diacritics 2',
    content="quotes"
);

CREATE TABLE mentions (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'body')),
    name TEXT NOT NULL,
    role TEXT,
    text_sha256 TEXT NOT NULL,
    CHECK ("end" > start)
) STRICT;

CREATE INDEX mentions_article ON mentions(article_id);

CREATE INDEX mentions_name ON mentions(name, article_id);

CREATE TABLE corrections (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    form TEXT NOT NULL CHECK (form IN ('notice', 'article')),
    kind TEXT NOT NULL CHECK (kind IN ('ralat', 'koreksi', 'hak_jawab', 'pencabutan')),
    since TEXT NOT NULL,
    rule TEXT NOT NULL,
    other_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
    PRIMARY KEY (article_id, form, kind),
    CHECK (other_id IS NULL OR form = 'article' AND other_id <> article_id)
) STRICT;

CREATE INDEX corrections_kind ON corrections(kind, article_id);

CREATE INDEX corrections_other ON corrections(other_id) WHERE other_id IS NOT NULL;

CREATE TABLE correction_names (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    PRIMARY KEY (article_id, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX correction_names_name ON correction_names(name);

CREATE TABLE merged_ids (
    corpus_uuid TEXT NOT NULL,
    old_id INTEGER NOT NULL,
    new_id INTEGER NOT NULL REFERENCES article_ids(id),
    PRIMARY KEY (corpus_uuid, old_id, new_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE merged_runs (
    corpus_uuid TEXT NOT NULL,
    old_id INTEGER NOT NULL,
    new_id INTEGER NOT NULL REFERENCES runs(id),
    PRIMARY KEY (corpus_uuid, old_id, new_id)
) STRICT, WITHOUT ROWID;

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

PRAGMA user_version = 19;
