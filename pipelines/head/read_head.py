"""The head of an article: its lines from the top to the first paragraph, labelled together (`read_head`).

First the text's own opening is sought: the line with the surest dateline among the first ones, else the first line that
has no form of a head's. What stands before it on the page and among the extracted lines is labelled by its markup, its
form, its likeness to the title, and its place: near a stamp, in front of the dateline. A line that nothing names stays
in the text. What has not been seen, and stays: two sentences or more in front of a dateline, unless a byline or a stamp
stands between and the dateline has a newsroom and a place; several sentences there that no photo stands beside and that
the text does not repeat.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.models import RemovedLine
from pipelines.head.head_line import HeadLine
from pipelines.head.head_names import printed_names
from pipelines.head.line_forms import Fit, fit_line
from pipelines.lines.cuts import BodyLine, cut_whole
from pipelines.lines.line_labels import HeadLabel, LabelledLine
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.spots import HeadStamp
from pipelines.strings.dateline_words import is_place
from pipelines.strings.datelines import Dateline, read_dateline
from pipelines.strings.squashed import squash
from pipelines.strings.word_count import words_of

MOST_HEAD_LINES = 40  # lines of a head
TITLE_LINES = 4  # first extracted lines among which a title is none of the text
OPENING_LINES = 20  # extracted lines among which the text begins
ABOVE_TITLE = 8  # lines of the page above the title that may belong to the head
MOST_LINES = 600  # lines of the page in which the title is sought
LONGEST_SENTENCE = 300  # characters of a line that may be a caption or a standfirst
KICKER_WORDS = 8  # words of a line without an end that may stand in front of a dateline
MOST_KICKERS = 6  # of them
NEAR_BYLINE = 3  # lines behind a standfirst within which the byline, stamp or reading time stands
SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*$")
SPEECH = re.compile(r"^[“\"‘].*[”\"’]|[?!][”\"’)]?$")  # a quotation, a question, an exclamation: no caption
TWO_SENTENCES = re.compile(r"[a-z0-9)\]”\"][.!?][\"”’)]?\s+[\"“‘(]?[A-Z]")
CAPTION_NAMES = re.compile(
    r"(?:^|[\s_-])(?:caption|figcaption|wp-caption-text|photo[_-]?desc|img[_-]?desc|keterangan)(?:$|[\s_-])",
    re.IGNORECASE,
)
SECTION_NAMES = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|categor(?:y|ies)|cat-links|kanal|rubrik|section-name)(?:$|[\s_-])", re.IGNORECASE
)
NO_DATELINE = frozenset({"stamp", "byline", "editor", "credit", "furniture"})
MIN_TEXT_BEHIND = 4  # words behind a paper's name that is a dateline
BELOW_PHOTO = 12  # elements between an image and the line below it
WITHIN_FIGURE = 4  # elements of a figure before its image: a link, a <picture> and its sources
CAPTION_TAGS = frozenset({"figcaption", "figure"})
SILENT_FURNITURE = frozenset({"nav", "button", "select", "option", "form"})
TITLE_TAIL = 160  # characters behind a title that make a caption of it: ", Kupang, Kamis (2/10/2025)."
CUT_TITLE = 0.6  # of a title's letters that a line cut short has
SHARED = 0.7  # of a standfirst's words that a line of the text repeats
REPEATED_WITHIN = 8  # lines
MOST_ABOVE_DATELINE = 2  # sentences, one of them not said again; more are paragraphs that resemble each other
MIN_TELLING = 3  # words that tell something, below which a repetition is chance
MOST_POINTS = 6  # lines of a summary
POINT_LENGTH = 240  # characters of one
LONG_WORD = 4  # letters of a word that tells something
REPEATED_LETTERS = 20  # of a line that is the description
RULES: dict[str, str] = {
    "title": "title_repeated",
    "byline": "byline",
    "editor": "byline",
    "caption": "caption",
    "photo": "caption",
    "credit": "caption",
    "stamp": "page_stamp",
    "standfirst": "standfirst",
    "kicker": "kicker",
}
"""The rule that cuts a line with this label; `head_furniture` cuts the others."""
LEFT = frozenset({"lead", "dateline"})


@dataclass(frozen=True, slots=True)
class Head:
    """The head as read. `opening_at` is the position of the extracted line in which the text begins.

    `rules` maps the positions of the lines to cut to the rules. `begins_at` is the index of the page's node in which a
    dateline opens the text, None without one and where it is not on the page as one line. `stamps` are the
    lines of stamps, `other_days` those (squashed) whose days are never the publication's.
    """

    lines: tuple[LabelledLine, ...] = ()
    opening_at: int = 0
    dateline: Dateline | None = None
    rules: dict[int, str] = field(default_factory=dict)
    writers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    begins_at: int | None = None
    stamps: tuple[HeadStamp, ...] = ()
    other_days: frozenset[str] = frozenset()


NO_HEAD = Head()


def read_head(
    page: ParsedPage, lines: Sequence[BodyLine], title: str | None, description: str | None, own: Sequence[str]
) -> Head:
    """Label the lines of the head; `lines` are those extracted, `own` the outlet's names."""
    if not lines:
        return Head()
    about = _About(title or "", description or "", own, lines)
    opening, dateline = _opening(about)
    head = _window(page, about, opening)
    photos = [node.index for node in page.table.tagged("img")]
    _label(head, about, dateline, photos)
    names = printed_names(head, own, about.title)
    _by_place(head[:-1], about, dateline, opening, photos)
    begins = head[-1].line.node.index if dateline and head[-1].line else None
    labelled = tuple(
        LabelledLine(each.text, each.label or "lead", each.why or "no form, left in the text", each.position)
        for each in head
        if each.label or each.position is not None
    )
    rules = {
        each.position: RULES.get(each.label, "head_furniture")
        for each in head
        if each.position is not None and each.label and each.label not in LEFT
    }
    return Head(
        labelled,
        lines[opening].position,
        dateline,
        rules,
        names.writers,
        names.editors,
        begins,
        tuple(_stamps(head, page)),
        frozenset(squash(each.text) for each in head if each.label in {"caption", "credit", "photo", "standfirst"}),
    )


