"""A paywall's words are looked for near their signs only, and found as if all of a page had been searched."""

import pytest

from pipelines.page.completeness import PAYWALL, _ask_to_pay

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
def test_a_match_is_the_one_of_the_whole_text(sentence: str) -> None:
    for text in (sentence, FILLER + sentence, f"{FILLER}masuk. {FILLER}{sentence} {FILLER}daftar {sentence}"):
        whole, near = PAYWALL.search(text), _ask_to_pay(text)
        assert (whole and whole.span()) == (near and near.span())
