"""Second looks: what is due is looked at, edits and disappearances are events, and a kill loses nothing."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.weekly import OUTLET, TOPIC, Outcome, Serving, Web, pass_days, run_weeks
from corpus.models import Outlet
from corpus.store import Corpus
from tests.crawler.conftest import (
    Desk,
    Site,
    article,
    broken_invariants,
    page,
    text_of,
    title_of,
    wait_until,
)

PARTS = '<div class="paging"><a href="/berita/judul-1">1</a> <a href="/berita/judul-1?page=2">2</a></div>'


def part(paragraphs: list[str]) -> str:
    return page(title_of(1), paragraphs, foot=PARTS)


FIRST, SECOND = text_of(1), text_of(101)


@pytest.fixture
def two_pages(desk: Desk, site: Site) -> Desk:
    """An article of two pages, crawled a week ago."""
    site.put("/berita/judul-1", part(FIRST))
    site.put("/berita/judul-1?page=2", part(SECOND))
    site.put_search([1])
    desk.crawl()
    assert SECOND[3].split(".")[0] in desk.one("SELECT text FROM articles")
    pass_days(desk.corpus, 7)
    site.forget()
    return desk


def events(desk: Desk) -> list[str]:
    return [kind for (kind,) in desk.ask("SELECT kind FROM events ORDER BY id")]


def results(desk: Desk) -> list[str]:
    return [result for (result,) in desk.ask("SELECT result FROM looks ORDER BY id")]


def refined_again(desk: Desk) -> bool:
    """True where `kliping refine` makes the same articles, versions, passed-over pages and dates from the archive."""
    queries = (
        "SELECT id, title, text FROM articles", "SELECT * FROM versions", "SELECT id, passed_over FROM captures",
        "SELECT * FROM article_captures", "SELECT * FROM looks_due", "SELECT * FROM events",
    )  # fmt: skip
    before = [desk.ask(query) for query in queries]
    with desk.sql() as sql:
        sql.execute("DELETE FROM looks_due")
    ran = desk.run("refine", "--outlets", desk.outlets)
    assert ran.code == 0, ran.err
    assert before == [desk.ask(query) for query in queries]
    return True


def test_an_edit_of_a_further_page_is_an_edit_of_the_article(two_pages: Desk, site: Site) -> None:
    site.put("/berita/judul-1?page=2", part([SECOND[0].replace("pegawai", "warga"), *SECOND[1:]]))
    two_pages.crawl()
    assert (results(two_pages), events(two_pages)) == (["changed"], ["changed"])
    assert site.requested["/berita/judul-1"] == 1
    assert site.requested["/berita/judul-1?page=2"] == 2  # the page that differs, once more
    assert two_pages.one("SELECT count(*) FROM versions") == 2
    assert FIRST[0] in two_pages.one("SELECT text FROM articles")
    assert refined_again(two_pages)


@pytest.mark.parametrize("status", [404, 500])
@pytest.mark.hostile
def test_a_further_page_that_fails_loses_nothing(two_pages: Desk, site: Site, status: int) -> None:
    site.put("/berita/judul-1", part([FIRST[0].replace("balai", "kantor"), *FIRST[1:]]))
    site.put("/berita/judul-1?page=2", "gangguan", status=status)
    two_pages.crawl("--quiet")
    assert (results(two_pages), events(two_pages)) == (["changed"], ["changed"])
    text = two_pages.one("SELECT text FROM articles")
    assert "kantor" in text.split("\n")[0]
    assert SECOND[3].split(".")[0] in text
    assert refined_again(two_pages)


@pytest.mark.hostile
def test_an_article_that_grows_a_further_page_is_read_whole(two_pages: Desk, site: Site) -> None:
    third = '<div class="paging"><a href="?page=1">1</a> <a href="?page=2">2</a> <a href="?page=3">3</a></div>'
    for at, paragraphs in enumerate((FIRST, SECOND, text_of(201)), 1):
        address = "/berita/judul-1" if at == 1 else f"/berita/judul-1?page={at}"
        site.put(address, page(title_of(1), paragraphs, foot=third))
    two_pages.crawl()
    assert (results(two_pages), events(two_pages)) == (["changed"], ["changed"])
    assert text_of(201)[0] in two_pages.one("SELECT text FROM articles")
    assert broken_invariants(two_pages) == {}
    assert refined_again(two_pages)


@pytest.mark.hostile
def test_a_deletion_is_an_event_when_a_second_day_saw_it_and_ends_when_it_is_back(desk: Desk, site: Site) -> None:
    site.put_articles([1, 2])
    site.put_search([1, 2])
    desk.crawl()
    for week, status in enumerate((404, 404, 200), 1):
        pass_days(desk.corpus, 7)
        site.put("/berita/judul-1", article(1) if status == 200 else "hilang", status=status)
        ran = desk.crawl("--json")
        assert events(desk) == [[], ["gone"], ["gone", "back"]][week - 1]
        gone, back = ran.rows[0]["gone"], ran.rows[0]["back"]
        assert (gone, back) == [(0, 0), (1, 0), (0, 1)][week - 1]
        assert ("the page is gone" in desk.run("show", f"{site.url}/berita/judul-1").out) == (week > 1)
        assert len(desk.run("search", "is:gone", "--json").rows[:-1]) == [0, 1, 0][week - 1]
    assert desk.one("SELECT count(*) FROM articles") == 2


@pytest.mark.hostile
def test_two_looks_of_one_day_make_no_disappearance(desk: Desk, site: Site) -> None:
    site.put_articles([1])
    site.put_search([1])
    desk.crawl()
    pass_days(desk.corpus, 7)
    site.put("/berita/judul-1", "hilang", status=404)
    desk.crawl()
    with desk.sql() as sql:
        sql.execute("UPDATE looks_due SET due_at = 0")
    desk.crawl()
    assert (results(desk), events(desk)) == (["gone", "gone"], [])


@pytest.mark.hostile
def test_an_edit_is_noticed_though_a_run_was_killed_between_its_page_and_its_look(desk: Desk, site: Site) -> None:
    """The new page's ETag must not stand in the corpus before its look does: a 304 would hide the edit for good."""
    site.put("/berita/judul-1", part(FIRST), headers={"ETag": '"satu"'})
    site.put("/berita/judul-1?page=2", part(SECOND))
    site.put_search([1])
    desk.crawl()
    pass_days(desk.corpus, 7)
    edited = part([FIRST[0].replace("balai", "kantor"), *FIRST[1:]])
    site.put("/berita/judul-1", edited, headers={"ETag": '"dua"'})
    site.put("/berita/judul-1?page=2", part(SECOND), wait=60)
    site.forget()
    process = desk.start(*desk.crawling())
    wait_until(lambda: site.requested["/berita/judul-1?page=2"])
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert results(desk) == []
    assert desk.one("SELECT etag FROM validators WHERE url LIKE '%judul-1'") == '"satu"'
    site.put("/berita/judul-1?page=2", part(SECOND))
    desk.crawl()
    assert (results(desk), events(desk)) == (["changed"], ["changed"])
    assert broken_invariants(desk) == {}


