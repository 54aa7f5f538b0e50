"""The name of a topic made of words (`kliping crawl -k`), where a file's topic has this name already (`named_apart`).

A topic's newest state that ended well grades for everybody. `-k 'pembinaan pegawai'` would be a new state of the file
pembinaan-pegawai.toml, and its two words would take the place of the file's rules without a word.
"""

from __future__ import annotations

from dataclasses import replace

from corpus.store import Corpus
from corpus.topics import Topic, topic_of_words

BESIDE = "-k"  # what is added to the name


def named_apart(corpus: Corpus, topic: Topic) -> Topic:
    """Return the topic; one made of words under another name, where the corpus has this name from a file."""
    if topic != topic_of_words(topic.title):
        return topic
    name = topic.name
    while _is_of_file(corpus, name):
        name += BESIDE
    line = 'name = "{}"\n'
    return replace(topic, name=name, toml=topic.toml.replace(line.format(topic.name), line.format(name), 1))


def _is_of_file(corpus: Corpus, name: str) -> bool:
    rows = corpus.conn.execute("SELECT title, toml FROM topics WHERE name = ?", (name,))
    return any(not _is_of_words(name, title, toml) for title, toml in rows)


def _is_of_words(name: str, title: str, toml: str) -> bool:
    """True if this is the text of a topic made of its title's words, whatever it is called."""
    head, _, rest = toml.partition("\n")
    return bool(title.strip()) and head == f'name = "{name}"' and rest == topic_of_words(title).toml.partition("\n")[2]
