"""The publication stamp among the dates printed around the title; changes, visits and other days are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from pipelines.calendar.patterns import DIGIT, MONTHS
from pipelines.calendar.printed import PrintedDate, find_printed
from pipelines.calendar.refusals import NO_YEAR, Refusal
from pipelines.dates.own_places import OwnPlaces
from pipelines.dates.parted_stamps import with_joined_parts
from pipelines.dates.sources import VISIT, DatesRead, PageClock, Refused, Source
from pipelines.dates.stamp_words import OTHER_DAY, PUBLISHED, UPDATED
from pipelines.page.blocks import lines_of, text_of
from pipelines.page.spots import Spot
from pipelines.strings.squashed import squash

STAMP_LENGTH = 160  # characters; a longer line is a sentence with a date in it
UPDATE_LABEL = re.compile(rf"\W*(?:terakhir\s+|last\s+)?(?:{UPDATED.pattern})(?:\s+(?:pada|on|at))?\W*", re.IGNORECASE)
UPDATE_BEHIND = re.compile(rf"\W{{0,4}}(?:terakhir\s+|last\s+)?(?:{UPDATED.pattern})", re.IGNORECASE)  # "(diperbarui)"
# "Undang-Undang Nomor 18 Tahun 2017 tanggal 22 November 2017"; not "Nomor: 12/SP/2023 Tanggal: 14 Maret 2023"
LAW_DAY = re.compile(r"\b(?:undang-undang|nomor)\b(?![^|•]*\b(?:tanggal|tgl|date)\s*[:.]\s*$)[^|•]*$", re.IGNORECASE)
# "Diakses pada 14 Maret 2023", "Ditetapkan 14 Maret 2023"; not "Dilihat 120 kali, 14 Maret 2023"
LOOKED_AT = re.compile(
    r"\b(?:di(?:akses|ambil|buka|cetak|kunjungi|kutip|lihat|periksa|tinjau|tutup|unduh|[a-z]{3,}kan)|"
    r"accessed|downloaded|joined|printed|retrieved|reviewed|seen|viewed|visited)"
    r"(?:\s+(?:pada|tanggal|tgl|on))*\W*$",
    re.IGNORECASE,
)
# "20-22 November 2023", "28 Februari - 1 Maret 2024": a span of days; not "10.30 - 20 November 2023"
DAY_SPAN = re.compile(
    rf"(?<![\d.:])(?P<from>\d{{1,2}})(?P<month>\s+(?:{'|'.join(MONTHS)}))?\s*(?:[-–]|s\.?/?d\.?|dan|&)\s*$",
    re.IGNORECASE,
)
SPAN_BEHIND = re.compile(r"\s*(?:s\.?/?d\.?|hingga|sampai)\s+(?:dengan\s+)?\D{0,10}\d", re.IGNORECASE)
# "Waktu: Rabu, 14 Februari 2024 10.00 WIB" beside "Tempat: Aula Karang": an event's
WHEN_FIRST = re.compile(r"\W*(?:hari|tanggal|tgl|waktu)\b[^:|]{0,20}:", re.IGNORECASE)
WHERE_FIRST = re.compile(r"\W*(?:tempat|lokasi|venue|alamat)\s*:", re.IGNORECASE)
LINES_OF_EVENT = 2  # before and behind its day
# "Peserta mengikuti kelas pada 14 Februari 2024": a caption's words; not "ditulis oleh tim redaksi pada ..."
SENTENCE_WORD = re.compile(r"(?<![\w'’-])[a-z]{3,}\b")
MIN_SENTENCE_LOWER = 3  # before a day, at least
AFTER_MARK = re.compile(r"[^|•·:,–—]*$")
OF_SENTENCE = re.compile(r"\b(?:dalam|dengan|di|ini|itu|ketika|pada|saat|untuk|yang)\b")
BY = re.compile(r"\b(?:by|oleh)\b", re.IGNORECASE)
# "10 Februari 2024 adalah hari bersejarah.": a sentence whose first words are a day
SENTENCE_BEHIND = re.compile(r"\W{0,3}(?:[a-z]{2,}\W{1,2}){2,20}[a-z]+[.!?][”\"']?$")
PHOTO_NAMED = re.compile(r"\bfoto\s*:", re.IGNORECASE)
GLUED = re.compile(r"[^\W\d_]\d")
BETWEEN = re.compile(r"\s*[|•·/]\s*|\s[–—-]\s")  # "Sari Contoh | 5 jam lalu"
SENTENCE = re.compile(r"[a-z]{3}[.!?](?:\s|$).*[a-z]{3}[.!?]?$")  # "Acara itu selesai. Kini ia pulang"


def by_stamp(
    spots: Sequence[Spot], others: Sequence[Source], clock: PageClock, places: OwnPlaces
) -> tuple[DatesRead, PrintedDate | None]:
    """The likeliest stamp near the title, and the first printed update that has an hour.

    Without a stamp, the words that resemble one and name no day. `others` are the page's other sources.
    """
    spots = list(with_joined_parts(spots))
    hits: list[tuple[int, Spot, PrintedDate]] = []
    updated: PrintedDate | None = None
    label = ""
    for rank, spot in enumerate(spots):
        for read, before in _stamps_in(spot, others, clock):
            words = f"{label} {before}"[-40:]
            if WHEN_FIRST.match(before) and _is_beside_place(spots, rank):
                continue
            if UPDATED.search(words) and not PUBLISHED.search(words):
                updated = updated or (read if read.at else None)
            else:
                hits.append((rank - 100 * _rating(spot, read), spot, read))
        label = spot.text if UPDATE_LABEL.fullmatch(spot.text) else ""
    hits = [hit for hit in hits if not places.is_of_another_story(hit[1], hit[2].at is None)]
    if hits:
        return [Source("visible", min(hits, key=lambda hit: hit[0])[2])], updated
    refusals = sorted(_refusals(spots, clock), key=lambda refusal: not refusal.dated)
    return [Refused("visible", refusal) for refusal in refusals[:1]], updated


def _stamps_in(spot: Spot, others: Sequence[Source], clock: PageClock) -> Iterator[tuple[PrintedDate, str]]:
    """The dates of a line that is no sentence, each with the words before it.

    Left out: another day than the publication's, a span, and in a page's head the moment of the visit.
    """
    if len(spot.text) > STAMP_LENGTH or (SENTENCE.search(spot.text) and not spot.hinted):
        return
    at = 0
    changes, text = _changes_in(spot), _parted(spot)
    for read in find_printed(text, clock=clock.now, utc_offset=clock.utc_offset):
        at = max(at, text.find(read.printed[:6], at))
        before = text[:at]
        at += len(read.printed)
        behind = UPDATE_BEHIND.match(text, at) and not DIGIT.search(text, at)
        opens = not spot.hinted and SENTENCE_BEHIND.match(text, at) is not None
        if read.certain and not (
            opens
            or _is_visit(spot, read, others, clock)
            or _is_other_day(before, read)
            or SPAN_BEHIND.match(text, at)
            or (not spot.hinted and _is_in_caption(before))
            or (read.relative and not spot.hinted and not _stands_alone(read.printed, spot))
        ):
            yield read, f"{before} updated" if read.printed in changes or behind else before


def _stands_alone(printed: str, spot: Spot) -> bool:
    """True for words beside which no others stand, but for those behind a mark or in another element."""
    parts = [part.strip(" ,.()") for part in BETWEEN.split(spot.text)]
    if printed in parts or not re.search(r"[^\W\d]", spot.text.replace(printed, "")):
        return True
    return any(
        not len(each) and text_of(each) == printed for each in spot.element.iter("span", "time", "small", "i", "em")
    )


def _parted(spot: Spot) -> str:
    """The line's words, with a mark at each break and behind each <time> element; these may stand side by side."""
    text = spot.text
    if next(spot.element.iter("br"), None) is not None and DIGIT.search(text):
        text = " | ".join(lines) if squash(" ".join(lines := lines_of(spot.element))) == squash(text) else text
    beside_photo = PHOTO_NAMED.search(text) is not None  # "<span>Foto: Sari Contoh</span> <span>5 Mei 2024</span>"
    if beside_photo or GLUED.search(text):  # "<span>Sari Contoh</span><span>5 jam lalu</span>"
        for words in filter(None, map(text_of, spot.element.iter("span", "b", "i", "em", "small", "div"))):
            at = text.find(words)
            if words[0].isdigit() and at > 0 and (text[at - 1].isalpha() or (beside_photo and text[at - 1] == " ")):
                text = f"{text[:at]} | {text[at:]}"
    for time in spot.element.iter("time") if spot.element.tag != "time" else ():
        text = text.replace(when, f"{when} | ", 1) if (when := text_of(time)) else text
    return text


