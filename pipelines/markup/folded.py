"""Parts of an article that a click unfolds (accordions, FAQ, spoilers, <details>), shown in place (`unfold`).

A hidden part is text where all of this is seen: what a reader clicks on stands right before it and is visible (a
heading, a button, a bold line, a link to a place on the page, what says `aria-expanded`), no rule names that a heading
of furniture ("Komentar", "Bagikan", "Berita Terkait"), and the part has sentences, few links, no form to fill in, and
says nothing that the article says elsewhere. Without such a control only several long paragraphs are shown, which
"Baca selengkapnya" unfolds, and the pages of an article that are turned in the browser: parts with a page's number
behind the one with the number before it (`data-page="2"`, `id="halaman-2"`). What stands far off the screen
goes, and an English version of an article in another language; so does all else that is hidden.

What has not been seen: parts that a style sheet hides (they are read like all others), and controls behind their part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from pipelines.balance.furniture import heading_rule, line_reason, named_region
from pipelines.page.blocks import HEADING_TAGS, lines_of, take_out
from pipelines.page.language import is_english
from pipelines.page.table import BLOCK_TAGS, OFF_SCREEN, is_hidden
from pipelines.strings.squashed import squash

PARTS = ("article", "blockquote", "dd", "details", "div", "dl", "li", "ol", "p", "section", "span", "table", "td", "ul")
LONG_PARTS = frozenset({"div", "section", "span"})  # shown without a control, too, where they have several paragraphs
HIDING = ("aria-hidden", "class", "hidden", "id", "role", "style")  # for which a part is hidden or dropped
LONG_PARAGRAPH = 60  # characters above which a paragraph is long
MOST_ABOVE = 3  # elements between a part and what stands beside its control
MAX_CONTROL = 200  # characters of a control
MIN_PART_WORDS = 6  # words of a part
MIN_REPEATED = 20  # letters of a part that says something again
MAX_LINKED = 0.4  # of a part's characters in links
PAGE_NUMBERS = ("data-page", "data-halaman")
PAGE_ID = re.compile(r"(?:^|[-_])(?:page|halaman|hal)[-_]?(\d{1,2})$", re.IGNORECASE)
SENTENCE_ENDS = (".", "!", "?", "”", '"', "’", "…", ":", ";", ")")
FIELDS = ("form", "input", "select", "textarea")
CONTROL_TAGS = frozenset({"button", "dt", "label", "legend", "summary", *HEADING_TAGS})
CONTROL_ROLES = frozenset({"button", "tab"})
REFERENCES = ("aria-controls", "data-bs-target", "data-target", "href")
BOLD = ("b", "strong")
TOGGLES = (
    "aria-controls", "aria-expanded", "data-bs-target", "data-bs-toggle", "data-target", "data-toggle", "onclick",
)  # fmt: skip


def unfold(container: html.HtmlElement, *, has_hidden: bool = True) -> None:
    """In place: show what a click unfolds under an element; what else is hidden goes."""
    whole: str | None = None
    languages: list[bool] = []
    references: dict[str, html.HtmlElement] | None = None
    for part in list(container.iter(*PARTS)) if has_hidden else ():
        if part is container or part.getparent() is None or not is_hidden(dict(part.items())):
            continue
        if OFF_SCREEN.search(part.get("style") or "") or _is_translation(part, container, languages):
            take_out(part)
            continue
        if _is_next_page(part) and _has_prose(part):
            number = _page_number(part)
            _make_plain(part)
            part.set(PAGE_NUMBERS[0], str(number))  # which the next one asks for
            continue
        control = _control_of(part, container)
        if control is None and (name := part.get("id")):
            if references is None:
                references = _references(container)
            control = references.get(name)
        if control is not None and _has_prose(part):
            if whole is None:
                whole = squash(container.text_content())
            text = squash(part.text_content())
            if len(text) < MIN_REPEATED or whole.count(text) == 1:
                _show(part, control, container)
                continue
        if part.tag in LONG_PARTS and sum(len(_words(p)) > LONG_PARAGRAPH for p in part.iter("p")) > 1:
            _make_plain(part)
        elif part.tag != "span" and part.tag != "p":  # those are the sentences' own (inline_words.py)
            take_out(part)
    for control in list(container.iter("button", "summary")):
        if control.tag == "summary" and (control.tail or "").strip():
            _wrap_behind(control)
        behind = _part_of(control, container)
        if behind is not None and _has_prose(behind):
            _show(behind, control, container)


def _is_translation(part: html.HtmlElement, container: html.HtmlElement, languages: list[bool]) -> bool:
    """True for a part in English of a text in another language, which a tab shows.

    `languages` keeps whether the visible paragraphs are in another language.
    """
    if not is_english([_words(part)]):
        return False
    if not languages:
        shown = " ".join(_words(p) for p in container.iter("p") if not _is_in_hidden(p, container))
        languages.append(bool(shown) and not is_english([shown]))
    return languages[0]


def _is_in_hidden(element: html.HtmlElement, container: html.HtmlElement) -> bool:
    return any(is_hidden(dict(above.items())) for above in _up_to(element, container))


def _page_number(part: html.HtmlElement) -> int:
    """The number of a page that a part has in its names, 0 without one."""
    given = next((value for name in PAGE_NUMBERS if (value := part.get(name) or "").isdecimal()), "")
    match = PAGE_ID.search(part.get("id") or "")
    return int(given[:3]) if given else int(match[1]) if match else 0


def _is_next_page(part: html.HtmlElement) -> bool:
    """True for a numbered part that stands behind the one with the number before it."""
    number = _page_number(part)
    return number > 1 and any(_page_number(before) == number - 1 for before in part.itersiblings(preceding=True))


def _wrap_behind(summary: html.HtmlElement) -> None:
    """In place: make a paragraph of the words that stand behind a summary in no element of their own."""
    paragraph = summary.makeelement("p")
    paragraph.text, summary.tail = summary.tail, None
    for sibling in list(summary.itersiblings()):
        if sibling.tag in BLOCK_TAGS:
            break
        paragraph.append(sibling)
    summary.addnext(paragraph)


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _control_of(part: html.HtmlElement, container: html.HtmlElement) -> html.HtmlElement | None:
    """The control that stands right before a part, or before an element that begins with it; None without one."""
    here = part
    for _ in range(MOST_ABOVE):
        for before in here.itersiblings(preceding=True):
            if (before.tail or "").strip():
                return None
            if isinstance(before.tag, str) and (before.get("type") == "button" or before.text_content().strip()):
                return before if _is_control(before) else None
        above = here.getparent()
        if above is None or above is container or (above.text or "").strip():
            return None
        here = above
    return None


def _references(container: html.HtmlElement) -> dict[str, html.HtmlElement]:
    """The visible controls that name a part by its id, by that id: a tab's."""
    controls: dict[str, html.HtmlElement] = {}
    for control in container.iter("a", "button"):
        for attribute in REFERENCES:
            if (target := control.get(attribute)) and _is_control(control):
                controls.setdefault(target.removeprefix("#"), control)
    return controls


