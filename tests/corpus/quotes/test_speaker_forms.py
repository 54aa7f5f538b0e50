"""How a speaker is called: other names, names behind places, relations, and words that point at somebody. Made up."""

from __future__ import annotations

import pytest

from corpus.quotes.extraction import quotes_of

QUOTE = "“Posko sudah dibuka untuk warga,”"


def last(text: str) -> tuple[str | None, str | None]:
    quote = quotes_of("", text)[-1]
    return quote.speaker, quote.role


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Petani Sumarno Contoh, yang karib disapa Mas Bejo, pulang.\n{} kata Bejo.", "Sumarno Contoh"),
        ("Petani Sumarno Contoh membuka posko.\n{} kata Marno.", "Sumarno Contoh"),
        ("Petani Kanisius Contoh membuka posko.\n{} kata Kanis.", "Kanisius Contoh"),
        ("Petani Sumarno Contoh dan petani Marnoto Rekaan membuka posko.\n{} kata Marno.", "Marno"),
        ("Andika Umpama, warga Rekaan, dan Andi Contoh pulang.\n{} kata Andi.", "Andi Contoh"),
        ("Komandan Andi Contoh datang. Andika Umpama, warga Rekaan, pulang.\n{} kata Andi.", "Andi Contoh"),
        ("{} kata Ketua KONI Rekaan Ronny Contoh.\n{} ujar Ronny. Tim Rekaan menang.", "Ronny Contoh"),
        ("{} kata Ketua KONI Yohanis Ronny Contoh.", "Yohanis Ronny Contoh"),
        ("{} kata Bupati Sudarsono Wiryo.", "Sudarsono Wiryo"),
        ("Posko di Rekaan ramai. {} kata Bupati Rekaan Wiryo.", "Wiryo"),
        ("{} kata Bupati Kulon Progo Wiryo.", "Wiryo"),
        ("{} kata Wabup Belu Wiryo.", "Wiryo"),
        ("{} kata warga Rekaan.", None),
        ("{} kata istri Bupati Anton Wiryo.", None),
        ("{} kata kuasa hukum terdakwa Ratna Contoh.", None),
        ("{} kata suami almarhumah Siti Contoh.", None),
        ("{} kata istri Bupati Anton Wiryo, Ratna Contoh.", "Ratna Contoh"),
        ("{} kata mantan majikan Ratna Contoh.", None),
        ("{} kata Moh. Rekawan di posko.", "Moh. Rekawan"),
        ("AKBP Yuni Br. Wiryo tiba.\n{} kata Yuni.", "Yuni Br. Wiryo"),
        ("Kepala Dinas Tenaga Kerja dan Transmigrasi Y. B. Wiryo tiba.\n{} kata Wiryo.", "Y. B. Wiryo"),
        ("Kepala Dinas Sosial Y.B. Wiryo tiba.\n{} kata Wiryo.", "Y.B. Wiryo"),
        ("{} kata ayah Ratna, Danu Wiryo, di rumahnya.", "Danu Wiryo"),
        ("REKAAN ILIR - Direktur LBH Rekaan Ilir Danu Wiryo tiba.\n{} kata Danu.", "Danu Wiryo"),
        ("Rektor Danu Wiryo, Sp.PD-KEMD, FINASIM tiba.\n{} kata Danu.", "Danu Wiryo"),
        ("Bupati Rekaan Danu Wiryo, yang akrab disapa Roby Umpama, tiba.\n{} kata Roby.", "Danu Wiryo"),
    ],
)
def test_a_name_is_whole_and_the_speakers_own(text: str, name: str | None) -> None:
    assert last(text.replace("{}", QUOTE))[0] == name


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Kapolsek Danu Contoh datang.\n“Anak saya belum pulang,” ujar ibu korban.\n{} kata sang ibu.",
            None,
            "ibu korban",
        ),
        ("Kuasa hukum terdakwa, Benny Contoh, datang. {} kata pengacara itu.", "Benny Contoh", "Kuasa hukum terdakwa"),
        ("Kapolsek Danu Contoh menunggu. {} kata Kepala Dinas itu.", None, "Kepala Dinas"),
        ("Kapolsek Danu Contoh datang. {} kata perempuan itu.", None, None),
    ],
)
def test_a_word_that_points_means_who_has_the_role(text: str, name: str | None, role: str | None) -> None:
    assert last(text.replace("{}", QUOTE)) == (name, role)


@pytest.mark.parametrize(
    "text",
    [
        "“Posko sudah dibuka.” Keluhan itu datang dari Ratna Contoh, warga Rekaan.",
        "“Posko sudah dibuka.” Kalimat itu meluncur dari mulut Ratna Contoh.",
        "“Posko sudah dibuka.” Dengan kalimat itu Ratna Contoh menutup acara.",
        "Pesan Ratna Contoh singkat saja: “Posko sudah dibuka.”",
        "Giliran petugas posko, Ratna Contoh, berbicara. “Posko sudah dibuka,” katanya.",
        "Peneliti Ratna Contoh menjawab.\nApakah siap?\n“Belum semua siap.”\nKapan siap?\n“Posko sudah dibuka.”",
    ],
)
def test_sentences_beside_a_quote_name_its_speaker(text: str) -> None:
    assert last(text)[0] == "Ratna Contoh"


@pytest.mark.parametrize(
    "text",
    [
        "Pesan Ratna Contoh tiba kemarin di Kupang: “Posko sudah dibuka.”",
        "Komentar warganet di akun Ratna Contoh: “Posko sudah dibuka.”",
        "Jawaban untuk Ratna Contoh: “Posko sudah dibuka.”",
        "“Posko sudah dibuka.” Puji Contoh pulang.",
    ],
)
def test_nouns_of_speech_and_names_like_verbs_give_no_speaker(text: str) -> None:
    assert [one for one in quotes_of("", text) if one.speaker or one.role] == []


def test_who_accompanies_the_speaker_does_not_speak() -> None:
    text = (
        "Kapolres Rekaan, Danu Contoh, datang.\nDidampingi Kasat Tommy Contoh dan Kasi Sri Umpama, Kapolres mengatakan "
    )
    assert last(text + "posko sudah dibuka.")[0] == "Danu Contoh"
