"""The caption of a photo on its page, and the lines that print it (`caption_of`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.balance.furniture import line_reason
from pipelines.balance.line_fates import CUT, TEXT, LineFate, kind_of
from pipelines.balance.own_prose import holds_a_story
from pipelines.page.table import UNSEEN_TAGS, PageNode, PageTable, is_hidden
from pipelines.photos.photo_credits import has_credit, part_credit
from pipelines.strings.squashed import squash

MAX_LOOSE_CAPTION = 400  # characters of a caption that no element is named after
MAX_BOX = 1500  # characters under the element that holds one photo and its caption
MIN_ADVERT_WORDS = 3  # words of an advert in place of a caption
MAX_BETWEEN = 3  # elements without words between a photo and its caption
MAX_LINKED = 0.5  # of a caption's characters in links
CAPTION_NAMES = re.compile(
    r"caption|(?<![a-z])capt(?![a-z])|(?<![a-z])cap[-_](?:foto|img|photo)|keterangan|(?:foto|photo|image|img|gambar)[-_]{0,2}(?:desc|info|ket|text)|ket[-_]?foto",
    re.IGNORECASE,
)
CREDIT_NAMES = re.compile(
    r"credit|(?<![a-z])kredit|photographer|fotografer|copyright|(?:caption|figure|foto|image|img|media|photo)[-_]{0,2}"
    r"(?:author|by|owner|source)(?![a-z])|sumber[-_]?(?:foto|gambar)",
    re.IGNORECASE,
)
CAPTION_ONLY = re.compile(r"caption(?![-_]{0,2}(?:author|credit|source))", re.IGNORECASE)
AUTHOR_NAME = re.compile(r"(?:^|[\s_-])author(?:$|[\s_-])", re.IGNORECASE)  # in a photo's own box: who took it
OTHER_NAMES = re.compile(
    r"para_caption|adv?[-_]?caption|adcaption|caption-?truncated|more-caption|sr-only|screen-?reader|off-?screen|visually-?hidden",
    re.IGNORECASE,
)
PHOTO_NAMES = re.compile(
    r"foto|photo|image|img|pic(?:t|$|[-_])|gambar|media|thumb|featured|gallery|slide", re.IGNORECASE
)
NO_CAPTION = frozenset({"advertisement", "form"})  # reasons of a line that is none, whatever its element is called
UNREAD_TAGS = UNSEEN_TAGS | {"button", "form", "input", "select", "textarea"}
WORDLESS_TAGS = frozenset({"br", "hr", "meta", "link", "noscript", "script", "style"})
FILE_NAME = re.compile(
    r"\S+\.(?:avif|gif|jpe?g|png|webp)|\S*\d\S*|(?:foto|gambar|image|img|photo|whatsapp image)\b.{0,40}", re.IGNORECASE
)


@dataclass(slots=True)
class Caption:
    """What stands under a photo: caption and credit, and the lines of the page that print them.

    `is_advert` where it says that the image is an advert.
    """

    caption: str | None = None
    credit: str | None = None
    lines: list[LineFate] = field(default_factory=list)
    is_advert: bool = False


class Captions:
    """Reads the captions of a page's photos."""

    def __init__(
        self,
        table: PageTable,
        fates: Sequence[LineFate],
        holding: AbstractSet[int],
        cuts: AbstractSet[str],
        claimed: AbstractSet[str],
    ) -> None:
        """Take the page's lines.

        `holding` are the nodes that hold the text, `cuts` the squashed lines that rules cut as captions, `claimed`
        the squashed words that are no caption: title, writers, stamp.
        """
        self._table, self._fates, self._holding = table, fates, holding
        self._cuts, self._claimed = cuts, claimed
        self._fate_of = {id(fate.line): fate for fate in fates}

    def of(self, photo: PageNode, address: str, others: AbstractSet[int]) -> Caption:
        """The caption of the photo; `others` are the indexes of the page's other photos."""
        box = self._box(photo, others)
        named = self._named(photo, box) or self._behind_group(photo, box, others)
        if named is None or (not named.is_advert and (named.credit is None or named.caption is None)):
            loose = self._loose(photo, box)
            if named is None:
                return loose or self._title(photo, address) or Caption()
            if loose is not None and named.credit is None and loose.caption is None:
                return Caption(named.caption, loose.credit, [*named.lines, *loose.lines])
        return named

    def _behind_group(self, photo: PageNode, box: PageNode, others: AbstractSet[int]) -> Caption | None:
        """The caption behind an element that holds images alone, of which this is the last."""
        group = box
        while (above := group.above) is not None and not above.letters and above.index not in self._holding:
            group = above
        if group is box or any(photo.index < other < group.end for other in others):
            return None
        nodes = next((nodes for node in self._path(group, box)[:-1] if (nodes := self._behind(node))), [])
        captions, sources = self._parts([node for node in nodes if not holds_a_story(node, self._table)])
        text, marked = self._text_and_credit(captions, sources)
        return self._parted(text, marked or None, [fate for node in nodes for fate in self._lines_of(node)])

    def _box(self, photo: PageNode, others: AbstractSet[int]) -> PageNode:
        """The largest element around the photo that holds no other photo, none of the text, and not the title."""
        box = photo
        while (above := box.above) is not None and above.index not in self._holding:
            if above.letters > MAX_BOX or any(above.index <= other < above.end for other in others):
                break
            if any(squash(fate.line.text) in self._claimed for fate in self._lines_in(above)):
                break
            box = above
        return box

    def _named(self, photo: PageNode, box: PageNode) -> Caption | None:
        """The caption in elements that the template names so: in the photo's box, else right behind it or its parts."""
        nodes = self._outermost(box.index, box.end, photo)
        if all(self._is_credit(node) or part_credit(self._words(node))[0] is None for node in nodes):
            nodes += next(filter(None, map(self._behind, self._path(box, photo))), [])
        nodes = [node for node in nodes if not self._is_byline(node) and not holds_a_story(node, self._table)]
        captions, sources = self._parts(nodes)
        if nodes and not captions:  # the caption stands bare beside its credit
            captions = self._bare(photo, box, sum(source.letters for source in sources))
        text, marked = self._text_and_credit(captions, sources)
        if line_reason(text, sentence=False) in NO_CAPTION or line_reason(marked, sentence=False) in NO_CAPTION:
            is_advert = nodes[0].index < box.end and len(text.split()) >= MIN_ADVERT_WORDS
            return Caption(is_advert=True) if is_advert else None
        lines = [fate for node in (*captions, *nodes) for fate in self._lines_of(node)]
        return self._parted(text, marked or None, lines)

    def _parts(self, nodes: Sequence[PageNode]) -> tuple[list[PageNode], list[PageNode]]:
        """The nodes that hold captions, and those, in them or beside them, that hold the credit alone."""
        sources = [inner for node in nodes for inner in ([node] if self._is_credit(node) else self._credits_in(node))]
        captions = [node for node in nodes if not self._is_credit(node)]
        if len(captions) > 1:  # <div class="cap-foto">Antara/Sari Contoh</div><img><div class="caption">Apel pagi</div>
            bare = [node for node in captions if (words := self._words(node)) and part_credit(words)[0] is None]
            if len(bare) < len(captions):
                return [node for node in captions if node not in bare], sources + bare
        return captions, sources

    def _bare(self, photo: PageNode, box: PageNode, letters: int) -> list[PageNode]:
        """The smallest box around the photo with more than these letters, if it is called after photos and small."""
        around = next((node for node in self._path(box, photo)[::-1] if node.letters > letters), None)
        fits = around is not None and around.letters <= MAX_LOOSE_CAPTION and self._is_photo_box(photo, around)
        return [around] if around is not None and fits else []

    def _text_and_credit(self, captions: Sequence[PageNode], sources: Sequence[PageNode]) -> tuple[str, str]:
        """The words of the captions without those of the sources, and the words of the first source."""
        inner = [each for node in captions if CREDIT_NAMES.search(node.names) for each in self._captions_in(node)]
        if inner and not sources:  # <span class="caption-source"><span class="caption">Apel pagi</span>Reuters</span>
            skipped = {node.index for node in inner}
            return self._joined(inner, set()), self._joined(captions, skipped)
        marked = next(filter(None, map(self._words, sources)), "")
        return self._joined(captions, {source.index for source in sources}), marked

    def _joined(self, nodes: Sequence[PageNode], skipped: AbstractSet[int]) -> str:
        return " ".join(filter(None, dict.fromkeys(self._words(node, skipped) for node in nodes)))

    def _is_byline(self, node: PageNode) -> bool:
        """True for an author's name that is the article's own: it stands beside a portrait."""
        return bool(AUTHOR_NAME.search(node.names)) and squash(self._words(node)) in self._claimed

    def _is_credit(self, node: PageNode) -> bool:
        return _is_credit(node) and not self._captions_in(node)

    def _captions_in(self, node: PageNode) -> list[PageNode]:
        return [
            inner
            for inner in self._table.nodes[node.index + 1 : node.end]
            if _is_named(inner) and not _is_credit(inner)
        ]

    def _credits_in(self, node: PageNode) -> list[PageNode]:
        return [inner for inner in self._table.nodes[node.index + 1 : node.end] if self._is_credit(inner)]

    def _path(self, box: PageNode, photo: PageNode) -> list[PageNode]:
        """The nodes from the box down to the photo."""
        path = [photo]
        while path[-1] is not box and path[-1].above is not None:
            path.append(path[-1].above)
        return path[::-1]

    def _is_photo_box(self, photo: PageNode, box: PageNode) -> bool:
        """True where the box or something in it around the photo is called after photos."""
        return any(node.tag == "figure" or PHOTO_NAMES.search(node.names) for node in self._path(box, photo))

    def _outermost(self, start: int, end: int, photo: PageNode) -> list[PageNode]:
        """The outermost elements named after a caption or credit that do not hold the photo."""
        nodes, index = [], start
        while index < end:
            node = self._table.nodes[index]
            if not node.index <= photo.index < node.end and _is_named(node):
                nodes.append(node)
                index = node.end
            else:
                index += 1
        return nodes

    def _behind(self, node: PageNode) -> list[PageNode]:
        """The element right behind a node if it is named after a caption."""
        index = node.end
        for _ in range(MAX_BETWEEN):
            if index >= len(self._table.nodes) or (after := self._table.nodes[index]).above is not node.above:
                return []
            if _is_named(after):
                return [after]
            if any(node.tag in {"amp-img", "img"} for node in self._table.nodes[after.index : after.end]):
                return []
            inner = next((node for node in self._table.nodes[after.index : after.end] if _is_named(node)), None)
            if inner is not None and inner.letters == after.letters:
                return [inner]
            if after.tag not in WORDLESS_TAGS and after.letters:
                return []
            index = after.end
        return []

    def _loose(self, photo: PageNode, box: PageNode) -> Caption | None:
        """The caption in the photo's box or the line behind it that no element is named after, with other evidence."""
        lines: list[LineFate] = []
        for here in self._path(box, photo)[::-1]:
            if lines := self._lines_in(here):
                break
        if lines:
            text = " ".join(fate.line.text for fate in lines)
            plain = all(
                fate.line.linked <= MAX_LINKED
                and self._is_free(fate)
                and line_reason(fate.line.text, sentence=fate.is_sentence()) is None
                for fate in lines
            )
            if len(text) <= MAX_LOOSE_CAPTION and plain and self._is_photo_box(photo, here):
                return self._parted(text, None, lines)
        behind = next((fate for fate in self._fates if fate.line.node.index >= box.end), None)
        for fate in [*lines, *([behind] if behind is not None else [])]:
            text = fate.line.text
            if len(text) > MAX_LOOSE_CAPTION or fate.place >= 0:
                continue
            if squash(text) in self._cuts or (fate is behind and self._is_free(fate) and has_credit(text)):
                return self._parted(text, None, [fate])
        return None

    def _title(self, photo: PageNode, address: str) -> Caption | None:
        """The image's title attribute if it says more than the article's title or a file's name."""
        text = " ".join((photo.attributes.get("title") or "").split())
        words = squash(text)
        if len(text.split()) < 2 or FILE_NAME.fullmatch(text) or words in self._claimed or words in squash(address):
            return None
        return self._parted(text, None, [])

    def _parted(self, text: str, marked: str | None, lines: list[LineFate]) -> Caption | None:
        caption, credit = part_credit(text, marked)
        if caption is not None and squash(caption) in self._claimed:
            caption = None  # the article's title again
        if caption is None and credit is None:
            return None
        return Caption(caption, credit, lines)

    def _is_free(self, fate: LineFate) -> bool:
        """True for a line that is neither in the text, nor cut by another rule, nor a claim's."""
        return (
            not any(kind_of(what) in {TEXT, CUT} for what, _ in fate.fates)
            and fate.line.silent != "hidden"
            and squash(fate.line.text) not in self._claimed
        )

    def _lines_in(self, node: PageNode) -> list[LineFate]:
        """The lines under a node."""
        lines = self._table.lines[node.first_line : node.last_line]
        fates = (self._fate_of.get(id(line)) for line in lines if node.index <= line.node.index < node.end)
        return [fate for fate in fates if fate is not None]

    def _lines_of(self, node: PageNode) -> list[LineFate]:
        """The lines that print an element's words: those under it, else its block's with the same words."""
        if lines := self._lines_in(node):
            return lines
        block = node
        while block.above is not None and not block.block and block.silent == block.above.silent:
            block = block.above
        words = squash(self._words(node))
        return [
            fate for fate in self._lines_in(block) if (own := squash(fate.line.text)) and (own in words or words in own)
        ]

    def _words(self, node: PageNode, skipped: AbstractSet[int] = frozenset()) -> str:
        """The words that a reader sees under a node, on one line, without those of the `skipped` nodes."""
        nodes, parts = self._table.nodes, [node.element.text or ""]
        open_nodes: list[PageNode] = []
        index = node.index + 1
        while index < node.end or open_nodes:
            while open_nodes and open_nodes[-1].end <= index:
                done = open_nodes.pop()
                parts += [" " if done.block else "", done.element.tail or ""]
            if index >= node.end:
                continue
            here = nodes[index]
            parts.append(" " if here.block or here.tag == "br" else "")
            if here.index in skipped or _is_unread(here):
                parts += [" ", here.element.tail or ""]
                index = here.end
                continue
            parts.append(here.element.text or "")
            open_nodes.append(here)
            index += 1
        return " ".join("".join(parts).split())


def _is_named(node: PageNode) -> bool:
    """True for an element that the template names after a caption or a credit."""
    if node.tag == "figcaption":
        return True
    return (
        bool(node.names)
        and node.tag not in UNREAD_TAGS
        and node.tag != "img"
        and kind_of_names(node.names) in {"caption", "credit"}
    )


def _is_credit(node: PageNode) -> bool:
    """True for an element that the template names after the credit alone."""
    return node.tag != "figcaption" and bool(node.names) and kind_of_names(node.names) == "credit"


@lru_cache(maxsize=4096)
def kind_of_names(names: str) -> str | None:
    """What a class and id name: "caption", "credit", "other" for words that are neither, else None."""
    if OTHER_NAMES.search(names):
        return "other"
    if AUTHOR_NAME.search(names) or (CREDIT_NAMES.search(names) and not CAPTION_ONLY.search(names)):
        return "credit"
    return "caption" if CAPTION_NAMES.search(names) or CREDIT_NAMES.search(names) else None


def _is_unread(node: PageNode) -> bool:
    if node.tag in UNREAD_TAGS:
        return True
    return (bool(node.names) and kind_of_names(node.names) == "other") or is_hidden(node.attributes)
