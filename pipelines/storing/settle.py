"""Store the outcome of a refined page: its article or its reason, and its frontier row, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from corpus.crawl.frontier import Frontier
from corpus.crawl.frontier_entries import FrontierEntry
from corpus.crawl.grades import put_grade
from corpus.crawl.outlet_rows import outlet_sites
from corpus.crawl.tombstones import gives_removed
from corpus.crawl.validators import keep_validators, still_valid
from corpus.event_kinds import EventKind
from corpus.fingerprint import text_sha256
from corpus.models import Article, Capture, NeedsPages, Refined, SetAside
from corpus.reasons import ReasonKind, reason_is
from corpus.revisits.article_events import LookNote, note_look, rename
from corpus.revisits.revisit_dates import RevisitResult
from corpus.revisits.revisit_queue import enter
from corpus.store import ArticleOutcome, Corpus
from corpus.topics import Topic
from corpus.urls import clean_url, host_of
from pipelines.storing.grade import Graded, grade
from pipelines.storing.same_page import is_another_page
from pipelines.storing.second_look import NOT_MODIFIED, PageAnswer, Revisit, RevisitVerdict

Topics = Sequence[tuple[int, Topic]]
"""The topics an article is graded by: (id in the corpus, topic)."""
_GONE = ReasonKind.GONE
SAME_PAGE = "same_page"  # the reason of a page that stands in the place of several articles


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
            rename(frontier.corpus, str(before), str(refined.key))
        return _keep(frontier, row_id, key, refined, captures, graded)


def settle_look(
    frontier: Frontier, revisit: Revisit, verdict: RevisitVerdict, topics: Topics, now: datetime
) -> tuple[RevisitResult, list[EventKind]] | None:
    """Store a second look: its pages, the article where it was read, its events, and when the next look is due.

    All in one transaction, so that a look that is cut short is due again, and asks under the same conditions. The row
    of the frontier stays as it was settled. None if the article was removed meanwhile: nothing is stored.
    """
    corpus = frontier.corpus
    with corpus.transaction():
        held = frontier.held_article(revisit.row_id)
        if held is None or held.key != revisit.article_key:
            return None
        stored = {} if verdict.is_open else _store_pages(frontier, revisit, verdict)
        new = min(stored.values(), default=None)
        result, edits = verdict.result, verdict.edits
        if verdict.article is not None and not _store_reading(corpus, revisit, verdict, stored, topics):
            result, edits = "moved", ()  # word for word another article of the outlet
            for capture_id in stored.values():
                corpus.pass_over(capture_id, "not_the_article")
        if verdict.led_to is not None and _is_of_an_outlet(corpus, verdict.led_to):
            result = "moved"
        if result in {"same", "changed"} and not verdict.is_open:
            _store_validators(frontier, revisit)
        before = next((capture.id for capture in revisit.standing), None)
        note = LookNote(held.key, now, result, edits, new, before, verdict.sizes, verdict.correction)
        return result, note_look(corpus, frontier.run_id, note)


def _is_of_an_outlet(corpus: Corpus, url: str) -> bool:
    """True for an address on the site of an outlet that the corpus has."""
    host = host_of(url)
    return any(f".{host}".endswith(f".{site}") for _, site in outlet_sites(corpus))


def _store_pages(frontier: Frontier, revisit: Revisit, verdict: RevisitVerdict) -> dict[str | None, int]:
    """Store the captures of a look, and return part (None: first page) -> capture id."""
    ids: dict[str | None, int] = {}
    for part, answer in [(None, revisit.first), *sorted(revisit.answers.items())]:
        if answer is None or answer.capture is None:
            continue
        if answer.reason is not None and answer.reason != "not_the_article" and not reason_is(answer.reason, _GONE):
            continue
        row_id = revisit.row_id if part is None else revisit.parts.get(part)
        if row_id is None:
            row_id = frontier.add_part(_part(revisit.outlet, revisit.key, revisit.row_id, str(part)))
        capture_id = frontier.corpus.add_capture(answer.capture, revisit.outlet, frontier.run_id, row_id)
        if verdict.passed_over or answer.page is None:
            frontier.corpus.pass_over(capture_id, verdict.passed_over or "not_the_article")
        elif part is not None:
            frontier.finish(row_id)
        ids[part] = capture_id
    return ids


def _store_reading(
    corpus: Corpus, revisit: Revisit, verdict: RevisitVerdict, stored: Mapping[str | None, int], topics: Topics
) -> bool:
    """Store the article that a look read; False where it is word for word another one of the outlet."""
    article = verdict.article
    assert article is not None
    new = {answer.page: stored[part] for part, answer in _answers(revisit) if answer.page and part in stored}
    ids = [number for page in verdict.pages if (number := new.get(page, page.id)) is not None]
    if verdict.reread is not None:
        standing = [capture.id for capture in revisit.standing if capture.id is not None]
        corpus.keep(verdict.reread, standing, revisit.standing[0].fetched_at, reread=True)
    shown_in = stored.get(None) or min(new.values())
    outcome = corpus.keep(article, ids, verdict.pages[0].fetched_at, shown_in, edited=bool(verdict.edits))
    if outcome.outcome == "duplicate":
        return False
    if outcome.outcome == "changed" or verdict.reread is not None:
        for topic_id, topic in topics:
            keep_grade(corpus, outcome.id, topic_id, _grade(topic, article))
    return True


def _store_validators(frontier: Frontier, revisit: Revisit) -> None:
    """Store the validators of pages that were used, and that the others did not change."""
    for part, answer in _answers(revisit):
        url = part or revisit.url
        if answer.reason == NOT_MODIFIED:
            still_valid(frontier.corpus, url, frontier.run_id)
        elif answer.page and answer.validators is not None:
            keep_validators(frontier.corpus, url, *answer.validators, frontier.run_id)


def _answers(revisit: Revisit) -> list[tuple[str | None, PageAnswer]]:
    first: list[tuple[str | None, PageAnswer]] = [(None, revisit.first)] if revisit.first else []
    return [*first, *revisit.answers.items()]


def _keep(
    frontier: Frontier,
    row_id: int,
    key: str,
    article: Article,
    captures: Sequence[Capture],
    graded: Sequence[tuple[int, Graded]],
) -> PageOutcome:
    assert article.key is not None
    if _is_same_page(frontier, row_id, article):
        frontier.settle(row_id, "rejected", SAME_PAGE)
        return PageOutcome("rejected", SAME_PAGE)
    capture_ids = [c.id for c in captures if c.id is not None]
    if frontier.is_stored_elsewhere(article.key, row_id):
        stored = ArticleOutcome(frontier.corpus.id_of(article.key), article.key, "duplicate")
    else:
        stored = frontier.corpus.keep(article, capture_ids, captures[0].fetched_at)
    if stored.outcome == "duplicate" and _is_no_article_of(frontier, row_id, stored.key, article):
        frontier.settle(row_id, "rejected", SAME_PAGE)
        return PageOutcome("rejected", SAME_PAGE)
    frontier.add_alias(key, stored.key)
    if stored.outcome == "duplicate":
        frontier.settle(row_id, "duplicate", article_key=stored.key)
        return PageOutcome("duplicate", article=stored)
    for topic_id, result in graded:
        keep_grade(frontier.corpus, stored.id, topic_id, result)
    frontier.settle(row_id, "stored", article_key=stored.key)
    enter(frontier.corpus, stored.key)
    return PageOutcome("stored", article=stored)


def _is_same_page(frontier: Frontier, row_id: int, article: Article) -> bool:
    """True for a page that stood in the place of several articles before, in this run or when the row was last asked.

    The row's own article, where it has one, is judged by its second looks.
    """
    if frontier.held_article(row_id) or not is_another_page(frontier.listed_title(row_id), article):
        return False
    return _text_of(article) in frontier.same_pages or frontier.had_reason(row_id, SAME_PAGE)


def _is_no_article_of(frontier: Frontier, row_id: int, article_key: str, article: Article) -> bool:
    """True if a page that two addresses gave is neither's article; then the one that was stored is set aside, too."""
    first = frontier.stored_row(article_key)
    titles = frontier.listed_title(row_id), frontier.listed_title(first) if first else None
    if first is None or titles[0] == titles[1] or not all(is_another_page(title, article) for title in titles):
        return False
    frontier.same_pages.add(_text_of(article))
    frontier.corpus.drop_article(article_key)
    frontier.settle(first, "rejected", SAME_PAGE)
    return True


def _text_of(article: Article) -> tuple[str, str]:
    return article.outlet or "", text_sha256(article.text)


def keep_grade(corpus: Corpus, article_id: int, topic_id: int, graded: Graded) -> None:
    """Store an article's grade for a topic, with the phrases it rests on."""
    put_grade(corpus, article_id, topic_id, graded.grade, [(m.phrase, m.field) for m in graded.matches])


def _grade(topic: Topic, article: Article) -> Graded:
    return grade(topic, article.title, article.lead, article.text)


def _part(outlet: str, key: str, row_id: int, url: str) -> FrontierEntry:
    url = clean_url(url)
    return FrontierEntry(outlet, "part", "part", f"{row_id} {url}", url, parent_id=row_id, request={"article_key": key})
