"""Remove an article for good: from the corpus, its file's pages, its archive; a kill at any time loses nothing.

1. look through the archive and write down what will be done (crawler/erasure/notice.py);
2. write the archive's segments anew without its records, under new names: until here all is as it was;
3. take it out of the corpus and point to the new segments, in one transaction;
4. delete the old segments; 5. derive anew what rested on it, and scrub the file; 6. search all files;
7. drop the notice.
Whatever was not done is done by the next `kliping remove`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.crawl.captures import offsets_in_segment
from corpus.crawl.runs import has_run_after, newest_run
from corpus.crawl.tombstones import REMOVED, is_removed
from corpus.deriving.batches import derive_lately
from corpus.erasure.deletion import erase, scrub
from corpus.erasure.marks import Marks
from corpus.erasure.trace import Trace, is_shared, key_of_id, marks, stored_id, trace
from corpus.errors import CorpusDamagedError, CorpusError
from corpus.exits import Exit
from corpus.file.checksums import wrong_articles
from corpus.file.migrating import copies
from corpus.integrity.soundness import keep_counts
from corpus.integrity.sum_checks import marked_articles
from corpus.messages.corpus_messages import CORPUS_MISSING
from corpus.messages.hint_messages import AND_MORE
from corpus.messages.removal_messages import CHECKSUM_DIFFERS, LEFTOVERS
from corpus.query.lookup import find_article
from corpus.store import Corpus
from corpus.urls import article_key, clean_url, host_of
from crawler.erasure import notice as notices
from crawler.erasure.leftovers import Search, search_leftovers
from crawler.erasure.notice import Notice
from crawler.erasure.plan import Cut, Judge, plan
from crawler.erasure.returned_pages import Returned, returned
from crawler.erasure.rewriting import rewrite
from crawler.lock import holding
from spiders.loader import Outlets, outlet_for


class NotErasedError(CorpusError):
    """Something of the article is left after all steps were done."""

    exit_code = Exit.FAULT


@dataclass(frozen=True, slots=True)
class Removed:
    """What a removal did: records dropped and blanked, and what the search at the end went through."""

    article_id: int
    dropped: int
    blanked: int
    searched: Search


class Removal:
    """A removal at work on a corpus that nothing else crawls; use `removing` to open it."""

    def __init__(self, corpus: Corpus, outlets: Outlets, say: Callable[[str], None]) -> None:
        self.corpus = corpus
        self.outlets = outlets
        self.say = say
        self._owners: dict[str, Outlets] = {}

    def finish(self) -> Removed | None:
        """Finish the removal that a kill or a busy reader left behind; None where there is none."""
        left = notices.read_notice(self.corpus.path)
        if left is None:
            return None
        if not self._is_erased(left):
            self._undo(left)
            return None
        self.say(f"finishing the removal of {left.target} that was begun before")
        return self._erase_leftovers(left)

    def find(self, target: int | str) -> Trace | None:
        """The article that the user named (an id, an address or a key); None where it was removed already.

        Raises CorpusError where there is none, CorpusDamagedError where its words are not those that were stored: what
        was published would not be found in the archive.
        """
        try:
            number = find_article(self.corpus, target)
        except CorpusError:
            for key in self._keys(target):
                article_id = stored_id(self.corpus, key)
                if article_id is not None:
                    return trace(self.corpus, article_id)
                if is_removed(self.corpus.conn, key) or key.startswith(f"{REMOVED}:"):
                    return None
            raise
        self._refuse_damaged(number)
        return trace(self.corpus, number)

    def remove(self, article: Trace, target: int | str, reason: str) -> Removed:
        """Remove the article, in the steps that the head of this file lists; `target` is how the user named it."""
        folder = self.corpus.archive_dir()
        judge, cut, known = self._planned(article, target)
        notice = Notice.of(str(target), article.article_id, tuple(article.keys), newest_run(self.corpus), cut, known)
        notices.write_notice(self.corpus.path, notice)
        moved = rewrite(folder, cut, judge)
        erase(self.corpus, article, known, reason, moved)
        return self._erase_leftovers(notice)

    def take_out(self, article: Trace, reason: str) -> None:
        """Remove the article from a corpus that is nobody's yet, as a copy: its file is not scrubbed, nor searched."""
        folder = self.corpus.archive_dir()
        judge, cut, known = self._planned(article, article.article_id)
        erase(self.corpus, article, known, reason, rewrite(folder, cut, judge))
        for old in cut.names:
            (folder / old).unlink(missing_ok=True)

    def _planned(self, article: Trace, target: int | str) -> tuple[Judge, Cut, Marks]:
        """Judge the archive's records; return the judge, what becomes of the segments, and the article's marks."""
        known = marks(self.corpus, article)
        judge = self._judge(
            Notice.of(str(target), article.article_id, tuple(article.keys), 0, Cut({}, {}), known), article
        )
        judge.rare = set(known.rare)
        cut = plan(self.corpus.archive_dir(), judge, partial(offsets_in_segment, self.corpus))
        return judge, cut, judge.marks_with_rare()

    def _refuse_damaged(self, article_id: int) -> None:
        if any(wrong_articles(self.corpus.conn, [article_id])) and article_id not in marked_articles(self.corpus):
            raise CorpusDamagedError(CHECKSUM_DIFFERS(path=self.corpus.path, article=article_id))

    def returned(self) -> Iterator[Returned]:
        """The pages by which removed articles came back; remove each before you take the next one."""
        return returned(self.corpus, self.outlets)

    def _erase_leftovers(self, notice: Notice) -> Removed:
        """Delete old segments and backup copies, scrub the file, and search for leftovers. Raises NotErasedError."""
        folder = self.corpus.archive_dir()
        for old in notice.names:
            (folder / old).unlink(missing_ok=True)
        for path in copies(self.corpus.path):
            path.unlink()
            self.say(f"deleted {path}: it held the article")
        derive_lately(self.corpus)  # its copies have another origin now
        scrub(self.corpus)
        searched = search_leftovers(self.corpus, notice.marks, self._judge(notice))
        if searched.leftovers:
            more = AND_MORE(n=len(searched.leftovers) - 3) if len(searched.leftovers) > 3 else None
            raise NotErasedError(LEFTOVERS(leftovers=searched.leftovers[:3], more=more))
        keep_counts(self.corpus)
        notices.drop_notice(self.corpus.path)
        return Removed(notice.article_id, notice.dropped, notice.blanked, searched)

    def _is_erased(self, left: Notice) -> bool:
        """True where the transaction of this removal is done: it is a run of its own."""
        return has_run_after(self.corpus, "remove", left.after_run)

    def _undo(self, left: Notice) -> None:
        """Delete the new segments of a removal that had not changed the corpus yet: it still points to the old ones."""
        for new in left.names.values():
            (self.corpus.archive_dir() / new).unlink(missing_ok=True)
        notices.drop_notice(self.corpus.path)
        self.say(f"a removal of {left.target} was broken off before it began; name it again if it is still wanted")

    def _judge(self, notice: Notice, article: Trace | None = None) -> Judge:
        """Return the judge of records for this removal."""
        keys = frozenset(notice.keys)
        return Judge(
            notice.marks,
            article.places if article else frozenset(),
            lambda url: not keys.isdisjoint(self._keys(url)),
            lambda words: is_shared(self.corpus, words, notice.article_id),
        )

    def _keys(self, target: int | str) -> list[str]:
        if isinstance(target, int):
            key = key_of_id(self.corpus, target)
            return [key] if key else []
        if not target.startswith(("http://", "https://")):
            return []
        url = clean_url(target)
        spider = outlet_for(url, self._on_host_of(url))
        return [article_key(url), *([article_key(url, spider.address())] if spider else [])]

    def _on_host_of(self, url: str) -> Outlets:
        """The outlets on the address's host; cached by host, since an archive has many records of one."""
        host = host_of(url)
        if host not in self._owners:
            self._owners[host] = {slug: o for slug, o in self.outlets.items() if o.address().owns(url)}
        return self._owners[host]


@contextmanager
def removing(path: Path, outlets: Outlets, say: Callable[[str], None]) -> Iterator[Removal]:
    """Open a removal and lock the corpus, as a crawl does. Raises CorpusError where that fails or there is none."""
    if not path.exists():
        raise CorpusError(CORPUS_MISSING(path=path))
    with holding(path), Corpus(path) as corpus:
        yield Removal(corpus, outlets, say)
