"""Which images of a page are photos of its article (`is_of_article`), and what speaks against the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipelines.balance.furniture import named_region, region_of
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import PageNode
from pipelines.photos.photo_addresses import PICTURE_FILE, address_in, path_of, picture_id
from pipelines.photos.photo_captions import kind_of_names
from pipelines.photos.photo_credits import has_credit
from pipelines.photos.photo_zones import PagePlan
from pipelines.strings.squashed import squash

SMALLEST = 100  # pixels of width or height; a smaller image is an icon or a thumbnail
LINKED_BOX = 0.5  # of a box's characters in links: a teaser
MIN_LINKED = 8  # characters of those links
SMALLEST_FILE = 150  # pixels of both width and height that an address names ("apel-150x150.jpg")
SIZE_IN_NAME = re.compile(r"[-_](\d{2,4})x(\d{2,4})(?=\.\w+(?:$|\?))")
SIZE_IN_QUERY = re.compile(r"[?&]w(?:idth)?=(\d{1,4})(?:&|&amp;)h(?:eight)?=(\d{1,4})(?!\d)")
UNSEEN = frozenset({"hidden", "object", "svg", "template", "video"})
IMAGE_TAGS = frozenset({"amp-img", "img"})
ICON_PARTS = frozenset(
    {
        "arrow", "avatar", "badge", "btn", "button", "close", "emoji", "emoticon", "facebook", "favicon", "gravatar",
        "circle", "ico", "icon", "icons", "loader", "logo", "logos", "playstore", "rss", "share", "smiley", "social",
        "sosmed", "sprite", "twitter", "whatsapp",
    }
)  # fmt: skip
BUTTON_PARTS = frozenset(  # files that are called nothing else: "gal_left.png"
    {
        "arrow", "back", "bg", "bottom", "down", "gal", "gallery", "left", "line", "nav", "next", "prev", "right",
        "top", "up",
    }
)  # fmt: skip
# A code to scan, for a gift or an app
CODE_NAMES = frozenset({"barcode", "qr", "qrcode", "qris"})
CODE_PARTS = CODE_NAMES | {
    "app", "bayar", "code", "dana", "donasi", "donate", "donation", "dukung", "gopay", "img", "image", "jpg", "kode",
    "linkaja", "new", "ovo", "pembayaran", "png", "redaksi", "scan", "shopeepay", "support",
}  # fmt: skip
TITLES = frozenset({"h2", "h3", "h4", "h5", "h6"})
TITLE_NAMES = frozenset({"headline", "judul", "title"})
PHOTO_NAMES = frozenset({"foto", "gambar", "photo"})
MIN_TITLE_WORDS = 4  # words of another story's title
MOST_NODES = 60  # elements of a teaser's box
MAX_TEASER = 400  # characters of a teaser's box
MOST_BYLINE = 80  # characters of a box with a portrait and a name
ROLE = 24  # letters of what stands beside the name: "Penulis", "Wartawan Warta Contoh"
VIDEO_PARTS = frozenset({"player", "video", "videos"})  # a box that holds a video shows its still
NAME_PARTS = re.compile(r"[a-z]+")
ADVERT = re.compile(
    r"//[\w.-]*(?:adnxs|adservice|alexametrics|amazon-adsystem|doubleclick|effectivemeasure|feedburner|feedsportal"
    r"|googlesyndication|gravatar\.com|histats|outbrain|quantserve|scorecardresearch|statcounter|taboola)\b"
    r"|//(?:ads?|adserver|iklan|pixel|track(?:er|ing)?)[\w-]*\.|s\.w\.org/images"
    r"|/(?:ads?|adserver|advert(?:s|isement)?|banners?|delivery/avw\.php|emoji|iklan|pixel|plugins|smil(?:ey|ie)s?)/",
    re.IGNORECASE,
)
# What page builders call every part of a page
BUILDER = re.compile(r"\b(?:elementor|et_pb|fl|jeg|vc|wp-block)[-_][\w-]*", re.IGNORECASE)
# What themes call the lead photo, which some of them print above the title
FEATURED = re.compile(
    r"wp-post-image|(?:featured|post|entry|single)-(?:image|img|media|thumb(?:nail)?)(?![a-z])", re.IGNORECASE
)
# Regions that a template may name a photo's own box after
HARMLESS = frozenset({"caption", "stamp", "standfirst", "tags"})
LOOSE = frozenset({"aside", "footer", "form", "header", "legal", "navigation"})  # by a name such as "article-widget"
REGION_TAGS = frozenset({"aside", "footer", "form", "header", "nav"})
NEVER_PHOTOS = frozenset({"comment", "footer", "teaser", "writer"})
LEADS_BY_SCRIPT = re.compile(r"location|window\.open|href\s*=")
LINK_TO_FILE = re.compile(
    r"^(?:#|javascript:|$)|[?&]attachment_id=|/attachment/|/photos?/|/foto/|/wiki/File:", re.IGNORECASE
)


def is_of_article(node: PageNode, value: str, zone: str, plan: PagePlan, page: ParsedPage) -> bool:
    """True for an image of the article by where it stands and what is around it; `value` is its address as written."""
    is_claimed = picture_id(value) in plan.claimed
    if zone == "above" and not is_claimed and not is_featured(node):
        return False
    if ADVERT.search(value) or node.silent in UNSEEN or _is_spare(node):
        return False
    if _is_small(node, value) and not (is_claimed and zone == "lead"):
        return False
    path: list[PageNode] = []
    here = node.above
    while here is not None and here.index not in plan.holding:
        path.append(here)
        here = here.above
    figure = next((i for i, above in enumerate(path) if above.tag == "figure"), -1)
    own = path[figure] if figure >= 0 and not any(above.tag == "a" for above in path[: figure + 1]) else None
    is_certain = own is not None and own.letters > own.linked  # a figure with a caption
    for above in path[figure + 1 :]:
        reason = _region(above)
        if reason is None or (is_certain and reason in LOOSE and not _is_marked(above)):
            continue
        if reason in NEVER_PHOTOS or not (is_claimed and zone == "lead"):
            return False
    if any(_is_teaser(above, own, page) for above in path[figure + 1 if own else 0 :]):
        return False
    if not (is_claimed and zone == "lead") and (_is_code(node, path, value) or _is_portrait(node, path, plan, page)):
        return False
    if not is_claimed and not is_certain and _has_title(path, plan, page):
        return False
    captioned = figure >= 0 or any(kind_of_names(above.names) == "caption" for above in path)
    if (zone == "above" or not (captioned or is_claimed)) and _is_icon(node, path, value):
        return False
    if any(not VIDEO_PARTS.isdisjoint(_name_parts(above.names)) for above in path):
        return False
    return is_claimed or captioned or not any(_leads_away(above, page.url) for above in path)


def _is_code(node: PageNode, path: Sequence[PageNode], value: str) -> bool:
    """True for a code to scan: its file, its alternative text or its box is called nothing else."""
    stem = _name_parts(path_of(value).rpartition("/")[2].rpartition(".")[0])
    alt = _name_parts(node.attributes.get("alt") or "")
    boxes = any(not CODE_NAMES.isdisjoint(_name_parts(each.names)) for each in (node, *path[:3]))
    return boxes or any(not CODE_NAMES.isdisjoint(parts) and parts <= CODE_PARTS for parts in (stem, alt))


def _is_portrait(node: PageNode, path: Sequence[PageNode], plan: PagePlan, page: ParsedPage) -> bool:
    """True for the picture of a writer: its alternative text or the few words beside it are a name of the byline."""
    if not plan.people:
        return False
    if squash(node.attributes.get("alt") or "") in plan.people:
        return True
    box = next((above for above in path if above.letters), None)
    if box is None or box.letters > MOST_BYLINE or any(map(_is_photo_box, path[: path.index(box) + 1])):
        return False  # in a photo's own box it is who took the photo
    text = page.table.text(box)
    words = squash(text)
    return not has_credit(text) and any(name in words and len(words) <= 2 * len(name) + ROLE for name in plan.people)


def _is_photo_box(node: PageNode) -> bool:
    return node.tag == "figure" or not PHOTO_NAMES.isdisjoint(_name_parts(node.names))


def _has_title(path: Sequence[PageNode], plan: PagePlan, page: ParsedPage) -> bool:
    """True where the smallest box with words around the image begins or ends with another story's title."""
    box = next((above for above in path if above.letters), None)
    if box is None or box.letters > MAX_TEASER or box.end - box.index > MOST_NODES:
        return False
    inside = page.table.nodes[box.index : box.end]
    titles = [each for each in inside if each.tag in TITLES or not TITLE_NAMES.isdisjoint(_name_parts(each.names))]
    if len(titles) != 1 or sum(each.tag in IMAGE_TAGS for each in inside) != 1:
        return False
    text = page.table.text(titles[0])
    return text.count(" ") >= MIN_TITLE_WORDS - 1 and squash(text) not in plan.titles


