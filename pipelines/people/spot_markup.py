"""What the markup of a short line near the title says of the names in it."""

from __future__ import annotations

import re
from itertools import islice

from lxml import html

from pipelines.page.headings import plain_text
from pipelines.page.spots import Spot
from pipelines.strings.name_patterns import (
    FULL_NAMES,
    LOCAL_WRITERS_PAGE,
    LONGEST_NAME_LINE,
    PICTURE_BOX,
    ROLES,
    USER_ICON,
)
from pipelines.strings.person_names import job_of

HINTS = {  # class names of elements that hold a name: "detail__author", "author-2", "posted-by", "author vcard"
    "author": re.compile(
        r"(?:^|[\s_-])(?:author|byline|creator|credit-title-name|jurnalis|nama|nama-redaksi|penulis|posted-by|reporter|vcard|wartawan|writer)(?:$|[\s_-])",
        re.IGNORECASE,
    ),
    "editor": re.compile(r"(?:^|[\s_-])(?:editor|redaktur)(?:$|[\s_-])", re.IGNORECASE),
}
ROLE_ONLY = re.compile(
    rf"^(?!(?:ed|red|rep)$)(?:{'|'.join(map(re.escape, ROLES))})\s*:?$", re.IGNORECASE
)  # "Penulis", "Editor:"
MOST_PARTS_OF_NAME = 4  # elements of a line with a name and a role: an image, an icon, the two
PICTURE_BOXES = 2  # elements above a line that may be a picture's box
LONGEST_PICTURE_BOX = 600  # characters of such a box


def marked_names(spot: Spot, *, local: bool) -> list[str]:
    """The names that a link to a writer's page, a user's icon or the markup itself calls the writer's."""
    here = local and spot.after_title
    return (_linked(spot) if here else []) or (spot.hinted and ((here and _beside_icon(spot)) or _marked(spot))) or []


def role_inside(spot: Spot, job: str) -> str | None:
    """The name in a line of two elements, of which the other is a role: "<b>Sari Contoh</b><span>Penulis</span>"."""
    parts = [text for child in islice(spot.element, MOST_PARTS_OF_NAME) if (text := plain_text(child))]
    if len(parts) != 2:
        return None
    one, two = parts
    for name, role in ((one, two), (two, one)):
        if ROLE_ONLY.match(role) and job_of(role) == job and FULL_NAMES.match(name):
            return name
    return None


def _linked(spot: Spot) -> list[str]:
    """The full names in a short line that lead to a writer's page of the site: <a href="/penulis/sari-contoh">."""
    links = [spot.element] if spot.element.tag == "a" else spot.element.iter("a")
    names = (plain_text(link) for link in links if LOCAL_WRITERS_PAGE.search(link.get("href") or ""))
    return [name for name in names if FULL_NAMES.match(name)] if len(spot.text) <= 2 * LONGEST_NAME_LINE else []


def _beside_icon(spot: Spot) -> list[str]:
    """The full name beside the icon of a user: <span><i class="fa fa-user"></i>Sari Contoh</span>."""
    if not spot.hinted:
        return []
    icons = (icon for icon in spot.element.iter("i", "svg") if USER_ICON.search(icon.get("class") or ""))
    names = (plain_text(box) for icon in icons if (box := icon.getparent()) is not None)
    return [name for name in names if FULL_NAMES.match(name)]


def is_of_picture(element: html.HtmlElement) -> bool:
    """True for a line beside an image in a box that is called after pictures and not after a writer."""
    for box in islice(element.iterancestors(), PICTURE_BOXES):
        names = box.get("class") or ""
        if box.tag == "figure" or (PICTURE_BOX.search(names) and not HINTS["author"].search(names)):
            return next(box.iter("img", "picture"), None) is not None and len(box.text_content()) <= LONGEST_PICTURE_BOX
    return False


def _marked(spot: Spot) -> list[str]:
    """Names that the markup itself calls the author's: <a rel="author">, <span class="fn">, itemprop="author".

    A name behind "Editor" is none, whatever its class.
    """
    texts = [" ".join(e.text_content().split()) for e in spot.element.iter() if _is_marked(e)]
    behind = ["", *(job_of(text) if ROLE_ONLY.match(text) else "" for text in texts)]
    return [text for text, job in zip(texts, behind, strict=False) if job in {"", "author"}]


def _is_marked(element: html.HtmlElement) -> bool:
    rel, prop = (element.get("rel") or "").split(), element.get("itemprop") or ""
    if "author" in rel or "author" in prop:
        return element.tag not in {"link", "meta"}
    classes = set((element.get("class") or "").split())
    return element.tag in {"a", "b", "span", "strong"} and bool({"fn", "author", "author-name"} & classes)
