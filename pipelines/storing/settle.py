"""Store the outcome of a refined page: its article or its reason, and its frontier row, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.crawl.frontier import Frontier
from corpus.crawl.frontier_entries import FrontierEntry
from corpus.crawl.grades import put_grade
from corpus.crawl.tombstones import gives_removed
from corpus.models import Article, Capture, NeedsPages, Refined, SetAside
from corpus.store import ArticleOutcome, Corpus
from corpus.topics import Topic
from corpus.urls import clean_url
from pipelines.storing.grade import Graded, grade
from pipelines.storing.items import Fetched
from pipelines.storing.newer_capture import reason_against

Topics = Sequence[tuple[int, Topic]]
"""The topics an article is graded by: (id in the corpus, topic)."""
SecondLook = Literal["edited", "same", "passed_over", "not_the_article"]
"""The outcome of a second look: a new version, nothing new, a page passed over, or no article at all."""


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """The outcome of a page: `stored` with its `article`, `duplicate`, `rejected`, or `waiting` for parts."""

    outcome: Literal["stored", "duplicate", "rejected", "waiting"]
    reason: str | None = None
    article: ArticleOutcome | None = None


def settle_refined(
    frontier: Frontier,
    row_id: int,
    outlet: str,
    key: str,
    refined: Refined,
    captures: Sequence[Capture],
    topics: Topics,
    before: str | None = None,
) -> PageOutcome:
    """Store the result of refining and settle the row; `captures` are those refined, in reading order.

    `before` is the key of the article that the row gave until now; it is deleted where the row gives another or none.
    """
    if isinstance(refined, Article) and gives_removed(frontier.corpus.conn, refined):
        refined = SetAside("removed")  # it came back by another address
    graded = [(topic_id, _grade(topic, refined)) for topic_id, topic in topics] if isinstance(refined, Article) else []
    with frontier.corpus.transaction():
        if isinstance(refined, NeedsPages):
            parts = [_part(outlet, key, row_id, url) for url in refined.urls]
            frontier.wait_for_parts(row_id, parts)
            return PageOutcome("waiting")
        if isinstance(refined, SetAside):
            if before and not frontier.is_stored_elsewhere(before, row_id):
                frontier.corpus.drop_article(before)
            frontier.settle(row_id, "rejected", refined.reason)
            return PageOutcome("rejected", refined.reason)
        if before not in {None, refined.key} and not frontier.is_stored_elsewhere(str(before), row_id):
            frontier.corpus.drop_article(str(before))
        return _keep(frontier, row_id, key, refined, captures, graded)


def keep_second_look(
    frontier: Frontier, item: Fetched, capture: Capture, refined: Refined, topics: Topics
) -> SecondLook:
    """Store the result of a second look at a stored article; its row stays as it was settled.

    A page that is no article any more, another article, or much shorter is stored as a capture, with the reason,
    and the article stays as it is. If the article was removed meanwhile, nothing is stored.
    """
    corpus = frontier.corpus
    held = frontier.held_article(item.frontier_id)
    if held is None:
        return "same"
    capture_id = corpus.add_capture(capture, item.outlet, frontier.run_id, item.frontier_id)
    if reason := reason_against(refined, held):
        corpus.pass_over(capture_id, reason)
        return "not_the_article" if reason == "not_the_article" else "passed_over"
    assert isinstance(refined, Article)
    stored = corpus.keep(refined, [capture_id], capture.fetched_at)
    if stored.outcome != "changed":
        return "same"
    for topic_id, topic in topics:
        keep_grade(corpus, stored.id, topic_id, _grade(topic, refined))
    return "edited"


def _keep(
    frontier: Frontier,
    row_id: int,
    key: str,
    article: Article,
    captures: Sequence[Capture],
    graded: Sequence[tuple[int, Graded]],
) -> PageOutcome:
    assert article.key is not None
    capture_ids = [c.id for c in captures if c.id is not None]
    if frontier.is_stored_elsewhere(article.key, row_id):
        stored = ArticleOutcome(frontier.corpus.id_of(article.key), article.key, "duplicate")
    else:
        stored = frontier.corpus.keep(article, capture_ids, captures[0].fetched_at)
    frontier.add_alias(key, stored.key)
    if stored.outcome == "duplicate":
        frontier.settle(row_id, "duplicate", article_key=stored.key)
        return PageOutcome("duplicate", article=stored)
    for topic_id, result in graded:
        keep_grade(frontier.corpus, stored.id, topic_id, result)
    frontier.settle(row_id, "stored", article_key=stored.key)
    return PageOutcome("stored", article=stored)


def keep_grade(corpus: Corpus, article_id: int, topic_id: int, graded: Graded) -> None:
    """Store an article's grade for a topic, with the phrases it rests on."""
    put_grade(corpus, article_id, topic_id, graded.grade, [(m.phrase, m.field) for m in graded.matches])


def _grade(topic: Topic, article: Article) -> Graded:
    return grade(topic, article.title, article.lead, article.text)


def _part(outlet: str, key: str, row_id: int, url: str) -> FrontierEntry:
    url = clean_url(url)
    return FrontierEntry(outlet, "part", "part", f"{row_id} {url}", url, parent_id=row_id, request={"article_key": key})
