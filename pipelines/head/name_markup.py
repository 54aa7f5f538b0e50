"""What a page's markup says of a name without a role word: the writer's, or that of somebody in the story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import html

from pipelines.lines.cuts import BodyLine
from pipelines.page.table import PageNode
from pipelines.strings.name_patterns import LOCAL_WRITERS_PAGE
from pipelines.strings.squashed import squash

MARKS_ABOVE = 2  # elements above a name's whose class may speak of it
LONGEST_BOX = 240  # characters of an element whose class speaks of the name in it
LINES_ABOUT_WRITER = 2  # of a text, which may tell who its writer is
SHORTEST_PROSE = 80  # characters
CREDIT_MARKS = frozenset("/:(")  # before a name that a photo's credit names: "(Foto: Warta Contoh/Sari Contoh)"
# "author-name", "detail__penulis", "fa fa-user": a writer's element
OF_WRITER = re.compile(
    r"(?:^|[\s_-])(?:author|byline|contributor|creator|jurnalis|kontributor|penulis|posted-by|reporter|rep|user|wartawan|writer)",
    re.IGNORECASE,
)
# "tag", "topik", "profile-card", "quote__name": somebody in the story
OF_STORY = re.compile(
    r"(?:^|[\s_-])(?:caption|card|categor|figure|foto|gambar|image|kategori|label|narasumber|pembicara|photo|profile?|quote|speaker|tag|tokoh|topi[ck])",
    re.IGNORECASE,
)
OF_PICTURE = re.compile(r"caption|figure|foto|gambar|image|photo", re.IGNORECASE)
STORY_PAGE = re.compile(
    r"/(?:categor(?:y|ies)|indeks|kategori|labels?|profil|search|tags?|tokoh|topi[ck]s?)/|[?&](?:q|s|tag)="
)
STORY_HEADINGS = frozenset({"h2", "h3", "h4", "blockquote", "cite", "figcaption", "figure"})
BOLD = frozenset({"b", "strong"})


def may_be_writer(name: str, node: PageNode | None, lines: Sequence[BodyLine]) -> bool:
    """True for a name without a role word that nothing speaks against; what marks it as the writer's has the last word.

    Against it speak a bold line, a heading, a tag's or a profile's element, a link to a tag, and the text itself where
    it tells of the person.
    """
    if node is not None:
        if _is_below_picture(node):
            return False
        if _is_of_writer(node):
            return True
        if _is_of_story(node, squash(name)):
            return False
    return not _is_in_story(name, lines)


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
        OF_PICTURE.search(marks) is not None
        and OF_WRITER.search(marks) is None
        and next(here.element.iter("img", "picture"), None) is not None
        for marks, here in _marks(node)
    )


def _is_of_writer(node: PageNode) -> bool:
    if any(OF_WRITER.search(marks) for marks, _ in _marks(node) if marks):
        return True
    return any(_marks_writer(element) for element in node.element.iter("a", "b", "i", "span", "strong", "svg"))


def _marks_writer(element: html.HtmlElement) -> bool:
    href = element.get("href")
    if href is not None and LOCAL_WRITERS_PAGE.search(href):
        return True
    marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}"
    return len(marks) > 2 and OF_WRITER.search(marks) is not None


def _is_of_story(node: PageNode, name: str) -> bool:
    for marks, here in _marks(node):
        if here.tag in STORY_HEADINGS or (marks and OF_STORY.search(marks)):
            return True
    return any(
        element.tag in BOLD or STORY_PAGE.search(element.get("href") or "") is not None
        for element in node.element.iter("a", "b", "strong")
        if squash(element.text_content()).startswith(name)
    )


def _is_in_story(name: str, lines: Sequence[BodyLine]) -> bool:
    """True where a sentence of the text speaks of the person, but for the last lines and a photo's credit."""
    return " " in name and any(
        name in line.text
        and len(line.text) > SHORTEST_PROSE
        and line.text[: line.text.index(name)].rstrip()[-1:] not in CREDIT_MARKS
        for line in lines[:-LINES_ABOUT_WRITER]
    )
