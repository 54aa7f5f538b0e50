"""Names printed near the title for a given job (`printed_for`): writer, editor or another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import html

from pipelines.calendar.patterns import ANY_MONTH, ANY_WEEKDAY
from pipelines.head.name_markup import OF_WRITER
from pipelines.page.blocks import lines_of
from pipelines.page.headings import plain_text
from pipelines.page.spots import Spot
from pipelines.people.spot_markup import HINTS, ROLE_ONLY, is_of_picture, marked_names, role_inside
from pipelines.strings.dateline_words import is_subject
from pipelines.strings.name_patterns import (
    COMMA,
    FULL_NAMES,
    JOB_BEHIND,
    LEAD,
    LONGEST_NAME_LINE,
    MARKED,
    NAME_END,
    NO_NAME_ALONE,
    PICTURE_BOX,
    ROLE_LINE,
    ROLE_PART,
    SUBJECT_ROLE,
    WORK_DATA,
)
from pipelines.strings.person_names import job_of
from pipelines.strings.squashed import squash

_WEEKDAY = rf"(?:{ANY_WEEKDAY})"
_MONTH = rf"(?:{ANY_MONTH})\.?\s+\d"
# "Oleh Budi Santoso - 20 November 2023", "By Budi Santoso | Kupang", "Oleh Budi Santoso Diperbarui 21 Nov 2023"
BY = re.compile(
    rf"""^ (?: (?:[|•·]\s*)? (?:analysis\s|opinion\s|posted\s|review\s|words\s|written\s)? by | oleh
            | di(?:kirim|liput|posting|tulis)(?:kan)?\s+oleh
            | penulis | laporan ) \s* :? \s+
        (?P<name> [^\W\d_][^|•·\d]{{2,120}}? ) \s*
        (?: [|•·] | \s[-–—] | \d | \s{_WEEKDAY}\b | \s(?=(?:di|on|pada)\s+(?:{_WEEKDAY}|\d|{_MONTH})) | {_WEEKDAY},\s
          | \s{_MONTH} | [({{\[]
          | \s(?:diperbarui|diterbitkan|dipublikasikan|diunggah|diposting|tayang|pada|published|updated|in)\b | $ )""",
    re.IGNORECASE | re.VERBOSE,
)
# "Editor Budi Contoh", "Reporter Sari Contoh": a role and a name, nothing else
_NAME = r"(?P<name>[A-Z][\w'’.]+(?:\s[A-Z][\w'’.]*){1,3})$"
ROLE_BARE = {
    "author": re.compile(rf"^(?i:reporter|penulis|pewarta|jurnalis|wartawan)\s+{_NAME}"),
    "editor": re.compile(rf"^(?i:editor|redaktur|penyunting)\s+{_NAME}"),
}
# "21 November 2023 | 10.00 WIB | "
DATE_FIRST = re.compile(
    r"""^ [^a-z]* (?: [\w'’]+ [\s,.-]+ ){1,4} \d{4} (?: [\s,|•·–-]+ \d{1,2} [.:] \d{2} (?: \s* wi(?:b|ta|t) )? )?
        [\s,|•·–-]+""",
    re.IGNORECASE | re.VERBOSE,
)
COLONS = frozenset({":", "："})
EDITOR_BEHIND = re.compile(  # "Oleh MC Contoh, Senin, 13 Maret 2023 - Redaktur: Budi Contoh - 221"
    r"[\s|,;•·–-]{2}(?:editor|redaktur|penyunting)\s*[:：]\s*(?P<name>[A-Z][^\d|,;•·:]{3,50}?)\s*(?:$|[|,;•·]|\s[–-])",
    re.IGNORECASE,
)
BY_LAST = re.compile(r"\b\d{4}\b.{0,40}\s(?:[Bb]y|[Oo]leh)\b:?\s+(?P<name>[^\d|•·:]{4,80})$")
FOUR_DIGITS = re.compile(r"\d{4}")
SOURCE_FIRST = re.compile(r"^sumber\s*:[^|]{2,40}\|\s*", re.IGNORECASE)  # "Sumber: Contoh.com | Penulis: Sari Contoh"
# "Sari Contoh • 21 November 2023 10:00", "Sari Contoh - Senin, 21 November 2023"
NAME_BEFORE_DATE = re.compile(r"^(?P<name>[^\d|•·]{3,60}?)\s*(?:[|•·]|\s[-–—]\s)\s*(?P<rest>.*\d{4}.*)$")
OF_PAPER = re.compile(r"(?:jurnalis|kontributor|reporter|wartawan)\s", re.IGNORECASE)  # "Wartawan Warta Contoh, Sari"
MIN_LISTED_NAMES = 3  # full names with commas between them that are a list
MAX_NAME_LINE_WORDS = 10  # in a line of names
OFFICE = re.compile(r"(?:^|[\s_-])(?:jabatan|pangkat|posisi|position)(?:$|[\s_-])", re.IGNORECASE)
OF_A_NAME = re.compile(r"(?:^|[\s_-])(?:author|name|nama|penulis|reporter|writer)(?:$|[\s_-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """Names near the title: by a role word ("By ..."), by a mark (rel="author"), by an element's class alone.

    `by_any_class` are those in an element whose class says that it holds a name, and nothing of whom ("nama").
    """

    by_role: tuple[str, ...] = ()
    by_mark: tuple[str, ...] = ()
    by_class: tuple[str, ...] = ()
    by_any_class: tuple[str, ...] = ()


def printed_for(job: str, spots: Sequence[Spot], *, local: bool = True) -> Printed:
    """The names that the page prints near the title for this job."""
    by_role: list[str] = []
    by_class: list[str] = []
    by_any_class: list[str] = []
    by_mark: list[str] = []
    for index, spot in enumerate(spots):
        text = _behind_date(spot)
        if ROLE_LINE.match(text) and any(WORK_DATA.match(near.text) for near in spots[max(0, index - 2) : index + 3]):
            continue
        if ROLE_LINE.match(text):
            named = [part["name"] for part in ROLE_PART.finditer(text) if job_of(part["role"]) == job]
            by_role += [name for name in named if not (SUBJECT_ROLE.match(text) and is_subject(name))]
        elif ROLE_ONLY.match(spot.text):
            by_role += _beside(spots, index) if job_of(spot.text) == job else []
        elif job == "author" and (own := _own_byline(spot)):
            by_role += own
        elif job == "author" and (match := BY.match(_first_line(spot) or text)):
            by_role += _one_or_listed(match["name"], spot.element, local=local)
        elif job == "author" and not local and spot.after_title and _is_byline(spot.text):
            by_role.append(spot.text)
        elif job == "author" and (last := _named_last(spot)):
            by_role.append(last)
        elif match := ROLE_BARE[job].match(spot.text):
            by_role.append(match["name"])
        elif job == "author" and not local and (alone := _name_alone(spot)):
            by_mark.append(alone)
        elif inner := role_inside(spot, job):
            by_role.append(inner)
        elif job == "editor" and (behind := EDITOR_BEHIND.search(text)):
            by_role.append(behind["name"])
        elif is_of_picture(spot.element):
            continue
        elif job == "author" and (marked := marked_names(spot, local=local)):
            by_mark += marked
        elif _is_hinted(spot, job):
            if job == "editor" or OF_WRITER.search(spot.names):
                by_class.append(spot.text)
            elif not _has_office(spots, index):
                by_any_class.append(spot.text)
        elif job == "author" and (dated := _before_date(spot)):
            (by_class if OF_WRITER.search(spot.names) else by_any_class).append(dated)
    return Printed(tuple(by_role), tuple(by_mark), tuple(by_class), tuple(by_any_class))


def _has_office(spots: Sequence[Spot], index: int) -> bool:
    """True for a name right above an element that is called after an office: "jabatan"."""
    return any(OFFICE.search(spot.element.get("class") or "") for spot in spots[index + 1 : index + 2])


def _one_or_listed(text: str, element: html.HtmlElement, *, local: bool) -> list[str]:
    """The name before the first comma; all of them where the page links each or joins the last by "and".

    Behind a comma may stand a place or a newsroom: "Oleh Budi Santoso, Kupang". On a page in another language three
    full names are a list too.
    """
    linked = {squash(a.text_content()) for a in element.iter("a")}
    parts = COMMA.split(text)
    if len(parts) > 1 and OF_PAPER.match(parts[0]):
        return parts[1:2]
    if not local and len(parts) >= MIN_LISTED_NAMES and all(FULL_NAMES.match(part) for part in parts):
        return parts
    if re.search(r"\s(?:and|dan|&)\s", parts[-1]) or all(squash(part) in linked for part in parts):
        return parts
    listed = [part for part in parts[1:] if squash(part) in linked and len(part.split()) > 1]
    return [parts[0], *listed]


def _behind_date(spot: Spot) -> str:
    """A line's words behind the date or the source it opens with: "21 November 2023 oleh Sari Contoh"."""
    return DATE_FIRST.sub("", SOURCE_FIRST.sub("", spot.text))


def _first_line(spot: Spot) -> str | None:
    """The first line if it is a byline that a break ends ("By Jane Doe<br>Contoh Political Writer"); else None."""
    if LEAD.match(spot.text) is None:
        return None
    lines = lines_of(spot.element)
    ends = len(lines) > 1 and _is_byline(lines[0]) and not re.match(r"(?:and|dan)\b|&|,", lines[1])
    return lines[0] if ends else None


def _is_byline(text: str) -> bool:
    """True for a word that leads to a writer and full names, nothing else: "Von Jana Contoh und Eva Contoh"."""
    text = NAME_END.split(text)[0]
    return len(text) <= LONGEST_NAME_LINE and bool(LEAD.match(text) and FULL_NAMES.match(text))


def _is_hinted(spot: Spot, job: str) -> bool:
    """True for a short line without a date whose element is called after the job and not after a picture."""
    short = len(spot.text) <= LONGEST_NAME_LINE and not FOUR_DIGITS.search(spot.text)
    return short and bool(HINTS[job].search(spot.names)) and not PICTURE_BOX.search(spot.element.get("class") or "")


def _name_alone(spot: Spot) -> str | None:
    """Full names behind the title in an element that is called after a writer's: "author__name", "byline"."""
    classes = (spot.element.get("class") or "").split()
    if not spot.after_title or not any(MARKED.match(name) for name in classes):
        return None
    text = JOB_BEHIND.sub("", (lines_of(spot.element) or [""])[0])
    named = FULL_NAMES.match(text)
    words = text.lower().split()
    return text if named and len(words) <= MAX_NAME_LINE_WORDS and not NO_NAME_ALONE & {*words} else None


def _own_byline(spot: Spot) -> list[str]:
    """The byline in an element of its own in a longer line: "<span>By Jane Doe</span><span>Contoh, Leeds</span>"."""
    inner = dict.fromkeys(plain_text(e) for e in spot.element.iter("a", "b", "span", "strong"))
    own = [text for text in inner if text != spot.text and BY.match(text) and _is_byline(text)]
    return [text for text in own if not any(re.match(rf"{re.escape(other)}\s(?!and\b|&)", text) for other in own)]


def _named_last(spot: Spot) -> str | None:
    """The full names that end a line with a date: "Posted: 4:11 PM, May 05, 2017 By: Jane Doe"."""
    match = BY_LAST.search(spot.text)
    return match["name"] if match and FULL_NAMES.match(match["name"]) else None


def _before_date(spot: Spot) -> str | None:
    """The full name before the date in a line that is marked as a name's: "Sari Contoh • 21 November 2023"."""
    match = NAME_BEFORE_DATE.match(spot.text) if len(spot.text) <= 2 * LONGEST_NAME_LINE else None
    named = match and OF_A_NAME.search(spot.element.get("class") or "") and FULL_NAMES.match(match["name"])
    return match["name"] if match and named else None


def _beside(spots: Sequence[Spot], index: int) -> list[str]:
    """The name that a bare role word belongs to: the element before it in the same box, else what is behind it."""
    role = spots[index]
    if (below := _below_in_column(role.element)) is not None:
        return below
    box = role.element.getparent()
    at = index + 1 + (spots[index + 1].text in COLONS if index + 1 < len(spots) else 0)
    before, behind = spots[max(0, index - 1) : index], spots[at : at + 1]
    is_led = at > index + 1 or role.text.endswith(":") or (behind and behind[0].text[:1] in COLONS)
    first = next(spot for spot in spots if spot.element.getparent() is box)
    if before and not is_led and before[0].element.getparent() is box and not ROLE_ONLY.match(first.text):
        return [before[0].text]
    listed = [spot for spot in spots[at:] if spot.element.tag == "li"]
    if behind and listed[:1] == behind:
        return [spot.text for spot in listed if spot.element.getparent() is behind[0].element.getparent()]
    return [spot.text.lstrip(" :：") for spot in behind]


def _below_in_column(cell: html.HtmlElement) -> list[str] | None:
    """The name below a role that heads a column of a table; None for another role."""
    row = cell.getparent()
    below = row.getnext() if row is not None and cell.tag in {"td", "th"} and len(row) > 1 else None
    if row is None or not all(ROLE_ONLY.match(plain_text(each)) for each in row):
        return None
    return [plain_text(below[row.index(cell)])] if below is not None and len(below) == len(row) else []


def beside_house(spots: Sequence[Spot], own_names: Sequence[str]) -> list[str]:
    """The full name in the one line behind the title that says it with the outlet's: "Sari Contoh, Warta Contoh"."""
    own = {squash(name) for name in own_names}
    parted = [spot.text.partition(",") for spot in spots if spot.after_title and len(spot.text) <= LONGEST_NAME_LINE]
    names = [name.strip() for name, _, house in parted if squash(house) in own and FULL_NAMES.match(name.strip())]
    return names if len(names) == 1 else []


def other_roles(spots: Sequence[Spot]) -> Iterator[tuple[str, str]]:
    """Names near the title with a job that is neither writer's nor editor's."""
    for spot in spots:
        if spot.hinted or ROLE_LINE.match(spot.text):
            for part in ROLE_PART.finditer(spot.text):
                if job_of(part["role"]) == "other":
                    yield part["name"], part["role"]
