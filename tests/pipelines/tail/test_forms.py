"""Every form of data/tails.toml reads its examples, and says what it rests on."""

from __future__ import annotations

import pytest

from pipelines.lines.cuts import BodyLine
from pipelines.lines.line_labels import TAIL_LABELS
from pipelines.tail.tail_evidence import ENDS_OF_A_SENTENCE, TailContext
from pipelines.tail.tail_forms import TailForm, tail_forms
from pipelines.tail.tail_reader import read_tail
from tests.each import for_each

STORY = [f"Kalimat ke-{n} menceritakan pembinaan pegawai di Balai Karang, kata dia." for n in range(8)]
CONTEXT = TailContext(("Warta Teluk", "wartateluk"), ("Sari Teladan",))
EXAMPLES = [(form, example) for form in tail_forms() for example in form.examples]


@for_each("form, example", EXAMPLES, ids=lambda case: f"{case[0].rule}: {case[1]}")
def test_a_form_reads_its_examples_on_a_line_of_their_own(form: TailForm, example: str) -> None:
    reading = read_tail([BodyLine(i, text) for i, text in enumerate([*STORY, example])], CONTEXT)
    assert reading.removed
    assert all(
        line.text in STORY or (example.startswith(line.text) and line.text.endswith(ENDS_OF_A_SENTENCE))
        for line in reading.lines
    )
    assert form.label in {line.label for line in reading.tail}


@for_each("form, example", [case for case in EXAMPLES if case[0].where == "end"], ids=lambda case: case[1])
def test_a_form_of_an_end_is_cut_off_the_last_sentence(form: TailForm, example: str) -> None:
    reading = read_tail([BodyLine(i, text) for i, text in enumerate([*STORY[:-1], f"{STORY[-1]} {example}"])], CONTEXT)
    assert reading.lines[-1].text.startswith(STORY[-1])
    assert form.label in {line.label for line in reading.tail}
    assert reading.tail[0].label == "last"


def test_each_form_says_where_it_was_seen() -> None:
    assert [form.rule for form in tail_forms() if not form.seen or not form.examples] == []
    assert {form.label for form in tail_forms()} <= TAIL_LABELS


@pytest.mark.parametrize("form", tail_forms(), ids=lambda form: form.rule)
def test_a_form_needs_no_code_of_its_own(form: TailForm) -> None:
    fields = {"author", "credit", "editor", "house", "initials", "link", "outlet", "place", "sign", "title"}
    assert set(form.pattern.groupindex) <= fields
