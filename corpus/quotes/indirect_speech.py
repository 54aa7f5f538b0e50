"""What a reporting clause reports (`IndirectReader`): the tokens of the clause that a verb of speaking governs."""

from __future__ import annotations

from collections.abc import Container

from corpus.quotes.quote_words import CALENDAR, speech_words
from corpus.quotes.reporting_clauses import Clause, ClauseReader
from corpus.quotes.role_reader import VERB
from corpus.quotes.speech_frames import Frame, Sentence

FARTHEST_GOAL = 8  # tokens
FEWEST = 3  # words of a reported clause
LONGEST_NOUN = 4  # tokens of "kabar duka itu"
LOOK_AHEAD = 25  # tokens in which "bahwa" is looked for
PUNCTUATION = frozenset(",.;:!?…-–—")

TokenRange = tuple[int, int]
"""Tokens from the first to before the last."""


class IndirectReader:
    """Reads reported clauses in a frame."""

    def __init__(self, frame: Frame, clauses: ClauseReader) -> None:
        self.frame = frame
        self.clauses = clauses
        self.reader = clauses.reader
        self.words = speech_words()
        self.around = self.words.around

    def reported(self, verb: int, last: int, spoken: Container[int], *, strict: bool) -> TokenRange | None:
        """Return the tokens of the clause that a verb governs; None where an object stands behind it."""
        frame, at = self.frame, verb + 1
        strict = strict and not (frame.lows[verb] in self.around["with_comma"] and frame.words[at : at + 1] == [","])
        complement = self.around["complementizers"]
        while at < last and (
            frame.lows[at] in (",", ":") or frame.lows[at] in self.around["behind_root"] or frame.lows[at] == "juga"
        ):
            at += 1
        governed = at < last and frame.lows[at] in complement
        if governed:
            at += 1
        elif at < last and (
            frame.lows[at] in self.around["adverbials"] or frame.lows[at] == "(" or frame.kinds[at] & CALENDAR
        ):
            complement_at = next(
                (one for one in range(at, min(at + LOOK_AHEAD, last)) if frame.lows[one] in complement), None
            )
            comma = next((one for one in range(min(at + LOOK_AHEAD, last) - 1, at, -1) if frame.lows[one] == ","), None)
            if complement_at is None and comma is None:
                return None
            governed = complement_at is not None
            at = (complement_at if complement_at is not None else comma or at) + 1
        if at >= last or (strict and not governed):
            return None
        if not governed and frame.words[verb + 1] != "," and self._is_object(verb, at, last):
            return None
        if not governed and any(low in self.around["about"] for low in frame.lows[at : at + 4]):
            return None
        end = last
        for one in range(at, last):
            low = frame.lows[one]
            if one in spoken:
                end = one
                break
            if one > at and low in self.around["conjunctions"] and self._is_other_clause(one + 1, last):
                end = one
                break
            if frame.words[one - 1] == "," and (
                low in self.around["ends_clause"]
                or low in self.words.plain_suffixed
                or (low in self.words.plain_roots and self.clauses.root(one, last, one))
            ):
                end = one - 1
                break
        while end > at and frame.words[end - 1] in PUNCTUATION:
            end -= 1
        noun = (
            end - at <= LONGEST_NOUN
            and end not in spoken
            and frame.lows[verb] != "membenarkan"
            and frame.lows[end - 1] in self.reader.phrases["pointing"]
        )
        if noun and not governed and not any(VERB.fullmatch(low) for low in frame.lows[at:end]):
            return None  # menyebut kabar itu
        if frame.lows[verb] in self.around["with_purpose"] and not governed:
            purposes = self.around["purposes"]
            return (at, end) if any(low in purposes for low in frame.lows[at:end]) else None
        return (at, end) if end > at else None

    def _is_other_clause(self, at: int, last: int) -> bool:
        """Return True if somebody else speaks behind "dan": "Maria mengatakan itu baik dan Markus menyebut ..."."""
        frame = self.frame
        if at >= last or not (frame.capital(at) or self.reader.heads_role(at)):
            return False
        phrase = self.reader.phrase(at, last)
        if phrase is None or phrase.kind not in ("person", "role") or (phrase.kind == "role" and not phrase.post):
            return False
        verb = phrase.end
        while verb < last and (frame.words[verb] == "," or frame.lows[verb] in self.around["before_verb"]):
            verb += 1
        return verb < last and frame.lows[verb] in self.words.clause

    def _is_object(self, verb: int, at: int, last: int) -> bool:
        """Return True for "menyampaikan terima kasih" and "mengatakan hal itu di Kupang": no clause stands there."""
        frame = self.frame
        objects = self.around["objects"]
        if frame.lows[verb] == "melaporkan" and frame.capital(at):  # melaporkan PT Contoh ke polisi
            goal = frame.lows[at : min(at + FARTHEST_GOAL, last)]
            if "ke" in goal or "kepada" in goal:
                return True
        if frame.lows[at] in self.around["always_objects"]:
            return True
        if frame.lows[at] in self.around["counts"] and frame.lows[min(at + 1, last - 1)] in objects:
            return True
        if frame.lows[at] not in objects and frame.lows[at].removesuffix("nya") not in objects:
            return False
        if frame.lows[verb] in self.around["givers"]:
            return True
        if (
            at + 1 < last
            and frame.lows[at] in ("diri", "dirinya", "keluarganya")
            and VERB.fullmatch(frame.lows[at + 1])
        ):
            return False
        following = range(at + 1, min(at + 3, last))
        return len(following) < 2 or any(
            frame.lows[one] in self.around["adverbials"] or frame.kinds[one] & CALENDAR for one in following
        )

    def according(self, at: int, last: int, sentence: Sentence) -> tuple[Clause | None, TokenRange | None]:
        """Return the clause "menurut Maria" and what she says; "menurut data" is none."""
        frame = self.frame
        if at > sentence.first and frame.words[at - 1] != ",":
            before = self.clauses.after_adverbial(sentence.first, at)
            if before != at:
                return None, None
        if frame.lows[at] == "menurutnya":
            clause = Clause("suffix", at, at, at + 1)
        else:
            if at + 1 >= last or frame.lows[at + 1] in self.around["no_speaker_after_menurut"]:
                return None, None
            phrase = self.reader.joined(at + 1, last)
            if phrase is None:
                return None, None
            clause = Clause("according", at, at, phrase.end, phrase)
        return clause, self._around_insertion(clause, last, sentence)

    def passive(self, at: int, last: int, sentence: Sentence) -> tuple[Clause | None, TokenRange | None]:
        """Return the clause "Dikatakan Maria" and what she says; "Hal itu disampaikan Maria" says nothing new."""
        frame = self.frame
        leading = all(frame.lows[one] in self.around["like"] for one in range(sentence.first, at))
        if frame.lows[at] in self.words.passive_suffixed:
            if not leading:
                return None, None
            clause: Clause | None = Clause("suffix", at, at, at + 1)
        else:
            clause = self.clauses.passive(at, last, at)
        if clause is None:
            return None, None
        return clause, self._around_insertion(clause, last, sentence) if leading else None

    def inserted(self, at: int, last: int, sentence: Sentence) -> tuple[Clause | None, TokenRange | None]:
        """Return the clause ", kata Maria" and the reported clause behind or before it."""
        frame = self.frame
        if at > sentence.first and frame.words[at - 1] != ",":
            return None, None
        if frame.lows[at] in self.words.plain_suffixed:
            if at == sentence.first or (
                at + 1 < last
                and frame.words[at + 1][0].isalpha()
                and frame.lows[at + 1] not in self.around["adverbials"]
            ):
                return None, None
            clause: Clause | None = Clause("suffix", at, at, at + 1)
        else:
            clause = self.clauses.root(at, last, at)
        if clause is None:
            return None, None
        if clause.phrase and clause.phrase.kind == "role" and not clause.phrase.post and not clause.phrase.pointing:
            return clause, None
        return clause, self._around_insertion(clause, last, sentence)

    def _around_insertion(self, clause: Clause, last: int, sentence: Sentence) -> TokenRange | None:
        """Return the reported clause: behind the insertion if one follows its comma, else before it."""
        frame, at = self.frame, clause.last
        while at < last and (frame.kinds[at] & CALENDAR or frame.words[at] == "("):
            at = (
                at + 1
                if frame.words[at] != "("
                else next((one + 1 for one in range(at, last) if frame.words[one] == ")"), last)
            )
        first = clause.verb
        if at < last and frame.words[at] != "," and first > sentence.first + FEWEST:
            return self._trimmed(sentence.first, first)
        if at < last and frame.words[at] != ",":
            comma = next((one for one in range(at, min(last, at + LOOK_AHEAD)) if frame.words[one] == ","), None)
            if comma is None:
                return (
                    (at, last)
                    if (frame.words[at][0].islower() and clause.form == "suffix") or clause.form == "according"
                    else None
                )
            if frame.lows[at] in self.around["adverbials"] or frame.kinds[at] & CALENDAR:
                at = comma
            elif clause.form != "according" and clause.form != "suffix":
                return None
            else:
                return (at, last)
        while at < last and frame.words[at] == ",":
            at += 1
            if at < last and (
                frame.kinds[at] & CALENDAR
                or (frame.lows[at] in self.around["adverbials"] and first > sentence.first + FEWEST)
            ):
                at = next((one for one in range(at, last) if frame.words[one] == ","), last)
        if at < last and self.count(at, last) >= FEWEST:
            return at, last
        return self._trimmed(sentence.first, first) if first > sentence.first else None

    def _trimmed(self, first: int, last: int) -> TokenRange | None:
        while last > first and self.frame.words[last - 1] in PUNCTUATION:
            last -= 1
        return (first, last) if last > first else None

    def fewest(self, verb: str, rule: str) -> int:
        """Return how many words a clause has at least that this verb reports: "mengaku kecewa" has one."""
        return 1 if verb == "mengaku" else FEWEST - (rule in ("speaking_verb", "pronoun_verb"))

    def count(self, first: int, last: int) -> int:
        """Return the number of words among these tokens."""
        return sum(word[0].isalnum() for word in self.frame.words[first:last])
