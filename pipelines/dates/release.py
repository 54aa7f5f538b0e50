"""The day of a press release by its line of place and day: "Jakarta, 14 Maret 2023", at its head or at its foot."""

from __future__ import annotations

import re

from pipelines.calendar.patterns import DATE, ENGLISH
from pipelines.calendar.printed import PrintedDate
from pipelines.dates.own_places import OwnPlaces
from pipelines.dates.sources import DatesRead, PageClock, Source
from pipelines.page.parsed_page import ParsedPage

RELEASE = re.compile(
    r"\b(?:(?:siaran|rilis|keterangan)\s+pers|pers\s+rilis|press\s+release|for\s+immediate\s+release|"
    r"untuk\s+(?:segera\s+)?di(?:beritakan|publikasikan|siarkan)(?:\s+segera)?)\b",
    re.IGNORECASE,
)
MAX_HEAD_LENGTH = 80  # characters of a line that says "SIARAN PERS"
MAX_LINE_LENGTH = 70  # characters of a line of place and day
LINES_ABOVE = 3  # lines above the title: "SIARAN PERS", its number
LINES_BEHIND = 8  # lines behind the last prose: place, day, and who signs
DAY_ENDS = re.compile(r"\s*(?:[.)–—:-]|$)")  # "Jakarta, 19 Februari 2025. Sebanyak dua puluh perawat ..."
PLACE_FIRST = re.compile(r"\(?[A-Z][\w.'’ -]{2,40},\s*\(?|(?:[Pp]ada\s+)?[Tt]anggal\s*:?\s+")


def by_release(page: ParsedPage, places: OwnPlaces, clock: PageClock) -> DatesRead:
    """Read the one day that lines of place and day name, on a page whose head says that it is a press release."""
    lines, begins, ends = page.table.lines, places.title_at, places.body_ends
    title_line = next((n for n, line in enumerate(lines) if line.node.index >= begins), 0)
    first = max(0, title_line - LINES_ABOVE)
    head = (line for line in lines[first:] if not (line.silent or line.linked) and line.node.index <= places.body_at)
    if not any(len(line.text) <= MAX_HEAD_LENGTH and RELEASE.search(line.text) for line in head):
        return []
    behind, opens = 0, places.body_at
    reads: list[PrintedDate] = []
    for line in lines:
        if line.silent or line.node.index <= begins:
            continue
        behind += line.node.index > ends
        if behind > LINES_BEHIND:
            break
        if (place := PLACE_FIRST.match(line.text)) and (
            day := _day_at(line.text[place.end() :], line.node.index <= opens)
        ):
            read = clock.read(day)
            reads += [read] if isinstance(read, PrintedDate) and read.certain else []
    return [Source("visible", reads[0])] if len({read.day for read in reads}) == 1 else []


def _day_at(rest: str, opens: bool) -> str | None:
    """The day behind a place: alone on its line, or, where the line may open the text, before its first sentence."""
    match = DATE.match(rest) or ENGLISH.match(rest)
    if match is None:
        return None
    alone = len(rest) <= MAX_LINE_LENGTH and not rest[match.end() :].strip(" ().")
    return match[0] if alone or (opens and DAY_ENDS.match(rest, match.end())) else None
