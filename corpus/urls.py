"""Web addresses: the key of an article (`article_key`), the address to fetch (`clean_url`), and host names.

An article has one key, whatever tracking parameters, mobile or AMP host, or "?page=all" its address has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urljoin, urlsplit

from corpus.errors import KlipingError
from corpus.messages.address_messages import ADDRESS_HOST_BAD, ADDRESS_WITH_USER, NOT_AN_ADDRESS

# Parameters that say where a reader came from, never which article it is. utm_* and _gl* are treated alike.
TRACKING_PARAMETERS = frozenset({
    "_ga", "dclid", "fbclid", "gbraid", "gclid", "igsh", "igshid", "mc_cid", "mc_eid",
    "msclkid", "srsltid", "ttclid", "twclid", "wbraid", "yclid",
})  # fmt: skip
# Parameters that say how a page is shown: they don't enter the key. `ref` and `from` say where a reader came from, but
# some sites answer by them: they are sent, but not part of the key.
VIEW_PARAMETERS = frozenset(
    {"amp", "from", "noamp", "outputtype", "pgrelated", "ref", "replytocom", "showpage", "single"}
)
# These, and the numbers of PAGE_PARAMETERS, say so with such values only, and where the rest of the address names the
# article: "/cetak.php?print=1" and "/index.php?page=12" name by them what is shown.
VIEW_VALUES = {
    "all": r"yes|y|1|true|",
    "m": r"[01]",
    "output": r"amp",
    "print": r"print-search|yes|y|1|true|pdf|",
    "theme": r"light|dark",
    "tmpl": r"component",
}
SESSION_PARAMETERS = frozenset({"jsessionid", "phpsessid", "session_id", "sessionid", "sid"})
SESSION = re.compile(r"0[0-9a-z]{7,}|(?=\d*[a-z])[0-9a-z]{8,}", re.IGNORECASE)  # "8f0c2d41"; "20231120" names a story
PATH_SESSION = re.compile(r";jsessionid=[\w.!-]+", re.IGNORECASE)  # "/berita;jsessionid=0000A1B2"
PAGE_PARAMETERS = frozenset({"halaman", "page"})
PAGE_VALUE = re.compile(r"\d+|all(?:/\d+)?", re.IGNORECASE)
# What stands behind an article's path, where its last part has a number or several words: a view of it, its comments,
# and a share link that was read as a relative one ("/slug/whatsapp:/send", seen at three outlets in 2023).
VIEW_FOLDER = re.compile(r"(?<=/)([^/]*[\d_-][^/]*)/(?:print|komentar|whatsapp:/+send)(?=/?$)", re.IGNORECASE)
AMP_FOLDER = re.compile(r"(?<=/)amp/|/amp(?=/?$)")
FRONT_FILE = re.compile(r"^/index\.php(?=/)", re.IGNORECASE)  # "/index.php/berita/1": the same as "/berita/1"
UNRESERVED = re.compile(r"%(?:2d|2e|3[0-9]|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])", re.IGNORECASE)  # RFC 3986, 2.3
ESCAPE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
HOST_PART = re.compile(r"^[a-z]+://[^/?#]*", re.IGNORECASE)
TWIN_SIGN = re.compile(  # what `_plain` changes
    r"(?<!:)//|/index\.php|/(?:amp|all|print|komentar|whatsapp:/+send)(?![^/?#])|;jsessionid|\?/|^https?://[^/?#]+(?:[?#]|$)",
    re.IGNORECASE,
)
SAME_PAGE_END = re.compile(r"(?:/all|\.amp)?(?:/index\.(?:php|html?))?$")
KEYS_VERSION = 1
"""Add one where `article_key` gives another key for an address: corpora then follow (corpus/keys/key_changes.py)."""
FOLDED_PREFIXES = ("www.", "m.", "amp.", "mobile.")
# An archive's copy of an address, "https://web.archive.org/web/20160301000000id_/http://www.bnp2tki.go.id/read/1", and
# a record in a file of Common Crawl's, "https://data.commoncrawl.org/a.warc.gz#bytes=10-99/http://bnp2tki.go.id/1".
# The latter notation is our own: what follows "#" is never sent (crawler/fetching/commoncrawl_records.py asks for those
# bytes).
RECORD = re.compile(
    r"https?://data\.commoncrawl\.org/[\w./-]+\.warc\.gz#bytes=(\d+)-(\d+)/(?=https?://)", re.IGNORECASE
)
COPY = re.compile(
    rf"(?:https?://web\.archive\.org/web/\d{{4,14}}(?:[a-z]{{2}}_)?/(?=https?://)|{RECORD.pattern})", re.IGNORECASE
)

BLANKS = re.compile(r"\A[\x00-\x20]+|[\t\r\n]+")
USER = re.compile(r"(?:https?:[/\\]*|(?:[a-z][a-z0-9+.-]*:)?[/\\]{2})[^/\\?#]*@", re.IGNORECASE)  # "https://budi:x@"


@dataclass(frozen=True, slots=True)
class AddressRule:
    """The hosts of an outlet, and the patterns by which its addresses name its articles.

    `site` begins every key. `hosts` are the outlet's hosts ("*.antaranews.com" means any subdomain); www., m. and amp.
    count as the same host. `articles` are (pattern, key format) pairs, tried in order on the whole address. The format
    uses the pattern's named groups; an empty format stands for path and query. Without pairs, every address of the
    hosts may be an article, and its key is path and query.

    >>> rule = AddressRule("bp2mi.go.id", ("bp2mi.go.id", "kp2mi.go.id"),
    ...     ((r"https?://[^/]+/(?:index\\.php/)?berita-detail/(?P<slug>[a-z0-9-]+)", "berita-detail/{slug}"),))
    >>> article_key("http://www.kp2mi.go.id/index.php/berita-detail/rapat-kerja?utm_source=x", rule)
    'bp2mi.go.id/berita-detail/rapat-kerja'
    """

    site: str
    hosts: tuple[str, ...]
    articles: tuple[tuple[str, str], ...] = ()

    def owns(self, url: str) -> bool:
        """Return True if the address is on one of the outlet's hosts."""
        host = host_of(url)
        return any(
            host == fold_host(h)
            or (h.startswith("*.") and (host + ".").endswith(h[1:] + "."))
            or (h.startswith("*.") and host == h[2:])
            for h in self.hosts
        )

    def is_article(self, url: str) -> bool:
        """Return True if the address matches a pattern of the outlet's articles (or no pattern is known)."""
        return self.owns(url) and self.has_article_form(url)

    def has_article_form(self, url: str) -> bool:
        """Return True as `is_article` does, for an address that is known to be on one of the hosts."""
        if not self.articles:
            url = original(url)
            return bool(urlsplit(url).path.strip("/") or urlsplit(url).query)
        return self._first_match(url) is not None

    def day_of(self, url: str) -> date | None:
        """Return the day in the address, by the groups y, m, d (or ymd, "20231019") of its pattern; else None.

        >>> AddressRule("x.id", ("x.id",), ((r".+/(?P<y>\\d{4})/(?P<m>\\d\\d)/(?P<d>\\d\\d)/", ""),)).day_of(
        ...     "https://x.id/read/2021/09/04/208-pmi-tiba")
        datetime.date(2021, 9, 4)
        """
        match = self._first_match(url)
        groups = match.groupdict() if match else {}
        try:
            return date.fromisoformat(groups.get("ymd") or f"{groups['y']}-{groups['m']}-{groups['d']}")
        except (KeyError, ValueError):  # "/2021/13/40/" names no day
            return None

    def named_by(self, url: str) -> str | None:
        """Return what the first pattern with a key format makes of the address; None where none of them fits."""
        for form in _forms(url):
            for pattern, template in self.articles:
                if template and (match := _compiled(pattern).match(form)):
                    groups = {name: value or "" for name, value in match.groupdict().items()}
                    return template.format(**groups).lstrip("/")
        return None

    def _first_match(self, url: str) -> re.Match[str] | None:
        for form in _forms(url):
            for pattern, _ in self.articles:
                if match := _compiled(pattern).match(form):
                    return match
        return None


