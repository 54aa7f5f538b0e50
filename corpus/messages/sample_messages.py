"""Errors: labels, samples and precision."""

from __future__ import annotations

from corpus.messages.statement import Message

NO_TOPIC_TO_LABEL = Message(
    "sample.no_topic_to_label", "{path}: no run has had a topic yet; a label says whether an article belongs to one"
)
LABELS_MISTAKEN = Message("sample.labels_mistaken", "{mistakes:;}{more}; no label was stored")
LABEL_COLUMNS_MISSING = Message(
    "sample.label_columns_missing", "{path}: has no column {missing:and no}; its first line must name the columns"
)
LABEL_FILE_UNREADABLE = Message(
    "sample.label_file_unreadable", "{path}: can't be read; --file needs a CSV file in UTF-8"
)
SAMPLE_UNKNOWN = Message("sample.unknown", '{path}: there is no sample {sample} for the topic "{topic}"')
STRATUM_UNKNOWN = Message("sample.stratum_unknown", 'a sample can\'t be drawn by "{name}"; {hint}')
LABEL_LINE = Message("sample.label_line", "line {line}: ")
LABEL_OF_NO_ARTICLE = Message(
    "sample.label_of_no_article",
    '{place}there is no article "{article}"; `kliping sample` and `kliping search` print the ids',
)
NOT_A_LABEL = Message("sample.not_a_label", '{place}"{label}" is not a label; give {choices} ({indonesian})')
CODER_MISSING = Message("sample.coder_missing", "{place}the coder is missing; name who labelled")
MISTAKES_LEFT = Message("sample.mistakes_left", " ... and {n} more")
SAMPLE_TOO_LARGE = Message(
    "sample.too_large", "{path}: has {total:,} {total:article|articles}, a sample of {size:,} can't be drawn"
)
NOTHING_TO_SAMPLE = Message("sample.nothing_to_sample", "{path}: the corpus has no article to draw from")
