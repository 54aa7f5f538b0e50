"""`kliping init`: store the contact that sites see, once; `--here`: write the kliping.toml of a folder."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corpus.errors import KlipingError, TopicError
from corpus.messages.command_messages import ONLY_BESIDE_HERE
from corpus.messages.setting_messages import FOLDER_FILE_EXISTS, FOLDER_FILE_UNSAFE, NO_CONTACT
from corpus.messages.topic_messages import TOPIC_FILE_NOT_WRITABLE
from crawler.console.output import command_line, say
from crawler.live.busy_line import undisturbed


@click.command()
@click.option("--contact", "given", metavar="ADDRESS", help="An e-mail or web address, as redaksi@contoh.id.")
@click.option("--here", is_flag=True, help="Write kliping.toml into this folder: its corpus, topic and archive.")
@click.option(
    "--corpus", metavar="FILE", help="With --here: the corpus  [default: the one that is here, or kliping.db]"
)
@click.option("--topic", metavar="TOPIC.toml", help="With --here: the topic  [default: the one that is here, if any]")
@click.option("--archive", metavar="DIR", help="With --here: the archive  [default: beside the corpus]")
def init(given: str | None, here: bool, corpus: str | None, topic: str | None, archive: str | None) -> None:
    """Store your contact address, once. Sites that you crawl see it.

    Every request has the address in its User-Agent, so that a site's owner can write to you. Use a role address
    (redaksi@...), not a private one. It is stored in your configuration, not in the archive.

    With --here, write kliping.toml into this folder. Commands that run here or in a folder below it then use its
    corpus, topic and archive, so that they need not be typed.
    """
    from crawler.config import config_path, contact, keep_contact

    if here:
        _write_folder_file(corpus, topic, archive)
        if given is not None:
            say(f"Contact kept in {keep_contact(given)}.")
        elif contact() is None:
            say(f"A crawl also needs your contact: {command_line('init', '--contact', 'redaksi@contoh.id')}")
        return
    if typed := [name for name, value in (("--corpus", corpus), ("--topic", topic), ("--archive", archive)) if value]:
        raise KlipingError(ONLY_BESIDE_HERE(options=typed))
    before = contact() if given is None else None
    if given is None and not sys.stdin.isatty():
        if before is None:
            raise KlipingError(NO_CONTACT(command=command_line("init", "--contact", "redaksi@contoh.id")))
        say(f"The contact is {before} ({config_path()}).")
        return
    with undisturbed():
        given = given or click.prompt("Contact (e-mail or web address)", default=before, err=True)
    path = keep_contact(str(given))
    say(f"Kept in {path}. Now try: {command_line('crawl', '--since', '30d')}")


def _write_folder_file(corpus: str | None, topic: str | None, archive: str | None) -> None:
    """Write kliping.toml into the current folder. Raises KlipingError where one is there, or would not be used."""
    from corpus.file.rights import PRIVATE_FILE
    from corpus.file.whole import whole_file
    from corpus.topics import read_topic
    from crawler.places.folder_file import FOLDER_FILE, folder_text, parse_folder_text
    from crawler.places.ownership import risk_of

    folder = Path.cwd()
    path = folder / FOLDER_FILE
    if path.is_symlink() or path.exists():
        raise KlipingError(FOLDER_FILE_EXISTS(path=path))
    if risk := risk_of(folder):
        raise KlipingError(FOLDER_FILE_UNSAFE(path=path, risk=risk))
    corpus = corpus or _only(folder, "*.db") or "kliping.db"
    topic = topic or next((name for name in [_only(folder, "*.toml")] if name and _is_topic(folder / name)), None)
    text = folder_text(corpus, topic, archive)
    settings = parse_folder_text(path, text)
    if settings.topic is not None:
        read_topic(settings.topic)
    try:
        with whole_file(path, sync=False, rights=PRIVATE_FILE) as file:
            file.write(text)
    except OSError as error:
        raise KlipingError(TOPIC_FILE_NOT_WRITABLE(path=path, reason=error.strerror)) from error
    say(f"Written: {path} (corpus {corpus}, topic {topic or 'the one that ships'}). Now try: {command_line('doctor')}")


def _only(folder: Path, pattern: str) -> str | None:
    """The name of the one file of this form in the folder; None where there is none, or more than one."""
    names = [path.name for path in folder.glob(pattern) if path.is_file()]
    return names[0] if len(names) == 1 else None


def _is_topic(path: Path) -> bool:
    from corpus.topics import read_topic

    try:
        read_topic(path)
    except TopicError:
        return False
    return True
