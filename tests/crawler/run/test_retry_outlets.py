"""`kliping retry` asks each refused address for its own outlet, or says why it can't; nothing is lost meanwhile."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.weekly import pass_days
from crawler.lock import acquire_lock
from tests.crawler.conftest import CommandResult, Desk, Site, article, broken_invariants, listing, title_of, wait_until

WAITING = "SELECT id, outlet, url, state, reason, retry_at, refusals, attempts FROM frontier WHERE kind = 'article'"


def refused(desk: Desk, site: Site, number: int = 2) -> list[tuple[Any, ...]]:
    """Crawl an outlet whose articles are all 404; return their rows."""
    links = [(f"/berita/judul-{n}", title_of(n)) for n in range(number)]
    site.put("/cari?q=pegawai&page=1", listing(links))
    site.put("/cari?q=pegawai&page=2", listing([]))
    desk.crawl()
    rows = desk.ask(WAITING)
    assert [row[3:5] for row in rows] == [("failed", "http_404")] * number
    site.put_articles(range(number))
    site.forget()
    return rows


def retry(desk: Desk, *args: str) -> CommandResult:
    return desk.run("retry", "--outlets", desk.outlets, "--allow-private", "--contact", "redaksi@example.org", *args)


def test_an_address_whose_outlet_has_no_file_any_more_waits_and_is_named(desk: Desk, site: Site) -> None:
    rows = refused(desk, site)
    path = desk.outlets / "warta_contoh.py"
    source = path.read_text()
    path.unlink()
    ran = retry(desk)
    assert ran.in_a_sentence()
    assert "2 refused addresses belong to warta_contoh, which no outlet file has; they stay as before" in ran.err
    assert "--outlets" in ran.err
    assert (desk.ask(WAITING), site.requested) == (rows, {})
    path.write_text(source)
    assert retry(desk).code == 0
    assert desk.ask("SELECT outlet, state FROM frontier WHERE kind = 'article'") == [("warta_contoh", "stored")] * 2


@pytest.mark.hostile
def test_a_renamed_outlet_takes_the_addresses_that_are_named_to_it(desk: Desk, site: Site) -> None:
    rows = refused(desk, site)
    (desk.outlets / "warta_contoh.py").unlink()
    desk.put_outlet("warta_baru")
    ran = retry(desk)
    assert ran.in_a_sentence()
    assert "belong to warta_contoh" in ran.err
    assert desk.ask(WAITING) == rows
    urls = desk.folder / "alamat.txt"
    urls.write_text("".join(f"{site.url}/berita/judul-{n}\n" for n in range(2)))
    assert desk.crawl("--urls", urls).code == 0
    assert desk.ask("SELECT outlet, state FROM frontier WHERE kind = 'article'") == [("warta_baru", "stored")] * 2
    assert desk.ask("SELECT DISTINCT outlet FROM articles") == [("warta_baru",)]
    assert broken_invariants(desk) == {}


@pytest.mark.hostile
def test_a_renamed_outlet_whose_listing_names_them_goes_on_with_them(desk: Desk, site: Site) -> None:
    rows = refused(desk, site)
    (desk.outlets / "warta_contoh.py").unlink()
    desk.put_outlet("warta_baru")
    for _ in range(2):  # the first one finds them in its listing, the next one asks what is due
        assert desk.crawl().code == 0
    after = desk.ask("SELECT id, outlet, state FROM frontier WHERE kind = 'article'")
    assert after == [(row[0], "warta_baru", "stored") for row in rows]
    assert broken_invariants(desk) == {}
    doctor = desk.run("doctor")
    assert doctor.code == 0, doctor.out  # what the old name found, the ledger has under the old name


@pytest.mark.hostile
def test_a_renamed_outlet_looks_again_at_what_its_old_name_stored(desk: Desk, site: Site) -> None:
    site.put_search(range(3))
    site.put_articles(range(3))
    assert desk.crawl().code == 0
    (desk.outlets / "warta_contoh.py").unlink()
    desk.put_outlet("warta_baru")
    site.put("/berita/judul-1", article(1, "<p>Menteri kemudian membatalkan acara itu sama sekali.</p>"))
    site.put("/berita/judul-2", "tidak ada", status=404)
    for day in (1, 2):
        pass_days(desk.corpus, 1)
        assert desk.crawl().code == 0
        assert desk.one("SELECT count(*) FROM looks") == 3 * day
    kinds = desk.ask("SELECT article_key, kind FROM events ORDER BY id")
    assert [(key[-1], kind) for key, kind in kinds] == [("1", "changed"), ("2", "gone")]
    assert broken_invariants(desk) == {}
    doctor = desk.run("doctor")
    assert doctor.code == 0, doctor.out


@pytest.mark.hostile
def test_the_outlets_that_have_a_file_are_asked_and_the_others_named(desk: Desk, site: Site) -> None:
    refused(desk, site)
    site.put("/berita/lain", "tidak ada", status=404)
    desk.put_outlet("lain")
    path = desk.outlets / "lain.py"
    path.write_text(path.read_text().replace('"127.0.0.1"', '"localhost"').replace("127\\.0\\.0\\.1", "localhost"))
    urls = desk.folder / "alamat.txt"
    urls.write_text(f"http://localhost:{site.port}/berita/lain\n")
    desk.crawl("--urls", urls, "--outlet", "lain")
    site.put("/berita/lain", article(9))
    (desk.outlets / "warta_contoh.py").unlink()
    ran = retry(desk)
    assert ran.code == 3
    assert "2 refused addresses belong to warta_contoh" in ran.err
    assert desk.ask("SELECT outlet, state FROM frontier WHERE kind = 'article' ORDER BY id") == [
        ("warta_contoh", "failed"), ("warta_contoh", "failed"), ("lain", "stored"),
    ]  # fmt: skip


@pytest.mark.hostile
@pytest.mark.parametrize("change", ["hosts", "form"])
def test_an_address_that_no_outlet_has_any_more_stays_with_its_own(desk: Desk, site: Site, change: str) -> None:
    """The outlet's hosts were changed: the page is judged as another site's. Its form was: the page is read."""
    rows = refused(desk, site)
    path = desk.outlets / "warta_contoh.py"
    old, new = ('"127.0.0.1"', '"contoh.example"') if change == "hosts" else ("/berita/", "/artikel/")
    path.write_text(path.read_text().replace(old, new))
    retry(desk)
    after = desk.ask(WAITING)
    assert [row[:3] for row in after] == [row[:3] for row in rows]
    fate = ("rejected", "redirected_offsite") if change == "hosts" else ("stored", None)
    assert [row[3:5] for row in after] == [fate] * 2
    assert desk.one("SELECT count(*) FROM outlets") == 1


@pytest.mark.hostile
def test_it_waits_for_no_other_run_and_says_who_is_at_work(desk: Desk, site: Site) -> None:
    rows = refused(desk, site)
    lock = acquire_lock(desk.corpus)
    ran = retry(desk)
    lock.release()
    assert ran.in_a_sentence()
    assert "is at work on this corpus" in ran.err
    assert (desk.ask(WAITING), site.requested) == (rows, {})
    assert "no address has this reason" in retry(desk, "--reason", "wall").err


@pytest.mark.hostile
def test_killed_half_way_it_loses_nothing_and_gives_the_attempts_back(desk: Desk, site: Site) -> None:
    refused(desk, site, 40)
    process = desk.start("retry", "--outlets", desk.outlets, "--allow-private", "--contact", "a@example.org",
                         KLIPING_DELAY="0.05")  # fmt: skip
    wait_until(lambda: len(site.articles_asked()) >= 12)
    process.kill()
    process.communicate()
    site.put_search(range(40))
    assert desk.crawl().code == 0
    assert desk.ask("SELECT state, count(*) FROM frontier WHERE kind = 'article' GROUP BY 1") == [("stored", 40)]
    assert sum(site.articles_asked().values()) <= 40 + 8
    assert desk.one("SELECT max(attempts) FROM frontier WHERE kind = 'article'") <= 2  # the 404, and one more
    assert broken_invariants(desk) == {}


@pytest.mark.hostile
def test_a_page_of_a_host_without_an_outlet_is_asked_for_that_host(desk: Desk, site: Site) -> None:
    site.put("/berita/judul-1", "tidak ada", status=404)
    (desk.outlets / "warta_contoh.py").unlink()
    urls = desk.folder / "alamat.txt"
    urls.write_text(f"{site.url}/berita/judul-1\n")
    desk.run("crawl", desk.topic, "--urls", urls, "--allow-private", "--contact", "a@example.org")
    slug = desk.one("SELECT outlet FROM frontier WHERE kind = 'article'")
    site.put_articles([1])
    assert retry(desk).code == 0
    assert desk.ask("SELECT outlet, state FROM frontier WHERE kind = 'article'") == [(slug, "stored")]
