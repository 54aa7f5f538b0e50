"""An address that leads to another known outlet gives an article of that outlet, also where it is not asked itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawler.conftest import Desk, Site, article, broken_invariants, text_of, wait_until

STORED = "SELECT outlet, key, text FROM articles ORDER BY key"


def put_new_outlet(desk: Desk) -> None:
    """An outlet of the same form on localhost."""
    desk.put_outlet("baru")
    path = desk.outlets / "baru.py"
    path.write_text(path.read_text().replace("127.0.0.1", "localhost").replace("127\\.0\\.0\\.1", "localhost"))


def put_moved_articles(site: Site, desk: Desk, numbers: range) -> Path:
    """Old addresses that redirect to articles of two pages on localhost; return the file that names them."""
    there = f"http://localhost:{site.port}/berita/judul-"
    for n in numbers:
        pager = f'<div class="pagination"><a href="{there}{n}">1</a> <a href="{there}{n}?page=2">2</a></div>'
        site.put(f"/berita/lama-{n}", status=301, headers={"Location": f"{there}{n}"})
        site.put(f"/berita/judul-{n}", article(n, pager))
        site.put(f"/berita/judul-{n}?page=2", article(100 + n, pager))
    urls = desk.folder / "alamat.txt"
    urls.write_text("".join(f"{site.url}/berita/lama-{n}\n" for n in numbers))
    return urls


@pytest.mark.hostile
def test_an_old_address_of_several_pages_goes_there_whole_also_after_a_kill(desk: Desk, site: Site) -> None:
    put_new_outlet(desk)
    urls = put_moved_articles(site, desk, range(6))
    process = desk.start(*desk.crawling("--outlet", "warta_contoh", "--urls", urls), KLIPING_DELAY="0.05")
    wait_until(lambda: site.requested["/berita/judul-2?page=2"] or site.requested["/berita/judul-3?page=2"])
    process.kill()
    process.communicate()
    assert desk.crawl("--outlet", "warta_contoh", "--urls", urls).code == 0
    stored = desk.ask(STORED)
    assert [row[:2] for row in stored] == [("baru", f"localhost/judul-{n}") for n in range(6)]
    for n, (_, _, text) in enumerate(stored):
        assert text_of(n)[0] in text
        assert text_of(100 + n)[0] in text
    assert set(desk.fates().values()) == {("stored", None)}
    assert broken_invariants(desk) == {}
    assert max(site.articles_asked().values()) <= 2  # what was in flight
    assert desk.run("refine", "--outlets", desk.outlets).code == 0
    assert desk.ask(STORED) == stored


@pytest.mark.hostile
def test_a_replay_of_it_gives_the_same_articles(desk: Desk, site: Site) -> None:
    put_new_outlet(desk)
    urls = put_moved_articles(site, desk, range(3))
    assert desk.crawl("--outlet", "warta_contoh", "--urls", urls).code == 0
    stored = desk.ask(STORED)
    assert len(stored) == 3
    requests = sum(site.requested.values())
    again = desk.folder / "again.db"
    ran = desk.crawl(
        "--outlet", "warta_contoh", "--urls", urls, "--replay", desk.archive, "--corpus", again,
        "--archive", desk.folder / "again-archive",
    )  # fmt: skip
    assert (ran.code, sum(site.requested.values())) == (0, requests), ran.err
    desk.corpus = again
    assert desk.ask(STORED) == stored


def test_an_old_address_goes_to_the_outlet_that_it_leads_to(desk: Desk, site: Site) -> None:
    put_new_outlet(desk)
    site.put_search(range(4))
    new = f"http://localhost:{site.port}/berita/judul-"
    for n in (0, 1):
        site.put(f"/berita/lama-{n}", status=301, headers={"Location": f"{new}{n}"})
        site.put(f"/berita/judul-{n}", article(n))
    site.put("/berita/lain", status=302, headers={"Location": f"{new}0?utm_source=x"})
    urls = desk.folder / "alamat.txt"
    urls.write_text("".join(f"{site.url}/berita/{slug}\n" for slug in ("lama-0", "lama-1", "lain")))
    one = {"KLIPING_WORKERS": "1"}  # of several, that of the page fetched last may be first to store the article
    ran = desk.crawl("--outlet", "warta_contoh", "--urls", urls, **one)
    assert ran.code == 0, ran.err
    stored = [("baru", "localhost/judul-0"), ("baru", "localhost/judul-1")]
    assert desk.ask("SELECT outlet, key FROM articles ORDER BY key") == stored
    assert desk.fates() == {"lama-0": ("stored", None), "lama-1": ("stored", None), "lain": ("duplicate", None)}
    assert "warta_contoh: 2 pages led to the outlet baru, and are stored there" in ran.err
    assert len(desk.ask("SELECT 1 FROM aliases WHERE article_key LIKE 'localhost/%'")) == 3
    assert broken_invariants(desk) == {}
    assert desk.run("refine", "--outlets", desk.outlets).code == 0
    assert desk.ask("SELECT outlet, key FROM articles ORDER BY key") == stored
    asked = sum(site.requested.values())
    again = desk.crawl("--outlet", "warta_contoh", "--urls", urls)
    assert (again.code, sum(site.requested.values())) == (0, asked), again.err
