"""Direct quotes, indirect speech and their speakers. All texts are made up."""

from __future__ import annotations

import pytest

from corpus.quotes.extraction import Quote, quotes_of
from corpus.quotes.quote_words import speech_words

LEAD = "Kepala Balai Contoh, Maria Contoh, membuka pelatihan di Kupang, Senin (20/11).\n"


def direct(text: str) -> list[tuple[str, str | None]]:
    return [(one.text, one.speaker) for one in quotes_of("", text) if one.kind == "direct"]


def indirect(text: str) -> list[tuple[str, str | None]]:
    return [(one.text, one.speaker) for one in quotes_of("", text) if one.kind == "indirect"]


def only(text: str) -> Quote:
    (quote,) = quotes_of("", text)
    return quote


@pytest.mark.parametrize(
    "quoted",
    [
        "“Kami siap melayani warga,” kata Maria.",
        '"Kami siap melayani warga," kata Maria.',
        "“Kami siap melayani warga,“ kata Maria.",
        '“Kami siap melayani warga", kata Maria.',
        "„Kami siap melayani warga“, kata Maria.",
        "„Kami siap melayani warga”, kata Maria.",
        "«Kami siap melayani warga», kata Maria.",
        "»Kami siap melayani warga«, kata Maria.",
        "‘Kami siap melayani warga,’ kata Maria.",
        "'Kami siap melayani warga,' kata Maria.",
        "''Kami siap melayani warga,'' kata Maria.",
        "``Kami siap melayani warga,'' kata Maria.",
        "“ Kami siap melayani warga , ” kata Maria.",
        "“Kami siap melayani warga, “kata Maria.",
        "“Kami siap melayani warga,”kata Maria.",
        "“Kami siap melayani warga, kata Maria.",
    ],
)
def test_a_quote_is_read_in_any_marks(quoted: str) -> None:
    ((words, speaker),) = direct(LEAD + quoted)
    assert words.rstrip(" ,") == "Kami siap melayani warga"
    assert speaker == "Maria Contoh"


def test_offsets_are_those_of_the_text_and_the_speaker_has_a_place() -> None:
    text = LEAD + "“Kami siap melayani warga,” kata Maria."
    quote = quotes_of("", text)[0]
    assert text[quote.start : quote.end] == quote.text == "Kami siap melayani warga"
    assert quote.speaker_start is not None
    assert text[quote.speaker_start : quote.speaker_end] == "Maria"
    assert (quote.speaker, quote.role, quote.rule) == ("Maria Contoh", "Kepala Balai Contoh", "behind")


def test_a_quote_that_is_not_closed_ends_with_its_paragraph() -> None:
    text = (
        LEAD
        + "Maria menambahkan layanan dibuka lebih pagi.\n“Kami mulai pukul tujuh. Semua harus hadir.\nAcara ditutup."
    )
    assert direct(text) == [("Kami mulai pukul tujuh. Semua harus hadir.", "Maria Contoh")]


def test_a_quote_over_paragraphs_is_one() -> None:
    text = LEAD + "“Kami mulai pukul tujuh.\n“Semua harus hadir.\n“Tidak ada yang pulang,” ujar Maria.\n"
    ((words, speaker),) = direct(text)
    assert (words[:17], words[-22:], speaker) == ("Kami mulai pukul", "Tidak ada yang pulang", "Maria Contoh") or (
        words.startswith("Kami mulai") and words.endswith("Tidak ada yang pulang") and speaker == "Maria Contoh"
    )


def test_a_reporting_clause_parts_a_quote() -> None:
    text = LEAD + "“Layanan ini,” kata Maria, “gratis untuk semua.”"
    assert direct(text) == [("Layanan ini", "Maria Contoh"), ("gratis untuk semua.", "Maria Contoh")]


