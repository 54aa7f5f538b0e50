"""The corpus file (`Corpus`): open it, and store outlets, captures and articles in it.

One process writes at a time. A writer begins with BEGIN IMMEDIATE, because a transaction that reads first and writes
later fails at once if another process has written in between.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from corpus.file.archive_place import ArchivePlace
from corpus.file.checksums import accept_article, forget_details, keep_sums
from corpus.file.opening import connect, followed
from corpus.file.rights import PRIVATE_FILE
from corpus.fingerprint import text_sha256
from corpus.page_rows import write_page_rows
from corpus.versions.version_rows import PageReading, note_reading

if TYPE_CHECKING:  # a search starts without them
    from corpus.models import Article, Capture, Outlet

JAKARTA = timezone(timedelta(hours=7), "WIB")
DUPLICATE_WORDS = 40  # two articles of an outlet may have the same shorter text by chance


@dataclass(frozen=True, slots=True)
class ArticleOutcome:
    """The result of storing an article: its id and key, and whether it is `new`, `changed`, `same` or a `duplicate`.

    The id and key of a duplicate are those of the article that is stored already.
    """

    id: int
    key: str
    outcome: Literal["new", "changed", "same", "duplicate"]


class Corpus:
    """An open corpus. Use it as a context manager, or close it.

    `Corpus(path)` creates the file if there is none, with these `rights`; `Corpus(path, read_only=True)` never writes.
    Raises CorpusError if the path can't be used.
    """

    def __init__(self, path: str | Path, *, read_only: bool = False, rights: int = PRIVATE_FILE) -> None:
        self.path = followed(Path(path))
        self.read_only = read_only
        self.conn = connect(self.path, read_only=read_only, rights=rights)
        if not read_only:
            keep_sums(self.conn)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; an open transaction is rolled back."""
        self.conn.close()

    def optimize(self) -> None:
        """Let SQLite count how its indexes are spread, where that helps its plans; call it after many writes.

        It reads at most some hundred rows of an index, waits for no other writer, and may be left out.
        """
        if self.read_only or self.conn.in_transaction:
            return
        with suppress(sqlite3.Error):
            for pragma in ("busy_timeout = 0", "analysis_limit = 400", "optimize"):
                sqlite3.Connection.execute(self.conn, f"PRAGMA {pragma}")  # not the patient `execute`

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run the block in a transaction: all or nothing. Inside another transaction, it is a part of that."""
        if self.conn.in_transaction:
            yield self.conn
            return
        self.conn.execute("BEGIN IMMEDIATE")
        try:
            yield self.conn
        except BaseException:
            self.conn.rollback()
            raise
        self.conn.execute("COMMIT")

    def is_being_written(self) -> bool:
        """Return True if another program holds the lock of the writer now."""
        patience = int(self.conn.execute("PRAGMA busy_timeout").fetchone()[0])
        self.conn.execute("PRAGMA busy_timeout = 0")
        try:
            sqlite3.Connection.execute(self.conn, "BEGIN IMMEDIATE")  # not the patient `execute`
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            return True
        finally:
            self.conn.execute(f"PRAGMA busy_timeout = {patience}")
        self.conn.rollback()
        return False

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Let the block read the file as it is at one moment, whatever others write meanwhile."""
        if self.conn.in_transaction:
            yield self.conn
            return
        self.conn.execute("BEGIN")
        try:
            yield self.conn
        except BaseException:
            self.conn.rollback()
            raise
        self.conn.execute("COMMIT")

    def archive_dir(self) -> Path:
        """Return the archive's folder: from `meta`, else beside the corpus ("kliping.db" -> "kliping-archive").

        Raises ArchiveOutsideError where it is outside the corpus's folder and the user has not named it.
        """
        return ArchivePlace.of(self.path, self.recorded_archive())

    def recorded_archive(self) -> str | None:
        """Return the archive's folder as `meta` has it, absolute or relative to the corpus's folder; None if unset."""
        row = self.conn.execute("SELECT value FROM meta WHERE name = 'archive'").fetchone()
        return str(row[0]) if row else None

    def put_archive_dir(self, folder: Path) -> None:
        """Store the archive's folder: relative if it is below the corpus's folder, so that both can be moved."""
        absolute, home = folder.absolute(), self.path.absolute().parent
        value = absolute.relative_to(home) if absolute.is_relative_to(home) else absolute
        put_meta(self.conn, "archive", str(value))

    def put_outlet(self, outlet: Outlet) -> None:
        """Store the outlet. One made from a host is replaced when a spider for it exists."""
        self.conn.execute(
            """INSERT INTO outlets (slug, name, kind, site, affiliation, origin) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (slug) DO UPDATE SET name = excluded.name, kind = excluded.kind, site = excluded.site,
                affiliation = excluded.affiliation, origin = excluded.origin
            WHERE excluded.origin <> 'host'""",
            (outlet.slug, outlet.name, outlet.kind, outlet.site, outlet.affiliation, outlet.origin),
        )

    def add_capture(self, capture: Capture, outlet: str, run_id: int, frontier_id: int) -> int:
        """Store a capture's position in the archive and return its id. It must be in the archive already."""
        if capture.archive is None or capture.offset is None or capture.length is None or capture.sha256 is None:
            raise ValueError("a capture must be written to the archive before it is stored in the corpus")
        row = self.conn.execute(
            """INSERT INTO captures (url, requested_url, outlet, status, content_type, fetched_at, sha256,
                archive, offset, length, run_id, frontier_id, robots_tag)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (archive, offset) DO UPDATE SET frontier_id = excluded.frontier_id RETURNING id""",
            (
                capture.url,
                capture.requested_url,
                outlet,
                capture.status,
                capture.content_type,
                capture.fetched_at.astimezone(UTC).isoformat(timespec="seconds"),
                capture.sha256,
                capture.archive,
                capture.offset,
                capture.length,
                run_id,
                frontier_id,
                capture.robots_tag,
            ),
        )
        return int(row.fetchone()[0])

    def keep(
        self,
        article: Article,
        capture_ids: Sequence[int],
        first_seen: datetime,
        seen_in: int | None = None,
        *,
        edited: bool | None = None,
        reread: bool = False,
    ) -> ArticleOutcome:
        """Store an article with its captures, in reading order. Call it in a transaction.

        `first_seen` is the first capture's `fetched_at`: it orders an article whose day is unknown. `seen_in` is the
        capture that shows a new version (default: the first), where only a further page of the article was edited.
        `edited` is what a second look says; `reread`: the pages are those of the newest version, read by newer rules.
        The same text and title under another address of the same outlet is a duplicate and is not stored again.
        """
        if article.outlet is None or article.key is None:
            raise ValueError("an article needs an outlet and a key to be stored")
        sha256 = text_sha256(article.text)
        if twin := self._twin(article, sha256):
            return ArticleOutcome(twin[0], twin[1], "duplicate")
        before = self.conn.execute(
            "SELECT id, text_sha256, title, text FROM articles WHERE key = ?", (article.key,)
        ).fetchone()
        article_id = before[0] if before else self._give_id(article.key, article.published_day, first_seen)
        self._write(article_id, article, sha256)
        self._write_details(article_id, article, capture_ids)
        seen_in = seen_in or capture_ids[0]
        earlier = PageReading(before[2], before[3], seen_in) if before and not reread else None
        note_reading(self.conn, article_id, earlier, PageReading(article.title, article.text, seen_in), edited)
        if before is None:
            return ArticleOutcome(article_id, article.key, "new")
        return ArticleOutcome(
            article_id, article.key, "same" if tuple(before[1:3]) == (sha256, article.title) else "changed"
        )

    def pass_over(self, capture_id: int, reason: str | None) -> None:
        """Store why a later capture of an article is not used (corpus.models.PASSED_OVER); None if it is used."""
        self.conn.execute(
            "UPDATE captures SET passed_over = ? WHERE id = ? AND passed_over IS NOT ?", (reason, capture_id, reason)
        )

    def id_of(self, key: str) -> int:
        """Return the id of the key. Raises KeyError if it has none."""
        row = self.conn.execute("SELECT id FROM article_ids WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        return int(row[0])

    def drop_article(self, key: str) -> None:
        """Delete an article. Its key keeps its id, in case the article is stored again."""
        self.conn.execute("DELETE FROM articles WHERE key = ?", (key,))
        self.conn.execute("DELETE FROM damaged WHERE article_id = (SELECT id FROM article_ids WHERE key = ?)", (key,))
        self.conn.execute("DELETE FROM looks_due WHERE article_key = ?", (key,))

    def _twin(self, article: Article, sha256: str) -> tuple[int, str] | None:
        """Return (id, key) of the outlet's other article with the same text and title, None if there is none."""
        if article.words < DUPLICATE_WORDS:
            return None
        # The plus: by the outlet's index all of its articles would be read, and few articles have one text.
        row = self.conn.execute(
            "SELECT id, key FROM articles WHERE text_sha256 = ? AND +outlet = ? AND key <> ? AND title = ?",
            (sha256, article.outlet, article.key, article.title),
        ).fetchone()
        return (row[0], row[1]) if row else None

    def _give_id(self, key: str, day: date | None, first_seen: datetime) -> int:
        """Return the key's permanent id, `day << 20 | seq`, with the day in Jakarta's calendar; make it if needed."""
        row = self.conn.execute("SELECT id FROM article_ids WHERE key = ?", (key,)).fetchone()
        if row:
            return int(row[0])
        day = day or first_seen.astimezone(JAKARTA).date()
        low = max(0, (day - date(1970, 1, 1)).days) << 20
        last = self.conn.execute(
            "SELECT max(id) FROM article_ids WHERE id BETWEEN ? AND ?", (low, low + (1 << 20) - 1)
        ).fetchone()[0]
        new = low if last is None else last + 1
        self.conn.execute("INSERT INTO article_ids (key, id) VALUES (?, ?)", (key, new))
        return int(new)

    def _write(self, article_id: int, a: Article, sha256: str) -> None:
        from corpus.columns import ARTICLE_COLUMNS  # a search starts without it

        given = {
            "id": article_id,
            "text_sha256": sha256,
            "published_ts": int(a.published_at.timestamp()) if a.published_at else None,
        }
        row = {
            column.name: column.stored(given[column.name] if column.name in given else getattr(a, column.name))
            for column in ARTICLE_COLUMNS
        }
        self.conn.execute(_write_article(), row)
        accept_article(self.conn, article_id)
        self.conn.execute("DELETE FROM damaged WHERE article_id = ?", (article_id,))

    def _write_details(self, article_id: int, a: Article, capture_ids: Sequence[int]) -> None:
        forget_details(self.conn, article_id)
        day = a.published_day.isoformat() if a.published_day else None
        if day != (date(1970, 1, 1) + timedelta(days=article_id >> 20)).isoformat():
            self.conn.execute("INSERT INTO misdated VALUES (?, ?)", (article_id, day))
        self.conn.executemany(
            "INSERT INTO article_captures VALUES (?, ?, ?)",
            [(article_id, part, capture) for part, capture in enumerate(capture_ids, 1)],
        )
        self.conn.executemany(
            "INSERT INTO origins VALUES (?, ?, ?)", [(article_id, f, origin) for f, origin in a.origins.items()]
        )
        self.conn.executemany(
            "INSERT INTO removed_lines (article_id, rule, position, text, at, behind) VALUES (?, ?, ?, ?, ?, ?)",
            [(article_id, r.rule, r.position, r.text, r.at, r.behind) for r in a.removed],
        )
        write_page_rows(self.conn, article_id, a)


def put_meta(sql: sqlite3.Connection, name: str, value: str) -> None:
    """Store a value of `meta`; it replaces an earlier one."""
    sql.execute(
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


@cache
def _write_article() -> str:
    """Return the statement that inserts an article's row, or updates it if a value differs."""
    from corpus.columns import ARTICLE_COLUMNS

    names = [column.name for column in ARTICLE_COLUMNS]
    others = [name for name in names if name != "id"]  # the key too: a damaged one is mended
    changes = ", ".join(f"{name} = excluded.{name}" for name in others)
    differs = " OR ".join(f"articles.{name} IS NOT excluded.{name}" for name in others)
    return (
        f"INSERT INTO articles ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)}) "  # noqa: S608
        f"ON CONFLICT (id) DO UPDATE SET {changes} WHERE {differs}"
    )
