"""Errors: the copy of a corpus and of its archive, and corpora merged into a new one."""

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
MERGE_OF_ONE = Message("backup.merge_of_one", "name two corpora or more to merge: kliping merge A.db B.db -o C.db")
MERGE_OF_TOO_MANY = Message(
    "backup.merge_of_too_many", "at most {most} corpora are merged at once; merge some, then the result with the others"
)
MERGE_OF_TWINS = Message("backup.merge_of_twins", "{path}: is the same file as {other}; name two different corpora")
MERGE_OF_DAMAGED = Message(
    "backup.merge_of_damaged",
    "{path}: {damage}; nothing was merged: run `kliping doctor --repair` on it first, or restore a backup",
)
MERGE_ONTO_INPUT = Message(
    "backup.merge_onto_input", "{target}: is one of the corpora to merge; name a new file with -o"
)
MERGE_TARGET_NO_CORPUS = Message(
    "backup.merge_target_no_corpus",
    "{target}: exists and is no corpus, so it is not replaced; name another file with -o",
)
MERGE_TARGET_IN_USE = Message(
    "backup.merge_target_in_use", "{target}: another program has it open, so it is not replaced; close that first"
)
MERGE_NOT_WRITTEN = Message(
    "backup.merge_not_written",
    "{target}: the merged corpus can't be written ({where}: {reason}); nothing is left of it; make space, or name "
    "another place with -o",
)
MERGE_TARGET_UNFIT = Message(
    "backup.merge_target_unfit", "{path}: a removal was not finished there; run the same `kliping remove` again first"
)
MERGE_LIST_UNREADABLE = Message(
    "backup.merge_list_unreadable",
    "{paths:,and} can't be merged ({reason}); write each entry as a table [[...]], or give all corpora the same file",
)
