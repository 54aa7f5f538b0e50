"""A release with 39 copies is 40 articles and 1 story, whoever counts; the counts agree with each other."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from random import Random

import pytest

from corpus.columns import COLUMN_BY_NAME
from corpus.export.rows import chosen_articles, rows, stories_of
from corpus.linguistics.collocations import collocates
from corpus.linguistics.concordance import concordance
from corpus.linguistics.keyness import keywords
from corpus.linguistics.trend import trend
from corpus.linguistics.wordlists import word_list
from corpus.methods.gather import gather_methods
from corpus.methods.holdings import holdings
from corpus.models import Article
from corpus.query.selection import select
from corpus.search import search
from corpus.store import Corpus
from corpus.stories.story_ids import number_of_stories, one_of_each_story, surplus_copies
from tests.conftest import Keep

Another = Callable[..., Article]


def test_a_trend_counts_a_story_once_a_month(corpus: Corpus, release: list[int]) -> None:
    points, _ = trend(corpus, "pegawai", by="month")
    assert (points.answer.total, points.answer.stories) == (40, 1)
    assert [(p.span, p.articles, p.stories, p.of) for p in points] == [("2024-03", 40, 1, 40)]
    corpus.conn.execute("UPDATE articles SET published_day = '2024-04-02' WHERE id = ?", (release[7],))
    points, _ = trend(corpus, "pegawai", by="month")
    assert [(p.span, p.articles, p.stories) for p in points] == [("2024-03", 39, 1), ("2024-04", 1, 1)]
    points, _ = trend(corpus, "pegawai", by="month", originals=True)
    assert [(p.span, p.articles, p.stories, p.of) for p in points] == [("2024-03", 1, 1, 1), ("2024-04", 0, 0, 0)]


def test_a_trend_of_which_a_part_is_read_counts_all(corpus: Corpus, release: list[int]) -> None:
    points, _ = trend(corpus, "pegawai", by="year", most=3)
    assert [(p.articles, p.stories) for p in points] == [(40, 1)]
    assert release


def test_all_counts_agree(corpus: Corpus, release: list[int], keep: Keep, another: Another) -> None:
    keep(*(another(300 + n, day=date(2024, 3, 2 + n), text=f"Pegawai lain {n}.", outlet="media_3") for n in range(5)))
    keep(another(400, day=date(2023, 1, 1), text="Cuaca cerah."))
    assert len(release) == 40
    both = (45, 6)
    found = search(corpus, "pegawai", count_by=["year", "kind", "grade"], limit=100)
    assert (found.total, found.stories) == both
    assert found.answer.as_line()["result"]["stories"] == 6
    assert len(found.hits) == 6
    assert found.facets is not None
    assert [(sum(n for _, n in f.counts), sum(f.stories)) for f in found.facets.facets] == [both] * 3
    listed = word_list(corpus, "pegawai", stop=False)
    assert [(w.articles, w.stories) for w in listed if w.word == "pegawai"] == [both]
    points, _ = trend(corpus, "pegawai", by="year")
    assert [(p.articles, p.stories, p.of) for p in points] == [(0, 0, 1), (*both, 45)]
    for answer in (
        listed.answer, points.answer, collocates(corpus, "pegawai", stop=False).answer,
        concordance(corpus, "pegawai").answer, keywords(corpus, "pegawai", "cuaca", least=1).answer,
    ):  # fmt: skip
        assert (answer.total, answer.stories) == both
    for once in (word_list(corpus, "pegawai", originals=True), concordance(corpus, "pegawai", originals=True)):
        assert (once.answer.total, once.answer.stories) == (6, 6)
    methods = gather_methods(corpus)  # of the whole corpus
    assert (sum(methods.grades.values()), methods.stories, sum(methods.grade_stories.values())) == (46, 7, 7)
    held = holdings(corpus)
    assert [(one.number, one.stories) for one in held if one.group in ("articles", "year")] == [(46, 7), both, (1, 1)]
    assert [(one.number, one.stories) for one in held if one.value == "media_3"] == [(6, 6)]
    columns = tuple(COLUMN_BY_NAME[name] for name in ("id", "story_id", "is_original", "copies"))
    exported = list(rows(corpus, chosen_articles(corpus, select(corpus, "pegawai")), columns))
    assert (len(exported), stories_of(corpus, chosen_articles(corpus, select(corpus, "pegawai")))) == both
    assert len({row["story_id"] for row in exported}) == sum(row["is_original"] for row in exported) == 6
    assert Counter(row["copies"] for row in exported) == {39: 40, 0: 5}


@pytest.mark.parametrize("seed", range(60))
def test_one_of_each_story_is_left(seed: int) -> None:
    chance = Random(seed)
    roots = {one: -chance.randint(1, 4) for one in chance.sample(range(1, 13), chance.randint(0, 12))}
    among = [*roots, *chance.sample([-1, -2, -3, -4], chance.randint(0, 4))]
    left = set(among) - surplus_copies(among, roots)
    assert len({roots.get(one, one) for one in among}) == len(left)
    for one in left:
        same = [other for other in among if roots.get(other, other) == roots.get(one, one)]
        assert one == (roots.get(one, one) if roots.get(one, one) in same else min(same))


def test_many_ids_are_read_in_parts(corpus: Corpus, release: list[int]) -> None:
    ids = [*release, *range(60_000)]
    assert number_of_stories(corpus, ids) == 60_001
    assert one_of_each_story(corpus, ids)[:2] == [release[0], 0]
