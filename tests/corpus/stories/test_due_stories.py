"""An answer that rests on stories says how many articles were not read for copies yet."""

from corpus.linguistics.wordlists import word_list
from corpus.methods.gather import gather_methods
from corpus.search import search
from corpus.store import Corpus
from corpus.stories.due_stories import stories_due

SENTENCE = "4 articles are not read for lineage yet; `kliping derive` reads what is missing"


def test_answers_say_what_is_due(filled: Corpus) -> None:
    assert stories_due(filled) is None
    assert SENTENCE not in search(filled, "pegawai").notes
    filled.conn.execute("DELETE FROM derived")
    assert stories_due(filled) == SENTENCE
    assert SENTENCE in search(filled, "pegawai").notes
    assert SENTENCE in word_list(filled, "pegawai").answer.notes
    assert gather_methods(filled).stories_due == SENTENCE


def test_an_empty_corpus_has_nothing_due(corpus: Corpus) -> None:
    assert stories_due(corpus) is None
