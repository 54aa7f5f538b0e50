"""Concordance, word list, collocations, keywords and trend equal what others compute on the same text."""

import math
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import pytest

from corpus.answers import Answer
from corpus.errors import QueryError
from corpus.linguistics.association import keyness, log_likelihood, log_ratio, mutual_information, t_score
from corpus.linguistics.collocations import collocates
from corpus.linguistics.concordance import concordance
from corpus.linguistics.keyness import keywords
from corpus.linguistics.texts import read_texts, tokenize_with_spans
from corpus.linguistics.trend import trend
from corpus.linguistics.wordlists import word_list
from corpus.models import Article
from corpus.store import Corpus
from corpus.vocabulary.word_index import refresh

TEXTS = (
    "Deputi membina pegawai baru di kantor. Pembinaan pegawai baru perlu waktu, kata Deputi.",
    "Pegawai kantor pos libur. Kantor pos buka lagi hari Senin dan pegawai masuk.",
    "Panen padi melimpah di desa. Petani menjual padi ke kota dan harga padi turun.",
    "Kepala kantor membina pegawai lama. Pegawai lama menerima pembinaan di kantor.",
)


@pytest.fixture
def studied(corpus: Corpus, keep: Callable[..., object], another: Callable[..., Article]) -> Corpus:
    days = (date(2023, 1, 5), date(2023, 3, 6), date(2023, 3, 7), date(2024, 1, 8))
    keep(*(another(n, text=text, day=day) for n, (text, day) in enumerate(zip(TEXTS, days, strict=True))))
    keep(another(9, text=TEXTS[0], day=date(2023, 2, 1), outlet="warta_timur"))
    refresh(corpus)
    return corpus


TABLES = [(8, 40, 20, 1000), (1, 40, 20, 1000), (3, 3, 3, 50), (12, 30, 12, 200), (5, 5, 90, 100)]


@pytest.mark.parametrize("table", TABLES)
def test_measures_equal_nltks(table: tuple[int, int, int, int]) -> None:
    association = pytest.importorskip("nltk.metrics.association").BigramAssocMeasures
    together, first, second, total = table
    theirs = (together, (first, second), total)
    assert log_likelihood(*table) == pytest.approx(association.likelihood_ratio(*theirs), rel=1e-6, abs=1e-6)
    assert mutual_information(*table) == pytest.approx(association.pmi(*theirs))
    assert t_score(*table) == pytest.approx(association.student_t(*theirs), rel=1e-6)


def test_keyness_equals_the_hand_computation() -> None:
    # Rayson's own example of the formula: E1 = 1000 * 30 / 3000 = 10, E2 = 2000 * 30 / 3000 = 20
    assert keyness(20, 1000, 10, 2000) == pytest.approx(2 * (20 * math.log(20 / 10) + 10 * math.log(10 / 20)))
    assert keyness(10, 2000, 20, 1000) == pytest.approx(-keyness(20, 1000, 10, 2000))
    assert log_ratio(20, 1000, 10, 2000) == pytest.approx(math.log2(4))
    assert log_ratio(8, 1000, 0, 1000) == pytest.approx(math.log2(16))


def test_collocates_equal_nltks_counts_and_measures(studied: Corpus) -> None:
    nltk = pytest.importorskip("nltk")
    words = [word for text in TEXTS[:1] for word in tokenize_with_spans(text)[0]]
    node = "pegawai"
    finder = nltk.collocations.BigramCollocationFinder.from_words(words, window_size=3)
    pairs: Counter[str] = Counter()
    for (a, b), n in finder.ngram_fd.items():  # their window runs to the right: both orders make ours
        if node in (a, b) and a != b:
            pairs[b if a == node else a] += n
    result = {c.word: c.near for c in collocates(
        studied, "=pegawai", left=2, right=2, least=1, stop=False, until=date(2023, 1, 31))}  # fmt: skip
    rest = Counter(w for w in words if w != node)
    places, total = sum(pairs.values()), sum(rest.values())
    assert result == {w: n for w, n in pairs.items() if n > places * rest[w] / total}
    one = next(c for c in collocates(studied, "=pegawai", left=2, right=2, least=1, stop=False,
                                     until=date(2023, 1, 31)) if c.word == "baru")  # fmt: skip
    theirs = (pairs["baru"], (places, rest["baru"]), total)
    measures = pytest.importorskip("nltk.metrics.association").BigramAssocMeasures
    assert one.log_likelihood == pytest.approx(measures.likelihood_ratio(*theirs), abs=1e-6)
    assert one.mi == pytest.approx(measures.pmi(*theirs))
    assert one.t == pytest.approx(measures.student_t(*theirs))


