"""The orders of a search by their English and Indonesian names (`read_sort`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from corpus.errors import QueryError
from corpus.messages.hint_messages import ORDERS_ARE
from corpus.messages.search_messages import ORDER_UNKNOWN
from corpus.near_names import did_you_mean

Sort = Literal["newest", "oldest", "relevance"]

SORT_NAMES: Mapping[str, Sort] = {
    "newest": "newest",
    "oldest": "oldest",
    "relevance": "relevance",
    "terbaru": "newest",
    "terlama": "oldest",
    "relevan": "relevance",
    "relevansi": "relevance",
}


def read_sort(name: str) -> Sort:
    """Return the order with this name, in any case. Raises QueryError for an unknown one, with the nearest.

    >>> read_sort("terbaru"), read_sort("Relevan")
    ('newest', 'relevance')
    """
    if order := SORT_NAMES.get(name.strip().casefold()):
        return order
    hint = did_you_mean(name[:40], SORT_NAMES, ORDERS_ARE())
    raise QueryError(ORDER_UNKNOWN(name=name[:40], hint=hint))
