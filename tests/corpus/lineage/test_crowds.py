"""A release that has many copies: its root is found in any order of arrival, and the work stays bounded."""

import time
from pathlib import Path

import pytest

from corpus.models import Article
from corpus.store import Corpus
from tests.corpus.lineage.made_press import (
    AGENCY,
    MONDAY,
    PAPERS,
    all_rows,
    derive,
    index_rows,
    open_press,
    prose,
    put,
    report,
    stories,
)

RELEASE = prose("rilis", 120)
OF_THE_AGENCY = report(AGENCY, "asal", RELEASE, None, published_day=MONDAY.date())  # a day only: later than any hour
OF_A_PAPER = report(PAPERS[29], "asal", f"{RELEASE} {prose('sendiri', 15)}", 90)


def _copies(number: int, *, credit: str | None = None, own: int = 12) -> list[Article]:
    return [
        report(
            PAPERS[n % 29], f"salinan-{n}", f"{RELEASE} {prose(n, own)}", n / 100,
            credit=credit if n == number * 3 // 4 else None,
        )
        for n in range(number)
    ]  # fmt: skip


@pytest.fixture
def press(tmp_path: Path) -> Corpus:
    return open_press(Corpus(tmp_path / "press.db"))


def _arrive(press: Corpus, *batches: list[Article]) -> None:
    for batch in batches:
        put(press, *batch)
        derive(press)


def _is_one_story_of(press: Corpus, root: Article) -> bool:
    known = stories(press)
    there = press.conn.execute("SELECT count(*) FROM articles").fetchone()[0]
    return set(known.values()) == {root.key} and len(known) == there - 1


@pytest.mark.parametrize("number", [10, 90])
@pytest.mark.parametrize("order", ["first", "last"])
def test_the_agency_is_the_root_of_many_copies(press: Corpus, number: int, order: str) -> None:
    arrivals = [[OF_THE_AGENCY], _copies(number)]
    _arrive(press, *(arrivals if order == "first" else reversed(arrivals)))
    assert _is_one_story_of(press, OF_THE_AGENCY)


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2, 0, 1)], ids=str)
def test_a_credited_paper_is_the_root_of_many_copies(press: Corpus, order: tuple[int, ...]) -> None:
    copies = _copies(90, credit=PAPERS[29].name)
    naming = [one for one in copies if one.credit]
    arrivals = [[OF_A_PAPER], [one for one in copies if not one.credit], naming]
    _arrive(press, *(arrivals[n] for n in order))
    assert _is_one_story_of(press, OF_A_PAPER)
    before = all_rows(press), index_rows(press)
    derive(press, anew=True)
    assert (all_rows(press), index_rows(press)) == before
    press.drop_article(str(naming[0].key))
    derive(press)
    assert _is_one_story_of(press, copies[0])


@pytest.mark.hostile
@pytest.mark.parametrize("number", [300, 2_000])
def test_a_crowd_of_copies_is_one_story_in_time(press: Corpus, number: int) -> None:
    copies = _copies(number)
    began = time.process_time()
    _arrive(press, copies[: number // 2], copies[number // 2 :], [OF_THE_AGENCY])
    assert _is_one_story_of(press, OF_THE_AGENCY)
    assert time.process_time() - began < 0.03 * number  # a bound against quadratic work, no measure


@pytest.mark.hostile
def test_the_same_words_again_and_again_are_one_story_in_time(press: Corpus) -> None:
    began = time.process_time()
    _arrive(press, _copies(3_000, own=0), [OF_THE_AGENCY])
    assert _is_one_story_of(press, OF_THE_AGENCY)
    assert time.process_time() - began < 30
