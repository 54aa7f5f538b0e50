"""Listings, pages that are gone and walls are set aside with a reason; articles in other languages are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.models import REJECT_REASONS, Article, Capture, SetAside
from corpus.urls import AddressRule
from pipelines.refine import refine
from pipelines.rules import NO_RULES, PageRules

Write = Callable[..., str]
Catch = Callable[..., Capture]
OWN = PageRules(address=AddressRule("wartateluk.example", ("wartateluk.example",)))


def reason(refined: object) -> str:
    assert isinstance(refined, SetAside), refined
    assert refined.reason in REJECT_REASONS
    return refined.reason


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Halaman Tidak Ditemukan", "<p>Maaf, halaman yang Anda cari tidak ditemukan.</p>", "soft_404"),
        ("Oops", "<p>That page can’t be found. Nothing was found at this location.</p>", "soft_404"),
        ("Warta Teluk", "<p>Artikel yang Anda tuju sudah dihapus oleh redaksi kami.</p>", "soft_404"),
        (
            "Sebelum melanjutkan",
            "<p>Kami menggunakan cookie untuk meningkatkan pengalaman Anda di situs ini. Klik setuju.</p>",
            "wall",
        ),
        (
            "Warta Teluk",
            "<p>Kami memakai cookies di situs ini. " + "Pilihan Anda dapat diubah kapan saja. " * 10,
            "wall",
        ),
        ("Just a moment...", "<p>Checking your browser before accessing the site.</p>", "wall"),
        ("Masuk", "<p>Silakan login untuk melanjutkan membaca artikel ini.</p>", "wall"),
        ("Kepala Balai Karang Hadir di Apel", "<p>Kalimat pendek saja.</p>", "too_short"),
        ("Kepala Balai Karang Hadir di Apel", "<p>" + "a" * 5000 + "</p>", "too_short"),
    ],
)
def test_short_pages_say_what_they_are(title: str, body: str, expected: str, capture: Catch, write_page: Write) -> None:
    assert reason(refine([capture(write_page(body, title=title))], NO_RULES)) == expected


def test_an_article_that_speaks_of_missing_pages_is_an_article(
    article: Callable[..., Article], write_page: Write, write_paragraphs: Write
) -> None:
    body = (
        write_paragraphs()
        + "<p>Halaman itu tidak ditemukan, kata dia, dan cookie di situs ini dihapus.</p>"
        + write_paragraphs(6, 10)
    )
    assert article(write_page(body, title="Situs Balai Karang Tidak Ditemukan Warga")).words > 100


@pytest.mark.parametrize(
    "path", ["", "tag/bp2mi/page/2/", "kategori/nasional", "?s=bp2mi", "indeks", "2023/11/", "page/3/"]
)
def test_a_listings_address_is_no_article(
    path: str, capture: Catch, write_page: Write, write_paragraphs: Write
) -> None:
    refined = refine([capture(write_page(write_paragraphs()), f"https://wartateluk.example/{path}")], NO_RULES)
    assert reason(refined) == "listing_page"


STORY_PATHS = ["archives/1234", "category/berita/balai-karang-buka-loket-malam", "?p=1234&cat=5"]


@pytest.mark.parametrize("path", STORY_PATHS)
def test_one_story_at_an_address_of_a_listings_form_is_an_article(
    path: str, article: Callable[..., Article], capture: Catch, write_page: Write, write_paragraphs: Write
) -> None:
    url = f"https://situskarang.example/{path}"
    assert article(write_page(write_paragraphs()), url).words > 100
    headings = [f"<h2><a href='/{n}'>Judul berita nomor {n} tentang balai</a></h2>" for n in range(6)]
    behind = write_page(write_paragraphs() + "".join(headings))
    assert article(behind, url).words > 100
    rows = "".join(heading + write_paragraphs(n, n + 1) for n, heading in enumerate(headings))
    refined = refine([capture(write_page(rows), url)], NO_RULES)
    assert reason(refined) == "listing_page"


def test_a_sites_design_called_blog_makes_no_listing_of_one_story(
    article: Callable[..., Article], capture: Catch, write_page: Write, write_paragraphs: Write
) -> None:
    single = "post-template-default single single-post"
    assert article(write_page(write_paragraphs()).replace(single, "blog")).words > 100
    archive = write_page(write_paragraphs()).replace(single, "archive")
    assert reason(refine([capture(archive)], NO_RULES)) == "listing_page"


@pytest.mark.parametrize(
    "lead",
    ["Ringkasan berita nomor {} yang dipotong di tengah […]", "Ringkasan berita nomor {} sebagai kalimat penuh."],
)
def test_a_row_of_cards_is_a_listing_under_any_address(lead: str, capture: Catch, write_page: Write) -> None:
    cards = "".join(
        f'<div class="item"><h3><a href="/berita/{n}">Judul berita nomor {n} tentang balai</a></h3>'
        f"<p>{lead.format(n)}</p></div>"
        for n in range(12)
    )
    assert (
        reason(refine([capture(write_page(f'<div class="list">{cards}</div>', title="Nasional"))], NO_RULES))
        == "listing_page"
    )


def test_related_cards_under_a_story_make_no_listing(
    article: Callable[..., Article], write_page: Write, write_paragraphs: Write
) -> None:
    cards = "".join(
        f'<div><h3><a href="/berita/{n}">Judul berita nomor {n} tentang balai</a></h3></div>' for n in range(12)
    )
    assert article(write_page(write_paragraphs(), after=cards)).text.count("Paragraf") == 6


def test_redirects_away_are_told_apart(capture: Catch, write_page: Write, write_paragraphs: Write) -> None:
    requested = "https://wartateluk.example/berita/lama"
    page = write_page(write_paragraphs())
    home = capture(page, "https://wartateluk.example/index.php", requested_url=requested)
    other = capture(page, "https://lain.example/berita/lama", requested_url=requested)
    tracked = capture(page, "https://wartateluk.example/?ref=404&utm_source=lama", requested_url=requested)
    short = capture(page, "https://wartateluk.example/?p=404", requested_url=requested)
    assert reason(refine([home], OWN)) == reason(refine([tracked], OWN)) == "redirected_home"
    assert isinstance(refine([short], OWN), Article)
    assert reason(refine([other], OWN)) == "redirected_offsite"


def test_what_is_no_html_is_set_aside(capture: Catch) -> None:
    assert reason(refine([capture(b"%PDF-1.7")], NO_RULES)) == "not_html"


def test_og_type_is_no_guide(article: Callable[..., Article], write_page: Write, write_paragraphs: Write) -> None:
    assert article(write_page(write_paragraphs(), head='<meta property="og:type" content="website">')).title


LISTED = (
    '<script type="application/ld+json">{"@type":"%s","itemListElement":[{"@type":"ListItem","url":"/lain"}]}</script>'
)


def test_an_article_that_lists_its_neighbours_in_json_ld_is_an_article(
    article: Callable[..., Article], write_page: Write, write_paragraphs: Write
) -> None:
    long = write_paragraphs().replace("kata kepala balai itu.", "kata kepala balai itu saat apel pagi. " * 4)
    assert article(write_page(long, head=LISTED % "ItemList")).words > 100


@pytest.mark.parametrize("kind", ["ItemList", "CollectionPage", "SearchResultsPage"])
def test_short_leads_under_a_listings_json_ld_are_a_listing(kind: str, capture: Catch, write_page: Write) -> None:
    leads = "".join(f"<p>Berita ke-{n} menceritakan apel pagi dan pembinaan pegawai di balai.</p>" for n in range(8))
    assert reason(refine([capture(write_page(leads, head=LISTED % kind))], NO_RULES)) == "listing_page"


def test_an_articles_name_below_index_is_an_article(article: Callable[..., Article], write_page: Write) -> None:
    lines = "".join(f"<p>Kalimat ke-{n} menceritakan pembinaan pegawai di Balai Karang.</p>" for n in range(8))
    assert article(write_page(lines), url="https://wartateluk.example/index/2023/kepala-balai-karang-hadir").words > 25


@pytest.mark.parametrize("path", ["/index", "/indeks/berita/2023/11", "/topik/pekerja-migran-indonesia-di-taiwan"])
def test_an_index_is_a_listing(path: str, capture: Catch, write_page: Write, write_paragraphs: Write) -> None:
    page = capture(write_page(write_paragraphs()), f"https://wartateluk.example{path}")
    assert reason(refine([page], NO_RULES)) == "listing_page"


DATED = '<meta property="article:published_time" content="2023-11-20T08:00:00+07:00">'


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Cek Fakta: Bantuan Balai Karang Bohong", "Berita tersebut tidak ditemukan di mana pun, kata petugas balai."),
        ("Awas Captcha Palsu di Situs Balai Karang", "Penipu memakai captcha palsu untuk menyebar program jahat."),
        ("Layanan Daring Balai Karang Dibuka", "Warga diminta masuk untuk mendaftar layanan daring itu."),
        ("Empat Puluh Orang Ikut Pelatihan", "Empat puluh orang terdaftar untuk pelatihan las di balai itu."),
    ],
)
def test_a_short_dated_article_may_speak_of_walls(
    title: str, sentence: str, article: Callable[..., Article], write_page: Write
) -> None:
    body = f"<p>{sentence}</p><p>Pegawai di Balai Karang membantu warga yang datang sejak pagi, kata kepala balai.</p>"
    assert sentence in article(write_page(body + "<p>Layanan itu gratis bagi semua.</p>", title=title, head=DATED)).text


WITHDRAWN = [
    "Berita ini telah dicabut redaksi",
    "Artikel ini telah ditarik oleh redaksi",
    "Redaksi telah menarik berita ini",
    "Berita ini dihapus atas permintaan narasumber",
    "Artikel ini telah kami cabut",
    "Berita dicabut",
    "Berita ini telah diturunkan redaksi",
    "Berita ini kami turunkan atas permintaan narasumber",
    "Postingan ini telah dihapus",
    "Artikel tidak ditemukan",
    "Halaman tidak tersedia",
    "Halaman yang dicari tidak ada",
    "Konten ini sudah tidak tersedia",
    "Artikel ini sudah tidak dapat diakses",
    "Artikel yang Anda cari sudah tidak tayang",
    "Link yang Anda tuju sudah tidak berlaku",
    "Maaf, berita ini tidak dapat dibaca lagi",
    "This article has been removed",
    "This post is no longer available",
]


@pytest.mark.parametrize("says", WITHDRAWN)
def test_a_page_that_says_that_the_article_is_withdrawn_is_gone(says: str, capture: Catch, write_page: Write) -> None:
    """In the article's own layout, or as a page of the site with a sentence behind it."""
    layouts = (
        (f"<p>{says}</p>", DATED),
        (f"<h1>{says}</h1><p>Silakan kembali ke beranda atau cari berita lain.</p>", ""),
    )
    for body, head in layouts:
        assert reason(refine([capture(write_page(body, head=head))], NO_RULES)) == "soft_404"


