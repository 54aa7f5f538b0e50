"""The weekly run: what is stored is not asked for again, what is new is told; a walk ends where all is known."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.crawler.conftest import CommandResult, Desk, Site, broken_invariants, listing, title_of

OLD = list(range(24, 0, -1))


@pytest.fixture(scope="module")
def weeks(shared_desk: Desk, shared_site: Site) -> list[tuple[CommandResult, dict[str, int]]]:
    """Three runs: the first, one over the unchanged set, one with three new articles; what each said and asked."""
    shared_site.put_articles(range(28))
    runs = []
    for numbers in (OLD, OLD, [27, 26, 25, *OLD]):
        shared_site.put_search(numbers)
        shared_site.forget()
        runs.append((shared_desk.crawl(), dict(shared_site.requested)))
    return runs


def articles_in(counts: dict[str, int]) -> list[str]:
    return sorted(path for path in counts if path.startswith("/berita/"))


def test_the_second_run_asks_for_no_article(weeks: list[tuple[CommandResult, dict[str, int]]]) -> None:
    assert articles_in(weeks[1][1]) == []


def test_the_second_run_says_that_nothing_is_new(weeks: list[tuple[CommandResult, dict[str, int]]]) -> None:
    assert "10 links were known before; no stored article was asked for again" in weeks[1][0].err
    assert "no new article" in weeks[1][0].err


def test_the_second_run_stops_at_a_page_of_known_articles(weeks: list[tuple[CommandResult, dict[str, int]]]) -> None:
    assert [path for path in weeks[1][1] if path.startswith("/cari")] == ["/cari?q=pegawai&page=1"]


def test_the_third_run_asks_for_the_new_articles_only(weeks: list[tuple[CommandResult, dict[str, int]]]) -> None:
    assert articles_in(weeks[2][1]) == [f"/berita/judul-{n}" for n in (25, 26, 27)]


def test_the_third_run_lists_the_new_headlines_only(weeks: list[tuple[CommandResult, dict[str, int]]]) -> None:
    shown = [n for n in range(28) if f" {title_of(n)} " in weeks[2][0].out]
    assert shown == [25, 26, 27]


def test_search_new_finds_exactly_the_new_ones(
    weeks: list[tuple[CommandResult, dict[str, int]]], shared_desk: Desk
) -> None:
    result = shared_desk.run("search", "--new", "--json", "-n", "50").rows[:-1]
    assert sorted(row["title"] for row in result) == sorted(title_of(n) for n in (25, 26, 27))


def test_the_invariants_hold_after_three_runs(
    weeks: list[tuple[CommandResult, dict[str, int]]], shared_desk: Desk
) -> None:
    assert broken_invariants(shared_desk) == {}


def pages_walked(site: Site, query: str = "pegawai") -> list[int]:
    return sorted(int(path.rsplit("=", 1)[1]) for path in site.requested if path.startswith(f"/cari?q={query}&"))


def arrange(site: Site, numbers: Sequence[int] = OLD) -> None:
    site.put_articles(numbers)
    site.put_search(numbers)


def test_an_earlier_since_walks_to_the_end(desk: Desk, site: Site) -> None:
    arrange(site)
    desk.crawl("--since", "2023-06-01")
    site.forget()
    desk.crawl("--since", "2023-01-01")
    assert pages_walked(site) == [1, 2, 3, 4]


def test_a_later_since_stops_where_all_is_known(desk: Desk, site: Site) -> None:
    arrange(site)
    desk.crawl("--since", "2023-01-01")
    site.forget()
    desk.crawl("--since", "2023-06-01")
    assert pages_walked(site) == [1]


def test_another_topic_walks_to_the_end(desk: Desk, site: Site) -> None:
    arrange(site)
    desk.crawl()
    site.forget()
    desk.crawl(topic=desk.put_topic("lain", phrases=["balai contoh"]))
    assert pages_walked(site) == [1, 2, 3, 4]


def test_a_run_that_only_fetched_named_addresses_does_not_stop_the_next_walk(desk: Desk, site: Site) -> None:
    arrange(site)
    named = desk.folder / "urls.txt"
    named.write_text("".join(f"{site.url}/berita/judul-{n}\n" for n in OLD[:10]))
    desk.crawl("--urls", named)
    desk.crawl()
    assert len(site.articles_asked()) == len(OLD)


def test_a_run_with_an_until_does_not_stop_a_later_walk_without_one(desk: Desk, site: Site) -> None:
    desk.put_outlet(
        body='''
        def _read(self, response):
            """The answers tell the day: 2024-01-NN for judul-NN."""
            import dataclasses
            from datetime import date
            page = super()._read(response)
            days = [date(2024, 1, int(link.url.rsplit("-", 1)[1])) for link in page.links]
            links = [dataclasses.replace(link, day=day) for link, day in zip(page.links, days)]
            return dataclasses.replace(page, links=links)
    '''
    )
    arrange(site)
    desk.crawl("--until", "2024-01-12")
    site.forget()
    desk.crawl()
    assert len(desk.ask("SELECT 1 FROM articles")) == len(OLD)


def test_a_listing_page_that_never_answered_does_not_end_later_walks(desk: Desk, site: Site) -> None:
    arrange(site)
    site.put("/cari?q=pegawai&page=2", "gangguan", status=503)
    for _ in range(4):
        desk.crawl()
    site.put_search(OLD)
    desk.crawl()
    assert desk.one("SELECT count(*) FROM articles") == len(OLD)


def test_two_queries_that_overlap_give_each_article_once(desk: Desk, site: Site) -> None:
    arrange(site)
    site.put_search([*OLD[:5], 40, 41], query="balai")
    site.put_articles([40, 41])
    desk.crawl(topic=desk.put_topic(search=["pegawai", "balai"]))
    assert desk.one("SELECT count(*) FROM articles") == len(OLD) + 2
    assert max(site.articles_asked().values()) == 1


def test_links_met_twice_in_one_run_are_not_called_known(desk: Desk, site: Site) -> None:
    site.put_articles([1, 2])
    site.put("/cari?q=pegawai&page=1", listing([("/berita/judul-1", "Satu"), ("/berita/judul-2", "Dua")]))
    site.put("/cari?q=balai&page=1", listing([("/berita/judul-2", "Dua"), ("/berita/judul-1", "Satu")]))
    ran = desk.crawl("--limit", "2", topic=desk.put_topic(search=["pegawai", "balai"]))
    assert "known before" not in ran.err


def test_articles_held_already_are_graded_for_a_new_topic(desk: Desk, site: Site) -> None:
    arrange(site, OLD[:3])
    desk.crawl()
    desk.crawl(topic=desk.put_topic("lain", phrases=["pembinaan pegawai"]))
    graded = desk.ask("SELECT topics.name, count(*) FROM grades JOIN topics ON topics.id = topic_id GROUP BY 1")
    assert dict(graded) == {"coba": 3, "lain": 3}


@pytest.mark.parametrize(("body", "conditional"), [("whole", True), ("cut", False)])
def test_a_listing_that_was_cut_is_asked_for_as_a_whole_next_time(
    desk: Desk, site: Site, body: str, conditional: bool
) -> None:
    """What stands behind the cut is still to be found: that the listing is unchanged would hide it for good."""
    items = "".join(f"<item><title>{title_of(n)}</title><link>/berita/judul-{n}</link></item>" for n in (1, 2))
    feed = f"<rss><channel>{items}</channel></rss>"
    site.put_articles([1, 2])
    site.put("/feed", feed if body == "whole" else feed[:-40], kind="application/rss+xml", headers={"ETag": '"satu"'})
    desk.put_outlet(base="FeedSpider", ways='("feed",)', body='feeds = ("/feed",)')
    desk.crawl()
    site.forget()
    desk.crawl()
    [feed_headers] = [{name.lower() for name in heads} for path, heads in site.heard if path == "/feed"]
    assert ("if-none-match" in feed_headers) is conditional