@pytest.mark.hostile
def test_what_newer_rules_read_otherwise_is_no_edit(desk: Desk, site: Site) -> None:
    site.put_articles([1])
    site.put_search([1])
    desk.crawl()
    pass_days(desk.corpus, 7)
    with desk.sql() as sql:  # as an older version had read the page
        sql.execute("UPDATE articles SET text = text || char(10) || 'Sisa baris iklan', text_sha256 = 'x'")
    desk.crawl()
    assert (results(desk), events(desk)) == (["same"], [])
    assert "Sisa baris" not in desk.one("SELECT text FROM articles")
    assert desk.one("SELECT count(*) FROM versions") == 1


@pytest.mark.hostile
def test_a_redirect_to_another_article_is_moved(desk: Desk, site: Site) -> None:
    site.put_articles([1, 2])
    site.put_search([1])
    desk.crawl()
    pass_days(desk.corpus, 7)
    site.put("/berita/judul-1", status=301, headers={"Location": "/berita/judul-2"})
    desk.crawl()
    assert (results(desk), events(desk)) == (["moved"], [])


@pytest.mark.hostile
@pytest.mark.parametrize(("known", "result"), [(True, "moved"), (False, "unseen")])
def test_a_redirect_to_another_site_is_moved_where_it_is_an_outlets(
    desk: Desk, site: Site, known: bool, result: str
) -> None:
    site.put_articles([1])
    site.put_search([1])
    site.put("/lain", article(1))
    desk.crawl()
    pass_days(desk.corpus, 7)
    if known:
        with Corpus(desk.corpus) as corpus:
            corpus.put_outlet(Outlet("lain", "Lain", "media", "localhost", origin="user"))
    site.put("/berita/judul-1", status=301, headers={"Location": f"http://localhost:{site.port}/lain"})
    desk.crawl("--quiet")
    assert (results(desk), events(desk)) == ([result], [])


