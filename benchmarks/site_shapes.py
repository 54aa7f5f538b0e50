"""Crawl made-up sites whose shapes differ from the assumptions, each by the real command line, and print the table.

Usage: python benchmarks/site_shapes.py [NAME ...] (all without a name; benchmarks/SITE_SHAPES.md describes them).
Exit code 1 where a shape is silent: something is missing, and neither exit code nor ledger says so.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(HOUSE))

from benchmarks.loopback_crawl import crawl_loopback  # noqa: E402 - found by the line above
from benchmarks.shapes import files, pages, structured  # noqa: E402
from benchmarks.shapes.web import Shape, Site  # noqa: E402

SHAPES = (*structured.SHAPES, *pages.SHAPES, *files.SHAPES)
TOPIC = 'name = "coba"\n[ask]\nsearch = ["pembinaan"]\n[grade]\nphrases = ["pembinaan pegawai"]\n'
BUCKETS = ("taken", "known", "outside", "off_topic", "other_host", "unknown_form", "unreadable")
TOGETHER = ("--since", "2026-10-15", "--verbose")  # options of a crawl of many shapes: all of the report
# Reasons in the ledger that say that something is missing; `nothing_found` says that there is nothing.
NO_PROBLEM = frozenset({"nothing_found", None})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a crawl of a shape came to. `reasons` of its listings and pages; `warnings` are the report's sentences."""

    shape: Shape
    stored: int
    requests: int
    exit_code: int
    ledger: str
    reasons: frozenset[str | None]
    warnings: str

    @property
    def verdict(self) -> str:
        """`found`: all stored. `could not look`, `says so`: something is missing and it is said. `silent`: it isn't."""
        if self.stored >= self.shape.truth:
            return "found"
        if self.exit_code in {3, 4}:
            return "could not look"
        named = self.reasons - NO_PROBLEM
        return "says so" if self.stored and named and self.warnings else "silent"


def crawl(shapes: Sequence[Shape], folder: Path) -> list[Outcome]:
    """Crawl the shapes as the outlets of one run (exit code: 3 or 4 for those that could not be looked at)."""
    (folder / "outlets").mkdir(parents=True, exist_ok=True)
    (folder / "topic.toml").write_text(TOPIC, encoding="utf-8")
    sites = {slug(shape): Site(shape, number) for number, shape in enumerate(shapes, 1)}
    for shape in shapes:
        write_outlet(shape, sites[slug(shape)], folder)
    options = shapes[0].options if len(shapes) == 1 else TOGETHER
    try:
        ran = crawl_loopback(folder, sites, delay=0.005, options=options)
    finally:
        for site in sites.values():
            site.close()
    reports = {report["outlet"]: report for report in _lines(ran.stdout)}
    if ran.returncode not in {0, 3, 4} or len(reports) < len(shapes):
        raise RuntimeError(f"exit code {ran.returncode}: {ran.stderr[-2000:]}")
    with closing(sqlite3.connect(folder / "k.db")) as corpus:
        return [_outcome(s, reports[slug(s)], sites[slug(s)], ran, corpus, alone=len(shapes) == 1) for s in shapes]


def slug(shape: Shape) -> str:
    """The shape's name as an outlet's."""
    return shape.name.replace("-", "_")


def write_outlet(shape: Shape, site: Site, folder: Path) -> None:
    """Write the outlet's file into the folder `outlets`."""
    module, _, spider = shape.spider.partition(".")
    lines = [
        f"from spiders.families.{module} import {spider}",
        f"class {slug(shape).title().replace('_', '')}Spider({spider}):",
        f'    name = "{slug(shape)}"',
        '    outlet = "Warta Contoh"',
        '    kind = "media"',
        f'    site = "{site.host}"',
        f'    home = "{site.url}"',
        *(f"    {line}" for line in shape.attributes.splitlines()),
    ]
    (folder / "outlets" / f"{slug(shape)}.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _lines(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        value = json.loads(line)
        if "outlet" in value:
            yield value


def _outcome(
    shape: Shape,
    report: Mapping[str, Any],
    site: Site,
    ran: subprocess.CompletedProcess[str],
    corpus: sqlite3.Connection,
    *,
    alone: bool,
) -> Outcome:
    name = slug(shape)
    rows = corpus.execute(
        f"SELECT way, answer, reason, {', '.join(BUCKETS)}, stated FROM ledger WHERE outlet = ?", (name,)
    ).fetchall()
    states = corpus.execute("SELECT state, reason FROM frontier WHERE outlet = ? AND kind = 'article'", (name,))
    reasons = {row[2] for row in rows} | {reason for _, reason in states.fetchall()}
    (stored,) = corpus.execute("SELECT count(*) FROM articles WHERE outlet = ?", (name,)).fetchone()
    mine = [line for line in ran.stderr.splitlines() if line.startswith(f"{name}:") and "waiting, " not in line]
    code = ran.returncode if alone or ran.returncode == 0 or any("could not look" in line for line in mine) else 0
    return Outcome(
        shape,
        stored,
        site.requests.total(),
        code,
        _ledger(rows),
        frozenset(reasons),
        "; ".join(mine) + _failures(report),
    )


def _failures(report: Mapping[str, Any]) -> str:
    """The reasons in the sum of the outlet, which the report prints."""
    reasons: Mapping[str, int] = report.get("balance", {}).get("reasons", {})
    return "".join(f"; {reason} {n}" for reason, n in reasons.items())


def _ledger(rows: Sequence[tuple[Any, ...]]) -> str:
    """The ways, their reasons, and the sums of the entries: "search answered, capped: taken 100, stated 340"."""
    parts = []
    for way in dict.fromkeys(row[0] for row in rows):
        mine = [row for row in rows if row[0] == way]
        answers = ", ".join(dict.fromkeys(str(row[1]) for row in mine))
        why = ", ".join(dict.fromkeys(row[2] for row in mine if row[2]))
        sums = [(name, sum(row[3 + place] or 0 for row in mine)) for place, name in enumerate(BUCKETS)]
        stated = max((row[-1] or 0 for row in mine), default=0)
        counts = ", ".join(f"{name} {n}" for name, n in [*sums, ("stated", stated)] if n)
        parts.append(f"{way} {answers}{f' ({why})' if why else ''}{f': {counts}' if counts else ''}")
    return "; ".join(parts)


def main(names: Sequence[str]) -> int:
    """Crawl each named shape, or all, alone, and print the table; 1 where one is silent."""
    known = {shape.name: shape for shape in SHAPES}
    if unknown := [name for name in names if name not in known]:
        print(f"no such shape: {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    print("| shape | truth | stored | requests | exit | verdict | ledger |\n|---|---|---|---|---|---|---|", flush=True)
    silent = 0
    for name in names or known:
        with tempfile.TemporaryDirectory() as folder:
            (got,) = crawl([known[name]], Path(folder))
        silent += got.verdict == "silent"
        cells = (name, got.shape.truth, got.stored, got.requests, got.exit_code, got.verdict, got.ledger)
        print("| " + " | ".join(map(str, cells)) + " |", flush=True)
        if os.environ.get("SHAPES_STDERR"):
            print(got.warnings, file=sys.stderr)
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
