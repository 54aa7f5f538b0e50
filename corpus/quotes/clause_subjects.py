"""Subjects of verbs of speaking (`SubjectReader`): the phrase before the verb, behind what may stand at the front."""

from __future__ import annotations

from corpus.quotes.noun_phrases import NounPhrase, PhraseReader
from corpus.quotes.person_signs import SEATS
from corpus.quotes.quote_words import CALENDAR, HUMAN, POST, speech_words
from corpus.quotes.speech_frames import QUOTE, Frame

_HUMAN_OR_POST = HUMAN | POST


class SubjectReader:
    """Reads subjects in a frame."""

    def __init__(self, frame: Frame, reader: PhraseReader) -> None:
        self.frame = frame
        self.reader = reader
        self.words = speech_words()
        self.around = self.words.around

    def after_adverbial(self, begin: int, limit: int) -> int:
        """Return the token where the sentence's subject may begin: behind "Di tempat yang sama," and "Namun"."""
        frame, at = self.frame, begin
        while at < limit and frame.lows[at] in self.around["front_adverbs"]:
            at += 1
            if at < limit and frame.lows[at] == ",":
                at += 1
        return at

    def subject(self, begin: int, verb: int) -> NounPhrase | None:
        """Return the phrase that is the subject of the verb at this token, None without one that is sure."""
        frame = self.frame
        for at in range(begin, verb):
            if not self._may_begin(begin, at):
                continue
            phrase = self.reader.joined(at, verb)
            if phrase and phrase.kind == "body" and at > begin and frame.lows[at] in SEATS:
                continue  # Warga Contoh, Kabupaten Contoh, berharap
            if phrase and (speaks := self._instead(phrase.end, verb)):
                return speaks
            if phrase and self._reaches(phrase.end, verb):
                return phrase
        if verb > begin and frame.lows[verb - 1] in self.around["pronouns"]:
            return NounPhrase("pronoun", verb - 1, verb)
        return None

    def _instead(self, at: int, verb: int) -> NounPhrase | None:
        """Return who speaks for another: "Kepala Dinas Contoh diwakili Maria Contoh, mengatakan"."""
        lows = self.frame.lows
        at += at < verb and lows[at] == ","
        if at + 1 >= verb or lows[at] != "diwakili":
            return None
        at += 1 + (lows[at + 1] == "oleh")
        phrase = self.reader.joined(at, verb)
        return phrase if phrase and phrase.kind == "person" and self._reaches(phrase.end, verb) else None

    def _may_begin(self, begin: int, at: int) -> bool:
        """Return True if a subject may begin at this token: at a clause's start, or a name or role behind "itu"."""
        frame = self.frame
        if at == begin:
            return not self.reader.is_object(at)
        before = frame.lows[at - 1]
        if before == "dan" and self._in_list(begin, at):
            return False
        if (
            before in (",", ":", ";", "-", "–", "—", ")", QUOTE)
            or before in self.around["conjunctions"]
            or before in self.around["front_adverbs"]
        ):
            return True
        if frame.lows[at] in self.around["pronouns"]:
            return before not in self.around["prepositions"]
        if frame.capital(at) and not frame.capital(at - 1) and not self.reader.is_object(at):
            return (before not in self.around["prepositions"] and before in self.around["before_subject"]) or (
                before not in self.around["prepositions"] and bool(frame.kinds[at] & POST) and at > begin + 1
            )
        return False

    def _in_list(self, begin: int, at: int) -> bool:
        """Return True behind "Maria dan": what "dan" joins is a subject only from its beginning."""
        frame, name = self.frame, at - 2
        if name < begin or not self.reader.name_word(name):
            return False
        while name > begin and frame.capital(name - 1):
            name -= 1
        return frame.lows[name - 1] not in ("di", "ke") and frame.lows[at - 2] not in self.reader.places

    def _reaches(self, at: int, verb: int) -> bool:
        """Return True if only adverbs and inserted adverbials stand between a phrase and its verb."""
        frame = self.frame
        while at < verb:
            low = frame.lows[at]
            if low in self.around["before_verb"]:
                at += 1
            elif low == "(":
                closed = next((end for end in range(at, verb) if frame.lows[end] == ")"), None)
                if closed is None:
                    return False
                at = closed + 1
            elif low == ",":
                if at + 1 >= verb:
                    return True
                following = frame.lows[at + 1]
                if following in self.around["before_verb"]:
                    at += 1
                    continue
                inserted = (
                    following in self.around["adverbials"]
                    or following
                    in (
                        "yang",
                        "asal",
                        "dari",
                        "mewakili",
                        "selaku",
                        "didampingi",
                        "bersama",
                        "dengan",
                        "sebagaimana",
                        "seperti",
                        "melansir",
                        "dikutip",
                        "ditemui",
                        "dihubungi",
                        "dikonfirmasi",
                        "diwawancarai",
                        "dimintai",
                        "menanggapi",
                        "mengutip",
                        "merujuk",
                        "menjawab",
                        "juga",
                    )
                    or frame.kinds[at + 1] & CALENDAR
                    or frame.kinds[at + 1] & _HUMAN_OR_POST
                    or following[0].isdigit()
                )
                if not inserted:
                    return False
                at = next((end for end in range(verb - 1, at, -1) if frame.lows[end] == ","), verb - 1) + 1
            elif (
                low in self.around["adverbials"]
                or low in ("yang", "dengan", "selaku", "sebagai", "didampingi", "bersama", "atau", "alias", "dari")
                or frame.kinds[at] & CALENDAR
            ):
                return not any(frame.lows[one] in self.words.active for one in range(at, verb))
            else:
                return False
        return True
