"""The forms of data/heads.toml: each does what its examples say, and one that is added works without code."""

from __future__ import annotations

import signal
import time
from types import FrameType

import pytest

from pipelines.head.line_forms import LONGEST_FORM, fit_line, head_forms
from pipelines.lines.line_labels import HEAD_LABELS


def test_each_example_has_its_form_and_each_form_a_label_that_is_known() -> None:
    wrong = {
        example: fit.form.name if (fit := fit_line(example)) else None
        for form in head_forms()
        for example in form.examples
        if (fit := fit_line(example)) is None or fit.form is not form
    }
    assert wrong == {}
    assert {form.label for form in head_forms()} <= HEAD_LABELS


@pytest.mark.parametrize(
    ("line", "label", "writers"),
    [
        ("4 Apr 2023 : 09.47 Views 16", "stamp", ()),
        ("23 - Jul - 2021, 05:41", "stamp", ()),
        ("- Jumat, 27 Juni 2025 | 07:55 WIB", "stamp", ()),
        ("Terakhir Diperbarui: 3 Mei 2024 10:00 WITA", "stamp", ()),
        ("Rina Teladan , Jurnalis-Rabu, 06 Maret 2024 |14:17 WIB", "byline", ("Rina Teladan",)),
        ("oleh Rina Teladan diperbarui 11 Okt 2016, 20:50 WIB", "byline", ("Rina Teladan",)),
        ("Pewarta | : RINA TELADAN |", "byline", ("RINA TELADAN",)),
        ("Warga mengantre di loket (Foto: Rina Teladan)", "caption", ()),
        ("Warga mengantre di loket/Ist", "caption", ()),
        ("Warga mengantre di loket Foto: Rina Teladan", "caption", ()),
        ("Warga mengantre di loket © 2024 Contoh", "caption", ()),
        ("Rabu ١١ September ٢٠٢٤", "stamp", ()),
        ("(dok. Humas Balai)", "credit", ()),
    ],
)
def test_lines_that_no_form_was_written_for(line: str, label: str, writers: tuple[str, ...]) -> None:
    fit = fit_line(line)
    assert fit is not None, line
    assert (fit.form.label, fit.writers) == (label, writers)


@pytest.mark.parametrize(
    "line",
    [
        "Kantor itu dibuka pada 5 Mei 2020.",
        "Foto itu diambil warga pada hari Kamis dan dikirim ke kantor balai.",
        "Editor adalah pekerjaan yang ia pilih sejak muda.",
        "Iklan lowongan itu ternyata palsu, kata warga.",
        "Sumber daya manusia menjadi perhatian balai.",
        "Ilustrasi sederhana dipakai kepala balai untuk menerangkan alur.",
        "Keterangan foto paspor itu tidak cocok dengan wajah pemiliknya.",
        "Caption di media sosial itu memicu kemarahan warga.",
        "Ia pulang pada Senin.",
        "Laporan warga diterima petugas loket, Rina Teladan.",
        "“Bagikan beras itu hari ini juga,” katanya.",
    ],
)
def test_a_sentence_has_no_form(line: str) -> None:
    assert fit_line(line) is None


@pytest.mark.parametrize("piece", ["A ", "Aa ", "Aa, ", "a.", "1 ", "(", "Foto: ", "/", "Aa_", "1.1 ", "| "])
def test_no_line_takes_long(piece: str) -> None:
    """Each form ends on any line: a hostile one of 420 characters took hours once."""
    line = (piece * LONGEST_FORM)[: LONGEST_FORM - 1] + "\0"
    started = time.process_time()
    fit_line(line)
    assert time.process_time() - started < 2


BEHIND_STAMPS = ("1 views ", "dibaca 1 ", "1,", "-", "| ", " - ", "1 menit ", "1/1/2024 ", ")", "\u00a0")


@pytest.mark.parametrize(
    "begun", ["Rabu 11 September 2024, 22:50 ", "Rina Teladan | 2 Mei 2024 10:00", "Kabarteluk.com "]
)
def test_no_stamp_takes_long(begun: str) -> None:
    """Behind a stamp come marks and counts without end; a line of nine counts took more than a minute once."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(begun)

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, 4)  # CPU seconds; all lines take 0.1
    try:
        for piece in BEHIND_STAMPS:
            fit_line((begun + piece * LONGEST_FORM)[: LONGEST_FORM - 1] + "\0")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize(
    ("line", "writers", "editors"),
    [
        ("Penulis Rina Teladan Editor Budi Teladan", ("Rina Teladan",), ("Budi Teladan",)),
        ("Penulis Rina Teladan | EditorBudi Teladan", ("Rina Teladan",), ("Budi Teladan",)),
        ("EditorBudi Teladan", (), ("Budi Teladan",)),
        ("Rep: Rina Teladan/ Red: Budi Teladan Senin 21 May 2012 22:11 WIB", ("Rina Teladan",), ("Budi Teladan",)),
        ("Reporter: Rina Teladan Editor: Budi Teladan 5 Mei 2018", ("Rina Teladan",), ("Budi Teladan",)),
    ],
)
def test_roles_in_one_line(line: str, writers: tuple[str, ...], editors: tuple[str, ...]) -> None:
    fit = fit_line(line)
    assert fit is not None, line
    assert (fit.writers, fit.editors) == (writers, editors)


def test_a_paper_is_known_with_blanks_in_its_name() -> None:
    line = "Laporan Wartawan Kabar Teluk Rina Teladan | Kupang"
    assert fit_line(line) is None
    fit = fit_line(line, ["kabarteluk"])
    assert fit is not None
    assert fit.writers == ("Rina Teladan",)