@pytest.mark.parametrize(
    "text",
    [
        "Ma'ruf membaca do'a pada Jum'at pagi di Musala Nurul Qur'an.",
        'Televisi 55" dan 32" dipasang, tingginya 5\'10".',
        "Novel “Pulang Terlambat” terbit bulan ini.",
        "“Sebelum Berangkat”\nBab ini memuat daftar dokumen.",
        "Para “pahlawan devisa” tidur di terminal.",
        "Andi “Gondrong” Contoh ditangkap.",
        "Program “Halo Desa” digelar Senin.",
        "Spanduk bertuliskan “Pulangkan Saudara Kami Sekarang Juga” dibawa massa.",
        "Baca juga: “Kami Tidak Takut,” Kata Bupati Contoh",
        "Katanya, harga tiket akan turun setelah Lebaran.",
        "Kata kunci pencarian ialah lowongan kerja.",
        "Menurut data kementerian, jumlah penempatan naik 14 persen.",
        "Aturannya sudah jelas. Maria Contoh sudah menyiapkan papan.",
        "Keterangan lebih lanjut dapat diperoleh di kantor. Usia lanjut bukan halangan.",
    ],
)
def test_what_is_no_speech_gives_no_quote(text: str) -> None:
    assert list(quotes_of("", text)) == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Maria mengatakan bahwa layanan dibuka besok.", "layanan dibuka besok"),
        ("Maria juga menambahkan, layanan dibuka besok.", "layanan dibuka besok"),
        ("Menurut Maria, layanan dibuka besok.", "layanan dibuka besok"),
        ("Menurutnya, layanan dibuka besok.", "layanan dibuka besok"),
        ("Layanan dibuka besok pagi, kata Maria.", "Layanan dibuka besok pagi"),
        ("Layanan dibuka besok pagi, ujarnya.", "Layanan dibuka besok pagi"),
        ("Oleh karena itu, sambung Maria, layanan dibuka besok.", "layanan dibuka besok"),
        ("Dikatakan oleh Maria, layanan dibuka besok.", "layanan dibuka besok"),
        ("Seperti disampaikan Maria, layanan dibuka besok.", "layanan dibuka besok"),
        ("Dijelaskannya, layanan dibuka besok.", "layanan dibuka besok"),
        ("Ia berharap layanan dibuka besok.", "layanan dibuka besok"),
        ("Dalam kesempatan itu, Maria meminta agar layanan dibuka besok.", "layanan dibuka besok"),
        ("Maria mengatakan kepada wartawan di Kupang bahwa layanan dibuka besok.", "layanan dibuka besok"),
        ("Maria, saat ditemui di kantornya, mengatakan layanan dibuka besok.", "layanan dibuka besok"),
    ],
)
def test_indirect_speech_is_the_reported_clause(sentence: str, words: str) -> None:
    assert indirect(LEAD + sentence) == [(words, "Maria Contoh")]


@pytest.mark.parametrize(
    ("lead", "name", "role"),
    [
        ("Kepala BP3MI NTT Suratmi Hamida hadir.", "Suratmi Hamida", "Kepala BP3MI NTT"),
        (
            "Wati Contohsari, S.H., M.Si., Kepala Dinas Sosial Contoh, hadir.",
            "Wati Contohsari",
            "Kepala Dinas Sosial Contoh",
        ),
        ("Suparman selaku Kepala Desa Contoh hadir.", "Suparman", "Kepala Desa Contoh"),
        ("Kapolres Contoh AKBP Yoris Rumbai hadir.", "Yoris Rumbai", "Kapolres Contoh"),
        ("Camat Contoh Barat Dominggus Leba hadir.", "Dominggus Leba", "Camat Contoh Barat"),
        ("Saksi korban Yuliana Seran hadir.", "Yuliana Seran", "Saksi korban"),
        ("Syahril bin Abdul Manaf, 34, pekerja ladang, hadir.", "Syahril bin Abdul Manaf", "pekerja ladang"),
        (
            "Rektor Universitas Contoh Prof. Dr. Halim Suryadi, M.Sc., hadir.",
            "Halim Suryadi",
            "Rektor Universitas Contoh",
        ),
        ("Direktur Pelindungan, MELATI CONTOHWATI, hadir.", "Melati Contohwati", "Direktur Pelindungan"),
        ("Hadir pula Ketua DPRD, Agung Contohadi.", "Agung Contohadi", "Ketua DPRD"),
    ],
)
def test_a_short_name_is_the_full_one_with_its_role(lead: str, name: str, role: str) -> None:
    for short in {name.split()[0], name.split()[-1]}:
        quote = only(f"{lead}\n“Kami siap melayani warga,” kata {short}.")
        assert (quote.speaker, quote.role) == (name, role)


def test_a_name_that_two_people_bear_is_nobodys() -> None:
    text = (
        "Kepala Dinas, Siti Contoh, dan Sekretaris Dinas, Siti Teladan, hadir.\n“Kami siap melayani warga,” kata Siti."
    )
    assert direct(text) == [("Kami siap melayani warga", None)]


def test_spellings_of_officials_are_one_person() -> None:
    text = "Deputi Penempatan, Lasro Simbolon, hadir.\n“Kami siap melayani warga,” kata Larso."
    assert direct(text) == [("Kami siap melayani warga", "Lasro Simbolon")]


def test_a_pronoun_is_the_last_speaker_or_the_subject_since() -> None:
    text = (
        LEAD
        + "“Kami siap sekali,” kata Maria.\nSekretaris Dinas, Yosef Teladan, ikut hadir. “Kami juga siap,” ujarnya."
    )
    assert [who for _, who in direct(text)] == ["Maria Contoh", "Yosef Teladan"]


def test_a_pronoun_is_nobodys_where_another_person_may_be_meant() -> None:
    text = LEAD + "Polisi menangkap Budi Teladan di pelabuhan. “Saya hanya mengantar mereka,” ujarnya."
    assert direct(text) == [("Saya hanya mengantar mereka", None)]
    text = LEAD + "Korban sempat melawan. “Saya takut sekali waktu itu,” katanya."
    assert direct(text) == [("Saya takut sekali waktu itu", None)]


