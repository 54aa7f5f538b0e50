"""Check that lineage rests on no order of arrival: random histories, and stories of many copies, end as all at once.

    python -m benchmarks.lineage_orders [--histories 100] [--crowds 20] [--copies 70 150] [--seed 1]

In a history articles of three releases come, change (text, credit, hour) and go. In a crowd a release is copied so many
times, each time with words of its own; the agency's page, or the page that a copy credits, has a later hour, or none,
and comes anywhere. Each is derived bit by bit, then anew: exit code 1 if anything differs, or a crowd's root is wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.lineage_result import stored_article
from corpus.crawl.runs import start_run
from corpus.deriving.batches import derive_due
from corpus.lineage.lineage_derivation import LINEAGE
from corpus.lineage.print_entries import RECENT
from corpus.models import Article, Outlet
from corpus.store import Corpus

AGENCY_OUTLET = Outlet("badan", "Badan Rekaan", "agency", "badan.example", "Badan Rekaan")
MEDIA = tuple(Outlet(f"media_{n}", f"Media {n}", "media", f"media{n}.example") for n in range(40))
START = datetime(2024, 3, 4, 2, 0, tzinfo=UTC)
CREDITS = ("Media 1", "Badan Rekaan", "Media 3", None)
STEPS = 25
TABLES = (
    "SELECT * FROM copies ORDER BY copy_id, origin_id",
    "SELECT * FROM stories ORDER BY article_id",
    f"SELECT DISTINCT iif(hash >= {RECENT >> 1}, hash - {RECENT}, hash), rank FROM shingles ORDER BY 1, 2",
    "SELECT * FROM prints ORDER BY rank",
    "SELECT hash FROM common_shingles ORDER BY hash",
    "SELECT * FROM named_sources ORDER BY class_key, outlet, article_id",
)


def made_words(seed: str, number: int) -> list[str]:
    """So many words that no other seed gives in this order."""
    rng = random.Random(seed)
    return ["".join(rng.choices("aeioubdgklmnprst", k=6)) for _ in range(number)]


class Press:
    """A corpus of made-up articles: they come, change and go."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.there: dict[str, Article] = {}
        corpus.conn.execute("PRAGMA synchronous = OFF")  # it is thrown away
        for outlet in (AGENCY_OUTLET, *MEDIA):
            corpus.put_outlet(outlet)
        self._run = start_run(corpus, "crawl", topic=None, clock=START, options={}, versions={})

    def put(self, article: Article) -> None:
        """Store an article, or its change."""
        stored_article(self.corpus, self._run, article, START)
        self.there[str(article.key)] = article

    def drop(self, key: str) -> None:
        """Delete an article."""
        self.corpus.drop_article(key)
        del self.there[key]

    def derive(self, *, anew: bool = False) -> None:
        """Derive lineage."""
        deque(derive_due(self.corpus, LINEAGE, anew=anew), maxlen=0)

    def is_as_derived_anew(self) -> bool:
        """Return True if what was derived bit by bit is what is derived at once."""
        self.derive()
        before = [self.corpus.conn.execute(query).fetchall() for query in TABLES]
        self.derive(anew=True)
        return before == [self.corpus.conn.execute(query).fetchall() for query in TABLES]

    def roots(self) -> set[str]:
        """Return the keys of the articles that are copied and no copies."""
        query = """SELECT key FROM articles WHERE id IN (SELECT story_id FROM stories)
            AND id NOT IN (SELECT article_id FROM stories)"""
        return {str(row[0]) for row in self.corpus.conn.execute(query)}


def article_of(outlet: Outlet, name: str, words: Sequence[str], hours: float | None, credit: str | None) -> Article:
    """An article so many hours after the start; None: only its day is known."""
    at = None if hours is None else START + timedelta(hours=hours)
    return Article(
        url=f"https://{outlet.site}/{name}", title=f"Berita {name}", text=" ".join(words), outlet=outlet.slug,
        key=f"{outlet.site}/{name}", published_at=at, published_day=at.date() if at else date(2024, 3, 4),
        words=len(words), credit=credit, language="id", extractor="made up", rules_version="1",
    )  # fmt: skip


