"""The flow adds up whatever it is divided by; precision is what the labels and the strata's sizes give."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from corpus.crawl.flow import Flow, flow, groups
from corpus.crawl.frontier import Frontier
from corpus.crawl.frontier_entries import FrontierEntry
from corpus.crawl.listing_counts import EntryCounts
from corpus.crawl.runs import ListingAnswer, end_run, note_listing, start_run
from corpus.errors import CorpusError, QueryError
from corpus.methods.estimation import wilson
from corpus.methods.gather import gather_methods
from corpus.methods.labels import Label, put_labels
from corpus.methods.precision import coding
from corpus.methods.sampling import Sample, draw
from corpus.models import Article
from corpus.search import search
from corpus.store import ArticleOutcome, Corpus
from corpus.topics import parse_topic

TOPIC = "pembinaan-pegawai"
NOW = datetime(2024, 3, 9, 3, 0, tzinfo=UTC)
OTHER = parse_topic('name = "lain"\n[ask]\nsearch = ["lain sekali"]\n[grade]\nphrases = ["lain"]\n')


@pytest.fixture
def crawled(filled: Corpus) -> Corpus:
    """The made-up corpus and a run for another topic that could not see one outlet and found six addresses."""
    run = start_run(filled, "crawl", topic=OTHER, clock=NOW, options={"outlets": ["warta_timur"]}, versions={"x": "1"})
    frontier = Frontier(filled, run)
    with filled.transaction() as sql:
        note_listing(filled, run, ListingAnswer("warta_timur", "search", "a", NOW, "failed", "timeout"))
        note_listing(
            filled,
            run,
            ListingAnswer(
                "suara_kota", "search", "a", NOW, "answered", None, links=1, counts=EntryCounts({"known": 1})
            ),
        )
        note_listing(filled, run, ListingAnswer("suara_kota", "tag", "b", NOW, "failed", "timeout"))  # one way of two
        for n, (outlet, rejected) in enumerate([("suara_kota", None)] * 5 + [("kantor_berita", "off_topic")]):
            frontier.discover(
                FrontierEntry(outlet, "article", "search", f"y/{n}", f"https://y.example/{n}", rejected=rejected)
            )
        rows = [row[0] for row in sql.execute("SELECT id FROM frontier WHERE key LIKE 'y/%' ORDER BY key")]
        frontier.settle(rows[0], "duplicate", article_key="suara-kota.example/opini-pegawai")
        frontier.settle(rows[1], "rejected", "too_short")
        frontier.settle(rows[2], "failed", "http_503")
        frontier.claim("suara_kota", "article", 1)
    end_run(filled, run, state="finished", exit_code=3)
    return filled


def test_the_flow(crawled: Corpus) -> None:
    result = flow(crawled)
    assert result == Flow(10, 1, {"off_topic": 1, "too_short": 1}, {"http_503": 1}, 2, 4)
    assert result.balances
    assert not Flow(identified=3, included=2).balances


def test_the_groups_are_the_flow_divided(crawled: Corpus) -> None:
    result = groups(crawled)
    assert [(g.kind, g.affiliation, g.outlets) for g in result] == [
        ("agency", "BP2MI", ("kantor_berita",)), ("media", None, ("suara_kota", "warta_timur")),
    ]  # fmt: skip
    assert all(g.flow.balances for g in result)
    assert sum(g.flow.identified for g in result) == 10
    assert result[0].flow == Flow(2, 0, {"off_topic": 1}, {}, 0, 1)


def test_a_topics_flow_is_that_of_its_runs(crawled: Corpus) -> None:
    assert flow(crawled, TOPIC) == Flow(identified=4, included=4)
    assert flow(crawled, "lain").identified == 6
    result = gather_methods(crawled, TOPIC)
    assert (result.limited_to, [run.id for run in result.runs], result.grades) == (TOPIC, [1], {3: 2, 1: 1, 0: 1})
    assert gather_methods(crawled, "lain").grades == {}


def test_what_is_told_of_the_whole(crawled: Corpus) -> None:
    result = gather_methods(crawled)
    assert result.topic is not None
    assert (result.topic.name, result.limited_to) == (TOPIC, None)  # the default topic, whatever ran last
    assert result.grades == {3: 2, 1: 1, 0: 1}
    assert (result.stories, result.days, result.undated) == (3, ("2023-11-20", "2024-01-05"), 1)
    assert [(run.command, run.exit_code, run.versions) for run in result.runs][1] == ("crawl", 3, {"x": "1"})
    assert result.not_adding_up == ()
    assert result.coding is None


def test_an_outlet_that_could_not_be_looked_at(crawled: Corpus) -> None:
    [blind] = gather_methods(crawled).not_seen
    assert (blind.outlet, blind.run_id, dict(blind.ways)) == (
        "warta_timur", 2, {"search": ("could not look", ("timeout",))},
    )  # fmt: skip


def test_an_empty_corpus(corpus: Corpus) -> None:
    result = gather_methods(corpus)
    assert (result.flow, result.runs, result.topic, result.grades) == (Flow(), (), None, {})


def test_an_unknown_topic(crawled: Corpus) -> None:
    with pytest.raises(QueryError, match='no run has used a topic "laim"; did you mean "lain"'):
        gather_methods(crawled, "laim")


# --- precision ------------------------------------------------------------------------------------------


@pytest.fixture
def graded(corpus: Corpus, keep: Callable[..., ArticleOutcome], another: Callable[..., Article]) -> Corpus:
    """100 articles: 40 of grade 0, 30 of 1, 20 of 2, 10 of 3."""
    keep(*(another(n, text=f"Berita nomor {n}.") for n in range(100)))
    grades = [0] * 40 + [1] * 30 + [2] * 20 + [3] * 10
    for n, grade in enumerate(grades):
        corpus.conn.execute(
            "INSERT INTO grades VALUES (?, 1, ?)", (corpus.id_of(f"suara_kota.example/berita-{n}"), grade)
        )
    return corpus


def _label(corpus: Corpus, sample: Sample, yes_of_grade: dict[int, int], coder: str = "ana") -> None:
    """Of each grade's articles in the sample, the first so many are a yes, the others a no."""
    grades = dict(corpus.conn.execute("SELECT article_id, grade FROM grades").fetchall())
    for grade, yes in yes_of_grade.items():
        here = [d.article_id for d in sample.drawn if grades[d.article_id] == grade]
        put_labels(corpus, [Label(str(i), "yes" if n < yes else "no", coder) for n, i in enumerate(here)], TOPIC)


