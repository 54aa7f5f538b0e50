"""The data sheet of a release (`data_sheet`): the questions of Gebru et al. (2021), each answered from counted facts.

Each sentence names the fact that it rests on (corpus.releases.release_facts), whose SQL stands at the end of the sheet.
What no fact can answer is "not stated".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from corpus.characters import escaped
from corpus.columns import Column
from corpus.releases.release_facts import COUNTED_FACTS
from corpus.sentences import counted

FactRows = Mapping[str, Sequence[tuple[Any, ...]]]
NO_ANSWER = "not stated"
MOST_LISTED = 40
"""Rows of a list in a sentence; the rest is counted."""


class Question(NamedTuple):
    """A question of a section, and what answers it: sentences, each with the name of its fact (or given, general)."""

    section: str
    words: str
    answer: Callable[[ReleaseAbout], Iterator[tuple[str, str]]]


class ReleaseAbout(NamedTuple):
    """What the sentences are made of: the facts, and what the user and the export say.

    `given` has the name, creator, licence, search, filters, program and fingerprint of the release.
    """

    facts: FactRows
    given: Mapping[str, str]
    columns: Sequence[Column]
    reserved: Mapping[str, int]
    redacted: Mapping[str, int] | None

    def number(self, name: str, place: int = 0) -> int:
        """Return a number of a fact's only row; 0 where there is none."""
        rows = self.facts[name]
        return int(rows[0][place] or 0) if rows else 0

    @property
    def with_text(self) -> bool:
        """True if the articles' own words are among the columns."""
        return any(column.name == "text" for column in self.columns)


def data_sheet(about: ReleaseAbout) -> str:
    """Return the data sheet as Markdown."""
    lines = [f"# Data sheet: {escaped(about.given['name'])}", ""]
    lines += ["The questions are those of Gebru et al., Datasheets for Datasets (2021). What stands in brackets behind"]
    lines += ["a sentence is what it rests on: a fact, whose statement stands at the end; `given`, what its maker"]
    lines += ["said or chose (options and columns); `general`, what is true of every such set.", ""]
    section = ""
    for question in SHEET_QUESTIONS:
        if question.section != section:
            section = question.section
            lines += [f"## {section}", ""]
        lines += [f"**{question.words}**", ""]
        answers = [f"{words} [{fact}]" for words, fact in question.answer(about)]
        lines += [" ".join(answers) or NO_ANSWER + ".", ""]
    lines += ["## The statements", "", "`:ids` are the ids of the articles in this release.", ""]
    for fact in COUNTED_FACTS:
        lines += [f"- `{fact.name}`: `{' '.join(fact.sql.split())}`"]
    return "\n".join(lines) + "\n"


def _rows(rows: Sequence[tuple[Any, ...]], words: Callable[[tuple[Any, ...]], str]) -> str:
    shown = [words(row) for row in rows[:MOST_LISTED]]
    more = len(rows) - len(shown)
    return "; ".join([*shown, f"and {more} more"] if more else shown)


def _counts(rows: Sequence[tuple[Any, ...]]) -> str:
    return _rows(rows, lambda row: f"{escaped(str(row[0]))}: {row[1]:,}")


