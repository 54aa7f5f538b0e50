"""Every outlet that ships: its addresses, its names, its manners."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from statistics import median
from typing import get_args

import pytest

from corpus.models import OutletKind
from corpus.topics import read_topic
from corpus.urls import article_key
from spiders.families.base import HOUSE_DELAY, OutletSpider
from spiders.loader import outlet_for, outlets

OUTLETS = outlets()
FOLDER = Path(__file__).parents[2] / "spiders" / "outlets"
SHIPPED_TOPIC = Path(__file__).parents[2] / "crawler" / "topics" / "pembinaan-pegawai.toml"
BASES = {"seen", "code", "convention", "guess", "guessed"}
NEEDS = {
    "cdx": "cdx_paths", "data": "data_url", "feed": "feeds", "index": "index_url", "search": "search_url",
    "sitemap": "sitemaps", "tag": "tag_url",
}  # fmt: skip

VOICE = "https://voiceindonesia.co"
BP2MI = "berita-detail/pembinaan-kepegawaian-di-upt-bp2mi-wilayah-jawa-barat"
KEPRI = "berita-detail/optimalisasi-penempatan-bp3mi-kepri-gelar-rapat-koordinasi-lintas-sektoral"
NTB = "bp2mintb.id/berita/baca/kunjungi-kantor-bp3mi-ntb-wamen-christina-sampaikan-pentingnya-soliditas-pusat-daerah"
ANTARA = "bp2mi-80-tenaga-migran-ilegal-korban-sindikat"
# outlet -> the article's name -> its addresses
ADDRESSES = {
    "bp2mi": {
        f"bp2mi.go.id/{BP2MI}": [
            f"https://bp2mi.go.id/{BP2MI}",
            f"https://kp2mi.go.id/index.php/{BP2MI}",
            f"https://www.bp2mi.go.id/{BP2MI}/",
            f"http://www.kp2mi.go.id/{BP2MI}?utm_source=x#a",
            f"http://bp2mi.go.id/index.php/{BP2MI}",
        ],
        f"bp2mi.go.id/{KEPRI}": [f"https://kp2mi.go.id/index.php/{KEPRI}"],
    },
    "bp2mintb": {NTB: [f"https://{NTB}", f"http://www.{NTB}/?fbclid=x"]},
    "voiceindonesia": {
        "voiceindonesia.co/33939": [
            f"{VOICE}/ketenagakerjaan/21/11/2023/33939/bp2mi-adakan-pembinaan-pegawai-di-ntt",
            f"{VOICE}/nasional/21/11/2023/33939/judul-yang-diubah/?utm_source=x",
        ],
        "voiceindonesia.co/20456": [
            f"{VOICE}/nasional/10/05/2022/20456/dideportasi-dari-malaysia-bp2mi-bantu-pulangkan-pmi-bermasalah-asal-ntb",
        ],
        "voiceindonesia.co/47625": [
            f"{VOICE}/ketenagakerjaan/26/11/2024/47625/dua-jenazah-pmi-dari-malaysia-tiba-di-ntt"
        ],
    },
    "barikade98": {"swara.barikade98.com/?p=2679": ["https://swara.barikade98.com/?p=2679"]},
    "exposemedia": {
        "exposemedia.id/?p=9022": ["https://exposemedia.id/?p=9022"],
        "exposemedia.id/lepas-pmi-ke-korsel-ini-pesan-penting-kepala-bp2mi": [
            "https://exposemedia.id/lepas-pmi-ke-korsel-ini-pesan-penting-kepala-bp2mi/",
            "https://www.exposemedia.id/lepas-pmi-ke-korsel-ini-pesan-penting-kepala-bp2mi/amp/",
        ],
    },
    "suaramigran": {
        "suaramigran.com/kepala-bp2mi-lantik-13-pejabat-tinggi-pratama-di-tugu-proklamasi": [
            "https://suaramigran.com/kepala-bp2mi-lantik-13-pejabat-tinggi-pratama-di-tugu-proklamasi/",
        ]
    },
    "apakabaronline": {
        "apakabaronline.com/menteri-karding-kalau-ada-pmi-disiksa-itu-salah-kita": [
            "https://apakabaronline.com/menteri-karding-kalau-ada-pmi-disiksa-itu-salah-kita",
        ]
    },
    "antaranews": {
        "antaranews.com/kl/20616": [
            "https://kl.antaranews.com/berita/20616/bp2mi-seimbangkan-kebutuhan-sdm-dengan-teknologi",
        ],
        "antaranews.com/3377919": [
            "https://m.antaranews.com/amp/berita/3377919/direktur-iom-apresiasi-kinerja-bp2mi",
            "https://www.antaranews.com/berita/3377919/direktur-iom",
            "https://antaranews.com/berita/3377919/direktur-iom?page=all",
        ],
        "antaranews.com/kepri/246091": [
            "https://kepri.antaranews.com/berita/246091/bp3mi-kepri-siagakan-posko-selama-nataru-cegah-pmi-ilegal",
            "https://kepri.antaranews.com/amp/berita/246091/bp3mi-kepri",
        ],
        "antaranews.com/2197922": [
            f"https://sumsel.antaranews.com/nasional/berita/2197922/{ANTARA}?utm_source=antaranews&utm_medium=nasional",
            f"https://www.antaranews.com/berita/2197922/{ANTARA}",
        ],
    },
    "rmol": {
        "rmol.id/671533": [
            "https://rmol.id/amp/2025/06/28/671533/menteri-karding-minta-jajaran-tiadakan-praktek-gelap-perlindungan-pmi-",
            "https://www.rmol.id/politik/read/2025/06/28/671533/judul-lain",
        ],
        "rmol.id/566519": ["https://rmol.id/amp/2023/03/11/566519/whatsapp:/send"],
    },
}
CASES = [(slug, key, url) for slug, articles in ADDRESSES.items() for key, urls in articles.items() for url in urls]
NO_ARTICLES = [
    "https://bp2mi.go.id/profil-kontak", "https://www.kp2mi.go.id/berita", "https://bp2mi.go.id/gtog-detail/korea/a-b",
    "https://bp2mintb.id/berita", "https://voiceindonesia.co/category/ketenagakerjaan/page/2/",
    "https://exposemedia.id/", "https://exposemedia.id/tag/bp2-mi/", "https://suaramigran.com/wp-json/wp/v2/posts",
    "https://www.antaranews.com/tag/bp2mi", "https://jabar.antaranews.com/rss/terkini.xml", "https://rmol.id/tag/bp2mi",
]  # fmt: skip


@pytest.fixture(params=sorted(OUTLETS))
def outlet(request: pytest.FixtureRequest) -> type[OutletSpider]:
    return OUTLETS[request.param]


@pytest.mark.parametrize(("slug", "key", "url"), CASES)
def test_an_article_is_recognised_by_its_outlet_alone_and_under_one_name(slug, key, url):
    assert [other for other, spider in OUTLETS.items() if spider.address().is_article(url)] == [slug]
    assert article_key(url, OUTLETS[slug].address()) == key
    assert outlet_for(url, OUTLETS) is OUTLETS[slug]


@pytest.mark.parametrize("url", NO_ARTICLES)
def test_a_page_that_is_no_article_is_recognised_by_none(url):
    assert not any(spider.address().is_article(url) for spider in OUTLETS.values())


def test_every_outlet_has_an_address_under_test(outlet):
    assert outlet.name in ADDRESSES


def test_the_topics_own_addresses_are_known(outlet):
    for url in read_topic(SHIPPED_TOPIC).ask.urls:
        assert outlet_for(url, OUTLETS) is not None


def test_an_outlet_is_named_as_its_file(outlet):
    assert (FOLDER / f"{outlet.name}.py").is_file()
    assert outlet.__name__ == f"{outlet.name.capitalize()}Spider"
    assert outlet.__module__ == f"spiders.outlets.{outlet.name}"


def test_an_outlet_says_who_it_is(outlet):
    facts = outlet.facts()
    assert facts.kind in get_args(OutletKind)
    assert facts.name
    assert facts.origin == "shipped"
    assert outlet.terms == "not read"
    assert outlet.checked == "never"
    assert BASES & set(re.findall(r"\w+", outlet.address_basis))
    assert outlet.utc_offset in {7, 8, 9}


def test_no_outlet_is_faster_than_the_house(outlet):
    assert outlet.delay >= HOUSE_DELAY
    assert outlet.custom_settings is None


def test_every_way_is_there_with_what_it_needs(outlet, make):
    assert outlet.ways or outlet.ladder
    for way in (*outlet.ways, *outlet.ladder):
        assert callable(getattr(outlet, f"begin_{way}"))
        assert way not in NEEDS or getattr(outlet, NEEDS[way])
        assert list(make(outlet).begin_way(way))


def test_ways_in_are_asked_of_the_outlets_own_hosts(outlet, make):
    for way in (*outlet.ways, *outlet.ladder):
        for request in make(outlet).begin_way(way):
            assert way in outlet.elsewhere or outlet.address().owns(request.url)


def test_patterns_can_be_used(outlet):
    for pattern in (*outlet.junk, *([outlet.date_pattern] if outlet.date_pattern else [])):
        re.compile(pattern)
    assert outlet.page_rules().outlet == outlet.name


def test_an_outlet_overrides_nothing_without_saying_why(outlet):
    lines = (FOLDER / f"{outlet.name}.py").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.match(r"\s+(?:async )?def ", line):
            assert lines[number - 1].strip().startswith("#"), f"{outlet.name}: line {number + 1}"


def test_outlets_are_short():
    def length(path: Path) -> int:
        body = next(n for n in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(n, ast.ClassDef)).body
        return sum(not isinstance(statement, ast.Expr) for statement in body)

    assert median(length(path) for path in FOLDER.glob("[!_]*.py")) <= 15
