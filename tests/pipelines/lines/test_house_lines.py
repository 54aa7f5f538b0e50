"""House lines go, each with the rule that cut it; no true sentence loses a word."""

from __future__ import annotations

import pytest

from pipelines.lines.cuts import BodyLine
from pipelines.lines.house_line_rules import Rule, junk_rules
from pipelines.lines.house_lines import cut_doubled, cut_noise
from tests.each import for_each

STORY = [f"Kalimat ke-{n} menceritakan pembinaan pegawai di Balai Karang, kata dia." for n in range(12)]
PLACE_OF = {"line": 6, "inline": 6, "marker": 6, "tail": 12, "header": 12}


def around(line: str, position: int) -> list[BodyLine]:
    return [BodyLine(i, text) for i, text in enumerate([*STORY[:position], line, *STORY[position:]])]


EXAMPLES = [(rule, example) for rule in junk_rules() for example in rule.examples]


@for_each("rule, example", EXAMPLES, ids=lambda case: f"{case[0].id}: {case[1]}")
def test_every_rule_cuts_its_examples_and_keeps_the_record(rule: Rule, example: str) -> None:
    position = PLACE_OF[rule.scope]
    rest, removed = cut_noise(around(example, position), paid=rule.paid)
    assert [cut.position for cut in removed] == [position] * len(removed)
    assert removed
    assert all(line.text in STORY or line.text in example for line in rest)
    assert len([line for line in rest if line.text in STORY]) == len(STORY)


@pytest.mark.parametrize(
    "sentence",
    [
        "Warga diminta mengunduh aplikasi resmi milik balai itu.",
        "- Periode: 1-30 November 2023",
        "Foto itu viral di media sosial pekan lalu.",
        "Populer di kalangan pekerja migran, layanan itu ditambah.",
        "Baca buku adalah kunci, kata dia.",
        "Komentar itu ia sampaikan di Kupang.",
        "Saksikan pula bagaimana mereka bekerja setiap hari.",
        "Bagaimana kami melindungi pekerja? Kami bertanya terus.",
        "Terkini, ia bekerja di Taiwan.",
    ],
)
@pytest.mark.parametrize("position", [1, 6, 12])
def test_a_true_sentence_loses_no_word(sentence: str, position: int) -> None:
    rest, removed = cut_noise(around(sentence, position))
    assert (removed, rest[position].text) == ([], sentence)


def test_a_sentence_that_ends_in_a_prompt_loses_only_the_prompt() -> None:
    rest, removed = cut_noise(around("Acara itu selesai. Ikuti Whatsapp Channel Kabarpantai", 12))
    assert rest[12].text == "Acara itu selesai."
    assert [cut.text.strip() for cut in removed] == ["Ikuti Whatsapp Channel Kabarpantai"]


def test_a_bare_marker_takes_the_titles_behind_it() -> None:
    lines = [
        BodyLine(0, STORY[0]),
        BodyLine(1, "Baca Juga:"),
        BodyLine(2, "Apel Pagi di Balai Karang"),
        BodyLine(3, STORY[1]),
    ]
    assert [line.text for line in cut_noise(lines)[0]] == [STORY[0], STORY[1]]


def test_a_heading_in_the_tail_takes_everything_behind_it() -> None:
    lines = [BodyLine(i, text) for i, text in enumerate([*STORY, "Berita Terkait", "Apel Pagi di Balai Karang"])]
    assert [line.text for line in cut_noise(lines)[0]] == STORY


def test_an_outlets_own_house_line_is_cut() -> None:
    rest, removed = cut_noise(around("Melayani dengan hati", 6), own=["melayani dengan hati"])
    assert [line.text for line in rest] == STORY
    assert removed[0].rule == "outlet_junk"


def test_a_body_that_stands_twice_is_kept_once() -> None:
    lines = [BodyLine(i, f"{text} Kalimat ini dibuat panjang sekali.") for i, text in enumerate([*STORY, *STORY])]
    rest, removed = cut_doubled([*lines, BodyLine(24, "Ya."), BodyLine(25, "Ya.")])
    assert [line.position for line in rest] == [*range(12), 24, 25]
    assert {cut.rule for cut in removed} == {"doubled"}


