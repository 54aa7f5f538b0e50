"""Errors: lists that people edit beside a corpus: names over time, sets of outlets."""

from __future__ import annotations

from corpus.messages.statement import Message

NAMES_NOT_TOML = Message("list.names_not_toml", "{path}: not valid TOML: {fault}")
NAMES_UNREADABLE = Message("list.names_unreadable", "{path}: the names can't be read ({reason})")
LINEAGE_COVERS_NONE = Message(
    "list.lineage_covers_none", '{path}: [[lineage]] {lineage} covers "{other}", which is no lineage; {hint}'
)
LINEAGE_WITHOUT_NAME = Message("list.lineage_without_name", "{path}: [[lineage]] {entry} has no [[lineage.name]]")
WORDS_ARE_GROUPS = Message(
    "list.words_are_groups", '{path}: {entry}: words are groups, as words = [["Lasro", "Larso"]]'
)
NAME_DAYS_REVERSED = Message(
    "list.name_days_reversed", "{path}: {entry}: since {since} is after until {until}; exchange them"
)
NAMES_TABLES_EXPECTED = Message("list.names_tables_expected", "{path}: {key} is a list of tables, as [[{key}]]")
NAMES_ENTRY_WITHOUT_KEY = Message("list.names_entry_without_key", "{path}: an entry without {key}: {entry}")
NAMES_VALUE_BAD = Message("list.names_value_bad", "{path}: {entry}: {key} is {expected}, not {value!r}")
NAMES_TEXTS_EXPECTED = Message("list.names_texts_expected", '{path}: {key} is a list of texts, as {key} = ["..."]')
NAMES_KEY_UNKNOWN = Message("list.names_key_unknown", '{place}: unknown key "{key}"; known are {known}')
SET_UNKNOWN = Message("list.set_unknown", 'there is no set "{name}"; {hint}')
SETS_UNREADABLE = Message("list.sets_unreadable", "{path}: the sets can't be read ({reason})")
SET_OUTLET_UNKNOWN = Message(
    "list.set_outlet_unknown", '{path}: set {name}: there is no outlet "{outlet}"; did you mean "{near}"?'
)
SET_TABLES_EXPECTED = Message("list.set_tables_expected", "{path}: set is a list of tables, as [[set]]")
SET_TWICE = Message("list.set_twice", "{path}: the set {name} stands there twice; put its outlets into one")
SET_NAME_BAD = Message(
    "list.set_name_bad",
    '{path}: [[set]] needs a name of small letters, digits and hyphens, as name = "harian-ntt", not {name!r}',
)
SET_OUTLETS_EXPECTED = Message(
    "list.set_outlets_expected", '{path}: set {name}: outlets is a list of slugs, as outlets = ["tempo", "detik"]'
)
SET_TEXT_EXPECTED = Message("list.set_text_expected", "{path}: set {name}: {key} is a text, not {value!r}")
SET_KEY_UNKNOWN = Message("list.set_key_unknown", '{place}: unknown key "{key}"; {hint}')
LIST_WITHOUT_NAME = Message(
    "list.without_name", "{path}: there is no name in it; write one in each line, or in a CSV's column name"
)
LIST_IS_JSON = Message("list.is_json", "{path}: is JSON, or a line begins with a bracket; give a text file or a CSV")
LIST_UNREADABLE = Message(
    "list.unreadable",
    "{path}: the names can't be read; --list needs a text file with a name in each line, or a CSV with a "
    "column name (from a spreadsheet: save it as CSV)",
)
LIST_MISSING = Message("list.missing", "{path}: there is no such file")
LIST_TOO_LONG = Message("list.too_long", "{path}: has more than {most:,} names; divide it into several files")