def _purpose(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    if topics := a.facts["topics"]:
        yield f"It was collected for the topic {_rows(topics, lambda row: escaped(str(row[1])))}.", "topics"
    search, filters = escaped(a.given["search"]), escaped(a.given["filters"])
    yield f'The articles are those of the search "{search}"; filters: {filters}.', "given"


def _creator(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    yield f"{escaped(a.given['creator'])}, with {a.given['program']}.", "given"


def _nothing(_about: ReleaseAbout) -> Iterator[tuple[str, str]]:
    yield from ()


def _instances(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    yield f"Each row is an article of news; the set has {counted(a.number('articles'), 'article')}.", "articles"
    stories = counted(a.number("stories"), "story", "stories")
    yield f"They tell {stories}: articles of one text, or from one release, are one.", "stories"
    yield f"Outlets: {_rows(a.facts['outlets'], lambda r: f'{escaped(r[1])} ({r[2]}): {r[3]:,}')}.", "outlets"
    yield f"Languages: {_counts(a.facts['languages'])}.", "languages"
    yield f"Words in all texts: {a.number('words'):,}.", "words"


def _sample(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    first, last, undated = a.facts["days"][0]
    if first:
        yield f"Days of publication: {first} to {last}.", "days"
    if undated:
        yield f"Of {counted(undated, 'article')} the day is not known.", "days"
    yield "It is what was found or imported, not all that was published; see Collection.", "general"
    for slug, number in a.reserved.items():
        left_out = counted(number, "article")
        yield f"Left out: {left_out} of {escaped(slug)}, whose pages reserve text and data mining.", "given"


def _data(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    what = "the whole text among them" if a.with_text else "but not the whole text"
    yield f"Each row has {counted(len(a.columns), 'column')} ({what}), which FIELDS.md explains.", "given"


def _labels(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    if a.number("labels"):
        labels, articles, coders = a.facts["labels"][0]
        what = f"{counted(labels, 'label')} to {counted(articles, 'article')}"
        yield f"{counted(coders, 'coder')} gave {what}.", "labels"
    else:
        yield "No person has labelled an article.", "labels"
    if a.facts["topics"] and any(column.name == "grade" for column in a.columns):
        yield "The column grade was given by rules (phrases of the topic), not by people.", "given"


def _missing(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    if rows := a.facts["incomplete"]:
        yield f"Texts known to be incomplete, by reason: {_counts(rows)}.", "incomplete"
    else:
        yield "No text is known to be incomplete.", "incomplete"
    seen, outside, unexplained, articles = a.facts["outside"][0]
    if articles:
        parts = f"rules put {outside or 0:,} outside the article; {unexplained or 0:,} are unexplained"
        yield f"Of {seen:,} words on the pages of {counted(articles, 'article')}, {parts}.", "outside"


def _relations(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    yield f"Copies of other articles, found by the words they share: {a.number('copies'):,}.", "copies"


def _errors(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    yield f"How sure the day is: {_counts(a.facts['date_confidence'])}.", "date_confidence"


def _self_contained(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    if a.with_text:
        yield "Yes: the texts are in it; the pages as they were fetched are in the collector's archive.", "given"
    else:
        yield "No: the whole texts are at their addresses, which may change or go.", "given"


def _persons(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    yield "News names persons: officials, accused, victims, witnesses.", "general"
    if a.redacted is None:
        yield "Identity, phone and account numbers in the texts were not masked.", "given"
    else:
        masked = ", ".join(f"{kind}: {number:,}" for kind, number in a.redacted.items()) or "none was found"
        yield f"Numbers that name a person were masked by rules ({masked}); rules can miss some.", "given"


def _acquired(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    first, last, number = a.facts["captures"][0]
    if number:
        yield f"Captures (pages fetched, pages and rows imported): {number:,}, {first} to {last}.", "captures"
    runs = _rows(a.facts["runs"], lambda row: f"{row[0]}, {row[1]:,} ({row[2][:10]} to {row[3][:10]})")
    if runs:
        yield f"Runs of the whole corpus: {runs}.", "runs"
    if rows := a.facts["discovered"]:
        yield f"Addresses that the whole corpus found, by what became of them: {_counts(rows)}.", "discovered"


def _looked(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    outlets, requests, answered, failed, refused = a.facts["looked_at"][0]
    if not requests:
        yield "No outlet was searched.", "looked_at"
        return
    results = f"answered: {answered:,}; failed: {failed:,}; refused: {refused:,}"
    who = f"{counted(outlets, 'outlet')} got {counted(requests, 'question')}"
    yield f"For the whole corpus, {who}; {results}.", "looked_at"
    if never := a.facts["never_answered"]:
        yield f"Outlets that answered none: {_rows(never, lambda row: escaped(row[0]))}.", "never_answered"
    if rows := a.facts["not_looked_at"]:
        failures = _rows(rows, lambda row: f"{escaped(row[0])}: {row[1]}, {row[2]} ({row[3]:,})")
        yield f"What could not be looked at, in the whole corpus: {failures}.", "not_looked_at"


def _cleaned(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    yield f"The body was found by {_counts(a.facts['extractors'])}.", "extractors"
    yield f"Versions of the cleaning rules: {_counts(a.facts['rules'])}.", "rules"
    if rows := a.facts["cuts"]:
        yield f"Lines that were taken out, by rule: {_counts(rows)}.", "cuts"


def _duplicates(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    both = f"{counted(a.number('articles'), 'article')}, {counted(a.number('stories'), 'story', 'stories')}"
    if "--originals" in a.given["filters"]:
        yield f"Of each story one article was taken: {both}.", "stories"
    else:
        yield f"Copies are rows of their own: {both}.", "stories"


def _raw(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    captures = counted(a.number("captures", 2), "capture")
    yield f"Yes: {captures}, in the collector's WARC archive; not in the release.", "captures"


def _rights(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    licence = escaped(a.given["licence"])
    yield f"The release's licence: {licence}. It covers the compilation; the articles are their owners'.", "given"
    if a.number("terms"):
        number, outlets = a.facts["terms"][0]
        both = f"{counted(number, 'article')} of {counted(outlets, 'outlet')}"
        yield f"Pages that state terms to machines (usage_terms): {both}.", "terms"
    else:
        yield "No page states terms to machines.", "terms"


def _maintenance(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    yield f"{escaped(a.given['creator'])}.", "given"


def _erased(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    yield f"Removed from the corpus: {a.number('removed'):,}; none of them is in the release.", "removed"


def _cite(a: ReleaseAbout) -> Iterator[tuple[str, str]]:
    yield f"As CITATION.cff says. Fingerprint of the articles: {a.given['fingerprint']}.", "given"


SHEET_QUESTIONS = (
    Question("Motivation", "For what purpose was the data set made?", _purpose),
    Question("Motivation", "Who made it?", _creator),
    Question("Motivation", "Who paid for it?", _nothing),
    Question("Composition", "What do the instances represent, and how many are there?", _instances),
    Question("Composition", "Does it contain all possible instances, or a sample?", _sample),
    Question("Composition", "What data does each instance consist of?", _data),
    Question("Composition", "Is there a label or target?", _labels),
    Question("Composition", "Is information missing from instances?", _missing),
    Question("Composition", "Are relationships between instances explicit?", _relations),
    Question("Composition", "Are there recommended splits?", _nothing),
    Question("Composition", "Are there errors, noise or redundancies?", _errors),
    Question("Composition", "Is it self-contained?", _self_contained),
    Question("Composition", "Does it hold data on persons, or confidential or offensive data?", _persons),
    Question("Collection", "How were the data acquired, by whom, and when?", _acquired),
    Question("Collection", "What was looked at, and what could not be looked at?", _looked),
    Question("Collection", "Was there an ethical review? Did the persons consent?", _nothing),
    Question("Cleaning", "Was the text cleaned, and how?", _cleaned),
    Question("Cleaning", "How are duplicates treated?", _duplicates),
    Question("Cleaning", "Is the raw data kept?", _raw),
    Question("Uses", "Has it been used, and what should it not be used for?", _nothing),
    Question("Distribution", "Under which licence and terms is it distributed?", _rights),
    Question("Maintenance", "Who maintains it?", _maintenance),
    Question("Maintenance", "What becomes of articles that must be removed?", _erased),
    Question("Maintenance", "How is it cited?", _cite),
)
"""The questions in the order of the sheet."""
