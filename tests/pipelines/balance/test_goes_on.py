"""A text that says it goes on, or whose page says so right behind it, is not complete."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.models import Article

LAST = "<p>Kegiatan serupa direncanakan pada bulan depan untuk pegawai dari kantor cabang itu"


@pytest.mark.parametrize(
    ("end", "after", "reason"),
    [
        ("<p>(Bersambung)</p>", "", "the text ends with (Bersambung)"),
        (f"{LAST}. <b>BERSAMBUNG...</b></p>", "", "the text ends with BERSAMBUNG..."),
        ("<p>Bersambung ke hal 7</p>", "", "the text ends with Bersambung ke hal 7"),
        (
            f"{LAST}... <a href='/baca/7'>Baca selengkapnya</a></p>",
            "",
            "the text ends with ... before 'Baca selengkapnya'",
        ),
        (
            f"{LAST} …</p>",
            "<a href='https://lain.example/'>Selengkapnya</a>",
            "the text ends with … before 'Selengkapnya'",
        ),
        (
            "<a href='#'>Halaman selanjutnya</a>",
            "",
            "a further page was not followed: the page says Halaman selanjutnya",
        ),
        (
            "",
            "<div><button>Lanjut ke halaman berikutnya »</button></div>",
            "a further page was not followed: the page says Lanjut ke halaman berikutnya »",
        ),
    ],
)
def test_a_sign_that_the_text_goes_on(
    end: str,
    after: str,
    reason: str,
    article: Callable[..., Article],
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
) -> None:
    refined = article(write_page(write_paragraphs() + end, after=after))
    assert (refined.complete, refined.incomplete_reason) == (False, reason)


@pytest.mark.parametrize(
    ("end", "after"),
    [
        ("<p>Usulan itu disambut warga, gayung pun bersambung.</p>", ""),
        (f"{LAST}, entahlah...</p>", ""),
        ("<p><a href='/lain'>Baca selengkapnya</a></p>", ""),
        (
            f"{LAST}...</p>",
            "<div class='related'><a href='/x'>Judul lain di sini</a><a href='/x'>Selengkapnya</a></div>",
        ),
        ("", "<div class='comments'><a href='#'>Halaman selanjutnya</a></div>"),
        ("<p>Mereka membuka halaman berikutnya dari buku tua itu.</p>", ""),
    ],
)
def test_what_whole_texts_end_with_too(
    end: str,
    after: str,
    article: Callable[..., Article],
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
) -> None:
    refined = article(write_page(write_paragraphs() + end, after=after))
    assert (refined.complete, refined.incomplete_reason) == (True, None)