def test_precision_of_a_stratified_sample(graded: Corpus) -> None:
    """20 of 100 by grade: 8 + 6 + 4 + 2; labelled yes 0, 1, 3, 2."""
    _label(graded, draw(graded, 20, by=["grade"], seed=1), {0: 0, 1: 1, 2: 3, 3: 2})
    result = coding(graded, 1, TOPIC)
    assert result is not None
    shares = {g.grade: (g.precision.share, g.precision.labelled, g.articles) for g in result.at_least if g.precision}
    assert shares == {
        3: (1.0, 2, 10),
        2: (pytest.approx((10 + 20 * 3 / 4) / 30), 6, 30),
        1: (pytest.approx((10 + 20 * 3 / 4 + 30 / 6) / 60), 12, 60),
    }
    core = result.at_least[0].precision
    assert core is not None
    assert (core.low, core.high, core.method) == (*wilson(1.0, 2), "Wilson")
    recalls = [(g.recall.share, g.recall.labelled) for g in result.at_least if g.recall]
    assert recalls == [(pytest.approx(10 / 30), 6), (pytest.approx(25 / 30), 6), (1.0, 6)]
    assert result.sample is not None
    assert (result.sample.coded, result.sample.unsettled, result.sample.size) == (20, 0, 20)


def test_a_stratum_without_labels_is_seen(graded: Corpus) -> None:
    _label(graded, draw(graded, 20, by=["grade"], seed=1), {2: 3})
    result = coding(graded, 1, TOPIC)
    assert result is not None
    precision = result.at_least[1].precision
    assert precision is not None
    assert (precision.stands_for, result.at_least[1].articles) == (20, 30)
    assert result.at_least[0].precision is None


def test_precision_of_a_simple_sample(graded: Corpus) -> None:
    sample = draw(graded, 30, by=[], seed=1)
    _label(graded, sample, {0: 0, 1: 0, 2: 99, 3: 99})
    result = coding(graded, 1, TOPIC)
    assert result is not None
    precision = result.at_least[2].precision
    grades = dict(graded.conn.execute("SELECT article_id, grade FROM grades").fetchall())
    drawn = [grades[d.article_id] for d in sample.drawn]
    low, high = sum(g >= 1 for g in drawn), sum(g >= 2 for g in drawn)
    assert precision is not None
    assert (precision.labelled, precision.hits, precision.method) == (low, high, "Wilson")
    assert (precision.low, precision.high) == wilson(high / low, low)


