"""Whether the links of a line lead to other sites alone (`leads_to_others`): sources and offers, no teasers."""

from __future__ import annotations

import re

from corpus.urls import host_of
from pipelines.page.table import PageNode

# Where a site's own pages on networks, in shops of apps and in messengers stand: "follow us" leads there
NETWORKS = re.compile(
    r"(?:^|\.)(?:apple|blogger|facebook|fb|feedburner|flipboard|google|googleusercontent|instagram|line|linkedin|pinterest"
    r"|reddit|t|telegram|threads|tiktok|tumblr|twitter|wa|whatsapp|x|youtu|youtube)\.(?:be|com|co|co\.id|id|me|net)$"
)
SECOND_LEVEL = frozenset(
    {"ac", "biz", "co", "com", "desa", "edu", "go", "gov", "mil", "my", "net", "or", "org", "sch", "web"}
)
# Query names of paid links: an advert, not a source
PAID = re.compile(r"[?&](?:gclid|utm_campaign=native)", re.IGNORECASE)


def leads_to_others(node: PageNode, url: str) -> bool:
    """True where each link of a node leads to another site than `url`, and to no network; False without a link."""
    links = [node.above] if node.above is not None and node.above.tag == "a" else []
    addresses = [a.attributes.get("href") or "" for a in links] or [a.get("href") or "" for a in node.element.iter("a")]
    own = site_of(host_of(url))
    return bool(addresses) and all(_is_other(address.strip(), own) for address in addresses)


def _is_other(address: str, own: str) -> bool:
    if not address.lower().startswith(("http://", "https://", "//")):
        return False
    host = host_of(address if not address.startswith("//") else f"https:{address}")
    return bool(host) and site_of(host) != own and NETWORKS.search(host) is None and PAID.search(address) is None


def site_of(host: str) -> str:
    """The part of a host that is registered: what subdomains of one site share.

    >>> site_of("surabaya.contoh.co.id"), site_of("news.contoh.com")
    ('contoh.co.id', 'contoh.com')
    """
    parts = host.split(".")
    count = 3 if len(parts) > 2 and parts[-2] in SECOND_LEVEL and len(parts[-1]) == 2 else 2
    return ".".join(parts[-count:])
