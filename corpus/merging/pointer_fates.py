"""What became of articles that a file points to (`pointer_fates`): the same, changed, moved, gone, or not seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from corpus.reasons import ReasonKind, reason_is
from corpus.store import Corpus

FateState = Literal["same", "changed", "moved", "gone", "unseen"]
FATE_STATES: tuple[FateState, ...] = ("same", "changed", "moved", "gone", "unseen")
"""Every state of a pointer; their numbers add up to those of the rows."""

NO_HASH = "no_hash"
BAD_ROW = "bad_row"
NOT_REQUESTED = "not_requested"
"""Why a pointer can't be compared, beside the reasons of addresses (docs/reasons.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A row of a file of pointers: its number, what it says of an article, and the key of its address now.

    `fault` is why the row can't be read; then it has no key.
    """

    row: int
    key: str | None
    url: str | None = None
    doc_id: str | None = None
    outlet: str | None = None
    published_day: str | None = None
    text_sha256: str | None = None
    rules_version: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class PointerFate:
    """What became of the article: `reason` for gone and unseen; `url_now` where it is now, `article_id` in the corpus.

    `same_rules` is False where the text was cleaned by other rules then, so that a change may be theirs.
    """

    pointer: Pointer
    state: FateState
    reason: str | None = None
    url_now: str | None = None
    article_id: int | None = None
    same_rules: bool | None = None


class StoredArticle(NamedTuple):
    """What a pointer is compared with."""

    id: int
    url: str
    text_sha256: str
    rules_version: str


_ARTICLE = "SELECT id, url, text_sha256, rules_version FROM articles WHERE key = ?"
_OF_ALIAS = "SELECT article_key FROM aliases WHERE key = ?"
_ADDRESS = "SELECT state, reason, article_key FROM frontier WHERE kind = 'article' AND key = ?"


def pointer_fates(corpus: Corpus, pointers: Iterable[Pointer], key_of: Callable[[str], str]) -> Iterator[PointerFate]:
    """Yield what became of each pointer's article, as the corpus has it after a crawl of their addresses.

    `key_of` gives the key of an address. A text is compared by its words (`text_sha256`). An article is `moved` if
    another address answers with the same words, `changed` if the words differ, wherever it is.
    """
    for pointer in pointers:
        if pointer.key is None:
            yield PointerFate(pointer, "unseen", BAD_ROW)
            continue
        row = corpus.conn.execute(_ADDRESS, (pointer.key,)).fetchone()
        article = _article(corpus, pointer.key, row[2] if row else None)
        if article is not None:
            yield _compared(pointer, article, key_of)
        elif row is None:
            yield PointerFate(pointer, "unseen", NOT_REQUESTED)
        else:
            is_gone = reason_is(row[1], ReasonKind.GONE | ReasonKind.SAYS_GONE)
            yield PointerFate(pointer, "gone" if is_gone else "unseen", row[1] or NOT_REQUESTED)


def stored_pointers(corpus: Corpus, pointers: Iterable[Pointer]) -> int:
    """Return how many of the pointers' articles the corpus has."""
    return sum(_article(corpus, pointer.key) is not None for pointer in pointers if pointer.key)


def _article(corpus: Corpus, key: str, named: str | None = None) -> StoredArticle | None:
    """The article with this key, that of an alias, or that which the frontier names."""
    alias = corpus.conn.execute(_OF_ALIAS, (key,)).fetchone()
    for name in (key, alias and alias[0], named):
        if name and (row := corpus.conn.execute(_ARTICLE, (name,)).fetchone()):
            return StoredArticle(*row)
    return None


def _compared(pointer: Pointer, article: StoredArticle, key_of: Callable[[str], str]) -> PointerFate:
    same_rules = pointer.rules_version == article.rules_version if pointer.rules_version else None
    state: FateState = "same"
    if pointer.text_sha256 is None:
        state = "unseen"
    elif pointer.text_sha256 != article.text_sha256:
        state = "changed"
    elif key_of(article.url) != pointer.key:
        state = "moved"
    reason = NO_HASH if state == "unseen" else None
    return PointerFate(pointer, state, reason, article.url, article.id, same_rules)