def _part_of(control: html.HtmlElement, container: html.HtmlElement) -> html.HtmlElement | None:
    """What stands right behind a <summary>, or behind a button that says that it folds; None without either."""
    if control.tag == "button" and not any(name in control.attrib for name in TOGGLES):
        return None
    here = control
    for _ in range(MOST_ABOVE):
        behind = here.getnext()
        if behind is not None:
            is_right_behind = not (here.tail or "").strip() and isinstance(behind.tag, str) and behind.tag in PARTS
            return behind if is_right_behind and _is_control(control) else None
        above = here.getparent()
        if above is None or above is container or (here.tail or "").strip():
            return None
        here = above
    return None


def _is_control(element: html.HtmlElement) -> bool:
    """True for a visible element with few words that a reader clicks on, or a heading; none of furniture."""
    text = _words(element)
    if len(text) > MAX_CONTROL or is_hidden(dict(element.items())):
        return False
    if text and (heading_rule(text) is not None or line_reason(text, sentence=False) is not None):
        return False
    if not text:
        return "onclick" in element.attrib
    bold = "".join(_words(inner) for inner in element.iter(*BOLD))
    return bold == text or text.endswith("?") or any(map(_is_clicked, element.iter("*")))


def _is_clicked(element: html.HtmlElement) -> bool:
    if element.tag in CONTROL_TAGS or (element.get("role") or "").strip() in CONTROL_ROLES:
        return True
    if element.tag == "a" and (element.get("href") or "").startswith(("#", "javascript:")):
        return True
    return any(name in element.attrib for name in TOGGLES)


def _has_prose(part: html.HtmlElement) -> bool:
    """True for a part with sentences that no rule explains, few links and no form to fill in."""
    region = named_region(f"{part.get('class') or ''} {part.get('id') or ''}")
    if (region is not None and region.prose and not region.doubtful) or next(part.iter(*FIELDS), None) is not None:
        return False
    text = _words(part)
    linked = sum(len(_words(link)) for link in part.iter("a"))
    if text.count(" ") < MIN_PART_WORDS - 1 or linked > MAX_LINKED * len(text):
        return False
    lines = [line for below in _shown_lines(part) if (line := below.strip())]
    ends = any(line.endswith(SENTENCE_ENDS) for line in lines)
    return ends and all(line_reason(line, sentence=True) is None for line in lines)


def _shown_lines(part: html.HtmlElement) -> list[str]:
    """The lines of a part as they are once it is shown."""
    hiding = {name: value for name in HIDING if (value := part.attrib.pop(name, None)) is not None}
    lines = lines_of(part)
    part.attrib.update(hiding)
    return lines


def _show(part: html.HtmlElement, control: html.HtmlElement, container: html.HtmlElement) -> None:
    """Make a part and its control plain, so that an extractor reads both."""
    for below in part.iter("div", "section"):
        if not any(inner.tag in BLOCK_TAGS for inner in below.iterdescendants()):
            below.tag = "p"
    for above in _up_to(part, container):
        if above is not part and above.tag in {"li", "ol", "ul"}:
            above.tag = "div"
        _make_plain(above)
    outer = control
    for above in _up_to(control, container):
        if above.tag in {"details", "fieldset"}:  # which an extractor leaves out
            above.tag = "div"
        _make_plain(above)
        if _words(above) == _words(control):
            outer = above
    for below in list(outer.iter("*")):
        _make_plain(below)
        if below is not outer and below.tag not in {"br", "img"}:
            below.tag = "span"
    if outer.tag not in {"dt", "li", *HEADING_TAGS}:
        outer.tag = "p"


def _up_to(element: html.HtmlElement, container: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield the element and those around it, without the container."""
    here: html.HtmlElement | None = element
    while here is not None and here is not container:
        yield here
        here = here.getparent()


def _make_plain(element: html.HtmlElement) -> None:
    for name in HIDING:
        element.attrib.pop(name, None)
