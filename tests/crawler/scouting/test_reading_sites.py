"""What `kliping outlets new` reads on a page: the site's name, its indexes, and how another page or day is asked."""

from __future__ import annotations

from datetime import date

import pytest
from scrapy.http import HtmlResponse

from corpus.urls import AddressRule, article_key
from crawler.scouting.index_pages import day_forms, next_pages, pages_of_front, with_pages
from crawler.scouting.name_of_site import names_on, site_name, title_on
from crawler.scouting.probed_pages import articles_on, index_links, splash_targets
from crawler.scouting.scaffold import Draft
from crawler.scouting.shapes import forms_of
from spiders.own_outlets import fault_of
from spiders.parsing.addresses import address_rule

DATA = (
    "<script type='application/ld+json'>"
    '{"@graph": [{"@type": "WebPage", "name": "Home"}, {"@type": ["Organization"], "name": "PT Kota"},'
    ' {"@type": "WebSite", "name": "Koran Kota"}]}</script>'
)
SELECTS = (
    '<form action="/indeks"><input type="hidden" name="k" value="a b"><select name="tgl"><option value="1"></select>'
    '<select name="bulan"><option value="01"></select><select name="tahun"><option>2024</select></form>'
)
RULE = AddressRule("x.id", ("x.id",))


def page(markup, url="https://x.id/"):
    return HtmlResponse(url, body=markup.encode(), encoding="utf-8")


def called(markup, host="x.id", titles=()):
    front = page(markup)
    return site_name(names_on(front), [title_on(front) or "", *titles], host)


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ("<meta property='og:site_name' content='Koran Kota'><title>Beranda</title>", "Koran Kota"),
        ("<meta property='og:site_name' content='Beranda'><title>Home | Koran Kota</title>", "Koran Kota"),
        ("<meta name='application-name' content=' Koran\n Kota '><title>x</title>", "Koran Kota"),
        (DATA, "Koran Kota"),
        ("<script type='application/ld+json'>{broken</script><title>Koran Kota: berita hari ini</title>", "Koran Kota"),
        ("<title>Berita Terkini Hari Ini, Kabar Terbaru &raquo; Koran Kota</title>", "Koran Kota"),
        ("<title>Berita Terkini Kupang dan Sekitarnya</title>", None),
        ("<title>Beranda</title>", None),
        ("<title> </title>", None),
        ("<title>Selamat Datang di Website Resmi</title>", None),
        ("<title>Selamat Datang di Website Instansi Contoh</title>", "Instansi Contoh"),
        ("<title>Website Resmi Desa Rekaan | Beranda</title>", "Desa Rekaan"),
        ("<title>Portal Berita Kupang</title>", "Portal Berita Kupang"),
        ("<title>Dinas Sosial &amp;amp; Tenaga Kerja</title>", "Dinas Sosial & Tenaga Kerja"),
        ("<meta property='og:site_name' content='Kor\u202ean\x07 \u200bKota\\\"\"\"'>", "Koran Kota"),
        ("<meta property='og:site_name' content='" + "Koran " * 400 + "'>", ("Koran " * 10).strip()),
        ("<meta property='og:site_name' content='" + "K" * 5000 + "'>", "K" * 60),
        ("<svg><title>Ikon</title></svg>", "Ikon"),
    ],
)  # fmt: skip
def test_a_site_is_called_what_it_calls_itself(markup, name):
    assert called(markup) == name


def test_the_part_of_a_title_that_is_the_sites():
    assert (
        called("<title>Kupang hari ini | Media Kita - NTT</title>", titles=["Apel pagi - Media Kita"]) == "Media Kita"
    )
    assert called("<title>Terdepan di NTT | Suara NTT</title>", host="suara-ntb.com") == "Terdepan di NTT"
    assert called("<title>Terdepan di NTT | Suara NTB</title>", host="suara-ntb.com") == "Suara NTB"
    assert (
        called("<title>Berita</title>", host="mediaindonesia.com", titles=["Apel - Media Indonesia"])
        == "Media Indonesia"
    )
    assert called("<title>Beranda</title>", titles=["Apel pagi di kantor"]) is None