def test_a_quote_that_stands_alone_is_nobodys_by_distance() -> None:
    text = LEAD + "Pelatihan diikuti 48 orang dari empat pos.\n“Kami akan datang lagi tahun depan.”\nAcara selesai."
    assert direct(text) == [("Kami akan datang lagi tahun depan.", None)]


def test_a_role_alone_is_the_one_person_who_has_it_else_only_a_role() -> None:
    text = LEAD + "“Kami siap melayani warga,” kata Kepala Balai Contoh."
    assert direct(text) == [("Kami siap melayani warga", "Maria Contoh")]
    quote = only("“Kami siap melayani warga,” kata seorang warga Desa Contoh.")
    assert (quote.speaker, quote.role) == (None, "seorang warga Desa Contoh")


def test_a_body_speaks_under_its_name() -> None:
    assert indirect("BP2MI menyatakan layanan dibuka besok.") == [("layanan dibuka besok", "BP2MI")]


def test_the_next_sentence_names_the_speaker() -> None:
    text = "“Jangan berangkat tanpa kontrak kerja.”\nHal itu disampaikan Kepala Balai Contoh, Maria Contoh, di Kupang."
    assert direct(text) == [("Jangan berangkat tanpa kontrak kerja.", "Maria Contoh")]


def test_a_letters_words_are_nobodys() -> None:
    text = LEAD + "“Tolong, koper saya dibuka tanpa izin,” begitu bunyi pesan itu."
    assert direct(text) == [("Tolong, koper saya dibuka tanpa izin", None)]


def test_each_quote_has_a_listed_rule() -> None:
    text = LEAD + "“Kami siap,” kata Maria. “Besok mulai bekerja.” Ia berharap warga datang lebih pagi."
    quotes = quotes_of("", text)
    assert [one.rule for one in quotes] == ["behind", "continued", "pronoun_verb"]
    assert {one.rule for one in quotes} <= set(speech_words().rules)


def test_the_answers_of_an_interview_are_those_of_the_one_person_named_before() -> None:
    text = LEAD + "Tanya: Berapa pegawai?\nJawab: Empat orang saja.\nT: Cukup?\nJ: Tidak cukup, tentu.\nAcara selesai."
    assert direct(text) == [("Empat orang saja.", "Maria Contoh"), ("Tidak cukup, tentu.", "Maria Contoh")]
    two = "Kepala Dinas, Yosef Teladan, dan Maria Contoh hadir.\n" + text
    assert [who for _, who in direct(two)] == [None, None]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Suami Donna Contoh, Niko, hadir. “Saya kaget sekali,” kata Niko.", "Niko", "Suami Donna Contoh"),
        ("“Itu tidak benar,” ujar kuasa hukum Budi Teladan.", None, "kuasa hukum Budi Teladan"),
        ("Jaksa, Yosef Teladan yang akrab disapa Yos, hadir. “Itu benar,” kata Yos.", "Yosef Teladan", "Jaksa"),
        (
            "Menteri Reformasi Birokrasi Yudo Teladani hadir. “Itu benar,” kata Yudo.",
            "Yudo Teladani",
            "Menteri Reformasi Birokrasi",
        ),
        (
            "Bupati Yosef Teladan dan Menteri Sosial Ida Contoh bertemu. “Kami sepakat,” ujarnya.",
            None,
            None,
        ),
        ("“Perabotan hanyut,” kata suaminya, Joko (50).", "Joko", "suaminya"),
        ("“Perabotan hanyut,” kata Joko (50) warga Desa Contoh.", "Joko", "warga Desa Contoh"),
        (
            "Kepala Desa Contoh, Lalu Teladan, hadir. Ternyata Teladan pergi. “Itu benar,” kata Lalu.",
            "Lalu Teladan",
            "Kepala Desa Contoh",
        ),
        (
            "“Itu benar,” ujar R&D PT Contoh Sejahtera Alessandro Montana. Alessandro mengatakan cukup.",
            "Alessandro Montana",
            "R&D PT Contoh Sejahtera",
        ),
        (
            "Politikus Partai Contoh, Rina Teladan, hadir. “Itu benar,” kata politikus itu.",
            "Rina Teladan",
            "Politikus Partai Contoh",
        ),
    ],
)
def test_whose_name_it_is_and_which_role(text: str, name: str | None, role: str | None) -> None:
    quote = next(one for one in quotes_of("", text) if one.kind == "direct")
    assert (quote.speaker, quote.role) == (name, role)


@pytest.mark.parametrize(
    "piece",
    [
        "“kata ",
        "kata” ",
        '" ',
        "'kata ",
        "“kami siap\n",
        "Maria ",
        "( ",
        "Dr. ",
        "mengatakan ",
        "Tanya: a\n",
        "Maria, S.H., ",
    ],
)
def test_texts_of_one_thing_are_read_and_their_ranges_lie_in_the_text(piece: str) -> None:
    text = piece * 2_000
    for one in quotes_of(text, text):
        assert text[one.start : one.end] == one.text
        assert one.text == one.text.strip()
