"""Languages of the archipelago are told apart; a short text gets none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from languages import made_up

from corpus.models import Capture
from pipelines.page.language import claimed_language, read_language
from pipelines.page.parsed_page import ParsedPage, open_page

TEXTS = {
    "id": "Kepala balai itu mengatakan bahwa pegawai harus menjaga integritas karena pelayanan kepada warga tidak bisa "
    "ditunda. Perusahaan dan polisi juga diminta ikut mengawasi, sebab kasus serupa terjadi di sejumlah daerah.",
    "ms": "Pengarah jabatan itu memberitahu bahawa kakitangan perlu menjaga integriti kerana perkhidmatan kepada orang "
    "ramai tidak boleh ditangguhkan. Syarikat dan polis juga diminta memantau, manakala kes seperti itu berlaku.",
    "en": "The head of the office said that its staff must keep their integrity because the service to the public "
    "cannot wait. Companies and the police were also asked to help and to report every case that they see.",
    "jv": "Kepala kantor kuwi kandha yen pegawe kudu njaga kejujuran amarga layanan marang wong ora kena ditundha. "
    "Dheweke uga njaluk supaya kabeh padha melu ngawasi, nanging ora perlu wedi karo sing salah lan sing wis lali.",
    "su": "Kapala kantor eta nyarios yen sadaya pagawe kudu ngajaga kajujuran sabab layanan ka jalma rea teu meunang "
    "dientong. Anjeunna oge menta supaya sarerea ngawas, jeung ulah sieun, sabab ieu mah geus jadi kawajiban urang.",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_the_language_is_told(code: str, text: str) -> None:
    assert read_language(text).code == code


@pytest.mark.parametrize(
    "text",
    [
        "Aku datang ke balai itu pada pagi hari. Aku menunggu karena petugas belum ada, lalu aku dipanggil. ",
        "Kebun teh itu luas. Petani memetik teh setiap pagi, lalu teh dijemur dan teh kering dijual oleh warga.",
    ],
)
def test_words_that_indonesian_uses_too_make_no_other_language(text: str) -> None:
    assert read_language(text * 3).code == "id"


MADE_UP = [case for case in made_up() if case[1] != "none"]


@pytest.mark.parametrize(("_", "code", "text", "claimed"), MADE_UP)
def test_a_document_of_two_languages_has_the_one_with_most_words(
    _: str, code: str, text: str, claimed: str | None
) -> None:
    assert read_language(text, claimed).code == code


@pytest.mark.parametrize(("kind", "_", "text", "claimed"), [case for case in made_up() if case[1] == "none"])
def test_a_language_without_a_code_is_named_in_the_note(kind: str, _: str, text: str, claimed: str | None) -> None:
    language = read_language(text, claimed)
    assert language.code is None
    assert (language.note or "").partition(" ")[0] in {
        "Acehnese", "Balinese", "Banjarese", "Indonesian", "Madurese", "Minangkabau"
    }  # fmt: skip


FOREIGN = {
    "tl": "Ang mga manggagawa na umuwi ay tumanggap ng tulong mula sa pamahalaan. Sinabi ng kalihim na ang "
    "lahat ng pamilya ay bibigyan ng bigas at pera sa susunod na buwan.",
    "pt": "O ministro disse que na cidade se abre uma nova biblioteca e que todos podem usar. Na rua da escola ficou o "
    "povo que espera de manhã até a noite e não quer ir embora do lugar.",
    "it": "Il ministro ha detto che la città aprirà una nuova biblioteca e che tutti i cittadini potranno usarla. La "
    "gente aspetta da anni e ora la porta è aperta a chi vuole leggere e studiare di sera.",
}


@pytest.mark.parametrize(("code", "text"), FOREIGN.items())
def test_a_foreign_language_with_short_words_of_a_regional_one_keeps_its_code(code: str, text: str) -> None:
    assert read_language(text).code == code


@pytest.mark.parametrize("text", ["", "BP2MI", "2023 2024 2025 " * 20, "Kepala balai hadir.", "!!! ??? ..."])
def test_a_short_text_gets_none(text: str) -> None:
    assert read_language(text).code is None


def test_the_answer_is_the_same_each_time() -> None:
    assert len({read_language(TEXTS["id"][:180]).code for _ in range(10)}) == 1


DOUBTFUL = (  # CLD2 calls it Malay
    "Jaringan relawan di Karang membuka kelas membaca kontrak bagi calon pekerja rumah tangga. "
    "Kelas itu diadakan setiap Minggu sore di serambi perpustakaan desa. "
    "“Banyak yang menandatangani tanpa tahu berapa hari liburnya,” kata Rini Contoh, penggerak kelas. "
    "Bahan ajarnya ditulis dalam tiga bahasa daerah."
)


@pytest.mark.parametrize(("declared", "code"), [("id", "id"), ("ms", "ms"), (None, None), ("en", None)])
def test_the_pages_own_word_settles_a_short_text_that_may_be_malay(declared: str | None, code: str | None) -> None:
    assert read_language(DOUBTFUL, declared).code == code


@pytest.mark.parametrize(
    ("html", "host", "code"),
    [("<html lang='id-ID'>", "x.example", "id"), ("<html lang='ms'>", "x.example", "ms"), ("<html>", "x.or.id", "id")],
)
def test_what_a_page_says_of_its_language(html: str, host: str, code: str, capture: Callable[..., Capture]) -> None:
    page = open_page(capture(f"{html}<body><p>Ya.</p></body></html>", f"https://{host}/a"))
    assert isinstance(page, ParsedPage)
    assert claimed_language(page) == code


def test_a_ships_crew_is_no_malay_you():
    text = (
        "Dapur umum Contoh memasak untuk tiga kapal yang membawa pulang pekerja migran dalam satu malam.\n"
        "Juru masaknya dua belas ibu dari kampung nelayan.\n“Yang turun dari kapal harus makan yang hangat,” ujar "
        "kepala dapur, Bu Contoh.\nSembilan ratus bungkus nasi habis sebelum subuh.\n"
        "Sisa lauk dibawa awak kapal untuk berlayar kembali."
    )
    assert read_language(text, "id").code == "id"