def _forms(url: str) -> Iterator[str]:
    """Yield the address as it is, in RFC 3986's normal form, and then without what only says how it is shown.

    >>> list(_forms("https://X.id//index.php/amp/berita/1"))
    ['https://x.id//index.php/amp/berita/1', 'https://x.id/berita/1']
    """
    url = normal(original(url).strip())
    yield url
    parts = split(url) if TWIN_SIGN.search(url) else None
    if parts and parts.netloc and (plain := _plain(parts)) != url:
        yield plain


def may_be_twin(url: str) -> bool:
    """Return True for an address that may be an article in another form than it is in; it is fast for all others."""
    return "%" in url or TWIN_SIGN.search(url) is not None


def normal(url: str) -> str:
    """Return the address with host and scheme in small letters, and no letter, digit, "-", "." or "_" escaped.

    Both spellings are one address by RFC 3986, 6.2.2. Other escapes are written in small letters, as WordPress does.

    >>> normal("HTTPS://Ntt.X.id/Apel%2Dpagi%E2%80%93")
    'https://ntt.x.id/Apel-pagi%e2%80%93'
    """
    if not url[: url.find("/", len("https://"))].islower():
        url = HOST_PART.sub(lambda host: host[0].lower(), url)
    if "%" not in url:
        return url
    return ESCAPE.sub(lambda escape: escape[0].lower(), UNRESERVED.sub(lambda escape: unquote(escape[0]), url))


