"""Precision and recall of the grades, estimated from the labels of one sample; and the coders' agreement (`coding`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import CorpusError
from corpus.file.unreadable import needed_json
from corpus.messages.sample_messages import SAMPLE_UNKNOWN
from corpus.methods.agreement import Agreement, agreement
from corpus.methods.estimation import Estimate, Stratum, estimate
from corpus.methods.labels import labels_of, majority_label
from corpus.store import Corpus

GRADES = (3, 2, 1)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The articles with this grade or a higher one; `articles` is their number in the corpus.

    `precision` is the share of them that belongs to the topic. `recall` is the share of the topic's articles that is
    among them. None if no label allows an estimate.
    """

    grade: int
    articles: int
    precision: Estimate | None
    recall: Estimate | None


@dataclass(frozen=True, slots=True)
class SampleUsed:
    """The sample that the estimates are based on.

    `coded` of its articles have a majority label. `unsettled` have labels without a majority (even, or all unsure).
    The others have no label: the sample is labelled in part, and its estimates hold only if chance left them out.
    """

    id: int
    drawn_at: str
    seed: int
    by: tuple[str, ...]
    size: int
    coded: int
    unsettled: int

    @property
    def labelled(self) -> int:
        """The number of its articles that have a label."""
        return self.coded + self.unsettled


@dataclass(frozen=True, slots=True)
class SampleLabels:
    """How many of a sample's `size` articles have a label."""

    id: int
    drawn_at: str
    size: int
    labelled: int

    @property
    def weight(self) -> float:
        """How much it counts as the labelled one: the number of its labels times the share that they are of it.

        A stray draw that shares some articles with the labelled sample has few; a large one that holds them all has a
        small share.
        """
        return self.labelled**2 / self.size


@dataclass(frozen=True, slots=True)
class Coding:
    """The results of a topic's labels: the estimates from the sample, and the agreement of the coders.

    `agreement` takes "unsure" as a value of its own, `agreement_decided` leaves it out. `outside` counts labelled
    articles that are not in the sample: they count for agreement, but not for precision. `other_samples` have labels
    too, and were not taken.
    """

    sample: SampleUsed | None
    at_least: tuple[AtLeast, ...]
    agreement: Agreement
    agreement_decided: Agreement
    labels: Mapping[str, int]
    outside: int
    other_samples: tuple[SampleLabels, ...] = ()


@dataclass(frozen=True, slots=True)
class _Coded:
    """An article of the sample with a majority label."""

    stratum: str
    grade: int
    yes: bool


def coding(corpus: Corpus, topic_id: int, topic: str, sample: int | None = None) -> Coding | None:
    """Return the results of the topic's labels, None if there are none.

    The default sample is the one that is labelled: of those with labels, the one with the greatest `weight`, of equal
    ones the newest. Raises CorpusError if the topic has no sample of that number.
    """
    labels = labels_of(corpus, topic)
    sample_id = _sample(corpus, topic, sample)
    if not labels:
        return None
    given = [label for unit in labels.values() for label in unit.values()]
    decided = [{coder: label for coder, label in unit.items() if label != "unsure"} for unit in labels.values()]
    drawn = _drawn(corpus, sample_id)
    return Coding(
        _used(corpus, sample_id, drawn, labels) if sample_id else None,
        tuple(_estimates(corpus, topic_id, drawn, labels)) if sample_id else (),
        agreement(labels.values()),
        agreement(decided),
        {name: given.count(name) for name in ("yes", "no", "unsure")},
        len(labels.keys() - drawn.keys()),
        tuple(one for one in labelled_samples(corpus, topic) if one.id != sample_id),
    )


def labelled_samples(corpus: Corpus, topic: str) -> list[SampleLabels]:
    """Return the topic's samples that have labels, oldest first."""
    labels = labels_of(corpus, topic)
    samples = corpus.conn.execute(
        """SELECT samples.id, drawn_at, size FROM samples JOIN topics ON topics.id = topic_id
        WHERE name = ? ORDER BY samples.id""",
        (topic,),
    ).fetchall()
    counted = [
        SampleLabels(sample_id, drawn_at, size, len(labels.keys() & _drawn(corpus, sample_id).keys()))
        for sample_id, drawn_at, size in samples
    ]
    return [sample for sample in counted if sample.labelled]


