"""Pages that list articles: a site's search, its tags, its index, its front page."""

from __future__ import annotations

from itertools import count

import pytest

from spiders.families.listing import ListingSpider

SITE = "https://contoh.example"


class ContohSpider(ListingSpider):
    name = "contoh"
    outlet = "Contoh"
    kind = "media"
    site = "contoh.example"
    article_url = r"https?://(?:www\.)?contoh\.example/(?:amp/)?berita/(?P<id>\d+)/"
    ways = ("search",)
    search_url = "/cari?q={query}&page={page}"
    tag_url = "/tag/{tag}?page={page}"
    index_url = "/indeks/{day:%Y/%m/%d}?page={page}"


class TagSpider(ContohSpider):
    ways = ("tag",)


class IndexSpider(ContohSpider):
    ways = ("index",)


class NewestSpider(ContohSpider):
    ways = ("index",)
    index_url = "/terkini?page={page}"


class SectionsSpider(ContohSpider):
    ways = ("index",)
    index_url = "https://{section}.contoh.example/indeks/{offset}/{day:%Y/%m/%d}"
    hosts = ("*.contoh.example",)
    article_url = r"/berita/(?P<id>\d+)/"
    sections = ("news", "daerah")
    per_page = 50


class AgencySpider(ContohSpider):
    ways = ()
    ladder = ("index", "search", "home", "tag")
    index_url = "/berita?page={page}"
    implied = ("bp2mi", "bp3mi")


def page(*links: tuple[int, str] | str) -> str:
    anchors = (
        link if isinstance(link, str) else f'<li><a href="/berita/{link[0]}/x">{link[1]}</a></li>' for link in links
    )
    return f"<html><head><title>Hasil</title></head><body><ul>{''.join(anchors)}</ul></body></html>"


HITS = [(n, f"Pembinaan pegawai BP2MI {n}") for n in range(1, 4)]


@pytest.fixture
def spider(make):
    return make(ContohSpider)


@pytest.fixture
def first(spider):
    (request,) = spider.begin()
    return request


def test_a_query_is_put_into_the_address(first):
    assert first.url == f"{SITE}/cari?q=BP2MI+pegawai&page=1"


def test_articles_become_links_with_their_titles(spider, first, answer):
    given = answer(spider, first, page((1, "Pembinaan <b>pegawai</b> BP2MI")))
    assert (given.urls, given.links[0].title) == ([f"{SITE}/berita/1/x"], "Pembinaan pegawai BP2MI")


def test_other_links_are_not_followed(spider, first, answer):
    others = (
        '<a href="whatsapp:/send">Bagikan</a><a href="whatsapp://send?text=/berita/9/x">Bagikan</a>',
        '<a href="javascript:void(0)">Bagikan</a><a href="mailto:a@contoh.example">Surat</a><a>Kosong</a>',
        '<a href="https://lain.example/berita/2/x">Lain</a><a href="/tentang">Tentang</a><a href="http://[x">Rusak</a>',
    )
    assert answer(spider, first, page(*others, *HITS)).urls == [f"{SITE}/berita/{n}/x" for n in (1, 2, 3)]


def test_the_links_of_one_article_are_one_with_its_longest_title(spider, first, answer):
    twins = (
        '<a href="/berita/1/x?utm_source=cari"><img src="a.jpg" alt="Foto pegawai"></a>'
        '<a href="/berita/1/x">Pembinaan pegawai BP2MI</a><a href="/amp/berita/1/x">Baca</a>'
    )
    (link,) = answer(spider, first, page(twins)).links
    assert (link.url, link.title) == (f"{SITE}/berita/1/x", "Pembinaan pegawai BP2MI")


def test_only_the_part_that_lists_is_looked_at(make, answer):
    class NarrowSpider(ContohSpider):
        links_at = ("#hasil",)

    spider = make(NarrowSpider)
    body = page(f'<div id="hasil">{page(HITS[0])}</div>', (9, "Terpopuler pegawai"))
    assert answer(spider, next(spider.begin()), body).urls == [f"{SITE}/berita/1/x"]


def test_pages_are_walked_until_one_is_empty(spider, first, answer):
    page_2 = answer(spider, first, page(*HITS)).requests[0]
    assert page_2.url.endswith("q=BP2MI+pegawai&page=2")
    assert answer(spider, page_2, page()).requested == [f"{SITE}/cari?q=BP3MI+pembinaan&page=1"]


