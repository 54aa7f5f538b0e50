"""What all pages of the made-up web share: the frame with its mark, and what a page claims in its head."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from html import escape

from demo_web.pieces import Piece

MARK = "<!-- halaman rekaan untuk demo kliping -->"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a template is given. `body` are the text's paragraphs as markup, `beside` other headlines with their
    addresses, `pages` the links to the article's pages as markup (empty where there is one)."""

    piece: Piece
    house: str
    host: str
    url: str
    printed: str
    body: str
    beside: str
    pages: str
    is_last: bool


def document(sheet: Sheet, head: str, body: str, *, classes: str = "", title: str | None = None) -> str:
    """The frame of every page; the mark says in each page's source that it is made up."""
    title = title or f"{sheet.piece.title} - {sheet.house}"
    return (
        f'<!DOCTYPE html>\n{MARK}\n<html lang="id">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f'<link rel="canonical" href="{escape(sheet.url)}">\n{head}\n</head>\n'
        f'<body class="{classes}">\n{body}\n</body>\n</html>\n'
    )


def og(s: Sheet) -> str:
    """The Open Graph claims."""
    lead = escape(" ".join(s.piece.paragraphs[0].split()[:24]))
    return (
        f'<meta property="og:title" content="{escape(s.piece.title)}"><meta property="og:type" content="article">\n'
        f'<meta property="og:site_name" content="{s.house}"><meta property="og:description" content="{lead} ...">\n'
    )


def json_ld(s: Sheet, authors: Sequence[str], *, zone: str) -> str:
    """A NewsArticle in JSON-LD; its times in the outlet\'s own zone, or in UTC."""
    at = s.piece.at
    when = (at if zone == "own" else at.astimezone(UTC)).isoformat() if at else None
    values = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": s.piece.title, "datePublished": when,
        "author": [{"@type": "Person", "name": name} for name in authors],
        "publisher": {"@type": "Organization", "name": s.house},
        "mainEntityOfPage": s.url,
    }  # fmt: skip
    text = json.dumps({name: value for name, value in values.items() if value}, ensure_ascii=False)
    return f'<script type="application/ld+json">{text}</script>'