def test_unsettled_articles_count_neither_way(graded: Corpus) -> None:
    sample = draw(graded, 20, by=["grade"], seed=1)
    _label(graded, sample, {0: 0, 1: 1, 2: 3, 3: 2})
    first, second = (str(d.article_id) for d in sample.drawn[:2])
    put_labels(graded, [Label(first, "unsure", "ana"), Label(second, "no", "budi"), Label(second, "yes", "ana")], TOPIC)
    result = coding(graded, 1, TOPIC)
    assert result is not None
    assert result.sample is not None
    assert (result.sample.coded, result.sample.unsettled) == (18, 2)
    assert result.labels["unsure"] == 1
    assert (result.agreement.units, result.agreement.share) == (1, 0.0)


def test_unsure_is_a_value_and_is_left_out(graded: Corpus) -> None:
    ids = [str(row[0]) for row in graded.conn.execute("SELECT id FROM articles LIMIT 4")]
    put_labels(graded, [Label(i, x, "ana") for i, x in zip(ids, ("yes", "no", "unsure", "yes"), strict=True)], TOPIC)
    put_labels(graded, [Label(i, x, "budi") for i, x in zip(ids, ("yes", "no", "yes", "yes"), strict=True)], TOPIC)
    result = coding(graded, 1, TOPIC)
    assert result is not None
    assert (result.agreement.units, result.agreement.share) == (4, 0.75)
    assert (result.agreement_decided.units, result.agreement_decided.share) == (3, 1.0)
    assert (result.sample, result.at_least, result.outside) == (None, (), 4)


def _precision(corpus: Corpus, sample: int | None = None) -> tuple[int, float]:
    """The sample that is taken, and the precision of grade 1 and more."""
    result = coding(corpus, 1, TOPIC, sample)
    assert result is not None
    assert result.sample is not None
    assert result.at_least[2].precision is not None
    return result.sample.id, result.at_least[2].precision.share


@pytest.mark.parametrize(("size", "by", "seed"), [(5, ["grade"], 1), (9, [], 2), (90, ["grade"], 1), (60, [], 3)])
def test_a_sample_that_nobody_labelled_changes_no_number(graded: Corpus, size: int, by: list[str], seed: int) -> None:
    """Smaller, larger, of the same seed or another: it shares articles with the labelled one."""
    first = draw(graded, 20, by=["grade"], seed=1)
    _label(graded, first, {0: 0, 1: 3, 2: 2, 3: 1})
    before = _precision(graded)
    stray = draw(graded, size, by=by, seed=seed)
    assert {d.article_id for d in first.drawn} & {d.article_id for d in stray.drawn}
    assert _precision(graded) == before == (first.id, 0.5)
    result = coding(graded, 1, TOPIC)
    assert result is not None
    assert [one.id for one in result.other_samples] == [stray.id]
    assert _precision(graded, stray.id)[0] == stray.id


def test_of_two_labelled_samples_the_newer_is_taken(graded: Corpus) -> None:
    samples = [draw(graded, 20, by=["grade"], seed=seed) for seed in (1, 2)]
    for sample in samples:
        _label(graded, sample, {0: 0, 1: 1, 2: 3, 3: 2})
    assert _precision(graded)[0] == samples[1].id
    with pytest.raises(CorpusError, match="there is no sample 9"):
        coding(graded, 1, TOPIC, 9)


def test_methods_count_copies_as_a_search_does(
    corpus: Corpus, keep: Callable[..., ArticleOutcome], another: Callable[..., Article]
) -> None:
    """Three same texts, two of one outlet; and an earlier copy at another outlet that came later."""
    text = "Balai menggelar apel pagi bersama pegawai di halaman kantor, lalu membahas jadwal layanan pekan depan."
    keep(
        *(
            another(n, text=text, outlet=outlet)
            for n, outlet in enumerate(["suara_kota", "warta_timur", "kantor_berita"])
        )
    )
    keep(another(8), another(9, text="Berita yang lain sama sekali tentang pegawai."))
    result, found = gather_methods(corpus), search(corpus)
    assert (result.flow.included, result.stories) == (found.total, found.stories) == (5, 3)
    assert gather_methods(corpus, TOPIC).stories == 3
