"""A line of a page that differs at each load is no edit, and an edit beside it is one, on the day it was seen."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from benchmarks.unstable_lines import Web as UnstableWeb
from benchmarks.unstable_lines import all_pieces, look_twice
from benchmarks.weekly import OUTLET, TOPIC, Serving, pass_days
from tests.crawler.conftest import Answer, Desk, Site, page, text_of, title_of
from tests.crawler.run.test_revisits import events, results


@pytest.mark.hostile
def test_no_unstable_line_is_an_edit_and_no_edit_beside_one_is_missed(tmp_path: Path) -> None:
    web = UnstableWeb(all_pieces())
    serving = Serving(web)
    try:
        desk = Desk(tmp_path / "meja")
        (desk.outlets / "mingguan.py").write_text(OUTLET.format(port=serving.port))
        desk.topic.write_text(TOPIC)
        seen = look_twice(web, desk.corpus, lambda: desk.crawl("--limit", "none"))
    finally:
        serving.close()
    assert [one for one in seen if not one.is_right] == []
    assert max(one.requests for one in seen) == 2


def loaded(lines: Callable[[int], list[str]]) -> Callable[[], Answer]:
    """An answer with these lines after the article's, by the number of the load."""
    loads = count(1)
    return lambda: Answer(page(title_of(1), [*text_of(1), *lines(next(loads))]))


@pytest.fixture
def week_old(desk: Desk, site: Site) -> Desk:
    """An article with a loading time, crawled a week ago."""
    site.routes["/berita/judul-1"] = loaded(lambda n: [f"Halaman ini dimuat dalam 0,{n} detik"])
    site.put_search([1])
    desk.crawl()
    pass_days(desk.corpus, 7)
    site.forget()
    return desk


@pytest.mark.parametrize("second", [Answer("sibuk", 503), Answer("dilarang", 403), Answer("<p>Masuk</p>")])
@pytest.mark.hostile
def test_an_edit_is_seen_by_the_next_look_where_the_second_load_fails(
    week_old: Desk, site: Site, second: Answer
) -> None:
    edited = [text_of(1)[0].replace("pegawai", "warga"), *text_of(1)[1:]]
    loads = count(1)
    site.routes["/berita/judul-1"] = lambda: (
        second if next(loads) > 1 else Answer(page(title_of(1), edited), headers={"ETag": '"dua"'})
    )
    week_old.crawl("--quiet")
    assert (results(week_old), events(week_old)) == (["unseen"], [])
    assert week_old.one("SELECT count(*) FROM captures WHERE run_id = 2") == 0
    assert week_old.ask("SELECT etag FROM validators WHERE etag = '\"dua\"'") == []
    site.put("/berita/judul-1", page(title_of(1), edited), headers={"ETag": '"dua"'})
    pass_days(week_old.corpus, 1)
    week_old.crawl()
    assert (results(week_old), events(week_old)) == (["unseen", "changed"], ["changed"])


@pytest.mark.hostile
def test_an_edit_that_only_one_of_two_servers_has_is_seen_when_both_have_it(desk: Desk, site: Site) -> None:
    site.put("/berita/judul-1", page(title_of(1), text_of(1)))
    site.put_search([1])
    desk.crawl()
    pass_days(desk.corpus, 7)
    edited = page(title_of(1), [*text_of(1), "Menteri belum menanggapi laporan itu."])
    loads = count()
    site.routes["/berita/judul-1"] = lambda: Answer((edited, page(title_of(1), text_of(1)))[next(loads) % 2])
    desk.crawl()
    assert (results(desk), events(desk)) == (["same"], [])
    site.put("/berita/judul-1", edited)
    pass_days(desk.corpus, 7)
    desk.crawl()
    assert (results(desk), events(desk)) == (["same", "changed"], ["changed"])


def test_the_second_load_is_asked_without_conditions(week_old: Desk, site: Site) -> None:
    week_old.crawl()
    assert (results(week_old), events(week_old)) == (["same"], [])
    assert site.requested["/berita/judul-1"] == 2


def rate_of(day: int) -> str:
    return f"Kurs dolar hari ini Rp 15.{day * 37 + 800}"


@pytest.mark.hostile
def test_a_line_that_changed_at_each_look_is_no_edit_and_a_sentence_is_one(desk: Desk, site: Site) -> None:
    """The first change may be an edit: nothing tells the two apart yet."""
    site.put_search([1, 2])
    for day in (0, 1, 8, 38):
        site.put("/berita/judul-1", page(title_of(1), [*text_of(1), rate_of(day)]))
        site.put("/berita/judul-2", page(title_of(2), [f"Korban menjadi {day + 3} orang.", *text_of(2)]))
        desk.crawl()
        pass_days(desk.corpus, 30)
    by_article = desk.ask("SELECT article_key LIKE '%judul-1', count(*) FROM events GROUP BY 1 ORDER BY 1")
    assert by_article == [(0, 2), (1, 1)]


@pytest.mark.hostile
def test_a_line_of_the_day_that_other_articles_have_is_no_edit(desk: Desk, site: Site) -> None:
    for day, numbers in ((0, [1, 2, 3]), (1, [1, 2, 3, 4, 5])):
        for n in numbers:
            text = text_of(n)
            if (day, n) == (1, 3):
                text = [text[0].replace("pegawai", "warga"), *text[1:]]
            site.put(f"/berita/judul-{n}", page(title_of(n), [*text, rate_of(day)]))
        site.put_search(numbers)
        site.forget()
        desk.crawl()
        pass_days(desk.corpus, 7)
    assert [key[-1] for (key,) in desk.ask("SELECT article_key FROM events")] == ["3"]
    assert max(site.articles_asked().values()) == 2  # which of them need a second load depends on the order
