"""What two corpora don't share (`article_differences`): articles of one alone, and those that they have otherwise."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from corpus.merging.conflicts import COMPARED
from corpus.store import Corpus

Side = Literal["first", "second", "both"]
COLUMNS = tuple("text_sha256" if name == "text" else name for name in COMPARED)


@dataclass(frozen=True, slots=True)
class ArticleDifference:
    """An article that `first` or `second` alone has, or that `both` have otherwise: then `differs` says in what.

    Ids, outlet, day and title are those of the first corpus that has it.
    """

    side: Side
    key: str
    first_id: int | None
    second_id: int | None
    outlet: str
    published_day: str | None
    title: str
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DifferenceCounts:
    """How many articles one corpus alone has, how many both have alike, and how many otherwise."""

    first: int
    second: int
    same: int
    both: int

    @property
    def are_equal(self) -> bool:
        """True if both have the same articles with the same content."""
        return self.first == self.second == self.both == 0


_SAME = " AND ".join(f"a.{name} IS b.{name}" for name in COLUMNS)
_COUNTS = f"""SELECT (SELECT count(*) FROM main.articles WHERE key NOT IN (SELECT key FROM other.articles)),
    (SELECT count(*) FROM other.articles WHERE key NOT IN (SELECT key FROM main.articles)),
    coalesce(sum({_SAME}), 0), coalesce(sum(NOT ({_SAME})), 0)
    FROM main.articles a JOIN other.articles b ON b.key = a.key"""  # noqa: S608 - names are ours
_ROWS = f"""SELECT 'first', a.key, a.id, NULL, a.outlet, a.published_day, a.title, {", ".join("0" for _ in COLUMNS)}
    FROM main.articles a WHERE key NOT IN (SELECT key FROM other.articles)
UNION ALL SELECT 'second', b.key, NULL, b.id, b.outlet, b.published_day, b.title, {", ".join("0" for _ in COLUMNS)}
    FROM other.articles b WHERE key NOT IN (SELECT key FROM main.articles)
UNION ALL SELECT 'both', a.key, a.id, b.id, a.outlet, a.published_day, a.title,
    {", ".join(f"a.{name} IS NOT b.{name}" for name in COLUMNS)}
    FROM main.articles a JOIN other.articles b ON b.key = a.key WHERE NOT ({_SAME})
ORDER BY 1, 6 DESC, 2"""  # noqa: S608 - names are ours


@contextmanager
def both_open(first: Path, second: Path) -> Iterator[sqlite3.Connection]:
    """Open two corpora for reading, each as it is at one moment. Raises CorpusError where one can't be used."""
    Corpus(second, read_only=True).close()  # says in a sentence what is wrong with it
    with Corpus(first, read_only=True) as corpus:
        address = f"file:{quote(os.fsencode(second.absolute()))}?mode=ro"
        corpus.conn.execute("ATTACH ? AS other", (address,))
        with corpus.snapshot() as sql:
            yield sql


def count_differences(sql: sqlite3.Connection) -> DifferenceCounts:
    """Return the numbers; texts are compared by their words (`text_sha256`)."""
    return DifferenceCounts(*sql.execute(_COUNTS).fetchone())


def article_differences(sql: sqlite3.Connection, most: int | None = None) -> list[ArticleDifference]:
    """Return what differs, at most `most`: of both, of the first alone, of the second alone; each newest first."""
    rows = sql.execute(f"{_ROWS} LIMIT ?", (-1 if most is None else most,))
    return [
        ArticleDifference(
            side=row[0],
            key=row[1],
            first_id=row[2],
            second_id=row[3],
            outlet=row[4],
            published_day=row[5],
            title=row[6],
            differs=tuple(name for name, differs in zip(COMPARED, row[7:], strict=True) if differs),
        )
        for row in rows
    ]
