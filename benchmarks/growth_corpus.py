"""Fill a corpus of any size straight into the tables, as crawls would have left it, with an archive of small pages.

The articles are those of benchmarks/search_corpus.py. Around each stand what a crawl stores: frontier row, outcome,
capture, version, origins, removed lines, words outside, a photo, matches, validators. To 100 articles come 20 addresses
that were off topic, 5 that were set aside after they were fetched, 3 duplicates and 2 that failed; a run stored 200
articles, and asked two listings of each outlet. `doctor` says "well" of it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from datetime import date, timedelta

from search_corpus import OUTLETS, SMALLEST, TOPIC, build

from corpus.crawl.runs import keep_topic
from corpus.integrity.soundness import keep_counts
from corpus.store import Corpus
from corpus.vocabulary.word_index import refresh

A_RUN = 200  # articles that a run stored
CRAWLED, IMPORTED = "media_0", "suaramigran"  # the outlets of which the benchmark crawls and imports more
LARGE = (CRAWLED, IMPORTED, *(f"media_{n}" for n in range(2, OUTLETS)))  # 1 article in 20 each
SLUGS = (*LARGE, SMALLEST)
OUTSIDE = {"navigation": 120, "header": 10, "footer": 40, "teaser": 200, "unexplained": 5}  # words by reason
ORIGINS = ("title", "authors", "published_at", "lead", "text", "language", "canonical_url", "section", "tags", "place")
OTHERS = (  # of 100 articles so many other addresses: (state, reason, was it fetched)
    (20, "rejected", "off_topic", False),
    (5, "rejected", "too_short", True),
    (3, "duplicate", None, True),
    (2, "failed", "http_404", False),
)


def fill(corpus: Corpus, number: int, waiting: int = 500, *, archive: bool = True, seed: int = 7) -> None:
    """Fill an empty corpus with `number` articles; `waiting` addresses of one outlet are still to be fetched."""
    rng = random.Random(seed)
    build(corpus, number, rng, LARGE)
    topic = keep_topic(corpus, TOPIC)
    with corpus.transaction() as sql:
        sql.execute("PRAGMA defer_foreign_keys = ON")
        runs = max(1, -(-number // A_RUN))
        _runs(corpus, runs, topic)
        _listings(corpus, runs, topic)
        _addresses(corpus, runs, waiting)
        _pages(corpus, rng, archive=archive)
        _details(corpus, topic)
        _ledger(corpus)
    refresh(corpus)
    keep_counts(corpus)


def _runs(corpus: Corpus, runs: int, topic: int) -> None:
    """A crawl of all outlets a week."""
    options = json.dumps({"outlets": SLUGS, "since": None, "until": None, "listings": True})
    corpus.conn.executemany(
        """INSERT INTO runs (id, command, started_at, ended_at, clock, state, exit_code, topic_id, options, versions)
        VALUES (?, 'crawl', ?, ?, ?, 'finished', 0, ?, ?, '{}')""",
        [
            (run, f"{day}T02:00:00+00:00", f"{day}T03:00:00+00:00", f"{day}T02:00:00+00:00", topic, options)
            for run, day in ((run, _day(run)) for run in range(1, runs + 1))
        ],
    )


def _day(run: int) -> str:
    return (date(2024, 7, 1) + timedelta(days=run % 800)).isoformat()


def _listings(corpus: Corpus, runs: int, topic: int) -> None:
    """Two listings of each outlet in each run, all read; the first is the parent of what the run met there."""
    corpus.conn.executemany(
        """INSERT INTO frontier (id, outlet, kind, way, key, url, priority, state, topic_id, run_id, settled_run_id)
        VALUES (?, ?, 'listing', 'search', ?, ?, 100000, 'done', ?, ?, ?)""",
        (
            (
                row,
                slug,
                f"{run} {slug} {n}",
                f"https://{slug}.example/cari?page={n}",
                topic,
                run,
                run,
            )
            for run in range(1, runs + 1)
            for place, slug in enumerate(SLUGS)
            for n in (0, 1)
            for row in (((run - 1) * len(SLUGS) + place) * 2 + n + 1,)
        ),
    )


def _addresses(corpus: Corpus, runs: int, waiting: int) -> None:
    """A row for each article, and those that gave none."""
    sql = corpus.conn
    first = runs * len(SLUGS) * 2 + 1
    places = "CASE outlet " + " ".join(f"WHEN '{slug}' THEN {n}" for n, slug in enumerate(SLUGS)) + " END"
    sql.execute(
        f"""CREATE TEMP TABLE numbered AS SELECT id, outlet, key, url, title, n, n / {A_RUN} + 1 AS run,
            n / {A_RUN} * {len(SLUGS) * 2} + {places} * 2 + 1 AS parent
        FROM (SELECT id, outlet, key, url, title, row_number() OVER (ORDER BY id) - 1 AS n FROM articles)"""
    )
    sql.execute(
        f"""INSERT INTO frontier (id, outlet, kind, way, key, url, title, priority, state, article_key, attempts,
            parent_id, run_id, settled_run_id)
        SELECT {first} + n, outlet, 'article', 'search', key, url, title, id >> 20, 'stored', key, 1, parent, run, run
        FROM numbered"""
    )
    for share, state, reason, _ in OTHERS:
        name = reason or state
        sql.execute(
            """INSERT INTO frontier (outlet, kind, way, key, url, title, priority, state, reason, article_key, attempts,
                parent_id, run_id, settled_run_id)
            SELECT outlet, 'article', 'search', key || '-' || :name, url || '-' || :name, title, id >> 20, :state,
                :reason, CASE :state WHEN 'duplicate' THEN key END, :state <> 'rejected', parent, run, run
            FROM numbered WHERE n % 100 < :share""",
            {"name": name, "state": state, "reason": reason, "share": share},
        )
    sql.executemany(
        """INSERT INTO frontier (outlet, kind, way, key, url, title, priority, state, parent_id, run_id)
        VALUES (?, 'article', 'search', ?, ?, 'Belum diambil', ?, 'pending', 1, 1)""",
        ((CRAWLED, f"menunggu/{n}", f"http://127.0.0.1:9/menunggu/{n}", n % 7) for n in range(waiting)),
    )
    sql.execute(
        """INSERT INTO run_outcomes (run_id, frontier_id, outcome, reason)
        SELECT run_id, id, state, reason FROM frontier WHERE kind = 'article'"""
    )


def _pages(corpus: Corpus, rng: random.Random, *, archive: bool) -> None:
    """A capture for each page that was fetched, and its record in the archive: a small page with the text's start."""
    fetched = ", ".join(f"'{reason or state}'" for _, state, reason, was in OTHERS if was)
    folder = corpus.archive_dir()
    folder.mkdir(exist_ok=True)
    names = " ".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=400))
    rows = corpus.conn.execute(
        f"""SELECT frontier.id, run_id, frontier.outlet, frontier.url, articles.title, substr(articles.text, 1, 400)
        FROM frontier LEFT JOIN articles ON articles.key = frontier.article_key
        WHERE kind = 'article' AND (state = 'stored' OR coalesce(reason, state) IN ({fetched})) ORDER BY run_id"""
    )
    captures = []
    open_run, file, offset = 0, None, 0
    for row_id, run, outlet, url, title, text in rows:
        name = f"kliping-20240701000000-{run:05}-1.warc.gz"
        if run != open_run:
            if file is not None:
                file.close()
            open_run, offset = run, 0
            file = (folder / name).open("wb") if archive else None
        body = f"<html><title>{title}</title><article><h1>{title}</h1><p>{text or names}</p></article></html>".encode()
        packed = _record(url, body, row_id) if archive else b"x" * 500
        if file is not None:
            file.write(packed)
        sha256 = hashlib.sha256(body).hexdigest()
        fetched_at = f"{_day(run)}T02:30:00+00:00"
        captures.append((url, outlet, fetched_at, sha256, name, offset, len(packed), run, row_id))
        offset += len(packed)
    if file is not None:
        file.close()
    corpus.conn.executemany(
        """INSERT INTO captures (url, outlet, status, content_type, fetched_at, sha256, archive, offset, length, run_id,
            frontier_id) VALUES (?, ?, 200, 'text/html; charset=utf-8', ?, ?, ?, ?, ?, ?, ?)""",
        captures,
    )


