"""Posts of networks that a page shows in full (`embedded_posts`): quoted by the page, not written by the article.

A post is a quotation that a network's own script would fill: it ends in a link to the post, or is signed as posts are
("Rana Daily (@ranadaily) February 16, 2016"). Those with a class of their own ("twitter-tweet") stand in
pipelines/data/inserts.toml. On a page that calls itself English posts are left: those who marked the bodies of English
articles by hand counted them as text (article-bodies: F1 .9784 without them, .9811 with them), those who read
Indonesian pages did not. Not seen: a post whose words were copied into plain paragraphs; it stays in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from pipelines.page.table import PageNode, PageTable

# The address of one post, not of an account
POST = re.compile(
    r"^(?:https?:)?//(?:[\w-]{1,20}\.)?(?:(?:twitter|x)\.com/[^/?#]{1,60}/status(?:es)?/\d|instagram\.com/(?:p|reel|tv)/"
    r"|tiktok\.com/@[^/?#]{1,60}/video/\d|facebook\.com/[^?#]{1,100}/(?:posts|videos|photos)/|facebook\.com/(?:permalink|story|photo)\.php"
    r"|threads\.(?:com|net)/@[^/?#]{1,60}/post/|t\.me/[^/?#]{1,60}/\d|bsky\.app/profile/[^/?#]{1,60}/post/)",
    re.IGNORECASE,
)
SIGNED = re.compile(r"[(（]@\w{1,40}[)）]\s*(?:on\s+|pada\s+)?[\w ,.:/-]{0,60}$")
POST_ATTRIBUTES = ("data-instgrm-permalink", "data-tweet-id", "data-video-id", "data-text-post-permalink")
LAST_WORDS = 120  # characters at a quotation's end in which its signature stands


def embedded_posts(table: PageTable) -> Iterator[PageNode]:
    """Yield the quotations of a page that are posts of a network."""
    if not is_in_english(table):
        yield from filter(_is_post, table.tagged("blockquote"))


def is_in_english(table: PageTable) -> bool:
    """True for a page that calls itself English."""
    attributes = table.nodes[0].attributes
    return (attributes.get("lang") or attributes.get("xml:lang") or "").lower().startswith("en")


def _is_post(node: PageNode) -> bool:
    if any(name in node.attributes for name in POST_ATTRIBUTES) or POST.match(node.attributes.get("cite") or ""):
        return True
    words = " ".join(node.element.text_content().split())
    if SIGNED.search(words[-LAST_WORDS:]):
        return True
    last = _last_link(node.element)
    return last is not None and POST.match((last.get("href") or "").strip()) is not None and _ends_with(words, last)


def _last_link(element: html.HtmlElement) -> html.HtmlElement | None:
    links = list(element.iter("a"))
    return links[-1] if links else None


def _ends_with(words: str, link: html.HtmlElement) -> bool:
    """True where a link's words are the last ones of a quotation's."""
    own = " ".join(link.text_content().split())
    return bool(own) and words.rstrip(" .)").endswith(own.rstrip(" .)"))
