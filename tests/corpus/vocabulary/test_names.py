"""Names are known under all they were called, and new spellings are proposed."""

from collections.abc import Callable
from datetime import date

import pytest

from corpus.errors import KlipingError
from corpus.models import Article
from corpus.search import search
from corpus.store import Corpus
from corpus.vocabulary.names_file import names_of, names_path, parse_names, shipped_names
from corpus.vocabulary.spellings import edits, propose, with_spellings
from corpus.vocabulary.tokens import tokens
from corpus.vocabulary.word_index import refresh

Keep = Callable[..., object]


def matching(corpus: Corpus, query: str, **options: bool) -> set[str]:
    refresh(corpus)
    return {hit.title for hit in search(corpus, query, **options).hits}


@pytest.fixture
def years(corpus: Corpus, keep: Callable[..., object], another: Callable[..., Article]) -> Corpus:
    keep(
        another(1, title="2015", text="BNP2TKI melatih calon TKI.", day=date(2015, 1, 1)),
        another(
            2, title="2021", text="Badan Perlindungan Pekerja Migran Indonesia melatih CPMI.", day=date(2021, 1, 1)
        ),
        another(3, title="2022", text="Kepala BP2MI Beny Ramdhani di UPT BP2MI NTT.", day=date(2022, 1, 1)),
        another(4, title="2025", text="KemenP2MI dan BP3MI NTT melayani PMI.", day=date(2025, 1, 1)),
        another(5, title="darah", text="PMI menggelar donor darah di kota.", day=date(2025, 1, 2)),
        another(6, title="keduanya", text="Donor darah PMI diikuti pekerja migran.", day=date(2025, 1, 3)),
        another(7, title="deputi", text="Deputi Laszro Simbolon membuka acara.", day=date(2025, 1, 4)),
    )
    return corpus


@pytest.mark.parametrize("name", ["bp2mi", "BNP2TKI", "kp2mi", "KemenP2MI"])
def test_a_body_is_found_under_every_name(years: Corpus, name: str) -> None:
    assert matching(years, name) == {"2015", "2021", "2022", "2025"}
    assert len(matching(years, name, literal=True)) <= 1


def test_pmi_is_the_migrant_worker_and_not_the_red_cross(years: Corpus) -> None:
    assert matching(years, "pmi") == {"2015", "2021", "2025", "keduanya"}
    assert matching(years, "pmi", literal=True) == {"2025", "darah", "keduanya"}


@pytest.mark.parametrize(
    ("name", "other", "ours"),
    [("pmi", "PMI manufaktur Indonesia naik.", "PMI di pabrik manufaktur, kata pekerja migran."),
     ("pmi", "Jusuf Kalla melantik pengurus PMI.", "PMI dan KP2MI bertemu Jusuf Kalla."),
     ("abk", "Sekolah bagi ABK dan penyandang disabilitas.", "ABK penyandang disabilitas turun dari kapal.")],
)  # fmt: skip
def test_a_short_name_that_others_bear_too_is_theirs_by_context(
    corpus: Corpus, keep: Keep, another: Callable[..., Article], name: str, other: str, ours: str
) -> None:
    keep(another(1, title="lain", text=other), another(2, title="kita", text=ours))
    assert matching(corpus, name) == {"kita"}
    assert matching(corpus, name, literal=True) == {"lain", "kita"}


def test_an_official_is_found_in_every_spelling(years: Corpus) -> None:
    assert matching(years, "Benny Rhamdani") == {"2022"}
    assert matching(years, '"Benny Rhamdani"') == {"2022"}
    assert matching(years, "Brani") == {"2022"}
    assert matching(years, '"=Benny Rhamdani"') == set()


def test_a_body_with_a_place_is_its_office(years: Corpus) -> None:
    assert matching(years, "BP2MI-NTT") == {"2022", "2025"}


def test_an_office_is_found_where_it_is_written_out(years: Corpus, keep: Keep, another: Callable[..., Article]) -> None:
    long = "Balai Pelayanan Perlindungan Pekerja Migran Indonesia Nusa Tenggara Timur melatih relawan."
    keep(another(8, title="balai", text=long))
    assert matching(years, "BP2MI-NTT") == matching(years, "bp3mi-ntt") == {"2022", "2025", "balai"}


