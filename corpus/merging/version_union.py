"""The versions of an article that several inputs have (`merge_versions`): all readings in time, each change once.

The newest version has the article's own words, so that of an input whose reading does not stand gets its words here.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from corpus.fingerprint import text_sha256
from corpus.merging.workbench import Workbench
from corpus.versions.version_rows import PageReading


@dataclass(frozen=True, slots=True)
class SeenVersion:
    """A version in one input: when it was captured and on which page (a new id), its words if they are known."""

    captured_at: str
    capture_id: int
    cosmetic: bool
    content_sha256: str
    title: str | None
    text: str | None
    src: int

    @property
    def rank(self) -> tuple[bool, bool, str, str, str]:
        """What decides between two readings of one page: the larger stands."""
        return self.cosmetic, self.text is not None, self.content_sha256, self.title or "", self.text or ""


def merge_versions(bench: Workbench, first: int, last: int) -> None:
    """Write into `w.version_rows` the versions of the articles of these new ids that more than one input has."""
    bench.run("DELETE FROM w.version_rows")
    shared = bench.sql.execute(
        "SELECT new, src, fetched FROM w.chosen WHERE number > 1 AND new BETWEEN ? AND ?", (first, last)
    ).fetchall()
    for new, standing, _ in shared:
        readings: list[SeenVersion] = []
        stands: SeenVersion | None = None
        for src, old in bench.sql.execute("SELECT src, old FROM w.shared WHERE new = ? ORDER BY src", (new,)):
            of_input, now = _readings(bench.sql, src, old)
            readings += of_input
            stands = now if src == standing else stands
        bench.sql.executemany(
            "INSERT INTO w.version_rows VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (new, seq, v.content_sha256, v.capture_id, v.title, v.text, v.captured_at, int(v.cosmetic))
                for seq, v in enumerate(in_time_order(readings, stands), 1)
            ],
        )


def in_time_order(readings: list[SeenVersion], stands: SeenVersion | None) -> list[SeenVersion]:
    """Return the versions as an article has them: oldest first, no words in the newest and in cosmetic ones.

    `stands` is the reading that is the article now: the newest version that is no cosmetic one has its words.

    Two readings of one page are one. A reading with the words of the one before it is none; one that is from another
    input and differs in counters alone is cosmetic.
    """
    by_page: dict[int, SeenVersion] = {}
    for reading in readings:
        before = by_page.get(reading.capture_id)
        if before is None or reading.rank > before.rank:
            by_page[reading.capture_id] = reading
    line: list[SeenVersion] = []
    real: SeenVersion | None = None
    for now in sorted(by_page.values(), key=lambda v: (v.captured_at, v.capture_id)):
        if real is None:
            real = replace(now, cosmetic=False)
            line.append(real)
        elif now.cosmetic:
            line.append(now)
        elif not _has_same_words(now, real):
            is_edit = now.src == real.src or _is_edit(now, real)
            now = replace(now, cosmetic=not is_edit)
            line.append(now)
            real = now if is_edit else real
    if stands is not None and (real is None or (not _has_same_words(stands, real) and _is_edit(stands, real))):
        line = [*(v for v in line if v.capture_id != stands.capture_id), stands]
    newest = max((n for n, v in enumerate(line) if not v.cosmetic), default=-1)
    return [replace(v, title=None, text=None) if v.cosmetic or n == newest else v for n, v in enumerate(line)]


def _has_same_words(one: SeenVersion, other: SeenVersion) -> bool:
    titles = [v.title for v in (one, other) if v.title is not None]
    same_title = len(titles) < 2 or text_sha256(titles[0]) == text_sha256(titles[1])
    return same_title and one.content_sha256 == other.content_sha256


def _is_edit(one: SeenVersion, other: SeenVersion) -> bool:
    """Return True if more differs than counters; of words that are not known, their fingerprint tells."""
    if one.text is None or other.text is None:
        return True
    a, b = (PageReading(v.title or "", v.text or "", v.capture_id) for v in (one, other))
    return a.is_edit_of(b)


def _readings(sql: sqlite3.Connection, src: int, old: int) -> tuple[list[SeenVersion], SeenVersion | None]:
    """Return an input's versions of an article, the newest with the article's words, and the article as a reading."""
    rows = sql.execute(
        f"""SELECT coalesce(v.captured_at, c.fetched_at), p.new, coalesce(v.cosmetic, 0), v.content_sha256, v.title,
            v.text FROM s{src}.versions v CROSS JOIN s{src}.captures c ON c.id = v.capture_id
        CROSS JOIN w.capture_ids p ON p.src = ? AND p.old = v.capture_id WHERE v.article_id = ? ORDER BY v.seq""",  # noqa: S608
        (src, old),
    )
    seen = [SeenVersion(r[0], r[1], bool(r[2]), r[3], r[4], r[5], src) for r in rows]
    title, text, sha256 = sql.execute(
        f"SELECT title, text, text_sha256 FROM s{src}.articles WHERE id = ?",  # noqa: S608 - the name is ours
        (old,),
    ).fetchone()
    newest = max((n for n, v in enumerate(seen) if not v.cosmetic), default=None)
    if newest is not None:
        seen[newest] = replace(seen[newest], title=title, text=text, content_sha256=sha256)
    page = sql.execute(
        f"""SELECT c.fetched_at, p.new FROM s{src}.article_captures x
        CROSS JOIN s{src}.captures c ON c.id = x.capture_id
        CROSS JOIN w.capture_ids p ON p.src = ? AND p.old = c.id
        WHERE x.article_id = ? ORDER BY c.fetched_at DESC, x.part LIMIT 1""",  # noqa: S608 - the name is ours
        (src, old),
    ).fetchone()
    return seen, None if page is None else SeenVersion(page[0], page[1], False, sha256, title, text, src)
