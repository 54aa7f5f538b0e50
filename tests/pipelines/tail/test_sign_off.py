"""Names and credits are read off the text's own lines before those are cut."""

from __future__ import annotations

import pytest

from pipelines.lines.cuts import BodyLine
from pipelines.strings.person_names import clean_name
from pipelines.tail.tail_evidence import TailContext
from pipelines.tail.tail_reader import TailReading, read_tail

STORY = [f"Kalimat ke-{n} menceritakan pembinaan pegawai di Balai Karang, kata dia." for n in range(8)]


def signed(*last: str) -> TailReading:
    lines = [BodyLine(i, text) for i, text in enumerate([*STORY, *last])]
    return read_tail(lines, TailContext(("Warta Teluk", "wartateluk")))


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Sumber : bp2mi.go.id", "bp2mi.go.id"),
        ("(Sumber: Antara)", "Antara"),
        (
            'Artikel ini telah tayang di Kabarpantai.com dengan judul "Apel", https://kabarpantai.example/1',
            "Kabarpantai.com",
        ),
        ("Selesai sudah. ** (Humas/BP3MI Karang)", "Humas/BP3MI Karang"),
    ],
)
def test_the_credit_is_kept_and_its_line_cut(line: str, credit: str) -> None:
    reading = signed(line)
    assert reading.sign_off.credit == credit
    assert credit not in " ".join(n.text for n in reading.lines)


def test_roles_without_a_colon_are_read_at_the_foot_only() -> None:
    reading = signed("Penulis Budi Santoso Editor Ani Lestari")
    assert (reading.sign_off.authors, reading.sign_off.editor) == (("Budi Santoso",), "Ani Lestari")
    assert signed("Reporter Budi Santoso").sign_off.authors == ("Budi Santoso",)
    assert signed("Penulis Budi Santoso hadir di balai itu.").sign_off.authors == ()
    assert signed("Oleh: Budi Santoso, Semarang").sign_off.authors == ("Budi Santoso",)


def test_abbreviated_roles_are_told_apart() -> None:
    reading = signed("Rep: Budi Santoso, Ed: Ani Lestari")
    assert (reading.sign_off.authors, reading.sign_off.editor) == (("Budi Santoso",), "Ani Lestari")
    assert signed("Penulis/Foto: Budi Santoso").sign_off.authors == ("Budi Santoso",)


def test_writer_and_editor_are_told_apart() -> None:
    reading = signed("Penulis: Budi Santoso | Editor: Ani Lestari")
    assert (reading.sign_off.authors, reading.sign_off.editor) == (("Budi Santoso",), "Ani Lestari")
    assert [n.text for n in reading.lines] == STORY


def test_a_reporters_line_at_the_head_names_the_writer() -> None:
    lines = [BodyLine(0, "Laporan Wartawan Kabarpantai.com, Budi Santoso"), BodyLine(1, STORY[0])]
    reading = read_tail(lines)
    assert (reading.sign_off.authors, [n.text for n in reading.lines]) == (("Budi Santoso",), [STORY[0]])


@pytest.mark.parametrize("mark", ["(ant/sya/saf)", "(E-2)", "(zik)", "(*)", "(RO/A-1)"])
def test_desk_initials_go_and_are_kept_in_the_record(mark: str) -> None:
    reading = signed(f"Acara itu selesai. {mark}")
    assert reading.lines[-1].text == "Acara itu selesai."
    assert [cut.text.strip() for cut in reading.removed] == [mark]
    assert reading.sign_off.initials == (mark.strip("()") if "*" not in mark else None)


@pytest.mark.parametrize(
    "line",
    [
        "Oleh karena itu, kata dia, semua harus siap.",
        "Sumber daya manusia adalah kunci kinerja balai.",
        "Editor buku itu hadir di Kupang.",
        "Ia melayani Calon Pekerja Migran Indonesia (CPMI)",
        "Artikel ini membahas pembinaan pegawai di Kupang.",
    ],
)
def test_a_true_sentence_loses_nothing(line: str) -> None:
    reading = signed(line)
    assert reading.lines[-1].text == line
    assert reading.removed == ()


@pytest.mark.parametrize(
    "raw",
    [
        "Redaksi",
        "Admin",
        "wartateluk.example developer",
        "Warta Teluk",
        "WartatelukHealth",
        "budi@wartateluk.example",
        "https://x.example/budi",
        "Tim Redaksi",
        "admin123",
    ],
)
def test_a_desk_is_no_writer(raw: str) -> None:
    assert clean_name(raw, ["Warta Teluk", "wartateluk"]) is None


@pytest.mark.parametrize(
    ("raw", "name"),
    [("Ganjar", "Ganjar"), ("Oleh: Budi Santoso", "Budi Santoso"), ("Budi Santoso, S.Sos", "Budi Santoso, S.Sos")],
)
def test_a_person_is_kept(raw: str, name: str) -> None:
    assert clean_name(raw, ["Warta Teluk"]) == name


@pytest.mark.parametrize(
    ("mark", "initials", "credit"),
    [
        ("(Lalu Karang)", "Lalu Karang", None),
        ("(dian)", "dian", None),
        ("***(dian)", "dian", None),
        ("** (Humas)", None, "Humas"),
        ("***(Humas)", None, "Humas"),
        ("(Humas Balai Karang)", None, "Humas Balai Karang"),
    ],
)
def test_a_sign_behind_the_last_sentence_is_kept_and_cut(mark: str, initials: str | None, credit: str | None) -> None:
    reading = signed(f"Acara itu selesai. {mark}")
    assert reading.lines[-1].text == "Acara itu selesai."
    assert [cut.text.strip() for cut in reading.removed] == [mark]
    assert (reading.sign_off.initials, reading.sign_off.credit) == (initials, credit)


@pytest.mark.parametrize(
    "line", ["Foto: Istimewa", "Foto: dok. Balai Karang", "Foto: Wakil Bupati Teluk membuka rapat."]
)
def test_a_caption_behind_foto_is_no_contributor(line: str) -> None:
    assert signed(line).sign_off.contributors == ()


def test_a_photographer_is_a_contributor() -> None:
    assert signed("Foto: Ani Lestari").sign_off.contributors == ("Ani Lestari (foto)",)
