"""Compare the archive with the corpus: every page is where the corpus says, and the corpus knows every page."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import accumulate, islice
from pathlib import Path

from corpus.crawl.captures import places_in_segment, segment_names
from corpus.integrity.address_kinds import kinds_of_addresses
from corpus.models import Capture
from corpus.sentences import counted
from corpus.store import Corpus
from corpus.urls import join, split
from crawler.archive.bodies import RecordBody
from crawler.archive.limits import MAX_PAGE, STEP, in_mib
from crawler.archive.members import Member, members
from crawler.archive.record_heads import field as header
from crawler.archive.unpack import GZIP
from crawler.archive.wholeness import is_torn_end
from crawler.erasure.notice import notice_path
from crawler.erasure.plan import files
from crawler.maintenance import manifest as manifests
from pipelines.gate.onward import REFRESH_WITHIN, REFRESHES, refresh_to
from pipelines.page.content_type import is_html_type
from pipelines.page.parsed_page import ParsedPage, open_page

Named = tuple[int, int, str]
"""A capture's offset, length and SHA-256."""

MAX_FINDINGS = 5  # findings of one kind that are named one by one


@dataclass(frozen=True, slots=True)
class Finding:
    """A check of `kliping doctor`: its name, whether all is well, and what was seen, with what to do if not."""

    check: str
    well: bool
    message: str


@dataclass(slots=True)
class Evidence:
    """The result of comparing archive and corpus.

    `bad` are sentences; `in_flight` are articles' pages of known addresses that no capture names, as a run that died
    leaves them, and the second load of a second look; `unknown` are article pages that the corpus has no address of, by
    segment: it has lost rows.

    `large` are the pages (segment, offset) that are whole but larger than a page may be, as older versions imported
    them; `odd` counts records, by segment, that aren't formed as they should be.
    """

    pages: int = 0
    checked: int = 0
    bad: list[str] = field(default_factory=list)
    in_flight: int = 0
    torn: int = 0
    unknown: dict[str, int] = field(default_factory=dict)
    large: list[tuple[str, int]] = field(default_factory=list)
    odd: dict[str, int] = field(default_factory=dict)


def check_evidence(corpus: Corpus, *, deep: bool = False, archive: Path | None = None) -> Iterator[Finding]:
    """The comparison as findings, with what to do; `archive` is another folder than the corpus's own."""
    folder = archive or corpus.archive_dir()
    evidence = compare(corpus, folder, deep=deep)
    if notice_path(corpus.path).exists():  # segments of an unfinished removal: its end takes them away
        evidence.unknown.clear()
    renamed = "" if folder.is_dir() else ", or name the archive's folder with --archive DIR if it is another one"
    for fault in evidence.bad[:MAX_FINDINGS]:
        yield Finding("archive", False, f"{fault}; put it back from a backup{renamed}")
    if len(evidence.bad) > MAX_FINDINGS:
        yield Finding("archive", False, f"{folder}: {len(evidence.bad) - MAX_FINDINGS:,} more faults like these")
    for name, pages in list(evidence.unknown.items())[:MAX_FINDINGS]:
        yield Finding(
            "archive",
            False,
            f"{folder / name} holds {counted(pages, 'page')} that the corpus doesn't know: it lost rows, or the file "
            f"came from elsewhere; to take them in: {_importing(folder / name, corpus.path)}",
        )
    if not evidence.bad:
        looked = "each read and compared" if deep else "each in its place (--deep reads and compares them)"
        yield Finding("archive", True, f"{folder}, {counted(evidence.pages, 'page')}, {looked}")
    for name, offset in evidence.large[:MAX_FINDINGS]:
        yield Finding(
            "archive",
            True,
            f"{folder / name}: the page at byte {offset:,} has more than {in_mib(MAX_PAGE)}, unpacked, so no command "
            "reads it (an older version imported it); its article stays as it is, and `kliping remove` takes both out",
        )
    if len(evidence.large) > MAX_FINDINGS:
        yield Finding("archive", True, f"{folder}: {len(evidence.large) - MAX_FINDINGS:,} more as large as these")
    for name, records in list(evidence.odd.items())[:MAX_FINDINGS]:
        yield Finding(
            "archive",
            True,
            f"{folder / name}: {counted(records, 'record')} can't be read, not being formed as such should be; no "
            "page of the corpus is there",
        )
    if evidence.in_flight or evidence.torn:
        yield Finding(
            "archive",
            True,
            f"{counted(evidence.in_flight, 'page')} in the archive without a row in the corpus, and "
            f"{counted(evidence.torn, 'file')} with a broken end: killed runs leave such, and second looks that load "
            "a page twice; nothing is lost",
        )


