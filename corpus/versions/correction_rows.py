"""Corrections as rows that are derived from the stored words: `CORRECTIONS` makes them, and links each to its article.

A row of the form `notice` says that the article's page announces a correction, since the first capture that did so. One
of the form `article` says that the article is itself the correction of another: its headline says so, or a notice in it
names another by its headline. The other one is looked for among the outlet's own articles, by an address in the text,
by a headline in quotes and by the rest of its own headline, in this order; where two fit, none is linked.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from corpus.article_words import ArticleWords, files_version
from corpus.fingerprint import text_sha256
from corpus.urls import article_key
from corpus.versions.correction_forms import FORMS_FILE, CorrectionKind
from corpus.versions.correction_notices import (
    CorrectionNotice,
    HeadlineCorrection,
    headline_of,
    lines_beside,
    named_addresses,
    named_headlines,
    notices_in,
)

_OF_ANOTHER = re.compile(r"\b(?:berjudul|bertajuk|dengan judul)\b", re.IGNORECASE)
_OF_ITSELF = re.compile(
    r"\b(?:artikel|berita|judul|konten|pemberitaan|tulisan) (?:(?:artikel|berita) )?(?:ini|di atas)\b", re.IGNORECASE
)
_CODE = ("correction_forms", "correction_notices", "correction_rows")
MOST_NAMES = 40  # headlines and addresses of an article that are looked up
MOST_CANDIDATES = 20  # articles whose headline holds the words


@dataclass(frozen=True, slots=True)
class WordsOfCorrection:
    """What the words of an article say of corrections."""

    headline: HeadlineCorrection | None
    notices: tuple[CorrectionNotice, ...]


class _Version(NamedTuple):
    """A version: its headline and text (the newest has the article's), and when it was captured."""

    title: str | None
    text: str | None
    captured_at: str | None


class CorrectionsOfArticles:
    """The derivation `corrections`: see corpus/article_words.py."""

    name = "corrections"

    def rules_version(self) -> str:
        """Return a fingerprint of the forms and of this code."""
        here = Path(__file__).parent
        return files_version(FORMS_FILE, *(here / f"{name}.py" for name in _CODE))

    def rows_of(self, article: ArticleWords) -> WordsOfCorrection:
        """Return what headline and text say."""
        return words_of_correction(article.title, article.text)

    def write(self, sql: sqlite3.Connection, article: ArticleWords, rows: WordsOfCorrection) -> None:
        """Replace an article's rows, by its words, those of its earlier versions, and the lines beside its text."""
        for table in ("corrections", "correction_names"):
            sql.execute(f"DELETE FROM {table} WHERE article_id = ?", (article.id,))  # noqa: S608 - names are ours
        beside = notices_in("", _beside(sql, article.id))
        versions = _versions(sql, article.id)
        if not (rows.headline or rows.notices or beside or len(versions) > 1):
            return
        readings = [
            (rows if at == len(versions) - 1 else words_of_correction(one.title or "", one.text or ""), one.captured_at)
            for at, one in enumerate(versions)
        ]
        first = readings[0][0] if versions[0].title is not None or len(versions) == 1 else rows
        since = versions[0].captured_at or _captured_at(sql, article.id)
        own = _own_kind(article, first)
        if own is not None:
            _put(sql, article.id, "article", own[0], since, own[1])
            _put_names(sql, article, rows)
        for notice, shown_at in _announced(readings, beside, since, is_correction=own is not None):
            _put(sql, article.id, "notice", notice[0], shown_at, notice[1])

    def settle(self, sql: sqlite3.Connection, ids: Sequence[int]) -> None:
        """Link the corrections among these articles, and those that name one of these."""
        listed = json.dumps(list(ids))
        names = [name for row in sql.execute(_WITH_KEYS, (listed,)) for name in (text_sha256(row[0]), row[1])]
        values = {"ids": listed, "names": json.dumps(names)}
        for row in sql.execute(_TO_LINK, values).fetchall():
            other = corrected_article(sql, row[0])
            sql.execute(
                """UPDATE corrections SET other_id = :other
                WHERE article_id = :id AND form = 'article' AND other_id IS NOT :other""",
                {"id": row[0], "other": other},
            )

    def clear(self, sql: sqlite3.Connection) -> None:
        """Delete all rows."""
        for table in ("corrections", "correction_names"):
            sql.execute(f"DELETE FROM {table}")  # noqa: S608 - names are ours


CORRECTIONS = CorrectionsOfArticles()


def words_of_correction(title: str, text: str) -> WordsOfCorrection:
    """Return what a headline and a text say of corrections."""
    return WordsOfCorrection(headline_of(title), tuple(one for one in notices_in(text) if one.correction))


def corrected_article(sql: sqlite3.Connection, article_id: int) -> int | None:
    """Return the id of the article that this one corrects; None where none, or more than one, is named for sure."""
    row = sql.execute("SELECT title, text, outlet, published_day FROM articles WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        return None
    title, text, outlet, day = row
    headline = headline_of(title)
    tiers: list[Iterator[int]] = [_of_address(sql, address) for address in named_addresses(text)[:MOST_NAMES]]
    names = named_headlines(title, text, headline.named if headline else "")
    tiers += [_of_headline(sql, name) for name in names[:MOST_NAMES]]
    for tier in tiers:
        others = {other for other in tier if other != article_id and _may_be(sql, other, outlet, day)}
        if len(others) == 1:
            return others.pop()
    return None


def _own_kind(article: ArticleWords, first: WordsOfCorrection) -> tuple[CorrectionKind, str] | None:
    """Return kind and rule of an article that is itself a correction, by its first version; None for any other."""
    if first.headline:
        return first.headline.kind, first.headline.rule
    own = text_sha256(article.title)
    for notice in first.notices:
        if not _OF_ANOTHER.search(notice.line) or _OF_ITSELF.search(notice.line):
            continue
        named = {text_sha256(name) for name in named_headlines("", notice.line, "")}
        if notice.correction and named and own not in named:
            return notice.correction, notice.rule
    return None


def _announced(
    readings: Sequence[tuple[WordsOfCorrection, str | None]],
    beside: Sequence[CorrectionNotice],
    since: str,
    *,
    is_correction: bool,
) -> Iterator[tuple[tuple[CorrectionKind, str], str]]:
    """Yield ((kind, rule), since when) of what the pages announce of the article itself, each kind once.

    An article that is itself a correction says so in its first words; only what came later is about itself.
    """
    kinds: set[CorrectionKind] = set()
    for at, (words, captured_at) in enumerate(readings):
        if is_correction and at == 0:
            continue
        own = [(one.correction, one.rule) for one in (*words.notices, *(beside if at == len(readings) - 1 else ()))]
        if words.headline and not is_correction:
            own.append((words.headline.kind, words.headline.rule))
        for kind, rule in own:
            if kind is not None and kind not in kinds:
                kinds.add(kind)
                yield (kind, rule), captured_at or since


def _put(sql: sqlite3.Connection, article_id: int, form: str, kind: str, since: str, rule: str) -> None:
    sql.execute(
        "INSERT INTO corrections (article_id, form, kind, since, rule) VALUES (?, ?, ?, ?, ?)",
        (article_id, form, kind, since, rule),
    )


def _put_names(sql: sqlite3.Connection, article: ArticleWords, rows: WordsOfCorrection) -> None:
    names = named_headlines(article.title, article.text, rows.headline.named if rows.headline else "")[:MOST_NAMES]
    keys = [article_key(address) for address in named_addresses(article.text)[:MOST_NAMES]]
    sql.executemany(
        "INSERT OR IGNORE INTO correction_names (article_id, name) VALUES (?, ?)",
        [(article.id, name) for name in (*map(text_sha256, names), *keys)],
    )


def _beside(sql: sqlite3.Connection, article_id: int) -> tuple[str, ...]:
    removed = sql.execute("SELECT rule, text FROM removed_lines WHERE article_id = ? ORDER BY id", (article_id,))
    outside = sql.execute("SELECT reason, text FROM outside WHERE article_id = ? ORDER BY id", (article_id,))
    return lines_beside(removed.fetchall(), outside.fetchall())


def _versions(sql: sqlite3.Connection, article_id: int) -> list[_Version]:
    rows = sql.execute(
        "SELECT title, text, captured_at FROM versions WHERE article_id = ? AND cosmetic IS NOT 1 ORDER BY seq",
        (article_id,),
    )
    return [_Version(*row) for row in rows] or [_Version(None, None, None)]


def _captured_at(sql: sqlite3.Connection, article_id: int) -> str:
    """Return when an article's page was captured; of one without any, the day in its id."""
    row = sql.execute(
        """SELECT coalesce((SELECT min(fetched_at) FROM article_captures JOIN captures ON captures.id = capture_id
            WHERE article_id = :id), date((:id >> 20) * 86400, 'unixepoch'))""",
        {"id": article_id},
    ).fetchone()
    return str(row[0])


def _of_address(sql: sqlite3.Connection, address: str) -> Iterator[int]:
    key = article_key(address)
    rows = sql.execute(
        """SELECT id FROM articles WHERE key = :key UNION SELECT articles.id FROM aliases
        JOIN articles ON articles.key = aliases.article_key WHERE aliases.key = :key""",
        {"key": key},
    )
    yield from (row[0] for row in rows.fetchall())


def _of_headline(sql: sqlite3.Connection, headline: str) -> Iterator[int]:
    """Yield the articles with this headline."""
    sha256, words = text_sha256(headline), [word for word in _indexed(headline) if word]
    phrase = '{title} : "' + " ".join(words) + '"'
    rows = sql.execute(
        """SELECT articles.id, articles.title FROM articles_fts CROSS JOIN articles ON articles.id = articles_fts.rowid
        WHERE articles_fts MATCH ? ORDER BY articles_fts.rowid LIMIT ?""",
        (phrase, MOST_CANDIDATES),
    )
    yield from (row[0] for row in rows.fetchall() if text_sha256(row[1]) == sha256)


def _indexed(headline: str) -> list[str]:
    """Return the words of a headline as the full-text index parts them."""
    return "".join(sign if sign.isalnum() else " " for sign in headline).split()


def _may_be(sql: sqlite3.Connection, other: int, outlet: str, day: str | None) -> bool:
    """Return True for an article of the outlet that was not published after the day of the correction."""
    row = sql.execute("SELECT outlet, published_day FROM articles WHERE id = ?", (other,)).fetchone()
    return row is not None and row[0] == outlet and (day is None or row[1] is None or row[1] <= day)


_WITH_KEYS = "SELECT title, key FROM articles WHERE id IN (SELECT value FROM json_each(?))"
_TO_LINK = """SELECT article_id FROM corrections WHERE form = 'article' AND (
    article_id IN (SELECT value FROM json_each(:ids)) OR other_id IN (SELECT value FROM json_each(:ids))
    OR article_id IN (SELECT article_id FROM correction_names WHERE name IN (SELECT value FROM json_each(:names))))"""
