"""The photos of an article on one page, with caption, credit and place (`photos_of`).

A photo is an image between title and text, between paragraphs, or behind them in the element that holds them, if
nothing says that it is something else: a region that is outside the article, a link to another page, a box of links, a
small size, a name such as icon or avatar. Above the title it is one only if the page claims it as its
image, or the theme calls it the lead photo.

What has not been seen and is left out: photos that only a style sheet shows (background-image) or that a script writes,
pictures in <svg>, <canvas> or <object>, the poster of a video, and photos that stand in a frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from corpus.models import Image
from corpus.urls import join
from pipelines.balance.line_fates import BEFORE_NAME, CUT, FIELD, TEXT, LineFate, PageFacts, kind_of
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import PageNode, PageTable
from pipelines.photos.photo_addresses import PICTURE_FILE, absolute, address_in, picture_id
from pipelines.photos.photo_captions import Captions
from pipelines.photos.photo_filter import IMAGE_TAGS, is_captioned, is_featured, is_of_article
from pipelines.photos.photo_zones import PagePlan, place_of
from pipelines.strings.squashed import squash

MAX_PHOTOS = 50  # of a page
CAPTION_FIELD = f"{FIELD}{BEFORE_NAME}caption"
MAX_ALT = 2000  # characters
CAPTION_RULES = frozenset({"caption", "photo_caption", "picture_caption"})  # of lines that were cut


def photos_of(
    page: ParsedPage,
    fates: Sequence[LineFate],
    facts: PageFacts,
    before: int = 0,
    known: AbstractSet[str] = frozenset(),
) -> list[Image]:
    """Return the photos in reading order; the lines that print their captions become fields.

    `before` is the number of the text's lines on earlier pages, `known` are the `picture_id`s of photos on them.
    """
    table = page.table
    images = _images(table)
    if not images:
        return []
    plan = PagePlan(page, fates, facts)
    base = next((node.attributes.get("href") or "" for node in table.tagged("base")), "")
    base = join(page.url, base) or page.url
    photos: list[tuple[PageNode, str]] = []
    ids = set(known)
    lead_was_claimed = False
    for node in images:
        if (zone := plan.zone(node)) is None or (
            zone == "above" and not plan.may_claim(node) and not is_featured(node)
        ):
            continue
        value = address_in(node.element)
        if value is None and zone == "lead" and not lead_was_claimed and plan.claimed and is_captioned(node):
            lead_was_claimed = True  # a script would load it: the page claims which it is
            value = next(iter(plan.claimed.values()))
        if value is None or (name := picture_id(value)) in ids or not is_of_article(node, value, zone, plan, page):
            continue
        if (address := absolute(value, base)) is not None:
            ids.add(name)
            photos.append((node, address))
            if len(photos) == MAX_PHOTOS:
                break
    if not photos:
        return []
    claimed = {squash(words) for words in (*facts.titles, *facts.people, *facts.printed)}
    cuts = {squash(cut.text) for cut in facts.removed if cut.rule in CAPTION_RULES}
    captions = Captions(table, fates, plan.holding, cuts, claimed)
    indexes = {node.index for node, _ in photos}
    rows: list[Image] = []
    shown: list[PageNode] = []
    for node, address in photos:
        caption = captions.of(node, address, indexes - {node.index})
        if caption.is_advert:
            continue
        for fate in caption.lines:
            if not any(kind_of(what) in {TEXT, CUT} for what, _ in fate.fates):
                fate.fates = [(CAPTION_FIELD, len(fate.words))]
        shown.append(node)
        place = place_of(node, plan.text, table)
        alt = " ".join((node.attributes.get("alt") or node.attributes.get("data-alt") or "").split())[:MAX_ALT]
        rows.append(
            Image(before + place if place >= 0 else before - 1, address, caption.caption, caption.credit, alt or None)
        )
    for index in range(len(rows) - 2, -1, -1):  # "<img><img><p class=caption>": the caption is of both
        row, after = rows[index], rows[index + 1]
        if row.caption is None and row.credit is None and _stand_together(shown[index], shown[index + 1]):
            rows[index] = replace(row, caption=after.caption, credit=after.credit)
    return rows


def _stand_together(first: PageNode, second: PageNode) -> bool:
    """True for two images of one element with no word between them."""
    above = _wrapper(first).above
    return above is not None and above is _wrapper(second).above and first.first_line == second.first_line


def _wrapper(image: PageNode) -> PageNode:
    """The largest element around an image without a word."""
    while image.above is not None and not image.above.letters:
        image = image.above
    return image


def _images(table: PageTable) -> list[PageNode]:
    """The images in order, and of a figure with a caption but no image what a script would put it into (data-src)."""
    images: list[PageNode] = []
    for node in table.tagged("figure", *IMAGE_TAGS):
        if node.tag != "figure":
            images.append(node)
            continue
        inside = table.nodes[node.index + 1 : node.end]
        tags = {each.tag for each in inside}
        if "figcaption" in tags and IMAGE_TAGS.isdisjoint(tags):
            lazy = (each for each in inside if PICTURE_FILE.search(each.attributes.get("data-src") or ""))
            images += [stand_in] if (stand_in := next(lazy, None)) is not None else []
    return images
