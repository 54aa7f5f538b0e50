"""What a page says of its use by machines: robots directives, reservations of text and data mining, printed bans.

A ban is printed as a line of its own ("Dilarang keras ... melakukan crawling ... tanpa izin ..."). Not read: one within
a longer paragraph, one without a word for programs (it forbids people to quote), and one in a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.page.parsed_page import ParsedPage

ROBOTS_META = ("robots", "googlebot", "googlebot-news", "kliping")
TDM_FIELDS = ("tdm-reservation", "tdm-policy")  # https://www.w3.org/community/reports/tdmrep/
# What allows ("index", "max-snippet:-1") says nothing that a reader of the corpus must mind.
RESTRICTS = re.compile(r"no\w+|unavailable_after\s*:.+|tdm-(?:reservation|policy)\s*:.+", re.IGNORECASE)
MAX_TERMS_LENGTH = 500  # characters
BAN_WORDS = ("ilarang", "ILARANG", "ithout", "ITHOUT")  # one of them is in every line that BAN fits
LONGEST_BAN = 300  # characters
_MORE = r"(?:[^.]|\.(?=\w))"  # within one sentence; "Contoh.com" has a full stop, too
BAN = re.compile(
    rf"""(?:copyright\b|©|hak\scipta\b)?{_MORE}{{0,80}}?[.\s]*\bdilarang\s{_MORE}{{0,160}}?
        \b(?:crawl|scrap|mining|pengindeksan|(?:secara|akses)\sotomatis|ro?bot\b|pelatihan\s(?:ai|kecerdasan))
        {_MORE}{{0,200}}\bi[zj]in\b.*
        | (?=.*\b(?:no|not|prohibited|forbidden)\b) (?:no|any|all|you|it\sis|automated|content|this)\b
        {_MORE}{{0,120}}\b(?:automated|automatic|crawl\w*|scrap\w*|data\smining)\b
        {_MORE}{{0,120}}\bwithout\b{_MORE}{{0,40}}\b(?:permission|consent)\b.*""",
    re.IGNORECASE | re.VERBOSE,
)


def header_terms(headers: Iterable[tuple[str, str]]) -> str | None:
    """The X-Robots-Tag of an answer as sent, and its TDM headers behind it; None where there are none.

    >>> header_terms([("Server", "nginx"), ("X-Robots-Tag", "noarchive, noai"), ("tdm-reservation", "1")])
    'noarchive, noai, tdm-reservation: 1'
    """
    sent = [(name.lower(), value.strip()) for name, value in headers]
    robots = [value for name, value in sent if name == "x-robots-tag"]
    reserved = [f"{name}: {value}" for name, value in sent if name in TDM_FIELDS]
    return ", ".join(robots + reserved)[:MAX_TERMS_LENGTH] or None


def usage_terms(page: ParsedPage) -> tuple[str | None, str | None]:
    """What the page and its answer's headers forbid, each term once, and the origin; (None, None) if nothing."""
    metas = page.claims.metas
    declared = [value for name in ROBOTS_META for value in metas.get(name, ())]
    declared += [f"{name}: {value.strip()}" for name in TDM_FIELDS for value in metas.get(name, ())]
    sent = page.capture.robots_tag
    terms = [term for text in (*declared, sent or "") for part in text.split(",") if (term := part.strip())]
    restrictions = dict.fromkeys(term for term in terms if RESTRICTS.fullmatch(_without_agent(term)))
    printed = printed_ban(line.text for line in page.table.lines)
    if not restrictions and not printed:
        return None, None
    origins = ["meta"] * bool(restrictions and declared) + ["header"] * bool(restrictions and sent)
    origins += ["text"] * bool(printed)
    return ", ".join((*restrictions, *filter(None, (printed,))))[:MAX_TERMS_LENGTH], " and ".join(origins)


def printed_ban(lines: Iterable[str]) -> str | None:
    """The first line that forbids programs to take the site's content; None where there is none.

    >>> printed_ban(["Apel pagi", "Dilarang melakukan crawling di situs ini tanpa izin tertulis dari Contoh."])
    'Dilarang melakukan crawling di situs ini tanpa izin tertulis dari Contoh.'
    >>> printed_ban(["Dilarang mengutip tanpa izin."])
    """
    lines = [line for line in lines if len(line) <= LONGEST_BAN]
    whole = "\n".join(lines)
    if not any(word in whole for word in BAN_WORDS):  # most pages
        return None
    return next((line for line in lines if any(word in line for word in BAN_WORDS) and BAN.fullmatch(line)), None)


def _without_agent(term: str) -> str:
    """A directive without the robot it is for: "otherbot: noindex"."""
    agent, colon, directive = term.partition(":")
    return directive.strip() if colon and directive.strip().lower().startswith("no") and "-" not in agent else term
