"""`topic new` makes a skeleton of what it is given; `topic check` names what was left over, and what can't match."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import TopicError
from corpus.store import Corpus
from corpus.topics import KEYS, parse_topic, read_topic
from crawler.commands.topic_check import remarks
from crawler.shipped import shipped_text, shipped_topic

Run = Callable[..., Any]
NEW = ("topic", "new", "pungli", "--body", "KPK", "--search", "pungli", "--search", "pungutan liar KPK")


def checked(toml: str) -> str:
    return "\n".join(remarks(parse_topic(toml), shipped_topic()))


def topic(phrases: str = "[]", *, head: str = "", ask: str = 'search = ["KPK pungli"]', grade: str = "") -> str:
    return f'name = "a"\n{head}\n[ask]\n{ask}\n[grade]\nphrases = {phrases}\n{grade}\n'


def test_a_new_topic_is_made_of_what_was_given(kliping: Run, tmp_path: Path) -> None:
    assert kliping(*NEW).code == 0
    made = read_topic(tmp_path / "pungli.toml")
    assert made.title == "Pungli (KPK)"
    assert made.ask.search == ("KPK pungli", "pungutan liar KPK")
    assert made.ask.tags == ("kpk",)
    assert made.grading.phrases == ("pungli", "pungutan liar")
    assert {"KPK", "Komisi Pemberantasan Korupsi"} <= set(made.grading.all[0])
    ran = kliping("topic", "check", "pungli.toml")
    assert (ran.code, ran.err) == (0, "")
    text = made.toml.casefold()
    assert all(f"{key} =" in text for keys in KEYS.values() for key in keys - {"ask", "grade"})  # each, with a comment
    agency = {*shipped_topic().grading.all[0], *shipped_topic().ask.tags}
    assert not [name for name in agency if name.casefold() in text]  # no copy


def test_a_new_topic_of_a_name_alone_takes_its_words(kliping: Run, tmp_path: Path) -> None:
    assert kliping("topic", "new", "mutasi-pejabat").code == 0
    made = read_topic(tmp_path / "mutasi-pejabat.toml")
    assert (made.ask.search, made.grading.phrases, made.grading.all) == (("mutasi pejabat",), ("mutasi pejabat",), ())


@pytest.mark.parametrize(
    ("given", "kept_as"),
    [
        ('Badan "Karantina" Indonesia', "Badan Karantina Indonesia"),
        ("Ma\u2019had \\ Aly", "Ma\u2019had \\ Aly"),
        ("Dinas\n  Sosial\x07", "Dinas Sosial"),
    ],
)
def test_a_body_is_written_whatever_its_signs_are(kliping: Run, tmp_path: Path, given: str, kept_as: str) -> None:
    assert kliping("topic", "new", "uji", "--body", given).code == 0
    assert read_topic(tmp_path / "uji.toml").grading.all[0][0] == kept_as


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--body", " "), "--body: ' ' has no word in it"),
        (("--search", "..."), "--search: '...' has no word in it"),
        (("--body", "x" * 400), "characters; at most 300 are read"),
        (("--search", "peg*aw*ai"), "write * once in a word"),
        (("--bodi", "KPK"), "--body"),
        (("Käse & Größe",), "digits and hyphens: kase-grosse"),
    ],
)
def test_what_no_topic_can_be_made_of(kliping: Run, tmp_path: Path, options: tuple[str, ...], sentence: str) -> None:
    name = () if not options[0].startswith("--") else ("uji",)
    ran = kliping("topic", "new", *name, *options)
    assert (ran.code, sentence in ran.err) == (2, True), ran.err
    assert not (tmp_path / "uji.toml").exists()


def test_the_topics_that_come_with_kliping_have_nothing_left_over() -> None:
    assert list(remarks(shipped_topic(), shipped_topic())) == []


@pytest.mark.parametrize("filler", ["...", "<nama lembaga>", "KPK TODO", "[topik]", "XXX", "nama lembaga pungli"])
def test_a_place_to_fill_in_is_named(filler: str) -> None:
    assert f'[grade] phrases still has what is to be filled in: "{filler}"' in checked(topic(f'["{filler}", "apel"]'))


def test_an_example_address_is_named() -> None:
    said = checked(topic('["apel"]', ask='urls = ["https://www.example.org/a", "https://contoh-kota.go.id/a"]'))
    assert '[ask] urls still has what is to be filled in: "https://www.example.org/a"' in said
    assert "contoh-kota" not in said


def test_the_agencys_words_in_another_bodys_topic_are_named() -> None:
    names = shipped_topic().grading.all[0]
    text = shipped_text()
    for name in names:
        text = text.replace(f'"{name}",', "")
    topic = parse_topic(text.replace("[  # the agency and its offices, over time and as misspelt", '["KPK",'))
    said = "\n".join(remarks(topic, shipped_topic()))
    for place in ("title", "[ask] search", "[ask] tags", "[ask] urls", "[grade] none"):
        assert f"{place} speaks of the agency of the topic that ships" in said
    assert '"BP2MI pegawai"' in said


def test_a_group_of_the_agency_under_other_searches_is_named() -> None:
    said = checked(topic('["pungli"]', grade='all = [["BP2MI", "BNP2TKI"]]'))
    assert '[grade] all speaks of the agency of the topic that ships, the rest does not; left over? "BP2MI"' in said


@pytest.mark.parametrize(
    "toml",
    [
        topic('["pungli"]', ask='search = ["BP2MI pungli"]', grade='all = [["BP2MI"]]'),  # a topic of the agency
        topic('["pungli"]', grade='all = [["KPK"]]\nnone = ["warga negara"]'),
    ],
)
def test_a_topic_that_is_of_one_body_has_nothing_left_over(toml: str) -> None:
    assert "left over" not in checked(toml)


@pytest.mark.parametrize(
    ("phrases", "none"),
    [
        ('["pembinaan PMI di Kupang"]', '["pembinaan PMI"]'),
        ('["pembinaan PMI"]', '["pembinaan*"]'),
        ('["pega\u200bwai"]', "[]"),
        ('["keme\u0301terian"]', "[]"),
    ],
)
def test_a_wording_that_can_never_match_is_named(phrases: str, none: str) -> None:
    assert "[grade] can never match" in checked(topic(phrases, grade=f"none = {none}"))


@pytest.mark.parametrize("phrase", ["pegawai*", "C++", "Jum'at", "apel - pagi", "UU 18/2017", "Kemen P2MI", "(sic)"])
def test_a_wording_that_matches_its_own_words_is_not(phrase: str) -> None:
    assert "never" not in checked(topic(f'["{phrase}"]', grade='none = ["warga binaan"]'))


def test_wordings_that_stand_in_no_article_of_a_corpus_are_named(kliping: Run, filled: Corpus, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        topic('["pembinaan pegawai", "gempa bumi"]', grade='all = [["BP3MI", "KPK"]]\nnone = ["Kantor BP3MI"]')
    )
    ran = kliping("topic", "check", "a.toml", "--corpus", filled.path)
    # BP3MI stands there with a false friend alone
    assert f'3 wordings stand in none of the 4 articles of {filled.path}: "gempa bumi", "BP3MI"' in ran.err
    assert kliping("topic", "check", "a.toml", "--corpus", "none.db").code == 2


def test_an_unknown_key_names_the_nearest_and_an_empty_group_is_refused(kliping: Run, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(topic('["x"]', grade='nones = ["y"]'))
    assert 'unknown key "nones" in [grade]; did you mean "none"' in kliping("topic", "check", "a.toml").err
    (tmp_path / "a.toml").write_text(topic('["x"]', grade='all = [["  "]]'))
    assert "all should be a list of lists" in kliping("topic", "check", "a.toml").err


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ('name = "a"\nphrases = ["x"]\n', 'unknown key "phrases"; it belongs under the line [grade]'),
        (topic('["x"]', ask='any = ["y"]'), 'unknown key "any" in [ask]; it belongs under the line [grade]'),
        (topic('["x"]', grade='search = ["y"]'), 'unknown key "search" in [grade]; it belongs under the line [ask]'),
        (topic('["x"]', grade='title = "y"'), 'unknown key "title" in [grade]; it belongs at the top, above the first'),
    ],
)
def test_a_key_under_another_line_says_where_it_belongs(toml: str, sentence: str) -> None:
    with pytest.raises(TopicError, match=re.escape(sentence)):
        parse_topic(toml)


@pytest.mark.parametrize("phrases", ['["—"]', '[". ."]', '["\\u201c\\u201d"]'])
def test_a_wording_of_marks_alone_is_named(phrases: str) -> None:
    assert "these have no letter or digit" in checked(topic(phrases))
    assert "no letter or digit" not in checked(topic('["C++", "7", "größe", "腐敗"]'))
