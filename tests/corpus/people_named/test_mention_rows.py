"""Which persons and bodies a text mentions, and where. All sentences are made up."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from corpus.people_named.mention_rows import mentions_of
from corpus.vocabulary.names import Names
from corpus.vocabulary.names_file import parse_names, shipped_names

BODY_NAMES = {
    "BP3MI NTT hadir.": [("BP3MI NTT", "BP3MI NTT")],
    "Balai Pelayanan Pelindungan Pekerja Migran Indonesia (BP3MI) Nusa Tenggara Timur (NTT) hadir.": [
        ("Balai Pelayanan Pelindungan Pekerja Migran Indonesia (BP3MI) Nusa Tenggara Timur", "BP3MI NTT")
    ],
    "Badan Pelindungan Pekerja Migran Indonesia (BP2MI) dan BNP2TKI.": [
        ("Badan Pelindungan Pekerja Migran Indonesia (BP2MI)", "KP2MI"),
        ("BNP2TKI", "KP2MI"),
    ],
    "BP2MI-NTT melayani.": [("BP2MI-NTT", "BP3MI NTT")],
    "Disnaker Kota Batam dan Kantor Imigrasi Kelas I TPI Kupang.": [
        ("Disnaker Kota Batam", "Disnaker Kota Batam"),
        ("Kantor Imigrasi Kelas I TPI Kupang", "Kanim Kupang"),
    ],
    "KBRI Kuala Lumpur dan DPR RI.": [("KBRI Kuala Lumpur", "KBRI Kuala Lumpur"), ("DPR RI", "DPR")],
    "Kementerian Luar Negeri Filipina menolak, Kemlu Malaysia juga.": [],
    "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi hadir.": [],
    "kantor imigrasi itu ramai, badan pusat statistik juga.": [],
    "KPK GELEDAH POLDA NTT": [("KPK", "KPK"), ("POLDA NTT", "Polda NTT")],
}


@pytest.mark.parametrize("text", BODY_NAMES)
def test_a_body_has_its_canonical_name_and_the_printed_one_stands_at_the_offsets(text: str) -> None:
    rows = mentions_of("", text)
    assert [(text[one.start : one.end], one.name) for one in rows if one.kind == "body"] == BODY_NAMES[text]


def persons(text: str, names: Names | None = None) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.name) for one in mentions_of("", text, names) if one.kind == "person"]


def test_later_short_forms_name_the_person_introduced() -> None:
    text = "Kepala BP3MI NTT, Suratmi Hamida, hadir. Suratmi pergi. Menurut Hamida, baik. Pak Benny lain."
    assert persons(text)[:3] == [
        ("Suratmi Hamida", "Suratmi Hamida"),
        ("Suratmi", "Suratmi Hamida"),
        ("Hamida", "Suratmi Hamida"),
    ]


def test_a_short_form_before_the_introduction_counts_too() -> None:
    assert persons("Suratmi hadir.\nKepala BP3MI NTT, Suratmi Hamida, pergi.")[0] == ("Suratmi", "Suratmi Hamida")


@pytest.mark.parametrize(
    "beside", ["Suratmi Wolowae", "Putri Suratmi", "B. Suratmi", "Suratmi-Wolowae", "Desa Suratmi Kupang"]
)
def test_a_short_form_within_another_name_is_none(beside: str) -> None:
    text = f"Kepala BP3MI NTT, Suratmi Hamida, hadir. Ada {beside} juga."
    assert len(persons(text)) == 1


def test_a_word_that_begins_a_sentence_is_a_name_only_where_it_acts() -> None:
    text = "Ketua Serikat Buruh, Indah Permata, hadir. Indah nian negeri ini. Indah menambahkan. Kata Indah, baik."
    assert [printed for printed, _ in persons(text)] == ["Indah Permata", "Indah", "Indah"]


def test_two_of_one_first_name_are_only_named_in_full() -> None:
    text = "Ketua RT 05, Budi Santoso, dan Lurah Oesapa, Budi Hartono, hadir. Budi pergi. Hartono pulang."
    assert [printed for printed, _ in persons(text)] == ["Budi Santoso", "Budi Hartono", "Hartono"]


def test_an_official_needs_no_role_in_full_and_stands_under_the_name_of_the_file() -> None:
    assert persons("Di Kupang hadir Benny Ramdhani. Beny senang.") == [
        ("Benny Ramdhani", "Benny Rhamdani"),
        ("Beny", "Benny Rhamdani"),
    ]


def test_an_official_of_one_word_is_no_part_of_another_name() -> None:
    assert persons("Rinardi hadir. Muhammad Rinardi Putra dan Putra Rinardi pergi.") == [("Rinardi", "Rinardi")]


def test_headings_in_capitals_name_whom_the_text_names() -> None:
    text = "KEPALA BP2MI BENNY RHAMDANI LANTIK PEJABAT\nSURATMI HAMIDA HADIR\nKepala BP3MI NTT, Suratmi Hamida, hadir."
    assert [name for _, name in persons(text)] == ["Benny Rhamdani", "Suratmi Hamida", "Suratmi Hamida"]


def test_a_user_s_own_names_are_known() -> None:
    own = parse_names('[[official]]\nname = "Wolo Wae"\n[[lineage]]\nid = "x"\n[[lineage.name]]\nname = "YPC"\n', "x")
    names = Names({**shipped_names().lineages, **own.lineages}, own.officials)
    assert [one.name for one in mentions_of("", "YPC dan Wolo Wae hadir.", names)] == ["YPC", "Wolo Wae"]
    assert mentions_of("", "YPC dan Wolo Wae hadir.") == ()


def test_the_role_is_that_which_the_article_gives() -> None:
    rows = mentions_of("", "Kepala BP3MI NTT, Suratmi Hamida, hadir. Suratmi pergi. Benny Rhamdani diam.")
    assert [one.role for one in rows if one.kind == "person"] == ["Kepala BP3MI NTT", "Kepala BP3MI NTT", None]


def test_mentions_stand_in_order_and_none_overlaps() -> None:
    text = "Kepala BP3MI NTT Suratmi Hamida dan Kepala BP2MI Benny Rhamdani di KBRI Seoul. " * 3
    rows = mentions_of("", text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(rows))
    assert len(rows) == 15


@pytest.mark.hostile
@pytest.mark.parametrize(
    "text",
    [
        "Kepala BP2MI " * 100_000,
        "KEPALA BP2MI LANTIK WOLOWAE " * 50_000,
        "Wolo Wae Timor Kupang " * 50_000,
        "kata itu tidak ada namanya di sini " * 30_000,
        " ".join(
            f"Ketua RT, Siti W{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}lo, hadir."
            for n in range(5_000)
        ),
        "Ketua Ketua Ketua " * 60_000,
        "(" * 200_000 + "Kepala (" * 50_000,
    ],
    ids=["a role again and again", "capitals", "capital words", "no name", "thousands of names", "heads", "brackets"],
)
def test_a_long_text_takes_time_by_its_length(text: str) -> None:
    """Not a matter of milliseconds: quadratic work on 200,000 words would not end within the test's limit."""
    rows = mentions_of("", text)
    assert all(0 <= one.start < one.end <= len(text) for one in rows)
    assert len(rows) <= len(re.findall(r"\w+", text))


def test_the_words_of_roles_stand_once_and_in_small_letters() -> None:
    import tomllib

    lists = tomllib.loads((Path(__file__).parents[3] / "corpus/data/roles.toml").read_text(encoding="utf-8"))
    for name, words in lists.items():
        assert sorted(set(words)) == sorted(words), name
        assert [word for word in words if word != word.lower()] == [], name
