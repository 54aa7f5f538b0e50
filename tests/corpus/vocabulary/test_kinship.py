"""A word brings its relatives, but no word of grammar, and no root that would swamp it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.store import Corpus, put_meta
from corpus.vocabulary.kinship import COMMON, TIMES, kin, never_brought
from corpus.vocabulary.stemming import roots, rules_fingerprint, same_word, spellings, stem, stop_words

APART = [
    ("pernyataan", "ternyata"), ("pernyataan", "kenyataan"), ("pertemuan", "penemu"), ("bertemu", "ditemukan"),
    ("penunjukan", "pertunjukan"), ("menunjukkan", "ditunjuk"), ("kementerian", "menteri"),
    ("pemasyarakatan", "masyarakat"), ("kedatangan", "mendatang"), ("mengutarakan", "utara"), ("mengkaji", "mengaji"),
    ("perumahan", "dirumahkan"), ("memburu", "terburu"), ("kebijakan", "bijaksana"), ("perjanjian", "berjanji"),
    ("keputusan", "terputus"), ("diamankan", "keamanan"), ("perbatasan", "pembatasan"), ("harian", "hari"),
    ("pedalaman", "dalam"), ("terima", "menerima"), ("tersangka", "menyangka"), ("sebaiknya", "baik"),
    ("sewajarnya", "wajar"), ("pengetahuan", "mengetahui"), ("perhubungan", "hubungan"), ("keuangan", "uang"),
]  # fmt: skip
TOGETHER = [
    ("penerimaan", "menerima"), ("pengadilan", "peradilan"), ("pertahanan", "bertahan"), ("pernyataan", "menyatakan"),
    ("penemuan", "ditemukan"), ("keputusan", "memutuskan"), ("demosi", "didemosi"), ("demosi", "mendemosikan"),
    ("kriminalisasi", "dikriminalisasi"), ("kriminalisasi", "mengkriminalisasi"), ("verifikasi", "pemverifikasian"),
    ("sosialisasi", "menyosialisasikan"), ("mutasi", "memutasi"), ("konfirmasi", "mengonfirmasi"),
    ("koranisasi", "dikoranisasikan"), ("koranisasi", "mengkoranisasi"), ("motorisisasi", "memotorisisasi"),
    ("sekolah", "sekolahnya"), ("kementrian", "kementerian"), ("mentri", "menteri"), ("jadual", "penjadwalan"),
    ("apotik", "apotek"), ("beresiko", "risiko"), ("perijinan", "izin"), ("ketrampilan", "terampil"),
    ("kwitansi", "kuitansi"), ("legalisir", "dilegalisasi"), ("efektifitas", "efektivitas"), ("menghimbau", "imbauan"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), APART)
def test_another_meaning_has_another_stem(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(("one", "other"), TOGETHER)
def test_one_meaning_has_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_a_spelling_stands_in_one_place_and_leads_to_a_word() -> None:
    assert not spellings().keys() & roots()
    assert not spellings().keys() & set(spellings().values())
    assert same_word("nasehatnya") == same_word("nasihat")
    assert same_word("menasehati") != same_word("nasihat")


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[Corpus]:
    """A corpus whose list of words says how many articles have each."""
    words = {
        "yang": 80, "tidak": 68, "setidaknya": 4, "tidaklah": 2, "dalam": 70, "pedalaman": 3, "dapat": 50,
        "terdapat": 9,
        "mendapat": 20, "pegawai": 30, "kepegawaian": 2, "pegawainya": 5, "bina": 25, "pembinaan": 4, "membina": 3,
        "lindung": 15, "pelindungan": 1, "sebaik": 2, "terbaik": 4, "baik": 40, "baiknya": 3, "kebaikan": 2,
        "menerima": 60, "penerimaan": 2,
    }  # fmt: skip
    with Corpus(tmp_path / "kliping.db") as corpus:
        corpus.conn.executemany("INSERT INTO forms (stem, term, df) VALUES (?, ?, ?)", (
            (stem(word), word, df) for word, df in words.items()
        ))  # fmt: skip
        put_meta(corpus.conn, "roots", rules_fingerprint())
        yield corpus


def brought(corpus: Corpus, word: str) -> set[str]:
    return {form.term for form in kin(corpus, word)} - {word}


def test_no_word_brings_a_word_of_grammar(counted: Corpus) -> None:
    assert brought(counted, "setidaknya") == set()
    assert brought(counted, "pedalaman") == set()
    assert brought(counted, "terdapat") == set()
    assert brought(counted, "terbaik") == {"sebaik"}
    assert stop_words() < never_brought()


def test_a_word_of_grammar_that_is_asked_brings_its_own_forms(counted: Corpus) -> None:
    assert brought(counted, "tidak") == {"tidaklah"}
    assert brought(counted, "baik") == {"baiknya"}
    assert {form.term for form in kin(counted, "tidak")} == {"tidak", "tidaklah"}


def test_a_much_commoner_root_is_not_brought(counted: Corpus) -> None:
    assert (TIMES, COMMON) == (10, 4)
    assert brought(counted, "kepegawaian") == set()  # 30 of 80 articles, 15 times as many
    assert brought(counted, "pembinaan") == {"bina", "membina"}  # 6 times as many
    assert brought(counted, "pelindungan") == {"lindung"}  # 15 times as many, but one in five
    assert brought(counted, "pegawai") == {"kepegawaian", "pegawainya"}
    assert brought(counted, "penerimaan") == {"menerima"}  # 30 times as many, but a verb and no bare root
    assert brought(counted, "dipegawaikan") == {"pegawai", "kepegawaian", "pegawainya"}  # no article has it
