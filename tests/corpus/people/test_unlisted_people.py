"""Persons who are named often and stand in no names file. All sentences are made up."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.deriving.batches import derive_due
from corpus.models import Article
from corpus.people.unlisted_people import people_toml, unlisted_people
from corpus.people_named.derivation import mentions_of_corpus
from corpus.store import ArticleOutcome, Corpus
from corpus.vocabulary.names_file import parse_names, shipped_names

Keep = Callable[..., ArticleOutcome]


@pytest.fixture
def people(corpus: Corpus, keep: Keep, another: Callable[..., Article]) -> Corpus:
    """Three articles of two outlets that name a person whom nobody lists, and one with an official's family name."""
    text = "Kepala Dinas Sosial NTT, Yosef Wolowae, dan Camat Amarasi, Maria Simbolon, menerima Benny Rhamdani."
    keep(*(replace(another(n, outlet=("suara_kota", "warta_timur")[n % 2]), text=text) for n in range(3)))
    keep(replace(another(7), text="Ketua RT 05, Budi Wolo, hadir."))
    deque(derive_due(corpus, mentions_of_corpus(corpus.path)), maxlen=0)
    return corpus


def test_who_is_named_often_and_is_no_official_is_proposed(people: Corpus) -> None:
    rows = {one.name: one for one in unlisted_people(people, shipped_names())}
    assert set(rows) == {"Yosef Wolowae", "Maria Simbolon"}
    yosef = rows["Yosef Wolowae"]
    assert (yosef.role, yosef.articles, yosef.outlets, yosef.like) == ("Kepala Dinas Sosial NTT", 3, 2, None)
    assert rows["Maria Simbolon"].like == "Lasro Simbolon"


def test_fewer_articles_are_enough_where_that_is_asked(people: Corpus) -> None:
    assert "Budi Wolo" in {one.name for one in unlisted_people(people, shipped_names(), least=1)}


def test_the_entries_are_a_file_of_names(people: Corpus) -> None:
    text = people_toml(unlisted_people(people, shipped_names()))
    names = parse_names(text, "usul.toml")
    assert set(names.officials) == {"Yosef Wolowae"}
    assert names.officials["Yosef Wolowae"].roles == ("kepala",)
    assert "# like Lasro Simbolon" in text
