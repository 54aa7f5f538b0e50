"""The address of a picture, wherever its template has it (`address_in`): in src, a lazy attribute, srcset, <source>."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import html

from corpus.urls import is_web_address, join

MAX_ADDRESS = 2000  # characters
# Where scripts that load pictures late keep the address, the most usual ones; any other data- attribute that holds
# the address of a picture comes behind them.
LAZY = (
    "data-src", "data-lazy-src", "data-original", "data-lazy", "data-orig-file", "data-large-file", "data-image",
    "data-img-src", "data-url", "data-full-url", "data-cfsrc", "data-ezsrc", "data-runner-src", "nitro-lazy-src",
    "lazy-src",
)  # fmt: skip
LAZY_SETS = ("data-srcset", "data-lazy-srcset", "srcset", "nitro-lazy-srcset")
NO_PICTURE = ("data:", "blob:", "javascript:", "about:", "{", "[", "#")
PICTURE_FILE = re.compile(r"\.(?:avif|gif|jfif|jpe?g|png|webp)(?:$|[?#&!/;:])", re.IGNORECASE)
# "blank.gif", "placeholder.webp": shown until the picture itself is loaded
PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:1x1|blank|default|dummy|empty|grey|lazy|lazyload|loader|loading|no-?image|pixel|placeholder|preload(?:er)?"
    r"|spacer|spinner|trans(?:parent|p)?)(?:[_.-]?(?:img|image|\d+(?:x\d+)?))?\.(?:gif|jpe?g|png|svg|webp)(?:$|\?)",
    re.IGNORECASE,
)
IN_JSON = re.compile(r'"src"\s*:\s*"([^"]{1,2000})"')  # data-src='{"default": {"src": "//..."}}'
LONGEST_PLACEHOLDER = 50  # characters of its name
CANDIDATE = re.compile(r"(\S*[^\s,])(?:\s+(\d+(?:\.\d+)?)[wx])?\s*(?:,\s*|$)")  # "a.jpg 300w, b.jpg 2x"
# WordPress: "apel-300x200.jpg"; others: "apel_medium.jpg", "apel@2x.jpg"
SIZE = re.compile(
    r"(?:[-_.@](?:\d{2,4}[x_]\d{2,4}|scaled|\d{2,4}w|w\d{2,4}|[23]x|full|large|lg|md|medium|original|small|sm"
    r"|thumb(?:nail)?|xl|xs))+"
    r"(?=\.\w+$)"
)
# A folder that names a size: "/300x200/", "/w640-h480/", "/s1600/", "/c_fill,w_300/", "/crop/0x0:0x0/", "/medium/"
SIZE_FOLDER = re.compile(
    r"\d{2,4}x\d{0,4}|\d+x\d+:\d+x\d+|crop|fit-in|resized?|[swh]\d{2,4}(?:-[a-z]{1,2}\d*)*|[wh]_\d{2,4}"
    r"|[a-z]{1,2}_[\w.:]+(?:,[a-z]{1,2}_[\w.:]+)+|full|large|medium|original|small|thumbs?|thumbnails?",
    re.IGNORECASE,
)
SIZE_NAMES = frozenset({"h", "height", "quality", "w", "width"})  # what a query names that makes another size
FILE_SIZE_NAMES = SIZE_NAMES | {
    "auto", "crop", "dpr", "fit", "fm", "format", "imwidth", "q", "resize", "rs", "s", "size", "ssl", "strip", "v", "x",
}  # fmt: skip  # and behind the name of a picture's file
COMMON_FILE = re.compile(
    r"(?:\d+x\d+|default|full|image|img|large|main|master|medium|original|photo|preview|raw-?image|small|thumb(?:nail)?)\."
)
SHORTEST_FILE = 8  # characters of a file's name that tell one picture from another


def address_in(image: html.HtmlElement) -> str | None:
    """The address of an image as its element has it, not yet absolute; None where only a placeholder stands."""
    return next((address for value in _candidates(image) if (address := _cleaned(value)) is not None), None)


def absolute(value: str, base: str) -> str | None:
    """The absolute address of a picture; None for what is no web address, or a site's front page."""
    value = value.replace(" ", "%20")
    address = value if value.startswith(("http://", "https://")) else join(base, value)
    fits = len(address) <= MAX_ADDRESS and is_web_address(address)
    return address if fits and path_of(address).partition("//")[2].partition("/")[2] else None


def _cleaned(value: str) -> str | None:
    """The address without blanks around it; None for a placeholder, a data: address and an unfilled template."""
    value = value.strip()
    if value.startswith("{") and (match := IN_JSON.search(value)):
        value = match[1].replace("\\/", "/")
    if not value or len(value) > MAX_ADDRESS or value.startswith(NO_PICTURE):
        return None
    if PLACEHOLDER.search(path_of(value).rpartition("/")[2][-LONGEST_PLACEHOLDER:]):
        return None
    return value


def _candidates(image: html.HtmlElement) -> Iterator[str]:
    attributes: dict[str, str] = dict(image.items())
    data = [name for name in attributes if name.startswith(("data-", "lazy-", "nitro-"))]
    if data:
        yield from (attributes[name] for name in LAZY if name in attributes)
    if value := attributes.get("src"):
        yield value
    for name in LAZY_SETS:
        if name in attributes:
            yield from _largest(attributes[name])
    for name in data:
        if PICTURE_FILE.search(value := attributes[name]) and not value.startswith(("{", "[")):
            yield value
    above = image.getparent()
    while above is not None and above.tag == "source":  # the parser does not know that it is empty
        above = above.getparent()
    if above is not None and above.tag == "picture":
        for source in above.iter("source"):
            for name in LAZY_SETS:
                if value := source.get(name):
                    yield from _largest(value)


def _largest(value: str) -> list[str]:
    """The addresses of a srcset, the largest first."""
    sized = [(float(size or 1), address) for address, size in CANDIDATE.findall(value[: 4 * MAX_ADDRESS]) if address]
    return [address for _, address in sorted(sized, key=lambda each: -each[0])]


def picture_id(address: str) -> str:
    """What two addresses of one picture in two sizes share: the file's name without its size.

    >>> picture_id("https://contoh.example/2024/apel-pagi-300x200.jpg?w=1"), picture_id("/b/apel-pagi.jpg")
    ('apel-pagi.jpg', 'apel-pagi.jpg')
    >>> picture_id("https://foto.example/300x200/7/a.jpg"), picture_id("https://foto.example/700x465/7/a.jpg?w=9")
    ('foto.example/7/a.jpg', 'foto.example/7/a.jpg')
    """
    path = path_of(address)
    name = SIZE.sub("", unquote(path.rstrip("/").rpartition("/")[2]).lower())
    if len(name) >= SHORTEST_FILE and PICTURE_FILE.search(name) and not COMMON_FILE.match(name):
        return name
    bare = "/".join(part for part in (path.partition("//")[2] or path).split("/") if not SIZE_FOLDER.fullmatch(part))
    query = address.partition("#")[0].partition("?")[2].replace("&amp;", "&").split("&")
    sizes = FILE_SIZE_NAMES if PICTURE_FILE.search(path) else SIZE_NAMES
    rest = "&".join(pair for pair in query if pair and pair.partition("=")[0].lower() not in sizes)
    return (f"{bare}?{rest}" if rest else bare).lower() or address.lower()


def path_of(address: str) -> str:
    """The address without query and fragment."""
    return address.partition("?")[0].partition("#")[0]
