"""Datelines of all kinds that pages print (newsroom, place, day and mark in any order), and lines that are none."""

from __future__ import annotations

import pytest

from pipelines.strings.datelines import read_dateline
from tests.each import for_each

BODY = "Kepala balai hadir di kantor itu."
OWN = ["batamkabar", "Bharakabar", "fnkabar"]
READ = {
    "Kupang – 12 Maret 2026 – ": "Kupang",
    "Kupang, Kamis - 12 Maret 2026 - ": "Kupang",
    "Kupang, Kamis malam (12/3/2026) – ": "Kupang",
    "KUPANG, Kamis/12 Maret 2026 – ": "Kupang",
    "Kupang, Kamis (12/3/2026) malam – ": "Kupang",
    "Kupang, Kamis Kliwon (12/3) - ": "Kupang",
    "Kupang, Kamis 12 Maret 2026, 10.00 WITA - ": "Kupang",
    "KABAR TELUK, KUPANG – ": "Kupang",
    "Kupang.Kabarteluk.com- ": "Kupang",
    "Jakarta, 12 Maret 2026 (ANTARA) – ": "Jakarta",
    "PONTIANAK, SP – ": "Pontianak",
    "Bandar Lampung (Lampost.co): ": "Bandar Lampung",
    "RMOL – ": None,
    "Jakarta, October 28, 2025 - ": "Jakarta",
    "Jakarta (October 28, 2025) – ": "Jakarta",
    "Kupang, BP3MI NTT (12/3) – ": "Kupang",
    "BP3MI NTT, Kupang (12/3) – ": "Kupang",
    "Kupang, UPT BP2MI Kupang (12/3) – ": "Kupang",
    "Kupang, BP2MI/KP2MI (2/3/2025) - ": "Kupang",
    "Tangerang, BP2MI - (2/3) – ": "Tangerang",
    "Tangerang, BP2MI (2/3).– ": "Tangerang",
    "Kec. Alok, Kabarteluk.com – ": "Kec. Alok",
    "Kupang, http://kabarteluk.com ― ": "Kupang",
    "KUPANG, KABARTELUK.COM.- ": "Kupang",
    "SERAWAI, KALBAR – ": "Serawai",
    "HAYWARD, Calif. (AP) — ": "Hayward",
    "BUFFALO, N.Y. — ": "Buffalo",
    "Kendari, BP2MI (12/2/) –": "Kendari",
    "Kendari, BP3MI (10/2) -": "Kendari",
    "Nunukan, KP2MI, (26/08)–": "Nunukan",
    "Kendari , KemenP2MI (4/10/2025) –": "Kendari",
    "Aceh Besar, Kemen-P2MI (1/11) --": "Aceh Besar",
    "Kubu Raya, KemenBP2MI,  (11/10) -  ": "Kubu Raya",
    "Bali, BP2MI (2/3) - ": "Bali",
    "Jakarta, BP2MI (00/10) –": "Jakarta",
    "Konawe Selatan, KemenP2MI (9/2)—": "Konawe Selatan",
    "Mataram, 15/07. ": "Mataram",
    "Gerung, 12/07.": "Gerung",
    "Mataram, KemenP2MI, 27/03. ": "Mataram",
    "TRIBUN-MEDAN. com, LUBUKPAKAM- ": "Lubukpakam",
    "TEMPO Interaktif, Jakarta:": "Jakarta",
    "TEMPO Interaktif, Cirebon:": "Cirebon",
    "TEMPO Interaktif, Jakarta - ": "Jakarta",
    "VIVAnews – ": None,
    "VIVAnews -- ": None,
    "JAKARTA. ": "Jakarta",
    "POS-KUPANG.COM | KUPANG - ": "Kupang",
    "PEKANBARU (27/9/2025) - ": "Pekanbaru",
    "Pekanbaru (26/05/2023) - ": "Pekanbaru",
    "HEADLINEKABAR.com, JAKARTA, 8 SEPTEMBER 2025 – ": "Jakarta",
    "Palembang, 28 Agustus 2025. ": "Palembang",
    "TOTABUANKABAR.CO MANADO – ": "Manado",
    "TRIBUN-TIMUR.COM MAKASSAR - ": "Makassar",
    "TRIBUNMATARAMAN.COM I BLITAR - ": "Blitar",
    "Jakarta | mukhtarcontoh.com — ": "Jakarta",
    "KUPANG : KABAR-NUSANTARA.COM–": "Kupang",
    "JURNALTIGA / SURABAYA – ": "Surabaya",
    "JURNALTIGA.NET / SURABAYA – ": "Surabaya",
    "bnn.go.id – Surakarta, ": "Surakarta",
    "Cuplik - Indramayu - ": "Indramayu",
    "Nukil | Banda Aceh – ": "Banda Aceh",
    "NUNUKAN.LK – ": "Nunukan",
    "NPM, MANADO– ": "Manado",
    "Liputan BMR, KOTAMOBAGU – ": "Kotamobagu",
    "PALU, Bursakabar. id – ": "Palu",
    "Nunukan , ": "Nunukan",
    "FN-Kabar Batam - ": "Batam",
    "Bharakabar Jakarta,- ": "Jakarta",
    "NTT AKTUAL. KUPANG. ": "Kupang",
    "SUARAKABAR.COM —— ": None,
    "MATARAM.lombokkabar.com ~ ": "Mataram",
    "RM.id  Rakyat Merdeka - ": None,
    "IDXChannel - ": None,
    "Kibarkabar.com. Mataram, BP2MI (7/9) –": "Mataram",
    "VOICEINDONESIA.CO, JAKARTA – Jakarta, BP2MI (13/10) – ": "Jakarta",
    "TRIBUNSUMSEL.COM, MURA-": "Mura",
    "PR TASIKMALAYA - ": None,
    "JURNAL SOREANG - ": None,
    "NAGEKEO, iNewsKabar.id - ": "Nagekeo",
    "JAKARTA, iNEWSDEMAK.ID – ": "Jakarta",
    "KUPANG, Senin, 8 September 2025 – ": "Kupang",
    "Kupang, Senin (8/9/2025) || ": "Kupang",
    "Kupang // ": "Kupang",
    "WARTAKOTALIVE, JAKARTA - ": "Jakarta",
    "GAMBIR, WARTAKOTALIVE.COM -- ": "Gambir",
    "TRIBUNWOW.COM - ": None,
    "SURYA.co.id - ": None,
    "REPUBLIKA.CO.ID,JAKARTA---": "Jakarta",
    "REPUBLIKA.CO.ID,  UNGARAN -- ": "Ungaran",
    "jpnn.com - KENDARI – ": "Kendari",
    "jatim.jpnn.com, SURABAYA - ": "Surabaya",
    "Kupang (AntaraNews NTT) - ": "Kupang",
    "Tanjungbalai (Antaranews Sumut) - ": "Tanjungbalai",
    "Kuala Lumpur  (ANTARA News) - ": "Kuala Lumpur",
    "Pacitan - ": "Pacitan",
    "medcom.id, Jakarta: ": "Jakarta",
    "Tangerang: ": "Tangerang",
    "MALANG: ": "Malang",
    "Bisnis.com, JAKARTA-- ": "Jakarta",
    "Deli Serdang, IDN Times - ": "Deli Serdang",
    "PURWOREJO, Radar Bromo – ": "Purworejo",
    "TIMESINDONESIA, SURABAYA – ": "Surabaya",
    "JAKARTA, KOMPAS — ": "Jakarta",
    "JAKARTA, KOMPAS.TV – ": "Jakarta",
    "ANTARA – ": None,
    "Liputan6.com, Washington, DC -": "Washington",
    "SANGGAU, KALBAR -": "Sanggau",
    "KENDARIPOS.FAJAR.CO.ID- ": None,
    "VOICEINDONESIA,JAKARTA – ": "Jakarta",
    "zonapers.com, JAKARTA – ": "Jakarta",
    "BANGKALAN, Rabu 3 Oktober 2025 | ": "Bangkalan",
    "TELUK KUANTAN, RIAU, Kabarriau.com ~ ": "Teluk Kuantan",
    "Kab. Kupang, Kabarntt.com – ": "Kab. Kupang",
    "KABUPATEN KUPANG – ": "Kabupaten Kupang",
    "KABARNTT.COM // KUPANG // ": "Kupang",
    "Taipei, VOI – ": "Taipei",
    "JOHOR BAHRU, BP2MI (2/3) - ": "Johor Bahru",
    "Kota Kinabalu, Malaysia (ANTARA) - ": "Kota Kinabalu",
    "KabarNTT.id | Kupang | ": "Kupang",
    "Kupang, NTT, Kabarntt.com – ": "Kupang",
    "Kabarntt.com, Kupang, NTT – ": "Kupang",
    "Kupang/Kabarntt.com - ": "Kupang",
    "Kabarntt.com, Kupang (12/3) – ": "Kupang",
    "Kabarntt.com (Kupang) – ": "Kupang",
    "(Kupang) – ": "Kupang",
    "SOLO - ": "Solo",
    "Solo - ": "Solo",
    "BONE –": "Bone",
    "Batu, KompasKabar.com – ": "Batu",
    "KABARNTT.COM, SIKKA ~ ": "Sikka",
    "Lombok Timur_Kabarntb.com - ": "Lombok Timur",
}
ON_A_LINE = {
    "Jakarta, jurnalkabar.id": "Jakarta",
    "Indramayu-MCB": "Indramayu",
    "Medan_Harian-RI.com": "Medan",
    "Mataram, (kabarntb.com) -": "Mataram",
    "Kupang -": "Kupang",
    "JAKARTA, KOMPAS.com -": "Jakarta",
    "Semarang -": "Semarang",
    "Kupang | kabarntt.com": "Kupang",
}
NONE = [
    "BP3MI - BPBD bersinergi menyiapkan posko.",
    "Suara Kupang - suara warga kota itu.",
    "BP2MI – LPSK menyiapkan rumah aman bagi saksi.",
    "KP2MI - Pemkab Karang menandatangani nota kesepahaman.",
    "Kompas - Tempo bersaing memberitakan loket itu.",
    "NTT - NTB paling banyak mengirim pekerja.",
    "Medan – Binjai padat merayap sejak sore.",
    "P3MI - Perusahaan itu wajib melapor.",
    "Surabaya - Jakarta ditempuh kereta dalam delapan jam.",
    "Batam – Tanjungpinang berjarak satu jam dengan feri.",
    "Rakyat Merdeka - demikian nama kapal itu - membawa para pekerja.",
    "Kabarteluk.com - begitu nama laman itu - menulis tentang loket.",
    "KUPANG - 10.30 WIB",
    "Senin (2/3) – Kepala balai hadir.",
    "Jakarta (12 orang), Kupang (3 orang)",
    "JUDI ONLINE – Polisi menangkap pelaku.",
    "BERITA AKTUAL - Kepala balai hadir.",
    "DIALOG INTERAKTIF – Kepala balai hadir.",
    "Redaksi, Kompas.com – Kepala balai hadir di sana.",
    "Foto, ANTARA – Kepala balai hadir di sana.",
    "Kupang Terkini – Hujan deras turun.",
    "INFO KUPANG – Hujan deras turun.",
    "Kontributor, Kupang – Kepala hadir di sana.",
    "Menteri, Jakarta – Kepala hadir di sana.",
    "Suara Hati - Kepala hadir.",
    "PELATIHAN LAS - Peserta mengelas pipa di bengkel sekolah.",
    "LATIHAN - Pemain berlari di lapangan.",
    "Nasional | Jakarta | Berita",
    "Beranda - Kupang - Berita",
    "JAKARTA, Joko Widodo – Presiden hadir di sana.",
    "Budi Santoso - detikNews",
    "Siti Rahma, Jakarta",
    "MALAM – Warga berkumpul di balai.",
    "WHO – Badan itu hadir.",
    "ASN – Aparatur itu hadir.",
    "PMI - Pekerja itu pulang.",
    "Ende, kota kecil yang dikelilingi gunung, ramai.",
    "Kupang, Kamis (2/10/2025).",
    "Kupang 2 Oktober 2025",
    "Petugas loket - Kupang, NTT",
    "KTP-el itu dibagikan.",
    "TIMUR-Barat bertemu.",
    "Kota-Kota besar ramai.",
    "BATU-Batu berserakan.",
    "Redaksi, Kompas.com: Bagaimana kabar itu?",
    "Surabaya (Balai Karang): Loket dibuka pagi.",
    "Kupang, Senin (2/3/2026) kemarin – kata dia – ramai.",
    "2 Oktober 2025 - Kepala balai hadir.",
    "00.10 3 October 2025 1352",
    "Jakarta 10:00 - Kepala balai hadir.",
    "5 Kota di NTT - Kupang dan Ende ramai.",
    "Kupang - 12/10/2025, 10:00 WIB",
    "KUPANG - Senin, 2 Maret 2026 | 10:00 WIB",
    "Reporter: Siti | Editor: Budi",
    "Jakarta vs Bandung - Laga itu ramai.",
    "PERSIB BANDUNG - Pemain Persib berlatih.",
    "TIMNAS INDONESIA - Para pemain hadir.",
    "DEPORTASI - Sebanyak 12 orang tiba.",
    "TIBA DI KUPANG - Jenazah tiba.",
    "BUPATI SIKKA - Roberto hadir.",
    "Bupati Sikka - Roberto Diogo - hadir.",
    "POLRES KUPANG - Kapolres hadir.",
    "Kanwil NTT - Kepala kantor hadir.",
    "UNDANG-Undang itu disahkan kemarin.",
    "COVID-19 melanda dunia lagi.",
    "U-23 Indonesia menang lagi.",
    "SEBANYAK 127 pekerja pulang.",
    "PT - PT Teluk Jaya dibuka.",
    "DPR - Anggota itu hadir.",
    "Wulan Adiningtyas, CNBC Indonesia",
    "Wulan Adiningtyas, CNBC Indonesia - Kamis, 16 September 2021",
    "PEMBINAAN PETUGAS - Petugas loket mengikuti pembinaan.",
    "PEMBINAAN - Petugas loket mengikuti pembinaan.",
    "DENPASAR, Jum’at (1/4) bertempat di balai itu.",
    "Kompas.com - 14/05/2020, 19:11 WIB",
    "Detik.com | Senin, 2 Maret 2026",
    "Kompas.com - 14 Mei 2020, 19:11 WIB",
    "Jakarta-Bandung kini dihubungkan kereta.",
    "JAKARTA-BANDUNG kini dekat.",
    "Kupang, ibu kota NTT, ramai.",
    "Kupang adalah ibu kota.",
    "Kupang, 26 September 2022",
    "IST PEMBINAAN. BP3MI NTT bersama petugas.",
    "RAPAT KOORDINASI – Kepala balai memimpin.",
    "KUNJUNGAN KERJA - Menteri hadir.",
    "ANAK-Anak itu pulang.",
    "Anak-anak - begitu mereka disebut - pulang.",
    "Sejak Senin, 2 Maret 2026 - hari pertama kerja - loket itu tutup.",
    "Kepala BP3MI NTT - Siti Rahma - hadir.",
    "Kepala BP2MI - Benny - hadir.",
    "Menteri P2MI, Abdul Kadir Karding – hadir.",
    "Editor: Budi Santoso",
    "Foto: Kompas.com/Budi",
    "KOMPAS.com/BUDI SANTOSO",
    "Baca juga: Kupang - Kota Kasih",
    "- Kupang: 12 orang",
    "Kupang (12 orang), Ende (3 orang)",
    "Jakarta, Bogor, Depok dan Bekasi ramai.",
    "Kupang: 12 orang",
    "1. Kupang - 12 orang",
    "Malaysia - Indonesia sepakat kerja sama.",
    "SAKSI - Para saksi hadir.",
    "TERTUNDA – Keberangkatan tertunda.",
    "BERANGKAT - Rombongan berangkat.",
    "Batu itu jatuh.",
    "Batu. Itu jatuh",
    "Metro: koran itu terbit",
    "Siti Rahma, 12/07. Kepala balai hadir.",
    "Senin (12/3) – Kepala balai hadir.",
    "Kota Kupang",
    "KUPANG",
    "Sumber: Kompas.com",
    "kompas.com",
    "Kompas.com",
    "Tribun Timur",
    "BP2MI melakukan pembinaan.",
    "Liputan6.com, Menteri Sosial mengatakan itu.",
    "Kupang, Kepala Balai hadir.",
    "Jakarta, Kompas.com itu berkata",
    "Budi Santoso - Kupang",
    "Budi Santoso, Kupang",
]


