""" "Baca juga" and its like: the marker is cut together with its link, wherever the two stand."""

from __future__ import annotations

import re

from lxml import html

from pipelines.body.insert_places import Insert, words_before
from pipelines.body.page_cuts import Cuts
from pipelines.page.blocks import text_of
from pipelines.page.table import BLOCK_TAGS

MAX_SHELL_CHILDREN = 12  # children above which an element is no shell of one insert
MAX_TEASERS = 5  # links that may follow a bare "Baca juga:"
LONGEST_BEFORE = 60  # characters before a link in which its marker stands
NEVER_CUT = frozenset({"html", "body", "head", "article", "main", "h1"})
# "Baca juga:", "BACA JUGA", "(Baca: ", "Lihat juga :", "Simak Juga", "Artikel terkait:", "Baca pula:"
MARKER = r"""
    \(? \s* (?: baca (?: \s* (?:juga|pula|lainnya|selengkapnya) \s*[:：]? | \s*[:：] )
        | (?:lihat|simak|tonton|saksikan) \s+ (?:juga|pula) \s*[:：]?
        | (?:artikel|berita) \s+ (?:lainnya|pilihan|rekomendasi|terkait) \s*[:：]?
        | (?:jangan\s+lewatkan|menarik\s+(?:untuk\s+)?dibaca|pilihan\s+(?:editor|redaksi)|tonton) \s*[:：]
        | (?:also\s+read|read\s+also|read\s+more) \s*[:：]? ) \s*
"""
SIGNS = r"[\s•*–>»►▶→☛👉-]*"  # what may stand before a marker
BARE = (
    r"(?:jangan\s+lewatkan | menarik\s+(?:untuk\s+)?dibaca | pilihan\s+(?:editor|redaksi)) \s*"  # on a line of its own
)
MARKER_ALONE = re.compile(rf"^{SIGNS}(?:{MARKER}|{BARE})$", re.IGNORECASE | re.VERBOSE)
MARKER_FIRST = re.compile(rf"^{SIGNS}{MARKER}(?=[^\s])", re.IGNORECASE | re.VERBOSE)
GOES_ON = re.compile(r"\s+[a-z]+\s+[a-z]+")  # behind a link: small words of the same sentence
MARKER_LAST = re.compile(rf"(?:^|(?<=[\s.!?\"”)(,])){MARKER}$", re.IGNORECASE | re.VERBOSE)


def cut_read_also(tree: html.HtmlElement, home: html.HtmlElement | None, cuts: Cuts) -> list[Insert]:
    """Cut what "Baca juga" and its like point at: the marker with its link, wherever the two stand."""
    removed: list[Insert] = []
    headings: dict[html.HtmlElement, html.HtmlElement] = {}
    in_tree = home is None or any(above is tree for above in (home, *home.iterancestors()))
    for link in list((tree if home is None else home).iter("a")) if in_tree else ():
        if link.getparent() is None or (home is not None and not any(a is home for a in link.iterancestors())):
            continue
        words = " ".join(link.text_content().split())
        if words and (MARKER_FIRST.match(words) or MARKER_ALONE.match(words) or _marker_stands_before(link, headings)):
            removed += _cut_with_shell(link, cuts)
    return removed + [
        _cut_heading(heading, cuts) for heading, links in headings.items() if _has_lost_its_links(heading, links)
    ]


def _has_lost_its_links(heading: html.HtmlElement, links: html.HtmlElement) -> bool:
    """True for a bare "Berita terkait:" whose links are all cut; it would seem to be the heading of what follows."""
    return heading.getparent() is not None and (links.getparent() is None or not text_of(links))


def _cut_heading(heading: html.HtmlElement, cuts: Cuts) -> Insert:
    insert = Insert("read_also", text_of(heading), words_before(heading))
    cuts.take_out(heading)
    return insert


def _marker_stands_before(link: html.HtmlElement, headings: dict[html.HtmlElement, html.HtmlElement]) -> bool:
    """True where the words right before the link are a marker; climbs out of <strong>, <span>, <em>.

    A marker in a block of its own is noted in `headings`, with the block of links right behind it.
    """
    element = link
    for _ in range(4):
        before, parent = _before(element), element.getparent()
        if before.strip():
            before = before[-LONGEST_BEFORE:]
            marker = MARKER_LAST.search(before)
            return marker is not None and not _is_in_sentence(element, link, before, marker)
        if parent is None or parent.tag in BLOCK_TAGS:
            return parent is not None and _block_before_is_marker(parent, headings)
        element = parent
    return False


def _is_in_sentence(element: html.HtmlElement, link: html.HtmlElement, before: str, marker: re.Match[str]) -> bool:
    """True where a sentence goes on behind the link: "Warga dapat lihat juga <a>laman kantor</a> untuk mendaftar."."""
    if not GOES_ON.match(element.tail or "") or marker[0].rstrip().endswith((":", "：")):
        return False
    head = before[: marker.start()].rstrip()
    return link.text_content().strip()[:1].islower() or (head[-1:].islower() or head[-1:] == ",")


