"""Who said what: the stored quotes of a search, by speaker and by words. All sentences are made up."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import date

import pytest

from corpus.deriving.batches import derive_due
from corpus.models import Article
from corpus.quote_lists.quote_reading import read_quotes
from corpus.quotes.quote_derivation import quotes_of_corpus
from corpus.quotes.speaker_names import speakers_meant
from corpus.search import search
from corpus.store import Corpus
from corpus.vocabulary.word_index import refresh

TEXTS = (
    "Kepala BP2MI Beny Ramdhani hadir. “Jaga integritas pelayanan kita,” kata Ramdhani.",
    (
        "Kepala BP2MI, Benny Rhamdani, hadir. Benny mengatakan loket dibuka lebih pagi.\n"
        "“Kami melayani warga setiap hari,” kata Maria Contoh."
    ),
    "BP2MI menyatakan layanan dibuka besok pagi.",
    "Berita tanpa kutipan tentang integritas pegawai.",
)


@pytest.fixture
def spoken(corpus: Corpus, keep: Callable[..., object], another: Callable[..., Article]) -> Corpus:
    for number, text in enumerate(TEXTS, 1):
        day = None if number == 1 else date(2023, 11, number)
        keep(another(number, text=text, day=day, outlet="suara_kota"))
    deque(derive_due(corpus, quotes_of_corpus(corpus.path)), maxlen=0)
    refresh(corpus)
    return corpus


def titles(corpus: Corpus, query: str) -> list[str]:
    return [hit.title for hit in search(corpus, query).hits]


def words(corpus: Corpus, query: str | None = None, by: str | None = None) -> list[str]:
    return [one.words for one in read_quotes(corpus, query, by=by)]


def test_quotes_stand_in_the_order_of_their_articles_the_undated_last(spoken: Corpus) -> None:
    assert words(spoken) == [
        "layanan dibuka besok pagi",
        "loket dibuka lebih pagi",
        "Kami melayani warga setiap hari",
        "Jaga integritas pelayanan kita",
    ]


@pytest.mark.parametrize("name", ["benny", "Rhamdani", "Beny Ramdhani", "BENNY RHAMDANI", "brani"])
def test_a_speaker_is_found_by_short_names_spellings_and_aliases(spoken: Corpus, name: str) -> None:
    assert speakers_meant(spoken, name) == ["Benny Rhamdani"]
    assert words(spoken, by=name) == ["loket dibuka lebih pagi", "Jaga integritas pelayanan kita"]
    assert titles(spoken, f'by:"{name}"') == ["Berita 2", "Berita 1"]


def test_a_body_is_found_by_its_other_names(spoken: Corpus) -> None:
    assert words(spoken, by="BNP2TKI") == words(spoken, by="bp2mi") == ["layanan dibuka besok pagi"]


def test_the_words_of_a_quote_are_found_and_not_those_beside_it(spoken: Corpus) -> None:
    assert titles(spoken, "said:integritas") == ["Berita 1"]
    assert titles(spoken, 'said:"melayani warga"') == ["Berita 2"]
    assert titles(spoken, "said:layan*") == ["Berita 3"]
    assert titles(spoken, "said:hadir") == []
    assert titles(spoken, "integritas -said:integritas") == ["Berita 4"]


def test_words_are_found_in_their_usual_forms(spoken: Corpus) -> None:
    assert titles(spoken, "said:pelayanan") == titles(spoken, "said:melayani") == ["Berita 3", "Berita 2", "Berita 1"]


def test_quotes_of_a_search_are_those_that_its_fields_ask_for(spoken: Corpus) -> None:
    assert words(spoken, "by:maria") == ["Kami melayani warga setiap hari"]
    assert words(spoken, "said:loket by:benny") == ["loket dibuka lebih pagi"]
    assert words(spoken, "loket") == ["loket dibuka lebih pagi", "Kami melayani warga setiap hari"]


def test_an_answer_without_quotes_says_why(spoken: Corpus) -> None:
    assert read_quotes(spoken, by="siapa").answer.notes == (
        "no quote has a speaker named siapa; `kliping quotes` without --by shows who speaks",
    )
    assert read_quotes(spoken, "tanpa").answer.notes[-1] == "1 article matches; none has a quote"
    assert read_quotes(spoken, "loket", by="bp2mi").answer.notes[-1] == (
        "1 article matches; no quote in it is of this speaker and with these words"
    )


def test_what_is_not_read_yet_is_said(
    spoken: Corpus, keep: Callable[..., object], another: Callable[..., Article]
) -> None:
    keep(another(9, text=TEXTS[0], day=date(2023, 12, 1)))
    assert any("1 article is not read for quotes yet" in note for note in read_quotes(spoken).answer.notes)


def test_a_limit_says_that_there_are_more(spoken: Corpus) -> None:
    assert (len(read_quotes(spoken, limit=2)), read_quotes(spoken, limit=2).is_cut) == (2, True)
    assert read_quotes(spoken, limit=4).is_cut is False