@pytest.mark.parametrize("sentence", [
    "Hingga berita ini kami turunkan, kepala balai belum memberi jawaban.",
    "Hingga berita ini diturunkan, kepala balai belum memberi jawaban.",
    "Sampai berita ini telah diturunkan, kepala balai belum memberi jawaban.",
    "Laporan itu telah dicabut oleh warga, kata petugas balai.", "Izin penyalur itu dicabut, kata petugas balai.",
    "Dewan Pers meminta redaksi mencabut berita tersebut dan memuat hak jawab.",
    "Aturan itu sudah tidak berlaku, kata petugas balai.", "Unggahan di media sosial itu telah dihapus pemiliknya.",
])  # fmt: skip
def test_a_short_article_may_speak_of_what_was_withdrawn(
    sentence: str, article: Callable[..., Article], write_page: Write
) -> None:
    body = f"<p>{sentence}</p><p>Pegawai di Balai Karang membantu warga yang datang sejak pagi, kata kepala balai.</p>"
    assert sentence in article(write_page(body + "<p>Layanan itu gratis bagi semua warga karang.</p>")).text


@pytest.mark.parametrize("title", [
    "Halaman Tidak Ditemukan", "404 Not Found", "Maaf, halaman yang Anda cari tidak ditemukan!",
    "Oops! Page not found", "Error 404 - Halaman tidak ditemukan",
])  # fmt: skip
def test_a_page_that_is_gone_may_list_the_latest_news(
    title: str, capture: Catch, write_page: Write, write_paragraphs: Write
) -> None:
    body = f"<h1>{title}</h1>" + write_paragraphs(0, 12)
    assert reason(refine([capture(write_page(body, title=title))], NO_RULES)) == "soft_404"


