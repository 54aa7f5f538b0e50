"""Words come to their roots; what only looks alike stays apart."""

import pytest

from corpus.vocabulary.stemming import listed_stems, roots, stem, without_enclitic

FAMILIES = {
    "bina": "membina dibina binaan pembina pembinaan pembinaannya terbina",
    "lindung": "pelindungan perlindungan melindungi dilindungi pelindung terlindungi berlindung",
    "pegawai": "pegawai pegawainya kepegawaian pegawailah",
    "arah": "arahan mengarahkan diarahkan pengarahan",
    "kirim": "mengirim dikirim pengiriman mengirimkan",
    "tulis": "menulis ditulis tulisan penulis penulisan",
    "pukul": "memukul dipukul pemukulan pukulan",
    "sidik": "penyidik penyidikan menyidik",
    "selidik": "penyelidikan menyelidiki diselidiki",
    "berangkat": "keberangkatan memberangkatkan diberangkatkan pemberangkatan",
    "daya": "pemberdayaan memberdayakan diberdayakan",
    "kuat": "menguatkan penguatan memperkuat diperkuat kekuatan",
    "tanggungjawab": "bertanggungjawab pertanggungjawaban mempertanggungjawabkan",
    "layan": "pelayanan melayani dilayani layanan terlayani",
    "lantik": "melantik dilantik pelantikan",
    "sekap": "menyekap disekap penyekapan",
    "peras": "memeras diperas pemerasan pemeras",
    "ciduk": "menciduk diciduk penciduk",
    "budak": "perbudakan diperbudak memperbudak",
    "cek": "mengecek dicek pengecekan",
    "adu": "mengadu pengaduan diadukan mengadukan aduan",
    "menang": "memenangkan pemenang kemenangan pemenangan",
    "mohon": "memohon pemohon permohonan dimohonkan",
    "operasi": "mengoperasikan dioperasikan pengoperasian beroperasi",
    "tempat": "menempati ditempati bertempat",
    "tanda": "menandai ditandai bertanda",
    "persatuan": "penyatuan persatuan mempersatukan menyatukan kesatuan",
    "pembaruan": "memperbarui diperbarui pembaharuan memperbaharui",
    "membagi": "pembagian dibagikan berbagi terbagi",
    "menggunakan": "digunakan pengguna penggunaan",
    "telantar": "terlantar menelantarkan penelantaran ditelantarkan",
    "nganggur": "menganggur pengangguran penganggur",
    "amati": "mengamati diamati pengamatan pengamat",
    "perdaya": "memperdaya diperdaya teperdaya",
    "mundur": "mengundurkan pengunduran mundurnya",
    "anggaran": "menganggarkan dianggarkan penganggaran",
    "telaah": "menelaah ditelaah penelaahan",
    "sangga": "menyangga penyangga disangga",
    "mengamankan": "pengamanan diamankan",
    "ungsi": "mengungsi pengungsi pengungsian diungsikan",
}
APART = [
    ("berikan", "ikan"), ("pemerintah", "perintah"), ("kinerja", "kerja"), ("penempatan", "tempat"),
    ("menempatkan", "tempat"), ("pekerja", "kerja"), ("pekerjaan", "pekerja"), ("penanganan", "tangan"),
    ("pengalaman", "alam"), ("mengawal", "awal"), ("pengawasan", "kawasan"), ("perdana", "dana"),
    ("permata", "mata"), ("mengurus", "kurus"), ("bekasi", "bekas"), ("abdullah", "abdul"), ("menemani", "tani"),
    ("pengadilan", "adil"), ("perusahaan", "usaha"), ("belasan", "bas"), ("berbasis", "bas"), ("diminati", "mati"),
    ("penyelidikan", "lidi"), ("bernilai", "nila"), ("sekolah", "seko"), ("masalah", "masa"),
    ("peserta", "serta"), ("tersangka", "sangka"), ("pelaku", "melakukan"), ("menangis", "menang"),
    ("pengacara", "acara"), ("beruang", "ruang"), ("keranjang", "ranjang"), ("lebaran", "lebar"), ("divisi", "visi"),
    ("belanda", "melanda"), ("kediri", "diri"), ("pekalongan", "kalong"), ("direktori", "rektor"), ("durian", "duri"),
    ("menentang", "tentang"), ("pendapatan", "pendapat"), ("pemohon", "pohon"), ("mengoperasikan", "koperasi"),
    ("memenangkan", "penang"), ("menempati", "empati"), ("penganggur", "anggur"), ("pengumuman", "umum"),
    ("ketentuan", "tentu"), ("ketahanan", "tahanan"), ("pendudukan", "penduduk"), ("seorang", "orang"),
    ("termasuk", "masuk"), ("memadukan", "mengadukan"), ("perubahan", "rubah"), ("memalukan", "palu"),
    ("menyampaikan", "sampai"), ("kejadian", "jadi"), ("kejadian", "terjadi"), ("pembagian", "bagi"),
    ("perlakuan", "melakukan"),
    ("kebersamaan", "sama"), ("pengadaan", "ada"), ("mendalami", "dalam"), ("secara", "cara"), ("mendirikan", "diri"),
    ("penetapan", "tetap"), ("peruntukan", "untuk"), ("penyebab", "sebab"), ("sedan", "dan"), ("perlahan", "lahan"),
    ("kesalahan", "salah"), ("mengenai", "kena"), ("pembaruan", "baru"), ("persatuan", "satu"), ("persiapan", "siapa"),
    ("pemberdayaan", "memperdaya"), ("kekerasan", "keras"), ("pelayaran", "layar"), ("menyanggah", "menyangga"),
    ("kepesertaan", "menyertakan"), ("kependudukan", "pendudukan"), ("peralatan", "meralat"), ("mematikan", "pati"),
]  # fmt: skip


@pytest.mark.parametrize(("root", "words"), FAMILIES.items())
def test_a_family_has_one_root(root: str, words: str) -> None:
    assert {word: stem(word) for word in words.split()} == dict.fromkeys(words.split(), root)


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_only_looks_alike_stays_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["bp2mi", "2023", "asn", "kp2mi", "5g", "covid19", "tki", "", "20240"])
def test_numerals_and_acronyms_stay(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize("word", ["lasro", "rinardi", "karding", "hidayatullah", "rhamdani", "kupang", "banten"])
def test_names_stay(word: str) -> None:
    assert stem(word) == word


def test_a_stem_is_its_own_stem() -> None:
    moved = {root for root in roots() | set(listed_stems().values()) if stem(root) != root}
    assert moved <= {word for word, root in listed_stems().items() if word != root}


def test_a_guess_leaves_a_root_that_can_be_spoken() -> None:
    assert stem("perkretaan") == "kreta"  # no root begins with "rk"


def test_accents_and_case_do_not_count() -> None:
    assert stem("PEMBINAAN") == stem("Pembináan") == "bina"


@pytest.mark.parametrize(
    ("word", "bare"),
    [("pegawainya", "pegawai"), ("masalahnya", "masalah"), ("masalah", "masalah"), ("apakah", "apa"),
     ("punya", "punya"), ("pembinaannya", "pembinaan"), ("maluku", "maluku"), ("karyawannya", "karyawan")],
)  # fmt: skip
def test_enclitics_go_where_a_word_stays(word: str, bare: str) -> None:
    assert without_enclitic(word) == bare
