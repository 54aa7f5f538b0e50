"""Measure title, writers and day beside trafilatura's own metadata, on pages and a gold file that you have.

    python benchmarks/fields.py HTML_FOLDER GOLD.json [--wrong]

The folder holds <id>.html or <id>.html.gz; GOLD.json is {id: {"url": address, "title": text, "authors": [[name, ...],
...], "day": ["2023-11-20", ...]}}. `authors` and `day` list every reading that counts as right: an empty list among
`authors`, or null among `day`, where giving nothing is right ("By Reuters" may be Reuters or nobody). A title is
right letter by letter, blanks aside; names in any order, without regard to case and marks. Prints per field the
pages that are exact, and those with an invented value: one where the gold has none at all. --wrong lists kliping's
misses. No outlet rules; pages are read as of now.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quality import read

FIELDS = ("title", "authors", "day")


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader gives for one page; an empty title or day is None."""

    title: str | None
    authors: tuple[str, ...]
    day: str | None


def by_kliping(body: bytes, url: str) -> Found:
    """The fields of the article; nothing where the page was set aside."""
    article = read(body, url)
    if article is None:
        return Found(None, (), None)
    return Found(article.title or None, article.authors, article.published_day and article.published_day.isoformat())


def by_trafilatura(body: bytes, url: str) -> Found:
    """The fields of trafilatura's metadata; it parts names by semicolons."""
    from trafilatura import extract_metadata

    result = extract_metadata(body, default_url=url)
    return Found(result.title, tuple(re.split(r";\s*", result.author or "")) if result.author else (), result.date)


READERS = {"kliping": by_kliping, "trafilatura": by_trafilatura}


def names(values: Iterator[str] | tuple[str, ...] | list[str]) -> frozenset[str]:
    """Names as a set, without case and marks."""
    return frozenset(re.sub(r"[\W_]+", "", name.lower()) for name in values) - {""}


def right(result: Found, gold: dict[str, Any]) -> dict[str, bool]:
    """Which fields are exact."""
    return {
        "title": " ".join((result.title or "").split()) == " ".join(gold["title"].split()),
        "authors": names(result.authors) in [names(reading) for reading in gold["authors"]],
        "day": result.day in gold["day"],
    }


def invented(result: Found, gold: dict[str, Any]) -> dict[str, bool]:
    """Which fields have a value where the gold has none at all."""
    return {
        "title": bool(result.title) and not gold["title"],
        "authors": bool(result.authors) and not any(gold["authors"]),
        "day": bool(result.day) and not any(gold["day"]),
    }


def page_of(folder: Path, name: str) -> bytes:
    """The page's bytes, packed or not."""
    plain = folder / f"{name}.html"
    return plain.read_bytes() if plain.exists() else gzip.decompress((folder / f"{name}.html.gz").read_bytes())


def table(folder: Path, gold: dict[str, Any], *, list_wrong: bool = False) -> Iterator[str]:
    """The lines of the table, and kliping's misses where asked for."""
    yield f"| {len(gold)} pages, exact (invented) | " + " | ".join(FIELDS) + " |"
    yield "|---|" + "---|" * len(FIELDS)
    misses: list[str] = []
    for reader, by in READERS.items():
        exact, made_up = dict.fromkeys(FIELDS, 0), dict.fromkeys(FIELDS, 0)
        for name, want in gold.items():
            result = by(page_of(folder, name), want["url"])
            hit, more = right(result, want), invented(result, want)
            for field in FIELDS:
                exact[field] += hit[field]
                made_up[field] += more[field]
                if reader == "kliping" and not hit[field]:
                    misses.append(f"{want['url']}: {field} {getattr(result, field)!r}, not {want[field]!r}")
        cells = [f"{100 * exact[f] / len(gold):.1f} % ({made_up[f]})" for f in FIELDS]
        yield f"| {reader} | {' | '.join(cells)} |"
    yield from misses if list_wrong else ()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list what kliping has wrong")
    arguments = parser.parse_args()
    for line in table(arguments.folder, json.loads(arguments.gold.read_text("utf-8")), list_wrong=arguments.wrong):
        print(line)


if __name__ == "__main__":
    main()
