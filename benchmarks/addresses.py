"""Hold a file of real addresses against the shipped outlets: `python benchmarks/addresses.py FILE.tsv [OUTLET ...]`.

A line has, between tabs: the outlet's slug, an address, what it is (yes: an article; photo, video, no: none), and, for
a twin, the address of the article that it shows too; "#" begins a comment. Prints each line that is wrong and why, then
the counts. Exit code 1 where a line is wrong, 2 where the file is none of this form.

Right is a line whose "yes" is recognised by its outlet and by no other, whose "photo", "video" or "no" is recognised by
none, and whose key no other article has. Two lines share a key rightly where the fourth column says so, or where one
address is the other with more behind it (a cut slug, a query): then nobody can tell that they are two. The same holds
for one number under two slugs on one host, which made-up lines have: these are counted, but not as wrong. Old addresses
of republika.co.id, whose folders are sections, are tried with nine codes in each folder: they must be nine articles.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from corpus.urls import article_key, host_of
from spiders.loader import Outlets, outlet_for, outlets

ONE_NUMBER = "has the number of another line, and another slug"
KINDS = ("yes", "photo", "video", "no")
FOLDER = re.compile(r"(https?://[^/]*republika\.co\.id/berita/(?:[a-z0-9-]+/){1,3}\d\d/\d\d/\d\d/)[a-z0-9]+-")
CODES = tuple(f"o{n}contoh{n}" for n in range(1, 10))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file: `twin_of` is the address of the article that it shows too, or ""."""

    number: int
    outlet: str
    address: str
    kind: str
    twin_of: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line: `reason` is what is counted, `detail` what the line is told with."""

    row: Row
    reason: str
    detail: str = ""

    @property
    def is_note(self) -> bool:
        """True where the line may be right all the same."""
        return self.reason == ONE_NUMBER


def read_rows(text: str) -> list[Row]:
    """The lines that have an address. Raises ValueError, with the line's number, where one is of no known kind."""
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        outlet, address, kind, twin_of = ([*line.split("\t"), "", "", ""])[:4]
        if kind.strip() not in KINDS:
            raise ValueError(f"line {number}: {kind.strip()!r} is none of {', '.join(KINDS)}")
        rows.append(Row(number, outlet.strip(), address.strip(), kind.strip(), twin_of.strip()))
    return [row for row in rows if row.address]


def faults(rows: Sequence[Row], known: Outlets) -> Iterator[Fault]:
    """Everything that is wrong with these lines, by the outlets."""
    keys: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        takers = [slug for slug, outlet in known.items() if outlet.address().is_article(row.address)]
        if row.kind != "yes":
            yield from (Fault(row, f"a {row.kind} is taken for an article", slug) for slug in takers)
        elif row.outlet not in known:
            yield Fault(row, "no outlet of this name")
        elif row.outlet not in takers:
            yield Fault(row, "not recognised", f"the host belongs to {_owner(row.address, known)}")
        else:
            yield from (Fault(row, "recognised by another outlet", slug) for slug in takers if slug != row.outlet)
            if (owner := _owner(row.address, known)) != row.outlet:
                yield Fault(row, "given to another outlet", owner)
            keys[article_key(row.address, known[row.outlet].address())].append(row)
    yield from _shared(keys)
    yield from _parted(rows, known)
    yield from _one_in_a_folder(rows, known)


def _owner(address: str, known: Outlets) -> str:
    outlet = outlet_for(address, known)
    return outlet.name if outlet else "none"


def _shared(keys: Mapping[str, Sequence[Row]]) -> Iterator[Fault]:
    """Yield lines with the key of another article."""
    for key, rows in keys.items():
        for first, second in combinations(rows, 2):
            if not (_are_twins(first, second, rows) or _is_longer(first, second)):
                reason = ONE_NUMBER if _have_number(key, first, second) else "shares its key with another article"
                yield Fault(second, reason, f"{key}: {first.address}")


def _are_twins(first: Row, second: Row, rows: Sequence[Row]) -> bool:
    """True where the fourth column makes the two one article, of which either may be the twin of the other's."""
    names = [{row.address, row.twin_of or row.address} for row in (first, second)]
    known = [{row.address, row.twin_of} - {""} for row in rows if row.twin_of]
    groups = [name.union(*(pair for pair in known if pair & name)) for name in names]
    return bool(groups[0] & groups[1])


def _have_number(key: str, first: Row, second: Row) -> bool:
    """True where the key is a number that both addresses have as a whole, on one host."""
    number = key.rpartition("/")[2]
    is_number = re.fullmatch(r"\d{4,}", number) is not None and host_of(first.address) == host_of(second.address)
    return is_number and all(number in re.findall(r"\d+", row.address) for row in (first, second))


def _is_longer(first: Row, second: Row) -> bool:
    """True where one address, or that of its article, is the other with more behind it."""
    names = [
        {re.sub(r"^https?://(?:www\.)?", "", address) for address in (row.address, row.twin_of) if address}
        for row in (first, second)
    ]
    return any(one.startswith(other) or other.startswith(one) for one in names[0] for other in names[1])


def _parted(rows: Sequence[Row], known: Outlets) -> Iterator[Fault]:
    """Yield twins whose key isn't their article's."""
    for row in rows:
        if row.twin_of and row.outlet in known:
            rule = known[row.outlet].address()
            if (key := article_key(row.address, rule)) != (other := article_key(row.twin_of, rule)):
                yield Fault(row, "has another key than its twin", f"{key} and {other}")


def _one_in_a_folder(rows: Sequence[Row], known: Outlets) -> Iterator[Fault]:
    """Yield old lines of Republika in whose folder nine codes don't name nine articles."""
    for row in rows:
        if row.kind == "yes" and row.outlet in known and (folder := FOLDER.match(row.address)):
            rule = known[row.outlet].address()
            made = [f"{folder[1]}{code}-contoh-judul-berita" for code in CODES]
            named = {article_key(address, rule) for address in made if rule.is_article(address)}
            if len(named) != len(made):
                yield Fault(row, "its folder is taken for the article", f"{len(named)} of {len(made)} articles")


def main() -> int:
    """Print what is wrong and the counts; 0, 1 or 2."""
    if len(sys.argv) < 2 or not Path(sys.argv[1]).is_file():
        print(__doc__)
        return 2
    known, chosen = outlets(), set(sys.argv[2:])
    try:
        rows = read_rows(Path(sys.argv[1]).read_text(encoding="utf-8"))
    except ValueError as error:
        print(f"{sys.argv[1]}: {error}")
        return 2
    wrong = [f for f in faults(rows, known) if not chosen or f.row.outlet in chosen]
    for fault in wrong:
        detail = f" ({fault.detail})" if fault.detail else ""
        print(f"line {fault.row.number}, {fault.row.outlet}: {fault.reason}{detail}\n    {fault.row.address}")
    rows = [row for row in rows if not chosen or row.outlet in chosen]
    bad = {fault.row.number for fault in wrong if not fault.is_note}
    kinds = Counter(row.kind for row in rows)
    print(f"{len(rows)} addresses ({', '.join(f'{kind} {kinds[kind]}' for kind in KINDS)}), {len(bad)} wrong")
    for reason, number in Counter(fault.reason for fault in wrong).most_common():
        print(f"  {reason}: {number}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