def _importing(segment: Path, corpus: Path) -> str:
    return f"kliping import {shlex.quote(str(segment))} --corpus {shlex.quote(str(corpus))}"


def check_manifest(manifest: Path, folder: Path) -> Iterator[Finding]:
    """Whether the folder holds what a backup's manifest lists."""
    listed = manifests.read_manifest(manifest)
    faults = list(manifests.differences(listed, folder))
    for fault in faults[:MAX_FINDINGS]:
        yield Finding("manifest", False, f"{fault}; copy it again from another copy")
    if len(faults) > MAX_FINDINGS:
        yield Finding("manifest", False, f"{len(faults) - MAX_FINDINGS:,} more files are missing or differ")
    if not faults:
        yield Finding(
            "manifest",
            True,
            f"{folder} holds {counted(len(listed.segments), 'file')} of {manifest}, unchanged",
        )


def compare(corpus: Corpus, folder: Path, *, deep: bool = False) -> Evidence:
    """Check every capture's place and the records between; return the evidence. `deep` compares pages' hashes."""
    evidence = Evidence()
    strangers: dict[str, list[str]] = {}
    moved: set[str] = set()
    for name in sorted(set(segment_names(corpus)) | {path.name for path in files(folder)}):
        named: list[Named] = places_in_segment(corpus, name)
        evidence.pages += len(named)
        try:
            size = _check_places(folder / name, named, evidence, deep=deep)
            for member, at_end in _between(folder / name, named, size):
                _check_member(folder / name, member, at_end, evidence, strangers, moved)
        except OSError as error:
            evidence.bad.append(f"{folder / name} can't be read ({error.strerror})")
    _judge_strangers(corpus, strangers, moved, evidence)
    return evidence


def _check_places(segment: Path, named: list[Named], evidence: Evidence, *, deep: bool) -> int:
    """Check the captures of a segment; returns its size in bytes, 0 where the file is missing."""
    if segment.is_symlink() or (segment.exists() and not segment.is_file()):
        evidence.bad.append(
            f"{segment} is a link or no ordinary file, and was not opened ({counted(len(named), 'page')})"
        )
        return 0
    if not segment.is_file():
        evidence.bad.append(f"{segment} is missing ({counted(len(named), 'page')})")
        return 0
    size = segment.stat().st_size
    cut = [offset for offset, length, _ in named if offset + length > size]
    if cut:
        lost = counted(len(cut), "page is", "pages are")
        evidence.bad.append(f"{segment} ends at byte {size:,}, before its last page ({lost} cut off)")
    for place in named[: len(named) - len(cut)]:
        evidence.checked += 1
        if fault := _deep_fault(segment, place, evidence) if deep else _fault(segment, place):
            evidence.bad.append(f"{segment}: {fault} at byte {place[0]:,}")
    return size


def _fault(segment: Path, place: Named) -> str | None:
    """Return why no record can begin at this place, None if one can; only the first bytes are read."""
    with segment.open("rb") as file:
        file.seek(place[0])
        return None if file.read(2) == GZIP or segment.suffix != ".gz" else "there is no record"


