"""Live blogs are kept and marked, photos and videos without a text set aside, teasers told from whole texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.models import Article, Capture, SetAside
from pipelines.page.page_kind import edition_of
from pipelines.refine import refine
from pipelines.rules import NO_RULES

Make = Callable[..., Article]
Write = Callable[..., str]
Catch = Callable[..., Capture]
LD = '<script type="application/ld+json">{"@type":"%s","headline":"%s"%s}</script>'


def test_a_live_blog_is_kept_and_marked(article: Make, write_page: Write) -> None:
    entries = "".join(f"<p>{9 + n}.05 WIB Peserta ke-{n} naik dan membaca ikrar.</p>" for n in range(8))
    assert article(write_page(entries)).form == "live"


def test_an_article_is_an_article(article: Make, write_page: Write, write_paragraphs: Write) -> None:
    assert article(write_page(write_paragraphs())).form == "article"


@pytest.mark.parametrize(("path", "reason"), [("foto", "gallery"), ("video", "video"), ("galeri-foto", "gallery")])
def test_a_caption_beside_photos_or_a_video_is_no_article(
    path: str, reason: str, capture: Catch, write_page: Write
) -> None:
    html = write_page("<p>Pegawai Balai Karang mengikuti apel pagi di halaman kantor, Senin. Foto: Budi.</p>")
    refined = refine([capture(html, f"https://wartateluk.example/{path}/12/apel-pagi")], NO_RULES)
    assert isinstance(refined, SetAside)
    assert refined.reason == reason


def test_a_text_beside_a_video_is_kept_and_marked(article: Make, write_page: Write, write_paragraphs: Write) -> None:
    refined = article(write_page(write_paragraphs()), "https://wartateluk.example/video/12/apel-pagi")
    assert refined.form == "video"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://wartateluk.example/en/berita/1", "en"),
        ("https://wartateluk.example/ja/amp/246884", "ja"),
        ("https://en.wartateluk.example/1", "en"),
        ("https://wartateluk.example/nasional/1", None),
        ("https://wartateluk.example/id/berita/1", None),
    ],
)
def test_a_translated_edition_is_known_by_its_address(url: str, code: str | None) -> None:
    assert edition_of(url) == code


@pytest.mark.parametrize(
    "wall",
    [
        '<div class="paywall">Gabung dulu</div>',
        "<div>Berlangganan untuk membaca artikel ini selengkapnya.</div>",
        "<div>Artikel ini khusus untuk pelanggan.</div>",
    ],
)
def test_a_teaser_before_a_paywall_is_not_whole(
    wall: str, article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    refined = article(write_page(write_paragraphs(0, 3), after=wall))
    assert not refined.complete
    assert (refined.incomplete_reason or "").startswith("a paywall")


def test_a_whole_text_that_claims_to_be_paid_for_is_whole(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    head = LD % ("NewsArticle", "Kepala Balai Karang", ',"isAccessibleForFree":false')
    assert article(write_page(write_paragraphs(0, 14), head=head)).complete


def test_far_fewer_words_than_the_page_counts_are_not_whole(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    refined = article(write_page(write_paragraphs(0, 3), head='<meta name="content_total_words" content="458">'))
    assert (refined.complete, (refined.incomplete_reason or "")[:25]) == (False, "the page counts 458 words")


OFFER = (
    "<h4>Lanjutkan membaca</h4><p>Berlangganan sekarang untuk membaca semuanya. Mulai Rp15.000 per bulan.</p>"
    "<p>Sudah punya akun? Masuk</p>"
)
PAID = LD % ("NewsArticle", "Kepala Balai Karang", ',"isAccessibleForFree":false')


@pytest.mark.parametrize("count", [2, 4])
def test_the_paragraphs_before_a_paywall_are_kept_as_a_part(
    count: int, article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    refined = article(write_page(write_paragraphs(0, count) + OFFER, head=PAID))
    assert (refined.complete, refined.incomplete_reason) == (False, "a paywall: JSON-LD says isAccessibleForFree false")
    assert len(refined.text.split("\n")) == count
    assert "Berlangganan" not in refined.text


def test_a_bare_wall_is_set_aside(capture: Catch, write_page: Write, write_paragraphs: Write) -> None:
    bare = refine([capture(write_page(OFFER, head=PAID))], NO_RULES)
    free = refine([capture(write_page(write_paragraphs(0, 2) + OFFER))], NO_RULES)
    robots = "<p>Verifikasi bahwa Anda manusia untuk masuk.</p>"
    other = refine([capture(write_page(write_paragraphs(0, 2) + robots, head=PAID))], NO_RULES)
    reasons = [refined.reason if isinstance(refined, SetAside) else None for refined in (bare, free, other)]
    assert reasons == ["wall", "wall", "wall"]


@pytest.mark.parametrize(
    "prompt",
    [
        "Artikel ini khusus untuk pelanggan. Berlangganan untuk membaca selengkapnya.",
        "Login untuk membaca selengkapnya",
        "Untuk melanjutkan membaca, silakan berlangganan atau masuk ke akun Anda.",
    ],
)
def test_a_dated_teaser_is_a_part_without_the_prompt(
    prompt: str, article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    day = '<meta property="article:published_time" content="2023-11-20T08:00:00+07:00">'
    refined = article(write_page(f"{write_paragraphs(0, 2)}<p>{prompt}</p>", head=day))
    assert (refined.complete, refined.text.count("Paragraf"), prompt in refined.text) == (False, 2, False)
