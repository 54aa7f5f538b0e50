"""Who is named and quoted, and the page of one person. All sentences are made up."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.deriving.batches import derive_due
from corpus.errors import KlipingError
from corpus.models import Article
from corpus.people.people_counts import people_named
from corpus.people.person_page import person_page
from corpus.people_named.derivation import mentions_of_corpus
from corpus.store import ArticleOutcome, Corpus

Keep = Callable[..., ArticleOutcome]


@pytest.fixture
def people(corpus: Corpus, keep: Keep, another: Callable[..., Article]) -> Corpus:
    """Three articles with mentions and a quote; the third tells the story of the second."""
    texts = (
        "Kepala BP2MI, Benny Rhamdani, hadir di Kupang bersama Kepala BP3MI NTT, Suratmi Hamida.",
        "Kepala BP2MI Benny Ramdhani pergi. Benny senang.",
        "Ketua Umum Barikade 98, Benny Rhamdani, pergi ke Bali.",
    )
    keep(*(replace(another(n), text=text) for n, text in enumerate(texts)))
    deque(derive_due(corpus, mentions_of_corpus(corpus.path)), maxlen=0)
    first, second, third = (row[0] for row in corpus.conn.execute("SELECT id FROM articles ORDER BY id"))
    corpus.conn.execute("INSERT INTO stories (article_id, story_id) VALUES (?, ?)", (third, second))
    corpus.conn.execute(
        """INSERT INTO quotes (article_id, start, "end", kind, text, speaker, role, rule, text_sha256)
        VALUES (?, 0, 5, 'direct', 'Baik.', 'Benny Rhamdani', 'Kepala BP2MI', 'x', 'x'),
        (?, 0, 5, 'direct', 'Belum.', 'Seorang Lain', NULL, 'x', 'x')""",
        (first, first),
    )
    return corpus


def test_articles_stories_outlets_and_quotes_are_counted(people: Corpus) -> None:
    rows = {row.name: row for row in people_named(people)}
    benny = rows["Benny Rhamdani"]
    assert (benny.kind, benny.articles, benny.stories, benny.outlets) == ("person", 3, 2, 1)
    assert (benny.mentions, benny.quotes) == (4, 1)
    assert (rows["KP2MI"].kind, rows["KP2MI"].articles, rows["BP3MI NTT"].articles) == ("body", 2, 1)
    assert (rows["Seorang Lain"].mentions, rows["Seorang Lain"].quotes) == (0, 1)


def test_the_most_frequent_comes_first_and_the_answer_counts_the_articles(people: Corpus) -> None:
    named = people_named(people)
    assert named[0].name == "Benny Rhamdani"
    assert (named.answer.total, named.answer.stories) == (3, 2)


def test_one_kind_and_one_search_alone(people: Corpus) -> None:
    assert {row.kind for row in people_named(people, kind="body")} == {"body"}
    assert {row.kind for row in people_named(people, kind="person")} == {"person"}
    assert {row.name for row in people_named(people, "bali")} == {"Benny Rhamdani"}


def test_a_body_that_speaks_under_an_earlier_name_is_one_row_and_no_person(people: Corpus) -> None:
    people.conn.execute(
        """INSERT INTO quotes (article_id, start, "end", kind, text, speaker, rule, text_sha256)
        SELECT min(id), 6, 9, 'indirect', 'Ada.', 'BP2MI', 'x', 'x' FROM articles"""
    )
    rows = {row.name: row for row in people_named(people)}
    assert "BP2MI" not in rows
    assert (rows["KP2MI"].kind, rows["KP2MI"].quotes) == ("body", 1)
    assert "BP2MI" not in {row.name for row in people_named(people, kind="person")}
    assert [one.text for one in person_page(people, "BP2MI").quotes] == ["Ada."]


def test_somebody_who_is_only_quoted_has_a_page(people: Corpus) -> None:
    page = person_page(people, "Seorang Lain")
    assert (page.kind, page.articles, page.mentions, [one.text for one in page.quotes]) == ("person", 1, 0, ["Belum."])


def test_a_page_has_names_roles_outlets_quotes_and_who_stands_beside(people: Corpus) -> None:
    page = person_page(people, "Benny Ramdhani")
    assert (page.name, page.kind, page.articles, page.stories, page.mentions) == ("Benny Rhamdani", "person", 3, 2, 4)
    assert {row.value: row.articles for row in page.forms} == {"Benny Rhamdani": 2, "Benny Ramdhani": 1, "Benny": 1}
    assert {row.value: row.articles for row in page.roles} == {"Kepala BP2MI": 2, "Ketua Umum Barikade 98": 1}
    assert [quote.text for quote in page.quotes] == ["Baik."]
    assert {row.value: row.kind for row in page.beside} == {
        "KP2MI": "body",
        "BP3MI NTT": "body",
        "Suratmi Hamida": "person",
    }
    assert page.post == "Kepala BP2MI"


def test_a_page_of_a_search_has_its_articles_alone(people: Corpus) -> None:
    page = person_page(people, "Benny Rhamdani", "kupang")
    assert (page.articles, page.mentions, len(page.quotes)) == (1, 1, 1)


def test_somebody_whom_no_article_names_is_an_error_with_a_near_name(people: Corpus) -> None:
    with pytest.raises(KlipingError, match="Suratmi Hamida"):
        person_page(people, "Suratma Hamidi")
