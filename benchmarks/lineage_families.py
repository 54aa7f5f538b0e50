"""Reads the families written by hand (benchmarks/lineage/families): made-up articles put together from passages.

A family's file:

    name = "..."; about = "what it shows"
    [passages]            # words that several articles have in common, each one paragraph or a part of one
    [[article]]           # name, outlet (outlets.toml), title, text; at or day; disputed, credit, reprint_of_*, place
    text = '''            # a blank line parts paragraphs; {lead} is the passage of that name
    origins = ["rilis"]   # what it copies, the strongest first: its story is that of the first
    optional_origins      # true too, but no fault to leave out

What is verbatim follows from the passages: those of a copy that its origin has as well. `story = "name"` is for an
article whose story is not that of its first origin. A family may hold several stories.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from benchmarks.lineage_made import Edge, Family, Made, Span, Why
from corpus.models import Outlet

FOLDER = Path(__file__).parent / "lineage"
FAMILIES = FOLDER / "families"
SET_ASIDE = FAMILIES / "set_aside"
FURTHER = FAMILIES / "further"
PASSAGE = re.compile(r"\{(\w+)\}")
COPIED = {"title", "dateline", "place", "credit", "reprint_of_outlet", "reprint_of_title", "url"}
KNOWN = COPIED | {
    "name", "outlet", "text", "at", "day", "disputed", "authors", "origins", "optional_origins", "why", "story",
    "origin_counts", "reprint_of",
}  # fmt: skip


def read_outlets() -> dict[str, Outlet]:
    """The made-up outlets by slug."""
    rows = tomllib.loads((FOLDER / "outlets.toml").read_text("utf-8"))
    return {
        slug: Outlet(slug, row["name"], row.get("kind", "media"), row["site"], row.get("affiliation"))
        for slug, row in rows.items()
    }


def read_families(folder: Path = FAMILIES) -> list[Family]:
    """The families of a folder in the order of their names. Raises ValueError where a file contradicts itself."""
    outlets = read_outlets()
    return [_family(path, outlets) for path in sorted(folder.glob("*.toml"))]


def set_aside_names(names: list[str]) -> set[str]:
    """Which half is measured only at the end: by the checksum of the name, so that nobody chooses."""
    return set(sorted(names, key=lambda name: sha256(name.encode()).hexdigest())[: len(names) // 2])


def _family(path: Path, outlets: Mapping[str, Outlet]) -> Family:
    raw = tomllib.loads(path.read_text("utf-8"))
    passages = {name: " ".join(text.split()) for name, text in raw.get("passages", {}).items()}
    rows = {row["name"]: row for row in raw["article"]}
    written = {name: _written(path, row["text"], passages) for name, row in rows.items()}
    if unused := set(passages) - {passage for _, spans in written.values() for passage in spans}:
        raise ValueError(f"{path}: passages that no article has: {sorted(unused)}")
    articles = [_made(path, row, rows, written, outlets) for row in rows.values()]
    return Family(raw["name"], "by hand", tuple(articles), raw["about"])


def _written(path: Path, text: str, passages: Mapping[str, str]) -> tuple[str, dict[str, list[Span]]]:
    """The text, and where each passage stands in it."""
    parts: list[str] = []
    spans: dict[str, list[Span]] = {}
    length = 0

    def add(words: str) -> None:
        nonlocal length
        parts.append(words)
        length += len(words)

    for n, paragraph in enumerate(part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()):
        add("\n" if n else "")
        for k, piece in enumerate(PASSAGE.split(" ".join(paragraph.split()))):
            if k % 2 == 0:
                add(piece)
                continue
            if piece not in passages:
                raise ValueError(f"{path}: there is no passage {piece!r}")
            spans.setdefault(piece, []).append((length, length + len(passages[piece])))
            add(passages[piece])
    return "".join(parts), spans


def _made(
    path: Path, row: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]],
    written: Mapping[str, tuple[str, dict[str, list[Span]]]], outlets: Mapping[str, Outlet],
) -> Made:  # fmt: skip
    if unknown := set(row) - KNOWN:
        raise ValueError(f"{path}: {row['name']}: unknown keys {sorted(unknown)}")
    text, _ = written[row["name"]]
    optional = row.get("optional_origins", [])
    edges = tuple(
        _edge(path, row, origin, written, origin in optional) for origin in (*row.get("origins", []), *optional)
    )
    root = _root(row["name"], rows)
    at = row.get("at")
    made = Made(
        name=f"{path.stem}/{row['name']}", outlet=outlets[row["outlet"]], text=text, story=f"{path.stem}/{root}",
        edges=edges, why=cast("Why", rows[root].get("why", "alone")),
        origin_counts=rows[root].get("origin_counts", True),
        published_at=at, published_day=row.get("day"), authors=tuple(row.get("authors", ())),
        date_confidence="disputed" if row.get("disputed") else None,
        reprint_of_url=_address(path, row, rows, outlets),
        **{name: row[name] for name in COPIED if name in row},
    )  # fmt: skip
    if at is not None and at.tzinfo is None:
        raise ValueError(f"{path}: {row['name']}: `at` needs its offset")
    return made


def _edge(
    path: Path, row: Mapping[str, Any], origin: str, written: Mapping[str, tuple[str, dict[str, list[Span]]]],
    optional: bool,
) -> Edge:  # fmt: skip
    if origin not in written:
        raise ValueError(f"{path}: {row['name']}: there is no article {origin!r}")
    theirs = written[origin][1]
    spans = sorted(span for name, own in written[row["name"]][1].items() if name in theirs for span in own)
    return Edge(f"{path.stem}/{origin}", tuple(spans), optional)


def _root(name: str, rows: Mapping[str, Mapping[str, Any]]) -> str:
    """The article at the end of the first origins."""
    for _ in rows:
        row = rows[name]
        if not (above := row.get("story") or next(iter(row.get("origins", ())), None)) or above == name:
            return name
        name = above
    raise ValueError(f"{name}: its origins form a circle")


def _address(
    path: Path, row: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]], outlets: Mapping[str, Outlet]
) -> str | None:
    """The address that a reprint notice links: that of the article named by `reprint_of`."""
    if (of := row.get("reprint_of")) is None:
        return None
    return str(rows[of].get("url") or f"https://{outlets[rows[of]['outlet']].site}/{path.stem}/{of}")


def all_names() -> Iterator[str]:
    """The names of all families, set aside or not."""
    for folder in (FAMILIES, SET_ASIDE):
        yield from (path.stem for path in sorted(folder.glob("*.toml")))
