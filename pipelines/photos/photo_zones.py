"""Where the text and the title of a page stand, and where an image stands between them (`PagePlan`, `place_of`)."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from pipelines.balance.line_fates import TEXT, LineFate, PageFacts
from pipelines.page.claims import Claims
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import PageNode, PageTable, block_of
from pipelines.photos.photo_addresses import picture_id
from pipelines.strings.squashed import squash

MAX_CLAIMED = 50  # pictures that JSON-LD claims
CLAIMS = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")


class PagePlan:
    """Where title and text of a page stand, and which pictures it claims as its own."""

    def __init__(self, page: ParsedPage, fates: Sequence[LineFate], facts: PageFacts) -> None:
        self._page = page
        self.text = text = _in_order([fate for fate in fates if fate.place >= 0 and _is_text(fate)])
        nodes = page.table.nodes
        self.first = text[0].line.node.index if text else len(nodes)
        self.last = max((fate.line.node.index for fate in text), default=-1)
        homes = Counter(fate.line.node.above.index for fate in text if fate.line.node.above is not None)
        self._home = nodes[homes.most_common(1)[0][0]] if homes else None
        self.titles = titles = [words for title in facts.titles if (words := squash(title))]
        self.people = [words for name in facts.people if (words := squash(name))]
        shortest, longest = min(map(len, titles), default=0), 3 * max(map(len, titles), default=0)
        before = [fate for fate in fates if fate.line.node.index < self.first]
        likely = [fate for fate in before if shortest <= len(fate.line.text) <= longest]
        self._title = max((fate.line.node.index for fate in likely if _says(fate, titles)), default=-1)

    @cached_property
    def holding(self) -> set[int]:
        """The indexes of the nodes that hold lines of the text."""
        holding: set[int] = set()
        for fate in self.text:
            here: PageNode | None = fate.line.node
            while here is not None and here.index not in holding:
                holding.add(here.index)
                here = here.above
        return holding

    @cached_property
    def claimed(self) -> dict[str, str]:
        """Map the `picture_id` of each picture that the page claims to its address, as written."""
        return {picture_id(value): value for value in _claimed(self._page.claims) if value}

    @cached_property
    def _claimed_stems(self) -> list[str]:
        return [name.rpartition(".")[0] or name for name in self.claimed]

    def may_claim(self, node: PageNode) -> bool:
        """False for an image of which no attribute names a claimed picture (asked before its address is read)."""
        values = " ".join(node.attributes.values()).lower()
        return any(stem in values for stem in self._claimed_stems)

    def zone(self, node: PageNode) -> str | None:
        """Where an image stands: "inside", "lead" or "above" the title, "behind" the text; None outside the article."""
        if self.first <= node.index <= self.last:
            return "inside"
        if node.index < self.first:
            return "lead" if 0 <= self._title < node.index else "above"
        return "behind" if self._home is not None and self._home.index < node.index < self._home.end else None


def _in_order(text: Sequence[LineFate]) -> list[LineFate]:
    """The longest run of lines whose places in the text rise: a line beside it says words of the text again."""
    ends: list[int] = []  # per length, the smallest place that such a run ends in
    runs: list[int] = []  # the index of the line that ends it
    before: list[int] = []  # per line, the index of the line before it in its run
    for index, fate in enumerate(text):
        length = bisect_right(ends, fate.place)
        before.append(runs[length - 1] if length else -1)
        if length == len(ends):
            ends.append(fate.place)
            runs.append(index)
        else:
            ends[length], runs[length] = fate.place, index
    run: list[LineFate] = []
    index = runs[-1] if runs else -1
    while index >= 0:
        run.append(text[index])
        index = before[index]
    return run[::-1]


def _is_text(fate: LineFate) -> bool:
    """True for a line of which at least half of the words are the text's: a caption shares names with it."""
    if len(fate.fates) == 1:
        return fate.fates[0][0] == TEXT
    return 2 * sum(count for what, count in fate.fates if what == TEXT) >= len(fate.words)


def _says(fate: LineFate, titles: Sequence[str]) -> bool:
    """True for a line that prints a title, with little beside it."""
    words = squash(fate.line.text)
    return any(words == title or (title in words and len(words) < 2 * len(title)) for title in titles)


def place_of(node: PageNode, text: Sequence[LineFate], table: PageTable) -> int:
    """The index of the text's line before the image; -1 before the first."""
    before = [fate.place for fate in text if fate.index < node.first_line]
    place = before[-1] if before else -1
    block = block_of(node)
    own = [fate for fate in text if fate.line.node is block]
    if not own or own[-1].index < node.first_line:
        return place
    letters = len(squash("".join(_texts_before(block, node, table))))  # the image stands in a run of text
    for fate in own:
        letters -= len(squash(fate.line.text))
        if letters < 0:
            break
        place = max(place, fate.place)
    return place


def _texts_before(block: PageNode, node: PageNode, table: PageTable) -> Iterator[str]:
    """The texts of a block's running text that stand before the image."""
    yield block.element.text or ""
    for here in table.nodes[block.index + 1 : node.index]:
        yield here.element.text or "" if here.silent is None else ""
        yield here.element.tail or "" if here.end <= node.index else ""


def _claimed(claims: Claims) -> Iterator[str]:
    """The addresses of the pictures that the page claims as its own, as written."""
    for name in CLAIMS:
        yield from claims.metas.get(name, ())
    yield claims.links.get("image_src", "")
    for field in ("image", "thumbnailUrl"):
        yield from _ld_images(claims.ld.get(field))


def _ld_images(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (address for key in ("url", "contentUrl") if isinstance(address := value.get(key), str))
    elif isinstance(value, list) and depth < 2:
        for item in value[:MAX_CLAIMED]:
            yield from _ld_images(item, depth + 1)
