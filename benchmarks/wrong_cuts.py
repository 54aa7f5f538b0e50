"""Draw removed lines of pages by seed, with their rule and their neighbours, to be judged by eye.

    python benchmarks/wrong_cuts.py [FOLDER ...] [--demo] [--truth TRUTH.json] [--draw 300] [--seed 15]

Reads each *.html and *.html.gz below the folders (address: the page's canonical link, else made up; rules by host, as
in a crawl) and, with --demo, the pages of the made-up web. Prints the drawn lines, then a table: a rule, how often it
fired in all, how often it was drawn. TRUTH.json ({id: {"articleBody": text}}, id: the page's file name) marks the lines
whose words stand in the true text of the page: "TRUE?" before the line, the table's last column for all fires.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from demo_web import web

from corpus.models import Article, Capture, NeedsPages, RemovedLine
from pipelines.refine import refine
from spiders.loader import host_outlet, outlet_for, outlets

ADDRESS = re.compile(rb"""<link\b[^>]*\brel=["']?canonical["']?[^>]*\bhref=["'](?P<url>https?://[^"'\s]+)""", re.I)
WORD = re.compile(r"\w+")
LEAST_WORDS = 3  # shorter lines stand in any text by chance


@dataclass(frozen=True, slots=True)
class Cut:
    """A removed line of a page between lines of the text; `true` if the true text has its words."""

    page: str
    line: RemovedLine
    before: str
    behind: str
    true: bool


def folder_pages(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    """Name, address and content of each page below the folder."""
    for path in sorted(folder.rglob("*.html*")):
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        name = path.name.removesuffix(".gz").removesuffix(".html")
        match = ADDRESS.search(body)
        yield name, match["url"].decode("ascii", "replace") if match else f"https://halaman.example/{name}", body


def demo_pages() -> Iterator[tuple[str, str, bytes]]:
    """Name, address and content of each article of the made-up web."""
    for piece in web.pieces():
        url = web.url_of(piece)
        body = web.answer(url).body
        yield url.rsplit("/", 1)[-1], url, gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


def article_of(url: str, body: bytes) -> Article | None:
    """The article on one page, its further pages out of reach."""
    rules = (outlet_for(url, outlets()) or host_outlet(url)).page_rules()
    captures = [Capture(url, body, datetime.now(UTC))]
    refined = refine(captures, rules)
    while isinstance(refined, NeedsPages):
        captures += [Capture(more, b"", captures[0].fetched_at, status=0) for more in refined.urls]
        refined = refine(captures, rules)
    return refined if isinstance(refined, Article) else None


def cuts_of(name: str, article: Article, truth: str) -> Iterator[Cut]:
    """The removed lines of an article between their neighbours."""
    whole = {cut.position for cut in article.removed if cut.at is None and cut.position >= 0}
    lines, positions = article.text.split("\n"), list[int]()
    while len(positions) < len(lines):
        number = positions[-1] + 1 if positions else 0
        while number in whole:
            number += 1
        positions.append(number)
    words = f" {' '.join(WORD.findall(truth))} "
    for cut in article.removed:
        place = cut.position if cut.position >= 0 else (cut.behind if cut.behind is not None else -1) + 0.5
        above = [line for at, line in zip(positions, lines, strict=True) if at < place + (cut.at is not None)]
        has = WORD.findall(cut.text)
        true = len(has) >= LEAST_WORDS and f" {' '.join(has)} " in words
        yield Cut(name, cut, above[-1] if above else "", (lines[len(above) :] or [""])[0], true)


def main() -> None:
    """Print the drawn lines and the table of rules."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--demo", action="store_true", help="the pages of the made-up web, too")
    parser.add_argument("--truth", type=Path, help="true texts of the pages, by file name")
    parser.add_argument("--draw", type=int, default=300)
    parser.add_argument("--seed", type=int, default=15)
    options = parser.parse_args()
    truth = (
        {name: entry["articleBody"] for name, entry in json.loads(options.truth.read_text("utf-8")).items()}
        if (options.truth)
        else {}
    )
    sources: list[Iterator[tuple[str, str, bytes]]] = [folder_pages(folder) for folder in options.folders]
    cuts, articles = list[Cut](), 0
    for source in [*sources, *([demo_pages()] if options.demo else [])]:
        for name, url, body in source:
            if article := article_of(url, body):
                articles += 1
                cuts += cuts_of(name, article, truth.get(name, ""))
    drawn = sorted(random.Random(options.seed).sample(range(len(cuts)), min(options.draw, len(cuts))))
    show(articles, cuts, drawn)


def show(articles: int, cuts: Sequence[Cut], drawn: Sequence[int]) -> None:
    """Print each drawn cut and the table."""
    for number, index in enumerate(drawn, 1):
        cut = cuts[index]
        print(f"\n{number} {cut.line.rule} {cut.page}{' TRUE?' if cut.true else ''}")
        print(f"    {cut.before[-100:]}\n  > {cut.line.text[:400]!r}\n    {cut.behind[:100]}")
    fires, seen = Counter(cut.line.rule for cut in cuts), Counter(cuts[index].line.rule for index in drawn)
    true = Counter(cut.line.rule for cut in cuts if cut.true)
    print(f"\n{len(cuts)} removed lines of {articles} articles, {len(drawn)} drawn\n")
    print("| rule | fires | drawn | words of the true text |\n|---|---|---|---|")
    for rule, count in fires.most_common():
        print(f"| {rule} | {count} | {seen[rule]} | {true[rule]} |")


if __name__ == "__main__":
    main()
