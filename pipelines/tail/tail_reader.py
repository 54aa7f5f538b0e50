"""The one reader of a text's tail (`read_tail`): its lines are read together, labelled, and cut where that is sure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.models import RemovedLine
from pipelines.lines.cuts import BodyLine, cut_span
from pipelines.lines.house_line_rules import junk_rules
from pipelines.lines.house_lines import LAST_LINES, cut_noise, in_tail
from pipelines.lines.line_labels import LabelledLine, TailLabel
from pipelines.lines.openings import repeats_opening
from pipelines.strings.house_names import names_another
from pipelines.strings.name_patterns import ROLES, WORK_DATA
from pipelines.strings.person_names import clean_name, job_of
from pipelines.tail.other_stories import is_of_other_stories, why_teaser
from pipelines.tail.sign_off import SignOff, is_role_line, with_author, with_form, with_roles
from pipelines.tail.tail_evidence import TailContext, is_prose
from pipelines.tail.tail_marks import Mark, end_mark, line_mark

NO_CONTEXT = TailContext()
TAIL_ROUNDS = 3  # what stood before a house line becomes the last line only when that is gone
HEAD_LINES = 4  # first lines that may name the writers
MOST_BEHIND_SIGN = 16  # lines behind a sign-off that are looked at
NOT_EXTRACTED = 1 << 30  # the position of a line that is in no text
LONGEST_SIGN_LINE = 80  # characters of a line that is a mark and nothing else
ENDS_OF_A_SIGN = (")", "]", "*", "}", ").", "].")
PAIR = "form: a role and its name on the next line"
MOST_BEHIND_EDITOR = 60  # lines behind a line of roles that are looked at
MAX_SIGNS = 4  # marks one behind the other on a line: "(*) *** contoh.com"
MIN_PROSE_LINES = 2  # lines above the tail
# "Penulis adalah dosen di Kupang.", "Catatan: ...", "*) Peneliti": stands behind a sign-off and is the article's
NOTE = re.compile(r"^(?:[*]\)|penulis\s(?:adalah|merupakan|ialah)\b|catatan\b|ralat\b|koreksi\b)", re.IGNORECASE)
ROLE_ALONE = re.compile(r"^(?:- )?[|\s]*(?P<role>[A-Za-z& ]{5,20}?)\s*[:|]?\s*$")
NAME_ALONE = re.compile(r"^(?:- )?[:|\s]*(?P<name>[A-Z][\w'’.]+(?:\s(?:[A-Z][\w'’.]*|bin|binti)){0,4})[\s|]*$")


@dataclass(frozen=True, slots=True)
class TailReading:
    """The lines left, what was cut, what the lines state, and the tail's lines with their labels."""

    lines: tuple[BodyLine, ...]
    removed: tuple[RemovedLine, ...]
    sign_off: SignOff
    tail: tuple[LabelledLine, ...]


def read_tail(
    lines: Sequence[BodyLine],
    context: TailContext = NO_CONTEXT,
    *,
    outlet_names: Sequence[str] = (),
    own: Sequence[str] = (),
    paid: bool = False,
) -> TailReading:
    """Label the lines from the last paragraph to the end, read the names they state, and cut them.

    House lines are cut wherever they stand (`cut_noise`, which explains the last three arguments). Behind a sign-off
    comes no more prose: a mark with prose behind it stays in the text, but for an author's note. What stands behind
    the heading of other stories, tags or comments is the site's.

    >>> reading = read_tail([BodyLine(0, "Balai itu dibuka Senin pagi."), BodyLine(1, "Sumber : bp2mi.go.id")])
    >>> reading.sign_off.credit, [line.text for line in reading.lines], [line.label for line in reading.tail]
    ('bp2mi.go.id', ['Balai itu dibuka Senin pagi.'], ['last', 'credit'])
    """
    reader = _Reader(list(lines), context)
    for _ in range(TAIL_ROUNDS):
        before = len(reader.removed)
        reader.read_lines()
        left, cut = cut_noise(
            reader.lines,
            outlet_names=outlet_names,
            own=own,
            paid=paid,
            foot=reader.foot(),
            is_teaser=context.is_teaser,
        )
        reader.note_house_cuts(left, cut)
        reader.cut_other_stories()
        reader.read_ends()
        if len(reader.removed) == before:
            break
    if lines and context.behind is not None:
        reader.read_behind(context.behind(lines[-1].text))
    return TailReading(tuple(reader.lines), tuple(reader.removed), reader.sign_off, reader.labelled())