def history(press: Press, seed: str) -> bool:
    """Let articles come, change and go; return True if lineage is as derived anew."""
    rng = random.Random(seed)
    releases = [made_words(f"{seed}-{n}", rng.choice((60, 120, 200))) for n in range(3)]

    def text(step: int) -> list[str]:
        words: list[str] = []
        for release in rng.sample(releases, rng.choice((1, 1, 2))):
            start = rng.choice((0, 0, rng.randrange(len(release) // 2)))
            words += release[start : rng.choice((len(release), rng.randrange(start + 25, len(release) + 26)))]
        return words + made_words(f"{seed}+{step}", rng.choice((0, 0, 5, 30)))

    for step in range(STEPS):
        what = rng.choice(("new", "new", "new", "new", "text", "credit", "hour", "gone")) if press.there else "new"
        if what == "new":
            same = press.there and rng.random() < 0.3
            words = rng.choice(list(press.there.values())).text.split() if same else text(step)
            outlet, hours = rng.choice((AGENCY_OUTLET, *MEDIA[:5])), rng.choice((0, 1, 2, 3, None, 5.5, 30))
            press.put(article_of(outlet, f"{step}", words, hours, rng.choice((*CREDITS, None, None))))
        else:
            _change(press, rng, what, text(step))
        if rng.random() < 0.7:
            press.derive()
    return press.is_as_derived_anew()


def _change(press: Press, rng: random.Random, what: str, words: Sequence[str]) -> None:
    key, article = rng.choice(list(press.there.items()))
    if what == "text":
        press.put(replace(article, text=" ".join(words)))
    elif what == "credit":
        press.put(replace(article, credit=rng.choice(CREDITS)))
    elif what == "hour":
        at = START + timedelta(hours=rng.choice((0, 0.5, 4, 9)))
        press.put(replace(article, published_at=at, published_day=at.date()))
    else:
        press.drop(key)


def crowd(press: Press, seed: str, copies: int) -> str | None:
    """Let a release, so many copies and their origin come in any order; return what is wrong."""
    rng = random.Random(seed)
    release = made_words(seed, rng.choice((120, 200, 350)))
    is_agency = rng.random() < 0.5
    origin = article_of(
        AGENCY_OUTLET if is_agency else MEDIA[39], "asal", release + made_words(f"{seed}:", rng.choice((0, 20))),
        rng.choice((None, 3, 90)), None,
    )  # fmt: skip
    arriving = [origin]
    for n in range(copies):
        start, end = rng.choice(((0, 1), (0, 1), (0, 0.8), (0.3, 1)))
        words = release[int(start * len(release)) : int(end * len(release))]
        words = words + made_words(f"{seed}+{n}", rng.randint(5, 30))
        arriving.append(article_of(MEDIA[n % 39], f"{n}", words, rng.uniform(0, 48), None))
    if not is_agency:
        named = rng.randrange(1, copies + 1)
        arriving[named] = replace(arriving[named], credit=MEDIA[39].name)
    rng.shuffle(arriving)
    if rng.random() < 0.3:  # the origin as the very last
        arriving.sort(key=lambda one: one is origin)
    for article in arriving:
        press.put(article)
        if rng.random() < 0.1:
            press.derive()
    for _ in range(rng.choice((0, 5))):
        key = rng.choice([key for key, one in press.there.items() if one.credit is None and key != origin.key])
        press.drop(key)
        press.derive()
    press.derive()
    if press.roots() != {origin.key}:
        return f"{origin.key} should be the root, it is {sorted(press.roots())}"
    return None if press.is_as_derived_anew() else "it differs from what is derived anew"


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--histories", type=int, default=100)
    parser.add_argument("--crowds", type=int, default=20)
    parser.add_argument("--copies", type=int, nargs=2, default=(70, 150), help="at least and at most")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began, wrong = time.process_time(), 0
    for n in range(options.histories + options.crowds):
        seed = f"{options.seed}/{n}"
        with tempfile.TemporaryDirectory() as folder, Corpus(Path(folder) / "orders.db") as corpus:
            if n < options.histories:
                fault = None if history(Press(corpus), seed) else "the history differs from what is derived anew"
            else:
                fault = crowd(Press(corpus), seed, random.Random(seed).randint(*options.copies))
        if fault:
            wrong += 1
            print(f"{seed}: {fault}", flush=True)
    seconds = time.process_time() - began
    print(f"{wrong} of {options.histories} histories and {options.crowds} crowds end otherwise; {seconds:.0f} s")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