def test_a_site_that_ignores_paging_is_noticed(spider, first, answer):
    page_2 = answer(spider, first, page(*HITS)).requests[0]
    assert "q=BP3MI" in answer(spider, page_2, page(*reversed(HITS))).requested[0]


def test_a_page_of_known_articles_ends_the_walk(spider, first, answer):
    spider.knows = lambda url: "/berita/" in url
    assert "q=BP3MI" in answer(spider, first, page(*HITS)).requested[0]


def test_one_new_article_keeps_the_walk_going(spider, first, answer):
    spider.knows = lambda url: "/berita/2/" not in url
    assert answer(spider, first, page(*HITS)).requested[0].endswith("page=2")


def test_no_walk_is_endless(make, answer):
    class ShortSpider(ContohSpider):
        max_pages = 3

    spider, number = make(ShortSpider), count()
    request, pages = next(spider.begin()), 0
    while "q=BP2MI" in request.url:
        given, pages = answer(spider, request, page(*((next(number), "pegawai") for _ in range(3)))), pages + 1
        request = given.requests[0]
    assert (pages, given.remarks) == (3, ["capped"])


def test_a_site_that_ignores_the_word_is_noticed(make, answer):
    spider, soto = make(AgencySpider, since="2024-01-01"), page(*((n, "Resep soto") for n in range(3)))
    (first,) = spider.begin_search()
    given = answer(spider, answer(spider, first, soto).requests[0], soto)
    assert (given.links, given.remarks) == ([], ["search_ignored"])
    assert given.requested == [
        f"{SITE}/cari?q=BP3MI+pembinaan&page=1"
    ]  # the three may have stood beside an empty answer
    assert answer(spider, given.requests[0], soto).ways == ["home"]


def test_the_word_may_stand_in_the_teaser(spider, first, answer):
    teasers = [f'<li><h3><a href="/berita/{n}/x">Judul</a></h3><p>Soal pegawai.</p></li>' for n in range(3)]
    assert len(answer(spider, first, page(*teasers)).links) == 3


def test_a_neighbours_teaser_is_not_ones_own(spider, first, answer):
    body = "<p>Hasil untuk pegawai</p>" + "".join(f'<p><a href="/berita/{n}/x">Judul</a></p>' for n in range(3))
    assert answer(spider, first, page(body)).remarks == ["search_doubted"]


def test_a_wall_is_told_and_ends_the_way(make, answer):
    spider = make(AgencySpider)
    given = answer(spider, next(spider.begin()), "<html><title>Attention Required! | Cloudflare</title>")
    assert (given.remarks, given.requests) == (["wall"], [])


def test_a_crowd_of_links_is_read_in_time(spider, first, answer):
    body = page(*(f'<span><a href="/berita/{n}/x">Berita pegawai {n}</a></span>' for n in range(3_000)))
    assert len(answer(spider, first, body).links) == 3_000


def test_a_tag_that_is_not_there_does_not_stop_the_others(make, answer, fail, topic):
    from dataclasses import replace

    spider = make(TagSpider, topic=replace(topic, ask=replace(topic.ask, tags=("Pekerja Migran", "bp2mi"))))
    request = next(spider.begin())
    assert request.url == f"{SITE}/tag/pekerja-migran?page=1"
    assert fail(spider, request, "http_404").requested == [f"{SITE}/tag/bp2mi?page=1"]
    assert answer(spider, request, page((1, "Apa saja"))).urls == [f"{SITE}/berita/1/x"]


def test_a_dated_index_is_walked_back_day_by_day_and_sifted(make, answer):
    spider = make(IndexSpider, since="2024-03-07")
    today = next(spider.begin())
    assert today.url == f"{SITE}/indeks/2024/03/08?page=1"
    given = answer(spider, today, page((1, "Resep soto"), (2, "Pegawai BP2MI dibina")))
    assert given.urls == [f"{SITE}/berita/2/x"]
    assert given.requested == [f"{SITE}/indeks/2024/03/08?page=2"]
    yesterday = answer(spider, given.requests[0], page()).requests[0]
    assert yesterday.url == f"{SITE}/indeks/2024/03/07?page=1"
    assert answer(spider, yesterday, page()).requests == []