def _changes_in(spot: Spot) -> set[str]:
    """The words of a line that are changes: of itemprop="dateModified", or of class="updated" beside "published"."""
    changed = {text_of(time) for time in spot.element.iter("time", "span") if time.get("itemprop") == "dateModified"}
    times = [(set((time.get("class") or "").split()), text_of(time)) for time in spot.element.iter("time")]
    if not any("published" in names for names, _ in times):
        return changed
    return changed | {text for names, text in times if "updated" in names and "published" not in names}


def _is_visit(spot: Spot, read: PrintedDate, others: Sequence[Source], clock: PageClock) -> bool:
    """True for a date before the title that is the day or hour of the visit, or tomorrow (bp2mi.go.id, seen 2024)."""
    if spot.after_title or read.day < clock.today:
        return False
    if read.at is None:
        return True
    moments = (other.date.at for other in others if other.date.at is not None)
    return abs(clock.now - read.at) <= VISIT and not any(abs(at - read.at) <= VISIT for at in moments)


def _is_other_day(before: str, read: PrintedDate) -> bool:
    near = before[-40:]
    if span := DAY_SPAN.search(near):
        return span["month"] is not None or int(span["from"]) < read.day.day
    other = any(words.search(near) for words in (OTHER_DAY, LAW_DAY, LOOKED_AT))
    return other and not PUBLISHED.search(near)


