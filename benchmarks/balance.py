"""Measure the balance of pages that you have: what became of each word, and what no rule explains.

    python benchmarks/balance.py PAGES [PAGES ...] [--gold TRUTH.json] [--worst N] [--outside N]

PAGES are folders (or files) with *.html or *.html.gz. TRUTH.json is {id: {"articleBody": text, "url": address}} for
files called <id>.html (the layout of scrapinghub/article-extraction-benchmark); with it, the words of the true body
that stand outside or unexplained are counted. Prints the sums, the worst pages by unexplained words, and the pages with
the largest share outside. Pages are read without an outlet's rules, as of now.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from corpus.models import Article, Capture, NeedsPages
from pipelines.balance.aligned import TextWords
from pipelines.balance.fates import balance_page
from pipelines.balance.line_fates import CUT, FIELD, TEXT, PageFacts, kind_of
from pipelines.page.parsed_page import ParsedPage, open_page
from pipelines.refine import refine
from pipelines.rules import NO_RULES

SUMS = ("seen", "in_text", "fields", "cut", "outside", "unexplained", "added")


def pages(paths: list[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield (id, bytes) of each page."""
    for path in paths:
        for file in sorted(path.rglob("*.html*")) if path.is_dir() else [path]:
            body = file.read_bytes()
            yield file.name.split(".html")[0], gzip.decompress(body) if file.suffix == ".gz" else body


def read(body: bytes, url: str) -> tuple[Article, Capture] | None:
    """The article of a page; further pages count as not to be had. None where it is set aside."""
    capture = Capture(url, body, datetime.now(UTC), content_type="text/html")
    refined = refine([capture], NO_RULES)
    if isinstance(refined, NeedsPages):
        gone = [Capture(u, b"", capture.fetched_at, status=0, requested_url=u) for u in refined.urls]
        refined = refine([capture, *gone], NO_RULES)
    return (refined, capture) if isinstance(refined, Article) else None


def gold_elsewhere(article: Article, capture: Capture, gold: str) -> Counter[str]:
    """Words of the true body by where they stand: what each line's words became that the text does not have."""
    page = open_page(capture)
    assert isinstance(page, ParsedPage)
    true = TextWords(gold.split("\n"))
    result: Counter[str] = Counter(gold=true.left)
    fates = balance_page(page, PageFacts(article.text.split("\n"), article.removed, [article.title])).lines
    for fate in sorted(fates, key=lambda fate: fate.place < 0):
        shared = len(fate.words) if true.take_line(fate.words) else sum(b - a for a, b, _ in true.take_runs(fate.words))
        if fate.place < 0 and shared:
            result[kind_of(fate.fates[0][0])] += shared
    result["nowhere"] = true.left
    return result


def main() -> None:
    """Print sums, worst pages and the share of the true body that was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--worst", type=int, default=10)
    parser.add_argument("--outside", type=int, default=0)
    asked = parser.parse_args()
    truth = json.loads(asked.gold.read_text("utf-8")) if asked.gold else {}
    sums: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    rows: list[tuple[str, Article]] = []
    aside = 0
    for name, body in pages(asked.pages):
        known = truth.get(name, {})
        result = read(body, known.get("url") or f"https://contoh.example/berita/{name}")
        if result is None:
            aside += 1
            continue
        article, capture = result
        rows.append((name, article))
        for words in article.page_words:
            sums.update({field: getattr(words, field) for field in SUMS})
        for entry in article.outside:
            reasons[entry.reason] += entry.words
        if "articleBody" in known:
            gold += gold_elsewhere(article, capture, known["articleBody"])
    print(f"{len(rows)} articles, {aside} set aside; complete: {sum(article.complete for _, article in rows)}")
    print("  ".join(f"{field} {sums[field]:,}" for field in SUMS))
    print(f"unexplained {sums['unexplained'] / max(1, sums['seen']):.2%} of seen")
    print("outside: " + ", ".join(f"{reason} {count:,}" for reason, count in reasons.most_common()))
    if gold["gold"]:
        lost = {what: n for what, n in gold.items() if what not in {"gold", "nowhere", TEXT, CUT, FIELD}}
        print(
            f"of {gold['gold']:,} words of true bodies {sum(lost.values()) / gold['gold']:.2%} outside or unexplained:"
        )
        print(f"  {lost}; cut {gold[CUT]}, in fields {gold[FIELD]}, on no page {gold['nowhere']}")
    for name, article in sorted(rows, key=lambda row: -sum(w.unexplained for w in row[1].page_words))[: asked.worst]:
        unexplained = [entry.text or "" for entry in article.outside if entry.reason == "unexplained"]
        print(f"{name[:40]}  {sum(w.unexplained for w in article.page_words)}  {' | '.join(unexplained)[:160]!r}")
    by_share = sorted(rows, key=lambda row: -sum(w.outside for w in row[1].page_words) / max(1, row[1].words))
    for name, article in by_share[: asked.outside]:
        entries = ", ".join(f"{entry.reason} {entry.words}" for entry in article.outside)
        print(f"{name[:40]}  {article.words} words of text; {entries}")


if __name__ == "__main__":
    main()
