"""Whom a typed name means among the stored mentions. All sentences are made up."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.deriving.batches import derive_due
from corpus.models import Article
from corpus.people_named.derivation import mentions_of_corpus
from corpus.people_named.name_lookup import named_in_mentions, stored_names
from corpus.search import search
from corpus.store import ArticleOutcome, Corpus

Keep = Callable[..., ArticleOutcome]
TEXTS = (
    "Kepala BP3MI NTT, Suratmi Hamida, menerima Sekretaris Utama BP2MI, Rinardi.",
    "BP3MI Nusa Tenggara Timur menerima Rinardi Putra? Tidak: pengusaha kapal Benny Wijaya.",
    "Kepala BP2MI Benny Rhamdani menyebut BPJS Kesehatan dan BPJS.",
    "UPT BP2MI Bali dan BNP2TKI. Tidak ada orang.",
)


@pytest.fixture
def people(corpus: Corpus, keep: Keep, articles: tuple[Article, ...], another: Callable[..., Article]) -> Corpus:
    """A corpus of four articles, with their mentions."""
    keep(*(replace(another(n), title=f"Berita {n}", text=text) for n, text in enumerate(TEXTS)))
    deque(derive_due(corpus, mentions_of_corpus(corpus.path)), maxlen=0)
    return corpus


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("BP3MI NTT", ("BP3MI NTT",)),
        ("bp3mi ntt", ("BP3MI NTT",)),
        ("BP3TKI Nusa Tenggara Timur", ("BP3MI NTT",)),
        ("BP3MI", ("BP3MI Bali", "BP3MI NTT")),
        ("BNP2TKI", ("KP2MI",)),
        ("Badan Pelindungan Pekerja Migran Indonesia", ("KP2MI",)),
        ("BPJS", ("BPJS",)),
        ("Rinardi", ("Rinardi",)),
        ("Benny Ramdhani", ("Benny Rhamdani",)),
        ("benny", ("Benny Rhamdani", "Benny Wijaya")),
        ("Wijaya", ("Benny Wijaya",)),
        ("Suratmi Hamida", ("Suratmi Hamida",)),
        ("Tidakada", ()),
        ("!?", ()),
        ("", ()),
    ],
)
def test_a_typed_name_means_stored_ones(people: Corpus, typed: str, names: tuple[str, ...]) -> None:
    assert named_in_mentions(people, typed).names == names


def test_the_stored_names_stand_once_and_in_order(people: Corpus) -> None:
    names = list(stored_names(people))
    assert names == sorted(set(names))
    assert len(names) == people.conn.execute("SELECT count(DISTINCT name) FROM mentions").fetchone()[0]


def numbers(corpus: Corpus, query: str) -> list[str]:
    return sorted(hit.title for hit in search(corpus, query).hits)


def test_articles_that_mention_an_office_and_a_person(people: Corpus) -> None:
    assert numbers(people, 'mentions:"BP3MI NTT" mentions:Rinardi') == ["Berita 0"]
    assert numbers(people, 'mentions:"BP3MI NTT"') == ["Berita 0", "Berita 1"]
    assert numbers(people, "menerima -mentions:Rinardi") == ["Berita 1"]
    assert numbers(people, "mentions:Rinardi OR mentions:BNP2TKI") == ["Berita 0", "Berita 2", "Berita 3"]
    assert numbers(people, "menyebut:benny") == ["Berita 1", "Berita 2"]


def test_a_name_that_nobody_bears_finds_nothing_and_says_so(people: Corpus) -> None:
    result = search(people, "mentions:Tidakada")
    assert not result.hits
    assert any("nobody" in note for note in result.notes)


def test_a_name_of_several_says_whom_it_means(people: Corpus) -> None:
    assert any("Benny Rhamdani, Benny Wijaya" in note for note in search(people, "mentions:benny").notes)


def test_an_answer_says_which_articles_are_not_read_yet(
    people: Corpus, keep: Keep, another: Callable[..., Article]
) -> None:
    assert not any("kliping derive" in note for note in search(people, "mentions:Rinardi").notes)
    keep(replace(another(9), text="Rinardi hadir."))
    assert any("kliping derive" in note for note in search(people, "mentions:Rinardi").notes)