def _sample(corpus: Corpus, topic: str, sample_id: int | None) -> int | None:
    """Return the id of the given sample, else of the topic's labelled one."""
    if sample_id is None:
        labelled = labelled_samples(corpus, topic)
        return max(labelled, key=lambda one: (one.weight, one.id)).id if labelled else None
    known = "SELECT 1 FROM samples JOIN topics ON topics.id = topic_id WHERE name = ? AND samples.id = ?"
    if corpus.conn.execute(known, (topic, sample_id)).fetchone() is None:
        raise CorpusError(SAMPLE_UNKNOWN(path=corpus.path, sample=sample_id, topic=topic))
    return sample_id


SampleStrata = Mapping[int, tuple[str, int]]
"""Article id -> (stratum, number of articles in the stratum when the sample was drawn)."""


def _drawn(corpus: Corpus, sample_id: int | None) -> SampleStrata:
    """Return article id -> (stratum, size of the stratum) for the sample; empty without a sample."""
    rows = corpus.conn.execute(
        "SELECT article_id, stratum, stratum_size FROM sample_articles WHERE sample_id = ?", (sample_id,)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _used(corpus: Corpus, sample_id: int, drawn: SampleStrata, labels: Mapping[int, Mapping[str, str]]) -> SampleUsed:
    """Return the facts of the sample: when it was drawn, its seed, its strata, and how many articles have a label."""
    drawn_at, seed, strata = corpus.conn.execute(
        "SELECT drawn_at, seed, strata FROM samples WHERE id = ?", (sample_id,)
    ).fetchone()
    here = [majority_label(labels[article_id]) for article_id in drawn if article_id in labels]
    coded = sum(label is not None for label in here)
    return SampleUsed(
        sample_id,
        drawn_at,
        seed,
        tuple(needed_json(strata, "the strata of a sample")),
        len(drawn),
        coded,
        len(here) - coded,
    )


def _estimates(
    corpus: Corpus, topic_id: int, drawn: SampleStrata, labels: Mapping[int, Mapping[str, str]]
) -> list[AtLeast]:
    grades = dict(
        corpus.conn.execute("SELECT article_id, grade FROM grades WHERE topic_id = ?", (topic_id,)).fetchall()
    )
    coded = [
        _Coded(stratum, grades.get(article_id, 0), label == "yes")
        for article_id, (stratum, _) in drawn.items()
        if (label := majority_label(labels.get(article_id, {})))
    ]
    sizes = dict(drawn.values())
    return [_at_least(grade, sum(g >= grade for g in grades.values()), coded, sizes) for grade in GRADES]


def _at_least(grade: int, articles: int, coded: Sequence[_Coded], sizes: Mapping[str, int]) -> AtLeast:
    """Return precision and recall of this grade or higher, estimated from the coded articles."""
    yes, high = [c.yes for c in coded], [c.grade >= grade for c in coded]
    return AtLeast(grade, articles, _share(coded, sizes, high, yes), _share(coded, sizes, yes, high))


def _share(
    coded: Sequence[_Coded], sizes: Mapping[str, int], among: Sequence[bool], counted: Sequence[bool]
) -> Estimate | None:
    """Return the share of articles flagged in `counted` among those flagged in `among`, weighted by stratum.

    The flags are in the order of `coded`.
    """
    labelled, within, hits = Counter[str](), Counter[str](), Counter[str]()
    for c, is_among, is_counted in zip(coded, among, counted, strict=True):
        labelled[c.stratum] += 1
        within[c.stratum] += is_among
        hits[c.stratum] += is_among and is_counted
    return estimate([Stratum(sizes[name], labelled[name], within[name], hits[name]) for name in labelled])
