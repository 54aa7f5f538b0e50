"""Every outlet that ships: its addresses, its names, its manners."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from statistics import median
from typing import get_args

from corpus.models import OutletKind
from corpus.topics import read_topic
from corpus.urls import article_key
from spiders.families.base import HOUSE_DELAY
from spiders.loader import outlet_for, outlets
from spiders.own_outlets import fault_of
from tests.each import for_each

OUTLETS = outlets()
FOLDER = Path(__file__).parents[3] / "spiders" / "outlets"
SHIPPED_TOPIC = Path(__file__).parents[3] / "crawler" / "topics" / "pembinaan-pegawai.toml"
NEEDS = {
    "cdx": "cdx_paths", "commoncrawl": "cdx_paths", "data": "data_url", "feed": "feeds", "index": "index_url",
    "search": "search_url", "sitemap": "sitemaps", "tag": "tag_url",
}  # fmt: skip

ADDRESSES = tomllib.loads((Path(__file__).parent / "addresses.toml").read_text("utf-8"))  # outlet -> key -> addresses
CASES = [(slug, key, url) for slug, articles in ADDRESSES.items() for key, urls in articles.items() for url in urls]
NO_ARTICLES = [
    "https://bp2mi.go.id/profil-kontak", "https://www.kp2mi.go.id/berita", "https://bp2mi.go.id/gtog-detail/korea/a-b",
    "https://bp2mintb.id/berita", "https://voiceindonesia.co/category/ketenagakerjaan/page/2/",
    "https://exposemedia.id/", "https://exposemedia.id/tag/bp2-mi/", "https://suaramigran.com/wp-json/wp/v2/posts",
    "https://www.antaranews.com/tag/bp2mi", "https://jabar.antaranews.com/rss/terkini.xml", "https://rmol.id/tag/bp2mi",
    "https://20.detik.com/detikflash/20231118-1/d-6993199/contoh", "https://news.detik.com/foto-news/d-6993199/contoh",
    "https://news.detik.com/indeks?page=2&date=11/18/2023", "https://search.kompas.com/search?q=bp2mi&page=2",
    "https://www.okezone.com/tag/bp2mi/2", "https://poskota.co.id/tag/bp2mi?page=2", "https://www.jpnn.com/tag/bp2mi",
    "https://www.jawapos.com/search?q=bp2mi&sort=latest", "https://www.jawapos.com/tag/pekerja-migran-indonesia",
    "https://www.timurpos.com/search/label/BP2MI", "https://www.timurpos.com/2022/09/", "https://kemnaker.go.id/news",
    "https://www.inews.id/tag/bp2mi", "https://www.idntimes.com/tag/pekerja-migran-indonesia-di-korea",
    "https://www.tribunnews.com/index-news?date=2023-11-9", "https://setkab.go.id/category/berita-utama-hari-ini/",
    "https://web.archive.org/web/2016/http://www.bnp2tki.go.id/", "https://setkab.go.id/tentang-kami/",
    "https://www.tempo.co/penulis/budi-contoh-99812", "https://tirto.id/pikir-dua-kali", "https://tirto.id/rilis-pers",
    "https://mediaindonesia.com/indeks/20/40", "https://mediaindonesia.com/ekonomi/20/40", "https://www.kp2mi.go.id/news",
    "https://mediaindonesia.com/video/detail_video/123-contoh", "https://www.beritasatu.com/nasional/indeks/2",
    "https://www.liputan6.com/photo/read/8253000/contoh", "https://www.merdeka.com/foto/read/8253682/contoh-foto",
    "http://finance.detik.com/readfoto/2016/02/23/153201/3149106/461/1/contoh", "https://kumparan.com/@kumparannews",
    "https://video.okezone.com/play/2020/05/26/1/123456/contoh", "https://www.tribunnews.com/tag/7731367/contoh",
    "https://www.tribunnews.com/index-news?page=2", "https://www.idntimes.com/news/indonesia",
    "https://www.tribunnews.com/index-news/nasional?page=3", "https://video.tribunnews.com/view/723456/contoh",
    "https://www.tribunnews.com/penulis/12345/budi", "https://www.tribunnews.com/images/regional/view/1234567/contoh",
    "https://www.merdeka.com/peristiwa", "https://www.merdeka.com/video/read/8254000/contoh",
    "https://www.republika.co.id/index/50/2026/07/24", "https://visual.republika.co.id/berita/tio14w368/contoh",
    "https://www.republika.co.id/berita/inpicture/nasional-inpicture/16/02/15/o2l07x284-contoh",
    "https://www.sindonews.com/indeks/0/20?t=2026-07-24", "https://photo.sindonews.com/view/12345/contoh",
    "https://www.suara.com/foto/2026/07/24/070859/contoh", "https://www.suara.com/indeks/terkini/all/2026?page=2",
    "https://www.cnnindonesia.com/indeks/2/3", "https://www.cnnindonesia.com/nasional/20231019101112-22-1013000/foto-a-b",
    "https://www.cnbcindonesia.com/tv/20231019101112-19-480000/video-contoh", "https://www.liputan6.com/tag/bp2mi",
    "https://www.detik.com/tag/lampung/?sortby=time&page=2", "https://inet.detik.com/fotoinet/d-7477041/contoh",
    "https://wolipop.detik.com/foto-home-and-living/d-7477041/contoh", "https://www.tempo.co/foto/contoh-foto-2277913",
    "https://20.detik.com/detikupdate/20250721-250721087/video-contoh", "https://bola.okezone.com/more/live-score-widget",
    "https://index.okezone.com/bydate/channel/2026/07/24/14/15/", "https://news.okezone.com/indeks/2026/07/24/10",
    "https://mpi.okezone.com/read/2026/07/24/337/3232094/contoh", "http://grafis.tempo.co/read/flashgrafis/2015/11/02/7/a",
    "http://foto.tempo.co/read/beritafoto/2015/11/02/731/contoh", "http://www.tempo.co/topik/masalah/1234/Contoh--Judul",
    "https://lampung.antaranews.com/foto/779149/contoh", "https://lampung.antaranews.com/lampung-update/2",
    "https://lampung.antaranews.com/nasional/video/4982365/contoh-judul", "https://www.antaranews.com/infografis/1/a-b",
    "https://www.beritasatu.com/photo/123456/contoh-foto", "https://www.beritasatu.com/terkini/indeks/7",
    "https://mediaindonesia.com/galleries/detail_galleries/49614-contoh-galeri", "https://tirto.id/pemilu-2024",
    "https://mediaindonesia.com/politik-dan-hukum/20/1000", "https://mediaindonesia.com/video/123456/contoh-judul",
    "https://foto.kompas.com/photo/read/2024/03/26/17114370/contoh-judul", "https://indeks.kompas.com/?site=all&page=2",
    "https://www.kompas.com/topik-pilihan/list/7106/pemilu.2024", "https://video.kompas.com/watch/1337940/contoh-judul",
    "https://www.kompas.id/baca/foto/2024/03/26/contoh-foto-cerita", "https://www.jpnn.com/tag/123/contoh-judul",
    "https://www.jawapos.com/tag/2607240073/contoh-judul", "https://www.jawapos.com/sepak-bola/liga-champions-eropa",
    "https://www.idntimes.com/tag/pekerja-migran-indonesia-di-korea/amp", "https://bali.idntimes.com/news/bali",
    "http://video.viva.co.id/read/37747-contoh-video", "https://www.viva.co.id/foto/berita/1234-contoh-foto",
    "https://www.viva.co.id/siapa/read/33-contoh-nama", "http://www.viva.co.id/indeks?page=2", "https://voi.id/tag/123",
    "https://www.inews.id/multimedia/video/contoh-judul-berita", "https://voi.id/artikel/2024/cari",
    "https://www.inews.id/indeks/news/contoh-judul-berita", "https://kumparan.com/channel/bisnis",
    "https://www.jawapos.com/berita-foto/2607240073/contoh", "https://www.beritasatu.com/video-news/123456/contoh-judul",
    "https://kumparan.com/topic/contoh-topik-27oRU1T1EYV", "https://rri.co.id/video/123/contoh-judul",
    "https://kemnaker.go.id/news/categories/siaran-pers",
    "https://www.medcom.id/foto/news/ZkeE9ePk-contoh-judul", "https://timesindonesia.co.id/foto/400000/contoh-judul-berita",
    "https://infopublik.id/galeri/foto/12345/contoh-judul-empat-kata", "https://indonesia.go.id/narasi/indonesia-dalam-angka",
    "https://infopublik.id/kategori/nusantara/20", "https://jabarprov.go.id/berita/", "https://ntbprov.go.id/post/ragam-berita",
    "https://www.medcom.id/nasional/politik-dalam-negeri", "https://timesindonesia.co.id/tag/pekerja-migran-indonesia",
    "https://setkab.go.id/kategori/berita-utama-hari/", "https://www.rmollampung.id/pedoman-media-siber",
    "https://www.rmollampung.id/category/daerah?page=2", "https://www.rmollampung.id/cari?q=bunda+eva",
    "https://radarlampung.disway.id/listtag/1/contoh-judul", "https://rm.id/baca-berita/nasional",
    "https://www.kp2mi.go.id/news?page=2", "https://exposemedia.id/index.php/category/pekerja-migran/",
    "https://sport.detik.com/galeri-foto/d-7123457/contoh-foto", "https://video.tribunnews.com/news/812345/contoh",
    "https://video.liputan6.com/read/5312352/contoh", "https://foto.kontan.co.id/news/contoh-foto-apel",
    "https://www.tempo.co/editor/budi-contoh-99812", "https://www.jawapos.com/editor/12345678/budi-contoh",
    "https://www.jawapos.com/topik-pilihan/12345678/contoh-judul", "https://www.merdeka.com/peristiwa/index.html",
    "https://mediaindonesia.com/reporter/12345/budi-contoh", "https://www.jpnn.com/news/2",
    "https://nasional.kontan.co.id/news/2", "https://www.pikiran-rakyat.com/foto/pr-01681999/contoh-foto",
    "https://rmol.id/foto/read/2023/06/14/577198/contoh-foto", "https://timesindonesia.co.id/author/458125/budi-contoh",
    "https://www.akurat.co/tag/1234567/contoh-judul", "https://voi.id/2023/06/14/", "https://voi.id/nasional/2",
    "https://www.suara.com/infografis/2023/06/14/123462/contoh", "https://jabarnews.com/index-berita/",
    "https://jabarnews.com/topik/pekerja-migran-indonesia", "https://kasedata.id/penulis/12345/budi-contoh",
    "https://jabarnews.com/cdn-cgi/l/email-protection", "https://jabarnews.com/tentang-kami?amp=1",
    "https://jabarnews.com/index-news?page=2", "https://www.tribunnews.com/reporter/12345/budi-contoh",
    "https://newslampungterkini.com/penulis/12345/budi-contoh",
]  # fmt: skip


every_outlet = for_each("outlet", OUTLETS.values())


@for_each("slug, key, url", CASES)
def test_an_article_is_recognised_by_its_outlet_alone_and_under_one_name(slug, key, url):
    assert [other for other, spider in OUTLETS.items() if spider.address().is_article(url)] == [slug]
    assert article_key(url, OUTLETS[slug].address()) == key
    assert outlet_for(url, OUTLETS) is OUTLETS[slug]


@for_each("url", NO_ARTICLES)
def test_a_page_that_is_no_article_is_recognised_by_none(url):
    assert not any(spider.address().is_article(url) for spider in OUTLETS.values())


@every_outlet
def test_every_outlet_has_an_address_under_test(outlet):
    assert outlet.name in ADDRESSES


@every_outlet
def test_the_topics_own_addresses_are_known(outlet):
    for url in read_topic(SHIPPED_TOPIC).ask.urls:
        assert outlet_for(url, OUTLETS) is not None


@every_outlet
def test_an_outlet_is_named_as_its_file(outlet):
    assert (FOLDER / f"{outlet.name}.py").is_file()
    assert outlet.__name__ == f"{outlet.name.capitalize()}Spider"
    assert outlet.__module__ == f"spiders.outlets.{outlet.name}"


@every_outlet
def test_an_outlet_says_who_it_is(outlet):
    facts = outlet.facts()
    assert facts.kind in get_args(OutletKind)
    assert facts.name
    assert facts.origin == "shipped"
    assert (outlet.terms == "not read") is not outlet.by_name_only
    assert outlet.checked == "never"
    assert fault_of(outlet) is None
    assert outlet.utc_offset in {7, 8, 9}


@every_outlet
def test_what_a_fact_rests_on_is_older_than_this_program(outlet):
    for fact, basis in outlet.bases().items():
        assert (fact in outlet.rests_on) is (basis is not None)
        assert basis is None or basis.seen <= "2026-09"


@every_outlet
def test_no_outlet_is_faster_than_the_house(outlet):
    assert outlet.delay >= HOUSE_DELAY
    assert outlet.custom_settings is None


@every_outlet
def test_every_way_is_there_with_what_it_needs(outlet, make):
    assert outlet.ways or outlet.ladder
    for way in (*outlet.ways, *outlet.ladder):
        assert callable(getattr(outlet, f"begin_{way}"))
        assert way not in NEEDS or getattr(outlet, NEEDS[way])
        assert list(make(outlet).begin_way(way))


@every_outlet
def test_an_index_of_sections_is_a_way_or_the_last_rung(outlet):
    if "{section}" in (getattr(outlet, "index_url", None) or ""):
        assert outlet.sections
        assert "index" not in outlet.ladder[:-1]


@every_outlet
def test_each_way_says_how_far_back_it_reaches(outlet):
    result = outlet.reaches()
    assert result.keys() == {*outlet.ways, *outlet.ladder}
    assert not {"not known", ""} & set(result.values())
    assert not any("max_" in text for text in result.values())


@every_outlet
def test_ways_in_are_asked_of_the_outlets_own_hosts(outlet, make):
    for way in (*outlet.ways, *outlet.ladder):
        for request in make(outlet).begin_way(way):
            assert way in outlet.elsewhere or outlet.address().owns(request.url)


@every_outlet
def test_patterns_can_be_used(outlet):
    rules = outlet.page_rules()
    for pattern in (*rules.junk, *([rules.date_pattern] if rules.date_pattern else [])):
        re.compile(pattern)
    assert outlet.page_rules().outlet == outlet.name


@every_outlet
def test_an_outlet_overrides_nothing_without_saying_why(outlet):
    lines = (FOLDER / f"{outlet.name}.py").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.match(r"\s+(?:async )?def ", line):
            assert lines[number - 1].strip().startswith("#"), f"{outlet.name}: line {number + 1}"


def test_outlets_are_many_and_short():
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in FOLDER.glob("[!_]*.py")]
    assert len(lengths) >= 60
    assert median(lengths) <= 15


def test_what_many_outlets_say_alike_stands_in_a_family():
    seen = Counter(line for path in FOLDER.glob("[!_]*.py") for line in set(words(path)))
    assert [line for line, number in seen.items() if number > 2] == []


def words(path: Path) -> list[str]:
    """The lines of an outlet that say more than who it is, which family, and on what its addresses rest."""
    who = r"(?:class|from|import|kind|affiliation|rests_on|utc_offset)\b"
    ways = r"(?:ways|ladder|sitemaps|every_sitemap)\b"
    signs = r'["(){}]|\w+ = \($'
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line and not re.match(f"{who}|{ways}|{signs}", line)]


TAGS = ("?utm_source=x&utm_medium=rss", "?fbclid=IwAR0", "#komentar", "?gclid=1#top")


@for_each("outlet, tag", [(outlet, tag) for outlet in OUTLETS.values() for tag in TAGS])
def test_where_a_reader_came_from_names_no_other_article(outlet, tag):
    for key, urls in ADDRESSES[outlet.name].items():
        plain = next((url for url in urls if "?" not in url and "#" not in url), None)
        assert plain is None or article_key(plain + tag, outlet.address()) == key


@every_outlet
def test_a_copy_in_a_web_archive_is_the_article_itself(outlet):
    for key, (url, *_) in ADDRESSES[outlet.name].items():
        record = "https://data.commoncrawl.org/crawl-data/CC-MAIN-2024-10/a.warc.gz#bytes=10-99"
        for copy in (f"https://web.archive.org/web/20240101000000id_/{url}", f"{record}/{url}"):
            assert outlet.address().is_article(copy)
            assert article_key(copy, outlet.address()) == key
