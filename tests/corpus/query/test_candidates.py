"""The work of a search is bounded by the candidates it looks at: what is counted in part, and gone on with."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import QueryError
from corpus.models import Article
from corpus.query.facets import facets
from corpus.query.matches import Matches
from corpus.query.selection import select
from corpus.query.time_limit import time_limit
from corpus.search import SearchResult, Sort, search
from corpus.store import Corpus

EVERY_FOURTH = "pegawai outlet:warta_timur"


@pytest.fixture
def many(corpus: Corpus, keep: Callable[..., object], another: Callable[..., Article]) -> Corpus:
    """Forty articles, each on a day of its own; every fourth is a copy of the one before at another outlet."""
    outlets = ("suara_kota", "warta_timur")
    keep(*(another(n, text=f"Pegawai ke-{n - (n % 4 == 3)} dibina.", day=date(2020, 1 + n // 20, 1 + n % 20),
                   outlet=outlets[n % 4 == 3]) for n in range(40)))  # fmt: skip
    return corpus


@pytest.fixture
def few_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten candidates are counted, and twenty looked at for a page; each is tested, however few an outlet has."""
    monkeypatch.setattr("corpus.query.budget.COUNTED", 10)
    monkeypatch.setattr("corpus.query.budget.SEARCHED", 20)
    monkeypatch.setattr("corpus.query.narrow.MOST_LISTED", -1)


def ids(result: SearchResult) -> list[int]:
    return [hit.id for hit in result.hits]


def steps(corpus: Corpus, sql: str, values: Mapping[str, object]) -> int:
    """How many steps SQLite's machine takes for a statement."""
    taken: list[None] = []
    corpus.conn.set_progress_handler(lambda: taken.append(None), 1)
    corpus.conn.execute(sql, values).fetchall()
    corpus.conn.set_progress_handler(None, 0)
    return len(taken)


def test_a_window_is_read_from_its_own_end(corpus: Corpus, keep: Callable[..., object],
                                           another: Callable[..., Article]) -> None:  # fmt: skip
    keep(another(0, text="Pegawai lama.", day=date(2010, 1, 1)))
    selection = select(corpus, "pegawai", since=date(2010, 1, 1), until=date(2010, 12, 31)).everywhere()
    alone = steps(corpus, selection.ids(), selection.values)
    keep(*(another(n, text=f"Pegawai {n}.", day=date(2020, 1, 1)) for n in range(1, 200)))
    beside = steps(corpus, f"{selection.ids().split('UNION ALL')[0]} ORDER BY id DESC", selection.values)
    assert beside < alone + 199  # less than a step for each newer one


@pytest.mark.usefixtures("few_candidates")
def test_a_total_is_exact_or_at_least_so_many(many: Corpus) -> None:
    in_part = search(many, EVERY_FOURTH, limit=1, count_by=("outlet",))
    assert (in_part.total, in_part.exact, in_part.stories) == (3, False, None)  # of the newest ten
    assert in_part.facets is not None
    assert (in_part.facets.over, in_part.facets.capped) == (3, True)
    assert "10 newest" in in_part.notes[0]
    whole = search(many, EVERY_FOURTH, limit=1, count_by=("outlet",), exact=True)
    assert (whole.total, whole.exact, whole.stories, whole.notes) == (10, True, 10, ())
    assert whole.facets is not None
    assert (whole.facets.over, whole.facets.capped) == (10, False)


