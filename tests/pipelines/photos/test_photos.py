"""Which images of a page are photos of its article, with caption, credit, address and place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from corpus.models import Article, Capture, Image, RemovedLine
from pipelines.balance.fates import balance_page
from pipelines.balance.line_fates import PageFacts
from pipelines.page.parsed_page import ParsedPage, open_page
from pipelines.photos.photo_addresses import picture_id
from pipelines.photos.photo_credits import part_credit
from pipelines.photos.photos import CAPTION_FIELD, MAX_PHOTOS, photos_of
from pipelines.refine import refine
from pipelines.rules import NO_RULES

TITLE = "Balai Karang Buka Tiga Loket Baru"
LINES = [
    "Balai Karang membuka tiga loket baru bagi pekerja migran pada hari Senin.",
    "Kepala balai meminta pegawai melayani warga dengan sabar sepanjang pekan ini.",
    "Warga dapat datang tanpa membuat janji lebih dahulu, kata petugas di pintu masuk.",
]
ONE, TWO, THREE = (f"<p>{line}</p>" for line in LINES)
HEAD = f"<h1>{TITLE}</h1>"


def page_of(markup: str, head: str = "") -> ParsedPage:
    body = f"<html><head>{head}</head><body>{markup}</body></html>".encode()
    page = open_page(
        Capture("https://contoh.example/berita/a", body, datetime(2024, 1, 1, tzinfo=UTC), content_type="text/html")
    )
    assert isinstance(page, ParsedPage)
    return page


def photos(
    markup: str, head: str = "", removed: Iterable[RemovedLine] = (), people: Iterable[str] = (), before: int = 0
) -> list[Image]:
    page = page_of(markup, head)
    facts = PageFacts(LINES, list(removed), titles=[TITLE], people=list(people))
    return photos_of(page, balance_page(page, facts).lines, facts, before)


def article(inside: str) -> str:
    return f"{HEAD}<div class='isi'>{ONE}{inside}{TWO}{THREE}</div>"


def rows(images: Iterable[Image]) -> list[tuple[int, str, str | None, str | None]]:
    return [(i.position, i.url.removeprefix("https://contoh.example/"), i.caption, i.credit) for i in images]


CAPTIONS = {
    "figcaption": ("<figure><img src=/a.jpg><figcaption>Apel pagi.</figcaption></figure>", "Apel pagi.", None),
    "figcaption with its credit": (
        "<figure><img src=/a.jpg><figcaption>Apel pagi. (Foto: Humas Balai)</figcaption></figure>",
        "Apel pagi.",
        "Humas Balai",
    ),
    "figure without a figcaption": ("<figure><img src=/a.jpg><div>Apel pagi</div></figure>", "Apel pagi", None),
    "class beside it in one box": (
        "<div class=foto><img src=/a.jpg><div class='photo__caption'>Apel pagi.</div></div>",
        "Apel pagi.",
        None,
    ),
    "credit in a class of its own": (
        "<div><img src=/a.jpg><p class=caption>Apel pagi. <span class='photo__author'>(KONTAN/Sari)</span></p></div>",
        "Apel pagi.",
        "KONTAN/Sari",
    ),
    "author in the photo's box, the caption bare": (
        "<div class=photo><img src=/a.jpg><span class='pb author'>WARTA/SARI</span> Apel pagi di balai</div>",
        "Apel pagi di balai",
        "WARTA/SARI",
    ),
    "caption inside an element named after the source": (
        "<figure><img src=/a.jpg></figure><span class=caption-source><span class=caption>Apel.</span>Reuters</span>",
        "Apel.",
        "Reuters",
    ),
    "class in the element right behind": (
        "<img src=/a.jpg><p class='wp-caption-text'>Apel pagi</p>",
        "Apel pagi",
        None,
    ),
    "class within the element right behind": (
        (
            "<div class=img-detail><div class=cap-foto>Antara/Sari Contoh</div><img src=/a.jpg></div>"
            "<div class=wrap><div class=caption>Apel pagi</div></div>"
        ),
        "Apel pagi",
        "Antara/Sari Contoh",
    ),
    "Blogger's table": (
        (
            "<table class='tr-caption-container'><tr><td><a href='/a.jpg'><img src=/a.jpg></a></td></tr>"
            "<tr><td class='tr-caption'>Apel pagi</td></tr></table>"
        ),
        "Apel pagi",
        None,
    ),
    "line with a credit right behind": (
        "<p><img src=/a.jpg></p><p>Apel pagi di balai (Foto: Istimewa)</p>",
        "Apel pagi di balai",
        "Istimewa",
    ),
    "title attribute": ("<p><img src=/a.jpg title='Apel pagi di balai'></p>", "Apel pagi di balai", None),
    "title attribute that names the file": ("<p><img src=/apel-pagi.jpg title='Apel pagi'></p>", None, None),
    "title attribute that is the article's title": (f"<p><img src=/a.jpg title='{TITLE}'></p>", None, None),
    "credit alone": (
        "<figure><img src=/a.jpg><figcaption>Foto: Humas Balai</figcaption></figure>",
        None,
        "Humas Balai",
    ),
    "caption without words": ("<figure><img src=/a.jpg><figcaption> - </figcaption></figure>", None, None),
    "button and hidden words": (
        (
            "<figure><img src=/a.jpg><figcaption>Apel pagi<button>Perbesar</button>"
            "<span style='display:none'>tutup</span><script>x()</script></figcaption></figure>"
        ),
        "Apel pagi",
        None,
    ),
    "advert below it": ("<p><img src=/a.jpg></p><p class=para_caption>ADVERTISEMENT</p>", None, None),
}


@pytest.mark.parametrize("name", CAPTIONS)
def test_captions_and_credits_of_each_shape(name: str) -> None:
    markup, caption, credit = CAPTIONS[name]
    (image,) = photos(article(markup))
    assert (image.position, image.caption, image.credit) == (0, caption, credit)


@pytest.mark.parametrize("rule", ["picture_caption", "photo_caption"])
def test_a_line_that_was_cut_as_a_caption_is_the_photos(rule: str) -> None:
    markup = article("<p><img src=/a.jpg><br>Kelas menulis di pendopo</p>")
    cut = RemovedLine(rule, -1, "Kelas menulis di pendopo", behind=0)
    assert rows(photos(markup, removed=[cut])) == [(0, "a.jpg", "Kelas menulis di pendopo", None)]


ADDRESSES = {
    "data-src": "<img src='/placeholder.gif' data-src='/foto/a.jpg'>",
    "data-lazy-src": "<img src='data:image/gif;base64,R0lGOD' data-lazy-src='/foto/a.jpg'>",
    "an unknown data attribute": "<img src='data:image/gif;base64,R0lGOD' data-pin-media='/foto/a.jpg'>",
    "json in data-src": """<img data-src='{"default": {"src": "\\/foto\\/a.jpg"}}'>""",
    "srcset": "<img srcset='/foto/k.jpg 300w, /foto/a.jpg 900w'>",
    "srcset with commas in an address": "<img srcset='/foto/w_3,h_2/k.jpg 300w,/foto/a.jpg 900w'>",
    "picture": "<picture><source srcset='/foto/a.jpg 2x'><img src='data:image/gif;base64,R0lGOD'></picture>",
    "noscript": "<img src='data:image/gif;base64,R0lGOD'><noscript><img src='/foto/a.jpg'></noscript>",
    "amp-img": "<amp-img src='/foto/a.jpg' width=600 height=400><noscript><img src='/foto/a.jpg'></noscript></amp-img>",
    "figure without an img": "<figure><div data-src='/foto/a.jpg'></div><figcaption>Apel</figcaption></figure>",
    "both": "<img src='data:,' data-src='/foto/a.jpg'><noscript><img src='/foto/a-300x200.jpg'></noscript>",
    "relative": "<img src='../foto/a.jpg'>",
    "with a scheme of its own": "<img src='//contoh.example/foto/a.jpg'>",
    "link to the large one": "<a href='/foto/a-besar.jpg'><img src='/foto/a.jpg'></a>",
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_address_wherever_the_template_has_it(name: str) -> None:
    images = photos(article(f"<div>{ADDRESSES[name]}</div>"))
    assert [image.url for image in images] == ["https://contoh.example/foto/a.jpg"]


def test_addresses_are_joined_with_the_pages_base() -> None:
    (image,) = photos(article("<p><img src=a.jpg></p>"), "<base href='https://cdn.example/x/'>")
    assert image.url == "https://cdn.example/x/a.jpg"


NONE = {
    "logo": "<div><img src='/logo.png'></div>",
    "icon by its class": "<div class='share-icon'><img src='/a.png'></div>",
    "small by its attributes": "<p><img src=/a.jpg width=60 height=60></p>",
    "small by its style": "<p><img src=/a.jpg style='width:40px'></p>",
    "small by its file": "<p><img src='/apel-150x150.jpg'></p>",
    "tracking pixel": "<img src='https://pixel.contoh.example/p?c=1'>",
    "advert": "<div class=ads><img src='/a.jpg'></div>",
    "advert by its address": "<p><img src='https://contoh.example/ads/a.jpg'></p>",
    "teaser by its class": "<div class='baca-juga'><figure><img src='/a.jpg'></figure></div>",
    "teaser by its links": "<div><img src='/a.jpg'><div><a href='/lain'>Judul berita yang lain</a></div></div>",
    "link to another page": "<p><a href='/lain'><img src='/a.jpg'></a></p>",
    "portrait": "<div class='author-box'><img src='/sari.jpg'></div>",
    "video's still": "<div class='video-player'><img src='/a.jpg'></div>",
    "hidden": "<div style='display:none'><img src='/a.jpg'></div>",
    "emoji": "<p><img class=wp-smiley src='/smile.png'></p>",
    "placeholder alone": "<p><img src='/img/blank.gif'></p>",
    "data address alone": "<p><img src='data:image/png;base64,iVBO'></p>",
    "template that was not filled": "<p><img src='{{ foto }}'></p>",
    "no web address": "<p><img src='file:///c/a.jpg'></p>",
    "teaser without a link": "<div onclick='buka(2)'><img src=/a.jpg><h4>Jembatan gantung putus lama</h4></div>",
    "teaser whose title stands above": "<div><div><h3>Jembatan gantung putus lagi</h3></div><img src=/a.jpg></div>",
    "teaser in a list": "<ul><li><span><img src=/a.jpg></span><h5>Jembatan gantung putus lagi</h5></li></ul>",
    "portrait beside the writer's name": "<div class=x><img src=/sari-contoh-di-balai.jpg><b>Sari Contoh</b></div>",
    "portrait with the writer's part": "<div><img src=/foto/8812.jpg></div>".replace(
        "</div>", "<p>Penulis: Sari Contoh</p></div>"
    ),
    "portrait by its alternative text": "<p><img src=/foto/8812.jpg alt='Sari Contoh'></p>",
    "portrait in a circle": "<div class=rounded-circle><img src=/foto/8812.jpg></div>",
    "teaser whose title has a class": "<div><img src=/a.jpg><span class=judul>Jembatan gantung putus lagi</span></div>",
    "teaser that a script opens": """<div onclick="location.href='/b'"><img src=/a.jpg><b>Jembatan putus</b></div>""",
    "portrait in one line with the name": "<span><img src=/foto/8812.jpg> Reporter: Sari Contoh</span>",
    "code to scan by its file": "<p><img src='/2024/qris-donasi.png'></p>",
    "code to scan by its alternative text": "<p><img src='/2024/8812.png' alt='Scan QR Code'></p>",
    "code to scan by its box": "<div class=kode-qris><p>Dukung kami</p><img src='/2024/8812.png'></div>",
    "address that cannot be read": "<p><img src='http://[a.jpg'></p>",
}


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_photo_of_the_article(name: str) -> None:
    assert photos(article(NONE[name]), people=["Sari Contoh"]) == []


def test_a_heading_over_photos_and_a_photo_about_a_code_are_no_teaser() -> None:
    gallery = "<div><h3>Empat loket baru di pelabuhan</h3><img src=/1.jpg><img src=/2.jpg></div>"
    assert len(photos(article(gallery))) == 2
    about = "<figure><img src='/2024/warga-bayar-qris.jpg'><figcaption>Warga memindai QRIS.</figcaption></figure>"
    assert len(photos(article(about))) == 1
    bare = "<div class=photo><img src=/9.jpg><span class=author>Sari Contoh</span></div>"
    assert len(photos(article(bare), people=["Sari Contoh"])) == 1
    taken = "<div class=foto><img src=/9.jpg><i>Foto: Sari Contoh</i></div>"
    assert [image.credit for image in photos(article(taken), people=["Sari Contoh"])] == ["Sari Contoh"]


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src=/1.jpg><img src=/2.jpg><figcaption>Apel pagi.</figcaption></figure>",
        "<b><a href=/1.jpg><img src=/1.jpg></a> <a href=/2.jpg><img src=/2.jpg></a></b><p class=caption>Apel pagi.</p>",
        "<table><tr><td><img src=/1.jpg><td><img src=/2.jpg></tr><tr><td class=caption>Apel pagi.</td></tr></table>",
    ],
)
def test_a_caption_behind_two_images_is_of_both(markup: str) -> None:
    assert [image.caption for image in photos(article(markup))] == ["Apel pagi.", "Apel pagi."]


def test_an_image_before_a_figure_of_its_own_gets_no_caption_of_it() -> None:
    markup = "<p><img src=/1.jpg></p><figure><img src=/2.jpg><figcaption>Apel pagi.</figcaption></figure>"
    assert [image.caption for image in photos(article(markup))] == [None, "Apel pagi."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("/foto/300x200/7/a.jpg", "/foto/700x465/7/a.jpg"),
        ("/crop/0x0:700x465/750x500/data/1.jpg", "/data/1.jpg?w=300&amp;q=80"),
        ("/2024/apel-pagi_thumb.jpg", "/2024/apel-pagi_large.jpg"),
        ("/foto.php?id=7&amp;w=300", "/foto.php?id=7&amp;w=900"),
        ("/img/s320/a.jpg", "/img/s1600/a.jpg"),
    ],
)
def test_sizes_in_any_part_of_an_address_make_no_second_photo(first: str, second: str) -> None:
    assert len(photos(article(f"<p><img src='{first}'></p><p><img src='{second}'></p>"))) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [("/7/a.jpg", "/8/a.jpg"), ("/foto.php?s=1", "/foto.php?s=2"), ("/foto/1/large.jpg", "/foto/2/large.jpg")],
)
def test_two_photos_of_one_form_of_address_are_two(first: str, second: str) -> None:
    assert len(photos(article(f"<p><img src='{first}'></p><p><img src='{second}'></p>"))) == 2


def test_the_place_is_the_paragraph_before() -> None:
    photo = "<figure><img src='/foto/{0}.jpg'><figcaption>Foto {0}</figcaption></figure>"
    lead, first, last = (photo.format(name) for name in "abc")
    images = photos(f"{HEAD}{lead}<div>{ONE}{first}{TWO}{THREE}{last}</div>", before=4)
    assert [image.position for image in images] == [3, 4, 6]
    assert [i.position for i in photos(f"{HEAD}{lead}<div>{ONE}{TWO}{THREE}</div>")] == [-1]


def test_the_place_in_a_text_of_one_block() -> None:
    markup = f"{HEAD}<div>{LINES[0]}<br><br>{LINES[1]}<br><img src='/a.jpg'><br>{LINES[2]}</div>"
    assert rows(photos(markup)) == [(1, "a.jpg", None, None)]


def test_above_the_title_only_what_the_page_claims_or_the_theme_names() -> None:
    plain = f"<div><img src='/foto/apel-pagi-1024x768.jpg'></div>{HEAD}{ONE}{TWO}{THREE}"
    assert photos(plain) == []
    claim = "<meta property='og:image' content='https://cdn.contoh.example/apel-pagi.jpg'>"
    assert len(photos(plain, claim)) == 1
    assert len(photos(plain.replace("<img", "<img class=wp-post-image"))) == 1
    assert photos(plain.replace("<div>", "<div class=video-player>"), claim) == []


def test_a_lead_photo_that_a_script_loads_has_the_address_that_the_page_claims() -> None:
    lead = "<figure><img src='data:image/gif;base64,R0lGOD'><figcaption>Apel pagi</figcaption></figure>"
    claim = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Balai Karang Buka Loket",
        "image": {"url": "/foto/apel.jpg"}}</script>"""
    assert rows(photos(f"{HEAD}{lead}{ONE}{TWO}{THREE}", claim)) == [(-1, "foto/apel.jpg", "Apel pagi", None)]
    assert photos(f"{HEAD}{lead}{ONE}{TWO}{THREE}") == []


