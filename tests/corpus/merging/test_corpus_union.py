"""Corpora are merged into one that is the same in any order; what people made and removed follows the articles."""

import sqlite3
from collections import deque
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from corpus.crawl.ledger import invariants
from corpus.crawl.runs import ListingAnswer, note_listing
from corpus.crawl.tombstones import key_hash
from corpus.deriving.batches import derive_due, derive_lately
from corpus.deriving.derivations import derivations
from corpus.file.checksums import what_differs
from corpus.integrity.database_checks import check_index
from corpus.merging.merge_inputs import merged_uuid
from corpus.models import Article
from corpus.store import Corpus
from tests.conftest import ARTICLES, CLOCK
from tests.corpus.merging.team import article, crawl, differing, merged, new_corpus_at

KEY = "suara_kota.example/berita-1"
LATER = CLOCK + timedelta(days=2)
Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path, new_corpus: Path) -> Make:
    """Makes a corpus: `make("a", fill)`."""

    def made(name: str, *fills: Callable[[Corpus], Any], uuid: str | None = None) -> Path:
        path = tmp_path / name / "kliping.db"
        with new_corpus_at(path, new_corpus, uuid or f"uuid-{name}") as corpus:
            for fill in fills:
                fill(corpus)
        return path

    return made


@pytest.fixture
def two(make: Make) -> tuple[Path, Path]:
    """Two corpora that share articles 1 and 2: the second has 2 later and otherwise."""
    a = make("a", lambda c: crawl(c, article(1), article(2, "lama"), article(3, day=4)))
    b = make("b", lambda c: crawl(c, article(0), article(1), article(2, "baru", title="Judul baru"), at=LATER))
    return a, b


def sql(path: Path, text: str, *values: object) -> list[Any]:
    with closing(sqlite3.connect(path)) as opened:
        return [row[0] if len(row) == 1 else row for row in opened.execute(text, values)]


def test_the_order_of_the_corpora_makes_no_difference(two: tuple[Path, Path], tmp_path: Path) -> None:
    a, b = two
    merged(tmp_path / "ab.db", a, b)
    merged(tmp_path / "ba.db", b, a)
    assert differing(tmp_path / "ab.db", tmp_path / "ba.db") == {}
    assert sql(tmp_path / "ab.db", "SELECT count(*) FROM articles") == [4]


def test_merging_again_adds_nothing(two: tuple[Path, Path], tmp_path: Path) -> None:
    a, b = two
    c = tmp_path / "c.db"
    merged(c, a, b)
    for number, others in enumerate(((a,), (b,), (b, a))):
        again = tmp_path / f"again-{number}.db"
        merged(again, c, *others)
        assert differing(c, again) == {}, others


def test_the_merged_corpus_is_sound(two: tuple[Path, Path], tmp_path: Path) -> None:
    merged(tmp_path / "c.db", *two)
    with Corpus(tmp_path / "c.db") as corpus:
        differs = what_differs(corpus.conn)
        assert (invariants(corpus), differs.articles, differs.tables) == ([], (), ())
        assert corpus.conn.execute("PRAGMA foreign_key_check").fetchall() == []
        assert corpus.conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        words = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?"
        assert [corpus.conn.execute(words, (word,)).fetchone()[0] for word in ("lama", "baru", "warga")] == [0, 1, 4]


