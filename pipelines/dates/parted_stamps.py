"""Stamps of which the parts stand in lines of their own (`with_joined_parts`).

Seen as a calendar's leaf ("18", "Mar", "2024" in three boxes), and as a day with its hour in the next item or cell. An
hour counts only with its zone or behind a word for it ("Jam", "Pukul"): an hour alone may be a film's length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.calendar.patterns import ANY_MONTH, DATE, NUMBERS
from pipelines.page.spots import Spot

DAY_ALONE = re.compile(r"\d{1,2}")
MONTH_ALONE = re.compile(rf"(?:{ANY_MONTH})\.?,?", re.IGNORECASE)
MONTH_AND_YEAR = re.compile(rf"(?:{ANY_MONTH})\.?,?\s+20\d\d", re.IGNORECASE)
YEAR_ALONE = re.compile(r"20\d\d")
LABEL = re.compile(r"(?:jam|pukul)\s*:?|:", re.IGNORECASE)
HOUR_ALONE = re.compile(
    r"(?:(?:jam|pukul)\s*:?\s*)?\d{1,2}[.:]\d\d(?:[.:]\d\d)?(?P<zone>\s*(?:wib|wita|wit)\b)?", re.IGNORECASE
)
HOUR_WORD = re.compile(r"jam|pukul", re.IGNORECASE)
LONGEST_DAY = 60  # characters of a line with a day and no hour
MOST_BETWEEN = 2  # lines between a day and its hour


def with_joined_parts(spots: Sequence[Spot]) -> Iterator[Spot]:
    """Yield the lines, a day's with the month or the hour that stands in the lines behind it."""
    for at, spot in enumerate(spots):
        text = spot.text
        if len(text) <= LONGEST_DAY and text[:1].isalnum() and any(map(str.isdigit, text)):
            joined = _leaf(spots, at) if DAY_ALONE.fullmatch(text) else _with_hour(spots, at)
            yield replace(spot, text=joined) if joined else spot
        else:
            yield spot


def _leaf(spots: Sequence[Spot], at: int) -> str | None:
    """The day of a calendar's leaf, whose boxes stand in one box."""
    box = spots[at].element.getparent()
    parts = [spot.text for spot in spots[at + 1 : at + 3] if spot.element.getparent() is box]
    if parts and MONTH_AND_YEAR.fullmatch(parts[0]):
        return f"{spots[at].text} {parts[0]}"
    if len(parts) > 1 and MONTH_ALONE.fullmatch(parts[0]) and YEAR_ALONE.fullmatch(parts[1]):
        return f"{spots[at].text} {parts[0]} {parts[1]}"
    return None


def _with_hour(spots: Sequence[Spot], at: int) -> str | None:
    """A line that is a day, with the hour in the next item or cell."""
    day = spots[at]
    if DATE.fullmatch(day.text) is None and NUMBERS.fullmatch(day.text) is None:
        return None
    has_word = False
    for behind in spots[at + 1 : at + 2 + MOST_BETWEEN]:
        if LABEL.fullmatch(behind.text):
            has_word = has_word or HOUR_WORD.match(behind.text) is not None
            continue
        hour = HOUR_ALONE.fullmatch(behind.text)
        if hour is None or not (has_word or hour["zone"] or HOUR_WORD.match(behind.text)) or not _is_near(day, behind):
            return None
        return f"{day.text}, {behind.text}"
    return None


def _is_near(day: Spot, hour: Spot) -> bool:
    """True for items of one list, cells of one row or of rows beside each other."""
    one, two = day.element.getparent(), hour.element.getparent()
    if one is None or two is None:
        return False
    return one is two or (one.tag == two.tag == "tr" and one.getnext() is two)
