"""Other readings of the words of a search: a year, a day, an outlet, a place, a writer, the words of a question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.nohits.search_parts import SearchParts
from corpus.query.tree import Field, Node, Word
from corpus.store import Corpus
from corpus.typed.day_fields import names_days
from corpus.typed.word_marks import IN_A_SENTENCE
from corpus.vocabulary.stemming import stop_words
from corpus.vocabulary.tokens import fts_string, tokens

MOST_WORDS = 4  # of a name or a day
LEAST_WORDS = 3  # of a search that may be a question in words
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_BETWEEN = re.compile(
    r"(?:(?:antara|dari|between|from|tahun) )?(?P<first>(?:19|20)\d{2})"
    r"(?: ?(?:-|\u2013|\u2014|\.{2,3}) ?| (?:dan|sampai|hingga|s/d|sd|ke|and|to|until) )(?P<last>(?:19|20)\d{2})",
    re.IGNORECASE,
)
_BOUNDS = {
    **dict.fromkeys(("sejak", "mulai", "dari", "since", "from"), "since"),
    **dict.fromkeys(("sampai", "hingga", "until", "till"), "until"),
    **dict.fromkeys(("sebelum", "before"), "before"),
    **dict.fromkeys(("setelah", "sesudah", "after"), "after"),
}
_BOUND = re.compile(rf"(?P<word>{'|'.join(_BOUNDS)}) (?P<day>(?:tahun )?(?=.*\d{{4}}).+)", re.IGNORECASE)
_QUESTIONS = """
apa apakah siapa siapakah kapan kapankah mengapa kenapa bagaimana bagaimanakah gimana berapa berapakah mana dimana
dimanakah kemana manakah adakah benarkah tolong cari carikan berita artikel tentang mengenai soal terkait seputar
what who whom whose when where why how which is are was were do does did the a an of in on at to for from by about
and or with news article articles find search
"""
QUESTION_WORDS = frozenset(_QUESTIONS.split())
"""Words of a question, and of the wish to have an answer, that an article on the matter need not have."""


def dated(search: SearchParts) -> SearchParts | None:
    """Return the search with its words for a day, month or year as a field; None if there are none.

    >>> dated(SearchParts((Word("pegawai", 0), Word("november", 8), Word("2023", 17)))).query
    'pegawai day:"november 2023"'
    """
    for run in search.runs(MOST_WORDS):
        text = " ".join(word.text for word in run).strip("?!.,;")
        if field := _days_field(text):
            return search.replaced(run, field)
    return None


def content(search: SearchParts) -> SearchParts | None:
    """Return a question in words without the words of grammar, its days as a field; None if it is none."""
    if len(search.required) < LEAST_WORDS:
        return None
    after = dated(search) or search
    left = tuple(_bare(part) for part in after.required if not _is_grammar(part))
    if not left or len(left) == len(after.required):
        return None
    return SearchParts(left, after.excluded)


def named(corpus: Corpus, search: SearchParts) -> Iterator[SearchParts]:
    """Yield the search with words that name an outlet, a place or a writer as a field, the longest names first."""
    runs = [(run, _spoken(" ".join(word.text for word in run))) for run in search.runs(MOST_WORDS)]
    runs = [(run, text) for run, text in runs if text and not _is_grammar(run[0])]
    if not runs:
        return
    outlets = _outlets(corpus)
    for run, text in runs:
        if slug := outlets.get(text.replace(" ", "")):
            yield search.replaced(run, Field("outlet", slug, run[0].at))
    for run, text in runs:
        if _is_in_a_place(corpus, text):
            yield search.replaced(run, Field("place", text, run[0].at))
    writers = _writers(corpus)
    for run, text in runs:
        if any(f" {text} " in writer for writer in writers):
            yield search.replaced(run, Field("author", text, run[0].at))


def _days_field(text: str) -> Field | None:
    """Return a field for a text that names days with their year, or counts from today: year:2023, since:2023 ..."""
    counted = " " in text or text in ("kemarin", "yesterday")
    if between := _BETWEEN.fullmatch(text):
        return Field("year", f"{between['first']}-{between['last']}", 0)
    if (bound := _BOUND.fullmatch(text)) and names_days(name := _BOUNDS[bound["word"].lower()], bound["day"]):
        return Field(name, bound["day"], 0)
    if not (_YEAR.search(text) or counted) or (text.isdigit() and not _YEAR.fullmatch(text)):
        return None
    if names_days("year", text):
        year = _YEAR.search(text)
        return Field("year", year[0] if year else text, 0)
    return Field("day", text, 0) if names_days("day", text) else None


def _is_grammar(part: Node) -> bool:
    words = tokens(part.text) if isinstance(part, Word) and not part.exact else ()
    return bool(words) and all(word in stop_words() or word in QUESTION_WORDS for word in words)


def _bare(part: Node) -> Node:
    """Return a word without the marks of the sentence around it."""
    if not isinstance(part, Word):
        return part
    return Word(part.text.strip("".join(IN_A_SENTENCE)) or part.text, part.at, part.exact)


def _spoken(text: str) -> str:
    return " ".join(tokens(text))


def _outlets(corpus: Corpus) -> dict[str, str]:
    """Return what an outlet may be called, in one word -> its slug."""
    called: dict[str, str] = {}
    for slug, name in corpus.conn.execute("SELECT slug, name FROM outlets ORDER BY slug"):
        for form in (slug, name, name.partition(".")[0]):
            called.setdefault("".join(tokens(form)), slug)
    return called


def _is_in_a_place(corpus: Corpus, text: str) -> bool:
    """Return True if some article's place has these words; the index knows, and a million articles are not read."""
    sql = "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT 1"
    return corpus.conn.execute(sql, (f"{{place}} : {fts_string(tuple(text.split()))}",)).fetchone() is not None


def _writers(corpus: Corpus) -> list[str]:
    return [f" {_spoken(row[0])} " for row in corpus.conn.execute("SELECT name FROM writers ORDER BY name")]
