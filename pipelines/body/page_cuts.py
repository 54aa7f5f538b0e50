"""A page's own tree, from which elements are cut for a while and then put back as they were (`cut_for_a_while`).

A copy of the tree would cost more than all the cuts do: of most pages the article's own element is a small part.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from lxml import html

from pipelines.page.blocks import take_out
from pipelines.page.table import BLOCK_TAGS, PageTable


class Cuts:
    """Cuts elements and words out of a tree, and puts all of it back."""

    __slots__ = ("_undo",)

    def __init__(self) -> None:
        self._undo: list[Callable[[], object]] = []

    def take_out(self, element: html.HtmlElement) -> None:
        """Cut an element; its tail stays (`blocks.take_out`)."""
        tail, parent, previous = element.tail, element.getparent(), element.getprevious()
        assert parent is not None, "an element of the page, not its root"
        before = parent.text if previous is None else previous.tail
        take_out(element)
        self._undo.append(partial(_put_back, element, parent, previous, before, tail))

    def write(self, holder: html.HtmlElement | None, place: str, words: str) -> None:
        """Write other words in the place ("text" or "tail") of an element."""
        if holder is None:
            return
        self._undo.append(partial(setattr, holder, place, getattr(holder, place)))
        setattr(holder, place, words)

    def put_back(self) -> None:
        """Undo all cuts, the last one first: each finds the tree as it left it."""
        while self._undo:
            self._undo.pop()()


def _put_back(
    element: html.HtmlElement,
    parent: html.HtmlElement,
    previous: html.HtmlElement | None,
    before: str | None,
    tail: str | None,
) -> None:
    """Put a cut element back where it was, with the words that stood before it and behind it."""
    if element.tag in BLOCK_TAGS and (tail or "").strip():  # a break stands there with the tail
        line_break = parent[0] if previous is None else previous.getnext()
        assert line_break is not None, "take_out has put it there"
        parent.remove(line_break)
    element.tail = None
    if previous is None:
        parent.insert(0, element)
        parent.text = before
    else:
        previous.tail = None
        previous.addnext(element)
        previous.tail = before
    element.tail = tail


@dataclass(frozen=True, slots=True, eq=False)
class CutPage:
    """A tree, the table of it as it was before anything was cut, and the cuts."""

    tree: html.HtmlElement
    table: PageTable
    cuts: Cuts = field(default_factory=Cuts)

    def holds(self, element: html.HtmlElement) -> bool:
        """True for an element that was not cut out."""
        here: html.HtmlElement | None = element
        while here is not None and here is not self.tree:
            here = here.getparent()
        return here is not None

    def copy_of(self, element: html.HtmlElement) -> html.HtmlElement:
        """A copy of an element as it is now, with so much around it as its readers look at.

        That is the outermost table around it (one that lays out a column makes paragraphs of its cells), the block
        around an inline element, and the element around one that holds no blocks (are there paragraphs beside it?).
        """
        around = element
        while around.tag not in BLOCK_TAGS and (above := around.getparent()) is not None:
            around = above
        if not any(inner.tag in BLOCK_TAGS for inner in element) and (above := around.getparent()) is not None:
            around = above
        for table in element.iterancestors("table"):
            around = table
        copied = copy.deepcopy(around)
        if around is element:
            return copied
        return next(twin for one, twin in zip(around.iter("*"), copied.iter("*"), strict=True) if one is element)


def cut_page(table: PageTable) -> CutPage:
    """The page that a table was read from, to be cut in place."""
    return CutPage(table.nodes[0].element, table)


@contextmanager
def cut_for_a_while(table: PageTable) -> Iterator[CutPage]:
    """The page that a table was read from, to be cut; in the end all is put back."""
    page = cut_page(table)
    try:
        yield page
    finally:
        page.cuts.put_back()
