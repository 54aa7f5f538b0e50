"""Languages of the archipelago are told apart; a short text gets none."""

from __future__ import annotations

import pytest

from pipelines.language import language_of

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
    assert language_of(text) == code


@pytest.mark.parametrize("text", ["", "BP2MI", "2023 2024 2025 " * 20, "Kepala balai hadir.", "!!! ??? ..."])
def test_a_short_text_gets_none(text: str) -> None:
    assert language_of(text) is None


def test_the_answer_is_the_same_each_time() -> None:
    assert len({language_of(TEXTS["id"][:180]) for _ in range(10)}) == 1
