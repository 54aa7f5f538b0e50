"""What was written for the demo: the pieces of texts/*.toml, each with what the crawl must make of it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of writing at one outlet, and the truth about it.

    `fate` is what the crawl must make of its page: "stored", "duplicate", or the reason it is set aside or
    fails for. `break_after` paragraphs stand on the first of two pages (0: there is one page); `lost` says
    that the second one answers 404. `listed` are the ways in that show it (empty: all of its outlet's).
    """

    outlet: str
    number: int
    slug: str
    title: str
    paragraphs: tuple[str, ...]
    at: datetime | None = None
    place: str | None = None
    authors: tuple[str, ...] = ()
    editor: str | None = None
    credit: str | None = None
    tags: tuple[str, ...] = ()
    fate: str = "stored"
    language: str = "id"
    break_after: int = 0
    lost: bool = False
    listed: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The whole text as the corpus should hold it; of a piece whose second page is lost, the first."""
        readable = self.paragraphs[: self.break_after] if self.lost else self.paragraphs
        return "\n".join(readable)

    def is_on(self, way: str) -> bool:
        """True where that way in shows the piece."""
        return not self.listed or way in self.listed


def read_pieces() -> dict[str, list[Piece]]:
    """All pieces by outlet, newest first; reprints are made from the piece they copy."""
    raw = {path.stem: tomllib.loads(path.read_text("utf-8"))["piece"] for path in sorted(TEXTS.glob("*.toml"))}
    originals = {f"{outlet}/{row['id']}": row for outlet, rows in raw.items() for row in rows if "id" in row}
    pieces = {outlet: list(_pieces(outlet, rows, originals)) for outlet, rows in raw.items()}
    return {outlet: sorted(own, key=_age) for outlet, own in pieces.items()}


def _age(piece: Piece) -> float:
    return -(piece.at.timestamp() if piece.at else 0)


def _pieces(outlet: str, rows: Sequence[Mapping[str, Any]], originals: Mapping[str, Any]) -> Iterator[Piece]:
    for number, given in enumerate(rows, 401):
        row = dict(given)
        if source := row.pop("reprint", None):
            row = {**_reprinted(originals[source], row), **row}
        row.pop("edits", None), row.pop("drop", None), row.pop("id", None)
        paragraphs = tuple(" ".join(part.split()) for part in row.pop("text").strip().split("\n\n"))
        lists = {name: tuple(row.pop(name)) for name in ("authors", "tags", "listed") if name in row}
        yield Piece(
            outlet=outlet, number=row.pop("number", number), slug=row.pop("slug", slug_of(row["title"])),
            paragraphs=paragraphs, **lists, **row,
        )  # fmt: skip


def _reprinted(original: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """Title and text of the original, with this outlet's edits; names and place are each outlet's own."""
    text = original["text"]
    for before, after in row.get("edits", ()):
        if before not in text:
            raise ValueError(f"{original['title']}: nothing to edit at {before!r}")
        text = text.replace(before, after)
    parts = text.strip().split("\n\n")
    rest = [part for number, part in enumerate(parts, 1) if number not in row.get("drop", ())]
    return {"title": original["title"], "text": "\n\n".join(rest)}


def slug_of(title: str) -> str:
    """A title as the last part of an address."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower().replace("'", "")
    return "-".join(re.findall(r"[a-z0-9]+", plain))
