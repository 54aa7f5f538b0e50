"""The forms of the lines of an article's head, read from data/heads.toml, whose head explains them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from string import digits
from typing import Any

from pipelines.calendar.patterns import ANY_MONTH, ANY_WEEKDAY, UNITS, WEEKDAYS
from pipelines.lines.line_labels import HeadLabel
from pipelines.strings.dateline_words import words as dateline_words
from pipelines.strings.name_patterns import NAME_TABLES
from pipelines.strings.squashed import squash

SHORTEST_HOUSE = 3  # letters of an outlet's name
STAND_IN = "contoh.com"  # for the outlet's own name
BETWEEN_PARTS = re.compile(r"\s*[|•·]\s*")
BEHIND_HOUSE = re.compile(r"(?:\.(?:com|co\.id|co|id|net))?(?=[A-Z]|\b)", re.IGNORECASE)
MOST_PARTS = 8  # of a line between bars
JOINED: tuple[HeadLabel, ...] = (
    "byline",
    "editor",
    "stamp",
    "reading_time",
    "breadcrumb",
    "furniture",
)  # the first names the line
ANY_FIGURE = re.compile(r"\d")
LONGEST_FORM = 420  # characters of a line that has a form; the longest are captions
_NO_NAME = (  # words in capitals beside a name: "Sari Contoh, Jurnalis", "Sari Contoh On May 5"
    rf"(?!(?i:(?:{ANY_WEEKDAY}|jurnalis|reporter|kontributor|wartawan|penulis|pewarta|editor|redaktur|redaksi"
    r"|diperbarui|diterbitkan|on|pada|by|oleh|updated|published|posted)\b))"
)
_WORD = rf"(?:[A-Z]\.\s?|{_NO_NAME}[A-Z](?:[^\W_]|['’`.])*)"
_NAME = rf"(?-i:{_WORD}(?:[\s_]+(?:{_WORD}|bin|binti|van|de|da)){{0,5}})"
_NAMES = rf"{_NAME}(?:\s*(?:[,/&]|\b(?:dan|and)\b)\s*{_NAME}){{0,4}}"
_CLOCK = (
    r"(?:(?:pukul|jam|pkl\.?|at)\s*)?\d{1,2}\s?[:.]\d{2}(?:[:.]\d{2})?(?:\s*[ap]\.?m\b\.?)?"
    r"(?:\s*(?:wib|wita|wit|gmt\s?[+-]\d+)\b)?"
)
_WEEKDAYS = "|".join(sorted((re.escape(name) for name in WEEKDAYS), key=len, reverse=True))
_WEEKDAY = rf"(?:(?:{_WEEKDAYS}|{ANY_WEEKDAY})[\w’'`]{{0,2}}[\s,./|–-]{{0,6}})?"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[\s./,-]{{0,6}}(?:{ANY_MONTH})[\s./,-]{{0,6}}\d{{4}}"
    rf"|(?:{ANY_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2}))"
)
_AGO = rf"(?:\d{{1,2}}|se|a|an)\s*(?:{'|'.join(map(re.escape, UNITS))})\s+(?:yang\s+)?(?:lalu|ago)"
# Runs of marks are bounded, and so are counts: two that overlap take a line of 400 hyphens through all its divisions.
_BETWEEN = r"[\s,|/•·:()–—-]{0,6}"
_STAMP = (
    rf"(?:date\s+)?(?:{_CLOCK}{_BETWEEN})?{_BETWEEN}{_WEEKDAY}{_DAY}(?:t|{_BETWEEN})(?:{_CLOCK})?[\s)|,•·–—-]{{0,6}}"
    rf"|{_AGO}(?:\s+\d+)?"
)


@dataclass(frozen=True, slots=True)
class HeadForm:
    """One form of data/heads.toml."""

    name: str
    label: HeadLabel
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    only_before_dateline: bool
    only_beside_photo: bool
    has: frozenset[str]
    longest: int  # characters of a line


@dataclass(frozen=True, slots=True)
class Fit:
    """A line's form, with the writers and editors that it names, as printed."""

    form: HeadForm
    writers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    has_stamp: bool = False


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return tomllib.loads((files("pipelines") / "data/heads.toml").read_text("utf-8"))


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of the words (themselves patterns), the longest first."""
    by_length = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(word.replace("_", r"\s+").replace(" ", r"\s*") for word in by_length) + ")"


def _roles(*jobs: str) -> str:
    words = (word for job in jobs for word in NAME_TABLES["roles"][job])
    return (
        r"(?<!\w)(?:"
        + "|".join(re.escape(w).replace(r"\ ", r"\s*") for w in sorted(words, key=len, reverse=True))
        + r")(?!\w)"
    )


@lru_cache(maxsize=1)
def head_forms() -> tuple[HeadForm, ...]:
    """The forms in the order of the file."""
    table = _table()
    words = {name: _any(list_) for name, list_ in table["words"].items()}
    domains = "|".join(re.escape(name) for name in sorted(dateline_words().domains, key=len, reverse=True))
    house = rf"(?:(?:[a-z0-9][a-z0-9-]*\.){{1,3}}\s?(?:{domains})[a-z]*)"
    counted = words["counted"]
    papers = _any(re.escape(name).replace(r"\ ", "_") for name in table["papers"])
    macros = {
        "stamp": rf"(?P<stamp%d>{_STAMP})",
        "names": rf"(?P<writers%d>{_NAMES})",
        "name": rf"(?P<writers%d>{_NAME})",
        "editors": rf"(?P<editors%d>{_NAMES})",
        "role": _roles("author"),
        "editing": _roles("editor"),
        "house": house,
        "paper": r"[\w.][\w. -]{1,50}?",
        "papers": papers,
        "place": r"(?-i:[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*){0,4})",
        "sep": r"\s*+[|•·–—/,:-]++\s*+",
        "count": rf"(?:{counted}\s*:?\s*\d[\d.,]*k?(?:\s*{counted})?|\d[\d.,]*k?\s*{counted}|\d{{1,6}}(?!\d))",
        "editorial": r"(?:(?:tim\s+)?redaksi|(?:super\s?)?admin(?:istrator)?|(?:biro\s+|tim\s+)?humas)",
        "credit": words["credited"],
        **words,
    }
    return tuple(_form(form, macros) for form in table["form"])


def _form(form: Mapping[str, Any], macros: Mapping[str, str]) -> HeadForm:
    counter = iter(range(100))

    def fill(match: re.Match[str]) -> str:
        text = macros[match[1]]
        return f"(?:{text % next(counter) if '%d' in text else text})"

    pattern = re.sub(r"\{([a-z]+)\}", fill, _blanks(form["pattern"]))
    return HeadForm(
        form["name"],
        form["label"],
        re.compile(pattern, re.IGNORECASE),
        tuple(form["examples"]),
        form.get("only_before_dateline", False),
        form.get("only_beside_photo", False),
        frozenset(each for sign in form.get("has", ()) for each in (digits if sign == "0" else (sign,))),
        form.get("longest", LONGEST_FORM),
    )


def _blanks(pattern: str) -> str:
    r"""Return the pattern with `\s*` for its blanks and `\s+` for its underscores; nothing changes in [brackets]."""
    parts = re.split(r"(\[[^\]]*\]|\\.)", pattern)
    return "".join(
        part if index % 2 else re.sub(r"\s+", r"\\s*", re.sub(r"\s*_\s*", "\0", part)).replace("\0", r"\s+")
        for index, part in enumerate(parts)
    )


def fit_line(line: str, own: Sequence[str] = ()) -> Fit | None:
    """The first form that the line has as a whole; None for any other line. `own` are the outlet's names."""
    if len(line) > LONGEST_FORM:
        return None
    line = " ".join(line.split())  # patterns have many places for blanks: of a run of them they would try each division
    return _fit(line) or (_fit(other) if (other := _with_houses(line, own)) != line else None) or _fit_parts(line)


