"""What is written in several ways is found in each: laws and their numbers, amounts, forms before a word."""

from collections.abc import Callable, Sequence

import pytest

from corpus.search import search
from corpus.store import Corpus
from corpus.vocabulary.names import Names
from corpus.vocabulary.tokens import tokens
from corpus.vocabulary.written import together, ways

TEXTS = (
    "Aturan itu UU Nomor 18 Tahun 2017.",
    "Mereka melanggar UU 18/2017 pekan lalu.",
    "Sesuai Undang-Undang Nomor 18 Tahun 2017, katanya.",
    "Pada 18 Juni 2017 UU dibahas.",
    "Isi Perpres Nomor 18 Tahun 2017.",
    "Tertuang dalam Perban Nomor 09 Tahun 2020.",
    "Dalam Peraturan Badan No. 9/2020 disebut.",
    "Biaya Rp1,5 miliar.",
    "Biaya Rp 1,5 miliar.",
    "Biaya Rp. 500.000 saja.",
    "Biaya Rp2,5 miliar.",
    "Jalur nonprosedural itu.",
    "Jalur non prosedural itu.",
    "Jalur non-prosedural itu.",
    "Jalur prosedural dan bank non devisa.",
    "Rapat antarlembaga.",
    "Rapat antar-lembaga.",
    "Lembaga itu mengantar tamu; antar jemput.",
    "UU 13/2003 lama.",
    "Pasal 5 UU No. 13.",
    "Bunyi UU PPMI Nomor 18 Tahun 2017.",
    "Praktik dokter dan perizinannya di Kementerian Dalam Negeri.",
    "Praktek dokter serta perijinan di kementrian dalam negeri.",
    "Dalam Keputusan Presiden Republik Indonesia Nomor 7 Tahun 1999.",
    "Dalam Keppres No 7/1999.",
    "Isi UU No 39 thn 2004.",
    "Denda Rp3,5 milyar.",
    "Denda Rp 3,5 miliar untuk 24.000 orang.",
    "Denda Rp8 juta, atau US$2.750.",
    "Panjangnya 3,5 km; untuk 24000 orang; 8 orang dan juta.",
    "Upah USD 2.750 di Bandarlampung.",
    "Kota Bandar Lampung padat.",
    "Selama COVID-19 forum G20 ditunda.",
    "Sejak Covid19 forum G-20 daring.",
)
LAW, FORM = {0, 1, 2}, {11, 12, 13}
FINDS = {
    "UU 18/2017": LAW, "uu 18 2017": LAW, "UU No. 18 Tahun 2017": LAW, "UU Nomor 18 Tahun 2017": LAW,
    "Undang-Undang Nomor 18 Tahun 2017": LAW, "undang undang no 18/2017": LAW, '"UU No 18 Tahun 2017"': LAW,
    "melanggar UU Nomor 18 Tahun 2017": {1}, '"melanggar UU Nomor 18 Tahun 2017"': {1}, "UU thn 2017": set(),
    "UU nomer 18 th 2017": LAW, "judul:x UU 18/2017": set(), "(UU 18/2017 OR UU 13/2003)": {0, 1, 2, 18},
    "UU 13": {18, 19}, "UU PPMI 18/2017": {20}, "UU PPMI No 18/2017": {20},
    "nomor 18/2017": {0, 1, 2, 4, 20}, "Pasal 5 18/2017": set(), "UU 2017": {0, 1, 2, 3, 20},
    "=UU 18/2017": {0, 1, 20}, "UU AND =18/2017": {1},
    "Perpres 18/2017": {4}, "Peraturan Presiden No 18 Tahun 2017": {4}, "Perban 9/2020": {5, 6},
    "Peraturan Badan Nomor 9 Tahun 2020": {5, 6}, "Perban 09/2020": {5, 6},
    "Keppres 7/1999": {23, 24}, "keputusan presiden nomor 7 tahun 1999": {23, 24}, "UU 39/2004": {25},
    "3,5 miliar": {26, 27}, '"3,5 miliar"': {26, 27}, "3,5": {26, 27, 29}, "=3,5": {27, 29}, "8 juta": {28},
    "24.000": {27, 29}, "24000": {27, 29}, "USD 2.750": {28, 30}, "US$ 2.750": {28, 30}, "US$2.750": {28, 30},
    "1.5.2023": set(), "bandar lampung": {30, 31}, "bandarlampung": {30, 31}, '"Kota Bandarlampung"': {31},
    "covid-19": {32, 33}, "covid19": {32, 33}, "G20": {32, 33}, '"forum g-20"': {32, 33}, "=G20": {32},
    "Rp1,5": {7, 8}, "Rp 1,5 miliar": {7, 8}, '"Rp 1,5"': {7, 8}, "Rp. 1,5": {7, 8}, "Rp500.000": {9}, "rp 2,5": {10},
    "non prosedural": FORM, "nonprosedural": FORM, "non-prosedural": FORM, '"jalur non prosedural"': FORM,
    "=nonprosedural": {11}, "prosedural -nonprosedural": {12, 13, 14}, "antar lembaga": {15, 16},
    "antarlembaga": {15, 16},
    "antar AND lembaga": {16, 17}, '"praktek dokter"': {21, 22}, '"praktik dokter"': {21, 22}, "perijinan": {21, 22},
    '"dan perijinan"': {21}, "kementrian": {21, 22}, '"kementrian dalam negeri"': {21, 22}, "=praktek": {22},
}  # fmt: skip


@pytest.fixture(scope="module")
def written(of_texts: Callable[[Sequence[str]], Corpus]) -> Corpus:
    """A corpus with an article a text."""
    return of_texts(TEXTS)


@pytest.mark.parametrize(("query", "right"), FINDS.items())
def test_one_way_to_write_finds_the_others(written: Corpus, query: str, right: set[int]) -> None:
    assert {int(hit.title[6:-1]) for hit in search(written, query).hits} == right


@pytest.mark.parametrize(
    "text",
    ["uu", "uu no", "uu no 18 tahun", "no", "18/2017/2018", "rp", "non", "uu " * 300, "no 18 " * 300, "a'" * 999],
)
def test_a_text_is_cut_into_all_of_its_words(text: str) -> None:
    pieces = ways(text, Names())
    assert sum((piece[0] for piece in pieces), ()) == tokens(text)
    assert together(text.split()) >= 1
