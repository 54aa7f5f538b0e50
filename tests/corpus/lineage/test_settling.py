"""Copies, origins and stories are the same whatever came first, and follow what changes and goes."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from corpus.erasure.deletion import scrub
from corpus.models import Article
from corpus.store import Corpus
from tests.corpus.lineage.made_press import (
    AGENCY,
    MONDAY,
    PAPERS,
    all_rows,
    copies,
    derive,
    index_rows,
    open_press,
    origins,
    prose,
    put,
    report,
    stories,
    without,
)

RELEASE = "\n".join(prose(f"rilis-{n}", 48) for n in range(5))
OTHER = "\n".join(prose(f"lain-{n}", 48) for n in range(4))


def family() -> list[Article]:
    """A release at two papers before the agency's page is seen, an excerpt, a merged text, a chain, exact copies."""
    parts = RELEASE.split("\n")
    return [
        report(AGENCY, "rilis", RELEASE, 5),
        report(PAPERS[0], "utuh", f"{RELEASE}\nIkuti kanal kami.", 1),
        report(PAPERS[1], "sama", RELEASE, 2),
        report(PAPERS[2], "potong", "\n".join(parts[:3]), 3),
        report(PAPERS[3], "dari-potong", "\n".join([*parts[:3], prose("tambahan", 30)]), 30),
        report(PAPERS[4], "lain", OTHER, 0),
        report(PAPERS[5], "gabung", "\n".join([*parts[:3], *OTHER.split("\n")[:2]]), 40),
        report(PAPERS[6], "sendiri", prose("sendiri", 200), 4),
    ]


@pytest.fixture
def press(corpus: Corpus) -> Corpus:
    """An empty corpus with the outlets of the made-up press."""
    return open_press(corpus)


def _derived_alone(folder: Path, articles: Sequence[Article]) -> tuple[object, ...]:
    """What lineage says where these articles come at once."""
    with Corpus(folder / "alone.db") as corpus:
        put(open_press(corpus), *articles)
        derive(corpus)
        return all_rows(corpus)


def test_a_release_is_rooted_at_the_agency_whoever_was_first(press: Corpus) -> None:
    put(press, *family())
    derive(press)
    assert origins(press) == {
        ("utuh", "rilis"), ("sama", "rilis"), ("potong", "rilis"), ("dari-potong", "rilis"),
        ("gabung", "rilis"), ("gabung", "lain"),
    }  # fmt: skip
    assert {key.split("/")[1]: root.split("/")[1] for key, root in stories(press).items()} == dict.fromkeys(
        ("utuh", "sama", "potong", "dari-potong", "gabung"), "rilis"
    )
    kinds = {(str(row[0]).split("/")[1], str(row[1]).split("/")[1]): row[4] for row in copies(press)}
    assert kinds["utuh", "rilis"] == kinds["sama", "rilis"] == "verbatim"
    assert kinds["potong", "rilis"] == "cut"
    assert kinds["gabung", "rilis"] == kinds["gabung", "lain"] == "merged"


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_arrival_changes_nothing(press: Corpus, tmp_path: Path, seed: int) -> None:
    articles = family()
    rng = random.Random(seed)
    rng.shuffle(articles)
    while articles:
        some = [articles.pop() for _ in range(min(len(articles), rng.randint(1, 3)))]
        put(press, *some)
        derive(press)
    assert all_rows(press) == _derived_alone(tmp_path, family())
    incremental = index_rows(press)
    derive(press, anew=True)
    assert index_rows(press) == incremental


@pytest.mark.parametrize("name", ["rilis", "sama", "gabung"])
def test_after_one_goes_it_is_as_if_it_had_never_come(press: Corpus, tmp_path: Path, name: str) -> None:
    put(press, *family())
    derive(press)
    key = next(str(article.key) for article in family() if str(article.key).endswith(f"/{name}"))
    press.drop_article(key)
    derive(press)
    assert all_rows(press) == _derived_alone(tmp_path, without(family(), name))


@pytest.mark.parametrize("name", ["rilis", "sama"])
def test_an_edited_text_is_entered_anew(press: Corpus, tmp_path: Path, name: str) -> None:
    put(press, *family())
    derive(press)
    after = [
        replace(article, text=prose("baru", 150)) if str(article.key).endswith(f"/{name}") else article
        for article in family()
    ]
    put(press, *after)
    derive(press)
    assert all_rows(press) == _derived_alone(tmp_path, after)


