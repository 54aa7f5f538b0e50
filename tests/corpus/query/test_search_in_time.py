"""A search that could take long: what is read once, counted in part, ended in the middle and gone on with."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from corpus.errors import QueryError
from corpus.models import Article
from corpus.query.facets import facets
from corpus.query.matches import Matches
from corpus.query.selection import select
from corpus.query.time_limit import Deadline, time_limit
from corpus.search import ENDED, SearchResult, search
from corpus.store import Corpus


@pytest.fixture
def many(corpus: Corpus, keep: Callable[..., object], another: Callable[..., Article]) -> Corpus:
    """Forty articles, each on a day of its own; every fourth is a copy of the one before at another outlet."""
    outlets = ("suara_kota", "warta_timur")
    keep(*(another(n, text=f"Pegawai ke-{n - (n % 4 == 3)} dibina.", day=date(2020, 1 + n // 20, 1 + n % 20),
                   outlet=outlets[n % 4 == 3]) for n in range(40)))  # fmt: skip
    return corpus


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that goes on by a second whenever it is looked at, and is looked at all the time."""
    now = iter(range(10_000_000))
    monkeypatch.setattr("corpus.query.time_limit.time.monotonic", lambda: float(next(now)))
    monkeypatch.setattr("corpus.query.time_limit.STEPS", 1)


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


def ended(corpus: Corpus, seconds: float) -> SearchResult | None:
    try:
        return search(corpus, "pegawai", seconds=seconds)
    except QueryError:
        return None


@pytest.mark.usefixtures("ticking")
def test_a_page_that_was_ended_goes_on_where_it_ended(many: Corpus) -> None:
    whole = [hit.id for hit in search(many, "pegawai", limit=40, seconds=None).hits]
    assert len(whole) == 30
    results = [result for seconds in range(2_000, 12_000, 100) if (result := ended(many, seconds))]
    in_part = [result for result in results if ENDED in result.notes]
    assert in_part
    for result in in_part:
        ids = [hit.id for hit in result.hits]
        rest = search(many, "pegawai", limit=40, before=result.next_page, seconds=None)
        assert 0 < len(ids) < 20
        assert ids + [hit.id for hit in rest.hits] == whole
        assert result.capped
    assert ended(many, 1) is None


@pytest.mark.usefixtures("ticking")
def test_a_page_waits_for_its_first_article(many: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [hit.id for hit in search(many, "pegawai", limit=40, seconds=None).hits]
    monkeypatch.setattr("corpus.query.paging.FINDING", 0)
    ids: list[int] = []
    before, pages = None, 0
    while len(ids) < 30:
        result = search(many, "pegawai", seconds=1e6, before=before)
        ids += [hit.id for hit in result.hits]
        before, pages = result.next_page, pages + 1
        assert (ENDED in result.notes) == (before is not None)
    assert ids == whole
    assert pages > 2


@pytest.mark.usefixtures("ticking")
def test_a_count_that_was_ended_says_more_than(many: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.search.COUNT_SECONDS", 0)
    result = search(many, "pegawai", limit=2, count_by=("outlet",), seconds=None)
    assert result.capped
    assert 3 <= result.total < 40
    assert result.stories is None
    assert result.facets is not None
    assert (result.facets.over, result.facets.capped) == (result.total, True)


@pytest.mark.usefixtures("ticking")
def test_page_and_count_share_their_time(many: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.search.COUNT_SECONDS", 400)
    short, long = (search(many, "pegawai", limit=limit, seconds=1e6).total for limit in (1, 4))
    assert abs(long - short) <= 2
    monkeypatch.setattr("corpus.search.COUNT_SECONDS", 0)
    hurried = search(many, "pegawai", limit=4, seconds=1e6).total
    monkeypatch.setattr("corpus.search.LEAST_COUNT_SECONDS", 200)
    assert hurried + 5 < search(many, "pegawai", limit=4, seconds=1e6).total < 40


@pytest.mark.usefixtures("ticking")
def test_the_undated_are_counted_as_far_as_the_time_reaches(
    many: Corpus, keep: Callable[..., object], another: Callable[..., Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(*(another(n, text="Pegawai tanpa tanggal.") for n in range(50, 60)))
    year = {"since": date(2020, 1, 1), "until": date(2020, 12, 31)}
    result = search(many, "pegawai", seconds=None, **year)  # type: ignore[arg-type]
    monkeypatch.setattr("corpus.search.UNDATED_SECONDS", 0)
    hurried = search(many, "pegawai", seconds=None, **year)  # type: ignore[arg-type]
    assert hurried.undated_capped
    assert hurried.undated < 10
    monkeypatch.setattr("corpus.search.UNDATED_SECONDS", None)
    result = search(many, "pegawai", seconds=None, **year)  # type: ignore[arg-type]
    assert (result.undated, result.undated_capped, result.total) == (10, False, 40)


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
    matches = Matches(many, select(many, "pegawai").everywhere(), Deadline())
    first = list(matches.take(3))
    assert list(matches.take(6))[:3] == first
    assert not matches.whole
    assert len(matches.take(100)) == 40
    assert matches.whole


def test_facets_are_counted_over_what_was_read(many: Corpus) -> None:
    selection = select(many, "pegawai").everywhere()
    matches = Matches(many, selection, Deadline())
    matches.take(8)
    result = facets(many, selection, matches, ("outlet",))
    assert (result.over, result.capped) == (8, True)
    assert dict(result.facets[0].counts) == {"suara_kota": 6, "warta_timur": 2}


def test_a_part_of_the_time_is_left_quietly_and_the_whole_is_not(filled: Corpus) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with time_limit(filled.conn, 5.0) as clock:
        with clock.at_most(0.01):
            filled.conn.execute(endless).fetchone()
        assert filled.conn.execute("SELECT 1").fetchone() == (1,)
    with (
        pytest.raises(QueryError, match=r"took longer than 0\.01 s"),
        time_limit(filled.conn, 0.01) as clock,
        clock.at_most(5.0),
    ):
        filled.conn.execute(endless).fetchone()
