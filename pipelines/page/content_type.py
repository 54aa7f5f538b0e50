"""The media type of an answer, as browsers read its Content-Type, and whether its bytes are an HTML page.

The one reader of Content-Type: crawls, imports, `kliping refine`, `kliping read` and `kliping doctor` all ask here.
The rules are those of the Fetch Standard ("extract a MIME type") and of the MIME Sniffing Standard ("parse a MIME
type"): where an answer has several types, the last valid one holds, with the charset of an earlier equal one.

What has not been seen: a type that is not on the list of those that are no page is left to the bytes, and so is a
header that names no type at all, unless the word html stands in it. A page that is sent as an image, as JSON or as a
PDF file is `not_html`, and the detail names the type.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

# First bytes of what is often served under an article's address and is no page.
FILE_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"RIFF", "RIFF media"),
    (b"PK\x03\x04", "ZIP archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\xfd7zXZ", "xz data"),
    (b"MZ\x00", "Windows program"),
    (b"MZ\x90", "Windows program"),
    (b"\x7fELF", "Linux program"),
    (b"\x00\x00\x00\x18ftyp", "MP4 video"),
    (b"ID3", "MP3 sound"),
)
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
# Types that are no page whatever the bytes are. Under every other type ("text/plain", "application/octet-stream",
# "text/htm", "application/x-httpd-php" and what nobody has thought of yet) servers send pages too: the bytes decide.
# A suffix names the format ("application/rss+xml", "application/ld+json"); "vnd." are the types of one vendor's files.
_NO_PAGE = re.compile(
    r"""(?: audio | font | haptics | image | message | model | multipart | video ) / .*
      | (?: application | text ) / (?: .* \+ (?: cbor | gzip | json | xml | yaml | zip ) | vnd\..* | x-font.*
          | calendar | css | csv | (?:x-|ld-)?json | (?:x-)?javascript | ecmascript | event-stream | gzip | java-archive
          | msword | pdf | postscript | rtf | tab-separated-values | vcard | vtt | wasm | x-7z-compressed | x-gzip
          | x-ndjson | x-rar.* | x-shockwave-flash | x-tar | x-www-form-urlencoded | x-zip.* | yaml | zip )""",
    re.VERBOSE,
)
_PAGE_SUBTYPE = re.compile(r"(?:application|text)/[^/]*htm")  # "text/htm", "application/vnd.wap.xhtml+xml"
_NAMES_HTML = re.compile(r"\bx?html?\b", re.IGNORECASE)  # "html", "text/html charset=utf-8", '"text/html"'
NO_HTML = "no HTML"  # what nothing is known of
SNIFFED_BYTES = 4096  # first bytes that show what a body is
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_SPACE = " \t\r\n"
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
# A value of a header, up to a comma that stands in no quoted string; an unclosed string goes to the end.
_LISTED = re.compile(r'(?:[^",]|"(?:\\.|[^"\\])*(?:"|\\?\Z))+', re.DOTALL)
_PARAMETER = re.compile(
    r""" ; [ \t\r\n]* (?P<name> [^;=]* )
         (?: = (?: "(?P<quoted> (?: \\. | [^"\\] )* ) (?: " | \\?\Z ) [^;]* | (?P<plain> [^;]* ) ) )? """,
    re.DOTALL | re.VERBOSE,
)
# A page begins with one of these, behind a declaration, comments and spaces ("<b>Notice</b>" is PHP's).
_BEGINS_AS_HTML = re.compile(
    r""" \s*+ (?> <\?xml [^>]* > \s*+ | <!-- .*? --> \s*+ )*+ (?:
         <!doctype \s+ html \b
       | </? (?: a | abbr | address | article | aside | b | base | big | blockquote | body | br | center | div | dl | em
           | figure | font | footer | form | h[1-6] | head | header | hr | html | i | iframe | img | link | main | meta
           | nav | ol | p | pre | script | section | small | span | strong | style | table | title | u | ul )
         (?: [\s/>] | \Z )
       | <!-- ) """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_HOLDS_A_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)  # behind a warning of PHP's