def test_a_part_of_the_text_that_stands_twice_is_kept_once() -> None:
    story = [f"{text} Kalimat ini dibuat panjang sekali, lebih panjang daripada delapan puluh huruf." for text in STORY]
    for again in ([*story, *story[4:7]], [story[0], *story], [story[0], "Foto: Bima", *story], [*story, *story[:2]]):
        rest, removed = cut_doubled([BodyLine(i, text) for i, text in enumerate(again)])
        assert [line.text for line in rest if line.text != "Foto: Bima"] == story
        assert len(removed) == len(again) - len(rest)


def test_a_question_asked_again_and_a_line_of_two_lists_stay() -> None:
    story = [f"{text} Kalimat ini dibuat panjang sekali, lebih panjang daripada delapan puluh huruf." for text in STORY]
    question = "Apa yang paling Anda sukai dari pekerjaan ini, dan adakah hal yang justru ingin Anda ubah segera?"
    for text in (
        [question, story[0], question, story[1], question, story[2]],
        [story[0], question, "Ya.", story[1], question, "Tidak."],
        [*story[:6], story[3], story[7], story[4], story[8]],
    ):
        lines = [BodyLine(i, line) for i, line in enumerate(text)]
        assert cut_doubled(lines) == (lines, [])


def test_an_offer_of_a_subscription_goes_on_pages_that_are_not_free() -> None:
    offer = around("Berlangganan sekarang untuk membaca semuanya. Rp15.000 sebulan.", 12)
    assert [line.text for line in cut_noise(offer, paid=True)[0]] == STORY
    assert cut_noise(offer)[0] == offer


def test_a_date_behind_a_colon_is_the_texts_own() -> None:
    story = (
        "Liga memasuki pekan kedua belas, dan sembilan laga digelar di tujuh kota sejak Jumat sampai Senin malam nanti."
    )
    lines = [story, "Berikut jadwalnya:", "Jumat, 15 September 2023", "15.00 WIB: Karang lawan Teluk"]
    rest, _ = cut_noise([BodyLine(n, text) for n, text in enumerate(lines)])
    assert [line.text for line in rest] == lines


def test_the_last_paragraph_of_a_short_text_is_no_caption_for_the_office_behind_it():
    last = "Murid sekolah memperbaruinya setiap awal bulan. (MC Kab Contoh/Ratih)"
    rest, cut = cut_noise(
        [BodyLine(0, "Kampung itu menggambar peta."), BodyLine(1, "Peta itu memuat 126 bendera."), BodyLine(2, last)]
    )
    assert ([line.text for line in rest][-1], cut) == (last, [])


def test_a_text_goes_on_behind_a_row_of_other_stories() -> None:
    """Two sentences on the text's subject below the titles are the text's; a teaser's own sentence is none."""
    row = ["Berita Terkait", "Harga Cabai Naik di Pasar", "Jembatan Lama Ditutup"]
    tail = [
        "Pembinaan pegawai itu berlangsung dua hari di balai karang, dan kata kepala balai pegawai senang.",
        "Kalimat penutup menceritakan pegawai yang pulang dari pembinaan balai karang pada sore harinya.",
    ]
    story = [*STORY, *row]
    left, removed = cut_noise([BodyLine(i, text) for i, text in enumerate([*story, *tail])])
    assert ([line.text for line in left[len(STORY) :]], [cut.text for cut in removed]) == (tail, row)
    teaser = "Pedagang mengeluh karena cabai rawit menjadi mahal sejak hujan turun terus sepekan ini."
    left, removed = cut_noise([BodyLine(i, text) for i, text in enumerate([*story, teaser, teaser.replace("i", "o")])])
    assert (len(left), len(removed)) == (len(STORY), len(row) + 2)