def _deep_fault(segment: Path, place: Named, evidence: Evidence) -> str | None:
    with closing(members(segment, place[0])) as given:  # a large one is read from the open file
        return _fault_of_page(segment, next(given, None), place, evidence)


def _fault_of_page(segment: Path, member: Member | None, place: Named, evidence: Evidence) -> str | None:
    offset, length, sha256 = place
    if member is None or not member.whole or member.length != length:
        return "the record is damaged"
    body = RecordBody(member)
    if sha256 not in (_sha256(body.payload()), _sha256(body)):
        return "the page is not the one that was fetched"
    if member.payload_size > MAX_PAGE or any(size > MAX_PAGE for size in accumulate(map(len, body))):
        evidence.large.append((segment.name, offset))
    return None


def _sha256(pieces: Iterable[bytes]) -> str:
    computed = hashlib.sha256()
    for piece in pieces:
        computed.update(piece)
    return computed.hexdigest()


def _between(segment: Path, named: list[Named], size: int) -> Iterator[tuple[Member, bool]]:
    """Yield the members that no capture names (requests, listings, unknown pages), each with True at the file's end."""
    start = 0
    if size == 0:
        return
    for offset, length, _ in [*named, (size, 0, "")]:
        if start < offset:
            yield from ((member, offset >= size) for member in members(segment, start, min(offset, size)))
        start = max(start, offset + length)


def _check_member(
    segment: Path, member: Member, at_end: bool, evidence: Evidence, strangers: dict[str, list[str]], moved: set[str]
) -> None:
    """Note what a member that no capture names holds, record by record; or that it is damaged."""
    if member.whole:
        for record in member.records() if member.source.size else ():
            if record.bounds.fault:
                evidence.odd[segment.name] = evidence.odd.get(segment.name, 0) + 1
            else:
                _note_stranger(record, segment.name, strangers, moved)
    elif at_end and is_torn_end(segment, member):
        evidence.torn += 1
    else:
        what = "no record can be read" if member.offset == 0 else "a listing's record or a request is damaged"
        evidence.bad.append(f"{segment}: {what} at byte {member.offset:,}")


def _note_stranger(member: Member, name: str, strangers: dict[str, list[str]], moved: set[str]) -> None:
    """Note a record that no capture names: a page by its address, a redirect by its target."""
    if member.kind != "response" or split(member.url).path == "/robots.txt":
        return
    status = member.http_head[:12].split(b" ")[-1]
    if status.startswith(b"3"):
        moved.add(join(member.url, header(member.http_head, b"Location")))
    elif status == b"200" and (onward := _leads_on(member)):
        moved.add(onward)
    elif status == b"200" and is_html_type(header(member.http_head, b"Content-Type")):
        strangers.setdefault(member.url, []).append(name)


def _leads_on(member: Member) -> str | None:
    """The address that a page sends its readers on to by a refresh: a crawl followed it, and the page has no row."""
    stated = header(member.http_head, b"Refresh") or None
    start = b"".join(islice(RecordBody(member), 1 + REFRESH_WITHIN // STEP))
    if not stated and REFRESHES.search(start, 0, REFRESH_WITHIN) is None:
        return None
    opened = open_page(Capture(member.url, start, datetime.now(UTC), content_type="text/html"))
    onward = refresh_to(opened.tree if isinstance(opened, ParsedPage) else None, member.url, stated)
    return onward.url if onward else None


def _judge_strangers(corpus: Corpus, strangers: dict[str, list[str]], moved: set[str], evidence: Evidence) -> None:
    kinds = kinds_of_addresses(corpus, strangers) if strangers else {}
    for url, names in strangers.items():
        kind = kinds.get(url, "listing" if url in moved else None)
        if kind is None:
            evidence.unknown |= {name: evidence.unknown.get(name, 0) + 1 for name in names}
        elif kind != "listing":
            evidence.in_flight += len(names)