def _stamps(head: Sequence[HeadLine], page: ParsedPage) -> Iterator[HeadStamp]:
    """Yield the lines with a stamp, each with its block or that of the line before it, and whether it is above."""
    node = page.table.nodes[0]
    titles = [index for index, each in enumerate(head) if each.label == "title" and each.line is not None]
    for index, each in enumerate(head):
        node = each.line.node if each.line is not None else node
        if each.label == "stamp" or (each.fit is not None and each.fit.has_stamp):
            above = index < titles[0] if titles else each.position is None
            yield HeadStamp(each.text, node, above)


class _About:
    """What is known of an article when its head is read."""

    def __init__(self, title: str, description: str, own: Sequence[str], lines: Sequence[BodyLine]) -> None:
        self.title = title
        self.squashed_title = squash(title)
        self.title_words = words_of(title)
        self.squashed_description = squash(description)
        self.own = own
        self.lines = lines
        self.first = lines[:OPENING_LINES]
        self.fits = [fit_line(line.text, own) for line in self.first]
        self._lines: dict[int, set[str]] = {}

    def title_label(self, text: str) -> tuple[HeadLabel, str] | None:
        """The label of a line that repeats the title, with why; None for another line."""
        title, squashed = self.squashed_title, squash(text)
        if not title or not squashed:
            return None
        if squashed == title:
            return (
                ("caption", "says the title, with a full stop")
                if text.endswith(".") and not self.title.endswith(".")
                else ("title", "says the title")
            )
        if text.lower().startswith(self.title.lower()) and len(text) - len(self.title) <= TITLE_TAIL:
            rest = text[len(self.title) :]
            if TITLE_AND_DAY.fullmatch(rest):
                return "caption", "says the title and a day or place"
            if rest[:1] == " " and rest[1:2].isupper() and text.startswith(self.title):
                return "caption", "says the title and a caption"
            if TITLE_AND_SITE.fullmatch(rest):
                return "title", "says the title and the site's name"
        if squashed.endswith(title) and len(squashed) - len(title) <= len("zoomin2025-09-10date"):
            return "title", "says the title"
        if (
            len(squashed) > CUT_TITLE * len(title)
            and title.startswith(squashed)
            and len(self.title_words) > KICKER_WORDS // 2
        ):
            return "title", "says the title's beginning"
        return None

    def repeats(self, text: str, behind: int) -> bool:
        """True for a sentence that is the description, or most of whose words stand in one line from `behind` on."""
        squashed = squash(text)
        if len(squashed) >= REPEATED_LETTERS and squashed == self.squashed_description:
            return True
        telling = {word.lower() for word in words_of(text) if len(word) >= LONG_WORD}
        if len(telling) < MIN_TELLING:
            return False
        later = self.lines[behind : behind + REPEATED_WITHIN]
        return any(len(telling & self._words(line)) >= SHARED * len(telling) for line in later)

    def _words(self, line: BodyLine) -> set[str]:
        if line.position not in self._lines:
            self._lines[line.position] = {word.lower() for word in words_of(line.text)}
        return self._lines[line.position]


