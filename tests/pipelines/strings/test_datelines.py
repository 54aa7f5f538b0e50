"""A dateline is cut, kept and understood; a sentence with a dash is left alone."""

from __future__ import annotations

import pytest

from pipelines.strings.datelines import read_dateline

PLACES = {
    "WartaTeluk.example.com, Kupang – Balai itu dibuka.": "Kupang",
    "WARTATELUK.CO.ID, LOMBOK TIMUR– Unit itu dibuka.": "Lombok Timur",
    "KUPANG, WartaTeluk.com - Balai itu dibuka.": "Kupang",
    "Bandung, BP2MI (30/1) – Kepala balai hadir.": "Bandung",
    "Kupang, KemenP2MI (9/2) — Balai itu dibuka.": "Kupang",
    "Gerung, 12/07.Balai itu dibuka.": "Gerung",
    "Jakarta (ANTARA) - Badan itu hadir.": "Jakarta",
    "Kupang, NTT (ANTARA) - Badan itu hadir.": "Kupang",
    "MATARAM — Balai itu dibuka.": "Mataram",
    "Kupang (DERMAGA) - Balai itu dibuka di sana.": "Kupang",
    "Jakarta -": "Jakarta",
    "Liputan6.com, JakartaKita semua hadir.": "Jakarta",
}


@pytest.mark.parametrize(("line", "place"), PLACES.items())
def test_the_place_is_read_in_title_case(line: str, place: str) -> None:
    dateline = read_dateline(line)
    assert dateline is not None
    assert dateline.place == place
    assert line.startswith(dateline.words)


def test_what_stands_behind_the_dateline_is_whole() -> None:
    dateline = read_dateline("JAKARTA, WARTATELUK.com - Kepala balai hadir.")
    assert dateline is not None
    assert (dateline.words, dateline.rest) == ("JAKARTA, WARTATELUK.com -", "Kepala balai hadir.")


@pytest.mark.parametrize("line", ["wartateluk.com – Kepala balai hadir.", "TELUK – Kepala balai hadir."])
def test_the_newsroom_is_no_place(line: str) -> None:
    dateline = read_dateline(line, ["Teluk"])
    assert dateline is not None
    assert dateline.place is None
    assert dateline.house


@pytest.mark.parametrize(
    "line",
    [
        "Tidak hanya itu - kata dia, semua hadir.",
        "PT - PT Teluk Jaya membuka kantor.",
        "Pertama – Kepala balai hadir.",
        "Kepala Balai Karang hadir di Kupang - Nusa Tenggara Timur.",
        "BP2MI melakukan pembinaan pegawai di Kupang.",
    ],
)
def test_a_sentence_with_a_dash_is_no_dateline(line: str) -> None:
    assert read_dateline(line) is None


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Kupang, BPTN (20/11) – Kepala balai datang.", "Kupang"),
        ("Jakarta (Nusa Siber) - Badan itu dibuka.", "Jakarta"),
        ("NUSASIBER, Jakarta – Badan itu dibuka.", "Jakarta"),
        ("Nusa Siber - Badan itu dibuka.", None),
    ],
)
def test_an_outlet_of_ones_own_is_known_by_its_names(line: str, place: str | None) -> None:
    dateline = read_dateline(line, ["BPTN", "Nusa Siber"])
    assert dateline is not None
    assert dateline.place == place
    assert dateline.rest.split()[0] in {"Kepala", "Badan"}


def test_the_outlets_own_name_in_brackets_is_a_house() -> None:
    dateline = read_dateline("Kupang, (Lensa Karang) - Balai itu dibuka.", ["Lensa Karang"])
    assert dateline is not None
    assert (dateline.place, dateline.house, dateline.rest) == ("Kupang", "Lensa Karang", "Balai itu dibuka.")
    assert read_dateline("Siti, (Kepala Balai) - kata dia", ["Lensa Karang"]) is None


def test_the_state_radios_colon_ends_a_dateline() -> None:
    dateline = read_dateline("KBRN, Kupang : Balai itu dibuka.")
    assert dateline is not None
    assert (dateline.words, dateline.place, dateline.rest) == ("KBRN, Kupang :", "Kupang", "Balai itu dibuka.")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("SURABAYA | WARTATELUK -", "Surabaya"),
        ("SURABAYA | LENSAKARANG –", "Surabaya"),
        ("Surabaya (Warta Teluk):", "Surabaya"),
        ("SURABAYA, 2 Maret 2026 –", "Surabaya"),
        ("SUKA KARANG, Senin (2 Maret 2026) –", "Suka Karang"),
        ("Surabaya, 2 Maret 2026 –", "Surabaya"),
    ],
)
def test_a_house_or_a_day_beside_the_place_belongs_to_the_dateline(words: str, place: str) -> None:
    dateline = read_dateline(f"{words} Kepala balai hadir.", ["Warta Teluk", "wartateluk"])
    assert dateline is not None
    assert (dateline.words, dateline.place, dateline.rest) == (words, place, "Kepala balai hadir.")


@pytest.mark.parametrize(
    "line",
    [
        "Redaksi (Warta Teluk): Bagaimana kabar balai itu?",
        "Sejak Senin, 2 Maret 2026 - hari pertama kerja - loket itu tutup.",
        "Surabaya (Balai Karang): Loket dibuka pagi.",
    ],
)
def test_what_only_looks_like_a_house_or_a_day_beside_a_place_stays(line: str) -> None:
    assert read_dateline(line, ["Warta Teluk", "wartateluk"]) is None


def test_a_weekday_is_no_place() -> None:
    assert read_dateline("Jum’at, 22/3/2024 | Balai itu dibuka.") is None


@pytest.mark.parametrize("word", ["KPK", "UMKM", "DPR RI", "TNI", "RAMADAN"])
def test_an_abbreviation_before_a_dash_is_no_place(word: str) -> None:
    assert read_dateline(f"{word} – Lembaga itu hadir.") is None


@pytest.mark.parametrize("place", ["TRENGGALEK", "KLATEN", "NTB", "SWANSEA", "YOGYAKARTA", "NGADA", "PRABUMULIH"])
def test_a_place_in_capitals_that_can_be_said_is_one(place: str) -> None:
    dateline = read_dateline(f"{place} – Lembaga itu hadir.")
    assert dateline is not None
    assert dateline.place is not None
    assert dateline.place.upper() == place
