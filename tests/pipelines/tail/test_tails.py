"""Whole tails are read and cut with what they state; ends of stories that look like one lose no word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelines.lines.cuts import BodyLine
from pipelines.tail.tail_evidence import TailContext
from pipelines.tail.tail_reader import TailReading, read_tail
from tests.each import for_each

HERE = Path(__file__).parent
STORY = [
    "Balai Karang membuka layanan baru bagi calon pekerja migran di Kabupaten Teluk, Senin pagi.",
    "Kepala balai, Ratna Wulandari, meminta petugas mencatat keluhan warga yang datang.",
    "“Kami ingin warga pulang dengan jawaban,” kata Ratna di hadapan para pegawai.",
    "Loket dibuka sejak pagi dan dijaga enam pegawai secara bergantian.",
    "Warga berharap layanan itu tidak dipungut biaya apa pun.",
]
CONTEXT = TailContext(("Warta Teluk", "wartateluk.com", "wartateluk"))


def blocks(name: str) -> Iterator[list[str]]:
    lines = [line for line in (HERE / name).read_text("utf-8").splitlines() if not line.startswith("# ")]
    for block in "\n".join(lines).split("\n\n"):
        if block.strip():
            yield block.strip("\n").split("\n")


def read(texts: list[str]) -> TailReading:
    return read_tail([BodyLine(i, text) for i, text in enumerate(texts)], CONTEXT)


@for_each("block", list(blocks("tails.txt")), ids=lambda block: block[1])
def test_a_tail_is_cut_and_what_it_states_is_read(block: list[str]) -> None:
    stated, *tail = block
    texts = [*STORY[:-1], STORY[-1] + tail[0][1:], *tail[1:]] if tail[0].startswith("+") else [*STORY, *tail]
    reading = read(texts)
    left = [line.text for line in reading.lines]
    assert left[: len(STORY)] == STORY
    assert "".join(left[len(STORY) :]) in ("", tail[0].removesuffix("Karyanto"))
    for pair in stated.split("; ") if stated != "-" else []:
        field, _, value = pair.partition("=")
        have = getattr(reading.sign_off, field)
        assert ("|".join(have) if isinstance(have, tuple) else have or "") == value
    assert "prose" not in {line.label for line in reading.tail}


@for_each("block", list(blocks("true_ends.txt")), ids=lambda block: block[0])
def test_the_end_of_a_story_loses_no_word(block: list[str]) -> None:
    assert [line.text for line in read([*STORY, *block]).lines] == [*STORY, *block]


def test_a_tail_may_be_longer_than_its_story() -> None:
    tail = ["(zik)", "Tags", *(f"Kapal Nomor {n} Tiba di Dermaga Lama" for n in range(20))]
    reading = read([*STORY, *tail])
    assert ([line.text for line in reading.lines], reading.sign_off.initials) == (STORY, "zik")
    assert [line.label for line in reading.tail] == ["last", "initials", *["tags"] * 21]


def test_a_sign_off_with_prose_behind_it_was_none() -> None:
    texts = [*STORY, "(zik)", *(line.replace("Karang", "Tanjung") for line in STORY)]
    reading = read(texts)
    assert [line.text for line in reading.lines] == texts
    assert reading.sign_off.initials is None


def test_an_authors_note_may_stand_behind_a_sign_off() -> None:
    note = "Catatan: angka pada paragraf kedua sudah diperbaiki, Selasa pagi."
    reading = read([*STORY, "(zik)", note])
    assert ([line.text for line in reading.lines], reading.sign_off.initials) == ([*STORY, note], "zik")


def test_headlines_and_stamps_behind_a_sign_off_are_other_stories() -> None:
    reading = read([*STORY, "(zik)", "Kapal Perintis Tambah Jadwal Libur", "28 April 2024", "3 hari lalu"])
    assert [line.text for line in reading.lines] == STORY
    assert [line.label for line in reading.tail][2:] == ["other_story"] * 3


def test_the_opening_again_at_the_end_is_cut() -> None:
    again = f"{STORY[0]} {STORY[1][:40]}"
    assert [line.text for line in read([*STORY, again]).lines] == STORY


def test_marks_stand_in_the_order_of_the_page() -> None:
    reading = read([*STORY[:-1], f"{STORY[-1]} (*) *** kabarkarang.com", "Komentar0"])
    assert [(line.label, line.text) for line in reading.tail] == [
        ("last", STORY[-1]),
        ("sign_off", "(*)"),
        ("credit", "*** kabarkarang.com"),
        ("comment", "Komentar0"),
    ]
    assert all(line.why for line in reading.tail)


def test_the_pages_lines_right_behind_the_text_are_read_up_to_the_first_that_is_none_of_the_tail() -> None:
    page = ["Editor:", "SITI MARYATI", "Budi Karyanto/Malang", "(abc/def)", "Kapal Baru Tiba", "Penulis: Ani Lestari"]
    context = TailContext(CONTEXT.own, behind=lambda last: page if last == STORY[-1] else [])
    reading = read_tail([BodyLine(i, text) for i, text in enumerate(STORY)], context)
    sign_off = reading.sign_off
    assert (sign_off.authors, sign_off.editor, sign_off.initials) == (("Budi Karyanto",), "SITI MARYATI", "abc/def")
    assert reading.removed == ()
    assert [line.label for line in reading.tail] == ["last", "editor", "byline", "initials"]
    assert {line.position for line in reading.tail} == {4, None}


def test_what_stands_in_boxes_of_one_form_behind_an_editor_is_the_sites() -> None:
    others = [line.replace("Karang", "Tanjung") for line in STORY]
    texts = [*STORY, "Editor : Siti Maryati", *others]
    context = TailContext(CONTEXT.own, of_site=lambda _above, behind: list(behind) == others)
    reading = read_tail([BodyLine(i, text) for i, text in enumerate(texts)], context)
    assert ([line.text for line in reading.lines], reading.sign_off.editor) == (STORY, "Siti Maryati")
    assert [line.label for line in reading.tail] == ["last", "editor", *["other_story"] * 5]