@pytest.fixture
def spelled(corpus: Corpus, keep: Keep, another: Callable[..., Article]) -> Corpus:
    texts = {
        "apostrof": "Warga beraksi Jum'at pagi bersama K.H. Ma’ruf Amin.",
        "tanpa": "Rapat Jumat pagi dengan Maruf Amin.",
        "satu": "Kerjasama itu ditandatangani.", "dua": "Mereka bekerja sama-sama; kerja sama itu berakhir.",
        "uu": "DPR mengesahkan undang-undang itu.", "UU": "UU itu disahkan.", "undangan": "Warga diundang pesta.",
        "oleh-oleh": "Toko oleh-oleh ramai.", "oleh": "Toko ditutup oleh camat.",
        "sehari-hari": "Begitulah hidup sehari-hari.", "hari": "Rapat berlangsung dua hari.",
        "buruh": "Pekerja-pekerja mogok.", "seorang": "Pekerjanya mogok.",
    }  # fmt: skip
    keep(*(another(n, title=title, text=text) for n, (title, text) in enumerate(texts.items())))
    return corpus


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("jumat", "apostrof tanpa"), ("jum'at", "apostrof tanpa"), ('"Jumat pagi"', "apostrof tanpa"),
        ('"jum’at pagi"', "apostrof tanpa"), ("maruf amin", "apostrof tanpa"), ("Ma'ruf", "apostrof tanpa"),
        ("=jumat", "tanpa"), ("kerjasama", "satu dua"), ('"kerja sama"', "satu dua"), ("kerja-sama", "satu dua"),
        ("undang-undang", "uu UU"), ("UU", "uu UU"), ("undangan", "undangan"), ("mengundang", "undangan"),
        ("oleh-oleh", "oleh-oleh"), ("sehari-hari", "sehari-hari"), ("pekerja-pekerja", "buruh seorang"),
        ("pekerja-pekerjanya", "buruh seorang"),
    ],
)  # fmt: skip
def test_a_word_is_found_as_others_write_it_and_not_where_its_half_stands(
    spelled: Corpus, typed: str, titles: str
) -> None:
    assert matching(spelled, typed) == set(titles.split())


def test_what_is_told_apart_is_not_widened(years: Corpus) -> None:
    assert matching(years, "bp2mi NOT bnp2tki") == {"2022"}


def test_the_expansion_is_told(years: Corpus) -> None:
    result = search(years, "bp2mi")
    expansion = {one.word: one for one in result.expansions if one.reason == "names"}["bp2mi"]
    assert {"bnp2tki", "kp2mi", "badan perlindungan pekerja migran indonesia"} <= set(expansion.added)


@pytest.fixture
def misspelled(corpus: Corpus, keep: Keep, another: Callable[..., Article]) -> Corpus:
    texts = (
        "Kepala BP2MI Benny Rhamdany membuka acara. Menurut Rhamdany, semua siap.",
        "Ada Beny Rhamdany di sana.",
        "Petani bernama Joko Rinaldi panen raya.",
        "Sestama Rinaldi hadir.",
        "Deputi Laszro Simbolon membuka acara.",
        "Wakil Menteri Zulfikar Ahmad Tawalla berkunjung.",
        "Mereka memakai ramdhanny sebagai nama.",
        "Menteri Abdul Kadir Kardinga dan Kardingu.",
        "Kardingu Haji Lulung bernyanyi.",
    )
    keep(*(another(n, title=f"Kabar {n}", text=text, day=date(2025, 1, n + 1)) for n, text in enumerate(texts)))
    refresh(corpus)
    return corpus


def test_forms_of_a_name_are_proposed_and_what_may_be_another_person_is_a_question(misspelled: Corpus) -> None:
    proposals = propose(misspelled, shipped_names())
    sure = {(one.written, one.of, one.articles) for one in proposals if one.doubt is None}
    assert sure == {
        ("Benny Rhamdany", "Benny Rhamdani", 1), ("Beny Rhamdany", "Benny Rhamdani", 1),
        ("Laszro Simbolon", "Lasro Simbolon", 1), ("Zulfikar Ahmad Tawalla", "Dzulfikar Ahmad Tawalla", 1),
        ("Abdul Kadir Kardinga", "Abdul Kadir Karding", 1),
    }  # fmt: skip
    doubts = {one.written: one.doubt for one in proposals if one.doubt}
    assert doubts["Joko Rinaldi"] == "somebody of a similar name."
    assert doubts["Rinaldi"] == "the word stands alone."
    assert doubts["Kardingu Haji Lulung"] == "somebody of a similar name."
    assert not any("ramdhanny" in one.word for one in proposals)


def test_a_word_that_others_bear_too_is_a_question_for_the_official(
    misspelled: Corpus, keep: Keep, another: Callable[..., Article]
) -> None:
    keep(another(30, title="Kabar", text="Penyanyi Titi Rhamdany bernyanyi.", day=date(2025, 2, 1)))
    refresh(misspelled)
    doubts = {one.written: one.doubt for one in propose(misspelled, shipped_names())}
    assert doubts["Beny Rhamdany"] == "Titi Rhamdany has the word in the name, too."


