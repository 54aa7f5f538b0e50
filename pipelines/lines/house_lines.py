"""House lines, which are no part of the article: cut, each with the rule that cut it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import itemgetter

from corpus.models import RemovedLine
from pipelines.lines.cuts import BodyLine, cut_span, cut_whole
from pipelines.lines.house_line_rules import Rule, junk_rules, own_rules
from pipelines.strings.subject_words import overlap, subject_words

TAIL_FROM = 0.6  # tail rules look at the lines behind this share
LAST_LINES = 3  # and always at the last ones
MAX_MARKED_TITLES = 5  # titles that a marker takes with it
MAX_TEASER_TITLE = 140  # characters of a title behind a marker
MIN_DOUBLED_LENGTH = 80  # characters above which a paragraph does not stand twice by chance
LEAST_RUN = 3  # such paragraphs in their order are a part of the text that stands twice
MIN_PROSE = 60  # characters of a sentence
ON_SUBJECT = 0.2  # overlap of sentences' words with the text's by which they go on with it; two texts: .13 and less
_Step = Callable[[Rule, list[BodyLine], list[RemovedLine]], list[BodyLine]]


def cut_noise(
    lines: Sequence[BodyLine],
    *,
    outlet_names: Sequence[str] = (),
    own: Sequence[str] = (),
    paid: bool = False,
    foot: int | None = None,
    is_teaser: Callable[[str], bool] = lambda _: True,
) -> tuple[list[BodyLine], list[RemovedLine]]:
    """The lines without house lines, and what was cut. `own` are an outlet's own patterns (whole line).

    `paid` is True on a page that says it is not free. Behind the position `foot` no prose stands: there the rules of
    the tail hold, too, however long it is. Behind a bare "Baca juga" the titles go of which `is_teaser` is True.

    >>> left, cut = cut_noise([BodyLine(0, "Balai itu dibuka."), BodyLine(1, "Baca Juga: Apel Pagi di Contoh")])
    >>> [line.text for line in left], [(c.rule, c.position) for c in cut]
    (['Balai itu dibuka.'], [('read_also', 1)])
    """
    removed: list[RemovedLine] = []
    left = list(lines)
    rules = (*own_rules(own), *(r for r in junk_rules() if r.holds_for(outlet_names) and paid >= r.paid))
    fitting = _fitting(left, rules)
    steps: dict[str, _Step] = {
        **_STEPS,
        "header": partial(_cut_from_header, foot=foot),
        "tail": partial(_cut_tail, foot=foot),
        "marker": partial(_cut_marked, is_teaser=is_teaser),
    }
    for rule in rules:
        if rule.scope == "inline":
            before, left = left, _cut_inline(rule, left, removed)
            if left != before:
                fitting = _fitting(left, rules)
        elif id(rule) in fitting:
            left = steps[rule.scope](rule, left, removed)
    return left, sorted(removed, key=lambda cut: cut.position)


def _fitting(lines: Sequence[BodyLine], rules: Sequence[Rule]) -> set[int]:
    """The rules for whole lines that match one of these lines, by `id`: a rule's hash is of all its fields."""
    whole = ((r.longest, r.has, r.pattern.fullmatch, id(r)) for r in rules if r.scope != "inline")
    longest_first = sorted(whole, key=itemgetter(0), reverse=True)
    fitting: set[int] = set()
    for line in lines:
        text, length = line.text.strip(), len(line.text)
        stands = text.lower().__contains__
        for longest, signs, matches, rule in longest_first:
            if longest < length:
                break
            if rule not in fitting and (not signs or any(map(stands, signs))) and matches(text):
                fitting.add(rule)
    return fitting


def _fits(rule: Rule, text: str) -> bool:
    return len(text) <= rule.longest and rule.pattern.fullmatch(text.strip()) is not None


def _cut_where(
    rule: Rule, lines: list[BodyLine], removed: list[RemovedLine], reach: Callable[[int], bool]
) -> list[BodyLine]:
    """Cut the lines that match the rule and whose index passes `reach`; return the lines left."""
    left = []
    for index, line in enumerate(lines):
        if reach(index) and _fits(rule, line.text):
            removed.append(cut_whole(rule.id, line))
        else:
            left.append(line)
    return left


def _cut_lines(rule: Rule, lines: list[BodyLine], removed: list[RemovedLine]) -> list[BodyLine]:
    """Cut all lines that match the rule, wherever they stand."""
    return _cut_where(rule, lines, removed, lambda _: True)


def _cut_tail(rule: Rule, lines: list[BodyLine], removed: list[RemovedLine], *, foot: int | None) -> list[BodyLine]:
    """Cut matching lines in the last part of the text."""
    return _cut_where(rule, lines, removed, lambda index: in_tail(index, lines, foot))


