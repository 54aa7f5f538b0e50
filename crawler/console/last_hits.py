"""The numbers of the last search: `kliping show 3`, `label 3` and `remove 3` mean its third hit.

They are kept in the user's own folder for state, a file a corpus: a search opens the corpus for reading only. The file
has no word of an article: a hit is its id and a fingerprint of its key, so that a hit of another corpus, which stood at
the same path, is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import KlipingError
from corpus.file.rights import PRIVATE_FILE, PRIVATE_FOLDER
from corpus.file.small_file import read_small
from corpus.file.whole import whole_file
from corpus.messages.search_messages import (
    HIT_IS_ANOTHER,
    HITS_NONE,
    HITS_PRINTED,
    NO_ARTICLE_NAMED,
    NO_SEARCH_MADE,
    NO_SUCH_HIT,
)
from crawler.console.output import say, shortened

if TYPE_CHECKING:
    from corpus.store import Corpus

HIT_BELOW = 1 << 20  # ids begin with the day, so that every one after 1 January 1970 is larger
LONGEST_ID = 19  # digits that SQLite's integers have
SHOWN_CELLS = 60  # of a search's words in a sentence


@dataclass(frozen=True, slots=True)
class LastHits:
    """The hits that the last search in a corpus printed: its words, when it was, and (id, fingerprint of the key)."""

    words: str
    at: str
    hits: tuple[tuple[int, str], ...]

    def in_words(self) -> str:
        """The search, as a sentence names it.

        >>> LastHits("pegawai", "2026-11-28T10:00:00+00:00", ()).in_words()
        'the search "pegawai" of 2026-11-28 17:00'
        """
        from corpus.store import JAKARTA

        when = datetime.fromisoformat(self.at).astimezone(JAKARTA)
        named = f'the search "{shortened(self.words, SHOWN_CELLS)}"' if self.words else "the search for every article"
        return f"{named} of {when:%Y-%m-%d %H:%M}"


def keep_hits(corpus: Corpus, ids: Sequence[int], words: str | None) -> None:
    """Store the ids in the order they were printed. If they can't be written, print a message and continue."""
    keys = _fingerprints(corpus, ids)
    stored = {
        "words": words or "",
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "hits": [(one, keys.get(one, "")) for one in ids],
    }
    path = _path(corpus.path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        with whole_file(path, sync=False, rights=PRIVATE_FILE) as file:
            json.dump(stored, file)
    except OSError as error:
        say(f"(The numbers of the hits can't be stored ({error.strerror}); use the ids in `kliping show`.)")


def last_hits(corpus: Path) -> LastHits | None:
    """The hits of the last search in this corpus; None where there was no search, or its file can't be read."""
    try:
        stored: Any = json.loads(read_small(_path(corpus)))
        hits = tuple((int(one), str(key)) for one, key in stored["hits"])
        datetime.fromisoformat(stored["at"])
        return LastHits(str(stored["words"]), stored["at"], hits)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def id_or_hit(corpus: Corpus, reference: str) -> int | None:
    """Return the id that a command's argument names; a small number is a hit of the last search. None for no number.

    Raises KlipingError for a number that the last search didn't print, and for a hit that is another article in this
    corpus.
    """
    if not (reference.isascii() and reference.isdigit() and len(reference) <= LONGEST_ID):
        return None
    number = int(reference)
    return number if number >= HIT_BELOW else _hit(corpus, number)


def say_hit(corpus: Corpus, reference: str) -> None:
    """If the argument is a hit's number, say which search it is of, and the article's title: before it is changed."""
    article_id = id_or_hit(corpus, reference)
    if article_id is not None and int(reference) < HIT_BELOW and (last := last_hits(corpus.path)):
        from corpus.query.lookup import stored_title

        title = stored_title(corpus, article_id)
        gone = f"article {article_id}, which is no longer here"
        title = gone if title is None else f"{shortened(title)} (id {article_id})"
        say(f"Hit {int(reference)} of {last.in_words()}: {title}")


def _hit(corpus: Corpus, number: int) -> int:
    last = last_hits(corpus.path)
    if last is None:
        raise KlipingError(NO_SEARCH_MADE(hit=number))
    if not 1 <= number <= len(last.hits):
        printed = HITS_PRINTED(n=len(last.hits)) if last.hits else HITS_NONE()
        raise KlipingError(NO_SUCH_HIT(hit=number, search=last.in_words(), hits=printed))
    article_id, key = last.hits[number - 1]
    if (now := _fingerprints(corpus, [article_id]).get(article_id)) and key and now != key:
        raise KlipingError(HIT_IS_ANOTHER(hit=number, search=last.in_words()))
    return article_id


def _fingerprints(corpus: Corpus, ids: Sequence[int]) -> Mapping[int, str]:
    """Return id -> fingerprint of the article's key, for those that are stored."""
    from corpus.query.lookup import keys_of

    keys = keys_of(corpus, ids).items()
    return {number: hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:16] for number, key in keys}


def _path(corpus: Path) -> Path:
    from platformdirs import user_state_dir

    name = hashlib.sha256(str(corpus.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return Path(user_state_dir("kliping", appauthor=False)) / "hits" / f"{name}.json"


def id_or_address(corpus: Corpus, reference: str) -> int | str:
    """Return the article that was named: the id of an id or a hit's number, else the web address.

    Raises KlipingError where it is none of these.
    """
    article_id = id_or_hit(corpus, reference)
    if article_id is None and "://" not in reference:
        raise KlipingError(NO_ARTICLE_NAMED(article=reference))
    return reference if article_id is None else article_id