def test_the_proposals_as_toml_find_what_they_propose(misspelled: Corpus) -> None:
    toml = with_spellings(shipped_names(), propose(misspelled, shipped_names()))
    assert '# "Joko Rinaldi": Rinardi? somebody of a similar name.' in toml
    names_path(misspelled.path).write_text(toml, encoding="utf-8")
    assert (
        names_of(misspelled.path).officials["Lasro Simbolon"].post == shipped_names().officials["Lasro Simbolon"].post
    )
    assert matching(misspelled, '"Benny Rhamdani"') == {"Kabar 0", "Kabar 1"}
    assert matching(misspelled, '"Dzulfikar Ahmad Tawalla"') == {"Kabar 5"}
    assert {one.of for one in propose(misspelled, names_of(misspelled.path)) if one.doubt is None} == set()


@pytest.mark.parametrize("line", ["Laszro " * 400, "Laszro" * 20_000, "A. " * 30_000 + "Laszro", "Laszro (" * 400])
def test_a_hostile_text_is_read(corpus: Corpus, keep: Keep, another: Callable[..., Article], line: str) -> None:
    keep(another(1, text=line))
    refresh(corpus)
    assert all(one.of == "Lasro Simbolon" for one in propose(corpus, shipped_names()))


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("lasro", "larso", 1), ("karding", "kading", 1), ("rhamdani", "rhamdani", 0), ("", "abc", 3), ("ab", "ba", 1)],
)
def test_edits(one: str, other: str, distance: int) -> None:
    assert edits(one, other) == edits(other, one) == distance


def test_a_corpus_may_have_names_of_its_own(years: Corpus) -> None:
    names_path(years.path).write_text(
        '[[lineage]]\nid = "dinas"\n[[lineage.name]]\nname = "kantor tenaga"\nfull = ["donor darah"]\n'
        '[[official]]\nname = "Laszro Simbolon"\nwords = [["Lasro", "Laszro"]]\n', encoding="utf-8"
    )  # fmt: skip
    assert matching(years, "lasro") == {"deputi"}
    assert "badan" in names_of(years.path).lineages


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("[[lineage]]\nid = 'x'\n", "has no"),
        ("[[lineage]]\nid = 'x'\nnmae = 1\n", 'unknown key "nmae"'),
        ("[[official]]\nwords = []\n", "without name"),
        ("[[official]]\nname = 'A B'\nwords = ['A']\n", "words are groups"),
        ("[[spelling]]\nwords = 'x'\n", "list of texts"),
        ("[[lineage]]\nid = 'x'\n[[lineage.name]]\nname = 'X'\nsince = 2020\n", "since is a day"),
        ("[[lineage]]\nid = 'x'\n[[lineage.name]]\nname = 'X'\nuntil = '2020-13'\n", "until is a day"),
        ("[[lineage]]\nid = 'x'\nlocal = 3\n[[lineage.name]]\nname = 'X'\n", "local is a text"),
        ("[[official]]\nname = 'A B'\nsince = '2024'\nuntil = '2020-01'\n", "since 2024 is after until 2020-01"),
        ("[[official]]\nname = 'A B'\nwords = 3\n", "words are groups"),
        ("[[official]]\nname = 'A B'\nwords = [[1, 2]]\n", "words are groups"),
        ("= x", "not valid TOML"),
        ("lineage = 1", "list of tables"),
    ],
)
def test_a_file_that_cannot_be_meant(toml: str, sentence: str) -> None:
    with pytest.raises(KlipingError, match=sentence):
        parse_names(toml, "names.toml")


def test_no_name_ships_twice() -> None:
    seen = [
        tokens(text) for lineage in shipped_names().lineages.values() for name in lineage.names for text in name.texts
    ]
    assert len(seen) == len(set(seen))


def test_validity_is_in_order() -> None:
    for lineage in shipped_names().lineages.values():
        for name in lineage.names:
            assert name.since is None or name.until is None or name.since < name.until
        sinces = [name.since for name in lineage.names if name.since]
        assert sinces == sorted(sinces)


def test_every_shipped_name_has_a_source_of_a_known_kind() -> None:
    kinds = ("law: ", "press: ", "site: ", "texts: ")
    without = [
        (lineage.id, name.name)
        for lineage in shipped_names().lineages.values()
        for name in lineage.names
        if not (name.source or "").startswith(kinds)
    ]
    assert without == []


def test_what_a_shipped_name_covers_or_has_as_office_is_there() -> None:
    lineages = shipped_names().lineages
    named = {id_ for lineage in lineages.values() for id_ in (*lineage.covers, *filter(None, [lineage.local]))}
    assert named <= lineages.keys()


