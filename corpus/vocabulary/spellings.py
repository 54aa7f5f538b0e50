"""Find misspelled names of officials in the corpus (`propose`): runs of capitalised words that are near to a name.

A run that has the name's other words is proposed as a spelling. Any other is a question: it may be somebody else of a
similar name, and a word that others bear, too, is proposed for nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.store import Corpus
from corpus.vocabulary.names import Names, Official
from corpus.vocabulary.stemming import roots, stem, stop_words
from corpus.vocabulary.tokens import fts_string, tokens

MIN_LETTERS = 5  # letters of a name; too many words resemble a shorter one
READ = 200  # newest articles with a word that are read for it
LONGEST_RUN = 4  # words to each side of a word that belong to its run
ENDS = ",.;:!?)\"'\u201d\u2019"  # behind a word, the run ends
BEGINS = "(\"'\u201c\u2018"
PARTICLES = frozenset({"bin", "binti", "al", "el", "van", "de"})
SHORT = 3  # letters of a title or an initial, which say nothing about who it is

_TEXTS = """SELECT id, title || char(10) || text FROM articles WHERE id IN
    (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid DESC LIMIT ?) ORDER BY id DESC"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A form `written` that stands in `articles` of those read, the newest being `example`; `of` is the official.

    Its `word` resembles the `name` at a `distance` in edits. With `doubt`, a sentence, it is a question only.
    """

    written: str
    word: str
    name: str
    of: str
    distance: int
    articles: int
    example: int
    doubt: str | None = None


@dataclass(slots=True)
class _Runs:
    """The runs with one word: folded words -> as written, and the ids of their articles, the newest first."""

    written: dict[tuple[str, ...], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    ids: dict[tuple[str, ...], list[int]] = field(default_factory=lambda: defaultdict(list))


def propose(corpus: Corpus, names: Names, *, most: int = 2) -> list[Proposal]:
    """Return forms of officials' names with a word within `most` edits of the name's.

    Those that are surely the official's come first, then the questions; of each, the smallest distance first.
    """
    known = {token for o in names.officials.values() for text in _texts(o) for token in tokens(text)}
    vocabulary = [term for (term,) in corpus.conn.execute("SELECT DISTINCT term FROM forms") if term.isalpha()]
    near = _Near(term for term in vocabulary if term not in known and term not in roots())
    runs: dict[str, _Runs] = {}
    proposals: list[Proposal] = []
    for official in names.officials.values():
        for word in tokens(official.name):
            for term, distance in near.of(word, most) if len(word) >= MIN_LETTERS else ():
                if term not in runs:
                    runs[term] = _runs_with(corpus, term, names)
                proposals += _judged(official, names, term, word, distance, runs[term])
    return sorted(proposals, key=lambda p: (p.doubt is not None, p.distance, -p.articles, p.word, p.written))


def with_spellings(names: Names, proposals: Iterable[Proposal]) -> str:
    """Return the proposals as TOML for a corpus's own file of names; questions are comments in it.

    An entry replaces the shipped one of the same name, so each has all that is known of the official.
    """
    import json

    sure: dict[str, dict[str, list[str]]] = {}
    questions = []
    for one in proposals:
        if one.doubt is None:
            words = sure.setdefault(one.of, {}).setdefault(one.name, [])
            words += [one.word] if one.word not in words else []
        else:
            questions.append(
                f"# {json.dumps(one.written, ensure_ascii=False)}: {one.of}? {one.doubt} "
                f"(articles read: {one.articles}, for example {one.example})"
            )
    blocks = [_block(names.officials[name], words) for name, words in sure.items()]
    return "\n".join([*blocks, *questions])


def _block(official: Official, added: Mapping[str, Sequence[str]]) -> str:
    """Return an official's entry with the added words, each in the group of the word that it resembles."""
    import json

    groups = [list(group) for group in official.words]
    for name, words in added.items():
        of_it = next((group for group in groups if name in map(str.lower, group)), None)
        if of_it is None:
            of_it = [next(part for part in official.name.split() if name in tokens(part)).strip(".,")]
            groups.append(of_it)
        of_it += [word.title() for word in words]
    lines = ["[[official]]", f"name = {json.dumps(official.name, ensure_ascii=False)}"]
    lines.append(f"words = {json.dumps(groups, ensure_ascii=False)}")
    known = {key: getattr(official, key) for key in ("aliases", "roles", "post", "since", "until")}
    lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in known.items() if value]
    return "\n".join([*lines, ""])


