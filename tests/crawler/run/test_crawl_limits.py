"""How much a crawl asks for, and what it is asked: limits, dry runs, named addresses, words, what is off topic."""

from __future__ import annotations

import pytest

from tests.crawler.conftest import Desk, Site, broken_invariants, listing, title_of

NUMBERS = list(range(25))
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Warta</title>{items}</channel></rss>"""
ITEM = "<item><title>{title}</title><link>{link}</link><description>{text}</description></item>"
OFF = "Tim sepak bola kota menang telak pada laga kandang yang disaksikan ribuan pendukung sejak sore hari. " * 3


@pytest.fixture
def arranged(site: Site) -> Site:
    site.put_articles(NUMBERS)
    site.put_search(NUMBERS)
    return site


def test_a_limit_is_kept_and_the_rest_waits(desk: Desk, arranged: Site) -> None:
    ran = desk.crawl("--limit", "10")
    assert len(arranged.articles_asked()) == 10
    assert "stored 10 + duplicate 0 + rejected 0 + failed 0 + pending 15" in ran.out
    assert "run again to continue" in ran.err


def test_the_next_run_goes_on_where_the_limit_was(desk: Desk, arranged: Site) -> None:
    desk.crawl("--limit", "10")
    desk.crawl("--limit", "10")
    desk.crawl("--limit", "10")
    assert sorted(arranged.articles_asked().values()) == [1] * 25
    assert broken_invariants(desk) == {}


def test_a_limit_of_nothing_asks_for_nothing(desk: Desk, arranged: Site) -> None:
    ran = desk.crawl("--limit", "0")
    assert (ran.code, ran.err) == (
        0, "--limit 0: no site is asked, so this says nothing about what was published; give a number or none\n"
    )  # fmt: skip
    assert not arranged.articles_asked()


def test_a_dry_run_asks_for_no_article(desk: Desk, arranged: Site) -> None:
    ran = desk.crawl("--dry-run")
    assert ran.code == 0
    assert not arranged.articles_asked()
    assert "25 waiting, at least 1 second to fetch" in ran.err  # no article yet shows how many pages one has


def test_what_a_dry_run_found_is_fetched_by_the_next_run(desk: Desk, arranged: Site) -> None:
    desk.crawl("--dry-run")
    desk.crawl()
    assert desk.one("SELECT count(*) FROM articles") == 25


def test_named_addresses_are_fetched_and_no_listing_is_asked(desk: Desk, arranged: Site) -> None:
    named = desk.folder / "urls.txt"
    named.write_text(f"# dua berita\n{arranged.url}/berita/judul-1\n\n{arranged.url}/berita/judul-2?utm_source=x\n")
    assert desk.crawl("--urls", named).code == 0
    assert sorted(path for path in arranged.requested if path != "/robots.txt") == [
        "/berita/judul-1",
        "/berita/judul-2",
    ]


def test_an_unknown_host_becomes_an_outlet_of_its_own(desk: Desk, arranged: Site) -> None:
    named = desk.folder / "urls.txt"
    named.write_text(f"http://localhost:{arranged.port}/berita/judul-1\n")
    desk.crawl("--urls", named)
    assert desk.ask("SELECT outlet, origin FROM articles JOIN outlets ON slug = outlet") == [("localhost", "host")]


def test_named_addresses_beyond_the_limit_wait_and_are_fetched_by_the_next_run(desk: Desk, arranged: Site) -> None:
    named = desk.folder / "urls.txt"
    named.write_text("".join(f"{arranged.url}/berita/judul-{n}\n" for n in range(5)))
    desk.crawl("--urls", named, "--limit", "2")
    desk.crawl("--urls", named, "--limit", "5")
    assert sorted(arranged.articles_asked().values()) == [1] * 5


def test_words_are_asked_as_they_stand_and_graded_as_a_phrase(desk: Desk, site: Site) -> None:
    site.put_articles([1, 2])
    site.put("/cari?q=pembinaan+pegawai&page=1", listing([(f"/berita/judul-{n}", title_of(n)) for n in (1, 2)]))
    desk.crawl("-k", "pembinaan pegawai")
    assert desk.ask("SELECT DISTINCT grade FROM grades") == [(3,)]


@pytest.fixture
def feed(desk: Desk, site: Site) -> Site:
    """A feed of one article on the topic and one that is plainly off it."""
    desk.put_outlet(base="FeedSpider", ways='("feed",)', body='feeds = (home + "/umpan",)')
    site.put_articles([1, 2])
    items = ITEM.format(link=f"{site.url}/berita/judul-1", title=title_of(1), text="Pembinaan pegawai.")
    items += ITEM.format(link=f"{site.url}/berita/judul-2", title="Bola", text=OFF)
    site.put("/umpan", FEED.format(items=items), kind="application/rss+xml")
    return site


def test_what_a_listing_shows_to_be_off_topic_is_recorded_and_not_fetched(desk: Desk, feed: Site) -> None:
    desk.crawl()
    assert feed.requested["/berita/judul-2"] == 0
    assert desk.ask("SELECT title, state, reason FROM frontier WHERE url LIKE '%judul-2'") == [
        ("Bola", "rejected", "off_topic")
    ]
    assert broken_invariants(desk) == {}


def test_what_was_off_topic_is_fetched_with_all(desk: Desk, feed: Site) -> None:
    desk.crawl()
    desk.crawl("--all")
    assert desk.fates()["judul-2"] == ("stored", None)
    assert broken_invariants(desk) == {}


def test_what_was_off_one_topic_is_fetched_for_another(desk: Desk, feed: Site) -> None:
    desk.crawl()
    desk.crawl(topic=desk.put_topic("bola", phrases=["sepak bola"]))
    assert desk.fates()["judul-2"] == ("stored", None)


def test_what_an_earlier_topic_set_aside_deep_in_a_walk_is_found_with_all(desk: Desk, site: Site) -> None:
    desk.put_outlet(
        body=f"""
        def _read(self, response):
            import dataclasses
            page = super()._read(response)
            links = [dataclasses.replace(link, text={OFF!r}) for link in page.links]
            return dataclasses.replace(page, links=links)
    """
    )
    numbers = list(range(20))
    site.put_articles(numbers)
    for at in (1, 2):
        some = [(f"/berita/judul-{n}", f"Pegawai {n}") for n in numbers[at * 10 - 10 : at * 10]]
        site.put(f"/cari?q=pegawai&page={at}", listing(some))
    site.put("/cari?q=pegawai&page=3", listing([]))
    desk.crawl()
    desk.crawl("--all")
    assert desk.one("SELECT count(*) FROM articles") == 20


MISTAKES = {
    "no contact": lambda d: d.run("crawl", d.topic, "--outlet", "warta_contoh", "--outlets", d.outlets),
    "a contact that is none": lambda d: d.crawl("--contact", "saya"),
    "an unknown outlet": lambda d: d.crawl("--outlet", "warta_conto"),
    "a bad day": lambda d: d.crawl("--since", "kapan"),
    "days the wrong way round": lambda d: d.crawl("--since", "2024-05-01", "--until", "2024-01-01"),
    "a first day to come": lambda d: d.crawl("--since", "2999-01-01"),
    "a bad limit": lambda d: d.crawl("--limit", "banyak"),
    "a missing topic": lambda d: d.crawl(topic=d.folder / "tidak-ada.toml"),
    "an unknown topic key": lambda d: d.crawl(topic=d.put_topic("salah", more="serch = []")),
    "a topic and words": lambda d: d.run("crawl", d.topic, "-k", "pegawai", "--contact", "a@example.org"),
    "a missing file of addresses": lambda d: d.crawl("--urls", d.folder / "tidak-ada.txt"),
    "a missing archive to replay": lambda d: d.crawl("--replay", d.folder / "tidak-ada.warc.gz"),
    "a folder that holds no archive": lambda d: d.crawl("--replay", d.outlets),
    "a corpus that is a folder": lambda d: d.crawl("--corpus", d.folder),
    "a corpus in no folder": lambda d: d.crawl("--corpus", d.folder / "tidak" / "ada.db"),
    "a folder of outlets that is none": lambda d: d.crawl("--outlets", d.folder / "tidak-ada"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_a_sentence(desk: Desk, mistake: str) -> None:
    ran = MISTAKES[mistake](desk)
    assert ran.in_a_sentence(), ran.err
    assert not desk.corpus.exists()


def test_a_window_without_a_day_asks_no_site(desk: Desk, arranged: Site) -> None:
    ran = desk.crawl("--since", "2024-05-01", "--until", "2024-01-01")
    assert ran.code == 2
    assert "no day is from 2024-05-01 on and until 2024-01-01" in ran.err
    assert not arranged.requested


def test_a_limit_below_nothing_is_told_what_it_may_be(desk: Desk) -> None:
    assert "'-1' should be a whole number, 0 or more, or none" in " ".join(desk.crawl("--limit", "-1").err.split())


def test_a_corpus_that_is_no_database_is_told_in_a_sentence(desk: Desk) -> None:
    desk.corpus.write_text("catatan saya")
    ran = desk.crawl()
    assert (ran.code, len(ran.err.splitlines())) == (5, 1)
    assert desk.corpus.read_text() == "catatan saya"


def test_a_newer_corpus_is_told_in_a_sentence(desk: Desk, arranged: Site) -> None:
    desk.crawl("--limit", "1")
    with desk.sql() as sql:
        sql.execute("PRAGMA user_version = 99")
    assert desk.crawl().in_a_sentence()


def test_a_second_crawl_on_the_corpus_says_so_and_stops(desk: Desk, arranged: Site) -> None:
    arranged.put_articles(NUMBERS, wait=5)
    first = desk.start(*desk.crawling())
    try:
        while not arranged.articles_asked():
            assert first.poll() is None
        ran = desk.crawl()
        assert ran.in_a_sentence()
        assert "another crawl, demo, import, refine or removal is at work" in ran.err
    finally:
        first.kill()
        first.communicate()


def test_another_folder_for_the_archive_is_refused_while_the_pages_are_in_the_first(desk: Desk, arranged: Site) -> None:
    desk.crawl("--limit", "1")
    ran = desk.crawl("--archive", desk.folder / "lain")
    assert ran.in_a_sentence()
    assert "move the archive's files there first" in ran.err


def test_an_archive_that_was_moved_is_taken_up(desk: Desk, arranged: Site) -> None:
    desk.crawl("--limit", "1")
    desk.archive.rename(desk.folder / "lain")
    assert desk.crawl("--archive", desk.folder / "lain").code == 0
    assert "25 same" in desk.run("refine", "--outlets", desk.outlets).out
