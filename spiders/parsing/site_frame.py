"""Whether a page without entries is one of the site at all, where a walk would take it for the empty one at its end.

A site's page has links: its menu, its footer. One without any that stands where pages with a frame came before, and
does not say that it has no hit, is something else: an empty body, a program's fault, a check for browsers, a file. It
is the site's own where it has a title and an empty list, and no script. An answer in JSON that says that it failed is
something else, too, and a page whose words say that the site is busy or closed for repair.
Shapes that were not seen, and what happens: such a page within the site's frame and in other words counts as empty;
where the pages before had no frame (a fragment for the site's own script), an empty answer is the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from scrapy.http import Response, TextResponse

from spiders.parsing.emptiness import is_lost, says_no_hits, tells_of_a_fault
from spiders.parsing.json_answers import any_json
from spiders.parsing.json_listing import says_it_failed
from spiders.parsing.links import markup_text

MOST_READ = 100_000  # characters of a page that are searched
FRAME = re.compile(r"<(?:title|body|nav|header|footer)[\s>]", re.IGNORECASE)
LINK = re.compile(r"""<a\s[^>]{0,1000}?\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
TITLE = re.compile(r"<title[^>]{0,200}>\s*\w", re.IGNORECASE)
EMPTY_LIST = re.compile(r"<(ul|ol|tbody|section|main)(?:\s[^>]{0,300})?>\s*</\1>", re.IGNORECASE)
BUSY = re.compile(  # "Server sedang sibuk", "Situs dalam pemeliharaan", "Terlalu banyak permintaan"
    r"""\b(?:server|situs|sistem|website|laman)\b .{0,40}? \b(?:sibuk|pemeliharaan|perbaikan|gangguan)\b
        | \bterlalu\ (?:banyak|sering)\ (?:permintaan|mencari|melakukan\ pencarian|pencarian|akses)
        | \bcoba(?:lah)?\ (?:(?:lagi|kembali)\ )?(?:dalam\ )?(?:beberapa\ saat|nanti)\b
        | \btoo\ many\ requests\b | \b(?:under|for)\ maintenance\b | \bmaintenance\ mode\b
        | \btry\ again\ (?:later|in\ (?:a\ few|some))\b | \bservice\ (?:temporarily\ )?unavailable\b
        | \btemporarily\ (?:unavailable|down)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def stands_in_frame(response: Response, links: int) -> bool:
    """True for a whole page of a site, with more links than the `links` of its list; not for a fragment, or JSON."""
    if not isinstance(response, TextResponse) or any_json(response.body).value is not None:
        return False
    markup = response.text[:MOST_READ]
    return FRAME.search(markup) is not None and len(set(LINK.findall(markup))) > links


def is_no_page_of_site(response: Response, *, framed: bool) -> bool:
    """True where a page without entries is none of the site's; `framed`: a page before had the site's frame.

    >>> from scrapy.http import HtmlResponse
    >>> is_no_page_of_site(HtmlResponse("https://x.id/cari?page=2", body=b""), framed=True)
    True
    >>> page = b"<a href='/'>Beranda</a><p>Server sedang sibuk, silakan coba beberapa saat lagi."
    >>> is_no_page_of_site(HtmlResponse("https://x.id/cari?page=2", body=page), framed=True)
    True
    """
    if not isinstance(response, TextResponse):
        return framed or bool(response.body.strip())
    answer = any_json(response.body).value
    if isinstance(answer, Mapping):
        return framed or says_it_failed(answer)
    markup = response.text[:MOST_READ]
    if tells_of_a_fault(markup):
        return True
    if says_no_hits(response) or is_lost(response):
        return False
    if BUSY.search(markup_text(markup) or "") is not None:
        return True
    return framed and not LINK.search(markup) and not _is_bare_list(markup)


def _is_bare_list(markup: str) -> bool:
    """True for a page with a title and an empty list, and without a script: the site's own, without its menu."""
    return (
        TITLE.search(markup) is not None and EMPTY_LIST.search(markup) is not None and "<script" not in markup.lower()
    )