# behind a title: ", Kupang, Kamis (2/10/2025).", ", (29/01/2026)", cut in a bracket; no sentence goes on
TITLE_AND_DAY = re.compile(
    r"\s*,(?:\s*,?\s*(?:[A-Z][\w'’]*|[(\[]?[\d/]*[)\]]?))+\s*\.?|[^\w]{0,2}\s*[(][^()]{0,30}[)]?\.?"
)
TITLE_AND_SITE = re.compile(r"\s*[-–—|»:]\s*[A-Z].*")


def _opening(about: _About) -> tuple[int, Dateline | None]:
    """Where the text begins among the extracted lines: (index, dateline).

    The surest dateline of the first lines, unless a paragraph stands in front of it; else the first line without a
    form, behind which the next ones have none either.
    """
    best: tuple[int, Dateline] | None = None
    sentences = repeated = 0
    points = above_byline = False  # of a summary; a standfirst above a byline
    surest = 2  # what a dateline needs behind sentences; behind a paragraph more
    for index, line in enumerate(about.first):
        fit = about.fits[index]
        points = points or (fit is not None and fit.form.name == "summary_head")
        titled = about.title_label(line.text)
        if titled or (fit is not None and fit.form.label in NO_DATELINE and not _names_place(fit)):
            continue
        dateline = read_dateline(line.text, about.own)
        if dateline is not None and not dateline.place and len(dateline.rest.split()) < MIN_TEXT_BEHIND:
            dateline = None  # a paper's name alone: "Contoh.com News"
        if dateline is not None and (best is None or dateline.sure > best[1].sure):
            if dateline.sure >= surest or (sentences == 0 and surest == 2):
                best = index, dateline
            if dateline.sure > 2:
                break
        if dateline is not None:
            if _is_paragraph(line.text):
                break
            continue
        if fit is not None:
            continue
        if about.repeats(line.text, index + 1):
            repeated += not points
        elif not above_byline and _goes_on(about.fits[index + 1 : index + 1 + NEAR_BYLINE]):
            above_byline = SENTENCE_END.search(line.text) is not None
            surest = 3 if _is_paragraph(line.text) else surest
        elif _is_paragraph(line.text):
            break
        else:
            sentences += SENTENCE_END.search(line.text) is not None
        if sentences > 1 or sentences + repeated > MOST_ABOVE_DATELINE:
            break
    if best is not None:
        return best
    start = _behind_title(about)
    unnamed = [
        index
        for index in range(start, len(about.first))
        if about.fits[index] is None and about.title_label(about.first[index].text) is None
    ]
    long = (index for index in unnamed if len(about.first[index].text.split()) > KICKER_WORDS)
    return next(long, unnamed[0] if unnamed else 0), None


def _behind_title(about: _About) -> int:
    """The index behind the last of the first lines that says the title, where the text can't begin above; else 0."""
    labels = [about.title_label(line.text) for line in about.first[:TITLE_LINES]]
    return max((index + 1 for index, each in enumerate(labels) if each and each[0] == "title"), default=0)


