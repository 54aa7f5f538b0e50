"""The head of an article: its lines from the top to the first paragraph, labelled together (`read_head`).

First the text's own opening is sought: the line with the surest dateline among the first ones, else the first line that
has no form of a head's. What stands before it on the page and among the extracted lines is labelled by its markup, its
form, its likeness to the title, and its place: near a stamp, in front of the dateline. A line that nothing names stays
in the text. What has not been seen, and stays: two sentences or more in front of a dateline, unless a byline or a stamp
stands between and the dateline has a newsroom and a place; several sentences there that no photo stands beside and that
the text does not repeat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.models import RemovedLine
from pipelines.head.head_context import HeadContext
from pipelines.head.head_labels import label_by_place, label_head
from pipelines.head.head_line import HeadLine
from pipelines.head.head_names import printed_names
from pipelines.head.head_window import head_window
from pipelines.head.text_opening import find_opening
from pipelines.lines.cuts import BodyLine, cut_whole
from pipelines.lines.line_labels import LabelledLine
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.spots import HeadStamp
from pipelines.strings.datelines import Dateline
from pipelines.strings.squashed import squash

RULES: dict[str, str] = {
    "title": "title_repeated",
    "byline": "byline",
    "editor": "byline",
    "caption": "caption",
    "photo": "caption",
    "credit": "caption",
    "stamp": "page_stamp",
    "standfirst": "standfirst",
    "kicker": "kicker",
}
"""The rule that cuts a line with this label; `head_furniture` cuts the others."""
MOST_CLAIMED = 10  # writers in a page's metadata that are looked at
LONGEST_CLAIM = 200  # characters of one
LEFT = frozenset({"lead", "dateline"})
# "Penulis: Sari Contoh | Foto: Rudi Contoh 20 November 2023": a byline with the page's day, no caption with the photo's
WRITER_FIRST = re.compile(r"\W*(?:jurnalis|oleh|penulis|pewarta|reporter|wartawan)\s*[:|]", re.IGNORECASE)


# "Sari Contoh | Fotografer: Rudi Contoh | Senin, 20 November 2023 | 15:25 WITA": a day with its hour behind a mark
MARKED_STAMP = re.compile(r"[|•]\s*[^\d|•]{0,16}\d{1,2}[\s/.-]\w{1,10}[\s/.-]\d{4}[\s,|•–-]{1,6}\d{1,2}[:.]\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Head:
    """The head as read. `opening_at` is the position of the extracted line in which the text begins.

    `rules` maps the positions of the lines to cut to the rules. `begins_at` is the index of the page's node in which a
    dateline opens the text, None without one and where it is not on the page as one line. `stamps` are the
    lines of stamps, `other_days` those (squashed) whose days are never the publication's.
    """

    lines: tuple[LabelledLine, ...] = ()
    opening_at: int = 0
    dateline: Dateline | None = None
    rules: dict[int, str] = field(default_factory=dict)
    writers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    begins_at: int | None = None
    stamps: tuple[HeadStamp, ...] = ()
    other_days: frozenset[str] = frozenset()


NO_HEAD = Head()


def read_head(
    page: ParsedPage, lines: Sequence[BodyLine], title: str | None, description: str | None, own: Sequence[str]
) -> Head:
    """Label the lines of the head; `lines` are those extracted, `own` the outlet's names."""
    if not lines:
        return Head()
    about = HeadContext(title or "", description or "", own, lines)
    opening, dateline = find_opening(about)
    head = head_window(page, about, opening)
    photos = [node.index for node in page.table.tagged("img")]
    label_head(head, about, dateline, photos)
    names = printed_names(head, own, about.title, lines, _claimed(page), page.table)
    label_by_place(head[:-1], about, dateline, opening, photos)
    begins = head[-1].line.node.index if dateline and head[-1].line else None
    labelled = tuple(
        LabelledLine(each.text, each.label or "lead", each.why or "no form, left in the text", each.position)
        for each in head
        if each.label or each.position is not None
    )
    rules = {
        each.position: RULES.get(each.label, "head_furniture")
        for each in head
        if each.position is not None and each.label and each.label not in LEFT
    }
    return Head(
        labelled,
        lines[opening].position,
        dateline,
        rules,
        names.writers,
        names.editors,
        begins,
        tuple(_stamps(head, page)),
        frozenset(
            squash(each.text)
            for each in head
            if each.label in {"caption", "credit", "photo", "standfirst"}
            and not MARKED_STAMP.search(each.text)
            and not WRITER_FIRST.match(each.text)
        ),
    )


def _claimed(page: ParsedPage) -> tuple[str, ...]:
    """The writers that the page's metadata name."""
    claims = (*page.claims.names("author"), *page.claims.metas.get("author", ()))
    return tuple(claim[:LONGEST_CLAIM] for claim in claims[:MOST_CLAIMED])


def _stamps(head: Sequence[HeadLine], page: ParsedPage) -> Iterator[HeadStamp]:
    """Yield the lines with a stamp, each with its block or that of the line before it, and whether it is above."""
    node = page.table.nodes[0]
    titles = [index for index, each in enumerate(head) if each.label == "title" and each.line is not None]
    for index, each in enumerate(head):
        node = each.line.node if each.line is not None else node
        if each.label == "stamp" or (each.fit is not None and each.fit.has_stamp):
            above = index < titles[0] if titles else each.position is None
            yield HeadStamp(each.text, node, above)


def cut_head(head: Head, lines: Sequence[BodyLine]) -> tuple[list[BodyLine], list[RemovedLine]]:
    """The lines without those that the head's labels take out of the text, and the cuts."""
    cuts = [cut_whole(head.rules[line.position], line) for line in lines if line.position in head.rules]
    return [line for line in lines if line.position not in head.rules], cuts
