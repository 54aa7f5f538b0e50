"""What else a page says of the article: its own address, its section, its tags, its description."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.urls import clean_url, host_of, names_user, split
from pipelines.page.claims import claim_text
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.usage import usage_terms
from pipelines.rules import PageRules

TAG_META = ("keywords", "news_keywords", "content_tags")
SECTION_META = ("article:section", "content_category")
DESCRIPTION_META = ("og:description", "description")
MAX_TAGS = 30  # tags of an article
MAX_TAG_LENGTH = 80  # characters


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of a page's head, and the origin of each that is set."""

    canonical_url: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    description: str | None = None
    usage_terms: str | None = None
    origins: dict[str, str] = field(default_factory=dict)


def read_metadata(page: ParsedPage, rules: PageRules) -> Metadata:
    """Read the head's fields; title, names and dates have rooms of their own (titles.py, people, dates)."""
    origins: dict[str, str] = {}
    canonical = _canonical(page, rules, origins)
    section = _section(page, origins)
    tags = _tags(page, origins)
    description = claim_text(page.claims.first(*DESCRIPTION_META) or "") or None
    terms, terms_origin = usage_terms(page)
    if terms_origin:
        origins["usage_terms"] = terms_origin
    return Metadata(canonical, section, tags, description, terms, origins)


def _canonical(page: ParsedPage, rules: PageRules, origins: dict[str, str]) -> str | None:
    """The canonical address, where it is on the same outlet and no home page; what another host claims is no fact."""
    claims = (("link", page.claims.links.get("canonical")), ("og", page.claims.meta.get("og:url")))
    for origin, claimed in claims:
        parts = split(claimed or "")
        if claimed is None or parts.scheme not in {"http", "https"} or names_user(claimed):
            continue
        same = rules.address.owns(claimed) if rules.address else host_of(claimed) == host_of(page.url)
        if same and (parts.path.strip("/") or parts.query):
            origins["canonical_url"] = origin
            return clean_url(claimed)
    return None


def _section(page: ParsedPage, origins: dict[str, str]) -> str | None:
    for origin, claimed in (
        ("json-ld", page.claims.text("articleSection")),
        ("meta", page.claims.first(*SECTION_META)),
    ):
        if section := claim_text(claimed or ""):
            origins["section"] = origin
            return section
    return None


def _tags(page: ParsedPage, origins: dict[str, str]) -> tuple[str, ...]:
    claimed = page.claims.ld.get("keywords")
    spoken = claimed if isinstance(claimed, list) else [claimed]
    offers = (
        ("json-ld", [word for word in spoken if isinstance(word, str)]),
        ("meta", [*page.claims.metas.get("article:tag", ())] or [page.claims.first(*TAG_META) or ""]),
    )
    for origin, raws in offers:
        tags = [claim_text(tag) for raw in raws for tag in raw.split(",")]
        if chosen := tuple(dict.fromkeys(tag for tag in tags if 1 < len(tag) <= MAX_TAG_LENGTH)):
            origins["tags"] = origin
            return chosen[:MAX_TAGS]
    return ()
