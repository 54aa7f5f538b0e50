"""The writers and editors whom the labelled lines of a head name (`printed_names`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.head.head_line import HeadLine
from pipelines.head.line_forms import SHORTEST_HOUSE, Fit
from pipelines.head.name_markup import may_be_writer
from pipelines.lines.cuts import BodyLine
from pipelines.page.table import PageTable
from pipelines.strings.dateline_words import is_place, is_subject
from pipelines.strings.name_patterns import ROLES, SUBJECT_ROLE, WORK_DATA
from pipelines.strings.person_names import clean_name, is_agency, job_of, split_names
from pipelines.strings.squashed import squash

LONGEST_NAME = 45  # characters of a name that stands alone
NAME_ALONE = re.compile(r"[A-Z][\w'’`.]*(?:[\s_]+(?:[A-Z][\w'’`.]*|bin|binti)){0,4},?")
ROLE_ALONE = re.compile(
    rf"[\s:|]*(?P<role>{'|'.join(re.escape(r) for r in sorted(ROLES, key=len, reverse=True))})[\s:|]*", re.IGNORECASE
)
BESIDE_STAMP = "a name beside the stamp"
WITHOUT_ROLE = frozenset({"name_before_stamp", "name_and_paper_before_stamp"})  # forms that a name alone may fit
ROLE_FIRST = re.compile(
    rf"[\s|]*(?P<role>{'|'.join(map(re.escape, sorted(ROLES, key=len, reverse=True)))}|oleh|by)\b", re.IGNORECASE
)
LINES_OF_WORK = 3  # before and behind a role, in which a book's data may stand
CLOCK_TIME = re.compile(r"\d[:.]\d\d")
COLON_BEFORE_DAY = re.compile(r"[^\d,|•·:]+:\D{0,12}\d{1,2}\b.*\d{4}.*")  # "Wafat: Senin, 3 Mei 1968"
COLON_ALONE = re.compile(r"[\s:：|]+")
DESK = re.compile(r"tim\s+redaksi", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HeadNames:
    """Writers and editors as the head prints them."""

    writers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()


def printed_names(
    head: Sequence[HeadLine],
    own: Sequence[str],
    title: str,
    lines: Sequence[BodyLine],
    claimed: Iterable[str],
    table: PageTable,
) -> HeadNames:
    """Read the names of bylines, and those that stand alone beside a role, a desk or a stamp; label their lines.

    A byline whose name is the outlet's, a place, a desk or in the title names nobody. A name without a role word is
    the writer's where neither the markup nor the text (`lines`) speaks against it, and no other is `claimed` by the
    page's metadata. Names among a book's or a film's data are none.
    """

    @cache
    def writers_claimed() -> frozenset[str]:
        return frozenset(map(squash, _persons(claimed, own)))

    writers: list[str] = []
    editors: list[str] = []
    for index, each in enumerate(head):
        if each.fit is None or each.label not in {"byline", "editor"}:
            continue
        beside = head[max(0, index - LINES_OF_WORK) : index + LINES_OF_WORK + 1]
        if any(WORK_DATA.match(other.text) for other in beside):
            each.label, each.why, each.fit = None, "", None
            continue
        if _names_nobody(each, each.fit):
            each.label, each.why, each.fit = None, "", None
            continue
        if each.fit.form.name in WITHOUT_ROLE and not ROLE_FIRST.match(each.text):
            node = each.line.node if each.line else None
            # of whom is the day: "Sari Contoh, 6 April 2023"?
            doubtful = not CLOCK_TIME.search(each.text)
            named = _persons(each.fit.writers, own)
            squashed = squash(each.text)
            backed = any(len(name) >= SHORTEST_HOUSE and squash(name) in squashed for name in own)
            if not all(
                may_be_writer(name, node, lines, writers_claimed(), table, is_doubtful=doubtful, is_backed=backed)
                for name in named
            ):
                each.label, each.why, each.fit = None, "", None
                continue
        writers += _persons(each.fit.writers, own)
        editors += _persons(each.fit.editors, own)
    for index, each in enumerate(head[:-1]):
        if each.label is not None or not _may_be_name(each, title):
            continue
        persons = _persons([_without_place(each.text).strip(" ,:|")], own)
        if len(persons) != 1:
            continue
        job, why = _job_beside(head, index, single=" " not in persons[0])
        if job and why == BESIDE_STAMP:
            node = each.line.node if each.line else None
            behind = head[index + 1] if _is_stamp_next(head, index) else None
            doubtful = each.position is not None if behind is None else not CLOCK_TIME.search(behind.text)
            backed = _without_place(each.text) != each.text
            is_writer = may_be_writer(
                persons[0], node, lines, writers_claimed(), table, is_doubtful=doubtful, is_backed=backed
            )
            job = job if is_writer else None
        if job:
            (writers if job == "author" else editors).extend(persons)
            each.label, each.why = ("byline" if job == "author" else "editor"), why
            for other in _listed_with(head, index):
                (writers if job == "author" else editors).extend(_persons([other.text], own))
                other.label, other.why = each.label, "a name in the same list"
    taken = {squash(name) for name in editors}
    return HeadNames(
        tuple(dict.fromkeys(name for name in writers if squash(name) not in taken)), tuple(dict.fromkeys(editors))
    )


def _names_nobody(each: HeadLine, fit: Fit) -> bool:
    """True where what stands before the day tells what the day is, or names one who wrote nothing.

    "Lahir: 3 Mei 1968", "Wafat, 3 Mei 1968", "Foto Sari Contoh - 3 Mei 2024", "Laporan: Kinerja Tahunan".
    """
    if fit.form.name not in WITHOUT_ROLE:
        return SUBJECT_ROLE.match(each.text) is not None and any(map(is_subject, fit.writers))
    if role := ROLE_FIRST.match(each.text):
        return job_of(role["role"]) == "other"
    return COLON_BEFORE_DAY.fullmatch(each.text) is not None or any(map(is_subject, fit.writers))


def _may_be_name(each: HeadLine, title: str) -> bool:
    text = _without_place(each.text).strip(" :|")
    return len(text) <= LONGEST_NAME and NAME_ALONE.fullmatch(text) is not None and squash(text) not in squash(title)


def _without_place(text: str) -> str:
    """The name in "Sari Contoh - Denpasar"."""
    name, dash, place = text.partition(" - ")
    return name if dash and is_place(place) else text


def _job_beside(head: Sequence[HeadLine], index: int, *, single: bool) -> tuple[str | None, str]:
    """The job of a name that stands alone, by the lines beside it: (author or editor or None, why)."""
    at = index - 1
    while at > 0 and COLON_ALONE.fullmatch(head[at].text):  # "Penulis", ":", "Sari Contoh" in three cells
        at -= 1
    before = head[at] if index else None
    if before is not None and (role := ROLE_ALONE.fullmatch(before.text)):
        if at and ROLE_ALONE.fullmatch(head[at - 1].text) and _is_name_next(head, index + 1):
            return None, ""  # roles that head the columns of a table
        before.label, before.why = "byline", "a role in front of a name"
        return job_of(role["role"]), "a name behind its role"
    behind = head[index + 1] if index + 1 < len(head) - 1 else None
    if behind is not None and (role := ROLE_ALONE.fullmatch(behind.text)) and not _is_name_next(head, index + 2):
        behind.label, behind.why = "byline", "a role behind a name"
        return job_of(role["role"]), "a name in front of its role"
    for ahead in head[index + 1 : index + 4]:
        if DESK.fullmatch(ahead.text.strip()):
            return "author", "a name in front of the desk's line"
        if not NAME_ALONE.fullmatch(ahead.text.strip(" :")):
            break
    if single:
        return None, ""
    for beside in (before, behind):
        if beside is not None and beside.label == "stamp":
            return "author", BESIDE_STAMP
    return None, ""


def _is_stamp_next(head: Sequence[HeadLine], index: int) -> bool:
    return index + 1 < len(head) - 1 and head[index + 1].label == "stamp"


def _listed_with(head: Sequence[HeadLine], index: int) -> list[HeadLine]:
    """The list items behind a name that is one."""
    items: list[HeadLine] = []
    for each in head[index:-1]:
        if each.line is None or each.line.node.tag != "li" or not NAME_ALONE.fullmatch(each.text.strip(" :|")):
            break
        items.append(each)
    return items[1:]


def _is_name_next(head: Sequence[HeadLine], index: int) -> bool:
    return index < len(head) and NAME_ALONE.fullmatch(head[index].text.strip(" :")) is not None


def _persons(raws: Iterable[str], own: Sequence[str]) -> list[str]:
    """The persons in these texts; places, desks, agencies and the outlet's own names are none."""
    names = (clean_name(part.replace("_", " "), own) for raw in raws for part in split_names(raw))
    return [name for name in names if name and not is_place(name) and not is_agency(name)]
