"""Whether an answer is a wall: a login, a captcha or a challenge, where a listing was requested."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scrapy.http import Response, TextResponse

from spiders.parsing.links import markup_text

LOGIN_PATH = re.compile(r"/(?:wp-login\.php|log-?in|masuk|sign-?in)(?:/|$)", re.IGNORECASE)
WALL_TITLE = re.compile(  # "Just a moment...", "Attention Required! | Cloudflare", "Verifikasi Anda manusia"
    r"""just\ a\ moment | attention\ required | access\ denied | captcha | are\ you\ (?:a\ )?(?:human|robot)
        | verif\w+\ .*(?:human|manusia) | ^\s*(?:log\ ?in|masuk|sign\ in)\b""",
    re.IGNORECASE | re.VERBOSE,
)
WALL_FORM = re.compile(r"""type=["']?password|class=["'](?:g-recaptcha|h-captcha|cf-turnstile)""", re.IGNORECASE)
TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
WALL_WORDS = 200  # a page of fewer words that holds such a form is nothing but the wall
LOOKED_AT = 100_000  # characters


def is_wall(response: Response) -> bool:
    """True where a site answers a listing with a wall. Call it only for answers that aren't the listing.

    A captcha's script alone says little: comment forms carry it on every page of a site.
    """
    if response.headers.get("cf-mitigated") == b"challenge" or LOGIN_PATH.search(urlsplit(response.url).path):
        return True
    if not isinstance(response, TextResponse):
        return False
    html = response.text[:LOOKED_AT]
    title = TITLE.search(html)
    if title and WALL_TITLE.search(title[1]):
        return True
    return bool(WALL_FORM.search(html)) and len((markup_text(html) or "").split()) < WALL_WORDS