def test_behind_the_text_only_within_its_element() -> None:
    assert len(photos(f"{HEAD}<div>{ONE}{TWO}{THREE}<p><img src='/a.jpg'></p></div>")) == 1
    assert photos(f"{HEAD}<div>{ONE}{TWO}{THREE}</div><p><img src='/a.jpg'></p>") == []


def test_one_picture_in_two_sizes_is_one_photo() -> None:
    markup = article("<p><img src='/2024/apel-pagi-768x400.jpg'></p><p><img src='/2024/apel-pagi-1024x600.jpg'></p>")
    assert len(photos(markup)) == 1
    assert picture_id("https://contoh.example/1161/960x0.jpg") != picture_id("https://contoh.example/5115/960x0.jpg")


def test_no_more_than_fifty_photos_of_a_page() -> None:
    markup = article("".join(f"<p><img src='/foto/gambar-{n:03}.jpg'></p>" for n in range(80)))
    assert len(photos(markup)) == MAX_PHOTOS


def test_the_alternative_text_stays_as_it_is() -> None:
    (image,) = photos(article(f"<p><img src=/a.jpg alt=' {TITLE} '></p>"))
    assert image.alt == TITLE


def test_the_lines_of_a_caption_are_fields() -> None:
    sentence = "Kepala balai berdiri di depan loket baru pada pagi hari itu bersama pegawai."
    page = page_of(article(f"<div class=foto><img src=/a.jpg><div>{sentence}</div></div>"))
    facts = PageFacts(LINES, titles=[TITLE])
    lines = balance_page(page, facts).lines
    assert [image.caption for image in photos_of(page, lines, facts)] == [sentence]
    assert next(fate.fates for fate in lines if fate.line.text == sentence) == [(CAPTION_FIELD, 13)]