_JSON = re.compile(r"\s*[\[{](?!.{0,200}?<\s*[a-z!?])", re.DOTALL | re.IGNORECASE)
_XML_LIST = re.compile(r"\s*+(?><\?.*?\?>\s*+|<!--.*?-->\s*+)*+<(?:rss|feed|urlset|sitemapindex)\b", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MediaType:
    """A media type: `essence` ("text/html", in small letters) and the `charset` that it names, if it names one."""

    essence: str
    charset: str | None = None


def joined(values: Iterable[str]) -> str | None:
    """The values of repeated headers as one, as Fetch joins them; None where there is no header.

    >>> joined(["text/html", "text/html; charset=utf-8"]), joined([])
    ('text/html, text/html; charset=utf-8', None)
    """
    return ", ".join(values) or None


def media_type(content_type: str | None) -> MediaType | None:
    """The media type of a Content-Type header; None where none can be read in it.

    >>> media_type("text/html, text/html; charset=utf-8")
    MediaType(essence='text/html', charset='utf-8')
    >>> media_type('TEXT/HTML;;charset="utf-8'), media_type("text/html;charset=utf8; charset=x")
    (MediaType(essence='text/html', charset='utf-8'), MediaType(essence='text/html', charset='utf8'))
    >>> media_type("text/html; charset=utf-8, text/html"), media_type("text/html, image/png"), media_type("html")
    (MediaType(essence='text/html', charset='utf-8'), MediaType(essence='image/png', charset=None), None)
    """
    valid: MediaType | None = None
    for value in _LISTED.findall(content_type or ""):
        read = _parsed(value)
        if read is None or read.essence == "*/*":
            continue
        if valid and read.essence == valid.essence and read.charset is None:
            read = valid
        valid = read
    return valid


def is_html_type(content_type: str | None) -> bool:
    """True where the header alone makes an answer a page, whatever its bytes are."""
    stated = media_type(content_type)
    if stated is None:
        return _NAMES_HTML.search(content_type or "") is not None
    return stated.essence in HTML_TYPES or _PAGE_SUBTYPE.match(stated.essence) is not None


def why_not_html(body: bytes, content_type: str | None) -> str | None:
    """What the bytes are, where they are no page; None where they may be one.

    A file's signature decides first, then a type that is HTML or certainly no page (`_NO_PAGE`); where it is missing,
    unreadable or says nothing of use, the body's beginning.

    >>> why_not_html(b"%PDF-1.7 ...", "text/html"), why_not_html(b'{"judul": "Apel pagi"}', None)
    ('PDF', 'JSON')
    >>> why_not_html(b"User-agent: *", "text/plain"), why_not_html(b"<!doctype html><p>x", "application/octet-stream")
    ('text/plain', None)
    >>> why_not_html(b"<p>Apel pagi", "application/x-httpd-php"), why_not_html(b"<p>Apel pagi", "application/json")
    (None, 'application/json')
    """
    start = body[:SNIFFED_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, name in FILE_SIGNATURES:
        if start.startswith(magic):
            return name
    stated, says_html = media_type(content_type), is_html_type(content_type)
    if stated is not None and not says_html and _NO_PAGE.fullmatch(stated.essence):
        return stated.essence
    text = _beginning(body)
    if _JSON.match(text):
        return "JSON"
    if _XML_LIST.match(text):
        return "XML feed or sitemap"
    if says_html:
        return None
    if _BEGINS_AS_HTML.match(text) or _HOLDS_A_PAGE.search(text):
        return None
    return stated.essence if stated else NO_HTML


def begins_as_html(body: bytes) -> bool:
    """True where the body begins with markup of a page, whatever it is said to be."""
    return _BEGINS_AS_HTML.match(_beginning(body)) is not None


def _beginning(body: bytes) -> str:
    for mark, codec in BOMS:
        if body.startswith(mark):
            return body[len(mark) : SNIFFED_BYTES].decode(codec, "replace")
    return body[:SNIFFED_BYTES].replace(b"\0", b"").decode("latin-1")  # UTF-16 without a mark, too


def _parsed(value: str) -> MediaType | None:
    """One media type, by the steps of the MIME Sniffing Standard (4.4); None where it is none."""
    value = value.strip(_SPACE)
    essence, _, _ = value.partition(";")
    kind, slash, subtype = essence.partition("/")
    subtype = subtype.rstrip(_SPACE)
    if not slash or not _TOKEN.fullmatch(kind) or not _TOKEN.fullmatch(subtype):
        return None
    return MediaType(f"{kind}/{subtype}".lower(), _charset(value[len(essence) :]))


def _charset(parameters: str) -> str | None:
    """The first usable `charset` among the parameters (";a=b; charset=utf-8")."""
    for match in _PARAMETER.finditer(parameters):
        if match["name"].lower() != "charset":
            continue
        quoted, plain = match["quoted"], match["plain"]
        value = re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL) if quoted is not None else (plain or "").rstrip(_SPACE)
        if (quoted is not None or value) and _VALUE.fullmatch(value):
            return value
    return None