def _fit_parts(line: str) -> Fit | None:
    """The form of a line whose parts between bars have one each: "Penulis: ... | Editor: ... | stamp | Dibaca: 12"."""
    parts = [part for part in BETWEEN_PARTS.split(line) if part]
    fits = [_fit(part) for part in parts] if 1 < len(parts) <= MOST_PARTS else []
    joined = [fit for fit in fits if fit is not None and fit.form.label in JOINED]
    if not joined or len(joined) < len(parts):
        return None
    by_label = {fit.form.label: fit.form for fit in reversed(joined)}
    form = next(by_label[label] for label in JOINED if label in by_label)
    writers = tuple(name for fit in joined for name in fit.writers)
    editors = tuple(name for fit in joined for name in fit.editors)
    return Fit(form, writers, editors, any(fit.has_stamp for fit in joined))


@lru_cache(maxsize=4096)
def _fit(line: str) -> Fit | None:
    small = line.lower()
    if not line.isascii() and (figure := ANY_FIGURE.search(line)):
        small += str(int(figure[0]))  # a figure of another script is one, too
    stands: dict[frozenset[str], bool] = {frozenset(): True}  # most forms with signs share those of a day
    for form in head_forms():
        if len(line) > form.longest:
            continue
        if form.has not in stands:
            stands[form.has] = any(map(small.__contains__, form.has))
        if stands[form.has] and (match := form.pattern.fullmatch(line)):
            groups = {name: value.strip(" ,.|") for name, value in match.groupdict().items() if value}
            return Fit(
                form,
                tuple(value for name, value in groups.items() if name.startswith("writers")),
                tuple(value for name, value in groups.items() if name.startswith("editors")),
                any(name.startswith("stamp") for name in groups),
            )
    return None


def _with_houses(line: str, own: Sequence[str]) -> str:
    """The line with a web name in place of the outlet's own names, which forms know as a house."""
    squashed = squash(line) if own else ""
    for name, letters in _longest_first(tuple(own)):
        if letters in squashed:
            line = _with_house(line, name)
    return line


def _with_house(line: str, name: str) -> str:
    """The line with a web name in place of this name, which may have other blanks: "wartateluk" is "Warta Teluk", too.

    By hand: a pattern for each of an outlet's names takes longer to compile than a head to read.

    >>> _with_house("Rina, Warta Teluk.com", "wartateluk")
    'Rina, contoh.com'
    """
    signs = (sign.lower() if len(sign.lower()) == 1 else sign for sign in line)  # each stays one sign
    small = line.lower() if line.isascii() else "".join(signs)
    places = [at for at, sign in enumerate(small) if not sign.isspace()]
    letters, letters_of_line = "".join(name.split()).lower(), "".join(small.split())
    parts: list[str] = []
    done = 0
    at = letters_of_line.find(letters)
    while at >= 0:
        begin = places[at]
        behind = BEHIND_HOUSE.match(line, places[at + len(letters) - 1] + 1)
        stands_alone = begin == 0 or not (line[begin - 1].isalnum() or line[begin - 1] in "._")
        if behind is not None and begin >= done and stands_alone:
            parts += [line[done:begin], STAND_IN]
            done = behind.end()
        at = letters_of_line.find(letters, at + 1)
    return "".join([*parts, line[done:]])


@lru_cache(maxsize=64)  # asked for each line of a page
def _longest_first(own: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The names that are long enough for a house's, the longest first, each with its letters alone."""
    return tuple((name, squash(name)) for name in sorted(own, key=len, reverse=True) if len(name) >= SHORTEST_HOUSE)
