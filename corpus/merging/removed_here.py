"""What one corpus holds of articles that another one removed (`held_removals`), and how a removal from a copy is noted.

The removal itself is that of `kliping remove`, on a copy that is merged in place of the corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.crawl.tombstones import key_hash, text_mark
from corpus.merging.merge_inputs import MergeInput
from corpus.store import Corpus
from corpus.urls import article_key

Tombstones = Mapping[str, tuple[str, str]]
"""Mark of a removed article -> (the day of the removal, the reason)."""


@dataclass(frozen=True, slots=True)
class HeldRemoval:
    """Something that another corpus removed: an article's id, or a row of the frontier that gave none; and why."""

    article_id: int | None
    row_id: int | None
    removed_at: str
    reason: str


def tombstones_of(one: MergeInput) -> Tombstones:
    """Return the tombstones of a corpus."""
    with Corpus(one.path, read_only=True) as corpus:
        rows = corpus.conn.execute("SELECT key_sha256, removed_at, reason FROM tombstones")
        return {row[0]: (row[1], row[2]) for row in rows}


def earliest(those: Iterable[Tombstones]) -> Tombstones:
    """Return the tombstones of several corpora; of two with one mark, the earlier one."""
    result: dict[str, tuple[str, str]] = {}
    for tombstones in those:
        for mark, stone in tombstones.items():
            result[mark] = min(stone, result.get(mark, stone))
    return result


def held_removals(corpus: Corpus, tombstones: Tombstones) -> list[HeldRemoval]:
    """Return the articles, and the fetched rows without an article, that these tombstones name.

    An article is recognised by its key, its addresses and its aliases, or by its text at its outlet.
    """
    sql = corpus.conn
    held: list[HeldRemoval] = []
    aliases: dict[str, list[str]] = {}
    for key, article in sql.execute("SELECT key, article_key FROM aliases"):
        aliases.setdefault(article, []).append(key)
    articles = sql.execute("SELECT id, key, url, canonical_url, outlet, text_sha256 FROM articles ORDER BY id")
    for number, key, url, canonical, outlet, sha256 in articles:
        keys = {key, article_key(url), article_key(canonical or ""), *aliases.get(key, ())} - {""}
        marks = [*map(key_hash, sorted(keys)), text_mark(sha256, outlet)]
        if stone := next((tombstones[mark] for mark in marks if mark in tombstones), None):
            held.append(HeldRemoval(number, None, *stone))
    rows = sql.execute(
        """SELECT id, key FROM frontier f WHERE kind = 'article' AND state <> 'stored'
        AND key NOT GLOB 'removed:*' AND EXISTS (SELECT 1 FROM captures WHERE frontier_id = f.id) ORDER BY id"""
    )
    for number, key in rows:
        if stone := tombstones.get(key_hash(key)):
            held.append(HeldRemoval(None, number, *stone))
    return held


def take_back_runs(corpus: Corpus, after: int, before: Tombstones, stones: Tombstones) -> None:
    """Let removals from a copy be no runs of their own, and have the day and reason of the removal elsewhere.

    `after` is the newest run before them, `before` the tombstones then; `stones` what the new ones are to say.
    """
    with corpus.transaction() as sql:
        sql.execute("DELETE FROM run_outcomes WHERE run_id > ?", (after,))
        sql.execute(
            """UPDATE frontier SET settled_run_id = (SELECT max(run_id) FROM run_outcomes
            WHERE frontier_id = frontier.id) WHERE settled_run_id > ?""",
            (after,),
        )
        sql.execute("DELETE FROM runs WHERE id > ?", (after,))
        marks = [row[0] for row in sql.execute("SELECT key_sha256 FROM tombstones")]
        sql.executemany(
            "UPDATE tombstones SET removed_at = ?, reason = ? WHERE key_sha256 = ?",
            [(*stones[mark], mark) for mark in marks if mark not in before and mark in stones],
        )


def marks_made(corpus: Corpus) -> set[str]:
    """Return the marks of all tombstones that the corpus has now."""
    return {row[0] for row in corpus.conn.execute("SELECT key_sha256 FROM tombstones")}
