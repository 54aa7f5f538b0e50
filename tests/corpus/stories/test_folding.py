"""A search shows each story once: under its root where that matches, else under the first article that does."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from corpus.file.schema.migrations import migrations
from corpus.models import Article
from corpus.search import search
from corpus.store import Corpus
from tests.conftest import Keep
from tests.exact_copies import EXACT_COPIES

OUTLETS = ("kantor_berita", "warta_timur", "suara_kota")
INSERT = """INSERT INTO articles (id, outlet, key, url, title, text, authors, words, complete, text_sha256, extractor,
    rules_version) VALUES (?, ?, ?, '', 'Rapat', 'Rapat ditunda', '[]', 2, 1, ?, '', '')"""

Another = Callable[..., Article]


def test_an_older_corpus_is_filled_with_its_exact_copies(tmp_path: Path) -> None:
    path = tmp_path / "kliping.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        migrations.apply(Database(sql), stop_before="m018_derived_from_texts")
        sql.executemany(
            "INSERT OR IGNORE INTO outlets VALUES (?, ?, 'media', 'media.example', NULL, 'user')",
            [(slug, slug) for slug in OUTLETS],
        )
        for number, (outlet, text) in enumerate(zip(OUTLETS * 3, "xxxyyxzxz", strict=True)):
            sql.execute(INSERT, (number, outlet, str(number), text))
        expected = sql.execute(EXACT_COPIES).fetchall()
    with Corpus(path) as corpus:
        assert corpus.conn.execute("SELECT * FROM stories ORDER BY 1").fetchall() == sorted(expected)
        assert len(expected) == 6
        assert corpus.conn.execute("SELECT 1 FROM sqlite_schema WHERE name LIKE 'reprints%'").fetchone() is None


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance"])
@pytest.mark.parametrize("limit", [1, 20])
def test_a_release_with_39_copies_is_40_articles_and_1_story(
    corpus: Corpus, release: list[int], sort: str, limit: int
) -> None:
    result = search(corpus, "pegawai", sort=sort, limit=limit)
    assert (result.total, result.stories, len(result.hits), result.next_page) == (40, 1, 1, None)
    assert (result.hits[0].copies, result.hits[0].story_id) == (39, release[0])
    if sort != "relevance":
        assert result.hits[0].id == release[0]  # though a copy has a lower id


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@pytest.mark.parametrize("before", [0, 200])
@pytest.mark.parametrize("counted", [True, False])
def test_the_first_match_stands_for_a_story_whose_root_is_no_match(
    corpus: Corpus, release: list[int], sort: str, before: int, counted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.query.matches.MOST_BEFORE", before)
    monkeypatch.setattr("corpus.search.TOTAL_CAP", 10_000 if counted else 2)  # then the others are looked up
    result = search(corpus, "pegawai is:reprint", sort=sort, limit=3)
    lowest = min(release[1:])
    newest = max(release[1:])
    unlimited = before > 0 or counted or sort == "oldest"  # else too many are to be tested
    assert [hit.id for hit in result.hits] == [lowest if unlimited else newest]
    assert result.stories == (1 if counted else None)


def test_pages_show_each_story_once(corpus: Corpus, release: list[int], keep: Keep, another: Another) -> None:
    keep(*(another(100 + n, day=date(2024, 3, 9 + n), text=f"Pegawai lain {n}.") for n in range(9)))
    shown, before = list[int](), None
    while True:
        page = search(corpus, "pegawai", limit=2, before=before)
        assert (page.total, page.stories) == (49, 10)
        shown += [hit.id for hit in page.hits]
        if (before := page.next_page) is None:
            break
    assert len(shown) == len(set(shown)) == 10
    assert shown == sorted(shown, reverse=True)
    assert release[0] in shown


def test_stories_of_very_many_matches_are_counted_on_request(
    corpus: Corpus, release: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.query.matches.STORY_CAP", 39)
    result = search(corpus, "pegawai")
    assert (result.total, result.exact, result.stories) == (40, True, None)
    assert [hit.id for hit in result.hits] == [release[0]]
    assert search(corpus, "pegawai", exact=True).stories == 1


def test_a_lost_root_leaves_stories_of_their_own(corpus: Corpus, release: list[int]) -> None:
    corpus.conn.execute("DELETE FROM articles WHERE id = ?", (release[0],))
    result = search(corpus, "pegawai", limit=100)
    assert (result.total, result.stories, len(result.hits)) == (39, 39, 39)


def test_facets_count_articles_and_stories(corpus: Corpus, release: list[int], keep: Keep, another: Another) -> None:
    keep(*(another(200 + n, day=date(2023, 3, 9 + n), text=f"Pegawai lain {n}.", outlet="media_3") for n in range(3)))
    found = search(corpus, "pegawai", count_by=["year", "outlet", "kind"]).facets
    assert found is not None
    year, outlet, kind = found.facets
    assert (year.counts, year.stories) == ((("2024", 40), ("2023", 3)), (1, 3))
    assert (outlet.counts[0], outlet.stories[0]) == (("media_3", 4), 4)
    assert (outlet.rest, outlet.rest_stories) == (20, 20)  # each has one article of the story
    assert (kind.counts, kind.stories) == ((("media", 43),), (4,))


@pytest.mark.parametrize("limits", [{}, {"MOST_LISTED": -1}, {"ONE_BY_ONE": 0}], ids=str)
def test_copies_alone_and_what_is_none(filled: Corpus, limits: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in limits.items():
        monkeypatch.setattr(f"corpus.query.narrow.{name}", value)
    for query, titles in (
        ("pegawai is:reprint", ["Deputi Bina Pegawai di Kupang"]), ("is:reprint", ["Deputi Bina Pegawai di Kupang"]),
        ("pegawai is:original", ["Pembinaan Pegawai di NTT", "Opini: Pegawai Publik dan Harapan Warga"]),
        ("integritas -is:reprint", ["Pembinaan Pegawai di NTT"]), ("gagalkan OR is:reprint year:2023",
         ["BP2MI-NTT Gagalkan Keberangkatan Ilegal", "Deputi Bina Pegawai di Kupang"]),
    ):  # fmt: skip
        assert [hit.title for hit in search(filled, query).hits] == titles, query


def test_copies_are_listed_from_their_own_table(filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.query.narrow.ONE_BY_ONE", 0)
    plan = [row[3] for row in filled.conn.execute(f"EXPLAIN QUERY PLAN {search(filled, 'pegawai is:reprint').sql}",
                                                  {"query": '"pegawai"', "before": 1 << 62, "after": -1})]  # fmt: skip
    assert any("stories" in step for step in plan), plan
    assert not any("articles_text" in step or "TEMP B-TREE" in step for step in plan), plan