def test_a_window_of_nothing_is_said(studied: Corpus) -> None:
    with pytest.raises(QueryError, match="holds nothing"):
        collocates(studied, "pegawai", left=0, right=0)


def test_word_list_equals_nltks(studied: Corpus) -> None:
    nltk = pytest.importorskip("nltk")
    words = [word for text in TEXTS for word in tokenize_with_spans(text)[0]]
    counted = nltk.FreqDist(words)
    result = word_list(studied, limit=1000, stop=False, originals=True)
    assert {f.word: f.count for f in result} == dict(counted)
    assert all(f.per_million == pytest.approx(counted.freq(f.word) * 1e6) for f in result)
    assert {f.word: f.articles for f in result} == {
        w: sum(w in tokenize_with_spans(t)[0] for t in TEXTS) for w in counted
    }


def test_dispersion_equals_the_definition(studied: Corpus) -> None:
    sizes = [len(tokenize_with_spans(text)[0]) for text in TEXTS]
    for f in word_list(studied, limit=1000, stop=False, originals=True):
        apart = [abs(tokenize_with_spans(text)[0].count(f.word) / f.count - size / sum(sizes))
                 for text, size in zip(TEXTS, sizes, strict=True)]  # fmt: skip
        assert f.dispersion == pytest.approx(sum(apart) / 2, abs=1e-6)


def test_words_that_say_little_are_left_out(studied: Corpus) -> None:
    assert "di" not in {f.word for f in word_list(studied, limit=1000)}


def test_concordance_equals_nltks(studied: Corpus) -> None:
    nltk = pytest.importorskip("nltk")
    words = [word for text in TEXTS[::-1] for word in tokenize_with_spans(text)[0]]
    index = nltk.text.ConcordanceIndex(words)
    lines = concordance(studied, "=pegawai", originals=True)
    assert len(lines) == len(index.offsets("pegawai")) == 6
    assert {line.node.lower() for line in lines} == {"pegawai"}


def test_a_concordance_shows_relatives_in_their_context(studied: Corpus) -> None:
    lines = concordance(studied, "membina", width=2, until=date(2023, 1, 31))
    assert [(line.left, line.node, line.right) for line in lines] == [
        ("Deputi", "membina", "pegawai baru"), ("di kantor.", "Pembinaan", "pegawai baru"),
    ]  # fmt: skip


def test_a_concordance_is_sorted_by_its_context(studied: Corpus) -> None:
    right = [tokenize_with_spans(line.right)[0] for line in concordance(studied, "kantor", sort="right")]
    assert right == sorted(right)
    assert len(set(right)) > 2
    left = [tokenize_with_spans(line.left)[0][::-1] for line in concordance(studied, "=pegawai", sort="left")]
    assert left == sorted(left)


def test_a_word_in_two_windows_counts_once(studied: Corpus) -> None:
    result = {c.word: c.near for c in collocates(studied, "=pegawai", least=1, stop=False, until=date(2023, 1, 31))}
    assert result.get("kantor", 0) <= 1


def test_keywords_are_those_commoner_here(studied: Corpus) -> None:
    from corpus.linguistics.keyness import compare_counts

    here, there = Counter({"padi": 30, "di": 40}), Counter({"padi": 2, "di": 38})
    result = compare_counts(here, 1000, there, 1000, least=3)
    assert [k.word for k in result] == ["padi"]
    assert result[0].log_likelihood == pytest.approx(2 * (30 * math.log(30 / 16) + 2 * math.log(2 / 16)))
    assert [k.word for k in keywords(studied, "padi", "pegawai", least=1)] in ([], ["padi"])


def test_nothing_to_compare_is_said(studied: Corpus) -> None:
    with pytest.raises(QueryError, match="nothing to compare"):
        keywords(studied, "padi", "=tidakada")


def test_copies_can_be_left_out(studied: Corpus) -> None:
    assert len(list(read_texts(studied, "pegawai"))) == 4
    assert len(list(read_texts(studied, "pegawai", originals=True))) == 3


def test_trend_counts_every_month_between(studied: Corpus) -> None:
    points, undated = trend(studied, "=pegawai")
    counted = {point.span: (point.articles, point.matches, point.of) for point in points}
    assert (len(points), undated) == (13, 0)
    assert counted["2023-01"] == (1, 2, 1)
    assert counted["2023-03"] == (1, 2, 2)
    assert counted["2023-05"] == (0, 0, 0)
    march = next(point for point in points if point.span == "2023-03")
    assert march.per_million == pytest.approx(2 / 26 * 1e6)  # `another` says 13 words each


