"""Made-up Indonesian news prose from a small grammar: sentences, quotations, leads and price lists, by a seed.

Nothing in it is true. A run of five words goes over at least two slots, so that two stories share hardly any of them
unless the maker of the story wants it (tests/corpus/test_lineage_truth.py counts).
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def _words(name: str) -> tuple[str, ...]:
    """A list of words.toml."""
    listed = " ".join(_LISTS[name].split())
    return tuple(listed.split("|" if "|" in listed else " "))


_LISTS = tomllib.loads((Path(__file__).parent / "lineage/words.toml").read_text("utf-8"))
FIRST = _words("first")
LAST = _words("last")
PLACES = _words("places")
HEADS = _words("heads")
UNITS = _words("units")
PEOPLE = _words("people")
ORIGIN = _words("origin")
VERBS = _words("verbs")
THINGS = _words("things")
KINDS = _words("kinds")
PLACED = _words("placed")
TIMES = _words("times")
LINKS = _words("links")
MOODS = _words("moods")
ASIDES = _words("asides")
SAYS = _words("says")
PRICED = _words("priced")
PATTERNS = (
    "{S} {v} {o} {p}.",
    "{T}, {s} {v} {o} {l} {s2} {v2} {o2}.",
    "{O} itu {t} {v}kan kembali oleh {s}, {l} {o2} belum {m}.",
    "{A}, {s} {v} {n} {o} {p} {t}.",
    "{S} merasa {m} {l} {o} {v} {o2}.",
    "Sebanyak {n} {s} {t} {v} {o}.",
    "{A}, {o} {p} mulai {v} {s2} {t}.",
    "{S} dan {s2} {v} {o} {t}.",
    "{P}, {s} {v} {o}, {l} {s2} hanya {v2} {o2}.",
    "Tidak semua {s} {m}; {n} di antaranya {v} {o} {t}.",
    "{O} senilai {n} juta rupiah {v} {s} {p}.",
    "{T} {s} {v} {o}, dan {o2} {v2} {s2}.",
    "{S} yang {m} {v} {o} {p} {l} {t}.",
    "{A}, tanpa {o} {s} sulit {v} {o2}.",
    "Dari {n} {o}, hanya {n2} yang {v} {s} {t}.",
    "{S} {t} {v} {o} {l} {m}.",
)
SPOKEN = (
    "Kalau {o} {m}, {s} jangan {v} {o2}",
    "Kami {v} {o} {t} {l} {s} {m}",
    "{S} boleh {m}, tetapi {o} harus {v} {p}",
    "Jangan {v} {o} {l} {s2} masih {v2} {o2}",
    "Saya {v} sendiri {o} {p}, dan {s} {m}",
    "Sudah {n} {s} {v} {o} {t}",
    "Buat apa {v} {o} bila {o2} {m}",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What all reports of one event have in common: who, which unit, where, when."""

    person: str
    role: str
    unit: str
    place: str
    day: date

    @property
    def printed_day(self) -> str:
        """`Senin (20/11)`"""
        return f"{DAYS[self.day.weekday()]} ({self.day.day}/{self.day.month})"


def make_facts(rng: random.Random, day: date) -> Facts:
    """An event of that day."""
    place = rng.choice(PLACES)
    person = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    return Facts(person, rng.choice(HEADS), f"{rng.choice(UNITS)} {place}", place, day)


def _slots(rng: random.Random) -> dict[str, str]:
    def people() -> str:
        return f"{rng.choice(PEOPLE)} {rng.choice(ORIGIN)}" + (f" {rng.choice(PLACES)}" if rng.random() < 0.4 else "")

    def thing() -> str:
        return f"{rng.choice(THINGS)} {rng.choice(KINDS)}"

    slots = {
        "s": people(), "s2": people(), "v": rng.choice(VERBS), "v2": rng.choice(VERBS), "o": thing(), "o2": thing(),
        "p": f"{rng.choice(PLACED)} {rng.choice(ORIGIN)}", "t": rng.choice(TIMES), "l": rng.choice(LINKS),
        "m": rng.choice(MOODS), "a": rng.choice(ASIDES), "n": str(rng.randint(3, 980)), "n2": str(rng.randint(3, 980)),
    }  # fmt: skip
    return slots | {name.upper(): value[0].upper() + value[1:] for name, value in slots.items()}


def sentence(rng: random.Random) -> str:
    """A sentence of 6 to 20 words that belongs to no event."""
    return rng.choice(PATTERNS).format(**_slots(rng)).replace("kankan ", "kan ")


def speech(rng: random.Random, words: int) -> str:
    """What a person says, without quotation marks: sentences of at least so many words."""
    parts: list[str] = []
    while sum(len(part.split()) for part in parts) < words:
        parts.append(rng.choice(SPOKEN).format(**_slots(rng)))
    return ". ".join(parts)


def quotation(rng: random.Random, spoken: str, person: str) -> str:
    """The words in quotation marks, with who says them."""
    named = rng.choice((f"{rng.choice(SAYS)}nya", f"{rng.choice(SAYS)} {person}", f"kata {person.split()[0]}"))
    return f"“{spoken},” {named}."


def lead(rng: random.Random, facts: Facts) -> str:
    """A first sentence that tells the event."""
    slots = _slots(rng)
    role = f"{facts.role} {facts.unit}"
    form = rng.choice((
        "{R} {who} {v} {o} {p}, {day}.",
        "{O} {p} {v} {R2} {who}, {day}, {l} {s} {m}.",
        "{day}, {who} selaku {R2} {v} {o} bersama {n} {s}.",
        "{N} {s} {v} {o} bersama {who}, {R2}, pada {day}.",
        "Di hadapan {s}, {R2} {who} {v} {o} {t}.",
    ))  # fmt: skip
    return form.format(**slots, R=role[0].upper() + role[1:], R2=role, who=facts.person, day=facts.printed_day)


def headline(rng: random.Random, facts: Facts) -> str:
    """A headline of the event."""
    slots = _slots(rng)
    form = rng.choice((
        "{unit} {v} {o}", "{o} {m}, {who} {v} {o2}", "{s} di {place} {v} {o}", "{who}: {o} Jangan {m}",
        "{n} {s} {v} {o} di {place}",
    ))  # fmt: skip
    return form.format(**slots, unit=facts.unit, who=facts.person, place=facts.place).title()


def priced(rng: random.Random, goods: str) -> str:
    """A line of a price list with slots for the numbers; `numbers` fills it."""
    form = rng.choice((
        "Harga {g} tercatat {{}} rupiah, {{}} persen dari hari sebelumnya, dengan pasokan {{}} ton.",
        "{G} berada di angka {{}} per satuan setelah {{}} persen, dan {{}} transaksi masuk sampai sore.",
        "Untuk {g}, petugas pasar mencatat {{}} rupiah pada pembukaan, {{}} persen, lalu {{}} pada penutupan.",
    ))  # fmt: skip
    return form.format(g=goods, G=goods[0].upper() + goods[1:])


def numbers(rng: random.Random, line: str) -> str:
    """The line of a price list with numbers of one day."""
    way = rng.choice(("naik", "turun", "susut", "menguat"))
    return line.format(
        f"{rng.randint(2, 160)}.{rng.randint(0, 19) * 50:03}",
        f"{way} {rng.randint(0, 9)},{rng.randint(1, 99)}",
        f"{rng.randint(1, 99)}.{rng.randint(0, 999):03}",
    )


POOL = tuple(dict.fromkeys((*THINGS, *KINDS, *MOODS, *PEOPLE, *ORIGIN, *VERBS)))
"""Words that take the place of changed ones."""
