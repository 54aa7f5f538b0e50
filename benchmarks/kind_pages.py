"""The made-up pages of benchmarks/page_kinds/ with their gold: pages as data (*.toml), put together by code.

A page is a theme of a content management system (`shells.toml`: html with slots and what stands in them by default), a
story (`stories.toml`) and the page's own fragments for some slots. Words in double braces are filled in: `{{1}}` the
first paragraph of the story, `{{p1-3}}` paragraphs in `<p>` (`{{p}}`: all), `{{d1-3}}` in `<div>`, `{{b1-3}}` parted by
`<br><br>`, `{{H1}}` `{{O1}}` a headline and a summary of others, `{{j2-4}}` paragraphs in `<p>` inside a JSON string,
and the names in `words_of`; `{{slot}}` is a slot.

Gold of a page: `text` are its lines ("@2-4" stands for paragraphs of the story; default: all), `optional` lines may be
missing, a line with words of `free` may stand in the text or not, `keep` and `drop` are words that must (not) stand in
the text; where `text` is "?" only these two are measured.
`authors`, `editor`, `day`, `hour` (WIB, or `zone` hours from UTC), `title` are the story's, as far as the shell prints
them (`prints`), if not given; "" or [] is none, "?" is not measured. `complete` (true) and `language` ("id") too;
`place` and `confidence` (`date_confidence`) only where they are given.
`status` is "article" or "aside"; of a page to be set aside nothing else is measured. `loose_numbers`: a list's numbers
may stand in the text or not, as the dash of a list item always may. `held` pages are measured only at the end.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "page_kinds"
NO_PAGES = {"shells", "stories", "dates"}
ARRIVED = "2025-06-10T02:00:00+00:00"
SLOTS = {"head", "attrs", "before", "top", "body", "after", "aside", "comments", "end"}
GOLD = {
    "authors", "complete", "confidence", "day", "drop", "editor", "free", "hour", "keep", "language", "loose_numbers",
    "optional", "place", "status", "text", "title", "zone",
}  # fmt: skip
KEYS = {"at", "canonical", "id", "kind", "shell", "story", "url", "held", *SLOTS, *GOLD}
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
MACRO = re.compile(r"\{\{(?P<name>[a-z_]+|[HO]?\d+|[pdbj](?:\d+(?:-\d+)?)?)\}\}")
RANGE = re.compile(r"(?P<how>[@pdbj])(?:(?P<first>\d+)(?:-(?P<last>\d+))?)?")


@dataclass(frozen=True, slots=True)
class KindPage:
    """A made-up page: `html` as sent by the site, and `gold` with a value for each field that is measured."""

    id: str
    kind: str
    held: bool
    url: str
    fetched_at: datetime
    html: str = field(repr=False)
    gold: Mapping[str, Any]


@lru_cache(maxsize=32)
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def read_pages() -> list[KindPage]:
    """All pages of all files; a ValueError names a page with an unknown key or word."""
    names = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem not in NO_PAGES)
    return [page_of(table, held=name == "held") for name in names for table in _toml(name)["page"]]


def page_of(table: Mapping[str, Any], *, held: bool = False) -> KindPage:
    """The page of a table as it stands in a file; a ValueError says what in it is not known."""
    if unknown := table.keys() - KEYS:
        raise ValueError(f"{table['id']}: unknown keys {sorted(unknown)}")
    story, shell = _toml("stories")["stories"][table["story"]], _toml("shells")["shells"][table["shell"]]
    words = words_of(story | ({"T": table["title"]} if "title" in table else {}))
    words["url"] = url = _filled(table["id"], table.get("url", shell["url"]), words)
    words["canonical"] = table.get("canonical", url)
    slots = {slot: table.get(slot, shell.get(slot, "")) for slot in SLOTS}
    slots["body"] = slots["body"] or "{{p}}"
    html = _filled(table["id"], _filled(table["id"], shell["html"], slots, rest=True), words)
    return KindPage(
        id=table["id"],
        kind=table["kind"],
        held=held,
        url=url,
        fetched_at=datetime.fromisoformat(table.get("at", ARRIVED)).astimezone(UTC),
        html=html,
        gold=_gold(table, story, shell["prints"]),
    )


def words_of(story: Mapping[str, Any]) -> dict[str, str]:
    """What stands for each word in braces: paragraphs, headlines of others, names and the moment in many forms."""
    at = datetime.fromisoformat(story["at"])
    others = _toml("stories")["others"]
    words = {str(n): escape(text, quote=False) for n, text in enumerate(story["P"], 1)}
    words |= {f"H{n}": text for n, text in enumerate(others["headlines"], 1)}
    words |= {f"O{n}": text for n, text in enumerate(others["summaries"], 1)}
    return words | {
        "title": story["T"],
        "slug": re.sub(r"[^a-z0-9]+", "-", story["T"].lower()).strip("-"),
        "author": story["A"],
        "author_slug": story["A"].lower().replace(" ", "-"),
        "editor": story["E"],
        "iso": at.isoformat(),
        "utc": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "epoch": str(int(at.timestamp())),
        "ymd": at.strftime("%Y/%m/%d"),
        "ym": at.strftime("%Y/%m"),
        "dmy": at.strftime("%d/%m/%Y"),
        "weekday": DAYS[at.weekday()],
        "date": f"{at.day} {MONTHS[at.month - 1]} {at.year}",
        "date_short": f"{at.day} {MONTHS[at.month - 1][:3]} {at.year}",
        "hour": at.strftime("%H:%M"),
        "hour_dot": at.strftime("%H.%M"),
    }


def _filled(page: str, text: str, words: Mapping[str, str], *, rest: bool = False) -> str:
    """The text with its words in braces filled in; with `rest`, those that `words` lacks are left as they are."""

    def word(match: re.Match[str]) -> str:
        name = match["name"]
        if name in words:
            return words[name]
        if rest:
            return match[0]
        span = RANGE.fullmatch(name)
        if span is None:
            raise ValueError(f"{page}: no word {name!r}")
        paragraphs = _span(span, [words[n] for n in map(str, range(1, 20)) if n in words])
        match span["how"]:
            case "p":
                return "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
            case "d":
                return "\n".join(f"<div>{paragraph}</div>" for paragraph in paragraphs)
            case "j":
                return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
            case _:
                return "<br><br>".join(paragraphs)

    return MACRO.sub(word, text)


def _span(span: re.Match[str], paragraphs: list[str]) -> list[str]:
    first = int(span["first"] or 1)
    last = int(span["last"] or span["first"] or len(paragraphs))
    return paragraphs[first - 1 : last]


def _gold(table: Mapping[str, Any], story: Mapping[str, Any], prints: str) -> dict[str, Any]:
    if table.get("status") == "aside":
        return {"status": "aside"}
    at = datetime.fromisoformat(story["at"])
    gold: dict[str, Any] = {
        "status": "article",
        "title": story["T"],
        "text": ["@"],
        "authors": [story["A"]] if "author" in prints else [],
        "editor": story["E"] if "editor" in prints else "",
        "day": at.date().isoformat() if "day" in prints or "hour" in prints else "",
        "hour": at.strftime("%H:%M") if "hour" in prints else "",
        "complete": True,
        "language": "id",
        "place": "?",
        "confidence": "?",
    }
    gold |= {key: value for key, value in table.items() if key in GOLD}
    if gold["text"] != "?":
        gold["text"] = _lines(gold["text"], story["P"])
    gold["optional"] = _lines(gold.get("optional", []), story["P"])
    return gold


def _lines(rows: list[str], paragraphs: list[str]) -> list[str]:
    lines: list[str] = []
    for row in rows:
        span = RANGE.fullmatch(row)
        lines += _span(span, paragraphs) if span and row.startswith("@") else [row]
    return lines


def read_dates() -> list[tuple[str, KindPage]]:
    """The rows of dates.toml as pages of kind "dates", each with the words that it prints."""
    table, rows = _toml("dates"), list[tuple[str, KindPage]]()
    for group in table["group"]:
        for number, (printed, day, hour, *zone) in enumerate(group["rows"]):
            setting = {key: text.replace("ROW", printed) for key, text in table["settings"][group["setting"]].items()}
            name = f"{group['setting']} {number}"
            gold = {"id": name, "kind": "dates", "story": "kopi", "day": day, "hour": hour}
            rows.append((printed, page_of(gold | setting | ({"zone": zone[0]} if zone else {}))))
    return rows