def _names_place(fit: Fit) -> bool:
    """True for a byline whose only names are places: "Kupang, contoh.com"."""
    return bool(fit.writers) and not fit.has_stamp and all(is_place(name) for name in fit.writers)


def _goes_on(fits: Sequence[Fit | None]) -> bool:
    """True where one of the next lines is a byline, a stamp or a reading time: the head is not yet at its end."""
    return any(fit is not None and fit.form.label in {"byline", "stamp", "reading_time"} for fit in fits)


def _is_above_byline(before: Sequence[HeadLine], line: HeadLine, dateline: Dateline) -> bool:
    """True where the byline stands right behind this line and the dateline has a newsroom and a place."""
    at = next(index for index, each in enumerate(before) if each is line)
    return dateline.sure > 2 and _goes_on([each.fit for each in before[at + 1 : at + 1 + NEAR_BYLINE]])


def _is_paragraph(text: str) -> bool:
    """True for a line of two sentences, or one too long for a caption."""
    return len(text) > LONGEST_SENTENCE or (
        len(text) > LONGEST_SENTENCE // 3 and TWO_SENTENCES.search(text) is not None
    )


def _window(page: ParsedPage, about: _About, opening: int) -> list[HeadLine]:
    """The page's lines around the title and the extracted ones up to the opening, each once, in reading order."""
    shown, words = page.table.lines[:MOST_LINES], page.line_words[:MOST_LINES]
    own = [(line, words_of(line.text)) for line in about.lines[: opening + 1]]
    last = own[-1][1]
    ends = next((i for i, each in enumerate(words) if each and each == last), None)
    if ends is None and last:  # the page's line has more in front of the opening: a break was none
        ends = next((i for i, each in enumerate(words) if each[-len(last) :] == last), None)
    titles = [i for i, each in enumerate(words[:ends]) if each and each == about.title_words]
    headings = [i for i in titles if shown[i].node.tag in {"h1", "h2"}]
    at = next(iter(headings or titles), None)
    if ends is None:
        start = None
    elif at is not None and ends - at <= MOST_HEAD_LINES:
        start = max(0, at - ABOVE_TITLE)
    else:  # a page that prints no title, or far above: from a little above the first of the extracted lines on
        start = max(
            0, next(i for i, each in enumerate(words) if each == own[0][1] or i == ends), ends - MOST_HEAD_LINES
        )
    head: list[HeadLine] = []
    taken = 0
    if start is not None and ends is not None:
        for index in range(start, ends + 1):
            line = shown[index]
            if line.silent == "hidden" or not line.text:
                continue
            each = HeadLine(line.text, words[index], None, line)
            for ahead in range(taken, len(own)):
                stands_later = any(of in words[index + 1 : ends + 1] for _, of in own[taken:ahead])
                if own[ahead][1] == words[index] and not stands_later:
                    head += [HeadLine(body.text, of, body.position) for body, of in own[taken:ahead]]
                    each.position, taken = own[ahead][0].position, ahead + 1
                    break
            head.append(each)
    head += [HeadLine(body.text, of, body.position) for body, of in own[taken:]]
    return head


def _label(head: Sequence[HeadLine], about: _About, dateline: Dateline | None, photos: Sequence[int]) -> None:
    """Give the lines their labels, the last of which is the opening."""
    opening = head[-1]
    opening.label, opening.why = (
        ("dateline", f"dateline: {dateline.words}")
        if dateline
        else ("lead", "the first line without a form of a head's")
    )
    before = head[:-1]
    for index, each in enumerate(before):
        if _by_markup(each):
            if each.label == "caption" and each.line is not None:  # what stands below it is no caption of that photo
                node = each.line.node
                ends = node.index + (WITHIN_FIGURE if node.tag == "figure" else 0)
                photos = [photo for photo in photos if photo > ends]
            continue
        if titled := about.title_label(each.text):
            each.label, each.why = titled
            continue
        each.fit = fit_line(each.text, about.own)
        if each.fit and (dateline is not None or _counts_alone(each, each.fit, photos)):
            each.label, each.why = each.fit.form.label, f"form: {each.fit.form.name}"
        elif index and each.words == before[index - 1].words and before[index - 1].label:
            each.label, each.why = before[index - 1].label, "repeats the line before it"


