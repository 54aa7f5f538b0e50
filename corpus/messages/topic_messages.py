"""Errors: topic files."""

from __future__ import annotations

from corpus.messages.statement import Message

TOPIC_UNREADABLE = Message(
    "topic.unreadable", "{path}: cannot read the topic ({reason}); `kliping topic new NAME` writes one to start from"
)
TOPIC_TOO_LARGE = Message("topic.too_large", "{where}: larger than {most:,} bytes; no topic needs as much")
TOPIC_NOT_TOML = Message("topic.not_toml", "{where}: not valid TOML: {fault}")
TOPIC_NAME_BAD = Message(
    "topic.name_bad", '{where}: name {name!r} should be small letters, digits and hyphens, as "pembinaan-pegawai"'
)
TOPIC_GRADE_EMPTY = Message(
    "topic.grade_empty", "{where}: [grade] needs phrases, all or any; without them every article is off topic"
)
TOPIC_TOO_MANY = Message(
    "topic.too_many", "{where}: {number:,} {what}; at most {most:,} are read: split it into several topics"
)
TOPIC_WORDING_TOO_LONG = Message(
    "topic.wording_too_long", "{where}: {text!r}... has {n:,} characters; at most {most} are read"
)
TOPIC_STAR_MISPLACED = Message(
    "topic.star_misplaced", "{where}: {wording!r}: write * once in a word, at its end, as in pegawai*"
)
TOPIC_TOO_MANY_MARKS = Message(
    "topic.too_many_marks", "{where}: {wording!r} has more than {most} words without a letter or digit"
)
TOPIC_WITHOUT_WORDS = Message(
    "topic.without_words", "-k needs at least one word, as in: kliping crawl -k 'pembinaan pegawai'"
)
TOPIC_KEY_UNKNOWN = Message("topic.key_unknown", '{where}: unknown key "{key}"{place}; {hint}')
TOPIC_TABLE_EXPECTED = Message("topic.table_expected", "{where}: {name} should be a table, begun with a line [{name}]")
TOPIC_TEXT_EXPECTED = Message("topic.text_expected", '{where}: {key} is missing or not a text; write {key} = "..."')
TOPIC_TEXTS_EXPECTED = Message(
    "topic.texts_expected", '{where}: {key} should be a list of texts, as {key} = ["...", "..."]'
)
TOPIC_LISTS_EXPECTED = Message(
    "topic.lists_expected", '{where}: all should be a list of lists, as all = [["BP2MI", "BNP2TKI"], ["pegawai"]]'
)
TOPIC_ADDRESS_BAD = Message("topic.address_bad", "{where}: urls: {fault}")
TOPIC_FILE_NOT_WRITABLE = Message("topic.file_not_writable", "{path}: can't be written ({reason})")
TOPIC_NAME_BAD_FOR_FILE = Message(
    "topic.name_bad_for_file", "{name!r}: write a topic's name in small letters, digits and hyphens: {nearest}"
)
TOPIC_FILE_EXISTS = Message("topic.file_exists", "{path}: this file exists already; give another name")
TOPIC_OUTLET_UNKNOWN = Message("topic.outlet_unknown", '{path}: outlets: there is no outlet "{outlet}"; {hint}')
NO_TOPIC_TO_GRADE_BY = Message(
    "topic.no_topic_to_grade_by", "{path}: no run has had a topic; name a file: `kliping topic grade FILE.toml`"
)
TOPIC_KEY_OF_SECTION = Message("topic.key_of_section", "it belongs under the line [{section}]")
TOPIC_KEY_OF_NO_SECTION = Message(
    "topic.key_of_no_section", "it belongs at the top, above the first line with a name in brackets"
)
TOPIC_SECTION = Message("topic.section", " in [{section}]")
TOPIC_OPTION_WITHOUT_WORD = Message(
    "topic.option_without_word", "{option}: {text!r} has no word in it; write it as in {option} KPK"
)
