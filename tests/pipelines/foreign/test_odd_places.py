"""A text in an element that holds none by its tag is read; prose beside a text is its own by what it speaks of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.models import Article

TITLE = "Kepala Balai Karang Ajak Pegawai Jaga Integritas"
OWN = (
    "<p>Pembinaan pegawai di Balai Karang akan diteruskan oleh kepala balai pada musim kemarau tahun depan.</p>"
    "<p>Setiap paragraf buku pegawai menceritakan kalimat yang panjang tentang pembinaan di balai karang itu.</p>"
    "<p>Menurut catatan, pegawai balai menghafal buku pembinaan itu sebelum bertugas di pelabuhan yang jauh.</p>"
)


@pytest.mark.parametrize("tag", ["aside", "figure", "footer", "noscript"])
def test_a_whole_text_in_an_odd_element_is_read(
    article: Callable[..., Article], write_paragraphs: Callable[..., str], tag: str
) -> None:
    body = f"<h1>{TITLE}</h1><{tag}>{write_paragraphs()}</{tag}>"
    page = f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>"
    assert article(page).text.count("Paragraf ke-") == 6


def test_prose_in_an_aside_that_speaks_of_the_texts_subject_is_missed(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str]
) -> None:
    assert not article(write_page(write_paragraphs(), after=f"<aside>{OWN}</aside>")).complete


HOURS = (
    "<p>Loket dibuka pukul delapan pagi sampai pukul tiga sore, Senin sampai Jumat, kecuali hari libur.</p>"
    "<p>Warga yang membawa surat pengantar dari desa dilayani lebih dahulu oleh petugas yang sedang jaga.</p>"
)
GREETING = (
    "<p>Selamat datang di laman balai karang. Kami melayani warga setiap hari kerja dengan sepenuh hati.</p>"
    "<p>Visi pegawai balai adalah mewujudkan tenaga kerja yang terampil, jujur, dan mampu bersaing.</p>"
)


@pytest.mark.parametrize("box", [HOURS, GREETING])
def test_a_side_box_without_links_leaves_a_text_whole(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str], box: str
) -> None:
    refined = article(write_page(write_paragraphs()).replace("<footer>", f"<div class='kolom'>{box}</div><footer>"))
    assert (refined.complete, refined.page_words[0].unexplained) == (True, 0)


def test_a_box_that_says_kami_is_no_greeting_where_the_text_says_it_too(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str]
) -> None:
    own = "<p>Dengan ini kami menyampaikan hasil pembinaan pegawai tahun ini kepada seluruh warga.</p>"
    page = write_page(write_paragraphs() + own)
    refined = article(page.replace("<footer>", f"<div class='kolom'>{GREETING}</div><footer>"))
    assert refined.page_words[0].unexplained == 28


def test_counters_of_photos_and_a_rubric_above_the_title_are_no_text(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str]
) -> None:
    parts = [write_paragraphs(n, n + 1) for n in range(4)]
    photos = "".join(f"<div>{n}/4</div><img src='/{n}.jpg'>{part}" for n, part in enumerate(parts, 1))
    page = write_page(photos).replace("<h1", "<h3>FotoKita</h3><h1")
    refined = article(page)
    assert refined.text == article(write_page("".join(parts))).text
    assert {"photo_counter", "above_title"} <= {removed.rule for removed in refined.removed}
    score = article(write_page(f"{parts[0]}<p>3/4</p>{''.join(parts[1:])}"))
    assert "photo_counter" not in {removed.rule for removed in score.removed}
