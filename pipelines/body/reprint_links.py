"""The address at which a reprinted article first stood: the link in its reprint notice."""

from __future__ import annotations

from corpus.urls import clean_url, split
from pipelines.page.parsed_page import ParsedPage
from pipelines.tail.sign_off import names_reprint

MAX_NOTICE_LENGTH = 600  # characters that a notice's element holds at most


def reprint_link(page: ParsedPage) -> str | None:
    """The first link in or right behind a reprint notice, None where it has none."""
    for link in page.tree.iter("a"):
        href, box = (link.get("href") or "").strip(), link.getparent()
        if split(href).scheme not in {"http", "https"} or not split(href).path.strip("/"):
            continue
        for _ in range(3):  # <p><em><a>
            if box is None or box.tag in {"body", "html"}:
                break
            words = " ".join(box.text_content().split())
            if len(words) <= MAX_NOTICE_LENGTH and names_reprint(words):
                return clean_url(href)
            box = box.getparent()
    return None
