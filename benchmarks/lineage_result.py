"""What a system says of lineage: stories, edges and spans by the names of the made articles; and how it is asked."""

from __future__ import annotations

import random
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.lineage_made import Family, Made, Span
from corpus.crawl.frontier import Frontier
from corpus.crawl.frontier_entries import FrontierEntry
from corpus.crawl.runs import end_run, start_run
from corpus.models import Article, Capture
from corpus.store import ArticleOutcome, Corpus

CLOCK = datetime(2024, 6, 1, 3, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A row of `copies`, without its ids."""

    share: float | None = None
    lag_s: int | None = None
    kind: str | None = None
    reason: str | None = None
    confidence: float | str | None = None


@dataclass(slots=True)
class Result:
    """Stories and edges by keys of articles. `spans` is None where the system says nothing of them."""

    stories: dict[str, str] = field(default_factory=dict)
    edges: dict[tuple[str, str], EdgeRow] = field(default_factory=dict)
    spans: dict[tuple[str, str], tuple[Span, ...]] | None = None


System = Callable[[Corpus, bool], Result | None]
"""Asked after each batch of articles; the second value says that it was the last one, and that a result is due."""
Spans = Callable[[Corpus, int, int], Sequence[Span]]


def store(corpus: Corpus, run: int, made: Made) -> int:
    """Store an article as a crawl does, and return its id."""
    fetched_at = CLOCK + timedelta(seconds=zlib.crc32(made.name.encode()) % 86_400)
    stored = stored_article(corpus, run, made.article(), fetched_at)
    assert stored.outcome == "new", f"{made.name} was stored as {stored.outcome}"
    return stored.id


def stored_article(corpus: Corpus, run: int, article: Article, fetched_at: datetime) -> ArticleOutcome:
    """Store an article as a crawl does, and return what became of it."""
    assert article.outlet is not None
    assert article.key is not None
    frontier = Frontier(corpus, run)
    with corpus.transaction() as sql:
        frontier.discover(FrontierEntry(article.outlet, "article", "listing", article.key, article.url))
        row = sql.execute("SELECT id FROM frontier WHERE kind = 'article' AND key = ?", (article.key,)).fetchone()[0]
        number = sql.execute("SELECT count(*) FROM captures").fetchone()[0]
        body = article.text.encode()
        capture = Capture(
            article.url, body, fetched_at, content_type="text/html", archive="run-1.warc.gz",
            sha256=sha256(body).hexdigest(), offset=number * 1000, length=1000,
        )  # fmt: skip
        stored = corpus.keep(article, [corpus.add_capture(capture, article.outlet, run, row)], fetched_at)
        frontier.settle(row, "stored", article_key=stored.key)
    return stored


def measured(families: Sequence[Family], system: System, rng: random.Random, batches: int) -> Result:
    """Store all articles in a shuffled order in a new corpus, ask the system after each batch, return its last word."""
    articles = [made for family in families for made in family.articles]
    rng.shuffle(articles)
    size = max(1, -(-len(articles) // max(1, batches)))
    result: Result | None = None
    with tempfile.TemporaryDirectory() as folder, Corpus(Path(folder) / "lineage.db") as corpus:
        corpus.conn.execute("PRAGMA synchronous = OFF")  # it is thrown away
        for outlet in {made.outlet.slug: made.outlet for made in articles}.values():
            corpus.put_outlet(outlet)
        for start in range(0, len(articles), size):
            run = start_run(corpus, "crawl", topic=None, clock=CLOCK, options={}, versions={})
            for made in articles[start : start + size]:
                store(corpus, run, made)
            end_run(corpus, run, state="finished", exit_code=0)
            result = system(corpus, start + size >= len(articles))
    assert result is not None
    return result


def stored_result(corpus: Corpus, spans_of: Spans | None) -> Result:
    """Read the tables `copies` and `stories`; an article that stands in neither is a story of its own."""
    keys: dict[int, str] = dict(corpus.conn.execute("SELECT id, key FROM articles"))
    result = Result({key: key for key in keys.values()}, spans={} if spans_of else None)
    for article_id, story_id in corpus.conn.execute("SELECT article_id, story_id FROM stories"):
        result.stories[keys[article_id]] = keys.get(story_id, str(story_id))
    rows = corpus.conn.execute("SELECT copy_id, origin_id, share, lag_s, kind, reason, confidence FROM copies")
    for copy_id, origin_id, *values in rows.fetchall():
        pair = (keys[copy_id], keys[origin_id])
        result.edges[pair] = EdgeRow(*values)
        if result.spans is not None and spans_of is not None:
            result.spans[pair] = tuple((start, end) for start, end in spans_of(corpus, copy_id, origin_id))
    return result


def exact_copies(corpus: Corpus, last: bool) -> Result | None:
    """What search folds without lineage: articles of the same words, the earliest printed first."""
    if not last:
        return None
    by_words: dict[str, list[str]] = defaultdict(list)
    rows = corpus.conn.execute("SELECT text_sha256, key FROM articles ORDER BY published_ts IS NULL, published_ts, key")
    for words, key in rows:
        by_words[words].append(key)
    result = Result()
    for first, *others in by_words.values():
        result.stories |= dict.fromkeys((first, *others), first)
        result.edges |= {(key, first): EdgeRow() for key in others}
    return result


def differences(one: Result, other: Result) -> Iterator[str]:
    """What two results say differently, a line each."""
    yield from _differences("story", one.stories, other.stories)
    yield from _differences("edge", one.edges, other.edges)
    yield from _differences("spans", one.spans or {}, other.spans or {})


def _differences(what: str, one: Mapping[Any, Any], other: Mapping[Any, Any]) -> Iterator[str]:
    for name in sorted({*one, *other}, key=str):
        if one.get(name) != other.get(name):
            yield f"{what} of {name}: {one.get(name)} and {other.get(name)}"