def _plain(parts: SplitResult) -> str:
    query = parts.query
    if query.startswith("/") and parts.path in {"", "/", "/index.php"}:  # "/index.php?/berita/1", of CodeIgniter
        parts, query = parts._replace(path=query.partition("&")[0], query=""), ""
    path = _plain_path(PATH_SESSION.sub("", parts.path)) or "/"
    path = re.sub(r"(?<=.)/all(?=/?$)", "", path)
    return parts._replace(path=path, fragment="").geturl()


def _plain_path(path: str) -> str:
    path = FRONT_FILE.sub("", re.sub(r"/{2,}", "/", path))
    return AMP_FOLDER.sub("", VIEW_FOLDER.sub(r"\1", path))


def original(url: str) -> str:
    """Return the original address of a web archive's copy; any other address unchanged."""
    return COPY.sub("", url, count=1) if url.count("://") > 1 else url


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def fold_host(host: str) -> str:
    """Return the host in small letters, without port, www., m., amp. and mobile."""
    host = host.lower().split(":")[0].rstrip(".")
    for prefix in FOLDED_PREFIXES:
        if host.startswith(prefix) and host.count(".") > 1:
            return host.removeprefix(prefix)
    return host


@lru_cache(maxsize=64)  # a page asks for its own host again and again
def host_of(url: str) -> str:
    """Return the folded host of an address (`fold_host`).

    >>> host_of("https://m.antaranews.com/amp/berita/1/x")
    'antaranews.com'
    """
    return fold_host(split(original(url)).hostname or "")