def _before(element: html.HtmlElement) -> str:
    """The text between the element and its parent's beginning, as far as the nearest block or break.

    Of a long one the end is enough: each of a thousand links in one line would read all those before it.
    """
    texts: list[str] = []
    letters = 0
    for sibling in element.itersiblings(preceding=True):
        texts.append(sibling.tail or "")
        if sibling.tag in BLOCK_TAGS or sibling.tag == "br":
            if texts[-1].strip() or (sibling.tag == "br" and len(texts) > 3):
                return "".join(reversed(texts))
            continue
        texts.append(sibling.text_content() if isinstance(sibling.tag, str) else "")
        letters += sum(map(len, texts[-2:]))
        if letters >= LONGEST_BEFORE and any(map(str.strip, texts[-2:])):
            return "".join(reversed(texts))
    parent = element.getparent()
    texts.append((parent.text or "") if parent is not None else "")
    return "".join(reversed(texts))


def _block_before_is_marker(block: html.HtmlElement, headings: dict[html.HtmlElement, html.HtmlElement]) -> bool:
    """True where this block follows a bare "Baca juga:" block, or other links that do."""
    for _ in range(MAX_TEASERS):
        before = block.getprevious()
        if before is None:
            parent = block.getparent()
            if parent is None or parent.tag not in {"li", "ul", "ol", "div", "td", "tr", "tbody", "table"}:
                return False
            if (parent.text or "").strip():
                return bool(MARKER_ALONE.match(" ".join((parent.text or "").split())))
            block = parent
            continue
        if (before.tail or "").strip():
            return False
        words = " ".join(before.text_content().split())
        if MARKER_ALONE.match(words):
            headings[before] = block
            return True
        if words and words != " ".join(" ".join(a.text_content() for a in before.iter("a")).split()):
            return False
        block = before
    return False


def _cut_with_shell(link: html.HtmlElement, cuts: Cuts) -> list[Insert]:
    """Cut the link; with it the marker before it and the inline or block shell that holds nothing else."""
    shell = link
    while (parent := shell.getparent()) is not None and parent.tag not in NEVER_CUT and _holds_only(parent, shell):
        shell = parent
    words = text_of(shell) or " ".join(shell.text_content().split())
    marker = _cut_marker_before(shell, cuts) if shell is link or shell.tag not in BLOCK_TAGS else ""
    _drop_tail_mark(shell, cuts)
    before = words_before(shell)
    cuts.take_out(shell)
    return [Insert("read_also", f"{marker}{words}".strip(), before)]


def _holds_only(parent: html.HtmlElement, child: html.HtmlElement) -> bool:
    """True where the parent has no words but the child's, a marker, and punctuation."""
    if len(parent) > MAX_SHELL_CHILDREN:
        return False
    rest = parent.text_content().replace(child.text_content(), "", 1)
    rest = " ".join(rest.split()).strip(" .()[]|>»►▶→☛👉•–-")
    return not rest or bool(MARKER_ALONE.match(rest))


def _cut_marker_before(element: html.HtmlElement, cuts: Cuts) -> str:
    """Take the marker off the text right before the element; return its words, "" without one."""
    previous = element.getprevious()
    if (
        previous is not None
        and not (previous.tail or "").strip()
        and MARKER_ALONE.match(previous.text_content().strip())
    ):
        words = str(previous.text_content())
        cuts.take_out(previous)
        return words + " "
    holder, field = _text_before(element)
    text = (getattr(holder, field) or "") if holder is not None else ""
    if marker := MARKER_LAST.search(text):
        cuts.write(holder, field, text[: marker.start()])
        return marker[0].strip() + " "
    return ""


def _drop_tail_mark(element: html.HtmlElement, cuts: Cuts) -> None:
    """Cut the bracket or full stop that closed the insert; keep the full stop of a sentence around it."""
    tail = element.tail or ""
    closing = re.match(r"\s*[).\]]+(?=\s|$)", tail)
    if not closing:
        return
    holder, field = _text_before(element)
    text = (getattr(holder, field) or "") if holder is not None else ""
    if opened := re.search(r"\s*[(\[]\s*$", text):
        text = text[: opened.start()]
        cuts.write(holder, field, text)
    stop = ""
    if closing[0].endswith((").", "].")) and re.search(r"[\w\"”’')]\s*$", _before(element)):
        cuts.write(holder, field, text.rstrip())
        stop = "."
    cuts.write(element, "tail", stop + tail[closing.end() :])


def _text_before(element: html.HtmlElement) -> tuple[html.HtmlElement | None, str]:
    """The element and its field that hold the text right before this one."""
    previous = element.getprevious()
    return (previous, "tail") if previous is not None else (element.getparent(), "text")
