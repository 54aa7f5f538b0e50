"""Read what an outlet's newest articles have (`newest_fields`): writer, hour, place, and the words of their pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.crawl.captures import pages_fetched
from corpus.store import Corpus

EARLIER = 200  # articles that a run is compared with
RUNS = 5  # that are compared with what was before them
_LEAST_A_RUN = 10

# The fields stand behind the text in a row: about 10 us for each article.
_ROWS = """SELECT articles.id, captures.run_id, runs.command = 'import', rules_version,
    published_day IS NOT NULL, published_at IS NOT NULL, authors <> '[]', place IS NOT NULL, section IS NOT NULL,
    articles.words, (SELECT sum(seen) FROM page_words WHERE article_id = articles.id),
    (SELECT sum(cut) FROM page_words WHERE article_id = articles.id),
    (SELECT sum(outside) FROM page_words WHERE article_id = articles.id),
    (SELECT sum(unexplained) FROM page_words WHERE article_id = articles.id)
    FROM articles
    CROSS JOIN article_captures ON article_captures.article_id = articles.id AND part = 1
    CROSS JOIN captures ON captures.id = capture_id
    CROSS JOIN runs ON runs.id = captures.run_id
    WHERE articles.id IN (SELECT id FROM articles WHERE outlet = ? ORDER BY id DESC LIMIT ?) AND form = 'article'
    ORDER BY articles.id DESC"""


@dataclass(frozen=True, slots=True)
class ArticleFields:
    """What an article has, by the field's name: 1 or 0, a number of words, or a share of its pages' words.

    `run_id` is the run that fetched the page that it is from. None is a number that is not known: the article was last
    refined by a kliping that did not count the words of pages.
    """

    id: int
    run_id: int
    imported: bool
    rules_version: str
    values: Mapping[str, float | None]


def newest_fields(corpus: Corpus, outlet: str, run_id: int | None = None) -> Sequence[ArticleFields]:
    """Return the outlet's newest articles by their day of publication, the newest first.

    As many as a run (None: the newest that is among them), four more of its size, and those before can have; so what is
    read grows with the run, never with the corpus. Photo pages, videos and live blogs are left out.
    """
    fetched = pages_fetched(corpus, run_id, outlet) if run_id is not None else 0
    most = EARLIER + RUNS * max(fetched, _LEAST_A_RUN)
    rows = [_fields(*row) for row in corpus.conn.execute(_ROWS, (outlet, most))]
    if run_id is None and (newest := newest_run_of(rows)) is not None:
        return newest_fields(corpus, outlet, newest)
    return rows


def newest_run_of(rows: Sequence[ArticleFields]) -> int | None:
    """Return the newest run that fetched one of these articles from the site; None where there is none."""
    return max((row.run_id for row in rows if not row.imported), default=None)


def _fields(article_id: int, run_id: int, imported: int, rules: str, *values: int | None) -> ArticleFields:
    day, hour, writer, place, section, words, seen, *parts = values
    cut, outside, unexplained = (part / seen if seen and part is not None else None for part in parts)
    return ArticleFields(
        article_id,
        run_id,
        bool(imported),
        rules,
        {
            "day": day,
            "hour": hour,
            "writer": writer,
            "place": place,
            "section": section,
            "words": words,
            "cut": cut,
            "outside": outside,
            "unexplained": unexplained,
        },
    )
