"""Whether an answer is a wall: a login, a captcha or a challenge, where a listing was requested."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scrapy.http import Response, TextResponse

from corpus.reasons import ReasonKind, reason_is
from pipelines.gate.phrases import PAGE_OF_WALL, phrases
from spiders.parsing.links import markup_text

LOGIN_PATH = re.compile(r"/(?:wp-login\.php|log-?in|masuk|sign-?in)(?:/|$)", re.IGNORECASE)
WALL_FORM = re.compile(r"""type=["']?password|class=["'](?:g-recaptcha|h-captcha|cf-turnstile)""", re.IGNORECASE)
FRAMED_CHECK = re.compile(r"<iframe[^>]{0,300}\ssrc=[\"']?/_Incapsula_Resource", re.IGNORECASE)  # Imperva, with 200
TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
MOST_CHARACTERS = 100_000  # of an answer that are read


def is_wall(response: Response) -> bool:
    """True where a site answers a listing with a wall. Call it only for answers that aren't the listing.

    A captcha's script alone says little: comment forms carry it on every page of a site. That a country is shut out
    may be all that an answer says, with 200 and without a title.
    """
    if _is_marked(response) or LOGIN_PATH.search(urlsplit(response.url).path):
        return True
    if not isinstance(response, TextResponse):
        return False
    html = response.text[:MOST_CHARACTERS]
    if FRAMED_CHECK.search(html):
        return True
    title = TITLE.search(html)
    if title and phrases("challenge", "country", "refusal", "login_title").search(title[1]):
        return True
    words = (markup_text(html) or "").split()
    if len(words) >= PAGE_OF_WALL:
        return False
    return WALL_FORM.search(html) is not None or phrases("country").search(" ".join(words)) is not None


def is_challenge(response: Response) -> bool:
    """True where an error status comes with a check for browsers (Cloudflare, Sucuri, Imunify360, DDoS-Guard ...).

    A plain "403 Forbidden" is none: its status says what it is. Under another status that a firewall sends (406,
    429, 503), words of refusal are one as well.
    """
    status = f"http_{response.status}"
    if response.status < 400 or reason_is(status, ReasonKind.GONE):
        return False
    if _is_marked(response):
        return True
    if not isinstance(response, TextResponse):
        return False
    html = response.text[:MOST_CHARACTERS]
    words = " ".join((markup_text(html) or "").split()[:PAGE_OF_WALL])
    title = TITLE.search(html)
    lists = ("challenge",) if reason_is(status, ReasonKind.REFUSED) else ("challenge", "country", "refusal")
    return any(phrases(*lists).search(text) for text in (title[1] if title else "", words))


def _is_marked(response: Response) -> bool:
    """True where a header of Cloudflare's or of Amazon's firewall says that the answer is a challenge."""
    marks = (("cf-mitigated", b"challenge"), ("x-amzn-waf-action", b"challenge"), ("x-amzn-waf-action", b"captcha"))
    return any((response.headers.get(name) or b"").strip().lower() == value for name, value in marks)
