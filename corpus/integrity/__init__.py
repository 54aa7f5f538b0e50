"""Checks of the corpus file itself: is it damaged, can its write-ahead log be read, where are its backups."""
