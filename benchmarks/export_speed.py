"""How fast articles are exported with their texts, beside a plain loop over the same SQL, in turn and in one run.

    python -m benchmarks.export_speed [--articles 100000] [--corpus FILE] [--rounds 3] [--only tei vertical]

Each run is a process of its own: its CPU seconds and its peak memory. The plain loop reads all columns of the export by
one statement and gives the rows to the library (csv, json, orjson where it is installed, pyarrow) as they come, without
a snapshot, a check or a guard.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.columns import Column, export_columns
from corpus.export.arrow_columns import arrow_schema
from corpus.export.files import export
from corpus.export.format_columns import columns_of
from corpus.export.formats import format_named
from corpus.export.rows import doc_id, snippet
from corpus.query.selection import select
from corpus.store import Corpus

PLAIN = ("csv", "jsonl", "parquet")
ALL = (*PLAIN, "jsonl.zst", "xlsx", "tei", "bibtex", "ris", "csl", "text", "vertical", "huggingface")
GROUP = 2_000


def ours(path: Path, target: Path, name: str) -> None:
    """Export as the command does."""
    with Corpus(path, read_only=True) as corpus:
        form = format_named(name)
        export(corpus, select(corpus), target, columns_of(form, with_text=True), form=form, replace=True)


def plain(path: Path, target: Path, name: str) -> None:
    """Export by a plain loop."""
    columns = export_columns(with_text=True)
    with Corpus(path, read_only=True) as corpus:
        for each in (doc_id, snippet):
            corpus.conn.create_function(each.__name__, 1, each, deterministic=True)
        corpus.conn.create_function("outlet_sets", 1, lambda _slug: "[]")
        cursor = corpus.conn.execute(
            f"SELECT {', '.join(column.selected('a') for column in columns)} FROM articles a "
            "LEFT JOIN outlets ON outlets.slug = a.outlet ORDER BY a.id DESC",
            {"topic": 1},
        )
        names = [column.name for column in columns]
        if name == "csv":
            with target.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(names)
                writer.writerows(cursor)
        elif name == "jsonl":
            lists = [place for place, column in enumerate(columns) if column.type in ("list", "json")]
            with target.open("w", encoding="utf-8") as file:
                for values in cursor:
                    row = list(values)
                    for place in lists:
                        row[place] = row[place] and json.loads(row[place])
                    file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")
        else:
            _plain_parquet(cursor, columns, target)


def _plain_parquet(cursor: Any, columns: Sequence[Column], target: Path) -> None:
    """Write the same types as the export: a loop that leaves days as texts would do less."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, writer = arrow_schema(pa, columns), None
    while some := cursor.fetchmany(GROUP):
        arrays = []
        for column, values, kind in zip(columns, zip(*some, strict=True), schema.types, strict=True):
            if column.type in ("day", "instant", "local"):
                arrays.append(pa.array(values, pa.string()).cast(kind))
            elif column.type == "list":
                arrays.append(pa.array([value and json.loads(value) for value in values], kind))
            elif column.type == "bool":
                arrays.append(pa.array([None if value is None else bool(value) for value in values], kind))
            else:
                arrays.append(pa.array(values, kind))
        writer = writer or pq.ParquetWriter(target, schema, compression="zstd")
        writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    if writer:
        writer.close()


def _run(way: str, path: Path, name: str, folder: Path) -> tuple[float, float, int]:
    """Run one export in a process of its own: CPU seconds, peak MB, bytes written."""
    target = folder / f"{way}.{name}"
    command = [sys.executable, "-m", "benchmarks.export_speed", "--one", way, "--corpus", path, "--format", name]
    ran = subprocess.run([*command, "--to", target], check=True, capture_output=True, text=True)
    seconds, peak = map(float, ran.stdout.split())
    if target.is_dir():
        size = sum(path.stat().st_size for path in target.rglob("*"))
        shutil.rmtree(target)
    else:
        size = target.stat().st_size
        target.unlink()
    return seconds, peak, size


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=ALL, default=ALL)
    parser.add_argument("--one", choices=("ours", "plain"))
    parser.add_argument("--format", default="csv")
    parser.add_argument("--to", type=Path)
    given = parser.parse_args()
    if given.one:
        before = resource.getrusage(resource.RUSAGE_SELF)
        {"ours": ours, "plain": plain}[given.one](given.corpus, given.to, given.format)
        after = resource.getrusage(resource.RUSAGE_SELF)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(seconds, after.ru_maxrss / 1024)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = given.corpus or _built(folder, given.articles)
        with Corpus(path, read_only=True) as corpus:
            number = corpus.conn.execute("SELECT count(*) FROM articles").fetchone()[0]
        for form in given.only:
            ways = ("ours", "plain") if form in PLAIN else ("ours",)
            taken: dict[str, list[tuple[float, float, int]]] = {way: [] for way in ways}
            for _ in range(given.rounds if form in PLAIN else 1):
                for way in ways:
                    taken[way].append(_run(way, path, form, folder))
            for way in ways:
                seconds = statistics.median(each[0] for each in taken[way])
                peak, size = max(each[1] for each in taken[way]), taken[way][0][2]
                print(
                    f"{form:10} {way:6} {seconds:7.2f} s CPU, {number / seconds:8,.0f} a second, "
                    f"{peak:5.0f} MB at most, {size / 1e6:,.0f} MB written"
                )
            if form in PLAIN:
                pairs = [one[0] / other[0] for one, other in zip(taken["ours"], taken["plain"], strict=True)]
                low, middle, high = min(pairs), statistics.median(pairs), max(pairs)
                print(f"{form:10} ours / plain {middle:.2f} ({low:.2f} to {high:.2f})")


def _built(folder: Path, number: int) -> Path:
    from benchmarks.search_corpus import build

    path = folder / "measured.db"
    with Corpus(path) as corpus:
        build(corpus, number, random.Random(19))
    return path


if __name__ == "__main__":
    _main()
