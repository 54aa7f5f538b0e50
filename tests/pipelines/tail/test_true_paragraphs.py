"""True paragraphs that look like house lines lose no word of their own, wherever in the text they stand."""

from __future__ import annotations

from pathlib import Path

from pipelines.lines.cuts import BodyLine
from pipelines.strings.datelines import read_dateline
from pipelines.tail.tail_reader import read_tail
from tests.each import for_each

FILE = Path(__file__).with_name("true_paragraphs.txt")
TRUE = [line for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
STORY = [f"Kalimat ke-{n} menceritakan pembinaan pegawai di Balai Karang, kata dia." for n in range(12)]


def left_of(paragraph: str, position: int) -> list[str]:
    lines = [BodyLine(i, text) for i, text in enumerate([*STORY[:position], paragraph, *STORY[position:]])]
    return [line.text for line in read_tail(lines).lines]


def test_there_are_fifty_of_them() -> None:
    assert len(TRUE) >= 50


@for_each("paragraph, position", [(paragraph, position) for paragraph in TRUE for position in (0, 6, 12)])
def test_a_true_paragraph_loses_no_word(paragraph: str, position: int) -> None:
    assert left_of(paragraph, position) == [*STORY[:position], paragraph, *STORY[position:]]


@for_each("paragraph", TRUE)
def test_a_true_paragraph_begins_with_no_dateline(paragraph: str) -> None:
    assert read_dateline(paragraph) is None


def test_a_sentence_that_ends_in_a_prompt_loses_only_the_prompt() -> None:
    sentence = "Acara itu ditutup dengan doa bersama."
    assert left_of(f"{sentence} Ikuti Whatsapp Channel Republika", 12) == [*STORY, sentence]
