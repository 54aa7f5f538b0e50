"""A topic file is read as its researcher means it, or refused in a sentence that says what to do."""

import contextlib
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.crawl.grades import all_topics
from corpus.errors import TopicError
from corpus.file.waiting import WaitingConnection
from corpus.store import Corpus
from corpus.topics import MAX_TOPIC, parse_topic, read_topic, topic_of_words

WHOLE = """
name = "pembinaan-pegawai"
title = "Pembinaan pegawai"
[ask]
search = ["BP2MI pegawai", " BP3MI pembinaan ", "BP2MI pegawai"]
tags = ["bp2mi"]
urls = ["https://warta.example/1"]
since = 2023-01-01
until = "7d"
outlets = ["warta"]
[grade]
phrases = ["pembinaan pegawai"]
all = [["BP2MI", "BP3MI"], ["pegawai"]]
any = ["kupang"]
none = ["warga binaan"]
"""


def test_every_key_is_read() -> None:
    topic = parse_topic(WHOLE)
    assert topic.ask.search == ("BP2MI pegawai", "BP3MI pembinaan")
    assert (topic.ask.since, topic.ask.until, topic.ask.outlets) == ("2023-01-01", "7d", ("warta",))
    assert topic.grading.all == (("BP2MI", "BP3MI"), ("pegawai",))
    assert (topic.grading.any, topic.grading.none) == (("kupang",), ("warga binaan",))


def test_another_text_is_another_topic() -> None:
    assert parse_topic(WHOLE).sha256 != parse_topic(WHOLE + "# catatan\n").sha256


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("phrases", "phrase"), 'unknown key "phrase" in [grade]; did you mean "phrases"?'),
        (("[ask]", "[asks]"), 'unknown key "asks"; did you mean "ask"?'),
        (("search", "serch"), 'unknown key "serch" in [ask]; did you mean "search"?'),
        (("title", "xyz"), 'unknown key "xyz"; known are ask, grade, name, title'),
        (('"pembinaan-pegawai"', '"Pembinaan Pegawai"'), "small letters, digits and hyphens"),
        (('name = "pembinaan-pegawai"', ""), "name is missing or not a text"),
        (('["bp2mi"]', '"bp2mi"'), "tags should be a list of texts"),
        (("https://warta", "ftp://warta"), "is not a web address"),
        (("2023-01-01", '"kapan"'), "'kapan' is not a day"),
        (('[["BP2MI", "BP3MI"], ["pegawai"]]', '["BP2MI"]'), "all should be a list of lists"),
        (("[grade]", "[grade"), "not valid TOML"),
    ],
)
def test_a_mistake_is_said(change: tuple[str, str], sentence: str) -> None:
    with pytest.raises(TopicError, match=re.escape(sentence)) as caught:
        parse_topic(WHOLE.replace(*change), "bmi.toml")
    assert str(caught.value).startswith("bmi.toml: ")


def test_a_topic_without_grading_is_refused() -> None:
    with pytest.raises(TopicError, match="every article is off topic"):
        parse_topic('name = "x"\n[ask]\nsearch = ["a b"]\n')


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(TopicError, match="kliping topic new"):
        read_topic(tmp_path / "tidak-ada.toml")
    (tmp_path / "biner.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TopicError, match="not UTF-8 text"):
        read_topic(tmp_path / "biner.toml")


def test_a_file_of_a_windows_editor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "asn.toml"
    path.write_text('name = "asn"\n[grade]\nphrases = ["a"]\n', encoding="utf-8-sig")
    assert read_topic(path).name == "asn"


def test_words_are_a_topic_of_their_own() -> None:
    topic = topic_of_words('  pembinaan "pegawai" ')
    assert topic.ask.search == ("pembinaan pegawai",)
    assert topic.grading.all == (("pembinaan",), ("pegawai",))


@settings(max_examples=200, database=None, deadline=None)
@given(st.text(max_size=60))
def test_any_words_are_a_topic_or_a_sentence(words: str) -> None:
    with contextlib.suppress(TopicError):
        assert topic_of_words(words).ask.search


GRADE = 'name = "uji"\n[grade]\n'
HOSTILE = {
    "larger than a topic": (f'{GRADE}phrases = ["a"]\n#{"x" * MAX_TOPIC}', "larger than 262,144 bytes"),
    "lists without end": (f"{GRADE}phrases = {'[' * 50_000}", "lists in lists without end"),
    "a number of 10,000 digits": (f"{GRADE}phrases = {'9' * 10_000}", "not valid TOML"),
    "a wording of 1 MB": (f'{GRADE}phrases = ["{"a" * 200_000}"]', "has 200,000 characters; at most 300"),
    "more wordings than are read": (f"{GRADE}phrases = {[f'kata {n}' for n in range(3000)]}", "at most 2,000 are read"),
    "more queries than are asked": (
        f"name = 'uji'\n[ask]\nsearch = {[f'k{n}' for n in range(201)]}\n[grade]\nphrases = ['a']",
        "at most 200 are read",
    ),
    "stars that could match in too many ways": (f'{GRADE}phrases = ["a*a*a*a*a*a*b"]', "write . once in a word"),
    "a star alone": (f'{GRADE}any = ["a * b"]', "write . once in a word"),
    "marks alone": (f'{GRADE}all = [["a - - - b"]]', "more than 2 words without a letter"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_topic_that_would_take_without_end_is_refused(case: str) -> None:
    text, sentence = HOSTILE[case]
    with pytest.raises(TopicError, match=sentence):
        parse_topic(text)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_or_a_huge_file_is_no_topic(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa.toml")
    with pytest.raises(TopicError, match="no ordinary file"):
        read_topic(tmp_path / "pipa.toml")
    (tmp_path / "besar.toml").write_text("#" * (MAX_TOPIC + 1))
    with pytest.raises(TopicError, match="larger than 262,144 bytes"):
        read_topic(tmp_path / "besar.toml")


def test_a_topic_in_a_corpus_that_cannot_be_used_is_named_and_left_out(
    filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentences: list[str] = []
    monkeypatch.setattr(WaitingConnection, "announce", staticmethod(sentences.append))
    filled.conn.execute("INSERT INTO topics VALUES (9, 'jahat', 'Jahat', 'x', ?)", (f"a = {'[' * 50_000}",))
    assert [topic.name for _, topic in all_topics(filled)] == ["pembinaan-pegawai"]
    assert len(sentences) == 1
    assert re.match(
        r"the topic 'jahat' \(id 9\) in the corpus: not valid TOML: .*; nothing more is graded by it, its grades stay",
        sentences[0],
    )