@pytest.mark.parametrize(("words", "place"), READ.items())
def test_place_and_text_are_parted(words: str, place: str | None) -> None:
    dateline = read_dateline(words + BODY, OWN)
    assert dateline is not None
    assert (dateline.place, dateline.rest, dateline.words) == (place, BODY, words.strip())


PLACES = ("Kupang", "LUBUKPAKAM", "Labuan Bajo", "HONG KONG", "Kab. Sikka", "KOTA BIMA", "Toli-Toli")
HOUSES = ("wartateluk.com", "WARTA-TELUK.CO.ID", "WARTATELUK. com", "iNewsTeluk.id", "KemenP2MI", "CNN Indonesia")
DAYS = ("(12/2)", "(12/2/)", "12/2/2025", "Senin, 12 Februari 2025", "( 12 /2/2025)", "(Rabu, 12/2)")
ENDS = (" - ", "– ", "—", "--", " || ", " ~ ", " // ", ",- ", " : ")
BETWEEN = (", ", ",", " , ", " | ", "/", " - ", " : ", " ", " I ", ". ")


@for_each(
    "place, house, number",
    [(place, house, p * len(HOUSES) + h) for p, place in enumerate(PLACES) for h, house in enumerate(HOUSES)],
)
def test_place_newsroom_day_and_mark_may_stand_in_any_order(place: str, house: str, number: int) -> None:
    for step, sign in enumerate(BETWEEN):
        end, day = ENDS[(number + step) % len(ENDS)], DAYS[(number + step) % len(DAYS)]
        heads = (place + sign + house, house + sign + place, f"{place}, {house} {day}", f"{house}, {place}, {day}")
        for head in (*heads, f"{place} ({house})", f"{place} ({day.strip('()')})"):
            dateline = read_dateline(head + end + BODY)
            assert dateline is not None, head + end
            assert ((dateline.place or "").lower(), dateline.rest, dateline.sure) == (place.lower(), BODY, 3), (
                head + end
            )


