"""What do people say of an article: does it belong to the topic? Labels, one a coder, article and topic."""

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
from corpus.query.selection import select
from corpus.store import Corpus

LABELS = ("yes", "no", "unsure")
IN_INDONESIAN = {"ya": "yes", "tidak": "no", "ragu": "unsure"}
Settled = Literal["yes", "no"] | None
SHOWN = 3  # mistakes of a file that are told


@dataclass(frozen=True, slots=True)
class Label:
    """A coder's word on an article: one of `LABELS`, or the same in Indonesian. `line` is where it stands in a file."""

    article_id: str
    label: str
    coder: str
    note: str | None = None
    line: int | None = None


def topic_of_labels(corpus: Corpus, topic: str | None) -> str:
    """The topic that labels are about: the one named, else that of the newest run that had one.

    Raises QueryError for an unknown one, CorpusError where there is none.
    """
    name = select(corpus, topic=topic).topic
    if name is None:
        raise CorpusError(f"{corpus.path}: no run has had a topic yet; labels say whether an article belongs to one")
    return name


def put_labels(corpus: Corpus, labels: Iterable[Label], topic: str) -> int:
    """Keep labels and return how many; a coder's later word on an article replaces the earlier one.

    The note on an article that was removed meanwhile is not kept: a removal takes notes away, and this must not bring
    one back. All or none: raises CorpusError with a sentence that names what can't be kept, by line.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with corpus.transaction() as sql:
        ids = dict(sql.execute("SELECT id, key FROM article_ids").fetchall())
        given = list(labels)
        mistakes = [mistake for label in given for mistake in _wrong(label, ids)]
        if mistakes:
            more = f" ... and {len(mistakes) - SHOWN} more" if len(mistakes) > SHOWN else ""
            raise CorpusError(f"{'; '.join(mistakes[:SHOWN])}{more}; nothing was kept")
        sql.executemany(
            """INSERT INTO labels (article_id, topic, coder, label, note, labelled_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (article_id, topic, coder) DO UPDATE SET
                label = excluded.label, note = excluded.note, labelled_at = excluded.labelled_at""",
            [
                (
                    number := int(x.article_id),
                    topic,
                    " ".join(x.coder.split()),
                    _plain(x.label),
                    None if ids[number].startswith(f"{REMOVED}:") else x.note,
                    now,
                )
                for x in given
            ],
        )
    return len(given)


def read_sheet(path: Path, coder: str | None = None) -> Iterator[Label]:
    """The labels of a CSV file (comma, semicolon or tab) with columns id, label, coder and, if it likes, note.

    Rows without a label are passed over; `coder` is who labelled where the file doesn't say. Raises CorpusError
    where it can't be read or a column is missing.
    """
    names, rows = _table(path)
    missing = [name for name in ("id", "label", *(() if coder else ("coder",))) if name not in names]
    if missing:
        raise CorpusError(f"{path}: has no column {' and no '.join(missing)}; its first line names the columns")
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
    """How many rows of a CSV file, as `read_sheet` takes it, name an article and have no label yet."""
    names, rows = _table(path)
    records = (dict(zip(names, (cell.strip() for cell in row), strict=False)) for _, row in rows)
    return sum(1 for row in records if row.get("id") and not row.get("label"))


def _table(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names of the columns, in small letters, and each row with the line it ends at."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        head = text.split("\n", 1)[0]
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
        table = [(rows.line_num, row) for row in rows if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CorpusError(f"{path}: can't be read; --file wants a CSV file in UTF-8") from error
    return ([name.strip().lower() for name in table[0][1]], table[1:]) if table else ([], [])


def labels_of(corpus: Corpus, topic: str) -> dict[int, dict[str, str]]:
    """All labels for a topic: article id -> coder -> label."""
    by_article: dict[int, dict[str, str]] = {}
    for article_id, coder, label in corpus.conn.execute(
        "SELECT article_id, coder, label FROM labels WHERE topic = ? ORDER BY article_id, coder", (topic,)
    ):
        by_article.setdefault(article_id, {})[coder] = label
    return by_article


def settled(labels: Mapping[str, str]) -> Settled:
    """What the coders say together: the more frequent of yes and no; None where they are even or all unsure.

    >>> settled({"ana": "yes", "budi": "unsure"}), settled({"ana": "yes", "budi": "no"})
    ('yes', None)
    """
    given = list(labels.values())
    yes, no = given.count("yes"), given.count("no")
    return None if yes == no else "yes" if yes > no else "no"


def _choices(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _plain(label: str) -> str:
    word = label.strip().lower()
    return IN_INDONESIAN.get(word, word)


def _wrong(label: Label, ids: Collection[int]) -> Iterator[str]:
    where = f"line {label.line}: " if label.line else ""
    known = label.article_id.isascii() and label.article_id.isdigit() and len(label.article_id) < 20
    if not known or int(label.article_id) not in ids:
        yield f'{where}there is no article "{label.article_id}"; `kliping sample` and `kliping search` print the ids'
    if _plain(label.label) not in LABELS:
        yield f'{where}"{label.label}" is no label; say {_choices(LABELS)} ({_choices(tuple(IN_INDONESIAN))})'
    if not label.coder.strip():
        yield f"{where}it is not said who labelled; name the coder"
