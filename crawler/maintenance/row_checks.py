"""The findings of `kliping doctor` on rows: articles and tables that differ from their checksums, marked articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.file.checksums import wrong_tables
from corpus.integrity.damage_note import read_note, write_note
from corpus.integrity.database_checks import count_articles
from corpus.integrity.sum_checks import SAMPLE, marked_articles, suspects
from corpus.sentences import listed
from corpus.store import Corpus
from crawler.maintenance.evidence import MAX_FINDINGS, Finding

REPAIR = "kliping doctor --repair"
NOT_CHECKED = "not checked"
NOTED_CHECKS = frozenset({"corpus", "references", "articles", "tables", "full text"})
"""The checks whose damage keeps later commands from writing (`corpus.integrity.damage_note`)."""


class RowChecks:
    """The comparison with the checksums; `articles` are the ids of those that differ and are not marked."""

    def __init__(self, corpus: Corpus, *, deep: bool) -> None:
        self.corpus = corpus
        self.deep = deep
        self.articles: tuple[int, ...] = ()

    def findings(self) -> Iterator[Finding]:
        """Yield a finding on the articles, one on the tables, and one on what is marked."""
        note, marked = read_note(self.corpus.path), marked_articles(self.corpus)
        wrong = suspects(self.corpus, deep=self.deep, also=note.articles if note else ())
        self.articles = tuple(each.id for each in wrong if each.id not in marked)
        if self.articles:
            parts = {each.id: ", ".join(each.parts) for each in wrong}
            named = listed([f"{number} ({parts[number]})" for number in self.articles], MAX_FINDINGS)
            yield Finding(
                "articles",
                False,
                f"{len(self.articles):,} differ from their checksums: {named}: damaged, or changed by another program; "
                f"to make them again from the archive: {REPAIR}",
            )
        else:
            all_compared = self.deep or count_articles(self.corpus) <= SAMPLE
            some = "each compared with its checksum" if all_compared else f"{SAMPLE:,} of them compared (--deep: all)"
            yield Finding("articles", True, some)
        for number, reason in list(marked.items())[:MAX_FINDINGS]:
            advice = f"put that back or restore a backup, then: {REPAIR}"
            yield Finding("damaged", False, f"article {number} can't be made again ({reason}); {advice}")
        if len(marked) > MAX_FINDINGS:
            yield Finding("damaged", False, f"{len(marked) - MAX_FINDINGS:,} more articles are marked as damaged")
        if tables := wrong_tables(self.corpus.conn):
            yield Finding(
                "tables",
                False,
                f"{', '.join(tables)}: not as kliping wrote them: damaged, or changed by another program; restore a "
                "backup, or go on with what stands there: kliping doctor --accept-loss",
            )
        else:
            yield Finding("tables", True, "what can't be made again is as kliping wrote it")


def note_damage(path: Path, findings: Sequence[Finding], articles: Sequence[int]) -> None:
    """Store for later commands what is damaged; take an earlier note away if all was checked and nothing is."""
    noted = [each for each in findings if each.check in NOTED_CHECKS]
    bad = list(dict.fromkeys(each.check for each in noted if not each.well))
    if bad or not any(each.message.startswith(NOT_CHECKED) for each in noted):
        write_note(path, bad, articles)