def test_the_page_that_was_fetched_last_stands_and_the_other_is_a_version(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    result = merged(tmp_path / "c.db", *two)
    assert [(one.key, one.differs) for one in result.conflicts] == [("suara_kota.example/berita-2", ("title", "text"))]
    assert (Path(result.conflicts[0].stands), Path(result.conflicts[0].other)) == (two[1], two[0])
    assert sql(tmp_path / "c.db", "SELECT title FROM articles WHERE key LIKE '%-2'") == ["Judul baru"]
    versions = """SELECT seq, v.title, v.text LIKE '%lama%' FROM versions v JOIN articles a ON a.id = article_id
        WHERE a.key LIKE ?"""
    assert sql(tmp_path / "c.db", f"{versions} ORDER BY seq", "%-2") == [(1, "Berita 2", 1), (2, None, None)]
    assert sql(tmp_path / "c.db", versions, "%-1") == [(1, None, None)]


def test_ids_are_given_by_first_page_and_key_and_the_old_ones_are_stored(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    merged(tmp_path / "c.db", *two)
    day = sql(tmp_path / "c.db", "SELECT id >> 20 FROM articles WHERE key LIKE '%-1'")[0]
    in_order = sql(tmp_path / "c.db", "SELECT key FROM articles WHERE id >> 20 = ? ORDER BY id", day)
    assert [key[-1] for key in in_order] == ["1", "2", "0"]  # 0 was seen later
    for path, name in zip(two, ("uuid-a", "uuid-b"), strict=True):
        old = dict(sql(path, "SELECT id, key FROM articles"))
        now = dict(sql(tmp_path / "c.db", "SELECT id, key FROM articles"))
        ids = sql(tmp_path / "c.db", "SELECT old_id, new_id FROM merged_ids WHERE corpus_uuid = ?", name)
        assert {old[a]: now[b] for a, b in ids} == {key: key for key in old.values()}
    assert sql(tmp_path / "c.db", "SELECT value FROM meta WHERE name = 'uuid'") == [merged_uuid(["uuid-b", "uuid-a"])]


def test_each_address_has_one_state_and_each_run_its_outcomes(make: Make, tmp_path: Path) -> None:
    """One corpus rejected what the other stored later; one waits for what the other has."""

    def rejects(corpus: Corpus) -> None:
        crawl(corpus, article(1), article(2), at=LATER)
        corpus.conn.execute("UPDATE frontier SET state = 'rejected', reason = 'too_short' WHERE key LIKE '%-2'")
        corpus.conn.execute("UPDATE run_outcomes SET outcome = 'rejected', reason = 'too_short' WHERE frontier_id = 2")
        corpus.drop_article("suara_kota.example/berita-2")

    def waits(corpus: Corpus) -> None:
        crawl(corpus, article(1))
        corpus.conn.execute("UPDATE frontier SET state = 'leased', attempts = 2 WHERE key LIKE '%-1'")
        corpus.conn.execute("UPDATE run_outcomes SET outcome = 'pending'")
        corpus.drop_article(KEY)

    paths = make("a", lambda c: crawl(c, article(2), article(3))), make("b", rejects), make("d", waits)
    merged(tmp_path / "c.db", *paths)
    states = "SELECT substr(key, -1), state FROM frontier ORDER BY key"
    assert sql(tmp_path / "c.db", states) == [("1", "stored"), ("2", "stored"), ("3", "stored")]
    with Corpus(tmp_path / "c.db", read_only=True) as corpus:
        assert invariants(corpus) == []
    assert sql(tmp_path / "c.db", "SELECT outcome FROM run_outcomes o JOIN frontier f ON f.id = frontier_id "
               "WHERE f.key LIKE '%-2' ORDER BY o.run_id") == ["stored", "rejected", "stored"]  # fmt: skip
    merged(tmp_path / "again.db", tmp_path / "c.db", paths[1])
    assert differing(tmp_path / "c.db", tmp_path / "again.db") == {}


def test_an_article_that_two_addresses_gave_is_stored_once(make: Make, tmp_path: Path) -> None:
    def under_another_address(corpus: Corpus) -> None:
        crawl(corpus, article(1), at=LATER)
        corpus.conn.execute("UPDATE frontier SET key = 'suara_kota.example/amp/1', url = 'https://suara.example/amp'")

    paths = make("a", lambda c: crawl(c, article(1))), make("b", under_another_address)
    merged(tmp_path / "c.db", *paths)
    rows = sql(tmp_path / "c.db", "SELECT key, state FROM frontier ORDER BY key")
    assert rows == [("suara_kota.example/amp/1", "stored"), ("suara_kota.example/berita-1", "duplicate")]
    with Corpus(tmp_path / "c.db", read_only=True) as corpus:
        assert invariants(corpus) == []


def test_an_address_that_gave_two_articles_keeps_both(make: Make, tmp_path: Path) -> None:
    def under_another_key(corpus: Corpus) -> None:
        crawl(corpus, article(7), at=LATER)
        corpus.conn.execute("UPDATE frontier SET key = 'suara_kota.example/berita-1'")

    paths = make("a", lambda c: crawl(c, article(1))), make("b", under_another_key)
    merged(tmp_path / "c.db", *paths)
    with Corpus(tmp_path / "c.db", read_only=True) as corpus:
        assert invariants(corpus) == []
    stored = "SELECT key, article_key FROM frontier WHERE state = 'stored' ORDER BY article_key"
    assert [row[1][-1] for row in sql(tmp_path / "c.db", stored)] == ["1", "7"]


def test_labels_samples_and_grades_follow_their_articles(make: Make, tmp_path: Path) -> None:
    def graded(corpus: Corpus, label: str, at: str, coder: str = "ani") -> None:
        for (number,) in corpus.conn.execute("SELECT id FROM articles").fetchall():
            corpus.conn.execute("INSERT INTO grades VALUES (?, 1, 2)", (number,))
            corpus.conn.execute("INSERT INTO matches VALUES (?, 1, 'pegawai', 'body')", (number,))
            corpus.conn.execute(
                "INSERT INTO labels VALUES (?, 'demo', ?, ?, 'catatan', ?, 'article')", (number, coder, label, at)
            )
        corpus.conn.execute("INSERT INTO samples VALUES (1, 1, ?, 7, '{}', 1)", (at,))
        corpus.conn.execute("INSERT INTO sample_articles SELECT 1, 1, max(id), 'x', 3 FROM articles")

    a = make("a", lambda c: crawl(c, article(1), article(2)), lambda c: graded(c, "yes", "2024-03-09T00:00:00+00:00"))
    b = make(
        "b",
        lambda c: crawl(c, article(9), article(1), at=LATER),
        lambda c: graded(c, "no", "2024-03-12T00:00:00+00:00"),
    )
    merged(tmp_path / "c.db", a, b)
    labels = "SELECT substr(key, -1), label FROM labels JOIN articles ON id = article_id ORDER BY key"
    assert sql(tmp_path / "c.db", labels) == [("1", "no"), ("2", "yes"), ("9", "no")]
    samples = "SELECT sample_id, substr(key, -1) FROM sample_articles JOIN article_ids ON id = article_id ORDER BY 1"
    assert sql(tmp_path / "c.db", samples) == [(1, "2"), (2, "1")]
    assert sql(tmp_path / "c.db", "SELECT count(*), sum(grade) FROM grades") == [(3, 6)]
    assert sql(tmp_path / "c.db", "SELECT count(*) FROM matches") == [3]
    assert sql(tmp_path / "c.db", "SELECT count(*) FROM topics") == [1]


def test_copies_of_one_corpus_that_went_apart_share_their_first_runs(make: Make, tmp_path: Path) -> None:
    first = lambda c: crawl(c, article(1), article(2))  # noqa: E731
    a = make("a", first, lambda c: crawl(c, article(3), at=LATER), uuid="same")
    b = make("b", first, lambda c: crawl(c, article(4), at=LATER + timedelta(hours=1)), uuid="same")
    merged(tmp_path / "c.db", a, b)
    assert sql(tmp_path / "c.db", "SELECT count(*) FROM runs") == [3]
    assert sql(tmp_path / "c.db", "SELECT value FROM meta WHERE name = 'uuid'") == ["same"]
    ids = "SELECT old_id, count(*) FROM merged_ids GROUP BY 1"
    assert max(number for _, number in sql(tmp_path / "c.db", ids)) <= 2
    with Corpus(tmp_path / "c.db", read_only=True) as corpus:
        assert invariants(corpus) == []
    merged(tmp_path / "again.db", tmp_path / "c.db", a)
    assert differing(tmp_path / "c.db", tmp_path / "again.db") == {}


def test_copies_are_seen_between_the_corpora_and_quotes_are_carried(make: Make, tmp_path: Path) -> None:
    """The agency's article is in one corpus, its copy in the other."""

    def derived(corpus: Corpus, *articles: Article, at: datetime) -> None:
        crawl(corpus, *articles, at=at)
        assert derive_lately(corpus) == []

    paths = (
        make("a", lambda c: derived(c, ARTICLES[0], article(1, outlet="kantor_berita"), at=CLOCK)),
        make("b", lambda c: derived(c, ARTICLES[1], article(1, outlet="warta_timur", day=4), at=LATER)),
    )
    merged(tmp_path / "c.db", *paths)
    quotes = "SELECT article_id, start, speaker, text FROM quotes ORDER BY 1, 2"
    carried = sql(tmp_path / "c.db", quotes)
    assert len({row[0] for row in carried}) == 2
    with Corpus(tmp_path / "c.db") as corpus:
        assert derive_lately(corpus) == []
        copies = """SELECT c.outlet, o.outlet FROM copies
            JOIN articles c ON c.id = copy_id JOIN articles o ON o.id = origin_id"""
        assert corpus.conn.execute(copies).fetchall() == [("warta_timur", "kantor_berita")]
        check_index(corpus, 1)
        for derivation in derivations(corpus.path):
            deque(derive_due(corpus, derivation, anew=True), maxlen=0)
    assert sql(tmp_path / "c.db", quotes) == carried


def test_the_ledger_tells_of_every_listing(make: Make, tmp_path: Path) -> None:
    def asks(corpus: Corpus) -> None:
        run = crawl(corpus, article(1))
        answer = ListingAnswer("suara_kota", "feed", "https://suara-kota.example/feed", CLOCK, "answered", links=1)
        note_listing(corpus, run, answer)
        note_listing(corpus, run, answer)

    paths = make("a", asks), make("b", asks)
    merged(tmp_path / "c.db", *paths)
    assert sql(tmp_path / "c.db", "SELECT run_id, count(*) FROM ledger GROUP BY 1") == [(1, 2), (2, 2)]
    merged(tmp_path / "again.db", tmp_path / "c.db", paths[0])
    assert differing(tmp_path / "c.db", tmp_path / "again.db") == {}


def test_looks_and_events_of_both_stand_in_time(make: Make, tmp_path: Path) -> None:
    def seen(corpus: Corpus, hour: int) -> None:
        run = crawl(corpus, article(1), at=CLOCK + timedelta(hours=hour))
        at = (LATER + timedelta(hours=hour)).isoformat()
        look, event = (KEY, run, at, "changed"), (KEY, "2024-03-10", "changed", 1)
        corpus.conn.execute("INSERT INTO looks (article_key, run_id, at, result) VALUES (?, ?, ?, ?)", look)
        corpus.conn.execute("INSERT INTO events (article_key, day, kind, to_capture) VALUES (?, ?, ?, ?)", event)

    merged(tmp_path / "c.db", make("a", lambda c: seen(c, 0)), make("b", lambda c: seen(c, 5)))
    assert sql(tmp_path / "c.db", "SELECT count(*) FROM looks") == [2]
    assert sql(tmp_path / "c.db", "SELECT article_key, kind FROM events") == [(KEY, "changed")]


def test_a_tombstone_of_either_side_closes_an_address_that_waits(make: Make, tmp_path: Path) -> None:
    """What was fetched is taken out before, by the removal itself (tests/crawler/merging)."""

    def removed(corpus: Corpus) -> None:
        crawl(corpus, article(2))
        corpus.conn.execute("INSERT INTO tombstones VALUES (?, 'permintaan', '2024-03-09')", (key_hash(KEY),))

    def waits(corpus: Corpus) -> None:
        crawl(corpus, article(1), at=LATER)
        corpus.drop_article(KEY)
        corpus.conn.execute("DELETE FROM captures")
        corpus.conn.execute("UPDATE frontier SET state = 'pending', article_key = NULL")
        corpus.conn.execute("UPDATE run_outcomes SET outcome = 'pending'")

    merged(tmp_path / "c.db", make("a", removed), make("b", waits))
    rows = sql(tmp_path / "c.db", "SELECT state, reason, key, url FROM frontier WHERE state <> 'stored'")
    assert rows == [("rejected", "removed", f"removed:{key_hash(KEY)}", f"removed:{key_hash(KEY)}")]
    assert sql(tmp_path / "c.db", "SELECT count(*) FROM tombstones") == [1]
    assert [key for key in sql(tmp_path / "c.db", "SELECT key FROM article_ids") if key.endswith("-1")] == []
    with Corpus(tmp_path / "c.db", read_only=True) as corpus:
        assert invariants(corpus) == []


def test_a_corpus_that_lost_its_uuid_is_merged_all_the_same(two: tuple[Path, Path], tmp_path: Path) -> None:
    with Corpus(two[1]) as corpus:
        corpus.conn.execute("DELETE FROM meta WHERE name = 'uuid'")
    merged(tmp_path / "c.db", *two)
    assert sql(tmp_path / "c.db", "SELECT count(*) FROM runs WHERE command = 'crawl'") == [2]
    assert len(set(sql(tmp_path / "c.db", "SELECT corpus_uuid FROM merged_ids"))) == 2
