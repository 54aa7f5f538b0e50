"""Speakers of an article's quotes, sentence by sentence (`Attribution`)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from corpus.quotes.article_people import ArticlePeople
from corpus.quotes.indirect_speech import LOOK_AHEAD, PUNCTUATION, IndirectReader
from corpus.quotes.noun_phrases import PhraseReader
from corpus.quotes.official_names import NOBODY, SpeakerName
from corpus.quotes.person_signs import evidence_of
from corpus.quotes.quote_marks import Quote, marked_stretches
from corpus.quotes.quote_words import speech_words
from corpus.quotes.reporting_clauses import Clause, ClauseReader
from corpus.quotes.speaker_focus import SpeakerFocus, TextRange
from corpus.quotes.speech_frames import QUOTE, Sentence, frame_of, sentences
from corpus.quotes.speech_tests import FEWEST_LINES, InterviewLine, interview_lines, is_speech
from corpus.vocabulary.names import Names

Reported = tuple[int, SpeakerName, TextRange | None]
"""Who spoke in the sentence before: its paragraph, who, and where the name stands."""

_ANSWERED = re.compile(r"\?[ ]?\n+[\"“]")
_QUESTION_ABOVE = re.compile(r"\?[ ]?\n+\Z")


class Attribution:
    """One article's quotes."""

    def __init__(self, title: str, text: str, names: Names | None = None) -> None:
        self.text = text
        self.stretches = marked_stretches(text)
        self.frame = frame_of(text, self.stretches)
        self.reader = PhraseReader(self.frame, *evidence_of(self.frame))
        self.people = ArticlePeople(self.frame, self.reader, title, names)
        self.clauses = ClauseReader(self.frame, self.reader)
        self.words = speech_words()
        self.around = self.words.around
        self.made: list[Quote] = []
        self.focus = SpeakerFocus(self.frame, self.people, self.clauses)
        self.indirect = IndirectReader(self.frame, self.clauses)
        self.reported: Reported | None = None
        self.answerer: SpeakerName | None = None  # who answers in an interview
        self.alone: list[int] = []  # quotes just made that wait for "Hal itu disampaikan Maria"

    def quotes(self) -> list[Quote]:
        """Return the quotes in the order of the text."""
        lines = interview_lines(self.text)
        firsts = [line.first for line in lines]
        for sentence in sentences(self.frame, self.stretches):
            start = self.frame.starts[sentence.first]
            line = bisect_right(firsts, start) - 1
            if not self._is_furniture(sentence) and not (line >= 0 and start < lines[line].last):
                self._read(sentence)
        self._answers(lines)
        return sorted(self.made, key=lambda one: (one.start, one.end))

    def _answers(self, lines: Sequence[InterviewLine]) -> None:
        """Make the answers of an interview; the one person named before its first line gives them."""
        if not lines:
            return
        first = lines[0].first
        before = {id(one): one for at, one in self.people.at.items() if self.frame.starts[at] < first and not one.weak}
        named = self.people.known(*before.values()) if len(before) == 1 else NOBODY
        for line in lines:
            if line.is_answer:
                words = self.text[line.start : line.last]
                start = line.start + len(words) - len(words.lstrip())
                end = line.start + len(words.rstrip())
                quote = Quote(start, end, "direct", self.text[start:end], None, None, None, None, "answer")
                self.made.append(self._with(quote, named, None, "answer"))

    def _is_furniture(self, sentence: Sentence) -> bool:
        """Return True for "Baca juga: ..." and "Editor: ..."."""
        lows, first = self.frame.lows, sentence.first
        if sentence.first and lows[first - 1] != "\n":
            return False
        for end in range(first + 1, min(first + 3, sentence.last)):
            if lows[end] == ":" or (end == first + 2 and lows[first] == "baca"):
                return " ".join(lows[first:end]) in self.around["furniture"]
        return False

    def _read(self, sentence: Sentence) -> None:
        frame = self.frame
        first, last = sentence.first, sentence.last
        waiting, self.alone = self.alone, []
        quotes = [at for at in range(first, last) if frame.words[at] == QUOTE and at in frame.quotes]
        before = self.reported
        self.reported = None
        if waiting and not quotes and self._named_after(sentence, waiting):
            return
        spoken = self._direct(sentence, quotes, before) if quotes else set[int]()
        spoke = self._indirect(sentence, spoken)
        if not spoke and not spoken:
            self.focus.subject(sentence)
        self.focus.other_clause(sentence)

    def _direct(self, sentence: Sentence, quotes: list[int], reported: Reported | None) -> set[int]:
        """Make the sentence's direct quotes; return their tokens."""
        frame, begin = self.frame, sentence.first
        spoken = set[int]()
        last_named: tuple[SpeakerName, tuple[int, int], int] | None = None
        for at, following in zip(quotes, (*quotes[1:], sentence.last), strict=True):
            one = self.stretches[frame.quotes[at]]
            before = self.clauses.before(begin, at)
            behind = self.clauses.behind(at + 1, following)
            goes_on = last_named is not None and self._only_between(last_named[2], at)
            follows = (
                reported is not None
                and reported[0] == sentence.paragraph
                and at == sentence.first
                and last_named is None
            )
            if not is_speech(
                frame, at, one, begin, sentence.last, before=before, behind=behind, goes_on=goes_on or follows
            ):
                continue
            spoken.add(at)
            clause, rule = self._choose(before, behind)
            if clause is not None and clause.form != "text":
                named, place, special = self.focus.who(clause, sentence)
                self._make(at, named, place, special or rule)
                self.focus.set(named, sentence)
                last_named = (named, place, max(clause.last, at + 1))
                self.reported = (sentence.paragraph, named, place)
            elif clause is not None:
                self._make(at, NOBODY, None, "nobody")
                last_named = None
            elif last_named and goes_on:
                self._make(at, last_named[0], last_named[1], "split")
                self.reported = (sentence.paragraph, last_named[0], last_named[1])
            else:
                self._alone(sentence, at, reported)
            begin = max(behind.last if behind else at + 1, at + 1)
        return spoken

    def _choose(self, before: Clause | None, behind: Clause | None) -> tuple[Clause | None, str]:
        """Return the clause that names the speaker: a name or role goes before a pronoun."""
        if behind is not None and not behind.by_pronoun:
            return behind, "behind"
        if before is not None and not before.by_pronoun:
            return before, "colon" if before.form == "colon" else "before"
        if behind is not None:
            return behind, "pronoun_behind"
        return (before, "pronoun_before") if before is not None else (None, "nobody")

    def _from_interview(self, at: int) -> SpeakerName:
        """Return the only person named before an interview ("Berikut petikannya") if a question stands above."""
        start = self.frame.starts[at]
        if not _QUESTION_ABOVE.search(self.text, max(0, start - 4), start):
            return NOBODY
        if self.answerer is None:
            self.answerer = self._interviewed(at)
        return self.answerer

    def _interviewed(self, at: int) -> SpeakerName:
        """Return the only person named before the words that open an interview, where they stand before this token.

        Where two questions and more stand alone above quotes, it is the article's only person.
        """
        excerpts, lows = self.around["excerpts"], self.frame.lows
        if len(_ANSWERED.findall(self.text)) >= FEWEST_LINES:
            sure = [one for one in self.people.persons if not one.weak]
            return self.people.known(*sure) if len(sure) == 1 else NOBODY
        opening = next((one for one in range(at) if lows[one] in excerpts), 0)
        before = {id(one): one for named, one in self.people.at.items() if named < opening and not one.weak}
        return self.people.known(*before.values()) if len(before) == 1 else NOBODY

    def _only_between(self, first: int, last: int) -> bool:
        """Return True if only the reporting clause's own tail stands between it and the next part of the quote."""
        frame = self.frame
        return last - first <= LOOK_AHEAD and not any(
            frame.lows[at] in self.words.active or frame.lows[at] in self.words.roots for at in range(first, last)
        )

    def _alone(self, sentence: Sentence, at: int, reported: Reported | None) -> None:
        """Make a quote without a clause in its sentence: continued, introduced, or nobody's so far."""
        frame = self.frame
        rest = [
            word for word in frame.words[sentence.first : sentence.last] if word != QUOTE and word not in PUNCTUATION
        ]
        named, place, rule = NOBODY, None, "nobody"
        if not rest and reported is not None:
            paragraph, who, where = reported
            direct = bool(self.made) and self.made[-1].kind == "direct" and sentence.first > 0
            if paragraph == sentence.paragraph:
                named, place, rule = who, where, "continued" if direct else "introduced"
            elif paragraph == sentence.paragraph - 1 and not direct:
                named, place, rule = who, where, "introduced"
            elif not direct or paragraph < sentence.paragraph - 1:
                named, rule = self._from_interview(at), "answer"
        elif not rest:
            named, rule = self._from_interview(at), "answer"
        self._make(at, named, place, rule if named != NOBODY else "nobody")
        if not rest:
            self.alone.append(len(self.made) - 1)
        if named != NOBODY:
            self.reported = (sentence.paragraph, named, place)

    def _named_after(self, sentence: Sentence, waiting: list[int]) -> bool:
        """Give waiting quotes the speaker that this sentence names: Hal itu disampaikan Maria."""
        frame = self.frame
        if frame.lows[sentence.first] == "dengan" and (clause := self.clauses.with_words(sentence)):
            return self._give(clause, sentence, waiting)
        if frame.lows[sentence.first] not in self.around["pointing"]:
            return False
        if thus := self.clauses.thus_alone(sentence):
            return self._give(thus, sentence, waiting)
        for at in range(sentence.first + 1, min(sentence.first + 8, sentence.last)):
            comes = frame.lows[at] in self.around["comes"]
            if comes or frame.lows[at] in self.words.passive:
                read = self.clauses.comes_from if comes else self.clauses.passive
                clause = read(at, sentence.last, sentence.first)
                return clause is not None and self._give(clause, sentence, waiting)
        return False

    def _give(self, clause: Clause, sentence: Sentence, waiting: list[int]) -> bool:
        """Give waiting quotes the speaker of this clause."""
        named, place, _ = self.focus.who(clause, sentence)
        for number in waiting:
            self.made[number] = self._with(self.made[number], named, place, "named_after")
        self.focus.set(named, sentence)
        self.reported = (sentence.paragraph, named, place)
        return True

    def _make(self, at: int, named: SpeakerName, place: tuple[int, int] | None, rule: str) -> None:
        one = self.stretches[self.frame.quotes[at]]
        end = one.end - 1 if one.end > one.start and self.text[one.end - 1] == "," else one.end
        quote = Quote(one.start, end, "direct", self.text[one.start : end], None, None, None, None, "nobody")
        self.made.append(self._with(quote, named, place, rule))

    def _with(self, quote: Quote, named: SpeakerName, place: tuple[int, int] | None, rule: str) -> Quote:
        """Return the quote with this speaker; by the rule "nobody" where none is known."""
        known = named.name is not None or named.role is not None
        start, end = place if place and known else (None, None)
        made = (quote.start, quote.end, quote.kind, quote.text, named.name, named.role, start, end)
        return Quote(*made, rule if known else "nobody")

    def _indirect(self, sentence: Sentence, spoken: set[int]) -> bool:
        """Make the sentence's reported clauses; return True if somebody spoke in it."""
        frame, done, spoke = self.frame, sentence.first, bool(spoken)
        last = sentence.last
        while last > sentence.first and frame.words[last - 1] in PUNCTUATION:
            last -= 1
        at, reporting = sentence.first, self.words.reporting
        while at < last:
            low = frame.lows[at]
            if low not in reporting:
                at += 1
                continue
            clause: Clause | None = None
            reach: tuple[int, int] | None = None
            rule = ""
            if low in self.words.clause or low in self.words.active:
                phrase = self.clauses.subject(done, at)
                if phrase:
                    clause = Clause("verb", at, done, at + 1, phrase)
                    reach = self.indirect.reported(at, last, spoken, strict=low not in self.words.clause)
                    rule = "pronoun_verb" if phrase.kind == "pronoun" else "speaking_verb"
            elif not spoken and (low in ("menurut", "menurutnya")):
                clause, reach = self.indirect.according(at, last, sentence)
                rule = "according_to"
            elif not spoken and (low in self.words.passive or low in self.words.passive_suffixed):
                clause, reach = self.indirect.passive(at, last, sentence)
                rule = "passive"
            elif not spoken and (low in self.words.plain_roots or low in self.words.plain_suffixed):
                clause, reach = self.indirect.inserted(at, last, sentence)
                rule = "inserted"
            if clause is None:
                at += 1
                continue
            named, place, special = self.focus.who(clause, sentence)
            spoke = True
            if (
                reach is not None
                and self.indirect.count(*reach) >= self.indirect.fewest(low, rule)
                and (named.name or named.role)
                and self._sure(clause, named)
            ):
                self._report(reach, named, place, special or rule)
            if not spoken or at > max(spoken):
                self.focus.set(named, sentence)
            if not spoken:
                self.reported = (sentence.paragraph, named, place)
            done = at = max(at + 1, clause.last, reach[1] if reach and reach[0] >= at else 0)
        return spoke

    def _sure(self, clause: Clause, named: SpeakerName) -> bool:
        """Return True unless only a word for people ("warga") speaks; "ibu korban" is one person."""
        phrase = clause.phrase
        if phrase is not None and self.reader.is_relative(phrase):
            return True
        return named.name is not None or phrase is None or phrase.kind != "role" or phrase.post

    def _report(self, reach: tuple[int, int], named: SpeakerName, place: tuple[int, int], rule: str) -> None:
        start, end = self.frame.starts[reach[0]], self.frame.ends[reach[1] - 1]
        quote = Quote(start, end, "indirect", self.text[start:end], None, None, None, None, rule)
        self.made.append(self._with(quote, named, place, rule))
