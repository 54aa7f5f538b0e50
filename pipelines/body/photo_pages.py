"""The text of a page that shows photos and has no text but their captions (`captions_as_text`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import Line, PageNode
from pipelines.photos.photo_credits import part_credit
from pipelines.strings.squashed import squash
from pipelines.strings.word_count import count_words, has_words

MAX_WORDS_BESIDE = 40  # words of a page's text from which on it is more than a lead to its photos
MIN_CAPTIONS = 3  # captions of a page of photos
MIN_CAPTION_WORDS = 5  # fewer name a photographer or a place
MIN_CAPTIONS_WORDS = 25  # words of all captions that make a text
MOST_LINKED = 0.5  # of a caption's characters in links: more is another story's teaser
CAPTION_NAMES = re.compile(r"(?:^|[\s_-])captions?(?:$|[\s_-])", re.IGNORECASE)
SIDE_TAGS = frozenset({"a", "aside", "footer", "nav"})
SIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:comments?|footer|komentar|popul[ae]r|related|sidebar|ter(?:kait|populer))(?:$|[\s_-])",
    re.IGNORECASE,
)


def captions_as_text(page: ParsedPage, lines: Sequence[str]) -> list[str]:
    """Return the captions of a page whose text has few words, in reading order; empty where they make no text.

    `lines` are the text's lines; what they say is not given again.
    """
    if not page.table.tagged("img", "amp-img", "picture"):
        return []
    if has_words(lines, MAX_WORDS_BESIDE):
        return []
    had = {squash(line) for line in lines}
    captions = {
        squash(caption): caption
        for line in page.table.lines
        if line.silent in {None, "figcaption", "figure"}
        and line.linked < MOST_LINKED
        and _is_caption(line)
        and (caption := part_credit(line.text)[0] or "")
        and count_words(caption) >= MIN_CAPTION_WORDS
    }
    captions = {key: text for key, text in captions.items() if key not in had}
    is_text = len(captions) >= MIN_CAPTIONS and sum(map(count_words, captions.values())) >= MIN_CAPTIONS_WORDS
    return list(captions.values()) if is_text else []


def _is_caption(line: Line) -> bool:
    """True for a line in a figure or a caption's element, in no link, side bar, footer or box of other stories."""
    node: PageNode | None = line.node
    is_caption = line.silent is not None
    while node is not None and node.tag != "body":
        if node.tag in SIDE_TAGS or (node.names and SIDE_NAMES.search(node.names)):
            return False
        is_caption = is_caption or bool(node.names and CAPTION_NAMES.search(node.names))
        node = node.above
    return is_caption
