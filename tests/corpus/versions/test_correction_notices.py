"""Corrections are recognised in the words of a page and in headlines, and what only looks like one is not."""

from __future__ import annotations

from typing import get_args

import pytest

from corpus.versions.correction_forms import NoticeKind, correction_forms
from corpus.versions.correction_notices import headline_of, named_addresses, named_headlines, notices_in

# Made-up lines, written before the forms were tried on them.
NOTICES = (
    ("ralat", "RALAT - Dalam berita ini nama pejabat itu seharusnya Rina, bukan Rini."),
    ("ralat", "* Ralat redaksi: jumlah peserta 40 orang."),
    ("ralat", "Berita ini sudah diralat redaksi pada pukul 14.20 WIB."),
    ("ralat", "Dengan ini redaksi meralat berita yang tayang pada 3 Mei 2023."),
    ("koreksi", "Koreksi: pada paragraf ketiga seharusnya tertulis Kupang, bukan Kupa."),
    ("koreksi", "[Koreksi] Judul artikel ini sebelumnya menyebut kata yang keliru."),
    ("koreksi", "Catatan redaksi: Artikel ini telah dikoreksi pada Senin (20/11) karena ada data yang keliru."),
    ("koreksi", "Catatan: judul berita ini telah diubah sesuai permintaan narasumber."),
    ("koreksi", "Redaksi: Terdapat kekeliruan dalam penulisan nama di berita ini. Kami mohon maaf."),
    ("koreksi", "Berita ini telah mengalami perubahan pada bagian angka."),
    ("koreksi", "Pada berita sebelumnya tertulis 12 korban. Jumlah yang benar adalah 10 korban."),
    ("koreksi", "Editor's note: this article has been corrected to give the right number."),
    ("hak_jawab", "Hak jawab PT Contoh Makmur: kami tidak pernah mengirim pekerja tanpa izin."),
    ("hak_jawab", "Artikel ini telah dilengkapi dengan hak jawab dari Dinas Contoh."),
    ("hak_jawab", "PT Contoh telah mengirimkan hak jawab kepada redaksi atas pemberitaan ini."),
    ("pencabutan", "Artikel ini telah kami cabut karena narasumber tidak dapat dimintai keterangan."),
    ("pencabutan", "Redaksi memutuskan mencabut berita ini setelah menerima penilaian Dewan Pers."),
    ("update", "Berita ini telah diperbarui pukul 17.00 WIB dengan keterangan polisi."),
)
NO_NOTICES = (
    "Koreksi harga minyak diperkirakan berlanjut hingga akhir pekan.",
    "Koreksi - IHSG ditutup turun 1,2 persen ke level 6.800.",
    "Pasar saham mengalami koreksi setelah pengumuman itu.",
    "Pemerintah telah mencabut izin operasional perusahaan ini.",
    "Izin perusahaan di atas telah dicabut sejak Mei.",
    "Ia menyampaikan hak jawab di depan majelis hakim.",
    "Dewan Pers meminta media itu memuat hak jawab pengadu.",
    "Redaksi menerima hak jawab melalui surel redaksi@contoh.example.",
    "Ralat Tarigan, kepala desa, hadir dalam acara itu.",
    "Naskah akademik itu telah diperbaiki panitia kerja DPR.",
    "Laporan tersebut telah direvisi BPS.",
    '"Berita ini telah dikoreksi oleh media itu," kata Sari.',
    "Disclaimer: apabila terdapat kesalahan pada artikel ini, hubungi redaksi kami.",
    "Catatan Redaksi: isi tulisan menjadi tanggung jawab penulis.",
    "Redaksi: Jalan Merdeka 12, Kupang.",
    "Penulis: Sari | Editor: Rudi",
    "Kementerian itu mencabut berita acara pemeriksaan.",
    "Undang-undang ini telah diubah dua kali.",
    "Terjadi kesalahan teknis pada sistem di balai itu.",
    "Polisi menarik laporan yang sudah dibuat.",
    "Kartu identitas ini telah diperbarui di kantor dinas.",
    "Jika berita ini keliru, pembaca dapat menggunakan hak koreksi.",
)
HEADLINES = (
    ("ralat", "RALAT: Jumlah Pekerja yang Dipulangkan 40 Orang", "Jumlah Pekerja yang Dipulangkan 40 Orang"),
    ("ralat", "(Ralat) Kepala Balai Lantik Lima Pejabat", "Kepala Balai Lantik Lima Pejabat"),
    ("ralat", "Ralat dan Permohonan Maaf atas Berita Pelantikan", "Pelantikan"),
    ("koreksi", "Koreksi Berita: Kepala Balai Lantik Lima Pejabat", "Kepala Balai Lantik Lima Pejabat"),
    ("hak_jawab", "Hak Jawab BP2MI atas Pemberitaan Calon Pekerja Terlantar", "Calon Pekerja Terlantar"),
    ("hak_jawab", "Kepala Balai Lantik Lima Pejabat (Hak Jawab)", "Kepala Balai Lantik Lima Pejabat"),
    ("pencabutan", "Pencabutan Artikel Berjudul “Calon Pekerja Terlantar”", "Calon Pekerja Terlantar"),
    ("pencabutan", "[Pencabutan Berita] Calon Pekerja Terlantar di Batam", "Calon Pekerja Terlantar di Batam"),
)  # fmt: skip
NO_HEADLINES = (
    "Koreksi IHSG Dinilai Wajar",
    "Koreksi: Rupiah Melemah ke Rp 16.000",
    "Menteri Ralat Data Pekerja Migran",
    "Ralat Data, Menteri Minta Maaf",
    "Pencabutan Moratorium: Pekerja Siap Berangkat",
    "Pencabutan Izin: Tiga Perusahaan Menggugat",
    "Dewan Pers: Hak Jawab Wajib Dimuat",
    "Hak Jawab dan Hak Koreksi, Apa Bedanya?",
    "Penarikan Uang di ATM Dibatasi",
    "Peralatan: Balai Butuh Laptop",
    "Jawab Pertanyaan DPR, Kepala Balai Buka Data",
)


