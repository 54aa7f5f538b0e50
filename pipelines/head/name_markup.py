"""What a page's markup says of a name without a role word: the writer's, or that of somebody in the story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from lxml import html

from pipelines.lines.cuts import BodyLine
from pipelines.page.table import PageNode, PageTable
from pipelines.strings.dateline_words import COMMON_FORM, is_person, words
from pipelines.strings.name_patterns import LOCAL_WRITERS_PAGE, NAME_TABLES, PICTURE_BOX, USER_ICON
from pipelines.strings.squashed import squash

MENU_ABOVE = 6  # elements above a link among which a menu stands
MENU_LINKED = 0.6  # of a menu's characters that are links, at least
MENU = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|categor(?:y|ies)|kategori|menus?|nav(?:bar|igation)?|rubrik)(?:$|[\s_-])",
    re.IGNORECASE,
)
MARKS_ABOVE = 2  # elements above a name's whose class may speak of it
LONGEST_BOX = 240  # characters of an element whose class speaks of the name in it
LINES_ABOUT_WRITER = 2  # of a text, which may tell who its writer is
SHORTEST_PROSE = 60  # characters
LONGEST_BYLINES = 60  # characters of a list that may be a stamp's
MIN_NAME_PART = 4  # letters
SECTION_WORDS = frozenset(NAME_TABLES["sections"]["words"])
# "author-name", "detail__penulis", "fa fa-user": a writer's element
OF_WRITER = re.compile(
    r"(?:^|[\s_-])(?:author|byline|contributor|creator|jurnalis|kontributor|penulis|posted-by|reporter|rep|wartawan|writer)",
    re.IGNORECASE,
)
# "tag", "topik", "profile-card", "quote__name": somebody in the story
OF_STORY = re.compile(
    r"(?:^|[\s_-])(?:caption|card|categor|eyebrow|figure|foto|gambar|headline|image|kategori|kicker|label|narasumber|pembicara|photo|profile?|quote|rubrik|section|speaker|sub-?(?:judul|title)|tag|tokoh|topi[ck])",
    re.IGNORECASE,
)
STORY_PAGE = re.compile(
    r"/(?:categor(?:y|ies)|indeks|kategori|labels?|profil|search|tags?|tokoh|topi[ck]s?)/|[?&](?:q|s|tag)="
)
STORY_HEADINGS = frozenset({"h2", "h3", "h4", "blockquote", "cite", "figcaption", "figure"})
BOLD = frozenset({"b", "strong"})


def may_be_writer(
    name: str,
    node: PageNode | None,
    lines: Sequence[BodyLine],
    claimed: AbstractSet[str],
    table: PageTable,
    *,
    is_doubtful: bool = False,
    is_backed: bool = False,
) -> bool:
    """True for a name without a role word that nothing speaks against; what marks it as the writer's has the last word.

    Against it speak a bold line, a heading, a tag's or a profile's element, a link to a tag, metadata that name another
    writer (`claimed`, squashed), a doubtful place (in the text, or beside a day without an hour), a text that tells of
    the person, and a menu of the page with the same words. Without a mark of the writer's a name of common words is
    none ("Gaya Hidup" is a section), unless one is known as a person's, or the outlet's name or a town stands beside it
    (`is_backed`).
    """
    squashed = squash(name)
    if node is not None:
        own = _elements_of(squashed, node)
        if _is_below_picture(node):
            return False
        if squashed in claimed or _is_of_writer(node, own):
            return True
        if _is_of_story(node, own) or _is_in_list_of_names(node) or _heads_a_list(node):
            return False
    if squashed in claimed:
        return True
    return (is_backed or is_person(name) or not _is_of_common_words(name)) and not (
        claimed or is_doubtful or is_in_story(name, lines) or _is_rubric(name, table)
    )


def _is_rubric(name: str, table: PageTable) -> bool:
    """True where a menu or a path of links has these words for a link that leads to no writer."""
    squashed = squash(name)
    return any(
        squash(table.text(node)) == squashed and _is_in_menu(node)
        for node in table.tagged("a")
        if node.letters <= len(name) and not LOCAL_WRITERS_PAGE.search(node.element.get("href") or "")
    )


def _is_in_menu(node: PageNode) -> bool:
    """True in a box of links that is called a menu or a path."""
    here: PageNode | None = node
    for _ in range(MENU_ABOVE):
        if here is None or here.linked < MENU_LINKED * here.letters:
            break
        if here.tag == "nav" or (here.names and MENU.search(here.names)):
            return True
        here = here.above
    return False


def _is_of_common_words(name: str) -> bool:
    """True where the first word is a common one, or most of them are."""
    common = [
        squash(word) in words().no_places
        or word.lower() in SECTION_WORDS
        or COMMON_FORM.fullmatch(word.upper()) is not None
        for word in name.split()
    ]
    return common[0] or 2 * sum(common) > len(common)


def _elements_of(name: str, node: PageNode) -> list[html.HtmlElement]:
    """The inline elements of a block that say the name and nothing else."""
    inline = node.element.iter("a", "b", "em", "small", "span", "strong")
    return [element for element in inline if squash(element.text_content()) == name]


def _marks(node: PageNode) -> Iterator[tuple[str, PageNode]]:
    """Yield the class and id of a node and of the small elements around it."""
    here: PageNode | None = node
    for _ in range(MARKS_ABOVE + 1):
        if here is None or here.letters > LONGEST_BOX:
            return
        yield here.names, here
        here = here.above


def _is_below_picture(node: PageNode) -> bool:
    """True in a box with an image that is called after pictures and not after a writer."""
    return any(
        PICTURE_BOX.search(marks) is not None
        and OF_WRITER.search(marks) is None
        and next(here.element.iter("img", "picture"), None) is not None
        for marks, here in _marks(node)
    )


def _is_of_writer(node: PageNode, own: Sequence[html.HtmlElement]) -> bool:
    """True where a class, a link or a user's icon says so."""
    if any(OF_WRITER.search(marks) for marks, _ in _marks(node) if marks):
        return True
    if any(OF_WRITER.search(_marks_of(each)) or LOCAL_WRITERS_PAGE.search(each.get("href") or "") for each in own):
        return True
    icons = node.element.iter("i", "svg", "span") if node.letters <= LONGEST_BOX else ()
    return any(not (icon.text or "").strip() and USER_ICON.search(_marks_of(icon)) for icon in icons)


