"""Choose which of several captures of an article counts, and give the reason why others are passed over.

A page that comes back without most of its text (a new paywall, a broken template, a takedown that left the title) is
no edit; the whole text that was fetched before stays the article. Each capture is judged against the one that stands
before it, in the order in which they were fetched, so that a crawl (which sees them one by one) and `refine` (which
has them all) come to the same article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.crawl.frontier_entries import HeldArticle
from corpus.models import Article, Refined

MIN_SHARE_OF_HELD = 0.5  # of the words; an outlet corrects, and seldom halves, what it has published
MIN_LOST_WORDS = 40  # below this a short notice was shortened, and that is an edit


@dataclass(frozen=True, slots=True)
class Standing:
    """The capture that stands (its place), those that stood before it, and why others were passed over."""

    place: int
    accepted: tuple[int, ...]
    passed_over: Mapping[int, str]


def reason_against(now: Refined, held: HeldArticle) -> str | None:
    """The reason (one of corpus.models.PASSED_OVER) why this capture doesn't replace the held article; None if it does.

    >>> held = HeldArticle("a", 400, True)
    >>> reason_against(Article("http://a.id/1", "Judul", "Teaser.", key="a", words=60), held)
    'much_shorter'
    >>> reason_against(Article("http://a.id/1", "Judul", "Teks.", key="a", words=380), held) is None
    True
    """
    if not isinstance(now, Article) or now.key != held.key:
        return "not_the_article"
    if held.words - now.words >= MIN_LOST_WORDS and now.words < MIN_SHARE_OF_HELD * held.words:
        return "much_shorter"
    if held.complete and not now.complete and now.words < held.words:
        return "incomplete"
    return None


def standing(versions: Sequence[Refined]) -> Standing:
    """Which of an article's captures, oldest first, stands; the last, where none gives an article."""
    held: HeldArticle | None = None
    accepted: list[int] = []
    passed: dict[int, str] = {}
    for place, version in enumerate(versions):
        if held is not None and (reason := reason_against(version, held)):
            passed[place] = reason
        elif isinstance(version, Article):
            held = HeldArticle(version.key, version.words, version.complete)
            accepted.append(place)
    return Standing(accepted[-1] if accepted else len(versions) - 1, tuple(accepted), passed)
