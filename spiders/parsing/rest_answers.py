"""The answers of WordPress's REST interface, and where a site says that it stands.

Shapes that are read beside WordPress's own: posts in an object of any form ({"posts": [...]}), titles as bare texts,
addresses under other names. Shapes that were not seen, and what happens: posts by their numbers as an object of objects
with other names are no posts (`rest_shut`, the next way is tried); a post whose address is only an id can't be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from scrapy.http import Response, TextResponse

from corpus.urls import join
from pipelines.strings.json_paths import listed_items
from spiders.parsing.json_answers import json_answer
from spiders.parsing.json_listing import JsonRows, rows_in, says_it_failed

POST_ADDRESS_FIELDS = ("link", "permalink", "url", "href", "post_url", "guid")
POST_TITLE_FIELDS = ("title", "post_title", "judul", "name")
POST_TEXT_FIELDS = ("excerpt", "post_excerpt", "summary", "description")
POST_UTC_FIELDS = ("date_gmt", "post_date_gmt")
POST_DAY_FIELDS = ("date", "post_date", "published", "published_at", "created_at", "tanggal")
RELATION = "https://api.w.org/"  # of the link by which a site names its interface (WordPress, "Discovery")
LINK_HEADER = re.compile(rb"""<([^<>]{1,500})>[^<>,]{0,100}\brel\s*=\s*["']?https://api\.w\.org/""", re.IGNORECASE)
PLAIN_ROOT = "/?rest_route=/"  # the interface of a site with plain permalinks


def posts_in(answer: Any, address_in: Callable[[Any], int], *, is_later: bool = False) -> JsonRows | None:
    """Return the posts of an answer; None where it has no list of posts. The arguments are those of `rows_in`."""
    if (items := listed_items(answer)) is not None:
        return JsonRows(items)
    if not isinstance(answer, Mapping) or is_error(answer) or says_it_failed(answer):
        return None
    return rows_in(answer, address_in, is_later=is_later)


def is_error(answer: Mapping[str, Any]) -> bool:
    """True for WordPress's own error, {"code": "rest_...", "message": ...}."""
    return str(answer.get("code", "")).startswith("rest_")


def error_in(response: Response) -> Mapping[str, Any]:
    """The error that WordPress answers with, {"code": ..., "message": ..., "data": ...}; empty where it is none."""
    answer = json_answer(response.body, lambda value: isinstance(value, dict) and "code" in value).value
    return answer if isinstance(answer, dict) else {}


def first_text(post: Mapping[str, Any], fields: tuple[str, ...]) -> str | None:
    """The text of the first of these fields that a post has: {"rendered": "..."}, or from plug-ins a bare text."""
    for name in fields:
        value = post.get(name)
        value = value.get("rendered") if isinstance(value, Mapping) else value
        if isinstance(value, str) and value:
            return value
    return None


def named_root(response: Response) -> str | None:
    """The address of the interface that an answer of the site names, in its Link header or its page; else None.

    >>> from scrapy.http import HtmlResponse
    >>> page = b'<link rel="https://api.w.org/" href="/?rest_route=/" />'
    >>> named_root(HtmlResponse("https://x.id/wp-json/wp/v2/posts", body=page))
    'https://x.id/?rest_route=/'
    """
    header = LINK_HEADER.search(b", ".join(response.headers.getlist("Link")))
    if header:
        return join(response.url, header[1].decode("latin-1"))
    if not isinstance(response, TextResponse):
        return None
    try:
        href = response.xpath("//link[@rel=$relation]/@href", relation=RELATION).get()
    except ValueError:  # an answer in JSON
        return None
    return join(response.url, href.strip()) if href else None


def posts_address(root: str, query: str) -> str:
    """The address of the posts below an interface's address, with this query.

    >>> posts_address("https://x.id/?rest_route=/", "page=2"), posts_address("https://x.id/wp-json", "page=2")
    ('https://x.id/?rest_route=/wp/v2/posts&page=2', 'https://x.id/wp-json/wp/v2/posts?page=2')
    """
    before = root if root.endswith("/") else f"{root}/"
    return f"{before}wp/v2/posts{'&' if '?' in before else '?'}{query}"