@lru_cache(maxsize=64)
def split(url: str) -> SplitResult:
    """Return `urlsplit` of an address; empty parts, not an exception, if it can't be parsed."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return urlsplit("")
    return parts


def join(base: str, reference: str) -> str:
    """Return `urljoin` of the two; "", not an exception, if they can't be parsed.

    >>> join("https://example.com/a/", "../b"), join("https://example.com/", "http://[broken")
    ('https://example.com/b', '')
    """
    try:
        return urljoin(base, reference)
    except ValueError:
        return ""


def article_key(url: str, rule: AddressRule | None = None) -> str:
    """Return the key of the article at this address. It is unique in the corpus and holds no outlet's slug.

    >>> article_key("https://m.example.com/a/b/?utm_source=x&p=12&page=2#top")
    'example.com/a/b?p=12'
    """
    if rule is not None and (name := rule.named_by(url)) is not None:
        return f"{rule.site}/{name}"
    url = original(url)
    site = rule.site if rule is not None and rule.owns(url) and "*" not in "".join(rule.hosts) else host_of(url)
    return site + _named_path(url)


def _named_path(url: str) -> str:
    parts = split(url)
    if parts.query.startswith("/") and parts.path in {"", "/", "/index.php"}:
        parts = split(_plain(parts))
    path = parts.path
    if may_be_twin(url):
        path = _plain_path(unquote(PATH_SESSION.sub("", path)).rstrip("/"))
    path = SAME_PAGE_END.sub("", path.rstrip("/"))
    if not parts.query:
        return path
    given = [(name, name.lower(), value) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
    naming = [(name, value) for name, low, value in given if not (_names_a_twin(low, value) or _is_view(low, value))]
    if not (path and not path.endswith(".php")) and not any(value for _, value in naming):
        naming = [(name, value) for name, low, value in given if not _names_a_twin(low, value)]
    parameters = sorted((name, value) for name, value in naming if value)
    return path + (f"?{urlencode(parameters)}" if parameters else "")


def _names_a_twin(parameter: str, value: str) -> bool:
    return parameter in VIEW_PARAMETERS or _is_tracking(parameter) or _is_session(parameter, value)


def _is_view(parameter: str, value: str) -> bool:
    if parameter in PAGE_PARAMETERS:
        return PAGE_VALUE.fullmatch(value) is not None
    return parameter in VIEW_VALUES and re.fullmatch(VIEW_VALUES[parameter], value, re.IGNORECASE) is not None


def clean_url(url: str) -> str:
    """Return the address to fetch: without fragment, tracking parameters and session ids, otherwise unchanged.

    >>> clean_url("https://example.com/a?id=3&utm_medium=rss#komentar")
    'https://example.com/a?id=3'
    """
    if RECORD.match(url):
        return url.strip()
    parts = split(PATH_SESSION.sub("", url))
    if not parts.query:
        return parts._replace(fragment="").geturl() if parts.fragment else PATH_SESSION.sub("", url.strip())
    parameters = [(p, *p.partition("=")[::2]) for p in parts.query.split("&")]
    remaining = [p for p, name, value in parameters if not _is_tracking(name) and not _is_session(name.lower(), value)]
    return str(parts._replace(query="&".join(remaining), fragment="").geturl())


def _is_tracking(parameter: str) -> bool:
    name = parameter.lower().removeprefix("amp;")
    return name in TRACKING_PARAMETERS or name.startswith(("utm_", "_gl"))


def _is_session(parameter: str, value: str) -> bool:
    return parameter in SESSION_PARAMETERS and SESSION.fullmatch(value) is not None


def names_user(url: str) -> bool:
    """Return True if an address, or that of which it is a web archive's copy, names a user or a password.

    Such an address is never fetched, stored or printed. Browsers take a backslash for a slash, and drop tabs and line
    ends.

    >>> names_user("https://budi:rahasia@example.com/"), names_user("https://example.com/@budi?to=a@example.com")
    (True, False)
    """
    url = BLANKS.sub("", url)
    return USER.match(url) is not None or USER.match(original(url)) is not None


def is_web_address(url: str) -> bool:
    """Return True for an address of http or https with a host."""
    parts = split(url)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def check_web_address(text: str) -> str:
    """Return the address, stripped. Raises KlipingError if it isn't http(s), has no possible host, or names a user."""
    if names_user(text):
        raise KlipingError(ADDRESS_WITH_USER())
    if not is_web_address(text):
        shown = "what was given" if "@" in text else repr(text)  # "https://budi:ra/hasia@example.com"
        raise KlipingError(NOT_AN_ADDRESS(address=shown))
    if re.search(r"\s|\.\.|^\.", split(text.strip()).hostname or ""):
        raise KlipingError(ADDRESS_HOST_BAD(text=text))
    return text.strip()


def slug_of_host(host: str) -> str:
    """Return an outlet's slug made from a host: 'www.suara-ntb.co.id' -> 'suara-ntb_co_id'."""
    return re.sub(r"[^a-z0-9-]+", "_", fold_host(host)).strip("_") or "unknown_host"
