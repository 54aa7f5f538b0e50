"""The words of a page's lines, split all at once, are those of each line."""

from __future__ import annotations

from pipelines.strings.word_count import LONG_TEXT, words_of, words_of_lines


def test_the_lines_of_a_page_have_the_words_of_each_line() -> None:
    lines = ["Balai “UPT” – 3½ jam…", "", "ﬁnal naïve_kata №5", "a.b-c'd", "e\u0301 ①", "x" * LONG_TEXT, "图书馆 buka"]
    assert words_of_lines(lines) == [words_of(line) for line in lines]


def test_each_sign_parts_words_alike_alone_and_among_lines() -> None:
    lines = [f"kata{chr(code)}lain" for code in range(1, 0x3100) if code != 10]
    assert words_of_lines(lines) == [words_of(line) for line in lines]
