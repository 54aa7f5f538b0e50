"""Sites of many hosts, each with a list of its own: some are missing, some answer with something else."""

from __future__ import annotations

import re
from collections import Counter

import pytest

pytestmark = pytest.mark.hostile
PAGES = 4


def test_all_bureaus_of_antara_with_three_that_differ(desk, web, made):
    from spiders.outlets.antaranews import AntaranewsSpider

    desk.outlet("antaranews", ways=("index",), ladder=())
    hosts = [section.partition("/")[0] for section in AntaranewsSpider.sections]
    missing, sent_home, one_page = "aceh.antaranews.com", "bali.antaranews.com", "riau.antaranews.com"
    lists = {host: made.pieces(f"http://{host}/berita/50{{n}}/bp2mi-bina-pegawai-{host[:4]}", PAGES) for host in hosts}
    rail = [f"http://www.antaranews.com/berita/90{n}/resep-soto-{n}" for n in range(3)]
    web.articles = [
        piece
        for host, pieces in lists.items()
        if host not in {missing, sent_home}
        for piece in pieces[: 1 if host == one_page else PAGES]
    ]

    def answer(request):
        host, path = request.parts.hostname, request.parts.path
        if host == sent_home and path != "/":
            return 302, {"Location": f"http://{host}/"}, ""
        match = re.fullmatch(r"/(?:terkini|lampung-update)/(\d+)", path)
        if not match or host == missing or host not in lists:
            return made.listing(*rail) if path == "/" else None
        page = 1 if host == one_page else int(match[1])
        return made.listing(*lists[host][page - 1 : page], *rail)

    web.answer = answer
    report = desk.crawl()
    asked = Counter(request.parts.hostname for request in web.log if re.search(r"/\d+$", request.parts.path))
    # lampung has two sections; behind the last page stands nothing but the rail, and then it comes again
    assert all(number <= (PAGES + 1) * (2 if host.startswith("lampung") else 1) for host, number in asked.items())
    assert Counter(row for row in desk.ledger() if row[1] == "failed") == {
        ("index", "failed", "http_404"): 1,
        ("index", "failed", "no_links"): 1,
    }
    assert [web.count(piece.url) for piece in web.articles] == [1] * len(web.articles)
    balance = report["balance"]
    assert balance["discovered"] == balance["stored"] + balance["duplicate"] == len(web.articles)


def test_the_cities_of_idn_times_have_sitemaps_of_their_own(desk, web, all_once, made):
    desk.outlet("idntimes", ways=("sitemap",))
    code = "http://{}.idntimes.com/news/{}/bp2mi-bina-pegawai-{{n}}-0{{n}}-vdzm7-nxxvr{{n}}"
    lists = {city: made.pieces(code.format(city, city), 3) for city in ("www", "bali", "ntb")}
    web.articles = [piece for pieces in lists.values() for piece in pieces]
    twins = [made.Piece(f"{piece.url}/amp", piece.title) for piece in lists["bali"]]
    site = "http://www.idntimes.com"
    web.answer = lambda request: {
        "www.idntimes.com/sitemap.xml": made.index(f"{site}/news/sitemap-web.xml", f"{site}/news/sitemap-news.xml"),
        "www.idntimes.com/news/sitemap-web.xml": made.urlset(*lists["www"]),
        "www.idntimes.com/news/sitemap-news.xml": made.urlset(*lists["www"][:1]),
        "bali.idntimes.com/bali/sitemap.xml": made.urlset(*lists["bali"], *twins),
        "ntb.idntimes.com/ntb/sitemap.xml": made.urlset(*lists["ntb"]),
    }.get(request.place)
    all_once()
    assert len(desk.article_keys()) == 9
    assert len([url for url in web.places("sitemap") if url.endswith(".xml")]) == 15  # 13 and the two of the index


def test_desks_of_kompas_with_sitemaps_and_a_feed_give_each_article_once(desk, web, all_once, made):
    desk.outlet("kompas", ladder=())
    days = "http://{}.kompas.com/read/2024/03/05/10203{{n}}4{}/bp2mi-bina-pegawai-{{n}}"
    lists = {name: made.pieces(days.format(name, number), 3) for number, name in enumerate(("bola", "news", "money"))}
    odd = made.Piece("http://health.kompas.com/read/24C25210000268/bp2mi-bina-pegawai-sehat", "BP2MI bina pegawai")
    web.articles = [*(piece for pieces in lists.values() for piece in pieces), odd]
    twins = [made.Piece(piece.url.replace("/read/", "/copy/"), piece.title) for piece in lists["news"]]
    web.answer = lambda request: {
        "www.kompas.com/sitemap.xml": made.index("http://www.kompas.com/sitemap-money.xml"),
        "www.kompas.com/sitemap-money.xml": made.urlset(*lists["money"], odd),
        "bola.kompas.com/sitemap.xml": made.urlset(*lists["bola"]),
        "news.kompas.com/sitemap.xml": made.urlset(*lists["news"], *twins),
        "rss.kompas.com/nasional": made.rss(*lists["news"], tag="?utm_source=ABC&utm_medium=rss"),
    }.get(request.place)
    all_once()
    assert {row for row in desk.ledger() if row[1] != "answered"} == {
        ("feed", "failed", "http_404"), ("sitemap", "failed", "http_404"),
    }  # fmt: skip