def test_photos_of_further_pages_count_on_and_none_comes_twice() -> None:
    lead = "<figure><img src='/foto/apel-pagi.jpg'><figcaption>Apel pagi</figcaption></figure>"
    text = [f"Paragraf ke-{n} menceritakan tugas pegawai balai di loket yang ke-{n}." for n in range(12)]
    first = "".join(f"<p>{line}</p>" for line in text[:6])
    second = "".join(f"<p>{line}</p>" for line in text[6:])
    photo = "<figure><img src='/foto/loket.jpg'><figcaption>Loket. (Foto: Humas Balai)</figcaption></figure>"
    link = "<div class=paging><a href='/berita/a?page=2'>2</a></div>"
    pages = [
        f"<html><title>{TITLE}</title><body>{HEAD}{lead}<article>{first}</article>{link}</body></html>",
        f"<html><title>{TITLE}</title><body>{HEAD}{lead}<article>{second}{photo}</article></body></html>",
    ]
    urls = ["https://contoh.example/berita/a", "https://contoh.example/berita/a?page=2"]
    day = datetime(2024, 1, 1, tzinfo=UTC)
    captures = [Capture(url, p.encode(), day, content_type="text/html") for url, p in zip(urls, pages, strict=True)]
    result = refine(captures, NO_RULES)
    assert isinstance(result, Article)
    assert rows(result.images) == [
        (-1, "foto/apel-pagi.jpg", "Apel pagi", None),
        (11, "foto/loket.jpg", "Loket.", "Humas Balai"),
    ]
    assert "Apel pagi" not in result.text
    assert sum(words.unexplained for words in result.page_words) == 0


