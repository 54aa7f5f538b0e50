"""What is done to a text that is copied: words and sentences changed, cut, embedded; furniture put around it."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta, timezone

from benchmarks.lineage_made import Writing
from benchmarks.lineage_sentences import FIRST, LAST, PLACES, POOL, Facts, lead, quotation, sentence, speech
from corpus.models import Outlet

WIB = timezone(timedelta(hours=7))
FIRST_DAY = date(2022, 1, 3)
PERIOD = 700  # days
AGENCIES = tuple(
    Outlet(f"balai_{n}", f"Balai Perantau {place}", "agency", f"balai-{place.lower()}.go.example", "Balai Perantau")
    for n, place in enumerate(PLACES[:4])
)
MEDIA = tuple(
    Outlet(f"media_{n}", f"{name} {place}", "media", f"{name.lower()}{place.lower()}.example")
    for n, (name, place) in enumerate(
        (name, place) for name in ("Warta", "Kabar", "Suara", "Harian") for place in PLACES[10:20]
    )
)
OUTLETS = (*AGENCIES, *MEDIA)
HOUSE_LINES = {
    outlet.slug: form.format(outlet.name)
    for outlet, form in zip(
        MEDIA[::3],
        itertools.cycle((
            "Ikuti kabar {} lainnya di kanal WhatsApp kami.", "Baca terus berita {} di Google News.",
            "Dapatkan kabar pilihan {} setiap pagi di ponsel Anda.", "Langganan {} edisi cetak, hubungi agen terdekat.",
        )),
        strict=False,
    )
}  # fmt: skip
"""What an outlet puts behind all of its articles, where the cleaning missed it."""

Chunk = tuple[str, str | None, int]  # words, the article they are from (None: own), where they stand in it
Paragraphs = list[list[Chunk]]


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a release or report: paragraphs of sentences, each with its place in the text."""

    name: str
    paragraphs: tuple[tuple[tuple[int, str], ...], ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(" ".join(text for _, text in paragraph) for paragraph in self.paragraphs)

    def chunks(self, source: bool = True) -> Paragraphs:
        """All sentences as taken from this article, or as its own."""
        name = self.name if source else None
        return [[(text, name, at) for at, text in paragraph] for paragraph in self.paragraphs]


def make_body(rng: random.Random, name: str, facts: Facts, paragraphs: int) -> Body:
    """A report of the event: a lead, then paragraphs of which every third is a quotation."""
    texts: list[list[str]] = [[lead(rng, facts), sentence(rng)]]
    for n in range(1, paragraphs):
        if n % 3 == 1:
            texts.append([quotation(rng, speech(rng, 14), facts.person)])
        else:
            texts.append([sentence(rng) for _ in range(rng.choice((2, 2, 3)))])
    return body_of(name, texts)


def body_of(name: str, texts: Sequence[Sequence[str]]) -> Body:
    """Paragraphs of sentences with their places."""
    at, paragraphs = 0, []
    for paragraph in texts:
        placed = []
        for text in paragraph:
            placed.append((at, text))
            at += len(text) + 1
        paragraphs.append(tuple(placed))
    return Body(name, tuple(paragraphs))


def change_words(rng: random.Random, paragraphs: Paragraphs, share: float = 0.2) -> Paragraphs:
    """Exactly that share of the words replaced by others, scattered over the text."""
    size = sum(len(text.split()) for paragraph in paragraphs for text, _, _ in paragraph)
    changed, at, out = set(rng.sample(range(size), round(size * share))), 0, []
    for paragraph in paragraphs:
        row: list[Chunk] = []
        for text, source, start in paragraph:
            for word in text.split(" "):
                row.append((_other_word(rng, word), None, 0) if at in changed else (word, source, start))
                start += len(word) + 1
                at += 1
        out.append(row)
    return out


def _other_word(rng: random.Random, word: str) -> str:
    core = word.strip("“”.,;:()")
    new = rng.choice(POOL)
    while new.casefold() == core.casefold():
        new = rng.choice(POOL)
    return word.replace(core, new.capitalize() if core[:1].isupper() else new, 1) if core else new


def change_sentences(rng: random.Random, paragraphs: Paragraphs, share: float = 0.2) -> Paragraphs:
    """Whole sentences written anew, until that share of the words is new."""
    size = sum(len(text.split()) for paragraph in paragraphs for text, _, _ in paragraph)
    places = [(p, s) for p, paragraph in enumerate(paragraphs) for s in range(len(paragraph))]
    rng.shuffle(places)
    chosen, words = set(), 0
    for p, s in places:
        if words >= size * share:
            break
        chosen.add((p, s))
        words += len(paragraphs[p][s][0].split())
    return [
        [(sentence(rng), None, 0) if (p, s) in chosen else chunk for s, chunk in enumerate(paragraph)]
        for p, paragraph in enumerate(paragraphs)
    ]


def first_half(paragraphs: Paragraphs) -> Paragraphs:
    """The sentences of the first half, by words."""
    size = sum(len(text.split()) for paragraph in paragraphs for text, _, _ in paragraph)
    out: Paragraphs = []
    words = 0
    for paragraph in paragraphs:
        row: list[Chunk] = []
        for chunk in paragraph:
            if words < size / 2:
                row.append(chunk)
                words += len(chunk[0].split())
        if row:
            out.append(row)
    return out


def part_of(rng: random.Random, paragraphs: Paragraphs, share: float) -> Paragraphs:
    """Neighbouring paragraphs, from a chance place on, that have at least that share of the words."""
    sizes = [sum(len(text.split()) for text, _, _ in paragraph) for paragraph in paragraphs]
    need = sum(sizes) * share
    starts = [n for n in range(len(sizes)) if sum(sizes[n:]) >= need]
    first = last = rng.choice(starts)
    while sum(sizes[first:last]) < need:
        last += 1
    return paragraphs[first:last]


def own(rng: random.Random, words: int) -> Paragraphs:
    """Paragraphs of own prose, at least so many words."""
    out: Paragraphs = []
    while sum(len(text.split()) for paragraph in out for text, _, _ in paragraph) < words:
        out.append([(sentence(rng), None, 0) for _ in range(rng.choice((1, 2, 3)))])
    return out


def size_of(paragraphs: Paragraphs) -> int:
    """How many words."""
    return sum(len(text.split()) for paragraph in paragraphs for text, _, _ in paragraph)


def within(rng: random.Random, outer: Paragraphs, inner: Paragraphs) -> Paragraphs:
    """`inner` between two paragraphs of `outer`, behind the first."""
    at = rng.randint(1, max(1, len(outer) - 1))
    return [*outer[:at], *inner, *outer[at:]]


def write(rng: random.Random, paragraphs: Paragraphs, outlet: Outlet, facts: Facts, *, furniture: bool) -> Writing:
    """The text as the outlet has it: with a dateline or a sign that the cleaning missed, and its house line."""
    writing = Writing()
    if furniture and rng.random() < 0.3:
        writing.add(f"{facts.place.upper()}, {outlet.name} – ")
    for n, paragraph in enumerate(paragraphs):
        writing.add("\n" if n else "")
        for k, (text, source, start) in enumerate(paragraph):
            writing.add(" " if k else "")
            writing.add(text, source, start)
    if furniture and rng.random() < 0.3:
        writing.add(f"\n({rng.choice(FIRST)[:3].lower()}/{rng.choice(LAST)[:3].lower()})")
    if house_line := HOUSE_LINES.get(outlet.slug):
        writing.add(f"\n{house_line}")
    return writing
