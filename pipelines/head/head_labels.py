"""The labels of a head's lines: by markup, title and form (`label_head`), and by their place (`label_by_place`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipelines.head.head_context import KICKER_WORDS, HeadContext
from pipelines.head.head_line import HeadLine
from pipelines.head.line_forms import Fit, fit_line
from pipelines.head.text_opening import ENDS_SENTENCE, NEAR_BYLINE, TWO_SENTENCES, head_goes_on, is_paragraph
from pipelines.strings.datelines import Dateline

MOST_KICKERS = 6  # of them
SPEECH = re.compile(r"^[“\"‘].*[”\"’]|[?!][”\"’)]?$")  # a quotation, a question, an exclamation: no caption
CAPTION_NAMES = re.compile(
    r"(?:^|[\s_-])(?:caption|figcaption|wp-caption-text|photo[_-]?desc|img[_-]?desc|keterangan)(?:$|[\s_-])",
    re.IGNORECASE,
)
SECTION_NAMES = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|categor(?:y|ies)|cat-links|kanal|rubrik|section-name)(?:$|[\s_-])", re.IGNORECASE
)
BELOW_PHOTO = 12  # elements between an image and the line below it
WITHIN_FIGURE = 4  # elements of a figure before its image: a link, a <picture> and its sources
CAPTION_TAGS = frozenset({"figcaption", "figure"})
SILENT_FURNITURE = frozenset({"nav", "button", "select", "option", "form"})
MOST_POINTS = 6  # lines of a summary
POINT_LENGTH = 240  # characters of one


def label_head(head: Sequence[HeadLine], about: HeadContext, dateline: Dateline | None, photos: Sequence[int]) -> None:
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


def label_by_place(
    before: Sequence[HeadLine], about: HeadContext, dateline: Dateline | None, opening: int, photos: Sequence[int]
) -> None:
    """Label what no form names and what stands in front of a sure dateline among the extracted lines."""
    _name_doubled(before)
    if dateline is None or dateline.sure < 2:
        return
    _name_points(before)
    unnamed = [each for each in before if each.label is None and each.position is not None]
    sentences = [each for each in unnamed if len(each.words) > KICKER_WORDS or ENDS_SENTENCE.search(each.text)]
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
        elif is_paragraph(each.text):
            doubtful.append(each)
        elif _is_below_photo(each, photos) and not SPEECH.search(each.text):
            each.label, each.why = "caption", "below a photo, in front of the dateline"
        else:
            doubtful.append(each)
    if len(doubtful) == 1 and not is_paragraph(doubtful[0].text) and not SPEECH.search(doubtful[0].text):
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


def _is_above_byline(before: Sequence[HeadLine], line: HeadLine, dateline: Dateline) -> bool:
    """True where the byline stands right behind this line and the dateline has a newsroom and a place."""
    at = next(index for index, each in enumerate(before) if each is line)
    return dateline.sure > 2 and head_goes_on([each.fit for each in before[at + 1 : at + 1 + NEAR_BYLINE]])
