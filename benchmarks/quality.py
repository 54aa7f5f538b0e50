"""Measure the extracted text on pages that you have, and what each step of finding the body brings.

    python benchmarks/quality.py bodies HTML_FOLDER TRUTH.json [--steps]
    python benchmarks/quality.py pages FOLDER GOLD.json

`bodies`: TRUTH.json is {id: {"articleBody": text, "url": address}}, the folder holds <id>.html or <id>.html.gz (the
layout of scrapinghub/article-extraction-benchmark). Prints F1, precision and recall of word 4-grams (means over
pages), exact pages and ms a page; with --steps the same with one step switched off at a time (`Steps` in
pipelines/body/extract.py).
`pages`: GOLD.json is {file: {"url", "title", "author", "editor", "published", "place", "complete", "paras"}}, files
below FOLDER. Prints a row a page and the defects. Pages are read as of now; times are of this process's CPU.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.models import Article, Capture, NeedsPages
from pipelines.body.extract import ALL_STEPS, Mode, Steps
from pipelines.refine import refine
from pipelines.rules import NO_RULES

WORD = re.compile(r"\w+")
SHINGLE = 4
MODES: tuple[Mode, ...] = ("balanced", "recall", "fast")
VARIANTS: dict[str, Steps] = {
    "all steps": ALL_STEPS,
    "without the container": replace(ALL_STEPS, container=False),
    "without cuts in the page": replace(ALL_STEPS, inserts=False),
    "without restoring": replace(ALL_STEPS, restore=False),
    "without house lines": replace(ALL_STEPS, noise=False),
    **{f"trafilatura: {mode}": replace(ALL_STEPS, mode=mode) for mode in MODES},
    "trafilatura alone (precision)": Steps(container=False, inserts=False, restore=False, noise=False),
}


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words; a shorter text is one run."""
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)) if words)


def compared(true: str, result: str) -> tuple[int, int, int]:
    """Runs that both have, that only the found text has, that only the true one has."""
    a, b = shingles(true), shingles(result)
    return (a & b).total(), (b - a).total(), (a - b).total()


def read(body: bytes, url: str, steps: Steps = ALL_STEPS) -> Article | None:
    """The article on one page, its further pages out of reach."""
    captures = [Capture(url, body, datetime.now(UTC))]
    refined = refine(captures, NO_RULES, steps)
    while isinstance(refined, NeedsPages):
        captures += [Capture(more, b"", captures[0].fetched_at, status=0) for more in refined.urls]
        refined = refine(captures, NO_RULES, steps)
    return refined if isinstance(refined, Article) else None


def body_set(folder: Path, truth: Path) -> Iterator[tuple[str, str, bytes]]:
    """Address, true text and page of each entry."""
    for name, entry in json.loads(truth.read_text("utf-8")).items():
        plain, packed = folder / f"{name}.html", folder / f"{name}.html.gz"
        body = plain.read_bytes() if plain.exists() else gzip.decompress(packed.read_bytes())
        yield entry.get("url") or f"https://halaman.example/{name}", entry["articleBody"], body


def figures(pages: list[tuple[str, str, bytes]], steps: Steps) -> str:
    """One row: F1, precision, recall, exact pages, ms a page."""
    started, rows = time.process_time(), []
    for url, true, body in pages:
        refined = read(body, url, steps)
        rows.append(compared(true, refined.text if refined else ""))
    took = 1000 * (time.process_time() - started) / len(pages)
    precision = statistics.mean(hit / (hit + extra) for hit, extra, _ in rows if hit + extra)
    recall = statistics.mean(hit / (hit + lost) for hit, _, lost in rows if hit + lost)
    exact = sum(not extra and not lost for _, extra, lost in rows)
    f1 = 2 * precision * recall / (precision + recall)
    return f"{f1:.4f} | {precision:.4f} | {recall:.4f} | {exact}/{len(pages)} | {took:.0f}"


def bodies(folder: Path, truth: Path, *, each_step: bool) -> None:
    """Print the table of a bodies set."""
    pages = list(body_set(folder, truth))
    for _, _, body in pages[:3]:
        read(body, "https://halaman.example/pemanasan")  # imports and language profiles are loaded before the clock
    print("| what | F1 | precision | recall | exact | ms a page |\n|---|---|---|---|---|---|")
    for name, steps in VARIANTS.items():
        if each_step or steps is ALL_STEPS:
            print(f"| {name} | {figures(pages, steps)} |", flush=True)


FIELDS: dict[str, Callable[[Article], Any]] = {
    "title": lambda article: article.title,
    "author": lambda article: list(article.authors),
    "editor": lambda article: article.editor,
    "place": lambda article: article.place,
    "complete": lambda article: article.complete,
    "published": lambda article: article.published_at and article.published_at.replace(second=0),
}


def defects(article: Article | None, gold: Mapping[str, Any]) -> list[str]:
    """What differs from the gold; a text counts as one defect."""
    if article is None:
        return ["no article"]
    _, extra, lost = compared("\n".join(gold["paras"]), article.text)
    faults = [f"text: {extra} runs of words too many, {lost} lost"] if extra or lost else []
    for name, read_field in FIELDS.items():
        want, got = gold.get(name), read_field(article)
        if name == "published" and want is not None:
            want = datetime.fromisoformat(want).replace(second=0)
        if want is not None and got != want:
            faults.append(f"{name}: {got!r}, not {want!r}")
    return faults


def pages(folder: Path, gold: Path) -> int:
    """Print a row a page and give the number of defects."""
    total, started = 0, time.process_time()
    gold_fields: dict[str, Any] = json.loads(gold.read_text("utf-8"))
    for name, want in gold_fields.items():
        wrong = defects(read((folder / name).read_bytes(), want["url"]), want)
        total += len(wrong)
        print(f"{name}: {'; '.join(wrong) or 'exact'}")
    took = 1000 * (time.process_time() - started) / len(gold_fields)
    print(f"{len(gold_fields)} pages, {total} defects, {total / len(gold_fields):.2f} a page, {took:.0f} ms a page")
    return total


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["bodies", "pages"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--steps", action="store_true", help="the same with one step switched off at a time")
    arguments = parser.parse_args()
    if arguments.what == "bodies":
        bodies(arguments.folder, arguments.truth, each_step=arguments.steps)
    else:
        pages(arguments.folder, arguments.truth)


if __name__ == "__main__":
    main()