@pytest.fixture
def staff(corpus: Corpus, keep: Keep, another: Callable[..., Article]) -> Corpus:
    texts = {
        "asn": "Apel ASN digelar di halaman kantor.",
        "pns": "Para pegawai negeri sipil menerima penghargaan.",
        "pppk": "Sebanyak dua ratus PPPK dilantik.",
        "p3k": "Guru honorer menunggu seleksi P3K tahun ini.",
        "obat": "Kotak P3K wajib ada di setiap bus.",
        "honorer": "Tenaga honorer menuntut kejelasan.",
        "cpns": "Pendaftaran CPNS dibuka bulan depan.",
    }
    keep(*(another(n, title=title, text=text) for n, (title, text) in enumerate(texts.items())))
    return corpus


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("asn", "asn pns pppk p3k"), ("aparatur sipil negara", "asn pns pppk p3k"),
        ("pns", "pns"), ("pppk", "pppk p3k"), ("p3k", "pppk p3k"), ("honorer", "honorer p3k"), ("casn", "cpns"),
        ("asn NOT pns", "asn"), ("pns NOT asn", "pns"), ("pppk NOT pns", "pppk p3k"), ("=asn", "asn"),
    ],
)  # fmt: skip
def test_a_wide_name_finds_its_kinds_and_a_narrow_one_not_the_wide(staff: Corpus, typed: str, titles: str) -> None:
    assert matching(staff, typed) == set(titles.split())


def test_it_is_said_what_a_name_covers_and_what_it_is_a_kind_of(staff: Corpus) -> None:
    refresh(staff)
    assert {one.reason: one.added for one in search(staff, "asn").expansions}["kinds"][:2] == (
        "pns", "pegawai negeri sipil"
    )  # fmt: skip
    assert {one.reason: one.added for one in search(staff, "pns").expansions}["wider"] == ("asn",)


@pytest.fixture
def field_names(corpus: Corpus, keep: Keep, another: Callable[..., Article]) -> Corpus:
    texts = {
        "korsel": "Lima perawat berangkat ke Korsel.", "korea": "Di Korea Selatan mereka bekerja.",
        "selatan": "Kapal Korea berlayar di pesisir selatan.", "utara": "Korea Utara menutup perbatasan.",
        "hk": "Pekerja di Hongkong berkumpul.", "hk2": "Konsulat di Hong Kong dibuka.",
        "menpan": "Menteri PAN-RB hadir.", "panrb": "Pejabat Kemenpan RB hadir.", "depnaker": "Depnaker membuka balai.",
        "kemnaker": "Kementerian Ketenagakerjaan membuka balai.", "asing": "Kementerian Tenaga Kerja Taiwan setuju.",
        "dprd": "Dewan Perwakilan Rakyat Daerah bersidang.", "dpr": "Dewan Perwakilan Rakyat bersidang.",
        "ham": "West Ham menang lagi.",
    }  # fmt: skip
    keep(*(another(n, title=title, text=text) for n, (title, text) in enumerate(texts.items())))
    return corpus


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("korsel", "korsel korea"), ("korea selatan", "korsel korea selatan"), ("Korea-Selatan", "korsel korea"),
        ('"korea selatan"', "korea"), ("korea AND selatan", "korea selatan"), ("=korea =selatan", "korea selatan"),
        ("korea selatan bekerja", "korea"), ("judul:(korea selatan)", "korsel"),
        ("korea selatan -korsel", "korea selatan"),
        ("hong kong", "hk hk2"), ("Hongkong", "hk hk2"), ('"hong kong"', "hk hk2"),
        ("KemenPAN-RB", "menpan panrb"), ("kemenpanrb", "menpan panrb"), ("kemenpan rb", "menpan panrb"),
        ("kementerian ketenagakerjaan", "depnaker kemnaker"), ("kemnaker", "depnaker kemnaker"),
        ("dpr", "dpr"), ("dprd", "dprd"), ("hak asasi manusia", ""),
    ],
)  # fmt: skip
def test_a_full_name_finds_the_short_one_and_no_other(field_names: Corpus, typed: str, titles: str) -> None:
    assert matching(field_names, typed) == set(titles.split())


def test_a_name_that_covers_none_known_is_refused_with_the_nearest(years: Corpus) -> None:
    own = '[[lineage]]\nid = "staf"\ncovers = ["pnss"]\n[[lineage.name]]\nname = "staf kementerian"\n'
    names_path(years.path).write_text(own, encoding="utf-8")
    with pytest.raises(KlipingError, match='staf covers "pnss", which is no lineage; did you mean "pns"'):
        names_of(years.path)