CREDITS = [
    ("Apel pagi (Foto: Humas BP2MI)", "Apel pagi", "Humas BP2MI"),
    ("Apel pagi. [Foto: Humas/Balai]", "Apel pagi.", "Humas/Balai"),
    ("Foto: Ilustrasi apel (Edi Contoh/detikcom)", "Ilustrasi apel", "Edi Contoh/detikcom"),
    ("Foto: (Getty Images)", None, "Getty Images"),
    ("Apel pagi di balai. ANTARA FOTO/Sari Contoh/foc.", "Apel pagi di balai.", "ANTARA FOTO/Sari Contoh/foc"),
    ("Apel pagi, Kamis (11/10/2023).(KOMPAS.com/SARI)", "Apel pagi, Kamis (11/10/2023).", "KOMPAS.com/SARI"),
    ("Apel pagi (ANTARA/HO-BP2MI)", "Apel pagi", "ANTARA/HO-BP2MI"),
    ("ILUSTRASI. Loket baru. KONTAN/Sari", "ILUSTRASI. Loket baru.", "KONTAN/Sari"),
    ("Loket baru [File: Reuters]", "Loket baru", "Reuters"),
    ("Loket baru. Dok. BP2MI", "Loket baru.", "Dok. BP2MI"),
    ("Loket baru. Dokumentasi: Balai Contoh", "Loket baru.", "Dokumentasi: Balai Contoh"),
    ("Sumber foto: Humas Balai", None, "Humas Balai"),
    ("Loket baru. Photo by Sari Contoh", "Loket baru.", "Sari Contoh"),
    ("Loket baru.Photograph: Sari/Getty Images", "Loket baru.", "Sari/Getty Images"),
    ("© 2024 Contoh Media", None, "Contoh Media"),
    ("Getty Images", None, "Getty Images"),
    ("Lihat Foto Loket baru (Dok.Balai )", "Loket baru", "Dok.Balai"),
    ("Apel pagi (ANTARA/Ani Contoh/aa) Senin", "Apel pagi Senin", "ANTARA/Ani Contoh/aa"),
    (
        "Apel pagi di balai. (ANTARA/Ani/aa), Kamis (11/10/2023).",
        "Apel pagi di balai. Kamis (11/10/2023).",
        "ANTARA/Ani/aa",
    ),
    (
        "Apel pagi [Foto: Humas Balai] pada hari Sabtu 3 Maret 2024",
        "Apel pagi pada hari Sabtu 3 Maret 2024",
        "Humas Balai",
    ),
    # cannot be parted
    ("Kepala balai (kiri) Senin", "Kepala balai (kiri) Senin", None),
    ("Kepala balai (kiri) di Kupang, Kamis (11/10)", "Kepala balai (kiri) di Kupang, Kamis (11/10)", None),
    ("Loket baru (Ilustrasi)", "Loket baru (Ilustrasi)", None),
    ("Para pekerja (PMI/TKI)", "Para pekerja (PMI/TKI)", None),
    ("Foto: Wisatawan di Bali (Budi)", "Foto: Wisatawan di Bali (Budi)", None),
    ("Foto: Kepala Balai Contoh Budi Santoso", "Foto: Kepala Balai Contoh Budi Santoso", None),
    ("Foto bersama seusai pelantikan", "Foto bersama seusai pelantikan", None),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "caption", "credit"), CREDITS)
def test_a_credit_is_parted_only_where_it_can_be_told(text: str, caption: str | None, credit: str | None) -> None:
    assert part_credit(text) == (caption, credit)
