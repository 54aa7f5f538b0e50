"""What is asked of the evil server one page at a time, and what a crawl must make of it.

Each page stands on a host of its own, followed by an honest page of the same host, which must come all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NEXT = "/content/numbered?id={n}"  # the honest page that follows


@dataclass(frozen=True)
class Case:
    """A path (with its query), a pattern of the outcome that is right, and whether the page after it is fetched."""

    path: str
    right: str
    goes_on: bool = True

    @property
    def bare(self) -> str:
        """The path as the server's list names it."""
        return self.path.partition("?")[0]

    def holds(self, outcome: str) -> bool:
        """True where the outcome is right."""
        return re.fullmatch(self.right, outcome) is not None


SIZE = "failed: too_large"
LATE = "failed: timeout"
CUT = "failed: cut_short"
LINE = "failed: connection"
STORED = "stored"

NET = (
    Case("/net/gzip-bomb?mb=300", SIZE),
    Case("/net/deflate-bomb?mb=300", SIZE),
    Case("/net/br-bomb?mb=300", SIZE),
    Case("/net/zstd-bomb?mb=300", SIZE),
    Case("/net/double-gzip-bomb?mb=300", SIZE),
    Case("/net/stealth-gzip-bomb?mb=300", "rejected: not_html"),
    Case("/net/stealth-zstd-bomb?mb=300", "rejected: not_html"),
    Case("/net/gzip-truncated", CUT),
    Case("/net/gzip-lie", STORED),
    Case("/net/redirect-loop", "failed: redirects"),
    Case("/net/redirect-infinite", "failed: redirects"),
    Case("/net/redirect-to?u=/content/numbered%3Fid=9001", STORED),
    Case("/net/redirect-file", "rejected: refused_address"),
    Case("/net/redirect-metadata", "rejected: redirected_offsite"),
    Case("/net/redirect-loopback", "rejected: redirected_offsite"),
    Case("/net/redirect-decimal-ip", "rejected: (redirected_offsite|refused_address)"),
    Case("/net/redirect-js", "rejected: refused_address"),
    Case("/net/redirect-nolocation", "failed: http_302"),
    Case("/net/meta-refresh-file", "rejected: (empty_page|no_body)"),
    Case("/net/meta-refresh-loop", "failed: redirects"),
    Case("/net/slow-headers", LATE),
    Case("/net/slow-body", LATE),
    Case("/net/hang", LATE),
    Case("/net/endless-body", SIZE),
    Case("/net/endless-chunked", SIZE),
    Case("/net/endless-headers", SIZE),
    Case("/net/huge-header", f"{SIZE}|{LINE}"),
    Case("/net/cookie-bomb", SIZE),
    Case("/net/big?mb=50", SIZE),
    Case("/net/big-declared", SIZE),
    Case("/net/short-body", CUT),
    Case("/net/long-body", f"{STORED}|rejected: .*|{CUT}"),
    Case("/net/chunk-cut", CUT),
    Case("/net/reset", f"{LINE}|{CUT}"),
    Case("/net/close", LINE),
    Case("/net/garbage", LINE),
    Case("/net/bad-status", LINE),
    Case("/net/status?code=418", "failed: http_418"),
    Case("/net/401", "failed: http_401"),
    Case("/net/204", "rejected: empty_page|failed: http_204"),
    Case("/net/304", "rejected: empty_page|failed: http_304"),
    Case("/net/503-always", "failed: http_503"),
)

CONTENT = (
    Case("/content/article", STORED),
    Case("/content/numbered?id=9000", STORED),
    Case("/content/empty", "rejected: (no_body|empty_page|too_short)"),
    Case("/content/zero", "rejected: empty_page"),
    Case("/content/words?n=200000", STORED),
    Case("/content/deep", STORED),
    Case("/content/deep?n=2000", STORED),
    Case("/content/wide", f"{STORED}|rejected: extract_.*"),
    Case("/content/attrs", f"{STORED}|rejected: extract_.*"),
    Case("/content/redos", f"{STORED}|rejected: extract_.*"),
    Case("/content/table-bomb", STORED),
    Case("/content/enc-utf8-said-latin1", STORED),
    Case("/content/enc-utf8-said-latin1-meta", STORED),
    Case("/content/enc-cp1252-said-utf8", STORED),
    Case("/content/enc-cp1252-none", STORED),
    Case("/content/enc-utf16-nobom", f"{STORED}|rejected: .*"),
    Case("/content/enc-bogus-name", STORED),
    Case("/content/enc-utf7", STORED),
    Case("/content/nul", STORED),
    Case("/content/control", STORED),
    Case("/content/surrogate", STORED),
    Case("/content/bidi", STORED),
    Case("/content/xss", STORED),
    Case("/content/js-url", STORED),
    Case("/content/canonical-offsite", STORED),
    Case("/content/canonical-home", STORED),
    Case("/content/csv-formula", STORED),
    Case("/content/cookie-wall", "rejected: wall"),
    Case("/content/paywall", f"{STORED}|rejected: wall"),
    Case("/content/captcha", "rejected: wall"),
    Case("/content/js-only", "rejected: (no_body|empty_page)"),
    Case("/content/pages", STORED),
    Case("/content/clock", STORED),
    Case("/content/changed", STORED),
    Case("/content/noarchive", STORED),
    Case("/content/pii", STORED),
    *(Case(f"/content/date?k={k}", STORED) for k in (
        "future", "epoch", "zero", "junk", "ambiguous", "huge", "neg", "tz", "id", "rel",
    )),
    Case("/content/jsonld-bomb", STORED),
    Case("/content/pdf-as-html", "rejected: not_html"),
    Case("/content/html-as-pdf", "rejected: not_html"),
    Case("/content/no-type", STORED),
    Case("/content/exe", "rejected: not_html"),
    Case("/content/path/..%2f..%2fetc%2fpasswd", STORED),
    Case("/content/malay", STORED),
    Case("/content/sql", STORED),
    Case("/content/twin/amp/pembinaan-pegawai", STORED),
    Case("/disc/soft404/apa-saja", "rejected: soft_404"),
)  # fmt: skip

PAGES = (*NET, *CONTENT)
HOST_OF = {case.path: f"127.0.2.{n}" for n, case in enumerate(PAGES, 1)}
