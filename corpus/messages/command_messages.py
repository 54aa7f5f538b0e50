"""Errors: commands and their options."""

from __future__ import annotations

from corpus.messages.statement import Message

LIMIT_BAD = Message("command.limit_bad", "{value!r} should be a whole number, 0 or more, or none, as in --limit 200")
EXPORT_WITHOUT_FILE = Message("command.export_without_file", "name the file to write, as: kliping export -o berita.csv")
EXCEL_IS_CSV = Message(
    "command.excel_is_csv", "--excel writes CSV, --format names {form}; give one of them (a workbook is .xlsx)"
)
EXPORT_NEEDS_FILE = Message(
    "command.export_needs_file", "{form} can't be printed; name a file: kliping export -o berita{ending}"
)
EXPORT_NEEDS_FOLDER = Message(
    "command.export_needs_folder", "{form} is a folder; name a new one: kliping export --format {form} -o berita"
)
ONLY_BESIDE_HERE = Message(
    "command.only_beside_here", "{options} can only stand beside --here, which writes kliping.toml"
)
LABEL_WITHOUT_ARTICLE = Message(
    "command.label_without_article",
    "name an article and a label, for example: kliping label 20637024256 yes --coder ana",
)
LABEL_FILE_ALONE = Message("command.label_file_alone", "with --file, give no ID, label or --note")
LABEL_WITHOUT_CODER = Message("command.label_without_coder", "name the coder, for example: --coder ana")
MARKDOWN_OR_JSON = Message("command.markdown_or_json", "give --markdown or --json, not both")
NOT_A_TIME = Message("command.not_a_time", "{value!r} is not a time; write it as 2024-03-01T09:00:00+07:00")
TOPIC_WITHOUT_OUTLET = Message(
    "command.topic_without_outlet", "--topic grades every article and builds none again; give it without --outlet"
)
OPTIONS_OF_LIST = Message(
    "command.options_of_list", "--format, --csv, -n and -o are for the rows of --list; add --list, or leave them out"
)
SAMPLE_SIZE_ONCE = Message("command.sample_size_once", "say once how many articles to draw, as: kliping sample 100")
COMMAND_UNKNOWN = Message("command.unknown", "there is no command `{name}`; {hint}")
LINEAGE_OF_WHAT = Message(
    "command.lineage_of_what",
    "name one article, as: kliping lineage 20637024256; or give --stats alone, for the outlets",
)
FULL_WITHOUT_PAGE = Message("command.full_without_page", "--full says how --page prints; add --page")
PAGE_SHOWS_CUTS = Message(
    "command.page_shows_cuts", "--page shows the cuts where they were made; leave {options:and} out"
)
DISCOVERY_LIMIT_BAD = Message(
    "command.discovery_limit_bad", "{value!r} should be a whole number, 1 or more, or none, as in --limit 100"
)
WORDS_MISSING = Message("command.words_missing", "give the words to look for, as: kliping {command} pembinaan")
FORMATS_CHOSEN_TWICE = Message("command.formats_chosen_twice", "{options:and} choose a format each; give one of them")
FORMAT_UNKNOWN = Message("command.format_unknown", "there is no format {name!r}; {hint}")
OPTION_OF_ARTICLES = Message(
    "command.option_of_articles", "--list prints a row for each name; --{option} is for a search that prints articles"
)
PICTURE_OR_ROWS = Message(
    "command.picture_or_rows", "-o {output} draws a picture, {option} writes rows; give one of them"
)
TOML_ALONE = Message("command.toml_alone", "--toml is a format of its own; leave --format, --json, --csv and -o out")
OPEN_ALONE = Message("command.open_alone", "--open opens the address and prints nothing else; leave {option} out")
NO_DERIVATION = Message("command.no_derivation", "{name!r} is not derived from the articles; there are {known:and}")
