"""Names as the press prints them: clans, degrees, titles, initials, places before them, and short forms. Made up."""

from __future__ import annotations

import pytest

from corpus.quotes.extraction import quotes_of

QUOTE = "“Posko sudah dibuka untuk warga,”"


def last(text: str) -> tuple[str | None, str | None]:
    quote = quotes_of("", text.replace("{}", QUOTE))[-1]
    return quote.speaker, quote.role


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Camat Rekaan Yanti Br. Wiryo tiba.\n{} kata Yanti.", "Yanti Br. Wiryo"),
        ("{} kata Camat Rekaan, Yanti boru Wiryo, Senin.", "Yanti boru Wiryo"),
        ("{} kata Wati br Wiryo, pedagang ikan.", "Wati br Wiryo"),
        ("Ketua RT 4 Sapiah binti Karto SE MM tiba.\n{} kata Sapiah.", "Sapiah binti Karto"),
        ("{} kata Kepala Dinas Danu Umpama SH.", "Danu Umpama"),
        ("{} kata Danu Umpama SH (45), warga.", "Danu Umpama"),
        ("Danu Umpama SE MM selaku Ketua Panitia menilai acara itu lancar.\n{} kata Danu.", "Danu Umpama"),
        ("{} kata Kapolsek Rekaan Kompol R. Danu Umpama Hakim.", "R. Danu Umpama Hakim"),
        ("{} kata Ketua Panitia Fuad M. Ramadhan, Senin.", "Fuad M. Ramadhan"),
        ("{} kata Lurah Rekaan Drs. Lalu Umpama, M.Si.", "Lalu Umpama"),
        ("{} kata dosen Tjia Mei Hwa.", "Tjia Mei Hwa"),
        ("Ketua Panitia Tjia Mei Hwa tiba.\n{} kata Mei Hwa.", "Tjia Mei Hwa"),
        ("{} kata Camat Raden Mas Danu Umpama.", "Raden Mas Danu Umpama"),
        ("{} kata Kepala UPT Rekaan I Nyoman Umpama.", "I Nyoman Umpama"),
        ("{} kata Direktur Yayasan Rumah Ilmu A.A. Gede Umpama.", "A.A. Gede Umpama"),
        ("{} kata Kapolres Muara Rekaan L. Umpama.", "L. Umpama"),
        ("Camat Muara Rekaan Danu Umpama tiba.\n{} kata Umpama.", "Danu Umpama"),
        ("{} kata Konsul Jenderal RI di Hong Kong Danu Umpama.", "Danu Umpama"),
        ("Warga Rekaan datang. {} kata Kepala BLK Rekaan Jefri Youla Umpama.\n{} kata Umpama.", "Jefri Youla Umpama"),
        ("Rektor Universitas Rekaan Yosias Umpama tiba.\n{} kata Umpama.", "Yosias Umpama"),
        ("{} kata Bidan Desa Nurwati Umpama.", "Nurwati Umpama"),
        ("Bidan Desa Nurwati Umpama tiba.\n{} kata Bidan Nur.", "Nurwati Umpama"),
        ("Romo Mikael Umpama tiba.\n{} kata Romo Mike.", "Mikael Umpama"),
        ("Romo Danu Umpama tiba.\n{} kata Romo.", "Danu Umpama"),
        ("Romo Danu Umpama dan Romo Yosef Rekaan tiba.\n{} kata Romo.", None),
        ("{} kata Bu Nyai.", None),
        ("Camat Rekaan, Danu Umpama, tiba.\n{} kata Pak Camat.", "Danu Umpama"),
        ("Camat Rekaan, Danu Umpama, dan Camat Ilir, Yosef Rekaan, tiba.\n{} kata Pak Camat.", None),
        ("{} kata Baiq Nur, sapaan Baiq Nurwati, lewat telepon.", "Baiq Nurwati"),
        (
            "Seorang warga yang ditolak, sebut saja Melati, pulang.\nKorban, sebut saja Kenanga, minta pelaku dihukum.",
            "Kenanga",
        ),
        ("Anggota Dewan dari Fraksi Umum Danu Umpama sependapat. {} kata Danu.", "Danu Umpama"),
        (
            "Kapolres Rekaan AKBP Danu Umpama didampingi Kasat Reskrim AKP Ali Rekaan menyebut korban selamat.",
            "Danu Umpama",
        ),
        ("Danu Umpama, dari Kupang, menyebut bahwa korban selamat.", "Danu Umpama"),
        ("{} kata Kasat Reskrim.", None),
        ("Bupati Rekaan, Danu Umpama, tiba.\n{} kata Bupati Danu.", "Danu Umpama"),
        ("Kapolres Rekaan AKBP Danu Umpama tiba.\n{} kata Kapolres Danu Umpama.", "Danu Umpama"),
        ("Ayah korban, Danu Umpama, tiba.\n{} kata ayah korban.", "Danu Umpama"),
        ("Ayah korban, Danu Umpama, dan ayah korban, Yosef Rekaan, tiba.\n{} kata ayah korban.", None),
        ("Siti Rekaan pulang. Suaminya, Danu Umpama, menjemput.\n{} kata sang suami.", "Danu Umpama"),
        ("Wali Kota Rekaan, Danu Umpama, tiba.\n{} kata Wali Kota Danu.", "Danu Umpama"),
        ("Camat Ilir, Danu Umpama, tiba.\n{} Demikian kata Danu.", "Danu Umpama"),
        ("Camat Ilir, Danu Umpama, tiba.\nSeperti kata Danu, {}", "Danu Umpama"),
        ("Camat Ilir, Danu Umpama, tiba.\nPesan Danu, {}", "Danu Umpama"),
        ("Kadisrekan Contohan H. Danu Umpama SE tiba.\n{} kata Danu.", "Danu Umpama"),
        ("Wakil rakyat dari Dapil IV, Hj. Wati Umpama, tiba.\n{} kata Wati.", "Wati Umpama"),
        ("Warga datang ke Rekaan. Panewa Rekaan, Danu Umpama, tiba.\n{} kata Panewa.", "Danu Umpama"),
        ("Aktivis Tenagarekan Gloren Amala Umpama tiba.\n{} kata Gloren.", "Gloren Amala Umpama"),
        ("Ketua Panitia Kasman Hi. Umpama tiba. {} ujarnya.", "Kasman Hi. Umpama"),
        ("Ketua Panitia Refri Dtk. Umpama tiba. {} ujarnya.", "Refri Dtk. Umpama"),
        ("{} kata Ketua Panitia Danu Umpama SPd.", "Danu Umpama"),
        ("{} kata Ketua Panitia Danu Umpama MKes, kemarin.", "Danu Umpama"),
        ("Komisioner Komnas HAM Choirun Anam Umpama tiba.\n{} kata Anam.", "Choirun Anam Umpama"),
        ("Warga Rekaan Ujung datang. {} kata Kepala BPBD Rekaan Ujung Avelin Manga Umpama.", "Avelin Manga Umpama"),
        ("{} kata Bupati Rekaan Ilir Afri Umpama.", "Afri Umpama"),
        ("{} kata Dirjen Perkeretaapian Risal Umpama.", "Risal Umpama"),
        ("Pengamat Danu Umpama dari LSM Rekaan datang.\n{} kata Danu.", "Danu Umpama"),
        ("Anggota DPD RI Danu Umpama datang.\nSenator asal Madura itu prihatin. {} ujarnya.", "Danu Umpama"),
        ("Ketua Adat, H. Syafri Dt. Rajo Umpama, datang.\n{} kata Datuak Rajo Umpama.", "Syafri Dt. Rajo Umpama"),
        ("Ketua Panitia Ghamal Umpama Rekaan datang.\n{} kata Gema, sapaan Ghamal.", "Ghamal Umpama Rekaan"),
        ("{} kata Marieke van den Umpama.", "Marieke van den Umpama"),
        ("Bram de Wit (71), pensiunan dosen, datang.\n{} kata Bram.", "Bram de Wit"),
        ("{} kata dr. Danu Umpama, MMRS, kemarin.", "Danu Umpama"),
        ("Hal senada diungkapkan Camat Rekaan Danu Umpama, Sp.PD. {} ujarnya.", "Danu Umpama"),
        ("{} kata Ketua Serikat Sinar Fajar yang baru, Yani Umpama, kemarin.", "Yani Umpama"),
        ("{} kata Kapolres Karang Rekaan Wa Ode Umpama.", "Wa Ode Umpama"),
        ("{} kata Ketua Adat Rekaan Anak Agung Gde Umpama.", "Anak Agung Gde Umpama"),
        ("{} kata dosen Lie Siau Mei, Senin.", "Lie Siau Mei"),
        ("{} kata peneliti Oei Hong Umpama.", "Oei Hong Umpama"),
        ("Lalu Umpama, S.H., M.H., menyebut korban selamat.", "Lalu Umpama"),
        ("{} kata Pendeta GMIT Rekaan Danu Wiryo Umpama.\n{} kata Danu.", "Danu Wiryo Umpama"),
        ("{} kata Kepala SMK Negeri 2 Rekaan Danu Wiryo.\n{} kata Danu.", "Danu Wiryo"),
        ("Menteri Dalam Negeri Danu Wiryo Umpama datang.\n{} kata Danu.", "Danu Wiryo Umpama"),
        ("Kepala Desa Kupang Karto, S.H., menyebut korban selamat. {} kata Karto.", "Karto"),
    ],
)
def test_a_name_is_read_whole(text: str, name: str | None) -> None:
    assert last(text)[0] == name


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        (
            "Danu Umpama mengatakan acara itu lancar dan Yosef Rekaan menyebut warga senang.",
            [("Danu Umpama", "acara itu lancar"), ("Yosef Rekaan", "warga senang")],
        ),
        (
            "Danu Umpama mengatakan acara itu lancar dan Yosef Rekaan ikut senang.",
            [("Danu Umpama", "acara itu lancar dan Yosef Rekaan ikut senang")],
        ),
        ("Warga Desa Rekaan, Danu Umpama, mengaku kecewa.", [("Danu Umpama", "kecewa")]),
        ("Polres Rekaan mengungkap peredaran uang palsu.", []),
        ("Danu Umpama meminta maaf atas padamnya lampu.", []),
        ("Danu Umpama menyebut kabar duka itu.", []),
        ("Warga Desa Rekaan, Kabupaten Timor Ujung, berharap pasar dibuka.", []),
    ],
)
def test_each_reported_clause_has_its_own_speaker(text: str, reported: list[tuple[str, str]]) -> None:
    assert [(one.speaker, one.text) for one in quotes_of("", text)] == reported


def test_a_described_person_is_who_spoke_before() -> None:
    text = f"{QUOTE} kata Danu Umpama, perajin.\nPria 54 tahun itu berharap pasar ramai.\nYosef Rekaan, warga, pulang."
    assert [one.speaker for one in quotes_of("", text)] == ["Danu Umpama", "Danu Umpama"]
