"""Whether a title, or the last part of an address, holds the words that the topic asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from corpus.topics import Topic
from corpus.urls import split

QUERY_WORD = re.compile(r"\w+")
# Letters below which a word must stand whole: "asn" is not meant by "asnawi", "pegawai" is by "kepegawaian".
WHOLE_WORD_LETTERS = 5
NUMBER_ALONE = re.compile(
    r"/(?:[a-z]|berita|news|read|artikel|article|detail|post|id)?[-_]?\d+(?:\.[a-z]{3,5})?/?$", re.I
)
MIN_SLUG_WORDS = 2  # of an address; one word is a section or a script
BY_NUMBER = re.compile(r"(?:[a-z_]+=[a-z]*&)*(?:[a-z_]*id|p|n|no|berita|artikel|news|read)=\d+", re.IGNORECASE)
NOT_A_SLUG = re.compile(r"\d*|all|amp|index|page", re.IGNORECASE)


def query_words(text: str) -> tuple[str, ...]:
    """The words of a query in small letters, without quotes and signs."""
    return tuple(QUERY_WORD.findall(text.lower()))


def holds(text: str, word: str) -> bool:
    """True where the small-lettered text holds the word: whole if it is short, else anywhere.

    >>> holds("pembinaan kepegawaian", "pegawai"), holds("kata asnawi", "asn")
    (True, False)
    """
    return word in text if len(word) >= WHOLE_WORD_LETTERS else word in query_words(text)


def is_ignored(query: str, texts: Iterable[str | None]) -> bool:
    """True where none of the texts that a search gave (three or more) holds any word of its query."""
    given = list(texts)
    return len(given) >= 3 and not any(holds_any_word(query, text) for text in given)


def holds_any_word(query: str, text: str | None) -> bool:
    """True where a text holds any word of a query."""
    return any(holds((text or "").lower(), word) for word in query_words(query))


def slug_words(url: str) -> str:
    """The words of an address's last part.

    >>> slug_words("https://example.com/berita/12/pembinaan-pegawai-di-ntt.html?page=2")
    'pembinaan pegawai di ntt'
    """
    parts = [re.sub(r"\.[a-z]{3,5}$", "", p) for p in unquote(split(url).path).split("/")]
    named = [p for p in parts if not NOT_A_SLUG.fullmatch(p)]
    return " ".join(query_words(named[-1].replace("_", "-"))) if named else ""


def has_no_words(url: str) -> bool:
    """True where the last part of an address is an article's number alone: nothing in it tells the topic.

    >>> [has_no_words(f"https://x.id/{end}") for end in ("berita/1001", "news.php?id=7", "d-12.html", "apel-12")]
    [True, True, True, False]
    >>> has_no_words("https://x.id/berita/apel-pagi?id=7")
    False
    """
    address, _, query = url.partition("#")[0].partition("?")
    if query:
        return BY_NUMBER.fullmatch(query) is not None and len(slug_words(address).split()) < MIN_SLUG_WORDS
    return NUMBER_ALONE.search(address) is not None


@dataclass(frozen=True, slots=True)
class TopicFilter:
    """The word sets by which a listing without a search (sitemap, dated index, archive) is filtered.

    Each set is words that must all be there: one set a query and one a tag. Without it every article of such
    an outlet would be fetched.
    """

    sets: tuple[frozenset[str], ...]
    _hint: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note the longest word of each set: a text without any of them can't hold a set."""
        longest = (max(words, key=lambda word: (len(word), word)) for words in self.sets)
        object.__setattr__(self, "_hint", re.compile("|".join(map(re.escape, longest)) or "(?!)"))

    @classmethod
    def by(cls, topic: Topic, implied: Iterable[str] = ()) -> TopicFilter:
        """The filter by the topic's queries and tags, less the words that go without saying on this outlet.

        Where some go without saying, the topic's own phrases are sets too: the agency doesn't name itself in
        every title. A set that would be empty asks for everything and is left out.
        """
        unsaid = frozenset(word.lower() for word in implied)
        texts = (*topic.ask.search, *topic.ask.tags, *(topic.grading.phrases if unsaid else ()))
        sets = dict.fromkeys(frozenset(query_words(text)) - unsaid for text in texts)
        return cls(tuple(s for s in sets if s))

    def takes(self, url: str, title: str | None = None) -> bool:
        """True where the title or the last part of the address holds all words of one set."""
        address, lower_title = (unquote(url) if "%" in url else url).lower(), (title or "").lower()
        if not self._hint.search(address) and not (title and self._hint.search(lower_title)):
            return False  # nearly always: a sitemap has up to 50,000 addresses, so the cheap question comes first
        sets = [words for words in self.sets if all(word in address or word in lower_title for word in words)]
        if not sets:
            return False
        text = f"{slug_words(url)} {lower_title}"
        return any(all(holds(text, word) for word in words) for words in sets)