def _is_marked(node: PageNode) -> bool:
    """True for a region by its tag, or one that is mostly links."""
    return node.tag in REGION_TAGS or node.linked > LINKED_BOX * node.letters


@lru_cache(maxsize=4096)
def _name_parts(names: str) -> frozenset[str]:
    """The words of a class, an id or a file's name.

    >>> sorted(_name_parts("Post-thumb_video2"))
    ['post', 'thumb', 'video']
    """
    return frozenset(NAME_PARTS.findall(names.lower()))


def _is_teaser(box: PageNode, own: PageNode | None, page: ParsedPage) -> bool:
    """True for a box of which most words are links to other pages; those of the photo's own figure don't count."""
    linked, letters = box.linked - (own.linked if own else 0), box.letters - (own.letters if own else 0)
    if linked < MIN_LINKED or linked <= LINKED_BOX * letters:
        return False
    return any(_leads_away(node, page.url) for node in page.table.nodes[box.index : box.end])


def _region(node: PageNode) -> str | None:
    """The reason by which nothing under a node is the article's; None for a photo's own box."""
    if node.tag == "a":
        return None
    rest = _beside_builder(node.names)
    region = region_of(node) if rest is None else named_region(rest)
    return region.reason if region is not None and region.prose and region.reason not in HARMLESS else None


