"""A label of a story counts for each of its articles that has none of its own by that coder."""

from collections.abc import Callable
from typing import Any

from corpus.methods.labels import Label, labels_of, put_labels
from corpus.methods.precision import labelled_samples
from corpus.methods.sampling import draw
from corpus.store import Corpus

TOPIC = "pembinaan-pegawai"


def test_a_label_of_a_story_counts_for_each_article(corpus: Corpus, release: list[int]) -> None:
    root, copy, other = release[0], release[5], release[9]
    put_labels(corpus, [Label(str(copy), "yes", "ana", scope="story"), Label(str(other), "no", "ana")], TOPIC)
    labels = labels_of(corpus, TOPIC)
    assert labels.keys() == set(release)
    assert (labels[root], labels[copy], labels[other]) == ({"ana": "yes"}, {"ana": "yes"}, {"ana": "no"})
    put_labels(corpus, [Label(str(root), "unsure", "ana", scope="story")], TOPIC)  # later than that of the copy
    corpus.conn.execute("UPDATE labels SET labelled_at = '2001-01-01' WHERE article_id = ?", (copy,))
    labels = labels_of(corpus, TOPIC)
    assert (labels[root], labels[copy], labels[release[7]]) == ({"ana": "unsure"}, {"ana": "yes"}, {"ana": "unsure"})
    put_labels(corpus, [Label(str(copy), "yes", "ana"), Label(str(root), "no", "ana")], TOPIC)
    assert labels_of(corpus, TOPIC).keys() == {root, copy, other}  # of articles again


def test_an_article_without_copies_is_a_story(filled: Corpus) -> None:
    only = filled.id_of("suara-kota.example/opini-pegawai")
    put_labels(filled, [Label(str(only), "yes", "ana", scope="story")], TOPIC)
    assert labels_of(filled, TOPIC) == {only: {"ana": "yes"}}


def test_a_sample_is_labelled_by_labels_of_stories(filled: Corpus) -> None:
    draw(filled, 4, by=[], seed=1)
    copy = filled.id_of("warta-timur.example/2023/11/21/deputi-bina-pegawai")
    put_labels(filled, [Label(str(copy), "yes", "ana", scope="story")], TOPIC)
    assert [sample.labelled for sample in labelled_samples(filled, TOPIC)] == [2]


def test_the_command_says_for_how_many_it_counts(filled: Corpus, kliping: Callable[..., Any]) -> None:
    copy = filled.id_of("warta-timur.example/2023/11/21/deputi-bina-pegawai")
    ran = kliping("label", copy, "ya", "--coder", "ana", "--story", "--corpus", filled.path)
    assert (ran.code, "It counts for 1 other article of the story, too." in ran.err) == (0, True)
    assert len(labels_of(filled, TOPIC)) == 2
