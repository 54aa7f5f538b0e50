"""Speakers beside other people: lists, objects of verbs, offices and names with commas and brackets. Made up."""

from __future__ import annotations

import pytest

from corpus.quotes.extraction import quotes_of


def speakers(text: str) -> list[tuple[str | None, str | None]]:
    return [(one.speaker, one.role) for one in quotes_of("", text)]


@pytest.mark.parametrize(
    "text",
    [
        "“Posko sudah dibuka,” kata Maria Contoh dan Petrus Rekaan.",
        "“Posko sudah dibuka,” kata Maria Contoh, Petrus Rekaan, dan Yosef Umpama.",
        "“Posko sudah dibuka,” kata Kepala Balai, Maria Contoh, serta Sekretaris Balai, Petrus Rekaan.",
        "“Posko sudah dibuka,” demikian disampaikan Maria Contoh dan Petrus Rekaan.",
        "Menurut Maria Contoh dan Petrus Rekaan, posko sudah dibuka.",
        "Menurut Maria Contoh serta suaminya, posko sudah dibuka.",
        "Maria Contoh dan Petrus Rekaan mengatakan posko sudah dibuka.",
    ],
)
def test_of_several_speakers_none_is_the_speaker(text: str) -> None:
    assert all(name is None for name, _ in speakers(text))


@pytest.mark.parametrize(
    "text",
    [
        "“Posko sudah dibuka,” kata Maria Contoh dan meninggalkan ruangan.",
        "“Posko sudah dibuka,” kata Maria Contoh, Senin, dan meminta warga sabar.",
        "“Posko sudah dibuka,” kata Maria Contoh, dan Petrus Rekaan pulang.",
        "“Posko sudah dibuka,” kata Maria Contoh sedangkan Petrus Rekaan pulang.",
        "Menurut Maria Contoh, Bupati dan Wakil Bupati akan hadir.",
    ],
)
def test_a_clause_behind_dan_is_no_further_speaker(text: str) -> None:
    assert [name for name, _ in speakers(text)] == ["Maria Contoh"]


@pytest.mark.parametrize(
    "text",
    [
        "Warga yang mendampingi Uskup mengatakan posko sudah dibuka.",
        "Warga yang mengkritik Gubernur menilai posko sudah dibuka.",
        "Warga yang menolak Bupati Petrus Rekaan mengatakan posko sudah dibuka.",
        "Warga usai menemui Gubernur mengatakan posko sudah dibuka.",
    ],
)
def test_whom_a_verb_governs_does_not_speak(text: str) -> None:
    assert speakers(text) == []


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Romo Markus Contoh, Pr yang mendampingi Uskup mengatakan posko dibuka.", "Markus Contoh", None),
        ("Setelah bertemu Kapolda, Maria Contoh mengatakan posko dibuka.", "Maria Contoh", None),
        ("Sementara Bupati Simon Contoh mengatakan posko dibuka.", "Simon Contoh", "Bupati"),
        ("Uskup Contoh Mgr. Petrus Rekaan, SVD mengatakan posko dibuka.", "Petrus Rekaan", "Uskup Contoh"),
        ("Vikjen Keuskupan, Romo Markus Contoh, menyebut posko dibuka.", "Markus Contoh", "Vikjen Keuskupan"),
        ("Anggota Komisi II Maria Contoh (PRK) mengatakan posko dibuka.", "Maria Contoh", "Anggota Komisi II"),
        ("Ketua PGRI NTT Samuel Rekaan (55) mengatakan posko dibuka.", "Samuel Rekaan", "Ketua PGRI NTT"),
        ("Kapolres Contoh AKBP Anak Agung Rai mengatakan posko dibuka.", "Anak Agung Rai", "Kapolres Contoh"),
        ("Petrus Rekaan (Ketua Komisi V): “Posko sudah dibuka.”", "Petrus Rekaan", "Ketua Komisi V"),
    ],
)
def test_name_and_role_are_parted(text: str, name: str, role: str | None) -> None:
    assert speakers(text) == [(name, role)]


def test_an_office_in_capitals_before_a_comma_is_no_name() -> None:
    text = "BCDW meminta polisi bertindak. “Jangan hanya menunggu,” kata peneliti BCDW, Kurnia Contoh."
    assert speakers(text)[-1] == ("Kurnia Contoh", "peneliti BCDW")


def test_an_office_without_its_place_leaves_the_first_name() -> None:
    text = "Wakil Gubernur Yosafat Rekaan Contoh mengamini. “Sikap kami sama saja,” timpal Yosafat."
    assert speakers(text) == [("Yosafat Rekaan Contoh", "Wakil Gubernur")]


@pytest.mark.parametrize("opener", ["Berikut petikan", "Begini cerita", "Setibanya rombongan"])
def test_the_word_that_opens_a_sentence_is_nobody_for_a_pronoun(opener: str) -> None:
    assert all(name is None for name, _ in speakers(f"{opener} di sana. Ia mengatakan majikannya jahat sekali."))
