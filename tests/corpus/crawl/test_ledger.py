"""The ledger tells "found", "nothing found", "could not look" and "changed" apart."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from corpus.crawl.coverage import month_coverage, months
from corpus.crawl.frontier import Frontier
from corpus.crawl.frontier_entries import FrontierEntry
from corpus.crawl.ledger import LedgerFilter, listing_reports, way_reports
from corpus.crawl.listing_counts import EntryCounts
from corpus.crawl.runs import ListingAnswer, end_run, note_listing, start_run
from corpus.errors import CorpusError, QueryError
from corpus.linguistics.trend import trend
from corpus.store import Corpus
from corpus.topics import parse_topic

Row = tuple[Any, ...]
Crawl = Callable[..., int]
TOPIC = 'name = "{name}"\n[ask]\nsearch = ["BP2MI pegawai"]\n[grade]\nphrases = ["pegawai"]\n'
MONDAY = datetime(2024, 3, 4, 20, 0, tzinfo=UTC)  # Tuesday in Jakarta


@pytest.fixture
def crawl(corpus: Corpus) -> Crawl:
    """A crawl with these ledger rows: `crawl((way, address, answer, reason, links), ...)`; gives its id."""

    def record_run(
        *rows: Row, outlet: str = "suara_kota", topic: str = "asn", clock: datetime = MONDAY, **options: Any
    ) -> int:
        parsed = parse_topic(TOPIC.format(name=topic))
        run = start_run(corpus, "crawl", topic=parsed, clock=clock, options=options, versions={})
        for way, address, answer, reason, links in rows:
            note_listing(
                corpus,
                run,
                ListingAnswer(
                    outlet, way, address, clock, answer, reason, links=links, counts=EntryCounts({"known": links})
                ),
            )
        end_run(corpus, run, state="finished", exit_code=0)
        return run

    return record_run


FULL: Row = ("search", "https://suara-kota.example/?s=a", "answered", None, 12)
EMPTY: Row = ("search", "https://suara-kota.example/?s=a", "answered", "nothing_found", 0)


def results(corpus: Corpus, **which: Any) -> list[str]:
    return [asking.result for asking in way_reports(corpus, LedgerFilter(**which))]


@pytest.mark.parametrize(
    ("rows", "result"),
    [
        ([FULL], "found"),
        ([FULL, ("search", "b", "failed", "http_503", 0)], "found"),
        ([EMPTY], "nothing found"),
        ([("sitemap", "a", "failed", "http_404", 0), ("sitemap", "b", "answered", None, 0)], "nothing found"),
        ([("sitemap", "a", "failed", "not_a_sitemap", 0), ("sitemap", "b", "answered", None, 0)], "nothing found"),
        ([("search", "a", "failed", "http_503", 0)], "could not look"),
        ([("search", "a", "failed", "connection", 0)], "could not look"),
        ([("search", "a", "refused", "robots", 0)], "could not look"),
        ([EMPTY, ("search", "b", "failed", "timeout", 0)], "could not look"),
        ([("search", "a", "failed", "http_404", 0)], "could not look"),
        ([("search", "a", "failed", "not_a_listing", 0)], "changed"),
        ([("search", "a", "answered", "not_a_listing", 0)], "changed"),
        ([("search", "a", "failed", "search_ignored", 0)], "changed"),
        ([("search", "a", "failed", "not_a_listing", 0), ("search", "b", "failed", "http_503", 0)], "could not look"),
    ],
)  # fmt: skip
def test_what_came_of_asking(corpus: Corpus, crawl: Crawl, rows: list[Row], result: str) -> None:
    crawl(*rows)
    assert results(corpus) == [result]


def test_an_address_that_gave_links_before_has_changed(corpus: Corpus, crawl: Crawl) -> None:
    crawl(FULL)
    crawl(EMPTY)
    crawl(EMPTY)
    assert results(corpus) == ["found", "changed", "changed"]
    assert way_reports(corpus)[2].gave == (1, 12)
    assert [page.result for page in listing_reports(corpus)] == ["found", "changed", "changed"]


def test_an_address_that_is_empty_at_times_has_not_changed(corpus: Corpus, crawl: Crawl) -> None:
    for row in (FULL, EMPTY, FULL, EMPTY):
        crawl(row)
    assert results(corpus) == ["found", "changed", "found", "nothing found"]


READ_AND_UNREAD = EntryCounts.of([("off_topic", "https://x.example/a"), ("unreadable", "Apel")])
UNREAD = EntryCounts.of([("unknown_form", "https://x.example/b")])


@pytest.mark.parametrize(
    ("rows", "result"),
    [
        ([("answered", None, READ_AND_UNREAD)], "nothing on the topic"),
        ([("answered", None, READ_AND_UNREAD), ("failed", "unread_entries", UNREAD)], "could not look"),
        ([("answered", None, EntryCounts()), ("failed", "unread_entries", UNREAD)], "could not look"),
        ([("answered", "nothing_found", READ_AND_UNREAD)], "nothing found"),  # the page says that it has no hit
        ([("answered", "nothing_found", EntryCounts())], "nothing found"),
        ([("answered", None, None)], "nothing found"),  # of an older kliping
        ([("failed", "search_ignored", READ_AND_UNREAD)], "changed"),
    ],
)
def test_what_entries_without_links_mean(corpus: Corpus, rows: list[Row], result: str) -> None:
    run = start_run(corpus, "crawl", topic=None, clock=MONDAY, options={}, versions={})
    for answer, reason, counts in rows:
        note_listing(corpus, run, ListingAnswer("suara_kota", "feed", "f", MONDAY, answer, reason, counts=counts))
    [way] = way_reports(corpus)
    assert way.result == result
    assert way.could_look == (result in {"nothing found", "nothing on the topic"})


def test_entries_that_were_not_for_the_topic_are_no_change(corpus: Corpus, crawl: Crawl) -> None:
    crawl(FULL)
    run = start_run(corpus, "crawl", topic=parse_topic(TOPIC.format(name="asn")), clock=MONDAY, options={}, versions={})
    note_listing(corpus, run, ListingAnswer("suara_kota", *FULL[:2], MONDAY, "answered", counts=READ_AND_UNREAD))
    assert results(corpus) == ["found", "nothing on the topic"]


def test_a_month_is_not_whole_where_entries_could_not_be_used(corpus: Corpus, crawl: Crawl) -> None:
    crawl(FULL, since="2024-02-01")
    assert month_coverage(corpus, "2024-02").whole == ("suara_kota",)
    corpus.conn.execute("UPDATE ledger SET unknown_form = 4, entries = entries + 4")
    assert month_coverage(corpus, "2024-02").part == ("suara_kota",)


def test_other_words_or_another_topic_may_find_nothing(corpus: Corpus, crawl: Crawl) -> None:
    crawl(FULL)
    crawl(("search", "https://suara-kota.example/?s=b", "answered", "nothing_found", 0))
    crawl(EMPTY, topic="lain")
    assert results(corpus) == ["found", "nothing found", "nothing found"]


def test_the_counts_of_a_way(corpus: Corpus, crawl: Crawl) -> None:
    run = crawl(FULL, ("search", "b", "answered", "capped", 3), ("search", "c", "refused", "robots", 0),
                ("search", "d", "failed", "http_503", 0), ("search", "e", "failed", "http_503", 0))  # fmt: skip
    [a] = way_reports(corpus)
    assert (a.run_id, a.outlet, a.way, a.listings, a.answered, a.failed, a.refused) == (
        run,
        "suara_kota",
        "search",
        5,
        2,
        2,
        1,
    )
    assert (a.links, a.new, a.known, a.capped) == (15, 0, 15, 1)
    assert a.reasons == {"capped": 1, "robots": 1, "http_503": 2}


def test_listings_still_to_ask_are_told(corpus: Corpus, crawl: Crawl) -> None:
    run = crawl(FULL)
    Frontier(corpus, run).discover(
        FrontierEntry("suara_kota", "listing", "search", "next", "https://suara-kota.example/2")
    )
    assert [(a.open, a.whole) for a in way_reports(corpus)] == [(1, False)]


def test_an_outlet_that_was_to_be_asked_and_was_not(corpus: Corpus, crawl: Crawl) -> None:
    crawl(FULL, outlets=["suara_kota", "warta_timur"])
    assert [(a.outlet, a.way, a.result, dict(a.reasons)) for a in way_reports(corpus)][1] == (
        "warta_timur", "-", "could not look", {"not_asked": 1},
    )  # fmt: skip


def test_the_ledger_is_filtered(corpus: Corpus, crawl: Crawl) -> None:
    crawl(FULL)
    crawl(FULL, outlet="warta_timur", clock=MONDAY + timedelta(days=7))
    assert [a.run_id for a in way_reports(corpus, LedgerFilter(run=2))] == [2]
    assert [a.run_id for a in way_reports(corpus, LedgerFilter(outlets=["suara_kota"]))] == [1]
    assert [a.run_id for a in way_reports(corpus, LedgerFilter(since=date(2024, 3, 6)))] == [2]
    assert [a.run_id for a in way_reports(corpus, LedgerFilter(since=date(2024, 3, 5)))] == [
        1,
        2,
    ]  # a Tuesday in Jakarta
    assert [a.run_id for a in way_reports(corpus, LedgerFilter(until=date(2024, 3, 5)))] == [1]
    assert way_reports(corpus, LedgerFilter(until=date(2024, 3, 4))) == []
    with pytest.raises(CorpusError, match="there is no run 9; the newest is 2"):
        way_reports(corpus, LedgerFilter(run=9))


def test_a_month_is_whole_where_all_of_it_was_asked_and_answered(corpus: Corpus, crawl: Crawl) -> None:
    crawl(FULL, since="2024-01-15")
    assert month_coverage(corpus, "2024-02").whole == ("suara_kota",)
    assert month_coverage(corpus, "2024-01").part == ("suara_kota",)
    assert month_coverage(corpus, "2024-03").part == ("suara_kota",)  # the run's own month is not over
    assert month_coverage(corpus, "2023-12").blind == ("kantor_berita", "suara_kota", "warta_timur")


@pytest.mark.parametrize(
    ("row", "degree"),
    [
        (EMPTY, "whole"),
        (("search", "a", "answered", "capped", 3), "part"),
        (("search", "a", "failed", "http_503", 0), "blind"),
        (("search", "a", "failed", "not_a_listing", 0), "blind"),
        (("feed", "a", "answered", None, 20), "blind"),  # a feed tells nothing of an earlier month
    ],
)
def test_how_far_a_month_was_looked_at(corpus: Corpus, crawl: Crawl, row: Row, degree: str) -> None:
    crawl(row)
    assert "suara_kota" in getattr(month_coverage(corpus, "2024-02"), degree)


def test_a_later_run_makes_good(corpus: Corpus, crawl: Crawl) -> None:
    crawl(("search", "a", "failed", "http_503", 0))
    crawl(FULL)
    crawl(("search", "a", "failed", "http_503", 0))
    assert month_coverage(corpus, "2024-02").whole == ("suara_kota",)


def test_a_later_run_for_fewer_days_takes_nothing_back(corpus: Corpus, crawl: Crawl) -> None:
    crawl(FULL)
    crawl(FULL, since="2024-02-10")
    assert month_coverage(corpus, "2024-02").whole == ("suara_kota",)


def test_a_feed_tells_of_its_own_month(corpus: Corpus, crawl: Crawl) -> None:
    crawl(("feed", "a", "answered", None, 20))
    assert month_coverage(corpus, "2024-03").part == ("suara_kota",)


@pytest.mark.parametrize("bad", ["2024", "2024-13", "2024-1", "Maret 2024", "0000-01"])
def test_what_is_no_month(corpus: Corpus, bad: str) -> None:
    with pytest.raises(QueryError, match="is not a month"):
        month_coverage(corpus, bad)


def test_the_months_of_a_corpus(filled: Corpus) -> None:
    assert months(filled) == ["2023-11", "2023-12", "2024-01"]


def test_a_month_that_was_asked_for_and_is_empty_has_a_row(filled: Corpus, crawl: Crawl) -> None:
    """The articles are of 2023-11 to 2024-01; the crawls run in March 2024."""

    def spans(**filters: Any) -> list[tuple[str, int, int | None]]:
        return [(point.span, point.articles, point.looked) for point in trend(filled, "pegawai", **filters)[0]]

    between = [("2023-11", 2, None), ("2023-12", 0, None), ("2024-01", 0, None)]
    assert spans() == between
    assert spans(since=date(2023, 9, 1)) == [("2023-09", 0, None), ("2023-10", 0, None), *between]

    crawl(FULL, since="2023-10-01")
    between = [(span, n, 1) for span, n, _ in between]
    october = ("2023-10", 0, 1)
    assert spans() == [october, *between]
    assert spans(since=date(2023, 9, 1)) == [("2023-09", 0, 0), october, *between]  # no crawl asked for September
    assert spans(since=date(2023, 11, 1)) == between
    assert spans(until=date(2030, 1, 1)) == [october, *between, ("2024-02", 0, 1), ("2024-03", 0, 0)]

    crawl(FULL)  # asks for all days
    assert spans() == [october, *between]
    assert spans(since=date(2023, 8, 31)) == [("2023-08", 0, 1), ("2023-09", 0, 1), october, *between]
    assert spans(since=date(1, 1, 2))[0][0] == "1990-01"


def test_a_trend_counts_the_looked_at_among_those_that_were_asked_for(filled: Corpus, crawl: Crawl) -> None:
    crawl(FULL)
    crawl(FULL, outlet="warta_timur")

    def reported(**filters: Any) -> list[tuple[str, int | None, int]]:
        return [
            (point.span, point.looked, point.outlets) for point in trend(filled, "pegawai", by="year", **filters)[0]
        ]

    assert reported() == [("2023", 2, 3), ("2024", 2, 3)]
    assert reported(outlet="suara_kota", since=date(2024, 1, 1)) == [("2024", 1, 1)]
    assert reported(outlet=["suara_kota", "kantor_berita"], until=date(2023, 12, 31)) == [("2023", 1, 2)]