def test_a_total_over_the_cap_is_at_least_the_cap(many: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.search.TOTAL_CAP", 4)
    capped = search(many, "pegawai", limit=2)
    assert (capped.total, capped.exact, capped.notes) == (4, False, ())
    whole = search(many, "pegawai", limit=2, exact=True)
    assert (whole.total, whole.exact) == (40, True)


def test_a_total_of_very_many_strings_is_counted_less_far(many: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.query.budget.COUNTED_STRINGS", 6)
    monkeypatch.setattr("corpus.query.budget.LEAST_COUNTED", 2)
    of_one, of_two = search(many, "=pegawai", limit=1), search(many, "=pegawai OR zzz OR yyy", limit=1)
    assert (of_one.total, of_one.exact, of_two.total, of_two.exact) == (6, False, 2, False)
    assert search(many, "=pegawai OR zzz OR yyy", limit=5).total == 5  # as many as are shown
    assert (search(many, "=pegawai OR zzz", exact=True).total, search(many, "yyy OR zzz").exact) == (40, True)


@pytest.mark.usefixtures("few_candidates")
def test_the_oldest_are_counted_where_the_page_begins(many: Corpus) -> None:
    oldest = search(many, EVERY_FOURTH, limit=1, sort="oldest")
    assert (oldest.total, oldest.exact) == (2, False)  # of the oldest ten
    assert any("10 oldest" in note for note in oldest.notes)
    with_facets = search(many, EVERY_FOURTH, limit=1, sort="oldest", count_by=("outlet",))
    assert any("10 newest" in note for note in with_facets.notes)
    assert with_facets.hits == oldest.hits


@pytest.mark.usefixtures("few_candidates")
@pytest.mark.parametrize(("sort", "first"), [("newest", "newest"), ("oldest", "oldest")])
def test_a_page_that_ran_out_of_candidates_goes_on_where_it_ended(many: Corpus, sort: Sort, first: str) -> None:
    whole = ids(search(many, EVERY_FOURTH, exact=True, sort=sort))
    assert len(whole) == 10
    result = search(many, EVERY_FOURTH, sort=sort)
    assert len(result.hits) == 5  # of twenty candidates
    assert any(f"no more were found among the 20 {first}" in note for note in result.notes)
    rest = search(many, EVERY_FOURTH, sort=sort, before=result.next_page)
    assert ids(result) + ids(rest) == whole
    assert rest.next_page is None


@pytest.mark.usefixtures("few_candidates")
def test_a_page_with_dates_goes_on_too(many: Corpus, keep: Callable[..., object],
                                       another: Callable[..., Article]) -> None:  # fmt: skip
    keep(another(50, text="Pegawai lama.", day=date(2019, 1, 1), outlet="warta_timur"))
    many.conn.execute("INSERT INTO misdated SELECT id, '2020-01-05' FROM articles WHERE published_day = '2019-01-01'")
    many.conn.execute("UPDATE articles SET published_day = '2020-01-05' WHERE published_day = '2019-01-01'")
    query = f"{EVERY_FOURTH} year:2020"
    whole = ids(search(many, query, exact=True))
    assert len(whole) == 11
    read, before = [], None
    for _ in range(9):
        result = search(many, query, limit=3, before=before)
        read += ids(result)
        if (before := result.next_page) is None:
            break
    assert read == whole


@pytest.mark.usefixtures("few_candidates")
def test_a_page_is_looked_for_further_than_it_is_counted(many: Corpus) -> None:
    assert len(search(many, EVERY_FOURTH, limit=4).hits) == 4  # three among the newest ten


@pytest.mark.usefixtures("few_candidates")
def test_the_undated_are_exact_or_at_least_so_many(
    many: Corpus, keep: Callable[..., object], another: Callable[..., Article]
) -> None:
    keep(*(another(n, text="Pegawai tanpa tanggal.") for n in range(50, 65)))
    year = {"since": date(2020, 1, 1), "until": date(2020, 12, 31)}
    result = search(many, "pegawai", **year)  # type: ignore[arg-type]
    assert (result.undated, result.undated_exact, result.total, result.exact) == (10, False, 40, True)
    result = search(many, "pegawai", exact=True, **year)  # type: ignore[arg-type]
    assert (result.undated, result.undated_exact, result.total, result.exact) == (15, True, 40, True)


@pytest.mark.usefixtures("few_candidates")
def test_relevance_ranks_what_was_looked_at(many: Corpus) -> None:
    result = search(many, EVERY_FOURTH, sort="relevance")
    assert (result.ranked, result.exact, result.total) == (3, False, 3)


def test_articles_tested_word_by_word_cost_more(many: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.query.compiler.COMMON", 1)
    monkeypatch.setattr("corpus.query.budget.COUNTED", 4_000)
    result = search(many, "dibina OR outlet:suara_kota", limit=1)
    assert (result.total, result.exact) == (10, False)  # 4,000 / WORD_TEST
    assert search(many, "dibina OR outlet:suara_kota", limit=1, exact=True).total == 40


def hurried(corpus: Corpus, seconds: float | None) -> SearchResult | None:
    try:
        return search(corpus, EVERY_FOURTH, count_by=("outlet", "month"), seconds=seconds)
    except QueryError:
        return None


def test_the_clock_changes_no_answer(many: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    calm = search(many, EVERY_FOURTH, count_by=("outlet", "month"))
    now = iter(range(10_000_000))
    monkeypatch.setattr("corpus.query.time_limit.time.monotonic", lambda: float(next(now)))
    monkeypatch.setattr("corpus.query.time_limit.STEPS", 1)
    answers = [hurried(many, seconds) for seconds in (*range(50, 20_000, 2_500), None)]
    assert all(answer in (calm, None) for answer in answers)
    assert calm in answers
    assert None in answers


def test_the_same_reading_serves_page_count_and_facets(many: Corpus) -> None:
    statements: list[str] = []
    many.conn.set_trace_callback(
        lambda sql: statements.append(sql) if "MATCH" in sql and "highlight" not in sql else None
    )
    result = search(many, "pegawai", limit=5, count_by=("outlet", "month"))
    many.conn.set_trace_callback(None)
    assert (result.total, result.stories) == (40, 30)
    read = [sql for sql in statements if "ORDER BY id" in sql]
    assert len(read) == 1, read


def test_matches_that_are_taken_again_are_not_read_again(many: Corpus) -> None:
    matches = Matches(many, select(many, "pegawai").everywhere())
    first = list(matches.take(3))
    assert list(matches.take(6))[:3] == first
    assert not matches.whole
    assert len(matches.take(100)) == 40
    assert matches.whole


def test_facets_are_counted_over_what_was_read(many: Corpus) -> None:
    selection = select(many, "pegawai").everywhere()
    matches = Matches(many, selection)
    matches.take(8)
    result = facets(many, selection, matches, ("outlet",))
    assert (result.over, result.capped) == (8, True)
    assert dict(result.facets[0].counts) == {"suara_kota": 6, "warta_timur": 2}


def test_a_search_reads_one_moment(many: Corpus, another: Callable[..., Article], keep: Callable[..., object]) -> None:
    with Corpus(many.path, read_only=True) as reader, reader.snapshot():
        before = search(reader, "pegawai")
        keep(another(60, text="Pegawai baru.", day=date(2021, 1, 1)))
        assert search(reader, "pegawai") == before
    assert search(many, "pegawai").total == before.total + 1


def test_a_search_that_would_not_end_is_ended(filled: Corpus) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(QueryError, match=r"took longer than 0\.01 s"), time_limit(filled.conn, 0.01):
        filled.conn.execute(endless).fetchone()
    assert filled.conn.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize(
    "query",
    ['"pegawai dibina"', '"ke pegawai"', "pegawai NEAR/3 dibina", "pega* NEAR/3 dibina", 'judul:"pegawai kantor"',
     '"pembinaan pegawai" OR "pekerja migran"', '"pegawai negeri" -"apel pagi"', "pegawai BP2MI-NTT",
     'judul:("pembinaan pegawai" -"di ntt")', '"pembinaan pega*"'],
)  # fmt: skip
def test_candidates_are_all_that_may_match(filled: Corpus, query: str) -> None:
    selection = select(filled, query).everywhere()
    values = {**selection.values, "any": selection.values["loose"] or selection.values["query"]}
    loose = filled.conn.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH :any", values).fetchall()
    exact = filled.conn.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH :query", values).fetchall()
    assert set(exact) <= set(loose)


@pytest.mark.usefixtures("few_candidates")
def test_a_phrase_is_looked_for_among_the_articles_with_its_words(many: Corpus) -> None:
    result = search(many, '"pegawai dibina"')
    assert (result.total, result.exact) == (0, False)
    assert "20 newest" in result.notes[0]
    assert search(many, '"ke 3"').total == 0
    assert search(many, '"ke 4"').exact  # two articles have these words


@pytest.mark.usefixtures("few_candidates")
def test_a_backup_and_a_file_that_was_analysed_give_the_same_answer(many: Corpus, tmp_path: Path) -> None:
    queries = ("pegawai", EVERY_FOURTH, '"pegawai ke"', "pega* NEAR/3 dibina", "judul:berita place:kupang",
               "is:reprint", "pegawai year:2020 outlet:suara_kota", "dibina OR outlet:warta_timur")  # fmt: skip
    sorts: tuple[Sort, ...] = ("newest", "oldest", "relevance")
    asked = [(query, sort) for query in queries for sort in sorts]
    before = [search(many, query, sort=sort, count_by=("outlet", "month")) for query, sort in asked]
    many.conn.execute("VACUUM INTO ?", (str(tmp_path / "backup.db"),))
    many.conn.execute("ANALYZE")
    with Corpus(tmp_path / "backup.db", read_only=True) as backup:
        for corpus in (many, backup):
            assert [search(corpus, query, sort=sort, count_by=("outlet", "month")) for query, sort in asked] == before
    assert {result.exact for result in before} == {True, False}
