"""Read the results of a trial crawl of one outlet: a way's best answer, the newest article, a reason for none."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.store import Corpus


@dataclass(frozen=True, slots=True)
class WayAnswer:
    """The best answer of a way in: its reason, the links of the whole way, and the listing's address."""

    answer: str
    reason: str | None
    links: int
    url: str


def best_answer(corpus: Corpus, outlet: str, way: str) -> WayAnswer | None:
    """Return the way's best answer: with links, else empty, else a refusal, else a failure. None if there is none."""
    row = corpus.conn.execute(
        """SELECT answer, reason, sum(links) OVER (), url FROM ledger WHERE outlet = ? AND way = ?
        ORDER BY answer = 'answered' AND links > 0 DESC, answer = 'answered' AND reason IS 'nothing_found' DESC,
            answer = 'refused' DESC, id LIMIT 1""",
        (outlet, way),
    ).fetchone()
    return WayAnswer(*row) if row else None


def newest_article(corpus: Corpus, outlet: str) -> tuple[str, str | None, int] | None:
    """Return (title, day, number of words) of the outlet's newest article, None if it has none."""
    row = corpus.conn.execute(
        "SELECT title, published_day, words FROM articles WHERE outlet = ? ORDER BY id DESC LIMIT 1", (outlet,)
    ).fetchone()
    return (row[0], row[1], row[2]) if row else None


def first_reason(corpus: Corpus, outlet: str) -> str | None:
    """Return why an article's address of the outlet was rejected or failed, None if none was."""
    row = corpus.conn.execute(
        "SELECT reason FROM frontier WHERE outlet = ? AND kind = 'article' AND reason IS NOT NULL LIMIT 1", (outlet,)
    ).fetchone()
    return str(row[0]) if row else None
