"""What a page says of its use by machines: robots directives, and reservations of text and data mining."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.page.parsed_page import ParsedPage

ROBOTS_META = ("robots", "googlebot", "googlebot-news", "kliping")
TDM_FIELDS = ("tdm-reservation", "tdm-policy")  # https://www.w3.org/community/reports/tdmrep/
# What allows ("index", "max-snippet:-1") says nothing that a reader of the corpus must mind.
RESTRICTS = re.compile(r"no\w+|unavailable_after\s*:.+|tdm-(?:reservation|policy)\s*:.+", re.IGNORECASE)
MAX_TERMS_LENGTH = 500  # characters


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
    """What the page's head and its answer's headers forbid, each term once, and the origin; (None, None) if nothing."""
    metas = page.claims.metas
    declared = [value for name in ROBOTS_META for value in metas.get(name, ())]
    declared += [f"{name}: {value.strip()}" for name in TDM_FIELDS for value in metas.get(name, ())]
    sent = page.capture.robots_tag
    terms = [term for text in (*declared, sent or "") for part in text.split(",") if (term := part.strip())]
    restrictions = dict.fromkeys(term for term in terms if RESTRICTS.fullmatch(_without_agent(term)))
    if not restrictions:
        return None, None
    return ", ".join(restrictions)[:MAX_TERMS_LENGTH], " and ".join(["meta"] * bool(declared) + ["header"] * bool(sent))


def _without_agent(term: str) -> str:
    """A directive without the robot it is for: "otherbot: noindex"."""
    agent, colon, directive = term.partition(":")
    return directive.strip() if colon and directive.strip().lower().startswith("no") and "-" not in agent else term
