"""The words in and out between two texts are right, and the work is bounded by their length."""

from __future__ import annotations

import random

import pytest

from corpus.versions.aligning import equal_runs
from corpus.versions.word_changes import word_changes


def shared(one: list[str], other: list[str]) -> int:
    """Check that the runs are equal and in order; return how many words they have."""
    number = at_one = at_other = 0
    for i, j, size in equal_runs(one, other):
        assert (i >= at_one, j >= at_other, size > 0) == (True, True, True)
        assert one[i : i + size] == other[j : j + size]
        at_one, at_other, number = i + size, j + size, number + size
    return number


def longest_common(one: list[str], other: list[str]) -> int:
    row = [0] * (len(other) + 1)
    for word in one:
        now = [0]
        for at, w in enumerate(other):
            now.append(row[at] + 1 if w == word else max(row[at + 1], now[at]))
        row = now
    return row[-1]


def test_short_texts_have_the_fewest_changes_there_can_be() -> None:
    chance = random.Random(18)
    for _ in range(400):
        one, other = ([chance.choice("abcd") for _ in range(chance.randint(0, 12))] for _ in "ab")
        assert shared(one, other) == longest_common(one, other), (one, other)


@pytest.mark.parametrize(("name", "least"), [("edited", 0.98), ("others", 0), ("one word", 1), ("two words", 0)])
def test_a_long_text_is_aligned_with_bounded_work(name: str, least: float) -> None:
    chance, size = random.Random(7), 30_000
    one = [str(chance.randint(0, 3_000)) for _ in range(size)]
    other = list(one)
    if name == "edited":
        for at in chance.sample(range(size), size // 100):
            other[at] = "lain"
    elif name == "others":
        other = [str(chance.randint(0, 3_000)) for _ in range(size)]
    elif name == "one word":
        one, other = ["a"] * size, ["a"] * size + ["b"] * 50
    else:
        one, other = ([chance.choice("ab") for _ in range(size)] for _ in "ab")
    assert shared(one, other) >= least * size


@pytest.mark.parametrize(
    ("before", "after", "words", "paragraphs"),
    [
        ("A satu.\nB dua.\nC tiga.", "A satu.\nC tiga.", (0, 2), [(None, "-B dua.")]),
        ("A satu.\nB dua.", "A satu.", (0, 2), [(None, "-B dua.")]),
        ("A satu.", "A satu.\nB dua.", (2, 0), [(2, "+B dua.")]),
        ("A satu.\nB dua.", "A satu tiga.\nB dua.", (1, 0), [(1, "A satu +tiga.")]),
        ("A satu. B dua.", "A satu.\nB dua.", (0, 0), []),
        ("A satu.\nB dua.", "A satu B tiga dua.", (1, 0), [(1, "A satu B +tiga dua.")]),
        ("“A”, satu", "a  SATU", (0, 0), []),
        ("12 orang hadir", "21 orang hadir", (1, 1), [(1, "-12 +21 orang hadir")]),
        ("Isi.\nDibaca 12 kali", "Isi.\nDibaca 1.204 kali", (0, 0), []),
        ("Isi.\nArtikel ini telah diperbarui pada 3 Mei 2024", "Isi.", (0, 0), []),
        ("", "Satu.", (1, 0), [(1, "+Satu.")]),
        ("Satu.", "", (0, 1), [(None, "-Satu.")]),
    ],
)
def test_what_changed_stands_in_its_paragraph(
    before: str, after: str, words: tuple[int, int], paragraphs: list[tuple[int | None, str]]
) -> None:
    changes = word_changes(before, after)
    assert (changes.words_in, changes.words_out) == words
    marks = {"in": "+", "out": "-", "same": ""}
    assert [
        (one.number, " ".join(f"{marks[run.kind]}{run.text.strip()}" for run in one.pieces))
        for one in changes.paragraphs
    ] == paragraphs


def test_the_runs_of_a_paragraph_give_both_texts_again() -> None:
    before = "Kepala balai membuka rapat di Kupang pada Senin. Dua orang hadir.\nPanitia pulang."
    after = "Wakil kepala balai menutup rapat di Ende pada Senin. Dua orang hadir.\nPanitia pulang."
    runs = word_changes(before, after).paragraphs[0].pieces
    assert "".join(run.text for run in runs if run.kind != "out") == after.split("\n")[0]
    assert "".join(run.text for run in runs if run.kind != "in").casefold() == before.split("\n")[0].casefold()
