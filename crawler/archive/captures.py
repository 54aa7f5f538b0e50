"""The pages that were fetched for a row of the frontier, read back from the archive."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from corpus.models import Capture
from corpus.store import Corpus
from crawler.archive.reader import ArchiveReader


def captures_of(corpus: Corpus, reader: ArchiveReader, row_id: int) -> list[Capture]:
    """They in the order they were fetched. Raises ArchiveError where one can't be read."""
    rows = corpus.conn.execute(
        """SELECT id, url, requested_url, status, content_type, fetched_at, sha256, archive, offset, length,
            robots_tag
        FROM captures WHERE frontier_id = ? ORDER BY id""",
        (row_id,),
    ).fetchall()
    return [reader.capture(_capture(row)) for row in rows]


def _capture(row: tuple[Any, ...]) -> Capture:
    return Capture(
        id=row[0],
        url=row[1],
        requested_url=row[2],
        status=row[3],
        content_type=row[4],
        body=b"",
        fetched_at=datetime.fromisoformat(row[5]),
        sha256=row[6],
        archive=row[7],
        offset=row[8],
        length=row[9],
        robots_tag=row[10],
    )
