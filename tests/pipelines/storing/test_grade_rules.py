"""The compiled rules give the grades and matches that the patterns of docs/topics.md give, one wording at a time."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

import pytest

from corpus.topics import Grading, Topic
from pipelines.storing.grade import grade, plainly_off

WORDS = (
    *("pegawai", "Kepegawaian", "pegawai-negeri", "pegawainya", "BP2MI", "bp2mi_ntt", "P2MI/BNP", "KemenP2MI", "a*b"),
    *("pembinaan", "pem\u0301binaan", "Ma'ruf", "ma\u2019ruf", "İstanbul", "istanbul", "ıstanbul", "di\u017fiplin"),
    *("disiplin", "Kinerja", "\u212ainerja", "STRASSE", "straße", "Σας", "ΣΑΣ", "ǅungla", "ﬁn", "fin", "é", "É"),
    *("ι", "\u0345", "µ", "Μ", "Å", "\u212b", "x", "_", "-", "/", ".", "²", "٣", "\ue000", "\u200d", "*", "\\"),
)
BETWEEN = (" ", " ", " ", "\n", "\u00a0", "-", " - ", "--", "\t", "", ". ", ", ", "_", "\u2003", "\x1c", "\u0301")
CASES = (str, str, str.lower, str.upper, str.title, str.swapcase)


@dataclass
class Made:
    """Makes texts and wordings from a seed."""

    rng: random.Random

    def text(self, most: int) -> str:
        """A text of up to `most` words."""
        words = self.rng.choices(WORDS, k=self.rng.randint(0, most))
        return "".join(self.rng.choice(CASES)(word) + self.rng.choice(BETWEEN) for word in words)

    def wording(self) -> str:
        """One to three words; a `*` may stand anywhere in them."""
        drawn = self.rng.choices(WORDS, k=self.rng.choice((1, 1, 1, 2, 2, 3)))
        words = [self.rng.choice(CASES)(word) for word in drawn]
        if self.rng.random() < 0.3:
            cut = self.rng.randint(0, len(words[-1]))
            words[-1] = words[-1][:cut] + "*" + words[-1][cut:] * self.rng.randint(0, 1)
        return self.rng.choice((" ", " ", "\u00a0", "-")).join(words)

    def wordings(self, most: int) -> tuple[str, ...]:
        """Up to `most` wordings; one may be given twice, or be a part of another."""
        made = [self.wording() for _ in range(self.rng.randint(0, most))]
        return (*made, *(w.split()[0] for w in made if w.split() and self.rng.random() < 0.2))

    def rules(self) -> Grading:
        """Rules of grading."""
        groups = tuple(self.wordings(3) for _ in range(self.rng.choice((0, 1, 1, 2))))
        return Grading(self.wordings(4), groups, self.wordings(2), self.wordings(2))


def patterns_match(wording: str) -> re.Pattern[str]:
    words = [re.escape(w).replace(r"\*", r"\w*") for w in wording.split()]
    return re.compile(r"(?<!\w)" + r"[\s\u00a0-]+".join(words) + r"(?!\w)", re.IGNORECASE)


def matches_one_by_one(wordings: tuple[str, ...], fields: dict[str, str]) -> list[tuple[str, str]]:
    return [(w, n) for n, text in fields.items() for w in wordings if text and patterns_match(w).search(text)]


def struck(rules: Grading, text: str | None) -> str:
    for wording in rules.none:
        text = patterns_match(wording).sub(" ", text or "")
    return text or ""


def graded_one_by_one(rules: Grading, title: str | None, lead: str | None, text: str | None) -> object:
    body = text or ""
    if lead and body.startswith(lead):
        body = body[len(lead) :]
    fields = {"title": struck(rules, title), "lead": struck(rules, lead), "body": struck(rules, body)}
    phrases = matches_one_by_one(rules.phrases, fields)
    grouped = [matches_one_by_one(group, fields) for group in rules.all]
    anyhow = matches_one_by_one(rules.any, fields)
    met = all(grouped) and (bool(anyhow) or not rules.any)
    if met and (any(field in {"title", "lead"} for _, field in phrases) or not rules.phrases):
        value = 3
    elif met and phrases:
        value = 2
    else:
        value = 1 if phrases or (met and bool(rules.all or rules.any)) else 0
    return value, list(dict.fromkeys([*phrases, *(m for group in grouped for m in group), *anyhow]))


@pytest.mark.parametrize("seed", range(8))
def test_grades_and_matches_are_those_of_the_patterns_one_by_one(seed: int) -> None:
    made = Made(random.Random(seed))
    values: set[int] = set()
    for _ in range(25):
        rules = made.rules()
        topic = Topic("coba", "Coba", grading=rules)
        for _ in range(8):
            title, lead, text = made.text(4), made.text(6), made.text(12)
            if made.rng.random() < 0.5:
                text = lead + text  # the lead may end within a word
            given: tuple[str | None, ...] = (title, lead, text) if made.rng.random() < 0.9 else (None, None, text)
            graded = grade(topic, *given)
            values.add(graded.grade)
            assert (graded.grade, [(m.phrase, m.field) for m in graded.matches]) == graded_one_by_one(rules, *given), (
                rules,
                given,
            )
    assert values == {0, 1, 2, 3}


@pytest.mark.parametrize("seed", range(2))
def test_a_listing_is_plainly_off_where_no_pattern_matches(seed: int) -> None:
    made = Made(random.Random(seed))
    results: set[bool] = set()
    for _ in range(60):
        rules = made.rules()
        title, summary = made.text(4), "kata " * 20 + made.text(5)
        fields = {"title": struck(rules, title), "lead": struck(rules, summary)}
        wordings = (*rules.phrases, *rules.any, *(w for group in rules.all for w in group))
        off = plainly_off(Topic("coba", "Coba", grading=rules), title, summary, whole=False)
        assert off is not bool(matches_one_by_one(wordings, fields)), (rules, title, summary)
        results.add(off)
    assert results == {True, False}


def test_letters_that_any_case_takes_for_an_ascii_letter_are_not_ruled_out() -> None:
    for letter in {chr(n) for n in range(0x110000) if not 0xD800 <= n < 0xE000 and chr(n).swapcase() != chr(n)}:
        for plain in {letter.lower()[0], letter.upper()[0], letter.casefold()[0], "i", "s", "k"}:
            if plain.isascii():
                rules = Grading(phrases=(f"x{plain}y",))
                expected = bool(patterns_match(f"x{plain}y").search(f"x{letter}y"))
                assert bool(grade(Topic("coba", "Coba", grading=rules), f"x{letter}y", None, None).matches) is expected