def test_an_index_of_months_is_asked_once_a_month(make, answer):
    class MonthSpider(IndexSpider):
        index_url = "/arsip/{day:%Y/%m}?page={page}"
        max_days = 70

    spider, months, number = make(MonthSpider), [], 0
    request = next(spider.begin())
    while request:
        number += 1
        months.append(request.url.partition("/arsip/")[2])
        page_2 = answer(spider, request, page((number, "Pegawai BP2MI dibina"))).requests[0]
        given = answer(spider, page_2, page())
        request = given.requests[0] if given.requests else None
    assert months == ["2024/03?page=1", "2024/02?page=1", "2024/01?page=1", "2023/12?page=1"]
    assert given.remarks == ["capped"]


def test_a_day_whose_wanted_articles_were_known_ends_the_index(make, answer):
    spider = make(IndexSpider, since="2024-01-01")
    today = next(spider.begin())
    spider.knows = lambda url: "/berita/2/" in url
    assert answer(spider, today, page((1, "Resep soto"), (2, "Pegawai BP2MI dibina"))).requests == []


def test_an_index_begins_no_later_than_today_and_goes_back_no_further_than_its_limit(make, answer, fail):
    class ShortSpider(IndexSpider):
        max_days = 2

    spider = make(ShortSpider, until="2030-01-01", since="2014-01-01")
    page_2 = answer(spider, next(spider.begin()), page(HITS[0])).requests[0]
    assert page_2.url == f"{SITE}/indeks/2024/03/08?page=2"
    yesterday = fail(spider, page_2, "http_404").requests[0]
    assert yesterday.url == f"{SITE}/indeks/2024/03/07?page=1"
    page_2 = answer(spider, yesterday, page(HITS[1])).requests[0]
    given = answer(spider, page_2, page())
    assert (given.requests, given.remarks) == ([], ["capped"])


def test_today_may_not_be_there_yet(make, fail):
    spider = make(IndexSpider, since="2024-01-01")
    days, request = [], next(spider.begin())
    while given := fail(spider, request, "http_404").requests:
        days, request = [*days, request.url], given[0]
    assert days == [f"{SITE}/indeks/2024/03/08?page=1", f"{SITE}/indeks/2024/03/07?page=1"]


def test_a_dated_index_that_shows_no_article_for_a_week_is_none(make, answer):
    spider = make(IndexSpider, since="2024-01-01")
    days, request = 0, next(spider.begin())
    while (given := answer(spider, request, page())).requests:
        days, request = days + 1, given.requests[0]
    assert (days, given.remarks) == (7, ["no_links"])


def test_an_index_without_days_goes_on_past_pages_without_wanted_articles(make, answer):
    spider = make(NewestSpider)
    request = next(spider.begin())
    assert request.url == f"{SITE}/terkini?page=1"
    given = answer(spider, request, page((1, "Resep soto")))
    assert (given.urls, given.requested) == ([], [f"{SITE}/terkini?page=2"])


def test_each_section_of_an_index_is_walked_by_itself(make, answer, fail):
    spider = make(SectionsSpider, since="2024-03-07")
    news, regions = spider.begin()
    assert (news.url, regions.url) == tuple(
        f"https://{section}.contoh.example/indeks/0/2024/03/08" for section in ("news", "daerah")
    )
    second = answer(spider, regions, page((1, "Resep soto"))).requests[0]
    assert second.url == "https://daerah.contoh.example/indeks/50/2024/03/08"
    assert answer(spider, second, page()).requested == ["https://daerah.contoh.example/indeks/0/2024/03/07"]
    assert fail(spider, news, "http_404").requested == ["https://news.contoh.example/indeks/0/2024/03/07"]


def test_a_section_that_is_not_there_ends_no_other(make, answer):
    spider = make(type("FrontSpider", (SectionsSpider,), {"index_url": "/{section}", "sections": ("news", "ekbis")}))
    news, ekbis = spider.begin()
    assert answer(spider, news, page()).remarks == ["no_links"]
    given = answer(spider, ekbis, page(HITS[0]))
    assert ([link.title for link in given.links], given.requests) == ([HITS[0][1]], [])


def test_an_index_says_what_it_can_reach():
    fronts = type("FrontsSpider", (SectionsSpider,), {"index_url": "/{section}"})
    single = type("SingleSpider", (SectionsSpider,), {"sections": ("news",)})
    assert [outlet.reaches()["index"] for outlet in (SectionsSpider, NewestSpider, fronts, single)] == [
        "day by day, 366 days at most, of each of 2 sections", "the newest 50 pages", "one page, of each of 2 sections",
        "day by day, 366 days at most, of one section",
    ]  # fmt: skip


