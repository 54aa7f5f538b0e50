"""A copy of a page's tree that may be cut, with what the page's table knows of each element (`copy_of`)."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import html

from pipelines.page.table import PageTable, read_table


@dataclass(frozen=True, slots=True, eq=False)
class PageCopy:
    """A tree, its elements in document order as they were before anything was cut, and the table of what they were.

    The elements are held because lxml makes an element anew each time it is asked for, unless somebody holds it.
    """

    tree: html.HtmlElement
    elements: list[html.HtmlElement]
    table: PageTable

    def with_names(self, tags: Collection[str]) -> Iterator[tuple[int, str]]:
        """Yield index and names (class and id) of each element with one of these tags that has any."""
        return ((node.index, node.names) for node in self.table.tagged(*tags) if node.names)

    def holds(self, element: html.HtmlElement) -> bool:
        """True for an element that was not cut out."""
        here: html.HtmlElement | None = element
        while here is not None and here is not self.tree:
            here = here.getparent()
        return here is not None


def copy_of(table: PageTable) -> PageCopy:
    """A copy of the page that the table was read from."""
    tree = copy.deepcopy(table.nodes[0].element)
    return PageCopy(tree, list(tree.iter("*")), table)


def uncopied(tree: html.HtmlElement) -> PageCopy:
    """The tree itself, for cuts in place."""
    table = read_table(tree)
    return PageCopy(tree, [node.element for node in table.nodes], table)
