"""Read the gold of quotes: articles with marks in their text, traps, and the seeds by their offsets.

In an article's `text` a direct quote stands as `[[key: words]]`, an indirect one as `{{key: words}}`; `key` is a row
of `[speakers]`, or `-` where the reader learns no speaker. A `?` before the key makes an item optional: it may be
taken or left, but who takes it must name the right speaker.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

FOLDER = Path(__file__).parent
ARTICLES = FOLDER / "articles"
SET_ASIDE = FOLDER / "set_aside"
TRAPS = FOLDER / "traps"
SEEDS = FOLDER / "seeds.toml"
MARK = re.compile(r"\[\[(\??)([\w-]+): (.*?)\]\]|\{\{(\??)([\w-]+): (.*?)\}\}", re.DOTALL)
NOBODY = "-"

Kind = Literal["direct", "indirect"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the full name without titles (None where only a role is given), the role as the article gives it."""

    name: str | None = None
    role: str | None = None
    also: tuple[str, ...] = ()
    """Other forms of the name that are right too."""


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """One quote: a half-open range of code points of the text, for a direct one without its marks."""

    start: int
    end: int
    kind: Kind
    speaker: Speaker | None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with all its quotes, in order."""

    name: str
    title: str
    text: str
    quotes: tuple[GoldQuote, ...]
    speakers: tuple[Speaker, ...] = ()


def read_folder(folder: Path) -> list[GoldText]:
    """Every article of the folder, by file name."""
    return [gold for path in sorted(folder.glob("*.toml")) for gold in _read(path)]


def _read(path: Path) -> Iterator[GoldText]:
    """The article of a file, or its `[[trap]]` rows, each named after the file."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    for row in content.get("trap", [content]):
        yield marked(f"{path.parent.name}/{path.stem}" + (f"/{row['id']}" if "id" in row else ""), row)


def marked(name: str, row: Mapping[str, Any]) -> GoldText:
    """The text without its marks, and what they mark; ValueError where a mark names no speaker of the row."""
    speakers = {key: _speaker(value) for key, value in row.get("speakers", {}).items()}
    source = normalize("NFC", row["text"].strip("\n"))
    parts: list[str] = []
    quotes: list[GoldQuote] = []
    length = last = 0
    for mark in MARK.finditer(source):
        direct = mark[2] is not None
        flag, key, words = (mark[1], mark[2], mark[3]) if direct else (mark[4], mark[5], mark[6])
        if key != NOBODY and key not in speakers:
            raise ValueError(f"{name}: no speaker {key!r}")
        before = source[last : mark.start()]
        start = length + len(before)
        length, last = start + len(words), mark.end()
        parts += [before, words]
        quotes.append(
            GoldQuote(start, length, "direct" if direct else "indirect", speakers.get(key), optional=bool(flag))
        )
    text = "".join([*parts, source[last:]])
    return GoldText(name, normalize("NFC", row.get("title", "")), text, tuple(quotes), tuple(speakers.values()))


def _speaker(row: Mapping[str, Any]) -> Speaker:
    return Speaker(row.get("name"), row.get("role"), tuple(row.get("also", ())))


def read_seeds(folder: Path) -> list[GoldText]:
    """The seeds of the folder with their gold; ValueError where a text or a quote's words are not those of the gold."""
    golds = []
    for row in tomllib.loads(SEEDS.read_text(encoding="utf-8"))["seed"]:
        text = stored_text((folder / f"{row['id']}.txt").read_text(encoding="utf-8"), row["cut"])
        if sha256(text) != row["text_sha256"]:
            raise ValueError(f"{row['id']}: the text in {folder} is not the one that the gold was made from")
        speakers = {key: _speaker(value) for key, value in row["speakers"].items()}
        quotes = []
        for item in row["quotes"]:
            if sha256(text[item["start"] : item["end"]]) != item["sha256"]:
                raise ValueError(f"{row['id']}: other words at {item['start']}")
            quotes.append(
                GoldQuote(
                    item["start"],
                    item["end"],
                    item["kind"],
                    speakers[item["speaker"]],
                    optional=item.get("optional", False),
                )
            )
        golds.append(GoldText(f"seeds/{row['id']}", row["title"], text, tuple(quotes), tuple(speakers.values())))
    return golds


def stored_text(seed: str, cut: list[str]) -> str:
    """The text of a seed as `kliping` stores it: NFC, one line a paragraph, without furniture and dateline.

    `cut` are the first words of the lines that go whole (ending with ":"), or a dateline that goes alone.
    """
    whole = tuple(start for start in cut if start.endswith(":"))
    lines = [line.strip() for line in normalize("NFC", seed).splitlines()]
    lines = [line for line in lines if line and not line.startswith(whole)]
    for dateline in set(cut) - set(whole):
        lines[0] = lines[0].removeprefix(dateline)
    return "\n".join(lines)


def sha256(words: str) -> str:
    """The hash of the words' UTF-8 bytes."""
    return hashlib.sha256(words.encode()).hexdigest()