def _counts_alone(each: HeadLine, fit: Fit, photos: Sequence[int]) -> bool:
    """True where a form counts in a head without a dateline."""
    form = fit.form
    return not form.only_before_dateline and (not form.only_beside_photo or _is_below_photo(each, photos))


def _is_below_photo(each: HeadLine, photos: Sequence[int]) -> bool:
    """True for a line with an image among the few elements before it."""
    at = each.line.node.index if each.line is not None else -1
    return any(at - BELOW_PHOTO < photo < at for photo in photos)


def _by_markup(each: HeadLine) -> bool:
    if each.line is None:
        return False
    node, above = each.line.node, each.line.node.above
    if each.line.silent in CAPTION_TAGS or CAPTION_NAMES.search(f"{node.names} {above.names if above else ''}"):
        each.label, each.why = "caption", "markup of a caption"
    elif SECTION_NAMES.search(node.names) and len(each.words) <= 2 * KICKER_WORDS:
        each.label, each.why = "breadcrumb", "markup of a section"
    elif each.line.silent in SILENT_FURNITURE:
        each.label, each.why = "furniture", f"markup: {each.line.silent}"
    return each.label is not None


def _by_place(
    before: Sequence[HeadLine], about: _About, dateline: Dateline | None, opening: int, photos: Sequence[int]
) -> None:
    """Label what no form names and what stands in front of a sure dateline among the extracted lines."""
    _name_doubled(before)
    if dateline is None or dateline.sure < 2:
        return
    _name_points(before)
    unnamed = [each for each in before if each.label is None and each.position is not None]
    sentences = [each for each in unnamed if len(each.words) > KICKER_WORDS or SENTENCE_END.search(each.text)]
    kickers = [each for each in unnamed if each not in sentences]
    if len(kickers) <= MOST_KICKERS:
        for each in kickers:
            each.label, each.why = "kicker", "a few words in front of the dateline"
    doubtful = []
    for each in sentences:
        if about.repeats(each.text, opening):
            each.label, each.why = "standfirst", "in front of the dateline; the text says it again"
        elif (
            TWO_SENTENCES.search(each.text)
            and not _is_below_photo(each, photos)
            and _is_above_byline(before, each, dateline)
        ):
            each.label, each.why = "standfirst", "above the byline, in front of a newsroom and a place"
        elif _is_paragraph(each.text):
            doubtful.append(each)
        elif _is_below_photo(each, photos) and not SPEECH.search(each.text):
            each.label, each.why = "caption", "below a photo, in front of the dateline"
        else:
            doubtful.append(each)
    if len(doubtful) == 1 and not _is_paragraph(doubtful[0].text) and not SPEECH.search(doubtful[0].text):
        doubtful[0].label, doubtful[0].why = "caption", "the one sentence in front of the dateline"


def _name_doubled(before: Sequence[HeadLine]) -> None:
    """Label a line without a form that stands twice above the text: a photo's caption and its enlargement's."""
    count = Counter(tuple(each.words) for each in before if each.label is None and each.words)
    for each in before:
        if each.label is None and count[tuple(each.words)] > 1:
            each.label, each.why = "caption", "stands twice above the text"


def _name_points(before: Sequence[HeadLine]) -> None:
    """Label the points behind the head of a summary: short lines, up to the first that has a label."""
    for index, each in enumerate(before):
        if each.fit is None or each.fit.form.name != "summary_head":
            continue
        for point in before[index + 1 : index + 1 + MOST_POINTS]:
            if point.label is not None or len(point.text) > POINT_LENGTH:
                break
            point.label, point.why = "standfirst", "behind the head of a summary"


def cut_head(head: Head, lines: Sequence[BodyLine]) -> tuple[list[BodyLine], list[RemovedLine]]:
    """The lines without those that the head's labels take out of the text, and the cuts."""
    cuts = [cut_whole(head.rules[line.position], line) for line in lines if line.position in head.rules]
    return [line for line in lines if line.position not in head.rules], cuts
