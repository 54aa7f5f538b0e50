"""Measure refine (text and all fields) against trafilatura with metadata, on pages that you have.

    python benchmarks/refine_speed.py FOLDER [SECOND_FOLDER] [--addresses TRUTH.json] [--rounds 5] [--first]

A folder holds pages as *.html or *.html.gz, at any depth; TRUTH.json is {id: {"url": address}} for files <id>.html.
All pages are read by both in turn, in one process, once before and then in each round; CPU time. Prints the ratio of
each round and its median, the slowest page, the worst against trafilatura, and the ten stages of refine that take most:
a stage's time is without that of the stages that it calls.

Both remember what they saw: refine lines and classes, so that repeated rounds flatter it. With --first each page counts
once, when it is read for the first time, by a new process that has read the other half of the pages (so that lists,
patterns and modules are loaded); each round does so with either half. Refine and trafilatura take turns on each page,
and in who begins.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from corpus.models import Capture
from pipelines.refine import refine
from pipelines.rules import NO_RULES

STAGES = {  # where a name is called -> the functions that are timed there
    "pipelines.refine": (
        "open_page read_title read_text form_of reject_without_text reject_by_content further_pages not_followed "
        "spots_near is_local is_english read_metadata own_names read_people published compose"
    ),
    "pipelines.page.parsed_page": "decoded why_not_html read_table read_claims",
    "pipelines.body.clean": "extract read_tail read_head cut_doubled",
    "pipelines.body.extract": ("cut_inserts container_of mend_markup blocks_of _trafilatura recover lost_prose placed"),
    "pipelines.compose": "read_language cut_bylines why_incomplete _event _balances",
    "pipelines.gate.verdict": "row_of_teasers",
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page with its name and address."""

    name: str
    url: str
    body: bytes


def pages_in(folder: Path, addresses: dict[str, str]) -> list[Page]:
    """The pages below a folder, by name."""
    files = sorted(path for path in folder.rglob("*") if path.name.endswith((".html", ".html.gz")))
    names = [path.name.removesuffix(".gz").removesuffix(".html") for path in files]
    return [
        Page(name, addresses.get(name, f"https://halaman.example/{name}"), _content(path))
        for name, path in zip(names, files, strict=True)
    ]


def _content(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def ours(page: Page) -> None:
    """Read a page as kliping does."""
    refine([Capture(page.url, page.body, datetime.now(UTC), content_type="text/html; charset=utf-8")], NO_RULES)


def theirs(page: Page) -> None:
    """Read a page as trafilatura does by default, with its metadata."""
    from trafilatura import bare_extraction

    bare_extraction(page.body.decode("utf-8", "replace"), url=page.url, with_metadata=True)


def seconds(read: Callable[[Page], None], page: Page) -> float:
    """CPU time of one reading."""
    started = time.process_time()
    read(page)
    return time.process_time() - started


def compare(title: str, pages: Sequence[Page], rounds: int) -> None:
    """Print the ratios of all rounds, their median, and the worst page (least time of all rounds)."""
    for page in pages:
        ours(page)
        theirs(page)
    times: dict[str, tuple[list[float], list[float]]] = {page.name: ([], []) for page in pages}
    ratios, spent = [], []
    for _ in range(rounds):
        mine = [seconds(ours, page) for page in pages]
        other = [seconds(theirs, page) for page in pages]
        for page, one, two in zip(pages, mine, other, strict=True):
            times[page.name][0].append(one)
            times[page.name][1].append(two)
        ratios.append(sum(mine) / sum(other))
        spent.append((sum(mine) / len(pages) * 1000, sum(other) / len(pages) * 1000))
    print(f"{title}: {len(pages)} pages, refine / trafilatura {statistics.median(ratios):.2f}", end=" ")
    print(f"({', '.join(f'{ratio:.2f}' for ratio in sorted(ratios))});", end=" ")
    print(f"least {min(one for one, _ in spent):.1f} and {min(two for _, two in spent):.1f} ms a page")
    name, (one, two) = max(times.items(), key=lambda item: min(item[1][0]))
    print(f"  slowest page {name}: {min(one) * 1000:.0f} ms, trafilatura {min(two) * 1000:.0f} ms")
    name, (one, two) = max(times.items(), key=lambda item: min(item[1][0]) / (min(item[1][1]) or 1))
    print(f"  worst ratio {min(one) / (min(two) or 1):.1f}, {name}: {min(one) * 1000:.0f} and {min(two) * 1000:.0f} ms")


def first_readings(halves: tuple[Sequence[Page], Sequence[Page]]) -> list[tuple[float, float]]:
    """CPU times of both on each page of the second half, read once, behind the first half; for a process of its own."""
    before, pages = halves
    for page in before:
        ours(page)
        theirs(page)
    times = []
    for number, page in enumerate(pages):
        if number % 2:
            other = seconds(theirs, page)
            times.append((seconds(ours, page), other))
        else:
            times.append((seconds(ours, page), seconds(theirs, page)))
    return times


def compare_first(title: str, pages: Sequence[Page], rounds: int) -> None:
    """Print the ratios of all rounds in which each page is read for the first time, and their median."""
    halves = pages[::2], pages[1::2]
    tasks = [halves, halves[::-1]] * rounds
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as processes:
        times = list(processes.map(first_readings, tasks))
    spent = []
    for one, two in zip(times[::2], times[1::2], strict=True):
        mine, other = zip(*one, *two, strict=True)
        spent.append((sum(mine) / len(pages) * 1000, sum(other) / len(pages) * 1000))
    ratios = [mine / other for mine, other in spent]
    print(f"{title}: {len(pages)} pages read for the first time, refine / trafilatura", end=" ")
    print(f"{statistics.median(ratios):.2f} ({', '.join(f'{ratio:.2f}' for ratio in sorted(ratios))});", end=" ")
    print(f"least {min(mine for mine, _ in spent):.1f} and {min(other for _, other in spent):.1f} ms a page")


def stages(pages: Sequence[Page]) -> None:
    """Print the ten largest shares of refine's time by stage."""
    spent: Counter[str] = Counter()
    inner: list[float] = []  # for each open stage, the time of those that it called

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            inner.append(0.0)
            started = time.thread_time()
            try:
                return function(*arguments, **named)
            finally:
                whole = time.thread_time() - started
                spent[name] += whole - inner.pop()  # type: ignore[assignment]
                if inner:
                    inner[-1] += whole

        return call

    for place, names in STAGES.items():
        module = importlib.import_module(place)
        for name in names.split():
            setattr(module, name, timed(name.lstrip("_"), getattr(module, name)))
    started = time.process_time()
    for page in pages:
        ours(page)
    whole = time.process_time() - started
    for name, taken in spent.most_common(10):
        print(f"  {name:18} {taken / len(pages) * 1000:5.2f} ms a page, {taken / whole:4.0%}")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--addresses", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--first", action="store_true", help="each page read once, for the first time")
    given = parser.parse_args()
    entries = json.loads(given.addresses.read_text("utf-8")) if given.addresses else {}
    addresses = {name: entry["url"] for name, entry in entries.items() if entry.get("url")}
    sets = [(str(folder), pages_in(folder, addresses)) for folder in given.folders]
    for title, pages in sets:
        (compare_first if given.first else compare)(title, pages, given.rounds)
    if not given.first:
        stages([page for _, pages in sets for page in pages])


if __name__ == "__main__":
    main()
