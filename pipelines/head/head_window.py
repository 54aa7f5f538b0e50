"""The lines of a page that may be its article's head (`head_window`)."""

from __future__ import annotations

from pipelines.head.head_context import HeadContext
from pipelines.head.head_line import HeadLine
from pipelines.page.parsed_page import ParsedPage
from pipelines.strings.word_count import words_of

MOST_HEAD_LINES = 40  # lines of a head
ABOVE_TITLE = 8  # lines of the page above the title that may belong to the head
MOST_LINES = 600  # lines of the page in which the title is sought


def head_window(page: ParsedPage, about: HeadContext, opening: int) -> list[HeadLine]:
    """The page's lines around the title and the extracted ones up to the opening, each once, in reading order."""
    shown, words = page.table.lines[:MOST_LINES], page.line_words[:MOST_LINES]
    own = [(line, words_of(line.text)) for line in about.lines[: opening + 1]]
    last = own[-1][1]
    ends = next((i for i, each in enumerate(words) if each and each == last), None)
    if ends is None and last:  # the page's line has more in front of the opening: a break was none
        ends = next((i for i, each in enumerate(words) if each[-len(last) :] == last), None)
    titles = [i for i, each in enumerate(words[:ends]) if each and each == about.title_words]
    headings = [i for i in titles if shown[i].node.tag in {"h1", "h2"}]
    at = next(iter(headings or titles), None)
    if ends is None:
        start = None
    elif at is not None and ends - at <= MOST_HEAD_LINES:
        start = max(0, at - ABOVE_TITLE)
    else:  # a page that prints no title, or far above: from a little above the first of the extracted lines on
        start = max(
            0, next(i for i, each in enumerate(words) if each == own[0][1] or i == ends), ends - MOST_HEAD_LINES
        )
    head: list[HeadLine] = []
    taken = 0
    if start is not None and ends is not None:
        for index in range(start, ends + 1):
            line = shown[index]
            if line.silent == "hidden" or not line.text:
                continue
            each = HeadLine(line.text, words[index], None, line)
            for ahead in range(taken, len(own)):
                stands_later = any(of in words[index + 1 : ends + 1] for _, of in own[taken:ahead])
                if own[ahead][1] == words[index] and not stands_later:
                    head += [HeadLine(body.text, of, body.position) for body, of in own[taken:ahead]]
                    each.position, taken = own[ahead][0].position, ahead + 1
                    break
            head.append(each)
    head += [HeadLine(body.text, of, body.position) for body, of in own[taken:]]
    return head
