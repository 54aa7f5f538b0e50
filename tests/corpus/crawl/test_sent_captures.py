"""Articles that a list sent: whose row still needs one, and which capture holds it."""

from __future__ import annotations

from corpus.crawl.captures import SENT_TYPE, newest_sent, row_without_sent
from corpus.store import Corpus


def test_a_pending_row_needs_what_was_sent_unless_it_has_it(filled: Corpus) -> None:
    sql = filled.conn
    row_id, key = sql.execute("SELECT id, key FROM frontier WHERE kind = 'article' AND state = 'stored'").fetchone()
    (sha256,) = sql.execute("SELECT sha256 FROM captures WHERE frontier_id = ?", (row_id,)).fetchone()
    assert row_without_sent(filled, key, "another") is None
    sql.execute("UPDATE frontier SET state = 'pending', article_key = NULL WHERE id = ?", (row_id,))
    assert row_without_sent(filled, key, "another") == row_id
    assert row_without_sent(filled, key, sha256) is None


def test_the_newest_of_them_holds_the_article_and_no_page_does(filled: Corpus) -> None:
    sql = filled.conn
    (row_id,) = sql.execute("SELECT frontier_id FROM captures").fetchone()
    assert newest_sent(filled, row_id) is None
    for offset in (1, 2):
        sql.execute(
            """INSERT INTO captures (url, outlet, status, content_type, fetched_at, sha256, archive, offset, length,
                run_id, frontier_id)
            SELECT url, outlet, 200, ?, fetched_at, 'x', 'sent.warc.gz', ?, 1, run_id, frontier_id FROM captures
            WHERE frontier_id = ? LIMIT 1""",
            (SENT_TYPE, offset, row_id),
        )
    newest = newest_sent(filled, row_id)
    assert newest is not None
    assert (newest.archive, newest.offset) == ("sent.warc.gz", 2)