def _marks_of(element: html.HtmlElement) -> str:
    return " ".join(filter(None, (element.get("class"), element.get("itemprop"), element.get("rel"))))


def _is_of_story(node: PageNode, own: Sequence[html.HtmlElement]) -> bool:
    for marks, here in _marks(node):
        if here.tag in STORY_HEADINGS or (marks and OF_STORY.search(marks)):
            return True
    return any(
        each.tag in BOLD or OF_STORY.search(_marks_of(each)) or STORY_PAGE.search(each.get("href") or "")
        for each in own
    )


def _is_in_list_of_names(node: PageNode) -> bool:
    """True for a cell, and for an item of a list that holds no day: not the list of a stamp and a name."""
    above = node.above
    if node.tag in {"td", "th"}:
        return True
    return node.tag == "li" and above is not None and not any(sign.isdigit() for sign in above.element.text_content())


def _heads_a_list(node: PageNode) -> bool:
    """True for words right over a list without a day in it: the heading of a summary or of contents."""
    behind = node.element.getnext()
    if behind is None or behind.tag not in {"ol", "ul"}:
        return False
    return not any(sign.isdigit() for sign in behind.text_content()) and len(behind.text_content()) > LONGEST_BYLINES


def is_in_story(name: str, lines: Sequence[BodyLine]) -> bool:
    """True where a sentence of the text speaks of the person, by the whole name or a part; not in a photo's credit."""
    common = words().no_places | words().places
    parts = [part for part in name.split() if len(part) >= MIN_NAME_PART and squash(part) not in common]
    if not parts:
        return False
    spoken_of = re.compile(rf"(?<![/:(\w])(?<![/:(]\s)(?:{'|'.join(map(re.escape, parts))})(?!\w)")
    return any(
        len(line.text) > SHORTEST_PROSE and name not in line.text[-len(name) - 2 :] and spoken_of.search(line.text)
        for line in lines[:-LINES_ABOUT_WRITER]
    )