def _record(url: str, body: bytes, number: int) -> bytes:
    """A response as a gzip member."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-07-01T02:30:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:0-{number}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", 1)


def _details(corpus: Corpus, topic: int) -> None:
    """What belongs to each article: its page, version, origins, removed lines, matches, validators; some aliases."""
    sql = corpus.conn
    sql.execute(
        """CREATE TEMP TABLE pages AS SELECT articles.id AS article_id, articles.key, captures.id AS capture_id,
            text_sha256, frontier.url, frontier.run_id FROM frontier JOIN articles ON articles.key = article_key
            JOIN captures ON captures.frontier_id = frontier.id WHERE state = 'stored' AND kind = 'article'"""
    )
    sql.execute("INSERT INTO article_captures SELECT article_id, 1, capture_id FROM pages ORDER BY 1")
    sql.execute(
        """INSERT INTO versions (article_id, seq, content_sha256, capture_id, captured_at, cosmetic)
        SELECT article_id, 1, text_sha256, capture_id,
            (SELECT fetched_at FROM captures WHERE captures.id = capture_id), 0 FROM pages ORDER BY 1"""
    )
    for field in ORIGINS:
        sql.execute("INSERT INTO origins SELECT article_id, ?, 'json-ld' FROM pages", (field,))
    for rule in ("read_also", "sign_off"):
        sql.execute(
            """INSERT INTO removed_lines (article_id, rule, position, text)
            SELECT article_id, ?, 3, 'Baca juga: berita ' || capture_id FROM pages""",
            (rule,),
        )
    sql.execute("INSERT INTO page_words SELECT article_id, 0, 812, 402, 21, 14, 370, 5, 0 FROM pages ORDER BY 1")
    for reason, words in OUTSIDE.items():
        sql.execute(
            """INSERT INTO outside (article_id, part, position, reason, words, text)
            SELECT article_id, 0, 9, ?1, ?2, CASE WHEN ?1 = 'unexplained' THEN 'Simak kabar ' || capture_id END
            FROM pages""",
            (reason, words),
        )
    sql.execute(
        """INSERT INTO images (article_id, position, url, caption)
        SELECT article_id, -1, url || '/foto.jpg', 'Apel pagi di kantor ' || capture_id FROM pages"""
    )
    sql.execute(
        "INSERT INTO matches SELECT article_id, ?, 'pegawai', 'body' FROM grades WHERE grade > 0 AND topic_id = ?",
        (topic, topic),
    )
    sql.execute("INSERT INTO validators SELECT url, '\"' || capture_id || '\"', NULL, run_id FROM pages")
    sql.execute("INSERT INTO aliases SELECT 'amp/' || key, key FROM pages WHERE capture_id % 50 = 0")
    sql.execute("DROP TABLE pages")
    sql.execute("DROP TABLE numbered")


def _ledger(corpus: Corpus) -> None:
    """A row for each listing that was asked: the first of an outlet in a run gave all new links."""
    corpus.conn.execute(
        """INSERT INTO ledger (run_id, outlet, way, url, asked_at, answer, reason, links, new, known)
        SELECT run_id, outlet, way, url, (SELECT started_at FROM runs WHERE runs.id = run_id), 'answered',
            CASE WHEN links = 0 THEN 'nothing_found' END, links, links, 0
        FROM (SELECT *, (SELECT count(*) FROM frontier c WHERE c.parent_id = f.id) AS links
            FROM frontier f WHERE kind = 'listing')"""
    )
