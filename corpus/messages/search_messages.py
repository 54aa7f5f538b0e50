"""Errors: searches that cannot be understood, articles that are not there, counts over texts that cannot be made."""

from __future__ import annotations

from corpus.messages.statement import Message

PAGE_SIZE_TOO_SMALL = Message("search.page_size_too_small", "a page of {limit} articles can't be shown; give 1 or more")
DAYS_REVERSED = Message(
    "search.days_reversed", "no day is from {first} on and until {last}; exchange them, or leave one out"
)
FACET_UNKNOWN = Message("search.facet_unknown", 'there is no facet "{name}"; there are {facets}')
TOPIC_FIELD_INSIDE = Message(
    "search.topic_field_inside",
    "topic: holds for the whole search; write it beside the words, not in brackets, OR or NOT",
)
TOPIC_FIELD_TWICE = Message(
    "search.topic_field_twice", "topic:{first} and topic:{second}: grades are read by one topic; name one"
)
OUTLET_NOT_IN_CORPUS = Message("search.outlet_not_in_corpus", 'the corpus has no outlet "{outlet}"; {hint}')
NOT_A_GRADE = Message(
    "search.not_a_grade", "grade:{value} is not a grade; write grade:0 to grade:3, the lowest grade that matches"
)
IS_UNKNOWN = Message(
    "search.is_unknown",
    "is:{value} has no meaning; there are is:original and is:reprint, is:gone, is:changed, "
    "is:corrected, and its kinds is:ralat, is:koreksi, is:hak_jawab and is:pencabutan",
)
NOBODY_NAMED = Message("search.nobody_named", 'no article names anybody "{name}"; {hint}')
SEARCH_SYNTAX = Message("search.syntax", '{fault} (at character {place}, by "{around}")')
FIELD_UNKNOWN = Message(
    "search.field_unknown", 'there is no field "{name}:" (character {place}); did you mean "{near}:"?'
)
ARTICLE_UNKNOWN = Message(
    "search.article_unknown", "{path}: there is no article {reference}; `kliping search` prints the ids"
)
NO_ARTICLE_OF_ADDRESS = Message(
    "search.no_article_of_address", "{path}: no article with the address {url}; `kliping search` finds it by its words"
)
SEARCH_TOO_LONG = Message("search.too_long", "the search is {n:,} characters long; at most {most:,} are understood")
SEARCH_TOO_MANY_WORDS = Message("search.too_many_words", "the search has {n} words; at most {most} are understood")
SEARCH_EMPTY = Message(
    "search.empty", "there is nothing to look for; give a word or a phrase, as: kliping search pembinaan pegawai"
)
TOPICS_DIFFER = Message("search.topics_differ", "--topic {option} and topic:{field} differ; name one topic")
TOPIC_NOT_IN_CORPUS = Message("search.topic_not_in_corpus", 'no run has used a topic "{name}"; {hint}')
WATCH_WITHOUT_NAME = Message(
    "search.watch_without_name", "a saved search needs a name, in letters: kliping watch add NAME QUERY"
)
WATCH_EXISTS = Message(
    "search.watch_exists", 'there is a saved search "{name}" already; remove it first, or take another name'
)
WATCH_UNKNOWN = Message("search.watch_unknown", 'there is no saved search "{name}"; `kliping watch list` shows them')
NO_ARTICLE_NAMED = Message(
    "search.no_article_named", "{article!r} is no id, no address (http://...) and no hit's number"
)
WATCH_MISSING = Message("search.watch_missing", "there is no saved search {name!r}; `kliping watch list` shows them")
NO_SEARCH_MADE = Message(
    "search.no_search_made", "there is no hit {hit}: no search was made in this corpus; give an id, or search first"
)
NO_SUCH_HIT = Message("search.no_such_hit", "there is no hit {hit}: {search} {hits}")
HIT_IS_ANOTHER = Message(
    "search.hit_is_another", "hit {hit} of {search} is another article in this corpus now; search again for new numbers"
)
SEARCH_TOOK_TOO_LONG = Message(
    "search.took_too_long",
    "the search took longer than {seconds:g} s and was ended, without an answer; use rarer words or fewer "
    "years (since:, year:), or allow more time (`kliping search` has --time-limit)",
)
ONLY_EXCLUSIONS = Message(
    "search.only_exclusions", "the search has only words that must not match; add a word to look for"
)
TOO_MANY_BRACKETS = Message(
    "search.too_many_brackets", "the search has more than {most} brackets inside each other; write it flatter"
)
NEAR_BETWEEN_WORDS = Message(
    "search.near_between_words", "NEAR stands between words or phrases; brackets and fields can't be near"
)
PREFIX_TOO_SHORT = Message("search.prefix_too_short", "{word}: give at least {least} letters before the *")
FIELD_NEEDS_VALUE = Message("search.field_needs_value", "{field}: needs a value, as {field}:{example}")
MINUS_BEFORE_FIELD = Message("search.minus_before_field", "the minus stands before the field, as -{field}:{example}")
JUDUL_TAKES_WORDS = Message("search.judul_takes_words", "judul: takes words; a field can't stand in it")
FIELD_TAKES_VALUES = Message("search.field_takes_values", "{field}:( ) takes values, with OR between them")
WATCH_REFUSED = Message("search.watch_refused", "{name} ({query}): {fault}")
WATCHES_REFUSED = Message("search.watches_refused", "{refused:;}")
HITS_PRINTED = Message("search.hits_printed", "printed {n:,} {n:hit|hits}")
HITS_NONE = Message("search.hits_none", "found nothing")
WINDOW_EMPTY = Message(
    "search.window_empty",
    "a window of {left} words before and {right} after holds nothing; give 1 or more on one side",
)
CONTEXT_EMPTY = Message("search.context_empty", "a context of {width} words can't be shown; give 1 or more")
NO_WORD_TO_SHOW = Message(
    "search.no_word_to_show",
    "the search has no word to show; add one, for example: kliping kwic pembinaan year:2023",
)
NOTHING_TO_COMPARE = Message(
    "search.nothing_to_compare",
    "there is nothing to compare: one of the two searches has no articles of its own; widen it{notes}",
)
ORDER_UNKNOWN = Message("search.order_unknown", 'there is no order "{name}"; {hint}')
NEAR_NEEDS_NUMBER = Message(
    "search.near_needs_number", "NEAR/{number}: behind NEAR/ stands a number of words, as NEAR/5"
)
