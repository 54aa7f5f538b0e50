"""The frontier (`Frontier`): the addresses to fetch, as rows that are discovered, leased and settled. None is lost.

A row is settled in the transaction that stores its article or its reason. What was refused or failed comes back by the
schedule of its reason (corpus/refusals/retrying.py). A lease that is not settled is returned
at the next start (only one crawl at a time holds the corpus), or when its time is over.
"""

from __future__ import annotations

import json
import sqlite3
import time
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from corpus.crawl.frontier_entries import (
    DiscoverResult,
    FetchedRow,
    FrontierEntry,
    HeldArticle,
    Leased,
    Outcome,
    Retry,
    RowKind,
)
from corpus.crawl.tombstones import REMOVED, is_removed
from corpus.file.unreadable import needed_json
from corpus.reasons import ReasonKind, reason_is
from corpus.refusals.retrying import Retrying
from corpus.store import Corpus
from corpus.urls import FOLDED_PREFIXES, article_key

LEASE_SECONDS = 3600
OPEN = "state = 'pending' AND waiting = 0"


class Frontier:
    """The frontier of a corpus as one run sees it. `outlets` are those that have a file; none where nobody knows."""

    def __init__(self, corpus: Corpus, run_id: int, outlets: Collection[str] = ()) -> None:
        self.corpus = corpus
        self.outlets = frozenset(outlets)
        self.run_id = run_id
        self.retrying = Retrying(corpus, run_id)
        self.same_pages: set[tuple[str, str]] = set()  # (outlet, text's SHA-256) of pages that are no article

    @property
    def _sql(self) -> sqlite3.Connection:
        return self.corpus.conn

    def return_leases(self) -> None:
        """Return all leases, with their attempts. Their holders have died: only one run holds the corpus."""
        self._sql.execute(
            """UPDATE frontier INDEXED BY frontier_leased SET state = 'pending', lease_until = NULL,
                attempts = max(attempts - 1, 0) WHERE state = 'leased'"""
        )

    def adopt(self, outlets: Sequence[str]) -> int:
        """Add the open articles of these outlets to this run, and return their number."""
        slugs, marks = tuple(outlets), ", ".join("?" * len(outlets))
        with self.corpus.transaction():
            joined = self._sql.execute(
                f"INSERT INTO run_outcomes (run_id, frontier_id, outcome) "  # noqa: S608
                f"SELECT ?, id, 'pending' FROM frontier WHERE kind = 'article' "
                f"AND state IN ('pending', 'leased') AND outlet IN ({marks})",
                (self.run_id, *slugs),
            )
        return joined.rowcount

    def hand_over(self, outlet: str, owner: str) -> None:
        """Give the addresses of articles that wait for one outlet to another, which owns their host now."""
        self._sql.execute(
            """UPDATE frontier SET outlet = ? WHERE outlet = ? AND kind = 'article' AND state = 'pending'
                AND waiting = 0""",
            (owner, outlet),
        )

    def discover(self, entry: FrontierEntry, *, retry: Retry = "due") -> DiscoverResult:
        """Add the address and return its state. `new` and `reopened` rows join this run; `waiting` ones were open.

        A refused row is `known`, and the run asks it when it is due. With `retry` it is asked at once, and counts as
        `waiting`: every one, or those that are not given up (`all`, `waiting`). A row of an outlet that has no file any
        more, or one that is named by its address (`all`), becomes the entry's outlet's.
        """
        if entry.kind == "listing" and self._listing_waits(entry):
            return "waiting"
        if entry.kind == "article" and (self._is_held(entry.key) or is_removed(self._sql, article_key(entry.url))):
            return "known"  # a removal marks the addresses' own keys, too: an outlet's rule may have changed since
        row = self._sql.execute(
            "SELECT id, state, reason, retry_at IS NOT NULL, outlet FROM frontier WHERE kind = ? AND key = ?",
            (entry.kind, entry.key),
        ).fetchone()
        if row is None:
            self._insert(entry)
            return "new"
        row_id, state, reason, waits, outlet = row
        if outlet != entry.outlet and (retry == "all" or (self.outlets and outlet not in self.outlets)):
            self._sql.execute(
                """UPDATE frontier SET outlet = ? WHERE id = ? AND kind = 'article' AND waiting = 0
                    AND state IN ('pending', 'rejected', 'failed')""",
                (entry.outlet, row_id),
            )
        if state in {"pending", "leased"}:
            return "waiting"
        if state == "rejected" and reason_is(reason, ReasonKind.REOPENS) and entry.rejected is None:
            self._sql.execute(
                "UPDATE frontier SET state = 'pending', reason = NULL, url = ?, request = ? WHERE id = ?",
                (entry.url, json.dumps(entry.request), row_id),
            )
            self._outcome(row_id, "pending", None)
            return "reopened"
        if state in {"rejected", "failed"} and reason != REMOVED and entry.rejected is None:
            if retry == "due" or (retry == "waiting" and not waits):
                return "known"
            self.retrying.reopen([row_id])
            self._sql.execute(
                "UPDATE frontier SET url = ?, request = ?, priority = max(priority, ?) WHERE id = ?",
                (entry.url, json.dumps(entry.request), entry.priority, row_id),
            )
            return "waiting"
        return "known"

    def reopen_refused(self, row_ids: Iterable[int]) -> None:
        """Make refused articles pending in this run; not those that are held under another key, or were removed."""
        with self.corpus.transaction():
            for row_id in row_ids:
                key = self._sql.execute("SELECT key FROM frontier WHERE id = ?", (row_id,)).fetchone()[0]
                if not self._is_held(key):
                    self.retrying.reopen([row_id])

    def claim(
        self, outlet: str, kind: RowKind, number: int, topic_id: int | None = None, *, without: Sequence[str] = ()
    ) -> list[Leased]:
        """Lease up to `number` rows of a kind, highest priority first; listings only of the given topic.

        `without` are hosts (as folded by corpus.urls.fold_host, with a port of their own) that must not be asked now.
        """
        elsewhere, hosts = _not_at(without)
        with self.corpus.transaction():
            rows = self._sql.execute(
                f"""UPDATE frontier SET state = 'leased', attempts = attempts + 1, lease_until = ?
                WHERE id IN (SELECT id FROM frontier WHERE outlet = ? AND {OPEN} AND kind = ?
                    AND (kind <> 'listing' OR topic_id IS ?) {elsewhere} ORDER BY priority DESC, id LIMIT ?)
                RETURNING id, outlet, kind, way, key, url, request, parent_id, attempts, priority""",  # noqa: S608
                (int(time.time()) + LEASE_SECONDS, outlet, kind, topic_id, *hosts, number),
            ).fetchall()
        rows.sort(key=lambda r: (-r[9], r[0]))
        return [_leased(row) for row in rows]

    def take_over(self, outlet: str, key: str, sha256: str) -> Leased | None:
        """Lease the article's row for a page from another source, such as an import.

        None if its article is stored already, or if a page with this SHA-256 was set aside before.
        """
        row = self._sql.execute(
            """UPDATE frontier SET state = 'leased', outlet = ?, reason = NULL, waiting = 0, lease_until = ?
            WHERE kind = 'article' AND key = ? AND state IN ('pending', 'failed', 'rejected')
                AND NOT (state = 'rejected' AND EXISTS
                    (SELECT 1 FROM captures WHERE frontier_id = frontier.id AND captures.sha256 = ?))
            RETURNING id, outlet, kind, way, key, url, request, parent_id, attempts""",
            (outlet, int(time.time()) + LEASE_SECONDS, key, sha256),
        ).fetchone()
        if row is None:
            return None
        self._outcome(row[0], "pending", None)
        return _leased(row)

    def release(self, row_ids: Iterable[int]) -> None:
        """Return leases unused, so that the rows are pending again."""
        self._sql.executemany(
            """UPDATE frontier SET state = 'pending', lease_until = NULL, attempts = attempts - 1
            WHERE id = ? AND state = 'leased'""",
            [(row_id,) for row_id in row_ids],
        )

    def has_open(
        self, outlet: str, kinds: Sequence[RowKind], topic_id: int | None = None, *, without: Sequence[str] = ()
    ) -> bool:
        """Return True if `claim` would lease a row of one of the kinds."""
        elsewhere, hosts = _not_at(without)
        marks = ", ".join("?" * len(kinds))
        row = self._sql.execute(
            f"SELECT 1 FROM frontier WHERE outlet = ? AND {OPEN} AND kind IN ({marks}) "  # noqa: S608
            f"AND (kind <> 'listing' OR topic_id IS ?) {elsewhere} LIMIT 1",
            (outlet, *kinds, topic_id, *hosts),
        )
        return row.fetchone() is not None

    def settle(self, row_id: int, outcome: Outcome, reason: str | None = None, article_key: str | None = None) -> None:
        """Set the outcome of an article's row. Call it in the transaction that stores the article or reason."""
        retry_at, refusals = self.retrying.after(row_id, reason)
        self._sql.execute(
            """UPDATE frontier SET state = ?, reason = ?, article_key = ?, waiting = 0, lease_until = NULL,
                settled_run_id = ?, retry_at = ?, refusals = ? WHERE id = ?""",
            (outcome, reason, article_key, self.run_id, retry_at, refusals, row_id),
        )
        self._outcome(row_id, outcome, reason)

    def finish(self, row_id: int, *, failed: str | None = None) -> None:
        """Set the row of a listing or a part to done, or to failed with a reason."""
        retry_at, refusals = self.retrying.after(row_id, failed)
        self._sql.execute(
            """UPDATE frontier SET state = ?, reason = ?, lease_until = NULL, settled_run_id = ?, retry_at = ?,
                refusals = ? WHERE id = ?""",
            ("failed" if failed else "done", failed, self.run_id, retry_at, refusals, row_id),
        )

    def wait_for_parts(self, row_id: int, parts: Iterable[FrontierEntry]) -> None:
        """Add the further pages of an article. Its row is pending until they are done."""
        self._sql.execute("UPDATE frontier SET state = 'pending', waiting = 1 WHERE id = ?", (row_id,))
        for part in parts:
            self._insert(part)

    def add_part(self, entry: FrontierEntry) -> int:
        """Add a further page that a second look fetched, as done, and return its row."""
        self._insert(entry)
        row_id = self._sql.execute("SELECT id FROM frontier WHERE kind = 'part' AND key = ?", (entry.key,)).fetchone()
        self.finish(int(row_id[0]))
        return int(row_id[0])

    def parts(self, row_id: int) -> list[tuple[int, str, str, str | None]]:
        """Return (row id, address, state, reason) of the parts of an article, in reading order."""
        rows = self._sql.execute(
            "SELECT id, url, state, reason FROM frontier WHERE parent_id = ? AND kind = 'part' ORDER BY id", (row_id,)
        )
        return [(r[0], r[1], r[2], r[3]) for r in rows]

    def count_fetched(self, outlets: Sequence[str] = ()) -> int:
        """Return the number of rows that `fetched_rows` yields."""
        return int(self._sql.execute(f"SELECT count(*) {_fetched(outlets)}", tuple(outlets)).fetchone()[0])

    def fetched_rows(self, outlets: Sequence[str] = ()) -> Iterator[FetchedRow]:
        """Yield the article rows of these outlets (none: all) that have a capture, stored ones first.

        They are those of the moment when the first is taken; of a large corpus only their ids are in memory.
        """
        ids = f"SELECT id {_fetched(outlets)} ORDER BY state <> 'stored', id"
        for row_id in array("q", (row[0] for row in self._sql.execute(ids, tuple(outlets)))):
            row = self._sql.execute("SELECT id, outlet, key, state, article_key FROM frontier WHERE id = ?", (row_id,))
            yield FetchedRow(*row.fetchone())

    def held_article(self, row_id: int) -> HeldArticle | None:
        """Return the stored article that the row gave, None if there is none."""
        row = self._sql.execute(
            """SELECT articles.key, words, complete FROM frontier JOIN articles ON articles.key = article_key
            WHERE frontier.id = ?""",
            (row_id,),
        ).fetchone()
        return HeldArticle(row[0], row[1], bool(row[2])) if row else None

    def is_stored_elsewhere(self, article_key: str, row_id: int) -> bool:
        """Return True if another row gave the article with this key."""
        return (
            self._sql.execute(
                """SELECT 1 FROM frontier JOIN articles ON articles.key = article_key
            WHERE frontier.article_key = ? AND state = 'stored' AND frontier.id <> ?""",
                (article_key, row_id),
            ).fetchone()
            is not None
        )

    def stored_row(self, article_key: str) -> int | None:
        """Return the row that gave the stored article with this key."""
        row = self._sql.execute(
            "SELECT id FROM frontier WHERE article_key = ? AND kind = 'article' AND state = 'stored'", (article_key,)
        ).fetchone()
        return int(row[0]) if row else None

    def listed_title(self, row_id: int) -> str | None:
        """Return the title by which the listing named the row's address, None if it gave none."""
        row = self._sql.execute("SELECT title FROM frontier WHERE id = ?", (row_id,)).fetchone()
        return row[0] if row else None

    def had_reason(self, row_id: int, reason: str) -> bool:
        """Return True if a run set the row aside for this reason."""
        row = self._sql.execute("SELECT 1 FROM run_outcomes WHERE frontier_id = ? AND reason = ?", (row_id, reason))
        return row.fetchone() is not None

    def add_alias(self, key: str, article_key: str) -> None:
        """Store another key of an article."""
        if key != article_key:
            self._sql.execute(
                """INSERT INTO aliases (key, article_key) VALUES (?, ?)
                ON CONFLICT (key) DO UPDATE SET article_key = excluded.article_key""",
                (key, article_key),
            )

    def _listing_waits(self, entry: FrontierEntry) -> bool:
        """Return True if the same request for a listing is pending already."""
        return (
            self._sql.execute(
                """SELECT 1 FROM frontier WHERE outlet = ? AND state = 'pending' AND kind = 'listing'
                    AND url = ? AND request = ? AND topic_id IS ?""",
                (entry.outlet, entry.url, json.dumps(entry.request), entry.topic_id),
            ).fetchone()
            is not None
        )

    def _is_held(self, key: str) -> bool:
        """Return True if the key, or the key it is an alias of, has an article or had one that was removed."""
        return (
            is_removed(self._sql, key)
            or self._sql.execute(
                """SELECT 1 FROM articles WHERE key = ?
            UNION ALL SELECT 1 FROM aliases JOIN articles ON articles.key = article_key WHERE aliases.key = ?""",
                (key, key),
            ).fetchone()
            is not None
        )

    def _insert(self, entry: FrontierEntry) -> None:
        row = self._sql.execute(
            """INSERT INTO frontier (outlet, kind, way, key, url, title, request, priority, state, reason,
                parent_id, topic_id, run_id, settled_run_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (kind, key) DO NOTHING RETURNING id""",
            (
                entry.outlet,
                entry.kind,
                entry.way,
                entry.key,
                entry.url,
                entry.title,
                json.dumps(entry.request),
                entry.priority,
                "rejected" if entry.rejected else "pending",
                entry.rejected,
                entry.parent_id,
                entry.topic_id,
                self._walk_of(entry),
                self.run_id if entry.rejected else None,
            ),
        ).fetchone()
        if row and entry.kind == "listing":
            self.retrying.replace_listing(row[0])
        if row and entry.kind == "article":
            self._outcome(row[0], "rejected" if entry.rejected else "pending", entry.rejected)

    def _walk_of(self, entry: FrontierEntry) -> int:
        """Return the run that a row belongs to: this one; for a further page of a walk, the run that began the walk."""
        if entry.kind != "listing" or entry.parent_id is None:
            return self.run_id
        row = self._sql.execute("SELECT run_id FROM frontier WHERE id = ?", (entry.parent_id,)).fetchone()
        return int(row[0])

    def _outcome(self, row_id: int, outcome: str, reason: str | None) -> None:
        self._sql.execute(
            """INSERT INTO run_outcomes (run_id, frontier_id, outcome, reason) VALUES (?, ?, ?, ?)
            ON CONFLICT (run_id, frontier_id) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason""",
            (self.run_id, row_id, outcome, reason),
        )


def _leased(row: Sequence[Any]) -> Leased:
    number, outlet, kind, way, key, url, request, parent_id, attempts = row[:9]
    asking = needed_json(request, "the request of an address")
    return Leased(number, outlet, kind, way, key, url, asking, parent_id, attempts)


def _not_at(hosts: Sequence[str]) -> tuple[str, list[str]]:
    """Return an SQL condition that excludes addresses on these hosts and their www., m. ... forms, with its values."""
    names = [f"//{prefix}{host}/" for host in hosts for prefix in ("", *FOLDED_PREFIXES)]
    return "AND instr(lower(url) || '/', ?) = 0 " * len(names), names


def _fetched(outlets: Sequence[str]) -> str:
    """The end of a statement: article rows of these outlets, which it takes as parameters, that have a capture."""
    only = f"AND outlet IN ({', '.join('?' * len(outlets))})" if outlets else ""
    return f"""FROM frontier WHERE kind = 'article' AND state IN ('stored', 'duplicate', 'rejected') {only}
        AND EXISTS (SELECT 1 FROM captures WHERE frontier_id = frontier.id)"""  # noqa: S608