def test_an_index_that_repeats_its_last_page_ends_there(make, answer):
    spider = make(NewestSpider)
    first = next(spider.begin())
    second = answer(spider, first, page(HITS[0])).requests[0]
    third = answer(spider, second, page(HITS[1])).requests[0]
    assert answer(spider, third, page(HITS[1])).requests == []


def test_a_search_may_count_its_pages_from_nought(make, answer):
    spider = make(type("FromNoughtSpider", (ContohSpider,), {"search_url": "/cari?q={query}&next={page0}"}))
    first = next(spider.begin())
    assert (first.url[-7:], answer(spider, first, page(*HITS)).requested[0][-7:]) == ("&next=0", "&next=1")


def test_a_guessed_index_without_articles_is_shut(make, answer, fail):
    spider = make(AgencySpider)
    index = next(spider.begin())
    given = answer(spider, index, "<html><body>Halaman tidak ditemukan</body></html>")
    assert (given.remarks, given.ways) == (["no_links"], ["search"])
    assert fail(spider, index, "http_404").ways == ["search"]


def test_a_rung_whose_pages_hold_no_article_at_all_is_followed_by_the_next(make, answer):
    spider = make(AgencySpider)
    index = next(spider.begin())
    search = answer(spider, index, page()).requests[0]
    second = answer(spider, search, page()).requests[0]
    assert second.meta["way"] == "search"
    assert answer(spider, second, page()).ways == ["home"]
    assert answer(spider, answer(spider, search, page(*HITS)).requests[0], page()).ways == ["search"]


def test_the_agencys_own_name_is_not_looked_for_in_its_titles(make, answer):
    spider = make(AgencySpider)
    given = answer(
        spider, next(spider.begin()), page((1, "Kepala Badan: Pegawai harus melayani"), (2, "BP2MI di Bali"))
    )
    assert given.urls == [f"{SITE}/berita/1/x"]


def test_the_front_page_gives_all_it_has_and_the_next_rung_is_tried_too(make, answer):
    spider = make(AgencySpider)
    (home,) = spider.next_rung("search")
    given = answer(spider, home, page((1, "Apa saja")))
    assert (given.urls, given.ways) == ([f"{SITE}/berita/1/x"], ["tag"])


@pytest.mark.parametrize("kind", ["bytes", "html"])
def test_an_answer_that_is_no_page_gives_nothing(spider, first, answer, kind):
    given = answer(spider, first, b"\x00\xff\xfe", kind)
    assert given.links == []
    assert len(given.remarks) == 1


@pytest.mark.parametrize(
    "trap",
    [
        '<a style="display:none" href="/berita/9/bp2mi-jebakan">x</a>',
        '<div style="visibility: hidden"><p><a href="/berita/9/bp2mi-jebakan">x</a></p></div>',
        '<a hidden href="/berita/9/bp2mi-jebakan">x</a>',
        '<a rel="external nofollow" href="/berita/9/bp2mi-jebakan">x</a>',
    ],
)
def test_a_link_that_no_reader_sees_or_no_robot_may_follow_is_passed_over(make, answer, trap):
    spider = make(ContohSpider)
    (request,) = spider.begin()
    given = answer(spider, request, f'<body><a href="/berita/1/bp2mi-pegawai">BP2MI pegawai</a>{trap}</body>', "html")
    assert given.urls == [f"{SITE}/berita/1/bp2mi-pegawai"]


IN_SCRIPT = (
    '<div id="__next">{words}</div><script id="__NEXT_DATA__" type="application/json">'
    '{{"props": {{"menu": [{{"title": "Nasional"}}],'
    ' "data": [{{"title": "Apel pagi di kantor", "slug": "a"}}]}}}}</script>'
)


def test_articles_that_stand_in_a_pages_script_alone_are_entries_that_could_not_be_read(make, answer):
    spider = make(AgencySpider)
    (home,) = spider.next_rung("search")
    given = answer(spider, home, IN_SCRIPT.format(words=""))
    assert [(entry.outcome, entry.shown) for entry in given.entries] == [("unreadable", "Apel pagi di kantor")]


