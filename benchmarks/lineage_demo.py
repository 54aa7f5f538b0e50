"""The demo's corpus, and the truth of its stories (benchmarks/lineage/demo.toml)."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from benchmarks.lineage_families import FOLDER
from benchmarks.lineage_made import Edge, Family, Made, runs, shared_words, word_spans
from corpus.models import Outlet
from corpus.store import Corpus

HOUSE = Path(__file__).parents[1]


def demo_corpus(folder: Path) -> Path:
    """Run `kliping demo` in the folder and return the corpus that it made."""
    env = {**os.environ, "PYTHONPATH": str(HOUSE), "HOME": str(folder), "KLIPING_CONFIG": str(folder / "none.toml")}
    subprocess.run([sys.executable, "-m", "crawler.cli", "demo"], cwd=folder, env=env, check=True, capture_output=True)
    return folder / "kliping-demo/demo.db"


def demo_truth() -> dict[str, Any]:
    """The table of demo.toml."""
    return tomllib.loads((FOLDER / "demo.toml").read_text("utf-8"))


def demo_family(corpus: Corpus) -> Family:
    """The articles of the demo's corpus with their truth. What is verbatim are the runs of words that both texts have.

    Raises ValueError where the corpus doesn't hold the articles that the truth names.
    """
    truth = demo_truth()
    origin_of = {copy: row["origin"] for row in truth["story"] for copy in row["copies"]}
    roots = {row["origin"] for row in truth["story"]}
    rows = corpus.conn.execute(
        """SELECT a.url, a.key, a.title, a.text, o.slug, o.name, o.kind, o.site FROM articles a
        JOIN outlets o ON o.slug = a.outlet"""
    ).fetchall()
    texts = {row[0]: row[3] for row in rows}
    if missing := ({*origin_of, *roots} - set(texts)):
        raise ValueError(f"the demo has not stored {sorted(missing)}")
    if len(rows) != truth["articles"]:
        raise ValueError(f"the demo has {len(rows)} articles, and its truth is about {truth['articles']}")
    made = [
        Made(
            url, Outlet(slug, name, kind, site), title, text, story=origin_of.get(url, url), url=url, stored_key=key,
            edges=(_edge(text, origin_of[url], texts),) if url in origin_of else (),
            why="agency" if url in roots or url in origin_of else "alone",
        )
        for url, key, title, text, slug, name, kind, site in rows
    ]  # fmt: skip
    return Family("demo", "demo", tuple(made))


def _edge(text: str, origin: str, texts: dict[str, str]) -> Edge:
    words = word_spans(text)
    shared = runs(shared_words(text, texts[origin]))
    return Edge(origin, tuple((words[start][0], words[end - 1][1]) for start, end in shared))
