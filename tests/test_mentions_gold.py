"""The gold of mentions agrees with itself: counts, roles and names in their text, sets by checksum."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from types import SimpleNamespace

import pytest

from benchmarks.mentions.__main__ import GROUPS, MentionTally, compare_mentions
from benchmarks.mentions.mention_gold import ARTICLES, SET_ASIDE, GoldArticle, GoldMention, Named, read_articles

FOLDERS = (ARTICLES, SET_ASIDE)
ALL = [article for folder in FOLDERS for article in read_articles(folder)]
README = (ARTICLES.parent / "README.md").read_text(encoding="utf-8")
HELD = 5


def test_each_row_is_named_as_often_as_the_gold_says() -> None:
    for article in ALL:
        # rows of one article are told apart by their values: no two are equal
        numbers = Counter(mention.named for mention in article.mentions if mention.named)
        assert sorted(numbers.values()) == sorted(article.counts.values()), article.name


def test_a_name_and_a_role_stand_in_the_text() -> None:
    for article in ALL:
        words = article.text.casefold()
        for named in {mention.named for mention in article.mentions if mention.named}:
            assert named.role is None or named.role.casefold() in words, f"{article.name}: {named.role!r}"
            if named.kind == "person":
                assert any(form.casefold() in words for form in (named.name, *named.also)), f"{article.name}: {named}"


def test_articles_with_mentions_are_set_aside_by_the_checksum_of_their_number() -> None:
    names = sorted((f"{n:02}" for n in range(1, 16)), key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    assert {path.stem for path in SET_ASIDE.glob("*.toml")} == set(names[:HELD])
    assert {path.stem for path in ARTICLES.glob("*.toml")} == set(names[HELD:])
    rows = {name: int(number) for name, number in re.findall(r"\| `(\S+)` \| (\d+) \|\n", README)}
    assert rows == {folder.name: len(read_articles(folder)) for folder in FOLDERS}


ANI = Named("person", "Ani Budi", role="Lurah", listed=False)
OFFICE = Named("body", "BP3MI", ("kantor", "BP3MI Jabar", "Balai"), places=("Jabar",))
TEXT = "Lurah Ani Budi di Balai (BP3MI) Jabar, Jalan Budi"
EXAMPLE = GoldArticle(
    "example", "", TEXT, (GoldMention(6, 14, ANI), GoldMention(18, 37, OFFICE), GoldMention(39, 49, None)), {}
)


def mention(words: str, kind: str, name: str, role: str | None = None) -> SimpleNamespace:
    start = TEXT.index(words)
    return SimpleNamespace(start=start, end=start + len(words), kind=kind, name=name, role=role)


@pytest.mark.parametrize(
    ("answers", "group", "expected"),
    [
        ([mention("Lurah Ani Budi", "person", "Bu Ani Budi", "Lurah")], 1, (1, 1, 0, 1, 1, 0, 0)),
        ([mention("Ani", "person", "Ani Wijaya")], 1, (1, 0, 1, 0, 0, 0, 0)),
        ([mention("Jalan Budi", "person", "Budi")], 1, (1, 0, 1, 0, 0, 0, 0)),
        (
            [mention("Balai", "body", "Balai"), mention("(BP3MI) Jabar", "body", "BP3MI Jabar")],
            2,
            (1, 1, 0, 0, 0, 1, 1),
        ),
        ([mention("BP3MI", "body", "kantor")], 2, (1, 1, 0, 0, 0, 1, 0)),
        ([mention("BP3MI", "person", "BP3MI")], 2, (1, 0, 1, 0, 0, 0, 0)),
    ],
)
def test_a_given_mention_counts_by_its_place_and_its_name(
    answers: list[SimpleNamespace], group: int, expected: tuple[int, ...]
) -> None:
    tallies = {name: MentionTally() for name in GROUPS}
    compare_mentions(EXAMPLE, answers, tallies)
    tally = tallies[GROUPS[group]]
    counts = (tally.gold, tally.right, tally.wrong, tally.roles, tally.roles_right, tally.places, tally.places_right)
    assert counts == expected
