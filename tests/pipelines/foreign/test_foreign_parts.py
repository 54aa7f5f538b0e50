"""Embedded posts, a site's summary and the tables of pictures are cut from a text; what only looks so stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.models import Article

Read = Callable[[str], Article]
SIGNED = '&mdash; Kabar Rekaan (@kabarrekaan) <a href="{}">March 13, 2023</a>'
POST = SIGNED.format("https://x.com/kabarrekaan/status/17")
WORDS = "<p>Antrean di loket ini panjang sekali sejak pagi, kawan-kawan, bawa air minum sendiri ya!</p>"


@pytest.fixture
def read(article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str]) -> Read:
    """The article of a page with this markup behind its first paragraph."""

    def read_page(inside: str) -> Article:
        first, end, rest = write_paragraphs().partition("</p>")
        return article(write_page(f"{first}{end}{inside}{rest}"))

    return read_page


@pytest.mark.parametrize(
    "post",
    [
        f'<blockquote class="twitter-tweet">{WORDS}{POST}</blockquote>',
        f"<blockquote>{WORDS}{POST}</blockquote>",
        f'<div class="twitter-tweet-rendered"><div>{WORDS}{SIGNED.format("#")}</div></div>',
        f'<blockquote cite="https://www.tiktok.com/@rekaan/video/17"><section>{WORDS}</section></blockquote>',
        f'<blockquote class="instagram-media">{WORDS}<p>A post shared by Rekaan</p></blockquote>',
    ],
)
def test_a_post_of_a_network_is_no_text(read: Read, post: str) -> None:
    refined = read(post)
    assert (refined.text, refined.complete) == (read("").text, True)
    assert "embedded_post" in {removed.rule for removed in refined.removed}


def test_a_quotation_with_a_link_in_its_middle_is_text(read: Read) -> None:
    quotation = (
        '<blockquote><p>Ia menulis <a href="https://x.com/a/status/1">di sini</a> bahwa loket penuh.</p></blockquote>'
    )
    assert "bahwa loket penuh." in read(quotation).text


@pytest.mark.parametrize(
    "summary",
    [
        "<div class='kotak'><b>Intinya sih ...</b><ul>{}</ul></div>",
        "<p><strong>Ringkasan Berita:</strong></p><ul>{}</ul>",
        "<details><summary>Ringkasan dalam 10 detik</summary><ul>{}</ul></details>",
    ],
)
def test_a_summary_says_again_what_the_text_says(
    article: Callable[..., Article],
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
    summary: str,
) -> None:
    plain = article(write_page(write_paragraphs()))
    again = "".join(f"<li>{' '.join(line.split()[:9])}</li>" for line in plain.text.split("\n")[:3])
    refined = article(write_page(summary.format(again) + write_paragraphs()))
    assert refined.text == plain.text
    assert "summary" in {removed.rule for removed in refined.removed}
    new = "<li>Nelayan menambal jaring robek.</li><li>Garam dijemur di tepi tambak.</li>"
    assert "- Garam dijemur di tepi tambak." in article(write_page(summary.format(new) + write_paragraphs())).text


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><img src='/a.jpg'></td></tr><tr><td><i>Loket baru di balai desa</i></td></tr></table>",
        (
            "<table><tr><td><img src='/a.jpg'></td><td><img src='/b.jpg'></td></tr>"
            "<tr><td>Loket</td><td>Antre</td></tr></table>"
        ),
        "<table><tr><td>&nbsp;</td><td>&nbsp;</td></tr></table>",
    ],
)
def test_a_table_of_pictures_leaves_no_row(read: Read, table: str) -> None:
    assert read(table).text == read("").text


def test_a_table_with_a_picture_and_rows_of_words_stays(read: Read) -> None:
    rows = "<tr><td><img src='/a.jpg'></td><td>Loket</td></tr><tr><td>Antrean</td><td>12 orang</td></tr>"
    assert "12 orang" in read(f"<table>{rows}</table>").text


AGAIN = "Pembinaan pegawai di Balai Karang diceritakan dengan kalimat yang cukup panjang, kata kepala balai itu."


@pytest.mark.parametrize(
    "summary",
    [
        f"<p>Ringkasan: {AGAIN}</p>",
        f"<p><b>Sekilas:</b> {AGAIN}</p>",
        f"<h3>Ringkasan</h3><p>{AGAIN}</p>",
        f"<p><strong>Ringkasan</strong></p><p>{AGAIN}</p>",
        f"<div class='x'><b>✨ Ringkasan AI</b><p>{AGAIN}</p></div>",
        f"<div class='x'><b>Poin Kunci</b><ul><li>{AGAIN}</li><li>{AGAIN}</li></ul></div>",
    ],
)
def test_a_summary_in_paragraphs_is_no_text(
    article: Callable[..., Article],
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
    summary: str,
) -> None:
    assert article(write_page(summary + write_paragraphs())).text == article(write_page(write_paragraphs())).text


@pytest.mark.parametrize("opening", ["Ringkasan: ", "</p><h3>Ringkasan</h3><p>"])
def test_a_paragraph_that_says_what_no_other_says_is_no_summary(
    article: Callable[..., Article], write_page: Callable[..., str], write_paragraphs: Callable[..., str], opening: str
) -> None:
    own = "Anggaran dermaga tahun depan dipangkas separuh, sehingga nelayan menunggu lelang di pelabuhan timur."
    assert own in article(write_page(f"<p>{opening}{own}</p>" + write_paragraphs())).text
