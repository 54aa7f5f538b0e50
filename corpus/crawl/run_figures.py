"""Read the figures for a run's report: answers of listings, new articles and their headlines."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.store import Corpus

_NEW_ARTICLES = """FROM run_outcomes
    CROSS JOIN frontier ON frontier.id = run_outcomes.frontier_id
    CROSS JOIN articles ON articles.key = frontier.article_key
    JOIN outlets ON outlets.slug = articles.outlet
    WHERE run_outcomes.run_id = ? AND run_outcomes.outcome = 'stored'"""


@dataclass(frozen=True, slots=True)
class ListingTotals:
    """Totals of an outlet in a run: `listings` that were asked for, those `answered`, and their links.

    `known` are links to addresses discovered before, `unchanged` the listings that answered 304.
    """

    listings: int
    answered: int
    links: int
    known: int
    unchanged: int


def listing_totals(corpus: Corpus, run_id: int, outlet: str) -> ListingTotals:
    """Return the totals of the ledger's rows of an outlet in a run."""
    row = corpus.conn.execute(
        """SELECT count(*), coalesce(sum(answer = 'answered'), 0),
            coalesce(sum(links), 0), coalesce(sum(known), 0), coalesce(sum(reason = 'unchanged'), 0)
        FROM ledger WHERE run_id = ? AND outlet = ?""",
        (run_id, outlet),
    ).fetchone()
    return ListingTotals(*row)


def listing_problems(corpus: Corpus, run_id: int, outlet: str) -> dict[str, int]:
    """Return "way answer: reason" -> count, for failures, refusals and remarks on answers."""
    rows = corpus.conn.execute(
        """SELECT way || ' ' || answer || coalesce(': ' || reason, ''), count(*) FROM ledger
        WHERE run_id = ? AND outlet = ? AND (answer <> 'answered' OR coalesce(reason, 'unchanged') <> 'unchanged')
        GROUP BY 1""",
        (run_id, outlet),
    )
    return dict(rows.fetchall())


def has_listings_left(corpus: Corpus, run_id: int, outlet: str) -> bool:
    """Return True if listings of the run's topic are left for the next run."""
    row = corpus.conn.execute(
        """SELECT 1 FROM frontier JOIN runs ON runs.id = ? AND frontier.topic_id IS runs.topic_id
        WHERE outlet = ? AND kind = 'listing' AND frontier.state = 'pending' LIMIT 1""",
        (run_id, outlet),
    )
    return row.fetchone() is not None


def unfetched_addresses(corpus: Corpus, outlet: str) -> list[str]:
    """Return the outlet's pending and failed addresses, of every kind."""
    rows = corpus.conn.execute(
        """SELECT url FROM frontier WHERE outlet = ? AND kind IN ('listing', 'article', 'part')
            AND state IN ('pending', 'failed')""",
        (outlet,),
    )
    return [row[0] for row in rows]


def count_new_articles(corpus: Corpus, run_id: int) -> dict[str, int]:
    """Return outlet -> number of its articles that the run stored."""
    rows = corpus.conn.execute(f"SELECT articles.outlet, count(*) {_NEW_ARTICLES} GROUP BY 1", (run_id,))
    return dict(rows.fetchall())


def new_headlines(corpus: Corpus, run_id: int, most: int) -> list[tuple[int, str | None, str, str]]:
    """Return (id, day, outlet's name, title) of articles that the run stored, the newest first."""
    rows = corpus.conn.execute(
        f"""SELECT articles.id, articles.published_day, outlets.name, articles.title
        {_NEW_ARTICLES} ORDER BY articles.id DESC LIMIT ?""",
        (run_id, most),
    )
    return [(r[0], r[1], r[2], r[3]) for r in rows]
