"""Whether an answer is a wall: a login, a captcha or a challenge, where a listing was requested."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scrapy.http import Response, TextResponse

from pipelines.gate.phrases import PAGE_OF_WALL, phrases
from spiders.parsing.links import markup_text

LOGIN_PATH = re.compile(r"/(?:wp-login\.php|log-?in|masuk|sign-?in)(?:/|$)", re.IGNORECASE)
WALL_FORM = re.compile(r"""type=["']?password|class=["'](?:g-recaptcha|h-captcha|cf-turnstile)""", re.IGNORECASE)
TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
MOST_CHARACTERS = 100_000  # of an answer that are read


def is_wall(response: Response) -> bool:
    """True where a site answers a listing with a wall. Call it only for answers that aren't the listing.

    A captcha's script alone says little: comment forms carry it on every page of a site.
    """
    if response.headers.get("cf-mitigated") == b"challenge" or LOGIN_PATH.search(urlsplit(response.url).path):
        return True
    if not isinstance(response, TextResponse):
        return False
    html = response.text[:MOST_CHARACTERS]
    title = TITLE.search(html)
    if title and phrases("challenge", "login_title").search(title[1]):
        return True
    return bool(WALL_FORM.search(html)) and len((markup_text(html) or "").split()) < PAGE_OF_WALL
