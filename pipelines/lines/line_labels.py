"""The type of a line of a text's head or tail, labelled with what it is and why (`LabelledLine`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

HeadLabel = Literal[
    "breadcrumb",
    "kicker",
    "title",
    "standfirst",
    "byline",
    "editor",
    "stamp",
    "reading_time",
    "furniture",
    "photo",
    "caption",
    "credit",
    "dateline",
    "tags",
    "lead",
]
TailLabel = Literal[
    "last",
    "sign_off",
    "initials",
    "byline",
    "editor",
    "credit",
    "reprint",
    "page_numbers",
    "tags",
    "subscription",
    "other_story",
    "comment",
    "copyright",
    "furniture",
    "prose",
]
LineLabel = HeadLabel | TailLabel

HEAD_LABELS: frozenset[str] = frozenset(get_args(HeadLabel))
"""What a line between the top of an article and its first paragraph of prose can be; `lead` is that paragraph."""
TAIL_LABELS: frozenset[str] = frozenset(get_args(TailLabel))
"""What a line from the last paragraph of prose (`last`) to the end can be; `prose` is one left in the text in doubt."""


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A line of head or tail, or a part of one.

    `why` states the evidence in a few words ("form: initials; behind a sentence"). `position` is the line's among the
    lines as extracted (`BodyLine.position`); None for a line of the page that was not extracted.
    """

    text: str
    label: LineLabel
    why: str
    position: int | None = None
