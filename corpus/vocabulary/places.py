"""Names of places (`place_lists`), as data/places.toml has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from corpus.vocabulary.stemming import DATA

PLACES_FILE = DATA / "places.toml"


@cache
def place_lists() -> Mapping[str, Sequence[str]]:
    """Return the lists of places: `places`, and `places_with_mark`, which are common words or persons' names too.

    >>> "Kupang" in place_lists()["places"], "Flores" in place_lists()["places_with_mark"]
    (True, True)
    """
    import tomllib  # a search starts without it

    return tomllib.loads(PLACES_FILE.read_text(encoding="utf-8"))