@dataclass(slots=True)
class _Reader:
    """The state of one reading."""

    lines: list[BodyLine]
    context: TailContext
    removed: list[RemovedLine] = field(default_factory=list)
    sign_off: SignOff = field(default_factory=SignOff)
    labels: list[tuple[int, LabelledLine]] = field(default_factory=list)
    """Each with the character of its line at which it began."""

    def foot(self, first: int = MIN_PROSE_LINES - 1) -> int | None:
        """The position of the last line of prose, behind which only short lines and signs stand; None where none is.

        `first` is the index of the first line that is looked at.
        """
        for index in range(len(self.lines) - 1, first - 1, -1):
            if self._is_prose(index):
                return self.lines[index].position
        return None

    def _is_prose(self, index: int) -> bool:
        text = self.lines[index].text
        return is_prose(text) and line_mark(self.lines, index, self.context, "tail") is None and not is_role_line(text)

    def read_lines(self) -> None:
        """Read and cut the lines that as a whole name somebody or a source."""
        foot = self.foot()
        index = 0
        while index < len(self.lines):
            line, tail = self.lines[index], in_tail(index, self.lines, foot)
            if index >= HEAD_LINES and is_role_line(line.text) and self._is_site_behind(index):
                self._cut_behind(index, "behind a sign-off, in a box like others or a link")
                tail = True
            if tail or index < HEAD_LINES or index >= len(self.lines) - 2 * LAST_LINES:
                self._read_line(index, tail=tail)
            index += index < len(self.lines) and self.lines[index].position == line.position

    def _read_line(self, index: int, *, tail: bool) -> None:
        text = self.lines[index].text
        if mark := line_mark(self.lines, index, self.context, "tail", only=None if tail else "report_by"):
            self._take(index, mark)
        elif is_role_line(text) and not self._is_anothers(index):
            self.sign_off = with_roles(self.sign_off, text, self.context.own)
            self._cut(index, 0, "byline", _role_label(text), "form: a role and a name")
        elif tail and (pair := self._pair(index)):
            named = _named(pair, self.context.own)
            self.sign_off = replace(
                self.sign_off,
                authors=tuple(dict.fromkeys((*self.sign_off.authors, *named.authors))),
                editor=self.sign_off.editor or named.editor,
            )
            for _ in range(2):
                self._cut(index, 0, "byline", "byline" if pair[0] == "author" else "editor", PAIR)
        elif tail and (end := end_mark(self.lines, index, self.context, "tail")):
            self._take(index, end)

    def _is_of_a_work(self, index: int) -> bool:
        """True where a line beside gives a book's or a film's data: its title, its publisher."""
        beside = self.lines[max(0, index - 2) : index + 3]
        return any(WORK_DATA.match(line.text) for line in beside)

    def _is_anothers(self, index: int) -> bool:
        """True for a name of a book's data, of the house's masthead or of a reader's comment."""
        return self._is_of_a_work(index) or names_another([line.text for line in self.lines], index)

    def _take(self, index: int, mark: Mark) -> None:
        """Read what the form states, and cut it."""
        form, match, why = mark
        self.sign_off = with_form(self.sign_off, form, match, self.context.own)
        self._cut(index, match.start(), form.rule, form.label, why)

    def _is_site_behind(self, index: int) -> bool:
        """True where all lines behind are the site's by the page's markup."""
        if self.context.of_site is None or not 0 < len(self.lines) - index - 1 <= MOST_BEHIND_EDITOR:
            return False
        texts = [each.text for each in self.lines]
        return self.context.of_site(texts[:index], texts[index + 1 :])

    def _cut_behind(self, index: int, why: str) -> None:
        """Cut all lines behind as other stories."""
        while index + 1 < len(self.lines):
            self._cut(index + 1, 0, "other_story", "other_story", why)

    def cut_other_stories(self) -> None:
        """Cut teasers of other stories at the end, and the opening where it is repeated there."""
        while len(self.lines) > MIN_PROSE_LINES:
            last = len(self.lines) - 1
            text = self.lines[last].text
            if why := why_teaser(text, self.context.own):
                self._cut(last, 0, "other_story", "other_story", why)
            elif repeats_opening(text, self.lines[:-1]):
                self._cut(last, 0, "doubled", "other_story", "the text's opening again")
            else:
                break
        self._cut_behind_sign()

    def _cut_behind_sign(self) -> None:
        """Cut headlines, stamps and teasers of other stories that stand behind the mark that ends the text."""
        for index in range(len(self.lines) - 2, max(MIN_PROSE_LINES, len(self.lines) - MOST_BEHIND_SIGN) - 1, -1):
            text = self.lines[index].text
            if len(text) > LONGEST_SIGN_LINE and not text.endswith(ENDS_OF_A_SIGN):
                continue
            if not is_of_other_stories([line.text for line in self.lines[index + 1 :]], self.context.is_own):
                continue
            above = line_mark(self.lines, index, self.context, "last") or line_mark(
                self.lines, index, self.context, "tail"
            )
            if above or is_role_line(text) or end_mark(self.lines, index, self.context, "last"):
                self._cut_behind(index, "headlines and stamps behind a sign-off")
                return

    def _pair(self, index: int) -> tuple[str, str] | None:
        """The job and the name where the line is a role alone and the next one a name: "Editor" / ": Arie"."""
        role = ROLE_ALONE.match(self.lines[index].text)
        job = job_of(role["role"]) if role and role["role"].lower() in ROLES else None
        if job is None or self._is_anothers(index):
            return None
        name = NAME_ALONE.match(self.lines[index + 1].text) if job and index + 1 < len(self.lines) else None
        if job not in ("author", "editor") or name is None or clean_name(name["name"], self.context.own) is None:
            return None
        return job, name["name"]

    def read_ends(self) -> None:
        """Read and cut the marks that end the text: on its last line, and behind it on lines of their own."""
        index = max(0, len(self.lines) - LAST_LINES)
        while index < len(self.lines):
            line = self.lines[index]
            for _ in range(MAX_SIGNS):
                if not self._read_end(index) or self.lines[index : index + 1] == []:
                    break
                if self.lines[index].position != line.position:
                    break
            index += index < len(self.lines) and self.lines[index].position == line.position

    def _read_end(self, index: int) -> bool:
        """Read one mark at the end of the line; True where one was cut."""
        if not self._ends_the_text(index):
            return False
        is_last = index == len(self.lines) - 1
        mark = (
            line_mark(self.lines, index, self.context, "last")
            if is_last and len(self.lines) > MIN_PROSE_LINES
            else None
        )
        if mark := mark or end_mark(self.lines, index, self.context, "last", is_last=is_last):
            self._take(index, mark)
        return mark is not None

    def _ends_the_text(self, index: int) -> bool:
        """True where no prose stands behind the line, but for an author's note."""
        return all(not is_prose(line.text) or NOTE.match(line.text) for line in self.lines[index + 1 :])

    def read_behind(self, texts: Sequence[str]) -> None:
        """Read the names that the page's lines right behind the text state, up to the first that is none of the tail.

        They are in no line of the text, so that nothing is cut.
        """
        self.lines += [BodyLine(NOT_EXTRACTED, ""), BodyLine(NOT_EXTRACTED, "")]
        index, own, at = len(self.lines) - 2, self.context.own, 0
        behind = SignOff()
        while at < len(texts):
            self.lines[-2:] = [BodyLine(NOT_EXTRACTED, text) for text in (*texts[at : at + 2], "")[:2]]
            text, pair, here = texts[at], self._pair(index), (self.lines, index, self.context)
            mark = line_mark(*here, "tail") or end_mark(*here, "tail") or end_mark(*here, "last")
            mark = mark or line_mark(*here, "last", only="place")
            if pair:
                self.sign_off = self.sign_off.filled_by(_named(pair, own))
                self._note_behind(f"{text} {texts[at + 1]}", "byline" if pair[0] == "author" else "editor", PAIR)
                at += 1
            elif mark and not text[: mark[1].start()].strip():
                form, match, why = mark
                self.sign_off = self.sign_off.filled_by(with_form(SignOff(), form, match, own))
                self._note_behind(text, form.label, why)
            elif is_role_line(text) and not self._is_anothers_behind(texts, at):
                behind = with_roles(behind, text, own)  # "Kontributor: ..." and "Penulis: ..." on a line each
                self._note_behind(text, _role_label(text), "form: a role and a name")
            else:
                break
            at += 1
        self.sign_off = self.sign_off.filled_by(behind)
        del self.lines[-2:]

    def _is_anothers_behind(self, texts: Sequence[str], at: int) -> bool:
        near = texts[max(0, at - 2) : at + 3]
        return any(WORK_DATA.match(text) for text in near) or names_another(texts, at)

    def _note_behind(self, text: str, label: TailLabel, why: str) -> None:
        self.labels.append((0, LabelledLine(text, label, f"{why}; behind the text", None)))

    def _cut(self, index: int, start: int, rule: str, label: TailLabel, why: str) -> None:
        line = self.lines[index]
        rest, cut = cut_span(rule, line, start, len(line.text))
        self.lines[index : index + 1] = [rest] if rest is not None else []
        self.removed.append(cut)
        self.labels.append((start, LabelledLine(cut.text.strip(), label, why, line.position)))

    def note_house_cuts(self, left: list[BodyLine], cut: Sequence[RemovedLine]) -> None:
        """Take over what `cut_noise` cut."""
        rules = {rule.id: rule for rule in junk_rules()}
        self.lines = left
        self.removed += cut
        for each in cut:
            rule = rules.get(each.rule)
            label: TailLabel = rule.label if rule else "furniture"
            why = f"house line: {each.rule}"
            self.labels.append((each.at or 0, LabelledLine(each.text.strip(), label, why, each.position)))

    def labelled(self) -> tuple[LabelledLine, ...]:
        """The tail's lines in the order of the page, from the last paragraph of prose on."""
        last = self.foot(0)
        if last is None:
            return ()
        behind = [
            (NOT_EXTRACTED if line.position is None else line.position, at + 1, line)
            for at, line in self.labels
            if line.position is None or line.position >= last
        ]
        for line in self.lines:
            if line.position == last:
                behind.append((last, 0, LabelledLine(line.text, "last", "the last sentences", last)))
            elif line.position > last:
                left = LabelledLine(line.text, "prose", "no form fits; left in the text", line.position)
                behind.append((line.position, 0, left))
        return tuple(line for _, _, line in sorted(behind, key=lambda each: each[:2]))


def _named(pair: tuple[str, str], own: Sequence[str]) -> SignOff:
    """The sign-off that a job and a name give."""
    job, name = pair
    return with_author(SignOff(), name, own) if job == "author" else SignOff(editor=clean_name(name, own))


def _role_label(text: str) -> TailLabel:
    jobs = {ROLES.get(word.strip(" ([|*•–-").lower()) for word in re.split(r"[:|]", text)}
    return "editor" if "editor" in jobs and "author" not in jobs else "byline"
