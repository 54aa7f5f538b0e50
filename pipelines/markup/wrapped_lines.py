"""Lines that <br> ends in the middle of a sentence, joined with the next ones (`join_wrapped_lines`).

A <br> goes where a wrapped line stands before it and the next one begins with a small letter. Of an element whose
paragraphs are parted by two <br> and of which several lines are wrapped so, a capital may begin the next line, too.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import html

from pipelines.markup.inline_words import first_behind, last_before
from pipelines.page.table import BLOCK_TAGS, LINE_END

ENUMERATED = re.compile(r"\s*[a-z]{1,2}[.)]")
WORD = re.compile(
    r"(?!www\.|https?:)[a-zà-ÿ]{2,}(?![\w:/])"
)  # "iTunes", "www." and an address begin lines of their own
MIN_WRAPPED = 40  # characters of a line that was wrapped
MIN_WRAPS = 2  # wrapped lines of an element, whose other lines are wrapped, too


def join_wrapped_lines(root: html.HtmlElement) -> None:
    """In place: join the lines under an element."""
    wrapped: Counter[html.HtmlElement] = Counter()
    breaks = list(root.iter("br"))
    for line_break in breaks:
        above = line_break.getparent()
        if _join(line_break) and above is not None:
            wrapped[above] += 1
    for above, count in wrapped.items():
        if count >= MIN_WRAPS and _has_empty_line(above):
            for line_break in list(above.iterchildren("br")):
                _join(line_break, is_wrapped=True)


def _join(line_break: html.HtmlElement, *, is_wrapped: bool = False) -> bool:
    """In place: a blank for a <br> behind which the sentence plainly goes on; True where it does.

    Where the lines around are known to be wrapped (`is_wrapped`), a name may begin the next line.
    """
    tail = line_break.tail or ""
    if not tail.strip() and ((behind := line_break.getnext()) is None or behind.tag == "br"):
        return False
    opening = tail.lstrip()[:1] or first_behind(line_break)
    if not (opening.islower() or (is_wrapped and opening.isalpha())) or ENUMERATED.match(tail):
        return False
    before = last_before(line_break)
    if (
        before
        and not LINE_END.search(before)
        and _letters_before(line_break) >= MIN_WRAPPED
        and (is_wrapped or WORD.match(tail.lstrip()))
    ):
        line_break.tail = f" {tail}"
        line_break.drop_tree()
        return True
    return False


def _has_empty_line(element: html.HtmlElement) -> bool:
    """True for an element of which two <br> in a row part the paragraphs."""
    return any(
        each.tag == "br"
        and not (each.tail or "").strip()
        and (behind := each.getnext()) is not None
        and behind.tag == "br"
        for each in element
    )


def _letters_before(line_break: html.HtmlElement) -> int:
    """The number of characters between a <br> and the one, or the block, before it."""
    count = 0
    for before in line_break.itersiblings(preceding=True):
        count += len(before.tail or "")
        if before.tag == "br" or before.tag in BLOCK_TAGS:
            return count
        count += len(before.text_content())
    above = line_break.getparent()
    return count + len((above.text or "") if above is not None else "")