def test_each_form_knows_its_examples_and_none_of_the_others() -> None:
    forms = correction_forms()
    for form in forms.notices:
        assert form.kind in get_args(NoticeKind)
        for line in form.examples:
            assert [notice.kind for notice in notices_in("", [line])] == [form.kind], line
        for line in form.others:
            assert notices_in("", [line]) == (), line
    for form in forms.headlines:
        for title in form.examples:
            correction = headline_of(title)
            assert correction is not None, title
            assert correction.rule == form.rule
        assert [title for title in form.others if headline_of(title)] == []


@pytest.mark.parametrize(("kind", "line"), NOTICES)
def test_a_notice_is_recognised_with_its_kind(kind: NoticeKind, line: str) -> None:
    assert [notice.kind for notice in notices_in(f"Balai dibuka.\n{line}")] == [kind]


@pytest.mark.parametrize("line", NO_NOTICES)
def test_what_only_looks_like_a_notice_is_none(line: str) -> None:
    assert notices_in(f"Balai dibuka.\n{line}", [line]) == ()


@pytest.mark.parametrize(("kind", "title", "named"), HEADLINES)
def test_a_headline_that_corrects_names_the_other_article(kind: NoticeKind, title: str, named: str) -> None:
    correction = headline_of(title)
    assert correction is not None
    assert (correction.kind, correction.named) == (kind, named)


@pytest.mark.parametrize("title", NO_HEADLINES)
def test_a_headline_about_corrections_is_no_correction(title: str) -> None:
    assert headline_of(title) is None


def test_a_notice_in_the_middle_of_a_long_text_is_prose() -> None:
    lines = [f"Paragraf ke-{n} tentang balai." for n in range(20)]
    lines[10] = "Artikel ini telah dikoreksi."
    assert notices_in("\n".join(lines)) == ()
    assert notices_in("\n".join([*lines, lines[10]])) != ()


def test_a_heading_of_a_notice_is_read_with_the_line_below_it() -> None:
    text = "Balai dibuka.\nKoreksi\nNama kepala balai seharusnya Rina."
    assert [(one.kind, one.line) for one in notices_in(text)] == [
        ("koreksi", "Koreksi: Nama kepala balai seharusnya Rina.")
    ]
    assert notices_in("Harga emas naik.\nKoreksi\nHarga diperkirakan turun pekan depan.") == ()


def test_quoted_headlines_and_addresses_are_named_the_surest_first() -> None:
    text = 'Kata "kekeliruan itu sudah lama diketahui".\nBerita berjudul “Calon Pekerja Terlantar di Batam”, keliru.'
    names = named_headlines("Ralat: Pekerja Pulang ke Kupang Kemarin", text, "Pekerja Pulang ke Kupang Kemarin")
    assert names[0] == "Calon Pekerja Terlantar di Batam"
    assert named_headlines("Ralat", "Berita berjudul 'Calon Pekerja Tak Jum'at Pulang' keliru.", "") == ()
    assert named_headlines("Ralat", "Berita berjudul ‘Calon Pekerja Pulang Kemarin’ keliru.", "") == (
        "Calon Pekerja Pulang Kemarin",
    )
    assert names[-1] == "Pekerja Pulang ke Kupang Kemarin"
    assert named_addresses("Lihat https://warta.example/berita/12.") == ("https://warta.example/berita/12",)
