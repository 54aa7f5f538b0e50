"""The parts of a search that finds nothing: its words, fields and what must not match (`SearchParts`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.query.tree import All, AnyOf, InTitle, Near, Node, Phrase, Prefix, Word, is_text, render

MOST_SEARCH_PARTS = 8  # parts that are left out or counted one by one


@dataclass(frozen=True, slots=True)
class SearchParts:
    """The parts that a search requires, in their order, and those that must not match."""

    required: tuple[Node, ...]
    excluded: tuple[Node, ...] = ()

    @classmethod
    def of(cls, tree: Node | None) -> SearchParts:
        """Return the parts of a parsed search; none for a search of filters alone."""
        if tree is None:
            return cls(())
        return cls(tree.required, tree.excluded) if isinstance(tree, All) else cls((tree,))

    @property
    def texts(self) -> tuple[Node, ...]:
        """The parts that are words."""
        return tuple(part for part in self.required if is_text(part))

    @property
    def query(self) -> str:
        """The search in the search language."""
        if len(self.required) == 1 and not self.excluded:
            return render(self.required[0])
        return " NOT ".join([" ".join(map(shown_part, self.required)), *map(shown_part, self.excluded)])

    def without(self, part: Node) -> SearchParts:
        """Return the search without this part."""
        required, excluded = (
            tuple(one for one in several if one is not part) for several in (self.required, self.excluded)
        )
        return SearchParts(required, excluded)

    def replaced(self, parts: Sequence[Node], by: Node) -> SearchParts:
        """Return the search with one part in place of others that follow each other."""
        required: list[Node] = []
        for one in self.required:
            if one is parts[0]:
                required.append(by)
            elif not any(one is part for part in parts):
                required.append(one)
        return SearchParts(tuple(required), self.excluded)

    def runs(self, most: int) -> Iterator[tuple[Word, ...]]:
        """Yield the runs of up to `most` neighbouring plain words, the longest first."""
        for length in range(min(most, len(self.required)), 0, -1):
            for first in range(len(self.required) - length + 1):
                run = self.required[first : first + length]
                words = tuple(one for one in run if isinstance(one, Word) and not one.exact)
                if len(words) == length:
                    yield words


def shown_part(part: Node) -> str:
    """Return a part as it stands in a search."""
    return f"({render(part)})" if isinstance(part, (All, AnyOf, Near)) else render(part)


def looser(part: Node) -> str | None:
    """Return a looser form of a part: words of a phrase anywhere, relatives of =word, title words in the text, or None.

    >>> looser(Phrase("apel pagi", 0)), looser(Word("membina", 0, exact=True)), looser(Word("membina", 0))
    ('apel pagi', 'membina', None)
    """
    match part:
        case Phrase(text, _, exact):
            return text if " " in text else text if exact else None
        case Word(text, _, True):
            return text
        case InTitle(inner):
            return shown_part(inner)
        case Near(parts, _):
            return " ".join(map(shown_part, parts))
        case Prefix(text, _) if " " in text:
            return f"{text}*"
    return None
