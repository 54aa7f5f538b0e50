"""`kliping topic new`: write a topic to start from, made of a body's names and the words to search for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from corpus.errors import KlipingError
from corpus.messages.topic_messages import (
    TOPIC_FILE_EXISTS,
    TOPIC_FILE_NOT_WRITABLE,
    TOPIC_NAME_BAD_FOR_FILE,
    TOPIC_OPTION_WITHOUT_WORD,
)
from crawler.console.output import command_line, say

MOST_QUERIES = 20  # searches written: each is asked of each outlet


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What a new topic is made of: its name, the body's names as given, and the words to search for."""

    name: str
    bodies: tuple[str, ...]
    searches: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words to search for; where none were given, those of the name."""
        return self.searches or (self.name.replace("-", " "),)

    @property
    def title(self) -> str:
        """A title for people: "Pungli (KPK)"."""
        words = self.words[0]
        first = words[:1].upper() + words[1:]
        return f"{first} ({self.bodies[0]})" if self.bodies and not _names_any(words, self.bodies) else first

    @property
    def queries(self) -> tuple[str, ...]:
        """What the sites are asked: the words, each with each name of the body that is not among them."""
        short = [body for body in self.bodies if len(body.split()) <= 3] or list(self.bodies[:1])
        written = [
            words if _names_any(words, self.bodies) else f"{body} {words}"
            for words in self.words
            for body in (short or [""])
        ]
        return tuple(dict.fromkeys(" ".join(query.split()) for query in written))[:MOST_QUERIES]

    @property
    def tags(self) -> tuple[str, ...]:
        """Names of the body in one word, as sites write their tags."""
        return tuple(dict.fromkeys(body.lower() for body in self.bodies if re.fullmatch(r"\w+", body)))

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words to search for without the body: the group has it."""
        bare = (_without(words, self.bodies) for words in self.words)
        return tuple(dict.fromkeys(words for words in bare if words)) or self.words


@click.command()
@click.argument("name")
@click.option(
    "--body",
    "bodies",
    multiple=True,
    metavar="NAME",
    help="A name of the body that the topic is about; may be given again, for its other names.",
)
@click.option(
    "--search",
    "searches",
    multiple=True,
    metavar="WORDS",
    help="Words to search for; may be given again  [default: the words of the topic's name]",
)
def new(name: str, bodies: tuple[str, ...], searches: tuple[str, ...]) -> None:
    """Write NAME.toml into this folder: a topic with every key explained, for you to go on with.

    It is made from the body and the words that you give: kliping topic new pungli --body KPK --search pungli
    --search "pungutan liar". Names that kliping knows of the body over time are added.
    """
    from corpus.topics import parse_topic, slug_of

    slug = name.removesuffix(".toml")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", slug):
        raise KlipingError(TOPIC_NAME_BAD_FOR_FILE(name=name, nearest=slug_of(slug)))
    skeleton = Skeleton(slug, _cleaned("--body", bodies), _cleaned("--search", searches))
    path = Path(f"{slug}.toml")
    text = skeleton_text(skeleton)
    parse_topic(text, str(path))  # what was given may be too long, or hold a star in the wrong place
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise KlipingError(TOPIC_FILE_EXISTS(path=path)) from None
    except OSError as error:
        raise KlipingError(TOPIC_FILE_NOT_WRITABLE(path=path, reason=error.strerror)) from error
    say(
        f"Written: {path}. Change it, then run {command_line('topic', 'check', path)} and {command_line('crawl', path)}"
    )


def skeleton_text(skeleton: Skeleton) -> str:
    """Return the topic as TOML: every key, with a comment on what it is for."""
    names = known_names(skeleton.bodies)
    group = (
        ["all = [", "    [  # the body, by each of its names", *_lines(names, 8), "    ],", "]"]
        if names
        else ['all = []  # such as [["KPK", "Komisi Pemberantasan Korupsi"], ["pegawai*", "ASN"]]']
    )
    return "\n".join(
        [
            f"# {skeleton.title}. Change what you need; docs/topics.md explains every key.",
            f"name = {_quoted(skeleton.name)}",
            f"title = {_quoted(skeleton.title)}",
            "",
            "[ask]",
            "# Short queries for each outlet's own search: two words or three, a little too wide.",
            "search = [",
            *_lines(skeleton.queries, 4),
            "]",
            "# Tag pages, as in .../tag/kpk; used where an outlet has them.",
            f"tags = {_row(skeleton.tags)}",
            "# Addresses of articles that are always fetched, whatever a listing says.",
            "urls = []",
            '# The days: 2023-01-31, 2023-01, 2023, or a span back from today ("30d", "4w", "6m", "1y").',
            '# since = "1y"',
            '# until = "2024-12-31"',
            "# Only these outlets (`kliping outlets list`); without it, all.",
            '# outlets = ["antaranews"]',
            "",
            "[grade]",
            "# The topic in its own words. Add how the body and the media put it; pegawai* stands for any ending.",
            "phrases = [",
            *_lines(skeleton.phrases, 4),
            "]",
            "# Of each list, one wording must stand in the article.",
            *group,
            "# If given, one of these must stand there too.",
            "any = []",
            "# Misleading wordings: struck from the text before anything is looked for.",
            "none = []",
            "",
        ]
    )


def known_names(bodies: Sequence[str]) -> tuple[str, ...]:
    """Return the names given, and those that kliping knows of the same body over time.

    >>> known_names(["KPK"])[:2]
    ('KPK', 'Komisi Pemberantasan Korupsi')
    """
    from corpus.vocabulary.names_file import shipped_names
    from corpus.vocabulary.tokens import tokens

    known = [
        text
        for body in bodies
        for lineage, _ in shipped_names().named(tokens(body))
        if lineage.kind in {"body", "office"}
        for name in lineage.names
        for text in (name.name, *name.full)
    ]
    first: dict[str, str] = {}
    for text in (*bodies, *known):
        first.setdefault(text.casefold(), text)
    return tuple(first.values())


def _cleaned(option: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts of an option, each in one line. Raises KlipingError for an empty one."""
    cleaned = []
    for text in texts:
        line = " ".join("".join(c if c.isprintable() else " " for c in text.replace('"', " ")).split())
        if not any(map(str.isalnum, line)):
            raise KlipingError(TOPIC_OPTION_WITHOUT_WORD(option=option, text=text))
        cleaned.append(line)
    return tuple(dict.fromkeys(cleaned))


def _names_any(words: str, bodies: Sequence[str]) -> bool:
    return any(_body_in(body).search(words) for body in bodies)


def _without(words: str, bodies: Sequence[str]) -> str:
    for body in bodies:
        words = _body_in(body).sub(" ", words)
    return " ".join(words.split())


def _body_in(body: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(body)}(?!\w)", re.IGNORECASE)


def _quoted(text: str) -> str:
    """Return a text as a TOML string: JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)


def _lines(texts: Sequence[str], indent: int) -> Iterator[str]:
    return (" " * indent + _quoted(text) + "," for text in texts)


def _row(texts: Sequence[str]) -> str:
    return "[" + ", ".join(map(_quoted, texts)) + "]"