def edits(one: str, other: str) -> int:
    """Return the edit distance: letters inserted, deleted, replaced or swapped with their neighbour (Damerau).

    >>> edits("lasro", "larso"), edits("karding", "kading"), edits("rinardi", "rinaldi")
    (1, 1, 1)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        current = [i]
        for j, b in enumerate(other, 1):
            best = min(row[j] + 1, current[-1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            current.append(best)
        before, row = row, current
    return row[-1]


class _Near:
    """The words of the corpus, looked up by those near to a name: of its first letter, or of its next two letters.

    So Zulfikar is near to Dzulfikar, and few distances are measured.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._by_begin: dict[str, list[str]] = defaultdict(list)
        for term in terms:
            for begin in {term[:1], f"0{term[:2]}", f"1{term[1:3]}"}:
                self._by_begin[begin].append(term)

    def of(self, word: str, most: int) -> Iterator[tuple[str, int]]:
        """Yield the words within `most` edits (1 for a word of up to six letters), each with its distance."""
        allowed = most if len(word) > 6 else 1
        begins = (word[:1], f"0{word[1:3]}", f"1{word[1:3]}", f"1{word[:2]}")
        for term in sorted({term for begin in begins for term in self._by_begin.get(begin, ())}):
            if abs(len(term) - len(word)) <= allowed and 0 < (distance := edits(word, term)) <= allowed:
                yield term, distance


def _texts(official: Official) -> Iterator[str]:
    yield from (official.name, *official.aliases)
    for group in official.words:
        yield from group


def _runs_with(corpus: Corpus, term: str, names: Names) -> _Runs:
    """Return the runs with this word in the newest articles that have it."""
    runs = _Runs()
    for article_id, text in corpus.conn.execute(_TEXTS, (fts_string((term,)), READ)):
        for words in _runs(text, term, names):
            key = tuple(token for word in words for token in tokens(word))
            runs.written[key][" ".join(words)] += 1
            if article_id not in runs.ids[key][-1:]:
                runs.ids[key].append(article_id)
    return runs


def _runs(text: str, term: str, names: Names) -> Iterator[list[str]]:
    """Yield the runs of capitalised words around each place of the word; common words at their ends are cut off."""
    for line in text.splitlines():
        words = line.split()
        for place, word in enumerate(words):
            if term in tokens(word) and _is_capital(word):
                begin = end = place
                while begin > max(0, place - LONGEST_RUN) and _goes_on(words[begin - 1], words[begin]):
                    begin -= 1
                while end < min(len(words) - 1, place + LONGEST_RUN) and _goes_on(words[end], words[end + 1]):
                    end += 1
                while begin < place and _is_common(words[begin], names):
                    begin += 1
                while end > place and _is_common(words[end], names):
                    end -= 1
                yield [one.strip(ENDS + BEGINS) for one in words[begin : end + 1]]


def _goes_on(word: str, following: str) -> bool:
    """Return True if two words that stand side by side belong to one run."""
    parted = word[-1:] in ENDS and not (word.endswith(".") and len(word) <= SHORT + 1)
    in_name = _is_capital(word) or word in PARTICLES
    return in_name and not parted and (_is_capital(following) or following in PARTICLES) and following[0] not in BEGINS


def _is_capital(word: str) -> bool:
    bare = word.strip(ENDS + BEGINS)
    return bare[:1].isupper()


def _is_common(word: str, names: Names) -> bool:
    """Return True for a word that is no part of a name: a listed word, an acronym, a body, a place."""
    parts = tokens(word)
    acronym = len(word) > 1 and word.strip(ENDS).isupper() and len(parts) == 1 and len(parts[0]) <= 6
    listed = all(stem(part) in roots() or part in stop_words() or not part.isalpha() for part in parts)
    return not parts or acronym or listed or bool(names.named(parts)) or word in PARTICLES


def _judged(official: Official, names: Names, term: str, name: str, distance: int, runs: _Runs) -> Iterator[Proposal]:
    """Yield the runs of a word as proposals for an official, in doubt or not."""
    own = {token for text in _texts(official) for token in tokens(text)}
    own |= {spelling for token in own for spelling in names.spellings(token)}
    roles = {token for role in official.roles for token in tokens(role)}
    sure: list[tuple[tuple[str, ...], list[str]]] = []
    unsure: list[tuple[tuple[str, ...], list[str]]] = []
    for key in runs.written:
        others = [word for word in key if word != term and len(word) > SHORT and word not in PARTICLES | roles]
        (sure if others and own.issuperset(others) else unsure).append((key, others))
    strangers = [key for key, others in unsure if others and not own.intersection(others)]
    for key, others in [*sure, *unsure]:
        written, number = runs.written[key].most_common(1)[0][0], len(runs.ids[key])
        doubt: str | None = None
        if not others:
            doubt = "the word stands alone."
        elif not own.issuperset(others):
            doubt = "somebody of a similar name."
        elif strangers:
            also = runs.written[strangers[0]].most_common(1)[0][0]
            doubt = f"{also} has the word in the name, too."
        yield Proposal(written, term, name, official.name, distance, number, runs.ids[key][0], doubt)
