"""Several looks at one article: an edit takes its place, a stump doesn't."""

from __future__ import annotations

import pytest

from corpus.models import PASSED_OVER, Article, Refined, SetAside
from pipelines.storing.newer_capture import HeldArticle, reason_against, standing


def look(words: int, *, key: str = "a", complete: bool = True) -> Article:
    return Article("http://warta.contoh/1", "Judul", "kata " * words, key=key, words=words, complete=complete)


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (look(400), None),
        (look(900), None),
        (look(210), None),
        (look(199), "much_shorter"),
        (look(0), "much_shorter"),
        (look(399, complete=False), "incomplete"),
        (look(500, complete=False), None),
        (look(400, key="b"), "not_the_article"),
        (SetAside("soft_404"), "not_the_article"),
    ],
)
def test_what_takes_the_place_of_four_hundred_words(now: Refined, reason: str | None) -> None:
    assert reason_against(now, HeldArticle("a", 400, True)) == reason
    assert reason is None or reason in PASSED_OVER


def test_a_short_notice_may_be_shortened() -> None:
    assert reason_against(look(20), HeldArticle("a", 55, True)) is None


def test_a_page_that_never_was_whole_is_replaced_by_another_such() -> None:
    assert reason_against(look(390, complete=False), HeldArticle("a", 400, False)) is None


def test_a_stump_between_two_edits_is_passed_over() -> None:
    stands = standing([look(400), look(60), look(380)])
    assert (stands.place, stands.accepted, stands.passed_over) == (2, (0, 2), {1: "much_shorter"})


def test_stumps_do_not_wear_an_article_down() -> None:
    """Each is held against what stands, so a half and then a half of it is not taken step by step."""
    stands = standing([look(400), look(190), look(90)])
    assert (stands.place, dict(stands.passed_over)) == (0, {1: "much_shorter", 2: "much_shorter"})


def test_a_page_set_aside_before_the_article_came_is_no_look_at_it() -> None:
    stands = standing([SetAside("wall"), look(400)])
    assert (stands.place, stands.accepted, stands.passed_over) == (1, (1,), {})


def test_where_none_is_an_article_the_newest_page_tells_the_reason() -> None:
    stands = standing([SetAside("wall"), SetAside("soft_404")])
    assert (stands.place, stands.accepted) == (1, ())
