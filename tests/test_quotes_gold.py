"""The gold of quotes agrees with itself: marks beside each direct quote, speakers in their text, sets by checksum."""

from __future__ import annotations

import hashlib
import re
import tomllib
from itertools import pairwise
from types import SimpleNamespace

import pytest

from benchmarks.quotes.gold import ARTICLES, SEEDS, SET_ASIDE, TRAPS, marked, read_folder
from benchmarks.quotes.matching import Tally, compare

FOLDERS = (ARTICLES, SET_ASIDE, TRAPS, SET_ASIDE / "traps")
ALL = [gold for folder in FOLDERS for gold in read_folder(folder)]
README = (ARTICLES.parent / "README.md").read_text(encoding="utf-8")
OPENING = re.compile(r"[\"“”„‟«»‘‚'`]$")
HELD = 15


def test_the_marks_of_a_gold_text_agree_with_its_words() -> None:
    for gold in ALL:
        assert not re.search(r"\[\[|\]\]|\{\{|\}\}", gold.text), gold.name
        for quote in gold.quotes:
            words = gold.text[quote.start : quote.end]
            assert words and words == words.strip(), f"{gold.name}: {words!r}"  # noqa: PT018
            if quote.kind == "direct" and not quote.optional:
                assert OPENING.search(gold.text[: quote.start]), f"{gold.name}: {words!r}"
            assert quote.kind == "direct" or "\n" not in words, f"{gold.name}: {words!r}"
        ranges = [(quote.start, quote.end) for quote in gold.quotes]
        assert all(one[1] <= after[0] for one, after in pairwise(ranges)), gold.name


def test_a_speaker_and_the_role_stand_in_the_text() -> None:
    for gold in ALL:
        words = f"{gold.title}\n{gold.text}".casefold()
        for speaker in gold.speakers:
            assert speaker.name or speaker.role, gold.name
            for form in (speaker.name, speaker.role):
                assert form is None or form.casefold() in words, f"{gold.name}: {form!r}"
            assert speaker in {quote.speaker for quote in gold.quotes}, f"{gold.name}: {speaker} speaks nowhere"


def test_the_sets_are_as_large_as_the_readme_says() -> None:
    rows = {name: int(number) for name, number in re.findall(r"\| `(\S+)` \| (\d+) \|\n", README)}
    assert rows == {str(path.relative_to(ARTICLES.parent)): len(read_folder(path)) for path in FOLDERS}


def test_articles_are_set_aside_by_the_checksum_of_their_number() -> None:
    open_names = {path.stem for path in ARTICLES.glob("*.toml")}
    held_names = {path.stem for path in SET_ASIDE.glob("*.toml")}
    names = sorted((f"{n:02}" for n in range(1, 41)), key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    assert {name for name in open_names if int(name) <= 40} == set(names[HELD:])
    assert held_names == set(names[:HELD])


def test_the_gold_of_the_seeds_has_ranges_hashes_and_no_words() -> None:
    seeds = tomllib.loads(SEEDS.read_text(encoding="utf-8"))["seed"]
    for seed in seeds:
        items = seed["quotes"]
        assert all(re.fullmatch(r"[0-9a-f]{64}", sha) for sha in (seed["text_sha256"], *(i["sha256"] for i in items)))
        assert all(one["end"] <= after["start"] for one, after in pairwise(items))
        assert all(i["start"] < i["end"] and i["speaker"] in seed["speakers"] for i in items)
        assert {key for i in items for key in i} <= {"start", "end", "kind", "speaker", "optional", "sha256"}
    direct = [sum(i["kind"] == "direct" for i in seed["quotes"]) for seed in seeds]
    assert direct == [3, 6]


EXAMPLE = marked(
    "example",
    {
        "text": "“[[ani: Satu dua.\n“Tiga empat]],” kata Ani Budi. Ia berharap {{ani: semua orang lekas pulang}}. "
        "“[[-: Lima enam]].” “[[?ani: Tujuh delapan]]”",
        "speakers": {"ani": {"name": "Ani Budi", "role": "Lurah"}},
    },
)


def given(words: str, kind: str, speaker: str | None, role: str | None = None) -> SimpleNamespace:
    start = EXAMPLE.text.index(words)
    return SimpleNamespace(start=start, end=start + len(words), kind=kind, speaker=speaker, role=role, rule="r")


@pytest.mark.parametrize(
    ("answers", "kind", "precision", "recall", "extra"),
    [
        ([given("Satu dua.\n“Tiga empat,”", "direct", "Bu Ani Budi, S.H.", "Lurah")], "direct", 1, 1, 0),
        ([given("Satu dua.", "direct", "ANI BUDI"), given("Tiga empat", "direct", "Ani")], "direct", 0.5, 0.5, 0),
        ([given("Satu dua.", "direct", None)], "direct", 1, 0, 0),
        ([given("Satu", "direct", "Ani Budi")], "direct", 0, 0, 1),
        ([given("Lima enam", "direct", "Ani Budi")], "direct", 0, 0, 0),
        ([given("Lima enam", "direct", None), given("Tujuh delapan", "direct", "Ani Budi")], "direct", 1, 0, 0),
        ([given("Tujuh delapan", "direct", "Budi")], "direct", 0, 0, 0),
        ([given("orang lekas pulang", "indirect", "Ani Budi")], "indirect", 1, 1, 0),
        ([given("pulang", "indirect", "Ani Budi")], "indirect", 0, 0, 1),
    ],
)
def test_an_answer_counts_by_its_words_and_its_speaker(
    answers: list[SimpleNamespace], kind: str, precision: float, recall: float, extra: int
) -> None:
    tally = Tally()
    compare(EXAMPLE, answers, kind, tally)
    assert (tally.precision, tally.recall, tally.extra) == (precision, recall, extra)
