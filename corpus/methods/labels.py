"""Labels: a coder's decision whether an article belongs to a topic. Read them from a file, store them, look them up."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from corpus.crawl.tombstones import REMOVED
from corpus.errors import CorpusError
from corpus.messages.sample_messages import (
    CODER_MISSING,
    LABEL_COLUMNS_MISSING,
    LABEL_FILE_UNREADABLE,
    LABEL_LINE,
    LABEL_OF_NO_ARTICLE,
    LABELS_MISTAKEN,
    MISTAKES_LEFT,
    NO_TOPIC_TO_LABEL,
    NOT_A_LABEL,
)
from corpus.messages.statement import Statement
from corpus.query.selection import select
from corpus.store import Corpus

LABELS = ("yes", "no", "unsure")
IN_INDONESIAN = {"ya": "yes", "tidak": "no", "ragu": "unsure"}
MajorityLabel = Literal["yes", "no"] | None
LabelScope = Literal["article", "story"]
_OWN = "SELECT article_id, coder, label FROM labels WHERE topic = ?"
_OF_STORIES = """WITH given AS (SELECT coder, label, labelled_at, labels.article_id AS of_article,
        coalesce(story_id, labels.article_id) AS story
        FROM labels LEFT JOIN stories ON stories.article_id = labels.article_id WHERE topic = ? AND scope = 'story')
    SELECT article_id, coder, label FROM given
    JOIN (SELECT article_id, story_id FROM stories UNION ALL SELECT id, id FROM articles) members ON story_id = story
    ORDER BY labelled_at, of_article"""
MISTAKES_SHOWN = 3  # mistakes of a file that an error names


@dataclass(frozen=True, slots=True)
class Label:
    """A coder's label of an article: one of `LABELS`, or its Indonesian word. `line` is its line in a file.

    With the scope "story" it is one of every article of its story, whichever these are when labels are read.
    """

    article_id: str
    label: str
    coder: str
    note: str | None = None
    line: int | None = None
    scope: LabelScope = "article"


def topic_of_labels(corpus: Corpus, topic: str | None) -> str:
    """Return the topic's name: the one given, else that of the newest run with a topic.

    Raises QueryError for an unknown topic, CorpusError if no run had a topic.
    """
    name = select(corpus, topic=topic).topic
    if name is None:
        raise CorpusError(NO_TOPIC_TO_LABEL(path=corpus.path))
    return name


def put_labels(corpus: Corpus, labels: Iterable[Label], topic: str) -> int:
    """Store labels and return their number. A coder's later label of an article replaces the earlier one.

    A note on an article that was removed since is dropped, because a removal deletes notes. All labels are stored or
    none: raises CorpusError that names the mistakes, by line.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with corpus.transaction() as sql:
        ids = dict(sql.execute("SELECT id, key FROM article_ids").fetchall())
        given = list(labels)
        mistakes = [mistake for label in given for mistake in _mistakes(label, ids)]
        if mistakes:
            more = MISTAKES_LEFT(n=len(mistakes) - MISTAKES_SHOWN) if len(mistakes) > MISTAKES_SHOWN else None
            raise CorpusError(LABELS_MISTAKEN(mistakes=mistakes[:MISTAKES_SHOWN], more=more))
        sql.executemany(
            """INSERT INTO labels (article_id, topic, coder, label, note, labelled_at, scope)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (article_id, topic, coder) DO UPDATE SET label = excluded.label,
                note = excluded.note, labelled_at = excluded.labelled_at, scope = excluded.scope""",
            [
                (
                    number := int(x.article_id),
                    topic,
                    " ".join(x.coder.split()),
                    _canonical(x.label),
                    None if ids[number].startswith(f"{REMOVED}:") else x.note,
                    now,
                    x.scope,
                )
                for x in given
            ],
        )
    return len(given)


def read_sheet(path: Path, coder: str | None = None) -> Iterator[Label]:
    """Yield the labels of a CSV file (comma, semicolon or tab) with the columns id, label, coder and optionally note.

    Rows without a label are skipped. `coder` is used where the file names none. Raises CorpusError if the file can't
    be read or a column is missing.
    """
    names, rows = _table(path)
    missing = [name for name in ("id", "label", *(() if coder else ("coder",))) if name not in names]
    if missing:
        raise CorpusError(LABEL_COLUMNS_MISSING(path=path, missing=missing))
    for line, row in rows:
        fields = dict(zip(names, (cell.strip() for cell in row), strict=False))
        if fields.get("label"):
            yield Label(
                fields.get("id", ""),
                fields["label"],
                fields.get("coder") or coder or "",
                fields.get("note") or None,
                line,
            )


def rows_without_label(path: Path) -> int:
    """Return the number of rows of a CSV file (see `read_sheet`) that name an article but have no label."""
    names, rows = _table(path)
    records = (dict(zip(names, (cell.strip() for cell in row), strict=False)) for _, row in rows)
    return sum(1 for row in records if row.get("id") and not row.get("label"))


def _table(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the column names in small letters, and each row with the number of its last line."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        head = text.split("\n", 1)[0]
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
        table = [(rows.line_num, row) for row in rows if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CorpusError(LABEL_FILE_UNREADABLE(path=path)) from error
    return ([name.strip().lower() for name in table[0][1]], table[1:]) if table else ([], [])


def labels_of(corpus: Corpus, topic: str) -> dict[int, dict[str, str]]:
    """Return all labels for a topic: article id -> coder -> label.

    A label of a story is one of each of its articles that has none of its own by the same coder. Of a coder's labels of
    one story, the latest counts for the others.
    """
    by_article: dict[int, dict[str, str]] = {}
    for article_id, coder, label in (*corpus.conn.execute(_OF_STORIES, (topic,)), *corpus.conn.execute(_OWN, (topic,))):
        by_article.setdefault(article_id, {})[coder] = label
    return {article_id: dict(sorted(by_article[article_id].items())) for article_id in sorted(by_article)}


def majority_label(labels: Mapping[str, str]) -> MajorityLabel:
    """Return the coders' majority label: the more frequent of yes and no; None if they are even or all unsure.

    >>> majority_label({"ana": "yes", "budi": "unsure"}), majority_label({"ana": "yes", "budi": "no"})
    ('yes', None)
    """
    given = list(labels.values())
    yes, no = given.count("yes"), given.count("no")
    return None if yes == no else "yes" if yes > no else "no"


def _choices(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _canonical(label: str) -> str:
    word = label.strip().lower()
    return IN_INDONESIAN.get(word, word)


def _mistakes(label: Label, ids: Collection[int]) -> Iterator[Statement]:
    place = LABEL_LINE(line=label.line) if label.line else None
    known = label.article_id.isascii() and label.article_id.isdigit() and len(label.article_id) < 20
    if not known or int(label.article_id) not in ids:
        yield LABEL_OF_NO_ARTICLE(place=place, article=label.article_id)
    if _canonical(label.label) not in LABELS:
        yield NOT_A_LABEL(
            place=place, label=label.label, choices=_choices(LABELS), indonesian=_choices(tuple(IN_INDONESIAN))
        )
    if not label.coder.strip():
        yield CODER_MISSING(place=place)