def test_another_time_makes_another_root(press: Corpus, tmp_path: Path) -> None:
    articles = without(family(), "rilis")
    put(press, *articles)
    derive(press)
    assert ("sama", "utuh") in origins(press)
    after = [
        replace(a, published_at=MONDAY - timedelta(hours=2)) if str(a.key).endswith("/potong") else a for a in articles
    ]
    put(press, *after)
    derive(press)
    assert ("utuh", "potong") in origins(press)
    assert all_rows(press) == _derived_alone(tmp_path, after)


def test_a_named_source_comes_before_an_earlier_time(press: Corpus, tmp_path: Path) -> None:
    articles = [
        report(PAPERS[0], "benar", RELEASE, None, published_day=MONDAY.date()),
        report(PAPERS[1], "lebih-awal", RELEASE + "\nTambahan.", -9),
        report(PAPERS[2], "menyebut", RELEASE, 3, credit="Warta 0"),
    ]
    put(press, *articles[:2])
    derive(press)
    assert origins(press) == {("benar", "lebih-awal")}
    put(press, articles[2])
    derive(press)
    assert origins(press) == {("lebih-awal", "benar"), ("menyebut", "benar")}
    assert {row[5] for row in copies(press)} == {"credited"}
    press.drop_article(str(articles[2].key))
    derive(press)
    assert all_rows(press) == _derived_alone(tmp_path, articles[:2])


def test_a_day_without_an_hour_is_no_earlier_than_an_hour_of_that_day(press: Corpus) -> None:
    put(
        press,
        report(PAPERS[0], "hari", RELEASE, None, published_day=MONDAY.date()),
        report(PAPERS[1], "jam", RELEASE, 3),
        report(PAPERS[2], "tanpa", RELEASE, None),
        report(PAPERS[3], "ragu", RELEASE, -99, date_confidence="disputed"),
    )
    derive(press)
    rows = {str(row[0]).split("/")[1]: row[3:] for row in copies(press)}
    assert rows == {
        "hari": (None, "verbatim", "earliest", "medium"),
        "tanpa": (None, "verbatim", "earliest", "low"),
        "ragu": (None, "verbatim", "earliest", "low"),
    }


def test_wording_of_twenty_stories_joins_nothing(press: Corpus, tmp_path: Path) -> None:
    about = prose("tentang balai", 100)
    articles = [report(PAPERS[n], f"isi-{n}", f"{prose(f'isi-{n}', 120)}\n{about}", 100 * n) for n in range(24)]
    for n in range(0, 24, 5):
        put(press, *articles[n : n + 5])
        derive(press)
    assert copies(press) == []
    assert press.conn.execute("SELECT count(*) FROM common_shingles").fetchone()[0] > 5
    for article in articles[:8]:
        press.drop_article(str(article.key))
    derive(press)
    assert all_rows(press) == _derived_alone(tmp_path, articles[8:])
    assert copies(press) != []  # in 16 stories it is no common wording: the paragraph is over 40 % of the texts


def test_a_release_of_forty_papers_stays_one_story(press: Corpus) -> None:
    put(press, *(report(PAPERS[n], f"salinan-{n}", f"{RELEASE}\n{prose(n, 20)}", n) for n in range(1, 29)))
    derive(press)
    put(press, report(AGENCY, "rilis", RELEASE, 50))
    derive(press)
    assert set(stories(press).values()) == {"balai.go.example/rilis"}
    assert len(stories(press)) == 28


def test_nothing_of_a_removed_text_stays_in_the_index(press: Corpus) -> None:
    put(press, *family())
    derive(press)
    alone = press.conn.execute("SELECT rank FROM prints JOIN articles a ON a.id = article_id WHERE key LIKE '%sendiri'")
    rank = alone.fetchone()[0]
    assert press.conn.execute("SELECT count(*) FROM shingles WHERE rank = ?", (rank,)).fetchone()[0] > 20
    press.drop_article(f"{PAPERS[6].site}/sendiri")
    scrub(press)
    for table, column in (("shingles", "rank"), ("prints", "rank"), ("lineage_gone", "rank")):
        query = f"SELECT count(*) FROM {table} WHERE {column} = ?"
        assert press.conn.execute(query, (rank,)).fetchone()[0] == 0


def test_short_texts_are_copies_only_under_the_same_headline(press: Corpus) -> None:
    short = prose("pendek", 20)
    put(
        press,
        report(PAPERS[0], "a", short, 0, title="Libur Bersama"),
        report(PAPERS[1], "b", short, 1, title="Libur Bersama"),
        report(PAPERS[2], "c", short, 2, title="Simak"),
        report(PAPERS[3], "d", "", 2, title="Kosong"),
        report(PAPERS[4], "e", "", 3, title="Kosong"),
    )
    derive(press)
    assert origins(press) == {("b", "a")}
