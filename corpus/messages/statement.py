"""`Message` (a code and its English template), `Statement` (a message with its values), and how a sentence is made."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """One kind of error. `code` never changes once released; `english` is a template with named fields.

    What a template understands besides `str.format`:
    `{n:article|articles}` is the first word for 1, the second for other numbers;
    `{names}` joins a tuple with ", ", `{names:or}` with " or ", `{names:,and}` as "a, b and c",
    `{names:;}` with "; ";
    `{names:"or}` puts each between quotation marks (also with ' or `);
    a field whose value is None is left out; a field whose value is a Statement is that statement's sentence.
    """

    code: str
    english: str

    def __call__(self, **values: object) -> Statement:
        """Return the statement of these values; their names are exactly the template's fields (a test holds it).

        >>> ONE = Message("sample.gone", "{path}: {n:,} {n:page is|pages are} gone")
        >>> str(ONE(path="kliping.db", n=1)), str(ONE(path="kliping.db", n=1200))
        ('kliping.db: 1 page is gone', 'kliping.db: 1,200 pages are gone')
        """
        return Statement(self.code, tuple((name, _plain(value)) for name, value in values.items()), self)


@dataclass(frozen=True, slots=True)
class Statement:
    """A code and its values, in the order of giving; `str()` is its sentence."""

    code: str
    pairs: tuple[tuple[str, object], ...]
    message: Message = field(repr=False, compare=False)

    @property
    def values(self) -> dict[str, object]:
        """Field -> value: text, number, path, day, None, a nested Statement, or a tuple of such."""
        return dict(self.pairs)

    def __str__(self) -> str:
        return sentence_of(self)


def sentence_of(statement: Statement) -> str:
    """Return the statement's sentence in English: the one place where sentences are made, and could be in a language.

    >>> KNOWN = Message("sample.known", "there is no {name!r}; known are {names:'and}")
    >>> sentence_of(KNOWN(name="bni", names=("bmi", "bri")))
    "there is no 'bni'; known are 'bmi' and 'bri'"
    """
    return _TEMPLATES.vformat(statement.message.english, (), statement.values)


def _plain(value: object) -> object:
    """A value that can be compared and sent to another process: a list as a tuple, an exception as its words."""
    if isinstance(value, BaseException):
        return getattr(value, "statement", None) or str(value)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return tuple(_plain(one) for one in value)
    return value


class _Templates(string.Formatter):
    """Fills templates: the specifications that Message names, besides those of `str.format`."""

    def format_field(self, value: object, format_spec: str) -> str:
        if value is None:
            return ""
        if isinstance(value, tuple):
            quote = format_spec[:1] if format_spec[:1] in {'"', "'", "`"} else ""
            joint = format_spec.removeprefix(quote)
            last = f" {joint[1:]} " if joint[:1] == "," and joint[1:] else None
            between = f" {joint} " if joint[:1].isalpha() else f"{joint[:1] or ','} "
            names = [f"{quote}{one}{quote}" for one in value]
            return between.join([*names[:-2], last.join(names[-2:])] if last else names)
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return one if value == 1 else many
        return format(value, format_spec) if format_spec else str(value)


_TEMPLATES = _Templates()
