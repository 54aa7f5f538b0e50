"""A made-up press for the tests of lineage: outlets, prose of chance words, and what was derived, by keys."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from corpus.crawl.runs import end_run, start_run
from corpus.deriving.batches import derive_due
from corpus.lineage.lineage_derivation import LINEAGE
from corpus.lineage.print_entries import RECENT
from corpus.models import Article, Outlet
from corpus.store import Corpus
from tests.conftest import put_article

AGENCY = Outlet("balai", "Balai Perantau", "agency", "balai.go.example", "Balai Perantau")
PAPERS = tuple(Outlet(f"warta_{n}", f"Warta {n}", "media", f"warta{n}.example") for n in range(30))
MONDAY = datetime(2024, 3, 4, 9, 0, tzinfo=UTC)
SYLLABLES = ("ka", "ri", "bo", "lu", "sem", "tan", "pe", "da", "gu", "mi", "no", "wa")


def prose(seed: object, words: int) -> str:
    """So many words that no other seed gives in this order, as sentences of a dozen words."""
    rng = random.Random(str(seed))
    chosen = ["".join(rng.choices(SYLLABLES, k=3)) for _ in range(words)]
    sentences = [" ".join(chosen[n : n + 12]).capitalize() + "." for n in range(0, words, 12)]
    return " ".join(sentences)


def report(outlet: Outlet, name: str, text: str, hours: float | None = 0, **more: object) -> Article:
    """An article of this outlet, so many hours after Monday morning; None: no day is known."""
    at = None if hours is None else MONDAY + timedelta(hours=hours)
    fields: dict[str, object] = {
        "url": f"https://{outlet.site}/{name}", "title": f"Berita {name} {outlet.slug}", "text": text,
        "outlet": outlet.slug, "key": f"{outlet.site}/{name}", "published_at": at,
        "published_day": at.date() if at else None, "words": len(text.split()), "extractor": "made up",
        "rules_version": "1",
    }  # fmt: skip
    return Article(**(fields | more))  # type: ignore[arg-type]


def open_press(corpus: Corpus) -> Corpus:
    """Store the outlets."""
    for outlet in (AGENCY, *PAPERS):
        corpus.put_outlet(outlet)
    return corpus


def put(corpus: Corpus, *articles: Article) -> None:
    """Store articles as one crawl."""
    run = start_run(corpus, "crawl", topic=None, clock=MONDAY, options={}, versions={})
    with corpus.transaction():
        for article in articles:
            put_article(corpus, run, article, MONDAY)
    end_run(corpus, run, state="finished", exit_code=0)


def derive(corpus: Corpus, *, anew: bool = False) -> None:
    """Derive lineage alone."""
    deque(derive_due(corpus, LINEAGE, anew=anew), maxlen=0)


def copies(corpus: Corpus) -> list[tuple[object, ...]]:
    """All rows of `copies` by keys."""
    return corpus.conn.execute(
        """SELECT c.key, o.key, share, lag_s, copies.kind, reason, confidence FROM copies
        JOIN articles c ON c.id = copy_id JOIN articles o ON o.id = origin_id ORDER BY 1, 2"""
    ).fetchall()


def stories(corpus: Corpus) -> dict[str, str]:
    """Key of a copy -> key of its story's root."""
    return dict(
        corpus.conn.execute(
            """SELECT a.key, s.key FROM stories JOIN articles a ON a.id = article_id
            JOIN articles s ON s.id = story_id"""
        )
    )


def index_rows(corpus: Corpus) -> list[tuple[object, ...]]:
    """The index: which fingerprints stand where, and which are common."""
    sql = corpus.conn
    return [
        *sql.execute(
            f"SELECT DISTINCT iif(hash >= {RECENT >> 1}, hash - {RECENT}, hash), rank FROM shingles ORDER BY 1, 2"
        ),
        *sql.execute("SELECT rank, claim, class_key, hashes FROM prints ORDER BY 1"),
        *sql.execute("SELECT hash FROM common_shingles ORDER BY 1"),
        *sql.execute("SELECT class_key, outlet FROM named_sources ORDER BY 1, 2"),
    ]


def origins(corpus: Corpus) -> set[tuple[str, str]]:
    """(name of the copy, name of the origin): the last part of each key."""
    return {(str(c).split("/")[-1], str(o).split("/")[-1]) for c, o, *_ in copies(corpus)}


def all_rows(corpus: Corpus) -> tuple[object, ...]:
    """All that lineage says of a corpus."""
    return copies(corpus), sorted(stories(corpus).items())


def without(articles: Iterable[Article], name: str) -> list[Article]:
    """The articles but one."""
    return [article for article in articles if not str(article.key).endswith(f"/{name}")]