def in_tail(index: int, lines: Sequence[BodyLine], foot: int | None = None) -> bool:
    """True for the last lines, those in the last part of the text, and those behind the position `foot`."""
    count = len(lines)
    return (
        index >= TAIL_FROM * count
        or index >= max(1, count - LAST_LINES)
        or (foot is not None and lines[index].position > foot)
    )


def _cut_inline(rule: Rule, lines: list[BodyLine], removed: list[RemovedLine]) -> list[BodyLine]:
    """Cut the parts of lines that match the rule, wherever they stand."""
    left = []
    for line in lines:
        if rule.has and not rule.may_match(line.text.lower()):
            left.append(line)
            continue
        rest: BodyLine | None = line
        while rest is not None and (match := rule.pattern.search(rest.text)) and match[0]:
            rest, cut = cut_span(rule.id, rest, match.start(), match.end())
            removed.append(cut)
        if rest is not None:
            left.append(rest)
    return left


def _cut_from_header(
    rule: Rule, lines: list[BodyLine], removed: list[RemovedLine], *, foot: int | None
) -> list[BodyLine]:
    """Cut the first matching line in the tail and all lines after it, but for the text that goes on behind titles."""
    for index, line in enumerate(lines):
        if in_tail(index, lines, foot) and _fits(rule, line.text):
            end = _goes_on(lines, index) if rule.label == "other_story" else len(lines)
            removed.extend(cut_whole(rule.id, cut) for cut in lines[index:end])
            return [*lines[:index], *lines[end:]]
    return lines


def _goes_on(lines: Sequence[BodyLine], index: int) -> int:
    """The place behind a heading of other stories at which the text goes on; the number of lines where it does not.

    There two sentences stand one behind the other, below a title at least, and speak of what the text speaks of.
    An excerpt of two paragraphs on the same subject stays with it; one sentence of the article's own goes, recorded.
    """
    for at in range(index + 2, len(lines) - 1):
        if _is_prose(lines[at].text) and _is_prose(lines[at + 1].text) and not _is_prose(lines[at - 1].text):
            before = subject_words(line.text for line in lines[:index])
            if overlap(subject_words(line.text for line in lines[at : at + 2]), before) >= ON_SUBJECT:
                return at
    return len(lines)


def _is_prose(text: str) -> bool:
    """True for a line that is as long as a sentence and ends like one."""
    return len(text) >= MIN_PROSE and not _is_title(text)


def _cut_marked(
    rule: Rule, lines: list[BodyLine], removed: list[RemovedLine], *, is_teaser: Callable[[str], bool]
) -> list[BodyLine]:
    """Cut a matching line ("Berita terkait:") and the titles right after it."""
    left: list[BodyLine] = []
    titles_left = 0
    for line in lines:
        if _fits(rule, line.text):
            titles_left = MAX_MARKED_TITLES
        elif titles_left and _is_title(line.text) and is_teaser(line.text):
            titles_left -= 1
        else:
            titles_left = 0
            left.append(line)
            continue
        removed.append(cut_whole(rule.id, line))
    return left


def _is_title(text: str) -> bool:
    """True for a short line without the punctuation of a sentence."""
    return len(text) <= MAX_TEASER_TITLE and not text.endswith((".", "!", "”", '"', ":", ";", ","))


_STEPS: dict[str, _Step] = {"line": _cut_lines}


def cut_doubled(lines: Sequence[BodyLine]) -> tuple[list[BodyLine], list[RemovedLine]]:
    """Cut long paragraphs where a part of the text stands twice: some templates hold the whole body two times.

    A part is a paragraph right behind itself, the first one before all others, or a run of paragraphs in the order in
    which they stood: LEAST_RUN of them, or two from the text's first one on. A question that an interview asks of
    everybody, or a line that two lists have, stands twice by itself and stays.
    """
    long = [index for index, line in enumerate(lines) if len(line.text) > MIN_DOUBLED_LENGTH]
    firsts: dict[str, int] = {}
    earlier = [firsts.setdefault(lines[index].text, order) for order, index in enumerate(long)]
    if len(firsts) == len(long):
        return list(lines), []
    doubled: set[int] = set()
    for run in _runs_again(earlier):
        again = len(run) >= LEAST_RUN or (earlier[run[0]] == 0 and (len(run) > 1 or run[0] == 1))
        doubled |= {long[order] for order in run if again or lines[long[order] - 1].text == lines[long[order]].text}
    left = [line for index, line in enumerate(lines) if index not in doubled]
    return left, [cut_whole("doubled", lines[index]) for index in sorted(doubled)]


def _runs_again(earlier: Sequence[int]) -> Iterator[list[int]]:
    """The runs of paragraphs that stood before in the same order; `earlier` is where each stood first."""
    run: list[int] = []
    for order, first in enumerate(earlier):
        if first == order:
            continue
        if run and not (run[-1] == order - 1 and earlier[run[-1]] == first - 1):
            yield run
            run = []
        run.append(order)
    if run:
        yield run
