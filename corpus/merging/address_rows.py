"""The frontier of all inputs as one (`carry_addresses`): each address with one state, and the outcomes of every run.

What tells an address's state: its article first (an address is `stored` if the article that stands was read from it,
and else a `duplicate` of it), then a removal, then the newest run. Who found it is the run that came first. Where the
newest run saw another outcome than the state, the merge is a run of its own that says so: earlier runs stay as they
were, and the sums hold in each.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from corpus.merging.workbench import Workbench

# The row from which the reading that stands was made.
_DESIGNATED = """SELECT c.new AS article, c.fetched, a.key, :src AS src, CAST(min(f.id) AS INTEGER) AS old
    FROM w.chosen c CROSS JOIN src.articles a ON a.id = c.old
    CROSS JOIN src.frontier f ON f.article_key = a.key AND f.kind = 'article' AND f.state = 'stored'
    WHERE c.src = :src GROUP BY c.new"""
_STANDING = """SELECT r.new, r.src, r.old, d.old IS NOT NULL AS is_own, coalesce(f.reason, '') = 'removed' AS removed,
        f.state = 'stored' AS stored, coalesce(r.newest, r.settled, 0) AS run, f.state,
        coalesce(f.reason, '') AS reason, f.url, f.request
    FROM w.rows r CROSS JOIN src.frontier f ON f.id = r.old
    LEFT JOIN w.designated d ON d.src = r.src AND d.old = r.old WHERE r.src = :src"""
_FINDERS = """SELECT r.new, r.src, r.run, r.nth, p.new AS parent, f.way, f.title, t.new AS topic, f.priority
    FROM w.rows r CROSS JOIN src.frontier f ON f.id = r.old
    LEFT JOIN w.row_ids p ON p.src = :src AND p.old = f.parent_id
    LEFT JOIN w.topic_ids t ON t.src = :src AND t.old = f.topic_id WHERE r.src = :src"""
_CLOSED = "(r.kind <> 'listing' AND r.ident GLOB 'removed:*')"
_INSERT = f"""INSERT INTO main.frontier (id, outlet, kind, way, key, url, title, request, priority, state, reason,
        article_key, attempts, waiting, lease_until, parent_id, topic_id, run_id, settled_run_id, retry_at, refusals)
    SELECT r.new, f.outlet, r.kind, n.way, r.ident, CASE WHEN {_CLOSED} THEN r.ident ELSE f.url END,
        CASE WHEN {_CLOSED} THEN NULL ELSE n.title END, CASE WHEN {_CLOSED} THEN '{{}}' ELSE f.request END,
        n.priority,
        CASE WHEN {_CLOSED} THEN 'rejected' WHEN f.state = 'leased' THEN 'pending' ELSE f.state END,
        CASE WHEN {_CLOSED} THEN 'removed' ELSE f.reason END,
        CASE WHEN {_CLOSED} THEN NULL ELSE f.article_key END,
        CASE WHEN f.state = 'leased' THEN max(f.attempts - 1, 0) ELSE f.attempts END,
        CASE WHEN {_CLOSED} THEN 0 ELSE f.waiting END, NULL, n.parent, n.topic, n.run, r.settled,
        CASE WHEN {_CLOSED} THEN NULL ELSE f.retry_at END, CASE WHEN {_CLOSED} THEN 0 ELSE f.refusals END
    FROM w.standing s CROSS JOIN w.rows r ON r.src = s.src AND r.old = s.old
    CROSS JOIN src.frontier f ON f.id = s.old CROSS JOIN w.finders n ON n.new = s.new
    WHERE s.src = :src ORDER BY r.new"""  # noqa: S608 - the condition is ours
_OUTCOMES = """SELECT r.new AS run, f.new AS row, o.outcome, o.reason FROM src.run_outcomes o
    CROSS JOIN w.run_ids r ON r.src = :src AND r.old = o.run_id
    CROSS JOIN w.row_ids f ON f.src = :src AND f.old = o.frontier_id"""
_STATE = "CASE f.state WHEN 'leased' THEN 'pending' ELSE f.state END"
_UNLIKE_NEWEST = f"""SELECT f.id, {_STATE}, f.reason FROM main.frontier f LEFT JOIN
    (SELECT frontier_id, max(run_id), outcome, reason FROM main.run_outcomes GROUP BY frontier_id) n
    ON n.frontier_id = f.id
    WHERE f.kind = 'article' AND (n.outcome IS NOT {_STATE} OR n.reason IS NOT f.reason) ORDER BY f.id"""  # noqa: S608


def carry_addresses(bench: Workbench, leaves: Sequence[str]) -> None:
    """Write `frontier` and `run_outcomes`; `leaves` are the corpora that the result is made of."""
    bench.run(
        f"CREATE TABLE w.designated AS {bench.union(_DESIGNATED)}",
        "CREATE INDEX w.rows_old ON rows(src, old)",
        "CREATE INDEX w.designated_row ON designated(src, old)",
        f"CREATE TABLE w.claims AS {bench.union(_STANDING)}",
        "CREATE TABLE w.standing (new INTEGER PRIMARY KEY, src INTEGER, old INTEGER)",
        """INSERT INTO w.standing SELECT new, src, old FROM (SELECT *, row_number() OVER (PARTITION BY new
            ORDER BY is_own DESC, removed DESC, stored DESC, run DESC, state, reason, url, request, src, old) AS place
            FROM w.claims) WHERE place = 1""",
        "CREATE TABLE w.finders (new INTEGER PRIMARY KEY, parent, way, title, topic, priority, run)",
        f"""INSERT INTO w.finders SELECT new, parent, way, title, topic, priority, run FROM (
            SELECT *, row_number() OVER (PARTITION BY new ORDER BY run, nth, way, title, priority, src) AS place
            FROM ({bench.union(_FINDERS)})) WHERE place = 1""",  # noqa: S608
        *bench.per(_INSERT),
        f"""INSERT INTO main.run_outcomes (run_id, frontier_id, outcome, reason) SELECT run, row, outcome, reason FROM (
            SELECT *, row_number() OVER (PARTITION BY run, row ORDER BY outcome = 'pending', outcome, reason) AS place
            FROM ({bench.union(_OUTCOMES)})) WHERE place = 1 ORDER BY run, row""",  # noqa: S608
        "CREATE INDEX w.designated_article ON designated(article)",
    )
    _give_articles_their_rows(bench)
    _be_a_run(bench, leaves)


def _give_articles_their_rows(bench: Workbench) -> None:
    """Let each article have one stored address, and each other address of it be a duplicate.

    An address that gave one article to one input and another to the next is that of the article whose key it has, else
    of the one that was fetched last; the other article gets a row under its own key.
    """
    sql = bench.sql
    bench.run(
        """CREATE TABLE w.owners AS SELECT row, article, key, fetched, row_number() OVER (PARTITION BY row
            ORDER BY key <> ident, fetched DESC, key) AS place
        FROM (SELECT r.new AS row, r.ident, d.article, d.key, d.fetched FROM w.designated d
            CROSS JOIN w.rows r ON r.src = d.src AND r.old = d.old)""",
        "CREATE INDEX w.owners_row ON owners(row)",
        """UPDATE main.frontier SET article_key = o.key FROM w.owners o
        WHERE o.row = frontier.id AND o.place = 1 AND frontier.article_key IS NOT o.key""",
    )
    names = ", ".join(f'"{name}"' for name in bench.columns("frontier") if name not in {"id", "key", "article_key"})
    homeless = sql.execute("SELECT row, key FROM w.owners WHERE place > 1 ORDER BY key").fetchall()
    for row, key in homeless:
        there = sql.execute(
            """SELECT id, id IN (SELECT row FROM w.owners WHERE place = 1) FROM main.frontier
            WHERE kind = 'article' AND key = ?""",
            (key,),
        ).fetchone()
        if there is None or there[1]:
            own = key if there is None else f"{key}#{row}"
            there = sql.execute(
                f"""INSERT INTO main.frontier (key, article_key, {names})
                SELECT ?, ?, {names} FROM main.frontier WHERE id = ? RETURNING id""",  # noqa: S608 - names are ours
                (own, key, row),
            ).fetchone()
            sql.execute(
                """INSERT INTO main.run_outcomes SELECT run_id, ?, outcome, reason FROM main.run_outcomes
                WHERE frontier_id = ?""",
                (there[0], row),
            )
        sql.execute(
            """UPDATE main.frontier SET state = 'stored', reason = NULL, article_key = ?, waiting = 0, retry_at = NULL,
                refusals = 0 WHERE id = ?""",
            (key, there[0]),
        )
        sql.execute("INSERT INTO w.owners VALUES (?, 0, ?, '', 1)", (there[0], key))
    sql.execute(
        """UPDATE main.frontier SET state = 'duplicate' WHERE kind = 'article' AND state = 'stored' AND NOT EXISTS (
            SELECT 1 FROM w.owners o WHERE o.row = frontier.id AND o.place = 1)"""
    )


def _be_a_run(bench: Workbench, leaves: Sequence[str]) -> None:
    """Write the merge as a run, with the outcomes that differ from what the newest run saw; none where none does."""
    sql = bench.sql
    differing = sql.execute(_UNLIKE_NEWEST).fetchall()
    if not differing:
        return
    run = sql.execute(
        """INSERT INTO main.runs (command, started_at, ended_at, clock, state, exit_code, options, versions)
        SELECT 'merge', at, at, at, 'finished', 0, ?, '{}' FROM (SELECT strftime('%Y-%m-%dT%H:%M:%S+00:00',
            max(started_at), '+1 second') AS at FROM main.runs) RETURNING id""",
        (json.dumps({"merged": list(leaves)}),),
    ).fetchone()[0]
    sql.executemany("INSERT INTO main.run_outcomes VALUES (?, ?, ?, ?)", ((run, *row) for row in differing))