def is_featured(node: PageNode) -> bool:
    """True for an image that the theme calls the lead photo."""
    return any(_is_featured_name(each.names) for each in _around(node))


@lru_cache(maxsize=4096)
def _is_featured_name(names: str) -> bool:
    return FEATURED.search(names) is not None


def is_captioned(node: PageNode) -> bool:
    """True for an image in a figure or in an element named after captions."""
    return any(each.tag == "figure" or kind_of_names(each.names) == "caption" for each in _around(node))


def _around(node: PageNode) -> list[PageNode]:
    """The image and the three elements around it."""
    nodes = [node]
    here = node.above
    while here is not None and len(nodes) <= 3:
        if here.tag not in {"picture", "source"}:
            nodes.append(here)
        here = here.above
    return nodes


@lru_cache(maxsize=4096)
def _beside_builder(names: str) -> str | None:
    """The names beside those of a page builder; None where it has none of them."""
    return BUILDER.sub("", names).strip() if BUILDER.search(names) else None


def _is_small(node: PageNode, address: str) -> bool:
    """True for an image whose attributes, style or address give it a size that no photo has."""
    for sizes_in in (SIZE_IN_NAME, SIZE_IN_QUERY):
        if (match := sizes_in.search(address)) and max(int(match[1]), int(match[2])) <= SMALLEST_FILE:
            return True
    sizes = [node.attributes.get(name) or "" for name in ("width", "height")]
    style = node.attributes.get("style") or ""
    sizes += re.findall(r"(?<![\w-])(?:width|height)\s*:\s*(\d+)px", style)
    return any(
        0 <= int(match[1]) < SMALLEST for size in sizes if (match := re.match(r"(\d{1,6})(?:px)?$", size.strip()))
    )


def _is_icon(node: PageNode, path: Sequence[PageNode], address: str) -> bool:
    """True where a class or id around the image, or its file's name, says that it is an icon, a logo or a portrait."""
    file_name = path_of(address).rpartition("/")[2]
    if file_name.lower().endswith((".svg", ".ico")):
        return True
    if any(not ICON_PARTS.isdisjoint(_name_parts(each.names)) for each in (node, *path[:3])):
        return True
    stem = _name_parts(file_name.rpartition(".")[0])
    return not ICON_PARTS.isdisjoint(stem) or (bool(stem) and BUTTON_PARTS.issuperset(stem))


def _leads_away(link: PageNode, url: str) -> bool:
    """True for a link to another page: neither to this one, nor to a picture, nor to a photo's own page."""
    if link.tag != "a":
        return LEADS_BY_SCRIPT.search(link.attributes.get("onclick") or "") is not None
    href = (link.attributes.get("href") or "").strip()
    if LINK_TO_FILE.search(href) or PICTURE_FILE.search(href):
        return False
    own, target = path_of(url).partition("//")[2].rstrip("/"), path_of(href).rstrip("/")
    if "//" in target:
        return target.partition("//")[2] != own
    return not target or not own.endswith(target if target.startswith("/") else f"/{target}")


def _is_spare(node: PageNode) -> bool:
    """True for what browsers without scripts are shown in place of an image that has its address itself."""
    if node.silent not in {"noscript", "figure"} and (node.above is None or node.above.tag != "amp-img"):
        return False
    above = node.above
    while above is not None and above.tag not in {"noscript", "amp-img"}:
        above = above.above
    if above is None:
        return False
    if above.tag == "amp-img":
        return True
    image = above.element.getprevious()
    if image is not None and image.tag == "picture":
        image = image.find(".//img")
    return image is not None and image.tag in IMAGE_TAGS and address_in(image) is not None
