"""Whom a text introduces, with which role, and which words mean them. All sentences are made up."""

from __future__ import annotations

import pytest

from corpus.people_named.introductions import introduced

ROLES = {
    "Kepala BP3MI NTT Suratmi Hamida hadir.": ("Suratmi Hamida", "Kepala BP3MI NTT"),
    "Direktur Kepatuhan Bank Contoh Andi Wijaya mengatakan hal itu.": ("Andi Wijaya", "Direktur Kepatuhan Bank Contoh"),
    "Deputi Kawasan Amerika Pasifik, Lasro Simbolon mengatakan hal itu.": (
        "Lasro Simbolon",
        "Deputi Kawasan Amerika Pasifik",
    ),
    "Kapolres Kupang AKBP Agung Prasetyo, S.I.K., M.H., hadir.": ("Agung Prasetyo", "Kapolres Kupang"),
    "Suratmi Hamida, S.Sos., M.Si., selaku Kepala BP3MI NTT hadir.": ("Suratmi Hamida", "Kepala BP3MI NTT"),
    "Camat Amarasi Yohanes Bria membuka acara.": ("Yohanes Bria", "Camat Amarasi"),
    "Menurut pengamat kebijakan publik Trubus Wijaya, hal itu wajar.": ("Trubus Wijaya", "pengamat kebijakan publik"),
    "Plt. Kepala Disnaker Kota Batam Rudi Wolowae hadir.": ("Rudi Wolowae", "Plt. Kepala Disnaker Kota Batam"),
    "Kepala Badan Pelindungan Pekerja Indonesia (BP2MI), Benny Rhamdani yang hadir.": (
        "Benny Rhamdani",
        "Kepala Badan Pelindungan Pekerja Indonesia (BP2MI)",
    ),
    "Menteri Karding menyebut angka itu.": ("Abdul Kadir Karding", "Menteri"),
    "Juru bicara Kemlu, Lalu Muhamad Wolo, mengatakan itu.": ("Lalu Muhamad Wolo", "Juru bicara Kemlu"),
    "Kuasa hukum korban, Maria Nogo, banding.": ("Maria Nogo", "Kuasa hukum korban"),
    "Presiden RI ke-7 Joko Widodo hadir.": ("Joko Widodo", "Presiden RI ke-7"),
    "Kata Kepala BP3MI NTT Suratmi Hamida Senin (20/11).": ("Suratmi Hamida", "Kepala BP3MI NTT"),
    "\u201cBaik,\u201d kata Siti Aminah (34), warga Lombok.": ("Siti Aminah", None),
    "Ketua Majelis Hakim Ni Luh Wolowae hadir.": ("Ni Luh Wolowae", "Ketua Majelis Hakim"),
    "Ibunda korban, Mama Yosefa Nogo (52), hadir.": ("Yosefa Nogo", "korban"),
    "Menko Polhukam Mahfud MD hadir.": ("Mahfud MD", "Menko Polhukam"),
    "Atase Ketenagakerjaan KBRI Seoul, Budhi Wolo Laksana, hadir.": (
        "Budhi Wolo Laksana",
        "Atase Ketenagakerjaan KBRI Seoul",
    ),
    "Arsiparis Hapsari Ningtyas hadir.": ("Hapsari Ningtyas", "Arsiparis"),
    "Relawannya, Tiara Wulandari, hadir.": ("Tiara Wulandari", "Relawannya"),
    "Pengusaha kapal Benny Wijaya hadir.": ("Benny Wijaya", "Pengusaha kapal"),
    "Kepala Desa Contoh, H. Ahmad bin Salim, hadir.": ("Ahmad bin Salim", "Kepala Desa Contoh"),
}
NOBODY = [
    "Jalan Jenderal Sudirman, Gedung Siti Aminah Center dan RSUD Prof. Dr. W. Z. Yohannes ramai.",
    "Kepala Dinas Lantik Wolowae Temui Budi Marah",
    "Direktur Treasury Management mengatakan hal itu.",
    "Camat Amarasi Timur menyampaikan hal itu kepada warga Noelbaki, Oebelo.",
    "kata Migrant Care dalam rilis. Human Rights Watch mengatakan hal itu.",
    "Program Keluarga Harapan dan Undang-Undang Cipta Kerja berlaku sejak Januari. Hotel Aston Kupang penuh.",
    "Kepala BP2MI sebagai pimpinan hadir, Senin. Kepala Dinas, Selasa (2/1), pergi.",
    "Direktur PT Wolowae Jaya Rudi Hartono ditangkap.",  # where the firm's name ends is not sure
    "Ibu Kota Nusantara dan Ibu Pertiwi. Bapak Presiden hadir.",
    "KEPALA DINAS LANTIK PEJABAT BARU WOLOWAE TIMUR",
    "Bertempat di Aula El Tari, Gubernur NTT membuka acara.",
    "Ketua Komisi IX, Komisi Pemberantasan Korupsi, dan Menteri Luar Negeri hadir.",
]


@pytest.mark.parametrize("text", ROLES)
def test_a_person_is_introduced_by_role_and_name(text: str) -> None:
    assert [(one.name, one.role) for one in introduced(text)] == [ROLES[text]]


@pytest.mark.parametrize("text", NOBODY)
def test_what_is_not_surely_a_person_introduces_nobody(text: str) -> None:
    assert [one.name for one in introduced(text)] == []


def test_the_offsets_are_those_of_the_name_alone() -> None:
    text = "Di Kupang, Kepala BP3MI NTT, Dr. Suratmi Hamida, S.H., hadir."
    [one] = introduced(text)
    assert text[one.start : one.end] == "Suratmi Hamida"


def test_a_short_form_that_two_persons_share_means_neither() -> None:
    first, second = introduced("Ketua RT 05, Budi Santoso, dan Lurah Oesapa, Budi Hartono, hadir.")
    assert "budi" not in {*first.short_forms, *second.short_forms}
    assert "santoso" in first.short_forms


def test_another_spelling_of_the_names_file_is_a_short_form() -> None:
    [one] = introduced("Deputi BP2MI, Lasro Simbolon, hadir.")
    assert "larso" in one.short_forms


def test_a_shorter_name_is_joined_to_the_longer_one() -> None:
    [one] = introduced("Deputi BP2MI, Dayan Victor Imanuel Blegur, hadir. Deputi BP2MI Dayan Blegur pergi.")
    assert one.name == "Dayan Victor Imanuel Blegur"
