"""Which names does the page print near the title, or mark as the writer's, and for which job?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import html

from pipelines.bylines import ROLE_LINE, ROLE_PART, ROLES, job_of
from pipelines.datelines import squash
from pipelines.layout import OUTSIDE, Spot
from pipelines.page import Page

HINTS = {  # class names of elements that hold a name: "detail__author", "author-2", "posted-by", "author vcard"
    "author": re.compile(
        r"(?:^|[\s_-])(?:author|byline|creator|credit-title-name|jurnalis|nama|nama-redaksi|penulis|posted-by|reporter|vcard|wartawan)(?:$|[\s_-])",
        re.IGNORECASE,
    ),
    "editor": re.compile(r"(?:^|[\s_-])(?:editor|redaktur)(?:$|[\s_-])", re.IGNORECASE),
}
ROLE_ALONE = re.compile(rf"^(?:{'|'.join(map(re.escape, ROLES))})\s*:?$", re.IGNORECASE)  # "Penulis", "Editor:"
_WEEKDAY = r"(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d"
# "Oleh Budi Santoso - 20 November 2023", "By Budi Santoso | Kupang", "Oleh Budi Santoso Diperbarui 21 Nov 2023"
BY = re.compile(
    rf"""^ (?: (?:[|•·]\s*)? (?:analysis\s|opinion\s|posted\s|review\s|words\s|written\s)? by | oleh | ditulis\s+oleh
            | penulis | laporan ) \s* :? \s+
        (?P<name> [^\W\d_][^|•·\d]{{2,120}}? ) \s*
        (?: [|•·] | \s[-–—] | \d | \s{_WEEKDAY}\b | \s(?=on\s+{_WEEKDAY}) | {_WEEKDAY},\s | \s{_MONTH} | [({{]
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
YEAR = re.compile(r"\d{4}")
NAME_LINE = 80  # characters; a longer line holds more than a name
# Names of elements that hold the writer's name and nothing else: "author", "byline__author", "c-author-name"
MARKED = re.compile(r"^(?:[a-z]+[_-]+)*(?:authors?|byline)(?:[_-]*(?:name|link))?$|^authorname$", re.IGNORECASE)
ELSEWHERE = re.compile(  # elements that name other articles' writers, or who commented
    r"card|comment|feed|footer|list|latest|more|popular|promo|recirc|recommend|related|sidebar|teaser|trending|widget",
    re.IGNORECASE,
)
# "Jane Doe", "By Jane Doe and J. van der Roe"; not "Share This Story", "About the author", "The ministry of labour"
_WORD = r"(?:(?:de|da|di|del|der|den|dos|du|la|le|el|al|bin|binti|van|von|ter|ten|y)\s)*[^\W\d_a-z][\w'’.-]*"
FULL_NAMES = re.compile(
    rf"^(?:[Bb]y\s+)?(?!(?:About|All|By|Contact|Email|Follow|More|Our|Read|See|Share|The|View|Written)\b)"
    rf"{_WORD}(?:\s{_WORD}){{1,4}}(?:(?:,|\sand|\s&)\s{_WORD}(?:\s{_WORD}){{1,4}})*$"
)
WRITERS_PAGE = re.compile(
    r"/(?:authors?|autor(?:es|en)?|by|contributors?|journalists?|people|profiles?|reporters?|staff|writers?)/"
)
MOST_MARKED = 3  # names on a page that are marked alike; more are other articles' writers


@dataclass(frozen=True, slots=True)
class Printed:
    """Names near the title: by a role word ("By ..."), by a mark (rel="author"), by an element's class alone."""

    by_role: tuple[str, ...] = ()
    by_mark: tuple[str, ...] = ()
    by_class: tuple[str, ...] = ()


def printed_for(job: str, spots: Sequence[Spot]) -> Printed:
    """The names that the page prints near the title for this job."""
    by_role: list[str] = []
    by_class: list[str] = []
    by_mark: list[str] = []
    for index, spot in enumerate(spots):
        said = _behind_date(spot)
        if ROLE_LINE.match(said):
            by_role += [part["name"] for part in ROLE_PART.finditer(said) if job_of(part["role"]) == job]
        elif ROLE_ALONE.match(spot.text):
            by_role += _beside(spots, index) if job_of(spot.text) == job else []
        elif job == "author" and (found := BY.match(said)):
            by_role += _one_or_listed(found["name"], spot.element)
        elif found := ROLE_BARE[job].match(spot.text):
            by_role.append(found["name"])
        elif job == "author" and spot.hinted and (marked := _marked(spot)):
            by_mark += marked
        elif HINTS[job].search(spot.names) and len(spot.text) <= NAME_LINE and not YEAR.search(spot.text):
            by_class.append(spot.text)
    return Printed(tuple(by_role), tuple(by_mark), tuple(by_class))


def _one_or_listed(said: str, element: html.HtmlElement) -> list[str]:
    """The name before the first comma; all of them where the page links each or joins the last by "and".

    Behind a comma may stand a place or a house: "Oleh Budi Santoso, Kupang".
    """
    linked = {squash(a.text_content()) for a in element.iter("a")}
    parts = re.split(r"\s*,\s*", said)
    if re.search(r"\s(?:and|dan|&)\s", parts[-1]) or all(squash(part) in linked for part in parts):
        return parts
    listed = [part for part in parts[1:] if squash(part) in linked and len(part.split()) > 1]
    return [parts[0], *listed]


def _behind_date(spot: Spot) -> str:
    """A line's words behind the date it opens with: "21 November 2023 oleh Sari Contoh"."""
    return DATE_FIRST.sub("", spot.text)


def _marked(spot: Spot) -> list[str]:
    """Names that the markup itself calls the author's: <a rel="author">, <span class="fn">, itemprop="author"."""
    return [" ".join(e.text_content().split()) for e in spot.element.iter() if _is_marked(e)]


def _is_marked(element: html.HtmlElement) -> bool:
    rel, prop = (element.get("rel") or "").split(), element.get("itemprop") or ""
    if "author" in rel or "author" in prop:
        return element.tag not in {"link", "meta"}
    classes = set((element.get("class") or "").split())
    return element.tag in {"a", "b", "span", "strong"} and bool({"fn", "author", "author-name"} & classes)


def _beside(spots: Sequence[Spot], index: int) -> list[str]:
    """The name that a bare role word belongs to: the element before it in the same box, else the one behind it."""
    role = spots[index]
    before, behind = spots[max(0, index - 1) : index], spots[index + 1 : index + 2]
    if before and not role.text.endswith(":") and before[0].element.getparent() is role.element.getparent():
        return [before[0].text]
    return [spot.text for spot in behind]


def beside_house(spots: Sequence[Spot], own_names: Sequence[str]) -> list[str]:
    """The full name in the one line behind the title that says it with the outlet's: "Sari Contoh, Warta Contoh"."""
    own = {squash(name) for name in own_names}
    said = [spot.text.partition(",") for spot in spots if spot.after_title and len(spot.text) <= NAME_LINE]
    names = [name.strip() for name, _, house in said if squash(house) in own and FULL_NAMES.match(name.strip())]
    return names if len(names) == 1 else []


def marked_anywhere(page: Page) -> list[str]:
    """Names that the page marks as the writer's wherever it prints them; none where it marks many."""
    found = dict.fromkeys(said for e in page.tree.iter("a", "div", "h3", "p", "span") if (said := _marked_name(e)))
    return list(found) if len(found) <= MOST_MARKED else []


def _marked_name(element: html.HtmlElement) -> str | None:
    """The element's words, where it is marked, stands in the article and says no more than a name.

    A class alone may be a template's word for anything; then a link must lead to the writer's page.
    """
    by_word = [*(element.get("rel") or "").split(), *(element.get("itemprop") or "").split()]
    names = [*by_word, *(element.get("class") or "").split()]
    if not any(MARKED.match(name) for name in names) or len(element) > 2:
        return None
    said = " ".join(element.text_content().split())
    if len(said) > NAME_LINE:
        return None
    if "author" not in by_word and not (FULL_NAMES.match(said) and _leads_to_writer(element)):
        return None
    return None if any(map(_elsewhere, (element, *element.iterancestors()))) else said


def _leads_to_writer(element: html.HtmlElement) -> bool:
    return any(WRITERS_PAGE.search(a.get("href") or "") for a in element.iter("a"))


def _elsewhere(element: html.HtmlElement) -> bool:
    """True for an element that tells of other articles or of comments."""
    if element.tag in {"body", "html"}:
        return False
    return element.tag in OUTSIDE or bool(ELSEWHERE.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def other_roles(spots: Sequence[Spot]) -> Iterator[tuple[str, str]]:
    """Names near the title with a job that is neither writer's nor editor's."""
    for spot in spots:
        if spot.hinted or ROLE_LINE.match(spot.text):
            for part in ROLE_PART.finditer(spot.text):
                if job_of(part["role"]) == "other":
                    yield part["name"], part["role"]