@pytest.mark.parametrize("text", ['"""', "\\", "'''", '""" + x() + """', "{name}", "\n\nimport os", "ÿ\u2028x", "%s"])
def test_any_name_makes_a_file_that_python_reads(text):
    name = site_name([f"Koran {text} Kota"], [], "x.id") or "x.id"
    made = Draft("koran", name, ("FeedSpider",), {"name": "koran", "outlet": name, "kind": "media", "site": "x.id"}, ())
    space = {}
    exec(compile(made.text, "koran.py", "exec"), space)
    assert space["KoranSpider"].outlet == name
    assert fault_of(space["KoranSpider"]) is None


@pytest.mark.parametrize(
    ("markup", "url", "second"),
    [
        ('<a href="?page=2">2</a>', "https://x.id/indeks", "/indeks?page=2"),
        ('<a rel="next" href="/indeks/2">Lanjut</a>', "https://x.id/indeks", "/indeks/2"),
        ('<a href="/indeks/20">2</a>', "https://x.id/indeks", "/indeks/20"),
        ('<a href="/indeks/20/20">2</a>', "https://x.id/indeks", "/indeks/20/20"),
        ('<link rel="next" href="/indeks/page/2/">', "https://x.id/indeks", "/indeks/page/2/"),
        ('<a href="/indeks?offset=15&k=1">Selanjutnya</a>', "https://x.id/indeks", "/indeks?offset=15&k=1"),
        ('<a href="https://lain.id/indeks?page=2">2</a>', "https://x.id/indeks", "/indeks?page=2"),
        ('<a href="/{x}?page=2">2</a><a href="http://[::1">2</a>', "https://x.id/indeks?k=1", "/indeks?k=1&page=2"),
        ("", "https://x.id/indeks", "/indeks?page=2"),
    ],
)
def test_the_second_page_of_an_index_is_asked_as_the_page_links_to_it(markup, url, second):
    assert next(next_pages(page(markup, url), 10)).at(page=2) == second


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ('<a href="/indeks/2024/03/05">5</a>', "/indeks/2024/03/07"),
        ('<a href="/indeks/2024-03-05/">5</a>', "/indeks/2024-03-07/"),
        ('<a href="/indeks?date=03/25/2024">5</a>', "/indeks?date=03/07/2024"),
        ('<a href="/indeks?date=05%2F03%2F2024">5</a>', "/indeks?date=07%2F03%2F2024"),
        ('<a href="/indeks/20240305">5</a>', "/indeks/20240307"),
        ('<a href="/indeks/2024/3/5">5</a>', "/indeks/2024/3/7"),
        ('<form action="/indeks"><input type="date" name="tgl"></form>', "/indeks?tgl=2024-03-07"),
        ('<form><input name="tanggal" placeholder="dd/mm/yyyy"></form>', "/indeks?tanggal=07/03/2024"),
        (SELECTS, "/indeks?k=a+b&tgl=7&bulan=03&tahun=2024"),
        ('<form action="?hal=2"><input type="date" name="tgl"></form>', "/indeks?tgl=2024-03-07"),
        ('<form method="post"><input type="date" name="tgl"></form>', None),
        ('<a href="/2024/03/05/apel-pagi-di-kantor">x</a><a href="/baca?id=7&tgl=2024-03-05">x</a>', None),
        ('<a href="/indeks/2024/13/45">x</a><a href="https://lain.id/indeks/2024/03/05">x</a>', None),
    ],
)  # fmt: skip
def test_another_day_of_an_index_is_asked_as_the_page_has_it(markup, address):
    forms = list(day_forms(page(markup, "https://x.id/indeks"), RULE))
    assert [form.at(date(2024, 3, 7)) for form in forms[:1]] == ([address] if address else [])


def test_a_day_with_pages_has_both_in_its_address():
    form = next(day_forms(page('<a href="/indeks/2024/03/05">5</a>', "https://x.id/indeks"), RULE))
    day = page('<a href="/indeks/2024/03/05?page=2">2</a>', "https://x.id/indeks/2024/03/05")
    assert with_pages(form, day, date(2024, 3, 5)).at(date(2024, 3, 7), 3) == "/indeks/2024/03/07?page=3"
    assert with_pages(form, page(""), date(2024, 3, 5)) == form


