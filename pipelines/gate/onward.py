"""Where a page leads on to without a redirect of HTTP: a refresh in its head or its header, or a script.

A refresh is read by the HTML Standard ("shared declarative refresh steps"). It is a redirect only where a reader would
see nothing of the page: at once (`AT_ONCE` seconds), or later (`LONGEST_WAIT`) from a page with few words. A refresh in
<noscript> is what a browser without scripts is sent away by, often from a whole article to "please enable
JavaScript": it counts on pages with few words only. A page that loads itself again (live pages, "300") leads nowhere.
Scripts are never run: what a script alone leads to is named, and the page set aside (`leads_on`).

What has not been seen: a refresh whose value is no number and address, or whose address is not of the web, leads
nowhere, and the page is judged by its text. A script that builds its address from parts is told as such, without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import html

from corpus.models import Capture, SetAside
from corpus.urls import clean_url, is_web_address, join, names_user
from pipelines.gate.phrases import TEXT_OF_WALL
from pipelines.page.parsed_page import open_page

AT_ONCE = 1.0  # seconds; nobody reads a page that is gone so soon
LONGEST_WAIT = 15.0  # seconds; "Anda akan dialihkan dalam 5 detik"
LARGEST_SCRIPT = 3000  # characters; a longer script does more than lead on
REFRESHES = re.compile(rb"http-equiv\s*=\s*[\"']?\s*refresh", re.IGNORECASE)
REFRESH_WITHIN = 200_000  # of a page that are searched for a refresh

_VALUE = re.compile(  # "0;URL=/a", "0; url='/a'", "5, /a", "0 url=/a"
    r"""\s* (?P<seconds> \d+ | (?=\.) ) [\d.]* (?: \s*[;,]\s* | \s+ ) (?: url \s* = \s* )? (?P<quote> ["']? )
        (?P<url> .* )""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_TO_LITERAL = re.compile(  # location.href = "/a"; window.location.replace('/a')
    r"""\blocation (?: (?:\.href)? \s* = (?!=) | \.(?:replace|assign) \s* \( ) \s* ["'] (?P<url> [^"'\s]+ ) ["']""",
    re.IGNORECASE | re.VERBOSE,
)
_TO_ANY = re.compile(r"\blocation(?:(?:\.href)?\s*=(?!=)|\.(?:replace|assign|reload)\s*\()", re.IGNORECASE)
_SETS_COOKIE = re.compile(r"\bdocument\.cookie\s*=(?!=)")
_INERT = frozenset({"script", "style", "template", "textarea", "xmp"})  # what stands in them is no element
_BESIDE = frozenset({"a", "aside", "footer", "header", "head", "nav", "noscript", *_INERT})

By = Literal["refresh header", "meta refresh", "script"]


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a page leads: the whole address (None where a script builds it), and by what."""

    url: str | None
    by: By


def refresh_to(tree: html.HtmlElement | None, url: str, header: str | None = None) -> Onward | None:
    """The address that a page at `url` sends its readers on to by a refresh; None where it sends them nowhere.

    `header` is the value of its Refresh header, `tree` the page; None for what is no page.
    """
    few: bool | None = None
    for value, base, by, is_late in _refreshes(tree, url, header):
        if (read := _VALUE.match(value)) is None:
            continue
        target = read["url"].partition(read["quote"])[0] if read["quote"] else read["url"]
        to = join(base, re.sub(r"[\t\r\n]", "", target).strip())
        seconds = float(read["seconds"] or 0)
        if seconds > LONGEST_WAIT or not is_web_address(to) or names_user(to) or clean_url(to) == clean_url(url):
            continue
        if is_late or seconds > AT_ONCE:
            few = _has_few_words(tree) if few is None else few
            if not few:
                continue
        return Onward(to.replace(" ", "%20"), by)
    return None


def reason_of_bare_page(page: Capture) -> str | None:
    """The reason for a page with few words that only leads on (`leads_on`), or checks for a browser (`wall`); or None.

    For the answer to a listing's request, which is no listing.
    """
    opened = open_page(page)
    if isinstance(opened, SetAside) or not _has_few_words(opened.tree):
        return None
    if is_cookie_check(opened.tree):
        return "wall"
    return "leads_on" if refresh_to(opened.tree, page.url) or script_to(opened.tree, page.url) else None


def page_leads_to(page: Capture) -> str | None:
    """The address that a refresh or a script of a page leads to; None where it names none. As `reason_of_bare_page`."""
    opened = open_page(page)
    if isinstance(opened, SetAside):
        return None
    to = refresh_to(opened.tree, page.url) or script_to(opened.tree, page.url)
    return to.url if to else None


def script_to(tree: html.HtmlElement, url: str) -> Onward | None:
    """Where a script of the page leads; None where none does. Call it only for pages without a text of their own."""
    for script in _scripts(tree):
        if literal := _TO_LITERAL.search(script):
            return Onward(join(url, literal["url"].replace("\\/", "/")) or None, "script")
        if _TO_ANY.search(script):
            return Onward(None, "script")
    return None


def is_cookie_check(tree: html.HtmlElement) -> bool:
    """True where a script sets a cookie and loads the page again: a check that only a browser passes.

    Call it only for pages without a text of their own.
    """
    scripts = "\n".join(_scripts(tree))
    return _SETS_COOKIE.search(scripts) is not None and _TO_ANY.search(scripts) is not None


def _scripts(tree: html.HtmlElement) -> Iterator[str]:
    """Yield the short scripts of a page, and what its body does when it is loaded."""
    for element in tree.iter("script", "body"):
        text = element.get("onload") if element.tag == "body" else element.text
        if text and len(text) <= LARGEST_SCRIPT:
            yield text


def _refreshes(tree: html.HtmlElement | None, url: str, header: str | None) -> Iterator[tuple[str, str, By, bool]]:
    """Yield value, base address, kind and whether it counts on pages with few words only, of each refresh."""
    if header:
        yield header, url, "refresh header", False
    if tree is None:
        return
    base = next((join(url, to) for e in tree.iter("base") if (to := e.get("href"))), "") or url
    for element in tree.iter("meta"):
        if (element.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        around = {parent.tag for parent in element.iterancestors()}
        if not around & _INERT:
            yield element.get("content") or "", base, "meta refresh", "noscript" in around


def _has_few_words(tree: html.HtmlElement | None) -> bool:
    """True where a page has fewer words than a wall at most, menus, footers and links left out."""
    words = 0
    waiting = [] if tree is None else [tree]
    while waiting:
        element = waiting.pop()
        if isinstance(element.tag, str) and element.tag not in _BESIDE:
            words += len((element.text or "").split())
            waiting.extend(element)
        words += len((element.tail or "").split()) if element is not tree else 0
        if words >= TEXT_OF_WALL:
            return False
    return True
