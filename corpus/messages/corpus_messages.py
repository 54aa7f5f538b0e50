"""Errors: the corpus file and its folder, its checks and its repair."""

from __future__ import annotations

from corpus.messages.statement import Message

FOLDER_MISSING = Message("corpus.folder_missing", "{path}: the folder {folder} does not exist; make it first")
MIGRATIONS_DIFFER = Message(
    "corpus.migrations_differ", "{path}: its migrations are not those of its schema number; restore a backup"
)
CORPUS_CHANGED_BY_NEWER = Message(
    "corpus.changed_by_newer",
    "{path}: a newer kliping has changed the corpus while this one was at work ({known}); nothing "
    "acknowledged is lost: upgrade with `pipx upgrade kliping`, and run again",
)
NOT_SQLITE = Message(
    "corpus.not_sqlite",
    "{path}: this is not an SQLite file; if it should be a corpus it is damaged: run `kliping doctor`, and "
    "restore a backup",
)
CORPUS_DAMAGED = Message(
    "corpus.damaged", "{path}: the corpus is damaged ({text}); run `{command}`, and restore a backup if it says so"
)
CORPUS_NOT_OPENED = Message(
    "corpus.not_opened", "{path}: the corpus can't be opened or written to; check the rights of the file and its folder"
)
CORPUS_BUSY = Message(
    "corpus.busy",
    "{path}: another program has been writing for {seconds:g} s; try again when it is done, nothing "
    "acknowledged is lost",
)
DISK_FULL = Message(
    "corpus.disk_full", "{path}: the disk is full; make space and run again, nothing acknowledged is lost"
)
DISK_FAILED = Message(
    "corpus.disk_failed",
    "{path}: the disk can't be read or written to ({text}); make space or check it and run again, nothing "
    "acknowledged is lost",
)
SQLITE_FAILED = Message("corpus.sqlite_failed", "{path}: {text}")
CORPUS_PATH_UNUSABLE = Message(
    "corpus.path_unusable", "{path}: cannot be opened ({reason}); name another file with --corpus"
)
CORPUS_IS_FOLDER = Message("corpus.is_folder", "{path}: is a folder; name a file in it, as --corpus {example}")
CORPUS_NO_FILE = Message("corpus.no_file", "{path}: is no ordinary file; name another with --corpus")
CORPUS_NOT_READABLE = Message("corpus.not_readable", "{path}: cannot be read; check its rights")
CORPUS_READ_ONLY = Message(
    "corpus.read_only", "{path}: the file is read-only; change its rights, or name another with --corpus"
)
NO_CORPUS = Message(
    "corpus.no_corpus", "{path}: there is no corpus here; `kliping crawl` or `kliping import` makes one"
)
FOLDER_NOT_WRITABLE = Message(
    "corpus.folder_not_writable", "{path}: the folder {folder} can't be written to; choose another with --corpus"
)
CORPUS_OF_NEWER = Message(
    "corpus.of_newer",
    "{path}: made by a newer kliping (schema {schema}, this program knows {known}); upgrade with: pipx upgrade kliping",
)
NOT_A_CORPUS = Message(
    "corpus.not_a_corpus", "{path}: an SQLite file, but not a kliping corpus; name another with --corpus"
)
SCHEMA_NUMBER_LOST = Message(
    "corpus.schema_number_lost", "{path}: the corpus has lost its schema number; restore a backup"
)
CORPUS_EMPTY = Message("corpus.empty", "{path}: the corpus is empty; `kliping crawl` or `kliping import` fills it")
CORPUS_OF_OLDER = Message(
    "corpus.of_older",
    "{path}: made by an older kliping; the next crawl, import or `kliping refine` brings it up to date, with "
    "a copy kept before",
)
SCHEMA_BROKEN = Message(
    "corpus.schema_broken",
    "{path}: {parts}; another program changed the corpus, and it can't be relied on: restore a backup",
)
SCHEMA_FOREIGN = Message(
    "corpus.schema_foreign",
    "{path}: {parts} was not made by kliping, and would act whenever kliping writes; nothing was changed. "
    "Searching and exporting go on; to write, drop it first, or restore a backup (docs/files-from-others.md)",
)
VALUE_UNREADABLE = Message(
    "corpus.value_unreadable",
    "the corpus is damaged, or another program changed it: {where} can't be read; run `kliping doctor "
    "--deep`, and restore a backup if it says so",
)
CORPUS_MISSING = Message("corpus.missing", "{path}: there is no corpus here")
DAMAGE_KNOWN = Message(
    "corpus.damage_known",
    "{damage}; nothing was changed: run `kliping doctor --repair`, or `kliping doctor` if you restored a backup",
)
CORPUS_UNSOUND = Message(
    "corpus.unsound", "{fault}; nothing was changed: `kliping doctor` shows what is damaged and what to do"
)
CORPUS_LOCKED = Message(
    "corpus.locked",
    "{path}: another crawl, demo, import, refine or removal is at work on this corpus; wait until it is done",
)
LOCK_NOT_WRITABLE = Message(
    "corpus.lock_not_writable",
    "{path}: the lock beside it, {name}.lock, can't be written ({reason}); check the rights of the folder",
)
A_LINK = Message("corpus.a_link", "a link")
A_FOLDER = Message("corpus.a_folder", "a folder")
NO_ORDINARY_FILE = Message("corpus.no_ordinary_file", "no ordinary file")
COMPANION_STRANGE = Message(
    "corpus.companion_strange", "{path}: is {what}, where a file of the corpus should be; nothing was opened: delete it"
)
SCHEMA_KNOWN = Message("corpus.schema_known", "schema {schema}, this program knows {known}")
TEXT_NOT_UTF8 = Message("corpus.text_not_utf8", "a text in it is not UTF-8")
DAMAGE_NOTED = Message("corpus.damage_noted", "{path}: `kliping doctor` found it damaged on {day} ({checks})")
INDEX_OF_DAMAGED = Message(
    "corpus.index_of_damaged",
    "{path}: {n:,} {n:article differs from its checksum|articles differ from their checksums} "
    "(the first is {first}), and the index would be built from what may be damaged; nothing was changed: {command} "
    "makes both again",
)
PAGES_NOT_MENDED = Message("corpus.pages_not_mended", "{path}: {fault}; nothing was changed: {advice}")
MAKE_ANEW = Message(
    "corpus.make_anew",
    "this damage can't be mended here: restore a backup, or make the corpus anew from its archive: {command}",
)
GO_ON_WITHOUT_ROWS = Message(
    "corpus.go_on_without_rows",
    "copy {name}* somewhere first; then restore a backup, or go on with what can be read: kliping doctor "
    "--accept-loss --corpus {corpus}; then `kliping import` of the archive's files brings back the pages",
)
