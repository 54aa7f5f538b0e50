"""Reporting clauses beside a quote (`ClauseReader`): the verb of speaking, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.quotes.clause_subjects import SubjectReader
from corpus.quotes.noun_phrases import NounPhrase
from corpus.quotes.speech_frames import QUOTE, Sentence

ClauseForm = Literal["root", "suffix", "verb", "according", "passive", "colon", "thus", "text"]
MOST_BEFORE_COLON = 6  # tokens of "singkat saja:"
FARTHEST = 40  # tokens between a verb and its quote


@dataclass(frozen=True, slots=True)
class Clause:
    """A reporting clause: tokens from `first` to before `last`. No `phrase`: -nya, at the token `verb`.

    `form` "text": the words are those of a letter or a law, and nobody speaks.
    """

    form: ClauseForm
    verb: int
    first: int
    last: int
    phrase: NounPhrase | None = None

    @property
    def by_pronoun(self) -> bool:
        """True for "ujarnya" and "ia mengatakan"."""
        return self.form != "text" and (self.phrase is None or self.phrase.kind == "pronoun")


class ClauseReader(SubjectReader):
    """Reads reporting clauses in a frame."""

    def behind(self, at: int, limit: int) -> Clause | None:
        """Return the clause that begins right behind a quote, at this token."""
        frame, first = self.frame, at
        while at < limit and frame.lows[at] in (",", "-", "–", "—", "."):
            at += 1
        begin = at
        while at < limit and at < begin + 3 and frame.lows[at] in self.around["behind_quote"]:
            at += 1
        if at >= limit:
            return None
        low = frame.lows[at]
        thus = at > begin and frame.lows[begin] in ("demikian", "begitu")
        if low in self.around["of_texts"]:
            return Clause("text", at, first, limit)
        if low in self.words.roots and (clause := self.root(at, limit, first)):
            return clause
        if low in self.words.suffixed:
            return Clause("suffix", at, first, at + 1)
        if low == "menurut" and (phrase := self.reader.joined(at + 1, limit)):
            return Clause("according", at, first, phrase.end, phrase)
        if low in self.words.passive:
            return self.passive(at, limit, first)
        if thus:
            return self._thus(at, limit, first)
        return self._verb_behind(begin, limit, first)

    def root(self, at: int, limit: int, first: int) -> Clause | None:
        """Return the clause of a root at this token: kata Maria. "kata kunci" is none."""
        frame, begin = self.frame, at + 1
        while begin < limit and frame.lows[begin] in self.around["behind_root"]:
            begin += 1
        if begin >= limit:
            return None
        if frame.lows[at] == "kata" and frame.lows[begin] in self.around["no_speaker_after_kata"]:
            return None
        phrase = self.reader.joined(begin, limit)
        return Clause("root", at, first, phrase.end, phrase) if phrase else None

    def _statement(self, at: int, quote: int, first: int) -> Clause | None:
        """Return the clause "Pesan Maria singkat saja: “...”": few small words, and no verb, stand before the colon."""
        phrase = self.reader.joined(at + 1, quote)
        inside = () if phrase is None else self.frame.lows[phrase.first : phrase.end]
        if phrase is None or quote - phrase.end > MOST_BEFORE_COLON or "di" in inside:
            return None
        between = range(phrase.end, quote - 1)
        plain = all(self.frame.words[one][0].islower() and not self.reader.is_verb(one) for one in between)
        if not plain or any(self.frame.lows[one] in self.around["prepositions"] for one in between):
            return None
        return Clause("colon", quote - 1, first, quote, phrase)

    def comes_from(self, at: int, limit: int, first: int) -> Clause | None:
        """Return the clause "datang dari Maria", "meluncur dari mulut Maria"."""
        lows, begin = self.frame.lows, at + 1
        if begin >= limit or lows[begin] != "dari":
            return None
        begin += 1
        while begin < limit and lows[begin] in self.around["mouths"]:
            begin += 1
        phrase = self.reader.joined(begin, limit)
        return Clause("passive", at, first, phrase.end, phrase) if phrase else None

    def with_words(self, sentence: Sentence) -> Clause | None:
        """Return the clause of "Dengan kalimat pendek itu Maria menutup acara."."""
        lows, first = self.frame.lows, sentence.first
        if lows[first + 1 : first + 2] and lows[first + 1] in self.around["pointing"]:
            for at in range(first + 2, min(first + 5, sentence.last - 1)):
                if lows[at] in self.reader.phrases["pointing"]:
                    phrase = self.reader.joined(at + 1 + (lows[at + 1] == ","), sentence.last)
                    return Clause("verb", at, first, phrase.end, phrase) if phrase else None
        return None

    def thus_alone(self, sentence: Sentence) -> Clause | None:
        """Return the clause that is a sentence: "Demikian kata Maria."."""
        if self.frame.lows[sentence.first] not in ("begitu", "demikian"):
            return None
        clause = self.behind(sentence.first, sentence.last)
        whole = clause is not None and clause.phrase is not None and clause.last >= sentence.last - 1
        return clause if whole else None

    def _thus(self, at: int, limit: int, first: int) -> Clause | None:
        """Return the clause "demikian Maria" or "demikian pernyataan BP2MI", where the sentence ends behind it."""
        begin = at + 1 if self.frame.lows[at] in self.around["statements"] else at
        if begin < limit and self.frame.lows[begin] in ("resmi", "tertulis", "dari"):
            begin += 1
        phrase = self.reader.phrase(begin, limit)
        if phrase is None:
            return Clause("text", at, first, limit) if begin > at else None
        return Clause("thus", at, first, phrase.end, phrase)

    def _verb_behind(self, at: int, limit: int, first: int) -> Clause | None:
        """Return the clause "Maria berkata." behind a quote; another quote or clause behind it makes it that one's."""
        phrase = self.reader.phrase(at, limit)
        if phrase is None:
            return None
        verb = phrase.end
        while verb < limit and self.frame.lows[verb] in self.around["before_verb"]:
            verb += 1
        if verb >= limit or self.frame.lows[verb] not in self.words.active:
            return None
        behind = self.frame.lows[verb + 1] if verb + 1 < limit else "."
        if QUOTE in self.frame.words[verb:limit] or behind in self.around["complementizers"]:
            return None
        return Clause("verb", verb, first, verb + 1, phrase)

    def passive(self, at: int, limit: int, first: int) -> Clause | None:
        """Return the clause "disampaikan (oleh) Maria"."""
        begin = at + 1
        while begin < limit and self.frame.lows[begin] in ("oleh", "juga", "langsung", "pula", "kembali"):
            begin += 1
        phrase = self.reader.joined(begin, limit)
        return Clause("passive", at, first, phrase.end, phrase) if phrase else None

    def before(self, begin: int, quote: int) -> Clause | None:
        """Return the clause between `begin` and a quote that brings the quote in."""
        frame, words = self.frame, self.words
        if quote == begin:
            return None
        last = frame.lows[quote - 1]
        joined = last in (",", ":", ";") or last in self.around["complementizers"]
        for at in range(quote - 1, max(begin, quote - FARTHEST) - 1, -1):
            low = frame.lows[at]
            if low in words.active:
                gap = at + 1
                while gap < quote and frame.lows[gap] in self.around["behind_root"]:
                    gap += 1
                if gap < quote and not joined and frame.lows[gap] not in self.around["adverbials"]:
                    return None
                phrase = self.subject(begin, at)
                return Clause("verb", at, begin, quote, phrase) if phrase else None
            if low in words.passive and joined:
                return self.passive(at, quote, begin)
            if low in words.passive_suffixed and joined:
                return Clause("suffix", at, begin, quote)
            if low in self.around["of_texts"]:
                return None
        if not joined:
            return None
        while begin + 1 < quote and frame.lows[begin] in self.around["like"]:
            begin += 1  # Seperti kata Maria, “...”
        low = frame.lows[begin]
        if low in words.roots or low == "menurut":
            phrase = self.reader.phrase(begin + 1, quote)
            plain = low in words.plain_roots or low == "menurut"
            if phrase and (
                plain or (phrase.end == quote - 1 and phrase.kind == "person" and last == ",")
            ):  # Pesan Maria, “...”
                return Clause("root" if low != "menurut" else "according", begin, begin, quote, phrase)
        alone = low in words.suffixed and begin + 2 == quote  # Jawabnya, “...”
        if alone or low in words.plain_suffixed or low == "menurutnya":
            return Clause("suffix", begin, begin, quote)
        if last == ":":
            start = self.after_adverbial(begin, quote)
            phrase = self.reader.phrase(start, quote)
            if phrase and phrase.end == quote - 1 and phrase.kind in ("person", "body", "role"):
                return Clause("colon", quote - 1, begin, quote, phrase)
            if frame.lows[start] in self.around["statements"] and start + 1 < quote:
                return self._statement(start, quote, begin)
        return None