def test_what_stands_in_a_script_does_not_contradict_a_page_that_has_no_hit(make, answer):
    spider = make(AgencySpider)
    given = answer(spider, next(spider.begin()), IN_SCRIPT.format(words="<p>Tidak ada hasil untuk pencarian ini</p>"))
    assert (given.links, given.remarks) == ([], ["nothing_found"])


def quiet_days(make, answer, *bodies: str) -> list[str]:
    """The remarks on the last of these days' pages that is asked for."""
    spider = make(IndexSpider, since="2023-01-01")
    requests, remarks = list(spider.begin()), []
    for body in bodies:
        while requests and (not remarks or not requests[0].url.endswith("page=1")):
            given = answer(spider, requests[0], body)
            requests, remarks = given.requests, given.remarks
            if requests and requests[0].url.endswith("page=1"):
                break
    return remarks


RAIL = [(n, f"Terpopuler {n}") for n in range(90, 94)]


def test_feast_days_that_show_only_the_rail_of_every_page_are_not_days_ignored(make, answer):
    full, quiet = page((1, "Apel pagi"), *RAIL), page(*RAIL)
    assert "days_ignored" not in quiet_days(make, answer, full, *[quiet] * 6)


def asked_days(make, answer, body, most: int) -> tuple[list[str], list[str]]:
    """The days of an index that are asked for, the newest first, and the remarks on the last; `body` gives a page."""
    spider = make(IndexSpider, since="2023-01-01")
    requests, days, remarks = list(spider.begin()), [], []
    while requests and len(days) < most:
        day = requests[0].url.split("/indeks/")[1].partition("?")[0]
        is_first = requests[0].url.endswith("page=1")
        given = answer(spider, requests[0], body(day) if is_first else page())
        days, remarks = ([*days, day], given.remarks) if is_first else (days, remarks)
        requests = given.requests
    return days, remarks


def test_feast_days_before_any_other_day_do_not_end_an_index(make, answer):
    full = [(n, f"BP2MI pembinaan {n}") for n in range(1, 4)]
    first, *_ = asked_days(make, answer, lambda day: page(*RAIL), 1)[0]
    feast = asked_days(make, answer, lambda day: page(*RAIL), 3)[0]
    days, remarks = asked_days(make, answer, lambda day: page(*RAIL) if day in feast else page(*full, *RAIL), 6)
    assert (days[:3], "days_ignored" in remarks) == (feast, False)
    assert days[3] < days[5] < days[4] < first  # a day further back differs, and the walk goes on behind the feast


def test_an_index_without_days_is_found_out_by_days_further_back(make, answer):
    days, remarks = asked_days(make, answer, lambda day: page(*RAIL), 20)
    assert (len(days), remarks) == (5, ["days_ignored"])


def test_an_index_whose_newest_day_has_nothing_of_use_goes_on(make, answer):
    banner = '<li><a href="/promo/lowongan-kerja-terbaru-2026">Lowongan kerja terbaru</a></li>'
    newest = asked_days(make, answer, lambda day: page(banner), 1)[0]
    days, _ = asked_days(make, answer, lambda day: page(banner) if day in newest else page(*HITS), 2)
    assert len(days) == 2
    assert len(asked_days(make, answer, lambda day: page(banner), 20)[0]) == 3


def test_the_same_full_page_every_day_is_days_ignored(make, answer):
    assert quiet_days(make, answer, *[page(*RAIL)] * 6) == ["days_ignored"]


def test_a_banner_on_the_page_after_the_last_is_no_entry(spider, first, answer):
    banner = '<a href="/promo/lowongan-kerja-terbaru">Lowongan kerja</a>'
    page_2 = answer(spider, first, page(banner, *HITS)).requests[0]
    given = answer(spider, page_2, page(banner))
    assert (given.entries, given.requested) == ([], [f"{SITE}/cari?q=BP3MI+pembinaan&page=1"])


def test_stories_of_unknown_form_are_no_empty_answer_whatever_a_teaser_says(spider, first, answer):
    cards = [f'<li><a href="/baca/8123{n}/apel-pagi-{n}">BP2MI {n}</a><p>Belum ada data.</p></li>' for n in range(4)]
    given = answer(spider, first, page(*cards))
    assert ([entry.outcome for entry in given.entries], given.remarks) == (["unknown_form"] * 4, [])
    assert answer(spider, first, page("<p>Tidak ada hasil.</p>", *cards)).remarks == ["nothing_found"]