def _is_beside_place(spots: Sequence[Spot], rank: int) -> bool:
    """True where a line near says where it was, or the same line does: "Tempat: Aula Karang"."""
    near = spots[max(0, rank - LINES_OF_EVENT) : rank + LINES_OF_EVENT + 1]
    return any(WHERE_FIRST.match(spot.text) for spot in near)


def _is_in_caption(before: str) -> bool:
    """True for words of a sentence before a day, since the last mark: "Peserta mengikuti kelas pada 14 Februari"."""
    words = match[0] if (match := AFTER_MARK.search(before)) else ""
    if len(SENTENCE_WORD.findall(words)) < MIN_SENTENCE_LOWER or DIGIT.search(words) or not OF_SENTENCE.search(words):
        return False
    return not (PUBLISHED.search(words) or UPDATED.search(words) or BY.search(words))


def _rating(spot: Spot, read: PrintedDate) -> int:
    """Return how likely a stamp is: after the title, in an element named after dates, with an hour, no "2 jam lalu"."""
    updated = "updated" in (spot.element.get("class") or "")
    return 8 * spot.after_title + 4 * spot.hinted + 2 * (read.at is not None) - 7 * read.relative - updated


def _refusals(spots: Sequence[Spot], clock: PageClock) -> Iterator[Refusal]:
    for spot in spots:
        read = clock.read(spot.text) if spot.hinted else None
        if isinstance(read, Refusal):
            yield read
        elif read is not None and not read.certain:
            yield Refusal(NO_YEAR, read.printed)


def without_visits(stamps: DatesRead, others: Sequence[Source], clock: PageClock) -> DatesRead:
    """The stamps without the day of the visit, where another source knows an earlier day; without "2 jam lalu" too."""

    def is_visit(printed: PrintedDate) -> bool:
        last = printed.day if printed.relative else clock.today
        return printed.day >= last and any(other.date.day < last - timedelta(days=1) for other in others)

    return [each for each in stamps if isinstance(each, Refused) or not is_visit(each.date)]


def without_entry(stamps: DatesRead, machine: Sequence[Source]) -> DatesRead:
    """The stamps of a live blog without those later than its publication by a machine's field: the newest entry's."""
    first = min((source.date.day for source in machine), default=None)
    return [each for each in stamps if isinstance(each, Refused) or first is None or each.date.day <= first]
