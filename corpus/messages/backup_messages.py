"""Errors: the copy of a corpus and of its archive."""

from __future__ import annotations

from corpus.messages.statement import Message

COPY_NOT_SOUND = Message("backup.copy_not_sound", "{source}: the copy is not sound ({faults:;}); run `kliping doctor`")
BACKUP_ONTO_CORPUS = Message("backup.onto_corpus", "{target}: a backup needs a file of its own; name another")
BACKUP_EXISTS = Message("backup.exists", "{target}: exists already; name another file, or replace it with --force")
BACKUP_FOLDER_NOT_WRITABLE = Message(
    "backup.folder_not_writable", "{target}: the folder {folder} can't be written to; name another place for the backup"
)
BACKUP_LIST_UNREADABLE = Message(
    "backup.list_unreadable", "{path}: the list of its backups (table meta) can't be read; run `kliping doctor`"
)
DAMAGED_NOT_COPIED = Message(
    "backup.damaged_not_copied",
    "{source}: {damage}; nothing was copied, since {target} may be the better one: run `kliping doctor "
    "--repair` first, or name another file",
)
BACKUP_NOT_MADE = Message(
    "backup.not_made",
    "{target}: the backup can't be made ({where}: {reason}); make space, or name another place for it",
)
COPY_OF_DAMAGED = Message(
    "backup.copy_of_damaged",
    "{target}: the copy is made, but in the corpus {damage}; keep older backups, and run `kliping doctor "
    "--repair` on the corpus",
)
ARCHIVE_ONTO_ITSELF = Message(
    "backup.archive_onto_itself", "{target}: is the archive itself; name another folder for its copy"
)
BACKUP_NOT_WRITTEN = Message(
    "backup.not_written", "{target}: the backup can't be written ({reason}); make space, or name another place for it"
)
BACKUP_NOT_COPIED = Message(
    "backup.not_copied",
    "{target}: the backup can't be written, or {source} can't be read ({reason}); make space, or name another "
    "place for it",
)
COPY_DIFFERS = Message("backup.copy_differs", "{target}: the copy differs from {source}; check the disk and run again")
NO_MANIFEST = Message(
    "backup.no_manifest", "{path}: can't be read as a manifest; `kliping backup` writes one beside its copy"
)
N_ARTICLES = Message("backup.n_articles", "{n:,} {n:article|articles}")
PARTS_DIFFER = Message("backup.parts_differ", "{parts} differ from their checksums")
