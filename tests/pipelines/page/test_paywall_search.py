"""A paywall's words are looked for near their signs only, and found as if all of a page had been searched."""

import pytest

from pipelines.page.completeness import PAYWALL, _near_signs

FILLER = "balai itu dibuka untuk umum dan pegawai membaca berita di kantor. " * 8


@pytest.mark.parametrize(
    "sentence",
    [
        "berlangganan sekarang juga untuk bisa membaca seluruh isi",
        "subscribe to our site to continue",
        "untuk melanjutkan membaca tulisan ini silakan daftar",
        "membaca selengkapnya dengan masuk",
        "login dulu untuk membaca",
        "log in terlebih dahulu untuk melanjutkan",
        "silakan masuk atau buat akun untuk membuka berita",
        "please sign in to your account to unlock",
        "untuk dapat membaca artikel lengkap ini anda perlu log in",
        "register or login to continue reading",
        "sudah jadi pelanggan?",
        "already a subscriber?",
        "silakan masuk ke kantor itu",
    ],
)
def test_the_matches_are_those_of_the_whole_text(sentence: str) -> None:
    for text in (sentence, FILLER + sentence, f"{FILLER}masuk. {FILLER}{sentence} {FILLER}daftar {sentence}"):
        whole = [match.span() for match in PAYWALL.finditer(text)]
        assert whole == [m.span() for begin, end in _near_signs(text) for m in PAYWALL.finditer(text, begin, end)]