@pytest.mark.parametrize(("answer", "result"), [
    ({"status": 403}, "refused"), ({"status": 302, "headers": {"Location": "/"}}, "gone"), ({"drop": True}, "unseen"),
    ({"status": 302, "headers": {"Location": "/berita/"}}, "gone"),
    ({"body": page(title_of(1), ["Berita ini telah dicabut redaksi."])}, "gone"),
    ({"body": page("Warta Contoh", ["Halaman tidak tersedia", "Silakan kembali ke beranda."])}, "gone"),
    ({"status": 302, "headers": {"Location": "/hilang"}}, "gone"),
    ({"body": page("Warta Contoh", ["Beranda."])}, "unseen"),
])  # fmt: skip
@pytest.mark.hostile
def test_a_look_without_the_page_is_named_as_what_it_is(
    desk: Desk, site: Site, answer: dict[str, object], result: str
) -> None:
    site.put_articles([1])
    site.put_search([1])
    desk.crawl()
    pass_days(desk.corpus, 7)
    site.put("/", page("Warta Contoh", ["Beranda."]))
    site.put("/berita/", page("Berita", ["Daftar berita."]))
    site.put("/hilang", page("Warta Contoh", ["Artikel tidak ditemukan"]))
    site.put("/berita/judul-1", **answer)
    ran = desk.crawl()
    assert (results(desk), events(desk)) == ([result], [])
    if "body" in answer and result == "unseen":
        assert "1 was no article any more" in ran.err
    assert desk.one("SELECT count(*) FROM articles") == 1


def wait_for_looks(desk: Desk, process: subprocess.Popen[str], most: int) -> None:
    """Wait until so many looks are stored, or the crawl has ended."""
    wait_until(lambda: process.poll() is not None or len(results(desk)) >= most)


def weekly(folder: Path, articles: int, crawl_with: Callable[[Desk], Callable[[], object]]) -> Outcome:
    web = Web()
    serving = Serving(web)
    try:
        desk = Desk(folder)
        (desk.outlets / "mingguan.py").write_text(OUTLET.format(port=serving.port))
        desk.topic.write_text(TOPIC)
        return run_weeks(web, desk.corpus, crawl_with(desk), articles)
    finally:
        serving.close()


@pytest.mark.hostile
def test_three_weekly_runs_notice_every_edit_and_every_deletion_that_was_due(tmp_path: Path) -> None:
    def crawl_with(desk: Desk) -> Callable[[], object]:
        def crawl() -> object:
            ran = desk.crawl("--json", "--limit", "none")
            assert ran.code == 0, ran.err
            return json.loads(ran.out.splitlines()[0])

        return crawl

    judge(weekly(tmp_path / "meja", 40, crawl_with))


@pytest.mark.hostile
def test_runs_that_are_killed_while_they_look_lose_nothing(tmp_path: Path) -> None:
    kills = random.Random(7)
    fell: list[int] = []  # looks that stood when a kill fell among them

    def crawl_with(desk: Desk) -> Callable[[], object]:
        def crawl() -> None:
            nonlocal fell
            weeks = desk.corpus.exists()
            for _ in range(3 if weeks else 0):
                before = results(desk)
                most = len(before) + kills.randint(1, 8)
                process = desk.start(*desk.crawling("--limit", "none"))
                wait_for_looks(desk, process, most)
                fell += [len(results(desk)) - len(before)] * (process.poll() is None)
                with suppress(ProcessLookupError):  # it ended meanwhile
                    os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
                assert results(desk)[: len(before)] == before
            ran = desk.crawl("--json", "--limit", "none")
            assert ran.code == 0, ran.err
            assert broken_invariants(desk) == {}

        return crawl

    judge(weekly(tmp_path / "meja", 40, crawl_with))
    assert len([looks for looks in fell if looks]) >= 4


def judge(outcome: Outcome) -> None:
    """Nothing that was due is missed, and nothing is noticed that did not happen."""
    for week in outcome.weeks:
        assert week.edits_noticed == week.edits
        assert week.deletions_seen == week.deletions
        assert week.strange == []
    assert outcome.deletions_noticed == outcome.deletions > 0
    assert outcome.returns_noticed == outcome.returns > 0
