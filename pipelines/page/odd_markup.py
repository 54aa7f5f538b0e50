"""Markup of which the parser would lose words in silence, written so that it reads them.

Browsers read what stands behind `</body>` and `</html>` as if the two were not there, and nest without a limit that a
page meets; libxml2 drops what stands behind `</html>`, and all below 2,048 levels (seen with lxml 6.0).
It ends <s> and <strike> before a paragraph in them, so that nobody knows that it is struck.
Spans that a style of their own makes blocks are paragraphs that editors set so; of several beside each other, as one
alone is a caption's or a label's (`show_span_blocks`). What has not been seen: spans that a style sheet makes blocks.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import html

from pipelines.page.table import BLOCK_TAGS

ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z) | <(script|style|noscript)\b .*? (?:</\1[^>]*>?|\Z) | <[^<>]*>?",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^<>]*>")
STRUCK_BLOCK = re.compile(
    r"<(?:s|strike)(?:\s[^<>]{0,200})?>\s{0,50}<(?:blockquote|div|h[1-6]|ol|p|section|table|ul)\b", re.IGNORECASE
)
STRUCK = re.compile(r"<(/?)(?:s|strike)(?=[\s>])", re.IGNORECASE)
BLOCK_STYLE = re.compile(r"display\s{0,4}:\s{0,4}block", re.IGNORECASE)
SPAN_BLOCKS = re.compile(rf"<span\s[^<>]{{0,200}}?{BLOCK_STYLE.pattern}", re.IGNORECASE)
"""What stands in the markup of a page that has one."""
MIN_BESIDE = 2  # of such spans in one element
STORY_LINK = frozenset({"a", "button", "label", "li"})  # around a span that is no paragraph
DEEPEST = 1_500  # open elements behind which no more are opened; those that end by themselves come on top
NEAR = 8  # open elements among which an end tag's own is looked for
# Elements without an end tag, or that the next one of their kind ends.
END_BY_THEMSELVES = frozenset(
    {
        "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li", "link",
        "meta", "option", "p", "source", "td", "th", "tr", "track", "wbr",
    }
)  # fmt: skip


def with_words_behind_its_end(text: str) -> str:
    """The page without its `</body>` and `</html>` where words stand behind them, else as it is.

    >>> with_words_behind_its_end("<body><p>Satu</p></body></html><p>Dua")
    '<body><p>Satu</p><p>Dua'
    >>> with_words_behind_its_end("<body>Satu</body></html><!-- dari simpanan -->")
    '<body>Satu</body></html><!-- dari simpanan -->'
    """
    end = text.find("</html")
    if end < 0:
        end = text.find("</HTML")
    if end < 0 or not (rest := text[end + len("</html>") :]) or rest.isspace() or not UNSEEN.sub("", rest).strip():
        return text
    return ENDS.sub("", text)


def with_struck_blocks(text: str) -> str:
    """The page with <del> for its <s> and <strike> where one of them holds a paragraph, else as it is.

    >>> with_struck_blocks("<s><p>Satu</p></s>"), with_struck_blocks("<p><s>Satu</s></p>")
    ('<del><p>Satu</p></del>', '<p><s>Satu</s></p>')
    """
    return STRUCK.sub(r"<\1del", text) if STRUCK_BLOCK.search(text) else text


def less_nested(text: str) -> str:
    """The page without the tags of elements that are nested deeper than DEEPEST; all words stay.

    >>> len(less_nested("<div>" * 2000 + "Satu" + "</div>" * 2000)) == len("<div>Satu</div>") + (DEEPEST - 1) * 11
    True
    """
    parts: list[str] = []
    opened: list[tuple[str, bool]] = []  # the name of each open element, and whether its tag was left out
    at = 0
    for match in TAG.finditer(text):
        name = match[2].lower()
        if name in END_BY_THEMSELVES:
            continue
        is_left_out = len(opened) >= DEEPEST
        if not match[1]:
            opened.append((name, is_left_out))
        else:
            place = next((n for n in range(1, min(NEAR, len(opened)) + 1) if opened[-n][0] == name), 0)
            is_left_out = bool(place) and opened[-place][1]
            if place:
                del opened[-place:]
        if is_left_out:
            parts.append(text[at : match.start()])
            at = match.end()
    return "".join([*parts, text[at:]])


def has_span_blocks(tree: html.HtmlElement) -> bool:
    """True for a tree with a span that a style of its own makes a block: asked first, its markup is long."""
    return any(BLOCK_STYLE.search(style) for span in tree.iter("span") if (style := span.get("style")))


def show_span_blocks(tree: html.HtmlElement) -> None:
    """In place: a <div> for each of several spans with words that stand beside each other as blocks."""
    spans = [span for span in tree.iter("span") if BLOCK_STYLE.search(span.get("style") or "") and _has_words(span)]
    beside = Counter(span.getparent() for span in spans)
    for span in spans:
        above = span.getparent()
        if above is None or beside[above] < MIN_BESIDE or above.tag in STORY_LINK:
            continue
        if any(inner.tag in BLOCK_TAGS for inner in span.iterdescendants()):
            continue
        span.tag = "div"
        if above.tag == "p":
            above.tag = "div"


def _has_words(span: html.HtmlElement) -> bool:
    return any(sign.isalnum() for sign in span.text_content())
