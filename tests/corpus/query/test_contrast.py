"""Whether a search contrasts two words is read once for all of its words: the work grows with their number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from corpus.query.expansion import Expander
from corpus.query.parse import parse
from corpus.query.tree import leaves
from corpus.store import Corpus
from corpus.vocabulary.names import Names
from corpus.vocabulary.names_file import names_of
from corpus.vocabulary.tokens import Tokens

Texts = Callable[[Sequence[str]], Corpus]


@dataclass(frozen=True)
class CountingNames(Names):
    """Names that count how often it is asked what a word names."""

    def family(self, text: Tokens) -> set[str]:
        CALLS.append(text)
        return super().family(text)


CALLS: list[Tokens] = []


def calls(corpus: Corpus, number: int) -> int:
    words = [f"kata{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(2 * number)]
    tree = parse(" ".join(words[:number]) + "".join(f" -{word}" for word in words[number:])).tree
    expander = Expander(corpus, CountingNames(), tree)
    CALLS.clear()
    for leaf, negated in leaves(tree):
        expander.meaning(leaf, negated=negated)
    return len(CALLS)


def test_the_work_of_a_search_grows_with_its_words_alone(of_texts: Texts) -> None:
    corpus = of_texts(["satu"])
    assert calls(corpus, 160) <= 3 * calls(corpus, 80)


@pytest.mark.parametrize(
    ("query", "expanded"),
    [
        ("membina NOT dibina", False),  # the same root
        ("larso NOT lasro", False),  # a spelling
        ("bp2mi -bnp2tki", False),  # another name of the same
        ("asn NOT pns", False),  # a kind of it
        ("membina NOT melatih", True),
        ("membina dibina", True),  # both required
        ("(membina OR x) NOT (melatih dibina)", False),
    ],
)
def test_related_words_of_both_sides_are_taken_as_written(query: str, expanded: bool, of_texts: Texts) -> None:
    corpus = of_texts(["membina pembinaan", "dibina larso lasro", "bp2mi bnp2tki asn pns melatih"])
    tree = parse(query).tree
    expander = Expander(corpus, names_of(corpus.path), tree)
    first = next(leaf for leaf, _ in leaves(tree))
    assert (len(expander.meaning(first).phrases) > 1) == expanded