def test_the_best_index_comes_first():
    links = (
        "/berita",
        "/terkini",
        "/indeks",
        "/index.php",
        "/arsip-berita",
        "/indeks-berita-terbaru-hari-ini-sekali",
        "#",
    )
    markup = "".join(f'<a href="{url}">x</a>' for url in links) + '<a href="/semua">Lihat Semua</a>'
    ranked = index_links(page(markup), RULE)
    assert [url.removeprefix("https://x.id") for url in ranked] == [
        "/indeks", "/arsip-berita", "/terkini", "/semua", "/berita",
    ]  # fmt: skip


def test_headlines_tell_articles_whose_addresses_do_not():
    rows = "".join(f'<a href="/?hal=baca&x={n}">Kepala balai membuka pelatihan {n}</a>' for n in (1, 2, 3))
    menu = '<a href="/profil">Profil kepala balai dan staf</a><a href="/kontak">Kontak</a><a href="/?hal=peta">Peta</a>'
    assert [url.rpartition("=")[2] for url in articles_on(page(rows + menu), RULE)] == ["1", "2", "3"]
    assert articles_on(page(menu), RULE) == {}


def test_a_splash_leads_into_the_site_and_not_to_its_login():
    markup = '<script>window.location.href="/portal/"</script><a href="/login">Masuk</a><a href="/id/">Masuk situs</a>'
    assert splash_targets(page(markup)) == ["https://x.id/portal/", "https://x.id/id/"]


def test_relative_addresses_are_those_of_the_pages_base():
    markup = '<base href="https://x.id/portal/"><a href="indeks?page=2">2</a><a href="indeks">Indeks</a>'
    old = page(markup, "https://x.id/portal/berita/detail/1")
    assert index_links(old, RULE)[0] == "https://x.id/portal/indeks"
    assert next(next_pages(old, 3)).at(page=2) == "/portal/indeks?page=2"


@pytest.mark.parametrize(
    ("markup", "url", "second"),
    [
        ('<a href="/?page=2" rel="next">Next »</a>', "https://x.id/", "/?page=2"),
        ('<a href="/index.php?hal=2">2</a>', "https://x.id/", "/index.php?hal=2"),
        ('<a href="/portal/page/2/">2</a>', "https://x.id/portal/", "/portal/page/2/"),
        ('<a href="/?page=1">2</a><a href="/?page=2">3</a>', "https://x.id/", "/?page=1"),
        ('<a href="/nasional?page=2">2</a>', "https://x.id/", None),
        ('<a href="/nasional/page/2/">2</a>', "https://x.id/", None),
        ("<p>2</p>", "https://x.id/", None),
    ],
)
def test_a_front_page_has_a_second_one_where_it_links_to_its_own(markup, url, second):
    form = pages_of_front(page(markup, url))
    assert (form and form.at(page=2)) == second


def test_a_list_may_be_named_in_the_query():
    links = ("/index.php?mod=berita", "/index.php?mod=berita&act=detail&id=9", "/index.php?mod=profil", "/index.php")
    markup = "".join(f'<a href="{url.replace("&", "&amp;")}">x</a>' for url in links)
    assert index_links(page(markup), RULE) == ["https://x.id/index.php?mod=berita"]


def test_parts_of_a_site_with_counters_of_their_own_never_share_a_key():
    news = [f"https://x.id/index.php?mod=berita&act=detail&id={n}" for n in range(3, 9)]
    other = [f"https://x.id/index.php?mod=halaman&act=detail&id={n}" for n in (3, 4)]
    pages = [f"https://x.id/berita/detail/bupati-bina-pegawai-{n}" for n in range(6)]
    static = "https://x.id/halaman/detail/visi-dan-misi"
    both = address_rule("x.id", (), forms_of([*news, *other]))
    assert len({article_key(url, both) for url in (*news, *other)}) == 8
    alone = address_rule("x.id", (), forms_of([*news, other[0]]))
    assert [alone.is_article(url) for url in (news[0], other[0])] == [True, False]
    assert not address_rule("x.id", (), forms_of([*pages, static, "https://x.id/agenda/detail/apel-pagi"])).is_article(
        static
    )