@pytest.mark.parametrize("title", ["404 Pegawai Balai Dilantik", "Berita Tidak Ada di Karang, Warga Bertanya"])
def test_such_words_within_a_title_are_an_articles(
    title: str, article: Callable[..., Article], write_page: Write, write_paragraphs: Write
) -> None:
    assert article(write_page(f"<h1>{title}</h1>" + write_paragraphs(0, 12), title=title)).title == title


@pytest.mark.parametrize("says", [
    "Situs ini sedang dalam perbaikan.", "Website kami saat ini sedang dalam masa pemeliharaan",
    "We are currently under maintenance", "Bandwidth Limit Exceeded", "Laman ini dalam pengembangan",
    "This domain has expired", "We'll be back soon!",
])  # fmt: skip
def test_a_site_that_is_out_of_order_shows_no_article(says: str, capture: Catch, write_page: Write) -> None:
    body = f"<p>{says}</p><p>" + "Terima kasih atas kesabaran Anda semua di rumah. " * 5 + "</p>"
    assert reason(refine([capture(write_page(body, title="Warta Karang"))], NO_RULES)) == "no_body"


@pytest.mark.parametrize("sentence", [
    "Situs Balai Karang sedang dalam perbaikan, kata kepala balai.",
    "Jembatan itu sedang dalam pemeliharaan, dan warga memakai jalan lain.",
    "Laman itu masih dalam pengembangan oleh tim balai.",
])  # fmt: skip
def test_a_short_article_may_speak_of_repairs(
    sentence: str, article: Callable[..., Article], write_page: Write
) -> None:
    body = f"<p>{sentence}</p><p>Pegawai di Balai Karang membantu warga yang datang sejak pagi, kata kepala balai.</p>"
    assert sentence in article(write_page(body + "<p>Layanan itu gratis bagi semua warga karang.</p>")).text


