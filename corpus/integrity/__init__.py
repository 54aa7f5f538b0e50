"""Checks of the corpus file itself: is it sound, is its log readable, where are its backups."""
