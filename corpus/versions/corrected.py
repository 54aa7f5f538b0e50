"""Which articles were corrected, how, and since when (`corrected`); which copies have followed (`have_followed`)."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.versions.correction_forms import CorrectionKind
from corpus.versions.correction_notices import notices_in
from corpus.versions.word_changes import ChangedParagraph, word_changes

AROUND = 3  # words before and behind a change by which it is recognised in a copy


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of an article. `since` is when it was first seen, ISO 8601; `kind` None: the page names none.

    `by_id` is the article that is the correction; None where the article's own page says so.
    """

    kind: CorrectionKind | None
    since: str
    by_id: int | None = None


def corrected(sql: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[Correction, ...]]:
    """Return the corrections of those of these articles that were corrected, the first one first.

    An article that is only the correction of another one is not corrected itself.
    """
    listed = json.dumps(list(ids))
    by_article: dict[int, list[Correction]] = defaultdict(list)
    for article_id, kind, since, by_id in sql.execute(_ROWS, {"ids": listed}):
        by_article[article_id].append(Correction(kind, since, by_id))
    return {number: _first_of_each(rows) for number, rows in by_article.items()}


def have_followed(sql: sqlite3.Connection, origin_id: int, copies: Sequence[int]) -> Mapping[int, bool]:
    """Return for each copy of a corrected article whether it says what the correction says.

    It does where it was corrected itself, or its words now are those of the corrected text where the older ones stood.
    What the correction changed is known where the corpus has the words before and after it. Empty for an article that
    was not corrected.
    """
    if origin_id not in corrected(sql, [origin_id]):
        return {}
    own = corrected(sql, copies)
    changes = _corrected_words(sql, origin_id)
    rows = sql.execute("SELECT id, title, text FROM articles WHERE id IN (SELECT value FROM json_each(?))",
                       (json.dumps(list(copies)),))  # fmt: skip
    return {row[0]: row[0] in own or _has_words(f"{row[1]}\n{row[2]}", changes) for row in rows}


def _first_of_each(rows: Sequence[Correction]) -> tuple[Correction, ...]:
    """Return the first correction of each kind and article."""
    first: dict[tuple[CorrectionKind | None, int | None], Correction] = {}
    for row in sorted(rows, key=lambda row: row.since):
        first.setdefault((row.kind, row.by_id), row)
    return tuple(first.values())


def _corrected_words(sql: sqlite3.Connection, article_id: int) -> list[tuple[str, str]]:
    """Return (words as they were, words as they are) of each change between versions that a correction came with."""
    rows = sql.execute(
        """SELECT coalesce(versions.title, articles.title), coalesce(versions.text, articles.text),
            versions.text IS NULL
        FROM versions JOIN articles ON articles.id = article_id
        WHERE article_id = ? AND cosmetic IS NOT 1 ORDER BY seq""",
        (article_id,),
    ).fetchall()
    known = [row for at, row in enumerate(rows) if not row[2] or at == len(rows) - 1]
    changes: list[tuple[str, str]] = []
    for (old_title, old, _), (title, new, _) in pairwise(known):
        notices = {notice.line for notice in notices_in(new)}
        own = "\n".join(line for line in new.split("\n") if " ".join(line.split()) not in notices)
        for paragraph in word_changes(f"{old_title}\n{old}", f"{title}\n{own}").paragraphs:
            changes += _windows(paragraph)
    return changes


def _windows(paragraph: ChangedParagraph) -> list[tuple[str, str]]:
    """Return each change of a paragraph with the words around it: as they were, and as they are."""
    words = [(piece.kind, word) for piece in paragraph.pieces for word in _plain(piece.text)]
    windows = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and words[end][0] != "same":
            end += 1
        if end > at:
            near = [*words[max(0, at - AROUND) : at], *words[at:end], *words[end : end + AROUND]]
            sides = (" ".join(w for kind, w in near if kind != other) for other in ("in", "out"))
            windows.append((next(sides), next(sides)))
        at = end + 1
    return windows


def _has_words(text: str, changes: Sequence[tuple[str, str]]) -> bool:
    """Return True if a text has some change as it is now, and none as it was."""
    words = f" {' '.join(_plain(text))} "
    now = any(new and f" {new} " in words for _, new in changes)
    before = any(old and f" {old} " in words and f" {new} " not in words for old, new in changes)
    return now and not before


def _plain(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()


_ROWS = """SELECT article_id, kind, since, NULL FROM corrections
    WHERE form = 'notice' AND article_id IN (SELECT value FROM json_each(:ids))
UNION ALL SELECT other_id, kind, since, article_id FROM corrections
    WHERE other_id IN (SELECT value FROM json_each(:ids))
UNION ALL SELECT articles.id, events.correction, coalesce(captures.fetched_at, events.day), NULL
    FROM articles CROSS JOIN events ON events.article_key = articles.key
    LEFT JOIN captures ON captures.id = events.to_capture
    WHERE articles.id IN (SELECT value FROM json_each(:ids))
        AND (events.kind = 'corrected' OR events.kind = 'gone' AND events.correction IS NOT NULL)"""