@pytest.mark.parametrize(("line", "place"), ON_A_LINE.items())
def test_a_line_of_its_own_is_a_dateline(line: str, place: str) -> None:
    dateline = read_dateline(line)
    assert dateline is not None
    assert (dateline.place, dateline.rest) == (place, "")


@pytest.mark.parametrize("line", NONE)
def test_what_is_no_dateline_stays(line: str) -> None:
    assert read_dateline(line, OWN) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Anak-anak itu pulang.",
        "Timnas U-23 menang.",
        "Presiden Rekaan - nama samaran - tiba.",
        "Surabaya-Kupang kini ditempuh dua jam dengan pesawat.",
        "Surabaya - Kupang kini ditempuh dua jam dengan pesawat.",
        "KPK: Semua balai wajib melapor.",
        "BMKG - lembaga cuaca itu - meminta warga waspada.",
    ],
)
def test_without_a_mark_no_word_of_the_sentence_is_lost(sentence: str) -> None:
    dateline = read_dateline(f"Wartateluk.com, Jakarta {sentence}")
    assert dateline is not None
    assert (dateline.place, dateline.rest) == ("Jakarta", sentence)


@pytest.mark.parametrize(
    ("line", "sure"),
    [
        ("Kendari, BP3MI (19/6) – ", 3),
        ("PEKANBARU (27/9/2025) - ", 3),
        ("KUPANG – ", 2),
        ("wartateluk.com – ", 2),
        ("NPM, MANADO – ", 2),
        ("WOLOWAE – ", 1),
    ],
)
def test_surety_is_graded(line: str, sure: int) -> None:
    dateline = read_dateline(line + BODY)
    assert dateline is not None
    assert dateline.sure == sure


@for_each(
    "behind",
    [
        "U-19 Kupang berlatih di halaman balai.",
        "HIV-AIDS dibahas di aula balai.",
        "PNS-PPPK hadir di aula balai.",
        "PERATURAN-Peraturan itu dibaca lagi.",
        "Kota tua itu ramai lagi.",
        "Timur jauh kota itu belum berlistrik.",
        "Timur Tengah kembali memanas.",
    ],
)
def test_a_dateline_without_a_mark_takes_no_word_of_the_sentence(behind: str) -> None:
    dateline = read_dateline(f"Kabarteluk.com, Kupang {behind}")
    assert dateline is not None
    assert (dateline.place, dateline.rest) == ("Kupang", behind)


def test_an_agency_behind_a_place_may_be_the_sentences() -> None:
    dateline = read_dateline("KUPANG - BP2MI - BNN sepakat memeriksa pegawai.")
    assert dateline is not None
    assert dateline.rest == "BP2MI - BNN sepakat memeriksa pegawai."
    dateline = read_dateline("Kabarteluk.com, Jakarta Timur Tengah kembali memanas.")
    assert dateline is not None
    assert (dateline.place, dateline.rest) == ("Jakarta", "Timur Tengah kembali memanas.")