@pytest.mark.parametrize(("by", "spans"), [("month", ["2023-03", "2023-04"]), ("year", ["2023"])])
def test_a_trend_has_no_zeros_for_days_that_were_not_asked_for(
    studied: Corpus, by: Literal["month", "year"], spans: list[str]
) -> None:
    points, _ = trend(studied, "pegawai", by=by, since=date(2023, 3, 6), until=date(2023, 4, 1))
    assert ([point.span for point in points], points[0].of) == (spans, 2)
    assert trend(studied, "pegawai since:2023-03-06 until:2023-04-01", by=by)[0] == points


@pytest.mark.parametrize(
    ("query", "filters", "outlets"),
    [
        ("pegawai", {}, 3),
        ("pegawai", {"outlet": "suara_kota"}, 1),
        ("pegawai", {"outlet": ["suara_kota", "warta_timur"]}, 2),
        ("pegawai outlet:suara_kota", {}, 1),
        ("pegawai (outlet:suara_kota OR outlet:warta_timur)", {}, 2),
        ("pegawai -outlet:suara_kota", {}, 2),
        ("pegawai outlet:warta_timur", {"outlet": "suara_kota"}, 0),
    ],
)
def test_a_trend_counts_the_outlets_that_were_asked_for(
    studied: Corpus, query: str, filters: dict[str, Any], outlets: int
) -> None:
    points, _ = trend(studied, query, by="year", **filters)
    assert [point.outlets for point in points] == [outlets] * 2


def test_a_trend_is_of_the_articles_of_the_outlets_in_its_words(studied: Corpus) -> None:
    points, _ = trend(studied, "pegawai outlet:warta_timur", by="year")
    assert [(point.articles, point.of) for point in points] == [(1, 1), (0, 0)]
    assert points == trend(studied, "pegawai", by="year", outlet="warta_timur")[0]


def test_trend_by_year_without_copies(studied: Corpus) -> None:
    points, _ = trend(studied, "pegawai", by="year", originals=True)
    assert {p.span: p.articles for p in points} == {"2023": 2, "2024": 1}


def test_of_very_many_articles_every_so_many_is_read_and_that_is_said(studied: Corpus) -> None:
    read = read_texts(studied, most=2)
    assert (read.total, read.every) == (5, 3)
    assert [text.day for text in read] == [text.day for text in read_texts(studied)][::3]
    note = "{} articles match; one in {} of them is read, spread evenly over time (--most 0 reads all)"
    assert word_list(studied, most=2).answer == Answer(5, exact=True, stories=4, notes=(note.format(5, 3),))
    for rows in (
        concordance(studied, "pegawai", sort="left", most=2),
        collocates(studied, "pegawai", most=2),
        trend(studied, "pegawai", most=2)[0],
    ):
        assert rows.answer == Answer(4, exact=True, stories=3, notes=(note.format(4, 2),))


def test_words_alone_are_the_same_words(
    studied: Corpus, keep: Callable[..., object], another: Callable[..., Article]
) -> None:
    keep(another(20, text="“Pembinaan” Jum'at di Café — İstanbul, ujar Deputi_baru."))
    refresh(studied)
    with_places = [text.words for text in read_texts(studied, "pegawai OR café")]
    assert [text.words for text in read_texts(studied, "pegawai OR café", words_alone=True)] == with_places
    assert len(with_places) == 5


def test_a_word_list_counts_what_is_read(studied: Corpus) -> None:
    whole = word_list(studied, limit=1000, stop=False)
    part = word_list(studied, limit=1000, stop=False, most=2)
    assert sum(f.count for f in part) == sum(len(text.words) for text in read_texts(studied, most=2))
    assert sum(f.count for f in part) < sum(f.count for f in whole)


def test_a_trend_counts_all_articles_and_estimates_the_matches(studied: Corpus) -> None:
    whole, _ = trend(studied, "pegawai", by="year")
    part, _ = trend(studied, "pegawai", by="year", most=2)
    assert [point.articles for point in part] == [point.articles for point in whole] == [3, 1]
    assert [point.of for point in part] == [point.of for point in whole]
    assert [point.matches for point in part] == [6, 2]


def test_a_concordance_reads_no_further_than_its_lines(studied: Corpus) -> None:
    assert concordance(studied, "=pegawai", limit=3, most=1) == concordance(studied, "=pegawai")[:3]
    by_node = concordance(studied, "pegawai", sort="node")
    assert concordance(studied, "pegawai", sort="node", limit=2) == by_node[:2]