@pytest.mark.parametrize("says", ["Halaman tidak dapat diakses, coba lagi nanti", "Sedang dalam perbaikan"])
def test_a_page_in_trouble_is_not_gone(says: str, capture: Catch, write_page: Write) -> None:
    assert reason(refine([capture(write_page(f"<p>{says}</p>"))], NO_RULES)) != "soft_404"


def test_a_depth_is_no_page_that_is_gone(article: Callable[..., Article], write_page: Write) -> None:
    body = (
        "<p>Gempa mengguncang Karang pada Kamis pukul 14.10 WIB dan dirasakan warga di tiga kecamatan.</p>"
        "<p>Pusat gempa berada pada kedalaman 10 kilometer. Tidak ada laporan kerusakan dari warga.</p>"
    )
    assert "kedalaman" in article(write_page(body, title="Gempa Mengguncang Karang")).text


def test_a_consent_banner_in_a_dated_articles_place_is_a_wall(capture: Catch, write_page: Write) -> None:
    banner = "<p>Kami menggunakan cookie di situs ini.</p><p>" + "Pilihan dapat diubah kapan saja. " * 6 + "</p>"
    assert reason(refine([capture(write_page(banner, head=DATED))], NO_RULES)) == "wall"


def test_boxes_that_open_with_a_link_are_a_listing(capture: Catch, write_page: Write) -> None:
    boxes = "".join(
        f'<div class="item"><div><a href="/b/{n}">Judul berita nomor {n} tentang balai</a></div>'
        f"<div>{n} Mei 2026</div><div>Ringkasan berita nomor {n} sebagai kalimat yang utuh.</div></div>"
        for n in range(9)
    )
    assert reason(refine([capture(write_page(boxes, title="Nasional"))], NO_RULES)) == "listing_page"


def test_a_list_of_linked_items_in_an_article_is_none(article: Callable[..., Article], write_page: Write) -> None:
    items = "".join(
        f"<li><p><a href='/b/{n}'>Balai nomor {n} dibuka kembali</a> dan warga datang sejak pagi untuk didata.</p></li>"
        for n in range(9)
    )
    assert article(write_page(f"<ul>{items}</ul>")).text.count("Balai nomor") == 9


@pytest.mark.parametrize(
    "path", ["/tentang-kami", "/page/redaksi", "/pedoman-media-siber", "/kode-etik-jurnalistik.html"]
)
def test_a_page_about_the_site_is_no_article(
    path: str, capture: Catch, write_page: Write, write_paragraphs: Write
) -> None:
    page = capture(write_page(write_paragraphs()), f"https://wartateluk.example{path}")
    assert reason(refine([page], NO_RULES)) == "listing_page"


def test_an_article_below_a_categorys_address_is_an_article(
    article: Callable[..., Article], write_page: Write, write_paragraphs: Write
) -> None:
    url = "https://wartateluk.example/kategori/nusantara/780001/kepala-balai-karang-hadir"
    assert article(write_page(write_paragraphs()), url=url).words > 100


def test_a_consent_wall_of_a_hundred_words_is_a_wall(capture: Catch, write_page: Write) -> None:
    choices = "".join(f"<p>Pilihan nomor {n} dapat diubah kapan saja di halaman pengaturan.</p>" for n in range(8))
    body = f"<p>Kami memakai cookies di situs ini bersama mitra kami.</p>{choices}<p>Setuju, lalu lanjutkan.</p>"
    assert reason(refine([capture(write_page(body, title="Pilihan Anda di Warta Teluk"))], NO_RULES)) == "wall"
